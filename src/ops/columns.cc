// Directives on columns.
#include <algorithm>

#include "base/error.h"
#include "base/text.h"
#include "ops/directive.h"
#include "sql/build.h"
#include "sqlalchemy/column_defaults.h"
#include "sqlalchemy/table_events.h"

namespace limbeck::ops {
namespace {

// insert_before, insert_after: only batch_op has them.
std::optional<std::string> placement(DirectiveCall& call,
                                     std::string_view name) {
  if (!call.batch_table) return std::nullopt;
  return call.args.optional_text(name);
}

// The column in a live table, where listeners may add what belongs to it.
Value live_table_of(DirectiveCall& call) {
  const Value column = call.args["column"];
  const Value owner = py::find_attribute(column, "table");
  const bool attached = owner && !owner.is_none();
  const sql::TableName name = table_argument(call);
  std::vector<std::pair<std::string_view, Value>> keywords;
  if (name.schema)
    keywords.emplace_back("schema", py::make_str(name.schema->text));
  return sa::make("Table",
                  {py::make_str(name.table.text), live_metadata(call.context),
                   attached ? py::call_method(column, "_copy") : column},
                  keywords);
}

// What is no column has no table; one without a name is in none.
void refuse_other(const Value& column) {
  if (!sa::is_a(column, "Column")) py::get_attribute(column, "table");
  const Value name = py::find_attribute(column, "name");
  if (name && name.is_none()) column_name(name);
}

// Alembic: toimpl.add_column
Value add_column(DirectiveCall& call) {
  const sql::TableName name = table_argument(call);
  refuse_other(call.args["column"]);
  schema::Column column = sa::lower_column(call.args["column"]);
  // SQLAlchemy: SchemaType._set_table
  const Value inherits = py::find_attribute(
      py::get_attribute(call.args["column"], "type"), "inherit_schema");
  if (name.schema && inherits && py::truth(inherits))
    column.type.schema = name.schema;
  const bool inline_references =
      flag_argument(call.args, "inline_references").value_or(false);
  schema::Table table = context_table(call, name);
  if (sa::has_table_events()) {
    table = sa::lower_table(live_table_of(call));
  } else {
    table.columns.push_back(column);
    sql::complete(table);
  }
  refuse_unknown_referred(table);
  // Its CHECKs have the names that a convention gave them in the table.
  if (const schema::Column* named = table.find_column(column.name.text))
    column.checks = named->checks;

  sql::AddColumn add;
  add.table = name;
  add.column = column;
  add.if_not_exists = flag_argument(call.args, "if_not_exists").value_or(false);
  add.inline_references = inline_references;
  add.inline_primary_key =
      flag_argument(call.args, "inline_primary_key").value_or(false);
  call.actions.add_column(add, placement(call, "insert_before"),
                          placement(call, "insert_after"));
  if (call.batch_table)
    call.actions.set_default(
        column.name.text,
        [live = Value(call.args["column"]), impl = &call.impl] {
          return sa::column_default(live, impl->dialect().name(),
                                    impl->as_sql() ? sa::DefaultValues::Unknown
                                                   : sa::DefaultValues::Called);
        });

  const auto context = std::make_shared<const schema::Table>(table);
  for (const schema::Constraint& constraint : table.constraints) {
    if (std::holds_alternative<schema::PrimaryKey>(constraint)) continue;
    const auto* key = std::get_if<schema::ForeignKey>(&constraint);
    if (key && inline_references && column.foreign_keys.size() == 1 &&
        key->columns.size() == 1)
      continue;
    // Written inline with the column.
    const auto* check = std::get_if<schema::Check>(&constraint);
    if (check && !check->bound_type && !column.checks.empty() &&
        std::find(column.checks.begin(), column.checks.end(), *check) !=
            column.checks.end())
      continue;
    call.actions.add_constraint(sql::AddConstraint{name, constraint, context});
  }
  for (const schema::Index& index : table.indexes)
    call.actions.create_index(sql::CreateIndex{index, false, context});
  const auto& traits = call.impl.dialect().traits();
  if (column.comment && traits.supports_comments && !traits.inline_comments)
    call.actions.set_column_comment({name, column.name, *column.comment});
  return Value::none();
}

Value drop_column(DirectiveCall& call) {
  const Value& column = call.args["column_name"];
  if (column.is_none())
    py::raise("AttributeError", "'NoneType' object has no attribute 'replace'");
  if (!sa::is_a(column, "Column")) column_name(column);
  sql::DropColumn drop{table_argument(call), sa::lower_name(column), false};
  const Value if_exists = py::dict_get(call.args["kw"], "if_exists");
  drop.if_exists = if_exists && py::truth(if_exists);
  // Others are taken and not used.
  schema::Options own;
  const Value existing = py::dict_get(call.args["kw"], "existing_type");
  if (existing && !existing.is_none())
    if (const schema::Type type = sa::lower_type(existing); type.type_name)
      own.set("existing_type", type.type_name.text);
  py::dict_each(call.args["kw"], [&](const Value& key, const Value& value) {
    if (py::text_of(key).starts_with("mssql_"))
      own.set(std::string(py::text_of(key)), sa::lower_option(value));
  });
  call.actions.drop_column(drop, own);
  return Value::none();
}

// False (not given) gives none; None gives monostate.
std::optional<schema::ServerDefault> default_argument(py::Args& args,
                                                      std::string_view name) {
  const Value& value = args[name];
  if (value.is_false()) return std::nullopt;
  return sa::lower_server_default(value);
}

// The constraints that a column's type asks for: CHECKs of Boolean and Enum.
std::vector<schema::Constraint> type_constraints(DirectiveCall& call,
                                                 const sql::TableName& name,
                                                 const schema::Name& column,
                                                 const schema::Type& type) {
  schema::Table table = context_table(call, name);
  table.columns.emplace_back(column, type);
  sql::complete(table);
  std::vector<schema::Constraint> found;
  for (const schema::Constraint& constraint : table.constraints) {
    const auto* check = std::get_if<schema::Check>(&constraint);
    if (check && call.impl.dialect().wants_check(*check))
      found.push_back(constraint);
  }
  return found;
}

// Keywords that get in the way of those that the reference passes on.
// Alembic: AlterColumnOp, DefaultImpl.alter_column and its overrides
void refuse_passed_on(const DirectiveCall& call, std::string_view keyword) {
  std::string function;
  if (keyword.starts_with("modify_")) {
    function = "alembic.operations.ops.AlterColumnOp()";
  } else if (keyword == "name") {
    const std::string_view dialect = call.impl.dialect().name();
    function =
        cat("alembic.ddl.",
            dialect == "postgresql" ? "postgresql.PostgresqlImpl"
            : dialect == "mysql" || dialect == "mariadb" ? "mysql.MySQLImpl"
            : dialect == "mssql"                         ? "mssql.MSSQLImpl"
                                                         : "impl.DefaultImpl",
            ".alter_column()");
  } else {
    return;
  }
  py::raise_type_error(cat(
      function, " got multiple values for keyword argument '", keyword, "'"));
}

// The attribute that the reference misses first where a type is none.
void refuse_no_type(const DirectiveCall& call, const Value& type) {
  const std::string_view dialect = call.impl.dialect().name();
  if (py::is_str(type))
    py::get_attribute(type, dialect == "mysql" || dialect == "mariadb"
                                ? "_type_affinity"
                                : "_variant_mapping");
}

// Only some look at the type that a column has, unless it gets another.
bool wants_existing_type(const DirectiveCall& call) {
  const std::string_view dialect = call.impl.dialect().name();
  return call.batch_table || !py::is_str(call.args["existing_type"]) ||
         !call.args.none("type_") || dialect == "mysql" ||
         dialect == "mariadb" || dialect == "mssql";
}

// Alembic: toimpl.alter_column
Value alter_column(DirectiveCall& call) {
  py::Args& args = call.args;
  sql::AlterColumn change;
  change.table = table_argument(call);
  change.column = sa::lower_name(args["column_name"]);
  change.nullable = flag_argument(args, "nullable");
  change.server_default = default_argument(args, "server_default");
  change.new_name = sa::lower_optional_name(args["new_column_name"]);
  if (!args.none("type_")) {
    refuse_no_type(call, args["type_"]);
    change.type = sa::lower_type(args["type_"]);
  }
  if (!args["comment"].is_false())
    change.comment = args.optional_text("comment");
  if (!args.none("existing_type") && wants_existing_type(call)) {
    refuse_no_type(call, args["existing_type"]);
    change.existing.type = sa::lower_type(args["existing_type"]);
  }
  change.type_is_class =
      py::is_type(args[args.none("type_") ? "existing_type" : "type_"]);
  change.existing.nullable = flag_argument(args, "existing_nullable");
  change.existing.server_default =
      default_argument(args, "existing_server_default");
  change.existing.comment = args.optional_text("existing_comment");
  py::dict_each(args["kw"], [&](const Value& key, const Value& value) {
    const std::string_view name = py::text_of(key);
    refuse_passed_on(call, name);
    if (name == "autoincrement")
      change.autoincrement = py::truth(value);
    else if (name == "existing_autoincrement")
      change.existing.autoincrement = py::truth(value);
    else if (name == "postgresql_using" && !value.is_none())
      change.postgresql_using = py::str(value);
  });

  if (change.existing.type && change.type)
    for (const schema::Constraint& constraint : type_constraints(
             call, change.table, change.column, *change.existing.type)) {
      sql::DropConstraint drop;
      drop.table = change.table;
      drop.constraint = constraint;
      call.actions.drop_constraint(drop);
    }
  call.actions.alter_column(change);
  if (change.type)
    for (const schema::Constraint& constraint :
         type_constraints(call, change.table, change.column, *change.type))
      call.actions.add_constraint(
          sql::AddConstraint{change.table, constraint, nullptr});
  return Value::none();
}

}  // namespace

const Directive kColumnDirectives[] = {
    {"add_column",
     "table_name, column, *, schema=None, if_not_exists=None, "
     "inline_references=None, inline_primary_key=None",
     add_column,
     "column, *, insert_before=None, insert_after=None, if_not_exists=None, "
     "inline_references=None, inline_primary_key=None"},
    {"drop_column", "table_name, column_name, *, schema=None, **kw",
     drop_column, "column_name, **kw"},
    {"alter_column",
     "table_name, column_name, *, nullable=None, comment=False, "
     "server_default=False, new_column_name=None, type_=None, "
     "existing_type=None, existing_server_default=False, "
     "existing_nullable=None, existing_comment=None, schema=None, **kw",
     alter_column,
     "column_name, *, nullable=None, comment=False, server_default=False, "
     "new_column_name=None, type_=None, existing_type=None, "
     "existing_server_default=False, existing_nullable=None, "
     "existing_comment=None, insert_before=None, insert_after=None, **kw"},
    {{}, {}, nullptr},
};

}  // namespace limbeck::ops

// Directives on constraints.
#include <algorithm>

#include "base/text.h"
#include "ops/directive.h"
#include "schema/naming.h"
#include "sqlalchemy/expression_walk.h"
#include "sqlalchemy/table_events.h"

namespace limbeck::ops {
namespace {

schema::Name constraint_name(py::Args& args) {
  return args.none("constraint_name") ? schema::Name()
                                      : sa::lower_name(args["constraint_name"]);
}

// What listens to constraints being attached to tables may give them other
// names: the table's last constraint, as they leave it.
// Alembic: SchemaObjects, whose constraints are live ones
schema::Constraint heard(const schema::Table& table) {
  const schema::Constraint& given = table.constraints.back();
  if (!sa::has_table_events()) return given;
  const Value live = sa::wrap_constraint(given);
  py::call_method(
      sa::wrap_table(schema::Table(table.name, table.columns, table.schema)),
      "append_constraint", {live});
  schema::Constraint named = given;
  const schema::Name name = sa::lower_name(py::get_attribute(live, "name"));
  std::visit([&](auto& constraint) { constraint.name = name; }, named);
  return named;
}

// A convention may ask for what a foreign key without columns has not.
void refuse_no_elements(const schema::Table& table, const schema::Name& name) {
  if (name || !table.naming) return;
  const std::string* pattern = table.naming->find("fk");
  if (pattern && pattern->find("%(referred_") != std::string::npos)
    py::raise("IndexError", "list index out of range");
}

// SQLAlchemy: ForeignKeyConstraint.__init__; a key without columns refers to
// no table, which SQLite's refusal does not ask for.
void refuse_uneven(const DirectiveCall& call, const schema::ForeignKey& key) {
  if (key.columns.size() != key.referred_columns.size())
    sa::raise_sa("ArgumentError",
                 "ForeignKeyConstraint number of constrained columns must "
                 "match the number of referenced columns.");
  if (key.columns.empty() && call.impl.dialect().name() != "sqlite")
    py::raise("IndexError", "list index out of range");
}

// Columns to include are those of the constraint's own table.
// SQLAlchemy: PGDDLCompiler._define_include
void refuse_unknown_include(const DirectiveCall& call,
                            const schema::Unique& unique) {
  const schema::Option* include = unique.options.find("postgresql_include");
  const auto* names = include ? include->get<schema::OptionList>() : nullptr;
  if (!names || call.impl.dialect().name() != "postgresql") return;
  for (const schema::Option& each : *names) {
    const auto* name = each.get<std::string>();
    if (name && std::find(unique.columns.begin(), unique.columns.end(),
                          *name) == unique.columns.end())
      py::raise_key_error(py::make_str(*name));
  }
}

// Gives the constraint its conventional name and adds it to the database.
void add(DirectiveCall& call, const sql::TableName& name, schema::Table table,
         schema::Constraint constraint) {
  table.constraints.push_back(std::move(constraint));
  schema::complete(table);
  const schema::Constraint named = heard(table);
  call.actions.add_constraint(sql::AddConstraint{
      name, named, std::make_shared<const schema::Table>(table)});
}

// As the columns of Alembic's stand-in table, which has each name once.
void add_own_columns(schema::Table& table,
                     const std::vector<std::string>& names) {
  for (auto name = names.begin(); name != names.end(); ++name)
    if (std::find(names.begin(), name, *name) != name)
      raise_column_twice(*name, table.name.text);
  add_columns(table, names);
}

// quoted_name("a", True) among a constraint's columns.
void quote_columns(schema::Table& table, const Value& columns) {
  if (py::is_str(columns)) return;
  for (const Value& column : py::collect(columns)) {
    const schema::Name name = sa::lower_name(column);
    schema::Column* own = name.quote ? table.find_column(name.text) : nullptr;
    if (own) own->name.quote = name.quote;
  }
}

Value create_primary_key(DirectiveCall& call) {
  const sql::TableName name = table_argument(call);
  schema::Table table = context_table(call, name);
  schema::PrimaryKey key;
  key.name = constraint_name(call.args);
  key.columns = column_names(call.args["columns"]);
  add_own_columns(table, key.columns);
  quote_columns(table, call.args["columns"]);
  add(call, name, std::move(table), std::move(key));
  return Value::none();
}

Value create_unique_constraint(DirectiveCall& call) {
  py::Args& args = call.args;
  const sql::TableName name = table_argument(call);
  schema::Table table = context_table(call, name);
  schema::Unique unique;
  unique.name = constraint_name(args);
  unique.columns = column_names(args["columns"]);
  const Value deferrable = py::dict_get(args["kw"], "deferrable");
  if (deferrable && !deferrable.is_none())
    unique.deferrable = py::truth(deferrable);
  const Value initially = py::dict_get(args["kw"], "initially");
  if (initially && !initially.is_none()) unique.initially = py::str(initially);
  unique.options =
      dialect_options(args["kw"], "UniqueConstraint",
                      {"deferrable", "initially", "info", "comment"});
  add_own_columns(table, unique.columns);
  quote_columns(table, args["columns"]);
  refuse_unknown_include(call, unique);
  add(call, name, std::move(table), std::move(unique));
  return Value::none();
}

Value create_check_constraint(DirectiveCall& call) {
  py::Args& args = call.args;
  const sql::TableName name = table_argument(call);
  schema::Check check;
  check.name = constraint_name(args);
  check.sqltext = sa::lower_clause(args["condition"]);
  check.columns = sa::column_names_in(check.sqltext.expression);
  const Value deferrable = py::dict_get(args["kw"], "deferrable");
  if (deferrable && !deferrable.is_none())
    check.deferrable = py::truth(deferrable);
  const Value initially = py::dict_get(args["kw"], "initially");
  if (initially && !initially.is_none()) check.initially = py::str(initially);
  check.options =
      dialect_options(args["kw"], "CheckConstraint",
                      {"deferrable", "initially", "info", "comment"});
  add(call, name, context_table(call, name), std::move(check));
  return Value::none();
}

Value create_foreign_key(DirectiveCall& call) {
  py::Args& args = call.args;
  const sql::TableName name =
      table_argument(call, "source_table", "source_schema");
  schema::Table table = context_table(call, name);
  schema::ForeignKey key;
  key.name = constraint_name(args);
  key.columns = column_names(args["local_cols"]);
  key.referred_table = sa::lower_name(args["referent_table"]);
  key.referred_schema = schema_argument(args, "referent_schema");
  key.referred_columns = column_names(args["remote_cols"]);
  key.onupdate = args.optional_text("onupdate").value_or("");
  key.ondelete = args.optional_text("ondelete").value_or("");
  key.initially = args.optional_text("initially").value_or("");
  key.match = args.optional_text("match").value_or("");
  key.deferrable = flag_argument(args, "deferrable");
  key.options =
      dialect_options(args["dialect_kw"], "ForeignKeyConstraint",
                      {"use_alter", "link_to_name", "info", "comment"});
  refuse_uneven(call, key);
  add_columns(table, key.columns);
  quote_columns(table, args["local_cols"]);
  add(call, name, std::move(table), std::move(key));
  return Value::none();
}

// Alembic: alembic.ddl.postgresql.CreateExcludeConstraintOp
Value create_exclude_constraint(DirectiveCall& call) {
  py::Args& args = call.args;
  const sql::TableName name = table_argument(call);
  const Value& keywords = args["kw"];
  std::vector<Value> elements;
  for (const Value& element : args.rest("elements"))
    elements.push_back(element);
  std::vector<std::pair<std::string_view, Value>> given = {
      {"name", args["constraint_name"]}};
  py::dict_each(keywords, [&](const Value& key, const Value& value) {
    given.emplace_back(py::text_of(key), value);
  });
  const Value live = sa::make("ExcludeConstraint", elements, given);
  // The stand-in table has a column for each element.
  schema::Table columns = context_table(call, name);
  for (const Value& element : elements) {
    const Value first = py::collect(element).at(0);
    if (sa::is_a(first, "TextClause"))
      sa::raise_sa("ArgumentError",
                   "Column must be constructed with a non-blank name or assign "
                   "a non-blank .name before adding to a Table.");
    const bool named = py::is_str(first) || sa::is_a(first, "ColumnClause");
    if (!named) continue;
    const std::string column =
        py::str(py::is_str(first) ? first : py::get_attribute(first, "name"));
    if (columns.find_column(column))
      sa::raise_sa(
          "DuplicateColumnError",
          cat("A column with name '", column, "' is already present in table '",
              name.table.text,
              "'. Specify replace_existing=True to Table.append_column() or "
              "Table.insert_column() to replace an existing column."));
    add_columns(columns, {column});
  }
  add(call, name, context_table(call, name), sa::lower_constraint(live));
  return Value::none();
}

// Alembic: SchemaObjects.generic_constraint
Value drop_constraint(DirectiveCall& call) {
  py::Args& args = call.args;
  sql::DropConstraint drop;
  drop.table = table_argument(call);
  drop.if_exists =
      !call.batch_table && flag_argument(args, "if_exists").value_or(false);
  const schema::Name name = constraint_name(args);
  const auto type = args.optional_text("type_");
  schema::Table table = context_table(call, drop.table);
  if (!type) {
    drop.untyped = true;
    schema::Unique any;
    any.name = name;
    drop.constraint = any;
  } else {
    schema::Constraint constraint;
    if (*type == "foreignkey") {
      refuse_no_elements(table, name);
      schema::ForeignKey key;
      key.name = name;
      constraint = key;
    } else if (*type == "primary") {
      schema::PrimaryKey key;
      key.name = name;
      constraint = key;
    } else if (*type == "unique") {
      schema::Unique unique;
      unique.name = name;
      constraint = unique;
    } else if (*type == "check") {
      schema::Check check;
      check.name = name;
      constraint = check;
    } else {
      py::raise_type_error(
          "'type' can be one of 'check', 'foreignkey', 'primary', 'unique', "
          "None");
    }
    table.constraints.push_back(std::move(constraint));
    schema::complete(table);
    drop.constraint = heard(table);
  }
  drop.context = std::make_shared<const schema::Table>(table);
  call.actions.drop_constraint(drop);
  return Value::none();
}

}  // namespace

const Directive kConstraintDirectives[] = {
    {"create_primary_key",
     "constraint_name, table_name, columns, *, schema=None", create_primary_key,
     "constraint_name, columns"},
    {"create_unique_constraint",
     "constraint_name, table_name, columns, *, schema=None, **kw",
     create_unique_constraint, "constraint_name, columns, **kw"},
    {"create_check_constraint",
     "constraint_name, table_name, condition, *, schema=None, **kw",
     create_check_constraint, "constraint_name, condition, **kw"},
    {"create_foreign_key",
     "constraint_name, source_table, referent_table, local_cols, remote_cols, "
     "*, onupdate=None, ondelete=None, deferrable=None, initially=None, "
     "match=None, source_schema=None, referent_schema=None, **dialect_kw",
     create_foreign_key,
     "constraint_name, referent_table, local_cols, remote_cols, *, "
     "onupdate=None, ondelete=None, deferrable=None, initially=None, "
     "match=None, referent_schema=None, **dialect_kw"},
    {"create_exclude_constraint",
     "constraint_name, table_name, *elements, schema=None, **kw",
     create_exclude_constraint, "constraint_name, *elements, **kw"},
    {"drop_constraint",
     "constraint_name, table_name, type_=None, *, schema=None, if_exists=None",
     drop_constraint, "constraint_name, type_=None"},
    {{}, {}, nullptr},
};

}  // namespace limbeck::ops

// Directives on constraints.
#include "base/text.h"
#include "ops/directive.h"
#include "schema/naming.h"
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

// Gives the constraint its conventional name and adds it to the database.
void add(DirectiveCall& call, const sql::TableName& name, schema::Table table,
         schema::Constraint constraint) {
  table.constraints.push_back(std::move(constraint));
  schema::complete(table);
  const schema::Constraint named = heard(table);
  call.actions.add_constraint(sql::AddConstraint{
      name, named, std::make_shared<const schema::Table>(table)});
}

Value create_primary_key(DirectiveCall& call) {
  const sql::TableName name = table_argument(call);
  schema::Table table = context_table(call, name);
  schema::PrimaryKey key;
  key.name = constraint_name(call.args);
  key.columns = column_names(call.args["columns"]);
  add_columns(table, key.columns);
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
      dialect_options(args["kw"], {"deferrable", "initially", "info"});
  add_columns(table, unique.columns);
  add(call, name, std::move(table), std::move(unique));
  return Value::none();
}

Value create_check_constraint(DirectiveCall& call) {
  py::Args& args = call.args;
  const sql::TableName name = table_argument(call);
  schema::Check check;
  check.name = constraint_name(args);
  check.sqltext = sa::lower_clause(args["condition"]);
  const Value deferrable = py::dict_get(args["kw"], "deferrable");
  if (deferrable && !deferrable.is_none())
    check.deferrable = py::truth(deferrable);
  const Value initially = py::dict_get(args["kw"], "initially");
  if (initially && !initially.is_none()) check.initially = py::str(initially);
  check.options =
      dialect_options(args["kw"], {"deferrable", "initially", "info"});
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
  key.options = dialect_options(
      args["dialect_kw"], {"use_alter", "link_to_name", "info", "comment"});
  add_columns(table, key.columns);
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

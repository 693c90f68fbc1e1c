// Directives on whole tables.
#include <algorithm>

#include "base/text.h"
#include "ops/directive.h"
#include "sqlalchemy/table_events.h"

namespace limbeck::ops {
namespace {

// Alembic: CreateTableOp.to_table, SchemaObjects.table
Value live_table(DirectiveCall& call) {
  table_name(call.args["table_name"], py::dict_get(call.args["kw"], "schema"));
  std::vector<Value> positional = {call.args["table_name"],
                                   live_metadata(call.context)};
  for (const Value& item : call.args.rest("columns")) {
    const bool column = sa::is_a(item, "Column");
    // What is nothing of a table is left out, as in the reference.
    if (!column && !sa::is_a(item, "Constraint") && !sa::is_a(item, "Index"))
      continue;
    // A column or constraint of another table is copied, never moved.
    const Value owner = py::find_attribute(item, column ? "table" : "parent");
    const bool attached = owner && !owner.is_none();
    positional.push_back(attached ? py::call_method(item, "_copy") : item);
  }
  // Columns first: constraints may stand before what they name.
  std::stable_partition(
      positional.begin() + 2, positional.end(),
      [](const Value& item) { return sa::is_a(item, "Column"); });
  std::vector<std::pair<std::string_view, Value>> keywords;
  py::dict_each(call.args["kw"], [&](const Value& name, const Value& value) {
    keywords.emplace_back(py::text_of(name), value);
  });
  return sa::make("Table", positional, keywords);
}

// The stand-in of a table that a foreign key names without a column has none.
// Alembic: SchemaObjects._ensure_table_for_fk
void refuse_no_column(const Value& table) {
  for (const Value& key :
       py::collect(py::get_attribute(table, "foreign_keys"))) {
    const Value target = py::get_attribute(key, "_colspec");
    if (!py::is_str(target) || contains(py::text_of(target), ".")) continue;
    const Value name = py::get_attribute(table, "name");
    const Value column =
        py::get_attribute(py::get_attribute(key, "parent"), "name");
    const std::string referred(py::text_of(target));
    throw py::Raised(py::call_method(
        py::Interpreter::current().import("sqlalchemy.exc"),
        "NoReferencedColumnError",
        {py::make_str(cat("Could not initialize target column for ForeignKey '",
                          referred, "' on table '", py::str(name), "': table '",
                          referred, "' has no column named '", py::str(column),
                          "'")),
         target, column}));
  }
}

Value create_table(DirectiveCall& call) {
  const Value table = live_table(call);
  refuse_no_column(table);
  sql::CreateTable create{
      sa::lower_table(table),
      flag_argument(call.args, "if_not_exists").value_or(false)};
  refuse_unknown_referred(create.table);
  sql::Lowered lowered = call.impl.dialect().create_table(create);
  // A named type is created once per run, as the first table that has it.
  std::erase_if(lowered.statements, [&](const sql::Ddl& statement) {
    const auto* type = std::get_if<sql::CreateNamedType>(&statement);
    if (!type) return false;
    return !call.impl.remember_type(
        cat(type->type.schema ? type->type.schema->text : std::string(), ".",
            type->type.type_name.text));
  });
  // A table that cannot be made is an error without warnings.
  if (!lowered.warnings.empty()) call.impl.compile(sql::Ddl(create));
  for (const std::string& warning : lowered.warnings) call.impl.warn(warning);
  sa::fire_table_event("before_create", table, call.impl.bind());
  for (const sql::Ddl& statement : lowered.statements) {
    call.impl.execute(statement);
    if (std::holds_alternative<sql::CreateTable>(statement))
      sa::fire_table_event("after_create", table, call.impl.bind());
  }
  return table;
}

Value drop_table(DirectiveCall& call) {
  dialect_options(call.args["kw"], "Table",
                  {"info", "comment", "prefixes", "listeners"});
  const sql::DropTable drop{
      table_argument(call),
      flag_argument(call.args, "if_exists").value_or(false)};
  if (!sa::has_table_events()) {
    call.impl.execute(sql::Ddl(drop));
    return Value::none();
  }
  std::vector<std::pair<std::string_view, Value>> keywords = {
      {"schema", call.args["schema"]}};
  const Value table =
      sa::make("Table", {call.args["table_name"], live_metadata(call.context)},
               keywords);
  sa::fire_table_event("before_drop", table, call.impl.bind());
  call.impl.execute(sql::Ddl(drop));
  sa::fire_table_event("after_drop", table, call.impl.bind());
  return Value::none();
}

Value rename_table(DirectiveCall& call) {
  call.impl.execute(
      sql::Ddl(sql::RenameTable{table_argument(call, "old_table_name"),
                                sa::lower_name(call.args["new_table_name"])}));
  return Value::none();
}

Value create_table_comment(DirectiveCall& call) {
  call.actions.set_table_comment(
      {table_argument(call), call.args.optional_text("comment")});
  return Value::none();
}

Value drop_table_comment(DirectiveCall& call) {
  call.actions.drop_table_comment({table_argument(call)});
  return Value::none();
}

}  // namespace

const Directive kTableDirectives[] = {
    {"create_table", "table_name, *columns, if_not_exists=None, **kw",
     create_table},
    {"drop_table", "table_name, *, schema=None, if_exists=None, **kw",
     drop_table},
    {"rename_table", "old_table_name, new_table_name, *, schema=None",
     rename_table},
    {"create_table_comment",
     "table_name, comment, *, existing_comment=None, schema=None",
     create_table_comment, "comment, *, existing_comment=None"},
    {"drop_table_comment", "table_name, *, existing_comment=None, schema=None",
     drop_table_comment, "*, existing_comment=None"},
    {{}, {}, nullptr},
};

}  // namespace limbeck::ops

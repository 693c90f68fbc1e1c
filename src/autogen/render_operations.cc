// One function for each kind of operation.
#include <algorithm>

#include "autogen/renderer.h"
#include "base/text.h"
#include "sqlalchemy/bridge.h"

namespace limbeck::autogen {

namespace {

// More arguments than a call could once have.
constexpr std::size_t kMaxArguments = 255;

Value attribute(const Value& object, std::string_view name) {
  const Value value = py::find_attribute(object, name);
  return value ? value : Value::none();
}

std::string text_or_empty(const Value& value) {
  return value.is_none() ? std::string() : py::str(value);
}

/// ", schema='s'" where there is one.
std::string schema_part(const Value& op, std::string_view before = ", ") {
  const Value schema = attribute(op, "schema");
  return text_or_empty(schema).empty()
             ? ""
             : cat(before, "schema=", repr_text(schema));
}

/// ", if_exists=True" where the flag is given.
std::string flag_part(const Value& op, const char* flag,
                      std::string_view before = ", ") {
  const Value value = attribute(op, flag);
  if (value.is_none()) return {};
  return cat(before, flag, "=", py::truth(value) ? "True" : "False");
}

std::string join_after(const std::vector<std::string>& parts) {
  return parts.empty() ? "" : cat(", ", join(parts, ", "));
}

std::string name_list(const Value& names) {
  std::string out;
  for (const Value& name : py::collect(names))
    cat_to(
        out, out.empty() ? "" : ", ",
        repr_text(py::is_str(name) ? name : py::get_attribute(name, "name")));
  return cat("[", out, "]");
}

}  // namespace

Value Renderer::operation(const Value& op) {
  const Value module =
      py::Interpreter::current().import("alembic.operations.ops");
  const auto is = [&](const char* name) {
    return py::is_instance_of(op, py::get_attribute(module, name));
  };
  const auto text = [](const std::string& one) { return py::make_str(one); };
  if (is("CreateTableOp")) return text(create_table(op));
  if (is("DropTableOp")) return text(drop_table(op));
  if (is("AddColumnOp")) return text(add_column(op));
  if (is("DropColumnOp")) return text(drop_column(op));
  if (is("AlterColumnOp")) return text(alter_column(op));
  if (is("CreateIndexOp")) return text(create_index(op));
  if (is("DropIndexOp")) return text(drop_index(op));
  if (is("CreateUniqueConstraintOp")) return text(create_unique_constraint(op));
  if (is("CreateForeignKeyOp")) return text(create_foreign_key(op));
  if (is("CreateCheckConstraintOp")) return text(create_check_constraint(op));
  if (is("CreateExcludeConstraintOp"))
    return text(create_exclude_constraint(op));
  if (is("DropConstraintOp")) return drop_constraint(op);
  if (is("CreateTableCommentOp")) return text(table_comment(op, false));
  if (is("DropTableCommentOp")) return text(table_comment(op, true));
  if (is("ExecuteSQLOp")) return text(execute(op));
  py::raise("NotImplementedError", "");
}

// Alembic: render._add_table
namespace {

bool is_type_check(const schema::Constraint& constraint) {
  const auto* check = std::get_if<schema::Check>(&constraint);
  return check && !check->type_bound_column.empty();
}

}  // namespace

std::string Renderer::create_table(const Value& op) {
  const Value live = py::call_method(op, "_live_table");
  const schema::Table table = sa::lower_table(live);
  const Value metadata = attribute(op, "_namespace_metadata");
  std::vector<std::string> args;
  for (const Value& one : py::collect(
           py::call_method(py::get_attribute(live, "columns"), "values")))
    if (auto text = column(one); text && !text->empty())
      args.push_back(std::move(*text));
  std::vector<std::string> constraints;
  std::size_t place = 0;
  for (const Value& one :
       py::collect(py::get_attribute(live, "_sorted_constraints"))) {
    // The checks of types are not shown; they come with the types.
    while (place < table.constraints.size() &&
           is_type_check(table.constraints[place]))
      ++place;
    if (place >= table.constraints.size()) break;
    if (auto text =
            constraint(one, table.constraints[place++], table, metadata))
      constraints.push_back(std::move(*text));
  }
  std::sort(constraints.begin(), constraints.end());
  args.insert(args.end(), constraints.begin(), constraints.end());

  std::string text =
      cat(op_, "create_table(", repr_text(attribute(op, "table_name")), ",\n");
  if (args.size() > kMaxArguments)
    cat_to(text, "*[", join(args, ",\n"), "]");
  else
    text += join(args, ",\n");
  text += schema_part(op, ",\n");
  if (const Value comment = py::get_attribute(live, "comment");
      !comment.is_none())
    cat_to(text, ",\ncomment=", repr_text(comment));
  if (const Value info = py::get_attribute(live, "info"); py::truth(info))
    cat_to(text, ",\ninfo=", py::repr(info));
  std::vector<std::pair<std::string, Value>> keywords;
  py::dict_each(attribute(op, "kw"), [&](const Value& key, const Value& value) {
    keywords.emplace_back(py::str(key), value);
  });
  std::sort(keywords.begin(), keywords.end(),
            [](const auto& a, const auto& b) { return a.first < b.first; });
  for (const auto& [key, value] : keywords)
    cat_to(text, ",\n", replace_all(key, " ", "_"), "=", py::repr(value));
  if (!table.prefixes.empty()) {
    std::string prefixes;
    for (const std::string& prefix : table.prefixes)
      cat_to(prefixes, prefixes.empty() ? "'" : ", '", prefix, "'");
    cat_to(text, ",\nprefixes=[", prefixes, "]");
  }
  text += flag_part(op, "if_not_exists", ",\n");
  return cat(text, "\n)");
}

std::string Renderer::drop_table(const Value& op) {
  return cat(op_, "drop_table(", repr_text(attribute(op, "table_name")),
             schema_part(op), flag_part(op, "if_exists"), ")");
}

// Alembic: render._add_index
std::string Renderer::create_index(const Value& op) {
  std::string columns;
  for (const Value& one : py::collect(attribute(op, "columns")))
    cat_to(columns, columns.empty() ? "" : ", ",
           expression(one, Wrap::Element, Place::Index));
  const std::vector<std::string> options =
      dialect_keywords(attribute(op, "kw"));
  const Value unique = attribute(op, "unique");
  return cat(op_, "create_index(", name(attribute(op, "index_name")), ", ",
             batch_ ? "" : cat(repr_text(attribute(op, "table_name")), ", "),
             "[", columns,
             "], unique=", py::truth(unique) ? py::repr(unique) : "False",
             batch_ ? "" : schema_part(op), join_after(options),
             flag_part(op, "if_not_exists"), ")");
}

std::string Renderer::drop_index(const Value& op) {
  const std::vector<std::string> options =
      dialect_keywords(attribute(op, "kw"));
  const std::string table =
      batch_ ? ""
             : cat(", table_name=", repr_text(attribute(op, "table_name")),
                   schema_part(op));
  return cat(op_, "drop_index(", name(attribute(op, "index_name")), table,
             join_after(options), flag_part(op, "if_exists"), ")");
}

// Alembic: render._uq_constraint
std::string Renderer::create_unique_constraint(const Value& op) {
  const Value keywords = attribute(op, "kw");
  std::vector<std::string> parts{name(attribute(op, "constraint_name"))};
  if (!batch_) parts.push_back(repr_text(attribute(op, "table_name")));
  parts.push_back(name_list(attribute(op, "columns")));
  for (const char* key : {"deferrable", "initially"})
    if (const Value value = py::dict_get(keywords, key);
        value && py::truth(value))
      parts.push_back(cat(key, "=", py::repr(value)));
  if (const std::string schema = schema_part(op, "");
      !batch_ && !schema.empty())
    parts.push_back(schema);
  return cat(op_, "create_unique_constraint(", join(parts, ", "),
             join_after(dialect_keywords(keywords)), ")");
}

// Alembic: render._add_fk_constraint
std::string Renderer::create_foreign_key(const Value& op) {
  const Value keywords = attribute(op, "kw");
  std::vector<std::string> parts{name(attribute(op, "constraint_name"))};
  if (!batch_) parts.push_back(repr_text(attribute(op, "source_table")));
  parts.push_back(repr_text(attribute(op, "referent_table")));
  parts.push_back(name_list(attribute(op, "local_cols")));
  parts.push_back(name_list(attribute(op, "remote_cols")));
  for (const char* key :
       {"source_schema", "referent_schema", "onupdate", "ondelete", "initially",
        "deferrable", "use_alter", "match"}) {
    if (batch_ && std::string_view(key) == "source_schema") continue;
    const Value value = py::dict_get(keywords, key);
    if (value && !value.is_none())
      parts.push_back(cat(key, "=", py::repr(value)));
  }
  return cat(op_, "create_foreign_key(", join(parts, ", "),
             join_after(dialect_keywords(keywords)), ")");
}

std::string Renderer::create_check_constraint(const Value& op) {
  std::vector<std::string> parts{name(attribute(op, "constraint_name"))};
  if (!batch_) parts.push_back(repr_text(attribute(op, "table_name")));
  parts.push_back(expression(attribute(op, "condition"), Wrap::Bare));
  if (const std::string schema = schema_part(op, "");
      !batch_ && !schema.empty())
    parts.push_back(schema);
  return cat(op_, "create_check_constraint(", join(parts, ", "),
             join_after(dialect_keywords(attribute(op, "kw"))), ")");
}

std::string Renderer::create_exclude_constraint(const Value& op) {
  const Value live = py::call_method(op, "to_constraint");
  const schema::Constraint lowered = sa::lower_constraint(live);
  std::vector<std::string> parts{name(attribute(op, "constraint_name"))};
  if (!batch_) parts.push_back(repr_text(attribute(op, "table_name")));
  for (std::string& one : exclude_parts(std::get<schema::Exclude>(lowered)))
    parts.push_back(std::move(one));
  if (const std::string schema = schema_part(op, "");
      !batch_ && !schema.empty())
    parts.push_back(schema);
  return cat(op_, "create_exclude_constraint(", join(parts, ", "), ")");
}

// Alembic: render._drop_constraint
Value Renderer::drop_constraint(const Value& op) {
  const std::string own = name(attribute(op, "constraint_name"));
  std::vector<std::string> parts{own};
  const Value table = attribute(op, "table_name");
  if (!batch_) {
    parts.push_back(repr_text(table));
    if (const std::string schema = schema_part(op, ""); !schema.empty())
      parts.push_back(schema);
  }
  if (const Value type = attribute(op, "constraint_type"); py::truth(type))
    parts.push_back(cat("type_=", repr_text(type)));
  if (const Value flag = attribute(op, "if_exists"); !flag.is_none())
    parts.push_back(cat("if_exists=", py::str(flag)));
  std::vector<Value> lines;
  if (own == "None") {
    const Value util = py::Interpreter::current().import("alembic.util");
    py::call_method(
        util, "warn",
        {py::make_str(
            cat("Autogenerate rendered a drop_constraint() directive for an "
                "unnamed constraint on table ",
                repr_text(table),
                "; the migration will fail unless a constraint name is added "
                "to the directive.  Consider using a naming convention so "
                "that constraint names are known ahead of time."))});
    for (const char* line :
         {"# WARNING: constraint name is None; this directive will fail as",
          "# rendered.  Add a name, or use a naming convention; see",
          "# https://alembic.sqlalchemy.org/en/latest/naming.html"})
      lines.push_back(py::make_str(line));
  }
  lines.push_back(
      py::make_str(cat(op_, "drop_constraint(", join(parts, ", "), ")")));
  return py::make_list(std::move(lines));
}

std::string Renderer::add_column(const Value& op) {
  const std::string text = column(attribute(op, "column")).value_or("None");
  if (batch_) return cat(op_, "add_column(", text, ")");
  return cat(op_, "add_column(", repr_text(attribute(op, "table_name")), ", ",
             text, schema_part(op), flag_part(op, "if_not_exists"), ")");
}

std::string Renderer::drop_column(const Value& op) {
  const std::string text = repr_text(attribute(op, "column_name"));
  if (batch_) return cat(op_, "drop_column(", text, ")");
  return cat(op_, "drop_column(", repr_text(attribute(op, "table_name")), ", ",
             text, schema_part(op), flag_part(op, "if_exists"), ")");
}

// Alembic: render._alter_column
std::string Renderer::alter_column(const Value& op) {
  std::string text =
      cat(op_, "alter_column(",
          batch_ ? "" : cat(repr_text(attribute(op, "table_name")), ", "),
          repr_text(attribute(op, "column_name")));
  const auto add = [&](std::string_view key, const std::string& value) {
    cat_to(text, ",\n           ", key, "=", value);
  };
  const auto is_false = [](const Value& value) {
    return value.is_bool() && !value.is_true();
  };
  const Value existing_type = attribute(op, "existing_type");
  const Value default_ = attribute(op, "modify_server_default");
  const Value type_ = attribute(op, "modify_type");
  const Value nullable = attribute(op, "modify_nullable");
  const Value comment = attribute(op, "modify_comment");
  if (!existing_type.is_none()) add("existing_type", type(existing_type));
  if (!is_false(default_))
    add("server_default", server_default(default_).value_or("None"));
  if (const Value name = attribute(op, "modify_name"); !name.is_none())
    add("new_column_name", py::repr(name));
  if (!type_.is_none()) add("type_", type(type_));
  if (!nullable.is_none()) add("nullable", py::repr(nullable));
  if (!is_false(comment)) add("comment", py::repr(comment));
  if (const Value old = attribute(op, "existing_comment"); !old.is_none())
    add("existing_comment", py::repr(old));
  if (const Value old = attribute(op, "existing_nullable");
      nullable.is_none() && !old.is_none())
    add("existing_nullable", py::repr(old));
  if (const Value value = py::dict_get(attribute(op, "kw"), "autoincrement");
      value && !value.is_none())
    add("autoincrement", py::repr(value));
  if (const Value old = attribute(op, "existing_server_default");
      is_false(default_) && py::truth(old))
    add("existing_server_default", server_default(old).value_or("None"));
  if (!batch_) text += schema_part(op, ",\n           ");
  return cat(text, ")");
}

// Alembic: render._render_create_table_comment
std::string Renderer::table_comment(const Value& op, bool drop) {
  std::vector<std::string> lines;
  if (!batch_)
    lines.push_back(cat("'", py::str(attribute(op, "table_name")), "'"));
  if (!drop) lines.push_back(py::repr(attribute(op, "comment")));
  lines.push_back(
      cat("existing_comment=", py::repr(attribute(op, "existing_comment"))));
  const Value schema = attribute(op, "schema");
  if (!batch_)
    lines.push_back(cat(
        "schema=", schema.is_none() ? "None" : cat("'", py::str(schema), "'")));
  return cat(op_, drop ? "drop" : "create", "_table_comment(\n    ",
             join(lines, ",\n    "), "\n)");
}

std::string Renderer::execute(const Value& op) {
  const Value text = attribute(op, "sqltext");
  if (!py::is_str(text))
    py::raise("NotImplementedError",
              "Autogenerate rendering of SQL Expression language constructs "
              "not supported here; please use a plain SQL string");
  return cat(op_, "execute(", py::repr(text), ")");
}

}  // namespace limbeck::autogen

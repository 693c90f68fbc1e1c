// Columns, defaults, constraints and expressions.
#include "autogen/renderer.h"
#include "base/text.h"
#include "schema/naming.h"
#include "sql/expression.h"
#include "sqlalchemy/bridge.h"
#include "sqlalchemy/live_dialect.h"

namespace limbeck::autogen {

namespace {

std::string option_text(const Value& opts, std::string_view name) {
  const Value value = py::dict_get(opts, name);
  return value && !value.is_none() ? py::str(value) : std::string();
}

const sql::Dialect& dialect_of(const Value& context) {
  return sa::dialect_of(py::get_attribute(context, "dialect"));
}

std::string without_quotes(std::string text) {
  if (text.starts_with('\'')) text.erase(0, 1);
  if (text.ends_with('\'')) text.pop_back();
  return text;
}

/// Whether SQLite needs parentheses around a default.
// Alembic: SQLiteImpl._guess_if_default_is_unparenthesized_sql_expr
bool needs_parentheses(const std::string& text) {
  if (text.empty()) return false;
  if (text.size() == 1 && (text == "." || (text[0] >= '0' && text[0] <= '9')))
    return false;
  const bool enclosed =
      text.size() > 2 && ((text.front() == '\'' && text.back() == '\'') ||
                          (text.front() == '(' && text.back() == ')'));
  return !enclosed;
}

std::string reprs(const std::vector<std::string>& texts) {
  std::string out;
  for (const std::string& text : texts)
    cat_to(out, out.empty() ? "" : ", ", repr_text(text));
  return out;
}

bool has_value(const Value& value) {
  return value && !value.is_none() && py::truth(value);
}

}  // namespace

std::string repr_text(std::string_view text) {
  return py::repr(py::make_str(text));
}

std::string repr_text(const Value& value) {
  // A program's own kind of str shows itself.
  if (py::is_str(value) && !sa::is_a(value, "quoted_name"))
    return py::repr(value);
  return value.is_none() ? "None" : repr_text(py::str(value));
}

Renderer::Renderer(Value context)
    : context_(std::move(context)),
      opts_(py::get_attribute(context_, "opts")),
      batch_(py::truth(py::get_attribute(context_, "_has_batch"))),
      dialect_(dialect_of(context_)) {
  sa_ = option_text(opts_, "sqlalchemy_module_prefix");
  op_ = batch_ ? "batch_op." : option_text(opts_, "alembic_module_prefix");
  const Value hook = py::dict_get(opts_, "render_item");
  if (has_value(hook)) hook_ = hook;
}

void Renderer::import(std::string_view line) {
  const Value imports = py::get_attribute(context_, "imports");
  if (!imports.is_none()) py::call_method(imports, "add", {py::make_str(line)});
}

Value Renderer::user_render(std::string_view type, const Value& live) {
  if (!hook_) return Value();
  const Value text = py::call(hook_, {py::make_str(type), live, context_});
  return text.is_bool() && !text.is_true() ? Value() : text;
}

std::string Renderer::name(const schema::Name& name) {
  if (!name) return "None";
  const bool final = name.kind == schema::Name::Kind::Final ||
                     name.kind == schema::Name::Kind::Generated;
  return final ? cat(op_, "f(", repr_text(name.text), ")")
               : repr_text(name.text);
}

std::string Renderer::name(const Value& value) {
  if (!value || !py::is_str(value)) return "None";
  return name(sa::lower_name(value));
}

// ---------------------------------------------------------------------------
// Columns

// Alembic: render._render_column
std::optional<std::string> Renderer::column(const Value& live) {
  if (const Value text = user_render("column", live)) {
    if (text.is_none()) return std::nullopt;
    return py::str(text);
  }
  std::vector<std::string> parts;
  const Value given = py::get_attribute(live, "server_default");
  if (has_value(given))
    if (const auto text = server_default(given); text && !text->empty()) {
      const bool positional =
          sa::is_a(given, "Computed") || sa::is_a(given, "Identity");
      parts.push_back(positional ? *text : cat("server_default=", *text));
    }
  const Value autoincrement = py::get_attribute(live, "autoincrement");
  if (!autoincrement.is_none() &&
      !(py::is_str(autoincrement) && py::text_of(autoincrement) == "auto"))
    parts.push_back(cat("autoincrement=", py::str(autoincrement)));
  const Value nullable = py::get_attribute(live, "nullable");
  if (!nullable.is_none()) parts.push_back(cat("nullable=", py::str(nullable)));
  if (has_value(py::get_attribute(live, "system")))
    parts.emplace_back("system=True");
  const Value comment = py::get_attribute(live, "comment");
  if (!comment.is_none()) parts.push_back(cat("comment=", py::repr(comment)));
  for (std::string& one :
       dialect_keywords(py::get_attribute(live, "dialect_kwargs")))
    parts.push_back(std::move(one));
  return cat(sa_, "Column(", repr_text(py::get_attribute(live, "name")), ", ",
             type(py::get_attribute(live, "type")), ", ", join(parts, ", "),
             ")");
}

// Alembic: render._render_server_default
std::optional<std::string> Renderer::server_default(const Value& live) {
  if (const Value text = user_render("server_default", live)) {
    if (text.is_none()) return std::nullopt;
    return py::str(text);
  }
  if (live.is_none()) return std::nullopt;
  const schema::ServerDefault lowered = sa::lower_server_default(live);
  if (const auto* text = std::get_if<std::string>(&lowered))
    return repr_text(without_quotes(*text));
  if (const auto* clause = std::get_if<schema::Clause>(&lowered))
    return cat(sa_, "text(",
               repr_text(clause_text(*clause, Place::ServerDefault)), ")");
  if (const auto* one = std::get_if<schema::Computed>(&lowered))
    return computed(*one);
  if (std::holds_alternative<schema::Identity>(lowered)) return identity(live);
  if (std::holds_alternative<schema::FetchedValue>(lowered))
    return cat(sa_, "FetchedValue()");
  return std::nullopt;
}

std::string Renderer::computed(const schema::Computed& computed) {
  std::string text =
      cat(sa_, "Computed(",
          repr_text(clause_text(computed.sqltext, Place::Plain)), ", ");
  if (computed.persisted)
    cat_to(text, "persisted=", *computed.persisted ? "True" : "False");
  return cat(text, ")");
}

std::string Renderer::identity(const Value& live) {
  const Value always = py::find_attribute(live, "always");
  std::vector<std::string> parts{
      cat("always=", always ? py::str(always) : "False")};
  const auto add = [&](const char* attribute, const char* keyword) {
    const Value value = py::find_attribute(live, attribute);
    if (value && !value.is_none())
      parts.push_back(cat(keyword, "=", py::str(value)));
  };
  for (const char* attribute : {"start", "increment", "minvalue", "maxvalue",
                                "nominvalue", "nomaxvalue", "cycle", "cache"})
    add(attribute, attribute);
  add("on_null", "oracle_on_null");
  add("order", "oracle_order");
  return cat(sa_, "Identity(", join(parts, ", "), ")");
}

// ---------------------------------------------------------------------------
// Expressions

std::string Renderer::clause_text(const schema::Clause& clause, Place place) {
  sql::CompileOptions options;
  options.literal_binds = true;
  options.include_table = false;
  const sql::Expression& node = clause.expression;
  std::string text =
      node ? dialect_.compile(*node, options).sql
           : dialect_.compile(sql::Text(clause.text), options).sql;
  // Alembic: render_ddl_sql_expr of PostgresqlImpl and MySQLImpl
  const bool postgresql = dialect_.name() == "postgresql";
  const bool mysql = dialect_.name() == "mysql" || dialect_.name() == "mariadb";
  if (place == Place::Index && node && (postgresql || mysql) &&
      (node->kind == sql::NodeKind::Binary ||
       (postgresql && node->kind == sql::NodeKind::BooleanList) ||
       (mysql && node->kind == sql::NodeKind::Function) ||
       (node->kind == sql::NodeKind::Unary &&
        !sql::as<sql::Unary>(*node).postfix)))
    text = cat("(", text, ")");
  if (place == Place::ServerDefault && dialect_.name() == "sqlite" &&
      needs_parentheses(text))
    text = cat("(", text, ")");
  return text;
}

// Alembic: render._render_potential_expr
std::string Renderer::expression(const Value& value, Wrap wrap, Place place) {
  if (py::is_list(value) || py::is_tuple(value)) {
    std::string items;
    for (const Value& item : py::items_of(value))
      cat_to(items, items.empty() ? "" : ", ", expression(item));
    if (py::is_list(value)) return cat("[", items, "]");
    return cat("(", items, py::items_of(value).size() == 1 ? ",)" : ")");
  }
  if (sa::is_a(value, "Column"))
    return repr_text(py::get_attribute(value, "name"));
  if (!sa::is_a(value, "ClauseElement")) return py::repr(value);
  const schema::Clause clause = sa::lower_clause(value);
  const std::string text = repr_text(clause_text(clause, place));
  if (wrap == Wrap::Bare) return text;
  if (place != Place::Index) return cat(sa_, "text(", text, ")");
  std::string result = cat(sa_, "literal_column(", text, ")");
  if (const auto* label = sql::try_as<sql::Label>(clause.expression);
      label && label->name)
    cat_to(result, ".label(", repr_text(label->name.text), ")");
  return result;
}

std::vector<std::string> Renderer::dialect_keywords(const Value& dict) {
  std::vector<std::string> parts;
  if (!dict || dict.is_none()) return parts;
  py::dict_each(dict, [&](const Value& key, const Value& value) {
    // <dialect>_<argument>; dialects that nobody knows here count, too.
    const std::string name = py::str(key);
    const std::size_t end = name.find('_');
    if (end == std::string::npos || end == 0) return;
    for (const char* other :
         {"use_alter", "source_schema", "referent_schema", "link_to_name"})
      if (name == other) return;
    parts.push_back(cat(name, "=", expression(value)));
  });
  return parts;
}

// ---------------------------------------------------------------------------
// Constraints inside create_table

std::optional<std::string> Renderer::constraint(
    const Value& live, const schema::Constraint& lowered,
    const schema::Table& table, const Value& metadata) {
  static constexpr const char* kKinds[] = {"primary_key", "foreign_key",
                                           "unique", "check", "exclude"};
  if (const Value text = user_render(kKinds[lowered.index()], live)) {
    if (text.is_none()) return std::nullopt;
    return py::str(text);
  }
  const schema::Name own = schema::conventional_name(lowered, table);
  if (const auto* key = std::get_if<schema::PrimaryKey>(&lowered)) {
    if (key->columns.empty()) return std::nullopt;
    return primary_key(*key, own);
  }
  if (const auto* key = std::get_if<schema::ForeignKey>(&lowered))
    return foreign_key(live, *key, own, metadata);
  if (const auto* one = std::get_if<schema::Unique>(&lowered))
    return unique(live, *one, own);
  if (const auto* one = std::get_if<schema::Check>(&lowered))
    return check(live, *one, own);
  import("from sqlalchemy.dialects import postgresql");
  std::vector<std::string> parts =
      exclude_parts(std::get<schema::Exclude>(lowered));
  if (own) parts.push_back(cat("name=", name(own)));
  return cat("postgresql.ExcludeConstraint(", join(parts, ", "), ")");
}

std::optional<std::string> Renderer::constraint(const Value& live,
                                                const Value& metadata) {
  const schema::Constraint lowered = sa::lower_constraint(live);
  const auto* one = std::get_if<schema::Check>(&lowered);
  if (one && one->bound_type) return std::nullopt;
  const Value owner = py::find_attribute(live, "parent");
  schema::Table table;
  if (owner && sa::is_a(owner, "Table")) table = sa::lower_table(owner);
  return constraint(live, lowered, table, metadata);
}

std::string Renderer::primary_key(const schema::PrimaryKey& key,
                                  const schema::Name& own) {
  return cat(sa_, "PrimaryKeyConstraint(", reprs(key.columns),
             own ? cat(", name=", name(own)) : "", ")");
}

// Alembic: render._render_foreign_key; the blank before the bracket is its.
std::string Renderer::foreign_key(const Value& live,
                                  const schema::ForeignKey& key,
                                  const schema::Name& own,
                                  const Value& metadata) {
  std::string prefix;
  if (key.referred_schema) {
    prefix = cat(key.referred_schema->text, ".");
  } else if (metadata && !metadata.is_none()) {
    const Value schema = py::get_attribute(metadata, "schema");
    if (!schema.is_none()) prefix = cat(py::str(schema), ".");
  }
  std::vector<std::string> targets, parts;
  for (const std::string& column : key.referred_columns)
    targets.push_back(cat(prefix, key.referred_table.text, ".", column));
  const auto add = [&](const char* keyword, const std::string& text) {
    if (!text.empty()) parts.push_back(cat(keyword, "=", repr_text(text)));
  };
  if (own) parts.push_back(cat("name=", name(own)));
  add("onupdate", key.onupdate);
  add("ondelete", key.ondelete);
  add("initially", key.initially);
  if (const Value deferrable = py::find_attribute(live, "deferrable");
      has_value(deferrable))
    parts.push_back(cat("deferrable=", py::repr(deferrable)));
  if (key.use_alter) parts.emplace_back("use_alter=True");
  add("match", key.match);
  for (std::string& one :
       dialect_keywords(py::get_attribute(live, "dialect_kwargs")))
    parts.push_back(std::move(one));
  return cat(sa_, "ForeignKeyConstraint([", reprs(key.columns), "], [",
             reprs(targets), "], ", join(parts, ", "), ")");
}

std::string Renderer::unique(const Value& live, const schema::Unique& unique,
                             const schema::Name& own) {
  std::vector<std::string> parts;
  for (const std::string& column : unique.columns)
    parts.push_back(repr_text(column));
  if (const Value deferrable = py::find_attribute(live, "deferrable");
      has_value(deferrable))
    parts.push_back(cat("deferrable=", py::repr(deferrable)));
  if (!unique.initially.empty())
    parts.push_back(cat("initially=", repr_text(unique.initially)));
  if (own) parts.push_back(cat("name=", name(own)));
  for (std::string& one :
       dialect_keywords(py::get_attribute(live, "dialect_kwargs")))
    parts.push_back(std::move(one));
  return cat(sa_, "UniqueConstraint(", join(parts, ", "), ")");
}

std::string Renderer::check(const Value& live, const schema::Check& check,
                            const schema::Name& own) {
  std::vector<std::string> parts{
      repr_text(clause_text(check.sqltext, Place::Plain))};
  if (own) parts.push_back(cat("name=", name(own)));
  for (std::string& one :
       dialect_keywords(py::get_attribute(live, "dialect_kwargs")))
    parts.push_back(std::move(one));
  return cat(sa_, "CheckConstraint(", join(parts, ", "), ")");
}

// Alembic: ddl.postgresql._exclude_constraint
std::vector<std::string> Renderer::exclude_parts(
    const schema::Exclude& exclude) {
  std::vector<std::string> parts;
  for (const auto& element : exclude.elements) {
    std::string text;
    const sql::Expression& node = element.expression.expression;
    const auto* column = sql::try_as<sql::ColumnRef>(node);
    if (element.column) {
      text = cat(sa_, "column(", repr_text(element.column.text), ")");
    } else if (column) {
      text = cat(sa_, column->literal ? "literal_column(" : "column(",
                 repr_text(column->name.text), ")");
    } else {
      text = repr_text(clause_text(element.expression, Place::Plain));
      if (!node || node->kind == sql::NodeKind::Text ||
          node->kind == sql::NodeKind::Function)
        text = cat(sa_, "text(", text, ")");
    }
    parts.push_back(cat("(", text, ", ", repr_text(element.operator_), ")"));
  }
  if (exclude.where)
    parts.push_back(cat("where=", sa_, "text(",
                        repr_text(clause_text(*exclude.where, Place::Plain)),
                        ")"));
  if (exclude.deferrable.value_or(false))
    parts.emplace_back("deferrable='True'");
  if (!exclude.initially.empty())
    parts.push_back(cat("initially=", repr_text(exclude.initially)));
  if (!exclude.using_.empty())
    parts.push_back(cat("using=", repr_text(exclude.using_)));
  return parts;
}

}  // namespace limbeck::autogen

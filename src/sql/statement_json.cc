// Reading out of JSON documents: document["key"], document[("a", 0)]; and the
// operators of PostgreSQL's other types.
#include <algorithm>
#include <initializer_list>

#include "base/text.h"
#include "sql/statement_compiler.h"

namespace limbeck::sql {

namespace {

/// '$."a"[0]'
// SQLAlchemy: JSONIndexType._format_value, JSONPathType._format_value
std::string dollar_path(const Literal& key) {
  auto step = [](const Literal& part) {
    if (const auto* number = part.get<std::int64_t>())
      return cat("[", *number, "]");
    const auto* text = part.get<std::string>();
    return cat(".\"", text ? *text : schema::python_repr(part), "\"");
  };
  std::string out = "$";
  const auto* path = key.get<schema::Array>();
  if (!path) return out + step(key);
  for (const Literal& part : path->items) out += step(part);
  return out;
}

/// '{a, 0}'
std::string brace_path(const schema::Array& path) {
  std::vector<std::string> parts;
  for (const Literal& part : path.items) {
    const auto* text = part.get<std::string>();
    parts.push_back(text ? *text : schema::python_repr(part));
  }
  return cat("{", join(parts, ", "), "}");
}

}  // namespace

std::string StatementCompiler::json_key(const Binary& node, bool dollars,
                                        const Context& context) {
  const auto* bind = try_as<BindParameter>(node.right);
  if (!bind || !bind->value) return process(node.right, context);
  const auto* path = bind->value->get<schema::Array>();
  if (!dollars && !path) return visit_bind(*bind, context);
  BindParameter formed = *bind;
  formed.value = dollars ? dollar_path(*bind->value) : brace_path(*path);
  formed.type = TypeKind::String;
  if (path) formed.type.set("json_path", true);
  if (bind->unique && !context.literal_binds) {
    formed.key = anonymous(bind, bind->key);
    formed.unique = false;
  }
  return visit_bind(formed, context);
}

std::string StatementCompiler::json_call(std::string_view name,
                                         const Binary& node,
                                         const Context& context) {
  std::string left = process(node.left, context);
  return cat(name, "(", left, ", ", json_key(node, true, context), ")");
}

namespace {

/// An operator of PostgreSQL's types, not of op(): by its precedence.
bool is_of_type(const Binary& node, int precedence,
                std::initializer_list<std::string_view> texts) {
  return node.custom_precedence == precedence &&
         std::find(texts.begin(), texts.end(), node.custom) != texts.end();
}

/// In parentheses as an operand.
// SQLAlchemy: the custom_op objects of dialects.postgresql.operators
bool groups_eagerly(const Binary& node) {
  return is_of_type(node, 15, {"->>", "#>>", "#-", "->"}) ||
         is_of_type(node, 5, {"?", "?&", "?|", "@?", "@@", "@>", "<@"});
}

}  // namespace

std::string StatementCompiler::custom_binary_text(const Binary& node,
                                                  const Context& given) {
  const std::string text = cat(" ", percent_safe(node.custom), " ");
  Context context = given;
  context.eager_grouping = groups_eagerly(node);
  // SQLAlchemy: PGCompiler.visit_hstore_getitem_op_binary
  if (node.left->type.kind == TypeKind::PgHSTORE &&
      dialect_.name() == "postgresql" && is_of_type(node, 15, {"->"})) {
    const bool call = node.left->kind == NodeKind::Function;
    return pair(node, call ? "(" : "", call ? ")[" : "[", "]", given);
  }
  if (node.left->type.affinity() != TypeKind::JSON ||
      !is_of_type(node, 15, {"->>", "#>>"}))
    return generic_binary(node, text, context);
  Context operand = given;
  operand.in_operator = true;
  operand.eager_grouping = false;
  std::string out = cat(process(node.left, operand), text);
  out += json_key(node, dialect_.name() != "postgresql", operand);
  return given.in_operator ? cat("(", out, ")") : out;
}

}  // namespace limbeck::sql

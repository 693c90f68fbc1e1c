// Reading out of JSON documents: document["key"], document[("a", 0)].
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
  if (bind->unique) {
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

}  // namespace limbeck::sql

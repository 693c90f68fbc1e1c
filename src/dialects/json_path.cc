#include "dialects/json_path.h"

#include <algorithm>

#include "base/text.h"
#include "sql/build.h"

namespace limbeck::dialects {
namespace {

std::string step(std::string_view key, bool number) {
  return number ? cat("[", key, "]") : cat(".\"", key, "\"");
}

// A path arrives in PostgreSQL's form, {a, 1}.
std::string steps_of(std::string_view braced) {
  std::string out = "$";
  if (braced.size() < 2) return out;
  for (const std::string& part :
       split(braced.substr(1, braced.size() - 2), ',')) {
    const std::string_view key = strip(part);
    const bool number = !key.empty() && std::all_of(key.begin(), key.end(),
                                                    [](unsigned char c) {
                                                      return std::isdigit(c);
                                                    });
    out += step(key, number);
  }
  return out;
}

}  // namespace

sql::Expression json_path(const sql::Binary& node) {
  const auto* bound = sql::try_as<sql::BindParameter>(node.right);
  if (!bound || !bound->value) return node.right;
  std::string path;
  if (const auto* number = bound->value->get<std::int64_t>())
    path = cat("$", step(std::to_string(*number), true));
  else if (const auto* text = bound->value->get<std::string>())
    path = node.op == sql::Operator::JsonPathGetItem
               ? steps_of(*text)
               : cat("$", step(*text, false));
  else
    return node.right;
  auto made = sql::make<sql::BindParameter>(*bound);
  made->type = schema::TypeKind::String;
  made->value = std::move(path);
  return made;
}

}  // namespace limbeck::dialects

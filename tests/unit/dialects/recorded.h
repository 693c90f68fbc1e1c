// What the reference wrote, recorded by tests/record/sql_units.py.
#pragma once
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "base/error.h"
#include "schema/type.h"

namespace limbeck {

inline nlohmann::json recorded(const std::string& name) {
  std::ifstream file(std::string(LIMBECK_SOURCE_DIR) + "/tests/unit/dialects/" +
                     name + ".json");
  return nlohmann::json::parse(file);
}

/// The text that `make` gives, or "! " and the message of its error.
template <class Function>
std::string outcome(Function make) {
  try {
    return make();
  } catch (const Error& error) {
    if (error.message().find("can't render element of type") !=
        std::string::npos) {
      return "! can't render";
    }
    return "! " + error.message();
  }
}

inline schema::TypeKind kind_named(const std::string& name) {
#define TYPE(kind, python, module, base, affinity, visit, signature) \
  if (name == #kind) return schema::TypeKind::kind;
#include "schema/types.def"
#undef TYPE
  throw std::logic_error("no type " + name);
}

inline schema::Type type_from(const nlohmann::json& row) {
  schema::Type type(kind_named(row.at("kind")));
  if (row.contains("labels")) {
    for (const auto& label : row.at("labels")) type.values.push_back(label);
  }
  if (!row.contains("arguments")) return type;
  for (const auto& [name, value] : row.at("arguments").items()) {
    if (name == "name") {
      type.type_name = schema::Name(value.get<std::string>());
    } else if (name == "schema") {
      type.schema = schema::Name(value.get<std::string>());
    } else if (value.is_boolean()) {
      type.set(name, value.get<bool>());
    } else if (value.is_number()) {
      type.set(name, value.get<std::int64_t>());
    } else {
      type.set(name, value.get<std::string>());
    }
  }
  return type;
}

}  // namespace limbeck

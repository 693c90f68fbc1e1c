// From format_type()'s text to a type.
#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "dialects/reflection.h"

namespace limbeck::dialects {

/// Enums and domains by the name that format_type() gives them: alone where
/// the search path shows them, else with the schema.
struct NamedTypes {
  std::map<std::vector<std::string>, ReflectedEnum> enums;
  std::map<std::vector<std::string>, ReflectedDomain> domains;
};

struct TypeContext {
  const NamedTypes& named;
  std::vector<std::string>& warnings;
};

/// `described` says whose type it is, for a warning: "column 'x'".
schema::Type reflect_postgresql_type(
    std::string_view format_type, std::string_view described,
    const std::optional<std::string>& collation,
    const std::optional<std::string>& collation_schema,
    const TypeContext& context);

}  // namespace limbeck::dialects

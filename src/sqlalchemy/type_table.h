// The Python bases of each SQL type class, mixins included.
#pragma once
#include <span>
#include <string_view>

namespace limbeck::sa {

struct TypeBases {
  std::string_view key;     // "String", "postgresql.JSONB"
  std::string_view module;  // __module__
  std::string_view bases;   // keys, separated by blanks; empty: object
};

/// The class that `key` names, directly or by an alias; null if none.
const TypeBases* find_type_bases(std::string_view key);
std::span<const TypeBases> all_type_bases();

}  // namespace limbeck::sa

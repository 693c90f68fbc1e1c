// The text of an INSERT … VALUES (…) taken apart, so that many rows can go in
// one statement.
#pragma once
#include <optional>
#include <string_view>

namespace limbeck::db {

struct InsertValues {
  std::string_view head;   // up to and with VALUES and the white space behind
  std::string_view group;  // "(%s, now())"
  std::string_view tail;   // ON CONFLICT …, RETURNING …
};

/// None where the text is no INSERT or REPLACE with one group of values. The
/// parts are loans from `sql`.
std::optional<InsertValues> split_insert_values(std::string_view sql);

}  // namespace limbeck::db

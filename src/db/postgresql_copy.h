// Rows of an INSERT as PostgreSQL's COPY takes them. COPY writes two to three
// times as many rows in a second, but it is not INSERT: who uses it here makes
// sure first that nobody could tell.
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "db/connection.h"

namespace limbeck::db {

/// What an INSERT with a placeholder for each column is about.
struct CopyTarget {
  std::string table;                 // as the statement spells it
  std::vector<std::string> columns;  // the same
  std::vector<std::string> names;    // of the parameters; empty: by place
};

/// None where the statement is anything else than INSERT INTO table (columns)
/// VALUES (placeholders).
std::optional<CopyTarget> copy_target(const InsertValues& insert);

/// What a spelled identifier is called in the catalog.
std::string plain_name(std::string_view spelled);

/// Asks for (name, type's oid) of the target's columns. There are no rows where
/// COPY could do something else than INSERT: rules, triggers, row security,
/// defaults and checks by functions of the user's own, views, foreign tables.
std::string copy_question(const CopyTarget& target);

/// Writes the rows of a COPY. `types` are in the target's order of columns.
class CopyWriter {
 public:
  CopyWriter(const CopyTarget& target, std::vector<std::uint32_t> types)
      : target_(target), types_(std::move(types)) {}

  /// Appends a row; false where a value and its column do not go together as
  /// they do in an INSERT.
  bool write(std::string& out, const Parameters& row) const;

 private:
  const CopyTarget& target_;  // borrowed: outlives the writer
  std::vector<std::uint32_t> types_;
};

}  // namespace limbeck::db

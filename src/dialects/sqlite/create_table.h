// What only the text of a CREATE TABLE statement tells: names of constraints,
// CHECKs, generated columns, table options. SQLite keeps the text as it was
// typed; it is read the way SQLAlchemy reads it, with the same limits.
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schema/schema.h"

namespace limbeck::dialects {

struct ParsedForeignKey {
  std::optional<std::string> name;
  std::vector<std::string> columns;
  std::string referred_table;
  std::vector<std::string> referred_columns;
  std::string ondelete, onupdate, initially;
  std::optional<bool> deferrable;
};

struct ParsedUnique {
  std::optional<std::string> name;
  std::vector<std::string> columns;
};

struct ParsedCheck {
  std::optional<std::string> name;
  std::string sqltext;
};

/// Reads statements; keeps its compiled patterns between them.
class CreateTableReader {
 public:
  CreateTableReader();
  ~CreateTableReader();

  std::optional<std::string> primary_key_name(std::string_view sql) const;
  std::vector<ParsedForeignKey> foreign_keys(std::string_view sql) const;
  /// Constraints first, then columns marked UNIQUE.
  std::vector<ParsedUnique> uniques(std::string_view sql) const;
  /// Sorted by name, those without one last.
  std::vector<ParsedCheck> checks(std::string_view sql) const;
  /// The expression of a generated column; empty if it is not found.
  std::string computed(std::string_view sql, std::string_view column) const;
  /// sqlite_with_rowid and sqlite_strict where they differ from the default.
  schema::Options options(std::string_view sql) const;
  /// The predicate in a CREATE INDEX statement.
  std::optional<std::string> index_where(std::string_view sql) const;

 private:
  struct Patterns;
  std::unique_ptr<Patterns> patterns_;
};

}  // namespace limbeck::dialects

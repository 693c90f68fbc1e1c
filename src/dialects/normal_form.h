// Definitions as a database would keep them, so that texts compare that say the
// same in other words: PostgreSQL and MySQL are asked, with a temporary table
// like the real one; SQLite keeps what it was given, word for word.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "db/connection.h"
#include "dialects/reflection.h"

namespace limbeck::dialects {

/// The temporary table that definitions are tried on.
inline constexpr std::string_view kNormalTable = "limbeck_normal_form";
/// The name under which the definition at that place is tried.
std::string normal_name(std::size_t place);

struct Definition {
  enum class Kind { Check, Computed, Index };
  Kind kind = Kind::Check;
  /// The database's constraint, column or index to compare with.
  std::string name;
  /// Check, Index: the statement that makes it on kNormalTable under
  /// normal_name(its place). Computed: the expression.
  std::string text;
  bool persisted = true;  // Computed
};

/// Both sides as texts; or why there is nothing to compare.
struct NormalForm {
  std::string model, database, failure;
};

/// The form of each definition for a table of the database. `preparations` are
/// statements that bring kNormalTable the columns that the table has not got
/// yet. Nothing stays behind.
std::vector<NormalForm> normal_forms(
    db::Connection& connection, const ReflectedTable& table,
    const std::vector<std::string>& preparations,
    const std::vector<Definition>& definitions);

/// The text with one blank between words, in small letters outside of quotes,
/// names without quotes where they need none, without parentheses around all.
std::string word_form(std::string_view sql);

}  // namespace limbeck::dialects

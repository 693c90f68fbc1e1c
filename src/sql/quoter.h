// Quotes identifiers the way a dialect wants it, shortens generated names, and
// applies a schema translate map.
#pragma once
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "schema/name.h"
#include "schema/schema.h"

namespace limbeck::sql {

using schema::Name;

/// What differs between databases.
struct QuoteRules {
  char open = '"', close = '"';
  std::span<const std::string_view> reserved;  // sorted, lower case
  bool underscore_needs_quotes = false;        // as an initial: Oracle
  bool quote_collations = true;
  bool dotted_schema = false;  // SQL Server: database.owner
  std::size_t max_length = 9999, max_index = 9999, max_constraint = 9999;
};

// SQLAlchemy: compiler.IdentifierPreparer
class Quoter {
 public:
  explicit Quoter(QuoteRules rules) : rules_(rules) {}

  const QuoteRules& rules() const { return rules_; }
  /// For format and pyformat parameters, % is doubled.
  bool double_percents = false;
  /// Old schema name → new; "" stands for none.
  std::map<std::string, std::string> schema_translate;
  /// Else a schema that goes to none is refused.
  bool has_default_schema = true;

  std::string quote(const Name& name) const;
  std::string quote(std::string_view name) const;
  std::string quote(const std::string& name) const {
    return quote(std::string_view(name));
  }
  std::string always(std::string_view name) const;
  bool needs_quotes(std::string_view name) const;
  /// Whether there are characters that never stand unquoted; case aside.
  bool has_illegal_characters(std::string_view name) const;
  std::string schema(const Name& name) const;
  /// The parts between dots, each quoted; a quoted_name is one part.
  // Alembic: ddl.base.quote_dotted
  std::string dotted(const Name& name) const;
  std::string collation(const std::string& name,
                        const std::optional<std::string>& schema) const;
  /// "schema.table", after the schema translate map.
  std::string table(const Name& name, const std::optional<Name>& schema,
                    bool use_schema = true) const;
  /// The same for a sequence or type, whose schema counts when it is empty.
  // SQLAlchemy: IdentifierPreparer.format_sequence, PGIdentifierPreparer
  std::string named(const Name& name, const std::optional<Name>& schema) const;
  /// The schema that holds after translation; none for no schema.
  std::optional<Name> translated(const std::optional<Name>& schema) const;

  /// Quoted; generated names that are too long end in "_" and four digits of
  /// their MD5, others are refused (ErrorKind::Identifier).
  std::string constraint(const Name& name) const;
  std::string index(const Name& name) const;
  /// The text of a name shortened where needed, without quotes.
  std::string fitted(const Name& name, std::size_t limit) const;

 private:
  QuoteRules rules_;
};

/// The text where it is a sequence of words; else ErrorKind::Compile.
// SQLAlchemy: IdentifierPreparer.validate_sql_phrase
/// With `columns` names in brackets may follow: `SET NULL (a, b)`.
const std::string& checked_phrase(const std::string& text,
                                  bool columns = false);

}  // namespace limbeck::sql

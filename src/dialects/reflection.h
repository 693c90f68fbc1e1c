// What a database says about its tables, as SQLAlchemy's Inspector reports it.
// Each dialect's introspect.cc fills these values with a number of catalog
// queries that does not depend on how many tables there are (SQLite: pragmas,
// joined as table-valued functions); `to_table` turns one into the Table that
// `Table(autoload_with=…)` would build.
#pragma once
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "db/connection.h"
#include "schema/schema.h"

namespace limbeck::dialects {

enum class ObjectKind : unsigned char { Table, View, MaterializedView };

struct ReflectedColumn {
  /// server_default is a Clause with the database's text, Computed or Identity;
  /// autoincrement is True or False as reflected.
  schema::Column column;
  /// The database's own spelling of the type: "character varying(30)".
  std::string type_text;
  /// A generated column's text where SQLAlchemy loses it in `default`.
  bool operator==(const ReflectedColumn&) const = default;
};

struct ReflectedPrimaryKey {
  std::optional<std::string> name;
  std::vector<std::string> columns;  // empty: the table has none
  std::optional<std::string> comment;
  schema::Options options;
  bool operator==(const ReflectedPrimaryKey&) const = default;
};

struct ReflectedUnique {
  std::optional<std::string> name;
  std::vector<std::string> columns;
  std::optional<std::string> comment;
  /// MySQL: the index that this is.
  std::optional<std::string> duplicates_index;
  schema::Options options;
  bool operator==(const ReflectedUnique&) const = default;
};

struct ReflectedCheck {
  std::optional<std::string> name;
  std::string sqltext;
  std::optional<std::string> comment;
  schema::Options options;  // not_valid, no_inherit; no dialect prefix
  bool operator==(const ReflectedCheck&) const = default;
};

/// SQLAlchemy does not reflect these; the definition is the server's text.
struct ReflectedExclude {
  std::string name;
  std::string definition;
  bool operator==(const ReflectedExclude&) const = default;
};

struct ReflectedIndex {
  std::string name;
  bool unique = false;
  /// None where the element is an expression.
  std::vector<std::optional<std::string>> column_names;
  /// All elements as text if one of them is an expression, else empty.
  std::vector<std::string> expressions;
  /// By element: "desc", "nulls_first", "nulls_last".
  std::vector<std::pair<std::string, std::vector<std::string>>> column_sorting;
  std::optional<std::string> duplicates_constraint;
  std::string type;  // MySQL: "UNIQUE", "FULLTEXT", "SPATIAL"
  schema::Options options;
  bool operator==(const ReflectedIndex&) const = default;
};

struct ReflectedTable {
  std::string name;
  /// As it was asked for: none is the default schema.
  std::optional<std::string> schema;
  ObjectKind kind = ObjectKind::Table;
  bool temporary = false;
  std::vector<ReflectedColumn> columns;
  ReflectedPrimaryKey primary_key;
  std::vector<schema::ForeignKey> foreign_keys;
  std::vector<ReflectedUnique> uniques;
  std::vector<ReflectedCheck> checks;
  std::vector<ReflectedExclude> excludes;
  std::vector<ReflectedIndex> indexes;
  std::optional<std::string> comment;
  schema::Options options;  // mysql_engine, sqlite_with_rowid, …
  std::int64_t oid = 0;     // PostgreSQL

  const ReflectedColumn* find_column(std::string_view name) const;
};

/// What to reflect.
struct Scope {
  /// None stands for the default schema (PostgreSQL: what the search path
  /// shows).
  std::vector<std::optional<std::string>> schemas{std::nullopt};
  /// Only tables of these names; all where there is no value.
  std::optional<std::vector<std::string>> names;
  bool tables = true;
  bool views = false;  // materialized ones as well
  bool temporary = false;
};

struct Snapshot {
  std::string default_schema;
  std::vector<ReflectedTable> tables;  // by schema as asked, then name
  /// SQLAlchemy's warnings: "Did not recognize type 'xml' of column 'x'".
  std::vector<std::string> warnings;

  const ReflectedTable* find(const std::optional<std::string>& schema,
                             std::string_view name) const;
};

struct ReflectedEnum {
  std::string name, schema;
  bool visible = true;
  std::vector<std::string> labels;
};

struct ReflectedDomain {
  std::string name, schema, type;
  bool visible = true, nullable = true;
  std::optional<std::string> default_text, collation, collation_schema;
  std::vector<std::pair<std::string, std::string>> checks;  // name, text
};

/// Kinds of names that Inspector lists.
enum class NameKind {
  Tables,
  TemporaryTables,
  Views,
  TemporaryViews,
  MaterializedViews,
  Sequences,
  ForeignTables,
};

/// The database that a connection is to, seen through its catalog. The
/// connection is borrowed and must outlive it.
class Introspector {
 public:
  virtual ~Introspector() = default;
  virtual Snapshot introspect(const Scope& scope) = 0;
  /// The schema that an unqualified name means.
  virtual std::string default_schema_name() = 0;
  virtual std::vector<std::string> schema_names() = 0;
  /// In the database's order, which is SQLAlchemy's.
  virtual std::vector<std::string> names(
      NameKind kind, const std::optional<std::string>& schema) = 0;
  /// A table, view or the like of that name.
  virtual bool has_table(std::string_view name,
                         const std::optional<std::string>& schema) = 0;
  virtual std::optional<std::string> view_definition(
      std::string_view name, const std::optional<std::string>& schema) = 0;
  /// PostgreSQL; elsewhere empty. "*" is every schema.
  virtual std::vector<ReflectedEnum> enums(
      const std::optional<std::string>& schema);
  virtual std::vector<ReflectedDomain> domains(
      const std::optional<std::string>& schema);
};

/// For the connection's database.
std::unique_ptr<Introspector> introspector(db::Connection& connection);

/// The Table that SQLAlchemy's reflection builds: without the indexes that are
/// constraints and the unique constraints that are indexes.
// SQLAlchemy: Inspector.reflect_table
schema::Table to_table(const ReflectedTable& reflected);
/// As `to_table` has it.
schema::Index to_index(const ReflectedTable& table,
                       const ReflectedIndex& reflected);

/// `text` without one pair of parentheses around all of it.
std::string strip_outer_parens(std::string_view text);
/// Where the parenthesis at `start` closes; npos if it does not. Quotes are
/// respected.
std::size_t matching_paren(std::string_view text, std::size_t start);

}  // namespace limbeck::dialects

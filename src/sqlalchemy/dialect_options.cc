// The keywords that dialects take for tables, columns, constraints and indexes:
// postgresql_using=…, mysql_engine=….
#include <algorithm>
#include <iterator>

#include "base/text.h"
#include "sqlalchemy/errors.h"
#include "sqlalchemy/option_check.h"
#include "sqlalchemy/schema_items.h"
#include "sqlalchemy/warning.h"

namespace limbeck::sa {

namespace {

constexpr const char* kDialects[] = {"postgresql", "mysql", "mariadb",
                                     "sqlite",     "mssql", "oracle"};

/// What a dialect takes for a class; "*" is anything.
struct AcceptedOptions {
  std::string_view dialect, what, names;
};

// SQLAlchemy: the dialects' construct_arguments
constexpr AcceptedOptions kAccepted[] = {
    {"postgresql", "Index",
     " concurrently include invalid nulls_not_distinct ops tablespace using "
     "where with "},
    {"postgresql", "Table",
     " ignore_search_path inherits on_commit partition_by tablespace using "
     "with with_oids "},
    {"postgresql", "CheckConstraint", " not_valid "},
    {"postgresql", "ForeignKeyConstraint", " not_valid "},
    {"postgresql", "PrimaryKeyConstraint", " include "},
    {"postgresql", "UniqueConstraint", " include nulls_not_distinct "},
    {"sqlite", "Table", " autoincrement strict with_rowid "},
    {"sqlite", "Index", " where "},
    {"sqlite", "Column",
     " on_conflict_not_null on_conflict_primary_key on_conflict_unique "},
    {"sqlite", "Constraint", " on_conflict "},
    {"mysql", "Table", "*"},
    {"mysql", "Index", " length prefix using with_parser "},
    {"mysql", "PrimaryKeyConstraint", " using "},
    {"mariadb", "Table", "*"},
    {"mariadb", "Index", " length prefix using with_parser "},
    {"mariadb", "PrimaryKeyConstraint", " using "},
    {"mssql", "Index", " clustered columnstore include where "},
    {"mssql", "Column", " identity_increment identity_start "},
    {"mssql", "PrimaryKeyConstraint", " clustered "},
    {"mssql", "UniqueConstraint", " clustered "},
    {"oracle", "Table", " compress on_commit resolve_synonyms tablespace "},
    {"oracle", "Index", " bitmap compress vector "},
};

std::string_view module_of(std::string_view what) {
  return what == "ExcludeConstraint" ? "sqlalchemy.dialects.postgresql.ext"
                                     : "sqlalchemy.sql.schema";
}

// SQLAlchemy: DialectKWArgs._validate_dialect_kwargs
void check_option(std::string_view dialect, std::string_view option,
                  std::string_view what) {
  for (const AcceptedOptions& row : kAccepted)
    if (row.dialect == dialect &&
        (row.what == what ||
         (row.what == "Constraint" && what.ends_with("Constraint"))) &&
        (row.names == "*" ||
         row.names.find(cat(" ", option, " ")) != row.names.npos))
      return;
  raise_argument_error(cat(
      "Argument '", dialect, "_", option, "' is not accepted by dialect '",
      dialect, "' on behalf of <class '", module_of(what), ".", what, "'>"));
}

}  // namespace

Value take_dialect_options(const Value& keywords, std::string_view what) {
  if (py::dict_size(keywords) == 0) return Value();
  Value kept = py::make_dict();
  py::dict_each(keywords, [&](const Value& key, const Value& value) {
    std::string_view name = py::text_of(key);
    for (const char* dialect : kDialects) {
      std::string prefix = cat(dialect, "_");
      if (name.substr(0, prefix.size()) == prefix) {
        check_option(dialect, name.substr(prefix.size()), what);
        py::dict_set(kept, key, value);
        return;
      }
    }
    // Other dialects' names are kept too; a word without a prefix is a mistake.
    const std::size_t end = name.find('_', 1);
    if (end != name.npos && end + 1 < name.size()) {
      warn(cat("Can't validate argument '", name,
               "'; can't locate any SQLAlchemy dialect named '",
               name.substr(0, end), "'"));
      py::dict_set(kept, key, value);
      return;
    }
    py::raise_type_error(
        cat("Additional arguments should be named <dialectname>_<argument>, "
            "got '",
            name, "'"));
  });
  return kept;
}

void check_dialect_options(const Value& keywords, std::string_view what) {
  take_dialect_options(keywords, what);
}

}  // namespace limbeck::sa

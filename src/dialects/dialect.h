// The registry of dialects. Each has a folder with the same file names:
// dialect (traits, quoting), types, ddl, and what database access adds.
#pragma once
#include <memory>
#include <string_view>

#include "sql/dialect.h"

namespace limbeck::dialects {

using sql::Dialect;

/// By SQLAlchemy's name: postgresql, sqlite, mysql, mariadb, mssql, oracle,
/// default. Throws ErrorKind::NoSuchModule for another.
const Dialect& dialect(std::string_view name);

/// A dialect like that one, with these traits.
std::unique_ptr<const Dialect> with_traits(const Dialect& like,
                                           const sql::Traits& traits);

/// The names, for this registry, of PostgreSQL's dialect on older servers and
/// of MySQL's dialect on a MariaDB server.
constexpr std::string_view kPostgreSqlBefore18 = "postgresql before 18";
constexpr std::string_view kPostgreSqlBefore14 = "postgresql before 14";
constexpr std::string_view kMySqlOnMariaDb = "mysql on mariadb";

}  // namespace limbeck::dialects

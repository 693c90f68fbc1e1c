// The dialects by name; see dialect.h for looking one up.
#pragma once
#include <memory>

#include "sql/dialect.h"

namespace limbeck::dialects {

const sql::Dialect& postgresql();
/// Older servers: without virtual columns, and without subscripts of jsonb.
const sql::Dialect& postgresql_before_18();
const sql::Dialect& postgresql_before_14();
const sql::Dialect& sqlite();
const sql::Dialect& mysql();
const sql::Dialect& mariadb();
/// A MariaDB server behind a mysql:// URL: MySQL by name, MariaDB by manner.
const sql::Dialect& mysql_on_mariadb();
const sql::Dialect& mssql();
const sql::Dialect& oracle();
/// Standard SQL: what str(statement) shows without an engine.
const sql::Dialect& standard();

// One with traits of its own: what a program changed on its Dialect object.
/// For the same servers as `like`.
std::unique_ptr<sql::Dialect> make_postgresql(const sql::Traits& traits,
                                              const sql::Dialect& like);
std::unique_ptr<sql::Dialect> make_sqlite(const sql::Traits& traits);
std::unique_ptr<sql::Dialect> make_mysql(const sql::Traits& traits);
std::unique_ptr<sql::Dialect> make_mssql(const sql::Traits& traits);
std::unique_ptr<sql::Dialect> make_oracle(const sql::Traits& traits);
std::unique_ptr<sql::Dialect> make_standard(const sql::Traits& traits);

}  // namespace limbeck::dialects

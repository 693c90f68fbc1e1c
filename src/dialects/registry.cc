#include "base/error.h"
#include "base/text.h"
#include "dialects/dialect.h"
#include "dialects/dialects.h"

namespace limbeck::dialects {

// One line per dialect; each function makes its dialect on first use.
const Dialect& dialect(std::string_view name) {
  if (name == "postgresql") return postgresql();
  if (name == "sqlite") return sqlite();
  if (name == "mysql") return mysql();
  if (name == "mariadb") return mariadb();
  if (name == kPostgreSqlBefore18) return postgresql_before_18();
  if (name == kPostgreSqlBefore14) return postgresql_before_14();
  if (name == kMySqlOnMariaDb) return mysql_on_mariadb();
  if (name == "mssql") return mssql();
  if (name == "oracle") return oracle();
  if (name == "default") return standard();
  throw Error(ErrorKind::NoSuchModule,
              cat("Can't load plugin: sqlalchemy.dialects:", name));
}

std::unique_ptr<const Dialect> with_traits(const Dialect& like,
                                           const sql::Traits& traits) {
  const std::string_view name = traits.name;
  if (name == "postgresql") return make_postgresql(traits, like);
  if (name == "sqlite") return make_sqlite(traits);
  if (name == "mysql" || name == "mariadb") return make_mysql(traits);
  if (name == "mssql") return make_mssql(traits);
  if (name == "oracle") return make_oracle(traits);
  return make_standard(traits);
}

}  // namespace limbeck::dialects

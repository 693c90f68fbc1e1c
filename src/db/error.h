// What a server or a client library refused, with everything that SQLAlchemy's
// wrapper and a script's `except` look at. It never holds a password.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"

namespace limbeck::db {

struct Driver;

/// The exception classes of DB-API 2. SQLAlchemy wraps each in its own of the
/// same name; NonStandard is the module's `Error`, wrapped as DBAPIError.
enum class DbapiClass {
  NonStandard,
  InterfaceError,
  DatabaseError,
  DataError,
  OperationalError,
  IntegrityError,
  InternalError,
  ProgrammingError,
  NotSupportedError,
};

const char* name(DbapiClass dbapi_class);

/// message() is what Python's str() of the driver's exception gives.
class Error : public limbeck::Error {
 public:
  Error(DbapiClass dbapi_class, std::string driver_class, std::string message)
      : limbeck::Error(ErrorKind::Database, std::move(message)),
        dbapi_class(dbapi_class),
        driver_class(std::move(driver_class)) {}

  DbapiClass dbapi_class;
  /// As the URL's driver spells it: "psycopg2.errors.UniqueViolation".
  std::string driver_class;
  /// Five characters where the database has them.
  std::string sqlstate;
  /// MySQL's error number, SQLite's extended result code; 0 on PostgreSQL.
  int code = 0;
  /// The server's own words, without severity, position and detail.
  std::string primary;
  std::string detail;
  std::string server_hint;
  std::string constraint;
  std::string table;
  std::string column;
  std::string schema;
  std::string severity;
  /// libpq's whole text: severity, position, detail and hint.
  std::string report;
  /// Where in the statement, in characters from 1; 0 if the server didn't say.
  int position = 0;
  /// The connection is gone and must not be used again.
  bool disconnected = false;
  /// Which statement since the last Connection::sync(), counted from 0; -1
  /// outside a pipeline.
  int pipeline_index = -1;
  /// The sets of parameters, counted from 0, that the failed statement of an
  /// execute_many() or insert_many() was for.
  struct Sets {
    std::size_t first, last;
    std::size_t all;  // that were given
  };
  std::optional<Sets> sets;
};

/// PostgreSQL's condition name and class for a SQLSTATE, as the driver has it.
struct SqlState {
  std::string condition;  // "UniqueViolation"; empty: the plain base class
  DbapiClass dbapi_class;
};
SqlState sqlstate_class(std::string_view sqlstate, const Driver& driver);

/// What PostgreSQL reported about one failure.
struct PostgresReport {
  std::string message;  // libpq's whole text, with severity
  std::string severity, sqlstate, primary, detail, hint, position;
  std::string constraint, table, column, schema, file, line, routine;
};
Error postgres_error(const PostgresReport& report, const Driver& driver);

/// A MySQL or MariaDB error as the driver prints it: pymysql's `(1146, "…")`.
Error mysql_error(int code, std::string_view sqlstate, std::string_view message,
                  const Driver& driver);

/// SQLite's error for an extended result code, as Python's sqlite3 sorts them.
Error sqlite_error(int extended_code, std::string message);

/// A plain one of the driver's module: "psycopg2.OperationalError".
Error driver_error(DbapiClass dbapi_class, const Driver& driver,
                   std::string message);

}  // namespace limbeck::db

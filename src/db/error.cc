#include "db/error.h"

#include <cstdlib>

#include "base/text.h"
#include "db/url.h"
#include "schema/literal.h"

namespace limbeck::db {
namespace {

bool driver_is(const Driver& driver, std::string_view name) {
  return driver.name == name;
}

bool starts_with(std::string_view text, std::string_view prefix) {
  return text.substr(0, prefix.size()) == prefix;
}

// psycopg2: strip_severity in pqpath.c; psycopg: _clean_error_message.
std::string_view without_severity(std::string_view message) {
  for (std::string_view severity : {"ERROR:  ", "FATAL:  ", "PANIC:  "})
    if (starts_with(message, severity)) return message.substr(severity.size());
  return message;
}

// The module that holds the DB-API base classes: "psycopg2", "pymysql.err".
std::string base_module(const Driver& driver) {
  std::string module = driver.errors;
  if (module == "psycopg2.errors") return "psycopg2";
  if (module == "psycopg.errors") return "psycopg";
  return module;
}

// asyncpg: the classes in exceptions/__init__.py are condition names + Error.
std::string asyncpg_class(const std::string& condition) {
  if (condition.empty()) return "PostgresError";
  if (condition == "SyntaxError") return "PostgresSyntaxError";
  if (condition == "RaiseException") return "RaiseError";
  std::string name = condition;
  if (name.back() == '_') name.pop_back();
  if (name.size() > 5 && name.substr(name.size() - 5) == "Error") return name;
  return name + "Error";
}

Error asyncpg_error(const PostgresReport& report, const SqlState& state,
                    const Driver& driver) {
  DbapiClass kind = DbapiClass::NonStandard;
  std::string wrapper = "Error";
  if (starts_with(report.sqlstate, "23")) {
    kind = DbapiClass::IntegrityError;
    wrapper = "IntegrityError";
  } else if (starts_with(report.sqlstate, "42")) {
    kind = DbapiClass::ProgrammingError;
    wrapper = "ProgrammingError";
  } else if (starts_with(report.sqlstate, "XX")) {
    kind = DbapiClass::InternalError;
    wrapper = "InternalServerError";
  }
  std::string text = cat("<class 'asyncpg.exceptions.",
                         asyncpg_class(state.condition), "'>: ",  //
                         report.primary);
  if (!report.detail.empty()) cat_to(text, "\nDETAIL:  ", report.detail);
  if (!report.hint.empty()) cat_to(text, "\nHINT:  ", report.hint);
  return Error(kind, cat(driver.errors, ".", wrapper), text);
}

Error pg8000_error(const PostgresReport& report, const Driver& driver) {
  std::string text = "{";
  auto add = [&](const char* field, const std::string& value) {
    if (value.empty()) return;
    cat_to(text, text.size() > 1 ? ", " : "", "'", field,
           "': ", schema::python_repr(std::string_view(value)));
  };
  add("S", report.severity);
  add("V", report.severity);
  add("C", report.sqlstate);
  add("M", report.primary);
  add("D", report.detail);
  add("H", report.hint);
  add("P", report.position);
  add("s", report.schema);
  add("t", report.table);
  add("c", report.column);
  add("n", report.constraint);
  add("F", report.file);
  add("L", report.line);
  add("R", report.routine);
  return Error(DbapiClass::DatabaseError, cat(driver.errors, ".DatabaseError"),
               text + "}");
}

Error psycopg_error(const PostgresReport& report, const SqlState& state,
                    const Driver& driver) {
  std::string_view text = without_severity(report.message);
  if (!driver_is(driver, "psycopg2") && !driver_is(driver, "psycopg2cffi"))
    text = strip(text);
  std::string spelled = cat(base_module(driver), ".", name(state.dbapi_class));
  if (!state.condition.empty() && !driver_is(driver, "psycopg2cffi"))
    spelled = cat(driver.errors, ".", state.condition);
  return Error(state.dbapi_class, spelled, std::string(text));
}

// PyMySQL: err.error_map
DbapiClass mysql_class(int code) {
  switch (code) {
    case 1007:
    case 1149:
    case 1064:
    case 1146:
    case 1102:
    case 1103:
    case 1110:
    case 1111:
    case 1112:
    case 1113:
    case 1179:
    case 1166:
      return DbapiClass::ProgrammingError;
    case 1265:
    case 1263:
    case 1264:
    case 1230:
    case 1171:
    case 1406:
    case 1441:
    case 1366:
    case 1367:
      return DbapiClass::DataError;
    case 1062:
    case 1216:
    case 1452:
    case 1217:
    case 1451:
    case 1215:
    case 1048:
      return DbapiClass::IntegrityError;
    case 1196:
    case 1235:
    case 1289:
    case 1286:
      return DbapiClass::NotSupportedError;
    default:
      return code < 1000 ? DbapiClass::InternalError
                         : DbapiClass::OperationalError;
  }
}

// SQLAlchemy: MySQLDialect.is_disconnect
bool mysql_disconnected(int code) {
  return code == 2006 || code == 2013 || code == 2014 || code == 2045 ||
         code == 2055 || code == 4031 || code == 1927;
}

// CPython: Modules/_sqlite/util.c, get_exception_class
DbapiClass sqlite_class(int code) {
  switch (code & 0xff) {
    case 2:   // INTERNAL
    case 12:  // NOTFOUND
      return DbapiClass::InternalError;
    case 1:
    case 3:
    case 4:
    case 5:
    case 6:
    case 8:
    case 9:
    case 10:
    case 13:
    case 14:
    case 15:
    case 16:
    case 17:
      return DbapiClass::OperationalError;
    case 18:  // TOOBIG
      return DbapiClass::DataError;
    case 19:  // CONSTRAINT
    case 20:  // MISMATCH
      return DbapiClass::IntegrityError;
    case 21:  // MISUSE
    case 25:  // RANGE
      return DbapiClass::InterfaceError;
    default:
      return DbapiClass::DatabaseError;
  }
}

}  // namespace

const char* name(DbapiClass dbapi_class) {
  switch (dbapi_class) {
    case DbapiClass::NonStandard:
      return "Error";
    case DbapiClass::InterfaceError:
      return "InterfaceError";
    case DbapiClass::DatabaseError:
      return "DatabaseError";
    case DbapiClass::DataError:
      return "DataError";
    case DbapiClass::OperationalError:
      return "OperationalError";
    case DbapiClass::IntegrityError:
      return "IntegrityError";
    case DbapiClass::InternalError:
      return "InternalError";
    case DbapiClass::ProgrammingError:
      return "ProgrammingError";
    case DbapiClass::NotSupportedError:
      return "NotSupportedError";
  }
  return "Error";
}

Error driver_error(DbapiClass dbapi_class, const Driver& driver,
                   std::string message) {
  return Error(dbapi_class, cat(base_module(driver), ".", name(dbapi_class)),
               std::move(message));
}

Error postgres_error(const PostgresReport& report, const Driver& driver) {
  SqlState state = sqlstate_class(report.sqlstate, driver);
  Error error =
      driver_is(driver, "asyncpg")  ? asyncpg_error(report, state, driver)
      : driver_is(driver, "pg8000") ? pg8000_error(report, driver)
                                    : psycopg_error(report, state, driver);
  error.sqlstate = report.sqlstate;
  error.primary = report.primary;
  error.detail = report.detail;
  error.server_hint = report.hint;
  error.constraint = report.constraint;
  error.table = report.table;
  error.column = report.column;
  error.schema = report.schema;
  error.severity = report.severity;
  error.report = report.message;
  error.position = std::atoi(report.position.c_str());
  return error;
}

Error mysql_error(int code, std::string_view sqlstate, std::string_view message,
                  const Driver& driver) {
  DbapiClass kind = mysql_class(code);
  std::string text;
  if (driver_is(driver, "mysqlconnector")) {
    text = cat(code, " (", sqlstate, "): ", message);
  } else if (driver_is(driver, "mariadbconnector")) {
    text = std::string(message);
  } else {
    text = cat("(", code, ", ", schema::python_repr(message), ")");
  }
  Error error = driver_error(kind, driver, std::move(text));
  error.code = code;
  error.sqlstate = std::string(sqlstate);
  error.primary = std::string(message);
  error.disconnected = mysql_disconnected(code);
  return error;
}

Error sqlite_error(int extended_code, std::string message) {
  DbapiClass kind = sqlite_class(extended_code);
  Error error(kind, cat("sqlite3.", name(kind)), std::move(message));
  error.code = extended_code;
  error.primary = error.message();
  return error;
}

}  // namespace limbeck::db

// What a database refused, as sqlalchemy.exc shows it to scripts.
#include "base/text.h"
#include "python/place.h"
#include "sqlalchemy/calls.h"
#include "sqlalchemy/engine.h"

namespace limbeck::sa {
namespace {

// psycopg's error.diag
Value diagnostics(const db::Error& error) {
  Value fields = py::make_dict();
  auto set = [&](const char* name, const std::string& text) {
    py::dict_set(fields, name, text.empty() ? Value::none() : str_value(text));
  };
  set("sqlstate", error.sqlstate);
  set("severity", error.severity);
  set("severity_nonlocalized", error.severity);
  set("message_primary", error.severity.empty() ? "" : error.primary);
  set("message_detail", error.detail);
  set("message_hint", error.server_hint);
  set("statement_position",
      error.position ? std::to_string(error.position) : std::string());
  set("constraint_name", error.constraint);
  set("table_name", error.table);
  set("column_name", error.column);
  set("schema_name", error.schema);
  for (const char* never :
       {"datatype_name", "context", "internal_position", "internal_query",
        "source_file", "source_line", "source_function"})
    set(never, {});
  return fields;
}

// SQLite: result codes
std::string_view sqlite_name(int code) {
  switch (code) {
    case 1:
      return "SQLITE_ERROR";
    case 5:
      return "SQLITE_BUSY";
    case 6:
      return "SQLITE_LOCKED";
    case 8:
      return "SQLITE_READONLY";
    case 10:
      return "SQLITE_IOERR";
    case 11:
      return "SQLITE_CORRUPT";
    case 13:
      return "SQLITE_FULL";
    case 14:
      return "SQLITE_CANTOPEN";
    case 18:
      return "SQLITE_TOOBIG";
    case 20:
      return "SQLITE_MISMATCH";
    case 25:
      return "SQLITE_RANGE";
    case 26:
      return "SQLITE_NOTADB";
    case 275:
      return "SQLITE_CONSTRAINT_CHECK";
    case 787:
      return "SQLITE_CONSTRAINT_FOREIGNKEY";
    case 1299:
      return "SQLITE_CONSTRAINT_NOTNULL";
    case 1555:
      return "SQLITE_CONSTRAINT_PRIMARYKEY";
    case 1811:
      return "SQLITE_CONSTRAINT_TRIGGER";
    case 2067:
      return "SQLITE_CONSTRAINT_UNIQUE";
    case 2579:
      return "SQLITE_CONSTRAINT_ROWID";
    case 3091:
      return "SQLITE_CONSTRAINT_DATATYPE";
    default:
      return (code & 0xff) == 19   ? "SQLITE_CONSTRAINT"
             : (code & 0xff) == 5  ? "SQLITE_BUSY"
             : (code & 0xff) == 10 ? "SQLITE_IOERR"
                                   : "unknown";
  }
}

Value fields_of(const db::Error& error) {
  Value fields = py::make_dict();
  auto set = [&](const char* name, const std::string& text) {
    py::dict_set(fields, name, text.empty() ? Value::none() : str_value(text));
  };
  const bool sqlite = error.driver_class.starts_with("sqlite3");
  if (!error.code && !sqlite) {
    set("pgcode", error.sqlstate);
    set("sqlstate", error.sqlstate);
    set("pgerror", error.report);
    set("constraint_name", error.constraint);
    py::dict_set(fields, "diag", diagnostics(error));
  } else if (sqlite && error.code) {
    py::dict_set(fields, "sqlite_errorcode", py::make_int(error.code));
    set("sqlite_errorname", std::string(sqlite_name(error.code)));
  } else if (error.code) {
    // pymysql and its like: args are (number, text).
    py::dict_set(
        fields, "args",
        py::make_tuple({py::make_int(error.code), str_value(error.primary)}));
    if (error.driver_class.starts_with("mysql.connector")) {
      py::dict_set(fields, "errno", py::make_int(error.code));
      set("sqlstate", error.sqlstate);
      set("msg", error.primary);
    }
  }
  return fields;
}

// What error.params is where a statement had none.
Value no_parameters(const db::Error& error) {
  return error.driver_class.starts_with("sqlite3") ? py::make_tuple({})
                                                   : py::make_dict();
}

// Which of an executemany's sets it was; the exception's own text, which is the
// reference's, only shows some of them.
Value sets_note(const db::Error::Sets& sets) {
  if (sets.first == sets.last)
    return str_value(
        cat("It was parameter set ", sets.first + 1, " of ", sets.all, "."));
  return str_value(cat("It was one of the parameter sets ", sets.first + 1,
                       " to ", sets.last + 1, " of ", sets.all, "."));
}

Value driver_exception(const db::Error& error) {
  std::string driver = error.driver_class, base;
  if (auto dot = driver.rfind('.'); dot != std::string::npos) {
    base = driver.substr(0, dot);
    driver = driver.substr(dot + 1);
  }
  return py::call_method(py::Interpreter::current().import("sqlalchemy.exc"),
                         "_driver_error",
                         {str_value(base), str_value(driver),
                          str_value(db::name(error.dbapi_class)),
                          str_value(error.message()), fields_of(error)});
}

}  // namespace

void raise_driver_error(const db::Error& error) {
  throw py::Raised(driver_exception(error));
}

void raise_database_error(const db::Error& error, const std::string& sql,
                          const Value& parameters, bool many) {
  const Value module = py::Interpreter::current().import("sqlalchemy.exc");
  const Value orig = driver_exception(error);
  const char* name = error.dbapi_class == db::DbapiClass::NonStandard
                         ? "DBAPIError"
                         : db::name(error.dbapi_class);
  Value wrapped = call_with(
      py::get_attribute(module, name),
      {sql.empty() ? Value::none() : str_value(sql),
       sql.empty() || (parameters && !parameters.is_none())
           ? parameters
           : no_parameters(error),
       orig},
      Keywords{{"ismulti", Value::boolean(many)},
               {"connection_invalidated", Value::boolean(error.disconnected)}});
  if (error.sets)
    py::call_method(wrapped, "add_note", {sets_note(*error.sets)});
  py::note_place(orig);
  py::set_attribute(wrapped, "__cause__", orig);
  throw py::Raised(wrapped);
}

}  // namespace limbeck::sa

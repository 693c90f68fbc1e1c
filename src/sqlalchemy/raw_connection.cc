// connection.connection and engine.raw_connection(): the DBAPI connection, as
// far as scripts use one. Like a driver's it begins transactions by itself, and
// shares that of the Connection it comes from.
#include "base/text.h"
#include "sqlalchemy/engine.h"
#include "sqlalchemy/errors.h"
#include "sqlalchemy/literal.h"

namespace limbeck::sa {
namespace {

struct RawConnection : py::Instance {
  std::shared_ptr<db::Connection> session;  // null once it is closed
  Value engine;                             // where it goes back to
  Value info;
  using Instance::Instance;
};

struct RawCursor : py::Instance {
  std::shared_ptr<db::Connection> session;
  Value connection, row_class;  // of a cursor_factory: what makes rows
  std::unique_ptr<db::Rows> rows;
  std::int64_t rowcount = -1, lastrowid = 0, arraysize = 1;
  bool closed = false, executed = false;
  using Instance::Instance;
};

struct RawTypes {
  Type* connection = nullptr;
  Type* cursor = nullptr;
};

db::Backend backend_of(const db::Connection& session) {
  return session.driver().backend;
}

/// What `work` gives; the driver's own exception where the database refuses.
template <class Work>
auto as_driver(Work work) {
  try {
    return work();
  } catch (const db::Error& error) {
    raise_driver_error(error);
  }
}

[[noreturn]] void refuse(const db::Connection& session, db::DbapiClass kind,
                         std::string message) {
  raise_driver_error(
      db::driver_error(kind, session.driver(), std::move(message)));
}

db::Connection& open_session(RawConnection& self) {
  if (!self.session) py::raise("AssertionError", "");
  return *self.session;
}

db::Connection& open_session(RawCursor& self) {
  if (!self.closed) return *self.session;
  switch (backend_of(*self.session)) {
    case db::Backend::Sqlite:
      refuse(*self.session, db::DbapiClass::ProgrammingError,
             "Cannot operate on a closed cursor.");
    case db::Backend::MySql:
      refuse(*self.session, db::DbapiClass::ProgrammingError, "Cursor closed");
    case db::Backend::PostgreSql:
    case db::Backend::Unsupported:
      break;
  }
  refuse(*self.session, db::DbapiClass::InterfaceError,
         "cursor already closed");
}

db::Parameters parameters_of(const Value& given) {
  db::Parameters parameters;
  if (given.is_none()) return parameters;
  if (py::is_dict(given))
    py::dict_each(given, [&](const Value& key, const Value& value) {
      parameters.named.emplace_back(std::string(py::text_of(key)),
                                    driver_literal(value));
    });
  else
    for (const Value& value : py::collect(given))
      parameters.positional.push_back(driver_literal(value));
  return parameters;
}

/// psycopg2's and mysqlclient's return nothing, PyMySQL's a number, SQLite's
/// itself.
Value outcome_of(RawCursor& self) {
  switch (backend_of(*self.session)) {
    case db::Backend::Sqlite:
      return Value(&self);
    case db::Backend::MySql:
      return py::make_int(self.rowcount);
    case db::Backend::PostgreSql:
    case db::Backend::Unsupported:
      break;
  }
  return self.session->driver().name == std::string_view("psycopg2")
             ? Value::none()
             : Value(&self);
}

Value cursor_execute(RawCursor& self, Args& args) {
  db::Connection& session = open_session(self);
  const std::string sql = args.text("sql");
  const db::Parameters parameters = parameters_of(args["parameters"]);
  const bool none = parameters.named.empty() && parameters.positional.empty();
  self.rows.reset();
  as_driver([&] {
    autobegin(session, sql);
    self.rows = session.execute(sql, none ? nullptr : &parameters);
  });
  self.executed = true;
  self.rowcount = self.rows->rowcount();
  self.lastrowid = self.rows->lastrowid();
  if (!self.rows->returns_rows()) self.rows.reset();
  return outcome_of(self);
}

Value cursor_execute_many(RawCursor& self, Args& args) {
  db::Connection& session = open_session(self);
  std::vector<db::Parameters> sets;
  for (const Value& one : py::collect(args["parameters"]))
    sets.push_back(parameters_of(one));
  const std::string sql = args.text("sql");
  self.rows.reset();
  as_driver([&] {
    autobegin(session, sql);
    self.rowcount = session.execute_many(sql, sets);
  });
  self.executed = true;
  return outcome_of(self);
}

// Python: sqlite3.Cursor.executescript
Value execute_script(db::Connection& session, Args& args) {
  as_driver([&] {
    session.end(true);
    session.execute_script(args.text("sql"));
  });
  return Value::none();
}

// -- Rows -------------------------------------------------------------------

void require_rows(RawCursor& self) {
  open_session(self);
  if (self.rows) return;
  switch (backend_of(*self.session)) {
    case db::Backend::PostgreSql:
      refuse(*self.session, db::DbapiClass::ProgrammingError,
             "no results to fetch");
    case db::Backend::MySql:
      if (!self.executed)
        refuse(*self.session, db::DbapiClass::ProgrammingError,
               "execute() first");
      break;
    case db::Backend::Sqlite:
    case db::Backend::Unsupported:
      break;
  }
}

Value next_row(RawCursor& self) {
  db::Row row;
  if (!self.rows || !as_driver([&] { return self.rows->next(row); }))
    return Value();
  std::vector<Value> values;
  for (const auto& literal : row) values.push_back(plain_from_literal(literal));
  Value made = py::make_tuple(std::move(values));
  if (!self.row_class) return made;
  std::vector<Value> names;
  for (const auto& column : self.rows->columns())
    names.push_back(str_value(column.name));
  return py::call(self.row_class, {py::make_list(std::move(names)), made});
}

/// At most `most` rows; all if that is negative.
Value fetch(RawCursor& self, std::int64_t most) {
  require_rows(self);
  const bool any = self.rows != nullptr;
  std::vector<Value> rows;
  while (most < 0 || static_cast<std::int64_t>(rows.size()) < most) {
    Value row = next_row(self);
    if (!row) break;
    rows.push_back(std::move(row));
  }
  return any && backend_of(*self.session) == db::Backend::MySql
             ? py::make_tuple(std::move(rows))
             : py::make_list(std::move(rows));
}

// PEP 249: seven values for a column.
Value description(RawCursor& self) {
  if (!self.rows) return Value::none();
  std::vector<Value> list;
  for (const auto& column : self.rows->columns()) {
    std::vector<Value> fields(7, Value::none());
    fields[0] = str_value(column.name);
    if (column.type_code != 0)
      fields[1] = py::make_int(static_cast<std::int64_t>(column.type_code));
    list.push_back(py::make_tuple(std::move(fields)));
  }
  return py::make_tuple(std::move(list));
}

// -- COPY, as psycopg2's cursors have it ------------------------------------

std::int64_t copy(RawCursor& self, const std::string& sql, const Value& file) {
  db::Connection& session = open_session(self);
  const auto read = [&] {
    const Value data = py::call_method(file, "read", {py::make_int(8192)});
    return py::is_bytes(data) ? std::string(py::bytes_of(data))
                              : std::string(py::text_of(data));
  };
  const bool binary = static_cast<bool>(attribute(file, "getbuffer")) ||
                      !attribute(file, "encoding");
  const auto write = [&](std::string_view data) {
    py::call_method(file, "write",
                    {binary ? py::make_bytes(data) : str_value(data)});
  };
  return as_driver([&] {
    autobegin(session, sql);
    return session.copy(sql, read, write);
  });
}

std::string quoted(std::string_view text) {
  return cat("'", replace_all(text, "'", "''"), "'");
}

/// copy_from() and copy_to() in one statement.
std::string copy_statement(Args& args, std::string_view direction) {
  std::string columns;
  if (!args.none("columns"))
    for (const Value& one : py::collect(args["columns"]))
      cat_to(columns, columns.empty() ? " (" : ",", "\"",
             replace_all(py::str(one), "\"", "\"\""), "\"");
  if (!columns.empty()) columns += ")";
  return cat("COPY \"", replace_all(args.text("table"), "\"", "\"\""), "\"",
             columns, " ", direction, " WITH DELIMITER AS ",
             quoted(args.text("sep")), " NULL AS ", quoted(args.text("null")));
}

template <class Type>
void add_copy(Type& type) {
  type.method("copy_expert(self, sql, file, size=8192)",
              [](RawCursor& self, Args& args) {
                self.rowcount = copy(self, args.text("sql"), args["file"]);
                return Value::none();
              })
      .method(
          "copy_from(self, file, table, sep='\\t', null='\\\\N', size=8192, "
          "columns=None)",
          [](RawCursor& self, Args& args) {
            self.rowcount =
                copy(self, copy_statement(args, "FROM STDIN"), args["file"]);
            return Value::none();
          })
      .method(
          "copy_to(self, file, table, sep='\\t', null='\\\\N', columns=None)",
          [](RawCursor& self, Args& args) {
            self.rowcount =
                copy(self, copy_statement(args, "TO STDOUT"), args["file"]);
            return Value::none();
          });
}

Type* make_cursor_class() {
  py::NativeType<RawCursor> type("cursor", "sqlalchemy.engine.raw");
  type.slots().iterate = [](const Value& self) { return self; };
  type.slots().next = [](const Value& self) {
    require_rows(*self.as<RawCursor>());
    return next_row(*self.as<RawCursor>());
  };
  type.method("execute(self, sql, parameters=None)", cursor_execute)
      .method("executemany(self, sql, parameters)", cursor_execute_many)
      .method("executescript(self, sql)",
              [](RawCursor& self, Args& args) {
                execute_script(open_session(self), args);
                return Value(&self);
              })
      .method("fetchone(self)",
              [](RawCursor& self, Args&) {
                require_rows(self);
                return or_none(next_row(self));
              })
      .method("fetchmany(self, size=None)",
              [](RawCursor& self, Args& args) {
                return fetch(self, args.none("size") ? self.arraysize
                                                     : args.integer("size"));
              })
      .method("fetchall(self)",
              [](RawCursor& self, Args&) { return fetch(self, -1); })
      .method("close(self)",
              [](RawCursor& self, Args&) {
                self.rows.reset();
                self.closed = true;
                return Value::none();
              })
      .method("setinputsizes(self, sizes)",
              [](RawCursor&, Args&) { return Value::none(); })
      .method("__enter__(self)",
              [](RawCursor& self, Args&) { return Value(&self); })
      .method("__exit__(self, *args)",
              [](RawCursor& self, Args&) {
                self.rows.reset();
                self.closed = true;
                return Value::boolean(false);
              })
      .property("closed",
                [](RawCursor& self) { return Value::boolean(self.closed); })
      .property("rowcount",
                [](RawCursor& self) { return py::make_int(self.rowcount); })
      .property("lastrowid",
                [](RawCursor& self) { return py::make_int(self.lastrowid); })
      .property(
          "arraysize",
          [](RawCursor& self) { return py::make_int(self.arraysize); },
          [](RawCursor& self, const Value& size) {
            self.arraysize = py::int_of(size).value_or(1);
          })
      .property("connection", [](RawCursor& self) { return self.connection; })
      .property("description", description);
  add_copy(type);
  return type.ready();
}

// -- The connection ----------------------------------------------------------

/// Psycopg2: no change inside a transaction.
void choose_autocommit(RawConnection& self, bool on) {
  db::Connection& session = open_session(self);
  if (backend_of(session) == db::Backend::PostgreSql &&
      session.in_transaction() && session.autocommit() != on)
    refuse(session, db::DbapiClass::ProgrammingError,
           "set_session cannot be used inside a transaction");
  session.set_autocommit(on);
}

// Psycopg2: connection.set_isolation_level, which rolls back
void set_level(RawConnection& self, const Value& level) {
  db::Connection& session = open_session(self);
  as_driver([&] { session.end(false); });
  const std::int64_t number =
      level.is_none() ? -1 : py::int_of(level).value_or(-1);
  session.set_autocommit(number == 0);
  constexpr const char* kLevels[] = {"READ COMMITTED", "REPEATABLE READ",
                                     "SERIALIZABLE", "READ UNCOMMITTED"};
  if (number >= 1 && number <= 4)
    as_driver([&] {
      session.execute(
          cat("SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL ",
              kLevels[number - 1]));
    });
}

/// A flag; mysqlclient's and PyMySQL's is a method that sets it.
Value autocommit_of(RawConnection& self) {
  if (backend_of(open_session(self)) != db::Backend::MySql)
    return Value::boolean(self.session->autocommit());
  return py::make_function("autocommit(value)",
                           [session = self.session](Args& args) {
                             session->set_autocommit(py::truth(args["value"]));
                             return Value::none();
                           });
}

/// Back to the engine's others, or closed with those who share it.
void close(RawConnection& self) {
  if (!self.session || !self.engine) return;
  auto session = std::exchange(self.session, nullptr);
  as_driver([&] { session->end(false); });
  auto& engine = *self.engine.as<EngineObject>();
  session->set_autocommit(false);
  if (engine.keep_idle && !engine.shared && !session->is_closed())
    engine.idle.push_back(std::move(session));
}

Value new_cursor(RawConnection& self, Args& args) {
  open_session(self);
  auto made =
      py::allocate_as<RawCursor>(py::interpreter_state<RawTypes>().cursor);
  made->session = self.session;
  made->connection = Value(&self);
  Value factory = py::dict_get(args["kw"], "cursor_factory");
  if (!factory) factory = py::dict_get(args["kw"], "cursorclass");
  const auto& more = rest_of(args, "args");
  if (!factory && !more.empty()) factory = more[0];
  if (factory && !factory.is_none())
    made->row_class = attribute(factory, "_limbeck_row");
  return made.value();
}

Type* make_connection_class() {
  py::NativeType<RawConnection> type("connection", "sqlalchemy.engine.raw");
  type.slots().clear = [](py::Object* o) {
    auto* self = static_cast<RawConnection*>(o);
    self->engine = self->info = Value();
  };
  const auto itself = [](RawConnection& self) {
    open_session(self);
    return Value(&self);
  };
  type.method("cursor(self, *args, **kw)", new_cursor)
      .method("execute(self, sql, parameters=None)",
              [](RawConnection& self, Args& args) {
                const Value cursor = py::call_method(Value(&self), "cursor");
                py::call_method(cursor, "execute",
                                {args["sql"], args["parameters"]});
                return cursor;
              })
      .method("executemany(self, sql, parameters)",
              [](RawConnection& self, Args& args) {
                const Value cursor = py::call_method(Value(&self), "cursor");
                py::call_method(cursor, "executemany",
                                {args["sql"], args["parameters"]});
                return cursor;
              })
      .method("executescript(self, sql)",
              [](RawConnection& self, Args& args) {
                execute_script(open_session(self), args);
                return py::call_method(Value(&self), "cursor");
              })
      .method("commit(self)",
              [](RawConnection& self, Args&) {
                as_driver([&] { open_session(self).end(true); });
                return Value::none();
              })
      .method("rollback(self)",
              [](RawConnection& self, Args&) {
                as_driver([&] { open_session(self).end(false); });
                return Value::none();
              })
      .method("close(self)",
              [](RawConnection& self, Args&) {
                close(self);
                return Value::none();
              })
      .method("set_isolation_level(self, level)",
              [](RawConnection& self, Args& args) {
                set_level(self, args["level"]);
                return Value::none();
              })
      .method(
          "set_session(self, isolation_level=None, readonly=None, "
          "deferrable=None, autocommit=None)",
          [](RawConnection& self, Args& args) {
            if (!args.none("autocommit"))
              choose_autocommit(self, py::truth(args["autocommit"]));
            return Value::none();
          })
      .method("get_autocommit(self)",
              [](RawConnection& self, Args&) {
                return Value::boolean(open_session(self).autocommit());
              })
      .method("__enter__(self)",
              [](RawConnection& self, Args&) { return Value(&self); })
      .method("__exit__(self, type, value, traceback)",
              [](RawConnection& self, Args& args) {
                as_driver([&] { open_session(self).end(args.none("type")); });
                return Value::boolean(false);
              })
      .property(
          "isolation_level",
          [](RawConnection& self) {
            const bool sqlite =
                backend_of(open_session(self)) == db::Backend::Sqlite;
            return sqlite && !self.session->autocommit() ? str_value("")
                                                         : Value::none();
          },
          [](RawConnection& self, const Value& level) {
            if (backend_of(open_session(self)) == db::Backend::Sqlite)
              self.session->set_autocommit(level.is_none());
            else
              set_level(self, level);
          })
      .property("autocommit", autocommit_of,
                [](RawConnection& self, const Value& on) {
                  choose_autocommit(self, py::truth(on));
                })
      .property("in_transaction",
                [](RawConnection& self) {
                  return Value::boolean(open_session(self).in_transaction());
                })
      .property("closed",
                [](RawConnection& self) {
                  return py::make_int(self.session ? 0 : 1);
                })
      .property(
          "is_valid",
          [](RawConnection& self) {
            return Value::boolean(self.session && !self.session->is_closed());
          })
      .property("is_detached",
                [](RawConnection&) { return Value::boolean(false); })
      .property("info",
                [](RawConnection& self) {
                  if (!self.info) self.info = py::make_dict();
                  return self.info;
                })
      .property("_limbeck_backend",
                [](RawConnection& self) {
                  return str_value(open_session(self).driver().dialect);
                })
      .property("dbapi_connection", itself)
      .property("driver_connection", itself)
      .property("connection", itself);
  return type.ready();
}

RawTypes& types() {
  auto& state = py::interpreter_state<RawTypes>();
  if (state.connection) return state;
  state.cursor = make_cursor_class();
  state.connection = make_connection_class();
  return state;
}

}  // namespace

Value raw_connection(const std::shared_ptr<db::Connection>& session,
                     const Value& engine) {
  auto made = py::allocate_as<RawConnection>(types().connection);
  made->session = session;
  made->engine = engine;
  return made.value();
}

}  // namespace limbeck::sa

// connection.connection: the DBAPI connection, as far as scripts use one.
#include "base/text.h"
#include "sqlalchemy/engine.h"
#include "sqlalchemy/errors.h"
#include "sqlalchemy/literal.h"

namespace limbeck::sa {
namespace {

struct RawConnection : py::Instance {
  std::shared_ptr<db::Connection> session;
  using Instance::Instance;
};

struct RawCursor : py::Instance {
  std::shared_ptr<db::Connection> session;
  std::unique_ptr<db::Rows> rows;
  std::int64_t rowcount = -1, lastrowid = 0;
  using Instance::Instance;
};

struct RawTypes {
  Type* connection = nullptr;
  Type* cursor = nullptr;
};

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

Value cursor_execute(RawCursor& self, Args& args) {
  std::string sql = args.text("sql");
  db::Parameters parameters = parameters_of(args["parameters"]);
  try {
    self.rows = self.session->execute(
        sql, args.none("parameters") ? nullptr : &parameters);
  } catch (const db::Error& error) {
    raise_database_error(error, sql, args["parameters"], false);
  }
  self.rowcount = self.rows->rowcount();
  self.lastrowid = self.rows->lastrowid();
  return Value(&self);
}

Value next_tuple(RawCursor& self) {
  db::Row row;
  if (!self.rows || !self.rows->next(row)) return Value();
  std::vector<Value> values;
  for (const auto& literal : row) values.push_back(plain_from_literal(literal));
  return py::make_tuple(std::move(values));
}

RawTypes& types() {
  auto& state = py::interpreter_state<RawTypes>();
  if (state.connection) return state;
  py::NativeType<RawCursor> cursor("cursor", "sqlalchemy.engine.raw");
  cursor.slots().iterate = [](const Value& self) { return self; };
  cursor.slots().next = [](const Value& self) {
    return next_tuple(*self.as<RawCursor>());
  };
  cursor.method("execute(self, sql, parameters=None)", cursor_execute)
      .method("executemany(self, sql, parameters)",
              [](RawCursor& self, Args& args) {
                std::vector<db::Parameters> sets;
                for (const Value& one : py::collect(args["parameters"]))
                  sets.push_back(parameters_of(one));
                const std::string sql = args.text("sql");
                self.rows.reset();
                try {
                  self.rowcount = self.session->execute_many(sql, sets);
                } catch (const db::Error& error) {
                  raise_database_error(error, sql, args["parameters"], true);
                }
                return Value(&self);
              })
      .method("fetchmany(self, size=1)",
              [](RawCursor& self, Args& args) {
                std::vector<Value> rows;
                std::int64_t left = args.integer("size");
                while (left-- > 0)
                  if (Value row = next_tuple(self))
                    rows.push_back(row);
                  else
                    break;
                return py::make_list(std::move(rows));
              })
      .method("fetchone(self)",
              [](RawCursor& self, Args&) { return or_none(next_tuple(self)); })
      .method("fetchall(self)",
              [](RawCursor& self, Args&) {
                std::vector<Value> rows;
                while (Value row = next_tuple(self)) rows.push_back(row);
                return py::make_list(std::move(rows));
              })
      .method("close(self)",
              [](RawCursor& self, Args&) {
                self.rows.reset();
                return Value::none();
              })
      .method("__enter__(self)",
              [](RawCursor& self, Args&) { return Value(&self); })
      .method("__exit__(self, *args)",
              [](RawCursor&, Args&) { return Value::boolean(false); })
      .property("rowcount",
                [](RawCursor& self) { return py::make_int(self.rowcount); })
      .property("lastrowid",
                [](RawCursor& self) { return py::make_int(self.lastrowid); })
      .property("description", [](RawCursor& self) {
        std::vector<Value> list;
        if (!self.rows) return Value::none();
        for (const auto& column : self.rows->columns())
          list.push_back(py::make_tuple({str_value(column.name)}));
        return py::make_list(list);
      });
  state.cursor = cursor.ready();
  py::NativeType<RawConnection> type("connection", "sqlalchemy.engine.raw");
  type.method("cursor(self, *args, **kw)",
              [](RawConnection& self, Args&) {
                auto made = py::allocate_as<RawCursor>(
                    py::interpreter_state<RawTypes>().cursor);
                made->session = self.session;
                return made.value();
              })
      .method("execute(self, sql, parameters=None)",
              [](RawConnection& self, Args& args) {
                Value cursor = py::call_method(Value(&self), "cursor");
                return py::call_method(cursor, "execute",
                                       {args["sql"], args["parameters"]});
              })
      .method("commit(self)",
              [](RawConnection& self, Args&) {
                self.session->end(true);
                return Value::none();
              })
      .method("rollback(self)",
              [](RawConnection& self, Args&) {
                self.session->end(false);
                return Value::none();
              })
      .method("close(self)",
              [](RawConnection&, Args&) { return Value::none(); })
      .property("_limbeck_backend",
                [](RawConnection& self) {
                  return str_value(self.session->driver().dialect);
                })
      .property("dbapi_connection",
                [](RawConnection& self) { return Value(&self); })
      .property("driver_connection",
                [](RawConnection& self) { return Value(&self); })
      .property("connection", [](RawConnection& self) { return Value(&self); });
  state.connection = type.ready();
  return state;
}

}  // namespace

Value raw_connection(const std::shared_ptr<db::Connection>& session) {
  auto made = py::allocate_as<RawConnection>(types().connection);
  made->session = session;
  return made.value();
}

}  // namespace limbeck::sa

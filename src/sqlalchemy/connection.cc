// Engine, Connection and Transaction.
#include "base/text.h"
#include "dialects/dialect.h"
#include "sqlalchemy/calls.h"
#include "sqlalchemy/connect_args.h"
#include "sqlalchemy/dialect.h"
#include "sqlalchemy/engine.h"
#include "sqlalchemy/errors.h"
#include "sqlalchemy/inspector.h"
#include "sqlalchemy/isolation.h"
#include "sqlalchemy/literal.h"
#include "sqlalchemy/nothing_executed.h"
#include "sqlalchemy/schema_items.h"
#include "sqlalchemy/statement_log.h"

namespace limbeck::sa {

void EngineObject::clear() {
  for (Value* value :
       {&url_value, &dialect, &options, &execution_options, &echo})
    *value = Value();
  idle.clear();
}

void ConnectionObject::clear() {
  for (Value* value : {&engine, &dialect, &execution_options, &info, &raw})
    *value = Value();
  transactions.clear();
  session.reset();
}

namespace {

EngineObject& engine_of(const Value& value) {
  return *value.as<EngineObject>();
}

/// "mariadb" for a MySQL URL whose server is MariaDB stays "mysql", as
/// SQLAlchemy's dialect.name does.
std::string dialect_name(const db::Url& url) {
  std::string name = url.get_backend_name();
  return name == "postgres" ? "postgresql" : name;
}

/// The dialect after the first answer of the server: MySQL may be MariaDB,
/// PostgreSQL may be an older one.
std::string dialect_name(const std::string& name,
                         const db::Connection& session) {
  if (name == "postgresql" && !session.server_version().empty()) {
    const int version = session.server_version()[0];
    if (version < 14) return std::string(dialects::kPostgreSqlBefore14);
    if (version < 18) return std::string(dialects::kPostgreSqlBefore18);
  }
  return name == "mysql" && session.is_mariadb()
             ? std::string(dialects::kMySqlOnMariaDb)
             : name;
}

struct ConnectionPolicy {
  bool refused = false;  // to open one
  bool idle = false;     // the open ones
};

constexpr std::string_view kRefused =
    "a connection was to be opened, but this command reaches no database";

// SQLAlchemy: _get_default_schema_name of the dialects
void name_default_schema(const EngineObject& engine) {
  const db::Backend backend = engine.url.driver().backend;
  if (backend == db::Backend::Sqlite)
    set_default_schema(engine.dialect, "main");
  else if (backend == db::Backend::MySql && engine.url.database &&
           !engine.url.database->empty())
    set_default_schema(engine.dialect, *engine.url.database);
}

std::shared_ptr<db::Connection> open_session(EngineObject& engine) {
  if (py::interpreter_state<ConnectionPolicy>().refused)
    throw Error(ErrorKind::Unsupported, std::string(kRefused));
  while (!engine.idle.empty()) {
    auto session = engine.idle.back();
    // A memory database is one session for all connections.
    if (!engine.shared)
      engine.idle.pop_back();
    else if (session->is_closed())
      engine.idle.pop_back();
    if (!session->is_closed()) return session;
  }
  try {
    engine.connect_options.stop = &py::Interpreter::current().interrupted;
    std::shared_ptr<db::Connection> session =
        db::connect(engine.url, engine.connect_options);
    py::Interpreter::current().expect_endings();
    set_server(engine.dialect, dialect_name(dialect_name(engine.url), *session),
               session->server_version());
    name_default_schema(engine);
    if (engine.shared) engine.idle.push_back(session);
    fire("connect", Value(&engine), {raw_connection(session), Value::none()});
    return session;
  } catch (const db::Error& error) {
    raise_database_error(error, {}, Value::none(), false);
  }
}

Value open_connection(const Value& engine) {
  auto& own = engine_of(engine);
  auto made = py::allocate_as<ConnectionObject>(cls(Cls::Connection));
  made->session = open_session(own);
  made->engine = engine;
  made->dialect = own.dialect;
  made->autocommit_before = made->session->autocommit();
  if (own.autocommit) made->session->set_autocommit(true);
  made->log = log_detail(own);
  if (!own.level.empty()) set_isolation_level(*made.get(), own.level);
  apply_execution_options(*made.get(), own.execution_options);
  return made.value();
}

void end_all(ConnectionObject& self, bool commit) {
  if (!self.transactions.empty())
    log_transaction(self, !commit ? "ROLLBACK"
                          : self.autocommit()
                              ? "COMMIT using DBAPI connection.commit(), "
                                "has no effect due to autocommit mode"
                              : "COMMIT");
  for (const Value& transaction : self.transactions)
    transaction.as<TransactionObject>()->active = false;
  self.transactions.clear();
  self.savepoints = 0;
  if (!self.session) return;
  try {
    self.session->end(commit);
  } catch (const db::Error& error) {
    raise_database_error(error, {}, Value::none(), false);
  }
}

void close_connection(ConnectionObject& self) {
  if (self.closed) return;
  if (self.session && !self.session->is_closed() && !self.branch)
    end_all(self, false);
  self.closed = true;
  if (self.owned && self.session)
    self.session->set_autocommit(self.autocommit_before);
  if (self.engine && isa(self.engine, Cls::Engine) && self.owned &&
      engine_of(self.engine).keep_idle && self.session && self.level.empty() &&
      !engine_of(self.engine).shared && !self.session->is_closed())
    engine_of(self.engine).idle.push_back(self.session);
  if (self.owned) self.session.reset();
}

void check_open(ConnectionObject& self) {
  if (self.closed) raise_sa("ResourceClosedError", "This Connection is closed");
}

Value begin(ConnectionObject& self) {
  check_open(self);
  if (!self.transactions.empty())
    raise_invalid_request(
        "This connection has already initialized a SQLAlchemy Transaction() "
        "object via begin() or autobegin; can't call begin() here unless "
        "rollback() or commit() is called first.");
  auto root = py::allocate_as<TransactionObject>(cls(Cls::Transaction));
  root->connection = Value(&self);
  self.transactions.push_back(static_cast<const Value&>(root));
  log_begin(self);
  return root.value();
}

Value begin_nested(ConnectionObject& self) {
  check_open(self);
  if (self.transactions.empty()) begin(self);
  auto nested = py::allocate_as<TransactionObject>(cls(Cls::Transaction));
  nested->connection = Value(&self);
  nested->savepoint = cat("sa_savepoint_", ++self.savepoints);
  try {
    autobegin(self, {});
    log_statement(self, cat("SAVEPOINT ", nested->savepoint),
                  StatementSource::NoKey, Value::none());
    self.session->savepoint(nested->savepoint);
  } catch (const db::Error& error) {
    raise_database_error(error, cat("SAVEPOINT ", nested->savepoint),
                         Value::none(), false);
  }
  self.transactions.push_back(static_cast<const Value&>(nested));
  return nested.value();
}

void end_transaction(TransactionObject& self, bool commit) {
  if (!self.active) {
    if (!commit) return;
    raise_invalid_request(self.savepoint.empty()
                              ? "This transaction is inactive"
                              : "This nested transaction is inactive");
  }
  auto& connection = *self.connection.as<ConnectionObject>();
  self.active = false;
  if (self.savepoint.empty()) {
    end_all(connection, commit);
    return;
  }
  auto& list = connection.transactions;
  while (!list.empty()) {
    auto* last = list.back().as<TransactionObject>();
    bool self_reached = last == &self;
    last->active = false;
    list.pop_back();
    if (self_reached) break;
  }
  log_statement(connection,
                cat(commit ? "RELEASE SAVEPOINT " : "ROLLBACK TO SAVEPOINT ",
                    self.savepoint),
                StatementSource::NoKey, Value::none());
  try {
    if (commit)
      connection.session->release(self.savepoint);
    else
      connection.session->rollback_to(self.savepoint);
  } catch (const db::Error& error) {
    raise_database_error(error, {}, Value::none(), false);
  }
}

Value transaction_exit(TransactionObject& self, Args& args) {
  bool failed =
      !rest_of(args, "args").empty() && !rest_of(args, "args")[0].is_none();
  if (self.active) {
    if (failed) {
      end_transaction(self, false);
    } else {
      end_transaction(self, true);
    }
  }
  if (self.close_connection)
    close_connection(*self.connection.as<ConnectionObject>());
  return Value::boolean(false);
}

/// execute(statement, {…}), execute(statement, x=1) of 1.x, execute("…", 1, 2).
Value execute(ConnectionObject& self, Args& args) {
  Value parameters = args["parameters"];
  const auto& more = rest_of(args, "more");
  if (!more.empty()) {
    std::vector<Value> all{parameters};
    all.insert(all.end(), more.begin(), more.end());
    parameters =
        py::is_dict(parameters) ? py::make_list(all) : py::make_tuple(all);
  }
  Value keywords = args["kwargs"];
  if (py::dict_size(keywords) > 0 && (parameters.is_none()))
    parameters = keywords;
  return execute_statement(self, args["statement"], parameters,
                           args["execution_options"]);
}

Value scalar_of(const Value& result) {
  return py::call_method(result, "scalar");
}

Value get_transaction(ConnectionObject& self, bool nested) {
  if (self.transactions.empty()) return Value::none();
  if (!nested) return self.transactions[0];
  auto* last = self.transactions.back().as<TransactionObject>();
  return last->savepoint.empty() ? Value::none() : self.transactions.back();
}

/// 1.x: connection[engine].run_callable, transaction(fn)
Value run_callable(const Value& bind, Args& args) {
  std::vector<Value> all{bind};
  for (const Value& item : rest_of(args, "args")) all.push_back(item);
  return call_with(args["fn"], all, args["kw"]);
}

}  // namespace

Type* make_transaction_class() {
  py::NativeType<TransactionObject> type("RootTransaction",
                                         "sqlalchemy.engine.base");
  type.slots().clear = [](py::Object* o) {
    static_cast<TransactionObject*>(o)->clear();
  };
  type.method("commit(self)",
              [](TransactionObject& self, Args&) {
                end_transaction(self, true);
                return Value::none();
              })
      .method("rollback(self)",
              [](TransactionObject& self, Args&) {
                end_transaction(self, false);
                return Value::none();
              })
      .method("close(self)",
              [](TransactionObject& self, Args&) {
                if (self.active) end_transaction(self, false);
                return Value::none();
              })
      .method("__enter__(self)",
              [](TransactionObject& self, Args&) {
                return self.close_connection ? self.connection : Value(&self);
              })
      .method("__exit__(self, *args)", transaction_exit)
      .property(
          "is_active",
          [](TransactionObject& self) { return Value::boolean(self.active); })
      .property(
          "is_valid",
          [](TransactionObject& self) { return Value::boolean(self.active); })
      .property("nested",
                [](TransactionObject& self) {
                  return Value::boolean(!self.savepoint.empty());
                })
      .property("connection",
                [](TransactionObject& self) { return self.connection; });
  return type.ready();
}

Type* make_connection_class() {
  py::NativeType<ConnectionObject> type("Connection", "sqlalchemy.engine.base");
  type.slots().clear = [](py::Object* o) {
    static_cast<ConnectionObject*>(o)->clear();
  };
  type.slots().destruct = [](py::Object* o) {
    auto* self = static_cast<ConnectionObject*>(o);
    // Dropped without close(): the pool takes it back as after a rollback.
    if (!self->closed && self->owned && self->session &&
        !self->session->is_closed()) {
      try {
        self->session->end(false);
      } catch (const db::Error&) {
      }
    }
    self->~ConnectionObject();
  };
  type.method(
          "execute(self, statement, parameters=None, /, *more, "
          "execution_options=None, **kwargs)",
          execute)
      .method(
          "scalar(self, statement, parameters=None, /, *more, "
          "execution_options=None, **kwargs)",
          [](ConnectionObject& self, Args& args) {
            return scalar_of(execute(self, args));
          })
      .method(
          "scalars(self, statement, parameters=None, /, *more, "
          "execution_options=None, **kwargs)",
          [](ConnectionObject& self, Args& args) {
            return py::call_method(execute(self, args), "scalars");
          })
      .method(
          "exec_driver_sql(self, statement, parameters=None, "
          "execution_options=None)",
          [](ConnectionObject& self, Args& args) {
            return execute_driver_sql(self, args.text("statement"),
                                      args["parameters"],
                                      args["execution_options"]);
          })
      .method("begin(self)",
              [](ConnectionObject& self, Args&) { return begin(self); })
      .method("begin_nested(self)",
              [](ConnectionObject& self, Args&) { return begin_nested(self); })
      .method("commit(self)",
              [](ConnectionObject& self, Args&) {
                check_open(self);
                end_all(self, true);
                return Value::none();
              })
      .method("rollback(self)",
              [](ConnectionObject& self, Args&) {
                check_open(self);
                end_all(self, false);
                return Value::none();
              })
      .method("close(self)",
              [](ConnectionObject& self, Args&) {
                close_connection(self);
                return Value::none();
              })
      .method("invalidate(self, exception=None)",
              [](ConnectionObject& self, Args&) {
                if (self.session) self.session->close();
                return Value::none();
              })
      .method("detach(self)",
              [](ConnectionObject&, Args&) { return Value::none(); })
      .method("in_transaction(self)",
              [](ConnectionObject& self, Args&) {
                return Value::boolean(!self.transactions.empty());
              })
      .method("in_nested_transaction(self)",
              [](ConnectionObject& self, Args&) {
                return Value::boolean(!get_transaction(self, true).is_none());
              })
      .method("get_transaction(self)",
              [](ConnectionObject& self, Args&) {
                return get_transaction(self, false);
              })
      .method("get_nested_transaction(self)",
              [](ConnectionObject& self, Args&) {
                return get_transaction(self, true);
              })
      .method("execution_options(self, **opt)",
              [](ConnectionObject& self, Args& args) {
                apply_execution_options(self, args["opt"]);
                return Value(&self);
              })
      .property("_execution_options",
                [](ConnectionObject& self) {
                  return self.execution_options ? self.execution_options
                                                : py::make_dict();
                })
      .method("get_execution_options(self)",
              [](ConnectionObject& self, Args&) {
                return self.execution_options ? self.execution_options
                                              : py::make_dict();
              })
      .method("get_isolation_level(self)",
              [](ConnectionObject& self, Args&) {
                return str_value(self.level.empty()
                                     ? default_isolation_level(self)
                                     : self.level);
              })
      .method("connect(self, **kw)",
              [](ConnectionObject& self, Args&) {
                // 1.x: a branch of the same connection.
                auto made =
                    py::allocate_as<ConnectionObject>(cls(Cls::Connection));
                made->engine = self.engine;
                made->dialect = self.dialect;
                made->session = self.session;
                made->transactions = self.transactions;
                made->log = self.log;
                made->owned = false;
                made->branch = true;
                return made.value();
              })
      .method("run_callable(self, fn, *args, **kw)",
              [](ConnectionObject& self, Args& args) {
                return run_callable(Value(&self), args);
              })
      .method("run_sync(self, fn, *args, **kw)",
              [](ConnectionObject& self, Args& args) {
                return run_callable(Value(&self), args);
              })
      .method("_has_table(self, name, schema=None)",
              [](ConnectionObject& self, Args& args) {
                return Value::boolean(
                    has_table(Value(&self), args.text("name"), args["schema"]));
              })
      .method("__enter__(self)",
              [](ConnectionObject& self, Args&) { return Value(&self); })
      .method("__exit__(self, *args)",
              [](ConnectionObject& self, Args&) {
                close_connection(self);
                return Value::boolean(false);
              })
      .property(
          "closed",
          [](ConnectionObject& self) { return Value::boolean(self.closed); })
      .property(
          "invalidated",
          [](ConnectionObject& self) {
            return Value::boolean(self.session && self.session->is_closed());
          })
      .property("default_isolation_level",
                [](ConnectionObject& self) {
                  return str_value(default_isolation_level(self));
                })
      .property("connection",
                [](ConnectionObject& self) {
                  check_open(self);
                  if (!self.raw) self.raw = raw_connection(self.session);
                  return self.raw;
                })
      .property("bind", [](ConnectionObject& self) { return self.engine; })
      .property("info", [](ConnectionObject& self) {
        if (!self.info) self.info = py::make_dict();
        return self.info;
      });
  member(type, "engine", &ConnectionObject::engine);
  member(type, "dialect", &ConnectionObject::dialect);
  return type.ready();
}

// -- Engine
// -------------------------------------------------------------------------

Type* make_engine_class() {
  py::NativeType<EngineObject> type("Engine", "sqlalchemy.engine.base");
  type.slots().clear = [](py::Object* o) {
    static_cast<EngineObject*>(o)->clear();
  };
  type.slots().repr = [](const Value& self) {
    return str_value(
        cat("Engine(", engine_of(self).url.render_as_string(), ")"));
  };
  auto with = [](EngineObject& self, auto body) {
    Value result;
    Value connection = open_connection(Value(&self));
    result = body(*connection.as<ConnectionObject>());
    connection.as<ConnectionObject>()->owned = true;
    end_all(*connection.as<ConnectionObject>(), true);
    return result;
  };
  type.method("connect(self, **kw)",
              [](EngineObject& self, Args&) {
                return open_connection(Value(&self));
              })
      .method("begin(self, **kw)",
              [](EngineObject& self, Args&) {
                Value connection = open_connection(Value(&self));
                Value transaction = begin(*connection.as<ConnectionObject>());
                transaction.as<TransactionObject>()->close_connection = true;
                return transaction;
              })
      .method("raw_connection(self)",
              [](EngineObject& self, Args&) {
                return raw_connection(open_session(self), Value(&self));
              })
      .method("dispose(self, close=True)",
              [](EngineObject& self, Args&) {
                for (auto& session : self.idle) session->close();
                self.idle.clear();
                return Value::none();
              })
      .method("execution_options(self, **opt)",
              [](EngineObject& self, Args& args) {
                auto made = py::allocate_as<EngineObject>(cls(Cls::Engine));
                made->url = self.url;
                made->connect_options = self.connect_options;
                made->url_value = self.url_value;
                made->dialect = self.dialect;
                made->options = self.options;
                made->autocommit = self.autocommit;
                made->level = self.level;
                made->keep_idle = self.keep_idle;
                made->shared = self.shared;
                made->idle = self.idle;
                const Value options = py::make_dict();
                if (self.execution_options)
                  py::call_method(options, "update", {self.execution_options});
                py::call_method(options, "update", {args["opt"]});
                made->execution_options = options;
                return made.value();
              })
      .method("get_execution_options(self)",
              [](EngineObject& self, Args&) {
                return self.execution_options ? self.execution_options
                                              : py::make_dict();
              })
      .method(
          "execute(self, statement, parameters=None, /, *more, "
          "execution_options=None, **kwargs)",
          [with](EngineObject& self, Args& args) {
            return with(self, [&](ConnectionObject& connection) {
              return execute(connection, args);
            });
          })
      .method(
          "scalar(self, statement, parameters=None, /, *more, "
          "execution_options=None, **kwargs)",
          [with](EngineObject& self, Args& args) {
            return with(self, [&](ConnectionObject& connection) {
              return scalar_of(execute(connection, args));
            });
          })
      .method("has_table(self, table_name, schema=None)",
              [](EngineObject& self, Args& args) {
                return Value::boolean(has_table(
                    Value(&self), args.text("table_name"), args["schema"]));
              })
      .method("table_names(self, schema=None, connection=None)",
              [](EngineObject& self, Args& args) {
                return py::call_method(make_inspector(Value(&self)),
                                       "get_table_names", {args["schema"]});
              })
      .method("run_callable(self, fn, *args, **kw)",
              [](EngineObject& self, Args& args) {
                return run_callable(open_connection(Value(&self)), args);
              })
      .method("transaction(self, fn, *args, **kw)",
              [](EngineObject& self, Args& args) {
                return run_callable(open_connection(Value(&self)), args);
              })
      .property("name",
                [](EngineObject& self) {
                  return py::get_attribute(self.dialect, "name");
                })
      .property("driver",
                [](EngineObject& self) {
                  return py::get_attribute(self.dialect, "driver");
                })
      .property("engine", [](EngineObject& self) { return Value(&self); })
      .property("pool", [](EngineObject& self) {
        Value module = py::Interpreter::current().import("sqlalchemy.pool");
        return py::call(py::get_attribute(module, "_pool_of"), {Value(&self)});
      });
  member(type, "url", &EngineObject::url_value);
  member(type, "dialect", &EngineObject::dialect);
  member(type, "echo", &EngineObject::echo);
  type.property("logging_name", [](EngineObject& self) {
    return self.logging_name.empty() ? Value::none()
                                     : py::make_str(self.logging_name);
  });
  flag_member(type, "hide_parameters", &EngineObject::hide_parameters);
  return type.ready();
}

Value connect(const Value& engine) { return open_connection(engine); }

void refuse_connections() {
  py::interpreter_state<ConnectionPolicy>().refused = true;
}

NothingExecuted::NothingExecuted() {
  auto& policy = py::interpreter_state<ConnectionPolicy>();
  before_ = std::exchange(policy.refused, true);
  policy.idle = true;
}
NothingExecuted::~NothingExecuted() {
  auto& policy = py::interpreter_state<ConnectionPolicy>();
  policy.refused = before_;
  policy.idle = false;
}

void require_executing() {
  if (py::interpreter_state<ConnectionPolicy>().idle)
    throw Error(ErrorKind::Unsupported, std::string(kRefused));
}

bool is_connection_refused(const Error& error) {
  return error.message() == kRefused;
}

Value make_engine(const db::Url& url, const Value& keywords) {
  url.driver();  // an unknown dialect or driver is an error here
  auto made = py::allocate_as<EngineObject>(cls(Cls::Engine));
  made->url = url;
  made->url_value = wrap_url(url);
  made->dialect = make_dialect(dialect_name(url), url.get_driver_name(), {});
  made->execution_options = py::make_dict();
  if (keywords && py::is_dict(keywords)) {
    made->options = keywords;
    auto get = [&](const char* name) { return py::dict_get(keywords, name); };
    if (Value echo = get("echo")) made->echo = echo;
    if (Value name = get("logging_name"))
      if (!name.is_none()) made->logging_name = py::str(name);
    if (Value hide = get("hide_parameters"))
      made->hide_parameters = is_true(hide);
    if (Value options = get("execution_options"))
      if (!options.is_none()) made->execution_options = options;
    if (Value level = get("isolation_level"); level && !level.is_none()) {
      made->level = replace_all(upper(py::str(level)), "_", " ");
      made->autocommit = made->level == "AUTOCOMMIT";
      if (made->autocommit) made->level.clear();
    }
    if (Value creator = get("creator"); creator && !creator.is_none())
      throw Error(ErrorKind::Unsupported,
                  "create_engine(creator=…): limbeck connects by itself and "
                  "cannot take a connection of a Python driver")
          .hint("Give the same by URL, query parameters or connect_args.");
    if (Value pool = get("poolclass"))
      made->keep_idle = pool.is_none() || py::str(py::get_attribute(
                                              pool, "__name__")) != "NullPool";
    if (Value connect_args = get("connect_args"))
      made->connect_options.connect_args = connect_args_of(connect_args);
  }
  // A memory database lives as long as its connection.
  if (url.driver().backend == db::Backend::Sqlite &&
      (!url.database || url.database->empty() || *url.database == ":memory:"))
    made->keep_idle = made->shared = true;
  return made.value();
}

Value make_connection(std::shared_ptr<db::Connection> session) {
  auto made = py::allocate_as<ConnectionObject>(cls(Cls::Connection));
  std::string name = session->driver().dialect;
  db::Url url;
  url.drivername = cat(name, "+", session->driver().name);
  Value engine = make_engine(url);
  engine_of(engine).dialect =
      make_dialect(dialect_name(name, *session), session->driver().name,
                   session->server_version());
  made->dialect = engine_of(engine).dialect;
  made->engine = engine;
  made->session = std::move(session);
  made->owned = false;
  return made.value();
}

ConnectionObject& connection_object(const Value& given) {
  Value value = given;
  for (int hops = 0; hops < 4; ++hops) {
    if (isa(value, Cls::Connection)) return *value.as<ConnectionObject>();
    // AsyncConnection and Session say what they stand for.
    Value inner = attribute(value, "sync_connection");
    if (!inner) inner = attribute(value, "_limbeck_connection");
    if (!inner) break;
    value = py::is_callable(inner) ? py::call(inner) : inner;
  }
  py::raise_type_error(
      cat("Connection object expected, got ", py::repr(given)));
}

db::Connection& connection_of(const Value& connection) {
  return *shared_connection_of(connection);
}

ConnectionTarget target_of(const Value& connection) {
  const auto& engine = engine_of(connection_object(connection).engine);
  return {engine.url, engine.connect_options};
}

std::shared_ptr<db::Connection> shared_connection_of(const Value& connection) {
  auto& object = connection_object(connection);
  check_open(object);
  return object.session;
}

void with_connection(const Value& bind,
                     const std::function<void(const Value&)>& body) {
  if (!isa(bind, Cls::Engine)) {
    body(bind);
    return;
  }
  Value connection = open_connection(bind);
  auto& object = *connection.as<ConnectionObject>();
  try {
    body(connection);
    end_all(object, true);
  } catch (...) {
    close_connection(object);
    throw;
  }
  close_connection(object);
}

}  // namespace limbeck::sa

// Engine, Connection and Result: statements of live objects run on a session
// of db/connection.h.
//
// Transactions as SQLAlchemy 2 has them: the first statement begins one
// (autobegin) unless the isolation level is AUTOCOMMIT. As Python's sqlite3
// does, SQLite's BEGIN waits for the first INSERT, UPDATE or DELETE.
#pragma once
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "db/connection.h"
#include "sql/dialect.h"
#include "sql/expression.h"
#include "sqlalchemy/core.h"

namespace limbeck::sa {

/// How much an engine says about its work through Python's logging.
enum class LogDetail : unsigned char { Nothing, Statements, Rows };

struct EngineObject : py::Instance {
  db::Url url;
  db::ConnectOptions connect_options;
  Value url_value, dialect, options, execution_options;
  Value echo;  // None, a bool or "debug"
  std::string logging_name;
  bool hide_parameters = false, keep_idle = true, autocommit = false;
  bool shared = false;  // one session for all: a memory database
  std::string level;    // isolation_level=, unless AUTOCOMMIT
  std::vector<std::shared_ptr<db::Connection>> idle;
  // When a statement was compiled first, for the log.
  std::unordered_map<std::string, std::chrono::steady_clock::time_point> known;
  using Instance::Instance;
  void clear();
};

struct ConnectionObject : py::Instance {
  Value engine, dialect, execution_options, info;
  Value raw;  // what `connection` gave
  std::shared_ptr<db::Connection> session;
  std::vector<Value> transactions;  // root first, then savepoints
  int savepoints = 0;
  std::string level;  // isolation level that was set; empty: the default
  bool closed = false, owned = true, branch = false;
  bool autocommit_before = false;  // of the session
  LogDetail log = LogDetail::Nothing;
  using Instance::Instance;
  void clear();
  bool autocommit() const { return session && session->autocommit(); }
};

/// RootTransaction and NestedTransaction.
struct TransactionObject : py::Instance {
  Value connection;
  std::string savepoint;  // empty: the root
  bool active = true;
  bool close_connection = false;  // engine.begin()
  using Instance::Instance;
  void clear() { connection = Value(); }
};

struct RowKeys {
  std::vector<std::string> names;
  std::unordered_map<std::string, std::size_t> index;
  std::vector<Value> types;     // for the columns' results; absent: as it is
  std::vector<Value> elements;  // live columns, for row._mapping[t.c.x]
};

struct RowObject : py::Instance {
  std::shared_ptr<const RowKeys> keys;
  std::vector<Value> values;
  using Instance::Instance;
};

/// How a result gives its rows out.
enum class RowForm : unsigned char { Row, Scalar, Mapping };

struct ResultState {
  std::unique_ptr<db::Rows> rows;
  std::shared_ptr<RowKeys> keys;
  std::string dialect;
  std::vector<std::vector<Value>> ready;  // rows made already, from `at` on
  std::size_t at = 0;
  std::size_t chunk = 0;  // yield_per; 0: none
  std::int64_t rowcount = -1, lastrowid = 0;
  bool returns_rows = false, closed = false;
  // What was executed: an element that was compiled, of this kind, with a
  // returning() of the script's own, for many sets.
  sql::NodeKind kind = sql::NodeKind::Custom;
  bool compiled = false, explicit_returning = false, many = false;
  Value inserted_key;              // inserted_primary_key
  Value connection, given_values;  // last_inserted_params(), last_updated_…
};

struct ResultObject : py::Instance {
  std::shared_ptr<ResultState> state;
  RowForm form = RowForm::Row;
  std::size_t column = 0;           // of scalars()
  std::vector<std::size_t> picked;  // columns(), where `narrowed`
  bool narrowed = false, unique = false;
  Value strategy;  // of unique(): what tells rows apart
  Value seen;      // the set of rows given out, with unique()
  // The ORM's: a row's list of values → list of entities
  Value transform;
  std::shared_ptr<const RowKeys> own_keys;  // null: the state's
  using Instance::Instance;
};

Value make_row(std::shared_ptr<const RowKeys> keys, std::vector<Value> values);
Value make_result(std::shared_ptr<ResultState> state);
std::shared_ptr<RowKeys> make_keys(std::vector<std::string> names);

/// connection.execute(statement, parameters).
/// `options` are the execution_options of this call, absent or None.
Value execute_statement(ConnectionObject& connection, const Value& statement,
                        const Value& parameters,
                        const Value& options = Value());
Value execute_driver_sql(ConnectionObject& connection, const std::string& sql,
                         const Value& parameters,
                         const Value& options = Value());
/// Begins a transaction where the connection's mode wants one for `sql`.
void autobegin(ConnectionObject& connection, std::string_view sql);
ConnectionObject& connection_object(const Value& connection);
Value connect(const Value& engine);
/// The same for what is executed on the session itself.
void autobegin(db::Connection& session, std::string_view sql);
/// The DBAPI connection as far as scripts use one: cursor(), commit() …
/// close() gives the session back to `engine`, if there is one.
Value raw_connection(const std::shared_ptr<db::Connection>& session,
                     const Value& engine = Value());

/// Raises the driver's own exception.
[[noreturn]] void raise_driver_error(const db::Error& error);
/// sqlalchemy.exc.<Class> for what the database refused.
[[noreturn]] void raise_database_error(const db::Error& error,
                                       const std::string& sql,
                                       const Value& parameters, bool many);

}  // namespace limbeck::sa

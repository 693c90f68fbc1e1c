// Running one statement: defaults, compiling, binding, errors, the result.
#include "sqlalchemy/execute.h"
#include "base/text.h"
#include "dialects/dialect.h"
#include "python/place.h"
#include "sql/build.h"
#include "sqlalchemy/calls.h"
#include "sqlalchemy/ddl.h"
#include "sqlalchemy/dialect.h"
#include "sqlalchemy/engine.h"
#include "sqlalchemy/errors.h"
#include "sqlalchemy/literal.h"
#include "sqlalchemy/live_ddl.h"
#include "sqlalchemy/nothing_executed.h"
#include "sqlalchemy/overheard.h"
#include "sqlalchemy/schema_items.h"
#include "sqlalchemy/select.h"
#include "sqlalchemy/statement_log.h"
#include "sqlalchemy/types.h"

namespace limbeck::sa {

using schema::Literal;

namespace {

// Whether DDL is part of the transaction on SQLite; see bridge.h.
struct SqliteTransactions {
  bool ddl = true;
};

// The first word of a statement, in lower case, after comments.
std::string first_word(std::string_view sql) {
  for (;;) {
    const std::size_t start = sql.find_first_not_of(" \t\r\n(;");
    if (start == sql.npos) return {};
    sql.remove_prefix(start);
    std::size_t end = 0;
    if (sql.starts_with("--"))
      end = sql.find('\n');
    else if (sql.starts_with("/*"))
      end = sql.find("*/") == sql.npos ? sql.npos : sql.find("*/") + 2;
    else
      return lower(sql.substr(0, sql.find_first_of(" \t\r\n(;")));
    if (end == sql.npos) return {};
    sql.remove_prefix(end);
  }
}

/// Which statements begin a transaction. Python's sqlite3 begins one for
/// INSERT, UPDATE, DELETE and REPLACE only; with DDL in transactions everything
/// does but what reads, what sets the connection up (a PRAGMA has no effect
/// inside a transaction) and what controls transactions itself.
bool begins_on_sqlite(std::string_view sql) {
  const std::string word = first_word(sql);
  if (word == "insert" || word == "update" || word == "delete" ||
      word == "replace")
    return true;
  if (!py::interpreter_state<SqliteTransactions>().ddl) return false;
  for (std::string_view other :
       {"", "select", "values", "pragma", "explain", "begin", "commit", "end",
        "rollback", "savepoint", "release", "attach", "detach", "vacuum"})
    if (word == other) return false;
  return true;
}

}  // namespace

void set_sqlite_transactional_ddl(bool on) {
  py::interpreter_state<SqliteTransactions>().ddl = on;
}

void autobegin(db::Connection& session, std::string_view sql) {
  if (session.autocommit() || !session.needs_begin()) return;
  if (session.driver().backend == db::Backend::Sqlite && !sql.empty() &&
      !begins_on_sqlite(sql))
    return;
  session.begin();
}

void autobegin(ConnectionObject& connection, std::string_view sql) {
  autobegin(*connection.session, sql);
}

namespace {

void check_open(ConnectionObject& connection) {
  require_executing();
  if (connection.closed)
    raise_sa("ResourceClosedError", "This Connection is closed");
}

}  // namespace

std::map<std::string, std::string> translate_map(const Value& options) {
  std::map<std::string, std::string> map;
  if (!options || !py::is_dict(options)) return map;
  const Value given = py::dict_get(options, "schema_translate_map");
  if (!given || !py::is_dict(given)) return map;
  py::dict_each(given, [&](const Value& from, const Value& to) {
    map.emplace(text_or_empty(from), text_or_empty(to));
  });
  return map;
}

std::map<std::string, std::string> schema_translate_map(
    const Value& connection) {
  if (!isa(connection, Cls::Connection)) return {};
  return translate_map(connection.as<ConnectionObject>()->execution_options);
}

// PyMySQL and its kin take names where mysqlclient takes places.
sql::CompileOptions options_of(const ConnectionObject& connection,
                               const Value& call_options) {
  sql::CompileOptions options;
  options.schema_translate = translate_map(connection.execution_options);
  if (auto own = translate_map(call_options); !own.empty())
    options.schema_translate = std::move(own);
  const db::Driver& driver = connection.session->driver();
  const std::string_view name = driver.name;
  if (driver.backend == db::Backend::MySql &&
      (name == "pymysql" || name == "aiomysql" || name == "asyncmy"))
    options.paramstyle = sql::ParamStyle::PyFormat;
  if (driver.paramstyle == std::string_view("numeric_dollar"))
    options.paramstyle = sql::ParamStyle::Dollar;
  return options;
}

void note_transaction(ConnectionObject& connection) {
  if (!connection.transactions.empty()) return;
  auto root = py::allocate_as<TransactionObject>(cls(Cls::Transaction));
  root->connection = Value(&connection);
  connection.transactions.push_back(root.value());
  log_begin(connection);
}

namespace {

// stream_results and yield_per, of the call, the statement or the connection.
// SQLAlchemy: DefaultExecutionContext._use_server_side_cursor
struct Streaming {
  db::Fetch fetch = db::Fetch::Buffered;
  std::size_t chunk = 0;  // yield_per
};

Streaming streaming_of(const ConnectionObject& connection,
                       const Value& statement, const Value& options) {
  Streaming streaming;
  auto look = [&](const Value& dict) {
    if (!dict || !py::is_dict(dict)) return;
    if (Value on = py::dict_get(dict, "stream_results"))
      streaming.fetch =
          py::truth(on) ? db::Fetch::Streamed : db::Fetch::Buffered;
    if (Value size = py::dict_get(dict, "yield_per"); size && !size.is_none()) {
      streaming.fetch = db::Fetch::Streamed;
      streaming.chunk = static_cast<std::size_t>(py::int_of(size).value_or(0));
    }
  };
  look(connection.execution_options);
  if (statement && !py::is_str(statement))
    look(attribute(statement, "_execution_options"));
  look(options);
  return streaming;
}

}  // namespace

void take_rows(ResultState& state, std::unique_ptr<db::Rows> rows) {
  state.rows = std::move(rows);
  state.returns_rows = state.rows->returns_rows();
  state.rowcount = state.rows->rowcount();
  state.lastrowid = state.rows->lastrowid();
  std::vector<std::string> names;
  for (const db::ColumnInfo& column : state.rows->columns())
    names.push_back(column.name);
  state.keys = make_keys(std::move(names));
  if (!state.returns_rows) state.rows.reset();
}

namespace {

std::shared_ptr<ResultState> run(ConnectionObject& connection,
                                 const std::string& given,
                                 const db::Parameters* parameters,
                                 StatementSource source,
                                 const Streaming& streaming) {
  auto state = std::make_shared<ResultState>();
  state->connection = Value(&connection);
  note_transaction(connection);
  const auto overheard = Overheard::begin(
      connection, given,
      [&] { return parameters ? parameter_value(*parameters) : Value(); },
      false);
  const std::string& sql = overheard ? overheard->sql : given;
  if (connection.log != LogDetail::Nothing)
    log_statement(connection, sql, source,
                  parameters ? parameter_value(*parameters) : Value());
  try {
    autobegin(connection, sql);
    take_rows(*state,
              connection.session->execute(sql, parameters, streaming.fetch));
    if (overheard) overheard->executed();
    state->chunk = streaming.chunk;
    if (state->returns_rows && connection.log == LogDetail::Rows) {
      std::vector<std::string> names;
      for (const db::ColumnInfo& column : state->rows->columns())
        names.push_back(column.name);
      log_columns(state->connection, names);
    }
  } catch (const db::Error& error) {
    raise_database_error(
        error, sql, parameters ? parameter_value(*parameters) : Value::none(),
        false);
  }
  return state;
}

std::string_view dialect_name(ConnectionObject& connection) {
  return dialect_of(connection.dialect).name();
}

/// Without parameters the driver leaves percent signs alone.
std::string undoubled(const sql::Compiled& compiled,
                      const sql::Dialect& dialect,
                      const sql::CompileOptions& options) {
  auto style = options.paramstyle.value_or(dialect.traits().paramstyle);
  if (style != sql::ParamStyle::PyFormat && style != sql::ParamStyle::Format)
    return compiled.sql;
  return replace_all(compiled.sql, "%%", "%");
}

bool is_many(const Value& parameters) {
  return (py::is_list(parameters) || py::is_tuple(parameters)) &&
         !sequence_items(parameters).empty() &&
         (py::is_dict(sequence_items(parameters)[0]) ||
          py::is_tuple(sequence_items(parameters)[0]) ||
          py::is_list(sequence_items(parameters)[0]));
}

/// Asks for the primary key of the row that an INSERT makes, where the
/// database has RETURNING and the script did not ask itself.
bool ask_for_key(sql::Expression& node, const Value& statement,
                 const sql::Dialect& dialect) {
  if (node->kind != sql::NodeKind::Insert || dialect.name() != "postgresql")
    return false;
  const auto& insert = sql::as<sql::Insert>(*node);
  const Value& table = statement.as<Element>()->extra;
  if (!insert.returning.empty() || insert.select || !insert.rows.empty() ||
      !isa(table, Cls::Table))
    return false;
  auto copy = std::make_shared<sql::Insert>(insert);
  const Value& key = table.as<Table>()->primary_key;
  for (const Value& column : key.as<Constraint>()->columns)
    copy->returning.push_back(column.as<Column>()->ref);
  bool all_given = true;
  for (const Value& column : key.as<Constraint>()->columns)
    all_given =
        all_given &&
        has_value(insert.values, text_or_empty(column.as<Column>()->name));
  if (copy->returning.empty() || all_given) return false;
  node = copy;
  return true;
}

// What last_inserted_params() and last_updated_params() tell.
Value values_of(const sql::Compiled& compiled, const Value& parameters) {
  Value dict = py::make_dict();
  for (const auto& parameter : compiled.parameters) {
    Value value;
    if (parameters && py::is_dict(parameters))
      value = py::dict_get(parameters, parameter.name);
    if (!value && parameter.value) value = plain_from_literal(*parameter.value);
    if (value) py::dict_set(dict, parameter.name, value);
  }
  return dict;
}

/// What the result tells of its statement.
void note_statement(ResultState& state, const sql::Expression& node,
                    const Value& statement) {
  state.compiled = true;
  state.kind = node->kind;
  const auto* own =
      statement.as<Element>()->node
          ? sql::try_as<sql::Insert>(statement.as<Element>()->node)
          : nullptr;
  state.explicit_returning = own && !own->returning.empty();
}

void note_key(ResultState& state, const Value& statement,
              const sql::Expression& node, const Value& parameters) {
  if (node->kind != sql::NodeKind::Insert) return;
  const Value& table = statement.as<Element>()->extra;
  if (!isa(table, Cls::Table)) return;
  const auto& insert = sql::as<sql::Insert>(*node);
  std::vector<std::string> names;
  std::vector<Value> values;
  for (const Value& column :
       table.as<Table>()->primary_key.as<Constraint>()->columns) {
    std::string name = text_or_empty(column.as<Column>()->name);
    Value value = Value::none();
    for (const auto& [key, expression] : insert.values)
      if (key == name)
        if (auto* bind = sql::try_as<sql::BindParameter>(expression)) {
          if (bind->value) value = plain_from_literal(*bind->value);
          if (parameters && py::is_dict(parameters))
            if (Value given = py::dict_get(parameters, bind->key))
              value = given;
        }
    if (value.is_none() && state.lastrowid)
      value = py::make_int(state.lastrowid);
    names.push_back(name);
    values.push_back(value);
  }
  state.inserted_key = make_row(make_keys(std::move(names)), std::move(values));
}

}  // namespace

void set_types(ResultState& state, const Value& statement,
               const sql::Compiled& compiled) {
  auto* element = statement.as<Element>();
  std::vector<Value> columns;
  sql::NodeKind kind =
      element->node ? element->node->kind : sql::NodeKind::Custom;
  if (kind == sql::NodeKind::Text || kind == sql::NodeKind::Insert ||
      kind == sql::NodeKind::Update || kind == sql::NodeKind::Delete)
    columns = element->items;
  else if (element->node)
    columns = columns_of_selectable(statement);
  auto& keys = *state.keys;
  std::size_t count = keys.names.size();
  if (columns.size() == count && count) {
    for (std::size_t i = 0; i < count; ++i) {
      Value column = columns[i];
      keys.elements.push_back(column);
      Value type;
      if (isa(column, Cls::Visitable)) {
        auto* live = column.as<Element>();
        type = live->type;
        if (!type && live->node &&
            live->node->type.kind != schema::TypeKind::NullType)
          type = wrap_type(live->node->type);
        std::string name = output_name(column);
        if (!name.empty()) {
          // Keys, not column names, are what a Row answers to.
          if (keys.names[i] != name && isa(column, Cls::Column))
            // One that got another name since there are two of it keeps that.
            if (keys.names[i] == text_or_empty(column.as<Column>()->name)) {
              keys.names[i] = name;
              keys.index.emplace(name, i);
            }
        }
      }
      keys.types.push_back(type);
    }
    return;
  }
  if (compiled.columns.size() == count)
    for (const auto& [name, type] : compiled.columns)
      keys.types.push_back(
          type.kind == schema::TypeKind::NullType ? Value() : wrap_type(type));
}

namespace {

/// What a compiled statement is executed with: None, a dict or a list of them.
// SQLAlchemy: engine._util_cy._distill_params_20
Value distilled(const Value& given) {
  if (given.absent() || given.is_none()) return given;
  if (!py::is_list(given) && !py::is_tuple(given)) {
    const Value dict = dict_of_mapping(given);
    if (!py::is_dict(dict))
      raise_argument_error("mapping or list expected for parameters");
    return dict;
  }
  const auto& sets = sequence_items(given);
  if (sets.empty()) return given;
  if (py::is_dict(sets[0])) return given;
  std::vector<Value> dicts;
  for (const Value& set : sets) dicts.push_back(dict_of_mapping(set));
  if (!py::is_dict(dicts[0]))
    raise_argument_error("List argument must consist only of dictionaries");
  return py::make_list(std::move(dicts));
}

Value text_with_lists(const Value& statement, const Value& parameters) {
  if (!parameters || !py::is_dict(parameters)) return statement;
  auto* text = sql::try_as<sql::Text>(statement.as<Element>()->node);
  if (!text) return statement;
  bool expanding = false;
  for (const auto& bind : text->binds) expanding = expanding || bind->expanding;
  if (!expanding) return statement;
  Value made = py::call_method(statement, "params", {parameters});
  return made;
}

Value run_ddl(ConnectionObject& connection, const Value& statement) {
  const sql::Dialect& dialect = dialect_of(connection.dialect);
  sql::CompileOptions options;
  options.schema_translate = options_of(connection).schema_translate;
  return make_result(run(connection, compile_ddl(statement, dialect, options),
                         nullptr, StatementSource::NoKey, {}));
}

}  // namespace

Value execute_driver_sql(ConnectionObject& connection, const std::string& sql,
                         const Value& parameters, const Value& options) {
  check_open(connection);
  const Streaming streaming = streaming_of(connection, Value(), options);
  if (parameters.absent() || parameters.is_none()) {
    // SQLAlchemy gives drivers an empty tuple, so that they see placeholders.
    const bool percents =
        std::string_view(connection.session->driver().paramstyle)
            .ends_with("format");
    return make_result(run(connection,
                           percents ? replace_all(sql, "%%", "%") : sql,
                           nullptr, StatementSource::Raw, streaming));
  }
  if (is_many(parameters)) {
    std::vector<db::Parameters> all;
    for (const Value& one : sequence_items(parameters))
      all.push_back(raw_parameters(one));
    auto state = std::make_shared<ResultState>();
    state->keys = make_keys({});
    state->connection = Value(&connection);
    note_transaction(connection);
    const auto overheard = Overheard::begin(
        connection, sql, [&] { return parameters; }, true);
    log_statement(connection, sql, StatementSource::Raw, parameters, true);
    try {
      autobegin(connection, sql);
      state->rowcount = connection.session->execute_many(
          overheard ? overheard->sql : sql, all);
      if (overheard) overheard->executed();
    } catch (const db::Error& error) {
      raise_database_error(error, sql, parameters, true);
    }
    return make_result(state);
  }
  db::Parameters values = raw_parameters(parameters);
  bool empty = values.named.empty() && values.positional.empty();
  auto state = run(connection, sql, empty ? nullptr : &values,
                   StatementSource::Raw, streaming);
  state->dialect = dialect_name(connection);
  return make_result(state);
}

Value execute_statement(ConnectionObject& connection, const Value& given,
                        const Value& given_parameters, const Value& options) {
  check_open(connection);
  if (py::is_str(given))
    return execute_driver_sql(connection, std::string(py::text_of(given)),
                              given_parameters, options);
  if (isa(given, Cls::ExecutableDDLElement)) return run_ddl(connection, given);
  Value statement = clause_element(given);
  if (statement && isa(statement, Cls::Sequence))
    statement =
        py::call(py::get_attribute(
                     py::Interpreter::current().import("sqlalchemy"), "select"),
                 {py::call_method(statement, "next_value")});
  if (statement && isa(statement, Cls::FromClause) &&
      !isa(statement, Cls::Values))
    statement = py::call_method(statement, "select");
  if (!statement) {
    if (isa(given, Cls::DefaultClause) || isa(given, Cls::ColumnDefault))
      statement = clause_element(given);
    if (!statement)
      throw py::Raised(py::call(
          Value(exception_class("ObjectNotExecutableError")), {given}));
  }
  if (isa(statement, Cls::ColumnElement))
    statement =
        py::call(py::get_attribute(
                     py::Interpreter::current().import("sqlalchemy"), "select"),
                 {statement});
  const Value parameters = distilled(given_parameters);
  if (is_many(parameters)) {
    const auto& sets = sequence_items(parameters);
    if (sets.size() == 1)
      return execute_statement(connection, statement, sets[0], options);
    return run_many(connection, statement, sets, options);
  }
  const Streaming streaming = streaming_of(connection, statement, options);
  Value values = parameters;
  if (Value own = attribute(statement, "_params"))
    if (values.absent() || values.is_none()) values = own;
  statement = text_with_lists(statement, values);
  const sql::Dialect& dialect = dialect_of(connection.dialect);
  LiveTypes live;
  sql::Expression node = completed(statement, values, dialect.name(), &live);
  bool key = ask_for_key(node, statement, dialect);
  const sql::CompileOptions compile_options = options_of(connection, options);
  sql::Compiled compiled = dialect.compile(*node, compile_options);
  db::Parameters bound =
      bind_values(compiled, values, dialect, compiled.sql, live);
  // psycopg2 leaves percent signs alone only where there are no parameters;
  // the compiler doubled them, so that there are always some.
  bool none = bound.named.empty() && bound.positional.empty();
  auto state =
      run(connection,
          none ? undoubled(compiled, dialect, compile_options) : compiled.sql,
          none ? nullptr : &bound, StatementSource::Compiled, streaming);
  state->dialect = dialect.name();
  note_statement(*state, node, statement);
  if (node->kind == sql::NodeKind::Insert ||
      node->kind == sql::NodeKind::Update)
    state->given_values = values_of(compiled, values);
  if (key) {
    db::Row row;
    std::vector<Value> values_of_key;
    if (state->rows && state->rows->next(row))
      for (const Literal& literal : row)
        values_of_key.push_back(plain_from_literal(literal));
    if (!values_of_key.empty())
      state->inserted_key = make_row(state->keys, std::move(values_of_key));
    state->rows.reset();
    state->returns_rows = false;
    state->keys = make_keys({});
    return make_result(state);
  }
  note_key(*state, statement, node, values);
  if (state->returns_rows) set_types(*state, statement, compiled);
  return make_result(state);
}

}  // namespace limbeck::sa

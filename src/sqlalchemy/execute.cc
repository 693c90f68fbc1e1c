// Running one statement: defaults, compiling, binding, errors, the result.
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
#include "sqlalchemy/schema_items.h"
#include "sqlalchemy/select.h"
#include "sqlalchemy/statement_log.h"
#include "sqlalchemy/types.h"

namespace limbeck::sa {

using schema::Literal;

namespace {

Value parameter_value(const db::Parameters& parameters) {
  if (!parameters.named.empty()) {
    Value dict = py::make_dict();
    for (const auto& [name, literal] : parameters.named)
      py::dict_set(dict, name, plain_from_literal(literal));
    return dict;
  }
  std::vector<Value> items;
  for (const Literal& literal : parameters.positional)
    items.push_back(plain_from_literal(literal));
  return py::make_tuple(items);
}

Value fields_of(const db::Error& error) {
  Value fields = py::make_dict();
  auto set = [&](const char* name, const std::string& text) {
    py::dict_set(fields, name, text.empty() ? Value::none() : str_value(text));
  };
  set("pgcode", error.sqlstate);
  set("sqlstate", error.sqlstate);
  set("pgerror", error.message());
  set("constraint_name", error.constraint);
  if (error.code) {
    py::dict_set(fields, "sqlite_errorcode", py::make_int(error.code));
    // pymysql and its like: args are (number, text).
    if (error.driver_class.find("sqlite") == std::string::npos)
      py::dict_set(
          fields, "args",
          py::make_tuple({py::make_int(error.code), str_value(error.primary)}));
  }
  return fields;
}

}  // namespace

void raise_database_error(const db::Error& error, const std::string& sql,
                          const Value& parameters, bool many) {
  Value module = py::Interpreter::current().import("sqlalchemy.exc");
  std::string driver = error.driver_class, base;
  if (auto dot = driver.rfind('.'); dot != std::string::npos) {
    base = driver.substr(0, dot);
    driver = driver.substr(dot + 1);
  }
  Value orig = py::call_method(module, "_driver_error",
                               {str_value(base), str_value(driver),
                                str_value(error.message()), fields_of(error)});
  const char* name = error.dbapi_class == db::DbapiClass::NonStandard
                         ? "DBAPIError"
                         : db::name(error.dbapi_class);
  Value wrapped = call_with(
      py::get_attribute(module, name),
      {sql.empty() ? Value::none() : str_value(sql), parameters, orig},
      Keywords{{"ismulti", Value::boolean(many)},
               {"connection_invalidated", Value::boolean(error.disconnected)}});
  py::note_place(orig);
  py::set_attribute(wrapped, "__cause__", orig);
  throw py::Raised(wrapped);
}

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

void autobegin(ConnectionObject& connection, std::string_view sql) {
  if (connection.autocommit || connection.session->in_transaction()) return;
  if (connection.session->driver().backend == db::Backend::Sqlite &&
      !sql.empty() && !begins_on_sqlite(sql))
    return;
  connection.session->begin();
}

namespace {

void check_open(ConnectionObject& connection) {
  if (connection.closed)
    raise_sa("ResourceClosedError", "This Connection is closed");
}

/// The root transaction object that autobegin makes.
void note_transaction(ConnectionObject& connection) {
  if (!connection.transactions.empty() || connection.autocommit) return;
  auto root = py::allocate_as<TransactionObject>(cls(Cls::Transaction));
  root->connection = Value(&connection);
  connection.transactions.push_back(root.value());
  log_begin(connection);
}

std::shared_ptr<ResultState> run(ConnectionObject& connection,
                                 const std::string& sql,
                                 const db::Parameters* parameters,
                                 StatementSource source) {
  auto state = std::make_shared<ResultState>();
  state->connection = Value(&connection);
  note_transaction(connection);
  if (connection.log != LogDetail::Nothing)
    log_statement(connection, sql, source,
                  parameters ? parameter_value(*parameters) : Value());
  try {
    autobegin(connection, sql);
    state->rows = connection.session->execute(sql, parameters);
  } catch (const db::Error& error) {
    raise_database_error(
        error, sql, parameters ? parameter_value(*parameters) : Value::none(),
        false);
  }
  state->returns_rows = state->rows->returns_rows();
  state->rowcount = state->rows->rowcount();
  state->lastrowid = state->rows->lastrowid();
  std::vector<std::string> names;
  for (const db::ColumnInfo& column : state->rows->columns())
    names.push_back(column.name);
  if (state->returns_rows && connection.log == LogDetail::Rows)
    log_columns(state->connection, names);
  state->keys = make_keys(std::move(names));
  if (!state->returns_rows) state->rows.reset();
  return state;
}

std::string_view dialect_name(ConnectionObject& connection) {
  return dialect_of(connection.dialect).name();
}

std::string padded(int number, int width) {
  std::string digits = std::to_string(number);
  return digits.size() >= static_cast<std::size_t>(width)
             ? digits
             : std::string(width - digits.size(), '0') + digits;
}

std::string time_text(const schema::Time& time) {
  return cat(padded(time.hour, 2), ":", padded(time.minute, 2), ":",
             padded(time.second, 2), ".", padded(time.microsecond, 6));
}

/// The value as the dialect's driver gets it where the type is not native.
// SQLAlchemy: JSON, Uuid and SQLite's DATETIME, TIME bind processors
Literal driver_value(Literal literal, std::string_view dialect) {
  if (auto* json = literal.get<schema::Json>()) return json->text;
  if (dialect == "postgresql") return literal;
  if (auto* uuid = literal.get<schema::Uuid>()) return uuid->hex();
  if (dialect != "sqlite") return literal;
  if (auto* moment = literal.get<schema::DateTime>())
    return cat(schema::iso_format(moment->date), " ", time_text(moment->time));
  if (auto* date = literal.get<schema::Date>())
    return schema::iso_format(*date);
  if (auto* time = literal.get<schema::Time>()) return time_text(*time);
  if (auto* number = literal.get<schema::Decimal>())
    return std::strtod(number->text.c_str(), nullptr);
  return literal;
}

/// One parameter set: the statement's own values under what was given.
db::Parameters bind_values(const sql::Compiled& compiled, const Value& given,
                           std::string_view dialect, const std::string& sql) {
  db::Parameters parameters;
  for (const auto& parameter : compiled.parameters) {
    Literal literal;
    Value value = given && !given.is_none() && py::is_dict(given)
                      ? py::dict_get(given, parameter.name)
                      : Value();
    if (value) {
      literal = literal_for(value, parameter.type);
    } else if (parameter.value) {
      literal = *parameter.value;
    } else {
      std::string message =
          cat("A value is required for bind parameter '", parameter.name, "'");
      Value module = py::Interpreter::current().import("sqlalchemy.exc");
      Value orig = py::call(py::get_attribute(module, "InvalidRequestError"),
                            {str_value(message)});
      throw py::Raised(call_with(
          py::get_attribute(module, "StatementError"),
          {str_value(cat("(sqlalchemy.exc.InvalidRequestError) ", message)),
           str_value(sql), given ? given : Value::none(), orig},
          Keywords{{"code", str_value("cd3x")}}));
    }
    const schema::Type& type = parameter.type.for_dialect(dialect);
    if (type.custom) literal = type.custom->bind(literal, dialect);
    literal = driver_value(std::move(literal), dialect);
    if (compiled.positional)
      parameters.positional.push_back(std::move(literal));
    else
      parameters.named.emplace_back(parameter.name, std::move(literal));
  }
  return parameters;
}

/// Without parameters the driver leaves percent signs alone.
std::string undoubled(const sql::Compiled& compiled,
                      const sql::Dialect& dialect) {
  auto style = dialect.traits().paramstyle;
  if (style != sql::ParamStyle::PyFormat && style != sql::ParamStyle::Format)
    return compiled.sql;
  return replace_all(compiled.sql, "%%", "%");
}

db::Parameters raw_parameters(const Value& given) {
  db::Parameters parameters;
  if (given.absent() || given.is_none()) return parameters;
  if (py::is_dict(given)) {
    py::dict_each(given, [&](const Value& key, const Value& value) {
      parameters.named.emplace_back(std::string(py::text_of(key)),
                                    plain_literal(value));
    });
  } else {
    for (const Value& value : py::collect(given))
      parameters.positional.push_back(plain_literal(value));
  }
  return parameters;
}

bool is_many(const Value& parameters) {
  return (py::is_list(parameters) || py::is_tuple(parameters)) &&
         !sequence_items(parameters).empty() &&
         (py::is_dict(sequence_items(parameters)[0]) ||
          py::is_tuple(sequence_items(parameters)[0]) ||
          py::is_list(sequence_items(parameters)[0]));
}

// -- Python-side defaults
// ----------------------------------------------------------

/// The value that default= or onupdate= brings, as a node.
sql::Expression default_node(const Value& item, const Column& column) {
  if (isa(item, Cls::Sequence))
    return sql::make<sql::NextValue>(lower_sequence(item));
  Value arg = item.as<DefaultItem>()->arg;
  if (is_clause(arg)) return node_of(arg);
  if (py::is_callable(arg)) {
    // default=f takes nothing or the execution context.
    try {
      arg = py::call(arg);
    } catch (const py::Raised& raised) {
      if (!py::matches(raised, "TypeError")) throw;
      arg = py::call(arg, {Value::none()});
    }
  }
  auto bind = sql::make<sql::BindParameter>(text_or_empty(column.name),
                                            column.ref->type);
  bind->value = literal_for(arg, column.ref->type, column.type);
  return bind;
}

bool has_value(const sql::Assignments& values, const std::string& name) {
  for (const auto& [existing, value] : values)
    if (existing == name) return true;
  return false;
}

/// The statement with parameters' names as columns and defaults added.
sql::Expression completed(const Value& statement, const Value& parameters,
                          std::string_view dialect) {
  auto* element = statement.as<Element>();
  bool insert = element->node->kind == sql::NodeKind::Insert;
  if (!insert && element->node->kind != sql::NodeKind::Update)
    return node_of(statement);
  const Value& table = element->extra;
  auto extend = [&](auto& node) {
    std::vector<std::string> given;
    if (parameters && py::is_dict(parameters))
      py::dict_each(parameters, [&](const Value& key, const Value&) {
        if (!py::is_str(key)) return;
        std::string name(py::text_of(key));
        Value column;
        if (isa(table, Cls::Table)) {
          column = table.as<Table>()->columns->find(name);
          if (!column) return;
        }
        std::string column_name =
            column ? text_or_empty(column.as<Column>()->name) : name;
        if (has_value(node.values, column_name)) return;
        bool in_table = static_cast<bool>(column);
        schema::Type type;
        if (column) {
          type = column.as<Column>()->ref->type;
        } else {
          for (const Value& each : columns_of_selectable(table))
            if (output_name(each) == name) {
              in_table = true;
              type = node_of(each)->type;
            }
        }
        if (!in_table) return;
        auto bind = sql::make<sql::BindParameter>(name, type);
        node.values.emplace_back(column_name, bind);
      });
    if (!isa(table, Cls::Table)) return;
    for (const auto& [key, value] : table.as<Table>()->columns->columns) {
      auto& column = *value.template as<Column>();
      const Value& item = insert ? column.default_value : column.onupdate;
      if (!item || item.is_none()) continue;
      std::string name = text_or_empty(column.name);
      if (has_value(node.values, name)) continue;
      if (isa(item, Cls::Sequence) && dialect != "postgresql" &&
          dialect != "oracle" && dialect != "mssql")
        continue;
      node.values.emplace_back(name, default_node(item, column));
    }
  };
  if (insert) {
    auto node =
        std::make_shared<sql::Insert>(sql::as<sql::Insert>(*element->node));
    if (node->select) return node;
    extend(*node);
    // Further rows of values([...]) get the same defaults.
    for (auto& row : node->rows)
      for (const auto& [name, value] : node->values)
        if (!has_value(row, name)) row.emplace_back(name, value);
    return node;
  }
  auto node =
      std::make_shared<sql::Update>(sql::as<sql::Update>(*element->node));
  extend(*node);
  return node;
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

/// Live types of result columns, for what the driver cannot know.
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
          if (keys.names[i] != name && !isa(column, Cls::Label))
            if (isa(column, Cls::Column)) {
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

Value run_many(ConnectionObject& connection, const Value& statement,
               const std::vector<Value>& sets) {
  const sql::Dialect& dialect = dialect_of(connection.dialect);
  sql::Expression node = completed(statement, sets[0], dialect.name());
  sql::Compiled compiled = dialect.compile(*node);
  std::vector<db::Parameters> all;
  for (std::size_t i = 0; i < sets.size(); ++i) {
    const Value& set = sets[i];
    if (i > 0 && node->kind == sql::NodeKind::Insert) {
      // Callable defaults run for each row.
      compiled = dialect.compile(*completed(statement, set, dialect.name()));
    }
    all.push_back(bind_values(compiled, set, dialect.name(), compiled.sql));
  }
  auto state = std::make_shared<ResultState>();
  state->connection = Value(&connection);
  state->keys = make_keys({});
  const auto shown = [&] {
    std::vector<Value> sets_shown;
    for (const auto& one : all) sets_shown.push_back(parameter_value(one));
    return py::make_list(std::move(sets_shown));
  };
  note_transaction(connection);
  if (connection.log != LogDetail::Nothing)
    log_statement(connection, compiled.sql, StatementSource::Compiled, shown(),
                  true);
  try {
    autobegin(connection, compiled.sql);
    state->rowcount = connection.session->execute_many(compiled.sql, all);
  } catch (const db::Error& error) {
    raise_database_error(error, compiled.sql, shown(), true);
  }
  return make_result(state);
}

Value run_ddl(ConnectionObject& connection, const Value& statement) {
  const sql::Dialect& dialect = dialect_of(connection.dialect);
  return make_result(run(connection, compile_ddl(statement, dialect), nullptr,
                         StatementSource::NoKey));
}

}  // namespace

Value execute_driver_sql(ConnectionObject& connection, const std::string& sql,
                         const Value& parameters) {
  check_open(connection);
  if (parameters.absent() || parameters.is_none()) {
    // SQLAlchemy gives drivers an empty tuple, so that they see placeholders.
    const bool percents =
        std::string_view(connection.session->driver().paramstyle)
            .ends_with("format");
    return make_result(
        run(connection, percents ? replace_all(sql, "%%", "%") : sql, nullptr,
            StatementSource::Raw));
  }
  if (is_many(parameters)) {
    std::vector<db::Parameters> all;
    for (const Value& one : sequence_items(parameters))
      all.push_back(raw_parameters(one));
    auto state = std::make_shared<ResultState>();
    state->keys = make_keys({});
    state->connection = Value(&connection);
    note_transaction(connection);
    log_statement(connection, sql, StatementSource::Raw, parameters, true);
    try {
      autobegin(connection, sql);
      state->rowcount = connection.session->execute_many(sql, all);
    } catch (const db::Error& error) {
      raise_database_error(error, sql, parameters, true);
    }
    return make_result(state);
  }
  db::Parameters values = raw_parameters(parameters);
  bool empty = values.named.empty() && values.positional.empty();
  auto state =
      run(connection, sql, empty ? nullptr : &values, StatementSource::Raw);
  state->dialect = dialect_name(connection);
  return make_result(state);
}

Value execute_statement(ConnectionObject& connection, const Value& given,
                        const Value& parameters) {
  check_open(connection);
  if (py::is_str(given))
    return execute_driver_sql(connection, std::string(py::text_of(given)),
                              parameters);
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
  if (is_many(parameters)) {
    const auto& sets = sequence_items(parameters);
    if (sets.size() == 1)
      return execute_statement(connection, statement, sets[0]);
    return run_many(connection, statement, sets);
  }
  Value values = parameters;
  if (Value own = attribute(statement, "_params"))
    if (values.absent() || values.is_none()) values = own;
  statement = text_with_lists(statement, values);
  const sql::Dialect& dialect = dialect_of(connection.dialect);
  sql::Expression node = completed(statement, values, dialect.name());
  bool key = ask_for_key(node, statement, dialect);
  sql::Compiled compiled = dialect.compile(*node);
  db::Parameters bound =
      bind_values(compiled, values, dialect.name(), compiled.sql);
  // psycopg2 leaves percent signs alone only where there are no parameters;
  // the compiler doubled them, so that there are always some.
  bool none = bound.named.empty() && bound.positional.empty();
  auto state =
      run(connection, none ? undoubled(compiled, dialect) : compiled.sql,
          none ? nullptr : &bound, StatementSource::Compiled);
  state->dialect = dialect.name();
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

// One Core statement with a list of parameter sets.
#include "base/text.h"
#include "dialects/dialect.h"
#include "sqlalchemy/calls.h"
#include "sqlalchemy/dialect.h"
#include "sqlalchemy/execute.h"
#include "sqlalchemy/overheard.h"
#include "sqlalchemy/schema_items.h"
#include "sqlalchemy/select.h"
#include "sqlalchemy/statement_log.h"

namespace limbeck::sa {
namespace {

// The statement as SQLAlchemy shows it in an error: the rows it put into one,
// each value's name with the row's number.
// SQLAlchemy: SQLCompiler._deliver_insertmanyvalues_batches
std::string shown_group(std::string_view group, std::size_t row) {
  std::string out;
  std::size_t at = 0;
  while (true) {
    const std::size_t mark = group.find("%(", at);
    const std::size_t end =
        mark == group.npos ? mark : group.find(")s", mark + 2);
    if (end == group.npos) break;
    cat_to(out, group.substr(at, end - at), "__", row, ")s");
    at = end + 2;
  }
  out += group.substr(at);
  return out;
}

[[noreturn]] void fail_insert(const db::Error& error,
                              const db::InsertValues& insert,
                              const std::vector<db::Parameters>& sets) {
  std::string sql(insert.head);
  Value shown = py::make_dict();
  const std::size_t count = std::min<std::size_t>(sets.size(), 1000);
  for (std::size_t row = 0; row < count; ++row) {
    cat_to(sql, row ? ", " : "", shown_group(insert.group, row));
    py::dict_each(parameter_value(sets[row]), [&](const Value& key,
                                                  const Value& value) {
      py::dict_set(shown, str_value(cat(py::text_of(key), "__", row)), value);
    });
  }
  sql += insert.tail;
  raise_database_error(error, sql, shown, false);
}

[[noreturn]] void fail_many(const db::Error& error, const std::string& sql,
                            const std::vector<db::Parameters>& sets) {
  std::vector<Value> shown;
  for (const auto& one : sets) shown.push_back(parameter_value(one));
  raise_database_error(error, sql, py::make_list(shown), true);
}

}  // namespace

Value run_many(ConnectionObject& connection, const Value& statement,
               const std::vector<Value>& sets, const Value& options) {
  const sql::Dialect& dialect = dialect_of(connection.dialect);
  LiveTypes live;
  const sql::Expression node =
      completed(statement, sets[0], dialect.name(), &live);
  const sql::Compiled compiled =
      dialect.compile(*node, options_of(connection, options));
  std::vector<db::Parameters> all;
  all.reserve(sets.size());
  for (std::size_t i = 0; i < sets.size(); ++i) {
    const Value given =
        i == 0 ? sets[i] : with_called_defaults(statement, sets[i]);
    all.push_back(
        bind_values(compiled, given, dialect, compiled.sql, live, {sets, i}));
  }
  auto state = std::make_shared<ResultState>();
  state->connection = Value(&connection);
  state->dialect = dialect.name();
  state->keys = make_keys({});
  state->compiled = state->many = true;
  state->kind = node->kind;
  const bool is_insert = node->kind == sql::NodeKind::Insert;
  const auto* own = sql::try_as<sql::Insert>(node);
  const bool returning = own && !own->returning.empty();
  // SQLAlchemy: use_insertmanyvalues and use_insertmanyvalues_wo_returning
  const bool together =
      is_insert && (returning || dialect.name() == "postgresql");
  const auto shown = [&] {
    std::vector<Value> values;
    for (const auto& one : all) values.push_back(parameter_value(one));
    return py::make_list(std::move(values));
  };
  const auto overheard =
      Overheard::begin(connection, compiled.sql, shown, true);
  const std::string& sql = overheard ? overheard->sql : compiled.sql;
  const auto insert = together ? db::split_insert_values(sql) : std::nullopt;
  note_transaction(connection);
  if (connection.log != LogDetail::Nothing)
    log_statement(connection, sql, StatementSource::Compiled, shown(), true);
  try {
    autobegin(connection, sql);
    if (insert)
      take_rows(*state, connection.session->insert_many(*insert, all));
    else
      state->rowcount = connection.session->execute_many(sql, all);
    if (overheard) overheard->executed();
  } catch (const db::Error& error) {
    if (insert && !compiled.positional) fail_insert(error, *insert, all);
    fail_many(error, sql, all);
  }
  if (state->returns_rows) set_types(*state, statement, compiled);
  return make_result(state);
}

}  // namespace limbeck::sa

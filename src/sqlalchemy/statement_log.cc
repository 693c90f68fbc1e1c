#include "sqlalchemy/statement_log.h"

#include <cstdio>

#include "base/text.h"

namespace limbeck::sa {

namespace {

using Clock = std::chrono::steady_clock;

Value log_module() {
  return py::Interpreter::current().import("sqlalchemy.log");
}

bool logging_is_imported() {
  const Value modules =
      py::get_attribute(py::Interpreter::current().import("sys"), "modules");
  return static_cast<bool>(py::dict_get(modules, "logging"));
}

/// "generated in 0.00012s" the first time, "cached since 3.1s ago" later.
// SQLAlchemy: DefaultExecutionContext._get_cache_stats
std::string note_of(EngineObject& engine, const std::string& sql,
                    StatementSource source) {
  if (source == StatementSource::Raw) return "raw sql";
  // Compiling takes no time that would be worth a clock of its own.
  if (source == StatementSource::NoKey) return "no key 0.00001s";
  const auto now = Clock::now();
  const auto [at, fresh] = engine.known.emplace(sql, now);
  if (fresh) return "generated in 0.00001s";
  const std::chrono::duration<double> since = now - at->second;
  char text[64];
  std::snprintf(text, sizeof text, "cached since %.4gs ago", since.count());
  return text;
}

}  // namespace

LogDetail log_detail(EngineObject& engine) {
  const bool echo = engine.echo && py::truth(engine.echo);
  // What nobody imported, nobody configured.
  if (!echo && !logging_is_imported()) return LogDetail::Nothing;
  const Value detail =
      py::call_method(log_module(), "_detail", {Value(&engine)});
  return static_cast<LogDetail>(py::int_of(detail).value_or(0));
}

void log_transaction(ConnectionObject& connection, std::string_view text) {
  if (connection.log == LogDetail::Nothing) return;
  py::call_method(log_module(), "_info",
                  {connection.engine, py::make_str(text)});
}

void log_begin(ConnectionObject& connection) {
  log_transaction(connection,
                  connection.autocommit()
                      ? "BEGIN (implicit; DBAPI should not BEGIN due to "
                        "autocommit mode)"
                      : "BEGIN (implicit)");
}

void log_statement(ConnectionObject& connection, const std::string& sql,
                   StatementSource source, const Value& parameters, bool many) {
  if (connection.log == LogDetail::Nothing) return;
  auto& engine = *connection.engine.as<EngineObject>();
  const bool none = !parameters || parameters.is_none();
  py::call_method(
      log_module(), "_statement",
      {connection.engine, py::make_str(sql),
       py::make_str(note_of(engine, sql, source)),
       none ? py::make_tuple({}) : parameters, Value::boolean(many)});
}

void log_columns(const Value& connection,
                 const std::vector<std::string>& names) {
  std::vector<Value> items;
  for (const std::string& name : names) items.push_back(py::make_str(name));
  py::call_method(log_module(), "_columns",
                  {connection.as<ConnectionObject>()->engine,
                   py::make_tuple(std::move(items))});
}

void log_row(const Value& connection, const Value& row) {
  py::call_method(log_module(), "_row",
                  {connection.as<ConnectionObject>()->engine, row});
}

}  // namespace limbeck::sa

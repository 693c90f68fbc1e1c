// What listeners of engines and connections hear of a statement.
// SQLAlchemy: https://docs.sqlalchemy.org/en/20/core/events.html
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "sqlalchemy/engine.h"
#include "sqlalchemy/table_events.h"

namespace limbeck::sa {

/// How many statements the interpreter has run: what was read from a database
/// before may no longer be so behind another one.
struct ExecutedStatements {
  std::uint64_t count = 0;
};

/// A statement between the listeners of before_cursor_execute and
/// after_cursor_execute; `executed` is for the good end.
class Overheard {
 public:
  /// Nothing where nobody listens. `parameters` makes the driver's.
  template <class Parameters>
  static std::optional<Overheard> begin(ConnectionObject& connection,
                                        const std::string& sql,
                                        Parameters parameters, bool many) {
    ++py::interpreter_state<ExecutedStatements>().count;
    if (!any_listens("before_cursor_execute") &&
        !any_listens("after_cursor_execute"))
      return std::nullopt;
    Value values = parameters();
    if (!values || values.is_none()) values = py::make_tuple({});
    return Overheard(connection, sql, std::move(values), many);
  }
  void executed() const {
    fire_after_execute(connection_, engine_, sql, parameters_, context_, many_);
  }

  std::string sql;  // what the listeners made of it

 private:
  Overheard(ConnectionObject& connection, const std::string& given,
            Value parameters, bool many)
      : connection_(Value(&connection)),
        engine_(connection.engine),
        parameters_(std::move(parameters)),
        context_(py::call_method(py::Interpreter::current().import("types"),
                                 "SimpleNamespace")),
        many_(many) {
    sql = fire_before_execute(connection_, engine_, given, parameters_,
                              context_, many_);
  }

  Value connection_, engine_, parameters_, context_;
  bool many_;
};

}  // namespace limbeck::sa

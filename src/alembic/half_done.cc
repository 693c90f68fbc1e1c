#include "alembic/half_done.h"

#include "alembic/values.h"
#include "base/error.h"
#include "sqlalchemy/bridge.h"
#include "sqlalchemy/nothing_executed.h"

namespace limbeck::alembic {
using py::Value;

namespace {

struct Report {
  std::string lines;
};

std::string report_of(const Value& connection, const Value& function,
                      const std::string& name) {
  const db::Connection& session = sa::connection_of(connection);
  if (session.driver().backend != db::Backend::MySql || session.is_closed())
    return {};
  const Value module = py::Interpreter::current().import("alembic._half_done");
  Value planned;
  {
    const sa::NothingExecuted looking;
    planned =
        py::call_method(module, "statements_of",
                        {function, py::get_attribute(connection, "dialect")});
  }
  return py::str(py::call_method(
      module, "report", {function, planned, connection, py::make_str(name)}));
}

}  // namespace

void look_for_half_done(const Value& connection, const Value& function,
                        const std::string& name) noexcept {
  try {
    py::interpreter_state<Report>().lines =
        report_of(connection, function, name);
  } catch (...) {
    // What made the step fail matters more than this.
  }
}

const std::string& half_done_report() {
  return py::interpreter_state<Report>().lines;
}

}  // namespace limbeck::alembic

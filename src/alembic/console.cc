#include "alembic/console.h"

#include <sys/ioctl.h>

#include <cstdlib>

#include "base/text.h"
#include "base/wrap.h"
#include "python/native.h"

namespace limbeck::alembic {
namespace {

// The message without its newline at the end.
std::string laid_out(std::string_view text) {
  const int width = console().width;
  if (width <= 0) return std::string(text);
  return join(wrap_text(text, static_cast<std::size_t>(width), "  "), "\n");
}

void write(std::string_view text) {
  if (console().out) console().out(text);
}

}  // namespace

Console& console() { return py::interpreter_state<Console>(); }

int terminal_width() {
  winsize size{};
  if (::ioctl(0, TIOCGWINSZ, &size) != 0) return 0;
  return size.ws_col;
}

void message(std::string_view text, bool quiet) {
  if (!quiet) write(laid_out(text) + "\n");
}

void status(std::string_view text, bool quiet,
            const std::function<void()>& work) {
  if (!quiet) write(laid_out(cat(text, " ...")));
  try {
    work();
  } catch (...) {
    if (!quiet) write("  FAILED\n");
    throw;
  }
  if (!quiet) write("  done\n");
}

void warn(const std::string& text) {
  const py::Value warnings = py::Interpreter::current().import("warnings");
  py::call_method(warnings, "warn", {py::make_str(text)});
}

void warn_deprecated(const std::string& text) {
  py::Interpreter& interpreter = py::Interpreter::current();
  // Nobody can have asked before Python code ran, but by the environment.
  const py::Value loaded =
      py::get_attribute(interpreter.import("sys"), "modules");
  if (!std::getenv("PYTHONWARNINGS") && !py::dict_get(loaded, "warnings"))
    return;
  const py::Value warnings = interpreter.import("warnings");
  py::call_method(warnings, "warn",
                  {py::make_str(text),
                   py::Value(py::exception_type("DeprecationWarning"))});
}

namespace {

/// logging.getLogger(name), without a call where that logger is there.
py::Value logger_of(const py::Value& logging, std::string_view name) {
  const py::Value manager =
      py::get_attribute(py::get_attribute(logging, "Logger"), "manager");
  const py::Value known =
      py::dict_get(py::get_attribute(manager, "loggerDict"), name);
  // What only holds the place for loggers below it has no handlers.
  if (known && py::find_attribute(known, "handlers")) return known;
  return py::call_method(logging, "getLogger", {py::make_str(name)});
}

/// logger.isEnabledFor(level); a Logger remembers what it said before.
bool is_enabled(const py::Value& logging, const py::Value& logger, int level) {
  const py::Value number = py::Value::small(level);
  if (py::type_of(logger) == py::get_attribute(logging, "Logger").object() &&
      !py::truth(py::get_attribute(logger, "disabled"))) {
    const py::Value known =
        py::dict_get(py::get_attribute(logger, "_cache"), number);
    if (known) return py::truth(known);
  }
  return py::truth(py::call_method(logger, "isEnabledFor", {number}));
}

}  // namespace

void log(std::string_view logger, std::string_view level,
         const std::string& text) {
  // Before the project imports logging nobody has configured it, and nothing
  // below WARNING would show.
  const py::Value modules =
      py::get_attribute(py::Interpreter::current().import("sys"), "modules");
  const py::Value logging = py::dict_get(modules, "logging");
  if (!logging) return;
  const py::Value target = logger_of(logging, logger);
  const int number = level == "debug"     ? 10
                     : level == "info"    ? 20
                     : level == "warning" ? 30
                                          : 40;
  if (!is_enabled(logging, target, number)) return;
  // Until env.py configures logging nobody listens.
  if (!py::truth(py::call_method(target, "hasHandlers", {}))) return;
  py::call_method(target, level, {py::make_str(text)});
}

}  // namespace limbeck::alembic

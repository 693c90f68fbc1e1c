// What commands tell the user on standard output. Hangs on the interpreter, so
// that two runs in one process keep apart.
// Alembic: alembic.util.messaging
#pragma once
#include <functional>
#include <string>
#include <string_view>

namespace limbeck::alembic {

struct Console {
  using Sink = std::function<void(std::string_view)>;
  Sink out;  // standard output; the default drops everything
  Sink err;  // standard error
  /// Columns of the terminal that is standard input; 0 if it is none. Messages
  /// are then wrapped and indented by two blanks.
  int width = 0;
  /// The program's name in help and version ("limbeck", or "alembic" when
  /// called so).
  std::string program = "limbeck";
  /// Where a migration that failed stands; told after the error.
  std::string failed_migration;
};

/// The current interpreter's.
Console& console();

/// Columns of the terminal that is file descriptor 0, or 0.
int terminal_width();

/// A message line ("FAILED: …", "Please edit …").
void message(std::string_view text, bool quiet = false);

/// "TEXT ...  done", or "FAILED" when `work` throws.
void status(std::string_view text, bool quiet,
            const std::function<void()>& work);

/// Shows a UserWarning as the `warnings` module does.
void warn(const std::string& text);
/// The same for a DeprecationWarning, which is hidden unless asked for.
void warn_deprecated(const std::string& text);

/// Logs through Python's logging, if the project has imported it. `level` is
/// "debug", "info", "warning" or "error".
void log(std::string_view logger, std::string_view level,
         const std::string& text);

}  // namespace limbeck::alembic

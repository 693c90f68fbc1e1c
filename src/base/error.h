// The one error class of limbeck. It is thrown where the user's input or the
// database said no, gathers where that was on its way up, becomes a Python
// exception at the native-call border and text in main, nowhere else.
#pragma once
#include <exception>
#include <string>
#include <vector>

namespace limbeck {

enum class ErrorKind {
  Usage,           // the command line
  Config,          // ini, toml, .env
  Command,         // alembic.util.CommandError
  Revision,        // alembic.script.revision.RevisionError and its kin
  Syntax,          // Python source that does not parse
  Compile,         // sqlalchemy.exc.CompileError
  Argument,        // sqlalchemy.exc.ArgumentError
  InvalidRequest,  // sqlalchemy.exc.InvalidRequestError
  NoSuchModule,    // sqlalchemy.exc.NoSuchModuleError
  NoSuchTable,     // sqlalchemy.exc.NoSuchTableError
  Database,        // a server's or a client library's refusal; see db/error.h
  File,            // reading or writing the project's files
  Unsupported,     // limbeck does not have it; no Python `except` catches this
  Interrupted,     // Ctrl-C or a signal
  NotImplemented,  // Python's NotImplementedError
  Identifier,      // sqlalchemy.exc.IdentifierError
  Attribute,       // Python's AttributeError
  Type,            // Python's TypeError
};

/// A place in a file that the user can open. Lines and columns count from 1;
/// 0 means unknown.
struct SourcePosition {
  std::string file;
  int line = 0;
  int column = 0;
};

class Error : public std::exception {
 public:
  Error(ErrorKind kind, std::string message)
      : kind_(kind), message_(std::move(message)) {}

  ErrorKind kind() const { return kind_; }
  /// One sentence: what is wrong, without position and hint.
  const std::string& message() const { return message_; }
  const std::string& hint() const { return hint_; }
  const std::vector<SourcePosition>& trail() const { return trail_; }

  /// Adds the place where it happened, innermost first.
  Error& at(SourcePosition position) &;
  Error&& at(SourcePosition position) &&;
  /// What the user can do next; an empty hint is ignored.
  Error& hint(std::string hint) &;
  Error&& hint(std::string hint) &&;

  const char* what() const noexcept override { return message_.c_str(); }

 private:
  ErrorKind kind_;
  std::string message_;
  std::string hint_;
  std::vector<SourcePosition> trail_;
};

/// Ends the program with a report: limbeck itself is wrong.
[[noreturn]] void check_failed(const char* condition, const char* belief,
                               const char* file, int line);

}  // namespace limbeck

#define LIMBECK_CHECK(condition, belief)                               \
  do {                                                                 \
    if (!(condition))                                                  \
      ::limbeck::check_failed(#condition, belief, __FILE__, __LINE__); \
  } while (false)

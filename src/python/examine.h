// What code would need that limbeck does not have, found without running it:
// the bytecode of a function, of those it defines and of the project's own
// functions that it names is read, and every chain of names in it (op.f,
// requests.get) is looked up in the modules it would be looked up in.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "python/native.h"

namespace limbeck::py {

/// Where in the project it was raised: the innermost frame of a file's code.
/// No file where there is none. The column is not told.
SourcePosition raised_position(const Raised& raised);

/// The opaque base of a class, or of an instance's class; absent if it has
/// none.
Value opaque_base_of(const Value& value);

/// One place that would fail, or may fail, when it is reached.
struct Finding {
  SourcePosition position;
  std::string function;  // its qualified name
  std::string name;      // what is wanted: "requests.get"
  std::string module;    // the module that is missing or lacks the name
  std::string message;   // one sentence without the position
};

/// Findings in the order of reading; one for each place and name. `function`
/// is any value; what is no Python function has none.
class Examiner {
 public:
  Examiner();
  ~Examiner();
  std::vector<Finding> examine(const Value& function);

  struct State;

 private:
  std::unique_ptr<State> state_;
};

/// A module that was imported, but that limbeck does not have or could not run.
struct MissingModule {
  std::string name;
  SourcePosition imported_at;
  std::string file;    // of a module of the project's own
  std::string reason;  // what stood in the way; empty: it was not found
  SourcePosition reason_at;
  // Of a statement that was left out of a module that else was imported: its
  // lines, and whether it could change nothing but its own names.
  int first_line = 0, last_line = 0;
  bool only_binds = false;
};

/// Those that the current interpreter has met so far, each once, by name.
std::vector<MissingModule> missing_modules();

/// The project's own modules that the current interpreter has imported: those
/// that come from a file.
std::vector<std::string> imported_files();

}  // namespace limbeck::py

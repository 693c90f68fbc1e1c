// One embedded interpreter: modules, search path, limits and output. Everything
// a run needs hangs here, so that two runs can live in one process.
#pragma once
#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/embedded.h"
#include "base/error.h"
#include "python/objects/object.h"

namespace limbeck::py {

struct NativeModule;

/// Where the program's own limits stand; each is a named constant so that
/// errors can name it.
struct Limits {
  int call_depth = 1000;            // sys.getrecursionlimit()
  int parse_depth = 200;            // nested brackets and blocks
  std::size_t memory = 4ull << 30;  // bytes of Python objects
};

/// One embedded interpreter.
/// An Error of kind Unsupported or Interrupted leaves Python code without
/// running its `except`, `finally` or `with` exits: nothing may go on with half
/// the work done. What must be undone on that way (a transaction) hangs on C++
/// destructors of the layers above.
class Interpreter {
 public:
  Interpreter();
  ~Interpreter();
  Interpreter(const Interpreter&) = delete;
  Interpreter& operator=(const Interpreter&) = delete;

  /// The interpreter of this thread's innermost `Enter`.
  static Interpreter& current();

  // -- set-up ---------------------------------------------------------------
  /// Native and embedded modules are found before files. A null name ends the
  /// table; the table must outlive the interpreter.
  void add_modules(const NativeModule* table);
  void add_modules(const EmbeddedModule* table);
  std::vector<std::string>& search_path();  // sys.path's initial entries
  /// Folders of stand-ins (`limbeck_stubs/`), searched after everything else.
  std::vector<std::string>& stub_path();
  /// Asked once something is imported that is nowhere on sys.path: where the
  /// project's own packages may lie.
  void set_project_folders(std::function<std::vector<std::string>()> folders);
  /// Asked once something is imported that is nowhere else: where third-party
  /// packages are installed. What cannot run of them is opaque.
  void set_installed_folders(std::function<std::vector<std::string>()> folders);
  void set_arguments(std::vector<std::string> arguments);  // sys.argv
  void set_output(std::function<void(std::string_view)> out,
                  std::function<void(std::string_view)> err);
  Limits limits;
  /// Set by a signal handler or another thread; the loop stops between
  /// instructions by throwing ErrorKind::Interrupted.
  std::atomic<bool> interrupted{false};

  // -- running --------------------------------------------------------------
  /// import name; the module object. Raises as the import statement does.
  Value import(std::string_view name);
  /// Executes a file as a module of that name; not entered in sys.modules
  /// unless `enter` is set (revision scripts are not).
  Value load_file(const std::string& path, std::string_view module_name,
                  bool enter = false);
  /// The same; statements that want what limbeck does not have are left out,
  /// and what they would have defined is opaque.
  Value load_file_with_gaps(const std::string& path,
                            std::string_view module_name);
  Value run_source_with_gaps(std::string_view source,
                             const std::string& file_name,
                             std::string_view module_name);
  /// Executes source text in a new module namespace; `enter` as above.
  Value run_source(std::string_view source, const std::string& file_name,
                   std::string_view module_name, bool enter = false);
  Value evaluate(std::string_view expression, const Value& globals);

  /// While set, calling an opaque value is an error (a migration runs), and
  /// `doing` ("upgrade() of revision ae10") is named in it.
  void set_strict_opaque(std::string doing);

  /// "Traceback (most recent call last): …" with the newline at its end.
  std::string format_exception(const Value& exception);

  /// The one T of this interpreter, made at the first look.
  template <class T>
  T& state() {
    static const std::size_t place = new_state_place();
    if (place < states_.size() && states_[place])
      return *static_cast<T*>(states_[place].get());
    auto made = std::make_shared<T>();  // which may make others
    T& result = *made;
    keep_state(place, std::move(made));
    return result;
  }

  // -- the end --------------------------------------------------------------
  /// The process ends with this interpreter: what it holds is left to the
  /// system, unless the end of some object shows outside.
  void end_with_process() { ends_with_process_ = true; }
  /// From now on there may be objects whose end shows outside: files, database
  /// connections, finalizers.
  void expect_endings() { expects_endings_ = true; }

  struct Internals;  // vm/ and objects/ keep their state here
  Internals& internals() { return *internals_; }

 private:
  /// A number for each T that any interpreter of the process asks for.
  static std::size_t new_state_place();
  void keep_state(std::size_t place, std::shared_ptr<void> state);

  std::vector<std::shared_ptr<void>> states_;
  bool ends_with_process_ = false;
  bool expects_endings_ = false;
  std::unique_ptr<Internals> internals_;
};

/// Makes an interpreter current on this thread for a scope.
class Enter {
 public:
  explicit Enter(Interpreter& interpreter);
  ~Enter();

 private:
  Interpreter* previous_;
};

template <class T>
T& interpreter_state() {
  return Interpreter::current().state<T>();
}

}  // namespace limbeck::py

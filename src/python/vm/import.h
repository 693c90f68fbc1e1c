// Imports: which module a name means, and making it.
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "base/embedded.h"
#include "python/native.h"
#include "python/vm/frame.h"
#include "python/vm/resume.h"

namespace limbeck::py {

struct Importer {
  std::unordered_map<std::string_view, const NativeModule*> native;
  std::unordered_map<std::string_view, const EmbeddedModule*> embedded;
  std::vector<std::string> search_path;  // until sys.path exists
  std::vector<std::string> stub_path;
  Value path_list;                             // sys.path
  std::unordered_set<std::string> unfinished;  // their bodies are running
  bool guarded = false;  // `from … import` under an ImportError handler runs
  std::string listed;    // a package whose submodules `from` imports itself
  std::string strict;    // what is running while opaque calls are errors
  std::vector<LeftOut> left_out;  // of the project's modules
  /// Where the project's own packages may lie that nothing on sys.path has.
  std::function<std::vector<std::string>()> project_folders;
  /// Where third-party packages are installed, which are looked for last; asked
  /// once.
  std::function<std::vector<std::string>()> find_installed;
  std::optional<std::vector<std::string>> installed;
};

Importer& importer();

/// Whether limbeck brings the module of that name: what it lacks may well be
/// there in the real one, so that it is limbeck's lack.
bool is_own_module(std::string_view name);
/// The same of a value; false for what is no module.
bool is_own_module(const Value& module);

/// sys.modules[name], imported if need be. `guarded`: an unknown name raises
/// ModuleNotFoundError where it would become opaque.
Value import_module(std::string_view name, bool guarded);
/// Executes source as module `name` with __file__.
Value execute_module(std::string_view name, std::string_view source,
                     const std::string& file, bool enter, bool package);
/// The same for what need not run whole; see run_with_gaps.
Value execute_with_gaps(std::string_view name, std::string_view source,
                        const std::string& file);
/// The whole file; OSError as open() raises it.
std::string read_file(const std::string& path);
bool file_exists(const std::string& path);
bool folder_exists(const std::string& path);
/// Where a module would come from: None, ("native", None), ("file", path) or
/// ("namespace", folders). Its parents must have been imported.
Value find_module(std::string_view name);
/// The folders in which third-party packages are installed.
const std::vector<std::string>& installed_folders();
/// Whether the file lies in one of them.
bool is_installed_file(std::string_view file);
/// Where the running import stands in the project.
SourcePosition import_position();
/// A relative import's absolute name.
std::string resolve_relative(const Value& globals, std::string_view name,
                             int level);

}  // namespace limbeck::py

// What a script or a module that it imports does to the others: the reference
// loads all scripts before the first one runs, limbeck only those that run.
#include "alembic/script_directory.h"
#include "base/error.h"
#include "base/files.h"
#include "base/text.h"

namespace limbeck::alembic {
namespace {

namespace fs = std::filesystem;

// The file of a module of the project; empty where there is none.
std::string file_of_module(std::string_view name) {
  const Value sys = py::Interpreter::current().import("sys");
  const std::string relative = replace_all(name, ".", "/");
  for (const Value& folder : py::collect(py::get_attribute(sys, "path"))) {
    if (!py::is_str(folder)) continue;
    for (const char* ending : {".py", "/__init__.py"}) {
      std::string file = cat(py::text_of(folder), "/", relative, ending);
      std::error_code ignored;
      if (fs::is_regular_file(file, ignored)) return file;
    }
  }
  return {};
}

bool changes_sqlalchemy(const std::string& file) {
  const std::string text = read_file(file);
  for (std::string_view sign : {"compiles(", "listens_for(", "event.listen("})
    if (contains(text, sign)) return true;
  return false;
}

// Whoever needs what fails here says so when it runs.
template <class Work>
void forgiving(Work work) {
  try {
    work();
  } catch (const py::Raised&) {
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::Interrupted) throw;
  }
}

}  // namespace

// Alembic: ScriptDirectory._load_revisions
void ScriptDirectory::load_far_reaching() {
  load_graph();
  for (const std::string& name : imported_)
    forgiving([&] {
      const std::string file = file_of_module(name);
      if (!file.empty() && changes_sqlalchemy(file))
        py::Interpreter::current().import(name);
    });
  for (const std::string& path : far_reaching_)
    forgiving([&] { load_module(path); });
  imported_.clear();
  far_reaching_.clear();
}

}  // namespace limbeck::alembic

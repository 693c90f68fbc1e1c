#include "alembic/script_directory.h"

#include <algorithm>
#include <set>

#include "alembic/console.h"
#include "base/error.h"
#include "base/files.h"
#include "base/paths.h"
#include "base/text.h"
#include "python/syntax/header_scan.h"
#include "revision/failure.h"

namespace limbeck::alembic {
namespace {

namespace fs = std::filesystem;
using revision::Revision;

// A str, a sequence of str, or None as the reference takes them.
std::vector<std::string> texts(const Value& value) {
  if (!value || value.is_none()) return {};
  if (py::is_str(value)) return {std::string(py::text_of(value))};
  std::vector<std::string> result;
  for (const Value& item : py::collect(value))
    result.push_back(py::is_str(item) ? std::string(py::text_of(item))
                                      : py::str(item));
  return result;
}

// Alembic: _only_source_rev_file, _sourceless_rev_file
bool is_revision_file(std::string_view name, bool sourceless) {
  if (name.starts_with(".#") || name.starts_with("__init__")) return false;
  if (name.ends_with(".py")) return true;
  return sourceless && (name.ends_with(".pyc") || name.ends_with(".pyo"));
}

// "ae1027a6.py" of versions before `revision` was declared.
// Alembic: _legacy_rev
std::optional<std::string> legacy_id(std::string_view name) {
  const auto size = name.find_first_not_of("0123456789abcdef");
  if (size == 0 || size == name.npos || name.substr(size) != ".py")
    return std::nullopt;
  return std::string(name.substr(0, size));
}

// re.sub(r"\W", "_", name)
std::string module_id(const std::string& file_name) {
  std::string id;
  for (char c : file_name) {
    const bool word =
        std::isalnum(static_cast<unsigned char>(c)) || c == '_' || (c & 0x80);
    id += word ? c : '_';
  }
  return id;
}

// "package:folder" names a folder inside a package.
// Alembic: util.coerce_resource_to_filename
std::string coerce_resource(const std::string& location) {
  const auto colon = location.find(':');
  if (colon == location.npos || location.starts_with('/'))
    return pure_path(location);
  const Value package =
      py::Interpreter::current().import(location.substr(0, colon));
  const Value file = py::find_attribute(package, "__file__");
  std::string folder =
      file && py::is_str(file)
          ? fs::path(py::str(file)).parent_path().string()
          : py::str(py::get_item(py::get_attribute(package, "__path__"),
                                 py::make_int(0)));
  for (const std::string& part : split(location.substr(colon + 1), ':'))
    folder += "/" + part;
  return absolute_path(folder);
}

// Whether a place that is no package's has no env.py.
bool names_no_environment(const std::string& location) {
  std::error_code ignored;
  return (location.starts_with('/') || !contains(location, ":")) &&
         !fs::exists(fs::path(location) / "env.py", ignored);
}

// `revision` of a script, which is text and nothing else.
std::string id_of(const Value& id, const std::string& path) {
  if (!py::is_str(id))
    throw Error(ErrorKind::Revision,
                cat("revision of ", path, " is ", py::repr(id),
                    "; a revision identifier is a str"));
  return std::string(py::text_of(id));
}

}  // namespace

// Alembic: ScriptDirectory.__init__
std::shared_ptr<ScriptDirectory> ScriptDirectory::in_folder(
    std::string folder, const std::vector<std::string>& version_locations,
    Settings settings, bool quiet) {
  std::shared_ptr<ScriptDirectory> scripts(new ScriptDirectory);
  scripts->quiet_ = quiet;
  scripts->settings_ = std::move(settings);
  scripts->given_version_locations_ = version_locations;
  for (const std::string& place : version_locations)
    scripts->version_locations_.push_back(absolute_path(place));
  if (version_locations.empty())
    scripts->version_locations_ = {absolute_path(folder + "/versions")};
  std::error_code ignored;
  if (!fs::exists(folder, ignored))
    throw Error(ErrorKind::Command,
                cat("Path doesn't exist: ", folder,
                    ".  Please use the 'init' command to create a new scripts "
                    "folder."));
  scripts->folder_ = std::move(folder);
  return scripts;
}

// Alembic: ScriptDirectory.from_config
std::shared_ptr<ScriptDirectory> ScriptDirectory::from_config(Config& config,
                                                              bool quiet) {
  auto location = config.option("script_location");
  // Flask-Migrate's alembic.ini lies beside env.py. It leaves the place out, or
  // names it as another machine has it.
  if (const fs::path beside = fs::path(config.ini_file()).parent_path();
      !beside.empty() && fs::exists(beside / "env.py") &&
      (!location || names_no_environment(*location)))
    location = beside.string();
  if (!location)
    throw Error(ErrorKind::Command,
                "No 'script_location' key found in configuration.")
        .hint("run `init` to make a project, or name its file with -c");
  Settings settings;
  if (const auto length = config.option("truncate_slug_length")) {
    const Value number =
        py::call(Value(static_cast<py::Object*>(py::builtin_types().int_)),
                 {py::make_str(*length)});
    const auto given = py::int_of(number).value_or(0);
    settings.truncate_slug_length = given ? given : 40;
  }
  const auto prepend = config.prepend_sys_path();
  if (!prepend.empty()) {
    const Value path =
        py::get_attribute(py::Interpreter::current().import("sys"), "path");
    std::int64_t at = 0;
    for (const std::string& entry : prepend)
      py::call_method(path, "insert",
                      {py::make_int(at++), py::make_str(entry)});
  }
  settings.recursive = config.boolean_option("recursive_version_locations");
  settings.sourceless = config.boolean_option("sourceless");
  settings.file_template =
      config.option("file_template").value_or(settings.file_template);
  settings.output_encoding = config.option("output_encoding").value_or("utf-8");
  settings.timezone = config.option("timezone");
  settings.hooks = config.post_write_hooks();
  std::vector<std::string> places;
  for (const std::string& place :
       config.version_locations().value_or(std::vector<std::string>{}))
    places.push_back(coerce_resource(place));
  return in_folder(location->empty() ? "." : coerce_resource(*location), places,
                   std::move(settings), quiet);
}

// Paths are real ones as far as folders go; a link to a file is told.
// Alembic: Script._list_py_dir
std::vector<ScriptDirectory::FoundFile> ScriptDirectory::list_files() const {
  std::vector<FoundFile> found;
  const auto walk = [&](const fs::path& folder, const auto& self) -> void {
    std::vector<std::pair<std::string, bool>> files;
    std::vector<std::string> folders;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder, error)) {
      std::string name = entry.path().filename().string();
      const bool link = entry.is_symlink(error);
      if (!entry.is_directory(error))
        files.emplace_back(std::move(name), link);
      else if (!link)
        folders.push_back(std::move(name));
    }
    std::sort(files.begin(), files.end());
    std::sort(folders.begin(), folders.end());
    for (const auto& [name, link] : files)
      found.push_back({(folder / name).string(), link});
    if (settings_.sourceless && fs::exists(folder / "__pycache__", error)) {
      std::set<std::string> stems;
      for (const auto& [name, link] : files)
        stems.insert(name.substr(0, name.find('.')));
      for (const auto& entry :
           fs::directory_iterator(folder / "__pycache__", error)) {
        const std::string name = entry.path().filename().string();
        if (!stems.contains(name.substr(0, name.find('.'))))
          found.push_back({entry.path().string(), false});
      }
    }
    if (!settings_.recursive) return;
    for (const std::string& name : folders)
      if (!name.ends_with("__pycache__")) self(folder / name, self);
  };
  std::error_code error;
  for (const std::string& location : version_locations_)
    if (const fs::path real = fs::canonical(location, error); !error)
      walk(real, walk);
  return found;
}

const revision::RevisionGraph& ScriptDirectory::graph() {
  if (graph_) return *graph_;
  return revision::with_wording(
      {}, [&]() -> const revision::RevisionGraph& { return load_graph(); });
}

// Alembic: ScriptDirectory._load_revisions
const revision::RevisionGraph& ScriptDirectory::load_graph() {
  if (graph_) return *graph_;
  std::vector<FoundFile> files = list_files();
  bool may_repeat = version_locations_.size() > 1;
  for (FoundFile& file : files) {
    if (!file.is_link) continue;
    may_repeat = true;
    std::error_code error;
    if (const fs::path real = fs::canonical(file.path, error); !error)
      file.path = real.string();
  }
  std::vector<Revision> revisions;
  revisions.reserve(files.size());
  std::set<std::string> seen;
  for (const FoundFile& file : files) {
    if (may_repeat && !seen.insert(file.path).second) {
      warn(cat("File ", file.path,
               " loaded twice! ignoring. Please ensure "
               "version_locations is unique."));
      continue;
    }
    if (py::Interpreter::current().interrupted)
      throw Error(ErrorKind::Interrupted, "Interrupted");
    if (auto revision = load(file.path))
      revisions.push_back(std::move(*revision));
  }
  graph_.emplace(std::move(revisions),
                 [](const std::string& text) { warn(text); });
  return *graph_;
}

void ScriptDirectory::forget() {
  if (!graph_) return;
  // Scripts that programs hold point into it.
  retired_.push_back(std::move(*graph_));
  graph_.reset();
  modules_.clear();
}

// Alembic: Script._from_path
std::optional<Revision> ScriptDirectory::load(const std::string& path) {
  const std::string name = fs::path(path).filename().string();
  if (!is_revision_file(name, settings_.sourceless)) return std::nullopt;
  if (!name.ends_with(".py")) {
    const std::string source = path.substr(0, path.size() - 1);
    std::error_code error;
    if (fs::exists(source, error)) return std::nullopt;
    throw Error(
        ErrorKind::Unsupported,
        cat("limbeck reads Python source, not the compiled file ", path))
        .hint("put the .py file beside it and set sourceless = false");
  }
  std::string& source = sources_[path];
  source = read_file(path);
  const py::RevisionHeader header = py::scan_header(source);
  const bool whole = header.sure && header.revision && header.down_revision &&
                     header.revision->kind == py::HeaderValue::Kind::Text;
  if (!whole) return from_module(path);
  const auto texts = [](const std::optional<py::HeaderValue>& value) {
    return value ? value->texts : std::vector<std::string>{};
  };
  if (header.reaches_far) far_reaching_.push_back(path);
  imported_.insert(header.imports.begin(), header.imports.end());
  Revision revision;
  revision.path = path;
  revision.id = header.revision->texts[0];
  revision.down_revisions = texts(header.down_revision);
  revision.dependencies = texts(header.depends_on);
  revision.own_labels = texts(header.branch_labels);
  if (header.docstring) revision.long_doc = strip(*header.docstring);
  return revision;
}

// A script whose header is no literal is executed to know it.
Revision ScriptDirectory::from_module(const std::string& path) {
  const Value module = load_module(path);
  Revision revision;
  revision.path = path;
  const std::string name = fs::path(path).filename().string();
  if (const Value id = py::find_attribute(module, "revision")) {
    revision.id = id_of(id, path);
  } else if (const auto legacy = legacy_id(name)) {
    revision.id = *legacy;
  } else {
    throw Error(ErrorKind::Command,
                cat("Could not determine revision id from filename ", name,
                    ". Be sure the 'revision' variable is declared inside the "
                    "script (please see 'Upgrading from Alembic 0.1 to 0.2' in "
                    "the documentation)."));
  }
  revision.down_revisions = texts(py::get_attribute(module, "down_revision"));
  revision.own_labels = texts(py::find_attribute(module, "branch_labels"));
  revision.dependencies = texts(py::find_attribute(module, "depends_on"));
  const Value doc = py::find_attribute(module, "__doc__");
  if (doc && py::is_str(doc))
    revision.long_doc = std::string(strip(py::text_of(doc)));
  return revision;
}

Value ScriptDirectory::load_module(const std::string& path) {
  Value& module = modules_[path];
  if (module) return module;
  py::Interpreter& interpreter = py::Interpreter::current();
  const std::string name = module_id(fs::path(path).filename().string());
  auto seen = sources_.extract(path);
  module = seen ? interpreter.run_source_with_gaps(seen.mapped(), path, name)
                : interpreter.load_file_with_gaps(path, name);
  return module;
}

Value ScriptDirectory::module_of(const Revision& revision) {
  return load_module(revision.path);
}

// Alembic: ScriptDirectory.run_env, load_python_file
void ScriptDirectory::run_env() {
  const std::string path = folder_ + "/env.py";
  std::error_code error;
  if (!fs::exists(path, error))
    py::raise("ImportError", cat("Can't find Python file ", path));
  py::Interpreter::current().load_file(path, "env_py");
}

}  // namespace limbeck::alembic

#include "alembic/script_directory.h"

#include <algorithm>
#include <set>

#include "alembic/console.h"
#include "base/error.h"
#include "base/files.h"
#include "base/text.h"
#include "python/syntax/header_scan.h"

namespace limbeck::alembic {
namespace {

namespace fs = std::filesystem;
using revision::Revision;

std::string absolute(const std::string& path) {
  std::error_code ignored;
  return fs::absolute(path, ignored).lexically_normal().string();
}

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
  if (name.ends_with(".py")) return name.size() > 3;
  return sourceless && name.size() > 4 &&
         (name.ends_with(".pyc") || name.ends_with(".pyo"));
}

// "ae1027a6_add.py" of versions before `revision` was declared.
// Alembic: _legacy_rev
std::optional<std::string> legacy_id(std::string_view name) {
  std::size_t size = 0;
  while (size < name.size() && ((name[size] >= 'a' && name[size] <= 'f') ||
                                (name[size] >= '0' && name[size] <= '9')))
    ++size;
  if (size == 0) return std::nullopt;
  if (name.substr(size) != ".py" &&
      !(name.size() > size && name[size] == '_' && name.ends_with(".py")))
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

}  // namespace

// Alembic: ScriptDirectory.from_config
std::shared_ptr<ScriptDirectory> ScriptDirectory::from_config(Config& config,
                                                              bool quiet) {
  auto location = config.option("script_location");
  // Flask-Migrate's alembic.ini leaves it out and lies beside env.py.
  if (const fs::path beside = fs::path(config.ini_file()).parent_path();
      !location && !beside.empty() && fs::exists(beside / "env.py"))
    location = beside.string();
  if (!location)
    throw Error(ErrorKind::Command,
                "No 'script_location' key found in configuration.")
        .hint("run `init` to make a project, or name its file with -c");
  std::shared_ptr<ScriptDirectory> scripts(new ScriptDirectory);
  scripts->quiet_ = quiet;
  Settings& settings = scripts->settings_;
  if (const auto length = config.option("truncate_slug_length")) {
    const Value number =
        py::call(Value(static_cast<py::Object*>(py::builtin_types().int_)),
                 {py::make_str(*length)});
    const auto given = py::int_of(number).value_or(0);
    settings.truncate_slug_length =
        given > 0 ? static_cast<std::size_t>(given) : 40;
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
  // "package:folder" names a folder inside a package.
  std::string folder = *location;
  if (const auto colon = folder.find(':');
      colon != std::string::npos && !folder.starts_with('/')) {
    const Value package =
        py::Interpreter::current().import(folder.substr(0, colon));
    const std::string file = py::str(py::get_attribute(package, "__file__"));
    folder = fs::path(file).parent_path().string();
    for (const std::string& part : split(location->substr(colon + 1), ':'))
      folder += "/" + part;
  }
  scripts->folder_ = folder;
  if (const auto locations = config.version_locations();
      locations && !locations->empty()) {
    scripts->several_locations_given_ = true;
    for (const std::string& place : *locations)
      scripts->version_locations_.push_back(absolute(place));
  } else {
    scripts->version_locations_ = {absolute(folder + "/versions")};
  }
  std::error_code ignored;
  if (!fs::exists(folder, ignored))
    throw Error(ErrorKind::Command,
                cat("Path doesn't exist: ", folder,
                    ".  Please use the 'init' command to create a new scripts "
                    "folder."));
  return scripts;
}

// Alembic: Script._list_py_dir
std::vector<std::string> ScriptDirectory::list_files() const {
  std::vector<std::string> paths;
  const auto walk = [&](const fs::path& folder, const auto& self) -> void {
    std::vector<std::string> files, folders;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder, error)) {
      const std::string name = entry.path().filename().string();
      (entry.is_directory(error) ? folders : files).push_back(name);
    }
    std::sort(files.begin(), files.end());
    std::sort(folders.begin(), folders.end());
    for (const std::string& name : files)
      paths.push_back((folder / name).string());
    if (settings_.sourceless && fs::exists(folder / "__pycache__", error)) {
      std::set<std::string> stems;
      for (const std::string& name : files)
        stems.insert(name.substr(0, name.find('.')));
      for (const auto& entry :
           fs::directory_iterator(folder / "__pycache__", error)) {
        const std::string name = entry.path().filename().string();
        if (!stems.contains(name.substr(0, name.find('.'))))
          paths.push_back(entry.path().string());
      }
    }
    if (!settings_.recursive) return;
    for (const std::string& name : folders)
      if (!name.ends_with("__pycache__")) self(folder / name, self);
  };
  std::error_code error;
  for (const std::string& location : version_locations_)
    if (fs::exists(location, error)) walk(location, walk);
  return paths;
}

// Alembic: ScriptDirectory._load_revisions
const revision::RevisionGraph& ScriptDirectory::graph() {
  if (graph_) return *graph_;
  std::vector<Revision> revisions;
  std::set<std::string> seen;
  const bool may_repeat = version_locations_.size() > 1;
  for (const std::string& path : list_files()) {
    std::error_code error;
    std::string real = path;
    if (may_repeat || fs::is_symlink(path, error))
      real = fs::canonical(path, error).string();
    if (may_repeat && !seen.insert(real).second) {
      warn(cat("File ", real,
               " loaded twice! ignoring. Please ensure "
               "version_locations is unique."));
      continue;
    }
    if (auto revision = load(real)) revisions.push_back(std::move(*revision));
  }
  graph_.emplace(std::move(revisions),
                 [](const std::string& text) { warn(text); });
  return *graph_;
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
  const py::RevisionHeader header = py::scan_header(read_file(path));
  const bool whole = header.sure && header.revision && header.down_revision &&
                     header.revision->kind == py::HeaderValue::Kind::Text;
  if (!whole) return from_module(path);
  const auto texts = [](const std::optional<py::HeaderValue>& value) {
    return value ? value->texts : std::vector<std::string>{};
  };
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
    revision.id = py::str(id);
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
  if (!module)
    module = py::Interpreter::current().load_file(
        path, module_id(fs::path(path).filename().string()));
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

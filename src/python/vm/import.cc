#include "python/vm/import.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

#include "base/text.h"
#include "python/compile/source.h"
#include "python/examine.h"
#include "python/objects/exception.h"
#include "python/objects/module.h"
#include "python/vm/opaque.h"
#include "python/vm/operations.h"
#include "python/vm/traceback.h"

namespace limbeck::py {

Importer& importer() {
  auto& slot = vm_state().importer;
  if (!slot) slot = std::make_shared<Importer>();
  return *slot;
}

bool is_own_module(std::string_view name) {
  const Importer& state = importer();
  return state.native.count(name) || state.embedded.count(name);
}

bool is_own_module(const Value& module) {
  if (type_of(module) != internals().types.module) return false;
  const Value name = find_attribute(module, names().name);
  return is_str(name) && is_own_module(text_of(name));
}

const std::vector<std::string>& installed_folders() {
  Importer& state = importer();
  if (!state.installed)
    state.installed = state.find_installed ? state.find_installed()
                                           : std::vector<std::string>();
  return *state.installed;
}

bool is_installed_file(std::string_view file) {
  const Importer& state = importer();
  if (!state.installed) return false;
  return std::any_of(state.installed->begin(), state.installed->end(),
                     [&](const std::string& folder) {
                       return file.size() > folder.size() &&
                              file.starts_with(folder) &&
                              file[folder.size()] == '/';
                     });
}

bool file_exists(const std::string& path) {
  struct stat status;
  return stat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode);
}

bool folder_exists(const std::string& path) {
  struct stat status;
  return stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
}

std::string read_file(const std::string& path) {
  int reason = 0;
  std::string text;
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) {
    reason = errno;
  } else {
    struct stat status {};
    fstat(file, &status);
    // One more than there is: the read that ends it meets the end at once.
    text.resize(static_cast<std::size_t>(status.st_size) + 1);
    std::size_t used = 0;
    while (true) {
      if (used == text.size()) text.resize(2 * text.size());
      const ssize_t got = ::read(file, text.data() + used, text.size() - used);
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) reason = errno;
      if (got <= 0) break;
      used += static_cast<std::size_t>(got);
    }
    text.resize(used);
    ::close(file);
  }
  if (reason)
    throw Raised(call(
        Value(exception_type("OSError")),
        {make_int(reason), make_str(std::strerror(reason)), make_str(path)}));
  return text;
}

namespace {

Dict* modules() { return internals().modules.get(); }

std::string joined_path(std::string_view folder, std::string_view name) {
  if (folder.empty()) return std::string(name);
  if (folder.ends_with("/")) return cat(folder, name);
  return cat(folder, "/", name);
}

[[noreturn]] void no_module(std::string_view name, std::string_view why = "") {
  Value error = make_exception(exception_type("ModuleNotFoundError"),
                               cat("No module named '", name, "'", why));
  as_exception(error)->set_field(exception_field::kImportName, make_str(name));
  as_exception(error)->set_field(exception_field::kMessage,
                                 as_exception(error)->args.get()->items()[0]);
  throw Raised(error);
}

std::string_view parent_of(std::string_view name) {
  std::size_t dot = name.rfind('.');
  return dot == name.npos ? std::string_view() : name.substr(0, dot);
}

std::string_view top_of(std::string_view name) {
  return name.substr(0, name.find('.'));
}

std::string_view last_of(std::string_view name) {
  std::size_t dot = name.rfind('.');
  return dot == name.npos ? name : name.substr(dot + 1);
}

struct FoundFile {
  std::string file;  // empty: none, or a namespace package
  bool package = false;
  std::vector<std::string> namespace_folders;
  explicit operator bool() const {
    return !file.empty() || !namespace_folders.empty();
  }
};

// What modules show as their __file__ starts at the root.
// CPython: FileFinder.__init__
std::string absolute_folder(const std::string& folder) {
  std::error_code ignored;
  std::string path =
      std::filesystem::absolute(folder, ignored).lexically_normal().string();
  while (path.size() > 1 && path.ends_with("/")) path.pop_back();
  return path;
}

// A folder without any Python is nobody's package: what bears its name is one
// that limbeck does not have.
bool holds_python(const std::string& folder, int depth = 4) {
  std::error_code ignored;
  std::vector<std::string> inside;
  for (const auto& entry :
       std::filesystem::directory_iterator(folder, ignored)) {
    if (entry.is_directory(ignored)) {
      const std::string name = entry.path().filename().string();
      if (!name.starts_with(".") && name != "node_modules")
        inside.push_back(entry.path().string());
    } else if (entry.path().extension() == ".py") {
      return true;
    }
  }
  if (depth > 0)
    for (const std::string& one : inside)
      if (holds_python(one, depth - 1)) return true;
  return false;
}

FoundFile find_file(const std::vector<std::string>& folders,
                    std::string_view name) {
  FoundFile found;
  for (const std::string& given : folders) {
    const std::string folder =
        given.starts_with("/") ? given : absolute_folder(given);
    std::string base = joined_path(folder, name);
    if (folder_exists(base)) {
      std::string init = base + "/__init__.py";
      if (file_exists(init)) return {init, true, {}};
      if (file_exists(base + ".py")) return {base + ".py", false, {}};
      if (holds_python(base)) found.namespace_folders.push_back(base);
    } else if (file_exists(base + ".py")) {
      return {base + ".py", false, {}};
    }
  }
  return found;
}

std::vector<std::string> text_list(const Value& list) {
  std::vector<std::string> found;
  if (list.absent() || list.is_none() || as_opaque(list)) return found;
  for (const Value& item : collect(list))
    if (is_str(item)) found.emplace_back(text_of(item));
  return found;
}

std::vector<std::string> search_folders() {
  Importer& state = importer();
  return state.path_list ? text_list(state.path_list) : state.search_path;
}

// What __spec__ shows; a plain namespace of its attributes.
Value make_spec(std::string_view name, const Value& origin,
                const Value& locations, bool package) {
  Type* type = internals().types.namespace_;
  Value spec = call(Value(type));
  set_attribute(spec, "name", make_str(name));
  set_attribute(spec, "loader", Value::none());
  set_attribute(spec, "origin", origin);
  set_attribute(spec, "submodule_search_locations", locations);
  set_attribute(spec, "has_location", Value::boolean(is_str(origin)));
  set_attribute(spec, "cached", Value::none());
  set_attribute(spec, "parent", make_str(package ? name : parent_of(name)));
  return spec;
}

Value submodule_on_demand(const std::string& package, std::string_view name);

Value make_module(std::string_view name, const Value& file, bool package,
                  const Value& locations) {
  Ref<ModuleObject> module = new_module(name);
  Dict* space = module->attributes;
  space->set(names().package, make_str(package ? name : parent_of(name)));
  if (is_str(file)) space->set(names().file, file);
  if (package) {
    space->set(names().path, locations);
    module->missing = [own = std::string(name)](std::string_view attribute) {
      return submodule_on_demand(own, attribute);
    };
  }
  space->set(
      names().spec,
      make_spec(name, file, package ? locations : Value::none(), package));
  space->set(names().builtins, internals().builtins.value());
  return std::move(module).value();
}

/// How a module's body runs.
enum class Running {
  Whole,     // it must run to its end
  WithGaps,  // statements that want what limbeck does not have are left out
  Own,       // limbeck's own source, which is known to be right
};

Value run_module(const Value& module, std::string_view name,
                 std::string_view source, const std::string& file, bool enter,
                 Running running = Running::Whole) {
  Ref<Dict> globals(module.as<ModuleObject>()->attributes);
  if (!enter) {
    run_code(compile_source(source, file), globals, globals.value());
    return module;
  }
  Importer& state = importer();
  Value key = make_str(name);
  modules()->set(key, module);
  state.unfinished.insert(std::string(name));
  // What a module does when it is imported is the same in a migration as
  // before.
  struct Lenient {
    std::string& strict;
    std::string before = std::exchange(strict, {});
    ~Lenient() { strict = before; }
  } lenient{state.strict};
  try {
    if (running == Running::WithGaps)
      run_with_gaps(name, source, file, globals.value());
    else
      run_code(compile_source(
                   source, file, ast::Mode::Exec, false,
                   running == Running::Own ? Bodies::Leap : Bodies::Parse),
               globals, globals.value());
  } catch (...) {
    state.unfinished.erase(std::string(name));
    modules()->remove(key);
    throw;
  }
  state.unfinished.erase(std::string(name));
  Value* entered = modules()->find(key);
  return entered ? *entered : module;
}

Value load_native(const NativeModule& native) {
  Value locations = native.package ? make_list() : Value();
  Value module =
      make_module(native.name, Value::none(), native.package, locations);
  Value key = make_str(native.name);
  modules()->set(key, module);
  try {
    Module wrapper(module);
    native.init(wrapper);
  } catch (...) {
    modules()->remove(key);
    throw;
  }
  Value* entered = modules()->find(key);
  return entered ? *entered : module;
}

Value load_embedded(const EmbeddedModule& embedded) {
  std::string file = cat("<limbeck>/", replace_all(embedded.name, ".", "/"),
                         embedded.package ? "/__init__.py" : ".py");
  remember_source(file, embedded.source);
  Value module =
      make_module(embedded.name, make_str(file), embedded.package, make_list());
  return run_module(module, embedded.name, embedded.source, file, true,
                    Running::Own);
}

}  // namespace

SourcePosition import_position() {
  Frame* frame = vm_state().frame;
  while (frame && frame->code->file().starts_with("<limbeck>"))
    frame = frame->back;
  if (!frame) return {};
  return {std::string(frame->code->file()), frame->range().line,
          frame->range().column + 1};
}

namespace {

Value enter_opaque(std::string_view name, std::shared_ptr<Error> error,
                   const std::string& file = {}) {
  auto origin = std::make_shared<OpaqueOrigin>();
  origin->module = name;
  origin->position = import_position();
  origin->error = std::move(error);
  origin->file = file;
  Value module = make_opaque(std::string(name), std::move(origin));
  modules()->set(make_str(name), module);
  return module;
}

Value load_found(std::string_view name, const FoundFile& found) {
  if (found.file.empty()) {
    std::vector<Value> folders;
    for (const std::string& folder : found.namespace_folders)
      folders.push_back(make_str(folder));
    Value module =
        make_module(name, Value::none(), true, make_list(std::move(folders)));
    modules()->set(make_str(name), module);
    return module;
  }
  std::string source = read_file(found.file);
  std::size_t slash = found.file.rfind('/');
  Value locations = found.package
                        ? make_list({make_str(found.file.substr(0, slash))})
                        : Value();
  Value module =
      make_module(name, make_str(found.file), found.package, locations);
  try {
    return run_module(module, name, source, found.file, true,
                      Running::WithGaps);
  } catch (Error& error) {
    if (error.kind() != ErrorKind::Unsupported) throw;
    return enter_opaque(name, std::make_shared<Error>(error), found.file);
  }
}

bool runs_part_of(std::string_view package) {
  const auto& running = importer().unfinished;
  return std::any_of(
      running.begin(), running.end(),
      [&](const std::string& one) { return top_of(one) == package; });
}

void forget_modules_below(std::string_view name) {
  const std::string prefix = cat(name, ".");
  for (const Value& key : collect(internals().modules.value()))
    if (is_str(key) && text_of(key).starts_with(prefix)) modules()->remove(key);
}

// A module that is installed beside the project. It may need what limbeck does
// not have, extensions in C first of all; then it is as if it were not there.
// What the package's own modules import of it fails as a whole.
Value load_installed(std::string_view name, const FoundFile& found,
                     bool guarded) {
  try {
    return load_found(name, found);
  } catch (const Raised& raised) {
    if (!matches(raised, "Exception") || runs_part_of(top_of(name)) ||
        (guarded && matches(raised, "ImportError")))
      throw;
    const std::string reason =
        cat(type_of(raised.exception())->name, ": ", str(raised.exception()));
    forget_modules_below(name);
    if (guarded) no_module(name, cat(" (", reason, ")"));
    auto error = std::make_shared<Error>(ErrorKind::Unsupported, reason);
    error->at(raised_position(raised));
    return enter_opaque(name, std::move(error));
  }
}

// A package that limbeck brings in place of one that may be installed.
bool is_stand_in(std::string_view package) {
  return is_own_module(package) && package != "sqlalchemy" &&
         package != "alembic";
}

FoundFile find_part(std::string_view name) {
  const std::string below = replace_all(parent_of(name), ".", "/");
  std::vector<std::string> folders;
  for (const std::string& folder : installed_folders())
    folders.push_back(joined_path(folder, below));
  return find_file(folders, last_of(name));
}

bool is_installed(const Value& path) {
  const std::vector<std::string> folders = text_list(path);
  return std::any_of(
      folders.begin(), folders.end(),
      [](const std::string& folder) { return is_installed_file(folder); });
}

// Whether a package that is installed has the module as an extension in C.
bool is_extension(const Value& path, std::string_view name) {
  for (const std::string& folder : text_list(path)) {
    if (!is_installed_file(folder)) continue;
    std::error_code ignored;
    for (const auto& entry :
         std::filesystem::directory_iterator(folder, ignored)) {
      const std::string file = entry.path().filename().string();
      if (file.starts_with(name) && file.size() > name.size() &&
          file[name.size()] == '.' &&
          (file.ends_with(".so") || file.ends_with(".pyd")))
        return true;
    }
  }
  return false;
}

// Whether what runs imports a module of its own package.
bool imports_itself(std::string_view name) {
  Frame* frame = vm_state().frame;
  if (!frame || !frame->globals) return false;
  const Value* own = frame->globals->find(names().name);
  return own && is_str(*own) && top_of(text_of(*own)) == top_of(name);
}

// Whether an embedded package says that it stands in for only a part of the
// real one; what it lacks is opaque, as a whole package that is absent.
bool is_partial(const Value& package) {
  Value told = find_attribute(package, "__limbeck_partial__");
  return told && !told.is_none();
}

Value opaque_name(std::string_view module, std::string_view name) {
  auto origin = std::make_shared<OpaqueOrigin>();
  origin->module = module;
  origin->position = import_position();
  return make_opaque(cat(module, ".", name), std::move(origin));
}

// Whether a package is a namespace that several distributions fill: nothing but
// packages lies in it. Another distribution may have what is lacking.
bool is_shared_namespace(const Value& path) {
  for (const std::string& folder : text_list(path)) {
    std::error_code ignored;
    for (const auto& entry :
         std::filesystem::directory_iterator(folder, ignored))
      if (entry.path().extension() == ".py") return false;
  }
  return true;
}

// The module itself; its parents are imported already.
Value find_and_load(std::string_view name, const Value& parent, bool guarded) {
  Importer& state = importer();
  if (auto at = state.native.find(name); at != state.native.end())
    return load_native(*at->second);
  if (auto at = state.embedded.find(name); at != state.embedded.end())
    return load_embedded(*at->second);
  if (parent) {
    if (Opaque* opaque = as_opaque(parent)) {
      Value module = make_opaque(std::string(name), opaque->origin);
      modules()->set(make_str(name), module);
      return module;
    }
    // A program may have added folders to the path of one of our packages.
    const Value path = find_attribute(parent, names().path);
    if (!path.absent())
      if (FoundFile found = find_file(text_list(path), last_of(name)))
        return is_installed_file(found.file)
                   ? load_installed(name, found, guarded)
                   : load_found(name, found);
    // What a stand-in lacks, the package itself may have.
    if (is_stand_in(top_of(name)))
      if (FoundFile found = find_part(name))
        return load_installed(name, found, guarded);
    if (!guarded && is_own_module(parent_of(name)))
      return enter_opaque(name, nullptr);
    if (path.absent())
      no_module(name, cat("; '", parent_of(name), "' is not a package"));
    if (!guarded && (is_shared_namespace(path) ||
                     (is_installed(path) && !imports_itself(name))))
      return enter_opaque(name, nullptr);
    no_module(name);
  }
  if (FoundFile found = find_file(search_folders(), name))
    return load_found(name, found);
  if (FoundFile found = find_file(state.stub_path, name))
    return load_found(name, found);
  if (state.project_folders)
    if (FoundFile found = find_file(state.project_folders(), name))
      return load_found(name, found);
  if (FoundFile found = find_file(installed_folders(), name))
    return load_installed(name, found, guarded);
  if (guarded) no_module(name);
  return enter_opaque(name, nullptr);
}

// A submodule that nothing has imported yet. In Python it would be there if
// any other revision or model had imported it, and the reference has loaded all
// of them by the time that one runs.
Value submodule_on_demand(const std::string& package, std::string_view name) {
  Importer& state = importer();
  if (name.starts_with("__") || state.unfinished.count(package) ||
      state.listed == package)
    return {};
  const std::string whole = cat(package, ".", name);
  if (!find_module(whole).is_none()) return import_module(whole, true);
  Value* module = modules()->find(package);
  const bool partial = !state.guarded && module && is_partial(*module);
  return partial ? opaque_name(package, name) : Value();
}

Value* loaded(std::string_view name) {
  Value* found = modules()->find(name);
  if (found && found->is_none()) no_module(name, "");
  return found;
}

}  // namespace

Value import_module(std::string_view name, bool guarded) {
  if (Value* found = loaded(name)) return *found;
  std::string_view parent_name = parent_of(name);
  if (parent_name.empty()) return find_and_load(name, Value(), guarded);
  Value parent = import_module(parent_name, guarded);
  if (Value* found = loaded(name)) return *found;
  Value module = find_and_load(name, parent, guarded);
  if (!as_opaque(parent)) set_attribute(parent, last_of(name), module);
  return module;
}

Value find_module(std::string_view name) {
  Importer& state = importer();
  auto answer = [](std::string_view kind, Value where) {
    return make_tuple({make_str(kind), std::move(where)});
  };
  if (state.native.count(name) || state.embedded.count(name))
    return answer("native", Value::none());
  FoundFile found;
  if (parent_of(name).empty()) {
    found = find_file(search_folders(), name);
    if (!found) found = find_file(state.stub_path, name);
    if (!found) found = find_file(installed_folders(), name);
  } else if (Value* parent = modules()->find(parent_of(name))) {
    found = find_file(text_list(find_attribute(*parent, names().path)),
                      last_of(name));
  }
  if (!found) return Value::none();
  if (!found.file.empty()) return answer("file", make_str(found.file));
  Value folders = make_list();
  for (const std::string& folder : found.namespace_folders)
    list_append(folders, make_str(folder));
  return answer("namespace", folders);
}

Value execute_module(std::string_view name, std::string_view source,
                     const std::string& file, bool enter, bool package) {
  std::size_t slash = file.rfind('/');
  Value locations =
      package ? make_list(
                    {make_str(file.substr(0, slash == file.npos ? 0 : slash))})
              : Value();
  Value module = make_module(name, make_str(file), package, locations);
  return run_module(module, name, source, file, enter);
}

Value execute_with_gaps(std::string_view name, std::string_view source,
                        const std::string& file) {
  Value module = make_module(name, make_str(file), false, Value());
  run_with_gaps(name, source, file,
                Value(module.as<ModuleObject>()->attributes));
  return module;
}

std::string resolve_relative(const Value& globals, std::string_view name,
                             int level) {
  std::string package;
  Value* found = globals.as<Dict>()->find(names().package);
  if (found && is_str(*found)) {
    package = text_of(*found);
  } else {
    Value* own = globals.as<Dict>()->find(names().name);
    if (own && is_str(*own)) {
      package = text_of(*own);
      if (!globals.as<Dict>()->find(names().path)) package = parent_of(package);
    }
  }
  if (package.empty())
    raise("ImportError",
          "attempted relative import with no known parent package");
  for (int i = 1; i < level; ++i) {
    if (parent_of(package).empty())
      raise("ImportError",
            "attempted relative import beyond top-level package");
    package = parent_of(package);
  }
  return name.empty() ? package : cat(package, ".", name);
}

namespace {

/// Sets a variable for the length of a scope.
template <class T>
class Within {
 public:
  Within(T& variable, T value)
      : variable_(variable),
        outer_(std::exchange(variable, std::move(value))) {}
  ~Within() { variable_ = std::move(outer_); }
  Within(const Within&) = delete;
  Within& operator=(const Within&) = delete;

 private:
  T& variable_;
  T outer_;
};

bool is_package(const Value& module) {
  // Not through the module's own __getattr__, which would have to raise.
  if (type_of(module) == internals().types.module)
    return module.as<ModuleObject>()->attributes->find(names().path);
  return static_cast<bool>(find_attribute(module, names().path));
}

// `from package import submodule`.
void import_submodules(const Value& module, std::string_view name,
                       const Value& wanted, bool guarded) {
  if (as_opaque(module) || !is_package(module)) return;
  const Value path = find_attribute(module, names().path);
  const bool installed = path && is_installed(path);
  for (const Value& item : items_of(wanted)) {
    if (!is_str(item)) continue;
    std::string_view text = text_of(item);
    if (text == "*") {
      Value all = find_attribute(module, names().all);
      if (all && !as_opaque(all))
        import_submodules(module, name, make_tuple(collect(all)), guarded);
      continue;
    }
    // An import that fails is to raise here, where it is asked for: looked up
    // as an attribute, an AttributeError would only say that there is none.
    const auto there = [&] {
      const Within<std::string> scope(importer().listed, std::string(name));
      return static_cast<bool>(find_attribute(module, item.as<Str>()));
    };
    if (there()) continue;
    std::string full = cat(name, ".", text);
    // What fails of an installed package is opaque unless a handler is there.
    const bool must = guarded || imports_itself(full) || !installed ||
                      find_module(full).is_none();
    try {
      import_module(full, must);
    } catch (Raised& raised) {
      if (!matches(raised, "ModuleNotFoundError")) throw;
      Value missing = find_attribute(raised.exception(), "name");
      if (!is_str(missing) || text_of(missing) != full) throw;
    }
  }
}

bool overridden_import(Frame* frame, Value& function) {
  Value* found = frame->builtins->find(names().import_);
  if (!found) return false;
  function = *found;
  return type_of(function) != builtin_types().builtin_function;
}

}  // namespace

Value import_name(Frame* frame, Str* name, const Value& wanted,
                  const Value& level, bool guarded) {
  Value own;
  if (overridden_import(frame, own))
    return call(own,
                {Value(name), Value(frame->globals),
                 frame->names ? frame->names : Value::none(), wanted, level});
  std::string full(view(name));
  if (level.small() > 0)
    full = resolve_relative(Value(frame->globals), full,
                            static_cast<int>(level.small()));
  Value module = import_module(full, guarded);
  if (wanted.is_none()) {
    std::size_t dot = full.find('.');
    return dot == full.npos ? module
                            : import_module(full.substr(0, dot), guarded);
  }
  import_submodules(module, full, wanted, guarded);
  return module;
}

// CPython: import_from in ceval.c.
Value import_from(const Value& module, Str* name, bool guarded) {
  {
    const Within<bool> scope(importer().guarded, guarded);
    if (Value found = find_attribute(module, name)) return found;
  }
  if (const Opaque* opaque = as_opaque(module))
    return make_opaque(cat(opaque->path, ".", view(name)), opaque->origin);
  Value own_name = find_attribute(module, names().name);
  std::string text = is_str(own_name) ? std::string(text_of(own_name))
                                      : "<unknown module name>";
  if (Value* found = modules()->find(cat(text, ".", view(name)))) return *found;
  // Alembic's own modules are whole: a name they lack is nowhere.
  const bool whole = text == "alembic" || text.starts_with("alembic.");
  if (!guarded && !whole && is_own_module(text))
    return opaque_name(text, view(name));
  if (const Value star = find_attribute(module, kStarOf))
    if (Value found = name_of_star(star, name)) return found;
  if (!guarded && !imports_itself(text))
    if (const Value path = find_attribute(module, names().path))
      if (is_extension(path, view(name)))
        return import_module(cat(text, ".", view(name)), false);
  Value file = find_attribute(module, names().file);
  std::string where =
      is_str(file) ? std::string(text_of(file)) : "unknown location";
  bool circular = importer().unfinished.count(text) > 0;
  Value error = make_exception(
      exception_type("ImportError"),
      circular ? cat("cannot import name '", view(name),
                     "' from partially initialized module '", text,
                     "' (most likely due to a circular import) (", where, ")")
               : cat("cannot import name '", view(name), "' from '", text,
                     "' (", where, ")"));
  auto* object = as_exception(error);
  object->set_field(exception_field::kMessage, (*object->args)[0]);
  object->set_field(exception_field::kImportName, make_str(text));
  if (is_str(file)) object->set_field(exception_field::kPath, file);
  set_attribute(error, "name_from", Value(name));
  throw Raised(error);
}

void import_star(Frame* frame, const Value& module) {
  if (as_opaque(module)) {
    // Its names are not known: each that is wanted may be one of them.
    frame->globals->set(intern(kStarOf), module);
    return;
  }
  auto store = [&](const Value& name, const Value& value) {
    if (frame->names.object() == frame->globals || frame->names.absent())
      frame->globals->set(name, value);
    else
      set_item(frame->names, name, value);
  };
  if (Value all = find_attribute(module, names().all)) {
    for (const Value& name : collect(all)) {
      if (!is_str(name))
        raise_type_error(cat("Item in ", str(get_attribute(module, "__name__")),
                             ".__all__ must be str, not ",
                             type_of(name)->name));
      store(name, get_attribute(module, name.as<Str>()));
    }
    return;
  }
  Value space = get_attribute(module, names().dict);
  for (const Value& name : collect(space))
    if (is_str(name) && !text_of(name).starts_with("_"))
      store(name, get_attribute(module, name.as<Str>()));
}

}  // namespace limbeck::py

// Writing a new revision file: choosing its place, rendering the template.
#include <sys/random.h>
#include <unistd.h>

#include <algorithm>
#include <set>

#include "alembic/console.h"
#include "alembic/error_classes.h"
#include "alembic/mako.h"
#include "alembic/script_directory.h"
#include "alembic/values.h"
#include "base/error.h"
#include "base/files.h"
#include "base/paths.h"
#include "base/text.h"
#include "revision/failure.h"

namespace limbeck::alembic {
namespace {

namespace fs = std::filesystem;
using revision::Links;
using revision::Revision;
using revision::Wording;

// Alembic: tuple_rev_as_scalar. None, the one id, or what `several` makes.
template <class Several>
Value scalar_or(const std::vector<std::string>& items, Several several) {
  if (items.empty()) return Value::none();
  if (items.size() == 1) return py::make_str(items[0]);
  return several(items);
}

void ensure_folder(const std::string& path, bool quiet) {
  std::error_code error;
  const std::string full = absolute_path(path);
  if (fs::exists(path, error)) return;
  status(cat("Creating directory ", full), quiet, [&] {
    if (!fs::create_directories(path, error) && error)
      throw Error(ErrorKind::File,
                  cat("Can't create ", path, ": ", error.message()));
  });
}

// The helpers that a translated template calls.
constexpr std::string_view kTemplateRuntime = R"(
import html as _html
def __filter_h(text): return _html.escape(str(text), quote=True)
def __filter_trim(text): return str(text).strip()
def __filter_str(text): return str(text)
__filter_unicode = __filter_str
__filter_x = __filter_h
__filter_entity = __filter_h
def __filter_u(text):
    from urllib.parse import quote_plus
    return quote_plus(str(text))
class __Loop:
    def __init__(self, iterable, parent):
        self._items = iterable
        self.parent = parent
        self.index = -1
    def __iter__(self):
        for item in self._items:
            self.index += 1
            yield item
    @property
    def first(self): return self.index == 0
    @property
    def last(self): return self.index == len(self._items) - 1
    @property
    def reverse_index(self): return len(self._items) - self.index - 1
    @property
    def even(self): return self.index % 2 == 0
    @property
    def odd(self): return self.index % 2 == 1
    def cycle(self, *values): return values[self.index % len(values)]
def __loop(iterable, parent):
    return __Loop(iterable if hasattr(iterable, '__len__') else list(iterable), parent)
class __Undefined:
    def __str__(self): raise NameError('Undefined')
    def __bool__(self): return False
UNDEFINED = __Undefined()
class __Context:
    def __init__(self, values): self._values = values
    def get(self, name, default=None): return self._values.get(name, default)
    def __getitem__(self, name): return self._values[name]
    def __contains__(self, name): return name in self._values
    def keys(self): return list(self._values)
    def write(self, text): __write(text)
__str = str
loop = None
)";

}  // namespace

std::string random_revision_id() {
  unsigned char bytes[6];
  if (::getrandom(bytes, sizeof bytes, 0) != sizeof bytes)
    throw Error(ErrorKind::File, "The system gives no random numbers");
  std::string id;
  for (unsigned char byte : bytes)
    for (int half : {byte >> 4, byte & 15}) id += "0123456789abcdef"[half];
  return id;
}

// Alembic: ScriptDirectory._generate_create_date
Value ScriptDirectory::create_date() const {
  py::Interpreter& interpreter = py::Interpreter::current();
  const Value module = interpreter.import("datetime");
  const Value datetime = py::get_attribute(module, "datetime");
  if (!settings_.timezone) return py::call_method(datetime, "now");
  const Value zoneinfo = interpreter.import("zoneinfo");
  const Value zone_class = py::get_attribute(zoneinfo, "ZoneInfo");
  Value zone;
  for (const std::string& name :
       {*settings_.timezone, upper(*settings_.timezone)}) {
    try {
      zone = py::call(zone_class, {py::make_str(name)});
      break;
    } catch (const py::Raised& raised) {
      const Value not_found =
          py::get_attribute(zoneinfo, "ZoneInfoNotFoundError");
      if (!py::is_instance_of(raised.exception(), not_found)) throw;
    }
  }
  if (!zone)
    throw Error(ErrorKind::Command,
                cat("Can't locate timezone: ", *settings_.timezone));
  const Value utc =
      py::get_attribute(py::get_attribute(module, "timezone"), "utc");
  return py::call_method(py::call_method(datetime, "now", {utc}), "astimezone",
                         {zone});
}

// Alembic: ScriptDirectory._rev_path
std::string ScriptDirectory::file_name(const NewRevision& revision,
                                       const Value& date) const {
  const Value re = py::Interpreter::current().import("re");
  const Value words = py::call_method(
      re, "findall",
      {py::make_str("\\w+"), py::make_str(revision.message.value_or(""))});
  const Value joined = py::call_method(
      py::call_method(py::make_str("_"), "join", {words}), "lower");
  std::string slug(py::text_of(joined));
  const auto length = static_cast<std::int64_t>(count_code_points(slug));
  if (length > settings_.truncate_slug_length) {
    // A negative limit counts from the end, as a Python slice does.
    std::int64_t limit = settings_.truncate_slug_length;
    if (limit < 0) limit = std::max<std::int64_t>(0, length + limit);
    std::size_t end = 0;
    std::int64_t points = 0;
    while (end < slug.size() && points < limit) {
      ++end;
      while (end < slug.size() && (slug[end] & 0xC0) == 0x80) ++end;
      ++points;
    }
    slug.resize(end);
    const auto cut = slug.rfind('_');
    if (cut != std::string::npos) slug.resize(cut);
    slug += '_';
  }
  const Value values = py::make_dict();
  py::dict_set(values, "rev", py::make_str(revision.id));
  py::dict_set(values, "slug", py::make_str(slug));
  const Value stamp = py::call_method(date, "timestamp");
  py::dict_set(
      values, "epoch",
      py::call(Value(static_cast<py::Object*>(py::builtin_types().int_)),
               {stamp}));
  for (const char* part : {"year", "month", "day", "hour", "minute", "second"})
    py::dict_set(values, part, py::get_attribute(date, part));
  const Value name = py::binary(py::make_str(settings_.file_template), values,
                                py::Binary::Mod);
  return cat(py::text_of(name), ".py");
}

std::string ScriptDirectory::choose_version_path(const NewRevision& revision,
                                                 const Links& heads) const {
  std::string path;
  if (revision.version_path) {
    // As given: hooks and messages show it so.
    path = pure_path(*revision.version_path);
  } else if (version_locations_.size() > 1) {
    const auto with_file =
        std::find_if(heads.begin(), heads.end(),
                     [](const Revision* head) { return head != nullptr; });
    if (with_file == heads.end())
      throw Error(ErrorKind::Command,
                  "Multiple version locations present, please specify "
                  "--version-path");
    path = fs::path((*with_file)->path).parent_path().string();
  } else {
    path = version_locations_[0];
  }
  const std::string full = absolute_path(path);
  for (const std::string& place : version_locations_)
    if (place == full) return path;
  throw Error(
      ErrorKind::Command,
      cat("Path ", path, " is not represented in current version locations"));
}

// Alembic: ScriptDirectory.generate_revision; the checks come in its order.
const Revision* ScriptDirectory::generate_revision(
    const NewRevision& revision) {
  revision::with_wording({}, [&] { revision::verify_id(revision.id); });
  const revision::RevisionGraph& graph = this->graph();
  Wording wording;
  wording.multiple_heads =
      "Multiple heads are present; please specify the head revision on which "
      "the new revision should be based, or perform a merge.";
  const Links heads = revision::with_wording(
      wording, [&] { return revision::get_revisions(graph, revision.head); });
  if (std::set<const Revision*>(heads.begin(), heads.end()).size() !=
      heads.size())
    throw Error(ErrorKind::Command, "Duplicate head revisions specified");
  const Value date = create_date();
  const std::string place = choose_version_path(revision, heads);
  if (!given_version_locations_.empty()) ensure_folder(place, quiet_);
  const std::string path =
      (fs::path(place) / file_name(revision, date)).string();
  ensure_folder(fs::path(path).parent_path().string(), quiet_);
  if (!revision.splice)
    for (const Revision* head : heads)
      if (!head->is_head())
        throw Error(ErrorKind::Command,
                    cat("Revision ", head->id,
                        " is not a head revision; please specify --splice to "
                        "create a new branch from this revision"));
  write(revision, path, heads, date);
  if (!settings_.hooks.empty()) run_post_write_hooks(path, settings_.hooks);
  modules_.erase(path);
  sources_.erase(path);
  // A mistake in what the template or a hook wrote is told now.
  load_module(path);
  auto loaded = revision::with_wording({}, [&] { return load(path); });
  if (!loaded) return nullptr;
  if (!revision.branch_labels.empty() && loaded->own_labels.empty()) {
    const auto& labels = revision.branch_labels;
    throw Error(
        ErrorKind::Command,
        cat("Version ", loaded->id, " specified branch_labels ",
            labels.size() == 1 ? labels[0] : py::repr(text_tuple(labels)),
            ", however the migration file ", path,
            " does not have them; have you upgraded your script.py.mako to "
            "include the 'branch_labels' section?"));
  }
  // The reference sees a revision that is its own parent when it loads it.
  return with_error_classes([&] {
    try {
      return graph_->add_revision(std::move(*loaded));
    } catch (const revision::RevisionError& error) {
      if (error.failure() == revision::Failure::Loop ||
          error.failure() == revision::Failure::DependencyLoop)
        throw revision::command_error(error);
      throw;
    }
  });
}

void ScriptDirectory::write(const NewRevision& revision,
                            const std::string& path, const Links& heads,
                            const Value& date) {
  std::vector<std::string> depends_on;
  for (const std::string& name : revision.depends_on) {
    const Revision* found = revision::with_wording(
        {}, [&] { return revision::get_revision(graph(), name); });
    if (!found)
      throw Error(ErrorKind::Usage,
                  cat("depends_on '", name, "' names no revision"));
    depends_on.push_back(found->has_label(name) ? name : found->id);
  }
  const Value variables = py::make_dict();
  const auto set = [&](const char* name, Value value) {
    py::dict_set(variables, name, std::move(value));
  };
  set("up_revision", py::make_str(revision.id));
  set("down_revision", scalar_or(revision::ids(heads), text_tuple));
  set("branch_labels", revision.branch_labels.empty()
                           ? Value::none()
                           : text_tuple(revision.branch_labels));
  set("depends_on", scalar_or(depends_on, text_list));
  set("create_date", date);
  set("comma", py::make_function("comma(value)", [](py::Args& args) -> Value {
        const Value& value = args[std::size_t{0}];
        if (value.is_none()) return py::make_str("");
        if (py::is_str(value)) return value;
        return py::call_method(py::make_str(", "), "join", {value});
      }));
  set("message", py::make_str(revision.message.value_or("empty message")));
  set("refresh", Value::boolean(true));
  if (revision.template_arguments)
    py::dict_each(revision.template_arguments,
                  [&](const Value& name, const Value& value) {
                    py::dict_set(variables, name, value);
                  });
  const std::string full = absolute_path(path);
  status(cat("Generating ", full), quiet_, [&] {
    const std::string text =
        render_template(folder_ + "/script.py.mako", variables);
    std::string bytes = text;
    if (lower(settings_.output_encoding) != "utf-8") {
      const Value encoded =
          py::call_method(py::make_str(text), "encode",
                          {py::make_str(settings_.output_encoding)});
      bytes = std::string(py::bytes_of(encoded));
    }
    write_file(full, bytes);
  });
}

std::string render_template(const std::string& file, const Value& variables) {
  py::Interpreter& interpreter = py::Interpreter::current();
  const auto source = read_file_if_exists(file);
  if (!source)
    py::raise("FileNotFoundError",
              cat("[Errno 2] No such file or directory: '", file, "'"));
  std::string out;
  try {
    const TranslatedTemplate translated = translate_template(*source, file);
    const Value builtins = interpreter.import("builtins");
    const Value globals = py::make_dict();
    py::dict_set(globals, "__name__", py::make_str("template"));
    py::dict_set(globals, "__builtins__", builtins);
    py::dict_set(globals, "__write",
                 py::make_function("write(text)", [&out](py::Args& args) {
                   out += py::str(args[std::size_t{0}]);
                   return Value::none();
                 }));
    const Value exec = py::get_attribute(builtins, "exec");
    py::call(exec, {py::make_str(kTemplateRuntime), globals});
    py::dict_each(variables, [&](const Value& name, const Value& value) {
      py::dict_set(globals, name, value);
    });
    py::dict_set(globals, "context",
                 py::call(py::dict_get(globals, "__Context"), {variables}));
    for (const std::string& name : translated.names)
      if (!py::dict_get(globals, name) && !py::find_attribute(builtins, name))
        py::dict_set(globals, name, py::dict_get(globals, "UNDEFINED"));
    const Value compile = py::get_attribute(builtins, "compile");
    py::call(exec,
             {py::call(compile, {py::make_str(translated.python),
                                 py::make_str(file), py::make_str("exec")}),
              globals});
  } catch (const py::Raised& raised) {
    // The reference leaves the details in a file of its own.
    std::string name =
        (fs::temp_directory_path() / "limbeckXXXXXX.txt").string();
    const int fd = ::mkstemps(name.data(), 4);
    if (fd >= 0) {
      ::close(fd);
      write_file(name, interpreter.format_exception(raised.exception()));
    }
    throw Error(ErrorKind::Command, cat("Template rendering failed; see ", name,
                                        " for a template-oriented traceback."));
  }
  return out;
}

}  // namespace limbeck::alembic

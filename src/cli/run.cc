#include "cli/run.h"

#include <algorithm>
#include <atomic>
#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <optional>

#include "alembic/commands/commands.h"
#include "alembic/console.h"
#include "alembic/environment.h"
#include "alembic/half_done.h"
#include "base/error.h"
#include "base/text.h"
#include "cli/arguments.h"
#include "cli/installed_packages.h"
#include "cli/project_folders.h"
#include "cli/usage.h"
#include "companions/modules.h"
#include "python/examine.h"
#include "python/native.h"

namespace limbeck::cli {

const char* const kVersion = LIMBECK_VERSION;

namespace {

using py::Value;

std::atomic<py::Interpreter*> running_interpreter{nullptr};
// A signal that came when nothing ran yet; the next run takes it.
std::atomic<bool> interrupt_asked{false};

py::Type* command_error_type() {
  const Value module = py::Interpreter::current().import("alembic.util.exc");
  return py::get_attribute(module, "CommandError").as<py::Type>();
}

std::string base_name(const std::string& path) {
  return std::filesystem::path(path).filename().string();
}

// Which configuration files a run uses.
// Alembic: CommandLine._inis_from_config
alembic::ConfigSource config_source(const Options& options) {
  alembic::ConfigSource source{"alembic.ini", "pyproject.toml", "alembic", {}};
  const char* environment = std::getenv("ALEMBIC_CONFIG");
  if (environment && *environment)
    (base_name(environment) == "pyproject.toml" ? source.toml_file
                                                : source.ini_file) =
        environment;
  bool ini = false, toml = false;
  for (const std::string& file : options.list("config")) {
    const bool is_toml = base_name(file) == "pyproject.toml";
    bool& seen = is_toml ? toml : ini;
    if (seen)
      throw py::Raised(py::call(
          Value(static_cast<py::Object*>(command_error_type())),
          {py::make_str(is_toml ? "pyproject.toml indicated more than once"
                                : "only one ini file may be indicated")}));
    seen = true;
    if (!file.empty()) (is_toml ? source.toml_file : source.ini_file) = file;
  }
  if (const std::string* name = options.text("name")) source.section = *name;
  return source;
}

Value live_value(const OptionValue& value) {
  switch (value.kind) {
    case OptionValue::Kind::None:
      return Value::none();
    case OptionValue::Kind::Flag:
      return Value::boolean(value.flag);
    case OptionValue::Kind::Text:
      return py::make_str(value.text);
    case OptionValue::Kind::List:
      break;
  }
  std::vector<Value> items;
  for (const std::string& item : value.list)
    items.push_back(py::make_str(item));
  return py::make_list(std::move(items));
}

// argparse.Namespace: an object that takes attributes.
struct Namespace : py::Instance {
  using py::Instance::Instance;
};
struct NamespaceType {
  py::Type* type = py::NativeType<Namespace>("Namespace", "argparse").ready();
};

// argparse's namespace, as env.py sees it in config.cmd_opts.
Value live_options(const Options& options) {
  const Value result =
      py::allocate(py::interpreter_state<NamespaceType>().type);
  for (const auto& [name, value] : options.values())
    py::set_attribute(result, name, live_value(value));
  const Value module = py::Interpreter::current().import("alembic.command");
  const Value function =
      py::find_attribute(module, std::string(options.command->name));
  py::set_attribute(result, "cmd",
                    py::make_tuple({function ? function : Value::none(),
                                    py::make_list(), py::make_list()}));
  return result;
}

std::optional<std::string> optional(const Options& options,
                                    std::string_view name) {
  const std::string* text = options.text(name);
  return text ? std::optional<std::string>(*text) : std::nullopt;
}

Value list_or_text(const Options& options, std::string_view name) {
  const auto& list = options.list(name);
  if (!list.empty()) {
    std::vector<Value> items;
    for (const std::string& item : list) items.push_back(py::make_str(item));
    return py::make_list(std::move(items));
  }
  const std::string* text = options.text(name);
  return text ? py::make_str(*text) : Value();
}

// The exit code where the command ends well.
int run_command(alembic::ConfigObject& config, const Options& options) {
  const std::string_view name = options.command->name;
  const auto text = [&](std::string_view key) {
    const std::string* value = options.text(key);
    return value ? *value : std::string();
  };
  if (name == "list_templates") {
    alembic::list_templates(config);
  } else if (name == "init") {
    alembic::init(config, text("directory"), text("template"),
                  options.flag("package"));
  } else if (name == "heads") {
    alembic::heads(config, options.flag("verbose"),
                   options.flag("resolve_dependencies"));
  } else if (name == "branches") {
    alembic::branches(config, options.flag("verbose"));
  } else if (name == "history") {
    alembic::history(config, optional(options, "rev_range"),
                     options.flag("verbose"), options.flag("indicate_current"));
  } else if (name == "show") {
    alembic::show(config, text("rev"));
  } else if (name == "edit") {
    alembic::edit(config, text("rev"));
  } else if (name == "current") {
    alembic::current(config, options.flag("check_heads"),
                     options.flag("verbose"));
  } else if (name == "upgrade") {
    alembic::upgrade(config, text("revision"), options.flag("sql"),
                     optional(options, "tag"));
  } else if (name == "downgrade") {
    alembic::downgrade(config, text("revision"), options.flag("sql"),
                       optional(options, "tag"));
  } else if (name == "stamp") {
    alembic::stamp(config, options.list("revisions"), options.flag("sql"),
                   optional(options, "tag"), options.flag("purge"));
  } else if (name == "ensure_version") {
    alembic::ensure_version(config, options.flag("sql"));
  } else if (name == "doctor") {
    return alembic::doctor(config, options.flag("json")) ? 0 : 1;
  } else if (name == "check") {
    alembic::check(config);
  } else if (name == "merge") {
    const auto& revisions = options.list("revisions");
    // One symbol ("heads") is resolved as such, several are ids.
    alembic::merge(config,
                   revisions.size() == 1 ? revision::Specifier(revisions[0])
                                         : revision::Specifier(revisions),
                   optional(options, "message"),
                   list_or_text(options, "branch_label"),
                   optional(options, "rev_id"), options.flag("splice"));
  } else if (name == "revision") {
    alembic::RevisionArguments given;
    given.message = optional(options, "message");
    given.autogenerate = options.flag("autogenerate");
    given.sql = options.flag("sql");
    given.head = list_or_text(options, "head");
    given.splice = options.flag("splice");
    given.branch_label = list_or_text(options, "branch_label");
    given.version_path = optional(options, "version_path");
    given.rev_id = optional(options, "rev_id");
    given.depends_on = list_or_text(options, "depends_on");
    alembic::revision(config, given);
  } else {
    LIMBECK_CHECK(false, "every command of the table is dispatched");
  }
  return 0;
}

// How a run that failed ends: what is said where, and the exit code.
class Failure {
 public:
  Failure(const Streams& streams, bool quiet, bool raise)
      : streams_(streams), quiet_(quiet), raise_(raise) {}

  int report(const py::Raised& raised) const {
    const Value& exception = raised.exception();
    // What failed because it was told to end.
    if (py::Interpreter::current().interrupted) return interrupted();
    if (py::matches(raised, "SystemExit")) return system_exit(exception);
    py::Interpreter& interpreter = py::Interpreter::current();
    if (!raise_ && is_command_error(exception))
      return failed(py::str(exception));
    tell_migration();
    // Frames that are all limbeck's own tell a user nothing.
    if (!raise_ && py::raised_position(raised).file.empty())
      py::set_attribute(exception, "__traceback__", Value::none());
    streams_.err(interpreter.format_exception(exception));
    streams_.err(alembic::half_done_report());
    return 1;
  }

  int report(const Error& error) const {
    switch (error.kind()) {
      case ErrorKind::Command:
        if (!raise_) return failed(error.message());
        streams_.err(
            cat("alembic.util.exc.CommandError: ", error.message(), "\n"));
        return 1;
      case ErrorKind::Interrupted:
        return interrupted();
      default:
        break;
    }
    std::string text;
    for (const SourcePosition& position : error.trail()) {
      text = position.file;
      if (position.line) cat_to(text, ":", position.line);
      if (position.line && position.column) cat_to(text, ":", position.column);
      text += ": ";
      break;
    }
    cat_to(text, error.message(), "\n");
    if (!error.hint().empty()) cat_to(text, "hint: ", error.hint(), "\n");
    tell_migration();
    streams_.err(cat(alembic::console().program, ": error: ", text));
    streams_.err(alembic::half_done_report());
    return 1;
  }

 private:
  int interrupted() const {
    streams_.err("Interrupted; what was not committed is rolled back.\n");
    return 130;
  }

  static bool is_command_error(const Value& exception) {
    const Value modules =
        py::get_attribute(py::Interpreter::current().import("sys"), "modules");
    const Value module = py::dict_get(modules, "alembic.util.exc");
    return module && py::is_instance_of(
                         exception, py::get_attribute(module, "CommandError"));
  }

  // Which revision it was, when one was running.
  void tell_migration() const {
    const alembic::Console& console = alembic::console();
    if (!console.failed_migration.empty())
      streams_.err(
          cat(console.program, ": ", console.failed_migration, " failed:\n"));
  }

  // Alembic: util.err
  int failed(const std::string& text) const {
    alembic::log("alembic.util.messaging", "error", text);
    alembic::message(cat("FAILED: ", text), quiet_);
    return 255;
  }

  int system_exit(const Value& exception) const {
    const Value code = py::get_attribute(exception, "code");
    if (code.is_none()) return 0;
    if (const auto number = py::int_of(code))
      return static_cast<int>(*number & 255);
    streams_.err(cat(py::str(code), "\n"));
    return 1;
  }

  const Streams& streams_;
  bool quiet_;
  bool raise_;
};

/// What `memory_limit` of limbeck's own settings allows Python objects, in
/// bytes; it is written in MiB.
std::optional<std::size_t> memory_limit(alembic::Config& config) {
  const auto text = config.own_option("memory_limit");
  if (!text) return std::nullopt;
  std::size_t number = 0;
  const char* end = text->data() + text->size();
  const auto read = std::from_chars(text->data(), end, number);
  if (read.ec != std::errc() || read.ptr != end || number == 0 ||
      number > (std::size_t{1} << 24))
    throw Error(ErrorKind::Command,
                cat("memory_limit is a number of MiB, not '", *text, "'"));
  return number << 20;
}

/// Folders of stand-ins for modules that limbeck does not have, beside the
/// configuration.
std::vector<std::string> stand_in_folders(const alembic::Config& config) {
  std::vector<std::string> folders;
  for (const std::string* file : {&config.ini_file(), &config.toml_file()}) {
    if (file->empty()) continue;
    const std::size_t slash = file->rfind('/');
    std::string folder =
        cat(slash == std::string::npos ? "" : file->substr(0, slash + 1),
            "limbeck_stubs");
    if (std::find(folders.begin(), folders.end(), folder) == folders.end())
      folders.push_back(std::move(folder));
  }
  return folders;
}

/// The folders of PYTHONPATH; an empty entry is the current one.
std::vector<std::string> python_path() {
  const char* told = std::getenv("PYTHONPATH");
  if (!told || !*told) return {};
  std::vector<std::string> folders = split(told, ':');
  std::error_code ignored;
  for (std::string& folder : folders)
    folder = std::filesystem::absolute(folder.empty() ? "." : folder, ignored)
                 .string();
  return folders;
}

/// Where the project's own packages are looked for first.
std::vector<std::string> starting_folders(alembic::Config& config) {
  std::vector<std::string> folders{"."};
  for (const std::string* file : {&config.ini_file(), &config.toml_file()}) {
    if (file->empty()) continue;
    const std::size_t slash = file->rfind('/');
    if (slash != std::string::npos) folders.push_back(file->substr(0, slash));
  }
  return folders;
}

/// Third-party packages: `site_packages` of limbeck's own settings, or those of
/// the project's virtual environment.
std::vector<std::string> installed_folders(alembic::Config& config) {
  const std::vector<std::string> starts = starting_folders(config);
  return installed_packages(config.own_option("site_packages"),
                            starts.size() > 1 ? starts[1] : starts[0], starts,
                            python_environment());
}

int run_options(const std::string& program, const Options& options,
                const Streams& streams, Afterwards afterwards) {
  py::Interpreter interpreter;
  if (afterwards == Afterwards::Ends) interpreter.end_with_process();
  const py::Enter enter(interpreter);
  running_interpreter = &interpreter;
  struct Forget {
    ~Forget() { running_interpreter = nullptr; }
  } forget;
  if (interrupt_asked.exchange(false)) interpreter.interrupted = true;
  interpreter.set_output(streams.out, streams.err);
  companions::add_all_modules(interpreter);
  alembic::Console& console = alembic::console();
  console.out = streams.out;
  console.err = streams.err;
  console.width = alembic::terminal_width();
  console.program = program;
  const Failure failure(streams, options.flag("quiet"),
                        options.flag("raiseerr"));
  try {
    alembic::ConfigSource source;
    try {
      source = config_source(options);
    } catch (const py::Raised& raised) {
      // As in the reference: before any handler of command errors.
      streams.err(interpreter.format_exception(raised.exception()));
      return 1;
    }
    alembic::load_environment_files(source);
    interpreter.run_source("", cat("<", program, ">"), "__main__", true);
    auto config = alembic::make_config(std::move(source), Value::none(),
                                       options.flag("quiet"));
    config->arguments = live_options(options);
    interpreter.stub_path() = stand_in_folders(*config->config);
    interpreter.search_path() = python_path();
    interpreter.set_project_folders([&settings = *config->config] {
      return project_folders(starting_folders(settings));
    });
    interpreter.set_installed_folders(
        [&settings = *config->config] { return installed_folders(settings); });
    if (const auto limit = memory_limit(*config->config))
      interpreter.limits.memory = *limit;
    if (interpreter.interrupted)
      throw Error(ErrorKind::Interrupted, "Interrupted");
    return run_command(*config, options);
  } catch (const py::Raised& raised) {
    return failure.report(raised);
  } catch (const Error& error) {
    return failure.report(error);
  }
}

}  // namespace

int run(const std::string& program, const std::vector<std::string>& arguments,
        const Streams& streams, Afterwards afterwards) {
  try {
    const ParsedArguments parsed =
        parse_arguments(program, kVersion, arguments, help_columns());
    streams.out(parsed.out);
    streams.err(parsed.err);
    if (!parsed.options) return parsed.exit_code;
    return run_options(program, *parsed.options, streams, afterwards);
  } catch (const std::exception& error) {
    // Out of memory, or a failure while a failure was reported.
    streams.err(cat(program, ": error: ", error.what(), "\n"));
    return 1;
  }
}

void interrupt_run() noexcept {
  interrupt_asked = true;
  if (py::Interpreter* interpreter = running_interpreter.load())
    interpreter->interrupted = true;
}

}  // namespace limbeck::cli

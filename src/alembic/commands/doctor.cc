// limbeck doctor: what of a project would not run, told before anything does.
// env.py runs until it opens its first connection, so that the models are
// imported; every revision file is executed, its upgrade() and downgrade() are
// read. No database is reached.
#include <filesystem>
#include <optional>

#include "alembic/commands/commands.h"
#include "alembic/values.h"
#include "autogen/missing_models.h"
#include "base/error.h"
#include "base/text.h"
#include "python/examine.h"
#include "sqlalchemy/bridge.h"

namespace limbeck::alembic {

namespace {

namespace fs = std::filesystem;

/// A file as the user would write it: below the current directory without it.
std::string shown(const std::string& path) {
  std::error_code error;
  const fs::path here = fs::proximate(path, error);
  if (error || here.empty() || here.string().starts_with("..")) return path;
  return here.string();
}

std::string shown(const SourcePosition& position) {
  return position.line ? cat(shown(position.file), ":", position.line)
                       : shown(position.file);
}

/// One thing that is wrong with a file.
struct Trouble {
  SourcePosition position;
  std::string function;  // empty: while the file is executed
  std::string name, module;
  std::string message;
};

struct Examined {
  std::string id;  // empty: env.py
  std::string file;
  std::vector<Trouble> troubles;
};

Trouble trouble_of(const Error& error, const std::string& file) {
  Trouble trouble;
  trouble.position.file = file;
  if (!error.trail().empty()) trouble.position = error.trail().front();
  trouble.message = error.message();
  return trouble;
}

Trouble trouble_of(const py::Raised& raised, const std::string& file) {
  Trouble trouble;
  trouble.position = py::raised_position(raised);
  if (trouble.position.file.empty()) trouble.position.file = file;
  const Value type = py::get_attribute(raised.exception(), "__class__");
  trouble.name = py::str(py::get_attribute(type, "__name__"));
  trouble.message = cat(trouble.name, ": ", py::str(raised.exception()));
  return trouble;
}

/// Runs `work`; what goes wrong becomes a trouble of `examined`.
template <class Work>
void watch(Examined& examined, Work&& work) {
  try {
    work();
  } catch (const py::Raised& raised) {
    examined.troubles.push_back(trouble_of(raised, examined.file));
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::Interrupted) throw;
    if (!sa::is_connection_refused(error))
      examined.troubles.push_back(trouble_of(error, examined.file));
  }
}

Examined examine_environment(ConfigObject& config,
                             const std::shared_ptr<ScriptDirectory>& scripts) {
  Examined examined;
  examined.file = cat(scripts->folder(), "/env.py");
  watch(examined, [&] {
    EnvironmentRequest nothing;
    nothing.steps = [](const std::vector<std::string>&, MigrationContext&) {
      return std::vector<revision::Step>();
    };
    run_environment(config, scripts, std::move(nothing));
  });
  return examined;
}

Examined examine_revision(ScriptDirectory& scripts,
                          const revision::Revision& revision,
                          py::Examiner& examiner) {
  Examined examined{revision.id, revision.path, {}};
  watch(examined, [&] {
    const Value module = scripts.module_of(revision);
    for (const char* name : {"upgrade", "downgrade"}) {
      const Value function = py::find_attribute(module, name);
      for (py::Finding& finding : examiner.examine(function))
        examined.troubles.push_back(
            {std::move(finding.position), std::move(finding.function),
             std::move(finding.name), std::move(finding.module),
             std::move(finding.message)});
    }
  });
  return examined;
}

Value position_value(const SourcePosition& position) {
  const Value result = py::make_dict();
  py::dict_set(result, "file",
               position.file.empty() ? Value::none()
                                     : py::make_str(shown(position.file)));
  py::dict_set(result, "line",
               position.line ? py::make_int(position.line) : Value::none());
  return result;
}

Value examined_value(const Examined& examined) {
  const auto text = [](const std::string& value) {
    return value.empty() ? Value::none() : py::make_str(value);
  };
  const Value result = py::make_dict();
  if (!examined.id.empty())
    py::dict_set(result, "revision", py::make_str(examined.id));
  py::dict_set(result, "file", py::make_str(shown(examined.file)));
  py::dict_set(result, "runs", Value::boolean(examined.troubles.empty()));
  const Value troubles = py::make_list();
  for (const Trouble& trouble : examined.troubles) {
    const Value entry = position_value(trouble.position);
    py::dict_set(entry, "function", text(trouble.function));
    py::dict_set(entry, "name", text(trouble.name));
    py::dict_set(entry, "module", text(trouble.module));
    py::dict_set(entry, "message", py::make_str(trouble.message));
    py::list_append(troubles, entry);
  }
  py::dict_set(result, "troubles", troubles);
  return result;
}

struct Report {
  Examined environment;
  std::vector<Examined> revisions;
  std::vector<py::MissingModule> missing;
  std::size_t imported = 0;
  std::size_t running = 0;

  bool healthy() const {
    return environment.troubles.empty() && running == revisions.size();
  }
};

void print_json(ConfigObject& config, const Report& report) {
  const Value result = py::make_dict();
  py::dict_set(result, "environment", examined_value(report.environment));
  py::dict_set(result, "project_modules",
               py::make_int(static_cast<std::int64_t>(report.imported)));
  const Value missing = py::make_list();
  for (const py::MissingModule& module : report.missing) {
    const Value entry = position_value(module.imported_at);
    py::dict_set(entry, "module", py::make_str(module.name));
    py::dict_set(
        entry, "reason",
        module.reason.empty() ? Value::none() : py::make_str(module.reason));
    py::list_append(missing, entry);
  }
  py::dict_set(result, "missing_modules", missing);
  const Value revisions = py::make_list();
  for (const Examined& revision : report.revisions)
    py::list_append(revisions, examined_value(revision));
  py::dict_set(result, "revisions", revisions);
  py::dict_set(result, "healthy", Value::boolean(report.healthy()));
  const Value names = py::make_dict();
  py::Interpreter& interpreter = py::Interpreter::current();
  py::dict_set(names, "json", interpreter.import("json"));
  py::dict_set(names, "report", result);
  config.print(
      py::str(interpreter.evaluate("json.dumps(report, indent=2)", names)));
}

void print_troubles(ConfigObject& config, const Examined& examined) {
  for (const Trouble& trouble : examined.troubles)
    config.print(cat("  ", shown(trouble.position), ": ",
                     trouble.function.empty() ? "" : trouble.function,
                     trouble.function.empty() ? "" : "() ", trouble.message));
}

std::string count(std::size_t n, std::string_view singular) {
  return cat(n, " ", singular, n == 1 ? "" : "s");
}

void print_text(ConfigObject& config, const Report& report) {
  config.print(
      cat(shown(report.environment.file),
          report.environment.troubles.empty() ? " runs; " : " does not run; ",
          count(report.imported, "module"), " of the project imported"));
  print_troubles(config, report.environment);
  if (!report.missing.empty())
    config.print("Stood in for, which is an error only where it is needed:");
  for (const py::MissingModule& module : report.missing) {
    std::string line = cat("  ", module.name);
    if (!module.imported_at.file.empty())
      cat_to(line, ", imported at ", shown(module.imported_at));
    if (!module.reason.empty()) {
      cat_to(line, ": ", module.reason);
      if (!module.reason_at.file.empty())
        cat_to(line, " (", shown(module.reason_at), ")");
    }
    config.print(line);
  }
  config.print(cat(report.running, " of ",
                   count(report.revisions.size(), "revision"),
                   " run natively"));
  for (const Examined& revision : report.revisions)
    print_troubles(config, revision);
}

// While it lives, what the project prints goes to the standard error output,
// so that the standard output has the report alone.
class StandardOutput {
 public:
  StandardOutput()
      : sys_(py::Interpreter::current().import("sys")),
        own_(py::get_attribute(sys_, "stdout")) {
    py::set_attribute(sys_, "stdout", py::get_attribute(sys_, "stderr"));
  }
  StandardOutput(const StandardOutput&) = delete;
  StandardOutput& operator=(const StandardOutput&) = delete;
  ~StandardOutput() { py::set_attribute(sys_, "stdout", own_); }

 private:
  Value sys_, own_;
};

}  // namespace

bool doctor(ConfigObject& config, bool json) {
  std::optional<StandardOutput> apart;
  if (json) apart.emplace();
  const auto scripts = scripts_for(config);
  sa::refuse_connections();
  Report report;
  report.environment = examine_environment(config, scripts);
  py::Examiner examiner;
  for (const revision::Revision* revision : scripts->graph().revisions()) {
    report.revisions.push_back(examine_revision(*scripts, *revision, examiner));
    if (report.revisions.back().troubles.empty()) ++report.running;
  }
  report.missing = py::missing_modules();
  for (const py::MissingModule& models : autogen::missing_models())
    report.environment.troubles.push_back(
        {models.reason_at.file.empty() ? SourcePosition{models.file, 0, 0}
                                       : models.reason_at,
         "", models.name, models.name,
         cat("the module '", models.name,
             "' declares tables, but cannot be imported: ", models.reason)});
  report.imported = py::imported_files().size();
  apart.reset();
  if (json)
    print_json(config, report);
  else
    print_text(config, report);
  return report.healthy();
}

}  // namespace limbeck::alembic

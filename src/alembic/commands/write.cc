// Commands that write revision files, and `check`, which would.
#include "alembic/commands/commands.h"
#include "alembic/values.h"
#include "base/error.h"
#include "base/text.h"

namespace limbeck::alembic {
namespace {

using revision::Step;

Value or_none(const Value& value) { return value ? value : Value::none(); }
Value or_none(const std::optional<std::string>& text) {
  return text ? py::make_str(*text) : Value::none();
}

// alembic.autogenerate.RevisionContext: the scripts that the command is about
// to write, and the hooks that may change them.
Value make_revision_context(ConfigObject& config, const Value& live_scripts,
                            const RevisionArguments& arguments) {
  const Value command_args = py::make_dict();
  const auto set = [&](const char* name, Value value) {
    py::dict_set(command_args, name, std::move(value));
  };
  set("message", or_none(arguments.message));
  set("autogenerate", Value::boolean(arguments.autogenerate));
  set("sql", Value::boolean(arguments.sql));
  set("head", or_none(arguments.head));
  set("splice", Value::boolean(arguments.splice));
  set("branch_label", or_none(arguments.branch_label));
  set("version_path", or_none(arguments.version_path));
  set("rev_id", or_none(arguments.rev_id));
  set("depends_on", or_none(arguments.depends_on));
  const Value module =
      py::Interpreter::current().import("alembic.autogenerate.api");
  return py::call_method(
      module, "RevisionContext",
      {Value(static_cast<py::Object*>(&config)), live_scripts, command_args,
       or_none(arguments.process_revision_directives)});
}

void run_revision_environment(ConfigObject& config,
                              const std::shared_ptr<ScriptDirectory>& scripts,
                              const Value& context, const char* method,
                              bool sql) {
  EnvironmentRequest request;
  request.as_sql = sql;
  request.template_arguments = py::get_attribute(context, "template_args");
  request.revision_context = context;
  request.steps = [&](const std::vector<std::string>& rows,
                      MigrationContext& migration) {
    py::call_method(
        context, method,
        {text_tuple(rows), Value(static_cast<py::Object*>(&migration))});
    return std::vector<Step>{};
  };
  run_environment(config, scripts, std::move(request));
}

}  // namespace

// Alembic: command.revision
Value revision(ConfigObject& config, const RevisionArguments& arguments) {
  const auto scripts = scripts_for(config);
  const Value live_scripts = wrap_scripts(scripts);
  // Its value is looked at even where --autogenerate decides.
  const bool configured = runs_environment(config);
  const bool environment = arguments.autogenerate || configured;
  if (arguments.autogenerate && arguments.sql)
    throw Error(ErrorKind::Command,
                "Using --sql with --autogenerate does not make any sense");
  if (!environment && arguments.sql)
    throw Error(ErrorKind::Command,
                "Using --sql with the revision command when "
                "revision_environment is not configured does not make any "
                "sense");
  const Value context = make_revision_context(config, live_scripts, arguments);
  if (environment)
    run_revision_environment(
        config, scripts, context,
        arguments.autogenerate ? "run_autogenerate" : "run_no_autogenerate",
        arguments.sql);
  const std::vector<Value> made =
      py::collect(py::call_method(context, "generate_scripts"));
  return made.size() == 1 ? made[0] : py::make_list(made);
}

// Alembic: command.merge
Value merge(ConfigObject& config, const revision::Specifier& revisions,
            const std::optional<std::string>& message,
            const Value& branch_label, const std::optional<std::string>& rev_id,
            bool splice) {
  const auto scripts = scripts_for(config);
  const Value template_arguments = py::make_dict();
  py::dict_set(template_arguments, "config",
               Value(static_cast<py::Object*>(&config)));
  if (runs_environment(config)) {
    EnvironmentRequest request;
    request.template_arguments = template_arguments;
    request.steps = [](const std::vector<std::string>&, MigrationContext&) {
      return std::vector<Step>{};
    };
    run_environment(config, scripts, std::move(request));
  }
  NewRevision wanted;
  wanted.id = rev_id.value_or(random_revision_id());
  wanted.message = message;
  wanted.head = revisions;
  wanted.splice = splice;
  if (branch_label && !branch_label.is_none()) {
    if (py::is_str(branch_label))
      wanted.branch_labels = {std::string(py::text_of(branch_label))};
    else
      for (const Value& label : py::collect(branch_label))
        wanted.branch_labels.push_back(py::str(label));
  }
  wanted.template_arguments = template_arguments;
  const revision::Revision* made = scripts->generate_revision(wanted);
  return made ? wrap_script(scripts, *made) : Value::none();
}

// Alembic: command.check
void check(ConfigObject& config) {
  const auto scripts = scripts_for(config);
  RevisionArguments arguments;
  arguments.autogenerate = true;
  arguments.head = py::make_str("head");
  const Value context =
      make_revision_context(config, wrap_scripts(scripts), arguments);
  run_revision_environment(config, scripts, context, "run_autogenerate", false);
  const std::vector<Value> generated =
      py::collect(py::get_attribute(context, "generated_revisions"));
  std::vector<Value> diffs;
  for (const Value& ops :
       py::collect(py::get_attribute(generated.back(), "upgrade_ops_list")))
    for (const Value& diff : py::collect(py::call_method(ops, "as_diffs")))
      diffs.push_back(diff);
  if (diffs.empty()) {
    config.print("No new upgrade operations detected.");
    return;
  }
  const Value list = py::make_list(std::move(diffs));
  const Value exceptions =
      py::Interpreter::current().import("alembic.util.exc");
  const Value values[] = {
      py::make_str(cat("New upgrade operations detected: ", py::repr(list))),
      context, list};
  const Value names[] = {py::make_str("revision_context"),
                         py::make_str("diffs")};
  throw py::Raised(
      py::call(py::get_attribute(exceptions, "AutogenerateDiffsDetected"),
               py::Call{values, 1, names, 2}));
}

}  // namespace limbeck::alembic

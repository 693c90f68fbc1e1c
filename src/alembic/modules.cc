// The Python modules of this layer: alembic itself, context, config, command,
// script, runtime. alembic.op is ops/'s, alembic.autogenerate autogen/'s.
#include "alembic/commands/commands.h"
#include "alembic/environment.h"
#include "base/error.h"

namespace limbeck::alembic {

void init_context_module(py::Module& module);      // environment.cc
void init_environment_module(py::Module& module);  // environment.cc
void init_script_module(py::Module& module);       // live_scripts.cc
void init_migration_module(py::Module& module);    // live_scripts.cc

namespace {

// The newest release whose behaviour this is; scripts read alembic.__version__.
constexpr std::string_view kReferenceVersion = "1.20.1";

Value imported(const std::string& name) {
  return py::Interpreter::current().import(name);
}

void init_alembic(py::Module& module) {
  module.set("__version__", py::make_str(kReferenceVersion));
  for (const char* name :
       {"op", "context", "command", "config", "script", "autogenerate",
        "operations", "runtime", "util", "migration", "environment", "ddl"})
    module.lazy(name,
                [name] { return imported(std::string("alembic.") + name); });
}

ConfigObject& config_of(py::Args& args) {
  const Value& config = args["config"];
  if (!py::is_instance(config, ConfigObject::type()))
    py::raise_type_error("the first argument must be an alembic Config");
  return *config.as<ConfigObject>();
}

std::vector<std::string> texts(const Value& value) {
  if (py::is_str(value)) return {std::string(py::text_of(value))};
  std::vector<std::string> result;
  for (const Value& item : py::collect(value)) result.push_back(py::str(item));
  return result;
}

void init_command(py::Module& module) {
  module.def("list_templates(config)", [](py::Args& args) {
    list_templates(config_of(args));
    return Value::none();
  });
  module.def("init(config, directory, template='generic', package=False)",
             [](py::Args& args) {
               init(config_of(args), py::str(args["directory"]),
                    args.text("template"), args.flag("package"));
               return Value::none();
             });
  module.def(
      "revision(config, message=None, autogenerate=False, sql=False, "
      "head='head', splice=False, branch_label=None, "
      "version_path=None, rev_id=None, depends_on=None, "
      "process_revision_directives=None)",
      [](py::Args& args) {
        RevisionArguments given;
        given.message = args.optional_text("message");
        given.autogenerate = args.flag("autogenerate");
        given.sql = args.flag("sql");
        given.head = args["head"];
        given.splice = args.flag("splice");
        given.branch_label = args["branch_label"];
        if (!args.none("version_path"))
          given.version_path = py::str(args["version_path"]);
        given.rev_id = args.optional_text("rev_id");
        given.depends_on = args["depends_on"];
        given.process_revision_directives = args["process_revision_directives"];
        return revision(config_of(args), given);
      });
  module.def("check(config)", [](py::Args& args) {
    check(config_of(args));
    return Value::none();
  });
  module.def(
      "merge(config, revisions, message=None, branch_label=None, "
      "rev_id=None, splice=False)",
      [](py::Args& args) {
        const auto given = texts(args["revisions"]);
        return merge(config_of(args),
                     py::is_str(args["revisions"])
                         ? revision::Specifier(given[0])
                         : revision::Specifier(given),
                     args.optional_text("message"), args["branch_label"],
                     args.optional_text("rev_id"), args.flag("splice"));
      });
  module.def("upgrade(config, revision, sql=False, tag=None)",
             [](py::Args& args) {
               upgrade(config_of(args), args.text("revision"), args.flag("sql"),
                       args.optional_text("tag"));
               return Value::none();
             });
  module.def("downgrade(config, revision, sql=False, tag=None)",
             [](py::Args& args) {
               downgrade(config_of(args), args.text("revision"),
                         args.flag("sql"), args.optional_text("tag"));
               return Value::none();
             });
  module.def("show(config, rev)", [](py::Args& args) {
    show(config_of(args), args.text("rev"));
    return Value::none();
  });
  module.def(
      "history(config, rev_range=None, verbose=False, "
      "indicate_current=False)",
      [](py::Args& args) {
        history(config_of(args), args.optional_text("rev_range"),
                args.flag("verbose"), args.flag("indicate_current"));
        return Value::none();
      });
  module.def("heads(config, verbose=False, resolve_dependencies=False)",
             [](py::Args& args) {
               heads(config_of(args), args.flag("verbose"),
                     args.flag("resolve_dependencies"));
               return Value::none();
             });
  module.def("branches(config, verbose=False)", [](py::Args& args) {
    branches(config_of(args), args.flag("verbose"));
    return Value::none();
  });
  module.def("current(config, check_heads=False, verbose=False)",
             [](py::Args& args) {
               current(config_of(args), args.flag("check_heads"),
                       args.flag("verbose"));
               return Value::none();
             });
  module.def("stamp(config, revision, sql=False, tag=None, purge=False)",
             [](py::Args& args) {
               stamp(config_of(args), texts(args["revision"]), args.flag("sql"),
                     args.optional_text("tag"), args.flag("purge"));
               return Value::none();
             });
  module.def("edit(config, rev)", [](py::Args& args) {
    edit(config_of(args), args.text("rev"));
    return Value::none();
  });
  module.def("ensure_version(config, sql=False)", [](py::Args& args) {
    ensure_version(config_of(args), args.flag("sql"));
    return Value::none();
  });
}

void init_config(py::Module& module) { module.set(ConfigObject::type()); }

void init_script(py::Module& module) {
  init_script_module(module);
  for (const char* name : {"write_hooks", "revision", "base"})
    module.lazy(name, [name] {
      return imported(std::string("alembic.script.") + name);
    });
}

void init_runtime(py::Module& module) {
  for (const char* name : {"migration", "environment"})
    module.lazy(name, [name] {
      return imported(std::string("alembic.runtime.") + name);
    });
}

}  // namespace

extern const py::NativeModule kNativeModules[] = {
    {"alembic", init_alembic, true},
    {"alembic.context", init_context_module, false},
    {"alembic.config", init_config, false},
    {"alembic.command", init_command, false},
    {"alembic.script", init_script, true},
    {"alembic.script.base", init_script_module, false},
    {"alembic.runtime", init_runtime, true},
    {"alembic.runtime.migration", init_migration_module, false},
    {"alembic.runtime.environment", init_environment_module, false},
    {"alembic.migration", init_migration_module, false},
    {"alembic.environment", init_environment_module, false},
    {nullptr, nullptr, false},
};

}  // namespace limbeck::alembic

#include "alembic/environment.h"

#include "alembic/console.h"
#include "alembic/migration_lock.h"
#include "alembic/values.h"
#include "base/error.h"
#include "base/text.h"
#include "python/permission.h"
#include "revision/failure.h"
#include "sqlalchemy/bridge.h"

namespace limbeck::alembic {
namespace {

// The EnvironmentContext of one command's run of env.py.
struct Environment : py::Instance {
  py::Ref<ConfigObject> config;
  Value live_scripts;
  std::shared_ptr<ScriptDirectory> scripts;
  StepsFunction steps;
  Value options;  // context_opts
  py::Ref<MigrationContext> context;
  using py::Instance::Instance;

  MigrationContext& configured() {
    if (!context) py::raise("Exception", "No context has been configured yet.");
    return *context;
  }
  Value option(std::string_view name) const {
    const Value value = py::dict_get(options, name);
    return value ? value : Value::none();
  }
};

struct EnvironmentStack {
  std::vector<py::Ref<Environment>> running;
};

std::vector<py::Ref<Environment>>& running() {
  return py::interpreter_state<EnvironmentStack>().running;
}

// Alembic: ScriptDirectory.as_revision_number as env.py sees it.
Value revision_number(Environment& self, const Value& symbol) {
  if (symbol.is_none()) return Value::none();
  const auto number = [&](const std::string& text) -> Value {
    const auto ids = revision::with_wording({}, [&] {
      return revision::as_revision_number(self.scripts->graph(), text);
    });
    if (ids.empty()) return Value::none();
    return text == "heads" ? text_tuple(ids) : py::make_str(ids[0]);
  };
  if (py::is_str(symbol)) return number(std::string(py::text_of(symbol)));
  // Of several, the first as it was given.
  const std::vector<Value> items = py::collect(symbol);
  return items.empty() ? Value::none() : items[0];
}

// Alembic: EnvironmentContext.get_x_argument
Value x_argument(Environment& self, bool as_dictionary) {
  Value given;
  if (!self.config->arguments.is_none())
    given = py::find_attribute(self.config->arguments, "x");
  if (!given || given.is_none()) given = py::make_list();
  if (!as_dictionary) return given;
  const std::vector<Value> items = py::collect(given);
  const Value result = py::make_dict();
  for (const Value& item : items) {
    const std::string text = py::str(item);
    const auto mark = text.find('=');
    py::dict_set(
        result, text.substr(0, mark),
        py::make_str(mark == std::string::npos ? std::string()
                                               : text.substr(mark + 1)));
  }
  return result;
}

constexpr const char* kConfigure =
    "configure(self, connection=None, url=None, dialect_name=None, "
    "dialect_opts=None, transactional_ddl=None, "
    "transaction_per_migration=False, output_buffer=None, starting_rev=None, "
    "tag=None, template_args=None, render_as_batch=False, "
    "target_metadata=None, include_name=None, include_object=None, "
    "include_schemas=False, process_revision_directives=None, "
    "compare_type=True, compare_server_default=None, render_item=None, "
    "literal_binds=False, upgrade_token='upgrades', "
    "downgrade_token='downgrades', alembic_module_prefix='op.', "
    "sqlalchemy_module_prefix='sa.', user_module_prefix=None, "
    "on_version_apply=None, autogenerate_plugins=None, **kw)";

// Alembic: EnvironmentContext.configure
Value configure(Environment& self, py::Args& args) {
  const Value& options = self.options;
  const auto copy = [&](const char* name) {
    py::dict_set(options, name, args[name]);
  };
  const auto copy_if = [&](const char* name, bool wanted) {
    if (wanted) copy(name);
  };
  copy_if("transactional_ddl", !args.none("transactional_ddl"));
  if (!args.none("output_buffer"))
    copy("output_buffer");
  else if (!self.config->output_buffer.is_none())
    py::dict_set(options, "output_buffer", self.config->output_buffer);
  copy_if("starting_rev", args.flag("starting_rev"));
  copy_if("tag", args.flag("tag"));
  const Value template_args = py::dict_get(options, "template_args");
  if (args.flag("template_args") && template_args)
    py::call_method(template_args, "update", {args["template_args"]});
  for (const char* name :
       {"transaction_per_migration", "target_metadata", "include_name",
        "include_object", "include_schemas", "render_as_batch", "upgrade_token",
        "downgrade_token", "sqlalchemy_module_prefix", "alembic_module_prefix",
        "user_module_prefix", "literal_binds", "process_revision_directives",
        "compare_type"})
    copy(name);
  Value callbacks = args["on_version_apply"];
  if (callbacks.is_none())
    callbacks = py::make_tuple({});
  else if (py::is_callable(callbacks))
    callbacks = py::make_tuple({callbacks});
  else
    callbacks = py::make_tuple(py::collect(callbacks));
  py::dict_set(options, "on_version_apply", callbacks);
  for (const char* name :
       {"autogenerate_plugins", "render_item", "compare_server_default"})
    copy_if(name, !args.none(name));
  py::dict_set(options, "script", self.live_scripts);
  py::dict_each(args["kw"], [&](const Value& name, const Value& value) {
    py::dict_set(options, name, value);
  });
  const auto sqlite_ddl =
      self.config->config->own_option("sqlite_transactional_ddl");
  sa::set_sqlite_transactional_ddl(sqlite_ddl.value_or("true") != "false");
  Config& config = *self.config->config;
  if (const auto detect = config.own_option("detect");
      detect && !py::dict_get(options, "limbeck_detect"))
    py::dict_set(options, "limbeck_detect", py::make_str(*detect));
  set_migration_lock(config.own_option("lock"),
                     config.own_option("lock_timeout"));
  MigrationContext::Target target{args["connection"], args["url"],
                                  args["dialect_name"], Value::none(),
                                  args["dialect_opts"]};
  self.context = MigrationContext::configure(
      target, options, Value(static_cast<py::Object*>(&self)), self.scripts,
      self.steps);
  return Value::none();
}

struct EnvironmentTypes {
  py::Type* environment;
  EnvironmentTypes();
};

EnvironmentTypes::EnvironmentTypes() {
  using Object = Environment;
  py::NativeType<Object> type("EnvironmentContext",
                              "alembic.runtime.environment");
  // The context knows its environment: a cycle.
  type.slots().clear = [](py::Object* object) {
    auto& self = *static_cast<Environment*>(object);
    self.context = {};
    self.steps = nullptr;
  };
  type.init(
      "__init__(self, config, script, **kw)", [](Object& self, py::Args& args) {
        self.config = py::Ref<ConfigObject>(args["config"].as<ConfigObject>());
        self.live_scripts = args["script"];
        self.scripts = scripts_of(args["script"]);
        self.options = py::make_dict();
        Value function;
        py::dict_each(args["kw"], [&](const Value& name, const Value& v) {
          if (py::text_of(name) == "fn") function = v;
          py::dict_set(self.options, name, v);
        });
        if (!function) return;
        self.steps = [function](const std::vector<std::string>& rows,
                                MigrationContext& context) {
          return steps_of(py::call(
              function,
              {text_tuple(rows), Value(static_cast<py::Object*>(&context))}));
        };
      });
  type.method("__enter__(self)", [](Object& self, py::Args&) {
    running().push_back(py::Ref<Environment>(&self));
    return Value(static_cast<py::Object*>(&self));
  });
  type.method("__exit__(self, *args)", [](Object&, py::Args&) {
    if (!running().empty()) running().pop_back();
    return Value::none();
  });
  type.method(kConfigure, configure);
  type.method("is_offline_mode(self)", [](Object& self, py::Args&) {
    return Value::boolean(py::truth(self.option("as_sql")));
  });
  type.method("requires_connection(self)", [](Object& self, py::Args&) {
    return Value::boolean(!py::truth(self.option("as_sql")));
  });
  type.method("is_transactional_ddl(self)", [](Object& self, py::Args&) {
    return Value::boolean(self.configured().impl().transactional_ddl());
  });
  type.method("get_head_revision(self)", [](Object& self, py::Args&) {
    return revision_number(self, py::make_str("head"));
  });
  type.method("get_head_revisions(self)", [](Object& self, py::Args&) {
    return revision_number(self, py::make_str("heads"));
  });
  type.method("get_starting_revision_argument(self)",
              [](Object& self, py::Args&) {
                const Value start = py::dict_get(self.options, "starting_rev");
                if (start) return revision_number(self, start);
                if (self.context) return Value::none();
                throw Error(ErrorKind::Command,
                            "No starting revision argument is available.");
              });
  type.method("get_revision_argument(self)", [](Object& self, py::Args&) {
    const Value destination = py::dict_get(self.options, "destination_rev");
    if (!destination) py::raise_key_error(py::make_str("destination_rev"));
    return revision_number(self, destination);
  });
  type.method("get_tag_argument(self)",
              [](Object& self, py::Args&) { return self.option("tag"); });
  type.method("get_x_argument(self, as_dictionary=False)",
              [](Object& self, py::Args& args) {
                return x_argument(self, args.flag("as_dictionary"));
              });
  type.method("run_migrations(self, **kw)", [](Object& self, py::Args& args) {
    self.configured().run_migrations(args["kw"]);
    return Value::none();
  });
  type.method("execute(self, sql, execution_options=None)",
              [](Object& self, py::Args& args) {
                self.configured().impl().execute(args["sql"], Value(),
                                                 args["execution_options"]);
                return Value::none();
              });
  type.method("static_output(self, text)", [](Object& self, py::Args& args) {
    self.configured().impl().static_output(args.text("text"));
    return Value::none();
  });
  type.method("begin_transaction(self)", [](Object& self, py::Args&) {
    return self.configured().begin_transaction(MigrationContext::Scope::Run);
  });
  type.property("_migration_context", [](Object& self) {
    return Value(static_cast<py::Object*>(&self.configured()));
  });
  type.method("get_context(self)", [](Object& self, py::Args&) {
    return Value(static_cast<py::Object*>(&self.configured()));
  });
  type.method("get_bind(self)", [](Object& self, py::Args&) {
    return self.configured().connection();
  });
  type.method("get_impl(self)", [](Object& self, py::Args&) {
    return py::get_attribute(
        Value(static_cast<py::Object*>(&self.configured())), "impl");
  });
  type.property("config", [](Object& self) { return self.config.value(); });
  type.property("script", [](Object& self) { return self.live_scripts; });
  type.property("context_opts", [](Object& self) { return self.options; });
  environment = type.ready();
}

}  // namespace

std::shared_ptr<ScriptDirectory> scripts_for(ConfigObject& config) {
  return ScriptDirectory::from_config(*config.config, config.quiet);
}

void run_environment(ConfigObject& config,
                     const std::shared_ptr<ScriptDirectory>& scripts,
                     EnvironmentRequest request) {
  auto self = py::allocate_as<Environment>(
      py::interpreter_state<EnvironmentTypes>().environment);
  self->config = py::Ref<ConfigObject>(&config);
  self->scripts = scripts;
  self->live_scripts = wrap_scripts(scripts);
  // Nothing but a migration needs what scripts do to each other.
  if (request.steps)
    self->steps = [scripts, steps = std::move(request.steps)](
                      const std::vector<std::string>& rows,
                      MigrationContext& context) {
      std::vector<revision::Step> found = steps(rows, context);
      if (!found.empty()) scripts->load_far_reaching();
      return found;
    };
  self->options = py::make_dict();
  const auto set = [&](const char* name, Value value) {
    py::dict_set(self->options, name, std::move(value));
  };
  // The options that the reference's command gives, and no others.
  if (request.as_sql) {
    set("as_sql", Value::boolean(true));
    // env.py may write the script to files of its own.
    py::allow_writing_ending(".sql");
  }
  if (request.moves) {
    set("starting_rev", request.starting_rev);
    set("destination_rev", request.destination_rev);
    set("tag", request.tag ? py::make_str(*request.tag) : Value::none());
  }
  if (request.purge) set("purge", Value::boolean(true));
  if (request.dont_mutate) set("dont_mutate", Value::boolean(true));
  if (request.template_arguments)
    set("template_args", request.template_arguments);
  if (request.revision_context)
    set("revision_context", request.revision_context);
  running().push_back(self);
  struct Leave {
    ~Leave() { running().pop_back(); }
  } leave;
  scripts->run_env();
}

// The proxies of `alembic.context`: each name is looked up in the environment
// that runs.
// Alembic: alembic.context, util.langhelpers.ModuleClsProxy
void init_context_module(py::Module& module) {
  module.on_missing([](std::string_view name) -> Value {
    if (!running().empty())
      return py::find_attribute(running().back().value(), name);
    if (name.starts_with("__")) return Value();
    py::Type* type = py::interpreter_state<EnvironmentTypes>().environment;
    const Value known = py::lookup_in_type(type, py::intern(name));
    if (!known) return Value();
    const std::string function(name);
    return py::make_function(
        "proxy(*args, **kw)", [function](py::Args&) -> Value {
          if (!running().empty())
            py::raise(
                "RuntimeError",
                cat("alembic.context.", function,
                    " was taken before the environment was set up; refer to "
                    "it through the context module instead"));
          py::raise(
              "NameError",
              cat("Can't invoke function '", function,
                  "', as the proxy object has not yet been established for the "
                  "Alembic 'EnvironmentContext' class.  Try placing this code "
                  "inside a callable."));
        });
  });
}

void init_environment_module(py::Module& module) {
  module.set(py::interpreter_state<EnvironmentTypes>().environment);
  module.set(MigrationContext::type());
}

}  // namespace limbeck::alembic

// The classes alembic.runtime.migration.MigrationContext and _Impl, what
// context.impl is an instance of.
#include "alembic/environment.h"
#include "alembic/migration_context.h"
#include "alembic/values.h"
#include "base/text.h"
#include "sqlalchemy/bridge.h"

namespace limbeck::alembic {

namespace {

// What context.impl shows of the Impl.
struct ImplObject : py::Instance {
  py::Ref<MigrationContext> context;
  using py::Instance::Instance;
};

struct ContextTypes {
  py::Type* impl;
  py::Type* context;
  ContextTypes();
};

Value impl_object(MigrationContext& context) {
  const Value name = py::get_attribute(context.impl().live_dialect(), "name");
  const Value of_dialect =
      py::call_method(py::Interpreter::current().import("alembic.ddl.impl"),
                      "class_of", {name});
  const Value object = py::allocate(of_dialect.as<py::Type>());
  object.as<ImplObject>()->context = py::Ref<MigrationContext>(&context);
  py::set_attribute(object, "transactional_ddl",
                    Value::boolean(context.impl().transactional_ddl()));
  return object;
}

Value output_buffer(MigrationContext& context) {
  const Value buffer = py::dict_get(context.options(), "output_buffer");
  if (buffer && !buffer.is_none()) return buffer;
  return py::get_attribute(py::Interpreter::current().import("sys"), "stdout");
}

void set_output_buffer(MigrationContext& context, const Value& buffer) {
  py::dict_set(context.options(), "output_buffer", buffer);
}

ContextTypes::ContextTypes() {
  impl =
      py::NativeType<ImplObject>("_Impl", "alembic.runtime.migration")
          .init(
              "__init__(self, dialect, connection, as_sql, "
              "transactional_ddl, output_buffer, context_opts)",
              [](ImplObject& self, py::Args& args) {
                // One that stands by itself has a context of its own.
                const Value options = py::make_dict();
                py::dict_each(args["context_opts"],
                              [&](const Value& key, const Value& value) {
                                py::dict_set(options, key, value);
                              });
                for (const char* name :
                     {"as_sql", "transactional_ddl", "output_buffer"})
                  py::dict_set(options, name, args[name]);
                MigrationContext::Target target;
                target.connection = args["connection"];
                target.dialect = args["dialect"];
                target.own_paramstyle = true;
                self.context =
                    py::allocate_as<MigrationContext>(MigrationContext::type());
                self.context->set_up(target, options, Value::none());
                py::set_attribute(
                    Value(static_cast<py::Object*>(&self)), "transactional_ddl",
                    Value::boolean(self.context->impl().transactional_ddl()));
              })
          .property("dialect",
                    [](ImplObject& self) {
                      return self.context->impl().live_dialect();
                    })
          .property("connection",
                    [](ImplObject& self) { return self.context->connection(); })
          .property("bind",
                    [](ImplObject& self) { return self.context->connection(); })
          .property("as_sql",
                    [](ImplObject& self) {
                      return Value::boolean(self.context->as_sql());
                    })
          .property(
              "output_buffer",
              [](ImplObject& self) { return output_buffer(*self.context); },
              [](ImplObject& self, const Value& buffer) {
                set_output_buffer(*self.context, buffer);
              })
          .property("_context",
                    [](ImplObject& self) { return self.context.value(); })
          .method("static_output(self, text)",
                  [](ImplObject& self, py::Args& args) {
                    self.context->impl().static_output(args.text("text"));
                    return Value::none();
                  })
          .method("execute(self, sql, execution_options=None)",
                  [](ImplObject& self, py::Args& args) {
                    return self.context->impl().execute(
                        args["sql"], Value(), args["execution_options"]);
                  })
          .method(
              "_exec(self, construct, execution_options=None, "
              "multiparams=None, params=None)",
              [](ImplObject& self, py::Args& args) {
                if (!args.none("params") && !args.none("multiparams"))
                  py::raise_type_error(
                      "Can't send params and multiparams at the same time");
                const Value& parameters = args.none("multiparams")
                                              ? args["params"]
                                              : args["multiparams"];
                return self.context->impl().execute(
                    args["construct"], parameters, args["execution_options"]);
              })
          .method("emit_begin(self)",
                  [](ImplObject& self, py::Args&) {
                    self.context->impl().emit_begin();
                    return Value::none();
                  })
          .method("emit_commit(self)",
                  [](ImplObject& self, py::Args&) {
                    self.context->impl().emit_commit();
                    return Value::none();
                  })
          .ready();
  context =
      py::NativeType<MigrationContext>("MigrationContext",
                                       "alembic.runtime.migration")
          .init(
              "__init__(self, dialect, connection, opts, "
              "environment_context=None)",
              [](MigrationContext& self, py::Args& args) {
                MigrationContext::Target target;
                target.connection = args["connection"];
                target.dialect = args["dialect"];
                target.own_paramstyle = true;
                self.set_up(target, args["opts"], args["environment_context"]);
              })
          .class_method(
              "configure(cls, connection=None, url=None, dialect_name=None, "
              "dialect=None, environment_context=None, dialect_opts=None, "
              "opts=None)",
              [](py::Args& args) {
                MigrationContext::Target target{
                    args["connection"], args["url"], args["dialect_name"],
                    args["dialect"], args["dialect_opts"]};
                const Value options =
                    args.none("opts") ? py::make_dict() : args["opts"];
                return MigrationContext::configure(target, options,
                                                   args["environment_context"],
                                                   nullptr, nullptr)
                    .value();
              })
          .method("begin_transaction(self, _per_migration=False)",
                  [](MigrationContext& self, py::Args& args) {
                    return self.begin_transaction(
                        args.flag("_per_migration")
                            ? MigrationContext::Scope::Migration
                            : MigrationContext::Scope::Run);
                  })
          .method("autocommit_block(self)",
                  [](MigrationContext& self, py::Args&) {
                    return self.autocommit_block();
                  })
          .method("get_current_revision(self)",
                  [](MigrationContext& self, py::Args&) {
                    const auto id = self.current_revision();
                    return id ? py::make_str(*id) : Value::none();
                  })
          .method("get_current_heads(self)",
                  [](MigrationContext& self, py::Args&) {
                    return text_tuple(self.current_heads());
                  })
          .method("run_migrations(self, **kw)",
                  [](MigrationContext& self, py::Args& args) {
                    self.run_migrations(args["kw"]);
                    return Value::none();
                  })
          .method("stamp(self, script_directory, revision)",
                  [](MigrationContext& self, py::Args& args) {
                    self.stamp(*scripts_of(args["script_directory"]),
                               args.text("revision"));
                    return Value::none();
                  })
          .method("_ensure_version_table(self, purge=False)",
                  [](MigrationContext& self, py::Args& args) {
                    self.ensure_version_table(args.flag("purge"));
                    return Value::none();
                  })
          .method("execute(self, sql, execution_options=None)",
                  [](MigrationContext& self, py::Args& args) {
                    self.impl().execute(args["sql"], Value(),
                                        args["execution_options"]);
                    return Value::none();
                  })
          .property("bind",
                    [](MigrationContext& self) { return self.connection(); })
          .property("connection",
                    [](MigrationContext& self) { return self.connection(); })
          .property(
              "dialect",
              [](MigrationContext& self) { return self.impl().live_dialect(); })
          .property("impl",
                    [](MigrationContext& self) { return impl_object(self); })
          .property("opts",
                    [](MigrationContext& self) { return self.options(); })
          .property("as_sql",
                    [](MigrationContext& self) {
                      return Value::boolean(self.as_sql());
                    })
          .property("_in_external_transaction",
                    [](MigrationContext& self) {
                      return Value::boolean(self.in_external_transaction());
                    })
          .property("transactional_ddl",  // as configure() was told
                    [](MigrationContext& self) {
                      const Value given =
                          py::dict_get(self.options(), "transactional_ddl");
                      return given ? given : Value::none();
                    })
          .property("purge",
                    [](MigrationContext& self) {
                      const Value purge = py::dict_get(self.options(), "purge");
                      return Value::boolean(purge && py::truth(purge));
                    })
          .property(
              "output_buffer",
              [](MigrationContext& self) { return output_buffer(self); },
              set_output_buffer)
          .property("on_version_apply_callbacks",
                    [](MigrationContext& self) {
                      const Value callbacks =
                          py::dict_get(self.options(), "on_version_apply");
                      return callbacks ? callbacks : py::make_tuple({});
                    })
          .method("_has_version_table(self)",
                  [](MigrationContext& self, py::Args&) {
                    return Value::boolean(self.has_version_table());
                  })
          .property("environment_context",
                    [](MigrationContext& self) { return self.environment(); })
          .property("config",
                    [](MigrationContext& self) {
                      if (self.environment().is_none()) return Value::none();
                      return py::get_attribute(self.environment(), "config");
                    })
          .property("script",
                    [](MigrationContext& self) {
                      const Value script =
                          py::dict_get(self.options(), "script");
                      return script ? script : Value::none();
                    })
          .property("version_table",
                    [](MigrationContext& self) {
                      return py::make_str(self.version_table().name);
                    })
          .property("version_table_schema",
                    [](MigrationContext& self) {
                      const auto& schema = self.version_table().schema;
                      return schema ? py::make_str(*schema) : Value::none();
                    })
          .ready();
}

}  // namespace

py::Type* impl_type() { return py::interpreter_state<ContextTypes>().impl; }

py::Type* MigrationContext::type() {
  return py::interpreter_state<ContextTypes>().context;
}

}  // namespace limbeck::alembic

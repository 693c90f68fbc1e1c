#include "ops/modules.h"

#include <algorithm>

#include "base/error.h"
#include "base/text.h"
#include "ops/batch.h"
#include "ops/directive.h"

namespace limbeck::ops {

std::vector<const Directive*> all_directives() {
  std::vector<const Directive*> all;
  for (const Directive* list :
       {kTableDirectives, kColumnDirectives, kIndexDirectives,
        kConstraintDirectives, kExecuteDirectives})
    for (; list->run; ++list) all.push_back(list);
  return all;
}

namespace {

struct Hooks {
  ImplOfContext impl_of_context = nullptr;
};

Impl& impl_of_context(const Value& context) {
  const ImplOfContext hook = py::interpreter_state<Hooks>().impl_of_context;
  if (!hook)
    py::raise_type_error(
        cat("a MigrationContext is expected here, not ", py::repr(context)));
  return hook(context);
}

struct OperationsObject : py::Instance {
  Value context;
  using py::Instance::Instance;
  Impl& impl() const { return impl_of_context(context); }
};

struct BatchObject : py::Instance {
  Value context;
  std::shared_ptr<Batch> batch;
  using py::Instance::Instance;
};

// What `with op.batch_alter_table(…)` enters.
struct BatchScope : py::Instance {
  py::Ref<BatchObject> operations;
  using py::Instance::Instance;
};

std::string signature(std::string_view name, std::string_view first,
                      std::string_view parameters) {
  std::string text = cat(name, "(", first);
  if (!first.empty() && !parameters.empty()) text += ", ";
  return cat(text, parameters, ")");
}

Value run_direct(const Directive& directive, Impl& impl, const Value& context,
                 py::Args& args) {
  DirectActions actions(impl);
  DirectiveCall call{impl, actions, context, args};
  return directive.run(call);
}

constexpr const char* kBatchParameters =
    "table_name, schema=None, recreate='auto', partial_reordering=None, "
    "copy_from=None, table_args=None, table_kwargs=None, reflect_args=None, "
    "reflect_kwargs=None, naming_convention=None";

Value or_empty_dict(const Value& value) {
  return py::is_dict(value) ? value : py::make_dict();
}

Value or_empty_tuple(const Value& value) {
  return value && !value.is_none() ? value : py::make_tuple({});
}

Value batch_alter_table(Impl& impl, const Value& context, py::Args& args);

// Where the methods stand that both classes of operations share; the others
// are functions of their own in the reference, which error texts show.
constexpr std::string_view kShared[] = {
    "batch_alter_table", "f",      "get_bind", "get_context",
    "inline_literal",    "invoke", "run_async"};

struct Types {
  py::Type *abstract, *operations, *batch, *scope;
  Types() {
    abstract = py::NativeType<py::Instance>("AbstractOperations",
                                            "alembic.operations.base")
                   .ready();
    make_operations();
    make_batch();
    make_scope();
  }

  void make_operations() {
    using Object = OperationsObject;
    py::NativeType<Object> type("Operations", "alembic.operations.base",
                                {abstract});
    type.init("__init__(self, migration_context, impl=None)",
              [](Object& self, py::Args& args) {
                self.context = args["migration_context"];
              });
    for (const Directive* directive : all_directives())
      type.method(signature(directive->name, "self", directive->parameters),
                  [directive](Object& self, py::Args& args) {
                    return run_direct(*directive, self.impl(), self.context,
                                      args);
                  });
    type.method(signature("batch_alter_table", "self", kBatchParameters),
                [](Object& self, py::Args& args) {
                  return batch_alter_table(self.impl(), self.context, args);
                });
    type.property("migration_context",
                  [](Object& self) { return self.context; });
    type.property("impl", [](Object& self) {
      return py::get_attribute(self.context, "impl");
    });
    operations = type.ready();
    name_methods(operations);
  }

  void make_batch() {
    using Object = BatchObject;
    py::NativeType<Object> type("BatchOperations", "alembic.operations.base",
                                {abstract});
    for (const Directive* directive : all_directives()) {
      if (!directive->batch_parameters) continue;
      type.method(
          signature(directive->name, "self", *directive->batch_parameters),
          [directive](Object& self, py::Args& args) {
            Impl& impl = impl_of_context(self.context);
            DirectiveCall call{impl, *self.batch, self.context, args,
                               &self.batch->table()};
            return directive->run(call);
          });
    }
    type.property("migration_context",
                  [](Object& self) { return self.context; });
    batch = type.ready();
    name_methods(batch);
  }

  static void name_methods(py::Type* type) {
    const auto name = [type](std::string_view method) {
      const Value function = py::lookup_in_type(type, py::intern(method));
      if (!function) return;
      const bool shared =
          std::ranges::find(kShared, method) != std::end(kShared);
      py::set_attribute(
          function, "__qualname__",
          py::make_str(cat(shared ? "AbstractOperations." : "", method)));
    };
    for (const Directive* directive : all_directives()) name(directive->name);
    name("batch_alter_table");
  }

  void make_scope() {
    using Object = BatchScope;
    py::NativeType<Object> type("BatchScope", "alembic.operations.base");
    type.method("__enter__(self)", [](Object& self, py::Args&) {
      return self.operations.value();
    });
    type.method("__exit__(self, type, value, traceback)",
                [](Object& self, py::Args& args) {
                  // A block that raised leaves the table alone.
                  if (args.none("type")) self.operations->batch->flush();
                  return Value::boolean(false);
                });
    scope = type.ready();
  }
};

Types& types() { return py::interpreter_state<Types>(); }

// Alembic: Operations.batch_alter_table
Value batch_alter_table(Impl& impl, const Value& context, py::Args& args) {
  BatchOptions options;
  options.table = {sa::lower_name(args["table_name"]), schema_argument(args)};
  const std::string recreate = args.text("recreate");
  if (recreate == "always")
    options.recreate = BatchOptions::Recreate::Always;
  else if (recreate == "never")
    options.recreate = BatchOptions::Recreate::Never;
  else if (recreate != "auto")
    py::raise_value_error(
        "recreate may be one of 'auto', 'always', or 'never'.");
  if (!args.none("partial_reordering"))
    for (const Value& run : py::collect(args["partial_reordering"]))
      options.partial_reordering.push_back(column_names(run));
  options.copy_from = args["copy_from"];
  options.table_args = or_empty_tuple(args["table_args"]);
  options.table_kwargs = or_empty_dict(args["table_kwargs"]);
  options.reflect_args = or_empty_tuple(args["reflect_args"]);
  options.reflect_kwargs = or_empty_dict(args["reflect_kwargs"]);
  options.naming_convention = args["naming_convention"];
  auto object = py::allocate_as<BatchObject>(types().batch);
  object->context = context;
  object->batch = std::make_shared<Batch>(impl, context, std::move(options));
  auto scope = py::allocate_as<BatchScope>(types().scope);
  scope->operations = object;
  return scope.value();
}

// alembic.op: each directive works on the migration that runs. Directives that
// a project registers are found on the Operations class.
// Alembic: `_proxy` of the op module, an Operations object
Impl* find_installed(Value& context) {
  const Value modules =
      py::get_attribute(py::Interpreter::current().import("sys"), "modules");
  const Value op = py::dict_get(modules, "alembic.op");
  const Value proxy = op ? py::find_attribute(op, "_proxy") : Value();
  if (!proxy || !py::is_instance(proxy, types().operations)) return nullptr;
  context = proxy.as<OperationsObject>()->context;
  return &proxy.as<OperationsObject>()->impl();
}

// op.<method>(…): calls the method on the Operations of the migration.
Value proxy(std::string_view name) {
  const std::string method(name);
  const Value function = py::make_function(
      cat(name, "(*args, **kw)"), [method](py::Args& args) -> Value {
        const Value object = operations_for(active_context(method));
        const auto given = args.rest("args");
        std::vector<Value> values(given.begin(), given.end());
        const std::size_t positional = values.size();
        std::vector<Value> names;
        py::dict_each(args["kw"], [&](const Value& key, const Value& value) {
          names.push_back(key);
          values.push_back(value);
        });
        return py::call(
            py::get_attribute(object, method),
            py::Call{values.data(), positional, names.data(), names.size()});
      });
  py::set_attribute(function, "__module__", py::make_str("alembic.op"));
  return function;
}

void init_op(py::Module& module) {
  set_find_installed(find_installed);
  module.lazy("Operations", [] {
    return Value(static_cast<py::Object*>(types().operations));
  });
  for (const Directive* directive : all_directives())
    module.set(directive->name, proxy(directive->name));
  module.set("batch_alter_table", proxy("batch_alter_table"));
  module.on_missing([](std::string_view name) -> Value {
    const Value known =
        py::lookup_in_type(types().operations, py::intern(name));
    if (!known || name.starts_with("__")) return Value();
    return proxy(name);
  });
}

// (schema, table, columns, schema, table, columns) of a foreign key: where it
// stands and what it refers to.
Value foreign_key_spec(py::Args& args) {
  const Value& live = args["constraint"];
  const auto constraint = sa::lower_constraint(live);
  const auto& key = std::get<schema::ForeignKey>(constraint);
  const Value table = py::get_attribute(live, "parent");
  const auto texts = [](const std::vector<std::string>& names) {
    std::vector<Value> list;
    for (const std::string& name : names) list.push_back(py::make_str(name));
    return py::make_list(std::move(list));
  };
  return py::make_tuple(
      {py::get_attribute(table, "schema"), py::get_attribute(table, "name"),
       texts(key.columns),
       key.referred_schema ? sa::wrap_name(*key.referred_schema)
                           : Value::none(),
       sa::wrap_name(key.referred_table), texts(key.referred_columns)});
}

// Operations.context(…): what `op` works on inside of a `with` block.
struct ContextScope : py::Instance {
  py::Ref<OperationsObject> operations;
  std::unique_ptr<Active> active;
  using py::Instance::Instance;
};

struct ContextScopeType {
  py::Type* type;
  ContextScopeType() {
    type = py::NativeType<ContextScope>("OperationsScope",
                                        "alembic.operations.base")
               .method("__enter__(self)",
                       [](ContextScope& self, py::Args&) {
                         self.active = std::make_unique<Active>(
                             self.operations->impl(), self.operations->context);
                         return self.operations.value();
                       })
               .method("__exit__(self, type, value, traceback)",
                       [](ContextScope& self, py::Args&) {
                         self.active.reset();
                         return Value::boolean(false);
                       })
               .ready();
  }
};

Value context_scope(py::Args& args) {
  auto scope = py::allocate_as<ContextScope>(
      py::interpreter_state<ContextScopeType>().type);
  scope->operations =
      py::Ref<OperationsObject>(args["operations"].as<OperationsObject>());
  return scope.value();
}

void init_native(py::Module& module) {
  module.def("context_scope(operations)", context_scope);
  module.set(types().abstract);
  module.set(types().operations);
  module.set(types().batch);
  module.def("foreign_key_spec(constraint)", foreign_key_spec);
}

}  // namespace

void set_impl_of_context(ImplOfContext function) {
  py::interpreter_state<Hooks>().impl_of_context = function;
}

Value operations_for(const Value& migration_context) {
  auto object = py::allocate_as<OperationsObject>(types().operations);
  object->context = migration_context;
  return object.value();
}

extern const py::NativeModule kNativeModules[] = {
    {"alembic.op", init_op, false},
    {"alembic.operations._native", init_native, false},
    {nullptr, nullptr, false},
};

}  // namespace limbeck::ops

#include "python/vm/opaque.h"

#include "base/text.h"
#include "python/examine.h"
#include "python/native.h"
#include "python/objects/callable.h"
#include "python/objects/type.h"
#include "python/vm/import.h"

namespace limbeck::py {

namespace {

struct OpaqueState {
  Type *type = nullptr, *root = nullptr;
  bool minds_functions = false;
  Value (*plain_super_get)(const Value&, Str*) = nullptr;
};

Type* opaque_type();

Value child(const Opaque* of, std::string path) {
  return make_opaque(std::move(path), of->origin);
}

const Opaque* self_of(const Value& value) { return value.as<Opaque>(); }

bool is_dunder(std::string_view name) {
  return name.size() > 4 && name.starts_with("__") && name.ends_with("__");
}

Value opaque_get(const Value& self, Str* name) {
  Opaque* opaque = self.as<Opaque>();
  if (opaque->attributes)
    if (Value* found = opaque->attributes->find(name)) return *found;
  std::string_view text = name->text();
  if (text == "__mro_entries__") return object_get_attribute(self, name);
  if (text == "__class__") return Value(opaque_type());
  if (text == "__path__") return make_list();
  if (text == "__dict__") return Value(instance_attributes(opaque, true));
  if (text == "__name__" || text == "__qualname__") {
    std::size_t dot = opaque->path.rfind('.');
    return make_str(text == "__name__" && dot != std::string::npos
                        ? opaque->path.substr(dot + 1)
                        : opaque->path);
  }
  // SQLAlchemy's own marks: it is no column and no property.
  if ((is_dunder(text) && text != "__version__") || text.starts_with("_sa_"))
    return object_get_attribute(self, name);
  return child(opaque, cat(opaque->path, ".", text));
}

void opaque_set(const Value& self, Str* name, const Value& value) {
  Opaque* opaque = self.as<Opaque>();
  Dict* attributes = instance_attributes(opaque, true);
  if (value)
    attributes->set(name, value);
  else
    attributes->remove(name);
}

// Whether a class has its name in its module, and so is not being decorated.
bool is_bound_class(const Value& value) {
  if (!is_type(value)) return false;
  const Type* type = value.as<Type>();
  const Value* module = internals().modules->find(type->module);
  if (!module || as_opaque(*module)) return false;
  const Value found = find_attribute(*module, intern(type->name));
  return found && found.is(value);
}

constexpr const char* kStandsFor = "__limbeck_opaque__";

// What an opaque decorator would have given a function: `task.delay`,
// `group.command`.
Value decorated_get(const Value& self, Str* name) {
  if (Value own = object_get_attribute(self, name)) return own;
  if (name->text().starts_with("_")) return {};
  const Value by = object_get_attribute(self, intern(kStandsFor));
  const Opaque* of = by ? as_opaque(by) : nullptr;
  return of ? child(of, cat(of->path, "(…).", name->text())) : Value();
}

/// Remembers what decorated the function, whose attributes may come from it.
void mark_decorated(const Value& function, const Value& decorator) {
  auto& state = interpreter_state<OpaqueState>();
  if (!state.minds_functions)
    builtin_types().function->slots.get_attribute = decorated_get;
  state.minds_functions = true;
  set_attribute(function, kStandsFor, decorator);
}

// As a decorator it gives the function or class back unchanged.
Value opaque_call(const Value& self, const Call& call) {
  const Opaque* opaque = self_of(self);
  const std::string& doing = importer().strict;
  if (!doing.empty()) opaque_matters(opaque, cat("a call in ", doing));
  if (call.positional == 1 && call.keywords == 0) {
    const Value& only = call.values[0];
    if (type_of(only) == builtin_types().function) {
      mark_decorated(only, self);
      return only;
    }
    if (is_type(only) && !is_bound_class(only)) return only;
  }
  std::string path = opaque->path;
  if (!path.ends_with(")")) path += "(…)";
  return child(opaque, std::move(path));
}

Value opaque_binary(const Value& self, const Value&, Binary op, bool) {
  // X | None in annotations.
  if (op == Binary::Or) return self;
  opaque_matters(self_of(self), "arithmetic");
}

// An instance's attribute that its class does not define: the lacking base
// may define it.
Value base_get(const Value& self, Str* name) {
  if (Value own = object_get_attribute(self, name)) return own;
  const std::string_view text = name->text();
  if (text.starts_with("_")) return {};
  const Value stands = lookup_in_type(type_of(self), intern(kStandsFor));
  const Opaque* of = stands ? as_opaque(stands) : nullptr;
  return of ? child(of, cat(of->path, "(…).", text)) : Value();
}

/// What all classes with opaque bases have in common: takes any arguments, and
/// what the class itself does not define is opaque.
Type* make_opaque_root() {
  NativeType<Instance> type("opaque_root", "limbeck");
  type.init("__init__(self, *args, **kw)", [](Instance&, Args&) {});
  type.class_method("__init_subclass__(cls, **kw)",
                    [](Args&) { return Value::none(); });
  type.class_method("__class_getitem__(cls, item)",
                    [](Args& args) { return args[0]; });
  type.slots().get_attribute = base_get;
  return type.ready();
}

// super().name where the lacking base may define the name.
Value super_get(const Value& self, Str* name) {
  static constexpr const char* kClass = "__self_class__";
  const auto plain = interpreter_state<OpaqueState>().plain_super_get;
  if (Value own = plain(self, name)) return own;
  if (is_dunder(name->text()) || name->text() == kClass) return {};
  const Value type = plain(self, intern(kClass));
  const Value base =
      type && is_type(type) ? opaque_among_bases(type.as<Type>()) : Value();
  const Opaque* of = base ? as_opaque(base) : nullptr;
  return of ? child(of, cat(of->path, "(…).", name->text())) : Value();
}

void mind_super() {
  auto& state = interpreter_state<OpaqueState>();
  if (state.plain_super_get) return;
  Slots& slots = builtin_types().super->slots;
  state.plain_super_get = slots.get_attribute;
  slots.get_attribute = super_get;
}

/// The base of a class whose only bases are opaque. One for each, below one
/// root, so that two such classes may be bases of a third.
Value opaque_base(const Value& opaque) {
  auto& state = interpreter_state<OpaqueState>();
  if (!state.root) state.root = make_opaque_root();
  Value members = make_dict();
  dict_set(members, make_str(kStandsFor), opaque);
  return call(
      Value(builtin_types().type),
      {make_str("opaque_base"), make_tuple({Value(state.root)}), members});
}

// Beside other bases an opaque one is left out: their order must stay what it
// is, and theirs is the behaviour that a schema needs.
Value opaque_mro_entries(Args& args) {
  const std::vector<Value> bases = collect(args[1]);
  mind_super();
  for (const Value& base : bases)
    if (!is_opaque(base)) return make_tuple({});
  if (!bases.front().is(args[0])) return make_tuple({});
  return make_tuple({opaque_base(args[0])});
}

Type* make_opaque_type() {
  Type* type = new_native_type("opaque", "limbeck", {}, sizeof(Opaque));
  type->subclassable = false;
  type->attributes_offset = kInstanceAttributes;
  Slots& slots = type->slots;
  slots.construct = [](void* memory, Type* made) -> Object* {
    return new (memory) Opaque(made);
  };
  slots.destruct = [](Object* self) { static_cast<Opaque*>(self)->~Opaque(); };
  slots.get_attribute = opaque_get;
  slots.set_attribute = opaque_set;
  slots.call = opaque_call;
  slots.binary = opaque_binary;
  slots.get_item = [](const Value& self, const Value&) {
    const Opaque* opaque = self_of(self);
    std::string path = opaque->path;
    if (!path.ends_with("]")) path += "[…]";
    return child(opaque, std::move(path));
  };
  slots.set_item = [](const Value&, const Value&, const Value&) {};
  slots.compare = [](const Value& self, const Value&, Compare) -> Value {
    opaque_matters(self_of(self), "a comparison");
  };
  slots.truth = [](const Value& self) -> bool {
    opaque_matters(self_of(self), "its truth value");
  };
  slots.length = [](const Value& self) -> std::ptrdiff_t {
    opaque_matters(self_of(self), "its length");
  };
  slots.contains = [](const Value& self, const Value&) -> bool {
    opaque_matters(self_of(self), "a membership test");
  };
  slots.iterate = [](const Value& self) -> Value {
    opaque_matters(self_of(self), "iteration");
  };
  slots.unary = [](const Value& self, Unary) -> Value {
    opaque_matters(self_of(self), "arithmetic");
  };
  slots.repr = [](const Value& self) -> Value {
    opaque_matters(self_of(self), "its text");
  };
  slots.str = slots.repr;
  slots.hash = [](const Value& self) {
    return static_cast<std::int64_t>(self.bits() >> 4);
  };
  type->populate = [](Type* self) {
    static constexpr NativeMethod kMethods[] = {
        {"__mro_entries__(self, bases, /)", nullptr, 0, 0, opaque_mro_entries},
        {"__enter__(self, /)", nullptr, 0, 0,
         [](Args& args) -> Value {
           opaque_matters(self_of(args[0]), "a with statement");
         }},
        {"__copy__(self, /)", nullptr, 0, 0,
         [](Args& args) -> Value { return args[0]; }},
        {"__deepcopy__(self, memo, /)", nullptr, 0, 0,
         [](Args& args) -> Value { return args[0]; }},
        {"__exit__(self, *args)", nullptr, 0, 0,
         [](Args&) { return Value::none(); }},
        {"__format__(self, spec, /)", nullptr, 0, 0,
         [](Args& args) -> Value {
           opaque_matters(self_of(args[0]), "its text");
         }},
        {"__instancecheck__(self, other, /)", nullptr, 0, 0,
         [](Args& args) -> Value {
           opaque_matters(self_of(args[0]), "isinstance()");
         }},
        {"__subclasscheck__(self, other, /)", nullptr, 0, 0,
         [](Args& args) -> Value {
           opaque_matters(self_of(args[0]), "issubclass()");
         }},
        {nullptr}};
    add_methods(self, kMethods);
  };
  ready(type);
  return type;
}

Type* opaque_type() {
  auto& state = interpreter_state<OpaqueState>();
  if (!state.type) state.type = make_opaque_type();
  return state.type;
}

}  // namespace

Value make_opaque(std::string path,
                  std::shared_ptr<const OpaqueOrigin> origin) {
  Type* type = opaque_type();
  auto* opaque = new (allocate_memory(type)) Opaque(type);
  opaque->path = std::move(path);
  opaque->origin = std::move(origin);
  return Value::adopt(opaque);
}

Opaque* as_opaque(const Value& value) {
  Object* object = value.object();
  if (!object) return nullptr;
  auto& state = interpreter_state<OpaqueState>();
  return state.type && object->type == state.type ? static_cast<Opaque*>(object)
                                                  : nullptr;
}

Value opaque_base_of(const Value& value) {
  const Type* type = is_type(value) ? value.as<Type>() : type_of(value);
  const Value stands = lookup_in_type(type, intern(kStandsFor));
  return stands && as_opaque(stands) ? stands : Value();
}

Value opaque_among_bases(const Type* type) {
  for (Type* one : type->mro) {
    if (!one->attributes) continue;
    const Value* bases = one->attributes->find(names().orig_bases);
    if (!bases || !is_tuple(*bases)) continue;
    for (const Value& base : items_of(*bases))
      if (as_opaque(base)) return base;
  }
  return Value();
}

Value name_of_star(const Value& star, Str* name) {
  const Opaque* of = as_opaque(star);
  if (!of || name->text().starts_with("_")) return Value();
  return child(of, cat(of->path, ".", name->text()));
}

bool is_opaque(const Value& value) { return as_opaque(value) != nullptr; }

void raise_opaque(const Value& value, std::string_view purpose) {
  opaque_matters(as_opaque(value), purpose);
}

namespace {

/// What would help: a stand-in for the module that is missing.
std::string hint_for(const Opaque& value) {
  const OpaqueOrigin& origin = *value.origin;
  // A module of the project is there; what it wants is in its error.
  if (origin.error) return origin.error->hint();
  // Stand-ins are looked for after limbeck's own modules.
  if (is_own_module(origin.module.substr(0, origin.module.find('.'))))
    return "`limbeck doctor` lists what is missing.";
  std::string module = origin.module;
  for (std::size_t dot = value.path.find('.'); dot != std::string::npos;
       dot = value.path.find('.', dot + 1))
    if (const Value* found =
            internals().modules->find(value.path.substr(0, dot));
        found && as_opaque(*found))
      module = value.path.substr(0, dot);
  return cat("A small stand-in for it can be put into limbeck_stubs/",
             replace_all(module, ".", "/"), ".py");
}

}  // namespace

void opaque_matters(const Opaque* value, std::string_view purpose) {
  const OpaqueOrigin& origin = *value->origin;
  std::string message =
      origin.error ? cat("'", value->path, "' is needed here (", purpose,
                         "), but its module could not be imported: ",
                         origin.error->message())
                   : cat("'", value->path, "' is needed here (", purpose,
                         "), but limbeck does not have the module '",
                         origin.module, "'");
  if (!origin.position.file.empty())
    cat_to(message, ", imported at ", origin.position.file, ":",
           origin.position.line);
  throw Error(ErrorKind::Unsupported, std::move(message))
      .hint(hint_for(*value));
}

}  // namespace limbeck::py

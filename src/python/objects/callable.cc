// Native functions and bound methods.
#include "python/objects/callable.h"

#include "base/text.h"
#include "python/objects/compare.h"
#include "python/objects/core_types.h"
#include "python/objects/exception.h"
#include "python/objects/internals.h"
#include "python/objects/type.h"

namespace limbeck::py {

const Signature& NativeFunctionObject::parsed() const {
  if (!signature) signature = std::make_unique<Signature>(signature_text);
  return *signature;
}

std::string_view NativeFunctionObject::name() const {
  std::string_view text = signature_text;
  return text.substr(0, text.find('('));
}

std::string NativeFunctionObject::qualname() const {
  if (attributes)
    if (const Value* name = attributes->find(names().qualname))
      return std::string(text_of(*name));
  if (owner) return cat(owner->qualname, ".", name());
  return std::string(name());
}

std::string CalledName::text() const {
  return function_ ? function_->qualname() : std::string(name_);
}

namespace {

using Native = NativeFunctionObject;

[[noreturn]] void raise_direct_count(const Native& function,
                                     std::size_t count) {
  if (function.most == 0)
    raise_type_error(
        cat(function.qualname(), "() takes no arguments (", count, " given)"));
  if (function.least == 1 && function.most == 1)
    raise_type_error(cat(function.qualname(), "() takes exactly one argument (",
                         count, " given)"));
  if (function.least == function.most)
    raise_type_error(cat(function.name(), " expected ", function.least,
                         " argument", function.least == 1 ? "" : "s", ", got ",
                         count));
  bool few = count < function.least;
  int bound = few ? function.least : function.most;
  raise_type_error(cat(function.name(), " expected at ",
                       few ? "least " : "most ", bound, " argument",
                       bound == 1 ? "" : "s", ", got ", count));
}

void check_self(const Native& function, const Call& call) {
  const Type* owner = function.owner;
  if (!call.positional)
    raise_type_error(
        cat("unbound method ", function.qualname(), "() needs an argument"));
  const Type* type = type_of(call.values[0]);
  if (type != owner && !is_subtype(type, owner))
    raise_type_error(cat("descriptor '", function.name(), "' for '",
                         owner->name, "' objects doesn't apply to a '",
                         type->name, "' object"));
}

Value run_bound(const Native& function, const Call& call) {
  const Signature& signature = function.parsed();
  std::size_t count = signature.parameters().size();
  constexpr std::size_t kInline = 12;
  auto run = [&](Value* bound) {
    std::uint64_t given =
        signature.bind(call, bound,
                       function.owner && !function.owner->builtin
                           ? CalledName(function)
                           : CalledName(signature.name()));
    Args args(signature, bound, given);
    return function.function(args);
  };
  if (count <= kInline) {
    Value bound[kInline];
    return run(bound);
  }
  std::vector<Value> bound(count);
  return run(bound.data());
}

Value run(const Native& function, const Call& call) {
  bool method = function.is_method;
  if (method) check_self(function, call);
  if (function.direct && !(call.keywords && function.function)) {
    if (call.keywords)
      raise_type_error(
          cat(function.qualname(), "() takes no keyword arguments"));
    const bool bound = method || function.is_class_method;
    std::size_t count = call.positional - (bound ? 1 : 0);
    if (count < function.least ||
        (count > function.most && function.most != kAnyCount))
      raise_direct_count(function, count);
    return function.direct(call.values, call.positional);
  }
  if (function.raw) return function.raw(function, call);
  return run_bound(function, call);
}

}  // namespace

Value call_native(const Value& self, const Call& call) {
  Value kept = self;  // it may drop its own last reference
  const auto& function = *self.as<Native>();
  try {
    return run(function, call);
  } catch (const Error& error) {
    Value exception = exception_of(error);
    if (exception.absent()) throw;
    throw Raised(exception);
  } catch (const std::bad_alloc&) {
    raise("MemoryError", "");
  }
}

Ref<NativeFunctionObject> new_native_function(const char* signature,
                                              Type* type) {
  if (!type) type = internals().types.builtin_function;
  auto* function = new (allocate_memory(type)) Native(type);
  function->signature_text = signature;
  return Ref<Native>::adopt(function);
}

Value make_function(std::string_view signature, NativeFunction function) {
  Ref<Native> object = new_native_function(nullptr, nullptr);
  object->owned = std::make_unique<std::string>(signature);
  object->signature_text = object->owned->c_str();
  object->function = std::move(function);
  return object.value();
}

void add_methods(Type* type, const NativeMethod* table) {
  const BuiltinTypes& types = internals().types;
  for (; table->signature; ++table) {
    bool method = table->kind == NativeMethod::Kind::Method;
    Ref<Native> function =
        new_native_function(table->signature, method ? types.method_descriptor
                                                     : types.builtin_function);
    function->direct = table->direct;
    function->least = table->least;
    function->most = table->most;
    if (table->bound) function->function = table->bound;
    function->owner = type;
    function->is_method = method;
    function->is_class_method = table->kind == NativeMethod::Kind::Class;
    Value value = function.value();
    if (table->kind == NativeMethod::Kind::Class)
      value = wrap_function(types.class_method, value);
    if (table->kind == NativeMethod::Kind::Static)
      value = wrap_function(types.static_method, value);
    type->attributes->set(intern(function->name()), std::move(value));
  }
}

Value new_bound_method(Value function, Value self) {
  Type* type = internals().types.method;
  auto* method = new (allocate_memory(type)) BoundMethod(type);
  method->function = std::move(function);
  method->self = std::move(self);
  return Value::adopt(method);
}

// -- the types ----------------------------------------------------------------

namespace {

template <class T>
void destruct(Object* self) {
  static_cast<T*>(self)->~T();
}

Native& native(const Value& self) { return *self.as<Native>(); }

Value native_repr(const Value& self) {
  const Native& function = native(self);
  if (function.is_method)
    return make_str(cat("<method '", function.name(), "' of '",
                        function.owner->name, "' objects>"));
  if (function.owner)
    return make_str(cat("<built-in method ", function.name(),
                        " of type object at ",
                        address_of(Value(function.owner)), ">"));
  return make_str(cat("<built-in function ", function.name(), ">"));
}

Value native_get(const Value& self, const Value& instance, Type*) {
  if (instance.absent()) return self;
  return new_bound_method(self, instance);
}

Value native_name(const Value& self) { return make_str(native(self).name()); }
Value native_qualname(const Value& self) {
  return make_str(native(self).qualname());
}
void native_set_qualname(const Value& self, const Value& value) {
  if (!is_str(value))
    raise_type_error("__qualname__ must be set to a string object");
  Ref<Dict>& attributes = native(self).attributes;
  if (!attributes) attributes = new_dict();
  attributes->set(names().qualname, value);
}
Value native_module(const Value& self) {
  if (native(self).owner) return make_str(native(self).owner->module);
  return native(self).module ? native(self).module : Value::none();
}
void native_set_module(const Value& self, const Value& value) {
  native(self).module = value;
}
Value native_self(const Value& self) {
  return native(self).self ? native(self).self : Value::none();
}
Value native_objclass(const Value& self) {
  if (!native(self).owner) raise_attribute_error(self, "__objclass__");
  return Value(native(self).owner);
}
Value native_doc(const Value&) { return Value::none(); }
/// "($self, key, /)": what a caller does not write is marked.
Value native_text_signature(const Value& self) {
  const Native& function = native(self);
  const std::string_view text = function.signature_text;
  std::string_view rest = text.substr(text.find('(') + 1);
  std::string_view first = "module";
  if (function.owner) {
    first = function.is_method ? "self" : "type";
    if (const std::string_view written = function.is_method ? "self" : "cls";
        rest.starts_with(written) &&
        rest.find_first_of(",)") == written.size()) {
      rest.remove_prefix(written.size());
      if (rest.starts_with(", ")) rest.remove_prefix(2);
    }
  }
  // The first one is given by its place, and so is before any "/".
  std::string made = cat("($", first);
  if (rest.find("/") == rest.npos) made += ", /";
  if (rest != ")") made += ", ";
  return make_str(made += rest);
}

constexpr NativeProperty kNativeProperties[] = {
    {"__name__", native_name},
    {"__qualname__", native_qualname, native_set_qualname},
    {"__module__", native_module, native_set_module},
    {"__self__", native_self},
    {"__doc__", native_doc},
    {"__text_signature__", native_text_signature},
    {nullptr, nullptr}};
constexpr NativeProperty kMethodDescriptorProperties[] = {
    {"__objclass__", native_objclass}, {nullptr, nullptr}};

BoundMethod& bound(const Value& self) { return *self.as<BoundMethod>(); }

Value bound_call(const Value& self, const Call& call) {
  return call_with(bound(self).function, bound(self).self, call);
}

bool is_native(const Value& function) {
  const Type* type = type_of(function);
  const BuiltinTypes& types = internals().types;
  return type == types.method_descriptor || type == types.builtin_function;
}

Value bound_repr(const Value& self) {
  const BoundMethod& method = bound(self);
  const BuiltinTypes& types = internals().types;
  if (is_native(method.function))
    return make_str(cat("<built-in method ", native(method.function).name(),
                        " of ", type_of(method.self)->name, " object at ",
                        address_of(method.self), ">"));
  if (type_of(method.function) == types.wrapper_descriptor)
    return make_str(cat("<method-wrapper '",
                        text_of(get_attribute(method.function, names().name)),
                        "' of ", type_of(method.self)->name, " object at ",
                        address_of(method.self), ">"));
  Value name = find_attribute(method.function, names().qualname);
  if (name.absent()) name = find_attribute(method.function, names().name);
  return make_str(cat("<bound method ",
                      name && is_str(name) ? text_of(name) : "?", " of ",
                      repr(method.self), ">"));
}

Value bound_get_attribute(const Value& self, Str* name) {
  Value own = object_get_attribute(self, name);
  if (own) return own;
  return find_attribute(bound(self).function, name);
}

Value bound_compare(const Value& self, const Value& other, Compare op) {
  if ((op != Compare::Eq && op != Compare::Ne) ||
      type_of(other) != internals().types.method)
    return Value::not_implemented();
  bool same = bound(self).self.is(bound(other).self) &&
              equal(bound(self).function, bound(other).function);
  return Value::boolean(same == (op == Compare::Eq));
}

std::int64_t bound_hash(const Value& self) {
  auto bits = static_cast<std::int64_t>(bound(self).self.bits() >> 4);
  std::int64_t hash = bits ^ py::hash(bound(self).function);
  return hash == -1 ? -2 : hash;
}

Value bound_make(Type*, const Call& call) {
  if (call.positional != 2 || call.keywords)
    raise_type_error(cat("method expected 2 arguments, got ", call.positional));
  if (!is_callable(call.values[0]))
    raise_type_error("first argument must be callable");
  if (call.values[1].is_none()) raise_type_error("instance must not be None");
  return new_bound_method(call.values[0], call.values[1]);
}

void bound_init(const Value&, const Call&) {}

Value bound_self(const Value& self) { return bound(self).self; }
Value bound_function(const Value& self) { return bound(self).function; }
Value bound_doc(const Value& self) {
  Value doc = find_attribute(bound(self).function, names().doc);
  return doc ? doc : Value::none();
}

constexpr NativeProperty kBoundProperties[] = {{"__self__", bound_self},
                                               {"__func__", bound_function},
                                               {"__doc__", bound_doc},
                                               {nullptr, nullptr}};

}  // namespace

void make_function_types() {
  auto& types = internals().types;
  types.builtin_function = new_native_type("builtin_function_or_method",
                                           "builtins", {}, sizeof(Native));
  types.method_descriptor =
      new_native_type("method_descriptor", "builtins", {}, sizeof(Native));
  for (Type* type : {types.builtin_function, types.method_descriptor}) {
    type->subclassable = false;
    type->slots.destruct = destruct<Native>;
    type->slots.visit = [](Object* self, Visitor& visitor) {
      auto* own = static_cast<Native*>(self);
      visitor(own->self);
      visitor(own->module);
      visitor(own->attributes.value());
    };
    type->slots.call = call_native;
    type->slots.repr = native_repr;
  }
  types.builtin_function->populate = [](Type* self) {
    add_properties(self, kNativeProperties);
  };
  types.method_descriptor->populate = [](Type* self) {
    add_properties(self, kNativeProperties);
    add_properties(self, kMethodDescriptorProperties);
  };
  types.method_descriptor->method_descriptor = true;
  types.method_descriptor->slots.descriptor_get = native_get;
  ready(types.builtin_function);
  ready(types.method_descriptor);

  types.method = new_native_type("method", "builtins", {}, sizeof(BoundMethod));
  Slots& slots = types.method->slots;
  types.method->subclassable = false;
  slots.destruct = destruct<BoundMethod>;
  slots.visit = [](Object* self, Visitor& visitor) {
    visitor(static_cast<BoundMethod*>(self)->function);
    visitor(static_cast<BoundMethod*>(self)->self);
  };
  slots.make = bound_make;
  slots.init = bound_init;
  slots.call = bound_call;
  slots.repr = bound_repr;
  slots.get_attribute = bound_get_attribute;
  slots.compare = bound_compare;
  slots.hash = bound_hash;
  types.method->populate = [](Type* self) {
    add_properties(self, kBoundProperties);
  };
  ready(types.method);
  types.method_wrapper = types.method;
}

}  // namespace limbeck::py

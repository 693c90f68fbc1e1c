// The type `object`: attribute access by descriptors, and what every class
// inherits from it.
#include "base/text.h"
#include "python/objects/attributes.h"
#include "python/objects/callable.h"
#include "python/objects/compare.h"
#include "python/objects/core_types.h"
#include "python/objects/internals.h"
#include "python/objects/list.h"
#include "python/objects/type.h"

namespace limbeck::py {
Value object_get_attribute(const Value& self, Str* name) {
  Type* type = type_of(self);
  Value found = lookup_in_type(type, name);
  const Slots* descriptor = nullptr;
  if (Object* object = found.object()) {
    descriptor = &object->type->slots;
    if (descriptor->descriptor_set && descriptor->descriptor_get)
      return descriptor->descriptor_get(found, self, type);
  }
  if (type->attributes_offset)
    if (Value* own = own_attribute(self.object(), name)) return *own;
  if (descriptor && descriptor->descriptor_get)
    return descriptor->descriptor_get(found, self, type);
  return found;
}

void object_set_attribute(const Value& self, Str* name, const Value& value) {
  Type* type = type_of(self);
  Value found = lookup_in_type(type, name);
  if (Object* object = found.object())
    if (auto set = object->type->slots.descriptor_set)
      return set(found, self, value);
  if (type->attributes_offset) {
    if (value) {
      if (!name->interned()) name = intern(name);
      return set_own_attribute(self.object(), name, value);
    }
    if (!own_attribute(self.object(), name))
      raise_attribute_error(self, name->text());
    instance_attributes(self.object(), true)->remove(name);
    return;
  }
  if (found)
    raise("AttributeError", cat("'", shown_name(type), "' object attribute '",
                                name->text(), "' is read-only"));
  raise("AttributeError",
        cat("'", shown_name(type), "' object has no attribute '", name->text(),
            "' and no __dict__ for setting new attributes"));
}

namespace {

bool excess(const Call& call) { return call.positional || call.keywords; }

[[noreturn]] void raise_abstract(Type* type) {
  Value* methods = type->attributes->find(names().abstractmethods);
  std::vector<Value> items = methods ? collect(*methods) : std::vector<Value>();
  Ref<List> sorted = new_list(std::move(items));
  list_sort(sorted.get(), Value::none(), false);
  std::vector<std::string> texts;
  for (const Value& item : sorted->items)
    texts.push_back(cat("'", str(item), "'"));
  raise_type_error(cat("Can't instantiate abstract class ", type->name,
                       " without an implementation for abstract method",
                       texts.size() == 1 ? "" : "s", " ", join(texts, ", ")));
}

}  // namespace

// CPython: object_new. Excess arguments are __init__'s affair when only that
// is overridden.
Value make_refused(Type* type, const Call&) {
  const Type* native = type;
  while (native->heap) native = native->base;
  raise_type_error(cat("cannot create '", full_name(native), "' instances"));
}

/// Whether a base is missing because limbeck does not have its module: it may
/// be what takes arguments.
bool lacks_base(const Type* type) {
  for (Type* one : type->mro) {
    const Value* bases =
        one->attributes ? one->attributes->find(names().orig_bases) : nullptr;
    if (!bases || !is_tuple(*bases)) continue;
    for (const Value& base : items_of(*bases))
      if (const Type* kind = type_of(base);
          !kind->subclassable && kind->name == "opaque")
        return true;
  }
  return false;
}

Value object_make(Type* type, const Call& call) {
  const Type* native = type;
  while (native->heap) native = native->base;
  if (native->slots.make != object_make)
    raise_type_error(cat("object.__new__(", type->name, ") is not safe, use ",
                         native->name, ".__new__()"));
  if (excess(call) && !lacks_base(type)) {
    if (type->slots.make != object_make)
      raise_type_error(
          "object.__new__() takes exactly one argument (the type to "
          "instantiate)");
    if (type->slots.init == object_init)
      raise_type_error(cat(type->name, "() takes no arguments"));
  }
  if (type->abstract) raise_abstract(type);
  return allocate(type);
}

void object_init(const Value& self, const Call& call) {
  if (!excess(call)) return;
  Type* type = type_of(self);
  if (lacks_base(type)) return;
  if (type->slots.init != object_init)
    raise_type_error(
        "object.__init__() takes exactly one argument (the instance to "
        "initialize)");
  if (type->slots.make == object_make)
    raise_type_error(cat(type->name, "() takes no arguments"));
}

std::string address_of(const Value& value) {
  char digits[24];
  std::snprintf(digits, sizeof digits, "0x%012zx",
                static_cast<std::size_t>(value.bits()));
  return digits;
}

namespace {

Value object_repr(const Value& self) {
  const Type* type = type_of(self);
  std::string name = type->module.empty() || type->module == "builtins"
                         ? type->qualname
                         : full_name(type);
  return make_str(cat("<", name, " object at ", address_of(self), ">"));
}

Value object_str(const Value& self) { return type_of(self)->slots.repr(self); }

std::int64_t object_hash(const Value& self) {
  std::uint64_t bits = self.bits();
  auto hash = static_cast<std::int64_t>(bits >> 4 | bits << 60);
  return hash == -1 ? -2 : hash;
}

Value object_compare(const Value& self, const Value& other, Compare op) {
  if (op == Compare::Eq)
    return self.is(other) ? Value::boolean(true) : Value::not_implemented();
  if (op == Compare::Ne) {
    auto compare = type_of(self)->slots.compare;
    Value result = compare(self, other, Compare::Eq);
    if (result.is_not_implemented()) return result;
    return Value::boolean(!truth(result));
  }
  return Value::not_implemented();
}

Object* construct_object(void* memory, Type* type) {
  return new (memory) Object(type);
}

Value object_class(const Value& self) { return Value(type_of(self)); }

void object_set_class(const Value& self, const Value& value) {
  if (value.absent()) raise_type_error("can't delete __class__ attribute");
  if (!is_type(value))
    raise_type_error(cat("__class__ must be set to a class, not '",
                         type_of(value)->name, "' object"));
  Object* object = self.object();
  Type *old = type_of(self), *type = value.as<Type>();
  bool modules = old->layout == Layout::Native && type->layout == old->layout &&
                 is_subtype(type, internals().types.module);
  if (!object || (!(old->heap && type->heap) && !modules))
    raise_type_error(
        "__class__ assignment only supported for mutable types or ModuleType "
        "subclasses");
  if (old->instance_size != type->instance_size ||
      old->attributes_offset != type->attributes_offset ||
      old->slots.construct != type->slots.construct ||
      old->has_slots != type->has_slots)
    raise_type_error(cat("__class__ assignment: '", type->name,
                         "' object layout differs from '", old->name, "'"));
  instance_attributes(object, false);  // rows are the old class's
  if (type->heap) ++type->references;
  object->type = type;
  if (old->heap) Value::adopt(old);
}

Value object_dir(const Value* values, std::size_t) {
  const Value& self = values[0];
  Ref<Dict> all = new_dict();
  Value attributes = find_attribute(self, names().dict);
  if (attributes && is_dict(attributes)) dict_update(all.get(), attributes);
  for (Type* type : type_of(self)->mro) {
    Dict* from = attributes_of(type);
    for (std::uint32_t i = from->live(0); i < from->filled;
         i = from->live(i + 1))
      all->set(from->entries[i].key, Value::none());
  }
  return make_list(collect(all.value()));
}

Value object_format(const Value* values, std::size_t) {
  if (text_of(values[1]).empty()) return str_value(values[0]);
  raise_type_error(cat("unsupported format string passed to ",
                       type_of(values[0])->name, ".__format__"));
}

Value object_sizeof(const Value* values, std::size_t) {
  return make_int(type_of(values[0])->instance_size);
}

Value object_init_subclass(Args& args) {
  auto* type = args[0].as<Type>();
  if (!items_of(args[1]).empty() || dict_size(args[2]))
    raise_type_error(
        cat(type->qualname, ".__init_subclass__() takes no keyword arguments"));
  return Value::none();
}

Value object_subclass_hook(Args&) { return Value::not_implemented(); }

Value object_getstate(const Value* values, std::size_t) {
  Dict* attributes = instance_attributes(values[0].object(), false);
  if (!attributes) return Value::none();
  return Value(attributes);
}

// What copy and pickle make an object of: a function, its arguments, state.
Value reduce_by(const Value& self, const Value& protocol) {
  return call(
      get_attribute(Interpreter::current().import("copyreg"), "_reduce_ex"),
      {self, protocol});
}

Value object_reduce(const Value* values, std::size_t) {
  return reduce_by(values[0], Value::small(0));
}

Value object_reduce_ex(const Value* values, std::size_t) {
  // A class's own __reduce__ goes first.
  Value own = lookup_in_type(type_of(values[0]), names().reduce);
  Value plain = lookup_in_type(internals().types.object, names().reduce);
  if (!own.is(plain)) return call_method(values[0], "__reduce__");
  return reduce_by(values[0], values[1]);
}

constexpr NativeMethod kObjectMethods[] = {
    {"__reduce__()", object_reduce},
    {"__reduce_ex__(protocol, /)", object_reduce_ex, 1, 1},
    {"__dir__()", object_dir},
    {"__format__(format_spec, /)", object_format, 1, 1},
    {"__sizeof__()", object_sizeof},
    {"__getstate__()", object_getstate},
    {"__init_subclass__(cls, *args, **kwargs)", nullptr, 0, 0,
     object_init_subclass, NativeMethod::Kind::Class},
    {"__subclasshook__(cls, *args)", nullptr, 0, 0, object_subclass_hook,
     NativeMethod::Kind::Class},
    {nullptr}};

constexpr NativeProperty kObjectProperties[] = {
    {"__class__", object_class, object_set_class}, {nullptr, nullptr}};

}  // namespace

void make_object_type(Type* type) {
  Slots& slots = type->slots;
  slots.construct = construct_object;
  slots.make = object_make;
  slots.init = object_init;
  slots.get_attribute = object_get_attribute;
  slots.set_attribute = object_set_attribute;
  slots.repr = object_repr;
  slots.str = object_str;
  slots.hash = object_hash;
  slots.compare = object_compare;
  type->populate = [](Type* self) {
    add_methods(self, kObjectMethods);
    add_properties(self, kObjectProperties);
    self->attributes->set(names().doc, make_str("The base of all classes."));
  };
}

}  // namespace limbeck::py

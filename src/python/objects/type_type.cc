// The type `type`: calling classes, attributes of classes.
#include "python/objects/type.h"
#include "base/text.h"
#include "python/objects/callable.h"
#include "python/objects/compare.h"
#include "python/objects/core_types.h"
#include "python/objects/internals.h"

namespace limbeck::py {

Value type_call(const Value& self, const Call& call) {
  auto* type = self.as<Type>();
  if (!type->slots.make)
    raise_type_error(cat("cannot create '", full_name(type), "' instances"));
  Value object = type->slots.make(type, call);
  Type* made = type_of(object);
  if (type == internals().types.type && call.positional == 1) return object;
  if (made == type || is_subtype(made, type)) made->slots.init(object, call);
  return object;
}

namespace {

// CPython: type_getattro.
Value type_get_attribute(const Value& self, Str* name) {
  auto* type = self.as<Type>();
  Type* metatype = type->type;
  Value in_meta = lookup_in_type(metatype, name);
  const Slots* meta = nullptr;
  if (Object* object = in_meta.object()) {
    meta = &object->type->slots;
    if (meta->descriptor_get && meta->descriptor_set)
      return meta->descriptor_get(in_meta, self, metatype);
  }
  Value found = lookup_in_type(type, name);
  if (found) {
    Object* object = found.object();
    if (object && object->type->slots.descriptor_get)
      return object->type->slots.descriptor_get(found, Value(), type);
    return found;
  }
  if (meta && meta->descriptor_get)
    return meta->descriptor_get(in_meta, self, metatype);
  if (in_meta || name->text().starts_with("_")) return in_meta;
  // The bases that limbeck lacks may well define it (vm/opaque.cc).
  const Value stands = lookup_in_type(type, intern("__limbeck_opaque__"));
  return stands ? get_attribute(stands, name) : Value();
}

void type_set_attribute(const Value& self, Str* name, const Value& value) {
  auto* type = self.as<Type>();
  if (type->immutable)
    raise_type_error(cat("cannot set '", name->text(),
                         "' attribute of immutable type '", full_name(type),
                         "'"));
  Value in_meta = lookup_in_type(type->type, name);
  if (Object* object = in_meta.object())
    if (auto set = object->type->slots.descriptor_set)
      return set(in_meta, self, value);
  if (!name->interned()) name = intern(name);
  Dict* attributes = attributes_of(type);
  Value old;  // lives until the type is whole again
  if (value) {
    attributes->set(name, value);
  } else {
    old = attributes->remove(name);
    if (old.absent()) raise_attribute_error(self, name->text());
  }
  type_modified(type, name);
}

Value type_repr(const Value& self) {
  return make_str(cat("<class '", full_name(self.as<Type>()), "'>"));
}

void type_init(const Value&, const Call& call) {
  if (call.positional != 1 && call.positional != 3)
    raise_type_error("type.__init__() takes 1 or 3 arguments");
}

Object* type_construct(void* memory, Type* type) {
  return new (memory) Type(type);
}
void type_destruct(Object* self) { static_cast<Type*>(self)->~Type(); }

void type_clear(Object* self) {
  auto* type = static_cast<Type*>(self);
  if (!type->heap) return;
  forget_type(type);
  type->attributes->clear();
}

void type_visit(Object* self, Visitor& visitor) {
  auto* type = static_cast<Type*>(self);
  visitor(type->attributes.value());
  visitor.all(type->bases);
}

// X | Y
Value type_binary(const Value& self, const Value& other, Binary op,
                  bool reflected) {
  if (op != Binary::Or) return Value::not_implemented();
  return reflected ? make_union(other, self) : make_union(self, other);
}

// -- attributes ---------------------------------------------------------------

Type* as_type(const Value& self) { return self.as<Type>(); }

void require_mutable(const Value& self, const char* name) {
  if (as_type(self)->immutable)
    raise_type_error(cat("cannot set '", name,
                         "' attribute of immutable type '", as_type(self)->name,
                         "'"));
}

Value get_name(const Value& self) { return make_str(as_type(self)->name); }
void set_name(const Value& self, const Value& value) {
  require_mutable(self, "__name__");
  if (value.absent())
    raise_type_error(cat("cannot delete '__name__' attribute of type '",
                         as_type(self)->name, "'"));
  if (!is_str(value))
    raise_type_error(cat("can only assign string to ", as_type(self)->name,
                         ".__name__, not '", type_of(value)->name, "'"));
  as_type(self)->name = text_of(value);
}

Value get_qualname(const Value& self) {
  return make_str(as_type(self)->qualname);
}
void set_qualname(const Value& self, const Value& value) {
  require_mutable(self, "__qualname__");
  if (value.absent() || !is_str(value))
    raise_type_error(cat("can only assign string to ", as_type(self)->name,
                         ".__qualname__, not '",
                         value ? type_of(value)->name : "NoneType", "'"));
  as_type(self)->qualname = text_of(value);
}

Value get_module(const Value& self) {
  Type* type = as_type(self);
  if (type->heap)  // type's own dict has this very property
    if (Value* found = attributes_of(type)->find(names().module)) return *found;
  return make_str(type->module);
}
void set_module(const Value& self, const Value& value) {
  require_mutable(self, "__module__");
  Type* type = as_type(self);
  if (value.absent()) {
    type->attributes->remove(names().module);
    return;
  }
  type->attributes->set(names().module, value);
  if (is_str(value)) type->module = text_of(value);
}

Value get_doc(const Value& self) {
  Value* found = attributes_of(as_type(self))->find(names().doc);
  return found ? *found : Value::none();
}
void set_doc(const Value& self, const Value& value) {
  require_mutable(self, "__doc__");
  as_type(self)->attributes->set(names().doc, value ? value : Value::none());
  type_modified(as_type(self), names().doc);
}

Value get_dict(const Value& self) {
  return make_mapping_proxy(Value(attributes_of(as_type(self))));
}

Value get_bases(const Value& self) {
  std::vector<Value> bases;
  for (const auto& base : as_type(self)->bases) bases.push_back(base.value());
  return make_tuple(std::move(bases));
}

Value get_base(const Value& self) {
  Type* base = as_type(self)->base;
  return base ? Value(base) : Value::none();
}

Value get_mro(const Value& self) {
  std::vector<Value> order;
  for (Type* type : as_type(self)->mro) order.push_back(Value(type));
  return make_tuple(std::move(order));
}

Value get_abstract(const Value& self) {
  Value* found = attributes_of(as_type(self))->find(names().abstractmethods);
  if (!found) raise_attribute_error(self, "__abstractmethods__");
  return *found;
}
void set_abstract(const Value& self, const Value& value) {
  Type* type = as_type(self);
  require_mutable(self, "__abstractmethods__");
  if (value.absent()) {
    if (type->attributes->remove(names().abstractmethods).absent())
      raise_attribute_error(self, "__abstractmethods__");
    type->abstract = false;
    return;
  }
  type->abstract = truth(value);
  type->attributes->set(names().abstractmethods, value);
}

// Annotations of a class are evaluated when something first reads them: the
// compiler leaves a function in __annotate__.
Value get_annotations(const Value& self) {
  Type* type = as_type(self);
  if (!type->heap) raise_attribute_error(self, "__annotations__");
  Dict* attributes = attributes_of(type);
  if (Value* found = attributes->find(names().annotations)) return *found;
  Value annotations;
  if (Value* annotate = attributes->find(names().annotate))
    if (!annotate->is_none())
      annotations = call(Value(*annotate), {Value::small(1)});
  if (annotations.absent()) annotations = make_dict();
  attributes->set(names().annotations, annotations);
  return annotations;
}
void set_annotations(const Value& self, const Value& value) {
  require_mutable(self, "__annotations__");
  Dict* attributes = as_type(self)->attributes.get();
  if (value)
    attributes->set(names().annotations, value);
  else if (attributes->remove(names().annotations).absent())
    raise_attribute_error(self, "__annotations__");
}

Value get_type_parameters(const Value& self) {
  Type* type = as_type(self);
  Value* found = attributes_of(type)->find(names().type_params);
  return found && type->heap ? *found : make_tuple({});
}
void set_type_parameters(const Value& self, const Value& value) {
  require_mutable(self, "__type_params__");
  as_type(self)->attributes->set(names().type_params, value);
}

Value get_text_signature(const Value&) { return Value::none(); }

Value get_flags(const Value& self) {
  constexpr int kAbstract = 1 << 20, kHeap = 1 << 9, kBase = 1 << 10;
  const Type* type = as_type(self);
  return make_int((type->abstract ? kAbstract : 0) | (type->heap ? kHeap : 0) |
                  (type->subclassable ? kBase : 0));
}

constexpr NativeProperty kTypeProperties[] = {
    {"__name__", get_name, set_name},
    {"__qualname__", get_qualname, set_qualname},
    {"__module__", get_module, set_module},
    {"__doc__", get_doc, set_doc},
    {"__dict__", get_dict},
    {"__bases__", get_bases},
    {"__base__", get_base},
    {"__mro__", get_mro},
    {"__abstractmethods__", get_abstract, set_abstract},
    {"__annotations__", get_annotations, set_annotations},
    {"__type_params__", get_type_parameters, set_type_parameters},
    {"__text_signature__", get_text_signature},
    {"__flags__", get_flags},
    {nullptr, nullptr}};

// -- methods ------------------------------------------------------------------

Value type_mro(const Value* values, std::size_t) {
  return make_list(collect(get_mro(values[0])));
}

Value type_subclasses(const Value* values, std::size_t) {
  std::vector<Value> list;
  for (Type* type : as_type(values[0])->subclasses) list.push_back(Value(type));
  return make_list(std::move(list));
}

Value type_prepare(Args&) { return make_dict(); }

Value type_instance_check(const Value* values, std::size_t) {
  return Value::boolean(default_instance_check(values[1], values[0]));
}
Value type_subclass_check(const Value* values, std::size_t) {
  return Value::boolean(default_subclass_check(values[1], values[0]));
}

Value type_dir(const Value* values, std::size_t) {
  Ref<Dict> all = new_dict();
  for (Type* type : as_type(values[0])->mro) {
    Dict* from = attributes_of(type);
    for (std::uint32_t i = from->live(0); i < from->filled;
         i = from->live(i + 1))
      all->set(from->entries[i].key, Value::none());
  }
  return make_list(collect(all.value()));
}

Value type_sizeof(const Value*, std::size_t) { return make_int(sizeof(Type)); }

constexpr NativeMethod kTypeMethods[] = {
    {"mro()", type_mro},
    {"__subclasses__()", type_subclasses},
    {"__prepare__(cls, *args, **kwargs)", nullptr, 0, 0, type_prepare,
     NativeMethod::Kind::Class},
    {"__instancecheck__(instance, /)", type_instance_check, 1, 1},
    {"__subclasscheck__(subclass, /)", type_subclass_check, 1, 1},
    {"__dir__()", type_dir},
    {"__sizeof__()", type_sizeof},
    {nullptr}};

}  // namespace

void make_type_type(Type* type) {
  Slots& slots = type->slots;
  type->layout = Layout::Type;
  slots.construct = type_construct;
  slots.destruct = type_destruct;
  slots.clear = type_clear;
  slots.visit = type_visit;
  slots.make = type_make;
  slots.init = type_init;
  slots.call = type_call;
  slots.get_attribute = type_get_attribute;
  slots.set_attribute = type_set_attribute;
  slots.repr = type_repr;
  slots.binary = type_binary;
  slots.binary_operators = 1u << static_cast<int>(Binary::Or);
  type->populate = [](Type* self) {
    add_methods(self, kTypeMethods);
    add_properties(self, kTypeProperties);
  };
}

}  // namespace limbeck::py

// property, staticmethod, classmethod, super and the descriptors of native
// attributes.
#include "base/text.h"
#include "python/objects/callable.h"
#include "python/objects/compare.h"
#include "python/objects/core_types.h"
#include "python/objects/internals.h"
#include "python/objects/type.h"

namespace limbeck::py {

void add_properties(Type* type, const NativeProperty* table) {
  Type* kind = internals().types.getset_descriptor;
  for (; table->name; ++table) {
    auto* property = new (allocate_memory(kind)) GetSet(kind);
    Value value = Value::adopt(property);
    property->name = intern(std::string_view(table->name));
    property->owner = type;
    property->get = table->get;
    if (table->set) property->set = table->set;
    type->attributes->set(property->name, std::move(value));
  }
}

Value wrap_function(Type* wrapper, Value function) {
  auto* object = new (allocate_memory(wrapper)) WrappedFunction(wrapper);
  object->function = std::move(function);
  return Value::adopt(object);
}

namespace {

template <class T>
Object* construct(void* memory, Type* type) {
  return new (memory) T(type);
}
template <class T>
void destruct(Object* self) {
  static_cast<T*>(self)->~T();
}

// -- attributes of native types -----------------------------------------------

GetSet& getset(const Value& self) { return *self.as<GetSet>(); }

void check_owner(const GetSet& property, const Value& instance) {
  if (is_instance(instance, property.owner)) return;
  raise_type_error(cat("descriptor '", property.name->text(), "' for '",
                       property.owner->name, "' objects doesn't apply to a '",
                       type_of(instance)->name, "' object"));
}

Value getset_get(const Value& self, const Value& instance, Type*) {
  if (instance.absent()) return self;
  GetSet& property = getset(self);
  check_owner(property, instance);
  return property.get(instance);
}

void getset_set(const Value& self, const Value& instance, const Value& value) {
  GetSet& property = getset(self);
  check_owner(property, instance);
  if (!property.set)
    raise("AttributeError",
          cat("attribute '", property.name->text(), "' of '",
              shown_name(property.owner), "' objects is not writable"));
  property.set(instance, value);
}

Value getset_repr(const Value& self) {
  const GetSet& property = getset(self);
  bool member = type_of(self) == internals().types.member_descriptor;
  return make_str(cat(member ? "<member '" : "<attribute '",
                      property.name->text(), "' of '", property.owner->name,
                      "' objects>"));
}

Value getset_name(const Value& self) { return Value(getset(self).name); }
Value getset_qualname(const Value& self) {
  return make_str(
      cat(getset(self).owner->qualname, ".", getset(self).name->text()));
}
Value getset_objclass(const Value& self) { return Value(getset(self).owner); }
Value getset_doc(const Value&) { return Value::none(); }

constexpr NativeProperty kGetSetProperties[] = {
    {"__name__", getset_name},
    {"__qualname__", getset_qualname},
    {"__objclass__", getset_objclass},
    {"__doc__", getset_doc},
    {nullptr, nullptr}};

// -- property -----------------------------------------------------------------

PropertyObject& property(const Value& self) {
  return *self.as<PropertyObject>();
}

std::string property_title(const PropertyObject& self, const Value& instance) {
  std::string name = self.name && is_str(self.name)
                         ? cat("property '", text_of(self.name), "'")
                         : std::string("property");
  if (name == "property" && !self.get.is_none()) {
    Value own = find_attribute(self.get, names().name);
    if (own && is_str(own)) name = cat("property '", text_of(own), "'");
  }
  return cat(name, " of '", type_of(instance)->qualname, "' object");
}

Value property_get(const Value& self, const Value& instance, Type*) {
  if (instance.absent()) return self;
  PropertyObject& own = property(self);
  if (own.get.is_none())
    raise("AttributeError",
          cat(property_title(own, instance), " has no getter"));
  return call(Value(own.get), {instance});
}

void property_set(const Value& self, const Value& instance,
                  const Value& value) {
  PropertyObject& own = property(self);
  const Value& function = value ? own.set : own.del;
  if (function.is_none())
    raise("AttributeError", cat(property_title(own, instance), " has no ",
                                value ? "setter" : "deleter"));
  if (value)
    call(Value(function), {instance, value});
  else
    call(Value(function), {instance});
}

Value property_init(Args& args) {
  PropertyObject& own = property(args[0]);
  own.get = args[1];
  own.set = args[2];
  own.del = args[3];
  own.doc = args[4];
  own.doc_is_getters = false;
  if (own.doc.is_none() && !own.get.is_none()) {
    Value doc = find_attribute(own.get, names().doc);
    if (doc && !doc.is_none()) {
      own.doc = doc;
      own.doc_is_getters = true;
    }
  }
  if (type_of(args[0]) == internals().types.property) return Value::none();
  // A subclass has a __doc__ of its own, so the instance keeps the property's.
  try {
    object_set_attribute(args[0], names().doc, own.doc);
  } catch (const Raised& raised) {
    if (!own.doc_is_getters || !matches(raised, "AttributeError")) throw;
  }
  return Value::none();
}

Value property_with(const Value& self, int part, const Value& function) {
  PropertyObject& own = property(self);
  Value parts[] = {own.get, own.set, own.del};
  parts[part] = function;
  Value doc = own.doc_is_getters ? Value::none() : own.doc;
  Value made = call(Value(type_of(self)), {parts[0], parts[1], parts[2], doc});
  if (is_instance(made, internals().types.property))
    property(made).name = own.name;
  return made;
}
Value property_getter(const Value* values, std::size_t) {
  return property_with(values[0], 0, values[1]);
}
Value property_setter(const Value* values, std::size_t) {
  return property_with(values[0], 1, values[1]);
}
Value property_deleter(const Value* values, std::size_t) {
  return property_with(values[0], 2, values[1]);
}
Value property_set_name(const Value* values, std::size_t) {
  property(values[0]).name = values[2];
  return Value::none();
}

Value property_fget(const Value& self) { return property(self).get; }
Value property_fset(const Value& self) { return property(self).set; }
Value property_fdel(const Value& self) { return property(self).del; }
Value property_doc(const Value& self) { return property(self).doc; }
void property_set_doc(const Value& self, const Value& value) {
  property(self).doc = value ? value : Value::none();
}
Value property_name(const Value& self) {
  PropertyObject& own = property(self);
  if (own.name) return own.name;
  return get_attribute(own.get, names().name);
}
void property_assign_name(const Value& self, const Value& value) {
  property(self).name = value;
}

bool is_abstract(const Value& function) {
  if (function.is_none()) return false;
  Value mark = find_attribute(function, names().isabstractmethod);
  return mark && truth(mark);
}

Value property_abstract(const Value& self) {
  PropertyObject& own = property(self);
  return Value::boolean(is_abstract(own.get) || is_abstract(own.set) ||
                        is_abstract(own.del));
}

constexpr NativeMethod kPropertyMethods[] = {
    {"getter(fget, /)", property_getter, 1, 1},
    {"setter(fset, /)", property_setter, 1, 1},
    {"deleter(fdel, /)", property_deleter, 1, 1},
    {"__set_name__(owner, name, /)", property_set_name, 2, 2},
    {nullptr}};
constexpr NativeProperty kPropertyProperties[] = {
    {"fget", property_fget},
    {"fset", property_fset},
    {"fdel", property_fdel},
    {"__doc__", property_doc, property_set_doc},
    {"__name__", property_name, property_assign_name},
    {"__isabstractmethod__", property_abstract},
    {nullptr, nullptr}};

void property_clear(Object* self) {
  auto* own = static_cast<PropertyObject*>(self);
  own->get = own->set = own->del = own->doc = Value::none();
}

// -- staticmethod, classmethod ------------------------------------------------

WrappedFunction& wrapped(const Value& self) {
  return *self.as<WrappedFunction>();
}

Value static_get(const Value& self, const Value&, Type*) {
  return wrapped(self).function;
}

Value class_get(const Value& self, const Value& instance, Type* owner) {
  const Value& function = wrapped(self).function;
  Type* type = owner ? owner : type_of(instance);
  Type* kind = type_of(function);
  // Chained descriptors (classmethod over property) were dropped in 3.13.
  if (kind->method_descriptor || !kind->slots.descriptor_get ||
      kind == internals().types.builtin_function)
    return new_bound_method(function, Value(type));
  if (kind == internals().types.function)
    return kind->slots.descriptor_get(function, Value(type), type->type);
  return new_bound_method(function, Value(type));
}

void wrapped_init(const Value& self, const Call& call) {
  if (call.keywords)
    raise_type_error(cat(type_of(self)->name, "() takes no keyword arguments"));
  if (call.positional != 1)
    raise_type_error(cat(type_of(self)->name, " expected 1 argument, got ",
                         call.positional));
  wrapped(self).function = call.values[0];
}

Value static_call(const Value& self, const Call& arguments) {
  return call(Value(wrapped(self).function), arguments);
}

Value wrapped_get_attribute(const Value& self, Str* name) {
  Value own = object_get_attribute(self, name);
  if (own) return own;
  const Names& all = names();
  if (name == all.name || name == all.qualname || name == all.doc ||
      name == all.module || name == all.annotations)
    return find_attribute(wrapped(self).function, name);
  return own;
}

Value wrapped_repr(const Value& self) {
  return make_str(
      cat("<", type_of(self)->name, "(", repr(wrapped(self).function), ")>"));
}

Value wrapped_function(const Value& self) { return wrapped(self).function; }
Value wrapped_abstract(const Value& self) {
  return Value::boolean(is_abstract(wrapped(self).function));
}
Value wrapped_dict(const Value& self) {
  return Value(instance_attributes(self.object(), true));
}

constexpr NativeProperty kWrappedProperties[] = {
    {"__func__", wrapped_function},
    {"__wrapped__", wrapped_function},
    {"__isabstractmethod__", wrapped_abstract},
    {"__dict__", wrapped_dict},
    {nullptr, nullptr}};

void wrapped_clear(Object* self) {
  static_cast<WrappedFunction*>(self)->function = Value::none();
}

Type* make_wrapper_type(const char* name) {
  Type* type = new_native_type(name, "builtins", {}, sizeof(WrappedFunction));
  type->attributes_offset = kInstanceAttributes;
  Slots& slots = type->slots;
  slots.construct = construct<WrappedFunction>;
  slots.destruct = destruct<WrappedFunction>;
  slots.clear = wrapped_clear;
  slots.visit = [](Object* self, Visitor& visitor) {
    visitor(static_cast<WrappedFunction*>(self)->function);
  };
  slots.init = wrapped_init;
  slots.get_attribute = wrapped_get_attribute;
  slots.repr = wrapped_repr;
  type->populate = [](Type* self) { add_properties(self, kWrappedProperties); };
  return type;
}

// -- super --------------------------------------------------------------------

struct Super : Object {
  Ref<Type> type;  // where the search starts behind
  Value object;    // absent: unbound
  Ref<Type> object_type;
  explicit Super(Type* type) : Object(type) {}
};

Super& super(const Value& self) { return *self.as<Super>(); }

Type* check_super(Type* type, const Value& object) {
  if (is_type(object) && is_subtype(object.as<Type>(), type))
    return object.as<Type>();
  if (is_instance(object, type)) return type_of(object);
  Value claimed = find_attribute(object, names().class_);
  if (claimed && is_type(claimed) && is_subtype(claimed.as<Type>(), type))
    return claimed.as<Type>();
  raise_type_error(
      cat("super(type, obj): obj (", is_type(object) ? "type " : "instance of ",
          is_type(object) ? object.as<Type>()->name : type_of(object)->name,
          ") is not an instance or subtype of type (", type->name, ")."));
}

Value super_get_attribute(const Value& self, Str* name) {
  Super& own = super(self);
  if (own.object.absent() || name == names().class_)
    return object_get_attribute(self, name);
  if (!name->interned()) name = intern(name);
  const auto& order = own.object_type->mro;
  std::size_t i = 0;
  while (i < order.size() && order[i] != own.type.get()) ++i;
  for (++i; i < order.size(); ++i) {
    Value* found = attributes_of(order[i])->find(name);
    if (!found) continue;
    Value value = *found;
    Object* object = value.object();
    if (!object || !object->type->slots.descriptor_get) return value;
    bool on_class = own.object.object() == own.object_type.get();
    return object->type->slots.descriptor_get(
        value, on_class ? Value() : own.object, own.object_type.get());
  }
  return object_get_attribute(self, name);
}

Value super_repr(const Value& self) {
  const Super& own = super(self);
  std::string bound = own.object ? cat("<", own.object_type->name, " object>")
                                 : std::string("NULL");
  return make_str(cat("<super: <class '", own.type->name, "'>, ", bound, ">"));
}

Value super_get(const Value& self, const Value& instance, Type*) {
  Super& own = super(self);
  if (instance.absent() || own.object) return self;
  return make_super(own.type.value(), instance);
}

Value super_make(Type*, const Call& call) {
  if (call.keywords) raise_type_error("super() takes no keyword arguments");
  if (call.positional > 2)
    raise_type_error(
        cat("super expected at most 2 arguments, got ", call.positional));
  if (call.positional == 0) {
    Value type, object;
    auto find = internals().super_arguments;
    if (!find) raise("RuntimeError", "super(): no arguments");
    find(type, object);
    return make_super(type, object);
  }
  if (!is_type(call.values[0]))
    raise_type_error(cat("super() argument 1 must be a type, not ",
                         type_of(call.values[0])->name));
  return make_super(call.values[0],
                    call.positional == 2 ? call.values[1] : Value());
}

void super_init(const Value&, const Call&) {}

Value super_thisclass(const Value& self) { return super(self).type.value(); }
Value super_self(const Value& self) {
  return super(self).object ? super(self).object : Value::none();
}
Value super_self_class(const Value& self) {
  return super(self).object_type ? super(self).object_type.value()
                                 : Value::none();
}
constexpr NativeProperty kSuperProperties[] = {
    {"__thisclass__", super_thisclass},
    {"__self__", super_self},
    {"__self_class__", super_self_class},
    {nullptr, nullptr}};

}  // namespace

Value make_super(const Value& type, const Value& object) {
  Type* kind = internals().types.super;
  Value bound = object.is_none() ? Value() : object;
  Type* object_type = bound ? check_super(type.as<Type>(), bound) : nullptr;
  auto* made = new (allocate_memory(kind)) Super(kind);
  Value result = Value::adopt(made);
  made->type = Ref<Type>(type.as<Type>());
  made->object = std::move(bound);
  if (object_type) made->object_type = Ref<Type>(object_type);
  return result;
}

void make_descriptor_types() {
  auto& types = internals().types;
  types.getset_descriptor =
      new_native_type("getset_descriptor", "builtins", {}, sizeof(GetSet));
  types.member_descriptor =
      new_native_type("member_descriptor", "builtins", {}, sizeof(GetSet));
  for (Type* type : {types.getset_descriptor, types.member_descriptor}) {
    type->subclassable = false;
    type->slots.destruct = destruct<GetSet>;
    type->slots.descriptor_get = getset_get;
    type->slots.descriptor_set = getset_set;
    type->slots.repr = getset_repr;
    type->populate = [](Type* self) {
      add_properties(self, kGetSetProperties);
    };
    ready(type);
  }

  types.property =
      new_native_type("property", "builtins", {}, sizeof(PropertyObject));
  types.property->attributes_offset = kInstanceAttributes;
  Slots& slots = types.property->slots;
  slots.construct = construct<PropertyObject>;
  slots.destruct = destruct<PropertyObject>;
  slots.clear = property_clear;
  slots.visit = [](Object* self, Visitor& visitor) {
    auto* own = static_cast<PropertyObject*>(self);
    for (const Value* value : {&own->get, &own->set, &own->del, &own->doc})
      visitor(*value);
  };
  slots.descriptor_get = property_get;
  slots.descriptor_set = property_set;
  slots.init = [](const Value& self, const Call& call) {
    // Bound by its signature; kept out of the namespace so that it is a slot.
    const char* text =
        "property(self, fget=None, fset=None, fdel=None, doc=None)";
    Signature signature(text);
    Value bound[5];
    std::vector<Value> values{self};
    values.insert(values.end(), call.values,
                  call.values + call.positional + call.keywords);
    Call whole{values.data(), call.positional + 1, call.names, call.keywords};
    Args args(signature, bound, signature.bind(whole, bound, "property"));
    property_init(args);
  };
  types.property->populate = [](Type* self) {
    add_methods(self, kPropertyMethods);
    add_properties(self, kPropertyProperties);
  };
  ready(types.property);

  types.static_method = make_wrapper_type("staticmethod");
  types.static_method->slots.descriptor_get = static_get;
  types.static_method->slots.call = static_call;
  ready(types.static_method);
  types.class_method = make_wrapper_type("classmethod");
  types.class_method->slots.descriptor_get = class_get;
  ready(types.class_method);

  types.super = new_native_type("super", "builtins", {}, sizeof(Super));
  Slots& super_slots = types.super->slots;
  super_slots.construct = construct<Super>;
  super_slots.destruct = destruct<Super>;
  super_slots.visit = [](Object* self, Visitor& visitor) {
    auto* own = static_cast<Super*>(self);
    visitor(own->type.value());
    visitor(own->object);
    visitor(own->object_type.value());
  };
  super_slots.make = super_make;
  super_slots.init = super_init;
  super_slots.get_attribute = super_get_attribute;
  super_slots.descriptor_get = super_get;
  super_slots.repr = super_repr;
  types.super->populate = [](Type* self) {
    add_properties(self, kSuperProperties);
  };
  ready(types.super);
}

}  // namespace limbeck::py

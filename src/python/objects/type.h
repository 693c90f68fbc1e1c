// Types: making them, and the table that ties dunder methods to slots.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "python/objects/object.h"

namespace limbeck::py {

/// One bit each in Type::native_slots and method_slots.
enum class SlotId : std::uint8_t {
  Make,
  Init,
  Call,
  GetAttribute,
  SetAttribute,
  DescriptorGet,
  DescriptorSet,
  Repr,
  Str,
  Hash,
  Compare,
  Binary,
  InPlace,
  Unary,
  Truth,
  Length,
  GetItem,
  SetItem,
  Contains,
  Iterate,
  Next,
  Finalize,  // __del__; no function in Slots
  Count
};

/// A type that is not ready yet: name, bases and layout to be completed by the
/// caller, then `ready`. Native types live as long as the interpreter.
Type* new_native_type(std::string_view name, std::string_view module,
                      std::vector<Type*> bases, std::size_t instance_size);
/// Computes the MRO, inherits slots and registers with the bases.
void ready(Type* type);
/// Fills in what `populate` and the native slots bring to the namespace.
void populate(Type* type);
inline Dict* attributes_of(Type* type) {
  if (type->populate) populate(type);
  return type->attributes.get();
}
/// What an error calls a type: with its module where CPython's is a static type
/// of an extension module ('datetime.date').
std::string shown_name(const Type* type);
/// After the namespace changed: slots, versions, subclasses.
void type_modified(Type* type, Str* name);
/// After the namespace of a dying type was emptied: no cache may find what was
/// in it.
void forget_type(Type* type);

/// type(name, bases, namespace, **keywords), what a class statement ends in.
/// `metatype` absent: derived from the bases.
Value make_class(Type* metatype, const Value& name, const Value& bases,
                 const Value& namespace_, const Call& keywords);
/// The most derived metatype of `metatype` and the bases' types, or TypeError.
Type* derive_metatype(Type* metatype, std::span<const Value> bases);
/// Replaces what has __mro_entries__ (PEP 560); true where something changed.
bool resolve_bases(const Value& bases, Value& resolved);

/// One dunder method and the slot that stands for it.
struct Dunder;
/// What shows a native slot as a method: list.__len__.
struct SlotWrapper : Object {
  Type* owner = nullptr;  // borrowed: native types live to the end
  const Dunder* dunder = nullptr;
  explicit SlotWrapper(Type* type) : Object(type) {}
};
void make_wrapper_types();
/// Fills `type->slots` from its MRO (dunder_slots.cc).
void settle_slots(Type* type);
/// Which slots the names in `type`'s own namespace stand for.
std::uint64_t method_slots_of(Type* type);
void add_slot_wrappers(Type* type);
[[noreturn]] void raise_unhashable(const Value& value);
std::int64_t hash_not_implemented(const Value& self);
bool overrides_reflected(const Type* derived, const Type* base, Binary op);

/// C(...): make and init. The slot `call` of type.
Value type_call(const Value& self, const Call& call);
/// object.__new__ and object.__init__, for comparing and for natives.
Value object_make(Type* type, const Call& call);
/// The `make` of types whose instances only natives create: TypeError.
Value make_refused(Type* type, const Call& call);
void object_init(const Value& self, const Call& call);
/// The generic slots that run __new__ / __init__ of a Python class.
Value slot_make(Type* type, const Call& call);
void slot_init(const Value& self, const Call& call);
Value object_get_attribute(const Value& self, Str* name);
void object_set_attribute(const Value& self, Str* name, const Value& value);

/// The instance's attribute dict, made when `make` is set; nullptr if it has
/// none.
Dict* instance_attributes(Object* object, bool make);

/// Replaces the instance's attribute dict.
void set_instance_attributes(Object* object, const Value& dict);
Value type_make(Type* metatype, const Call& call);
/// What type.__instancecheck__ and __subclasscheck__ answer.
bool default_instance_check(const Value& value, const Value& cls);
bool default_subclass_check(const Value& derived, const Value& cls);
/// staticmethod(function) or classmethod(function).
Value wrap_function(Type* wrapper, Value function);

/// "<module>.<qualname>", without "builtins.": as in reprs.
std::string full_name(const Type* type);
bool subclass_check(const Value& derived, const Value& class_or_tuple);

}  // namespace limbeck::py

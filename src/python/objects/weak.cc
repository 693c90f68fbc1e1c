#include "python/objects/weak.h"

#include <algorithm>

#include "python/objects/core_types.h"
#include "python/objects/sequences.h"
#include "python/objects/type.h"

namespace limbeck::py {

WeakReference::~WeakReference() {
  if (!target) return;
  auto& table = internals().weak_references;
  auto found = table.find(target);
  if (found == table.end()) return;
  auto& list = found->second;
  list.erase(std::remove(list.begin(), list.end(), this), list.end());
  if (list.empty()) {
    table.erase(found);
    target->flags &= ~Object::kHasWeakReferences;
  }
}

namespace {

bool can_be_referred_to(const Value& target) {
  Object* object = target.object();
  if (!object) return false;
  switch (object->type->layout) {
    case Layout::Int:
    case Layout::Float:
    case Layout::Complex:
    case Layout::Str:
    case Layout::Bytes:
    case Layout::List:
    case Layout::Tuple:
    case Layout::Dict:
      return !object->type->builtin && object->type->heap;
    case Layout::Object:
    case Layout::Type:
    case Layout::Set:
    case Layout::Exception:
    case Layout::Native:
      break;
  }
  return true;
}

WeakReference& reference(const Value& self) {
  return *self.as<WeakReference>();
}

Value make_reference(Type* type, const Value& target, const Value& callback) {
  if (!can_be_referred_to(target))
    raise_type_error(cat("cannot create weak reference to '",
                         type_of(target)->name, "' object"));
  auto& list = internals().weak_references[target.object()];
  // Those of a subclass may have attributes of their own.
  const bool shared = callback.is_none() && type == weak_reference_type();
  if (shared)
    for (WeakReference* other : list)
      if (other->callback.is_none() && other->type == type) return Value(other);
  const Value made = allocate(type);
  WeakReference& own = reference(made);
  own.target = target.object();
  own.callback = callback;
  if (!callback.is_none()) detail::interpreter->expect_endings();
  target.object()->flags |= Object::kHasWeakReferences;
  list.push_back(&own);
  return made;
}

Value weak_make(Type* type, const Call& call) {
  if (call.keywords || call.positional < 1 || call.positional > 2)
    raise_type_error(cat("__new__ expected 1 to 2 arguments, got ",
                         call.positional + call.keywords));
  return make_reference(type, call.values[0],
                        call.positional > 1 ? call.values[1] : Value::none());
}

Value weak_call(const Value& self, const Call&) {
  Value target = weak_target(self);
  return target ? target : Value::none();
}

Value weak_repr(const Value& self) {
  Value target = weak_target(self);
  if (target.absent())
    return make_str(cat("<weakref at ", address_of(self), "; dead>"));
  return make_str(cat("<weakref at ", address_of(self), "; to '",
                      full_name(type_of(target)), "' at ", address_of(target),
                      ">"));
}

std::int64_t weak_hash(const Value& self) {
  WeakReference& own = reference(self);
  if (own.hash != -1) return own.hash;
  Value target = weak_target(self);
  if (target.absent()) raise_type_error("weak object has gone away");
  own.hash = hash(target);
  return own.hash;
}

Value weak_compare(const Value& self, const Value& other, Compare op) {
  if ((op != Compare::Eq && op != Compare::Ne) ||
      !is_subtype(type_of(other), internals().weak_reference))
    return Value::not_implemented();
  Value a = weak_target(self), b = weak_target(other);
  bool same = a && b ? same_or_equal(a, b) : self.is(other);
  return Value::boolean(same == (op == Compare::Eq));
}

Value weak_callback(const Value& self) { return reference(self).callback; }
constexpr NativeProperty kProperties[] = {{"__callback__", weak_callback},
                                          {nullptr, nullptr}};
constexpr NativeMethod kMethods[] = {kClassGetItem, {nullptr}};

}  // namespace

Type* weak_reference_type() {
  auto& state = internals();
  if (state.weak_reference) return state.weak_reference;
  Type* type =
      new_native_type("ReferenceType", "weakref", {}, sizeof(WeakReference));
  Slots& slots = type->slots;
  slots.construct = construct_as<WeakReference>;
  slots.destruct = destruct_as<WeakReference>;
  slots.visit = [](Object* self, Visitor& visitor) {
    visitor(static_cast<WeakReference*>(self)->callback);
  };
  slots.make = weak_make;
  slots.init = no_init;
  slots.call = weak_call;
  slots.repr = weak_repr;
  slots.hash = weak_hash;
  slots.compare = weak_compare;
  type->populate = [](Type* self) {
    add_properties(self, kProperties);
    add_methods(self, kMethods);
  };
  ready(type);
  return state.weak_reference = type;
}

Value make_weak_reference(const Value& target, const Value& callback) {
  return make_reference(weak_reference_type(), target, callback);
}

Value weak_target(const Value& self) {
  WeakReference& own = reference(self);
  return own.target ? Value(own.target) : Value();
}

std::vector<Value> weak_references_to(const Value& object) {
  std::vector<Value> found;
  const auto& table = internals().weak_references;
  if (const auto known = table.find(object.object()); known != table.end())
    for (WeakReference* one : known->second) found.push_back(Value(one));
  return found;
}

void clear_weak(Object* object) {
  auto& table = internals().weak_references;
  auto found = table.find(object);
  if (found == table.end()) return;
  std::vector<WeakReference*> list = std::move(found->second);
  table.erase(found);
  std::vector<Value> called;
  for (WeakReference* own : list) {
    own->target = nullptr;
    if (!own->callback.is_none()) called.push_back(Value(own));
  }
  for (const Value& self : called) {
    try {
      call(Value(reference(self).callback), {self});
    } catch (const Raised& raised) {
      if (auto report = internals().report_unraisable)
        report(raised.exception(), reference(self).callback);
    }
  }
}

}  // namespace limbeck::py

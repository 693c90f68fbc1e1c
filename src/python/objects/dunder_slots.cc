// The two directions between slots and dunder methods: a Python class that
// defines `__len__` gets the generic slot that calls it, and a native type with
// a slot shows it as a method (SlotWrapper). One table ties the names.
#include <iterator>

#include "base/text.h"
#include "python/objects/callable.h"
#include "python/objects/compare.h"
#include "python/objects/exception.h"
#include "python/objects/int.h"
#include "python/objects/internals.h"
#include "python/objects/type.h"

namespace limbeck::py {

struct Dunder {
  Str* Names::*name;
  SlotId slot;
  std::uint8_t op = 0;  // Compare, Binary, Unary; deletion, for setters
  bool reflected = false;
  std::uint8_t least = 0, most = 0;  // arguments beside self
};

namespace {

using N = Names;
constexpr std::uint8_t kAny = 255;

constexpr Dunder kDunders[] = {
    {&N::init, SlotId::Init, 0, false, 0, kAny},
    {&N::call, SlotId::Call, 0, false, 0, kAny},
    {&N::getattribute, SlotId::GetAttribute, 0, false, 1, 1},
    {&N::getattr, SlotId::GetAttribute, 1, false, 1, 1},
    {&N::setattr, SlotId::SetAttribute, 0, false, 2, 2},
    {&N::delattr, SlotId::SetAttribute, 1, false, 1, 1},
    {&N::get, SlotId::DescriptorGet, 0, false, 1, 2},
    {&N::set, SlotId::DescriptorSet, 0, false, 2, 2},
    {&N::delete_, SlotId::DescriptorSet, 1, false, 1, 1},
    {&N::repr, SlotId::Repr},
    {&N::str, SlotId::Str},
    {&N::hash, SlotId::Hash},
    {&N::lt, SlotId::Compare, 0, false, 1, 1},
    {&N::le, SlotId::Compare, 1, false, 1, 1},
    {&N::eq, SlotId::Compare, 2, false, 1, 1},
    {&N::ne, SlotId::Compare, 3, false, 1, 1},
    {&N::gt, SlotId::Compare, 4, false, 1, 1},
    {&N::ge, SlotId::Compare, 5, false, 1, 1},
    {&N::add, SlotId::Binary, 0, false, 1, 1},
    {&N::radd, SlotId::Binary, 0, true, 1, 1},
    {&N::sub, SlotId::Binary, 1, false, 1, 1},
    {&N::rsub, SlotId::Binary, 1, true, 1, 1},
    {&N::mul, SlotId::Binary, 2, false, 1, 1},
    {&N::rmul, SlotId::Binary, 2, true, 1, 1},
    {&N::matmul, SlotId::Binary, 3, false, 1, 1},
    {&N::rmatmul, SlotId::Binary, 3, true, 1, 1},
    {&N::truediv, SlotId::Binary, 4, false, 1, 1},
    {&N::rtruediv, SlotId::Binary, 4, true, 1, 1},
    {&N::floordiv, SlotId::Binary, 5, false, 1, 1},
    {&N::rfloordiv, SlotId::Binary, 5, true, 1, 1},
    {&N::mod, SlotId::Binary, 6, false, 1, 1},
    {&N::rmod, SlotId::Binary, 6, true, 1, 1},
    {&N::pow, SlotId::Binary, 7, false, 1, 2},
    {&N::rpow, SlotId::Binary, 7, true, 1, 2},
    {&N::lshift, SlotId::Binary, 8, false, 1, 1},
    {&N::rlshift, SlotId::Binary, 8, true, 1, 1},
    {&N::rshift, SlotId::Binary, 9, false, 1, 1},
    {&N::rrshift, SlotId::Binary, 9, true, 1, 1},
    {&N::and_, SlotId::Binary, 10, false, 1, 1},
    {&N::rand, SlotId::Binary, 10, true, 1, 1},
    {&N::or_, SlotId::Binary, 11, false, 1, 1},
    {&N::ror, SlotId::Binary, 11, true, 1, 1},
    {&N::xor_, SlotId::Binary, 12, false, 1, 1},
    {&N::rxor, SlotId::Binary, 12, true, 1, 1},
    {&N::iadd, SlotId::InPlace, 0, false, 1, 1},
    {&N::isub, SlotId::InPlace, 1, false, 1, 1},
    {&N::imul, SlotId::InPlace, 2, false, 1, 1},
    {&N::imatmul, SlotId::InPlace, 3, false, 1, 1},
    {&N::itruediv, SlotId::InPlace, 4, false, 1, 1},
    {&N::ifloordiv, SlotId::InPlace, 5, false, 1, 1},
    {&N::imod, SlotId::InPlace, 6, false, 1, 1},
    {&N::ipow, SlotId::InPlace, 7, false, 1, 1},
    {&N::ilshift, SlotId::InPlace, 8, false, 1, 1},
    {&N::irshift, SlotId::InPlace, 9, false, 1, 1},
    {&N::iand, SlotId::InPlace, 10, false, 1, 1},
    {&N::ior, SlotId::InPlace, 11, false, 1, 1},
    {&N::ixor, SlotId::InPlace, 12, false, 1, 1},
    {&N::neg, SlotId::Unary, 0},
    {&N::pos, SlotId::Unary, 1},
    {&N::invert, SlotId::Unary, 2},
    {&N::bool_, SlotId::Truth},
    {&N::len, SlotId::Length},
    {&N::getitem, SlotId::GetItem, 0, false, 1, 1},
    {&N::setitem, SlotId::SetItem, 0, false, 2, 2},
    {&N::delitem, SlotId::SetItem, 1, false, 1, 1},
    {&N::contains, SlotId::Contains, 0, false, 1, 1},
    {&N::iter, SlotId::Iterate},
    {&N::next, SlotId::Next},
};

constexpr Str* Names::*kForward[] = {
    &N::add,      &N::sub, &N::mul, &N::matmul, &N::truediv,
    &N::floordiv, &N::mod, &N::pow, &N::lshift, &N::rshift,
    &N::and_,     &N::or_, &N::xor_};
constexpr Str* Names::*kReflected[] = {
    &N::radd,      &N::rsub, &N::rmul, &N::rmatmul, &N::rtruediv,
    &N::rfloordiv, &N::rmod, &N::rpow, &N::rlshift, &N::rrshift,
    &N::rand,      &N::ror,  &N::rxor};
constexpr Str* Names::*kInPlaceNames[] = {
    &N::iadd,      &N::isub, &N::imul, &N::imatmul, &N::itruediv,
    &N::ifloordiv, &N::imod, &N::ipow, &N::ilshift, &N::irshift,
    &N::iand,      &N::ior,  &N::ixor};
constexpr Str* Names::*kCompareNames[] = {&N::lt, &N::le, &N::eq,
                                          &N::ne, &N::gt, &N::ge};
constexpr Str* Names::*kUnaryNames[] = {&N::neg, &N::pos, &N::invert};

std::uint64_t bit(SlotId slot) {
  return std::uint64_t{1} << static_cast<int>(slot);
}

// -- slots that call dunder methods -------------------------------------------

/// Calls what was found in the type with `self` and the arguments.
Value call_found(const Value& found, const Value& self,
                 std::initializer_list<Value> rest) {
  Call arguments{rest.begin(), rest.size()};
  Type* type = type_of(found);
  if (type->method_descriptor) return call_with(found, self, arguments);
  if (type->slots.descriptor_get)
    return call(type->slots.descriptor_get(found, self, type_of(self)),
                arguments);
  return call(found, arguments);
}

Value find_special(const Value& self, Str* name) {
  return lookup_in_type(type_of(self), name);
}

[[noreturn]] void raise_missing_special(const Value& self, Str* name) {
  raise_attribute_error(self, name->text());
}

Value require_special(const Value& self, Str* name,
                      std::initializer_list<Value> rest) {
  Value found = find_special(self, name);
  if (found.absent()) raise_missing_special(self, name);
  return call_found(found, self, rest);
}

SlotWrapper* as_wrapper(const Value& found) {
  Object* object = found.object();
  return object && object->type == internals().types.wrapper_descriptor
             ? static_cast<SlotWrapper*>(object)
             : nullptr;
}

Value generic_call(const Value& self, const Call& arguments) {
  Value found = find_special(self, names().call);
  if (found.absent())
    raise_type_error(cat("'", type_of(self)->name, "' object is not callable"));
  Type* type = type_of(found);
  if (type->method_descriptor) return call_with(found, self, arguments);
  if (type->slots.descriptor_get)
    found = type->slots.descriptor_get(found, self, type_of(self));
  return call(found, arguments);
}

Value generic_get_attribute(const Value& self, Str* name) {
  Value found = find_special(self, names().getattribute);
  Value fallback = find_special(self, names().getattr);
  auto look = [&]() -> Value {
    if (SlotWrapper* wrapper = as_wrapper(found))
      return wrapper->owner->slots.get_attribute(self, name);
    return call_found(found, self, {Value(name)});
  };
  if (fallback.absent()) return look();
  Value value;
  try {
    value = look();
  } catch (const Raised& raised) {
    if (!matches(raised, "AttributeError")) throw;
  }
  if (value) return value;
  return call_found(fallback, self, {Value(name)});
}

void generic_set_attribute(const Value& self, Str* name, const Value& value) {
  Value found = find_special(self, value ? names().setattr : names().delattr);
  if (SlotWrapper* wrapper = as_wrapper(found))
    wrapper->owner->slots.set_attribute(self, name, value);
  else if (value)
    call_found(found, self, {Value(name), value});
  else
    call_found(found, self, {Value(name)});
}

Value generic_descriptor_get(const Value& self, const Value& instance,
                             Type* owner) {
  Value found = find_special(self, names().get);
  if (found.absent()) return self;
  return call_found(found, self,
                    {instance ? instance : Value::none(),
                     owner ? Value(owner) : Value::none()});
}

void generic_descriptor_set(const Value& self, const Value& instance,
                            const Value& value) {
  Str* name = value ? names().set : names().delete_;
  if (value)
    require_special(self, name, {instance, value});
  else
    require_special(self, name, {instance});
}

Value generic_repr(const Value& self) {
  return require_special(self, names().repr, {});
}

Value generic_str(const Value& self) {
  return require_special(self, names().str, {});
}

std::int64_t generic_hash(const Value& self) {
  Value found = find_special(self, names().hash);
  if (found.absent() || found.is_none()) raise_unhashable(self);
  Value result = call_found(found, self, {});
  if (!is_int(result))
    raise_type_error("__hash__ method should return an integer");
  // An int that fits a hash is one; others are reduced.
  const auto whole = int_of(result);
  std::int64_t hash = whole ? *whole : py::hash(plain_int(result));
  return hash == -1 ? -2 : hash;
}

Value generic_compare(const Value& self, const Value& other, Compare op) {
  Value found =
      find_special(self, names().*kCompareNames[static_cast<int>(op)]);
  if (found.absent()) return Value::not_implemented();
  if (SlotWrapper* wrapper = as_wrapper(found))
    return wrapper->owner->slots.compare(self, other, op);
  return call_found(found, self, {other});
}

Value generic_binary(const Value& self, const Value& other, Binary op,
                     bool reflected) {
  int index = static_cast<int>(op);
  Value found = find_special(
      self, names().*(reflected ? kReflected[index] : kForward[index]));
  if (found.absent()) return Value::not_implemented();
  if (SlotWrapper* wrapper = as_wrapper(found))
    return wrapper->owner->slots.binary(self, other, op, reflected);
  return call_found(found, self, {other});
}

Value generic_in_place(const Value& self, const Value& other, Binary op) {
  Value found =
      find_special(self, names().*kInPlaceNames[static_cast<int>(op)]);
  if (found.absent()) return Value::not_implemented();
  if (SlotWrapper* wrapper = as_wrapper(found))
    return wrapper->owner->slots.in_place(self, other, op);
  return call_found(found, self, {other});
}

Value generic_unary(const Value& self, Unary op) {
  Value found = find_special(self, names().*kUnaryNames[static_cast<int>(op)]);
  if (found.absent()) return Value::not_implemented();
  if (SlotWrapper* wrapper = as_wrapper(found))
    return wrapper->owner->slots.unary(self, op);
  return call_found(found, self, {});
}

bool generic_truth(const Value& self) {
  Value found = find_special(self, names().bool_);
  if (found.absent()) {
    const Slots& slots = type_of(self)->slots;
    return !slots.length || slots.length(self) != 0;
  }
  Value result = call_found(found, self, {});
  if (!result.is_bool())
    raise_type_error(
        cat("__bool__ should return bool, returned ", type_of(result)->name));
  return result.is_true();
}

std::ptrdiff_t generic_length(const Value& self) {
  Value result = require_special(self, names().len, {});
  if (result.is_small() && result.small() >= 0) return result.small();
  Value index = index_of(result);
  std::optional<std::int64_t> length = int_of(index);
  if (!length)
    raise("OverflowError", "cannot fit 'int' into an index-sized integer");
  if (*length < 0) raise_value_error("__len__() should return >= 0");
  return *length;
}

Value generic_get_item(const Value& self, const Value& key) {
  return require_special(self, names().getitem, {key});
}

void generic_set_item(const Value& self, const Value& key, const Value& value) {
  Value found = find_special(self, value ? names().setitem : names().delitem);
  if (found.absent())
    raise_type_error(cat("'", type_of(self)->name,
                         value ? "' object does not support item assignment"
                               : "' object does not support item deletion"));
  if (value)
    call_found(found, self, {key, value});
  else
    call_found(found, self, {key});
}

bool generic_contains(const Value& self, const Value& item) {
  Value found = find_special(self, names().contains);
  if (found.is_none())
    raise_type_error(
        cat("'", type_of(self)->name, "' object is not a container"));
  return truth(call_found(found, self, {item}));
}

Value generic_iterate(const Value& self) {
  Value found = find_special(self, names().iter);
  if (found.absent() || found.is_none())
    raise_type_error(cat("'", type_of(self)->name, "' object is not iterable"));
  return call_found(found, self, {});
}

Value generic_next(const Value& self) {
  try {
    return require_special(self, names().next, {});
  } catch (const Raised& raised) {
    if (!matches(raised, "StopIteration")) throw;
    return Value();
  }
}

// -- calling native slots as methods ------------------------------------------

std::string wrapper_name(const SlotWrapper* wrapper) {
  return std::string((names().*wrapper->dunder->name)->text());
}

[[noreturn]] void raise_count(const Dunder& dunder, std::size_t count) {
  if (dunder.least == dunder.most)
    raise_type_error(cat("expected ", dunder.least, " argument",
                         dunder.least == 1 ? "" : "s", ", got ", count));
  raise_type_error(cat("expected at ",
                       count < dunder.least ? "least " : "most ",
                       count < dunder.least ? dunder.least : dunder.most,
                       " arguments, got ", count));
}

Str* attribute_name(const Value& name) {
  if (!is_str(name))
    raise_type_error(
        cat("attribute name must be string, not '", type_of(name)->name, "'"));
  return intern(name.as<Str>());
}

Value run_get_attribute(const Slots& slots, const Value& self,
                        const Value& name) {
  Str* interned = attribute_name(name);
  Value value = slots.get_attribute(self, interned);
  if (value.absent()) raise_attribute_error(self, interned->text());
  return value;
}

Value run_next(const Slots& slots, const Value& self) {
  Value value = slots.next(self);
  if (value.absent())
    throw Raised(make_exception(exception_type("StopIteration"), {}));
  return value;
}

Value run_descriptor_get(const Slots& slots, const Value& self,
                         const Value* arguments, std::size_t count) {
  Value instance = arguments[0].is_none() ? Value() : arguments[0];
  Type* owner = count > 1 && is_type(arguments[1]) ? arguments[1].as<Type>()
                : instance                         ? type_of(instance)
                                                   : nullptr;
  return slots.descriptor_get(self, instance, owner);
}

/// The slot of `wrapper->owner` with arguments from Python.
Value run_slot(const SlotWrapper* wrapper, const Value& self,
               const Call& call) {
  const Dunder& dunder = *wrapper->dunder;
  const Slots& slots = wrapper->owner->slots;
  const Value* arguments = call.values;
  if (dunder.slot == SlotId::Init) {
    slots.init(self, call);
    return Value::none();
  }
  if (dunder.slot == SlotId::Call) return slots.call(self, call);
  if (call.keywords)
    raise_type_error(cat("wrapper ", wrapper_name(wrapper),
                         "() takes no keyword arguments"));
  std::size_t count = call.positional;
  if (count < dunder.least || count > dunder.most) raise_count(dunder, count);
  switch (dunder.slot) {
    case SlotId::Make:
    case SlotId::Init:
    case SlotId::Call:
    case SlotId::Finalize:
    case SlotId::Count:
      break;
    case SlotId::GetAttribute:
      return run_get_attribute(slots, self, arguments[0]);
    case SlotId::SetAttribute:
      slots.set_attribute(self, attribute_name(arguments[0]),
                          dunder.op ? Value() : arguments[1]);
      break;
    case SlotId::DescriptorGet:
      return run_descriptor_get(slots, self, arguments, count);
    case SlotId::DescriptorSet:
      slots.descriptor_set(self, arguments[0],
                           dunder.op ? Value() : arguments[1]);
      break;
    case SlotId::Repr:
      return slots.repr(self);
    case SlotId::Str:
      return slots.str(self);
    case SlotId::Hash:
      return make_int(slots.hash(self));
    case SlotId::Compare:
      return slots.compare(self, arguments[0], static_cast<Compare>(dunder.op));
    case SlotId::Binary:
      return slots.binary(self, arguments[0], static_cast<Binary>(dunder.op),
                          dunder.reflected);
    case SlotId::InPlace:
      return slots.in_place(self, arguments[0], static_cast<Binary>(dunder.op));
    case SlotId::Unary:
      return slots.unary(self, static_cast<Unary>(dunder.op));
    case SlotId::Truth:
      return Value::boolean(slots.truth(self));
    case SlotId::Length:
      return make_int(slots.length(self));
    case SlotId::GetItem:
      return slots.get_item(self, arguments[0]);
    case SlotId::SetItem:
      slots.set_item(self, arguments[0], dunder.op ? Value() : arguments[1]);
      break;
    case SlotId::Contains:
      return Value::boolean(slots.contains(self, arguments[0]));
    case SlotId::Iterate:
      return slots.iterate(self);
    case SlotId::Next:
      return run_next(slots, self);
  }
  return Value::none();
}

Value wrapper_call(const Value& self, const Call& call) {
  auto* wrapper = self.as<SlotWrapper>();
  std::string name = wrapper_name(wrapper);
  if (!call.positional)
    raise_type_error(cat("descriptor '", name, "' of '", wrapper->owner->name,
                         "' object needs an argument"));
  if (!is_instance(call.values[0], wrapper->owner))
    raise_type_error(cat("descriptor '", name, "' requires a '",
                         wrapper->owner->name, "' object but received a '",
                         type_of(call.values[0])->name, "'"));
  return run_slot(
      wrapper, call.values[0],
      Call{call.values + 1, call.positional - 1, call.names, call.keywords});
}

Value wrapper_get(const Value& self, const Value& instance, Type*) {
  if (instance.absent()) return self;
  return new_bound_method(self, instance);
}

Value wrapper_repr(const Value& self) {
  auto* wrapper = self.as<SlotWrapper>();
  return make_str(cat("<slot wrapper '", wrapper_name(wrapper), "' of '",
                      wrapper->owner->name, "' objects>"));
}

Value wrapper_name_property(const Value& self) {
  return Value(names().*self.as<SlotWrapper>()->dunder->name);
}
Value wrapper_qualname_property(const Value& self) {
  auto* wrapper = self.as<SlotWrapper>();
  return make_str(cat(wrapper->owner->qualname, ".", wrapper_name(wrapper)));
}
Value wrapper_objclass_property(const Value& self) {
  return Value(self.as<SlotWrapper>()->owner);
}
Value wrapper_doc_property(const Value&) { return Value::none(); }

constexpr NativeProperty kWrapperProperties[] = {
    {"__name__", wrapper_name_property},
    {"__qualname__", wrapper_qualname_property},
    {"__objclass__", wrapper_objclass_property},
    {"__doc__", wrapper_doc_property},
    {nullptr, nullptr}};

bool shows(const Type* type, const Dunder& dunder) {
  std::uint32_t mask = 0;
  if (dunder.slot == SlotId::Binary)
    mask = type->slots.binary_operators;
  else if (dunder.slot == SlotId::InPlace)
    mask = type->slots.in_place_operators;
  else if (dunder.slot == SlotId::Unary)
    mask = type->slots.unary_operators;
  else if (dunder.slot == SlotId::GetAttribute)
    return dunder.op == 0;
  return mask == 0 || (mask >> dunder.op & 1);
}

Value make_wrapper(const NativeFunctionObject& function, const Call& call) {
  Type* owner = function.owner;
  if (!call.positional)
    raise_type_error(cat(owner->name, ".__new__(): not enough arguments"));
  const Value& first = call.values[0];
  if (!is_type(first))
    raise_type_error(cat(owner->name, ".__new__(X): X is not a type object (",
                         type_of(first)->name, ")"));
  auto* type = first.as<Type>();
  if (!is_subtype(type, owner))
    raise_type_error(cat(owner->name, ".__new__(", type->name, "): ",
                         type->name, " is not a subtype of ", owner->name));
  return owner->slots.make(type, Call{call.values + 1, call.positional - 1,
                                      call.names, call.keywords});
}

template <class F>
void inherit(F Slots::*member, F generic, SlotId slot, Type* type) {
  for (Type* t : type->mro) {
    if (t->method_slots & bit(slot)) {
      type->slots.*member = generic;
      return;
    }
    if (t->native_slots & bit(slot)) {
      type->slots.*member = t->slots.*member;
      return;
    }
  }
  type->slots.*member = nullptr;
}

}  // namespace

Value call_special(const Value& object, Str* name,
                   std::initializer_list<Value> rest) {
  Value found = find_special(object, name);
  if (found.absent()) return found;
  return call_found(found, object, rest);
}

void raise_unhashable(const Value& value) {
  raise_type_error(cat("unhashable type: '", type_of(value)->name, "'"));
}

std::int64_t hash_not_implemented(const Value& self) { raise_unhashable(self); }

bool overrides_reflected(const Type* derived, const Type* base, Binary op) {
  Str* name = names().*kReflected[static_cast<int>(op)];
  Value theirs = lookup_in_type(derived, name);
  return theirs && !theirs.is(lookup_in_type(base, name));
}

Value slot_make(Type* type, const Call& call) {
  Value found = lookup_in_type(type, names().new_);
  Type* kind = type_of(found);
  if (kind->slots.descriptor_get)
    found = kind->slots.descriptor_get(found, Value(), type);
  return call_with(found, Value(type), call);
}

void slot_init(const Value& self, const Call& arguments) {
  Value found = find_special(self, names().init);
  Value result;
  Type* type = type_of(found);
  if (type->method_descriptor) {
    result = call_with(found, self, arguments);
  } else {
    if (type->slots.descriptor_get)
      found = type->slots.descriptor_get(found, self, type_of(self));
    result = call(found, arguments);
  }
  if (!result.is_none())
    raise_type_error(cat("__init__() should return None, not '",
                         type_of(result)->name, "'"));
}

void settle_slots(Type* type) {
  inherit(&Slots::make, slot_make, SlotId::Make, type);
  inherit(&Slots::init, slot_init, SlotId::Init, type);
  inherit(&Slots::call, generic_call, SlotId::Call, type);
  inherit(&Slots::get_attribute, generic_get_attribute, SlotId::GetAttribute,
          type);
  inherit(&Slots::set_attribute, generic_set_attribute, SlotId::SetAttribute,
          type);
  inherit(&Slots::descriptor_get, generic_descriptor_get, SlotId::DescriptorGet,
          type);
  inherit(&Slots::descriptor_set, generic_descriptor_set, SlotId::DescriptorSet,
          type);
  inherit(&Slots::repr, generic_repr, SlotId::Repr, type);
  inherit(&Slots::str, generic_str, SlotId::Str, type);
  inherit(&Slots::hash, generic_hash, SlotId::Hash, type);
  inherit(&Slots::compare, generic_compare, SlotId::Compare, type);
  inherit(&Slots::binary, generic_binary, SlotId::Binary, type);
  inherit(&Slots::in_place, generic_in_place, SlotId::InPlace, type);
  inherit(&Slots::unary, generic_unary, SlotId::Unary, type);
  inherit(&Slots::truth, generic_truth, SlotId::Truth, type);
  inherit(&Slots::length, generic_length, SlotId::Length, type);
  inherit(&Slots::get_item, generic_get_item, SlotId::GetItem, type);
  inherit(&Slots::set_item, generic_set_item, SlotId::SetItem, type);
  inherit(&Slots::contains, generic_contains, SlotId::Contains, type);
  inherit(&Slots::iterate, generic_iterate, SlotId::Iterate, type);
  inherit(&Slots::next, generic_next, SlotId::Next, type);
  type->finalizes = false;
  for (Type* t : type->mro)
    if (t->method_slots & bit(SlotId::Finalize)) type->finalizes = true;
  if (type->finalizes) detail::interpreter->expect_endings();
}

std::uint64_t method_slots_of(Type* type) {
  Dict* attributes = type->attributes.get();
  std::uint64_t slots = 0;
  const Names& all = names();
  for (std::uint32_t i = 0; i < attributes->filled; ++i) {
    const Dict::Entry& entry = attributes->entries[i];
    if (!is_exact_str(entry.key)) continue;
    auto* name = entry.key.as<Str>();
    std::string_view text = name->text();
    if (text.size() < 6 || text[0] != '_' || text[1] != '_') continue;
    if (as_wrapper(entry.value)) continue;
    if (name == all.new_) {
      slots |= bit(SlotId::Make);
    } else if (name == all.del) {
      slots |= bit(SlotId::Finalize);
    } else {
      for (const Dunder& dunder : kDunders)
        if (all.*dunder.name == name) {
          slots |= bit(dunder.slot);
          break;
        }
    }
  }
  return slots;
}

void add_slot_wrappers(Type* type) {
  Dict* attributes = type->attributes.get();
  const BuiltinTypes& types = internals().types;
  for (const Dunder& dunder : kDunders) {
    if (!(type->native_slots & bit(dunder.slot)) || !shows(type, dunder))
      continue;
    Str* name = names().*dunder.name;
    if (attributes->find(name)) continue;
    if (dunder.slot == SlotId::Hash &&
        type->slots.hash == hash_not_implemented) {
      attributes->set(name, Value::none());
      continue;
    }
    auto* wrapper = new (allocate_memory(types.wrapper_descriptor))
        SlotWrapper(types.wrapper_descriptor);
    wrapper->owner = type;
    wrapper->dunder = &dunder;
    attributes->set(name, Value::adopt(wrapper));
  }
  if (type->native_slots & bit(SlotId::Make) &&
      !attributes->find(names().new_)) {
    auto* function = new (allocate_memory(types.builtin_function))
        NativeFunctionObject(types.builtin_function);
    function->signature_text = "__new__(*args, **kwargs)";
    function->owner = type;
    function->raw = make_wrapper;
    attributes->set(names().new_, Value::adopt(function));
  }
}

void make_wrapper_types() {
  auto& types = internals().types;
  Type* type = new_native_type("wrapper_descriptor", "builtins", {},
                               sizeof(SlotWrapper));
  types.wrapper_descriptor = type;
  type->method_descriptor = true;
  type->slots.call = wrapper_call;
  type->slots.descriptor_get = wrapper_get;
  type->slots.repr = wrapper_repr;
  type->populate = [](Type* self) { add_properties(self, kWrapperProperties); };
  ready(type);
}

}  // namespace limbeck::py

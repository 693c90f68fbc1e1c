#include "python/objects/type.h"

#include <algorithm>

#include "base/text.h"
#include "python/objects/attributes.h"
#include "python/objects/callable.h"
#include "python/objects/compare.h"
#include "python/objects/exception.h"
#include "python/objects/internals.h"

namespace limbeck::py {

Type::Type(Type* metatype) : Tracked(metatype) {}

Type::~Type() {
  for (const Ref<Type>& base : bases) {
    auto& list = base->subclasses;
    list.erase(std::remove(list.begin(), list.end(), this), list.end());
  }
  delete shape;
}

namespace {

std::uint32_t new_version() { return ++internals().type_versions; }

// -- method resolution order --------------------------------------------------

[[noreturn]] void raise_no_order(const std::vector<Ref<Type>>& bases) {
  std::vector<std::string> names;
  for (const auto& base : bases) names.push_back(base->name);
  raise_type_error(
      cat("Cannot create a consistent method resolution order (MRO) for bases ",
          join(names, ", ")));
}

/// C3: repeatedly takes the first head that stands in no other list's tail.
std::vector<Type*> linearize(Type* type) {
  std::vector<Type*> order{type};
  if (type->bases.size() == 1) {
    const auto& base = type->bases[0]->mro;
    order.insert(order.end(), base.begin(), base.end());
    return order;
  }
  std::vector<std::vector<Type*>> lists;
  for (const auto& base : type->bases) lists.push_back(base->mro);
  lists.emplace_back();
  for (const auto& base : type->bases) lists.back().push_back(base.get());
  std::vector<std::size_t> heads(lists.size(), 0);
  for (;;) {
    bool any = false;
    Type* chosen = nullptr;
    for (std::size_t i = 0; i < lists.size() && !chosen; ++i) {
      if (heads[i] == lists[i].size()) continue;
      any = true;
      Type* candidate = lists[i][heads[i]];
      bool in_tail = false;
      for (std::size_t j = 0; j < lists.size() && !in_tail; ++j)
        for (std::size_t k = heads[j] + 1; k < lists[j].size(); ++k)
          if (lists[j][k] == candidate) {
            in_tail = true;
            break;
          }
      if (!in_tail) chosen = candidate;
    }
    if (!any) return order;
    if (!chosen) raise_no_order(type->bases);
    order.push_back(chosen);
    for (std::size_t i = 0; i < lists.size(); ++i)
      if (heads[i] < lists[i].size() && lists[i][heads[i]] == chosen)
        ++heads[i];
  }
}

std::uint64_t given_slots(const Slots& slots) {
  std::uint64_t bits = 0;
  auto note = [&](SlotId id, bool given) {
    if (given) bits |= std::uint64_t{1} << static_cast<int>(id);
  };
  note(SlotId::Make, slots.make);
  note(SlotId::Init, slots.init);
  note(SlotId::Call, slots.call);
  note(SlotId::GetAttribute, slots.get_attribute);
  note(SlotId::SetAttribute, slots.set_attribute);
  note(SlotId::DescriptorGet, slots.descriptor_get);
  note(SlotId::DescriptorSet, slots.descriptor_set);
  note(SlotId::Repr, slots.repr);
  note(SlotId::Str, slots.str);
  note(SlotId::Hash, slots.hash);
  note(SlotId::Compare, slots.compare);
  note(SlotId::Binary, slots.binary);
  note(SlotId::InPlace, slots.in_place);
  note(SlotId::Unary, slots.unary);
  note(SlotId::Truth, slots.truth);
  note(SlotId::Length, slots.length);
  note(SlotId::GetItem, slots.get_item);
  note(SlotId::SetItem, slots.set_item);
  note(SlotId::Contains, slots.contains);
  note(SlotId::Iterate, slots.iterate);
  note(SlotId::Next, slots.next);
  return bits;
}

void populate_wrappers(Type*) {}

/// __eq__ without __hash__ makes instances unhashable.
void settle_hash(Type* type) {
  constexpr auto kCompare = std::uint64_t{1}
                            << static_cast<int>(SlotId::Compare);
  constexpr auto kHash = std::uint64_t{1} << static_cast<int>(SlotId::Hash);
  const Names& all = names();
  if (type->method_slots & kCompare && !(type->native_slots & kHash) &&
      type->attributes->find(all.eq) && !type->attributes->find(all.hash)) {
    type->attributes->set(all.hash, Value::none());
    type->method_slots |= kHash;
  }
  if (type->native_slots & kCompare && !(type->native_slots & kHash) &&
      !(type->method_slots & kHash)) {
    type->slots.hash = hash_not_implemented;
    type->native_slots |= kHash;
  }
}

Type* construct_base(Type* type) { return type->base; }

void inherit_layout(Type* type) {
  Type* base = construct_base(type);
  if (!base) return;
  if (type->layout == Layout::Object) type->layout = base->layout;
  if (!type->slots.construct) type->slots.construct = base->slots.construct;
  if (!type->slots.destruct) type->slots.destruct = base->slots.destruct;
  if (!type->slots.clear) type->slots.clear = base->slots.clear;
  if (!type->attributes_offset)
    type->attributes_offset = base->attributes_offset;
  if (!type->slots.binary_operators)
    type->slots.binary_operators = base->slots.binary_operators;
  type->has_slots |= base->has_slots;
  type->method_descriptor |= base->method_descriptor && !type->heap;
}

}  // namespace

// -- making types -------------------------------------------------------------

Type* new_native_type(std::string_view name, std::string_view module,
                      std::vector<Type*> bases, std::size_t instance_size) {
  auto& state = internals();
  Type* type = nullptr;
  if (name == "str" && module == "builtins" && state.types.str) {
    type = state.types.str;  // made ahead: names need it
  } else {
    Type* metatype = state.types.type;
    for (Type* base : bases)
      if (is_subtype(base->type, metatype)) metatype = base->type;
    void* memory = std::malloc(sizeof(Type));
    type = new (memory) Type(metatype);
    state.owned_types.push_back(type);
  }
  type->name = type->qualname = name;
  type->module = module;
  type->instance_size = static_cast<std::uint32_t>(instance_size);
  for (Type* base : bases) type->bases.emplace_back(base);
  if (!type->attributes) type->attributes = new_dict();
  return type;
}

void ready(Type* type) {
  if (!type->subclassable && !type->slots.make && !type->heap)
    type->slots.make = make_refused;
  auto& state = internals();
  if (type->bases.empty() && type != state.types.object)
    type->bases.emplace_back(state.types.object);
  if (!type->base && !type->bases.empty()) {
    type->base = type->bases[0].get();
    for (const auto& base : type->bases)
      if (base->instance_size > type->base->instance_size)
        type->base = base.get();
  }
  if (type->mro.empty()) type->mro = linearize(type);
  for (const auto& base : type->bases) base->subclasses.push_back(type);
  if (!type->heap) type->native_slots = given_slots(type->slots);
  type->method_slots = method_slots_of(type);
  settle_hash(type);
  // A method in the namespace wins over a native slot of the same type.
  type->native_slots &= ~type->method_slots;
  inherit_layout(type);
  settle_slots(type);
  if (!type->heap && !type->populate) type->populate = populate_wrappers;
  type->version = new_version();
}

void forget_type(Type* type) { type->version = new_version(); }

void populate(Type* type) {
  auto fill = type->populate;
  type->populate = nullptr;
  fill(type);
  add_slot_wrappers(type);
}

namespace {

void renew(Type* type, bool slots) {
  if (slots) settle_slots(type);
  type->version = new_version();
  for (Type* subclass : type->subclasses) renew(subclass, slots);
}

}  // namespace

void type_modified(Type* type, Str* name) {
  std::string_view text = name->text();
  bool dunder = text.size() > 4 && text[0] == '_' && text[1] == '_';
  if (dunder) {
    type->method_slots = method_slots_of(type);
    if (!type->heap) type->native_slots &= ~type->method_slots;
    if (name == names().abstractmethods) {
      Value* value = type->attributes->find(name);
      type->abstract = value && truth(*value);
    }
  }
  renew(type, dunder);
}

std::string full_name(const Type* type) {
  if (type->module == "builtins" || type->module.empty()) return type->qualname;
  return cat(type->module, ".", type->qualname);
}

// -- isinstance and issubclass ------------------------------------------------

namespace {

enum class Asked { Instance, Subclass };

bool default_check(const Value& value, const Value& cls, Asked asked) {
  if (!is_type(cls)) {
    raise_type_error(
        asked == Asked::Instance
            ? "isinstance() arg 2 must be a type, a tuple of types, or a union"
            : "issubclass() arg 2 must be a class, a tuple of classes, or a "
              "union");
  }
  if (asked == Asked::Instance) {
    if (is_instance(value, cls.as<Type>())) return true;
    // A proxy may say another __class__ than its type.
    Type* object = internals().types.object;
    if (type_of(value)->slots.get_attribute == object_get_attribute &&
        lookup_in_type(type_of(value), names().class_)
            .is(*attributes_of(object)->find(names().class_)))
      return false;
    Value claimed = find_attribute(value, names().class_);
    return claimed && is_type(claimed) && claimed.object() != type_of(value) &&
           is_subtype(claimed.as<Type>(), cls.as<Type>());
  }
  if (!is_type(value)) raise_type_error("issubclass() arg 1 must be a class");
  return is_subtype(value.as<Type>(), cls.as<Type>());
}

bool check(const Value& value, const Value& cls, Asked asked) {
  if (is_type(cls) && cls.object()->type == internals().types.type)
    return default_check(value, cls, asked);
  if (asked == Asked::Instance && is_type(cls) &&
      type_of(value) == cls.as<Type>())
    return true;
  if (is_tuple(cls)) {
    DepthGuard guard(" in __instancecheck__");
    for (const Value& item : items_of(cls))
      if (check(value, item, asked)) return true;
    return false;
  }
  Str* name =
      asked == Asked::Instance ? names().instancecheck : names().subclasscheck;
  Value method = lookup_in_type(type_of(cls), name);
  if (method) return truth(call(method, {cls, value}));
  return default_check(value, cls, asked);
}

}  // namespace

bool is_instance_of(const Value& value, const Value& class_or_tuple) {
  return check(value, class_or_tuple, Asked::Instance);
}

bool subclass_check(const Value& derived, const Value& class_or_tuple) {
  return check(derived, class_or_tuple, Asked::Subclass);
}

bool default_instance_check(const Value& value, const Value& cls) {
  return default_check(value, cls, Asked::Instance);
}

bool default_subclass_check(const Value& derived, const Value& cls) {
  return default_check(derived, cls, Asked::Subclass);
}

bool is_type(const Value& value) { return has_layout(value, Layout::Type); }

bool is_callable(const Value& value) { return type_of(value)->slots.call; }

std::string shown_name(const Type* type) {
  const bool dotted =
      !type->heap && type->immutable && type->module != "builtins";
  return dotted ? cat(type->module, ".", type->name) : type->name;
}

}  // namespace limbeck::py

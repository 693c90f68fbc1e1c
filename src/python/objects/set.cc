// The types set and frozenset; their table is in set_core.cc.
#include "python/objects/set.h"

#include "python/objects/core_types.h"
#include "python/objects/dict.h"
#include "python/objects/sequences.h"
#include "python/objects/type.h"

namespace limbeck::py {
namespace {

Set& set(const Value& self) { return *self.as<Set>(); }

Type* plain_type(const Value& self) {
  const BuiltinTypes& types = internals().types;
  return is_subtype(type_of(self), types.frozenset) ? types.frozenset
                                                    : types.set;
}

template <class Visit>
void each(const Set& own, Visit visit) {
  std::uint32_t version = own.version;
  for (std::uint32_t i = own.live(0); i < own.end(); i = own.live(i + 1)) {
    Value key = own.entries[i].key;
    if (!visit(key, own.entries[i].hash)) return;
    if (own.version != version)
      raise("RuntimeError", "Set changed size during iteration");
  }
}

}  // namespace

void set_update(Set* into, const Value& iterable) {
  if (is_set(iterable)) {
    if (iterable.as<Set>() == into) return;
    into->make_room(set(iterable).used);
    if (into->copy_table(set(iterable))) return;
    each(set(iterable), [&](const Value& key, std::int64_t hash) {
      into->add(key, hash);
      return true;
    });
    return;
  }
  if (is_exact(iterable, Layout::Dict)) {
    auto* dict = iterable.as<Dict>();
    into->make_room(dict->used);
    for (std::uint32_t i = dict->live(0); i < dict->filled;
         i = dict->live(i + 1)) {
      Value key = dict->entries[i].key;
      into->add(key, dict->entries[i].hash);
    }
    return;
  }
  Value iterator = iterate(iterable);
  while (Value item = next(iterator)) into->add(item);
}

namespace {

Value copy_of(const Value& self, Type* type) {
  Ref<Set> copy = new_set(type);
  set_update(copy.get(), self);
  return copy.value();
}

/// `iterable` itself where it is a set, else a set of its items.
Value as_set(const Value& iterable) {
  if (is_set(iterable)) return iterable;
  Ref<Set> made = new_set();
  set_update(made.get(), iterable);
  return made.value();
}

Value set_make(Type* type, const Call&) { return new_set(type).value(); }

void set_init(const Value& self, const Call& call) {
  Value source =
      only_argument("set", call, type_of(self)->slots.make != set_make);
  set(self).clear();
  if (source) set_update(&set(self), source);
}

Value frozenset_make(Type* type, const Call& call) {
  bool exact = type == internals().types.frozenset;
  Value source =
      only_argument("frozenset", call, !exact && type->slots.init != no_init);
  if (exact && source && type_of(source) == type) return source;
  Ref<Set> made = new_set(type);
  if (source) set_update(made.get(), source);
  return made.value();
}

Value set_repr(const Value& self) {
  const std::string& name = type_of(self)->name;
  if (!set(self).used) return make_str(cat(name, "()"));
  ReprGuard guard(self);
  if (guard.again) return make_str(cat(name, "(...)"));
  std::string out;
  each(set(self), [&](const Value& key, std::int64_t) {
    if (!out.empty()) out += ", ";
    out += text_of(repr_value(key));
    return true;
  });
  if (type_of(self) == internals().types.set)
    return make_str(cat("{", out, "}"));
  return make_str(cat(name, "({", out, "})"));
}

// CPython: frozenset_hash; independent of order.
std::int64_t frozenset_hash(const Value& self) {
  const Set& own = set(self);
  if (own.frozen_hash != -1) return own.frozen_hash;
  std::uint64_t state = 0;
  for (std::uint32_t i = own.live(0); i < own.end(); i = own.live(i + 1)) {
    auto hash = static_cast<std::uint64_t>(own.entries[i].hash);
    state ^= ((hash ^ 89869747u) ^ (hash << 16)) * 3644798167u;
  }
  state ^= (std::uint64_t{own.used} + 1) * 1927868237u;
  state ^= (state >> 11) ^ (state >> 25);
  state = state * 69069u + 907133923u;
  auto hash = static_cast<std::int64_t>(state);
  own.frozen_hash = hash == -1 ? 590923713 : hash;
  return own.frozen_hash;
}

bool is_subset(const Value& self, const Value& other) {
  if (set(self).used > set(other).used) return false;
  bool inside = true;
  each(set(self), [&](const Value& key, std::int64_t hash) {
    inside = set(other).contains(key, hash);
    return inside;
  });
  return inside;
}

Value set_compare(const Value& self, const Value& other, Compare op) {
  if (!is_set(other)) return Value::not_implemented();
  std::uint32_t size = set(self).used, others = set(other).used;
  switch (op) {
    case Compare::Eq:
      return Value::boolean(size == others && is_subset(self, other));
    case Compare::Ne:
      return Value::boolean(size != others || !is_subset(self, other));
    case Compare::Lt:
      return Value::boolean(size < others && is_subset(self, other));
    case Compare::Le:
      return Value::boolean(is_subset(self, other));
    case Compare::Gt:
      return Value::boolean(size > others && is_subset(other, self));
    case Compare::Ge:
      return Value::boolean(is_subset(other, self));
  }
  return Value::not_implemented();
}

// -- the algebra: `self` is a set, `other` any iterable -----------------------

Value unite(const Value& self, const Value& other) {
  Value result = copy_of(self, plain_type(self));
  if (!other.is(self)) set_update(&set(result), other);
  return result;
}

Value intersect(const Value& self, const Value& other) {
  if (other.is(self)) return copy_of(self, plain_type(self));
  Ref<Set> result = new_set(plain_type(self));
  if (is_set(other)) {
    bool smaller = set(other).used > set(self).used;
    const Value& walked = smaller ? self : other;
    const Value& asked = smaller ? other : self;
    each(set(walked), [&](const Value& key, std::int64_t hash) {
      if (set(asked).contains(key, hash)) result->add(key, hash);
      return true;
    });
    return result.value();
  }
  Value iterator = iterate(other);
  while (Value item = next(iterator)) {
    std::int64_t hash = py::hash(item);
    if (set(self).contains(item, hash)) result->add(item, hash);
  }
  return result.value();
}

Value subtract(const Value& self, const Value& other) {
  Value without = as_set(other);
  Ref<Set> result = new_set(plain_type(self));
  each(set(self), [&](const Value& key, std::int64_t hash) {
    if (!set(without).contains(key, hash)) result->add(key, hash);
    return true;
  });
  return result.value();
}

void toggle(Set& self, const Value& other) {
  Value items = as_set(other);
  if (&self == &set(items)) return self.clear();
  each(set(items), [&](const Value& key, std::int64_t hash) {
    if (!self.remove(key, hash)) self.add(key, hash);
    return true;
  });
}

Value exclusive(const Value& self, const Value& other) {
  Value result = copy_of(other, plain_type(self));
  toggle(set(result), self);
  return result;
}

void remove_all(Set& self, const Value& other) {
  Value items = as_set(other);
  if (&self == &set(items)) return self.clear();
  each(set(items), [&](const Value& key, std::int64_t hash) {
    self.remove(key, hash);
    return true;
  });
}

void replace(Set& self, const Value& with) {
  self.clear();
  set_update(&self, with);
}

Value set_binary(const Value& self, const Value& other, Binary op,
                 bool reflected) {
  if (!is_set(other)) return Value::not_implemented();
  const Value& left = reflected ? other : self;
  const Value& right = reflected ? self : other;
  if (op == Binary::Or) return unite(left, right);
  if (op == Binary::And) return intersect(left, right);
  if (op == Binary::Sub) return subtract(left, right);
  if (op == Binary::Xor) return exclusive(left, right);
  return Value::not_implemented();
}

Value set_in_place(const Value& self, const Value& other, Binary op) {
  if (!is_set(other)) return Value::not_implemented();
  if (op == Binary::Or)
    set_update(&set(self), other);
  else if (op == Binary::And)
    replace(set(self), intersect(self, other));
  else if (op == Binary::Sub)
    remove_all(set(self), other);
  else if (op == Binary::Xor)
    toggle(set(self), other);
  else
    return Value::not_implemented();
  return self;
}

/// A set is unhashable, yet `{1} in {frozenset({1})}` asks for it as frozen.
template <class Ask>
bool ask(const Value& item, Ask ask) {
  if (!is_set(item) || type_of(item)->slots.hash != hash_not_implemented)
    return ask(item);
  return ask(copy_of(item, internals().types.frozenset));
}

bool set_contains(const Value& self, const Value& item) {
  return ask(item, [&](const Value& key) { return set(self).contains(key); });
}

// -- methods ------------------------------------------------------------------

Value set_add(const Value* values, std::size_t) {
  set(values[0]).add(values[1]);
  return Value::none();
}

Value set_remove(const Value* values, std::size_t) {
  bool removed = ask(
      values[1], [&](const Value& key) { return set(values[0]).remove(key); });
  if (!removed) raise_key_error(values[1]);
  return Value::none();
}

Value set_discard(const Value* values, std::size_t) {
  ask(values[1], [&](const Value& key) { return set(values[0]).remove(key); });
  return Value::none();
}

Value set_pop(const Value* values, std::size_t) {
  Set& own = set(values[0]);
  if (!own.used) raise_key_error(make_str("pop from an empty set"));
  std::uint32_t i = own.live(0);
  Value key = own.entries[i].key;
  own.remove(key, own.entries[i].hash);
  return key;
}

Value set_clear(const Value* values, std::size_t) {
  set(values[0]).clear();
  return Value::none();
}

Value set_copy(const Value* values, std::size_t) {
  if (type_of(values[0]) == internals().types.frozenset) return values[0];
  return copy_of(values[0], plain_type(values[0]));
}

template <Value (*combine)(const Value&, const Value&)>
Value combine_all(const Value* values, std::size_t count) {
  Value result = copy_of(values[0], plain_type(values[0]));
  for (std::size_t i = 1; i < count; ++i) result = combine(result, values[i]);
  return result;
}

Value set_union(const Value* values, std::size_t count) {
  Value result = copy_of(values[0], plain_type(values[0]));
  for (std::size_t i = 1; i < count; ++i)
    if (!values[i].is(values[0])) set_update(&set(result), values[i]);
  return result;
}

Value set_method_update(const Value* values, std::size_t count) {
  for (std::size_t i = 1; i < count; ++i)
    set_update(&set(values[0]), values[i]);
  return Value::none();
}

Value set_intersection_update(const Value* values, std::size_t count) {
  replace(set(values[0]), combine_all<intersect>(values, count));
  return Value::none();
}

Value set_difference_update(const Value* values, std::size_t count) {
  for (std::size_t i = 1; i < count; ++i) remove_all(set(values[0]), values[i]);
  return Value::none();
}

Value set_symmetric_difference(const Value* values, std::size_t) {
  return exclusive(values[0], values[1]);
}

Value set_symmetric_difference_update(const Value* values, std::size_t) {
  toggle(set(values[0]), values[1]);
  return Value::none();
}

Value set_is_subset(const Value* values, std::size_t) {
  return Value::boolean(is_subset(values[0], as_set(values[1])));
}

Value set_is_superset(const Value* values, std::size_t) {
  Value iterator = iterate(values[1]);
  while (Value item = next(iterator))
    if (!set(values[0]).contains(item)) return Value::boolean(false);
  return Value::boolean(true);
}

Value set_is_disjoint(const Value* values, std::size_t) {
  Value iterator = iterate(values[1]);
  while (Value item = next(iterator))
    if (set(values[0]).contains(item)) return Value::boolean(false);
  return Value::boolean(true);
}

constexpr NativeMethod kCommonMethods[] = {
    {"copy()", set_copy},
    {"union(*others)", set_union, 0, kAnyCount},
    {"intersection(*others)", combine_all<intersect>, 0, kAnyCount},
    {"difference(*others)", combine_all<subtract>, 0, kAnyCount},
    {"symmetric_difference(other, /)", set_symmetric_difference, 1, 1},
    {"issubset(other, /)", set_is_subset, 1, 1},
    {"issuperset(other, /)", set_is_superset, 1, 1},
    {"isdisjoint(other, /)", set_is_disjoint, 1, 1},
    kClassGetItem,
    {nullptr}};
constexpr NativeMethod kSetMethods[] = {
    {"add(object, /)", set_add, 1, 1},
    {"remove(object, /)", set_remove, 1, 1},
    {"discard(object, /)", set_discard, 1, 1},
    {"pop()", set_pop},
    {"clear()", set_clear},
    {"update(*others)", set_method_update, 0, kAnyCount},
    {"intersection_update(*others)", set_intersection_update, 0, kAnyCount},
    {"difference_update(*others)", set_difference_update, 0, kAnyCount},
    {"symmetric_difference_update(other, /)", set_symmetric_difference_update,
     1, 1},
    {nullptr}};

// -- iterator -----------------------------------------------------------------

struct SetIterator : Object {
  Value set;  // absent once exhausted
  std::uint32_t index = 0, used = 0;
  explicit SetIterator(Type* type) : Object(type) {}
};

Value set_iterate(const Value& self) {
  Type* type = internals().set_iterator;
  auto* made = new (allocate_memory(type)) SetIterator(type);
  made->set = self;
  made->used = set(self).used;
  return Value::adopt(made);
}

Value set_iterator_length_hint(const Value* values, std::size_t) {
  auto* iterator = values[0].as<SetIterator>();
  if (iterator->set.absent()) return Value::small(0);
  const Set& own = set(iterator->set);
  std::intptr_t left = 0;
  for (std::uint32_t i = own.live(iterator->index); i < own.end();
       i = own.live(i + 1))
    ++left;
  return Value::small(own.used == iterator->used ? left : 0);
}

constexpr NativeMethod kIteratorMethods[] = {
    {"__length_hint__()", set_iterator_length_hint}, {nullptr}};

Value set_iterator_next(const Value& self) {
  auto* iterator = self.as<SetIterator>();
  if (iterator->set.absent()) return Value();
  Set& own = set(iterator->set);
  if (own.used != iterator->used) {
    iterator->used = UINT32_MAX;
    raise("RuntimeError", "Set changed size during iteration");
  }
  std::uint32_t i = own.live(iterator->index);
  if (i >= own.end()) {
    iterator->set = Value();
    return Value();
  }
  iterator->index = i + 1;
  return own.entries[i].key;
}

Type* make_type(const char* name) {
  Type* type = new_native_type(name, "builtins", {}, sizeof(Set));
  type->layout = Layout::Set;
  type->builtin = true;
  Slots& slots = type->slots;
  slots.construct = construct_as<Set>;
  slots.destruct = destruct_as<Set>;
  slots.visit = [](Object* self, Visitor& visitor) {
    auto* own = static_cast<Set*>(self);
    for (std::uint32_t i = 0; i < own->end(); ++i) visitor(own->entries[i].key);
  };
  slots.repr = set_repr;
  slots.compare = set_compare;
  slots.binary = set_binary;
  slots.binary_operators =
      1u << static_cast<int>(Binary::Or) | 1u << static_cast<int>(Binary::And) |
      1u << static_cast<int>(Binary::Sub) | 1u << static_cast<int>(Binary::Xor);
  slots.length = [](const Value& self) -> std::ptrdiff_t {
    return set(self).used;
  };
  slots.contains = set_contains;
  slots.iterate = set_iterate;
  return type;
}

}  // namespace

void make_set_types() {
  auto& state = internals();
  Type* type = state.types.set = make_type("set");
  type->slots.make = set_make;
  type->slots.init = set_init;
  type->slots.hash = hash_not_implemented;
  type->slots.in_place = set_in_place;
  type->slots.in_place_operators = type->slots.binary_operators;
  type->populate = [](Type* self) {
    add_methods(self, kCommonMethods);
    add_methods(self, kSetMethods);
  };
  ready(type);
  type = state.types.frozenset = make_type("frozenset");
  type->slots.make = frozenset_make;
  type->slots.init = no_init;
  type->slots.hash = frozenset_hash;
  type->populate = [](Type* self) { add_methods(self, kCommonMethods); };
  ready(type);
  type = state.set_iterator =
      new_native_type("set_iterator", "builtins", {}, sizeof(SetIterator));
  type->subclassable = false;
  type->slots.destruct = destruct_as<SetIterator>;
  type->slots.iterate = [](const Value& self) { return self; };
  type->slots.next = set_iterator_next;
  type->populate = [](Type* self) { add_methods(self, kIteratorMethods); };
  ready(type);
}

}  // namespace limbeck::py

#include "python/objects/tuple.h"

#include "python/objects/core_types.h"
#include "python/objects/iterators.h"
#include "python/objects/list.h"
#include "python/objects/sequences.h"
#include "python/objects/type.h"

namespace limbeck::py {

Ref<Tuple> new_tuple(std::size_t size, Type* type) {
  auto& state = internals();
  bool exact = !type || type == state.types.tuple;
  if (exact) {
    type = state.types.tuple;
    if (!size && state.empty_tuple)
      return Ref<Tuple>(state.empty_tuple.as<Tuple>());
  }
  if (size > UINT32_MAX / sizeof(Value)) raise("MemoryError", "");
  auto* tuple = new (allocate_memory(type, size * sizeof(Value))) Tuple(type);
  tuple->size = static_cast<std::uint32_t>(size);
  tuple->offset = type->instance_size;
  for (std::size_t i = 0; i < size; ++i) new (tuple->items() + i) Value;
  Ref<Tuple> result = Ref<Tuple>::adopt(tuple);
  if (exact && !size) state.empty_tuple = result.value();
  return result;
}

Ref<Tuple> new_tuple(std::span<const Value> items) {
  Ref<Tuple> tuple = new_tuple(items.size());
  for (std::size_t i = 0; i < items.size(); ++i) tuple->items()[i] = items[i];
  return tuple;
}

Value make_tuple(std::vector<Value> items) {
  Ref<Tuple> tuple = new_tuple(items.size());
  for (std::size_t i = 0; i < items.size(); ++i)
    tuple->items()[i] = std::move(items[i]);
  return std::move(tuple).value();
}

namespace {

Tuple& tuple(const Value& self) { return *self.as<Tuple>(); }

Value tuple_make(Type* type, const Call& call) {
  bool exact = type == internals().types.tuple;
  if (!exact && call.keywords && type->slots.init != no_init) {
    // A subclass's __init__ takes them.
  } else if (call.keywords) {
    raise_type_error("tuple() takes no keyword arguments");
  }
  if (call.positional > 1)
    raise_type_error(
        cat("tuple expected at most 1 argument, got ", call.positional));
  if (!call.positional) return new_tuple(std::size_t{0}, type).value();
  const Value& source = call.values[0];
  if (exact && is_exact(source, Layout::Tuple)) return source;
  std::vector<Value> items = collect(source);
  Ref<Tuple> made = new_tuple(items.size(), type);
  for (std::size_t i = 0; i < items.size(); ++i)
    made->items()[i] = std::move(items[i]);
  return made.value();
}

void tuple_destruct(Object* self) {
  auto* own = static_cast<Tuple*>(self);
  for (std::uint32_t i = 0; i < own->size; ++i) own->items()[i].~Value();
}

Value tuple_repr(const Value& self) {
  Tuple& own = tuple(self);
  if (!own.size) return make_str("()");
  ReprGuard guard(self);
  if (guard.again) return make_str("(...)");
  std::string out = "(";
  for (std::uint32_t i = 0; i < own.size; ++i) {
    if (i) out += ", ";
    out += text_of(repr_value(own[i]));
  }
  out += own.size == 1 ? ",)" : ")";
  return make_str(out);
}

// The mixing of xxHash, as CPython does it, so that sets of tuples show in the
// same order.
std::int64_t tuple_hash(const Value& self) {
  constexpr std::uint64_t k1 = 11400714785074694791u,
                          k2 = 14029467366897019727u, k5 = 2870177450012600261u;
  const Tuple& own = tuple(self);
  std::uint64_t state = k5;
  for (const Value& item : own.span()) {
    state += static_cast<std::uint64_t>(hash(item)) * k2;
    state = state << 31 | state >> 33;
    state *= k1;
  }
  state += own.size ^ (k5 ^ 3527539u);
  return state == ~std::uint64_t{0} ? 1546275796
                                    : static_cast<std::int64_t>(state);
}

Value tuple_compare(const Value& self, const Value& other, Compare op) {
  if (!is_tuple(other)) return Value::not_implemented();
  return compare_sequences([&] { return tuple(self).span(); },
                           [&] { return tuple(other).span(); }, op);
}

Value tuple_binary(const Value& self, const Value& other, Binary op,
                   bool reflected) {
  const Tuple& own = tuple(self);
  if (op == Binary::Add && !reflected && is_tuple(other)) {
    const Tuple& more = tuple(other);
    if (!more.size && is_exact(self, Layout::Tuple)) return self;
    if (!own.size && is_exact(other, Layout::Tuple)) return other;
    Ref<Tuple> sum = new_tuple(std::size_t{own.size} + more.size);
    for (std::uint32_t i = 0; i < own.size; ++i) sum->items()[i] = own[i];
    for (std::uint32_t i = 0; i < more.size; ++i)
      sum->items()[own.size + i] = more[i];
    return sum.value();
  }
  std::size_t times;
  if (op != Binary::Mul || !repeat_count(other, own.size, times))
    return Value::not_implemented();
  if (times == 1 && is_exact(self, Layout::Tuple)) return self;
  Ref<Tuple> product = new_tuple(times * own.size);
  Value* at = product->items();
  for (std::size_t n = 0; n < times; ++n)
    for (const Value& item : own.span()) *at++ = item;
  return product.value();
}

Value tuple_get_item(const Value& self, const Value& key) {
  const Tuple& own = tuple(self);
  if (key.is_small()) {
    std::intptr_t i = key.small();
    if (i < 0) i += own.size;
    if (i >= 0 && i < static_cast<std::intptr_t>(own.size)) return own[i];
  }
  if (!is_slice(key)) return own[sequence_index(key, own.size, "tuple")];
  SliceIndices range = slice_indices(key, own.size);
  if (range.step == 1 && range.count == own.size &&
      is_exact(self, Layout::Tuple))
    return self;
  Ref<Tuple> part = new_tuple(range.count);
  std::ptrdiff_t at = range.start;
  for (std::size_t i = 0; i < range.count; ++i, at += range.step)
    part->items()[i] = own[static_cast<std::size_t>(at)];
  return part.value();
}

bool tuple_contains(const Value& self, const Value& item) {
  for (const Value& candidate : tuple(self).span())
    if (same_or_equal(candidate, item)) return true;
  return false;
}

Value tuple_count(const Value* values, std::size_t) {
  std::intptr_t count = 0;
  for (const Value& item : tuple(values[0]).span())
    count += same_or_equal(item, values[1]);
  return Value::small(count);
}

Value tuple_index(const Value* values, std::size_t count) {
  std::span<const Value> items = tuple(values[0]).span();
  std::size_t from, to;
  clamp_bounds(count > 2 ? values[2] : Value(), count > 3 ? values[3] : Value(),
               items.size(), &from, &to);
  for (std::size_t i = from; i < to; ++i)
    if (same_or_equal(items[i], values[1]))
      return Value::small(static_cast<std::intptr_t>(i));
  raise_value_error("tuple.index(x): x not in tuple");
}

Value tuple_getnewargs(const Value* values, std::size_t) {
  return make_tuple({new_tuple(tuple(values[0]).span()).value()});
}

constexpr NativeMethod kTupleMethods[] = {
    {"count(value, /)", tuple_count, 1, 1},
    {"index(value, start=0, stop=9223372036854775807, /)", tuple_index, 1, 3},
    {"__getnewargs__()", tuple_getnewargs},
    kClassGetItem,
    {nullptr}};

}  // namespace

void make_tuple_type() {
  Type* type = internals().types.tuple;
  Slots& slots = type->slots;
  slots.make = tuple_make;
  slots.init = no_init;
  slots.destruct = tuple_destruct;
  slots.visit = [](Object* self, Visitor& visitor) {
    visitor.all(static_cast<Tuple*>(self)->span());
  };
  slots.repr = tuple_repr;
  slots.hash = tuple_hash;
  slots.compare = tuple_compare;
  slots.binary = tuple_binary;
  slots.binary_operators =
      1u << static_cast<int>(Binary::Add) | 1u << static_cast<int>(Binary::Mul);
  slots.length = [](const Value& self) -> std::ptrdiff_t {
    return tuple(self).size;
  };
  slots.get_item = tuple_get_item;
  slots.contains = tuple_contains;
  slots.iterate = make_tuple_iterator;
  type->populate = [](Type* self) { add_methods(self, kTupleMethods); };
  ready(type);
}

}  // namespace limbeck::py

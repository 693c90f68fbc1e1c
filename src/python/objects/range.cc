#include "python/objects/range.h"

#include "base/text.h"
#include "python/native.h"
#include "python/objects/callable.h"
#include "python/objects/int.h"
#include "python/objects/text_state.h"
#include "python/objects/tuple.h"
#include "python/objects/type.h"

namespace limbeck::py {
namespace {

Range* range_of(const Value& self) { return self.as<Range>(); }

/// Of a range whose numbers are outside the machine word.
struct LongRangeIterator : Object {
  BigInt next, step, left;
  explicit LongRangeIterator(Type* type) : Object(type) {}
};

Value plus(const Value& a, const Value& b) { return binary(a, b, Binary::Add); }
Value times(const Value& a, const Value& b) {
  return binary(a, b, Binary::Mul);
}

// CPython: compute_range_length.
Value length_of(const Value& start, const Value& stop, const Value& step) {
  const BigInt first = bigint_of(start), last = bigint_of(stop),
               by = bigint_of(step);
  const BigInt distance = by.is_negative() ? first - last : last - first;
  if (distance.is_negative() || distance.is_zero()) return Value::small(0);
  BigInt count;
  BigInt::floor_divide(distance - BigInt(1), by.abs(), &count, nullptr);
  return make_int(count + BigInt(1));
}

Value small_length(std::int64_t start, std::int64_t stop, std::int64_t step) {
  const std::int64_t distance = step > 0 ? stop - start : start - stop;
  const std::int64_t by = step > 0 ? step : -step;
  return Value::small(distance <= 0 ? 0 : (distance - 1) / by + 1);
}

Value item_at(const Range* range, const Value& index) {
  return plus(range->start, times(index, range->step));
}

Value range_make(Type*, const Call& call) {
  if (call.keywords) raise_type_error("range() takes no keyword arguments");
  if (call.positional == 0)
    raise_type_error("range expected at least 1 argument, got 0");
  if (call.positional > 3)
    raise_type_error(
        cat("range expected at most 3 arguments, got ", call.positional));
  const Value* v = call.values;
  if (call.positional == 1)
    return make_range(Value::small(0), plain_int(index_of(v[0])),
                      Value::small(1));
  Value step = Value::small(1);
  const Value start = plain_int(index_of(v[0]));
  const Value stop = plain_int(index_of(v[1]));
  if (call.positional == 3) step = plain_int(index_of(v[2]));
  if (!truth(step)) raise_value_error("range() arg 3 must not be zero");
  return make_range(start, stop, step);
}

Value range_repr(const Value& self) {
  const Range* range = range_of(self);
  std::string text = cat("range(", repr(range->start), ", ", repr(range->stop));
  if (!range->step.is(Value::small(1))) cat_to(text, ", ", repr(range->step));
  return make_str(text + ")");
}

std::ptrdiff_t range_length(const Value& self) {
  const Value& length = range_of(self)->length;
  if (!length.is_small())
    raise("OverflowError", "Python int too large to convert to C ssize_t");
  return length.small();
}

Value sliced(const Range* range, const Value& slice) {
  const Slice* s = slice.as<Slice>();
  const Value zero = Value::small(0), one = Value::small(1);
  const Value step = s->step.is_none() ? one : plain_int(index_of(s->step));
  if (!truth(step)) raise_value_error("slice step cannot be zero");
  const bool down = less(step, zero);
  const Value low = down ? Value::small(-1) : zero;
  const Value high =
      down ? plus(range->length, Value::small(-1)) : range->length;
  auto bound = [&](const Value& given, const Value& fallback) {
    if (given.is_none()) return fallback;
    Value n = plain_int(index_of(given));
    if (less(n, zero)) {
      n = plus(n, range->length);
      return less(n, low) ? low : n;
    }
    return less(high, n) ? high : n;
  };
  const Value start = bound(s->start, down ? high : low);
  const Value stop = bound(s->stop, down ? low : high);
  return make_range(item_at(range, start), item_at(range, stop),
                    times(step, range->step));
}

Value range_get_item(const Value& self, const Value& key) {
  const Range* range = range_of(self);
  if (is_slice(key)) return sliced(range, key);
  if (!is_int(key) && !lookup_in_type(type_of(key), "__index__"))
    raise_type_error(cat("range indices must be integers or slices, not ",
                         type_of(key)->name));
  Value index = plain_int(index_of(key));
  if (less(index, Value::small(0))) index = plus(index, range->length);
  if (less(index, Value::small(0)) || !less(index, range->length))
    raise("IndexError", "range object index out of range");
  return item_at(range, index);
}

/// Where an int stands; absent when it is not an item.
Value position_of_int(const Range* range, const Value& n) {
  const BigInt value = bigint_of(n), start = bigint_of(range->start);
  BigInt quotient, remainder;
  BigInt::floor_divide(value - start, bigint_of(range->step), &quotient,
                       &remainder);
  if (!remainder.is_zero() || quotient.is_negative() ||
      quotient.compare(bigint_of(range->length)) >= 0)
    return Value();
  return make_int(std::move(quotient));
}

Value position_of(const Value& self, const Value& item) {
  const Range* range = range_of(self);
  if (item.is_small() || item.is_bool() ||
      type_of(item) == builtin_types().int_)
    return position_of_int(range, item);
  const Value iterator = iterate(self);
  for (std::int64_t i = 0;; ++i) {
    const Value candidate = next(iterator);
    if (candidate.absent()) return Value();
    if (same_or_equal(candidate, item)) return make_int(i);
  }
}

Value range_iterate_from(const Value& start, const Value& step,
                         const Value& length) {
  TextState& state = text_state();
  if (start.is_small() && step.is_small() && length.is_small()) {
    auto iterator = allocate_as<RangeIterator>(state.range_iterator);
    iterator->next = start.small();
    iterator->step = step.small();
    iterator->left = length.small();
    return std::move(iterator).value();
  }
  auto iterator = allocate_as<LongRangeIterator>(state.long_range_iterator);
  iterator->next = bigint_of(start);
  iterator->step = bigint_of(step);
  iterator->left = bigint_of(length);
  return std::move(iterator).value();
}

Value range_iterate(const Value& self) {
  const Range* range = range_of(self);
  return range_iterate_from(range->start, range->step, range->length);
}

Value range_compare(const Value& self, const Value& other, Compare op) {
  if ((op != Compare::Eq && op != Compare::Ne) ||
      type_of(other) != builtin_types().range)
    return Value::not_implemented();
  const Range *a = range_of(self), *b = range_of(other);
  bool same = equal(a->length, b->length);
  if (same && truth(a->length))
    same = equal(a->start, b->start) &&
           (a->length.is(Value::small(1)) || equal(a->step, b->step));
  return Value::boolean(same == (op == Compare::Eq));
}

std::int64_t range_hash(const Value& self) {
  const Range* range = range_of(self);
  Value start = Value::none(), step = Value::none();
  if (truth(range->length)) {
    start = range->start;
    if (!range->length.is(Value::small(1))) step = range->step;
  }
  return hash(make_tuple({range->length, start, step}));
}

constexpr NativeMethod kRangeMethods[] = {
    {"count(self, value, /)",
     [](const Value* v, std::size_t) {
       return Value::small(position_of(v[0], v[1]) ? 1 : 0);
     },
     1, 1},
    {"index(self, value, /)",
     [](const Value* v, std::size_t) {
       Value position = position_of(v[0], v[1]);
       if (position.absent())
         raise_value_error(is_int(v[1])
                               ? cat(repr(v[1]), " is not in range")
                               : "sequence.index(x): x not in sequence");
       return position;
     },
     1, 1},
    {"__reversed__(self, /)",
     [](const Value* v, std::size_t) {
       const Range* range = range_of(v[0]);
       const Value last = item_at(range, plus(range->length, Value::small(-1)));
       return range_iterate_from(last, unary(range->step, Unary::Neg),
                                 range->length);
     },
     0, 0},
    {nullptr},
};

constexpr NativeProperty kRangeProperties[] = {
    {"start", [](const Value& self) { return range_of(self)->start; }},
    {"stop", [](const Value& self) { return range_of(self)->stop; }},
    {"step", [](const Value& self) { return range_of(self)->step; }},
    {nullptr, nullptr},
};

Value long_range_next(const Value& self) {
  auto* iterator = self.as<LongRangeIterator>();
  if (iterator->left.is_zero()) return Value();
  iterator->left = iterator->left - BigInt(1);
  const BigInt item = iterator->next;
  iterator->next = item + iterator->step;
  return make_int(item);
}

Value range_next(const Value& self) {
  auto* iterator = self.as<RangeIterator>();
  if (iterator->left <= 0) return Value();
  --iterator->left;
  const std::int64_t item = iterator->next;
  iterator->next += iterator->step;  // stays within 64 bits: one step beyond
  return make_int(item);
}

constexpr NativeMethod kRangeIteratorMethods[] = {
    {"__length_hint__(self, /)",
     [](const Value* v, std::size_t) {
       return make_int(v[0].as<RangeIterator>()->left);
     },
     0, 0},
    {nullptr},
};

template <class T>
void set_lifetime(Slots& slots) {
  slots.construct = [](void* memory, Type* of) -> Object* {
    return new (memory) T(of);
  };
  slots.destruct = [](Object* self) { static_cast<T*>(self)->~T(); };
}

void make_range_iterators() {
  Type* type = new_native_type("range_iterator", "builtins",
                               {builtin_types().object}, sizeof(RangeIterator));
  set_lifetime<RangeIterator>(type->slots);
  type->layout = Layout::Native;
  type->subclassable = false;
  type->slots.iterate = [](const Value& self) { return self; };
  type->slots.next = range_next;
  type->populate = [](Type* self) { add_methods(self, kRangeIteratorMethods); };
  ready(type);
  text_state().range_iterator = type;
  type = new_native_type("longrange_iterator", "builtins",
                         {builtin_types().object}, sizeof(LongRangeIterator));
  set_lifetime<LongRangeIterator>(type->slots);
  type->layout = Layout::Native;
  type->subclassable = false;
  type->slots.iterate = [](const Value& self) { return self; };
  type->slots.next = long_range_next;
  ready(type);
  text_state().long_range_iterator = type;
}

}  // namespace

Value make_range(const Value& start, const Value& stop, const Value& step) {
  Ref<Range> range = allocate_as<Range>(builtin_types().range);
  constexpr std::int64_t kHalf = Value::kMaxSmall / 2;
  auto modest = [](const Value& n) {
    return n.is_small() && n.small() < kHalf && n.small() > -kHalf;
  };
  range->length = modest(start) && modest(stop) && modest(step)
                      ? small_length(start.small(), stop.small(), step.small())
                      : length_of(start, stop, step);
  range->start = start;
  range->stop = stop;
  range->step = step;
  return std::move(range).value();
}

Type* make_range_type() {
  make_range_iterators();
  Type* type = new_native_type("range", "builtins", {builtin_types().object},
                               sizeof(Range));
  set_lifetime<Range>(type->slots);
  type->layout = Layout::Native;
  type->subclassable = false;
  Slots& slots = type->slots;
  slots.make = range_make;
  slots.repr = range_repr;
  slots.hash = range_hash;
  slots.compare = range_compare;
  slots.truth = [](const Value& self) {
    return !range_of(self)->length.is(Value::small(0));
  };
  slots.length = range_length;
  slots.get_item = range_get_item;
  slots.contains = [](const Value& self, const Value& item) {
    return static_cast<bool>(position_of(self, item));
  };
  slots.iterate = range_iterate;
  type->populate = [](Type* self) {
    add_methods(self, kRangeMethods);
    add_properties(self, kRangeProperties);
  };
  ready(type);
  return type;
}

}  // namespace limbeck::py

// slice, and what slices mean for sequences.
#include <algorithm>

#include "base/text.h"
#include "python/native.h"
#include "python/objects/callable.h"
#include "python/objects/int.h"
#include "python/objects/internals.h"
#include "python/objects/range.h"
#include "python/objects/type.h"

namespace limbeck::py {
namespace {

/// An index of a slice clamped to the machine word.
std::ptrdiff_t clamped_index(const Value& value) {
  if (value.is_small()) return value.small();
  if (!is_int(value) && !lookup_in_type(type_of(value), names().index))
    raise_type_error(
        "slice indices must be integers or None or have an __index__ method");
  const Value index = index_of(value);
  if (const auto n = int_of(index)) return *n;
  return bigint_of(index).is_negative() ? PTRDIFF_MIN : PTRDIFF_MAX;
}

Value slice_make(Type*, const Call& call) {
  if (call.keywords) raise_type_error("slice() takes no keyword arguments");
  if (call.positional == 0)
    raise_type_error("slice expected at least 1 argument, got 0");
  if (call.positional > 3)
    raise_type_error(
        cat("slice expected at most 3 arguments, got ", call.positional));
  const Value* v = call.values;
  if (call.positional == 1)
    return make_slice(Value::none(), v[0], Value::none());
  return make_slice(v[0], v[1], call.positional == 3 ? v[2] : Value::none());
}

Value parts(const Value& self) {
  const Slice* slice = self.as<Slice>();
  return make_tuple({slice->start, slice->stop, slice->step});
}

Value slice_compare(const Value& self, const Value& other, Compare op) {
  if (!is_slice(other)) return Value::not_implemented();
  return compare(parts(self), parts(other), op);
}

// CPython: slice_indices; the length may be of any size.
Value slice_indices_method(const Value* values, std::size_t) {
  const Value zero = Value::small(0);
  const Value length = plain_int(index_of(values[1]));
  if (less(length, zero)) raise_value_error("length should not be negative");
  const Slice* slice = values[0].as<Slice>();
  auto number = [](const Value& value) {
    if (!is_int(value) && !lookup_in_type(type_of(value), names().index))
      raise_type_error(
          "slice indices must be integers or None or have an __index__ "
          "method");
    return plain_int(index_of(value));
  };
  const Value step =
      slice->step.is_none() ? Value::small(1) : number(slice->step);
  if (!truth(step)) raise_value_error("slice step cannot be zero");
  const bool down = less(step, zero);
  const Value low = down ? Value::small(-1) : zero;
  const Value high =
      down ? binary(length, Value::small(1), Binary::Sub) : length;
  auto bound = [&](const Value& given, const Value& fallback) {
    if (given.is_none()) return fallback;
    Value n = number(given);
    if (less(n, zero)) {
      n = binary(n, length, Binary::Add);
      return less(n, low) ? low : n;
    }
    return less(high, n) ? high : n;
  };
  return make_tuple({bound(slice->start, down ? high : low),
                     bound(slice->stop, down ? low : high), step});
}

constexpr NativeMethod kSliceMethods[] = {
    {"indices(self, length, /)", slice_indices_method, 1, 1},
    {nullptr},
};
constexpr NativeProperty kSliceProperties[] = {
    {"start", [](const Value& self) { return self.as<Slice>()->start; }},
    {"stop", [](const Value& self) { return self.as<Slice>()->stop; }},
    {"step", [](const Value& self) { return self.as<Slice>()->step; }},
    {nullptr, nullptr},
};

}  // namespace

Value make_slice(Value start, Value stop, Value step) {
  Ref<Slice> slice = allocate_as<Slice>(builtin_types().slice);
  slice->start = std::move(start);
  slice->stop = std::move(stop);
  slice->step = std::move(step);
  return std::move(slice).value();
}

bool is_slice(const Value& value) {
  return value.is_object() && value.object() &&
         value.object()->type == builtin_types().slice;
}

SliceIndices slice_indices(const Value& slice, std::size_t length) {
  const Slice* s = slice.as<Slice>();
  const auto size = static_cast<std::ptrdiff_t>(length);
  SliceIndices found{};
  found.step = s->step.is_none() ? 1 : clamped_index(s->step);
  if (found.step == 0) raise_value_error("slice step cannot be zero");
  found.step = std::max(found.step, -PTRDIFF_MAX);
  const bool down = found.step < 0;
  auto bound = [&](const Value& value, std::ptrdiff_t fallback) {
    if (value.is_none()) return fallback;
    std::ptrdiff_t n = clamped_index(value);
    if (n < 0) {
      n += size;
      return n < 0 ? (down ? std::ptrdiff_t{-1} : 0) : n;
    }
    return n >= size ? (down ? size - 1 : size) : n;
  };
  found.start = bound(s->start, down ? size - 1 : 0);
  found.stop = bound(s->stop, down ? -1 : size);
  const std::ptrdiff_t distance =
      down ? found.start - found.stop : found.stop - found.start;
  const std::ptrdiff_t by = down ? -found.step : found.step;
  found.count = distance > 0 ? (distance - 1) / by + 1 : 0;
  return found;
}

void clamp_bounds(const Value& start, const Value& stop, std::size_t length,
                  std::size_t* from, std::size_t* to) {
  const auto size = static_cast<std::ptrdiff_t>(length);
  auto bound = [&](const Value& value, std::ptrdiff_t fallback) {
    if (value.absent() || value.is_none()) return fallback;
    std::ptrdiff_t n = clamped_index(value);
    if (n < 0) n = std::max<std::ptrdiff_t>(n + size, 0);
    return n;
  };
  *from = bound(start, 0);
  *to = std::min(bound(stop, size), size);
}

Type* make_slice_type() {
  Type* type = new_native_type("slice", "builtins", {builtin_types().object},
                               sizeof(Slice));
  type->layout = Layout::Native;
  type->subclassable = false;
  Slots& slots = type->slots;
  slots.construct = [](void* memory, Type* of) -> Object* {
    return new (memory) Slice(of);
  };
  slots.destruct = [](Object* self) { static_cast<Slice*>(self)->~Slice(); };
  slots.make = slice_make;
  slots.repr = [](const Value& self) {
    const Slice* s = self.as<Slice>();
    return make_str(cat("slice(", repr(s->start), ", ", repr(s->stop), ", ",
                        repr(s->step), ")"));
  };
  slots.hash = [](const Value& self) { return hash(parts(self)); };
  slots.compare = slice_compare;
  type->populate = [](Type* self) {
    add_methods(self, kSliceMethods);
    add_properties(self, kSliceProperties);
  };
  ready(type);
  return type;
}

}  // namespace limbeck::py

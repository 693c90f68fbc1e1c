// range and slice.
#pragma once
#include <cstddef>

#include "python/objects/object.h"

namespace limbeck::py {

/// start, stop, step are ints (small or not); `length` too.
struct Range : Object {
  Value start, stop, step, length;
  explicit Range(Type* type) : Object(type) {}
};

/// Of a range whose numbers are small; the dispatch loop's FOR_RANGE reads it.
struct RangeIterator : Object {
  std::int64_t next = 0, step = 1, left = 0;
  explicit RangeIterator(Type* type) : Object(type) {}
};

struct Slice : Object {
  Value start, stop, step;
  explicit Slice(Type* type) : Object(type) {}
};

Type* make_range_type();
Type* make_slice_type();

Value make_range(const Value& start, const Value& stop, const Value& step);
Value make_slice(Value start, Value stop, Value step);
bool is_slice(const Value& value);

/// What a slice means for a sequence of `length` items: `count` items from
/// `start` on, each `step` apart.
struct SliceIndices {
  std::ptrdiff_t start, stop, step;
  std::size_t count;
};
/// ValueError "slice step cannot be zero"; TypeError "slice indices must be
/// integers or None or have an __index__ method".
SliceIndices slice_indices(const Value& slice, std::size_t length);
/// start and stop of methods as str.find(x, start, stop), clamped to `length`;
/// absent and None mean the ends.
void clamp_bounds(const Value& start, const Value& stop, std::size_t length,
                  std::size_t* from, std::size_t* to);

}  // namespace limbeck::py

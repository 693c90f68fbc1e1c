// int and bool. A Value holds small integers itself; larger ones and instances
// of int's subclasses (IntEnum) are objects. make_int, int_of, number_of and
// is_int of native.h are in int.cc.
#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "python/objects/bigint.h"
#include "python/objects/object.h"

namespace limbeck::py {

struct IntObject : Object {
  std::int64_t small = 0;  // the value where `big` is zero
  BigInt big;              // never one that fits a small Value
  explicit IntObject(Type* type) : Object(type) {}
};

Type* make_int_type();
Type* make_bool_type();  // after int

/// Shrinks to a small Value where it fits.
Value make_int(BigInt n);
Value make_int_unsigned(std::uint64_t n);
/// The value of an int, a bool or an instance of a subclass.
BigInt bigint_of(const Value& value);
/// Exactly an int: an instance of a subclass (bool too) loses its class.
Value plain_int(const Value& value);

/// operator.index: an int (a subclass's instance stays as it is), or what
/// __index__ gives. TypeError "'str' object cannot be interpreted as an
/// integer".
Value index_of(const Value& value);
/// As index_of, to a machine word: out of range is an `exception`
/// ("IndexError", "OverflowError") "cannot fit 'int' into an index-sized
/// integer".
std::ptrdiff_t index_to_size(const Value& value,
                             const char* exception = "IndexError");
/// The same for an argument that is a size or a place: out of range is
/// OverflowError "Python int too large to convert to C ssize_t".
std::ptrdiff_t size_argument(const Value& value);

/// int.__repr__ of any int; no limit on digits.
std::string int_text(const Value& value, int base = 10);
/// int(text, base) for a str; ValueError with CPython's text.
Value parse_int(const Value& text, int base);
/// The nearest double; OverflowError "int too large to convert to float".
double int_to_double(const Value& value);

/// Operators on ints for the dispatch loop: absent where they do not apply
/// (not both small, result too large …), then `binary` does it.
inline Value small_add(const Value& a, const Value& b) {
  std::intptr_t sum;
  if (!(a.bits() & b.bits() & 1) ||
      __builtin_add_overflow(a.small(), b.small(), &sum) ||
      !Value::fits_small(sum))
    return Value();
  return Value::small(sum);
}
inline Value small_subtract(const Value& a, const Value& b) {
  std::intptr_t difference;
  if (!(a.bits() & b.bits() & 1) ||
      __builtin_sub_overflow(a.small(), b.small(), &difference) ||
      !Value::fits_small(difference))
    return Value();
  return Value::small(difference);
}

}  // namespace limbeck::py

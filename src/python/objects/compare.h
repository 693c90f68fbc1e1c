// Quick ways for the built-in types in front of the general protocol.
#pragma once
#include "python/objects/internals.h"
#include "python/objects/object.h"
#include "python/objects/str.h"

namespace limbeck::py {

/// A str, not an instance of a subclass.
inline bool is_exact_str(const Value& value) {
  const Object* object = value.object();
  return object && object->type->layout == Layout::Str && object->type->builtin;
}
inline bool is_exact(const Value& value, Layout layout) {
  const Object* object = value.object();
  return object && object->type->layout == layout && object->type->builtin;
}

/// hash(n) for small integers: modulo the Mersenne prime 2**61 - 1.
inline std::int64_t hash_of_small(std::intptr_t n) {
  constexpr std::int64_t kModulus = (std::int64_t{1} << 61) - 1;
  std::int64_t hash = n % kModulus;
  return hash == -1 ? -2 : hash;
}

}  // namespace limbeck::py

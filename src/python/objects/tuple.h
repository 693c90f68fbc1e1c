// tuple: the items stand directly after the struct, or after the instance's own
// fields when the type is a subclass.
#pragma once
#include <span>

#include "python/objects/object.h"

namespace limbeck::py {

struct Tuple : Object {
  std::uint32_t size = 0;
  std::uint32_t offset = sizeof(Object) + 8;  // of the items

  explicit Tuple(Type* type) : Object(type) {}

  Value* items() {
    return reinterpret_cast<Value*>(reinterpret_cast<char*>(this) + offset);
  }
  const Value* items() const {
    return reinterpret_cast<const Value*>(reinterpret_cast<const char*>(this) +
                                          offset);
  }
  Value& operator[](std::size_t i) { return items()[i]; }
  const Value& operator[](std::size_t i) const { return items()[i]; }
  std::span<const Value> span() const { return {items(), size}; }
  const Value* begin() const { return items(); }
  const Value* end() const { return items() + size; }
};

/// A new tuple of absent items, which the caller fills before anyone sees it.
/// `type`: tuple (nullptr) or a subclass. Size 0 of the exact type is shared.
Ref<Tuple> new_tuple(std::size_t size, Type* type = nullptr);
Ref<Tuple> new_tuple(std::span<const Value> items);

}  // namespace limbeck::py

// The attributes of an instance. As long as they were only set, and not too
// many, they stand in a row of values, and a shape that all instances with the
// same names in the same order share says which is which: a quarter of what a
// dict takes, and found by comparing one pointer. Deleting one, asking for
// __dict__ or having many turns the row into a dict for good.
//
// The word at Type::attributes_offset is null, a Dict* or a Row* plus one; only
// types with a `shape` have rows.
#pragma once
#include <cstdint>
#include <memory>
#include <vector>

#include "python/objects/dict.h"
#include "python/objects/object.h"

namespace limbeck::py {

/// The names of a row, in the order in which they were set. Belongs to a tree
/// whose root is a type's.
struct Shape {
  std::vector<Str*> names;  // interned
  Shape* root = nullptr;
  /// Of a root: the longest row of an instance so far, and the shapes made.
  std::uint32_t expected = 0, made = 0;
  struct Step {
    Str* name;
    std::unique_ptr<Shape> shape;
  };
  std::vector<Step> steps;

  /// Where `name` stands, -1 if nowhere.
  int find(const Str* name) const {
    for (std::size_t i = 0; i < names.size(); ++i)
      if (names[i] == name) return static_cast<int>(i);
    return -1;
  }
  /// The shape with one more name; null where a dict is better.
  Shape* add(Str* name);
};
Shape* new_root_shape();

struct Row {
  Shape* shape;
  std::size_t capacity;

  Value* values() { return reinterpret_cast<Value*>(this + 1); }
};

inline std::uintptr_t& attributes_word(Object* object, std::uint32_t offset) {
  return *reinterpret_cast<std::uintptr_t*>(reinterpret_cast<char*>(object) +
                                            offset);
}
inline bool is_row(std::uintptr_t word) { return word & 1; }
inline Row* row_of(std::uintptr_t word) {
  return reinterpret_cast<Row*>(word - 1);
}

/// Where an instance keeps the value of its own attribute, null if nowhere;
/// holds until its attributes change.
Value* own_attribute(Object* object, Str* name);
/// Sets an instance's own attribute; `name` is interned.
void set_own_attribute(Object* object, Str* name, Value value);
/// Adds `value` to a row as what turns its shape into `next`.
void extend_row(Object* object, Shape* next, Value value);
/// Drops all attributes.
void drop_attributes(Object* object);
void visit_attributes(Object* object, Visitor& visitor);

}  // namespace limbeck::py

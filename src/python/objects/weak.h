// Weak references: weakref.ref. What refers weakly to an object stands in a
// table of the interpreter; the object carries only a flag.
#pragma once
#include <vector>

#include "python/objects/object.h"

namespace limbeck::py {

struct WeakReference : Object {
  Object* target = nullptr;  // borrowed; null once it died
  Value callback = Value::none();
  std::int64_t hash = -1;
  explicit WeakReference(Type* type) : Object(type) {}
  ~WeakReference();
};

/// weakref.ref(target, callback); TypeError "cannot create weak reference to
/// 'int' object". Without a callback the same one is given again.
Value make_weak_reference(const Value& target, const Value& callback);
/// The target, absent once it died.
Value weak_target(const Value& reference);
/// Those that refer to an object, in the order of their making.
std::vector<Value> weak_references_to(const Value& object);
Type* weak_reference_type();
/// Tells the references of a dying object.
void clear_weak(Object* object);

}  // namespace limbeck::py

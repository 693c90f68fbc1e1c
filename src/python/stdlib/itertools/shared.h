// What the types of itertools share: one struct whose fields each type uses in
// its own way, and how a type is made of the two functions that it needs.
#pragma once
#include <cstddef>
#include <vector>

#include "python/native.h"
#include "python/objects/callable.h"
#include "python/objects/tuple.h"
#include "python/objects/type.h"

namespace limbeck::py::itertools {

struct Iterator : Object {
  Value source;    // what is iterated over
  Value function;  // or the key, the step, the fill value
  Value held;      // an item kept for later, the total, the current key
  std::vector<Value> values;  // items kept, pools, iterators
  std::vector<std::size_t> indices, cycles;
  std::size_t at = 0, stop = 0, step = 1;
  bool started = false, done = false;
  explicit Iterator(Type* type) : Object(type) {}
};

inline Iterator& iterator(const Value& self) { return *self.as<Iterator>(); }
inline Iterator* new_iterator(Type* type) {
  return new (allocate_memory(type)) Iterator(type);
}
/// The next item of what iterate() gave; absent at the end.
inline Value advance(const Value& source) { return next(source); }

struct IteratorType {
  const char* name;
  const char* doc;
  Value (*make)(Type* type, const Call& call);
  Value (*next)(const Value& self);
  const NativeMethod* methods = nullptr;
  Value (*repr)(const Value& self) = nullptr;
};
Type* make_type(const IteratorType& definition);

/// Binds a call to a signature text.
template <std::size_t count>
void bind(const char* text, const Call& call, Value (&bound)[count]) {
  Signature signature(text);
  signature.bind(call, bound, signature.name());
}
/// An int that is not negative; None gives `fallback`.
std::size_t count_of(const Value& value, std::size_t fallback,
                     const char* message);

/// Each file's types, entered into the module.
void add_streams(Module& module);       // streams.cc
void add_selections(Module& module);    // selections.cc
void add_combinations(Module& module);  // combinations.cc

}  // namespace limbeck::py::itertools

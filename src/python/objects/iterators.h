// Iterators over built-in containers, and those that combine others.
#pragma once
#include <functional>

#include "python/objects/object.h"

namespace limbeck::py {

struct List;
struct Tuple;

/// list_iterator, tuple_iterator: the dispatch loop may step them itself.
struct ItemsIterator : Object {
  Value sequence;  // absent once exhausted
  std::size_t index = 0;
  explicit ItemsIterator(Type* type) : Object(type) {}
};

Value make_list_iterator(const Value& list);
Value make_list_reverse_iterator(const Value& list);
Value make_tuple_iterator(const Value& tuple);
Value list_iterator_next(const Value& self);   // slots.next, for comparing
Value tuple_iterator_next(const Value& self);  // slots.next, for comparing
/// Over what has only __getitem__.
Value make_sequence_iterator(const Value& sequence);
/// iter(callable, sentinel)
Value make_callable_iterator(const Value& callable, const Value& sentinel);
/// An iterator in C++: `next` gives absent at the end.
Value make_native_iterator(std::function<Value()> next);

/// enumerate, zip, map, filter, reversed are type objects in internals().

/// What len() or __length_hint__ promises, 0 without either.
std::size_t length_hint(const Value& iterable);

}  // namespace limbeck::py

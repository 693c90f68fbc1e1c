// collections.deque: a ring of values in one block, whose size is a power of
// two.
#pragma once
#include "python/objects/object.h"

namespace limbeck::py {

struct Deque : Tracked {
  Value* items = nullptr;
  std::size_t capacity = 0, head = 0, size = 0;
  std::size_t version = 0;     // grows with every change
  std::ptrdiff_t maxlen = -1;  // -1: no limit
  explicit Deque(Type* type) : Tracked(type) {}
  ~Deque() { clear(); }

  Value& at(std::size_t i) { return items[(head + i) & (capacity - 1)]; }
  void push_back(Value value);
  void push_front(Value value);
  Value pop_back();
  Value pop_front();
  void insert(std::size_t at, Value value);
  Value remove(std::size_t at);
  void rotate(std::ptrdiff_t steps);
  void clear();

 private:
  void grow();
};

Type* make_deque_type();

}  // namespace limbeck::py

// A list's items: as std::vector<Value>, but in the interpreter's own memory
// (which counts it) and moved as bytes, for a Value does not know where it
// stands.
#pragma once
#include <cstring>
#include <iterator>
#include <utility>

#include "python/objects/heap.h"
#include "python/objects/object.h"

namespace limbeck::py {

class ItemVector {
 public:
  using value_type = Value;
  using iterator = Value*;
  using const_iterator = const Value*;

  ItemVector() = default;
  ItemVector(const ItemVector&) = delete;
  ItemVector& operator=(const ItemVector&) = delete;
  ~ItemVector() { clear(); }

  std::size_t size() const { return size_; }
  std::size_t capacity() const { return capacity_; }
  bool empty() const { return size_ == 0; }
  Value* data() { return items_; }
  const Value* data() const { return items_; }
  Value* begin() { return items_; }
  Value* end() { return items_ + size_; }
  const Value* begin() const { return items_; }
  const Value* end() const { return items_ + size_; }
  Value& operator[](std::size_t i) { return items_[i]; }
  const Value& operator[](std::size_t i) const { return items_[i]; }
  Value& front() { return items_[0]; }
  Value& back() { return items_[size_ - 1]; }
  const Value& front() const { return items_[0]; }
  const Value& back() const { return items_[size_ - 1]; }

  void reserve(std::size_t count) {
    if (count > capacity_) move_to(count);
  }
  void push_back(const Value& value) { push_back(Value(value)); }
  void push_back(Value&& value) {
    if (size_ == capacity_) grow(size_ + 1);
    new (items_ + size_) Value(std::move(value));
    ++size_;
  }
  void pop_back() { items_[--size_].~Value(); }
  void insert(const Value* at, Value value) {
    Value* place = open(at, 1);
    new (place) Value(std::move(value));
  }
  template <class Iterator>
  void insert(const Value* at, Iterator first, Iterator last) {
    Value* place = open(at, static_cast<std::size_t>(last - first));
    for (; first != last; ++first, ++place) new (place) Value(*first);
  }
  /// Gives where what follows the removed ones now stands.
  Value* erase(Value* at) { return erase(at, at + 1); }
  Value* erase(Value* first, Value* last) {
    // What is removed dies last: it may run code that looks at the list.
    std::size_t count = static_cast<std::size_t>(last - first);
    if (count == 0) return first;
    if (count == 1) {
      Value removed(std::move(*first));
      close(first, 1);
      return first;
    }
    ItemVector removed;
    removed.reserve(count);
    for (Value* i = first; i != last; ++i) removed.push_back(std::move(*i));
    close(first, count);
    return first;
  }
  template <class Iterator>
  void assign(Iterator first, Iterator last) {
    ItemVector made;
    made.reserve(static_cast<std::size_t>(last - first));
    for (; first != last; ++first) made.push_back(Value(*first));
    swap(made);
  }
  /// Cuts the end off.
  void truncate(std::size_t size) {
    while (size_ > size) pop_back();
  }
  void clear() {
    Value* items = items_;
    std::size_t size = size_;
    items_ = nullptr;
    size_ = capacity_ = 0;
    for (std::size_t i = 0; i < size; ++i) items[i].~Value();
    if (items) release_block(items);
  }
  void swap(ItemVector& other) noexcept {
    std::swap(items_, other.items_);
    std::swap(size_, other.size_);
    std::swap(capacity_, other.capacity_);
  }

 private:
  void grow(std::size_t least) {
    std::size_t wanted = size_ < 4 ? 4 : size_ + size_ / 2;
    move_to(wanted < least ? least : wanted);
  }
  void move_to(std::size_t capacity) {
    items_ = static_cast<Value*>(detail::heap->resize(
        items_, size_ * sizeof(Value), capacity * sizeof(Value)));
    capacity_ = capacity;
  }
  /// Room for `count` more at `at`, to be filled by the caller.
  Value* open(const Value* at, std::size_t count) {
    std::size_t index = static_cast<std::size_t>(at - items_);
    if (size_ + count > capacity_) grow(size_ + count);
    Value* place = items_ + index;
    if (size_ == 0) {  // memmove() takes no null pointer, not even of nothing
      size_ = count;
      return place;
    }
    std::memmove(static_cast<void*>(place + count),
                 static_cast<const void*>(place),
                 (size_ - index) * sizeof(Value));
    size_ += count;
    return place;
  }
  /// Closes the gap of `count` absent ones at `at`.
  void close(Value* at, std::size_t count) {
    Value* rest = at + count;
    std::memmove(static_cast<void*>(at), static_cast<const void*>(rest),
                 static_cast<std::size_t>(end() - rest) * sizeof(Value));
    size_ -= count;
  }

  Value* items_ = nullptr;
  std::size_t size_ = 0, capacity_ = 0;
};

}  // namespace limbeck::py

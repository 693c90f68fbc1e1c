// set and frozenset: open addressing with CPython's probe order, so that sets
// of integers show in the same order.
#pragma once
#include "python/objects/object.h"

namespace limbeck::py {

struct Set : Object {
  struct Entry {
    Value key;  // absent with hash 0: never used; with hash -1: removed
    std::int64_t hash = 0;
  };

  Entry* entries = nullptr;
  std::uint32_t mask = 0;     // table size - 1; 0: no table yet
  std::uint32_t filled = 0;   // used and removed ones
  std::uint32_t used = 0;     // len()
  std::uint32_t version = 0;  // grows with every change
  mutable std::int64_t frozen_hash = -1;

  explicit Set(Type* type) : Object(type) {}
  ~Set() { clear(); }

  bool contains(const Value& key);
  bool contains(const Value& key, std::int64_t hash);
  bool add(const Value& key);  // false: was there
  bool add(const Value& key, std::int64_t hash);
  bool remove(const Value& key);  // false: was not there
  bool remove(const Value& key, std::int64_t hash);
  void clear();
  /// Grows ahead of a merge, as CPython does (it shows in the order).
  void make_room(std::uint32_t more);
  /// Into an empty set: a copy of a table without removed entries.
  bool copy_table(const Set& from);
  /// Index of the first live entry at or after `i`, mask + 1 at the end.
  std::uint32_t live(std::uint32_t i) const {
    if (!entries) return 0;
    while (i <= mask && entries[i].key.absent()) ++i;
    return i;
  }
  std::uint32_t end() const { return entries ? mask + 1 : 0; }
};

Ref<Set> new_set(Type* type = nullptr);  // nullptr: set
void set_update(Set* set, const Value& iterable);

}  // namespace limbeck::py

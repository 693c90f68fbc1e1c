// dict: insertion-ordered. Entries stand in one array in order of insertion
// (removed ones leave holes with an absent key); from 9 entries on, an
// open-addressed table of their indices stands beside it, below that a linear
// look is quicker. Hashes are kept in the entries.
#pragma once
#include "python/objects/object.h"
#include "python/objects/str.h"

namespace limbeck::py {

struct Dict : Tracked {
  struct Entry {
    Value key;  // absent: removed
    Value value;
    std::int64_t hash;
  };

  Entry* entries = nullptr;  // with the index table behind them, one block
  std::uint32_t used = 0;    // live entries: len()
  std::uint32_t filled = 0;  // entries written, holes included
  std::uint32_t capacity = 0;
  std::uint8_t index_bits = 0;  // log2 of the index table's size; 0: none
  bool only_interned = true;    // every key is an interned str
  /// New whenever a key is added or removed or entries move, and no other dict
  /// ever has the same one; while it stays, `entries + i` is the same key's.
  std::uint64_t version = 0;

  explicit Dict(Type* type) : Tracked(type) {}
  ~Dict() { clear(); }

  /// Where the value of a key stands, until the dict changes; else nullptr.
  Value* find(Str* name);
  Value* find(const Value& key);  // may call __hash__ and __eq__
  Value* find(const Value& key, std::int64_t hash);
  Value* find(std::string_view text);  // keys that are str
  /// As find(Str*), looking first where it was the last time.
  Value* find_hinted(Str* name, std::uint32_t& hint) {
    if (hint < filled && entries[hint].key.object() == name)
      return &entries[hint].value;
    return find_and_hint(name, hint);
  }
  Value* find_and_hint(Str* name, std::uint32_t& hint);

  void set(Str* name, Value value);
  /// As set(), for a name that is not in it.
  void add(Str* name, Value value);
  void set(const Value& key, Value value);
  void set(const Value& key, std::int64_t hash, Value value);
  /// Adds `value` if the key is missing; where it then stands.
  Value* ensure(const Value& key, const Value& value);
  /// The removed value, absent if there was no such key.
  Value remove(const Value& key);
  Value remove(Str* name);
  void clear();
  void reserve(std::size_t entries);

  /// Index of the first live entry at or after `i`, `filled` at the end.
  std::uint32_t live(std::uint32_t i) const {
    while (i < filled && entries[i].key.absent()) ++i;
    return i;
  }
};

Ref<Dict> new_dict();
/// A shallow copy (exact dict).
Ref<Dict> copy_dict(const Dict* dict);
/// dict.update(other): a mapping (has keys()) or an iterable of pairs.
void dict_update(Dict* dict, const Value& other);

}  // namespace limbeck::py

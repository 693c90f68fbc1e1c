// The table behind dict; the methods of the type are in dict.cc.
#include <cstring>
#include <new>

#include "python/objects/compare.h"
#include "python/objects/dict.h"
#include "python/objects/internals.h"

namespace limbeck::py {
namespace {

constexpr std::uint32_t kLinear = 8;  // entries up to which there is no index
constexpr std::int64_t kFree = -1, kRemoved = -2;

std::size_t index_width(std::uint8_t bits) {
  return bits == 0 ? 0 : bits <= 7 ? 1 : bits <= 15 ? 2 : 4;
}

void* index_of(const Dict* dict) { return dict->entries + dict->capacity; }

std::int64_t read_index(const Dict* dict, std::size_t slot) {
  void* table = index_of(dict);
  if (dict->index_bits <= 7) return static_cast<std::int8_t*>(table)[slot];
  if (dict->index_bits <= 15) return static_cast<std::int16_t*>(table)[slot];
  return static_cast<std::int32_t*>(table)[slot];
}

void write_index(const Dict* dict, std::size_t slot, std::int64_t entry) {
  void* table = index_of(dict);
  if (dict->index_bits <= 7)
    static_cast<std::int8_t*>(table)[slot] = static_cast<std::int8_t>(entry);
  else if (dict->index_bits <= 15)
    static_cast<std::int16_t*>(table)[slot] = static_cast<std::int16_t>(entry);
  else
    static_cast<std::int32_t*>(table)[slot] = static_cast<std::int32_t>(entry);
}

/// Walks the slots that a hash may stand in. The multiplication spreads the
/// runs that small integers make.
struct Probe {
  std::size_t mask, slot;
  Probe(const Dict* dict, std::int64_t hash)
      : mask((std::size_t{1} << dict->index_bits) - 1),
        slot((static_cast<std::uint64_t>(hash) * 0x9e3779b97f4a7c15u >> 32) &
             mask) {}
  void advance() { slot = (slot + 1) & mask; }
};

void renew_version(Dict* dict) { dict->version = ++internals().dict_versions; }

void enter_index(Dict* dict, std::uint32_t entry, std::int64_t hash) {
  Probe probe(dict, hash);
  while (read_index(dict, probe.slot) >= 0) probe.advance();
  write_index(dict, probe.slot, entry);
}

/// Moves the live entries to a block with room for `capacity` of them.
void rebuild(Dict* dict, std::uint32_t capacity) {
  std::uint8_t bits = 0;
  if (capacity > kLinear) {
    bits = 4;
    while ((std::size_t{1} << bits) * 2 / 3 < capacity) ++bits;
    capacity = static_cast<std::uint32_t>((std::size_t{1} << bits) * 2 / 3);
  }
  std::size_t width = index_width(bits);
  std::size_t index_bytes = bits ? width << bits : 0;
  auto* block = static_cast<Dict::Entry*>(
      allocate_block(capacity * sizeof(Dict::Entry) + index_bytes));
  std::uint32_t count = 0;
  for (std::uint32_t i = 0; i < dict->filled; ++i) {
    Dict::Entry& entry = dict->entries[i];
    if (entry.key.absent()) continue;
    // Entries are moved as bytes: a Value does not know where it stands.
    std::memcpy(static_cast<void*>(block + count), &entry, sizeof entry);
    ++count;
  }
  if (dict->entries) release_block(dict->entries);
  dict->entries = block;
  dict->capacity = capacity;
  dict->index_bits = bits;
  dict->filled = dict->used = count;
  if (bits) {
    std::memset(index_of(dict), 0xff, index_bytes);
    for (std::uint32_t i = 0; i < count; ++i)
      enter_index(dict, i, block[i].hash);
  }
}

void make_room(Dict* dict) {
  if (dict->filled < dict->capacity) return;
  std::uint32_t live = dict->used;
  std::uint32_t capacity = live < 4   ? 4
                           : live < 8 ? 8
                           : live * 4 < dict->capacity * 3
                               ? dict->capacity  // holes are most of it
                               : live * 2;
  if (capacity <= live) capacity = live + 1;
  rebuild(dict, capacity);
}

void append(Dict* dict, const Value& key, std::int64_t hash, Value value) {
  make_room(dict);
  std::uint32_t i = dict->filled++;
  new (dict->entries + i) Dict::Entry{key, std::move(value), hash};
  ++dict->used;
  if (dict->index_bits) enter_index(dict, i, hash);
  if (dict->only_interned && !(is_exact_str(key) && key.as<Str>()->interned()))
    dict->only_interned = false;
  renew_version(dict);
}

/// The entry of a key that equals by `same(const Value&)`, which must not run
/// Python code; -1 if there is none.
template <class Same>
std::int64_t look(const Dict* dict, std::int64_t hash, Same same) {
  if (!dict->index_bits) {
    for (std::uint32_t i = 0; i < dict->filled; ++i) {
      const Dict::Entry& entry = dict->entries[i];
      if (entry.hash == hash && entry.key && same(entry.key)) return i;
    }
    return -1;
  }
  for (Probe probe(dict, hash);; probe.advance()) {
    std::int64_t i = read_index(dict, probe.slot);
    if (i == kFree) return -1;
    if (i == kRemoved) continue;
    const Dict::Entry& entry = dict->entries[i];
    if (entry.hash == hash && same(entry.key)) return i;
  }
}

std::int64_t look_for_str(Dict* dict, const Str* name) {
  if (name->interned() && !dict->index_bits) {
    for (std::uint32_t i = 0; i < dict->filled; ++i)
      if (dict->entries[i].key.object() == name) return i;
    if (dict->only_interned) return -1;
  }
  std::int64_t hash = str_hash(name);
  bool other_kinds = false;
  std::int64_t found = look(dict, hash, [&](const Value& key) {
    if (key.object() == name) return true;
    if (is_exact_str(key)) return str_equal(key.as<Str>(), name);
    other_kinds = true;  // same hash, not a plain str: may still be equal
    return false;
  });
  if (found >= 0 || !other_kinds) return found;
  return -2;
}

std::int64_t look_for(Dict* dict, const Value& key, std::int64_t hash) {
  if (is_exact_str(key)) {
    std::int64_t found = look_for_str(dict, key.as<Str>());
    if (found != -2) return found;
  } else if (dict->only_interned && key.is_small()) {
    return -1;
  }
  // In general __eq__ may run, which may change the dict: collect what has the
  // same hash, compare, and begin again when the dict moved meanwhile.
  for (;;) {
    std::uint64_t version = dict->version;
    bool changed = false;
    std::int64_t found = look(dict, hash, [&](const Value& candidate) {
      if (changed) return false;
      if (candidate.is(key)) return true;
      if (candidate.is_small() && key.is_small()) return false;
      Value kept = candidate;
      bool same = equal(kept, key);
      if (dict->version != version) {
        changed = true;
        return true;  // leave the walk
      }
      return same;
    });
    if (!changed) return found;
  }
}

void drop(Dict* dict, std::int64_t i, Value& key, Value& value) {
  Dict::Entry& entry = dict->entries[i];
  if (dict->index_bits) {
    Probe probe(dict, entry.hash);
    while (read_index(dict, probe.slot) != i) probe.advance();
    write_index(dict, probe.slot, kRemoved);
  }
  key = std::move(entry.key);
  value = std::move(entry.value);
  --dict->used;
  while (dict->filled && dict->entries[dict->filled - 1].key.absent())
    --dict->filled;
  renew_version(dict);
}

Value take(Dict* dict, std::int64_t i) {
  if (i < 0) return Value();
  Value key, value;
  drop(dict, i, key, value);
  return value;
}

}  // namespace

Value* Dict::find(Str* name) {
  std::int64_t i = look_for_str(this, name);
  if (i == -2) return find(Value(name), str_hash(name));
  return i < 0 ? nullptr : &entries[i].value;
}

Value* Dict::find(const Value& key) {
  if (is_exact_str(key)) return find(key.as<Str>());
  return find(key, hash(key));
}

Value* Dict::find(const Value& key, std::int64_t hash) {
  std::int64_t i = look_for(this, key, hash);
  return i < 0 ? nullptr : &entries[i].value;
}

Value* Dict::find(std::string_view text) {
  std::int64_t i = look(this, hash_of_text(text), [&](const Value& key) {
    return has_layout(key, Layout::Str) && key.as<Str>()->text() == text;
  });
  return i < 0 ? nullptr : &entries[i].value;
}

Value* Dict::find_and_hint(Str* name, std::uint32_t& hint) {
  std::int64_t i = look_for_str(this, name);
  if (i == -2) return find(Value(name), str_hash(name));
  if (i < 0) return nullptr;
  hint = static_cast<std::uint32_t>(i);
  return &entries[i].value;
}

void Dict::set(Str* name, Value value) {
  set(Value(name), str_hash(name), std::move(value));
}

void Dict::add(Str* name, Value value) {
  append(this, Value(name), str_hash(name), std::move(value));
}

void Dict::set(const Value& key, Value value) {
  set(key, hash(key), std::move(value));
}

void Dict::set(const Value& key, std::int64_t hash, Value value) {
  std::int64_t i = look_for(this, key, hash);
  if (i >= 0)
    entries[i].value.swap(value);  // the old one dies last: it may run code
  else
    append(this, key, hash, std::move(value));
}

Value* Dict::ensure(const Value& key, const Value& value) {
  std::int64_t hash = py::hash(key);
  std::int64_t i = look_for(this, key, hash);
  if (i < 0) {
    append(this, key, hash, value);
    i = filled - 1;
  }
  return &entries[i].value;
}

Value Dict::remove(const Value& key) {
  return take(this, look_for(this, key, py::hash(key)));
}

Value Dict::remove(Str* name) {
  return take(this, look_for(this, Value(name), str_hash(name)));
}

void Dict::clear() {
  if (!entries) return;
  Entry* block = entries;
  std::uint32_t count = filled;
  entries = nullptr;
  used = filled = capacity = 0;
  index_bits = 0;
  only_interned = true;
  if (detail::interpreter) renew_version(this);
  for (std::uint32_t i = 0; i < count; ++i) block[i].~Entry();
  release_block(block);
}

void Dict::reserve(std::size_t count) {
  if (count > capacity) rebuild(this, static_cast<std::uint32_t>(count));
}

Ref<Dict> new_dict() {
  Type* type = internals().types.dict;
  return Ref<Dict>::adopt(new (allocate_memory(type)) Dict(type));
}

Ref<Dict> copy_dict(const Dict* dict) {
  Ref<Dict> copy = new_dict();
  if (!dict->used) return copy;
  copy->reserve(dict->used);
  for (std::uint32_t i = 0; i < dict->filled; ++i) {
    const Dict::Entry& entry = dict->entries[i];
    if (entry.key.absent()) continue;
    std::uint32_t at = copy->filled++;
    new (copy->entries + at) Dict::Entry{entry.key, entry.value, entry.hash};
    ++copy->used;
    if (copy->index_bits) enter_index(copy.get(), at, entry.hash);
  }
  copy->only_interned = dict->only_interned;
  renew_version(copy.get());
  return copy;
}

Value make_dict() { return new_dict().value(); }

}  // namespace limbeck::py

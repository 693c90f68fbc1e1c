// The table behind set and frozenset; the methods are in set.cc.
#include <cstring>
#include <new>

#include "python/objects/compare.h"
#include "python/objects/heap.h"
#include "python/objects/set.h"

namespace limbeck::py {
namespace {

constexpr std::uint32_t kRun = 9;  // neighbours tried before a jump
constexpr std::int64_t kRemovedHash = -1;

/// CPython's order of probes: a run of neighbours, then a jump that mixes in
/// the higher bits. `visit(index)` says whether to stop.
template <class Visit>
void probe(std::uint32_t mask, std::int64_t hash, Visit visit) {
  auto perturb = static_cast<std::uint64_t>(hash);
  std::uint64_t i = perturb & mask;
  for (;;) {
    std::uint64_t run = i + kRun <= mask ? kRun : 0;
    for (std::uint64_t j = i; j <= i + run; ++j)
      if (visit(static_cast<std::uint32_t>(j))) return;
    perturb >>= 5;
    i = (i * 5 + 1 + perturb) & mask;
  }
}

bool unused(const Set::Entry& entry) {
  return entry.key.absent() && entry.hash != kRemovedHash;
}

void resize(Set* set, std::size_t least) {
  std::size_t size = 8;
  while (size <= least) size *= 2;
  auto* table =
      static_cast<Set::Entry*>(allocate_block(size * sizeof(Set::Entry)));
  for (std::size_t i = 0; i < size; ++i) new (table + i) Set::Entry();
  auto mask = static_cast<std::uint32_t>(size - 1);
  for (std::uint32_t i = 0; i < set->end(); ++i) {
    Set::Entry& entry = set->entries[i];
    if (entry.key.absent()) continue;
    probe(mask, entry.hash, [&](std::uint32_t at) {
      if (!unused(table[at])) return false;
      std::memcpy(static_cast<void*>(table + at), &entry, sizeof entry);
      return true;
    });
  }
  if (set->entries) release_block(set->entries);
  set->entries = table;
  set->mask = mask;
  set->filled = set->used;
}

/// Where the key stands, or -1; `free` gets the first unused place.
std::int64_t look(Set* set, const Value& key, std::int64_t hash,
                  std::uint32_t* free_place = nullptr) {
  // Comparing keys runs Python code, which may change the set or empty it.
  while (set->entries) {
    std::uint32_t version = set->version;
    bool changed = false;
    std::int64_t found = -1;
    probe(set->mask, hash, [&](std::uint32_t at) {
      Set::Entry& entry = set->entries[at];
      if (unused(entry)) {
        if (free_place) *free_place = at;
        return true;
      }
      if (entry.hash != hash || entry.key.absent()) return false;
      if (entry.key.is(key)) {
        found = at;
        return true;
      }
      if (is_exact_str(key) && is_exact_str(entry.key)) {
        if (!str_equal(key.as<Str>(), entry.key.as<Str>())) return false;
        found = at;
        return true;
      }
      if (key.is_small() && entry.key.is_small()) return false;
      Value kept = entry.key;
      bool same = equal(kept, key);
      changed = set->version != version;
      if (changed) return true;
      if (same) found = at;
      return same;
    });
    if (!changed) return found;
  }
  return -1;
}

std::int64_t key_hash(const Value& key) {
  if (is_exact_str(key)) return str_hash(key.as<Str>());
  return hash(key);
}

}  // namespace

bool Set::contains(const Value& key) { return contains(key, key_hash(key)); }

bool Set::contains(const Value& key, std::int64_t hash) {
  return used && look(this, key, hash) >= 0;
}

bool Set::add(const Value& key) { return add(key, key_hash(key)); }

bool Set::add(const Value& key, std::int64_t hash) {
  std::uint32_t place = 0;
  do {
    if (!entries) resize(this, 0);
    if (look(this, key, hash, &place) >= 0) return false;
  } while (!entries);
  entries[place].key = key;
  entries[place].hash = hash;
  ++used;
  ++filled;
  ++version;
  if (std::uint64_t{filled} * 5 >= std::uint64_t{mask} * 3)
    resize(this, used > 50000 ? used * 2ull : used * 4ull);
  return true;
}

bool Set::remove(const Value& key) { return remove(key, key_hash(key)); }

bool Set::remove(const Value& key, std::int64_t hash) {
  if (!used) return false;
  std::int64_t at = look(this, key, hash);
  if (at < 0) return false;
  Value old = std::move(entries[at].key);
  entries[at].hash = kRemovedHash;
  --used;
  ++version;
  return true;
}

void Set::make_room(std::uint32_t more) {
  std::uint64_t size = entries ? mask : 7;
  if ((std::uint64_t{filled} + more) * 5 >= size * 3)
    resize(this, (std::uint64_t{used} + more) * 2);
}

bool Set::copy_table(const Set& from) {
  bool same_size = entries ? mask == from.mask : from.mask == 7;
  if (filled || !from.entries || from.filled != from.used || !same_size)
    return false;
  if (!entries) resize(this, 0);
  for (std::uint32_t i = 0; i <= mask; ++i) entries[i] = from.entries[i];
  filled = used = from.used;
  ++version;
  return true;
}

void Set::clear() {
  if (!entries) return;
  Entry* table = entries;
  std::uint32_t count = mask + 1;
  entries = nullptr;
  mask = filled = used = 0;
  ++version;
  for (std::uint32_t i = 0; i < count; ++i) table[i].~Entry();
  release_block(table);
}

Ref<Set> new_set(Type* type) {
  if (!type) type = internals().types.set;
  return Ref<Set>::adopt(new (allocate_memory(type)) Set(type));
}

Value make_set(std::vector<Value> items) {
  Ref<Set> set = new_set();
  for (const Value& item : items) set->add(item);
  return set.value();
}

}  // namespace limbeck::py

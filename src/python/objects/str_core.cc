// What everything needs of str: making, hashing, interning. The methods of the
// type are in str.cc.
#include <cstdlib>
#include <new>

#include "base/short_text.h"
#include "base/text.h"
#include "python/objects/internals.h"
#include "python/objects/str.h"

namespace limbeck::py {

Ref<Str> allocate_str(std::size_t bytes, Type* type) {
  if (!type) type = internals().types.str;
  if (bytes >= UINT32_MAX) raise("MemoryError", "");
  std::uint32_t offset = type->instance_size;
  auto* str = new (allocate_memory(type, bytes + 1)) Str(type);
  str->flags = offset << Str::kOffsetShift;
  str->size = static_cast<std::uint32_t>(bytes);
  str->data()[bytes] = '\0';
  return Ref<Str>::adopt(str);
}

namespace {

bool all_ascii(const char* text, std::size_t size) {
  constexpr std::uint64_t kHighBits = 0x8080808080808080u;
  for (; size >= 8; size -= 8, text += 8)
    if (word_at<std::uint64_t>(text) & kHighBits) return false;
  return !(short_word(text, size) & kHighBits);
}

std::uint64_t mix(std::uint64_t a, std::uint64_t b) {
  __extension__ using Wide = unsigned __int128;
  Wide product = static_cast<Wide>(a) * b;
  return static_cast<std::uint64_t>(product) ^
         static_cast<std::uint64_t>(product >> 64);
}

}  // namespace

void settle(Str* str) {
  if (all_ascii(str->data(), str->size)) {
    str->length = str->size;
    str->flags |= Str::kAscii;
  } else {
    str->length = static_cast<std::uint32_t>(count_code_points(str->text()));
  }
}

Ref<Str> new_str(std::string_view utf8) {
  if (utf8.size() <= 1) {
    auto& state = internals();
    if (utf8.empty()) return Ref<Str>(state.empty_str.as<Str>());
    auto byte = static_cast<unsigned char>(utf8[0]);
    if (byte < 128) return Ref<Str>(state.ascii_chars[byte].as<Str>());
  }
  Ref<Str> str = allocate_str(utf8.size());
  std::memcpy(str->data(), utf8.data(), utf8.size());
  settle(str.get());
  return str;
}

Ref<Str> new_ascii(std::string_view text) {
  if (text.size() <= 1) return new_str(text);
  Ref<Str> str = allocate_str(text.size());
  std::memcpy(str->data(), text.data(), text.size());
  str->length = str->size;
  str->flags |= Str::kAscii;
  return str;
}

Value make_str(std::string_view utf8) { return new_str(utf8).value(); }

std::int64_t hash_of_text(std::string_view text) {
  if (text.empty()) return 0;  // as CPython's
  constexpr std::uint64_t kFirst = 0x9e3779b97f4a7c15u,
                          kSecond = 0xd1342543de82ef95u;
  std::uint64_t state = text.size() * kSecond + kFirst;
  const char* at = text.data();
  std::size_t left = text.size();
  for (; left >= 8; left -= 8, at += 8)
    state = mix(state ^ word_at<std::uint64_t>(at), kFirst);
  if (left) state = mix(state ^ short_word(at, left), kSecond);
  auto hash = static_cast<std::int64_t>(mix(state, kFirst ^ text.size()));
  return hash == 0 || hash == -1 ? -2 : hash;
}

std::int64_t str_hash(const Str* str) {
  if (!str->hash) str->hash = hash_of_text(str->text());
  return str->hash;
}

// -- interning --------------------------------------------------------------

InternTable::InternTable() : slots(4096) {}

Str* InternTable::find_or_add(std::string_view utf8, std::int64_t hash,
                              Str* candidate) {
  std::size_t mask = slots.size() - 1;
  std::size_t i = static_cast<std::uint64_t>(hash) & mask;
  for (; slots[i].str; i = (i + 1) & mask)
    if (slots[i].hash == hash && same_text(slots[i].str->text(), utf8))
      return slots[i].str;
  Ref<Str> added;
  if (candidate) {
    added = Ref<Str>(candidate);
  } else {
    added = allocate_str(utf8.size());
    std::memcpy(added->data(), utf8.data(), utf8.size());
    settle(added.get());
  }
  Str* str = added.get();
  str->hash = hash;
  str->flags |= Str::kInterned;
  std::move(added).value().detach();  // the table's reference
  slots[i] = {hash, str};
  if (++used * 2 > slots.size()) {
    std::vector<Slot> old(slots.size() * 2);
    old.swap(slots);
    mask = slots.size() - 1;
    for (const Slot& slot : old) {
      if (!slot.str) continue;
      std::size_t j = static_cast<std::uint64_t>(slot.hash) & mask;
      while (slots[j].str) j = (j + 1) & mask;
      slots[j] = slot;
    }
  }
  return str;
}

Str* intern(std::string_view utf8) {
  InternTable& table = internals().interned;
  constexpr std::size_t kSeldom = 24;  // names this long
  if (utf8.empty() || utf8.size() > kSeldom)
    return table.find_or_add(utf8, hash_of_text(utf8), nullptr);
  // A program asks for few names, and for these often.
  const std::size_t last = utf8.size() < 8 ? 0 : utf8.size() - 8;
  const std::uint64_t word = utf8.size() < 8
                                 ? short_word(utf8.data(), utf8.size())
                                 : word_at<std::uint64_t>(utf8.data() + last);
  Str*& recent = table.recent[(word + utf8.size()) * 0x9e3779b97f4a7c15u >>
                              (64 - InternTable::kRecentBits)];
  if (!recent || !same_text(recent->text(), utf8))
    recent = table.find_or_add(utf8, hash_of_text(utf8), nullptr);
  return recent;
}

Str* intern(Str* str) {
  if (str->interned()) return str;
  bool exact = str->type == internals().types.str;
  return internals().interned.find_or_add(str->text(), str_hash(str),
                                          exact ? str : nullptr);
}

void Names::fill() {
#define LIMBECK_NAME(name, text) name = intern(std::string_view(text));
  LIMBECK_DUNDER_NAMES(LIMBECK_NAME)
#undef LIMBECK_NAME
#define LIMBECK_NAME(name) plain.name = intern(std::string_view(#name));
  LIMBECK_PLAIN_NAMES(LIMBECK_NAME)
#undef LIMBECK_NAME
}

}  // namespace limbeck::py

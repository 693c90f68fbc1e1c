// str: immutable text. The UTF-8 bytes (lone surrogates as WTF-8) and a NUL
// stand directly after the struct, or after the instance's own fields when the
// type is a subclass. Making, hashing, comparing and interning are in
// str_core.cc; the methods of the type are in str.cc.
#pragma once
#include <cstring>
#include <string_view>

#include "python/objects/object.h"

namespace limbeck::py {

struct Str : Object {
  static constexpr std::uint32_t kAscii = 1u << 8, kInterned = 1u << 9;
  static constexpr int kOffsetShift = 16;  // flags bits 16-31: where bytes are

  mutable std::int64_t hash = 0;  // 0: not known yet
  std::uint32_t size = 0;         // bytes
  std::uint32_t length = 0;       // code points

  explicit Str(Type* type) : Object(type) {}

  char* data() {
    return reinterpret_cast<char*>(this) + (flags >> kOffsetShift);
  }
  const char* data() const {
    return reinterpret_cast<const char*>(this) + (flags >> kOffsetShift);
  }
  std::string_view text() const { return {data(), size}; }
  bool ascii() const { return flags & kAscii; }
  bool interned() const { return flags & kInterned; }
};

/// A new str of that many bytes to be written by the caller, who then calls
/// `settle`. `type`: str (nullptr) or a subclass.
Ref<Str> allocate_str(std::size_t bytes, Type* type = nullptr);
/// Counts code points and sets the flags after the bytes were written.
void settle(Str* str);
/// The shared str for "" and single ASCII characters, else a new one.
Ref<Str> new_str(std::string_view utf8);
/// As new_str for text that the caller knows to be ASCII.
Ref<Str> new_ascii(std::string_view text);
std::int64_t hash_of_text(std::string_view utf8);  // 0 for "" only, never -1
std::int64_t str_hash(const Str* str);             // cached
inline bool str_equal(const Str* a, const Str* b) {
  if (a == b) return true;
  if (a->size != b->size) return false;
  if (a->interned() && b->interned()) return false;
  if (a->hash && b->hash && a->hash != b->hash) return false;
  return std::memcmp(a->data(), b->data(), a->size) == 0;
}
/// The interned twin of a str, itself if it is one already. Borrowed: interned
/// strs live as long as the interpreter.
Str* intern(Str* str);

}  // namespace limbeck::py

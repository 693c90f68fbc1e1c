// Code points: UTF-8 in and out, properties, case mappings. No object model.
// Text may hold lone surrogates in three bytes each (WTF-8).
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "python/objects/unicode_tables.h"

namespace limbeck::py::unicode {

/// The code point at `at`, which moves behind it. `text` is valid WTF-8.
inline char32_t next(const char*& at) {
  const auto byte = [&](int i) {
    return static_cast<char32_t>(static_cast<unsigned char>(at[i]));
  };
  const char32_t first = byte(0);
  if (first < 0x80) {
    at += 1;
    return first;
  }
  if (first < 0xe0) {
    const char32_t point = (first & 0x1f) << 6 | (byte(1) & 0x3f);
    at += 2;
    return point;
  }
  if (first < 0xf0) {
    const char32_t point =
        (first & 0x0f) << 12 | (byte(1) & 0x3f) << 6 | (byte(2) & 0x3f);
    at += 3;
    return point;
  }
  const char32_t point = (first & 0x07) << 18 | (byte(1) & 0x3f) << 12 |
                         (byte(2) & 0x3f) << 6 | (byte(3) & 0x3f);
  at += 4;
  return point;
}
inline bool is_continuation(char c) { return (c & 0xc0) == 0x80; }
/// The code point before `at`, which moves onto it.
inline char32_t previous(const char*& at) {
  do --at;
  while (is_continuation(*at));
  const char* start = at;
  return next(start);
}
inline std::size_t encoded_size(char32_t point) {
  return point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
}
void append(std::string& out, char32_t point);
bool is_ascii(std::string_view text);
std::size_t count(std::string_view text);  // code points
/// The byte offset of the code point with that index.
std::size_t offset_of(std::string_view text, std::size_t index);
std::u32string decode(std::string_view text);
std::string encode(std::u32string_view points);

// ORDER FLAGS in tools/unicode_tables.py
enum Flag : std::uint16_t {
  kLower = 1 << 5,
  kUpper = 1 << 6,
  kCaseIgnorable = 1 << 7,
  kXidStart = 1 << 8,
  kXidContinue = 1 << 9,
  kDecimal = 1 << 10,
  kDigit = 1 << 11,
  kNumeric = 1 << 12,
  kSpace = 1 << 13,
  kPrintable = 1 << 14,
};
// ORDER CATEGORIES in tools/unicode_tables.py
enum class Category : std::uint8_t {
  Cn,
  Cc,
  Cf,
  Co,
  Cs,
  Ll,
  Lm,
  Lo,
  Lt,
  Lu,
  Mc,
  Me,
  Mn,
  Nd,
  Nl,
  No,
  Pc,
  Pd,
  Pe,
  Pf,
  Pi,
  Po,
  Ps,
  Sc,
  Sk,
  Sm,
  So,
  Zl,
  Zp,
  Zs,
};

std::uint16_t properties(char32_t point);
inline Category category(char32_t point) {
  return static_cast<Category>(properties(point) & 31);
}
const char* category_name(char32_t point);
inline bool has(char32_t point, Flag flag) { return properties(point) & flag; }
inline bool is_space(char32_t point) {
  if (point < 0x80)
    return point == ' ' || (point >= 9 && point <= 13) ||
           (point >= 0x1c && point <= 0x1f);
  return has(point, kSpace);
}
inline bool is_alpha(char32_t point) {
  const auto kind = category(point);
  return kind >= Category::Ll && kind <= Category::Lu;
}
inline bool is_title(char32_t point) { return category(point) == Category::Lt; }
inline bool is_cased(char32_t point) {
  return has(point, kLower) || has(point, kUpper) || is_title(point);
}
inline bool is_printable(char32_t point) {
  return point < 0x80 ? point >= 0x20 && point < 0x7f : has(point, kPrintable);
}
int decimal_value(char32_t point);  // -1: none

/// Appends the full mapping (may be several code points).
void append_mapped(std::string& out, char32_t point, CaseKind kind);
/// The mapping to one code point, itself where there is none.
char32_t map_simple(char32_t point, CaseKind kind);

/// For int() and float(): decimal digits of any script become ASCII ones, other
/// white space a blank; what else is not ASCII becomes '?'.
std::string to_ascii_number(std::string_view text);

}  // namespace limbeck::py::unicode

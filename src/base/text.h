// Small text functions that the standard library of our toolchain floor lacks.
#pragma once
#include <charconv>
#include <concepts>
#include <string>
#include <string_view>
#include <vector>

namespace limbeck {

namespace text_detail {
inline void append(std::string& out, std::string_view piece) { out += piece; }
inline void append(std::string& out, const char* piece) { out += piece; }
inline void append(std::string& out, const std::string& piece) { out += piece; }
inline void append(std::string& out, char piece) { out += piece; }
template <std::integral T>
requires(!std::same_as<T, char> &&
         !std::same_as<T, bool>) void append(std::string& out, T number) {
  char digits[24];
  out.append(digits, std::to_chars(digits, digits + sizeof digits, number).ptr);
}
}  // namespace text_detail

/// The pieces (text, characters, integers in decimal) one after another.
template <class... Pieces>
std::string cat(const Pieces&... pieces) {
  std::string out;
  (text_detail::append(out, pieces), ...);
  return out;
}

/// Appends the pieces to `out`.
template <class... Pieces>
void cat_to(std::string& out, const Pieces&... pieces) {
  (text_detail::append(out, pieces), ...);
}

/// The items with `separator` between them.
std::string join(const std::vector<std::string>& items,
                 std::string_view separator);

/// The parts between separators; an empty text gives one empty part.
std::vector<std::string> split(std::string_view text, char separator);

/// Without ASCII white space at both ends.
std::string_view strip(std::string_view text);

/// ASCII case mapping; other bytes stay.
std::string lower(std::string_view text);
std::string upper(std::string_view text);

/// `text` with each `from` replaced by `to`; an empty `from` changes nothing.
std::string replace_all(std::string_view text, std::string_view from,
                        std::string_view to);

bool contains(std::string_view text, std::string_view part);

/// Code points in valid UTF-8 (bytes that are no continuation).
std::size_t count_code_points(std::string_view utf8);

}  // namespace limbeck

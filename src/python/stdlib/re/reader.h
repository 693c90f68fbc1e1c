// What the parsers of patterns and of replacements have in common: a cursor
// over characters, names of groups, and errors that tell the place.
#pragma once
#include <optional>

#include "python/stdlib/re/translate.h"

namespace limbeck::py {

class RegexReader {
 protected:
  static constexpr char32_t kEnd = ~char32_t{0};
  static constexpr std::uint32_t kMaxGroups = 0x3fffffff;

  RegexReader(std::string_view pattern, RegexKind kind)
      : in_(regex_characters(pattern, kind)), kind_(kind) {}

  [[noreturn]] static void fail(std::string message, std::size_t at) {
    throw RegexError{std::move(message), at};
  }
  char32_t peek(std::size_t ahead = 0) const {
    return at_ + ahead < in_.size() ? in_[at_ + ahead] : kEnd;
  }
  bool accept(char32_t c) {
    if (peek() != c) return false;
    ++at_;
    return true;
  }
  bool text() const { return kind_ == RegexKind::Str; }
  static bool octal(char32_t c) { return c >= '0' && c <= '7'; }
  static bool digit(char32_t c) { return c >= '0' && c <= '9'; }
  static bool letter(char32_t c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  /// The characters from `from` to the cursor, as UTF-8.
  std::string since(std::size_t from) const { return shown(from, at_); }
  std::string shown(std::size_t from, std::size_t to) const;
  /// What stands before a closing character: a group's or a character's name.
  std::string until(char32_t closing, const char* what);
  /// Refuses what is no name; `name` ended right before the cursor's last
  /// character.
  void check_name(const std::string& name) const;
  std::string quoted(const std::string& name) const;
  /// The number that a name consists of.
  static std::optional<std::uint64_t> number(const std::string& name);
  /// Octal digits behind "\0" or as in "\123"; nothing if it is a group.
  /// `from` is where the backslash stands.
  std::optional<char32_t> octal_escape(std::size_t from);

  std::u32string in_;
  std::size_t at_ = 0;
  RegexKind kind_;
};

}  // namespace limbeck::py

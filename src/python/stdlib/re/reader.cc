#include "python/stdlib/re/reader.h"

#include "base/text.h"
#include "python/native.h"
#include "python/objects/unicode.h"
#include "python/syntax/source.h"

namespace limbeck::py {

std::u32string regex_characters(std::string_view pattern, RegexKind kind) {
  if (kind == RegexKind::Str) return unicode::decode(pattern);
  std::u32string out;
  for (char c : pattern) out += static_cast<unsigned char>(c);
  return out;
}

std::string RegexReader::shown(std::size_t from, std::size_t to) const {
  std::string out;
  for (std::size_t i = from; i < to && i < in_.size(); ++i)
    unicode::append(out, in_[i]);
  return out;
}

std::string RegexReader::until(char32_t closing, const char* what) {
  const std::size_t from = at_;
  while (peek() != closing) {
    if (peek() == kEnd) {
      if (at_ == from) fail(cat("missing ", what), from);
      std::string mark;
      unicode::append(mark, closing);
      fail(cat("missing ", mark, ", unterminated name"), from);
    }
    ++at_;
  }
  std::string name = since(from);
  ++at_;
  if (name.empty()) fail(cat("missing ", what), at_ - 1);
  return name;
}

std::string RegexReader::quoted(const std::string& name) const {
  if (text()) return repr(make_str(name));
  std::string out = "'";
  for (char32_t c : unicode::decode(name)) {
    constexpr char kDigits[] = "0123456789abcdef";
    if (c < 128)
      out += static_cast<char>(c);
    else
      cat_to(out, "\\x", std::string_view(&kDigits[c >> 4 & 15], 1),
             std::string_view(&kDigits[c & 15], 1));
  }
  return out + "'";
}

void RegexReader::check_name(const std::string& name) const {
  std::string_view rest = name;
  bool first = true, good = true;
  while (good && !rest.empty()) {
    const char* at = rest.data();
    const char32_t c = unicode::next(at);
    rest.remove_prefix(static_cast<std::size_t>(at - rest.data()));
    good = (first ? is_identifier_start(c) : is_identifier_part(c)) &&
           (text() || c < 128);
    first = false;
  }
  if (!good)
    fail(cat("bad character in group name ", quoted(name)),
         at_ - 1 - regex_characters(name, RegexKind::Str).size());
}

std::optional<std::uint64_t> RegexReader::number(const std::string& name) {
  std::uint64_t value = 0;
  for (char c : name) {
    if (c < '0' || c > '9') return std::nullopt;
    if (value <= kMaxGroups)
      value = value * 10 + static_cast<std::uint64_t>(c - '0');
  }
  return value;
}

std::optional<char32_t> RegexReader::octal_escape(std::size_t from) {
  std::size_t digits = from + 1;
  char32_t value = 0;
  if (in_[digits] == '0') {
    for (std::size_t i = digits; i < digits + 3; ++i) {
      if (i >= in_.size() || !octal(in_[i])) break;
      value = value * 8 + (in_[i] - '0');
      at_ = i + 1;
    }
    return value;
  }
  for (std::size_t i = digits; i < digits + 3; ++i) {
    if (i >= in_.size() || !octal(in_[i])) return std::nullopt;
    value = value * 8 + (in_[i] - '0');
  }
  at_ = digits + 3;
  if (value > 0377)
    fail(cat("octal escape value ", since(from), " outside of range 0-0o377"),
         from);
  return value;
}

}  // namespace limbeck::py

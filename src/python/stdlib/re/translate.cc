#include "python/stdlib/re/translate.h"

#include <cctype>

namespace limbeck::py {
namespace {

bool is_hex(char c) { return std::isxdigit(static_cast<unsigned char>(c)); }

class Translator {
 public:
  Translator(std::string_view pattern, std::uint32_t flags)
      : in_(pattern), flags_(flags) {}

  TranslatedRegex run() {
    global_flags();
    while (at_ < in_.size()) {
      const char c = in_[at_];
      if (c == '\\')
        escape(false);
      else if (c == '[')
        set();
      else if (c == '{')
        brace();
      else if (c == '(' && in_.substr(at_).starts_with("(?"))
        group();
      else
        out_ += in_[at_++];
    }
    return {out_, flags_};
  }

 private:
  // "(?aiLmsux)" at the very start applies to the whole.
  void global_flags() {
    while (in_.substr(at_).starts_with("(?")) {
      std::size_t p = at_ + 2;
      std::uint32_t found = 0;
      while (p < in_.size() && flag(in_[p])) found |= flag(in_[p++]);
      if (p == at_ + 2 || p >= in_.size() || in_[p] != ')') return;
      flags_ |= found;
      at_ = p + 1;
    }
  }
  static std::uint32_t flag(char c) {
    switch (c) {
      case 'a':
        return kAscii;
      case 'i':
        return kIgnoreCase;
      case 'L':
        return kLocale;
      case 'm':
        return kMultiLine;
      case 's':
        return kDotAll;
      case 'u':
        return kUnicode;
      case 'x':
        return kVerbose;
      default:
        return 0;
    }
  }

  // Inline groups: PCRE2 has no a, u and L.
  void group() {
    std::size_t p = at_ + 2;
    std::string letters;
    while (p < in_.size() && (flag(in_[p]) || in_[p] == '-')) {
      if (in_[p] != 'a' && in_[p] != 'u' && in_[p] != 'L') letters += in_[p];
      ++p;
    }
    if (p > at_ + 2 && p < in_.size() && (in_[p] == ':' || in_[p] == ')')) {
      if (letters == "-") letters.clear();
      out_ += "(?" + letters;
      at_ = p;
      return;
    }
    out_ += "(?";
    at_ += 2;
  }

  void escape(bool in_set) {
    if (at_ + 1 >= in_.size()) {
      out_ += in_[at_++];
      return;
    }
    const char c = in_[at_ + 1];
    if (c == 'Z' && !in_set) {
      out_ += "\\z";
      at_ += 2;
      return;
    }
    if (c == 'u' || c == 'U') {
      const std::size_t digits = c == 'u' ? 4 : 8;
      std::string code(in_.substr(at_ + 2, digits));
      out_ += "\\x{" + code + "}";
      at_ += 2 + code.size();
      return;
    }
    if (c == 'x' && at_ + 3 < in_.size() && is_hex(in_[at_ + 2]) &&
        is_hex(in_[at_ + 3])) {
      out_ += "\\x{" + std::string(in_.substr(at_ + 2, 2)) + "}";
      at_ += 4;
      return;
    }
    out_ += in_.substr(at_, 2);
    at_ += 2;
  }

  void set() {
    out_ += in_[at_++];
    if (at_ < in_.size() && in_[at_] == '^') out_ += in_[at_++];
    bool first = true;
    while (at_ < in_.size()) {
      const char c = in_[at_];
      if (c == ']' && !first) {
        out_ += c;
        ++at_;
        return;
      }
      first = false;
      if (c == '\\') {
        escape(true);
      } else if (c == '[' || c == ']') {
        // A literal bracket; PCRE2 knows [:classes:].
        out_ += '\\';
        out_ += c;
        ++at_;
      } else {
        out_ += c;
        ++at_;
      }
    }
  }

  // {,n} is {0,n}; anything that is no repetition is a literal brace.
  void brace() {
    std::size_t p = at_ + 1;
    std::string low, high;
    bool comma = false;
    while (p < in_.size() && std::isdigit(static_cast<unsigned char>(in_[p])))
      low += in_[p++];
    if (p < in_.size() && in_[p] == ',') {
      comma = true;
      ++p;
      while (p < in_.size() && std::isdigit(static_cast<unsigned char>(in_[p])))
        high += in_[p++];
    }
    if (p < in_.size() && in_[p] == '}' && (comma || !low.empty())) {
      out_ += "{" + (low.empty() ? "0" : low) + (comma ? "," : "") + high + "}";
      at_ = p + 1;
      return;
    }
    out_ += "\\{";
    ++at_;
  }

  std::string_view in_;
  std::uint32_t flags_;
  std::string out_;
  std::size_t at_ = 0;
};

}  // namespace

TranslatedRegex translate_regex(std::string_view pattern, std::uint32_t flags) {
  return Translator(pattern, flags).run();
}

}  // namespace limbeck::py

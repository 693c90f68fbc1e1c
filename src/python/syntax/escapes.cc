#include "python/syntax/escapes.h"

#include "base/text.h"
#include "python/syntax/source.h"

namespace limbeck::py {
namespace {

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  c = static_cast<char>(c | 32);
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

// Where CPython counts: it escapes the characters outside ASCII first.
std::size_t position(std::string_view body, std::size_t end) {
  std::size_t count = 0;
  for (char c : body.substr(0, end)) {
    auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80)
      ++count;
    else if ((byte & 0xC0) != 0x80)
      count += 10;
  }
  return count;
}

class Decoder {
 public:
  Decoder(std::string_view body, bool bytes) : body_(body), bytes_(bytes) {
    result_.text.reserve(body.size());
  }

  Decoded run() {
    while (at_ < body_.size() && result_.error.empty()) {
      std::size_t next = body_.find('\\', at_);
      if (next == std::string_view::npos) next = body_.size();
      result_.text.append(body_, at_, next - at_);
      at_ = next;
      if (at_ < body_.size()) escape();
    }
    return std::move(result_);
  }

 private:
  char look(std::size_t ahead) const {
    return at_ + ahead < body_.size() ? body_[at_ + ahead] : '\0';
  }
  void put(char32_t c, std::size_t size) {
    if (bytes_)
      result_.text += static_cast<char>(c);
    else
      append_utf8(result_.text, c);
    at_ += size;
  }

  void escape() {
    char c = look(1);
    switch (c) {
      case '\n':
        at_ += 2;
        return;
      case '\\':
      case '\'':
      case '"':
        return put(static_cast<char32_t>(c), 2);
      case 'a':
        return put(7, 2);
      case 'b':
        return put(8, 2);
      case 't':
        return put(9, 2);
      case 'n':
        return put(10, 2);
      case 'v':
        return put(11, 2);
      case 'f':
        return put(12, 2);
      case 'r':
        return put(13, 2);
      case 'x':
        return hex(2, "truncated \\xXX escape");
      case 'u':
        if (!bytes_) return hex(4, "truncated \\uXXXX escape");
        break;
      case 'U':
        if (!bytes_) return hex(8, "truncated \\UXXXXXXXX escape");
        break;
      case 'N':
        if (!bytes_) return named();
        break;
      default:
        if (c >= '0' && c <= '7') return octal();
        break;
    }
    // CPython doesn't see those before characters outside ASCII.
    if (result_.doubt.empty() && static_cast<unsigned char>(c) < 0x80)
      result_.doubt =
          cat("invalid escape sequence '", body_.substr(at_, 2), "'");
    result_.text += '\\';
    ++at_;
  }

  void octal() {
    char32_t value = 0;
    std::size_t size = 1;
    while (size < 4 && look(size) >= '0' && look(size) <= '7')
      value = value * 8 + static_cast<char32_t>(look(size++) - '0');
    if (value > 0377 && result_.doubt.empty())
      result_.doubt =
          cat("invalid octal escape sequence '", body_.substr(at_, size), "'");
    put(bytes_ ? value & 0xFF : value, size);
  }

  void hex(std::size_t digits, const char* what) {
    char32_t value = 0;
    std::size_t size = 2;
    for (; size < 2 + digits; ++size) {
      int digit = hex_value(look(size));
      if (digit < 0) break;
      value = value * 16 + static_cast<char32_t>(digit);
    }
    if (size < 2 + digits) {
      if (bytes_) {
        result_.error = cat("(value error) invalid \\x escape at position ",
                            position(body_, at_));
        return;
      }
      return undecodable(size, what);
    }
    if (value > 0x10FFFF) return undecodable(size, "illegal Unicode character");
    put(value, size);
  }

  void named() {
    std::size_t close = look(2) == '{' ? body_.find('}', at_) : 0;
    if (look(2) != '{' || close == std::string_view::npos || close == at_ + 3)
      return undecodable(look(2) != '{'                    ? 2
                         : close == std::string_view::npos ? body_.size() - at_
                                                           : 3,
                         "malformed \\N character escape");
    auto found = character_named(body_.substr(at_ + 3, close - at_ - 3));
    if (!found)
      return undecodable(close + 1 - at_, "unknown Unicode character name");
    put(*found, close + 1 - at_);
  }

  void undecodable(std::size_t size, const char* what) {
    std::size_t first = position(body_, at_);
    std::size_t last = position(body_, at_ + size) - 1;
    result_.error =
        first == last
            ? cat("(unicode error) 'unicodeescape' codec can't decode byte "
                  "0x5c in position ",
                  first, ": ", what)
            : cat("(unicode error) 'unicodeescape' codec can't decode bytes "
                  "in position ",
                  first, "-", last, ": ", what);
    if (first == last && at_ + 1 >= body_.size())
      result_.error =
          cat("(unicode error) 'unicodeescape' codec can't decode byte 0x5c "
              "in position ",
              first, ": \\ at end of string");
  }

  std::string_view body_;
  bool bytes_;
  std::size_t at_ = 0;
  Decoded result_;
};

}  // namespace

Decoded decode_escapes(std::string_view body, bool bytes) {
  return Decoder(body, bytes).run();
}

}  // namespace limbeck::py

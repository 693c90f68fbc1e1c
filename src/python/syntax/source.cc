#include "python/syntax/source.h"

#include <iconv.h>
#include <utf8proc.h>

#include <algorithm>
#include <cstdint>
#include <cstring>

#include "base/text.h"
#include "python/syntax/parser.h"

namespace limbeck::py {
namespace {

[[noreturn]] void fail(const std::string& file_name, std::string message) {
  SyntaxFailure failure;
  failure.message = std::move(message);
  failure.file_name = file_name;
  throw failure;
}

bool is_ascii(std::string_view text) {
  std::size_t i = 0;
  for (; i + 8 <= text.size(); i += 8) {
    std::uint64_t word;
    std::memcpy(&word, text.data() + i, 8);
    if (word & 0x8080808080808080u) return false;
  }
  for (; i < text.size(); ++i)
    if (static_cast<unsigned char>(text[i]) >= 0x80) return false;
  return true;
}

// The length of the sequence at `i`, or 0 where it is malformed.
std::size_t sequence_length(std::string_view text, std::size_t i) {
  auto byte = [&](std::size_t at) -> unsigned {
    return at < text.size() ? static_cast<unsigned char>(text[at]) : 0;
  };
  auto more = [&](std::size_t at) { return (byte(at) & 0xC0) == 0x80; };
  unsigned c = byte(i);
  if (c < 0x80) return 1;
  if (c >= 0xC2 && c <= 0xDF) return more(i + 1) ? 2 : 0;
  if (c >= 0xE0 && c <= 0xEF) {
    unsigned second = byte(i + 1);
    if (!more(i + 1) || !more(i + 2) || (c == 0xE0 && second < 0xA0) ||
        (c == 0xED && second > 0x9F))
      return 0;
    return 3;
  }
  if (c >= 0xF0 && c <= 0xF4) {
    unsigned second = byte(i + 1);
    if (!more(i + 1) || !more(i + 2) || !more(i + 3) ||
        (c == 0xF0 && second < 0x90) || (c == 0xF4 && second > 0x8F))
      return 0;
    return 4;
  }
  return 0;
}

std::size_t malformed_at(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    std::size_t size = sequence_length(text, i);
    if (size == 0) return i;
    i += size;
  }
  return std::string_view::npos;
}

// The encoding a comment of the first two lines names, lower case with '-'.
std::string coding_comment(std::string_view bytes) {
  for (int line = 0; line < 2 && !bytes.empty(); ++line) {
    std::size_t end = bytes.find_first_of("\r\n");
    std::string_view text = bytes.substr(0, end);
    std::size_t first = text.find_first_not_of(" \t\f");
    if (first != std::string_view::npos) {
      if (text[first] != '#') return {};
      std::size_t at = text.find("coding", first);
      while (at != std::string_view::npos) {
        std::size_t i = at + 6;
        if (i < text.size() && (text[i] == ':' || text[i] == '=')) {
          ++i;
          while (i < text.size() && (text[i] == ' ' || text[i] == '\t')) ++i;
          std::size_t begin = i;
          while (i < text.size() &&
                 (std::isalnum(static_cast<unsigned char>(text[i])) ||
                  text[i] == '-' || text[i] == '_' || text[i] == '.'))
            ++i;
          if (i > begin) {
            std::string name = lower(text.substr(begin, i - begin));
            std::replace(name.begin(), name.end(), '_', '-');
            return name;
          }
        }
        at = text.find("coding", at + 6);
      }
    }
    if (end == std::string_view::npos) break;
    if (bytes[end] == '\r' && end + 1 < bytes.size() && bytes[end + 1] == '\n')
      ++end;
    bytes.remove_prefix(end + 1);
  }
  return {};
}

std::string convert(std::string_view bytes, const std::string& encoding,
                    const std::string& file_name) {
  iconv_t converter = iconv_open("UTF-8", encoding.c_str());
  if (converter == reinterpret_cast<iconv_t>(-1))
    fail(file_name, cat("encoding problem: ", encoding));
  std::string in(bytes), out(bytes.size() * 4 + 16, '\0');
  char *from = in.data(), *to = out.data();
  std::size_t left = in.size(), room = out.size();
  std::size_t result = iconv(converter, &from, &left, &to, &room);
  iconv_close(converter);
  if (result == static_cast<std::size_t>(-1))
    fail(file_name,
         cat("(unicode error) '", encoding,
             "' codec can't decode bytes in position ", in.size() - left));
  out.resize(out.size() - room);
  return out;
}

// Python: codecs.lookup's names for the encodings that need no converter.
bool is_one_of(std::string_view name,
               std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool names_utf8(const std::string& name) {
  return name.empty() || name.rfind("utf-8", 0) == 0 ||
         is_one_of(name, {"utf8", "u8", "utf", "cp65001"});
}

std::string from_latin1(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size() + bytes.size() / 8);
  for (char c : bytes) append_utf8(out, static_cast<unsigned char>(c));
  return out;
}

void check_utf8(std::string_view bytes, const std::string& file_name) {
  if (is_ascii(bytes)) return;
  std::size_t at = malformed_at(bytes);
  if (at == std::string_view::npos) return;
  static const char digits[] = "0123456789abcdef";
  auto byte = static_cast<unsigned char>(bytes[at]);
  bool start = byte >= 0xC2 && byte <= 0xF4;
  fail(file_name,
       cat("(unicode error) 'utf-8' codec can't decode byte 0x",
           digits[byte >> 4], digits[byte & 15], " in position ", at, ": ",
           start ? "invalid continuation byte" : "invalid start byte"));
}

}  // namespace

bool is_utf8(std::string_view text) {
  return is_ascii(text) || malformed_at(text) == std::string_view::npos;
}

std::string_view read_source(std::string_view bytes, Arena& arena,
                             const std::string& file_name) {
  if (std::memchr(bytes.data(), 0, bytes.size()))
    fail(file_name, "source code string cannot contain null bytes");
  if (bytes.size() > 0x7FFFFFF0) fail(file_name, "source code is too long");
  std::string converted;
  bool marked = bytes.substr(0, 3) == "\xEF\xBB\xBF";
  if (marked) bytes.remove_prefix(3);
  std::string coding = coding_comment(bytes);
  if (names_utf8(coding)) {
    check_utf8(bytes, file_name);
  } else if (marked) {
    fail(file_name, cat("encoding problem: ", coding, " with BOM"));
  } else if (is_one_of(coding, {"latin-1", "latin1", "iso-8859-1", "iso8859-1",
                                "l1", "8859", "cp819"}) ||
             coding.rfind("latin-1-", 0) == 0 ||
             coding.rfind("iso-8859-1-", 0) == 0) {
    bytes = converted = from_latin1(bytes);
  } else if (is_one_of(coding, {"ascii", "us-ascii", "646"}) &&
             is_ascii(bytes)) {
    // as it is
  } else {
    bytes = converted = convert(bytes, coding, file_name);
    if (bytes.substr(0, 3) == "\xEF\xBB\xBF") bytes.remove_prefix(3);
  }
  if (bytes.empty()) return {};
  char* text = arena.array<char>(bytes.size() + 1);
  std::size_t size = bytes.size();
  if (!std::memchr(bytes.data(), '\r', bytes.size())) {
    std::memcpy(text, bytes.data(), size);
  } else {
    char* to = text;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
      char c = bytes[i];
      if (c == '\r') {
        c = '\n';
        if (i + 1 < bytes.size() && bytes[i + 1] == '\n') ++i;
      }
      *to++ = c;
    }
    size = static_cast<std::size_t>(to - text);
  }
  if (text[size - 1] != '\n') text[size++] = '\n';
  return {text, size};
}

char32_t take_code_point(std::string_view& text) {
  auto byte = [&](std::size_t i) -> char32_t {
    return i < text.size() ? static_cast<unsigned char>(text[i]) & 0x3F : 0;
  };
  auto first = static_cast<unsigned char>(text[0]);
  char32_t c = first;
  std::size_t size = 1;
  if (first >= 0xF0) {
    c = (first & 7u) << 18 | byte(1) << 12 | byte(2) << 6 | byte(3);
    size = 4;
  } else if (first >= 0xE0) {
    c = (first & 15u) << 12 | byte(1) << 6 | byte(2);
    size = 3;
  } else if (first >= 0xC0) {
    c = (first & 31u) << 6 | byte(1);
    size = 2;
  }
  text.remove_prefix(std::min(size, text.size()));
  return c;
}

void append_utf8(std::string& out, char32_t c) {
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xC0 | c >> 6);
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    out += static_cast<char>(0xE0 | c >> 12);
    out += static_cast<char>(0x80 | (c >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | c >> 18);
    out += static_cast<char>(0x80 | (c >> 12 & 0x3F));
    out += static_cast<char>(0x80 | (c >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  }
}

namespace {

// Unicode: XID_Start takes these out of ID_Start for the sake of NFKC.
bool not_closed_start(char32_t c) {
  return c == 0x37A || c == 0xE33 || c == 0xEB3 ||
         (c >= 0xFC5E && c <= 0xFC63) || c == 0xFDFA || c == 0xFDFB ||
         c == 0xFE70 || c == 0xFE72 || c == 0xFE74 || c == 0xFE76 ||
         c == 0xFE78 || c == 0xFE7A || c == 0xFE7C || c == 0xFE7E ||
         c == 0xFF9E || c == 0xFF9F;
}

}  // namespace

bool is_identifier_start(char32_t c) {
  if (c < 0x80) return (c | 32) - 'a' < 26 || c == '_';
  switch (utf8proc_category(static_cast<utf8proc_int32_t>(c))) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_NL:
      return !not_closed_start(c) && c != 0x2E2F;
    default:
      return c == 0x1885 || c == 0x1886 || c == 0x2118 || c == 0x212E;
  }
}

bool is_identifier_part(char32_t c) {
  if (c < 0x80) return is_identifier_start(c) || (c >= '0' && c <= '9');
  if (is_identifier_start(c)) return true;
  switch (utf8proc_category(static_cast<utf8proc_int32_t>(c))) {
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_PC:
      return true;
    default:
      return c == 0xB7 || c == 0x387 || (c >= 0x1369 && c <= 0x1371) ||
             c == 0x19DA || c == 0xE33 || c == 0xEB3 || c == 0xFF9E ||
             c == 0xFF9F;
  }
}

bool is_printable(char32_t c) {
  if ((c >= 0x2FFC && c <= 0x2FFF) || c == 0x31EF ||
      (c >= 0x2EBF0 && c <= 0x2EE5D))
    return true;  // new in Unicode 15.1, which utf8proc may not know
  switch (utf8proc_category(static_cast<utf8proc_int32_t>(c))) {
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_CS:
    case UTF8PROC_CATEGORY_CO:
    case UTF8PROC_CATEGORY_CN:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
    case UTF8PROC_CATEGORY_ZS:
      return c == ' ';
    default:
      return true;
  }
}

std::string normalize_identifier(std::string_view identifier) {
  utf8proc_uint8_t* text = nullptr;
  auto size =
      utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(identifier.data()),
                   static_cast<utf8proc_ssize_t>(identifier.size()), &text,
                   static_cast<utf8proc_option_t>(
                       UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT));
  if (size < 0) return std::string(identifier);
  std::string out(reinterpret_cast<char*>(text),
                  static_cast<std::size_t>(size));
  std::free(text);
  return out;
}

}  // namespace limbeck::py

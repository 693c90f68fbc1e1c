// UTF-16, UTF-32 and the escape codecs.
#include "base/text.h"
#include "python/native.h"
#include "python/objects/bigint.h"
#include "python/objects/codec_errors.h"
#include "python/objects/unicode.h"

namespace limbeck::py {
namespace {

bool is_surrogate(char32_t point) { return point >= 0xd800 && point < 0xe000; }

void append_unit(std::string& out, std::uint32_t unit, int size, bool big) {
  for (int i = 0; i < size; ++i)
    out += static_cast<char>(unit >> 8 * (big ? size - 1 - i : i));
}

std::uint32_t unit_at(std::string_view bytes, std::size_t at, int size,
                      bool big) {
  std::uint32_t unit = 0;
  for (int i = 0; i < size; ++i) {
    const auto byte = static_cast<unsigned char>(bytes[at + i]);
    unit |= std::uint32_t{byte} << 8 * (big ? size - 1 - i : i);
  }
  return unit;
}

/// Skips a byte order mark where `order` is 0; whether big-endian.
bool find_order(std::string_view bytes, int size, int order, std::size_t* at) {
  *at = 0;
  if (order != 0 || bytes.size() < static_cast<std::size_t>(size))
    return order > 0;
  for (bool big : {false, true})
    if (unit_at(bytes, 0, size, big) == 0xfeff) {
      *at = size;
      return big;
    }
  return false;
}

std::string codec_name(const char* name, int order) {
  return cat(name, order < 0 ? "-le" : order > 0 ? "-be" : "");
}

char escape_char(char c) {
  switch (c) {
    case 'a':
      return '\a';
    case 'b':
      return '\b';
    case 'f':
      return '\f';
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    case 'v':
      return '\v';
    case '\\':
    case '\'':
    case '"':
      return c;
    default:
      return 0;
  }
}

void append_latin1(std::string& out, char c) {
  unicode::append(out, static_cast<unsigned char>(c));
}

/// Reads up to `digits` hexadecimal digits at `i`; how many there were.
int hex_digits(std::string_view bytes, std::size_t i, int digits,
               char32_t* point) {
  int found = 0;
  *point = 0;
  for (; found < digits && i + found < bytes.size(); ++found) {
    const int value = digit_value(bytes[i + found]);
    if (value < 0 || value > 15) break;
    *point = *point << 4 | static_cast<char32_t>(value);
  }
  return found;
}

/// \xHH, \uHHHH or \UHHHHHHHH at `start`; the index behind it.
std::size_t decode_hex_escape(std::string& out, std::string_view bytes,
                              std::size_t start, const ErrorMode& mode,
                              const char* codec) {
  const char kind = bytes[start + 1];
  const int wanted = kind == 'x' ? 2 : kind == 'u' ? 4 : 8;
  char32_t point;
  const int found = hex_digits(bytes, start + 2, wanted, &point);
  const std::size_t end = start + 2 + found;
  if (found < wanted) {
    const char* reason = kind == 'x'   ? "truncated \\xXX escape"
                         : kind == 'u' ? "truncated \\uXXXX escape"
                                       : "truncated \\UXXXXXXXX escape";
    handle_decode_error(out, codec, bytes, start, end, reason, mode);
  } else if (point > 0x10ffff) {
    handle_decode_error(out, codec, bytes, start, end,
                        "illegal Unicode character", mode);
  } else {
    unicode::append(out, point);
  }
  return end;
}

std::size_t decode_octal(std::string& out, std::string_view bytes,
                         std::size_t i) {
  char32_t point = 0;
  for (int n = 0;
       n < 3 && i < bytes.size() && bytes[i] >= '0' && bytes[i] <= '7';
       ++n, ++i)
    point = point * 8 + static_cast<char32_t>(bytes[i] - '0');
  unicode::append(out, point);
  return i;
}

}  // namespace

std::string decode_utf16(std::string_view bytes, int order,
                         const ErrorMode& mode) {
  std::size_t at;
  const bool big = find_order(bytes, 2, order, &at);
  const std::string codec =
      codec_name("utf-16", order ? order : (big ? 1 : -1));
  std::string out;
  while (at < bytes.size()) {
    if (at + 1 == bytes.size()) {
      handle_decode_error(out, codec, bytes, at, at + 1, "truncated data",
                          mode);
      break;
    }
    const char32_t unit = unit_at(bytes, at, 2, big);
    if (!is_surrogate(unit)) {
      unicode::append(out, unit);
      at += 2;
      continue;
    }
    const char* reason = "illegal encoding";
    std::size_t bad = 2;
    if (unit < 0xdc00) {
      if (at + 4 > bytes.size()) {
        reason = "unexpected end of data";
        bad = bytes.size() - at;
      } else {
        const char32_t second = unit_at(bytes, at + 2, 2, big);
        if (second >= 0xdc00 && second < 0xe000) {
          unicode::append(
              out, 0x10000 + ((unit - 0xd800) << 10) + (second - 0xdc00));
          at += 4;
          continue;
        }
        reason = "illegal UTF-16 surrogate";
      }
    }
    if (mode.kind == CodecErrors::SurrogatePass)
      unicode::append(out, unit);
    else
      handle_decode_error(out, codec, bytes, at, at + bad, reason, mode);
    at += bad;
  }
  return out;
}

std::string decode_utf32(std::string_view bytes, int order,
                         const ErrorMode& mode) {
  std::size_t at;
  const bool big = find_order(bytes, 4, order, &at);
  const std::string codec =
      codec_name("utf-32", order ? order : (big ? 1 : -1));
  std::string out;
  while (at < bytes.size()) {
    if (bytes.size() - at < 4) {
      handle_decode_error(out, codec, bytes, at, bytes.size(), "truncated data",
                          mode);
      break;
    }
    const char32_t point = unit_at(bytes, at, 4, big);
    if (point > 0x10ffff)
      handle_decode_error(out, codec, bytes, at, at + 4,
                          "code point not in range(0x110000)", mode);
    else if (is_surrogate(point) && mode.kind != CodecErrors::SurrogatePass)
      handle_decode_error(out, codec, bytes, at, at + 4,
                          "code point in surrogate code point range(0xd800, "
                          "0xe000)",
                          mode);
    else
      unicode::append(out, point);
    at += 4;
  }
  return out;
}

std::string encode_utf16(std::string_view text, int order,
                         const ErrorMode& mode) {
  const bool big = order > 0;
  const std::string codec = codec_name("utf-16", order);
  std::string out;
  if (order == 0) append_unit(out, 0xfeff, 2, false);
  out += Encoder{
      codec, "surrogates not allowed",
      [big](std::string& to, char32_t point) {
        if (is_surrogate(point)) return false;
        if (point < 0x10000) {
          append_unit(to, point, 2, big);
        } else {
          append_unit(to, 0xd800 + ((point - 0x10000) >> 10), 2, big);
          append_unit(to, 0xdc00 + (point & 0x3ff), 2, big);
        }
        return true;
      },
      [big](std::string& to, char32_t point) {
        append_unit(to, point, 2, big);
      }}.run(text, mode);
  return out;
}

std::string encode_utf32(std::string_view text, int order,
                         const ErrorMode& mode) {
  const bool big = order > 0;
  const std::string codec = codec_name("utf-32", order);
  std::string out;
  if (order == 0) append_unit(out, 0xfeff, 4, false);
  out += Encoder{
      codec, "surrogates not allowed",
      [big](std::string& to, char32_t point) {
        if (is_surrogate(point)) return false;
        append_unit(to, point, 4, big);
        return true;
      },
      [big](std::string& to, char32_t point) {
        append_unit(to, point, 4, big);
      }}.run(text, mode);
  return out;
}

std::string decode_unicode_escape(std::string_view bytes,
                                  const ErrorMode& mode) {
  constexpr const char* kCodec = "unicodeescape";
  std::string out;
  for (std::size_t i = 0; i < bytes.size();) {
    if (bytes[i] != '\\') {
      append_latin1(out, bytes[i++]);
      continue;
    }
    if (i + 1 == bytes.size()) {
      handle_decode_error(out, kCodec, bytes, i, i + 1, "\\ at end of string",
                          mode);
      break;
    }
    const char kind = bytes[i + 1];
    if (const char plain = escape_char(kind)) {
      out += plain;
      i += 2;
    } else if (kind == '\n') {
      i += 2;
    } else if (kind >= '0' && kind <= '7') {
      i = decode_octal(out, bytes, i + 1);
    } else if (kind == 'x' || kind == 'u' || kind == 'U') {
      i = decode_hex_escape(out, bytes, i, mode, kCodec);
    } else if (kind == 'N') {
      const std::size_t close = bytes.find('}', i);
      const bool named =
          i + 2 < bytes.size() && bytes[i + 2] == '{' && close != bytes.npos;
      const std::size_t end = named ? close + 1 : i + 2;
      handle_decode_error(out, kCodec, bytes, i, end,
                          named ? "unknown Unicode character name"
                                : "malformed \\N character escape",
                          mode);
      i = end;
    } else {
      out += '\\';
      append_latin1(out, kind);
      i += 2;
    }
  }
  return out;
}

std::string decode_raw_unicode_escape(std::string_view bytes,
                                      const ErrorMode& mode) {
  std::string out;
  for (std::size_t i = 0; i < bytes.size();) {
    const bool escape = bytes[i] == '\\' && i + 1 < bytes.size() &&
                        (bytes[i + 1] == 'u' || bytes[i + 1] == 'U');
    if (escape) {
      i = decode_hex_escape(out, bytes, i, mode, "rawunicodeescape");
    } else if (bytes[i] == '\\' && i + 1 < bytes.size()) {
      append_latin1(out, bytes[i++]);
      append_latin1(out, bytes[i++]);
    } else {
      append_latin1(out, bytes[i++]);
    }
  }
  return out;
}

std::string encode_unicode_escape(std::string_view text) {
  const ErrorMode mode{"backslashreplace", CodecErrors::BackslashReplace};
  return Encoder{"unicodeescape", "",
                 [](std::string& out, char32_t point) {
                   if (point == '\\')
                     out += "\\\\";
                   else if (point == '\n')
                     out += "\\n";
                   else if (point == '\r')
                     out += "\\r";
                   else if (point == '\t')
                     out += "\\t";
                   else if (point >= 0x20 && point < 0x7f)
                     out += static_cast<char>(point);
                   else
                     return false;
                   return true;
                 },
                 nullptr, true}
      .run(text, mode);
}

std::string encode_raw_unicode_escape(std::string_view text) {
  const ErrorMode mode{"backslashreplace", CodecErrors::BackslashReplace};
  return Encoder{"rawunicodeescape", "",
                 [](std::string& out, char32_t point) {
                   if (point < 0x100) out += static_cast<char>(point);
                   return point < 0x100;
                 }}
      .run(text, mode);
}

}  // namespace limbeck::py

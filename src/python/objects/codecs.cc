#include "python/objects/codecs.h"

#include <algorithm>

#include "base/text.h"
#include "python/interpreter.h"
#include "python/native.h"
#include "python/objects/codec_errors.h"
#include "python/objects/unicode.h"

namespace limbeck::py {
namespace {

struct Alias {
  std::string_view alias, name;
};
// Sorted; after lowering and turning '_' and ' ' into '-'.
constexpr Alias kAliases[] = {
    {"1252", "cp1252"},
    {"646", "ascii"},
    {"8859", "iso8859-1"},
    {"ansi-x3.4-1968", "ascii"},
    {"ascii", "ascii"},
    {"cp1252", "cp1252"},
    {"cp65001", "utf-8"},
    {"cp819", "iso8859-1"},
    {"iso-8859-1", "iso8859-1"},
    {"iso-8859-15", "iso8859-15"},
    {"iso8859", "iso8859-1"},
    {"iso8859-1", "iso8859-1"},
    {"iso8859-15", "iso8859-15"},
    {"l1", "iso8859-1"},
    {"latin", "iso8859-1"},
    {"latin-1", "iso8859-1"},
    {"latin-9", "iso8859-15"},
    {"latin1", "iso8859-1"},
    {"latin9", "iso8859-15"},
    {"raw-unicode-escape", "raw-unicode-escape"},
    {"rawunicodeescape", "raw-unicode-escape"},
    {"u16", "utf-16"},
    {"u32", "utf-32"},
    {"u8", "utf-8"},
    {"unicode-escape", "unicode-escape"},
    {"unicodeescape", "unicode-escape"},
    {"us-ascii", "ascii"},
    {"utf", "utf-8"},
    {"utf-16", "utf-16"},
    {"utf-16-be", "utf-16-be"},
    {"utf-16-le", "utf-16-le"},
    {"utf-16be", "utf-16-be"},
    {"utf-16le", "utf-16-le"},
    {"utf-32", "utf-32"},
    {"utf-32-be", "utf-32-be"},
    {"utf-32-le", "utf-32-le"},
    {"utf-32be", "utf-32-be"},
    {"utf-32le", "utf-32-le"},
    {"utf-8", "utf-8"},
    {"utf-8-sig", "utf-8-sig"},
    {"utf16", "utf-16"},
    {"utf32", "utf-32"},
    {"utf8", "utf-8"},
    {"utf8-sig", "utf-8-sig"},
    {"windows-1252", "cp1252"},
};

constexpr std::string_view kByteCodecs[] = {"base64", "bz2", "hex", "quopri",
                                            "rot13",  "uu",  "zip", "zlib"};

/// 0x80 to 0x9f; 0: undefined.
constexpr char16_t kCp1252[32] = {
    0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
    0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017d, 0,
    0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
    0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178};

/// Where Latin-9 differs from Latin-1.
struct Latin9 {
  unsigned char byte;
  char16_t point;
};
constexpr Latin9 kLatin9[] = {{0xa4, 0x20ac}, {0xa6, 0x0160}, {0xa8, 0x0161},
                              {0xb4, 0x017d}, {0xb8, 0x017e}, {0xbc, 0x0152},
                              {0xbd, 0x0153}, {0xbe, 0x0178}};

char32_t cp1252_point(unsigned char byte) {
  return byte >= 0x80 && byte < 0xa0 ? kCp1252[byte - 0x80] : byte;
}
char32_t latin9_point(unsigned char byte) {
  for (const Latin9& row : kLatin9)
    if (row.byte == byte) return row.point;
  return byte;
}
char32_t latin1_point(unsigned char byte) { return byte; }

template <auto point_of>
bool put_single_byte(std::string& out, char32_t point) {
  if (point < 0x100 && point_of(static_cast<unsigned char>(point)) == point) {
    out += static_cast<char>(point);
    return true;
  }
  for (int byte = 0x80; byte < 0x100 && point >= 0x100; ++byte)
    if (point_of(static_cast<unsigned char>(byte)) == point) {
      out += static_cast<char>(byte);
      return true;
    }
  return false;
}

template <auto point_of>
std::string decode_single_byte(std::string_view bytes, const ErrorMode& mode) {
  std::string out;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const auto byte = static_cast<unsigned char>(bytes[i]);
    const char32_t point = point_of(byte);
    if (point || byte == 0)
      unicode::append(out, point);
    else
      handle_decode_error(out, "charmap", bytes, i, i + 1,
                          "character maps to <undefined>", mode);
  }
  return out;
}

std::string decode_ascii(std::string_view bytes, const ErrorMode& mode) {
  std::string out;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (bytes[i] & 0x80)
      handle_decode_error(out, "ascii", bytes, i, i + 1,
                          "ordinal not in range(128)", mode);
    else
      out += bytes[i];
  }
  return out;
}

/// How many bytes the sequence at `i` has, 0 where it is broken; then `bad` is
/// the number of its bytes that were right and `reason` says what is wrong.
std::size_t utf8_sequence(std::string_view bytes, std::size_t i,
                          std::size_t* bad, const char** reason) {
  const auto byte = [&](std::size_t k) {
    return static_cast<unsigned char>(bytes[k]);
  };
  const unsigned char first = byte(i);
  if (first < 0x80) return 1;
  *bad = 1;
  *reason = "invalid start byte";
  if (first < 0xc2 || first > 0xf4) return 0;
  const std::size_t size = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  unsigned char low = 0x80, high = 0xbf;  // of the second byte
  if (first == 0xe0) low = 0xa0;
  if (first == 0xed) high = 0x9f;
  if (first == 0xf0) low = 0x90;
  if (first == 0xf4) high = 0x8f;
  for (std::size_t k = 1; k < size; ++k) {
    *bad = k;
    if (i + k >= bytes.size()) {
      *reason = "unexpected end of data";
      return 0;
    }
    if (byte(i + k) < low || byte(i + k) > high) {
      *reason = "invalid continuation byte";
      return 0;
    }
    low = 0x80;
    high = 0xbf;
  }
  return size;
}

bool is_encoded_surrogate(std::string_view bytes, std::size_t i) {
  return i + 2 < bytes.size() && bytes[i] == '\xed' &&
         (bytes[i + 1] & 0xe0) == 0xa0 &&
         unicode::is_continuation(bytes[i + 2]);
}

std::string decode_utf8(std::string_view bytes, const ErrorMode& mode) {
  std::string out;
  std::size_t done = 0;
  for (std::size_t i = 0; i < bytes.size();) {
    std::size_t bad = 0;
    const char* reason = nullptr;
    std::size_t size = utf8_sequence(bytes, i, &bad, &reason);
    if (!size && mode.kind == CodecErrors::SurrogatePass &&
        is_encoded_surrogate(bytes, i))
      size = 3;
    if (size) {
      i += size;
      continue;
    }
    out += bytes.substr(done, i - done);
    handle_decode_error(out, "utf-8", bytes, i, i + bad, reason, mode);
    i += bad;
    done = i;
  }
  if (done == 0) return std::string(bytes);
  out += bytes.substr(done);
  return out;
}

bool is_surrogate(char32_t point) { return point >= 0xd800 && point < 0xe000; }

std::string encode_utf8(std::string_view text, const ErrorMode& mode) {
  if (text.find('\xed') == text.npos) return std::string(text);
  return Encoder{"utf-8", "surrogates not allowed",
                 [](std::string& out, char32_t point) {
                   if (is_surrogate(point)) return false;
                   unicode::append(out, point);
                   return true;
                 },
                 unicode::append}
      .run(text, mode);
}

[[noreturn]] void raise_unknown_encoding(std::string_view name, bool decoding) {
  for (std::string_view codec : kByteCodecs)
    if (codec == name)
      raise(
          "LookupError",
          cat("'", name, "' is not a text encoding; use codecs.",
              decoding ? "decode" : "encode", "() to handle arbitrary codecs"));
  raise("LookupError", cat("unknown encoding: ", name));
}

// What a codec of the module codecs, such as "idna" or a registered one, makes
// of a text or of bytes. Throws LookupError.
Value by_codec_module(const Value& object, std::string_view encoding,
                      std::string_view errors, bool decoding) {
  for (std::string_view codec : kByteCodecs)
    if (codec == encoding) raise_unknown_encoding(encoding, decoding);
  const Value codecs = Interpreter::current().import("codecs");
  const Value info = call_method(codecs, "lookup", {make_str(encoding)});
  const Value made =
      call_method(info, decoding ? "decode" : "encode",
                  {object, make_str(errors.empty() ? "strict" : errors)});
  return get_item(made, make_int(0));
}

}  // namespace

std::string_view canonical_encoding(std::string_view name) {
  std::string key = lower(name);
  for (char& c : key)
    if (c == '_' || c == ' ') c = '-';
  const Alias* end = std::end(kAliases);
  const Alias* found = std::lower_bound(
      std::begin(kAliases), end, std::string_view(key),
      [](const Alias& a, std::string_view k) { return a.alias < k; });
  if (found == end || found->alias != key) return {};
  return found->name;
}

Value decode_bytes(std::string_view bytes, std::string_view encoding,
                   std::string_view errors) {
  const ErrorMode mode = error_mode(errors);
  const std::string_view name = canonical_encoding(encoding);
  if (name.empty()) {
    const Value text =
        by_codec_module(make_bytes(bytes), encoding, errors, true);
    if (!is_str(text))
      raise_type_error(cat("'", encoding, "' decoder returned '",
                           type_of(text)->name,
                           "' instead of 'str'; use codecs.decode() to decode "
                           "to arbitrary types"));
    return text;
  }
  if (name == "utf-8") return make_str(decode_utf8(bytes, mode));
  if (name == "utf-8-sig") {
    if (bytes.starts_with("\xef\xbb\xbf")) bytes.remove_prefix(3);
    return make_str(decode_utf8(bytes, mode));
  }
  if (name == "ascii") return make_str(decode_ascii(bytes, mode));
  if (name == "iso8859-1")
    return make_str(decode_single_byte<latin1_point>(bytes, mode));
  if (name == "iso8859-15")
    return make_str(decode_single_byte<latin9_point>(bytes, mode));
  if (name == "cp1252")
    return make_str(decode_single_byte<cp1252_point>(bytes, mode));
  if (name == "unicode-escape")
    return make_str(decode_unicode_escape(bytes, mode));
  if (name == "raw-unicode-escape")
    return make_str(decode_raw_unicode_escape(bytes, mode));
  const int order = name.ends_with("-le") ? -1 : name.ends_with("-be") ? 1 : 0;
  return make_str(name.starts_with("utf-16")
                      ? decode_utf16(bytes, order, mode)
                      : decode_utf32(bytes, order, mode));
}

std::string encode_text(std::string_view text, std::string_view encoding,
                        std::string_view errors) {
  const ErrorMode mode = error_mode(errors);
  const std::string_view name = canonical_encoding(encoding);
  if (name.empty()) {
    const Value made = by_codec_module(make_str(text), encoding, errors, false);
    if (!is_bytes(made))
      raise_type_error(
          cat("'", encoding, "' encoder returned '", type_of(made)->name,
              "' instead of 'bytes'; use codecs.encode() to encode "
              "to arbitrary types"));
    return std::string(bytes_of(made));
  }
  if (name == "utf-8") return encode_utf8(text, mode);
  if (name == "utf-8-sig") return "\xef\xbb\xbf" + encode_utf8(text, mode);
  if (name == "ascii") {
    if (unicode::is_ascii(text)) return std::string(text);
    return Encoder{"ascii", "ordinal not in range(128)",
                   [](std::string& out, char32_t point) {
                     if (point < 0x80) out += static_cast<char>(point);
                     return point < 0x80;
                   }}
        .run(text, mode);
  }
  if (name == "iso8859-1")
    return Encoder{"latin-1", "ordinal not in range(256)",
                   put_single_byte<latin1_point>}
        .run(text, mode);
  if (name == "iso8859-15")
    return Encoder{"charmap", "character maps to <undefined>",
                   put_single_byte<latin9_point>}
        .run(text, mode);
  if (name == "cp1252")
    return Encoder{"charmap", "character maps to <undefined>",
                   put_single_byte<cp1252_point>}
        .run(text, mode);
  if (name == "unicode-escape") return encode_unicode_escape(text);
  if (name == "raw-unicode-escape") return encode_raw_unicode_escape(text);
  const int order = name.ends_with("-le") ? -1 : name.ends_with("-be") ? 1 : 0;
  return name.starts_with("utf-16") ? encode_utf16(text, order, mode)
                                    : encode_utf32(text, order, mode);
}

}  // namespace limbeck::py

#include "python/objects/codec_errors.h"

#include "base/text.h"
#include "python/native.h"
#include "python/objects/unicode.h"

namespace limbeck::py {
namespace {

void append_hex(std::string& out, char32_t n, int digits) {
  for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4)
    out += "0123456789abcdef"[n >> shift & 15];
}

[[noreturn]] void raise_unknown_handler(std::string_view name) {
  raise("LookupError", cat("unknown error handler name '", name, "'"));
}

[[noreturn]] void raise_encode_error(std::string_view codec,
                                     std::string_view text, std::size_t start,
                                     std::size_t end, std::string_view reason) {
  throw Raised(
      call(Value(exception_type("UnicodeEncodeError")),
           {make_str(codec), make_str(text),
            make_int(static_cast<std::int64_t>(start)),
            make_int(static_cast<std::int64_t>(end)), make_str(reason)}));
}

/// What stands for a code point under the modes that write ASCII; false where
/// the mode does not help.
bool replacement(std::string& out, char32_t point, CodecErrors kind) {
  switch (kind) {
    case CodecErrors::Ignore:
      return true;
    case CodecErrors::Replace:
      out += '?';
      return true;
    case CodecErrors::BackslashReplace:
    case CodecErrors::NameReplace:
      if (point < 0x100) {
        out += "\\x";
        append_hex(out, point, 2);
      } else if (point < 0x10000) {
        out += "\\u";
        append_hex(out, point, 4);
      } else {
        out += "\\U";
        append_hex(out, point, 8);
      }
      return true;
    case CodecErrors::XmlCharRefReplace:
      cat_to(out, "&#", static_cast<std::uint32_t>(point), ";");
      return true;
    case CodecErrors::Strict:
    case CodecErrors::SurrogateEscape:
    case CodecErrors::SurrogatePass:
    case CodecErrors::Unknown:
      break;
  }
  return false;
}

}  // namespace

ErrorMode error_mode(std::string_view name) {
  static constexpr struct {
    std::string_view name;
    CodecErrors kind;
  } kModes[] = {{"strict", CodecErrors::Strict},
                {"ignore", CodecErrors::Ignore},
                {"replace", CodecErrors::Replace},
                {"backslashreplace", CodecErrors::BackslashReplace},
                {"xmlcharrefreplace", CodecErrors::XmlCharRefReplace},
                {"namereplace", CodecErrors::NameReplace},
                {"surrogateescape", CodecErrors::SurrogateEscape},
                {"surrogatepass", CodecErrors::SurrogatePass}};
  for (const auto& mode : kModes)
    if (mode.name == name) return {name, mode.kind};
  return {name, CodecErrors::Unknown};
}

void raise_decode_error(std::string_view codec, std::string_view bytes,
                        std::size_t start, std::size_t end,
                        std::string_view reason) {
  throw Raised(
      call(Value(exception_type("UnicodeDecodeError")),
           {make_str(codec), make_bytes(bytes),
            make_int(static_cast<std::int64_t>(start)),
            make_int(static_cast<std::int64_t>(end)), make_str(reason)}));
}

void handle_decode_error(std::string& out, std::string_view codec,
                         std::string_view bytes, std::size_t start,
                         std::size_t end, std::string_view reason,
                         const ErrorMode& mode) {
  const std::string_view bad = bytes.substr(start, end - start);
  switch (mode.kind) {
    case CodecErrors::Ignore:
      return;
    case CodecErrors::Replace:
      unicode::append(out, 0xfffd);
      return;
    case CodecErrors::BackslashReplace:
      for (char c : bad) {
        out += "\\x";
        append_hex(out, static_cast<unsigned char>(c), 2);
      }
      return;
    case CodecErrors::SurrogateEscape: {
      bool all_high = true;
      for (char c : bad) all_high &= (c & 0x80) != 0;
      if (!all_high) break;
      for (char c : bad)
        unicode::append(out, 0xdc00 + static_cast<unsigned char>(c));
      return;
    }
    case CodecErrors::XmlCharRefReplace:
    case CodecErrors::NameReplace:
      raise_type_error(
          "don't know how to handle UnicodeDecodeError in error callback");
    case CodecErrors::Unknown:
      raise_unknown_handler(mode.name);
    case CodecErrors::Strict:
    case CodecErrors::SurrogatePass:
      break;
  }
  raise_decode_error(codec, bytes, start, end, reason);
}

std::string Encoder::run(std::string_view text, const ErrorMode& mode) const {
  const std::u32string points = unicode::decode(text);
  std::string out, probe;
  out.reserve(text.size());
  for (std::size_t i = 0; i < points.size();) {
    if (put(out, points[i])) {
      ++i;
      continue;
    }
    std::size_t end = i + 1;
    while (end < points.size() && !put(probe, points[end])) ++end;
    if (mode.kind == CodecErrors::Unknown) raise_unknown_handler(mode.name);
    for (; i < end; ++i) {
      std::string instead;
      const char32_t point = points[i];
      if (replacement(instead, point, mode.kind)) {
        if (escapes)
          out += instead;
        else
          for (char c : instead) put(out, static_cast<unsigned char>(c));
      } else if (mode.kind == CodecErrors::SurrogateEscape && point >= 0xdc80 &&
                 point <= 0xdcff) {
        out += static_cast<char>(point - 0xdc00);
      } else if (mode.kind == CodecErrors::SurrogatePass && pass &&
                 point >= 0xd800 && point < 0xe000) {
        pass(out, point);
      } else {
        raise_encode_error(codec, text, i, end, reason);
      }
    }
  }
  return out;
}

}  // namespace limbeck::py

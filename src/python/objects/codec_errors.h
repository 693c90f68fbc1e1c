// What codecs do with text or bytes that do not fit; shared by the codec files.
#pragma once
#include <functional>
#include <string>
#include <string_view>

#include "python/objects/object.h"

namespace limbeck::py {

enum class CodecErrors {
  Strict,
  Ignore,
  Replace,
  BackslashReplace,
  XmlCharRefReplace,
  NameReplace,
  SurrogateEscape,
  SurrogatePass,
  Unknown,  // LookupError when it is needed
};
struct ErrorMode {
  std::string_view name;
  CodecErrors kind;
};
ErrorMode error_mode(std::string_view name);

/// codecs.register_error() and codecs.lookup_error().
void register_codec_handler(std::string_view name, Value handler);
Value codec_handler(std::string_view name);

[[noreturn]] void raise_decode_error(std::string_view codec,
                                     std::string_view bytes, std::size_t start,
                                     std::size_t end, std::string_view reason);

/// Appends to `out` (WTF-8) what stands for bytes [start, end), or raises.
void handle_decode_error(std::string& out, std::string_view codec,
                         std::string_view bytes, std::size_t start,
                         std::size_t end, std::string_view reason,
                         const ErrorMode& mode);

/// Encodes point by point. `put` appends one code point's bytes, or says no;
/// neighbours that do not fit make one error.
struct Encoder {
  std::string_view codec, reason;
  std::function<bool(std::string& out, char32_t point)> put;
  /// Appends a surrogate's bytes under "surrogatepass"; null: not supported.
  std::function<void(std::string& out, char32_t point)> pass = nullptr;
  bool escapes = false;  // replacements are written as they stand
  std::string run(std::string_view text, const ErrorMode& mode) const;
};

std::string decode_utf16(std::string_view bytes, int order,
                         const ErrorMode& mode);  // order: -1 LE, 1 BE, 0 BOM
std::string decode_utf32(std::string_view bytes, int order,
                         const ErrorMode& mode);
std::string encode_utf16(std::string_view text, int order,
                         const ErrorMode& mode);
std::string encode_utf32(std::string_view text, int order,
                         const ErrorMode& mode);
std::string decode_unicode_escape(std::string_view bytes,
                                  const ErrorMode& mode);
std::string decode_raw_unicode_escape(std::string_view bytes,
                                      const ErrorMode& mode);
std::string encode_unicode_escape(std::string_view text);
std::string encode_raw_unicode_escape(std::string_view text);

}  // namespace limbeck::py

#include "python/objects/codec_errors.h"

#include <unordered_map>

#include "base/text.h"
#include "python/native.h"
#include "python/objects/unicode.h"

namespace limbeck::py {
namespace {

void append_hex(std::string& out, char32_t n, int digits) {
  for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4)
    out += "0123456789abcdef"[n >> shift & 15];
}

/// What register_error() was given, by name.
struct Handlers {
  std::unordered_map<std::string, Value> by_name;
};

/// Calls the handler registered as `name`; the text or bytes that it gives and
/// where to go on. `size` is the length of what is converted.
std::pair<Value, std::size_t> call_handler(std::string_view name,
                                           const Value& exception,
                                           std::size_t size,
                                           std::string_view result_types);

[[noreturn]] void raise_unknown_handler(std::string_view name) {
  raise("LookupError", cat("unknown error handler name '", name, "'"));
}

Value encode_error(std::string_view codec, std::string_view text,
                   std::size_t start, std::size_t end,
                   std::string_view reason) {
  return call(Value(exception_type("UnicodeEncodeError")),
              {make_str(codec), make_str(text),
               make_int(static_cast<std::int64_t>(start)),
               make_int(static_cast<std::int64_t>(end)), make_str(reason)});
}

Value decode_error(std::string_view codec, std::string_view bytes,
                   std::size_t start, std::size_t end,
                   std::string_view reason) {
  return call(Value(exception_type("UnicodeDecodeError")),
              {make_str(codec), make_bytes(bytes),
               make_int(static_cast<std::int64_t>(start)),
               make_int(static_cast<std::int64_t>(end)), make_str(reason)});
}

std::pair<Value, std::size_t> call_handler(std::string_view name,
                                           const Value& exception,
                                           std::size_t size,
                                           std::string_view result_types) {
  auto& handlers = interpreter_state<Handlers>().by_name;
  auto found = handlers.find(std::string(name));
  if (found == handlers.end()) raise_unknown_handler(name);
  const Value handler = found->second;
  const Value given = call(handler, {exception});
  const bool pair = is_tuple(given) && length(given) == 2;
  const Value text = pair ? get_item(given, Value::small(0)) : Value();
  auto at = pair ? int_of(get_item(given, Value::small(1))) : std::nullopt;
  if (!at || !(is_str(text) || (result_types.size() > 5 && is_bytes(text))))
    raise_type_error(cat(result_types.size() > 5 ? "encoding" : "decoding",
                         " error handler must return (", result_types,
                         ", int) tuple"));
  std::int64_t position = *at;
  if (position < 0) position += static_cast<std::int64_t>(size);
  if (position < 0 || position > static_cast<std::int64_t>(size))
    raise("IndexError",
          cat("position ", *at, " from error handler out of bounds"));
  return {text, static_cast<std::size_t>(position)};
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

/// lookup_error() of a handler that is native: it does to the exception what
/// the codecs do.
Value native_handler(std::string name, CodecErrors kind) {
  const std::string signature = (kind == CodecErrors::SurrogateEscape ||
                                         kind == CodecErrors::SurrogatePass
                                     ? name
                                     : name + "_errors") +
                                "(exception, /)";
  return make_function(signature, [kind](Args& args) -> Value {
    const Value error = args[0];
    const bool encodes =
        is_instance(error, exception_type("UnicodeEncodeError"));
    const bool decodes =
        is_instance(error, exception_type("UnicodeDecodeError"));
    if (kind == CodecErrors::Strict &&
        is_instance(error, exception_type("Exception")))
      throw Raised(error);
    const bool translates =
        is_instance(error, exception_type("UnicodeTranslateError"));
    if (!encodes && !decodes && !translates)
      raise_type_error(cat("don't know how to handle ", type_of(error)->name,
                           " in error callback"));
    const auto number = [&](const char* name) {
      return int_of(get_attribute(error, name)).value_or(0);
    };
    const std::int64_t start = number("start"), end = number("end");
    std::string out;
    if (decodes) {
      const Value bytes = get_attribute(error, "object");
      handle_decode_error(out, text_of(get_attribute(error, "encoding")),
                          bytes_of(bytes), static_cast<std::size_t>(start),
                          static_cast<std::size_t>(end),
                          text_of(get_attribute(error, "reason")), {"", kind});
    } else {
      const std::u32string points =
          unicode::decode(text_of(get_attribute(error, "object")));
      for (std::int64_t i = start;
           i < end && i < static_cast<std::int64_t>(points.size()); ++i) {
        if (translates && kind == CodecErrors::Replace)
          unicode::append(out, 0xfffd);
        else if (!replacement(out, points[static_cast<std::size_t>(i)], kind))
          throw Raised(error);
      }
    }
    return make_tuple({make_str(out), make_int(end)});
  });
}

}  // namespace

void register_codec_handler(std::string_view name, Value handler) {
  interpreter_state<Handlers>().by_name[std::string(name)] = std::move(handler);
}

Value codec_handler(std::string_view name) {
  auto& handlers = interpreter_state<Handlers>().by_name;
  auto found = handlers.find(std::string(name));
  if (found != handlers.end()) return found->second;
  const ErrorMode mode = error_mode(name);
  if (mode.kind == CodecErrors::Unknown) raise_unknown_handler(name);
  return handlers[std::string(name)] =
             native_handler(std::string(name), mode.kind);
}

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
  throw Raised(decode_error(codec, bytes, start, end, reason));
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
      // Decoding goes on behind the error, wherever the handler wants it to.
      out +=
          text_of(call_handler(mode.name,
                               decode_error(codec, bytes, start, end, reason),
                               bytes.size(), "str")
                      .first);
      return;
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
    if (mode.kind == CodecErrors::Unknown) {
      auto [instead, next] =
          call_handler(mode.name, encode_error(codec, text, i, end, reason),
                       points.size(), "str/bytes");
      if (is_bytes(instead)) {
        out += bytes_of(instead);
      } else {
        for (char32_t point : unicode::decode(text_of(instead)))
          if (!put(out, point))
            throw Raised(encode_error(codec, text, i, end, reason));
      }
      i = next;
      continue;
    }
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
        throw Raised(encode_error(codec, text, i, end, reason));
      }
    }
  }
  return out;
}

}  // namespace limbeck::py

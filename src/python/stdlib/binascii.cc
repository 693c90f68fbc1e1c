// binascii: hexadecimal, base 64 and checksums.
#include "base/text.h"
#include "python/objects/bigint.h"
#include "python/objects/bytes.h"
#include "python/stdlib/modules.h"

namespace limbeck::py {
namespace {

constexpr std::string_view kBase64 =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

struct Errors {
  Type* error;
  Type* incomplete;
  Errors()
      : error(make_exception_type("Error", "binascii",
                                  exception_type("ValueError"))),
        incomplete(make_exception_type("Incomplete", "binascii",
                                       exception_type("Exception"))) {}
};

[[noreturn]] void raise_error(std::string_view message) {
  raise(interpreter_state<Errors>().error, message);
}

/// Bytes, or a str of ASCII characters.
std::string_view ascii_buffer(const Value& value) {
  if (auto buffer = buffer_of(value)) return *buffer;
  if (!is_str(value))
    raise_type_error(
        cat("argument should be bytes, buffer or ASCII string, not '",
            type_of(value)->name, "'"));
  const std::string_view text = text_of(value);
  for (char c : text)
    if (c & 0x80)
      raise_value_error("string argument should contain only ASCII characters");
  return text;
}

Value hexlify(Args& args) {
  const std::string_view data = require_buffer(args[0]);
  if (!args.given("sep")) {
    std::string out;
    for (char c : data) {
      out += "0123456789abcdef"[static_cast<unsigned char>(c) >> 4];
      out += "0123456789abcdef"[static_cast<unsigned char>(c) & 15];
    }
    return make_bytes(out);
  }
  return make_bytes(
      text_of(call_method(make_bytes(data), "hex", {args[1], args[2]})));
}

Value unhexlify(Args& args) {
  const std::string_view text = ascii_buffer(args[0]);
  if (text.size() % 2) raise_error("Odd-length string");
  std::string out;
  for (std::size_t i = 0; i < text.size(); i += 2) {
    const int high = digit_value(text[i]), low = digit_value(text[i + 1]);
    if (high < 0 || high > 15 || low < 0 || low > 15)
      raise_error("Non-hexadecimal digit found");
    out += static_cast<char>(high << 4 | low);
  }
  return make_bytes(out);
}

Value b2a_base64(Args& args) {
  const std::string_view data = require_buffer(args[0]);
  std::string out;
  out.reserve(data.size() * 4 / 3 + 5);
  for (std::size_t i = 0; i < data.size(); i += 3) {
    std::uint32_t group = 0;
    for (std::size_t j = 0; j < 3; ++j)
      group =
          group << 8 |
          (i + j < data.size() ? static_cast<unsigned char>(data[i + j]) : 0);
    for (std::size_t j = 0; j < 4; ++j)
      out += i + j > data.size() ? '=' : kBase64[group >> (18 - 6 * j) & 63];
  }
  if (args.flag("newline")) out += '\n';
  return make_bytes(out);
}

int base64_value(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  return c == '+' ? 62 : c == '/' ? 63 : -1;
}

// CPython: binascii_a2b_base64_impl.
Value a2b_base64(Args& args) {
  const std::string_view text = ascii_buffer(args[0]);
  const bool strict = args.flag("strict_mode");
  if (strict && !text.empty() && text[0] == '=')
    raise_error("Leading padding not allowed");
  std::string out;
  int quad = 0, pads = 0;
  unsigned left = 0;
  bool padding_started = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '=') {
      padding_started = true;
      if (strict && quad == 0) raise_error("Excess padding not allowed");
      if (quad >= 2 && quad + ++pads >= 4) {
        if (strict && i + 1 < text.size())
          raise_error("Excess data after padding");
        return make_bytes(out);
      }
      continue;
    }
    const int value = base64_value(c);
    if (value < 0) {
      if (strict) raise_error("Only base64 data is allowed");
      continue;
    }
    if (strict && padding_started)
      raise_error("Discontinuous padding not allowed");
    pads = 0;
    const auto bits = static_cast<unsigned>(value);
    if (quad == 0) left = bits;
    if (quad == 1) out += static_cast<char>(left << 2 | bits >> 4);
    if (quad == 2) out += static_cast<char>((left & 15) << 4 | bits >> 2);
    if (quad == 3) out += static_cast<char>((left & 3) << 6 | bits);
    left = bits;
    quad = (quad + 1) % 4;
  }
  if (quad == 1)
    raise_error(
        cat("Invalid base64-encoded string: number of data characters (",
            out.size() / 3 * 4 + 1, ") cannot be 1 more than a multiple of 4"));
  if (quad != 0) raise_error("Incorrect padding");
  return make_bytes(out);
}

Value crc32(Args& args) {
  std::uint32_t crc = ~static_cast<std::uint32_t>(args.integer("crc"));
  for (char c : require_buffer(args[0])) {
    crc ^= static_cast<unsigned char>(c);
    for (int bit = 0; bit < 8; ++bit)
      crc = crc >> 1 ^ (crc & 1 ? 0xedb88320u : 0);
  }
  return make_int(std::int64_t{static_cast<std::uint32_t>(~crc)});
}

Value crc_hqx(Args& args) {
  std::uint32_t crc = static_cast<std::uint32_t>(args.integer("crc")) & 0xffff;
  for (char c : require_buffer(args[0])) {
    crc ^= static_cast<std::uint32_t>(static_cast<unsigned char>(c)) << 8;
    for (int bit = 0; bit < 8; ++bit)
      crc = (crc << 1 ^ (crc & 0x8000 ? 0x1021 : 0)) & 0xffff;
  }
  return make_int(std::int64_t{crc});
}

}  // namespace

void init_binascii(Module& module) {
  module.set(interpreter_state<Errors>().error);
  module.set(interpreter_state<Errors>().incomplete);
  module.def("hexlify(data, sep=..., bytes_per_sep=1)", hexlify);
  module.def("b2a_hex(data, sep=..., bytes_per_sep=1)", hexlify);
  module.def("unhexlify(hexstr, /)", unhexlify);
  module.def("a2b_hex(hexstr, /)", unhexlify);
  module.def("b2a_base64(data, /, *, newline=True)", b2a_base64);
  module.def("a2b_base64(data, /, *, strict_mode=False)", a2b_base64);
  module.def("crc32(data, crc=0, /)", crc32);
  module.def("crc_hqx(data, crc, /)", crc_hqx);
}

}  // namespace limbeck::py

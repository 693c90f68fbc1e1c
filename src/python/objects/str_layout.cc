// Padding, tabs, and how a str is shown: repr and ascii.
#include "base/text.h"
#include "python/native.h"
#include "python/objects/heap.h"
#include "python/objects/int.h"
#include "python/objects/str_methods.h"
#include "python/objects/str_type.h"
#include "python/objects/unicode.h"

namespace limbeck::py {
namespace {

Value padded(const Value& self, std::size_t left, std::size_t right,
             std::string_view fill) {
  if (left == 0 && right == 0) return plain_str(self);
  detail::heap->check_room((left + right) * fill.size());
  std::string out;
  for (std::size_t i = 0; i < left; ++i) out += fill;
  out += text_of(self);
  for (std::size_t i = 0; i < right; ++i) out += fill;
  return make_str(out);
}

/// How many code points are missing to the width argument, and the fill.
std::size_t missing(const Value* values, std::size_t count,
                    std::string_view* fill) {
  const std::ptrdiff_t width = size_argument(values[1]);
  *fill = " ";
  if (count > 2) {
    if (!is_str(values[2]))
      raise_type_error(
          cat("The fill character must be a unicode character, not ",
              type_of(values[2])->name));
    if (str_from(values[2])->length != 1)
      raise_type_error("The fill character must be exactly one character long");
    *fill = text_of(values[2]);
  }
  const std::ptrdiff_t length = str_from(values[0])->length;
  return width > length ? width - length : 0;
}

Value str_ljust(const Value* values, std::size_t count) {
  std::string_view fill;
  const std::size_t pad = missing(values, count, &fill);
  return padded(values[0], 0, pad, fill);
}
Value str_rjust(const Value* values, std::size_t count) {
  std::string_view fill;
  const std::size_t pad = missing(values, count, &fill);
  return padded(values[0], pad, 0, fill);
}
// CPython: str.center gives the odd one to the left where the width is odd.
Value str_center(const Value* values, std::size_t count) {
  std::string_view fill;
  const std::size_t pad = missing(values, count, &fill);
  const std::size_t width = str_from(values[0])->length + pad;
  const std::size_t left = pad / 2 + (pad & width & 1);
  return padded(values[0], left, pad - left, fill);
}

Value str_zfill(const Value* values, std::size_t) {
  std::string_view fill;
  const std::size_t pad = missing(values, 2, &fill);
  if (pad == 0) return plain_str(values[0]);
  const std::string_view text = text_of(values[0]);
  const bool sign = !text.empty() && (text[0] == '+' || text[0] == '-');
  detail::heap->check_room(pad);
  std::string out(text.substr(0, sign));
  out.append(pad, '0');
  out += text.substr(sign);
  return make_str(out);
}

Value str_expandtabs(Args& args) {
  const std::ptrdiff_t size = size_argument(args[1]);
  std::string out;
  std::ptrdiff_t column = 0;
  for (char c : text_of(args[0])) {
    if (c == '\t') {
      if (size <= 0) continue;
      const std::ptrdiff_t blanks = size - column % size;
      detail::heap->check_room(static_cast<std::size_t>(blanks));
      out.append(blanks, ' ');
      column += blanks;
      continue;
    }
    out += c;
    if (c == '\n' || c == '\r')
      column = 0;
    else if (!unicode::is_continuation(c))
      ++column;
  }
  return make_str(out);
}

constexpr NativeMethod kMethods[] = {
    {"ljust(self, width, fillchar=' ', /)", str_ljust, 1, 2},
    {"rjust(self, width, fillchar=' ', /)", str_rjust, 1, 2},
    {"center(self, width, fillchar=' ', /)", str_center, 1, 2},
    {"zfill(self, width, /)", str_zfill, 1, 1},
    {"expandtabs(self, /, tabsize=8)", nullptr, 0, 1, str_expandtabs},
    {nullptr},
};

void append_hex(std::string& out, char32_t point, int digits) {
  for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4)
    out += "0123456789abcdef"[point >> shift & 15];
}

std::string quoted(std::string_view text, bool ascii_only) {
  const bool double_quotes =
      text.find('\'') != text.npos && text.find('"') == text.npos;
  const char quote = double_quotes ? '"' : '\'';
  std::string out(1, quote);
  out.reserve(text.size() + 2);
  const char* at = text.data();
  const char* end = at + text.size();
  while (at < end) {
    const char* start = at;
    const char32_t point = unicode::next(at);
    if (point == static_cast<char32_t>(quote) || point == '\\') {
      out += '\\';
      out += static_cast<char>(point);
    } else if (point == '\n') {
      out += "\\n";
    } else if (point == '\r') {
      out += "\\r";
    } else if (point == '\t') {
      out += "\\t";
    } else if (unicode::is_printable(point) && !(ascii_only && point > 0x7f)) {
      out.append(start, at);
    } else if (point < 0x100) {
      out += "\\x";
      append_hex(out, point, 2);
    } else if (point < 0x10000) {
      out += "\\u";
      append_hex(out, point, 4);
    } else {
      out += "\\U";
      append_hex(out, point, 8);
    }
  }
  return out + quote;
}

}  // namespace

const NativeMethod* str_layout_methods() { return kMethods; }

std::string str_repr(std::string_view utf8) { return quoted(utf8, false); }
std::string str_ascii(std::string_view utf8) { return quoted(utf8, true); }

}  // namespace limbeck::py

// Case, classes, padding, hex and decoding of bytes; bytearray's changes.
#include "python/objects/bytes_methods.h"

#include <algorithm>

#include "base/text.h"
#include "python/native.h"
#include "python/objects/bigint.h"
#include "python/objects/codecs.h"
#include "python/objects/heap.h"
#include "python/objects/int.h"
#include "python/objects/str_methods.h"
#include "python/objects/unicode.h"

namespace limbeck::py {
namespace {

std::string_view data_of(const Value& self) { return bytes_from(self)->data; }

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_alpha(char c) { return is_upper(c) || is_lower(c); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_alphanumeric(char c) { return is_alpha(c) || is_digit(c); }
bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
char to_upper(char c) { return is_lower(c) ? static_cast<char>(c - 32) : c; }
char to_lower(char c) { return is_upper(c) ? static_cast<char>(c + 32) : c; }
char swap_case(char c) { return is_upper(c) ? to_lower(c) : to_upper(c); }

template <auto map>
Value mapped(const Value* values, std::size_t) {
  std::string out(data_of(values[0]));
  for (char& c : out) c = map(c);
  return bytes_like(values[0], out);
}

Value bytes_capitalize(const Value* values, std::size_t) {
  std::string out(data_of(values[0]));
  for (std::size_t i = 0; i < out.size(); ++i)
    out[i] = i ? to_lower(out[i]) : to_upper(out[i]);
  return bytes_like(values[0], out);
}

Value bytes_title(const Value* values, std::size_t) {
  std::string out(data_of(values[0]));
  bool inside = false;
  for (char& c : out) {
    c = inside ? to_lower(c) : to_upper(c);
    inside = is_alpha(c);
  }
  return bytes_like(values[0], out);
}

template <auto test>
Value every(const Value* values, std::size_t) {
  const std::string_view data = data_of(values[0]);
  return Value::boolean(!data.empty() &&
                        std::all_of(data.begin(), data.end(), test));
}

template <auto wanted, auto other>
Value all_cased(const Value* values, std::size_t) {
  const std::string_view data = data_of(values[0]);
  return Value::boolean(std::any_of(data.begin(), data.end(), wanted) &&
                        std::none_of(data.begin(), data.end(), other));
}

Value bytes_istitle(const Value* values, std::size_t) {
  bool any = false, inside = false;
  for (char c : data_of(values[0])) {
    if (is_alpha(c)) {
      if (is_upper(c) == inside) return Value::boolean(false);
      any = true;
    }
    inside = is_alpha(c);
  }
  return Value::boolean(any);
}

Value bytes_isascii(const Value* values, std::size_t) {
  return Value::boolean(unicode::is_ascii(data_of(values[0])));
}

enum class Side { Left, Right, Center };

template <Side side>
Value padded(const Value* values, std::size_t count) {
  const std::string_view data = data_of(values[0]);
  const std::ptrdiff_t width = size_argument(values[1]);
  char fill = ' ';
  if (count > 2) {
    const auto buffer = buffer_of(values[2]);
    if (!buffer || buffer->size() != 1)
      raise_type_error(cat(side == Side::Left    ? "ljust"
                           : side == Side::Right ? "rjust"
                                                 : "center",
                           "() argument 2 must be a byte string of length 1, "
                           "not ",
                           type_of(values[2])->name));
    fill = (*buffer)[0];
  }
  const auto size = static_cast<std::ptrdiff_t>(data.size());
  if (width <= size) return bytes_like(values[0], data);
  const std::ptrdiff_t pad = width - size;
  detail::heap->check_room(static_cast<std::size_t>(width));
  const std::ptrdiff_t left = side == Side::Left ? 0
                              : side == Side::Right
                                  ? pad
                                  : pad / 2 + (pad & width & 1);
  std::string out(left, fill);
  out += data;
  out.append(pad - left, fill);
  return bytes_like(values[0], out);
}

Value bytes_zfill(const Value* values, std::size_t) {
  const std::string_view data = data_of(values[0]);
  const std::ptrdiff_t width = size_argument(values[1]);
  if (width <= static_cast<std::ptrdiff_t>(data.size()))
    return bytes_like(values[0], data);
  const bool sign = !data.empty() && (data[0] == '+' || data[0] == '-');
  detail::heap->check_room(static_cast<std::size_t>(width));
  std::string out(data.substr(0, sign));
  out.append(width - data.size(), '0');
  out += data.substr(sign);
  return bytes_like(values[0], out);
}

Value bytes_expandtabs(Args& args) {
  const std::ptrdiff_t size = size_argument(args[1]);
  std::string out;
  std::ptrdiff_t column = 0;
  for (char c : data_of(args[0])) {
    if (c == '\t') {
      const std::ptrdiff_t blanks = size > 0 ? size - column % size : 0;
      detail::heap->check_room(static_cast<std::size_t>(blanks));
      out.append(blanks, ' ');
      column += blanks;
    } else {
      out += c;
      column = c == '\n' || c == '\r' ? 0 : column + 1;
    }
  }
  return bytes_like(args[0], out);
}

Value bytes_decode(Args& args) {
  const std::string_view encoding =
      str_argument(args[1], "decode() argument 'encoding'");
  const std::string_view errors =
      str_argument(args[2], "decode() argument 'errors'");
  return decode_bytes(data_of(args[0]), encoding, errors);
}

Value bytes_hex(Args& args) {
  const std::string_view data = data_of(args[0]);
  std::string separator;
  if (args.given("sep")) {
    separator = is_str(args[1]) ? std::string(text_of(args[1]))
                                : std::string(require_buffer(args[1]));
    if (separator.size() != 1) raise_value_error("sep must be length 1.");
  }
  std::ptrdiff_t group = size_argument(args[2]);
  if (separator.empty()) group = 0;
  std::string out;
  for (std::size_t i = 0; i < data.size(); ++i) {
    const std::size_t left = data.size() - i;
    if (i &&
        ((group > 0 && left % group == 0) || (group < 0 && i % -group == 0)))
      out += separator;
    const auto byte = static_cast<unsigned char>(data[i]);
    out += "0123456789abcdef"[byte >> 4];
    out += "0123456789abcdef"[byte & 15];
  }
  return make_str(out);
}

Value bytes_fromhex(const Value* values, std::size_t) {
  const std::string_view text = str_argument(values[1], "fromhex() argument");
  std::string out;
  auto fail = [](std::size_t at) {
    raise_value_error(
        cat("non-hexadecimal number found in fromhex() arg at position ", at));
  };
  auto digit = [&](std::size_t at) {
    if (at >= text.size()) fail(at);
    const int value = digit_value(text[at]);
    if (value < 0 || value > 15) fail(at);
    return value;
  };
  for (std::size_t i = 0; i < text.size();) {
    if (is_space(text[i])) {
      ++i;
      continue;
    }
    out += static_cast<char>(digit(i) << 4 | digit(i + 1));
    i += 2;
  }
  Type* type = values[0].as<Type>();
  if (type == builtin_types().bytes) return make_bytes(out);
  if (type == builtin_types().bytearray) return make_bytearray(out);
  return call(values[0], {make_bytes(out)});
}

Value bytes_translate(Args& args) {
  std::string_view table;
  if (!args[1].is_none()) {
    table = require_buffer(args[1]);
    if (table.size() != 256)
      raise_value_error("translation table must be 256 characters long");
  }
  const std::string_view drop = require_buffer(args[2]);
  std::string out;
  for (char c : data_of(args[0]))
    if (drop.find(c) == drop.npos)
      out += table.empty() ? c : table[static_cast<unsigned char>(c)];
  return bytes_like(args[0], out);
}

Value bytes_maketrans(const Value* values, std::size_t) {
  const std::string_view from = require_buffer(values[0]);
  const std::string_view to = require_buffer(values[1]);
  if (from.size() != to.size())
    raise_value_error("maketrans arguments must have same length");
  std::string table(256, '\0');
  for (int i = 0; i < 256; ++i) table[i] = static_cast<char>(i);
  for (std::size_t i = 0; i < from.size(); ++i)
    table[static_cast<unsigned char>(from[i])] = to[i];
  return make_bytes(table);
}

Value bytes_get_new_arguments(const Value* values, std::size_t) {
  return make_tuple({make_bytes(data_of(values[0]))});
}

constexpr NativeMethod kMethods[] = {
    {"upper(self, /)", mapped<to_upper>, 0, 0},
    {"lower(self, /)", mapped<to_lower>, 0, 0},
    {"swapcase(self, /)", mapped<swap_case>, 0, 0},
    {"capitalize(self, /)", bytes_capitalize, 0, 0},
    {"title(self, /)", bytes_title, 0, 0},
    {"isalpha(self, /)", every<is_alpha>, 0, 0},
    {"isdigit(self, /)", every<is_digit>, 0, 0},
    {"isalnum(self, /)", every<is_alphanumeric>, 0, 0},
    {"isspace(self, /)", every<is_space>, 0, 0},
    {"isupper(self, /)", all_cased<is_upper, is_lower>, 0, 0},
    {"islower(self, /)", all_cased<is_lower, is_upper>, 0, 0},
    {"istitle(self, /)", bytes_istitle, 0, 0},
    {"isascii(self, /)", bytes_isascii, 0, 0},
    {"ljust(self, width, fillchar=b' ', /)", padded<Side::Left>, 1, 2},
    {"rjust(self, width, fillchar=b' ', /)", padded<Side::Right>, 1, 2},
    {"center(self, width, fillchar=b' ', /)", padded<Side::Center>, 1, 2},
    {"zfill(self, width, /)", bytes_zfill, 1, 1},
    {"expandtabs(self, /, tabsize=8)", nullptr, 0, 1, bytes_expandtabs},
    {"decode(self, /, encoding='utf-8', errors='strict')", nullptr, 0, 2,
     bytes_decode},
    {"hex(self, sep=..., bytes_per_sep=1)", nullptr, 0, 2, bytes_hex},
    {"fromhex(cls, string, /)", bytes_fromhex, 1, 1, nullptr,
     NativeMethod::Kind::Class},
    {"translate(self, table, /, delete=b'')", nullptr, 1, 2, bytes_translate},
    {"maketrans(frm, to, /)", bytes_maketrans, 2, 2, nullptr,
     NativeMethod::Kind::Static},
    {"__getnewargs__(self, /)", bytes_get_new_arguments, 0, 0},
    {nullptr},
};

// -- bytearray ----------------------------------------------------------------

std::string& changing(const Value& self) { return bytes_from(self)->data; }

Value bytearray_append(const Value* values, std::size_t) {
  const char byte = byte_from(values[1]);
  changing(values[0]) += byte;
  return Value::none();
}

Value bytearray_extend(const Value* values, std::size_t) {
  if (is_str(values[1]))
    raise_type_error("expected iterable of integers; got: 'str'");
  const auto buffer = buffer_of(values[1]);
  const std::string more =
      buffer ? std::string(*buffer) : bytes_from_iterable(values[1]);
  changing(values[0]) += more;
  return Value::none();
}

Value bytearray_insert(const Value* values, std::size_t) {
  std::ptrdiff_t index = size_argument(values[1]);
  const char byte = byte_from(values[2]);
  std::string& data = changing(values[0]);
  const auto size = static_cast<std::ptrdiff_t>(data.size());
  if (index < 0) index = std::max<std::ptrdiff_t>(index + size, 0);
  data.insert(std::min(index, size), 1, byte);
  return Value::none();
}

Value bytearray_pop(const Value* values, std::size_t count) {
  std::string& data = changing(values[0]);
  if (data.empty()) raise("IndexError", "pop from empty bytearray");
  std::ptrdiff_t index = count > 1 ? size_argument(values[1]) : -1;
  if (index < 0) index += static_cast<std::ptrdiff_t>(data.size());
  if (index < 0 || index >= static_cast<std::ptrdiff_t>(data.size()))
    raise("IndexError", "pop index out of range");
  const auto byte = static_cast<unsigned char>(data[index]);
  data.erase(index, 1);
  return Value::small(byte);
}

Value bytearray_remove(const Value* values, std::size_t) {
  std::string& data = changing(values[0]);
  const std::size_t at = data.find(byte_from(values[1]));
  if (at == data.npos) raise_value_error("value not found in bytearray");
  data.erase(at, 1);
  return Value::none();
}

Value bytearray_clear(const Value* values, std::size_t) {
  changing(values[0]).clear();
  return Value::none();
}
Value bytearray_reverse(const Value* values, std::size_t) {
  std::string& data = changing(values[0]);
  std::reverse(data.begin(), data.end());
  return Value::none();
}
Value bytearray_copy(const Value* values, std::size_t) {
  return make_bytearray(data_of(values[0]));
}

constexpr NativeMethod kBytearrayMethods[] = {
    {"append(self, item, /)", bytearray_append, 1, 1},
    {"extend(self, iterable_of_ints, /)", bytearray_extend, 1, 1},
    {"insert(self, index, item, /)", bytearray_insert, 2, 2},
    {"pop(self, index=-1, /)", bytearray_pop, 0, 1},
    {"remove(self, value, /)", bytearray_remove, 1, 1},
    {"clear(self, /)", bytearray_clear, 0, 0},
    {"reverse(self, /)", bytearray_reverse, 0, 0},
    {"copy(self, /)", bytearray_copy, 0, 0},
    {nullptr},
};

}  // namespace

const NativeMethod* bytes_character_methods() { return kMethods; }
const NativeMethod* bytearray_methods() { return kBytearrayMethods; }

}  // namespace limbeck::py

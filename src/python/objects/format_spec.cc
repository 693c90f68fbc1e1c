#include "python/objects/format_spec.h"

#include <algorithm>
#include <climits>
#include <cmath>

#include "base/text.h"
#include "python/native.h"
#include "python/objects/float.h"
#include "python/objects/float_text.h"
#include "python/objects/heap.h"
#include "python/objects/int.h"
#include "python/objects/int_methods.h"
#include "python/objects/str_type.h"
#include "python/objects/unicode.h"

namespace limbeck::py {
namespace {

bool is_alignment(char32_t c) {
  return c == '<' || c == '>' || c == '=' || c == '^';
}

std::string shown_code(char32_t code) {
  if (code > 32 && code < 128) return std::string(1, static_cast<char>(code));
  std::string digits;
  for (char32_t rest = code; rest; rest >>= 4)
    digits.insert(digits.begin(), "0123456789abcdef"[rest & 15]);
  return "\\x" + (digits.empty() ? "0" : digits);
}

/// Reads a spec one code point at a time.
class SpecReader {
 public:
  SpecReader(std::string_view spec, std::string_view type_name)
      : points_(unicode::decode(spec)), spec_(spec), type_name_(type_name) {}

  FormatSpec read(char align) {
    FormatSpec spec;
    spec.align = align;
    bool fill_given = false;
    if (is_alignment(peek(1))) {
      spec.fill = take();
      fill_given = true;
    }
    if (is_alignment(peek())) {
      spec.align = static_cast<char>(take());
      spec.align_given = true;
    }
    if (peek() == '+' || peek() == '-' || peek() == ' ')
      spec.sign = static_cast<char>(take());
    spec.positive_zero = take_if('z');
    spec.alternate = take_if('#');
    if (!fill_given && take_if('0')) {
      spec.fill = '0';
      if (!spec.align_given && align == '>') spec.align = '=';
    }
    spec.width = number();
    if (spec.width > 0)
      detail::heap->check_room(static_cast<std::size_t>(spec.width));
    read_thousands(spec);
    if (take_if('.')) {
      spec.precision = number();
      if (spec.precision < 0)
        raise_value_error("Format specifier missing precision");
    }
    if (points_.size() - at_ > 1)
      raise_value_error(cat("Invalid format specifier '", spec_,
                            "' for object of type '", type_name_, "'"));
    if (at_ < points_.size()) spec.type = take();
    check_thousands(spec);
    return spec;
  }

 private:
  char32_t peek(std::size_t ahead = 0) const {
    return at_ + ahead < points_.size() ? points_[at_ + ahead] : 0;
  }
  char32_t take() { return points_[at_++]; }
  bool take_if(char32_t c) {
    if (at_ >= points_.size() || points_[at_] != c) return false;
    ++at_;
    return true;
  }

  /// -1 where there are no digits.
  std::int64_t number() {
    std::int64_t n = -1;
    for (int digit; (digit = unicode::decimal_value(peek())) >= 0; ++at_) {
      n = std::max<std::int64_t>(n, 0);
      if (n > (INT64_MAX - digit) / 10)
        raise_value_error("Too many decimal digits in format string");
      n = n * 10 + digit;
    }
    return n;
  }

  void read_thousands(FormatSpec& spec) {
    if (take_if(',')) spec.thousands = ',';
    if (take_if('_')) {
      if (spec.thousands) raise_value_error("Cannot specify both ',' and '_'.");
      spec.thousands = '_';
    }
    if (spec.thousands == '_' && peek() == ',')
      raise_value_error("Cannot specify both ',' and '_'.");
  }

  void check_thousands(const FormatSpec& spec) const {
    if (!spec.thousands) return;
    switch (spec.type) {
      case 0:
      case 'd':
      case 'e':
      case 'f':
      case 'g':
      case 'E':
      case 'F':
      case 'G':
      case '%':
        return;
      case 'b':
      case 'o':
      case 'x':
      case 'X':
        if (spec.thousands == '_') return;
        break;
      default:
        break;
    }
    raise_value_error(cat("Cannot specify '", spec.thousands, "' with '",
                          shown_code(spec.type), "'."));
  }

  std::u32string points_;
  std::string_view spec_, type_name_;
  std::size_t at_ = 0;
};

/// Digits with separators, zeros added until there are `width` characters. A
/// separator never comes first.
std::string grouped(std::string_view digits, int size, char separator,
                    std::int64_t width) {
  std::string out;
  int in_group = 0;
  std::size_t left = digits.size();
  while (left > 0 || static_cast<std::int64_t>(out.size()) < width) {
    if (separator && in_group == size) {
      out += separator;
      in_group = 0;
    }
    out += left > 0 ? digits[--left] : '0';
    ++in_group;
  }
  std::reverse(out.begin(), out.end());
  return out;
}

int group_size(char32_t type) {
  return type == 'b' || type == 'o' || type == 'x' || type == 'X' ? 4 : 3;
}

void append_fill(std::string& out, char32_t fill, std::int64_t count) {
  if (count <= 0) return;
  if (fill < 0x80)
    out.append(count, static_cast<char>(fill));
  else
    for (; count > 0; --count) unicode::append(out, fill);
}

std::string upper_text(std::string text) {
  for (char& c : text)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
  return text;
}

Value format_code_point(const Value& value, const FormatSpec& spec) {
  if (spec.sign)
    raise_value_error("Sign not allowed with integer format specifier 'c'");
  if (spec.alternate)
    raise_value_error(
        "Alternate form (#) not allowed with integer format specifier 'c'");
  const auto point = int_of(value);
  if (!point)
    raise("OverflowError", "Python int too large to convert to C long");
  if (*point < 0 || *point > 0x10ffff)
    raise("OverflowError", "%c arg not in range(0x110000)");
  std::string text;
  unicode::append(text, static_cast<char32_t>(*point));
  return make_str(lay_out_number({.rest = text}, spec));
}

// CPython: format_long_internal.
Value format_integer(const Value& value, const FormatSpec& spec) {
  if (spec.precision >= 0)
    raise_value_error("Precision not allowed in integer format specifier");
  if (spec.positive_zero)
    raise_value_error(
        "Negative zero coercion (z) not allowed in integer format specifier");
  if (spec.type == 'c') return format_code_point(value, spec);
  int base = 10;
  std::string prefix;
  if (spec.type == 'b') base = 2;
  if (spec.type == 'o') base = 8;
  if (spec.type == 'x' || spec.type == 'X') base = 16;
  if (base != 10 && spec.alternate)
    prefix = {'0', static_cast<char>(spec.type)};
  if (base == 10 && has_layout(value, Layout::Int))
    check_digits_to_text(bigint_of(value));
  std::string digits = int_text(value, base);
  if (spec.type == 'X') digits = upper_text(std::move(digits));
  NumberText number{.prefix = prefix, .digits = digits};
  if (digits[0] == '-') {
    number.negative = true;
    number.digits.remove_prefix(1);
  }
  return make_str(lay_out_number(number, spec));
}

/// How a spec's type and precision lay a double out.
DoubleLayout layout_of(const FormatSpec& spec) {
  if (spec.precision > INT_MAX) raise_value_error("precision too big");
  DoubleLayout layout{.alternate = spec.alternate};
  layout.precision = spec.precision < 0 ? 6 : static_cast<int>(spec.precision);
  switch (spec.type) {
    case 0:
      layout.code = spec.precision < 0 ? 'r' : 'g';
      break;
    case 'e':
    case 'E':
      layout.code = 'e';
      break;
    case 'f':
    case 'F':
    case '%':
      layout.code = 'f';
      break;
    default:
      layout.code = 'g';
  }
  return layout;
}

std::string double_text(double x, const FormatSpec& spec,
                        const DoubleLayout& layout) {
  std::string text = format_double(x, layout);
  const bool zero = text.find_first_of("123456789in") == text.npos ||
                    (text[0] == '-' && text.find('e') != text.npos && x == 0);
  if (spec.positive_zero && text[0] == '-' && zero) text.erase(0, 1);
  const bool upper = spec.type == 'E' || spec.type == 'F' || spec.type == 'G';
  return upper ? upper_text(std::move(text)) : text;
}

// CPython: format_float_internal.
Value format_double_value(double x, const FormatSpec& spec) {
  DoubleLayout layout = layout_of(spec);
  layout.add_dot_0 = spec.type == 0;
  if (spec.type == '%') x *= 100;
  std::string text = double_text(x, spec, layout);
  if (spec.type == '%') text += '%';
  return make_str(lay_out_number(split_number(text), spec));
}

bool is_float_code(char32_t type) {
  switch (type) {
    case 'e':
    case 'E':
    case 'f':
    case 'F':
    case 'g':
    case 'G':
    case '%':
      return true;
    default:
      return false;
  }
}

}  // namespace

FormatSpec parse_format_spec(std::string_view spec, std::string_view type_name,
                             char align) {
  return SpecReader(spec, type_name).read(align);
}

void raise_unknown_format_code(char32_t code, std::string_view type_name) {
  raise_value_error(cat("Unknown format code '", shown_code(code),
                        "' for object of type '", type_name, "'"));
}

NumberText split_number(std::string_view text) {
  NumberText number;
  if (!text.empty() && text[0] == '-') {
    number.negative = true;
    text.remove_prefix(1);
  }
  std::size_t digits = 0;
  while (digits < text.size() && text[digits] >= '0' && text[digits] <= '9')
    ++digits;
  number.digits = text.substr(0, digits);
  number.rest = text.substr(digits);
  return number;
}

std::string lay_out_number(const NumberText& number, const FormatSpec& spec) {
  std::string head;
  if (number.negative)
    head = "-";
  else if (spec.sign == '+' || spec.sign == ' ')
    head = spec.sign;
  head += number.prefix;
  const std::size_t rest = unicode::count(number.rest);
  const bool zeros = spec.fill == '0' && spec.align == '=';
  const std::int64_t room =
      zeros ? spec.width - static_cast<std::int64_t>(head.size() + rest) : 0;
  const std::string digits =
      number.digits.empty()
          ? ""
          : grouped(number.digits, group_size(spec.type), spec.thousands, room);
  const std::int64_t pad = spec.width - static_cast<std::int64_t>(
                                            head.size() + digits.size() + rest);
  std::int64_t before = 0, inside = 0, after = 0;
  if (pad > 0) {
    if (spec.align == '<') after = pad;
    if (spec.align == '=') inside = pad;
    if (spec.align == '>') before = pad;
    if (spec.align == '^') {
      before = pad / 2;
      after = pad - before;
    }
  }
  std::string out;
  append_fill(out, spec.fill, before);
  out += head;
  append_fill(out, spec.fill, inside);
  out += digits;
  out += number.rest;
  append_fill(out, spec.fill, after);
  return out;
}

std::string pad_text(std::string_view text, std::size_t length,
                     const FormatSpec& spec) {
  const std::int64_t pad = spec.width - static_cast<std::int64_t>(length);
  if (pad <= 0) return std::string(text);
  const std::int64_t before = spec.align == '>'   ? pad
                              : spec.align == '^' ? pad / 2
                                                  : 0;
  std::string out;
  append_fill(out, spec.fill, before);
  out += text;
  append_fill(out, spec.fill, pad - before);
  return out;
}

Value format_int(const Value& value, std::string_view text) {
  if (text.empty()) return str_of(value);
  const std::string& type = type_of(value)->name;
  const FormatSpec spec = parse_format_spec(text, type);
  if (is_float_code(spec.type))
    return format_double_value(int_to_double(value), spec);
  switch (spec.type) {
    case 0:
    case 'b':
    case 'c':
    case 'd':
    case 'n':
    case 'o':
    case 'x':
    case 'X':
      return format_integer(value, spec);
    default:
      raise_unknown_format_code(spec.type, type);
  }
}

Value format_float(const Value& value, std::string_view text) {
  if (text.empty()) return str_of(value);
  const std::string& type = type_of(value)->name;
  const FormatSpec spec = parse_format_spec(text, type);
  if (spec.type != 0 && spec.type != 'n' && !is_float_code(spec.type))
    raise_unknown_format_code(spec.type, type);
  return format_double_value(value.as<FloatObject>()->value, spec);
}

// CPython: format_complex_internal.
Value format_complex(const Value& value, std::string_view text) {
  if (text.empty()) return str_of(value);
  const std::string& type = type_of(value)->name;
  const FormatSpec spec = parse_format_spec(text, type);
  if (spec.type == '%' ||
      (spec.type != 0 && spec.type != 'n' && !is_float_code(spec.type)))
    raise_unknown_format_code(spec.type, type);
  const DoubleLayout layout = layout_of(spec);
  if (spec.fill == '0')
    raise_value_error(
        "Zero padding is not allowed in complex format specifier");
  if (spec.align == '=')
    raise_value_error(
        "'=' alignment flag is not allowed in complex format specifier");
  const auto* z = value.as<ComplexObject>();
  const bool real_shown =
      spec.type != 0 || z->real != 0 || std::signbit(z->real);
  FormatSpec part = spec;
  part.width = -1;
  std::string out;
  if (real_shown)
    out =
        lay_out_number(split_number(double_text(z->real, spec, layout)), part);
  if (real_shown) part.sign = '+';
  out += lay_out_number(split_number(double_text(z->imag, spec, layout)), part);
  out += 'j';
  if (real_shown && spec.type == 0) out = "(" + out + ")";
  return make_str(pad_text(out, unicode::count(out), spec));
}

// CPython: format_string_internal.
Value format_str(const Value& value, std::string_view text) {
  if (text.empty()) return str_of(value);
  const std::string& type = type_of(value)->name;
  const FormatSpec spec = parse_format_spec(text, type, '<');
  if (spec.type != 0 && spec.type != 's')
    raise_unknown_format_code(spec.type, type);
  if (spec.thousands)
    raise_value_error(cat("Cannot specify '", spec.thousands, "' with 's'."));
  if (spec.sign == ' ')
    raise_value_error("Space not allowed in string format specifier");
  if (spec.sign)
    raise_value_error("Sign not allowed in string format specifier");
  if (spec.positive_zero)
    raise_value_error(
        "Negative zero coercion (z) not allowed in string format specifier");
  if (spec.alternate)
    raise_value_error(
        "Alternate form (#) not allowed in string format specifier");
  if (spec.align == '=')
    raise_value_error("'=' alignment not allowed in string format specifier");
  const Str* str = value.as<Str>();
  std::size_t length = str->length;
  std::string_view shown = str->text();
  if (spec.precision >= 0 &&
      spec.precision < static_cast<std::int64_t>(length)) {
    length = spec.precision;
    shown = shown.substr(0, str_offset(str, length));
  }
  return make_str(pad_text(shown, length, spec));
}

}  // namespace limbeck::py

#include "python/objects/float_text.h"

#include <bit>
#include <charconv>
#include <cmath>
#include <cstring>
#include <limits>

namespace limbeck::py {
namespace {

/// d.ddd * 10**exponent without trailing rules: digits and decimal exponent.
struct Digits {
  std::string digits;
  int exponent = 0;
};

/// Splits "d.ddde-05" as std::to_chars writes it.
Digits split_scientific(std::string_view text) {
  Digits result;
  const std::size_t mark = text.find('e');
  for (char c : text.substr(0, mark))
    if (c != '.') result.digits += c;
  const char* first = text.data() + mark + 1;
  if (*first == '+') ++first;
  std::from_chars(first, text.data() + text.size(), result.exponent);
  return result;
}

Digits shortest_digits(double magnitude) {
  char buffer[64];
  auto end = std::to_chars(buffer, buffer + sizeof buffer, magnitude,
                           std::chars_format::scientific)
                 .ptr;
  return split_scientific({buffer, end});
}

Digits rounded_digits(double magnitude, int significant) {
  std::string buffer(static_cast<std::size_t>(significant) + 32, '\0');
  auto end =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), magnitude,
                    std::chars_format::scientific, significant - 1)
          .ptr;
  return split_scientific({buffer.data(), end});
}

std::string fixed_text(double magnitude, int precision) {
  std::string buffer(static_cast<std::size_t>(precision) + 330, '\0');
  auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(),
                           magnitude, std::chars_format::fixed, precision)
                 .ptr;
  buffer.resize(end - buffer.data());
  return buffer;
}

void append_exponent(std::string& out, int exponent) {
  out += 'e';
  out += exponent < 0 ? '-' : '+';
  const std::string digits = std::to_string(std::abs(exponent));
  if (digits.size() < 2) out += '0';
  out += digits;
}

std::string lay_out(const Digits& value, bool use_exponent,
                    const DoubleLayout& layout) {
  std::string out;
  const std::string& digits = value.digits;
  if (use_exponent) {
    out += digits[0];
    if (digits.size() > 1 || layout.alternate) out += '.';
    out.append(digits, 1);
    append_exponent(out, value.exponent);
    return out;
  }
  const int point = value.exponent + 1;  // digits before the point
  if (point <= 0) {
    out = "0.";
    out.append(static_cast<std::size_t>(-point), '0');
    out += digits;
  } else if (static_cast<std::size_t>(point) >= digits.size()) {
    out = digits;
    out.append(point - digits.size(), '0');
    if (layout.add_dot_0)
      out += ".0";
    else if (layout.alternate)
      out += '.';
  } else {
    out.assign(digits, 0, point);
    out += '.';
    out.append(digits, point);
  }
  return out;
}

bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string_view strip_spaces(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

bool equals_ignoring_case(std::string_view text, std::string_view lower) {
  if (text.size() != lower.size()) return false;
  for (std::size_t i = 0; i < text.size(); ++i)
    if ((text[i] | 0x20) != lower[i]) return false;
  return true;
}

std::optional<double> parse_special(std::string_view text) {
  if (equals_ignoring_case(text, "inf") ||
      equals_ignoring_case(text, "infinity"))
    return std::numeric_limits<double>::infinity();
  if (equals_ignoring_case(text, "nan"))
    return std::numeric_limits<double>::quiet_NaN();
  return std::nullopt;
}

/// Whether a number that does not fit a double is too large or too small.
bool is_large(std::string_view number) {
  const std::size_t mark = number.find_first_of("eE");
  long exponent = 0;
  if (mark != number.npos) {
    const char* first = number.data() + mark + 1;
    if (*first == '+') ++first;
    const auto parsed =
        std::from_chars(first, number.data() + number.size(), exponent);
    if (parsed.ec == std::errc::result_out_of_range) return *first != '-';
  }
  const std::string_view mantissa = number.substr(0, mark);
  const std::size_t leading = mantissa.find_first_of("123456789");
  const std::size_t point = std::min(mantissa.find('.'), mantissa.size());
  return exponent + static_cast<long>(point) - static_cast<long>(leading) > 0;
}

/// mantissa * 2**exponent with a sticky bit below, rounded once.
double scale(std::uint64_t mantissa, long exponent, bool sticky) {
  if (mantissa == 0) return 0;
  const int length = 64 - std::countl_zero(mantissa);
  long drop = std::max<long>(length - 53, -1074 - exponent);
  if (drop > 0) {
    if (drop > 64) return 0;
    std::uint64_t kept = drop == 64 ? 0 : mantissa >> drop;
    const std::uint64_t half = std::uint64_t{1} << (drop - 1);
    const std::uint64_t rest =
        drop == 64 ? mantissa : mantissa & ((half << 1) - 1);
    if (rest > half || (rest == half && (sticky || (kept & 1)))) ++kept;
    mantissa = kept;
    exponent += drop;
  }
  if (exponent > 2000) return std::numeric_limits<double>::infinity();
  return std::ldexp(static_cast<double>(mantissa), static_cast<int>(exponent));
}

}  // namespace

// CPython: format_float_short.
std::string format_double(double x, const DoubleLayout& layout) {
  if (std::isnan(x)) return "nan";
  const char* sign = std::signbit(x) ? "-" : "";
  const double magnitude = std::fabs(x);
  if (std::isinf(x)) return std::string(sign) + "inf";
  std::string text;
  switch (layout.code) {
    case 'r': {
      const Digits value = shortest_digits(magnitude);
      const bool use_exponent = value.exponent < -4 || value.exponent >= 16;
      text = lay_out(value, use_exponent, layout);
      break;
    }
    case 'e':
      text = lay_out(rounded_digits(magnitude, layout.precision + 1), true,
                     layout);
      break;
    case 'f':
      text = fixed_text(magnitude, layout.precision);
      if (layout.alternate && layout.precision == 0) text += '.';
      break;
    case 'g': {
      const int precision = std::max(layout.precision, 1);
      Digits value = rounded_digits(magnitude, precision);
      if (!layout.alternate)
        while (value.digits.size() > 1 && value.digits.back() == '0')
          value.digits.pop_back();
      const bool use_exponent =
          value.exponent < -4 ||
          value.exponent >= precision - (layout.add_dot_0 ? 1 : 0);
      text = lay_out(value, use_exponent, layout);
      break;
    }
  }
  return sign + text;
}

std::string float_repr(double x) {
  return format_double(x, {.code = 'r', .add_dot_0 = true});
}

std::optional<double> parse_float(std::string_view text) {
  text = strip_spaces(text);
  bool negative = false;
  if (!text.empty() && (text[0] == '+' || text[0] == '-')) {
    negative = text[0] == '-';
    text.remove_prefix(1);
  }
  if (text.empty()) return std::nullopt;
  if (!is_digit(text[0]) && text[0] != '.') {
    auto special = parse_special(text);
    if (special && negative) *special = -*special;
    return special;
  }
  std::string without_underscores;
  if (text.find('_') != text.npos) {
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (text[i] != '_') {
        without_underscores += text[i];
      } else if (i == 0 || i + 1 == text.size() || !is_digit(text[i - 1]) ||
                 !is_digit(text[i + 1])) {
        return std::nullopt;
      }
    }
    text = without_underscores;
  }
  double x = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), x,
                                      std::chars_format::general);
  if (parsed.ptr != text.data() + text.size()) return std::nullopt;
  if (parsed.ec == std::errc::result_out_of_range)
    x = is_large(text) ? std::numeric_limits<double>::infinity() : 0.0;
  else if (parsed.ec != std::errc())
    return std::nullopt;
  return negative ? -x : x;
}

// CPython: float.hex.
std::string float_hex(double x) {
  if (!std::isfinite(x)) return float_repr(x);
  std::string out = std::signbit(x) ? "-0x" : "0x";
  if (x == 0) return out + "0.0p+0";
  const auto bits = std::bit_cast<std::uint64_t>(x);
  const std::uint64_t fraction = bits & ((std::uint64_t{1} << 52) - 1);
  int exponent = static_cast<int>(bits >> 52 & 0x7ff);
  out += exponent ? "1." : "0.";
  for (int shift = 48; shift >= 0; shift -= 4)
    out += "0123456789abcdef"[fraction >> shift & 15];
  exponent = exponent ? exponent - 1023 : -1022;
  out += exponent < 0 ? "p-" : "p+";
  return out + std::to_string(std::abs(exponent));
}

// CPython: float.fromhex.
double parse_float_hex(std::string_view text, HexError* error) {
  *error = HexError::Invalid;
  text = strip_spaces(text);
  bool negative = false;
  if (!text.empty() && (text[0] == '+' || text[0] == '-')) {
    negative = text[0] == '-';
    text.remove_prefix(1);
  }
  if (auto special = parse_special(text)) {
    *error = HexError::None;
    return negative ? -*special : *special;
  }
  if (text.size() > 1 && text[0] == '0' && (text[1] | 0x20) == 'x')
    text.remove_prefix(2);
  std::uint64_t mantissa = 0;
  long exponent = 0;
  bool sticky = false, point = false, any = false;
  std::size_t i = 0;
  for (; i < text.size(); ++i) {
    const char c = text[i], low = static_cast<char>(c | 0x20);
    if (c == '.' && !point) {
      point = true;
      continue;
    }
    int digit = -1;
    if (is_digit(c)) digit = c - '0';
    if (low >= 'a' && low <= 'f') digit = low - 'a' + 10;
    if (digit < 0) break;
    any = true;
    if (mantissa >> 60) {
      sticky |= digit != 0;
      if (!point) exponent += 4;
    } else {
      mantissa = mantissa << 4 | static_cast<unsigned>(digit);
      if (point) exponent -= 4;
    }
  }
  if (!any) return 0;
  if (i < text.size()) {
    if ((text[i] | 0x20) != 'p') return 0;
    long power = 0;
    const char* first = text.data() + i + 1;
    const char* end = text.data() + text.size();
    if (first < end && *first == '+' && first + 1 < end && first[1] != '-')
      ++first;
    const auto parsed = std::from_chars(first, end, power);
    if (parsed.ptr != end || parsed.ec == std::errc::invalid_argument) return 0;
    if (parsed.ec == std::errc::result_out_of_range)
      power = *first == '-' ? -(1L << 40) : 1L << 40;
    exponent += power;
  }
  const double x = scale(mantissa, exponent, sticky);
  *error = std::isinf(x) ? HexError::TooLarge : HexError::None;
  return negative ? -x : x;
}

// CPython: double_round.
std::optional<double> round_digits(double x, std::int64_t digits) {
  if (!std::isfinite(x) || x == 0 || digits > 323) return x;
  if (digits < -308) return x < 0 ? -0.0 : 0.0;
  const double magnitude = std::fabs(x);
  std::string text;
  if (digits >= 0) {
    text = fixed_text(magnitude, static_cast<int>(digits));
  } else {
    const double whole = std::trunc(magnitude);
    text = fixed_text(whole, 0);
    const auto drop = static_cast<std::size_t>(-digits);
    if (text.size() < drop) return x < 0 ? -0.0 : 0.0;
    const std::string dropped = text.substr(text.size() - drop);
    text.resize(text.size() - drop);
    if (text.empty()) text = "0";
    std::string half(drop, '0');
    half[0] = '5';
    const int order = dropped.compare(half);
    const bool odd = (text.back() - '0') & 1;
    if (order > 0 || (order == 0 && (whole != magnitude || odd))) {
      std::size_t i = text.size();
      while (i > 0 && text[i - 1] == '9') text[--i] = '0';
      if (i == 0)
        text.insert(text.begin(), '1');
      else
        ++text[i - 1];
    }
    text.append(drop, '0');
  }
  double result = 0;
  const auto parsed =
      std::from_chars(text.data(), text.data() + text.size(), result);
  if (parsed.ec == std::errc::result_out_of_range)
    return is_large(text) ? std::nullopt : std::optional<double>(0.0);
  return x < 0 ? -result : result;
}

}  // namespace limbeck::py

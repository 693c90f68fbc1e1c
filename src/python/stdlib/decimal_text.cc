// _decimal_text: reading and laying out numbers for lib/decimal.py.
#include "base/text.h"
#include "python/objects/format_spec.h"
#include "python/objects/int.h"
#include "python/objects/unicode.h"
#include "python/stdlib/modules.h"

namespace limbeck::py {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool equals(std::string_view text, std::string_view lower_case) {
  return lower(text) == lower_case;
}

Value parts(bool negative, std::string_view digits, Value exponent, int kind) {
  return make_tuple({Value::small(negative),
                     make_int(BigInt::from_digits(digits, 10)),
                     std::move(exponent), Value::small(kind)});
}

/// "inf", "nan12", "snan" as (sign, payload, 0, kind), or None.
Value parse_special(bool negative, std::string_view text) {
  const Value zero = Value::small(0);
  if (equals(text, "inf") || equals(text, "infinity"))
    return parts(negative, "", zero, 1);
  const bool signaling = !text.empty() && (text[0] | 0x20) == 's';
  if (signaling) text.remove_prefix(1);
  if (!equals(text.substr(0, 3), "nan")) return Value::none();
  for (char c : text.substr(3))
    if (!is_digit(c)) return Value::none();
  return parts(negative, text.substr(3), zero, signaling ? 3 : 2);
}

/// (sign, coefficient, exponent, kind) of what Decimal() takes, or None.
Value parse(Args& args) {
  std::string text;
  const std::string given = unicode::to_ascii_number(text_of(args[0]));
  for (char c : strip(given))
    if (c != '_') text += c;
  std::string_view rest = text;
  const bool negative = !rest.empty() && rest[0] == '-';
  if (!rest.empty() && (rest[0] == '-' || rest[0] == '+'))
    rest.remove_prefix(1);
  std::string digits;
  std::int64_t fraction = 0;
  bool point = false;
  std::size_t i = 0;
  for (; i < rest.size(); ++i) {
    if (rest[i] == '.' && !point) {
      point = true;
    } else if (is_digit(rest[i])) {
      digits += rest[i];
      fraction += point;
    } else {
      break;
    }
  }
  if (digits.empty()) return parse_special(negative, rest);
  BigInt exponent;
  if (i < rest.size()) {
    if ((rest[i] | 0x20) != 'e') return Value::none();
    std::string_view power = rest.substr(i + 1);
    const bool down = !power.empty() && power[0] == '-';
    if (!power.empty() && (power[0] == '-' || power[0] == '+'))
      power.remove_prefix(1);
    if (power.empty() || power.find_first_not_of("0123456789") != power.npos)
      return Value::none();
    exponent = BigInt::from_digits(power, 10);
    if (down) exponent = -exponent;
  }
  return parts(negative, digits, make_int(exponent - BigInt(fraction)), 0);
}

/// The format spec of a number, or nothing where Decimal refuses it.
std::optional<FormatSpec> spec_of(const Value& text) {
  try {
    const FormatSpec spec = parse_format_spec(text_of(text), "Decimal");
    if (spec.alternate || spec.thousands == '_') return std::nullopt;
    if (spec.type >= 0x80 ||
        (spec.type &&
         std::string_view("eEfFgGn%").find(static_cast<char>(spec.type)) ==
             std::string_view::npos))
      return std::nullopt;
    if (spec.fill == '0' && spec.align_given && spec.align != '=' &&
        text_of(text).find("0") != 0)
      return std::nullopt;  // "<05": alignment and zeros exclude each other
    return spec;
  } catch (const Raised& raised) {
    if (matches(raised, "ValueError")) return std::nullopt;
    throw;
  }
}

/// (precision or None, type, whether 'z' is there), or None.
Value parse_spec(Args& args) {
  const auto spec = spec_of(args[0]);
  if (!spec) return Value::none();
  std::string type;
  if (spec->type) type += static_cast<char>(spec->type);
  return make_tuple(
      {spec->precision < 0 ? Value::none() : make_int(spec->precision),
       make_str(type), Value::boolean(spec->positive_zero)});
}

/// The sign, digits and exponent in `body` as the spec wants them; `number` is
/// false for infinities and nans, which take no zeros.
Value lay_out(Args& args) {
  FormatSpec spec = *spec_of(args[1]);
  if (!truth(args[2]) && spec.fill == '0' && spec.align == '=') {
    spec.fill = ' ';
    spec.align = '>';
  }
  spec.type = 0;
  return make_str(lay_out_number(split_number(text_of(args[0])), spec));
}

/// How many decimal digits an int has that is not negative; 0 of zero.
std::size_t length_of(const BigInt& n) {
  const std::size_t guess = n.bit_length() * 30103 / 100000 + 1;
  const auto power = static_cast<std::uint32_t>(guess - 1);
  return n < BigInt::power_of_ten(power) ? guess - 1 : guess;
}

Value digits_of(Args& args) {
  if (!args[0].is_small())
    return make_int(static_cast<std::int64_t>(length_of(bigint_of(args[0]))));
  std::int64_t digits = 0;
  for (std::intptr_t n = args[0].small(); n > 0; n /= 10) ++digits;
  return make_int(digits);
}

/// Whether what is left of a division by ten's power makes one more of the
/// quotient. `half` compares a half of that power with the rest, as <=> does.
bool rounds_up(std::string_view mode, bool negative, int half, int last_digit) {
  if (mode == "ROUND_HALF_EVEN")
    return half < 0 || (half == 0 && last_digit % 2);
  if (mode == "ROUND_HALF_UP") return half <= 0;
  if (mode == "ROUND_DOWN") return false;
  if (mode == "ROUND_UP") return true;
  if (mode == "ROUND_CEILING") return !negative;
  if (mode == "ROUND_FLOOR") return negative;
  if (mode == "ROUND_HALF_DOWN") return half < 0;
  return last_digit % 5 == 0;  // ROUND_05UP
}

/// (n without its last digits, rounded; whether that changed it), or None where
/// more digits go than a common number has.
Value drop(Args& args) {
  constexpr std::intptr_t kCommon = 1000;
  if (!args[2].is_small() || args[2].small() <= 0 || args[2].small() > kCommon)
    return Value::none();
  const bool negative = truth(args[0]);
  const std::string_view mode = text_of(args[3]);
  const auto digits = static_cast<std::uint32_t>(args[2].small());
  BigInt quotient, rest;
  const BigInt unit = BigInt::power_of_ten(digits);
  BigInt::floor_divide(bigint_of(args[1]), unit, &quotient, &rest);
  const bool changed = !rest.is_zero();
  if (changed) {
    const int half = unit.compare(rest + rest);
    BigInt tens, last;
    BigInt::floor_divide(quotient, BigInt(10), &tens, &last);
    if (rounds_up(mode, negative, half,
                  static_cast<int>(last.to_int64().value_or(0))))
      quotient = quotient + BigInt(1);
  }
  return make_tuple({make_int(std::move(quotient)), Value::boolean(changed)});
}

}  // namespace

void init_decimal_text(Module& module) {
  module.def("digits(n, /)",
             [](Args& args) { return make_str(int_text(plain_int(args[0]))); });
  module.def("number(text, /)", [](Args& args) {
    return make_int(BigInt::from_digits(text_of(args[0]), 10));
  });
  module.def("length(n, /)", digits_of);
  module.def("drop(sign, n, digits, rounding, /)", drop);
  module.def("parse(text, /)", parse);
  module.def("parse_spec(spec, /)", parse_spec);
  module.def("lay_out(body, spec, number, /)", lay_out);
}

}  // namespace limbeck::py

// datetime.timedelta.
#include <cmath>

#include "base/text.h"
#include "python/objects/int.h"
#include "python/stdlib/datetime/types.h"

namespace limbeck::py::dates {
namespace {

DurationParts& parts(const Value& v) {
  return v.as<TimeDeltaObject>()->duration;
}

BigInt big(Wide n) {
  const bool negative = n < 0;
  const Wide magnitude = negative ? -n : n;
  const auto word = static_cast<std::uint64_t>(magnitude);
  const auto high = static_cast<std::uint64_t>(magnitude >> 64);
  BigInt result =
      BigInt::from_unsigned(high).shift_left(64) + BigInt::from_unsigned(word);
  return negative ? -result : result;
}

Value from_big(const BigInt& microseconds) {
  BigInt days, rest;
  BigInt::floor_divide(microseconds, BigInt(kDay), &days, &rest);
  const auto count = days.to_int64();
  if (!count || *count != static_cast<int>(*count))
    raise("OverflowError", "Python int too large to convert to C int");
  return timedelta_of(Wide(*count) * kDay + *rest.to_int64());
}

/// a / b to the nearest, half to even.
BigInt divide_nearest(BigInt a, BigInt b) {
  if (b.is_zero())
    raise("ZeroDivisionError", "integer division or modulo by zero");
  if (b.is_negative()) {
    a = -a;
    b = -b;
  }
  BigInt quotient, rest;
  BigInt::floor_divide(a, b, &quotient, &rest);
  const int sign = (rest + rest).compare(b);
  if (sign > 0 || (sign == 0 && quotient.is_odd()))
    quotient = quotient + BigInt(1);
  return quotient;
}

struct Ratio {
  BigInt numerator, denominator;
};

Ratio ratio_of(double x) {
  if (std::isnan(x)) raise_value_error("cannot convert NaN to integer ratio");
  if (std::isinf(x))
    raise("OverflowError", "cannot convert Infinity to integer ratio");
  int exponent;
  const double mantissa = std::frexp(x, &exponent);
  BigInt numerator(static_cast<std::int64_t>(std::ldexp(mantissa, 53)));
  exponent -= 53;
  if (exponent >= 0)
    return {numerator.shift_left(static_cast<std::size_t>(exponent)),
            BigInt(1)};
  return {numerator, BigInt(1).shift_left(static_cast<std::size_t>(-exponent))};
}

// CPython: accum. Whole parts are exact, fractions meet in `leftover`.
void accumulate(Wide& sum, double& leftover, const Value& value,
                const char* name, std::int64_t factor) {
  if (is_int(value)) {
    const auto number = int_of(plain_int(value));
    if (!number)
      raise("OverflowError", "Python int too large to convert to C int");
    sum += Wide(*number) * factor;
    return;
  }
  if (!is_float(value))
    raise_type_error(cat("unsupported type for timedelta ", name,
                         " component: ", type_of(value)->name));
  const double number = number_of(value);
  if (std::isnan(number))
    raise_value_error("cannot convert float NaN to integer");
  if (std::isinf(number))
    raise("OverflowError", "cannot convert float infinity to integer");
  double whole;
  double fraction = std::modf(number, &whole);
  if (std::abs(whole) > 9e18)
    raise("OverflowError", "Python int too large to convert to C int");
  sum += Wide(static_cast<std::int64_t>(whole)) * factor;
  fraction = std::modf(static_cast<double>(factor) * fraction, &whole);
  sum += static_cast<std::int64_t>(whole);
  leftover += fraction;
}

Value timedelta_make(Type* type, const Call& call) {
  static constexpr const char* kNames[] = {
      "days",    "seconds", "microseconds", "milliseconds",
      "minutes", "hours",   "weeks"};
  static constexpr std::int64_t kFactors[] = {
      kDay, kSecond, 1, 1000, 60 * kSecond, 3600 * kSecond, 7 * kDay};
  Value given[7];
  bind_fields({"__new__()", kNames, 0, 7}, call, given);
  Wide sum = 0;
  double leftover = 0;
  for (int i : {2, 3, 1, 4, 5, 0, 6})
    if (given[i]) accumulate(sum, leftover, given[i], kNames[i], kFactors[i]);
  if (leftover != 0) {
    double whole = std::round(leftover);
    if (std::abs(whole - leftover) == 0.5) {
      const double odd = sum & 1 ? 1 : 0;
      whole = 2.0 * std::round((leftover + odd) * 0.5) - odd;
    }
    sum += static_cast<std::int64_t>(whole);
  }
  return timedelta_of(sum, type);
}

Value true_divide(const Value& self, const Value& other) {
  if (is_timedelta(other))
    return binary(make_int(big(microseconds_of(self))),
                  make_int(big(microseconds_of(other))), Binary::TrueDiv);
  if (is_int(other))
    return from_big(
        divide_nearest(big(microseconds_of(self)), bigint_of(other)));
  if (!is_float(other)) return Value::not_implemented();
  const Ratio ratio = ratio_of(number_of(other));
  return from_big(divide_nearest(big(microseconds_of(self)) * ratio.denominator,
                                 ratio.numerator));
}

Value floor_divide(const Value& self, const Value& other, Binary op) {
  const bool mod = op == Binary::Mod;
  if (!is_timedelta(other) && (mod || !is_int(other)))
    return Value::not_implemented();
  const BigInt divisor =
      is_int(other) ? bigint_of(other) : big(microseconds_of(other));
  if (divisor.is_zero())
    raise("ZeroDivisionError", mod ? "integer modulo by zero"
                                   : "integer division or modulo by zero");
  BigInt quotient, rest;
  BigInt::floor_divide(big(microseconds_of(self)), divisor, &quotient, &rest);
  if (mod) return from_big(rest);
  return is_int(other) ? from_big(quotient) : make_int(std::move(quotient));
}

Value multiply(const Value& self, const Value& other) {
  if (is_int(other))
    return from_big(big(microseconds_of(self)) * bigint_of(other));
  if (!is_float(other)) return Value::not_implemented();
  const Ratio ratio = ratio_of(number_of(other));
  return from_big(divide_nearest(big(microseconds_of(self)) * ratio.numerator,
                                 ratio.denominator));
}

Value timedelta_binary(const Value& self, const Value& other, Binary op,
                       bool reflected) {
  switch (op) {
    case Binary::Add:
      if (!is_timedelta(other)) break;
      return timedelta_of(microseconds_of(self) + microseconds_of(other));
    case Binary::Sub:
      if (!is_timedelta(other)) break;
      return timedelta_of(reflected
                              ? microseconds_of(other) - microseconds_of(self)
                              : microseconds_of(self) - microseconds_of(other));
    case Binary::Mul:
      return multiply(self, other);
    case Binary::TrueDiv:
      return reflected ? Value::not_implemented() : true_divide(self, other);
    case Binary::FloorDiv:
    case Binary::Mod:
      return reflected ? Value::not_implemented()
                       : floor_divide(self, other, op);
    case Binary::MatMul:
    case Binary::Pow:
    case Binary::LShift:
    case Binary::RShift:
    case Binary::And:
    case Binary::Or:
    case Binary::Xor:
    case Binary::Count:
      break;
  }
  return Value::not_implemented();
}

Value timedelta_repr(const Value& self) {
  const DurationParts& d = parts(self);
  std::string out;
  const auto field = [&](const char* name, std::int64_t n) {
    if (n != 0) cat_to(out, out.empty() ? "" : ", ", name, "=", n);
  };
  field("days", d.days);
  field("seconds", d.seconds);
  field("microseconds", d.microseconds);
  const Type* type = type_of(self);
  return make_str(cat(type->module, ".", type->qualname, "(",
                      out.empty() ? "0" : out, ")"));
}

Value timedelta_str(const Value& self) {
  const DurationParts& d = parts(self);
  std::string out;
  if (d.days)
    cat_to(out, d.days, d.days == 1 || d.days == -1 ? " day, " : " days, ");
  cat_to(out, d.seconds / 3600, ":");
  append_number(out, d.seconds / 60 % 60, 2);
  out += ':';
  append_number(out, d.seconds % 60, 2);
  if (d.microseconds) {
    out += '.';
    append_number(out, d.microseconds, 6);
  }
  return make_str(out);
}

Value timedelta_compare(const Value& self, const Value& other, Compare op) {
  if (!is_timedelta(other)) return Value::not_implemented();
  const Wide a = microseconds_of(self), b = microseconds_of(other);
  return ordering(a < b ? -1 : a > b, op);
}

Value divmod(const Value* v, std::size_t) {
  if (!is_timedelta(v[1])) return Value::not_implemented();
  const Value quotient = floor_divide(v[0], v[1], Binary::FloorDiv);
  return make_tuple({quotient, floor_divide(v[0], v[1], Binary::Mod)});
}

constexpr NativeMethod kMethods[] = {
    {"total_seconds(self, /)",
     [](const Value* v, std::size_t) {
       return binary(make_int(big(microseconds_of(v[0]))), make_int(kSecond),
                     Binary::TrueDiv);
     },
     0, 0},
    {"__divmod__(self, value, /)", divmod, 1, 1},
    {"__abs__(self, /)",
     [](const Value* v, std::size_t) {
       const Wide n = microseconds_of(v[0]);
       return timedelta_of(n < 0 ? -n : n);
     },
     0, 0},
    {"__reduce__(self, /)",
     [](const Value* v, std::size_t) {
       const DurationParts& d = parts(v[0]);
       return make_tuple({Value(static_cast<Object*>(type_of(v[0]))),
                          make_tuple({make_int(d.days), make_int(d.seconds),
                                      make_int(d.microseconds)})});
     },
     0, 0},
    {nullptr},
};

constexpr NativeProperty kProperties[] = {
    {"days", [](const Value& v) { return make_int(parts(v).days); }},
    {"seconds", [](const Value& v) { return make_int(parts(v).seconds); }},
    {"microseconds",
     [](const Value& v) { return make_int(parts(v).microseconds); }},
    {nullptr, nullptr},
};

}  // namespace

Wide microseconds_of(const Value& timedelta) {
  const DurationParts& d = parts(timedelta);
  return Wide(d.days) * kDay + Wide(d.seconds) * kSecond + d.microseconds;
}

Value timedelta_of(Wide microseconds, Type* type) {
  Wide days = microseconds / kDay;
  auto rest = static_cast<std::int64_t>(microseconds % kDay);
  if (rest < 0) {
    rest += kDay;
    --days;
  }
  if (days < -INT32_MAX || days > INT32_MAX)
    raise("OverflowError", "Python int too large to convert to C int");
  if (days < -999999999 || days > 999999999)
    raise("OverflowError", cat("days=", static_cast<std::int64_t>(days),
                               "; must have magnitude <= 999999999"));
  auto object = allocate_as<TimeDeltaObject>(type ? type : types().timedelta);
  object->duration = {static_cast<std::int64_t>(days),
                      static_cast<int>(rest / kSecond),
                      static_cast<int>(rest % kSecond)};
  return std::move(object).value();
}

Type* make_timedelta_type() {
  Type* type =
      new_native_type("timedelta", "datetime", {builtin_types().object},
                      sizeof(TimeDeltaObject));
  set_layout<TimeDeltaObject>(type);
  Slots& slots = type->slots;
  slots.make = timedelta_make;
  slots.repr = timedelta_repr;
  slots.str = timedelta_str;
  slots.hash = [](const Value& self) {
    const DurationParts& d = parts(self);
    return hash(make_tuple(
        {make_int(d.days), make_int(d.seconds), make_int(d.microseconds)}));
  };
  slots.compare = timedelta_compare;
  slots.truth = [](const Value& self) { return microseconds_of(self) != 0; };
  slots.binary = timedelta_binary;
  slots.binary_operators =
      operator_bit(Binary::Add) | operator_bit(Binary::Sub) |
      operator_bit(Binary::Mul) | operator_bit(Binary::TrueDiv) |
      operator_bit(Binary::FloorDiv) | operator_bit(Binary::Mod);
  slots.unary = [](const Value& self, Unary op) {
    if (op == Unary::Invert) return Value::not_implemented();
    const Wide n = microseconds_of(self);
    return timedelta_of(op == Unary::Neg ? -n : n);
  };
  slots.unary_operators =
      1u << static_cast<int>(Unary::Neg) | 1u << static_cast<int>(Unary::Pos);
  type->populate = [](Type* self) {
    add_methods(self, kMethods);
    add_properties(self, kProperties);
    set_class_attribute(self, "min", make_timedelta(-999999999, 0, 0));
    set_class_attribute(self, "max",
                        make_timedelta(999999999, kDaySeconds - 1, 999999));
    set_class_attribute(self, "resolution", make_timedelta(0, 0, 1));
  };
  ready(type);
  return type;
}

}  // namespace limbeck::py::dates

#include "python/objects/float.h"

#include <cmath>

#include "base/text.h"
#include "python/native.h"
#include "python/objects/bytes.h"
#include "python/objects/callable.h"
#include "python/objects/exception.h"
#include "python/objects/float_text.h"
#include "python/objects/format_spec.h"
#include "python/objects/int.h"
#include "python/objects/internals.h"
#include "python/objects/str.h"
#include "python/objects/type.h"
#include "python/objects/unicode.h"

namespace limbeck::py {
namespace {

double value_of(const Value& self) { return self.as<FloatObject>()->value; }

[[noreturn]] void raise_zero_division(const char* message) {
  raise("ZeroDivisionError", message);
}

[[noreturn]] void raise_out_of_range() {
  throw Raised(make_exception(
      exception_type("OverflowError"),
      {Value::small(34), make_str("Numerical result out of range")}));
}

/// A float or an int as a double; false for other types.
bool operand(const Value& value, double* x) {
  if (has_layout(value, Layout::Float)) {
    *x = value_of(value);
    return true;
  }
  if (!is_int(value)) return false;
  *x = int_to_double(value);
  return true;
}

// CPython: _float_div_mod.
void float_div_mod(double a, double b, double* quotient, double* remainder) {
  double mod = std::fmod(a, b);
  double div = (a - mod) / b;
  if (mod != 0) {
    if ((b < 0) != (mod < 0)) {
      mod += b;
      div -= 1.0;
    }
  } else {
    mod = std::copysign(0.0, b);
  }
  if (div != 0) {
    *quotient = std::floor(div);
    if (div - *quotient > 0.5) *quotient += 1.0;
  } else {
    *quotient = std::copysign(0.0, a / b);
  }
  *remainder = mod;
}

// CPython: float_pow.
Value float_power(double a, double b) {
  if (a == 0 && b < 0 && std::isfinite(b))
    raise_zero_division("0.0 cannot be raised to a negative power");
  if (a < 0 && std::isfinite(a) && std::isfinite(b) && b != std::floor(b))
    return binary(make_complex(a, 0), make_complex(b, 0), Binary::Pow);
  const double result = std::pow(a, b);
  if (std::isinf(result) && std::isfinite(a) && std::isfinite(b))
    raise_out_of_range();
  return make_float(result);
}

Value float_binary(const Value& self, const Value& other, Binary op,
                   bool reflected) {
  double a = value_of(self), b;
  if (!operand(other, &b)) return Value::not_implemented();
  if (reflected) std::swap(a, b);
  double quotient, remainder;
  switch (op) {
    case Binary::Add:
      return make_float(a + b);
    case Binary::Sub:
      return make_float(a - b);
    case Binary::Mul:
      return make_float(a * b);
    case Binary::TrueDiv:
      if (b == 0) raise_zero_division("float division by zero");
      return make_float(a / b);
    case Binary::FloorDiv:
      if (b == 0) raise_zero_division("float floor division by zero");
      float_div_mod(a, b, &quotient, &remainder);
      return make_float(quotient);
    case Binary::Mod:
      if (b == 0) raise_zero_division("float modulo by zero");
      float_div_mod(a, b, &quotient, &remainder);
      return make_float(remainder);
    case Binary::Pow:
      return float_power(a, b);
    case Binary::MatMul:
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

Value float_unary(const Value& self, Unary op) {
  const double x = value_of(self);
  switch (op) {
    case Unary::Neg:
      return make_float(-x);
    case Unary::Pos:
      return make_float(x);
    case Unary::Invert:
      break;
  }
  return Value::not_implemented();
}

/// -1, 0, 1 of a float (not nan) against an int, exactly.
int compare_with_int(double x, const Value& n) {
  if (std::isinf(x)) return x > 0 ? 1 : -1;
  const BigInt whole = BigInt::truncate(x);
  const int order = whole.compare(bigint_of(n));
  if (order != 0) return order;
  const double fraction = x - std::trunc(x);
  return (fraction > 0) - (fraction < 0);
}

Value float_compare(const Value& self, const Value& other, Compare op) {
  const double a = value_of(self);
  double b;
  if (has_layout(other, Layout::Float)) {
    b = value_of(other);
  } else if (is_int(other)) {
    constexpr std::int64_t kExact = std::int64_t{1} << 53;
    const auto n = int_of(other);
    if (n && *n <= kExact && *n >= -kExact) {
      b = static_cast<double>(*n);
    } else if (std::isnan(a)) {
      b = 0;
    } else {
      b = -compare_with_int(a, other);
      return float_compare(make_float(0.0), make_float(b), op);
    }
  } else {
    return Value::not_implemented();
  }
  switch (op) {
    case Compare::Lt:
      return Value::boolean(a < b);
    case Compare::Le:
      return Value::boolean(a <= b);
    case Compare::Eq:
      return Value::boolean(a == b);
    case Compare::Ne:
      return Value::boolean(a != b);
    case Compare::Gt:
      return Value::boolean(a > b);
    case Compare::Ge:
      return Value::boolean(a >= b);
  }
  return Value();
}

std::int64_t float_hash(const Value& self) {
  const double x = value_of(self);
  if (!std::isnan(x)) return hash_double(x);
  const auto hash = static_cast<std::int64_t>(self.bits() >> 4);
  return hash == -1 ? -2 : hash;
}

double parse_or_raise(const Value& shown, std::string_view text) {
  std::string converted;
  if (is_str(shown) && !unicode::is_ascii(text)) {
    converted = unicode::to_ascii_number(text);
    text = converted;
  }
  const auto x = parse_float(text);
  if (!x)
    raise_value_error(cat("could not convert string to float: ", repr(shown)));
  return *x;
}

std::optional<double> from_dunder_float(const Value& value) {
  if (!lookup_in_type(type_of(value), names().float_)) return std::nullopt;
  const Value result = call_method(value, "__float__");
  if (!has_layout(result, Layout::Float))
    raise_type_error(cat(type_of(value)->name,
                         ".__float__ returned non-float (type ",
                         type_of(result)->name, ")"));
  return value_of(result);
}

double float_from(const Value& x) {
  if (type_of(x) == builtin_types().float_) return value_of(x);
  if (is_str(x)) return parse_or_raise(x, text_of(x));
  if (auto bytes = buffer_of(x)) return parse_or_raise(x, *bytes);
  if (x.is_small() || x.is_bool() || type_of(x) == builtin_types().int_)
    return int_to_double(x);
  if (auto result = from_dunder_float(x)) return *result;
  if (lookup_in_type(type_of(x), names().index))
    return int_to_double(index_of(x));
  raise_type_error(
      cat("float() argument must be a string or a real number, not '",
          type_of(x)->name, "'"));
}

Value float_make(Type* type, const Call& call) {
  if (call.keywords) raise_type_error("float() takes no keyword arguments");
  if (call.positional > 1)
    raise_type_error(
        cat("float expected at most 1 argument, got ", call.positional));
  const double x = call.positional ? float_from(call.values[0]) : 0.0;
  if (type == builtin_types().float_) {
    if (call.positional && type_of(call.values[0]) == type)
      return call.values[0];
    return make_float(x);
  }
  Ref<FloatObject> object = allocate_as<FloatObject>(type);
  object->value = x;
  return std::move(object).value();
}

// -- methods ------------------------------------------------------------------

Value whole(double x) {
  if (std::isnan(x)) raise_value_error("cannot convert float NaN to integer");
  if (std::isinf(x))
    raise("OverflowError", "cannot convert float infinity to integer");
  if (std::fabs(x) < 4e18) return make_int(static_cast<std::int64_t>(x));
  return make_int(BigInt::truncate(x));
}

Value float_round(const Value* values, std::size_t count) {
  const double x = value_of(values[0]);
  if (count < 2 || values[1].is_none()) return whole(std::nearbyint(x));
  // Beyond all digits of a float one limit is as good as another.
  const Value places = index_of(values[1]);
  const std::int64_t most = 1 << 20;
  const auto digits = round_digits(
      x,
      int_of(places).value_or(bigint_of(places).is_negative() ? -most : most));
  if (!digits) raise("OverflowError", "rounded value too large to represent");
  return make_float(*digits);
}

Value float_as_integer_ratio(const Value* values, std::size_t) {
  const double x = value_of(values[0]);
  if (std::isinf(x))
    raise("OverflowError", "cannot convert Infinity to integer ratio");
  if (std::isnan(x)) raise_value_error("cannot convert NaN to integer ratio");
  int exponent;
  double fraction = std::frexp(x, &exponent);
  for (int i = 0; i < 300 && fraction != std::floor(fraction); ++i) {
    fraction *= 2;
    --exponent;
  }
  BigInt numerator = BigInt::truncate(fraction), denominator(1);
  if (exponent > 0)
    numerator = numerator.shift_left(exponent);
  else
    denominator = denominator.shift_left(-exponent);
  return make_tuple(
      {make_int(std::move(numerator)), make_int(std::move(denominator))});
}

Value float_div_mod_method(const Value& left, const Value& right) {
  double a, b, quotient, remainder;
  if (!operand(left, &a) || !operand(right, &b))
    return Value::not_implemented();
  if (b == 0) raise_zero_division("float divmod()");
  float_div_mod(a, b, &quotient, &remainder);
  return make_tuple({make_float(quotient), make_float(remainder)});
}

Value float_fromhex(const Value* values, std::size_t) {
  if (!is_str(values[1])) raise_type_error("fromhex() argument must be str");
  HexError error;
  const double x = parse_float_hex(text_of(values[1]), &error);
  if (error == HexError::Invalid)
    raise_value_error("invalid hexadecimal floating-point string");
  if (error == HexError::TooLarge)
    raise("OverflowError",
          "hexadecimal value too large to represent as a float");
  const Value result = make_float(x);
  if (values[0].as<Type>() == builtin_types().float_) return result;
  return call(values[0], {result});
}

Value float_format_method(const Value* values, std::size_t) {
  if (!is_str(values[1]))
    raise_type_error(cat("__format__() argument must be str, not ",
                         type_of(values[1])->name));
  return format_float(values[0], text_of(values[1]));
}

template <auto function>
Value with_double(const Value* values, std::size_t) {
  return function(value_of(values[0]));
}

constexpr NativeMethod kMethods[] = {
    {"as_integer_ratio(self, /)", float_as_integer_ratio, 0, 0},
    {"conjugate(self, /)", with_double<make_float>, 0, 0},
    {"hex(self, /)",
     with_double<+[](double x) { return make_str(float_hex(x)); }>, 0, 0},
    {"fromhex(cls, string, /)", float_fromhex, 1, 1, nullptr,
     NativeMethod::Kind::Class},
    {"is_integer(self, /)", with_double<+[](double x) {
       return Value::boolean(std::isfinite(x) && x == std::floor(x));
     }>,
     0, 0},
    {"__abs__(self, /)",
     with_double<+[](double x) { return make_float(std::fabs(x)); }>, 0, 0},
    {"__int__(self, /)", with_double<whole>, 0, 0},
    {"__trunc__(self, /)", with_double<whole>, 0, 0},
    {"__floor__(self, /)",
     with_double<+[](double x) { return whole(std::floor(x)); }>, 0, 0},
    {"__ceil__(self, /)",
     with_double<+[](double x) { return whole(std::ceil(x)); }>, 0, 0},
    {"__float__(self, /)", with_double<make_float>, 0, 0},
    {"__round__(self, ndigits=None, /)", float_round, 0, 1},
    {"__divmod__(self, other, /)",
     [](const Value* v, std::size_t) {
       return float_div_mod_method(v[0], v[1]);
     },
     1, 1},
    {"__rdivmod__(self, other, /)",
     [](const Value* v, std::size_t) {
       return float_div_mod_method(v[1], v[0]);
     },
     1, 1},
    {"__format__(self, format_spec, /)", float_format_method, 1, 1},
    {"__getnewargs__(self, /)",
     [](const Value* v, std::size_t) {
       return make_tuple({make_float(value_of(v[0]))});
     },
     0, 0},
    {nullptr},
};

constexpr NativeProperty kProperties[] = {
    {"real", [](const Value& self) { return make_float(value_of(self)); }},
    {"imag", [](const Value&) { return make_float(0.0); }},
    {nullptr, nullptr},
};

}  // namespace

Value make_float(double x) {
  Ref<FloatObject> object = allocate_as<FloatObject>(builtin_types().float_);
  object->value = x;
  return std::move(object).value();
}

bool is_float(const Value& value) { return has_layout(value, Layout::Float); }

double to_double(const Value& value) {
  double x;
  if (operand(value, &x)) return x;
  if (auto result = from_dunder_float(value)) return *result;
  if (lookup_in_type(type_of(value), names().index))
    return int_to_double(index_of(value));
  raise_type_error(cat("must be real number, not ", type_of(value)->name));
}

Type* make_float_type() {
  Type* type = new_native_type("float", "builtins", {builtin_types().object},
                               sizeof(FloatObject));
  type->layout = Layout::Float;
  Slots& slots = type->slots;
  slots.construct = [](void* memory, Type* of) -> Object* {
    return new (memory) FloatObject(of);
  };
  slots.destruct = [](Object*) {};
  slots.make = float_make;
  slots.repr = [](const Value& self) {
    return new_ascii(float_repr(value_of(self))).value();
  };
  slots.hash = float_hash;
  slots.compare = float_compare;
  slots.binary = float_binary;
  slots.binary_operators = (1u << static_cast<int>(Binary::Add)) |
                           (1u << static_cast<int>(Binary::Sub)) |
                           (1u << static_cast<int>(Binary::Mul)) |
                           (1u << static_cast<int>(Binary::TrueDiv)) |
                           (1u << static_cast<int>(Binary::FloorDiv)) |
                           (1u << static_cast<int>(Binary::Mod)) |
                           (1u << static_cast<int>(Binary::Pow));
  slots.unary = float_unary;
  slots.unary_operators =
      1u << static_cast<int>(Unary::Neg) | 1u << static_cast<int>(Unary::Pos);
  slots.truth = [](const Value& self) { return value_of(self) != 0; };
  type->populate = [](Type* self) {
    add_methods(self, kMethods);
    add_properties(self, kProperties);
  };
  ready(type);
  return type;
}

}  // namespace limbeck::py

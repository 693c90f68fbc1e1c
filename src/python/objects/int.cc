#include "python/objects/int.h"

#include <bit>
#include <cmath>

#include "base/text.h"
#include "python/native.h"
#include "python/objects/bytes.h"
#include "python/objects/float.h"
#include "python/objects/heap.h"
#include "python/objects/int_methods.h"
#include "python/objects/str.h"
#include "python/objects/text_state.h"
#include "python/objects/type.h"
#include "python/objects/unicode.h"

namespace limbeck::py {
namespace {

/// The value of an int that fits a word: small, bool or a boxed small one.
bool word_of(const Value& value, std::int64_t* n) {
  if (value.is_small()) {
    *n = value.small();
    return true;
  }
  if (value.is_bool()) {
    *n = value.is_true();
    return true;
  }
  if (!has_layout(value, Layout::Int)) return false;
  const auto* object = value.as<IntObject>();
  if (!object->big.is_zero()) return false;
  *n = object->small;
  return true;
}

[[noreturn]] void raise_zero_division(const char* message) {
  raise("ZeroDivisionError", message);
}

std::int64_t floor_quotient(std::int64_t a, std::int64_t b) {
  const std::int64_t quotient = a / b;
  return quotient - (a % b != 0 && (a < 0) != (b < 0));
}

std::int64_t floor_remainder(std::int64_t a, std::int64_t b) {
  const std::int64_t remainder = a % b;
  return remainder != 0 && (remainder < 0) != (b < 0) ? remainder + b
                                                      : remainder;
}

Value power(const BigInt& base, const BigInt& exponent) {
  if (exponent.is_negative())
    return binary(make_float(int_to_double(make_int(base))),
                  make_float(int_to_double(make_int(exponent))), Binary::Pow);
  const auto word = exponent.to_uint64();
  if (!word) {
    if (base.is_zero() || base == BigInt(1)) return make_int(base);
    if (base == BigInt(-1)) return make_int(exponent.is_odd() ? -1 : 1);
    raise("MemoryError", "");
  }
  if (base.bit_length() > 1 && *word > (std::uint64_t{1} << 34))
    raise("MemoryError", "");
  detail::heap->check_room(base.bit_length() / 8 * *word);
  return make_int(base.pow(*word));
}

Value true_divide(const BigInt& a, const BigInt& b) {
  if (b.is_zero()) raise_zero_division("division by zero");
  const auto quotient = BigInt::true_divide(a, b);
  if (!quotient)
    raise("OverflowError", "integer division result too large for a float");
  return make_float(*quotient);
}

Value shift(const BigInt& a, const BigInt& bits, bool left) {
  if (bits.is_negative()) raise_value_error("negative shift count");
  const auto count = bits.to_uint64();
  if (left) {
    if (a.is_zero()) return Value::small(0);
    if (!count || *count > (std::uint64_t{1} << 36))
      raise("OverflowError", "too many digits in integer");
    detail::heap->check_room(*count / 8);
    return make_int(a.shift_left(*count));
  }
  if (!count) return Value::small(a.is_negative() ? -1 : 0);
  return make_int(a.shift_right(*count));
}

Value big_binary(const Value& left, const Value& right, Binary op) {
  const BigInt a = bigint_of(left), b = bigint_of(right);
  BigInt result;
  switch (op) {
    case Binary::Add:
      return make_int(a + b);
    case Binary::Sub:
      return make_int(a - b);
    case Binary::Mul:
      detail::heap->check_room((a.bit_length() + b.bit_length()) / 8);
      return make_int(a * b);
    case Binary::TrueDiv:
      return true_divide(a, b);
    case Binary::FloorDiv:
      if (b.is_zero())
        raise_zero_division("integer division or modulo by zero");
      BigInt::floor_divide(a, b, &result, nullptr);
      return make_int(std::move(result));
    case Binary::Mod:
      if (b.is_zero()) raise_zero_division("integer modulo by zero");
      BigInt::floor_divide(a, b, nullptr, &result);
      return make_int(std::move(result));
    case Binary::Pow:
      return power(a, b);
    case Binary::LShift:
      return shift(a, b, true);
    case Binary::RShift:
      return shift(a, b, false);
    case Binary::And:
      return make_int(a & b);
    case Binary::Or:
      return make_int(a | b);
    case Binary::Xor:
      return make_int(a ^ b);
    case Binary::MatMul:
    case Binary::Count:
      break;
  }
  return Value::not_implemented();
}

/// Absent where the result may not fit or an error is to be raised.
Value word_power(std::int64_t base, std::int64_t exponent) {
  if (exponent < 0) return Value();
  std::int64_t result = 1;
  while (exponent) {
    if ((exponent & 1) && __builtin_mul_overflow(result, base, &result))
      return Value();
    exponent >>= 1;
    if (exponent && __builtin_mul_overflow(base, base, &base)) return Value();
  }
  return make_int(result);
}

/// Absent: the general way is to be taken.
Value word_binary(std::int64_t a, std::int64_t b, Binary op) {
  std::int64_t result;
  switch (op) {
    case Binary::Add:
      if (__builtin_add_overflow(a, b, &result)) return Value();
      return make_int(result);
    case Binary::Sub:
      if (__builtin_sub_overflow(a, b, &result)) return Value();
      return make_int(result);
    case Binary::Mul:
      if (__builtin_mul_overflow(a, b, &result)) return Value();
      return make_int(result);
    case Binary::TrueDiv: {
      constexpr std::int64_t kExact = std::int64_t{1} << 53;
      if (b == 0 || a > kExact || a < -kExact || b > kExact || b < -kExact)
        return Value();
      return make_float(static_cast<double>(a) / static_cast<double>(b));
    }
    case Binary::FloorDiv:
      if (b == 0 || (b == -1 && a == INT64_MIN)) return Value();
      return make_int(floor_quotient(a, b));
    case Binary::Mod:
      if (b == 0 || (b == -1 && a == INT64_MIN)) return Value();
      return make_int(floor_remainder(a, b));
    case Binary::Pow:
      return word_power(a, b);
    case Binary::LShift:
      if (b < 0 || b > 62 || (a << b) >> b != a) return Value();
      return make_int(a << b);
    case Binary::RShift:
      if (b < 0) return Value();
      return make_int(a >> std::min<std::int64_t>(b, 63));
    case Binary::And:
      return make_int(a & b);
    case Binary::Or:
      return make_int(a | b);
    case Binary::Xor:
      return make_int(a ^ b);
    case Binary::MatMul:
    case Binary::Count:
      break;
  }
  return Value();
}

Value int_binary(const Value& self, const Value& other, Binary op,
                 bool reflected) {
  if (!is_int(other)) return Value::not_implemented();
  const Value& left = reflected ? other : self;
  const Value& right = reflected ? self : other;
  std::int64_t a, b;
  if (word_of(left, &a) && word_of(right, &b))
    if (Value result = word_binary(a, b, op)) return result;
  return big_binary(left, right, op);
}

Value bool_binary(const Value& self, const Value& other, Binary op,
                  bool reflected) {
  if (self.is_bool() && other.is_bool()) {
    const bool a = self.is_true(), b = other.is_true();
    if (op == Binary::And) return Value::boolean(a && b);
    if (op == Binary::Or) return Value::boolean(a || b);
    if (op == Binary::Xor) return Value::boolean(a != b);
  }
  return int_binary(self, other, op, reflected);
}

Value int_unary(const Value& self, Unary op) {
  std::int64_t n;
  if (word_of(self, &n) && n != INT64_MIN) switch (op) {
      case Unary::Neg:
        return make_int(-n);
      case Unary::Pos:
        return make_int(n);
      case Unary::Invert:
        return make_int(~n);
    }
  const BigInt big = bigint_of(self);
  switch (op) {
    case Unary::Neg:
      return make_int(-big);
    case Unary::Pos:
      return make_int(big);
    case Unary::Invert:
      return make_int(~big);
  }
  return Value();
}

Value int_compare(const Value& self, const Value& other, Compare op) {
  if (!is_int(other)) return Value::not_implemented();
  std::int64_t a, b;
  int order;
  if (word_of(self, &a) && word_of(other, &b))
    order = (a > b) - (a < b);
  else
    order = bigint_of(self).compare(bigint_of(other));
  switch (op) {
    case Compare::Lt:
      return Value::boolean(order < 0);
    case Compare::Le:
      return Value::boolean(order <= 0);
    case Compare::Eq:
      return Value::boolean(order == 0);
    case Compare::Ne:
      return Value::boolean(order != 0);
    case Compare::Gt:
      return Value::boolean(order > 0);
    case Compare::Ge:
      return Value::boolean(order >= 0);
  }
  return Value();
}

std::int64_t int_hash(const Value& self) {
  constexpr std::int64_t kModulus = (std::int64_t{1} << 61) - 1;
  std::int64_t n;
  if (!word_of(self, &n)) return bigint_of(self).hash();
  n %= kModulus;
  return n == -1 ? -2 : n;
}

bool int_truth(const Value& self) {
  std::int64_t n;
  return !word_of(self, &n) || n != 0;
}

Value int_repr(const Value& self) {
  std::int64_t n;
  if (word_of(self, &n)) return new_ascii(cat(n)).value();
  check_digits_to_text(bigint_of(self));
  return new_ascii(int_text(self)).value();
}

Value bool_repr(const Value& self) {
  return make_str(self.is_true() ? "True" : "False");
}

// -- int(...) -----------------------------------------------------------------

[[noreturn]] void raise_invalid_literal(const Value& text, int base) {
  std::string shown = repr(text);
  const std::size_t cut = unicode::offset_of(shown, 200);
  shown.resize(cut);
  raise_value_error(
      cat("invalid literal for int() with base ", base, ": ", shown));
}

/// Before the conversion, which takes time that grows with the square.
void check_digits_from_text(std::string_view text, int base) {
  const int limit = text_state().max_str_digits;
  if (!limit || text.size() <= static_cast<std::size_t>(limit)) return;
  if (std::has_single_bit(static_cast<unsigned>(base))) return;
  std::size_t digits = 0;
  for (char c : text) {
    const int value = digit_value(c);
    digits += value >= 0 && value < base;
  }
  if (digits > static_cast<std::size_t>(limit))
    raise_value_error(
        cat("Exceeds the limit (", limit,
            " digits) for integer string conversion: value has ", digits,
            " digits; use sys.set_int_max_str_digits() to increase the limit"));
}

Value parse_checked(const Value& shown, std::string_view text, int base) {
  if (base != 0 && (base < 2 || base > 36))
    raise_value_error("int() base must be >= 2 and <= 36, or 0");
  std::string converted;
  if (is_str(shown) && !unicode::is_ascii(text)) {
    converted = unicode::to_ascii_number(text);
    text = converted;
  }
  const bool decimal =
      base == 0 && text.substr(0, 4).find_first_of("xXoObB") == text.npos;
  if (base || decimal) check_digits_from_text(text, base ? base : 10);
  auto n = BigInt::parse(text, base);
  if (!n) raise_invalid_literal(shown, base);
  return make_int(std::move(*n));
}

Value truncate_float(double x) {
  if (std::isnan(x)) raise_value_error("cannot convert float NaN to integer");
  if (std::isinf(x))
    raise("OverflowError", "cannot convert float infinity to integer");
  if (std::fabs(x) < 4e18) return make_int(static_cast<std::int64_t>(x));
  return make_int(BigInt::truncate(x));
}

Value converted_by(const Value& value, Str* name, const char* shown) {
  const Method method = find_method(value, name);
  Value result = method.takes_self ? call(method.callable, {value})
                                   : call(method.callable);
  if (!is_int(result))
    raise_type_error(
        cat(shown, " returned non-int (type ", type_of(result)->name, ")"));
  return plain_int(result);
}

// CPython: PyNumber_Long.
Value int_from(const Value& x) {
  if (is_int(x)) {
    const bool exact =
        x.is_small() || x.is_bool() || type_of(x) == builtin_types().int_ ||
        lookup_in_type(type_of(x), names().int_)
            .is(lookup_in_type(builtin_types().int_, names().int_));
    return exact ? plain_int(x) : converted_by(x, names().int_, "__int__");
  }
  if (has_layout(x, Layout::Float)) {
    if (type_of(x) == builtin_types().float_)
      return truncate_float(x.as<FloatObject>()->value);
  } else if (is_str(x)) {
    return parse_checked(x, text_of(x), 10);
  } else if (auto bytes = buffer_of(x)) {
    return parse_checked(x, *bytes, 10);
  }
  if (lookup_in_type(type_of(x), names().int_))
    return converted_by(x, names().int_, "__int__");
  if (lookup_in_type(type_of(x), names().index))
    return converted_by(x, names().index, "__index__");
  raise_type_error(cat(
      "int() argument must be a string, a bytes-like object or a real number, "
      "not '",
      type_of(x)->name, "'"));
}

Value int_from_call(const Call& call) {
  Value base;
  for (std::size_t i = 0; i < call.keywords; ++i) {
    if (text_of(call.names[i]) != "base")
      raise_type_error(cat("int() got an unexpected keyword argument '",
                           text_of(call.names[i]), "'"));
    base = call.values[call.positional + i];
  }
  if (call.positional + call.keywords > 2)
    raise_type_error(cat("int expected at most 2 arguments, got ",
                         call.positional + call.keywords));
  if (call.positional == 2) base = call.values[1];
  if (call.positional == 0) {
    if (base) raise_type_error("int() missing string argument");
    return Value::small(0);
  }
  const Value& x = call.values[0];
  if (base.absent()) return int_from(x);
  const auto radix = int_of(index_of(base));
  const int checked =
      radix && *radix <= 36 && *radix >= 0 ? static_cast<int>(*radix) : -1;
  if (is_str(x)) return parse_checked(x, text_of(x), checked);
  if (auto bytes = buffer_of(x)) return parse_checked(x, *bytes, checked);
  raise_type_error("int() can't convert non-string with explicit base");
}

Value int_make(Type* type, const Call& call) {
  Value n = int_from_call(call);
  if (type == builtin_types().int_) return n;
  Ref<IntObject> object = allocate_as<IntObject>(type);
  if (!word_of(n, &object->small)) object->big = bigint_of(n);
  return std::move(object).value();
}

Value bool_make(Type*, const Call& call) {
  if (call.keywords) raise_type_error("bool() takes no keyword arguments");
  if (call.positional > 1)
    raise_type_error(
        cat("bool expected at most 1 argument, got ", call.positional));
  return Value::boolean(call.positional && truth(call.values[0]));
}

}  // namespace

void check_digits_to_text(const BigInt& n) {
  const int limit = text_state().max_str_digits;
  if (!limit || n.bit_length() < static_cast<std::size_t>(limit) * 33 / 10)
    return;
  if (n.to_string().size() - n.is_negative() > static_cast<std::size_t>(limit))
    raise_value_error(
        cat("Exceeds the limit (", limit,
            " digits) for integer string conversion; use "
            "sys.set_int_max_str_digits() to increase the limit"));
}

Value make_int(std::int64_t n) {
  if (Value::fits_small(n)) return Value::small(n);
  return make_int(BigInt(n));
}

Value make_int(BigInt n) {
  const auto word = n.to_int64();
  if (word && Value::fits_small(*word)) return Value::small(*word);
  Ref<IntObject> object = allocate_as<IntObject>(builtin_types().int_);
  object->big = std::move(n);
  return std::move(object).value();
}

Value make_int_unsigned(std::uint64_t n) {
  return n <= static_cast<std::uint64_t>(Value::kMaxSmall)
             ? Value::small(static_cast<std::intptr_t>(n))
             : make_int(BigInt::from_unsigned(n));
}

bool is_int(const Value& value) {
  return value.is_small() || value.is_bool() || has_layout(value, Layout::Int);
}

BigInt bigint_of(const Value& value) {
  std::int64_t n;
  return word_of(value, &n) ? BigInt(n) : value.as<IntObject>()->big;
}

std::optional<std::int64_t> int_of(const Value& value) {
  std::int64_t n;
  if (word_of(value, &n)) return n;
  if (!has_layout(value, Layout::Int)) return std::nullopt;
  return value.as<IntObject>()->big.to_int64();
}

Value plain_int(const Value& value) {
  std::int64_t n;
  if (word_of(value, &n)) return make_int(n);
  if (value.as<IntObject>()->type == builtin_types().int_) return value;
  return make_int(bigint_of(value));
}

double int_to_double(const Value& value) {
  std::int64_t n;
  if (word_of(value, &n)) return static_cast<double>(n);
  const auto x = value.as<IntObject>()->big.to_double();
  if (!x) raise("OverflowError", "int too large to convert to float");
  return *x;
}

double number_of(const Value& value) { return to_double(value); }

Value index_of(const Value& value) {
  if (is_int(value)) return value;
  if (!lookup_in_type(type_of(value), names().index))
    raise_type_error(cat("'", type_of(value)->name,
                         "' object cannot be interpreted as an integer"));
  return converted_by(value, names().index, "__index__");
}

std::ptrdiff_t index_to_size(const Value& value, const char* exception) {
  if (value.is_small()) return value.small();
  if (const auto n = int_of(index_of(value))) return *n;
  raise(exception, cat("cannot fit '", type_of(value)->name,
                       "' into an index-sized integer"));
}

std::ptrdiff_t size_argument(const Value& value) {
  if (value.is_small()) return value.small();
  if (const auto n = int_of(index_of(value))) return *n;
  raise("OverflowError", "Python int too large to convert to C ssize_t");
}

std::string int_text(const Value& value, int base) {
  std::int64_t n;
  if (base == 10 && word_of(value, &n)) return cat(n);
  return bigint_of(value).to_string(base);
}

Value parse_int(const Value& text, int base) {
  return parse_checked(text, text_of(text), base);
}

Type* make_int_type() {
  Type* type = new_native_type("int", "builtins", {builtin_types().object},
                               sizeof(IntObject));
  type->layout = Layout::Int;
  Slots& slots = type->slots;
  slots.construct = [](void* memory, Type* of) -> Object* {
    return new (memory) IntObject(of);
  };
  slots.destruct = [](Object* self) {
    static_cast<IntObject*>(self)->~IntObject();
  };
  slots.make = int_make;
  slots.repr = int_repr;
  slots.hash = int_hash;
  slots.compare = int_compare;
  slots.binary = int_binary;
  slots.binary_operators = (1u << static_cast<int>(Binary::Count)) - 1;
  slots.binary_operators &= ~(1u << static_cast<int>(Binary::MatMul));
  slots.unary = int_unary;
  slots.truth = int_truth;
  type->populate = populate_int;
  ready(type);
  return type;
}

Type* make_bool_type() {
  Type* type = new_native_type("bool", "builtins", {builtin_types().int_},
                               sizeof(IntObject));
  type->layout = Layout::Int;
  type->subclassable = false;
  Slots& slots = type->slots;
  slots.make = bool_make;
  slots.repr = bool_repr;
  slots.binary = bool_binary;
  slots.binary_operators = 1u << static_cast<int>(Binary::And) |
                           1u << static_cast<int>(Binary::Or) |
                           1u << static_cast<int>(Binary::Xor);
  ready(type);
  return type;
}

}  // namespace limbeck::py

#include "python/objects/int_methods.h"

#include "base/text.h"
#include "python/native.h"
#include "python/objects/bytes.h"
#include "python/objects/callable.h"
#include "python/objects/format_spec.h"
#include "python/objects/int.h"
#include "python/objects/str.h"
#include "python/objects/text_state.h"

namespace limbeck::py {
namespace {

BigInt::Endian endian_of(const Value& order) {
  const std::string_view text = text_of(order);
  if (text == "little") return BigInt::Endian::Little;
  if (text != "big")
    raise_value_error("byteorder must be either 'little' or 'big'");
  return BigInt::Endian::Big;
}

Value int_to_bytes(Args& args) {
  const std::ptrdiff_t size = size_argument(args[1]);
  const BigInt::Endian endian = endian_of(args[2]);
  if (size < 0) raise_value_error("length argument must be non-negative");
  const bool is_signed = args.flag("signed");
  const BigInt n = bigint_of(args[0]);
  if (n.is_negative() && !is_signed)
    raise("OverflowError", "can't convert negative int to unsigned");
  const auto bytes = n.to_bytes(size, endian, is_signed);
  if (!bytes) raise("OverflowError", "int too big to convert");
  return make_bytes(*bytes);
}

Value int_from_bytes(Args& args) {
  const Value& source = args[1];
  const BigInt::Endian endian = endian_of(args[2]);
  std::string bytes;
  if (auto buffer = buffer_of(source)) {
    bytes = *buffer;
  } else if (is_int(source) || is_str(source)) {
    raise_type_error(
        cat("cannot convert '", type_of(source)->name, "' object to bytes"));
  } else {
    bytes = bytes_of(call(Value(builtin_types().bytes), {source}));
  }
  Value n = make_int(BigInt::from_bytes(bytes, endian, args.flag("signed")));
  if (args[0].as<Type>() == builtin_types().int_) return n;
  return call(args[0], {n});
}

Value int_as_integer_ratio(const Value* values, std::size_t) {
  return make_tuple({plain_int(values[0]), Value::small(1)});
}
Value int_bit_length(const Value* values, std::size_t) {
  return make_int(static_cast<std::int64_t>(bigint_of(values[0]).bit_length()));
}
Value int_bit_count(const Value* values, std::size_t) {
  return make_int(static_cast<std::int64_t>(bigint_of(values[0]).bit_count()));
}
Value int_itself(const Value* values, std::size_t) {
  return plain_int(values[0]);
}
Value int_is_integer(const Value*, std::size_t) { return Value::boolean(true); }
Value int_abs(const Value* values, std::size_t) {
  return make_int(bigint_of(values[0]).abs());
}
Value int_float(const Value* values, std::size_t) {
  return make_float(int_to_double(values[0]));
}
Value int_rounded(const Value* values, std::size_t count) {
  return int_round(values[0], count > 1 ? values[1] : Value());
}
Value int_div_mod(const Value* values, std::size_t) {
  if (!is_int(values[1])) return Value::not_implemented();
  return int_divmod(values[0], values[1]);
}
Value int_reflected_div_mod(const Value* values, std::size_t) {
  if (!is_int(values[1])) return Value::not_implemented();
  return int_divmod(values[1], values[0]);
}
Value int_format(const Value* values, std::size_t) {
  if (!is_str(values[1]))
    raise_type_error(cat("__format__() argument must be str, not ",
                         type_of(values[1])->name));
  return format_int(values[0], text_of(values[1]));
}
Value int_get_new_arguments(const Value* values, std::size_t) {
  return make_tuple({plain_int(values[0])});
}

constexpr NativeMethod kMethods[] = {
    {"to_bytes(self, length=1, byteorder='big', *, signed=False)", nullptr, 0,
     0, int_to_bytes},
    {"from_bytes(cls, bytes, byteorder='big', *, signed=False)", nullptr, 0, 0,
     int_from_bytes, NativeMethod::Kind::Class},
    {"as_integer_ratio(self, /)", int_as_integer_ratio, 0, 0},
    {"bit_length(self, /)", int_bit_length, 0, 0},
    {"bit_count(self, /)", int_bit_count, 0, 0},
    {"conjugate(self, /)", int_itself, 0, 0},
    {"is_integer(self, /)", int_is_integer, 0, 0},
    {"__abs__(self, /)", int_abs, 0, 0},
    {"__int__(self, /)", int_itself, 0, 0},
    {"__index__(self, /)", int_itself, 0, 0},
    {"__trunc__(self, /)", int_itself, 0, 0},
    {"__floor__(self, /)", int_itself, 0, 0},
    {"__ceil__(self, /)", int_itself, 0, 0},
    {"__float__(self, /)", int_float, 0, 0},
    {"__round__(self, ndigits=..., /)", int_rounded, 0, 1},
    {"__divmod__(self, other, /)", int_div_mod, 1, 1},
    {"__rdivmod__(self, other, /)", int_reflected_div_mod, 1, 1},
    {"__format__(self, format_spec, /)", int_format, 1, 1},
    {"__getnewargs__(self, /)", int_get_new_arguments, 0, 0},
    {nullptr},
};

constexpr NativeProperty kProperties[] = {
    {"real", [](const Value& self) { return plain_int(self); }},
    {"numerator", [](const Value& self) { return plain_int(self); }},
    {"imag", [](const Value&) { return Value::small(0); }},
    {"denominator", [](const Value&) { return Value::small(1); }},
    {nullptr, nullptr},
};

}  // namespace

void populate_int(Type* type) {
  add_methods(type, kMethods);
  add_properties(type, kProperties);
}

Value int_divmod(const Value& a, const Value& b) {
  const BigInt divisor = bigint_of(b);
  if (divisor.is_zero())
    raise("ZeroDivisionError", "integer division or modulo by zero");
  BigInt quotient, remainder;
  BigInt::floor_divide(bigint_of(a), divisor, &quotient, &remainder);
  return make_tuple(
      {make_int(std::move(quotient)), make_int(std::move(remainder))});
}

Value int_pow_mod(const Value& base, const Value& exponent,
                  const Value& modulus) {
  const BigInt m = bigint_of(modulus);
  if (m.is_zero()) raise_value_error("pow() 3rd argument cannot be 0");
  BigInt b = bigint_of(base), e = bigint_of(exponent);
  if (e.is_negative()) {
    auto inverse = b.inverse(m);
    if (!inverse)
      raise_value_error("base is not invertible for the given modulus");
    b = std::move(*inverse);
    e = -e;
  }
  return make_int(b.pow(e, m));
}

Value int_round(const Value& self, const Value& digits) {
  if (digits.absent()) return plain_int(self);
  const std::ptrdiff_t places = index_to_size(index_of(digits));
  if (places >= 0) return plain_int(self);
  const BigInt n = bigint_of(self);
  // Further than its own digits: nothing is left.
  if (static_cast<std::size_t>(-places) > n.bit_length() / 3 + 2)
    return Value::small(0);
  const BigInt unit = BigInt::power_of_ten(static_cast<std::uint32_t>(-places));
  BigInt quotient, remainder;
  BigInt::floor_divide(n, unit, &quotient, &remainder);
  const int order = (remainder + remainder).compare(unit);
  if (order > 0 || (order == 0 && quotient.is_odd()))
    quotient = quotient + BigInt(1);
  return make_int(quotient * unit);
}

}  // namespace limbeck::py

// complex
#include <cmath>
#include <complex>

#include "base/text.h"
#include "python/native.h"
#include "python/objects/callable.h"
#include "python/objects/float.h"
#include "python/objects/float_text.h"
#include "python/objects/format_spec.h"
#include "python/objects/int.h"
#include "python/objects/internals.h"
#include "python/objects/str.h"
#include "python/objects/type.h"

namespace limbeck::py {
namespace {

using Number = std::complex<double>;

Number value_of(const Value& self) {
  const auto* object = self.as<ComplexObject>();
  return {object->real, object->imag};
}

bool operand(const Value& value, Number* z) {
  if (has_layout(value, Layout::Complex))
    *z = value_of(value);
  else if (has_layout(value, Layout::Float))
    *z = value.as<FloatObject>()->value;
  else if (is_int(value))
    *z = int_to_double(value);
  else
    return false;
  return true;
}

Value from(Number z) { return make_complex(z.real(), z.imag()); }

// CPython: _Py_c_quot.
Number quotient(Number a, Number b) {
  const double real = std::fabs(b.real()), imag = std::fabs(b.imag());
  if (real == 0 && imag == 0)
    raise("ZeroDivisionError", "complex division by zero");
  if (real >= imag) {
    const double ratio = b.imag() / b.real();
    const double divisor = b.real() + b.imag() * ratio;
    return {(a.real() + a.imag() * ratio) / divisor,
            (a.imag() - a.real() * ratio) / divisor};
  }
  const double ratio = b.real() / b.imag();
  const double divisor = b.real() * ratio + b.imag();
  return {(a.real() * ratio + a.imag()) / divisor,
          (a.imag() * ratio - a.real()) / divisor};
}

// CPython: complex_pow.
Number power(Number a, Number b) {
  if (b == Number(0)) return 1;
  if (a == Number(0)) {
    if (b.imag() != 0 || b.real() < 0)
      raise("ZeroDivisionError", "0.0 to a negative or complex power");
    return 0;
  }
  const bool small_integer = b.imag() == 0 &&
                             b.real() == std::floor(b.real()) &&
                             std::fabs(b.real()) <= 100;
  if (small_integer) {
    auto n = static_cast<long>(std::fabs(b.real()));
    Number result = 1, square = a;
    auto multiply = [](Number x, Number y) {
      return Number(x.real() * y.real() - x.imag() * y.imag(),
                    x.real() * y.imag() + x.imag() * y.real());
    };
    for (; n; n >>= 1) {
      if (n & 1) result = multiply(result, square);
      square = multiply(square, square);
    }
    return b.real() < 0 ? quotient(1, result) : result;
  }
  const double size = std::hypot(a.real(), a.imag());
  double length = std::pow(size, b.real());
  const double angle = std::atan2(a.imag(), a.real());
  double phase = angle * b.real();
  if (b.imag() != 0) {
    length /= std::exp(angle * b.imag());
    phase += b.imag() * std::log(size);
  }
  if (std::isinf(phase))
    raise("ZeroDivisionError", "0.0 to a negative or complex power");
  const Number result(length * std::cos(phase), length * std::sin(phase));
  if (std::isinf(result.real()) || std::isinf(result.imag()))
    raise("OverflowError", "complex exponentiation");
  return result;
}

Value complex_binary(const Value& self, const Value& other, Binary op,
                     bool reflected) {
  Number a = value_of(self), b;
  if (!operand(other, &b)) return Value::not_implemented();
  if (reflected) std::swap(a, b);
  switch (op) {
    case Binary::Add:
      return from(a + b);
    case Binary::Sub:
      return from(a - b);
    case Binary::Mul:
      return make_complex(a.real() * b.real() - a.imag() * b.imag(),
                          a.real() * b.imag() + a.imag() * b.real());
    case Binary::TrueDiv:
      return from(quotient(a, b));
    case Binary::Pow:
      return from(power(a, b));
    case Binary::FloorDiv:
    case Binary::Mod:
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

Value complex_unary(const Value& self, Unary op) {
  const Number z = value_of(self);
  switch (op) {
    case Unary::Neg:
      return make_complex(-z.real(), -z.imag());
    case Unary::Pos:
      return from(z);
    case Unary::Invert:
      break;
  }
  return Value::not_implemented();
}

Value complex_compare(const Value& self, const Value& other, Compare op) {
  if (op != Compare::Eq && op != Compare::Ne) return Value::not_implemented();
  const Number z = value_of(self);
  bool same;
  if (has_layout(other, Layout::Complex))
    same = z == value_of(other);
  else if (is_float(other) || is_int(other))
    same = z.imag() == 0 && equal(make_float(z.real()), other);
  else
    return Value::not_implemented();
  return Value::boolean(same == (op == Compare::Eq));
}

std::int64_t complex_hash(const Value& self) {
  const Number z = value_of(self);
  const auto hash = static_cast<std::int64_t>(
      static_cast<std::uint64_t>(hash_double(z.real())) +
      1000003u * static_cast<std::uint64_t>(hash_double(z.imag())));
  return hash == -1 ? -2 : hash;
}

std::string complex_text(Number z) {
  auto part = [](double x) { return format_double(x, {.code = 'r'}); };
  if (z.real() == 0 && !std::signbit(z.real())) return part(z.imag()) + "j";
  const std::string imag = part(z.imag());
  return cat("(", part(z.real()), imag[0] == '-' ? "" : "+", imag, "j)");
}

/// "1+2j", "(1)", "j" …; nothing for other text.
std::optional<Number> parse_complex(std::string_view text) {
  text = strip(text);
  if (text.size() > 1 && text.front() == '(' && text.back() == ')')
    text = strip(text.substr(1, text.size() - 2));
  if (text.empty() || text.find(' ') != text.npos) return std::nullopt;
  const char last = text.back();
  if (last != 'j' && last != 'J') {
    const auto real = parse_float(text);
    return real ? std::optional<Number>(*real) : std::nullopt;
  }
  text.remove_suffix(1);
  std::size_t split = 0;  // where the imaginary part begins
  for (std::size_t i = text.size(); i-- > 1;)
    if ((text[i] == '+' || text[i] == '-') && (text[i - 1] | 0x20) != 'e') {
      split = i;
      break;
    }
  double real = 0, imag = 0;
  if (split) {
    const auto parsed = parse_float(text.substr(0, split));
    if (!parsed) return std::nullopt;
    real = *parsed;
  }
  const std::string_view rest = text.substr(split);
  if (rest.empty() || rest == "+")
    imag = 1;
  else if (rest == "-")
    imag = -1;
  else if (const auto parsed = parse_float(rest))
    imag = *parsed;
  else
    return std::nullopt;
  return Number(real, imag);
}

Number argument(const Value& value, const char* type_error) {
  Number z;
  if (operand(value, &z)) return z;
  if (lookup_in_type(type_of(value), names().complex)) {
    const Value made = call_method(value, "__complex__");
    if (!has_layout(made, Layout::Complex))
      raise_type_error(cat("__complex__ returned non-complex (type ",
                           type_of(made)->name, ")"));
    return value_of(made);
  }
  if (lookup_in_type(type_of(value), names().float_) ||
      lookup_in_type(type_of(value), names().index))
    return to_double(value);
  raise_type_error(cat(type_error, "'", type_of(value)->name, "'"));
}

Number from_arguments(const Value& real, const Value& imag) {
  if (is_str(real)) {
    if (imag)
      raise_type_error("complex() can't take second arg if first is a string");
    const auto parsed = parse_complex(text_of(real));
    if (!parsed) raise_value_error("complex() arg is a malformed string");
    return *parsed;
  }
  if (imag && is_str(imag))
    raise_type_error("complex() second arg can't be a string");
  Number z = real ? argument(real,
                             "complex() first argument must be a string or a "
                             "number, not ")
                  : Number();
  if (imag) {
    const Number w =
        argument(imag, "complex() second argument must be a number, not ");
    z = Number(z.real() - w.imag(), z.imag() + w.real());
  }
  return z;
}

Value complex_make(Type* type, const Call& call) {
  Value real, imag;
  if (call.positional + call.keywords > 2)
    raise_type_error(cat("complex() takes at most 2 arguments (",
                         call.positional + call.keywords, " given)"));
  if (call.positional > 0) real = call.values[0];
  if (call.positional > 1) imag = call.values[1];
  for (std::size_t i = 0; i < call.keywords; ++i) {
    const std::string_view name = text_of(call.names[i]);
    if (name != "real" && name != "imag")
      raise_type_error(
          cat("complex() got an unexpected keyword argument '", name, "'"));
    (name == "real" ? real : imag) = call.values[call.positional + i];
  }
  const Number z = from_arguments(real, imag);
  if (type == builtin_types().complex_) return from(z);
  Ref<ComplexObject> object = allocate_as<ComplexObject>(type);
  object->real = z.real();
  object->imag = z.imag();
  return std::move(object).value();
}

constexpr NativeMethod kMethods[] = {
    {"conjugate(self, /)",
     [](const Value* v, std::size_t) {
       return from(std::conj(value_of(v[0])));
     },
     0, 0},
    {"__complex__(self, /)",
     [](const Value* v, std::size_t) { return from(value_of(v[0])); }, 0, 0},
    {"__abs__(self, /)",
     [](const Value* v, std::size_t) {
       const Number z = value_of(v[0]);
       return make_float(std::hypot(z.real(), z.imag()));
     },
     0, 0},
    {"__format__(self, format_spec, /)",
     [](const Value* v, std::size_t) {
       return format_complex(v[0], text_of(v[1]));
     },
     1, 1},
    {nullptr},
};

constexpr NativeProperty kProperties[] = {
    {"real",
     [](const Value& self) { return make_float(value_of(self).real()); }},
    {"imag",
     [](const Value& self) { return make_float(value_of(self).imag()); }},
    {nullptr, nullptr},
};

}  // namespace

Value make_complex(double real, double imag) {
  Ref<ComplexObject> object =
      allocate_as<ComplexObject>(builtin_types().complex_);
  object->real = real;
  object->imag = imag;
  return std::move(object).value();
}

Type* make_complex_type() {
  Type* type = new_native_type("complex", "builtins", {builtin_types().object},
                               sizeof(ComplexObject));
  type->layout = Layout::Complex;
  Slots& slots = type->slots;
  slots.construct = [](void* memory, Type* of) -> Object* {
    return new (memory) ComplexObject(of);
  };
  slots.destruct = [](Object*) {};
  slots.make = complex_make;
  slots.repr = [](const Value& self) {
    return make_str(complex_text(value_of(self)));
  };
  slots.hash = complex_hash;
  slots.compare = complex_compare;
  slots.binary = complex_binary;
  slots.binary_operators = (1u << static_cast<int>(Binary::Add)) |
                           (1u << static_cast<int>(Binary::Sub)) |
                           (1u << static_cast<int>(Binary::Mul)) |
                           (1u << static_cast<int>(Binary::TrueDiv)) |
                           (1u << static_cast<int>(Binary::Pow));
  slots.unary = complex_unary;
  slots.unary_operators =
      1u << static_cast<int>(Unary::Neg) | 1u << static_cast<int>(Unary::Pos);
  slots.truth = [](const Value& self) { return value_of(self) != Number(0); };
  type->populate = [](Type* self) {
    add_methods(self, kMethods);
    add_properties(self, kProperties);
  };
  ready(type);
  return type;
}

}  // namespace limbeck::py

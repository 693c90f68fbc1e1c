// math
#include <cmath>

#include "base/text.h"
#include "python/objects/float.h"
#include "python/objects/int.h"
#include "python/objects/internals.h"
#include "python/stdlib/modules.h"

namespace limbeck::py {
namespace {

constexpr double kPi = 3.141592653589793238462643383279502884;
constexpr double kE = 2.718281828459045235360287471352662498;

[[noreturn]] void domain_error() { raise_value_error("math domain error"); }
[[noreturn]] void range_error() { raise("OverflowError", "math range error"); }

/// CPython: math_1. A nan from a number is a domain error, an infinity from a
/// finite number a range error (or a domain error, where the function has a
/// pole and cannot overflow).
Value checked(double result, double x, bool can_overflow) {
  if (std::isnan(result) && !std::isnan(x)) domain_error();
  if (std::isinf(result) && std::isfinite(x)) {
    if (can_overflow) range_error();
    domain_error();
  }
  return make_float(result);
}

struct RealFunction {
  const char* signature;
  double (*function)(double);
  bool can_overflow;
};
constexpr RealFunction kRealFunctions[] = {
    {"acos(x, /)", std::acos, false}, {"acosh(x, /)", std::acosh, false},
    {"asin(x, /)", std::asin, false}, {"asinh(x, /)", std::asinh, false},
    {"atan(x, /)", std::atan, false}, {"atanh(x, /)", std::atanh, false},
    {"cbrt(x, /)", std::cbrt, false}, {"cos(x, /)", std::cos, false},
    {"cosh(x, /)", std::cosh, true},  {"erf(x, /)", std::erf, false},
    {"erfc(x, /)", std::erfc, false}, {"exp(x, /)", std::exp, true},
    {"exp2(x, /)", std::exp2, true},  {"expm1(x, /)", std::expm1, true},
    {"fabs(x, /)", std::fabs, false}, {"log1p(x, /)", std::log1p, false},
    {"sin(x, /)", std::sin, false},   {"sinh(x, /)", std::sinh, true},
    {"sqrt(x, /)", std::sqrt, false}, {"tan(x, /)", std::tan, false},
    {"tanh(x, /)", std::tanh, false},
};

double tgamma_checked(double x) {
  if (x == std::floor(x) && x <= 0) domain_error();
  if (std::isinf(x) && x < 0) domain_error();
  return std::tgamma(x);
}
double lgamma_checked(double x) {
  if (x == std::floor(x) && x <= 0 && std::isfinite(x)) domain_error();
  return std::lgamma(x);
}

/// log of an int of any size: mantissa and exponent apart.
double log_of(const Value& value, double (*log)(double)) {
  if (is_int(value)) {
    const BigInt n = bigint_of(value);
    if (n.is_negative() || n.is_zero()) domain_error();
    if (const auto x = n.to_double()) return log(*x);
    const std::size_t shift = n.bit_length() - 64;
    return log(*n.shift_right(shift).to_double()) +
           static_cast<double>(shift) * log(2.0);
  }
  const double x = to_double(value);
  if (x <= 0) domain_error();
  return log(x);
}

Value math_log(Args& args) {
  const double x = log_of(args[0], std::log);
  if (args[1].absent()) return make_float(x);
  const double base = log_of(args[1], std::log);
  if (base == 0) raise("ZeroDivisionError", "division by zero");
  return make_float(x / base);
}

/// floor, ceil and trunc: the type's method, or the float's.
Value rounded(const Value& x, const char* name, double (*function)(double)) {
  if (!is_float(x) && lookup_in_type(type_of(x), name))
    return call_method(x, name);
  const double result = function(to_double(x));
  return call(Value(builtin_types().int_), {make_float(result)});
}

Value math_trunc(Args& args) {
  if (!lookup_in_type(type_of(args[0]), "__trunc__"))
    raise_type_error(cat("type ", type_of(args[0])->name,
                         " doesn't define __trunc__ method"));
  return call_method(args[0], "__trunc__");
}

Value math_pow(Args& args) {
  const double x = to_double(args[0]), y = to_double(args[1]);
  const double result = std::pow(x, y);
  if (std::isfinite(x) && std::isfinite(y)) {
    if (std::isnan(result) || (x == 0 && y < 0)) domain_error();
    if (std::isinf(result)) range_error();
  }
  return make_float(result);
}

Value math_fmod(Args& args) {
  const double x = to_double(args[0]), y = to_double(args[1]);
  const double result = std::fmod(x, y);
  if (std::isnan(result) && !std::isnan(x) && !std::isnan(y)) domain_error();
  return make_float(result);
}

Value math_remainder(Args& args) {
  const double x = to_double(args[0]), y = to_double(args[1]);
  const double result = std::remainder(x, y);
  if (std::isnan(result) && !std::isnan(x) && !std::isnan(y)) domain_error();
  return make_float(result);
}

BigInt index_argument(const Value& value) { return bigint_of(index_of(value)); }

Value math_factorial(Args& args) {
  const BigInt n = index_argument(args[0]);
  if (n.is_negative())
    raise_value_error("factorial() not defined for negative values");
  const auto count = n.to_int64();
  if (!count || *count > 1'000'000)
    raise("OverflowError",
          "factorial() argument should not exceed 9223372036854775807");
  BigInt result(1), chunk(1);
  for (std::int64_t i = 2; i <= *count; ++i) {
    chunk = chunk * BigInt(i);
    if (chunk.bit_length() > 1000 || i == *count) {
      result = result * chunk;
      chunk = BigInt(1);
    }
  }
  return make_int(std::move(result));
}

Value math_gcd(Args& args) {
  BigInt result;
  for (const Value& value : args.rest("integers"))
    result = BigInt::gcd(result, index_argument(value));
  return make_int(std::move(result));
}

Value math_lcm(Args& args) {
  BigInt result(1);
  for (const Value& value : args.rest("integers")) {
    const BigInt n = index_argument(value).abs();
    if (n.is_zero()) return Value::small(0);
    BigInt factor;
    BigInt::floor_divide(n, BigInt::gcd(result, n), &factor, nullptr);
    result = result * factor;
  }
  return make_int(std::move(result));
}

Value math_isqrt(Args& args) {
  const BigInt n = index_argument(args[0]);
  if (n.is_negative())
    raise_value_error("isqrt() argument must be nonnegative");
  return make_int(n.square_root());
}

Value math_comb(Args& args) {
  const BigInt n = index_argument(args[0]);
  BigInt k = index_argument(args[1]);
  if (n.is_negative()) raise_value_error("n must be a non-negative integer");
  if (k.is_negative()) raise_value_error("k must be a non-negative integer");
  if (n < k) return Value::small(0);
  if (n - k < k) k = n - k;
  BigInt result(1);
  const std::int64_t count = k.to_int64().value_or(INT64_MAX);
  for (std::int64_t i = 0; i < count; ++i) {
    result = result * (n - BigInt(i));
    BigInt::floor_divide(result, BigInt(i + 1), &result, nullptr);
  }
  return make_int(std::move(result));
}

Value math_perm(Args& args) {
  const BigInt n = index_argument(args[0]);
  const BigInt k = args[1].is_none() ? n : index_argument(args[1]);
  if (n.is_negative()) raise_value_error("n must be a non-negative integer");
  if (k.is_negative()) raise_value_error("k must be a non-negative integer");
  if (n < k) return Value::small(0);
  BigInt result(1);
  const std::int64_t count = k.to_int64().value_or(INT64_MAX);
  for (std::int64_t i = 0; i < count; ++i) result = result * (n - BigInt(i));
  return make_int(std::move(result));
}

// CPython: math_fsum, after Shewchuk: exact partial sums.
Value math_fsum(Args& args) {
  std::vector<double> partials;
  double special = 0;
  const Value iterator = iterate(args[0]);
  while (const Value item = next(iterator)) {
    double x = to_double(item);
    if (!std::isfinite(x)) {
      special += x;
      continue;
    }
    std::size_t kept = 0;
    for (double y : partials) {
      if (std::fabs(x) < std::fabs(y)) std::swap(x, y);
      const double high = x + y, low = y - (high - x);
      if (low != 0) partials[kept++] = low;
      x = high;
    }
    partials.resize(kept);
    partials.push_back(x);
  }
  if (special != 0 || std::isnan(special)) {
    if (std::isnan(special)) raise_value_error("-inf + inf in fsum");
    return make_float(special);
  }
  double high = 0, low = 0;
  std::size_t n = partials.size();
  if (n > 0) {
    high = partials[--n];
    while (n > 0) {
      const double x = high, y = partials[--n];
      high = x + y;
      low = y - (high - x);
      if (low != 0) break;
    }
    if (n > 0 && ((low < 0 && partials[n - 1] < 0) ||
                  (low > 0 && partials[n - 1] > 0))) {
      const double y = low * 2, x = high + y;
      if (y == x - high) high = x;
    }
  }
  return make_float(high);
}

Value math_hypot(Args& args) {
  double largest = 0;
  std::vector<double> values;
  bool nan = false;
  for (const Value& value : args.rest("coordinates")) {
    values.push_back(std::fabs(to_double(value)));
    if (std::isinf(values.back())) return make_float(values.back());
    nan |= std::isnan(values.back());
    largest = std::max(largest, values.back());
  }
  if (nan) return make_float(NAN);
  if (values.size() == 2) return make_float(std::hypot(values[0], values[1]));
  if (largest == 0) return make_float(0.0);
  double sum = 0;
  for (double x : values) sum += (x / largest) * (x / largest);
  return make_float(largest * std::sqrt(sum));
}

Value math_dist(Args& args) {
  const std::vector<Value> p = collect(args[0]), q = collect(args[1]);
  if (p.size() != q.size())
    raise_value_error("both points must have the same number of dimensions");
  double sum = 0;
  for (std::size_t i = 0; i < p.size(); ++i) {
    const double difference = to_double(p[i]) - to_double(q[i]);
    sum = std::hypot(sum, difference);
  }
  return make_float(sum);
}

Value math_isclose(Args& args) {
  const double a = to_double(args[0]), b = to_double(args[1]);
  const double relative = args.number("rel_tol");
  const double absolute = args.number("abs_tol");
  if (relative < 0 || absolute < 0)
    raise_value_error("tolerances must be non-negative");
  if (a == b) return Value::boolean(true);
  if (std::isinf(a) || std::isinf(b)) return Value::boolean(false);
  const double difference = std::fabs(b - a);
  return Value::boolean(difference <= std::fabs(relative * b) ||
                        difference <= std::fabs(relative * a) ||
                        difference <= absolute);
}

Value math_prod(Args& args) {
  Value result = args[1];
  const Value iterator = iterate(args[0]);
  while (const Value item = next(iterator))
    result = binary(result, item, Binary::Mul);
  return result;
}

Value math_sumprod(Args& args) {
  const std::vector<Value> p = collect(args[0]), q = collect(args[1]);
  if (p.size() != q.size()) raise_value_error("Inputs are not the same length");
  Value sum = Value::small(0);
  for (std::size_t i = 0; i < p.size(); ++i)
    sum = binary(sum, binary(p[i], q[i], Binary::Mul), Binary::Add);
  return sum;
}

Value math_frexp(Args& args) {
  int exponent = 0;
  const double x = to_double(args[0]);
  const double fraction = std::isfinite(x) ? std::frexp(x, &exponent) : x;
  return make_tuple({make_float(fraction), Value::small(exponent)});
}

Value math_ldexp(Args& args) {
  const double x = to_double(args[0]);
  const auto exponent = int_of(index_of(args[1]));
  const bool down = exponent ? *exponent < 0 : bigint_of(args[1]).is_negative();
  if (x == 0 || !std::isfinite(x)) return make_float(x);
  const int bounded = exponent && std::abs(*exponent) < 100000
                          ? static_cast<int>(*exponent)
                          : (down ? -100000 : 100000);
  const double result = std::ldexp(x, bounded);
  if (std::isinf(result)) range_error();
  return make_float(result);
}

Value math_modf(Args& args) {
  double whole;
  const double fraction = std::modf(to_double(args[0]), &whole);
  return make_tuple({make_float(fraction), make_float(whole)});
}

void add_classification(Module& module) {
  module.def("isfinite(x, /)", [](Args& args) {
    return Value::boolean(std::isfinite(to_double(args[0])));
  });
  module.def("isinf(x, /)", [](Args& args) {
    return Value::boolean(std::isinf(to_double(args[0])));
  });
  module.def("isnan(x, /)", [](Args& args) {
    return Value::boolean(std::isnan(to_double(args[0])));
  });
  module.def("isclose(a, b, *, rel_tol=1e-09, abs_tol=0.0)", math_isclose);
  module.def("copysign(x, y, /)", [](Args& args) {
    return make_float(std::copysign(to_double(args[0]), to_double(args[1])));
  });
  module.def("nextafter(x, y, /)", [](Args& args) {
    return make_float(std::nextafter(to_double(args[0]), to_double(args[1])));
  });
  module.def("ulp(x, /)", [](Args& args) {
    const double x = std::fabs(to_double(args[0]));
    if (!std::isfinite(x)) return make_float(x);
    const double above = std::nextafter(x, INFINITY);
    return make_float(std::isinf(above) ? x - std::nextafter(x, 0) : above - x);
  });
}

void add_integers(Module& module) {
  module.def("factorial(n, /)", math_factorial);
  module.def("gcd(*integers)", math_gcd);
  module.def("lcm(*integers)", math_lcm);
  module.def("isqrt(n, /)", math_isqrt);
  module.def("comb(n, k, /)", math_comb);
  module.def("perm(n, k=None, /)", math_perm);
  module.def("floor(x, /)", [](Args& args) {
    return rounded(args[0], "__floor__", std::floor);
  });
  module.def("ceil(x, /)", [](Args& args) {
    return rounded(args[0], "__ceil__", std::ceil);
  });
  module.def("trunc(x, /)", math_trunc);
}

}  // namespace

void init_math(Module& module) {
  module.set("pi", make_float(kPi));
  module.set("e", make_float(kE));
  module.set("tau", make_float(2 * kPi));
  module.set("inf", make_float(INFINITY));
  module.set("nan", make_float(NAN));
  for (const RealFunction& row : kRealFunctions)
    module.def(row.signature, [&row](Args& args) {
      const double x = to_double(args[0]);
      return checked(row.function(x), x, row.can_overflow);
    });
  module.def("gamma(x, /)", [](Args& args) {
    const double x = to_double(args[0]);
    return checked(tgamma_checked(x), x, true);
  });
  module.def("lgamma(x, /)", [](Args& args) {
    const double x = to_double(args[0]);
    return checked(lgamma_checked(x), x, true);
  });
  module.def("atan2(y, x, /)", [](Args& args) {
    return make_float(std::atan2(to_double(args[0]), to_double(args[1])));
  });
  module.def("degrees(x, /)", [](Args& args) {
    return make_float(to_double(args[0]) * (180.0 / kPi));
  });
  module.def("radians(x, /)", [](Args& args) {
    return make_float(to_double(args[0]) * (kPi / 180.0));
  });
  module.def("fma(x, y, z, /)", [](Args& args) {
    return make_float(
        std::fma(to_double(args[0]), to_double(args[1]), to_double(args[2])));
  });
  module.def("log(x, base=..., /)", math_log);
  module.def("log2(x, /)",
             [](Args& args) { return make_float(log_of(args[0], std::log2)); });
  module.def("log10(x, /)", [](Args& args) {
    return make_float(log_of(args[0], std::log10));
  });
  module.def("pow(x, y, /)", math_pow);
  module.def("fmod(x, y, /)", math_fmod);
  module.def("remainder(x, y, /)", math_remainder);
  module.def("fsum(seq, /)", math_fsum);
  module.def("hypot(*coordinates)", math_hypot);
  module.def("dist(p, q, /)", math_dist);
  module.def("prod(iterable, /, *, start=1)", math_prod);
  module.def("sumprod(p, q, /)", math_sumprod);
  module.def("frexp(x, /)", math_frexp);
  module.def("ldexp(x, i, /)", math_ldexp);
  module.def("modf(x, /)", math_modf);
  add_classification(module);
  add_integers(module);
}

}  // namespace limbeck::py

// Integers of any size, with Python's semantics: division rounds towards minus
// infinity, bit operations see an endless two's complement. The interpreter
// keeps small ones in the Value itself (object.h) and uses this class for the
// rest; it knows nothing of the object model.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "python/objects/limbs.h"

namespace limbeck::py {

class BigInt {
 public:
  enum class Endian { Big, Little };

  BigInt() = default;  // zero
  BigInt(std::int64_t n);
  static BigInt from_unsigned(std::uint64_t n);
  /// The integral part; `x` is finite.
  static BigInt truncate(double x);
  static BigInt from_bytes(std::string_view bytes, Endian endian,
                           bool is_signed);
  /// Digits of `base` (2 to 36) as CPython's int() takes them: ASCII white
  /// space around, a sign, single underscores between digits, a prefix where
  /// the base allows it; base 0 takes the prefix's. Nothing for other text.
  static std::optional<BigInt> parse(std::string_view text, int base);
  /// Plain digits of `base`, already checked.
  static BigInt from_digits(std::string_view digits, int base);
  static BigInt power_of_ten(std::uint32_t exponent);

  bool is_zero() const { return limbs_.empty(); }
  bool is_negative() const { return limbs_.negative(); }
  bool is_odd() const { return !limbs_.empty() && (limbs_[0] & 1); }
  /// Nothing where it does not fit.
  std::optional<std::int64_t> to_int64() const;
  std::optional<std::uint64_t> to_uint64() const;
  /// Nearest double, half to even; nothing where it is too large.
  std::optional<double> to_double() const;
  /// With a minus sign, without prefix, lower case.
  std::string to_string(int base = 10) const;
  /// Nothing where the value needs more than `size` bytes, or is negative
  /// and not `is_signed`.
  std::optional<std::string> to_bytes(std::size_t size, Endian endian,
                                      bool is_signed) const;
  std::size_t bit_length() const;
  std::size_t bit_count() const;  // of the magnitude
  /// CPython's numeric hash: modulo 2**61 - 1, never -1.
  std::int64_t hash() const;

  int compare(const BigInt& other) const;
  bool operator==(const BigInt& other) const = default;
  bool operator<(const BigInt& other) const { return compare(other) < 0; }

  BigInt operator-() const;
  BigInt operator~() const;
  BigInt abs() const;
  friend BigInt operator+(const BigInt& a, const BigInt& b);
  friend BigInt operator-(const BigInt& a, const BigInt& b);
  friend BigInt operator*(const BigInt& a, const BigInt& b);
  friend BigInt operator&(const BigInt& a, const BigInt& b);
  friend BigInt operator|(const BigInt& a, const BigInt& b);
  friend BigInt operator^(const BigInt& a, const BigInt& b);
  BigInt shift_left(std::size_t bits) const;
  BigInt shift_right(std::size_t bits) const;  // towards minus infinity
  BigInt pow(std::uint64_t exponent) const;
  /// `exponent` is not negative, `modulus` not zero; the result has the sign
  /// of the modulus.
  BigInt pow(const BigInt& exponent, const BigInt& modulus) const;
  /// The x with self * x = 1 (mod modulus), or nothing.
  std::optional<BigInt> inverse(const BigInt& modulus) const;
  /// The largest integer whose square is not above this (not negative) one.
  BigInt square_root() const;
  static BigInt gcd(BigInt a, BigInt b);

  /// Towards minus infinity, as Python's // and %; `divisor` is not zero.
  static void floor_divide(const BigInt& dividend, const BigInt& divisor,
                           BigInt* quotient, BigInt* remainder);
  /// Towards zero, as C's.
  static void truncated_divide(const BigInt& dividend, const BigInt& divisor,
                               BigInt* quotient, BigInt* remainder);
  /// a / b, correctly rounded; nothing where it is too large for a double.
  static std::optional<double> true_divide(const BigInt& a, const BigInt& b);

 private:
  BigInt(Limbs limbs, bool negative);
  enum class BitOperation { And, Or, Xor };
  static BigInt bitwise(const BigInt& a, const BigInt& b, BitOperation op);

  Limbs limbs_;  // least significant first, no zero at the end
};

/// CPython's hash of a float, equal to the int's where the values are equal.
/// A nan gives 0 here; its object decides.
std::int64_t hash_double(double x);

/// Values of digits in any base to 36: 'a' and 'A' are 10; -1 for others.
int digit_value(char c);

}  // namespace limbeck::py

#include "python/objects/bigint.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <utility>

namespace limbeck::py {
namespace {

constexpr std::size_t kKaratsubaLimbs = 40;
constexpr std::uint64_t kHashModulus = (std::uint64_t{1} << 61) - 1;

void trim(Limbs& limbs) {
  while (!limbs.empty() && limbs.back() == 0) limbs.pop_back();
}

int compare_magnitudes(const Limbs& a, const Limbs& b) {
  if (a.size() != b.size()) return a.size() < b.size() ? -1 : 1;
  for (std::size_t i = a.size(); i-- > 0;)
    if (a[i] != b[i]) return a[i] < b[i] ? -1 : 1;
  return 0;
}

Limbs add_magnitudes(const Limbs& a, const Limbs& b) {
  const Limbs& longer = a.size() >= b.size() ? a : b;
  const Limbs& shorter = a.size() >= b.size() ? b : a;
  Limbs sum(longer.size() + 1);
  std::uint64_t carry = 0;
  for (std::size_t i = 0; i < longer.size(); ++i) {
    carry += longer[i];
    if (i < shorter.size()) carry += shorter[i];
    sum[i] = static_cast<std::uint32_t>(carry);
    carry >>= 32;
  }
  sum[longer.size()] = static_cast<std::uint32_t>(carry);
  trim(sum);
  return sum;
}

/// a - b, where a is not below b.
Limbs subtract_magnitudes(const Limbs& a, const Limbs& b) {
  Limbs difference(a.size());
  std::int64_t borrow = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::int64_t limb = static_cast<std::int64_t>(a[i]) - borrow -
                        (i < b.size() ? static_cast<std::int64_t>(b[i]) : 0);
    borrow = limb < 0;
    difference[i] = static_cast<std::uint32_t>(limb);
  }
  trim(difference);
  return difference;
}

Limbs multiply_schoolbook(const Limbs& a, const Limbs& b) {
  Limbs product(a.size() + b.size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::uint64_t carry = 0;
    const std::uint64_t factor = a[i];
    for (std::size_t j = 0; j < b.size(); ++j) {
      carry += factor * b[j] + product[i + j];
      product[i + j] = static_cast<std::uint32_t>(carry);
      carry >>= 32;
    }
    product[i + b.size()] = static_cast<std::uint32_t>(carry);
  }
  trim(product);
  return product;
}

void add_shifted(Limbs& target, const Limbs& addend, std::size_t shift) {
  std::uint64_t carry = 0;
  for (std::size_t i = 0; i < addend.size() || carry; ++i) {
    carry += target[i + shift];
    if (i < addend.size()) carry += addend[i];
    target[i + shift] = static_cast<std::uint32_t>(carry);
    carry >>= 32;
  }
}

Limbs multiply_magnitudes(const Limbs& a, const Limbs& b) {
  if (a.size() > b.size()) return multiply_magnitudes(b, a);
  if (a.empty()) return {};
  if (a.size() < kKaratsubaLimbs) return multiply_schoolbook(a, b);
  if (b.size() >= 2 * a.size()) {  // lopsided: slices as long as the shorter
    Limbs product(a.size() + b.size() + 1);
    for (std::size_t start = 0; start < b.size(); start += a.size()) {
      Limbs slice(b.begin() + start,
                  b.begin() + std::min(start + a.size(), b.size()));
      trim(slice);
      add_shifted(product, multiply_magnitudes(a, slice), start);
    }
    trim(product);
    return product;
  }
  const std::size_t half = b.size() / 2;
  auto low = [&](const Limbs& x) {
    Limbs part(x.begin(), x.begin() + std::min(half, x.size()));
    trim(part);
    return part;
  };
  auto high = [&](const Limbs& x) {
    return x.size() <= half ? Limbs() : Limbs(x.begin() + half, x.end());
  };
  const Limbs low_a = low(a), low_b = low(b), high_a = high(a),
              high_b = high(b);
  const Limbs lows = multiply_magnitudes(low_a, low_b);
  const Limbs highs = multiply_magnitudes(high_a, high_b);
  Limbs middle = multiply_magnitudes(add_magnitudes(low_a, high_a),
                                     add_magnitudes(low_b, high_b));
  middle = subtract_magnitudes(subtract_magnitudes(middle, lows), highs);
  Limbs product(a.size() + b.size() + 1);
  add_shifted(product, lows, 0);
  add_shifted(product, middle, half);
  add_shifted(product, highs, 2 * half);
  trim(product);
  return product;
}

/// Divides in place by one limb; the remainder comes back.
std::uint32_t divide_by_limb(Limbs& limbs, std::uint32_t divisor) {
  std::uint64_t remainder = 0;
  for (std::size_t i = limbs.size(); i-- > 0;) {
    remainder = remainder << 32 | limbs[i];
    limbs[i] = static_cast<std::uint32_t>(remainder / divisor);
    remainder %= divisor;
  }
  trim(limbs);
  return static_cast<std::uint32_t>(remainder);
}

void multiply_add(Limbs& limbs, std::uint32_t factor, std::uint32_t addend) {
  std::uint64_t carry = addend;
  for (auto& limb : limbs) {
    carry += std::uint64_t{limb} * factor;
    limb = static_cast<std::uint32_t>(carry);
    carry >>= 32;
  }
  if (carry) limbs.push_back(static_cast<std::uint32_t>(carry));
}

Limbs shift_magnitude_left(const Limbs& limbs, std::size_t bits) {
  if (limbs.empty()) return {};
  const std::size_t whole = bits / 32, part = bits % 32;
  Limbs shifted(limbs.size() + whole + 1);
  for (std::size_t i = 0; i < limbs.size(); ++i) {
    const std::uint64_t wide = std::uint64_t{limbs[i]} << part;
    shifted[i + whole] |= static_cast<std::uint32_t>(wide);
    shifted[i + whole + 1] = static_cast<std::uint32_t>(wide >> 32);
  }
  trim(shifted);
  return shifted;
}

/// Towards zero; `lost` tells whether a set bit fell off.
Limbs shift_magnitude_right(const Limbs& limbs, std::size_t bits, bool* lost) {
  const std::size_t whole = bits / 32, part = bits % 32;
  *lost = false;
  for (std::size_t i = 0; i < std::min(whole, limbs.size()); ++i)
    *lost |= limbs[i] != 0;
  if (whole >= limbs.size()) return {};
  *lost |= (limbs[whole] & ((std::uint64_t{1} << part) - 1)) != 0;
  Limbs shifted(limbs.size() - whole);
  for (std::size_t i = whole; i < limbs.size(); ++i) {
    std::uint64_t wide = limbs[i];
    if (i + 1 < limbs.size()) wide |= std::uint64_t{limbs[i + 1]} << 32;
    shifted[i - whole] = static_cast<std::uint32_t>(wide >> part);
  }
  trim(shifted);
  return shifted;
}

/// Knuth, volume 2, 4.3.1, algorithm D. The divisor has two limbs at least.
void divide_knuth(const Limbs& dividend, const Limbs& divisor, Limbs* quotient,
                  Limbs* remainder) {
  const int shift = std::countl_zero(divisor.back());
  const Limbs v = shift_magnitude_left(divisor, shift);
  Limbs u = shift_magnitude_left(dividend, shift);
  u.resize(dividend.size() + 1);
  const std::size_t n = v.size(), m = u.size() - n - 1;
  quotient->assign(m + 1, 0);
  for (std::size_t j = m + 1; j-- > 0;) {
    const std::uint64_t top = std::uint64_t{u[j + n]} << 32 | u[j + n - 1];
    std::uint64_t guess = top / v[n - 1], rest = top % v[n - 1];
    while (guess >> 32 || guess * v[n - 2] > (rest << 32 | u[j + n - 2])) {
      --guess;
      rest += v[n - 1];
      if (rest >> 32) break;
    }
    std::int64_t borrow = 0;
    std::uint64_t carry = 0;
    for (std::size_t i = 0; i < n; ++i) {
      carry += guess * v[i];
      const std::int64_t limb =
          std::int64_t{u[i + j]} - borrow - static_cast<std::uint32_t>(carry);
      u[i + j] = static_cast<std::uint32_t>(limb);
      borrow = limb < 0;
      carry >>= 32;
    }
    const std::int64_t limb =
        std::int64_t{u[j + n]} - borrow - static_cast<std::int64_t>(carry);
    u[j + n] = static_cast<std::uint32_t>(limb);
    if (limb < 0) {  // the guess was one too large
      --guess;
      std::uint64_t sum = 0;
      for (std::size_t i = 0; i < n; ++i) {
        sum += std::uint64_t{u[i + j]} + v[i];
        u[i + j] = static_cast<std::uint32_t>(sum);
        sum >>= 32;
      }
      u[j + n] += static_cast<std::uint32_t>(sum);
    }
    (*quotient)[j] = static_cast<std::uint32_t>(guess);
  }
  trim(*quotient);
  trim(u);
  bool lost;
  *remainder = shift_magnitude_right(u, shift, &lost);
}

void divide_magnitudes(const Limbs& dividend, const Limbs& divisor,
                       Limbs* quotient, Limbs* remainder) {
  if (compare_magnitudes(dividend, divisor) < 0) {
    quotient->clear();
    *remainder = dividend;
  } else if (divisor.size() == 1) {
    *quotient = dividend;
    const std::uint32_t rest = divide_by_limb(*quotient, divisor[0]);
    remainder->clear();
    if (rest) remainder->push_back(rest);
  } else {
    divide_knuth(dividend, divisor, quotient, remainder);
  }
}

std::uint64_t low_64(const Limbs& limbs) {
  std::uint64_t low = limbs.empty() ? 0 : limbs[0];
  if (limbs.size() > 1) low |= std::uint64_t{limbs[1]} << 32;
  return low;
}

/// The endless two's complement, cut at `size` limbs.
Limbs twos_complement(const Limbs& magnitude, bool negative, std::size_t size) {
  Limbs limbs(magnitude);
  limbs.resize(size);
  if (!negative) return limbs;
  std::uint64_t carry = 1;
  for (auto& limb : limbs) {
    carry += static_cast<std::uint32_t>(~limb);
    limb = static_cast<std::uint32_t>(carry);
    carry >>= 32;
  }
  return limbs;
}

/// The largest power of `base` in 32 bits, and its exponent.
std::pair<std::uint32_t, int> chunk_of(int base) {
  std::uint64_t power = base;
  int digits = 1;
  while (power * base <= UINT32_MAX) {
    power *= base;
    ++digits;
  }
  return {static_cast<std::uint32_t>(power), digits};
}

bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

}  // namespace

int digit_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'z') return c - 'a' + 10;
  if (c >= 'A' && c <= 'Z') return c - 'A' + 10;
  return -1;
}

BigInt::BigInt(Limbs limbs, bool negative) : limbs_(std::move(limbs)) {
  trim(limbs_);
  limbs_.set_negative(negative && !limbs_.empty());
}

BigInt::BigInt(std::int64_t n) {
  limbs_.set_negative(n < 0);
  auto magnitude = static_cast<std::uint64_t>(n);
  if (n < 0) magnitude = -magnitude;
  for (; magnitude; magnitude >>= 32)
    limbs_.push_back(static_cast<std::uint32_t>(magnitude));
}

BigInt BigInt::from_unsigned(std::uint64_t n) {
  BigInt result;
  for (; n; n >>= 32) result.limbs_.push_back(static_cast<std::uint32_t>(n));
  return result;
}

BigInt BigInt::truncate(double x) {
  int exponent;
  const double fraction = std::frexp(std::fabs(x), &exponent);
  if (exponent <= 0) return {};
  const auto bits = static_cast<std::uint64_t>(std::ldexp(fraction, 53));
  BigInt result = from_unsigned(bits);
  result = exponent >= 53 ? result.shift_left(exponent - 53)
                          : result.shift_right(53 - exponent);
  if (x < 0) result.limbs_.set_negative(!result.is_zero());
  return result;
}

BigInt BigInt::from_bytes(std::string_view bytes, Endian endian,
                          bool is_signed) {
  std::string little(bytes);
  if (endian == Endian::Big) std::reverse(little.begin(), little.end());
  const bool negative = is_signed && !little.empty() && (little.back() & 0x80);
  Limbs limbs((little.size() + 3) / 4, negative ? 0xffffffffu : 0);
  for (std::size_t i = 0; i < little.size(); ++i) {
    const int shift = static_cast<int>(i % 4) * 8;
    limbs[i / 4] &= ~(0xffu << shift);
    limbs[i / 4] |= std::uint32_t{static_cast<unsigned char>(little[i])}
                    << shift;
  }
  if (negative) limbs = twos_complement(limbs, true, limbs.size());
  return BigInt(std::move(limbs), negative);
}

BigInt BigInt::from_digits(std::string_view digits, int base) {
  Limbs limbs;
  if (std::has_single_bit(static_cast<unsigned>(base))) {
    const int width = std::countr_zero(static_cast<unsigned>(base));
    std::uint64_t pending = 0;
    int bits = 0;
    for (std::size_t i = digits.size(); i-- > 0;) {
      pending |= static_cast<std::uint64_t>(digit_value(digits[i])) << bits;
      bits += width;
      if (bits >= 32) {
        limbs.push_back(static_cast<std::uint32_t>(pending));
        pending >>= 32;
        bits -= 32;
      }
    }
    if (pending) limbs.push_back(static_cast<std::uint32_t>(pending));
    return BigInt(std::move(limbs), false);
  }
  const auto [power, width] = chunk_of(base);
  for (std::size_t i = 0; i < digits.size();) {
    std::uint32_t chunk = 0, factor = 1;
    for (int taken = 0; taken < width && i < digits.size(); ++taken, ++i) {
      chunk = chunk * base + digit_value(digits[i]);
      factor *= base;
    }
    if (limbs.empty()) {
      if (chunk) limbs.push_back(chunk);
    } else {
      multiply_add(limbs, factor, chunk);
    }
  }
  return BigInt(std::move(limbs), false);
}

BigInt BigInt::power_of_ten(std::uint32_t exponent) {
  return BigInt(10).pow(exponent);
}

// CPython: PyLong_FromString.
std::optional<BigInt> BigInt::parse(std::string_view text, int base) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  bool negative = false;
  if (!text.empty() && (text[0] == '+' || text[0] == '-')) {
    negative = text[0] == '-';
    text.remove_prefix(1);
  }
  bool prefixed = false, only_zero = false;
  if (text.size() > 1 && text[0] == '0') {
    const char mark = static_cast<char>(text[1] | 0x20);
    const int implied = mark == 'x'   ? 16
                        : mark == 'o' ? 8
                        : mark == 'b' ? 2
                                      : 0;
    if (implied && (base == 0 || base == implied)) {
      base = implied;
      prefixed = true;
      text.remove_prefix(2);
    } else if (base == 0) {
      only_zero = true;  // "010" is no literal, "0_0" is zero
    }
  }
  if (base == 0) base = 10;
  std::string digits;
  digits.reserve(text.size());
  char previous = prefixed ? '0' : '_';  // 0x_1 is a literal, _1 is none
  if (prefixed && text.empty()) return std::nullopt;
  for (char c : text) {
    if (c == '_') {
      if (previous == '_') return std::nullopt;
    } else {
      const int value = digit_value(c);
      if (value < 0 || value >= base) return std::nullopt;
      if (only_zero && value != 0) return std::nullopt;
      digits += c;
    }
    previous = c;
  }
  if (digits.empty() || previous == '_') return std::nullopt;
  BigInt result = from_digits(digits, base);
  return negative ? -result : result;
}

std::optional<std::int64_t> BigInt::to_int64() const {
  if (limbs_.size() > 2) return std::nullopt;
  const std::uint64_t magnitude = low_64(limbs_);
  const std::uint64_t limit = std::uint64_t{1} << 63;
  if (is_negative() ? magnitude > limit : magnitude >= limit)
    return std::nullopt;
  return static_cast<std::int64_t>(is_negative() ? -magnitude : magnitude);
}

std::optional<std::uint64_t> BigInt::to_uint64() const {
  if (is_negative() || limbs_.size() > 2) return std::nullopt;
  return low_64(limbs_);
}

std::optional<double> BigInt::to_double() const {
  const std::size_t bits = bit_length();
  if (bits > 1024) return std::nullopt;
  double result;
  if (bits <= 64) {
    result = static_cast<double>(low_64(limbs_));
  } else {
    bool lost;
    std::uint64_t top = low_64(shift_magnitude_right(limbs_, bits - 64, &lost));
    if (lost) top |= 1;  // below the rounding position, so only sticky
    result = std::ldexp(static_cast<double>(top), static_cast<int>(bits) - 64);
  }
  if (std::isinf(result)) return std::nullopt;
  return is_negative() ? -result : result;
}

std::string BigInt::to_string(int base) const {
  if (limbs_.empty()) return "0";
  static constexpr char kDigits[] = "0123456789abcdefghijklmnopqrstuvwxyz";
  std::string text;
  if (std::has_single_bit(static_cast<unsigned>(base))) {
    const int width = std::countr_zero(static_cast<unsigned>(base));
    const std::size_t bits = bit_length();
    for (std::size_t at = 0; at < bits; at += width) {
      std::uint64_t wide = limbs_[at / 32];
      if (at / 32 + 1 < limbs_.size())
        wide |= std::uint64_t{limbs_[at / 32 + 1]} << 32;
      text += kDigits[wide >> at % 32 & (base - 1)];
    }
  } else {
    const auto [power, width] = chunk_of(base);
    Limbs rest = limbs_;
    while (!rest.empty()) {
      std::uint32_t chunk = divide_by_limb(rest, power);
      for (int i = 0; i < width && (chunk || !rest.empty()); ++i) {
        text += kDigits[chunk % base];
        chunk /= base;
      }
    }
  }
  if (is_negative()) text += '-';
  std::reverse(text.begin(), text.end());
  return text;
}

std::optional<std::string> BigInt::to_bytes(std::size_t size, Endian endian,
                                            bool is_signed) const {
  if (is_negative() && !is_signed) return std::nullopt;
  const std::size_t room = size * 8;
  if (is_signed) {
    // -2**(room-1) is the one value that needs no bit more for its sign.
    const std::size_t bits =
        is_negative() ? (~*this).bit_length() : bit_length();
    if (!is_zero() && bits + 1 > room) return std::nullopt;
  } else if (bit_length() > room) {
    return std::nullopt;
  }
  const Limbs limbs = twos_complement(
      limbs_, is_negative(), std::max(limbs_.size() + 1, (size + 3) / 4));
  std::string bytes(size, '\0');
  for (std::size_t i = 0; i < size; ++i)
    bytes[i] = static_cast<char>(limbs[i / 4] >> (i % 4 * 8));
  if (endian == Endian::Big) std::reverse(bytes.begin(), bytes.end());
  return bytes;
}

std::size_t BigInt::bit_length() const {
  if (limbs_.empty()) return 0;
  return limbs_.size() * 32 - std::countl_zero(limbs_.back());
}

std::size_t BigInt::bit_count() const {
  std::size_t count = 0;
  for (auto limb : limbs_) count += std::popcount(limb);
  return count;
}

std::int64_t BigInt::hash() const {
  std::uint64_t rest = 0;
  for (std::size_t i = limbs_.size(); i-- > 0;) {
    // Multiplying by 2**32 modulo 2**61 - 1 rotates 61 bits.
    rest = (rest << 32 & kHashModulus) | rest >> 29;
    rest += limbs_[i];
    if (rest >= kHashModulus) rest -= kHashModulus;
  }
  auto result = static_cast<std::int64_t>(rest);
  if (is_negative()) result = -result;
  return result == -1 ? -2 : result;
}

int BigInt::compare(const BigInt& other) const {
  if (is_negative() != other.is_negative()) return is_negative() ? -1 : 1;
  const int order = compare_magnitudes(limbs_, other.limbs_);
  return is_negative() ? -order : order;
}

BigInt BigInt::operator-() const { return BigInt(limbs_, !is_negative()); }
BigInt BigInt::operator~() const { return -*this - BigInt(1); }
BigInt BigInt::abs() const { return BigInt(limbs_, false); }

BigInt operator+(const BigInt& a, const BigInt& b) {
  if (a.is_negative() == b.is_negative())
    return BigInt(add_magnitudes(a.limbs_, b.limbs_), a.is_negative());
  if (compare_magnitudes(a.limbs_, b.limbs_) >= 0)
    return BigInt(subtract_magnitudes(a.limbs_, b.limbs_), a.is_negative());
  return BigInt(subtract_magnitudes(b.limbs_, a.limbs_), b.is_negative());
}

BigInt operator-(const BigInt& a, const BigInt& b) { return a + -b; }

BigInt operator*(const BigInt& a, const BigInt& b) {
  return BigInt(multiply_magnitudes(a.limbs_, b.limbs_),
                a.is_negative() != b.is_negative());
}

BigInt BigInt::bitwise(const BigInt& a, const BigInt& b, BitOperation op) {
  const std::size_t size = std::max(a.limbs_.size(), b.limbs_.size()) + 1;
  Limbs x = twos_complement(a.limbs_, a.is_negative(), size);
  const Limbs y = twos_complement(b.limbs_, b.is_negative(), size);
  for (std::size_t i = 0; i < size; ++i) switch (op) {
      case BitOperation::And:
        x[i] &= y[i];
        break;
      case BitOperation::Or:
        x[i] |= y[i];
        break;
      case BitOperation::Xor:
        x[i] ^= y[i];
        break;
    }
  const bool negative = x.back() >> 31;
  return BigInt(negative ? twos_complement(x, true, size) : std::move(x),
                negative);
}

BigInt operator&(const BigInt& a, const BigInt& b) {
  return BigInt::bitwise(a, b, BigInt::BitOperation::And);
}
BigInt operator|(const BigInt& a, const BigInt& b) {
  return BigInt::bitwise(a, b, BigInt::BitOperation::Or);
}
BigInt operator^(const BigInt& a, const BigInt& b) {
  return BigInt::bitwise(a, b, BigInt::BitOperation::Xor);
}

BigInt BigInt::shift_left(std::size_t bits) const {
  return BigInt(shift_magnitude_left(limbs_, bits), is_negative());
}

BigInt BigInt::shift_right(std::size_t bits) const {
  bool lost;
  BigInt result(shift_magnitude_right(limbs_, bits, &lost), is_negative());
  return is_negative() && lost ? result - BigInt(1) : result;
}

BigInt BigInt::pow(std::uint64_t exponent) const {
  BigInt result(1), square = *this;
  for (; exponent; exponent >>= 1) {
    if (exponent & 1) result = result * square;
    if (exponent > 1) square = square * square;
  }
  return result;
}

BigInt BigInt::pow(const BigInt& exponent, const BigInt& modulus) const {
  BigInt result(1), square;
  floor_divide(*this, modulus, nullptr, &square);
  const std::size_t bits = exponent.bit_length();
  for (std::size_t i = 0; i < bits; ++i) {
    if (exponent.limbs_[i / 32] >> i % 32 & 1)
      floor_divide(result * square, modulus, nullptr, &result);
    if (i + 1 < bits) floor_divide(square * square, modulus, nullptr, &square);
  }
  floor_divide(result, modulus, nullptr, &result);
  return result;
}

std::optional<BigInt> BigInt::inverse(const BigInt& modulus) const {
  BigInt a, b = modulus.abs(), x(1), y(0);
  floor_divide(*this, b, nullptr, &a);
  while (!b.is_zero()) {
    BigInt quotient, remainder;
    floor_divide(a, b, &quotient, &remainder);
    a = std::exchange(b, std::move(remainder));
    BigInt next = x - quotient * y;
    x = std::exchange(y, std::move(next));
  }
  if (a != BigInt(1)) return std::nullopt;
  floor_divide(x, modulus, nullptr, &x);
  return x;
}

BigInt BigInt::square_root() const {
  if (is_zero()) return {};
  BigInt guess = BigInt(1).shift_left((bit_length() + 1) / 2);
  for (;;) {  // Newton's method from above falls until it is there
    BigInt quotient;
    floor_divide(*this, guess, &quotient, nullptr);
    BigInt next = (guess + quotient).shift_right(1);
    if (next.compare(guess) >= 0) return guess;
    guess = std::move(next);
  }
}

BigInt BigInt::gcd(BigInt a, BigInt b) {
  a.limbs_.set_negative(false);
  b.limbs_.set_negative(false);
  while (!b.is_zero()) {
    BigInt remainder;
    truncated_divide(a, b, nullptr, &remainder);
    a = std::exchange(b, std::move(remainder));
  }
  return a;
}

void BigInt::truncated_divide(const BigInt& dividend, const BigInt& divisor,
                              BigInt* quotient, BigInt* remainder) {
  Limbs q, r;
  divide_magnitudes(dividend.limbs_, divisor.limbs_, &q, &r);
  const bool q_negative = dividend.is_negative() != divisor.is_negative();
  const bool r_negative = dividend.is_negative();
  if (quotient) *quotient = BigInt(std::move(q), q_negative);
  if (remainder) *remainder = BigInt(std::move(r), r_negative);
}

void BigInt::floor_divide(const BigInt& dividend, const BigInt& divisor,
                          BigInt* quotient, BigInt* remainder) {
  BigInt q, r;
  truncated_divide(dividend, divisor, &q, &r);
  if (!r.is_zero() && r.is_negative() != divisor.is_negative()) {
    if (quotient) q = q - BigInt(1);
    if (remainder) r = r + divisor;
  }
  if (quotient) *quotient = std::move(q);
  if (remainder) *remainder = std::move(r);
}

// CPython: long_true_divide. Computes a quotient of 55 bits or more with a
// sticky last bit, then rounds once.
std::optional<double> BigInt::true_divide(const BigInt& a, const BigInt& b) {
  const bool negative = a.is_negative() != b.is_negative();
  constexpr int kMinExponent = -1021, kMantissa = 53;
  const auto size_difference = static_cast<std::int64_t>(a.bit_length()) -
                               static_cast<std::int64_t>(b.bit_length());
  if (a.is_zero()) return negative ? -0.0 : 0.0;
  if (size_difference > 1024) return std::nullopt;
  if (size_difference < kMinExponent - kMantissa - 1)
    return negative ? -0.0 : 0.0;
  const int shift =
      std::max(static_cast<int>(size_difference), kMinExponent) - kMantissa - 2;
  bool inexact = false;
  Limbs numerator = shift <= 0
                        ? shift_magnitude_left(a.limbs_, -shift)
                        : shift_magnitude_right(a.limbs_, shift, &inexact);
  Limbs quotient, remainder;
  divide_magnitudes(numerator, b.limbs_, &quotient, &remainder);
  inexact |= !remainder.empty();
  std::uint64_t bits = low_64(quotient);
  const int length = 64 - std::countl_zero(bits);
  const int extra = std::max(length, kMinExponent - shift) - kMantissa;
  const std::uint64_t half = std::uint64_t{1} << (extra - 1);
  std::uint64_t low = bits | (inexact ? 1 : 0);
  if ((low & half) && (low & (3 * half - 1))) low += half;
  low &= ~(2 * half - 1);
  const double result = std::ldexp(static_cast<double>(low), shift);
  if (std::isinf(result)) return std::nullopt;
  return negative ? -result : result;
}

// CPython: _Py_HashDouble.
std::int64_t hash_double(double x) {
  if (std::isnan(x)) return 0;
  if (std::isinf(x)) return x > 0 ? 314159 : -314159;
  int exponent;
  double fraction = std::frexp(std::fabs(x), &exponent);
  std::uint64_t rest = 0;
  while (fraction != 0) {
    rest = (rest << 28 & kHashModulus) | rest >> 33;
    fraction *= 268435456.0;  // 2**28
    exponent -= 28;
    const auto whole = static_cast<std::uint64_t>(fraction);
    fraction -= static_cast<double>(whole);
    rest += whole;
    if (rest >= kHashModulus) rest -= kHashModulus;
  }
  const int turn = exponent >= 0 ? exponent % 61 : 60 - (-1 - exponent) % 61;
  rest = (rest << turn & kHashModulus) | rest >> (61 - turn);
  auto result = static_cast<std::int64_t>(rest);
  if (x < 0) result = -result;
  return result == -1 ? -2 : result;
}

}  // namespace limbeck::py

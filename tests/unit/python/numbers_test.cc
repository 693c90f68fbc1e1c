// The number code without the object model, against CPython's recorded answers.
#include <gtest/gtest.h>

#include <cmath>

#include "python/objects/bigint.h"
#include "python/objects/float_text.h"
#include "recorded.h"

namespace limbeck::py {
namespace {

const nlohmann::json& numbers() {
  static const nlohmann::json data = recorded("numbers.json");
  return data;
}

BigInt big(const nlohmann::json& digits) {
  return *BigInt::parse(digits.get<std::string>(), 10);
}

std::string bits_of(std::optional<double> x) {
  if (!x) return "OverflowError";
  char text[17];
  std::snprintf(
      text, sizeof text, "%016llx",
      static_cast<unsigned long long>(std::bit_cast<std::uint64_t>(*x)));
  return text;
}

std::string expected_bits(const nlohmann::json& value) {
  return value.is_string() ? value.get<std::string>()
                           : value["error"].get<std::string>();
}

TEST(Numbers, FloatRepr) {
  for (const auto& row : numbers()["repr"])
    EXPECT_EQ(float_repr(double_from_bits(row[0])), row[1]);
  EXPECT_EQ(float_repr(-INFINITY), "-inf");
  EXPECT_EQ(float_repr(NAN), "nan");
}

TEST(Numbers, FloatLayouts) {
  for (const auto& row : numbers()["layout"]) {
    const std::string code = row[1];
    const DoubleLayout layout{.code = code.empty() ? 'g' : code[0],
                              .precision = row[2],
                              .alternate = row[3] == "#",
                              .add_dot_0 = code.empty()};
    EXPECT_EQ(format_double(double_from_bits(row[0]), layout), row[4]) << row;
  }
}

TEST(Numbers, FloatRound) {
  for (const auto& row : numbers()["round"])
    EXPECT_EQ(bits_of(round_digits(double_from_bits(row[0]), row[1])), row[2])
        << row;
}

TEST(Numbers, FloatHex) {
  for (const auto& row : numbers()["hex"])
    EXPECT_EQ(float_hex(double_from_bits(row[0])), row[1]);
  for (const auto& row : numbers()["parse_hex"]) {
    HexError error;
    const double x = parse_float_hex(row[0].get<std::string>(), &error);
    const std::string found = error == HexError::Invalid    ? "ValueError"
                              : error == HexError::TooLarge ? "OverflowError"
                              : std::isnan(x)               ? "nan"
                                                            : bits_of(x);
    EXPECT_EQ(found, expected_bits(row[1])) << row;
  }
}

TEST(Numbers, FloatParse) {
  for (const auto& row : numbers()["parse"]) {
    auto x = parse_float(row[0].get<std::string>());
    if (x && std::isnan(*x)) x = std::fabs(*x);
    EXPECT_EQ(x ? bits_of(x) : "ValueError", expected_bits(row[1])) << row;
  }
}

TEST(Numbers, FloatHash) {
  for (const auto& row : numbers()["hash"])
    EXPECT_EQ(std::to_string(hash_double(double_from_bits(row[0]))), row[1]);
}

TEST(Numbers, IntArithmetic) {
  for (const auto& row : numbers()["arithmetic"]) {
    const BigInt a = big(row["a"]), b = big(row["b"]);
    const std::size_t shift = row["shift"];
    EXPECT_EQ((a + b).to_string(), row["add"]);
    EXPECT_EQ((a - b).to_string(), row["sub"]);
    EXPECT_EQ((a * b).to_string(), row["mul"]);
    EXPECT_EQ((a & b).to_string(), row["and"]);
    EXPECT_EQ((a | b).to_string(), row["or"]);
    EXPECT_EQ((a ^ b).to_string(), row["xor"]);
    EXPECT_EQ((~a).to_string(), row["invert"]);
    EXPECT_EQ(a.shift_left(shift).to_string(), row["left"]);
    EXPECT_EQ(a.shift_right(shift).to_string(), row["right"]);
    EXPECT_EQ(a.bit_length(), row["bits"]);
    EXPECT_EQ(a.bit_count(), row["count"]);
    EXPECT_EQ(std::to_string(a.hash()), row["hash"]);
    EXPECT_EQ(BigInt::gcd(a, b).to_string(), row["gcd"]);
    EXPECT_EQ(a.abs().square_root().to_string(), row["root"]);
    EXPECT_EQ(a.compare(b), row["compare"]);
    EXPECT_EQ(bits_of(a.to_double()), expected_bits(row["float"]));
    EXPECT_EQ(a.to_string(row["base"]), row["digits"]);
    EXPECT_EQ(BigInt::parse(row["digits"].get<std::string>(), row["base"]), a);
    if (b.is_zero()) continue;
    BigInt quotient, remainder;
    BigInt::floor_divide(a, b, &quotient, &remainder);
    EXPECT_EQ(quotient.to_string(), row["div"]);
    EXPECT_EQ(remainder.to_string(), row["mod"]);
    EXPECT_EQ(bits_of(BigInt::true_divide(a, b)), expected_bits(row["true"]));
  }
}

TEST(Numbers, IntBytes) {
  for (const auto& row : numbers()["arithmetic"]) {
    const auto& bytes = row["bytes"];
    const auto endian =
        bytes[1] == "big" ? BigInt::Endian::Big : BigInt::Endian::Little;
    const bool is_signed = bytes[2];
    const BigInt a = big(row["a"]);
    const auto found = a.to_bytes(bytes[0], endian, is_signed);
    std::string hex = found ? "" : "OverflowError";
    for (unsigned char c : found.value_or("")) {
      hex += "0123456789abcdef"[c >> 4];
      hex += "0123456789abcdef"[c & 15];
    }
    EXPECT_EQ(hex, expected_bits(bytes[3])) << row["a"];
    if (found) {
      EXPECT_EQ(BigInt::from_bytes(*found, endian, is_signed), a);
    }
  }
}

TEST(Numbers, IntPowers) {
  for (const auto& row : numbers()["power"]) {
    const BigInt a = big(row[0]), modulus = big(row[2]);
    EXPECT_EQ(a.pow(big(row[1]), modulus).to_string(), row[3]);
    const auto inverse = a.inverse(modulus);
    EXPECT_EQ(inverse ? inverse->to_string() : "ValueError",
              expected_bits(row[4]));
  }
}

TEST(Numbers, IntTrueDivisionRoundsOnce) {
  for (const auto& row : numbers()["division"])
    EXPECT_EQ(bits_of(BigInt::true_divide(big(row[0]), big(row[1]))),
              expected_bits(row[2]))
        << row;
}

TEST(Numbers, IntParse) {
  for (const auto& row : numbers()["int"]) {
    const auto n = BigInt::parse(row[0].get<std::string>(), row[1]);
    EXPECT_EQ(n ? n->to_string() : "ValueError", expected_bits(row[2])) << row;
  }
}

}  // namespace
}  // namespace limbeck::py

#include "sql/md5.h"

#include <array>
#include <cmath>
#include <cstdint>

namespace limbeck::sql {

namespace {

using Words = std::array<std::uint32_t, 4>;

constexpr int kShifts[4][4] = {
    {7, 12, 17, 22}, {5, 9, 14, 20}, {4, 11, 16, 23}, {6, 10, 15, 21}};

std::uint32_t rotate(std::uint32_t word, int bits) {
  return word << bits | word >> (32 - bits);
}

// RFC 1321, 3.4: one block of 64 bytes.
void mix(Words& state, const unsigned char* block) {
  std::uint32_t message[16];
  for (int i = 0; i < 16; ++i) {
    message[i] = block[4 * i] | block[4 * i + 1] << 8 | block[4 * i + 2] << 16 |
                 std::uint32_t(block[4 * i + 3]) << 24;
  }
  auto [a, b, c, d] = state;
  for (int i = 0; i < 64; ++i) {
    std::uint32_t f = 0;
    int word = 0;
    switch (i / 16) {
      case 0:
        f = (b & c) | (~b & d);
        word = i;
        break;
      case 1:
        f = (d & b) | (~d & c);
        word = (5 * i + 1) % 16;
        break;
      case 2:
        f = b ^ c ^ d;
        word = (3 * i + 5) % 16;
        break;
      case 3:
        f = c ^ (b | ~d);
        word = 7 * i % 16;
        break;
    }
    auto sine =
        std::uint32_t(std::floor(std::fabs(std::sin(i + 1.0)) * 4294967296.0));
    f += a + sine + message[word];
    a = d;
    d = c;
    c = b;
    b += rotate(f, kShifts[i / 16][i % 4]);
  }
  state[0] += a;
  state[1] += b;
  state[2] += c;
  state[3] += d;
}

}  // namespace

std::string md5_hex(std::string_view text) {
  std::string padded(text);
  padded += char(0x80);
  while (padded.size() % 64 != 56) padded += '\0';
  std::uint64_t bits = std::uint64_t(text.size()) * 8;
  for (int i = 0; i < 8; ++i) padded += char(bits >> (8 * i));
  Words state = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476};
  for (std::size_t at = 0; at < padded.size(); at += 64) {
    mix(state, reinterpret_cast<const unsigned char*>(padded.data()) + at);
  }
  std::string out;
  for (std::uint32_t word : state) {
    for (int i = 0; i < 4; ++i) {
      unsigned byte = word >> (8 * i) & 0xff;
      out += "0123456789abcdef"[byte >> 4];
      out += "0123456789abcdef"[byte & 15];
    }
  }
  return out;
}

}  // namespace limbeck::sql

#include "python/stdlib/digests.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>

namespace limbeck::py {
namespace {

/// The first bits behind the point of a root of a prime; the constants of
/// SHA-2 are defined so.
template <class Word>
Word root_fraction(unsigned prime, int degree) {
  // Bit by bit in integers: x**degree <= prime * 2**(degree * bits).
  constexpr int kBits = sizeof(Word) * 8;
  __extension__ using Wide = unsigned __int128;
  auto below = [&](Wide x) {  // x has kBits fraction bits
    // Compare x**2 or x**3 with prime << (degree * kBits), in 32-bit limbs.
    std::array<std::uint32_t, 3> limbs{};
    for (int i = 0; i < 3; ++i)
      limbs[i] = static_cast<std::uint32_t>(x >> 32 * i);
    std::array<std::uint64_t, 10> power{};
    power[0] = 1;
    for (int d = 0; d < degree; ++d) {
      std::array<std::uint64_t, 10> next{};
      for (int i = 0; i < 10; ++i) {
        std::uint64_t carry = 0;
        for (int j = 0; j < 3 && i + j < 10; ++j) {
          const Wide sum = Wide{power[i]} * limbs[j] + next[i + j] + carry;
          next[i + j] = static_cast<std::uint32_t>(sum);
          carry = static_cast<std::uint64_t>(sum >> 32);
        }
        for (int k = i + 3; carry && k < 10; ++k) {
          const std::uint64_t sum = next[k] + carry;
          next[k] = static_cast<std::uint32_t>(sum);
          carry = sum >> 32;
        }
      }
      power = next;
    }
    std::array<std::uint64_t, 10> bound{};
    bound[degree * kBits / 32] = prime;
    for (int i = 9; i >= 0; --i)
      if (power[i] != bound[i]) return power[i] < bound[i];
    return true;
  };
  Wide x = 0;
  for (int bit = kBits + 5; bit >= 0; --bit)
    if (below(x | Wide{1} << bit)) x |= Wide{1} << bit;
  return static_cast<Word>(x);
}

template <class Word, std::size_t count>
std::array<Word, count> prime_roots(int degree) {
  std::array<Word, count> words{};
  unsigned candidate = 2;
  for (std::size_t i = 0; i < count; ++candidate) {
    bool prime = true;
    for (unsigned d = 2; d * d <= candidate; ++d) prime &= candidate % d != 0;
    if (prime) words[i++] = root_fraction<Word>(candidate, degree);
  }
  return words;
}

/// Collects blocks, pads the end with 0x80, zeros and the length in bits.
template <class Self, std::size_t kBlock, std::size_t kLengthBytes,
          bool kBigEndian>
class BlockDigest : public Digest {
 public:
  void update(std::string_view data) override {
    length_ += data.size();
    if (!pending_.empty()) {
      const std::size_t take = std::min(data.size(), kBlock - pending_.size());
      pending_ += data.substr(0, take);
      data.remove_prefix(take);
      if (pending_.size() < kBlock) return;
      self().process(pending_.data());
      pending_.clear();
    }
    for (; data.size() >= kBlock; data.remove_prefix(kBlock))
      self().process(data.data());
    pending_ = data;
  }

  std::string result() const override {
    Self end(static_cast<const Self&>(*this));
    std::string tail = "\x80";
    while ((end.pending_.size() + tail.size() + kLengthBytes) % kBlock)
      tail += '\0';
    const std::uint64_t bits = length_ * 8;
    for (std::size_t i = 0; i < kLengthBytes; ++i) {
      const std::size_t shift = 8 * (kBigEndian ? kLengthBytes - 1 - i : i);
      tail += shift < 64 ? static_cast<char>(bits >> shift) : '\0';
    }
    end.update(tail);
    return end.output();
  }

  std::unique_ptr<Digest> copy() const override {
    return std::make_unique<Self>(static_cast<const Self&>(*this));
  }
  std::size_t block_size() const override { return kBlock; }

 private:
  Self& self() { return static_cast<Self&>(*this); }
  std::string pending_;
  std::uint64_t length_ = 0;
};

template <class Word>
Word load(const char* at, bool big) {
  Word word = 0;
  for (std::size_t i = 0; i < sizeof(Word); ++i)
    word |= static_cast<Word>(static_cast<unsigned char>(at[i]))
            << 8 * (big ? sizeof(Word) - 1 - i : i);
  return word;
}

template <class Words>
std::string store(const Words& words, std::size_t size, bool big) {
  using Word = typename Words::value_type;
  std::string out;
  for (Word word : words)
    for (std::size_t i = 0; i < sizeof(Word); ++i)
      out += static_cast<char>(word >> 8 * (big ? sizeof(Word) - 1 - i : i));
  out.resize(size);
  return out;
}

// RFC 1321
class Md5 : public BlockDigest<Md5, 64, 8, false> {
 public:
  std::size_t size() const override { return 16; }
  std::string output() const { return store(state_, 16, false); }
  void process(const char* block) {
    static constexpr int kShifts[4][4] = {
        {7, 12, 17, 22}, {5, 9, 14, 20}, {4, 11, 16, 23}, {6, 10, 15, 21}};
    static const std::array<std::uint32_t, 64> kSines = [] {
      std::array<std::uint32_t, 64> sines{};
      for (int i = 0; i < 64; ++i)
        sines[i] = static_cast<std::uint32_t>(
            std::floor(std::fabs(std::sin(i + 1.0)) * 4294967296.0));
      return sines;
    }();
    auto [a, b, c, d] = state_;
    for (unsigned i = 0; i < 64; ++i) {
      const unsigned round = i / 16;
      std::uint32_t f = 0;
      unsigned g = i;
      switch (round) {
        case 0:
          f = (b & c) | (~b & d);
          break;
        case 1:
          f = (d & b) | (~d & c);
          g = 5 * i + 1;
          break;
        case 2:
          f = b ^ c ^ d;
          g = 3 * i + 5;
          break;
        default:
          f = c ^ (b | ~d);
          g = 7 * i;
      }
      const std::uint32_t word = load<std::uint32_t>(block + g % 16 * 4, false);
      const std::uint32_t next =
          b + std::rotl(a + f + kSines[i] + word, kShifts[round][i % 4]);
      a = d;
      d = c;
      c = b;
      b = next;
    }
    state_[0] += a;
    state_[1] += b;
    state_[2] += c;
    state_[3] += d;
  }

 private:
  std::array<std::uint32_t, 4> state_{0x67452301, 0xefcdab89, 0x98badcfe,
                                      0x10325476};
};

// FIPS 180-4
class Sha1 : public BlockDigest<Sha1, 64, 8, true> {
 public:
  std::size_t size() const override { return 20; }
  std::string output() const { return store(state_, 20, true); }
  void process(const char* block) {
    std::array<std::uint32_t, 80> w{};
    for (int i = 0; i < 16; ++i)
      w[i] = load<std::uint32_t>(block + i * 4, true);
    for (int i = 16; i < 80; ++i)
      w[i] = std::rotl(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
    auto [a, b, c, d, e] = state_;
    for (int i = 0; i < 80; ++i) {
      std::uint32_t f, k;
      if (i < 20) {
        f = (b & c) | (~b & d);
        k = 0x5a827999;
      } else if (i < 40) {
        f = b ^ c ^ d;
        k = 0x6ed9eba1;
      } else if (i < 60) {
        f = (b & c) | (b & d) | (c & d);
        k = 0x8f1bbcdc;
      } else {
        f = b ^ c ^ d;
        k = 0xca62c1d6;
      }
      const std::uint32_t next = std::rotl(a, 5) + f + e + k + w[i];
      e = d;
      d = c;
      c = std::rotl(b, 30);
      b = a;
      a = next;
    }
    state_[0] += a;
    state_[1] += b;
    state_[2] += c;
    state_[3] += d;
    state_[4] += e;
  }

 private:
  std::array<std::uint32_t, 5> state_{0x67452301, 0xefcdab89, 0x98badcfe,
                                      0x10325476, 0xc3d2e1f0};
};

/// SHA-224 and SHA-256 with 32-bit words, SHA-384 and SHA-512 with 64.
template <class Word>
class Sha2 : public BlockDigest<Sha2<Word>, sizeof(Word) * 16, sizeof(Word) * 2,
                                true> {
 public:
  using State = std::array<Word, 8>;
  Sha2(std::size_t size, const State& start) : size_(size), state_(start) {}
  std::size_t size() const override { return size_; }
  std::string output() const { return store(state_, size_, true); }
  void process(const char* block) {
    constexpr bool kWide = sizeof(Word) == 8;
    constexpr int kRounds = kWide ? 80 : 64;
    static const auto kRoots = prime_roots<Word, kRounds>(3);
    auto mix = [](Word x, int a, int b, int c) {
      return std::rotr(x, a) ^ std::rotr(x, b) ^ std::rotr(x, c);
    };
    std::array<Word, kRounds> w{};
    for (int i = 0; i < 16; ++i)
      w[i] = load<Word>(block + i * sizeof(Word), true);
    for (int i = 16; i < kRounds; ++i) {
      const Word x = w[i - 15], y = w[i - 2];
      const Word low = kWide ? std::rotr(x, 1) ^ std::rotr(x, 8) ^ x >> 7
                             : std::rotr(x, 7) ^ std::rotr(x, 18) ^ x >> 3;
      const Word high = kWide ? std::rotr(y, 19) ^ std::rotr(y, 61) ^ y >> 6
                              : std::rotr(y, 17) ^ std::rotr(y, 19) ^ y >> 10;
      w[i] = w[i - 16] + low + w[i - 7] + high;
    }
    State s = state_;
    for (int i = 0; i < kRounds; ++i) {
      const Word high = kWide ? mix(s[4], 14, 18, 41) : mix(s[4], 6, 11, 25);
      const Word low = kWide ? mix(s[0], 28, 34, 39) : mix(s[0], 2, 13, 22);
      const Word choice = (s[4] & s[5]) ^ (~s[4] & s[6]);
      const Word majority = (s[0] & s[1]) ^ (s[0] & s[2]) ^ (s[1] & s[2]);
      const Word first = s[7] + high + choice + kRoots[i] + w[i];
      const Word second = low + majority;
      s = {first + second, s[0], s[1], s[2], s[3] + first, s[4], s[5], s[6]};
    }
    for (int i = 0; i < 8; ++i) state_[i] += s[i];
  }

 private:
  std::size_t size_;
  State state_;
};

// FIPS 202
template <class Base>
class Sponge : public Base {
 public:
  Sponge(std::size_t size, std::size_t rate, unsigned char mark)
      : size_(size), rate_(rate), mark_(mark) {}
  std::size_t size() const override { return size_; }
  std::size_t block_size() const override { return rate_; }
  void update(std::string_view data) override {
    for (char c : data) absorb(static_cast<unsigned char>(c));
  }
  std::string result() const override { return squeeze(size_); }

 protected:
  std::string squeeze(std::size_t size) const {
    const std::unique_ptr<Digest> copy = this->copy();
    auto& end = static_cast<Sponge&>(*copy);
    end.mix(end.at_, mark_);
    end.mix(end.rate_ - 1, 0x80);
    std::string out;
    do {
      end.permute();
      out += store(end.lanes_, std::min(rate_, size - out.size()), false);
    } while (out.size() < size);
    return out;
  }

 private:
  void mix(std::size_t at, std::uint64_t byte) {
    lanes_[at / 8] ^= byte << at % 8 * 8;
  }
  void absorb(unsigned char byte) {
    mix(at_, byte);
    if (++at_ < rate_) return;
    permute();
    at_ = 0;
  }
  void permute() {
    unsigned feedback = 1;
    for (int round = 0; round < 24; ++round) {
      std::array<std::uint64_t, 5> column{};
      for (int x = 0; x < 5; ++x)
        for (int y = 0; y < 25; y += 5) column[x] ^= lanes_[y + x];
      for (int x = 0; x < 5; ++x)
        for (int y = 0; y < 25; y += 5)
          lanes_[y + x] ^=
              column[(x + 4) % 5] ^ std::rotl(column[(x + 1) % 5], 1);
      std::uint64_t moved = lanes_[1];
      int x = 1, y = 0, turn = 0;
      for (int t = 0; t < 24; ++t) {
        turn += t + 1;
        const int next_y = (2 * x + 3 * y) % 5;
        x = y;
        y = next_y;
        const std::uint64_t old = lanes_[y * 5 + x];
        lanes_[y * 5 + x] = std::rotl(moved, turn % 64);
        moved = old;
      }
      for (int row = 0; row < 25; row += 5) {
        std::array<std::uint64_t, 5> old{};
        for (int i = 0; i < 5; ++i) old[i] = lanes_[row + i];
        for (int i = 0; i < 5; ++i)
          lanes_[row + i] = old[i] ^ (~old[(i + 1) % 5] & old[(i + 2) % 5]);
      }
      for (int bit = 0; bit < 7; ++bit) {
        if (feedback & 1) lanes_[0] ^= std::uint64_t{1} << ((1 << bit) - 1);
        feedback = feedback & 0x80 ? feedback << 1 ^ 0x171 : feedback << 1;
      }
    }
  }

  std::size_t size_, rate_, at_ = 0;
  unsigned char mark_;  // behind the message
  std::array<std::uint64_t, 25> lanes_{};
};

// A copy only has to be of the type that is to be copied.
struct Sha3 : Sponge<Digest> {
  explicit Sha3(std::size_t size) : Sponge(size, 200 - 2 * size, 0x06) {}
  std::unique_ptr<Digest> copy() const override {
    return std::make_unique<Sha3>(*this);
  }
};
struct Shake : Sponge<LongDigest> {
  explicit Shake(std::size_t strength) : Sponge(0, 200 - 2 * strength, 0x1f) {}
  std::unique_ptr<Digest> copy() const override {
    return std::make_unique<Shake>(*this);
  }
  std::string result() const override { return {}; }
  std::string result_of(std::size_t size) const override {
    return size == 0 ? std::string() : squeeze(size);
  }
};

const std::array<std::uint64_t, 8>& sha512_start() {
  static const auto roots = prime_roots<std::uint64_t, 8>(2);
  return roots;
}

template <class Word>
const std::array<Word, 8>& blake_start();
template <>
const std::array<std::uint64_t, 8>& blake_start() {
  return sha512_start();
}
template <>
const std::array<std::uint32_t, 8>& blake_start() {
  static const auto roots = prime_roots<std::uint32_t, 8>(2);
  return roots;
}

// RFC 7693: BLAKE2b has words of 64 bits, BLAKE2s of 32.
template <class Word>
class Blake2 : public Digest {
 public:
  static constexpr bool kWide = sizeof(Word) == 8;
  static constexpr std::size_t kBlock = sizeof(Word) * 16;

  explicit Blake2(const BlakeParameters& told)
      : size_(told.size),
        last_node_(told.last_node),
        state_(blake_start<Word>()) {
    std::array<char, sizeof(Word) * 8> block{};
    block[0] = static_cast<char>(told.size);
    block[1] = static_cast<char>(told.key.size());
    block[2] = static_cast<char>(told.fanout);
    block[3] = static_cast<char>(told.depth);
    for (int i = 0; i < 4; ++i)
      block[4 + i] = static_cast<char>(told.leaf_size >> 8 * i);
    constexpr int kOffset = kWide ? 8 : 6;  // bytes of the node's offset
    for (int i = 0; i < kOffset; ++i)
      block[8 + i] = static_cast<char>(told.node_offset >> 8 * i);
    block[8 + kOffset] = static_cast<char>(told.node_depth);
    block[9 + kOffset] = static_cast<char>(told.inner_size);
    const std::size_t half = block.size() / 2;
    std::copy(told.salt.begin(), told.salt.end(), block.begin() + half);
    std::copy(told.person.begin(), told.person.end(),
              block.begin() + half + half / 2);
    for (int i = 0; i < 8; ++i)
      state_[i] ^= load<Word>(block.data() + i * sizeof(Word), false);
    if (!told.key.empty()) {
      std::string key(told.key);
      key.resize(kBlock);
      update(key);
    }
  }
  std::size_t size() const override { return size_; }
  std::size_t block_size() const override { return kBlock; }
  std::unique_ptr<Digest> copy() const override {
    return std::make_unique<Blake2>(*this);
  }
  void update(std::string_view data) override {
    for (char c : data) {
      if (used_ == kBlock) {
        length_ += kBlock;
        compress(false);
        used_ = 0;
      }
      block_[used_++] = c;
    }
  }
  std::string result() const override {
    Blake2 end(*this);
    end.length_ += used_;
    std::fill(end.block_.begin() + used_, end.block_.end(), '\0');
    end.compress(true);
    return store(end.state_, size_, false);
  }

 private:
  void compress(bool last) {
    static constexpr unsigned char kOrder[10][16] = {
        {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15},
        {14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3},
        {11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4},
        {7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8},
        {9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13},
        {2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9},
        {12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11},
        {13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10},
        {6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5},
        {10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0}};
    constexpr int kTurn[4] = {kWide ? 32 : 16, kWide ? 24 : 12, kWide ? 16 : 8,
                              kWide ? 63 : 7};
    std::array<Word, 16> v{}, m{};
    for (int i = 0; i < 8; ++i) {
      v[i] = state_[i];
      v[i + 8] = blake_start<Word>()[i];
    }
    for (int i = 0; i < 16; ++i)
      m[i] = load<Word>(block_.data() + i * sizeof(Word), false);
    v[12] ^= static_cast<Word>(length_);
    if (!kWide) v[13] ^= static_cast<Word>(length_ >> 32);
    if (last) v[14] = ~v[14];
    if (last && last_node_) v[15] = ~v[15];
    for (int round = 0; round < (kWide ? 12 : 10); ++round) {
      const unsigned char* order = kOrder[round % 10];
      for (int i = 0; i < 8; ++i) {
        const int turn = i / 4;  // columns, then diagonals
        const int a = i % 4, b = 4 + (i + turn) % 4, c = 8 + (i + 2 * turn) % 4,
                  d = 12 + (i + 3 * turn) % 4;
        v[a] += v[b] + m[order[2 * i]];
        v[d] = std::rotr<Word>(v[d] ^ v[a], kTurn[0]);
        v[c] += v[d];
        v[b] = std::rotr<Word>(v[b] ^ v[c], kTurn[1]);
        v[a] += v[b] + m[order[2 * i + 1]];
        v[d] = std::rotr<Word>(v[d] ^ v[a], kTurn[2]);
        v[c] += v[d];
        v[b] = std::rotr<Word>(v[b] ^ v[c], kTurn[3]);
      }
    }
    for (int i = 0; i < 8; ++i) state_[i] ^= v[i] ^ v[i + 8];
  }

  std::size_t size_;
  bool last_node_;
  std::array<Word, 8> state_;
  std::array<char, kBlock> block_{};
  std::size_t used_ = 0;
  std::uint64_t length_ = 0;
};

}  // namespace

std::unique_ptr<Digest> make_digest(std::string_view name) {
  if (name == "md5") return std::make_unique<Md5>();
  if (name == "sha1") return std::make_unique<Sha1>();
  if (name == "sha256")
    return std::make_unique<Sha2<std::uint32_t>>(
        32, prime_roots<std::uint32_t, 8>(2));
  if (name == "sha512")
    return std::make_unique<Sha2<std::uint64_t>>(64, sha512_start());
  if (name == "sha224" || name == "sha384") {
    // The roots of the ninth to sixteenth primes; SHA-224 takes low halves.
    const auto roots = prime_roots<std::uint64_t, 16>(2);
    std::array<std::uint64_t, 8> wide{};
    std::array<std::uint32_t, 8> narrow{};
    for (int i = 0; i < 8; ++i) {
      wide[i] = roots[i + 8];
      narrow[i] = static_cast<std::uint32_t>(roots[i + 8]);
    }
    if (name == "sha384")
      return std::make_unique<Sha2<std::uint64_t>>(48, wide);
    return std::make_unique<Sha2<std::uint32_t>>(28, narrow);
  }
  if (name == "sha3_224") return std::make_unique<Sha3>(28);
  if (name == "sha3_256") return std::make_unique<Sha3>(32);
  if (name == "sha3_384") return std::make_unique<Sha3>(48);
  if (name == "sha3_512") return std::make_unique<Sha3>(64);
  if (name == "shake_128") return std::make_unique<Shake>(16);
  if (name == "shake_256") return std::make_unique<Shake>(32);
  if (name == "blake2b") return make_blake2b({});
  if (name == "blake2s") return make_blake2s({.size = 32});
  return nullptr;
}

std::unique_ptr<Digest> make_blake2b(const BlakeParameters& parameters) {
  return std::make_unique<Blake2<std::uint64_t>>(parameters);
}

std::unique_ptr<Digest> make_blake2s(const BlakeParameters& parameters) {
  return std::make_unique<Blake2<std::uint32_t>>(parameters);
}

std::string hmac(std::string_view digest, std::string_view key,
                 std::string_view message) {
  auto inner = make_digest(digest), outer = make_digest(digest);
  std::string block(key);
  if (block.size() > inner->block_size()) {
    auto shortened = make_digest(digest);
    shortened->update(key);
    block = shortened->result();
  }
  block.resize(inner->block_size());
  for (char& c : block) c = static_cast<char>(c ^ 0x36);
  inner->update(block);
  inner->update(message);
  for (char& c : block) c = static_cast<char>(c ^ 0x36 ^ 0x5c);
  outer->update(block);
  outer->update(inner->result());
  return outer->result();
}

}  // namespace limbeck::py

// _random: the Mersenne Twister MT19937 with CPython's seeding, and the
// system's own randomness.
#include <sys/random.h>

#include <array>
#include <cerrno>

#include "python/objects/int.h"
#include "python/stdlib/modules.h"

namespace limbeck::py {
namespace {

class Twister {
 public:
  Twister() { seed_with({5489}); }

  /// init_by_array of the reference implementation.
  void seed_with(const std::vector<std::uint32_t>& key) {
    fill(19650218);
    std::size_t i = 1, j = 0;
    for (std::size_t k = std::max(kSize, key.size()); k > 0; --k) {
      state_[i] = (state_[i] ^ mixed(i, 1664525)) + key[j] +
                  static_cast<std::uint32_t>(j);
      advance(i);
      if (++j >= key.size()) j = 0;
    }
    for (std::size_t k = kSize - 1; k > 0; --k) {
      state_[i] =
          (state_[i] ^ mixed(i, 1566083941)) - static_cast<std::uint32_t>(i);
      advance(i);
    }
    state_[0] = 0x80000000;
    index_ = kSize;
  }

  std::uint32_t next() {
    if (index_ >= kSize) twist();
    std::uint32_t y = state_[index_++];
    y ^= y >> 11;
    y ^= y << 7 & 0x9d2c5680;
    y ^= y << 15 & 0xefc60000;
    return y ^ y >> 18;
  }

  static constexpr std::size_t kSize = 624;
  std::array<std::uint32_t, kSize>& state() { return state_; }
  std::size_t& index() { return index_; }

 private:
  void fill(std::uint32_t seed) {
    state_[0] = seed;
    for (std::size_t i = 1; i < kSize; ++i)
      state_[i] = 1812433253u * (state_[i - 1] ^ state_[i - 1] >> 30) +
                  static_cast<std::uint32_t>(i);
  }
  std::uint32_t mixed(std::size_t i, std::uint32_t factor) const {
    return (state_[i - 1] ^ state_[i - 1] >> 30) * factor;
  }
  void advance(std::size_t& i) {
    if (++i < kSize) return;
    state_[0] = state_[kSize - 1];
    i = 1;
  }
  void twist() {
    constexpr std::size_t kShift = 397;
    for (std::size_t i = 0; i < kSize; ++i) {
      const std::uint32_t y =
          (state_[i] & 0x80000000) | (state_[(i + 1) % kSize] & 0x7fffffff);
      state_[i] =
          state_[(i + kShift) % kSize] ^ y >> 1 ^ (y & 1 ? 0x9908b0df : 0);
    }
    index_ = 0;
  }

  std::array<std::uint32_t, kSize> state_{};
  std::size_t index_ = kSize;
};

std::string system_bytes(std::size_t size) {
  std::string bytes(size, '\0');
  for (std::size_t done = 0; done < size;) {
    const ssize_t got = getrandom(bytes.data() + done, size - done, 0);
    if (got < 0 && errno != EINTR)
      raise("OSError", "the system gives no random bytes");
    if (got > 0) done += static_cast<std::size_t>(got);
  }
  return bytes;
}

struct RandomObject : Instance {
  Twister twister;
  using Instance::Instance;

  void seed(const Value& value) {
    BigInt n;
    if (value.is_none())
      n = BigInt::from_bytes(system_bytes(Twister::kSize * 4),
                             BigInt::Endian::Little, false);
    else if (is_int(value))
      n = bigint_of(value).abs();
    else
      n = BigInt::from_unsigned(static_cast<std::uint64_t>(hash(value)));
    std::vector<std::uint32_t> key;
    const std::size_t size =
        std::max<std::size_t>((n.bit_length() + 31) / 32, 1);
    const std::string bytes =
        *n.to_bytes(size * 4, BigInt::Endian::Little, false);
    for (std::size_t i = 0; i < size; ++i) {
      std::uint32_t word = 0;
      for (int b = 3; b >= 0; --b)
        word = word << 8 | static_cast<unsigned char>(bytes[i * 4 + b]);
      key.push_back(word);
    }
    twister.seed_with(key);
  }
};

Value random_number(RandomObject& self, Args&) {
  const std::uint32_t a = self.twister.next() >> 5;
  const std::uint32_t b = self.twister.next() >> 6;
  return make_float((a * 67108864.0 + b) * (1.0 / 9007199254740992.0));
}

Value random_bits(RandomObject& self, Args& args) {
  std::int64_t bits = index_to_size(args[1], "OverflowError");
  if (bits < 0) raise_value_error("number of bits must be non-negative");
  if (bits == 0) return Value::small(0);
  if (bits <= 32)
    return make_int(std::int64_t{self.twister.next() >> (32 - bits)});
  std::string bytes;
  for (; bits > 0; bits -= 32) {
    std::uint32_t word = self.twister.next();
    if (bits < 32) word >>= 32 - bits;
    for (int b = 0; b < 4; ++b) bytes += static_cast<char>(word >> 8 * b);
  }
  return make_int(BigInt::from_bytes(bytes, BigInt::Endian::Little, false));
}

Value random_state(RandomObject& self, Args&) {
  std::vector<Value> words;
  for (std::uint32_t word : self.twister.state())
    words.push_back(make_int(std::int64_t{word}));
  words.push_back(make_int(static_cast<std::int64_t>(self.twister.index())));
  return make_tuple(std::move(words));
}

Value random_set_state(RandomObject& self, Args& args) {
  if (!is_tuple(args[1])) raise_type_error("state vector must be a tuple");
  const auto items = items_of(args[1]);
  if (items.size() != Twister::kSize + 1)
    raise_value_error("state vector is the wrong size");
  for (std::size_t i = 0; i < Twister::kSize; ++i)
    self.twister.state()[i] =
        static_cast<std::uint32_t>(int_of(items[i]).value_or(0));
  const std::int64_t index = int_of(items[Twister::kSize]).value_or(-1);
  if (index < 0 || index > static_cast<std::int64_t>(Twister::kSize))
    raise_value_error("invalid state");
  self.twister.index() = static_cast<std::size_t>(index);
  return Value::none();
}

}  // namespace

void init_random(Module& module) {
  module.set(NativeType<RandomObject>("Random", "_random")
                 .method("seed(self, n=None, /)",
                         [](RandomObject& self, Args& args) {
                           self.seed(args[1]);
                           return Value::none();
                         })
                 .method("random(self, /)", random_number)
                 .method("getrandbits(self, k, /)", random_bits)
                 .method("getstate(self, /)", random_state)
                 .method("setstate(self, state, /)", random_set_state)
                 .ready());
  module.def("system_bytes(n, /)", [](Args& args) {
    const std::ptrdiff_t size = index_to_size(args[0], "OverflowError");
    if (size < 0) raise_value_error("negative argument not allowed");
    return make_bytes(system_bytes(static_cast<std::size_t>(size)));
  });
}

}  // namespace limbeck::py

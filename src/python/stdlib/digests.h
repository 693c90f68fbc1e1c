// Message digests: MD5, SHA-1, SHA-2, SHA-3, SHAKE and BLAKE2. Plain C++;
// hashes.cc shows them to Python.
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace limbeck::py {

class Digest {
 public:
  virtual ~Digest() = default;
  virtual void update(std::string_view data) = 0;
  /// Of what came so far; more may follow.
  virtual std::string result() const = 0;
  virtual std::unique_ptr<Digest> copy() const = 0;
  virtual std::size_t size() const = 0;
  virtual std::size_t block_size() const = 0;
};

/// SHAKE gives as much as is asked for; size() is 0, result() empty.
class LongDigest : public Digest {
 public:
  virtual std::string result_of(std::size_t size) const = 0;
};

/// What BLAKE2 may be told besides the message (RFC 7693 and the paper's tree
/// mode). Callers keep the limits of the variant.
struct BlakeParameters {
  std::size_t size = 64;
  std::string_view key = {}, salt = {}, person = {};
  std::uint8_t fanout = 1, depth = 1, node_depth = 0, inner_size = 0;
  std::uint32_t leaf_size = 0;
  std::uint64_t node_offset = 0;
  bool last_node = false;
};

/// By hashlib's name ("sha256"), or null.
std::unique_ptr<Digest> make_digest(std::string_view name);
/// Digests of at most 64 bytes, keys of at most 64, salt and person of 16.
std::unique_ptr<Digest> make_blake2b(const BlakeParameters& parameters);
/// At most 32, 32 and 8 bytes.
std::unique_ptr<Digest> make_blake2s(const BlakeParameters& parameters);

std::string hmac(std::string_view digest, std::string_view key,
                 std::string_view message);

}  // namespace limbeck::py

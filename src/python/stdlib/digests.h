// Message digests: MD5, SHA-1, SHA-2, SHA-3 and BLAKE2b. Plain C++; hashes.cc
// shows them to Python.
#pragma once
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

/// By hashlib's name ("sha256"), or null.
std::unique_ptr<Digest> make_digest(std::string_view name);
/// BLAKE2b with a digest size from 1 to 64 and a key of at most 64 bytes.
std::unique_ptr<Digest> make_blake2b(std::size_t size, std::string_view key);

std::string hmac(std::string_view digest, std::string_view key,
                 std::string_view message);

}  // namespace limbeck::py

// _hashes: the native half of hashlib and hmac.
#include "base/text.h"
#include "python/objects/bytes.h"
#include "python/objects/int.h"
#include "python/stdlib/digests.h"
#include "python/stdlib/modules.h"

namespace limbeck::py {
namespace {

struct Hash : Instance {
  std::unique_ptr<Digest> digest;
  std::string name;
  using Instance::Instance;
};

std::string to_hex(std::string_view bytes) {
  std::string out;
  for (char c : bytes) {
    out += "0123456789abcdef"[static_cast<unsigned char>(c) >> 4];
    out += "0123456789abcdef"[static_cast<unsigned char>(c) & 15];
  }
  return out;
}

std::string_view data_of(const Value& value) {
  if (is_str(value)) raise_type_error("Strings must be encoded before hashing");
  const auto buffer = buffer_of(value);
  if (!buffer) raise_type_error("object supporting the buffer API required");
  return *buffer;
}

struct HashType {
  Type* type;
  HashType() {
    type = NativeType<Hash>("HASH", "_hashlib")
               .method("update(self, obj, /)",
                       [](Hash& self, Args& args) {
                         self.digest->update(data_of(args[1]));
                         return Value::none();
                       })
               .method("digest(self)",
                       [](Hash& self, Args&) {
                         return make_bytes(self.digest->result());
                       })
               .method("hexdigest(self)",
                       [](Hash& self, Args&) {
                         return make_str(to_hex(self.digest->result()));
                       })
               .method("copy(self)",
                       [](Hash& self, Args&) {
                         auto made = allocate_as<Hash>(self.type);
                         made->digest = self.digest->copy();
                         made->name = self.name;
                         return std::move(made).value();
                       })
               .property("name", [](Hash& self) { return make_str(self.name); })
               .property("digest_size",
                         [](Hash& self) {
                           return make_int(
                               static_cast<std::int64_t>(self.digest->size()));
                         })
               .property("block_size",
                         [](Hash& self) {
                           return make_int(static_cast<std::int64_t>(
                               self.digest->block_size()));
                         })
               .ready();
    type->subclassable = false;
  }
};

Value new_hash(std::string name, std::unique_ptr<Digest> digest,
               const Value& data) {
  auto made = allocate_as<Hash>(interpreter_state<HashType>().type);
  made->digest = std::move(digest);
  made->name = std::move(name);
  if (data) made->digest->update(data_of(data));
  return std::move(made).value();
}

Value hash_new(Args& args) {
  std::string name = lower(args.text("name"));
  for (char& c : name)
    if (c == '-') c = name.starts_with("sha3") ? '_' : '-';
  auto digest = make_digest(name);
  if (!digest)
    raise_value_error(cat("unsupported hash type ", args.text("name")));
  return new_hash(name, std::move(digest), args[1]);
}

Value hash_blake2b(Args& args) {
  const std::int64_t size = args.integer("digest_size");
  if (size < 1 || size > 64)
    raise_value_error(
        "digest_size for blake2b must be between 1 and 64 bytes, "
        "here it is " +
        std::to_string(size));
  const std::string_view key = data_of(args["key"]);
  if (key.size() > 64) raise_value_error("maximum key length is 64 bytes");
  return new_hash("blake2b", make_blake2b(size, key), args[0]);
}

// RFC 8018
Value pbkdf2_hmac(Args& args) {
  const std::string name = args.text("hash_name");
  const auto probe = make_digest(name);
  if (!probe) raise_value_error("unsupported hash type " + name);
  const std::string_view password = data_of(args["password"]);
  const std::string_view salt = data_of(args["salt"]);
  const std::int64_t iterations = args.integer("iterations");
  if (iterations < 1)
    raise_value_error("iteration value must be greater than 0.");
  const std::int64_t wanted = args.none("dklen")
                                  ? static_cast<std::int64_t>(probe->size())
                                  : args.integer("dklen");
  if (wanted < 1) raise_value_error("key length must be greater than 0.");
  std::string key;
  for (std::uint32_t block = 1; static_cast<std::int64_t>(key.size()) < wanted;
       ++block) {
    std::string message(salt);
    for (int shift = 24; shift >= 0; shift -= 8)
      message += static_cast<char>(block >> shift);
    std::string round = hmac(name, password, message), sum = round;
    for (std::int64_t i = 1; i < iterations; ++i) {
      round = hmac(name, password, round);
      for (std::size_t b = 0; b < sum.size(); ++b)
        sum[b] = static_cast<char>(sum[b] ^ round[b]);
    }
    key += sum;
  }
  key.resize(static_cast<std::size_t>(wanted));
  return make_bytes(key);
}

Value compare_digest(Args& args) {
  const bool text = is_str(args[0]) && is_str(args[1]);
  const std::string_view a = text ? text_of(args[0]) : data_of(args[0]);
  const std::string_view b = text ? text_of(args[1]) : data_of(args[1]);
  // Every byte is looked at, whatever the first difference is.
  unsigned difference = a.size() != b.size();
  for (std::size_t i = 0; i < a.size(); ++i)
    difference |= static_cast<unsigned char>(a[i]) ^
                  static_cast<unsigned char>(i < b.size() ? b[i] : 0);
  return Value::boolean(difference == 0);
}

constexpr const char* kNames[] = {"md5",      "sha1",    "sha224",   "sha256",
                                  "sha384",   "sha512",  "sha3_224", "sha3_256",
                                  "sha3_384", "sha3_512"};

}  // namespace

void init_hashes(Module& module) {
  for (const char* name : kNames)
    module.def(cat(name, "(string=..., *, usedforsecurity=True)"),
               [name](Args& args) {
                 return new_hash(name, make_digest(name), args[0]);
               });
  module.def("new(name, string=..., *, usedforsecurity=True)", hash_new);
  module.def(
      "blake2b(data=..., /, *, digest_size=64, key=b'', usedforsecurity=True)",
      hash_blake2b);
  module.def("pbkdf2_hmac(hash_name, password, salt, iterations, dklen=None)",
             pbkdf2_hmac);
  module.def("compare_digest(a, b, /)", compare_digest);
}

}  // namespace limbeck::py

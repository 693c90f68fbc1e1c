// _hashes: the native half of hashlib and hmac.
#include "base/text.h"
#include "python/objects/bytes.h"
#include "python/objects/core_types.h"
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

const LongDigest* long_digest(const Hash& hash) {
  return dynamic_cast<const LongDigest*>(hash.digest.get());
}

/// What digest() gives; SHAKE has to be told how much.
std::string result_of(Hash& self, Args& args) {
  const LongDigest* digest = long_digest(self);
  if (!digest) {
    if (args[1]) raise_type_error(cat("digest() takes no arguments (1 given)"));
    return self.digest->result();
  }
  if (!args[1])
    raise_type_error("digest() missing required argument 'length' (pos 1)");
  const std::int64_t length = args.integer("length");
  if (length < 0) raise_value_error("value must be positive");
  if (length >= std::int64_t{1} << 29) raise_value_error("length is too large");
  return digest->result_of(static_cast<std::size_t>(length));
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
               .method("digest(self, length=...)",
                       [](Hash& self, Args& args) {
                         return make_bytes(result_of(self, args));
                       })
               .method("hexdigest(self, length=...)",
                       [](Hash& self, Args& args) {
                         return make_str(to_hex(result_of(self, args)));
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
               .method("__repr__(self)",
                       [](Hash& self, Args& args) {
                         return make_str(cat("<", self.name,
                                             " _hashlib.HASH object @ ",
                                             address_of(args[0]), ">"));
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
  if (!is_str(args["name"])) raise_type_error("name must be a string");
  std::string name = lower(args.text("name"));
  if (name.starts_with("sha3") || name.starts_with("shake"))
    for (char& c : name)
      if (c == '-') c = '_';
  auto digest = make_digest(name);
  if (!digest)
    raise_value_error(cat("unsupported hash type ", args.text("name")));
  return new_hash(name, std::move(digest), args[1]);
}

/// A whole number within the limits of its field.
std::uint64_t field(Args& args, const char* name, std::uint64_t least,
                    std::uint64_t most) {
  const std::optional<std::int64_t> given = int_of(args[name]);
  if (given && *given < 0 && most > 255)
    raise_value_error("value must be positive");
  if (!given || *given < static_cast<std::int64_t>(least) ||
      static_cast<std::uint64_t>(*given) > most) {
    if (most > 255) raise("OverflowError", cat(name, " is too large"));
    raise_value_error(cat(name, " must be between ", least, " and ", most));
  }
  return static_cast<std::uint64_t>(*given);
}

std::string_view bounded(Args& args, const char* name, std::size_t most) {
  const std::string_view bytes = data_of(args[name]);
  if (bytes.size() > most)
    raise_value_error(cat("maximum ", name, " length is ", most, " bytes"));
  return bytes;
}

template <bool wide>
Value hash_blake2(Args& args) {
  constexpr const char* kName = wide ? "blake2b" : "blake2s";
  constexpr std::size_t kMost = wide ? 64 : 32;
  BlakeParameters told;
  const std::int64_t size =
      args["digest_size"] ? args.integer("digest_size") : kMost;
  if (size < 1 || size > static_cast<std::int64_t>(kMost))
    raise_value_error(
        cat("digest_size must be between 1 and ", kMost, " bytes"));
  told.size = static_cast<std::size_t>(size);
  told.salt = bounded(args, "salt", kMost / 4);
  told.person = bounded(args, "person", kMost / 4);
  const auto byte = [&](const char* name, std::uint64_t least,
                        std::uint64_t most) {
    return static_cast<std::uint8_t>(field(args, name, least, most));
  };
  told.fanout = byte("fanout", 0, 255);
  told.depth = byte("depth", 1, 255);
  told.leaf_size =
      static_cast<std::uint32_t>(field(args, "leaf_size", 0, 0xffffffff));
  told.node_offset =
      field(args, "node_offset", 0, wide ? ~std::uint64_t{0} : 0xffffffffffff);
  told.node_depth = byte("node_depth", 0, 255);
  told.inner_size = byte("inner_size", 0, kMost);
  told.key = bounded(args, "key", kMost);
  told.last_node = args.flag("last_node");
  return new_hash(kName, wide ? make_blake2b(told) : make_blake2s(told),
                  args[0]);
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

constexpr const char* kNames[] = {
    "md5",      "sha1",     "sha224",   "sha256",   "sha384",    "sha512",
    "sha3_224", "sha3_256", "sha3_384", "sha3_512", "shake_128", "shake_256"};

}  // namespace

void init_hashes(Module& module) {
  for (const char* name : kNames)
    module.def(cat(name, "(string=..., *, usedforsecurity=True)"),
               [name](Args& args) {
                 return new_hash(name, make_digest(name), args[0]);
               });
  module.def("new(name, string=..., *, usedforsecurity=True)", hash_new);
  constexpr std::string_view kBlakeArguments =
      "(data=..., /, *, digest_size=..., key=b'', salt=b'', person=b'', "
      "fanout=1, depth=1, leaf_size=0, node_offset=0, node_depth=0, "
      "inner_size=0, last_node=False, usedforsecurity=True)";
  module.def(cat("blake2b", kBlakeArguments), hash_blake2<true>);
  module.def(cat("blake2s", kBlakeArguments), hash_blake2<false>);
  module.def("pbkdf2_hmac(hash_name, password, salt, iterations, dklen=None)",
             pbkdf2_hmac);
  module.def("compare_digest(a, b, /)", compare_digest);
}

}  // namespace limbeck::py

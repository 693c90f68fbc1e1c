// Text to bytes and back, by the name of an encoding and of what to do with
// what does not fit ("strict", "ignore", "replace" …).
#pragma once
#include <string>
#include <string_view>

#include "python/objects/object.h"

namespace limbeck::py {

/// bytes.decode(encoding, errors): a str. UnicodeDecodeError, LookupError.
Value decode_bytes(std::string_view bytes, std::string_view encoding,
                   std::string_view errors = "strict");
/// str.encode(encoding, errors): the bytes. UnicodeEncodeError, LookupError.
std::string encode_text(std::string_view text, std::string_view encoding,
                        std::string_view errors = "strict");
/// The name that codecs.lookup() gives: "UTF8" is "utf-8"; empty: unknown.
std::string_view canonical_encoding(std::string_view name);

}  // namespace limbeck::py

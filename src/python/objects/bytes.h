// bytes and bytearray. make_bytes, bytes_of and is_bytes of native.h are in
// bytes.cc.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "python/objects/object.h"

namespace limbeck::py {

/// Both types share the struct, so that methods read either the same way.
struct Bytes : Object {
  std::string data;
  std::int64_t hash = 0;  // of bytes; 0: not known yet
  explicit Bytes(Type* type) : Object(type) {}
};

Type* make_bytes_type();
Type* make_bytearray_type();

Value make_bytearray(std::string_view bytes);
bool is_bytearray(const Value& value);
/// The bytes of a bytes-like object (bytes, bytearray), a loan; nothing for
/// other types.
std::optional<std::string_view> buffer_of(const Value& value);
/// As buffer_of, or TypeError "a bytes-like object is required, not 'int'".
std::string_view require_buffer(const Value& value);
std::string bytes_repr(std::string_view bytes);

}  // namespace limbeck::py

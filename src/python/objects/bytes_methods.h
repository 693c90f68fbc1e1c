// The methods that bytes and bytearray share, and those of bytearray alone.
#pragma once
#include <string>

#include "python/objects/bytes.h"
#include "python/objects/callable.h"

namespace limbeck::py {

const NativeMethod* bytes_search_methods();     // find, split, strip …
const NativeMethod* bytes_character_methods();  // upper, isalpha, hex …
const NativeMethod* bytearray_methods();        // append, pop …

inline Bytes* bytes_from(const Value& value) { return value.as<Bytes>(); }
/// A new object of the same built-in type as `self`.
Value bytes_like(const Value& self, std::string_view data);
/// One byte as an int argument: ValueError "byte must be in range(0, 256)".
char byte_from(const Value& value);
/// Bytes from an iterable of ints.
/// `item_name`: "bytes must be in range(0, 256)", or "byte" for bytearray.
std::string bytes_from_iterable(const Value& iterable,
                                const char* item_name = "byte");

}  // namespace limbeck::py

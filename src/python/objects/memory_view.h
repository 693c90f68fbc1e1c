// memoryview: a window on the bytes of a bytes or bytearray object.
#pragma once
#include <optional>
#include <string_view>

#include "python/objects/object.h"

namespace limbeck::py {

Type* make_memoryview_type();
/// What a view of neighbouring bytes shows, a loan; nothing for other values.
std::optional<std::string_view> viewed_bytes(const Value& value);

}  // namespace limbeck::py

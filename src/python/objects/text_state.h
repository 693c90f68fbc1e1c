// What one interpreter keeps for numbers and text.
#pragma once
#include <string_view>

#include "python/objects/internals.h"

namespace limbeck::py {

struct TextState {
  /// sys.set_int_max_str_digits(); 0: no limit.
  int max_str_digits = 4300;
  Type* str_iterator = nullptr;
  Type* bytes_iterator = nullptr;
  Type* bytearray_iterator = nullptr;
  Type* range_iterator = nullptr;
  Type* long_range_iterator = nullptr;

  /// The last offset looked up in a long non-ASCII str, so that walks by index
  /// stay linear. `text` is compared by identity and dropped with its str.
  struct Breadcrumb {
    const void* text = nullptr;
    std::size_t index = 0, offset = 0;
  } breadcrumb;
};

inline TextState& text_state() {
  auto& state = internals().text;
  if (!state) state = std::make_shared<TextState>();
  return *state;
}

}  // namespace limbeck::py

// The escape sequences of string and bytes literals.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace limbeck::py {

struct Decoded {
  std::string text;
  std::string error;  // what is wrong, as CPython words it; else empty
  std::string doubt;  // the first sequence that means nothing, likewise
};

/// The text between the quotes of a literal with its escapes replaced. A text
/// is UTF-8, surrogates that were escaped are WTF-8.
Decoded decode_escapes(std::string_view body, bool bytes);

/// The character of that Unicode name (for \N{…}), any case.
std::optional<char32_t> character_named(std::string_view name);

}  // namespace limbeck::py

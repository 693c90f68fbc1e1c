// The first step of reading a file: bytes in whatever encoding become UTF-8
// text with '\n' after each line.
#pragma once
#include <string>
#include <string_view>

#include "python/syntax/arena.h"

namespace limbeck::py {

/// Heeds a byte order mark and a coding comment (PEP 263) in the first two
/// lines. The text lives in the arena and ends in a newline unless empty.
/// Throws SyntaxFailure.
std::string_view read_source(std::string_view bytes, Arena& arena,
                             const std::string& file_name);

/// Whether the text is well-formed UTF-8 (without surrogates).
bool is_utf8(std::string_view text);

/// The identifier in the normal form in which Python compares identifiers.
std::string normalize_identifier(std::string_view identifier);

/// The code point at the front of valid UTF-8, which loses it.
char32_t take_code_point(std::string_view& text);
void append_utf8(std::string& out, char32_t code_point);

bool is_identifier_start(char32_t c);
bool is_identifier_part(char32_t c);
/// As str.isprintable sees it.
bool is_printable(char32_t c);

}  // namespace limbeck::py

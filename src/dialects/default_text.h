// How SQLite and MySQL tell a default that is an expression, and so needs
// parentheses, from a plain value.
#pragma once
#include <string_view>

namespace limbeck::dialects {

/// Whether the first character after blanks is a quote or a parenthesis.
bool starts_quoted(std::string_view text);
/// Whether there is nothing but word characters up to the first line's end.
bool is_one_word(std::string_view text);

}  // namespace limbeck::dialects

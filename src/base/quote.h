// Text as Python source, for messages that show what somebody wrote.
#pragma once
#include <string>
#include <string_view>

namespace limbeck {

/// As Python's repr() writes a str: single quotes unless only double ones need
/// no escape; ASCII control characters escaped, all else as it is.
std::string python_quoted(std::string_view text);

}  // namespace limbeck

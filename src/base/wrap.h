// Breaks text into lines as Python's textwrap does.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace limbeck {

/// The words of `text` in lines of at most `width` code points, each line
/// after `indent`. Breaks at white space and after the hyphens of words; cuts
/// a word only where it is longer than a line. Text without words gives no
/// lines.
// Python: textwrap.wrap with initial_indent and subsequent_indent
std::vector<std::string> wrap_text(std::string_view text, std::size_t width,
                                   std::string_view indent = "");

}  // namespace limbeck

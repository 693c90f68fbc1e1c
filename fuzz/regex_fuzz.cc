// Feeds any bytes to the reader of regular expressions, to PCRE2 in the form
// that comes out, and to the reader of replacements. The first byte chooses
// flags and kind; then come the pattern, a NUL, the replacement, a NUL and the
// text to look in. They may refuse, with Python's error and nothing else.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "python/native.h"
#include "python/stdlib/re/translate.h"

namespace {

using namespace limbeck;

// What a pattern finds lies inside the text and in order; what it does not
// match, it neither finds at the start nor as a whole.
constexpr std::string_view kProgram = R"(
import re

def examine(pattern, replacement, text, flags):
    try:
        compiled = re.compile(pattern, flags)
    except (re.error, ValueError, OverflowError, RecursionError):
        return
    try:
        find(compiled, replacement, text)
    except RuntimeError as error:  # CPython would work for years
        assert "backtracks without end" in str(error)

def find(compiled, replacement, text):
    last = 0
    for match in compiled.finditer(text):
        start, end = match.span()
        assert last <= start <= end <= len(text), (match, last)
        assert match[0] == text[start:end], match
        assert len(match.groups()) == compiled.groups
        last = end
    whole = compiled.fullmatch(text)
    if whole:
        assert whole.span() == (0, len(text))
        assert compiled.match(text) and compiled.search(text)
    start = compiled.match(text)
    assert not start or start.start() == 0
    compiled.split(text)
    try:
        compiled.sub(replacement, text)
    except (re.error, IndexError):
        pass
)";

struct Part {
  std::string_view text;
  std::string_view rest;
};

Part up_to_nul(std::string_view text) {
  const std::size_t at = text.find('\0');
  if (at == text.npos) return {text, {}};
  return {text.substr(0, at), text.substr(at + 1)};
}

/// Any bytes as code points: text in Python is never broken UTF-8.
py::Value latin1(std::string_view bytes) {
  std::string text;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) {
      text += c;
    } else {
      text += static_cast<char>(0xC0 | byte >> 6);
      text += static_cast<char>(0x80 | (byte & 0x3F));
    }
  }
  return py::make_str(text);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  if (size == 0) return 0;
  static py::Interpreter interpreter;
  const py::Enter enter(interpreter);
  static const py::Value module =
      interpreter.run_source(kProgram, "regex_fuzz.py", "regex_fuzz");
  static const py::Value examine = py::get_attribute(module, "examine");
  const std::string_view all(reinterpret_cast<const char*>(data) + 1, size - 1);
  const Part pattern = up_to_nul(all);
  const Part replacement = up_to_nul(pattern.rest);
  const bool bytes = data[0] & 1;
  const auto value = [&](std::string_view text) {
    return bytes ? py::make_bytes(text) : latin1(text);
  };
  std::uint32_t flags = 0;
  if (data[0] & 2) flags |= py::kIgnoreCase;
  if (data[0] & 4) flags |= py::kMultiLine;
  if (data[0] & 8) flags |= py::kDotAll;
  if (data[0] & 16) flags |= py::kVerbose;
  if (data[0] & 32) flags |= py::kAscii;
  try {
    py::call(examine, {value(pattern.text), value(replacement.text),
                       value(replacement.rest), py::make_int(flags)});
  } catch (const py::Raised& raised) {
    interpreter.format_exception(raised.exception());
    std::abort();
  }
  return 0;
}

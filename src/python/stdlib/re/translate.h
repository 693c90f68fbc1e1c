// From a Python regular expression to PCRE2's form of it.
// Source: https://docs.python.org/3/library/re.html#regular-expression-syntax
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace limbeck::py {

/// re.I, re.M … as Python numbers them.
enum RegexFlag : std::uint32_t {
  kIgnoreCase = 2,
  kLocale = 4,
  kMultiLine = 8,
  kDotAll = 16,
  kUnicode = 32,
  kVerbose = 64,
  kDebug = 128,
  kAscii = 256,
};

struct TranslatedRegex {
  std::string pattern;      // for PCRE2
  std::uint32_t flags = 0;  // with those that (?…) at the start sets
};

/// The dialects agree but for \Z, {,n}, \N{…}, \u, and global flags; those are
/// rewritten. Errors are left to PCRE2.
TranslatedRegex translate_regex(std::string_view pattern, std::uint32_t flags);

}  // namespace limbeck::py

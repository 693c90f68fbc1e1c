// From a Python regular expression to PCRE2's form of it.
// Source: https://docs.python.org/3/library/re.html#regular-expression-syntax
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

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

enum class RegexKind { Str, Bytes };

struct TranslatedRegex {
  /// For PCRE2, with PCRE2_DOTALL and PCRE2_ALT_CIRCUMFLEX, without
  /// PCRE2_MULTILINE and PCRE2_EXTENDED: those are written out.
  std::string pattern;
  std::uint32_t flags = 0;   // with those that (?…) at the start sets
  std::uint32_t groups = 0;  // how many capture
  std::vector<std::pair<std::string, std::uint32_t>> names;  // by number
  /// It has "(?=": what PCRE2 10.42 takes such a text to begin with may be
  /// what it looks for behind that, and so is not to be relied on.
  bool looks_ahead = false;
};

/// What is wrong with a pattern, as Python says it, and where, in characters.
struct RegexError {
  std::string message;
  std::size_t at = 0;
};

/// Throws RegexError; a ValueError is raised for flags that the kind of
/// pattern does not take.
TranslatedRegex translate_regex(std::string_view pattern, std::uint32_t flags,
                                RegexKind kind);

/// The characters of a pattern: code points of text, else bytes.
std::u32string regex_characters(std::string_view pattern, RegexKind kind);

/// One part of a replacement: text, or what a group matched.
struct TemplatePart {
  std::string text;
  int group = -1;
};

/// \1, \g<name> and escapes of re.sub(). Throws RegexError; an IndexError is
/// raised for a name that is no group's.
std::vector<TemplatePart> parse_template(std::string_view text, RegexKind kind,
                                         const TranslatedRegex& of);

}  // namespace limbeck::py

// The second argument of re.sub().
#include "base/text.h"
#include "python/native.h"
#include "python/objects/unicode.h"
#include "python/stdlib/re/reader.h"

namespace limbeck::py {
namespace {

class TemplateParser : RegexReader {
 public:
  TemplateParser(std::string_view source, RegexKind kind,
                 const TranslatedRegex& of)
      : RegexReader(source, kind), of_(of) {}

  std::vector<TemplatePart> run() {
    while (peek() != kEnd) {
      const char32_t c = in_[at_++];
      if (c != '\\')
        add(c);
      else
        escape(at_ - 1);
    }
    flush();
    return std::move(parts_);
  }

 private:
  void add(char32_t c) {
    if (text())
      unicode::append(literal_, c);
    else
      literal_ += static_cast<char>(c);
  }
  void flush() {
    if (!literal_.empty()) parts_.push_back({std::move(literal_), -1});
    literal_.clear();
  }
  void group(std::uint64_t index, std::size_t at) {
    if (index > of_.groups) fail(cat("invalid group reference ", index), at);
    flush();
    parts_.push_back({"", static_cast<int>(index)});
  }

  void escape(std::size_t from) {
    const char32_t c = peek();
    if (c == kEnd) fail("bad escape (end of pattern)", from);
    if (c == 'g') {
      ++at_;
      return named();
    }
    if (digit(c)) {
      if (const auto code = octal_escape(from)) return add(*code);
      ++at_;
      std::uint64_t index = c - '0';
      if (digit(peek())) index = index * 10 + (in_[at_++] - '0');
      return group(index, from + 1);
    }
    ++at_;
    constexpr std::u32string_view kLetters = U"abfnrtv\\",
                                  kCodes = U"\a\b\f\n\r\t\v\\";
    if (const auto known = kLetters.find(c); known != std::u32string_view::npos)
      return add(kCodes[known]);
    if (letter(c)) fail(cat("bad escape ", since(from)), from);
    add('\\');
    add(c);
  }

  void named() {
    if (!accept('<')) fail("missing <", at_);
    const std::size_t at = at_;
    const std::string name = until('>', "group name");
    if (const auto index = number(name)) {
      if (*index >= kMaxGroups) fail(cat("invalid group reference ", name), at);
      return group(*index, at);
    }
    check_name(name);
    for (const auto& [known, index] : of_.names)
      if (known == name) return group(index, at);
    raise("IndexError", cat("unknown group name ", quoted(name)));
  }

  const TranslatedRegex& of_;
  std::string literal_;
  std::vector<TemplatePart> parts_;
};

}  // namespace

std::vector<TemplatePart> parse_template(std::string_view text, RegexKind kind,
                                         const TranslatedRegex& of) {
  return TemplateParser(text, kind, of).run();
}

}  // namespace limbeck::py

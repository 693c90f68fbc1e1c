// A parser of Python's syntax that writes PCRE2's while it reads. Everything
// that the two read differently is written in a form that both would agree on:
// characters by their numbers where they could mean something, groups by
// theirs, flags where they take effect.
#include "python/stdlib/re/translate.h"

#include <algorithm>
#include <cctype>

#include "base/text.h"
#include "python/native.h"
#include "python/stdlib/re/reader.h"
#include "python/syntax/escapes.h"

namespace limbeck::py {
namespace {

constexpr std::uint64_t kMostRepeats = 0xffffffff;
constexpr int kDeepest = 500;

std::uint64_t capped(std::uint64_t n) { return std::min(n, kMostRepeats); }

/// How many characters a part matches.
struct Width {
  std::uint64_t least = 0, most = 0;
  void then(const Width& next) {
    least = capped(least + next.least);
    most = capped(most + next.most);
  }
  void times(std::uint64_t low, std::uint64_t high) {
    const auto product = [](std::uint64_t a, std::uint64_t b) {
      return a && b > kMostRepeats / a ? kMostRepeats : a * b;
    };
    least = product(least, low);
    most = product(most, high);
  }
};

struct Part {
  enum class Kind { Plain, Place, Repeated };
  std::string text;
  Width width;
  Kind kind = Kind::Plain;
};

constexpr std::uint32_t kTypeFlags = kAscii | kLocale | kUnicode;

std::uint32_t flag(char32_t c) {
  switch (c) {
    case 'a':
      return kAscii;
    case 'i':
      return kIgnoreCase;
    case 'L':
      return kLocale;
    case 'm':
      return kMultiLine;
    case 's':
      return kDotAll;
    case 'u':
      return kUnicode;
    case 'x':
      return kVerbose;
    default:
      return 0;
  }
}

/// One member of a set, or a class such as \d.
struct Member {
  char32_t code = 0;
  std::string set;  // of a class: what stands between brackets
};

class Translator : RegexReader {
 public:
  Translator(std::string_view pattern, std::uint32_t flags, RegexKind kind)
      : RegexReader(pattern, kind), flags_(flags) {}

  TranslatedRegex run() {
    Width width;
    verbose_ = flags_ & kVerbose;
    std::string out = alternatives(flags_, &width, true);
    if (restart_) {  // (?x) holds for what is before it, too
      restart_ = false;
      verbose_ = true;
      at_ = 0;
      out = alternatives(flags_, &width, true);
    }
    if (peek() != kEnd) fail("unbalanced parenthesis", at_);
    for (const auto& [group, at] : asked_)
      if (group > widths_.size())
        fail(cat("invalid group reference ", group), at);
    TranslatedRegex result{std::move(out), flags_,
                           static_cast<std::uint32_t>(widths_.size()), names_,
                           looks_ahead_};
    return result;
  }

 private:
  struct Deeper {
    int& depth;
    explicit Deeper(int& depth) : depth(depth) {
      if (++depth > kDeepest)
        raise("RecursionError", "maximum recursion depth exceeded");
    }
    ~Deeper() { --depth; }
  };

  std::string alternatives(std::uint32_t flags, Width* width, bool first) {
    Deeper deeper(depth_);
    std::string out;
    bool any = false;
    do {
      Width own;
      const bool whole = first && !any;
      if (any) out += '|';
      out += sequence(flags, &own, whole);
      if (restart_) return out;
      if (any) {
        width->least = std::min(width->least, own.least);
        width->most = std::max(width->most, own.most);
      } else {
        *width = own;
      }
      any = true;
    } while (accept('|'));
    return out;
  }

  std::string sequence(std::uint32_t flags, Width* width, bool first) {
    std::string out;
    Part last;
    bool any = false;
    while (peek() != kEnd && peek() != '|' && peek() != ')') {
      const char32_t c = peek();
      if (flags & kVerbose) {
        if (c < 128 &&
            std::string_view(" \t\n\r\v\f").find(static_cast<char>(c)) !=
                std::string_view::npos) {
          ++at_;
          continue;
        }
        if (c == '#') {
          while (peek() != kEnd && in_[at_++] != '\n') {
          }
          continue;
        }
      }
      if ((c == '*' || c == '+' || c == '?' || c == '{') &&
          repeat(any ? &last : nullptr)) {
        continue;
      }
      Part part;
      if (c == '(') {
        const std::size_t start = at_++;
        if (!group(start, &flags, &part, first && !any)) {
          if (restart_) return out;
          continue;
        }
      } else {
        ++at_;
        part = atom(c, flags);
      }
      out += last.text;
      width->then(last.width);
      last = std::move(part);
      any = true;
    }
    width->then(last.width);
    return out + last.text;
  }

  // -- atoms ----------------------------------------------------------------

  /// Whether letters are written in both cases: PCRE2 has no matching by case
  /// that knows ASCII only.
  bool folds(std::uint32_t flags) const {
    return text() && flags & kAscii && flags & kIgnoreCase;
  }
  /// Whether PCRE2 matches without regard to case.
  bool by_case(std::uint32_t flags) const {
    return flags & kIgnoreCase && !folds(flags);
  }
  std::string literal(char32_t c, std::uint32_t flags) const {
    if (folds(flags) && letter(c))
      return cat("[", in_set(c), in_set(c ^ 32), "]");
    if (c < 128 && (letter(c) || digit(c) || c == '_'))
      return std::string(1, static_cast<char>(c));
    // No text that PCRE2 takes has these.
    if (text() && c >= 0xd800 && c <= 0xdfff) return "(?!)";
    return in_set(c);
  }
  static std::string in_set(char32_t c) {
    static constexpr char kDigits[] = "0123456789abcdef";
    std::string out;
    do out += kDigits[c % 16];
    while (c /= 16);
    std::reverse(out.begin(), out.end());
    return cat("\\x{", out, "}");
  }

  static Part one(std::string text) { return {std::move(text), {1, 1}, {}}; }
  static Part place(std::string text) {
    return {std::move(text), {0, 0}, Part::Kind::Place};
  }

  Part atom(char32_t c, std::uint32_t flags) {
    switch (c) {
      case '.':
        return one(flags & kDotAll ? "." : "\\N");
      case '^':
        return place(flags & kMultiLine ? "(?m:^)" : "\\A");
      case '$':
        return place(flags & kMultiLine ? "(?m:$)" : "$");
      case '[':
        return one(set(at_ - 1, flags));
      case '\\':
        return escape(at_ - 1, flags);
      default:
        return one(literal(c, flags));
    }
  }

  bool ascii(std::uint32_t flags) const { return !text() || flags & kAscii; }

  /// \d and its kin, as they stand in a set.
  std::string category(char32_t c, std::uint32_t flags) const {
    const bool plain = ascii(flags);
    switch (c) {
      case 'd':
        return plain ? "0-9" : "\\d";
      case 'D':
        return plain ? outside("\\x{0}-\\x{2f}\\x{3a}-") : "\\D";
      case 'w':
        return plain ? "0-9A-Za-z_" : "\\w";
      case 'W':
        return plain ? outside(
                           "\\x{0}-\\x{2f}\\x{3a}-\\x{40}\\x{5b}-\\x{5e}"
                           "\\x{60}\\x{7b}-")
                     : "\\W";
      case 's':
        return plain ? "\\x{9}-\\x{d}\\x{20}" : "\\s\\x{1c}-\\x{1f}\\x{85}";
      case 'S':
        return plain ? outside("\\x{0}-\\x{8}\\x{e}-\\x{1f}\\x{21}-") : "\\S";
      default:
        return "";
    }
  }
  std::string outside(const char* most) const {
    return cat(most, text() ? "\\x{10ffff}" : "\\x{ff}");
  }

  [[noreturn]] void bad_escape(std::size_t from) {
    fail(cat("bad escape ", since(from)), from);
  }

  /// A character by number or name: the cursor stands behind "\x".
  char32_t numbered(char32_t kind, std::size_t from) {
    if (kind == 'N') {
      if (!text()) bad_escape(from);
      if (!accept('{')) fail("missing {", at_);
      const std::string name = until('}', "character name");
      const auto found = character_named(name);
      if (!found) fail(cat("undefined character name ", quoted(name)), from);
      return *found;
    }
    if (kind != 'x' && !text()) bad_escape(from);
    const std::size_t digits = kind == 'x' ? 2 : kind == 'u' ? 4 : 8;
    char32_t value = 0;
    std::size_t count = 0;
    for (; count < digits && peek() < 128 &&
           std::isxdigit(static_cast<int>(peek()));
         ++count) {
      const char32_t c = in_[at_++];
      value = value * 16 + (digit(c) ? c - '0' : (c | 32) - 'a' + 10);
    }
    if (count != digits) fail(cat("incomplete escape ", since(from)), from);
    if (value > 0x10ffff) bad_escape(from);
    return value;
  }

  static std::optional<char32_t> control(char32_t c) {
    constexpr std::u32string_view kLetters = U"afnrtv\\",
                                  kCodes = U"\a\f\n\r\t\v\\";
    const auto known = kLetters.find(c);
    if (known == std::u32string_view::npos) return std::nullopt;
    return kCodes[known];
  }

  Part escape(std::size_t from, std::uint32_t flags) {
    const char32_t c = peek();
    if (c == kEnd) fail("bad escape (end of pattern)", from);
    if (digit(c)) {
      if (const auto code = octal_escape(from))
        return one(literal(*code, flags));
      ++at_;
      std::uint64_t group = c - '0';
      if (digit(peek())) group = group * 10 + (in_[at_++] - '0');
      if (group > widths_.size())
        fail(cat("invalid group reference ", group), from + 1);
      return reference(group, from);
    }
    ++at_;
    switch (c) {
      case 'A':
        return place("\\A");
      case 'Z':
        return place("\\z");
      case 'b':
        return place(boundary(flags, true));
      case 'B':
        return place(cat("(?!\\A\\z)", boundary(flags, false)));
      case 'x':
      case 'u':
      case 'U':
      case 'N':
        return one(literal(numbered(c, from), flags));
      default:
        break;
    }
    if (std::string members = category(c, flags); !members.empty())
      return one(cat("[", members, "]"));
    if (const auto code = control(c)) return one(literal(*code, flags));
    if (letter(c)) bad_escape(from);
    return one(literal(c, flags));
  }

  /// PCRE2's own is for all letters in text, for ASCII's in bytes.
  std::string boundary(std::uint32_t flags, bool at) const {
    if (!text() || !(flags & kAscii)) return at ? "\\b" : "\\B";
    const std::string word = cat("[", category('w', flags), "]");
    return cat("(?(?<=", word, ")(?", at ? "!" : "=", word, ")|(?",
               at ? "=" : "!", word, "))");
  }

  Part reference(std::uint64_t group, std::size_t from) {
    if (is_open(group)) fail("cannot refer to an open group", from);
    if (behind_ && group > behind_groups_)
      fail(
          "cannot refer to group defined in the same lookbehind "
          "subpattern",
          from);
    return {cat("\\g{", group, "}"), widths_[group - 1], {}};
  }
  bool is_open(std::uint64_t group) const {
    return std::find(open_.begin(), open_.end(), group) != open_.end();
  }

  // -- sets -----------------------------------------------------------------

  Member member(std::uint32_t flags) {
    const std::size_t from = at_;
    const char32_t c = in_[at_++];
    if (c != '\\') return {c, {}};
    const char32_t d = peek();
    if (d == kEnd) fail("bad escape (end of pattern)", from);
    if (octal(d)) {
      char32_t value = 0;
      for (int i = 0; i < 3 && octal(peek()); ++i)
        value = value * 8 + (in_[at_++] - '0');
      if (value > 0377)
        fail(cat("octal escape value ", since(from),
                 " outside of range 0-0o377"),
             from);
      return {value, {}};
    }
    ++at_;
    if (d == 'x' || d == 'u' || d == 'U' || d == 'N')
      return {numbered(d, from), {}};
    if (d == 'b') return {'\b', {}};
    if (std::string members = category(d, flags); !members.empty())
      return {0, std::move(members)};
    if (const auto code = control(d)) return {*code, {}};
    if (letter(d) || digit(d)) bad_escape(from);
    return {d, {}};
  }

  std::string set(std::size_t start, std::uint32_t flags) {
    const bool negated = accept('^');
    std::string members;
    const std::size_t first = at_;
    while (true) {
      if (peek() == kEnd) fail("unterminated character set", start);
      if (peek() == ']' && at_ != first) {
        ++at_;
        break;
      }
      const std::size_t from = at_;
      const Member low = member(flags);
      const std::size_t dash = at_;
      if (!accept('-')) {
        add(members, low, flags);
        continue;
      }
      if (peek() == kEnd) fail("unterminated character set", start);
      if (peek() == ']') {
        at_ = dash + 1;
        add(members, low, flags);
        add(members, {'-', {}}, flags);
        continue;
      }
      const Member high = member(flags);
      if (!low.set.empty() || !high.set.empty() || high.code < low.code)
        fail(cat("bad character range ", since(from)), from);
      add_range(members, low.code, high.code, flags);
    }
    if (members.empty()) return negated ? "." : "(?!)";
    return cat(negated ? "[^" : "[", members, "]");
  }

  void add(std::string& members, const Member& one, std::uint32_t flags) const {
    if (one.set.empty())
      add_range(members, one.code, one.code, flags);
    else
      members += one.set;
  }
  void add_range(std::string& members, char32_t low, char32_t high,
                 std::uint32_t flags) const {
    constexpr char32_t kFirst = 0xd800, kLast = 0xdfff;  // surrogates
    if (text() && low <= kLast && high >= kFirst) {
      if (low < kFirst) add_range(members, low, kFirst - 1, flags);
      if (high > kLast) add_range(members, kLast + 1, high, flags);
      return;
    }
    members += in_set(low);
    if (low != high) cat_to(members, "-", in_set(high));
    if (!folds(flags)) return;
    for (char32_t first : {U'A', U'a'}) {
      const char32_t from = std::max(low, first),
                     to = std::min<char32_t>(high, first + 25);
      if (from <= to) cat_to(members, in_set(from ^ 32), "-", in_set(to ^ 32));
    }
  }

  // -- repetition -----------------------------------------------------------

  /// False where a brace stands for itself.
  bool repeat(Part* last) {
    const std::size_t start = at_;
    const char32_t c = in_[at_++];
    std::uint64_t low = c == '+', high = c == '?' ? 1 : kMostRepeats;
    std::string text;
    if (c == '{') {
      if (peek() == '}') return at_ = start, false;
      const auto digits = [&] {
        std::string found;
        while (digit(peek())) found += static_cast<char>(in_[at_++]);
        return found;
      };
      const std::string least = digits();
      const bool comma = accept(',');
      const std::string most = comma ? digits() : least;
      if (!accept('}')) return at_ = start, false;
      low = repeats(least, 0);
      high = repeats(most, kMostRepeats);
      if (high < low) fail("min repeat greater than max repeat", start + 1);
      text = cat("{", low, comma ? "," : "", comma ? most : "", "}");
    } else {
      text = static_cast<char>(c);
    }
    if (!last || last->kind == Part::Kind::Place)
      fail("nothing to repeat", start);
    if (last->kind == Part::Kind::Repeated) fail("multiple repeat", start);
    if (accept('?'))
      text += '?';
    else if (accept('+'))
      text += '+';
    last->text += text;
    last->width.times(low, high);
    last->kind = Part::Kind::Repeated;
    return true;
  }
  static std::uint64_t repeats(const std::string& digits,
                               std::uint64_t otherwise) {
    if (digits.empty()) return otherwise;
    const auto value = number(digits);
    if (!value || *value >= kMaxGroups)
      raise("OverflowError", "the repetition number is too large");
    return *value;
  }

  // -- groups ---------------------------------------------------------------

  void close(std::size_t start) {
    if (!accept(')')) fail("missing ), unterminated subpattern", start);
  }

  /// Behind "(". False where it was none: a comment or flags for the whole.
  bool group(std::size_t start, std::uint32_t* flags, Part* part, bool first) {
    if (!accept('?')) {
      *part = capture(start, *flags, "");
      return true;
    }
    const char32_t c = peek();
    if (c == kEnd) fail("unexpected end of pattern", at_);
    ++at_;
    switch (c) {
      case 'P':
        *part = named(start, *flags);
        return true;
      case ':':
        *part = enclosed(start, *flags, "(?:");
        return true;
      case '>':
        *part = enclosed(start, *flags, "(?>");
        return true;
      case '#':
        while (peek() != kEnd && peek() != ')') ++at_;
        if (!accept(')')) fail("missing ), unterminated comment", start);
        return false;
      case '=':
      case '!':
        *part = enclosed(start, *flags, c == '=' ? "(?=" : "(?!");
        part->width = {};
        looks_ahead_ |= c == '=';
        return true;
      case '<':
        *part = look_behind(start, *flags);
        return true;
      case '(':
        *part = conditional(start, *flags);
        return true;
      default:
        break;
    }
    if (flag(c) || c == '-') return set_flags(start, c, flags, part, first);
    const std::size_t from = at_ - 1;
    if (c == '\\' && peek() != kEnd) ++at_;
    fail(cat("unknown extension ?", since(from)), from - 1);
  }

  Part enclosed(std::size_t start, std::uint32_t flags, const char* opening) {
    Part part;
    const std::string inside = alternatives(flags, &part.width, false);
    close(start);
    part.text = cat(opening, inside, ")");
    return part;
  }

  Part capture(std::size_t start, std::uint32_t flags,
               const std::string& name) {
    widths_.push_back({});
    const std::uint64_t group = widths_.size();
    if (!name.empty()) {
      for (const auto& [known, number] : names_)
        if (known == name)
          fail(cat("redefinition of group name ", quoted(name), " as group ",
                   group, "; was group ", number),
               at_ - 1 - regex_characters(name, RegexKind::Str).size());
      names_.emplace_back(name, static_cast<std::uint32_t>(group));
    }
    open_.push_back(group);
    Part part = enclosed(start, flags, "(");
    open_.pop_back();
    widths_[group - 1] = part.width;
    return part;
  }

  Part named(std::size_t start, std::uint32_t flags) {
    if (accept('<')) {
      const std::string name = until('>', "group name");
      check_name(name);
      return capture(start, flags, name);
    }
    if (accept('=')) {
      const std::size_t from = at_;
      const std::string name = until(')', "group name");
      check_name(name);
      return reference(numbered_group(name, from), from);
    }
    if (peek() == kEnd) fail("unexpected end of pattern", at_);
    ++at_;
    fail(cat("unknown extension ?P", since(at_ - 1)), at_ - 3);
  }
  std::uint64_t numbered_group(const std::string& name, std::size_t from) {
    for (const auto& [known, number] : names_)
      if (known == name) return number;
    fail(cat("unknown group name ", quoted(name)), from);
  }

  Part look_behind(std::size_t start, std::uint32_t flags) {
    const char32_t c = peek();
    if (c == kEnd) fail("unexpected end of pattern", at_);
    ++at_;
    if (c != '=' && c != '!')
      fail(cat("unknown extension ?<", since(at_ - 1)), at_ - 3);
    const bool outermost = !behind_;
    if (outermost) {
      behind_ = true;
      behind_groups_ = widths_.size();
    }
    Part part = enclosed(start, flags, c == '=' ? "(?<=" : "(?<!");
    if (outermost) behind_ = false;
    if (part.width.least != part.width.most)
      fail("look-behind requires fixed-width pattern", kNoPlace);
    part.width = {};
    return part;
  }

  Part conditional(std::size_t start, std::uint32_t flags) {
    const std::size_t from = at_;
    const std::string name = until(')', "group name");
    std::uint64_t group = 0;
    if (const auto index = number(name)) {
      group = *index;
      if (group == 0) fail("bad group number", from);
      if (group >= kMaxGroups)
        fail(cat("invalid group reference ", name), from);
      asked_.emplace_back(group, from);
    } else {
      check_name(name);
      group = numbered_group(name, from);
    }
    if (behind_ && (group > widths_.size() || is_open(group)))
      fail("cannot refer to an open group", at_);
    if (behind_ && group > behind_groups_)
      fail(
          "cannot refer to group defined in the same lookbehind "
          "subpattern",
          from);
    Part part;
    Width other;
    std::string text = sequence(flags, &part.width, false);
    if (accept('|')) {
      text += '|' + sequence(flags, &other, false);
      if (peek() == '|')
        fail("conditional backref with more than two branches", at_);
    }
    close(start);
    part.width.least = std::min(part.width.least, other.least);
    part.width.most = std::max(part.width.most, other.most);
    part.text = cat("(?(", group, ")", text, ")");
    return part;
  }

  /// "(?" and the first letter are read; flags for the whole or for a group.
  bool set_flags(std::size_t start, char32_t c, std::uint32_t* flags,
                 Part* part, bool first) {
    std::uint32_t on = 0, off = 0;
    const auto take = [&](const char* missing) {
      const char32_t next = peek();
      if (next == kEnd) fail(missing, at_);
      ++at_;
      return next;
    };
    const auto unknown = [&](char32_t what, const char* missing) {
      if (!flag(what)) fail(letter(what) ? "unknown flag" : missing, at_ - 1);
    };
    if (c != '-') {
      while (true) {
        const std::uint32_t bit = flag(c);
        if (text() && bit == kLocale)
          fail("bad inline flags: cannot use 'L' flag with a str pattern", at_);
        if (!text() && bit == kUnicode)
          fail("bad inline flags: cannot use 'u' flag with a bytes pattern",
               at_);
        on |= bit;
        if (bit & kTypeFlags && (on & kTypeFlags) != bit)
          fail("bad inline flags: flags 'a', 'u' and 'L' are incompatible",
               at_);
        c = take("missing -, : or )");
        if (c == ')' || c == '-' || c == ':') break;
        unknown(c, "missing -, : or )");
      }
    }
    if (c == ')') {
      if (!first)
        fail("global flags not at the start of the expression", start);
      flags_ |= on;
      *flags |= on;
      restart_ = on & kVerbose && !verbose_;
      return false;
    }
    if (c == '-') {
      c = take("missing flag");
      unknown(c, "missing flag");
      while (true) {
        const std::uint32_t bit = flag(c);
        if (bit & kTypeFlags)
          fail("bad inline flags: cannot turn off flags 'a', 'u' and 'L'", at_);
        off |= bit;
        c = take("missing :");
        if (c == ':') break;
        unknown(c, "missing :");
      }
    }
    if (on & off) fail("bad inline flags: flag turned on and off", at_ - 1);
    std::uint32_t inside = *flags;
    if (on & kTypeFlags) inside &= ~kTypeFlags;
    inside = (inside | on) & ~off;
    const bool cases = by_case(inside);
    const char* opening = cases == by_case(*flags) ? "(?:"
                          : cases                  ? "(?i:"
                                                   : "(?-i:";
    *part = enclosed(start, inside, opening);
    return true;
  }

  static constexpr std::size_t kNoPlace = ~std::size_t{0};

  std::uint32_t flags_;
  std::vector<Width> widths_;        // of the groups
  std::vector<std::uint64_t> open_;  // groups that are being read
  std::vector<std::pair<std::string, std::uint32_t>> names_;
  std::vector<std::pair<std::uint64_t, std::size_t>> asked_;
  std::uint64_t behind_groups_ = 0;  // groups before a look-behind
  bool behind_ = false;
  bool verbose_ = false, restart_ = false, looks_ahead_ = false;
  int depth_ = 0;
};

/// What the flags say of the kind of pattern.
std::uint32_t checked_flags(std::uint32_t flags, RegexKind kind) {
  if (kind == RegexKind::Str) {
    if (flags & kLocale)
      raise_value_error("cannot use LOCALE flag with a str pattern");
    if (flags & kAscii && flags & kUnicode)
      raise_value_error("ASCII and UNICODE flags are incompatible");
    return flags & kAscii ? flags : flags | kUnicode;
  }
  if (flags & kUnicode)
    raise_value_error("cannot use UNICODE flag with a bytes pattern");
  if (flags & kLocale && flags & kAscii)
    raise_value_error("ASCII and LOCALE flags are incompatible");
  return flags;
}

}  // namespace

TranslatedRegex translate_regex(std::string_view pattern, std::uint32_t flags,
                                RegexKind kind) {
  TranslatedRegex result = Translator(pattern, flags, kind).run();
  result.flags = checked_flags(result.flags, kind);
  return result;
}

}  // namespace limbeck::py

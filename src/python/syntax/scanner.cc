// One class, and longer than our files are: every part of it moves the same few
// positions, and it is the innermost loop of all that is read.
#include "python/syntax/scanner.h"

#include <array>
#include <cstring>
#include <utility>

#include "base/short_text.h"
#include "base/text.h"
#include "python/syntax/source.h"

namespace limbeck::py {
namespace {

constexpr std::array<std::string_view, 35> kKeywords = {  // ORDER Tok
    "False",  "None",   "True",    "and",      "as",       "assert", "async",
    "await",  "break",  "class",   "continue", "def",      "del",    "elif",
    "else",   "except", "finally", "for",      "from",     "global", "if",
    "import", "in",     "is",      "lambda",   "nonlocal", "not",    "or",
    "pass",   "raise",  "return",  "try",      "while",    "with",   "yield"};

// Classes of characters, one lookup each.
enum : std::uint8_t {
  kStart = 1,
  kDigit = 2,
  kHigh = 4,
  kBlank = 8,
  kTurn = 16,  // what ends a line or begins a string or comment
};
constexpr std::array<std::uint8_t, 256> make_classes() {
  std::array<std::uint8_t, 256> classes{};
  for (int c = 'a'; c <= 'z'; ++c) classes[c] = classes[c - 32] = kStart;
  classes['_'] = kStart;
  for (int c = '0'; c <= '9'; ++c) classes[c] = kDigit;
  for (int c = 128; c < 256; ++c) classes[c] = kHigh;
  classes[' '] = classes['\t'] = classes['\f'] = kBlank;
  classes['\n'] = classes['#'] = classes['"'] = classes['\''] = kTurn;
  return classes;
}
constexpr auto kClasses = make_classes();

std::uint8_t class_of(char c) {
  return kClasses[static_cast<unsigned char>(c)];
}
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_hex(char c) {
  return is_digit(c) || ((c | 32) >= 'a' && (c | 32) <= 'f');
}
bool is_part(char c) { return class_of(c) & (kStart | kDigit | kHigh); }

constexpr int kTextNesting = 150;  // CPython: MAXFSTRINGLEVEL
constexpr int kSpecNesting = 3;    // CPython: MAX_EXPR_NESTING

struct Bracket {
  char open;
  int line, col;       // where it stands, col in bytes
  std::size_t offset;  // in the source
  std::size_t line_start;
};

// An f- or t-string that is open. Its fields are scanned as ordinary tokens
// until the brackets are back at the depth where the field began.
struct TextMode {
  char quote;
  int quote_size;
  bool raw, is_t;
  bool in_text = true;  // else in a field
  bool in_spec = false;
  int brackets = 0;  // open inside this string
  int fields = 0;    // open fields, one inside the other's format
  int depth_of[kSpecNesting + 1] = {};  // brackets where each field began
  int line = 0;                         // of its start
  std::size_t offset = 0, line_start = 0;
};

class Scanner {
 public:
  Scanner(std::string_view source, const std::string& file_name,
          ScanStart start, bool leap)
      : source_(source),
        file_name_(file_name),
        leap_(leap),
        at_(start.offset),
        line_start_(start.offset),
        line_(start.line) {}

  ScanResult run();

 private:
  char look(std::size_t ahead = 0) const {
    std::size_t i = at_ + ahead;
    return i < source_.size() ? source_[i] : '\0';
  }
  int col(std::size_t offset) const {
    return static_cast<int>(offset - line_start_);
  }
  bool in_field() const { return !texts_.empty() && !texts_.back().in_text; }

  Token& push(Tok kind, std::size_t begin, std::size_t end) {
    Token& token = result_.tokens.emplace_back();
    token.kind = kind;
    token.begin = static_cast<std::uint32_t>(begin);
    token.end = static_cast<std::uint32_t>(end);
    token.line = token.end_line = line_;
    token.col = col(begin);
    token.end_col = col(end);
    return token;
  }

  void indentation();
  void set_indent(int column, int tabless);
  void token();
  void name();
  void name_or_string();
  void number();
  void digits(const char* kind);
  void radix(const char* kind, int base);
  void end_of_number(const char* kind);
  void string(std::size_t begin);
  void begin_text(std::size_t begin, bool raw, bool is_t);
  void text();
  void middle(std::size_t begin, std::size_t end, int line, int column,
              std::size_t end_line_start, int end_line);
  void punctuation();
  void operator_token(char c);
  void open(char c);
  void close(char c);
  void continuation();
  void end_in_continuation();
  void leap_over_body();
  void end_of_line(std::size_t& at, int& lines) const;
  void at_end();
  void check_identifier(std::size_t begin, std::size_t end);

  [[noreturn]] void fail(std::string message, std::size_t cursor) const {
    throw failure_at(source_, file_name_, "SyntaxError", std::move(message),
                     line_, characters_of_line(cursor), line_,
                     characters_of_line(cursor));
  }
  [[noreturn]] void fail_at(std::string message, int line,
                            std::size_t line_start, std::size_t cursor) const {
    int offset = characters(source_.substr(line_start), cursor - line_start);
    throw failure_at(source_, file_name_, "SyntaxError", std::move(message),
                     line, offset, line, offset);
  }
  int characters_of_line(std::size_t cursor) const {
    return characters(source_.substr(line_start_), cursor - line_start_);
  }
  void defer(std::string type, std::string message, int line, int offset,
             int end_offset = 0) {
    result_.deferred =
        failure_at(source_, file_name_, std::move(type), std::move(message),
                   line, offset, line, end_offset);
    push(Tok::Error, at_, at_);
    done_ = true;
  }

  std::string_view source_;
  const std::string& file_name_;
  const bool leap_;
  std::size_t definition_ = 0;  // the token behind `def` whose colon may come
  std::size_t at_, line_start_;
  int line_;
  ScanResult result_;
  std::vector<Bracket> brackets_;
  std::vector<TextMode> texts_;
  struct Indent {
    int column, tabless;
  };
  std::vector<Indent> indents_{{0, 0}};
  bool line_begins_ = true, done_ = false;
};

ScanResult Scanner::run() {
  result_.tokens.reserve((source_.size() - at_) / (leap_ ? 12 : 4) + 16);
  while (!done_) {
    if (!texts_.empty() && texts_.back().in_text) {
      text();
      continue;
    }
    if (line_begins_) {
      line_begins_ = false;
      indentation();
      if (done_) break;
    }
    token();
  }
  return std::move(result_);
}

// Measures the blanks a logical line begins with; lines that hold nothing but
// blanks and a comment don't count.
void Scanner::indentation() {
  while (true) {
    int column = 0, tabless = 0;
    bool continued = false;
    int first_column = 0, first_tabless = 0;
    while (true) {
      char c = look();
      if (c == ' ') {
        ++column, ++tabless;
      } else if (c == '\t') {
        column = (column / 8 + 1) * 8;
        ++tabless;
      } else if (c == '\f') {
        column = tabless = 0;
      } else if (c == '\\' && look(1) == '\n') {
        // CPython: the first line's indentation counts.
        if (!continued) first_column = column, first_tabless = tabless;
        continued = true;
        at_ += 2;
        ++line_;
        line_start_ = at_;
        if (at_ >= source_.size()) return end_in_continuation();
        column = tabless = 0;
        continue;
      } else {
        break;
      }
      ++at_;
    }
    if (continued && (first_column || first_tabless))
      column = first_column, tabless = first_tabless;
    char c = look();
    if (c == '#') {
      auto* end = static_cast<const char*>(
          std::memchr(source_.data() + at_, '\n', source_.size() - at_));
      at_ =
          end ? static_cast<std::size_t>(end - source_.data()) : source_.size();
      c = look();
    }
    if (c == '\n') {
      ++at_;
      ++line_;
      line_start_ = at_;
      continue;
    }
    if (at_ >= source_.size()) {
      at_end();
      return;
    }
    if (column != indents_.back().column || tabless != indents_.back().tabless)
      set_indent(column, tabless);
    return;
  }
}

void Scanner::set_indent(int column, int tabless) {
  auto inconsistent = [&] {
    defer("TabError", "inconsistent use of tabs and spaces in indentation",
          line_, 1);
  };
  if (column == indents_.back().column) return inconsistent();
  if (column > indents_.back().column) {
    if (tabless <= indents_.back().tabless) return inconsistent();
    if (static_cast<int>(indents_.size()) >= kIndents)
      return defer("IndentationError", "too many levels of indentation", line_,
                   1);
    indents_.push_back({column, tabless});
    push(Tok::Indent, at_, at_);
    return;
  }
  while (column < indents_.back().column) {
    indents_.pop_back();
    push(Tok::Dedent, at_, at_);
  }
  if (column != indents_.back().column) {
    std::size_t end = source_.find('\n', at_);
    return defer("IndentationError",
                 "unindent does not match any outer indentation level", line_,
                 characters_of_line(end) + 1, -1);
  }
  if (tabless != indents_.back().tabless) inconsistent();
}

void Scanner::at_end() {
  if (!brackets_.empty()) {
    const Bracket& bracket = brackets_.back();
    result_.unclosed_line = bracket.line;
    int offset = characters(source_.substr(bracket.line_start),
                            bracket.offset - bracket.line_start) +
                 1;
    defer("SyntaxError", cat("'", bracket.open, "' was never closed"),
          bracket.line, offset);
    return;
  }
  // CPython: what the end of the text closes has no column.
  auto push_end = [&](Tok kind) {
    Token& token = push(kind, at_, at_);
    if (at_ > 0) token.line = token.end_line = line_ - 1;
    token.col = token.end_col = -1;
  };
  while (indents_.size() > 1) {
    indents_.pop_back();
    push_end(Tok::Dedent);
  }
  push_end(Tok::End);
  done_ = true;
}

void Scanner::token() {
  while (class_of(look()) & kBlank) ++at_;
  if (at_ >= source_.size()) return at_end();
  char c = source_[at_];
  std::uint8_t kind = class_of(c);
  if (kind & kStart) return name_or_string();
  if (kind & kHigh) return name();
  if (kind & kDigit) return number();
  switch (c) {
    case '#': {
      auto* end = static_cast<const char*>(
          std::memchr(source_.data() + at_, '\n', source_.size() - at_));
      at_ =
          end ? static_cast<std::size_t>(end - source_.data()) : source_.size();
      return;
    }
    case '\n':
      if (brackets_.empty()) {
        push(Tok::Newline, at_, at_ + 1);
        line_begins_ = true;
      }
      ++at_;
      ++line_;
      line_start_ = at_;
      if (definition_ && line_begins_) leap_over_body();
      return;
    case '\\':
      return continuation();
    case '"':
    case '\'':
      return string(at_);
    case '.':
      if (is_digit(look(1))) return number();
      [[fallthrough]];
    default:
      return punctuation();
  }
}

void Scanner::continuation() {
  if (look(1) != '\n') {
    defer("SyntaxError",
          "unexpected character after line continuation character", line_,
          characters_of_line(at_ + 1) + 1);
    return;
  }
  at_ += 2;
  ++line_;
  line_start_ = at_;
  if (at_ < source_.size()) return;
  if (!brackets_.empty()) return at_end();
  end_in_continuation();
}

// The text ends behind a backslash.
void Scanner::end_in_continuation() {
  std::size_t begin = source_.rfind('\n', source_.size() - 2);
  begin = begin == std::string_view::npos ? 0 : begin + 1;
  defer("SyntaxError", "unexpected EOF while parsing", line_ - 1,
        characters(source_.substr(begin), source_.size() - begin), -1);
}

void Scanner::name_or_string() {
  // A prefix of at most two letters and a quote make a string.
  char first = static_cast<char>(look() | 32);
  if (first == 'r' || first == 'b' || first == 'f' || first == 't' ||
      first == 'u') {
    char second = look(1);
    std::size_t size = 1;
    if (second != '"' && second != '\'') {
      char low = static_cast<char>(second | 32);
      bool pair = (first == 'r' && (low == 'b' || low == 'f' || low == 't')) ||
                  (low == 'r' && first != 'u' && first != 'r');
      size = pair && (look(2) == '"' || look(2) == '\'') ? 2 : 0;
    }
    if (size) {
      std::size_t begin = at_;
      bool raw = false, is_text = false, is_t = false;
      for (std::size_t i = 0; i < size; ++i) {
        char low = static_cast<char>(look(i) | 32);
        raw |= low == 'r';
        is_text |= low == 'f' || low == 't';
        is_t |= low == 't';
      }
      at_ += size;
      if (is_text) return begin_text(begin, raw, is_t);
      return string(begin);
    }
  }
  name();
}

void Scanner::name() {
  const std::size_t begin = at_;
  const char *next = source_.data() + at_,
             *end = source_.data() + source_.size();
  std::uint8_t seen = 0;
  for (; next < end && is_part(*next); ++next) seen |= class_of(*next);
  at_ += static_cast<std::size_t>(next - source_.data()) - begin;
  const bool ascii = !(seen & kHigh);
  Tok kind = Tok::Name;
  if (ascii) {
    kind = keyword(source_.substr(begin, at_ - begin));
  } else {
    check_identifier(begin, at_);
  }
  push(kind, begin, at_).ascii = ascii;
  if (leap_ && kind == Tok::KwDef) definition_ = result_.tokens.size();
}

// Finds the end of a line of a body: that of the string it may begin.
void Scanner::end_of_line(std::size_t& at, int& lines) const {
  for (; at < source_.size(); ++at) {
    const char c = source_[at];
    if (!(class_of(c) & kTurn)) continue;
    if (c == '\n') break;
    if (c == '#') {
      at = std::min(source_.find('\n', at), source_.size());
      break;
    }
    const char three[3] = {c, c, c};
    const bool many = source_.substr(at, 3) == std::string_view(three, 3);
    at += many ? 3 : 1;
    for (; at < source_.size(); ++at) {
      if (source_[at] == '\\')
        ++at;
      else if (source_[at] == c &&
               (!many || source_.substr(at, 3) == std::string_view(three, 3)))
        break;
      lines += source_[at] == '\n';
    }
    if (many) at += 2;
  }
  if (at < source_.size()) ++at;
  ++lines;
}

// At the first line behind the colon of a definition: makes one token of all
// lines that are indented more than the definition.
void Scanner::leap_over_body() {
  const std::size_t definition = std::exchange(definition_, 0);
  const auto& tokens = result_.tokens;
  if (tokens[tokens.size() - 2].kind != Tok::Colon ||
      tokens[definition + 1].kind == Tok::LeftSquare)
    return;
  const auto outer = static_cast<std::size_t>(indents_.back().column);
  Token body;
  body.kind = Tok::Body;
  std::size_t at = at_;
  int line = line_;
  while (at < source_.size()) {
    const std::size_t begin = at;
    while (at < source_.size() && source_[at] == ' ') ++at;
    if (at == source_.size()) break;
    const std::size_t column = at - begin;
    const bool counts = source_[at] != '\n' && source_[at] != '#';
    if (counts && column <= outer) break;
    if (counts && body.line == 0) {
      body.begin = static_cast<std::uint32_t>(begin);
      body.line = line;
      body.col = static_cast<int>(column);
    }
    int lines = 0;
    end_of_line(at, lines);
    line += lines;
    if (!counts) continue;
    body.end = static_cast<std::uint32_t>(at);
    body.end_line = line - 1;
    at_ = line_start_ = at;
    line_ = line;
  }
  result_.tokens.push_back(body);
}

// CPython: verify_identifier.
void Scanner::check_identifier(std::size_t begin, std::size_t end) {
  std::string_view rest = source_.substr(begin, end - begin);
  bool first = true;
  while (!rest.empty()) {
    char32_t c = take_code_point(rest);
    if (first ? is_identifier_start(c) : is_identifier_part(c)) {
      first = false;
      continue;
    }
    std::string number;
    for (int shift = 20; shift >= 0; shift -= 4) {
      unsigned digit = c >> shift & 15;
      if (digit || !number.empty() || shift < 16)
        number += "0123456789ABCDEF"[digit];
    }
    std::size_t cursor = end - rest.size();
    if (!is_printable(c))
      fail(cat("invalid non-printable character U+", number), cursor);
    std::string shown;
    append_utf8(shown, c);
    fail(cat("invalid character '", shown, "' (U+", number, ")"), cursor);
  }
}

void Scanner::end_of_number(const char* kind) {
  char c = look();
  if (!(class_of(c) & (kStart | kDigit))) return;
  std::string_view rest = source_.substr(at_, 4);
  std::string message = cat("invalid ", kind, " literal");
  auto note = [&] {
    const int column = col(at_) - 1;
    result_.notes.push_back(
        {{line_, column, line_, column}, std::move(message)});
  };
  for (std::string_view word : {"if", "in", "is"})
    if (rest.substr(0, 2) == word) return note();
  for (std::string_view word : {"and", "else", "for", "or", "not"})
    if (rest.substr(0, word.size()) == word && !is_part(look(word.size())))
      return note();
  fail(std::move(message), at_);
}

// Digits with single underscores between them.
void Scanner::digits(const char* kind) {
  while (true) {
    while (is_digit(look())) ++at_;
    if (look() != '_') return;
    ++at_;
    if (!is_digit(look())) fail(cat("invalid ", kind, " literal"), at_);
  }
}

void Scanner::radix(const char* kind, int base) {
  auto belongs = [&](char c) {
    return base == 16 ? is_hex(c) : c >= '0' && c < '0' + base;
  };
  at_ += 2;
  do {
    if (look() == '_') ++at_;
    if (!belongs(look())) {
      if (is_digit(look()))
        fail(cat("invalid digit '", look(), "' in ", kind, " literal"),
             at_ + 1);
      fail(cat("invalid ", kind, " literal"), at_);
    }
    while (belongs(look())) ++at_;
  } while (look() == '_');
  if (is_digit(look()))
    fail(cat("invalid digit '", look(), "' in ", kind, " literal"), at_ + 1);
  end_of_number(kind);
}

void Scanner::number() {
  std::size_t begin = at_;
  bool fraction = false, imaginary = false;
  std::size_t zeros_end = 0;
  if (look() == '0') {
    char mark = static_cast<char>(look(1) | 32);
    if (mark == 'x' || mark == 'o' || mark == 'b') {
      radix(mark == 'x'   ? "hexadecimal"
            : mark == 'o' ? "octal"
                          : "binary",
            mark == 'x'   ? 16
            : mark == 'o' ? 8
                          : 2);
      push(Tok::Number, begin, at_);
      return;
    }
    std::size_t i = at_;
    while (i < source_.size() && (source_[i] == '0' || source_[i] == '_')) ++i;
    if (i < source_.size() && is_digit(source_[i])) zeros_end = i;
  }
  if (look() != '.') digits("decimal");
  if (look() == '.') {
    fraction = true;
    ++at_;
    if (is_digit(look())) digits("decimal");
  }
  if ((look() | 32) == 'e') {
    std::size_t sign = look(1) == '+' || look(1) == '-' ? 1 : 0;
    if (is_digit(look(1 + sign))) {
      fraction = true;
      at_ += 1 + sign;
      digits("decimal");
    } else if (sign) {
      fail("invalid decimal literal", at_ + 2);
    }
  }
  if ((look() | 32) == 'j') {
    imaginary = true;
    ++at_;
    end_of_number("imaginary");
  } else {
    end_of_number("decimal");
  }
  if (zeros_end && !fraction && !imaginary)
    throw failure_at(source_, file_name_, "SyntaxError",
                     "leading zeros in decimal integer literals are not "
                     "permitted; use an 0o prefix for octal integers",
                     line_, characters_of_line(begin) + 1, line_,
                     characters_of_line(zeros_end) + 1);
  push(Tok::Number, begin, at_);
}

void Scanner::string(std::size_t begin) {
  char quote = look();
  int first_line = line_;
  std::size_t first_line_start = line_start_;
  int quote_size = look(1) == quote && look(2) == quote ? 3 : 1;
  at_ += static_cast<std::size_t>(quote_size);
  if (quote_size == 1 && look() == quote) {
    ++at_;
    push(Tok::String, begin, at_);
    return;
  }
  const char* data = source_.data();
  std::size_t size = source_.size();
  int closing = 0;
  bool escaped = false;  // for the hint of an escaped end quote
  while (closing != quote_size) {
    if (at_ >= size || (quote_size == 1 && data[at_] == '\n')) {
      std::string lines = cat(" (detected at line ", line_, ")");
      if (quote_size == 3 && at_ >= size)
        lines = cat(" (detected at line ", line_ - 1, ")");
      if (in_field() && texts_.back().quote == quote &&
          texts_.back().quote_size == quote_size)
        fail_at(texts_.back().is_t ? "t-string: expecting '}'"
                                   : "f-string: expecting '}'",
                first_line, first_line_start, begin + 1);
      if (quote_size == 3)
        fail_at(cat("unterminated triple-quoted string literal", lines),
                first_line, first_line_start, begin + 1);
      fail_at(cat("unterminated string literal", lines,
                  escaped ? "; perhaps you escaped the end quote?" : ""),
              first_line, first_line_start, begin + 1);
    }
    char c = data[at_++];
    if (c == quote) {
      ++closing;
      continue;
    }
    closing = 0;
    if (c == '\\') {
      if (at_ >= size) continue;
      c = data[at_++];
      escaped |= c == quote;
    }
    if (c == '\n') {
      ++line_;
      line_start_ = at_;
    }
  }
  Token& token = push(Tok::String, begin, at_);
  token.line = first_line;
  token.col = static_cast<int>(begin - first_line_start);
}

void Scanner::begin_text(std::size_t begin, bool raw, bool is_t) {
  TextMode mode{};
  mode.quote = look();
  mode.quote_size = look(1) == mode.quote && look(2) == mode.quote ? 3 : 1;
  mode.raw = raw;
  mode.is_t = is_t;
  mode.line = line_;
  mode.offset = begin;
  mode.line_start = line_start_;
  mode.in_text = true;
  at_ += static_cast<std::size_t>(mode.quote_size);
  if (static_cast<int>(texts_.size()) + 1 >= kTextNesting)
    fail("too many nested f-strings", at_);
  Token& token = push(Tok::TextStart, begin, at_);
  token.raw = raw;
  token.is_t = is_t;
  texts_.push_back(mode);
}

void Scanner::middle(std::size_t begin, std::size_t end, int line, int column,
                     std::size_t end_line_start, int end_line) {
  Token& token = result_.tokens.emplace_back();
  token.kind = Tok::TextMiddle;
  token.raw = texts_.back().raw;
  token.is_t = texts_.back().is_t;
  token.begin = static_cast<std::uint32_t>(begin);
  token.end = static_cast<std::uint32_t>(end);
  token.line = line;
  token.col = column;
  token.end_line = end_line;
  token.end_col = static_cast<int>(end - end_line_start);
}

// Literal text of an f-string up to the next field, its end, or a doubled
// brace (which ends one token and begins the next, as in CPython).
void Scanner::text() {
  TextMode& mode = texts_.back();
  std::size_t begin = at_;
  int line = line_, column = col(at_);
  auto flush = [&](std::size_t end) {
    if (end > begin) middle(begin, end, line, column, line_start_, line_);
  };
  auto flush_brace = [&] {
    flush(at_ + 1);
    ++result_.tokens.back().end_col;  // CPython: the range has both braces
    at_ += 2;
  };
  while (true) {
    bool ended = at_ >= source_.size();
    char c = ended ? '\0' : source_[at_];
    if (!ended && c == mode.quote &&
        (mode.quote_size == 1 ||
         (look(1) == mode.quote && look(2) == mode.quote))) {
      flush(at_);
      std::size_t end = at_ + static_cast<std::size_t>(mode.quote_size);
      Token& token = push(Tok::TextEnd, at_, end);
      token.is_t = mode.is_t;
      at_ = end;
      texts_.pop_back();
      return;
    }
    if (ended || (c == '\n' && mode.quote_size == 1)) {
      if (!ended && mode.in_spec) {
        flush(at_);
        mode.in_text = false;
        mode.in_spec = false;
        return;
      }
      int detected = ended && mode.quote_size == 3 ? line_ - 1 : line_;
      fail_at(cat("unterminated ", mode.quote_size == 3 ? "triple-quoted " : "",
                  mode.is_t ? "t" : "f", "-string literal (detected at line ",
                  detected, ")"),
              mode.line, mode.line_start, mode.offset + 1);
    }
    if (c == '{') {
      if (look(1) == '{' && !mode.in_spec) {
        flush_brace();
        return;
      }
      flush(at_);
      if (mode.fields >= kSpecNesting)
        fail(mode.is_t ? "t-string: expressions nested too deeply"
                       : "f-string: expressions nested too deeply",
             at_);
      mode.in_text = false;
      mode.in_spec = false;
      ++mode.fields;
      mode.depth_of[mode.fields] = mode.brackets + 1;
      return;
    }
    if (c == '}') {
      if (look(1) == '}' && !mode.in_spec && mode.brackets == 0) {
        flush_brace();
        return;
      }
      flush(at_);
      mode.in_text = false;
      mode.in_spec = false;
      return;
    }
    if (c == '\\') {
      char next = look(1);
      if (next == '{' || next == '}') {
        ++at_;
        continue;
      }
      if (!mode.raw && next == 'N' && look(2) == '{') {
        std::size_t close = at_ + 3;
        while (close < source_.size() && source_[close] != '}' &&
               source_[close] != '\n' && source_[close] != mode.quote)
          ++close;
        at_ = close < source_.size() && source_[close] == '}' ? close + 1
                                                              : at_ + 3;
        continue;
      }
      ++at_;
      c = next;
      if (at_ >= source_.size()) continue;
    }
    ++at_;
    if (c == '\n') {
      ++line_;
      line_start_ = at_;
    }
  }
}

void Scanner::open(char c) {
  if (static_cast<int>(brackets_.size()) >= kOpenBrackets)
    fail("too many nested parentheses", at_ + 1);
  brackets_.push_back({c, line_, col(at_), at_, line_start_});
  if (!texts_.empty()) ++texts_.back().brackets;
}

void Scanner::close(char c) {
  const char* prefix = "";
  if (!texts_.empty())
    prefix = texts_.back().is_t ? "t-string: " : "f-string: ";
  if (!texts_.empty() && texts_.back().brackets == 0 && c == '}')
    fail(cat(prefix, "single '}' is not allowed"), at_ + 1);
  if (brackets_.empty()) fail(cat("unmatched '", c, "'"), at_ + 1);
  if (!texts_.empty() && texts_.back().brackets == 0)
    fail(cat(prefix, "unmatched '", c, "'"), at_ + 1);
  Bracket bracket = brackets_.back();
  char wanted = bracket.open == '(' ? ')' : bracket.open == '[' ? ']' : '}';
  if (wanted != c) {
    // CPython: in a field that began with this '{', the bracket is unmatched.
    if (in_field() && bracket.open == '{' && texts_.back().fields > 0 &&
        texts_.back().depth_of[texts_.back().fields] == texts_.back().brackets)
      fail(cat(prefix, "unmatched '", c, "'"), at_ + 1);
    if (bracket.line != line_)
      fail(cat("closing parenthesis '", c,
               "' does not match opening parenthesis '", bracket.open,
               "' on line ", bracket.line),
           at_ + 1);
    fail(cat("closing parenthesis '", c,
             "' does not match opening parenthesis '", bracket.open, "'"),
         at_ + 1);
  }
  brackets_.pop_back();
  if (texts_.empty()) return;
  TextMode& mode = texts_.back();
  if (c == '}' && mode.fields > 0 &&
      mode.depth_of[mode.fields] == mode.brackets) {
    --mode.fields;
    mode.in_text = true;
    mode.in_spec = mode.fields > 0;  // we are in the outer field's format
  }
  --mode.brackets;
}

void Scanner::punctuation() {
  char c = look();
  switch (c) {
    case '(':
    case '[':
    case '{':
      open(c);
      break;
    case ')':
    case ']':
    case '}': {
      std::size_t at = at_;
      close(c);
      at_ = at;
      break;
    }
    case ':':
      if (in_field()) {
        TextMode& mode = texts_.back();
        if (mode.fields > 0 && mode.depth_of[mode.fields] == mode.brackets) {
          push(Tok::Colon, at_, at_ + 1);
          ++at_;
          mode.in_text = mode.in_spec = true;
          return;
        }
      }
      break;
    default:
      break;
  }
  operator_token(c);
}

void Scanner::operator_token(char c) {
  char next = look(1), third = look(2);
  std::size_t size = 1;
  Tok kind = Tok::Unknown;
  auto with_equal = [&](Tok plain, Tok assigned) {
    kind = next == '=' ? assigned : plain;
    size = next == '=' ? 2 : 1;
  };
  auto doubled = [&](Tok plain, Tok assigned, Tok twice, Tok twice_assigned) {
    if (next != c) return with_equal(plain, assigned);
    kind = third == '=' ? twice_assigned : twice;
    size = third == '=' ? 3 : 2;
  };
  switch (c) {
    case '(':
      kind = Tok::LeftParen;
      break;
    case ')':
      kind = Tok::RightParen;
      break;
    case '[':
      kind = Tok::LeftSquare;
      break;
    case ']':
      kind = Tok::RightSquare;
      break;
    case '{':
      kind = Tok::LeftBrace;
      break;
    case '}':
      kind = Tok::RightBrace;
      break;
    case ',':
      kind = Tok::Comma;
      break;
    case ';':
      kind = Tok::Semicolon;
      break;
    case '~':
      kind = Tok::Tilde;
      break;
    case ':':
      with_equal(Tok::Colon, Tok::ColonEqual);
      break;
    case '=':
      with_equal(Tok::Equal, Tok::EqualEqual);
      break;
    case '!':
      with_equal(Tok::Exclamation, Tok::NotEqual);
      break;
    case '+':
      with_equal(Tok::Plus, Tok::AugPlus);
      break;
    case '@':
      with_equal(Tok::At, Tok::AugAt);
      break;
    case '%':
      with_equal(Tok::Percent, Tok::AugPercent);
      break;
    case '&':
      with_equal(Tok::Ampersand, Tok::AugAmpersand);
      break;
    case '|':
      with_equal(Tok::Bar, Tok::AugBar);
      break;
    case '^':
      with_equal(Tok::Caret, Tok::AugCaret);
      break;
    case '-':
      with_equal(Tok::Minus, Tok::AugMinus);
      if (next == '>') kind = Tok::Arrow, size = 2;
      break;
    case '*':
      doubled(Tok::Star, Tok::AugStar, Tok::StarStar, Tok::AugStarStar);
      break;
    case '/':
      doubled(Tok::Slash, Tok::AugSlash, Tok::SlashSlash, Tok::AugSlashSlash);
      break;
    case '<':
      doubled(Tok::Less, Tok::LessEqual, Tok::LeftShift, Tok::AugLeftShift);
      if (next == '>') kind = Tok::Unknown, size = 2;
      break;
    case '>':
      doubled(Tok::Greater, Tok::GreaterEqual, Tok::RightShift,
              Tok::AugRightShift);
      break;
    case '.':
      kind = Tok::Dot;
      if (next == '.' && third == '.') kind = Tok::Ellipsis, size = 3;
      break;
    default: {
      auto code = static_cast<unsigned char>(c);
      if (code < 32 || code == 127)
        fail(cat("invalid non-printable character U+00",
                 "0123456789ABCDEF"[code >> 4], "0123456789ABCDEF"[code & 15]),
             at_ + 1);
      break;
    }
  }
  push(kind, at_, at_ + size);
  at_ += size;
}

}  // namespace

Tok keyword(std::string_view text) {
  if (text.size() < 2 || text.size() > 8) return Tok::Name;
  // The keywords are sorted; the first letter narrows them to at most six.
  char first = text[0];
  if (first > 'y' || first < 'F') return Tok::Name;
  static constexpr auto starts = [] {
    std::array<std::uint8_t, 129> table{};
    std::size_t i = 0;
    for (std::size_t c = 0; c < 129; ++c) {
      while (i < kKeywords.size() &&
             static_cast<std::size_t>(kKeywords[i][0]) < c)
        ++i;
      table[c] = static_cast<std::uint8_t>(i);
    }
    return table;
  }();
  auto letter = static_cast<std::size_t>(first);
  for (std::size_t i = starts[letter]; i < starts[letter + 1]; ++i)
    if (same_text(kKeywords[i], text))
      return static_cast<Tok>(static_cast<std::size_t>(Tok::KwFalse) + i);
  return Tok::Name;
}

ScanResult scan(std::string_view source, const std::string& file_name,
                ScanStart start, bool leap) {
  return Scanner(source, file_name, start, leap).run();
}

std::string_view line_of(std::string_view source, int line) {
  while (line > 1) {
    std::size_t end = source.find('\n');
    if (end == std::string_view::npos) return {};
    source.remove_prefix(end + 1);
    --line;
  }
  return source.substr(0, source.find('\n'));
}

int characters(std::string_view text, std::size_t bytes) {
  int count = 0;
  for (char c : text.substr(0, bytes))
    count += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  return count;
}

SyntaxFailure failure_at(std::string_view source, const std::string& file_name,
                         std::string type, std::string message, int line,
                         int offset, int end_line, int end_offset) {
  SyntaxFailure failure;
  failure.type = std::move(type);
  failure.message = std::move(message);
  failure.file_name = file_name;
  failure.line = line;
  failure.offset = offset;
  failure.end_line = end_line;
  failure.end_offset = end_offset;
  failure.text = cat(line_of(source, line), "\n");
  return failure;
}

}  // namespace limbeck::py

#include "python/syntax/scanner.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

#include "base/short_text.h"
#include "base/text.h"
#include "python/syntax/scanner_state.h"
#include "python/syntax/source.h"

namespace limbeck::py {
namespace {

constexpr std::array<std::string_view, 35> kKeywords = {  // ORDER Tok
    "False",  "None",   "True",    "and",      "as",       "assert", "async",
    "await",  "break",  "class",   "continue", "def",      "del",    "elif",
    "else",   "except", "finally", "for",      "from",     "global", "if",
    "import", "in",     "is",      "lambda",   "nonlocal", "not",    "or",
    "pass",   "raise",  "return",  "try",      "while",    "with",   "yield"};

}  // namespace

ScanResult Scanner::run() {
  result_.tokens.reserve((source_.size() - at_) / (leap_ ? 12 : 3) + 16);
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

// Generated files are megabytes of one kind of text: what is behind tells how
// many tokens are to come, and doubling would take twice the memory.
void Scanner::make_room() {
  const std::size_t count = result_.tokens.size();
  const std::size_t behind = std::max<std::size_t>(at_ - start_, 1);
  const std::size_t all = count * (source_.size() - start_) / behind;
  result_.tokens.reserve(std::max(all, count) + count / 16 + 16);
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

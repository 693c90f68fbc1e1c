// Strings, and the parts of f- and t-strings.
#include "base/text.h"
#include "python/syntax/scanner_state.h"

namespace limbeck::py {

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

}  // namespace limbeck::py

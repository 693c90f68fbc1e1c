// The scanner's position and what it does with it: one class, as every part of
// it moves the same few positions.
#pragma once
#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "python/syntax/scanner.h"

namespace limbeck::py {

// Classes of characters, one lookup each.
enum : std::uint8_t {  // of class_of
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
inline constexpr auto kClasses = make_classes();

inline std::uint8_t class_of(char c) {
  return kClasses[static_cast<unsigned char>(c)];
}
inline bool is_digit(char c) { return c >= '0' && c <= '9'; }
inline bool is_hex(char c) {
  return is_digit(c) || ((c | 32) >= 'a' && (c | 32) <= 'f');
}
inline bool is_part(char c) { return class_of(c) & (kStart | kDigit | kHigh); }

inline constexpr int kTextNesting = 150;  // CPython: MAXFSTRINGLEVEL
inline constexpr int kSpecNesting = 3;    // CPython: MAX_EXPR_NESTING

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
        start_(start.offset),
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
    auto& tokens = result_.tokens;
    if (tokens.size() == tokens.capacity()) make_room();
    Token& token = tokens.emplace_back();
    token.kind = kind;
    token.begin = static_cast<std::uint32_t>(begin);
    token.end = static_cast<std::uint32_t>(end);
    token.line = token.end_line = line_;
    token.col = col(begin);
    token.end_col = col(end);
    return token;
  }

  void make_room();
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
  const std::size_t start_;
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

}  // namespace limbeck::py

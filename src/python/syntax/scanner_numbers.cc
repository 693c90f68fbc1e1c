// Numbers, as the scanner cuts them out.
#include "base/text.h"
#include "python/syntax/scanner_state.h"

namespace limbeck::py {

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

}  // namespace limbeck::py

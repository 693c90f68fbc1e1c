// Brackets, operators and what else is no word.
#include "base/text.h"
#include "python/syntax/scanner_state.h"

namespace limbeck::py {

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

}  // namespace limbeck::py

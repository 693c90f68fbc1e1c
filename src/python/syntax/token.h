// What the scanner hands to the parser. A token is a kind and a place; its text
// is the source between `begin` and `end`.
#pragma once
#include <cstdint>
#include <string_view>

namespace limbeck::py {

enum class Tok : std::uint8_t {
  End,
  Newline,
  Indent,
  Dedent,
  Error,    // the scanner stopped here; see ScanResult::deferred
  Unknown,  // a character that no token begins with
  Body,     // of a function: its lines, passed over (Bodies::Leap)
  Name,
  Number,
  String,
  TextStart,   // f" or t", with the quotes
  TextMiddle,  // literal text between the fields
  TextEnd,
  // brackets and punctuation
  LeftParen,
  RightParen,
  LeftSquare,
  RightSquare,
  LeftBrace,
  RightBrace,
  Comma,
  Colon,
  Semicolon,
  Dot,
  Ellipsis,
  Arrow,
  Exclamation,
  ColonEqual,
  Equal,
  // comparisons
  EqualEqual,
  NotEqual,
  Less,
  LessEqual,
  Greater,
  GreaterEqual,
  // binary operators, ORDER AugPlus
  Plus,
  Minus,
  Star,
  At,
  Slash,
  Percent,
  Ampersand,
  Bar,
  Caret,
  LeftShift,
  RightShift,
  StarStar,
  SlashSlash,
  Tilde,
  // augmented assignment, ORDER Plus
  AugPlus,
  AugMinus,
  AugStar,
  AugAt,
  AugSlash,
  AugPercent,
  AugAmpersand,
  AugBar,
  AugCaret,
  AugLeftShift,
  AugRightShift,
  AugStarStar,
  AugSlashSlash,
  // keywords, ORDER kKeywords
  KwFalse,
  KwNone,
  KwTrue,
  KwAnd,
  KwAs,
  KwAssert,
  KwAsync,
  KwAwait,
  KwBreak,
  KwClass,
  KwContinue,
  KwDef,
  KwDel,
  KwElif,
  KwElse,
  KwExcept,
  KwFinally,
  KwFor,
  KwFrom,
  KwGlobal,
  KwIf,
  KwImport,
  KwIn,
  KwIs,
  KwLambda,
  KwNonlocal,
  KwNot,
  KwOr,
  KwPass,
  KwRaise,
  KwReturn,
  KwTry,
  KwWhile,
  KwWith,
  KwYield,
};

struct Token {
  Tok kind = Tok::End;
  bool raw = false;   // TextStart, TextMiddle: no escapes
  bool is_t = false;  // TextStart: a t-string
  bool ascii = true;  // Name: needs no normalisation
  std::uint32_t begin = 0, end = 0;
  int line = 0, col = 0, end_line = 0, end_col = 0;
};

/// The keyword of that spelling, or Tok::Name.
Tok keyword(std::string_view text);

inline bool is_keyword(Tok kind) { return kind >= Tok::KwFalse; }
inline bool is_augmented(Tok kind) {
  return kind >= Tok::AugPlus && kind <= Tok::AugSlashSlash;
}

}  // namespace limbeck::py

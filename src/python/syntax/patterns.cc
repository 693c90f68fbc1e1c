// The match statement and its patterns.
#include "base/text.h"
#include "python/syntax/parser_state.h"

namespace limbeck::py {

using namespace ast;

// `match` is an ordinary name unless its line ends in a colon and the block
// after it begins with `case`.
bool Parser::at_match() {
  if (!is_soft("match")) return false;
  switch (kind_after()) {
    case Tok::Equal:
    case Tok::Dot:
    case Tok::Comma:
    case Tok::RightParen:
    case Tok::Newline:
    case Tok::Colon:
      return false;
    default:
      break;
  }
  std::size_t i = pos_ + 1;
  while (tokens_[i].kind > Tok::Error) ++i;
  if (tokens_[i].kind != Tok::Newline || tokens_[i - 1].kind != Tok::Colon ||
      i + 2 >= tokens_.size() || tokens_[i + 1].kind != Tok::Indent)
    return false;
  if (text(tokens_[i + 2]) == "case") return true;
  saw(i + 2);
  return false;
}

Stmt* Parser::match_statement() {
  std::size_t start = pos_;
  if (!at_match()) {  // only while diagnosing
    ++pos_;
    if (attempt([&] { subject(); })) {
      if (is(Tok::Newline)) colon();
      if (is(Tok::Colon) && kind_after() == Tok::Newline &&
          kind_after(2) != Tok::Indent) {
        saw(pos_ + 2);
        raise_last(cat("expected an indented block after 'match' statement "
                       "on line ",
                       tokens_[start].line),
                   "IndentationError");
      }
    }
    pos_ = start;
    Stmt* statement = simple_statement();
    expect(Tok::Newline);
    return statement;
  }
  ++pos_;
  auto* statement = make<Match>();
  statement->subject = subject();
  expect(Tok::Colon);
  expect(Tok::Newline);
  expect(Tok::Indent);
  Collect<MatchCase> cases(*this);
  while (is_soft("case")) cases.add(case_block());
  statement->cases = cases.take();
  expect(Tok::Dedent);
  return finish_block(statement, start);
}

Expr* Parser::subject() {
  std::size_t start = pos_;
  Expr* first = star_named_expression();
  if (!is(Tok::Comma)) {
    if (first->kind == NodeKind::Starred) mismatch();
    return first;
  }
  Collect<Expr> items(*this);
  items.add(first);
  while (accept(Tok::Comma)) {
    if (!starts_expression(kind()) && !is(Tok::Star)) break;
    items.add(star_named_expression());
  }
  auto* tuple = make<List>(NodeKind::Tuple);
  tuple->elts = items.take();
  return finish(tuple, start);
}

MatchCase* Parser::case_block() {
  std::size_t start = pos_++;
  auto* node = make<MatchCase>();
  node->pattern = patterns();
  if (accept(Tok::KwIf)) node->guard = named_expression();
  colon();
  node->body = block("'case' statement", start);
  return finish_block(node, start);
}

// A pattern, or several without brackets.
Pattern* Parser::patterns() {
  std::size_t start = pos_;
  Pattern* first = maybe_star_pattern();
  if (!is(Tok::Comma)) {
    if (first->kind == NodeKind::MatchStar) mismatch();
    return first;
  }
  Collect<Pattern> items(*this);
  items.add(first);
  while (accept(Tok::Comma)) {
    if (is(Tok::Colon) || is(Tok::KwIf)) break;
    items.add(maybe_star_pattern());
  }
  auto* sequence = make<MatchSequence>();
  sequence->patterns = items.take();
  return finish(sequence, start);
}

Pattern* Parser::maybe_star_pattern() {
  if (!is(Tok::Star)) return as_pattern();
  std::size_t start = pos_++;
  auto* star = make<MatchStar>();
  if (is_soft("_"))
    ++pos_;
  else
    star->name = capture_name();
  return finish(star, start);
}

std::string_view Parser::capture_name() {
  if (is_soft("_")) mismatch();
  Tok next = kind_after();
  if (next == Tok::Dot || next == Tok::LeftParen || next == Tok::Equal) {
    if (is(Tok::Name)) ++pos_;
    mismatch();
  }
  return expect_identifier();
}

Pattern* Parser::as_pattern() {
  Deeper deeper(*this);
  std::size_t start = pos_;
  Pattern* pattern = or_pattern();
  if (!accept(Tok::KwAs)) return pattern;
  if (diagnose_) {
    std::size_t target = pos_;
    if (!matches([&] { capture_name(); })) {
      if (is_soft("_")) raise("cannot use '_' as a target", place(token()));
      Expr* expr = nullptr;
      if (attempt([&] { expr = expression(); }))
        raise("invalid pattern target", place(*expr));
    }
    pos_ = target;
  }
  auto* capture = make<MatchAs>();
  capture->pattern = pattern;
  capture->name = capture_name();
  return finish(capture, start);
}

Pattern* Parser::or_pattern() {
  std::size_t start = pos_;
  Pattern* first = closed_pattern();
  if (!is(Tok::Bar)) return first;
  Collect<Pattern> items(*this);
  items.add(first);
  while (accept(Tok::Bar)) items.add(closed_pattern());
  auto* either = make<MatchOr>();
  either->patterns = items.take();
  return finish(either, start);
}

Pattern* Parser::closed_pattern() {
  std::size_t start = pos_;
  auto singleton = [&](ConstantType value) {
    ++pos_;
    auto* pattern = make<MatchSingleton>();
    pattern->value = value;
    return finish(pattern, start);
  };
  switch (kind()) {
    case Tok::KwNone:
      return singleton(ConstantType::None);
    case Tok::KwTrue:
      return singleton(ConstantType::True);
    case Tok::KwFalse:
      return singleton(ConstantType::False);
    case Tok::Number:
    case Tok::Minus:
    case Tok::String:
    case Tok::TextStart: {
      auto* pattern = make<MatchValue>();
      pattern->value =
          is(Tok::String) || is(Tok::TextStart) ? strings() : signed_number();
      return finish(pattern, start);
    }
    case Tok::Name:
      return name_pattern();
    case Tok::LeftParen:
      ++pos_;
      return sequence_pattern(Tok::RightParen);
    case Tok::LeftSquare:
      ++pos_;
      return sequence_pattern(Tok::RightSquare);
    case Tok::LeftBrace:
      return mapping_pattern();
    default:
      mismatch();
  }
}

// capture, wildcard, value or class pattern
Pattern* Parser::name_pattern() {
  std::size_t start = pos_;
  Tok next = kind_after();
  if (next != Tok::Dot && next != Tok::LeftParen) {
    if (next == Tok::Equal) {
      ++pos_;
      mismatch();
    }
    auto* capture = make<MatchAs>();
    if (is_soft("_"))
      ++pos_;
    else
      capture->name = expect_identifier();
    return finish(capture, start);
  }
  Expr* value = dotted_value();
  if (is(Tok::LeftParen)) return class_pattern(value, start);
  if (is(Tok::Equal)) mismatch();
  auto* pattern = make<MatchValue>();
  pattern->value = value;
  return finish(pattern, start);
}

Expr* Parser::dotted_value() {
  std::size_t start = pos_;
  Expr* value = name_node(Context::Load);
  for (std::size_t links = 0; accept(Tok::Dot); check_spine(++links)) {
    auto* attribute = make<Attribute>();
    attribute->value = value;
    attribute->attr = expect_identifier();
    value = finish(attribute, start);
  }
  return value;
}

Pattern* Parser::class_pattern(Expr* cls, std::size_t start) {
  std::size_t open = pos_;
  if (diagnose_) {
    invalid_class_pattern(open);
    pos_ = open;
  }
  ++pos_;
  auto* pattern = make<MatchClass>();
  pattern->cls = cls;
  Collect<Pattern> positional(*this);
  std::vector<Identifier> names;
  std::vector<Pattern*> keywords;
  while (!is(Tok::RightParen)) {
    if (is(Tok::Name) && kind_after() == Tok::Equal) {
      names.push_back(expect_identifier());
      ++pos_;
      keywords.push_back(as_pattern());
    } else {
      if (!names.empty()) mismatch();
      positional.add(as_pattern());
    }
    if (!accept(Tok::Comma)) break;
  }
  expect(Tok::RightParen);
  pattern->patterns = positional.take();
  pattern->kwd_attrs = arena_.copy(names.data(), names.size());
  pattern->kwd_patterns = arena_.copy(keywords.data(), keywords.size());
  return finish(pattern, start);
}

// What stands in ( ) or [ ]; round brackets around one pattern only group it.
Pattern* Parser::sequence_pattern(Tok end) {
  std::size_t start = pos_ - 1;
  Collect<Pattern> items(*this);
  bool comma = false;
  while (!is(end)) {
    items.add(maybe_star_pattern());
    comma = accept(Tok::Comma);
    if (!comma) break;
  }
  if (end == Tok::RightParen && items.size() == 1 && !comma) {
    if (items[0]->kind == NodeKind::MatchStar) mismatch();
    expect(end);
    return items[0];
  }
  expect(end);
  auto* sequence = make<MatchSequence>();
  sequence->patterns = items.take();
  return finish(sequence, start);
}

Pattern* Parser::mapping_pattern() {
  std::size_t start = pos_++;
  auto* mapping = make<MatchMapping>();
  std::vector<Expr*> keys;
  Collect<Pattern> values(*this);
  while (!is(Tok::RightBrace)) {
    if (mapping->rest.data()) mismatch();
    if (is(Tok::StarStar)) {
      ++pos_;
      mapping->rest = capture_name();
    } else {
      keys.push_back(pattern_key());
      expect(Tok::Colon);
      values.add(as_pattern());
    }
    if (!accept(Tok::Comma)) break;
  }
  expect(Tok::RightBrace);
  mapping->keys = arena_.copy(keys.data(), keys.size());
  mapping->patterns = values.take();
  return finish(mapping, start);
}

Expr* Parser::pattern_key() {
  switch (kind()) {
    case Tok::KwNone:
      return constant(ConstantType::None);
    case Tok::KwTrue:
      return constant(ConstantType::True);
    case Tok::KwFalse:
      return constant(ConstantType::False);
    case Tok::String:
    case Tok::TextStart:
      return strings();
    case Tok::Name: {
      Expr* value = dotted_value();
      if (value->kind == NodeKind::Name) mismatch();
      return value;
    }
    default:
      return signed_number();
  }
}

// A number with its sign, or a complex number written as a sum.
Expr* Parser::signed_number() {
  std::size_t start = pos_;
  bool negative = accept(Tok::Minus);
  if (!is(Tok::Number)) mismatch();
  Expr* real = number();
  bool imaginary = as<Constant>(*real).type == ConstantType::Imaginary;
  if (negative) {
    auto* minus = make<UnaryOp>();
    minus->op = UnaryOperator::USub;
    minus->operand = real;
    real = finish(minus, start);
  }
  if (!is(Tok::Plus) && !is(Tok::Minus)) return real;
  if (imaginary) raise("real number required in complex literal", place(*real));
  auto* sum = make<BinOp>();
  sum->left = real;
  sum->op = is(Tok::Plus) ? Operator::Add : Operator::Sub;
  ++pos_;
  if (!is(Tok::Number)) mismatch();
  sum->right = number();
  if (as<Constant>(*sum->right).type != ConstantType::Imaginary)
    raise("imaginary number required in complex literal", place(*sum->right));
  return finish(sum, start);
}

}  // namespace limbeck::py

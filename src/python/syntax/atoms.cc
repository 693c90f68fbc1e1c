// Primary expressions: names, calls, subscripts and everything in brackets.
#include <charconv>
#include <string>

#include "base/text.h"
#include "python/syntax/parser_state.h"
#include "python/syntax/remembered.h"
#include "python/syntax/source.h"

namespace limbeck::py {

using namespace ast;

Expr* Parser::primary() {
  std::size_t start = pos_;
  Expr* value = atom();
  for (std::size_t links = 0;; check_spine(++links)) {
    switch (kind()) {
      case Tok::Dot: {
        ++pos_;
        if (second_pass_ && !is(Tok::Name)) {
          saw(pos_--);
          return value;
        }
        auto* attribute = make<Attribute>();
        attribute->value = value;
        attribute->attr = expect_identifier();
        value = finish(attribute, start);
        break;
      }
      case Tok::LeftParen:
        if (!operand(pos_, [&] { value = call(value, start); })) return value;
        break;
      case Tok::LeftSquare:
        if (!operand(pos_, [&] { value = subscript(value, start); }))
          return value;
        break;
      default:
        return value;
    }
  }
}

Expr* Parser::call(Expr* callee, std::size_t start) {
  if (!diagnose_) return call_plain(callee, start);
  std::size_t open = pos_;
  Expr* result = nullptr;
  if (attempt([&] { result = call_plain(callee, start); })) return result;
  pos_ = open;
  invalid_comprehension(open);
  pos_ = open + 1;
  invalid_arguments(open + 1);
  pos_ = open;
  return call_plain(callee, start);
}

Expr* Parser::call_plain(Expr* callee, std::size_t start) {
  std::size_t open = pos_++;
  auto* node = make<Call>();
  node->func = callee;
  Collect<Expr> args(*this);
  Keyword* few[16];
  std::vector<Keyword*> many;
  std::size_t keywords = 0;
  bool unpacked = false;  // ** was seen
  while (!is(Tok::RightParen)) {
    std::size_t first = pos_;
    if (is(Tok::StarStar) || (is(Tok::Name) && kind_after() == Tok::Equal)) {
      auto* keyword = make<Keyword>();
      if (accept(Tok::StarStar)) {
        unpacked = true;
      } else {
        keyword->arg = expect_identifier();
        ++pos_;
      }
      keyword->value = expression();
      finish(keyword, first);
      if (keywords < 16)
        few[keywords] = keyword;
      else
        many.push_back(keyword);
      ++keywords;
    } else if (is(Tok::Star)) {
      if (unpacked) mismatch();
      ++pos_;
      auto* starred = make<Starred>();
      starred->value = expression();
      args.add(finish(starred, first));
    } else {
      Expr* value = argument_expression();
      if (at_comprehension()) {
        // A generator needs brackets of its own unless it stands alone.
        if (args.size() || keywords || !callee) mismatch();
        auto* generator = make<ListComp>(NodeKind::GeneratorExp);
        generator->elt = value;
        generator->generators = comprehensions();
        expect(Tok::RightParen);
        args.add(finish(generator, open));
        node->args = args.take();
        return finish(node, start);
      }
      if (is(Tok::Equal)) mismatch();
      if (keywords) mismatch();
      args.add(value);
    }
    if (!accept(Tok::Comma)) break;
  }
  expect(Tok::RightParen);
  node->args = args.take();
  if (keywords) {
    auto** items = arena_.array<Keyword*>(keywords);
    for (std::size_t i = 0; i < keywords; ++i)
      items[i] = i < 16 ? few[i] : many[i - 16];
    node->keywords = {items, keywords};
  }
  return finish(node, start);
}

Expr* Parser::subscript(Expr* value, std::size_t start) {
  ++pos_;
  auto* node = make<Subscript>();
  node->value = value;
  std::size_t first = pos_;
  Expr* item = slice_item();
  if (is(Tok::Comma) || item->kind == NodeKind::Starred) {
    Collect<Expr> items(*this);
    items.add(item);
    while (accept(Tok::Comma)) {
      if (is(Tok::RightSquare)) break;
      items.add(slice_item());
    }
    auto* tuple = make<List>(NodeKind::Tuple);
    tuple->elts = items.take();
    item = finish(tuple, first);
  }
  node->slice = item;
  expect(Tok::RightSquare);
  return finish(node, start);
}

// slice | starred_expression
Expr* Parser::slice_item() {
  std::size_t start = pos_;
  if (accept(Tok::Star)) {
    auto* starred = make<Starred>();
    starred->value = expression();
    return finish(starred, start);
  }
  Expr* lower = nullptr;
  if (!is(Tok::Colon)) {
    // A bound is no named expression, but what stands alone may be one.
    lower = is(Tok::Name) && kind_after() == Tok::ColonEqual
                ? named_expression()
                : expression();
    if (!is(Tok::Colon) || lower->kind == NodeKind::NamedExpr) {
      if (is(Tok::Colon) && tokens_[start].kind == Tok::Name) mismatch();
      if (!is(Tok::Colon)) {
        if (diagnose_) {
          pos_ = start;
          return named_expression();
        }
        if (is(Tok::ColonEqual)) mismatch();
        return lower;
      }
    }
  }
  ++pos_;
  auto* slice = make<Slice>();
  slice->lower = lower;
  auto bound = [&]() -> Expr* {
    if (starts_expression(kind())) return expression();
    saw(pos_);
    return nullptr;
  };
  slice->upper = bound();
  if (accept(Tok::Colon)) slice->step = bound();
  return finish(slice, start);
}

Expr* Parser::atom() {
  switch (kind()) {
    case Tok::Name:
      return name_node(Context::Load);
    case Tok::KwTrue:
      return constant(ConstantType::True);
    case Tok::KwFalse:
      return constant(ConstantType::False);
    case Tok::KwNone:
      return constant(ConstantType::None);
    case Tok::Ellipsis:
      return constant(ConstantType::Ellipsis);
    case Tok::String:
    case Tok::TextStart:
      return strings();
    case Tok::Number:
      return number();
    case Tok::LeftParen:
    case Tok::LeftSquare:
    case Tok::LeftBrace:
      if (second_pass_)
        return remembered(kBrackets, [this] { return in_brackets(); });
      return in_brackets();
    default:
      mismatch();
  }
}

Expr* Parser::in_brackets() {
  if (is(Tok::LeftParen)) return parenthesized();
  return is(Tok::LeftSquare) ? bracketed() : braced();
}

Constant* Parser::constant(ConstantType type) {
  auto* node = make<Constant>();
  node->type = type;
  ++pos_;
  return finish(node, pos_ - 1);
}

Name* Parser::name_node(Context context) {
  auto* node = make<Name>();
  node->id = expect_identifier();
  node->ctx = context;
  return finish(node, pos_ - 1);
}

std::string_view Parser::identifier(const Token& token) {
  if (token.ascii) return text(token);
  return arena_.copy(normalize_identifier(text(token)));
}

Expr* Parser::number() {
  std::string_view digits = text(token());
  std::string plain;
  if (digits.find('_') != std::string_view::npos) {
    for (char c : digits)
      if (c != '_') plain += c;
    digits = plain;
  }
  auto* node = make<Constant>();
  const char *begin = digits.data(), *end = begin + digits.size();
  char mark = digits.size() > 1 ? static_cast<char>(digits[1] | 32) : '\0';
  bool radix = digits[0] == '0' && (mark == 'x' || mark == 'o' || mark == 'b');
  if (!radix && digits.find_first_of(".eEjJ") != std::string_view::npos) {
    bool imaginary = (end[-1] | 32) == 'j';
    node->type = imaginary ? ConstantType::Imaginary : ConstantType::Float;
    double number = 0;
    auto result = std::from_chars(begin, end - imaginary, number);
    if (result.ec == std::errc::result_out_of_range)
      number = std::strtod(std::string(digits).c_str(), nullptr);
    node->number = number;
  } else {
    int base = !radix ? 10 : mark == 'x' ? 16 : mark == 'o' ? 8 : 2;
    std::int64_t value = 0;
    auto result = std::from_chars(begin + (radix ? 2 : 0), end, value, base);
    if (result.ec == std::errc::result_out_of_range) {
      node->type = ConstantType::BigInt;
      node->text = arena_.copy(lower(digits));
      if (!radix && digits.size() > 4300)
        raise(cat("Exceeds the limit (4300 digits) for integer string "
                  "conversion: value has ",
                  digits.size(),
                  " digits; use sys.set_int_max_str_digits() to increase the "
                  "limit - Consider hexadecimal for huge integer literals to "
                  "avoid decimal conversion limits."),
              place(token()));
    } else {
      node->type = ConstantType::Int;
      node->integer = value;
    }
  }
  ++pos_;
  return finish(node, pos_ - 1);
}

// group, tuple or generator expression
Expr* Parser::parenthesized() {
  std::size_t start = pos_++;
  if (accept(Tok::RightParen))
    return finish(make<List>(NodeKind::Tuple), start);
  if (is(Tok::KwYield)) {
    Expr* yield = yield_expression();
    expect(Tok::RightParen);
    return yield;
  }
  if (diagnose_) {
    std::size_t inside = pos_;
    Expr* parsed = nullptr;
    bool fine = attempt([&] {
      diagnose_ = false;
      pos_ = start;
      parsed = parenthesized();
    });
    diagnose_ = true;
    if (fine) return parsed;
    pos_ = inside;
    if (is(Tok::Star) || is(Tok::StarStar)) {
      invalid_comprehension(start);
      pos_ = inside;
      invalid_group(start);
      pos_ = inside;
    }
  }
  Expr* first = star_named_expression();
  if (at_comprehension() && first->kind != NodeKind::Starred) {
    auto* generator = make<ListComp>(NodeKind::GeneratorExp);
    generator->elt = first;
    generator->generators = comprehensions();
    expect(Tok::RightParen);
    return finish(generator, start);
  }
  if (!is(Tok::Comma)) {
    if (first->kind == NodeKind::Starred) mismatch();
    expect(Tok::RightParen);
    return first;
  }
  Collect<Expr> items(*this);
  items.add(first);
  while (accept(Tok::Comma)) {
    if (is(Tok::RightParen)) break;
    items.add(star_named_expression());
  }
  auto* tuple = make<List>(NodeKind::Tuple);
  tuple->elts = items.take();
  expect(Tok::RightParen);
  return finish(tuple, start);
}

// list or list comprehension
Expr* Parser::bracketed() {
  std::size_t start = pos_++;
  auto* list = make<List>();
  if (accept(Tok::RightSquare)) return finish(list, start);
  if (diagnose_) {
    std::size_t inside = pos_;
    Expr* parsed = nullptr;
    bool fine = attempt([&] {
      diagnose_ = false;
      pos_ = start;
      parsed = bracketed();
    });
    diagnose_ = true;
    if (fine) return parsed;
    pos_ = start;
    invalid_comprehension(start);
    pos_ = inside;
  }
  Expr* first = star_named_expression();
  if (at_comprehension() && first->kind != NodeKind::Starred) {
    auto* comprehension = make<ListComp>();
    comprehension->elt = first;
    comprehension->generators = comprehensions();
    expect(Tok::RightSquare);
    return finish(comprehension, start);
  }
  Collect<Expr> items(*this);
  items.add(first);
  while (accept(Tok::Comma)) {
    if (is(Tok::RightSquare)) break;
    items.add(star_named_expression());
  }
  list->elts = items.take();
  expect(Tok::RightSquare);
  return finish(list, start);
}

Expr* Parser::braced() {
  if (!diagnose_) return braced_plain();
  std::size_t start = pos_;
  Expr* parsed = nullptr;
  bool fine = attempt([&] {
    diagnose_ = false;
    parsed = braced_plain();
  });
  diagnose_ = true;
  if (fine) return parsed;
  pos_ = start;
  invalid_comprehension(start);
  pos_ = start;
  if (attempt([&] { parsed = braced_plain(); })) return parsed;
  pos_ = start;
  invalid_dict(start);
  pos_ = start;
  return braced_plain();
}

// dict, set or one of their comprehensions
Expr* Parser::braced_plain() {
  std::size_t start = pos_++;
  if (accept(Tok::RightBrace)) return finish(make<Dict>(), start);
  if (is(Tok::StarStar)) return dict_rest(start, nullptr);
  std::size_t inside = pos_;
  Expr* first =
      is(Tok::Star) ? star_named_expression() : named_expression_plain();
  if (is(Tok::Colon) && first->kind != NodeKind::Starred) {
    if (first->kind == NodeKind::NamedExpr && tokens_[inside].kind == Tok::Name)
      mismatch();
    return dict_rest(start, first);
  }
  if (diagnose_ && !is(Tok::Comma) && !is(Tok::RightBrace) &&
      !at_comprehension() && first->kind != NodeKind::Starred) {
    std::size_t after = pos_;
    pos_ = inside;
    named_expression();
    pos_ = after;
  }
  if (at_comprehension() && first->kind != NodeKind::Starred) {
    auto* comprehension = make<ListComp>(NodeKind::SetComp);
    comprehension->elt = first;
    comprehension->generators = comprehensions();
    expect(Tok::RightBrace);
    return finish(comprehension, start);
  }
  Collect<Expr> items(*this);
  items.add(first);
  while (accept(Tok::Comma)) {
    if (is(Tok::RightBrace)) break;
    items.add(star_named_expression());
  }
  auto* set = make<Set>();
  set->elts = items.take();
  expect(Tok::RightBrace);
  return finish(set, start);
}

// A dict from its first key on, which is null where it begins with `**`.
Expr* Parser::dict_rest(std::size_t start, Expr* key) {
  Collect<Expr> items(*this);  // key, value, key, value …
  bool first = true;
  while (true) {
    if (accept(Tok::StarStar)) {
      items.add(nullptr);
      items.add(bitwise_or());
    } else {
      if (!first) key = expression();
      expect(Tok::Colon);
      items.add(key);
      Expr* value = expression();
      items.add(value);
      if (first && at_comprehension()) {
        auto* comprehension = make<DictComp>();
        comprehension->key = key;
        comprehension->value = value;
        comprehension->generators = comprehensions();
        expect(Tok::RightBrace);
        return finish(comprehension, start);
      }
    }
    first = false;
    if (!accept(Tok::Comma) || is(Tok::RightBrace)) break;
  }
  expect(Tok::RightBrace);
  auto* dict = make<Dict>();
  std::size_t size = items.size() / 2;
  auto** keys = arena_.array<Expr*>(size);
  auto** values = arena_.array<Expr*>(size);
  for (std::size_t i = 0; i < size; ++i) {
    keys[i] = items[2 * i];
    values[i] = items[2 * i + 1];
  }
  dict->keys = {keys, size};
  dict->values = {values, size};
  return finish(dict, start);
}

Seq<Comprehension> Parser::comprehensions() {
  Collect<Comprehension> clauses(*this);
  while (at_comprehension()) {
    std::size_t start = pos_;
    auto* clause = make<Comprehension>();
    clause->is_async = accept(Tok::KwAsync);
    ++pos_;
    if (diagnose_) {
      std::size_t first = pos_;
      if (!attempt([&] {
            star_targets();
            expect(Tok::KwIn);
          })) {
        invalid_for_if(start);
        invalid_for_target(start);
      }
      pos_ = first;
    }
    clause->target = star_targets();
    expect(Tok::KwIn);
    clause->iter = disjunction();
    {
      Collect<Expr> conditions(*this);
      while (accept(Tok::KwIf)) conditions.add(disjunction());
      clause->ifs = conditions.take();
    }
    clauses.add(finish(clause, start));
  }
  return clauses.take();
}

}  // namespace limbeck::py

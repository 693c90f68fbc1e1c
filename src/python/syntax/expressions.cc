// Expressions from the tuple without brackets down to operators.
#include "python/syntax/parser_state.h"
#include "python/syntax/remembered.h"

namespace limbeck::py {

using namespace ast;

namespace {

// How tightly the binary operators bind, or -1; ORDER Tok Plus.
constexpr int kPrecedence[] = {4, 4, 5, 5, 5, 5, 2, 0, 1, 3, 3, -1, 5};
constexpr Operator kOperators[] = {
    Operator::Add,     Operator::Sub,    Operator::Mult,   Operator::MatMult,
    Operator::Div,     Operator::Mod,    Operator::BitAnd, Operator::BitOr,
    Operator::BitXor,  Operator::LShift, Operator::RShift, Operator::Pow,
    Operator::FloorDiv};

int precedence(Tok kind) {
  if (kind < Tok::Plus || kind > Tok::SlashSlash) return -1;
  return kPrecedence[static_cast<int>(kind) - static_cast<int>(Tok::Plus)];
}

}  // namespace

bool Parser::starts_expression(Tok kind) const {
  switch (kind) {
    case Tok::Name:
    case Tok::Number:
    case Tok::String:
    case Tok::TextStart:
    case Tok::LeftParen:
    case Tok::LeftSquare:
    case Tok::LeftBrace:
    case Tok::Ellipsis:
    case Tok::Plus:
    case Tok::Minus:
    case Tok::Tilde:
    case Tok::KwFalse:
    case Tok::KwNone:
    case Tok::KwTrue:
    case Tok::KwAwait:
    case Tok::KwLambda:
    case Tok::KwNot:
      return true;
    default:
      return false;
  }
}

Expr* Parser::star_expressions() {
  std::size_t start = pos_;
  Expr* first = star_expression();
  if (!is(Tok::Comma)) return first;
  Collect<Expr> items(*this);
  items.add(first);
  while (accept(Tok::Comma)) {
    if (!starts_expression(kind()) && !is(Tok::Star)) {
      saw(pos_);
      break;
    }
    Expr* item = nullptr;
    if (!operand(pos_, [&] { item = star_expression(); })) break;
    items.add(item);
  }
  auto* tuple = make<List>(NodeKind::Tuple);
  tuple->elts = items.take();
  return finish(tuple, start);
}

// expressions: like the above, but without stars.
Expr* Parser::expressions() {
  std::size_t start = pos_;
  Expr* first = expression();
  if (!is(Tok::Comma)) return first;
  Collect<Expr> items(*this);
  items.add(first);
  while (accept(Tok::Comma)) {
    if (!starts_expression(kind())) {
      saw(pos_);
      break;
    }
    items.add(expression());
  }
  auto* tuple = make<List>(NodeKind::Tuple);
  tuple->elts = items.take();
  return finish(tuple, start);
}

Expr* Parser::star_expression() {
  if (!is(Tok::Star)) return expression();
  std::size_t start = pos_++;
  auto* starred = make<Starred>();
  starred->value = bitwise_or();
  return finish(starred, start);
}

Expr* Parser::star_named_expression() {
  if (!is(Tok::Star)) return named_expression();
  return star_expression();
}

Expr* Parser::named_expression() {
  if (!diagnose_) return named_expression_plain();
  std::size_t start = pos_;
  if (!(is(Tok::Name) && kind_after() == Tok::ColonEqual))
    invalid_named_expression(start);
  pos_ = start;
  return named_expression_plain();
}

Expr* Parser::named_expression_plain() {
  if (is(Tok::Name) && kind_after() == Tok::ColonEqual) {
    std::size_t start = pos_;
    auto* named = make<NamedExpr>();
    named->target = name_node(Context::Store);
    ++pos_;
    named->value = expression();
    return finish(named, start);
  }
  Expr* value = expression();
  if (is(Tok::ColonEqual)) mismatch();
  return value;
}

// assignment_expression | expression !':='
Expr* Parser::argument_expression() { return named_expression_plain(); }

Expr* Parser::expression() {
  if (second_pass_)
    return remembered(kExpression, [this] {
      std::size_t start = pos_;
      if (diagnose_) {
        invalid_expression(start);
        pos_ = start;
        invalid_legacy_expression();
        pos_ = start;
      }
      return expression_plain();
    });
  return expression_plain();
}

Expr* Parser::expression_plain() {
  Deeper deeper(*this);
  if (is(Tok::KwLambda)) return lambda();
  std::size_t start = pos_;
  Expr* body = disjunction();
  if (!is(Tok::KwIf)) return body;
  // In a comprehension the `if` may be its condition: no `else` follows.
  std::size_t at_if = pos_++;
  Expr* test = nullptr;
  if (!second_pass_) {
    test = disjunction();
  } else if (!attempt([&] { test = disjunction(); })) {
    pos_ = at_if;
    return body;
  }
  if (!is(Tok::KwElse)) {
    saw(pos_);
    pos_ = at_if;
    return body;
  }
  ++pos_;
  auto* choice = make<IfExp>();
  choice->body = body;
  choice->test = test;
  choice->orelse = expression();
  return finish(choice, start);
}

Expr* Parser::yield_expression() {
  std::size_t start = pos_;
  expect(Tok::KwYield);
  if (accept(Tok::KwFrom)) {
    auto* from = make<YieldFrom>();
    from->value = expression();
    return finish(from, start);
  }
  auto* yield = make<Yield>();
  if (starts_expression(kind()) || is(Tok::Star))
    yield->value = star_expressions();
  else
    saw(pos_);
  return finish(yield, start);
}

Expr* Parser::lambda() {
  std::size_t start = pos_++;
  auto* function = make<Lambda>();
  function->args = parameters(Tok::Colon);
  if (diagnose_ && is(Tok::Colon) && kind_after() == Tok::TextMiddle)
    raise(std::string(tokens_[pos_ + 1].is_t ? "t" : "f") +
              "-string: lambda expressions are not allowed without parentheses",
          between(place(tokens_[start]), place(token())));
  expect(Tok::Colon);
  function->body = expression();
  return finish(function, start);
}

Expr* Parser::disjunction() {
  if (second_pass_)
    return remembered(kDisjunction, [this] { return disjunction_plain(); });
  return disjunction_plain();
}

Expr* Parser::disjunction_plain() {
  std::size_t start = pos_;
  Expr* first = conjunction();
  if (!is(Tok::KwOr)) return first;
  Collect<Expr> values(*this);
  values.add(first);
  while (accept(Tok::KwOr)) {
    Expr* value = nullptr;
    if (!operand(pos_ - 1, [&] { value = conjunction(); })) break;
    values.add(value);
  }
  if (values.size() == 1) return first;
  auto* either = make<BoolOp>();
  either->op = BoolOperator::Or;
  either->values = values.take();
  return finish(either, start);
}

Expr* Parser::conjunction() {
  std::size_t start = pos_;
  Expr* first = inversion();
  if (!is(Tok::KwAnd)) return first;
  Collect<Expr> values(*this);
  values.add(first);
  while (accept(Tok::KwAnd)) {
    Expr* value = nullptr;
    if (!operand(pos_ - 1, [&] { value = inversion(); })) break;
    values.add(value);
  }
  if (values.size() == 1) return first;
  auto* both = make<BoolOp>();
  both->values = values.take();
  return finish(both, start);
}

Expr* Parser::inversion() {
  if (!is(Tok::KwNot)) return comparison();
  Deeper deeper(*this);
  std::size_t start = pos_++;
  auto* negation = make<UnaryOp>();
  negation->operand = inversion();
  return finish(negation, start);
}

Expr* Parser::comparison() {
  std::size_t start = pos_;
  Expr* left = bitwise_or();
  auto operator_here = [&](CompareOperator& op) -> std::size_t {
    switch (kind()) {
      case Tok::EqualEqual:
        op = CompareOperator::Eq;
        return 1;
      case Tok::NotEqual:
        op = CompareOperator::NotEq;
        return 1;
      case Tok::Less:
        op = CompareOperator::Lt;
        return 1;
      case Tok::LessEqual:
        op = CompareOperator::LtE;
        return 1;
      case Tok::Greater:
        op = CompareOperator::Gt;
        return 1;
      case Tok::GreaterEqual:
        op = CompareOperator::GtE;
        return 1;
      case Tok::KwIn:
        op = CompareOperator::In;
        return 1;
      case Tok::KwIs:
        op = kind_after() == Tok::KwNot ? CompareOperator::IsNot
                                        : CompareOperator::Is;
        return kind_after() == Tok::KwNot ? 2 : 1;
      case Tok::KwNot:
        op = CompareOperator::NotIn;
        if (kind_after() == Tok::KwIn) return 2;
        saw(pos_ + 1);
        return 0;
      default:
        return 0;
    }
  };
  CompareOperator op;
  std::size_t size = operator_here(op);
  if (size == 0) return left;
  Collect<Expr> comparators(*this);
  CompareOperator few[8];
  std::vector<CompareOperator> many;
  while (size) {
    pos_ += size;
    Expr* right = nullptr;
    if (!operand(pos_ - size, [&] { right = bitwise_or(); })) break;
    if (comparators.size() < 8)
      few[comparators.size()] = op;
    else
      many.push_back(op);
    comparators.add(right);
    size = operator_here(op);
  }
  if (comparators.size() == 0) return left;
  auto* compare = make<Compare>();
  compare->left = left;
  std::size_t count = comparators.size();
  auto* ops = arena_.array<CompareOperator>(count);
  for (std::size_t i = 0; i < count; ++i) ops[i] = i < 8 ? few[i] : many[i - 8];
  compare->ops = {ops, count};
  compare->comparators = comparators.take();
  return finish(compare, start);
}

Expr* Parser::bitwise_or() {
  if (second_pass_) return remembered(kBitwiseOr, [this] { return binary(0); });
  return binary(0);
}

// The operators that group to the left, by precedence climbing. `floor` is the
// loosest that may still be taken here.
Expr* Parser::binary(int floor) {
  std::size_t start = pos_;
  Expr* left = factor();
  std::size_t links = 0;
  while (true) {
    Tok here = kind();
    int binds = precedence(here);
    if (binds < floor) return left;
    check_spine(++links);
    ++pos_;
    if (diagnose_ && binds >= 4 && is(Tok::KwNot)) invalid_arithmetic();
    Expr* right = nullptr;
    if (!operand(pos_ - 1,
                 [&] { right = binds == 5 ? factor() : binary(binds + 1); }))
      return left;
    auto* operation = make<BinOp>();
    operation->left = left;
    operation->op =
        kOperators[static_cast<int>(here) - static_cast<int>(Tok::Plus)];
    operation->right = right;
    left = finish(operation, start);
  }
}

Expr* Parser::factor() {
  UnaryOperator op;
  switch (kind()) {
    case Tok::Plus:
      op = UnaryOperator::UAdd;
      break;
    case Tok::Minus:
      op = UnaryOperator::USub;
      break;
    case Tok::Tilde:
      op = UnaryOperator::Invert;
      break;
    default:
      return power();
  }
  Deeper deeper(*this);
  std::size_t start = pos_++;
  if (diagnose_ && is(Tok::KwNot)) invalid_arithmetic();
  auto* operation = make<UnaryOp>();
  operation->op = op;
  operation->operand = factor();
  return finish(operation, start);
}

Expr* Parser::power() {
  std::size_t start = pos_;
  Expr* base = await_primary();
  if (!accept(Tok::StarStar)) return base;
  Deeper deeper(*this);
  Expr* exponent = nullptr;
  if (!operand(pos_ - 1, [&] { exponent = factor(); })) return base;
  auto* operation = make<BinOp>();
  operation->left = base;
  operation->op = Operator::Pow;
  operation->right = exponent;
  return finish(operation, start);
}

Expr* Parser::await_primary() {
  if (!is(Tok::KwAwait)) return primary();
  std::size_t start = pos_++;
  auto* await = make<Await>();
  await->value = primary();
  return finish(await, start);
}

}  // namespace limbeck::py

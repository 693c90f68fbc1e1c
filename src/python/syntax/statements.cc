// Simple statements: those of one line.
#include <cstdlib>
#include <string>

#include "python/syntax/parser_state.h"

namespace limbeck::py {

using namespace ast;

void Parser::statement(Collect<Stmt>& into) {
  if (starts_compound()) {
    into.add(compound_statement());
    return;
  }
  simple_statements(into);
}

void Parser::simple_statements(Collect<Stmt>& into) {
  do {
    into.add(simple_statement());
    if (!accept(Tok::Semicolon)) break;
  } while (!is(Tok::Newline));
  expect(Tok::Newline);
}

Stmt* Parser::simple_statement() {
  switch (kind()) {
    case Tok::KwReturn:
      return return_statement();
    case Tok::KwImport:
      return import_name();
    case Tok::KwFrom:
      return import_from();
    case Tok::KwRaise:
      return raise_statement();
    case Tok::KwPass:
      return bare_statement<Pass>();
    case Tok::KwBreak:
      return bare_statement<Break>();
    case Tok::KwContinue:
      return bare_statement<Continue>();
    case Tok::KwDel:
      return del_statement();
    case Tok::KwAssert:
      return assert_statement();
    case Tok::KwGlobal:
    case Tok::KwNonlocal:
      return global_statement();
    default:
      if (at_type_alias()) return type_alias();
      return expression_statement();
  }
}

Stmt* Parser::expression_statement() {
  if (!diagnose_) return expression_statement_plain();
  Stmt* parsed = nullptr;
  std::size_t start = pos_;
  auto whole = [&] {
    parsed = expression_statement_plain();
    if (parsed->kind == NodeKind::ExprStmt && !is(Tok::Newline) &&
        !is(Tok::Semicolon))
      mismatch();
  };
  if (attempt_plainly(whole)) return parsed;
  pos_ = start;
  invalid_assignment(start);
  pos_ = start;
  return expression_statement_plain();
}

// An expression, an assignment of some sort or an annotation.
Stmt* Parser::expression_statement_plain() {
  std::size_t start = pos_;
  if (is(Tok::KwYield)) {
    Expr* value = yield_expression();
    if (is(Tok::Equal)) mismatch();
    auto* statement = make<ExprStmt>();
    statement->value = value;
    return finish(statement, start);
  }
  Expr* first = star_expressions();
  Tok next = kind();
  if (next == Tok::Newline || next == Tok::Semicolon) {
    auto* statement = make<ExprStmt>();
    statement->value = first;
    return finish(statement, start);
  }
  if (next == Tok::Equal) {
    Collect<Expr> targets(*this);
    Expr* value = first;
    while (accept(Tok::Equal)) {
      if (value->kind == NodeKind::Yield ||
          value->kind == NodeKind::YieldFrom ||
          !is_target(*value, Target::Star)) {
        --pos_;
        mismatch();
      }
      set_context(value, Context::Store);
      targets.add(value);
      value = annotated_rhs();
    }
    auto* assign = make<Assign>();
    assign->targets = targets.take();
    assign->value = value;
    return finish(assign, start);
  }
  if (next == Tok::Colon) {
    if (!is_target(*first, Target::Single)) mismatch();
    auto* assign = make<AnnAssign>();
    set_context(first, Context::Store);
    assign->target = first;
    assign->simple =
        first->kind == NodeKind::Name && tokens_[start].kind != Tok::LeftParen;
    ++pos_;
    assign->annotation = expression();
    if (is(Tok::Equal))
      operand(pos_, [&] {
        ++pos_;
        assign->value = annotated_rhs();
      });
    return finish(assign, start);
  }
  if (is_augmented(next)) {
    if (!is_target(*first, Target::Single)) mismatch();
    static constexpr Operator kOperators[] = {
        Operator::Add,     Operator::Sub,    Operator::Mult,
        Operator::MatMult, Operator::Div,    Operator::Mod,
        Operator::BitAnd,  Operator::BitOr,  Operator::BitXor,
        Operator::LShift,  Operator::RShift, Operator::Pow,
        Operator::FloorDiv};  // ORDER Tok AugPlus
    auto* assign = make<AugAssign>();
    set_context(first, Context::Store);
    assign->target = first;
    assign->op =
        kOperators[static_cast<int>(next) - static_cast<int>(Tok::AugPlus)];
    ++pos_;
    assign->value = annotated_rhs();
    return finish(assign, start);
  }
  mismatch();
}

Expr* Parser::annotated_rhs() {
  return is(Tok::KwYield) ? yield_expression() : star_expressions();
}

Stmt* Parser::return_statement() {
  std::size_t start = pos_++;
  auto* statement = make<Return>();
  if (starts_expression(kind()) || is(Tok::Star))
    statement->value = star_expressions();
  else
    saw(pos_);
  return finish(statement, start);
}

Stmt* Parser::raise_statement() {
  std::size_t start = pos_++;
  auto* statement = make<Raise>();
  if (starts_expression(kind())) {
    statement->exc = expression();
    if (accept(Tok::KwFrom)) statement->cause = expression();
  } else {
    saw(pos_);
  }
  return finish(statement, start);
}

Stmt* Parser::del_statement() {
  std::size_t start = pos_++;
  auto* statement = make<Delete>();
  if (diagnose_) {
    invalid_del(start);
    pos_ = start + 1;
  }
  Collect<Expr> targets(*this);
  do {
    if (targets.size() && !starts_expression(kind())) break;
    Expr* target = await_primary();
    if (!is_target(*target, Target::Del)) mismatch();
    set_context(target, Context::Del);
    targets.add(target);
  } while (accept(Tok::Comma));
  if (!is(Tok::Semicolon) && !is(Tok::Newline)) mismatch();
  statement->targets = targets.take();
  return finish(statement, start);
}

Stmt* Parser::assert_statement() {
  std::size_t start = pos_++;
  auto* statement = make<Assert>();
  statement->test = expression();
  if (accept(Tok::Comma)) statement->msg = expression();
  return finish(statement, start);
}

// A name with dots; where nothing stands between them a view of the source.
std::string_view Parser::dotted_name() {
  std::size_t start = pos_;
  bool plain = true;
  const Token* last = &expect(Tok::Name);
  plain &= last->ascii;
  while (is(Tok::Dot)) {
    plain &= last->end == token().begin && kind_after() == Tok::Name &&
             token().end == tokens_[pos_ + 1].begin;
    ++pos_;
    last = &expect(Tok::Name);
    plain &= last->ascii;
  }
  if (plain)
    return source_.substr(tokens_[start].begin,
                          last->end - tokens_[start].begin);
  std::string name;
  for (std::size_t i = start; i < pos_; ++i)
    name += tokens_[i].kind == Tok::Dot ? "." : identifier(tokens_[i]);
  return arena_.copy(name);
}

Stmt* Parser::import_name() {
  std::size_t start = pos_;
  if (diagnose_) {
    invalid_import(start);
    pos_ = start;
  }
  ++pos_;
  auto* statement = make<Import>();
  Collect<Alias> names(*this);
  do {
    std::size_t first = pos_;
    auto* alias = make<Alias>();
    alias->name = dotted_name();
    if (accept(Tok::KwAs)) alias->asname = expect_identifier();
    names.add(finish(alias, first));
  } while (accept(Tok::Comma));
  statement->names = names.take();
  return finish(statement, start);
}

Alias* Parser::import_alias() {
  std::size_t first = pos_;
  auto* alias = make<Alias>();
  alias->name = expect_identifier();
  if (accept(Tok::KwAs)) alias->asname = expect_identifier();
  return finish(alias, first);
}

Stmt* Parser::import_from() {
  std::size_t start = pos_++;
  auto* statement = make<ImportFrom>();
  while (is(Tok::Dot) || is(Tok::Ellipsis)) {
    statement->level += is(Tok::Dot) ? 1 : 3;
    ++pos_;
  }
  if (is(Tok::Name))
    statement->module = dotted_name();
  else if (statement->level == 0)
    mismatch();
  expect(Tok::KwImport);
  Collect<Alias> names(*this);
  if (is(Tok::Star)) {
    auto* alias = make<Alias>();
    alias->name = text(token());
    ++pos_;
    names.add(finish(alias, pos_ - 1));
  } else if (accept(Tok::LeftParen)) {
    do {
      if (names.size() && is(Tok::RightParen)) break;
      names.add(import_alias());
    } while (accept(Tok::Comma));
    expect(Tok::RightParen);
  } else {
    if (diagnose_ && is(Tok::Newline))
      raise("Expected one or more names after 'import'",
            starting_from(place(token())));
    do {
      if (names.size() && diagnose_ && is(Tok::Newline)) {
        saw(pos_);
        raise_last(
            "trailing comma not allowed without surrounding parentheses");
      }
      names.add(import_alias());
    } while (accept(Tok::Comma));
  }
  statement->names = names.take();
  return finish(statement, start);
}

Stmt* Parser::global_statement() {
  std::size_t start = pos_;
  bool global = is(Tok::KwGlobal);
  ++pos_;
  std::vector<Identifier> names;
  do {
    names.push_back(expect_identifier());
  } while (accept(Tok::Comma));
  auto room = arena_.array<Identifier>(names.size());
  std::uninitialized_copy(names.begin(), names.end(), room);
  std::span<Identifier> list{room, names.size()};
  if (global) {
    auto* statement = make<Global>();
    statement->names = list;
    return finish(statement, start);
  }
  auto* statement = make<Nonlocal>();
  statement->names = list;
  return finish(statement, start);
}

bool Parser::at_type_alias() const {
  return is(Tok::Name) && kind_after() == Tok::Name && text(token()) == "type";
}

Stmt* Parser::type_alias() {
  std::size_t start = pos_++;
  auto* alias = make<TypeAlias>();
  alias->name = name_node(Context::Store);
  alias->type_params = type_params();
  expect(Tok::Equal);
  alias->value = expression();
  return finish(alias, start);
}

}  // namespace limbeck::py

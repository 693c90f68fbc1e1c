// Compound statements: those with blocks.
#include <string>

#include "base/text.h"
#include "python/syntax/parser_state.h"

namespace limbeck::py {

using namespace ast;

bool Parser::starts_compound() {
  switch (kind()) {
    case Tok::KwIf:
    case Tok::KwDef:
    case Tok::KwClass:
    case Tok::KwFor:
    case Tok::KwWhile:
    case Tok::KwWith:
    case Tok::KwTry:
    case Tok::KwAsync:
    case Tok::At:
      return true;
    case Tok::Name:
      return at_match() ||
             (diagnose_ && is_soft("match") && kind_after() != Tok::Newline);
    default:
      return false;
  }
}

Stmt* Parser::compound_statement() {
  Deeper deeper(*this);
  switch (kind()) {
    case Tok::KwIf:
      return if_statement();
    case Tok::KwDef:
      return function_definition(pos_, {});
    case Tok::KwClass:
      return class_definition({});
    case Tok::KwFor:
      return for_statement(pos_);
    case Tok::KwWhile:
      return while_statement();
    case Tok::KwWith:
      return with_statement(pos_);
    case Tok::KwTry:
      return try_statement();
    case Tok::KwAsync:
      return async_statement();
    case Tok::At:
      return decorated();
    default:
      return match_statement();
  }
}

// The ':' before a block.
void Parser::colon() {
  if (diagnose_ && is(Tok::Newline)) {
    saw(pos_);
    raise_last("expected ':'");
  }
  expect(Tok::Colon);
}

Seq<Stmt> Parser::statements_to_dedent() {
  Collect<Stmt> statements(*this);
  do {
    statement(statements);
  } while (!is(Tok::Dedent) && !is(Tok::End));
  return statements.take();
}

// `what` and the keyword's token are for the message where it is missing.
Seq<Stmt> Parser::block(std::string_view what, std::size_t keyword) {
  if (!is(Tok::Newline)) {
    Collect<Stmt> statements(*this);
    simple_statements(statements);
    return statements.take();
  }
  ++pos_;
  if (!is(Tok::Indent)) {
    if (diagnose_) {
      saw(pos_);
      raise_last(cat("expected an indented block after ", what, " on line ",
                     tokens_[keyword].line),
                 "IndentationError");
    }
    mismatch();
  }
  ++pos_;
  Seq<Stmt> statements = statements_to_dedent();
  expect(Tok::Dedent);
  return statements;
}

Stmt* Parser::if_statement() {
  std::size_t start = pos_;
  Collect<If> chain(*this);
  std::vector<std::size_t> starts;
  std::size_t at = pos_;
  while (true) {
    ++pos_;
    auto* statement = make<If>();
    starts.push_back(at);
    statement->test = named_expression();
    colon();
    statement->body =
        block(at == start ? "'if' statement" : "'elif' statement", at);
    if (chain.size()) {
      auto* body = arena_.array<Stmt*>(1);
      body[0] = statement;
      chain[chain.size() - 1]->orelse = {body, 1};
    }
    chain.add(statement);
    check_spine(chain.size());
    if (!is(Tok::KwElif)) break;
    at = pos_;
  }
  chain[chain.size() - 1]->orelse = else_block();
  for (std::size_t i = 0; i < chain.size(); ++i)
    finish_block(chain[i], starts[i]);
  return chain[0];
}

Seq<Stmt> Parser::else_block() {
  if (!is(Tok::KwElse)) return {};
  std::size_t keyword = pos_++;
  force(Tok::Colon, ":");
  Seq<Stmt> statements = block("'else' statement", keyword);
  if (diagnose_ && is(Tok::KwElif)) {
    saw(pos_);
    raise_last("'elif' block follows an 'else' block");
  }
  return statements;
}

Stmt* Parser::while_statement() {
  std::size_t start = pos_++;
  auto* statement = make<While>();
  statement->test = named_expression();
  colon();
  statement->body = block("'while' statement", start);
  statement->orelse = else_block();
  return finish_block(statement, start);
}

Stmt* Parser::for_statement(std::size_t start) {
  std::size_t keyword = pos_++;
  auto* statement =
      make<For>(start == keyword ? NodeKind::For : NodeKind::AsyncFor);
  if (diagnose_) {
    if (!attempt([&] {
          star_targets();
          expect(Tok::KwIn);
        }))
      invalid_for_target(keyword);
    pos_ = keyword + 1;
  }
  statement->target = star_targets();
  expect(Tok::KwIn);
  statement->iter = star_expressions();
  colon();
  statement->body = block("'for' statement", keyword);
  statement->orelse = else_block();
  return finish_block(statement, start);
}

WithItem* Parser::with_item() {
  std::size_t start = pos_;
  auto* item = make<WithItem>();
  item->context_expr = expression();
  if (is(Tok::KwAs)) {
    ++pos_;
    if (diagnose_) {
      std::size_t target = pos_;
      if (!attempt([&] {
            star_target();
            if (!is(Tok::Comma) && !is(Tok::RightParen) && !is(Tok::Colon))
              mismatch();
          }))
        invalid_with_item(target);
      pos_ = target;
    }
    item->optional_vars = star_target();
    set_context(item->optional_vars, Context::Store);
    if (diagnose_ && is(Tok::Newline)) colon();
    if (!is(Tok::Comma) && !is(Tok::RightParen) && !is(Tok::Colon)) mismatch();
  }
  return finish(item, start);
}

Stmt* Parser::with_statement(std::size_t start) {
  std::size_t keyword = pos_++;
  auto* statement =
      make<With>(start == keyword ? NodeKind::With : NodeKind::AsyncWith);
  Collect<WithItem> items(*this);
  bool parenthesized = false;
  if (is(Tok::LeftParen)) {
    // Brackets around the items, unless they turn out to be an expression's.
    int depth = 0;
    std::size_t close = pos_;
    for (; close < tokens_.size(); ++close) {
      Tok here = tokens_[close].kind;
      depth += here == Tok::LeftParen || here == Tok::LeftSquare ||
               here == Tok::LeftBrace;
      depth -= here == Tok::RightParen || here == Tok::RightSquare ||
               here == Tok::RightBrace;
      if (depth == 0) break;
    }
    Tok next = close + 1 < tokens_.size() ? tokens_[close + 1].kind : Tok::End;
    auto bracketed = [&] {
      expect(Tok::LeftParen);
      do {
        if (items.size() && is(Tok::RightParen)) break;
        items.add(with_item());
      } while (accept(Tok::Comma));
      expect(Tok::RightParen);
      if (diagnose_ && is(Tok::Newline)) colon();
      if (!is(Tok::Colon)) mismatch();
    };
    if (next == Tok::Colon) {
      parenthesized = attempt_plainly(bracketed);
      if (!parenthesized && diagnose_) parenthesized = attempt(bracketed);
    } else if (diagnose_) {
      attempt(bracketed);
    }
  }
  if (!parenthesized) {
    do {
      items.add(with_item());
    } while (accept(Tok::Comma));
  }
  colon();
  statement->items = items.take();
  statement->body = block("'with' statement", keyword);
  return finish_block(statement, start);
}

ExceptHandler* Parser::except_block(bool& star) {
  std::size_t start = pos_++;
  auto* handler = make<ExceptHandler>();
  star = accept(Tok::Star);
  std::string_view what = star ? "'except*' statement" : "'except' statement";
  if (diagnose_) {
    if (is(Tok::Newline) && !star) colon();
    invalid_except(start);
    pos_ = start + 1 + star;
  }
  if (star || !is(Tok::Colon)) {
    std::size_t first = pos_;
    Expr* type = expressions();
    bool several =
        type->kind == NodeKind::Tuple &&
        (type->line != tokens_[first].line || type->col != tokens_[first].col ||
         tokens_[first].kind != Tok::LeftParen ||
         tokens_[pos_ - 1].kind != Tok::RightParen);
    handler->type = type;
    if (is(Tok::KwAs)) {
      if (several) mismatch();
      ++pos_;
      handler->name = expect_identifier();
    }
  }
  colon();
  handler->body = block(what, start);
  return finish_block(handler, start);
}

Stmt* Parser::try_statement() {
  std::size_t start = pos_++;
  auto* statement = make<Try>();
  force(Tok::Colon, ":");
  statement->body = block("'try' statement", start);
  if (diagnose_ && !is(Tok::KwExcept) && !is(Tok::KwFinally)) {
    saw(pos_);
    raise_last("expected 'except' or 'finally' block");
  }
  Collect<ExceptHandler> handlers(*this);
  bool group = false;
  while (is(Tok::KwExcept)) {
    bool star = kind_after() == Tok::Star;
    if (handlers.size() && star != group) {
      if (diagnose_) invalid_try(pos_);
      ++pos_;
      mismatch();
    }
    group = star;
    handlers.add(except_block(star));
  }
  if (handlers.size()) statement->orelse = else_block();
  if (is(Tok::KwFinally)) {
    std::size_t keyword = pos_++;
    force(Tok::Colon, ":");
    statement->finalbody = block("'finally' statement", keyword);
  } else if (!handlers.size()) {
    mismatch();
  }
  statement->handlers = handlers.take();
  if (group) statement->kind = NodeKind::TryStar;
  return finish_block(statement, start);
}

Stmt* Parser::async_statement() {
  std::size_t start = pos_++;
  if (is(Tok::KwDef)) return function_definition(start, {});
  if (is(Tok::KwFor)) return for_statement(start);
  if (is(Tok::KwWith)) return with_statement(start);
  mismatch();
}

Stmt* Parser::decorated() {
  Collect<Expr> decorators(*this);
  while (accept(Tok::At)) {
    decorators.add(named_expression());
    expect(Tok::Newline);
  }
  if (is(Tok::KwClass)) return class_definition(decorators.take());
  std::size_t start = pos_;
  accept(Tok::KwAsync);
  if (!is(Tok::KwDef)) mismatch();
  return function_definition(start, decorators.take());
}

Stmt* Parser::function_definition(std::size_t start, Seq<Expr> decorators) {
  std::size_t keyword = pos_++;
  auto* function = make<FunctionDef>(
      start == keyword ? NodeKind::FunctionDef : NodeKind::AsyncFunctionDef);
  function->decorator_list = decorators;
  function->name = expect_identifier();
  function->type_params = type_params();
  if (diagnose_)
    force(Tok::LeftParen, "(");
  else
    expect(Tok::LeftParen);
  function->args = parameters(Tok::RightParen);
  expect(Tok::RightParen);
  if (diagnose_ && is(Tok::Arrow) && !matches([&] {
        ++pos_;
        expression();
      }))
    force(Tok::Colon, ":");
  if (accept(Tok::Arrow)) function->returns = expression();
  if (diagnose_)
    force(Tok::Colon, ":");
  else
    expect(Tok::Colon);
  // A body that is passed over must need no variable of a function around it.
  const bool skip = bodies_ != Bodies::Parse && function->type_params.empty();
  const std::size_t before = pos_;
  if (skip && skip_body(function)) {
    if (bodies_ == Bodies::Check) {
      const std::size_t behind = std::exchange(pos_, before);
      check_body();
      pos_ = behind;
    }
  } else {
    const Bodies outer = std::exchange(bodies_, Bodies::Parse);
    function->body = block("function definition", keyword);
    bodies_ = outer;
  }
  return finish_block(function, start);
}

// Parses a body on lines of its own, statement by statement, and keeps none.
void Parser::check_body() {
  const Bodies outer = std::exchange(bodies_, Bodies::Parse);
  pos_ += 2;  // the end of the line, the indentation
  while (!is(Tok::Dedent) && !is(Tok::End)) {
    const Arena::Mark mark = arena_.mark();
    Collect<Stmt> statements(*this);
    statement(statements);
    memo_.clear();
    arena_.go_back(mark);
  }
  bodies_ = outer;
}

// Passes over a body on lines of its own.
bool Parser::skip_body(FunctionDef* function) {
  if (!is(Tok::Newline)) return false;
  if (kind_after() == Tok::Body) {
    const Token& body = tokens_[pos_ + 1];
    const std::string_view lines = text(body);
    auto* skipped = arena_.make<SkippedBody>();
    skipped->offset = body.begin;
    skipped->end = body.end;
    skipped->line = body.line;
    skipped->col = body.col;
    skipped->indented = true;
    skipped->needs_class = lines.find("super") != lines.npos ||
                           lines.find("__class__") != lines.npos;
    function->skipped = skipped;
    pos_ += 2;
    return true;
  }
  if (kind_after() != Tok::Indent) return false;
  auto* skipped = arena_.make<SkippedBody>();
  const Token& indent = tokens_[pos_ + 1];
  const Token& first = tokens_[pos_ + 2];
  skipped->line = first.line;
  skipped->col = first.col;
  skipped->indented = true;
  skipped->offset = indent.begin - static_cast<std::uint32_t>(indent.col);
  int depth = 0;
  for (++pos_;; ++pos_) {
    if (is(Tok::Indent)) ++depth;
    if (is(Tok::Error)) mismatch();
    if (is(Tok::Dedent) && --depth == 0) break;
    if (is(Tok::Name) && !skipped->needs_class)
      skipped->needs_class =
          text(token()) == "super" || text(token()) == "__class__";
  }
  skipped->end = tokens_[pos_ - 1].end;
  for (std::size_t i = pos_; tokens_[i].kind == Tok::Dedent; --i)
    skipped->end = tokens_[i - 1].end;
  ++pos_;
  function->skipped = skipped;
  return true;
}

Stmt* Parser::class_definition(Seq<Expr> decorators) {
  std::size_t start = pos_++;
  auto* definition = make<ClassDef>();
  definition->decorator_list = decorators;
  definition->name = expect_identifier();
  definition->type_params = type_params();
  if (is(Tok::LeftParen)) {
    auto* arguments = static_cast<Call*>(call(nullptr, pos_));
    definition->bases = arguments->args;
    definition->keywords = arguments->keywords;
  }
  colon();
  const Bodies outer = bodies_;
  if (!definition->type_params.empty()) bodies_ = Bodies::Parse;
  definition->body = block("class definition", start);
  bodies_ = outer;
  return finish_block(definition, start);
}

Seq<TypeParam> Parser::type_params() {
  if (!accept(Tok::LeftSquare)) return {};
  if (diagnose_ && is(Tok::RightSquare))
    raise("Type parameter list cannot be empty", starting_from(place(token())));
  Collect<TypeParam> parameters(*this);
  do {
    if (parameters.size() && is(Tok::RightSquare)) break;
    parameters.add(type_param());
  } while (accept(Tok::Comma));
  expect(Tok::RightSquare);
  return parameters.take();
}

TypeParam* Parser::type_param() {
  std::size_t start = pos_;
  auto no_bound = [&](const char* what) {
    if (!diagnose_ || !is(Tok::Colon)) return;
    std::size_t colon = pos_++;
    Expr* bound = nullptr;
    if (attempt([&] { bound = expression(); }))
      raise(cat("cannot use ",
                bound->kind == NodeKind::Tuple ? "constraints" : "bound",
                " with ", what),
            starting_from(place(tokens_[colon])));
    pos_ = colon;
  };
  if (accept(Tok::Star)) {
    auto* many = make<TypeVarTuple>();
    many->name = expect_identifier();
    no_bound("TypeVarTuple");
    if (accept(Tok::Equal)) many->default_value = star_expression();
    return finish(many, start);
  }
  if (accept(Tok::StarStar)) {
    auto* spec = make<ParamSpec>();
    spec->name = expect_identifier();
    no_bound("ParamSpec");
    if (accept(Tok::Equal)) spec->default_value = expression();
    return finish(spec, start);
  }
  auto* variable = make<TypeVar>();
  variable->name = expect_identifier();
  if (accept(Tok::Colon)) variable->bound = expression();
  if (accept(Tok::Equal)) variable->default_value = expression();
  return finish(variable, start);
}

Arg* Parser::parameter(bool annotated, bool starred) {
  std::size_t start = pos_;
  auto* arg = make<Arg>();
  arg->arg = expect_identifier();
  if (annotated && accept(Tok::Colon))
    arg->annotation = starred ? star_expression() : expression();
  return finish(arg, start);
}

// The parameters of a function (`end` is ')') or of a lambda (':').
Arguments* Parser::parameters(Tok end) {
  std::size_t start = pos_;
  if (diagnose_) {
    invalid_parameters(start, end);
    pos_ = start;
  }
  bool annotated = end == Tok::RightParen;
  auto* arguments = make<Arguments>();
  Collect<Arg> args(*this);
  std::vector<Expr*> defaults, keyword_defaults;
  std::size_t positional_only = 0;
  std::vector<Arg*> keyword_only;
  bool starred = false, bare = false;
  auto separate = [&] { return accept(Tok::Comma) || is(end); };
  while (!is(end)) {
    if (arguments->kwarg) mismatch();
    if (is(Tok::Slash)) {
      if (starred || positional_only || !args.size()) mismatch();
      ++pos_;
      positional_only = args.size();
    } else if (is(Tok::Star)) {
      if (starred) mismatch();
      ++pos_;
      starred = true;
      if (is(Tok::Comma)) {
        bare = true;
        if (kind_after() != Tok::Name) {
          ++pos_;
          mismatch();
        }
      } else {
        arguments->vararg = parameter(annotated, true);
      }
    } else if (accept(Tok::StarStar)) {
      if (bare && keyword_only.empty()) mismatch();
      arguments->kwarg = parameter(annotated, false);
    } else {
      Arg* arg = parameter(annotated, false);
      Expr* value = nullptr;
      if (is(Tok::Equal)) {
        ++pos_;
        if (diagnose_ && (is(Tok::RightParen) || is(Tok::Comma)))
          raise("expected default value expression", place(tokens_[pos_ - 1]));
        value = expression();
      }
      if (starred) {
        keyword_only.push_back(arg);
        keyword_defaults.push_back(value);
      } else {
        if (!value && !defaults.empty()) {
          mismatch();
        }
        args.add(arg);
        if (value) defaults.push_back(value);
      }
    }
    if (!separate()) mismatch();
  }
  if (bare && keyword_only.empty()) mismatch();
  Seq<Arg> all = args.take();
  arguments->posonlyargs = all.first(positional_only);
  arguments->args = all.subspan(positional_only);
  arguments->kwonlyargs = arena_.copy(keyword_only.data(), keyword_only.size());
  arguments->kw_defaults =
      arena_.copy(keyword_defaults.data(), keyword_defaults.size());
  arguments->defaults = arena_.copy(defaults.data(), defaults.size());
  return arguments;
}

}  // namespace limbeck::py

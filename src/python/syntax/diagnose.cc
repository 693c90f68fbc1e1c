// The second pass's errors: how they are raised, and the typical mistakes in
// statements. Each function is one of CPython's invalid_… rules: it returns
// where the mistake is not there, and may leave the position anywhere.
#include "base/text.h"
#include "python/syntax/parser_state.h"

namespace limbeck::py {

using namespace ast;

void Parser::count_step() {
  if (++steps_ <= kSteps) return;
  if (diagnose_ || second_pass_) raise_generic();
}

SyntaxFailure Parser::failure(std::string message, const Place& place,
                              const char* type) const {
  auto offset = [&](int line, int col) {
    auto bytes = static_cast<std::size_t>(std::max(col, 0));
    std::string_view text = line_of(source_, line);
    int beyond = bytes > text.size() ? 1 : 0;  // the newline
    return col < 0 ? 0 : characters(text, bytes) + beyond + 1;
  };
  return failure_at(source_, tree_.file_name, type, std::move(message),
                    place.line, offset(place.line, place.col), place.end_line,
                    offset(place.end_line, place.end_col));
}

// A bracket that was never closed on an earlier line is the likelier cause.
void Parser::raise(std::string message, const Place& place, const char* type) {
  if (unclosed_line_ &&
      tokens_[std::max(furthest_, pos_)].line > unclosed_line_)
    throw *deferred_;
  throw failure(std::move(message), place, type);
}

void Parser::raise_last(std::string message, const char* type) {
  const Token& last = tokens_[furthest_];
  if (last.kind == Tok::Error) throw *deferred_;
  raise_at_token(std::move(message), last, type);
}

// Tokens without text have no column; CPython takes where it is scanning.
void Parser::raise_at_token(std::string message, const Token& token,
                            const char* type) {
  if (token.col >= 0 && token.kind != Tok::Indent && token.kind != Tok::Dedent)
    raise(std::move(message), place(token), type);
  Place at = place(token);
  if (at.col < 0)
    at.col = static_cast<int>(line_of(source_, at.line).size()) + 1;
  at.end_col = -1;
  try {
    raise(std::move(message), at, type);
  } catch (SyntaxFailure& failure) {
    if (failure.type == type && failure.line == at.line && failure.offset > 0 &&
        failure.end_offset == 0) {
      --failure.offset;
      failure.end_offset = -1;
    }
    throw;
  }
}

void Parser::raise_next(std::string message) {
  saw(pos_);
  if (is(Tok::Error)) throw *deferred_;
  raise(std::move(message), place(token()));
}

void Parser::raise_generic() {
  const Token& last = tokens_[generic_];
  if (last.kind == Tok::Error) throw *deferred_;
  furthest_ = std::max(furthest_, generic_);
  if (last.kind == Tok::Indent)
    raise_at_token("unexpected indent", last, "IndentationError");
  if (last.kind == Tok::Dedent)
    raise_at_token("unexpected unindent", last, "IndentationError");
  raise("invalid syntax", place(last));
}

Parser::Place Parser::starting_from(const Place& first) const {
  const Token& last = tokens_[std::max(furthest_, pos_)];
  // CPython: this end counts from 0, unlike the others.
  return {first.line, first.col, last.end_line, last.end_col - 1};
}

// How many brackets are open after that token.
int Parser::level_after(std::size_t index) {
  if (levels_.empty()) {
    levels_.reserve(tokens_.size());
    int level = 0;
    for (const Token& token : tokens_) {
      level += token.kind == Tok::LeftParen || token.kind == Tok::LeftSquare ||
               token.kind == Tok::LeftBrace;
      level -= token.kind == Tok::RightParen ||
               token.kind == Tok::RightSquare || token.kind == Tok::RightBrace;
      levels_.push_back(level);
    }
  }
  return levels_[index];
}

void Parser::invalid_assignment(std::size_t start) {
  Expr* first = nullptr;
  invalid_annotation_target(start);
  pos_ = start;
  if (attempt([&] {
        first = star_named_expression();
        expect(Tok::Comma);
        while (starts_expression(kind()) || is(Tok::Star)) {
          star_named_expression();
          if (!accept(Tok::Comma)) break;
        }
        expect(Tok::Colon);
        expression();
      }))
    raise("only single target (not tuple) can be annotated", place(*first));
  pos_ = start;
  if (attempt([&] {
        first = expression();
        expect(Tok::Colon);
        expression();
      }))
    raise("illegal target for annotation", place(*first));
  pos_ = start;
  while (attempt([&] {
    star_targets();
    expect(Tok::Equal);
  })) {
  }
  std::size_t last = pos_;
  if (attempt([&] {
        first = star_expressions();
        expect(Tok::Equal);
      })) {
    if (const Expr* target = invalid_target(first, Target::Star))
      raise(cat("cannot assign to ", describe(*target)), place(*target));
  }
  pos_ = last;
  if (attempt([&] {
        first = yield_expression();
        expect(Tok::Equal);
      }))
    raise("assignment to yield expression not possible", place(*first));
  pos_ = start;
  if (attempt([&] {
        first = star_expressions();
        if (!is_augmented(kind())) mismatch();
        ++pos_;
        annotated_rhs();
      }))
    raise(cat("'", describe(*first),
              "' is an illegal expression for augmented assignment"),
          place(*first));
}

// A list or tuple, in brackets, with an annotation.
void Parser::invalid_annotation_target(std::size_t start) {
  pos_ = start;
  if (!is(Tok::LeftParen) && !is(Tok::LeftSquare)) return;
  Expr* target = nullptr;
  if (attempt([&] {
        target = atom();
        if (target->kind != NodeKind::List && target->kind != NodeKind::Tuple)
          mismatch();
        expect(Tok::Colon);
        expression();
      }))
    raise(cat("only single target (not ", describe(*target),
              ") can be annotated"),
          place(*target));
}

void Parser::invalid_del(std::size_t start) {
  auto whole = [&] {
    do {
      if (is(Tok::Newline) || is(Tok::Semicolon)) break;
      if (!is_target(*await_primary(), Target::Del)) mismatch();
    } while (accept(Tok::Comma));
    if (!is(Tok::Newline) && !is(Tok::Semicolon)) mismatch();
  };
  if (attempt_plainly(whole)) return;
  pos_ = start + 1;
  Expr* targets = nullptr;
  if (attempt([&] { targets = star_expressions(); }))
    if (const Expr* target = invalid_target(targets, Target::Del))
      raise(cat("cannot delete ", describe(*target)), place(*target));
}

void Parser::invalid_for_target(std::size_t start) {
  pos_ = start;
  accept(Tok::KwAsync);
  accept(Tok::KwFor);
  Expr* targets = nullptr;
  if (attempt([&] { targets = star_expressions(); }))
    if (const Expr* target = invalid_target(targets, Target::For))
      raise(cat("cannot assign to ", describe(*target)), place(*target));
}

void Parser::invalid_for_if(std::size_t start) {
  pos_ = start;
  accept(Tok::KwAsync);
  accept(Tok::KwFor);
  if (attempt([&] {
        bitwise_or();
        while (is(Tok::Comma)) {
          ++pos_;
          if (!starts_expression(kind())) break;
          bitwise_or();
        }
        if (is(Tok::KwIn)) mismatch();
      })) {
    saw(pos_);
    raise_last("'in' expected after for-loop variables");
  }
}

void Parser::invalid_with_item(std::size_t start) {
  pos_ = start;
  Expr* found = nullptr;
  if (attempt([&] {
        found = expression();
        if (!is(Tok::Comma) && !is(Tok::RightParen) && !is(Tok::Colon))
          mismatch();
      }))
    if (const Expr* target = invalid_target(found, Target::Star))
      raise(cat("cannot assign to ", describe(*target)), place(*target));
}

void Parser::invalid_import(std::size_t start) {
  pos_ = start + 1;
  if (is(Tok::Newline))
    raise("Expected one or more names after 'import'",
          starting_from(place(token())));
  if (attempt([&] {
        do {
          dotted_name();
        } while (accept(Tok::Comma));
        expect(Tok::KwFrom);
        dotted_name();
      })) {
    saw(pos_);
    raise("Did you mean to use 'from ... import ...' instead?",
          starting_from(place(tokens_[start])));
  }
}

void Parser::invalid_except(std::size_t start) {
  pos_ = start + 1;
  bool star = accept(Tok::Star);
  std::size_t first = pos_;
  Expr* type = nullptr;
  if (attempt([&] {
        type = expression();
        expect(Tok::Comma);
        expressions();
        expect(Tok::KwAs);
        expect(Tok::Name);
        expect(Tok::Colon);
      }))
    raise("multiple exception types must be parenthesized when using 'as'",
          starting_from(place(*type)));
  pos_ = first;
  if (star && (is(Tok::Newline) || is(Tok::Colon))) {
    saw(pos_);
    raise_last("expected one or more exception types");
  }
}

// At an `except` of the other sort than those before.
void Parser::invalid_try(std::size_t start) {
  pos_ = start + 1;
  bool star = accept(Tok::Star);
  if (attempt([&] {
        if (star || !is(Tok::Colon)) {
          expression();
          if (accept(Tok::KwAs)) expect(Tok::Name);
        }
        expect(Tok::Colon);
      })) {
    Place at = place(tokens_[start]);
    if (star) at = between(at, place(tokens_[start + 1]));
    raise("cannot have both 'except' and 'except*' on the same 'try'", at);
  }
}

void Parser::invalid_class_pattern(std::size_t open) {
  pos_ = open + 1;
  Pattern *first = nullptr, *last = nullptr;
  attempt([&] {
    bool keyword = false;
    while (!is(Tok::RightParen)) {
      if (is(Tok::Name) && kind_after() == Tok::Equal) {
        if (first) return;
        pos_ += 2;
        as_pattern();
        keyword = true;
      } else {
        Pattern* pattern = as_pattern();
        if (keyword) {
          last = pattern;
          if (!first) first = pattern;
        }
      }
      if (!accept(Tok::Comma)) break;
    }
  });
  if (first)
    raise("positional patterns follow keyword patterns",
          between(place(*first), place(*last)));
}

// One walk over the parameters finds what CPython's rules find one by one.
void Parser::invalid_parameters(std::size_t start, Tok end) {
  bool annotated = end == Tok::RightParen;
  bool slash = false, star = false, defaulted = false, any = false;
  pos_ = start;
  auto skip_parameter = [&] {
    expect(Tok::Name);
    if (annotated && accept(Tok::Colon)) star_expression();
  };
  attempt([&] {
    while (!is(end)) {
      std::size_t here = pos_;
      if (accept(Tok::Slash)) {
        if (!any && is(Tok::Comma))
          raise("at least one argument must precede /", place(tokens_[here]));
        if (star) raise("/ must be ahead of *", place(tokens_[here]));
        if (slash) raise("/ may appear only once", place(tokens_[here]));
        slash = true;
        if (is(Tok::Star))
          raise("expected comma between / and *", place(token()));
      } else if (accept(Tok::Star)) {
        if (star) {
          if (is(Tok::Comma) || is(Tok::Name))
            raise("* argument may appear only once", place(tokens_[here]));
          mismatch();
        }
        star = true;
        bool bare =
            is(end) || (is(Tok::Comma) &&
                        (kind_after() == end || kind_after() == Tok::StarStar));
        if (bare && annotated)
          raise("named arguments must follow bare *", place(tokens_[here]));
        if (bare) {
          saw(pos_ + (is(Tok::Comma) ? 1 : 0));
          raise_last("named arguments must follow bare *");
        }
        if (!is(Tok::Comma)) {
          skip_parameter();
          if (is(Tok::Equal))
            raise("var-positional argument cannot have default value",
                  place(token()));
        }
      } else if (accept(Tok::StarStar)) {
        skip_parameter();
        if (is(Tok::Equal))
          raise("var-keyword argument cannot have default value",
                place(token()));
        if (accept(Tok::Comma)) {
          Place next = place(token());
          if (is(Tok::Star) || is(Tok::StarStar) || is(Tok::Slash))
            raise("arguments cannot follow var-keyword argument", next);
          if (is(Tok::Name)) {
            skip_parameter();
            raise("arguments cannot follow var-keyword argument",
                  between(next, place(tokens_[pos_ - 1])));
          }
        }
        return;
      } else if (is(Tok::LeftParen) && !star && !defaulted) {
        ++pos_;
        do {
          if (is(Tok::RightParen)) break;
          expect(Tok::Name);
        } while (accept(Tok::Comma));
        expect(Tok::RightParen);
        if (tokens_[pos_ - 2].kind != Tok::LeftParen)
          raise(annotated ? "Function parameters cannot be parenthesized"
                          : "Lambda expression parameters cannot be "
                            "parenthesized",
                between(place(tokens_[here]), place(tokens_[pos_ - 1])));
      } else {
        skip_parameter();
        any = true;
        if (accept(Tok::Equal)) {
          if (is(Tok::RightParen) || is(Tok::Comma))
            raise("expected default value expression",
                  place(tokens_[pos_ - 1]));
          defaulted = true;
          expression();
        } else if (defaulted && !star) {
          if (!is(Tok::Comma) && !is(end)) mismatch();
          raise("parameter without a default follows parameter with a default",
                between(place(tokens_[here]), place(tokens_[pos_ - 1])));
        }
      }
      if (!accept(Tok::Comma)) return;
    }
  });
}

}  // namespace limbeck::py

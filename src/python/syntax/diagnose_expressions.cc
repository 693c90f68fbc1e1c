// Typical mistakes in expressions; see diagnose.cc.
#include "base/text.h"
#include "python/syntax/parser_state.h"
#include "python/syntax/remembered.h"

namespace limbeck::py {

using namespace ast;

namespace {

bool is_legacy(const Expr& expr) {
  auto* name = if_is<Name>(static_cast<const Node*>(&expr));
  return name && (name->id == "print" || name->id == "exec");
}

const Expr& last_item(const Seq<Comprehension>& clauses) {
  const Comprehension& last = *clauses.back();
  return last.ifs.empty() ? *last.iter : *last.ifs.back();
}

}  // namespace

void Parser::invalid_expression(std::size_t start) {
  bool soft =
      is_soft("match") || is_soft("case") || is_soft("type") || is_soft("_");
  bool prefixed = is(Tok::Name) && kind_after() == Tok::String;
  Expr *first = nullptr, *second = nullptr;
  pos_ = start;
  if (!attempt([&] { first = disjunction(); })) return;
  if (!soft && !prefixed && starts_expression(kind())) {
    std::size_t here = pos_;
    if (attempt_plainly([&] { second = expression(); }) && !is_legacy(*first) &&
        level_after(pos_ - 1) > 0)
      raise("invalid syntax. Perhaps you forgot a comma?",
            between(place(*first), place(*second)));
    pos_ = here;
  }
  if (!accept(Tok::KwIf)) return;
  if (!attempt([&] { second = disjunction(); })) return;
  saw(pos_);
  if (!is(Tok::KwElse) && !is(Tok::Colon))
    raise("expected 'else' after 'if' expression",
          between(place(*first), place(*second)));
}

void Parser::invalid_legacy_expression() {
  if (!is_soft("print") && !is_soft("exec")) return;
  const Token& name = token();
  ++pos_;
  if (is(Tok::LeftParen)) return;
  Expr* argument = nullptr;
  if (attempt([&] { argument = star_expressions(); }))
    raise(cat("Missing parentheses in call to '", text(name),
              "'. Did you mean ", text(name), "(...)?"),
          between(place(name), place(*argument)));
}

void Parser::invalid_named_expression(std::size_t start) {
  Expr* first = nullptr;
  pos_ = start;
  if (attempt([&] {
        first = expression();
        expect(Tok::ColonEqual);
        expression();
      }))
    raise(cat("cannot use assignment expressions with ", describe(*first)),
          place(*first));
  pos_ = start;
  Expr* value = nullptr;
  auto not_more = [&] {
    if (is(Tok::Equal) || is(Tok::ColonEqual)) mismatch();
  };
  if (is(Tok::Name) && kind_after() == Tok::Equal) {
    pos_ += 2;
    if (attempt([&] {
          value = bitwise_or();
          not_more();
        }))
      raise("invalid syntax. Maybe you meant '==' or ':=' instead of '='?",
            between(place(tokens_[start]), place(*value)));
    pos_ = start;
  }
  switch (kind()) {
    case Tok::KwTrue:
    case Tok::KwFalse:
    case Tok::KwNone:
      return;
    case Tok::LeftParen:
    case Tok::LeftSquare: {
      Expr* bracketed = nullptr;
      if (attempt([&] { bracketed = atom(); }) &&
          bracketed->line == tokens_[start].line &&
          bracketed->col == tokens_[start].col &&
          (bracketed->kind == NodeKind::List ||
           bracketed->kind == NodeKind::Tuple ||
           bracketed->kind == NodeKind::GeneratorExp))
        return;
      pos_ = start;
      break;
    }
    default:
      break;
  }
  if (attempt([&] {
        first = bitwise_or();
        expect(Tok::Equal);
        bitwise_or();
        not_more();
      }))
    raise(cat("cannot assign to ", describe(*first),
              " here. Maybe you meant '==' instead of '='?"),
          place(*first));
}

void Parser::invalid_arithmetic() {
  std::size_t at = pos_;
  Expr* operand = nullptr;
  if (attempt([&] { operand = inversion(); }))
    raise("'not' after an operator must be parenthesized",
          between(place(tokens_[at]), place(*operand)));
  pos_ = at;
}

void Parser::invalid_comprehension(std::size_t open) {
  pos_ = open + 1;
  Expr *first = nullptr, *last = nullptr;
  if (is(Tok::StarStar) && tokens_[open].kind == Tok::LeftBrace) {
    if (attempt([&] {
          ++pos_;
          bitwise_or();
          if (!at_comprehension()) mismatch();
          comprehensions();
        }))
      raise("dict unpacking cannot be used in dict comprehension",
            place(tokens_[open + 1]));
    return;
  }
  if (is(Tok::Star) && attempt([&] {
        std::size_t star = pos_++;
        auto* starred = make<Starred>();
        starred->value = expression();
        first = finish(starred, star);
        if (!at_comprehension()) mismatch();
        comprehensions();
      }))
    raise("iterable unpacking cannot be used in comprehension", place(*first));
  if (tokens_[open].kind == Tok::LeftParen) return;
  pos_ = open + 1;
  std::size_t comma = 0;
  if (attempt([&] {
        first = star_named_expression();
        comma = pos_;
        expect(Tok::Comma);
        while (starts_expression(kind()) || is(Tok::Star)) {
          last = star_named_expression();
          if (!accept(Tok::Comma)) break;
        }
        if (!at_comprehension()) mismatch();
        comprehensions();
      }))
    raise("did you forget parentheses around the comprehension target?",
          between(place(*first), last ? place(*last) : place(tokens_[comma])));
}

void Parser::invalid_group(std::size_t open) {
  pos_ = open + 1;
  std::size_t star = pos_;
  Expr* inner = nullptr;
  if (is(Tok::Star) && attempt([&] {
        ++pos_;
        auto* starred = make<Starred>();
        starred->value = expression();
        inner = finish(starred, star);
        expect(Tok::RightParen);
      }))
    raise("cannot use starred expression here", place(*inner));
  pos_ = star;
  if (is(Tok::StarStar) && attempt([&] {
        ++pos_;
        expression();
        expect(Tok::RightParen);
      }))
    raise("cannot use double starred expression here", place(tokens_[star]));
}

void Parser::invalid_dict(std::size_t start) {
  pos_ = start + 1;
  while (attempt([&] {
    if (accept(Tok::StarStar)) {
      bitwise_or();
    } else {
      expression();
      expect(Tok::Colon);
      expression();
    }
    expect(Tok::Comma);
  })) {
  }
  invalid_dict_pair(pos_ != start + 1);
}

// One pair that is not complete; `later`: others stand before it.
void Parser::invalid_dict_pair(bool later) {
  std::size_t start = pos_;
  Expr* key = nullptr;
  if (!attempt([&] { key = expression(); })) return;
  if (!is(Tok::Colon)) {
    if (!later) return;
    saw(pos_);
    raise("':' expected after dictionary key",
          {key->line, key->end_col - 1, key->end_line, -1});
  }
  std::size_t colon = pos_++;
  saw(pos_);
  if (is(Tok::RightBrace) || is(Tok::Comma))
    raise("expression expected after dictionary key and ':'",
          place(tokens_[colon]));
  if (is(Tok::Star)) {
    std::size_t star = pos_++;
    if (attempt([&] { bitwise_or(); })) {
      saw(pos_);
      raise("cannot use a starred expression in a dictionary value",
            starting_from(place(tokens_[star])));
    }
  }
  pos_ = start;
}

void Parser::invalid_keyword_argument() {
  std::size_t start = pos_;
  if ((is(Tok::KwTrue) || is(Tok::KwFalse) || is(Tok::KwNone)) &&
      kind_after() == Tok::Equal)
    raise(cat("cannot assign to ", text(token())),
          between(place(token()), place(tokens_[pos_ + 1])));
  bool named = is(Tok::Name) && kind_after() == Tok::Equal;
  if (named) {
    pos_ += 2;
    if (attempt([&] {
          expression();
          if (!at_comprehension()) mismatch();
          comprehensions();
        }))
      raise("invalid syntax. Maybe you meant '==' or ':=' instead of '='?",
            between(place(tokens_[start]), place(tokens_[start + 1])));
    pos_ = start;
    return;
  }
  Expr* left = nullptr;
  if (is(Tok::StarStar)) {
    ++pos_;
    if (attempt([&] {
          expression();
          expect(Tok::Equal);
          left = expression();
        }))
      raise("cannot assign to keyword argument unpacking",
            between(place(tokens_[start]), place(*left)));
    pos_ = start;
    return;
  }
  if (attempt([&] {
        left = expression();
        expect(Tok::Equal);
      }))
    raise("expression cannot contain assignment, perhaps you meant \"==\"?",
          between(place(*left), place(tokens_[pos_ - 1])));
  pos_ = start;
}

void Parser::invalid_arguments(std::size_t start) {
  struct Item {
    std::size_t begin;
    Expr* positional;
    bool keyword, unpacked, starred;
  };
  std::vector<Item> items;
  pos_ = start;
  // `args`: positional ones, then keywords; stops where it does not match.
  auto item = [&](bool keywords_only) {
    Item found{pos_, nullptr, false, false, false};
    auto starred = [&] {
      std::size_t star = pos_++;
      Expr* value = nullptr;
      if (!attempt([&] { value = expression(); })) {
        saw(pos_);
        raise_last("Invalid star expression");
      }
      if (is(Tok::Equal)) {
        std::size_t here = pos_++;
        Expr* assigned = nullptr;
        if (attempt([&] { assigned = expression(); }))
          raise("cannot assign to iterable argument unpacking",
                between(place(tokens_[star]), place(*assigned)));
        pos_ = here;
        mismatch();
      }
      found.positional = value;
      found.starred = true;
    };
    if (is(Tok::Star)) {
      starred();
    } else if (is(Tok::StarStar)) {
      invalid_keyword_argument();
      ++pos_;
      expression();
      found.unpacked = found.keyword = true;
    } else if (is(Tok::Name) && kind_after() == Tok::Equal) {
      invalid_keyword_argument();
      pos_ += 2;
      expression();
      found.keyword = true;
    } else {
      if (keywords_only) {
        invalid_keyword_argument();
        mismatch();
      }
      found.positional = argument_expression();
      if (is(Tok::Equal)) {
        pos_ = found.begin;
        invalid_keyword_argument();
        mismatch();
      }
    }
    items.push_back(found);
  };
  bool unpacked = false, keyword = false;
  std::size_t end = pos_;
  while (attempt([&] {
    if (!items.empty()) expect(Tok::Comma);
    if (unpacked && is(Tok::Star)) mismatch();
    item(keyword);
  })) {
    keyword |= items.back().keyword;
    unpacked |= items.back().unpacked;
    end = pos_;
  }
  pos_ = end;
  saw(pos_);
  if (unpacked && is(Tok::Comma) && kind_after() == Tok::Star) {
    std::size_t comma = pos_++;
    while (attempt([&] {
      expect(Tok::Star);
      expression();
      if (is(Tok::Equal)) mismatch();
    })) {
      end = pos_;
      if (!accept(Tok::Comma)) break;
    }
    pos_ = end;
    raise("iterable argument unpacking follows keyword argument unpacking",
          starting_from(place(tokens_[comma])));
  }
  Seq<Comprehension> clauses;
  auto generator = [&] {
    clauses = {};
    return at_comprehension() && attempt([&] { clauses = comprehensions(); });
  };
  const char* bare = "Generator expression must be parenthesized";
  if (items.size() == 1 && items[0].positional && !items[0].starred) {
    if (generator() && is(Tok::Comma))
      raise(bare,
            between(place(*items[0].positional), place(last_item(clauses))));
    pos_ = end;
  }
  // name= without a value
  std::size_t last = pos_;
  if (!items.empty()) accept(Tok::Comma);
  if ((items.empty() || pos_ > last) && is(Tok::Name) &&
      kind_after() == Tok::Equal &&
      (kind_after(2) == Tok::Comma || kind_after(2) == Tok::RightParen)) {
    saw(pos_ + 2);
    raise("expected argument value expression",
          between(place(token()), place(tokens_[pos_ + 1])));
  }
  pos_ = last;
  if (items.size() > 1 && items.back().positional && generator())
    raise(bare,
          between(place(*items.back().positional), place(last_item(clauses))));
  pos_ = last;
  if (items.empty() || !accept(Tok::Comma)) return;
  Expr* value = nullptr;
  std::size_t here = pos_;
  if (attempt([&] { value = expression(); }) && generator())
    raise(bare, between(place(*value), place(last_item(clauses))));
  pos_ = here;
  // More arguments where only keywords may follow.
  if (attempt([&] {
        bool first = true;
        while (!is(Tok::RightParen)) {
          if (!attempt([&] { item(false); })) {
            if (first) mismatch();
            break;
          }
          first = false;
          if (!is(Tok::Comma)) break;
          ++pos_;
        }
        if (first) mismatch();
      })) {
    saw(pos_);
    raise_last(unpacked
                   ? "positional argument follows keyword argument unpacking"
                   : "positional argument follows keyword argument");
  }
}

void Parser::invalid_field(std::size_t brace, bool is_template) {
  Collect<Expr> ignored(*this);
  pos_ = brace;
  if (attempt_plainly([&] { text_field(ignored, is_template); })) return;
  pos_ = brace + 1;
  std::string prefix = is_template ? "t-string: " : "f-string: ";
  switch (kind()) {
    case Tok::Equal:
    case Tok::Exclamation:
    case Tok::Colon:
    case Tok::RightBrace:
      raise(
          cat(prefix, "valid expression required before '", text(token()), "'"),
          place(token()));
    default:
      break;
  }
  if (!attempt([&] { annotated_rhs(); }))
    raise_next(cat(prefix, "expecting a valid expression after '{'"));
  auto ends = [&] { return is(Tok::Colon) || is(Tok::RightBrace); };
  if (!is(Tok::Equal) && !is(Tok::Exclamation) && !ends())
    raise_next(cat(prefix, "expecting '=', or '!', or ':', or '}'"));
  if (accept(Tok::Equal) && !is(Tok::Exclamation) && !ends())
    raise_next(cat(prefix, "expecting '!', or ':', or '}'"));
  if (accept(Tok::Exclamation)) {
    if (ends()) raise_next(cat(prefix, "missing conversion character"));
    if (!is(Tok::Name)) raise_next(cat(prefix, "invalid conversion character"));
    ++pos_;
    if (!ends()) raise_next(cat(prefix, "expecting ':' or '}'"));
  }
  if (accept(Tok::Colon)) {
    while (true) {
      if (accept(Tok::TextMiddle)) continue;
      if (is(Tok::LeftBrace) &&
          attempt([&] { text_field(ignored, is_template); }))
        continue;
      break;
    }
    if (!is(Tok::RightBrace))
      raise_next(cat(prefix, "expecting '}', or format specs"));
  }
  if (!is(Tok::RightBrace)) raise_next(cat(prefix, "expecting '}'"));
}

}  // namespace limbeck::py

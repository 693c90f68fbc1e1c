// String literals: one after another they are one value; f- and t-strings hold
// fields, which are expressions of their own.
#include <string>

#include "base/text.h"
#include "python/syntax/escapes.h"
#include "python/syntax/parser_state.h"

namespace limbeck::py {

using namespace ast;

std::string_view Parser::decode(std::string_view body, bool raw, bool bytes,
                                const Token& token, TextPart part) {
  if (bytes)
    for (char c : body)
      if (static_cast<unsigned char>(c) >= 0x80)
        raise("bytes can only contain ASCII literal characters", place(token));
  if (raw || body.find('\\') == std::string_view::npos) return body;
  Decoded decoded = decode_escapes(body, bytes);
  if (!decoded.error.empty()) raise(decoded.error, place(end_of_text(token)));
  if (!decoded.doubt.empty())
    note(part == TextPart::Spec ? token : end_of_text(token),
         std::move(decoded.doubt));
  return arena_.copy(decoded.text);
}

void Parser::note(const Token& token, std::string message) {
  tree_.notes.push_back({{token.line, token.col, token.end_line, token.end_col},
                         std::move(message)});
}

// CPython decodes the text of an f-string when it has seen its end.
const Token& Parser::end_of_text(const Token& token) const {
  std::size_t at = pos_;
  int open = 1;
  while (token.kind == Tok::TextMiddle && open && at + 1 < tokens_.size()) {
    ++at;
    open += tokens_[at].kind == Tok::TextStart;
    open -= tokens_[at].kind == Tok::TextEnd;
  }
  return token.kind == Tok::TextMiddle ? tokens_[at] : token;
}

Constant* Parser::string_literal(const Token& token, bool& bytes) {
  std::string_view literal = text(token);
  bool raw = false;
  bytes = false;
  auto* node = make<Constant>();
  node->u_prefix = literal[0] == 'u';
  std::size_t prefix = 0;
  for (; literal[prefix] != '"' && literal[prefix] != '\''; ++prefix) {
    raw |= (literal[prefix] | 32) == 'r';
    bytes |= (literal[prefix] | 32) == 'b';
  }
  literal.remove_prefix(prefix);
  std::size_t quotes = literal.size() >= 6 && literal[1] == literal[0] &&
                               literal[2] == literal[0]
                           ? 3
                           : 1;
  literal = literal.substr(quotes, literal.size() - 2 * quotes);
  node->type = bytes ? ConstantType::Bytes : ConstantType::Text;
  node->text = decode(literal, raw, bytes, token);
  return node;
}

Expr* Parser::strings() {
  std::size_t start = pos_;
  if (is(Tok::String) && kind_after() != Tok::String &&
      kind_after() != Tok::TextStart) {  // nearly always
    bool bytes;
    Constant* node = string_literal(token(), bytes);
    ++pos_;
    return finish(node, start);
  }
  Collect<Expr> parts(*this);
  bool formatted = false, templated = false, plain = false, bytes = false,
       text = false;
  Place last_plain{};
  while (is(Tok::String) || is(Tok::TextStart)) {
    std::size_t first = pos_;
    if (is(Tok::String)) {
      bool is_bytes;
      Constant* node = string_literal(token(), is_bytes);
      ++pos_;
      parts.add(finish(node, first));
      (is_bytes ? bytes : text) = true;
      plain = true;
    } else {
      bool is_template = false;
      text_literal(parts, is_template);
      (is_template ? templated : formatted) = true;
      text = true;
      plain |= !is_template;
    }
    if (templated && plain) {
      Place here = between(place(tokens_[first]), place(tokens_[pos_ - 1]));
      raise("cannot mix t-string literals with string or bytes literals",
            between(last_plain, here));
    }
    last_plain = between(place(tokens_[first]), place(tokens_[pos_ - 1]));
  }
  if (bytes && text) {
    saw(pos_);
    raise_last("cannot mix bytes and nonbytes literals");
  }
  return concatenate(parts, start, formatted, templated);
}

// CPython: _PyPegen_concatenate_strings. Constants that meet are joined; in
// an f-string empty ones go.
Expr* Parser::concatenate(Collect<Expr>& parts, std::size_t start,
                          bool formatted, bool templated) {
  std::size_t count = parts.size();  // before `joined` grows above them
  Collect<Expr> joined(*this);
  for (std::size_t i = 0; i < count; ++i) {
    auto* first = if_is<Constant>(parts[i]);
    if (!first) {
      joined.add(parts[i]);
      continue;
    }
    std::size_t end = i + 1;
    while (end < count && parts[end]->kind == NodeKind::Constant) ++end;
    Constant* whole = first;
    if (end > i + 1) {
      std::string text;
      for (std::size_t k = i; k < end; ++k)
        text += as<Constant>(*parts[k]).text;
      whole = make<Constant>();
      *whole = *first;
      whole->text = arena_.copy(text);
      whole->end_line = parts[end - 1]->end_line;
      whole->end_col = parts[end - 1]->end_col;
    }
    i = end - 1;
    if ((formatted || templated) && whole->text.empty()) continue;
    joined.add(whole);
  }
  if (formatted) {
    auto* node = make<JoinedStr>();
    node->values = joined.take();
    return finish(node, start);
  }
  if (templated) {
    auto* node = make<TemplateStr>();
    node->values = joined.take();
    return finish(node, start);
  }
  return finish(joined[0], start);
}

// One f- or t-string; its parts are added to `into`.
Expr* Parser::text_literal(Collect<Expr>& into, bool& is_template) {
  Deeper deeper(*this);
  is_template = token().is_t;
  ++pos_;
  while (!accept(Tok::TextEnd)) {
    if (is(Tok::TextMiddle)) {
      auto* node = make<Constant>();
      node->type = ConstantType::Text;
      node->text = decode(text(token()), token().raw, false, token());
      ++pos_;
      into.add(finish(node, pos_ - 1));
    } else if (is(Tok::LeftBrace)) {
      text_field(into, is_template);
    } else {
      mismatch();
    }
  }
  return nullptr;
}

// The source of a field's expression, without comments.
std::string_view Parser::field_source(std::size_t begin, std::size_t end) {
  std::string_view text = source_.substr(begin, end - begin);
  if (text.find('#') == std::string_view::npos) return text;
  std::string out;
  char quote = '\0';
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (quote) {
      if (c == quote) quote = '\0';
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (c == '#') {
      while (i < text.size() && text[i] != '\n') ++i;
      if (i < text.size()) out += '\n';
      continue;
    }
    out += c;
  }
  return arena_.copy(out);
}

// {value=!conversion:spec}
void Parser::text_field(Collect<Expr>& into, bool is_template) {
  std::size_t start = pos_++;
  if (diagnose_) {
    invalid_field(start, is_template);
    pos_ = start + 1;
  }
  Expr* value = annotated_rhs();
  std::size_t value_end = tokens_[pos_ - 1].end;
  bool debug = accept(Tok::Equal);
  std::size_t text_end = pos_;  // the token that ends the debug text
  int conversion = -1;
  if (is(Tok::Exclamation)) {
    const Token& mark = token();
    ++pos_;
    const Token& name = expect(Tok::Name);
    if (name.begin != mark.end)
      raise(cat(is_template ? "t" : "f",
                "-string: conversion type must come right after the "
                "exclamation mark"),
            between(place(mark), place(name)));
    std::string_view letter = text(name);
    if (letter != "s" && letter != "r" && letter != "a")
      raise(cat(is_template ? "t" : "f",
                "-string: invalid conversion character '", letter,
                "': expected 's', 'r', or 'a'"),
            place(name));
    conversion = letter[0];
  }
  Expr* spec = nullptr;
  if (is(Tok::Colon)) spec = format_spec(pos_, is_template);
  expect(Tok::RightBrace);
  if (debug && conversion < 0 && !spec) conversion = 'r';
  if (debug) {
    const Token& open = tokens_[start];
    const Token& end = tokens_[text_end];
    auto* shown = make<Constant>();
    shown->type = ConstantType::Text;
    shown->text = field_source(open.end, end.begin);
    shown->line = open.line;
    shown->col = open.col + 1;
    shown->end_line = end.line;
    shown->end_col = end.col;
    into.add(shown);
  }
  if (is_template) {
    auto* field = make<Interpolation>();
    field->value = value;
    field->str = field_source(tokens_[start].end, value_end);
    field->conversion = conversion;
    field->format_spec = spec;
    into.add(finish(field, start));
    return;
  }
  auto* field = make<FormattedValue>();
  field->value = value;
  field->conversion = conversion;
  field->format_spec = spec;
  into.add(finish(field, start));
}

Expr* Parser::format_spec(std::size_t colon, bool is_template) {
  ++pos_;
  Collect<Expr> parts(*this);
  while (!is(Tok::RightBrace)) {
    if (is(Tok::TextMiddle)) {
      auto* node = make<Constant>();
      node->type = ConstantType::Text;
      node->text =
          decode(text(token()), token().raw, false, token(), TextPart::Spec);
      ++pos_;
      parts.add(finish(node, pos_ - 1));
    } else if (is(Tok::LeftBrace)) {
      text_field(parts, false);
    } else {
      break;
    }
  }
  static_cast<void>(is_template);
  return concatenate(parts, colon, true, false);
}

}  // namespace limbeck::py

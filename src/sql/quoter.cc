#include "sql/quoter.h"

#include <algorithm>

#include "base/error.h"
#include "base/text.h"
#include "sql/md5.h"

namespace limbeck::sql {

namespace {

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         (c >= '0' && c <= '9') || c == '_' || (c & 0x80);
}

/// Byte offset of the code point at `count`.
std::size_t code_point_offset(std::string_view text, std::size_t count) {
  std::size_t at = 0;
  while (at < text.size() && count > 0) {
    ++at;
    while (at < text.size() && (text[at] & 0xc0) == 0x80) ++at;
    --count;
  }
  return at;
}

/// "a.[b.c].d" split at dots outside brackets, as SQL Server reads it.
// SQLAlchemy: mssql.base._schema_elements
std::vector<std::string> owner_parts(const std::string& schema) {
  std::vector<std::string> parts;
  std::string part;
  bool inside = false, bracketed = false;
  for (char c : schema) {
    if (c == '[') {
      inside = bracketed = true;
    } else if (c == ']') {
      inside = false;
    } else if (c == '.' && !inside) {
      parts.push_back(bracketed ? cat("[", part, "]") : part);
      part.clear();
      bracketed = false;
    } else {
      part += c;
    }
  }
  if (!part.empty()) parts.push_back(part);
  return parts;
}

}  // namespace

bool Quoter::has_illegal_characters(std::string_view name) const {
  if (name.empty()) return true;
  for (char c : name) {
    bool legal = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                 (c >= '0' && c <= '9') || c == '_' || c == '$';
    if (!legal) return true;
  }
  return false;
}

bool Quoter::needs_quotes(std::string_view name) const {
  if (has_illegal_characters(name)) return true;
  char first = name[0];
  if ((first >= '0' && first <= '9') || first == '$') return true;
  if (first == '_' && rules_.underscore_needs_quotes) return true;
  for (char c : name) {
    if (c >= 'A' && c <= 'Z') return true;
  }
  return std::binary_search(rules_.reserved.begin(), rules_.reserved.end(),
                            name);
}

std::string Quoter::always(std::string_view name) const {
  std::string out(1, rules_.open);
  for (char c : name) {
    out += c;
    if (c == rules_.close) out += c;
    if (c == '%' && double_percents && rules_.open != '[') out += c;
  }
  out += rules_.close;
  return out;
}

std::string Quoter::quote(std::string_view name) const {
  return needs_quotes(name) ? always(name) : std::string(name);
}

std::string Quoter::quote(const Name& name) const {
  if (name.quote) return *name.quote ? always(name.text) : name.text;
  return quote(std::string_view(name.text));
}

std::string Quoter::schema(const Name& name) const {
  if (!rules_.dotted_schema || (name.quote && *name.quote)) return quote(name);
  std::vector<std::string> parts = owner_parts(name.text);
  if (parts.empty()) return {};
  std::string owner = quote(std::string_view(parts.back()));
  parts.pop_back();
  if (parts.empty()) return owner;
  std::string database = join(parts, ".");
  if (contains(database, "].[")) return cat(database, ".", owner);
  std::string_view bare = database;
  while (!bare.empty() && bare.front() == '[') bare.remove_prefix(1);
  while (!bare.empty() && bare.back() == ']') bare.remove_suffix(1);
  return cat(quote(bare), ".", owner);
}

std::string Quoter::dotted(const Name& name) const {
  if (name.quote) return quote(name);
  std::vector<std::string> parts = split(name.text, '.');
  for (std::string& part : parts) part = quote(std::string_view(part));
  return join(parts, ".");
}

std::string Quoter::collation(const std::string& name,
                              const std::optional<std::string>& schema) const {
  std::string out =
      rules_.quote_collations ? quote(std::string_view(name)) : name;
  return schema ? cat(this->schema(Name(*schema)), ".", out) : out;
}

std::optional<Name> Quoter::translated(
    const std::optional<Name>& schema) const {
  bool none = !schema || schema->text.empty();
  if (schema_translate.empty()) return none ? std::nullopt : schema;
  auto found = schema_translate.find(none ? "" : schema->text);
  if (found == schema_translate.end()) return none ? std::nullopt : schema;
  if (!found->second.empty()) return Name(found->second);
  // SQLAlchemy: IdentifierPreparer._render_schema_translates
  if (!has_default_schema)
    throw Error(ErrorKind::Compile,
                "Dialect has no default schema name; can't use None as dynamic "
                "schema target.");
  return std::nullopt;
}

std::string Quoter::table(const Name& name, const std::optional<Name>& schema,
                          bool use_schema) const {
  if (use_schema) {
    if (std::optional<Name> actual = translated(schema)) {
      return cat(this->schema(*actual), ".", quote(name));
    }
  }
  return quote(name);
}

std::string Quoter::named(const Name& name,
                          const std::optional<Name>& schema) const {
  const bool empty = schema && schema->text.empty() && schema_translate.empty();
  return empty ? cat(this->schema(*schema), ".", quote(name))
               : table(name, schema);
}

std::string Quoter::fitted(const Name& name, std::size_t limit) const {
  std::size_t length = count_code_points(name.text);
  bool shortened =
      name.kind == Name::Kind::Generated || name.kind == Name::Kind::Final;
  // A name that somebody wrote may be as long as any other identifier.
  if (!shortened) limit = rules_.max_length;
  if (length <= limit) return name.text;
  if (name.kind == Name::Kind::Generated || name.kind == Name::Kind::Final) {
    return cat(name.text.substr(0, code_point_offset(name.text, limit - 8)),
               "_", md5_hex(name.text).substr(28));
  }
  // A given name is not cut. MySQL's limits for these names are the server's
  // to tell: SQLAlchemy looks at the longest identifier only.
  limit = std::max(limit, std::min<std::size_t>(rules_.max_length, 255));
  if (length <= limit) return name.text;
  throw Error(ErrorKind::Identifier,
              cat("Identifier ", schema::python_repr(name.text),
                  " exceeds maximum length of ", limit, " characters"));
}

std::string Quoter::constraint(const Name& name) const {
  Name fit(fitted(name, rules_.max_constraint), Name::Kind::Plain, name.quote);
  return quote(fit);
}

std::string Quoter::index(const Name& name) const {
  Name fit(fitted(name, rules_.max_index), Name::Kind::Plain, name.quote);
  return quote(fit);
}

namespace {

/// What the reference shows of its pattern.
constexpr std::string_view kPhrasePattern = "'^\\\\w+(?:\\\\s+\\\\w+)*$'";
constexpr std::string_view kColumnsPattern =
    "'^\\\\w+(?:\\\\s+\\\\w+)*(?:\\\\s*\\\\(\\\\s*(?:[\\\\w$]+|\"(?:[^\"]|\"\")"
    "+\")(?:\\\\s*,\\\\s*(?:[\\\\w$]+|\"(?:[^\"]|\"\")+\"))*\\\\s*\\\\))?$'";

/// Words, and perhaps names of columns in brackets: `SET NULL (a, "b c")`.
// SQLAlchemy: compiler.SQL_KEYWORD_PHRASE
bool is_phrase(std::string_view text) {
  std::size_t at = 0;
  auto space = [&] {
    while (at < text.size() && (text[at] == ' ' || text[at] == '\t' ||
                                text[at] == '\n' || text[at] == '\r'))
      ++at;
  };
  auto word = [&](bool dollars) {
    std::size_t from = at;
    while (at < text.size() &&
           (is_word(text[at]) || (dollars && text[at] == '$')))
      ++at;
    return at > from;
  };
  auto column = [&] {
    if (at == text.size() || text[at] != '"') return word(true);
    std::size_t from = ++at;
    for (; at < text.size(); ++at) {
      if (text[at] != '"') continue;
      if (at + 1 == text.size() || text[at + 1] != '"') break;
      ++at;
    }
    return at < text.size() && at++ > from;
  };
  if (!word(false)) return false;
  for (;;) {
    std::size_t from = at;
    space();
    if (at == text.size()) return at == from;
    if (text[at] == '(') break;
    if (at == from || !word(false)) return false;
  }
  for (char separator = '('; at < text.size() && text[at] == separator;
       separator = ',') {
    ++at;
    space();
    if (!column()) return false;
    space();
  }
  return at + 1 == text.size() && text[at] == ')';
}

}  // namespace

const std::string& checked_phrase(const std::string& text, bool columns) {
  const bool wrong =
      !is_phrase(text) || (!columns && text.find('(') != std::string::npos);
  if (wrong) {
    throw Error(ErrorKind::Compile,
                cat("Unexpected SQL phrase: ", schema::python_repr(text),
                    " (matching against ",
                    columns ? kColumnsPattern : kPhrasePattern, ")"));
  }
  return text;
}

}  // namespace limbeck::sql

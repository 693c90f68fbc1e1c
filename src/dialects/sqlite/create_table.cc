#include "dialects/sqlite/create_table.h"

#include <algorithm>

#include "base/text.h"
#include "dialects/pattern.h"
#include "dialects/reflection.h"

namespace limbeck::dialects {

// Names are either double-quoted or plain words, as SQLAlchemy's DDL has them.
struct CreateTableReader::Patterns {
  Pattern primary_key{R"re(constraint\s+(?:"(.+?)"|(\w+))\s+primary\s+key)re"};
  Pattern foreign_key{
      R"re((?:constraint\s+(?:"(.+?)"|(\w+))\s+)?)re"
      R"re(foreign\s+key\s*\(\s*(.+?)\s*\)\s+)re"
      R"re(references\s+(?:"(.+?)"|(\w+))\s*\(\s*)re"
      R"re(((?:"[^"]+"|\w+)(?:(?:\s*,\s*|\s+)(?:"[^"]+"|\w+))*\s*)\)\s*)re"
      R"re(((?:on\s+(?:delete|update)\s+(?:set\s+null|set\s+default)re"
      R"re(|cascade|restrict|no\s+action)\s*)*))re"
      R"re(((?:not\s+)?deferrable)?)re"
      R"re((?:\s+initially\s+(deferred|immediate))?)re"};
  Pattern word{R"re("(.+?)"|(\w+))re"};
  Pattern action{
      R"re(on\s+(delete|update)\s+)re"
      R"re((set\s+null|set\s+default|cascade|restrict|no\s+action))re"};
  Pattern unique{
      R"re((?:constraint\s+(?:"(.+?)"|(\w+))\s+)?unique\s*\((.+?)\))re"};
  Pattern inline_unique{R"re((?:(".+?")|[\[`]?(\w+)[\]`]?)[\t ]+)re"
                        R"re(\w+(?:[\t ]+\w+)*?[\t ]+unique)re"};
  Pattern check{
      R"re((?<![A-Za-z0-9_])(?:constraint\s+("(?:[^"]|"")+")re"
      R"re(|'(?:[^']|'')+'|\[(?:[^\]]|\]\])+\]|`(?:[^`]|``)+`|\S+)\s+)?)re"
      R"re(check\s*\()re"};
  Pattern generated{R"re((?:\bgenerated\s+always\s+)?\bas\s*\()re"};
  Pattern options{R"re(\)(?:\s*,?\s*(?:(without\s+rowid)|(strict)))*\s*$)re"};
  Pattern index_where{R"re(\)\s+where\s+(.+))re"};
};

namespace {

std::optional<std::string> either(const Match& match, std::size_t one,
                                  std::size_t other) {
  if (match.has(one) && !match.text(one).empty()) return match.text(one);
  if (match.has(other)) return match.text(other);
  return std::nullopt;
}

std::vector<std::string> names_in(const Pattern& word, std::string_view text) {
  std::vector<std::string> names;
  for (const Match& match : word.all(text))
    names.push_back(*either(match, 1, 2));
  return names;
}

std::string one_blank(std::string_view text) {
  std::string out;
  for (char c : text) {
    bool blank = c == ' ' || c == '\t' || c == '\n' || c == '\r';
    if (!blank)
      out += c;
    else if (!out.empty() && out.back() != ' ')
      out += ' ';
  }
  return out;
}

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         (c >= '0' && c <= '9') || c == '_' || (c & 0x80) != 0;
}

}  // namespace

CreateTableReader::CreateTableReader()
    : patterns_(std::make_unique<Patterns>()) {}
CreateTableReader::~CreateTableReader() = default;

// SQLAlchemy: SQLiteDialect.get_pk_constraint
std::optional<std::string> CreateTableReader::primary_key_name(
    std::string_view sql) const {
  auto match = patterns_->primary_key.search(sql);
  if (!match) return std::nullopt;
  return either(*match, 1, 2);
}

// SQLAlchemy: SQLiteDialect.get_foreign_keys, FK_PATTERN
std::vector<ParsedForeignKey> CreateTableReader::foreign_keys(
    std::string_view sql) const {
  std::vector<ParsedForeignKey> found;
  for (const Match& match : patterns_->foreign_key.all(sql)) {
    ParsedForeignKey key;
    key.name = either(match, 1, 2);
    key.columns = names_in(patterns_->word, match.text(3));
    key.referred_table = *either(match, 4, 5);
    key.referred_columns = names_in(patterns_->word, match.text(6));
    for (const Match& action : patterns_->action.all(*match.groups[7])) {
      std::string what = upper(one_blank(action.text(2)));
      if (what == "NO ACTION") continue;
      (lower(action.text(1)) == "delete" ? key.ondelete : key.onupdate) = what;
    }
    if (match.has(8))
      key.deferrable = upper(match.text(8)).find("NOT") == std::string::npos;
    key.initially = upper(match.text(9));
    found.push_back(std::move(key));
  }
  return found;
}

// SQLAlchemy: SQLiteDialect.get_unique_constraints
std::vector<ParsedUnique> CreateTableReader::uniques(
    std::string_view sql) const {
  std::vector<ParsedUnique> found;
  for (const Match& match : patterns_->unique.all(sql))
    found.push_back(
        {either(match, 1, 2), names_in(patterns_->word, match.text(3))});
  for (const Match& match : patterns_->inline_unique.all(sql))
    found.push_back(
        {std::nullopt, names_in(patterns_->word, *either(match, 1, 2))});
  return found;
}

// SQLAlchemy: SQLiteDialect.get_check_constraints
std::vector<ParsedCheck> CreateTableReader::checks(std::string_view sql) const {
  std::vector<ParsedCheck> found;
  for (const Match& match : patterns_->check.all(sql)) {
    std::size_t close = matching_paren(sql, match.end - 1);
    if (close == std::string_view::npos) continue;
    ParsedCheck check;
    if (match.has(1)) {
      std::string name = match.text(1);
      bool quoted =
          name.size() > 2 && ((name.front() == name.back() &&
                               std::string_view("\"'`").find(name.front()) !=
                                   std::string_view::npos) ||
                              (name.front() == '[' && name.back() == ']'));
      check.name = quoted ? name.substr(1, name.size() - 2) : name;
    }
    check.sqltext =
        std::string(strip(sql.substr(match.end, close - match.end)));
    found.push_back(std::move(check));
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const ParsedCheck& a, const ParsedCheck& b) {
                     return a.name.value_or("~") < b.name.value_or("~");
                   });
  return found;
}

// SQLAlchemy: SQLiteDialect._get_column_info. Its pattern runs on to
// the last parenthesis of the line; here the expression ends where its
// own closes.
std::string CreateTableReader::computed(std::string_view sql,
                                        std::string_view column) const {
  std::string wanted = lower(column);
  std::string text = lower(sql);
  std::size_t body = text.find('(');
  for (std::size_t at = text.find(wanted, body); at != std::string::npos;
       at = text.find(wanted, at + 1)) {
    std::size_t end = at + wanted.size();
    if (is_word(text[at - 1]) || (end < text.size() && is_word(text[end])))
      continue;
    auto match = patterns_->generated.search(sql, end);
    if (!match) return "";
    // Another column may begin before that, unless the comma is the
    // type's.
    std::string_view between = sql.substr(end, match->begin - end);
    int depth = 0;
    bool other = false;
    for (char c : between) {
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      other |= (c == ',' && depth == 0) || depth < 0;
    }
    if (other) continue;
    std::size_t close = matching_paren(sql, match->end - 1);
    if (close == std::string_view::npos) return "";
    return std::string(sql.substr(match->end, close - match->end));
  }
  return "";
}

// SQLAlchemy: SQLiteDialect.get_table_options
schema::Options CreateTableReader::options(std::string_view sql) const {
  schema::Options options;
  auto match = patterns_->options.search(strip(sql));
  if (match && match->has(1)) options.set("sqlite_with_rowid", false);
  if (match && match->has(2)) options.set("sqlite_strict", true);
  return options;
}

// SQLAlchemy: SQLiteDialect.get_indexes
std::optional<std::string> CreateTableReader::index_where(
    std::string_view sql) const {
  auto match = patterns_->index_where.search(sql);
  if (!match) return std::nullopt;
  return match->text(1);
}

}  // namespace limbeck::dialects

// When two types are the same for a database: their DDL text is cut into words
// and arguments, and these are compared with some tolerance.
// Alembic: DefaultImpl.compare_type
#include <algorithm>
#include <cctype>
#include <set>

#include "autogen/comparison.h"
#include "base/text.h"
#include "sqlalchemy/bridge.h"

namespace limbeck::autogen {

namespace {

struct Words {
  std::string first;
  std::vector<std::string> others, arguments;
  std::string all() const {
    return others.empty() ? first : cat(first, " ", join(others, " "));
  }
};

bool is_word(unsigned char c) {
  return std::isalnum(c) || c == '_' || c == '-' || c >= 0x80;
}

// Alembic: DefaultImpl._tokenize_column_type
Words cut(const std::string& text) {
  std::vector<std::string> words;
  std::string arguments;
  for (std::size_t i = 0; i < text.size();) {
    if (is_word(text[i])) {
      const std::size_t start = i;
      while (i < text.size() && is_word(text[i])) ++i;
      words.push_back(text.substr(start, i - start));
    } else if (text[i] == '(' && i + 2 < text.size()) {
      const std::size_t end = text.find(')', i + 2);
      if (end == std::string::npos) break;
      arguments = text.substr(i + 1, end - i - 1);
      i = end + 1;
    } else {
      ++i;
    }
  }
  Words result;
  if (!words.empty()) {
    result.first = words.front();
    result.others.assign(words.begin() + 1, words.end());
  }
  if (!arguments.empty())
    for (const std::string& argument : split(arguments, ','))
      if (!argument.empty() && !contains(argument, "="))
        result.arguments.emplace_back(strip(argument));
  return result;
}

using Synonyms = std::vector<std::set<std::string>>;

Synonyms synonyms(std::string_view dialect) {
  Synonyms sets{{"numeric", "decimal"}};
  if (dialect == "postgresql") {
    sets.push_back({"float", "double precision"});
  } else if (dialect == "mysql" || dialect == "mariadb") {
    sets.push_back({"bool", "tinyint"});
    sets.push_back({"json", "longtext"});
  } else if (dialect == "mssql") {
    sets.push_back({"varchar", "nvarchar"});
  } else if (dialect == "oracle") {
    sets.push_back({"varchar", "varchar2"});
    sets.push_back(
        {"bigint", "integer", "smallint", "decimal", "numeric", "number"});
    sets.push_back({"double", "float", "double_precision"});
  }
  return sets;
}

bool names_match(const Words& a, const Words& b, std::string_view dialect) {
  if (a.first == b.first) return true;
  for (const auto& set : synonyms(dialect))
    if ((set.contains(a.all()) && set.contains(b.all())) ||
        (set.contains(a.first) && set.contains(b.first)))
      return true;
  return false;
}

/// The word behind `phrase`, empty if it is not there.
std::string word_behind(const std::string& text, std::string_view phrase) {
  const std::size_t at = text.find(phrase);
  if (at == std::string::npos) return {};
  std::size_t end = at + phrase.size();
  while (end < text.size() && is_word(text[end])) ++end;
  return text.substr(at + phrase.size(), end - at - phrase.size());
}

bool details_match(const Words& a, const Words& b, bool mysql) {
  if (a.others.size() == b.others.size() && a.others != b.others) return false;
  // What only one side says does not count: varchar(5) and varchar are equal.
  if (a.arguments.size() == b.arguments.size() && a.arguments != b.arguments)
    return false;
  if (!mysql) return true;
  const std::string left = join(a.others, " "), right = join(b.others, " ");
  for (const char* phrase : {"character set ", "collate "}) {
    const std::string one = word_behind(left, phrase),
                      other = word_behind(right, phrase);
    if (!one.empty() && !other.empty() && one != other) return false;
  }
  return true;
}

}  // namespace

bool Comparison::types_differ(const schema::Type& reflected,
                              const schema::Type& model) {
  // The commonest case: a plain type, the same on both sides.
  if (reflected == model && !model.custom) return false;
  if (is_mysql() && reflected.is(schema::TypeKind::Enum) &&
      model.is(schema::TypeKind::Enum)) {
    // Alembic: MySQLImpl.compare_type; the order of labels does not count.
    const std::set<std::string> a(reflected.values.begin(),
                                  reflected.values.end());
    const std::set<std::string> b(model.values.begin(), model.values.end());
    return a != b;
  }
  const Words a = cut(lower(dialect_.compile(reflected)));
  const Words b = cut(lower(dialect_.compile(model)));
  return !names_match(a, b, dialect_.name()) ||
         !details_match(a, b, is_mysql());
}

bool Comparison::columns_types_differ(const Value& reflected,
                                      const Value& model) {
  return types_differ(sa::lower_type(py::get_attribute(reflected, "type")),
                      sa::lower_type(py::get_attribute(model, "type")));
}

}  // namespace limbeck::autogen

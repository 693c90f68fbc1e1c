#include "db/insert_values.h"

#include "base/text.h"

namespace limbeck::db {
namespace {

bool is_word(char c) {
  return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
         (c >= 'A' && c <= 'Z');
}

// Behind the quoted piece that starts at `i`.
std::size_t skip_quoted(std::string_view sql, std::size_t i) {
  std::size_t end = sql.find(sql[i], i + 1);
  return end == std::string_view::npos ? sql.size() : end + 1;
}

bool is_quote(char c) { return c == '\'' || c == '"' || c == '`'; }

// Where the keyword VALUES ends; 0 if there is none.
std::size_t behind_values(std::string_view sql) {
  for (std::size_t i = 0; i + 6 <= sql.size();) {
    if (is_quote(sql[i])) {
      i = skip_quoted(sql, i);
    } else if ((i == 0 || !is_word(sql[i - 1])) &&
               upper(sql.substr(i, 6)) == "VALUES" &&
               (i + 6 == sql.size() || !is_word(sql[i + 6]))) {
      return i + 6;
    } else {
      ++i;
    }
  }
  return 0;
}

// Behind the bracket that closes the one at `open`; 0 if none does.
std::size_t behind_group(std::string_view sql, std::size_t open) {
  int depth = 0;
  for (std::size_t i = open; i < sql.size();) {
    if (is_quote(sql[i])) {
      i = skip_quoted(sql, i);
      continue;
    }
    if (sql[i] == '(') ++depth;
    if (sql[i] == ')' && --depth == 0) return i + 1;
    ++i;
  }
  return 0;
}

}  // namespace

std::optional<InsertValues> split_insert_values(std::string_view sql) {
  const std::string_view text = strip(sql);
  const std::string word = upper(text.substr(0, 7));
  if (word != "INSERT " && word != "REPLACE") return std::nullopt;
  std::size_t start = behind_values(text);
  if (start == 0) return std::nullopt;
  while (start < text.size() && (text[start] == ' ' || text[start] == '\n'))
    ++start;
  if (start == text.size() || text[start] != '(') return std::nullopt;
  const std::size_t end = behind_group(text, start);
  if (end == 0) return std::nullopt;
  const std::string_view tail = text.substr(end);
  // A further group, or a further statement, is none of our business.
  const std::string_view rest = strip(tail);
  if (!rest.empty() && (rest.front() == ',' || rest.front() == ';'))
    return std::nullopt;
  return InsertValues{text.substr(0, start), text.substr(start, end - start),
                      tail};
}

}  // namespace limbeck::db

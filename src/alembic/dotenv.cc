#include "alembic/dotenv.h"

#include <cstdlib>

#include "base/text.h"

#include "base/files.h"

namespace limbeck::alembic {
namespace {

using Find = std::function<std::optional<std::string>(const std::string&)>;

class Parser {
 public:
  Parser(std::string_view text, const Find& find) : text_(text), find_(find) {}

  std::vector<std::pair<std::string, std::optional<std::string>>> run() {
    if (text_.starts_with("\xEF\xBB\xBF")) text_.remove_prefix(3);
    while (skip_space(), at_ < text_.size()) binding();
    return std::move(found_);
  }

 private:
  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  void skip_space() {
    while (at_ < text_.size() &&
           std::string_view(" \t\r\n\f\v").find(text_[at_]) !=
               std::string_view::npos)
      ++at_;
  }
  void skip_blanks() {
    while (peek() == ' ' || peek() == '\t') ++at_;
  }
  void skip_line() {
    while (at_ < text_.size() && text_[at_] != '\n') ++at_;
  }

  void binding() {
    if (peek() == '#') return skip_line();
    if (text_.substr(at_).starts_with("export ")) {
      at_ += 7;
      skip_blanks();
    }
    std::string name;
    if (peek() == '\'') {
      const auto end = text_.find('\'', at_ + 1);
      if (end == std::string_view::npos) return skip_line();
      name = text_.substr(at_ + 1, end - at_ - 1);
      at_ = end + 1;
    } else {
      const auto from = at_;
      while (at_ < text_.size() &&
             std::string_view("=# \t\r\n").find(text_[at_]) ==
                 std::string_view::npos)
        ++at_;
      name = text_.substr(from, at_ - from);
    }
    skip_blanks();
    if (name.empty()) return skip_line();
    if (peek() != '=') {
      const bool ends =
          peek() == '\0' || peek() == '\n' || peek() == '\r' || peek() == '#';
      skip_line();
      if (ends) found_.emplace_back(name, std::nullopt);
      return;
    }
    ++at_;
    skip_blanks();
    std::optional<std::string> value = this->value();
    skip_line();
    if (value) found_.emplace_back(name, std::move(*value));
  }

  std::optional<std::string> value() {
    const char mark = peek();
    if (mark == '\'' || mark == '"') return quoted(mark);
    const auto from = at_;
    skip_line();
    std::string_view raw = text_.substr(from, at_ - from);
    // A comment begins at white space and a number sign.
    for (std::size_t i = 0; i < raw.size(); ++i)
      if (raw[i] == '#' && i > 0 && (raw[i - 1] == ' ' || raw[i - 1] == '\t'))
        raw = raw.substr(0, i);
    if (raw.starts_with('#')) raw = {};
    return expand(strip(raw));
  }

  std::optional<std::string> quoted(char mark) {
    std::string out;
    for (++at_; at_ < text_.size(); ++at_) {
      const char c = text_[at_];
      if (c == mark) {
        ++at_;
        return mark == '"' ? expand(out) : out;
      }
      if (c != '\\' || at_ + 1 >= text_.size()) {
        out += c;
        continue;
      }
      const char next = text_[++at_];
      const std::string_view plain = mark == '"' ? "\\'\"" : "\\'";
      const std::string_view letters = "abfnrtv", codes = "\a\b\f\n\r\t\v";
      const auto letter = letters.find(next);
      if (plain.find(next) != std::string_view::npos) {
        out += next;
      } else if (mark == '"' && letter != std::string_view::npos) {
        out += codes[letter];
      } else {
        out += '\\';
        out += next;
      }
    }
    return std::nullopt;  // never closed: no assignment
  }

  std::string expand(std::string_view raw) const {
    std::string out;
    for (;;) {
      const auto at = raw.find("${");
      const auto end = at == std::string_view::npos ? at : raw.find('}', at);
      if (end == std::string_view::npos) return out += raw;
      out += raw.substr(0, at);
      std::string_view name = raw.substr(at + 2, end - at - 2);
      std::string_view otherwise;
      if (const auto mark = name.find(":-"); mark != std::string_view::npos) {
        otherwise = name.substr(mark + 2);
        name = name.substr(0, mark);
      }
      out += look_up(std::string(name)).value_or(std::string(otherwise));
      raw.remove_prefix(end + 1);
    }
  }

  std::optional<std::string> look_up(const std::string& name) const {
    if (auto value = find_(name)) return value;
    for (auto it = found_.rbegin(); it != found_.rend(); ++it)
      if (it->first == name) return it->second;
    return std::nullopt;
  }

  std::string_view text_;
  const Find& find_;
  std::size_t at_ = 0;
  std::vector<std::pair<std::string, std::optional<std::string>>> found_;
};

}  // namespace

std::vector<std::pair<std::string, std::optional<std::string>>> parse_dotenv(
    std::string_view text, const Find& find) {
  return Parser(text, find).run();
}

void load_dotenv(const std::string& path) {
  const auto text = read_file_if_exists(path);
  if (!text) return;
  const auto environment =
      [](const std::string& name) -> std::optional<std::string> {
    const char* value = std::getenv(name.c_str());
    if (!value) return std::nullopt;
    return value;
  };
  for (const auto& [name, value] : parse_dotenv(*text, environment))
    if (value) ::setenv(name.c_str(), value->c_str(), 0);
}

}  // namespace limbeck::alembic

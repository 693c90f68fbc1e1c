#include "alembic/dotenv.h"

#include <algorithm>
#include <cstdlib>

#include "base/files.h"
#include "base/text.h"

namespace limbeck::alembic {
namespace {

using Find = std::function<std::optional<std::string>(const std::string&)>;
using Assignment = std::pair<std::string, std::optional<std::string>>;

bool is_space(char c) {
  return std::string_view(" \t\r\n\f\v").find(c) != std::string_view::npos;
}

bool is_line_end(char c) { return c == '\n' || c == '\r'; }

// python-dotenv: parser.py
class Parser {
 public:
  Parser(std::string_view text, const Find& find) : text_(text), find_(find) {}

  std::vector<Assignment> run() {
    if (text_.starts_with("\xEF\xBB\xBF")) text_.remove_prefix(3);
    while (at_ < text_.size()) {
      // What is no assignment costs its line (or what is left of it).
      if (!binding()) skip([](char c) { return !is_line_end(c); });
    }
    return std::move(found_);
  }

 private:
  bool ended() const { return at_ >= text_.size(); }
  char peek() const { return ended() ? '\0' : text_[at_]; }

  template <class Test>
  std::string_view skip(Test test) {
    const auto from = at_;
    while (!ended() && test(text_[at_])) ++at_;
    return text_.substr(from, at_ - from);
  }
  std::string_view skip_blanks() {
    return skip([](char c) { return is_space(c) && !is_line_end(c); });
  }

  // Python-dotenv: parse_binding. False where the line is no assignment.
  bool binding() {
    skip(is_space);
    if (ended()) return true;
    skip_export();
    std::optional<std::string> name = key();
    if (!name) return false;
    skip_blanks();
    std::optional<std::string> value;
    if (peek() == '=') {
      ++at_;
      const bool blank = !skip_blanks().empty();
      value = blank && peek() == '#' ? std::string() : this->value();
      if (!value) return false;
    }
    skip_blanks();
    if (peek() == '#') skip([](char c) { return !is_line_end(c); });
    if (!ended() && !is_line_end(peek())) return false;
    if (value) value = expand(*value);
    if (!name->empty()) assign(std::move(*name), std::move(value));
    return true;
  }

  void skip_export() {
    constexpr std::string_view kExport = "export";
    if (!text_.substr(at_).starts_with(kExport)) return;
    const auto from = at_;
    at_ += kExport.size();
    if (skip_blanks().empty()) at_ = from;
  }

  // Empty at a comment, nothing at what is no name.
  std::optional<std::string> key() {
    if (peek() == '#') return "";
    if (peek() == '\'') {
      const auto end = text_.find('\'', at_ + 1);
      if (end == std::string_view::npos || end == at_ + 1) return std::nullopt;
      std::string name(text_.substr(at_ + 1, end - at_ - 1));
      at_ = end + 1;
      return name;
    }
    std::string name(
        skip([](char c) { return c != '=' && c != '#' && !is_space(c); }));
    if (name.empty()) return std::nullopt;
    return name;
  }

  std::optional<std::string> value() {
    if (peek() == '\'') return quoted('\'', "\\'", "");
    if (peek() == '"') return quoted('"', "\\'\"", "abfnrtv");
    std::string_view raw = skip([](char c) { return !is_line_end(c); });
    // A comment begins at white space and a number sign.
    for (std::size_t i = 1; i < raw.size(); ++i)
      if (raw[i] == '#' && is_space(raw[i - 1])) raw = raw.substr(0, i);
    while (!raw.empty() && is_space(raw.back())) raw.remove_suffix(1);
    return std::string(raw);
  }

  // Nothing, and nothing read, if the quotes are never closed.
  std::optional<std::string> quoted(char mark, std::string_view plain,
                                    std::string_view letters) {
    constexpr std::string_view kCodes = "\a\b\f\n\r\t\v";
    std::string out;
    for (auto i = at_ + 1; i < text_.size(); ++i) {
      const char c = text_[i];
      if (c == mark) {
        at_ = i + 1;
        return out;
      }
      if (c != '\\' || i + 1 >= text_.size()) {
        out += c;
        continue;
      }
      const char next = text_[++i];
      const auto letter = letters.find(next);
      if (plain.find(next) != std::string_view::npos) {
        out += next;
      } else if (letter != std::string_view::npos) {
        out += kCodes[letter];
      } else {
        out += '\\';
        out += next;
      }
    }
    return std::nullopt;
  }

  // python-dotenv: variables.py
  std::string expand(std::string_view raw) const {
    std::string out;
    for (auto at = raw.find("${"); at != std::string_view::npos;
         at = raw.find("${")) {
      out += raw.substr(0, at);
      raw.remove_prefix(at);
      const auto name_end = raw.find_first_of("}:", 2);
      std::string_view otherwise;
      auto end = name_end;
      if (name_end != std::string_view::npos && raw[name_end] == ':') {
        const bool fallback = raw.substr(name_end).starts_with(":-");
        end = fallback ? raw.find('}', name_end) : std::string_view::npos;
        if (end != std::string_view::npos)
          otherwise = raw.substr(name_end + 2, end - name_end - 2);
      }
      if (end == std::string_view::npos) {
        out += "${";
        raw.remove_prefix(2);
        continue;
      }
      out += look_up(std::string(raw.substr(2, name_end - 2)), otherwise);
      raw.remove_prefix(end + 1);
    }
    return out += raw;
  }

  std::string look_up(const std::string& name,
                      std::string_view otherwise) const {
    if (auto value = find_(name)) return *value;
    for (const Assignment& each : found_)
      if (each.first == name) return each.second.value_or("");
    return std::string(otherwise);
  }

  // The last assignment of a name counts, at the place of the first.
  void assign(std::string name, std::optional<std::string> value) {
    for (Assignment& each : found_) {
      if (each.first != name) continue;
      each.second = std::move(value);
      return;
    }
    found_.emplace_back(std::move(name), std::move(value));
  }

  std::string_view text_;
  const Find& find_;
  std::size_t at_ = 0;
  std::vector<Assignment> found_;
};

}  // namespace

std::vector<Assignment> parse_dotenv(std::string_view text, const Find& find) {
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

#include "alembic/mako.h"

#include <algorithm>
#include <cctype>
#include <set>

#include "base/error.h"
#include "base/text.h"

namespace limbeck::alembic {
namespace {

constexpr int kIndent = 4;

bool is_name_start(char c) {
  return std::isalpha(static_cast<unsigned char>(c)) || c == '_' || (c & 0x80);
}
bool is_name_part(char c) {
  return is_name_start(c) || std::isdigit(static_cast<unsigned char>(c));
}

// A Python string literal of the text.
std::string quote(std::string_view text) {
  std::string out = "'";
  for (char c : text) {
    switch (c) {
      case '\\':
        out += "\\\\";
        break;
      case '\'':
        out += "\\'";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      case '\0':
        out += "\\x00";
        break;
      default:
        out += c;
    }
  }
  return out += '\'';
}

class Translator {
 public:
  Translator(std::string_view source, const std::string& file)
      : source_(source), file_(file) {}

  TranslatedTemplate run() {
    skip_coding();
    while (at_ < source_.size()) step();
    flush();
    if (!open_.empty())
      fail(cat("Keyword '", open_.back().keyword, "' is not closed by 'end",
               open_.back().keyword, "'"),
           open_.back().line);
    if (!defs_.empty()) fail("Unclosed tag: <%def>", defs_.back().line);
    TranslatedTemplate result;
    result.python = module_ + hoisted_ + body_;
    result.names.assign(names_.begin(), names_.end());
    return result;
  }

 private:
  // "# -*- coding: x -*-" in the first line is about the template itself.
  // Mako: Lexer.decode_raw_stream, Lexer.parse
  void skip_coding() {
    const auto end = source_.find('\n');
    const std::string_view line = source_.substr(0, end);
    const auto word = line.find("coding");
    if (!line.starts_with('#') || word == line.npos || end == source_.npos)
      return;
    const char mark = word + 6 < line.size() ? line[word + 6] : ' ';
    if (mark == ':' || mark == '=') at_ = end + 1;
  }

  struct Control {
    std::string keyword;
    int line;
  };
  struct Def {
    std::string outer;  // the code that surrounds the tag
    std::vector<Control> open;
    int line;
  };

  [[noreturn]] void fail(std::string message, int line) const {
    throw Error(ErrorKind::Syntax, std::move(message)).at({file_, line, 1});
  }
  int line() const {
    return 1 + static_cast<int>(
                   std::count(source_.begin(), source_.begin() + at_, '\n'));
  }
  std::string_view rest() const { return source_.substr(at_); }
  bool starts(std::string_view text) const { return rest().starts_with(text); }
  bool at_line_start() const { return at_ == 0 || source_[at_ - 1] == '\n'; }

  void emit(std::string_view code) {
    body_.append((open_.size() + (defs_.empty() ? 0 : 1)) * kIndent, ' ');
    body_ += code;
    body_ += '\n';
  }
  void flush() {
    if (text_.empty()) return;
    emit(cat("__write(", quote(text_), ")"));
    text_.clear();
  }

  void step() {
    if (at_line_start() && control_or_comment()) return;
    if (starts("\\\n")) {
      at_ += 2;
    } else if (starts("\\\r\n")) {
      at_ += 3;
    } else if (starts("${")) {
      expression();
    } else if (starts("<%")) {
      tag();
    } else if (starts("</%")) {
      close_tag();
    } else {
      text_ += source_[at_++];
    }
  }

  // A `% control` line, a `## comment` line; false when the line is text.
  bool control_or_comment() {
    std::size_t first = at_;
    while (first < source_.size() &&
           (source_[first] == ' ' || source_[first] == '\t'))
      ++first;
    const std::string_view here = source_.substr(first);
    if (here.starts_with("%%")) {
      text_ += source_.substr(at_, first - at_);
      text_ += '%';
      at_ = first + 2;
      return true;
    }
    const bool comment = here.starts_with("##");
    if (!comment && !here.starts_with("%")) return false;
    const int at_line = line();
    std::string code;
    std::size_t p = first + 1;
    while (p < source_.size() && source_[p] != '\n') {
      if (source_.substr(p).starts_with("\\\n")) {
        p += 2;
        continue;
      }
      code += source_[p++];
    }
    at_ = std::min(p + 1, source_.size());
    if (!comment) control(strip(code), at_line);
    return true;
  }

  void control(std::string_view code, int at_line) {
    flush();
    std::size_t size = 0;
    while (size < code.size() && is_name_part(code[size])) ++size;
    const std::string keyword(code.substr(0, size));
    if (keyword.starts_with("end")) {
      if (open_.empty() || keyword.substr(3) != open_.back().keyword)
        fail(cat("Keyword '", keyword, "' doesn't match keyword '",
                 open_.empty() ? std::string("") : open_.back().keyword, "'"),
             at_line);
      emit("pass");
      open_.pop_back();
      if (keyword == "endfor") emit("loop = loop.parent");
      return;
    }
    collect_names(code);
    static const std::set<std::string_view> kMiddle = {"else", "elif", "except",
                                                       "finally"};
    if (kMiddle.contains(keyword)) {
      if (open_.empty())
        fail(cat("Keyword '", keyword, "' has no opening control line"),
             at_line);
      emit("pass");
      const Control opener = open_.back();
      open_.pop_back();
      emit(code);
      open_.push_back(opener);
      return;
    }
    static const std::set<std::string_view> kOpening = {"if", "for", "while",
                                                        "with", "try"};
    if (!kOpening.contains(keyword))
      fail(cat("Unsupported control keyword: '", keyword, "'"), at_line);
    if (keyword == "for") {
      // `loop` needs the iterable by itself: for TARGET in ITERABLE:
      const auto in = code.find(" in ");
      const auto colon = code.rfind(':');
      if (in != std::string_view::npos && colon != std::string_view::npos &&
          colon > in) {
        emit(cat("loop = __loop(", code.substr(in + 4, colon - in - 4),
                 ", loop)"));
        emit(cat(code.substr(0, in), " in loop:"));
        open_.push_back({keyword, at_line});
        return;
      }
    }
    emit(code);
    open_.push_back({keyword, at_line});
  }

  // The end of Python code that `close` ends, with strings and brackets seen.
  std::size_t find_code_end(std::size_t from, std::string_view close) const {
    int depth = 0;
    std::size_t p = from;
    while (p < source_.size()) {
      const char c = source_[p];
      if (depth == 0 && source_.substr(p).starts_with(close)) return p;
      if (c == '\'' || c == '"') {
        const std::string triple(3, c);
        const bool is_triple = source_.substr(p).starts_with(triple);
        const std::string end = is_triple ? triple : std::string(1, c);
        p += end.size();
        while (p < source_.size() && !source_.substr(p).starts_with(end))
          p += source_[p] == '\\' ? 2 : 1;
        p += end.size();
        continue;
      }
      if (c == '#' && close == "%>") {
        while (p < source_.size() && source_[p] != '\n' &&
               !source_.substr(p).starts_with(close))
          ++p;
        continue;
      }
      if (c == '(' || c == '[' || c == '{') ++depth;
      if ((c == ')' || c == ']' || c == '}') && depth > 0) --depth;
      ++p;
    }
    fail(cat("Expected: ", close), line());
  }

  void expression() {
    flush();
    const auto end = find_code_end(at_ + 2, "}");
    std::string_view code = source_.substr(at_ + 2, end - at_ - 2);
    at_ = end + 1;
    std::string_view filters;
    // The filter bar is the last top-level `|` that is followed by names only.
    const auto bar = code.rfind('|');
    if (bar != std::string_view::npos && only_filters(code.substr(bar + 1))) {
      filters = code.substr(bar + 1);
      code = code.substr(0, bar);
    }
    collect_names(code);
    std::string call = cat("(", strip(code), ")");
    bool plain = false;
    std::vector<std::string> named;
    for (const std::string& part : split(filters, ',')) {
      const std::string name(strip(part));
      if (name == "n")
        plain = true;
      else if (!name.empty())
        named.push_back(name);
    }
    if (!plain) call = cat("__str", call);
    for (const std::string& name : named) {
      static const std::set<std::string_view> kBuiltin = {
          "h", "u", "x", "trim", "entity", "str", "unicode"};
      const bool builtin = kBuiltin.contains(name);
      if (!builtin) collect_names(name);
      call = builtin ? cat("__filter_", name, "(", call, ")")
                     : cat(name, "(", call, ")");
    }
    emit(cat("__write(", call, ")"));
  }

  static bool only_filters(std::string_view text) {
    bool any = false;
    for (const std::string& part : split(text, ',')) {
      const auto name = strip(part);
      if (name.empty() || !is_name_start(name[0])) return false;
      for (char c : name)
        if (!is_name_part(c) && c != '.') return false;
      any = true;
    }
    return any;
  }

  void tag() {
    const int at_line = line();
    if (starts("<%doc>")) {
      const auto end = source_.find("</%doc>", at_);
      if (end == std::string_view::npos) fail("Unclosed tag: <%doc>", at_line);
      at_ = end + 7;
      return;
    }
    if (starts("<%text>")) {
      const auto end = source_.find("</%text>", at_);
      if (end == std::string_view::npos) fail("Unclosed tag: <%text>", at_line);
      text_ += source_.substr(at_ + 7, end - at_ - 7);
      at_ = end + 8;
      return;
    }
    if (starts("<%def")) return open_def(at_line);
    if (starts("<%page") || starts("<%namespace") || starts("<%inherit") ||
        starts("<%include") || starts("<%block") || starts("<%call")) {
      const auto end = source_.find_first_of(" />", at_ + 2);
      const auto name = source_.substr(at_ + 2, end - at_ - 2);
      if (name == "page") {
        const auto close = source_.find('>', at_);
        at_ = close == std::string_view::npos ? source_.size() : close + 1;
        return;
      }
      throw Error(ErrorKind::Unsupported,
                  cat("limbeck does not render the Mako tag <%", name, ">"))
          .at({file_, at_line, 1})
          .hint("write what it brings in into the template itself");
    }
    const bool module_level = starts("<%!");
    const auto from = at_ + (module_level ? 3 : 2);
    const auto end = find_code_end(from, "%>");
    const std::string_view code = source_.substr(from, end - from);
    at_ = end + 2;
    collect_names(code);
    if (module_level) {
      module_ += dedent(code, 0);
    } else {
      flush();
      body_ += dedent(code, (open_.size() + (defs_.empty() ? 0 : 1)) * kIndent);
    }
  }

  void open_def(int at_line) {
    const auto end = source_.find('>', at_);
    if (end == std::string_view::npos) fail("Unclosed tag: <%def>", at_line);
    const std::string_view head = source_.substr(at_, end - at_);
    const auto name_at = head.find("name=");
    if (name_at == std::string_view::npos)
      fail("Missing attribute(s): 'name' in <%def>", at_line);
    const char mark = head[name_at + 5];
    const auto name_end = head.find(mark, name_at + 6);
    if (name_end == std::string_view::npos)
      fail("Missing attribute(s): 'name' in <%def>", at_line);
    const std::string signature(
        head.substr(name_at + 6, name_end - name_at - 6));
    at_ = end + 1;
    flush();
    defs_.push_back({std::move(body_), std::move(open_), at_line});
    body_ = cat("def ", signature, ":\n");
    open_.clear();
  }

  void close_tag() {
    if (!starts("</%def>")) {
      const auto end = source_.find('>', at_);
      fail(cat("Closing tag without opening tag: ",
               source_.substr(at_, end - at_ + 1)),
           line());
    }
    if (defs_.empty()) fail("Closing tag without opening tag: </%def>", line());
    flush();
    emit("return ''");
    Def def = std::move(defs_.back());
    defs_.pop_back();
    hoisted_ += body_;
    body_ = std::move(def.outer);
    open_ = std::move(def.open);
    at_ += 7;
  }

  // The block's lines with their common indent replaced by `indent` blanks.
  static std::string dedent(std::string_view code, std::size_t indent) {
    std::vector<std::string> lines = split(code, '\n');
    std::size_t common = std::string::npos;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      if (strip(lines[i]).empty() || i == 0) continue;
      common = std::min(common, lines[i].find_first_not_of(" \t"));
    }
    if (common == std::string::npos) common = 0;
    std::string out;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      if (strip(lines[i]).empty()) continue;
      std::string_view text = lines[i];
      text = i == 0 ? strip(text) : text.substr(std::min(common, text.size()));
      out.append(indent, ' ');
      out += text;
      out += '\n';
    }
    return out;
  }

  // Every identifier of the code that is not an attribute or inside a string.
  void collect_names(std::string_view code) {
    std::size_t p = 0;
    while (p < code.size()) {
      const char c = code[p];
      if (c == '\'' || c == '"') {
        const auto end = code.find(c, p + 1);
        p = end == std::string_view::npos ? code.size() : end + 1;
      } else if (is_name_start(c)) {
        std::size_t end = p;
        while (end < code.size() && is_name_part(code[end])) ++end;
        if (p == 0 || code[p - 1] != '.')
          names_.emplace(code.substr(p, end - p));
        p = end;
      } else {
        ++p;
      }
    }
  }

  std::string_view source_;
  const std::string& file_;
  std::size_t at_ = 0;
  std::string text_;
  std::string module_;   // <%! %>
  std::string hoisted_;  // <%def>: callable from anywhere in the template
  std::string body_;
  std::vector<Control> open_;
  std::vector<Def> defs_;
  std::set<std::string> names_;
};

}  // namespace

TranslatedTemplate translate_template(std::string_view source,
                                      const std::string& file_name) {
  return Translator(source, file_name).run();
}

}  // namespace limbeck::alembic

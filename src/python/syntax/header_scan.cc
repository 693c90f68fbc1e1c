#include "python/syntax/header_scan.h"

#include <array>
#include <cstdint>
#include <cstring>

#include "base/text.h"
#include "python/syntax/escapes.h"
#include "python/syntax/source.h"

namespace limbeck::py {
namespace {

// The bytes at which skipping over code has to stop and think.
constexpr std::array<bool, 256> make_marks() {
  std::array<bool, 256> marks{};
  for (char c : {'\n', '\\', '#', '"', '\'', '(', ')', '[', ']', '{', '}'})
    marks[static_cast<unsigned char>(c)] = true;
  return marks;
}
constexpr auto kMarks = make_marks();

bool is_word(char c) {
  auto low = static_cast<char>(c | 32);
  return (low >= 'a' && low <= 'z') || c == '_' || (c >= '0' && c <= '9') ||
         static_cast<unsigned char>(c) >= 0x80;
}

struct Unsure {
  const char* reason;
};

class HeaderScanner {
 public:
  HeaderScanner(std::string_view source, RevisionHeader& header)
      : source_(source), header_(header) {}

  void run();

  int line() const {
    int line = 1;
    for (char c : source_.substr(0, at_)) line += c == '\n';
    return line;
  }

 private:
  using Field = std::optional<HeaderValue> RevisionHeader::*;

  char look(std::size_t ahead = 0) const {
    return at_ + ahead < source_.size() ? source_[at_ + ahead] : '\0';
  }
  bool ended() const { return at_ >= source_.size(); }
  std::string_view word();
  void blanks();
  void blanks_in_brackets();
  void skip_line_rest();
  void skip_string();
  void skip_suite();
  void statement();
  void definition();
  void import_from();
  void note_import(std::string_view module, std::string_view names);
  void assignment(Field field);
  HeaderValue value();
  HeaderValue collection(char close, HeaderValue::Kind kind);
  std::optional<std::string> text();
  std::string literal();
  bool at_string() const;
  void docstring();
  void end_of_statement();
  bool assigns_header_name(std::size_t begin, std::size_t end) const;
  static Field field_named(std::string_view name);

  std::string_view source_;
  RevisionHeader& header_;
  std::size_t at_ = 0;
  static constexpr int kDepth = 50;  // values and brackets in a whole file
  int depth_ = 0;
};

std::string_view HeaderScanner::word() {
  std::size_t begin = at_;
  while (at_ < source_.size() && is_word(source_[at_])) ++at_;
  return source_.substr(begin, at_ - begin);
}

void HeaderScanner::blanks() {
  while (true) {
    char c = look();
    if (c == ' ' || c == '\t' || c == '\f')
      ++at_;
    else if (c == '\\' && look(1) == '\n')
      at_ += 2;
    else if (c == '\\' && look(1) == '\r' && look(2) == '\n')
      at_ += 3;
    else
      return;
  }
}

void HeaderScanner::blanks_in_brackets() {
  while (true) {
    blanks();
    char c = look();
    if (c == '\n' || c == '\r') {
      ++at_;
    } else if (c == '#') {
      at_ = std::min(source_.find('\n', at_), source_.size());
    } else {
      return;
    }
  }
}

// At an opening quote; moves behind the closing one.
void HeaderScanner::skip_string() {
  char quote = look();
  if (look(1) == quote && look(2) == quote) {
    at_ += 3;
    while (true) {
      auto* found = static_cast<const char*>(
          std::memchr(source_.data() + at_, quote, source_.size() - at_));
      if (!found) throw Unsure{"a string is not terminated"};
      auto end = static_cast<std::size_t>(found - source_.data());
      auto* escape = static_cast<const char*>(
          std::memchr(source_.data() + at_, '\\', end - at_));
      if (escape) {
        at_ = static_cast<std::size_t>(escape - source_.data()) + 2;
        if (at_ > source_.size()) throw Unsure{"a string is not terminated"};
        continue;
      }
      at_ = end + 1;
      if (look() == quote && look(1) == quote) {
        at_ += 2;
        return;
      }
    }
  }
  for (++at_; !ended(); ++at_) {
    char c = source_[at_];
    if (c == quote) {
      ++at_;
      return;
    }
    if (c == '\\')
      ++at_;
    else if (c == '\n')
      break;
  }
  throw Unsure{"a string is not terminated"};
}

// Moves behind the end of the logical line.
void HeaderScanner::skip_line_rest() {
  int depth = 0;
  while (!ended()) {
    char c = source_[at_];
    if (!kMarks[static_cast<unsigned char>(c)]) {
      ++at_;
      continue;
    }
    switch (c) {
      case '\n':
        ++at_;
        if (depth == 0) return;
        break;
      case '\\':
        at_ += look(1) == '\r' ? 3 : 2;
        break;
      case '#':
        at_ = std::min(source_.find('\n', at_), source_.size());
        break;
      case '"':
      case '\'':
        // f-strings nest quotes only inside their fields; rather be unsure
        // than wrong where one does.
        if (at_ > 0 && is_word(source_[at_ - 1])) {
          std::size_t before = at_;
          while (before > 0 && is_word(source_[before - 1])) --before;
          std::string_view prefix = source_.substr(before, at_ - before);
          bool formatted = prefix.size() <= 2 && prefix.find_first_of("fFtT") !=
                                                     std::string_view::npos;
          std::size_t begin = at_;
          skip_string();
          std::string_view body = source_.substr(begin, at_ - begin);
          if (formatted && body.find('{') != std::string_view::npos) {
            int open = 0;
            for (char part : body) open += (part == '{') - (part == '}');
            if (open != 0) throw Unsure{"an f-string that nests quotes"};
          }
          break;
        }
        skip_string();
        break;
      case '(':
      case '[':
      case '{':
        ++depth;
        ++at_;
        break;
      default:
        if (--depth < 0) throw Unsure{"brackets do not match"};
        ++at_;
        break;
    }
  }
  at_ = std::min(at_, source_.size());
  if (depth) throw Unsure{"a bracket is not closed"};
}

HeaderScanner::Field HeaderScanner::field_named(std::string_view name) {
  switch (name.size()) {
    case 8:
      if (name == "revision") return &RevisionHeader::revision;
      return nullptr;
    case 10:
      if (name == "depends_on") return &RevisionHeader::depends_on;
      return nullptr;
    case 13:
      if (name == "down_revision") return &RevisionHeader::down_revision;
      if (name == "branch_labels") return &RevisionHeader::branch_labels;
      return nullptr;
    default:
      return nullptr;
  }
}

// Whether one of the four names stands in this text as a word of its own.
bool HeaderScanner::assigns_header_name(std::size_t begin,
                                        std::size_t end) const {
  std::string_view text = source_.substr(begin, end - begin);
  for (std::string_view name :
       {"revision", "branch_labels", "depends_on", "globals", "exec", "upgrade",
        "downgrade", "__doc__", "__dict__", "vars", "locals", "setattr"}) {
    for (std::size_t at = text.find(name); at != text.npos;
         at = text.find(name, at + 1)) {
      std::size_t first = at, last = at + name.size();
      if (name == "revision" && at >= 5 && text.substr(at - 5, 5) == "down_")
        first -= 5;
      if ((first == 0 || !is_word(text[first - 1])) &&
          (last == text.size() || !is_word(text[last])))
        return true;
    }
  }
  return false;
}

// The indented lines after a compound statement's own line.
void HeaderScanner::skip_suite() {
  while (!ended()) {
    std::size_t begin = at_;
    blanks();
    char c = look();
    if (c == '\n' || c == '\r' || c == '#' || c == '\0') {
      skip_line_rest();
      continue;
    }
    if (at_ == begin) return;
    skip_line_rest();
  }
}

void HeaderScanner::end_of_statement() {
  blanks();
  char c = look();
  if (c == ';') {
    ++at_;
    blanks();
    if (look() != '\n' && look() != '\r' && look() != '#' && !ended())
      statement();
    else
      skip_line_rest();
    return;
  }
  if (c != '\n' && c != '\r' && c != '#' && !ended())
    throw Unsure{"an assignment that is no plain literal"};
  skip_line_rest();
}

bool HeaderScanner::at_string() const {
  for (std::size_t i = 0; i < 3; ++i) {
    char c = look(i);
    if (c == '"' || c == '\'') return true;
    char low = static_cast<char>(c | 32);
    if (low != 'r' && low != 'u' && low != 'b' && low != 'f' && low != 't')
      return false;
  }
  return false;
}

std::string HeaderScanner::literal() {
  bool raw = false;
  for (; look() != '"' && look() != '\''; ++at_) {
    char low = static_cast<char>(look() | 32);
    if (low == 'r')
      raw = true;
    else if (low != 'u')
      throw Unsure{"a string with a prefix"};
  }
  std::size_t begin = at_;
  std::size_t quotes = look(1) == look() && look(2) == look() ? 3 : 1;
  skip_string();
  std::string_view body =
      source_.substr(begin + quotes, at_ - begin - 2 * quotes);
  std::string plain;
  if (body.find('\r') != body.npos) {
    plain = replace_all(replace_all(body, "\r\n", "\n"), "\r", "\n");
    body = plain;
  }
  if (raw || body.find('\\') == body.npos) return std::string(body);
  Decoded decoded = decode_escapes(body, false);
  if (!decoded.error.empty()) throw Unsure{"an escape sequence"};
  return decoded.text;
}

// Strings one after another; in brackets they may stand on several lines.
std::optional<std::string> HeaderScanner::text() {
  if (!at_string()) return std::nullopt;
  std::string all = literal();
  while (true) {
    std::size_t here = at_;
    blanks();
    if (!at_string()) {
      at_ = here;
      return all;
    }
    all += literal();
  }
}

HeaderValue HeaderScanner::collection(char close, HeaderValue::Kind kind) {
  HeaderValue result{kind, {}};
  bool comma = false;
  ++at_;
  while (true) {
    blanks_in_brackets();
    if (look() == close) break;
    if (!result.texts.empty() && !comma)
      throw Unsure{"a value that is no literal"};
    std::optional<std::string> item = text();
    if (!item) {
      // (None) and (("a", "b")) are what is inside.
      if (close != ')' || !result.texts.empty())
        throw Unsure{"a value that is no literal"};
      HeaderValue inner = value();
      blanks_in_brackets();
      if (look() != ')') throw Unsure{"a value that is no literal"};
      ++at_;
      return inner;
    }
    // In brackets the next line may go on with the same text.
    blanks_in_brackets();
    while (at_string()) {
      *item += *text();
      blanks_in_brackets();
    }
    result.texts.push_back(std::move(*item));
    comma = look() == ',';
    if (comma) ++at_;
  }
  ++at_;
  if (kind == HeaderValue::Kind::Tuple && result.texts.size() == 1 && !comma)
    result.kind = HeaderValue::Kind::Text;
  return result;
}

HeaderValue HeaderScanner::value() {
  if (++depth_ > kDepth) throw Unsure{"a value that nests too deeply"};
  switch (look()) {
    case '(':
      return collection(')', HeaderValue::Kind::Tuple);
    case '[':
      return collection(']', HeaderValue::Kind::List);
    case '{': {
      HeaderValue set = collection('}', HeaderValue::Kind::Set);
      if (set.texts.empty()) throw Unsure{"a value that is no literal"};
      return set;
    }
    default:
      break;
  }
  if (auto plain = text()) return {HeaderValue::Kind::Text, {*plain}};
  if (word() != "None") throw Unsure{"a value that is no literal"};
  return {};
}

// Behind the name: `= value` or `: annotation = value`.
void HeaderScanner::assignment(Field field) {
  blanks();
  if (look() == ':') {
    int depth = 0;
    for (++at_; !ended(); ++at_) {
      char c = look();
      if (c == '"' || c == '\'') {
        skip_string();
        --at_;
      } else if (c == '(' || c == '[' || c == '{') {
        ++depth;
      } else if (c == ')' || c == ']' || c == '}') {
        --depth;
      } else if (c == '#' || c == '\\' || (c == '\n' && depth == 0)) {
        break;
      } else if (c == '=' && depth == 0) {
        break;
      }
    }
    if (look() == '\n') {  // only annotated
      ++at_;
      return;
    }
  }
  if (look() != '=' || look(1) == '=')
    throw Unsure{"a statement about a revision identifier"};
  ++at_;
  blanks();
  if (header_.*field) throw Unsure{"a name is assigned twice"};
  HeaderValue parsed = value();
  blanks();
  if (look() == ',') {  // a tuple without brackets
    if (parsed.kind != HeaderValue::Kind::Text)
      throw Unsure{"a value that is no literal"};
    parsed.kind = HeaderValue::Kind::Tuple;
    while (look() == ',') {
      ++at_;
      blanks();
      auto item = text();
      if (!item) break;
      parsed.texts.push_back(*item);
      blanks();
    }
  }
  header_.*field = std::move(parsed);
  end_of_statement();
}

void HeaderScanner::docstring() {
  while (!ended()) {
    blanks();
    char c = look();
    if (c == '\n' || c == '\r')
      ++at_;
    else if (c == '#')
      at_ = std::min(source_.find('\n', at_), source_.size());
    else
      break;
  }
  if (!at_string()) return;
  std::size_t begin = at_;
  for (std::size_t i = 0; look(i) != '"' && look(i) != '\''; ++i) {
    char low = static_cast<char>(look(i) | 32);
    if (low == 'b' || low == 'f' || low == 't') return;  // no docstring
  }
  auto found = text();
  blanks();
  char c = look();
  if (c == '\n' || c == '\r' || c == '#' || c == ';' || ended()) {
    header_.docstring = std::move(found);
    if (c == ';')
      ++at_, blanks();
    else
      skip_line_rest();
  } else {
    at_ = begin;
    skip_line_rest();
  }
}

// Behind `def`: the functions that make it a migration.
void HeaderScanner::definition() {
  blanks();
  std::string_view name = word();
  if (name == "upgrade") header_.has_upgrade = true;
  if (name == "downgrade") header_.has_downgrade = true;
  if (field_named(name)) throw Unsure{"a function named like an identifier"};
  std::size_t begin = at_;
  skip_line_rest();
  skip_suite();
  std::string_view body = source_.substr(begin, at_ - begin);
  // A function may assign them only through `global`.
  if (body.find("global") != body.npos && assigns_header_name(begin, at_))
    throw Unsure{"a function with a global statement"};
}

void HeaderScanner::import_from() {
  std::size_t begin = at_;
  skip_line_rest();
  std::string_view line = source_.substr(begin, at_ - begin);
  std::size_t imports = line.find("import");
  if (imports == line.npos) throw Unsure{"an import that is not understood"};
  std::string_view names = line.substr(imports + 6);
  if (names.find('*') != names.npos) throw Unsure{"an import of *"};
  if (assigns_header_name(begin + imports + 6, at_))
    throw Unsure{"an import of a revision identifier"};
  note_import(strip(line.substr(0, imports)), names);
}

// `names`: what follows `import` in `from module import names`.
void HeaderScanner::note_import(std::string_view module,
                                std::string_view names) {
  const std::string_view root = module.substr(0, module.find('.'));
  if (root == "alembic" || root == "typing" || root == "__future__") return;
  if (root == "sqlalchemy") {
    for (std::string_view sign : {"compile", "event"})
      if (module.find(sign) != module.npos || names.find(sign) != names.npos)
        header_.reaches_far = true;
    return;
  }
  if (root.empty()) return;  // relative
  header_.imports.emplace_back(module);
  while (!names.empty()) {
    std::size_t begin = 0, end = 0;
    while (begin < names.size() && !is_word(names[begin])) ++begin;
    end = begin;
    while (end < names.size() && is_word(names[end])) ++end;
    if (end > begin)
      header_.imports.push_back(
          cat(module, ".", names.substr(begin, end - begin)));
    names.remove_prefix(end);
    if (begin == end) return;
  }
}

// One statement at the top level, at its first character.
void HeaderScanner::statement() {
  std::size_t begin = at_;
  char c = look();
  if (c == '@') {  // a decorator may call what it likes, but not assign
    skip_line_rest();
    return;
  }
  if (!is_word(c)) {
    skip_line_rest();
    if (assigns_header_name(begin, at_))
      throw Unsure{"a statement about a revision identifier"};
    return;
  }
  if (at_string()) {
    skip_line_rest();
    return;
  }
  std::string_view first = word();
  if (Field field = field_named(first)) return assignment(field);
  if (first == "def") return definition();
  if (first == "async") {
    blanks();
    if (word() == "def") return definition();
    throw Unsure{"a compound statement at the top level"};
  }
  if (first == "from") return import_from();
  if (first == "import") {
    blanks();
    const std::size_t module = at_;
    skip_line_rest();
    std::string_view name = source_.substr(module, at_ - module);
    std::size_t end = 0;
    while (end < name.size() && (is_word(name[end]) || name[end] == '.')) ++end;
    note_import(name.substr(0, end), {});
    if (assigns_header_name(begin, at_))
      throw Unsure{"an import of a revision identifier"};
    return;
  }
  if (first == "if" || first == "for" || first == "while" || first == "try" ||
      first == "with" || first == "class" || first == "else" ||
      first == "elif" || first == "except" || first == "finally" ||
      first == "match") {
    bool suite = first != "match";
    if (!suite) {  // perhaps a name
      blanks();
      suite = look() != '=' && look() != '.' && look() != ',';
    }
    skip_line_rest();
    if (suite) skip_suite();
    if (assigns_header_name(begin, at_))
      throw Unsure{"a compound statement about a revision identifier"};
    return;
  }
  if (first == "del" || first == "raise" || first == "assert") {
    throw Unsure{"a statement that has to be executed"};
  }
  // Anything else: `name = value`, a call, …
  blanks();
  bool plain_assignment = (look() == '=' && look(1) != '=') || look() == ':';
  if (plain_assignment && (first == "upgrade" || first == "downgrade")) {
    (first == "upgrade" ? header_.has_upgrade : header_.has_downgrade) = true;
    skip_line_rest();
    return;
  }
  std::size_t after = at_;
  skip_line_rest();
  std::size_t from = plain_assignment ? after : begin;
  std::string_view rest = source_.substr(from, at_ - from);
  // Reading the names is harmless: `revision` in a call changes nothing; but
  // `a = revision = …`, `x, revision = …` and globals() do.
  bool assigns = rest.find('=', plain_assignment ? 1 : 0) != rest.npos ||
                 rest.find("globals") != rest.npos ||
                 rest.find("vars") != rest.npos ||
                 rest.find("locals") != rest.npos ||
                 rest.find("exec") != rest.npos || rest.find(';') != rest.npos;
  if (assigns && assigns_header_name(from, at_))
    throw Unsure{"a statement about a revision identifier"};
}

void HeaderScanner::run() {
  if (source_.substr(0, 3) == "\xEF\xBB\xBF") at_ = 3;
  if (source_.empty()) return;
  if (std::memchr(source_.data(), 0, source_.size()))
    throw Unsure{"null bytes"};
  // A coding comment other than UTF-8, or bytes that are not UTF-8.
  std::size_t two_lines = source_.find('\n');
  if (two_lines != source_.npos) two_lines = source_.find('\n', two_lines + 1);
  std::string_view head = source_.substr(0, two_lines);
  std::size_t coding = head.find("coding");
  if (coding != head.npos && head.find('#') < coding) {
    std::string rest = lower(head.substr(coding, 20));
    if (rest.find("utf-8") == rest.npos && rest.find("utf8") == rest.npos)
      throw Unsure{"an encoding other than UTF-8"};
  }
  if (!is_utf8(source_)) throw Unsure{"text that is not UTF-8"};
  if (std::memchr(source_.data(), '\r', source_.size()))
    for (std::size_t i = 0; i < source_.size(); ++i)
      if (source_[i] == '\r' &&
          (i + 1 == source_.size() || source_[i + 1] != '\n'))
        throw Unsure{"line ends of an old kind"};
  docstring();
  while (!ended()) {
    std::size_t begin = at_;
    char c = look();
    if (c == '\n') {
      ++at_;
      continue;
    }
    blanks();
    c = look();
    if (c == '\n' || c == '\r' || c == '#') {
      skip_line_rest();
      continue;
    }
    if (ended()) break;
    if (at_ != begin && source_[begin] != '\f' && begin > 0 &&
        source_[begin - 1] == '\n')
      throw Unsure{"an indented line at the top level"};
    statement();
  }
}

}  // namespace

RevisionHeader scan_header(std::string_view source) {
  RevisionHeader header;
  HeaderScanner scanner(source, header);
  try {
    scanner.run();
  } catch (const Unsure& unsure) {
    header = {};
    header.sure = false;
    header.reason = unsure.reason;
    header.line = scanner.line();
  }
  return header;
}

}  // namespace limbeck::py

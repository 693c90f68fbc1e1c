#include "dialects/mysql/show_create.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"

namespace limbeck::dialects {
namespace {

using schema::Type;
using schema::TypeKind;

struct KnownType {
  std::string_view name;
  TypeKind kind;
};

// SQLAlchemy: mysql.base.ischema_names; the last two are MariaDBDialect's.
constexpr KnownType kKnown[] = {
    {"bigint", TypeKind::MyBIGINT},
    {"binary", TypeKind::BINARY},
    {"bit", TypeKind::MyBIT},
    {"blob", TypeKind::BLOB},
    {"boolean", TypeKind::BOOLEAN},
    {"char", TypeKind::MyCHAR},
    {"date", TypeKind::DATE},
    {"datetime", TypeKind::MyDATETIME},
    {"decimal", TypeKind::MyDECIMAL},
    {"double", TypeKind::MyDOUBLE},
    {"enum", TypeKind::MyENUM},
    {"fixed", TypeKind::MyDECIMAL},
    {"float", TypeKind::MyFLOAT},
    {"int", TypeKind::MyINTEGER},
    {"integer", TypeKind::MyINTEGER},
    {"json", TypeKind::MyJSON},
    {"longblob", TypeKind::MyLONGBLOB},
    {"longtext", TypeKind::MyLONGTEXT},
    {"mediumblob", TypeKind::MyMEDIUMBLOB},
    {"mediumint", TypeKind::MyMEDIUMINT},
    {"mediumtext", TypeKind::MyMEDIUMTEXT},
    {"nchar", TypeKind::MyNCHAR},
    {"nvarchar", TypeKind::MyNVARCHAR},
    {"numeric", TypeKind::MyNUMERIC},
    {"set", TypeKind::MySET},
    {"smallint", TypeKind::MySMALLINT},
    {"text", TypeKind::MyTEXT},
    {"time", TypeKind::MyTIME},
    {"timestamp", TypeKind::MyTIMESTAMP},
    {"tinyblob", TypeKind::MyTINYBLOB},
    {"tinyint", TypeKind::MyTINYINT},
    {"tinytext", TypeKind::MyTINYTEXT},
    {"uuid", TypeKind::UUID},
    {"varbinary", TypeKind::VARBINARY},
    {"varchar", TypeKind::MyVARCHAR},
    {"year", TypeKind::MyYEAR},
    {"inet4", TypeKind::MyINET4},
    {"inet6", TypeKind::MyINET6},
};

std::optional<TypeKind> kind_of(std::string_view name,
                                std::string_view dialect) {
  std::string wanted = lower(name);
  for (const KnownType& known : kKnown) {
    if (known.name != wanted) continue;
    bool mariadb_only =
        known.kind == TypeKind::MyINET4 || known.kind == TypeKind::MyINET6;
    if (!mariadb_only || dialect == "mariadb") return known.kind;
  }
  return std::nullopt;
}

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         (c >= '0' && c <= '9') || c == '_' || (c & 0x80) != 0;
}

// Escapes in a COMMENT and doubled quotes.
// SQLAlchemy: mysql.reflection.cleanup_text
std::string cleanup(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    char next = i + 1 < text.size() ? text[i + 1] : '\0';
    if (c == '\\' && next != '\0') {
      constexpr std::string_view kCodes = "\\0abtnvfr";
      constexpr std::string_view kValues{"\\\0\a\b\t\n\v\f\r", 9};
      std::size_t at = kCodes.find(next);
      if (at != std::string_view::npos) {
        out += kValues[at];
        ++i;
        continue;
      }
    }
    if (c == '\'' && next == '\'') ++i;
    out += c;
  }
  return out;
}

// Takes pieces off the front of a line.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : rest_(text) {}

  std::string_view rest() const { return rest_; }
  bool done() const { return rest_.empty(); }
  void blanks() {
    while (!rest_.empty() && rest_.front() == ' ') rest_.remove_prefix(1);
  }
  // A keyword, upper case, that ends there.
  bool word(std::string_view wanted) {
    if (rest_.size() < wanted.size()) return false;
    if (upper(rest_.substr(0, wanted.size())) != wanted) return false;
    if (rest_.size() > wanted.size() && is_word(rest_[wanted.size()]))
      return false;
    rest_.remove_prefix(wanted.size());
    blanks();
    return true;
  }
  bool sign(char c) {
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }
  std::string_view plain() {
    std::size_t end = 0;
    while (end < rest_.size() && is_word(rest_[end])) ++end;
    return take(end);
  }
  // What stands in quotes, doubled ones kept.
  std::optional<std::string_view> quoted(char quote) {
    if (rest_.empty() || rest_.front() != quote) return std::nullopt;
    std::size_t end = closing(0, quote);
    if (end == std::string_view::npos) return std::nullopt;
    std::string_view inside = rest_.substr(1, end - 1);
    rest_.remove_prefix(end + 1);
    return inside;
  }
  std::optional<std::string> name() {
    auto inside = quoted('`');
    if (!inside) return std::nullopt;
    return replace_all(*inside, "``", "`");
  }
  // "(…)" with what is in it, parentheses and quotes paired.
  std::optional<std::string_view> parens() {
    if (rest_.empty() || rest_.front() != '(') return std::nullopt;
    int depth = 0;
    for (std::size_t i = 0; i < rest_.size(); ++i) {
      char c = rest_[i];
      if (c == '\'' || c == '"' || c == '`') {
        i = closing(i, c);
        if (i == std::string_view::npos) return std::nullopt;
      } else if (c == '(') {
        ++depth;
      } else if (c == ')' && --depth == 0) {
        return take(i + 1);
      }
    }
    return std::nullopt;
  }
  std::string_view take(std::size_t count) {
    std::string_view piece = rest_.substr(0, count);
    rest_.remove_prefix(piece.size());
    return piece;
  }

 private:
  std::size_t closing(std::size_t start, char quote) const {
    for (std::size_t i = start + 1; i < rest_.size(); ++i) {
      if (rest_[i] == '\\' && quote == '\'') {
        ++i;
      } else if (rest_[i] == quote) {
        if (i + 1 >= rest_.size() || rest_[i + 1] != quote) return i;
        ++i;
      }
    }
    return std::string_view::npos;
  }

  std::string_view rest_;
};

std::string_view inside(std::string_view parens) {
  return parens.size() < 2 ? std::string_view()
                           : parens.substr(1, parens.size() - 2);
}

std::vector<std::int64_t> numbers_in(std::string_view text) {
  std::vector<std::int64_t> numbers;
  for (const std::string& part : split(text, ',')) {
    std::int64_t value = 0;
    std::string_view digits = strip(part);
    auto end = digits.data() + digits.size();
    if (std::from_chars(digits.data(), end, value).ptr == end &&
        !digits.empty())
      numbers.push_back(value);
  }
  return numbers;
}

// 'a','it''s' as values.
std::vector<std::string> labels_in(std::string_view text) {
  std::vector<std::string> labels;
  Scanner in(text);
  while (auto one = in.quoted('\'')) {
    labels.push_back(replace_all(*one, "''", "'"));
    if (!in.sign(',')) break;
  }
  return labels;
}

// The argument that a class takes its first number for.
const char* first_argument(const Type& type) {
  if (type.kind == TypeKind::MyYEAR || type.is(TypeKind::Integer))
    return "display_width";
  if (type.kind == TypeKind::MyDATETIME || type.kind == TypeKind::MyTIME ||
      type.kind == TypeKind::MyTIMESTAMP)
    return "fsp";
  if (type.is(TypeKind::Numeric) || type.is(TypeKind::Float))
    return "precision";
  return "length";
}

class Parser {
 public:
  Parser(ReflectedTable& table, const ShowCreateContext& context)
      : table_(table), context_(context) {}

  void line(std::string_view text) {
    if (text.substr(0, 3) == "  `") {
      column(text);
    } else if (text.substr(0, 2) == ") ") {
      table_options(text.substr(2));
    } else if (text.empty() || text == ")" || text.substr(0, 7) == "CREATE ") {
      return;
    } else if (text.find("PARTITION") != std::string_view::npos) {
      partition(text);
    } else if (!constraint(text)) {
      context_.warnings.push_back(
          cat("Unknown schema content: ", schema::python_repr(text)));
    }
  }

  void finish() {
    auto by_name = [](const auto& a, const auto& b) { return a.name < b.name; };
    std::stable_sort(table_.indexes.begin(), table_.indexes.end(), by_name);
    std::stable_sort(table_.uniques.begin(), table_.uniques.end(), by_name);
    std::stable_sort(table_.checks.begin(), table_.checks.end(), by_name);
    if (auto comment = table_.options.text(prefixed("comment")))
      table_.comment = *comment;
  }

 private:
  std::string prefixed(std::string_view option) const {
    return cat(context_.dialect, "_", option);
  }

  // SQLAlchemy: MySQLTableDefinitionParser._parse_column
  void column(std::string_view text) {
    if (!text.empty() && text.back() == ',') text.remove_suffix(1);
    Scanner in(text);
    in.blanks();
    ReflectedColumn reflected;
    schema::Column& column = reflected.column;
    column.name = schema::Name(in.name().value_or(""));
    in.blanks();
    std::size_t before = in.rest().size();
    std::string_view type_name = in.plain();
    std::string_view arguments;
    if (!in.rest().empty() && in.rest().front() == '(')
      arguments = inside(in.parens().value_or(""));
    reflected.type_text = std::string(
        text.substr(text.size() - before, before - in.rest().size()));
    in.blanks();
    column.type = type_of(type_name, arguments, column.name.text, in);
    clauses(column, in);
    table_.columns.push_back(std::move(reflected));
  }

  Type type_of(std::string_view name, std::string_view arguments,
               const std::string& column, Scanner& in) {
    auto kind = kind_of(name, context_.dialect);
    if (!kind) {
      context_.warnings.push_back(
          cat("Did not recognize type '", name, "' of column '", column, "'"));
    }
    Type type(kind.value_or(TypeKind::NullType));
    if (type.kind == TypeKind::MyENUM || type.kind == TypeKind::MySET) {
      type.values = labels_in(arguments);
      bool blank = std::find(type.values.begin(), type.values.end(), "") !=
                   type.values.end();
      if (type.kind == TypeKind::MySET && blank)
        type.set("retrieve_as_bitwise", true);
    } else if (kind) {
      std::vector<std::int64_t> numbers = numbers_in(arguments);
      if (!numbers.empty()) type.set(first_argument(type), numbers[0]);
      if (numbers.size() > 1) type.set("scale", numbers[1]);
    }
    bool is_unsigned = in.word("UNSIGNED");
    bool zerofill = in.word("ZEROFILL");
    std::string charset = in.word("CHARACTER") && in.word("SET")
                              ? std::string(in.plain())
                              : std::string();
    in.blanks();
    std::string collation =
        in.word("COLLATE") ? std::string(in.plain()) : std::string();
    in.blanks();
    if (!kind) return type;
    if (is_unsigned) type.set("unsigned", true);
    if (zerofill) type.set("zerofill", true);
    if (!charset.empty()) type.set("charset", charset);
    if (!collation.empty()) type.set("collation", collation);
    return type;
  }

  static std::optional<bool> nullability(Scanner& in) {
    Scanner ahead = in;
    if (ahead.word("NOT") && ahead.word("NULL")) {
      in = ahead;
      return false;
    }
    if (in.word("NULL")) return true;
    return std::nullopt;
  }

  void clauses(schema::Column& column, Scanner& in) {
    column.nullable = nullability(in).value_or(true);
    column.nullable_given = true;
    if (auto text = default_of(in))
      if (*text != "NULL") column.server_default = schema::Clause(*text);
    generated(column, in);
    if (in.word("AUTO_INCREMENT"))
      column.autoincrement = schema::Autoincrement::True;
    else if (column.type.is(TypeKind::Integer))
      column.autoincrement = schema::Autoincrement::False;
    if (in.word("COMMENT"))
      if (auto text = in.quoted('\'')) column.comment = cleanup(*text);
  }

  // The text behind DEFAULT, with ON UPDATE where that follows a word. Nothing
  // is taken where the value is of a form that SQLAlchemy does not see.
  static std::optional<std::string> default_of(Scanner& in) {
    Scanner ahead = in;
    if (!ahead.word("DEFAULT")) return std::nullopt;
    std::string_view start = ahead.rest();
    bool simple = false;
    if (!start.empty() && start.front() == '\'') {
      ahead.quoted('\'');
    } else if (!start.empty() && start.front() == '(') {
      ahead.parens();
    } else {
      std::size_t end = 0;
      while (end < start.size() &&
             (is_word(start[end]) || start[end] == '-' || start[end] == '.' ||
              start[end] == '(' || start[end] == ')'))
        ++end;
      simple = upper(ahead.take(end)) != "NULL";
    }
    std::size_t length = start.size() - ahead.rest().size();
    bool ends = ahead.done() || ahead.rest().front() == ' ';
    if (length == 0 || !ends) return std::nullopt;
    ahead.blanks();
    Scanner update = ahead;
    if (simple && update.word("ON") && update.word("UPDATE")) {
      std::string_view rest = update.rest();
      std::size_t end = std::min(rest.find(' '), rest.size());
      update.take(end);
      length = start.size() - update.rest().size();
      update.blanks();
      ahead = update;
    }
    in = ahead;
    return std::string(start.substr(0, length));
  }

  static void generated(schema::Column& column, Scanner& in) {
    Scanner ahead = in;
    bool spelled = ahead.word("GENERATED") && ahead.word("ALWAYS");
    if (!spelled) ahead = in;
    if (!ahead.word("AS")) return;
    auto expression = ahead.parens();
    if (!expression) return;
    ahead.blanks();
    schema::Computed computed{schema::Clause(std::string(*expression)), {}};
    if (ahead.word("VIRTUAL")) computed.persisted = false;
    if (ahead.word("STORED")) computed.persisted = true;
    if (auto nullable = nullability(ahead)) column.nullable = *nullable;
    column.server_default = std::move(computed);
    in = ahead;
  }

  bool constraint(std::string_view text) {
    if (!text.empty() && text.back() == ',') text.remove_suffix(1);
    Scanner in(text);
    in.blanks();
    if (in.word("CONSTRAINT")) {
      std::string name = in.name().value_or("");
      in.blanks();
      if (in.word("CHECK")) return check(name, in);
      if (in.word("FOREIGN") && in.word("KEY")) return foreign_key(name, in);
      return false;
    }
    std::string type;
    if (!in.word("KEY")) {
      type = upper(in.plain());
      in.blanks();
      if (!in.word("KEY")) return false;
    }
    return key(type, in);
  }

  bool check(const std::string& name, Scanner& in) {
    auto text = in.parens();
    if (!text) return false;
    table_.checks.push_back({name, std::string(inside(*text)), {}, {}});
    return true;
  }

  struct KeyPart {
    std::string name;
    std::optional<std::int64_t> length;
  };

  static std::vector<KeyPart> key_parts(std::string_view text) {
    std::vector<KeyPart> parts;
    Scanner in(text);
    while (!in.done()) {
      if (auto name = in.name()) {
        KeyPart part{*name, {}};
        if (!in.rest().empty() && in.rest().front() == '(') {
          auto numbers = numbers_in(inside(in.parens().value_or("")));
          if (!numbers.empty()) part.length = numbers[0];
        }
        parts.push_back(std::move(part));
      } else if (!in.parens()) {
        in.take(1);
      }
      while (!in.done() && in.rest().front() != '`' && in.rest().front() != '(')
        in.take(1);
    }
    return parts;
  }

  static std::vector<std::string> names_of(const std::vector<KeyPart>& parts) {
    std::vector<std::string> names;
    for (const KeyPart& part : parts) names.push_back(part.name);
    return names;
  }

  // SQLAlchemy: MySQLDialect.get_indexes and its siblings
  bool key(const std::string& type, Scanner& in) {
    std::string name = in.name().value_or("");
    in.blanks();
    if (in.word("USING")) in.plain();
    in.blanks();
    auto columns = in.parens();
    if (!columns) return false;
    std::vector<KeyPart> parts = key_parts(inside(*columns));
    if (type == "PRIMARY") {
      table_.primary_key.columns = names_of(parts);
      return true;
    }
    ReflectedIndex index;
    index.name = name;
    index.unique = type == "UNIQUE";
    if (type == "FULLTEXT" || type == "SPATIAL")
      index.options.set(prefixed("prefix"), type);
    std::string_view rest = in.rest();
    std::size_t parser = upper(rest).find("WITH PARSER ");
    if (parser != std::string::npos) {
      Scanner after(rest.substr(parser + 12));
      after.blanks();
      auto quoted = after.name();
      index.options.set(prefixed("with_parser"),
                        quoted ? *quoted : std::string(after.plain()));
    }
    schema::OptionMap lengths;
    for (const KeyPart& part : parts) {
      index.column_names.emplace_back(part.name);
      if (part.length) lengths.emplace_back(part.name, *part.length);
    }
    if (!lengths.empty()) index.options.set(prefixed("length"), lengths);
    if (index.unique)
      table_.uniques.push_back({name, names_of(parts), {}, name, {}});
    table_.indexes.push_back(std::move(index));
    return true;
  }

  bool foreign_key(const std::string& name, Scanner& in) {
    schema::ForeignKey key;
    key.name = schema::Name(name);
    key.columns = names_of(key_parts(inside(in.parens().value_or(""))));
    in.blanks();
    if (!in.word("REFERENCES")) return false;
    std::string table = in.name().value_or("");
    if (context_.schema) key.referred_schema = schema::Name(*context_.schema);
    if (in.sign('.')) {
      key.referred_schema = schema::Name(table);
      table = in.name().value_or("");
    }
    key.referred_table = schema::Name(table);
    key.link_to_name = true;
    in.blanks();
    key.referred_columns =
        names_of(key_parts(inside(in.parens().value_or(""))));
    in.blanks();
    if (in.word("MATCH")) in.plain();
    in.blanks();
    while (in.word("ON")) {
      bool on_delete = in.word("DELETE");
      if (!on_delete && !in.word("UPDATE")) break;
      std::string& action = on_delete ? key.ondelete : key.onupdate;
      for (const char* word :
           {"RESTRICT", "CASCADE", "SET NULL", "NO ACTION", "SET DEFAULT"})
        if (in.word(word)) action = word;
      if (action == "NO ACTION") action.clear();
    }
    table_.foreign_keys.push_back(std::move(key));
    return true;
  }

  // Whatever "NAME=value" or "NAME='value'" the closing line has.
  // SQLAlchemy: MySQLTableDefinitionParser._parse_table_options
  void table_options(std::string_view text) {
    Scanner in(text);
    while (!in.done()) {
      std::size_t equals = in.rest().find('=');
      if (equals == std::string_view::npos) break;
      std::string name = lower(strip(in.take(equals)));
      in.sign('=');
      std::string value;
      if (auto quoted = in.quoted('\''))
        value = cleanup(*quoted);
      else if (auto list = in.parens())
        value = std::string(*list);
      else
        value = std::string(in.take(std::min(in.rest().find(' '),  //
                                             in.rest().size())));
      in.blanks();
      if (known_option(name)) table_.options.set(prefixed(name), value);
    }
  }

  static bool known_option(std::string_view name) {
    for (const char* known :
         {"engine", "type", "avg_row_length", "character set",
          "default charset", "checksum", "collate", "delay_key_write",
          "insert_method", "max_rows", "min_rows", "pack_keys", "row_format",
          "key_block_size", "stats_sample_pages", "comment", "password",
          "connection", "union"})
      if (name == known) return true;
    return false;
  }

  // SQLAlchemy: MySQLTableDefinitionParser._parse_partition_options
  void partition(std::string_view text) {
    while (!text.empty() && (text.front() == '(' || text.front() == ' '))
      text.remove_prefix(1);
    std::string line(text);
    for (const char* by : {"PARTITION BY ", "SUBPARTITION BY "}) {
      std::size_t at = line.find(by);
      if (at != 0) continue;
      table_.options.set(prefixed(replace_all(lower(strip(by)), " ", "_")),
                         line.substr(std::string_view(by).size()));
      return;
    }
    for (const char* count : {"PARTITIONS ", "SUBPARTITIONS "}) {
      if (line.substr(0, std::string_view(count).size()) != count) continue;
      std::string digits = line.substr(std::string_view(count).size());
      digits.resize(
          std::min(digits.find_first_not_of("0123456789"), digits.size()));
      table_.options.set(prefixed(lower(strip(count))), digits);
      return;
    }
    definition(std::move(line));
  }

  void definition(std::string line) {
    bool sub = line.substr(0, 12) == "SUBPARTITION";
    if (!sub && line.substr(0, 9) != "PARTITION") return;
    line = replace_all(replace_all(line, ") */", ""), ",", "");
    bool ends = !line.empty() && line.back() == ')';
    if (sub && ends) line.pop_back();
    ends = !line.empty() && line.back() == ')';
    if (context_.dialect == "mariadb" && ends &&
        (contains(line, "MAXVALUE") || contains(line, "MINVALUE") ||
         contains(line, "ENGINE")))
      line.pop_back();
    std::string option =
        prefixed(sub ? "subpartition_definitions" : "partition_definitions");
    auto before = table_.options.text(option);
    table_.options.set(option, before ? cat(*before, ", ", line) : line);
  }

  ReflectedTable& table_;
  const ShowCreateContext& context_;
};

}  // namespace

// SQLAlchemy: MySQLTableDefinitionParser.parse
void parse_show_create(ReflectedTable& table, std::string_view text,
                       const ShowCreateContext& context) {
  Parser parser(table, context);
  for (const std::string& line : split(text, '\n')) {
    std::string_view whole = line;
    if (!whole.empty() && whole.back() == '\r') whole.remove_suffix(1);
    parser.line(whole);
  }
  parser.finish();
}

}  // namespace limbeck::dialects

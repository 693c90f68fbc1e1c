#include "db/postgresql_copy.h"

#include <cmath>

#include "base/text.h"

namespace limbeck::db {
namespace {

// An identifier, quoted or plain, at the front of `text`, which it is taken
// off.
std::string take_identifier(std::string_view& text) {
  std::size_t end = 0;
  if (!text.empty() && text[0] == '"') {
    end = 1;
    while (end < text.size() &&
           (text[end] != '"' || text.substr(end, 2) == "\"\""))
      end += text[end] == '"' ? 2 : 1;
    if (end >= text.size()) return {};
    ++end;
  } else {
    const auto is_part = [](char c) {
      return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
             (c >= 'A' && c <= 'Z');
    };
    while (end < text.size() && is_part(text[end])) ++end;
  }
  std::string taken(text.substr(0, end));
  text.remove_prefix(end);
  return taken;
}

bool take(std::string_view& text, std::string_view word) {
  if (upper(text.substr(0, word.size())) != word) return false;
  text.remove_prefix(word.size());
  return true;
}

bool take_names(std::string_view& text, std::vector<std::string>& names) {
  if (!take(text, "(")) return false;
  do {
    names.push_back(take_identifier(text));
    if (names.back().empty()) return false;
  } while (take(text, ", "));
  return take(text, ")");
}

// "(%s, %s)" or "(%(a)s, %(b)s)".
bool take_placeholders(std::string_view text, CopyTarget& target) {
  if (!take(text, "(")) return false;
  std::size_t count = 0;
  do {
    ++count;
    if (take(text, "%S")) continue;
    const std::size_t end = text.find(")s");
    if (text.substr(0, 2) != "%(" || end == text.npos) return false;
    target.names.emplace_back(text.substr(2, end - 2));
    text.remove_prefix(end + 2);
  } while (take(text, ", "));
  return text == ")" && count == target.columns.size() &&
         (target.names.empty() || target.names.size() == count);
}

// pg_type.h
enum Oid : std::uint32_t {
  kBool = 16,
  kBytea = 17,
  kInt8 = 20,
  kInt2 = 21,
  kInt4 = 23,
  kText = 25,
  kFloat4 = 700,
  kFloat8 = 701,
  kVarchar = 1043,
  kDate = 1082,
  kTime = 1083,
  kTimestamp = 1114,
  kTimestamptz = 1184,
  kInterval = 1186,
  kTimetz = 1266,
  kNumeric = 1700,
  kUuid = 2950,
};

// A value's text for COPY. An INSERT has casts for its literals, COPY has only
// the input function of the column's type: both have to come to the same.
class Field {
 public:
  Field(std::string& out, std::uint32_t type) : out_(out), type_(type) {}
  bool write(const Literal& value) {
    return std::visit([this](const auto& item) { return put(item); },
                      value.variant());
  }

 private:
  bool is(std::initializer_list<std::uint32_t> types) const {
    for (const std::uint32_t type : types)
      if (type == type_) return true;
    return false;
  }
  bool plain(bool fits, std::string_view text) {
    out_ += text;
    return fits;
  }

  bool put(std::monostate) { return plain(true, "\\N"); }
  bool put(bool value) { return plain(is({kBool}), value ? "t" : "f"); }
  bool put(std::int64_t value) {
    return plain(
        is({kInt2, kInt4, kInt8, kNumeric, kFloat4, kFloat8, kText, kVarchar}),
        std::to_string(value));
  }
  bool put(double value) {
    return plain(std::isfinite(value) && is({kFloat4, kFloat8, kNumeric}),
                 schema::python_repr(value));
  }
  bool put(const schema::Decimal& value) {
    const bool finite =
        value.text.find_first_of("0123456789") != std::string::npos;
    return plain(finite && is({kFloat4, kFloat8, kNumeric}), value.text);
  }
  // A string literal is read by the column's input function in an INSERT, too.
  bool put(const std::string& value) {
    for (const char c : value) {
      switch (c) {
        case '\0':
          return false;
        case '\\':
          out_ += "\\\\";
          break;
        case '\n':
          out_ += "\\n";
          break;
        case '\r':
          out_ += "\\r";
          break;
        case '\t':
          out_ += "\\t";
          break;
        default:
          out_ += c;
      }
    }
    return true;
  }
  bool put(const schema::Bytes& value) {
    constexpr char kHex[] = "0123456789abcdef";
    out_ += "\\\\x";
    for (const char c : value.data) {
      const auto byte = static_cast<unsigned char>(c);
      out_ += kHex[byte >> 4];
      out_ += kHex[byte & 15];
    }
    return is({kBytea});
  }
  bool put(const schema::Date& value) {
    return plain(is({kDate}), iso_format(value));
  }
  bool put(const schema::Time& value) {
    return plain(is({value.utc_offset ? kTimetz : kTime}), iso_format(value));
  }
  bool put(const schema::DateTime& value) {
    return plain(is({value.time.utc_offset ? kTimestamptz : kTimestamp}),
                 iso_format(value, 'T'));
  }
  bool put(const schema::Interval& value) {
    const std::string fraction = std::to_string(1000000 + value.microseconds);
    cat_to(out_, value.days, " days ", value.seconds, ".", fraction.substr(1),
           " seconds");
    return is({kInterval});
  }
  bool put(const schema::Uuid& value) {
    return plain(is({kUuid}), value.dashed());
  }
  bool put(const schema::Json& value) { return put(value.text); }
  bool put(const schema::Array&) { return false; }
  bool put(const std::shared_ptr<const schema::OpaqueValue>&) { return false; }

  std::string& out_;
  std::uint32_t type_;
};

}  // namespace

std::optional<CopyTarget> copy_target(const InsertValues& insert) {
  CopyTarget target;
  std::string_view head = insert.head;
  if (!take(head, "INSERT INTO ") || !strip(insert.tail).empty())
    return std::nullopt;
  do {
    const std::string part = take_identifier(head);
    if (part.empty()) return std::nullopt;
    cat_to(target.table, target.table.empty() ? "" : ".", part);
  } while (take(head, "."));
  if (!take(head, " ") || !take_names(head, target.columns) ||
      upper(strip(head)) != "VALUES" ||
      !take_placeholders(insert.group, target))
    return std::nullopt;
  return target;
}

std::string copy_question(const CopyTarget& target) {
  return cat(
      "SELECT a.attname::pg_catalog.text, a.atttypid::pg_catalog.int8 "
      "FROM pg_catalog.pg_class c JOIN pg_catalog.pg_attribute a "
      "ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped "
      "AND a.attgenerated = '' AND a.attidentity <> 'a' "
      "WHERE c.oid = pg_catalog.to_regclass('",
      replace_all(target.table, "'", "''"),
      "') AND c.relkind IN ('r', 'p') AND NOT c.relhasrules "
      "AND NOT c.relrowsecurity AND NOT EXISTS ("
      "SELECT FROM pg_catalog.pg_trigger t "
      "WHERE t.tgrelid = c.oid AND NOT t.tgisinternal) AND NOT EXISTS ("
      "SELECT FROM pg_catalog.pg_depend d "
      "WHERE d.refclassid = 'pg_catalog.pg_proc'::pg_catalog.regclass AND ("
      "d.classid = 'pg_catalog.pg_attrdef'::pg_catalog.regclass AND d.objid IN "
      "("
      "SELECT f.oid FROM pg_catalog.pg_attrdef f WHERE f.adrelid = c.oid) "
      "OR d.classid = 'pg_catalog.pg_constraint'::pg_catalog.regclass "
      "AND d.objid IN (SELECT k.oid FROM pg_catalog.pg_constraint k "
      "WHERE k.conrelid = c.oid)))");
}

std::string plain_name(std::string_view spelled) {
  if (spelled.substr(0, 1) != "\"") return lower(spelled);
  return replace_all(std::string(spelled.substr(1, spelled.size() - 2)), "\"\"",
                     "\"");
}

bool CopyWriter::write(std::string& out, const Parameters& row) const {
  const bool named = !target_.names.empty();
  if (!named && row.positional.size() != types_.size()) return false;
  for (std::size_t i = 0; i < types_.size(); ++i) {
    if (i > 0) out += '\t';
    const Literal* value = named ? nullptr : &row.positional[i];
    // Sets have their values in the order of the statement.
    if (named && i < row.named.size() && row.named[i].first == target_.names[i])
      value = &row.named[i].second;
    for (std::size_t at = 0; named && !value && at < row.named.size(); ++at)
      if (row.named[at].first == target_.names[i])
        value = &row.named[at].second;
    if (!value || !Field(out, types_[i]).write(*value)) return false;
  }
  out += '\n';
  return true;
}

}  // namespace limbeck::db

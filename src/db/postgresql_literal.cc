#include "db/postgresql_literal.h"

#include <cmath>

#include "base/text.h"
#include "db/error.h"
#include "db/values.h"

namespace limbeck::db {
namespace {

class Writer {
 public:
  Writer(std::string& out, bool standard_strings, const Driver& driver)
      : out_(out), standard_strings_(standard_strings), driver_(driver) {}

  void write(const schema::Literal& value) {
    std::visit([this](const auto& item) { put(item); }, value.variant());
  }

 private:
  void put(std::monostate) { out_ += "NULL"; }
  void put(bool value) { out_ += value ? "true" : "false"; }
  // The blank keeps `1-%s` from becoming a comment.
  void number(const std::string& digits) {
    if (digits[0] == '-') out_ += ' ';
    out_ += digits;
  }
  void put(std::int64_t value) { number(std::to_string(value)); }
  void put(double value) {
    if (std::isnan(value))
      out_ += "'NaN'::float";
    else if (std::isinf(value))
      out_ += value > 0 ? "'Infinity'::float" : "'-Infinity'::float";
    else
      number(schema::python_repr(value));
  }
  void put(const schema::Decimal& value) {
    if (value.text.find_first_of("0123456789") == std::string::npos)
      out_ += value.text[0] == '-'                              //
                  ? "'-Infinity'::numeric"                      //
                  : value.text.find("nf") != std::string::npos  //
                        ? "'Infinity'::numeric"
                        : "'NaN'::numeric";
    else
      number(value.text);
  }
  void put(const std::string& value) {
    if (value.find('\0') != std::string::npos) {
      throw limbeck::Error(
          ErrorKind::Argument,
          "A string literal cannot contain NUL (0x00) characters.");
    }
    bool escape = !standard_strings_ && value.find('\\') != std::string::npos;
    out_ += escape ? "E'" : "'";
    for (char c : value) {
      if (c == '\'' || (escape && c == '\\')) out_ += c;
      out_ += c;
    }
    out_ += '\'';
  }
  void put(const schema::Bytes& value) {
    constexpr char kHex[] = "0123456789abcdef";
    out_ += standard_strings_ ? "'\\x" : "E'\\\\x";
    for (char c : value.data) {
      auto byte = static_cast<unsigned char>(c);
      out_ += kHex[byte >> 4];
      out_ += kHex[byte & 15];
    }
    out_ += "'::bytea";
  }
  void put(const schema::Date& value) {
    cat_to(out_, "'", iso_format(value), "'::date");
  }
  void put(const schema::Time& value) {
    cat_to(out_, "'", iso_format(value),
           value.utc_offset ? "'::timetz" : "'::time");
  }
  void put(const schema::DateTime& value) {
    cat_to(out_, "'", iso_format(value, 'T'),
           value.time.utc_offset ? "'::timestamptz" : "'::timestamp");
  }
  void put(const schema::Interval& value) {
    std::string fraction = std::to_string(1000000 + value.microseconds);
    cat_to(out_, "'", value.days, " days ", value.seconds, ".",
           fraction.substr(1), " seconds'::interval");
  }
  void put(const schema::Uuid& value) {
    cat_to(out_, "'", value.dashed(), "'::uuid");
  }
  void put(const schema::Json& value) { put(value.text); }
  void put(const schema::Array& value) {
    if (value.items.empty()) {
      out_ += "'{}'";
      return;
    }
    out_ += "ARRAY[";
    for (std::size_t i = 0; i < value.items.size(); ++i) {
      if (i > 0) out_ += ",";
      write(value.items[i]);
    }
    out_ += ']';
  }
  void put(const std::shared_ptr<const schema::OpaqueValue>& value) {
    if (const auto* tuple = dynamic_cast<const TupleValue*>(value.get())) {
      out_ += '(';
      for (std::size_t i = 0; i < tuple->items.size(); ++i) {
        if (i > 0) out_ += ", ";
        write(tuple->items[i]);
      }
      out_ += ')';
      return;
    }
    const auto* script = dynamic_cast<const ScriptValue*>(value.get());
    if (script && script->text()) return put(*script->text());
    throw driver_error(DbapiClass::ProgrammingError, driver_,
                       cat("can't adapt type '", type_name(*value), "'"));
  }

  std::string& out_;
  bool standard_strings_;
  const Driver& driver_;
};

}  // namespace

void write_postgresql_literal(std::string& out, const schema::Literal& value,
                              bool standard_strings, const Driver& driver) {
  Writer(out, standard_strings, driver).write(value);
}

}  // namespace limbeck::db

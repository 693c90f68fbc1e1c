#include "db/mysql_literal.h"

#include <cmath>

#include "base/text.h"
#include "db/error.h"
#include "db/values.h"

namespace limbeck::db {
namespace {

class Writer {
 public:
  Writer(std::string& out, bool backslashes, const Driver& driver)
      : out_(out), backslashes_(backslashes), driver_(driver) {}

  void write(const schema::Literal& value) {
    std::visit([this](const auto& item) { put(item); }, value.variant());
  }

 private:
  void put(std::monostate) { out_ += "NULL"; }
  void put(bool value) { out_ += value ? "true" : "false"; }
  void put(std::int64_t value) { out_ += std::to_string(value); }
  void put(double value) {
    if (!std::isfinite(value)) {
      throw driver_error(
          DbapiClass::ProgrammingError, driver_,
          cat(schema::python_repr(value), " can not be used with MySQL"));
    }
    std::string digits = schema::python_repr(value);
    if (digits.find('e') == std::string::npos) digits += "e0";
    out_ += digits;
  }
  void put(const schema::Decimal& value) { out_ += value.text; }
  void put(const std::string& value) { quoted(value); }
  void put(const schema::Bytes& value) {
    out_ += "_binary";
    quoted(value.data);
  }
  void put(const schema::Date& value) {
    cat_to(out_, "'", iso_format(value), "'");
  }
  void put(const schema::Time& value) {
    schema::Time naive = value;
    naive.utc_offset.reset();
    cat_to(out_, "'", iso_format(naive), "'");
  }
  void put(const schema::DateTime& value) {
    schema::DateTime naive = value;
    naive.time.utc_offset.reset();
    cat_to(out_, "'", iso_format(naive, ' '), "'");
  }
  // MySQL's TIME; negative ones are a sign before the whole.
  void put(const schema::Interval& value) {
    std::int64_t seconds = value.days * 86400 + value.seconds;
    std::int64_t microseconds = value.microseconds;
    bool negative = seconds < 0;
    if (negative) {
      seconds = -seconds - (microseconds > 0 ? 1 : 0);
      microseconds = microseconds > 0 ? 1000000 - microseconds : 0;
    }
    auto two = [](std::int64_t number) {
      return number < 10 ? cat("0", number) : std::to_string(number);
    };
    cat_to(out_, "'", negative ? "-" : "", two(seconds / 3600), ":",
           two(seconds / 60 % 60), ":", two(seconds % 60));
    if (microseconds != 0)
      cat_to(out_, ".", std::to_string(1000000 + microseconds).substr(1));
    out_ += '\'';
  }
  void put(const schema::Uuid& value) {
    cat_to(out_, "'", value.dashed(), "'");
  }
  void put(const schema::Json& value) { quoted(value.text); }
  void put(const schema::Array& value) {
    out_ += '(';
    for (std::size_t i = 0; i < value.items.size(); ++i) {
      if (i > 0) out_ += ',';
      write(value.items[i]);
    }
    out_ += ')';
  }
  void put(const std::shared_ptr<const schema::OpaqueValue>& value) {
    if (const auto* tuple = dynamic_cast<const TupleValue*>(value.get()))
      return put(schema::Array{tuple->items, schema::Array::Form::Tuple});
    throw driver_error(DbapiClass::ProgrammingError, driver_,
                       cat("can't adapt type '", type_name(*value), "'"));
  }

  void quoted(std::string_view text) {
    out_ += '\'';
    for (char c : text) {
      if (c == '\'') {
        out_ += backslashes_ ? "\\'" : "''";
      } else if (!backslashes_) {
        out_ += c;
      } else if (c == '\0') {
        out_ += "\\0";
      } else if (c == '\n') {
        out_ += "\\n";
      } else if (c == '\r') {
        out_ += "\\r";
      } else if (c == '\032') {
        out_ += "\\Z";
      } else {
        if (c == '"' || c == '\\') out_ += '\\';
        out_ += c;
      }
    }
    out_ += '\'';
  }

  std::string& out_;
  bool backslashes_;
  const Driver& driver_;
};

}  // namespace

void write_mysql_literal(std::string& out, const schema::Literal& value,
                         bool backslashes, const Driver& driver) {
  Writer(out, backslashes, driver).write(value);
}

}  // namespace limbeck::db

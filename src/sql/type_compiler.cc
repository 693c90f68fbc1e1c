#include "sql/type_compiler.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>

#include "base/error.h"
#include "base/text.h"
#include "sql/dialect.h"
#include "sql/quoter.h"
#include "sql/unsupported.h"

namespace limbeck::sql {

using schema::Bytes;
using schema::Date;
using schema::DateTime;
using schema::Decimal;
using schema::Time;
using schema::Uuid;

namespace {

/// What bytes.decode() takes.
bool is_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    unsigned char lead = static_cast<unsigned char>(text[i]);
    std::size_t more = lead < 0x80                    ? 0
                       : lead >= 0xC2 && lead <= 0xDF ? 1
                       : lead >= 0xE0 && lead <= 0xEF ? 2
                       : lead >= 0xF0 && lead <= 0xF4 ? 3
                                                      : 9;
    if (more == 9 || i + more >= text.size() + (more == 0)) return false;
    for (std::size_t k = 1; k <= more; ++k) {
      if ((text[i + k] & 0xC0) != 0x80) return false;
    }
    i += more + 1;
  }
  return true;
}

/// For each kind the first one with the same visit name.
TypeKind canonical(TypeKind kind) {
  static const auto table = [] {
    std::array<TypeKind, 256> result{};
    for (const schema::TypeInfo& info : schema::all_types()) {
      TypeKind first = info.kind;
      for (const schema::TypeInfo& other : schema::all_types()) {
        if (other.visit == info.visit) {
          first = other.kind;
          break;
        }
      }
      result[std::size_t(info.kind)] = first;
    }
    return result;
  }();
  return table[std::size_t(kind)];
}

std::string float_text(double number) { return schema::python_repr(number); }

/// What decimal.Decimal() takes. A text beside a number stands in the SQL
/// without quotes, so nothing else may.
bool is_number(std::string_view text) {
  text = strip(text);
  auto skip = [&](auto&& fits) {
    std::size_t count = 0;
    while (count < text.size() && fits(text[count])) ++count;
    text.remove_prefix(count);
    return count;
  };
  auto digits = [&] {
    return skip([](char c) { return (c >= '0' && c <= '9') || c == '_'; });
  };
  auto sign = [&] {
    if (!text.empty() && (text[0] == '+' || text[0] == '-'))
      text.remove_prefix(1);
  };
  sign();
  const std::string word = lower(text);
  if (word == "inf" || word == "infinity" || word == "nan" || word == "snan")
    return true;
  std::size_t count = digits();
  if (!text.empty() && text[0] == '.') {
    text.remove_prefix(1);
    count += digits();
  }
  if (!count) return false;
  if (text.empty()) return true;
  if (text[0] != 'e' && text[0] != 'E') return false;
  text.remove_prefix(1);
  sign();
  return digits() && text.empty();
}

/// str(value) of a number.
std::optional<std::string> number_text(const Literal& value) {
  if (const bool* flag = value.get<bool>()) return *flag ? "True" : "False";
  if (const auto* n = value.get<std::int64_t>()) return cat(*n);
  if (const auto* d = value.get<double>()) return float_text(*d);
  if (const auto* d = value.get<Decimal>()) return d->text;
  if (const auto* s = value.get<std::string>(); s && is_number(*s)) return *s;
  return std::nullopt;
}

/// A Decimal's digits before the point: "12.5", "1E+5", "-2.5E-3".
std::optional<std::string> whole_digits(const std::string& text) {
  const std::size_t mark = text.find_first_of("eE");
  std::string digits = text.substr(0, mark);
  const bool negative = !digits.empty() && digits[0] == '-';
  if (negative) digits.erase(0, 1);
  std::size_t point = std::min(digits.find('.'), digits.size());
  digits.erase(std::remove(digits.begin(), digits.end(), '.'), digits.end());
  if (digits.find_first_not_of("0123456789") != std::string::npos)
    return std::nullopt;  // no number, or none with an end
  constexpr long kLongest = 100000;
  const long exponent =
      mark == std::string::npos ? 0 : std::atol(text.c_str() + mark + 1);
  if (exponent > kLongest) return std::nullopt;
  const long end = static_cast<long>(point) + exponent;
  digits.resize(end > 0 ? static_cast<std::size_t>(end) : 0, '0');
  digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size()));
  if (digits.empty()) return "0";
  return negative ? cat("-", digits) : digits;
}

/// int(uuid): all 128 bits as one number.
std::string decimal_digits(const Uuid& uuid) {
  std::string digits = "0";  // the last one first
  for (const std::uint8_t byte : uuid.bytes) {
    int carry = byte;
    for (char& digit : digits) {
      carry += (digit - '0') * 256;
      digit = static_cast<char>('0' + carry % 10);
      carry /= 10;
    }
    for (; carry > 0; carry /= 10)
      digits += static_cast<char>('0' + carry % 10);
  }
  return {digits.rbegin(), digits.rend()};
}

/// str(int(value))
std::optional<std::string> integer_text(const Literal& value) {
  if (const bool* flag = value.get<bool>()) return *flag ? "1" : "0";
  if (const auto* n = value.get<std::int64_t>()) return cat(*n);
  if (const auto* d = value.get<double>()) {
    if (!std::isfinite(*d)) return std::nullopt;
    std::array<char, 320>
        digits;  // as many as the largest double has, and more
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(),
                                   std::trunc(*d), std::chars_format::fixed, 0);
    return std::string(digits.data(), end.ptr);
  }
  if (const auto* d = value.get<Decimal>()) return whole_digits(d->text);
  if (const auto* u = value.get<Uuid>()) return decimal_digits(*u);
  if (const auto* s = value.get<std::string>()) {
    std::string_view text = strip(*s);
    std::string_view digits = text;
    if (!digits.empty() && (digits[0] == '-' || digits[0] == '+')) {
      digits.remove_prefix(1);
    }
    if (!digits.empty() &&
        std::all_of(digits.begin(), digits.end(),
                    [](char c) { return c >= '0' && c <= '9'; })) {
      return std::string(text);
    }
  }
  return std::nullopt;
}

std::optional<bool> boolean_value(const Literal& value) {
  if (const bool* flag = value.get<bool>()) return *flag;
  if (const auto* n = value.get<std::int64_t>()) {
    if (*n == 0 || *n == 1) return *n == 1;
  }
  if (const auto* d = value.get<double>()) {
    if (*d == 0 || *d == 1) return *d == 1;
  }
  if (const auto* d = value.get<Decimal>()) {
    // 0, -0.0, 0E-10, 1, 1.00
    const std::size_t end = d->text.find_first_of("eE");
    const std::string_view digits = std::string_view(d->text).substr(0, end);
    if (digits.find_first_not_of("-0.") == std::string_view::npos) return false;
    const std::size_t first = digits.find_first_not_of('0');
    if (end == std::string::npos && digits[first] == '1' &&
        digits.find_first_not_of("0.", first + 1) == std::string_view::npos &&
        (first + 1 == digits.size() || digits[first + 1] == '.'))
      return true;
  }
  return std::nullopt;
}

/// A text that other databases than PostgreSQL take for the steps of a path.
// SQLAlchemy: JSONPathType._format_value
std::string dollar_path(std::string_view text) {
  std::string out = "$";
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at + 1;
    while (end < text.size() && (text[end] & 0xC0) == 0x80) ++end;
    cat_to(out, ".\"", text.substr(at, end - at), "\"");
    at = end;
  }
  return out;
}

std::optional<std::string> iso_text(const Literal& value);

/// str(value) of a value that is no text.
std::optional<std::string> plain_text(const Literal& value) {
  if (auto number = number_text(value)) return number;
  return iso_text(value);
}

std::optional<std::string> iso_text(const Literal& value) {
  if (const auto* d = value.get<Date>()) return schema::iso_format(*d);
  if (const auto* t = value.get<Time>()) return schema::iso_format(*t);
  if (const auto* d = value.get<DateTime>()) {
    return schema::iso_format(*d, ' ');
  }
  return std::nullopt;
}

}  // namespace

std::string type_text(const Type& type) {
  if (type.kind == TypeKind::NullType) return "NULL";
  Traits traits;
  traits.name = "default";
  TypeCompiler compiler(traits);
  try {
    return compiler.process(type, Quoter(QuoteRules()));
  } catch (const Error&) {
    // Types of one dialect, and JSON, which only dialects write.
    const std::string_view visit = type.info().visit;
    if (!visit.empty() && visit[0] >= 'A' && visit[0] <= 'Z')
      return std::string(visit);
    return schema::python_repr(type);
  }
}

Type TypeCompiler::interval(const Type&) const { return TypeKind::DateTime; }

Type TypeCompiler::resolved(const Type& given) const {
  Type type = given.for_dialect(traits_.name);
  for (int depth = 0; depth < 16; ++depth) {
    if (type.kind == TypeKind::TypeDecorator) {
      if (type.custom) {
        type =
            type.custom->dialect_type(traits_.name).for_dialect(traits_.name);
      } else if (type.item) {
        type = Type(*type.item).for_dialect(traits_.name);
      } else {
        return type;
      }
    } else if (type.kind == TypeKind::Interval) {
      return type.flag("native", true) ? interval(type)
                                       : Type(TypeKind::DateTime);
    } else if (type.kind == TypeKind::PickleType) {
      return TypeKind::LargeBinary;
    } else {
      return type;
    }
  }
  return type;
}

// SQLAlchemy: GenericTypeCompiler.process
std::string TypeCompiler::process(const Type& given,
                                  const Quoter& quoter) const {
  Type type = given.for_dialect(traits_.name);
  // A decorator's @compiles hook comes before its impl, which may have one too.
  for (int depth = 0; depth < 16; ++depth) {
    if (type.custom && type.custom->has_column_spec(traits_.name)) {
      return type.custom->column_spec(traits_.name);
    }
    if (type.kind != TypeKind::TypeDecorator || !type.custom) break;
    type = type.custom->dialect_type(traits_.name).for_dialect(traits_.name);
  }
  type = resolved(type);
  return visit(canonical(type.kind), type, quoter);
}

std::optional<std::int64_t> TypeCompiler::length(const Type& type) {
  if (std::optional<std::int64_t> given = type.integer("length")) return given;
  if (!type.is(TypeKind::Enum) || type.values.empty()) return std::nullopt;
  std::size_t longest = 0;
  for (const std::string& value : type.values) {
    longest = std::max(longest, count_code_points(value));
  }
  return std::int64_t(longest);
}

std::string TypeCompiler::numeric(std::string_view name, const Type& type) {
  std::optional<std::int64_t> precision = type.integer("precision");
  std::optional<std::int64_t> scale = type.integer("scale");
  if (!precision) return std::string(name);
  if (!scale) return cat(name, "(", *precision, ")");
  return cat(name, "(", *precision, ", ", *scale, ")");
}

std::string TypeCompiler::string_type(std::string_view name, const Type& type,
                                      const Quoter& quoter) const {
  std::string out(name);
  if (std::optional<std::int64_t> given = length(type); given && *given) {
    cat_to(out, "(", *given, ")");
  } else if (std::optional<std::string> words = type.text("length")) {
    cat_to(out, "(", *words, ")");  // mssql.NVARCHAR("max")
  }
  if (std::optional<std::string> collation = type.text("collation")) {
    cat_to(out, " COLLATE ",
           quoter.collation(*collation, type.text("collation_schema")));
  }
  return out;
}

// SQLAlchemy: GenericTypeCompiler.visit_*
std::string TypeCompiler::visit(TypeKind visit, const Type& type,
                                const Quoter& quoter) const {
  auto sized = [&](std::string_view name) {
    std::optional<std::int64_t> size = type.integer("length");
    return size && *size ? cat(name, "(", *size, ")") : std::string(name);
  };
  auto again = [&](TypeKind kind) { return this->visit(kind, type, quoter); };
  switch (visit) {
    case TypeKind::FLOAT:
      return "FLOAT";
    case TypeKind::Float:
      return again(TypeKind::FLOAT);
    case TypeKind::Double:
      return again(TypeKind::DOUBLE);
    case TypeKind::DOUBLE:
      return "DOUBLE";
    case TypeKind::DOUBLE_PRECISION:
      return "DOUBLE PRECISION";
    case TypeKind::REAL:
      return "REAL";
    case TypeKind::Numeric:
      return again(TypeKind::NUMERIC);
    case TypeKind::NUMERIC:
      return numeric("NUMERIC", type);
    case TypeKind::DECIMAL:
      return numeric("DECIMAL", type);
    case TypeKind::Integer:
      return again(TypeKind::INTEGER);
    case TypeKind::INTEGER:
      return "INTEGER";
    case TypeKind::SmallInteger:
      return again(TypeKind::SMALLINT);
    case TypeKind::SMALLINT:
      return "SMALLINT";
    case TypeKind::BigInteger:
      return again(TypeKind::BIGINT);
    case TypeKind::BIGINT:
      return "BIGINT";
    case TypeKind::TIMESTAMP:
      return "TIMESTAMP";
    case TypeKind::DateTime:
      return again(TypeKind::DATETIME);
    case TypeKind::DATETIME:
      return "DATETIME";
    case TypeKind::Date:
      return again(TypeKind::DATE);
    case TypeKind::DATE:
      return "DATE";
    case TypeKind::Time:
      return again(TypeKind::TIME);
    case TypeKind::TIME:
      return "TIME";
    case TypeKind::CLOB:
      return "CLOB";
    case TypeKind::OraNCLOB:
      return "NCLOB";
    case TypeKind::CHAR:
      return string_type("CHAR", type, quoter);
    case TypeKind::NCHAR:
      return string_type("NCHAR", type, quoter);
    case TypeKind::String:
    case TypeKind::Unicode:
    case TypeKind::Enum:
      return again(TypeKind::VARCHAR);
    case TypeKind::VARCHAR:
      return string_type("VARCHAR", type, quoter);
    case TypeKind::NVARCHAR:
      return string_type("NVARCHAR", type, quoter);
    case TypeKind::Text:
    case TypeKind::UnicodeText:
      return again(TypeKind::TEXT);
    case TypeKind::TEXT:
      return string_type("TEXT", type, quoter);
    case TypeKind::Uuid:
      if (!type.flag("native_uuid", true) || !traits_.supports_native_uuid) {
        return "CHAR(32)";
      }
      return again(TypeKind::UUID);
    case TypeKind::UUID:
      return "UUID";
    case TypeKind::LargeBinary:
      return again(TypeKind::BLOB);
    case TypeKind::BLOB:
      return "BLOB";
    case TypeKind::BINARY:
      return sized("BINARY");
    case TypeKind::VARBINARY:
      return sized("VARBINARY");
    case TypeKind::Boolean:
      return again(TypeKind::BOOLEAN);
    case TypeKind::BOOLEAN:
      return "BOOLEAN";
    case TypeKind::NullType:
      throw Error(ErrorKind::Compile,
                  cat("Can't generate DDL for ", schema::python_repr(type),
                      "; did you forget to specify a type on this Column?"));
    default:  // the kinds of other dialects have no spelling here
      throw Unsupported(traits_.name, type.info().name);
  }
}

namespace {

/// Why there is no text for a value; who asked for it says of which.
enum class Unrenderable { Misfit, NoRenderer };

}  // namespace

void TypeCompiler::misfit() { throw Unrenderable::Misfit; }

void TypeCompiler::no_renderer() { throw Unrenderable::NoRenderer; }

std::string TypeCompiler::quoted(std::string_view text,
                                 const Quoter& quoter) const {
  std::string out = "'";
  for (char c : text) {
    out += c;
    if (c == '\'' || (c == '%' && quoter.double_percents)) out += c;
  }
  out += '\'';
  return out;
}

// SQLAlchemy: TypeEngine.adapt, with the arguments of mysql.SET
void TypeCompiler::refuse_set(const Type& type) const {
  if (type.for_dialect(traits_.name).kind == TypeKind::MySET &&
      (traits_.name == "postgresql" || traits_.name == "mssql" ||
       traits_.name == "oracle"))
    throw Error(ErrorKind::Type,
                "String.__init__() got an unexpected keyword argument "
                "'retrieve_as_bitwise'");
}

// SQLAlchemy: SQLCompiler.render_literal_value
std::string TypeCompiler::literal(const Literal& value, const Type& type,
                                  const Quoter& quoter) const {
  refuse_set(type);
  try {
    return written(value, type, quoter);
  } catch (Unrenderable why) {
    const std::string shown = schema::python_repr(value);
    throw Error(
        ErrorKind::Compile,
        why == Unrenderable::Misfit
            ? cat("Could not render literal value \"", shown,
                  "\" with datatype ", type_text(type),
                  "; see parent stack trace for more detail.")
            : cat("No literal value renderer is available for literal value "
                  "\"",
                  shown, "\" with datatype ", type_text(type)));
  }
}

std::string TypeCompiler::written(const Literal& value, const Type& given,
                                  const Quoter& quoter) const {
  if (value.is_null()) return "NULL";
  const Type& type = given.for_dialect(traits_.name);
  if (type.custom) {
    if (auto text = type.custom->render_literal(value, traits_.name)) {
      return *text;
    }
    if (type.kind != TypeKind::TypeDecorator)
      return render(value, resolved(type), quoter);
    const auto converted = type.custom->literal_value(value, traits_.name);
    if (!converted) misfit();
    return written(*converted, type.custom->dialect_type(traits_.name), quoter);
  }
  return render(value, resolved(type), quoter);
}

// SQLAlchemy: the literal_processor of each class in sqltypes
std::string TypeCompiler::render(const Literal& value, const Type& type,
                                 const Quoter& quoter) const {
  if (type.is(TypeKind::ARRAY) && type.item) {
    const auto* array = value.get<schema::Array>();
    if (!array) misfit();
    std::vector<std::string> parts;
    for (const Literal& item : array->items) {
      if (item.is_null()) misfit();
      parts.push_back(item.get<schema::Array>()
                          ? render(item, type, quoter)
                          : written(item, *type.item, quoter));
    }
    // postgresql.ARRAY writes its own everywhere.
    const bool own =
        type.kind == TypeKind::PgARRAY || traits_.name == "postgresql";
    return cat(own ? "ARRAY[" : "[", join(parts, ", "), "]");
  }
  if (type.kind == TypeKind::PgJSONPATH) {
    const auto* path = value.get<std::string>();
    if (!path) misfit();
    return quoted(traits_.name == "postgresql" ? *path : dollar_path(*path),
                  quoter);
  }
  // postgresql.INTERVAL, too, writes its own everywhere.
  if (type.kind == TypeKind::PgINTERVAL) {
    const auto* interval = value.get<schema::Interval>();
    if (!interval) misfit();
    const double seconds = double(interval->days) * 86400 +
                           double(interval->seconds) +
                           double(interval->microseconds) / 1e6;
    return cat("make_interval(secs=>", schema::python_repr(seconds), ")");
  }
  switch (type.affinity()) {
    case TypeKind::String:
    case TypeKind::MyENUM:
      if (const auto* text = value.get<std::string>()) {
        return quoted(*text, quoter);
      }
      misfit();
    case TypeKind::Integer:
      if (auto text = integer_text(value)) return *text;
      misfit();
    case TypeKind::Numeric:
    case TypeKind::Float:
      if (auto text = number_text(value)) return *text;
      misfit();
    case TypeKind::Boolean:
      if (auto flag = boolean_value(value)) {
        if (!traits_.literal_true.empty()) {
          return std::string(*flag ? traits_.literal_true
                                   : traits_.literal_false);
        }
        return *flag ? "true" : "false";
      }
      misfit();
    case TypeKind::Date:
    case TypeKind::DateTime:
    case TypeKind::Time:
      if (auto text = iso_text(value)) {
        // SQLAlchemy: _RenderISO8601NoT._literal_processor_portion
        if (const auto gap = text->find(' '); gap != std::string::npos) {
          if (type.affinity() == TypeKind::Date) text->resize(gap);
          if (type.affinity() == TypeKind::Time) text->erase(0, gap + 1);
        }
        return cat("'", *text, "'");
      }
      misfit();
    case TypeKind::BinaryBase:
      if (const auto* bytes = value.get<Bytes>();
          bytes && is_utf8(bytes->data)) {
        return quoted(bytes->data, quoter);
      }
      misfit();
    case TypeKind::Uuid: {
      bool native =
          type.flag("as_uuid", true) && type.flag("native_uuid", true) &&
          ((traits_.supports_native_uuid && traits_.name != "mariadb") ||
           type.kind == TypeKind::MsUNIQUEIDENTIFIER);
      if (const auto* uuid = value.get<Uuid>()) {
        return cat("'", native ? uuid->dashed() : uuid->hex(), "'");
      }
      const auto* text = value.get<std::string>();
      // A text has no hex() that UUID objects have.
      if (text && (native || !type.flag("as_uuid", true)))
        return quoted(native ? *text : replace_all(*text, "-", ""), quoter);
      // Whatever it is, its str().
      if (native)
        if (auto shown = plain_text(value)) return quoted(*shown, quoter);
      misfit();
    }
    default:  // the other types have no literals
      no_renderer();
  }
}

Literal TypeCompiler::bound_value(const Literal& given_value,
                                  const Type& given) const {
  const Type& type = given.for_dialect(traits_.name);
  Literal value = given_value;
  if (type.custom) {
    value = type.custom->bind(value, traits_.name);
    if (type.kind == TypeKind::TypeDecorator) return value;
  }
  if (value.is_null()) return value;
  if (type.affinity() == TypeKind::Uuid &&
      !(type.flag("native_uuid", true) && traits_.supports_native_uuid)) {
    if (const auto* uuid = value.get<Uuid>()) return uuid->hex();
    if (const auto* text = value.get<std::string>()) {
      return replace_all(*text, "-", "");
    }
  }
  return value;
}

}  // namespace limbeck::sql

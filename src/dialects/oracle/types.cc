#include "dialects/oracle/types.h"

#include "base/error.h"
#include "base/text.h"
#include "sql/dialect.h"
#include "sql/quoter.h"
#include "sql/unsupported.h"

namespace limbeck::dialects {

using schema::Type;
using schema::TypeKind;

namespace {

std::string parenthesized(const std::optional<std::int64_t>& number) {
  return number ? cat("(", *number, ")") : "";
}

// Oracle counts a FLOAT's binary digits.
std::string float_spec(const Type& type) {
  auto digits = type.integer("binary_precision");
  if (auto precision = type.integer("precision"); precision && !digits) {
    auto estimate = std::int64_t(double(*precision) / 0.30103);
    throw Error(
        ErrorKind::Argument,
        cat("Oracle Database FLOAT types use 'binary precision', which does "
            "not convert cleanly from decimal 'precision'.  Please specify "
            "this type with a separate Oracle Database variant, such as ",
            type.info().name, "(precision=", *precision,
            ").with_variant(oracle.FLOAT(binary_precision=", estimate,
            "), 'oracle'), so that the Oracle Database specific "
            "'binary_precision' may be specified accurately."));
  }
  return "FLOAT" + parenthesized(digits);
}

}  // namespace

Type OracleTypes::interval(const Type& type) const {
  Type out(TypeKind::OraINTERVAL);
  for (const char* name : {"day_precision", "second_precision"}) {
    if (auto precision = type.integer(name)) out.set(name, *precision);
  }
  return out;
}

std::string OracleTypes::visit(TypeKind visit, const Type& type,
                               const sql::Quoter& quoter) const {
  auto size = length(type);
  auto sized = [&](std::string_view name, bool chars) {
    if (auto words = type.text("length"))
      return cat(name, "(", *words, chars ? " CHAR)" : ")");
    if (!size || !*size) return std::string(name);
    return cat(name, "(", *size, chars ? " CHAR)" : ")");
  };
  switch (visit) {
    case TypeKind::DateTime:
      return "DATE";
    case TypeKind::Float:
    case TypeKind::FLOAT:
      return float_spec(type);
    case TypeKind::Double:
    case TypeKind::DOUBLE_PRECISION:
      // mssql.DOUBLE_PRECISION has a precision by default.
      if (type.kind == TypeKind::MsDOUBLE_PRECISION && !type.find("precision"))
        return "DOUBLE PRECISION(53)";
      return numeric("DOUBLE PRECISION", type);
    case TypeKind::OraBINARY_DOUBLE:
      return numeric("BINARY_DOUBLE", type);
    case TypeKind::OraBINARY_FLOAT:
      return numeric("BINARY_FLOAT", type);
    case TypeKind::OraNUMBER:
      return numeric("NUMBER", type);
    case TypeKind::BigInteger:
      return "NUMBER(19)";
    case TypeKind::String:
    case TypeKind::Unicode:
    case TypeKind::OraVARCHAR2:
      return sized("VARCHAR2", true);
    case TypeKind::VARCHAR:
      return sized("VARCHAR", true);
    case TypeKind::NVARCHAR:
      return sized("NVARCHAR2", false);
    case TypeKind::Text:
    case TypeKind::UnicodeText:
      return "CLOB";
    case TypeKind::PgINTERVAL:  // the first kind that is visited as INTERVAL
      if (type.kind == TypeKind::PgINTERVAL)
        throw Error(ErrorKind::Attribute,
                    "'INTERVAL' object has no attribute 'day_precision'");
      return cat("INTERVAL DAY", parenthesized(type.integer("day_precision")),
                 " TO SECOND", parenthesized(type.integer("second_precision")));
    case TypeKind::TIMESTAMP:
      if (type.kind == TypeKind::MsTIMESTAMP)  // a number of its rows' changes
        throw Error(ErrorKind::Attribute,
                    "'TIMESTAMP' object has no attribute 'timezone'");
      if (type.flag("local_timezone")) return "TIMESTAMP WITH LOCAL TIME ZONE";
      return type.flag("timezone") ? "TIMESTAMP WITH TIME ZONE" : "TIMESTAMP";
    case TypeKind::OraRAW:
      return sized("RAW", false);
    case TypeKind::OraLONG:
    case TypeKind::OraROWID:
      return std::string(type.info().visit);
    case TypeKind::JSON:
      return type.flag("use_blob") ? "BLOB" : "JSON";
    case TypeKind::OraVECTOR:
      return cat("VECTOR(",
                 type.integer("dim") ? cat(*type.integer("dim")) : "*", ",",
                 type.text("storage_format").value_or("*"), ",",
                 type.text("storage_type").value_or("*"), ")");
    default:  // the rest is standard
      return TypeCompiler::visit(visit, type, quoter);
  }
}

// SQLAlchemy: oracle.types._OracleDateLiteralRender
std::string OracleTypes::render(const schema::Literal& value, const Type& type,
                                const sql::Quoter& quoter) const {
  TypeKind affinity = type.affinity();
  if (type.kind == TypeKind::OraINTERVAL) {
    const auto* interval = value.get<schema::Interval>();
    if (!interval) misfit();
    double seconds = double(interval->days) * 86400 +
                     double(interval->seconds) +
                     double(interval->microseconds) / 1e6;
    return cat("NUMTODSINTERVAL(", schema::python_repr(seconds), ", 'SECOND')");
  }
  // SQLAlchemy: _OracleDateLiteralRender
  if (affinity == TypeKind::Date) {
    const auto* moment = value.get<schema::DateTime>();
    const auto* time = value.get<schema::Time>();
    if (moment || time) {
      const std::string day =
          moment ? schema::iso_format(moment->date) : schema::iso_format(*time);
      const int fraction = (moment ? moment->time : *time).microsecond;
      return cat(fraction ? "TO_TIMESTAMP('" : "TO_DATE('", day,
                 "', 'YYYY-MM-DD')");
    }
  }
  if (affinity == TypeKind::Date || affinity == TypeKind::DateTime) {
    if (const auto* moment = value.get<schema::DateTime>()) {
      std::string text = schema::iso_format(*moment, ' ');
      if (moment->time.microsecond) {
        return cat("TO_TIMESTAMP('", text, "', 'YYYY-MM-DD HH24:MI:SS.FF')");
      }
      return cat("TO_DATE('", text, "', 'YYYY-MM-DD HH24:MI:SS')");
    }
    if (const auto* date = value.get<schema::Date>()) {
      return cat("TO_DATE('", schema::iso_format(*date), "', 'YYYY-MM-DD",
                 affinity == TypeKind::DateTime ? " HH24:MI:SS" : "", "')");
    }
    misfit();
  }
  return TypeCompiler::render(value, type, quoter);
}

}  // namespace limbeck::dialects

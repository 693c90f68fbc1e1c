#include "dialects/mysql/types.h"

#include "base/error.h"
#include "base/text.h"
#include "sql/dialect.h"
#include "sql/quoter.h"

namespace limbeck::dialects {

using schema::Type;
using schema::TypeKind;

namespace {

bool is_own(const Type& type) { return type.info().dialect() == "mysql"; }

// SQLAlchemy: MySQLTypeCompiler._extend_numeric
std::string extended(std::string spec, const Type& type) {
  if (!is_own(type)) return spec;
  if (type.flag("unsigned")) spec += " UNSIGNED";
  if (type.flag("zerofill")) spec += " ZEROFILL";
  return spec;
}

// SQLAlchemy: MySQLTypeCompiler._extend_string
std::string text_spec(std::string spec, const Type& type,
                      bool national_by_default = false) {
  std::string charset, collation;
  if (auto name = type.text("charset")) {
    charset = cat(" CHARACTER SET ", *name);
  } else if (type.flag("ascii")) {
    charset = " ASCII";
  } else if (type.flag("unicode")) {
    charset = " UNICODE";
  }
  if (auto name = type.text("collation")) {
    collation = cat(" COLLATE ", *name);
  } else if (type.flag("binary")) {
    collation = " BINARY";
  }
  bool national = type.flag("national") || national_by_default;
  if (national) return cat("NATIONAL ", spec, collation);
  return cat(spec, charset, collation);
}

std::string whole(std::string_view name, const Type& type) {
  std::string spec(name);
  if (auto width = type.integer("display_width")) {
    cat_to(spec, "(", *width, ")");
  }
  return extended(spec, type);
}

/// name(precision, scale) where both are known.
std::string real(std::string_view name, const Type& type) {
  auto precision = type.integer("precision");
  auto scale = type.integer("scale");
  std::string spec(name);
  if (precision && scale) cat_to(spec, "(", *precision, ", ", *scale, ")");
  return extended(spec, type);
}

std::string sized(std::string_view name, const Type& type,
                  const char* argument = "length") {
  if (auto words = type.text(argument)) return cat(name, "(", *words, ")");
  auto length = type.integer(argument);
  return length ? cat(name, "(", *length, ")") : std::string(name);
}

std::string fractional(std::string_view name, const Type& type) {
  auto digits = type.integer("fsp");
  return digits && *digits ? cat(name, "(", *digits, ")") : std::string(name);
}

std::string enumerated(std::string_view name, const Type& type,
                       const sql::Quoter& quoter) {
  std::vector<std::string> labels;
  for (const std::string& value : type.values) {
    std::string label = replace_all(value, "'", "''");
    label = replace_all(label, "\\", "\\\\");
    if (quoter.double_percents) label = replace_all(label, "%", "%%");
    labels.push_back(cat("'", label, "'"));
  }
  return text_spec(cat(name, "(", join(labels, ","), ")"), type);
}

}  // namespace

std::string MySqlTypes::visit(TypeKind visit, const Type& type,
                              const sql::Quoter& quoter) const {
  auto requires_length = [&](std::string_view name) {
    throw Error(ErrorKind::Compile,
                cat(name, " requires a length on dialect ", traits_.name));
  };
  switch (visit) {
    case TypeKind::NUMERIC:
      return extended(numeric("NUMERIC", type), type);
    case TypeKind::DECIMAL:
      return extended(numeric("DECIMAL", type), type);
    case TypeKind::DOUBLE:
      return real("DOUBLE", type);
    case TypeKind::REAL:
      return real("REAL", type);
    case TypeKind::FLOAT: {
      auto precision = type.integer("precision");
      if (is_own(type) && precision && type.integer("scale")) {
        return real("FLOAT", type);
      }
      return extended(precision ? cat("FLOAT(", *precision, ")") : "FLOAT",
                      type);
    }
    case TypeKind::INTEGER:
      return whole("INTEGER", type);
    case TypeKind::BIGINT:
      return whole("BIGINT", type);
    case TypeKind::SMALLINT:
      return whole("SMALLINT", type);
    case TypeKind::MyMEDIUMINT:
      return whole("MEDIUMINT", type);
    case TypeKind::MyTINYINT:
      return whole("TINYINT", type);
    case TypeKind::PgBIT:  // the first kind that is visited as BIT
      if (type.kind != TypeKind::PgBIT && type.kind != TypeKind::MyBIT)
        throw Error(ErrorKind::Attribute,
                    "'BIT' object has no attribute 'length'");
      if (type.kind == TypeKind::PgBIT && !type.integer("length") &&
          !type.flag("varying")) {
        return "BIT(1)";
      }
      return sized("BIT", type);
    case TypeKind::DATETIME:
      return fractional("DATETIME", type);
    case TypeKind::TIME:
      return fractional("TIME", type);
    case TypeKind::TIMESTAMP:
      return fractional("TIMESTAMP", type);
    case TypeKind::MyYEAR:
      return sized("YEAR", type, "display_width");
    case TypeKind::TEXT:
      return text_spec(sized("TEXT", type), type);
    case TypeKind::MyTINYTEXT:
      return text_spec("TINYTEXT", type);
    case TypeKind::MyMEDIUMTEXT:
      return text_spec("MEDIUMTEXT", type);
    case TypeKind::MyLONGTEXT:
      return text_spec("LONGTEXT", type);
    case TypeKind::VARCHAR: {
      auto size = length(type);
      if (auto words = type.text("length"))
        return text_spec(cat("VARCHAR(", *words, ")"), type);
      if (!size) requires_length("VARCHAR");
      return text_spec(cat("VARCHAR(", *size, ")"), type);
    }
    case TypeKind::CHAR:
      return text_spec(sized("CHAR", type), type);
    case TypeKind::NVARCHAR:
      if (!type.find("length")) requires_length("NVARCHAR");
      return text_spec(sized("VARCHAR", type), type, true);
    case TypeKind::NCHAR:
      return text_spec(sized("CHAR", type), type, true);
    case TypeKind::UUID:
      return "UUID";
    case TypeKind::VARBINARY:
      if (!type.integer("length"))
        throw Error(ErrorKind::Type,
                    "%d format: a real number is required, not NoneType");
      return cat("VARBINARY(", *type.integer("length"), ")");
    case TypeKind::JSON:
      return "JSON";
    case TypeKind::Enum:
      if (!type.flag("native_enum", true)) break;
      return enumerated("ENUM", type, quoter);
    case TypeKind::MyENUM:
      return enumerated("ENUM", type, quoter);
    case TypeKind::MySET:
      return enumerated("SET", type, quoter);
    case TypeKind::BLOB:
      return sized("BLOB", type);
    case TypeKind::MyTINYBLOB:
    case TypeKind::MyMEDIUMBLOB:
    case TypeKind::MyLONGBLOB:
      return std::string(type.info().visit);
    case TypeKind::MyINET4:
    case TypeKind::MyINET6:
      if (traits_.name != "mariadb") break;
      return std::string(type.info().visit);
    case TypeKind::BOOLEAN:
      return "BOOL";
    default:  // the rest is standard
      break;
  }
  return TypeCompiler::visit(visit, type, quoter);
}

// SQLAlchemy: MySQLCompiler.render_literal_value
std::string MySqlTypes::render(const schema::Literal& value, const Type& type,
                               const sql::Quoter& quoter) const {
  return replace_all(TypeCompiler::render(value, type, quoter), "\\", "\\\\");
}

}  // namespace limbeck::dialects

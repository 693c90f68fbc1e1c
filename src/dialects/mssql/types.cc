#include "dialects/mssql/types.h"

#include "base/text.h"
#include "sql/quoter.h"

namespace limbeck::dialects {

using schema::Type;
using schema::TypeKind;

namespace {

/// name(length) COLLATE collation
// SQLAlchemy: MSTypeCompiler._extend
std::string extended(std::string_view name, const Type& type,
                     std::string_view length) {
  std::string out(name);
  if (!length.empty()) cat_to(out, "(", length, ")");
  if (auto collation = type.text("collation")) {
    cat_to(out, " COLLATE ", *collation);
  }
  return out;
}

std::string precise(std::string_view name, const Type& type) {
  auto precision = type.integer("precision");
  return precision ? cat(name, "(", *precision, ")") : std::string(name);
}

}  // namespace

std::string MsSqlTypes::visit(TypeKind visit, const Type& type,
                              const sql::Quoter& quoter) const {
  auto size = length(type);
  std::string given = size && *size ? cat(*size) : "";
  std::string or_max = given.empty() ? "max" : given;
  switch (visit) {
    case TypeKind::Double:
      return "DOUBLE PRECISION";
    case TypeKind::FLOAT:
      return precise("FLOAT", type);
    case TypeKind::MyTINYINT:  // the first kind that is visited as TINYINT
      return "TINYINT";
    case TypeKind::TIME:
      return precise("TIME", type);
    case TypeKind::DateTime:
      return type.flag("timezone") ? "DATETIMEOFFSET" : "DATETIME";
    case TypeKind::MsDATETIMEOFFSET:
      return precise("DATETIMEOFFSET", type);
    case TypeKind::MsDATETIME2:
      return precise("DATETIME2", type);
    case TypeKind::Date:
    case TypeKind::Time:
      return "DATETIME";
    case TypeKind::Unicode:
    case TypeKind::NVARCHAR:
      return extended("NVARCHAR", type, or_max);
    case TypeKind::VARCHAR:
      return extended("VARCHAR", type, or_max);
    case TypeKind::CHAR:
      return extended("CHAR", type, given);
    case TypeKind::NCHAR:
      return extended("NCHAR", type, given);
    case TypeKind::UnicodeText:
    case TypeKind::MsNTEXT:
      return extended("NTEXT", type, given);
    case TypeKind::Text:
    case TypeKind::TEXT:
      return extended("TEXT", type, given);
    case TypeKind::LargeBinary:
    case TypeKind::MsIMAGE:
      return "IMAGE";
    case TypeKind::VARBINARY:
      return extended("VARBINARY", type, or_max) +
             (type.flag("filestream") ? " FILESTREAM" : "");
    case TypeKind::Boolean:
    case TypeKind::PgBIT:  // the first kind that is visited as BIT
      return "BIT";
    case TypeKind::JSON:
      return extended("NVARCHAR", type, "max");
    case TypeKind::Uuid:
      if (!type.flag("native_uuid", true)) break;
      return "UNIQUEIDENTIFIER";
    case TypeKind::MsROWVERSION:
    case TypeKind::MsSMALLDATETIME:
    case TypeKind::MsXML:
    case TypeKind::PgMONEY:  // the first kind that is visited as MONEY
    case TypeKind::MsSMALLMONEY:
    case TypeKind::MsUNIQUEIDENTIFIER:
    case TypeKind::MsSQL_VARIANT:
      return std::string(type.info().visit);
    default:  // the rest is standard
      break;
  }
  return TypeCompiler::visit(visit, type, quoter);
}

std::string MsSqlTypes::render(const schema::Literal& value, const Type& type,
                               const sql::Quoter& quoter) const {
  bool national = type.is(TypeKind::Unicode) ||
                  type.is(TypeKind::UnicodeText) || type.is(TypeKind::Enum);
  const auto* text = value.get<std::string>();
  if (national && text && !type.is(TypeKind::Enum)) {
    return cat("N", quoted(*text, quoter));
  }
  if (type.is(TypeKind::Uuid) && type.flag("native_uuid", true)) {
    if (const auto* uuid = value.get<schema::Uuid>()) {
      return cat("'", uuid->dashed(), "'");
    }
    if (text) return quoted(*text, quoter);
    Type native = type;
    native.kind = TypeKind::MsUNIQUEIDENTIFIER;
    native.set("as_uuid", true);
    return TypeCompiler::render(value, native, quoter);
  }
  return TypeCompiler::render(value, type, quoter);
}

}  // namespace limbeck::dialects

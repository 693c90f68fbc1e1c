// dialect.type_descriptor(): the type that a dialect's driver puts in the place
// of another one. load_dialect_impl() of a TypeDecorator asks for it.
#include "sqlalchemy/type_descriptor.h"

#include "sqlalchemy/types.h"

namespace limbeck::sa {

using SqlType = schema::Type;
using schema::TypeKind;

namespace {

SqlType with_length(TypeKind kind, const SqlType& given) {
  SqlType made(kind);
  if (const auto* length = given.find("length")) made.set("length", *length);
  return made;
}

SqlType with_numbers(TypeKind kind, const SqlType& given) {
  SqlType made(kind);
  for (const char* name : {"precision", "scale"})
    if (const auto* number = given.find(name)) made.set(name, *number);
  return made;
}

bool is_other_float(const SqlType& type) {
  return type.is(TypeKind::Double) || type.kind == TypeKind::REAL;
}

SqlType for_postgresql(const SqlType& type) {
  if (type.is(TypeKind::String)) return with_length(TypeKind::String, type);
  if (type.kind == TypeKind::DATETIME) return TypeKind::DateTime;
  if (is_other_float(type)) return TypeKind::Float;
  return type;
}

SqlType for_mssql(const SqlType& type) {
  if (type.kind == TypeKind::NCHAR) return with_length(TypeKind::Unicode, type);
  if (type.is(TypeKind::String) && !type.is(TypeKind::Unicode) &&
      !type.is(TypeKind::UnicodeText) && type.kind != TypeKind::NVARCHAR)
    return with_length(TypeKind::String, type);
  if (is_other_float(type)) return TypeKind::Float;
  if (type.kind == TypeKind::LargeBinary || type.kind == TypeKind::BLOB) {
    SqlType binary(TypeKind::MsVARBINARY);
    binary.set("length", std::string("max"));
    if (const auto* length = type.find("length")) binary.set("length", *length);
    return binary;
  }
  if (type.kind == TypeKind::TIMESTAMP) {
    SqlType moment(TypeKind::DateTime);
    if (type.flag("timezone")) moment.set("timezone", true);
    return moment;
  }
  if (type.kind == TypeKind::UUID) return TypeKind::Uuid;
  return type;
}

SqlType for_oracle(const SqlType& type) {
  if (type.kind == TypeKind::BigInteger || type.kind == TypeKind::SmallInteger)
    return TypeKind::Integer;
  if (is_other_float(type)) return TypeKind::Float;
  if (type.kind == TypeKind::VARCHAR)
    return with_length(TypeKind::String, type);
  if (type.kind == TypeKind::TEXT) return TypeKind::Text;
  if (type.kind == TypeKind::DATETIME) return TypeKind::DateTime;
  if (type.kind == TypeKind::UUID) return TypeKind::Uuid;
  return type;
}

}  // namespace

// SQLAlchemy: DefaultDialect.type_descriptor with the drivers' colspecs
Value type_descriptor(const sql::Dialect& dialect, const Value& given) {
  const SqlType type = lower_type(given);
  if (type.custom || !type.info().dialect().empty() || type.is(TypeKind::Enum))
    return given;
  const std::string_view name = dialect.name();
  SqlType made = type;
  if (type.kind == TypeKind::DECIMAL && name != "sqlite") {
    made = with_numbers(TypeKind::Numeric, type);
  } else if (name == "postgresql") {
    made = for_postgresql(type);
  } else if (name == "mssql") {
    made = for_mssql(type);
  } else if (name == "oracle") {
    made = for_oracle(type);
  } else if (name == "sqlite") {
    if (type.kind == TypeKind::TIMESTAMP) made = TypeKind::DateTime;
  } else if (name == "mysql" || name == "mariadb") {
    if (type.kind == TypeKind::REAL) made = TypeKind::FLOAT;
    if (type.kind == TypeKind::DOUBLE_PRECISION) made = TypeKind::DOUBLE;
  }
  return made.kind == type.kind ? given : wrap_type(made);
}

}  // namespace limbeck::sa

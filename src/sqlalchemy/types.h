// Live type objects: TypeEngine and the classes of sqlalchemy.types and the
// dialects. Constructor arguments are plain attributes of the object, as in
// SQLAlchemy; schema/types.def says which a class takes, type_table.cc which
// classes it derives from.
#pragma once
#include "schema/type.h"
#include "sqlalchemy/core.h"

namespace limbeck::sa {

struct TypeObject : py::Instance {
  using Instance::Instance;
};

/// The class "String" or "postgresql.JSONB"; nullptr if there is none.
Type* type_class(std::string_view key);
/// The names of sqlalchemy.types.
std::vector<std::string_view> type_names();
bool is_type_object(const Value& value);
/// A type object of a class or instance: `sa.String` becomes `sa.String()`.
/// Raises ArgumentError for anything else.
Value to_instance(const Value& class_or_instance);
/// The native class that a type class is or derives from.
schema::TypeKind kind_of(const Type* type);
bool is_kind(const Value& type_object, schema::TypeKind kind);

/// @compiles(Class, *dialects): fn(element, compiler, **kw). Absent where the
/// class (or a base) has none for the dialect.
Value find_compiles(const Type* type, std::string_view dialect);
bool has_compiles(const Type* type);
void add_compiles(Type* type, std::string_view dialect, const Value& function);

/// Named types (Enum, DOMAIN) of a column that joins a table live in the schema
/// of the MetaData, unless they were told another.
void take_schema(const Value& type, const Value& table_schema,
                 const Value& metadata_schema);
/// What the copy of a column has for a type: named types are copied, others are
/// shared. A `schema` that is given replaces the type's.
Value copy_named_type(const Value& type, const Value& schema);

/// The type of sqlalchemy.types that stands for a dialect's type. Raises
/// NotImplementedError where there is none, unless NullType() is welcome.
// SQLAlchemy: TypeEngine.as_generic
Value generic_type(const Value& type, bool allow_nulltype);

/// The Enum class and its members' labels, for results.
Value enum_member(const Value& type_object, std::string_view label);

}  // namespace limbeck::sa

// The schema of named types: Enum, DOMAIN and what holds one.
#include "sqlalchemy/names.h"
#include "sqlalchemy/schema_items.h"
#include "sqlalchemy/types.h"

namespace limbeck::sa {

using schema::TypeKind;

namespace {

bool is_named(TypeKind kind) {
  return kind == TypeKind::Enum || kind == TypeKind::PgENUM ||
         kind == TypeKind::MyENUM || kind == TypeKind::PgDOMAIN;
}

/// An object's own attribute as another type, or nothing.
Value type_inside(const Value& type, std::string_view name) {
  const Value found = attribute(type, name);
  return found && is_type_object(found) ? found : Value();
}

void take_own_schema(const Value& type, const Value& table_schema,
                     const Value& metadata_schema) {
  if (is_true(attribute(type, "inherit_schema"))) {
    py::set_attribute(type, "schema", table_schema);
    py::set_attribute(type, "inherit_schema", Value::boolean(false));
    py::set_attribute(type, "_schema_given", Value::boolean(true));
    return;
  }
  const Value given = attribute(type, "_schema_given");
  if (!given || is_true(given) || metadata_schema.is_none()) return;
  py::set_attribute(type, "schema", metadata_schema);
  py::set_attribute(type, "_schema_given", Value::boolean(true));
}

}  // namespace

// SQLAlchemy: SchemaType._set_table, SchemaType._set_metadata
void take_schema(const Value& type, const Value& table_schema,
                 const Value& metadata_schema) {
  if (!type || !is_type_object(type)) return;
  const TypeKind kind = kind_of(py::type_of(type));
  if (is_named(kind)) take_own_schema(type, table_schema, metadata_schema);
  for (const char* name : {"item_type", "impl"})
    if (kind == TypeKind::ARRAY || kind == TypeKind::PgARRAY ||
        kind == TypeKind::TypeDecorator)
      take_schema(type_inside(type, name), table_schema, metadata_schema);
  const Value variants = attribute(type, "_variant_mapping");
  if (!variants || variants.is_none()) return;
  py::dict_each(variants, [&](const Value&, const Value& variant) {
    take_schema(variant, table_schema, metadata_schema);
  });
}

// SQLAlchemy: SchemaType.copy, Enum.adapt: the schema of a copy counts as
// given, also where it is none, so that a mixin's Enum stays without one.
Value copy_named_type(const Value& type, const Value& schema) {
  if (!type || !is_type_object(type)) return type;
  if (!is_named(kind_of(py::type_of(type)))) return type;
  Value copy = py::allocate(py::type_of(type));
  py::dict_each(py::instance_dict(type),
                [&](const Value& key, const Value& value) {
                  py::set_attribute(copy, py::text_of(key), value);
                });
  if (!schema.absent()) py::set_attribute(copy, "schema", schema);
  if (!is_true(attribute(copy, "inherit_schema")))
    py::set_attribute(copy, "_schema_given", Value::boolean(true));
  return copy;
}

}  // namespace limbeck::sa

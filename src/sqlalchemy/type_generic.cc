// TypeEngine.as_generic(): the type of sqlalchemy.types behind a dialect's.
#include <algorithm>

#include "base/text.h"
#include "sqlalchemy/calls.h"
#include "sqlalchemy/errors.h"
#include "sqlalchemy/types.h"

namespace limbeck::sa {

namespace {

bool is_upper(std::string_view name) {
  return std::none_of(name.begin(), name.end(),
                      [](char c) { return c >= 'a' && c <= 'z'; });
}

// SQLAlchemy: TypeEngine._generic_type_affinity
Type* generic_class(const Value& type) {
  Type* engine = type_class("TypeEngine");
  Type* plain = type_class("UserDefinedType");
  Type* upper = nullptr;
  for (Type* each : py::type_of(type)->mro) {
    if (each == engine || each == plain || each->name.starts_with('_') ||
        !py::is_subtype(each, engine))
      continue;
    const std::string module = py::str(attribute(Value(each), "__module__"));
    if (module != "sqlalchemy.sql.sqltypes" &&
        module != "sqlalchemy.sql.type_api")
      continue;
    if (!is_upper(each->name)) return each;
    if (!upper) upper = each;
  }
  return upper ? upper : type_class("NullType");
}

/// The attributes of `type` that the class's __init__ takes, as a dict.
// SQLAlchemy: langhelpers.constructor_copy
Value shared_arguments(const Value& type, const Type* generic) {
  const Value own = py::instance_dict(type);
  const Value keywords = py::make_dict();
  for (const std::string& part :
       split(schema::type_info(kind_of(generic)).signature, ',')) {
    const std::string_view name =
        strip(std::string_view(part).substr(0, part.find('=')));
    if (const Value value = py::dict_get(own, name))
      py::dict_set(keywords, name, value);
  }
  return keywords;
}

/// An interval's precisions, which dialects name each in their own way.
// SQLAlchemy: INTERVAL.as_generic of PostgreSQL and Oracle
Keywords interval_arguments(const Value& type) {
  Keywords keywords;
  for (const auto& [from, to] :
       {std::pair("second_precision", "second_precision"),
        std::pair("precision", "second_precision"),
        std::pair("day_precision", "day_precision")}) {
    const Value value = py::dict_get(py::instance_dict(type), from);
    if (value && !value.is_none()) keywords.emplace_back(to, value);
  }
  return keywords;
}

}  // namespace

Value generic_type(const Value& type, bool allow_nulltype) {
  const schema::TypeKind kind = kind_of(py::type_of(type));
  if (schema::type_info(kind).affinity == schema::TypeKind::Interval)
    return call_with(Value(type_class("Interval")), {},
                     interval_arguments(type));
  // Binary types have a base of their own, which has no public name.
  Type* generic = schema::is_subclass(kind, schema::TypeKind::BinaryBase)
                      ? type_class("LargeBinary")
                      : generic_class(type);
  if (generic == type_class("NullType") && !allow_nulltype) {
    const Value own(py::type_of(type));
    py::raise(
        "NotImplementedError",
        cat("Default TypeEngine.as_generic() heuristic method was "
            "unsuccessful for ",
            py::str(attribute(own, "__module__")), ".", py::type_of(type)->name,
            ". A custom as_generic() method must be implemented for this type "
            "class."));
  }
  if (is_kind(type, schema::TypeKind::Enum)) {
    const auto values = py::collect(py::get_attribute(type, "enums"));
    std::size_t longest = 0;
    for (const Value& value : values)
      longest = std::max(longest, count_code_points(py::text_of(value)));
    const auto length = py::int_of(attribute(type, "length"));
    Keywords keywords;
    if (length && *length > static_cast<std::int64_t>(longest))
      keywords.emplace_back("length", py::make_int(*length));
    return call_with(Value(generic), values, keywords);
  }
  return call_with(Value(generic), {}, shared_arguments(type, generic));
}

}  // namespace limbeck::sa

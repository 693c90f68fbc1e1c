// Types of columns as plain values. One table, types.def, lists every class of
// SQLAlchemy; a Type is one of them with its constructor arguments. Types that
// Python code defines (TypeDecorator, UserDefinedType) hang a CustomType on it,
// which calls back into Python.
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "schema/literal.h"
#include "schema/name.h"

namespace limbeck::schema {

enum class TypeKind : std::uint8_t {
#define TYPE(kind, name, module, base, affinity, visit, signature) kind,
#include "schema/types.def"
#undef TYPE
};

/// One row of types.def.
struct TypeInfo {
  TypeKind kind;
  std::string_view name;       // Python class name: "VARCHAR"
  std::string_view module;     // "sqlalchemy.dialects.mysql.types"
  TypeKind base;               // TypeEngine is its own base
  TypeKind affinity;           // TypeEngine: none
  std::string_view visit;      // "VARCHAR", "big_integer", ...
  std::string_view signature;  // "length=None, collation=None"
  /// "postgresql" for sqlalchemy.dialects.postgresql.*, else empty.
  std::string_view dialect() const;
};

const TypeInfo& type_info(TypeKind kind);
std::span<const TypeInfo> all_types();
/// Whether `kind` is `base` or derives from it.
bool is_subclass(TypeKind kind, TypeKind base);

struct Type;

/// A type class written in Python. The methods throw what the class raises.
class CustomType {
 public:
  virtual ~CustomType() = default;
  virtual std::string class_name() const = 0;
  virtual std::string module() const = 0;
  /// Whether column_spec() stands for what the type's kind is written as.
  virtual bool has_column_spec(std::string_view dialect) const = 0;
  /// UserDefinedType.get_col_spec(**kw), or what @compiles gives.
  virtual std::string column_spec(std::string_view dialect) const = 0;
  /// TypeDecorator.load_dialect_impl: the type that stands for it there.
  virtual Type dialect_type(std::string_view dialect) const = 0;
  /// process_bind_param (or bind_expression's value part) in that dialect.
  virtual Literal bind(const Literal& value,
                       std::string_view dialect) const = 0;
  /// literal_processor: SQL text, or none where the class has none.
  virtual std::optional<std::string> render_literal(
      const Literal& value, std::string_view dialect) const = 0;
  /// process_literal_param, or else process_bind_param: the value that a
  /// TypeDecorator's impl writes; none where they raise.
  virtual std::optional<Literal> literal_value(
      const Literal& value, std::string_view dialect) const = 0;
  virtual std::string repr() const = 0;
};

/// A constructor's argument: None, bool, int, str.
using TypeArgument =
    std::variant<std::monostate, bool, std::int64_t, std::string>;

/// A type with its arguments. Only arguments that differ from the class's
/// defaults are kept, so that String() == String(length=None).
struct Type {
  TypeKind kind = TypeKind::NullType;
  std::vector<std::pair<std::string, TypeArgument>> arguments;
  std::vector<std::string> values;  // Enum, SET: labels as the database sees
  std::shared_ptr<const Type>
      item;                    // ARRAY item, DOMAIN's data type,
                               // Interval/TypeDecorator impl, as text type
  Name type_name;              // Enum, DOMAIN, Boolean: name=
  std::optional<Name> schema;  // Enum, DOMAIN: schema=
  std::string enum_class;      // Enum of a Python enum: its __name__
  bool in_metadata = false;    // Enum, DOMAIN: metadata= was given
  struct Variant;
  std::vector<Variant> variants;  // with_variant(), by dialect name
  std::shared_ptr<const CustomType> custom;

  Type();
  Type(TypeKind kind);
  Type(TypeKind kind,
       std::vector<std::pair<std::string, TypeArgument>> arguments);

  const TypeInfo& info() const { return type_info(kind); }
  bool is(TypeKind base) const { return is_subclass(kind, base); }
  /// The table's, or the impl's for a TypeDecorator.
  TypeKind affinity() const;

  /// The argument, or nullptr where the class's default holds.
  const TypeArgument* find(std::string_view name) const;
  std::optional<std::int64_t> integer(std::string_view name) const;
  std::optional<std::string> text(std::string_view name) const;
  bool flag(std::string_view name, bool otherwise = false) const;
  /// Sets an argument, or drops it where it is the class's default.
  Type& set(std::string_view name, TypeArgument value);

  /// The variant for that dialect, or this.
  const Type& for_dialect(std::string_view dialect) const;

  bool operator==(const Type& other) const;
};

struct Type::Variant {
  std::string dialect;
  Type type;
  bool operator==(const Variant&) const = default;
};

// Here, where a Variant is complete, as its vector's constructors ask for.
inline Type::Type() = default;
inline Type::Type(TypeKind kind) : kind(kind) {}
inline Type::Type(TypeKind kind,
                  std::vector<std::pair<std::string, TypeArgument>> arguments)
    : kind(kind), arguments(std::move(arguments)) {}

/// Python's repr: `String(length=50)`, `Enum('a', 'b', name='e')`.
// SQLAlchemy: langhelpers.generic_repr, TypeEngine.__repr__
std::string python_repr(const Type& type);

Type string_type(std::optional<std::int64_t> length = {});
Type enum_type(std::vector<std::string> values, Name name);
Type array_type(Type item, std::optional<std::int64_t> dimensions = {});

}  // namespace limbeck::schema

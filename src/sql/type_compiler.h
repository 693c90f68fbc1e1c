// Spells types and literal values. This class writes ANSI SQL; a dialect's
// types.cc overrides what it spells differently.
#pragma once
#include <string>

#include "schema/literal.h"
#include "schema/type.h"

namespace limbeck::sql {

class Quoter;
struct Traits;

using schema::Literal;
using schema::Type;
using schema::TypeKind;

class TypeCompiler {
 public:
  explicit TypeCompiler(const Traits& traits) : traits_(traits) {}
  virtual ~TypeCompiler() = default;

  /// "VARCHAR(50)". Throws ErrorKind::Compile for a type that this database
  /// cannot have.
  std::string process(const Type& type, const Quoter& quoter) const;

  /// The value as SQL text by the rule of its type. Throws ErrorKind::Compile
  /// where the type has no rule or the value does not fit.
  std::string literal(const Literal& value, const Type& type,
                      const Quoter& quoter) const;

  /// The type that really stands there: its variant for this dialect, what a
  /// TypeDecorator wraps, what Interval becomes.
  Type resolved(const Type& type) const;

  /// length=, or the longest label of an Enum.
  static std::optional<std::int64_t> length(const Type& type);

  /// An error for a SET where strings are of a class that does not take its
  /// arguments.
  void refuse_set(const Type& type) const;

  /// What a value of that type is sent as: the type's conversion for this
  /// database (UUIDs without native type, SQLite's dates, …).
  virtual Literal bound_value(const Literal& value, const Type& type) const;

 protected:
  /// The text for a type whose visit name belongs to `visit` (the first kind
  /// of types.def with that name). Overriders handle their own and pass the
  /// rest on.
  virtual std::string visit(TypeKind visit, const Type& type,
                            const Quoter& quoter) const;
  /// The rule of literals for a resolved type; the value is not None.
  virtual std::string render(const Literal& value, const Type& type,
                             const Quoter& quoter) const;
  /// What Interval is here: INTERVAL, or DateTime without one.
  virtual Type interval(const Type& type) const;

  std::string string_type(std::string_view name, const Type& type,
                          const Quoter& quoter) const;
  /// name, name(precision) or name(precision, scale).
  static std::string numeric(std::string_view name, const Type& type);
  /// For render(): the value does not fit its type, the type has no literals.
  [[noreturn]] static void misfit();
  [[noreturn]] static void no_renderer();
  std::string quoted(std::string_view text, const Quoter& quoter) const;

  const Traits& traits_;  // borrowed from the dialect

 private:
  /// literal() without its words for what cannot be written.
  std::string written(const Literal& value, const Type& type,
                      const Quoter& quoter) const;
};

/// str(type): how messages name it.
std::string type_text(const Type& type);

}  // namespace limbeck::sql

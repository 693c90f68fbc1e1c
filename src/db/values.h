// Values that a script gives and that only some drivers take.
#pragma once
#include <string>
#include <vector>

#include "schema/literal.h"

namespace limbeck::db {

/// An object of the script's own. A driver that cannot take it names its class,
/// as Python's drivers do.
class ScriptValue : public schema::OpaqueValue {
 public:
  virtual std::string type_name() const = 0;
  /// PostgreSQL's text for it, where its column's type gives it one.
  virtual const std::string* text() const { return nullptr; }
};

/// A tuple: psycopg2 and PyMySQL write `(1, 2)`, which suits IN.
class TupleValue : public ScriptValue {
 public:
  std::vector<schema::Literal> items;

  std::string repr() const override { return "a tuple"; }
  std::string type_name() const override { return "tuple"; }
};

/// "dict" for a ScriptValue of that class; repr() for others.
inline std::string type_name(const schema::OpaqueValue& value) {
  if (const auto* own = dynamic_cast<const ScriptValue*>(&value))
    return own->type_name();
  return value.repr();
}

}  // namespace limbeck::db

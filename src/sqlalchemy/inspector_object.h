// What inspect(bind) gives, for the sources that read a database back.
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dialects/reflection.h"
#include "sqlalchemy/engine.h"
#include "sqlalchemy/errors.h"

namespace limbeck::sa {

struct InspectorObject : py::Instance {
  Value bind;        // what was inspected
  Value connection;  // a Connection
  std::unique_ptr<dialects::Introspector> introspector;
  std::unique_ptr<dialects::Snapshot> snapshot;  // of everything, at first use
  std::vector<std::optional<std::string>> schemas;  // in it
  std::uint64_t made_at = 0;                  // which statement came before it
  std::unique_ptr<dialects::Snapshot> table;  // one that was asked for later
  Value answers;  // of the methods, by their arguments
  using Instance::Instance;
};

/// None is the default schema.
std::optional<std::string> optional_schema(const Value& schema);

/// Runs `body`; a database's error becomes sqlalchemy.exc's.
template <class Body>
auto guarded(Body&& body) {
  try {
    return body();
  } catch (const db::Error& error) {
    raise_database_error(error, {}, Value::none(), false);
  }
}

dialects::Introspector& introspector(InspectorObject& self);

/// Everything in that schema and in those that were asked for before.
const dialects::Snapshot& snapshot(InspectorObject& self,
                                   const std::optional<std::string>& schema);

/// nullptr where there is no such table.
const dialects::ReflectedTable* find_table(InspectorObject& self,
                                           const Value& name,
                                           const Value& schema);

/// A dict of dialect options.
Value options_value(const schema::Options& options);

/// One entry of get_columns().
Value column_value(const dialects::ReflectedColumn& reflected,
                   const dialects::ReflectedTable& table,
                   std::string_view dialect);

}  // namespace limbeck::sa

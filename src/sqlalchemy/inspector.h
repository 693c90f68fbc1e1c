// Reflection and creation through a live bind.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "sqlalchemy/core.h"

namespace limbeck::sa {

/// Which columns are taken, by name, and whether tables that foreign keys
/// refer to come along.
struct ReflectOptions {
  Value include_columns;  // all where absent or None
  Value exclude_columns;
  bool resolve_fks = true;
};

/// Fills the live table from the database.
void reflect_into(const Value& table, const Value& bind,
                  const ReflectOptions& options);
/// MetaData.reflect with its arguments.
void reflect_all(const Value& metadata, const Value& bind, const Value& schema,
                 bool views, const Value& only, bool extend_existing,
                 bool resolve_fks);
bool has_table(const Value& bind, const std::string& name, const Value& schema);
/// CREATE or DROP of live tables with their events and indexes; `with_types`:
/// also CREATE of the types that they need. A table that goes leaves its types.
void create_tables(const Value& bind, const std::vector<Value>& tables,
                   bool check_first, bool create, bool with_types);
/// CREATE or DROP of named types, and of those in the columns of the tables.
void create_types(const Value& connection, const std::vector<Value>& types,
                  const std::vector<Value>& tables, bool check_first,
                  bool create);
/// Calls `body` with a Connection; an Engine's is opened and committed.
void with_connection(const Value& bind,
                     const std::function<void(const Value&)>& body);
/// inspect(bind)
Value make_inspector(const Value& bind);
/// In order of dependency; `warn`: say so where they depend on each other.
std::vector<Value> sorted_tables(std::vector<Value> tables, bool warn = false);
/// sqlalchemy.event.listen
void listen(const Value& target, std::string_view event, const Value& function);

}  // namespace limbeck::sa

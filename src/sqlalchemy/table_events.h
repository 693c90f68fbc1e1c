// What listens to tables being created and dropped; for the layers above, as
// bridge.h is.
#pragma once
#include <string_view>
#include <vector>

#include "dialects/reflection.h"
#include "python/native.h"

namespace limbeck::sa {

/// Whether anything listens to anything.
bool has_table_events();
/// Runs the listeners of "before_create", "after_create", "before_drop" or
/// "after_drop" for that live Table.
// Alembic: DefaultImpl.create_table, drop_table
void fire_table_event(std::string_view event, const py::Value& table,
                      const py::Value& bind);

bool any_listens(std::string_view event);
/// The table's columns as listeners of "column_reflect" would have them; the
/// inspector they are given is the connection's.
std::vector<schema::Column> columns_heard(const dialects::ReflectedTable& table,
                                          const py::Value& connection);
/// Runs the listeners of "before_cursor_execute"; what those with retval made
/// of the statement comes back. The DBAPI's cursor is None.
std::string fire_before_execute(const py::Value& connection,
                                const py::Value& engine, std::string sql,
                                const py::Value& parameters,
                                const py::Value& context, bool many);
void fire_after_execute(const py::Value& connection, const py::Value& engine,
                        const std::string& sql, const py::Value& parameters,
                        const py::Value& context, bool many);

}  // namespace limbeck::sa

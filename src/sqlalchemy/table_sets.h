// Table.constraints and Table.indexes as scripts see them: sets whose changes
// are the table's.
#pragma once
#include <string_view>
#include <vector>

#include "sqlalchemy/schema_items.h"

namespace limbeck::sa {

/// A set of the items; what becomes of it is set as that attribute of the
/// table.
Value owned_set(Table& table, const std::vector<Value>& items,
                std::string_view attribute);
/// Those of `items` that the table has keep their order, new ones come last.
/// The checks that types bring are no items of the table: they stay.
void set_table_constraints(Table& table, const Value& items);
void set_table_indexes(Table& table, const Value& items);

}  // namespace limbeck::sa

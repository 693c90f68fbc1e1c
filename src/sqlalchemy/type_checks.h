// The CHECKs that types ask for, as live constraints.
#pragma once
#include <vector>

#include "sqlalchemy/schema_items.h"

namespace limbeck::sa {

/// Table.constraints: those of the table, and those of its columns' types.
std::vector<Value> constraints_with_type_checks(Table& table);
/// Whether it is one of the latter.
bool is_type_bound(const Constraint& constraint);

}  // namespace limbeck::sa

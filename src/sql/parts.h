// What an expression is made of.
#pragma once
#include <functional>

#include "sql/expression.h"

namespace limbeck::sql {

/// Calls `visit` with each direct part of an expression, left to right; absent
/// ones are left out. Subqueries, from-clauses and statements have none: what
/// they name is their own.
void each_part(const Node& node,
               const std::function<void(const Expression&)>& visit);

}  // namespace limbeck::sql

// The from-clauses that an expression reaches.
#pragma once
#include "sql/expression.h"

namespace limbeck::sql {

/// The same object, or the same table by name.
bool same_from(const Expression& a, const Expression& b);
bool holds(const ExpressionList& list, const Expression& from);
/// Those that a join is made of, at any depth.
void hidden_by(const Expression& from, ExpressionList& out);
/// Those of the expression's columns, each once; behind what `out` has.
void collect_froms(const Expression& node, ExpressionList& out);

}  // namespace limbeck::sql

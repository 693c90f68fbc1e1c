// The from-clauses that an expression reaches.
#pragma once
#include <string>

#include "sql/expression.h"

namespace limbeck::sql {

class Quoter;

/// What table() makes: schema_translate_map leaves it where it says.
struct LightTableRef : TableRef {
  using TableRef::TableRef;
};

/// schema.name; only the name without `use_schema`.
// SQLAlchemy: IdentifierPreparer.schema_for_object, Table._use_schema_map
std::string table_text(const TableRef& table, const Quoter& quoter,
                       bool use_schema);

/// Whether it is one of them: another object is another one, also where it has
/// the same name.
bool holds(const ExpressionList& list, const Expression& from);
/// Those that a join is made of, at any depth.
void hidden_by(const Expression& from, ExpressionList& out);
/// Those of the expression's columns, each once; behind what `out` has.
void collect_froms(const Expression& node, ExpressionList& out);

}  // namespace limbeck::sql

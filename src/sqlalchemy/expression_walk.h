// What an expression tree names.
#pragma once
#include <string>
#include <vector>

#include "schema/schema.h"
#include "sql/expression.h"

namespace limbeck::sa {

/// The names of the columns in the tree, each once: live ones, column() and
/// literal_column().
std::vector<std::string> column_names_in(const sql::Expression& node);
/// schema::conventional_name, to which the columns of an index's expressions
/// count as well.
schema::Name generated_name(const schema::Index& index,
                            const schema::Table& table);

}  // namespace limbeck::sa

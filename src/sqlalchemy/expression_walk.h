// What an expression tree names.
#pragma once
#include <string>
#include <vector>

#include "sql/expression.h"

namespace limbeck::sa {

/// The names of the columns in the tree, each once: live ones, column() and
/// literal_column().
std::vector<std::string> column_names_in(const sql::Expression& node);

}  // namespace limbeck::sa

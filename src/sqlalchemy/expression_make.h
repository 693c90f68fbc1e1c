// The constructor functions of expressions, by name, and coercions they share.
#pragma once
#include "sqlalchemy/core.h"

namespace limbeck::sa {

/// The function sqlalchemy.<name>; absent if it is not one of these.
Value find_maker(std::string_view name);
std::vector<std::string> maker_names();
Value find_select_maker(std::string_view name);
/// A column expression; a select becomes a scalar subquery.
sql::Expression column_node(const Value& value);
/// A condition of where(), having(), and_(): None, True and False are
/// constants.
sql::Expression condition_node(const Value& value);
/// The live Column or Table that a node belongs to, else a new element.
Value wrap_live(const sql::Expression& node);

}  // namespace limbeck::sa

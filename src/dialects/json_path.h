// Where a JSON document is entered: col["a"], col[("a", 1)].
#pragma once
#include "sql/expression.h"

namespace limbeck::dialects {

/// The key or path on the right of a JSON operator, as the databases with
/// JSON_EXTRACT take it: '$."a"', '$[1]', '$."a"."b"'. What is no literal
/// stays.
// SQLAlchemy: sqlite.json.JSONIndexType, JSONPathType
sql::Expression json_path(const sql::Binary& node);

}  // namespace limbeck::dialects

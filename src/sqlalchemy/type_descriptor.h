// dialect.type_descriptor().
#pragma once
#include "sql/dialect.h"
#include "sqlalchemy/core.h"

namespace limbeck::sa {

/// The type that the dialect's driver puts in the place of `type`.
Value type_descriptor(const sql::Dialect& dialect, const Value& type);

}  // namespace limbeck::sa

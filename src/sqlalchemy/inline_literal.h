// Literals that are written into the SQL whatever the settings say.
#pragma once
#include "sqlalchemy/bridge.h"

namespace limbeck::sa {

/// Whether the value is what op.inline_literal() makes.
bool is_inline_literal(const Value& value);
/// A literal whose value no database can write, such as func.now(): rendering
/// it is the error that the reference gives.
Value unrenderable_literal(const Value& value, const Value& type);

}  // namespace limbeck::sa

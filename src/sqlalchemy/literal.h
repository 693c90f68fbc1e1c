// Values between Python, SQL text and drivers.
#pragma once
#include "schema/literal.h"
#include "sqlalchemy/core.h"

namespace limbeck::sa {

/// By the value's own class; what SQL has no word for is kept as it is.
schema::Literal plain_literal(const Value& value);
/// A value that nobody gave a type, and the type that its very class has: one
/// of a class derived from int or str, such as an IntEnum's member, has none.
// SQLAlchemy: sqltypes._resolve_value_to_type
std::pair<schema::Literal, schema::Type> inferred_literal(const Value& value);
/// plain_literal for a value without a type, which the driver sees as it is
/// given: a tuple stays one.
schema::Literal driver_literal(const Value& value);
/// The Python value that a literal naturally is.
Value plain_from_literal(const schema::Literal& literal);
/// literal_from_python with a lowered type.
schema::Literal literal_for(const Value& value, const schema::Type& type,
                            const Value& live_type = Value());

}  // namespace limbeck::sa

// quoted_name, conv (op.f) and the marks that stand for names.
#pragma once
#include <string>
#include <string_view>

#include "sqlalchemy/core.h"

namespace limbeck::sa {

/// The class conv, a str: a name that no convention touches.
Type* conv_class();
Type* quoted_name_class();
bool is_conv(const Value& name);
/// _NONE_NAME, and BLANK_SCHEMA / RETAIN_SCHEMA.
bool is_deferred_name(const Value& name);
Value deferred_name();
Value blank_schema();
bool isa_blank_schema(const Value& schema);
/// "ForeignKeyConstraint" → "fk"
std::string convention_key(std::string_view class_name);
/// A clause's text where no binds stand in it.
std::string text_of_clause(const Value& clause);

}  // namespace limbeck::sa

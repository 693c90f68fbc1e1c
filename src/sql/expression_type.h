// Types written in Python whose values stand inside of an expression. The
// compiler finds them by a cast, as schema/type.h knows no expressions.
#pragma once
#include <string_view>

#include "sql/expression.h"

namespace limbeck::sql {

class ExpressionType {
 public:
  virtual ~ExpressionType() = default;
  /// What the class writes around a parameter, or nullptr.
  // SQLAlchemy: TypeEngine.bind_expression
  virtual Expression bind_expression(const Expression& bind) const = 0;
};

}  // namespace limbeck::sql

// The operators of SQL expressions: text, precedence, what negates them.
#pragma once
#include <string_view>

namespace limbeck::sql {

enum class Operator : unsigned char {
#define OPERATOR(name, text, precedence, negation) name,
#include "sql/operators.def"
#undef OPERATOR
};

/// " = ", "NOT ", " DESC": with the blanks it is written with. Operators that
/// each dialect writes its own way (ILike, RegexpMatch, …) have no text.
std::string_view operator_text(Operator op);
/// Higher binds tighter, as SQLAlchemy's table has it.
int precedence(Operator op);
/// The operator of the negated expression; None where NOT is put before it.
Operator negation_of(Operator op);
bool is_comparison(Operator op);
/// The operator that says the same with the sides exchanged.
Operator mirrored(Operator op);
/// a op b op c needs no parentheses.
bool is_associative(Operator op);

}  // namespace limbeck::sql

// Makes expressions the way Python's operators on SQLAlchemy columns do: binds
// take the other side's type, comparisons with None become IS NULL, operands
// that bind less tightly get parentheses, NOT is pushed into comparisons.
#pragma once
#include "sql/expression.h"

namespace limbeck::sql {

Expression null();
Expression true_();
Expression false_();
Expression text(std::string text);
Expression literal_column(std::string text, Type type = {});
Expression column(Name name, Type type = {}, Expression table = {});
/// literal(value): an anonymous bind.
Expression bind(Literal value, Type type = {}, std::string stem = "param");

/// The type SQLAlchemy infers for a Python value.
// SQLAlchemy: sqltypes._resolve_value_to_type
Type type_of(const Literal& value);

/// A bind for `value` beside `other`: anonymous, named after the column, of the
/// column's type.
// SQLAlchemy: coercions.expect(BinaryElementRole)
Expression bind_beside(Literal value, const Expression& other, Operator op);

/// Whether that is the type of what nobody gave one.
bool is_null_type(const Type& type);

/// What a parameter beside that expression is called after.
std::string stem_beside(const Expression& other);

/// The type that a value beside an expression of that type has.
Type compared_type(const Literal& value, const Type& beside);

/// left op right: with parentheses and result type.
// SQLAlchemy: default_comparator.operate
Expression binary(Operator op, Expression left, Expression right);
/// left.op(text)(right)
Expression custom_binary(std::string op, Expression left, Expression right,
                         int precedence = 0, bool is_comparison = false,
                         Type type = {});
Expression in(Expression left, std::vector<Literal> values, bool negate);
Expression in(Expression left, Expression right, bool negate);
enum class Affix : unsigned char { StartsWith, EndsWith, Contains };
/// left LIKE '%' || right || '%'; with Operator::ILike both sides lowered.
// SQLAlchemy: visit_startswith_op_binary and its kin
Expression like_affix(Affix affix, Operator like, Expression left,
                      Expression right, std::optional<std::string> escape = {});
/// Whether every database takes it for a truth value.
bool is_implicitly_boolean(const Node& node);
/// ANY (…) or ALL (…).
bool is_collection_aggregate(const Node& node);
Expression unary(Operator op, Expression operand);
Expression and_(ExpressionList clauses);
Expression or_(ExpressionList clauses);
Expression not_(Expression operand);
Expression between(Expression element, Expression low, Expression high,
                   bool symmetric = false);
/// func.name(arguments) with the return type of a known function.
Expression function(std::string name, ExpressionList arguments,
                    std::vector<std::string> packages = {}, Type type = {});
/// In parentheses where `op` binds tighter than the expression.
// SQLAlchemy: ColumnElement.self_group
Expression self_group(Expression element, Operator against);
/// In parentheses where it is made with an operator.
// SQLAlchemy: self_group() without `against`
Expression self_group(Expression element);
/// The conditions of a WHERE: what is always true is left out, what is false
/// stands alone, each is grouped for AND.
// SQLAlchemy: BooleanClauseList._process_clauses_for_boolean
ExpressionList conjuncts(const ExpressionList& clauses);

/// The check a Boolean or Enum type asks for: `c IN (0, 1)`.
// SQLAlchemy: Boolean._set_table, Enum._set_table
schema::Check type_check(const schema::Column& column);
/// Whether the type asks for one (create_constraint).
bool wants_type_check(const Type& type);
/// schema::complete, and the checks that columns' types ask for.
void complete(schema::Table& table);

}  // namespace limbeck::sql

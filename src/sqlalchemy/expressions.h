// Column expressions and what makes them: operators, constructors, functions.
#pragma once
#include "sqlalchemy/core.h"

namespace limbeck::sa {

/// A copy of an element, to be changed by a generative method.
Value copy_of(const Value& element);
/// The other side of an operator: a construct, None, or a bind of the type of
/// `beside`.
sql::Expression operand(const Value& value, const Element& beside,
                        sql::Operator op);
/// The methods of JSON, ARRAY, HSTORE and ranges.
void add_type_operators(py::NativeType<Element>& type);
/// column <op> value
Value operate(const Value& self, const Value& other, sql::Operator op,
              bool reflected = false);
/// and_(*clauses), or_(*clauses)
Value conjunction(const std::vector<Value>& clauses, bool any);
/// element.label(name)
Value label_of(const Value& element, const Value& name);
/// Values for named binds of a text() or a whole expression.
Value with_params(const Value& element, const std::vector<Value>& dicts,
                  const Value& keywords);
/// element.compile(dialect=…, compile_kwargs=…), a Compiled.
Value compile_element(const Value& element, const Value& dialect,
                      const Value& keywords);
/// nextval of a live Sequence.
sql::Expression sequence_next_value(const Value& sequence);
/// Runs the @compiles function of the element's class inside a statement.
std::string run_compiles_in(const Value& element,
                            sql::StatementCompiler& compiler);
/// ORDER BY/GROUP BY/select arguments: a str names a label or column.
sql::Expression order_node(const Value& value);
/// A list of expressions, for func and the like.
std::vector<Value> clause_values(const std::vector<Value>& values);
sql::ExpressionList nodes_of(const std::vector<Value>& values);
/// Whether SQLAlchemy has a class of its own for func.<name>; of small letters.
bool has_function_class(std::string_view name);
/// func.name(*arguments)
Value make_function_call(std::string_view name,
                         std::vector<std::string> packages,
                         const std::vector<Value>& arguments,
                         const Value& type = Value());
/// The object `sqlalchemy.func`.
Value func_object();

}  // namespace limbeck::sa

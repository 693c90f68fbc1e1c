// What every file of this folder shares: the class objects (made at first use)
// and the element that carries an expression tree. The parts of the folder:
//   classes       core.h classes.def      every class of Core, one list
//   types         types.h type_*.cc       TypeEngine and its kin
//   schema items  schema_items.h          Column, Table, MetaData, constraints
//   expressions   element.h expression_*  operators, functions, select, DML
//   running       engine.h result.h       Engine, Connection, Result, Inspector
//   declarative and the ORM               Python, under lib/
//
// What always holds:
// - An Element holds an immutable tree of sql/expression.h. A Column owns its
//   ColumnRef and fills in name and table when it is attached, so expressions
//   made of a column before that see them too.
// - Class objects belong to one interpreter and are made when first named.
#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "python/native.h"
#include "sql/expression.h"
#include "sqlalchemy/bridge.h"

namespace limbeck::sa {

using py::Args;

enum class Cls : unsigned char {
#define CLASS(name, module, base, build) name,
#define OWN(name, maker) name,
#include "sqlalchemy/classes.def"
#undef CLASS
#undef OWN
  None,
};

/// The class object; made at the first call.
Type* cls(Cls which);
/// isinstance, without making the class.
bool isa(const Value& value, Cls which);
inline Value class_value(Cls which) { return Value(cls(which)); }

/// Any construct: a tree, and what only Python needs of it.
struct Element : py::Instance {
  sql::Expression node;      // null: a construct written in Python
  Value type;                // live type object; absent: made of node->type
  Value extra;               // by class: a live element, select, table
  std::vector<Value> items;  // live elements: select's columns, arguments
  using Instance::Instance;
  void clear();
};

/// A new instance of the class, holding the tree.
py::Ref<Element> new_element(Cls which, sql::Expression node,
                             Value type = Value());
/// The same, of the class that stands for the tree's kind.
Value wrap_expression(const sql::Expression& node, Value type = Value());

/// The tree of a live construct, a str in `text_role` as text, else a bind.
sql::Expression node_of(const Value& value);
/// Whether it is a construct (or has __clause_element__).
bool is_clause(const Value& value);
/// Follows __clause_element__ (mapped attributes, aliased classes, classes).
Value clause_element(const Value& value);
/// The live type of an element.
Value type_of_element(const Element& element);

// -- small helpers over values ----------------------------------------------

inline Value str_value(std::string_view text) { return py::make_str(text); }
inline Value bool_value(bool b) { return Value::boolean(b); }
/// str(value) of a name, empty for None.
std::string text_or_empty(const Value& value);
/// The value, or None where it is absent.
inline Value or_none(const Value& value) {
  return value.absent() ? Value::none() : value;
}
/// The value where it is an attribute of the object, else absent.
Value attribute(const Value& object, std::string_view name);
/// Whether a truth value is set: absent and None count as false.
inline bool is_true(const Value& value) {
  return !value.absent() && !value.is_none() && py::truth(value);
}
/// *args of a call, and the items of a list or tuple, as vectors of their own.
inline std::vector<Value> rest_of(Args& args, std::string_view name) {
  auto values = args.rest(name);
  return {values.begin(), values.end()};
}
inline std::vector<Value> sequence_items(const Value& sequence) {
  auto values = py::items_of(sequence);
  return {values.begin(), values.end()};
}
/// A native property that reads and writes a Value member.
template <class T>
void member(py::NativeType<T>& type, std::string_view name, Value T::*field) {
  type.property(
      name, [field](T& self) { return or_none(self.*field); },
      [field](T& self, const Value& value) { self.*field = value; });
}
template <class T>
void flag_member(py::NativeType<T>& type, std::string_view name,
                 bool T::*field) {
  type.property(
      name, [field](T& self) { return Value::boolean(self.*field); },
      [field](T& self, const Value& value) { self.*field = py::truth(value); });
}

}  // namespace limbeck::sa

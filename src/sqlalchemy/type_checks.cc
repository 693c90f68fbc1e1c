// The CHECKs that types ask for, as live constraints: Boolean and Enum with
// create_constraint=True. The lowered table has them by itself; here they are
// for programs that look at Table.constraints.
// SQLAlchemy: SchemaType, Boolean._set_table, Enum._set_table
#include "sqlalchemy/type_checks.h"

#include "sqlalchemy/bridge.h"

namespace limbeck::sa {
namespace {

// Of the column's attributes: (type, check).
constexpr std::string_view kCheckOf = "_type_check";

bool may_have_check(const Value& type) {
  if (!type || type.is_none()) return false;
  if (const Value flag = attribute(type, "create_constraint");
      flag && is_true(flag))
    return true;
  const Value impl = attribute(type, "impl");  // a TypeDecorator's
  return impl && !impl.is(type) && is_a(impl, "TypeEngine") &&
         may_have_check(impl);
}

Value known_check(const Column& column) {
  const Value pair = py::dict_get(
      py::instance_dict(Value(const_cast<Column*>(&column))), kCheckOf);
  if (!pair) return Value();
  const auto items = py::items_of(pair);
  return items[0].is(column.type) ? items[1] : Value();
}

}  // namespace

bool is_type_bound(const Constraint& constraint) {
  const Value flag = py::dict_get(
      py::instance_dict(Value(const_cast<Constraint*>(&constraint))),
      "_bound_to_type");
  return flag && is_true(flag);
}

std::vector<Value> constraints_with_type_checks(Table& table) {
  std::vector<Value> all = table.constraints;
  schema::Table lowered;
  bool is_lowered = false;
  for (const auto& [key, value] : table.columns->columns) {
    auto& column = *value.as<Column>();
    if (!may_have_check(column.type)) continue;
    if (const Value known = known_check(column)) {
      all.push_back(known);
      continue;
    }
    if (!is_lowered) lowered = lower_table(Value(&table));
    is_lowered = true;
    const std::string name = py::str(column.name);
    for (const schema::Constraint& one : lowered.constraints) {
      const auto* check = std::get_if<schema::Check>(&one);
      if (!check || check->type_bound_column != name) continue;
      const Value made = wrap_constraint(one);
      made.as<Constraint>()->parent = Value(&table);
      py::dict_set(py::instance_dict(made), "_bound_to_type",
                   Value::boolean(true));
      py::dict_set(py::instance_dict(value), kCheckOf,
                   py::make_tuple({column.type, made}));
      all.push_back(made);
    }
  }
  return all;
}

}  // namespace limbeck::sa

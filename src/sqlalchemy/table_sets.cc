#include "sqlalchemy/table_sets.h"

#include <algorithm>

#include "sqlalchemy/type_checks.h"

namespace limbeck::sa {
namespace {

bool among(const Value& item, const std::vector<Value>& items) {
  return std::any_of(items.begin(), items.end(),
                     [&](const Value& one) { return one.is(item); });
}

std::vector<Value> in_order(const std::vector<Value>& before,
                            const std::vector<Value>& wanted) {
  std::vector<Value> result;
  for (const Value& item : before)
    if (among(item, wanted)) result.push_back(item);
  for (const Value& item : wanted)
    if (!among(item, before)) result.push_back(item);
  return result;
}

}  // namespace

Value owned_set(Table& table, const std::vector<Value>& items,
                std::string_view attribute) {
  const Value module =
      py::Interpreter::current().import("sqlalchemy._owned_set");
  return py::call(
      py::get_attribute(module, "OwnedSet"),
      {py::make_list(items), Value(&table), str_value(std::string(attribute))});
}

void set_table_constraints(Table& table, const Value& items) {
  std::vector<Value> own = py::collect(items);
  std::erase_if(own, [](const Value& item) {
    return is_type_bound(*item.as<Constraint>());
  });
  table.constraints = in_order(table.constraints, own);
}

void set_table_indexes(Table& table, const Value& items) {
  table.indexes = in_order(table.indexes, py::collect(items));
}

}  // namespace limbeck::sa

// Walking an expression tree for the columns in it.
#include "sqlalchemy/expression_walk.h"

#include <algorithm>

#include "schema/naming.h"
#include "sql/parts.h"
#include "sqlalchemy/schema_items.h"

namespace limbeck::sa {

using sql::Expression;

namespace {

using Visit = std::function<void(const sql::ColumnRef&)>;

void walk(const Expression& node, const Visit& visit) {
  if (!node) return;
  if (const auto* column = sql::try_as<sql::ColumnRef>(node))
    return visit(*column);
  sql::each_part(*node, [&](const Expression& part) { walk(part, visit); });
}

}  // namespace

void visit_columns(const Expression& node,
                   const std::function<void(Column&)>& visit) {
  walk(node, [&](const sql::ColumnRef& column) {
    const auto* live = dynamic_cast<const LiveColumnRef*>(&column);
    if (live && live->owner) visit(*live->owner);
  });
}

std::vector<std::string> column_names_in(const Expression& node) {
  std::vector<std::string> names;
  walk(node, [&](const sql::ColumnRef& column) {
    if (std::ranges::find(names, column.name.text) == names.end())
      names.push_back(column.name.text);
  });
  return names;
}

schema::Name generated_name(const schema::Index& index,
                            const schema::Table& table) {
  schema::Index named = index;
  named.elements.clear();
  for (const schema::Index::Element& element : index.elements) {
    if (!element.column.empty()) {
      named.elements.push_back(element);
      continue;
    }
    for (std::string& column : column_names_in(element.expression.expression))
      named.elements.push_back({std::move(column), {}});
  }
  return schema::conventional_name(named, table);
}

}  // namespace limbeck::sa

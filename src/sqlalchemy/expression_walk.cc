// Walking an expression tree for the columns in it.
#include "sqlalchemy/expression_walk.h"

#include <algorithm>

#include "schema/naming.h"
#include "sqlalchemy/schema_items.h"

namespace limbeck::sa {

using sql::Expression;
using sql::NodeKind;

namespace {

using Visit = std::function<void(const sql::ColumnRef&)>;

void walk(const Expression& node, const Visit& visit);

void walk(const sql::ExpressionList& list, const Visit& visit) {
  for (const Expression& node : list) walk(node, visit);
}

void walk(const Expression& node, const Visit& visit) {
  if (!node) return;
  switch (node->kind) {
    case NodeKind::ColumnRef:
      return visit(sql::as<sql::ColumnRef>(*node));
    case NodeKind::Unary:
      return walk(sql::as<sql::Unary>(*node).operand, visit);
    case NodeKind::Binary:
      walk(sql::as<sql::Binary>(*node).left, visit);
      return walk(sql::as<sql::Binary>(*node).right, visit);
    case NodeKind::BooleanList:
      return walk(sql::as<sql::BooleanList>(*node).clauses, visit);
    case NodeKind::ExpressionList:
      return walk(sql::as<sql::ExpressionListNode>(*node).clauses, visit);
    case NodeKind::Tuple:
      return walk(sql::as<sql::Tuple>(*node).clauses, visit);
    case NodeKind::Grouping:
      return walk(sql::as<sql::Grouping>(*node).element, visit);
    case NodeKind::Between:
      walk(sql::as<sql::Between>(*node).element, visit);
      walk(sql::as<sql::Between>(*node).low, visit);
      return walk(sql::as<sql::Between>(*node).high, visit);
    case NodeKind::Case: {
      const auto& n = sql::as<sql::Case>(*node);
      walk(n.value, visit);
      for (const auto& [when, then] : n.whens) {
        walk(when, visit);
        walk(then, visit);
      }
      return walk(n.else_, visit);
    }
    case NodeKind::Cast:
      return walk(sql::as<sql::Cast>(*node).element, visit);
    case NodeKind::TypeCoerce:
      return walk(sql::as<sql::TypeCoerce>(*node).element, visit);
    case NodeKind::Extract:
      return walk(sql::as<sql::Extract>(*node).element, visit);
    case NodeKind::Collate:
      return walk(sql::as<sql::Collate>(*node).element, visit);
    case NodeKind::Function:
      return walk(sql::as<sql::Function>(*node).arguments, visit);
    case NodeKind::Over:
      return walk(sql::as<sql::Over>(*node).element, visit);
    case NodeKind::WithinGroup:
      return walk(sql::as<sql::WithinGroup>(*node).element, visit);
    case NodeKind::Filter:
      walk(sql::as<sql::Filter>(*node).element, visit);
      return walk(sql::as<sql::Filter>(*node).criterion, visit);
    case NodeKind::OrderedAggregate:
      return walk(sql::as<sql::OrderedAggregate>(*node).element, visit);
    case NodeKind::Label:
      return walk(sql::as<sql::Label>(*node).element, visit);
    case NodeKind::ArrayLiteral:
      return walk(sql::as<sql::ArrayLiteral>(*node).clauses, visit);
    // Subqueries bring their own tables; the others name no column.
    case NodeKind::ScalarSelect:
    case NodeKind::Exists:
    case NodeKind::BindParameter:
    case NodeKind::Null:
    case NodeKind::True:
    case NodeKind::False:
    case NodeKind::Text:
    case NodeKind::NextValue:
    case NodeKind::Custom:
    case NodeKind::TableRef:
    case NodeKind::Alias:
    case NodeKind::Cte:
    case NodeKind::Join:
    case NodeKind::Values:
    case NodeKind::Select:
    case NodeKind::CompoundSelect:
    case NodeKind::Insert:
    case NodeKind::Update:
    case NodeKind::Delete:
      return;
  }
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

#include "sql/froms.h"

#include <algorithm>

namespace limbeck::sql {

bool same_from(const Expression& a, const Expression& b) {
  if (a == b) return true;
  const auto* left = try_as<TableRef>(a);
  const auto* right = try_as<TableRef>(b);
  return left && right && left->name == right->name &&
         left->name.quote == right->name.quote && left->schema == right->schema;
}

bool holds(const ExpressionList& list, const Expression& from) {
  return std::any_of(list.begin(), list.end(), [&](const Expression& each) {
    return same_from(each, from);
  });
}

namespace {

void add_from(ExpressionList& list, const Expression& from) {
  if (!holds(list, from)) list.push_back(from);
}

}  // namespace

void hidden_by(const Expression& from, ExpressionList& out) {
  const auto* join = try_as<Join>(from);
  if (!join) return;
  for (const Expression& side : {join->left, join->right}) {
    out.push_back(side);
    hidden_by(side, out);
  }
}

// SQLAlchemy: ClauseElement._from_objects
void collect_froms(const Expression& node, ExpressionList& out) {
  if (!node) return;
  auto all = [&](const ExpressionList& nodes) {
    for (const Expression& each : nodes) collect_froms(each, out);
  };
  switch (node->kind) {
    case NodeKind::ColumnRef:
      if (as<ColumnRef>(*node).table) add_from(out, as<ColumnRef>(*node).table);
      return;
    case NodeKind::TableRef:
    case NodeKind::Alias:
    case NodeKind::Cte:
    case NodeKind::Join:
    case NodeKind::Values:
      add_from(out, node);
      return;
    case NodeKind::Unary:
      return collect_froms(as<Unary>(*node).operand, out);
    case NodeKind::Binary:
      collect_froms(as<Binary>(*node).left, out);
      return collect_froms(as<Binary>(*node).right, out);
    case NodeKind::BooleanList:
      return all(as<BooleanList>(*node).clauses);
    case NodeKind::ExpressionList:
      return all(as<ExpressionListNode>(*node).clauses);
    case NodeKind::Tuple:
      return all(as<Tuple>(*node).clauses);
    case NodeKind::Grouping:
      if (as<Grouping>(*node).element->kind == NodeKind::Select) return;
      return collect_froms(as<Grouping>(*node).element, out);
    case NodeKind::Between:
      collect_froms(as<Between>(*node).element, out);
      collect_froms(as<Between>(*node).low, out);
      return collect_froms(as<Between>(*node).high, out);
    case NodeKind::Case: {
      const auto& each = as<Case>(*node);
      collect_froms(each.value, out);
      for (const auto& [condition, result] : each.whens) {
        collect_froms(condition, out);
        collect_froms(result, out);
      }
      return collect_froms(each.else_, out);
    }
    case NodeKind::Cast:
      return collect_froms(as<Cast>(*node).element, out);
    case NodeKind::TypeCoerce:
      return collect_froms(as<TypeCoerce>(*node).element, out);
    case NodeKind::Extract:
      return collect_froms(as<Extract>(*node).element, out);
    case NodeKind::Collate:
      return collect_froms(as<Collate>(*node).element, out);
    case NodeKind::Function:
      return all(as<Function>(*node).arguments);
    case NodeKind::Over:
      collect_froms(as<Over>(*node).element, out);
      all(as<Over>(*node).partition_by);
      return all(as<Over>(*node).order_by);
    case NodeKind::WithinGroup:
      collect_froms(as<WithinGroup>(*node).element, out);
      return all(as<WithinGroup>(*node).order_by);
    case NodeKind::Filter:
      collect_froms(as<Filter>(*node).element, out);
      return collect_froms(as<Filter>(*node).criterion, out);
    case NodeKind::OrderedAggregate:
      return collect_froms(as<OrderedAggregate>(*node).element, out);
    case NodeKind::Label:
      return collect_froms(as<Label>(*node).element, out);
    case NodeKind::ArrayLiteral:
      return all(as<ArrayLiteral>(*node).clauses);
    case NodeKind::BindParameter:
    case NodeKind::Null:
    case NodeKind::True:
    case NodeKind::False:
    case NodeKind::Text:
    case NodeKind::Exists:
    case NodeKind::ScalarSelect:
    case NodeKind::NextValue:
    case NodeKind::Custom:
    case NodeKind::Select:
    case NodeKind::CompoundSelect:
    case NodeKind::Insert:
    case NodeKind::Update:
    case NodeKind::Delete:
      return;
  }
}

}  // namespace limbeck::sql

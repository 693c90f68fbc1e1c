#include "sql/parts.h"

namespace limbeck::sql {

void each_part(const Node& node,
               const std::function<void(const Expression&)>& visit) {
  const auto part = [&](const Expression& each) {
    if (each) visit(each);
  };
  const auto parts = [&](const ExpressionList& list) {
    for (const Expression& each : list) part(each);
  };
  switch (node.kind) {
    case NodeKind::Unary:
      return part(as<Unary>(node).operand);
    case NodeKind::Binary:
      part(as<Binary>(node).left);
      return part(as<Binary>(node).right);
    case NodeKind::BooleanList:
      return parts(as<BooleanList>(node).clauses);
    case NodeKind::ExpressionList:
      return parts(as<ExpressionListNode>(node).clauses);
    case NodeKind::Tuple:
      return parts(as<Tuple>(node).clauses);
    case NodeKind::Grouping:
      return part(as<Grouping>(node).element);
    case NodeKind::Between:
      part(as<Between>(node).element);
      part(as<Between>(node).low);
      return part(as<Between>(node).high);
    case NodeKind::Case:
      part(as<Case>(node).value);
      for (const auto& [condition, result] : as<Case>(node).whens) {
        part(condition);
        part(result);
      }
      return part(as<Case>(node).else_);
    case NodeKind::Cast:
      return part(as<Cast>(node).element);
    case NodeKind::TypeCoerce:
      return part(as<TypeCoerce>(node).element);
    case NodeKind::Extract:
      return part(as<Extract>(node).element);
    case NodeKind::Collate:
      return part(as<Collate>(node).element);
    case NodeKind::Function:
      return parts(as<Function>(node).arguments);
    case NodeKind::Over:
      part(as<Over>(node).element);
      parts(as<Over>(node).partition_by);
      return parts(as<Over>(node).order_by);
    case NodeKind::WithinGroup:
      part(as<WithinGroup>(node).element);
      return parts(as<WithinGroup>(node).order_by);
    case NodeKind::Filter:
      part(as<Filter>(node).element);
      return part(as<Filter>(node).criterion);
    case NodeKind::OrderedAggregate:
      part(as<OrderedAggregate>(node).element);
      return parts(as<OrderedAggregate>(node).order_by);
    case NodeKind::Label:
      return part(as<Label>(node).element);
    case NodeKind::ArrayLiteral:
      return parts(as<ArrayLiteral>(node).clauses);
    case NodeKind::ColumnRef:
    case NodeKind::BindParameter:
    case NodeKind::Null:
    case NodeKind::True:
    case NodeKind::False:
    case NodeKind::Text:
    case NodeKind::NextValue:
    case NodeKind::Custom:
    case NodeKind::Exists:
    case NodeKind::ScalarSelect:
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

}  // namespace limbeck::sql

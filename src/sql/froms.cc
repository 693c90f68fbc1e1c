#include "sql/froms.h"

#include <algorithm>

#include "base/text.h"
#include "sql/parts.h"
#include "sql/quoter.h"

namespace limbeck::sql {

std::string table_text(const TableRef& table, const Quoter& quoter,
                       bool use_schema) {
  if (!dynamic_cast<const LightTableRef*>(&table))
    return quoter.table(table.name, table.schema, use_schema);
  const std::string name = quoter.quote(table.name);
  const bool qualified =
      use_schema && table.schema && !table.schema->text.empty();
  return qualified ? cat(quoter.schema(*table.schema), ".", name) : name;
}

bool holds(const ExpressionList& list, const Expression& from) {
  return std::find(list.begin(), list.end(), from) != list.end();
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
    default:
      each_part(*node,
                [&](const Expression& part) { collect_froms(part, out); });
  }
}

}  // namespace limbeck::sql

#include "sqlalchemy/column_defaults.h"

#include <algorithm>

#include "base/text.h"
#include "sql/type_compiler.h"
#include "sqlalchemy/calls.h"
#include "sqlalchemy/errors.h"
#include "sqlalchemy/execute.h"
#include "sqlalchemy/literal.h"
#include "sqlalchemy/schema_items.h"
#include "sqlalchemy/select.h"

namespace limbeck::sa {

namespace {

struct DefaultColumn {
  std::string name;
  const Column* column;
  const Value* item;
};

// SQLAlchemy: supports_sequences and sequences_optional of the dialects
bool uses_sequence(const Value& sequence, std::string_view dialect) {
  if (dialect == "oracle") return true;
  if (dialect != "postgresql" && dialect != "mssql") return false;
  const Value& optional = sequence.as<DefaultItem>()->optional;
  return !optional || !py::truth(optional);
}

/// The columns of the statement's Table that have a default here.
std::vector<DefaultColumn> columns_with_default(const Value& statement,
                                                std::string_view dialect,
                                                bool insert) {
  std::vector<DefaultColumn> found;
  const Value& table = statement.as<Element>()->extra;
  if (!table || !isa(table, Cls::Table)) return found;
  for (const auto& [key, value] : table.as<Table>()->columns->columns) {
    const auto& column = *value.as<Column>();
    const Value& item = insert ? column.default_value : column.onupdate;
    if (!item || item.is_none()) continue;
    if (isa(item, Cls::Sequence) && !uses_sequence(item, dialect)) continue;
    found.push_back({text_or_empty(column.name), &column, &item});
  }
  return found;
}

sql::Expression default_node(const DefaultColumn& found, DefaultValues values,
                             const std::string& suffix = {}) {
  const Value& item = *found.item;
  const Column& column = *found.column;
  if (isa(item, Cls::Sequence))
    return sql::make<sql::NextValue>(lower_sequence(item));
  Value arg = item.as<DefaultItem>()->arg;
  if (is_clause(arg)) return node_of(arg);
  if (values == DefaultValues::Unknown) {
    auto bind = sql::make<sql::BindParameter>(cat(column.key_text(), suffix),
                                              column.ref->type);
    bind->value = schema::Literal();
    return bind;
  }
  if (py::is_callable(arg)) arg = called_default(arg);
  auto bind =
      sql::make<sql::BindParameter>(cat(found.name, suffix), column.ref->type);
  bind->value = literal_for(arg, column.ref->type, column.type);
  return bind;
}

}  // namespace

sql::Expression column_default(const Value& column, std::string_view dialect,
                               DefaultValues values) {
  const auto& live = *column.as<Column>();
  const Value& item = live.default_value;
  if (!item || item.is_none()) return nullptr;
  if (isa(item, Cls::Sequence) && !uses_sequence(item, dialect)) return nullptr;
  return default_node({text_or_empty(live.name), &live, &item}, values);
}

Value called_default(const Value& function) {
  try {
    return py::call(function);
  } catch (const py::Raised& raised) {
    if (!py::matches(raised, "TypeError")) throw;
    return py::call(function, {Value::none()});
  }
}

void add_column_defaults(sql::Insert& node, const Value& statement,
                         std::string_view dialect, DefaultValues values) {
  const auto all = columns_with_default(statement, dialect, true);
  if (all.empty()) return;
  if (!node.select) {
    for (const DefaultColumn& each : all)
      if (!has_value(node.values, each.name))
        node.values.emplace_back(each.name, default_node(each, values));
    int number = 0;
    for (sql::Assignments& row : node.rows) {
      const std::string suffix = cat("_m", ++number);
      for (const DefaultColumn& each : all)
        if (!has_value(row, each.name))
          row.emplace_back(each.name, default_node(each, values, suffix));
    }
    return;
  }
  const Value included = attribute(statement, "_include_defaults");
  const auto* select = sql::try_as<sql::Select>(node.select);
  if (!select || (included && !py::truth(included))) return;
  auto extended = std::make_shared<sql::Select>(*select);
  for (const DefaultColumn& each : all) {
    auto& names = node.select_columns;
    if (std::find(names.begin(), names.end(), each.name) != names.end())
      continue;
    names.push_back(each.name);
    extended->columns.push_back(default_node(each, values));
  }
  node.select = extended;
}

void add_key_returning(sql::Insert& node, const Value& statement,
                       const sql::Dialect& dialect) {
  const std::string_view name = dialect.name();
  const Value& target = statement.as<Element>()->extra;
  if (!dialect.traits().insert_returning || !isa(target, Cls::Table) ||
      !node.returning.empty() || node.select || !node.rows.empty())
    return;
  const Value inlined = attribute(statement, "_inline");
  const Table& table = *target.as<Table>();
  if (!table.implicit_returning || (inlined && py::truth(inlined))) return;
  const schema::Table lowered = lower_table(target);
  const schema::Column* counted =
      schema::autoincrement_column(lowered, sql::type_text);
  // Where the last row's number can be asked for, it is.
  const bool favored =
      name == "postgresql" || name == "mssql" || name == "oracle";
  if (counted && !favored) return;
  for (const Value& item : table.primary_key.as<Constraint>()->columns) {
    const Column& column = *item.as<Column>();
    const std::string key = text_or_empty(column.name);
    if (has_value(node.values, key)) continue;
    const bool counts = counted && counted->name.text == key;
    if (counts || (column.server_default && !column.server_default.is_none()))
      node.returning.push_back(column.ref);
  }
}

void add_column_defaults(sql::Update& node, const Value& statement,
                         std::string_view dialect, DefaultValues values) {
  for (const DefaultColumn& each :
       columns_with_default(statement, dialect, false))
    if (!has_value(node.values, each.name))
      node.values.emplace_back(each.name, default_node(each, values));
}

}  // namespace limbeck::sa

#include "dialects/reflection.h"

#include <algorithm>

#include "base/text.h"
#include "dialects/mysql/introspect.h"
#include "dialects/postgresql/introspect.h"
#include "dialects/sqlite/introspect.h"
#include "sql/expression.h"

namespace limbeck::dialects {
namespace {

schema::Name to_name(const std::optional<std::string>& name) {
  return name ? schema::Name(*name) : schema::Name();
}

// column.desc().nulls_last() as a tree.
schema::Expression sorted(const std::string& column,
                          const std::vector<std::string>& words) {
  schema::Expression tree = sql::make<sql::ColumnRef>(schema::Name(column));
  for (const std::string& word : words) {
    sql::Operator op = word == "desc"          ? sql::Operator::Descending
                       : word == "nulls_first" ? sql::Operator::NullsFirst
                                               : sql::Operator::NullsLast;
    tree = sql::make<sql::Unary>(op, tree, true);
  }
  return tree;
}

void add_constraints(schema::Table& table, const ReflectedTable& reflected) {
  schema::PrimaryKey key;
  key.name = to_name(reflected.primary_key.name);
  key.columns = reflected.primary_key.columns;
  key.options = reflected.primary_key.options;
  table.constraints.push_back(std::move(key));
  for (const schema::ForeignKey& foreign_key : reflected.foreign_keys)
    table.constraints.push_back(foreign_key);
  for (const ReflectedUnique& unique : reflected.uniques) {
    if (unique.duplicates_index) continue;
    schema::Unique constraint;
    constraint.name = to_name(unique.name);
    constraint.columns = unique.columns;
    constraint.options = unique.options;
    table.constraints.push_back(std::move(constraint));
  }
  for (const ReflectedCheck& check : reflected.checks) {
    schema::Check constraint;
    constraint.name = to_name(check.name);
    constraint.sqltext = schema::Clause(check.sqltext);
    table.constraints.push_back(std::move(constraint));
  }
}

}  // namespace

const ReflectedColumn* ReflectedTable::find_column(
    std::string_view wanted) const {
  for (const ReflectedColumn& column : columns)
    if (column.column.name.text == wanted) return &column;
  return nullptr;
}

const ReflectedTable* Snapshot::find(const std::optional<std::string>& schema,
                                     std::string_view name) const {
  auto key = [](const ReflectedTable& table) {
    return std::pair<std::string_view, std::string_view>(
        table.schema ? std::string_view(*table.schema) : std::string_view(),
        table.name);
  };
  std::pair<std::string_view, std::string_view> wanted(
      schema ? std::string_view(*schema) : std::string_view(), name);
  auto found = std::lower_bound(tables.begin(), tables.end(), wanted,
                                [&](const ReflectedTable& table,
                                    const auto& k) { return key(table) < k; });
  return found != tables.end() && key(*found) == wanted ? &*found : nullptr;
}

std::vector<ReflectedEnum> Introspector::enums(
    const std::optional<std::string>&) {
  return {};
}

std::vector<ReflectedDomain> Introspector::domains(
    const std::optional<std::string>&) {
  return {};
}

std::unique_ptr<Introspector> introspector(db::Connection& connection) {
  switch (connection.driver().backend) {
    case db::Backend::PostgreSql:
      return postgresql_introspector(connection);
    case db::Backend::Sqlite:
      return sqlite_introspector(connection);
    case db::Backend::MySql:
      return mysql_introspector(connection);
    case db::Backend::Unsupported:
      break;
  }
  throw Error(ErrorKind::Unsupported,
              cat("limbeck cannot reflect by ", connection.driver().dialect,
                  "+", connection.driver().name));
}

schema::Index to_index(const ReflectedTable& table,
                       const ReflectedIndex& reflected) {
  schema::Index index;
  index.name = schema::Name(reflected.name);
  index.table = schema::Name(table.name);
  if (table.schema) index.schema = schema::Name(*table.schema);
  index.unique = reflected.unique;
  index.options = reflected.options;
  for (std::size_t i = 0; i < reflected.column_names.size(); ++i) {
    schema::Index::Element element;
    const auto& column = reflected.column_names[i];
    if (!column && i < reflected.expressions.size())
      element.expression = schema::Clause(reflected.expressions[i]);
    if (column) element.column = *column;
    for (const auto& [name, words] : reflected.column_sorting) {
      if (!column || name != *column) continue;
      element.expression = schema::Clause(sorted(*column, words));
    }
    index.elements.push_back(std::move(element));
  }
  return index;
}

schema::Table to_table(const ReflectedTable& reflected) {
  schema::Table table;
  table.name = schema::Name(reflected.name);
  if (reflected.schema) table.schema = schema::Name(*reflected.schema);
  table.comment = reflected.comment;
  table.options = reflected.options;
  const auto& key = reflected.primary_key.columns;
  table.columns.reserve(reflected.columns.size());
  for (const ReflectedColumn& one : reflected.columns) {
    table.columns.push_back(one.column);
    table.columns.back().primary_key =
        std::find(key.begin(), key.end(), one.column.name.text) != key.end();
  }
  add_constraints(table, reflected);
  for (const ReflectedIndex& index : reflected.indexes)
    if (!index.duplicates_constraint)
      table.indexes.push_back(to_index(reflected, index));
  return table;
}

// SQLAlchemy: util.find_matching_paren
std::size_t matching_paren(std::string_view text, std::size_t start) {
  int depth = 0;
  char quote = '\0';
  for (std::size_t i = start; i < text.size(); ++i) {
    char c = text[i];
    if (quote != '\0') {
      if (c != quote) continue;
      if (i + 1 < text.size() && text[i + 1] == quote)
        ++i;
      else
        quote = '\0';
    } else if (c == '\'' || c == '"') {
      quote = c;
    } else if (c == '(') {
      ++depth;
    } else if (c == ')' && --depth == 0) {
      return i;
    }
  }
  return std::string_view::npos;
}

// SQLAlchemy: util.strip_outer_parens
std::string strip_outer_parens(std::string_view text) {
  std::string_view inner = strip(text);
  bool wrapped = inner.size() >= 2 && inner.front() == '(' &&
                 inner.back() == ')' &&
                 matching_paren(inner, 0) == inner.size() - 1;
  return std::string(wrapped ? inner.substr(1, inner.size() - 2) : text);
}

}  // namespace limbeck::dialects

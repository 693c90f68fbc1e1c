// The values of a table of either side, made for as long as it is compared.
#include <unordered_map>
#include <variant>

#include "autogen/comparison.h"
#include "base/text.h"
#include "db/connection.h"
#include "dialects/pattern.h"
#include "sqlalchemy/bridge.h"
#include "sqlalchemy/table_events.h"

namespace limbeck::autogen {

namespace {

/// An expression is in parentheses when it is written as a default.
// Alembic: SQLiteImpl.autogen_column_reflect
void wrap_expression_default(schema::Column& column) {
  auto* clause = std::get_if<schema::Clause>(&column.server_default);
  if (!clause) return;
  const std::string& text = clause->text;
  const bool digit =
      text.size() == 1 && (text == "." || (text[0] >= '0' && text[0] <= '9'));
  const auto wrapped = [&](char open, char close) {
    return text.size() > 2 && text.front() == open && text.back() == close;
  };
  if (!text.empty() && !digit && !wrapped('\'', '\'') && !wrapped('(', ')'))
    *clause = schema::Clause(cat("(", text, ")"));
}

}  // namespace

void Comparison::load(ModelTable& model) {
  if (model.table.name) return;
  model.table = sa::lower_table(model.live);
}

void Comparison::load(DatabaseTable& table) {
  if (table.table.name) return;
  table.table = dialects::to_table(*table.reflected);
  for (schema::Constraint& constraint : table.table.constraints)
    if (schema::Name& name = name_of(constraint))
      name.kind = schema::Name::Kind::Final;
  for (schema::Index& index : table.table.indexes)
    index.name.kind = schema::Name::Kind::Final;
  if (sa::any_listens("column_reflect")) tell_listeners(table);
  for (const std::size_t place : table.serial_columns)
    table.table.columns[place].server_default = std::monostate();
  if (dialect_.name() == "sqlite")
    for (schema::Column& column : table.table.columns)
      wrap_expression_default(column);
}

void Comparison::tell_listeners(DatabaseTable& table) {
  std::vector<schema::Column> heard =
      sa::columns_heard(*table.reflected, connection_);
  // A listener that gives two columns one name leaves fewer of them.
  if (heard.size() != table.table.columns.size()) return;
  for (std::size_t i = 0; i < heard.size(); ++i) {
    schema::Column& column = table.table.columns[i];
    column.type = std::move(heard[i].type);
    // That of a primary key is not what the catalog says.
    if (heard[i].nullable != table.reflected->columns[i].column.nullable)
      column.nullable = heard[i].nullable;
    column.comment = std::move(heard[i].comment);
    column.server_default = std::move(heard[i].server_default);
  }
}

void Comparison::load(const TablePair& pair) {
  if (pair.model) load(*pair.model);
  if (pair.database) load(*pair.database);
}

void Comparison::unload(const TablePair& pair) {
  if (!detections_.empty()) return;  // these look at all tables at the end
  if (pair.model) pair.model->table = schema::Table();
  if (!pair.database) return;
  pair.database->table = schema::Table();
  pair.database->live = Value();
}

// Alembic: PostgresqlImpl.autogen_column_reflect
void Comparison::find_serial_columns(
    const std::vector<DatabaseTable*>& tables) {
  if (dialect_.name() != "postgresql") return;
  struct Use {
    DatabaseTable* table;
    std::size_t place;
    std::string sequence;
  };
  std::vector<Use> uses;
  const dialects::Pattern next(R"(^nextval\('(.+?)'::regclass\))");
  for (DatabaseTable* table : tables)
    for (std::size_t i = 0; i < table->reflected->columns.size(); ++i) {
      const schema::Column& column = table->reflected->columns[i].column;
      const auto* clause = std::get_if<schema::Clause>(&column.server_default);
      if (!clause || !(column.type.is(schema::TypeKind::INTEGER) ||
                       column.type.is(schema::TypeKind::BIGINT)))
        continue;
      if (const auto match = next.search(clause->text))
        uses.push_back({table, i, match->text(1)});
    }
  if (uses.empty()) return;
  // The owners of all sequences at once.
  const auto rows =
      sa::connection_of(connection_)
          .execute(
              "SELECT CAST(CAST(c.oid AS regclass) AS text), c.relname, "
              "a.attname FROM pg_catalog.pg_class c "
              "JOIN pg_catalog.pg_depend d ON d.objid = c.oid "
              "AND d.classid = CAST('pg_class' AS regclass) "
              "AND d.refclassid = CAST('pg_class' AS regclass) "
              "JOIN pg_catalog.pg_attribute a ON a.attrelid = d.refobjid "
              "AND a.attnum = d.refobjsubid WHERE c.relkind = 'S'");
  std::unordered_map<std::string, std::pair<std::string, std::string>> owners;
  for (db::Row row; rows->next(row);)
    owners.emplace(std::get<std::string>(row[0]),
                   std::pair(std::get<std::string>(row[1]),
                             std::get<std::string>(row[2])));
  for (const Use& use : uses) {
    const std::string& column =
        use.table->reflected->columns[use.place].column.name.text;
    const auto owner = owners.find(use.sequence);
    if (owner == owners.end() || owner->second.second != column) continue;
    log("alembic.ddl.postgresql",
        cat("Detected sequence named '", owner->second.first,
            "' as owned by integer column '", use.table->reflected->name, "(",
            column, ")', assuming SERIAL and omitting"));
    use.table->serial_columns.push_back(use.place);
  }
}

}  // namespace limbeck::autogen

// create_all() and drop_all(): tables and named types through a bind.
#include <algorithm>
#include <set>

#include "base/text.h"
#include "dialects/dialect.h"
#include "sql/unsupported.h"
#include "sqlalchemy/calls.h"
#include "sqlalchemy/ddl.h"
#include "sqlalchemy/dialect.h"
#include "sqlalchemy/engine.h"
#include "sqlalchemy/errors.h"
#include "sqlalchemy/inspector.h"
#include "sqlalchemy/schema_items.h"
#include "sqlalchemy/types.h"

namespace limbeck::sa {

namespace {

schema::Type postgresql_type(const Value& type) {
  schema::Type lowered = lower_type(type).for_dialect("postgresql");
  if (lowered.custom) lowered = lowered.custom->dialect_type("postgresql");
  return lowered;
}

/// Whether PostgreSQL has it by CREATE TYPE or CREATE DOMAIN.
bool is_named(const schema::Type& type) {
  return (type.is(schema::TypeKind::Enum) && type.flag("native_enum", true)) ||
         type.kind == schema::TypeKind::PgDOMAIN;
}

/// The types that were created or dropped: each once in a run of DDL.
// SQLAlchemy: NamedType._check_for_name_in_memos
struct NamedTypes {
  const Value& connection;
  bool check_first, create;
  std::set<std::pair<std::string, std::string>> seen = {};

  void emit(const Value& type) {
    if (dialect_of(connection).name() != "postgresql") return;
    schema::Type lowered = postgresql_type(type);
    if (lowered.is(schema::TypeKind::ARRAY) && lowered.item) {
      schema::Type item = *lowered.item;
      lowered = item;
    }
    if (!is_named(lowered) || !lowered.type_name ||
        !lowered.flag("create_type", true))
      return;
    const std::string schema = lowered.schema ? lowered.schema->text : "";
    if (!seen.emplace(schema, lowered.type_name.text).second) return;
    emit_named_type(wrap_type(lowered), connection, check_first, create);
  }

  /// Enum and DOMAIN types of a table's columns.
  void emit_all(const Value& table) {
    for (const auto& [key, column] : table.as<Table>()->columns->columns)
      emit(column.as<Column>()->type);
  }
};

}  // namespace

void emit_named_type(const Value& type, const Value& bind, bool check_first,
                     bool create) {
  if (const std::string_view name = dialect_of(bind).name();
      name != "postgresql") {
    // A type of PostgreSQL's module does not know where it is, as long as the
    // database has enums.
    const schema::TypeKind kind = kind_of(py::type_of(type));
    const bool domain = kind == schema::TypeKind::PgDOMAIN;
    if (domain || (kind == schema::TypeKind::PgENUM &&
                   (name == "mysql" || name == "mariadb")))
      raise_sa(
          "UnsupportedCompilationError",
          sql::Unsupported(
              name, cat("<class 'sqlalchemy.dialects.postgresql.named_types.",
                        create ? "Create" : "Drop", domain ? "Domain" : "Enum",
                        "Type'>"))
              .message());
    return;
  }
  const schema::Type lowered = postgresql_type(type);
  if (!is_named(lowered)) return;
  if (!lowered.type_name)
    raise_sa("CompileError", cat("PostgreSQL ENUM type requires a name."));
  with_connection(bind, [&](const Value& connection) {
    if (check_first && isa(connection, Cls::Connection)) {
      Value text = wrap_expression(sql::make<sql::Text>(
          "SELECT 1 FROM pg_catalog.pg_type t JOIN "
          "pg_catalog.pg_namespace n "
          "ON n.oid = t.typnamespace WHERE t.typname = :name AND "
          "CASE WHEN :schema = '' THEN "
          "pg_catalog.pg_type_is_visible(t.oid) "
          "ELSE n.nspname = :schema END"));
      Value values = py::make_dict();
      py::dict_set(values, "name", str_value(lowered.type_name.text));
      py::dict_set(values, "schema",
                   str_value(lowered.schema ? lowered.schema->text : ""));
      Value found = py::call_method(
          py::call_method(connection, "execute", {text, values}), "scalar");
      if (found.is_none() != create) return;
    }
    if (create)
      execute_ddl(connection, sql::CreateNamedType{lowered});
    else
      execute_ddl(connection, sql::DropNamedType{lowered, false});
  });
}

void create_types(const Value& connection, const std::vector<Value>& types,
                  const std::vector<Value>& tables, bool check_first,
                  bool create) {
  NamedTypes named{connection, check_first, create};
  for (const Value& type : types) named.emit(type);
  for (const Value& table : tables) named.emit_all(table);
}

namespace {

/// After the connection's schema_translate_map.
Value actual_schema(const Value& connection, const Value& schema) {
  const auto map = schema_translate_map(connection);
  const auto found = map.find(text_or_empty(schema));
  if (found == map.end()) return schema;
  return found->second.empty() ? Value::none() : str_value(found->second);
}

}  // namespace

void create_tables(const Value& bind, const std::vector<Value>& tables,
                   bool check_first, bool create, bool with_types) {
  with_connection(bind, [&](const Value& connection) {
    NamedTypes types{connection, check_first, create};
    std::vector<Value> order = tables;
    if (!create) std::reverse(order.begin(), order.end());
    std::vector<std::pair<std::string_view, Value>> keywords{
        {"checkfirst", Value::boolean(check_first)},
        {"_is_metadata_operation", Value::boolean(tables.size() > 1)}};
    for (const Value& table : order) {
      auto& live = *table.as<Table>();
      if (check_first && isa(connection, Cls::Connection) &&
          has_table(connection, text_or_empty(live.name),
                    actual_schema(connection, live.schema)) == create)
        continue;
      fire(create ? "before_create" : "before_drop", table, {table, connection},
           keywords);
      if (create) {
        if (with_types) types.emit_all(table);
        schema::Table plain = lower_table(table);
        execute_ddl(connection, sql::CreateTable{plain});
        const sql::Dialect& dialect = dialect_of(connection);
        for (const Value& index : live.indexes)
          py::call_method(connection, "execute",
                          {make("CreateIndex", {index})});
        if (dialect.traits().supports_comments &&
            !dialect.traits().inline_comments) {
          if (plain.comment)
            execute_ddl(connection,
                        sql::SetTableComment{{plain.name, plain.schema},
                                             *plain.comment});
          for (const auto& column : plain.columns)
            if (column.comment)
              execute_ddl(
                  connection,
                  sql::SetColumnComment{
                      {plain.name, plain.schema}, column.name, column.comment});
        }
      } else {
        execute_ddl(connection,
                    sql::DropTable{{lower_name(live.name),
                                    lower_optional_name(live.schema)}});
      }
      fire(create ? "after_create" : "after_drop", table, {table, connection},
           keywords);
    }
  });
}

}  // namespace limbeck::sa

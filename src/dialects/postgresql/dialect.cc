#include "base/error.h"
#include "dialects/compose.h"
#include "dialects/dialects.h"
#include "dialects/postgresql/ddl.h"
#include "dialects/postgresql/reserved.h"
#include "dialects/postgresql/statements.h"
#include "dialects/postgresql/types.h"

namespace limbeck::dialects {

using schema::Type;
using schema::TypeKind;

namespace {

/// The type that CREATE TABLE has to make first for a column, or nullptr.
// SQLAlchemy: NamedType._on_table_create
const Type* type_to_create(const Type& given) {
  const Type& type = given.for_dialect("postgresql");
  if (type.is(TypeKind::ARRAY) && type.item) return type_to_create(*type.item);
  bool named = type.kind == TypeKind::PgDOMAIN ||
               (type.is(TypeKind::Enum) && type.flag("native_enum", true));
  if (!named || !type.flag("create_type", true)) {
    return nullptr;
  }
  return &type;
}

class PostgreSql
    : public Composed<PostgreSqlTypes, PostgreSqlDdl, PostgreSqlStatements> {
 public:
  using Composed::Composed;

  // Alembic: PostgresqlImpl.alter_column
  sql::Lowered alter_column(const sql::AlterColumn& given) const override {
    if (given.postgresql_using && !given.type) {
      throw Error(ErrorKind::Command,
                  "postgresql_using must be used with the type_ parameter");
    }
    sql::AlterColumn change = given;
    change.type.reset();
    sql::Lowered rest = Dialect::alter_column(change);
    if (!given.type) return rest;
    rest.statements.insert(
        rest.statements.begin(),
        sql::ColumnType{given.table, given.column, *given.type, given.existing,
                        given.postgresql_using});
    return rest;
  }

  sql::Lowered create_table(const sql::CreateTable& create) const override {
    sql::Lowered rest = Dialect::create_table(create);
    std::vector<sql::Ddl> types;
    for (const schema::Column& column : create.table.columns) {
      if (const Type* type = type_to_create(column.type)) {
        types.push_back(sql::CreateNamedType{*type});
      }
    }
    rest.statements.insert(rest.statements.begin(), types.begin(), types.end());
    return rest;
  }
};

class PostgreSqlBefore18 : public PostgreSql {
 public:
  using PostgreSql::PostgreSql;
  std::unique_ptr<sql::DdlCompiler> ddl_compiler(
      const sql::CompileOptions& options) const override {
    return std::make_unique<PostgreSqlDdlBefore18>(*this, options);
  }
};

class PostgreSqlBefore14 : public PostgreSqlBefore18 {
 public:
  using PostgreSqlBefore18::PostgreSqlBefore18;
  std::unique_ptr<sql::StatementCompiler> statement_compiler(
      const sql::CompileOptions& options) const override {
    return std::make_unique<PostgreSqlStatementsBefore14>(*this, options);
  }
};

template <class Server>
std::unique_ptr<sql::Dialect> for_server(const sql::Traits& traits) {
  return std::make_unique<Server>(
      traits, quote_rules(traits, '"', '"', kPostgreSqlReserved));
}

}  // namespace

std::unique_ptr<sql::Dialect> make_postgresql(const sql::Traits& traits,
                                              const sql::Dialect& like) {
  if (dynamic_cast<const PostgreSqlBefore14*>(&like))
    return for_server<PostgreSqlBefore14>(traits);
  if (dynamic_cast<const PostgreSqlBefore18*>(&like))
    return for_server<PostgreSqlBefore18>(traits);
  return for_server<PostgreSql>(traits);
}

const sql::Dialect& postgresql_before_14() {
  static const auto dialect =
      for_server<PostgreSqlBefore14>(postgresql().traits());
  return *dialect;
}

const sql::Dialect& postgresql_before_18() {
  static const auto dialect =
      for_server<PostgreSqlBefore18>(postgresql().traits());
  return *dialect;
}

const sql::Dialect& postgresql() {
  static const auto dialect = [] {
    sql::Traits traits;
    traits.name = "postgresql";
    traits.driver = "psycopg2";
    traits.paramstyle = sql::ParamStyle::PyFormat;
    traits.max_identifier_length = 63;
    traits.transactional_ddl = true;
    traits.supports_native_enum = true;
    traits.supports_native_boolean = true;
    traits.supports_native_uuid = true;
    traits.supports_sequences = true;
    traits.sequence_types = true;
    traits.supports_comments = true;
    traits.supports_default_values = true;
    traits.supports_default_metavalue = true;
    traits.supports_empty_insert = false;
    traits.supports_multivalues_insert = true;
    traits.insert_returning = traits.update_returning =
        traits.delete_returning = true;
    traits.supports_identity_columns = true;
    traits.default_schema = "public";
    return for_server<PostgreSql>(traits);
  }();
  return *dialect;
}

}  // namespace limbeck::dialects

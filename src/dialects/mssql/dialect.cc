#include "base/error.h"
#include "dialects/compose.h"
#include "dialects/dialects.h"
#include "dialects/mssql/ddl.h"
#include "dialects/mssql/reserved.h"
#include "dialects/mssql/statements.h"
#include "dialects/mssql/types.h"

namespace limbeck::dialects {

namespace {

bool is_generated(const std::optional<schema::ServerDefault>& value) {
  return value && (std::holds_alternative<schema::Computed>(*value) ||
                   std::holds_alternative<schema::Identity>(*value));
}

class MsSql : public Composed<MsSqlTypes, MsSqlDdl, MsSqlStatements> {
 public:
  using Composed::Composed;

  // Alembic: MSSQLImpl.alter_column
  sql::Lowered alter_column(const sql::AlterColumn& given) const override {
    sql::AlterColumn change = given;
    std::vector<std::string> warnings;
    if (change.nullable) {
      if (change.type) {
        change.existing.type = change.type;
        change.type.reset();
      } else if (!change.existing.type) {
        throw Error(ErrorKind::Command,
                    "MS-SQL ALTER COLUMN operations with NULL or NOT NULL "
                    "require the existing_type or a new type_ be passed.");
      }
    } else if (change.existing.nullable && change.type) {
      change.nullable = change.existing.nullable;
      change.existing.type = change.type;
      change.type.reset();
    } else if (change.type) {
      warnings.push_back(
          "MS-SQL ALTER COLUMN operations that specify type_= should also "
          "specify a nullable= or existing_nullable= argument to avoid "
          "implicit conversion of NOT NULL columns to NULL.");
    }
    std::optional<schema::ServerDefault> value = change.server_default;
    bool generated = value && (is_generated(value) ||
                               is_generated(change.existing.server_default));
    bool drops = value && std::holds_alternative<std::monostate>(*value);
    sql::Lowered out;
    if (value && !generated && (change.existing.server_default || drops)) {
      out.statements.push_back(sql::MsSqlDropColumnConstraint{
          sql::MsSqlDropColumnConstraint::What::Default, change.table,
          change.column});
    }
    std::optional<schema::Name> name = change.new_name;
    change.new_name.reset();
    if (!generated) change.server_default.reset();
    append(out, Dialect::alter_column(change));
    sql::AlterColumn single;
    single.table = change.table;
    single.column = change.column;
    if (value && !generated && !drops) {
      single.server_default = value;
      append(out, Dialect::alter_column(single));
      single.server_default.reset();
    }
    if (name) {
      single.new_name = name;
      append(out, Dialect::alter_column(single));
    }
    out.warnings.insert(out.warnings.begin(), warnings.begin(), warnings.end());
    return out;
  }

  // Alembic: MSSQLImpl.drop_column
  sql::Lowered drop_column(const sql::DropColumn& change,
                           const schema::Options& options) const override {
    using What = sql::MsSqlDropColumnConstraint::What;
    sql::Lowered out;
    for (const auto& [name, what] :
         {std::pair{"mssql_drop_default", What::Default},
          std::pair{"mssql_drop_check", What::Check},
          std::pair{"mssql_drop_foreign_key", What::ForeignKey}}) {
      if (options.flag(name)) {
        out.statements.push_back(
            sql::MsSqlDropColumnConstraint{what, change.table, change.column});
      }
    }
    out.statements.push_back(change);
    return out;
  }

 private:
  static void append(sql::Lowered& out, sql::Lowered more) {
    for (sql::Ddl& each : more.statements) {
      out.statements.push_back(std::move(each));
    }
    out.warnings.insert(out.warnings.end(), more.warnings.begin(),
                        more.warnings.end());
  }
};

}  // namespace

std::unique_ptr<sql::Dialect> make_mssql(const sql::Traits& traits) {
  sql::QuoteRules rules = quote_rules(traits, '[', ']', kMsSqlReserved);
  rules.quote_collations = false;
  rules.dotted_schema = true;
  return std::make_unique<MsSql>(traits, rules);
}

const sql::Dialect& mssql() {
  static const auto dialect = [] {
    sql::Traits traits;
    traits.name = "mssql";
    traits.driver = "pyodbc";
    traits.max_identifier_length = 128;
    traits.transactional_ddl = true;
    traits.checks_booleans = false;
    traits.literal_true = "1";
    traits.literal_false = "0";
    traits.supports_native_decimal = true;
    traits.supports_sequences = true;
    traits.sequence_types = true;
    traits.supports_comments = true;
    traits.supports_default_values = true;
    traits.supports_empty_insert = false;
    traits.supports_multivalues_insert = true;
    traits.insert_returning = traits.update_returning =
        traits.delete_returning = true;
    traits.default_schema = "dbo";
    traits.batch_separator = "GO";
    return make_mssql(traits);
  }();
  return *dialect;
}

}  // namespace limbeck::dialects

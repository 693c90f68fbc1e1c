#include "base/error.h"
#include "dialects/compose.h"
#include "dialects/dialects.h"
#include "dialects/sqlite/ddl.h"
#include "dialects/sqlite/reserved.h"
#include "dialects/sqlite/statements.h"
#include "dialects/sqlite/types.h"

namespace limbeck::dialects {

namespace {

class Sqlite : public Composed<SqliteTypes, SqliteDdl, SqliteStatements> {
 public:
  using Composed::Composed;

  // Alembic: SQLiteImpl.add_constraint
  sql::Lowered add_constraint(sql::AddConstraint change) const override {
    const auto* check = std::get_if<schema::Check>(&change.constraint);
    if (!check || !check->bound_type) refuse();
    if (!wants_check(*check)) return {};
    return {{},
            {"Skipping unsupported ALTER for creation of implicit constraint. "
             "Please refer to the batch mode feature which allows for SQLite "
             "migrations using a copy-and-move strategy."}};
  }

  // Alembic: SQLiteImpl.drop_constraint
  sql::Lowered drop_constraint(sql::DropConstraint change) const override {
    const auto* check = std::get_if<schema::Check>(&change.constraint);
    if (!check || !check->bound_type) refuse();
    return {};
  }

 private:
  [[noreturn]] static void refuse() {
    throw Error(ErrorKind::NotImplemented,
                "No support for ALTER of constraints in SQLite dialect. Please "
                "refer to the batch mode feature which allows for SQLite "
                "migrations using a copy-and-move strategy.");
  }
};

}  // namespace

const sql::Dialect& sqlite() {
  static const auto dialect = [] {
    sql::Traits traits;
    traits.name = "sqlite";
    traits.driver = "pysqlite";
    traits.paramstyle = sql::ParamStyle::QMark;
    traits.literal_true = "1";
    traits.literal_false = "0";
    traits.supports_alter = false;
    traits.supports_default_values = true;
    traits.supports_default_metavalue = true;
    traits.supports_empty_insert = false;
    traits.supports_multivalues_insert = true;
    traits.insert_returning = traits.update_returning =
        traits.delete_returning = true;
    return std::make_unique<Sqlite>(
        traits, quote_rules(traits, '"', '"', kSqliteReserved));
  }();
  return *dialect;
}

}  // namespace limbeck::dialects

#include "base/error.h"
#include "base/text.h"
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
    if (!check || !check->bound_type) {
      refuse(change.table, create_method(change.constraint));
    }
    if (!wants_check(*check)) return {};
    return {{},
            {"Skipping unsupported ALTER for creation of implicit constraint. "
             "Please refer to the batch mode feature which allows for SQLite "
             "migrations using a copy-and-move strategy."}};
  }

  // Alembic: SQLiteImpl.drop_constraint
  sql::Lowered drop_constraint(sql::DropConstraint change) const override {
    const auto* check = std::get_if<schema::Check>(&change.constraint);
    if (!check || !check->bound_type) {
      refuse(change.table, "drop_constraint");
    }
    return {};
  }

 private:
  static std::string_view create_method(const schema::Constraint& constraint) {
    struct Method {
      std::string_view operator()(const schema::PrimaryKey&) {
        return "create_primary_key";
      }
      std::string_view operator()(const schema::ForeignKey&) {
        return "create_foreign_key";
      }
      std::string_view operator()(const schema::Unique&) {
        return "create_unique_constraint";
      }
      std::string_view operator()(const schema::Check&) {
        return "create_check_constraint";
      }
      std::string_view operator()(const schema::Exclude&) {
        return "create_exclude_constraint";
      }
    };
    return std::visit(Method(), constraint);
  }

  /// The reference's words, and below them what to write instead.
  [[noreturn]] static void refuse(const sql::TableName& table,
                                  std::string_view method) {
    throw Error(ErrorKind::NotImplemented,
                "No support for ALTER of constraints in SQLite dialect. Please "
                "refer to the batch mode feature which allows for SQLite "
                "migrations using a copy-and-move strategy.")
        .hint(cat("hint: with op.batch_alter_table(",
                  schema::python_repr(table.table.text),
                  ") as batch_op: batch_op.", method, "(...)"));
  }
};

}  // namespace

std::unique_ptr<sql::Dialect> make_sqlite(const sql::Traits& traits) {
  return std::make_unique<Sqlite>(
      traits, quote_rules(traits, '"', '"', kSqliteReserved));
}

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
    return make_sqlite(traits);
  }();
  return *dialect;
}

}  // namespace limbeck::dialects

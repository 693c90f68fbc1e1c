#include "base/error.h"
#include "dialects/compose.h"
#include "dialects/dialects.h"
#include "dialects/mysql/ddl.h"
#include "dialects/mysql/reserved.h"
#include "dialects/mysql/reserved_mariadb.h"
#include "dialects/mysql/statements.h"
#include "dialects/mysql/types.h"

namespace limbeck::dialects {

using schema::Computed;
using schema::Identity;
using schema::TypeKind;

namespace {

class MySql : public Composed<MySqlTypes, MySqlDdl, MySqlStatements> {
 public:
  using Composed::Composed;

  // Alembic: MySQLImpl.alter_column
  sql::Lowered alter_column(const sql::AlterColumn& change) const override {
    refuse_generated(change);
    const sql::ExistingColumn& existing = change.existing;
    std::optional<schema::Type> type =
        change.type ? change.type : existing.type;
    // A left out default counts here as given, even where nothing changes.
    bool dropped =
        change.server_default &&
        std::holds_alternative<std::monostate>(*change.server_default);
    // The reference asks the type for its affinity, which a class has not.
    bool moment = type && !change.type_is_class &&
                  type->kind != TypeKind::Interval &&
                  type->affinity() == TypeKind::DateTime && !dropped;
    bool modifies = change.nullable || change.type || change.autoincrement ||
                    change.comment;
    sql::Lowered out;
    if (!change.new_name && !moment && !modifies) {
      if (change.server_default) {
        out.statements.push_back(sql::ColumnDefault{
            change.table, change.column, *change.server_default, existing});
      }
      return out;
    }
    if (!type) {
      throw Error(ErrorKind::Command,
                  "All MySQL CHANGE/MODIFY COLUMN operations require the "
                  "existing type.");
    }
    sql::MySqlChangeColumn whole;
    bool renames = change.new_name || moment;
    whole.form = renames ? sql::MySqlChangeColumn::Form::Change
                         : sql::MySqlChangeColumn::Form::Modify;
    whole.table = change.table;
    whole.column = change.column;
    whole.new_name = change.new_name.value_or(change.column);
    whole.type = type;
    whole.nullable = change.nullable.value_or(existing.nullable.value_or(true));
    whole.server_default =
        change.server_default
            ? *change.server_default
            : existing.server_default.value_or(schema::ServerDefault());
    whole.autoincrement =
        change.autoincrement.value_or(existing.autoincrement.value_or(false));
    whole.comment = change.comment ? *change.comment : existing.comment;
    out.statements.push_back(std::move(whole));
    return out;
  }

  // Alembic: MySQLImpl.drop_constraint
  sql::Lowered drop_constraint(sql::DropConstraint change) const override {
    const auto* check = std::get_if<schema::Check>(&change.constraint);
    if (check && check->bound_type) return {};
    return Dialect::drop_constraint(std::move(change));
  }

 private:
  /// The default compiler has the message for IDENTITY and GENERATED.
  void refuse_generated(const sql::AlterColumn& change) const {
    auto generated = [](const schema::ServerDefault& value) {
      return std::holds_alternative<Computed>(value) ||
             std::holds_alternative<Identity>(value);
    };
    bool found = (change.server_default && generated(*change.server_default)) ||
                 (change.existing.server_default &&
                  generated(*change.existing.server_default));
    if (!found) return;
    auto individual = [] {
      throw Error(ErrorKind::NotImplemented,
                  "Individual alter column constructs not supported by MySQL");
    };
    if (change.nullable) individual();
    if (change.server_default) {
      compile(sql::ColumnDefault{change.table, change.column,
                                 *change.server_default, change.existing});
    }
    if (change.type) individual();
  }
};

sql::Traits mysql_traits() {
  sql::Traits traits;
  traits.name = "mysql";
  traits.driver = "mysqldb";
  traits.paramstyle = sql::ParamStyle::Format;
  traits.max_identifier_length = 255;
  traits.max_index_name_length = 64;
  traits.max_constraint_name_length = 64;
  traits.supports_native_enum = true;
  traits.supports_native_decimal = true;
  traits.supports_comments = true;
  traits.inline_comments = true;
  traits.supports_default_metavalue = true;
  traits.supports_multivalues_insert = true;
  traits.div_is_floordiv = false;
  traits.cte_follows_insert = true;
  return traits;
}

}  // namespace

// MariaDB's words, too, go by what it can do.
std::unique_ptr<sql::Dialect> make_mysql(const sql::Traits& traits) {
  return std::make_unique<MySql>(
      traits, traits.delete_returning
                  ? quote_rules(traits, '`', '`', kMariaDbReserved)
                  : quote_rules(traits, '`', '`', kMySqlReserved));
}

const sql::Dialect& mysql() {
  static const auto dialect = [] {
    sql::Traits traits = mysql_traits();
    return make_mysql(traits);
  }();
  return *dialect;
}

const sql::Dialect& mariadb() {
  static const auto dialect = [] {
    sql::Traits traits = mysql_traits();
    traits.name = "mariadb";
    traits.supports_native_uuid = true;
    traits.insert_returning = traits.delete_returning = true;
    return make_mysql(traits);
  }();
  return *dialect;
}

// SQLAlchemy: MySQLDialect._set_mariadb
const sql::Dialect& mysql_on_mariadb() {
  static const auto dialect = [] {
    sql::Traits traits = mysql_traits();
    traits.insert_returning = traits.delete_returning = true;
    traits.supports_native_uuid = true;
    return make_mysql(traits);
  }();
  return *dialect;
}

}  // namespace limbeck::dialects

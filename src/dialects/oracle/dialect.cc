#include "dialects/compose.h"
#include "dialects/dialects.h"
#include "dialects/oracle/ddl.h"
#include "dialects/oracle/reserved.h"
#include "dialects/oracle/statements.h"
#include "dialects/oracle/types.h"

namespace limbeck::dialects {

namespace {

class Oracle : public Composed<OracleTypes, OracleDdl, OracleStatements> {
 public:
  using Composed::Composed;

  sql::Lowered create_table(const sql::CreateTable& create) const override {
    sql::Lowered out = Dialect::create_table(create);
    for (const auto& each : create.table.constraints) {
      const auto* key = std::get_if<schema::ForeignKey>(&each);
      if (!key || !key->use_alter) warn(each, out);
    }
    return out;
  }
  sql::Lowered add_constraint(sql::AddConstraint change) const override {
    schema::Constraint constraint = change.constraint;
    sql::Lowered out = Dialect::add_constraint(std::move(change));
    warn(constraint, out);
    return out;
  }

 private:
  // SQLAlchemy: OracleDDLCompiler.define_constraint_cascades
  static void warn(const schema::Constraint& constraint, sql::Lowered& out) {
    const auto* key = std::get_if<schema::ForeignKey>(&constraint);
    if (!key || key->onupdate.empty()) return;
    out.warnings.push_back(
        "Oracle Database does not contain native UPDATE CASCADE functionality "
        "- onupdates will not be rendered for foreign keys.  Consider using "
        "deferrable=True, initially='deferred' or triggers.");
  }
};

}  // namespace

std::unique_ptr<sql::Dialect> make_oracle(const sql::Traits& traits) {
  sql::QuoteRules rules = quote_rules(traits, '"', '"', kOracleReserved);
  rules.underscore_needs_quotes = true;
  return std::make_unique<Oracle>(traits, rules);
}

const sql::Dialect& oracle() {
  static const auto dialect = [] {
    sql::Traits traits;
    traits.name = "oracle";
    traits.driver = "oracledb";
    traits.max_identifier_length = 128;
    traits.supports_native_boolean = true;
    traits.literal_true = "1";
    traits.literal_false = "0";
    traits.supports_sequences = true;
    traits.supports_comments = true;
    traits.supports_default_metavalue = true;
    traits.supports_empty_insert = false;
    traits.insert_returning = traits.update_returning =
        traits.delete_returning = true;
    traits.supports_identity_columns = true;
    traits.requires_name_normalize = true;
    traits.div_is_floordiv = false;
    traits.cte_follows_insert = true;
    traits.command_terminator = "";
    traits.batch_separator = "/";
    return make_oracle(traits);
  }();
  return *dialect;
}

}  // namespace limbeck::dialects

#include "dialects/compose.h"
#include "dialects/dialects.h"
#include "dialects/oracle/ddl.h"
#include "dialects/oracle/reserved.h"
#include "dialects/oracle/statements.h"
#include "dialects/oracle/types.h"

namespace limbeck::dialects {

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
    sql::QuoteRules rules = quote_rules(traits, '"', '"', kOracleReserved);
    rules.underscore_needs_quotes = true;
    return std::make_unique<Composed<OracleTypes, OracleDdl, OracleStatements>>(
        traits, rules);
  }();
  return *dialect;
}

}  // namespace limbeck::dialects

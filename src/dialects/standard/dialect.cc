#include "dialects/compose.h"
#include "dialects/dialects.h"
#include "sql/reserved.h"

namespace limbeck::dialects {

const sql::Dialect& standard() {
  static const auto dialect = [] {
    sql::Traits traits;
    traits.name = "default";
    traits.supports_identity_columns = true;
    return std::make_unique<
        Composed<sql::TypeCompiler, sql::DdlCompiler, sql::StatementCompiler>>(
        traits, quote_rules(traits, '"', '"', sql::kReserved));
  }();
  return *dialect;
}

}  // namespace limbeck::dialects

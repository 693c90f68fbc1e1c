#include "dialects/compose.h"
#include "dialects/dialects.h"
#include "sql/reserved.h"

namespace limbeck::dialects {

std::unique_ptr<sql::Dialect> make_standard(const sql::Traits& traits) {
  return std::make_unique<
      Composed<sql::TypeCompiler, sql::DdlCompiler, sql::StatementCompiler>>(
      traits, quote_rules(traits, '"', '"', sql::kReserved));
}

const sql::Dialect& standard() {
  static const auto dialect = [] {
    sql::Traits traits;
    traits.name = "default";
    traits.supports_identity_columns = true;
    return make_standard(traits);
  }();
  return *dialect;
}

}  // namespace limbeck::dialects

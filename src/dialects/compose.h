// Puts a dialect together from its traits and its compilers.
#pragma once
#include <memory>

#include "sql/ddl_compiler.h"
#include "sql/dialect.h"
#include "sql/quoter.h"
#include "sql/statement_compiler.h"
#include "sql/type_compiler.h"

namespace limbeck::dialects {

template <class Types, class DdlWriter, class Statements>
class Composed : public sql::Dialect {
 public:
  Composed(sql::Traits traits, sql::QuoteRules rules)
      : Dialect(traits), quoter_(rules), types_(traits_) {
    using sql::ParamStyle;
    quoter_.double_percents = traits.paramstyle == ParamStyle::Format ||
                              traits.paramstyle == ParamStyle::PyFormat;
  }
  const sql::Quoter& quoter() const override { return quoter_; }
  const sql::TypeCompiler& types() const override { return types_; }
  std::unique_ptr<sql::DdlCompiler> ddl_compiler(
      const sql::CompileOptions& options) const override {
    return std::make_unique<DdlWriter>(*this, options);
  }
  std::unique_ptr<sql::StatementCompiler> statement_compiler(
      const sql::CompileOptions& options) const override {
    return std::make_unique<Statements>(*this, options);
  }

 private:
  sql::Quoter quoter_;
  Types types_;
};

/// The rules for names of a dialect: its lengths are those of its traits.
inline sql::QuoteRules quote_rules(const sql::Traits& traits, char open,
                                   char close,
                                   std::span<const std::string_view> words) {
  sql::QuoteRules rules;
  rules.open = open;
  rules.close = close;
  rules.reserved = words;
  rules.max_length = traits.max_identifier_length;
  rules.max_index =
      traits.max_index_name_length.value_or(traits.max_identifier_length);
  rules.max_constraint =
      traits.max_constraint_name_length.value_or(traits.max_identifier_length);
  return rules;
}

}  // namespace limbeck::dialects

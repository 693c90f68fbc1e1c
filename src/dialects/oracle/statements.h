// Oracle Database's expressions and statements.
#pragma once
#include "sql/statement_compiler.h"

namespace limbeck::dialects {

// SQLAlchemy: OracleCompiler
class OracleStatements : public sql::StatementCompiler {
 public:
  using StatementCompiler::StatementCompiler;

 protected:
  std::string no_table(const sql::Select& select) override;
  std::string visit_unary(const sql::Unary& node,
                          const sql::Context& context) override;
  std::string returning(const sql::ExpressionList& columns,
                        const sql::Context& context,
                        const sql::Node& statement) override;
  std::string json_item(const sql::Binary& node, const sql::Context& context);
  std::string visit_binary(const sql::Binary& node,
                           const sql::Context& context) override;
  std::string visit_function(const sql::Function& node,
                             const sql::Context& context) override;
  std::string visit_cast(const sql::Cast& node,
                         const sql::Context& context) override;
  std::string visit_next_value(const sql::NextValue& node) override;
  std::string visit_boolean(bool value) override { return value ? "1" : "0"; }
  std::string alias_suffix(const std::string& name) override {
    return " " + name;
  }
  std::string set_operator(sql::SetOperator op) override;
  std::string for_update(const sql::ForUpdate& lock,
                         const sql::Context& context) override;
  std::string locked(const sql::Expression& each, const sql::Context& context);
  std::string limit_clause(const sql::Select& select,
                           const sql::Context& context) override;
  bool recursive_keyword() const override { return false; }
};

}  // namespace limbeck::dialects

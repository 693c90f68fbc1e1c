// SQL Server's expressions and statements.
#pragma once
#include "sql/statement_compiler.h"

namespace limbeck::dialects {

// SQLAlchemy: MSSQLCompiler
class MsSqlStatements : public sql::StatementCompiler {
 public:
  using StatementCompiler::StatementCompiler;

 protected:
  static bool uses_top(const sql::Select& select);
  std::string json_item(const sql::Binary& node, const sql::Context& context);
  std::string visit_binary(const sql::Binary& node,
                           const sql::Context& context) override;
  std::string visit_function(const sql::Function& node,
                             const sql::Context& context) override;
  std::string visit_extract(const sql::Extract& node,
                            const sql::Context& context) override;
  std::string visit_next_value(const sql::NextValue& node) override;
  std::string distinct(const sql::Select& select,
                       const sql::Context& context) override;
  std::optional<std::string> rewritten(const sql::Select& select,
                                       const sql::Context& context) override;
  std::string limit_clause(const sql::Select& select,
                           const sql::Context& context) override;
  std::string for_update(const sql::ForUpdate&, const sql::Context&) override {
    return {};
  }
  std::string returning(const sql::ExpressionList& columns,
                        const sql::Context& context,
                        const sql::Node& statement) override;
  std::string multiple_tables_update(const sql::Update& update,
                                     const sql::ExpressionList& others,
                                     const sql::Context& context) override;
  std::string multiple_tables_delete(const sql::Delete& statement,
                                     const sql::ExpressionList& others,
                                     const sql::Context& context) override;
  bool returning_before_values() const override { return true; }
  bool recursive_keyword() const override { return false; }
};

}  // namespace limbeck::dialects

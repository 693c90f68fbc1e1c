// SQLite's expressions and statements.
#pragma once
#include "sql/statement_compiler.h"

namespace limbeck::dialects {

// SQLAlchemy: SQLiteCompiler
class SqliteStatements : public sql::StatementCompiler {
 public:
  using StatementCompiler::StatementCompiler;

 protected:
  std::string visit_binary(const sql::Binary& node,
                           const sql::Context& context) override;
  std::string visit_function(const sql::Function& node,
                             const sql::Context& context) override;
  std::string visit_extract(const sql::Extract& node,
                            const sql::Context& context) override;
  std::string limit_clause(const sql::Select& select,
                           const sql::Context& context) override;
  std::string for_update(const sql::ForUpdate&, const sql::Context&) override {
    return {};
  }
  std::string empty_in(bool) override {
    return "(SELECT 1 FROM (SELECT 1) WHERE 1!=1)";
  }
  std::string after_values(const sql::Insert& insert,
                           const sql::Context& context) override;
  std::string returning(const sql::ExpressionList& columns,
                        const sql::Context& context,
                        const sql::Node& statement) override;
  std::string multiple_tables_update(const sql::Update& update,
                                     const sql::ExpressionList& others,
                                     const sql::Context& context) override;
};

}  // namespace limbeck::dialects

// PostgreSQL's expressions and statements.
#pragma once
#include "sql/statement_compiler.h"

namespace limbeck::dialects {

// SQLAlchemy: PGCompiler
class PostgreSqlStatements : public sql::StatementCompiler {
 public:
  using StatementCompiler::StatementCompiler;

 protected:
  std::string visit_binary(const sql::Binary& node,
                           const sql::Context& context) override;
  std::string visit_unary(const sql::Unary& node,
                          const sql::Context& context) override;
  std::string visit_function(const sql::Function& node,
                             const sql::Context& context) override;
  std::string visit_next_value(const sql::NextValue& node) override;
  std::string limit_clause(const sql::Select& select,
                           const sql::Context& context) override;
  std::string after_values(const sql::Insert& insert,
                           const sql::Context& context) override;
  std::string distinct(const sql::Select& select,
                       const sql::Context& context) override;
  std::string multiple_tables_update(const sql::Update& update,
                                     const sql::ExpressionList& others,
                                     const sql::Context& context) override;
  std::string multiple_tables_delete(const sql::Delete& statement,
                                     const sql::ExpressionList& others,
                                     const sql::Context& context) override;
  std::string bind_cast(const schema::Type& type, std::string text) override;
  bool needs_cast(const schema::Type& type) const override;

  /// Whether jsonb takes a subscript.
  // SQLAlchemy: PGDialect._supports_jsonb_subscripting
  virtual bool subscripts() const { return true; }

 private:
  std::string json_item(const sql::Binary& node, const sql::Context& context);
};

class PostgreSqlStatementsBefore14 : public PostgreSqlStatements {
 public:
  using PostgreSqlStatements::PostgreSqlStatements;

 protected:
  bool subscripts() const override { return false; }
};

}  // namespace limbeck::dialects

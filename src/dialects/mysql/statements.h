// The expressions and statements of MySQL and MariaDB.
#pragma once
#include "sql/statement_compiler.h"

namespace limbeck::dialects {

// SQLAlchemy: MySQLCompiler
class MySqlStatements : public sql::StatementCompiler {
 public:
  using StatementCompiler::StatementCompiler;

 protected:
  std::string multiple_tables_delete(const sql::Delete& statement,
                                     const sql::ExpressionList& others,
                                     const sql::Context& context) override;
  std::string no_table(const sql::Select& select) override;
  std::string json_item(const sql::Binary& node, const sql::Context& context);
  std::string visit_next_value(const sql::NextValue& node) override;
  std::string visit_binary(const sql::Binary& node,
                           const sql::Context& context) override;
  std::string visit_function(const sql::Function& node,
                             const sql::Context& context) override;
  std::string visit_cast(const sql::Cast& node,
                         const sql::Context& context) override;
  std::string visit_boolean(bool value) override {
    return value ? "true" : "false";
  }
  std::string visit_join(const sql::Join& node,
                         const sql::Context& context) override;
  std::string limit_clause(const sql::Select& select,
                           const sql::Context& context) override;
  std::string for_update(const sql::ForUpdate& lock,
                         const sql::Context& context) override;
  std::string after_values(const sql::Insert& insert,
                           const sql::Context& context) override;

 private:
  std::string match(const sql::Binary& node, const sql::Context& context);
  std::string regexp_match(const sql::Binary& node, const char* negation,
                           const sql::Context& context);
  std::string regexp_replace(const sql::Binary& node,
                             const sql::Context& context);
  std::string concatenated(const sql::Binary& node,
                           const sql::Context& context);
};

}  // namespace limbeck::dialects

// SQLite's DDL.
#pragma once
#include "sql/ddl_compiler.h"

namespace limbeck::dialects {

// SQLAlchemy: SQLiteDDLCompiler; Alembic: ddl.sqlite
class SqliteDdl : public sql::DdlCompiler {
 public:
  using DdlCompiler::DdlCompiler;
  std::string column_specification(const schema::Column& column,
                                   const schema::Table& table) override;

 protected:
  using DdlCompiler::visit;
  std::string visit(const sql::CreateIndex& create) override;
  std::string visit(const sql::RenameTable& rename) override;
  std::string visit(const sql::ColumnName& change) override;
  std::optional<std::string> visit(const schema::PrimaryKey& key,
                                   const schema::Table& table) override;
  std::optional<std::string> visit(const schema::ForeignKey& key,
                                   const schema::Table& table) override;
  std::optional<std::string> visit(const schema::Unique& unique,
                                   const schema::Table& table) override;
  std::optional<std::string> visit(const schema::Check& check,
                                   const schema::Table& table) override;
  std::string after_table(const schema::Table& table) override;
  std::string referred_table(const schema::ForeignKey& key) override;
};

}  // namespace limbeck::dialects

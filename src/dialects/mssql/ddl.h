// SQL Server's DDL.
#pragma once
#include "sql/ddl_compiler.h"

namespace limbeck::dialects {

// SQLAlchemy: MSDDLCompiler; Alembic: ddl.mssql
class MsSqlDdl : public sql::DdlCompiler {
 public:
  using DdlCompiler::DdlCompiler;
  std::string column_specification(const schema::Column& column,
                                   const schema::Table& table) override;

 protected:
  using DdlCompiler::visit;
  std::string visit(const sql::CreateIndex& create) override;
  std::string visit(const sql::DropIndex& drop) override;
  std::string visit(const sql::RenameTable& rename) override;
  std::string visit(const sql::ColumnNullable& change) override;
  std::string visit(const sql::ColumnType& change) override;
  std::string visit(const sql::ColumnName& change) override;
  std::string visit(const sql::ColumnDefault& change) override;
  std::string visit(const sql::ColumnComment& change) override;
  std::string visit(const sql::MsSqlDropColumnConstraint& drop) override;
  std::string visit(const sql::SetTableComment& set) override;
  std::string visit(const sql::DropTableComment& drop) override;
  std::string visit(const sql::SetColumnComment& set) override;
  std::optional<std::string> visit(const schema::PrimaryKey& key,
                                   const schema::Table& table) override;
  std::optional<std::string> visit(const schema::Unique& unique,
                                   const schema::Table& table) override;
  std::string computed(const schema::Computed& computed) override;
  std::string identity(const schema::Identity& identity) override;
  std::string add_column(const sql::AddColumn& add,
                         const schema::Table& table) override;

 private:
  /// "'schema', s, 'table', t", with the default schema where there is none.
  std::string property_target(const sql::TableName& table);
  std::string national(const std::string& text);
  std::string clustered(const schema::Options& options);
};

}  // namespace limbeck::dialects

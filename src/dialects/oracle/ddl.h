// Oracle Database's DDL.
#pragma once
#include "sql/ddl_compiler.h"

namespace limbeck::dialects {

// SQLAlchemy: OracleDDLCompiler; Alembic: ddl.oracle
class OracleDdl : public sql::DdlCompiler {
 public:
  using DdlCompiler::DdlCompiler;

 protected:
  using DdlCompiler::visit;
  std::string visit(const sql::CreateIndex& create) override;
  std::string visit(const sql::RenameTable& rename) override;
  std::string visit(const sql::ColumnNullable& change) override;
  std::string visit(const sql::ColumnType& change) override;
  std::string visit(const sql::ColumnName& change) override;
  std::string visit(const sql::ColumnDefault& change) override;
  std::string visit(const sql::ColumnComment& change) override;
  std::string visit(const sql::DropTableComment& drop) override;
  std::string after_table(const schema::Table& table) override;
  std::string computed(const schema::Computed& computed) override;
  std::string identity(const schema::Identity& identity) override;
  std::string sequence_options(const schema::SequenceOptions& options) override;
  std::string cascades(const schema::ForeignKey& key) override;
  std::string alter_column(const schema::Name& column) override;
  std::string add_column(const sql::AddColumn& add,
                         const schema::Table& table) override;
};

}  // namespace limbeck::dialects

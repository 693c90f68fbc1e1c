// PostgreSQL's DDL.
#pragma once
#include "sql/ddl_compiler.h"

namespace limbeck::dialects {

// SQLAlchemy: PGDDLCompiler; Alembic: ddl.postgresql
class PostgreSqlDdl : public sql::DdlCompiler {
 public:
  using DdlCompiler::DdlCompiler;
  std::string column_specification(const schema::Column& column,
                                   const schema::Table& table) override;

 protected:
  using DdlCompiler::visit;
  std::string visit(const sql::CreateIndex& create) override;
  std::string visit(const sql::DropIndex& drop) override;
  std::string visit(const sql::RenameTable& rename) override;
  std::string visit(const sql::ColumnType& change) override;
  std::string visit(const sql::ColumnComment& change) override;
  std::string visit(const sql::ColumnDefault& change) override;
  std::string visit(const sql::CreateNamedType& create) override;
  std::string visit(const sql::DropNamedType& drop) override;
  std::optional<std::string> visit(const schema::PrimaryKey& key,
                                   const schema::Table& table) override;
  std::optional<std::string> visit(const schema::ForeignKey& key,
                                   const schema::Table& table) override;
  std::optional<std::string> visit(const schema::Unique& unique,
                                   const schema::Table& table) override;
  std::optional<std::string> visit(const schema::Check& check,
                                   const schema::Table& table) override;
  std::optional<std::string> visit(const schema::Exclude& exclude,
                                   const schema::Table& table) override;
  std::string after_table(const schema::Table& table) override;
  std::string computed(const schema::Computed& computed) override;
  std::string cascades(const schema::ForeignKey& key) override;

 private:
  std::string include(const schema::Options& options);
};

/// Servers before 18: generated columns are always stored.
class PostgreSqlDdlBefore18 : public PostgreSqlDdl {
 public:
  using PostgreSqlDdl::PostgreSqlDdl;

 protected:
  using PostgreSqlDdl::visit;
  std::string computed(const schema::Computed& computed) override;
};

/// The attributes in which two identities differ, sorted by name.
// Alembic: DefaultImpl._compare_identity_default
std::vector<std::string> identity_differences(const schema::Identity& wanted,
                                              const schema::Identity& existing);

}  // namespace limbeck::dialects

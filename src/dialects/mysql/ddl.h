// The DDL of MySQL and MariaDB.
#pragma once
#include "sql/ddl_compiler.h"

namespace limbeck::dialects {

// SQLAlchemy: MySQLDDLCompiler; Alembic: ddl.mysql
class MySqlDdl : public sql::DdlCompiler {
 public:
  using DdlCompiler::DdlCompiler;
  std::string column_specification(const schema::Column& column,
                                   const schema::Table& table) override;

 protected:
  using DdlCompiler::visit;
  std::string visit(const sql::CreateIndex& create) override;
  std::string visit(const sql::DropIndex& drop) override;
  std::string visit(const sql::DropConstraint& drop) override;
  std::string visit(const sql::MySqlChangeColumn& change) override;
  std::string visit(const sql::SetTableComment& set) override;
  std::string visit(const sql::DropTableComment& drop) override;
  std::optional<std::string> visit(const schema::PrimaryKey& key,
                                   const schema::Table& table) override;
  std::string after_table(const schema::Table& table) override;
  std::string match(const schema::ForeignKey& key) override;

 private:
  /// The option under this dialect's own name, or MySQL's ("mysql_using").
  const schema::Option* option(const schema::Options& options,
                               std::string_view name) const;
  bool is_mariadb() const { return dialect_.name() == "mariadb"; }
  /// Also behind a URL that says MySQL; only MariaDB has this clause.
  bool server_is_mariadb() const { return dialect_.traits().delete_returning; }
};

}  // namespace limbeck::dialects

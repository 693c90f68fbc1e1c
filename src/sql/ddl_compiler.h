// Turns DDL elements into the text of one statement. This class writes ANSI
// SQL and Alembic's default ALTER forms; a dialect's ddl.cc overrides what it
// spells differently. Layout (tabs, line ends) is that of SQLAlchemy.
#pragma once
#include <memory>
#include <optional>
#include <string>

#include "sql/ddl.h"
#include "sql/dialect.h"
#include "sql/quoter.h"

namespace limbeck::sql {

class DdlCompiler {
 public:
  DdlCompiler(const Dialect& dialect, const CompileOptions& options);
  virtual ~DdlCompiler();

  /// The statement, without a terminator. Throws ErrorKind::Compile where this
  /// database has no such statement.
  std::string compile(const Ddl& element);

  /// "name TYPE DEFAULT x NOT NULL"; `table` gives the context (primary key,
  /// options) and holds the column.
  virtual std::string column_specification(const Column& column,
                                           const Table& table);
  /// "CONSTRAINT x UNIQUE (a)"; none where it is left out here.
  std::optional<std::string> constraint(const Constraint& constraint,
                                        const Table& table);
  /// The text after DEFAULT, or none.
  std::optional<std::string> default_text(const ServerDefault& value);

 protected:
  virtual std::string visit(const CreateTable& create);
  virtual std::string visit(const DropTable& drop);
  virtual std::string visit(const CreateIndex& create);
  virtual std::string visit(const DropIndex& drop);
  virtual std::string visit(const AddConstraint& add);
  virtual std::string visit(const DropConstraint& drop);
  virtual std::string visit(const RenameTable& rename);
  virtual std::string visit(const AddColumn& add);
  virtual std::string visit(const DropColumn& drop);
  virtual std::string visit(const ColumnNullable& change);
  virtual std::string visit(const ColumnType& change);
  virtual std::string visit(const ColumnName& change);
  virtual std::string visit(const ColumnDefault& change);
  virtual std::string visit(const ColumnComment& change);
  virtual std::string visit(const MySqlChangeColumn& change);
  virtual std::string visit(const MsSqlAlterColumn& change);
  virtual std::string visit(const MsSqlDropColumnConstraint& drop);
  virtual std::string visit(const MsSqlIdentityInsert& insert);
  virtual std::string visit(const SetTableComment& set);
  virtual std::string visit(const DropTableComment& drop);
  virtual std::string visit(const SetColumnComment& set);
  virtual std::string visit(const CreateSequence& create);
  virtual std::string visit(const DropSequence& drop);
  virtual std::string visit(const CreateNamedType& create);
  virtual std::string visit(const DropNamedType& drop);
  virtual std::string visit(const CreateSchema& create);
  virtual std::string visit(const DropSchema& drop);

  virtual std::optional<std::string> visit(const schema::PrimaryKey& key,
                                           const Table& table);
  virtual std::optional<std::string> visit(const schema::ForeignKey& key,
                                           const Table& table);
  virtual std::optional<std::string> visit(const schema::Unique& unique,
                                           const Table& table);
  virtual std::optional<std::string> visit(const schema::Check& check,
                                           const Table& table);
  virtual std::optional<std::string> visit(const schema::Exclude& exclude,
                                           const Table& table);

  /// What stands after the closing parenthesis of CREATE TABLE.
  virtual std::string after_table(const Table& table);
  virtual std::string computed(const schema::Computed& computed);
  virtual std::string identity(const schema::Identity& identity);
  virtual std::string sequence_options(const schema::SequenceOptions& options);
  virtual std::string cascades(const schema::ForeignKey& key);
  virtual std::string match(const schema::ForeignKey& key);
  /// "ALTER COLUMN c"
  virtual std::string alter_column(const Name& column);
  /// "ADD COLUMN c INTEGER …"
  virtual std::string add_column(const AddColumn& add, const Table& table);
  virtual std::string referred_table(const schema::ForeignKey& key);

  /// "CONSTRAINT name " or nothing.
  std::string preamble(const Constraint& constraint, const Table& table);
  std::string deferrability(const std::optional<bool>& deferrable,
                            const std::string& initially);
  std::string foreign_key_body(const schema::ForeignKey& key,
                               const Table& table);
  std::string primary_key_columns(const schema::PrimaryKey& key,
                                  const Table& table);
  std::string column_list(const std::vector<std::string>& columns);
  /// The same for columns of that table, which know how they are quoted.
  std::string column_list(const std::vector<std::string>& columns,
                          const Table& table);
  /// SQL inside DDL: columns without table, values inlined.
  std::string clause(const Clause& clause, bool include_table = false);
  std::string index_element(const Index::Element& element,
                            const CreateIndex& create);
  std::string index_name(const CreateIndex& create, bool with_schema);
  std::string index_name(const Index& index, bool with_schema);
  std::string table_name(const TableName& name, bool use_schema = true);
  /// "ALTER TABLE s.t", as Alembic quotes it.
  std::string alter_table(const TableName& name);
  std::string string_literal(const std::string& text);
  std::string type(const Type& type);
  /// "a = 1, b = true" of a WITH clause.
  std::string with_options(const schema::Option& option);
  [[noreturn]] void unsupported(std::string_view element) const;

  const Dialect& dialect_;  // borrowed: outlives the compiler
  CompileOptions options_;
  Quoter quoter_;

 private:
  std::unique_ptr<StatementCompiler> expressions_;  // made on first use
};

}  // namespace limbeck::sql

// What the compilers need to know about a database: its traits, its reserved
// words and its own compilers. dialects/dialect.h has the registry.
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sql/compiler.h"
#include "sql/ddl.h"
#include "sql/expression.h"

namespace limbeck::sql {

class DdlCompiler;
class Quoter;
class StatementCompiler;
class TypeCompiler;

/// Flags with SQLAlchemy's and Alembic's names.
struct Traits {
  std::string_view name;
  std::string_view driver;
  ParamStyle paramstyle = ParamStyle::Named;
  std::size_t max_identifier_length = 9999;
  std::optional<std::size_t> max_index_name_length, max_constraint_name_length;
  bool transactional_ddl = false;
  bool supports_native_enum = false;
  bool supports_native_boolean = false;
  bool checks_booleans = true;  // non_native_boolean_check_constraint
  bool supports_native_uuid = false;
  bool supports_native_decimal = false;
  bool supports_sequences = false;
  bool supports_comments = false;
  bool inline_comments = false;
  bool supports_alter = true;
  bool supports_default_values = false;
  bool supports_default_metavalue = false;
  bool supports_empty_insert = true;
  bool supports_multivalues_insert = false;
  bool insert_returning = false, update_returning = false,
       delete_returning = false;
  bool supports_identity_columns = false;
  bool div_is_floordiv = true;
  bool cte_follows_insert = false;
  bool sequence_types = false;           // CREATE SEQUENCE s AS type
  bool requires_name_normalize = false;  // Oracle: upper case is the default
  std::string_view default_schema;       // "public", "dbo", ""
  std::string_view literal_true, literal_false;  // "1", "0"; empty: words
  std::string_view command_terminator = ";";
  std::string_view batch_separator;  // "GO", "/"
};

/// The arguments of op.alter_column; what is not given stays empty.
struct AlterColumn {
  TableName table;
  Name column;
  std::optional<bool> nullable;
  std::optional<ServerDefault> server_default;  // monostate: drop
  std::optional<Name> new_name;
  std::optional<Type> type;
  // The new type, else the existing one, was given as a class.
  bool type_is_class = false;
  std::optional<std::optional<std::string>> comment;
  std::optional<bool> autoincrement;
  ExistingColumn existing;
  std::optional<std::string> postgresql_using;
};

/// What a lowering gives: statements in order, and warnings for the user.
struct Lowered {
  std::vector<Ddl> statements;
  std::vector<std::string> warnings;
};

class Dialect {
 public:
  explicit Dialect(Traits traits) : traits_(traits) {}
  virtual ~Dialect() = default;
  Dialect(const Dialect&) = delete;
  Dialect& operator=(const Dialect&) = delete;

  const Traits& traits() const { return traits_; }
  std::string_view name() const { return traits_.name; }

  virtual const Quoter& quoter() const = 0;
  virtual const TypeCompiler& types() const = 0;
  virtual std::unique_ptr<DdlCompiler> ddl_compiler(
      const CompileOptions& options) const = 0;
  virtual std::unique_ptr<StatementCompiler> statement_compiler(
      const CompileOptions& options) const = 0;

  /// The text of one DDL statement, without terminator. Throws
  /// ErrorKind::Compile where this database has no such statement.
  std::string compile(const Ddl& element,
                      const CompileOptions& options = {}) const;
  /// A statement or a bare expression.
  Compiled compile(const Node& statement,
                   const CompileOptions& options = {}) const;
  /// "VARCHAR(50)"
  std::string compile(const Type& type) const;
  /// The value as SQL text, by the type's rule. Throws ErrorKind::Compile.
  std::string literal(const Literal& value, const Type& type) const;
  std::string quote(const Name& name) const;

  // Alembic's DefaultImpl and its dialects: operations to statements.

  // Alembic: DefaultImpl.alter_column
  virtual Lowered alter_column(const AlterColumn& change) const;
  // Alembic: DefaultImpl.drop_column; mssql_drop_* in `options`
  virtual Lowered drop_column(const DropColumn& change,
                              const schema::Options& options) const;
  // Alembic: DefaultImpl.add_constraint; leaves out type-bound checks that
  // this database does not need; SQLite refuses.
  virtual Lowered add_constraint(AddConstraint change) const;
  virtual Lowered drop_constraint(DropConstraint change) const;
  /// CREATE TYPEs, CREATE TABLE, its indexes and comments.
  // Alembic: DefaultImpl.create_table
  virtual Lowered create_table(const CreateTable& create) const;
  /// Whether a type-bound check is wanted here.
  // SQLAlchemy: Boolean/Enum._should_create_constraint
  bool wants_check(const schema::Check& check) const;

 protected:
  Traits traits_;
};

}  // namespace limbeck::sql

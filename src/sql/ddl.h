// DDL statements as values, one struct each; Ddl is any of them. SQLAlchemy's
// own (CREATE TABLE, …) carry the schema objects, Alembic's ALTER pieces carry
// names and what is known of the column. sql/ddl_compiler.h writes them.
#pragma once
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "schema/schema.h"
#include "sql/expression.h"

namespace limbeck::sql {

using schema::Clause;
using schema::Column;
using schema::Constraint;
using schema::Index;
using schema::ServerDefault;
using schema::Table;

/// The table that an ALTER speaks of. A schema with dots is quoted by parts,
/// unless it is a quoted_name.
struct TableName {
  Name table;
  std::optional<Name> schema;
  TableName() = default;
  TableName(Name table, std::optional<Name> schema = {})
      : table(std::move(table)), schema(std::move(schema)) {}
  bool operator==(const TableName&) const = default;
};

struct CreateTable {
  Table table;
  bool if_not_exists = false;
};

struct DropTable {
  TableName table;
  bool if_exists = false;
};

struct CreateIndex {
  Index index;  // names its table and schema
  bool if_not_exists = false;
  /// For naming conventions and column types (MySQL's lengths); may be null.
  std::shared_ptr<const Table> table;
};

struct DropIndex {
  Index index;
  bool if_exists = false;
};

struct AddConstraint {
  TableName table;
  Constraint constraint;
  /// Columns and naming convention of the table; may be null.
  std::shared_ptr<const Table> context;
};

struct DropConstraint {
  TableName table;
  Constraint constraint;
  bool if_exists = false;
  bool cascade = false;
  /// op.drop_constraint without type_: a bare Constraint.
  bool untyped = false;
  std::shared_ptr<const Table> context;
};

/// What ALTER COLUMN statements know of the column as it is. existing_default
/// none: unknown (False in Python); monostate: no default.
struct ExistingColumn {
  std::optional<Type> type;
  std::optional<bool> nullable;
  std::optional<ServerDefault> server_default;
  std::optional<std::string> comment;
  std::optional<bool> autoincrement;
};

struct RenameTable {
  TableName table;
  Name new_name;
};

struct AddColumn {
  TableName table;
  Column column;
  bool if_not_exists = false;
  bool inline_references = false;
  bool inline_primary_key = false;
};

struct DropColumn {
  TableName table;
  Name column;
  bool if_exists = false;
};

struct ColumnNullable {
  TableName table;
  Name column;
  bool nullable;
  ExistingColumn existing;
};

struct ColumnType {
  TableName table;
  Name column;
  Type type;
  ExistingColumn existing;
  std::optional<std::string> using_;  // postgresql_using
};

struct ColumnName {
  TableName table;
  Name column;
  Name new_name;
  ExistingColumn existing;
};

/// monostate drops the default. Identity and Computed as ServerDefault holds
/// them.
struct ColumnDefault {
  TableName table;
  Name column;
  ServerDefault server_default;
  ExistingColumn existing;
};

struct ColumnComment {
  TableName table;
  Name column;
  std::optional<std::string> comment;
  ExistingColumn existing;
};

/// MySQL's ALTER TABLE … MODIFY / CHANGE, or ALTER … SET DEFAULT.
struct MySqlChangeColumn {
  enum class Form : unsigned char { Change, Modify };
  Form form = Form::Change;
  TableName table;
  Name column;
  Name new_name;  // Change
  std::optional<Type> type;
  bool nullable = true;
  ServerDefault server_default;  // monostate: none
  bool autoincrement = false;
  std::optional<std::string> comment;
};

/// SQL Server's ALTER COLUMN with type and nullability in one.
struct MsSqlAlterColumn {
  TableName table;
  Name column;
  Type type;
  std::optional<bool> nullable;
};

/// SQL Server: the block that finds and drops a column's default, check or
/// foreign key constraint.
struct MsSqlDropColumnConstraint {
  enum class What : unsigned char { Default, Check, ForeignKey };
  What what = What::Default;
  TableName table;
  Name column;
};

/// SQL Server: SET IDENTITY_INSERT t ON/OFF.
struct MsSqlIdentityInsert {
  TableName table;
  bool on = true;
};

struct SetTableComment {
  TableName table;
  std::optional<std::string> comment;  // none: NULL
};
struct DropTableComment {
  TableName table;
};
struct SetColumnComment {
  TableName table;
  Name column;
  std::optional<std::string> comment;
};
struct CreateSequence {
  schema::Sequence sequence;
  bool if_not_exists = false;
};
struct DropSequence {
  schema::Sequence sequence;
  bool if_exists = false;
};
/// PostgreSQL: CREATE TYPE … AS ENUM, CREATE DOMAIN.
struct CreateNamedType {
  Type type;
};
struct DropNamedType {
  Type type;
  bool if_exists = false;
};
struct CreateSchema {
  Name name;
  bool if_not_exists = false;
};
struct DropSchema {
  Name name;
  bool if_exists = false;
  bool cascade = false;
};

using Ddl = std::variant<
    CreateTable, DropTable, CreateIndex, DropIndex, AddConstraint,
    DropConstraint, RenameTable, AddColumn, DropColumn, ColumnNullable,
    ColumnType, ColumnName, ColumnDefault, ColumnComment, MySqlChangeColumn,
    MsSqlAlterColumn, MsSqlDropColumnConstraint, MsSqlIdentityInsert,
    SetTableComment, DropTableComment, SetColumnComment, CreateSequence,
    DropSequence, CreateNamedType, DropNamedType, CreateSchema, DropSchema>;

}  // namespace limbeck::sql

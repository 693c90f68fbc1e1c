#include "sql/dialect.h"

#include "base/error.h"
#include "sql/build.h"
#include "sql/ddl_compiler.h"
#include "sql/quoter.h"
#include "sql/statement_compiler.h"
#include "sql/type_compiler.h"

namespace limbeck::sql {

std::string Dialect::compile(const Ddl& element,
                             const CompileOptions& options) const {
  return ddl_compiler(options)->compile(element);
}

Compiled Dialect::compile(const Node& statement,
                          const CompileOptions& options) const {
  return statement_compiler(options)->compile(statement);
}

std::string Dialect::compile(const Type& type) const {
  return types().process(type, quoter());
}

std::string Dialect::literal(const Literal& value, const Type& type) const {
  return types().literal(value, type, quoter());
}

std::string Dialect::quote(const Name& name) const {
  return quoter().quote(name);
}

// Alembic: DefaultImpl.alter_column
Lowered Dialect::alter_column(const AlterColumn& change) const {
  Lowered out;
  if (change.autoincrement || change.existing.autoincrement) {
    out.warnings.push_back(
        "autoincrement and existing_autoincrement only make sense for MySQL");
  }
  if (change.nullable) {
    out.statements.push_back(ColumnNullable{change.table, change.column,
                                            *change.nullable, change.existing});
  }
  if (change.server_default) {
    out.statements.push_back(ColumnDefault{
        change.table, change.column, *change.server_default, change.existing});
  }
  if (change.type) {
    out.statements.push_back(ColumnType{
        change.table, change.column, *change.type, change.existing, {}});
  }
  if (change.comment) {
    out.statements.push_back(ColumnComment{change.table, change.column,
                                           *change.comment, change.existing});
  }
  if (change.new_name) {
    out.statements.push_back(ColumnName{change.table, change.column,
                                        *change.new_name, change.existing});
  }
  return out;
}

Lowered Dialect::drop_column(const DropColumn& change,
                             const schema::Options&) const {
  return {{change}, {}};
}

// SQLAlchemy: Enum._should_create_constraint,
// Boolean._should_create_constraint
bool Dialect::wants_check(const schema::Check& check) const {
  if (!check.bound_type) return true;
  const Type& type = *check.bound_type;
  const Type& here = type.for_dialect(name());
  if (&here != &type && !wants_type_check(here)) return false;
  if (here.is(TypeKind::Boolean)) {
    return !traits_.supports_native_boolean && traits_.checks_booleans;
  }
  return !(here.flag("native_enum", true) && traits_.supports_native_enum);
}

Lowered Dialect::add_constraint(AddConstraint change) const {
  const auto* check = std::get_if<schema::Check>(&change.constraint);
  if (check && !wants_check(*check)) return {};
  Lowered out;
  out.statements.push_back(std::move(change));
  return out;
}

Lowered Dialect::drop_constraint(DropConstraint change) const {
  Lowered out;
  out.statements.push_back(std::move(change));
  return out;
}

namespace {

/// PostgreSQL's own named types, which want to be created wherever they are
/// used: also on another database, also as a variant.
// SQLAlchemy: NamedType._on_table_create, ENUM.create
void named_types(const Type& type, std::vector<Type>& out) {
  if ((type.kind == TypeKind::PgENUM || type.kind == TypeKind::PgDOMAIN) &&
      type.flag("create_type", true))
    out.push_back(type);
  if (type.item && type.is(TypeKind::ARRAY)) named_types(*type.item, out);
  for (const Type::Variant& variant : type.variants)
    named_types(variant.type, out);
}

}  // namespace

// Alembic: DefaultImpl.create_table
Lowered Dialect::create_table(const CreateTable& create) const {
  Lowered out;
  const Table& table = create.table;
  if (name() != "postgresql") {
    std::vector<Type> types;
    for (const Column& column : table.columns) named_types(column.type, types);
    for (const Type& type : types)
      if (type.kind == TypeKind::PgDOMAIN || traits_.supports_native_enum)
        out.statements.push_back(CreateNamedType{type});
  }
  out.statements.push_back(create);
  auto context = table.indexes.empty() ? std::shared_ptr<const Table>()
                                       : std::make_shared<const Table>(table);
  for (const Index& index : table.indexes) {
    out.statements.push_back(CreateIndex{index, false, context});
  }
  if (!traits_.supports_comments || traits_.inline_comments) return out;
  TableName name(table.name, table.schema);
  if (table.comment) {
    out.statements.push_back(SetTableComment{name, *table.comment});
  }
  for (const Column& column : table.columns) {
    if (column.comment) {
      out.statements.push_back(
          SetColumnComment{name, column.name, *column.comment});
    }
  }
  return out;
}

}  // namespace limbeck::sql

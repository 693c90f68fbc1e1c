// PostgreSQL's types and literals.
#pragma once
#include "sql/type_compiler.h"

namespace limbeck::dialects {

// SQLAlchemy: PGTypeCompiler
class PostgreSqlTypes : public sql::TypeCompiler {
 public:
  using TypeCompiler::TypeCompiler;

 protected:
  std::string visit(schema::TypeKind visit, const schema::Type& type,
                    const sql::Quoter& quoter) const override;
  schema::Type interval(const schema::Type& type) const override;
};

/// "schema.name" of an ENUM or DOMAIN. Throws ErrorKind::Compile where it has
/// no name, or that of a built-in type without schema.
/// `made`: it is being created, as PostgreSQL's own kind of it.
std::string named_type(const schema::Type& type, const sql::Quoter& quoter,
                       bool made = false);

}  // namespace limbeck::dialects

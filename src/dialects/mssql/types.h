// SQL Server's types and literals.
#pragma once
#include "sql/type_compiler.h"

namespace limbeck::dialects {

// SQLAlchemy: MSTypeCompiler, of a server whose version is not known
class MsSqlTypes : public sql::TypeCompiler {
 public:
  using TypeCompiler::TypeCompiler;

 protected:
  std::string visit(schema::TypeKind visit, const schema::Type& type,
                    const sql::Quoter& quoter) const override;
  std::string render(const schema::Literal& value, const schema::Type& type,
                     const sql::Quoter& quoter) const override;
};

}  // namespace limbeck::dialects

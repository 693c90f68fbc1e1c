// Oracle Database's types and literals.
#pragma once
#include "sql/type_compiler.h"

namespace limbeck::dialects {

// SQLAlchemy: OracleTypeCompiler
class OracleTypes : public sql::TypeCompiler {
 public:
  using TypeCompiler::TypeCompiler;

 protected:
  std::string visit(schema::TypeKind visit, const schema::Type& type,
                    const sql::Quoter& quoter) const override;
  std::string render(const schema::Literal& value, const schema::Type& type,
                     const sql::Quoter& quoter) const override;
  schema::Type interval(const schema::Type& type) const override;
};

}  // namespace limbeck::dialects

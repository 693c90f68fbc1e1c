// SQLite's types and literals.
#pragma once
#include "sql/type_compiler.h"

namespace limbeck::dialects {

// SQLAlchemy: SQLiteTypeCompiler
class SqliteTypes : public sql::TypeCompiler {
 public:
  using TypeCompiler::TypeCompiler;
  schema::Literal bound_value(const schema::Literal& value,
                              const schema::Type& type) const override;

 protected:
  std::string visit(schema::TypeKind visit, const schema::Type& type,
                    const sql::Quoter& quoter) const override;
  std::string render(const schema::Literal& value, const schema::Type& type,
                     const sql::Quoter& quoter) const override;
};

}  // namespace limbeck::dialects

// Live dialect objects (postgresql.dialect(), bind.dialect) and the compilers
// behind them.
#pragma once
#include "sql/dialect.h"
#include "sqlalchemy/core.h"
#include "sqlalchemy/live_dialect.h"

namespace limbeck::sa {

/// What dialect(paramstyle=…) was given.
std::optional<sql::ParamStyle> paramstyle_of(const Value& dialect);
void set_paramstyle(const Value& dialect, std::string_view name);
/// The live object, one per name.
Value dialect_object(std::string_view name);
/// A Dialect for a connection to a server: driver, version, default schema.
Value make_dialect(std::string_view name, std::string_view driver,
                   const std::vector<int>& server_version);

/// sqlalchemy.engine.default.DefaultDialect, which programs derive from.
Type* default_dialect_class();
/// What the first answer of the server tells an engine's dialect.
/// What a live dialect's default_schema_name is, unless a script has set it.
void set_default_schema(const Value& dialect, const std::string& name);
void set_server(const Value& dialect, std::string_view name,
                const std::vector<int>& server_version);

/// CREATE TYPE or DROP TYPE on a live bind (or Alembic's offline one).
void emit_named_type(const Value& type, const Value& bind, bool check_first,
                     bool create);

/// str(expression) and expression.compile(…).
std::string text_of_element(const Value& element);

}  // namespace limbeck::sa

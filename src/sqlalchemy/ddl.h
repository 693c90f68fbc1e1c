// Live DDL elements: CreateTable(t), DDL("…"), and their execution.
#pragma once
#include <string>
#include <vector>

#include "sql/ddl.h"
#include "sql/dialect.h"
#include "sqlalchemy/core.h"
#include "sqlalchemy/live_ddl.h"

namespace limbeck::sa {

/// The class "CreateTable", "DropIndex" …; nullptr if there is none.
Type* ddl_class(std::string_view name);
/// One statement's text.
std::string compile_ddl(const Value& element, const sql::Dialect& dialect,
                        const sql::CompileOptions& options = {});
/// Runs the elements on a live bind, an offline one included.
void execute_ddl(const Value& bind, sql::Ddl ddl);

}  // namespace limbeck::sa

// Running a user's @compiles function.
#pragma once
#include <string>
#include <string_view>

#include "sqlalchemy/core.h"

namespace limbeck::sql {
class StatementCompiler;
}

namespace limbeck::sa {

/// fn(element, compiler, **kw) as text. `running` is the compiler at work, to
/// which compiler.process() writes its binds; null outside a statement.
std::string run_compiles(const Value& function, const Value& element,
                         std::string_view dialect,
                         sql::StatementCompiler* running = nullptr);

}  // namespace limbeck::sa

#include "python/compile/compiler.h"

namespace limbeck::py {

std::string unparse(const ast::Expr&) { return ""; }

}  // namespace limbeck::py

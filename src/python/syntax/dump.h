// Shows a syntax tree as CPython does, to compare with it.
#pragma once
#include <string>

#include "python/syntax/ast.h"

namespace limbeck::py {

/// The same text as ast.dump(tree, include_attributes=True) of Python 3.13.
std::string dump(const ast::Module& module);

}  // namespace limbeck::py

// What CPython warns of when it compiles: code that is right but hardly meant.
#pragma once
#include "python/compile/scope.h"

namespace limbeck::py {

/// The comparison by `is` or `is not` in `not a is b`, which means its
/// opposite; else null.
const ast::Compare* turned_compare(const ast::Expr& node);

/// Adds a note to the unit's tree if this comparison, call, subscript or assert
/// is one, or a `not` for which there is a turned_compare, which then stands
/// for the comparison; other nodes never are.
void doubt(CompileUnit& unit, const ast::Node& node);

/// Gives the notes of a tree to the module `warnings`. Raises what its filters
/// make of them: a SyntaxError where they say "error".
void warn_of_notes(const Tree& tree);

}  // namespace limbeck::py

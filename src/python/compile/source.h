// From source text to the code of a module, an expression or exec() text.
#pragma once
#include <string_view>

#include "python/compile/code.h"
#include "python/syntax/parser.h"

namespace limbeck::py {

/// Parses and analyses; the instructions are made by ensure_compiled. With
/// Bodies::Skip, for source that is known to be right, bodies of functions are
/// parsed when they are called. Raises SyntaxError.
Ref<Code> compile_source(std::string_view source, std::string_view file_name,
                         ast::Mode mode = ast::Mode::Exec,
                         bool future_annotations = false,
                         Bodies bodies = Bodies::Parse);
[[noreturn]] void raise_syntax_error(const SyntaxFailure& failure);

}  // namespace limbeck::py

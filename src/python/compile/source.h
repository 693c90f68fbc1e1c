// From source text to the code of a module, an expression or exec() text.
#pragma once
#include <string_view>
#include <vector>

#include "python/compile/code.h"
#include "python/syntax/parser.h"

namespace limbeck::py {

/// Parses and analyses; the instructions are made by ensure_compiled. With
/// Bodies::Skip or Leap, for source that is known to be right, bodies of
/// functions are parsed when they are called. Raises SyntaxError.
Ref<Code> compile_source(std::string_view source, std::string_view file_name,
                         ast::Mode mode = ast::Mode::Exec,
                         bool future_annotations = false,
                         Bodies bodies = Bodies::Parse);

/// A module from behind one of its statements on.
struct Remainder {
  Ref<Code> code;  // absent: nothing stands behind it
  // The statement itself.
  int first_line = 0, last_line = 0;
  bool only_binds = false;  // an assignment to names, def, class or import
  std::vector<Str*> bound;  // the module's names that it gives values
  std::vector<Str*> read;   // those that it reads
};

/// `line` is of the statement; its `first_line` is 0 where there is none.
Remainder compile_behind(std::string_view source, std::string_view file_name,
                         int line);

[[noreturn]] void raise_syntax_error(const SyntaxFailure& failure);

}  // namespace limbeck::py

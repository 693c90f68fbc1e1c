#include "python/compile/source.h"

#include "python/compile/scope.h"
#include "python/objects/exception.h"

namespace limbeck::py {

Ref<Code> new_code(CompileUnit& unit, Scope* scope, Str* qualname);

Ref<Code> compile_source(std::string_view source, std::string_view file_name,
                         ast::Mode mode, bool future_annotations,
                         Bodies bodies) {
  try {
    auto unit = std::make_shared<CompileUnit>(
        parse(source, std::string(file_name), mode, bodies));
    unit->future_annotations |= future_annotations;
    unit->analyse();
    return new_code(*unit, unit->root(), unit->root()->name);
  } catch (SyntaxFailure& failure) {
    raise_syntax_error(failure);
  }
}

void raise_syntax_error(const SyntaxFailure& failure) {
  if (failure.type == "MemoryError") raise("MemoryError", failure.message);
  using namespace exception_field;
  Value text = failure.text.empty() ? Value::none() : make_str(failure.text);
  Value error = call(
      Value(exception_type(failure.type)),
      {make_str(failure.message),
       make_tuple({make_str(failure.file_name), make_int(failure.line),
                   make_int(failure.offset), text, make_int(failure.end_line),
                   make_int(failure.end_offset)})});
  throw Raised(error);
}

}  // namespace limbeck::py

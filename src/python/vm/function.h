// Python functions and the cells that closures share.
#pragma once
#include "python/compile/code.h"
#include "python/objects/dict.h"
#include "python/objects/object.h"
#include "python/objects/tuple.h"

namespace limbeck::py {

struct Cell : Tracked {
  Value content;
  explicit Cell(Type* type) : Tracked(type) {}
};

struct Function : Instance {
  Ref<Code> code;
  Ref<Dict> globals;
  Ref<Dict> builtins;
  Value name, qualname, module, doc;
  Ref<Tuple> defaults;  // absent: none
  Ref<Dict> keyword_defaults;
  Ref<Tuple> closure;  // as many cells as the code has free variables
  /// Absent, a dict, or the thunk that computes one (PEP 649).
  Value annotations, annotate;
  Value type_params;
  explicit Function(Type* type) : Instance(type) {}
};

Ref<Cell> new_cell(Value content = Value());
Ref<Function> new_function(Ref<Code> code, Ref<Dict> globals);
/// The dict, computed at the first call.
Value function_annotations(Function* function);

}  // namespace limbeck::py

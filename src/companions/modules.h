// Native stand-ins for what stands beside SQLAlchemy in real projects, and the
// list of all modules that limbeck brings.
#pragma once

namespace limbeck::py {
class Interpreter;
}

namespace limbeck::companions {

/// Tells the interpreter, which is the current one, of every native and
/// embedded module of all layers, and how their errors appear to Python code.
void add_all_modules(py::Interpreter& interpreter);

}  // namespace limbeck::companions

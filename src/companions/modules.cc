#include "companions/modules.h"

#include "alembic/environment.h"
#include "autogen/modules.h"
#include "base/embedded.h"
#include "base/error.h"
#include "ops/modules.h"
#include "python/native.h"
#include "sqlalchemy/bridge.h"

namespace limbeck {
extern const EmbeddedModule kAlembicModules[];
extern const EmbeddedModule kAutogenModules[];
extern const EmbeddedModule kCompanionsModules[];
extern const EmbeddedModule kOpsModules[];

namespace companions {

namespace {

py::Type* class_of(const char* module, const char* name) {
  return py::get_attribute(py::Interpreter::current().import(module), name)
      .as<py::Type>();
}

// How the layers' own errors appear to Python code.
void name_exceptions() {
  using Kind = ErrorKind;
  py::set_exception_for(Kind::Command, [] {
    return class_of("alembic.util.exc", "CommandError");
  });
  py::set_exception_for(Kind::Revision, [] {
    return class_of("alembic.script.revision", "RevisionError");
  });
  py::set_exception_for(Kind::Config,
                        [] { return py::exception_type("ValueError"); });
  py::set_exception_for(Kind::NotImplemented, [] {
    return py::exception_type("NotImplementedError");
  });
  py::set_exception_for(Kind::Compile,
                        [] { return sa::exception_class("CompileError"); });
  py::set_exception_for(Kind::Argument,
                        [] { return sa::exception_class("ArgumentError"); });
  py::set_exception_for(Kind::InvalidRequest, [] {
    return sa::exception_class("InvalidRequestError");
  });
  py::set_exception_for(Kind::NoSuchModule, [] {
    return sa::exception_class("NoSuchModuleError");
  });
  py::set_exception_for(Kind::NoSuchTable,
                        [] { return sa::exception_class("NoSuchTableError"); });
  py::set_exception_for(Kind::Identifier,
                        [] { return sa::exception_class("IdentifierError"); });
  py::set_exception_for(Kind::Attribute,
                        [] { return py::exception_type("AttributeError"); });
  py::set_exception_for(Kind::Type,
                        [] { return py::exception_type("TypeError"); });
}

}  // namespace

void add_all_modules(py::Interpreter& interpreter) {
  name_exceptions();
  interpreter.add_modules(sa::kNativeModules);
  interpreter.add_modules(sa::embedded_modules());
  interpreter.add_modules(ops::kNativeModules);
  interpreter.add_modules(kOpsModules);
  interpreter.add_modules(autogen::kNativeModules);
  interpreter.add_modules(kAutogenModules);
  interpreter.add_modules(alembic::kNativeModules);
  interpreter.add_modules(kAlembicModules);
  interpreter.add_modules(kCompanionsModules);
}

}  // namespace companions
}  // namespace limbeck

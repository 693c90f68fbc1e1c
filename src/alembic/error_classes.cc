#include "alembic/error_classes.h"

#include "python/native.h"

namespace limbeck::alembic {
namespace {

const char* class_name(revision::Failure failure) {
  using revision::Failure;
  switch (failure) {
    case Failure::Plain:
    case Failure::RangeNotAncestor:
    case Failure::MultipleHeads:
    case Failure::Resolution:
      return "RevisionError";
    case Failure::Cycle:
      return "CycleDetected";
    case Failure::DependencyCycle:
      return "DependencyCycleDetected";
    case Failure::Loop:
      return "LoopDetected";
    case Failure::DependencyLoop:
      return "DependencyLoopDetected";
    case Failure::Missing:
    case Failure::Internal:
      break;
  }
  return nullptr;
}

}  // namespace

void raise_as_class(const revision::RevisionError& error) {
  const char* name = class_name(error.failure());
  if (!name) throw error;
  const py::Value module =
      py::Interpreter::current().import("alembic.script.revision");
  throw py::Raised(py::call(py::get_attribute(module, name),
                            {py::make_str(error.message())}));
}

}  // namespace limbeck::alembic

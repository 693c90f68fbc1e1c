#include "alembic/error_classes.h"

#include "alembic/values.h"
#include "base/text.h"
#include "python/native.h"

namespace limbeck::alembic {
namespace {

using py::Value;

// The class's arguments; an empty name where the reference has no words.
struct Made {
  const char* name = nullptr;
  std::vector<Value> arguments;
};

Value text_or_none(const std::string& printed) {
  return printed == "None" || printed == "()" ? Value::none()
                                              : py::make_str(printed);
}

Made made_from(const revision::RevisionError& error) {
  using revision::Failure;
  const Value message = py::make_str(error.message());
  const Value argument =
      error.argument ? py::make_str(*error.argument) : Value::none();
  switch (error.failure()) {
    case Failure::Plain:
      return {"RevisionError", {message}};
    case Failure::RangeNotAncestor:
      return {"RangeNotAncestorError",
              {text_or_none(error.lower), text_or_none(error.upper)}};
    case Failure::MultipleHeads:
      return {"MultipleHeads", {text_tuple(error.revisions), argument}};
    case Failure::Resolution:
      return {"ResolutionError", {message, argument}};
    case Failure::Cycle:
      return {"CycleDetected", {text_list(error.revisions)}};
    case Failure::DependencyCycle:
      return {"DependencyCycleDetected", {text_list(error.revisions)}};
    case Failure::Loop:
      return {"LoopDetected", {py::make_str(join(error.revisions, ", "))}};
    case Failure::DependencyLoop:
      return {"DependencyLoopDetected",
              {py::make_str(join(error.revisions, ", "))}};
    case Failure::Missing:
    case Failure::Internal:
      break;
  }
  return {};
}

}  // namespace

void raise_as_class(const revision::RevisionError& error) {
  if (error.failure() == revision::Failure::Missing && error.argument)
    throw py::Raised(py::call(
        Value(static_cast<py::Object*>(py::exception_type("KeyError"))),
        {py::make_str(*error.argument)}));
  if (error.failure() == revision::Failure::Internal)
    py::raise("AssertionError", error.message());
  const Made made = made_from(error);
  if (!made.name) throw error;
  const Value module =
      py::Interpreter::current().import("alembic.script.revision");
  throw py::Raised(
      py::call(py::get_attribute(module, made.name),
               py::Call{made.arguments.data(), made.arguments.size()}));
}

}  // namespace limbeck::alembic

#include "sqlalchemy/errors.h"

namespace limbeck::sa {

Type* exception_class(std::string_view name) {
  Value module = py::Interpreter::current().import("sqlalchemy.exc");
  return py::get_attribute(module, name).as<Type>();
}

void raise_sa(std::string_view name, std::string_view message) {
  Type* type = exception_class(name);
  throw py::Raised(py::call(Value(type), {py::make_str(message)}));
}

void raise_argument_error(std::string_view message) {
  raise_sa("ArgumentError", message);
}

void raise_invalid_request(std::string_view message) {
  raise_sa("InvalidRequestError", message);
}

}  // namespace limbeck::sa

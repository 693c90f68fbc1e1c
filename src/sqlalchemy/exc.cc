#include "sqlalchemy/errors.h"
#include "sqlalchemy/warning.h"

namespace limbeck::sa {

Type* exception_class(std::string_view name) {
  Value module = py::Interpreter::current().import("sqlalchemy.exc");
  return py::get_attribute(module, name).as<Type>();
}

void raise_sa(std::string_view name, std::string_view message) {
  Type* type = exception_class(name);
  throw py::Raised(py::call(Value(type), {py::make_str(message)}));
}

void warn(std::string_view text) {
  py::call_method(py::Interpreter::current().import("warnings"), "warn",
                  {py::make_str(text), Value(exception_class("SAWarning"))});
}

void raise_argument_error(std::string_view message) {
  raise_sa("ArgumentError", message);
}

void raise_invalid_request(std::string_view message) {
  raise_sa("InvalidRequestError", message);
}

}  // namespace limbeck::sa

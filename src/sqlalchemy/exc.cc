#include "base/text.h"
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

namespace {

void warn_as(std::string_view category, std::string_view text) {
  py::call_method(py::Interpreter::current().import("warnings"), "warn",
                  {py::make_str(text), Value(exception_class(category))});
}

}  // namespace

void warn(std::string_view text) { warn_as("SAWarning", text); }

void warn_deprecated(std::string_view text) {
  warn_as("SADeprecationWarning", cat(text, " (deprecated since: 1.4)"));
}

void warn_deprecated_copy(std::string_view class_name) {
  warn_deprecated(cat("The ", class_name,
                      ".copy() method is deprecated and will be removed in a "
                      "future release."));
}

void raise_argument_error(std::string_view message) {
  raise_sa("ArgumentError", message);
}

void raise_invalid_request(std::string_view message) {
  raise_sa("InvalidRequestError", message);
}

}  // namespace limbeck::sa

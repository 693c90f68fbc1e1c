#include "sqlalchemy/connect_args.h"

#include "base/text.h"
#include "sqlalchemy/literal.h"

namespace limbeck::sa {
namespace {

using Arguments = std::vector<std::pair<std::string, schema::Literal>>;

void add_context(Arguments& arguments, const std::string& name,
                 const Value& settings) {
  arguments.emplace_back(cat(name, ".context"), true);
  for (const char* part : {"ca", "capath", "cert", "key", "password", "cipher",
                           "verify_mode", "check_hostname"}) {
    const Value value = py::dict_get(settings, part);
    if (value && !value.is_none())
      arguments.emplace_back(cat(name, ".", part), plain_literal(value));
  }
}

void add(Arguments& arguments, const std::string& name, const Value& value) {
  if (py::is_dict(value)) {
    py::dict_each(value, [&](const Value& key, const Value& item) {
      add(arguments, cat(name, ".", py::str(key)), item);
    });
    return;
  }
  if (const Value settings = attribute(value, "_limbeck_settings"))
    return add_context(arguments, name, py::call(settings));
  const Value path = attribute(value, "__fspath__");
  arguments.emplace_back(name, plain_literal(path ? py::call(path) : value));
}

}  // namespace

Arguments connect_args_of(const Value& dict) {
  Arguments arguments;
  if (!dict.is_none())
    py::dict_each(dict, [&](const Value& key, const Value& value) {
      add(arguments, std::string(py::text_of(key)), value);
    });
  return arguments;
}

}  // namespace limbeck::sa

#include "alembic/toml_file.h"

#include <toml++/toml.h>

#include "base/error.h"
#include "base/text.h"
#include "python/native.h"

namespace limbeck::alembic {
namespace {

TomlValue convert(const toml::node& node) {
  if (const auto* text = node.as_string()) return {text->get()};
  if (const auto* flag = node.as_boolean()) return {flag->get()};
  if (const auto* number = node.as_integer()) return {number->get()};
  if (const auto* array = node.as_array()) {
    std::vector<TomlValue> items;
    for (const toml::node& item : *array) items.push_back(convert(item));
    return {std::move(items)};
  }
  if (const auto* table = node.as_table()) {
    TomlValue::Table items;
    for (const auto& [key, value] : *table)
      items.push_back({std::string(key.str()), convert(value)});
    return {std::move(items)};
  }
  return {0.0};
}

// Python's module stops at the same mistakes and says it in known words.
std::string words_of_python(std::string_view text,
                            const toml::parse_error& error) {
  try {
    py::call_method(py::Interpreter::current().import("tomllib"), "loads",
                    {py::make_str(text)});
  } catch (const py::Raised& raised) {
    return cat("tomllib.TOMLDecodeError: ", py::str(raised.exception()));
  }
  const auto& where = error.source().begin;
  return cat("tomllib.TOMLDecodeError: ", error.description(), " (at line ",
             where.line, ", column ", where.column, ")");
}

std::string_view line_of(std::string_view text, std::size_t number) {
  for (; number > 1; --number) {
    const auto end = text.find('\n');
    if (end == text.npos) return {};
    text.remove_prefix(end + 1);
  }
  return text.substr(0, text.find_first_of("\r\n"));
}

}  // namespace

TomlValue::Table parse_toml(std::string_view text, const std::string& file) {
  try {
    const toml::table table = toml::parse(text, file);
    return std::get<TomlValue::Table>(convert(table).value);
  } catch (const toml::parse_error& error) {
    const auto& where = error.source().begin;
    throw Error(ErrorKind::Config,
                cat("this is not TOML:\n    ", line_of(text, where.line), "\n",
                    words_of_python(text, error)))
        .at({file, static_cast<int>(where.line),
             static_cast<int>(where.column)});
  }
}

}  // namespace limbeck::alembic

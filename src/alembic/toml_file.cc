#include "alembic/toml_file.h"

// toml++ asserts that a table's name begins like one and then, where it does
// not, refuses it with an error all the same: a user's file must not abort us.
#define TOML_ASSERT(condition) static_assert(true)
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

std::string words_of(const py::Raised& raised) {
  return cat(py::matches(raised, "UnicodeDecodeError")
                 ? "UnicodeDecodeError: "
                 : "tomllib.TOMLDecodeError: ",
             py::str(raised.exception()));
}

TomlValue convert(const py::Value& value) {
  if (py::is_str(value)) return {std::string(py::text_of(value))};
  if (value.is_bool()) return {py::truth(value)};
  if (const auto number = py::int_of(value)) return {*number};
  if (py::is_dict(value)) {
    TomlValue::Table items;
    py::dict_each(value, [&](const py::Value& key, const py::Value& item) {
      items.push_back({std::string(py::text_of(key)), convert(item)});
    });
    return {std::move(items)};
  }
  if (py::is_list(value)) {
    std::vector<TomlValue> items;
    for (const py::Value& item : py::collect(value))
      items.push_back(convert(item));
    return {std::move(items)};
  }
  return {0.0};
}

// Throws what Python's module does, and UnicodeDecodeError.
py::Value load_by_python(std::string_view text) {
  return py::call_method(py::Interpreter::current().import("tomllib"), "loads",
                         {py::call_method(py::make_bytes(text), "decode")});
}

// Python's module stops at the same mistakes and says it in known words.
std::string words_of_python(std::string_view text,
                            const toml::parse_error& error) {
  try {
    load_by_python(text);
  } catch (const py::Raised& raised) {
    return words_of(raised);
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

TomlValue::Table parse_slowly(std::string_view text, const std::string& file) {
  try {
    return std::get<TomlValue::Table>(convert(load_by_python(text)).value);
  } catch (const py::Raised& raised) {
    throw Error(ErrorKind::Config, cat("this is not TOML:\n", words_of(raised)))
        .at({file, 0, 0});
  }
}

}  // namespace

TomlValue::Table parse_toml(std::string_view text, const std::string& file) {
  // toml++ is quick, but its tables of other letters run into undefined
  // behaviour where one follows a value.
  for (const char c : text)
    if (static_cast<unsigned char>(c) >= 0x80) return parse_slowly(text, file);
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

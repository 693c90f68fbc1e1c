#include "alembic/values.h"

#include "base/text.h"
#include "revision/failure.h"

namespace limbeck::alembic {
namespace {

std::vector<py::Value> values(const std::vector<std::string>& texts) {
  std::vector<py::Value> items;
  items.reserve(texts.size());
  for (const std::string& text : texts) items.push_back(py::make_str(text));
  return items;
}

}  // namespace

// Alembic: RevisionMap._resolve_revision_number
void not_a_text(const py::Value& id) {
  throw revision::RevisionError(
      revision::Failure::Plain,
      cat("revision identifier ", py::repr(id),
          " is not a string; ensure database driver settings are correct"));
}

py::Value text_tuple(const std::vector<std::string>& texts) {
  return py::make_tuple(values(texts));
}

py::Value text_list(const std::vector<std::string>& texts) {
  return py::make_list(values(texts));
}

py::Value text_set(const std::vector<std::string>& texts) {
  return py::make_set(values(texts));
}

py::Value scalar(const std::vector<std::string>& texts) {
  if (texts.empty()) return py::Value::none();
  return texts.size() == 1 ? py::make_str(texts[0]) : text_tuple(texts);
}

revision::Specifier specifier_of(const py::Value& value) {
  if (value.is_none()) return {};
  if (py::is_str(value)) return revision::Specifier(py::text_of(value));
  std::vector<std::string> ids;
  if (py::is_bytes(value)) not_a_text(value);
  for (const py::Value& item : py::collect(value)) {
    if (py::is_bytes(item)) not_a_text(item);
    if (!item.is_none()) ids.push_back(py::str(item));
  }
  return revision::Specifier(std::move(ids));
}

std::vector<std::string> texts_of(const py::Value& value) {
  if (!value || value.is_none()) return {};
  return specifier_of(value).list();
}

py::Value lazily(std::function<py::Value()> make) {
  const py::Value function =
      py::make_function("make()", [make](py::Args&) { return make(); });
  return py::call_method(py::Interpreter::current().import("alembic.util"),
                         "_lazily", {function});
}

}  // namespace limbeck::alembic

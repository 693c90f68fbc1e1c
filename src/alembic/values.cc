#include "alembic/values.h"

namespace limbeck::alembic {
namespace {

std::vector<py::Value> values(const std::vector<std::string>& texts) {
  std::vector<py::Value> items;
  items.reserve(texts.size());
  for (const std::string& text : texts) items.push_back(py::make_str(text));
  return items;
}

}  // namespace

py::Value text_tuple(const std::vector<std::string>& texts) {
  return py::make_tuple(values(texts));
}

py::Value text_list(const std::vector<std::string>& texts) {
  return py::make_list(values(texts));
}

}  // namespace limbeck::alembic

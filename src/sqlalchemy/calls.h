// Calling Python with arguments that were gathered in C++.
#pragma once
#include <string_view>
#include <utility>
#include <vector>

#include "python/native.h"

namespace limbeck::sa {

using Keywords = std::vector<std::pair<std::string_view, py::Value>>;

inline py::Value call_with(const py::Value& callable,
                           const std::vector<py::Value>& positional,
                           const Keywords& keywords = {}) {
  std::vector<py::Value> values = positional;
  std::vector<py::Value> names;
  for (const auto& [name, value] : keywords) {
    names.emplace_back(reinterpret_cast<py::Object*>(py::intern(name)));
    values.push_back(value);
  }
  py::Call call{values.data(), positional.size(), names.data(), names.size()};
  return py::call(callable, call);
}

/// callable(*positional, **dict)
inline py::Value call_with(const py::Value& callable,
                           const std::vector<py::Value>& positional,
                           const py::Value& dict) {
  std::vector<py::Value> values = positional;
  std::vector<py::Value> names;
  py::dict_each(dict, [&](const py::Value& key, const py::Value& value) {
    names.push_back(key);
    values.push_back(value);
  });
  py::Call call{values.data(), positional.size(), names.data(), names.size()};
  return py::call(callable, call);
}

}  // namespace limbeck::sa

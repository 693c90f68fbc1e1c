#include "autogen/detections.h"

#include <algorithm>

#include "base/error.h"
#include "base/text.h"

namespace limbeck::autogen {

namespace {

struct Named {
  std::string_view name;
  Detection detection;
};

constexpr Named kDetections[] = {
    {"enum_values", Detection::EnumValues},   {"renames", Detection::Renames},
    {"primary_keys", Detection::PrimaryKeys}, {"checks", Detection::Checks},
    {"computed", Detection::Computed},        {"indexes", Detection::Indexes},
};

}  // namespace

std::set<Detection> parse_detections(const py::Value& setting) {
  std::set<Detection> result;
  if (!setting || setting.is_none()) return result;
  std::string text;
  if (py::is_str(setting))
    text = py::str(setting);
  else
    for (const py::Value& one : py::collect(setting))
      cat_to(text, py::str(one), " ");
  std::replace_if(
      text.begin(), text.end(),
      [](char c) { return c == ',' || c == '\t' || c == '\n' || c == '\r'; },
      ' ');
  for (const std::string& name : split(text, ' ')) {
    if (name.empty()) continue;
    bool known = name == "all";
    for (const Named& one : kDetections)
      if (name == "all" || name == one.name) {
        result.insert(one.detection);
        known = true;
      }
    if (known) continue;
    std::string names = "all";
    for (const Named& one : kDetections) cat_to(names, ", ", one.name);
    throw Error(ErrorKind::Command, cat("[limbeck] detect names '", name,
                                        "', which is none of ", names));
  }
  return result;
}

}  // namespace limbeck::autogen

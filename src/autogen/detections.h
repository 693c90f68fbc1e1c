// What limbeck finds beyond the reference, each where `[limbeck] detect` names
// it, so that the default stays Alembic's. One file for each:
//   detect_enum_values.cc   values of PostgreSQL's enums
//   detect_renames.cc       columns and tables under a new name; only offered
//   detect_primary_keys.cc  other columns of a primary key
//   detect_checks.cc        the text of CHECKs with a name
//   detect_computed.cc      expressions of computed columns
//   detect_indexes.cc       expressions, conditions and options of indexes
// Texts are compared as the server keeps them (dialects/normal_form.h).
#pragma once
#include <set>
#include <string_view>

#include "python/native.h"

namespace limbeck::autogen {

enum class Detection {
  EnumValues,
  Renames,
  PrimaryKeys,
  Checks,
  Computed,
  Indexes,
};

/// Reads the setting: names separated by commas or blanks (a list in TOML), or
/// "all". Throws ErrorKind::Command for a name that is none.
std::set<Detection> parse_detections(const py::Value& setting);

}  // namespace limbeck::autogen

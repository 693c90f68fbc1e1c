// Python modules and texts compiled into the program; the tables are generated
// by cmake/embed_script.cmake, one of each per layer that has such files.
#pragma once
#include <string_view>

namespace limbeck {

struct EmbeddedModule {
  const char* name;  // dotted; nullptr ends a table
  std::string_view source;
  bool package;
};

struct EmbeddedFile {
  const char* name;  // without folders; nullptr ends a table
  std::string_view text;
};

/// The text of that name; ends the program when the table has none, since names
/// are fixed at build time.
std::string_view embedded_text(const EmbeddedFile* table,
                               std::string_view name);

}  // namespace limbeck

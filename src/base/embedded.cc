#include "base/embedded.h"

#include "base/error.h"

namespace limbeck {

std::string_view embedded_text(const EmbeddedFile* table,
                               std::string_view name) {
  for (; table->name; ++table)
    if (table->name == name) return table->text;
  LIMBECK_CHECK(table->name, "an embedded text has the name asked for");
  return {};
}

}  // namespace limbeck

#include "autogen/missing_models.h"

#include <fstream>
#include <iterator>

#include "base/text.h"

namespace limbeck::autogen {

namespace {

// Told from the text, since the module did not run to its end.
bool declares_tables(const std::string& file) {
  std::ifstream stream(file, std::ios::binary);
  const std::string source{std::istreambuf_iterator<char>(stream), {}};
  for (std::string_view sign :
       {"__tablename__", "Table(", "db.Model", "table=True", "Mapped["})
    if (contains(source, sign)) return true;
  return false;
}

}  // namespace

std::vector<py::MissingModule> missing_models() {
  std::vector<py::MissingModule> found;
  for (py::MissingModule& module : py::missing_modules())
    if (!module.file.empty() && declares_tables(module.file))
      found.push_back(std::move(module));
  return found;
}

void refuse_missing_models() {
  const auto missing = missing_models();
  if (missing.empty()) return;
  const py::MissingModule& module = missing.front();
  Error error(
      ErrorKind::Unsupported,
      cat("the module '", module.name, "' (", module.file,
          ") declares tables, but limbeck cannot import it: ", module.reason,
          "; its tables would be taken for removed ones"));
  if (!module.reason_at.file.empty()) error.at(module.reason_at);
  throw std::move(error).hint("`limbeck doctor` lists what is missing");
}

}  // namespace limbeck::autogen

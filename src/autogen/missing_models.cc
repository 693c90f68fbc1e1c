#include "autogen/missing_models.h"

#include <fstream>
#include <iterator>
#include <sstream>

#include "base/text.h"

namespace limbeck::autogen {

namespace {

bool declares_tables(std::string_view source) {
  for (std::string_view sign :
       {"__tablename__", "Table(", "db.Model", "table=True", "Mapped["})
    if (contains(source, sign)) return true;
  return false;
}

std::string lines_of(const std::string& text, int first, int last) {
  std::istringstream stream(text);
  std::string line, found;
  for (int number = 1; number <= last && std::getline(stream, line); ++number)
    if (number >= first) cat_to(found, line, "\n");
  return found;
}

// Told from the text, since the module did not run to its end. Of a module
// that ran but for one statement it is that statement's text, unless what it
// does is more than to give its names values.
bool lacks_tables(const py::MissingModule& module) {
  if (module.file.empty()) return false;
  std::ifstream stream(module.file, std::ios::binary);
  const std::string source{std::istreambuf_iterator<char>(stream), {}};
  if (!module.only_binds) return declares_tables(source);
  return declares_tables(lines_of(source, module.first_line, module.last_line));
}

}  // namespace

std::vector<py::MissingModule> missing_models() {
  std::vector<py::MissingModule> found;
  for (py::MissingModule& module : py::missing_modules())
    if (lacks_tables(module)) found.push_back(std::move(module));
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

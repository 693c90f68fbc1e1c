// Feeds any bytes to the readers of settings and templates: ini, TOML, .env,
// Mako and database URLs. The first byte chooses the reader. They may refuse,
// with limbeck's own error and nothing else, and must come back.
#include <cstdint>
#include <cstdlib>
#include <set>
#include <string>
#include <string_view>

#include "alembic/dotenv.h"
#include "alembic/ini_file.h"
#include "alembic/mako.h"
#include "alembic/toml_file.h"
#include "base/error.h"
#include "db/url.h"
#include "python/interpreter.h"

namespace {

using namespace limbeck;

void expect(bool holds) {
  if (!holds) std::abort();
}

void read_ini(std::string_view text) {
  alembic::IniFile file = alembic::IniFile::parse(text, "fuzz.ini");
  file.set_default("here", "/somewhere");
  file.on_warning([](const std::string& message) { expect(!message.empty()); });
  for (const std::string& section : file.sections()) {
    expect(file.has_section(section));
    for (const std::string& option : file.options(section)) {
      try {
        expect(file.get(section, option).has_value());
      } catch (const Error&) {  // interpolation
      }
    }
    try {
      file.items(section);
    } catch (const Error&) {
    }
  }
}

void read_dotenv(std::string_view text) {
  const auto assignments = alembic::parse_dotenv(
      text, [](const std::string& name) -> std::optional<std::string> {
        if (name.size() % 2 == 0) return std::nullopt;
        return name;
      });
  std::set<std::string> names;
  for (const auto& [name, value] : assignments)
    expect(names.insert(name).second);
}

// Where toml++ refuses, CPython's words are asked for.
void read_toml(std::string_view text) {
  static py::Interpreter interpreter;
  const py::Enter enter(interpreter);
  alembic::parse_toml(text, "fuzz.toml");
}

void read_url(std::string_view text) {
  const db::Url url = db::Url::parse(text);
  const std::string whole = url.render_as_string(false);
  expect(!url.password || url.password->empty() || !url.username ||
         url.render_as_string() != whole || *url.password == "***");
  url.translate_connect_args();
  url.get_backend_name();
  url.get_driver_name();
  url.driver();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1,
                              size - 1);
  try {
    switch (data[0] % 5) {
      case 0:
        read_ini(text);
        break;
      case 1:
        read_toml(text);
        break;
      case 2:
        read_dotenv(text);
        break;
      case 3:
        alembic::translate_template(text, "fuzz.mako");
        break;
      default:
        read_url(text);
    }
  } catch (const Error&) {
  }
  return 0;
}

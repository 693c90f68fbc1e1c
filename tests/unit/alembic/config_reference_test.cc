// Compares with configparser, Alembic and python-dotenv:
// tests/record/configuration.py.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "alembic/config.h"
#include "alembic/dotenv.h"
#include "base/error.h"
#include "base/files.h"
#include "base/text.h"

namespace limbeck::alembic {
namespace {

using Json = nlohmann::json;

// Where configparser refuses a value, ours warns or (for loops) throws too.
Json ini_json(const std::string& text) {
  try {
    IniFile file = IniFile::parse(text, "f.ini");
    file.set_default("here", "/proj");
    bool warned = false;
    file.on_warning([&](const std::string&) { warned = true; });
    Json out = Json::array();
    for (const std::string& section : file.sections()) {
      Json options = Json::array();
      for (const std::string& option : file.options(section)) {
        warned = false;
        Json value;
        try {
          value = file.get(section, option).value_or("");
        } catch (const Error&) {
          warned = true;
        }
        options.push_back({option, warned ? Json("refused") : value});
      }
      out.push_back({section, options});
    }
    return out;
  } catch (const Error& error) {
    return {{"error", error.message()}};
  }
}

Json expected_ini(Json recorded) {
  if (recorded.is_object()) return {{"error", recorded["text"]}};
  for (Json& section : recorded) {
    for (Json& option : section[1]) {
      if (option[1].is_object()) option[1] = "refused";
    }
  }
  return recorded;
}

template <class Ask>
Json asked(std::vector<std::string>& warnings, Ask ask) {
  warnings.clear();
  Json value;
  try {
    value = ask();
  } catch (const Error& error) {
    value = {{"error", error.message()}};
  }
  return {value, warnings};
}

Json paths_json(const std::string& folder, const std::string& text) {
  write_file(folder + "/alembic.ini", text);
  std::vector<std::string> warnings;
  Config config({folder + "/alembic.ini", "", "alembic", {}},
                [&](const std::string& text) { warnings.push_back(text); });
  Json out = Json::array();
  out.push_back(asked(warnings, [&]() -> Json {
    auto found = config.version_locations();
    return found ? Json(*found) : Json();
  }));
  out.push_back(
      asked(warnings, [&]() -> Json { return config.prepend_sys_path(); }));
  Json hooks = Json::array();
  for (const PostWriteHook& hook : config.post_write_hooks()) {
    Json options = Json::object();
    for (const auto& [key, value] : hook.options) options[key] = value;
    hooks.push_back({hook.name, options});
  }
  out.push_back(hooks);
  out.push_back(config.boolean_option("sourceless"));
  out.push_back(config.boolean_option("recursive_version_locations"));
  return Json::parse(replace_all(out.dump(), folder, "/proj"));
}

// Deprecation warnings are hidden by default, and a missing list is empty.
Json expected_paths(Json recorded) {
  recorded[0][1] = recorded[1][1] = Json::array();
  if (recorded[1][0].is_null()) recorded[1][0] = Json::array();
  return recorded;
}

Json env_json(const std::string& text) {
  auto find = [](const std::string& name) -> std::optional<std::string> {
    if (name == "A") return "outer";
    return std::nullopt;
  };
  Json out = Json::array();
  for (const auto& [name, value] : parse_dotenv(text, find)) {
    Json shown = value ? Json(*value) : Json();
    // A dict keeps the first place and the last value.
    bool known = false;
    for (Json& other : out) {
      if (other[0] != name) continue;
      other[1] = shown;
      known = true;
    }
    if (!known) out.push_back({name, shown});
  }
  return out;
}

TEST(ConfigReference, AsTheirParsersRead) {
  std::string pattern =
      (std::filesystem::temp_directory_path() / "limbeck-XXXXXX").string();
  std::string folder = ::mkdtemp(pattern.data());
  std::ifstream file(LIMBECK_SOURCE_DIR "/tests/data/configuration.jsonl");
  std::string line;
  int lines = 0;
  std::map<std::string, int> different;
  while (std::getline(file, line)) {
    Json recorded = Json::parse(line);
    std::string kind = recorded[0], text = recorded[1];
    if (different[kind] > 4) continue;
    Json given, expected = recorded[2];
    if (kind == "ini") {
      given = ini_json(text);
      expected = expected_ini(expected);
    } else if (kind == "paths") {
      given = paths_json(folder, text);
      expected = expected_paths(expected);
    } else {
      given = env_json(text);
    }
    EXPECT_EQ(given, expected) << kind << ":\n" << text;
    different[kind] += given != expected;
    ++lines;
  }
  EXPECT_GT(lines, 2000);
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace limbeck::alembic

// Compares with Alembic's command line: tests/record/command_line.py.
#include "cli/arguments.h"

#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

namespace limbeck::cli {
namespace {

using Json = nlohmann::json;

Json value_json(const OptionValue& value) {
  switch (value.kind) {
    case OptionValue::Kind::None:
      return nullptr;
    case OptionValue::Kind::Flag:
      return value.flag ? Json(true) : Json();
    case OptionValue::Kind::Text:
      return value.text;
    case OptionValue::Kind::List:
      return value.list;
  }
  return nullptr;
}

Json namespace_json(const Options& options) {
  Json out = {{"cmd", options.command->name}};
  for (const auto& [name, value] : options.values()) {
    Json given = value_json(value);
    if (!given.is_null()) out[name] = given;
  }
  return out;
}

std::string first_line(const std::string& text) {
  return text.substr(0, text.find('\n') + 1);
}

std::string last_line(const std::string& text) {
  if (text.size() < 2) return text;
  std::size_t end = text.rfind('\n', text.size() - 2);
  return end == text.npos ? text : text.substr(end + 1);
}

TEST(Arguments, AsAlembicTakesThem) {
  std::ifstream file(LIMBECK_SOURCE_DIR "/tests/data/command_line.jsonl");
  std::string line;
  int lines = 0, different = 0;
  while (std::getline(file, line) && different < 5) {
    Json recorded = Json::parse(line);
    int columns = recorded[0];
    ParsedArguments parsed = parse_arguments("alembic", "1.20.1", recorded[1],
                                             columns == 0 ? 80 : columns);
    Json given;
    if (parsed.options) {
      given = namespace_json(*parsed.options);
    } else if (columns == 0) {
      given = {first_line(parsed.out), last_line(parsed.err), parsed.exit_code};
    } else {
      given = {parsed.out, parsed.err, parsed.exit_code};
    }
    EXPECT_EQ(given, recorded[2]) << recorded[0] << " " << recorded[1];
    different += given != recorded[2];
    ++lines;
  }
  EXPECT_GT(lines, 1500);
}

TEST(Arguments, DefaultsAndTheirOrder) {
  ParsedArguments parsed =
      parse_arguments("limbeck", "0.1.0", {"-x", "a=1", "init", "here"}, 80);
  ASSERT_TRUE(parsed.options);
  const Options& options = *parsed.options;
  EXPECT_EQ(*options.text("name"), "alembic");
  EXPECT_EQ(*options.text("template"), "generic");
  EXPECT_EQ(*options.text("directory"), "here");
  EXPECT_EQ(options.list("x"), std::vector<std::string>{"a=1"});
  EXPECT_TRUE(options.list("config").empty());
  EXPECT_FALSE(options.flag("package"));
  EXPECT_EQ(options.text("config"), nullptr);
  std::vector<std::string> names;
  for (const auto& each : options.values()) names.push_back(each.first);
  EXPECT_EQ(names, (std::vector<std::string>{"config", "name", "x", "raiseerr",
                                             "quiet", "template", "package",
                                             "directory"}));
}

TEST(Arguments, VersionNamesTheProgram) {
  EXPECT_EQ(parse_arguments("limbeck", "0.1.0", {"--version"}, 80).out,
            "limbeck 0.1.0\n");
}

}  // namespace
}  // namespace limbeck::cli

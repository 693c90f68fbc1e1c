// Runs the programs of tests/sqlalchemy/cases/ and compares what they print
// with what the real SQLAlchemy printed (tests/sqlalchemy/record.py).
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "python/native.h"
#include "sqlalchemy/bridge.h"

namespace limbeck {
namespace {

std::string read(const std::filesystem::path& path) {
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

std::string run(const std::filesystem::path& path) {
  std::string out;
  py::Interpreter interpreter;
  interpreter.add_modules(sa::kNativeModules);
  interpreter.add_modules(sa::embedded_modules());
  auto write = [&](std::string_view text) { out += text; };
  interpreter.set_output(write, write);
  py::Enter enter(interpreter);
  try {
    interpreter.run_source(read(path), path.filename().string(), "__main__");
  } catch (py::Raised& raised) {
    out += interpreter.format_exception(raised.exception());
  } catch (Error& error) {
    out += "limbeck: " + error.message() + "\n";
  }
  return out;
}

class SqlalchemyCase : public ::testing::TestWithParam<std::string> {};

TEST_P(SqlalchemyCase, PrintsWhatSqlalchemyPrints) {
  std::filesystem::path path = std::filesystem::path(LIMBECK_SOURCE_DIR) /
                               "tests/sqlalchemy/cases" / (GetParam() + ".py");
  std::filesystem::path expected = path;
  EXPECT_EQ(run(path), read(expected.replace_extension(".out")));
}

std::vector<std::string> case_names() {
  std::vector<std::string> names;
  std::filesystem::path folder =
      std::filesystem::path(LIMBECK_SOURCE_DIR) / "tests/sqlalchemy/cases";
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    if (entry.path().extension() == ".py")
      names.push_back(entry.path().stem().string());
  std::sort(names.begin(), names.end());
  return names;
}

INSTANTIATE_TEST_SUITE_P(Cases, SqlalchemyCase,
                         ::testing::ValuesIn(case_names()),
                         [](const auto& info) { return info.param; });

}  // namespace
}  // namespace limbeck

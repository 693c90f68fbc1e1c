// Broken programs with what CPython says of them: tests/python/syntax_errors/.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "base/text.h"
#include "python/syntax/parser.h"

namespace limbeck::py {
namespace {

std::string outcome(const std::string& source) {
  try {
    parse(source, "test.py");
  } catch (const SyntaxFailure& failure) {
    if (failure.type == "MemoryError") return "MemoryError: " + failure.message;
    return cat(failure.type, ": ", failure.message, " (", failure.line, ":",
               failure.offset, "-", failure.end_line, ":", failure.end_offset,
               ")");
  }
  return "no error";
}

TEST(SyntaxErrors, AreCPythons) {
  std::vector<std::filesystem::path> files;
  for (auto& entry : std::filesystem::directory_iterator(
           LIMBECK_SOURCE_DIR "/tests/python/syntax_errors"))
    if (entry.path().extension() == ".txt") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  int programs = 0;
  for (const auto& path : files) {
    std::ifstream in(path, std::ios::binary);
    std::string source, line;
    for (int number = 1; std::getline(in, line); ++number) {
      if (line.rfind("#>", 0) != 0) {
        source += line + "\n";
        continue;
      }
      ++programs;
      std::size_t said = line.rfind("#>3.14 ", 0) == 0 ? 7 : 3;
      EXPECT_EQ(outcome(source), line.substr(said))
          << path.filename().string() << ":" << number << "\n"
          << source;
      source.clear();
    }
  }
  EXPECT_GT(programs, 200);
}

}  // namespace
}  // namespace limbeck::py

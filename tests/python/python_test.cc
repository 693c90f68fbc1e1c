// Runs the programs in tests/python/ and compares what they write with what
// CPython wrote: NAME.out beside NAME.py (compare.py --record makes it), or the
// `# expect:` comments of a program without one.
//
//   python_test FOLDER… [--only TEXT]
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <optional>
#include <sstream>
#include <vector>

#include "base/text.h"
#include "python/native.h"

using namespace limbeck;
namespace fs = std::filesystem;

namespace {

std::string read(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

/// What the program is to write; nothing where it says nothing.
std::optional<std::string> expectation(const fs::path& program,
                                       const std::string& source) {
  fs::path recorded = program;
  recorded.replace_extension(".out");
  if (fs::exists(recorded)) return read(recorded);
  static constexpr std::string_view kMark = "# expect: ";
  std::string expected;
  for (const std::string& line : split(source, '\n')) {
    std::size_t at = line.find(kMark);
    if (at != std::string::npos)
      cat_to(expected, line.substr(at + kMark.size()), "\n");
  }
  if (expected.empty()) return std::nullopt;
  return expected;
}

std::string run(const fs::path& program, const std::string& source) {
  py::Interpreter interpreter;
  std::string out;
  interpreter.set_output([&](std::string_view text) { out += text; },
                         [&](std::string_view) {});
  interpreter.search_path().push_back(program.parent_path().string());
  py::Enter enter(interpreter);
  try {
    interpreter.run_source(source, program.string(), "__main__", true);
  } catch (py::Raised& raised) {
    cat_to(out, interpreter.format_exception(raised.exception()));
  } catch (Error& error) {
    cat_to(out, "limbeck: ", error.message(), "\n");
  }
  return out;
}

void show_difference(const std::string& expected, const std::string& actual) {
  std::vector<std::string> want = split(expected, '\n'),
                           have = split(actual, '\n');
  int shown = 0;
  for (std::size_t i = 0; i < std::max(want.size(), have.size()); ++i) {
    const std::string none = "(nothing)";
    const std::string& left = i < want.size() ? want[i] : none;
    const std::string& right = i < have.size() ? have[i] : none;
    if (left == right) continue;
    std::cout << "  line " << i + 1 << "\n  - " << left << "\n  + " << right
              << "\n";
    if (++shown == 5) return;
  }
}

}  // namespace

int main(int count, char** arguments) {
  std::vector<fs::path> programs;
  std::string only;
  for (int i = 1; i < count; ++i) {
    std::string argument = arguments[i];
    if (argument == "--only" && i + 1 < count) {
      only = arguments[++i];
      continue;
    }
    for (const auto& entry : fs::recursive_directory_iterator(argument))
      if (entry.path().extension() == ".py") programs.push_back(entry.path());
  }
  std::sort(programs.begin(), programs.end());
  int run_count = 0, failed = 0;
  for (const fs::path& program : programs) {
    if (program.string().find(only) == std::string::npos) continue;
    std::string source = read(program);
    auto expected = expectation(program, source);
    if (!expected) continue;
    ++run_count;
    std::string actual = run(program, source);
    if (actual == *expected) continue;
    ++failed;
    std::cout << "FAILED " << program.string() << "\n";
    show_difference(*expected, actual);
  }
  std::cout << run_count - failed << " of " << run_count << " programs pass\n";
  return failed || !run_count ? 1 : 0;
}

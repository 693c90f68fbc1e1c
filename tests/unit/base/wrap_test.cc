// Compares with Python's textwrap: tests/record/text_wrapping.py.
#include "base/wrap.h"

#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

namespace limbeck {
namespace {

TEST(Wrap, AsTextwrapDoes) {
  std::ifstream file(LIMBECK_SOURCE_DIR "/tests/data/text_wrapping.jsonl");
  std::string line;
  int texts = 0;
  while (std::getline(file, line)) {
    auto recorded = nlohmann::json::parse(line);
    std::vector<std::string> lines =
        wrap_text(recorded[0].get<std::string>(), recorded[1],
                  recorded[2].get<std::string>());
    EXPECT_EQ(nlohmann::json(lines), recorded[3]) << line;
    ++texts;
  }
  EXPECT_GT(texts, 1000);
}

}  // namespace
}  // namespace limbeck

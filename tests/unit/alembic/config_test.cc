#include "alembic/config.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

#include "alembic/dotenv.h"
#include "base/error.h"
#include "base/files.h"
#include "base/text.h"

namespace limbeck::alembic {
namespace {

class ConfigTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern =
        (std::filesystem::temp_directory_path() / "limbeck-XXXXXX").string();
    folder_ = ::mkdtemp(pattern.data());
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  Config config(const std::string& ini, const std::string& toml = "") {
    write_file(folder_ + "/alembic.ini", ini);
    if (!toml.empty()) write_file(folder_ + "/pyproject.toml", toml);
    return Config(
        {folder_ + "/alembic.ini", folder_ + "/pyproject.toml", "alembic", {}},
        [this](const std::string& text) { warnings_.push_back(text); });
  }

  std::string folder_;
  std::vector<std::string> warnings_;
};

TEST_F(ConfigTest, InterpolatesHereAndOtherOptions) {
  Config c = config(
      "[alembic]\nscript_location = %(here)s/migrations\n"
      "b: %(script_location)s/x\n# c = 1\n\n[other]\nx=1\n");
  EXPECT_EQ(c.option("script_location"), folder_ + "/migrations");
  EXPECT_EQ(c.main_option("B"), folder_ + "/migrations/x");
  EXPECT_EQ(c.option("c"), std::nullopt);
  EXPECT_EQ(c.section_option("other", "x"), "1");
}

TEST_F(ConfigTest, TakesAnUnescapedPercentSignThatNobodyAskedFor) {
  Config c = config("[alembic]\nversion_num_format = %04d\nok = 100%%\n");
  EXPECT_EQ(c.main_option("ok"), "100%");
  EXPECT_TRUE(warnings_.empty());
  c.ini().items("alembic");
  ASSERT_EQ(warnings_.size(), 1u);
  EXPECT_TRUE(contains(warnings_[0], "alembic.ini:2: "));
  EXPECT_TRUE(contains(warnings_[0], "'version_num_format'"));
  EXPECT_THROW(c.main_option("version_num_format"), Error);
}

TEST_F(ConfigTest, JoinsContinuationLinesAsConfigparserDoes) {
  Config c = config("[alembic]\na = 1\n  two\n\n  three\nb = 2\n");
  EXPECT_EQ(c.main_option("a"), "1\ntwo\n\nthree");
  EXPECT_EQ(c.main_option("b"), "2");
}

TEST_F(ConfigTest, RefusesWhatConfigparserRefuses) {
  const auto message = [&](const char* text) {
    try {
      IniFile::parse(text, "x.ini");
    } catch (const Error& error) {
      return error.message();
    }
    return std::string();
  };
  EXPECT_EQ(message("[a]\nx=1\nx=2\n"),
            "While reading from 'x.ini' [line  3]: option 'x' in section 'a' "
            "already exists");
  EXPECT_EQ(message("x=1\n"),
            "File contains no section headers.\nfile: 'x.ini', line: "
            "1\n'x=1\\n'");
  EXPECT_EQ(message("[a]\nfoo\n"),
            "Source contains parsing errors: 'x.ini'\n\t[line  2]: 'foo\\n'");
}

TEST_F(ConfigTest, SplitsPathListsByTheSeparatorOrTheOldRules) {
  EXPECT_EQ(config("[alembic]\nversion_locations = a:b \npath_separator=os\n")
                .version_locations(),
            (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(
      config("[alembic]\nversion_locations = a, b  c\n").version_locations(),
      (std::vector<std::string>{"a", "b", "c"}));
  EXPECT_EQ(config("[alembic]\nprepend_sys_path = .:x\n").prepend_sys_path(),
            (std::vector<std::string>{".", "x"}));
  Config bad =
      config("[alembic]\nversion_locations = a\npath_separator = bogus\n");
  EXPECT_THROW(bad.version_locations(), Error);
}

TEST_F(ConfigTest, ReadsPyprojectAfterTheIniFile) {
  Config c = config("[alembic]\nx = ini\n",
                    "[tool.alembic]\nscript_location = \"%(here)s/m\"\n"
                    "x = \"toml\"\nsourceless = true\n"
                    "version_locations = [\"%(here)s/a\", \"b%%\"]\n"
                    "[[tool.alembic.post_write_hooks]]\nname = \"n\"\n"
                    "type = \"exec\"\n");
  EXPECT_EQ(c.option("script_location"), folder_ + "/m");
  EXPECT_EQ(c.option("x"), "ini");
  EXPECT_TRUE(c.boolean_option("sourceless"));
  EXPECT_EQ(c.version_locations(),
            (std::vector<std::string>{folder_ + "/a", "b%"}));
  ASSERT_EQ(c.post_write_hooks().size(), 1u);
  EXPECT_EQ(*c.post_write_hooks()[0].find("type"), "exec");
}

TEST(Dotenv, ReadsWhatPythonDotenvReads) {
  const auto none = [](const std::string& name) -> std::optional<std::string> {
    if (name == "OUTER") return "o";
    return std::nullopt;
  };
  const auto found = parse_dotenv(
      "# c\nA=1\nexport B = two words # note\nC='$x ${A}'\nD=\"a\\nb ${A}\"\n"
      "E=${OUTER}-${MISSING:-d}\nF\nG=a#b\n",
      none);
  const std::vector<std::pair<std::string, std::optional<std::string>>> want = {
      {"A", "1"},   {"B", "two words"},  {"C", "$x 1"}, {"D", "a\nb 1"},
      {"E", "o-d"}, {"F", std::nullopt}, {"G", "a#b"},
  };
  EXPECT_EQ(found, want);
}

}  // namespace
}  // namespace limbeck::alembic

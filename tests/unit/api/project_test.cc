#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "limbeck/limbeck.h"

namespace {

namespace fs = std::filesystem;

class ProjectTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() /
              ("limbeck-api-" + std::to_string(::getpid()));
    const fs::path fixtures = fs::path(LIMBECK_SOURCE_DIR) / "tests/fixtures";
    for (const char* name : {"generic", "branched"})
      fs::copy(
          fixtures / name, folder_,
          fs::copy_options::recursive | fs::copy_options::overwrite_existing);
    ini_ = (folder_ / "alembic.ini").string();
    std::string text;
    {
      std::ifstream in(ini_);
      text.assign(std::istreambuf_iterator<char>(in), {});
    }
    const std::string url = "sqlite:///app.db";
    text.replace(text.find(url), url.size(),
                 "sqlite:///" + (folder_ / "app.db").string());
    std::ofstream(ini_) << text;
  }
  void TearDown() override { fs::remove_all(folder_); }

  fs::path folder_;
  std::string ini_;
};

TEST_F(ProjectTest, ReadsTheGraph) {
  const limbeck::Project project(ini_);
  const auto revisions = project.revisions();
  ASSERT_EQ(revisions.size(), 7u);
  EXPECT_EQ(revisions[0].id, "aaaa1");
  EXPECT_EQ(revisions[0].message, "root");
  EXPECT_TRUE(revisions[0].down_revisions.empty());
  EXPECT_EQ(revisions.back().depends_on, std::vector<std::string>{"cccc2"});
  EXPECT_EQ(project.heads(),
            (std::vector<std::string>{"cccc2", "dddd1", "nnnn2"}));
}

TEST_F(ProjectTest, RunsCommandsWithTheirOutputCaptured) {
  const limbeck::Project project(ini_);
  limbeck::Outcome done = project.run({"upgrade", "left@head"});
  EXPECT_EQ(done.exit_code, 0) << done.err;
  EXPECT_NE(done.err.find("Running upgrade cccc1 -> dddd1, left 2"),
            std::string::npos);
  done = project.run({"current"});
  EXPECT_EQ(done.out, "dddd1 (head)\n");
  done = project.run({"upgrade", "head"});
  EXPECT_EQ(done.exit_code, 255);
  EXPECT_EQ(done.out.rfind("FAILED: Multiple head revisions", 0), 0u);
}

TEST_F(ProjectTest, SaysWhyAProjectCannotBeRead) {
  const limbeck::Project project((folder_ / "nosuch.ini").string());
  EXPECT_THROW(project.revisions(), limbeck::ProjectError);
  EXPECT_EQ(project.run({"heads"}).exit_code, 255);
}

}  // namespace

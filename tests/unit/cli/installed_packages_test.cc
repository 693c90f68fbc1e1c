#include "cli/installed_packages.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace limbeck::cli {
namespace {

namespace fs = std::filesystem;

class InstalledPackagesTest : public ::testing::Test {
 protected:
  InstalledPackagesTest() {
    std::string name = (fs::temp_directory_path() / "limbeck-XXXXXX").string();
    root_ = fs::canonical(mkdtemp(name.data()));
  }
  ~InstalledPackagesTest() override { fs::remove_all(root_); }

  std::string folder(const std::string& name) {
    fs::create_directories(root_ / name);
    return (root_ / name).string();
  }
  void file(const std::string& name, const std::string& text) {
    fs::create_directories((root_ / name).parent_path());
    std::ofstream(root_ / name) << text;
  }
  std::string environment(const std::string& name,
                          const std::string& version = "python3.12") {
    file(name + "/pyvenv.cfg", "home = /usr/bin\n");
    return folder(name + "/lib/" + version + "/site-packages");
  }
  std::vector<std::string> find(const PythonEnvironment& active = {},
                                std::optional<std::string> told = {}) {
    const std::string base = folder("project/server");
    return installed_packages(told, base, {base}, active);
  }

  fs::path root_;
};

using Folders = std::vector<std::string>;

TEST_F(InstalledPackagesTest, NothingIsInstalledAnywhere) {
  EXPECT_EQ(find(), Folders());
}

TEST_F(InstalledPackagesTest, TheActiveEnvironmentComesFirst) {
  const std::string active = environment("elsewhere");
  environment("project/server/.venv");
  EXPECT_EQ(find({(root_ / "elsewhere").string(), "", ""}), Folders{active});
  EXPECT_EQ(find({"", (root_ / "elsewhere").string(), ""}), Folders{active});
}

TEST_F(InstalledPackagesTest, AnActiveEnvironmentThatIsGoneIsNotReplaced) {
  environment("project/server/.venv");
  EXPECT_EQ(find({(root_ / "gone").string(), "", ""}), Folders());
}

TEST_F(InstalledPackagesTest, AnEnvironmentBesideTheProjectIsFound) {
  file("project/pyproject.toml", "");
  const std::string above = environment("project/.venv");
  EXPECT_EQ(find(), Folders{above});
  const std::string beside = environment("project/server/venv");
  EXPECT_EQ(find(), Folders{beside});
}

TEST_F(InstalledPackagesTest, AFolderOfThatNameMayBeAnythingElse) {
  folder("project/server/env/lib/python3.12/site-packages");
  EXPECT_EQ(find(), Folders());
}

TEST_F(InstalledPackagesTest, TheNewestPythonOfAnEnvironmentIsTaken) {
  environment("project/server/.venv", "python3.9");
  const std::string newer = environment("project/server/.venv", "python3.13");
  folder("project/server/.venv/lib/python3/site-packages");
  EXPECT_EQ(find(), Folders{newer});
}

TEST_F(InstalledPackagesTest, TheFirstPythonOnThePathHasItsOwn) {
  const std::string installed = folder("local/lib/python3.11/site-packages");
  folder("local/lib/python3.12/site-packages");
  file("local/bin/python3.11", "");
  fs::create_symlink("python3.11", root_ / "local/bin/python3");
  EXPECT_EQ(find({"", "", folder("none") + ":" + folder("local/bin")}),
            Folders{installed});
  EXPECT_EQ(find({"", "", "/usr/bin:" + folder("local/bin")}),
            fs::exists("/usr/bin/python3") ? Folders() : Folders{installed});
}

TEST_F(InstalledPackagesTest, TheSettingNamesEnvironmentsAndFolders) {
  const std::string env = environment("project/server/tools");
  const std::string plain = folder("project/wheels");
  EXPECT_EQ(find({}, "tools, ../wheels"), (Folders{env, plain}));
  environment("project/server/.venv");
  EXPECT_EQ(find({}, "off"), Folders());
}

TEST_F(InstalledPackagesTest, PathFilesNameFurtherFolders) {
  const std::string env = environment("project/server/.venv");
  const std::string editable = folder("library/src");
  const std::string inside =
      folder("project/server/.venv/lib/python3.12/site-packages/inside");
  file("project/server/.venv/lib/python3.12/site-packages/b.pth",
       "# a comment\n\nimport sys\n" + editable + "\n/not/there\n");
  file("project/server/.venv/lib/python3.12/site-packages/a.pth", "inside\n");
  EXPECT_EQ(find(), (Folders{env, inside, editable}));
}

}  // namespace
}  // namespace limbeck::cli

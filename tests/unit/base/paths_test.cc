#include "base/paths.h"

#include <gtest/gtest.h>

#include <filesystem>

namespace limbeck {
namespace {

TEST(Paths, AreWrittenAsPathlibWritesThem) {
  EXPECT_EQ(pure_path("a/./b//c/"), "a/b/c");
  EXPECT_EQ(pure_path("./a/../b"), "a/../b");
  EXPECT_EQ(pure_path("."), ".");
  EXPECT_EQ(pure_path(""), ".");
  EXPECT_EQ(pure_path("/"), "/");
  EXPECT_EQ(pure_path("//a"), "//a");
  EXPECT_EQ(pure_path("///a/"), "/a");
}

TEST(Paths, AreMadeAbsoluteWithoutResolvingThem) {
  const std::string here = std::filesystem::current_path().string();
  EXPECT_EQ(absolute_path("a/../b/"), here + "/a/../b");
  EXPECT_EQ(absolute_path(""), here);
  EXPECT_EQ(absolute_path("/x//y"), "/x/y");
}

}  // namespace
}  // namespace limbeck

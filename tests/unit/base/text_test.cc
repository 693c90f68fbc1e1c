#include "base/text.h"

#include <gtest/gtest.h>

namespace limbeck {

TEST(Text, CatTakesTextCharactersAndIntegers) {
  EXPECT_EQ(cat("a", std::string("b"), 'c', -12, std::size_t{3}), "abc-123");
}

TEST(Text, SplitKeepsEmptyParts) {
  EXPECT_EQ(split("a,,b", ','), (std::vector<std::string>{"a", "", "b"}));
  EXPECT_EQ(split("", ','), (std::vector<std::string>{""}));
}

TEST(Text, ReplaceAllDoesNotLookAtItsOwnOutput) {
  EXPECT_EQ(replace_all("aaa", "a", "aa"), "aaaaaa");
  EXPECT_EQ(replace_all("abc", "", "x"), "abc");
}

TEST(Text, StripTakesWhiteSpaceAtBothEndsOnly) {
  EXPECT_EQ(strip(" \t a b\n"), "a b");
  EXPECT_EQ(strip("  "), "");
}

}  // namespace limbeck

#include "dialects/sqlite/create_table.h"

#include <gtest/gtest.h>

namespace limbeck::dialects {
namespace {

TEST(CreateTableTest, EndsAGeneratedExpressionWhereItCloses) {
  CreateTableReader reader;
  std::string sql =
      "CREATE TABLE t (a int, b numeric(10, 2) GENERATED ALWAYS AS (a * (2)) "
      "STORED, c int AS (a + 1), ab text GENERATED ALWAYS AS (a || ')'))";
  EXPECT_EQ(reader.computed(sql, "b"), "a * (2)");
  EXPECT_EQ(reader.computed(sql, "c"), "a + 1");
  EXPECT_EQ(reader.computed(sql, "ab"), "a || ')'");
  EXPECT_EQ(reader.computed(sql, "a"), "");
}

TEST(CreateTableTest, ReadsForeignKeyOptions) {
  CreateTableReader reader;
  auto keys = reader.foreign_keys(
      "create table t (a int, constraint \"f k\" foreign key (\"x y\", b) "
      "references \"P\" (c, \"d e\") on update set\n null on delete no action "
      "not deferrable initially immediate)");
  ASSERT_EQ(keys.size(), 1u);
  EXPECT_EQ(keys[0].name, "f k");
  EXPECT_EQ(keys[0].columns, (std::vector<std::string>{"x y", "b"}));
  EXPECT_EQ(keys[0].referred_table, "P");
  EXPECT_EQ(keys[0].referred_columns, (std::vector<std::string>{"c", "d e"}));
  EXPECT_EQ(keys[0].onupdate, "SET NULL");
  EXPECT_EQ(keys[0].ondelete, "");
  EXPECT_EQ(keys[0].deferrable, false);
  EXPECT_EQ(keys[0].initially, "IMMEDIATE");
}

TEST(CreateTableTest, FindsTheEndOfAnUnclosedCheck) {
  CreateTableReader reader;
  EXPECT_TRUE(reader.checks("CREATE TABLE t (a CHECK (a > ')'").empty());
  auto checks =
      reader.checks("CREATE TABLE t (CHECK (a), CONSTRAINT b CHECK(c))");
  ASSERT_EQ(checks.size(), 2u);
  EXPECT_EQ(checks[0].name, "b");
  EXPECT_FALSE(checks[1].name);
}

}  // namespace
}  // namespace limbeck::dialects

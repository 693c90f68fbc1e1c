#include <gtest/gtest.h>

#include "dialects/dialect.h"
#include "recorded.h"
#include "sql/quoter.h"
#include "sql/type_compiler.h"

namespace limbeck {
namespace {

TEST(Types, AreSpelledAsTheReferenceSpellsThem) {
  for (const auto& row : recorded("types")) {
    schema::Type type = type_from(row);
    for (const auto& [name, expected] : row.at("sql").items()) {
      const dialects::Dialect& dialect = dialects::dialect(name);
      sql::Quoter quoter = dialect.quoter();
      quoter.double_percents = false;
      EXPECT_EQ(outcome([&] { return dialect.types().process(type, quoter); }),
                expected)
          << name << " " << row.at("kind") << " " << row.at("arguments");
    }
  }
}

TEST(Types, HaveTheReprOfTheReference) {
  for (const auto& row : recorded("types")) {
    EXPECT_EQ(python_repr(type_from(row)), row.at("repr")) << row.at("kind");
  }
}

}  // namespace
}  // namespace limbeck

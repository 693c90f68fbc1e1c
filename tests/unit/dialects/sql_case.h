// The recorded blocks of tests/sql/*.txtar, for tests that build the same
// statements from C++ values, without Python above them.
#pragma once
#include <gtest/gtest.h>

#include <fstream>
#include <functional>
#include <sstream>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/text.h"
#include "dialects/dialect.h"
#include "sql/build.h"

namespace limbeck {

/// Gathers statements as `upgrade --sql` prints them.
class Offline {
 public:
  explicit Offline(const dialects::Dialect& dialect) : dialect(dialect) {
    options_.paramstyle = sql::ParamStyle::Named;
  }

  const dialects::Dialect& dialect;
  std::string text;

  void operator()(const sql::Ddl& element) {
    print(dialect.compile(element, options_));
  }
  void operator()(const sql::Lowered& lowered) {
    for (const std::string& warning : lowered.warnings) {
      warnings += cat("warning: ", warning, "\n");
    }
    for (const sql::Ddl& element : lowered.statements) (*this)(element);
  }
  void operator()(const sql::Expression& statement) {
    sql::CompileOptions options = options_;
    options.literal_binds = true;
    print(dialect.compile(*statement, options).sql);
  }
  void create(schema::Table table) {
    sql::complete(table);
    (*this)(dialect.create_table({std::move(table)}));
  }

  std::string warnings;

 private:
  void print(std::string sql) {
    if (!text.empty()) text += "\n";
    sql = replace_all(sql, "\t", "    ");
    cat_to(text, strip(sql), dialect.traits().command_terminator, "\n");
  }
  sql::CompileOptions options_;
};

/// Runs `build` for every dialect of the case and compares.
inline void check_case(const std::string& name,
                       const std::function<void(Offline&)>& build) {
  std::ifstream file(std::string(LIMBECK_SOURCE_DIR) + "/tests/sql/" + name +
                     ".txtar");
  ASSERT_TRUE(file) << name;
  std::string line, block;
  std::vector<std::string> dialects;
  auto compare = [&] {
    for (const std::string& each : dialects) {
      Offline offline(dialects::dialect(each));
      std::string expected = block;
      std::string error;
      try {
        build(offline);
      } catch (const Error& raised) {
        error = raised.message();
      }
      std::string actual = offline.warnings + offline.text;
      if (expected.find("\n! ") != std::string::npos || expected[0] == '!') {
        std::size_t at = expected[0] == '!' ? 0 : expected.find("\n! ") + 1;
        std::string wanted = expected.substr(expected.find(": ", at) + 2);
        wanted = std::string(strip(wanted));
        if (wanted.find("can't render") != std::string::npos) {
          EXPECT_NE(error.find("can't render"), std::string::npos)
              << name << " on " << each << ": " << error << actual;
        } else {
          EXPECT_EQ(error, wanted) << name << " on " << each << actual;
        }
        expected.resize(at);
      } else {
        EXPECT_EQ(error, "") << name << " on " << each;
      }
      EXPECT_EQ(actual, expected) << name << " on " << each;
    }
  };
  while (std::getline(file, line)) {
    if (line.size() > 6 && line.compare(0, 3, "-- ") == 0 &&
        line.compare(line.size() - 3, 3, " --") == 0) {
      compare();
      dialects = split(line.substr(3, line.size() - 6), ' ');
      block.clear();
    } else {
      cat_to(block, line, "\n");
    }
  }
  compare();
}

}  // namespace limbeck

#include "alembic/templates.h"

#include <gtest/gtest.h>

#include "alembic/mako.h"
#include "base/error.h"
#include "base/text.h"

namespace limbeck::alembic {

TEST(Templates, HaveTheFilesOfTheirLayout) {
  ASSERT_EQ(project_templates().size(), 5u);
  for (const ProjectTemplate& item : project_templates()) {
    const bool toml = contains(item.name, "pyproject");
    const auto files = item.files();
    EXPECT_EQ(files.size(), toml ? 5u : 4u) << item.name;
    for (const TemplateFile& file : files) {
      EXPECT_FALSE(file.text.empty()) << file.name;
      if (file.name == "README") {
        EXPECT_EQ(split(file.text, '\n')[0], item.description);
      }
      if (file.name == "env.py") {
        EXPECT_TRUE(contains(file.text, "run_migrations_offline()"));
        EXPECT_TRUE(contains(file.text, "target_metadata = "));
      }
    }
  }
  EXPECT_EQ(find_template("nosuch"), nullptr);
}

TEST(Mako, TranslatesExpressionsControlLinesAndBlocks) {
  const auto result = translate_template(
      "a ${x | comma,n}\n% if y:\n  ${z}\n% endif\n<%! import re %>\n%% b\\\nc",
      "t.mako");
  EXPECT_EQ(result.python,
            "import re\n"
            "__write('a ')\n__write(comma((x)))\n__write('\\n')\n"
            "if y:\n    __write('  ')\n    __write(__str(z))\n"
            "    __write('\\n')\n    pass\n"
            "__write('\\n% bc')\n");
  EXPECT_EQ(result.names, (std::vector<std::string>{"comma", "if", "import",
                                                    "re", "x", "y", "z"}));
}

TEST(Mako, NamesTheLineOfAnUnclosedControlLine) {
  try {
    translate_template("a\n% for x in y:\n", "t.mako");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.trail().at(0).line, 2);
    EXPECT_TRUE(contains(error.message(), "endfor"));
  }
}

}  // namespace limbeck::alembic

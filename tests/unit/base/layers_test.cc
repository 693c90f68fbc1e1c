// Which folder of src/ may include which.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <string>

namespace {

namespace fs = std::filesystem;

// cmake: limbeck_layer(… DEPENDS …) in CMakeLists.txt, with what follows.
const std::map<std::string, std::set<std::string>> kBelow = [] {
  std::map<std::string, std::set<std::string>> below;
  const auto layer = [&](const std::string& name,
                         const std::set<std::string>& direct) {
    std::set<std::string>& all = below[name];
    all.insert(name);
    for (const std::string& one : direct) all.merge(std::set(below.at(one)));
  };
  layer("base", {});
  layer("python", {"base"});
  layer("schema", {"base"});
  layer("sql", {"schema"});
  layer("db", {"sql"});
  layer("dialects", {"db"});
  layer("revision", {"base"});
  layer("sqlalchemy", {"python", "dialects"});
  layer("ops", {"sqlalchemy"});
  layer("autogen", {"ops"});
  layer("alembic", {"autogen", "revision"});
  layer("companions", {"alembic"});
  layer("cli", {"companions"});
  layer("api", {"cli"});
  return below;
}();

TEST(Layers, IncludeOnlyWhatStandsBelow) {
  const fs::path source = fs::path(LIMBECK_SOURCE_DIR) / "src";
  int includes = 0;
  for (const auto& entry : fs::recursive_directory_iterator(source)) {
    const fs::path& path = entry.path();
    if (path.extension() != ".cc" && path.extension() != ".h") continue;
    const fs::path relative = fs::relative(path, source);
    const std::string layer = relative.begin()->string();
    ASSERT_TRUE(kBelow.count(layer)) << relative << " is in no layer";
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);) {
      static const std::string kInclude = "#include \"";
      if (line.rfind(kInclude, 0) != 0) continue;
      const std::size_t slash = line.find('/');
      if (slash == std::string::npos) continue;
      const std::string target =
          line.substr(kInclude.size(), slash - kInclude.size());
      if (!kBelow.count(target)) continue;
      ++includes;
      EXPECT_TRUE(kBelow.at(layer).count(target)) << relative << ": " << line;
    }
  }
  EXPECT_GT(includes, 500);
}

}  // namespace

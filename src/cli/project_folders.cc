#include "cli/project_folders.h"

#include <algorithm>
#include <filesystem>

namespace limbeck::cli {

namespace fs = std::filesystem;

namespace {

constexpr int kMostLevels = 8;

bool has_any(const fs::path& folder, std::initializer_list<const char*> names) {
  std::error_code ignored;
  return std::any_of(names.begin(), names.end(), [&](const char* name) {
    return fs::exists(folder / name, ignored);
  });
}

bool is_distribution(const fs::path& folder) {
  return has_any(folder, {"pyproject.toml", "setup.py", "setup.cfg"});
}

/// The folder and those above it up to the top of its project; the folder
/// alone where nothing tells of a project.
std::vector<fs::path> levels(const fs::path& start) {
  std::vector<fs::path> all;
  std::size_t top = 1;
  fs::path folder = start;
  for (int level = 0; level < kMostLevels && folder.has_relative_path();
       ++level, folder = folder.parent_path()) {
    all.push_back(folder);
    if (is_distribution(folder) ||
        has_any(folder, {"requirements.txt", "Pipfile", "manage.py"}))
      top = all.size();
    if (has_any(folder, {".git", ".hg"})) {
      top = all.size();
      break;
    }
  }
  all.resize(std::min(top, all.size()));
  return all;
}

std::vector<fs::path> levels_of(const std::string& start) {
  std::error_code ignored;
  fs::path folder = fs::absolute(start, ignored).lexically_normal();
  if (!folder.has_filename()) folder = folder.parent_path();
  return levels(folder);
}

}  // namespace

std::vector<std::string> project_levels(
    const std::vector<std::string>& starts) {
  std::vector<std::string> found;
  for (const std::string& start : starts)
    for (const fs::path& level : levels_of(start))
      if (std::string text = level.string();
          std::find(found.begin(), found.end(), text) == found.end())
        found.push_back(std::move(text));
  return found;
}

std::vector<std::string> project_folders(
    const std::vector<std::string>& starts) {
  std::vector<std::string> found;
  const auto add = [&](const fs::path& folder) {
    std::error_code ignored;
    std::string text = folder.string();
    // A package's inside is no place where modules are looked for.
    if (fs::is_directory(folder, ignored) &&
        !has_any(folder, {"__init__.py"}) &&
        std::find(found.begin(), found.end(), text) == found.end())
      found.push_back(std::move(text));
  };
  std::vector<fs::path> tops;
  for (const std::string& start : starts) {
    const auto all = levels_of(start);
    for (const fs::path& level : all) {
      add(level);
      add(level / "src");
      add(level / "lib");
    }
    if (!all.empty()) tops.push_back(all.back());
  }
  for (const fs::path& top : tops) {
    std::error_code ignored;
    std::vector<fs::path> inside;
    for (const auto& entry : fs::directory_iterator(top, ignored))
      if (entry.is_directory(ignored) && is_distribution(entry.path()))
        inside.push_back(entry.path());
    std::sort(inside.begin(), inside.end());
    for (const fs::path& folder : inside) {
      add(folder);
      add(folder / "src");
    }
  }
  return found;
}

}  // namespace limbeck::cli

#include "cli/installed_packages.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "base/text.h"
#include "cli/project_folders.h"

namespace limbeck::cli {

namespace fs = std::filesystem;

namespace {

using Folders = std::vector<std::string>;

bool is_folder(const fs::path& path) {
  std::error_code ignored;
  return fs::is_directory(path, ignored);
}

bool is_file(const fs::path& path) {
  std::error_code ignored;
  return fs::is_regular_file(path, ignored);
}

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

/// The 12 of python3.12; 0 for what is no such name.
int minor_version(std::string_view name) {
  constexpr std::string_view kStart = "python3.";
  int number = 0;
  if (!name.starts_with(kStart)) return 0;
  const char* end = name.data() + name.size();
  const auto read = std::from_chars(name.data() + kStart.size(), end, number);
  return read.ec == std::errc() && read.ptr == end ? number : 0;
}

/// The site-packages below a prefix: that of the named version where it is
/// known, of the newest else.
std::optional<fs::path> site_packages(const fs::path& prefix, int wanted = 0) {
  std::optional<fs::path> best;
  int newest = 0;
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(prefix / "lib", ignored)) {
    const int minor = minor_version(entry.path().filename().string());
    const fs::path folder = entry.path() / "site-packages";
    if (minor <= newest || (wanted && minor != wanted) || !is_folder(folder))
      continue;
    newest = minor;
    best = folder;
  }
  return best;
}

/// What a .pth file adds: each line that is a folder.
void add_path_files(const fs::path& folder, Folders& folders) {
  std::vector<fs::path> files;
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(folder, ignored))
    if (entry.path().extension() == ".pth") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  for (const fs::path& file : files) {
    std::ifstream stream(file);
    for (std::string line; std::getline(stream, line);) {
      const std::string text(strip(line));
      if (text.empty() || text.starts_with("#") || text.starts_with("import "))
        continue;
      const fs::path added = (folder / text).lexically_normal();
      if (is_folder(added)) folders.push_back(added.string());
    }
  }
}

Folders with_path_files(const fs::path& folder) {
  Folders folders{folder.string()};
  add_path_files(folder, folders);
  return folders;
}

Folders told_folders(const std::string& told, const std::string& base) {
  Folders folders;
  for (const std::string& entry : split(replace_all(told, "\n", ","), ',')) {
    const std::string text(strip(entry));
    if (text.empty()) continue;
    std::error_code ignored;
    const fs::path path =
        fs::absolute(fs::path(base) / text, ignored).lexically_normal();
    const auto inside = site_packages(path);
    for (std::string& folder : with_path_files(inside ? *inside : path))
      folders.push_back(std::move(folder));
  }
  return folders;
}

std::optional<fs::path> beside_project(const Folders& starts) {
  for (const std::string& level : project_levels(starts))
    for (const char* name : {".venv", "venv", "env"}) {
      const fs::path folder = fs::path(level) / name;
      if (!is_file(folder / "pyvenv.cfg")) continue;
      if (const auto found = site_packages(folder)) return found;
    }
  return std::nullopt;
}

/// Those of the Python that a shell would start. The system's own holds what
/// the system needs, and no project's packages.
std::optional<fs::path> of_first_python(const std::string& path) {
  for (const std::string& entry : split(path, ':')) {
    const fs::path folder(entry);
    for (const char* name : {"python3", "python"}) {
      std::error_code failed;
      const fs::path program = folder / name;
      if (!fs::exists(program, failed)) continue;
      const fs::path prefix = folder.lexically_normal().parent_path();
      if (prefix == "/usr" || prefix == "/") return std::nullopt;
      const fs::path target = fs::read_symlink(program, failed);
      return site_packages(
          prefix, failed ? 0 : minor_version(target.filename().string()));
    }
  }
  return std::nullopt;
}

}  // namespace

PythonEnvironment python_environment() {
  return {variable("VIRTUAL_ENV"), variable("CONDA_PREFIX"), variable("PATH")};
}

std::vector<std::string> installed_packages(
    const std::optional<std::string>& told, const std::string& base,
    const std::vector<std::string>& starts,
    const PythonEnvironment& environment) {
  if (told) return *told == "off" ? Folders() : told_folders(*told, base);
  for (const std::string& active :
       {environment.virtual_env, environment.conda_prefix}) {
    if (active.empty()) continue;
    const auto found = site_packages(active);
    return found ? with_path_files(*found) : Folders();
  }
  auto found = beside_project(starts);
  if (!found) found = of_first_python(environment.path);
  return found ? with_path_files(*found) : Folders();
}

}  // namespace limbeck::cli

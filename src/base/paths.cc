#include "base/paths.h"

#include <filesystem>

namespace limbeck {

std::string pure_path(std::string_view path) {
  std::string result;
  if (path.starts_with('/'))
    // POSIX lets exactly two slashes mean something of their own.
    result = path.starts_with("//") && !path.starts_with("///") ? "//" : "/";
  std::size_t at = 0;
  while (at < path.size()) {
    auto end = path.find('/', at);
    if (end == path.npos) end = path.size();
    const std::string_view part = path.substr(at, end - at);
    at = end + 1;
    if (part.empty() || part == ".") continue;
    if (!result.empty() && result.back() != '/') result += '/';
    result += part;
  }
  return result.empty() ? "." : result;
}

std::string absolute_path(std::string_view path) {
  if (path.starts_with('/')) return pure_path(path);
  std::error_code ignored;
  std::string full = std::filesystem::current_path(ignored).string();
  full += '/';
  full += path;
  return pure_path(full);
}

}  // namespace limbeck

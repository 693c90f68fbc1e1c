// Paths written as Python's pathlib writes them, which is what Alembic prints.
#pragma once
#include <string>
#include <string_view>

namespace limbeck {

/// str(pathlib.Path(path)): without "." parts, doubled and closing slashes;
/// ".." stays, since it may follow a link. "." for nothing.
std::string pure_path(std::string_view path);

/// str(pathlib.Path(path).absolute()): the same below the current folder.
std::string absolute_path(std::string_view path);

}  // namespace limbeck

// Where a project keeps its own packages. Python has them by an editable
// installation or by PYTHONPATH; limbeck has neither, and looks beside the
// configuration.
#pragma once
#include <string>
#include <vector>

namespace limbeck::cli {

/// The folders in which a package may lie that nothing on sys.path has, the
/// nearest first: those of `starts` and above them up to the top of the
/// project, their `src` and `lib`, and what stands at the top with a
/// pyproject.toml or setup.py of its own.
std::vector<std::string> project_folders(
    const std::vector<std::string>& starts);

/// The folders of `starts` and those above each up to the top of its project,
/// the nearest first.
std::vector<std::string> project_levels(const std::vector<std::string>& starts);

}  // namespace limbeck::cli

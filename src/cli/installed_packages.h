// Where the packages that a project needs are installed: the site-packages of
// its virtual environment. Those written in Python run in limbeck's
// interpreter.
#pragma once
#include <optional>
#include <string>
#include <vector>

namespace limbeck::cli {

/// What the process's environment says, so that a test can say something else.
struct PythonEnvironment {
  std::string virtual_env;   // VIRTUAL_ENV
  std::string conda_prefix;  // CONDA_PREFIX
  std::string path;          // PATH
};

PythonEnvironment python_environment();

/// The folders of installed packages, those of the first that there is:
/// - `told`, the setting `site_packages`: folders or virtual environments,
///   separated by commas or lines, relative to `base`; "off" for none;
/// - the active virtual environment;
/// - .venv, venv or env in `starts` and above them, up to the top of the
///   project;
/// - those of the first Python on PATH, unless it is the system's own.
/// What the .pth files there name follows them.
std::vector<std::string> installed_packages(
    const std::optional<std::string>& told, const std::string& base,
    const std::vector<std::string>& starts,
    const PythonEnvironment& environment);

}  // namespace limbeck::cli

#include <filesystem>

#include "alembic/config.h"
#include "alembic/script_directory.h"
#include "base/error.h"
#include "cli/run.h"
#include "companions/modules.h"
#include "limbeck/limbeck.h"

namespace limbeck {

Project::Project(std::string configuration)
    : configuration_(std::move(configuration)) {}

Outcome Project::run(const std::vector<std::string>& arguments) const {
  std::vector<std::string> words{"-c", configuration_};
  words.insert(words.end(), arguments.begin(), arguments.end());
  Outcome outcome;
  const cli::Streams streams{
      [&](std::string_view text) { outcome.out += text; },
      [&](std::string_view text) { outcome.err += text; }};
  outcome.exit_code = cli::run("limbeck", words, streams);
  return outcome;
}

std::vector<RevisionInfo> Project::revisions() const {
  py::Interpreter interpreter;
  const py::Enter enter(interpreter);
  interpreter.set_output([](std::string_view) {}, [](std::string_view) {});
  companions::add_all_modules(interpreter);
  alembic::ConfigSource source{"alembic.ini", "pyproject.toml", "alembic", {}};
  const bool is_toml =
      std::filesystem::path(configuration_).filename() == "pyproject.toml";
  (is_toml ? source.toml_file : source.ini_file) = configuration_;
  try {
    alembic::load_environment_files(source);
    alembic::Config config(std::move(source));
    const auto scripts = alembic::ScriptDirectory::from_config(config, true);
    std::vector<RevisionInfo> result;
    for (const revision::Revision* one : scripts->graph().revisions())
      result.push_back({one->id, one->down_revisions, one->dependencies,
                        one->branch_labels, one->doc(), one->path,
                        one->is_head()});
    return result;
  } catch (const Error& error) {
    throw ProjectError(error.message());
  } catch (const py::Raised& raised) {
    throw ProjectError(interpreter.format_exception(raised.exception()));
  }
}

std::vector<std::string> Project::heads() const {
  std::vector<std::string> result;
  for (const RevisionInfo& revision : revisions())
    if (revision.is_head) result.push_back(revision.id);
  return result;
}

const char* version() { return cli::kVersion; }

}  // namespace limbeck

// Laying out a new project: init, list_templates.
#include <filesystem>

#include "alembic/commands/commands.h"
#include "alembic/console.h"
#include "alembic/templates.h"
#include "base/error.h"
#include "base/files.h"
#include "base/paths.h"
#include "base/text.h"

namespace limbeck::alembic {
namespace {

namespace fs = std::filesystem;

void make_folder(const fs::path& path) {
  std::error_code error;
  fs::create_directories(path, error);
  if (error)
    throw Error(ErrorKind::File,
                cat("Can't create ", path.string(), ": ", error.message()));
}

std::string filled_in(const std::string& text, const std::string& location) {
  return replace_all(text, "${script_location}", location);
}

// The script_location that a configuration file in `file`'s folder names.
std::string location_from(const fs::path& directory, const std::string& file) {
  if (directory.is_absolute()) return directory.generic_string();
  const fs::path from = fs::path(absolute_path(file)).parent_path();
  const fs::path to = absolute_path(directory.string());
  return cat("%(here)s/", to.lexically_relative(from).generic_string());
}

bool has_alembic_table(const std::string& file) {
  Config config({std::string(), file, "alembic", {}});
  return !config.toml().empty();
}

class Project {
 public:
  Project(ConfigObject& config, fs::path directory)
      : config_(config), directory_(std::move(directory)) {}

  void lay_out(const ProjectTemplate& project_template, bool package) {
    std::error_code error;
    const fs::path full = absolute_path(directory_.string());
    if (!fs::exists(directory_, error))
      status(cat("Creating directory ", full.string()), config_.quiet,
             [&] { make_folder(directory_); });
    const fs::path versions = directory_ / "versions";
    status(cat("Creating directory ", (full / "versions").string()),
           config_.quiet, [&] { make_folder(versions); });
    for (const TemplateFile& file : project_template.files()) write(file);
    if (package)
      for (const fs::path& folder : {full, full / "versions"}) {
        const std::string path = (folder / "__init__.py").string();
        status(cat("Adding ", path), config_.quiet,
               [&] { write_file(path, ""); });
      }
  }

  bool has_toml() const { return has_toml_; }

 private:
  void write(const TemplateFile& file) {
    std::error_code error;
    if (file.name == "alembic.ini.mako") {
      const std::string path = absolute_path(config_.config->ini_file());
      if (fs::exists(path, error)) {
        message(cat("File ", path, " already exists, skipping"), config_.quiet);
        return;
      }
      generate(path,
               filled_in(file.text, location_from(directory_,
                                                  config_.config->ini_file())));
    } else if (file.name == "pyproject.toml.mako") {
      has_toml_ = true;
      write_toml(file);
    } else {
      generate((absolute_path(directory_.string()) + "/" + file.name),
               file.text);
    }
  }

  void write_toml(const TemplateFile& file) {
    std::error_code error;
    const std::string& given = config_.config->toml_file();
    const std::string path = absolute_path(given);
    const std::string text =
        filled_in(file.text, location_from(directory_, given));
    if (!fs::exists(path, error)) {
      generate(path, text);
    } else if (has_alembic_table(path)) {
      // Said even when quiet, as the reference does.
      message(cat("File ", path,
                  " already exists and already has a "
                  "[tool.alembic] section, skipping"));
    } else {
      status(cat("Appending to existing ", path), config_.quiet,
             [&] { write_file(path, cat(read_file(path), "\n\n", text)); });
    }
  }

  // Alembic: ScriptDirectory(directory) of init is not quiet.
  static void generate(const std::string& path, const std::string& text) {
    status(cat("Generating ", path), false, [&] { write_file(path, text); });
  }

  ConfigObject& config_;
  fs::path directory_;
  bool has_toml_ = false;
};

}  // namespace

// Alembic: command.list_templates
void list_templates(ConfigObject& config) {
  config.print("Available templates:\n");
  for (const ProjectTemplate& item : project_templates())
    config.print(cat(item.name, " - ", item.description));
  config.print("\nTemplates are used via the 'init' command, e.g.:");
  config.print(
      cat("\n  ", console().program, " init --template generic ./scripts"));
}

// Alembic: command.init
void init(ConfigObject& config, const std::string& directory,
          const std::string& project_template, bool package) {
  std::error_code error;
  const fs::path folder = pure_path(directory);
  if (fs::exists(folder, error) && !fs::is_empty(folder, error))
    throw Error(ErrorKind::Command, cat("Directory ", folder.string(),
                                        " already exists and is not empty"));
  const ProjectTemplate* chosen = find_template(project_template);
  if (!chosen)
    throw Error(ErrorKind::Command, cat("No such template ", project_template))
        .hint("list_templates shows them");
  Project project(config, folder);
  project.lay_out(*chosen, package);
  const std::string ini = absolute_path(config.config->ini_file());
  if (project.has_toml())
    message(cat("Please edit configuration settings in ",
                absolute_path(config.config->toml_file()),
                " and configuration/connection/logging settings in ", ini,
                " before proceeding."),
            config.quiet);
  else
    message(cat("Please edit configuration/connection/logging settings in ",
                ini, " before proceeding."),
            config.quiet);
}

}  // namespace limbeck::alembic

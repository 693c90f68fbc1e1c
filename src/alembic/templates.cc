#include "alembic/templates.h"

#include <initializer_list>

#include "base/embedded.h"
#include "base/text.h"

namespace limbeck {
extern const EmbeddedFile kAlembicFiles[];

namespace alembic {
namespace {

// A text made of its parts, the files of src/alembic/templates/.
std::string parts(std::initializer_list<std::string_view> names) {
  std::string text;
  for (std::string_view name : names)
    text += embedded_text(kAlembicFiles, name);
  return text;
}

std::string generic_ini() {
  return cat("# The configuration of the database migrations.\n\n[alembic]\n",
             parts({"settings.ini.part", "url.ini.part", "hooks.ini.part",
                    "logging.ini.part"}));
}

std::string multidb_ini() {
  return cat(
      "# The configuration of the migrations of several databases.\n\n"
      "[alembic]\n",
      parts({"settings.ini.part", "databases.ini.part", "hooks.ini.part",
             "logging.ini.part"}));
}

std::string pyproject_ini() {
  return cat(
      "# What differs from machine to machine; the rest is in "
      "pyproject.toml.\n\n[alembic]\n",
      parts({"url.ini.part", "logging.ini.part"}));
}

std::string generic_env() {
  return parts({"env_generic_head.py.part", "env_config.py.part",
                "env_generic_run.py.part", "env_dispatch.py.part"});
}

std::string async_env() {
  return parts({"env_async_head.py.part", "env_config.py.part",
                "env_async_run.py.part", "env_dispatch.py.part"});
}

std::vector<TemplateFile> files(std::string_view readme, std::string env,
                                std::string ini) {
  return {{"script.py.mako",
           parts({"script_head.mako.part", "script_body.mako.part"})},
          {"README", std::string(readme)},
          {"env.py", std::move(env)},
          {"alembic.ini.mako", std::move(ini)}};
}

std::vector<TemplateFile> with_toml(std::vector<TemplateFile> files) {
  files.push_back({"pyproject.toml.mako", parts({"pyproject.toml.mako"})});
  return files;
}

constexpr std::string_view kGeneric = "Generic single-database configuration.";
constexpr std::string_view kAsync =
    "Generic single-database configuration with an async dbapi.";
constexpr std::string_view kMultidb =
    "Rudimentary multi-database configuration.";
constexpr std::string_view kPyproject =
    "pyproject configuration, based on the generic configuration.";
constexpr std::string_view kPyprojectAsync =
    "pyproject configuration, with an async dbapi.";

std::vector<TemplateFile> multidb() {
  auto result =
      files(kMultidb, parts({"env_multidb.py.part", "env_dispatch.py.part"}),
            multidb_ini());
  result[0].text =
      parts({"script_multidb_head.mako.part", "script_head.mako.part",
             "script_multidb_body.mako.part"});
  result[1].text = parts({"readme_multidb.part"});
  return result;
}

}  // namespace

const std::vector<ProjectTemplate>& project_templates() {
  static const std::vector<ProjectTemplate> templates = {
      {"pyproject_async", kPyprojectAsync,
       [] {
         return with_toml(files(kPyprojectAsync, async_env(), pyproject_ini()));
       }},
      {"multidb", kMultidb, multidb},
      {"generic", kGeneric,
       [] { return files(kGeneric, generic_env(), generic_ini()); }},
      {"pyproject", kPyproject,
       [] {
         return with_toml(files(kPyproject, generic_env(), pyproject_ini()));
       }},
      {"async", kAsync,
       [] { return files(kAsync, async_env(), generic_ini()); }},
  };
  return templates;
}

const ProjectTemplate* find_template(std::string_view name) {
  for (const ProjectTemplate& candidate : project_templates())
    if (candidate.name == name) return &candidate;
  return nullptr;
}

}  // namespace alembic
}  // namespace limbeck

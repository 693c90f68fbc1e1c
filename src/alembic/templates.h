// The project templates that `init` lays out. Texts of limbeck's own, kept as
// parts in src/alembic/templates/; the points that tutorials rely on
// (`target_metadata = None`, the two run functions, the four revision
// identifiers) keep their names and places.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace limbeck::alembic {

struct TemplateFile {
  std::string name;  // as in the template folder: "env.py"
  std::string text;  // *.ini.mako, *.toml.mako: ${script_location} is filled in
};

struct ProjectTemplate {
  std::string_view name;         // "generic"
  std::string_view description;  // the README's first line
  std::vector<TemplateFile> (*files)();
};

/// All templates, in the order `list_templates` prints them.
const std::vector<ProjectTemplate>& project_templates();

/// nullptr when there is none of that name.
const ProjectTemplate* find_template(std::string_view name);

}  // namespace limbeck::alembic

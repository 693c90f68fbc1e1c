// What env.py works with: the Python classes Config, ScriptDirectory, Script,
// EnvironmentContext and the module alembic.context.
// Alembic: alembic.runtime.environment, alembic.config.Config
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "alembic/config.h"
#include "alembic/migration_context.h"
#include "alembic/script_directory.h"

namespace limbeck::alembic {

/// A Config as Python sees it.
struct ConfigObject : py::Instance {
  std::shared_ptr<Config> config;
  Value arguments = Value::none();  // cmd_opts: a namespace
  Value user_attributes;            // attributes: a free dict
  Value output_buffer = Value::none();
  Value standard_output = Value::none();
  Value further_names = py::make_dict();  // config_args
  Value parser = Value::none();           // file_config, once it was asked for
  bool quiet = false;
  using py::Instance::Instance;

  static py::Type* type();
  /// A line of a command's result; nothing when quiet.
  void print(std::string_view text);
};

/// A new Config; `arguments` becomes cmd_opts.
py::Ref<ConfigObject> make_config(ConfigSource source, Value arguments,
                                  bool quiet);

/// The script directory of a configuration as commands take it.
std::shared_ptr<ScriptDirectory> scripts_for(ConfigObject& config);
Value wrap_scripts(std::shared_ptr<ScriptDirectory> scripts);
std::shared_ptr<ScriptDirectory> scripts_of(const Value& live);
/// ScriptDirectory.revision_map, and its class.
Value wrap_revision_map(std::shared_ptr<ScriptDirectory> scripts);
py::Type* revision_map_type();
Value wrap_script(const std::shared_ptr<ScriptDirectory>& scripts,
                  const revision::Revision& revision);

/// The steps that _upgrade_revs and its kin gave to Python.
std::vector<revision::Step> steps_of(const Value& list);

/// The `step` of on_version_apply.
Value make_migration_info(const revision::Step& step, ScriptDirectory& scripts);

/// What a command asks of env.py.
struct EnvironmentRequest {
  StepsFunction steps;
  bool as_sql = false;
  bool moves = false;  // upgrade, downgrade, stamp: the three below are given
  Value starting_rev = Value::none();     // str or None
  Value destination_rev = Value::none();  // str, tuple or None
  std::optional<std::string> tag;
  bool purge = false;
  bool dont_mutate = false;
  Value template_arguments;  // a dict that configure() adds to
  Value revision_context;
};

/// Runs env.py with alembic.context bound to the request.
// Alembic: with EnvironmentContext(…): script.run_env()
void run_environment(ConfigObject& config,
                     const std::shared_ptr<ScriptDirectory>& scripts,
                     EnvironmentRequest request);

/// alembic, alembic.context, alembic.config, alembic.script, alembic.command …
extern const py::NativeModule kNativeModules[];

}  // namespace limbeck::alembic

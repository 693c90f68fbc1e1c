// What the program's commands do, for the command line and for the Python
// module alembic.command. Results go to the configuration's standard output.
// Everything that the user can get wrong throws ErrorKind::Command.
// Source: https://alembic.sqlalchemy.org/en/latest/api/commands.html
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "alembic/environment.h"

namespace limbeck::alembic {

/// The setting revision_environment; raises ValueError where it is no boolean.
// Alembic: util.asbool(config.get_alembic_option("revision_environment"))
bool runs_environment(ConfigObject& config);

// init.cc
void list_templates(ConfigObject& config);
void init(ConfigObject& config, const std::string& directory,
          const std::string& project_template, bool package);

// look.cc: commands that only look
void heads(ConfigObject& config, bool verbose, bool resolve_dependencies);
void branches(ConfigObject& config, bool verbose);
void history(ConfigObject& config, const std::optional<std::string>& range,
             bool verbose, bool indicate_current);
void show(ConfigObject& config, const std::string& revision);
void current(ConfigObject& config, bool check_heads, bool verbose);
void edit(ConfigObject& config, const std::string& revision);

// run.cc: commands that change a database, or write the SQL for it
void upgrade(ConfigObject& config, std::string revision, bool sql,
             const std::optional<std::string>& tag);
void downgrade(ConfigObject& config, std::string revision, bool sql,
               const std::optional<std::string>& tag);
void stamp(ConfigObject& config, const std::vector<std::string>& revisions,
           bool sql, const std::optional<std::string>& tag, bool purge);
void ensure_version(ConfigObject& config, bool sql);

// doctor.cc: what of the project would not run. Reaches no database; false
// where something would fail.
bool doctor(ConfigObject& config, bool json);

// write.cc: commands that write revision files
struct RevisionArguments {
  std::optional<std::string> message;
  bool autogenerate = false;
  bool sql = false;
  Value head;  // str or sequence; absent: "head"
  bool splice = false;
  Value branch_label;
  std::optional<std::string> version_path;
  std::optional<std::string> rev_id;
  Value depends_on;
  Value process_revision_directives;
};
/// The Script, a list of them (hooks may make several), or None.
Value revision(ConfigObject& config, const RevisionArguments& arguments);
Value merge(ConfigObject& config, const revision::Specifier& revisions,
            const std::optional<std::string>& message,
            const Value& branch_label, const std::optional<std::string>& rev_id,
            bool splice);
void check(ConfigObject& config);

}  // namespace limbeck::alembic

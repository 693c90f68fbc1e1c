// The folder of a project's migration scripts: finds the revision files, reads
// their headers into a graph, loads the ones that are run, writes new ones.
// Alembic: alembic.script.base.ScriptDirectory, Script
#pragma once
#include <filesystem>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "alembic/config.h"
#include "python/native.h"
#include "revision/graph.h"
#include "revision/specifier.h"

namespace limbeck::alembic {

using py::Value;

/// What `generate_revision` writes into a new file.
struct NewRevision {
  std::string id;
  std::optional<std::string> message;
  revision::Specifier head = "head";
  bool splice = false;
  std::vector<std::string> branch_labels;
  std::optional<std::string> version_path;
  std::vector<std::string> depends_on;
  /// Further template variables (a dict), such as `upgrades` and `imports`.
  Value template_arguments;
};

class ScriptDirectory : public std::enable_shared_from_this<ScriptDirectory> {
 public:
  struct Settings {
    std::string file_template = "%(rev)s_%(slug)s";
    std::int64_t truncate_slug_length = 40;
    bool sourceless = false;
    bool recursive = false;
    std::string output_encoding = "utf-8";
    std::optional<std::string> timezone;
    std::vector<PostWriteHook> hooks;
  };

  /// Throws ErrorKind::Command where the folder does not exist; without
  /// version locations they are its "versions".
  static std::shared_ptr<ScriptDirectory> in_folder(
      std::string folder, const std::vector<std::string>& version_locations,
      Settings settings, bool quiet);
  /// Alembic: ScriptDirectory.from_config. Throws ErrorKind::Command where the
  /// configuration names no folder or the folder does not exist.
  /// `live_config` is what templates see as `config`.
  static std::shared_ptr<ScriptDirectory> from_config(Config& config,
                                                      bool quiet);

  const std::string& folder() const { return folder_; }
  /// Absolute, in the configured order.
  const std::vector<std::string>& version_locations() const {
    return version_locations_;
  }
  /// As the configuration names them; none where it names none.
  const std::vector<std::string>& given_version_locations() const {
    return given_version_locations_;
  }
  bool quiet() const { return quiet_; }

  /// Reads the headers at first use.
  const revision::RevisionGraph& graph();
  /// graph() where its errors keep their class.
  const revision::RevisionGraph& load_graph();

  /// What one file declares; nothing where its name is not a revision's.
  std::optional<revision::Revision> load(const std::string& path);
  /// Reads the files again when next asked.
  void forget();

  /// The script's module; executed once, when first asked for.
  Value module_of(const revision::Revision& revision);

  /// Makes happen what loading all scripts does beside their own migrations:
  /// @compiles functions and event listeners, of scripts and of the project's
  /// modules that they import. Other scripts are not executed.
  void load_far_reaching();

  /// Writes a new revision file, runs the post-write hooks and adds it to the
  /// graph. nullptr when the file name is not one of a revision.
  const revision::Revision* generate_revision(const NewRevision& revision);

  /// Executes env.py.
  void run_env();

  const Settings& settings() const { return settings_; }
  Settings& settings() { return settings_; }

 private:
  ScriptDirectory() = default;
  struct FoundFile {
    std::string path;
    bool is_link;
  };
  std::vector<FoundFile> list_files() const;
  revision::Revision from_module(const std::string& path);
  Value load_module(const std::string& path);
  std::string file_name(const NewRevision& revision, const Value& date) const;
  Value create_date() const;
  std::string choose_version_path(const NewRevision& revision,
                                  const revision::Links& heads) const;
  void write(const NewRevision& revision, const std::string& path,
             const revision::Links& heads, const Value& date);

  std::string folder_;
  std::vector<std::string> version_locations_;
  std::vector<std::string> given_version_locations_;
  bool quiet_ = false;
  Settings settings_;
  std::optional<revision::RevisionGraph> graph_;
  std::vector<revision::RevisionGraph> retired_;
  std::unordered_map<std::string, Value> modules_;  // by path
  /// Of scripts that were looked at and not loaded: by path.
  std::unordered_map<std::string, std::string> sources_;
  std::vector<std::string> far_reaching_;  // paths
  std::set<std::string> imported_;         // modules that scripts import
};

/// Renders a Mako template with these variables (a dict of str). On failure
/// throws ErrorKind::Command naming the file with the details, as Alembic does.
std::string render_template(const std::string& file, const Value& variables);

/// Runs the configured programs on a new file.
// Alembic: alembic.script.write_hooks
void run_post_write_hooks(const std::string& path,
                          const std::vector<PostWriteHook>& hooks);

/// A random id of twelve hexadecimal digits.
std::string random_revision_id();

}  // namespace limbeck::alembic

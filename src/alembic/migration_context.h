// One migration run on one database (or one SQL script): reads the version
// table, asks the command for steps, runs them in transactions and keeps the
// version rows. Also the Python class alembic.runtime.migration.
// MigrationContext.
// Alembic: alembic.runtime.migration.MigrationContext
#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "alembic/script_directory.h"
#include "alembic/version_table.h"
#include "ops/impl.h"
#include "revision/step.h"

namespace limbeck::alembic {

class MigrationContext;

/// What a command does in a run: given the rows of the version table, the
/// steps to take (none for commands that only look).
using StepsFunction = std::function<std::vector<revision::Step>(
    const std::vector<std::string>& rows, MigrationContext& context)>;

class MigrationContext : public py::Instance {
 public:
  using py::Instance::Instance;

  /// The Python class.
  static py::Type* type();

  /// What configure() takes beyond the options dict.
  struct Target {
    Value connection;    // None offline
    Value url;           // None or str or URL
    Value dialect_name;  // None or str
    Value dialect;       // None or a live Dialect
    Value dialect_options;
    bool own_paramstyle = false;  // the Dialect's own counts
  };
  /// Alembic: MigrationContext.configure. `options` is the opts dict;
  /// `environment` the EnvironmentContext object or None.
  static py::Ref<MigrationContext> configure(
      const Target& target, Value options, Value environment,
      std::shared_ptr<ScriptDirectory> scripts, StepsFunction steps);
  /// What __init__ does: `target` has a dialect.
  void set_up(const Target& target, Value options, Value environment);

  ops::Impl& impl() { return *impl_; }
  bool as_sql() const { return impl_->as_sql(); }
  const Value& connection() const { return connection_; }
  const Value& options() const { return options_; }
  const Value& environment() const { return environment_; }
  const std::shared_ptr<ScriptDirectory>& scripts() const { return scripts_; }
  const VersionTable& version_table() const { return version_table_; }
  bool has_version_table();

  std::vector<std::string> current_heads();
  /// None when the table is empty; an error when it has several rows.
  std::optional<std::string> current_revision();
  void ensure_version_table(bool purge = false);
  /// `arguments`: a dict passed on to upgrade() and downgrade().
  void run_migrations(const Value& arguments);
  /// Writes the rows that a step changed; throws Error where another run
  /// changed them meanwhile.
  void apply(const revision::RowChanges& changes);
  void stamp(ScriptDirectory& scripts, const std::string& revision);

  enum class Scope { Run, Migration };
  /// A context manager; see Alembic's MigrationContext.begin_transaction.
  Value begin_transaction(Scope scope);
  /// A context manager.
  Value autocommit_block();
  /// The caller had begun a transaction before configure(), and ends it.
  bool in_external_transaction() const { return in_external_transaction_; }

 private:
  friend struct TransactionScope;
  friend struct AutocommitScope;

  Value option(std::string_view name) const;
  bool flag_option(std::string_view name) const;
  /// The rows of the version table and the steps from there, read again under
  /// the lock of the database where there is something to do.
  std::vector<revision::Step> locked_steps(std::vector<std::string>& rows);
  /// After the connection's schema_translate_map.
  VersionTable effective_version_table() const;
  void run_step(const revision::Step& step, revision::HeadMaintainer& heads,
                const Value& arguments);
  Value migration_function(const revision::Step& step);
  void call_migration(const revision::Step& step, const Value& arguments);
  bool in_transaction() const;
  Value safe_begin();

  std::unique_ptr<ops::Impl> impl_;
  Value connection_ = Value::none();
  Value options_;
  Value environment_ = Value::none();
  Value transaction_ = Value::none();  // ours, as the reference's _transaction
  std::shared_ptr<ScriptDirectory> scripts_;
  StepsFunction steps_;
  VersionTable version_table_;
  bool in_external_transaction_ = false;
  bool per_migration_ = false;
};

/// The native class below alembic.ddl.impl.DefaultImpl.
py::Type* impl_type();

/// How a script's function is called in messages: its __name__.
std::string function_name(const Value& function);

}  // namespace limbeck::alembic

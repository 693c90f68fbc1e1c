// One step of a run, and what it does to the rows of the version table.
#pragma once
#include <memory>

#include "revision/failure.h"
#include "revision/specifier.h"

namespace limbeck::revision {

enum class Direction { Upgrade, Downgrade };

/// A revision that is applied or undone, or rows that are stamped.
// Alembic: RevisionStep, StampStep
struct Step {
  enum class Kind { Migration, Stamp };
  Kind kind = Kind::Migration;
  Direction direction = Direction::Upgrade;
  const Revision* revision = nullptr;  // Migration; belongs to the graph
  std::vector<std::string> from, to;   // Stamp
  bool branch_move = false;            // Stamp: a row comes or goes
  std::string function;  // Migration: its __name__, where that is another

  bool is_upgrade() const { return direction == Direction::Upgrade; }

  /// What is left and reached: with dependencies, as the rows see it.
  std::vector<std::string> from_revisions() const;
  std::vector<std::string> to_revisions() const;
  /// As the script writes it.
  std::vector<std::string> from_revisions_no_deps() const;
  std::vector<std::string> to_revisions_no_deps() const;

  /// "upgrade", "downgrade" or "stamp_revision", or how the function is called
  /// that a script's decorator put in their place.
  std::string_view name() const;
  /// "upgrade ae10 -> 27c6", as in the comment of an SQL script.
  std::string short_log() const;
  /// With the first paragraph of the docstring, as in the log.
  std::string log() const;
};

Step upgrade_step(const Revision& revision);
Step downgrade_step(const Revision& revision);

/// The steps that make the rows of a version table say `destinations`; errors
/// are the command's (ErrorKind::Command).
// Alembic: ScriptDirectory._stamp_revs
std::vector<Step> stamp_steps(const RevisionGraph& graph,
                              const Specifier& destinations,
                              const std::vector<std::string>& rows);

/// One statement on the version table.
struct RowChange {
  enum class Kind { Insert, Update, Delete };
  Kind kind;
  std::string from;  // Update, Delete
  std::string to;    // Insert, Update
  bool operator==(const RowChange&) const = default;
};

/// What one step does to the version table: `log` is the reference's line at
/// DEBUG level (logger alembic.runtime.migration).
struct RowChanges {
  std::vector<RowChange> changes;
  std::string log;
};

/// Keeps the rows while steps are run. The rows are always the real heads of
/// what is applied.
// Alembic: HeadMaintainer
class HeadMaintainer {
 public:
  HeadMaintainer(const RevisionGraph& graph, std::vector<std::string> rows);

  const std::vector<std::string>& heads() const { return heads_; }
  /// The statements of a step, in order; `heads` is as after them.
  RowChanges update_to_step(const Step& step);

 private:
  RowChanges migrate_up(const Revision& revision);
  RowChanges migrate_down(const Revision& revision);
  RowChanges stamp(const Step& step);
  bool has(const std::string& row) const;
  void insert(RowChanges& out, const std::string& row);
  void remove(RowChanges& out, const std::string& row);
  void update(RowChanges& out, const std::string& from, const std::string& to);
  void ensure_applied();
  void set_applied(const Revision& revision, bool applied);

  const RevisionGraph& graph_;      // borrowed
  std::vector<std::string> heads_;  // the rows, in the order they came
  // Counted from the first downgrade on: what is applied, and for each revision
  // how many of its children are.
  std::optional<RevisionSet> applied_;
  std::vector<int> applied_children_;
};

}  // namespace limbeck::revision

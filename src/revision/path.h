// Which revisions an upgrade, a downgrade or a history consists of, in order.
#pragma once
#include "revision/failure.h"
#include "revision/relative.h"

namespace limbeck::revision {

struct PathOptions {
  bool implicit_base = false;  // other branches than that of `lower`, too
  bool inclusive = false;      // with `lower` itself
  Overwalk overwalk = Overwalk::Refused;
};

/// What `upper` needs beyond `lower`, newest first.
// Alembic: RevisionMap.iterate_revisions
Links iterate_revisions(const RevisionGraph& graph, const Specifier& upper,
                        const Specifier& lower, const PathOptions& options);

/// What a database at `upper` has to undo to be at `lower`, newest first.
// Alembic: RevisionMap.iterate_revisions(select_for_downgrade=True)
Links iterate_for_downgrade(const RevisionGraph& graph, const Specifier& upper,
                            const Specifier& lower, const PathOptions& options);

/// Orders `todo` so that children and dependents come before what they need,
/// one line as far as possible before the next. Starts at `heads`.
// Alembic: RevisionMap._topological_sort
Links topological_sort(const RevisionGraph& graph, const Links& todo,
                       const Links& heads);

// The three that commands use; errors are the command's (ErrorKind::Command).

/// The revisions to apply, in the order of application.
// Alembic: ScriptDirectory._upgrade_revs
Links upgrade_path(const RevisionGraph& graph, const Specifier& destination,
                   const Specifier& current);

/// The revisions to undo, in that order.
// Alembic: ScriptDirectory._downgrade_revs
Links downgrade_path(const RevisionGraph& graph, const Specifier& destination,
                     const Specifier& current);

/// The revisions between both (inclusive), newest first.
// Alembic: ScriptDirectory.walk_revisions
Links walk_revisions(const RevisionGraph& graph, const Specifier& base = "base",
                     const Specifier& head = "heads");

}  // namespace limbeck::revision

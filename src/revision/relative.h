// Steps up and down the graph, and the targets that are given by them.
#pragma once
#include "revision/specifier.h"

namespace limbeck::revision {

/// What a walk past the end of the graph gives: Place::Kind::Beyond, or the
/// last place that was reached.
enum class Overwalk { Refused, Stops };

/// `steps` up (positive) or down from a place; Beyond as a start means base
/// on the way up and the heads on the way down. A branch label narrows the
/// way up. Throws where the way forks.
// Alembic: RevisionMap._walk
Place walk(const RevisionGraph& graph, Place start, long steps,
           const std::optional<std::string>& branch_label, Overwalk overwalk);

/// The branch (if one is named) and the place that a downgrade leads to.
struct DowngradeTarget {
  std::optional<std::string> branch_label;
  Place place;
};
// Alembic: RevisionMap._parse_downgrade_target
DowngradeTarget parse_downgrade_target(const RevisionGraph& graph,
                                       const Specifier& current,
                                       const Specifier& target,
                                       Overwalk overwalk);

// Alembic: RevisionMap._parse_upgrade_target
std::vector<Place> parse_upgrade_target(const RevisionGraph& graph,
                                        const Specifier& current,
                                        const Specifier& target,
                                        Overwalk overwalk);

}  // namespace limbeck::revision

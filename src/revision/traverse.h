// Walks along the links of the graph.
#pragma once
#include "revision/graph.h"

namespace limbeck::revision {

/// The links to follow; downward means towards the bases.
enum class Follow {
  Down,            // down_revision
  AllDown,         // down_revision and every dependency
  NormalizedDown,  // the same revisions, by fewer links
  Next,            // children by down_revision
  AllNext,         // children by down_revision or depends_on
};

const Links& links(const Revision& revision, Follow follow);

/// `from` and all that can be reached from it.
RevisionSet reach(const RevisionGraph& graph, const Links& from, Follow follow);

/// The same as a list, depth first, the last link of a revision first.
// Alembic: RevisionMap._iterate_related_revisions
Links reached(const RevisionGraph& graph, const Links& from, Follow follow);

/// As `reach`; throws if one of `from` can be reached from another.
RevisionSet reach_apart(const RevisionGraph& graph, const Links& from,
                        Follow follow);

/// Those of `revisions` that have no other of them as a descendant by
/// down_revision, in load order.
// Alembic: RevisionMap._filter_into_branch_heads
Links branch_heads(const RevisionGraph& graph, const Links& revisions);

}  // namespace limbeck::revision

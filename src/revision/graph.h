// The graph of all revisions of a project: pure data, no files, no database.
//
//   revision.h   one revision and its links
//   graph.h      building the graph: heads, bases, labels, cycles
//   traverse.h   ancestors, descendants, lineage
//   specifier.h  from "head", "ae10+2", "branch@head" to revisions
//   path.h       the revisions that an upgrade or a downgrade runs, in order
//   step.h       one step, and what it does to the rows of the version table
//   failure.h    the errors of all of these
//
// What always holds once the graph is built: links point to revisions of the
// graph, there are no cycles, and lists of revisions keep load order where the
// reference keeps them in a dict. Where the reference iterates over a hash set,
// so that its own order differs from run to run, ours is load order.
// Nothing recurses, and nothing is quadratic in the number of revisions.
#pragma once
#include <deque>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "revision/revision.h"

namespace limbeck::revision {

/// Takes the text of a warning for the user.
using Warn = std::function<void(const std::string&)>;

/// Refuses ids with characters that specifiers use, and revisions that name
/// themselves.
// Alembic: Revision.__init__, Revision.verify_rev_id
void verify(const Revision& revision);
void verify_id(std::string_view id);

class RevisionGraph {
 public:
  RevisionGraph() = default;
  /// `revisions` in load order. Throws RevisionError for what cannot be a
  /// graph; `warn` hears of the rest, now and while the graph is used.
  explicit RevisionGraph(std::vector<Revision> revisions, Warn warn = {});
  RevisionGraph(RevisionGraph&&) = default;
  RevisionGraph& operator=(RevisionGraph&&) = default;
  RevisionGraph(const RevisionGraph&) = delete;
  RevisionGraph& operator=(const RevisionGraph&) = delete;

  /// Without a child by down_revision.
  const Links& heads() const { return heads_; }
  /// Without a child by down_revision or depends_on: the rows of an up-to-date
  /// version table.
  const Links& real_heads() const { return real_heads_; }
  const Links& bases() const { return bases_; }
  const Links& real_bases() const { return real_bases_; }

  /// All revisions in load order, each id once.
  const Links& revisions() const { return revisions_; }
  /// How many revisions were loaded: what RevisionSet needs.
  std::size_t size() const { return storage_.size(); }
  bool empty() const { return storage_.empty(); }

  /// The revision with exactly this id or branch label, or nullptr.
  const Revision* find(std::string_view name) const;
  /// All ids in load order, then all labels: what `find` knows.
  const std::vector<std::string_view>& names() const { return names_; }
  bool is_label(std::string_view name) const { return labels_.count(name); }

  /// Adds one revision that was just written, as a child of what it names.
  /// Unlike a full load this gives it no inherited labels.
  const Revision* add_revision(Revision revision);

  void warn(const std::string& text) const {
    if (warn_) warn_(text);
  }

 private:
  using Names = std::unordered_map<std::string_view, Revision*>;

  Revision* store(Revision revision);
  void map_labels(Revision& revision);
  void resolve_dependencies(Revision& revision);
  Revision* parent(std::string_view id, const Revision& child);
  void link(Revision& revision);
  void collect_ends(const std::vector<Revision*>& loaded);
  void detect_cycles() const;
  std::vector<Revision*> topological() const;
  void normalize(const std::vector<Revision*>& parents_first);
  void spread_labels(Revision& revision);

  std::deque<Revision> storage_;  // addresses stay
  Names by_name_;                 // ids and labels
  std::unordered_map<std::string_view, const Revision*> labels_;
  std::vector<std::string_view> names_;
  std::vector<Revision*> mutable_;  // revisions_, for building
  Links revisions_, heads_, real_heads_, bases_, real_bases_;
  Warn warn_;
};

}  // namespace limbeck::revision

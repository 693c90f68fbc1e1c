// One revision: what its script declares, and what the graph derived from it.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace limbeck::revision {

struct Revision;
using Links = std::vector<const Revision*>;

struct Revision {
  // As the script declares it. An empty sequence stands for None.
  std::string id;
  std::vector<std::string> down_revisions;
  std::vector<std::string> dependencies;  // depends_on: ids or branch labels
  std::vector<std::string> own_labels;
  std::string long_doc;  // the docstring, stripped
  std::string path;

  // Set by RevisionGraph; the pointers belong to the graph.
  std::vector<std::string> branch_labels;  // own and inherited, sorted
  Links down;                              // down_revisions, as written
  Links resolved_dependencies;             // dependencies, as written
  Links all_down;                          // both of them, each revision once
  Links normalized_dependencies;           // those that no ancestor has already
  Links normalized_down;                   // down and those, each revision once
  Links next;                              // who has this in down_revisions
  Links all_next;                          // who has this in all_down
  std::size_t index = 0;                   // counts the loaded revisions
  std::size_t order = 0;                   // the place of the id in load order

  bool is_head() const { return next.empty(); }
  bool is_real_head() const { return all_next.empty(); }
  bool is_base() const { return down_revisions.empty(); }
  bool is_real_base() const { return is_base() && dependencies.empty(); }
  bool is_branch_point() const { return next.size() > 1; }
  bool is_real_branch_point() const { return all_next.size() > 1; }
  bool is_merge_point() const { return down_revisions.size() > 1; }
  bool has_label(std::string_view label) const;

  /// The first paragraph of the docstring.
  std::string doc() const;
  /// "<base>" or the down revisions with commas.
  std::string down_text() const;
  /// One line, as in "ae10 -> 27c6 (head), Add account".
  std::string line() const;
};

/// The ids of revisions, in their order.
std::vector<std::string> ids(const Links& revisions);

/// A set of revisions of one graph.
class RevisionSet {
 public:
  explicit RevisionSet(std::size_t graph_size) : in_(graph_size, 0) {}

  bool contains(const Revision& revision) const { return in_[revision.index]; }
  /// Whether it was not there before.
  bool insert(const Revision& revision) {
    if (in_[revision.index]) return false;
    in_[revision.index] = 1;
    return true;
  }
  void erase(const Revision& revision) { in_[revision.index] = 0; }

 private:
  std::vector<char> in_;
};

}  // namespace limbeck::revision

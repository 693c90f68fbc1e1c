#include "revision/graph.h"

#include <algorithm>
#include <cstdint>
#include <set>

#include "base/text.h"
#include "revision/failure.h"
#include "revision/traverse.h"

namespace limbeck::revision {

namespace {

bool has(const std::vector<std::string>& items, std::string_view item) {
  return std::find(items.begin(), items.end(), item) != items.end();
}

// A child is linked to all its parents before the next child is, so that a
// repetition can only be the last entry.
void add_once(Links& links, const Revision* child) {
  if (links.empty() || links.back() != child) links.push_back(child);
}

// The links without repetitions. A merge of thousands stays linear.
Links unique(Links links) {
  if (links.size() < 2) return links;
  std::set<const Revision*> seen;
  Links out;
  for (const Revision* link : links) {
    if (seen.insert(link).second) out.push_back(link);
  }
  return out;
}

Links joined(const Links& first, const Links& second) {
  Links all = first;
  all.insert(all.end(), second.begin(), second.end());
  return unique(std::move(all));
}

bool insert_label(Revision& revision, const std::string& label) {
  auto& labels = revision.branch_labels;
  auto place = std::lower_bound(labels.begin(), labels.end(), label);
  if (place != labels.end() && *place == label) return false;
  labels.insert(place, label);
  return true;
}

}  // namespace

void verify_id(std::string_view id) {
  // In the order of their code, as the message lists them.
  std::vector<std::string> illegal;
  for (char c : std::string_view("+-:@")) {
    if (id.find(c) != std::string_view::npos) illegal.emplace_back(1, c);
  }
  if (illegal.empty()) return;
  throw RevisionError(Failure::Plain,
                      cat("Character(s) '", join(illegal, ", "),
                          "' not allowed in revision identifier '", id, "'"));
}

void verify(const Revision& revision) {
  if (has(revision.down_revisions, revision.id)) {
    throw cycle_detected(Failure::Loop, {revision.id});
  }
  if (has(revision.dependencies, revision.id)) {
    throw cycle_detected(Failure::DependencyLoop, {revision.id});
  }
  verify_id(revision.id);
}

// Alembic: RevisionMap._revision_map
RevisionGraph::RevisionGraph(std::vector<Revision> revisions, Warn warn)
    : warn_(std::move(warn)) {
  by_name_.reserve(revisions.size() * 2);
  std::vector<Revision*> loaded;
  loaded.reserve(revisions.size());
  for (Revision& revision : revisions) {
    loaded.push_back(store(std::move(revision)));
  }
  for (Revision* revision : loaded) map_labels(*revision);
  for (Revision* revision : loaded) resolve_dependencies(*revision);
  for (Revision* revision : mutable_) link(*revision);
  collect_ends(loaded);
  if (revisions_.empty()) return;
  detect_cycles();
  normalize(topological());
  for (Revision* revision : loaded) spread_labels(*revision);
}

Revision* RevisionGraph::store(Revision revision) {
  verify(revision);
  storage_.push_back(std::move(revision));
  Revision* stored = &storage_.back();
  stored->index = storage_.size() - 1;
  for (const std::string& label : stored->own_labels) {
    insert_label(*stored, label);
  }
  auto [place, added] = by_name_.try_emplace(stored->id, stored);
  if (added) {
    stored->order = revisions_.size();
    revisions_.push_back(stored);
    mutable_.push_back(stored);
    names_.push_back(stored->id);
    return stored;
  }
  this->warn(cat("Revision ", stored->id, " is present more than once"));
  // The later one takes the place of the earlier.
  stored->order = place->second->order;
  place->second = stored;
  revisions_[stored->order] = stored;
  mutable_[stored->order] = stored;
  return stored;
}

// Alembic: RevisionMap._map_branch_labels
void RevisionGraph::map_labels(Revision& revision) {
  for (const std::string& label : revision.own_labels) {
    auto [place, added] = by_name_.try_emplace(label, &revision);
    if (!added) {
      throw RevisionError(
          Failure::Plain,
          cat("Branch name '", label, "' in revision ", revision.id,
              " already used by revision ", place->second->id));
    }
    labels_.emplace(label, &revision);
    names_.push_back(label);
  }
}

// Alembic: RevisionMap._add_depends_on
void RevisionGraph::resolve_dependencies(Revision& revision) {
  for (const std::string& name : revision.dependencies) {
    auto found = by_name_.find(name);
    if (found == by_name_.end()) {
      throw missing_revision(cat("depends_on of ", revision.id, " names '",
                                 name, "', which no revision file has"),
                             name);
    }
    // A stale duplicate that carries the label stands for its id.
    revision.resolved_dependencies.push_back(by_name_[found->second->id]);
  }
}

Revision* RevisionGraph::parent(std::string_view id, const Revision& child) {
  auto found = by_name_.find(id);
  if (found == by_name_.end()) {
    warn(cat("Revision ", id, " referenced from ", child.line(),
             " is not present"));
    throw missing_revision(cat("down_revision of ", child.id, " names '", id,
                               "', which no revision file has"),
                           std::string(id));
  }
  if (found->second->id != id) {
    throw RevisionError(Failure::Plain,
                        "Dependency resolution failed; broken map")
        .hint(cat("down_revision of ", child.id, " names the branch label '",
                  id, "'; it takes revision ids"));
  }
  return found->second;
}

void RevisionGraph::link(Revision& revision) {
  for (const std::string& id : revision.down_revisions) {
    revision.down.push_back(parent(id, revision));
    // Links of the child as far as they are known: what `line` may show.
    Revision& up = const_cast<Revision&>(*revision.down.back());
    add_once(up.next, &revision);
    add_once(up.all_next, &revision);
  }
  for (const Revision* dependency : revision.resolved_dependencies) {
    add_once(const_cast<Revision&>(*dependency).all_next, &revision);
  }
  revision.all_down = joined(revision.down, revision.resolved_dependencies);
}

void RevisionGraph::collect_ends(const std::vector<Revision*>& loaded) {
  for (Revision* revision : loaded) {
    // A revision that was replaced has no children; it counts as a head under
    // its id, whose revision may have some.
    const Revision* shown = by_name_[revision->id];
    if (revision->next.empty()) heads_.push_back(shown);
    if (revision->all_next.empty()) real_heads_.push_back(shown);
    if (revision->is_base()) bases_.push_back(shown);
    if (revision->is_real_base()) real_bases_.push_back(shown);
  }
}

// Alembic: RevisionMap._detect_cycles
void RevisionGraph::detect_cycles() const {
  auto check = [&](const Links& heads, const Links& bases, Follow down,
                   Follow up, Failure failure) {
    if (heads.empty() || bases.empty()) {
      throw cycle_detected(failure, ids(revisions_));
    }
    RevisionSet below = reach(*this, heads, down);
    RevisionSet above = reach(*this, bases, up);
    std::vector<std::string> outside;
    for (const Revision* revision : revisions_) {
      if (!below.contains(*revision) || !above.contains(*revision)) {
        outside.push_back(revision->id);
      }
    }
    if (outside.empty()) return;
    std::sort(outside.begin(), outside.end());
    throw cycle_detected(failure, std::move(outside));
  };
  check(heads_, bases_, Follow::Down, Follow::Next, Failure::Cycle);
  check(real_heads_, real_bases_, Follow::AllDown, Follow::AllNext,
        Failure::DependencyCycle);
}

// Parents and dependencies first. A cycle that hangs between a base and a head
// passes the test above, as it does in the reference, which then loses
// revisions; here it is found.
std::vector<Revision*> RevisionGraph::topological() const {
  std::vector<std::size_t> waiting(storage_.size(), 0);
  std::vector<Revision*> out;
  out.reserve(mutable_.size());
  for (Revision* revision : mutable_) {
    waiting[revision->index] = revision->all_down.size();
    if (revision->all_down.empty()) out.push_back(revision);
  }
  for (std::size_t i = 0; i < out.size(); ++i) {
    for (const Revision* child : out[i]->all_next) {
      if (--waiting[child->index] == 0) {
        out.push_back(const_cast<Revision*>(child));
      }
    }
  }
  if (out.size() == mutable_.size()) return out;
  // What is left are the cycles and what rests on them.
  std::vector<std::size_t> children(storage_.size(), 0);
  Links tops;
  auto is_left = [&](const Revision* one) { return waiting[one->index] != 0; };
  for (const Revision* revision : revisions_) {
    if (!is_left(revision)) continue;
    const Links& up = revision->all_next;
    children[revision->index] = std::count_if(up.begin(), up.end(), is_left);
    if (children[revision->index] == 0) tops.push_back(revision);
  }
  for (std::size_t i = 0; i < tops.size(); ++i) {
    waiting[tops[i]->index] = 0;
    for (const Revision* down : tops[i]->all_down) {
      if (is_left(down) && --children[down->index] == 0) tops.push_back(down);
    }
  }
  std::vector<std::string> cycle;
  for (const Revision* revision : revisions_) {
    if (is_left(revision)) cycle.push_back(revision->id);
  }
  std::sort(cycle.begin(), cycle.end());
  throw cycle_detected(Failure::DependencyCycle, std::move(cycle));
}

// A dependency that an ancestor by down_revision has as well says nothing new.
// Only targets with several dependents need a look; 64 of them travel up the
// graph at a time.
// Alembic: RevisionMap._normalize_depends_on
void RevisionGraph::normalize(const std::vector<Revision*>& parents_first) {
  std::vector<std::uint32_t> dependents(storage_.size(), 0);
  for (Revision* revision : parents_first) {
    for (const Revision* target : unique(revision->resolved_dependencies)) {
      ++dependents[target->index];
    }
  }
  std::vector<const Revision*> shared;
  for (Revision* revision : parents_first) {
    if (dependents[revision->index] > 1) shared.push_back(revision);
  }
  constexpr std::size_t kWidth = 64;
  std::vector<std::uint64_t> own, inherited;
  std::set<std::pair<const Revision*, const Revision*>> redundant;
  for (std::size_t start = 0; start < shared.size(); start += kWidth) {
    own.assign(storage_.size(), 0);
    inherited.assign(storage_.size(), 0);
    std::size_t end = std::min(start + kWidth, shared.size());
    for (std::size_t i = start; i < end; ++i) {
      for (const Revision* child : shared[i]->all_next) {
        const Links& all = child->resolved_dependencies;
        if (std::find(all.begin(), all.end(), shared[i]) != all.end()) {
          own[child->index] |= std::uint64_t{1} << (i - start);
        }
      }
    }
    for (Revision* revision : parents_first) {
      std::uint64_t bits = 0;
      for (const Revision* down : revision->down) {
        bits |= inherited[down->index] | own[down->index];
      }
      inherited[revision->index] = bits;
      std::uint64_t both = bits & own[revision->index];
      for (std::size_t i = 0; both != 0; ++i, both >>= 1) {
        if (both & 1) redundant.emplace(revision, shared[start + i]);
      }
    }
  }
  for (Revision* revision : parents_first) {
    for (const Revision* target : unique(revision->resolved_dependencies)) {
      if (redundant.count({revision, target})) continue;
      revision->normalized_dependencies.push_back(target);
    }
    revision->normalized_down =
        joined(revision->down, revision->normalized_dependencies);
  }
}

// A label holds for all descendants and, from the last of them that was
// visited, for the line below it as far as that is a single line.
// Alembic: RevisionMap._add_branches
void RevisionGraph::spread_labels(Revision& revision) {
  if (revision.own_labels.empty()) return;
  const std::vector<std::string> labels = revision.branch_labels;
  auto mark = [&labels](const Revision& node) {
    for (const std::string& label : labels) {
      insert_label(const_cast<Revision&>(node), label);
    }
  };
  Links visited = reached(*this, {&revision}, Follow::Next);
  for (const Revision* node : visited) mark(*node);
  const Revision* node = visited.back();
  while (!node->is_real_branch_point() && !node->is_merge_point()) {
    mark(*node);
    if (node->down.empty()) return;
    node = node->down.front();
  }
}

const Revision* RevisionGraph::find(std::string_view name) const {
  auto found = by_name_.find(name);
  return found == by_name_.end() ? nullptr : found->second;
}

// Alembic: RevisionMap.add_revision
const Revision* RevisionGraph::add_revision(Revision revision) {
  Revision* added = store(std::move(revision));
  // Upward only: it has no children yet.
  for (const std::string& id : added->down_revisions) parent(id, *added);
  map_labels(*added);
  resolve_dependencies(*added);
  if (added->is_base()) bases_.push_back(added);
  if (added->is_real_base()) real_bases_.push_back(added);
  std::vector<std::string> own = added->own_labels;
  if (!own.empty() && !added->is_merge_point()) {
    const Revision* node = added->down_revisions.empty()
                               ? nullptr
                               : find(added->down_revisions[0]);
    while (node && !node->is_real_branch_point() && !node->is_merge_point()) {
      for (const std::string& label : own) {
        insert_label(const_cast<Revision&>(*node), label);
      }
      node = node->down.empty() ? nullptr : node->down.front();
    }
  }
  link(*added);
  RevisionSet ancestors = reach(*this, {added}, Follow::Down);
  std::set<const Revision*> known;
  for (const Revision* other : revisions_) {
    if (other == added || !ancestors.contains(*other)) continue;
    known.insert(other->resolved_dependencies.begin(),
                 other->resolved_dependencies.end());
  }
  for (const Revision* target : unique(added->resolved_dependencies)) {
    if (!known.count(target)) added->normalized_dependencies.push_back(target);
  }
  added->normalized_down = joined(added->down, added->normalized_dependencies);
  auto end_with = [added](Links& heads, const Links& covered) {
    std::set<const Revision*> gone(covered.begin(), covered.end());
    gone.insert(added);
    heads.erase(std::remove_if(heads.begin(), heads.end(),
                               [&](auto* head) { return gone.count(head); }),
                heads.end());
    heads.push_back(added);
  };
  if (added->is_real_head()) end_with(real_heads_, added->all_down);
  if (added->is_head()) end_with(heads_, added->down);
  return added;
}

}  // namespace limbeck::revision

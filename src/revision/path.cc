#include "revision/path.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "revision/traverse.h"

namespace limbeck::revision {

namespace {

Links revisions_of(const std::vector<Place>& places) {
  Links out;
  for (const Place& place : places) {
    if (place.kind != Place::Kind::At) {
      throw past_the_end();
    }
    out.push_back(place.revision);
  }
  return out;
}

bool holds(const Links& links, const Revision* revision) {
  return std::find(links.begin(), links.end(), revision) != links.end();
}

// The targets of a path are kept to the branch that `lower` names.
void keep_branch(const RevisionGraph& graph, const std::string& lower,
                 Links& targets) {
  std::size_t at = lower.find('@');
  if (at == std::string::npos) return;
  std::string branch = lower.substr(0, at);
  const Revision* revision = get_revision(graph, branch);
  if (revision && revision->id == branch) {
    if (revision->branch_labels.size() != 1) {
      throw RevisionError(Failure::Internal,
                          cat("Revision ", branch,
                              " does not stand for one branch; name a label"));
    }
    branch = revision->branch_labels[0];
  }
  targets.erase(std::remove_if(targets.begin(), targets.end(),
                               [&](const Revision* target) {
                                 return !target->has_label(branch);
                               }),
                targets.end());
}

// Where a downgrade to `target` begins to cut.
Links downgrade_roots(const RevisionGraph& graph, const DowngradeTarget& target,
                      bool inclusive) {
  const Revision* revision = target.place.revision;
  Links roots;
  std::size_t named = 0;  // the reference counts a labelled base twice
  if (!revision) {
    for (const Revision* each : graph.revisions()) {
      if (!each->is_base()) continue;
      roots.push_back(each);
      named += each->own_labels.size();
    }
  } else if (inclusive) {
    roots = {revision};
  } else {
    roots = revision->next;
  }
  if (!target.branch_label || target.branch_label->empty() ||
      roots.size() + named < 2) {
    return roots;
  }
  RevisionSet ancestors =
      reach(graph, {resolve_branch(graph, *target.branch_label)}, Follow::Down);
  roots.erase(std::remove_if(
                  roots.begin(), roots.end(),
                  [&](const Revision* r) { return !ancestors.contains(*r); }),
              roots.end());
  if (roots.empty()) {
    throw RevisionError(Failure::Plain,
                        "Not a valid downgrade target from current heads");
  }
  return roots;
}

}  // namespace

// Alembic: RevisionMap._collect_upgrade_revisions
Links iterate_revisions(const RevisionGraph& graph, const Specifier& upper,
                        const Specifier& lower, const PathOptions& options) {
  Links targets =
      revisions_of(parse_upgrade_target(graph, lower, upper, options.overwalk));
  if (lower.text()) keep_branch(graph, *lower.text(), targets);
  RevisionSet needed = reach_apart(graph, targets, Follow::NormalizedDown);

  Specifier included = lower;
  std::vector<Place> places = get_places(graph, lower);
  if (!options.implicit_base) {
    for (const Place& place : places) {
      if (place.kind == Place::Kind::Beyond) continue;
      if (place.kind == Place::Kind::Base ||
          !needed.contains(*place.revision)) {
        throw range_not_ancestor(lower.shown(), upper.shown());
      }
    }
  }
  if (!places.empty() && places[0].kind == Place::Kind::Beyond) {
    // Relative to what is above: "-2" from the heads.
    Place place =
        parse_downgrade_target(graph, upper, lower, options.overwalk).place;
    places.clear();
    included = Specifier();
    if (place.kind == Place::Kind::Beyond) {
      throw past_the_end();
    }
    if (place.kind == Place::Kind::At) {
      places.push_back(place);
      included = Specifier(place.revision->id);
    }
  }
  Links current;
  for (const Place& place : places) {
    if (place.kind == Place::Kind::At) current.push_back(place.revision);
  }
  RevisionSet applied = reach_apart(graph, current, Follow::NormalizedDown);
  revisions_of(places);
  RevisionSet kept(graph.size());
  for (const Revision* revision : graph.revisions()) {
    if (needed.contains(*revision) && !applied.contains(*revision)) {
      kept.insert(*revision);
    }
  }
  if (options.inclusive) {
    for (const Revision* revision : get_revisions(graph, included)) {
      kept.insert(*revision);
    }
  }
  bool narrow = !current.empty() && !options.implicit_base;
  RevisionSet below = narrow ? reach_apart(graph, current, Follow::Next)
                             : RevisionSet(graph.size());
  Links todo;
  for (const Revision* revision : graph.revisions()) {
    if (!kept.contains(*revision)) continue;
    if (!narrow || below.contains(*revision)) todo.push_back(revision);
  }
  return topological_sort(graph, todo, targets);
}

// Alembic: RevisionMap._collect_downgrade_revisions
Links iterate_for_downgrade(const RevisionGraph& graph, const Specifier& upper,
                            const Specifier& lower,
                            const PathOptions& options) {
  DowngradeTarget target =
      parse_downgrade_target(graph, upper, lower, options.overwalk);
  Links roots = downgrade_roots(graph, target, options.inclusive);
  Links heads = get_revisions(graph, upper);
  RevisionSet dropped = reach(graph, roots, Follow::AllNext);
  RevisionSet active = reach(graph, heads, Follow::NormalizedDown);
  RevisionSet below = options.implicit_base
                          ? reach(graph, roots, Follow::NormalizedDown)
                          : RevisionSet(graph.size());
  Links todo;
  for (const Revision* revision : graph.revisions()) {
    if (!active.contains(*revision)) continue;
    if (dropped.contains(*revision) ||
        (options.implicit_base && !below.contains(*revision))) {
      todo.push_back(revision);
    }
  }
  const Revision* revision = target.place.revision;
  if (revision && todo.empty() && !holds(heads, revision)) {
    throw range_not_ancestor("Nothing to drop", upper.shown());
  }
  return topological_sort(graph, todo, heads);
}

Links upgrade_path(const RevisionGraph& graph, const Specifier& destination,
                   const Specifier& current) {
  Wording wording;
  wording.ancestor =
      "Destination {end} is not a valid upgrade target from current head(s)";
  wording.end = destination.shown();
  return with_wording(wording, [&] {
    Links path =
        iterate_revisions(graph, destination, current, {.implicit_base = true});
    std::reverse(path.begin(), path.end());
    return path;
  });
}

Links downgrade_path(const RevisionGraph& graph, const Specifier& destination,
                     const Specifier& current) {
  Wording wording;
  wording.ancestor =
      "Destination {end} is not a valid downgrade target from current head(s)";
  wording.end = destination.shown();
  return with_wording(wording, [&] {
    return iterate_for_downgrade(graph, current, destination, {});
  });
}

Links walk_revisions(const RevisionGraph& graph, const Specifier& base,
                     const Specifier& head) {
  Wording wording;
  wording.start = base.shown();
  wording.end = head.shown();
  return with_wording(wording, [&] {
    return iterate_revisions(graph, head, base,
                             {.inclusive = true, .overwalk = Overwalk::Stops});
  });
}

}  // namespace limbeck::revision

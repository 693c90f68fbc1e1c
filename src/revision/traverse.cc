#include "revision/traverse.h"

#include <algorithm>

#include "base/text.h"
#include "revision/failure.h"

namespace limbeck::revision {

const Links& links(const Revision& revision, Follow follow) {
  switch (follow) {
    case Follow::Down:
      return revision.down;
    case Follow::AllDown:
      return revision.all_down;
    case Follow::NormalizedDown:
      return revision.normalized_down;
    case Follow::Next:
      return revision.next;
    case Follow::AllNext:
      return revision.all_next;
  }
  return revision.down;
}

RevisionSet reach(const RevisionGraph& graph, const Links& from,
                  Follow follow) {
  RevisionSet seen(graph.size());
  Links todo = from;
  while (!todo.empty()) {
    const Revision* revision = todo.back();
    todo.pop_back();
    if (!seen.insert(*revision)) continue;
    for (const Revision* next : links(*revision, follow)) todo.push_back(next);
  }
  return seen;
}

Links reached(const RevisionGraph& graph, const Links& from, Follow follow) {
  RevisionSet seen(graph.size());
  Links out, todo;
  for (const Revision* start : from) {
    todo.push_back(start);
    while (!todo.empty()) {
      const Revision* revision = todo.back();
      todo.pop_back();
      if (!seen.insert(*revision)) continue;
      out.push_back(revision);
      for (const Revision* next : links(*revision, follow)) {
        todo.push_back(next);
      }
    }
  }
  return out;
}

RevisionSet reach_apart(const RevisionGraph& graph, const Links& from,
                        Follow follow) {
  RevisionSet seen(graph.size()), starts(graph.size());
  for (const Revision* start : from) starts.insert(*start);
  Links todo;
  for (const Revision* start : from) {
    std::vector<std::string> overlaps;
    todo.push_back(start);
    while (!todo.empty()) {
      const Revision* revision = todo.back();
      todo.pop_back();
      if (revision != start && starts.contains(*revision) &&
          std::find(overlaps.begin(), overlaps.end(), revision->id) ==
              overlaps.end()) {
        overlaps.push_back(revision->id);
      }
      if (!seen.insert(*revision)) continue;
      for (const Revision* next : links(*revision, follow)) {
        todo.push_back(next);
      }
    }
    if (overlaps.empty()) continue;
    throw RevisionError(
        Failure::Plain,
        cat("Requested revision ", start->id,
            " overlaps with other requested revisions ", join(overlaps, ", ")));
  }
  return seen;
}

Links branch_heads(const RevisionGraph& graph, const Links& revisions) {
  Links parents;
  for (const Revision* revision : revisions) {
    parents.insert(parents.end(), revision->down.begin(), revision->down.end());
  }
  RevisionSet covered = reach(graph, parents, Follow::Down);
  Links out;
  for (const Revision* revision : revisions) {
    if (!covered.contains(*revision)) out.push_back(revision);
  }
  std::sort(out.begin(), out.end(), [](auto* a, auto* b) {
    return a->order < b->order || (a->order == b->order && a->index < b->index);
  });
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

}  // namespace limbeck::revision

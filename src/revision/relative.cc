#include "revision/relative.h"

#include <set>

#include "base/text.h"
#include "revision/failure.h"
#include "revision/traverse.h"

namespace limbeck::revision {

namespace {

RevisionError too_far(const std::string& typed, const std::string& count) {
  return RevisionError(Failure::Plain,
                       cat("Relative revision ", typed, " didn't produce ",
                           count, " migrations"));
}

Place place_of(const Revision* revision) {
  return revision ? Place::at(revision) : Place{};
}

// The start of a walk that a symbol names.
Place start_at(const RevisionGraph& graph,
               const std::optional<std::string>& label,
               const std::string& symbol) {
  return place_of(
      get_revision(graph, label ? cat(*label, "@", symbol) : symbol));
}

// Rows as revisions that share lineage with the label.
std::vector<std::string> rows_on_branch(const RevisionGraph& graph,
                                        const Specifier& current,
                                        const std::string& label) {
  Lineage lineage(graph, label);
  if (lineage.is_everything()) return current.list();
  std::vector<std::string> out;
  for (const std::string& row : current.list()) {
    if (lineage.includes(*revision_for_ident(graph, row))) out.push_back(row);
  }
  return out;
}

std::string row_to_leave(const RevisionGraph& graph, const Specifier& current,
                         const Relative& relative,
                         std::optional<std::string>& label) {
  if (label) {
    std::vector<std::string> rows = rows_on_branch(graph, current, *label);
    if (rows.empty()) {
      // The branch may be a dependency of what is in the rows.
      rows = ids(
          filter_for_lineage(graph, get_all_current(graph, current), *label));
    }
    if (rows.size() != 1) {
      throw RevisionError(
          Failure::Internal,
          rows.empty() ? cat("No current revision is on branch '", *label, "'")
                       : cat("Several current revisions are on branch '",
                             *label, "': ", join(rows, ", ")));
    }
    return rows[0];
  }
  std::vector<std::string> rows = current.list();
  if (rows.empty()) throw too_far(relative.text, relative.count);
  if (std::set<std::string>(rows.begin(), rows.end()).size() > 1) {
    graph.warn(
        "downgrade -1 from multiple heads is ambiguous; this usage will be "
        "disallowed in a future release.");
  }
  label = rows[0];
  return rows[0];
}

// Where an upgrade by "+N" starts: a row, the applied tip of the branch, or
// base (Beyond).
std::vector<Place> places_to_leave(const RevisionGraph& graph,
                                   const Specifier& current,
                                   const std::optional<std::string>& label) {
  if (!label) {
    std::vector<std::string> rows = current.list();
    if (rows.empty()) return {Place{}};
    if (rows.size() > 1) return std::vector<Place>(rows.size());
    return {place_of(get_revision(graph, rows[0]))};
  }
  std::vector<Place> places = get_places(graph, current);
  Lineage lineage(graph, *label);
  std::vector<Place> out;
  for (const Place& place : places) {
    if (lineage.is_everything()) {
      // Base is where a walk up starts without a revision.
      out.push_back(place_of(place.revision));
    } else if (place.kind == Place::Kind::Base) {
      revision_for_ident(graph, "base");
    } else if (place.kind == Place::Kind::Beyond) {
      throw past_the_end();
    } else if (lineage.includes(*place.revision)) {
      out.push_back(place);
    }
  }
  if (out.empty()) {
    Links active = filter_for_lineage(
        graph,
        reached(graph, get_revisions(graph, current), Follow::NormalizedDown),
        *label);
    RevisionSet inner(graph.size());
    for (const Revision* revision : active) {
      for (const Revision* down : revision->normalized_down) {
        inner.insert(*down);
      }
    }
    for (const Revision* revision : active) {
      if (!inner.contains(*revision)) out.push_back(Place::at(revision));
    }
  }
  if (out.empty()) out.push_back(Place{});
  return out;
}

}  // namespace

Place walk(const RevisionGraph& graph, Place start, long steps,
           const std::optional<std::string>& branch_label, Overwalk overwalk) {
  std::optional<Lineage> lineage;
  Place place = start;
  for (long left = steps < 0 ? -steps : steps; left > 0; --left) {
    std::vector<Place> next;
    bool at_base = place.kind == Place::Kind::Base;
    const Revision* revision = place.revision;
    if (steps > 0) {
      if (at_base) {
        throw RevisionError(Failure::Internal, "A walk up starts at base");
      }
      if (branch_label && !branch_label->empty() && !lineage) {
        lineage.emplace(graph, *branch_label);
      }
      for (const Revision* up : revision ? revision->next : graph.bases()) {
        if (!lineage || lineage->includes(*up)) next.push_back(Place::at(up));
      }
    } else if (!at_base) {
      for (const Revision* down : revision ? revision->down : graph.heads()) {
        next.push_back(Place::at(down));
      }
      if (next.empty()) next.push_back(Place::base());
    }
    if (next.empty()) return overwalk == Overwalk::Refused ? Place{} : place;
    if (next.size() > 1) throw RevisionError(Failure::Plain, "Ambiguous walk");
    place = next.front();
  }
  return place;
}

DowngradeTarget parse_downgrade_target(const RevisionGraph& graph,
                                       const Specifier& current,
                                       const Specifier& target,
                                       Overwalk overwalk) {
  if (target.is_none()) return {};
  if (!target.text()) {
    throw RevisionError(Failure::Internal,
                        "Expected downgrade target in string form");
  }
  const std::string& text = *target.text();
  std::optional<Relative> relative = parse_relative(text);
  if (!relative) {
    std::size_t at = text.rfind('@');
    DowngradeTarget out;
    std::string symbol = text;
    if (at != std::string::npos) {
      if (at > 0) out.branch_label = text.substr(0, at);
      symbol = text.substr(at + 1);
    }
    out.place = place_of(get_revision(graph, symbol));
    return out;
  }
  DowngradeTarget out{relative->label, {}};
  if (relative->steps >= 0) {
    if (!relative->symbol) throw too_far(relative->text, relative->count);
    out.place = walk(graph, place_of(get_revision(graph, relative->symbol)),
                     relative->steps, relative->label, overwalk);
    if (out.place.kind == Place::Kind::Beyond) {
      throw RevisionError(Failure::Plain, "Walked too far");
    }
    return out;
  }
  std::string symbol =
      relative->symbol
          ? *relative->symbol
          : row_to_leave(graph, current, *relative, out.branch_label);
  out.place = walk(graph, start_at(graph, out.branch_label, symbol),
                   relative->steps, std::nullopt, overwalk);
  if (out.place.kind == Place::Kind::Beyond) {
    if (!relative->symbol) throw too_far(relative->text, relative->count);
    throw RevisionError(Failure::Plain, "Walked too far");
  }
  return out;
}

std::vector<Place> parse_upgrade_target(const RevisionGraph& graph,
                                        const Specifier& current,
                                        const Specifier& target,
                                        Overwalk overwalk) {
  std::optional<Relative> relative;
  if (target.text()) relative = parse_relative(*target.text());
  if (!relative) return get_places(graph, target);
  if (relative->steps > 0 && !relative->symbol) {
    std::vector<Place> start = places_to_leave(graph, current, relative->label);
    if (start.size() > 1) {
      throw RevisionError(Failure::Plain,
                          "Ambiguous upgrade from multiple current revisions");
    }
    Place place =
        walk(graph, start[0], relative->steps, relative->label, overwalk);
    if (place.kind == Place::Kind::Beyond) {
      throw too_far(relative->text, relative->count);
    }
    return {place};
  }
  if (relative->steps > 0) {
    return {walk(graph, place_of(get_revision(graph, relative->symbol)),
                 relative->steps, relative->label, overwalk)};
  }
  if (!relative->symbol) {
    // The reference prints the number here, and the typed text above.
    throw too_far(relative->steps == 0 ? "0" : cat("-", relative->count),
                  relative->count);
  }
  return {walk(graph, start_at(graph, relative->label, *relative->symbol),
               relative->steps, std::nullopt, overwalk)};
}

}  // namespace limbeck::revision

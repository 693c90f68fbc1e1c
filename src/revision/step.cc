#include "revision/step.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "revision/traverse.h"

namespace limbeck::revision {

namespace {

std::string arrow(const std::vector<std::string>& from,
                  const std::vector<std::string>& to) {
  return cat(join(from, ", "), " -> ", join(to, ", "));
}

std::vector<std::string> literals(const std::vector<std::string>& ids) {
  std::vector<std::string> out;
  for (const std::string& id : ids) out.push_back(cat("'", id, "'"));
  return out;
}

std::string list_text(const std::vector<std::string>& ids) {
  return cat("[", join(literals(ids), ", "), "]");
}

std::string tuple_text(const std::vector<std::string>& ids) {
  return cat("(", join(literals(ids), ", "), ids.size() == 1 ? ",)" : ")");
}

// All but the last, which takes part in an UPDATE.
std::vector<std::string> without_last(std::vector<std::string> ids) {
  ids.pop_back();
  return ids;
}

}  // namespace

std::vector<std::string> Step::from_revisions() const {
  if (kind == Kind::Stamp) return from;
  return is_upgrade() ? ids(revision->normalized_down)
                      : std::vector<std::string>{revision->id};
}

std::vector<std::string> Step::to_revisions() const {
  if (kind == Kind::Stamp) return to;
  return is_upgrade() ? std::vector<std::string>{revision->id}
                      : ids(revision->normalized_down);
}

std::vector<std::string> Step::from_revisions_no_deps() const {
  if (kind == Kind::Stamp) return from;
  return is_upgrade() ? revision->down_revisions
                      : std::vector<std::string>{revision->id};
}

std::vector<std::string> Step::to_revisions_no_deps() const {
  if (kind == Kind::Stamp) return to;
  return is_upgrade() ? std::vector<std::string>{revision->id}
                      : revision->down_revisions;
}

std::string_view Step::name() const {
  if (kind == Kind::Stamp) return "stamp_revision";
  if (!function.empty()) return function;
  return is_upgrade() ? "upgrade" : "downgrade";
}

// Alembic: MigrationStep.short_log
std::string Step::short_log() const {
  return cat(name(), " ",
             arrow(from_revisions_no_deps(), to_revisions_no_deps()));
}

// Alembic: MigrationStep.__str__
std::string Step::log() const {
  std::string doc = kind == Kind::Stamp ? "" : revision->doc();
  return doc.empty() ? short_log() : cat(short_log(), ", ", doc);
}

Step upgrade_step(const Revision& revision) {
  return {.direction = Direction::Upgrade, .revision = &revision};
}

Step downgrade_step(const Revision& revision) {
  return {.direction = Direction::Downgrade, .revision = &revision};
}

namespace {

// The rows that any destination concerns.
Links rows_concerned(const RevisionGraph& graph, const Specifier& destinations,
                     const Links& rows) {
  std::set<const Revision*> seen;
  Links out;
  for (const std::string& destination : destinations.list()) {
    if (destination.empty()) continue;
    for (const Revision* row :
         filter_for_lineage(graph, rows, destination, Dependencies::Yes)) {
      if (seen.insert(row).second) out.push_back(row);
    }
  }
  return out;
}

Step stamp_step(std::vector<std::string> from, std::vector<std::string> to,
                Direction direction, bool branch_move) {
  return {.kind = Step::Kind::Stamp,
          .direction = direction,
          .from = std::move(from),
          .to = std::move(to),
          .branch_move = branch_move};
}

bool any_in(const Links& links, const RevisionSet& set) {
  return std::any_of(links.begin(), links.end(),
                     [&](const Revision* link) { return set.contains(*link); });
}

std::vector<Step> plan_stamp(const RevisionGraph& graph,
                             const Specifier& destinations,
                             const std::vector<std::string>& rows) {
  Links current;
  for (const std::string& row : rows) {
    // Each row as a command would look it up.
    for (const Revision* revision :
         with_wording({}, [&] { return get_revisions(graph, row); })) {
      current.push_back(revision);
    }
  }
  Links concerned = rows_concerned(graph, destinations, current);
  std::vector<Place> places =
      with_wording({}, [&] { return get_places(graph, destinations); });
  if (places.empty()) places.emplace_back();
  std::vector<Step> out;
  for (const Place& place : places) {
    if (place.kind == Place::Kind::Base) {
      throw past_the_end();
    }
    if (place.kind == Place::Kind::Beyond) {
      for (const Revision* row : concerned) {
        out.push_back(stamp_step({row->id}, {}, Direction::Downgrade, true));
      }
      continue;
    }
    const Revision* target = place.revision;
    if (std::find(concerned.begin(), concerned.end(), target) !=
        concerned.end()) {
      continue;
    }
    bool down = any_in(concerned, reach(graph, {target}, Follow::AllNext));
    bool up = any_in(concerned, reach(graph, {target}, Follow::NormalizedDown));
    if (down && up) {
      throw RevisionError(Failure::Internal,
                          cat("Current revisions lie on both sides of ",
                              target->id, "; stamp with --purge"));
    }
    if (down || up) {
      out.push_back(stamp_step(ids(concerned), {target->id},
                               down ? Direction::Downgrade : Direction::Upgrade,
                               false));
    } else {
      out.push_back(stamp_step({}, {target->id}, Direction::Upgrade, true));
    }
  }
  return out;
}

}  // namespace

std::vector<Step> stamp_steps(const RevisionGraph& graph,
                              const Specifier& destinations,
                              const std::vector<std::string>& rows) {
  Wording wording;
  wording.multiple_heads =
      "Multiple heads are present; please specify a single target revision";
  bool nothing = destinations.list().empty() ||
                 (destinations.text() && destinations.text()->empty());
  return with_wording(wording, [&] {
    return plan_stamp(graph, nothing ? Specifier("base") : destinations, rows);
  });
}

HeadMaintainer::HeadMaintainer(const RevisionGraph& graph,
                               std::vector<std::string> rows)
    : graph_(graph) {
  for (std::string& row : rows) {
    if (!has(row)) heads_.push_back(std::move(row));
  }
}

bool HeadMaintainer::has(const std::string& row) const {
  return std::find(heads_.begin(), heads_.end(), row) != heads_.end();
}

void HeadMaintainer::insert(RowChanges& out, const std::string& row) {
  if (has(row)) {
    throw RevisionError(Failure::Internal,
                        cat("The version table has '", row, "' already"));
  }
  heads_.push_back(row);
  out.changes.push_back({RowChange::Kind::Insert, "", row});
}

void HeadMaintainer::remove(RowChanges& out, const std::string& row) {
  auto place = std::find(heads_.begin(), heads_.end(), row);
  if (place == heads_.end()) {
    throw RevisionError(Failure::Internal,
                        cat("The version table has no row '", row, "'"));
  }
  heads_.erase(place);
  out.changes.push_back({RowChange::Kind::Delete, row, ""});
}

void HeadMaintainer::update(RowChanges& out, const std::string& from,
                            const std::string& to) {
  auto place = std::find(heads_.begin(), heads_.end(), from);
  if (place == heads_.end()) {
    throw RevisionError(Failure::Internal,
                        cat("The version table has no row '", from, "'"));
  }
  if (has(to)) {
    throw RevisionError(Failure::Internal,
                        cat("The version table has '", to, "' already"));
  }
  *place = to;
  out.changes.push_back({RowChange::Kind::Update, from, to});
}

void HeadMaintainer::ensure_applied() {
  if (applied_) return;
  Links rows;
  for (const std::string& row : heads_) {
    if (const Revision* revision = graph_.find(row)) rows.push_back(revision);
  }
  applied_.emplace(graph_.size());
  applied_children_.assign(graph_.size(), 0);
  for (const Revision* revision :
       reached(graph_, rows, Follow::NormalizedDown)) {
    set_applied(*revision, true);
  }
}

void HeadMaintainer::set_applied(const Revision& revision, bool applied) {
  if (!applied_ || applied_->contains(revision) == applied) return;
  if (applied) applied_->insert(revision);
  if (!applied) applied_->erase(revision);
  for (const Revision* down : revision.all_down) {
    applied_children_[down->index] += applied ? 1 : -1;
  }
}

// Alembic: HeadMaintainer.update_to_step
RowChanges HeadMaintainer::update_to_step(const Step& step) {
  if (step.kind == Step::Kind::Stamp) return stamp(step);
  return step.is_upgrade() ? migrate_up(*step.revision)
                           : migrate_down(*step.revision);
}

// Alembic: RevisionStep.should_create_branch, .merge_branch_idents
RowChanges HeadMaintainer::migrate_up(const Revision& revision) {
  RowChanges out;
  set_applied(revision, true);
  std::vector<std::string> absorbed;
  for (const Revision* down : revision.normalized_down) {
    // A dependency that another row implies is no row; the reference fails
    // on some of these (KeyError).
    if (has(down->id)) absorbed.push_back(down->id);
  }
  if (absorbed.empty()) {
    out.log = cat("new branch insert ", revision.id);
    insert(out, revision.id);
    return out;
  }
  std::string last = absorbed.back();
  absorbed.pop_back();
  out.log = absorbed.empty() ? cat("update ", last, " to ", revision.id)
                             : cat("merge, delete ", list_text(absorbed),
                                   ", update ", last, " to ", revision.id);
  for (const std::string& row : absorbed) remove(out, row);
  update(out, last, revision.id);
  return out;
}

// What the revision rests on becomes a row unless something applied still
// needs it.
// Alembic: RevisionStep.should_delete_branch, .unmerge_branch_idents
RowChanges HeadMaintainer::migrate_down(const Revision& revision) {
  RowChanges out;
  ensure_applied();
  set_applied(revision, false);
  std::vector<std::string> bared;
  for (const Revision* down : revision.normalized_down) {
    if (applied_children_[down->index] == 0 && !has(down->id)) {
      bared.push_back(down->id);
    }
  }
  if (bared.empty()) {
    out.log = cat("branch delete ", revision.id);
    remove(out, revision.id);
    return out;
  }
  std::string last = bared.back();
  if (revision.normalized_down.size() == 1) {
    out.log = cat("update ", revision.id, " to ", last);
  } else {
    bared.pop_back();
    out.log = cat("unmerge, insert ", tuple_text(bared), ", update ",
                  revision.id, " to ", last);
    for (const std::string& row : bared) insert(out, row);
  }
  update(out, revision.id, last);
  return out;
}

// Alembic: StampStep.should_delete_branch and its kin
RowChanges HeadMaintainer::stamp(const Step& step) {
  RowChanges out;
  applied_.reset();
  auto missing = [this](const std::vector<std::string>& rows) {
    return std::any_of(rows.begin(), rows.end(),
                       [this](const std::string& row) { return !has(row); });
  };
  if (!step.is_upgrade() && step.branch_move) {
    out.log = cat("branch delete ", step.from.at(0));
    remove(out, step.from.at(0));
    return out;
  }
  if (step.is_upgrade() && (step.branch_move || missing(step.from)) &&
      missing(step.to)) {
    out.log = cat("new branch insert ", step.to.at(0));
    insert(out, step.to.at(0));
    return out;
  }
  std::string from = step.from.at(step.from.size() - 1);
  std::string to = step.to.at(0);
  std::vector<std::string> gone = without_last(step.from);
  out.log = gone.empty() ? cat("update ", from, " to ", to)
                         : cat("merge, delete ", list_text(gone), ", update ",
                               from, " to ", to);
  for (const std::string& row : gone) remove(out, row);
  update(out, from, to);
  return out;
}

}  // namespace limbeck::revision

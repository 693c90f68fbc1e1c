// The order of steps. The reference keeps a list of open tips, each with the
// set of its ancestors, and recomputes these sets as it goes; what follows
// gives the same order by counting.
//
// A revision is alive while some open tip is, or descends from, it. A tip may
// be given out when no child of it is alive. A tip that has to wait hands over
// to the first open tip above it; which these are is found once, when the tip
// first waits: tips only move down, so the revisions above a waiting tip are
// always among those that were alive above it then.
#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "revision/path.h"

namespace limbeck::revision {

namespace {

class Sorter {
 public:
  Sorter(const RevisionGraph& graph, const Links& todo)
      : todo_(graph.size()),
        alive_(graph.size()),
        known_(graph.size()),
        living_children_(graph.size(), 0),
        slot_of_(graph.size(), -1),
        left_(todo.size()) {
    for (const Revision* revision : todo) todo_.insert(*revision);
    out_.reserve(todo.size());
  }

  Links run(Links heads) {
    start(std::move(heads));
    int current = first_;
    while (current >= 0) current = advance(current);
    if (left_ != 0) {
      throw RevisionError(
          Failure::Internal,
          "Not all revisions of the range lie on the way from its head");
    }
    return std::move(out_);
  }

 private:
  // An open tip. Slots form a list in the order of the reference's list; new
  // ones are appended, so that numbers grow along the list.
  struct Slot {
    const Revision* tip;
    int before, after;
    bool open = true;
  };

  // What a waiting tip knows about the slots above it.
  struct Wait {
    std::unordered_set<const Revision*> above;  // alive when it first waited
    std::vector<int> slots;                     // open slots among them then
    std::size_t next = 0;  // the first of `slots` still worth a look
    int appended;          // the first slot that came later
  };

  void start(Links heads);
  int advance(int current);
  int waits_for(int current);
  Wait begin_to_wait(const Revision& tip);
  int append(const Revision* tip);
  int close(int slot);
  void bury(const Revision* revision);

  RevisionSet todo_, alive_, known_;
  std::vector<int> living_children_;
  std::vector<int> slot_of_;
  std::size_t left_;
  std::vector<Slot> slots_;
  int first_ = -1, last_ = -1;
  std::unordered_map<const Revision*, Wait> waiting_;
  Links out_;
};

void Sorter::start(Links heads) {
  std::sort(heads.begin(), heads.end(),
            [](auto* a, auto* b) { return a->order < b->order; });
  Links stack;
  for (const Revision* head : heads) {
    if (!todo_.contains(*head) || slot_of_[head->index] >= 0) continue;
    append(head);
    stack.push_back(head);
  }
  while (!stack.empty()) {
    const Revision* revision = stack.back();
    stack.pop_back();
    if (!known_.insert(*revision)) continue;
    alive_.insert(*revision);
    for (const Revision* down : revision->normalized_down) {
      ++living_children_[down->index];
      stack.push_back(down);
    }
  }
}

int Sorter::advance(int current) {
  const Revision* tip = slots_[current].tip;
  if (living_children_[tip->index] != 0) return waits_for(current);
  waiting_.erase(tip);
  out_.push_back(tip);
  todo_.erase(*tip);
  --left_;
  Links next;
  for (const Revision* down : tip->normalized_down) {
    if (todo_.contains(*down) && slot_of_[down->index] < 0) {
      next.push_back(down);
    }
  }
  slot_of_[tip->index] = -1;
  if (!next.empty()) {
    slots_[current].tip = next[0];
    slot_of_[next[0]->index] = current;
    for (std::size_t i = 1; i < next.size(); ++i) append(next[i]);
    bury(tip);
    return current;
  }
  bury(tip);
  return close(current);
}

int Sorter::waits_for(int current) {
  const Revision* tip = slots_[current].tip;
  auto found = waiting_.find(tip);
  if (found == waiting_.end()) {
    found = waiting_.emplace(tip, begin_to_wait(*tip)).first;
  }
  Wait& wait = found->second;
  auto above = [&](int slot) {
    return slots_[slot].open && wait.above.count(slots_[slot].tip);
  };
  for (; wait.next < wait.slots.size(); ++wait.next) {
    if (above(wait.slots[wait.next])) return wait.slots[wait.next];
  }
  for (; wait.appended < static_cast<int>(slots_.size()); ++wait.appended) {
    if (above(wait.appended)) return wait.appended;
  }
  LIMBECK_CHECK(false, "a living child has an open tip above it");
  return current;
}

Sorter::Wait Sorter::begin_to_wait(const Revision& tip) {
  Wait wait{{}, {}, 0, static_cast<int>(slots_.size())};
  Links stack{&tip};
  while (!stack.empty()) {
    const Revision* revision = stack.back();
    stack.pop_back();
    for (const Revision* up : revision->all_next) {
      if (!alive_.contains(*up) || !wait.above.insert(up).second) continue;
      if (slot_of_[up->index] >= 0) wait.slots.push_back(slot_of_[up->index]);
      stack.push_back(up);
    }
  }
  std::sort(wait.slots.begin(), wait.slots.end());
  return wait;
}

int Sorter::append(const Revision* tip) {
  int slot = static_cast<int>(slots_.size());
  slots_.push_back({tip, last_, -1});
  if (last_ >= 0) slots_[last_].after = slot;
  if (first_ < 0) first_ = slot;
  last_ = slot;
  slot_of_[tip->index] = slot;
  return slot;
}

// The slot to go on with: the one before, or else the first.
int Sorter::close(int slot) {
  Slot& gone = slots_[slot];
  gone.open = false;
  if (gone.before >= 0) slots_[gone.before].after = gone.after;
  if (gone.after >= 0) slots_[gone.after].before = gone.before;
  if (first_ == slot) first_ = gone.after;
  if (last_ == slot) last_ = gone.before;
  return gone.before >= 0 ? gone.before : first_;
}

// What lives only through `revision` dies with it.
void Sorter::bury(const Revision* revision) {
  Links stack{revision};
  while (!stack.empty()) {
    const Revision* dead = stack.back();
    stack.pop_back();
    alive_.erase(*dead);
    for (const Revision* down : dead->normalized_down) {
      if (--living_children_[down->index] == 0 && slot_of_[down->index] < 0) {
        stack.push_back(down);
      }
    }
  }
}

}  // namespace

Links topological_sort(const RevisionGraph& graph, const Links& todo,
                       const Links& heads) {
  return Sorter(graph, todo).run(heads);
}

}  // namespace limbeck::revision

// The order of steps. The reference keeps a list of open tips, each with the
// set of its ancestors, and recomputes these sets as it goes; what follows
// gives the same order by counting.
//
// A revision is alive while some open tip is, or descends from, it. A tip may
// be given out when no child of it is alive. A tip that has to wait hands over
// to the first open tip above it. Tips only move down, so that this one is
// never before the one that it handed over to last.
#include <algorithm>
#include <cstdint>
#include <unordered_map>
#include <unordered_set>

#include "revision/path.h"

namespace limbeck::revision {

namespace {

// Answers whether one revision is an ancestor of another, for those that can
// be asked about: revisions with several children. A row of bits is shared
// along a line without such revisions.
class Ancestors {
 public:
  /// `parents_first` has a revision after all it rests on; `asked` are the
  /// revisions whose descendants matter. False if that takes too much memory.
  bool build(const RevisionGraph& graph, const Links& parents_first,
             const Links& asked);

  bool has(const Revision& revision, const Revision& ancestor) const {
    int row = row_of_[revision.index], column = column_of_[ancestor.index];
    if (row < 0 || column < 0) return false;
    return bits_[row * words_ + column / 64] >> (column % 64) & 1;
  }

 private:
  static constexpr std::size_t kMostWords = (64 << 20) / 8;

  bool shares_row(const Revision& revision) const {
    const Links& down = revision.normalized_down;
    return down.size() == 1 && column_of_[down[0]->index] < 0;
  }

  std::vector<int> row_of_, column_of_;
  std::vector<std::uint64_t> bits_;
  std::size_t words_ = 0;
};

bool Ancestors::build(const RevisionGraph& graph, const Links& parents_first,
                      const Links& asked) {
  row_of_.assign(graph.size(), -1);
  column_of_.assign(graph.size(), -1);
  int columns = 0;
  for (const Revision* revision : asked) {
    column_of_[revision->index] = columns++;
  }
  words_ = (columns + 63) / 64;
  std::size_t rows = 0;
  for (const Revision* revision : parents_first) {
    if (!revision->normalized_down.empty() && !shares_row(*revision)) ++rows;
  }
  if (rows * words_ > kMostWords) return false;
  bits_.assign(rows * words_, 0);
  int next = 0;
  for (const Revision* revision : parents_first) {
    const Links& down = revision->normalized_down;
    if (down.empty()) continue;
    if (shares_row(*revision)) {
      row_of_[revision->index] = row_of_[down[0]->index];
      continue;
    }
    std::uint64_t* row = &bits_[next * words_];
    row_of_[revision->index] = next++;
    for (const Revision* one : down) {
      if (int column = column_of_[one->index]; column >= 0) {
        row[column / 64] |= std::uint64_t{1} << (column % 64);
      }
      if (row_of_[one->index] < 0) continue;
      const std::uint64_t* below = &bits_[row_of_[one->index] * words_];
      for (std::size_t i = 0; i < words_; ++i) row[i] |= below[i];
    }
  }
  return true;
}

class Sorter {
 public:
  Sorter(const RevisionGraph& graph, const Links& todo)
      : graph_(&graph),
        todo_(graph.size()),
        alive_(graph.size()),
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

  // Where a waiting tip looks next; and in a graph that is too large for the
  // table of ancestors, what was alive above it when it first waited.
  struct Wait {
    int slot;
    std::unordered_set<const Revision*> above;
  };

  void start(Links heads);
  void tabulate(const Links& closure);
  int advance(int current);
  int waits_for(int current);
  std::unordered_set<const Revision*> alive_above(const Revision& tip) const;
  int append(const Revision* tip);
  int close(int slot);
  void bury(const Revision* revision);

  const RevisionGraph* graph_;  // borrowed
  RevisionSet todo_, alive_;
  std::vector<int> living_children_;
  std::vector<int> slot_of_;
  std::size_t left_;
  std::vector<Slot> slots_;
  int first_ = -1, last_ = -1;
  std::unordered_map<const Revision*, Wait> waiting_;
  Ancestors ancestors_;
  bool tabulated_ = false;
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
  Links closure;
  while (!stack.empty()) {
    const Revision* revision = stack.back();
    stack.pop_back();
    if (!alive_.insert(*revision)) continue;
    closure.push_back(revision);
    for (const Revision* down : revision->normalized_down) {
      ++living_children_[down->index];
      stack.push_back(down);
    }
  }
  tabulate(closure);
}

void Sorter::tabulate(const Links& closure) {
  Links asked, children_first;
  std::vector<int> left = living_children_;
  for (const Revision* revision : closure) {
    int children = left[revision->index];
    if (children == 0) children_first.push_back(revision);
    if (children > 1 || (children == 1 && slot_of_[revision->index] >= 0)) {
      asked.push_back(revision);
    }
  }
  if (asked.empty()) return;
  for (std::size_t i = 0; i < children_first.size(); ++i) {
    for (const Revision* down : children_first[i]->normalized_down) {
      if (--left[down->index] == 0) children_first.push_back(down);
    }
  }
  Links parents_first(children_first.rbegin(), children_first.rend());
  tabulated_ = ancestors_.build(*graph_, parents_first, asked);
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
  auto [found, added] = waiting_.try_emplace(tip);
  Wait& wait = found->second;
  if (added) {
    wait.slot = first_;
    if (!tabulated_) wait.above = alive_above(*tip);
  }
  for (; wait.slot < static_cast<int>(slots_.size()); ++wait.slot) {
    const Slot& slot = slots_[wait.slot];
    if (!slot.open) continue;
    if (tabulated_ ? ancestors_.has(*slot.tip, *tip)
                   : wait.above.count(slot.tip) != 0) {
      return wait.slot;
    }
  }
  LIMBECK_CHECK(false, "a living child has an open tip above it");
  return current;
}

std::unordered_set<const Revision*> Sorter::alive_above(
    const Revision& tip) const {
  std::unordered_set<const Revision*> above;
  Links stack{&tip};
  while (!stack.empty()) {
    const Revision* revision = stack.back();
    stack.pop_back();
    for (const Revision* up : revision->all_next) {
      if (!alive_.contains(*up) || !above.insert(up).second) continue;
      stack.push_back(up);
    }
  }
  return above;
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

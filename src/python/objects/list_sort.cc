// list.sort: a stable merge sort over runs that are already in order, so that
// sorted and nearly sorted lists take linear time.
#include <algorithm>

#include "base/text.h"
#include "python/objects/compare.h"
#include "python/objects/list.h"

namespace limbeck::py {
namespace {

struct Item {
  Value key, value;
};

/// What `a < b` is for keys that are all of one simple kind.
bool less_small(const Item& a, const Item& b) {
  return a.key.small() < b.key.small();
}
bool less_str(const Item& a, const Item& b) {
  // The order of UTF-8 bytes is that of code points.
  return a.key.as<Str>()->text() < b.key.as<Str>()->text();
}
bool less_any(const Item& a, const Item& b) { return less(a.key, b.key); }

using Less = bool (*)(const Item&, const Item&);

Less choose(const std::vector<Item>& items) {
  bool small = true, text = true;
  for (const Item& item : items) {
    small = small && item.key.is_small();
    text = text && is_exact_str(item.key);
  }
  return small ? less_small : text ? less_str : less_any;
}

constexpr std::size_t kMinRun = 32;

/// The end of the run from `from` on; a strictly falling one is turned round.
std::size_t take_run(std::vector<Item>& items, std::size_t from, Less less) {
  std::size_t end = from + 1;
  if (end == items.size()) return end;
  if (less(items[end], items[from])) {
    while (end + 1 < items.size() && less(items[end + 1], items[end])) ++end;
    ++end;
    std::reverse(items.begin() + static_cast<std::ptrdiff_t>(from),
                 items.begin() + static_cast<std::ptrdiff_t>(end));
  } else {
    while (end + 1 < items.size() && !less(items[end + 1], items[end])) ++end;
    ++end;
  }
  return end;
}

void insert_sorted(std::vector<Item>& items, std::size_t from,
                   std::size_t sorted, std::size_t end, Less less) {
  for (std::size_t i = sorted; i < end; ++i) {
    std::size_t low = from, high = i;
    while (low < high) {
      std::size_t middle = (low + high) / 2;
      if (less(items[i], items[middle]))
        high = middle;
      else
        low = middle + 1;
    }
    Item moved = std::move(items[i]);
    for (std::size_t j = i; j > low; --j) items[j] = std::move(items[j - 1]);
    items[low] = std::move(moved);
  }
}

/// Merges [from, middle) with [middle, end). When comparing throws, what is
/// left is put back, so that no item is lost.
void merge(std::vector<Item>& items, std::size_t from, std::size_t middle,
           std::size_t end, Less less) {
  if (!less(items[middle], items[middle - 1])) return;  // in order already
  std::vector<Item> left(
      std::make_move_iterator(items.begin() +
                              static_cast<std::ptrdiff_t>(from)),
      std::make_move_iterator(items.begin() +
                              static_cast<std::ptrdiff_t>(middle)));
  std::size_t i = 0, j = middle, out = from;
  try {
    while (i < left.size() && j < end) {
      if (less(items[j], left[i]))
        items[out++] = std::move(items[j++]);
      else
        items[out++] = std::move(left[i++]);
    }
  } catch (...) {
    while (i < left.size()) items[out++] = std::move(left[i++]);
    throw;
  }
  while (i < left.size()) items[out++] = std::move(left[i++]);
}

void sort_items(std::vector<Item>& items, Less less) {
  struct Run {
    std::size_t from, end;
    std::size_t size() const { return end - from; }
  };
  std::vector<Run> runs;
  auto merge_top = [&] {
    Run top = runs.back();
    runs.pop_back();
    merge(items, runs.back().from, top.from, top.end, less);
    runs.back().end = top.end;
  };
  for (std::size_t from = 0; from < items.size();) {
    std::size_t end = take_run(items, from, less);
    std::size_t least = std::min(from + kMinRun, items.size());
    if (end < least) {
      insert_sorted(items, from, end, least, less);
      end = least;
    }
    runs.push_back({from, end});
    from = end;
    // Sizes on the stack at least halve, so each item is merged log n times.
    while (runs.size() > 1 &&
           runs[runs.size() - 2].size() <= 2 * runs.back().size())
      merge_top();
  }
  while (runs.size() > 1) merge_top();
}

}  // namespace

// CPython: list.sort empties the list meanwhile, so that a key function that
// looks at it sees no half-sorted state.
void list_sort(List* list, const Value& key, bool reverse) {
  ItemVector taken;
  taken.swap(list->items);
  std::vector<Item> items;
  items.reserve(taken.size());
  bool keyed = key && !key.is_none();
  auto put_back = [&] {
    ItemVector sorted;
    sorted.reserve(taken.size());
    for (Item& item : items) sorted.push_back(std::move(item.value));
    bool touched = !list->items.empty();
    list->items.swap(sorted);
    return touched;
  };
  bool keys_ready = false;
  try {
    for (const Value& value : taken)
      items.push_back({keyed ? call(key, {value}) : value, value});
    keys_ready = true;
    if (reverse) std::reverse(items.begin(), items.end());
    sort_items(items, choose(items));
    if (reverse) std::reverse(items.begin(), items.end());
  } catch (...) {
    if (keys_ready)
      put_back();
    else
      list->items.swap(taken);
    throw;
  }
  if (put_back()) raise_value_error("list modified during sort");
}

}  // namespace limbeck::py

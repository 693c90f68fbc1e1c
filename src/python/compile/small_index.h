// A map from pointers to numbers for the names of one scope, which are few: a
// row that is searched, and a hash table once it grew long.
#pragma once
#include <cstddef>
#include <unordered_map>
#include <utility>
#include <vector>

namespace limbeck::py {

template <class Key, class Number>
class SmallIndex {
 public:
  /// The number of `key`; null where it has none.
  const Number* find(Key key) const {
    if (!table_.empty()) {
      const auto at = table_.find(key);
      return at == table_.end() ? nullptr : &at->second;
    }
    for (const auto& [known, number] : row_)
      if (known == key) return &number;
    return nullptr;
  }

  /// Its number, which becomes `next` where it has none; and whether it did.
  std::pair<Number, bool> ensure(Key key, Number next) {
    if (const Number* found = find(key)) return {*found, false};
    if (table_.empty() && row_.size() < kRow) {
      row_.emplace_back(key, next);
    } else {
      if (table_.empty()) table_.insert(row_.begin(), row_.end());
      table_.emplace(key, next);
    }
    return {next, true};
  }

  void clear() {
    row_.clear();
    table_.clear();
  }

 private:
  static constexpr std::size_t kRow = 12;
  std::vector<std::pair<Key, Number>> row_;
  std::unordered_map<Key, Number> table_;  // empty while the row does
};

}  // namespace limbeck::py

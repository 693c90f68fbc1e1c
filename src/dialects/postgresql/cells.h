// A catalog row's values, one after the other.
#pragma once
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>
#include <vector>

#include "base/text.h"
#include "db/connection.h"

namespace limbeck::dialects {

/// Reads a row from left to right.
class Cells {
 public:
  explicit Cells(const db::Row& row) : row_(row) {}

  bool null() const { return row_[at_].is_null(); }
  void skip() { ++at_; }
  std::optional<std::string> optional_text() {
    const schema::Literal& cell = row_[at_++];
    if (const auto* text = cell.get<std::string>()) return *text;
    return std::nullopt;
  }
  std::string text() { return optional_text().value_or(""); }
  bool flag() {
    const bool* value = row_[at_++].get<bool>();
    return value != nullptr && *value;
  }
  std::optional<std::int64_t> optional_number() {
    const auto* value = row_[at_++].get<std::int64_t>();
    return value == nullptr ? std::nullopt : std::optional(*value);
  }
  std::int64_t number() { return optional_number().value_or(0); }
  std::vector<std::string> texts() {
    std::vector<std::string> items;
    if (const auto* array = row_[at_++].get<schema::Array>())
      for (const schema::Literal& item : array->items)
        items.push_back(item.get<std::string>() ? *item.get<std::string>()
                                                : std::string());
    return items;
  }
  std::vector<std::int64_t> numbers() {
    std::vector<std::int64_t> items;
    if (const auto* array = row_[at_++].get<schema::Array>())
      for (const schema::Literal& item : array->items)
        items.push_back(item.get<std::int64_t>() ? *item.get<std::int64_t>()
                                                 : 0);
    return items;
  }
  // int2vector and oidvector: numbers with blanks between.
  std::vector<std::int64_t> vector() {
    std::vector<std::int64_t> items;
    std::string all = text();
    if (all.empty()) return items;
    for (const std::string& one : split(all, ' '))
      items.push_back(std::strtoll(one.c_str(), nullptr, 10));
    return items;
  }

 private:
  const db::Row& row_;
  std::size_t at_ = 0;
};

}  // namespace limbeck::dialects

// An index or a unique constraint, which databases mix up.
#pragma once
#include <algorithm>
#include <string>
#include <vector>

#include "autogen/comparison.h"

namespace limbeck::autogen {

/// An index or a unique constraint of either side.
struct Comparison::NamedThing {
  bool model = false, is_index = false;
  std::size_t place = 0;  // in its list
  schema::Name name;
  schema::Index index;
  schema::Unique unique;
  /// The duplicate that the database shows: doubled things are only one.
  bool doubled = false;

  const std::string& text() const { return name.text; }
  bool is_unique() const { return !is_index || index.unique; }
  /// What identifies it without a name.
  // Alembic: _uq_constraint_sig.unnamed, _ix_constraint_sig.unnamed
  std::vector<std::string> signature() const {
    std::vector<std::string> result;
    if (!is_index) {
      result = unique.columns;
      std::sort(result.begin(), result.end());
      return result;
    }
    result.push_back(index.unique ? "unique" : "");
    for (const auto& element : index.elements)
      result.push_back(element.expression == schema::Clause() ? element.column
                                                              : "");
    return result;
  }
};

}  // namespace limbeck::autogen

// What a SELECT gives, by name: whose columns a from-clause has, and which
// names keep the columns of one result apart.
#pragma once
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "sql/expression.h"

namespace limbeck::sql {

/// Whether it is a table, an alias, a join or the like.
bool is_from(const Node& node);

/// Columns of a from-clause or a statement's result by name and type.
std::vector<std::pair<Name, Type>> columns_of(const Node& from);

/// What the columns of one SELECT are called so far, and which of them
/// another one repeats.
// SQLAlchemy: GenerativeSelect._generate_columns_plus_names
class ResultNames {
 public:
  /// How a column is named beside those before it.
  enum class Naming : unsigned char {
    Plain,      // its own name
    Numbered,   // "a_1": another column has that name
    Repetition  // "a__1": it is there already
  };
  /// A column or label `name`; `identity` tells columns of one name apart.
  Naming add(const std::string& name, const std::string& identity,
             bool number_repetitions = true);

 private:
  std::map<std::string, std::string> owners_;
};

}  // namespace limbeck::sql

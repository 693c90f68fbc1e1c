// Naming conventions: how MetaData(naming_convention=…) names constraints and
// indexes that have no name, or wraps the name of a check.
#pragma once
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "schema/schema.h"

namespace limbeck::schema {

/// A custom token: (constraint, table) → text.
using NamingToken =
    std::function<std::string(const Constraint*, const Index*, const Table&)>;

struct NamingConvention {
  // "ix", "uq", "ck", "fk", "pk" → template with %(token)s
  std::vector<std::pair<std::string, std::string>> templates;
  std::vector<std::pair<std::string, NamingToken>> tokens;
  const std::string* find(std::string_view kind) const;
  /// {"ix": "ix_%(column_0_label)s"}
  static const std::shared_ptr<const NamingConvention>& standard();
};

/// The name the constraint gets where it stands in `table`: its own, the
/// convention's (Kind::Generated), or none. Throws ErrorKind::InvalidRequest
/// where the convention needs a name or a column that is not there.
// SQLAlchemy: naming._constraint_name_for_table
Name conventional_name(const Constraint& constraint, const Table& table);
Name conventional_name(const Index& index, const Table& table);
/// The same for a convention given separately (op.drop_constraint).
Name conventional_name(const Constraint& constraint, const Table& table,
                       const NamingConvention& convention);

}  // namespace limbeck::schema

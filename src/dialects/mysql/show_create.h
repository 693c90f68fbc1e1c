// Reads what SHOW CREATE TABLE prints, line by line, with the same outcome and
// limits as SQLAlchemy's parser of it.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "dialects/reflection.h"

namespace limbeck::dialects {

struct ShowCreateContext {
  /// "mysql" or "mariadb", after the URL; the prefix of options.
  std::string dialect;
  std::vector<std::string>& warnings;
  /// The table's schema as it was asked for.
  const std::optional<std::string>& schema;
};

/// Fills everything but name, schema and kind.
void parse_show_create(ReflectedTable& table, std::string_view text,
                       const ShowCreateContext& context);

}  // namespace limbeck::dialects

// What compiling gives and how it is asked for. The compilers themselves:
// type_compiler.h, ddl_compiler.h, statement_compiler.h; quoter.h quotes names.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "schema/literal.h"
#include "schema/name.h"
#include "schema/type.h"

namespace limbeck::sql {

/// How parameters stand in the text. Named: `:x`; PyFormat: `%(x)s`;
/// Format: `%s`; QMark: `?`; Numeric: `:1`; Dollar: `$1`.
enum class ParamStyle : unsigned char {
  Named,
  PyFormat,
  Format,
  QMark,
  Numeric,
  Dollar
};

struct CompileOptions {
  std::optional<ParamStyle> paramstyle;  // none: the dialect's own
  bool literal_binds = false;
  /// `$1::INTEGER`: parameters carry their type (PostgreSQL).
  bool bind_casts = false;
  bool include_table = true;  // false: columns without their table
  /// `IN (__[POSTCOMPILE_x])`: lists are left for later, as str() shows them.
  bool leave_lists = false;
  /// schema_translate_map: old ("" for None) → new ("" for none)
  std::map<std::string, std::string> schema_translate;
  /// Whether "none" is a schema there: offline nobody knows the default one.
  bool has_default_schema = true;
};

struct BoundParameter {
  std::string name;
  schema::Type type;
  /// none: required, or given with execute().
  std::optional<schema::Literal> value;
  bool expanding = false;
};

/// The text with its parameters: in order of appearance for positional styles
/// (one appearance each), else each name once.
struct Compiled {
  std::string sql;
  std::vector<BoundParameter> parameters;
  bool positional = false;
  /// Names of result columns with their types, where the statement has them.
  std::vector<std::pair<std::string, schema::Type>> columns;
};

}  // namespace limbeck::sql

// str.format's replacement fields, also for string.Formatter.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "python/objects/object.h"

namespace limbeck::py {

/// template.format(*positional, **keywords): `positional` is a tuple or absent
/// (format_map), `keywords` any mapping.
Value format_template(std::string_view text, const Value& positional,
                      const Value& keywords);

/// One literal text and the field behind it, as string.Formatter.parse gives
/// them.
struct FormatPiece {
  std::string literal;
  bool has_field = false;
  std::string_view field, spec;
  char32_t conversion = 0;
};
/// Takes the next piece off `text`; false at the end. ValueError for braces
/// that do not match.
bool next_format_piece(std::string_view& text, FormatPiece* piece);

/// "0.name[key]": the first name, then attributes and items.
struct FieldName {
  std::string_view first;
  struct Step {
    bool attribute;
    std::string_view name;
    std::optional<std::int64_t> index;  // of an item whose name is a number
  };
  std::vector<Step> steps;
  std::optional<std::int64_t> index;  // of a first name that is a number
};
/// Takes the next ".name" or "[key]" off `name`; false at the end.
bool next_field_step(std::string_view& name, FieldName::Step* step);
FieldName parse_field_name(std::string_view name);

/// value!r, value!s, value!a
Value convert_value(const Value& value, char32_t conversion);

}  // namespace limbeck::py

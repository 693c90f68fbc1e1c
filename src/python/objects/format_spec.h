// The format mini-language: [[fill]align][sign][z][#][0][width][,_][.n][type].
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "python/objects/object.h"

namespace limbeck::py {

struct FormatSpec {
  char32_t fill = ' ';
  char align = '>';  // '<', '>', '=', '^'
  bool align_given = false;
  char sign = 0;               // '+', '-', ' '; 0: not given
  bool positive_zero = false;  // 'z'
  bool alternate = false;      // '#'
  std::int64_t width = -1;
  char thousands = 0;  // ',', '_'
  std::int64_t precision = -1;
  char32_t type = 0;
};
/// `align` is the type's own. ValueErrors name `type_name`: "Invalid format
/// specifier 'x' for object of type 'int'".
FormatSpec parse_format_spec(std::string_view spec, std::string_view type_name,
                             char align = '>');
/// ValueError "Unknown format code 'q' for object of type 'int'".
[[noreturn]] void raise_unknown_format_code(char32_t code,
                                            std::string_view type_name);

/// `value` is an int, a float, a complex or a str (or of a subclass).
Value format_int(const Value& value, std::string_view spec);
Value format_float(const Value& value, std::string_view spec);
Value format_complex(const Value& value, std::string_view spec);
Value format_str(const Value& value, std::string_view spec);

/// A number as its parts: "-", "0x", "1234", ".5e+10".
struct NumberText {
  bool negative = false;
  std::string_view prefix, digits, rest;
};
/// With sign, groups, zeros and padding as the spec wants them.
std::string lay_out_number(const NumberText& number, const FormatSpec& spec);
/// Splits what format_double gives: "-1234.5e+10", "inf".
NumberText split_number(std::string_view text);
/// Padded to the spec's width; `length` is the text's in code points.
std::string pad_text(std::string_view text, std::size_t length,
                     const FormatSpec& spec);

}  // namespace limbeck::py

// Doubles as text and back, by CPython's rules: the shortest digits that read
// back the same, exponents from 1e16 on, underscores in literals. Knows nothing
// of the object model; format_spec.h builds on it.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace limbeck::py {

/// What `float.__repr__` shows: '1.0', '1e+16', '-inf', 'nan'.
std::string float_repr(double x);

/// How `format_double` lays digits out.
struct DoubleLayout {
  char code = 'r';         // 'r' shortest, or 'e', 'f', 'g'; lower case
  int precision = 0;       // unused for 'r'
  bool alternate = false;  // '#': always a point, 'g' keeps its zeros
  bool add_dot_0 = false;  // '1.0' where 'r' and 'g' would write '1'
};
/// With a minus sign, "inf", "nan".
/// CPython: PyOS_double_to_string.
std::string format_double(double x, const DoubleLayout& layout);

/// ASCII text as float() takes it: white space around, a sign, underscores
/// between digits, inf, infinity, nan. Nothing for other text.
std::optional<double> parse_float(std::string_view text);

/// float.hex()
std::string float_hex(double x);
enum class HexError { None, Invalid, TooLarge };
/// float.fromhex()
double parse_float_hex(std::string_view text, HexError* error);

/// round(x, digits): half to even on the exact value. Nothing on overflow.
std::optional<double> round_digits(double x, std::int64_t digits);

}  // namespace limbeck::py

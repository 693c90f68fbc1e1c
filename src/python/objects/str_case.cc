// Upper and lower case, and the questions about what a text consists of.
#include "base/text.h"
#include "python/native.h"
#include "python/objects/str_methods.h"
#include "python/objects/str_type.h"
#include "python/objects/unicode.h"

namespace limbeck::py {
namespace {

using unicode::CaseKind;

constexpr char32_t kCapitalSigma = 0x3a3, kFinalSigma = 0x3c2,
                   kSmallSigma = 0x3c3;

/// A capital sigma ends a word: a cased letter before, none after, looking
/// through what is case-ignorable.
bool is_final_sigma(const std::u32string& points, std::size_t at) {
  using unicode::has;
  using unicode::is_cased;
  using unicode::kCaseIgnorable;
  std::size_t i = at;
  while (i > 0 && has(points[i - 1], kCaseIgnorable)) --i;
  if (i == 0 || !is_cased(points[i - 1])) return false;
  i = at + 1;
  while (i < points.size() && has(points[i], kCaseIgnorable)) ++i;
  return i == points.size() || !is_cased(points[i]);
}

void append_lower(std::string& out, const std::u32string& points,
                  std::size_t at) {
  if (points[at] == kCapitalSigma)
    unicode::append(out,
                    is_final_sigma(points, at) ? kFinalSigma : kSmallSigma);
  else
    unicode::append_mapped(out, points[at], CaseKind::Lower);
}

char lower_char(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}
char upper_char(char c) {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
}

template <class Map>
Value map_ascii(const Str* text, Map map) {
  if (text->size <= 1) {
    const char c = text->size ? map(*text->data()) : ' ';
    return make_str({&c, text->size});
  }
  Ref<Str> result = allocate_str(text->size);
  for (std::size_t i = 0; i < text->size; ++i)
    result->data()[i] = map(text->data()[i]);
  settle(result.get());
  return std::move(result).value();
}

/// `map(out, points, index)` appends what stands for one code point.
template <class Map>
Value map_points(const Str* text, Map map) {
  const std::u32string points = unicode::decode(text->text());
  std::string out;
  out.reserve(text->size);
  for (std::size_t i = 0; i < points.size(); ++i) map(out, points, i);
  return make_str(out);
}

Value str_lower(const Value* values, std::size_t) {
  const Str* text = str_from(values[0]);
  return text->ascii() ? map_ascii(text, lower_char)
                       : map_points(text, append_lower);
}

Value str_upper(const Value* values, std::size_t) {
  const Str* text = str_from(values[0]);
  if (text->ascii()) return map_ascii(text, upper_char);
  return map_points(
      text, [](std::string& out, const std::u32string& points, std::size_t i) {
        unicode::append_mapped(out, points[i], CaseKind::Upper);
      });
}

Value str_casefold(const Value* values, std::size_t) {
  const Str* text = str_from(values[0]);
  if (text->ascii()) return map_ascii(text, lower_char);
  return map_points(
      text, [](std::string& out, const std::u32string& points, std::size_t i) {
        unicode::append_mapped(out, points[i], CaseKind::Fold);
      });
}

Value str_capitalize(const Value* values, std::size_t) {
  return map_points(
      str_from(values[0]),
      [](std::string& out, const std::u32string& points, std::size_t i) {
        if (i == 0)
          unicode::append_mapped(out, points[i], CaseKind::Title);
        else
          append_lower(out, points, i);
      });
}

Value str_title(const Value* values, std::size_t) {
  bool inside = false;
  return map_points(
      str_from(values[0]),
      [&](std::string& out, const std::u32string& points, std::size_t i) {
        if (inside)
          append_lower(out, points, i);
        else
          unicode::append_mapped(out, points[i], CaseKind::Title);
        inside = unicode::is_cased(points[i]);
      });
}

Value str_swapcase(const Value* values, std::size_t) {
  return map_points(
      str_from(values[0]),
      [](std::string& out, const std::u32string& points, std::size_t i) {
        if (unicode::has(points[i], unicode::kUpper))
          append_lower(out, points, i);
        else if (unicode::has(points[i], unicode::kLower))
          unicode::append_mapped(out, points[i], CaseKind::Upper);
        else
          unicode::append(out, points[i]);
      });
}

// -- questions ----------------------------------------------------------------

template <class Test>
bool all_points(const Str* text, Test test) {
  const char* at = text->data();
  const char* end = at + text->size;
  while (at < end)
    if (!test(unicode::next(at))) return false;
  return true;
}

/// Holds for every code point, and there is one.
template <auto test>
Value every(const Value* values, std::size_t) {
  const Str* text = str_from(values[0]);
  return Value::boolean(text->size && all_points(text, test));
}

bool is_decimal(char32_t point) {
  return unicode::has(point, unicode::kDecimal);
}
bool is_digit(char32_t point) { return unicode::has(point, unicode::kDigit); }
bool is_numeric(char32_t point) {
  return unicode::has(point, unicode::kNumeric);
}
bool is_alphanumeric(char32_t point) {
  return unicode::is_alpha(point) || is_decimal(point) || is_digit(point) ||
         is_numeric(point);
}

Value str_isprintable(const Value* values, std::size_t) {
  return Value::boolean(all_points(str_from(values[0]), unicode::is_printable));
}

Value str_isascii(const Value* values, std::size_t) {
  return Value::boolean(str_from(values[0])->ascii());
}

Value str_isidentifier(const Value* values, std::size_t) {
  const Str* text = str_from(values[0]);
  bool first = true;
  const bool valid = all_points(text, [&](char32_t point) {
    const auto flag = first ? unicode::kXidStart : unicode::kXidContinue;
    first = false;
    return unicode::has(point, flag);
  });
  return Value::boolean(valid && text->size);
}

/// At least one code point of the wanted case and none of the other.
Value is_all(const Value& self, unicode::Flag wanted, unicode::Flag other) {
  bool any = false;
  const bool none_other = all_points(str_from(self), [&](char32_t point) {
    if (unicode::has(point, other) || unicode::is_title(point)) return false;
    any |= unicode::has(point, wanted);
    return true;
  });
  return Value::boolean(any && none_other);
}

Value str_islower(const Value* values, std::size_t) {
  return is_all(values[0], unicode::kLower, unicode::kUpper);
}
Value str_isupper(const Value* values, std::size_t) {
  return is_all(values[0], unicode::kUpper, unicode::kLower);
}

Value str_istitle(const Value* values, std::size_t) {
  bool any = false, inside = false;
  const bool fits = all_points(str_from(values[0]), [&](char32_t point) {
    if (unicode::has(point, unicode::kUpper) || unicode::is_title(point)) {
      if (inside) return false;
      inside = any = true;
    } else if (unicode::has(point, unicode::kLower)) {
      if (!inside) return false;
      any = true;
    } else {
      inside = false;
    }
    return true;
  });
  return Value::boolean(fits && any);
}

constexpr NativeMethod kMethods[] = {
    {"lower(self, /)", str_lower, 0, 0},
    {"upper(self, /)", str_upper, 0, 0},
    {"casefold(self, /)", str_casefold, 0, 0},
    {"capitalize(self, /)", str_capitalize, 0, 0},
    {"title(self, /)", str_title, 0, 0},
    {"swapcase(self, /)", str_swapcase, 0, 0},
    {"isalpha(self, /)", every<unicode::is_alpha>, 0, 0},
    {"isdecimal(self, /)", every<is_decimal>, 0, 0},
    {"isdigit(self, /)", every<is_digit>, 0, 0},
    {"isnumeric(self, /)", every<is_numeric>, 0, 0},
    {"isalnum(self, /)", every<is_alphanumeric>, 0, 0},
    {"isspace(self, /)", every<unicode::is_space>, 0, 0},
    {"isprintable(self, /)", str_isprintable, 0, 0},
    {"isascii(self, /)", str_isascii, 0, 0},
    {"isidentifier(self, /)", str_isidentifier, 0, 0},
    {"islower(self, /)", str_islower, 0, 0},
    {"isupper(self, /)", str_isupper, 0, 0},
    {"istitle(self, /)", str_istitle, 0, 0},
    {nullptr},
};

}  // namespace

const NativeMethod* str_case_methods() { return kMethods; }

}  // namespace limbeck::py

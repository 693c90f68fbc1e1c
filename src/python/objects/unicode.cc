#include "python/objects/unicode.h"

#include <algorithm>
#include <cstring>

namespace limbeck::py::unicode {
namespace {

constexpr const char* kCategoryNames[] = {
    "Cn", "Cc", "Cf", "Co", "Cs", "Ll", "Lm", "Lo", "Lt", "Lu",
    "Mc", "Me", "Mn", "Nd", "Nl", "No", "Pc", "Pd", "Pe", "Pf",
    "Pi", "Po", "Ps", "Sc", "Sk", "Sm", "So", "Zl", "Zp", "Zs"};

struct Runs {
  const CaseRun* first;
  std::size_t count;
};

Runs runs_of(CaseKind kind) {
  switch (kind) {
    case CaseKind::Fold:
      return {kFoldRuns, kFoldRunCount};
    case CaseKind::Lower:
      return {kLowerRuns, kLowerRunCount};
    case CaseKind::Title:
      return {kTitleRuns, kTitleRunCount};
    case CaseKind::Upper:
      return {kUpperRuns, kUpperRunCount};
  }
  return {};
}

}  // namespace

void append(std::string& out, char32_t point) {
  if (point < 0x80) {
    out += static_cast<char>(point);
  } else if (point < 0x800) {
    out += static_cast<char>(0xc0 | point >> 6);
    out += static_cast<char>(0x80 | (point & 0x3f));
  } else if (point < 0x10000) {
    out += static_cast<char>(0xe0 | point >> 12);
    out += static_cast<char>(0x80 | (point >> 6 & 0x3f));
    out += static_cast<char>(0x80 | (point & 0x3f));
  } else {
    out += static_cast<char>(0xf0 | point >> 18);
    out += static_cast<char>(0x80 | (point >> 12 & 0x3f));
    out += static_cast<char>(0x80 | (point >> 6 & 0x3f));
    out += static_cast<char>(0x80 | (point & 0x3f));
  }
}

bool is_ascii(std::string_view text) {
  std::size_t i = 0;
  for (; i + 8 <= text.size(); i += 8) {
    std::uint64_t word;
    std::memcpy(&word, text.data() + i, 8);
    if (word & 0x8080808080808080u) return false;
  }
  for (; i < text.size(); ++i)
    if (text[i] & 0x80) return false;
  return true;
}

std::size_t count(std::string_view text) {
  std::size_t points = 0;
  for (char c : text) points += !is_continuation(c);
  return points;
}

std::size_t offset_of(std::string_view text, std::size_t index) {
  std::size_t at = 0;
  while (at < text.size()) {
    if (!is_continuation(text[at]) && index-- == 0) return at;
    ++at;
  }
  return at;
}

std::u32string decode(std::string_view text) {
  std::u32string points;
  points.reserve(text.size());
  const char* at = text.data();
  const char* end = at + text.size();
  while (at < end) points += next(at);
  return points;
}

std::string encode(std::u32string_view points) {
  std::string out;
  out.reserve(points.size());
  for (char32_t point : points) append(out, point);
  return out;
}

std::uint16_t properties(char32_t point) {
  const PropertyRun* run = std::upper_bound(
      kProperties, kProperties + kPropertyCount, point,
      [](char32_t p, const PropertyRun& r) { return p < r.first; });
  return run[-1].bits;
}

const char* category_name(char32_t point) {
  return kCategoryNames[static_cast<int>(category(point))];
}

int decimal_value(char32_t point) {
  if (point < 0x80) return point >= '0' && point <= '9' ? point - '0' : -1;
  const char32_t* zero =
      std::upper_bound(kDecimalZeros, kDecimalZeros + kDecimalZeroCount, point);
  if (zero == kDecimalZeros || point - zero[-1] > 9) return -1;
  return static_cast<int>(point - zero[-1]);
}

char32_t map_simple(char32_t point, CaseKind kind) {
  if (point < 0x80) {
    const bool lowers = kind == CaseKind::Lower || kind == CaseKind::Fold;
    if (lowers) return point >= 'A' && point <= 'Z' ? point + 32 : point;
    return point >= 'a' && point <= 'z' ? point - 32 : point;
  }
  const Runs runs = runs_of(kind);
  const CaseRun* run = std::upper_bound(
      runs.first, runs.first + runs.count, point,
      [](char32_t p, const CaseRun& r) { return p < r.first; });
  // Runs of stride two may enclose each other's points: look at two of them.
  for (int back = 0; back < 2 && run != runs.first; ++back) {
    --run;
    if (point <= run->last && (point - run->first) % run->stride == 0)
      return point + run->distance;
  }
  return point;
}

void append_mapped(std::string& out, char32_t point, CaseKind kind) {
  if (point >= 0x80) {
    const SpecialCase* special = std::lower_bound(
        kSpecialCases, kSpecialCases + kSpecialCaseCount, point,
        [](const SpecialCase& s, char32_t p) { return s.point < p; });
    for (; special != kSpecialCases + kSpecialCaseCount &&
           special->point == point;
         ++special)
      if (special->kind == kind) {
        out += special->text;
        return;
      }
  }
  append(out, map_simple(point, kind));
}

std::string to_ascii_number(std::string_view text) {
  std::string out;
  const char* at = text.data();
  const char* end = at + text.size();
  while (at < end) {
    const char32_t point = next(at);
    const int digit = decimal_value(point);
    if (point < 0x80)
      out += static_cast<char>(point);
    else if (digit >= 0)
      out += static_cast<char>('0' + digit);
    else
      out += is_space(point) ? ' ' : '?';
  }
  return out;
}

}  // namespace limbeck::py::unicode

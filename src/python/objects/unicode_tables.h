// The tables that tools/unicode_tables.py writes; unicode.h reads them.
#pragma once
#include <cstddef>
#include <cstdint>

namespace limbeck::py::unicode {

/// Code points from `first` to the next run's have these properties: category
/// in the low five bits, then flags (unicode.h).
struct PropertyRun {
  char32_t first;
  std::uint16_t bits;
};
extern const PropertyRun kProperties[];
extern const std::size_t kPropertyCount;

/// The code points that stand for zero; the other nine digits follow each.
extern const char32_t kDecimalZeros[];
extern const std::size_t kDecimalZeroCount;

/// Every `stride`-th code point from first to last maps to itself + distance.
struct CaseRun {
  char32_t first, last;
  std::uint8_t stride;
  std::int32_t distance;
};
extern const CaseRun kLowerRuns[], kUpperRuns[], kTitleRuns[], kFoldRuns[];
extern const std::size_t kLowerRunCount, kUpperRunCount, kTitleRunCount,
    kFoldRunCount;

enum class CaseKind : std::uint8_t { Fold, Lower, Title, Upper };
/// A mapping to several code points; sorted by point, then by kind's name.
struct SpecialCase {
  char32_t point;
  CaseKind kind;
  const char* text;
};
extern const SpecialCase kSpecialCases[];
extern const std::size_t kSpecialCaseCount;

}  // namespace limbeck::py::unicode

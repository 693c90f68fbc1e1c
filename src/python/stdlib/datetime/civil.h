// The proleptic Gregorian calendar as arithmetic. Ordinals count days from
// 1 January of year 1, which is day 1.
#pragma once
#include <cstdint>

#include "python/stdlib/datetime.h"

namespace limbeck::py::dates {

constexpr int kMinYear = 1, kMaxYear = 9999;
constexpr std::int64_t kMaxOrdinal = 3652059, kEpochOrdinal = 719163;
constexpr std::int64_t kSecond = 1'000'000, kDaySeconds = 86400,
                       kDay = kDaySeconds * kSecond;

constexpr bool is_leap(std::int64_t year) {
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}
int days_in_month(int year, int month);
std::int64_t days_before_year(std::int64_t year);
int days_before_month(int year, int month);
std::int64_t ordinal_of(const DateParts& date);
DateParts date_of_ordinal(std::int64_t ordinal);
/// Monday is 0.
inline int weekday_of(std::int64_t ordinal) {
  return static_cast<int>((ordinal + 6) % 7);
}

struct IsoDate {
  int year, week, day;
};
IsoDate iso_date(const DateParts& date);
/// The ordinal of the Monday of the year's first ISO week.
std::int64_t iso_week_one(int year);

/// Quotient towards minus infinity.
constexpr std::int64_t floor_div(std::int64_t a, std::int64_t b) {
  const std::int64_t q = a / b;
  return a % b != 0 && (a < 0) != (b < 0) ? q - 1 : q;
}
constexpr std::int64_t floor_mod(std::int64_t a, std::int64_t b) {
  return a - floor_div(a, b) * b;
}

}  // namespace limbeck::py::dates

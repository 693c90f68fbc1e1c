#include "python/stdlib/datetime/civil.h"

namespace limbeck::py::dates {

int days_in_month(int year, int month) {
  constexpr int kDays[] = {0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && is_leap(year) ? 29 : kDays[month];
}

std::int64_t days_before_year(std::int64_t year) {
  const std::int64_t y = year - 1;
  return y * 365 + floor_div(y, 4) - floor_div(y, 100) + floor_div(y, 400);
}

int days_before_month(int year, int month) {
  constexpr int kBefore[] = {0,   0,   31,  59,  90,  120, 151,
                             181, 212, 243, 273, 304, 334};
  return kBefore[month] + (month > 2 && is_leap(year) ? 1 : 0);
}

std::int64_t ordinal_of(const DateParts& date) {
  return days_before_year(date.year) +
         days_before_month(date.year, date.month) + date.day;
}

// Years that begin in March put the leap day last, so that months have a
// formula: day 153 * m / 5 of five-month blocks.
DateParts date_of_ordinal(std::int64_t ordinal) {
  const std::int64_t shifted = ordinal + 305;  // from 1 March of year 0
  const std::int64_t era = floor_div(shifted, 146097);
  const std::int64_t day = shifted - era * 146097;
  const std::int64_t year =
      (day - day / 1460 + day / 36524 - day / 146096) / 365;
  const std::int64_t in_year = day - (365 * year + year / 4 - year / 100);
  const std::int64_t block = (5 * in_year + 2) / 153;
  DateParts date;
  date.day = static_cast<int>(in_year - (153 * block + 2) / 5 + 1);
  date.month = static_cast<int>(block < 10 ? block + 3 : block - 9);
  date.year = static_cast<int>(year + era * 400 + (date.month <= 2 ? 1 : 0));
  return date;
}

std::int64_t iso_week_one(int year) {
  const std::int64_t first = days_before_year(year) + 1;
  const int weekday = weekday_of(first);
  return weekday > 3 ? first - weekday + 7 : first - weekday;
}

IsoDate iso_date(const DateParts& date) {
  const std::int64_t ordinal = ordinal_of(date);
  int year = date.year;
  std::int64_t week_one = iso_week_one(year);
  if (ordinal < week_one) {
    week_one = iso_week_one(--year);
  } else if (ordinal >= iso_week_one(year + 1)) {
    week_one = iso_week_one(++year);
  }
  return {year, static_cast<int>((ordinal - week_one) / 7 + 1),
          weekday_of(ordinal) + 1};
}

}  // namespace limbeck::py::dates

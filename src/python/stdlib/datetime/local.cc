// The system's clock and time zone.
#include <time.h>

#include <ctime>

#include <cmath>

#include "base/text.h"
#include "python/objects/int.h"
#include "python/stdlib/datetime/types.h"

namespace limbeck::py::dates {

std::int64_t local_seconds(std::int64_t utc_seconds) {
  const auto at = static_cast<std::time_t>(utc_seconds);
  std::tm parts{};
  if (!::localtime_r(&at, &parts))
    raise("OverflowError", "timestamp out of range for platform time_t");
  return utc_seconds + parts.tm_gmtoff;
}

// CPython: local_to_seconds (PEP 495). In a gap or a fold the offsets of the
// day before or after give the second candidate.
std::int64_t utc_from_local(std::int64_t local, int fold) {
  constexpr std::int64_t kMaxFold = kDaySeconds;
  const std::int64_t a = local_seconds(local) - local;
  const std::int64_t u1 = local - a;
  const std::int64_t t1 = local_seconds(u1);
  std::int64_t b;
  if (t1 == local) {
    const std::int64_t probe = fold ? u1 + kMaxFold : u1 - kMaxFold;
    b = local_seconds(probe) - probe;
    if (a == b) return u1;
  } else {
    b = t1 - u1;
  }
  const std::int64_t u2 = local - b;
  if (local_seconds(u2) == local) return u2;
  if (t1 == local) return u1;
  return fold ? std::min(u1, u2) : std::max(u1, u2);
}

Value local_zone(std::int64_t utc_seconds) {
  const auto at = static_cast<std::time_t>(utc_seconds);
  std::tm parts{};
  if (!::localtime_r(&at, &parts))
    raise("OverflowError", "timestamp out of range for platform time_t");
  return fixed_zone(parts.tm_gmtoff * kSecond,
                    make_str(parts.tm_zone ? parts.tm_zone : ""));
}

Moment moment_from(std::int64_t seconds, int microsecond) {
  const std::int64_t day = floor_div(seconds, kDaySeconds);
  const auto rest = static_cast<int>(seconds - day * kDaySeconds);
  const std::int64_t ordinal = day + kEpochOrdinal;
  Moment moment;
  moment.date = date_of_ordinal(ordinal);
  check_date(moment.date);
  moment.time = {rest / 3600, rest / 60 % 60, rest % 60, microsecond, 0};
  return moment;
}

std::int64_t seconds_of(const DateParts& date, const TimeParts& time) {
  return (ordinal_of(date) - kEpochOrdinal) * kDaySeconds + time.hour * 3600 +
         time.minute * 60 + time.second;
}

Timestamp timestamp_argument(const Value& value) {
  if (!is_float(value)) {
    const auto whole = int_of(plain_int(index_of(value)));
    if (!whole)
      raise("OverflowError", "timestamp out of range for platform time_t");
    return {*whole, 0};
  }
  const double number = number_of(value);
  if (std::isnan(number)) raise_value_error("Invalid value NaN (not a number)");
  double whole;
  double micro = std::nearbyint(std::modf(number, &whole) * 1e6);
  if (micro >= 1e6) {
    micro -= 1e6;
    whole += 1;
  } else if (micro < 0) {
    micro += 1e6;
    whole -= 1;
  }
  if (!(std::abs(whole) < 9.2e18))
    raise("OverflowError", "timestamp out of range for platform time_t");
  return {static_cast<std::int64_t>(whole), static_cast<int>(micro)};
}

}  // namespace limbeck::py::dates

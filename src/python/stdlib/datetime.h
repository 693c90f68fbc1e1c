// Dates and times for the layers above: making them, and reading what a script
// passed. All functions use the current interpreter.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "python/objects/object.h"

namespace limbeck::py {

struct DateParts {
  int year = 1, month = 1, day = 1;
  bool operator==(const DateParts&) const = default;
};

struct TimeParts {
  int hour = 0, minute = 0, second = 0, microsecond = 0, fold = 0;
  bool operator==(const TimeParts&) const = default;
};

/// Normalized as timedelta's attributes are: only `days` is ever negative.
struct DurationParts {
  std::int64_t days = 0;
  int seconds = 0, microseconds = 0;
  bool operator==(const DurationParts&) const = default;
};

/// Raise ValueError for parts that are out of range. `zone` is a tzinfo, None
/// or absent.
Value make_date(const DateParts& date);
Value make_time(const TimeParts& time, const Value& zone = Value());
Value make_datetime(const DateParts& date, const TimeParts& time,
                    const Value& zone = Value());
/// Any sizes and signs; OverflowError where the days do not fit.
Value make_timedelta(std::int64_t days, std::int64_t seconds,
                     std::int64_t microseconds);
/// A fixed offset; the shared timezone.utc for 0 seconds without a name.
Value make_timezone(std::int64_t offset_seconds, std::string_view name = "");
/// datetime.now() in local time.
Value datetime_now();

bool is_date(const Value& value);  // a datetime is one, too
bool is_datetime(const Value& value);
bool is_time(const Value& value);
bool is_timedelta(const Value& value);

/// The caller knows the type by the functions above.
DateParts date_parts(const Value& date_or_datetime);
TimeParts time_parts(const Value& time_or_datetime);
DurationParts duration_parts(const Value& timedelta);
/// The tzinfo attribute of a time or datetime; None for naive ones.
Value zone_of(const Value& time_or_datetime);
/// utcoffset() in microseconds; nothing for a naive time or datetime.
std::optional<std::int64_t> utc_offset(const Value& time_or_datetime);

}  // namespace limbeck::py

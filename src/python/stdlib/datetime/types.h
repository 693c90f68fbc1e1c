// The objects of the module datetime and what its types share. Each type has
// its own file; iso.cc reads and writes ISO 8601, format.cc does strftime,
// local.cc knows the system's time zone.
//
// What always holds: values are immutable and their parts in range; an instance
// of a Python subclass is made by calling the subclass.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "python/native.h"
#include "python/objects/callable.h"
#include "python/objects/dict.h"
#include "python/objects/type.h"
#include "python/stdlib/datetime/civil.h"

namespace limbeck::py::dates {

__extension__ typedef __int128 Wide;  // microseconds of any timedelta

struct DateObject : Object {
  DateParts date;
  explicit DateObject(Type* type) : Object(type) {}
};
struct DateTimeObject : DateObject {
  TimeParts time;
  Value zone = Value::none();
  explicit DateTimeObject(Type* type) : DateObject(type) {}
};
struct TimeObject : Object {
  TimeParts time;
  Value zone = Value::none();
  explicit TimeObject(Type* type) : Object(type) {}
};
struct TimeDeltaObject : Object {
  DurationParts duration;
  explicit TimeDeltaObject(Type* type) : Object(type) {}
};
struct TzInfoObject : Object {
  explicit TzInfoObject(Type* type) : Object(type) {}
};
struct TimeZoneObject : TzInfoObject {
  std::int64_t offset = 0;  // microseconds
  Value name;               // absent: spelled from the offset
  explicit TimeZoneObject(Type* type) : TzInfoObject(type) {}
};

struct Types {
  Type *date, *datetime, *time, *timedelta, *tzinfo, *timezone;
  Value utc;  // made by utc()
  Types();
};
Types& types();
Type* make_timedelta_type();
Type* make_date_type();
Type* make_time_type();
Type* make_datetime_type(Type* date);
Type* make_tzinfo_type();
Type* make_timezone_type(Type* tzinfo);

inline DateObject* date_of(const Value& v) { return v.as<DateObject>(); }
inline DateTimeObject* datetime_of(const Value& v) {
  return v.as<DateTimeObject>();
}
inline TimeObject* time_of(const Value& v) { return v.as<TimeObject>(); }

// -- durations ----------------------------------------------------------------

Wide microseconds_of(const Value& timedelta);
/// An instance of timedelta, or of the subclass `type`.
Value timedelta_of(Wide microseconds, Type* type = nullptr);

// -- making instances of a class that may be a subclass -----------------------

Value new_date(Type* type, const DateParts& date);
Value new_time(Type* type, const TimeParts& time, const Value& zone);
Value new_datetime(Type* type, const DateParts& date, const TimeParts& time,
                   const Value& zone);
/// Raises ValueError where parts are out of range.
void check_date(const DateParts& date);
void check_time(const TimeParts& time);
void check_zone(const Value& zone);  // None or a tzinfo, else TypeError

// -- arguments ----------------------------------------------------------------

/// The constructors' own binder, with the texts of CPython's.
struct Fields {
  std::string_view function;  // "function", "__new__()"
  std::span<const char* const> names;
  std::size_t required = 0, positional = 0;
};
void bind_fields(const Fields& fields, const Call& call, Value* out);
int int_field(const Value& value);
/// Raises "name() argument 1 must be <type>, not …".
const std::string_view text_argument(const Value& value, const char* function,
                                     int position = 1);

// -- time zones ---------------------------------------------------------------

Value utc();
Value fixed_zone(std::int64_t offset, Value name = Value());
/// What the zone's method says about `moment` (a datetime or None), checked.
std::optional<std::int64_t> offset_from(const Value& zone, const char* method,
                                        const Value& moment);
/// tzname(): a str or None.
Value zone_name(const Value& zone, const Value& moment);
/// What a datetime (or a time) hands to its zone.
Value moment_of(const Value& time_or_datetime);

// -- the system's clock and zone ----------------------------------------------

struct Moment {
  DateParts date;
  TimeParts time;
};
/// Seconds of the local clock read as if they were UTC's.
std::int64_t local_seconds(std::int64_t utc_seconds);
/// The reverse for a naive local time; `fold` picks one of two.
std::int64_t utc_from_local(std::int64_t local, int fold);
/// The zone at a point in time, as a timezone with the system's name for it.
Value local_zone(std::int64_t utc_seconds);
/// Seconds from the epoch to parts; ValueError where the year is out of range.
Moment moment_from(std::int64_t seconds, int microsecond);
std::int64_t seconds_of(const DateParts& date, const TimeParts& time);
/// A number of seconds as fromtimestamp() takes it, rounded half to even.
struct Timestamp {
  std::int64_t seconds;
  int microsecond;
};
Timestamp timestamp_argument(const Value& value);

// -- text ---------------------------------------------------------------------

void append_number(std::string& out, int value, int width);
void append_date(std::string& out, const DateParts& date);
enum class TimeSpec { Auto, Hours, Minutes, Seconds, Milliseconds, Micro };
void append_time(std::string& out, const TimeParts& time, TimeSpec spec);
void append_offset(std::string& out, std::int64_t offset,
                   std::string_view separator);
TimeSpec time_spec(const Value& value);
/// strftime of a date, time or datetime.
Value format(const Value& self, const DateParts& date, const TimeParts& time,
             const Value& format_text);
/// __format__: str(self) where the format is empty.
Value format_protocol(const Value& self, const Value& spec);

/// False where the text has not the form; parts may still be out of range.
bool parse_date(std::string_view text, DateParts& date);
struct ParsedTime {
  TimeParts time;
  std::optional<std::int64_t> offset;
};
bool parse_time(std::string_view text, ParsedTime& parsed);
/// Where the date ends in "date?time".
std::size_t date_length(std::string_view text);
[[noreturn]] void raise_bad_iso(const Value& text);

Value struct_time(const DateParts& date, const TimeParts& time, int is_dst);

/// Construct and destruct slots for a struct.
template <class T>
void set_layout(Type* type) {
  type->layout = Layout::Native;
  type->slots.construct = [](void* memory, Type* of) -> Object* {
    return new (memory) T(of);
  };
  type->slots.destruct = [](Object* self) { static_cast<T*>(self)->~T(); };
}
inline void set_class_attribute(Type* type, std::string_view name,
                                Value value) {
  type->attributes->set(intern(name), std::move(value));
}
constexpr std::uint32_t operator_bit(Binary op) {
  return 1u << static_cast<int>(op);
}
/// An ordering's answer as Python's.
inline Value ordering(int sign, Compare op) {
  switch (op) {
    case Compare::Lt:
      return Value::boolean(sign < 0);
    case Compare::Le:
      return Value::boolean(sign <= 0);
    case Compare::Eq:
      return Value::boolean(sign == 0);
    case Compare::Ne:
      return Value::boolean(sign != 0);
    case Compare::Gt:
      return Value::boolean(sign > 0);
    case Compare::Ge:
      return Value::boolean(sign >= 0);
  }
  return Value::not_implemented();
}

}  // namespace limbeck::py::dates

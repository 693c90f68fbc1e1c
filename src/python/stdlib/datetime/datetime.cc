// datetime.datetime.
#include <sys/time.h>

#include "base/text.h"
#include "python/objects/internals.h"
#include "python/stdlib/datetime/types.h"

namespace limbeck::py::dates {
namespace {

Type* class_of(const Value& v) { return v.as<Type>(); }

Value datetime_make(Type* type, const Call& call) {
  static constexpr const char* kNames[] = {"year",        "month",  "day",
                                           "hour",        "minute", "second",
                                           "microsecond", "tzinfo", "fold"};
  Value given[9];
  bind_fields({"function", kNames, 3, 8}, call, given);
  DateParts date;
  TimeParts time;
  int* const fields[] = {&date.year,        &date.month,  &date.day,
                         &time.hour,        &time.minute, &time.second,
                         &time.microsecond, nullptr,      &time.fold};
  for (int i = 0; i < 9; ++i)
    if (given[i] && fields[i]) *fields[i] = int_field(given[i]);
  const Value zone = given[7] ? given[7] : Value::none();
  check_date(date);
  check_time(time);
  check_zone(zone);
  auto object = allocate_as<DateTimeObject>(type);
  object->date = date;
  object->time = time;
  object->zone = zone;
  return std::move(object).value();
}

/// Microseconds since year 1, by the value's own clock.
Wide clock(const DateTimeObject* at) {
  return Wide(seconds_of(at->date, at->time)) * kSecond + at->time.microsecond;
}

Value shifted(const Value& self, Wide by) {
  const DateTimeObject* at = datetime_of(self);
  const Wide moment = clock(at) + by;
  Wide seconds = moment / kSecond;
  auto micro = static_cast<int>(moment % kSecond);
  if (micro < 0) {
    micro += kSecond;
    --seconds;
  }
  constexpr std::int64_t kFirst = (1 - kEpochOrdinal) * kDaySeconds,
                         kEnd = (kMaxOrdinal + 1 - kEpochOrdinal) * kDaySeconds;
  if (seconds < kFirst || seconds >= kEnd)
    raise("OverflowError", "date value out of range");
  const Moment result = moment_from(static_cast<std::int64_t>(seconds), micro);
  return new_datetime(type_of(self), result.date, result.time, at->zone);
}

/// The offsets of two values that are to be compared or subtracted.
struct Offsets {
  std::optional<std::int64_t> first, second;
  bool mixed() const { return first.has_value() != second.has_value(); }
};
Offsets offsets_of(const Value& a, const Value& b) {
  if (zone_of(a).is(zone_of(b))) return {};
  return {utc_offset(a), utc_offset(b)};
}

Value datetime_binary(const Value& self, const Value& other, Binary op,
                      bool reflected) {
  if (op == Binary::Add && is_timedelta(other))
    return shifted(self, microseconds_of(other));
  if (op != Binary::Sub || reflected) return Value::not_implemented();
  if (is_timedelta(other)) return shifted(self, -microseconds_of(other));
  if (!is_datetime(other)) return Value::not_implemented();
  const Offsets offsets = offsets_of(self, other);
  if (offsets.mixed())
    raise_type_error("can't subtract offset-naive and offset-aware datetimes");
  return timedelta_of(clock(datetime_of(self)) - clock(datetime_of(other)) -
                      offsets.first.value_or(0) + offsets.second.value_or(0));
}

Value with_fold(const Value& self, int fold) {
  const DateTimeObject* at = datetime_of(self);
  TimeParts time = at->time;
  time.fold = fold;
  return make_datetime(at->date, time, at->zone);
}

// PEP 495: what fold changes equals nothing in another zone.
bool depends_on_fold(const Value& value) {
  return utc_offset(with_fold(value, 1 - datetime_of(value)->time.fold)) !=
         utc_offset(value);
}

Value datetime_compare(const Value& self, const Value& other, Compare op) {
  if (!is_datetime(other)) return Value::not_implemented();
  const bool equality = op == Compare::Eq || op == Compare::Ne;
  const Offsets offsets = offsets_of(self, other);
  if (offsets.mixed()) {
    if (equality) return Value::boolean(op == Compare::Ne);
    raise_type_error("can't compare offset-naive and offset-aware datetimes");
  }
  const Wide a = clock(datetime_of(self)) - offsets.first.value_or(0);
  const Wide b = clock(datetime_of(other)) - offsets.second.value_or(0);
  if (equality && a == b && offsets.first &&
      (depends_on_fold(self) || depends_on_fold(other)))
    return Value::boolean(op == Compare::Ne);
  return ordering(a < b ? -1 : a > b, op);
}

std::int64_t datetime_hash(const Value& self) {
  const DateTimeObject* at = datetime_of(self);
  const auto offset = utc_offset(at->time.fold ? with_fold(self, 0) : self);
  const Wide moment = clock(at) - offset.value_or(0);
  const auto low = static_cast<std::uint64_t>(moment);
  const auto mixed =
      static_cast<std::int64_t>((low ^ (low >> 31)) * 0x9e3779b97f4a7c15ull);
  return mixed == -1 ? -2 : mixed;
}

Value datetime_repr(const Value& self) {
  const DateTimeObject* at = datetime_of(self);
  const Type* type = type_of(self);
  std::string out = cat(type->module, ".", type->qualname, "(", at->date.year,
                        ", ", at->date.month, ", ", at->date.day, ", ",
                        at->time.hour, ", ", at->time.minute);
  if (at->time.second || at->time.microsecond)
    cat_to(out, ", ", at->time.second);
  if (at->time.microsecond) cat_to(out, ", ", at->time.microsecond);
  if (at->time.fold) out += ", fold=1";
  if (!at->zone.is_none()) cat_to(out, ", tzinfo=", repr(at->zone));
  return make_str(out + ")");
}

std::string iso_text(const Value& self, std::string_view separator,
                     TimeSpec spec) {
  const DateTimeObject* at = datetime_of(self);
  std::string out;
  append_date(out, at->date);
  out += separator;
  append_time(out, at->time, spec);
  if (const auto offset = utc_offset(self)) append_offset(out, *offset, ":");
  return out;
}

Value isoformat(Args& args) {
  const Value& separator = args[1];
  if (!is_str(separator) || length(separator) != 1)
    raise_type_error(
        cat("isoformat() argument 1 must be a unicode character, not ",
            type_of(separator)->name));
  return make_str(iso_text(args[0], text_of(separator), time_spec(args[2])));
}

// -- making from clocks -------------------------------------------------------

Value from_seconds(Type* type, Timestamp at, const Value& zone) {
  if (!zone.is_none()) {
    const Moment moment = moment_from(at.seconds, at.microsecond);
    return call_method(zone, "fromutc",
                       {new_datetime(type, moment.date, moment.time, zone)});
  }
  const std::int64_t local = local_seconds(at.seconds);
  Moment moment = moment_from(local, at.microsecond);
  // The second pass through an hour: a day earlier the clock was ahead.
  const std::int64_t change =
      local - local_seconds(at.seconds - kDaySeconds) - kDaySeconds;
  if (change < 0 && local_seconds(at.seconds + change) == local)
    moment.time.fold = 1;
  return new_datetime(type, moment.date, moment.time, zone);
}

Timestamp clock_now() {
  timeval now{};
  ::gettimeofday(&now, nullptr);
  return {now.tv_sec, static_cast<int>(now.tv_usec)};
}

Value now(Args& args) {
  check_zone(args[1]);
  return from_seconds(class_of(args[0]), clock_now(), args[1]);
}

Value from_timestamp(Args& args) {
  check_zone(args[2]);
  return from_seconds(class_of(args[0]), timestamp_argument(args[1]), args[2]);
}

Value utc_from(const Value& type, Timestamp at) {
  const Moment moment = moment_from(at.seconds, at.microsecond);
  return new_datetime(class_of(type), moment.date, moment.time, Value::none());
}

Value combine(Args& args) {
  const auto check = [](const Value& value, bool fits, int position,
                        const char* wanted) {
    if (!fits)
      raise_type_error(
          cat("combine() argument ", position, " must be datetime.", wanted,
              ", not ",
              value.is_none() ? std::string("None") : type_of(value)->name));
  };
  check(args[1], is_date(args[1]), 1, "date");
  check(args[2], is_time(args[2]), 2, "time");
  const Value zone = args[3] ? args[3] : time_of(args[2])->zone;
  check_zone(zone);
  return new_datetime(class_of(args[0]), date_of(args[1])->date,
                      time_of(args[2])->time, zone);
}

Value from_iso(const Value* v, std::size_t) {
  if (!is_str(v[1])) raise_type_error("fromisoformat: argument must be str");
  const std::string_view text = text_of(v[1]);
  const std::size_t end = date_length(text);
  DateParts date;
  ParsedTime parsed;
  if (!parse_date(text.substr(0, end), date)) raise_bad_iso(v[1]);
  if (text.size() > end) {
    std::size_t start = end + 1;  // any one character separates
    while (start < text.size() && (text[start] & 0xC0) == 0x80) ++start;
    if (!parse_time(text.substr(start), parsed)) raise_bad_iso(v[1]);
  }
  return new_datetime(
      class_of(v[0]), date, parsed.time,
      parsed.offset ? fixed_zone(*parsed.offset) : Value::none());
}

Value parse(const Value* v, std::size_t) {
  text_argument(v[1], "strptime", 1);
  text_argument(v[2], "strptime", 2);
  return call(get_attribute(Interpreter::current().import("_strptime"),
                            "_strptime_datetime"),
              {v[0], v[1], v[2]});
}

// -- converting ---------------------------------------------------------------

Value replace(Args& args) {
  const DateTimeObject* at = datetime_of(args[0]);
  DateParts date = at->date;
  TimeParts time = at->time;
  int* const fields[] = {&date.year,       &date.month,  &date.day,
                         &time.hour,       &time.minute, &time.second,
                         &time.microsecond};
  for (std::size_t i = 0; i < 7; ++i)
    if (args[i + 1]) *fields[i] = int_field(args[i + 1]);
  const Value zone = args[8] ? args[8] : at->zone;
  if (args[9]) time.fold = int_field(args[9]);
  check_zone(zone);
  return new_datetime(type_of(args[0]), date, time, zone);
}

std::int64_t naive_utc_seconds(const Value& self) {
  const DateTimeObject* at = datetime_of(self);
  return utc_from_local(seconds_of(at->date, at->time), at->time.fold);
}

/// The clock of `self` in UTC, with another zone put on it.
Value in_utc(const Value& self, const Value& zone, std::int64_t offset) {
  const Value moved = shifted(self, -Wide(offset));
  const DateTimeObject* at = datetime_of(moved);
  return new_datetime(type_of(self), at->date, at->time, zone);
}

Value astimezone(Args& args) {
  const Value& self = args[0];
  Value target = args[1];
  check_zone(target);
  if (!target.is_none() && zone_of(self).is(target)) return self;
  const auto known = utc_offset(self);
  std::int64_t offset;
  if (known) {
    offset = *known;
  } else {
    const DateTimeObject* at = datetime_of(self);
    offset =
        (seconds_of(at->date, at->time) - naive_utc_seconds(self)) * kSecond;
  }
  if (target.is_none()) {
    const DateTimeObject* at = datetime_of(self);
    target =
        local_zone(seconds_of(at->date, at->time) - floor_div(offset, kSecond));
  }
  return call_method(target, "fromutc", {in_utc(self, target, offset)});
}

Value timestamp(const Value* v, std::size_t) {
  const DateTimeObject* at = datetime_of(v[0]);
  const auto offset = utc_offset(v[0]);
  if (!offset)
    return make_float(static_cast<double>(naive_utc_seconds(v[0])) +
                      at->time.microsecond / 1e6);
  return call_method(timedelta_of(clock(at) - *offset), "total_seconds");
}

Value timetuple(const Value* v, std::size_t) {
  const DateTimeObject* at = datetime_of(v[0]);
  int is_dst = -1;
  if (const auto dst = offset_from(at->zone, "dst", v[0])) is_dst = *dst != 0;
  return struct_time(at->date, at->time, is_dst);
}

Value utctimetuple(const Value* v, std::size_t) {
  const Value moved = shifted(v[0], -Wide(utc_offset(v[0]).value_or(0)));
  return struct_time(datetime_of(moved)->date, datetime_of(moved)->time, 0);
}

/// Warns of a function whose result does not say that it is UTC. As long as
/// nobody asks for warnings, their first filters pass over this one.
void warn_of_utc(const char* function, const char* instead) {
  Interpreter& interpreter = Interpreter::current();
  if (!internals().modules->find(make_str("warnings")) &&
      !truth(get_attribute(interpreter.import("sys"), "warnoptions")))
    return;
  call_method(
      interpreter.import("warnings"), "warn",
      {make_str(cat("datetime.datetime.", function,
                    "() is deprecated and scheduled for removal in a future "
                    "version. Use timezone-aware objects to represent "
                    "datetimes in UTC: datetime.datetime.",
                    instead, ".")),
       Value(exception_type("DeprecationWarning"))});
}

constexpr auto kClass = NativeMethod::Kind::Class;

constexpr NativeMethod kMethods[] = {
    {"now(cls, tz=None)", nullptr, 0, 0, now, kClass},
    {"utcnow(cls)",
     [](const Value* v, std::size_t) {
       warn_of_utc("utcnow", "now(datetime.UTC)");
       return utc_from(v[0], clock_now());
     },
     0, 0, nullptr, kClass},
    {"fromtimestamp(cls, timestamp, tz=None)", nullptr, 0, 0, from_timestamp,
     kClass},
    {"utcfromtimestamp(cls, timestamp, /)",
     [](const Value* v, std::size_t) {
       warn_of_utc("utcfromtimestamp",
                   "fromtimestamp(timestamp, datetime.UTC)");
       return utc_from(v[0], timestamp_argument(v[1]));
     },
     1, 1, nullptr, kClass},
    {"combine(cls, date, time, tzinfo=...)", nullptr, 0, 0, combine, kClass},
    {"fromisoformat(cls, string, /)", from_iso, 1, 1, nullptr, kClass},
    {"strptime(cls, date_string, format, /)", parse, 2, 2, nullptr, kClass},
    {"date(self)",
     [](const Value* v, std::size_t) {
       return make_date(datetime_of(v[0])->date);
     },
     0, 0},
    {"time(self)",
     [](const Value* v, std::size_t) {
       return make_time(datetime_of(v[0])->time);
     },
     0, 0},
    {"timetz(self)",
     [](const Value* v, std::size_t) {
       return make_time(datetime_of(v[0])->time, zone_of(v[0]));
     },
     0, 0},
    {"timetuple(self)", timetuple, 0, 0},
    {"utctimetuple(self)", utctimetuple, 0, 0},
    {"timestamp(self)", timestamp, 0, 0},
    {"isoformat(self, sep='T', timespec='auto')", nullptr, 0, 0, isoformat},
    {"strftime(self, format)", nullptr, 0, 0,
     [](Args& args) {
       const DateTimeObject* at = datetime_of(args[0]);
       return format(args[0], at->date, at->time, args[1]);
     }},
    {"utcoffset(self)",
     [](const Value* v, std::size_t) {
       const auto offset = utc_offset(v[0]);
       return offset ? timedelta_of(*offset) : Value::none();
     },
     0, 0},
    {"dst(self)",
     [](const Value* v, std::size_t) {
       const auto dst = offset_from(zone_of(v[0]), "dst", v[0]);
       return dst ? timedelta_of(*dst) : Value::none();
     },
     0, 0},
    {"tzname(self)",
     [](const Value* v, std::size_t) { return zone_name(zone_of(v[0]), v[0]); },
     0, 0},
    {"astimezone(self, tz=None)", nullptr, 0, 0, astimezone},
    {"replace(self, /, year=..., month=..., day=..., hour=..., minute=..., "
     "second=..., microsecond=..., tzinfo=..., *, fold=...)",
     nullptr, 0, 0, replace},
    {"__replace__(self, /, year=..., month=..., day=..., hour=..., minute=..., "
     "second=..., microsecond=..., tzinfo=..., *, fold=...)",
     nullptr, 0, 0, replace},
    {"__reduce__(self)",
     [](const Value* v, std::size_t) {
       const DateTimeObject* at = datetime_of(v[0]);
       return make_tuple(
           {Value(static_cast<Object*>(type_of(v[0]))),
            make_tuple({make_int(at->date.year), make_int(at->date.month),
                        make_int(at->date.day), make_int(at->time.hour),
                        make_int(at->time.minute), make_int(at->time.second),
                        make_int(at->time.microsecond), at->zone})});
     },
     0, 0},
    {nullptr},
};

constexpr NativeProperty kProperties[] = {
    {"hour",
     [](const Value& v) { return make_int(datetime_of(v)->time.hour); }},
    {"minute",
     [](const Value& v) { return make_int(datetime_of(v)->time.minute); }},
    {"second",
     [](const Value& v) { return make_int(datetime_of(v)->time.second); }},
    {"microsecond",
     [](const Value& v) { return make_int(datetime_of(v)->time.microsecond); }},
    {"tzinfo", [](const Value& v) { return datetime_of(v)->zone; }},
    {"fold",
     [](const Value& v) { return make_int(datetime_of(v)->time.fold); }},
    {nullptr, nullptr},
};

}  // namespace

Type* make_datetime_type(Type* date) {
  Type* type =
      new_native_type("datetime", "datetime", {date}, sizeof(DateTimeObject));
  set_layout<DateTimeObject>(type);
  Slots& slots = type->slots;
  slots.make = datetime_make;
  slots.repr = datetime_repr;
  slots.str = [](const Value& self) {
    return call_method(self, "isoformat", {make_str(" ")});
  };
  slots.hash = datetime_hash;
  slots.compare = datetime_compare;
  slots.binary = datetime_binary;
  slots.binary_operators =
      operator_bit(Binary::Add) | operator_bit(Binary::Sub);
  type->populate = [](Type* self) {
    add_methods(self, kMethods);
    add_properties(self, kProperties);
    set_class_attribute(self, "min", make_datetime({1, 1, 1}, {}));
    set_class_attribute(self, "max",
                        make_datetime({9999, 12, 31}, {23, 59, 59, 999999, 0}));
    set_class_attribute(self, "resolution", make_timedelta(0, 0, 1));
  };
  ready(type);
  return type;
}

}  // namespace limbeck::py::dates

namespace limbeck::py {

Value datetime_now() {
  return dates::from_seconds(dates::types().datetime, dates::clock_now(),
                             Value::none());
}

}  // namespace limbeck::py

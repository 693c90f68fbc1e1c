// Arguments, checks and the functions of datetime.h.
#include "base/text.h"
#include "python/objects/int.h"
#include "python/stdlib/datetime/types.h"
#include "python/stdlib/modules.h"

namespace limbeck::py::dates {

Types::Types() {
  timedelta = make_timedelta_type();
  date = make_date_type();
  time = make_time_type();
  datetime = make_datetime_type(date);
  tzinfo = make_tzinfo_type();
  timezone = make_timezone_type(tzinfo);
}

Types& types() { return interpreter_state<Types>(); }

void bind_fields(const Fields& fields, const Call& call, Value* out) {
  const std::size_t count = fields.names.size();
  const std::size_t total = call.positional + call.keywords;
  if (total > count)
    raise_type_error(cat(fields.function, " takes at most ", count,
                         " arguments (", total, " given)"));
  if (call.positional > fields.positional)
    raise_type_error(cat(fields.function, " takes at most ", fields.positional,
                         " positional arguments (", call.positional,
                         " given)"));
  for (std::size_t i = 0; i < call.positional; ++i) out[i] = call.values[i];
  for (std::size_t k = 0; k < call.keywords; ++k) {
    const std::string_view name = text_of(call.names[k]);
    std::size_t i = 0;
    while (i < count && fields.names[i] != name) ++i;
    if (i == count)
      raise_type_error(
          cat(fields.function == "function" ? "this function" : fields.function,
              " got an unexpected keyword argument '", name, "'"));
    if (i < call.positional)
      raise_type_error(cat("argument for ", fields.function,
                           " given by name ('", name, "') and position (",
                           i + 1, ")"));
    out[i] = call.values[call.positional + k];
  }
  for (std::size_t i = 0; i < fields.required; ++i)
    if (!out[i])
      raise_type_error(cat(fields.function, " missing required argument '",
                           fields.names[i], "' (pos ", i + 1, ")"));
}

int int_field(const Value& value) {
  if (value.is_small() && value.small() == static_cast<int>(value.small()))
    return static_cast<int>(value.small());
  const auto number = int_of(plain_int(index_of(value)));
  if (!number)
    raise("OverflowError", "Python int too large to convert to C long");
  if (*number > INT32_MAX)
    raise("OverflowError", "signed integer is greater than maximum");
  if (*number < INT32_MIN)
    raise("OverflowError", "signed integer is less than minimum");
  return static_cast<int>(*number);
}

const std::string_view text_argument(const Value& value, const char* function,
                                     int position) {
  if (!is_str(value))
    raise_type_error(cat(function, "() argument ", position,
                         " must be str, not ",
                         value.is_none() ? "None" : type_of(value)->name));
  return text_of(value);
}

void check_date(const DateParts& date) {
  if (date.year < kMinYear || date.year > kMaxYear)
    raise_value_error(cat("year ", date.year, " is out of range"));
  if (date.month < 1 || date.month > 12)
    raise_value_error("month must be in 1..12");
  if (date.day < 1 || date.day > days_in_month(date.year, date.month))
    raise_value_error("day is out of range for month");
}

void check_time(const TimeParts& time) {
  if (time.hour < 0 || time.hour > 23)
    raise_value_error("hour must be in 0..23");
  if (time.minute < 0 || time.minute > 59)
    raise_value_error("minute must be in 0..59");
  if (time.second < 0 || time.second > 59)
    raise_value_error("second must be in 0..59");
  if (time.microsecond < 0 || time.microsecond > 999999)
    raise_value_error("microsecond must be in 0..999999");
  if (time.fold != 0 && time.fold != 1)
    raise_value_error("fold must be either 0 or 1");
}

void check_zone(const Value& zone) {
  if (!zone.is_none() && !is_instance(zone, types().tzinfo))
    raise_type_error(
        cat("tzinfo argument must be None or of a tzinfo subclass, not type '",
            type_of(zone)->name, "'"));
}

Value new_date(Type* type, const DateParts& date) {
  if (type != types().date)
    return call(Value(static_cast<Object*>(type)),
                {Value::small(date.year), Value::small(date.month),
                 Value::small(date.day)});
  check_date(date);
  auto object = allocate_as<DateObject>(type);
  object->date = date;
  return std::move(object).value();
}

Value new_time(Type* type, const TimeParts& time, const Value& zone) {
  if (type != types().time) {
    const Value values[] = {Value::small(time.hour),
                            Value::small(time.minute),
                            Value::small(time.second),
                            Value::small(time.microsecond),
                            zone,
                            Value::small(time.fold)};
    const Value names[] = {Value(static_cast<Object*>(intern("fold")))};
    return call(Value(static_cast<Object*>(type)),
                Call{values, 5, names, time.fold ? 1u : 0u});
  }
  check_time(time);
  auto object = allocate_as<TimeObject>(type);
  object->time = time;
  object->zone = zone;
  return std::move(object).value();
}

Value new_datetime(Type* type, const DateParts& date, const TimeParts& time,
                   const Value& zone) {
  if (type != types().datetime) {
    const Value values[] = {
        Value::small(date.year),        Value::small(date.month),
        Value::small(date.day),         Value::small(time.hour),
        Value::small(time.minute),      Value::small(time.second),
        Value::small(time.microsecond), zone,
        Value::small(time.fold)};
    const Value names[] = {Value(static_cast<Object*>(intern("fold")))};
    return call(Value(static_cast<Object*>(type)),
                Call{values, 8, names, time.fold ? 1u : 0u});
  }
  check_date(date);
  check_time(time);
  auto object = allocate_as<DateTimeObject>(type);
  object->date = date;
  object->time = time;
  object->zone = zone;
  return std::move(object).value();
}

Value struct_time(const DateParts& date, const TimeParts& time, int is_dst) {
  const std::int64_t ordinal = ordinal_of(date);
  const auto part = [](std::int64_t n) { return make_int(n); };
  return call(
      get_attribute(Interpreter::current().import("_struct_time"),
                    "struct_time"),
      {make_tuple({part(date.year), part(date.month), part(date.day),
                   part(time.hour), part(time.minute), part(time.second),
                   part(weekday_of(ordinal)),
                   part(days_before_month(date.year, date.month) + date.day),
                   part(is_dst)})});
}

}  // namespace limbeck::py::dates

namespace limbeck::py {

using namespace dates;  // NOLINT: these are its public names

Value make_date(const DateParts& date) { return new_date(types().date, date); }

Value make_time(const TimeParts& time, const Value& zone) {
  return new_time(types().time, time, zone ? zone : Value::none());
}

Value make_datetime(const DateParts& date, const TimeParts& time,
                    const Value& zone) {
  return new_datetime(types().datetime, date, time,
                      zone ? zone : Value::none());
}

Value make_timedelta(std::int64_t days, std::int64_t seconds,
                     std::int64_t microseconds) {
  return timedelta_of(Wide(days) * kDay + Wide(seconds) * kSecond +
                      microseconds);
}

Value make_timezone(std::int64_t offset_seconds, std::string_view name) {
  return fixed_zone(offset_seconds * kSecond,
                    name.empty() ? Value() : make_str(name));
}

bool is_date(const Value& value) { return is_instance(value, types().date); }
bool is_datetime(const Value& value) {
  return is_instance(value, types().datetime);
}
bool is_time(const Value& value) { return is_instance(value, types().time); }
bool is_timedelta(const Value& value) {
  return is_instance(value, types().timedelta);
}

DateParts date_parts(const Value& value) { return date_of(value)->date; }
TimeParts time_parts(const Value& value) {
  return is_time(value) ? time_of(value)->time : datetime_of(value)->time;
}
DurationParts duration_parts(const Value& value) {
  return value.as<TimeDeltaObject>()->duration;
}
Value zone_of(const Value& value) {
  return is_time(value) ? time_of(value)->zone : datetime_of(value)->zone;
}
std::optional<std::int64_t> utc_offset(const Value& value) {
  return offset_from(zone_of(value), "utcoffset", moment_of(value));
}

void init_datetime(Module& module) {
  const Types& t = types();
  for (Type* type :
       {t.date, t.datetime, t.time, t.timedelta, t.tzinfo, t.timezone})
    module.set(type);
  module.set("MINYEAR", make_int(kMinYear));
  module.set("MAXYEAR", make_int(kMaxYear));
  module.set("UTC", utc());
  std::vector<Value> names;
  for (const char* name : {"date", "datetime", "time", "timedelta", "timezone",
                           "tzinfo", "MINYEAR", "MAXYEAR", "UTC"})
    names.push_back(make_str(name));
  module.set("__all__", make_tuple(std::move(names)));
}

}  // namespace limbeck::py

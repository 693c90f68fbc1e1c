// datetime.date.
#include "base/text.h"
#include "python/objects/int.h"
#include "python/stdlib/datetime/types.h"

namespace limbeck::py::dates {
namespace {

const DateParts& date(const Value& v) { return date_of(v)->date; }

Value date_make(Type* type, const Call& call) {
  static constexpr const char* kNames[] = {"year", "month", "day"};
  Value given[3];
  bind_fields({"function", kNames, 3, 3}, call, given);
  const DateParts parts{int_field(given[0]), int_field(given[1]),
                        int_field(given[2])};
  check_date(parts);
  auto object = allocate_as<DateObject>(type);
  object->date = parts;
  return std::move(object).value();
}

Type* class_of(const Value& v) { return v.as<Type>(); }

std::int64_t ordinal_after(const Value& self, std::int64_t days) {
  const std::int64_t ordinal = ordinal_of(date(self)) + days;
  if (ordinal < 1 || ordinal > kMaxOrdinal)
    raise("OverflowError", "date value out of range");
  return ordinal;
}

bool plain_date(const Value& v) { return is_date(v) && !is_datetime(v); }

Value date_binary(const Value& self, const Value& other, Binary op,
                  bool reflected) {
  if (op == Binary::Add && is_timedelta(other))
    return new_date(type_of(self), date_of_ordinal(ordinal_after(
                                       self, duration_parts(other).days)));
  if (op != Binary::Sub || reflected) return Value::not_implemented();
  if (is_timedelta(other))
    return new_date(type_of(self), date_of_ordinal(ordinal_after(
                                       self, -duration_parts(other).days)));
  if (!plain_date(other)) return Value::not_implemented();
  return make_timedelta(ordinal_of(date(self)) - ordinal_of(date(other)), 0, 0);
}

Value date_compare(const Value& self, const Value& other, Compare op) {
  if (!plain_date(other)) return Value::not_implemented();
  const std::int64_t a = ordinal_of(date(self)), b = ordinal_of(date(other));
  return ordering(a < b ? -1 : a > b, op);
}

Value date_repr(const Value& self) {
  const DateParts& d = date(self);
  const Type* type = type_of(self);
  return make_str(cat(type->module, ".", type->qualname, "(", d.year, ", ",
                      d.month, ", ", d.day, ")"));
}

Value isoformat(const Value* v, std::size_t) {
  std::string out;
  append_date(out, date(v[0]));
  return make_str(out);
}

Value ctime(const DateParts& d, const TimeParts& t) {
  static constexpr const char* kDays[] = {"Mon", "Tue", "Wed", "Thu",
                                          "Fri", "Sat", "Sun"};
  static constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr",
                                            "May", "Jun", "Jul", "Aug",
                                            "Sep", "Oct", "Nov", "Dec"};
  std::string out =
      cat(kDays[weekday_of(ordinal_of(d))], " ", kMonths[d.month - 1],
          d.day < 10 ? "  " : " ", d.day, " ");
  append_time(out, t, TimeSpec::Seconds);
  out += ' ';
  append_number(out, d.year, 4);
  return make_str(out);
}

Value replace(Args& args) {
  DateParts parts = date(args[0]);
  if (args[1]) parts.year = int_field(args[1]);
  if (args[2]) parts.month = int_field(args[2]);
  if (args[3]) parts.day = int_field(args[3]);
  return new_date(type_of(args[0]), parts);
}

Value from_iso_calendar(Args& args) {
  const int year = int_field(args[1]), week = int_field(args[2]),
            day = int_field(args[3]);
  if (year < kMinYear || year > kMaxYear)
    raise_value_error(cat("Year is out of range: ", year));
  const std::int64_t start = iso_week_one(year);
  const bool week_53 = iso_week_one(year + 1) - start == 53 * 7;
  if (week < 1 || week > (week_53 ? 53 : 52))
    raise_value_error(cat("Invalid week: ", week));
  if (day < 1 || day > 7)
    raise_value_error(cat("Invalid day: ", day, " (range is [1, 7])"));
  return new_date(class_of(args[0]),
                  date_of_ordinal(start + (week - 1) * 7 + day - 1));
}

Value from_ordinal(const Value* v, std::size_t) {
  const int ordinal = int_field(v[1]);
  if (ordinal < 1) raise_value_error("ordinal must be >= 1");
  return new_date(class_of(v[0]), date_of_ordinal(ordinal));
}

Value from_iso(const Value* v, std::size_t) {
  if (!is_str(v[1])) raise_type_error("fromisoformat: argument must be str");
  DateParts parts;
  if (!parse_date(text_of(v[1]), parts)) raise_bad_iso(v[1]);
  return new_date(class_of(v[0]), parts);
}

Value from_timestamp(const Value* v, std::size_t) {
  const Timestamp at = timestamp_argument(v[1]);
  return new_date(class_of(v[0]),
                  moment_from(local_seconds(at.seconds), 0).date);
}

Value isocalendar(const Value* v, std::size_t) {
  const IsoDate iso = iso_date(date(v[0]));
  return call(get_attribute(Interpreter::current().import("_struct_time"),
                            "IsoCalendarDate"),
              {make_int(iso.year), make_int(iso.week), make_int(iso.day)});
}

constexpr auto kClass = NativeMethod::Kind::Class;

constexpr NativeMethod kMethods[] = {
    {"fromordinal(cls, ordinal, /)", from_ordinal, 1, 1, nullptr, kClass},
    {"fromtimestamp(cls, timestamp, /)", from_timestamp, 1, 1, nullptr, kClass},
    {"fromisoformat(cls, string, /)", from_iso, 1, 1, nullptr, kClass},
    {"fromisocalendar(cls, year, week, day)", nullptr, 0, 0, from_iso_calendar,
     kClass},
    {"today(cls)",
     [](const Value* v, std::size_t) {
       return call_method(v[0], "fromtimestamp",
                          {call(get_attribute(
                              Interpreter::current().import("time"), "time"))});
     },
     0, 0, nullptr, kClass},
    {"isoformat(self)", isoformat, 0, 0},
    {"ctime(self)",
     [](const Value* v, std::size_t) {
       return ctime(date(v[0]),
                    is_datetime(v[0]) ? datetime_of(v[0])->time : TimeParts{});
     },
     0, 0},
    {"strftime(self, format)", nullptr, 0, 0,
     [](Args& args) {
       return format(args[0], date(args[0]), TimeParts{}, args[1]);
     }},
    {"__format__(self, format, /)",
     [](const Value* v, std::size_t) { return format_protocol(v[0], v[1]); }, 1,
     1},
    {"timetuple(self)",
     [](const Value* v, std::size_t) {
       return struct_time(date(v[0]), TimeParts{}, -1);
     },
     0, 0},
    {"toordinal(self)",
     [](const Value* v, std::size_t) {
       return make_int(ordinal_of(date(v[0])));
     },
     0, 0},
    {"weekday(self)",
     [](const Value* v, std::size_t) {
       return make_int(weekday_of(ordinal_of(date(v[0]))));
     },
     0, 0},
    {"isoweekday(self)",
     [](const Value* v, std::size_t) {
       return make_int(weekday_of(ordinal_of(date(v[0]))) + 1);
     },
     0, 0},
    {"isocalendar(self)", isocalendar, 0, 0},
    {"replace(self, /, year=..., month=..., day=...)", nullptr, 0, 0, replace},
    {"__replace__(self, /, year=..., month=..., day=...)", nullptr, 0, 0,
     replace},
    {"__reduce__(self)",
     [](const Value* v, std::size_t) {
       const DateParts& d = date(v[0]);
       return make_tuple({Value(static_cast<Object*>(type_of(v[0]))),
                          make_tuple({make_int(d.year), make_int(d.month),
                                      make_int(d.day)})});
     },
     0, 0},
    {nullptr},
};

constexpr NativeProperty kProperties[] = {
    {"year", [](const Value& v) { return make_int(date(v).year); }},
    {"month", [](const Value& v) { return make_int(date(v).month); }},
    {"day", [](const Value& v) { return make_int(date(v).day); }},
    {nullptr, nullptr},
};

}  // namespace

Type* make_date_type() {
  Type* type = new_native_type("date", "datetime", {builtin_types().object},
                               sizeof(DateObject));
  set_layout<DateObject>(type);
  Slots& slots = type->slots;
  slots.make = date_make;
  slots.repr = date_repr;
  slots.str = [](const Value& self) { return call_method(self, "isoformat"); };
  slots.hash = [](const Value& self) {
    const DateParts& d = date(self);
    return hash(make_int(d.year * 10000 + d.month * 100 + d.day + 1000003));
  };
  slots.compare = date_compare;
  slots.binary = date_binary;
  slots.binary_operators =
      operator_bit(Binary::Add) | operator_bit(Binary::Sub);
  type->populate = [](Type* self) {
    add_methods(self, kMethods);
    add_properties(self, kProperties);
    set_class_attribute(self, "min", make_date({1, 1, 1}));
    set_class_attribute(self, "max", make_date({9999, 12, 31}));
    set_class_attribute(self, "resolution", make_timedelta(1, 0, 0));
  };
  ready(type);
  return type;
}

}  // namespace limbeck::py::dates

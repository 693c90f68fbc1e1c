// datetime.tzinfo and datetime.timezone.
#include "base/text.h"
#include "python/stdlib/datetime/types.h"

namespace limbeck::py::dates {
namespace {

TimeZoneObject* fixed(const Value& v) { return v.as<TimeZoneObject>(); }

bool is_fixed(const Value& zone) {
  return zone.is_object() && type_of(zone) == types().timezone;
}

[[noreturn]] void unfinished(const char* method) {
  raise("NotImplementedError",
        cat("a tzinfo subclass must implement ", method, "()"));
}

// CPython: tzinfo_fromutc. Finds standard time first, then asks for dst there.
Value from_utc(const Value* v, std::size_t) {
  const Value &self = v[0], &moment = v[1];
  if (!is_datetime(moment))
    raise_type_error("fromutc: argument must be a datetime");
  if (!zone_of(moment).is(self))
    raise_value_error("fromutc: dt.tzinfo is not self");
  const auto offset = offset_from(self, "utcoffset", moment);
  if (!offset)
    raise_value_error("fromutc: non-None utcoffset() result required");
  auto dst = offset_from(self, "dst", moment);
  if (!dst) raise_value_error("fromutc: non-None dst() result required");
  Value result = moment;
  const std::int64_t standard = *offset - *dst;
  if (standard != 0) {
    result = binary(result, timedelta_of(standard), Binary::Add);
    dst = offset_from(self, "dst", result);
    if (!dst)
      raise_value_error(
          "fromutc: tz.dst() gave inconsistent results; cannot convert");
  }
  return *dst == 0 ? result : binary(result, timedelta_of(*dst), Binary::Add);
}

constexpr NativeMethod kTzInfoMethods[] = {
    {"utcoffset(self, dt, /)",
     [](const Value*, std::size_t) -> Value { unfinished("utcoffset"); }, 1, 1},
    {"dst(self, dt, /)",
     [](const Value*, std::size_t) -> Value { unfinished("dst"); }, 1, 1},
    {"tzname(self, dt, /)",
     [](const Value*, std::size_t) -> Value { unfinished("tzname"); }, 1, 1},
    {"fromutc(self, dt, /)", from_utc, 1, 1},
    {nullptr},
};

std::string fixed_name(const TimeZoneObject* zone) {
  if (zone->name) return std::string(text_of(zone->name));
  if (zone->offset == 0) return "UTC";
  std::string out = "UTC";
  append_offset(out, zone->offset, ":");
  return out;
}

Value fixed_of(std::int64_t offset, Value name, Type* type) {
  auto object = allocate_as<TimeZoneObject>(type);
  object->offset = offset;
  object->name = std::move(name);
  return std::move(object).value();
}

Value timezone_make(Type* type, const Call& call) {
  static constexpr const char* kNames[] = {"offset", "name"};
  Value given[2];
  bind_fields({"timezone()", kNames, 1, 2}, call, given);
  if (!is_timedelta(given[0]))
    raise_type_error(cat(
        "timezone() argument 1 must be datetime.timedelta, not ",
        given[0].is_none() ? std::string("None") : type_of(given[0])->name));
  if (given[1]) text_argument(given[1], "timezone", 2);
  const Wide offset = microseconds_of(given[0]);
  if (offset <= -kDay || offset >= kDay)
    raise_value_error(
        cat("offset must be a timedelta strictly between "
            "-timedelta(hours=24) and timedelta(hours=24), not ",
            repr(given[0]), "."));
  if (offset == 0 && !given[1] && type == types().timezone) return utc();
  return fixed_of(static_cast<std::int64_t>(offset), given[1], type);
}

void check_moment(const Value& moment, const char* method) {
  if (!moment.is_none() && !is_datetime(moment))
    raise_type_error(cat(method,
                         "(dt) argument must be a datetime instance or None, "
                         "not ",
                         type_of(moment)->name));
}

Value timezone_from_utc(const Value* v, std::size_t) {
  if (!is_datetime(v[1]))
    raise_type_error("fromutc: argument must be a datetime instance");
  if (!zone_of(v[1]).is(v[0]))
    raise_value_error("fromutc: dt.tzinfo is not self");
  return binary(v[1], timedelta_of(fixed(v[0])->offset), Binary::Add);
}

Value timezone_repr(const Value& self) {
  const TimeZoneObject* zone = fixed(self);
  if (self.is(types().utc)) return make_str("datetime.timezone.utc");
  const Type* type = type_of(self);
  return make_str(cat(type->module, ".", type->qualname, "(",
                      repr(timedelta_of(zone->offset)),
                      zone->name ? ", " + repr(zone->name) : "", ")"));
}

constexpr NativeMethod kTimezoneMethods[] = {
    {"utcoffset(self, dt, /)",
     [](const Value* v, std::size_t) {
       check_moment(v[1], "utcoffset");
       return timedelta_of(fixed(v[0])->offset);
     },
     1, 1},
    {"dst(self, dt, /)",
     [](const Value* v, std::size_t) {
       check_moment(v[1], "dst");
       return Value::none();
     },
     1, 1},
    {"tzname(self, dt, /)",
     [](const Value* v, std::size_t) {
       check_moment(v[1], "tzname");
       return make_str(fixed_name(fixed(v[0])));
     },
     1, 1},
    {"fromutc(self, dt, /)", timezone_from_utc, 1, 1},
    {"__getinitargs__(self, /)",
     [](const Value* v, std::size_t) {
       const Value offset = timedelta_of(fixed(v[0])->offset);
       return fixed(v[0])->name ? make_tuple({offset, fixed(v[0])->name})
                                : make_tuple({offset});
     },
     0, 0},
    {"__reduce__(self, /)",
     [](const Value* v, std::size_t) {
       return make_tuple({Value(static_cast<Object*>(type_of(v[0]))),
                          call_method(v[0], "__getinitargs__")});
     },
     0, 0},
    {nullptr},
};

}  // namespace

Value utc() {
  Types& t = types();
  if (!t.utc) t.utc = fixed_of(0, Value(), t.timezone);
  return t.utc;
}

Value fixed_zone(std::int64_t offset, Value name) {
  if (offset <= -kDay || offset >= kDay)
    raise_value_error(
        cat("offset must be a timedelta strictly between "
            "-timedelta(hours=24) and timedelta(hours=24), not ",
            repr(timedelta_of(offset)), "."));
  if (offset == 0 && !name) return utc();
  return fixed_of(offset, std::move(name), types().timezone);
}

std::optional<std::int64_t> offset_from(const Value& zone, const char* method,
                                        const Value& moment) {
  if (zone.is_none()) return std::nullopt;
  if (is_fixed(zone)) {
    if (*method == 'd') return std::nullopt;
    return fixed(zone)->offset;
  }
  const Value answer = call_method(zone, method, {moment});
  if (answer.is_none()) return std::nullopt;
  if (!is_timedelta(answer))
    raise_type_error(cat("tzinfo.", method,
                         "() must return None or a timedelta, not '",
                         type_of(answer)->name, "'"));
  const Wide offset = microseconds_of(answer);
  if (offset <= -kDay || offset >= kDay)
    raise_value_error(
        "offset must be a timedelta strictly between -timedelta(hours=24) and "
        "timedelta(hours=24).");
  return static_cast<std::int64_t>(offset);
}

Value zone_name(const Value& zone, const Value& moment) {
  if (zone.is_none()) return zone;
  const Value name = call_method(zone, "tzname", {moment});
  if (!name.is_none() && !is_str(name))
    raise_type_error(cat("tzinfo.tzname() must return None or a string, not '",
                         type_of(name)->name, "'"));
  return name;
}

Value moment_of(const Value& value) {
  return is_datetime(value) ? value : Value::none();
}

Type* make_tzinfo_type() {
  Type* type = new_native_type("tzinfo", "datetime", {builtin_types().object},
                               sizeof(TzInfoObject));
  set_layout<TzInfoObject>(type);
  // Subclasses bring their own __init__ with any arguments.
  type->slots.make = [](Type* of, const Call&) { return allocate(of); };
  type->populate = [](Type* self) { add_methods(self, kTzInfoMethods); };
  ready(type);
  return type;
}

Type* make_timezone_type(Type* tzinfo) {
  Type* type =
      new_native_type("timezone", "datetime", {tzinfo}, sizeof(TimeZoneObject));
  set_layout<TimeZoneObject>(type);
  type->subclassable = false;
  Slots& slots = type->slots;
  slots.make = timezone_make;
  slots.repr = timezone_repr;
  slots.str = [](const Value& self) {
    return make_str(fixed_name(fixed(self)));
  };
  slots.hash = [](const Value& self) {
    return hash(make_int(fixed(self)->offset + 104729));
  };
  slots.compare = [](const Value& self, const Value& other, Compare op) {
    if ((op != Compare::Eq && op != Compare::Ne) ||
        !is_instance(other, types().timezone))
      return Value::not_implemented();
    return Value::boolean((fixed(self)->offset == fixed(other)->offset) ==
                          (op == Compare::Eq));
  };
  type->populate = [](Type* self) {
    add_methods(self, kTimezoneMethods);
    constexpr std::int64_t kMost = kDay - 60 * kSecond;
    set_class_attribute(self, "utc", utc());
    set_class_attribute(self, "min", fixed_zone(-kMost));
    set_class_attribute(self, "max", fixed_zone(kMost));
  };
  ready(type);
  return type;
}

}  // namespace limbeck::py::dates

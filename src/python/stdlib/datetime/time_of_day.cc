// datetime.time.
#include "base/text.h"
#include "python/stdlib/datetime/types.h"

namespace limbeck::py::dates {
namespace {

Value time_make(Type* type, const Call& call) {
  static constexpr const char* kNames[] = {"hour",        "minute", "second",
                                           "microsecond", "tzinfo", "fold"};
  Value given[6];
  bind_fields({"function", kNames, 0, 5}, call, given);
  TimeParts parts;
  int* const fields[] = {&parts.hour,        &parts.minute, &parts.second,
                         &parts.microsecond, nullptr,       &parts.fold};
  for (int i = 0; i < 6; ++i)
    if (given[i] && fields[i]) *fields[i] = int_field(given[i]);
  const Value zone = given[4] ? given[4] : Value::none();
  check_time(parts);
  check_zone(zone);
  auto object = allocate_as<TimeObject>(type);
  object->time = parts;
  object->zone = zone;
  return std::move(object).value();
}

std::int64_t clock(const TimeParts& t) {
  return ((t.hour * 60 + t.minute) * 60LL + t.second) * kSecond + t.microsecond;
}

Value time_compare(const Value& self, const Value& other, Compare op) {
  if (!is_time(other)) return Value::not_implemented();
  const TimeObject *a = time_of(self), *b = time_of(other);
  std::int64_t left = clock(a->time), right = clock(b->time);
  if (!a->zone.is(b->zone)) {
    const auto first = utc_offset(self), second = utc_offset(other);
    if (first.has_value() != second.has_value()) {
      if (op == Compare::Eq || op == Compare::Ne)
        return Value::boolean(op == Compare::Ne);
      raise_type_error("can't compare offset-naive and offset-aware times");
    }
    left -= first.value_or(0);
    right -= second.value_or(0);
  }
  return ordering(left < right ? -1 : left > right, op);
}

Value time_repr(const Value& self) {
  const TimeObject* t = time_of(self);
  const Type* type = type_of(self);
  std::string out = cat(type->module, ".", type->qualname, "(", t->time.hour,
                        ", ", t->time.minute);
  if (t->time.second || t->time.microsecond) cat_to(out, ", ", t->time.second);
  if (t->time.microsecond) cat_to(out, ", ", t->time.microsecond);
  if (t->time.fold) out += ", fold=1";
  if (!t->zone.is_none()) cat_to(out, ", tzinfo=", repr(t->zone));
  return make_str(out + ")");
}

std::string iso_text(const Value& self, TimeSpec spec) {
  std::string out;
  append_time(out, time_of(self)->time, spec);
  if (const auto offset = utc_offset(self)) append_offset(out, *offset, ":");
  return out;
}

Value replace(Args& args) {
  TimeParts parts = time_of(args[0])->time;
  int* const fields[] = {&parts.hour, &parts.minute, &parts.second,
                         &parts.microsecond};
  for (std::size_t i = 0; i < 4; ++i)
    if (args[i + 1]) *fields[i] = int_field(args[i + 1]);
  const Value zone = args[5] ? args[5] : time_of(args[0])->zone;
  if (args[6]) parts.fold = int_field(args[6]);
  check_zone(zone);
  return new_time(type_of(args[0]), parts, zone);
}

Value from_iso(const Value* v, std::size_t) {
  if (!is_str(v[1])) raise_type_error("fromisoformat: argument must be str");
  std::string_view text = text_of(v[1]);
  if (!text.empty() && text[0] == 'T') text.remove_prefix(1);
  ParsedTime parsed;
  if (!parse_time(text, parsed)) raise_bad_iso(v[1]);
  return new_time(v[0].as<Type>(), parsed.time,
                  parsed.offset ? fixed_zone(*parsed.offset) : Value::none());
}

constexpr NativeMethod kMethods[] = {
    {"fromisoformat(cls, string, /)", from_iso, 1, 1, nullptr,
     NativeMethod::Kind::Class},
    {"isoformat(self, timespec='auto')", nullptr, 0, 0,
     [](Args& args) {
       return make_str(iso_text(args[0], time_spec(args[1])));
     }},
    {"strftime(self, format)", nullptr, 0, 0,
     [](Args& args) {
       return format(args[0], {1900, 1, 1}, time_of(args[0])->time, args[1]);
     }},
    {"__format__(self, format, /)",
     [](const Value* v, std::size_t) { return format_protocol(v[0], v[1]); }, 1,
     1},
    {"utcoffset(self)",
     [](const Value* v, std::size_t) {
       const auto offset = utc_offset(v[0]);
       return offset ? timedelta_of(*offset) : Value::none();
     },
     0, 0},
    {"dst(self)",
     [](const Value* v, std::size_t) {
       const auto dst = offset_from(zone_of(v[0]), "dst", Value::none());
       return dst ? timedelta_of(*dst) : Value::none();
     },
     0, 0},
    {"tzname(self)",
     [](const Value* v, std::size_t) {
       return zone_name(zone_of(v[0]), Value::none());
     },
     0, 0},
    {"replace(self, /, hour=..., minute=..., second=..., microsecond=..., "
     "tzinfo=..., *, fold=...)",
     nullptr, 0, 0, replace},
    {"__replace__(self, /, hour=..., minute=..., second=..., microsecond=..., "
     "tzinfo=..., *, fold=...)",
     nullptr, 0, 0, replace},
    {"__reduce__(self)",
     [](const Value* v, std::size_t) {
       const TimeObject* t = time_of(v[0]);
       return make_tuple(
           {Value(static_cast<Object*>(type_of(v[0]))),
            make_tuple({make_int(t->time.hour), make_int(t->time.minute),
                        make_int(t->time.second), make_int(t->time.microsecond),
                        t->zone})});
     },
     0, 0},
    {nullptr},
};

constexpr NativeProperty kProperties[] = {
    {"hour", [](const Value& v) { return make_int(time_of(v)->time.hour); }},
    {"minute",
     [](const Value& v) { return make_int(time_of(v)->time.minute); }},
    {"second",
     [](const Value& v) { return make_int(time_of(v)->time.second); }},
    {"microsecond",
     [](const Value& v) { return make_int(time_of(v)->time.microsecond); }},
    {"tzinfo", [](const Value& v) { return time_of(v)->zone; }},
    {"fold", [](const Value& v) { return make_int(time_of(v)->time.fold); }},
    {nullptr, nullptr},
};

}  // namespace

Type* make_time_type() {
  Type* type = new_native_type("time", "datetime", {builtin_types().object},
                               sizeof(TimeObject));
  set_layout<TimeObject>(type);
  Slots& slots = type->slots;
  slots.make = time_make;
  slots.repr = time_repr;
  slots.str = [](const Value& self) { return call_method(self, "isoformat"); };
  slots.hash = [](const Value& self) {
    return hash(make_int(clock(time_of(self)->time) -
                         utc_offset(self).value_or(0) + 7919));
  };
  slots.compare = time_compare;
  type->populate = [](Type* self) {
    add_methods(self, kMethods);
    add_properties(self, kProperties);
    set_class_attribute(self, "min", make_time({}));
    set_class_attribute(self, "max", make_time({23, 59, 59, 999999, 0}));
    set_class_attribute(self, "resolution", make_timedelta(0, 0, 1));
  };
  ready(type);
  return type;
}

}  // namespace limbeck::py::dates

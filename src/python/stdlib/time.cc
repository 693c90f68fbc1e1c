// The module time.
#include <time.h>

#include <ctime>

#include <cerrno>

#include "base/text.h"
#include "python/objects/internals.h"
#include "python/stdlib/modules.h"

namespace limbeck::py {
namespace {

double clock_seconds(clockid_t clock) {
  timespec now{};
  ::clock_gettime(clock, &now);
  return static_cast<double>(now.tv_sec) +
         static_cast<double>(now.tv_nsec) * 1e-9;
}

std::int64_t clock_nanoseconds(clockid_t clock) {
  timespec now{};
  ::clock_gettime(clock, &now);
  return now.tv_sec * 1'000'000'000LL + now.tv_nsec;
}

struct TimeTypes {
  Value struct_time;
};

// time.struct_time: a tuple with names, made from nine numbers.
Value struct_time(const std::tm& parts) {
  Value& type = interpreter_state<TimeTypes>().struct_time;
  if (!type)
    type = get_attribute(Interpreter::current().import("_struct_time"),
                         "struct_time");
  const long offset = parts.tm_gmtoff;
  const Value items = make_tuple(
      {make_int(parts.tm_year + 1900), make_int(parts.tm_mon + 1),
       make_int(parts.tm_mday), make_int(parts.tm_hour), make_int(parts.tm_min),
       make_int(parts.tm_sec), make_int((parts.tm_wday + 6) % 7),
       make_int(parts.tm_yday + 1), make_int(parts.tm_isdst)});
  return call(type, {items, make_str(parts.tm_zone ? parts.tm_zone : ""),
                     make_int(offset)});
}

std::time_t seconds_argument(Args& args, std::string_view name) {
  if (!args[name] || args.none(name)) return ::time(nullptr);
  return static_cast<std::time_t>(number_of(args[name]));
}

std::tm from_tuple(const Value& value) {
  std::vector<int> parts;
  for (const Value& item : collect(value))
    parts.push_back(static_cast<int>(int_of(item).value_or(0)));
  if (parts.size() < 9)
    raise_type_error("Tuple or struct_time argument required");
  std::tm result{};
  result.tm_year = parts[0] - 1900;
  result.tm_mon = parts[1] - 1;
  result.tm_mday = parts[2];
  result.tm_hour = parts[3];
  result.tm_min = parts[4];
  result.tm_sec = parts[5];
  result.tm_wday = (parts[6] + 1) % 7;
  result.tm_yday = parts[7] - 1;
  result.tm_isdst = parts[8];
  return result;
}

Value format_time(const std::string& format, const std::tm& parts) {
  if (format.empty()) return make_str("");
  std::string out(256, '\0');
  for (;;) {
    const std::size_t used =
        ::strftime(out.data(), out.size(), format.c_str(), &parts);
    if (used > 0 || out.size() > 64 * format.size() + 1024) {
      out.resize(used);
      return make_str(out);
    }
    out.resize(out.size() * 2);
  }
}

// Sleeps in short steps, so that Ctrl-C is heard.
Value sleep(Args& args) {
  double left = args.number("seconds");
  if (left < 0) raise_value_error("sleep length must be non-negative");
  if (const Value* threads = internals().modules->find(make_str("threading")))
    call(get_attribute(*threads, "_waits"));
  Interpreter& interpreter = Interpreter::current();
  const double until = clock_seconds(CLOCK_MONOTONIC) + left;
  while ((left = until - clock_seconds(CLOCK_MONOTONIC)) > 0) {
    if (interpreter.interrupted)
      throw Error(ErrorKind::Interrupted, "interrupted");
    const double step = std::min(left, 0.1);
    timespec pause{static_cast<std::time_t>(step),
                   static_cast<long>((step - static_cast<long>(step)) * 1e9)};
    ::nanosleep(&pause, nullptr);
  }
  return Value::none();
}

constexpr const char* kAscTime = "%a %b %e %H:%M:%S %Y";

std::tm local_time(std::time_t at) {
  std::tm parts{};
  ::localtime_r(&at, &parts);
  return parts;
}

std::tm tuple_or_now(Args& args) {
  return args.none("time_tuple") ? local_time(::time(nullptr))
                                 : from_tuple(args["time_tuple"]);
}

}  // namespace

void init_time(Module& module) {
  module.def("time()",
             [](Args&) { return make_float(clock_seconds(CLOCK_REALTIME)); });
  module.def("time_ns()",
             [](Args&) { return make_int(clock_nanoseconds(CLOCK_REALTIME)); });
  for (const char* name : {"monotonic()", "perf_counter()"})
    module.def(
        name, [](Args&) { return make_float(clock_seconds(CLOCK_MONOTONIC)); });
  for (const char* name : {"monotonic_ns()", "perf_counter_ns()"})
    module.def(name, [](Args&) {
      return make_int(clock_nanoseconds(CLOCK_MONOTONIC));
    });
  module.def("process_time()", [](Args&) {
    return make_float(clock_seconds(CLOCK_PROCESS_CPUTIME_ID));
  });
  module.def("sleep(seconds, /)", sleep);
  module.def("localtime(seconds=None, /)", [](Args& args) {
    return struct_time(local_time(seconds_argument(args, "seconds")));
  });
  module.def("gmtime(seconds=None, /)", [](Args& args) {
    const std::time_t at = seconds_argument(args, "seconds");
    std::tm parts{};
    ::gmtime_r(&at, &parts);
    return struct_time(parts);
  });
  module.def("mktime(time_tuple, /)", [](Args& args) {
    std::tm parts = from_tuple(args["time_tuple"]);
    return make_float(static_cast<double>(::mktime(&parts)));
  });
  module.def("strftime(format, time_tuple=None, /)", [](Args& args) {
    return format_time(args.text("format"), tuple_or_now(args));
  });
  module.def("strptime(data_string, format='%a %b %d %H:%M:%S %Y', /)",
             [](Args& args) {
               return call(
                   get_attribute(Interpreter::current().import("_strptime"),
                                 "_strptime_time"),
                   {args[0], args[1]});
             });
  module.def("ctime(seconds=None, /)", [](Args& args) {
    return format_time(kAscTime, local_time(seconds_argument(args, "seconds")));
  });
  module.def("asctime(time_tuple=None, /)", [](Args& args) {
    return format_time(kAscTime, tuple_or_now(args));
  });
  module.def("tzset()", [](Args&) {
    ::tzset();
    return Value::none();
  });
  ::tzset();
  module.set("timezone", make_int(::timezone));
  module.set("altzone", make_int(::timezone - (::daylight ? 3600 : 0)));
  module.set("daylight", make_int(::daylight));
  module.set("tzname",
             make_tuple({make_str(::tzname[0]), make_str(::tzname[1])}));
  module.lazy("struct_time", [] {
    return get_attribute(Interpreter::current().import("_struct_time"),
                         "struct_time");
  });
}

}  // namespace limbeck::py

// strftime: the C library formats, after what only Python knows was filled in.
#include <time.h>

#include <ctime>

#include "base/text.h"
#include "python/stdlib/datetime/types.h"

namespace limbeck::py::dates {
namespace {

std::tm broken_down(const DateParts& date, const TimeParts& time) {
  std::tm parts{};
  parts.tm_year = date.year - 1900;
  parts.tm_mon = date.month - 1;
  parts.tm_mday = date.day;
  parts.tm_hour = time.hour;
  parts.tm_min = time.minute;
  parts.tm_sec = time.second;
  parts.tm_wday = (weekday_of(ordinal_of(date)) + 1) % 7;
  parts.tm_yday = days_before_month(date.year, date.month) + date.day - 1;
  parts.tm_isdst = -1;
  return parts;
}

/// `%z` and its kin for whatever has a zone.
std::string offset_text(const Value& self, std::string_view separator) {
  std::string out;
  if (!is_date(self) || is_datetime(self))
    if (const auto offset = utc_offset(self))
      append_offset(out, *offset, separator);
  return out;
}

/// Replaces %z, %:z, %Z and %f.
std::string fill_in(const Value& self, const TimeParts& time,
                    std::string_view format) {
  std::string out;
  for (std::size_t i = 0; i < format.size(); ++i) {
    if (format[i] != '%' || i + 1 == format.size()) {
      out += format[i];
      continue;
    }
    const char code = format[++i];
    if (code == 'z') {
      out += offset_text(self, "");
    } else if (code == ':' && i + 1 < format.size() && format[i + 1] == 'z') {
      out += offset_text(self, ":");
      ++i;
    } else if (code == 'f') {
      append_number(out, time.microsecond, 6);
    } else if (code == 'Z') {
      if (is_date(self) && !is_datetime(self)) continue;
      const Value name = zone_name(zone_of(self), moment_of(self));
      if (!name.is_none()) out += replace_all(text_of(name), "%", "%%");
    } else {
      cat_to(out, '%', code);
    }
  }
  return out;
}

}  // namespace

Value format(const Value& self, const DateParts& date, const TimeParts& time,
             const Value& format_text) {
  const std::string filled =
      fill_in(self, time, text_argument(format_text, "strftime"));
  if (filled.empty()) return make_str("");
  const std::tm parts = broken_down(date, time);
  std::string out(128, '\0');
  for (;;) {
    const std::size_t used =
        ::strftime(out.data(), out.size(), filled.c_str(), &parts);
    if (used > 0 || out.size() > 64 * filled.size() + 1024) {
      out.resize(used);
      return make_str(out);
    }
    out.resize(out.size() * 2);
  }
}

Value format_protocol(const Value& self, const Value& spec) {
  if (text_argument(spec, "__format__").empty()) return str_value(self);
  return call_method(self, "strftime", {spec});
}

}  // namespace limbeck::py::dates

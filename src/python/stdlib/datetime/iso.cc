// ISO 8601 text, as isoformat() writes and fromisoformat() reads it.
#include <cctype>

#include "base/text.h"
#include "python/stdlib/datetime/types.h"

namespace limbeck::py::dates {
namespace {

bool digit(char c) { return c >= '0' && c <= '9'; }

/// Takes `count` digits from the front.
bool take(std::string_view& text, int count, int& number) {
  if (text.size() < static_cast<std::size_t>(count)) return false;
  number = 0;
  for (int i = 0; i < count; ++i) {
    if (!digit(text[static_cast<std::size_t>(i)])) return false;
    number = number * 10 + (text[static_cast<std::size_t>(i)] - '0');
  }
  text.remove_prefix(static_cast<std::size_t>(count));
  return true;
}

bool take(std::string_view& text, char wanted) {
  if (text.empty() || text[0] != wanted) return false;
  text.remove_prefix(1);
  return true;
}

bool week_date(int year, std::string_view text, bool separated,
               DateParts& date) {
  int week, day = 1;
  if (!take(text, 2, week)) return false;
  if (!text.empty()) {
    if (take(text, '-') != separated) return false;
    if (!take(text, 1, day) || !text.empty()) return false;
  }
  if (year < kMinYear || year > kMaxYear) return false;
  const std::int64_t start = iso_week_one(year);
  const bool week_53 = iso_week_one(year + 1) - start == 53 * 7;
  if (week < 1 || week > (week_53 ? 53 : 52) || day < 1 || day > 7)
    return false;
  date = date_of_ordinal(start + (week - 1) * 7 + day - 1);
  return true;
}

bool clock(std::string_view text, TimeParts& time) {
  int* const fields[] = {&time.hour, &time.minute, &time.second};
  bool separated = false;
  for (int i = 0; i < 3; ++i) {
    if (!take(text, 2, *fields[i])) return false;
    if (text.empty()) return true;
    if (i == 0) separated = text[0] == ':';
    if (i == 2) break;
    if (separated ? !take(text, ':') : !digit(text[0])) {
      if (text[0] != '.' && text[0] != ',') return false;
      break;
    }
  }
  if (text.empty() || (text[0] != '.' && text[0] != ',')) return false;
  text.remove_prefix(1);
  if (text.empty()) return false;
  int scale = 100000;
  for (char c : text) {
    if (!digit(c)) return false;
    time.microsecond += (c - '0') * scale;
    scale /= 10;
  }
  return true;
}

}  // namespace

void append_number(std::string& out, int value, int width) {
  char digits[16];
  int at = 16;
  for (; value > 0 || width > 0; value /= 10, --width)
    digits[--at] = static_cast<char>('0' + value % 10);
  out.append(digits + at, static_cast<std::size_t>(16 - at));
}

void append_date(std::string& out, const DateParts& date) {
  append_number(out, date.year, 4);
  out += '-';
  append_number(out, date.month, 2);
  out += '-';
  append_number(out, date.day, 2);
}

void append_time(std::string& out, const TimeParts& time, TimeSpec spec) {
  if (spec == TimeSpec::Auto)
    spec = time.microsecond ? TimeSpec::Micro : TimeSpec::Seconds;
  append_number(out, time.hour, 2);
  if (spec == TimeSpec::Hours) return;
  out += ':';
  append_number(out, time.minute, 2);
  if (spec == TimeSpec::Minutes) return;
  out += ':';
  append_number(out, time.second, 2);
  if (spec == TimeSpec::Seconds) return;
  out += '.';
  if (spec == TimeSpec::Milliseconds)
    append_number(out, time.microsecond / 1000, 3);
  else
    append_number(out, time.microsecond, 6);
}

void append_offset(std::string& out, std::int64_t offset,
                   std::string_view separator) {
  out += offset < 0 ? '-' : '+';
  if (offset < 0) offset = -offset;
  const auto seconds = static_cast<int>(offset / kSecond);
  append_number(out, seconds / 3600, 2);
  out += separator;
  append_number(out, seconds / 60 % 60, 2);
  const auto micro = static_cast<int>(offset % kSecond);
  if (seconds % 60 == 0 && micro == 0) return;
  out += separator;
  append_number(out, seconds % 60, 2);
  if (micro == 0) return;
  out += '.';
  append_number(out, micro, 6);
}

TimeSpec time_spec(const Value& value) {
  const std::string_view text = text_argument(value, "isoformat");
  static constexpr std::pair<std::string_view, TimeSpec> kSpecs[] = {
      {"auto", TimeSpec::Auto},
      {"hours", TimeSpec::Hours},
      {"minutes", TimeSpec::Minutes},
      {"seconds", TimeSpec::Seconds},
      {"milliseconds", TimeSpec::Milliseconds},
      {"microseconds", TimeSpec::Micro}};
  for (const auto& [name, spec] : kSpecs)
    if (name == text) return spec;
  raise_value_error("Unknown timespec value");
}

bool parse_date(std::string_view text, DateParts& date) {
  if (text.size() != 7 && text.size() != 8 && text.size() != 10) return false;
  if (!take(text, 4, date.year)) return false;
  const bool separated = take(text, '-');
  if (take(text, 'W')) return week_date(date.year, text, separated, date);
  if (!take(text, 2, date.month)) return false;
  if (separated && !take(text, '-')) return false;
  return take(text, 2, date.day) && text.empty();
}

bool parse_time(std::string_view text, ParsedTime& parsed) {
  const std::size_t mark = text.find_first_of("+-Z");
  std::string_view time = text.substr(0, mark);
  // CPython takes a space before the offset.
  if (mark != std::string_view::npos && time.size() > 8 && time.back() == ' ')
    time.remove_suffix(1);
  if (!clock(time, parsed.time)) return false;
  if (mark == std::string_view::npos) return true;
  const std::string_view zone = text.substr(mark + 1);
  if (text[mark] == 'Z') {
    parsed.offset = 0;
    return zone.empty();
  }
  TimeParts offset;
  if (!clock(zone, offset)) return false;
  const std::int64_t size =
      ((offset.hour * 60 + offset.minute) * 60LL + offset.second) * kSecond +
      offset.microsecond;
  parsed.offset = text[mark] == '-' ? -size : size;
  return true;
}

// CPython: _find_isoformat_datetime_separator. A week date may have lost its
// day, and the separator may be a hyphen or a digit.
std::size_t date_length(std::string_view text) {
  const auto is = [&](std::size_t i, char c) {
    return i < text.size() && text[i] == c;
  };
  if (text.size() <= 7) return 7;
  if (is(4, '-')) {
    if (!is(5, 'W')) return 10;
    if (!is(8, '-')) return 8;
    return text.size() > 10 && digit(text[10]) ? 8 : 10;
  }
  if (!is(4, 'W')) return 8;
  std::size_t at = 7;
  for (; at < text.size() && digit(text[at]); ++at) {
  }
  if (at < 9) return at;
  return at % 2 == 0 ? 7 : 8;
}

void raise_bad_iso(const Value& text) {
  raise_value_error(cat("Invalid isoformat string: ", repr(text)));
}

}  // namespace limbeck::py::dates

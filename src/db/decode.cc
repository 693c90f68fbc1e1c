#include "db/decode.h"

#include <charconv>
#include <cstdlib>
#include <limits>
#include <string>

namespace limbeck::db {
namespace {

using schema::Literal;

Literal as_text(std::string_view text) { return std::string(text); }

// Reads digits and marks off the front of a text.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : rest_(text) {}

  bool done() const { return rest_.empty(); }
  char peek() const { return rest_.empty() ? '\0' : rest_.front(); }
  bool accept(char c) {
    if (peek() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }
  // An unsigned number of at most 18 digits; how many there were.
  std::size_t number(std::int64_t& value) {
    value = 0;
    std::size_t count = 0;
    while (count < rest_.size() && count < 18 && rest_[count] >= '0' &&
           rest_[count] <= '9')
      value = value * 10 + (rest_[count++] - '0');
    rest_.remove_prefix(count);
    return count;
  }
  // The digits behind a point as microseconds.
  int fraction() {
    int value = 0;
    int digits = 0;
    while (peek() >= '0' && peek() <= '9') {
      if (digits < 6) {
        value = value * 10 + (peek() - '0');
        ++digits;
      }
      rest_.remove_prefix(1);
    }
    for (; digits < 6; ++digits) value *= 10;
    return value;
  }
  std::string_view word() {
    std::size_t count = 0;
    while (count < rest_.size() && rest_[count] >= 'a' && rest_[count] <= 'z')
      ++count;
    std::string_view found = rest_.substr(0, count);
    rest_.remove_prefix(count);
    return found;
  }

 private:
  std::string_view rest_;
};

bool scan_date(Scanner& in, schema::Date& date) {
  std::int64_t year = 0, month = 0, day = 0;
  if (in.number(year) != 4 || !in.accept('-') || in.number(month) != 2 ||
      !in.accept('-') || in.number(day) != 2)
    return false;
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > 31) return false;
  date = {static_cast<int>(year), static_cast<int>(month),
          static_cast<int>(day)};
  return true;
}

bool scan_clock(Scanner& in, schema::Time& time) {
  std::int64_t hour = 0, minute = 0, second = 0;
  if (in.number(hour) != 2 || !in.accept(':') || in.number(minute) != 2 ||
      !in.accept(':') || in.number(second) != 2)
    return false;
  if (hour > 24 || minute > 59 || second > 59) return false;
  time.hour = static_cast<int>(hour % 24);
  time.minute = static_cast<int>(minute);
  time.second = static_cast<int>(second);
  if (in.accept('.')) time.microsecond = in.fraction();
  return true;
}

bool scan_offset(Scanner& in, schema::Time& time) {
  char sign = in.peek();
  if (sign != '+' && sign != '-') return true;
  in.accept(sign);
  std::int64_t hours = 0, minutes = 0, seconds = 0;
  if (in.number(hours) == 0) return false;
  if (in.accept(':') && in.number(minutes) == 0) return false;
  if (in.accept(':') && in.number(seconds) == 0) return false;
  auto offset = static_cast<int>(hours * 3600 + minutes * 60 + seconds);
  time.utc_offset = sign == '-' ? -offset : offset;
  return true;
}

// timedelta's form: 0 <= microseconds < 1000000, 0 <= seconds < 86400.
schema::Interval normalized(std::int64_t days, std::int64_t microseconds) {
  constexpr std::int64_t kDay = 86400LL * 1000000;
  std::int64_t whole = microseconds / kDay;
  std::int64_t left = microseconds % kDay;
  if (left < 0) {
    left += kDay;
    --whole;
  }
  return {days + whole, left / 1000000, left % 1000000};
}

bool scan_duration(Scanner& in, std::int64_t& microseconds) {
  bool negative = in.accept('-');
  if (!negative) in.accept('+');
  std::int64_t hours = 0, minutes = 0, seconds = 0;
  if (in.number(hours) == 0 || !in.accept(':') || in.number(minutes) == 0 ||
      !in.accept(':') || in.number(seconds) == 0)
    return false;
  microseconds = ((hours * 60 + minutes) * 60 + seconds) * 1000000;
  if (in.accept('.')) microseconds += in.fraction();
  if (negative) microseconds = -microseconds;
  return true;
}

// Days for one of the words of an interval; 0 if it is none.
int days_of(std::string_view unit) {
  if (unit.substr(0, 4) == "year") return 365;
  if (unit.substr(0, 3) == "mon") return 30;
  if (unit.substr(0, 3) == "day") return 1;
  return 0;
}

constexpr int kMaximumArrayDepth = 6;  // PostgreSQL's own limit

// array_in's text: {1,NULL,"a \"b\""}, nested, maybe after [0:2]= bounds.
class ArrayReader {
 public:
  ArrayReader(std::uint32_t element, std::string_view text)
      : element_(element), text_(text) {}

  bool read(schema::Array& out) {
    if (text_.substr(0, 1) == "[") {
      std::size_t equals = text_.find('=');
      if (equals == std::string_view::npos) return false;
      at_ = equals + 1;
    }
    return braces(out, 0) && at_ == text_.size();
  }

 private:
  char here() const { return at_ < text_.size() ? text_[at_] : '\0'; }

  bool braces(schema::Array& out, int depth) {
    if (here() != '{' || depth >= kMaximumArrayDepth) return false;
    ++at_;
    if (here() == '}') return ++at_, true;
    while (at_ < text_.size()) {
      if (here() == '{') {
        schema::Array inner;
        if (!braces(inner, depth + 1)) return false;
        out.items.emplace_back(std::move(inner));
      } else {
        out.items.push_back(item());
      }
      if (here() == '}') return ++at_, true;
      if (here() != ',') return false;
      ++at_;
    }
    return false;
  }

  Literal item() {
    std::string value;
    bool quoted = here() == '"';
    if (quoted) ++at_;
    while (at_ < text_.size()) {
      char c = text_[at_];
      if (quoted ? c == '"' : c == ',' || c == '}') break;
      if (c == '\\' && at_ + 1 < text_.size()) c = text_[++at_];
      value += c;
      ++at_;
    }
    if (quoted) ++at_;
    if (!quoted && value == "NULL") return {};
    return decode_postgresql(element_, value);
  }

  std::uint32_t element_;
  std::string_view text_;
  std::size_t at_ = 0;
};

struct ArrayType {
  std::uint32_t array, element;
};

constexpr ArrayType kArrays[] = {
    {1000, 16},   {1001, 17},   {1002, 18},   {1003, 19},   {1005, 21},
    {1007, 23},   {1009, 25},   {1014, 1042}, {1015, 1043}, {1016, 20},
    {1021, 700},  {1022, 701},  {1028, 26},   {1041, 869},  {1115, 1114},
    {1182, 1082}, {1183, 1083}, {1185, 1184}, {1187, 1186}, {1231, 1700},
    {1270, 1266}, {199, 114},   {2951, 2950}, {3807, 3802}, {651, 650},
};

Literal decode_array(std::uint32_t oid, std::string_view text) {
  for (const ArrayType& type : kArrays) {
    if (type.array != oid) continue;
    schema::Array array;
    if (ArrayReader(type.element, text).read(array)) return array;
  }
  return as_text(text);
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return 0;
}

}  // namespace

Literal decode_integer(std::string_view text) {
  std::int64_t value = 0;
  auto end = text.data() + text.size();
  auto result = std::from_chars(text.data(), end, value);
  if (result.ec == std::errc{} && result.ptr == end) return value;
  return schema::Decimal{std::string(text)};
}

Literal decode_float(std::string_view text) {
  if (text == "NaN") return std::numeric_limits<double>::quiet_NaN();
  if (text == "Infinity") return std::numeric_limits<double>::infinity();
  if (text == "-Infinity") return -std::numeric_limits<double>::infinity();
  double value = 0;
  auto end = text.data() + text.size();
  auto result = std::from_chars(text.data(), end, value);
  if (result.ec == std::errc{} && result.ptr == end) return value;
  return as_text(text);
}

Literal decode_date(std::string_view text) {
  Scanner in(text);
  schema::Date date;
  if (scan_date(in, date) && in.done()) return date;
  return as_text(text);
}

Literal decode_time(std::string_view text) {
  Scanner in(text);
  schema::Time time;
  if (scan_clock(in, time) && scan_offset(in, time) && in.done()) return time;
  return as_text(text);
}

Literal decode_timestamp(std::string_view text) {
  Scanner in(text);
  schema::DateTime value;
  if (scan_date(in, value.date) && (in.accept(' ') || in.accept('T')) &&
      scan_clock(in, value.time) && scan_offset(in, value.time) && in.done())
    return value;
  return as_text(text);
}

Literal decode_interval(std::string_view text) {
  Scanner in(text);
  std::int64_t days = 0, microseconds = 0;
  while (!in.done()) {
    in.accept(' ');
    Scanner clock = in;
    if (scan_duration(clock, microseconds)) {
      in = clock;
      break;
    }
    bool negative = in.accept('-');
    if (!negative) in.accept('+');
    std::int64_t count = 0;
    if (in.number(count) == 0 || !in.accept(' ')) return as_text(text);
    int unit = days_of(in.word());
    if (unit == 0) return as_text(text);
    days += (negative ? -count : count) * unit;
  }
  if (!in.done()) return as_text(text);
  return normalized(days, microseconds);
}

Literal decode_duration(std::string_view text) {
  Scanner in(text);
  std::int64_t microseconds = 0;
  if (scan_duration(in, microseconds) && in.done())
    return normalized(0, microseconds);
  return as_text(text);
}

Literal decode_uuid(std::string_view text) {
  if (auto uuid = schema::Uuid::parse(text)) return *uuid;
  return as_text(text);
}

Literal decode_bytea(std::string_view text) {
  schema::Bytes bytes;
  if (text.substr(0, 2) == "\\x") {
    for (std::size_t i = 2; i + 1 < text.size(); i += 2)
      bytes.data +=
          static_cast<char>(hex_digit(text[i]) * 16 + hex_digit(text[i + 1]));
    return bytes;
  }
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\') {
      bytes.data += text[i];
    } else if (i + 1 < text.size() && text[i + 1] == '\\') {
      bytes.data += '\\';
      ++i;
    } else if (i + 3 < text.size()) {
      int octal = (text[i + 1] - '0') * 64 + (text[i + 2] - '0') * 8 +  //
                  (text[i + 3] - '0');
      bytes.data += static_cast<char>(octal);
      i += 3;
    }
  }
  return bytes;
}

Literal decode_postgresql(std::uint32_t oid, std::string_view text) {
  switch (oid) {
    case 16:
      return text == "t";
    case 17:
      return decode_bytea(text);
    case 20:
    case 21:
    case 23:
    case 26:
      return decode_integer(text);
    case 700:
    case 701:
      return decode_float(text);
    case 1700:
      return schema::Decimal{std::string(text)};
    case 1082:
      return decode_date(text);
    case 1083:
    case 1266:
      return decode_time(text);
    case 1114:
    case 1184:
      return decode_timestamp(text);
    case 1186:
      return decode_interval(text);
    case 2950:
      return decode_uuid(text);
    case 114:
    case 3802:
      return schema::Json{std::string(text), std::string(text)};
    case 18:
    case 19:
    case 25:
    case 1042:
    case 1043:
      return as_text(text);
    default:
      if (!text.empty() && (text.front() == '{' || text.front() == '['))
        return decode_array(oid, text);
      return as_text(text);
  }
}

}  // namespace limbeck::db

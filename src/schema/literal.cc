#include "schema/literal.h"

#include <charconv>
#include <cmath>

#include "base/text.h"

namespace limbeck::schema {

namespace {

constexpr char kDigits[] = "0123456789abcdef";

void append_padded(std::string& out, int number, int width) {
  std::string digits = std::to_string(number);
  if (int(digits.size()) < width) out.append(width - digits.size(), '0');
  out += digits;
}

std::string offset_text(int seconds) {
  std::string out(1, seconds < 0 ? '-' : '+');
  seconds = std::abs(seconds);
  append_padded(out, seconds / 3600, 2);
  out += ':';
  append_padded(out, seconds / 60 % 60, 2);
  if (seconds % 60) {
    out += ':';
    append_padded(out, seconds % 60, 2);
  }
  return out;
}

std::string interval_repr(const Interval& value) {
  std::vector<std::string> parts;
  if (value.days) parts.push_back(cat("days=", value.days));
  if (value.seconds) parts.push_back(cat("seconds=", value.seconds));
  if (value.microseconds) {
    parts.push_back(cat("microseconds=", value.microseconds));
  }
  if (parts.empty()) return "datetime.timedelta(0)";
  return cat("datetime.timedelta(", join(parts, ", "), ")");
}

/// As timedelta keeps it: only days are negative.
Interval offset_of(int seconds) {
  Interval offset;
  offset.days = seconds < 0 ? -1 : 0;
  offset.seconds = seconds - offset.days * 86400;
  return offset;
}

std::string time_fields(const Time& time) {
  std::string out = cat(time.hour, ", ", time.minute);
  if (time.second || time.microsecond) cat_to(out, ", ", time.second);
  if (time.microsecond) cat_to(out, ", ", time.microsecond);
  if (time.utc_offset) {
    out += *time.utc_offset == 0
               ? ", tzinfo=datetime.timezone.utc"
               : cat(", tzinfo=datetime.timezone(",
                     interval_repr(offset_of(*time.utc_offset)), ")");
  }
  return out;
}

std::string bytes_repr(const std::string& data) {
  bool doubled = data.find('\'') != std::string::npos &&
                 data.find('"') == std::string::npos;
  char quote = doubled ? '"' : '\'';
  std::string out = "b";
  out += quote;
  for (unsigned char c : data) {
    if (c == '\\' || c == static_cast<unsigned char>(quote)) {
      out += '\\';
      out += char(c);
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\r') {
      out += "\\r";
    } else if (c == '\t') {
      out += "\\t";
    } else if (c < 0x20 || c >= 0x7f) {
      cat_to(out, "\\x", kDigits[c >> 4], kDigits[c & 15]);
    } else {
      out += char(c);
    }
  }
  out += quote;
  return out;
}

struct Repr {
  std::string operator()(std::monostate) const { return "None"; }
  std::string operator()(bool value) const { return value ? "True" : "False"; }
  std::string operator()(std::int64_t value) const { return cat(value); }
  std::string operator()(double value) const { return python_repr(value); }
  std::string operator()(const Decimal& value) const {
    return cat("Decimal('", value.text, "')");
  }
  std::string operator()(const std::string& value) const {
    return python_repr(std::string_view(value));
  }
  std::string operator()(const Bytes& value) const {
    return bytes_repr(value.data);
  }
  std::string operator()(const Date& value) const {
    return cat("datetime.date(", value.year, ", ", value.month, ", ", value.day,
               ")");
  }
  std::string operator()(const Time& value) const {
    return cat("datetime.time(", time_fields(value), ")");
  }
  std::string operator()(const DateTime& value) const {
    return cat("datetime.datetime(", value.date.year, ", ", value.date.month,
               ", ", value.date.day, ", ", time_fields(value.time), ")");
  }
  std::string operator()(const Interval& value) const {
    return interval_repr(value);
  }
  std::string operator()(const Uuid& value) const {
    return cat("UUID('", value.dashed(), "')");
  }
  std::string operator()(const Json& value) const {
    return value.repr.empty() ? value.text : value.repr;
  }
  std::string operator()(const Array& value) const {
    std::vector<std::string> items;
    for (const Literal& item : value.items) items.push_back(python_repr(item));
    std::string inside = join(items, ", ");
    switch (value.form) {
      case Array::Form::List:
        return cat("[", inside, "]");
      case Array::Form::Tuple:
        return cat("(", inside, items.size() == 1 ? ",)" : ")");
      case Array::Form::Set:
        return items.empty() ? "set()" : cat("{", inside, "}");
    }
    return inside;
  }
  std::string operator()(const std::shared_ptr<const OpaqueValue>& v) const {
    return v ? v->repr() : "None";
  }
};

}  // namespace

std::string Uuid::hex() const {
  std::string out;
  for (std::uint8_t byte : bytes) {
    out += kDigits[byte >> 4];
    out += kDigits[byte & 15];
  }
  return out;
}

std::string Uuid::dashed() const {
  std::string digits = hex();
  for (int place : {20, 16, 12, 8}) digits.insert(place, "-");
  return digits;
}

std::optional<Uuid> Uuid::parse(std::string_view text) {
  std::string digits;
  if (text.substr(0, 9) == "urn:uuid:") text.remove_prefix(9);
  for (char c : text) {
    if (c == '-' || c == '{' || c == '}') continue;
    digits += char(c >= 'A' && c <= 'F' ? c + 32 : c);
  }
  if (digits.size() != 32) return std::nullopt;
  Uuid result;
  for (std::size_t i = 0; i < 32; ++i) {
    std::size_t value = std::string_view(kDigits, 16).find(digits[i]);
    if (value == std::string_view::npos) return std::nullopt;
    result.bytes[i / 2] = std::uint8_t(result.bytes[i / 2] << 4 | value);
  }
  return result;
}

// CPython: unicode_repr
std::string python_repr(std::string_view text) {
  bool doubled = text.find('\'') != std::string_view::npos &&
                 text.find('"') == std::string_view::npos;
  char quote = doubled ? '"' : '\'';
  std::string out(1, quote);
  for (unsigned char c : text) {
    if (c == '\\' || c == static_cast<unsigned char>(quote)) {
      out += '\\';
      out += char(c);
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\r') {
      out += "\\r";
    } else if (c == '\t') {
      out += "\\t";
    } else if (c < 0x20 || c == 0x7f) {
      cat_to(out, "\\x", kDigits[c >> 4], kDigits[c & 15]);
    } else {
      out += char(c);
    }
  }
  out += quote;
  return out;
}

// CPython: float_repr_style short
std::string python_repr(double number) {
  if (std::isnan(number)) return "nan";
  if (std::isinf(number)) return number < 0 ? "-inf" : "inf";
  char buffer[64];
  char* end = std::to_chars(buffer, buffer + sizeof buffer, number,
                            std::chars_format::scientific)
                  .ptr;
  std::string_view text(buffer, end - buffer);
  std::size_t e = text.find('e');
  int exponent = std::stoi(std::string(text.substr(e + 1)));
  if (exponent < -4 || exponent >= 16) return std::string(text);
  end = std::to_chars(buffer, buffer + sizeof buffer, number,
                      std::chars_format::fixed)
            .ptr;
  std::string fixed(buffer, end - buffer);
  if (fixed.find('.') == std::string::npos) fixed += ".0";
  return fixed;
}

std::string iso_format(const Date& date) {
  std::string out;
  append_padded(out, date.year, 4);
  out += '-';
  append_padded(out, date.month, 2);
  out += '-';
  append_padded(out, date.day, 2);
  return out;
}

std::string iso_format(const Time& time) {
  std::string out;
  append_padded(out, time.hour, 2);
  out += ':';
  append_padded(out, time.minute, 2);
  out += ':';
  append_padded(out, time.second, 2);
  if (time.microsecond) {
    out += '.';
    append_padded(out, time.microsecond, 6);
  }
  if (time.utc_offset) out += offset_text(*time.utc_offset);
  return out;
}

std::string iso_format(const DateTime& value, char separator) {
  return cat(iso_format(value.date), separator, iso_format(value.time));
}

std::string python_repr(const Literal& value) {
  return std::visit(Repr(), value.variant());
}

}  // namespace limbeck::schema

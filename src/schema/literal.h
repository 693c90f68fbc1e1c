// Values that travel between Python, SQL text and the database drivers: what a
// bind parameter holds, what a literal renders, what a row brings back.
#pragma once
#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace limbeck::schema {

struct Date {
  int year = 1, month = 1, day = 1;
  bool operator==(const Date&) const = default;
};

struct Time {
  int hour = 0, minute = 0, second = 0, microsecond = 0;
  std::optional<int> utc_offset;  // seconds east; none for a naive time
  bool operator==(const Time&) const = default;
};

struct DateTime {
  Date date;
  Time time;
  bool operator==(const DateTime&) const = default;
};

struct Interval {
  std::int64_t days = 0, seconds = 0, microseconds = 0;  // as timedelta's
  bool operator==(const Interval&) const = default;
};

/// A number whose text is kept: Decimal, and int beyond 64 bits.
struct Decimal {
  std::string text;
  bool operator==(const Decimal&) const = default;
};

struct Bytes {
  std::string data;
  bool operator==(const Bytes&) const = default;
};

struct Uuid {
  std::array<std::uint8_t, 16> bytes{};
  bool operator==(const Uuid&) const = default;
  /// 32 lower-case digits.
  std::string hex() const;
  /// With dashes, as str(uuid.UUID) has it.
  std::string dashed() const;
  /// From either form, braces and urn: prefix allowed.
  static std::optional<Uuid> parse(std::string_view text);
};

/// A dict or list that stands for a JSON document, already serialised.
struct Json {
  std::string text;
  std::string repr;  // Python's repr, for messages
  bool operator==(const Json& other) const { return text == other.text; }
};

/// Whatever else Python passed; the layer that made it knows what it is.
class OpaqueValue {
 public:
  virtual ~OpaqueValue() = default;
  /// Python's repr, for messages.
  virtual std::string repr() const = 0;
};

struct Literal;

struct Array {
  enum class Form : unsigned char { List, Tuple, Set };
  std::vector<Literal> items;
  Form form = Form::List;  // what Python gave: for repr() and the way back
  bool operator==(const Array&) const;  // whatever their forms
};

using LiteralVariant =
    std::variant<std::monostate, bool, std::int64_t, double, Decimal,
                 std::string, Bytes, Date, Time, DateTime, Interval, Uuid, Json,
                 Array, std::shared_ptr<const OpaqueValue>>;

/// One value; monostate is None.
struct Literal : LiteralVariant {
  using LiteralVariant::LiteralVariant;
  using LiteralVariant::operator=;
  bool is_null() const { return index() == 0; }
  const LiteralVariant& variant() const { return *this; }
  template <class T>
  const T* get() const {
    return std::get_if<T>(&static_cast<const LiteralVariant&>(*this));
  }
  bool operator==(const Literal& other) const {
    return variant() == other.variant();
  }
};

inline bool Array::operator==(const Array& other) const {
  return items == other.items;
}

/// The value as Python's repr writes it (messages, generated scripts).
std::string python_repr(const Literal& value);
/// A str's repr: quotes chosen and escapes written as Python does.
std::string python_repr(std::string_view text);
inline std::string python_repr(const std::string& text) {
  return python_repr(std::string_view(text));
}
/// A float's repr: shortest digits that read back.
std::string python_repr(double number);
std::string iso_format(const Date& date);
/// "01:02:03[.000456][+01:00]"
std::string iso_format(const Time& time);
/// Date and time with `separator` between them.
std::string iso_format(const DateTime& value, char separator);

}  // namespace limbeck::schema

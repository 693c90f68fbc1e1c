// "template % values", for str and for bytes.
#include <algorithm>
#include <climits>

#include "base/text.h"
#include "python/native.h"
#include "python/objects/bytes.h"
#include "python/objects/float.h"
#include "python/objects/float_text.h"
#include "python/objects/int.h"
#include "python/objects/internals.h"
#include "python/objects/str_format.h"
#include "python/objects/str_type.h"
#include "python/objects/unicode.h"

namespace limbeck::py {
namespace {

enum class Target { Text, Bytes };

constexpr std::int64_t kMaxWidth = std::int64_t{1} << 31;

/// One "%…" item.
struct Item {
  bool left = false, plus = false, blank = false, alternate = false,
       zero = false;
  std::int64_t width = -1, precision = -1;
  char32_t code = 0;
};

class PercentFormatter {
 public:
  PercentFormatter(std::string_view format, const Value& values, Target target)
      : format_(format), target_(target), values_(values) {
    if (is_tuple(values)) {
      items_ = items_of(values);
    } else {
      items_ = {&values_, 1};
      const bool text = is_str(values) || (target == Target::Bytes &&
                                           buffer_of(values).has_value());
      mapping_ = !text && values.is_object() &&
                 type_of(values)->slots.get_item != nullptr;
    }
  }

  std::string run() {
    while (at_ < format_.size()) {
      const std::size_t percent =
          std::min(format_.find('%', at_), format_.size());
      out_ += format_.substr(at_, percent - at_);
      at_ = percent;
      if (at_ == format_.size()) break;
      ++at_;
      item();
    }
    if (next_ < items_.size() && !mapping_)
      raise_type_error(target_ == Target::Text
                           ? "not all arguments converted during string "
                             "formatting"
                           : "not all arguments converted during bytes "
                             "formatting");
    return std::move(out_);
  }

 private:
  // -- reading the item -------------------------------------------------------
  char peek() const { return at_ < format_.size() ? format_[at_] : '\0'; }

  void item() {
    if (peek() == '%' && at_ < format_.size()) {
      ++at_;
      out_ += '%';
      return;
    }
    keyed_ = Value();
    Item item;
    if (peek() == '(') read_key();
    read_flags(item);
    item.width = read_number(&item.left);
    if (item.width > kMaxWidth) raise("MemoryError", "");
    if (peek() == '.') {
      ++at_;
      bool negative = false;
      item.precision = std::max<std::int64_t>(read_number(&negative), 0);
      if (negative) item.precision = 0;
      if (item.precision > INT_MAX) raise_value_error("precision too big");
    }
    if (peek() == 'h' || peek() == 'l' || peek() == 'L') ++at_;
    if (at_ == format_.size()) raise_value_error("incomplete format");
    const std::size_t code_at = at_;
    const char* after = format_.data() + at_;
    item.code = target_ == Target::Text ? unicode::next(after)
                                        : static_cast<unsigned char>(*after++);
    at_ = after - format_.data();
    convert(item, code_at);
  }

  void read_key() {
    if (!mapping_) raise_type_error("format requires a mapping");
    const std::size_t start = ++at_;
    int depth = 1;
    for (; at_ < format_.size(); ++at_) {
      if (format_[at_] == '(') ++depth;
      if (format_[at_] == ')' && --depth == 0) break;
    }
    if (at_ == format_.size()) raise_value_error("incomplete format key");
    const std::string_view key = format_.substr(start, at_ - start);
    ++at_;
    next_ = items_.size();  // the mapping itself is no argument any more
    keyed_ = get_item(
        values_, target_ == Target::Text ? make_str(key) : make_bytes(key));
  }

  void read_flags(Item& item) {
    for (;; ++at_) switch (peek()) {
        case '-':
          item.left = true;
          break;
        case '+':
          item.plus = true;
          break;
        case ' ':
          item.blank = true;
          break;
        case '#':
          item.alternate = true;
          break;
        case '0':
          item.zero = true;
          break;
        default:
          return;
      }
  }

  /// Digits or '*'; -1 where there is neither.
  std::int64_t read_number(bool* negative) {
    if (peek() == '*') {
      ++at_;
      const Value value = next_value();
      if (!is_int(value)) raise_type_error("* wants int");
      const auto n = int_of(value);
      if (!n)
        raise("OverflowError",
              cat("Python int too large to convert to C ",
                  format_[at_ - 2] == '.' ? "int" : "ssize_t"));
      if (*n < 0) *negative = true;
      return *n < 0 ? -*n : *n;
    }
    std::int64_t n = -1;
    for (; peek() >= '0' && peek() <= '9'; ++at_) {
      n = std::max<std::int64_t>(n, 0) * 10 + (peek() - '0');
      if (n > (std::int64_t{1} << 50)) raise_value_error("width too big");
    }
    return n;
  }

  Value next_value() {
    if (keyed_) return std::exchange(keyed_, Value());
    if (next_ >= items_.size())
      raise_type_error("not enough arguments for format string");
    return items_[next_++];
  }

  // -- writing it -------------------------------------------------------------
  void convert(const Item& item, std::size_t code_at) {
    const Value value = next_value();
    switch (item.code) {
      case 'd':
      case 'i':
      case 'u':
      case 'o':
      case 'x':
      case 'X':
        return integer(item, value);
      case 'e':
      case 'E':
      case 'f':
      case 'F':
      case 'g':
      case 'G':
        return real(item, value);
      case 'c':
        return pad(item, character(value), 0);
      case 'r':
        if (target_ == Target::Text) return shown(item, repr(value));
        [[fallthrough]];
      case 'a':
        return shown(item, std::string(text_of(convert_value(value, 'a'))));
      case 's':
        if (target_ == Target::Text)
          return shown(item, std::string(text_of(str_of(value))));
        return shown(item, bytes(value));
      case 'b':
        if (target_ == Target::Bytes) return shown(item, bytes(value));
        break;
      default:
        break;
    }
    const std::size_t index = target_ == Target::Text
                                  ? unicode::count(format_.substr(0, code_at))
                                  : code_at;
    const bool visible = item.code >= 31 && item.code <= 126;
    raise_value_error(cat("unsupported format character '",
                          visible ? static_cast<char>(item.code) : '?', "' (0x",
                          int_text(Value::small(item.code), 16), ") at index ",
                          index));
  }

  Value integer_of(const Item& item, const Value& value) {
    const bool index_only =
        item.code == 'x' || item.code == 'X' || item.code == 'o';
    if (is_int(value)) return value;
    Type* type = type_of(value);
    if (index_only ? !!lookup_in_type(type, names().index)
                   : is_float(value) || lookup_in_type(type, names().int_) ||
                         lookup_in_type(type, names().index))
      return index_only ? index_of(value)
                        : call(Value(builtin_types().int_), {value});
    const char code = target_ == Target::Bytes && item.code == 'i'
                          ? 'd'
                          : static_cast<char>(item.code);
    raise_type_error(
        cat("%", code, " format: ", index_only ? "an integer" : "a real number",
            " is required, not ", type->name));
  }

  void integer(const Item& item, const Value& value) {
    const Value n = integer_of(item, value);
    const int base = item.code == 'o'                       ? 8
                     : item.code == 'x' || item.code == 'X' ? 16
                                                            : 10;
    std::string digits = base == 10 ? std::string(text_of(str_of(plain_int(n))))
                                    : int_text(n, base);
    const bool negative = digits[0] == '-';
    if (negative) digits.erase(0, 1);
    if (item.precision > static_cast<std::int64_t>(digits.size()))
      digits.insert(0, item.precision - digits.size(), '0');
    std::string head = negative ? "-" : item.plus ? "+" : item.blank ? " " : "";
    if (item.alternate && base != 10) head += base == 8 ? "0o" : "0x";
    std::string text = head + digits;
    if (item.code == 'X')
      for (char& c : text)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
    pad(item, text, head.size());
  }

  void real(const Item& item, const Value& value) {
    DoubleLayout layout;
    layout.code = static_cast<char>(item.code | 0x20);
    layout.precision =
        item.precision < 0 ? 6 : static_cast<int>(item.precision);
    layout.alternate = item.alternate;
    if (target_ == Target::Bytes && !is_float(value) && !is_int(value) &&
        !lookup_in_type(type_of(value), names().float_))
      raise_type_error(
          cat("float argument required, not ", type_of(value)->name));
    std::string text = format_double(to_double(value), layout);
    if (text[0] != '-' && (item.plus || item.blank))
      text.insert(0, 1, item.plus ? '+' : ' ');
    if (item.code < 'a')
      for (char& c : text)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
    const bool sign = text[0] == '-' || text[0] == '+' || text[0] == ' ';
    pad(item, text, sign);
  }

  std::string character(const Value& value) {
    const bool text = target_ == Target::Text;
    if (text && is_str(value) && single_point(value) >= 0)
      return std::string(text_of(value));
    if (!text)
      if (auto buffer = buffer_of(value); buffer && buffer->size() == 1)
        return std::string(*buffer);
    if (!is_int(value) && !(lookup_in_type(type_of(value), names().index)))
      raise_type_error(text ? "%c requires int or char"
                            : "%c requires an integer in range(256) or a "
                              "single byte");
    const auto point = int_of(index_of(value));
    const std::int64_t limit = text ? 0x110000 : 256;
    if (!point || *point < 0 || *point >= limit)
      raise("OverflowError", text ? "%c arg not in range(0x110000)"
                                  : "%c arg not in range(256)");
    std::string out;
    if (text)
      unicode::append(out, static_cast<char32_t>(*point));
    else
      out += static_cast<char>(*point);
    return out;
  }

  static std::string bytes(const Value& value) {
    if (auto buffer = buffer_of(value)) return std::string(*buffer);
    if (lookup_in_type(type_of(value), names().bytes))
      return std::string(bytes_of(call_method(value, "__bytes__")));
    raise_type_error(
        cat("%b requires a bytes-like object, or an object that implements "
            "__bytes__, not '",
            type_of(value)->name, "'"));
  }

  std::size_t length_of(std::string_view text) const {
    return target_ == Target::Text ? unicode::count(text) : text.size();
  }

  void shown(Item item, std::string text) {
    item.zero = false;
    if (item.precision >= 0 &&
        static_cast<std::size_t>(item.precision) < text.size())
      text.resize(target_ == Target::Text
                      ? unicode::offset_of(text, item.precision)
                      : static_cast<std::size_t>(item.precision));
    pad(item, text, 0);
  }

  /// `head` bytes of sign and prefix stay in front of zeros.
  void pad(const Item& item, std::string_view text, std::size_t head) {
    const std::int64_t missing =
        item.width - static_cast<std::int64_t>(length_of(text));
    if (missing > 0 && !item.left) {
      const bool zeros = item.zero && item.code != 'c';
      if (zeros) out_ += text.substr(0, head);
      out_.append(missing, zeros ? '0' : ' ');
      if (zeros) text.remove_prefix(head);
    }
    out_ += text;
    if (missing > 0 && item.left) out_.append(missing, ' ');
  }

  std::string_view format_;
  Target target_;
  Value values_;
  std::span<const Value> items_;
  bool mapping_ = false;
  std::size_t next_ = 0;
  Value keyed_;  // what "%(key)" found, for this item
  std::size_t at_ = 0;
  std::string out_;
};

}  // namespace

Value str_percent(std::string_view format, const Value& values) {
  return make_str(PercentFormatter(format, values, Target::Text).run());
}

Value bytes_percent(std::string_view format, const Value& values) {
  return make_bytes(PercentFormatter(format, values, Target::Bytes).run());
}

}  // namespace limbeck::py

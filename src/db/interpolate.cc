#include "db/interpolate.h"

#include "base/text.h"

namespace limbeck::db {
namespace {

class Interpolator {
 public:
  Interpolator(std::string_view sql, const Parameters& parameters,
               const LiteralWriter& write)
      : sql_(sql), parameters_(parameters), write_(write) {
    out_.reserve(sql.size() + 32);
  }

  std::string percent() {
    for (std::size_t i = 0; i < sql_.size();) {
      std::size_t mark = sql_.find('%', i);
      out_ += sql_.substr(i, mark == std::string_view::npos ? mark : mark - i);
      if (mark == std::string_view::npos) break;
      i = percent_mark(mark + 1);
    }
    require_all_used();
    return std::move(out_);
  }

  std::string quoted_aware(char sign) {
    for (std::size_t i = 0; i < sql_.size();) {
      char c = sql_[i];
      if (c == '\'' || c == '"' || c == '`') {
        std::size_t end = sql_.find(c, i + 1);
        end = end == std::string_view::npos ? sql_.size() : end + 1;
        out_ += sql_.substr(i, end - i);
        i = end;
      } else if (c == sign && sign == '?') {
        positional(used_++);
        ++i;
      } else if (c == sign && i + 1 < sql_.size() && is_digit(sql_[i + 1])) {
        std::size_t number = 0;
        for (++i; i < sql_.size() && is_digit(sql_[i]) && number < 100000; ++i)
          number = number * 10 + static_cast<std::size_t>(sql_[i] - '0');
        used_ = std::max(used_, number);
        positional(number - 1);
      } else {
        out_ += c;
        ++i;
      }
    }
    require_all_used();
    return std::move(out_);
  }

 private:
  static bool is_digit(char c) { return c >= '0' && c <= '9'; }

  [[noreturn]] static void refuse(std::string message) {
    throw limbeck::Error(ErrorKind::Argument, std::move(message));
  }

  // `i` is behind the percent sign; gives where the text goes on.
  std::size_t percent_mark(std::size_t i) {
    if (i >= sql_.size()) refuse("incomplete placeholder: '%' at the end");
    switch (sql_[i]) {
      case '%':
        out_ += '%';
        return i + 1;
      case 's':
        positional(used_++);
        return i + 1;
      case '(':
        return named(i + 1);
      default:
        refuse(cat("unsupported format character '", sql_[i], "'"));
    }
  }

  std::size_t named(std::size_t i) {
    std::size_t close = sql_.find(')', i);
    if (close == std::string_view::npos || close + 1 >= sql_.size() ||
        sql_[close + 1] != 's')
      refuse(cat("incomplete placeholder: '%(", sql_.substr(i, 40), "'"));
    std::string_view name = sql_.substr(i, close - i);
    for (const auto& [key, value] : parameters_.named) {
      if (key != name) continue;
      write_(out_, value);
      return close + 2;
    }
    if (!parameters_.positional.empty()) refuse("format requires a mapping");
    refuse(schema::python_repr(name));  // KeyError's text
  }

  void positional(std::size_t index) {
    if (index >= parameters_.positional.size())
      refuse("not enough arguments for format string");
    write_(out_, parameters_.positional[index]);
  }

  void require_all_used() const {
    if (used_ < parameters_.positional.size())
      refuse("not all arguments converted during string formatting");
  }

  std::string_view sql_;
  const Parameters& parameters_;
  const LiteralWriter& write_;
  std::string out_;
  std::size_t used_ = 0;
};

}  // namespace

std::string interpolate(std::string_view sql, const Parameters& parameters,
                        std::string_view paramstyle,
                        const LiteralWriter& write) {
  Interpolator interpolator(sql, parameters, write);
  if (paramstyle == "qmark") return interpolator.quoted_aware('?');
  if (paramstyle == "numeric_dollar") return interpolator.quoted_aware('$');
  return interpolator.percent();
}

}  // namespace limbeck::db

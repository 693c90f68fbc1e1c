// str.split, strip, partition and what else takes text apart.
#include <algorithm>

#include "base/text.h"
#include "python/native.h"
#include "python/objects/int.h"
#include "python/objects/str_methods.h"
#include "python/objects/str_type.h"
#include "python/objects/unicode.h"

namespace limbeck::py {
namespace {

/// The end of the code points at the start of `text` that `test` holds for.
template <class Test>
std::size_t leading(std::string_view text, Test test) {
  const char* at = text.data();
  const char* end = at + text.size();
  while (at < end) {
    const char* start = at;
    if (!test(unicode::next(at))) return start - text.data();
  }
  return text.size();
}

/// The start of those at the end.
template <class Test>
std::size_t trailing(std::string_view text, Test test) {
  const char* at = text.data() + text.size();
  while (at > text.data()) {
    const char* end = at;
    if (!test(unicode::previous(at))) return end - text.data();
  }
  return 0;
}

bool not_space(char32_t point) { return !unicode::is_space(point); }

enum class Side { Left, Right, Both };

template <class Test>
std::string_view stripped(std::string_view text, Side side, Test test) {
  if (side != Side::Right) text.remove_prefix(leading(text, test));
  if (side != Side::Left) text = text.substr(0, trailing(text, test));
  return text;
}

Value strip_text(const Value* values, std::size_t count, Side side,
                 const char* name) {
  const std::string_view text = text_of(values[0]);
  std::string_view result;
  if (count < 2 || values[1].is_none()) {
    result = stripped(text, side, unicode::is_space);
  } else {
    if (!is_str(values[1]))
      raise_type_error(cat(name, " arg must be None or str"));
    const Str* set = str_from(values[1]);
    if (set->ascii()) {
      const std::string_view chars = set->text();
      result = stripped(text, side, [chars](char32_t point) {
        return point < 0x80 &&
               chars.find(static_cast<char>(point)) != chars.npos;
      });
    } else {
      const std::u32string chars = unicode::decode(set->text());
      result = stripped(text, side, [&chars](char32_t point) {
        return chars.find(point) != chars.npos;
      });
    }
  }
  if (result.size() == text.size()) return plain_str(values[0]);
  return make_str(result);
}

Value str_strip(const Value* values, std::size_t count) {
  return strip_text(values, count, Side::Both, "strip");
}
Value str_lstrip(const Value* values, std::size_t count) {
  return strip_text(values, count, Side::Left, "lstrip");
}
Value str_rstrip(const Value* values, std::size_t count) {
  return strip_text(values, count, Side::Right, "rstrip");
}

std::vector<Value> split_spaces(std::string_view text, std::int64_t limit) {
  std::vector<Value> parts;
  text.remove_prefix(leading(text, unicode::is_space));
  while (!text.empty()) {
    if (limit-- == 0) {
      parts.push_back(make_str(text));
      break;
    }
    const std::size_t end = leading(text, not_space);
    parts.push_back(make_str(text.substr(0, end)));
    text.remove_prefix(end);
    text.remove_prefix(leading(text, unicode::is_space));
  }
  return parts;
}

std::vector<Value> rsplit_spaces(std::string_view text, std::int64_t limit) {
  std::vector<Value> parts;
  text = text.substr(0, trailing(text, unicode::is_space));
  while (!text.empty()) {
    if (limit-- == 0) {
      parts.push_back(make_str(text));
      break;
    }
    const std::size_t start = trailing(text, not_space);
    parts.push_back(make_str(text.substr(start)));
    text = text.substr(0, start);
    text = text.substr(0, trailing(text, unicode::is_space));
  }
  std::reverse(parts.begin(), parts.end());
  return parts;
}

std::vector<Value> split_at(std::string_view text, std::string_view separator,
                            std::int64_t limit) {
  std::vector<Value> parts;
  while (limit-- != 0) {
    const std::size_t at = text.find(separator);
    if (at == text.npos) break;
    parts.push_back(make_str(text.substr(0, at)));
    text.remove_prefix(at + separator.size());
  }
  parts.push_back(make_str(text));
  return parts;
}

std::vector<Value> rsplit_at(std::string_view text, std::string_view separator,
                             std::int64_t limit) {
  std::vector<Value> parts;
  while (limit-- != 0) {
    const std::size_t at = text.rfind(separator);
    if (at == text.npos) break;
    parts.push_back(make_str(text.substr(at + separator.size())));
    text = text.substr(0, at);
  }
  parts.push_back(make_str(text));
  std::reverse(parts.begin(), parts.end());
  return parts;
}

Value split_text(const Value& self, const Value& separator,
                 const Value& maximum, bool from_right) {
  const std::string_view text = text_of(self);
  const std::int64_t limit = maximum.absent() ? -1 : size_argument(maximum);
  if (separator.absent() || separator.is_none())
    return make_list(from_right ? rsplit_spaces(text, limit)
                                : split_spaces(text, limit));
  if (!is_str(separator))
    raise_type_error(
        cat("must be str or None, not ", type_of(separator)->name));
  const std::string_view by = text_of(separator);
  if (by.empty()) raise_value_error("empty separator");
  return make_list(from_right ? rsplit_at(text, by, limit)
                              : split_at(text, by, limit));
}

template <bool from_right>
Value str_split(const Value* values, std::size_t count) {
  return split_text(values[0], count > 1 ? values[1] : Value(),
                    count > 2 ? values[2] : Value(), from_right);
}
template <bool from_right>
Value str_split_bound(Args& args) {
  return split_text(args[0], args[1], args[2], from_right);
}

bool is_line_end(char32_t point) {
  return (point >= 0x0a && point <= 0x0d) || (point >= 0x1c && point <= 0x1e) ||
         point == 0x85 || point == 0x2028 || point == 0x2029;
}

Value str_splitlines(Args& args) {
  const bool keep = truth(args[1]);
  std::string_view text = text_of(args[0]);
  std::vector<Value> lines;
  while (!text.empty()) {
    const std::size_t end =
        leading(text, [](char32_t point) { return !is_line_end(point); });
    std::size_t after = end;
    if (end < text.size()) {
      const char* at = text.data() + end;
      const bool carriage_return = unicode::next(at) == '\r';
      after = at - text.data();
      if (carriage_return && after < text.size() && text[after] == '\n')
        ++after;
    }
    lines.push_back(make_str(text.substr(0, keep ? after : end)));
    text.remove_prefix(after);
  }
  return make_list(std::move(lines));
}

Value partition(const Value* values, bool from_right) {
  const Value& self = values[0];
  if (!is_str(values[1]))
    raise_type_error(cat("must be str, not ", type_of(values[1])->name));
  const std::string_view text = text_of(self), separator = text_of(values[1]);
  if (separator.empty()) raise_value_error("empty separator");
  const std::size_t at =
      from_right ? text.rfind(separator) : text.find(separator);
  if (at == text.npos) {
    const Value whole = plain_str(self), none = make_str("");
    return from_right ? make_tuple({none, none, whole})
                      : make_tuple({whole, none, none});
  }
  return make_tuple({make_str(text.substr(0, at)), plain_str(values[1]),
                     make_str(text.substr(at + separator.size()))});
}

Value str_partition(const Value* values, std::size_t) {
  return partition(values, false);
}
Value str_rpartition(const Value* values, std::size_t) {
  return partition(values, true);
}

constexpr NativeMethod kMethods[] = {
    {"strip(self, chars=None, /)", str_strip, 0, 1},
    {"lstrip(self, chars=None, /)", str_lstrip, 0, 1},
    {"rstrip(self, chars=None, /)", str_rstrip, 0, 1},
    {"split(self, /, sep=None, maxsplit=-1)", str_split<false>, 0, 2,
     str_split_bound<false>},
    {"rsplit(self, /, sep=None, maxsplit=-1)", str_split<true>, 0, 2,
     str_split_bound<true>},
    {"splitlines(self, /, keepends=False)", nullptr, 0, 1, str_splitlines},
    {"partition(self, sep, /)", str_partition, 1, 1},
    {"rpartition(self, sep, /)", str_rpartition, 1, 1},
    {nullptr},
};

}  // namespace

const NativeMethod* str_split_methods() { return kMethods; }

}  // namespace limbeck::py

// Searching, splitting and replacing in bytes and bytearray.
#include <algorithm>

#include "base/text.h"
#include "python/native.h"
#include "python/objects/bytes_methods.h"
#include "python/objects/int.h"
#include "python/objects/range.h"

namespace limbeck::py {
namespace {

std::string_view data_of(const Value& self) { return bytes_from(self)->data; }

bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

/// What is searched for: bytes, or one byte as an int.
struct Needle {
  std::string own;
  std::string_view bytes;
  explicit Needle(const Value& value) {
    if (auto buffer = buffer_of(value)) {
      bytes = *buffer;
    } else if (is_int(value)) {
      own = byte_from(value);
      bytes = own;
    } else {
      raise_type_error(
          cat("argument should be integer or bytes-like object, not '",
              type_of(value)->name, "'"));
    }
  }
};

/// The part [start, stop) that a search looks at; nothing where start is
/// behind stop.
std::optional<std::string_view> window(const Value* values, std::size_t count,
                                       std::size_t* from) {
  const std::string_view data = data_of(values[0]);
  std::size_t to;
  clamp_bounds(count > 2 ? values[2] : Value(), count > 3 ? values[3] : Value(),
               data.size(), from, &to);
  if (*from > to) return std::nullopt;
  return data.substr(*from, to - *from);
}

std::int64_t search(const Value* values, std::size_t count, bool backwards) {
  const Needle needle(values[1]);
  std::size_t from;
  const auto part = window(values, count, &from);
  if (!part) return -1;
  const std::size_t at =
      backwards ? part->rfind(needle.bytes) : part->find(needle.bytes);
  return at == part->npos ? -1 : static_cast<std::int64_t>(from + at);
}

template <bool backwards>
Value bytes_find(const Value* values, std::size_t count) {
  return make_int(search(values, count, backwards));
}
template <bool backwards>
Value bytes_index(const Value* values, std::size_t count) {
  const auto index = search(values, count, backwards);
  if (index < 0) raise_value_error("subsection not found");
  return make_int(index);
}

Value bytes_count(const Value* values, std::size_t count) {
  const Needle needle(values[1]);
  std::size_t from;
  const auto part = window(values, count, &from);
  if (!part) return Value::small(0);
  if (needle.bytes.empty())
    return make_int(static_cast<std::int64_t>(part->size() + 1));
  std::int64_t found = 0;
  for (std::size_t at = part->find(needle.bytes); at != part->npos;
       at = part->find(needle.bytes, at + needle.bytes.size()))
    ++found;
  return make_int(found);
}

template <bool at_start>
Value bytes_matches(const Value* values, std::size_t count) {
  std::size_t from;
  const auto part = window(values, count, &from);
  auto matches = [&](std::string_view affix) {
    if (!part) return false;
    return at_start ? part->starts_with(affix) : part->ends_with(affix);
  };
  if (is_tuple(values[1])) {
    for (const Value& affix : items_of(values[1]))
      if (matches(require_buffer(affix))) return Value::boolean(true);
    return Value::boolean(false);
  }
  const auto affix = buffer_of(values[1]);
  if (!affix)
    raise_type_error(cat(at_start ? "startswith" : "endswith",
                         " first arg must be bytes or a tuple of bytes, not ",
                         type_of(values[1])->name));
  return Value::boolean(matches(*affix));
}

Value bytes_removeprefix(const Value* values, std::size_t) {
  std::string_view data = data_of(values[0]);
  const std::string_view affix = require_buffer(values[1]);
  if (data.starts_with(affix)) data.remove_prefix(affix.size());
  return bytes_like(values[0], data);
}
Value bytes_removesuffix(const Value* values, std::size_t) {
  std::string_view data = data_of(values[0]);
  const std::string_view affix = require_buffer(values[1]);
  if (data.ends_with(affix)) data.remove_suffix(affix.size());
  return bytes_like(values[0], data);
}

Value bytes_replace(const Value* values, std::size_t count) {
  const std::string_view data = data_of(values[0]);
  const std::string_view from = require_buffer(values[1]);
  const std::string_view to = require_buffer(values[2]);
  std::int64_t limit = count > 3 ? size_argument(values[3]) : -1;
  if (limit < 0) limit = INT64_MAX;
  std::string out;
  std::size_t done = 0;
  if (from.empty()) {
    for (; limit > 0; --limit) {
      out += to;
      if (done == data.size()) break;
      out += data[done++];
    }
  } else {
    for (std::size_t at; limit > 0 && (at = data.find(from, done)) != data.npos;
         --limit) {
      out += data.substr(done, at - done);
      out += to;
      done = at + from.size();
    }
  }
  out += data.substr(std::min(done, data.size()));
  return bytes_like(values[0], out);
}

template <bool left, bool right>
Value bytes_strip(const Value* values, std::size_t count) {
  std::string_view data = data_of(values[0]);
  std::string_view set = " \t\n\r\v\f";
  if (count > 1 && !values[1].is_none()) set = require_buffer(values[1]);
  auto inside = [set](char c) { return set.find(c) != set.npos; };
  if (left)
    while (!data.empty() && inside(data.front())) data.remove_prefix(1);
  if (right)
    while (!data.empty() && inside(data.back())) data.remove_suffix(1);
  return bytes_like(values[0], data);
}

std::vector<std::string_view> split_spaces(std::string_view data,
                                           std::int64_t limit) {
  std::vector<std::string_view> parts;
  std::size_t i = 0;
  for (;;) {
    while (i < data.size() && is_space(data[i])) ++i;
    if (i == data.size()) return parts;
    const std::size_t start = i;
    if (limit-- == 0) {
      parts.push_back(data.substr(start));
      return parts;
    }
    while (i < data.size() && !is_space(data[i])) ++i;
    parts.push_back(data.substr(start, i - start));
  }
}

std::vector<std::string_view> rsplit_spaces(std::string_view data,
                                            std::int64_t limit) {
  std::vector<std::string_view> parts;
  std::size_t end = data.size();
  for (;;) {
    while (end > 0 && is_space(data[end - 1])) --end;
    if (end == 0) break;
    if (limit-- == 0) {
      parts.push_back(data.substr(0, end));
      break;
    }
    std::size_t start = end;
    while (start > 0 && !is_space(data[start - 1])) --start;
    parts.push_back(data.substr(start, end - start));
    end = start;
  }
  std::reverse(parts.begin(), parts.end());
  return parts;
}

std::vector<std::string_view> split_at(std::string_view data,
                                       std::string_view separator,
                                       std::int64_t limit, bool from_right) {
  std::vector<std::string_view> parts;
  while (limit-- != 0) {
    const std::size_t at =
        from_right ? data.rfind(separator) : data.find(separator);
    if (at == data.npos) break;
    const std::string_view before = data.substr(0, at),
                           after = data.substr(at + separator.size());
    parts.push_back(from_right ? after : before);
    data = from_right ? before : after;
  }
  parts.push_back(data);
  if (from_right) std::reverse(parts.begin(), parts.end());
  return parts;
}

template <bool from_right>
Value bytes_split(Args& args) {
  const std::string_view data = data_of(args[0]);
  const std::int64_t limit = size_argument(args[2]);
  std::vector<std::string_view> parts;
  if (args[1].is_none()) {
    parts = from_right ? rsplit_spaces(data, limit) : split_spaces(data, limit);
  } else {
    const std::string_view separator = require_buffer(args[1]);
    if (separator.empty()) raise_value_error("empty separator");
    parts = split_at(data, separator, limit, from_right);
  }
  std::vector<Value> items;
  for (std::string_view part : parts)
    items.push_back(bytes_like(args[0], part));
  return make_list(std::move(items));
}

Value bytes_splitlines(Args& args) {
  const bool keep = truth(args[1]);
  std::string_view data = data_of(args[0]);
  std::vector<Value> lines;
  while (!data.empty()) {
    const std::size_t end = std::min(data.find_first_of("\r\n"), data.size());
    std::size_t after = end;
    if (end < data.size()) {
      after = end + 1;
      if (data[end] == '\r' && after < data.size() && data[after] == '\n')
        ++after;
    }
    lines.push_back(bytes_like(args[0], data.substr(0, keep ? after : end)));
    data.remove_prefix(after);
  }
  return make_list(std::move(lines));
}

template <bool from_right>
Value bytes_partition(const Value* values, std::size_t) {
  const std::string_view data = data_of(values[0]);
  const std::string_view separator = require_buffer(values[1]);
  if (separator.empty()) raise_value_error("empty separator");
  const std::size_t at =
      from_right ? data.rfind(separator) : data.find(separator);
  auto part = [&](std::string_view text) {
    return bytes_like(values[0], text);
  };
  if (at == data.npos)
    return from_right ? make_tuple({part(""), part(""), part(data)})
                      : make_tuple({part(data), part(""), part("")});
  return make_tuple({part(data.substr(0, at)), part(separator),
                     part(data.substr(at + separator.size()))});
}

Value bytes_join(const Value* values, std::size_t) {
  if (!type_of(values[1])->slots.iterate)
    raise_type_error("can only join an iterable");
  std::string out;
  const std::vector<Value> items = collect(values[1]);
  for (std::size_t i = 0; i < items.size(); ++i) {
    const auto piece = buffer_of(items[i]);
    if (!piece)
      raise_type_error(cat("sequence item ", i,
                           ": expected a bytes-like object, ",
                           type_of(items[i])->name, " found"));
    if (i) out += data_of(values[0]);
    out += *piece;
  }
  return bytes_like(values[0], out);
}

constexpr NativeMethod kMethods[] = {
    {"find(self, sub, start=None, end=None, /)", bytes_find<false>, 1, 3},
    {"rfind(self, sub, start=None, end=None, /)", bytes_find<true>, 1, 3},
    {"index(self, sub, start=None, end=None, /)", bytes_index<false>, 1, 3},
    {"rindex(self, sub, start=None, end=None, /)", bytes_index<true>, 1, 3},
    {"count(self, sub, start=None, end=None, /)", bytes_count, 1, 3},
    {"startswith(self, prefix, start=None, end=None, /)", bytes_matches<true>,
     1, 3},
    {"endswith(self, suffix, start=None, end=None, /)", bytes_matches<false>, 1,
     3},
    {"removeprefix(self, prefix, /)", bytes_removeprefix, 1, 1},
    {"removesuffix(self, suffix, /)", bytes_removesuffix, 1, 1},
    {"replace(self, old, new, count=-1, /)", bytes_replace, 2, 3},
    {"strip(self, bytes=None, /)", bytes_strip<true, true>, 0, 1},
    {"lstrip(self, bytes=None, /)", bytes_strip<true, false>, 0, 1},
    {"rstrip(self, bytes=None, /)", bytes_strip<false, true>, 0, 1},
    {"split(self, /, sep=None, maxsplit=-1)", nullptr, 0, 2,
     bytes_split<false>},
    {"rsplit(self, /, sep=None, maxsplit=-1)", nullptr, 0, 2,
     bytes_split<true>},
    {"splitlines(self, /, keepends=False)", nullptr, 0, 1, bytes_splitlines},
    {"partition(self, sep, /)", bytes_partition<false>, 1, 1},
    {"rpartition(self, sep, /)", bytes_partition<true>, 1, 1},
    {"join(self, iterable_of_bytes, /)", bytes_join, 1, 1},
    {nullptr},
};

}  // namespace

const NativeMethod* bytes_search_methods() { return kMethods; }

}  // namespace limbeck::py

// str.find and its kin. UTF-8 finds itself: a byte search never stops inside a
// code point; only indices need translating.
#include "base/text.h"
#include "python/native.h"
#include "python/objects/int.h"
#include "python/objects/range.h"
#include "python/objects/str_methods.h"
#include "python/objects/str_type.h"
#include "python/objects/unicode.h"

namespace limbeck::py {
namespace {

/// The part [start, stop) of a text that a search looks at, as bytes.
struct Window {
  const Str* text = nullptr;
  std::size_t from = 0, to = 0;     // code points
  std::size_t first = 0, last = 0;  // bytes
  bool empty = false;               // start is behind stop

  std::string_view bytes() const {
    return text->text().substr(first, last - first);
  }
};

Window window_of(const Value& self, const Value* bounds, std::size_t count) {
  Window window;
  window.text = str_from(self);
  window.to = window.text->length;
  window.last = window.text->size;
  if (count == 0) return window;
  clamp_bounds(bounds[0], count > 1 ? bounds[1] : Value(), window.text->length,
               &window.from, &window.to);
  window.empty = window.from > window.to;
  if (window.empty) return window;
  window.first = str_offset(window.text, window.from);
  window.last = str_offset(window.text, window.to);
  return window;
}

std::int64_t index_at(const Window& window, std::size_t position) {
  if (position == std::string_view::npos) return -1;
  if (window.text->ascii())
    return static_cast<std::int64_t>(window.first + position);
  return static_cast<std::int64_t>(
      window.from + unicode::count(window.bytes().substr(0, position)));
}

std::int64_t search(const Value* values, std::size_t count, bool backwards,
                    const char* what) {
  const std::string_view needle = str_argument(values[1], what);
  const Window window = window_of(values[0], values + 2, count - 2);
  if (window.empty) return -1;
  return index_at(window, backwards ? window.bytes().rfind(needle)
                                    : window.bytes().find(needle));
}

Value str_find(const Value* values, std::size_t count) {
  return make_int(search(values, count, false, "find() argument 1"));
}
Value str_rfind(const Value* values, std::size_t count) {
  return make_int(search(values, count, true, "rfind() argument 1"));
}
Value str_index(const Value* values, std::size_t count) {
  const auto index = search(values, count, false, "index() argument 1");
  if (index < 0) raise_value_error("substring not found");
  return make_int(index);
}
Value str_rindex(const Value* values, std::size_t count) {
  const auto index = search(values, count, true, "rindex() argument 1");
  if (index < 0) raise_value_error("substring not found");
  return make_int(index);
}

Value str_count(const Value* values, std::size_t count) {
  const std::string_view needle = str_argument(values[1], "count() argument 1");
  const Window window = window_of(values[0], values + 2, count - 2);
  if (window.empty) return Value::small(0);
  if (needle.empty())
    return make_int(static_cast<std::int64_t>(window.to - window.from + 1));
  const std::string_view bytes = window.bytes();
  std::int64_t found = 0;
  for (std::size_t at = bytes.find(needle); at != bytes.npos;
       at = bytes.find(needle, at + needle.size()))
    ++found;
  return make_int(found);
}

Value matches_at_end(const Value* values, std::size_t count, bool at_start) {
  const char* name = at_start ? "startswith" : "endswith";
  const Window window = window_of(values[0], values + 2, count - 2);
  auto matches = [&](std::string_view affix) {
    if (window.empty) return false;
    return at_start ? window.bytes().starts_with(affix)
                    : window.bytes().ends_with(affix);
  };
  if (is_tuple(values[1])) {
    for (const Value& affix : items_of(values[1])) {
      if (!is_str(affix))
        raise_type_error(cat("tuple for ", name, " must only contain str, not ",
                             type_of(affix)->name));
      if (matches(text_of(affix))) return Value::boolean(true);
    }
    return Value::boolean(false);
  }
  if (!is_str(values[1]))
    raise_type_error(cat(name, " first arg must be str or a tuple of str, not ",
                         type_of(values[1])->name));
  return Value::boolean(matches(text_of(values[1])));
}

Value str_startswith(const Value* values, std::size_t count) {
  return matches_at_end(values, count, true);
}
Value str_endswith(const Value* values, std::size_t count) {
  return matches_at_end(values, count, false);
}

Value str_removeprefix(const Value* values, std::size_t) {
  const std::string_view affix =
      str_argument(values[1], "removeprefix() argument");
  const std::string_view text = text_of(values[0]);
  if (!text.starts_with(affix)) return plain_str(values[0]);
  return make_str(text.substr(affix.size()));
}

Value str_removesuffix(const Value* values, std::size_t) {
  const std::string_view affix =
      str_argument(values[1], "removesuffix() argument");
  std::string_view text = text_of(values[0]);
  if (affix.empty() || !text.ends_with(affix)) return plain_str(values[0]);
  text.remove_suffix(affix.size());
  return make_str(text);
}

Value replace_between_points(std::string_view text, std::string_view by,
                             std::int64_t limit) {
  std::string out;
  const char* at = text.data();
  const char* end = at + text.size();
  for (; limit > 0; --limit) {
    out += by;
    if (at == end) break;
    const char* start = at;
    unicode::next(at);
    out.append(start, at);
  }
  out.append(at, end);
  return make_str(out);
}

Value str_replace(const Value* values, std::size_t count) {
  const std::string_view from = str_argument(values[1], "replace() argument 1");
  const std::string_view to = str_argument(values[2], "replace() argument 2");
  std::int64_t limit = INT64_MAX;
  if (count > 3) {
    limit = size_argument(values[3]);
    if (limit < 0) limit = INT64_MAX;
  }
  const std::string_view text = text_of(values[0]);
  if (from.empty()) return replace_between_points(text, to, limit);
  std::size_t at = limit ? text.find(from) : text.npos;
  if (at == text.npos) return plain_str(values[0]);
  std::string out;
  std::size_t done = 0;
  for (; at != text.npos && limit > 0; --limit) {
    out += text.substr(done, at - done);
    out += to;
    done = at + from.size();
    at = text.find(from, done);
  }
  out += text.substr(done);
  return make_str(out);
}

Value str_replace_bound(Args& args) {
  const Value values[] = {args[0], args[1], args[2], args[3]};
  return str_replace(values, 4);
}

constexpr NativeMethod kMethods[] = {
    {"find(self, sub, start=None, end=None, /)", str_find, 1, 3},
    {"rfind(self, sub, start=None, end=None, /)", str_rfind, 1, 3},
    {"index(self, sub, start=None, end=None, /)", str_index, 1, 3},
    {"rindex(self, sub, start=None, end=None, /)", str_rindex, 1, 3},
    {"count(self, sub, start=None, end=None, /)", str_count, 1, 3},
    {"startswith(self, prefix, start=None, end=None, /)", str_startswith, 1, 3},
    {"endswith(self, suffix, start=None, end=None, /)", str_endswith, 1, 3},
    {"removeprefix(self, prefix, /)", str_removeprefix, 1, 1},
    {"removesuffix(self, suffix, /)", str_removesuffix, 1, 1},
    {"replace(self, old, new, /, count=-1)", str_replace, 2, 3,
     str_replace_bound},
    {nullptr},
};

}  // namespace

const NativeMethod* str_search_methods() { return kMethods; }

}  // namespace limbeck::py

// str.join, encode, translate and format: text made from or into other things.
#include "base/text.h"
#include "python/native.h"
#include "python/objects/codecs.h"
#include "python/objects/format_spec.h"
#include "python/objects/int.h"
#include "python/objects/internals.h"
#include "python/objects/str_format.h"
#include "python/objects/str_methods.h"
#include "python/objects/str_type.h"
#include "python/objects/unicode.h"

namespace limbeck::py {
namespace {

Value join_items(std::string_view separator, std::span<const Value> items) {
  if (items.empty()) return make_str("");
  std::size_t size = separator.size() * (items.size() - 1);
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (!is_str(items[i]))
      raise_type_error(cat("sequence item ", i, ": expected str instance, ",
                           type_of(items[i])->name, " found"));
    size += str_from(items[i])->size;
  }
  if (items.size() == 1) return plain_str(items[0]);
  Ref<Str> result = allocate_str(size);
  char* at = result->data();
  auto put = [&](std::string_view piece) {
    std::memcpy(at, piece.data(), piece.size());
    at += piece.size();
  };
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i) put(separator);
    put(text_of(items[i]));
  }
  if (size <= 1) return make_str(result->text());
  settle(result.get());
  return std::move(result).value();
}

Value str_join_method(const Value* values, std::size_t) {
  return str_join(text_of(values[0]), values[1]);
}

Value str_encode(Args& args) {
  const std::string_view encoding =
      str_argument(args[1], "encode() argument 'encoding'");
  const std::string_view errors =
      str_argument(args[2], "encode() argument 'errors'");
  return make_bytes(encode_text(text_of(args[0]), encoding, errors));
}

/// The replacement that a table gives for a code point: absent keeps it.
Value translated(const Value& table, char32_t point) {
  const Value key = Value::small(point);
  if (is_dict(table) && type_of(table) == builtin_types().dict)
    return dict_get(table, key);
  try {
    return get_item(table, key);
  } catch (const Raised& raised) {
    if (matches(raised, "LookupError")) return Value();
    throw;
  }
}

Value str_translate(const Value* values, std::size_t) {
  const std::string_view text = text_of(values[0]);
  std::string out;
  const char* at = text.data();
  const char* end = at + text.size();
  while (at < end) {
    const char* start = at;
    const Value by = translated(values[1], unicode::next(at));
    if (by.absent()) {
      out.append(start, at);
    } else if (is_str(by)) {
      out += text_of(by);
    } else if (is_int(by)) {
      const auto point = int_of(by);
      if (!point || *point < 0 || *point > 0x10ffff)
        raise_value_error("character mapping must be in range(0x110000)");
      unicode::append(out, static_cast<char32_t>(*point));
    } else if (!by.is_none()) {
      raise_type_error("character mapping must return integer, None or str");
    }
  }
  return make_str(out);
}

Value table_from_dict(const Value& source) {
  if (!is_dict(source))
    raise_type_error(
        "if you give only one argument to maketrans it must be a dict");
  Value table = make_dict();
  dict_each(source, [&](const Value& key, const Value& value) {
    if (is_str(key)) {
      const auto point = single_point(key);
      if (point < 0)
        raise_value_error("string keys in translate table must be of length 1");
      dict_set(table, Value::small(point), value);
    } else if (is_int(key)) {
      dict_set(table, key, value);
    } else {
      raise_type_error("keys in translate table must be strings or integers");
    }
  });
  return table;
}

Value str_maketrans(const Value* values, std::size_t count) {
  if (count == 1) return table_from_dict(values[0]);
  if (!is_str(values[0]))
    raise_type_error(
        "first maketrans argument must be a string if there is a second "
        "argument");
  const std::u32string from = unicode::decode(text_of(values[0]));
  const std::u32string to =
      unicode::decode(str_argument(values[1], "maketrans() argument 2"));
  if (from.size() != to.size())
    raise_value_error(
        "the first two maketrans arguments must have equal length");
  Value table = make_dict();
  for (std::size_t i = 0; i < from.size(); ++i)
    dict_set(table, Value::small(from[i]), Value::small(to[i]));
  if (count > 2)
    for (char32_t point :
         unicode::decode(str_argument(values[2], "maketrans() argument 3")))
      dict_set(table, Value::small(point), Value::none());
  return table;
}

Value str_format_method(Args& args) {
  return format_template(text_of(args[0]), args[1], args[2]);
}
Value str_format_map(const Value* values, std::size_t) {
  return format_template(text_of(values[0]), Value(), values[1]);
}
Value str_format_dunder(const Value* values, std::size_t) {
  return format_str(values[0],
                    str_argument(values[1], "__format__() argument"));
}
Value str_get_new_arguments(const Value* values, std::size_t) {
  return make_tuple({plain_str(values[0])});
}

constexpr NativeMethod kMethods[] = {
    {"join(self, iterable, /)", str_join_method, 1, 1},
    {"encode(self, /, encoding='utf-8', errors='strict')", nullptr, 0, 2,
     str_encode},
    {"translate(self, table, /)", str_translate, 1, 1},
    {"maketrans(x, y=..., z=..., /)", str_maketrans, 1, 3, nullptr,
     NativeMethod::Kind::Static},
    {"format(self, /, *args, **kwargs)", nullptr, 0, 0, str_format_method},
    {"format_map(self, mapping, /)", str_format_map, 1, 1},
    {"__format__(self, format_spec, /)", str_format_dunder, 1, 1},
    {"__getnewargs__(self, /)", str_get_new_arguments, 0, 0},
    {nullptr},
};

}  // namespace

const NativeMethod* str_convert_methods() { return kMethods; }

Value str_join(std::string_view separator, const Value& iterable) {
  if (is_list(iterable) || is_tuple(iterable))
    return join_items(separator, items_of(iterable));
  if (!type_of(iterable)->slots.iterate &&
      !lookup_in_type(type_of(iterable), names().getitem))
    raise_type_error("can only join an iterable");
  return join_items(separator, collect(iterable));
}

}  // namespace limbeck::py

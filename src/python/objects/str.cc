#include <cstdlib>

#include "base/text.h"
#include "python/native.h"
#include "python/objects/bytes.h"
#include "python/objects/codecs.h"
#include "python/objects/heap.h"
#include "python/objects/int.h"
#include "python/objects/range.h"
#include "python/objects/str_methods.h"
#include "python/objects/str_type.h"
#include "python/objects/text_state.h"
#include "python/objects/type.h"
#include "python/objects/unicode.h"

namespace limbeck::py {
namespace {

constexpr std::uint32_t kHasBreadcrumb = 1u << 10;  // in Str's flags
constexpr std::size_t kShortText = 64;  // code points walked without a crumb

struct StrIterator : Object {
  Ref<Str> text;
  std::size_t offset = 0;
  explicit StrIterator(Type* type) : Object(type) {}
};

Value str_iterator_next(const Value& self) {
  auto* iterator = self.as<StrIterator>();
  if (!iterator->text) return Value();
  const Str* text = iterator->text.get();
  if (iterator->offset >= text->size) {
    iterator->text = Ref<Str>();
    return Value();
  }
  const char* start = text->data() + iterator->offset;
  const char* end = start;
  unicode::next(end);
  iterator->offset += end - start;
  return new_str({start, static_cast<std::size_t>(end - start)}).value();
}

Type* make_str_iterator() {
  Type* type = new_native_type("str_iterator", "builtins",
                               {builtin_types().object}, sizeof(StrIterator));
  type->layout = Layout::Native;
  type->subclassable = false;
  type->slots.construct = [](void* memory, Type* of) -> Object* {
    return new (memory) StrIterator(of);
  };
  type->slots.destruct = [](Object* self) {
    static_cast<StrIterator*>(self)->~StrIterator();
  };
  type->slots.iterate = [](const Value& self) { return self; };
  type->slots.next = str_iterator_next;
  ready(type);
  return type;
}

Value str_compare(const Value& self, const Value& other, Compare op) {
  if (!is_str(other)) return Value::not_implemented();
  const Str *a = str_from(self), *b = str_from(other);
  if (op == Compare::Eq) return Value::boolean(str_equal(a, b));
  if (op == Compare::Ne) return Value::boolean(!str_equal(a, b));
  const int order = a->text().compare(b->text());  // UTF-8 keeps the order
  switch (op) {
    case Compare::Lt:
      return Value::boolean(order < 0);
    case Compare::Le:
      return Value::boolean(order <= 0);
    case Compare::Gt:
      return Value::boolean(order > 0);
    case Compare::Ge:
      return Value::boolean(order >= 0);
    case Compare::Eq:
    case Compare::Ne:
      break;
  }
  return Value();
}

Value repeated(const Value& self, const Value& times) {
  const std::ptrdiff_t count = index_to_size(times, "OverflowError");
  const Str* text = str_from(self);
  if (count <= 0 || text->size == 0) return make_str("");
  if (count == 1) return plain_str(self);
  const std::size_t size = text->size;
  if (static_cast<std::size_t>(count) > UINT32_MAX / size)
    raise("MemoryError", "");
  Ref<Str> result = allocate_str(size * count);
  if (size == 1) {
    std::memset(result->data(), *text->data(), count);
  } else {
    for (std::ptrdiff_t i = 0; i < count; ++i)
      std::memcpy(result->data() + i * size, text->data(), size);
  }
  settle(result.get());
  return std::move(result).value();
}

bool is_index(const Value& value) {
  return is_int(value) ||
         static_cast<bool>(lookup_in_type(type_of(value), names().index));
}

Value str_binary(const Value& self, const Value& other, Binary op,
                 bool reflected) {
  if (op == Binary::Add) {
    if (!is_str(other)) return Value::not_implemented();
    return reflected ? str_concat(other, self) : str_concat(self, other);
  }
  if (op == Binary::Mul)
    return is_index(other) ? repeated(self, other) : Value::not_implemented();
  if (op == Binary::Mod && !reflected) return str_percent(text_of(self), other);
  return Value::not_implemented();
}

Value str_get_item(const Value& self, const Value& key) {
  const Str* text = str_from(self);
  if (is_slice(key)) {
    const SliceIndices range = slice_indices(key, text->length);
    if (range.count == 0) return make_str("");
    if (range.step == 1)
      return str_slice(self, range.start, range.start + range.count);
    std::string out;
    if (text->ascii()) {
      for (std::size_t i = 0; i < range.count; ++i)
        out += text->data()[range.start +
                            static_cast<std::ptrdiff_t>(i) * range.step];
      return new_ascii(out).value();
    }
    const std::u32string points = unicode::decode(text->text());
    for (std::size_t i = 0; i < range.count; ++i)
      unicode::append(
          out,
          points[range.start + static_cast<std::ptrdiff_t>(i) * range.step]);
    return make_str(out);
  }
  if (!key.is_small() && !is_index(key))
    raise_type_error(
        cat("string indices must be integers, not '", type_of(key)->name, "'"));
  std::ptrdiff_t index = index_to_size(key);
  if (index < 0) index += text->length;
  if (index < 0 || index >= static_cast<std::ptrdiff_t>(text->length))
    raise("IndexError", "string index out of range");
  return str_item(text, index);
}

bool str_contains(const Value& self, const Value& item) {
  if (!is_str(item))
    raise_type_error(cat("'in <string>' requires string as left operand, not ",
                         type_of(item)->name));
  return text_of(self).find(text_of(item)) != std::string_view::npos;
}

/// The arguments of str(object='', encoding='utf-8', errors='strict').
struct StrArguments {
  Value object, encoding, errors;
};

StrArguments str_arguments(const Call& call) {
  StrArguments found;
  Value* const places[] = {&found.object, &found.encoding, &found.errors};
  if (call.positional + call.keywords > 3)
    raise_type_error(cat("str() takes at most 3 arguments (",
                         call.positional + call.keywords, " given)"));
  for (std::size_t i = 0; i < call.positional; ++i) *places[i] = call.values[i];
  for (std::size_t i = 0; i < call.keywords; ++i) {
    const std::string_view name = text_of(call.names[i]);
    const int place = name == "object"     ? 0
                      : name == "encoding" ? 1
                      : name == "errors"   ? 2
                                           : -1;
    if (place < 0)
      raise_type_error(
          cat("str() got an unexpected keyword argument '", name, "'"));
    if (!places[place]->absent())
      raise_type_error(cat("argument for str() given by name ('", name,
                           "') and position (", place + 1, ")"));
    *places[place] = call.values[call.positional + i];
  }
  return found;
}

Value str_make(Type* type, const Call& call) {
  const StrArguments arguments = str_arguments(call);
  Value text;
  if (arguments.object.absent()) {
    text = make_str("");
  } else if (arguments.encoding.absent() && arguments.errors.absent()) {
    text = str_of(arguments.object);
  } else {
    const auto bytes = buffer_of(arguments.object);
    if (is_str(arguments.object))
      raise_type_error("decoding str is not supported");
    if (!bytes)
      raise_type_error(cat("decoding to str: need a bytes-like object, ",
                           type_of(arguments.object)->name, " found"));
    text = decode_bytes(
        *bytes, arguments.encoding ? text_of(arguments.encoding) : "utf-8",
        arguments.errors ? text_of(arguments.errors) : "strict");
  }
  if (type == builtin_types().str) return text;
  const std::string_view bytes = text_of(text);
  Ref<Str> result = allocate_str(bytes.size(), type);
  std::memcpy(result->data(), bytes.data(), bytes.size());
  settle(result.get());
  return std::move(result).value();
}

void drop_breadcrumb(Object* self) {
  if (!(self->flags & kHasBreadcrumb)) return;
  auto& crumb = text_state().breadcrumb;
  if (crumb.text == self) crumb = {};
}

void populate_str(Type* type) {
  add_methods(type, str_search_methods());
  add_methods(type, str_split_methods());
  add_methods(type, str_case_methods());
  add_methods(type, str_layout_methods());
  add_methods(type, str_convert_methods());
}

std::size_t walk(std::string_view text, std::size_t offset,
                 std::size_t from_index, std::size_t to_index) {
  const char* at = text.data() + offset;
  for (; from_index < to_index; ++from_index) unicode::next(at);
  for (; from_index > to_index; --from_index) unicode::previous(at);
  return at - text.data();
}

}  // namespace

std::string_view str_argument(const Value& value, const char* what) {
  if (!is_str(value))
    raise_type_error(cat(what, " must be str, not ", type_of(value)->name));
  return text_of(value);
}

Value plain_str(const Value& self) {
  if (self.object()->type == builtin_types().str) return self;
  return make_str(text_of(self));
}

Value str_of(const Value& value) {
  Type* type = type_of(value);
  if (type == builtin_types().str) return value;
  Value text = type->slots.str ? type->slots.str(value) : make_str(repr(value));
  if (!is_str(text))
    raise_type_error(
        cat("__str__ returned non-string (type ", type_of(text)->name, ")"));
  return text;
}

std::size_t str_offset(const Str* text, std::size_t index) {
  if (text->ascii()) return index;
  const std::string_view bytes = text->text();
  if (index == text->length) return bytes.size();
  if (text->length < kShortText) return unicode::offset_of(bytes, index);
  auto& crumb = text_state().breadcrumb;
  std::size_t from_index = 0, from = 0;
  if (crumb.text == text) {
    from_index = crumb.index;
    from = crumb.offset;
  }
  auto distance = [&](std::size_t other) {
    return other > index ? other - index : index - other;
  };
  if (index < distance(from_index)) from_index = from = 0;
  if (distance(text->length) < distance(from_index)) {
    from_index = text->length;
    from = bytes.size();
  }
  const std::size_t offset = walk(bytes, from, from_index, index);
  crumb = {text, index, offset};
  const_cast<Str*>(text)->flags |= kHasBreadcrumb;
  return offset;
}

Value str_item(const Str* text, std::size_t index) {
  const char* start = text->data() + str_offset(text, index);
  const char* end = start;
  unicode::next(end);
  return new_str({start, static_cast<std::size_t>(end - start)}).value();
}

Value str_slice(const Value& self, std::size_t from, std::size_t to) {
  const Str* text = str_from(self);
  if (from == 0 && to == text->length) return plain_str(self);
  if (text->ascii())
    return new_ascii(text->text().substr(from, to - from)).value();
  const std::size_t first = str_offset(text, from);
  const std::size_t last = str_offset(text, to);
  return make_str(text->text().substr(first, last - first));
}

std::int64_t single_point(const Value& value) {
  if (!is_str(value) || str_from(value)->length != 1) return -1;
  const char* at = str_from(value)->data();
  return unicode::next(at);
}

Value str_concat(const Value& a, const Value& b) {
  const Str *left = str_from(a), *right = str_from(b);
  if (left->size == 0) return plain_str(b);
  if (right->size == 0) return plain_str(a);
  const std::size_t size = std::size_t{left->size} + right->size;
  if (size > UINT32_MAX) raise("MemoryError", "");
  Ref<Str> result = allocate_str(size);
  std::memcpy(result->data(), left->data(), left->size);
  std::memcpy(result->data() + left->size, right->data(), right->size);
  settle(result.get());
  return std::move(result).value();
}

// `text += piece` in a loop would copy the text each time. Where the target is
// the only reference to a plain str, its memory grows by realloc instead.
void str_append(Value& target, const Value& addend) {
  Str* text = target.as<Str>();
  const Str* piece = str_from(addend);
  if (piece->size == 0) return;
  const std::size_t size = std::size_t{text->size} + piece->size;
  const bool alone = text->references == 1 && text != piece &&
                     text->type == builtin_types().str && !text->interned() &&
                     !(text->flags & (Object::kHasWeakReferences)) &&
                     size < UINT32_MAX;
  if (!alone || text->size < kShortText) {
    target = str_concat(target, addend);
    return;
  }
  drop_breadcrumb(text);
  const std::size_t offset = text->flags >> Str::kOffsetShift;
  text->flags &= ~kHasBreadcrumb;
  void* moved =
      detail::heap->resize(text, offset + text->size + 1, offset + size + 1);
  static_cast<void>(target.detach());
  text = static_cast<Str*>(moved);
  target = Value::adopt(text);
  std::memcpy(text->data() + text->size, piece->data(), piece->size);
  text->size = static_cast<std::uint32_t>(size);
  text->data()[size] = '\0';
  text->length += piece->length;
  if (!piece->ascii()) text->flags &= ~Str::kAscii;
  text->hash = 0;
}

Type* make_str_type() {
  Type* type =
      new_native_type("str", "builtins", {builtin_types().object}, sizeof(Str));
  type->layout = Layout::Str;
  Slots& slots = type->slots;
  slots.construct = [](void* memory, Type* of) -> Object* {
    return new (memory) Str(of);
  };
  slots.destruct = drop_breadcrumb;
  slots.make = str_make;
  slots.repr = [](const Value& self) {
    return make_str(str_repr(text_of(self)));
  };
  slots.str = plain_str;
  slots.hash = [](const Value& self) { return str_hash(str_from(self)); };
  slots.compare = str_compare;
  slots.binary = str_binary;
  slots.binary_operators = 1u << static_cast<int>(Binary::Add) |
                           1u << static_cast<int>(Binary::Mul) |
                           1u << static_cast<int>(Binary::Mod);
  slots.truth = [](const Value& self) { return str_from(self)->size != 0; };
  slots.length = [](const Value& self) -> std::ptrdiff_t {
    return str_from(self)->length;
  };
  slots.get_item = str_get_item;
  slots.contains = str_contains;
  slots.iterate = [](const Value& self) {
    auto& state = text_state();
    if (!state.str_iterator) state.str_iterator = make_str_iterator();
    auto iterator = allocate_as<StrIterator>(state.str_iterator);
    iterator->text = Ref<Str>(self.as<Str>());
    return std::move(iterator).value();
  };
  type->populate = populate_str;
  ready(type);
  return type;
}

}  // namespace limbeck::py

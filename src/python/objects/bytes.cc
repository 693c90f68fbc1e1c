#include "python/objects/bytes.h"

#include <algorithm>

#include "base/text.h"
#include "python/native.h"
#include "python/objects/bytes_methods.h"
#include "python/objects/codecs.h"
#include "python/objects/heap.h"
#include "python/objects/int.h"
#include "python/objects/memory_view.h"
#include "python/objects/range.h"
#include "python/objects/str_type.h"
#include "python/objects/text_state.h"
#include "python/objects/type.h"

namespace limbeck::py {
namespace {

struct BytesIterator : Object {
  Value bytes;  // absent once exhausted
  std::size_t index = 0;
  explicit BytesIterator(Type* type) : Object(type) {}
};

Type* make_iterator_type(const char* name) {
  Type* type = new_native_type(name, "builtins", {builtin_types().object},
                               sizeof(BytesIterator));
  type->layout = Layout::Native;
  type->subclassable = false;
  type->slots.construct = [](void* memory, Type* of) -> Object* {
    return new (memory) BytesIterator(of);
  };
  type->slots.destruct = [](Object* self) {
    static_cast<BytesIterator*>(self)->~BytesIterator();
  };
  type->slots.iterate = [](const Value& self) { return self; };
  type->slots.next = [](const Value& self) {
    auto* iterator = self.as<BytesIterator>();
    if (iterator->bytes.absent()) return Value();
    const std::string& data = bytes_from(iterator->bytes)->data;
    if (iterator->index >= data.size()) {
      iterator->bytes = Value();
      return Value();
    }
    return Value::small(static_cast<unsigned char>(data[iterator->index++]));
  };
  ready(type);
  return type;
}

Value bytes_iterate(const Value& self) {
  TextState& state = text_state();
  Type*& type =
      is_bytearray(self) ? state.bytearray_iterator : state.bytes_iterator;
  if (!type)
    type = make_iterator_type(is_bytearray(self) ? "bytearray_iterator"
                                                 : "bytes_iterator");
  auto iterator = allocate_as<BytesIterator>(type);
  iterator->bytes = self;
  return std::move(iterator).value();
}

Value bytes_compare(const Value& self, const Value& other, Compare op) {
  const auto right = buffer_of(other);
  if (!right) return Value::not_implemented();
  const int order = bytes_from(self)->data.compare(*right);
  switch (op) {
    case Compare::Lt:
      return Value::boolean(order < 0);
    case Compare::Le:
      return Value::boolean(order <= 0);
    case Compare::Eq:
      return Value::boolean(order == 0);
    case Compare::Ne:
      return Value::boolean(order != 0);
    case Compare::Gt:
      return Value::boolean(order > 0);
    case Compare::Ge:
      return Value::boolean(order >= 0);
  }
  return Value();
}

bool is_index(const Value& value) {
  return is_int(value) ||
         static_cast<bool>(lookup_in_type(type_of(value), names().index));
}

std::string repeated(const std::string& data, const Value& times) {
  const std::ptrdiff_t count = index_to_size(times, "OverflowError");
  std::string out;
  if (count <= 0 || data.empty()) return out;
  if (static_cast<std::size_t>(count) > SIZE_MAX / (data.size() + 1))
    raise("MemoryError", "");
  detail::heap->check_room(data.size() * count);
  out.reserve(data.size() * count);
  for (std::ptrdiff_t i = 0; i < count; ++i) out += data;
  return out;
}

Value bytes_binary(const Value& self, const Value& other, Binary op,
                   bool reflected) {
  if (op == Binary::Add && !reflected) {
    const auto right = buffer_of(other);
    if (!right) return Value::not_implemented();
    detail::heap->check_room(bytes_from(self)->data.size() + right->size());
    std::string sum = bytes_from(self)->data;
    sum += *right;
    return bytes_like(self, sum);
  }
  if (op == Binary::Mul && is_index(other))
    return bytes_like(self, repeated(bytes_from(self)->data, other));
  if (op == Binary::Mod && !reflected) {
    const Value result = bytes_percent(bytes_from(self)->data, other);
    return is_bytearray(self) ? bytes_like(self, bytes_of(result)) : result;
  }
  return Value::not_implemented();
}

std::size_t checked_index(const Value& self, const Value& key) {
  const bool mutable_one = is_bytearray(self);
  if (!is_index(key))
    raise_type_error(cat(mutable_one ? "bytearray" : "byte",
                         " indices must be integers or slices, not ",
                         type_of(key)->name));
  std::ptrdiff_t index = index_to_size(key);
  const auto size = static_cast<std::ptrdiff_t>(bytes_from(self)->data.size());
  if (index < 0) index += size;
  if (index < 0 || index >= size)
    raise("IndexError",
          mutable_one ? "bytearray index out of range" : "index out of range");
  return index;
}

Value bytes_get_item(const Value& self, const Value& key) {
  const std::string& data = bytes_from(self)->data;
  if (!is_slice(key))
    return Value::small(
        static_cast<unsigned char>(data[checked_index(self, key)]));
  const SliceIndices range = slice_indices(key, data.size());
  std::string part;
  for (std::size_t i = 0; i < range.count; ++i)
    part += data[range.start + static_cast<std::ptrdiff_t>(i) * range.step];
  return bytes_like(self, part);
}

void bytearray_set_item(const Value& self, const Value& key,
                        const Value& value) {
  std::string& data = bytes_from(self)->data;
  if (!is_slice(key)) {
    const std::size_t index = checked_index(self, key);
    if (value)
      data[index] = byte_from(value);
    else
      data.erase(index, 1);
    return;
  }
  std::string with;
  if (value) {
    const auto buffer = buffer_of(value);
    with = buffer ? std::string(*buffer) : bytes_from_iterable(value);
  }
  SliceIndices range = slice_indices(key, data.size());
  if (range.step == 1) {
    data.replace(range.start, range.count, with);
    return;
  }
  if (value && with.size() != range.count)
    raise_value_error(cat("attempt to assign bytes of size ", with.size(),
                          " to extended slice of size ", range.count));
  if (!value && range.step < 0) {
    range.start += static_cast<std::ptrdiff_t>(range.count - 1) * range.step;
    range.step = -range.step;
  }
  for (std::size_t i = 0; i < range.count; ++i) {
    const std::ptrdiff_t at =
        range.start + static_cast<std::ptrdiff_t>(i) * range.step;
    if (value)
      data[at] = with[i];
    else
      data.erase(at - static_cast<std::ptrdiff_t>(i), 1);
  }
}

bool bytes_contains(const Value& self, const Value& item) {
  const std::string& data = bytes_from(self)->data;
  if (is_index(item)) return data.find(byte_from(item)) != data.npos;
  return data.find(require_buffer(item)) != data.npos;
}

std::int64_t bytes_hash(const Value& self) {
  Bytes* bytes = bytes_from(self);
  if (!bytes->hash) bytes->hash = hash_of_text(bytes->data);
  return bytes->hash;
}

/// source, encoding, errors of bytes(...) and bytearray(...).
std::string data_from_call(const Call& call, const char* name) {
  Value arguments[3];
  constexpr std::string_view kNames[] = {"source", "encoding", "errors"};
  if (call.positional + call.keywords > 3)
    raise_type_error(cat(name, "() takes at most 3 arguments (",
                         call.positional + call.keywords, " given)"));
  for (std::size_t i = 0; i < call.positional; ++i)
    arguments[i] = call.values[i];
  for (std::size_t i = 0; i < call.keywords; ++i) {
    const std::string_view given = text_of(call.names[i]);
    const auto* found = std::find(kNames, kNames + 3, given);
    if (found == kNames + 3)
      raise_type_error(
          cat(name, "() got an unexpected keyword argument '", given, "'"));
    arguments[found - kNames] = call.values[call.positional + i];
  }
  const Value& source = arguments[0];
  if (arguments[1] || arguments[2]) {
    if (source.absent() || !is_str(source))
      raise_type_error(arguments[1] ? "encoding without a string argument"
                                    : "errors without a string argument");
    return encode_text(text_of(source),
                       arguments[1] ? text_of(arguments[1]) : "utf-8",
                       arguments[2] ? text_of(arguments[2]) : "strict");
  }
  if (source.absent()) return {};
  if (is_str(source)) raise_type_error("string argument without an encoding");
  if (lookup_in_type(type_of(source), names().bytes) && !is_bytes(source)) {
    const Value made = call_method(source, "__bytes__");
    if (!is_bytes(made))
      raise_type_error(
          cat("__bytes__ returned non-bytes (type ", type_of(made)->name, ")"));
    return std::string(bytes_of(made));
  }
  if (const auto buffer = buffer_of(source)) return std::string(*buffer);
  if (is_index(source)) {
    const std::ptrdiff_t count = index_to_size(source, "OverflowError");
    if (count < 0) raise_value_error("negative count");
    detail::heap->check_room(count);
    return std::string(count, '\0');
  }
  if (!type_of(source)->slots.iterate &&
      !lookup_in_type(type_of(source), names().getitem))
    raise_type_error(
        cat("cannot convert '", type_of(source)->name, "' object to ", name));
  return bytes_from_iterable(source, name[4] == 's' ? "bytes" : "byte");
}

Value bytes_make(Type* type, const Call& call) {
  if (type == builtin_types().bytes && call.positional == 1 && !call.keywords &&
      type_of(call.values[0]) == type)
    return call.values[0];
  std::string data = data_from_call(call, "bytes");
  Ref<Bytes> bytes = allocate_as<Bytes>(type);
  bytes->data = std::move(data);
  return std::move(bytes).value();
}

Value bytearray_make(Type* type, const Call&) { return allocate(type); }

void bytearray_init(const Value& self, const Call& call) {
  bytes_from(self)->data = data_from_call(call, "bytearray");
}

Value bytearray_in_place(const Value& self, const Value& other, Binary op) {
  if (op == Binary::Mul && is_index(other)) {
    std::string data = repeated(bytes_from(self)->data, other);
    bytes_from(self)->data = std::move(data);
    return self;
  }
  if (op != Binary::Add) return Value::not_implemented();
  const auto right = buffer_of(other);
  if (!right)
    raise_type_error(
        cat("can't concat ", type_of(other)->name, " to bytearray"));
  bytes_from(self)->data += std::string(*right);
  return self;
}

Type* make_type(const char* name) {
  Type* type = new_native_type(name, "builtins", {builtin_types().object},
                               sizeof(Bytes));
  type->layout = Layout::Bytes;
  Slots& slots = type->slots;
  slots.construct = [](void* memory, Type* of) -> Object* {
    return new (memory) Bytes(of);
  };
  slots.destruct = [](Object* self) { static_cast<Bytes*>(self)->~Bytes(); };
  slots.compare = bytes_compare;
  slots.binary = bytes_binary;
  slots.binary_operators = 1u << static_cast<int>(Binary::Add) |
                           1u << static_cast<int>(Binary::Mul) |
                           1u << static_cast<int>(Binary::Mod);
  slots.truth = [](const Value& self) {
    return !bytes_from(self)->data.empty();
  };
  slots.length = [](const Value& self) -> std::ptrdiff_t {
    return bytes_from(self)->data.size();
  };
  slots.get_item = bytes_get_item;
  slots.contains = bytes_contains;
  slots.iterate = bytes_iterate;
  return type;
}

}  // namespace

Value make_bytes(std::string_view data) {
  Ref<Bytes> bytes = allocate_as<Bytes>(builtin_types().bytes);
  bytes->data = data;
  return std::move(bytes).value();
}

Value make_bytearray(std::string_view data) {
  Ref<Bytes> bytes = allocate_as<Bytes>(builtin_types().bytearray);
  bytes->data = data;
  return std::move(bytes).value();
}

bool is_bytes(const Value& value) {
  return has_layout(value, Layout::Bytes) && !is_bytearray(value);
}

bool is_bytearray(const Value& value) {
  return has_layout(value, Layout::Bytes) &&
         is_subtype(value.object()->type, builtin_types().bytearray);
}

std::string_view bytes_of(const Value& value) {
  if (!is_bytes(value))
    raise_type_error(
        cat("a bytes object is required, not '", type_of(value)->name, "'"));
  return bytes_from(value)->data;
}

std::optional<std::string_view> buffer_of(const Value& value) {
  if (has_layout(value, Layout::Bytes))
    return std::string_view(bytes_from(value)->data);
  return viewed_bytes(value);
}

std::string_view require_buffer(const Value& value) {
  const auto buffer = buffer_of(value);
  if (!buffer)
    raise_type_error(cat("a bytes-like object is required, not '",
                         type_of(value)->name, "'"));
  return *buffer;
}

std::string bytes_repr(std::string_view bytes) {
  const bool double_quotes =
      bytes.find('\'') != bytes.npos && bytes.find('"') == bytes.npos;
  const char quote = double_quotes ? '"' : '\'';
  std::string out = {'b', quote};
  for (char c : bytes) {
    if (c == quote || c == '\\') {
      out += '\\';
      out += c;
    } else if (c == '\t') {
      out += "\\t";
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\r') {
      out += "\\r";
    } else if (c < 0x20 || c == 0x7f) {  // char is signed: 0x80 on too
      const auto byte = static_cast<unsigned char>(c);
      out += "\\x";
      out += "0123456789abcdef"[byte >> 4];
      out += "0123456789abcdef"[byte & 15];
    } else {
      out += c;
    }
  }
  return out + quote;
}

Value bytes_like(const Value& self, std::string_view data) {
  return is_bytearray(self) ? make_bytearray(data) : make_bytes(data);
}

char byte_from(const Value& value) {
  const auto n = int_of(index_of(value));
  if (!n || *n < 0 || *n > 255)
    raise_value_error("byte must be in range(0, 256)");
  return static_cast<char>(*n);
}

std::string bytes_from_iterable(const Value& iterable, const char* item_name) {
  std::string data;
  const Value iterator = iterate(iterable);
  while (const Value item = next(iterator)) {
    const auto n = int_of(index_of(item));
    if (!n || *n < 0 || *n > 255)
      raise_value_error(cat(item_name, " must be in range(0, 256)"));
    data += static_cast<char>(*n);
  }
  return data;
}

Type* make_bytes_type() {
  Type* type = make_type("bytes");
  type->slots.make = bytes_make;
  type->slots.hash = bytes_hash;
  type->slots.repr = [](const Value& self) {
    return make_str(bytes_repr(bytes_from(self)->data));
  };
  type->populate = [](Type* self) {
    add_methods(self, bytes_search_methods());
    add_methods(self, bytes_character_methods());
  };
  ready(type);
  return type;
}

Type* make_bytearray_type() {
  Type* type = make_type("bytearray");
  type->slots.make = bytearray_make;
  type->slots.init = bytearray_init;
  type->slots.set_item = bytearray_set_item;
  type->slots.hash = hash_not_implemented;
  type->slots.in_place = bytearray_in_place;
  type->slots.in_place_operators =
      1u << static_cast<int>(Binary::Add) | 1u << static_cast<int>(Binary::Mul);
  type->slots.repr = [](const Value& self) {
    return make_str(
        cat(type_of(self)->name, "(", bytes_repr(bytes_from(self)->data), ")"));
  };
  type->populate = [](Type* self) {
    add_methods(self, bytes_search_methods());
    add_methods(self, bytes_character_methods());
    add_methods(self, bytearray_methods());
  };
  ready(type);
  return type;
}

}  // namespace limbeck::py

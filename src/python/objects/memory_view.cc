#include "python/objects/memory_view.h"

#include "base/text.h"
#include "python/native.h"
#include "python/objects/bytes.h"
#include "python/objects/callable.h"
#include "python/objects/core_types.h"
#include "python/objects/int.h"
#include "python/objects/internals.h"
#include "python/objects/iterators.h"
#include "python/objects/range.h"
#include "python/objects/type.h"

namespace limbeck::py {
namespace {

struct MemoryView : Object {
  Value base;                // bytes or bytearray; absent once released
  std::ptrdiff_t first = 0;  // where item 0 stands in it
  std::ptrdiff_t step = 1;   // from one item to the next
  std::ptrdiff_t count = 0;  // items
  char format = 'B';         // or 'b' or 'c': always one byte
  explicit MemoryView(Type* type) : Object(type) {}
};

MemoryView& view(const Value& self) {
  auto& own = *self.as<MemoryView>();
  if (own.base.absent())
    raise_value_error("operation forbidden on released memoryview object");
  return own;
}

std::string& data_of(const MemoryView& own) {
  return own.base.as<Bytes>()->data;
}

/// Where item `i` stands. A bytearray may have shrunk under its view.
std::size_t place(const MemoryView& own, std::ptrdiff_t i) {
  const std::ptrdiff_t at = own.first + i * own.step;
  if (at < 0 || at >= static_cast<std::ptrdiff_t>(data_of(own).size()))
    raise("BufferError",
          "the object behind the memoryview has changed its size");
  return static_cast<std::size_t>(at);
}

std::string bytes_of_view(const MemoryView& own) {
  std::string out;
  out.reserve(static_cast<std::size_t>(own.count));
  for (std::ptrdiff_t i = 0; i < own.count; ++i)
    out += data_of(own)[place(own, i)];
  return out;
}

Value new_view(Type* type, const MemoryView& like) {
  auto* made = new (allocate_memory(type)) MemoryView(type);
  made->base = like.base;
  made->first = like.first;
  made->step = like.step;
  made->count = like.count;
  made->format = like.format;
  return Value::adopt(made);
}

Value view_make(Type* type, const Call& call) {
  if (call.positional + call.keywords != 1)
    raise_type_error(call.positional
                         ? cat("memoryview() takes at most 1 argument (",
                               call.positional + call.keywords, " given)")
                         : std::string("memoryview() missing required argument "
                                       "'object' (pos 1)"));
  const Value source = call.values[0];
  if (type_of(source) == type) return new_view(type, view(source));
  if (!buffer_of(source))
    raise_type_error(cat("memoryview: a bytes-like object is required, not '",
                         type_of(source)->name, "'"));
  auto* made = new (allocate_memory(type)) MemoryView(type);
  made->base = source;
  made->count = static_cast<std::ptrdiff_t>(data_of(*made).size());
  return Value::adopt(made);
}

Value item(const MemoryView& own, std::ptrdiff_t i) {
  const char byte = data_of(own)[place(own, i)];
  if (own.format == 'c') return make_bytes({&byte, 1});
  return Value::small(
      own.format == 'b'
          ? static_cast<signed char>(byte)
          : static_cast<std::intptr_t>(static_cast<unsigned char>(byte)));
}

std::ptrdiff_t checked_index(const MemoryView& own, const Value& key) {
  std::ptrdiff_t i = index_to_size(key);
  if (i < 0) i += own.count;
  if (i < 0 || i >= own.count)
    raise("IndexError", "index out of bounds on dimension 1");
  return i;
}

bool is_place(const Value& key) {
  return is_int(key) || lookup_in_type(type_of(key), names().index);
}

Value part(const Value& self, const Value& key) {
  const MemoryView& own = view(self);
  const SliceIndices at =
      slice_indices(key, static_cast<std::size_t>(own.count));
  const Value made = new_view(type_of(self), own);
  auto& narrowed = *made.as<MemoryView>();
  narrowed.first = own.first + at.start * own.step;
  narrowed.step = own.step * at.step;
  narrowed.count = static_cast<std::ptrdiff_t>(at.count);
  return made;
}

Value view_get_item(const Value& self, const Value& key) {
  if (is_slice(key)) return part(self, key);
  const MemoryView& own = view(self);
  if (key.is_ellipsis()) return self;
  if (!is_place(key)) raise_type_error("memoryview: invalid slice key");
  return item(own, checked_index(own, key));
}

void view_set_item(const Value& self, const Value& key, const Value& value) {
  MemoryView& own = view(self);
  if (!is_bytearray(own.base))
    raise_type_error("cannot modify read-only memory");
  if (value.absent()) raise_type_error("cannot delete memory");
  if (is_slice(key)) {
    const Value target = part(self, key);
    const auto& narrowed = *target.as<MemoryView>();
    const std::string bytes(require_buffer(value));
    if (static_cast<std::ptrdiff_t>(bytes.size()) != narrowed.count)
      raise_value_error(
          "memoryview assignment: lvalue and rvalue have different structures");
    for (std::ptrdiff_t i = 0; i < narrowed.count; ++i)
      data_of(own)[place(narrowed, i)] = bytes[static_cast<std::size_t>(i)];
    return;
  }
  if (!is_place(key)) raise_type_error("memoryview: invalid slice key");
  const std::size_t at = place(own, checked_index(own, key));
  if (own.format == 'c') {
    if (!is_bytes(value) || bytes_of(value).size() != 1)
      raise_type_error(cat("memoryview: invalid type for format 'c'"));
    data_of(own)[at] = bytes_of(value)[0];
    return;
  }
  if (!is_place(value))
    raise_type_error(
        cat("memoryview: invalid type for format '", own.format, "'"));
  const auto number = int_of(index_of(value));
  const int least = own.format == 'b' ? -128 : 0;
  if (!number || *number < least || *number > least + 255)
    raise_value_error(
        cat("memoryview: invalid value for format '", own.format, "'"));
  data_of(own)[at] = static_cast<char>(*number);
}

Value view_compare(const Value& self, const Value& other, Compare op) {
  if (op != Compare::Eq && op != Compare::Ne) return Value::not_implemented();
  const auto& own = *self.as<MemoryView>();
  const bool is_view = type_of(other) == type_of(self);
  if (!is_view && !buffer_of(other)) return Value::not_implemented();
  bool same = self.is(other);
  if (!same && own.base && !(is_view && other.as<MemoryView>()->base.absent()))
    same =
        bytes_of_view(own) == (is_view ? bytes_of_view(*other.as<MemoryView>())
                                       : std::string(*buffer_of(other)));
  return Value::boolean(same == (op == Compare::Eq));
}

std::int64_t view_hash(const Value& self) {
  const MemoryView& own = view(self);
  if (is_bytearray(own.base))
    raise_value_error("cannot hash writable memoryview object");
  return hash(make_bytes(bytes_of_view(own)));
}

Value to_list(const Value& self) {
  const MemoryView& own = view(self);
  std::vector<Value> items;
  for (std::ptrdiff_t i = 0; i < own.count; ++i) items.push_back(item(own, i));
  return make_list(std::move(items));
}

Value release(const Value& self) {
  self.as<MemoryView>()->base = Value();
  return Value::none();
}

Value cast(const Value* values, std::size_t) {
  const MemoryView& own = view(values[0]);
  if (!is_str(values[1])) raise_type_error("format argument must be a string");
  std::string_view format = text_of(values[1]);
  if (format.starts_with("@")) format.remove_prefix(1);
  if (format != "B" && format != "b" && format != "c")
    raise("NotImplementedError",
          "memoryview: only the formats B, b and c are supported");
  if (own.step != 1)
    raise_type_error("memoryview: casts are restricted to C-contiguous views");
  const Value made = new_view(type_of(values[0]), own);
  made.as<MemoryView>()->format = format[0];
  return made;
}

constexpr NativeMethod kMethods[] = {
    {"tobytes(order='C')",
     [](const Value* values, std::size_t) {
       return make_bytes(bytes_of_view(view(values[0])));
     },
     0, 1},
    {"tolist()",
     [](const Value* values, std::size_t) { return to_list(values[0]); }},
    {"hex(self, /, *args, **kw)", nullptr, 0, 0,
     [](Args& args) {
       const Value bytes = make_bytes(bytes_of_view(view(args[0])));
       const auto rest = args.rest("args");
       std::vector<Value> values(rest.begin(), rest.end());
       return call(get_attribute(bytes, "hex"),
                   Call{values.data(), values.size()});
     }},
    {"release()",
     [](const Value* values, std::size_t) { return release(values[0]); }},
    {"cast(format, /)", cast, 1, 1},
    {"toreadonly()",
     [](const Value* values, std::size_t) -> Value {
       const MemoryView& own = view(values[0]);
       const Value made = new_view(type_of(values[0]), own);
       auto& frozen = *made.as<MemoryView>();
       frozen.base = make_bytes(bytes_of_view(own));
       frozen.first = 0;
       frozen.step = 1;
       return made;
     }},
    {"__enter__()",
     [](const Value* values, std::size_t) {
       view(values[0]);
       return values[0];
     }},
    {"__exit__(*args)",
     [](const Value* values, std::size_t) { return release(values[0]); }, 0,
     kAnyCount},
    {nullptr}};

constexpr NativeProperty kProperties[] = {
    {"obj", [](const Value& self) { return view(self).base; }},
    {"nbytes", [](const Value& self) { return make_int(view(self).count); }},
    {"readonly",
     [](const Value& self) {
       return Value::boolean(!is_bytearray(view(self).base));
     }},
    {"format",
     [](const Value& self) {
       const char format = view(self).format;
       return make_str({&format, 1});
     }},
    {"itemsize",
     [](const Value& self) { return Value::small((view(self), 1)); }},
    {"ndim", [](const Value& self) { return Value::small((view(self), 1)); }},
    {"shape",
     [](const Value& self) {
       return make_tuple({make_int(view(self).count)});
     }},
    {"strides",
     [](const Value& self) { return make_tuple({make_int(view(self).step)}); }},
    {"suboffsets",
     [](const Value& self) { return (view(self), make_tuple({})); }},
    {"contiguous",
     [](const Value& self) { return Value::boolean(view(self).step == 1); }},
    {"c_contiguous",
     [](const Value& self) { return Value::boolean(view(self).step == 1); }},
    {"f_contiguous",
     [](const Value& self) { return Value::boolean(view(self).step == 1); }},
    {nullptr, nullptr}};

}  // namespace

std::optional<std::string_view> viewed_bytes(const Value& value) {
  if (type_of(value) != internals().types.memoryview) return std::nullopt;
  const MemoryView& own = view(value);
  if (own.step != 1)
    raise("BufferError", "memoryview: underlying buffer is not C-contiguous");
  if (own.count) place(own, own.count - 1);
  return std::string_view(data_of(own))
      .substr(static_cast<std::size_t>(own.first),
              static_cast<std::size_t>(own.count));
}

Type* make_memoryview_type() {
  Type* type =
      new_native_type("memoryview", "builtins", {}, sizeof(MemoryView));
  type->subclassable = false;
  Slots& slots = type->slots;
  slots.destruct = [](Object* self) {
    static_cast<MemoryView*>(self)->~MemoryView();
  };
  slots.make = view_make;
  slots.repr = [](const Value& self) {
    return make_str(cat(
        self.as<MemoryView>()->base ? "<memory at " : "<released memory at ",
        address_of(self), ">"));
  };
  slots.length = [](const Value& self) -> std::ptrdiff_t {
    return view(self).count;
  };
  slots.get_item = view_get_item;
  slots.set_item = view_set_item;
  slots.compare = view_compare;
  slots.hash = view_hash;
  slots.iterate = [](const Value& self) {
    return make_list_iterator(to_list(self));
  };
  type->populate = [](Type* self) {
    add_methods(self, kMethods);
    add_properties(self, kProperties);
  };
  ready(type);
  return type;
}

}  // namespace limbeck::py

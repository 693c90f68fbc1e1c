#include "python/objects/list.h"

#include <algorithm>

#include "python/objects/core_types.h"
#include "python/objects/dict.h"
#include "python/objects/iterators.h"
#include "python/objects/sequences.h"
#include "python/objects/tuple.h"
#include "python/objects/type.h"

namespace limbeck::py {

Ref<List> new_list(std::vector<Value> items) {
  Type* type = internals().types.list;
  auto* list = new (allocate_memory(type)) List(type);
  Ref<List> made = Ref<List>::adopt(list);
  list->items.assign(std::make_move_iterator(items.begin()),
                     std::make_move_iterator(items.end()));
  return made;
}

Ref<List> new_list(ItemVector& items) {
  Type* type = internals().types.list;
  auto* list = new (allocate_memory(type)) List(type);
  list->items.swap(items);
  return Ref<List>::adopt(list);
}

Value make_list(std::vector<Value> items) {
  return new_list(std::move(items)).value();
}

std::size_t sequence_index(const Value& key, std::size_t size,
                           const char* what) {
  std::intptr_t i;
  if (key.is_small()) {
    i = key.small();
  } else {
    if (!is_int(key) && !lookup_in_type(type_of(key), names().index))
      raise_type_error(cat(what, " indices must be integers or slices, not ",
                           type_of(key)->name));
    i = index_to_size(key);
  }
  auto count = static_cast<std::intptr_t>(size);
  if (i < 0) i += count;
  if (i < 0 || i >= count)
    raise("IndexError", cat(what, " index out of range"));
  return static_cast<std::size_t>(i);
}

std::vector<Value> collect(const Value& iterable) {
  if (is_exact(iterable, Layout::List)) {
    const ItemVector& items = iterable.as<List>()->items;
    return {items.begin(), items.end()};
  }
  if (is_exact(iterable, Layout::Tuple)) {
    auto items = iterable.as<Tuple>()->span();
    return {items.begin(), items.end()};
  }
  std::vector<Value> items;
  if (is_exact(iterable, Layout::Dict)) {
    auto* dict = iterable.as<Dict>();
    items.reserve(dict->used);
    for (std::uint32_t i = dict->live(0); i < dict->filled;
         i = dict->live(i + 1))
      items.push_back(dict->entries[i].key);
    return items;
  }
  Value iterator = iterate(iterable);
  items.reserve(length_hint(iterable));
  auto step = type_of(iterator)->slots.next;
  while (Value item = step(iterator)) {
    if (items.size() == items.capacity()) {
      check_interrupted();
      detail::heap->check_room(2 * items.size() * sizeof(Value));
    }
    items.push_back(std::move(item));
  }
  return items;
}

void list_extend(List* list, const Value& iterable) {
  if (is_exact(iterable, Layout::List) || is_exact(iterable, Layout::Tuple) ||
      is_exact(iterable, Layout::Dict)) {
    std::vector<Value> more = collect(iterable);
    list->items.insert(list->items.end(), std::make_move_iterator(more.begin()),
                       std::make_move_iterator(more.end()));
    return;
  }
  Value iterator = iterate(iterable);
  auto step = type_of(iterator)->slots.next;
  while (Value item = step(iterator)) {
    if (list->items.size() == list->items.capacity()) check_interrupted();
    list->items.push_back(std::move(item));
  }
}

namespace {

List& list(const Value& self) { return *self.as<List>(); }

std::span<const Value> span_of(const Value& self) { return list(self).items; }

Value list_make(Type* type, const Call&) { return allocate(type); }

void list_init(const Value& self, const Call& call) {
  Value source =
      only_argument("list", call, type_of(self)->slots.make != list_make);
  ItemVector old;
  list(self).items.swap(old);
  if (source) list_extend(&list(self), source);
}

Value list_repr(const Value& self) {
  if (list(self).items.empty()) return make_str("[]");
  ReprGuard guard(self);
  if (guard.again) return make_str("[...]");
  std::string out = "[";
  for (std::size_t i = 0; i < list(self).items.size(); ++i) {
    if (i) out += ", ";
    Value item = list(self).items[i];
    out += text_of(repr_value(item));
  }
  return make_str(out + "]");
}

Value list_compare(const Value& self, const Value& other, Compare op) {
  if (!is_list(other)) return Value::not_implemented();
  return compare_sequences([&] { return span_of(self); },
                           [&] { return span_of(other); }, op);
}

void repeat(const ItemVector& items, std::size_t times, ItemVector& product) {
  product.reserve(items.size() * times);
  for (std::size_t n = 0; n < times; ++n)
    product.insert(product.end(), items.begin(), items.end());
}

Value list_binary(const Value& self, const Value& other, Binary op,
                  bool reflected) {
  const auto& own = list(self).items;
  if (op == Binary::Add && !reflected && is_list(other)) {
    const auto& more = list(other).items;
    ItemVector sum;
    sum.reserve(own.size() + more.size());
    sum.insert(sum.end(), own.begin(), own.end());
    sum.insert(sum.end(), more.begin(), more.end());
    return new_list(sum).value();
  }
  std::size_t times;
  if (op != Binary::Mul || !repeat_count(other, own.size(), times))
    return Value::not_implemented();
  ItemVector product;
  repeat(own, times, product);
  return new_list(product).value();
}

Value list_in_place(const Value& self, const Value& other, Binary op) {
  auto& own = list(self).items;
  if (op == Binary::Add) {
    list_extend(&list(self), other);
    return self;
  }
  std::size_t times;
  if (op != Binary::Mul || !repeat_count(other, own.size(), times))
    return Value::not_implemented();
  ItemVector product;
  repeat(own, times, product);
  own.swap(product);
  return self;
}

Value list_get_item(const Value& self, const Value& key) {
  const auto& items = list(self).items;
  if (key.is_small()) {
    std::intptr_t i = key.small();
    auto size = static_cast<std::intptr_t>(items.size());
    if (i < 0) i += size;
    if (i >= 0 && i < size) return items[static_cast<std::size_t>(i)];
  }
  if (!is_slice(key)) return items[sequence_index(key, items.size(), "list")];
  SliceIndices range = slice_indices(key, items.size());
  ItemVector part;
  part.reserve(range.count);
  std::ptrdiff_t at = range.start;
  for (std::size_t i = 0; i < range.count; ++i, at += range.step)
    part.push_back(items[static_cast<std::size_t>(at)]);
  return new_list(part).value();
}

void delete_slice(ItemVector& items, SliceIndices range) {
  if (!range.count) return;
  std::vector<Value> dropped;  // dies after the list is whole again
  if (range.step < 0) {
    range.start += static_cast<std::ptrdiff_t>(range.count - 1) * range.step;
    range.step = -range.step;
  }
  std::size_t write = static_cast<std::size_t>(range.start), next = write;
  std::size_t left = range.count;
  for (std::size_t read = write; read < items.size(); ++read) {
    if (left && read == next) {
      dropped.push_back(std::move(items[read]));
      next += static_cast<std::size_t>(range.step);
      --left;
    } else {
      items[write++] = std::move(items[read]);
    }
  }
  items.truncate(write);
}

void set_slice(const Value& self, const Value& key, const Value& value) {
  auto& items = list(self).items;
  if (value.absent()) {
    delete_slice(items, slice_indices(key, items.size()));
    return;
  }
  bool extended = !key.as<Slice>()->step.is_none() &&
                  !key.as<Slice>()->step.is(Value::small(1));
  if (!type_of(value)->slots.iterate && !type_of(value)->slots.get_item)
    raise_type_error("must assign iterable to extended slice");
  std::vector<Value> more = collect(value);
  SliceIndices range = slice_indices(key, items.size());
  if (!extended) {
    auto first = items.begin() + range.start;
    std::vector<Value> dropped(
        std::make_move_iterator(first),
        std::make_move_iterator(first +
                                static_cast<std::ptrdiff_t>(range.count)));
    first =
        items.erase(first, first + static_cast<std::ptrdiff_t>(range.count));
    items.insert(first, std::make_move_iterator(more.begin()),
                 std::make_move_iterator(more.end()));
    return;
  }
  if (more.size() != range.count)
    raise_value_error(cat("attempt to assign sequence of size ", more.size(),
                          " to extended slice of size ", range.count));
  std::ptrdiff_t at = range.start;
  for (Value& item : more) {
    items[static_cast<std::size_t>(at)].swap(item);
    at += range.step;
  }
}

void list_set_item(const Value& self, const Value& key, const Value& value) {
  if (is_slice(key)) return set_slice(self, key, value);
  auto& items = list(self).items;
  if (!key.is_small() && !is_int(key) &&
      !lookup_in_type(type_of(key), names().index))
    raise_type_error(cat("list indices must be integers or slices, not ",
                         type_of(key)->name));
  std::size_t i = sequence_index(key, items.size(), "list assignment");
  if (value) {
    Value kept = value;
    items[i].swap(kept);
    return;
  }
  Value dropped = std::move(items[i]);
  items.erase(items.begin() + static_cast<std::ptrdiff_t>(i));
}

bool list_contains(const Value& self, const Value& item) {
  for (std::size_t i = 0; i < list(self).items.size(); ++i) {
    Value candidate = list(self).items[i];
    if (same_or_equal(candidate, item)) return true;
  }
  return false;
}

// -- methods ------------------------------------------------------------------

Value list_method_append(const Value* values, std::size_t) {
  list(values[0]).items.push_back(values[1]);
  return Value::none();
}

Value list_method_extend(const Value* values, std::size_t) {
  list_extend(&list(values[0]), values[1]);
  return Value::none();
}

Value list_insert(const Value* values, std::size_t) {
  std::ptrdiff_t i = size_argument(values[1]);
  auto& items = list(values[0]).items;
  auto size = static_cast<std::ptrdiff_t>(items.size());
  if (i < 0) i = std::max<std::ptrdiff_t>(0, i + size);
  items.insert(items.begin() + std::min(i, size), values[2]);
  return Value::none();
}

std::ptrdiff_t find_in(const Value& self, const Value& item, std::size_t from,
                       std::size_t to) {
  for (std::size_t i = from; i < to && i < list(self).items.size(); ++i) {
    Value candidate = list(self).items[i];
    if (same_or_equal(candidate, item)) return static_cast<std::ptrdiff_t>(i);
  }
  return -1;
}

Value list_remove(const Value* values, std::size_t) {
  std::ptrdiff_t i = find_in(values[0], values[1], 0, SIZE_MAX);
  if (i < 0) raise_value_error("list.remove(x): x not in list");
  auto& items = list(values[0]).items;
  Value dropped = std::move(items[static_cast<std::size_t>(i)]);
  items.erase(items.begin() + i);
  return Value::none();
}

Value list_pop(const Value* values, std::size_t count) {
  auto& items = list(values[0]).items;
  std::ptrdiff_t i = count > 1 ? size_argument(values[1]) : -1;
  auto size = static_cast<std::ptrdiff_t>(items.size());
  if (!size) raise("IndexError", "pop from empty list");
  if (i < 0) i += size;
  if (i < 0 || i >= size) raise("IndexError", "pop index out of range");
  Value popped = std::move(items[static_cast<std::size_t>(i)]);
  items.erase(items.begin() + i);
  return popped;
}

Value list_clear(const Value* values, std::size_t) {
  ItemVector old;
  list(values[0]).items.swap(old);
  return Value::none();
}

Value list_index(const Value* values, std::size_t count) {
  std::size_t from, to;
  clamp_bounds(count > 2 ? values[2] : Value(), count > 3 ? values[3] : Value(),
               list(values[0]).items.size(), &from, &to);
  std::ptrdiff_t i = find_in(values[0], values[1], from, to);
  if (i < 0) raise_value_error(cat(repr(values[1]), " is not in list"));
  return Value::small(i);
}

Value list_count(const Value* values, std::size_t) {
  std::intptr_t count = 0;
  for (std::size_t i = 0; i < list(values[0]).items.size(); ++i) {
    Value candidate = list(values[0]).items[i];
    count += same_or_equal(candidate, values[1]);
  }
  return Value::small(count);
}

Value list_reverse(const Value* values, std::size_t) {
  auto& items = list(values[0]).items;
  std::reverse(items.begin(), items.end());
  return Value::none();
}

Value list_copy(const Value* values, std::size_t) {
  ItemVector copy;
  const auto& items = list(values[0]).items;
  copy.assign(items.begin(), items.end());
  return new_list(copy).value();
}

Value list_method_sort(Args& args) {
  if (!items_of(args[1]).empty())
    raise_type_error("sort() takes no positional arguments");
  list_sort(&list(args[0]), args[2], truth(args[3]));
  return Value::none();
}

Value list_reversed(const Value* values, std::size_t) {
  return make_list_reverse_iterator(values[0]);
}

constexpr NativeMethod kListMethods[] = {
    {"append(object, /)", list_method_append, 1, 1},
    {"extend(iterable, /)", list_method_extend, 1, 1},
    {"insert(index, object, /)", list_insert, 2, 2},
    {"remove(value, /)", list_remove, 1, 1},
    {"pop(index=-1, /)", list_pop, 0, 1},
    {"clear()", list_clear},
    {"index(value, start=0, stop=9223372036854775807, /)", list_index, 1, 3},
    {"count(value, /)", list_count, 1, 1},
    {"reverse()", list_reverse},
    {"copy()", list_copy},
    {"sort(self, /, *args, key=None, reverse=False)", nullptr, 0, 0,
     list_method_sort},
    {"__reversed__()", list_reversed},
    kClassGetItem,
    {nullptr}};

}  // namespace

void make_list_type() {
  Type* type = new_native_type("list", "builtins", {}, sizeof(List));
  internals().types.list = type;
  type->layout = Layout::List;
  type->builtin = true;
  Slots& slots = type->slots;
  slots.construct = construct_as<List>;
  slots.destruct = destruct_as<List>;
  slots.clear = [](Object* self) {
    ItemVector old;
    static_cast<List*>(self)->items.swap(old);
  };
  slots.visit = [](Object* self, Visitor& visitor) {
    visitor.all(static_cast<List*>(self)->items);
  };
  slots.make = list_make;
  slots.init = list_init;
  slots.repr = list_repr;
  slots.hash = hash_not_implemented;
  slots.compare = list_compare;
  slots.binary = list_binary;
  slots.in_place = list_in_place;
  slots.binary_operators = slots.in_place_operators =
      1u << static_cast<int>(Binary::Add) | 1u << static_cast<int>(Binary::Mul);
  slots.length = [](const Value& self) {
    return static_cast<std::ptrdiff_t>(list(self).items.size());
  };
  slots.get_item = list_get_item;
  slots.set_item = list_set_item;
  slots.contains = list_contains;
  slots.iterate = make_list_iterator;
  type->populate = [](Type* self) { add_methods(self, kListMethods); };
  ready(type);
}

}  // namespace limbeck::py

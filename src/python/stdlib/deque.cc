#include "python/stdlib/deque.h"

#include "base/text.h"
#include "python/objects/callable.h"
#include "python/objects/heap.h"
#include "python/objects/int.h"
#include "python/objects/internals.h"
#include "python/objects/list.h"
#include "python/objects/sequences.h"
#include "python/objects/type.h"

namespace limbeck::py {

void Deque::grow() {
  std::size_t wanted = capacity ? capacity * 2 : 8;
  auto* block = static_cast<Value*>(allocate_block(wanted * sizeof(Value)));
  for (std::size_t i = 0; i < size; ++i)
    new (block + i) Value(std::move(at(i)));
  for (std::size_t i = size; i < wanted; ++i) new (block + i) Value();
  if (items) release_block(items);
  items = block;
  capacity = wanted;
  head = 0;
}

void Deque::push_back(Value value) {
  if (size == capacity) grow();
  at(size) = std::move(value);
  ++size;
  ++version;
  if (maxlen >= 0 && size > static_cast<std::size_t>(maxlen)) pop_front();
}

void Deque::push_front(Value value) {
  if (size == capacity) grow();
  head = (head - 1) & (capacity - 1);
  ++size;
  at(0) = std::move(value);
  ++version;
  if (maxlen >= 0 && size > static_cast<std::size_t>(maxlen)) pop_back();
}

Value Deque::pop_back() {
  Value value = std::move(at(size - 1));
  --size;
  ++version;
  return value;
}

Value Deque::pop_front() {
  Value value = std::move(at(0));
  head = (head + 1) & (capacity - 1);
  --size;
  ++version;
  return value;
}

void Deque::insert(std::size_t index, Value value) {
  push_back(Value());
  for (std::size_t i = size - 1; i > index; --i) at(i).swap(at(i - 1));
  at(index) = std::move(value);
}

Value Deque::remove(std::size_t index) {
  Value value = std::move(at(index));
  for (std::size_t i = index; i + 1 < size; ++i) at(i).swap(at(i + 1));
  --size;
  ++version;
  return value;
}

void Deque::rotate(std::ptrdiff_t steps) {
  if (size < 2) return;
  auto count = static_cast<std::ptrdiff_t>(size);
  steps %= count;
  if (steps > count / 2) steps -= count;
  if (steps < -count / 2) steps += count;
  std::ptrdiff_t limit = maxlen;
  maxlen = -1;
  for (; steps > 0; --steps) push_front(pop_back());
  for (; steps < 0; ++steps) push_back(pop_front());
  maxlen = limit;
}

void Deque::clear() {
  Value* block = items;
  std::size_t first = head, count = size, mask = capacity - 1;
  items = nullptr;
  capacity = head = size = 0;
  ++version;
  if (!block) return;
  for (std::size_t i = 0; i < count; ++i) block[(first + i) & mask].~Value();
  release_block(block);
}

namespace {

struct DequeTypes {
  Type *deque = nullptr, *iterator = nullptr;
};
DequeTypes& types() { return interpreter_state<DequeTypes>(); }
Deque& deque(const Value& self) { return *self.as<Deque>(); }
bool is_deque(const Value& value) { return is_instance(value, types().deque); }

void extend(Deque& own, const Value& self, const Value& iterable) {
  // A copy, where it is extended by itself.
  Value source =
      iterate(iterable.is(self) ? make_list(collect(iterable)) : iterable);
  while (Value item = next(source)) own.push_back(std::move(item));
}

// -- making, showing, comparing -----------------------------------------------

void deque_init(const Value& self, const Call& call) {
  Value bound[2];
  Signature signature("deque(iterable=..., maxlen=None)");
  signature.bind(call, bound, "deque");
  std::ptrdiff_t limit = -1;
  if (!bound[1].is_none()) {
    limit = index_to_size(bound[1], "OverflowError");
    if (limit < 0) raise_value_error("maxlen must be non-negative");
  }
  Deque& own = deque(self);
  own.clear();
  own.maxlen = limit;
  if (bound[0]) extend(own, self, bound[0]);
}

Value maxlen_of(const Value& self) {
  return deque(self).maxlen < 0 ? Value::none()
                                : Value::small(deque(self).maxlen);
}

Value as_list(const Value& self) {
  Deque& own = deque(self);
  ItemVector items;
  items.reserve(own.size);
  for (std::size_t i = 0; i < own.size; ++i) items.push_back(own.at(i));
  return new_list(items).value();
}

Value deque_repr(const Value& self) {
  ReprGuard guard(self);
  if (guard.again) return make_str("[...]");
  std::string items = repr(as_list(self));
  std::string name = type_of(self)->name;
  if (deque(self).maxlen < 0) return make_str(cat(name, "(", items, ")"));
  return make_str(cat(name, "(", items, ", maxlen=", deque(self).maxlen, ")"));
}

Value deque_compare(const Value& self, const Value& other, Compare op) {
  if (!is_deque(other)) return Value::not_implemented();
  return compare(as_list(self), as_list(other), op);
}

Value copy_of(const Value& self) {
  Type* type = type_of(self);
  if (type != types().deque) {
    if (deque(self).maxlen < 0) return call(Value(type), {self});
    return call(Value(type), {self, maxlen_of(self)});
  }
  auto* made = new (allocate_memory(type)) Deque(type);
  Value result = Value::adopt(made);
  made->maxlen = deque(self).maxlen;
  for (std::size_t i = 0; i < deque(self).size; ++i)
    made->push_back(deque(self).at(i));
  return result;
}

void repeat(Deque& own, const Value& self, std::size_t times) {
  if (times == 0) return own.clear();
  Value items = as_list(self);
  for (std::size_t i = 1; i < times; ++i)
    for (const Value& item : items_of(items)) own.push_back(item);
}

Value deque_binary(const Value& self, const Value& other, Binary op,
                   bool reflected) {
  if (op == Binary::Add && !reflected) {
    if (!is_deque(other))
      raise_type_error(cat("can only concatenate deque (not \"",
                           type_of(other)->name, "\") to deque"));
    Value sum = copy_of(self);
    extend(deque(sum), sum, other);
    return sum;
  }
  std::size_t times;
  if (op != Binary::Mul || !repeat_count(other, deque(self).size, times))
    return Value::not_implemented();
  Value product = copy_of(self);
  repeat(deque(product), product, times);
  return product;
}

Value deque_in_place(const Value& self, const Value& other, Binary op) {
  if (op == Binary::Add) {
    extend(deque(self), self, other);
    return self;
  }
  std::size_t times;
  if (op != Binary::Mul || !repeat_count(other, deque(self).size, times))
    return Value::not_implemented();
  repeat(deque(self), self, times);
  return self;
}

// -- items --------------------------------------------------------------------

std::size_t place_of(const Value& self, const Value& key) {
  if (!is_int(key) && !lookup_in_type(type_of(key), names().index))
    raise_type_error(
        cat("sequence index must be integer, not '", type_of(key)->name, "'"));
  std::ptrdiff_t i = index_to_size(key);
  auto size = static_cast<std::ptrdiff_t>(deque(self).size);
  if (i < 0) i += size;
  if (i < 0 || i >= size) raise("IndexError", "deque index out of range");
  return static_cast<std::size_t>(i);
}

Value deque_get_item(const Value& self, const Value& key) {
  return deque(self).at(place_of(self, key));
}

void deque_set_item(const Value& self, const Value& key, const Value& value) {
  std::size_t i = place_of(self, key);
  if (value) {
    Value kept = value;
    deque(self).at(i).swap(kept);
  } else {
    deque(self).remove(i);
  }
}

/// The place of an item that equals, -1 if there is none.
std::ptrdiff_t find(const Value& self, const Value& item, std::size_t from,
                    std::size_t to) {
  Deque& own = deque(self);
  std::size_t version = own.version;
  for (std::size_t i = from; i < to && i < own.size; ++i) {
    Value candidate = own.at(i);
    bool same = same_or_equal(candidate, item);
    if (own.version != version)
      raise("RuntimeError", "deque mutated during iteration");
    if (same) return static_cast<std::ptrdiff_t>(i);
  }
  return -1;
}

struct DequeIterator : Object {
  Value deque;
  std::size_t index = 0, version = 0;
  bool reversed = false;
  explicit DequeIterator(Type* type) : Object(type) {}
};

Value iterate_over(const Value& self, bool reversed) {
  Type* type = types().iterator;
  auto* made = new (allocate_memory(type)) DequeIterator(type);
  made->deque = self;
  made->version = deque(self).version;
  made->reversed = reversed;
  return Value::adopt(made);
}

Value deque_iterator_next(const Value& self) {
  auto* own = self.as<DequeIterator>();
  if (own->deque.absent()) return Value();
  Deque& from = deque(own->deque);
  if (from.version != own->version) {
    own->deque = Value();
    raise("RuntimeError", "deque mutated during iteration");
  }
  if (own->index == from.size) {
    own->deque = Value();
    return Value();
  }
  std::size_t i = own->index++;
  return from.at(own->reversed ? from.size - 1 - i : i);
}

// -- methods ------------------------------------------------------------------

Value deque_append(const Value* values, std::size_t) {
  deque(values[0]).push_back(values[1]);
  return Value::none();
}
Value deque_appendleft(const Value* values, std::size_t) {
  deque(values[0]).push_front(values[1]);
  return Value::none();
}
Value deque_pop(const Value* values, std::size_t) {
  if (!deque(values[0]).size) raise("IndexError", "pop from an empty deque");
  return deque(values[0]).pop_back();
}
Value deque_popleft(const Value* values, std::size_t) {
  if (!deque(values[0]).size) raise("IndexError", "pop from an empty deque");
  return deque(values[0]).pop_front();
}
Value deque_extend(const Value* values, std::size_t) {
  extend(deque(values[0]), values[0], values[1]);
  return Value::none();
}
Value deque_extendleft(const Value* values, std::size_t) {
  Value source =
      iterate(values[1].is(values[0]) ? as_list(values[0]) : Value(values[1]));
  while (Value item = next(source))
    deque(values[0]).push_front(std::move(item));
  return Value::none();
}
Value deque_clear(const Value* values, std::size_t) {
  deque(values[0]).clear();
  return Value::none();
}
Value deque_copy(const Value* values, std::size_t) {
  return copy_of(values[0]);
}
Value deque_count(const Value* values, std::size_t) {
  std::intptr_t count = 0;
  std::ptrdiff_t at = -1;
  while ((at = find(values[0], values[1], static_cast<std::size_t>(at + 1),
                    SIZE_MAX)) >= 0)
    ++count;
  return Value::small(count);
}
Value deque_index(const Value* values, std::size_t count) {
  std::size_t from, to;
  clamp_bounds(count > 2 ? values[2] : Value(), count > 3 ? values[3] : Value(),
               deque(values[0]).size, &from, &to);
  std::ptrdiff_t at = find(values[0], values[1], from, to);
  if (at < 0) raise_value_error(cat(repr(values[1]), " is not in deque"));
  return Value::small(at);
}
Value deque_insert(const Value* values, std::size_t) {
  Deque& own = deque(values[0]);
  if (own.maxlen >= 0 && own.size >= static_cast<std::size_t>(own.maxlen))
    raise("IndexError", "deque already at its maximum size");
  std::ptrdiff_t i = index_to_size(values[1], "OverflowError");
  auto size = static_cast<std::ptrdiff_t>(own.size);
  if (i < 0) i = i + size < 0 ? 0 : i + size;
  own.insert(static_cast<std::size_t>(i < size ? i : size), values[2]);
  return Value::none();
}
Value deque_remove(const Value* values, std::size_t) {
  std::ptrdiff_t at = find(values[0], values[1], 0, SIZE_MAX);
  if (at < 0) raise_value_error(cat(repr(values[1]), " is not in deque"));
  deque(values[0]).remove(static_cast<std::size_t>(at));
  return Value::none();
}
Value deque_reverse(const Value* values, std::size_t) {
  Deque& own = deque(values[0]);
  for (std::size_t i = 0; i < own.size / 2; ++i)
    own.at(i).swap(own.at(own.size - 1 - i));
  ++own.version;
  return Value::none();
}
Value deque_rotate(const Value* values, std::size_t count) {
  deque(values[0]).rotate(count > 1 ? index_to_size(values[1], "OverflowError")
                                    : 1);
  return Value::none();
}
Value deque_reversed(const Value* values, std::size_t) {
  return iterate_over(values[0], true);
}
Value deque_reduce(const Value* values, std::size_t) {
  Value attributes = find_attribute(values[0], names().dict);
  if (attributes.absent()) attributes = Value::none();
  Value args = deque(values[0]).maxlen < 0
                   ? make_tuple({})
                   : make_tuple({make_tuple({}), maxlen_of(values[0])});
  return make_tuple({Value(type_of(values[0])), args, attributes,
                     iterate_over(values[0], false)});
}

constexpr NativeMethod kMethods[] = {
    {"append(x, /)", deque_append, 1, 1},
    {"appendleft(x, /)", deque_appendleft, 1, 1},
    {"pop()", deque_pop},
    {"popleft()", deque_popleft},
    {"extend(iterable, /)", deque_extend, 1, 1},
    {"extendleft(iterable, /)", deque_extendleft, 1, 1},
    {"clear()", deque_clear},
    {"copy()", deque_copy},
    {"__copy__()", deque_copy},
    {"count(x, /)", deque_count, 1, 1},
    {"index(x, start=0, stop=9223372036854775807, /)", deque_index, 1, 3},
    {"insert(i, x, /)", deque_insert, 2, 2},
    {"remove(value, /)", deque_remove, 1, 1},
    {"reverse()", deque_reverse},
    {"rotate(n=1, /)", deque_rotate, 0, 1},
    {"__reversed__()", deque_reversed},
    {"__reduce__()", deque_reduce},
    kClassGetItem,
    {nullptr}};
constexpr NativeProperty kProperties[] = {{"maxlen", maxlen_of},
                                          {nullptr, nullptr}};

void make_iterator_type() {
  Type* type = new_native_type("_deque_iterator", "collections", {},
                               sizeof(DequeIterator));
  type->subclassable = false;
  Slots& slots = type->slots;
  slots.destruct = destruct_as<DequeIterator>;
  slots.iterate = [](const Value& self) { return self; };
  slots.next = deque_iterator_next;
  slots.visit = [](Object* self, Visitor& visitor) {
    visitor(static_cast<DequeIterator*>(self)->deque);
  };
  ready(type);
  types().iterator = type;
}

}  // namespace

Type* make_deque_type() {
  make_iterator_type();
  Type* type = new_native_type("deque", "collections", {}, sizeof(Deque));
  types().deque = type;
  Slots& slots = type->slots;
  slots.construct = construct_as<Deque>;
  slots.destruct = destruct_as<Deque>;
  slots.clear = [](Object* self) { static_cast<Deque*>(self)->clear(); };
  slots.visit = [](Object* self, Visitor& visitor) {
    auto* own = static_cast<Deque*>(self);
    for (std::size_t i = 0; i < own->size; ++i) visitor(own->at(i));
  };
  slots.make = [](Type* of, const Call&) { return allocate(of); };
  slots.init = deque_init;
  slots.repr = deque_repr;
  slots.hash = [](const Value& self) -> std::int64_t {
    raise_type_error(cat("unhashable type: '", shown_name(type_of(self)), "'"));
  };
  slots.compare = deque_compare;
  slots.binary = deque_binary;
  slots.in_place = deque_in_place;
  slots.binary_operators = slots.in_place_operators =
      1u << static_cast<int>(Binary::Add) | 1u << static_cast<int>(Binary::Mul);
  slots.length = [](const Value& self) {
    return static_cast<std::ptrdiff_t>(deque(self).size);
  };
  slots.get_item = deque_get_item;
  slots.set_item = deque_set_item;
  slots.contains = [](const Value& self, const Value& item) {
    return find(self, item, 0, SIZE_MAX) >= 0;
  };
  slots.iterate = [](const Value& self) { return iterate_over(self, false); };
  type->populate = [](Type* self) {
    add_methods(self, kMethods);
    add_properties(self, kProperties);
  };
  ready(type);
  return type;
}

}  // namespace limbeck::py

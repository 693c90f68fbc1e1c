#include "python/objects/iterators.h"

#include <algorithm>

#include "python/objects/core_types.h"
#include "python/objects/dict_views.h"
#include "python/objects/exception.h"
#include "python/objects/list.h"
#include "python/objects/sequences.h"
#include "python/objects/tuple.h"
#include "python/objects/type.h"

namespace limbeck::py {
namespace {

Value itself(const Value& self) { return self; }

Type* new_iterator_type(const char* name, std::size_t size,
                        Value (*step)(const Value&)) {
  Type* type = new_native_type(name, "builtins", {}, size);
  type->slots.make = make_refused;  // those that can be called set their own
  type->slots.iterate = itself;
  type->slots.next = step;
  return type;
}

// -- over sequences -----------------------------------------------------------

ItemsIterator& items_iterator(const Value& self) {
  return *self.as<ItemsIterator>();
}

Value make_items_iterator(Type* type, const Value& sequence) {
  auto* made = new (allocate_memory(type)) ItemsIterator(type);
  made->sequence = sequence;
  return Value::adopt(made);
}

Value sequence_iterator_next(const Value& self) {
  ItemsIterator& own = items_iterator(self);
  if (own.sequence.absent()) return Value();
  try {
    Value item = get_item(own.sequence,
                          Value::small(static_cast<std::intptr_t>(own.index)));
    ++own.index;
    return item;
  } catch (const Raised& raised) {
    if (!matches(raised, "IndexError") && !matches(raised, "StopIteration"))
      throw;
    own.sequence = Value();
    return Value();
  }
}

Value items_length_hint(const Value* values, std::size_t) {
  ItemsIterator& own = items_iterator(values[0]);
  if (own.sequence.absent()) return Value::small(0);
  auto left = length(own.sequence) - static_cast<std::ptrdiff_t>(own.index);
  return Value::small(left < 0 ? 0 : left);
}

constexpr NativeMethod kItemsMethods[] = {
    {"__length_hint__()", items_length_hint}, {nullptr}};

}  // namespace

Value list_iterator_next(const Value& self) {
  ItemsIterator& own = items_iterator(self);
  if (own.sequence.absent()) return Value();
  const auto& items = own.sequence.as<List>()->items;
  if (own.index < items.size()) return items[own.index++];
  own.sequence = Value();
  return Value();
}

Value tuple_iterator_next(const Value& self) {
  ItemsIterator& own = items_iterator(self);
  if (own.sequence.absent()) return Value();
  auto* tuple = own.sequence.as<Tuple>();
  if (own.index < tuple->size) return (*tuple)[own.index++];
  own.sequence = Value();
  return Value();
}

Value make_list_iterator(const Value& list) {
  return make_items_iterator(internals().list_iterator, list);
}

Value make_tuple_iterator(const Value& tuple) {
  return make_items_iterator(internals().tuple_iterator, tuple);
}

Value make_sequence_iterator(const Value& sequence) {
  return make_items_iterator(internals().sequence_iterator, sequence);
}

namespace {

// -- iter(callable, sentinel), and iterators in C++ ---------------------------

struct CallableIterator : Object {
  Value callable, sentinel;
  explicit CallableIterator(Type* type) : Object(type) {}
};

Value callable_iterator_next(const Value& self) {
  auto* own = self.as<CallableIterator>();
  if (own->callable.absent()) return Value();
  try {
    Value result = call(Value(own->callable));
    if (!same_or_equal(result, own->sentinel)) return result;
  } catch (const Raised& raised) {
    if (!matches(raised, "StopIteration")) throw;
  }
  own->callable = Value();
  return Value();
}

struct NativeIterator : Tracked {
  std::function<Value()> step;
  explicit NativeIterator(Type* type) : Tracked(type) {}
};

Value native_iterator_next(const Value& self) {
  auto* own = self.as<NativeIterator>();
  if (!own->step) return Value();
  Value item = own->step();
  if (item.absent()) own->step = nullptr;
  return item;
}

// -- enumerate ----------------------------------------------------------------

struct Enumerate : Object {
  Value iterator, count;
  explicit Enumerate(Type* type) : Object(type) {}
};

template <std::size_t count>
void bind_arguments(const char* text, const Call& call, Value (&bound)[count]) {
  Signature signature(text);
  signature.bind(call, bound, signature.name());
}

Value pair_of(Value first, Value second) {
  Ref<Tuple> pair = new_tuple(std::size_t{2});
  pair->items()[0] = std::move(first);
  pair->items()[1] = std::move(second);
  return std::move(pair).value();
}

Value enumerate_make(Type* type, const Call& call) {
  Value bound[2];
  bind_arguments("enumerate(iterable, start=0)", call, bound);
  Value iterator = iterate(bound[0]);
  Value start = index_of(bound[1]);
  auto* made = new (allocate_memory(type)) Enumerate(type);
  made->iterator = std::move(iterator);
  made->count = std::move(start);
  return Value::adopt(made);
}

Value enumerate_next(const Value& self) {
  auto* own = self.as<Enumerate>();
  Value item = next(own->iterator);
  if (item.absent()) return item;
  Value count = own->count;
  own->count = binary(count, Value::small(1), Binary::Add);
  return pair_of(std::move(count), std::move(item));
}

// -- zip and map --------------------------------------------------------------

struct Many : Object {
  std::vector<Value> iterators;
  Value function;       // of map
  bool strict = false;  // of zip
  explicit Many(Type* type) : Object(type) {}
};

bool take_strict(const Call& call, const char* name) {
  if (!call.keywords) return false;
  if (call.keywords == 1 && call.names[0].as<Str>()->text() == "strict")
    return truth(call.values[call.positional]);
  raise_type_error(cat(name, "() got an unexpected keyword argument '",
                       text_of(call.names[0]), "'"));
}

Value zip_make(Type* type, const Call& call) {
  bool strict = take_strict(call, "zip");
  std::vector<Value> iterators;
  iterators.reserve(call.positional);
  for (std::size_t i = 0; i < call.positional; ++i) {
    Type* kind = type_of(call.values[i]);
    if (!kind->slots.iterate && !kind->slots.get_item)
      raise_type_error(cat("'", kind->name, "' object is not iterable"));
    iterators.push_back(iterate(call.values[i]));
  }
  auto* made = new (allocate_memory(type)) Many(type);
  made->iterators = std::move(iterators);
  made->strict = strict;
  return Value::adopt(made);
}

std::string earlier_arguments(std::size_t count) {
  return count == 1 ? "argument 1" : cat("arguments 1-", count);
}

/// zip(strict=True): argument `ended` stopped; the others must stop as well.
void check_strict(Many& own, std::size_t ended) {
  if (ended > 0)
    raise_value_error(cat("zip() argument ", ended + 1, " is shorter than ",
                          earlier_arguments(ended)));
  for (std::size_t i = 1; i < own.iterators.size(); ++i)
    if (next(own.iterators[i]))
      raise_value_error(cat("zip() argument ", i + 1, " is longer than ",
                            earlier_arguments(i)));
}

Value zip_next(const Value& self) {
  auto* own = self.as<Many>();
  if (own->iterators.empty()) return Value();
  Ref<Tuple> items = new_tuple(own->iterators.size());
  for (std::size_t i = 0; i < own->iterators.size(); ++i) {
    Value item = next(own->iterators[i]);
    if (item.absent()) {
      if (own->strict) check_strict(*own, i);
      return Value();
    }
    items->items()[i] = std::move(item);
  }
  return std::move(items).value();
}

Value map_make(Type* type, const Call& call) {
  if (call.keywords) raise_type_error("map() takes no keyword arguments");
  if (call.positional < 2)
    raise_type_error("map() must have at least two arguments.");
  std::vector<Value> iterators;
  for (std::size_t i = 1; i < call.positional; ++i)
    iterators.push_back(iterate(call.values[i]));
  auto* made = new (allocate_memory(type)) Many(type);
  made->iterators = std::move(iterators);
  made->function = call.values[0];
  return Value::adopt(made);
}

Value map_next(const Value& self) {
  auto* own = self.as<Many>();
  Value function = own->function;
  if (own->iterators.size() == 1) {
    Value item = next(own->iterators[0]);
    return item ? call(function, Call{&item, 1}) : item;
  }
  std::vector<Value> items;
  items.reserve(own->iterators.size());
  for (const Value& iterator : own->iterators) {
    items.push_back(next(iterator));
    if (items.back().absent()) return Value();
  }
  return call(function, Call{items.data(), items.size()});
}

// -- filter and reversed ------------------------------------------------------

struct Filter : Object {
  Value function, iterator;
  explicit Filter(Type* type) : Object(type) {}
};

Value filter_make(Type* type, const Call& call) {
  if (call.keywords) raise_type_error("filter() takes no keyword arguments");
  if (call.positional != 2)
    raise_type_error(cat("filter expected 2 arguments, got ", call.positional));
  Value iterator = iterate(call.values[1]);
  auto* made = new (allocate_memory(type)) Filter(type);
  made->function = call.values[0];
  made->iterator = std::move(iterator);
  return Value::adopt(made);
}

Value filter_next(const Value& self) {
  auto* own = self.as<Filter>();
  while (Value item = next(own->iterator)) {
    bool keep = own->function.is_none()
                    ? truth(item)
                    : truth(call(own->function, Call{&item, 1}));
    if (keep) return item;
  }
  return Value();
}

Value items_backwards(Type* type, const Value& sequence) {
  const std::ptrdiff_t size = length(sequence);
  auto* made = new (allocate_memory(type)) ItemsIterator(type);
  made->sequence = sequence;
  made->index = static_cast<std::size_t>(size);  // one behind the next
  return Value::adopt(made);
}

Value reversed_make(Type* type, const Call& call) {
  if (call.keywords) raise_type_error("reversed() takes no keyword arguments");
  if (call.positional != 1)
    raise_type_error(
        cat("reversed expected 1 argument, got ", call.positional));
  const Value& sequence = call.values[0];
  Value method = lookup_in_type(type_of(sequence), names().reversed);
  bool own_list = is_exact(sequence, Layout::List);
  if (method.is_none())
    raise_type_error(
        cat("'", type_of(sequence)->name, "' object is not reversible"));
  if (method && !own_list) return call_special(sequence, names().reversed);
  if (!type_of(sequence)->slots.get_item || is_dict(sequence))
    raise_type_error(
        cat("'", type_of(sequence)->name, "' object is not reversible"));
  return items_backwards(type, sequence);
}

Value reversed_next(const Value& self) {
  ItemsIterator& own = items_iterator(self);
  if (own.sequence.absent()) return Value();
  if (own.index > 0) {
    --own.index;
    if (is_list(own.sequence)) {
      const auto& items = own.sequence.as<List>()->items;
      if (own.index < items.size()) return items[own.index];
    } else {
      try {
        return get_item(own.sequence,
                        Value::small(static_cast<std::intptr_t>(own.index)));
      } catch (const Raised& raised) {
        if (!matches(raised, "IndexError") && !matches(raised, "StopIteration"))
          throw;
      }
    }
  }
  own.sequence = Value();
  return Value();
}

Value reversed_length_hint(const Value* values, std::size_t) {
  ItemsIterator& own = items_iterator(values[0]);
  return Value::small(own.sequence ? static_cast<std::intptr_t>(own.index) : 0);
}

constexpr NativeMethod kReversedMethods[] = {
    {"__length_hint__()", reversed_length_hint}, {nullptr}};

template <class T>
Type* finish(Type* type, Value (*make)(Type*, const Call&)) {
  type->slots.construct = construct_as<T>;
  type->slots.destruct = destruct_as<T>;
  type->slots.make = make;
  type->slots.init = no_init;
  return type;
}

}  // namespace

Value make_callable_iterator(const Value& callable, const Value& sentinel) {
  Type* type = internals().callable_iterator;
  auto* made = new (allocate_memory(type)) CallableIterator(type);
  made->callable = callable;
  made->sentinel = sentinel;
  return Value::adopt(made);
}

Value make_native_iterator(std::function<Value()> next) {
  Type* type = internals().native_iterator;
  auto* made = new (allocate_memory(type)) NativeIterator(type);
  made->step = std::move(next);
  return Value::adopt(made);
}

std::size_t length_hint(const Value& iterable) {
  constexpr std::intptr_t kMost = 1 << 20;  // a hint may lie
  const Slots& slots = type_of(iterable)->slots;
  std::intptr_t hint = 0;
  if (slots.length) {
    hint = slots.length(iterable);
  } else {
    Value result = call_special(iterable, names().length_hint);
    if (result.is_small()) hint = result.small();
  }
  return hint < 0 ? 0 : static_cast<std::size_t>(std::min(hint, kMost));
}

Value make_list_reverse_iterator(const Value& list) {
  return items_backwards(internals().reversed, list);
}

void make_iterator_types() {
  auto& state = internals();
  auto over_items = [](const char* name, Value (*step)(const Value&)) {
    Type* type = new_iterator_type(name, sizeof(ItemsIterator), step);
    type->subclassable = false;
    type->slots.destruct = destruct_as<ItemsIterator>;
    type->slots.visit = [](Object* self, Visitor& visitor) {
      visitor(static_cast<ItemsIterator*>(self)->sequence);
    };
    type->populate = [](Type* self) { add_methods(self, kItemsMethods); };
    ready(type);
    return type;
  };
  state.list_iterator = over_items("list_iterator", list_iterator_next);
  state.tuple_iterator = over_items("tuple_iterator", tuple_iterator_next);
  state.sequence_iterator = over_items("iterator", sequence_iterator_next);
  state.types.iterator = state.sequence_iterator;

  Type* type = new_iterator_type("callable_iterator", sizeof(CallableIterator),
                                 callable_iterator_next);
  type->slots.destruct = destruct_as<CallableIterator>;
  type->slots.visit = [](Object* self, Visitor& visitor) {
    visitor(static_cast<CallableIterator*>(self)->callable);
    visitor(static_cast<CallableIterator*>(self)->sentinel);
  };
  type->subclassable = false;
  ready(state.callable_iterator = type);

  type = new_iterator_type("iterator", sizeof(NativeIterator),
                           native_iterator_next);
  type->slots.destruct = destruct_as<NativeIterator>;
  type->slots.clear = [](Object* self) {
    static_cast<NativeIterator*>(self)->step = nullptr;
  };
  type->subclassable = false;
  ready(state.native_iterator = type);

  type = new_iterator_type("enumerate", sizeof(Enumerate), enumerate_next);
  type->slots.visit = [](Object* self, Visitor& visitor) {
    visitor(static_cast<Enumerate*>(self)->iterator);
  };
  ready(state.enumerate = finish<Enumerate>(type, enumerate_make));
  auto visit_many = [](Object* self, Visitor& visitor) {
    visitor.all(static_cast<Many*>(self)->iterators);
    visitor(static_cast<Many*>(self)->function);
  };
  type = new_iterator_type("zip", sizeof(Many), zip_next);
  type->slots.visit = visit_many;
  ready(state.zip = finish<Many>(type, zip_make));
  type = new_iterator_type("map", sizeof(Many), map_next);
  type->slots.visit = visit_many;
  ready(state.map = finish<Many>(type, map_make));
  type = new_iterator_type("filter", sizeof(Filter), filter_next);
  type->slots.visit = [](Object* self, Visitor& visitor) {
    visitor(static_cast<Filter*>(self)->function);
    visitor(static_cast<Filter*>(self)->iterator);
  };
  ready(state.filter = finish<Filter>(type, filter_make));
  type = new_iterator_type("reversed", sizeof(ItemsIterator), reversed_next);
  type->populate = [](Type* self) { add_methods(self, kReversedMethods); };
  ready(state.reversed = finish<ItemsIterator>(type, reversed_make));
}

}  // namespace limbeck::py

// itertools: what makes, joins and combines streams of items: count, cycle,
// repeat, accumulate, chain, starmap, zip_longest, pairwise, batched, tee.
#include <deque>

#include "base/text.h"
#include "python/objects/int.h"
#include "python/objects/internals.h"
#include "python/objects/sequences.h"
#include "python/stdlib/itertools/shared.h"
#include "python/stdlib/modules.h"

namespace limbeck::py {
namespace itertools {

Type* make_type(const IteratorType& definition) {
  Type* type =
      new_native_type(definition.name, "itertools", {}, sizeof(Iterator));
  Slots& slots = type->slots;
  slots.construct = construct_as<Iterator>;
  slots.destruct = destruct_as<Iterator>;
  slots.make = definition.make;
  slots.init = no_init;
  slots.iterate = [](const Value& self) { return self; };
  slots.next = definition.next;
  slots.repr = definition.repr;
  slots.visit = [](Object* self, Visitor& visitor) {
    auto* own = static_cast<Iterator*>(self);
    visitor(own->source);
    visitor(own->function);
    visitor(own->held);
    visitor.all(own->values);
  };
  ready(type);
  if (definition.methods) add_methods(type, definition.methods);
  if (definition.doc)
    attributes_of(type)->set(names().doc, make_str(definition.doc));
  return type;
}

std::size_t count_of(const Value& value, std::size_t fallback,
                     const char* message) {
  if (value.absent() || value.is_none()) return fallback;
  Value index = value;
  if (!is_int(value)) {
    if (lookup_in_type(type_of(value), names().index).absent())
      raise_value_error(message);
    index = index_of(value);
  }
  auto count = int_of(index);
  if (!count || *count < 0) raise_value_error(message);
  return static_cast<std::size_t>(*count);
}

namespace {

// -- count --------------------------------------------------------------------

bool is_number(const Value& value) {
  return is_int(value) || is_float(value) ||
         lookup_in_type(type_of(value), names().index) ||
         lookup_in_type(type_of(value), names().float_) ||
         has_layout(value, Layout::Complex);
}

Value count_make(Type* type, const Call& call) {
  Value bound[2];
  bind("count(start=0, step=1)", call, bound);
  for (const Value& value : bound)
    if (!is_number(value)) raise_type_error("a number is required");
  Iterator* made = new_iterator(type);
  Value result = Value::adopt(made);
  made->held = bound[0];
  made->function = bound[1];
  return result;
}

Value count_next(const Value& self) {
  Iterator& own = iterator(self);
  Value value = own.held;
  Value next = small_add(value, own.function);
  own.held = next ? std::move(next) : binary(value, own.function, Binary::Add);
  return value;
}

Value count_repr(const Value& self) {
  Iterator& own = iterator(self);
  if (own.function.is(Value::small(1)))
    return make_str(cat("count(", repr(own.held), ")"));
  return make_str(cat("count(", repr(own.held), ", ", repr(own.function), ")"));
}

// -- cycle and repeat ---------------------------------------------------------

Value cycle_make(Type* type, const Call& call) {
  Value bound[1];
  bind("cycle(iterable, /)", call, bound);
  Value source = iterate(bound[0]);
  Iterator* made = new_iterator(type);
  made->source = std::move(source);
  return Value::adopt(made);
}

Value cycle_next(const Value& self) {
  Iterator& own = iterator(self);
  if (own.source) {
    Value item = advance(own.source);
    if (item) {
      own.values.push_back(item);
      return item;
    }
    own.source = Value();
  }
  if (own.values.empty()) return Value();
  Value item = own.values[own.at];
  if (++own.at == own.values.size()) own.at = 0;
  return item;
}

Value repeat_make(Type* type, const Call& call) {
  Value bound[2];
  bind("repeat(object, times=...)", call, bound);
  Iterator* made = new_iterator(type);
  Value result = Value::adopt(made);
  made->held = bound[0];
  made->started = static_cast<bool>(bound[1]);  // limited
  if (bound[1]) {
    std::ptrdiff_t times = index_to_size(bound[1], "OverflowError");
    made->stop = times < 0 ? 0 : static_cast<std::size_t>(times);
  }
  return result;
}

Value repeat_next(const Value& self) {
  Iterator& own = iterator(self);
  if (!own.started) return own.held;
  if (own.stop == 0) return Value();
  --own.stop;
  return own.held;
}

Value repeat_repr(const Value& self) {
  Iterator& own = iterator(self);
  if (!own.started) return make_str(cat("repeat(", repr(own.held), ")"));
  return make_str(cat("repeat(", repr(own.held), ", ", own.stop, ")"));
}

Value repeat_length_hint(const Value* values, std::size_t) {
  Iterator& own = iterator(values[0]);
  if (!own.started) raise_type_error("len() of unsized object");
  return Value::small(static_cast<std::intptr_t>(own.stop));
}
constexpr NativeMethod kRepeatMethods[] = {
    {"__length_hint__()", repeat_length_hint}, {nullptr}};

// -- accumulate ---------------------------------------------------------------

Value accumulate_make(Type* type, const Call& call) {
  Value bound[3];
  bind("accumulate(iterable, func=None, *, initial=None)", call, bound);
  Value source = iterate(bound[0]);
  Iterator* made = new_iterator(type);
  made->source = std::move(source);
  made->function = bound[1];
  made->values.push_back(bound[2]);
  return Value::adopt(made);
}

Value accumulate_next(const Value& self) {
  Iterator& own = iterator(self);
  if (!own.started) {
    own.started = true;
    own.held =
        own.values[0].is_none() ? advance(own.source) : Value(own.values[0]);
    return own.held;
  }
  Value item = advance(own.source);
  if (item.absent()) return item;
  Value total = own.function.is_none() ? binary(own.held, item, Binary::Add)
                                       : call(own.function, {own.held, item});
  own.held = total;
  return total;
}

// -- chain --------------------------------------------------------------------

Value chain_of(Type* type, Value sources) {
  Iterator* made = new_iterator(type);
  made->source = std::move(sources);
  return Value::adopt(made);
}

Value chain_make(Type* type, const Call& call) {
  if (call.keywords) raise_type_error("chain() takes no keyword arguments");
  return chain_of(
      type,
      iterate(new_tuple(std::span<const Value>(call.values, call.positional))
                  .value()));
}

Value chain_next(const Value& self) {
  Iterator& own = iterator(self);
  while (own.source) {
    if (own.held.absent()) {
      Value next = advance(own.source);
      if (next.absent()) {
        own.source = Value();
        break;
      }
      try {
        own.held = iterate(next);
      } catch (...) {
        own.source = Value();
        throw;
      }
    }
    Value item = advance(Value(own.held));
    if (item) return item;
    own.held = Value();
  }
  return Value();
}

Value chain_from_iterable(Args& args) {
  return chain_of(args[0].as<Type>(), iterate(args[1]));
}
constexpr NativeMethod kChainMethods[] = {
    {"from_iterable(cls, iterable, /)", nullptr, 0, 0, chain_from_iterable,
     NativeMethod::Kind::Class},
    kClassGetItem,
    {nullptr}};

// -- starmap, zip_longest, pairwise, batched ----------------------------------

Value starmap_make(Type* type, const Call& call) {
  Value bound[2];
  bind("starmap(function, iterable, /)", call, bound);
  Value source = iterate(bound[1]);
  Iterator* made = new_iterator(type);
  made->source = std::move(source);
  made->function = bound[0];
  return Value::adopt(made);
}

Value starmap_next(const Value& self) {
  Iterator& own = iterator(self);
  Value item = advance(own.source);
  if (item.absent()) return item;
  if (is_tuple(item)) {
    auto values = items_of(item);
    return call(own.function, Call{values.data(), values.size()});
  }
  std::vector<Value> values = collect(item);
  return call(own.function, Call{values.data(), values.size()});
}

Value zip_longest_make(Type* type, const Call& call) {
  Value bound[2];
  bind("zip_longest(*iterables, fillvalue=None)", call, bound);
  std::vector<Value> sources;
  for (const Value& iterable : items_of(bound[0]))
    sources.push_back(iterate(iterable));
  Iterator* made = new_iterator(type);
  made->values = std::move(sources);
  made->function = bound[1];
  made->at = made->values.size();  // how many are still running
  return Value::adopt(made);
}

Value zip_longest_next(const Value& self) {
  Iterator& own = iterator(self);
  if (!own.at) return Value();
  Ref<Tuple> items = new_tuple(own.values.size());
  for (std::size_t i = 0; i < own.values.size(); ++i) {
    Value item;
    if (own.values[i]) {
      item = advance(Value(own.values[i]));
      if (item.absent()) {
        own.values[i] = Value();
        if (--own.at == 0) return Value();
      }
    }
    items->items()[i] = item ? std::move(item) : Value(own.function);
  }
  return std::move(items).value();
}

Value pair_of(Value first, Value second) {
  Ref<Tuple> pair = new_tuple(std::size_t{2});
  pair->items()[0] = std::move(first);
  pair->items()[1] = std::move(second);
  return std::move(pair).value();
}

Value pairwise_make(Type* type, const Call& call) {
  Value bound[1];
  bind("pairwise(iterable, /)", call, bound);
  Value source = iterate(bound[0]);
  Iterator* made = new_iterator(type);
  made->source = std::move(source);
  return Value::adopt(made);
}

Value pairwise_next(const Value& self) {
  Iterator& own = iterator(self);
  if (own.source.absent()) return Value();
  if (own.held.absent()) own.held = advance(Value(own.source));
  Value next = own.held ? advance(Value(own.source)) : Value();
  if (next.absent()) {
    own.source = own.held = Value();
    return Value();
  }
  Value first = std::move(own.held);
  own.held = next;
  return pair_of(std::move(first), std::move(next));
}

Value batched_make(Type* type, const Call& call) {
  Value bound[3];
  bind("batched(iterable, n, *, strict=False)", call, bound);
  std::ptrdiff_t size = index_to_size(bound[1], "OverflowError");
  if (size < 1) raise_value_error("n must be at least one");
  Value source = iterate(bound[0]);
  Iterator* made = new_iterator(type);
  Value result = Value::adopt(made);
  made->source = std::move(source);
  made->stop = static_cast<std::size_t>(size);
  made->started = truth(bound[2]);  // strict
  return result;
}

Value batched_next(const Value& self) {
  Iterator& own = iterator(self);
  if (own.source.absent()) return Value();
  std::vector<Value> batch;
  while (batch.size() < own.stop) {
    Value item = advance(Value(own.source));
    if (item.absent()) break;
    batch.push_back(std::move(item));
  }
  if (batch.size() < own.stop) {
    own.source = Value();
    if (batch.empty()) return Value();
    if (own.started) raise_value_error("batched(): incomplete batch");
  }
  return make_tuple(std::move(batch));
}

// -- tee ----------------------------------------------------------------------

/// What the iterators of one tee() share: the items that not all have seen.
struct TeeSource : Object {
  Value source;
  std::deque<Value> items;
  std::size_t first = 0;           // the number of items[0]
  std::vector<Iterator*> readers;  // borrowed: each removes itself
  explicit TeeSource(Type* type) : Object(type) {}
};
struct TeeTypes {
  Type *source = nullptr, *reader = nullptr;
};

TeeSource& tee_source(const Iterator& reader) {
  return *reader.held.as<TeeSource>();
}

Value new_reader(const Value& source, std::size_t at) {
  Iterator* made = new_iterator(interpreter_state<TeeTypes>().reader);
  made->held = source;
  made->at = at;
  source.as<TeeSource>()->readers.push_back(made);
  return Value::adopt(made);
}

void drop_seen(TeeSource& source) {
  std::size_t least = source.first + source.items.size();
  for (Iterator* reader : source.readers) least = std::min(least, reader->at);
  for (; source.first < least; ++source.first) source.items.pop_front();
}

Value tee_next(const Value& self) {
  Iterator& own = iterator(self);
  TeeSource& source = tee_source(own);
  if (own.at == source.first + source.items.size()) {
    if (source.source.absent()) return Value();
    Value item = advance(Value(source.source));
    if (item.absent()) {
      source.source = Value();
      return item;
    }
    source.items.push_back(std::move(item));
  }
  Value item = source.items[own.at - source.first];
  bool oldest = own.at == source.first;
  ++own.at;
  if (oldest) drop_seen(source);
  return item;
}

Value tee_copy(const Value* values, std::size_t) {
  Iterator& own = iterator(values[0]);
  return new_reader(own.held, own.at);
}
constexpr NativeMethod kTeeMethods[] = {{"__copy__()", tee_copy}, {nullptr}};

void tee_destruct(Object* self) {
  auto* own = static_cast<Iterator*>(self);
  if (own->held) {
    auto& readers = tee_source(*own).readers;
    std::erase(readers, own);
  }
  own->~Iterator();
}

void make_tee_types() {
  TeeTypes& types = interpreter_state<TeeTypes>();
  types.source =
      new_native_type("_tee_dataobject", "itertools", {}, sizeof(TeeSource));
  types.source->slots.destruct = destruct_as<TeeSource>;
  ready(types.source);
  types.reader = make_type({"_tee", "Iterator wrapped to make it copyable.",
                            nullptr, tee_next, kTeeMethods});
  types.reader->slots.destruct = tee_destruct;
  types.reader->slots.visit = nullptr;
}

Value tee(Args& args) {
  std::ptrdiff_t count = index_to_size(args[1], "OverflowError");
  if (count < 0) raise_value_error("n must be >= 0");
  TeeTypes& types = interpreter_state<TeeTypes>();
  Value source = iterate(args[0]);
  Value shared;
  std::size_t at = 0;
  if (source.object() && source.object()->type == types.reader) {
    shared = iterator(source).held;
    at = iterator(source).at;
  } else {
    auto* made = new (allocate_memory(types.source)) TeeSource(types.source);
    made->source = std::move(source);
    shared = Value::adopt(made);
  }
  std::vector<Value> readers;
  for (std::ptrdiff_t i = 0; i < count; ++i)
    readers.push_back(new_reader(shared, at));
  return make_tuple(std::move(readers));
}

constexpr IteratorType kTypes[] = {
    {"count", "Numbers from start on, each step apart.", count_make, count_next,
     nullptr, count_repr},
    {"cycle", "The items of an iterable, again and again.", cycle_make,
     cycle_next},
    {"repeat", "One object, times often or without end.", repeat_make,
     repeat_next, kRepeatMethods, repeat_repr},
    {"accumulate", "Running totals.", accumulate_make, accumulate_next},
    {"chain", "The items of one iterable after those of the other.", chain_make,
     chain_next, kChainMethods},
    {"starmap", "The results of calling a function with each tuple.",
     starmap_make, starmap_next},
    {"zip_longest", "Tuples of items, filled up to the longest iterable.",
     zip_longest_make, zip_longest_next},
    {"pairwise", "Pairs of neighbours.", pairwise_make, pairwise_next},
    {"batched", "Tuples of n items.", batched_make, batched_next},
};

}  // namespace

void add_streams(Module& module) {
  for (const IteratorType& definition : kTypes)
    module.set(make_type(definition));
  make_tee_types();
  module.def("tee(iterable, n=2, /)", tee);
}

}  // namespace itertools

void init_itertools(Module& module) {
  itertools::add_streams(module);
  itertools::add_selections(module);
  itertools::add_combinations(module);
}

}  // namespace limbeck::py

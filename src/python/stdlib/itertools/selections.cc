// itertools: what picks from one iterable: compress, dropwhile, takewhile,
// filterfalse, islice, groupby.
#include <cstdint>

#include "python/objects/internals.h"
#include "python/objects/sequences.h"
#include "python/stdlib/itertools/shared.h"

namespace limbeck::py::itertools {
namespace {

Value compress_make(Type* type, const Call& call) {
  Value bound[2];
  bind("compress(data, selectors)", call, bound);
  Value data = iterate(bound[0]), selectors = iterate(bound[1]);
  Iterator* made = new_iterator(type);
  made->source = std::move(data);
  made->function = std::move(selectors);
  return Value::adopt(made);
}

Value compress_next(const Value& self) {
  Iterator& own = iterator(self);
  while (true) {
    Value item = advance(own.source);
    if (item.absent()) return item;
    Value selector = advance(own.function);
    if (selector.absent()) return selector;
    if (truth(selector)) return item;
  }
}

// -- by a predicate -----------------------------------------------------------

template <const char* const& text>
Value predicate_make(Type* type, const Call& call) {
  Value bound[2];
  bind(text, call, bound);
  Value source = iterate(bound[1]);
  Iterator* made = new_iterator(type);
  made->source = std::move(source);
  made->function = bound[0];
  return Value::adopt(made);
}

bool holds(const Iterator& own, const Value& item) {
  if (own.function.is_none()) return truth(item);
  return truth(call(own.function, {item}));
}

constexpr const char* kDropWhile = "dropwhile(predicate, iterable, /)";
constexpr const char* kTakeWhile = "takewhile(predicate, iterable, /)";
constexpr const char* kFilterFalse = "filterfalse(function, iterable, /)";

Value dropwhile_next(const Value& self) {
  Iterator& own = iterator(self);
  while (true) {
    Value item = advance(own.source);
    if (item.absent() || own.started) return item;
    if (truth(call(own.function, {item}))) continue;
    own.started = true;
    return item;
  }
}

Value takewhile_next(const Value& self) {
  Iterator& own = iterator(self);
  if (own.done) return Value();
  Value item = advance(own.source);
  if (item.absent()) return item;
  if (truth(call(own.function, {item}))) return item;
  own.done = true;
  return Value();
}

Value filterfalse_next(const Value& self) {
  Iterator& own = iterator(self);
  while (true) {
    Value item = advance(own.source);
    if (item.absent() || !holds(own, item)) return item;
  }
}

// -- islice -------------------------------------------------------------------

constexpr const char* kBadStop =
    "Stop argument for islice() must be None or an integer: 0 <= x <= "
    "sys.maxsize.";
constexpr const char* kBadIndices =
    "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.";
constexpr const char* kBadStep =
    "Step for islice() must be a positive integer or None.";

Value islice_make(Type* type, const Call& call) {
  if (call.keywords) raise_type_error("islice() takes no keyword arguments");
  if (call.positional < 2 || call.positional > 4)
    raise_type_error(cat("islice expected at ",
                         call.positional < 2 ? "least 2" : "most 4",
                         " arguments, got ", call.positional));
  const Value* given = call.values;
  std::size_t start = 0, stop = SIZE_MAX, step = 1;
  if (call.positional == 2) {
    stop = count_of(given[1], SIZE_MAX, kBadStop);
  } else {
    start = count_of(given[1], 0, kBadIndices);
    stop = count_of(given[2], SIZE_MAX, kBadIndices);
    if (call.positional == 4) step = count_of(given[3], 1, kBadStep);
    if (step == 0) raise_value_error(kBadStep);
  }
  Value source = iterate(given[0]);
  Iterator* made = new_iterator(type);
  made->source = std::move(source);
  made->indices = {start};  // of the next item given
  made->stop = stop;
  made->step = step;
  return Value::adopt(made);
}

// CPython: islice_next. What is skipped in front of the stop is consumed.
Value islice_next(const Value& self) {
  Iterator& own = iterator(self);
  if (own.source.absent()) return Value();
  std::size_t wanted = own.indices[0] < own.stop ? own.indices[0] : own.stop;
  while (own.at < wanted) {
    if (advance(Value(own.source)).absent()) {
      own.source = Value();
      return Value();
    }
    ++own.at;
  }
  Value item = own.at < own.stop ? advance(Value(own.source)) : Value();
  if (item.absent()) {
    own.source = Value();
    return item;
  }
  ++own.at;
  std::size_t next = own.indices[0] + own.step;
  own.indices[0] = next < own.indices[0] || next > own.stop ? own.stop : next;
  return item;
}

// -- groupby ------------------------------------------------------------------

struct GroupTypes {
  Type* group = nullptr;
};

Value groupby_make(Type* type, const Call& call) {
  Value bound[2];
  bind("groupby(iterable, key=None)", call, bound);
  Value source = iterate(bound[0]);
  Iterator* made = new_iterator(type);
  made->source = std::move(source);
  made->function = bound[1];
  made->values.resize(2);  // the current item; the key of the running group
  return Value::adopt(made);
}

/// Goes to the next item and its key (held); false at the end.
bool groupby_step(Iterator& own) {
  Value item = advance(Value(own.source));
  if (item.absent()) return false;
  Value key = own.function.is_none() ? item : call(own.function, {item});
  own.values[0] = std::move(item);
  own.held = std::move(key);
  return true;
}

Value groupby_next(const Value& self) {
  Iterator& own = iterator(self);
  ++own.at;  // earlier groups are over
  while (own.held.absent() ||
         (own.values[1] && same_or_equal(own.values[1], own.held)))
    if (!groupby_step(own)) return Value();
  own.values[1] = own.held;
  Iterator* group = new_iterator(interpreter_state<GroupTypes>().group);
  Value result = Value::adopt(group);
  group->source = self;
  group->held = own.held;
  group->at = own.at;
  Ref<Tuple> pair = new_tuple(std::size_t{2});
  pair->items()[0] = own.held;
  pair->items()[1] = std::move(result);
  return std::move(pair).value();
}

Value group_next(const Value& self) {
  Iterator& own = iterator(self);
  Iterator& parent = iterator(own.source);
  if (parent.at != own.at) return Value();
  if (parent.values[0].absent() && !groupby_step(parent)) return Value();
  if (!same_or_equal(own.held, parent.held)) return Value();
  return std::move(parent.values[0]);
}

constexpr IteratorType kTypes[] = {
    {"compress", "The items whose selectors are true.", compress_make,
     compress_next},
    {"dropwhile", "The items from the first that fails the predicate on.",
     predicate_make<kDropWhile>, dropwhile_next},
    {"takewhile", "The items before the first that fails the predicate.",
     predicate_make<kTakeWhile>, takewhile_next},
    {"filterfalse", "The items for which the function is false.",
     predicate_make<kFilterFalse>, filterfalse_next},
    {"islice", "Items by their numbers, as a slice has them.", islice_make,
     islice_next},
    {"groupby", "Runs of items with the same key.", groupby_make, groupby_next},
};

}  // namespace

void add_selections(Module& module) {
  for (const IteratorType& definition : kTypes)
    module.set(make_type(definition));
  interpreter_state<GroupTypes>().group =
      make_type({"_grouper", nullptr, nullptr, group_next});
}

}  // namespace limbeck::py::itertools

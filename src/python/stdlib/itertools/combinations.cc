// itertools: product, permutations, combinations with and without repetition.
#include <algorithm>
#include <numeric>

#include "python/objects/int.h"
#include "python/objects/internals.h"
#include "python/objects/sequences.h"
#include "python/stdlib/itertools/shared.h"

namespace limbeck::py::itertools {
namespace {

Value picked(const Iterator& own, std::size_t count) {
  Ref<Tuple> items = new_tuple(count);
  for (std::size_t i = 0; i < count; ++i)
    items->items()[i] = own.values[own.indices[i]];
  return std::move(items).value();
}

// -- product ------------------------------------------------------------------

Value product_make(Type* type, const Call& call) {
  Value bound[2];
  bind("product(*iterables, repeat=1)", call, bound);
  std::ptrdiff_t repeat = index_to_size(bound[1], "OverflowError");
  if (repeat < 0) raise_value_error("repeat argument cannot be negative");
  std::vector<Value> pools;
  for (const Value& iterable : items_of(bound[0]))
    pools.push_back(make_tuple(collect(iterable)));
  Iterator* made = new_iterator(type);
  Value result = Value::adopt(made);
  for (std::ptrdiff_t i = 0; i < repeat; ++i)
    made->values.insert(made->values.end(), pools.begin(), pools.end());
  made->indices.assign(made->values.size(), 0);
  for (const Value& pool : made->values)
    made->done = made->done || items_of(pool).empty();
  return result;
}

Value product_next(const Value& self) {
  Iterator& own = iterator(self);
  if (own.done) return Value();
  std::size_t count = own.values.size();
  Ref<Tuple> items = new_tuple(count);
  for (std::size_t i = 0; i < count; ++i)
    items->items()[i] = (*own.values[i].as<Tuple>())[own.indices[i]];
  std::size_t at = count;
  while (at > 0) {
    --at;
    if (++own.indices[at] < own.values[at].as<Tuple>()->size)
      return std::move(items).value();
    own.indices[at] = 0;
  }
  own.done = true;
  return std::move(items).value();
}

// -- from one pool ------------------------------------------------------------

Iterator* pool_make(Type* type, const Value& iterable, const Value& length) {
  std::vector<Value> pool = collect(iterable);
  std::size_t count = pool.size();
  if (length && !length.is_none()) {
    std::ptrdiff_t given = index_to_size(length, "OverflowError");
    if (given < 0) raise_value_error("r must be non-negative");
    count = static_cast<std::size_t>(given);
  }
  Iterator* made = new_iterator(type);
  made->values = std::move(pool);
  made->stop = count;  // the length of a tuple
  made->done = count > made->values.size();
  return made;
}

Value permutations_make(Type* type, const Call& call) {
  Value bound[2];
  bind("permutations(iterable, r=None)", call, bound);
  Iterator* made = pool_make(type, bound[0], bound[1]);
  made->indices.resize(made->values.size());
  std::iota(made->indices.begin(), made->indices.end(), 0);
  if (!made->done)
    for (std::size_t i = 0; i < made->stop; ++i)
      made->cycles.push_back(made->values.size() - i);
  return Value::adopt(made);
}

Value permutations_next(const Value& self) {
  Iterator& own = iterator(self);
  if (own.done) return Value();
  Value items = picked(own, own.stop);
  std::size_t size = own.values.size();
  std::size_t i = own.stop;
  while (i > 0) {
    --i;
    auto from = own.indices.begin() + static_cast<std::ptrdiff_t>(i);
    if (--own.cycles[i] == 0) {
      std::rotate(from, from + 1, own.indices.end());
      own.cycles[i] = size - i;
    } else {
      std::swap(own.indices[i], own.indices[size - own.cycles[i]]);
      return items;
    }
  }
  own.done = true;
  return items;
}

Value combinations_make(Type* type, const Call& call) {
  Value bound[2];
  bind("combinations(iterable, r)", call, bound);
  Iterator* made = pool_make(type, bound[0], bound[1]);
  made->indices.resize(made->done ? 0 : made->stop);
  std::iota(made->indices.begin(), made->indices.end(), 0);
  return Value::adopt(made);
}

Value combinations_next(const Value& self) {
  Iterator& own = iterator(self);
  if (own.done) return Value();
  Value items = picked(own, own.stop);
  std::size_t size = own.values.size(), i = own.stop;
  while (i > 0 && own.indices[i - 1] == i - 1 + size - own.stop) --i;
  if (i == 0) {
    own.done = true;
  } else {
    std::size_t next = ++own.indices[i - 1];
    for (std::size_t j = i; j < own.stop; ++j) own.indices[j] = ++next;
  }
  return items;
}

Value with_replacement_make(Type* type, const Call& call) {
  Value bound[2];
  bind("combinations_with_replacement(iterable, r)", call, bound);
  Iterator* made = pool_make(type, bound[0], bound[1]);
  made->done = made->values.empty() && made->stop > 0;
  if (!made->done) made->indices.assign(made->stop, 0);
  return Value::adopt(made);
}

Value with_replacement_next(const Value& self) {
  Iterator& own = iterator(self);
  if (own.done) return Value();
  Value items = picked(own, own.stop);
  std::size_t i = own.stop;
  while (i > 0 && own.indices[i - 1] == own.values.size() - 1) --i;
  if (i == 0) {
    own.done = true;
  } else {
    std::size_t next = own.indices[i - 1] + 1;
    std::fill(own.indices.begin() + static_cast<std::ptrdiff_t>(i - 1),
              own.indices.end(), next);
  }
  return items;
}

constexpr IteratorType kTypes[] = {
    {"product", "Tuples of one item from each iterable.", product_make,
     product_next},
    {"permutations", "Tuples of r items in every order.", permutations_make,
     permutations_next},
    {"combinations", "Tuples of r items, each once.", combinations_make,
     combinations_next},
    {"combinations_with_replacement", "Tuples of r items, each as often.",
     with_replacement_make, with_replacement_next},
};

}  // namespace

void add_combinations(Module& module) {
  for (const IteratorType& definition : kTypes)
    module.set(make_type(definition));
}

}  // namespace limbeck::py::itertools

// _functools: partial, reduce, cmp_to_key and what lru_cache wraps a function
// in.
#include "base/text.h"
#include "python/objects/callable.h"
#include "python/objects/compare.h"
#include "python/objects/dict.h"
#include "python/objects/internals.h"
#include "python/objects/sequences.h"
#include "python/objects/type.h"
#include "python/stdlib/modules.h"

namespace limbeck::py {
namespace {

struct Types {
  Type *partial = nullptr, *key = nullptr, *cache = nullptr;
  Value keyword_mark;  // between the positional and the keyword part of a key
};
Types& types() { return interpreter_state<Types>(); }

// -- partial ------------------------------------------------------------------

struct Partial : Instance {
  Value function;
  Ref<Tuple> args;
  Ref<Dict> keywords;
  explicit Partial(Type* type) : Instance(type) {}
};
Partial& partial(const Value& self) { return *self.as<Partial>(); }

// CPython: partial_new. What wraps a partial itself is made flat.
Value partial_make(Type* type, const Call& call) {
  if (!call.positional)
    raise_type_error("type 'partial' takes at least one argument");
  Value function = call.values[0];
  if (!is_callable(function))
    raise_type_error("the first argument must be callable");
  auto* made = new (allocate_memory(type)) Partial(type);
  Value result = Value::adopt(made);
  made->keywords = new_dict();
  std::vector<Value> args;
  if (type_of(function) == types().partial) {
    Value inner = function;
    function = partial(inner).function;
    auto span = partial(inner).args->span();
    args.assign(span.begin(), span.end());
    dict_update(made->keywords.get(), partial(inner).keywords.value());
  }
  args.insert(args.end(), call.values + 1, call.values + call.positional);
  for (std::size_t i = 0; i < call.keywords; ++i)
    made->keywords->set(call.names[i], call.values[call.positional + i]);
  made->function = function;
  made->args = new_tuple(std::span<const Value>(args));
  return result;
}

Value partial_call(const Value& self, const Call& given) {
  Partial& own = partial(self);
  auto first = own.args->span();
  std::vector<Value> values(first.begin(), first.end());
  values.insert(values.end(), given.values, given.values + given.positional);
  std::size_t positional = values.size();
  if (!own.keywords->used) {
    values.insert(values.end(), given.values + given.positional,
                  given.values + given.positional + given.keywords);
    return call(own.function,
                Call{values.data(), positional, given.names, given.keywords});
  }
  Ref<Dict> keywords = copy_dict(own.keywords.get());
  for (std::size_t i = 0; i < given.keywords; ++i)
    keywords->set(given.names[i], given.values[given.positional + i]);
  std::vector<Value> keyword_names;
  for (std::uint32_t i = keywords->live(0); i < keywords->filled;
       i = keywords->live(i + 1)) {
    keyword_names.push_back(keywords->entries[i].key);
    values.push_back(keywords->entries[i].value);
  }
  return call(own.function, Call{values.data(), positional,
                                 keyword_names.data(), keyword_names.size()});
}

Value partial_repr(const Value& self) {
  ReprGuard guard(self);
  if (guard.again) return make_str("...");
  Partial& own = partial(self);
  std::string name = type_of(self) == types().partial
                         ? "functools.partial"
                         : full_name(type_of(self));
  std::string text = cat(name, "(", repr(own.function));
  for (const Value& value : own.args->span()) cat_to(text, ", ", repr(value));
  Dict& keywords = *own.keywords;
  for (std::uint32_t i = keywords.live(0); i < keywords.filled;
       i = keywords.live(i + 1))
    cat_to(text, ", ", str(keywords.entries[i].key), "=",
           repr(keywords.entries[i].value));
  return make_str(text + ")");
}

// A partial in a class is no method; Python 3.14 makes it one.
Value partial_get(const Value& self, const Value& instance, Type*) {
  if (instance)
    call_method(Interpreter::current().import("warnings"), "warn",
                {make_str("functools.partial will be a method descriptor in "
                          "future Python versions; wrap it in staticmethod() "
                          "if you want to preserve the old behavior"),
                 Value(exception_type("FutureWarning")), Value::small(1)});
  return self;
}

Value partial_reduce(const Value* values, std::size_t) {
  Partial& own = partial(values[0]);
  Value attributes = Value::none();
  if (own.attributes && own.attributes->used)
    attributes = instance_dict(values[0]);
  return make_tuple({Value(type_of(values[0])), make_tuple({own.function}),
                     make_tuple({own.function, own.args.value(),
                                 own.keywords.value(), attributes})});
}
Value partial_setstate(const Value* values, std::size_t) {
  auto state = items_of(values[1]);
  if (state.size() != 4 || !is_callable(state[0]) || !is_tuple(state[1]) ||
      !is_dict(state[2]))
    raise_type_error("invalid partial state");
  Partial& own = partial(values[0]);
  own.function = state[0];
  own.args = Ref<Tuple>(state[1].as<Tuple>());
  own.keywords = Ref<Dict>(state[2].as<Dict>());
  if (is_dict(state[3])) set_instance_attributes(values[0].object(), state[3]);
  return Value::none();
}

constexpr NativeMethod kPartialMethods[] = {
    {"__reduce__()", partial_reduce},
    {"__setstate__(state, /)", partial_setstate, 1, 1},
    kClassGetItem,
    {nullptr}};
constexpr NativeProperty kPartialProperties[] = {
    {"func", [](const Value& self) { return partial(self).function; }},
    {"args", [](const Value& self) { return partial(self).args.value(); }},
    {"keywords",
     [](const Value& self) { return partial(self).keywords.value(); }},
    {"__dict__", [](const Value& self) { return instance_dict(self); }},
    {nullptr, nullptr}};

Type* make_partial_type() {
  Type* type = new_native_type("partial", "functools", {}, sizeof(Partial));
  type->attributes_offset = kInstanceAttributes;
  type->immutable = false;
  Slots& slots = type->slots;
  slots.construct = construct_as<Partial>;
  slots.destruct = destruct_as<Partial>;
  slots.clear = [](Object* self) {
    auto* own = static_cast<Partial*>(self);
    own->function = Value::none();
    own->args = new_tuple(std::size_t{0});
    own->keywords = new_dict();
  };
  slots.visit = [](Object* self, Visitor& visitor) {
    auto* own = static_cast<Partial*>(self);
    visitor(own->function);
    visitor(own->args.value());
    visitor(own->keywords.value());
  };
  slots.make = partial_make;
  slots.init = no_init;
  slots.call = partial_call;
  slots.repr = partial_repr;
  slots.descriptor_get = partial_get;
  ready(type);
  add_methods(type, kPartialMethods);
  add_properties(type, kPartialProperties);
  return type;
}

// -- cmp_to_key ---------------------------------------------------------------

struct Key : Object {
  Value compare, object;
  explicit Key(Type* type) : Object(type) {}
};

Value key_compare(const Value& self, const Value& other, Compare op) {
  if (type_of(other) != types().key)
    raise_type_error("other argument must be K instance");
  Value order = call(self.as<Key>()->compare,
                     {self.as<Key>()->object, other.as<Key>()->object});
  return compare(order, Value::small(0), op);
}

Value new_key(const Value& compare, Value object) {
  auto* made = new (allocate_memory(types().key)) Key(types().key);
  made->compare = compare;
  made->object = std::move(object);
  return Value::adopt(made);
}

Type* make_key_type() {
  Type* type = new_native_type("KeyWrapper", "functools", {}, sizeof(Key));
  type->subclassable = false;
  type->slots.destruct = destruct_as<Key>;
  type->slots.compare = key_compare;
  type->slots.call = [](const Value& self, const Call& call) {
    if (call.positional + call.keywords != 1)
      raise_type_error("K() takes exactly one argument");
    return new_key(self.as<Key>()->compare, call.values[0]);
  };
  ready(type);
  constexpr static NativeProperty kProperties[] = {
      {"obj", [](const Value& self) { return self.as<Key>()->object; }},
      {nullptr, nullptr}};
  add_properties(type, kProperties);
  return type;
}

Value cmp_to_key(Args& args) { return new_key(args[0], Value::none()); }

// -- reduce -------------------------------------------------------------------

Value reduce(const Value* values, std::size_t count) {
  Type* kind = type_of(values[1]);
  if (!kind->slots.iterate && !kind->slots.get_item)
    raise_type_error("reduce() arg 2 must support iteration");
  Value iterator = iterate(values[1]);
  Value total = count > 2 ? Value(values[2]) : next(iterator);
  if (total.absent())
    raise_type_error("reduce() of empty iterable with no initial value");
  while (Value item = next(iterator)) {
    Value pair[2] = {std::move(total), std::move(item)};
    total = call(values[0], Call{pair, 2});
  }
  return total;
}

// -- lru_cache ----------------------------------------------------------------

struct Cache : Instance {
  Value function, info_type;
  Ref<Dict> results;            // the least recently used one first
  std::ptrdiff_t maxsize = -1;  // -1: no limit
  std::intptr_t hits = 0, misses = 0;
  bool typed = false;
  explicit Cache(Type* type) : Instance(type) {}
};
Cache& cache(const Value& self) { return *self.as<Cache>(); }

// CPython: lru_cache_make_key.
Value make_key(const Cache& own, const Call& call) {
  if (!own.typed && !call.keywords && call.positional == 1 &&
      (is_exact_str(call.values[0]) || call.values[0].is_small()))
    return call.values[0];
  std::vector<Value> parts(call.values, call.values + call.positional);
  if (call.keywords) parts.push_back(types().keyword_mark);
  for (std::size_t i = 0; i < call.keywords; ++i) {
    parts.push_back(call.names[i]);
    parts.push_back(call.values[call.positional + i]);
  }
  if (own.typed)
    for (std::size_t i = 0; i < call.positional + call.keywords; ++i)
      parts.emplace_back(type_of(call.values[i]));
  return make_tuple(std::move(parts));
}

Value cache_call(const Value& self, const Call& given) {
  Cache& own = cache(self);
  if (own.maxsize == 0) {
    ++own.misses;
    return call(own.function, given);
  }
  Value key = make_key(own, given);
  std::int64_t key_hash = hash(key);
  if (Value* found = own.results->find(key, key_hash)) {
    Value result = *found;
    ++own.hits;
    if (own.maxsize > 0 &&
        own.results->entries + own.results->filled - 1 !=
            reinterpret_cast<Dict::Entry*>(reinterpret_cast<char*>(found) -
                                           offsetof(Dict::Entry, value))) {
      own.results->remove(key);
      own.results->set(key, key_hash, result);
    }
    return result;
  }
  ++own.misses;
  Value result = call(own.function, given);
  Dict* results = own.results.get();
  if (own.maxsize > 0 &&
      results->used >= static_cast<std::size_t>(own.maxsize) &&
      !results->find(key, key_hash)) {
    Value oldest = results->entries[results->live(0)].key;
    results->remove(oldest);
  }
  results->set(key, key_hash, result);
  return result;
}

Value cache_info(const Value* values, std::size_t) {
  Cache& own = cache(values[0]);
  return call(own.info_type,
              {Value::small(own.hits), Value::small(own.misses),
               own.maxsize < 0 ? Value::none() : Value::small(own.maxsize),
               Value::small(own.results->used)});
}
Value cache_clear(const Value* values, std::size_t) {
  Cache& own = cache(values[0]);
  own.hits = own.misses = 0;
  own.results = new_dict();
  return Value::none();
}
Value cache_itself(const Value* values, std::size_t) { return values[0]; }
constexpr NativeMethod kCacheMethods[] = {
    {"cache_info()", cache_info},
    {"cache_clear()", cache_clear},
    {"__copy__()", cache_itself},
    {"__deepcopy__(memo, /)", cache_itself, 1, 1},
    {nullptr}};
constexpr NativeProperty kCacheProperties[] = {
    {"__dict__", [](const Value& self) { return instance_dict(self); }},
    {nullptr, nullptr}};

Type* make_cache_type() {
  Type* type =
      new_native_type("_lru_cache_wrapper", "functools", {}, sizeof(Cache));
  type->attributes_offset = kInstanceAttributes;
  type->immutable = false;
  Slots& slots = type->slots;
  slots.construct = construct_as<Cache>;
  slots.destruct = destruct_as<Cache>;
  slots.clear = [](Object* self) {
    auto* own = static_cast<Cache*>(self);
    own->function = Value::none();
    own->results = new_dict();
  };
  slots.visit = [](Object* self, Visitor& visitor) {
    auto* own = static_cast<Cache*>(self);
    visitor(own->function);
    visitor(own->info_type);
    visitor(own->results.value());
  };
  slots.call = cache_call;
  slots.descriptor_get = [](const Value& self, const Value& instance, Type*) {
    if (instance.absent()) return self;
    return new_bound_method(self, instance);
  };
  ready(type);
  add_methods(type, kCacheMethods);
  add_properties(type, kCacheProperties);
  return type;
}

/// maxsize: an int that is not negative, or None.
Value new_cache(Args& args) {
  Type* type = types().cache;
  auto* made = new (allocate_memory(type)) Cache(type);
  Value result = Value::adopt(made);
  made->function = args[0];
  if (auto size = int_of(args[1])) made->maxsize = *size;
  made->typed = truth(args[2]);
  made->info_type = args[3];
  made->results = new_dict();
  return result;
}

}  // namespace

void init_functools(Module& module) {
  Types& all = types();
  all.partial = make_partial_type();
  all.key = make_key_type();
  all.cache = make_cache_type();
  all.keyword_mark = call(Value(builtin_types().object));
  module.set(all.partial);
  module.set(all.cache);
  module.def("cmp_to_key(mycmp)", cmp_to_key);
  module.def("new_cache(function, maxsize, typed, info_type)", new_cache);
  Ref<NativeFunctionObject> function = new_native_function(
      "reduce(function, iterable, initial=..., /)", nullptr);
  function->direct = reduce;
  function->least = 2;
  function->most = 3;
  function->module = make_str("_functools");
  module.set("reduce", function.value());
}

}  // namespace limbeck::py

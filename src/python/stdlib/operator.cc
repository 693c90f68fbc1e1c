// _operator: the operators as functions, and itemgetter, attrgetter,
// methodcaller.
#include "base/text.h"
#include "python/objects/callable.h"
#include "python/objects/int.h"
#include "python/objects/internals.h"
#include "python/objects/sequences.h"
#include "python/objects/type.h"
#include "python/stdlib/modules.h"

namespace limbeck::py {
namespace {

// -- operators ----------------------------------------------------------------

template <Binary op>
Value binary_function(const Value* values, std::size_t) {
  return binary(values[0], values[1], op);
}
template <Binary op>
Value in_place_function(const Value* values, std::size_t) {
  return in_place(values[0], values[1], op);
}
template <Compare op>
Value compare_function(const Value* values, std::size_t) {
  return compare(values[0], values[1], op);
}
template <Unary op>
Value unary_function(const Value* values, std::size_t) {
  return unary(values[0], op);
}

Value operator_concat(const Value* values, std::size_t) {
  if (!type_of(values[0])->slots.get_item)
    raise_type_error(
        cat("'", type_of(values[0])->name, "' object can't be concatenated"));
  return binary(values[0], values[1], Binary::Add);
}
Value operator_iconcat(const Value* values, std::size_t) {
  if (!type_of(values[0])->slots.get_item)
    raise_type_error(
        cat("'", type_of(values[0])->name, "' object can't be concatenated"));
  return in_place(values[0], values[1], Binary::Add);
}

Value operator_count_of(const Value* values, std::size_t) {
  std::intptr_t count = 0;
  Value iterator = iterate(values[0]);
  while (Value item = next(iterator)) count += same_or_equal(item, values[1]);
  return Value::small(count);
}
Value operator_index_of(const Value* values, std::size_t) {
  std::intptr_t at = 0;
  Value iterator = iterate(values[0]);
  while (Value item = next(iterator)) {
    if (same_or_equal(item, values[1])) return Value::small(at);
    ++at;
  }
  raise_value_error("sequence.index(x): x not in sequence");
}

constexpr NativeMethod kFunctions[] = {
    {"lt(a, b, /)", compare_function<Compare::Lt>, 2, 2},
    {"le(a, b, /)", compare_function<Compare::Le>, 2, 2},
    {"eq(a, b, /)", compare_function<Compare::Eq>, 2, 2},
    {"ne(a, b, /)", compare_function<Compare::Ne>, 2, 2},
    {"ge(a, b, /)", compare_function<Compare::Ge>, 2, 2},
    {"gt(a, b, /)", compare_function<Compare::Gt>, 2, 2},
    {"add(a, b, /)", binary_function<Binary::Add>, 2, 2},
    {"sub(a, b, /)", binary_function<Binary::Sub>, 2, 2},
    {"mul(a, b, /)", binary_function<Binary::Mul>, 2, 2},
    {"matmul(a, b, /)", binary_function<Binary::MatMul>, 2, 2},
    {"truediv(a, b, /)", binary_function<Binary::TrueDiv>, 2, 2},
    {"floordiv(a, b, /)", binary_function<Binary::FloorDiv>, 2, 2},
    {"mod(a, b, /)", binary_function<Binary::Mod>, 2, 2},
    {"pow(a, b, /)", binary_function<Binary::Pow>, 2, 2},
    {"lshift(a, b, /)", binary_function<Binary::LShift>, 2, 2},
    {"rshift(a, b, /)", binary_function<Binary::RShift>, 2, 2},
    {"and_(a, b, /)", binary_function<Binary::And>, 2, 2},
    {"or_(a, b, /)", binary_function<Binary::Or>, 2, 2},
    {"xor(a, b, /)", binary_function<Binary::Xor>, 2, 2},
    {"iadd(a, b, /)", in_place_function<Binary::Add>, 2, 2},
    {"isub(a, b, /)", in_place_function<Binary::Sub>, 2, 2},
    {"imul(a, b, /)", in_place_function<Binary::Mul>, 2, 2},
    {"imatmul(a, b, /)", in_place_function<Binary::MatMul>, 2, 2},
    {"itruediv(a, b, /)", in_place_function<Binary::TrueDiv>, 2, 2},
    {"ifloordiv(a, b, /)", in_place_function<Binary::FloorDiv>, 2, 2},
    {"imod(a, b, /)", in_place_function<Binary::Mod>, 2, 2},
    {"ipow(a, b, /)", in_place_function<Binary::Pow>, 2, 2},
    {"ilshift(a, b, /)", in_place_function<Binary::LShift>, 2, 2},
    {"irshift(a, b, /)", in_place_function<Binary::RShift>, 2, 2},
    {"iand(a, b, /)", in_place_function<Binary::And>, 2, 2},
    {"ior(a, b, /)", in_place_function<Binary::Or>, 2, 2},
    {"ixor(a, b, /)", in_place_function<Binary::Xor>, 2, 2},
    {"neg(a, /)", unary_function<Unary::Neg>, 1, 1},
    {"pos(a, /)", unary_function<Unary::Pos>, 1, 1},
    {"inv(a, /)", unary_function<Unary::Invert>, 1, 1},
    {"invert(a, /)", unary_function<Unary::Invert>, 1, 1},
    {"concat(a, b, /)", operator_concat, 2, 2},
    {"iconcat(a, b, /)", operator_iconcat, 2, 2},
    {"countOf(a, b, /)", operator_count_of, 2, 2},
    {"indexOf(a, b, /)", operator_index_of, 2, 2},
    {"not_(a, /)",
     [](const Value* values, std::size_t) {
       return Value::boolean(!truth(values[0]));
     },
     1, 1},
    {"truth(a, /)",
     [](const Value* values, std::size_t) {
       return Value::boolean(truth(values[0]));
     },
     1, 1},
    {"is_(a, b, /)",
     [](const Value* values, std::size_t) {
       return Value::boolean(values[0].is(values[1]));
     },
     2, 2},
    {"is_not(a, b, /)",
     [](const Value* values, std::size_t) {
       return Value::boolean(!values[0].is(values[1]));
     },
     2, 2},
    {"is_none(a, /)",
     [](const Value* values, std::size_t) {
       return Value::boolean(values[0].is_none());
     },
     1, 1},
    {"is_not_none(a, /)",
     [](const Value* values, std::size_t) {
       return Value::boolean(!values[0].is_none());
     },
     1, 1},
    {"contains(a, b, /)",
     [](const Value* values, std::size_t) {
       return Value::boolean(contains(values[0], values[1]));
     },
     2, 2},
    {"getitem(a, b, /)",
     [](const Value* values, std::size_t) {
       return get_item(values[0], values[1]);
     },
     2, 2},
    {"setitem(a, b, c, /)",
     [](const Value* values, std::size_t) {
       set_item(values[0], values[1], values[2]);
       return Value::none();
     },
     3, 3},
    {"delitem(a, b, /)",
     [](const Value* values, std::size_t) {
       delete_item(values[0], values[1]);
       return Value::none();
     },
     2, 2},
    {"index(a, /)",
     [](const Value* values, std::size_t) {
       return plain_int(index_of(values[0]));
     },
     1, 1},
    {"abs(a, /)",
     [](const Value* values, std::size_t) {
       return call(*internals().builtins->find(std::string_view("abs")),
                   {values[0]});
     },
     1, 1},
    {nullptr}};

// -- itemgetter, attrgetter, methodcaller -------------------------------------

struct Getter : Object {
  Ref<Tuple> given;                      // as the constructor got it; for repr
  std::vector<std::vector<Str*>> paths;  // of attrgetter
  Value method;                          // of methodcaller
  Ref<Tuple> keyword_names;
  explicit Getter(Type* type) : Object(type) {}
};
Getter& getter(const Value& self) { return *self.as<Getter>(); }

const Value& only_object(const Call& call, const char* name) {
  if (call.keywords)
    raise_type_error(cat(name, "() takes no keyword arguments"));
  if (call.positional != 1)
    raise_type_error(cat(name, " expected 1 argument, got ", call.positional));
  return call.values[0];
}

Getter* new_getter(Type* type, const Call& call, const char* name) {
  if (call.keywords)
    raise_type_error(cat(name, "() takes no keyword arguments"));
  if (!call.positional)
    raise_type_error(cat(name, " expected 1 argument, got 0"));
  auto* made = new (allocate_memory(type)) Getter(type);
  made->given = new_tuple(std::span<const Value>(call.values, call.positional));
  return made;
}

/// One result as it is, several as a tuple.
template <class Get>
Value each_or_one(std::size_t count, Get get) {
  if (count == 1) return get(0);
  Ref<Tuple> items = new_tuple(count);
  for (std::size_t i = 0; i < count; ++i) items->items()[i] = get(i);
  return std::move(items).value();
}

Value itemgetter_make(Type* type, const Call& call) {
  return Value::adopt(new_getter(type, call, "itemgetter"));
}
Value itemgetter_call(const Value& self, const Call& call) {
  const Value& object = only_object(call, "itemgetter");
  Tuple& keys = *getter(self).given;
  return each_or_one(keys.size,
                     [&](std::size_t i) { return get_item(object, keys[i]); });
}

Value attrgetter_make(Type* type, const Call& call) {
  for (std::size_t i = 0; i < call.positional; ++i)
    if (!is_str(call.values[i]))
      raise_type_error("attribute name must be a string");
  Getter* made = new_getter(type, call, "attrgetter");
  Value result = Value::adopt(made);
  for (const Value& path : made->given->span()) {
    std::vector<Str*> names;
    for (const std::string& name : split(text_of(path), '.'))
      names.push_back(intern(std::string_view(name)));
    made->paths.push_back(std::move(names));
  }
  return result;
}
Value attrgetter_call(const Value& self, const Call& call) {
  const Value& object = only_object(call, "attrgetter");
  auto& paths = getter(self).paths;
  return each_or_one(paths.size(), [&](std::size_t i) {
    Value value = object;
    for (Str* name : paths[i]) value = get_attribute(value, name);
    return value;
  });
}

Value methodcaller_make(Type* type, const Call& call) {
  if (!call.positional)
    raise_type_error(
        "methodcaller needs at least one argument, the method "
        "name");
  if (!is_str(call.values[0])) raise_type_error("method name must be a string");
  auto* made = new (allocate_memory(type)) Getter(type);
  Value result = Value::adopt(made);
  made->method = Value(intern(call.values[0].as<Str>()));
  made->given = new_tuple(std::span<const Value>(
      call.values + 1, call.positional - 1 + call.keywords));
  made->keyword_names =
      new_tuple(std::span<const Value>(call.names, call.keywords));
  return result;
}
Value methodcaller_call(const Value& self, const Call& call) {
  const Value& object = only_object(call, "methodcaller");
  Getter& own = getter(self);
  Method method = find_method(object, own.method.as<Str>());
  Call arguments{own.given->items(), own.given->size - own.keyword_names->size,
                 own.keyword_names->items(), own.keyword_names->size};
  if (method.takes_self) return call_with(method.callable, object, arguments);
  return py::call(method.callable, arguments);
}

std::string listed(const Getter& own, const char* name) {
  std::string text = cat("operator.", name, "(");
  std::size_t positional = own.given->size;
  if (own.keyword_names) positional -= own.keyword_names->size;
  std::vector<std::string> parts;
  if (own.method) parts.push_back(repr(own.method));
  for (std::size_t i = 0; i < own.given->size; ++i)
    parts.push_back(i < positional
                        ? repr((*own.given)[i])
                        : cat(text_of((*own.keyword_names)[i - positional]),
                              "=", repr((*own.given)[i])));
  return cat(text, join(parts, ", "), ")");
}
template <const char* const& name>
Value getter_repr(const Value& self) {
  return make_str(listed(getter(self), name));
}

Value getter_reduce(const Value* values, std::size_t) {
  Getter& own = getter(values[0]);
  return make_tuple({Value(type_of(values[0])), own.given.value()});
}
constexpr NativeMethod kGetterMethods[] = {{"__reduce__()", getter_reduce},
                                           {nullptr}};

constexpr const char* kItemGetter = "itemgetter";
constexpr const char* kAttrGetter = "attrgetter";
constexpr const char* kMethodCaller = "methodcaller";

template <const char* const& name>
Type* make_getter(Value (*make)(Type*, const Call&),
                  Value (*call)(const Value&, const Call&)) {
  Type* type = new_native_type(name, "operator", {}, sizeof(Getter));
  Slots& slots = type->slots;
  slots.construct = construct_as<Getter>;
  slots.destruct = destruct_as<Getter>;
  slots.make = make;
  slots.init = no_init;
  slots.call = call;
  slots.repr = getter_repr<name>;
  slots.visit = [](Object* self, Visitor& visitor) {
    visitor(static_cast<Getter*>(self)->given.value());
  };
  ready(type);
  if (make != methodcaller_make) add_methods(type, kGetterMethods);
  return type;
}

}  // namespace

void init_operator(Module& module) {
  for (const NativeMethod* line = kFunctions; line->signature; ++line) {
    Ref<NativeFunctionObject> function =
        new_native_function(line->signature, nullptr);
    function->direct = line->direct;
    function->least = line->least;
    function->most = line->most;
    function->module = make_str("_operator");
    module.set(function->name(), function.value());
  }
  module.set(make_getter<kItemGetter>(itemgetter_make, itemgetter_call));
  module.set(make_getter<kAttrGetter>(attrgetter_make, attrgetter_call));
  module.set(make_getter<kMethodCaller>(methodcaller_make, methodcaller_call));
}

}  // namespace limbeck::py

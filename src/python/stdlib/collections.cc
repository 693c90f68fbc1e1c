// _collections: deque (deque.cc), defaultdict, the descriptor of a namedtuple's
// field and the loop of Counter.
#include "base/text.h"
#include "python/objects/callable.h"
#include "python/objects/dict.h"
#include "python/objects/int.h"
#include "python/objects/internals.h"
#include "python/objects/sequences.h"
#include "python/objects/type.h"
#include "python/stdlib/deque.h"
#include "python/stdlib/modules.h"

namespace limbeck::py {
namespace {

// -- defaultdict --------------------------------------------------------------

struct DefaultDict : Dict {
  Value factory = Value::none();
  explicit DefaultDict(Type* type) : Dict(type) {}
};
DefaultDict& default_dict(const Value& self) { return *self.as<DefaultDict>(); }

// CPython: defdict_init.
void default_dict_init(const Value& self, const Call& call) {
  Call rest = call;
  Value factory = Value::none();
  if (call.positional) {
    factory = call.values[0];
    if (!factory.is_none() && !is_callable(factory))
      raise_type_error("first argument must be callable or None");
    ++rest.values;
    --rest.positional;
  }
  default_dict(self).factory = std::move(factory);
  builtin_types().dict->slots.init(self, rest);
}

Value default_dict_missing(const Value* values, std::size_t) {
  Value factory = default_dict(values[0]).factory;
  if (factory.is_none()) raise_key_error(values[1]);
  Value made = call(factory);
  set_item(values[0], values[1], made);
  return made;
}

Value default_dict_repr(const Value& self) {
  std::string items = str(builtin_types().dict->slots.repr(self));
  std::string factory;
  {
    ReprGuard guard(self);
    factory = guard.again ? "..." : repr(default_dict(self).factory);
  }
  return make_str(cat(type_of(self)->name, "(", factory, ", ", items, ")"));
}

Value default_dict_copy(const Value* values, std::size_t) {
  return call(Value(type_of(values[0])),
              {default_dict(values[0]).factory, values[0]});
}

Value default_dict_reduce(const Value* values, std::size_t) {
  Value factory = default_dict(values[0]).factory;
  return make_tuple({Value(type_of(values[0])),
                     factory.is_none() ? make_tuple({}) : make_tuple({factory}),
                     Value::none(), Value::none(),
                     iterate(call_method(values[0], "items"))});
}

Value default_dict_binary(const Value& self, const Value& other, Binary op,
                          bool reflected) {
  if (op != Binary::Or || !is_dict(other)) return Value::not_implemented();
  Value merged = call(Value(type_of(self)),
                      {default_dict(self).factory, reflected ? other : self});
  dict_update(merged.as<Dict>(), reflected ? self : other);
  return merged;
}

constexpr NativeMethod kDefaultDictMethods[] = {
    {"__missing__(key, /)", default_dict_missing, 1, 1},
    {"copy()", default_dict_copy},
    {"__copy__()", default_dict_copy},
    {"__reduce__()", default_dict_reduce},
    kClassGetItem,
    {nullptr}};
constexpr NativeProperty kDefaultDictProperties[] = {
    {"default_factory",
     [](const Value& self) { return default_dict(self).factory; },
     [](const Value& self, const Value& value) {
       default_dict(self).factory = value ? value : Value::none();
     }},
    {nullptr, nullptr}};

Type* make_default_dict_type() {
  Type* type = new_native_type("defaultdict", "collections",
                               {builtin_types().dict}, sizeof(DefaultDict));
  Slots& slots = type->slots;
  slots.construct = construct_as<DefaultDict>;
  slots.destruct = destruct_as<DefaultDict>;
  slots.clear = [](Object* self) {
    static_cast<DefaultDict*>(self)->factory = Value::none();
    static_cast<Dict*>(self)->clear();
  };
  slots.visit = [](Object* self, Visitor& visitor) {
    visitor(static_cast<DefaultDict*>(self)->factory);
    builtin_types().dict->slots.visit(self, visitor);
  };
  slots.init = default_dict_init;
  slots.repr = default_dict_repr;
  slots.binary = default_dict_binary;
  slots.binary_operators = 1u << static_cast<int>(Binary::Or);
  type->populate = [](Type* self) {
    add_methods(self, kDefaultDictMethods);
    add_properties(self, kDefaultDictProperties);
  };
  ready(type);
  return type;
}

// -- a namedtuple's field -----------------------------------------------------

struct TupleField : Object {
  std::size_t index = 0;
  Value doc;
  explicit TupleField(Type* type) : Object(type) {}
};
struct FieldType {
  Type* type = nullptr;
};

Value field_get(const Value& self, const Value& instance, Type*) {
  if (instance.absent()) return self;
  std::size_t index = self.as<TupleField>()->index;
  if (!is_tuple(instance))
    raise_type_error(cat("descriptor for index '", index,
                         "' for tuple subclasses doesn't apply to '",
                         type_of(instance)->name, "' object"));
  auto items = items_of(instance);
  if (index >= items.size()) raise("IndexError", "tuple index out of range");
  return items[index];
}

void field_set(const Value&, const Value&, const Value& value) {
  raise("AttributeError",
        value ? "can't set attribute" : "can't delete attribute");
}

Value new_field(Args& args) {
  Type* type = interpreter_state<FieldType>().type;
  auto* made = new (allocate_memory(type)) TupleField(type);
  made->index = static_cast<std::size_t>(args.integer("index"));
  made->doc = args[1];
  return Value::adopt(made);
}

void make_field_type() {
  Type* type =
      new_native_type("_tuplegetter", "collections", {}, sizeof(TupleField));
  type->subclassable = false;
  Slots& slots = type->slots;
  slots.destruct = destruct_as<TupleField>;
  slots.descriptor_get = field_get;
  slots.descriptor_set = field_set;
  slots.repr = [](const Value& self) {
    return make_str(cat("_tuplegetter(", self.as<TupleField>()->index, ", ",
                        repr(self.as<TupleField>()->doc), ")"));
  };
  constexpr static NativeProperty kProperties[] = {
      {"__doc__", [](const Value& self) { return self.as<TupleField>()->doc; },
       [](const Value& self, const Value& value) {
         self.as<TupleField>()->doc = value ? value : Value::none();
       }},
      {nullptr, nullptr}};
  type->populate = [](Type* self) { add_properties(self, kProperties); };
  ready(type);
  interpreter_state<FieldType>().type = type;
}

// -- Counter ------------------------------------------------------------------

/// mapping[item] += 1 for each; a dict whose class stores plainly is counted in
/// directly.
Value count_elements(const Value* values, std::size_t) {
  const Value& mapping = values[0];
  Value source = iterate(values[1]);
  bool plain = is_dict(mapping) && type_of(mapping)->slots.set_item ==
                                       builtin_types().dict->slots.set_item;
  Value get = plain ? Value() : get_attribute(mapping, "get");
  while (Value item = next(source)) {
    if (plain) {
      Value* place = mapping.as<Dict>()->ensure(item, Value::small(0));
      Value sum = small_add(*place, Value::small(1));
      if (sum) {
        *place = std::move(sum);
      } else {
        sum = binary(Value(*place), Value::small(1), Binary::Add);
        mapping.as<Dict>()->set(item, std::move(sum));
      }
      continue;
    }
    Value old = call(get, {item, Value::small(0)});
    set_item(mapping, item, binary(old, Value::small(1), Binary::Add));
  }
  return Value::none();
}

}  // namespace

void init_collections(Module& module) {
  module.set(make_deque_type());
  module.set(make_default_dict_type());
  make_field_type();
  module.def("_tuplegetter(index, doc, /)", new_field);
  module.def("_count_elements(mapping, iterable, /)", [](Args& args) {
    Value values[2] = {args[0], args[1]};
    return count_elements(values, 2);
  });
}

}  // namespace limbeck::py

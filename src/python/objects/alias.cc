// list[int], X | Y, types.MappingProxyType and types.SimpleNamespace.
#include "python/objects/core_types.h"
#include "python/objects/dict.h"
#include "python/objects/iterators.h"
#include "python/objects/list.h"
#include "python/objects/sequences.h"
#include "python/objects/set.h"
#include "python/objects/tuple.h"
#include "python/objects/type.h"

namespace limbeck::py {
namespace {

// -- list[int] ----------------------------------------------------------------

struct GenericAlias : Object {
  Value origin, arguments;
  bool starred = false;
  explicit GenericAlias(Type* type) : Object(type) {}
};

GenericAlias& alias(const Value& self) { return *self.as<GenericAlias>(); }

/// How a type shows inside list[…] and X | Y.
std::string shown(const Value& item) {
  if (item.is_ellipsis()) return "...";
  if (item.is_none() || type_of(item) == internals().types.generic_alias)
    return repr(item);
  if (is_type(item)) {
    if (item.as<Type>() == internals().types.none) return "None";
    return full_name(item.as<Type>());
  }
  return repr(item);
}

std::string shown_list(const Value& items) {
  std::string out;
  for (const Value& item : items_of(items)) {
    if (!out.empty()) out += ", ";
    if (is_list(item)) {
      cat_to(out, "[", shown_list(item), "]");
    } else {
      out += shown(item);
    }
  }
  return out;
}

Value alias_repr(const Value& self) {
  const GenericAlias& own = alias(self);
  std::string items = shown_list(own.arguments);
  if (items_of(own.arguments).empty()) items = "()";
  return make_str(
      cat(own.starred ? "*" : "", shown(own.origin), "[", items, "]"));
}

Value alias_call(const Value& self, const Call& arguments) {
  Value made = call(alias(self).origin, arguments);
  Dict* attributes = instance_attributes(made.object(), false);
  if (attributes || (made.object() && type_of(made)->heap)) {
    try {
      set_attribute(made, "__orig_class__", self);
    } catch (const Raised& raised) {
      if (!matches(raised, "AttributeError") && !matches(raised, "TypeError"))
        throw;
    }
  }
  return made;
}

Value alias_get_attribute(const Value& self, Str* name) {
  std::string_view text = name->text();
  bool own = text == "__origin__" || text == "__args__" ||
             text == "__parameters__" || text == "__mro_entries__" ||
             text == "__class__" || text == "__reduce__" ||
             text == "__reduce_ex__" || text == "__copy__" ||
             text == "__deepcopy__" || text == "__unpacked__";
  if (own) return object_get_attribute(self, name);
  Value found = find_attribute(alias(self).origin, name);
  return found ? found : object_get_attribute(self, name);
}

Value alias_compare(const Value& self, const Value& other, Compare op) {
  if ((op != Compare::Eq && op != Compare::Ne) ||
      type_of(other) != internals().types.generic_alias)
    return Value::not_implemented();
  bool same = equal(alias(self).origin, alias(other).origin) &&
              equal(alias(self).arguments, alias(other).arguments);
  return Value::boolean(same == (op == Compare::Eq));
}

std::int64_t alias_hash(const Value& self) {
  std::int64_t hash =
      py::hash(alias(self).origin) ^ py::hash(alias(self).arguments);
  return hash == -1 ? -2 : hash;
}

Value or_binary(const Value& self, const Value& other, Binary op,
                bool reflected) {
  if (op != Binary::Or) return Value::not_implemented();
  return reflected ? make_union(other, self) : make_union(self, other);
}

Value alias_origin(const Value& self) { return alias(self).origin; }
Value alias_arguments(const Value& self) { return alias(self).arguments; }

/// The type variables among the arguments, in order of appearance.
void gather_parameters(const Value& arguments, std::vector<Value>& out) {
  for (const Value& item : items_of(arguments)) {
    if (is_list(item) || is_tuple(item)) {
      gather_parameters(item, out);
      continue;
    }
    if (is_type(item)) continue;
    std::vector<Value> found;
    if (lookup_in_type(type_of(item), std::string_view("__typing_subst__"))) {
      found.push_back(item);
    } else if (Value nested = find_attribute(item, names().parameters);
               nested && is_tuple(nested)) {
      found = collect(nested);
    }
    for (const Value& variable : found) {
      bool known = false;
      for (const Value& other : out) known = known || other.is(variable);
      if (!known) out.push_back(variable);
    }
  }
}

Value alias_parameters(const Value& self) {
  std::vector<Value> parameters;
  gather_parameters(alias(self).arguments, parameters);
  return make_tuple(std::move(parameters));
}

/// What the arguments become when `key` stands for their type variables, which
/// are the module typing's.
Value substituted(const Value& self, const Value& arguments, const Value& key) {
  std::vector<Value> parameters;
  gather_parameters(arguments, parameters);
  if (parameters.empty())
    raise_type_error(cat(repr(self), " is not a generic class"));
  return call(
      get_attribute(Interpreter::current().import("typing"), "_substituted"),
      {self, arguments, make_tuple(std::move(parameters)),
       is_tuple(key) ? key : make_tuple({key})});
}

Value alias_get_item(const Value& self, const Value& key) {
  return make_generic_alias(alias(self).origin,
                            substituted(self, alias(self).arguments, key));
}

Value alias_iterate(const Value& self) {
  Value starred = make_generic_alias(alias(self).origin, alias(self).arguments);
  alias(starred).starred = true;
  return make_tuple_iterator(make_tuple({starred}));
}

Value alias_unpacked(const Value& self) {
  return Value::boolean(alias(self).starred);
}

Value alias_mro_entries(const Value* values, std::size_t) {
  return make_tuple({alias(values[0]).origin});
}

Value alias_reduce(const Value* values, std::size_t) {
  const GenericAlias& own = alias(values[0]);
  return make_tuple({Value(internals().types.generic_alias),
                     make_tuple({own.origin, own.arguments})});
}

Value refuse_instance_check(const Value*, std::size_t) {
  raise_type_error("isinstance() argument 2 cannot be a parameterized generic");
}
Value refuse_subclass_check(const Value*, std::size_t) {
  raise_type_error("issubclass() argument 2 cannot be a parameterized generic");
}

constexpr NativeMethod kAliasMethods[] = {
    {"__mro_entries__(bases, /)", alias_mro_entries, 1, 1},
    {"__reduce__()", alias_reduce},
    {"__instancecheck__(instance, /)", refuse_instance_check, 1, 1},
    {"__subclasscheck__(cls, /)", refuse_subclass_check, 1, 1},
    {nullptr}};
constexpr NativeProperty kAliasProperties[] = {
    {"__origin__", alias_origin},
    {"__args__", alias_arguments},
    {"__parameters__", alias_parameters},
    {"__unpacked__", alias_unpacked},
    {nullptr, nullptr}};

Value alias_make(Type*, const Call& call) {
  if (call.keywords || call.positional != 2)
    raise_type_error(
        cat("GenericAlias expected 2 arguments, got ", call.positional));
  return make_generic_alias(call.values[0], call.values[1]);
}

// -- X | Y --------------------------------------------------------------------

struct Union : Object {
  Value arguments;  // a tuple without doubles
  explicit Union(Type* type) : Object(type) {}
};

Value& union_arguments(const Value& self) {
  return self.as<Union>()->arguments;
}

Value union_repr(const Value& self) {
  std::string out;
  for (const Value& item : items_of(union_arguments(self))) {
    if (!out.empty()) out += " | ";
    out += shown(item);
  }
  return make_str(out);
}

Value union_compare(const Value& self, const Value& other, Compare op) {
  if ((op != Compare::Eq && op != Compare::Ne) ||
      type_of(other) != internals().types.union_type)
    return Value::not_implemented();
  bool same = equal(make_set(collect(union_arguments(self))),
                    make_set(collect(union_arguments(other))));
  return Value::boolean(same == (op == Compare::Eq));
}

std::int64_t union_hash(const Value& self) {
  Ref<Set> items = new_set(internals().types.frozenset);  // as typing.Union's
  for (const Value& item : items_of(union_arguments(self))) items->add(item);
  return py::hash(items.value());
}

bool in_union(const Value& value, const Value& self, bool instance) {
  for (const Value& item : items_of(union_arguments(self))) {
    if (type_of(item) == internals().types.generic_alias)
      raise_type_error(cat(instance ? "isinstance" : "issubclass",
                           "() argument 2 cannot be a parameterized generic"));
    if (instance ? is_instance_of(value, item) : subclass_check(value, item))
      return true;
  }
  return false;
}

Value union_instance_check(const Value* values, std::size_t) {
  return Value::boolean(in_union(values[1], values[0], true));
}
Value union_subclass_check(const Value* values, std::size_t) {
  return Value::boolean(in_union(values[1], values[0], false));
}

Value union_arguments_property(const Value& self) {
  return union_arguments(self);
}
Value union_parameters(const Value& self) {
  std::vector<Value> parameters;
  gather_parameters(union_arguments(self), parameters);
  return make_tuple(std::move(parameters));
}

Value union_get_item(const Value& self, const Value& key) {
  const Value arguments = substituted(self, union_arguments(self), key);
  Value result;
  for (const Value& item : items_of(arguments))
    result = result ? binary(result, item, Binary::Or) : item;
  return result;
}

constexpr NativeMethod kUnionMethods[] = {
    {"__instancecheck__(instance, /)", union_instance_check, 1, 1},
    {"__subclasscheck__(cls, /)", union_subclass_check, 1, 1},
    {nullptr}};
constexpr NativeProperty kUnionProperties[] = {
    {"__args__", union_arguments_property},
    {"__parameters__", union_parameters},
    {nullptr, nullptr}};

bool can_unite(const Value& item) {
  const BuiltinTypes& types = internals().types;
  Type* type = type_of(item);
  return item.is_none() || is_type(item) || type == types.generic_alias ||
         type == types.union_type;
}

void add_to_union(std::vector<Value>& items, const Value& item) {
  if (type_of(item) == internals().types.union_type) {
    for (const Value& inner : items_of(union_arguments(item)))
      add_to_union(items, inner);
    return;
  }
  Value added = item.is_none() ? Value(internals().types.none) : item;
  for (const Value& other : items)
    if (same_or_equal(other, added)) return;
  items.push_back(added);
}

// -- mappingproxy -------------------------------------------------------------

struct MappingProxy : Object {
  Value mapping;
  explicit MappingProxy(Type* type) : Object(type) {}
};

const Value& mapping(const Value& self) {
  return self.as<MappingProxy>()->mapping;
}

Value proxy_make(Type*, const Call& call) {
  Value bound[1];
  Signature signature("mappingproxy(mapping)");
  signature.bind(call, bound, "mappingproxy");
  if (!type_of(bound[0])->slots.get_item || is_list(bound[0]) ||
      is_tuple(bound[0]))
    raise_type_error(cat("mappingproxy() argument must be a mapping, not ",
                         type_of(bound[0])->name));
  return make_mapping_proxy(bound[0]);
}

Value proxy_compare(const Value& self, const Value& other, Compare op) {
  if (type_of(other) == internals().types.mappingproxy)
    return compare(mapping(self), mapping(other), op);
  return compare(mapping(self), other, op);
}

Value proxy_binary(const Value& self, const Value& other, Binary op,
                   bool reflected) {
  if (op != Binary::Or) return Value::not_implemented();
  bool proxy = type_of(other) == internals().types.mappingproxy;
  const Value& inner = proxy ? mapping(other) : other;
  return reflected ? binary(inner, mapping(self), op)
                   : binary(mapping(self), inner, op);
}

template <const char* const& name>
Value forward(const Value* values, std::size_t count) {
  Method method =
      find_method(mapping(values[0]), intern(std::string_view(name)));
  Call rest{values + 1, count - 1};
  if (method.takes_self)
    return call_with(method.callable, mapping(values[0]), rest);
  return call(method.callable, rest);
}
constexpr const char* kGet = "get";
constexpr const char* kKeys = "keys";
constexpr const char* kValues = "values";
constexpr const char* kItems = "items";
constexpr const char* kCopy = "copy";
constexpr const char* kReversed = "__reversed__";

constexpr NativeMethod kProxyMethods[] = {
    {"get(key, default=None, /)", forward<kGet>, 1, 2},
    {"keys()", forward<kKeys>},
    {"values()", forward<kValues>},
    {"items()", forward<kItems>},
    {"copy()", forward<kCopy>},
    {"__reversed__()", forward<kReversed>},
    kClassGetItem,
    {nullptr}};

// -- SimpleNamespace ----------------------------------------------------------

Value namespace_repr(const Value& self) {
  std::string name = type_of(self) == internals().types.namespace_
                         ? "namespace"
                         : type_of(self)->name;
  ReprGuard guard(self);
  if (guard.again) return make_str(cat(name, "(...)"));
  std::string out;
  Dict* attributes = instance_attributes(self.object(), true);
  for (std::uint32_t i = attributes->live(0); i < attributes->filled;
       i = attributes->live(i + 1)) {
    if (!out.empty()) out += ", ";
    Value value = attributes->entries[i].value;
    cat_to(out, str(attributes->entries[i].key), "=", repr(value));
  }
  return make_str(cat(name, "(", out, ")"));
}

void namespace_init(const Value& self, const Call& call) {
  if (call.positional > 1)
    raise_type_error(cat(type_of(self)->name,
                         " expected at most 1 argument, got ",
                         call.positional));
  Dict* attributes = instance_attributes(self.object(), true);
  if (call.positional) dict_update(attributes, call.values[0]);
  for (std::size_t i = 0; i < call.keywords; ++i)
    attributes->set(intern(call.names[i].as<Str>()),
                    call.values[call.positional + i]);
}

Value namespace_compare(const Value& self, const Value& other, Compare op) {
  if ((op != Compare::Eq && op != Compare::Ne) ||
      !is_instance(other, internals().types.namespace_))
    return Value::not_implemented();
  return compare(Value(instance_attributes(self.object(), true)),
                 Value(instance_attributes(other.object(), true)), op);
}

Value namespace_dict(const Value& self) {
  return Value(instance_attributes(self.object(), true));
}
constexpr NativeProperty kNamespaceProperties[] = {{"__dict__", namespace_dict},
                                                   {nullptr, nullptr}};

}  // namespace

Value class_get_item(Args& args) {
  return make_generic_alias(args[0], args[1]);
}

Value make_generic_alias(Value origin, Value arguments) {
  Type* type = internals().types.generic_alias;
  auto* made = new (allocate_memory(type)) GenericAlias(type);
  made->origin = std::move(origin);
  made->arguments =
      is_tuple(arguments) ? std::move(arguments) : make_tuple({arguments});
  return Value::adopt(made);
}

Value make_union(const Value& a, const Value& b) {
  if (!can_unite(a) || !can_unite(b)) return Value::not_implemented();
  std::vector<Value> items;
  add_to_union(items, a);
  add_to_union(items, b);
  if (items.size() == 1) return items[0];
  Type* type = internals().types.union_type;
  auto* made = new (allocate_memory(type)) Union(type);
  made->arguments = make_tuple(std::move(items));
  return Value::adopt(made);
}

Value make_mapping_proxy(Value mapping) {
  Type* type = internals().types.mappingproxy;
  auto* made = new (allocate_memory(type)) MappingProxy(type);
  made->mapping = std::move(mapping);
  return Value::adopt(made);
}

namespace {

void make_generic_alias_type() {
  Type* type =
      new_native_type("GenericAlias", "types", {}, sizeof(GenericAlias));
  internals().types.generic_alias = type;
  Slots& slots = type->slots;
  slots.destruct = destruct_as<GenericAlias>;
  slots.make = alias_make;
  slots.init = no_init;
  slots.call = alias_call;
  slots.get_attribute = alias_get_attribute;
  slots.repr = alias_repr;
  slots.compare = alias_compare;
  slots.hash = alias_hash;
  slots.binary = or_binary;
  slots.binary_operators = 1u << static_cast<int>(Binary::Or);
  slots.get_item = alias_get_item;
  slots.iterate = alias_iterate;
  type->populate = [](Type* self) {
    add_methods(self, kAliasMethods);
    add_properties(self, kAliasProperties);
  };
  ready(type);
}

void make_union_type() {
  Type* type = new_native_type("UnionType", "types", {}, sizeof(Union));
  internals().types.union_type = type;
  Slots& slots = type->slots;
  type->subclassable = false;
  slots.destruct = destruct_as<Union>;
  slots.repr = union_repr;
  slots.compare = union_compare;
  slots.hash = union_hash;
  slots.binary = or_binary;
  slots.binary_operators = 1u << static_cast<int>(Binary::Or);
  slots.get_item = union_get_item;
  type->populate = [](Type* self) {
    add_methods(self, kUnionMethods);
    add_properties(self, kUnionProperties);
  };
  ready(type);
}

void make_mapping_proxy_type() {
  Type* type =
      new_native_type("mappingproxy", "builtins", {}, sizeof(MappingProxy));
  internals().types.mappingproxy = type;
  type->subclassable = false;
  Slots& slots = type->slots;
  slots.destruct = destruct_as<MappingProxy>;
  slots.visit = [](Object* self, Visitor& visitor) {
    visitor(static_cast<MappingProxy*>(self)->mapping);
  };
  slots.make = proxy_make;
  slots.init = no_init;
  slots.repr = [](const Value& self) {
    return make_str(cat("mappingproxy(", repr(mapping(self)), ")"));
  };
  slots.str = [](const Value& self) { return str_value(mapping(self)); };
  slots.compare = proxy_compare;
  slots.hash = [](const Value& self) { return hash(mapping(self)); };
  slots.binary = proxy_binary;
  slots.binary_operators = 1u << static_cast<int>(Binary::Or);
  slots.length = [](const Value& self) { return length(mapping(self)); };
  slots.get_item = [](const Value& self, const Value& key) {
    return get_item(mapping(self), key);
  };
  slots.contains = [](const Value& self, const Value& key) {
    return contains(mapping(self), key);
  };
  slots.iterate = [](const Value& self) { return iterate(mapping(self)); };
  type->populate = [](Type* self) { add_methods(self, kProxyMethods); };
  ready(type);
}

void make_namespace_type() {
  Type* type =
      new_native_type("SimpleNamespace", "types", {}, sizeof(Instance));
  internals().types.namespace_ = type;
  type->attributes_offset = kInstanceAttributes;
  Slots& slots = type->slots;
  slots.construct = construct_as<Instance>;
  slots.destruct = destruct_as<Instance>;
  slots.init = namespace_init;
  slots.repr = namespace_repr;
  slots.compare = namespace_compare;
  type->populate = [](Type* self) {
    add_properties(self, kNamespaceProperties);
  };
  ready(type);
}

}  // namespace

void make_alias_types() {
  make_generic_alias_type();
  make_union_type();
  make_mapping_proxy_type();
  make_namespace_type();
}

}  // namespace limbeck::py

// The type dict; its table is in dict_core.cc, its views in dict_views.cc.
#include "python/objects/dict.h"

#include "python/objects/core_types.h"
#include "python/objects/dict_views.h"
#include "python/objects/list.h"
#include "python/objects/sequences.h"
#include "python/objects/set.h"
#include "python/objects/tuple.h"
#include "python/objects/type.h"

namespace limbeck::py {
namespace {

Dict& dict(const Value& self) { return *self.as<Dict>(); }

void copy_entries(Dict* into, const Dict* from) {
  if (into == from) return;
  std::uint64_t version = from->version;
  for (std::uint32_t i = from->live(0); i < from->filled;
       i = from->live(i + 1)) {
    const Dict::Entry& entry = from->entries[i];
    Value key = entry.key, value = entry.value;
    into->set(key, entry.hash, std::move(value));
    if (from->version != version)
      raise("RuntimeError", "dict mutated during update");
  }
}

void update_from_pairs(Dict* into, const Value& pairs) {
  Value iterator = iterate(pairs);
  for (std::size_t i = 0;; ++i) {
    Value item = next(iterator);
    if (item.absent()) return;
    if (!type_of(item)->slots.iterate && !type_of(item)->slots.get_item)
      raise_type_error(
          cat("cannot convert dictionary update sequence element #", i,
              " to a sequence"));
    std::vector<Value> pair = collect(item);
    if (pair.size() != 2)
      raise_value_error(cat("dictionary update sequence element #", i,
                            " has length ", pair.size(), "; 2 is required"));
    into->set(pair[0], std::move(pair[1]));
  }
}

}  // namespace

void dict_update(Dict* into, const Value& other) {
  if (is_dict(other) &&
      type_of(other)->slots.iterate == internals().types.dict->slots.iterate)
    return copy_entries(into, other.as<Dict>());
  Value keys = find_attribute(other, names().plain.keys);
  if (keys.absent()) return update_from_pairs(into, other);
  for (const Value& key : collect(call(keys)))
    into->set(key, get_item(other, key));
}

namespace {

void update_with(const Value& self, const Call& call, const char* name) {
  if (call.positional > 1)
    raise_type_error(
        cat(name, " expected at most 1 argument, got ", call.positional));
  if (call.positional) dict_update(&dict(self), call.values[0]);
  for (std::size_t i = 0; i < call.keywords; ++i)
    dict(self).set(call.names[i], call.values[call.positional + i]);
}

Value dict_make(Type* type, const Call&) { return allocate(type); }

void dict_init(const Value& self, const Call& call) {
  update_with(self, call, "dict");
}

Value dict_repr(const Value& self) {
  if (!dict(self).used) return make_str("{}");
  ReprGuard guard(self);
  if (guard.again) return make_str("{...}");
  std::string out = "{";
  Dict& own = dict(self);
  for (std::uint32_t i = own.live(0); i < own.filled; i = own.live(i + 1)) {
    if (out.size() > 1) out += ", ";
    Value key = own.entries[i].key, value = own.entries[i].value;
    out += text_of(repr_value(key));
    out += ": ";
    out += text_of(repr_value(value));
  }
  return make_str(out + "}");
}

bool same_entries(Dict& a, Dict& b) {
  if (a.used != b.used) return false;
  for (std::uint32_t i = a.live(0); i < a.filled; i = a.live(i + 1)) {
    Value key = a.entries[i].key, value = a.entries[i].value;
    Value* other = b.find(key, a.entries[i].hash);
    if (!other) return false;
    Value kept = *other;
    if (!same_or_equal(value, kept)) return false;
  }
  return true;
}

Value dict_compare(const Value& self, const Value& other, Compare op) {
  if (!is_dict(other) || (op != Compare::Eq && op != Compare::Ne))
    return Value::not_implemented();
  return Value::boolean(same_entries(dict(self), dict(other)) ==
                        (op == Compare::Eq));
}

Value dict_binary(const Value& self, const Value& other, Binary op,
                  bool reflected) {
  if (op != Binary::Or || !is_dict(other)) return Value::not_implemented();
  const Value& left = reflected ? other : self;
  const Value& right = reflected ? self : other;
  Ref<Dict> merged = copy_dict(&dict(left));
  dict_update(merged.get(), right);
  return merged.value();
}

Value dict_in_place(const Value& self, const Value& other, Binary op) {
  if (op != Binary::Or) return Value::not_implemented();
  dict_update(&dict(self), other);
  return self;
}

Value dict_get_item(const Value& self, const Value& key) {
  if (Value* found = dict(self).find(key)) return *found;
  Type* type = type_of(self);
  if (!type->builtin) {
    Value made = call_special(self, names().missing, {key});
    if (made) return made;
  }
  raise_key_error(key);
}

void dict_set_item(const Value& self, const Value& key, const Value& value) {
  if (value)
    dict(self).set(key, value);
  else if (dict(self).remove(key).absent())
    raise_key_error(key);
}

// -- methods ------------------------------------------------------------------

Value dict_method_get(const Value* values, std::size_t count) {
  Value* found = dict(values[0]).find(values[1]);
  if (found) return *found;
  return count > 2 ? values[2] : Value::none();
}

Value dict_setdefault(const Value* values, std::size_t count) {
  return *dict(values[0]).ensure(values[1],
                                 count > 2 ? values[2] : Value::none());
}

Value dict_pop(const Value* values, std::size_t count) {
  // An empty dict does not ask whether the key can be hashed.
  if (dict(values[0]).used) {
    Value removed = dict(values[0]).remove(values[1]);
    if (removed) return removed;
  }
  if (count > 2) return values[2];
  raise_key_error(values[1]);
}

Value dict_popitem(const Value* values, std::size_t) {
  Dict& own = dict(values[0]);
  if (!own.used) raise_key_error(make_str("popitem(): dictionary is empty"));
  Value key = own.entries[own.filled - 1].key;
  Value value = own.remove(key);
  return make_tuple({std::move(key), std::move(value)});
}

Value dict_clear(const Value* values, std::size_t) {
  dict(values[0]).clear();
  return Value::none();
}

Value dict_copy(const Value* values, std::size_t) {
  return copy_dict(&dict(values[0])).value();
}

Value dict_method_update(Args& args) {
  std::span<const Value> positional = items_of(args[1]);
  if (positional.size() > 1)
    raise_type_error(
        cat("update expected at most 1 argument, got ", positional.size()));
  if (!positional.empty()) dict_update(&dict(args[0]), positional[0]);
  dict_update(&dict(args[0]), args[2]);
  return Value::none();
}

Value dict_fromkeys(Args& args) {
  Value made = call(args[0]);
  if (is_exact(made, Layout::Dict) && is_exact(args[1], Layout::Set)) {
    auto* keys = args[1].as<Set>();  // their hashes are known
    for (std::uint32_t i = keys->live(0); i < keys->end();
         i = keys->live(i + 1)) {
      Value key = keys->entries[i].key;
      dict(made).set(key, keys->entries[i].hash, args[2]);
    }
    return made;
  }
  if (is_exact(made, Layout::Dict) && is_exact(args[1], Layout::Dict)) {
    auto* keys = args[1].as<Dict>();
    for (std::uint32_t i = keys->live(0); i < keys->filled;
         i = keys->live(i + 1)) {
      Value key = keys->entries[i].key;
      dict(made).set(key, keys->entries[i].hash, args[2]);
    }
    return made;
  }
  Value iterator = iterate(args[1]);
  while (Value key = next(iterator)) {
    if (is_exact(made, Layout::Dict))
      dict(made).set(key, args[2]);
    else
      set_item(made, key, args[2]);
  }
  return made;
}

Value dict_keys(const Value* values, std::size_t) {
  return make_dict_view(values[0], DictView::Keys);
}
Value dict_values(const Value* values, std::size_t) {
  return make_dict_view(values[0], DictView::Values);
}
Value dict_items(const Value* values, std::size_t) {
  return make_dict_view(values[0], DictView::Items);
}
Value dict_reversed(const Value* values, std::size_t) {
  return make_dict_iterator(values[0], DictView::Keys, true);
}

constexpr NativeMethod kDictMethods[] = {
    {"get(key, default=None, /)", dict_method_get, 1, 2},
    {"setdefault(key, default=None, /)", dict_setdefault, 1, 2},
    {"pop(key, default=..., /)", dict_pop, 1, 2},
    {"popitem()", dict_popitem},
    {"clear()", dict_clear},
    {"copy()", dict_copy},
    {"keys()", dict_keys},
    {"values()", dict_values},
    {"items()", dict_items},
    {"update(self, /, *args, **kwargs)", nullptr, 0, 0, dict_method_update},
    {"fromkeys(cls, iterable, value=None, /)", nullptr, 0, 0, dict_fromkeys,
     NativeMethod::Kind::Class},
    {"__reversed__()", dict_reversed},
    kClassGetItem,
    {nullptr}};

}  // namespace

void make_dict_types() {
  Type* type = internals().types.dict;
  Slots& slots = type->slots;
  slots.construct = construct_as<Dict>;
  slots.destruct = destruct_as<Dict>;
  slots.clear = [](Object* self) { static_cast<Dict*>(self)->clear(); };
  slots.visit = [](Object* self, Visitor& visitor) {
    auto* own = static_cast<Dict*>(self);
    for (std::uint32_t i = 0; i < own->filled; ++i) {
      visitor(own->entries[i].key);
      visitor(own->entries[i].value);
    }
  };
  slots.make = dict_make;
  slots.init = dict_init;
  slots.repr = dict_repr;
  slots.hash = hash_not_implemented;
  slots.compare = dict_compare;
  slots.binary = dict_binary;
  slots.in_place = dict_in_place;
  slots.binary_operators = slots.in_place_operators =
      1u << static_cast<int>(Binary::Or);
  slots.length = [](const Value& self) -> std::ptrdiff_t {
    return dict(self).used;
  };
  slots.get_item = dict_get_item;
  slots.set_item = dict_set_item;
  slots.contains = [](const Value& self, const Value& key) {
    return dict(self).find(key) != nullptr;
  };
  slots.iterate = [](const Value& self) {
    return make_dict_iterator(self, DictView::Keys);
  };
  type->populate = [](Type* self) { add_methods(self, kDictMethods); };
  ready(type);
  make_dict_view_types();
}

}  // namespace limbeck::py

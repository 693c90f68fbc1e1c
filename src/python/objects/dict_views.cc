#include "python/objects/dict_views.h"

#include "python/objects/core_types.h"
#include "python/objects/sequences.h"
#include "python/objects/set.h"
#include "python/objects/tuple.h"
#include "python/objects/type.h"

namespace limbeck::py {
namespace {

DictView& view(const Value& self) { return *self.as<DictView>(); }
Dict& dict_of(const Value& self) { return *view(self).dict.as<Dict>(); }

DictView::Kind kind_of(const Value& self) {
  const auto& types = internals().dict_views;
  Type* type = type_of(self);
  return type == types[0]   ? DictView::Keys
         : type == types[1] ? DictView::Values
                            : DictView::Items;
}

Value entry_value(const Dict::Entry& entry, DictView::Kind kind) {
  switch (kind) {
    case DictView::Keys:
      return entry.key;
    case DictView::Values:
      return entry.value;
    case DictView::Items:
      break;
  }
  Ref<Tuple> pair = new_tuple(std::size_t{2});
  pair->items()[0] = entry.key;
  pair->items()[1] = entry.value;
  return std::move(pair).value();
}

Value view_iterate(const Value& self) {
  return make_dict_iterator(view(self).dict, kind_of(self));
}

Value view_repr(const Value& self) {
  constexpr const char* kNames[] = {"dict_keys([", "dict_values([",
                                    "dict_items(["};
  ReprGuard guard(self);
  if (guard.again) return make_str("...");
  std::string out = kNames[kind_of(self)];
  Value iterator = view_iterate(self);
  bool first = true;
  while (Value item = next(iterator)) {
    if (!first) out += ", ";
    first = false;
    out += text_of(repr_value(item));
  }
  return make_str(out + "])");
}

bool view_contains(const Value& self, const Value& item) {
  switch (kind_of(self)) {
    case DictView::Keys:
      return dict_of(self).find(item) != nullptr;
    case DictView::Values: {
      Value iterator = view_iterate(self);
      while (Value candidate = next(iterator))
        if (same_or_equal(candidate, item)) return true;
      return false;
    }
    case DictView::Items: {
      if (!is_tuple(item) || item.as<Tuple>()->size != 2) return false;
      Value* found = dict_of(self).find((*item.as<Tuple>())[0]);
      return found && same_or_equal(Value(*found), (*item.as<Tuple>())[1]);
    }
  }
  return false;
}

bool is_set_like(const Value& value) {
  if (is_set(value)) return true;
  Type* type = type_of(value);
  const auto& types = internals().dict_views;
  return type == types[0] || type == types[2];
}

bool contains_all(const Value& container, const Value& items) {
  Value iterator = iterate(items);
  while (Value item = next(iterator))
    if (!contains(container, item)) return false;
  return true;
}

Value view_compare(const Value& self, const Value& other, Compare op) {
  if (!is_set_like(other)) return Value::not_implemented();
  std::ptrdiff_t size = length(self), others = length(other);
  switch (op) {
    case Compare::Eq:
      return Value::boolean(size == others && contains_all(other, self));
    case Compare::Ne:
      return Value::boolean(size != others || !contains_all(other, self));
    case Compare::Lt:
      return Value::boolean(size < others && contains_all(other, self));
    case Compare::Le:
      return Value::boolean(size <= others && contains_all(other, self));
    case Compare::Gt:
      return Value::boolean(size > others && contains_all(self, other));
    case Compare::Ge:
      return Value::boolean(size >= others && contains_all(self, other));
  }
  return Value::not_implemented();
}

/// keys() and items() are sets to the operators & | - ^.
Value view_binary(const Value& self, const Value& other, Binary op,
                  bool reflected) {
  if (op != Binary::And && op != Binary::Or && op != Binary::Sub &&
      op != Binary::Xor)
    return Value::not_implemented();
  // What is no set is iterated, or refused as not iterable.
  Ref<Set> left = new_set(), right = new_set();
  set_update(left.get(), reflected ? other : self);
  set_update(right.get(), reflected ? self : other);
  return binary(left.value(), right.value(), op);
}

Value view_mapping(const Value& self) {
  return make_mapping_proxy(view(self).dict);
}
Value view_reversed(const Value* values, std::size_t) {
  return make_dict_iterator(view(values[0]).dict, kind_of(values[0]), true);
}
Value view_is_disjoint(const Value* values, std::size_t) {
  Value iterator = iterate(values[1]);
  while (Value item = next(iterator))
    if (view_contains(values[0], item)) return Value::boolean(false);
  return Value::boolean(true);
}

constexpr NativeProperty kViewProperties[] = {{"mapping", view_mapping},
                                              {nullptr, nullptr}};
constexpr NativeMethod kViewMethods[] = {{"__reversed__()", view_reversed},
                                         {nullptr}};
constexpr NativeMethod kSetLikeMethods[] = {
    {"isdisjoint(other, /)", view_is_disjoint, 1, 1}, {nullptr}};

DictIterator& iterator_of(const Value& self) {
  return *self.as<DictIterator>();
}

void check_size(DictIterator& self, const Dict& dict) {
  if (dict.used == self.used) return;
  self.used = UINT32_MAX;  // sticky
  raise("RuntimeError", "dictionary changed size during iteration");
}

Value next_backwards(DictIterator& self, Dict& dict) {
  while (self.index > 0) {
    --self.index;
    if (self.index < dict.filled && dict.entries[self.index].key)
      return entry_value(dict.entries[self.index], self.kind);
  }
  self.dict = Value();
  return Value();
}

Value iterator_length_hint(const Value* values, std::size_t) {
  DictIterator& self = iterator_of(values[0]);
  if (self.dict.absent()) return Value::small(0);
  const Dict& dict = *self.dict.as<Dict>();
  std::intptr_t left = 0;
  for (std::uint32_t i = dict.live(self.index); i < dict.filled;
       i = dict.live(i + 1))
    ++left;
  return Value::small(left);
}

constexpr NativeMethod kIteratorMethods[] = {
    {"__length_hint__()", iterator_length_hint}, {nullptr}};

}  // namespace

Value make_dict_view(const Value& dict, DictView::Kind kind) {
  Type* type = internals().dict_views[kind];
  auto* made = new (allocate_memory(type)) DictView(type);
  made->dict = dict;
  return Value::adopt(made);
}

Value make_dict_iterator(const Value& dict, DictView::Kind kind,
                         bool reversed) {
  Type* type = internals().dict_iterators[kind + (reversed ? 3 : 0)];
  auto* made = new (allocate_memory(type)) DictIterator(type);
  made->dict = dict;
  made->kind = kind;
  made->reversed = reversed;
  made->used = made->left = dict.as<Dict>()->used;
  if (reversed) made->index = dict.as<Dict>()->filled;
  return Value::adopt(made);
}

Value dict_iterator_next(const Value& value) {
  DictIterator& self = iterator_of(value);
  if (self.dict.absent()) return Value();
  Dict& dict = *self.dict.as<Dict>();
  check_size(self, dict);
  if (self.reversed) return next_backwards(self, dict);
  std::uint32_t i = dict.live(self.index);
  if (i >= dict.filled) {
    self.dict = Value();
    return Value();
  }
  if (self.left-- == 0) {
    self.dict = Value();
    raise("RuntimeError", "dictionary keys changed during iteration");
  }
  self.index = i + 1;
  return entry_value(dict.entries[i], self.kind);
}

void make_dict_view_types() {
  auto& state = internals();
  constexpr const char* kViews[] = {"dict_keys", "dict_values", "dict_items"};
  for (int i = 0; i < 3; ++i) {
    Type* type = new_native_type(kViews[i], "builtins", {}, sizeof(DictView));
    state.dict_views[i] = type;
    type->subclassable = false;
    Slots& slots = type->slots;
    slots.destruct = destruct_as<DictView>;
    slots.visit = [](Object* self, Visitor& visitor) {
      visitor(static_cast<DictView*>(self)->dict);
    };
    slots.repr = view_repr;
    slots.length = [](const Value& self) -> std::ptrdiff_t {
      return dict_of(self).used;
    };
    slots.iterate = view_iterate;
    if (i != DictView::Values) {
      slots.contains = view_contains;
      slots.compare = view_compare;
      slots.binary = view_binary;
      slots.binary_operators = 1u << static_cast<int>(Binary::And) |
                               1u << static_cast<int>(Binary::Or) |
                               1u << static_cast<int>(Binary::Sub) |
                               1u << static_cast<int>(Binary::Xor);
    }
    type->populate = i == DictView::Values
                         ? [](Type* self) {
                             add_methods(self, kViewMethods);
                             add_properties(self, kViewProperties);
                           }
                         : [](Type* self) {
                             add_methods(self, kViewMethods);
                             add_methods(self, kSetLikeMethods);
                             add_properties(self, kViewProperties);
                           };
    ready(type);
  }
  constexpr const char* kIterators[] = {
      "dict_keyiterator",          "dict_valueiterator",
      "dict_itemiterator",         "dict_reversekeyiterator",
      "dict_reversevalueiterator", "dict_reverseitemiterator"};
  for (int i = 0; i < 6; ++i) {
    Type* type =
        new_native_type(kIterators[i], "builtins", {}, sizeof(DictIterator));
    state.dict_iterators[i] = type;
    type->subclassable = false;
    type->slots.destruct = destruct_as<DictIterator>;
    type->slots.iterate = [](const Value& self) { return self; };
    type->slots.next = dict_iterator_next;
    type->populate = [](Type* self) { add_methods(self, kIteratorMethods); };
    ready(type);
  }
}

}  // namespace limbeck::py

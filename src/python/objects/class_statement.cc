// type(name, bases, namespace, **keywords): what a class statement ends in.
#include <algorithm>

#include "base/text.h"
#include "python/objects/attributes.h"
#include "python/objects/callable.h"
#include "python/objects/compare.h"
#include "python/objects/internals.h"
#include "python/objects/type.h"

namespace limbeck::py {

Type* derive_metatype(Type* metatype, std::span<const Value> bases) {
  Type* winner = metatype;
  for (const Value& base : bases) {
    Type* candidate = type_of(base);
    if (is_subtype(winner, candidate)) continue;
    if (is_subtype(candidate, winner)) {
      winner = candidate;
      continue;
    }
    raise_type_error(
        "metaclass conflict: the metaclass of a derived class must be a "
        "(non-strict) subclass of the metaclasses of all its bases");
  }
  return winner;
}

bool resolve_bases(const Value& bases, Value& resolved) {
  std::vector<Value> result;
  bool changed = false;
  for (const Value& base : items_of(bases)) {
    Value entries;
    if (!is_type(base)) entries = find_attribute(base, names().mro_entries);
    if (entries.absent()) {
      result.push_back(base);
      continue;
    }
    Value replaced = call(entries, {bases});
    if (!is_tuple(replaced))
      raise_type_error("__mro_entries__ must return a tuple");
    for (const Value& item : items_of(replaced)) result.push_back(item);
    changed = true;
  }
  if (changed) resolved = make_tuple(std::move(result));
  return changed;
}

namespace {

/// The nearest type whose C++ struct or __slots__ decide how instances lie in
/// memory.
Type* layout_owner(Type* type) {
  while (type->base && type->slot_count == 0 &&
         (type->heap || (type->instance_size == type->base->instance_size &&
                         type->layout == type->base->layout)))
    type = type->base;
  return type;
}

Type* best_base(const std::vector<Ref<Type>>& bases) {
  Type *best = nullptr, *best_owner = nullptr;
  for (const Ref<Type>& base : bases) {
    if (!base->subclassable)
      raise_type_error(
          cat("type '", base->name, "' is not an acceptable base type"));
    Type* owner = layout_owner(base.get());
    if (!best || (owner != best_owner && is_subtype(owner, best_owner))) {
      best = base.get();
      best_owner = owner;
    } else if (!is_subtype(best_owner, owner)) {
      const char* conflict = "multiple bases have instance lay-out conflict";
      // With Python's own classes, but not with limbeck's, it is an error.
      for (const Type* one : {owner, best_owner})
        if (!one->heap && !one->builtin && one->module != "builtins")
          throw Error(ErrorKind::Unsupported, conflict);
      raise_type_error(conflict);
    }
  }
  return best;
}

std::vector<Ref<Type>> read_bases(const Value& bases) {
  std::vector<Ref<Type>> result;
  for (const Value& base : items_of(bases)) {
    if (!is_type(base)) {
      if (find_attribute(base, names().mro_entries))
        raise_type_error(
            "type() doesn't support MRO entry resolution; use "
            "types.new_class()");
      raise_type_error("bases must be types");
    }
    for (const Ref<Type>& earlier : result)
      if (earlier.value().is(base))
        raise_type_error(cat("duplicate base class ", base.as<Type>()->name));
    result.emplace_back(base.as<Type>());
  }
  if (result.empty()) result.emplace_back(internals().types.object);
  return result;
}

std::string mangle(std::string_view class_name, std::string_view name) {
  if (name.size() < 3 || name.substr(0, 2) != "__" ||
      name.substr(name.size() - 2) == "__")
    return std::string(name);
  std::size_t start = class_name.find_first_not_of('_');
  if (start == std::string_view::npos) return std::string(name);
  return cat("_", class_name.substr(start), name);
}

std::vector<Str*> read_slots(Type* type, const Value& slots,
                             bool& wants_attributes) {
  std::vector<Value> given;
  if (is_str(slots))
    given.push_back(slots);
  else
    given = collect(slots);
  std::vector<Str*> result;
  for (const Value& item : given) {
    if (!is_str(item))
      raise_type_error(cat("__slots__ items must be strings, not '",
                           type_of(item)->name, "'"));
    std::string_view text = text_of(item);
    if (text == "__dict__") {
      wants_attributes = true;
      continue;
    }
    if (text == "__weakref__") continue;
    Str* name = intern(mangle(type->name, text));
    if (type->attributes->find(name) && name != names().qualname)
      raise_value_error(
          cat("'", text, "' in __slots__ conflicts with class variable"));
    result.push_back(name);
  }
  std::sort(result.begin(), result.end(),
            [](Str* a, Str* b) { return a->text() < b->text(); });
  return result;
}

Value read_slot_value(const Value& self, std::uint32_t offset) {
  return *reinterpret_cast<Value*>(reinterpret_cast<char*>(self.object()) +
                                   offset);
}

void add_member(Type* type, Str* name, std::uint32_t offset) {
  Type* kind = internals().types.member_descriptor;
  auto* member = new (allocate_memory(kind)) GetSet(kind);
  Value value = Value::adopt(member);
  member->name = name;
  member->owner = type;
  member->slot_offset = offset;
  member->get = [offset, name](const Value& self) {
    Value content = read_slot_value(self, offset);
    if (content.absent()) raise_attribute_error(self, name->text());
    return content;
  };
  member->set = [offset, name](const Value& self, const Value& content) {
    auto* place = reinterpret_cast<Value*>(
        reinterpret_cast<char*>(self.object()) + offset);
    if (content.absent() && place->absent())
      raise_attribute_error(self, name->text());
    Value old = std::move(*place);
    *place = content;
  };
  type->attributes->set(name, std::move(value));
}

Object* construct_tracked(void* memory, Type* type) {
  return new (memory) Tracked(type);
}
void destruct_tracked(Object* self) { static_cast<Tracked*>(self)->~Tracked(); }

void add_attributes_property(Type* type) {
  Type* kind = internals().types.getset_descriptor;
  auto* property = new (allocate_memory(kind)) GetSet(kind);
  Value value = Value::adopt(property);
  property->name = names().dict;
  property->owner = type;
  property->get = [](const Value& self) {
    return Value(instance_attributes(self.object(), true));
  };
  property->set = [](const Value& self, const Value& content) {
    if (!is_dict(content))
      raise_type_error(cat("__dict__ must be set to a dictionary, not a '",
                           content ? type_of(content)->name : "NoneType", "'"));
    set_instance_attributes(self.object(), content);
  };
  type->attributes->set(names().dict, std::move(value));
}

/// Sizes instances: the base's struct, then __slots__, then the attribute dict.
void lay_out(Type* type) {
  Type* base = type->base;
  std::uint32_t size = (base->instance_size + 7) & ~7u;
  if (base == internals().types.object) {
    size = sizeof(Tracked);
    type->slots.construct = construct_tracked;
    type->slots.destruct = destruct_tracked;
  }
  bool wants_attributes = true;
  if (type->layout == Layout::Type || base->layout == Layout::Type)
    wants_attributes = false;  // a class keeps its own in its namespace
  Value* slots = type->attributes->find(names().slots);
  if (slots && !slots->is_none()) {
    wants_attributes = false;
    std::vector<Str*> names = read_slots(type, Value(*slots), wants_attributes);
    if (!names.empty() &&
        (base->layout == Layout::Tuple || base->layout == Layout::Int ||
         base->layout == Layout::Bytes))
      raise_type_error(cat("nonempty __slots__ not supported for subtype of '",
                           base->name, "'"));
    type->slot_offset = size;
    type->slot_count = static_cast<std::uint32_t>(names.size());
    for (Str* name : names) {
      add_member(type, name, size);
      size += sizeof(Value);
    }
    type->has_slots = type->slot_count > 0;
  }
  if (base->attributes_offset) {
    type->attributes_offset = base->attributes_offset;
    if (base->shape) type->shape = new_root_shape();
  } else if (wants_attributes) {
    type->attributes_offset = size;
    type->shape = new_root_shape();
    size += sizeof(std::uintptr_t);
    add_attributes_property(type);
  }
  type->instance_size = size;
}

void wrap(Type* type, Str* name, Type* wrapper) {
  Value* found = type->attributes->find(name);
  if (!found) return;
  Type* kind = type_of(*found);
  const BuiltinTypes& types = internals().types;
  if (kind != types.function && kind != types.builtin_function) return;
  *found = wrap_function(wrapper, *found);
}

void read_namespace(Type* type) {
  const Names& all = names();
  Dict* attributes = type->attributes.get();
  if (Value* qualname = attributes->find(all.qualname)) {
    if (!is_str(*qualname))
      raise_type_error(cat("type __qualname__ must be a str, not ",
                           type_of(*qualname)->name));
    type->qualname = text_of(*qualname);
    attributes->remove(all.qualname);
  }
  if (Value* module = attributes->find(all.module)) {
    if (is_str(*module)) type->module = text_of(*module);
  } else if (auto running = internals().running_module_name) {
    Value name = running();
    if (name) {
      attributes->set(all.module, name);
      if (is_str(name)) type->module = text_of(name);
    }
  }
  if (!attributes->find(all.doc)) attributes->set(all.doc, Value::none());
  const BuiltinTypes& types = internals().types;
  wrap(type, all.new_, types.static_method);
  wrap(type, all.init_subclass, types.class_method);
  wrap(type, all.class_getitem, types.class_method);
  if (attributes->find(all.eq) && !attributes->find(all.hash))
    attributes->set(all.hash, Value::none());
}

void apply_custom_order(Type* type) {
  Type* metatype = type->type;
  if (metatype == internals().types.type) return;
  Str* name = intern(std::string_view("mro"));
  Value method = lookup_in_type(metatype, name);
  if (method.is(lookup_in_type(internals().types.type, name))) return;
  type->mro.clear();
  for (const Value& item : collect(call(method, {Value(type)})))
    if (is_type(item)) type->mro.push_back(item.as<Type>());
}

void announce_names(Type* type) {
  // A copy: __set_name__ may change the namespace.
  Ref<Dict> attributes = copy_dict(type->attributes.get());
  for (std::uint32_t i = 0; i < attributes->filled; ++i) {
    const Dict::Entry& entry = attributes->entries[i];
    if (!entry.value.is_object()) continue;
    Value method = lookup_in_type(type_of(entry.value), names().set_name);
    if (method) call(method, {entry.value, Value(type), entry.key});
  }
}

void announce_subclass(Type* type, const Call& keywords) {
  Value hook;
  for (std::size_t i = 1; i < type->mro.size() && !hook; ++i)
    if (Value* found = attributes_of(type->mro[i])->find(names().init_subclass))
      hook = *found;
  if (hook.absent()) return;  // a custom mro() may leave out object
  Type* kind = type_of(hook);
  if (kind->slots.descriptor_get)
    hook = kind->slots.descriptor_get(hook, Value(), type);
  call(hook, keywords);
}

}  // namespace

Value make_class(Type* metatype, const Value& name, const Value& bases,
                 const Value& namespace_, const Call& keywords) {
  if (!is_str(name))
    raise_type_error(cat("type.__new__() argument 1 must be str, not ",
                         type_of(name)->name));
  if (!is_tuple(bases))
    raise_type_error(cat("type.__new__() argument 2 must be tuple, not ",
                         type_of(bases)->name));
  if (!is_dict(namespace_))
    raise_type_error(cat("type.__new__() argument 3 must be dict, not ",
                         type_of(namespace_)->name));
  std::vector<Ref<Type>> base_types = read_bases(bases);
  Type* base = best_base(base_types);
  auto* type = new (allocate_memory(metatype)) Type(metatype);
  Value result = Value::adopt(type);
  type->heap = true;
  type->immutable = false;
  type->name = type->qualname = text_of(name);
  type->attributes = copy_dict(namespace_.as<Dict>());
  type->bases = std::move(base_types);
  type->base = base;
  type->layout = base->layout;
  read_namespace(type);
  Value cell;
  if (Value* found = type->attributes->find(names().classcell)) {
    cell = *found;
    type->attributes->remove(names().classcell);
  }
  lay_out(type);
  ready(type);
  apply_custom_order(type);
  if (Value* abstract = type->attributes->find(names().abstractmethods))
    type->abstract = truth(*abstract);
  if (cell && internals().fill_cell) internals().fill_cell(cell, result);
  announce_names(type);
  announce_subclass(type, keywords);
  return result;
}

// CPython: type_new and type_call's one-argument form.
Value type_make(Type* metatype, const Call& call) {
  if (metatype == internals().types.type && call.positional == 1 &&
      !call.keywords)
    return Value(type_of(call.values[0]));
  if (call.positional != 3) raise_type_error("type() takes 1 or 3 arguments");
  const Value& bases = call.values[1];
  if (is_tuple(bases)) {
    Type* winner = derive_metatype(metatype, items_of(bases));
    if (winner != metatype) {
      if (winner->slots.make != type_make)
        return winner->slots.make(winner, call);
      metatype = winner;
    }
  }
  Call keywords{call.values + call.positional, 0, call.names, call.keywords};
  return make_class(metatype, call.values[0], bases, call.values[2], keywords);
}

}  // namespace limbeck::py

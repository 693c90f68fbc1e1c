#include "python/vm/operations.h"

#include "base/text.h"
#include "python/objects/attributes.h"
#include "python/objects/callable.h"
#include "python/objects/compare.h"
#include "python/objects/exception.h"
#include "python/objects/int.h"
#include "python/objects/list.h"
#include "python/objects/module.h"
#include "python/objects/set.h"
#include "python/objects/str_type.h"
#include "python/objects/type.h"
#include "python/vm/opaque.h"

namespace limbeck::py {

// -- names --------------------------------------------------------------------

Value find_in_namespace(const Value& names, Str* name) {
  if (is_exact(names, Layout::Dict)) {
    Value* found = names.as<Dict>()->find(name);
    return found ? *found : Value();
  }
  if (is_dict(names) && !lookup_in_type(type_of(names), py::names().missing) &&
      type_of(names)->slots.get_item == builtin_types().dict->slots.get_item) {
    Value* found = names.as<Dict>()->find(name);
    return found ? *found : Value();
  }
  try {
    return get_item(names, Value(name));
  } catch (Raised& raised) {
    if (!matches(raised, "KeyError")) throw;
    return Value();
  }
}

Value load_global(Frame* frame, Str* name) {
  if (Value* found = frame->globals->find(name)) return *found;
  if (Value* found = frame->builtins->find(name)) return *found;
  if (const Value* star = frame->globals->find(intern(kStarOf)))
    if (Value found = name_of_star(*star, name)) return found;
  raise_name_error(name);
}

Value load_from_namespace(Frame* frame, const Value& names, Str* name) {
  if (names) {
    Value found = find_in_namespace(names, name);
    if (found) return found;
  }
  return load_global(frame, name);
}

void delete_from_namespace(const Value& names, Str* name) {
  if (is_exact(names, Layout::Dict)) {
    if (names.as<Dict>()->remove(name).absent()) raise_name_error(name);
    return;
  }
  try {
    delete_item(names, Value(name));
  } catch (Raised& raised) {
    if (!matches(raised, "KeyError")) throw;
    raise_name_error(name);
  }
}

// -- attributes ---------------------------------------------------------------

namespace {

bool is_plain_module(const Object* object) {
  return object->type == builtin_types().module;
}

void remember_row(NameCache& cache, Object* object, std::uint32_t offset) {
  cache.kind = NameCache::Kind::Own;
  cache.offset = offset;
  cache.shape = nullptr;
  std::uintptr_t word = attributes_word(object, offset);
  if (!is_row(word)) return;
  cache.shape = row_of(word)->shape;
  int at = cache.shape->find(cache.name);
  if (at >= 0)
    cache.index = static_cast<std::uint32_t>(at);
  else
    cache.shape = nullptr;
}

/// Fills the cache for reading `cache.name` of what has plain attribute access.
void remember_attribute(NameCache& cache, Object* object) {
  Type* type = object->type;
  cache.version = 0;
  if (is_plain_module(object)) {
    cache.version = type->version;
    return remember_row(cache, object, type->attributes_offset);
  }
  if (type->slots.get_attribute != object_get_attribute) return;
  Value found = lookup_in_type(type, cache.name);
  if (found.absent()) {
    if (!type->attributes_offset) return;
    cache.version = type->version;
    return remember_row(cache, object, type->attributes_offset);
  }
  const BuiltinTypes& types = builtin_types();
  Type* kind = type_of(found);
  if (kind == types.property) {
    Value getter = found.as<PropertyObject>()->get;
    if (type_of(getter) != types.function ||
        getter.as<Function>()->code->flags &
            (kGenerator | kCoroutine | kAsyncGenerator))
      return;
    cache.kind = NameCache::Kind::Property;
  } else if (kind == types.member_descriptor) {
    if (!found.as<GetSet>()->slot_offset) return;
    cache.kind = NameCache::Kind::Slot;
    cache.offset = found.as<GetSet>()->slot_offset;
  } else if (kind->slots.descriptor_set) {
    return;
  } else if (type->attributes_offset && own_attribute(object, cache.name)) {
    cache.version = type->version;
    return remember_row(cache, object, type->attributes_offset);
  } else if (!kind->slots.descriptor_get) {
    cache.kind = NameCache::Kind::Class;
    cache.offset = type->attributes_offset;
    cache.shape = nullptr;
  } else {
    return;
  }
  cache.bits = found.bits();
  cache.version = type->version;
}

}  // namespace

bool own_attribute_is_missing(Object* object, NameCache& cache) {
  std::uintptr_t word = attributes_word(object, cache.offset);
  if (!is_row(word)) return !reinterpret_cast<Dict*>(word)->find(cache.name);
  Shape* shape = row_of(word)->shape;
  if (shape->find(cache.name) >= 0) return false;
  cache.shape = shape;
  return true;
}

Value load_attribute(const Value& object, NameCache& cache) {
  if (Object* instance = object.object()) {
    Value kept(object);
    Value value = get_attribute(object, cache.name);
    remember_attribute(cache, instance);
    return value;
  }
  return get_attribute(object, cache.name);
}

void load_method(Value* sp, NameCache& cache) {
  Value object = sp[-1];
  Method method = find_method(object, cache.name);
  Object* instance = object.object();
  cache.version = 0;
  cache.kind = NameCache::Kind::Class;
  if (method.takes_self && instance) {
    cache.version = instance->type->version;
    cache.offset = instance->type->attributes_offset;
    cache.shape = nullptr;
    cache.bits = method.callable.bits();
  } else if (instance && is_plain_module(instance)) {
    cache.version = instance->type->version;
    remember_row(cache, instance, instance->type->attributes_offset);
  }
  if (method.takes_self) {
    new (sp) Value(std::move(sp[-1]));
    sp[-1] = std::move(method.callable);
  } else {
    sp[-1] = std::move(method.callable);
    new (sp) Value();
  }
}

void store_attribute(const Value& object, NameCache& cache,
                     const Value& value) {
  if (Object* instance = object.object()) {
    Type* type = instance->type;
    cache.version = 0;
    if (type->slots.set_attribute == object_set_attribute) {
      Value found = lookup_in_type(type, cache.name);
      Type* kind = found ? type_of(found) : nullptr;
      if (kind == builtin_types().member_descriptor &&
          found.as<GetSet>()->slot_offset) {
        cache.version = type->version;
        cache.kind = NameCache::Kind::Slot;
        cache.offset = found.as<GetSet>()->slot_offset;
      } else if (type->attributes_offset &&
                 !(kind && kind->slots.descriptor_set)) {
        cache.version = type->version;
        cache.kind = NameCache::Kind::Own;
        cache.offset = type->attributes_offset;
        cache.shape = cache.next = nullptr;
        std::uintptr_t word = attributes_word(instance, cache.offset);
        Shape* shape = is_row(word) ? row_of(word)->shape
                       : word       ? nullptr
                                    : type->shape;
        int at = shape ? shape->find(cache.name) : -1;
        if (at >= 0) cache.index = static_cast<std::uint32_t>(at);
        if (shape && at < 0) cache.next = shape->add(cache.name);
        if (at >= 0 || cache.next) cache.shape = shape;
      }
    }
  }
  set_attribute(object, cache.name, value);
}

// -- operators and displays ---------------------------------------------------

Value small_operator_slow(const Value& a, const Value& b, Binary op) {
  std::intptr_t x = a.small(), y = b.small(), result = 0;
  switch (op) {
    case Binary::Add:
      return small_add(a, b);
    case Binary::Sub:
      return small_subtract(a, b);
    case Binary::Mul:
      if (__builtin_mul_overflow(x, y, &result)) return Value();
      break;
    case Binary::FloorDiv:
      if (y == 0 || y == -1) return Value();
      result = x / y;
      if (x % y != 0 && (x < 0) != (y < 0)) --result;
      break;
    case Binary::Mod:
      if (y == 0 || y == -1) return Value();
      result = x % y;
      if (result != 0 && (result < 0) != (y < 0)) result += y;
      break;
    case Binary::And:
      result = x & y;
      break;
    case Binary::Or:
      result = x | y;
      break;
    case Binary::Xor:
      result = x ^ y;
      break;
    case Binary::RShift:
      if (y < 0) return Value();
      result = y > 62 ? (x < 0 ? -1 : 0) : x >> y;
      break;
    case Binary::LShift:
      if (y < 0 || y > 30 || x > (1l << 30) || x < -(1l << 30)) return Value();
      result = x * (std::intptr_t{1} << y);
      break;
    case Binary::MatMul:
    case Binary::TrueDiv:
    case Binary::Pow:
    case Binary::Count:
      return Value();
  }
  return Value::fits_small(result) ? Value::small(result) : Value();
}

Value concatenate(const Value* pieces, std::size_t count) {
  std::size_t size = 0;
  for (std::size_t i = 0; i < count; ++i) size += pieces[i].as<Str>()->size;
  Ref<Str> made = allocate_str(size);
  char* to = made->data();
  for (std::size_t i = 0; i < count; ++i) {
    auto* piece = pieces[i].as<Str>();
    std::memcpy(to, piece->data(), piece->size);
    to += piece->size;
  }
  settle(made.get());
  return std::move(made).value();
}

void extend_for_unpacking(List* list, const Value& iterable) {
  Type* type = type_of(iterable);
  if (!type->slots.iterate && !type->slots.get_item)
    raise_type_error(
        cat("Value after * must be an iterable, not ", type->name));
  list_extend(list, iterable);
}

void update_from_mapping(Dict* dict, const Value& other) {
  if (!is_dict(other) && find_attribute(other, names().plain.keys).absent())
    raise_type_error(
        cat("'", type_of(other)->name, "' object is not a mapping"));
  dict_update(dict, other);
}

namespace {

std::string callable_name(const Value& callable) {
  std::string text;
  if (Value name = find_attribute(callable, "__qualname__"); is_str(name)) {
    Value module = find_attribute(callable, "__module__");
    if (is_str(module) && text_of(module) != "builtins")
      cat_to(text, text_of(module), ".");
    return cat(text, text_of(name), "()");
  }
  return str(callable);
}

}  // namespace

void merge_keywords(const Value& callable, Dict* keywords, const Value& other) {
  if (!is_dict(other) && find_attribute(other, names().plain.keys).absent())
    raise_type_error(cat(callable_name(callable),
                         " argument after ** must be a mapping, not ",
                         type_of(other)->name));
  Ref<Dict> copied;
  Dict* from = nullptr;
  if (is_exact(other, Layout::Dict)) {
    from = other.as<Dict>();
  } else {
    copied = new_dict();
    dict_update(copied.get(), other);
    from = copied.get();
  }
  for (std::uint32_t i = from->live(0); i < from->filled;
       i = from->live(i + 1)) {
    const Value key = from->entries[i].key;
    if (keywords->find(key)) {
      if (!is_str(key)) raise_type_error("keywords must be strings");
      raise_type_error(cat(callable_name(callable),
                           " got multiple values for keyword argument '",
                           text_of(key), "'"));
    }
    keywords->set(key, from->entries[i].value);
  }
}

void unpack_sequence(const Value& source, std::size_t count, Value* to) {
  std::vector<Value> items;
  if (is_exact(source, Layout::List) || is_exact(source, Layout::Tuple)) {
    auto span = items_of(source);
    if (span.size() > count)
      raise_value_error(
          cat("too many values to unpack (expected ", count, ")"));
    items.assign(span.begin(), span.end());
  } else {
    Type* type = type_of(source);
    if (!type->slots.iterate && !type->slots.get_item)
      raise_type_error(
          cat("cannot unpack non-iterable ", type->name, " object"));
    Value iterator = iterate(source);
    while (items.size() < count) {
      Value item = next(iterator);
      if (item.absent()) break;
      items.push_back(std::move(item));
    }
    if (items.size() == count && next(iterator)) {
      raise_value_error(
          cat("too many values to unpack (expected ", count, ")"));
    }
  }
  if (items.size() < count)
    raise_value_error(cat("not enough values to unpack (expected ", count,
                          ", got ", items.size(), ")"));
  for (std::size_t i = 0; i < count; ++i)
    new (to + i) Value(std::move(items[count - 1 - i]));
}

void unpack_starred(const Value& source, std::size_t before, std::size_t after,
                    Value* to) {
  Type* type = type_of(source);
  if (!type->slots.iterate && !type->slots.get_item)
    raise_type_error(cat("cannot unpack non-iterable ", type->name, " object"));
  std::vector<Value> items = collect(source);
  if (items.size() < before + after)
    raise_value_error(cat("not enough values to unpack (expected at least ",
                          before + after, ", got ", items.size(), ")"));
  std::vector<Value> middle(items.begin() + static_cast<std::ptrdiff_t>(before),
                            items.end() - static_cast<std::ptrdiff_t>(after));
  std::size_t total = before + after + 1;
  for (std::size_t i = 0; i < before; ++i)
    new (to + (total - 1 - i)) Value(std::move(items[i]));
  new (to + after) Value(make_list(std::move(middle)));
  for (std::size_t i = 0; i < after; ++i)
    new (to + (after - 1 - i))
        Value(std::move(items[items.size() - after + i]));
}

Value convert_value(const Value& value, char conversion) {
  if (conversion == 'r') return repr_value(value);
  if (conversion == 's') return str_value(value);
  Value text = repr_value(value);
  return call(*internals().builtins->find(intern("ascii")), {value});
}

// -- exceptions ---------------------------------------------------------------

void set_cause(const Value& exception, const Value& cause) {
  auto* object = as_exception(exception);
  if (cause.is_none()) {
    object->cause = Value::none();
  } else if (is_exception(cause)) {
    object->cause = cause;
  } else if (is_type(cause) &&
             is_subtype(cause.as<Type>(), builtin_types().base_exception)) {
    object->cause = call(cause);
  } else {
    raise_type_error("exception causes must derive from BaseException");
  }
  object->suppress_context = true;
}

bool match_exception(const Value& exception, const Value& pattern) {
  return exception_matches(exception, pattern);
}

namespace {

Value eg_split(const Value& group, const Value& pattern) {
  return call_method(group, "split", {pattern});
}

bool is_group(const Value& exception) {
  return is_instance(exception, exception_type("BaseExceptionGroup"));
}

}  // namespace

// rest type → rest match
void split_exception_group(VmState& vm, Value* sp) {
  Value rest = sp[-2], pattern = sp[-1], match = Value::none();
  if (rest.is_none()) {
    sp[-1] = Value::none();
    return;
  }
  if (match_exception(rest, pattern)) {
    match = rest;
    if (!is_group(rest)) {
      // A naked exception is caught as a group of one.
      match = call(Value(exception_type("ExceptionGroup")),
                   {make_str(""), make_tuple({rest})});
      as_exception(match)->traceback = as_exception(rest)->traceback;
    }
    rest = Value::none();
  } else if (is_group(rest)) {
    Value both = eg_split(rest, pattern);
    match = items_of(both)[0];
    rest = items_of(both)[1];
  }
  if (!match.is_none()) vm.handled->exception = match;
  sp[-2] = std::move(rest);
  sp[-1] = std::move(match);
}

// CPython: _PyExc_PrepReraiseStar, in essence: what the handlers raised and
// what none of them matched, as one group.
Value reraise_star(const Value& original, const Value& raised) {
  std::vector<Value> left;
  for (const Value& item : items_of(raised))
    if (!item.is_none()) left.push_back(item);
  if (left.empty()) return Value::none();
  if (left.size() == 1 &&
      (left[0].is(original) || !is_group(left[0]) || is_group(original)))
    return left[0];
  bool handler_raised = false;
  for (const Value& item : left) {
    if (!is_group(item)) {
      handler_raised = true;
      continue;
    }
    // Parts of the original group share its metadata.
    if (!as_exception(item)->traceback.is(as_exception(original)->traceback))
      handler_raised = true;
  }
  if (!handler_raised && is_group(original)) {
    std::vector<Value> leaves;
    for (const Value& item : left)
      for (const Value& leaf : items_of(get_attribute(item, "exceptions")))
        leaves.push_back(leaf);
    return call_method(original, "derive", {make_list(std::move(leaves))});
  }
  return call(Value(exception_type("BaseExceptionGroup")),
              {make_str(""), make_list(std::move(left))});
}

Value enter_with(VmState&, Value& manager, bool is_async) {
  Str* enter = is_async ? names().aenter : names().enter;
  Str* exit = is_async ? names().aexit : names().exit;
  Type* type = type_of(manager);
  auto find = [&](Str* name, const char* what) {
    Value found = lookup_in_type(type, name);
    if (found.absent()) {
      std::string message =
          cat("'", type->name, "' object does not support the ",
              is_async ? "asynchronous context manager" : "context manager",
              " protocol");
      if (std::string_view(what) == "exit" && !is_async)
        message += " (missed __exit__ method)";
      if (std::string_view(what) == "exit" && is_async)
        message += " (missed __aexit__ method)";
      raise_type_error(message);
    }
    if (auto get = type_of(found)->slots.descriptor_get)
      return get(found, manager, type);
    return found;
  };
  Value enter_method = find(enter, "enter");
  Value exit_method = find(exit, "exit");
  Value result = call(enter_method);
  manager = std::move(exit_method);
  return result;
}

Value exit_with_exception(const Value& exit, const Value& exception) {
  return call(exit, {Value(type_of(exception)), exception,
                     as_exception(exception)->traceback});
}

// -- patterns -----------------------------------------------------------------

namespace {

// collections.abc classes that were asked to stand for sequences or mappings.
bool inherits_abc(const Value& subject, std::string_view name) {
  for (Type* type : type_of(subject)->mro)
    if (type->name == name && type->module == "collections.abc") return true;
  return false;
}

}  // namespace

bool is_mapping_pattern(const Value& subject) {
  if (is_dict(subject)) return true;
  if (type_of(subject)->name == "mappingproxy") return true;
  return inherits_abc(subject, "Mapping") ||
         inherits_abc(subject, "MutableMapping");
}

bool is_sequence_pattern(const Value& subject) {
  if (is_list(subject) || is_tuple(subject)) return true;
  std::string_view name = type_of(subject)->name;
  if (name == "range" || name == "memoryview" || name == "deque" ||
      name == "array")
    return true;
  return inherits_abc(subject, "Sequence") ||
         inherits_abc(subject, "MutableSequence");
}

Value match_keys(const Value& subject, const Value& keys) {
  std::vector<Value> found;
  auto span = items_of(keys);
  for (std::size_t i = 0; i < span.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j)
      if (equal(span[i], span[j]))
        raise_value_error(
            cat("mapping pattern checks duplicate key (", repr(span[i]), ")"));
    if (is_exact(subject, Layout::Dict)) {
      Value* value = subject.as<Dict>()->find(span[i]);
      if (!value) return Value::none();
      found.push_back(*value);
      continue;
    }
    static const int kSentinel = 0;
    (void)kSentinel;
    Value missing = make_list();
    Value value = call_method(subject, "get", {span[i], missing});
    if (value.is(missing)) return Value::none();
    found.push_back(std::move(value));
  }
  return make_tuple(std::move(found));
}

Value copy_without(const Value& subject, const Value& keys) {
  Ref<Dict> rest = new_dict();
  dict_update(rest.get(), subject);
  for (const Value& key : items_of(keys)) rest->remove(key);
  return std::move(rest).value();
}

namespace {

bool matches_itself(const Type* type) {
  const BuiltinTypes& types = builtin_types();
  for (const Type* own : {types.bool_, types.bytearray, types.bytes, types.dict,
                          types.float_, types.frozenset, types.int_, types.list,
                          types.set, types.str, types.tuple})
    if (is_subtype(type, own)) return true;
  return false;
}

}  // namespace

Value match_class(const Value& subject, const Value& cls,
                  std::size_t positional, const Value& names) {
  if (!is_type(cls)) raise_type_error("called match pattern must be a class");
  auto* type = cls.as<Type>();
  if (!is_instance_of(subject, cls)) return Value::none();
  std::vector<Value> found;
  std::vector<Value> seen;
  auto take = [&](const Value& name) {
    for (const Value& other : seen)
      if (equal(other, name))
        raise_type_error(cat(type->name,
                             "() got multiple sub-patterns for "
                             "attribute ",
                             repr(name)));
    seen.push_back(name);
    Value value = find_attribute(subject, name.as<Str>());
    if (value.absent()) return false;
    found.push_back(std::move(value));
    return true;
  };
  if (positional) {
    Value match_args = find_attribute(cls, py::names().match_args);
    if (match_args.absent()) {
      bool self = matches_itself(type);
      if (positional > (self ? 1u : 0u))
        raise_type_error(cat(type->name, "() accepts ", self ? 1 : 0,
                             " positional sub-pattern", self ? "" : "s", " (",
                             positional, " given)"));
      found.push_back(subject);
    } else {
      if (!is_tuple(match_args))
        raise_type_error(cat(type->name,
                             ".__match_args__ must be a tuple (got ",
                             type_of(match_args)->name, ")"));
      auto span = items_of(match_args);
      if (positional > span.size())
        raise_type_error(cat(
            type->name, "() accepts ", span.size(), " positional sub-pattern",
            span.size() == 1 ? "" : "s", " (", positional, " given)"));
      for (std::size_t i = 0; i < positional; ++i) {
        if (!is_str(span[i]))
          raise_type_error(cat("__match_args__ elements must be strings (got ",
                               type_of(span[i])->name, ")"));
        if (!take(span[i])) return Value::none();
      }
    }
  }
  for (const Value& name : items_of(names))
    if (!take(name)) return Value::none();
  return make_tuple(std::move(found));
}

}  // namespace limbeck::py

#include "python/objects/object.h"

#include "base/text.h"
#include "python/objects/attributes.h"
#include "python/objects/callable.h"
#include "python/objects/compare.h"
#include "python/objects/core_types.h"
#include "python/objects/cycles.h"
#include "python/objects/exception.h"
#include "python/objects/heap.h"
#include "python/objects/internals.h"
#include "python/objects/iterators.h"
#include "python/objects/type.h"
#include "python/objects/weak.h"

namespace limbeck::py {

// -- life and death -----------------------------------------------------------

namespace {

/// Nested destructions before the rest waits its turn: long chains of objects
/// must not eat the C++ stack.
constexpr int kDestroyDepth = 40;
/// The same where a __del__ runs: more than calls nest, so that one that makes
/// another of its kind ends in a RecursionError.
constexpr int kFinalizeDepth = 2000;
constinit thread_local int destroy_depth = 0;

}  // namespace

void run_finalizer(Object* object) {
  object->flags |= Object::kFinalized;
  Value self(object);
  try {
    Value method = lookup_in_type(object->type, names().del);
    if (method) call(method, {self});
  } catch (const Raised& raised) {
    auto report = internals().report_unraisable;
    if (report) report(raised.exception(), self);
  } catch (const Error&) {
    // Whoever asked for the end of the run is heard by the next instruction.
  }
}

namespace {

/// True when __del__ brought the object back to life.
bool finalize(Object* object) {
  object->references = 1;
  run_finalizer(object);
  return --object->references > 0;
}

void destroy_now(Object* object) {
  Type* type = object->type;
  if (type->finalizes && !(object->flags & Object::kFinalized) &&
      finalize(object))
    return;
  if (object->flags & Object::kHasWeakReferences) clear_weak(object);
  object->references = 1u << 30;  // nobody can destroy it again meanwhile
  if (type->has_slots)
    each_slot_value(object, [](Value& value) { value = Value(); });
  if (type->attributes_offset) drop_attributes(object);
  if (type->slots.destruct) type->slots.destruct(object);
  release_block(object);
  if (type->heap) Value::adopt(type);  // counted by the object
}

}  // namespace

void destroy(Object* object) {
  int most = object->type->finalizes ? kFinalizeDepth : kDestroyDepth;
  if (destroy_depth >= most) {
    internals().doomed.push_back(object);
    return;
  }
  ++destroy_depth;
  destroy_now(object);
  if (destroy_depth == 1 && detail::interpreter) {
    auto& doomed = internals().doomed;
    while (!doomed.empty()) {
      Object* next = doomed.back();
      doomed.pop_back();
      destroy_now(next);
    }
  }
  --destroy_depth;
}

void* allocate_memory(Type* type, std::size_t extra) {
  void* memory = allocate_block(type->instance_size + extra);
  if (type->heap) ++type->references;
  if (type->attributes_offset)
    attributes_word(static_cast<Object*>(memory), type->attributes_offset) = 0;
  if (type->has_slots)
    for (Type* t = type; t; t = t->base) {
      auto* values =
          reinterpret_cast<Value*>(static_cast<char*>(memory) + t->slot_offset);
      for (std::uint32_t i = 0; i < t->slot_count; ++i) new (values + i) Value;
    }
  return memory;
}

Value allocate(Type* type) {
  void* memory = allocate_memory(type);
  return Value::adopt(type->slots.construct(memory, type));
}

void check_interrupted() {
  if (detail::interpreter->interrupted.load(std::memory_order_relaxed))
    throw Error(ErrorKind::Interrupted, "Interrupted");
}

void DepthGuard::too_deep(const char* where) {
  --detail::depth;
  constexpr std::size_t kBytes = 200u << 10;  // of the stack's reserve
  struct Headroom {                           // making the exception calls, too
    Headroom() {
      detail::depth -= 50;
      detail::stack_end -= kBytes;
    }
    ~Headroom() {
      detail::depth += 50;
      detail::stack_end += kBytes;
    }
  } headroom;
  raise("RecursionError", cat("maximum recursion depth exceeded", where));
}

// -- types of values ----------------------------------------------------------

Type* type_of(const Value& value) {
  if (Object* object = value.object()) return object->type;
  const BuiltinTypes& types = internals().types;
  if (value.is_small()) return types.int_;
  if (value.is_bool()) return types.bool_;
  if (value.is_none()) return types.none;
  if (value.is_not_implemented()) return types.not_implemented;
  LIMBECK_CHECK(value.is_ellipsis(), "an absent value has no type");
  return types.ellipsis;
}

const BuiltinTypes& builtin_types() { return internals().types; }

bool is_subtype(const Type* type, const Type* of) {
  if (type == of) return true;
  for (const Type* t : type->mro)
    if (t == of) return true;
  return false;
}

bool is_instance(const Value& value, const Type* type) {
  return is_subtype(type_of(value), type);
}

// -- attributes ---------------------------------------------------------------

namespace {

[[noreturn]] void raise_no_attribute(const Value& object, Str* name) {
  raise_attribute_error(object, name->text());
}

}  // namespace

Value lookup_in_type(const Type* type, Str* name) {
  if (!name->interned()) name = intern(name);
  auto& state = internals();
  std::size_t line_index = (type->version * 0x9e3779b1u ^
                            static_cast<std::uint32_t>(
                                reinterpret_cast<std::uintptr_t>(name) >> 4)) %
                           Interpreter::Internals::kMethodCacheLines;
  MethodCacheLine& line = state.method_cache[line_index];
  if (line.version == type->version && line.name == name && line.version)
    return Value::from_bits(line.bits);
  Value found;
  for (Type* t : type->mro)
    if (Value* value = attributes_of(t)->find(name)) {
      found = *value;
      break;
    }
  line.version = type->version;
  line.name = name;
  line.bits = found.bits();
  return found;
}

Value lookup_in_type(const Type* type, std::string_view name) {
  return lookup_in_type(type, intern(name));
}

Value get_attribute(const Value& object, Str* name) {
  Value value = type_of(object)->slots.get_attribute(object, name);
  if (value.absent()) raise_no_attribute(object, name);
  return value;
}

Value get_attribute(const Value& object, std::string_view name) {
  return get_attribute(object, intern(name));
}

Value find_attribute(const Value& object, Str* name) {
  try {
    return type_of(object)->slots.get_attribute(object, name);
  } catch (const Raised& raised) {
    if (!matches(raised, "AttributeError")) throw;
    return Value();
  }
}

Value find_attribute(const Value& object, std::string_view name) {
  return find_attribute(object, intern(name));
}

void set_attribute(const Value& object, Str* name, const Value& value) {
  type_of(object)->slots.set_attribute(object, name, value);
}

void set_attribute(const Value& object, std::string_view name,
                   const Value& value) {
  set_attribute(object, intern(name), value);
}

void delete_attribute(const Value& object, Str* name) {
  type_of(object)->slots.set_attribute(object, name, Value());
}

Method find_method(const Value& object, Str* name) {
  Type* type = type_of(object);
  if (type->slots.get_attribute == object_get_attribute) {
    Value found = lookup_in_type(type, name);
    Object* function = found.object();
    if (function && function->type->method_descriptor) {
      if (type->attributes_offset)
        if (Value* own = own_attribute(object.object(), name))
          return {*own, false};
      return {std::move(found), true};
    }
  }
  return {get_attribute(object, name), false};
}

// -- calls --------------------------------------------------------------------

Value call(const Value& callable, const Call& call) {
  auto slot = type_of(callable)->slots.call;
  if (!slot)
    raise_type_error(
        cat("'", shown_name(type_of(callable)), "' object is not callable"));
  DepthGuard guard;
  return slot(callable, call);
}

Value call(const Value& callable, std::initializer_list<Value> positional) {
  return call(callable, Call{positional.begin(), positional.size()});
}

Value call_with(const Value& callable, const Value& first, const Call& call) {
  std::size_t count = call.positional + call.keywords;
  constexpr std::size_t kInline = 8;
  if (count < kInline) {
    Value values[kInline];
    values[0] = first;
    for (std::size_t i = 0; i < count; ++i) values[i + 1] = call.values[i];
    return py::call(
        callable, Call{values, call.positional + 1, call.names, call.keywords});
  }
  std::vector<Value> values;
  values.reserve(count + 1);
  values.push_back(first);
  values.insert(values.end(), call.values, call.values + count);
  return py::call(callable, Call{values.data(), call.positional + 1, call.names,
                                 call.keywords});
}

Value call_method(const Value& object, std::string_view name,
                  std::initializer_list<Value> positional) {
  Method method = find_method(object, intern(name));
  Call arguments{positional.begin(), positional.size()};
  if (method.takes_self) return call_with(method.callable, object, arguments);
  return call(method.callable, arguments);
}

// -- truth, comparing, hashing ------------------------------------------------

bool truth_of_object(const Value& value) {
  const Slots& slots = type_of(value)->slots;
  if (slots.truth) return slots.truth(value);
  if (slots.length) return slots.length(value) != 0;
  return true;
}

bool same_or_equal(const Value& a, const Value& b) {
  return a.is(b) || equal(a, b);
}

bool equal(const Value& a, const Value& b) {
  if (a.is_small() && b.is_small()) return a.is(b);
  if (is_exact_str(a) && is_exact_str(b))
    return str_equal(a.as<Str>(), b.as<Str>());
  Value result = compare(a, b, Compare::Eq);
  return truth(result);
}

bool less(const Value& a, const Value& b) {
  if (a.is_small() && b.is_small()) return a.small() < b.small();
  return truth(compare(a, b, Compare::Lt));
}

namespace {

constexpr const char* kCompareSigns[] = {"<", "<=", "==", "!=", ">", ">="};
constexpr Compare kSwapped[] = {Compare::Gt, Compare::Ge, Compare::Eq,
                                Compare::Ne, Compare::Lt, Compare::Le};

bool compare_small(std::intptr_t a, std::intptr_t b, Compare op) {
  switch (op) {
    case Compare::Lt:
      return a < b;
    case Compare::Le:
      return a <= b;
    case Compare::Eq:
      return a == b;
    case Compare::Ne:
      return a != b;
    case Compare::Gt:
      return a > b;
    case Compare::Ge:
      return a >= b;
  }
  return false;
}

}  // namespace

Value compare(const Value& a, const Value& b, Compare op) {
  if (a.is_small() && b.is_small())
    return Value::boolean(compare_small(a.small(), b.small(), op));
  DepthGuard guard(" in comparison");
  Type *left = type_of(a), *right = type_of(b);
  auto first = left->slots.compare, second = right->slots.compare;
  Compare swapped = kSwapped[static_cast<int>(op)];
  bool tried = false;
  if (left != right && second && is_subtype(right, left)) {
    tried = true;
    Value result = second(b, a, swapped);
    if (!result.is_not_implemented()) return result;
  }
  if (first) {
    Value result = first(a, b, op);
    if (!result.is_not_implemented()) return result;
  }
  if (second && !tried) {
    Value result = second(b, a, swapped);
    if (!result.is_not_implemented()) return result;
  }
  if (op == Compare::Eq) return Value::boolean(a.is(b));
  if (op == Compare::Ne) return Value::boolean(!a.is(b));
  raise_type_error(cat("'", kCompareSigns[static_cast<int>(op)],
                       "' not supported between instances of '",
                       shown_name(left), "' and '", shown_name(right), "'"));
}

std::int64_t hash(const Value& value) {
  if (value.is_small()) return hash_of_small(value.small());
  if (is_exact_str(value)) return str_hash(value.as<Str>());
  if (value.is_none()) return 0xfca86420;
  if (value.is_bool()) return value.is_true();
  auto slot = type_of(value)->slots.hash;
  if (!slot) raise_unhashable(value);
  DepthGuard guard;
  return slot(value);
}

// -- text ---------------------------------------------------------------------

Value repr_value(const Value& value) {
  Type* type = type_of(value);
  DepthGuard guard(" while getting the repr of an object");
  Value result = type->slots.repr(value);
  if (!is_str(result))
    raise_type_error(
        cat("__repr__ returned non-string (type ", type_of(result)->name, ")"));
  return result;
}

Value str_value(const Value& value) {
  if (is_exact_str(value)) return value;
  Type* type = type_of(value);
  DepthGuard guard(" while getting the str of an object");
  Value result = type->slots.str(value);
  if (!is_str(result))
    raise_type_error(
        cat("__str__ returned non-string (type ", type_of(result)->name, ")"));
  return result;
}

std::string str(const Value& value) {
  return std::string(text_of(str_value(value)));
}

std::string repr(const Value& value) {
  return std::string(text_of(repr_value(value)));
}

// -- containers ---------------------------------------------------------------

std::ptrdiff_t length(const Value& value) {
  auto slot = type_of(value)->slots.length;
  if (!slot)
    raise_type_error(
        cat("object of type '", shown_name(type_of(value)), "' has no len()"));
  return slot(value);
}

Value get_item(const Value& object, const Value& key) {
  Type* type = type_of(object);
  if (type->slots.get_item) return type->slots.get_item(object, key);
  if (is_type(object)) {
    Value method = find_attribute(object, names().class_getitem);
    if (method && !method.is_none()) return call(method, {key});
    if (object.is(Value(builtin_types().type)))
      return make_generic_alias(object, key);
    raise_type_error(
        cat("type '", object.as<Type>()->name, "' is not subscriptable"));
  }
  raise_type_error(cat("'", shown_name(type), "' object is not subscriptable"));
}

void set_item(const Value& object, const Value& key, const Value& value) {
  Type* type = type_of(object);
  if (!type->slots.set_item)
    raise_type_error(cat("'", shown_name(type),
                         "' object does not support item assignment"));
  type->slots.set_item(object, key, value);
}

void delete_item(const Value& object, const Value& key) {
  Type* type = type_of(object);
  if (!type->slots.set_item) {
    bool sequence = type->layout == Layout::Tuple ||
                    type->layout == Layout::Str ||
                    type->layout == Layout::Bytes;
    raise_type_error(cat("'", shown_name(type), "' object ",
                         sequence && is_int(key) ? "doesn't" : "does not",
                         " support item deletion"));
  }
  type->slots.set_item(object, key, Value());
}

bool contains(const Value& container, const Value& item) {
  Type* type = type_of(container);
  if (type->slots.contains) return type->slots.contains(container, item);
  if (!type->slots.iterate && !type->slots.get_item)
    raise_type_error(
        cat("argument of type '", shown_name(type), "' is not iterable"));
  Value iterator = iterate(container);
  while (Value candidate = next(iterator))
    if (same_or_equal(candidate, item)) return true;
  return false;
}

Value iterate(const Value& iterable) {
  Type* type = type_of(iterable);
  if (type->slots.iterate) {
    Value iterator = type->slots.iterate(iterable);
    if (!type_of(iterator)->slots.next)
      raise_type_error(cat("iter() returned non-iterator of type '",
                           type_of(iterator)->name, "'"));
    return iterator;
  }
  if (type->slots.get_item && type->layout != Layout::Dict)
    return make_sequence_iterator(iterable);
  raise_type_error(cat("'", shown_name(type), "' object is not iterable"));
}

Value next(const Value& iterator) {
  Type* type = type_of(iterator);
  if (!type->slots.next)
    raise_type_error(cat("'", shown_name(type), "' object is not an iterator"));
  check_interrupted();
  DepthGuard guard;
  return type->slots.next(iterator);
}

}  // namespace limbeck::py

#include "python/objects/internals.h"
#include "python/objects/memory_view.h"

#include <cstdlib>

#include "python/objects/bytes.h"
#include "python/objects/callable.h"
#include "python/objects/core_types.h"
#include "python/objects/float.h"
#include "python/objects/int.h"
#include "python/objects/module.h"
#include "python/objects/range.h"
#include "python/objects/str_type.h"
#include "python/objects/type.h"

namespace limbeck::py {
namespace {

/// A type that others need before it can be made in full.
Type* raw_type(Interpreter::Internals& state, const char* name,
               std::size_t size, Layout layout) {
  auto* type = new (std::malloc(sizeof(Type))) Type(state.types.type);
  type->name = type->qualname = name;
  type->module = "builtins";
  type->instance_size = static_cast<std::uint32_t>(size);
  type->layout = layout;
  type->builtin = true;
  state.owned_types.push_back(type);
  return type;
}

void mark_builtin(Type* type, Layout layout) {
  type->layout = layout;
  type->builtin = true;
}

}  // namespace

Interpreter::Internals::Internals(const std::size_t* memory)
    : heap(memory),
      method_cache(std::make_unique<MethodCacheLine[]>(kMethodCacheLines)) {}

Interpreter::Internals::~Internals() = default;

void Interpreter::Internals::start() {
  // The knot: types have a type, names are strs, namespaces are dicts.
  types.type = raw_type(*this, "type", sizeof(Type), Layout::Type);
  types.type->type = types.type;
  types.object = raw_type(*this, "object", sizeof(Object), Layout::Object);
  types.str = raw_type(*this, "str", sizeof(Str), Layout::Str);
  types.dict = raw_type(*this, "dict", sizeof(Dict), Layout::Dict);
  types.tuple = raw_type(*this, "tuple", sizeof(Tuple), Layout::Tuple);
  for (Type* type :
       {types.type, types.object, types.str, types.dict, types.tuple})
    type->attributes = new_dict();
  empty_str = allocate_str(0).value();
  empty_str.as<Str>()->flags |= Str::kAscii;
  for (int i = 0; i < 128; ++i) {
    char byte = static_cast<char>(i);
    ascii_chars[i] = Value(
        interned.find_or_add({&byte, 1}, hash_of_text({&byte, 1}), nullptr));
  }
  interned.find_or_add("", hash_of_text(""), empty_str.as<Str>());
  names.fill();
  make_object_type(types.object);
  ready(types.object);
  make_type_type(types.type);
  ready(types.type);
  make_wrapper_types();
  make_function_types();
  make_descriptor_types();
  make_tuple_type();
  make_dict_types();
  make_exception_types();
  types.str = make_str_type();
  mark_builtin(types.str, Layout::Str);
  types.int_ = make_int_type();
  mark_builtin(types.int_, Layout::Int);
  types.bool_ = make_bool_type();
  types.float_ = make_float_type();
  mark_builtin(types.float_, Layout::Float);
  types.complex_ = make_complex_type();
  mark_builtin(types.complex_, Layout::Complex);
  types.bytes = make_bytes_type();
  mark_builtin(types.bytes, Layout::Bytes);
  types.bytearray = make_bytearray_type();
  types.memoryview = make_memoryview_type();
  types.bytearray->layout = Layout::Bytes;
  types.range = make_range_type();
  types.slice = make_slice_type();
  make_singleton_types();
  make_list_type();
  make_set_types();
  make_iterator_types();
  make_module_type();
  make_alias_types();
  modules = new_dict();
  builtins = new_dict();
  start_vm_types(*this);
}

void Interpreter::Internals::forget_main() {
  const Value main = dict_get(modules, "__main__");
  if (main.absent() || !is_instance(main, types.module)) return;
  const Value names = instance_dict(main);
  std::vector<Value> keys;
  dict_each(names, [&](const Value& key, const Value& value) {
    if (is_str(key) && !text_of(key).starts_with("__") && value.is_object())
      keys.push_back(key);
  });
  for (const Value& key : keys) dict_set(names, key, Value::none());
}

void Interpreter::Internals::finish() {
  clear_cycles();
  modules = Ref<Dict>();
  builtins = Ref<Dict>();
  repr_stack.clear();
  vm.reset();
  text.reset();
  clear_cycles();  // what finalizers made
  owned.clear();
  weak_references.clear();
  empty_tuple = Value();
  // Types last: whatever else dies needs them. Their namespaces first, for
  // these are objects too.
  for (Type* type : owned_types) {
    type->attributes->clear();
    type->bases.clear();
  }
  empty_str = Value();
  for (Value& value : ascii_chars) value = Value();
  for (InternTable::Slot& slot : interned.slots)
    if (slot.str) Value::adopt(std::exchange(slot.str, nullptr));
  for (Type* type : owned_types) type->attributes = Ref<Dict>();
  for (auto i = owned_types.rbegin(); i != owned_types.rend(); ++i) {
    (*i)->~Type();
    std::free(*i);
  }
  owned_types.clear();
}

}  // namespace limbeck::py

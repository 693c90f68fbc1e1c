#include "python/native.h"

#include "base/text.h"
#include "python/objects/callable.h"
#include "python/objects/compare.h"
#include "python/objects/dict.h"
#include "python/objects/exception.h"
#include "python/objects/internals.h"
#include "python/objects/list.h"
#include "python/objects/module.h"
#include "python/objects/set.h"
#include "python/objects/tuple.h"
#include "python/objects/type.h"

namespace limbeck::py {

// -- values -------------------------------------------------------------------

std::string_view text_of(const Value& str) {
  if (!is_str(str))
    raise_type_error(
        cat("expected str instance, ", type_of(str)->name, " found"));
  return str.as<Str>()->text();
}

bool is_str(const Value& value) { return has_layout(value, Layout::Str); }
bool is_list(const Value& value) { return has_layout(value, Layout::List); }
bool is_tuple(const Value& value) { return has_layout(value, Layout::Tuple); }
bool is_dict(const Value& value) { return has_layout(value, Layout::Dict); }
bool is_set(const Value& value) { return has_layout(value, Layout::Set); }

std::span<const Value> items_of(const Value& sequence) {
  if (is_list(sequence)) return sequence.as<List>()->items;
  if (is_tuple(sequence)) return sequence.as<Tuple>()->span();
  raise_type_error(
      cat("expected list or tuple, ", type_of(sequence)->name, " found"));
}

void list_append(const Value& list, Value item) {
  list.as<List>()->items.push_back(std::move(item));
}

Value dict_get(const Value& dict, std::string_view key) {
  Value* found = dict.as<Dict>()->find(key);
  return found ? *found : Value();
}

Value dict_get(const Value& dict, const Value& key) {
  Value* found = dict.as<Dict>()->find(key);
  return found ? *found : Value();
}

void dict_set(const Value& dict, std::string_view key, Value value) {
  dict.as<Dict>()->set(intern(key), std::move(value));
}

void dict_set(const Value& dict, const Value& key, Value value) {
  dict.as<Dict>()->set(key, std::move(value));
}

bool dict_remove(const Value& dict, const Value& key) {
  return static_cast<bool>(dict.as<Dict>()->remove(key));
}

std::size_t dict_size(const Value& dict) { return dict.as<Dict>()->used; }

void dict_each(
    const Value& dict,
    const std::function<void(const Value& key, const Value& value)>& visit) {
  auto* table = dict.as<Dict>();
  for (std::uint32_t i = table->live(0); i < table->filled;
       i = table->live(i + 1)) {
    Value key = table->entries[i].key, value = table->entries[i].value;
    visit(key, value);
  }
}

// -- modules ------------------------------------------------------------------

void Module::def(std::string_view signature, NativeFunction function) {
  Value value = make_function(signature, std::move(function));
  auto* native = value.as<NativeFunctionObject>();
  auto* module = module_.as<ModuleObject>();
  if (Value* name = module->attributes->find(names().name))
    native->module = *name;
  module->attributes->set(intern(native->name()), std::move(value));
}

void Module::set(std::string_view name, Value value) {
  instance_attributes(module_.object(), true)
      ->set(intern(name), std::move(value));
}

void Module::set(Type* type) { set(type->name, Value(type)); }

void Module::lazy(std::string_view name, std::function<Value()> make) {
  module_.as<ModuleObject>()->lazy[intern(name)] = std::move(make);
}

void Module::on_missing(std::function<Value(std::string_view name)> find) {
  module_.as<ModuleObject>()->missing = std::move(find);
}

Value Module::get(std::string_view name) const {
  return find_attribute(module_, name);
}

// -- types --------------------------------------------------------------------

TypeBuilder::TypeBuilder(std::string_view name, std::string_view module,
                         std::vector<Type*> bases, std::size_t instance_size)
    : type_(new_native_type(name, module, std::move(bases), instance_size)) {
  Layout inherited = Layout::Object;
  for (const auto& base : type_->bases)
    if (base->layout != Layout::Object) inherited = base->layout;
  type_->layout = inherited == Layout::Object ? Layout::Native : inherited;
}

Value instance_dict(const Value& object) {
  return Value(instance_attributes(object.object(), true));
}

namespace {

Ref<NativeFunctionObject> native_method(Type* owner, std::string_view signature,
                                        NativeFunction function, Type* kind) {
  Ref<NativeFunctionObject> object = new_native_function(nullptr, kind);
  object->owned = std::make_unique<std::string>(signature);
  object->signature_text = object->owned->c_str();
  object->function = std::move(function);
  object->owner = owner;
  return object;
}

}  // namespace

void TypeBuilder::method(std::string_view signature, NativeFunction function) {
  const BuiltinTypes& types = internals().types;
  bool make = signature.substr(0, 8) == "__new__(";
  auto object = native_method(type_, signature, std::move(function),
                              make ? nullptr : types.method_descriptor);
  Str* name = intern(object->name());
  if (make) {  // gets the class, as a static method
    type_->attributes->set(name,
                           wrap_function(types.static_method, object.value()));
    return;
  }
  object->is_method = true;
  type_->attributes->set(name, object.value());
}

void TypeBuilder::class_method(std::string_view signature,
                               NativeFunction function) {
  auto object = native_method(type_, signature, std::move(function), nullptr);
  type_->attributes->set(
      intern(object->name()),
      wrap_function(internals().types.class_method, object.value()));
}

void TypeBuilder::static_method(std::string_view signature,
                                NativeFunction function) {
  auto object = native_method(type_, signature, std::move(function), nullptr);
  type_->attributes->set(
      intern(object->name()),
      wrap_function(internals().types.static_method, object.value()));
}

void TypeBuilder::property(
    std::string_view name, std::function<Value(const Value&)> get,
    std::function<void(const Value&, const Value&)> set) {
  Type* kind = internals().types.getset_descriptor;
  auto* descriptor = new (allocate_memory(kind)) GetSet(kind);
  Value value = Value::adopt(descriptor);
  descriptor->name = intern(name);
  descriptor->owner = type_;
  descriptor->get = std::move(get);
  descriptor->set = std::move(set);
  type_->attributes->set(descriptor->name, std::move(value));
}

void TypeBuilder::attribute(std::string_view name, Value value) {
  type_->attributes->set(intern(name), std::move(value));
}

Type* TypeBuilder::ready() {
  type_->immutable = false;  // layers above are Python classes to their users
  if (type_->attributes_offset)
    property("__dict__", [](const Value& self) { return instance_dict(self); });
  py::ready(type_);
  return type_;
}

}  // namespace limbeck::py

#include "python/objects/module.h"

#include "base/text.h"
#include "python/objects/callable.h"
#include "python/objects/compare.h"
#include "python/objects/core_types.h"
#include "python/objects/internals.h"
#include "python/objects/list.h"
#include "python/objects/type.h"

namespace limbeck::py {
namespace {

ModuleObject& module_of(const Value& self) { return *self.as<ModuleObject>(); }

Value find_missing(const Value& self, Str* name) {
  ModuleObject& module = module_of(self);
  if (auto found = module.lazy.find(name); found != module.lazy.end()) {
    auto make = std::move(found->second);
    module.lazy.erase(found);
    Value value = make();
    instance_attributes(&module, true)->set(name, value);
    return value;
  }
  Value* hook =
      module.attributes ? module.attributes->find(names().getattr) : nullptr;
  if (!hook) return module.missing ? module.missing(name->text()) : Value();
  try {
    return call(Value(*hook), {Value(name)});
  } catch (const Raised& raised) {
    if (!module.missing || !matches(raised, "AttributeError")) throw;
    if (Value value = module.missing(name->text())) return value;
    throw;
  }
}

Value module_get_attribute(const Value& self, Str* name) {
  if (!name->interned()) name = intern(name);
  Value own = object_get_attribute(self, name);
  return own ? own : find_missing(self, name);
}

Value module_repr(const Value& self) {
  ModuleObject& module = module_of(self);
  std::string name = module_name(&module);
  Value* file =
      module.attributes ? module.attributes->find(names().file) : nullptr;
  if (file && is_str(*file))
    return make_str(cat("<module '", name, "' from '", text_of(*file), "'>"));
  return make_str(cat("<module '", name, "'>"));
}

void fill(ModuleObject& module, const Value& name, const Value& doc) {
  Dict* attributes = instance_attributes(&module, true);
  attributes->set(names().name, name);
  attributes->set(names().doc, doc);
  attributes->set(names().package, Value::none());
  attributes->set(names().loader, Value::none());
  attributes->set(names().spec, Value::none());
}

Value module_init(Args& args) {
  if (!is_str(args[1]))
    raise_type_error(cat("module.__init__() argument 1 must be str, not ",
                         type_of(args[1])->name));
  fill(module_of(args[0]), args[1], args[2]);
  return Value::none();
}

Value module_dict(const Value& self) {
  return Value(instance_attributes(self.object(), true));
}

Value module_dir(const Value* values, std::size_t) {
  ModuleObject& module = module_of(values[0]);
  Dict* attributes = instance_attributes(&module, true);
  if (Value* hook = attributes->find(names().dir)) return call(Value(*hook));
  std::vector<Value> all = collect(Value(attributes));
  for (const auto& [name, make] : module.lazy)
    all.push_back(Value(const_cast<Str*>(name)));
  return make_list(std::move(all));
}

Value module_annotations(const Value& self) {
  Dict* attributes = instance_attributes(self.object(), true);
  if (Value* found = attributes->find(names().annotations)) return *found;
  Value annotations;
  if (Value* annotate = attributes->find(names().annotate))
    if (!annotate->is_none())
      annotations = call(Value(*annotate), {Value::small(1)});
  if (annotations.absent()) annotations = make_dict();
  attributes->set(names().annotations, annotations);
  return annotations;
}
void module_set_annotations(const Value& self, const Value& value) {
  Dict* attributes = instance_attributes(self.object(), true);
  if (value)
    attributes->set(names().annotations, value);
  else
    attributes->remove(names().annotations);
}

constexpr NativeMethod kModuleMethods[] = {{"__dir__()", module_dir},
                                           {nullptr}};
constexpr NativeProperty kModuleProperties[] = {
    {"__dict__", module_dict},
    {"__annotations__", module_annotations, module_set_annotations},
    {nullptr, nullptr}};

}  // namespace

Ref<ModuleObject> new_module(std::string_view name) {
  Type* type = internals().types.module;
  auto module = allocate_as<ModuleObject>(type);
  fill(*module, Value(intern(name)), Value::none());
  return module;
}

std::string module_name(const ModuleObject* module) {
  if (module->attributes)
    if (Value* name = module->attributes->find(names().name))
      if (is_str(*name)) return std::string(text_of(*name));
  return "?";
}

void make_module_type() {
  NativeType<ModuleObject> builder("module", "builtins");
  Slots& slots = builder.slots();
  slots.get_attribute = module_get_attribute;
  slots.repr = module_repr;
  slots.clear = [](Object* self) {
    auto* module = static_cast<ModuleObject*>(self);
    module->lazy.clear();
    module->missing = nullptr;
  };
  slots.init = [](const Value& self, const Call& call) {
    static constexpr const char* kText = "module(self, name, doc=None)";
    Signature signature(kText);
    Value bound[3];
    std::vector<Value> values{self};
    values.insert(values.end(), call.values,
                  call.values + call.positional + call.keywords);
    Call whole{values.data(), call.positional + 1, call.names, call.keywords};
    Args args(signature, bound,
              signature.bind(whole, bound, "module.__init__"));
    module_init(args);
  };
  Type* type = builder.type();
  type->populate = [](Type* self) {
    add_methods(self, kModuleMethods);
    add_properties(self, kModuleProperties);
  };
  internals().types.module = type;
  ready(type);
}

}  // namespace limbeck::py

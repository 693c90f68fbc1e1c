// Module objects: a namespace, names that are made at their first use, and a
// last resort for names that are missing (PEP 562 and Module::on_missing).
#pragma once
#include <functional>
#include <string_view>
#include <unordered_map>

#include "python/objects/dict.h"
#include "python/objects/object.h"

namespace limbeck::py {

struct ModuleObject : Instance {  // attributes: __name__, __doc__ …
  std::unordered_map<const Str*, std::function<Value()>> lazy;
  std::function<Value(std::string_view name)> missing;
  explicit ModuleObject(Type* type) : Instance(type) {}
};

/// A new module with __name__, __doc__, __package__, __loader__, __spec__.
Ref<ModuleObject> new_module(std::string_view name);
std::string module_name(const ModuleObject* module);

}  // namespace limbeck::py

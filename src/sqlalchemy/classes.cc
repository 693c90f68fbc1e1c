// Makes the class objects of classes.def, each at its first use.
#include <array>
#include <unordered_map>

#include "sqlalchemy/core.h"

namespace limbeck::sa {

#define CLASS(name, module, base, build) \
  void build_##build(py::NativeType<Element>& type);
#define OWN(name, maker) Type* make_##maker##_class();
#include "sqlalchemy/classes.def"
#undef CLASS
#undef OWN

void build_plain(py::NativeType<Element>&) {}

namespace {

using Build = void (*)(py::NativeType<Element>&);
struct Row {
  const char* name;
  const char* module;
  Cls base;
  Build build;
  Type* (*make)();
};

// ORDER Cls
constexpr Row kRows[] = {
#define CLASS(name, module, base, build) \
  {#name, module, Cls::base, build_##build, nullptr},
#define OWN(name, maker) \
  {#name, nullptr, Cls::None, nullptr, make_##maker##_class},
#include "sqlalchemy/classes.def"
#undef CLASS
#undef OWN
};

/// `Column[int]` is Column, in annotations and among bases.
void allow_subscripts(Type* type) {
  constexpr const char* kSubscript = "__class_getitem__";
  if (py::lookup_in_type(type, py::intern(kSubscript))) return;
  const Value same = py::make_function("__class_getitem__(cls, item)",
                                       [](Args& args) { return args[0]; });
  py::set_attribute(Value(type), kSubscript,
                    py::call(Value(py::builtin_types().class_method), {same}));
}

struct ClassObjects {
  std::array<Type*, static_cast<std::size_t>(Cls::None)> made{};
};

}  // namespace

Type* cls(Cls which) {
  auto& slot =
      py::interpreter_state<ClassObjects>().made[static_cast<int>(which)];
  if (slot) return slot;
  const Row& row = kRows[static_cast<int>(which)];
  Type* type;
  if (row.make) {
    type = row.make();
  } else {
    std::vector<Type*> bases;
    if (row.base != Cls::None) bases.push_back(cls(row.base));
    py::NativeType<Element> native(row.name, row.module, bases);
    native.slots().clear = [](py::Object* self) {
      static_cast<Element*>(self)->clear();
    };
    row.build(native);
    type = native.ready();
  }
  allow_subscripts(type);
  // Looked up again: making a class may have made others.
  py::interpreter_state<ClassObjects>().made[static_cast<int>(which)] = type;
  return type;
}

bool isa(const Value& value, Cls which) {
  Type* type =
      py::interpreter_state<ClassObjects>().made[static_cast<int>(which)];
  return type && py::is_instance(value, type);
}

Cls find_cls(std::string_view name) {
  static const auto by_name = [] {
    std::unordered_map<std::string_view, Cls> made;
    for (std::size_t i = 0; i < std::size(kRows); ++i)
      made.emplace(kRows[i].name, static_cast<Cls>(i));
    return made;
  }();
  const auto at = by_name.find(name);
  return at == by_name.end() ? Cls::None : at->second;
}

void Element::clear() {
  node.reset();
  type = Value();
  extra = Value();
  items.clear();
}

std::string text_or_empty(const Value& value) {
  if (value.absent() || value.is_none()) return {};
  if (py::is_str(value)) return std::string(py::text_of(value));
  return py::str(value);
}

Value attribute(const Value& object, std::string_view name) {
  return py::find_attribute(object, name);
}

}  // namespace limbeck::sa

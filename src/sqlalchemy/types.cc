#include "sqlalchemy/types.h"

#include <unordered_map>

#include "base/text.h"
#include "sqlalchemy/errors.h"
#include "sqlalchemy/type_table.h"

namespace limbeck::sa {

using schema::TypeInfo;
using schema::TypeKind;

void add_type_engine_members(py::NativeType<TypeObject>& type);
void add_special_members(std::string_view key,
                         py::NativeType<TypeObject>& type);

namespace {

struct TypeClasses {
  std::unordered_map<std::string_view, Type*> by_key;
  std::unordered_map<const Type*, TypeKind> kinds;
  std::unordered_map<std::string, TypeKind> kind_by_key;
  std::unordered_map<const Type*, std::vector<std::pair<std::string, Value>>>
      compiles;

  TypeClasses() {
    for (const TypeInfo& info : schema::all_types()) {
      std::string key(info.dialect());
      if (!key.empty()) key += '.';
      key += info.name;
      kind_by_key.emplace(std::move(key), info.kind);
    }
  }
};
TypeClasses& classes() { return py::interpreter_state<TypeClasses>(); }

/// "length=None, *, name=None" → the names, without stars.
std::vector<std::string> parameter_names(std::string_view signature) {
  std::vector<std::string> names;
  for (const std::string& part : split(signature, ',')) {
    std::string_view name = strip(part);
    name = name.substr(0, name.find('='));
    if (name.empty() || name == "*") continue;
    names.emplace_back(name);
  }
  return names;
}

/// __init__ of most classes: each argument becomes the attribute of its name.
void add_plain_init(py::NativeType<TypeObject>& type,
                    std::string_view signature) {
  std::vector<py::Str*> names;
  for (const std::string& name : parameter_names(signature))
    names.push_back(py::intern(name));
  std::string text =
      cat("__init__(self", signature.empty() ? "" : ", ", signature, ")");
  type.init(text, [names](TypeObject& self, Args& args) {
    Value object(&self);
    for (std::size_t i = 0; i < names.size(); ++i)
      py::set_attribute(object, names[i], args[i + 1]);
  });
}

bool has_own_init(std::string_view key) {
  // Written in type_special.cc; the classes below take their init from bases.
  for (std::string_view name :
       {"TypeEngine", "Enum", "postgresql.ENUM", "mysql.ENUM", "mysql.SET",
        "ARRAY", "postgresql.ARRAY", "postgresql.DOMAIN", "TypeDecorator",
        "UserDefinedType", "Interval", "PickleType", "TupleType", "Variant",
        "NullType"})
    if (key == name) return true;
  return false;
}

Type* make_type_class(const TypeBases& row) {
  std::vector<Type*> bases;
  for (const std::string& base : split(row.bases, ' '))
    if (!base.empty() && base != "Visitable")
      if (Type* type = type_class(base)) bases.push_back(type);
  std::string_view name = row.key;
  if (auto dot = name.find('.'); dot != name.npos) name.remove_prefix(dot + 1);
  py::NativeType<TypeObject> type(name, row.module, bases);
  auto found = classes().kind_by_key.find(std::string(row.key));
  if (row.key == "TypeEngine") add_type_engine_members(type);
  add_special_members(row.key, type);
  if (found != classes().kind_by_key.end()) {
    const TypeInfo& info = schema::type_info(found->second);
    type.attribute("__visit_name__", str_value(info.visit));
    bool same = info.kind != TypeKind::TypeEngine &&
                info.signature == schema::type_info(info.base).signature;
    if (!has_own_init(row.key) && !same) add_plain_init(type, info.signature);
  }
  Type* made = type.ready();
  if (found != classes().kind_by_key.end())
    classes().kinds.emplace(made, found->second);
  return made;
}

}  // namespace

Type* type_class(std::string_view key) {
  auto& by_key = classes().by_key;
  auto found = by_key.find(key);
  if (found != by_key.end()) return found->second;
  const TypeBases* row = find_type_bases(key);
  if (!row) return nullptr;
  found = by_key.find(row->key);
  if (found != by_key.end()) return found->second;
  Type* made = make_type_class(*row);
  by_key.emplace(row->key, made);
  return made;
}

std::vector<std::string_view> type_names() {
  std::vector<std::string_view> names{"INT"};
  for (const TypeBases& row : all_type_bases())
    if (row.key.find('.') == row.key.npos && row.key[0] != '_' &&
        row.key != "Visitable")
      names.push_back(row.key);
  return names;
}

bool is_type_object(const Value& value) {
  auto found = classes().by_key.find("TypeEngine");
  return found != classes().by_key.end() &&
         py::is_instance(value, found->second);
}

Value to_instance(const Value& value) {
  if (py::is_opaque(value)) py::raise_opaque(value, "a type");
  if (value.absent() || value.is_none())
    return py::call(Value(type_class("NullType")));
  if (py::is_type(value)) {
    if (py::is_subtype(value.as<Type>(), type_class("TypeEngine")))
      return py::call(value);
  } else if (is_type_object(value)) {
    return value;
  } else if (py::is_callable(value)) {
    return to_instance(py::call(value));
  }
  raise_argument_error(
      cat("Object ", py::repr(value), " is not legal as a SQL type"));
}

TypeKind kind_of(const Type* type) {
  const auto& kinds = classes().kinds;
  for (const Type* base : type->mro) {
    auto found = kinds.find(base);
    if (found != kinds.end()) return found->second;
  }
  return TypeKind::TypeEngine;
}

bool is_kind(const Value& type_object, TypeKind kind) {
  return is_type_object(type_object) &&
         schema::is_subclass(kind_of(py::type_of(type_object)), kind);
}

Value find_compiles(const Type* type, std::string_view dialect) {
  const auto& table = classes().compiles;
  if (table.empty()) return Value();
  for (const Type* base : type->mro) {
    auto found = table.find(base);
    if (found == table.end()) continue;
    const Value* fallback = nullptr;
    for (const auto& [name, function] : found->second) {
      if (name == dialect) return function;
      if (name.empty()) fallback = &function;
    }
    if (fallback) return *fallback;
  }
  return Value();
}

bool has_compiles(const Type* type) {
  const auto& table = classes().compiles;
  if (table.empty()) return false;
  for (const Type* base : type->mro)
    if (table.count(base)) return true;
  return false;
}

void add_compiles(Type* type, std::string_view dialect, const Value& function) {
  auto& list = classes().compiles[type];
  for (auto& [name, existing] : list)
    if (name == dialect) {
      existing = function;
      return;
    }
  list.emplace_back(std::string(dialect), function);
}

}  // namespace limbeck::sa

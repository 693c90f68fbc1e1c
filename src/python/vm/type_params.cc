// Type parameters and aliases (PEP 695) and the namespaces of annotations: made
// by the module typing, which is imported when the first one is met.
#include "base/text.h"
#include "python/objects/exception.h"
#include "python/vm/import.h"
#include "python/vm/operations.h"

namespace limbeck::py {

namespace {

Value typing(std::string_view name) {
  return get_attribute(import_module("typing", true), name);
}

Value call_named(
    const Value& callable, std::vector<Value> positional,
    std::initializer_list<std::pair<std::string_view, Value>> keywords) {
  std::vector<Value> names;
  std::size_t count = positional.size();
  for (auto& [name, value] : keywords) {
    names.emplace_back(intern(name));
    positional.push_back(value);
  }
  return call(callable,
              Call{positional.data(), count, names.data(), names.size()});
}

}  // namespace

void set_up_annotations(Frame* frame) {
  if (find_in_namespace(frame->names, names().annotations)) return;
  set_item(frame->names, Value(names().annotations), make_dict());
}

Value make_type_param(const Value& name, TypeParamKind kind, const Value& bound,
                      const Value& constraints) {
  const char* kinds[] = {"TypeVar", "ParamSpec", "TypeVarTuple"};
  Value type = typing(kinds[static_cast<int>(kind)]);
  if (bound) {
    Value made =
        call_named(type, {name}, {{"infer_variance", Value::boolean(true)}});
    set_attribute(made, "_lazy_bound", bound);
    return made;
  }
  if (constraints) {
    Value made =
        call_named(type, {name}, {{"infer_variance", Value::boolean(true)}});
    set_attribute(made, "_lazy_constraints", constraints);
    return made;
  }
  if (kind == TypeParamKind::TypeVarTuple) return call(type, {name});
  return call_named(type, {name}, {{"infer_variance", Value::boolean(true)}});
}

void set_type_param_default(const Value& param, const Value& thunk) {
  set_attribute(param, "_lazy_default", thunk);
}

Value make_type_alias(const Value& name, const Value& params,
                      const Value& thunk) {
  Value made = call_named(typing("TypeAliasType"), {name, Value::none()},
                          {{"type_params", params}});
  set_attribute(made, "_lazy_value", thunk);
  return made;
}

Value make_generic_base(const Value& params) {
  return get_item(typing("Generic"), params);
}

Value make_interpolation(const Value& value, const Value& text, char conversion,
                         const Value& spec) {
  Value type =
      get_attribute(import_module("string.templatelib", true), "Interpolation");
  Value shown =
      conversion ? make_str(std::string_view(&conversion, 1)) : Value::none();
  return call(type, {value, text, shown, spec});
}

Value make_template(const Value& strings, const Value& interpolations) {
  Value type =
      get_attribute(import_module("string.templatelib", true), "Template");
  std::vector<Value> parts;
  auto texts = items_of(strings);
  auto values = items_of(interpolations);
  for (std::size_t i = 0; i < texts.size(); ++i) {
    parts.push_back(texts[i]);
    if (i < values.size()) parts.push_back(values[i]);
  }
  return call(type, Call{parts.data(), parts.size()});
}

}  // namespace limbeck::py

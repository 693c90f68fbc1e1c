// Types as constructor calls with the prefix of the module they come from.
// Alembic: render._repr_type
#include <algorithm>

#include "autogen/renderer.h"
#include "base/text.h"
#include "sqlalchemy/bridge.h"

namespace limbeck::autogen {

using schema::Type;

namespace {

constexpr std::string_view kDialects = "sqlalchemy.dialects.";

std::string module_of(const Type& type) {
  return type.custom ? type.custom->module() : std::string(type.info().module);
}

/// "postgresql" of sqlalchemy.dialects.postgresql.base.
std::string dialect_of_module(const std::string& module) {
  const std::size_t start = kDialects.size();
  return module.substr(start, module.find('.', start) - start);
}

std::string own_repr(const Type& type, const Value& live) {
  if (type.custom && live) return py::repr(live);
  return type.custom ? type.custom->repr() : schema::python_repr(type);
}

}  // namespace

Value own_impl_method(const Value& autogen_context, std::string_view name) {
  const Value modules =
      py::get_attribute(py::Interpreter::current().import("sys"), "modules");
  const Value module = py::dict_get(modules, "alembic.ddl.impl");
  if (!module) return Value();
  const Value impl = py::get_attribute(
      py::get_attribute(autogen_context, "migration_context"), "impl");
  const Value found =
      py::call_method(module, "own_method", {impl, py::make_str(name)});
  return found.is_none() ? Value() : found;
}

std::string Renderer::type(const Value& live) {
  Value instance = live;
  if (py::is_type(live)) instance = py::call(live);
  return type(sa::lower_type(instance), instance, false);
}

std::string Renderer::type(const Type& lowered, const Value& live,
                           bool skip_variants) {
  if (hook_) {
    const Value shown = live ? live : sa::wrap_type(lowered);
    if (const Value text = user_render("type", shown)) return py::str(text);
  }
  if (const Value own = own_impl_method(context_, "render_type")) {
    const Value shown = live ? live : sa::wrap_type(lowered);
    if (const Value text = py::call(own, {shown, context_}); py::truth(text))
      return py::str(text);
  }
  if (!skip_variants && !lowered.variants.empty()) {
    Type base = lowered;
    base.variants.clear();
    std::string text = type(base, Value(), true);
    auto variants = lowered.variants;
    std::sort(
        variants.begin(), variants.end(),
        [](const auto& a, const auto& b) { return a.dialect < b.dialect; });
    for (const auto& variant : variants)
      cat_to(text, ".with_variant(", type(variant.type, Value(), true), ", ",
             repr_text(variant.dialect), ")");
    return text;
  }
  const std::string module = module_of(lowered);
  const std::string_view visit = lowered.info().visit;
  if (module.starts_with(kDialects)) {
    const std::string name = dialect_of_module(module);
    import(cat("from sqlalchemy.dialects import ", name));
    // The database's own rendering; another's types are shown as they are.
    if (name == "postgresql" && dialect_.name() == name && !lowered.custom) {
      if (visit == "ARRAY" && lowered.item)
        return type_with_item(lowered, *lowered.item, "postgresql.");
      if (visit == "DOMAIN" && lowered.item) return domain(lowered, live);
      if (visit == "HSTORE" || visit == "JSON" || visit == "JSONB")
        return type_with_item(
            lowered,
            lowered.item ? *lowered.item : Type(schema::TypeKind::Text),
            "postgresql.");
    }
    return cat(name, ".", own_repr(lowered, live));
  }
  if (module.starts_with("sqlalchemy.")) {
    if (visit == "ARRAY" && lowered.item)
      return type_with_item(lowered, *lowered.item, sa_);
    return cat(sa_, own_repr(lowered, live));
  }
  const Value prefix = py::dict_get(opts_, "user_module_prefix");
  return cat(prefix && !prefix.is_none() ? py::str(prefix) : cat(module, "."),
             own_repr(lowered, live));
}

// Alembic: PostgresqlImpl._render_DOMAIN_type
std::string Renderer::domain(const Type& lowered, const Value& live) {
  std::vector<std::string> parts{repr_text(lowered.type_name.text),
                                 type(*lowered.item, Value(), false)};
  const auto add = [&](const char* name, bool text) {
    if (!live) return;
    const Value value = py::find_attribute(live, name);
    if (!value || value.is_none() || value.is_false()) return;
    parts.push_back(
        cat(name, "=", text ? py::repr(value) : expression(value, Wrap::Bare)));
  };
  add("collation", true);
  add("collation_schema", true);
  if (live)
    if (const Value value = py::find_attribute(live, "default");
        value && !value.is_none())
      parts.push_back(cat("default=", expression(value)));
  add("constraint_name", true);
  add("not_null", true);
  add("check", false);
  if (lowered.schema)
    parts.push_back(cat("schema=", repr_text(lowered.schema->text)));
  if (live)
    if (const Value value = py::find_attribute(live, "create_type");
        value && value.is_false())
      parts.emplace_back("create_type=False");
  return cat("postgresql.DOMAIN(", join(parts, ", "), ")");
}

// The inner type stands in the outer one's repr without its prefix.
// Alembic: render._render_type_w_subtype
std::string Renderer::type_with_item(const Type& lowered, const Type& item,
                                     std::string_view prefix) {
  const std::string inner = own_repr(item, Value());
  std::string outer = schema::python_repr(lowered);
  const std::string rendered = type(item, Value(), false);
  const std::size_t bracket = outer.find('(');
  const std::size_t at = outer.find(inner, bracket + 1);
  if (at != std::string::npos) outer.replace(at, inner.size(), rendered);
  return cat(prefix, outer);
}

}  // namespace limbeck::autogen

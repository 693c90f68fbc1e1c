// Mapped attributes: User.name stands for its column in expressions and holds
// an instance's value otherwise.
#include "sqlalchemy/calls.h"
#include "sqlalchemy/expressions.h"
#include "sqlalchemy/schema_items.h"

namespace limbeck::sa {
namespace {

struct AttributeObject : Element {
  Value key, parent, prop, column;
  Value mutable_;  // makes of a value one that tells of its changes
  using Element::Element;
  void clear() {
    for (Value* value : {&key, &parent, &prop, &column, &mutable_})
      *value = Value();
    Element::clear();
  }
};

AttributeObject& as_attribute(const Value& value) {
  return *value.as<AttributeObject>();
}

Value attribute_get(const Value& self, const Value& instance, Type*) {
  if (instance.absent() || instance.is_none()) return self;
  auto& attribute = as_attribute(self);
  Value dict = py::instance_dict(instance);
  Value value = py::dict_get(dict, attribute.key);
  if (!value) {
    // Expired: the row is read again.
    Value state = py::dict_get(dict, "_sa_instance_state");
    if (!state) return Value::none();
    value = py::call_method(state, "_load", {attribute.key});
  }
  if (attribute.mutable_ && !value.is_none()) {
    Value told = py::call(attribute.mutable_, {instance, attribute.key, value});
    if (!told.is(value)) py::dict_set(dict, attribute.key, told);
    return told;
  }
  return value;
}

void attribute_set(const Value& self, const Value& instance,
                   const Value& value) {
  auto& attribute = as_attribute(self);
  Value dict = py::instance_dict(instance);
  if (value.absent()) {
    py::dict_remove(dict, attribute.key);
    return;
  }
  Value changed = value;
  if (attribute.prop && !attribute.prop.is_none())
    if (Value validator = sa::attribute(attribute.prop, "_validator"))
      if (!validator.is_none())
        changed = py::call(validator, {instance, attribute.key, value});
  if (attribute.mutable_)
    changed = py::call(attribute.mutable_, {instance, attribute.key, changed});
  const Value before = py::dict_get(dict, attribute.key);
  py::dict_set(dict, attribute.key, changed);
  if (const Value state = py::dict_get(dict, "_sa_instance_state")) {
    if (before)
      py::call_method(state, "_modified", {attribute.key, before});
    else
      py::call_method(state, "_modified", {attribute.key});
  }
}

}  // namespace

Type* make_attribute_class() {
  py::NativeType<AttributeObject> type("InstrumentedAttribute",
                                       "sqlalchemy.orm.attributes",
                                       {cls(Cls::ColumnElement)});
  auto& slots = type.slots();
  slots.clear = [](py::Object* o) {
    static_cast<AttributeObject*>(o)->clear();
  };
  slots.descriptor_get = attribute_get;
  slots.descriptor_set = attribute_set;
  slots.str = [](const Value& self) {
    auto& attribute = as_attribute(self);
    return str_value(
        text_or_empty(py::get_attribute(attribute.parent, "__name__")) + "." +
        text_or_empty(attribute.key));
  };
  slots.get_attribute = [](const Value& self, py::Str* name) {
    Value own = py::builtin_types().object->slots.get_attribute(self, name);
    if (own) return own;
    auto& attribute = as_attribute(self);
    return attribute.column ? py::find_attribute(attribute.column, name)
                            : Value();
  };
  type.init("__init__(self, class_, key, column, property)",
            [](AttributeObject& self, Args& args) {
              self.parent = args["class_"];
              self.key = args["key"];
              self.column = args["column"];
              self.prop = args["property"];
              Value tracked = attribute(self.prop, "_mutable");
              if (tracked && !tracked.is_none()) self.mutable_ = tracked;
              Value clause = clause_element(self.column);
              if (clause) {
                self.node = node_of(clause);
                self.type = clause.as<Element>()->type;
              }
            })
      .method("__clause_element__(self)",
              [](AttributeObject& self, Args&) { return self.column; })
      .property("type",
                [](AttributeObject& self) {
                  return py::get_attribute(self.column, "type");
                })
      .property("expression", [](AttributeObject& self) { return self.column; })
      .property("primary_key",
                [](AttributeObject& self) {
                  return or_none(attribute(self.column, "primary_key"));
                })
      .property("foreign_keys",
                [](AttributeObject& self) {
                  return or_none(attribute(self.column, "foreign_keys"));
                })
      .property("_sa_entity", [](AttributeObject& self) { return self.parent; })
      .property("name", [](AttributeObject& self) {
        return or_none(attribute(self.column, "name"));
      });
  member(type, "key", &AttributeObject::key);
  member(type, "class_", &AttributeObject::parent);
  member(type, "parent", &AttributeObject::parent);
  member(type, "property", &AttributeObject::prop);
  member(type, "prop", &AttributeObject::prop);
  return type.ready();
}

}  // namespace limbeck::sa

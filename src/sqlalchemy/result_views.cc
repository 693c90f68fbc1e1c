// What results give beside rows: the view of their keys, and frozen results.
#include "base/text.h"
#include "sqlalchemy/calls.h"
#include "sqlalchemy/result.h"

namespace limbeck::sa {
namespace {

// SQLAlchemy: engine.result.RMKeyView
struct KeyViewObject : py::Instance {
  std::vector<Value> names;
  using Instance::Instance;
};

struct FrozenObject : py::Instance {
  std::shared_ptr<const RowKeys> keys;
  std::vector<std::vector<Value>> rows;
  using Instance::Instance;
};

struct ViewTypes {
  Type* keys;
  Type* frozen;
  ViewTypes();
};

ViewTypes& types() { return py::interpreter_state<ViewTypes>(); }

Value as_set(const KeyViewObject& view) {
  Value set = py::make_set();
  for (const Value& name : view.names) py::call_method(set, "add", {name});
  return set;
}

Value as_set(const Value& value) {
  if (py::is_instance(value, types().keys))
    return as_set(*value.as<KeyViewObject>());
  Value set = py::make_set();
  for (const Value& item : py::collect(value))
    py::call_method(set, "add", {item});
  return set;
}

ViewTypes::ViewTypes() {
  py::NativeType<KeyViewObject> view("RMKeyView", "sqlalchemy.engine.result");
  auto& slots = view.slots();
  slots.clear = [](py::Object* o) {
    static_cast<KeyViewObject*>(o)->names.clear();
  };
  slots.length = [](const Value& self) {
    return static_cast<std::ptrdiff_t>(self.as<KeyViewObject>()->names.size());
  };
  slots.iterate = [](const Value& self) {
    return py::iterate(py::make_list(self.as<KeyViewObject>()->names));
  };
  slots.contains = [](const Value& self, const Value& key) {
    return py::contains(py::make_list(self.as<KeyViewObject>()->names), key);
  };
  slots.repr = [](const Value& self) {
    return str_value(
        cat("RMKeyView(",
            py::repr(py::make_list(self.as<KeyViewObject>()->names)), ")"));
  };
  slots.compare = [](const Value& self, const Value& other, py::Compare op) {
    if (op != py::Compare::Eq && op != py::Compare::Ne)
      return py::compare(as_set(self), as_set(other), op);
    return py::compare(py::make_list(self.as<KeyViewObject>()->names),
                       py::make_list(py::collect(other)), op);
  };
  slots.binary = [](const Value& self, const Value& other, py::Binary op,
                    bool reflected) {
    const Value own = as_set(self), right = as_set(other);
    return reflected ? py::binary(right, own, op) : py::binary(own, right, op);
  };
  view.method("isdisjoint(self, other)", [](KeyViewObject& self, Args& args) {
    return py::call_method(as_set(self), "isdisjoint", {args["other"]});
  });
  keys = view.ready();

  py::NativeType<FrozenObject> result("FrozenResult",
                                      "sqlalchemy.engine.result");
  result.slots().clear = [](py::Object* o) {
    static_cast<FrozenObject*>(o)->rows.clear();
  };
  result
      .method("__call__(self)",
              [](FrozenObject& self, Args&) {
                return make_iterator_result(self.keys, self.rows);
              })
      .method("with_new_rows(self, tuple_data)",
              [](FrozenObject& self, Args& args) {
                std::vector<std::vector<Value>> rows;
                for (const Value& row : py::collect(args["tuple_data"]))
                  rows.push_back(py::collect(row));
                return make_frozen(self.keys, std::move(rows));
              })
      .property("data", [](FrozenObject& self) {
        std::vector<Value> rows;
        for (const auto& row : self.rows)
          rows.push_back(make_row(self.keys, row));
        return py::make_list(std::move(rows));
      });
  frozen = result.ready();
}

}  // namespace

std::vector<Value> key_texts(const RowKeys& keys) {
  std::vector<Value> names;
  for (const std::string& name : keys.names) names.push_back(str_value(name));
  return names;
}

Value key_view(const RowKeys& keys) {
  auto view = py::allocate_as<KeyViewObject>(types().keys);
  view->names = key_texts(keys);
  return view.value();
}

Value make_frozen(std::shared_ptr<const RowKeys> keys,
                  std::vector<std::vector<Value>> rows) {
  auto frozen = py::allocate_as<FrozenObject>(types().frozen);
  frozen->keys = std::move(keys);
  frozen->rows = std::move(rows);
  return frozen.value();
}

}  // namespace limbeck::sa

// Row and RowMapping.

#include "base/text.h"
#include "sqlalchemy/calls.h"
#include "sqlalchemy/engine.h"
#include "sqlalchemy/errors.h"
#include "sqlalchemy/result.h"
#include "sqlalchemy/select.h"

namespace limbeck::sa {

namespace {

struct MappingObject : py::Instance {
  Value row;
  using Instance::Instance;
};

Value row_get_item(const Value& self, const Value& key) {
  auto& row = as_row(self);
  if (auto number = py::int_of(key)) {
    std::int64_t at = *number;
    if (at < 0) at += row.values.size();
    if (at < 0 || at >= static_cast<std::int64_t>(row.values.size()))
      py::raise("IndexError", "tuple index out of range");
    return row.values[at];
  }
  // SQLAlchemy 1.x: row["x"], row[table.c.x]
  if (auto at = locate(*row.keys, key)) return row.values[*at];
  if (py::is_str(key) || is_clause(key)) no_such_column(key);
  return py::get_item(row_tuple(row), key);
}

Value row_get_attribute(const Value& self, py::Str* name) {
  Value own = py::builtin_types().object->slots.get_attribute(self, name);
  auto& row = as_row(self);
  std::string text(py::text_of(Value(reinterpret_cast<py::Object*>(name))));
  // Columns called count or index win over the tuple's methods.
  bool shadowed =
      own && (text == "count" || text == "index" || text == "keys" ||
              text == "items" || text == "values");
  if (own && !shadowed) return own;
  auto found = row.keys->index.find(text);
  if (found != row.keys->index.end()) return row.values[found->second];
  if (own) return own;
  if (text.size() > 1 && text[0] == '_') return Value();
  py::raise("AttributeError",
            cat("Could not locate column in row for column '", text, "'"));
}

Value row_compare(const Value& self, const Value& other, py::Compare op) {
  Value right = other;
  if (isa(other, Cls::Row)) right = row_tuple(as_row(other));
  if (!py::is_tuple(right)) return Value::not_implemented();
  return py::compare(row_tuple(as_row(self)), right, op);
}

Value row_dict(const RowObject& row) {
  Value dict = py::make_dict();
  for (std::size_t i = 0; i < row.values.size(); ++i)
    py::dict_set(dict, row.keys->names[i], row.values[i]);
  return dict;
}

}  // namespace

RowObject& as_row(const Value& value) { return *value.as<RowObject>(); }

Value row_tuple(const RowObject& row) { return py::make_tuple(row.values); }

void no_such_column(const Value& key) {
  std::string name =
      py::is_str(key) ? py::repr(key) : cat("'", py::str(key), "'");
  raise_sa("NoSuchColumnError",
           cat("Could not locate column in row for column ", name));
}

std::optional<std::size_t> locate(const RowKeys& keys, const Value& key) {
  if (py::is_str(key)) {
    auto found = keys.index.find(std::string(py::text_of(key)));
    if (found != keys.index.end()) return found->second;
    return std::nullopt;
  }
  // An entity of the ORM, which is no clause.
  for (std::size_t i = 0; i < keys.elements.size(); ++i)
    if (keys.elements[i].is(key)) return i;
  Value clause = clause_element(key);
  if (!clause) return std::nullopt;
  for (std::size_t i = 0; i < keys.elements.size(); ++i)
    if (keys.elements[i].is(clause)) return i;
  auto found = keys.index.find(output_name(clause));
  if (found != keys.index.end()) return found->second;
  return std::nullopt;
}

Value make_mapping(const Value& row) {
  Value made = py::allocate(cls(Cls::RowMapping));
  made.as<MappingObject>()->row = row;
  return made;
}

const Value& row_of_mapping(const Value& mapping) {
  return mapping.as<MappingObject>()->row;
}

std::shared_ptr<RowKeys> make_keys(std::vector<std::string> names) {
  auto keys = std::make_shared<RowKeys>();
  keys->names = std::move(names);
  for (std::size_t i = 0; i < keys->names.size(); ++i)
    keys->index.emplace(keys->names[i], i);
  return keys;
}

Value make_row(std::shared_ptr<const RowKeys> keys, std::vector<Value> values) {
  auto row = py::allocate_as<RowObject>(cls(Cls::Row));
  row->keys = std::move(keys);
  row->values = std::move(values);
  return row.value();
}

Type* make_row_class() {
  py::NativeType<RowObject> type("Row", "sqlalchemy.engine.row");
  auto& slots = type.slots();
  slots.clear = [](py::Object* o) {
    static_cast<RowObject*>(o)->values.clear();
  };
  slots.get_item = row_get_item;
  slots.get_attribute = row_get_attribute;
  slots.compare = row_compare;
  slots.hash = [](const Value& self) {
    return py::hash(row_tuple(as_row(self)));
  };
  slots.length = [](const Value& self) {
    return static_cast<std::ptrdiff_t>(as_row(self).values.size());
  };
  slots.iterate = [](const Value& self) {
    return py::iterate(row_tuple(as_row(self)));
  };
  slots.contains = [](const Value& self, const Value& item) {
    return py::contains(row_tuple(as_row(self)), item);
  };
  slots.repr = [](const Value& self) {
    return str_value(py::repr(row_tuple(as_row(self))));
  };
  slots.str = slots.repr;
  slots.binary = [](const Value& self, const Value& other, py::Binary op,
                    bool reflected) {
    Value own = row_tuple(as_row(self));
    Value right = isa(other, Cls::Row) ? row_tuple(as_row(other)) : other;
    return reflected ? py::binary(right, own, op) : py::binary(own, right, op);
  };
  type.property("_mapping",
                [](RowObject& self) { return make_mapping(Value(&self)); })
      .property(
          "_fields",
          [](RowObject& self) { return py::make_tuple(key_texts(*self.keys)); })
      .property("_t", [](RowObject& self) { return Value(&self); })
      .property("t", [](RowObject& self) { return Value(&self); })
      .property("_data", [](RowObject& self) { return row_tuple(self); })
      .method("_asdict(self)",
              [](RowObject& self, Args&) { return row_dict(self); })
      .method("_tuple(self)",
              [](RowObject& self, Args&) { return Value(&self); })
      .method("tuple(self)",
              [](RowObject& self, Args&) { return Value(&self); })
      .method("keys(self)",
              [](RowObject& self, Args&) { return key_view(*self.keys); })
      .method("items(self)",
              [](RowObject& self, Args&) {
                return py::make_list(
                    py::collect(py::call_method(row_dict(self), "items")));
              })
      .method("values(self)",
              [](RowObject& self, Args&) { return row_tuple(self); })
      .method("has_key(self, key)",
              [](RowObject& self, Args& args) {
                return Value::boolean(locate(*self.keys, args[1]).has_value());
              })
      .method("count(self, value)",
              [](RowObject& self, Args& args) {
                return py::call_method(row_tuple(self), "count", {args[1]});
              })
      .method("index(self, value)", [](RowObject& self, Args& args) {
        return py::call_method(row_tuple(self), "index", {args[1]});
      });
  return type.ready();
}

Type* make_row_mapping_class() {
  py::NativeType<MappingObject> type("RowMapping", "sqlalchemy.engine.row");
  auto& slots = type.slots();
  slots.clear = [](py::Object* o) {
    static_cast<MappingObject*>(o)->row = Value();
  };
  slots.get_item = [](const Value& self, const Value& key) {
    auto& inner = as_row(self.as<MappingObject>()->row);
    if (auto at = locate(*inner.keys, key)) return inner.values[*at];
    no_such_column(key);
  };
  slots.contains = [](const Value& self, const Value& key) {
    return locate(*as_row(self.as<MappingObject>()->row).keys, key).has_value();
  };
  slots.length = [](const Value& self) {
    return static_cast<std::ptrdiff_t>(
        as_row(self.as<MappingObject>()->row).values.size());
  };
  slots.iterate = [](const Value& self) {
    return py::iterate(
        py::make_list(key_texts(*as_row(self.as<MappingObject>()->row).keys)));
  };
  slots.repr = [](const Value& self) {
    return str_value(py::repr(row_dict(as_row(self.as<MappingObject>()->row))));
  };
  slots.str = slots.repr;
  slots.compare = [](const Value& self, const Value& other, py::Compare op) {
    Value right = isa(other, Cls::RowMapping)
                      ? row_dict(as_row(other.as<MappingObject>()->row))
                      : other;
    return py::compare(row_dict(as_row(self.as<MappingObject>()->row)), right,
                       op);
  };
  type.method("keys(self)",
              [](MappingObject& self, Args&) {
                return key_view(*as_row(self.row).keys);
              })
      .method("values(self)",
              [](MappingObject& self, Args&) {
                return py::make_list(as_row(self.row).values);
              })
      .method("items(self)",
              [](MappingObject& self, Args&) {
                return py::call_method(row_dict(as_row(self.row)), "items");
              })
      .method("get(self, key, default=None)",
              [](MappingObject& self, Args& args) {
                auto& inner = as_row(self.row);
                if (auto at = locate(*inner.keys, args["key"]))
                  return inner.values[*at];
                return args["default"];
              });
  return type.ready();
}

}  // namespace limbeck::sa

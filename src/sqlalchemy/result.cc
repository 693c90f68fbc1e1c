// Result, Row and RowMapping.
#include <limits>

#include "base/text.h"
#include "sqlalchemy/calls.h"
#include "sqlalchemy/engine.h"
#include "sqlalchemy/errors.h"
#include "sqlalchemy/schema_items.h"
#include "sqlalchemy/select.h"
#include "sqlalchemy/statement_log.h"

namespace limbeck::sa {

namespace {

struct MappingObject : py::Instance {
  Value row;
  using Instance::Instance;
};

RowObject& as_row(const Value& value) { return *value.as<RowObject>(); }

Value row_tuple(const RowObject& row) { return py::make_tuple(row.values); }

[[noreturn]] void no_such_column(const Value& key) {
  std::string name =
      py::is_str(key) ? py::repr(key) : cat("'", py::str(key), "'");
  raise_sa("NoSuchColumnError",
           cat("Could not locate column in row for column ", name));
}

/// By name, or by the live column that was selected.
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
              text == "items" || text == "values" || text == "t");
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

Value make_mapping(const Value& row) {
  Value made = py::allocate(cls(Cls::RowMapping));
  made.as<MappingObject>()->row = row;
  return made;
}

Value row_dict(const RowObject& row) {
  Value dict = py::make_dict();
  for (std::size_t i = 0; i < row.values.size(); ++i)
    py::dict_set(dict, row.keys->names[i], row.values[i]);
  return dict;
}

Value key_list(const RowKeys& keys) {
  std::vector<Value> names;
  for (const std::string& name : keys.names) names.push_back(str_value(name));
  return py::make_list(names);
}

}  // namespace

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
      .property("_fields",
                [](RowObject& self) {
                  return py::make_tuple(sequence_items(key_list(*self.keys)));
                })
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
              [](RowObject& self, Args&) { return key_list(*self.keys); })
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
  auto row = [](const Value& self) -> RowObject& {
    return as_row(self.as<MappingObject>()->row);
  };
  (void)row;
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
    return py::iterate(key_list(*as_row(self.as<MappingObject>()->row).keys));
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
                return key_list(*as_row(self.row).keys);
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

// -- Result
// -----------------------------------------------------------------------

namespace {

[[noreturn]] void no_rows() {
  raise_sa("ResourceClosedError",
           "This result object does not return rows. It has been closed "
           "automatically.");
}

/// The next row's values, or nothing at the end.
std::optional<std::vector<Value>> next_values(ResultState& state) {
  if (state.at < state.ready.size()) return state.ready[state.at++];
  if (!state.rows) return std::nullopt;
  static thread_local db::Row row;
  if (!state.rows->next(row)) {
    state.rows.reset();
    return std::nullopt;
  }
  std::vector<Value> values;
  values.reserve(row.size());
  const auto& types = state.keys->types;
  for (std::size_t i = 0; i < row.size(); ++i)
    values.push_back(python_from_literal(
        row[i], i < types.size() ? types[i] : Value(), state.dialect));
  if (state.connection &&
      state.connection.as<ConnectionObject>()->log == LogDetail::Rows)
    log_row(state.connection, py::make_tuple(values));
  return values;
}

void check_open(const ResultObject& self) {
  if (!self.state->returns_rows) no_rows();
  if (self.state->closed)
    raise_sa("ResourceClosedError", "This result object is closed.");
}

std::shared_ptr<const RowKeys> keys_of(const ResultObject& self) {
  return self.entities ? self.entities : self.state->keys;
}

/// The next item in the result's form, absent at the end.
Value next_item(ResultObject& self) {
  while (auto values = next_values(*self.state)) {
    Value item;
    const auto& keys = keys_of(self);
    if (self.transform)
      values = sequence_items(
          py::call(self.transform, {py::make_list(std::move(*values))}));
    if (self.form == RowForm::Scalar) {
      item =
          self.column < values->size() ? (*values)[self.column] : Value::none();
    } else {
      if (!self.picked.empty()) {
        std::vector<Value> some;
        std::vector<std::string> names;
        for (std::size_t i : self.picked) {
          some.push_back((*values)[i]);
          names.push_back(keys->names[i]);
        }
        item = make_row(make_keys(std::move(names)), std::move(some));
      } else {
        item = make_row(keys, std::move(*values));
      }
      if (self.form == RowForm::Mapping) item = make_mapping(item);
    }
    if (self.unique) {
      if (!self.seen) self.seen = py::make_set();
      Value key = self.form == RowForm::Mapping
                      ? row_tuple(as_row(item.as<MappingObject>()->row))
                      : item;
      if (py::contains(self.seen, key)) continue;
      py::call_method(self.seen, "add", {key});
    }
    return item;
  }
  return Value();
}

void close_result(ResultObject& self) {
  self.state->closed = true;
  self.state->rows.reset();
  self.state->ready.clear();
  self.state->at = 0;
}

std::vector<Value> remaining(ResultObject& self) {
  check_open(self);
  std::vector<Value> items;
  while (Value item = next_item(self)) items.push_back(std::move(item));
  return items;
}

Value fetch_one(ResultObject& self, Args&) {
  check_open(self);
  return or_none(next_item(self));
}

// How many rows a group has where the caller does not say.
std::int64_t chunk_of(const ResultObject& self, std::int64_t otherwise) {
  return self.state->chunk ? static_cast<std::int64_t>(self.state->chunk)
                           : otherwise;
}

Value fetch_many(ResultObject& self, Args& args) {
  check_open(self);
  std::int64_t size = args.optional_integer("size").value_or(chunk_of(self, 1));
  std::vector<Value> items;
  while (size-- > 0) {
    Value item = next_item(self);
    if (!item) break;
    items.push_back(std::move(item));
  }
  return py::make_list(std::move(items));
}

Value first(ResultObject& self) {
  check_open(self);
  Value item = next_item(self);
  close_result(self);
  return or_none(item);
}

/// one(), one_or_none(), scalar_one() …
Value only(ResultObject& self, bool required, bool scalar) {
  check_open(self);
  Value item = next_item(self);
  if (!item) {
    close_result(self);
    if (!required) return Value::none();
    raise_sa("NoResultFound", "No row was found when one was required");
  }
  bool more = static_cast<bool>(next_item(self));
  close_result(self);
  if (more)
    raise_sa("MultipleResultsFound",
             required
                 ? "Multiple rows were found when exactly one was required"
                 : "Multiple rows were found when one or none was required");
  if (scalar && self.form == RowForm::Row && isa(item, Cls::Row))
    return as_row(item).values.at(0);
  return item;
}

Value scalar(ResultObject& self) {
  Value item = first(self);
  if (item.is_none() || !isa(item, Cls::Row)) return item;
  return as_row(item).values.empty() ? Value::none() : as_row(item).values[0];
}

std::size_t column_index(ResultObject& self, const Value& given) {
  if (auto number = py::int_of(given))
    return *number < 0 ? keys_of(self)->names.size() + *number : *number;
  if (auto at = locate(*keys_of(self), given)) return *at;
  no_such_column(given);
}

Value view(ResultObject& self, RowForm form, std::size_t column = 0) {
  check_open(self);
  auto made = py::allocate_as<ResultObject>(py::type_of(Value(&self)));
  made->state = self.state;
  made->form = form;
  made->column = column;
  made->picked = self.picked;
  made->unique = self.unique;
  made->transform = self.transform;
  made->entities = self.entities;
  return made.value();
}

Value inserted_key(ResultObject& self) {
  return self.state->inserted_key ? self.state->inserted_key : Value::none();
}

// The iterator that partitions() gives.
struct PartitionsObject : py::Instance {
  py::Ref<ResultObject> result;
  std::int64_t size = 0;
  using Instance::Instance;
};

struct PartitionsType {
  Type* type = nullptr;
};

Type* partitions_type() {
  auto& state = py::interpreter_state<PartitionsType>();
  if (state.type) return state.type;
  py::NativeType<PartitionsObject> type("generator", "builtins");
  type.slots().clear = [](py::Object* o) {
    static_cast<PartitionsObject*>(o)->result = {};
  };
  type.slots().iterate = [](const Value& self) { return self; };
  type.slots().next = [](const Value& self) {
    auto& own = *self.as<PartitionsObject>();
    std::vector<Value> group;
    while (static_cast<std::int64_t>(group.size()) < own.size) {
      Value item = next_item(*own.result.get());
      if (!item) break;
      group.push_back(std::move(item));
    }
    return group.empty() ? Value() : py::make_list(std::move(group));
  };
  state.type = type.ready();
  return state.type;
}

Value partitions(ResultObject& self, Args& args) {
  check_open(self);
  auto made = py::allocate_as<PartitionsObject>(partitions_type());
  made->result = py::Ref<ResultObject>(&self);
  made->size = args.optional_integer("size").value_or(
      chunk_of(self, std::numeric_limits<std::int64_t>::max()));
  return made.value();
}

}  // namespace

Value make_result(std::shared_ptr<ResultState> state) {
  auto made = py::allocate_as<ResultObject>(cls(Cls::Result));
  made->state = std::move(state);
  return made.value();
}

Type* make_result_class() {
  py::NativeType<ResultObject> type("CursorResult", "sqlalchemy.engine.cursor");
  auto& slots = type.slots();
  slots.clear = [](py::Object* o) {
    auto* result = static_cast<ResultObject*>(o);
    result->state.reset();
    result->seen = Value();
    result->transform = Value();
  };
  slots.iterate = [](const Value& self) { return self; };
  slots.next = [](const Value& self) {
    auto& result = *self.as<ResultObject>();
    check_open(result);
    return next_item(result);
  };
  auto all = [](ResultObject& self, Args&) {
    return py::make_list(remaining(self));
  };
  type.method("all(self)", all)
      .method("fetchall(self)", all)
      .method("fetchone(self)", fetch_one)
      .method("fetchmany(self, size=None)", fetch_many)
      .method("first(self)",
              [](ResultObject& self, Args&) { return first(self); })
      .method("one(self)",
              [](ResultObject& self, Args&) { return only(self, true, false); })
      .method(
          "one_or_none(self)",
          [](ResultObject& self, Args&) { return only(self, false, false); })
      .method("scalar(self)",
              [](ResultObject& self, Args&) { return scalar(self); })
      .method("scalar_one(self)",
              [](ResultObject& self, Args&) { return only(self, true, true); })
      .method("scalar_one_or_none(self)",
              [](ResultObject& self, Args&) { return only(self, false, true); })
      .method("scalars(self, index=0)",
              [](ResultObject& self, Args& args) {
                check_open(self);
                return view(self, RowForm::Scalar,
                            column_index(self, args["index"]));
              })
      .method("mappings(self)",
              [](ResultObject& self, Args&) {
                return view(self, RowForm::Mapping);
              })
      .method("tuples(self)",
              [](ResultObject& self, Args&) { return Value(&self); })
      .method("columns(self, *col_expressions)",
              [](ResultObject& self, Args& args) {
                for (const Value& column : rest_of(args, "col_expressions"))
                  self.picked.push_back(column_index(self, column));
                return Value(&self);
              })
      .method("unique(self, strategy=None)",
              [](ResultObject& self, Args&) {
                self.unique = true;
                return Value(&self);
              })
      .method("yield_per(self, num)",
              [](ResultObject& self, Args& args) {
                self.state->chunk = static_cast<std::size_t>(
                    args.optional_integer("num").value_or(0));
                return Value(&self);
              })
      .method("execution_options(self, **kw)",
              [](ResultObject& self, Args&) { return Value(&self); })
      .method("partitions(self, size=None)", partitions)
      .method("freeze(self)",
              [](ResultObject& self, Args&) {
                Value rows = py::make_list(remaining(self));
                return py::make_function("frozen()",
                                         [rows](Args&) { return rows; });
              })
      .method("keys(self)",
              [](ResultObject& self, Args&) {
                if (!self.state->returns_rows) no_rows();
                return key_list(*keys_of(self));
              })
      .method("close(self)",
              [](ResultObject& self, Args&) {
                close_result(self);
                return Value::none();
              })
      .method("_entities(self, transform, names, elements)",
              [](ResultObject& self, Args& args) {
                self.transform = args["transform"];
                std::vector<std::string> names;
                for (const Value& name : py::collect(args["names"]))
                  names.push_back(text_or_empty(name));
                auto keys = make_keys(std::move(names));
                keys->elements = py::collect(args["elements"]);
                self.entities = std::move(keys);
                return Value(&self);
              })
      .method("__enter__(self)",
              [](ResultObject& self, Args&) { return Value(&self); })
      .method("__exit__(self, *args)",
              [](ResultObject& self, Args&) {
                close_result(self);
                return Value::boolean(false);
              })
      .property(
          "rowcount",
          [](ResultObject& self) { return py::make_int(self.state->rowcount); })
      .property("lastrowid",
                [](ResultObject& self) {
                  return py::make_int(self.state->lastrowid);
                })
      .property("returns_rows",
                [](ResultObject& self) {
                  return Value::boolean(self.state->returns_rows);
                })
      .property(
          "is_insert",
          [](ResultObject& self) {
            return Value::boolean(static_cast<bool>(self.state->inserted_key));
          })
      .property(
          "closed",
          [](ResultObject& self) { return Value::boolean(self.state->closed); })
      .property("inserted_primary_key", inserted_key)
      .method("last_inserted_params(self)",
              [](ResultObject& self, Args&) {
                return or_none(self.state->inserted_values);
              })
      .property(
          "connection",
          [](ResultObject& self) { return or_none(self.state->connection); })
      .property("cursor", [](ResultObject& self) { return Value(&self); })
      .property("description", [](ResultObject& self) {
        std::vector<Value> list;
        for (const std::string& name : self.state->keys->names)
          list.push_back(py::make_tuple(
              {str_value(name), Value::none(), Value::none(), Value::none(),
               Value::none(), Value::none(), Value::none()}));
        return py::make_list(list);
      });
  return type.ready();
}

}  // namespace limbeck::sa

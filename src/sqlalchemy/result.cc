// Result and what is made of one: scalars(), mappings(), freeze().
#include <optional>

#include "base/text.h"
#include "sqlalchemy/calls.h"
#include "sqlalchemy/errors.h"
#include "sqlalchemy/result.h"
#include "sqlalchemy/schema_items.h"
#include "sqlalchemy/select.h"
#include "sqlalchemy/statement_log.h"

namespace limbeck::sa {
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
  return self.own_keys ? self.own_keys : self.state->keys;
}

/// A mapped object counts by what it is, not by what it equals: its state.
Value identity(const Value& item) {
  if (!item.is_object()) return item;
  const Value dict = py::instance_dict(item);
  const Value state = dict ? py::dict_get(dict, "_sa_instance_state") : Value();
  return state ? state : item;
}

/// What unique() tells rows apart by.
Value unique_key(const ResultObject& self, const Value& item) {
  const bool scalar = self.form == RowForm::Scalar;
  const Value row = self.form == RowForm::Mapping ? row_of_mapping(item) : item;
  if (self.strategy) return py::call(self.strategy, {row});
  if (scalar) return identity(item);
  std::vector<Value> parts = py::collect(row_tuple(as_row(row)));
  for (Value& part : parts) part = identity(part);
  return py::make_tuple(std::move(parts));
}

/// The next item in the result's form, absent at the end.
Value next_item(ResultObject& self) {
  while (auto values = next_values(*self.state)) {
    Value item;
    if (self.transform)
      values = sequence_items(
          py::call(self.transform, {py::make_list(std::move(*values))}));
    if (self.narrowed) {
      std::vector<Value> some;
      some.reserve(self.picked.size());
      for (std::size_t i : self.picked) some.push_back((*values)[i]);
      values = std::move(some);
    }
    if (self.form == RowForm::Scalar) {
      item =
          self.column < values->size() ? (*values)[self.column] : Value::none();
    } else {
      item = make_row(keys_of(self), std::move(*values));
      if (self.form == RowForm::Mapping) item = make_mapping(item);
    }
    if (self.unique) {
      if (!self.seen) self.seen = py::make_set();
      const Value key = unique_key(self, item);
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
  const auto keys = keys_of(self);
  if (auto number = py::int_of(given)) {
    const auto count = static_cast<std::int64_t>(keys->names.size());
    const std::int64_t at = *number < 0 ? count + *number : *number;
    if (at < 0 || at >= count)
      py::raise("IndexError", "list index out of range");
    return static_cast<std::size_t>(at);
  }
  if (auto at = locate(*keys, given)) return *at;
  no_such_column(given);
}

/// `make` for the values at these places of a row.
Value picking(std::vector<std::size_t> picked, const Value& make) {
  return py::make_function("make(values)", [picked, make](Args& args) {
    const auto& values = sequence_items(args["values"]);
    std::vector<Value> some;
    for (const std::size_t at : picked) some.push_back(values[at]);
    return py::call(make, {py::make_list(std::move(some))});
  });
}

/// columns(): only these, in this order.
Value pick(ResultObject& self, Args& args) {
  const auto keys = keys_of(self);
  std::vector<std::size_t> picked;
  std::vector<std::string> names;
  std::vector<Value> elements;
  for (const Value& column : rest_of(args, "col_expressions")) {
    const std::size_t at = column_index(self, column);
    picked.push_back(self.narrowed ? self.picked[at] : at);
    names.push_back(keys->names[at]);
    if (at < keys->elements.size()) elements.push_back(keys->elements[at]);
  }
  auto own = make_keys(std::move(names));
  own->elements = std::move(elements);
  self.own_keys = std::move(own);
  self.picked = std::move(picked);
  self.narrowed = true;
  return Value(&self);
}

Value view(ResultObject& self, RowForm form, std::size_t column = 0) {
  check_open(self);
  auto made = py::allocate_as<ResultObject>(
      cls(form == RowForm::Scalar ? Cls::ScalarResult : Cls::MappingResult));
  made->state = self.state;
  made->form = form;
  made->column = column;
  made->picked = self.picked;
  made->narrowed = self.narrowed;
  made->unique = self.unique;
  made->strategy = self.strategy;
  made->seen = self.seen;
  made->transform = self.transform;
  made->own_keys = self.own_keys;
  return made.value();
}

/// What only the result of such a statement has. `kinds` is how the reference
/// calls them.
void require(const ResultObject& self, bool fits, const char* kinds) {
  if (!self.state->compiled)
    raise_invalid_request("Statement is not a compiled expression construct.");
  if (!fits)
    raise_invalid_request(
        cat("Statement is not an ", kinds, " expression construct."));
}

bool inserts(const ResultObject& self) {
  return self.state->kind == sql::NodeKind::Insert;
}

// SQLAlchemy: CursorResult.inserted_primary_key
Value inserted_key(ResultObject& self) {
  if (self.state->many)
    raise_invalid_request(
        "This statement was an executemany call; if primary key returning is "
        "supported, please use .inserted_primary_key_rows.");
  require(self, inserts(self), "insert()");
  if (self.state->explicit_returning)
    raise_invalid_request(
        "Can't call inserted_primary_key when returning() is used.");
  return self.state->inserted_key ? self.state->inserted_key : Value::none();
}

Value freeze(ResultObject& self, Args&) {
  check_open(self);
  std::vector<std::vector<Value>> rows;
  while (Value item = next_item(self)) rows.push_back(as_row(item).values);
  close_result(self);
  return make_frozen(keys_of(self), std::move(rows));
}

Value merge(ResultObject& self, Args& args) {
  std::vector<std::vector<Value>> rows;
  std::vector<Value> all{Value(&self)};
  for (const Value& other : rest_of(args, "others")) all.push_back(other);
  for (const Value& each : all) {
    auto& one = *each.as<ResultObject>();
    check_open(one);
    while (Value item = next_item(one)) rows.push_back(as_row(item).values);
  }
  return make_iterator_result(keys_of(self), std::move(rows));
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
  made->size = args.optional_integer("size").value_or(chunk_of(self, 1));
  return made.value();
}

}  // namespace

Value make_result(std::shared_ptr<ResultState> state) {
  auto made = py::allocate_as<ResultObject>(cls(Cls::CursorResult));
  made->state = std::move(state);
  return made.value();
}

Value make_iterator_result(std::shared_ptr<const RowKeys> keys,
                           std::vector<std::vector<Value>> rows) {
  auto made = py::allocate_as<ResultObject>(cls(Cls::IteratorResult));
  made->state = std::make_shared<ResultState>();
  made->state->keys = make_keys({});
  made->state->ready = std::move(rows);
  made->state->returns_rows = true;
  made->own_keys = std::move(keys);
  return made.value();
}

namespace {

/// What results, scalars and mappings have in common.
void add_fetching(py::NativeType<ResultObject>& type) {
  auto& slots = type.slots();
  slots.clear = [](py::Object* o) {
    auto* result = static_cast<ResultObject*>(o);
    result->state.reset();
    result->seen = Value();
    result->strategy = Value();
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
      .method("fetchmany(self, size=None)", fetch_many)
      .method("first(self)",
              [](ResultObject& self, Args&) { return first(self); })
      .method("one(self)",
              [](ResultObject& self, Args&) { return only(self, true, false); })
      .method(
          "one_or_none(self)",
          [](ResultObject& self, Args&) { return only(self, false, false); })
      .method("unique(self, strategy=None)",
              [](ResultObject& self, Args& args) {
                self.unique = true;
                self.strategy =
                    args.none("strategy") ? Value() : args["strategy"];
                return Value(&self);
              })
      .method("yield_per(self, num)",
              [](ResultObject& self, Args& args) {
                self.state->chunk = static_cast<std::size_t>(
                    args.optional_integer("num").value_or(0));
                return Value(&self);
              })
      .method("partitions(self, size=None)", partitions)
      .method("close(self)",
              [](ResultObject& self, Args&) {
                close_result(self);
                return Value::none();
              })
      .method("__enter__(self)",
              [](ResultObject& self, Args&) { return Value(&self); })
      .method("__exit__(self, *args)",
              [](ResultObject& self, Args&) {
                close_result(self);
                return Value::boolean(false);
              })
      .property("closed", [](ResultObject& self) {
        return Value::boolean(self.state->closed);
      });
}

/// What gives rows under keys.
void add_keys(py::NativeType<ResultObject>& type) {
  type.method("fetchone(self)", fetch_one)
      .method("columns(self, *col_expressions)", pick)
      .method("keys(self)", [](ResultObject& self, Args&) {
        if (!self.state->returns_rows) no_rows();
        return key_view(*keys_of(self));
      });
}

Value last_params(ResultObject& self, sql::NodeKind kind, const char* called) {
  require(self, self.state->kind == kind, called);
  return or_none(self.state->given_values);
}

}  // namespace

Type* make_scalar_result_class() {
  py::NativeType<ResultObject> type("ScalarResult", "sqlalchemy.engine.result");
  add_fetching(type);
  return type.ready();
}

Type* make_mapping_result_class() {
  py::NativeType<ResultObject> type("MappingResult",
                                    "sqlalchemy.engine.result");
  add_fetching(type);
  add_keys(type);
  return type.ready();
}

Type* make_result_class() {
  py::NativeType<ResultObject> type("Result", "sqlalchemy.engine.result");
  add_fetching(type);
  add_keys(type);
  type.method("scalar(self)",
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
      .property("t", [](ResultObject& self) { return Value(&self); })
      .method("freeze(self)", freeze)
      .method("merge(self, *others)", merge)
      .method("_entities(self, transform, names, elements)",
              [](ResultObject& self, Args& args) {
                if (!args.none("transform")) self.transform = args["transform"];
                // What columns() chose is what the entities are made of.
                if (self.transform && std::exchange(self.narrowed, false))
                  self.transform =
                      picking(std::move(self.picked), self.transform);
                std::vector<std::string> names;
                for (const Value& name : py::collect(args["names"]))
                  names.push_back(text_or_empty(name));
                auto keys = make_keys(std::move(names));
                keys->elements = py::collect(args["elements"]);
                self.own_keys = std::move(keys);
                return Value(&self);
              });
  return type.ready();
}

Type* make_iterator_result_class() {
  return py::NativeType<ResultObject>(
             "IteratorResult", "sqlalchemy.engine.result", {cls(Cls::Result)})
      .ready();
}

Type* make_cursor_result_class() {
  py::NativeType<ResultObject> type("CursorResult", "sqlalchemy.engine.cursor",
                                    {cls(Cls::Result)});
  type.property(
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
          [](ResultObject& self) { return Value::boolean(inserts(self)); })
      .property("inserted_primary_key", inserted_key)
      .method("last_inserted_params(self)",
              [](ResultObject& self, Args&) {
                return last_params(self, sql::NodeKind::Insert, "insert()");
              })
      .method("last_updated_params(self)",
              [](ResultObject& self, Args&) {
                return last_params(self, sql::NodeKind::Update, "update()");
              })
      .method("supports_sane_rowcount(self)",
              [](ResultObject&, Args&) { return Value::boolean(true); })
      .method("supports_sane_multi_rowcount(self)",
              [](ResultObject&, Args&) { return Value::boolean(true); })
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

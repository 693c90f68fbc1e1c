// Column and ColumnCollection.
#include "base/text.h"
#include "python/examine.h"
#include "sqlalchemy/calls.h"
#include "sqlalchemy/errors.h"
#include "sqlalchemy/expressions.h"
#include "sqlalchemy/schema_items.h"
#include "sqlalchemy/table_events.h"
#include "sqlalchemy/types.h"
#include "sqlalchemy/warning.h"

namespace limbeck::sa {

Column::Column(Type* type) : Element(type) {
  ref = std::make_shared<LiveColumnRef>(schema::Name());
  ref->owner = this;
  node = ref;
}

Column::~Column() {
  if (ref) ref->owner = nullptr;
}

void Column::clear() {
  for (Value* value :
       {&name, &key, &table, &server_default, &server_onupdate, &default_value,
        &onupdate, &autoincrement, &unique, &index, &comment, &quote, &info,
        &doc, &computed, &identity, &options})
    *value = Value();
  foreign_keys.clear();
  constraints.clear();
  waiting.clear();
  Element::clear();
}

std::string Column::key_text() const {
  return text_or_empty(key.absent() || key.is_none() ? name : key);
}

namespace {

/// What the table shows of it is told anew.
void changed(const Column& self) {
  if (self.table && isa(self.table, Cls::Table))
    self.table.as<Table>()->ref->drop_columns();
}

void set_name(Column& self, const Value& name) {
  changed(self);
  self.name = name;
  self.ref->name = lower_name(name);
  if (is_true(self.quote) && self.ref->name) self.ref->name.quote = true;
  if (self.quote && self.quote.is_false() && self.ref->name)
    self.ref->name.quote = false;
}

void set_type(Column& self, const Value& type) {
  changed(self);
  self.type = to_instance(type);
  self.ref->type = lower_type(self.type);
}

bool is_type_argument(const Value& value) {
  if (is_type_object(value)) return true;
  if (!py::is_type(value)) return false;
  Type* engine = type_class("TypeEngine");
  return py::is_subtype(value.as<Type>(), engine);
}

/// Column(name?, type?, *items): what the positional arguments are.
// SQLAlchemy: Column.__init__
std::vector<Value> take_positional(Column& self, Args& args) {
  std::vector<Value> rest = rest_of(args, "args");
  std::size_t at = 0;
  Value name = args["name"], type = args["type_"];
  const auto check = [](const Value& item) {
    if (py::is_opaque(item)) py::raise_opaque(item, "a part of a column");
    if (const Value base = py::opaque_base_of(item))
      py::raise_opaque(base, "the base of a part of a column");
  };
  for (const Value& item : rest) check(item);
  check(name);
  check(type);
  if (at < rest.size() && (py::is_str(rest[at]) || rest[at].is_none())) {
    if (!name.is_none())
      raise_argument_error("May not pass name positionally and as a keyword.");
    name = rest[at++];
  }
  if (at < rest.size() && is_type_argument(rest[at])) {
    if (!type.is_none())
      raise_argument_error("May not pass type_ positionally and as a keyword.");
    type = rest[at++];
  }
  self.quote = args["quote"];
  set_name(self, name);
  self.type_given = !type.is_none();
  set_type(self, type);
  rest.erase(rest.begin(), rest.begin() + at);
  return rest;
}

Value as_default(const Value& value, bool for_update = false) {
  if (value.absent() || value.is_none()) return Value::none();
  if (isa(value, Cls::FetchedValue) || isa(value, Cls::ColumnDefault) ||
      isa(value, Cls::Sequence))
    return value;
  return call_with(class_value(Cls::ColumnDefault), {value},
                   Keywords{{"for_update", Value::boolean(for_update)}});
}

Value as_server_default(const Value& value, bool for_update) {
  if (value.absent() || value.is_none()) return Value::none();
  if (py::is_opaque(value)) py::raise_opaque(value, "a server default");
  if (isa(value, Cls::FetchedValue)) {
    // SQLAlchemy: FetchedValue._as_for_update
    if (for_update) value.as<DefaultItem>()->for_update = true;
    return value;
  }
  return call_with(class_value(Cls::DefaultClause), {value},
                   Keywords{{"for_update", Value::boolean(for_update)}});
}

void column_init(Column& self, Args& args) {
  std::vector<Value> items = take_positional(self, args);
  Value own(&self);
  self.key = args["key"].is_none() ? self.name : args["key"];
  self.ref->key = self.key_text();
  self.primary_key = args.flag("primary_key");
  self.nullable_given = args.given("nullable") && !args["nullable"].absent();
  self.nullable = !self.primary_key;
  if (self.nullable_given && !args["nullable"].is_none())
    self.nullable = args.flag("nullable");
  self.index = args["index"];
  self.unique = args["unique"];
  self.system = args.flag("system");
  self.doc = args["doc"];
  self.comment = args["comment"];
  self.autoincrement = args["autoincrement"];
  if (!args["info"].is_none()) self.info = args["info"];
  if (args.given("insert_default") && !args["insert_default"].absent())
    self.default_value = as_default(args["insert_default"]);
  else if (args.given("default") && !args["default"].absent())
    self.default_value = as_default(args["default"]);
  self.onupdate = as_default(args["onupdate"], true);
  self.server_default = as_server_default(args["server_default"], false);
  self.server_onupdate = as_server_default(args["server_onupdate"], true);
  self.options = take_dialect_options(args["kw"], "Column");
  // A custom type that is a SchemaType hears of its column.
  if (has_table_events() && is_a(self.type, "SchemaType")) {
    fire("before_parent_attach", self.type, {self.type, own});
    fire("after_parent_attach", self.type, {self.type, own});
  }
  for (const Value* item : {&self.default_value, &self.onupdate,
                            &self.server_default, &self.server_onupdate})
    if (*item && !item->is_none()) attach_to_column(own, *item);
  const Value chosen = self.default_value;
  for (const Value& item : items)
    if (!item.is_none()) attach_to_column(own, item);
  // default= comes after a Sequence() among the items.
  if (chosen && !chosen.is_none()) self.default_value = chosen;
}

/// Column(ForeignKey("a.id")) has the type of what it refers to.
Value live_type(Column& self) {
  if (self.type_given || self.foreign_keys.empty()) return self.type;
  self.type_given = true;  // a key may refer to itself
  Value referred = referred_column(*self.foreign_keys[0].as<ForeignKey>());
  if (!referred || referred.as<Column>() == &self) {
    self.type_given = false;
    return self.type;
  }
  Value type = live_type(*referred.as<Column>());
  self.type_given = !is_kind(type, schema::TypeKind::NullType);
  if (self.type_given) set_type(self, type);
  return self.type;
}

Value set_of(const std::vector<Value>& items) { return py::make_set(items); }

// SQLAlchemy: Column.__repr__
std::string column_repr(Column& self) {
  std::vector<std::string> parts{py::repr(or_none(self.name)),
                                 py::repr(live_type(self))};
  for (const Value& key : self.foreign_keys) parts.push_back(py::repr(key));
  for (const Value& item : self.constraints) parts.push_back(py::repr(item));
  parts.push_back(
      self.table && !self.table.is_none()
          ? cat("table=<", text_or_empty(self.table.as<Table>()->name), ">")
          : "table=None");
  if (self.key && self.name && !py::equal(self.key, self.name))
    parts.push_back("key=" + py::repr(self.key));
  if (self.primary_key) parts.push_back("primary_key=True");
  if (!self.nullable) parts.push_back("nullable=False");
  auto add = [&](const char* name, const Value& value) {
    if (value && !value.is_none())
      parts.push_back(cat(name, "=", py::repr(value)));
  };
  add("onupdate", self.onupdate);
  add("default", self.default_value);
  add("server_default", self.server_default);
  add("comment", self.comment);
  return cat("Column(", join(parts, ", "), ")");
}

std::string column_text(Column& self) {
  if (self.table && !self.table.is_none())
    return cat(full_name(*self.table.as<Table>()), ".",
               text_or_empty(self.name));
  return text_or_empty(self.name);
}

bool references(Column& self, Column& other) {
  for (const Value& key : self.foreign_keys)
    if (referred_column(*key.as<ForeignKey>()).is(Value(&other))) return true;
  return false;
}

}  // namespace

Type* make_column_class() {
  py::NativeType<Column> type("Column", "sqlalchemy.sql.schema",
                              {cls(Cls::ColumnClause), cls(Cls::SchemaItem)});
  type.slots().clear = [](py::Object* o) { static_cast<Column*>(o)->clear(); };
  type.slots().repr = [](const Value& self) {
    return str_value(column_repr(*self.as<Column>()));
  };
  type.slots().str = [](const Value& self) {
    return str_value(column_text(*self.as<Column>()));
  };
  type.init(
          "__init__(self, *args, name=None, type_=None, autoincrement='auto', "
          "default=..., insert_default=..., doc=None, key=None, index=None, "
          "unique=None, info=None, nullable=..., onupdate=None, "
          "primary_key=False, server_default=None, server_onupdate=None, "
          "quote=None, system=False, comment=None, sort_order=None, "
          "_proxies=None, **kw)",
          column_init)
      .property(
          "name", [](Column& self) { return or_none(self.name); },
          [](Column& self, const Value& value) { set_name(self, value); })
      .property(
          "key", [](Column& self) { return or_none(self.key); },
          [](Column& self, const Value& value) {
            self.key = value;
            self.ref->key = self.key_text();
          })
      .property("type", live_type,
                [](Column& self, const Value& value) { set_type(self, value); })
      .property(
          "table", [](Column& self) { return or_none(self.table); },
          [](Column& self, const Value& value) { self.table = value; })
      .property("foreign_keys",
                [](Column& self) { return set_of(self.foreign_keys); })
      .property("constraints",
                [](Column& self) { return set_of(self.constraints); })
      .property(
          "info",
          [](Column& self) {
            if (!self.info) self.info = py::make_dict();
            return self.info;
          },
          [](Column& self, const Value& value) { self.info = value; })
      .property("dialect_kwargs",
                [](Column& self) {
                  return self.options ? self.options : py::make_dict();
                })
      .property("description", [](Column& self) { return or_none(self.name); })
      .property("base_columns",
                [](Column& self) { return set_of({Value(&self)}); })
      .property(
          "_user_defined_nullable",
          [](Column& self) { return Value::boolean(self.nullable_given); })
      .method("_copy(self, **kw)",
              [](Column& self, Args&) { return copy_column(Value(&self)); })
      .method("_copy_without_keys(self)",
              [](Column& self, Args&) {
                const Value made = copy_column(Value(&self));
                made.as<Column>()->foreign_keys.clear();
                return made;
              })
      .method("copy(self, **kw)",
              [](Column& self, Args&) {
                warn_deprecated_copy("Column");
                return copy_column(Value(&self));
              })
      .method("references(self, column)",
              [](Column& self, Args& args) {
                return Value::boolean(references(self, *args[1].as<Column>()));
              })
      .method("append_foreign_key(self, fk)",
              [](Column& self, Args& args) {
                attach_to_column(Value(&self), args[1]);
                return Value::none();
              })
      .attribute("inherit_cache", Value::boolean(true))
      .attribute("__visit_name__", str_value("column"));
  member(type, "server_default", &Column::server_default);
  member(type, "server_onupdate", &Column::server_onupdate);
  member(type, "default", &Column::default_value);
  member(type, "onupdate", &Column::onupdate);
  member(type, "autoincrement", &Column::autoincrement);
  member(type, "unique", &Column::unique);
  member(type, "index", &Column::index);
  member(type, "comment", &Column::comment);
  member(type, "doc", &Column::doc);
  member(type, "computed", &Column::computed);
  member(type, "identity", &Column::identity);
  flag_member(type, "nullable", &Column::nullable);
  flag_member(type, "primary_key", &Column::primary_key);
  flag_member(type, "system", &Column::system);
  return type.ready();
}

// SQLAlchemy: Column._copy
Value copy_column(const Value& column, const Value& schema) {
  auto& from = *column.as<Column>();
  Value made = py::allocate(py::type_of(column));
  auto& to = *made.as<Column>();
  set_name(to, from.name);
  to.quote = from.quote;
  to.key = from.key;
  to.ref->key = to.key_text();
  // A type that came from a foreign key's target stays.
  set_type(to,
           copy_named_type(
               from.type_given ? from.type : py::get_attribute(column, "type"),
               schema));
  to.type_given = from.type_given;
  to.primary_key = from.primary_key;
  to.nullable = from.nullable;
  to.nullable_given = from.nullable_given;
  to.index = from.index;
  to.unique = from.unique;
  to.system = from.system;
  to.doc = from.doc;
  to.comment = from.comment;
  to.autoincrement = from.autoincrement;
  to.default_value = from.default_value;
  to.onupdate = from.onupdate;
  to.server_default = from.server_default;
  to.server_onupdate = from.server_onupdate;
  to.computed = from.computed;
  to.identity = from.identity;
  to.options = from.options;
  to.info = from.info;
  for (const Value& key : from.foreign_keys) {
    auto& fk = *key.as<ForeignKey>();
    // Those of a table are copied with its constraints.
    if (!fk.constraint.absent() && !fk.constraint.is_none()) continue;
    attach_to_column(made, py::call_method(key, "_copy"));
  }
  for (const Value& item : from.constraints)
    attach_to_column(made, copy_constraint(item, Value(), Value()));
  return made;
}

// ---------------------------------------------------------------------------

py::Ref<ColumnCollection> new_column_collection() {
  return py::allocate_as<ColumnCollection>(cls(Cls::ColumnCollection));
}

void ColumnCollection::add(const std::string& key, const Value& column) {
  auto found = index.find(key);
  if (found != index.end()) {
    columns[found->second].second = column;
    return;
  }
  index.emplace(key, columns.size());
  columns.emplace_back(key, column);
}

void ColumnCollection::remove(const std::string& key) {
  auto found = index.find(key);
  if (found == index.end()) return;
  columns.erase(columns.begin() + found->second);
  index.clear();
  for (std::size_t i = 0; i < columns.size(); ++i)
    index.emplace(columns[i].first, i);
}

Value ColumnCollection::find(const std::string& key) const {
  auto found = index.find(key);
  return found == index.end() ? Value() : columns[found->second].second;
}

namespace {

std::vector<Value> values_of(const ColumnCollection& self) {
  std::vector<Value> values;
  for (const auto& [key, column] : self.columns) values.push_back(column);
  return values;
}

Value collection_get_item(const Value& self, const Value& key) {
  auto& collection = *self.as<ColumnCollection>();
  if (auto number = py::int_of(key)) {
    std::int64_t at = *number;
    if (at < 0) at += collection.columns.size();
    if (at < 0 || at >= static_cast<std::int64_t>(collection.columns.size()))
      py::raise("IndexError", cat(*number));
    return collection.columns[at].second;
  }
  if (py::is_str(key)) {
    Value found = collection.find(std::string(py::text_of(key)));
    if (found) return found;
    py::raise_key_error(key);
  }
  if (py::is_tuple(key) || py::is_list(key)) {
    auto picked = new_column_collection();
    for (const Value& one : sequence_items(key)) {
      Value column = collection_get_item(self, one);
      picked->add(text_or_empty(attribute(column, "key")), column);
    }
    return picked.value();
  }
  return py::get_item(py::make_list(values_of(collection)), key);
}

Value collection_get_attribute(const Value& self, py::Str* name) {
  Value own = py::builtin_types().object->slots.get_attribute(self, name);
  if (own) return own;
  return self.as<ColumnCollection>()->find(
      std::string(py::text_of(Value(reinterpret_cast<py::Object*>(name)))));
}

bool collection_contains(const Value& self, const Value& item) {
  auto& collection = *self.as<ColumnCollection>();
  if (py::is_str(item))
    return static_cast<bool>(collection.find(std::string(py::text_of(item))));
  for (const auto& [key, column] : collection.columns)
    if (column.is(item)) return true;
  return false;
}

std::string collection_repr(const ColumnCollection& self) {
  std::vector<std::string> parts;
  for (const auto& [key, column] : self.columns)
    parts.push_back(py::str(column));
  return cat("ReadOnlyColumnCollection(", join(parts, ", "), ")");
}

}  // namespace

Type* make_column_collection_class() {
  py::NativeType<ColumnCollection> type("ReadOnlyColumnCollection",
                                        "sqlalchemy.sql.base");
  auto& slots = type.slots();
  slots.clear = [](py::Object* o) {
    static_cast<ColumnCollection*>(o)->clear();
  };
  slots.get_item = collection_get_item;
  slots.get_attribute = collection_get_attribute;
  slots.contains = collection_contains;
  slots.length = [](const Value& self) {
    return static_cast<std::ptrdiff_t>(
        self.as<ColumnCollection>()->columns.size());
  };
  slots.truth = [](const Value&) { return true; };
  slots.iterate = [](const Value& self) {
    return py::iterate(py::make_list(values_of(*self.as<ColumnCollection>())));
  };
  slots.repr = [](const Value& self) {
    return str_value(collection_repr(*self.as<ColumnCollection>()));
  };
  slots.str = slots.repr;
  auto keys = [](ColumnCollection& self) {
    std::vector<Value> list;
    for (const auto& [key, column] : self.columns)
      list.push_back(str_value(key));
    return list;
  };
  type.method("keys(self)", [keys](ColumnCollection& self,
                                   Args&) { return py::make_list(keys(self)); })
      .method("values(self)",
              [](ColumnCollection& self, Args&) {
                return py::make_list(values_of(self));
              })
      .method("items(self)",
              [](ColumnCollection& self, Args&) {
                std::vector<Value> list;
                for (const auto& [key, column] : self.columns)
                  list.push_back(py::make_tuple({str_value(key), column}));
                return py::make_list(list);
              })
      .method("get(self, key, default=None)",
              [](ColumnCollection& self, Args& args) {
                Value found = self.find(py::str(args["key"]));
                return found ? found : args["default"];
              })
      .method("contains_column(self, col)",
              [](ColumnCollection& self, Args& args) {
                return Value::boolean(
                    collection_contains(Value(&self), args["col"]));
              })
      .method("as_readonly(self)",
              [](ColumnCollection& self, Args&) { return Value(&self); })
      .method("add(self, column, key=None)",
              [](ColumnCollection& self, Args& args) {
                self.add(args.optional_text("key").value_or(
                             text_or_empty(attribute(args["column"], "key"))),
                         args["column"]);
                return Value::none();
              })
      .method("corresponding_column(self, column, require_embedded=False)",
              [](ColumnCollection& self, Args& args) {
                return or_none(
                    self.find(text_or_empty(attribute(args["column"], "key"))));
              });
  return type.ready();
}

}  // namespace limbeck::sa

// sqlalchemy.Table.
#include <algorithm>

#include "base/text.h"
#include "schema/naming.h"
#include "sqlalchemy/calls.h"
#include "sqlalchemy/errors.h"
#include "sqlalchemy/expressions.h"
#include "sqlalchemy/inspector.h"
#include "sqlalchemy/names.h"
#include "sqlalchemy/schema_items.h"
#include "sqlalchemy/table_sets.h"
#include "sqlalchemy/type_checks.h"
#include "sqlalchemy/types.h"
#include "sqlalchemy/warning.h"

namespace limbeck::sa {

Table::Table(Type* type) : Element(type) {
  ref = std::make_shared<LiveTableRef>(schema::Name());
  ref->owner = this;
  node = ref;
}

Table::~Table() {
  if (!ref) return;
  if (ref.use_count() > 1) ref->columns();  // a statement may outlive it
  ref->owner = nullptr;
}

void LiveTableRef::find_columns(
    std::vector<std::pair<schema::Name, schema::Type>>& found) const {
  if (!owner || !owner->columns) return;
  for (const auto& [key, column] : owner->columns->columns)
    found.emplace_back(column.as<Column>()->ref->name,
                       column.as<Column>()->ref->type);
}

void Table::clear() {
  if (ref.use_count() > 1) ref->columns();
  for (Value* value :
       {&name, &schema, &metadata, &comment, &info, &primary_key, &options})
    *value = Value();
  prefixes.clear();
  columns = {};
  constraints.clear();
  indexes.clear();
  Element::clear();
}

std::uint64_t next_creation_order() {
  struct Counter {
    std::uint64_t last = 0;
  };
  return ++py::interpreter_state<Counter>().last;
}

// SQLAlchemy: Table._sorted_constraints
std::vector<Value> sorted_constraints(const Table& table) {
  std::vector<Value> sorted = table.constraints;
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const Value& a, const Value& b) {
                     return a.as<Constraint>()->creation_order <
                            b.as<Constraint>()->creation_order;
                   });
  return sorted;
}

std::string full_name(const Table& table) {
  std::string name = text_or_empty(table.name);
  std::string schema = text_or_empty(table.schema);
  return schema.empty() ? name : cat(schema, ".", name);
}

namespace {

void refresh_node(Table& table) {
  table.ref->name = lower_name(table.name);
  table.ref->schema = lower_optional_name(table.schema);
}

Value metadata_table(const Value& metadata, const std::string& key) {
  return py::dict_get(metadata.as<MetaData>()->tables, key);
}

/// The fields of a new table, before its columns.
void set_up(Table& self, const Value& name, const Value& metadata,
            const Value& kw) {
  auto take = [&](std::string_view key) {
    Value value = py::dict_get(kw, key);
    if (value) py::dict_remove(kw, str_value(key));
    return value ? value : Value::none();
  };
  self.name = py::is_str(name) ? name : str_value(py::str(name));
  self.metadata = metadata;
  Value schema = take("schema");
  auto& own = *metadata.as<MetaData>();
  if (isa_blank_schema(schema))
    self.schema = Value::none();
  else
    self.schema = schema.is_none() ? or_none(own.schema) : schema;
  Value quote = take("quote"), quote_schema = take("quote_schema");
  if (!quote.is_none()) self.name = make("quoted_name", {name, quote});
  if (!quote_schema.is_none() && !self.schema.is_none())
    self.schema = make("quoted_name", {self.schema, quote_schema});
  self.comment = take("comment");
  Value info = take("info");
  if (!info.is_none()) self.info = info;
  Value prefixes = take("prefixes");
  if (!prefixes.is_none()) self.prefixes = py::collect(prefixes);
  Value returning = take("implicit_returning");
  self.implicit_returning = returning.is_none() || is_true(returning);
  take("sqlite_autoincrement_");
  Value listeners = take("listeners");
  if (!listeners.is_none())
    for (const Value& pair : py::collect(listeners))
      listen(Value(&self), py::text_of(sequence_items(pair)[0]),
             sequence_items(pair)[1]);
  self.columns = new_column_collection();
  refresh_node(self);
  Value key = make("PrimaryKeyConstraint", {});
  key.as<Constraint>()->implicit = true;
  key.as<Constraint>()->kind = ConstraintKind::PrimaryKey;
  key.as<Constraint>()->parent = Value(&self);
  self.primary_key = key;
  self.constraints.push_back(key);
}

void add_items(const Value& table, const std::vector<Value>& items) {
  for (const Value& item : items) {
    if (item.is_none()) continue;
    if (py::is_list(item) || py::is_tuple(item)) {
      add_items(table, sequence_items(item));
      continue;
    }
    attach_to_table(table, item);
  }
}

Value pop(const Value& kw, std::string_view name) {
  Value value = py::dict_get(kw, name);
  if (value) py::dict_remove(kw, str_value(name));
  return value;
}

Value column_names(const Table& table) {
  std::vector<Value> names;
  for (const auto& [key, column] : table.columns->columns)
    names.push_back(column.as<Column>()->name);
  return py::make_list(std::move(names));
}

// SQLAlchemy: Table._new
Value table_make(const Value& type, const Value& name, const Value& metadata,
                 std::vector<Value> items, const Value& kw) {
  if (!isa(metadata, Cls::MetaData))
    raise_argument_error(
        cat("Table argument 'metadata' is expected to be a MetaData, got ",
            py::repr(metadata)));
  bool keep_existing = is_true(pop(kw, "keep_existing"));
  bool extend_existing = is_true(pop(kw, "extend_existing"));
  bool must_exist = is_true(pop(kw, "mustexist"));
  Value autoload = pop(kw, "autoload"), with = pop(kw, "autoload_with");
  const Value replace = pop(kw, "autoload_replace");
  const Value follow = pop(kw, "resolve_fks");
  ReflectOptions reflection;
  reflection.resolve_fks = follow.absent() || py::truth(follow);
  reflection.include_columns = pop(kw, "include_columns");
  pop(kw, "_no_init");
  Value schema = py::dict_get(kw, "schema");
  if (!schema || schema.is_none())
    schema = or_none(metadata.as<MetaData>()->schema);
  else if (isa_blank_schema(schema))
    schema = Value::none();
  std::string key = schema.is_none() ? py::str(name)
                                     : cat(py::str(schema), ".", py::str(name));
  Value table = metadata_table(metadata, key);
  const bool is_new = !table;
  if (table) {
    if (!keep_existing && !extend_existing && !items.empty())
      raise_invalid_request(
          cat("Table '", key,
              "' is already defined for this MetaData instance.  Specify "
              "'extend_existing=True' to redefine options and columns on an "
              "existing Table object."));
    if (!extend_existing) return table;
  } else {
    if (must_exist) raise_invalid_request(cat("Table '", key, "' not defined"));
    table = py::allocate(type.as<Type>());
    set_up(*table.as<Table>(), name, metadata, kw);
    fire("before_parent_attach", table, {table, metadata});
    py::dict_set(metadata.as<MetaData>()->tables, key, table);
  }
  auto& self = *table.as<Table>();
  try {
    Value bind = with && !with.is_none() ? with
                 : is_true(autoload) ? or_none(metadata.as<MetaData>()->bind)
                                     : Value::none();
    if (!bind.is_none()) {
      if (!is_new && replace && !py::truth(replace))
        reflection.exclude_columns = column_names(self);
      reflect_into(table, bind, reflection);
    }
    self.replaces_columns = extend_existing || keep_existing || !bind.is_none();
    Value comment = pop(kw, "comment");
    if (comment && !comment.is_none()) self.comment = comment;
    pop(kw, "schema");
    for (const char* name : {"info", "prefixes", "quote", "quote_schema",
                             "implicit_returning", "listeners", "useexisting"})
      pop(kw, name);
    self.options = take_dialect_options(kw, "Table");
    add_items(table, items);
  } catch (...) {
    if (!extend_existing)
      py::dict_remove(metadata.as<MetaData>()->tables, str_value(key));
    throw;
  }
  if (is_new) fire("after_parent_attach", table, {table, metadata});
  return table;
}

Value primary_key_of(Table& self) { return or_none(self.primary_key); }

Value foreign_keys_of(Table& self) {
  std::vector<Value> keys;
  for (const auto& [key, column] : self.columns->columns)
    for (const Value& fk : column.as<Column>()->foreign_keys)
      keys.push_back(fk);
  return py::make_set(keys);
}

Value foreign_key_constraints_of(Table& self) {
  std::vector<Value> keys;
  for (const Value& item : self.constraints)
    if (item.as<Constraint>()->kind == ConstraintKind::ForeignKey)
      keys.push_back(item);
  return py::make_set(keys);
}

// SQLAlchemy: Table.to_metadata
Value to_metadata(Table& self, Args& args) {
  Value schema = args["schema"];
  const bool retains = schema.absent();
  if (retains) schema = or_none(self.schema);
  Value name = args.none("name") ? self.name : args["name"];
  const Value actual_schema =
      schema.is_none() && !retains
          ? or_none(attribute(args["metadata"], "schema"))
          : schema;
  Value kw = py::make_dict();
  if (!schema.is_none()) py::dict_set(kw, "schema", schema);
  if (self.comment && !self.comment.is_none())
    py::dict_set(kw, "comment", self.comment);
  if (!self.prefixes.empty())
    py::dict_set(kw, "prefixes", py::make_list(self.prefixes));
  if (self.options)
    py::dict_each(self.options, [&](const Value& k, const Value& v) {
      py::dict_set(kw, k, v);
    });
  std::vector<Value> columns;
  for (const auto& [key, column] : self.columns->columns)
    columns.push_back(copy_column(column, actual_schema));
  Value made = table_make(Value(py::type_of(Value(&self))), name,
                          args["metadata"], columns, kw);
  for (const Value& item : self.constraints) {
    auto& constraint = *item.as<Constraint>();
    if (constraint.column_flag) continue;
    if (constraint.kind == ConstraintKind::PrimaryKey && constraint.implicit)
      continue;
    copy_constraint(item, schema, made);
  }
  for (const Value& item : self.indexes) {
    auto& index = *item.as<Index>();
    if (index.column_flag) continue;
    Value copy = py::allocate(py::type_of(item));
    auto& to = *copy.as<Index>();
    to.name = index.name;
    to.unique = index.unique;
    to.options = index.options;
    for (const Value& expression : index.expressions)
      to.expressions.push_back(
          isa(expression, Cls::Column)
              ? str_value(expression.as<Column>()->key_text())
              : expression);
    attach_to_table(made, copy);
  }
  return made;
}

// SQLAlchemy: Table.__repr__
std::string table_repr(Table& self) {
  std::vector<std::string> parts{py::repr(self.name),
                                 self.metadata && !self.metadata.is_none()
                                     ? py::repr(self.metadata)
                                     : "None"};
  for (const auto& [key, column] : self.columns->columns)
    parts.push_back(py::repr(column));
  parts.push_back("schema=" + py::repr(or_none(self.schema)));
  return cat("Table(", join(parts, ", "), ")");
}

Value create_or_drop(Table& self, Args& args, bool create) {
  std::vector<Value> tables{Value(&self)};
  Value bind = args["bind"];
  if (bind.is_none()) bind = or_none(self.metadata.as<MetaData>()->bind);
  create_tables(bind, tables, args.flag("checkfirst"), create, true);
  return Value::none();
}

}  // namespace

Type* make_table_class() {
  py::NativeType<Table> type("Table", "sqlalchemy.sql.schema",
                             {cls(Cls::TableClause), cls(Cls::SchemaItem)});
  type.slots().clear = [](py::Object* o) { static_cast<Table*>(o)->clear(); };
  type.slots().repr = [](const Value& self) {
    return str_value(table_repr(*self.as<Table>()));
  };
  type.slots().str = [](const Value& self) {
    return str_value(full_name(*self.as<Table>()));
  };
  type.static_method(
          "__new__(cls, *args, **kw)",
          [](Args& args) {
            std::vector<Value> rest = rest_of(args, "args");
            if (rest.empty() && py::dict_size(args["kw"]) == 0)
              return py::allocate(args[0].as<Type>());
            Value kw = py::make_dict();
            py::dict_each(args["kw"], [&](const Value& k, const Value& v) {
              py::dict_set(kw, k, v);
            });
            auto next = [&](const char* name) {
              Value given = pop(kw, name);
              if (given) return given;
              if (rest.empty())
                py::raise_type_error(
                    cat("Table() missing required argument: '", name, "'"));
              Value first = rest.front();
              rest.erase(rest.begin());
              return first;
            };
            Value name = next("name");
            Value metadata = next("metadata");
            return table_make(args[0], name, metadata, rest, kw);
          })
      .init("__init__(self, *args, **kw)", [](Table&, Args&) {})
      .property(
          "c",
          [](Table& self) { return static_cast<const Value&>(self.columns); })
      .property(
          "columns",
          [](Table& self) { return static_cast<const Value&>(self.columns); })
      .property(
          "exported_columns",
          [](Table& self) { return static_cast<const Value&>(self.columns); })
      .property("primary_key", primary_key_of)
      .property("foreign_keys", foreign_keys_of)
      .property("foreign_key_constraints", foreign_key_constraints_of)
      .property(
          "constraints",
          [](Table& self) {
            return owned_set(self, constraints_with_type_checks(self),
                             "constraints");
          },
          set_table_constraints)
      .property(
          "indexes",
          [](Table& self) { return owned_set(self, self.indexes, "indexes"); },
          set_table_indexes)
      .property(
          "_sorted_constraints",
          [](Table& self) { return py::make_list(sorted_constraints(self)); })
      .property("key", [](Table& self) { return str_value(full_name(self)); })
      .property("fullname",
                [](Table& self) { return str_value(full_name(self)); })
      .property("description", [](Table& self) { return self.name; })
      .property(
          "name", [](Table& self) { return self.name; },
          [](Table& self, const Value& value) {
            self.name = value;
            refresh_node(self);
          })
      .property(
          "schema", [](Table& self) { return or_none(self.schema); },
          [](Table& self, const Value& value) {
            self.schema = value;
            refresh_node(self);
          })
      .property(
          "info",
          [](Table& self) {
            if (!self.info) self.info = py::make_dict();
            return self.info;
          },
          [](Table& self, const Value& value) { self.info = value; })
      .property("bind",
                [](Table& self) {
                  return or_none(self.metadata.as<MetaData>()->bind);
                })
      .property("kwargs",
                [](Table& self) {
                  return self.options ? self.options : py::make_dict();
                })
      .property("dialect_kwargs",
                [](Table& self) {
                  return self.options ? self.options : py::make_dict();
                })
      .property("_prefixes",
                [](Table& self) { return py::make_list(self.prefixes); })
      .method("append_column(self, column, *, replace_existing=False)",
              [](Table& self, Args& args) {
                append_column(Value(&self), args[1],
                              args.flag("replace_existing"));
                return Value::none();
              })
      .method("append_constraint(self, constraint)",
              [](Table& self, Args& args) {
                attach_to_table(Value(&self), args[1]);
                return Value::none();
              })
      .method(
          "to_metadata(self, metadata, schema=..., "
          "referred_schema_fn=None, name=None)",
          to_metadata)
      .method(
          "tometadata(self, metadata, schema=..., "
          "referred_schema_fn=None, name=None)",
          [](Table& self, Args& args) {
            warn_deprecated(
                "Table.tometadata() is renamed to Table.to_metadata()");
            return to_metadata(self, args);
          })
      .method("create(self, bind=None, checkfirst=False)",
              [](Table& self, Args& args) {
                return create_or_drop(self, args, true);
              })
      .method("drop(self, bind=None, checkfirst=False)",
              [](Table& self, Args& args) {
                return create_or_drop(self, args, false);
              })
      .method("exists(self, bind=None)",
              [](Table& self, Args& args) {
                Value bind = args.none("bind")
                                 ? or_none(self.metadata.as<MetaData>()->bind)
                                 : args["bind"];
                return Value::boolean(
                    has_table(bind, text_or_empty(self.name), self.schema));
              })
      .method("get_children(self, **kw)",
              [](Table& self, Args&) {
                std::vector<Value> list;
                for (const auto& [key, column] : self.columns->columns)
                  list.push_back(column);
                return py::make_list(list);
              })
      .attribute("__visit_name__", str_value("table"));
  member(type, "metadata", &Table::metadata);
  member(type, "comment", &Table::comment);
  flag_member(type, "implicit_returning", &Table::implicit_returning);
  return type.ready();
}

}  // namespace limbeck::sa

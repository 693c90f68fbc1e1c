// Table, and how items become attached to tables and columns.
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
  if (ref) ref->owner = nullptr;
}

void Table::clear() {
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
  auto& shown = table.as<Table>()->ref->columns;
  if (shown.empty()) shown.reserve(items.size());
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

// ---------------------------------------------------------------------------
// Attaching

namespace {

void attach_waiting(Column& column, const Value& table) {
  std::vector<Value> waiting;
  waiting.swap(column.waiting);
  for (const Value& item : waiting) attach_to_table(table, item);
}

/// ForeignKey(…) of a column becomes a constraint of its table.
// SQLAlchemy: ForeignKey._set_table
void foreign_key_to_table(const Value& key, Table& table, const Value& column) {
  auto& fk = *key.as<ForeignKey>();
  if (fk.constraint && !fk.constraint.is_none()) return;
  Value made = py::allocate(cls(Cls::ForeignKeyConstraint));
  auto& constraint = *made.as<Constraint>();
  constraint.kind = ConstraintKind::ForeignKey;
  constraint.name = fk.name;
  constraint.onupdate = fk.onupdate;
  constraint.ondelete = fk.ondelete;
  constraint.deferrable = fk.deferrable;
  constraint.initially = fk.initially;
  constraint.match = fk.match;
  constraint.use_alter = fk.use_alter;
  constraint.link_to_name = fk.link_to_name;
  constraint.comment = fk.comment;
  constraint.options = fk.options;
  constraint.implicit = true;
  constraint.columns.push_back(column);
  constraint.elements.push_back(key);
  constraint.parent = Value(&table);
  fk.constraint = made;
  table.constraints.push_back(made);
  fire("after_parent_attach", made, {made, Value(&table)});
}

void attach_flags(Table& table, Column& column) {
  Value own(&column);
  Value key = str_value(column.key_text());
  bool unique = is_true(column.unique);
  if (is_true(column.index)) {
    if (py::is_str(column.index))
      raise_argument_error(
          "The 'index' keyword argument on Column is boolean only. To create "
          "indexes with a specific name, create an explicit Index object "
          "external to the Table.");
    Value made = py::allocate(cls(Cls::Index));
    auto& index = *made.as<Index>();
    index.name = Value::none();
    index.unique = unique;
    index.column_flag = true;
    index.expressions.push_back(own);
    attach_to_table(Value(&table), made);
  } else if (unique) {
    if (py::is_str(column.unique))
      raise_argument_error(
          "The 'unique' keyword argument on Column is boolean only. To create "
          "unique constraints or indexes with a specific name, append an "
          "explicit UniqueConstraint to the Table's list of elements, or "
          "create an explicit Index object external to the Table.");
    Value made = py::allocate(cls(Cls::UniqueConstraint));
    auto& constraint = *made.as<Constraint>();
    constraint.kind = ConstraintKind::Unique;
    constraint.name = Value::none();
    constraint.column_flag = true;
    constraint.columns.push_back(own);
    attach_to_table(Value(&table), made);
  }
}

Value column_of(Table& table, const Value& given, const Constraint* what) {
  if (!py::is_str(given)) return given;
  std::string key(py::text_of(given));
  Value found = table.columns->find(key);
  if (found) return found;
  (void)what;
  raise_sa(
      "ConstraintColumnNotFoundError",
      cat("Can't create ",
          !what                                      ? "constraint"
          : what->kind == ConstraintKind::ForeignKey ? "ForeignKeyConstraint"
          : what->kind == ConstraintKind::PrimaryKey ? "PrimaryKeyConstraint"
          : what->kind == ConstraintKind::Unique     ? "UniqueConstraint"
                                                     : "constraint",
          " on table '", text_or_empty(table.name), "': no column named '", key,
          "' is present."));
}

bool same_columns(const std::vector<Value>& a, const std::vector<Value>& b) {
  auto within = [](const std::vector<Value>& some,
                   const std::vector<Value>& all) {
    return std::all_of(some.begin(), some.end(), [&](const Value& each) {
      return std::any_of(all.begin(), all.end(),
                         [&](const Value& other) { return other.is(each); });
    });
  };
  return within(a, b) && within(b, a);
}

std::string quoted_names(const std::vector<Value>& columns) {
  std::vector<std::string> names;
  for (const Value& column : columns)
    names.push_back(cat("'", text_or_empty(column.as<Column>()->name), "'"));
  return join(names, ", ");
}

// SQLAlchemy: PrimaryKeyConstraint._set_parent
void attach_primary_key(Table& table, const Value& item) {
  auto& constraint = *item.as<Constraint>();
  auto& list = table.constraints;
  auto old = std::find_if(list.begin(), list.end(), [](const Value& v) {
    return v.as<Constraint>()->kind == ConstraintKind::PrimaryKey;
  });
  if (old != list.end()) list.erase(old);
  list.push_back(item);
  table.primary_key = item;
  if (constraint.columns.empty()) {
    for (const auto& [key, column] : table.columns->columns)
      if (column.as<Column>()->primary_key)
        constraint.columns.push_back(column);
    return;
  }
  std::vector<Value> flagged;
  for (const auto& [key, column] : table.columns->columns)
    if (column.as<Column>()->primary_key) flagged.push_back(column);
  for (Value& column : constraint.columns)
    column = column_of(table, column, &constraint);
  if (!flagged.empty() && !same_columns(flagged, constraint.columns)) {
    std::string own = quoted_names(constraint.columns);
    warn(cat("Table '", text_or_empty(table.name), "' specifies columns ",
             quoted_names(flagged),
             " as primary_key=True, not matching locally specified columns ",
             own, "; setting the current primary key columns to ", own,
             ". This warning may become an exception in a future release"));
  }
  for (const Value& column : constraint.columns) {
    auto& c = *column.as<Column>();
    c.primary_key = true;
    if (!c.nullable_given) c.nullable = false;
  }
}

void attach_foreign_key(Table& table, const Value& item) {
  auto& constraint = *item.as<Constraint>();
  for (std::size_t i = 0; i < constraint.columns.size(); ++i) {
    Value& column = constraint.columns[i];
    column = column_of(table, column, &constraint);
    Value key = constraint.elements[i];
    auto& fk = *key.as<ForeignKey>();
    fk.parent = column;
    if (isa(column, Cls::Column))
      column.as<Column>()->foreign_keys.push_back(key);
  }
}

/// A convention that names checks by their names does not do without one.
// SQLAlchemy: naming._constraint_name
void check_name_is_given(const Constraint& constraint) {
  if (constraint.kind != ConstraintKind::Check || !constraint.name.is_none())
    return;
  const auto& table = *constraint.parent.as<Table>();
  if (!table.metadata || !isa(table.metadata, Cls::MetaData)) return;
  const auto& naming = table.metadata.as<MetaData>()->naming;
  if (naming && naming->find("ck")) effective_name(constraint);
}

/// A column's own check stays with the column.
void attach_column_check(const Value& table, const Value& item) {
  auto& constraint = *item.as<Constraint>();
  constraint.parent = table;
  check_name_is_given(constraint);
}

void attach_constraint(const Value& table, const Value& item) {
  auto& constraint = *item.as<Constraint>();
  auto& owner = *table.as<Table>();
  if (constraint.parent.is(table)) return;
  fire("before_parent_attach", item, {item, table});
  constraint.parent = table;
  if (constraint.kind == ConstraintKind::PrimaryKey) {
    attach_primary_key(owner, item);
  } else {
    if (constraint.kind == ConstraintKind::ForeignKey)
      attach_foreign_key(owner, item);
    else
      for (Value& column : constraint.columns)
        column = column_of(owner, column, &constraint);
    for (Value& element : constraint.elements)
      if (py::is_tuple(element) && py::is_str(sequence_items(element)[0]))
        if (Value column = owner.columns->find(
                std::string(py::text_of(sequence_items(element)[0]))))
          element = py::make_tuple({column, sequence_items(element)[1]});
    owner.constraints.push_back(item);
    check_name_is_given(constraint);
  }
  fire("after_parent_attach", item, {item, table});
}

void attach_index(const Value& table, const Value& item) {
  auto& index = *item.as<Index>();
  auto& owner = *table.as<Table>();
  if (index.table && index.table.is(table)) return;
  fire("before_parent_attach", item, {item, table});
  for (Value& expression : index.expressions)
    if (py::is_str(expression)) {
      Value found = owner.columns->find(std::string(py::text_of(expression)));
      if (!found)
        raise_sa("ConstraintColumnNotFoundError",
                 cat("Can't create Index on table '", text_or_empty(owner.name),
                     "': no column named '", py::text_of(expression),
                     "' is present."));
      expression = found;
    }
  index.table = table;
  owner.indexes.push_back(item);
  fire("after_parent_attach", item, {item, table});
}

}  // namespace

void append_column(const Value& table, const Value& item, bool replace) {
  auto& owner = *table.as<Table>();
  auto& column = *item.as<Column>();
  if (!column.name || column.name.is_none())
    raise_argument_error(
        "Column must be constructed with a non-blank name or assign a "
        "non-blank .name before adding to a Table.");
  if (column.table && !column.table.is_none()) {
    if (column.table.is(table)) return;
    raise_argument_error(cat("Column object '", text_or_empty(column.name),
                             "' already assigned to Table '",
                             text_or_empty(column.table.as<Table>()->name),
                             "'"));
  }
  std::string key = column.key_text();
  if (Value old = owner.columns->find(key)) {
    if (!replace && !owner.replaces_columns) {
      const std::string name = text_or_empty(column.name);
      raise_sa("DuplicateColumnError",
               cat("A column with ", key == name ? "name" : "key", " '", key,
                   "' is already present in table '", text_or_empty(owner.name),
                   "'."));
    }
    // The new one takes the old one's place, and its key's primary key flag.
    old.as<Column>()->table = Value();
    auto& list = owner.constraints;
    list.erase(std::remove_if(list.begin(), list.end(),
                              [&](const Value& v) {
                                auto& c = *v.as<Constraint>();
                                return c.kind == ConstraintKind::ForeignKey &&
                                       c.implicit && c.columns.size() == 1 &&
                                       c.columns[0].is(old);
                              }),
               list.end());
    auto& key_columns = owner.primary_key.as<Constraint>()->columns;
    key_columns.erase(std::remove_if(key_columns.begin(), key_columns.end(),
                                     [&](const Value& v) { return v.is(old); }),
                      key_columns.end());
  }
  fire("before_parent_attach", item, {item, table});
  column.table = table;
  column.ref->table = owner.ref;
  column.ref->key = key;
  if (!column.key || column.key.is_none()) column.key = column.name;
  owner.columns->add(key, item);
  auto& shown = owner.ref->columns;
  if (shown.size() + 1 == owner.columns->columns.size()) {
    shown.emplace_back(column.ref->name, column.ref->type);
  } else {
    shown.clear();
    for (const auto& [k, c] : owner.columns->columns)
      shown.emplace_back(c.as<Column>()->ref->name, c.as<Column>()->ref->type);
  }
  if (column.primary_key) {
    auto& columns = owner.primary_key.as<Constraint>()->columns;
    bool there = false;
    for (const Value& each : columns) there = there || each.is(item);
    if (!there) columns.push_back(item);
  }
  attach_flags(owner, column);
  take_schema(column.type, or_none(owner.schema),
              owner.metadata && isa(owner.metadata, Cls::MetaData)
                  ? or_none(owner.metadata.as<MetaData>()->schema)
                  : Value::none());
  column.type_check_order = next_creation_order();
  for (const Value& fk : column.foreign_keys)
    foreign_key_to_table(fk, owner, item);
  for (const Value& constraint : column.constraints)
    attach_column_check(table, constraint);
  attach_waiting(column, table);
  fire("after_parent_attach", item, {item, table});
}

void attach_to_table(const Value& table, const Value& given) {
  Value item = given;
  if (py::is_opaque(item)) py::raise_opaque(item, "a part of a table");
  if (isa(item, Cls::InstrumentedAttribute)) item = clause_element(item);
  if (isa(item, Cls::Column)) return append_column(table, item);
  if (isa(item, Cls::Constraint)) return attach_constraint(table, item);
  if (isa(item, Cls::Index)) return attach_index(table, item);
  if (Value method = attribute(item, "_set_parent_with_dispatch")) {
    py::call(method, {table});
    return;
  }
  Value column = attribute(item, "column");  // mapped_column()
  if (column && isa(column, Cls::Column)) return append_column(table, column);
  if (isa(item, Cls::SchemaItem)) return;
  raise_argument_error(
      cat("'SchemaItem' object, such as a 'Column' or a 'Constraint' expected, "
          "got ",
          py::repr(given)));
}

namespace {

/// Whether there is a server default or onupdate of another class.
bool has_other_default(const Column& column, Cls own) {
  auto other = [&](const Value& value) {
    return value && !value.is_none() && !isa(value, own);
  };
  return other(column.server_default) || other(column.server_onupdate);
}

}  // namespace

void attach_to_column(const Value& owner, const Value& item) {
  auto& column = *owner.as<Column>();
  if (isa(item, Cls::ForeignKey)) {
    auto& fk = *item.as<ForeignKey>();
    fire("before_parent_attach", item, {item, owner});
    fk.parent = owner;
    column.foreign_keys.push_back(item);
    if (column.table && !column.table.is_none())
      foreign_key_to_table(item, *column.table.as<Table>(), owner);
    fire("after_parent_attach", item, {item, owner});
  } else if (isa(item, Cls::Constraint)) {
    auto& constraint = *item.as<Constraint>();
    if (constraint.kind == ConstraintKind::Unique ||
        constraint.kind == ConstraintKind::PrimaryKey) {
      constraint.columns = {owner};
      column.waiting.push_back(item);
    } else {
      column.constraints.push_back(item);
    }
    if (column.table && !column.table.is_none()) {
      if (constraint.kind == ConstraintKind::Check)
        attach_column_check(column.table, item);
      else
        attach_constraint(column.table, item);
    }
  } else if (isa(item, Cls::Sequence)) {
    item.as<DefaultItem>()->column = owner;
    column.default_value = item;
  } else if (isa(item, Cls::Computed)) {
    if (has_other_default(column, Cls::Computed))
      raise_argument_error(
          "A generated column cannot specify a server_default or a "
          "server_onupdate argument");
    item.as<DefaultItem>()->column = owner;
    column.computed = item;
    column.server_default = item;
    column.server_onupdate = item;
  } else if (isa(item, Cls::Identity)) {
    if (has_other_default(column, Cls::Identity))
      raise_argument_error(
          "A column with an Identity object cannot specify a server_default or "
          "a server_onupdate argument");
    if (column.autoincrement.is_false())
      raise_argument_error(
          "A column with an Identity object cannot specify "
          "autoincrement=False");
    item.as<DefaultItem>()->column = owner;
    column.identity = item;
    column.server_default = item;
    if (!column.nullable_given) column.nullable = false;
  } else if (isa(item, Cls::ColumnDefault)) {
    item.as<DefaultItem>()->column = owner;
    (item.as<DefaultItem>()->for_update ? column.onupdate
                                        : column.default_value) = item;
  } else if (isa(item, Cls::FetchedValue)) {
    item.as<DefaultItem>()->column = owner;
    (item.as<DefaultItem>()->for_update ? column.server_onupdate
                                        : column.server_default) = item;
  } else if (isa(item, Cls::Index)) {
    column.waiting.push_back(item);
  } else if (Value method = attribute(item, "_set_parent_with_dispatch")) {
    py::call(method, {owner});
  } else {
    raise_argument_error(
        cat("'SchemaItem' object, such as a 'Column' or a 'Constraint' "
            "expected, got ",
            py::repr(item)));
  }
}

}  // namespace limbeck::sa

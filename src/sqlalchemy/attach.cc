// How items become attached to tables and columns: Column(), constraints and
// indexes as arguments, index=True, ForeignKey() of a column.
#include <algorithm>

#include "base/text.h"
#include "schema/naming.h"
#include "sqlalchemy/calls.h"
#include "sqlalchemy/errors.h"
#include "sqlalchemy/schema_items.h"
#include "sqlalchemy/types.h"
#include "sqlalchemy/warning.h"

namespace limbeck::sa {

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
  owner.ref->drop_columns();
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

namespace {

/// Makes the item what the column's value is made by; false if it is no such
/// item.
bool attach_default(const Value& owner, const Value& item) {
  auto& column = *owner.as<Column>();
  if (isa(item, Cls::Sequence)) {
    column.default_value = item;
  } else if (isa(item, Cls::Computed)) {
    if (has_other_default(column, Cls::Computed))
      raise_argument_error(
          "A generated column cannot specify a server_default or a "
          "server_onupdate argument");
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
    column.identity = item;
    column.server_default = item;
    if (!column.nullable_given) column.nullable = false;
  } else if (isa(item, Cls::ColumnDefault)) {
    (item.as<DefaultItem>()->for_update ? column.onupdate
                                        : column.default_value) = item;
  } else if (isa(item, Cls::FetchedValue)) {
    (item.as<DefaultItem>()->for_update ? column.server_onupdate
                                        : column.server_default) = item;
  } else {
    return false;
  }
  return true;
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
  } else if (attach_default(owner, item)) {
    item.as<DefaultItem>()->column = owner;
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

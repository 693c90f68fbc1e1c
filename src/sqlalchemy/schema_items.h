// The live schema objects: columns, tables, constraints, indexes. Each is a
// struct of Values (what Python code gave) and answers its Python name.
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "sqlalchemy/core.h"

namespace limbeck::sa {

struct Column;
struct Table;

/// The tree node of a live Column; shared by all expressions made of it.
struct LiveColumnRef : sql::ColumnRef {
  Column* owner = nullptr;  // borrowed; the column clears it
  using sql::ColumnRef::ColumnRef;
};
struct LiveTableRef : sql::TableRef {
  Table* owner = nullptr;  // borrowed; the table clears it
  using sql::TableRef::TableRef;

 protected:
  void find_columns(
      std::vector<std::pair<schema::Name, schema::Type>>& found) const override;
};

/// table.c: columns by key, name order kept.
struct ColumnCollection : py::Instance {
  std::vector<std::pair<std::string, Value>> columns;
  std::unordered_map<std::string, std::size_t> index;
  using Instance::Instance;
  void add(const std::string& key, const Value& column);
  void remove(const std::string& key);
  Value find(const std::string& key) const;  // absent if none
  void clear() {
    columns.clear();
    index.clear();
  }
};
py::Ref<ColumnCollection> new_column_collection();

/// Counts up as items are made and columns attached: SQLAlchemy shows the
/// constraints of a table in the order in which they came to be.
std::uint64_t next_creation_order();

struct Column : Element {
  std::shared_ptr<LiveColumnRef> ref;
  Value name, key, table, server_default, server_onupdate, default_value,
      onupdate, autoincrement, unique, index, comment, quote, info, doc,
      computed, identity;
  Value options;  // dialect keywords, a dict or absent
  std::vector<Value> foreign_keys, constraints;
  std::vector<Value> waiting;  // items to attach once a table is known
  bool nullable = true, nullable_given = false, primary_key = false,
       system = false, type_given = false;
  std::uint64_t type_check_order = 0;  // where its type's CHECK belongs
  explicit Column(Type* type);
  ~Column();
  void clear();
  std::string key_text() const;
};

struct Table : Element {
  std::shared_ptr<LiveTableRef> ref;
  Value name, schema, metadata, comment, info, primary_key;
  Value options;  // dialect keywords
  std::vector<Value> prefixes;
  py::Ref<ColumnCollection> columns;
  std::vector<Value> constraints, indexes;
  bool implicit_returning = true;
  bool replaces_columns = false;  // extend_existing, reflected before
  explicit Table(Type* type);
  ~Table();
  void clear();
};

struct MetaData : py::Instance {
  Value tables, schema, naming_convention, info, bind;
  std::vector<Value> sequences, named_types;
  std::shared_ptr<const schema::NamingConvention> naming;
  using Instance::Instance;
  void clear();
};

struct ForeignKey : py::Instance {
  Value colspec, parent, constraint, name, onupdate, ondelete, deferrable,
      initially, match, info, comment;
  Value options;
  bool use_alter = false, link_to_name = false;
  using Instance::Instance;
  void clear();
};

enum class ConstraintKind : unsigned char {
  Plain,
  PrimaryKey,
  ForeignKey,
  Unique,
  Check,
  Exclude
};

struct Constraint : py::Instance {
  ConstraintKind kind = ConstraintKind::Plain;
  Value name, parent, deferrable, initially, info, comment, onupdate, ondelete,
      match, sqltext, where, using_;
  Value options;
  Value collection;             // the ColumnCollection that Python sees
  std::vector<Value> columns;   // Column objects, or str before they are found
  std::vector<Value> elements;  // ForeignKeys, or (expression, operator) pairs
  bool use_alter = false, link_to_name = false;
  bool implicit = false;     // made by the table for primary_key=True
  bool column_flag = false;  // made for unique=True
  std::uint64_t creation_order = next_creation_order();
  using Instance::Instance;
  void clear();
};
/// In the order of their creation.
std::vector<Value> sorted_constraints(const Table& table);

struct Index : py::Instance {
  Value name, table, info, options;
  std::vector<Value> expressions;  // str, Column or another element
  bool unique = false, column_flag = false;
  using Instance::Instance;
  void clear();
};

/// FetchedValue and what derives from it, Sequence, ColumnDefault: one struct,
/// told apart by their classes.
struct DefaultItem : py::Instance {
  Value arg;     // the text, expression, callable
  Value column;  // set when attached
  Value name, schema, metadata, persisted, always, on_null, data_type;
  Value start, increment, minvalue, maxvalue, nominvalue, nomaxvalue, cycle,
      cache, order, optional;
  bool for_update = false;
  using Instance::Instance;
  void clear();
};

/// Adds one SchemaItem (Column, Constraint, Index, …) to a table.
void attach_to_table(const Value& table, const Value& item);
/// Adds one SchemaItem (ForeignKey, Sequence, Computed, …) to a column.
void attach_to_column(const Value& column, const Value& item);
/// Gives the column to the table; `replace` as for append_column.
void append_column(const Value& table, const Value& column,
                   bool replace = false);
/// An unattached copy (declarative mixins, to_metadata). A `schema` that is
/// given is that of the types in the copy.
Value copy_column(const Value& column, const Value& schema = {});
Value copy_constraint(const Value& constraint, const Value& schema,
                      const Value& target_table);
/// Calls `visit` for each live Column that the tree names.
void visit_columns(const sql::Expression& node,
                   const std::function<void(Column&)>& visit);
/// The constraint's or index's name with the naming convention applied.
schema::Name effective_name(const Constraint& constraint);
schema::Name effective_name(const Index& index);
/// Runs the listeners of sqlalchemy.event for that target.
void fire(std::string_view event, const Value& target,
          const std::vector<Value>& arguments,
          const std::vector<std::pair<std::string_view, Value>>& keywords = {});
/// "schema.name" of a live table.
std::string full_name(const Table& table);
/// Splits "schema.table.column".
struct ColumnSpec {
  std::optional<std::string> schema;
  std::string table;
  std::string column;  // empty: the key of the referring column
};
ColumnSpec parse_colspec(const ForeignKey& key);
/// The referred live Column, or absent where it cannot be found.
Value referred_column(const ForeignKey& key);

/// Keywords "postgresql_x", into a dict; others are a TypeError of `what`.
Value take_dialect_options(const Value& keywords, std::string_view what);
schema::Options lower_options(const Value& dict);

}  // namespace limbeck::sa

// Compares the tables of models with those of a database and gathers the
// operations that make the database what the models say. The parts:
//   comparison.cc        which tables there are; added and removed ones
//   loading.cc           the values of a table while it is compared
//   dispatch.cc          the order of comparisons, the project's among them
//   compare_columns.cc   nullable, type, comment, default of one column
//   compare_types.cc     when two types are the same for a database
//   compare_defaults.cc  when two server defaults are
//   compare_indexes.cc   indexes and unique constraints of one table
//   compare_keys.cc      foreign keys, checks, table comments
//   detections.h         what goes beyond the reference, off by default
//
// What always holds: both sides are plain values (schema::Table), made for a
// table when its turn comes; live objects are looked up or made only for what
// differs, or where the project's hooks want to see them. Operations come in
// Alembic's order.
#pragma once
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "autogen/detections.h"
#include "dialects/reflection.h"
#include "python/native.h"
#include "schema/schema.h"
#include "sql/dialect.h"

namespace limbeck::autogen {

using py::Value;

/// A table of the models.
struct ModelTable {
  Value live;
  std::string name;
  std::optional<std::string> own_schema;  // as the models say
  std::optional<std::string> schema;      // none also for the default schema
  schema::Table table;  // made by Comparison::load while it is compared
};

/// A table of the database.
struct DatabaseTable {
  const dialects::ReflectedTable* reflected = nullptr;
  std::vector<std::size_t> serial_columns;  // whose default is left out
  schema::Table table;  // as reflection builds it; all names are final; made by
                        // Comparison::load while it is compared
  Value live;           // made by Comparison::live at first need
};

/// Both sides of one table; at least one is there.
struct TablePair {
  std::optional<std::string> schema;
  std::string name;
  ModelTable* model = nullptr;
  DatabaseTable* database = nullptr;
};

struct ChangedEnum;

class Comparison {
 public:
  /// `context`: the AutogenContext. `upgrade_ops` takes what is found.
  Comparison(Value context, Value upgrade_ops);
  void run();

  // What context.impl offers to programs: two live Columns.
  bool columns_types_differ(const Value& reflected, const Value& model);
  bool columns_defaults_differ(const Value& reflected, const Value& model,
                               const std::optional<std::string>& reflected_text,
                               const std::optional<std::string>& model_text);

 private:
  // comparison.cc
  std::vector<std::optional<std::string>> wanted_schemas();
  void run_schemas(const std::vector<std::optional<std::string>>& schemas);
  void run_tables(const std::vector<std::optional<std::string>>& schemas);
  std::vector<ModelTable> model_tables();
  void add_table(ModelTable& model);
  void remove_table(DatabaseTable& table);
  void compare_table(TablePair& pair);
  Value new_modify_ops(const TablePair& pair);
  void keep(const Value& modify_ops);
  void find_serial_columns(const std::vector<DatabaseTable*>& tables);
  /// Makes the values of both sides, and lets go of them: thousands of tables
  /// at once would be the most of the memory that a comparison takes.
  void load(ModelTable& model);
  void load(DatabaseTable& table);
  /// Takes over what listeners of "column_reflect" make of the columns.
  void tell_listeners(DatabaseTable& table);
  void load(const TablePair& pair);
  void unload(const TablePair& pair);

  // dispatch.cc
  /// Whether the later comparisons of the same kind are made.
  enum class Next { Go, Stop };
  /// One comparison: a built-in one, or a function of the project's.
  struct Step {
    Value function;
    std::string subgroup;  // whose later steps it can stop
    std::string native;    // which built-in one it is; empty: none
  };
  const std::vector<Step>& steps(const std::string& target);
  bool is_hooked(const std::string& target);
  void run_steps(const std::string& target,
                 const std::function<std::vector<Value>()>& arguments,
                 const std::function<Next(std::string_view)>& native);
  void compare_parts(TablePair& pair, const Value& modify_ops);

  // compare_columns.cc
  struct ColumnChange;
  void compare_columns(TablePair& pair, const Value& modify_ops);
  std::vector<std::string> database_columns(TablePair& pair);
  void remove_columns(TablePair& pair, const std::vector<std::string>& names,
                      const Value& modify_ops);
  void compare_column(TablePair& pair, const schema::Column& model,
                      const schema::Column& reflected, const Value& modify_ops);
  void compare_hooked_column(ColumnChange& change, const Value& modify_ops);
  Next compare_one_part(ColumnChange& change, std::string_view step);
  void look_up_found(ColumnChange& change);
  Value alter_column(ColumnChange& change);
  Next user_compare_type(ColumnChange& change);
  bool has_types(ColumnChange& change);
  void type_changed(ColumnChange& change);
  void compare_type(ColumnChange& change);
  void compare_nullable(ColumnChange& change);
  void compare_comment(ColumnChange& change);
  Next user_compare_default(ColumnChange& change);
  void compare_autoincrement(ColumnChange& change);
  void compare_default(ColumnChange& change);
  std::string impl_text() const;
  bool compare_computed(ColumnChange& change);
  bool compare_identity(ColumnChange& change);
  void append_change(ColumnChange& change, const Value& modify_ops);

  // compare_types.cc
  bool types_differ(const schema::Type& reflected, const schema::Type& model);

  // compare_defaults.cc
  /// How the model's default reads; none where there is no text for it.
  std::optional<std::string> default_text(const schema::ServerDefault& value);
  bool defaults_differ(const TablePair& pair, const schema::Column& reflected,
                       const schema::Column& model,
                       const std::optional<std::string>& reflected_text,
                       const std::optional<std::string>& model_text);
  bool postgresql_defaults_differ(const TablePair& pair,
                                  const schema::Column& reflected,
                                  const schema::Column& model,
                                  std::optional<std::string> reflected_text,
                                  const std::optional<std::string>& model_text);

  // compare_indexes.cc
  struct NamedThing;
  struct IndexWork;
  void compare_indexes(TablePair& pair, const Value& modify_ops);
  void gather_indexes(TablePair& pair, IndexWork& work);
  void drop_doubled(TablePair& pair, IndexWork& work);
  void thing_added(TablePair& pair, const NamedThing& thing,
                   const Value& modify_ops);
  void thing_removed(TablePair& pair, const NamedThing& thing,
                     const Value& modify_ops);
  Value drop_index(const NamedThing& thing, const Value& live);
  void thing_existing(TablePair& pair, const NamedThing& model,
                      const NamedThing& reflected, const Value& modify_ops);
  struct Outcome {
    enum class Kind { Equal, Different, Skip } kind = Kind::Equal;
    std::string message;
  };
  Outcome compare_things(TablePair& pair, const NamedThing& model,
                         const NamedThing& reflected);
  Outcome compare_index(TablePair& pair, const NamedThing& model,
                        const NamedThing& reflected);
  Outcome detect_changed_index(TablePair& pair, const NamedThing& model,
                               const NamedThing& reflected);
  /// CREATE INDEX as it is tried for its normal form.
  std::string index_statement(const schema::Table& table, schema::Index index);
  /// Whether SQLite has the expression index that reflection does not show.
  bool is_expression_index_known(const TablePair& pair,
                                 const schema::Index& index);
  Outcome compare_postgresql_index(TablePair& pair, const NamedThing& model,
                                   const NamedThing& reflected);
  std::string element_text(const schema::Index::Element& element);
  Value live_thing(TablePair& pair, const NamedThing& thing);

  // compare_keys.cc
  void compare_foreign_keys(TablePair& pair, const Value& modify_ops);
  void compare_checks(TablePair& pair, const Value& modify_ops);
  void compare_table_comment(TablePair& pair, const Value& modify_ops);
  void ensure_referred(const Value& table, const schema::ForeignKey& key);
  void drop_placeholder(const schema::Table& table);
  Value live_constraint(TablePair& pair, bool model, std::size_t place);

  // detect_*.cc
  bool detects(Detection one) const { return detections_.contains(one); }
  /// A CHECK of both sides, with what it is called.
  struct CheckPair {
    std::string name;
    schema::Check model, database;
  };
  using Reasons = std::vector<std::pair<std::string, std::string>>;
  /// The names of those that say something else, and what.
  Reasons detect_changed_checks(const TablePair& pair,
                                const std::vector<CheckPair>& checks);
  enum class Recomputed { No, Same, Yes };
  Recomputed detect_computed(TablePair& pair, const schema::Column& model,
                             const schema::Column& reflected,
                             const Value& modify_ops);
  /// Drops what hangs on the column, or makes it again.
  void append_dependents(TablePair& pair, const std::string& column, bool drop,
                         const Value& modify_ops);
  std::vector<std::string> new_columns(const TablePair& pair);
  void detect_enum_values();
  Value change_enum(const ChangedEnum& one);
  void detect_renamed_columns(TablePair& pair, const Value& modify_ops);
  void detect_renamed_tables(const std::vector<ModelTable*>& added,
                             const std::vector<DatabaseTable*>& removed);
  void detect_primary_key(TablePair& pair, const Value& modify_ops);
  void order_primary_keys(std::vector<TablePair>& pairs);
  bool refers_to_changed_key(const schema::ForeignKey& key) const;
  /// Whether the models have the database's foreign key as it is.
  bool has_equal_key(const TablePair& pair, const schema::ForeignKey& key);

  // comparison.cc: what they share
  Value live(DatabaseTable& table);
  Value live_column(const TablePair& pair, const std::string& name, bool model);
  void append(const Value& modify_ops, const Value& operation);
  Value operation_class(std::string_view name) const;
  Value from(std::string_view operation, std::string_view maker,
             const std::vector<Value>& arguments) const;
  void log(std::string_view logger, const std::string& message);
  /// A project's own DefaultImpl.compare_…; absent as a rule.
  Value own_method(std::string_view name);
  void warn(const std::string& message, std::string_view category = {});
  bool wants_name(const std::optional<std::string>& name, std::string_view type,
                  const TablePair* pair,
                  const std::optional<std::string>& schema = {});
  bool wants_object(const std::function<Value()>& object, const Value& name,
                    std::string_view type, bool reflected,
                    const std::function<Value()>& compare_to = {});
  bool enabled(std::string_view plugin) const;
  bool is_mysql() const;

  Value context_, upgrade_ops_, operations_module_;
  Value connection_;             // the live Connection
  const sql::Dialect& dialect_;  // of the registry
  Value opts_;
  bool has_name_filters_, has_object_filters_;
  std::set<std::string> plugins_;
  std::set<Detection> detections_;
  std::map<std::string, std::vector<Step>> steps_;  // by target
  std::vector<const ModelTable*> compared_models_;  // that hooks let through
  std::vector<Value> primary_key_changes_;          // (schema, table, old, new)
  std::map<std::string, Value> loggers_;
  std::string default_schema_;
  dialects::Snapshot snapshot_;
  Value removed_metadata_, existing_metadata_;
};

// Small helpers of the comparison's files.

Value name_value(const std::optional<std::string>& text);
/// repr() of a str, of a tuple of strs.
std::string text_repr(std::string_view text);
std::string tuple_repr(const std::vector<std::string>& texts);
/// Reflection shows `postgresql_include=[]`, which nobody wrote.
void omit_empty_include(schema::Options& options);
/// The constraint's own name, whichever kind it is.
schema::Name& name_of(schema::Constraint& constraint);
const schema::Name& name_of(const schema::Constraint& constraint);

}  // namespace limbeck::autogen

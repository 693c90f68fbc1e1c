// The directives: what `op.…` offers to migration scripts. Each is one entry
// with its Python signature and what it does on an Impl; the list in
// directives.cc names them all. Adding one is one entry in the file of its
// kind and one line in the list.
// Source: https://alembic.sqlalchemy.org/en/latest/ops.html
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ops/impl.h"
#include "python/native.h"
#include "sql/expression.h"
#include "sqlalchemy/bridge.h"

namespace limbeck::ops {

/// What a directive asks for, after its arguments are understood: done at once
/// (DirectActions) or gathered for a batch (batch.h).
class Actions {
 public:
  virtual ~Actions() = default;
  /// `before`, `after`: insert_before and insert_after of batch mode.
  virtual void add_column(const sql::AddColumn& add,
                          const std::optional<std::string>& before,
                          const std::optional<std::string>& after) = 0;
  /// What an added column's rows get where they are copied to a new table.
  using Default = std::function<sql::Expression()>;
  virtual void set_default(const std::string& /*column*/, const Default&) {}
  virtual void drop_column(const sql::DropColumn& drop,
                           const schema::Options& options) = 0;
  virtual void alter_column(const sql::AlterColumn& change) = 0;
  virtual void add_constraint(const sql::AddConstraint& add) = 0;
  virtual void drop_constraint(const sql::DropConstraint& drop) = 0;
  virtual void create_index(const sql::CreateIndex& create) = 0;
  virtual void drop_index(const sql::DropIndex& drop) = 0;
  virtual void set_table_comment(const sql::SetTableComment& comment) = 0;
  virtual void drop_table_comment(const sql::DropTableComment& comment) = 0;
  virtual void set_column_comment(const sql::SetColumnComment& comment) = 0;
};

class DirectActions : public Actions {
 public:
  explicit DirectActions(Impl& impl) : impl_(impl) {}
  void add_column(const sql::AddColumn& add,
                  const std::optional<std::string>& before,
                  const std::optional<std::string>& after) override;
  void drop_column(const sql::DropColumn& drop,
                   const schema::Options& options) override;
  void alter_column(const sql::AlterColumn& change) override;
  void add_constraint(const sql::AddConstraint& add) override;
  void drop_constraint(const sql::DropConstraint& drop) override;
  void create_index(const sql::CreateIndex& create) override;
  void drop_index(const sql::DropIndex& drop) override;
  void set_table_comment(const sql::SetTableComment& comment) override;
  void drop_table_comment(const sql::DropTableComment& comment) override;
  void set_column_comment(const sql::SetColumnComment& comment) override;

 private:
  Impl& impl_;
};

/// One call of a directive: the migration it belongs to and its arguments.
struct DirectiveCall {
  Impl& impl;
  Actions& actions;
  Value context;  // the MigrationContext object
  py::Args& args;
  /// The table of batch_alter_table, whose directives do not name it.
  const sql::TableName* batch_table = nullptr;
};

struct Directive {
  std::string_view name;
  /// The parameters without `self`: "table_name, column, *, schema=None".
  std::string_view parameters;
  Value (*run)(DirectiveCall& call);
  /// The parameters on batch_op; without a value it is not there.
  std::optional<std::string_view> batch_parameters = {};
};

// Lists of one kind each; a null name ends them.
extern const Directive kTableDirectives[];       // tables.cc
extern const Directive kColumnDirectives[];      // columns.cc
extern const Directive kIndexDirectives[];       // indexes.cc
extern const Directive kConstraintDirectives[];  // constraints.cc
extern const Directive kExecuteDirectives[];     // execute.cc

/// All of them.
std::vector<const Directive*> all_directives();

// What directives share (arguments.cc).

sql::TableName table_argument(DirectiveCall& call,
                              std::string_view table = "table_name",
                              std::string_view schema = "schema");
/// Raises what a Table raises that is made of such names.
sql::TableName table_name(const Value& table, const Value& schema);
std::optional<schema::Name> schema_argument(py::Args& args,
                                            std::string_view name = "schema");
/// The name that a directive gives for a column. Raises what a Column that is
/// made of it raises where it is none.
std::string column_name(const Value& column);
/// The names of a sequence of columns, or of a single str.
std::vector<std::string> column_names(const Value& columns);
/// None stays none.
std::optional<bool> flag_argument(py::Args& args, std::string_view name);
/// Dialect keywords (postgresql_using=…) of a **kw dict, without the named
/// ones. Raises what the class `what` raises for those that it does not take.
schema::Options dialect_options(const Value& keywords, std::string_view what,
                                std::vector<std::string_view> others = {});
/// Naming convention of the run's target_metadata; null without one.
std::shared_ptr<const schema::NamingConvention> naming_convention(
    const Value& context);
/// An empty table of that name with the run's naming convention.
schema::Table context_table(const DirectiveCall& call,
                            const sql::TableName& name);
/// Adds one nameless-typed column for each name.
void add_columns(schema::Table& table, const std::vector<std::string>& names);
/// Throws the DuplicateColumnError of a Table that is given a column twice.
[[noreturn]] void raise_column_twice(std::string_view column,
                                     std::string_view table);
/// A convention that names foreign keys by the columns they refer to does not
/// do without the tables. Throws NoReferencedTableError.
void refuse_unknown_referred(const schema::Table& table);
/// NoReferencedTableError of a foreign key with columns.
[[noreturn]] void raise_no_referenced_table(const schema::Table& table,
                                            const schema::ForeignKey& key);
/// A literal that is written into the SQL whatever the settings say.
Value make_inline_literal(const Value& value, const Value& type);
/// A live MetaData with the run's naming convention.
Value live_metadata(const Value& context);

}  // namespace limbeck::ops

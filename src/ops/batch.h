// batch_alter_table: gathers changes to one table and, where the database has
// no ALTER for them (SQLite), moves the rows to a new table that has them.
// Source: https://alembic.sqlalchemy.org/en/latest/batch.html
// Alembic: alembic.operations.batch
#pragma once
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "ops/directive.h"

namespace limbeck::ops {

struct BatchOptions {
  enum class Recreate { Auto, Always, Never };
  sql::TableName table;
  Recreate recreate = Recreate::Auto;
  std::vector<std::vector<std::string>> partial_reordering;
  Value copy_from;  // a live Table; None: reflect
  Value table_args, table_kwargs, reflect_args, reflect_kwargs;
  Value naming_convention;  // a dict or None
};

/// The queue of one `with` block.
class Batch : public Actions {
 public:
  Batch(Impl& impl, Value context, BatchOptions options);

  const sql::TableName& table() const { return options_.table; }
  /// Does what was gathered.
  void flush();

  void add_column(const sql::AddColumn& add,
                  const std::optional<std::string>& before,
                  const std::optional<std::string>& after) override;
  void set_default(const std::string& column, const Default& value) override;
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
  bool recreates() const;
  void recreate();
  Value reflect() const;

  Impl& impl_;
  Value context_;
  BatchOptions options_;
  /// What to do, on the database or on the copy; `plain`: ALTER can do it on
  /// any database.
  struct Step {
    std::function<void(Actions&)> run;
    bool plain = false;
  };
  std::vector<Step> steps_;
};

/// A table on its way to its new form: applies the gathered changes to a copy.
// Alembic: ApplyBatchImpl
class TableCopy : public Actions {
 public:
  /// `reflected`: the table came from the database, not from copy_from.
  TableCopy(Impl& impl, schema::Table table, bool reflected,
            const BatchOptions& options);

  /// CREATE the copy, INSERT the rows, DROP the old table, RENAME, indexes.
  void execute();

  void add_column(const sql::AddColumn& add,
                  const std::optional<std::string>& before,
                  const std::optional<std::string>& after) override;
  void set_default(const std::string& column, const Default& value) override;
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
  struct Entry {
    std::string key;  // the column's name in the old table
    schema::Column column;
    bool transferred = true;          // the old table has it
    std::vector<schema::Type> casts;  // to the new types, innermost first
    Default default_value;            // of one that the old table lacks
  };
  Entry& entry(const std::string& key);
  bool has(const std::string& key) const;
  void order_columns();
  schema::Table additions(const schema::Table& copy) const;
  schema::Table build();
  sql::Insert transfer(const schema::Table& copy) const;
  void attach_primary_keys(schema::Table& copy) const;
  void name_type_bound(schema::Table& copy) const;
  void refuse_referent_twice(const schema::ForeignKey& key,
                             std::set<std::string>& tables) const;
  void drop_named(const schema::Name& name);
  void rename_in(schema::Constraint& constraint) const;
  std::string new_name(const std::string& key) const;
  /// Another column became the one of that name.
  bool renamed(const std::string& name) const;

  Impl& impl_;
  schema::Table table_;
  bool reflected_;
  const BatchOptions& options_;
  std::vector<Entry> columns_;
  std::vector<std::string> existing_order_;
  std::vector<std::pair<std::string, std::string>> new_order_;
  std::vector<schema::Constraint> named_, unnamed_;
  std::vector<schema::Index> indexes_, new_indexes_;
};

}  // namespace limbeck::ops

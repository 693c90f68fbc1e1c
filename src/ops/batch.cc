// The queue of a batch_alter_table block.
#include "ops/batch.h"

#include "base/error.h"
#include "base/text.h"
#include "sql/expression.h"

namespace limbeck::ops {

Batch::Batch(Impl& impl, Value context, BatchOptions options)
    : impl_(impl), context_(std::move(context)), options_(std::move(options)) {}

void Batch::add_column(const sql::AddColumn& add,
                       const std::optional<std::string>& before,
                       const std::optional<std::string>& after) {
  // An expression as default, or a stored generated column, needs a new table.
  const auto* computed =
      std::get_if<schema::Computed>(&add.column.server_default);
  const bool needs_copy =
      std::holds_alternative<schema::Clause>(add.column.server_default) ||
      (computed && computed->persisted.value_or(false));
  // Decided by what came before: this column does not count.
  if ((before || after) && !recreates())
    throw Error(ErrorKind::Command,
                "Can't specify insert_before or insert_after when using "
                "ALTER; please specify recreate='always'");
  steps_.push_back(
      {[=](Actions& to) { to.add_column(add, before, after); }, !needs_copy});
}
void Batch::set_default(const std::string& column, const Default& value) {
  steps_.push_back({[=](Actions& to) { to.set_default(column, value); }, true});
}
void Batch::drop_column(const sql::DropColumn& drop,
                        const schema::Options& options) {
  steps_.push_back({[=](Actions& to) { to.drop_column(drop, options); }});
}
void Batch::alter_column(const sql::AlterColumn& change) {
  steps_.push_back({[=](Actions& to) { to.alter_column(change); }});
}
void Batch::add_constraint(const sql::AddConstraint& add) {
  steps_.push_back({[=](Actions& to) { to.add_constraint(add); }});
}
void Batch::drop_constraint(const sql::DropConstraint& drop) {
  steps_.push_back({[=](Actions& to) { to.drop_constraint(drop); }});
}
void Batch::create_index(const sql::CreateIndex& create) {
  steps_.push_back({[=](Actions& to) { to.create_index(create); }, true});
}
void Batch::drop_index(const sql::DropIndex& drop) {
  steps_.push_back({[=](Actions& to) { to.drop_index(drop); }, true});
}
void Batch::set_table_comment(const sql::SetTableComment& comment) {
  steps_.push_back({[=](Actions& to) { to.set_table_comment(comment); }});
}
void Batch::drop_table_comment(const sql::DropTableComment& comment) {
  steps_.push_back({[=](Actions& to) { to.drop_table_comment(comment); }});
}
void Batch::set_column_comment(const sql::SetColumnComment& comment) {
  steps_.push_back({[=](Actions& to) { to.set_column_comment(comment); }});
}

// Alembic: DefaultImpl.requires_recreate_in_batch and SQLite's
bool Batch::recreates() const {
  switch (options_.recreate) {
    case BatchOptions::Recreate::Always:
      return true;
    case BatchOptions::Recreate::Never:
      return false;
    case BatchOptions::Recreate::Auto:
      break;
  }
  if (impl_.dialect().name() != "sqlite") return false;
  for (const Step& step : steps_)
    if (!step.plain) return true;
  return false;
}

void Batch::flush() {
  const auto work = [&] {
    if (recreates()) return recreate();
    DirectActions direct(impl_);
    for (const Step& step : steps_) step.run(direct);
  };
  // Outside of a transaction a batch is one.
  // Alembic: sqla_compat._ensure_scope_for_ddl
  const Value in_transaction =
      impl_.as_sql() ? Value()
                     : py::find_attribute(impl_.bind(), "in_transaction");
  if (!in_transaction || py::truth(py::call(in_transaction))) return work();
  const Value transaction = py::call_method(impl_.bind(), "begin");
  try {
    work();
  } catch (...) {
    py::call_method(transaction, "rollback");
    throw;
  }
  py::call_method(transaction, "commit");
}

Value Batch::reflect() const {
  std::vector<Value> positional = {py::make_str(options_.table.table.text),
                                   sa::make("MetaData", {})};
  for (const Value& item : py::collect(options_.reflect_args))
    positional.push_back(item);
  std::vector<std::pair<std::string_view, Value>> keywords = {
      {"autoload_with", impl_.bind()}};
  if (options_.table.schema)
    keywords.emplace_back("schema", py::make_str(options_.table.schema->text));
  py::dict_each(options_.reflect_kwargs,
                [&](const Value& name, const Value& value) {
                  keywords.emplace_back(py::text_of(name), value);
                });
  return sa::make("Table", positional, keywords);
}

namespace {

// Reflected names are final; a convention names what came without a name.
// Alembic: _conv_constraint_names, Table.to_metadata
void apply_convention(schema::Table& table, const Value& convention) {
  table.naming = sa::lower_naming_convention(convention);
  for (schema::Constraint& constraint : table.constraints)
    std::visit(
        [](auto& one) {
          if (one.name) one.name.kind = schema::Name::Kind::Final;
        },
        constraint);
  schema::complete(table);
}

// SQLite: what PRAGMA shows as an expression needs its brackets back.
// Alembic: SQLiteImpl.autogen_column_reflect
void put_in_brackets(schema::Table& table) {
  for (schema::Column& column : table.columns) {
    auto* clause = std::get_if<schema::Clause>(&column.server_default);
    const auto* node =
        clause ? sql::try_as<sql::Text>(clause->expression) : nullptr;
    if (!node) continue;  // what the batch gave itself
    const std::string& text = node->text;
    const bool digit =
        text.size() == 1 &&
        (std::isdigit(static_cast<unsigned char>(text[0])) || text[0] == '.');
    const bool quoted =
        text.size() > 2 && text[0] == '\'' && text.back() == '\'';
    const bool bracketed =
        text.size() > 2 && text[0] == '(' && text.back() == ')';
    if (text.empty() || digit || quoted || bracketed) continue;
    auto whole = std::make_shared<sql::Text>(*node);
    whole->text = cat("(", text, ")");
    clause->expression = whole;
  }
}

}  // namespace

// Alembic: BatchOperationsImpl.flush
void Batch::recreate() {
  const bool reflected = options_.copy_from.is_none();
  if (reflected && impl_.as_sql())
    throw Error(
        ErrorKind::Command,
        cat("This operation cannot proceed in --sql mode; batch mode with "
            "dialect ",
            impl_.dialect().name(),
            " requires a live database connection with which to reflect the "
            "table \"",
            options_.table.table.text,
            "\". To generate a batch SQL migration script using table \"move "
            "and copy\", a complete Table object should be passed to the "
            "\"copy_from\" argument of the batch_alter_table() method so that "
            "table reflection can be skipped."));
  schema::Table table =
      sa::lower_table(reflected ? reflect() : options_.copy_from);
  if (reflected && !options_.naming_convention.is_none() &&
      py::truth(options_.naming_convention))
    apply_convention(table, options_.naming_convention);
  if (reflected && impl_.dialect().name() == "sqlite") put_in_brackets(table);

  TableCopy copy(impl_, std::move(table), reflected, options_);
  for (const Step& step : steps_) step.run(copy);
  copy.execute();
}

}  // namespace limbeck::ops

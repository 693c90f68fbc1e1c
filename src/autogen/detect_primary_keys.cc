// Other columns of a primary key. Their order counts where the models spell the
// constraint out; names are not compared.
#include <algorithm>

#include "autogen/comparison.h"
#include "base/text.h"
#include "schema/naming.h"
#include "sqlalchemy/bridge.h"

namespace limbeck::autogen {

namespace {

using Columns = std::vector<std::string>;

Columns sorted(Columns columns) {
  std::sort(columns.begin(), columns.end());
  return columns;
}

Value tuple_of(const Columns& columns) {
  std::vector<Value> values;
  for (const std::string& name : columns) values.push_back(py::make_str(name));
  return py::make_tuple(std::move(values));
}

/// "ADD PRIMARY KEY (a, b)" behind what takes the old one away, for MySQL,
/// where a column that counts has to be a key at any moment.
std::string statement(const sql::Dialect& dialect, const TablePair& pair,
                      const Columns& from, const Columns& to) {
  std::string text = cat(
      "ALTER TABLE ",
      pair.schema ? cat(dialect.quote(schema::Name(*pair.schema)), ".") : "",
      dialect.quote(schema::Name(pair.name)));
  if (!from.empty()) text += " DROP PRIMARY KEY";
  if (to.empty()) return text;
  Columns quoted;
  for (const std::string& name : to)
    quoted.push_back(dialect.quote(schema::Name(name)));
  return cat(text, from.empty() ? "" : ",", " ADD PRIMARY KEY (",
             join(quoted, ", "), ")");
}

}  // namespace

void Comparison::detect_primary_key(TablePair& pair, const Value& modify_ops) {
  const schema::PrimaryKey* model = pair.model->table.primary_key();
  const Columns now = model ? model->columns : Columns();
  const Columns& old = pair.database->reflected->primary_key.columns;
  const bool ordered = model && !model->implicit;
  if (ordered ? old == now : sorted(old) == sorted(now)) return;
  const auto& reflected = pair.database->reflected->primary_key.name;
  std::string name;
  if (model)
    if (const schema::Name given = schema::conventional_name(
            schema::Constraint(*model), pair.model->table))
      name = given.text;
  if (name.empty()) name = reflected.value_or("");
  if (name.empty())
    name = cat(pair.name, dialect_.name() == "postgresql" ? "_pkey" : "_pk");
  const Value batch = py::dict_get(opts_, "render_as_batch");
  if (dialect_.name() == "sqlite" && !(batch && py::truth(batch))) {
    log("primary_keys",
        cat("Detected changed primary key of table ", text_repr(pair.name),
            ", which SQLite takes in batch mode only "
            "(render_as_batch), skipping"));
    return;
  }
  const Value module =
      py::Interpreter::current().import("alembic.autogenerate._detected");
  const Value old_value =
      py::make_tuple({name_value(reflected), tuple_of(old)});
  const Value new_value = py::make_tuple({py::make_str(name), tuple_of(now)});
  const Value statements =
      py::make_tuple({py::make_str(statement(dialect_, pair, old, now)),
                      py::make_str(statement(dialect_, pair, now, old))});
  append(modify_ops,
         py::call_method(module, "ChangePrimaryKey",
                         {py::make_str(pair.name), old_value, new_value,
                          py::make_str(is_mysql() ? "statement" : "constraint"),
                          statements, name_value(pair.schema)}));
  log("primary_keys",
      cat("Detected changed primary key of table ", text_repr(pair.name), ": ",
          tuple_repr(old), " to ", tuple_repr(now)));
  primary_key_changes_.push_back(
      py::make_tuple({name_value(pair.schema), py::make_str(pair.name),
                      tuple_of(old), tuple_of(now)}));
}

// Foreign keys that stay, too, give way to the key that they refer to.
void Comparison::order_primary_keys(std::vector<TablePair>& pairs) {
  if (primary_key_changes_.empty()) return;
  std::vector<Value> unchanged;
  for (TablePair& pair : pairs) {
    const auto& constraints = pair.database->table.constraints;
    for (std::size_t i = 0; i < constraints.size(); ++i) {
      const auto* key = std::get_if<schema::ForeignKey>(&constraints[i]);
      if (!key || !refers_to_changed_key(*key)) continue;
      if (!has_equal_key(pair, *key)) continue;
      const Value live = live_constraint(pair, false, i);
      unchanged.push_back(py::make_tuple({live, live}));
    }
  }
  const Value module =
      py::Interpreter::current().import("alembic.autogenerate._detected");
  py::call_method(module, "order_primary_keys",
                  {upgrade_ops_, py::make_list(primary_key_changes_),
                   py::make_list(std::move(unchanged))});
}

bool Comparison::refers_to_changed_key(const schema::ForeignKey& key) const {
  const std::optional<std::string> schema =
      key.referred_schema ? std::optional(key.referred_schema->text)
                          : std::nullopt;
  const auto names = [](const Value& tuple) {
    Columns columns;
    for (const Value& one : py::collect(tuple)) columns.push_back(py::str(one));
    return sorted(columns);
  };
  for (const Value& change : primary_key_changes_) {
    const std::vector<Value> parts = py::collect(change);
    const auto changed = parts[0].is_none() ? std::optional<std::string>()
                                            : std::optional(py::str(parts[0]));
    if (changed == schema && py::str(parts[1]) == key.referred_table.text &&
        names(parts[2]) == sorted(key.referred_columns))
      return true;
  }
  return false;
}

}  // namespace limbeck::autogen

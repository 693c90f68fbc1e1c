// Foreign keys, checks and the comment of one table.
#include <algorithm>
#include <map>
#include <tuple>

#include "autogen/comparison.h"
#include "base/text.h"
#include "schema/naming.h"
#include "sqlalchemy/bridge.h"

namespace limbeck::autogen {

namespace {

/// The CHECK that a Boolean or Enum asks for.
bool is_type_check(const schema::Constraint& constraint) {
  const auto* check = std::get_if<schema::Check>(&constraint);
  return check && !check->type_bound_column.empty();
}

struct Key {
  bool model;
  std::size_t place;  // in its table's constraints
  schema::ForeignKey key;
  std::optional<std::string> source_schema;
  schema::Name name;

  using Plain = std::tuple<std::optional<std::string>, std::vector<std::string>,
                           std::optional<std::string>, std::string,
                           std::vector<std::string>>;
  /// Without its options.
  Plain plain() const {
    return {source_schema, key.columns,
            key.referred_schema ? std::optional(key.referred_schema->text)
                                : std::nullopt,
            key.referred_table.text, key.referred_columns};
  }
  using Full = std::tuple<Plain, std::string, std::string, std::string>;
  // Alembic: _fk_constraint_sig
  Full full() const {
    const auto action = [](const std::string& text) {
      const std::string small = lower(text);
      return small == "no action" ? std::string() : small;
    };
    return {plain(), action(key.onupdate), action(key.ondelete),
            lower(key.initially) == "deferred" ? "initially_deferrable"
            : key.deferrable.value_or(false)   ? "deferrable"
                                               : "not deferrable"};
  }
};

std::vector<Key> keys_of(const schema::Table& table, bool model,
                         const std::optional<std::string>& schema) {
  std::vector<Key> keys;
  for (std::size_t i = 0; i < table.constraints.size(); ++i)
    if (const auto* key =
            std::get_if<schema::ForeignKey>(&table.constraints[i]))
      keys.push_back(
          {model, i, *key,
           model && table.schema ? std::optional(table.schema->text) : schema,
           model ? schema::conventional_name(table.constraints[i], table)
                 : key->name});
  return keys;
}

std::string key_log(const Key& key, const TablePair& pair) {
  return cat("foreign key (", join(key.key.columns, ", "), ")(",
             join(key.key.referred_columns, ", "), ") on table ",
             key.source_schema ? cat(*key.source_schema, ".") : "", pair.name);
}

}  // namespace

namespace {

constexpr std::string_view kPlaceholder = "alembic_placeholder";

bool is_placeholder(const Value& table) {
  const Value mark =
      py::dict_get(py::get_attribute(table, "info"), kPlaceholder);
  return mark && py::truth(mark);
}

}  // namespace

// A hook may look at what a database's key refers to, be it a table that is
// not compared.
// Alembic: compare.constraints._make_foreign_key
void Comparison::ensure_referred(const Value& table,
                                 const schema::ForeignKey& key) {
  const Value metadata = py::get_attribute(table, "metadata");
  const Value tables = py::get_attribute(metadata, "tables");
  const std::string name =
      key.referred_schema
          ? cat(key.referred_schema->text, ".", key.referred_table.text)
          : key.referred_table.text;
  const Value known = py::dict_get(tables, name);
  if (known && !is_placeholder(known)) return;
  std::vector<Value> parts = {sa::wrap_name(key.referred_table), metadata};
  const Value columns = py::get_attribute(table, "c");
  for (std::size_t i = 0; i < key.columns.size(); ++i) {
    const Value remote = py::make_str(key.referred_columns[i]);
    if (known && py::contains(py::get_attribute(known, "c"), remote)) continue;
    const Value local = py::get_item(columns, py::make_str(key.columns[i]));
    const Value column =
        sa::make("Column", {remote, py::get_attribute(local, "type")});
    if (known)
      py::call_method(known, "append_column", {column});
    else
      parts.push_back(column);
  }
  if (known) return;
  const Value info = py::make_dict();
  py::dict_set(info, kPlaceholder, Value::boolean(true));
  std::vector<std::pair<std::string_view, Value>> keywords = {{"info", info}};
  if (key.referred_schema)
    keywords.emplace_back("schema", sa::wrap_name(*key.referred_schema));
  sa::make("Table", parts, keywords);
}

// The table itself comes in place of what stood for it.
void Comparison::drop_placeholder(const schema::Table& table) {
  const Value tables = py::get_attribute(existing_metadata_, "tables");
  const Value known = py::dict_get(
      tables, table.schema ? cat(table.schema->text, ".", table.name.text)
                           : table.name.text);
  if (known && is_placeholder(known))
    py::call_method(existing_metadata_, "remove", {known});
}

Value Comparison::live_constraint(TablePair& pair, bool model,
                                  std::size_t place) {
  const Value table = model ? pair.model->live : live(*pair.database);
  const schema::Table& values =
      model ? pair.model->table : pair.database->table;
  if (!model) {
    const Value made = sa::wrap_constraint(values.constraints[place]);
    if (const auto* key =
            std::get_if<schema::ForeignKey>(&values.constraints[place]))
      ensure_referred(table, *key);
    py::call_method(table, "append_constraint", {made});
    return made;
  }
  // Lowering keeps the order; the checks of types have no live object.
  for (std::size_t i = place; i-- > 0;)
    if (is_type_check(values.constraints[i])) --place;
  std::size_t at = 0;
  for (const Value& live :
       py::collect(py::get_attribute(table, "_sorted_constraints"))) {
    bool known = false;
    for (const char* name :
         {"PrimaryKeyConstraint", "ForeignKeyConstraint", "UniqueConstraint",
          "CheckConstraint", "ExcludeConstraint"})
      known = known || sa::is_a(live, name);
    if (known && at++ == place) return live;
  }
  return Value::none();
}

// Alembic: compare.constraints._compare_foreign_keys
void Comparison::compare_foreign_keys(TablePair& pair,
                                      const Value& modify_ops) {
  std::vector<Key> models = keys_of(pair.model->table, true, pair.schema);
  std::vector<Key> database = keys_of(pair.database->table, false, pair.schema);
  if (models.empty() && database.empty()) return;
  std::erase_if(database, [&](const Key& key) {
    return !wants_name(key.name ? std::optional(key.name.text) : std::nullopt,
                       "foreign_key_constraint", &pair);
  });
  if (is_mysql())
    // RESTRICT is what MySQL does without being told.
    for (const Key& model : models)
      for (Key& key : database) {
        if (model.plain() != key.plain()) continue;
        if (lower(model.key.ondelete) == "restrict" && key.key.ondelete.empty())
          key.key.ondelete = "RESTRICT";
        if (lower(model.key.onupdate) == "restrict" && key.key.onupdate.empty())
          key.key.onupdate = "RESTRICT";
      }
  const auto differs = [](const Key& key, const std::vector<Key>& others) {
    return std::none_of(others.begin(), others.end(), [&](const Key& other) {
      return other.full() == key.full();
    });
  };
  const auto namesake = [&](const Key& key,
                            const std::vector<Key>& others) -> Value {
    for (const Key& other : others)
      if (key.name && other.name && other.name.text == key.name.text)
        return live_constraint(pair, other.model, other.place);
    return Value::none();
  };
  const auto change = [&](const std::vector<Key>& keys,
                          const std::vector<Key>& others, bool removed) {
    for (const Key& key : keys) {
      if (!differs(key, others)) continue;
      const Value live = live_constraint(pair, key.model, key.place);
      if (!wants_object([&] { return live; },
                        key.name ? sa::wrap_name(key.name) : Value::none(),
                        "foreign_key_constraint", removed,
                        [&] { return namesake(key, others); }))
        continue;
      append(modify_ops,
             removed ? from("DropConstraintOp", "from_constraint", {live})
                     : from("CreateForeignKeyOp", "from_constraint", {live}));
      log("constraints", cat(removed ? "Detected removed " : "Detected added ",
                             key_log(key, pair)));
    }
  };
  change(database, models, true);
  change(models, database, false);
}

bool Comparison::has_equal_key(const TablePair& pair,
                               const schema::ForeignKey& key) {
  const std::vector<Key> models = keys_of(pair.model->table, true, pair.schema);
  const Key wanted{false, 0, key, pair.schema, key.name};
  return std::any_of(models.begin(), models.end(), [&](const Key& model) {
    return model.full() == wanted.full();
  });
}

namespace {

/// A check of either side.
struct NamedCheck {
  enum class Origin { Table, Column, Type } origin = Origin::Table;
  std::size_t place = 0;  // in the table's constraints, in the column's checks
  std::string column;     // whose own check it is
  schema::Check check;    // with its final name
};

std::vector<NamedCheck> checks_of(const schema::Table& table) {
  using Origin = NamedCheck::Origin;
  std::vector<NamedCheck> found;
  for (std::size_t i = 0; i < table.constraints.size(); ++i)
    if (const auto* check = std::get_if<schema::Check>(&table.constraints[i]))
      found.push_back({is_type_check(*check) ? Origin::Type : Origin::Table, i,
                       "", *check});
  for (const schema::Column& column : table.columns)
    for (std::size_t i = 0; i < column.checks.size(); ++i)
      found.push_back({Origin::Column, i, column.name.text, column.checks[i]});
  return found;
}

}  // namespace

// By name alone; a check without a name is not compared.
// Alembic: ext.checkconstraint_byname
void Comparison::compare_checks(TablePair& pair, const Value& modify_ops) {
  using Origin = NamedCheck::Origin;
  std::map<std::string, NamedCheck> models, database;
  for (NamedCheck& one : checks_of(pair.model->table)) {
    one.check.name = schema::conventional_name(one.check, pair.model->table);
    if (!one.check.name) continue;
    const std::string name = one.check.name.text;
    models.insert_or_assign(name, std::move(one));
  }
  for (NamedCheck& one : checks_of(pair.database->table)) {
    const schema::Name& name = one.check.name;
    if (!name || !wants_name(name.text, "check_constraint", &pair)) continue;
    database.insert_or_assign(name.text, std::move(one));
  }
  const auto live_of = [&](const NamedCheck& one, bool model) -> Value {
    if (one.origin == Origin::Table) {
      return live_constraint(pair, model, one.place);
    }
    if (one.origin == Origin::Type) return sa::wrap_constraint(one.check);
    std::size_t at = 0;
    for (const Value& live : py::collect(py::get_attribute(
             live_column(pair, one.column, model), "constraints")))
      if (at++ == one.place) return live;
    return Value::none();
  };
  const auto add_check = [&](const NamedCheck& one, const Value& live) {
    if (one.origin != Origin::Type)
      return from("AddConstraintOp", "from_constraint", {live});
    const auto& schema = pair.model->table.schema;
    const Value values[] = {
        sa::wrap_name(one.check.name), py::make_str(pair.name),
        py::get_attribute(live, "sqltext"),
        name_value(schema ? std::optional(schema->text) : std::nullopt)};
    const Value names[] = {py::make_str("schema")};
    return py::call(operation_class("CreateCheckConstraintOp"),
                    py::Call{values, 3, names, 1});
  };
  const auto report = [&](const NamedCheck& one, bool removed) {
    const Value live = live_of(one, !removed);
    const Value name = sa::wrap_name(one.check.name);
    if (!wants_object([&] { return live; }, name, "check_constraint", removed))
      return;
    append(modify_ops, removed
                           ? from("DropConstraintOp", "from_constraint", {live})
                           : add_check(one, live));
    log("alembic.ext.checkconstraint_byname",
        cat(removed ? "Detected removed" : "Detected added",
            " check constraint ", text_repr(one.check.name.text), " on table ",
            text_repr(pair.name)));
  };
  for (const auto& [name, check] : database)
    if (!models.contains(name)) report(check, true);
  if (detects(Detection::Checks)) {
    std::vector<CheckPair> both;
    for (const auto& [name, check] : database)
      if (const auto model = models.find(name); model != models.end())
        both.push_back({name, model->second.check, check.check});
    for (const auto& [name, reason] : detect_changed_checks(pair, both)) {
      const NamedCheck &model = models.at(name), &old = database.at(name);
      const Value live = live_of(model, true), old_live = live_of(old, false);
      const Value shown = sa::wrap_name(model.check.name);
      if (!wants_object([&] { return live; }, shown, "check_constraint", false,
                        [&] { return old_live; }))
        continue;
      append(modify_ops,
             from("DropConstraintOp", "from_constraint", {old_live}));
      append(modify_ops, add_check(model, live));
      log("alembic.ext.checkconstraint_byname",
          cat("Detected changed check constraint ", text_repr(name),
              " on table ", text_repr(pair.name), ": ", reason));
    }
  }
  const Value own = own_method("compare_check_constraint");
  for (const auto& [name, check] : models) {
    const auto old = database.find(name);
    if (!own || old == database.end()) continue;
    const Value live = live_of(check, true),
                old_live = live_of(old->second, false);
    const Value result = py::call(own, {live, old_live});
    const std::string message = py::str(py::get_attribute(result, "message"));
    if (py::truth(py::get_attribute(result, "is_skip")))
      log("alembic.ext.checkconstraint_byname",
          cat("Cannot compare check constraint ", text_repr(name),
              ", assuming equal and skipping. ", message));
    if (!py::truth(py::get_attribute(result, "is_different"))) continue;
    if (!wants_object([&] { return live; }, sa::wrap_name(check.check.name),
                      "check_constraint", false, [&] { return old_live; }))
      continue;
    log("alembic.ext.checkconstraint_byname",
        cat("Detected changed check constraint ", text_repr(name), " on table ",
            text_repr(pair.name), ": ", message));
    append(modify_ops, from("DropConstraintOp", "from_constraint", {old_live}));
    append(modify_ops, add_check(check, live));
  }
  for (const auto& [name, check] : models)
    if (!database.contains(name)) report(check, false);
}

// Alembic: compare.comments._compare_table_comment
void Comparison::compare_table_comment(TablePair& pair,
                                       const Value& modify_ops) {
  if (!dialect_.traits().supports_comments) return;
  const auto text = [](const schema::Table& table) {
    return table.comment && !table.comment->empty() ? table.comment
                                                    : std::nullopt;
  };
  const auto model = text(pair.model->table);
  const auto reflected = text(pair.database->table);
  if (model == reflected) return;
  std::vector<Value> values{py::make_str(pair.name)};
  std::vector<Value> names{py::make_str("existing_comment"),
                           py::make_str("schema")};
  if (model) values.push_back(py::make_str(*model));
  const std::size_t positional = values.size();
  values.push_back(name_value(reflected));
  values.push_back(name_value(pair.schema));
  append(modify_ops, py::call(operation_class(model ? "CreateTableCommentOp"
                                                    : "DropTableCommentOp"),
                              py::Call{values.data(), positional, names.data(),
                                       names.size()}));
}

}  // namespace limbeck::autogen

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
  return cat("foreign key (", join(key.key.columns, ","), ")(",
             join(key.key.referred_columns, ","), ") on table ",
             key.source_schema ? cat(*key.source_schema, ".") : "", pair.name);
}

}  // namespace

Value Comparison::live_constraint(TablePair& pair, bool model,
                                  std::size_t place) {
  const Value table = model ? pair.model->live : live(*pair.database);
  const schema::Table& values =
      model ? pair.model->table : pair.database->table;
  if (!model) {
    const Value made = sa::wrap_constraint(values.constraints[place]);
    py::call_method(table, "append_constraint", {made});
    return made;
  }
  // Lowering keeps the order of those that have a definition.
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

// By name alone; a check without a name is not compared.
// Alembic: ext.checkconstraint_byname
void Comparison::compare_checks(TablePair& pair, const Value& modify_ops) {
  struct Named {
    bool model;
    std::size_t place;
    schema::Name name;
  };
  const auto named = [&](const schema::Table& table, bool model) {
    std::map<std::string, Named> result;
    for (std::size_t i = 0; i < table.constraints.size(); ++i) {
      const auto* check = std::get_if<schema::Check>(&table.constraints[i]);
      if (!check || !check->type_bound_column.empty()) continue;
      const schema::Name name =
          model ? schema::conventional_name(table.constraints[i], table)
                : check->name;
      if (!name) continue;
      if (!model && !wants_name(name.text, "check_constraint", &pair)) continue;
      result[name.text] = {model, i, name};
    }
    return result;
  };
  const auto models = named(pair.model->table, true);
  const auto database = named(pair.database->table, false);
  const auto report = [&](const Named& check, bool removed) {
    const Value live = live_constraint(pair, check.model, check.place);
    if (!wants_object([&] { return live; }, sa::wrap_name(check.name),
                      "check_constraint", removed))
      return;
    append(modify_ops, from(removed ? "DropConstraintOp" : "AddConstraintOp",
                            "from_constraint", {live}));
    log("alembic.ext.checkconstraint_byname",
        cat(removed ? "Detected removed" : "Detected added",
            " check constraint ", text_repr(check.name.text), " on table ",
            text_repr(pair.name)));
  };
  for (const auto& [name, check] : database)
    if (!models.contains(name)) report(check, true);
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

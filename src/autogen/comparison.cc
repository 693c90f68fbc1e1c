#include "autogen/comparison.h"

#include "autogen/renderer.h"

#include <algorithm>

#include "autogen/missing_models.h"
#include "base/text.h"
#include "db/connection.h"
#include "sqlalchemy/bridge.h"
#include "sqlalchemy/live_dialect.h"

namespace limbeck::autogen {

namespace {

const sql::Dialect& dialect_of(const Value& context) {
  return sa::dialect_of(py::get_attribute(context, "dialect"));
}

bool has_items(const Value& context, std::string_view name) {
  return !py::collect(py::get_attribute(context, name)).empty();
}

std::string qualified(const std::optional<std::string>& schema,
                      const std::string& name) {
  return schema ? cat(*schema, ".", name) : name;
}

std::optional<std::string> optional_text(const Value& value) {
  if (!value || value.is_none()) return std::nullopt;
  return py::str(value);
}

using TableKey = std::pair<std::optional<std::string>, std::string>;

}  // namespace

Value name_value(const std::optional<std::string>& text) {
  return text ? py::make_str(*text) : Value::none();
}

std::string text_repr(std::string_view text) {
  return py::repr(py::make_str(text));
}

std::string tuple_repr(const std::vector<std::string>& texts) {
  std::string out = "(";
  for (std::size_t i = 0; i < texts.size(); ++i)
    cat_to(out, i ? ", " : "", text_repr(texts[i]));
  return cat(out, texts.size() == 1 ? ",)" : ")");
}

schema::Name& name_of(schema::Constraint& constraint) {
  return std::visit([](auto& one) -> schema::Name& { return one.name; },
                    constraint);
}

const schema::Name& name_of(const schema::Constraint& constraint) {
  return std::visit(
      [](const auto& one) -> const schema::Name& { return one.name; },
      constraint);
}

Comparison::Comparison(Value context, Value upgrade_ops)
    : context_(std::move(context)),
      upgrade_ops_(std::move(upgrade_ops)),
      operations_module_(
          py::Interpreter::current().import("alembic.operations.ops")),
      connection_(py::get_attribute(context_, "connection")),
      dialect_(dialect_of(context_)),
      opts_(py::get_attribute(context_, "opts")),
      has_name_filters_(has_items(context_, "_name_filters")),
      has_object_filters_(has_items(context_, "_object_filters")) {
  for (const Value& name : py::collect(py::get_attribute(context_, "_plugins")))
    plugins_.insert(py::str(name));
  detections_ = parse_detections(py::dict_get(opts_, "limbeck_detect"));
}

bool Comparison::enabled(std::string_view plugin) const {
  return plugins_.contains(std::string(plugin));
}

bool Comparison::is_mysql() const {
  return dialect_.name() == "mysql" || dialect_.name() == "mariadb";
}

// Alembic: compare.schema._produce_net_changes
void Comparison::run() {
  refuse_missing_models();
  run_steps(
      "autogenerate",
      [&] {
        return std::vector<Value>{context_, upgrade_ops_};
      },
      [&](std::string_view) {
        run_schemas(wanted_schemas());
        return Next::Go;
      });
}

void Comparison::run_schemas(
    const std::vector<std::optional<std::string>>& schemas) {
  std::vector<Value> shown;
  for (const auto& schema : schemas) shown.push_back(name_value(schema));
  const Value names = py::make_set(shown);
  run_steps(
      "schema",
      [&] {
        return std::vector<Value>{context_, upgrade_ops_, names};
      },
      [&](std::string_view) {
        run_tables(schemas);
        return Next::Go;
      });
}

std::vector<std::optional<std::string>> Comparison::wanted_schemas() {
  auto introspector = dialects::introspector(sa::connection_of(connection_));
  const Value live_dialect = py::get_attribute(connection_, "dialect");
  default_schema_ =
      optional_text(py::get_attribute(live_dialect, "default_schema_name"))
          .value_or("");
  std::vector<std::optional<std::string>> schemas{std::nullopt};
  const Value include = py::dict_get(opts_, "include_schemas");
  if (include && py::truth(include))
    for (std::string& name : introspector->schema_names())
      if (name != "information_schema" && name != default_schema_)
        schemas.push_back(std::move(name));
  std::erase_if(schemas, [&](const std::optional<std::string>& schema) {
    return has_name_filters_ && !wants_name(schema, "schema", nullptr);
  });
  return schemas;
}

// Alembic: compare.tables._autogen_for_tables
void Comparison::run_tables(
    const std::vector<std::optional<std::string>>& schemas) {
  const Value migration = py::get_attribute(context_, "migration_context");
  const TableKey version{
      optional_text(py::get_attribute(migration, "version_table_schema")),
      py::str(py::get_attribute(migration, "version_table"))};
  std::vector<ModelTable> models = model_tables();
  std::erase_if(models, [&](const ModelTable& model) {
    return model.name == version.second && model.own_schema == version.first;
  });

  auto introspector = dialects::introspector(sa::connection_of(connection_));
  if (!schemas.empty()) snapshot_ = introspector->introspect({schemas});
  for (const std::string& warning : snapshot_.warnings)
    warn(warning, "SAWarning");
  std::map<TableKey, DatabaseTable> database;
  for (const dialects::ReflectedTable& reflected : snapshot_.tables) {
    TableKey key{reflected.schema, reflected.name};
    if (key == version) continue;
    if (has_name_filters_ &&
        !wants_name(reflected.name, "table", nullptr, reflected.schema))
      continue;
    DatabaseTable table;
    table.reflected = &reflected;
    database.emplace(std::move(key), std::move(table));
  }

  std::map<TableKey, ModelTable*> by_name;
  std::vector<ModelTable*> added;
  for (ModelTable& model : models) {
    TableKey key{model.schema, model.name};
    if (by_name.emplace(key, &model).second && !database.contains(key))
      added.push_back(&model);
  }
  std::vector<DatabaseTable*> removed, existing;
  for (auto& [key, table] : database)
    (by_name.contains(key) ? existing : removed).push_back(&table);

  if (detects(Detection::Renames)) {
    for (ModelTable* model : added) load(*model);
    detect_renamed_tables(added, removed);
  }
  for (ModelTable* model : added) add_table(*model);
  // A table goes before those that it refers to; the reference has no order.
  std::stable_sort(removed.begin(), removed.end(),
                   [](const DatabaseTable* a, const DatabaseTable* b) {
                     const auto refers = [](const DatabaseTable* from,
                                            const DatabaseTable* to) {
                       for (const auto& key : from->reflected->foreign_keys)
                         if (key.referred_table.text == to->reflected->name)
                           return true;
                       return false;
                     };
                     return refers(a, b) && !refers(b, a);
                   });
  find_serial_columns(removed);
  for (DatabaseTable* table : removed) remove_table(*table);
  find_serial_columns(existing);

  std::vector<TablePair> pairs;
  for (auto& [key, table] : database)
    if (const auto found = by_name.find(key); found != by_name.end())
      pairs.push_back({key.first, key.second, found->second, &table});
  for (TablePair& pair : pairs) compare_table(pair);
  order_primary_keys(pairs);
  detect_enum_values();
}

std::vector<ModelTable> Comparison::model_tables() {
  std::vector<ModelTable> result;
  py::get_attribute(context_, "table_key_to_table");  // refuses doubled keys
  const std::vector<Value> sorted =
      py::collect(py::get_attribute(context_, "sorted_tables"));
  result.reserve(sorted.size());
  for (const Value& live : sorted) {
    ModelTable model;
    model.live = live;
    model.name = py::str(py::get_attribute(live, "name"));
    model.own_schema = optional_text(py::get_attribute(live, "schema"));
    if (model.own_schema != default_schema_) model.schema = model.own_schema;
    result.push_back(std::move(model));
  }
  return result;
}

Value Comparison::new_modify_ops(const TablePair& pair) {
  const Value values[] = {py::make_str(pair.name), py::make_list(),
                          name_value(pair.schema)};
  const Value names[] = {py::make_str("schema")};
  return py::call(operation_class("ModifyTableOps"),
                  py::Call{values, 2, names, 1});
}

void Comparison::keep(const Value& modify_ops) {
  if (!py::truth(py::call_method(modify_ops, "is_empty")))
    append(upgrade_ops_, modify_ops);
}

void Comparison::add_table(ModelTable& model) {
  const std::string& name = model.name;
  if (!wants_object([&] { return model.live; }, py::make_str(name), "table",
                    false))
    return;
  compared_models_.push_back(&model);
  append(upgrade_ops_, from("CreateTableOp", "from_table", {model.live}));
  log("tables",
      cat("Detected added table ", text_repr(qualified(model.schema, name))));
  TablePair pair{model.schema, name, &model, nullptr};
  load(pair);
  const Value modify_ops = new_modify_ops(pair);
  compare_parts(pair, modify_ops);
  keep(modify_ops);
  unload(pair);
}

void Comparison::remove_table(DatabaseTable& table) {
  TablePair pair{table.reflected->schema, table.reflected->name, nullptr,
                 &table};
  load(pair);
  if (!wants_object([&] { return live(table); }, py::make_str(pair.name),
                    "table", true))
    return;
  const Value modify_ops = new_modify_ops(pair);
  compare_parts(pair, modify_ops);
  keep(modify_ops);
  append(upgrade_ops_, from("DropTableOp", "from_table", {live(table)}));
  log("tables", cat("Detected removed table ",
                    text_repr(qualified(pair.schema, pair.name))));
  unload(pair);
}

// Alembic: compare.tables._compare_tables, its third part
void Comparison::compare_table(TablePair& pair) {
  load(pair);
  if (!wants_object([&] { return pair.model->live; }, py::make_str(pair.name),
                    "table", false, [&] { return live(*pair.database); }))
    return;
  compared_models_.push_back(pair.model);
  const Value modify_ops = new_modify_ops(pair);
  if (detects(Detection::Renames)) detect_renamed_columns(pair, modify_ops);
  compare_columns(pair, modify_ops);
  keep(modify_ops);
  unload(pair);
}

// ---------------------------------------------------------------------------
// What the parts share

Value Comparison::live(DatabaseTable& table) {
  if (table.live) return table.live;
  if (!existing_metadata_) existing_metadata_ = sa::make("MetaData", {});
  drop_placeholder(table.table);
  table.live = sa::wrap_table(table.table, existing_metadata_);
  return table.live;
}

Value Comparison::live_column(const TablePair& pair, const std::string& name,
                              bool model) {
  const Value table = model ? pair.model->live : live(*pair.database);
  const schema::Table& values =
      model ? pair.model->table : pair.database->table;
  return py::get_item(py::get_attribute(table, "c"),
                      py::make_str(values.find_column(name)->effective_key()));
}

void Comparison::append(const Value& container, const Value& operation) {
  py::list_append(py::get_attribute(container, "ops"), operation);
}

Value Comparison::operation_class(std::string_view name) const {
  return py::get_attribute(operations_module_, name);
}

Value Comparison::from(std::string_view operation, std::string_view maker,
                       const std::vector<Value>& arguments) const {
  const Value function = py::get_attribute(operation_class(operation), maker);
  return py::call(function,
                  py::Call{arguments.data(), arguments.size(), nullptr, 0});
}

void Comparison::log(std::string_view logger, const std::string& message) {
  Value& info = loggers_[std::string(logger)];
  if (!info) {
    const Value logging = py::Interpreter::current().import("logging");
    const std::string name = logger.starts_with("alembic.")
                                 ? std::string(logger)
                                 : cat("alembic.autogenerate.compare.", logger);
    info = py::get_attribute(
        py::call_method(logging, "getLogger", {py::make_str(name)}), "info");
  }
  py::call(info, {py::make_str(message)});
}

Value Comparison::own_method(std::string_view name) {
  return own_impl_method(context_, name);
}

void Comparison::warn(const std::string& message, std::string_view category) {
  const Value warnings = py::Interpreter::current().import("warnings");
  const Value type = category.empty() ? Value(py::exception_type("UserWarning"))
                                      : Value(sa::exception_class(category));
  py::call_method(warnings, "warn", {py::make_str(message), type});
}

bool Comparison::wants_name(const std::optional<std::string>& name,
                            std::string_view type, const TablePair* pair,
                            const std::optional<std::string>& schema) {
  if (!has_name_filters_) return true;
  const Value parents = py::make_dict();
  if (type == "table") {
    py::dict_set(parents, "schema_name", name_value(schema));
  } else if (pair) {
    py::dict_set(parents, "table_name", py::make_str(pair->name));
    py::dict_set(parents, "schema_name", name_value(pair->schema));
  }
  return py::truth(
      py::call_method(context_, "run_name_filters",
                      {name_value(name), py::make_str(type), parents}));
}

bool Comparison::wants_object(const std::function<Value()>& object,
                              const Value& name, std::string_view type,
                              bool reflected,
                              const std::function<Value()>& compare_to) {
  if (!has_object_filters_) return true;
  return py::truth(py::call_method(
      context_, "run_object_filters",
      {object(), name, py::make_str(type), Value::boolean(reflected),
       compare_to ? compare_to() : Value::none()}));
}

}  // namespace limbeck::autogen

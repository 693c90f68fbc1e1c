// Live tables filled from a database: autoload_with, MetaData.reflect.
#include <map>
#include <optional>

#include "base/text.h"
#include "dialects/dialect.h"
#include "dialects/reflection.h"
#include "sqlalchemy/calls.h"
#include "sqlalchemy/dialect.h"
#include "sqlalchemy/engine.h"
#include "sqlalchemy/errors.h"
#include "sqlalchemy/inspector.h"
#include "sqlalchemy/inspector_object.h"
#include "sqlalchemy/schema_items.h"
#include "sqlalchemy/table_events.h"
#include "sqlalchemy/types.h"

namespace limbeck::sa {

namespace {

using dialects::ReflectedTable;

/// A Column made of an entry of get_columns() that listeners may have changed.
// SQLAlchemy: Inspector._reflect_column
Value column_of(const Value& info) {
  const auto item = [&](const char* name) {
    const Value value = py::dict_get(info, name);
    return value && !value.is_none() ? value : Value();
  };
  std::vector<Value> arguments{item("name"), item("type")};
  if (const Value text = item("default"))
    arguments.push_back(
        isa(text, Cls::FetchedValue)
            ? text
            : make("DefaultClause",
                   {is_clause(text)
                        ? text
                        : wrap_clause(schema::Clause(py::str(text)))}));
  for (const auto& [name, which] : {std::pair("computed", Cls::Computed),
                                    std::pair("identity", Cls::Identity)})
    if (const Value given = item(name))
      arguments.push_back(call_with(class_value(which), {}, given));
  Keywords keywords;
  for (const char* name :
       {"nullable", "autoincrement", "quote", "info", "key", "comment"})
    if (const Value value = item(name)) keywords.emplace_back(name, value);
  return make("Column", arguments, keywords);
}

/// Puts a reflected table's columns, constraints and indexes into a live one.
class Filler {
 public:
  Filler(const Value& live, const Value& inspector, ReflectOptions options = {})
      : live_(live), inspector_(inspector), options_(std::move(options)) {}

  /// Gives the foreign keys that came with it.
  std::vector<Value> fill(const ReflectedTable& given) {
    const bool heard = any_listens("column_reflect");
    // A listener may ask the inspector, which then reads the database anew.
    const auto kept = heard ? std::optional(given) : std::nullopt;
    const ReflectedTable& reflected = kept ? *kept : given;
    schema::Table table = dialects::to_table(reflected);
    for (std::size_t i = 0; i < table.columns.size(); ++i)
      add_column(table.columns[i],
                 heard ? tell(reflected.columns[i], reflected) : Value());
    for (schema::Constraint& constraint : table.constraints)
      add_constraint(constraint);
    for (schema::Index& index : table.indexes) add_index(index);
    if (table.comment) live_.as<Table>()->comment = str_value(*table.comment);
    if (!table.options.items.empty()) add_options(table.options);
    return foreign_keys_;
  }

 private:
  /// The column's entry after "column_reflect" listeners.
  Value tell(const dialects::ReflectedColumn& column,
             const ReflectedTable& table) {
    const Value info = column_value(
        column, table,
        dialect_of(inspector_.as<InspectorObject>()->connection).name());
    for (const Value& target : {live_.as<Table>()->metadata, live_})
      fire("column_reflect", target, {inspector_, live_, info});
    return info;
  }

  void add_column(schema::Column& column, const Value& info) {
    const std::string name =
        info ? py::str(py::dict_get(info, "name")) : column.name.text;
    if (!wanted(name)) return;
    Value made;
    if (info) {
      made = column_of(info);
      made.as<Column>()->primary_key = column.primary_key;
    } else {
      column.foreign_keys.clear();
      column.unique.reset();
      column.index.reset();
      column.checks.clear();
      made = wrap_column(column);
    }
    keys_[column.name.text] = made.as<Column>()->key_text();
    append_column(live_, made, true);
  }

  void add_constraint(schema::Constraint& constraint) {
    std::vector<std::string>* columns = nullptr;
    if (auto* key = std::get_if<schema::PrimaryKey>(&constraint)) {
      if (key->columns.empty()) return;
      columns = &key->columns;
    } else if (auto* key = std::get_if<schema::ForeignKey>(&constraint))
      columns = &key->columns;
    else if (auto* unique = std::get_if<schema::Unique>(&constraint))
      columns = &unique->columns;
    if (columns)
      for (std::string& column : *columns)
        if (!name_to_key(column)) return;
    const Value made = wrap_constraint(constraint);
    auto& live = *made.as<Constraint>();
    if (live.kind == ConstraintKind::ForeignKey) {
      live.link_to_name = true;
      for (const Value& element : live.elements)
        element.as<ForeignKey>()->link_to_name = true;
      foreign_keys_.push_back(made);
    }
    attach_to_table(live_, made);
  }

  void add_options(const schema::Options& options) {
    Table& owner = *live_.as<Table>();
    if (!owner.options) owner.options = py::make_dict();
    py::dict_each(options_value(options),
                  [&](const Value& name, const Value& value) {
                    py::dict_set(owner.options, name, value);
                  });
  }

  void add_index(schema::Index& index) {
    for (schema::Index::Element& element : index.elements)
      if (!element.column.empty() && !name_to_key(element.column)) return;
    wrap_index(index, live_);
  }

  /// A column's name becomes its key; false where the column is left out.
  bool name_to_key(std::string& column) const {
    const auto key = keys_.find(column);
    if (key == keys_.end()) return false;
    column = key->second;
    return true;
  }

  bool wanted(const std::string& name) const {
    const Value& include = options_.include_columns;
    const Value& exclude = options_.exclude_columns;
    if (include && !include.is_none() &&
        !py::contains(include, str_value(name)))
      return false;
    return !exclude || !py::contains(exclude, str_value(name));
  }

  const Value& live_;
  const Value& inspector_;
  const ReflectOptions options_;
  std::map<std::string, std::string> keys_;  // of live columns by name
  std::vector<Value> foreign_keys_;
};

/// Tables that these foreign keys refer to come along.
void follow(const std::vector<Value>& foreign_keys, const Value& metadata,
            const Value& inspector) {
  for (const Value& item : foreign_keys) {
    auto& constraint = *item.as<Constraint>();
    ColumnSpec spec = parse_colspec(*constraint.elements[0].as<ForeignKey>());
    std::string key =
        spec.schema ? cat(*spec.schema, ".", spec.table) : spec.table;
    if (py::dict_get(metadata.as<MetaData>()->tables, key)) continue;
    const auto& all = snapshot(*inspector.as<InspectorObject>(), spec.schema);
    const auto* found = all.find(spec.schema, spec.table);
    if (!found) {
      // SQLite and MySQL may know it by another case.
      const Value schema =
          spec.schema ? str_value(*spec.schema) : Value::none();
      if (has_table(inspector, spec.table, schema)) continue;
      raise_sa("NoSuchTableError", spec.table);
    }
    Keywords keywords;
    if (spec.schema) keywords.emplace_back("schema", str_value(*spec.schema));
    const Value made =
        make("Table", {str_value(spec.table), metadata}, keywords);
    follow(Filler(made, inspector).fill(*found), metadata, inspector);
  }
}

Value inspector_for(const Value& bind) {
  return isa(bind, Cls::Inspector) ? bind : make_inspector(bind);
}

}  // namespace

std::vector<schema::Column> columns_heard(const ReflectedTable& table,
                                          const Value& connection) {
  Keywords keywords;
  if (table.schema) keywords.emplace_back("schema", str_value(*table.schema));
  const Value live =
      make("Table", {str_value(table.name), make("MetaData", {})}, keywords);
  const Value inspector = make_inspector(connection);
  Filler(live, inspector).fill(table);
  std::vector<schema::Column> columns = lower_table(live).columns;
  // Defaults as catalogs give them: texts.
  for (schema::Column& column : columns)
    if (auto* clause = std::get_if<schema::Clause>(&column.server_default))
      if (const auto* text = sql::try_as<sql::Text>(clause->expression))
        *clause = schema::Clause(text->text);
  return columns;
}

void reflect_into(const Value& table, const Value& bind,
                  const ReflectOptions& options) {
  Value inspector = inspector_for(bind);
  auto& object = *inspector.as<InspectorObject>();
  auto& owner = *table.as<Table>();
  const auto* found = find_table(object, owner.name, owner.schema);
  if (!found) raise_sa("NoSuchTableError", py::str(owner.name));
  const std::vector<Value> foreign_keys =
      Filler(table, inspector, options).fill(*found);
  if (options.resolve_fks) follow(foreign_keys, owner.metadata, inspector);
}

void reflect_all(const Value& metadata, const Value& bind, const Value& schema,
                 bool views, const Value& only, bool extend_existing,
                 bool resolve_fks) {
  Value inspector = inspector_for(bind);
  auto& object = *inspector.as<InspectorObject>();
  auto& owner = *metadata.as<MetaData>();
  Value where = schema.is_none() ? or_none(owner.schema) : schema;
  auto lowered = optional_schema(where);
  std::vector<const ReflectedTable*> picked;
  for (const auto& table : snapshot(object, lowered).tables) {
    if (table.schema != lowered || table.temporary) continue;
    if (table.kind != dialects::ObjectKind::Table && !views) continue;
    if (!only.is_none()) {
      bool wanted;
      if (py::is_callable(only))
        wanted = is_true(py::call(only, {str_value(table.name), metadata}));
      else
        wanted = py::contains(only, str_value(table.name));
      if (!wanted) continue;
    }
    picked.push_back(&table);
  }
  if (!only.is_none() && !py::is_callable(only)) {
    std::vector<std::string> missing;
    for (const Value& name : py::collect(only))
      if (!snapshot(object, lowered).find(lowered, py::str(name)))
        missing.push_back(py::str(name));
    if (!missing.empty())
      raise_invalid_request(
          cat("Could not reflect: requested table(s) not available in ",
              py::repr(py::get_attribute(inspector, "engine")), ": (",
              join(missing, ", "), ")"));
  }
  std::vector<ReflectedTable> kept;
  if (any_listens("column_reflect")) {
    kept.reserve(picked.size());
    for (const ReflectedTable*& table : picked) {
      kept.push_back(*table);
      table = &kept.back();
    }
  }
  std::vector<Value> foreign_keys;
  for (const ReflectedTable* table : picked) {
    std::string key = lowered ? cat(*lowered, ".", table->name) : table->name;
    if (py::dict_get(owner.tables, key) && !extend_existing) continue;
    Keywords keywords{{"extend_existing", Value::boolean(true)}};
    if (!where.is_none()) keywords.emplace_back("schema", where);
    Value live = make("Table", {str_value(table->name), metadata}, keywords);
    for (Value& key : Filler(live, inspector).fill(*table))
      foreign_keys.push_back(std::move(key));
  }
  if (resolve_fks) follow(foreign_keys, metadata, inspector);
}

bool has_table(const Value& bind, const std::string& name,
               const Value& schema) {
  Value inspector = inspector_for(bind);
  return guarded([&] {
    return introspector(*inspector.as<InspectorObject>())
        .has_table(name, optional_schema(schema));
  });
}

}  // namespace limbeck::sa

#include "schema/schema.h"

#include <algorithm>

#include "base/error.h"
#include "base/text.h"
#include "schema/naming.h"

namespace limbeck::schema {

namespace {

bool has_foreign_key(const Table& table, const Column& column) {
  if (!column.foreign_keys.empty()) return true;
  for (const Constraint& constraint : table.constraints) {
    const auto* key = std::get_if<ForeignKey>(&constraint);
    if (key && std::find(key->columns.begin(), key->columns.end(),
                         column.name.text) != key->columns.end()) {
      return true;
    }
  }
  return false;
}

bool is_whole_number(const Type& type) {
  TypeKind affinity = type.affinity();
  if (affinity == TypeKind::Integer) return true;
  // NUMERIC without a fraction counts as well.
  return affinity == TypeKind::Numeric && type.integer("scale") &&
         *type.integer("scale") == 0;
}

// SQLAlchemy: PrimaryKeyConstraint._autoincrement_column, _validate_autoinc
bool can_autoincrement(const Table& table, const Column& column, bool wanted,
                       std::string (*shown)(const Type&)) {
  // NUMERIC(12, 0) counts where it is told to.
  if (!wanted && column.type.affinity() == TypeKind::Numeric) return false;
  if (!is_whole_number(column.type)) {
    if (!wanted) return false;
    throw Error(ErrorKind::Argument,
                cat("Column type ", shown(column.type), " on column '",
                    table.full_name(), ".", column.name.text,
                    "' is not compatible with autoincrement=True"));
  }
  if (wanted) return true;
  if (column.has_python_default) return false;
  if (!std::holds_alternative<std::monostate>(column.server_default) &&
      !std::holds_alternative<Identity>(column.server_default)) {
    return false;
  }
  return column.autoincrement == Autoincrement::IgnoreFk ||
         !has_foreign_key(table, column);
}

void name_by_convention(const Table& table, Constraint& constraint) {
  std::visit(
      [&](auto& each) {
        if (each.name.kind != Name::Kind::None &&
            each.name.kind != Name::Kind::Plain) {
          return;
        }
        Name name = conventional_name(constraint, table);
        if (name) each.name = name;
      },
      constraint);
}

void name_by_convention(const Table& table, Index& index) {
  if (index.name.kind != Name::Kind::None &&
      index.name.kind != Name::Kind::Plain) {
    return;
  }
  Name name = conventional_name(index, table);
  if (name) index.name = name;
}

void add(Table& table, Constraint constraint) {
  name_by_convention(table, constraint);
  table.constraints.push_back(std::move(constraint));
}

void ensure_primary_key(Table& table) {
  if (const PrimaryKey* existing = table.primary_key()) {
    PrimaryKey key = *existing;
    // PrimaryKeyConstraint() without columns takes those that are flagged.
    if (key.columns.empty()) {
      for (const Column& column : table.columns) {
        if (column.primary_key) key.columns.push_back(column.name.text);
      }
      for (Constraint& constraint : table.constraints) {
        if (auto* primary = std::get_if<PrimaryKey>(&constraint)) {
          *primary = key;
        }
      }
    }
    for (Column& column : table.columns) {
      const bool within = std::find(key.columns.begin(), key.columns.end(),
                                    column.name.text) != key.columns.end();
      if (!within) continue;  // flagged all the same, as in the reference
      column.primary_key = true;
      if (!column.nullable_given) column.nullable = false;
    }
    return;
  }
  PrimaryKey key;
  key.implicit = true;
  for (const Column& column : table.columns) {
    if (column.primary_key) key.columns.push_back(column.name.text);
  }
  if (key.columns.empty()) return;
  Constraint constraint = std::move(key);
  name_by_convention(table, constraint);
  table.constraints.insert(table.constraints.begin(), std::move(constraint));
}

}  // namespace

bool Option::truth() const {
  struct Truth {
    bool operator()(std::monostate) const { return false; }
    bool operator()(bool value) const { return value; }
    bool operator()(std::int64_t value) const { return value != 0; }
    bool operator()(double value) const { return value != 0; }
    bool operator()(const std::string& value) const { return !value.empty(); }
    bool operator()(const Name& value) const { return !value.text.empty(); }
    bool operator()(const Clause&) const { return true; }
    bool operator()(const OptionList& value) const { return !value.empty(); }
    bool operator()(const OptionMap& value) const { return !value.empty(); }
  };
  return std::visit(Truth(), variant());
}

const Option* Options::find(std::string_view name) const {
  for (const auto& [key, value] : items) {
    if (key == name && value.index() != 0) return &value;
  }
  return nullptr;
}

std::optional<std::string> Options::text(std::string_view name) const {
  if (std::optional<Name> found = this->name(name)) return found->text;
  return std::nullopt;
}

std::optional<Name> Options::name(std::string_view name) const {
  const Option* option = find(name);
  if (!option) return std::nullopt;
  if (const auto* text = option->get<std::string>()) return Name(*text);
  if (const auto* quoted = option->get<Name>()) return *quoted;
  return std::nullopt;
}

bool Options::flag(std::string_view name) const {
  const Option* option = find(name);
  return option && option->truth();
}

void Options::set(std::string name, Option value) {
  for (auto& [key, existing] : items) {
    if (key == name) {
      existing = std::move(value);
      return;
    }
  }
  items.emplace_back(std::move(name), std::move(value));
}

const Column* Table::find_column(std::string_view wanted) const {
  for (const Column& column : columns) {
    if (column.name.text == wanted) return &column;
  }
  return nullptr;
}

Column* Table::find_column(std::string_view wanted) {
  for (Column& column : columns) {
    if (column.name.text == wanted) return &column;
  }
  return nullptr;
}

const PrimaryKey* Table::primary_key() const {
  for (const Constraint& constraint : constraints) {
    if (const auto* key = std::get_if<PrimaryKey>(&constraint)) return key;
  }
  return nullptr;
}

std::string Table::full_name() const {
  return schema && *schema ? cat(schema->text, ".", name.text) : name.text;
}

bool Table::operator==(const Table& other) const {
  return name == other.name && schema == other.schema &&
         columns == other.columns && constraints == other.constraints &&
         indexes == other.indexes && comment == other.comment &&
         prefixes == other.prefixes && options == other.options;
}

const Column* autoincrement_column(const Table& table,
                                   std::string (*shown)(const Type&)) {
  std::vector<const Column*> keys;
  if (const PrimaryKey* key = table.primary_key()) {
    for (const std::string& name : key->columns) {
      if (const Column* column = table.find_column(name)) {
        keys.push_back(column);
      }
    }
  }
  if (keys.size() == 1) {
    const Column* column = keys.front();
    bool wanted = column->autoincrement == Autoincrement::True;
    if (column->autoincrement == Autoincrement::False) return nullptr;
    return can_autoincrement(table, *column, wanted, shown) ? column : nullptr;
  }
  const Column* found = nullptr;
  for (const Column* column : keys) {
    if (column->autoincrement != Autoincrement::True) continue;
    can_autoincrement(table, *column, true, shown);
    if (found) {
      throw Error(ErrorKind::Argument,
                  cat("Only one Column may be marked autoincrement=True, "
                      "found both ",
                      column->name.text, " and ", found->name.text, "."));
    }
    found = column;
  }
  return found;
}

// SQLAlchemy: Column._set_parent, ForeignKey._set_table
void attach_column(Table& table, const Column& column,
                   const TypeCheck& type_check) {
  const std::string& name = column.name.text;
  if (column.index && *column.index) {
    Index index;
    index.table = table.name;
    index.schema = table.schema;
    index.elements.push_back({name, {}});
    index.unique = column.unique && *column.unique;
    index.column_flag = true;
    name_by_convention(table, index);
    table.indexes.push_back(std::move(index));
  } else if (column.unique && *column.unique) {
    Unique unique;
    unique.columns = {name};
    unique.column_flag = true;
    add(table, std::move(unique));
  }
  if (type_check) {
    if (std::optional<Check> check = type_check(column)) {
      add(table, std::move(*check));
    }
  }
  for (const ForeignKey& foreign_key : column.foreign_keys) {
    ForeignKey copy = foreign_key;
    copy.columns = {name};
    copy.column_flag = true;
    add(table, std::move(copy));
  }
}

void complete(Table& table, const TypeCheck& type_check) {
  ensure_primary_key(table);
  for (Constraint& constraint : table.constraints) {
    name_by_convention(table, constraint);
  }
  for (Index& index : table.indexes) {
    index.table = table.name;
    index.schema = table.schema;
    name_by_convention(table, index);
  }
  // Constraints that columns bring are younger than those written beside them,
  // so they come after.
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    Column column = table.columns[i];
    attach_column(table, column, type_check);
    for (Check& check : table.columns[i].checks) {
      Constraint constraint = check;
      name_by_convention(table, constraint);
      check = std::get<Check>(std::move(constraint));
    }
  }
}

}  // namespace limbeck::schema

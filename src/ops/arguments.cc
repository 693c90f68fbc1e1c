// What directives share: reading arguments, naming conventions.
#include <algorithm>

#include "base/text.h"
#include "ops/directive.h"
#include "schema/naming.h"
#include "sqlalchemy/option_check.h"

namespace limbeck::ops {

sql::TableName table_argument(DirectiveCall& call, std::string_view table,
                              std::string_view schema) {
  if (call.batch_table) return *call.batch_table;
  return table_name(call.args[table], call.args[schema]);
}

sql::TableName table_name(const Value& table, const Value& schema) {
  if (table.is_none())
    py::raise("AssertionError",
              "use quoted_name.construct() for None passthrough");
  if (schema && !schema.is_none() && !py::is_str(schema))
    py::raise_type_error(cat("unsupported operand type(s) for +: '",
                             py::type_of(schema)->name, "' and 'str'"));
  return {sa::lower_name(table), sa::lower_optional_name(schema)};
}

void DirectActions::add_column(const sql::AddColumn& add,
                               const std::optional<std::string>&,
                               const std::optional<std::string>&) {
  impl_.execute(sql::Ddl(add));
}
void DirectActions::drop_column(const sql::DropColumn& drop,
                                const schema::Options& options) {
  impl_.execute(impl_.dialect().drop_column(drop, options));
}
void DirectActions::alter_column(const sql::AlterColumn& change) {
  impl_.execute(impl_.dialect().alter_column(change));
}
void DirectActions::add_constraint(const sql::AddConstraint& add) {
  impl_.execute(impl_.dialect().add_constraint(add));
}
void DirectActions::drop_constraint(const sql::DropConstraint& drop) {
  impl_.execute(impl_.dialect().drop_constraint(drop));
}
void DirectActions::create_index(const sql::CreateIndex& create) {
  impl_.execute(sql::Ddl(create));
}
void DirectActions::drop_index(const sql::DropIndex& drop) {
  impl_.execute(sql::Ddl(drop));
}
void DirectActions::set_table_comment(const sql::SetTableComment& comment) {
  impl_.execute(sql::Ddl(comment));
}
void DirectActions::drop_table_comment(const sql::DropTableComment& comment) {
  impl_.execute(sql::Ddl(comment));
}
void DirectActions::set_column_comment(const sql::SetColumnComment& comment) {
  impl_.execute(sql::Ddl(comment));
}

std::optional<schema::Name> schema_argument(py::Args& args,
                                            std::string_view name) {
  return sa::lower_optional_name(args[name]);
}

// SQLAlchemy: Column.__init__, as Alembic's stand-in tables call it
std::string column_name(const Value& column) {
  if (column.is_none())
    sa::raise_sa("ArgumentError",
                 "Column must be constructed with a non-blank name or assign a "
                 "non-blank .name before adding to a Table.");
  if (!py::is_str(column))
    sa::raise_sa("ArgumentError",
                 cat("'SchemaItem' object, such as a 'Column' or a "
                     "'Constraint' expected, got ",
                     py::repr(column)));
  return sa::lower_name(column).text;
}

std::vector<std::string> column_names(const Value& columns) {
  if (py::is_str(columns)) return {std::string(py::text_of(columns))};
  std::vector<std::string> names;
  for (const Value& column : py::collect(columns))
    names.push_back(column_name(column));
  return names;
}

std::optional<bool> flag_argument(py::Args& args, std::string_view name) {
  const Value& value = args[name];
  if (!value || value.is_none()) return std::nullopt;
  return py::truth(value);
}

schema::Options dialect_options(const Value& keywords, std::string_view what,
                                std::vector<std::string_view> others) {
  const Value own = py::make_dict();
  py::dict_each(keywords, [&](const Value& key, const Value& value) {
    const std::string name(py::text_of(key));
    if (std::find(others.begin(), others.end(), name) == others.end())
      py::dict_set(own, key, value);
  });
  sa::check_dialect_options(own, what);
  schema::Options options;
  py::dict_each(own, [&](const Value& key, const Value& value) {
    options.set(std::string(py::text_of(key)), sa::lower_option(value));
  });
  return options;
}

namespace {

Value target_metadata(const Value& context) {
  const Value options = py::get_attribute(context, "opts");
  const Value metadata = py::dict_get(options, "target_metadata");
  if (!metadata || metadata.is_none()) return Value();
  return py::find_attribute(metadata, "naming_convention");
}

}  // namespace

std::shared_ptr<const schema::NamingConvention> naming_convention(
    const Value& context) {
  const Value convention = target_metadata(context);
  if (!convention || !py::truth(convention)) return nullptr;
  return sa::lower_naming_convention(convention);
}

schema::Table context_table(const DirectiveCall& call,
                            const sql::TableName& name) {
  schema::Table table(name.table, {}, name.schema);
  table.naming = naming_convention(call.context);
  return table;
}

void add_columns(schema::Table& table, const std::vector<std::string>& names) {
  for (const std::string& name : names)
    if (!table.find_column(name))
      table.columns.emplace_back(schema::Name(name), schema::Type());
}

void raise_column_twice(std::string_view column, std::string_view table) {
  sa::raise_sa("DuplicateColumnError",
               cat("A column with name '", column,
                   "' is already present in table '", table, "'."));
}

void raise_no_referenced_table(const schema::Table& table,
                               const schema::ForeignKey& key) {
  const std::string target =
      key.referred_schema
          ? cat(key.referred_schema->text, ".", key.referred_table.text)
          : key.referred_table.text;
  const std::string message =
      cat("Foreign key associated with column '", table.name.text, ".",
          key.columns[0], "' could not find table '", target,
          "' with which to generate a foreign key to target column '",
          key.referred_columns.empty() ? "" : key.referred_columns[0], "'");
  const Value errors = py::Interpreter::current().import("sqlalchemy.exc");
  throw py::Raised(
      py::call_method(errors, "NoReferencedTableError",
                      {py::make_str(message), py::make_str(target)}));
}

// SQLAlchemy: naming.ConventionDict._key_referred_column_X_name
void refuse_unknown_referred(const schema::Table& table) {
  const std::string* pattern =
      table.naming ? table.naming->find("fk") : nullptr;
  if (!pattern || pattern->find("%(referred_column_") == std::string::npos)
    return;
  // The columns' own keys are attached with them, before the table's.
  std::vector<const schema::ForeignKey*> keys;
  for (const bool of_column : {true, false})
    for (const schema::Constraint& constraint : table.constraints) {
      const auto* key = std::get_if<schema::ForeignKey>(&constraint);
      if (!key || key->columns.empty()) continue;
      const schema::Column* column = table.find_column(key->columns[0]);
      const bool own =
          column && key->columns.size() == 1 &&
          std::ranges::any_of(
              column->foreign_keys, [&](const schema::ForeignKey& other) {
                return other.referred_table == key->referred_table &&
                       other.referred_columns == key->referred_columns;
              });
      if (own == of_column) keys.push_back(key);
    }
  for (const schema::ForeignKey* key : keys) {
    const bool own = key->referred_table == table.name &&
                     key->referred_schema == table.schema;
    const bool named =
        key->name && key->name.kind != schema::Name::Kind::Generated;
    if (!own && !named) raise_no_referenced_table(table, *key);
  }
}

// Alembic: SchemaObjects.metadata
Value live_metadata(const Value& context) {
  const Value convention = target_metadata(context);
  if (!convention) return sa::make("MetaData", {});
  return sa::make("MetaData", {}, {{"naming_convention", convention}});
}

}  // namespace limbeck::ops

// Live schema objects read into plain values.
#include <algorithm>

#include "base/text.h"
#include "schema/naming.h"
#include "sql/build.h"
#include "sqlalchemy/errors.h"
#include "sqlalchemy/expression_walk.h"
#include "sqlalchemy/expressions.h"
#include "sqlalchemy/literal.h"
#include "sqlalchemy/names.h"
#include "sqlalchemy/schema_items.h"
#include "sqlalchemy/types.h"

namespace limbeck::sa {

namespace {

std::optional<bool> optional_bool(const Value& value) {
  if (value.absent() || value.is_none()) return std::nullopt;
  return py::truth(value);
}

std::optional<std::int64_t> optional_int(const Value& value) {
  if (value.absent() || value.is_none()) return std::nullopt;
  return py::int_of(value);
}

std::optional<std::string> optional_str(const Value& value) {
  if (value.absent() || value.is_none()) return std::nullopt;
  return py::str(value);
}

std::string column_name(const Value& column) {
  if (isa(column, Cls::Column)) return text_or_empty(column.as<Column>()->name);
  if (py::is_str(column)) return std::string(py::text_of(column));
  return text_or_empty(attribute(column, "name"));
}

std::vector<std::string> column_names(const std::vector<Value>& columns) {
  std::vector<std::string> names;
  for (const Value& column : columns) names.push_back(column_name(column));
  return names;
}

/// Each once, as the collections of keys and UNIQUE constraints have them.
std::vector<std::string> distinct_column_names(
    const std::vector<Value>& columns) {
  std::vector<std::string> names;
  for (std::string& name : column_names(columns))
    if (std::find(names.begin(), names.end(), name) == names.end())
      names.push_back(std::move(name));
  return names;
}

}  // namespace

schema::Name lower_name(const Value& name) {
  if (name.absent() || name.is_none()) return {};
  if (is_deferred_name(name)) return schema::Name::deferred();
  schema::Name lowered(py::is_str(name) ? std::string(py::text_of(name))
                                        : py::str(name));
  if (py::type_of(name) != py::builtin_types().str) {
    if (is_conv(name)) lowered.kind = schema::Name::Kind::Final;
    Value quote = attribute(name, "quote");
    if (quote && quote.is_bool()) lowered.quote = quote.is_true();
  }
  return lowered;
}

std::optional<schema::Name> lower_optional_name(const Value& name) {
  if (name.absent() || name.is_none()) return std::nullopt;
  return lower_name(name);
}

schema::Option lower_option(const Value& value) {
  if (value.absent() || value.is_none()) return std::monostate();
  if (value.is_bool()) return value.is_true();
  if (auto number = py::int_of(value)) return *number;
  if (py::is_float(value)) return py::number_of(value);
  if (py::is_str(value)) {
    schema::Name name = lower_name(value);
    if (name.quote) return name;
    return std::move(name.text);
  }
  if (py::is_dict(value)) {
    schema::OptionMap map;
    py::dict_each(value, [&](const Value& key, const Value& item) {
      map.emplace_back(
          py::is_str(key) ? std::string(py::text_of(key)) : column_name(key),
          lower_option(item));
    });
    return map;
  }
  if (py::is_list(value) || py::is_tuple(value) || py::is_set(value)) {
    schema::OptionList list;
    for (const Value& item : py::collect(value))
      list.push_back(isa(item, Cls::Column) ? schema::Option(column_name(item))
                                            : lower_option(item));
    return list;
  }
  if (is_clause(value)) return schema::Clause(node_of(value));
  return py::str(value);
}

schema::Options lower_options(const Value& dict) {
  schema::Options options;
  if (dict.absent() || dict.is_none()) return options;
  py::dict_each(dict, [&](const Value& key, const Value& value) {
    options.set(std::string(py::text_of(key)), lower_option(value));
  });
  return options;
}

namespace {

schema::SequenceOptions sequence_options(const DefaultItem& item) {
  schema::SequenceOptions options;
  options.start = optional_int(item.start);
  options.increment = optional_int(item.increment);
  options.minvalue = optional_int(item.minvalue);
  options.maxvalue = optional_int(item.maxvalue);
  options.cache = optional_int(item.cache);
  options.nominvalue = is_true(item.nominvalue);
  options.nomaxvalue = is_true(item.nomaxvalue);
  options.cycle = optional_bool(item.cycle);
  options.order = optional_bool(item.order);
  return options;
}

}  // namespace

schema::Sequence lower_sequence(const Value& value) {
  auto& item = *value.as<DefaultItem>();
  schema::Sequence sequence;
  sequence.name = lower_name(item.name);
  sequence.schema = lower_optional_name(item.schema);
  sequence.options = sequence_options(item);
  if (item.data_type && !item.data_type.is_none())
    sequence.data_type = lower_type(item.data_type);
  sequence.optional = is_true(item.optional);
  return sequence;
}

sql::Expression sequence_next_value(const Value& sequence) {
  return sql::make<sql::NextValue>(lower_sequence(sequence));
}

schema::ServerDefault lower_server_default(const Value& value) {
  if (value.absent() || value.is_none()) return std::monostate();
  if (py::is_str(value)) return std::string(py::text_of(value));
  if (isa(value, Cls::Computed)) {
    auto& item = *value.as<DefaultItem>();
    schema::Computed computed;
    computed.sqltext = lower_clause(item.arg);
    computed.persisted = optional_bool(item.persisted);
    return computed;
  }
  if (isa(value, Cls::Identity)) {
    auto& item = *value.as<DefaultItem>();
    schema::Identity identity;
    identity.always = is_true(item.always);
    identity.on_null = optional_bool(item.on_null);
    identity.options = sequence_options(item);
    return identity;
  }
  if (isa(value, Cls::DefaultClause))
    return lower_server_default(value.as<DefaultItem>()->arg);
  if (isa(value, Cls::FetchedValue)) return schema::FetchedValue();
  if (Value clause = clause_element(value))
    return schema::Clause(node_of(clause));
  raise_argument_error(
      cat("Argument 'arg' is expected to be one of type '<class 'str'>' or "
          "'<class 'sqlalchemy.sql.elements.ClauseElement'>' or '<class "
          "'sqlalchemy.sql.elements.TextClause'>', got '",
          py::repr(Value(py::type_of(value))), "'"));
}

namespace {

schema::Autoincrement lower_autoincrement(const Value& value) {
  if (value.absent() || value.is_none()) return schema::Autoincrement::Auto;
  if (py::is_str(value))
    return py::text_of(value) == "ignore_fk" ? schema::Autoincrement::IgnoreFk
                                             : schema::Autoincrement::Auto;
  return py::truth(value) ? schema::Autoincrement::True
                          : schema::Autoincrement::False;
}

schema::Clause check_text(const Value& sqltext) {
  const auto& node = node_of(sqltext);
  return schema::Clause(node);
}

schema::ForeignKey lower_single_key(const ForeignKey& key,
                                    const std::string& own_column) {
  schema::ForeignKey lowered;
  ColumnSpec spec = parse_colspec(key);
  lowered.name = lower_name(key.name);
  lowered.columns = {own_column};
  if (spec.schema) lowered.referred_schema = schema::Name(*spec.schema);
  lowered.referred_table = schema::Name(spec.table);
  lowered.referred_columns = {spec.column.empty() ? own_column : spec.column};
  lowered.onupdate = text_or_empty(key.onupdate);
  lowered.ondelete = text_or_empty(key.ondelete);
  lowered.initially = text_or_empty(key.initially);
  lowered.match = text_or_empty(key.match);
  lowered.deferrable = optional_bool(key.deferrable);
  lowered.use_alter = key.use_alter;
  lowered.link_to_name = key.link_to_name;
  lowered.options = lower_options(key.options);
  return lowered;
}

/// The name of the referred column: its key may differ (link_to_name aside).
std::string referred_name(const ForeignKey& key, const std::string& own) {
  Value column = referred_column(key);
  if (column) return column_name(column);
  ColumnSpec spec = parse_colspec(key);
  return spec.column.empty() ? own : spec.column;
}

schema::ForeignKey lower_foreign_key(const Constraint& constraint) {
  schema::ForeignKey lowered;
  lowered.name = lower_name(constraint.name);
  lowered.columns = column_names(constraint.columns);
  for (std::size_t i = 0; i < constraint.elements.size(); ++i) {
    auto& key = *constraint.elements[i].as<ForeignKey>();
    ColumnSpec spec = parse_colspec(key);
    if (i == 0) {
      if (spec.schema) lowered.referred_schema = schema::Name(*spec.schema);
      lowered.referred_table = schema::Name(spec.table);
      Value referred = referred_column(key);
      if (referred && referred.as<Column>()->table &&
          isa(referred.as<Column>()->table, Cls::Table)) {
        auto& table = *referred.as<Column>()->table.as<Table>();
        lowered.referred_table = lower_name(table.name);
        lowered.referred_schema = lower_optional_name(table.schema);
      }
    }
    lowered.referred_columns.push_back(referred_name(
        key, i < lowered.columns.size() ? lowered.columns[i] : std::string()));
  }
  lowered.onupdate = text_or_empty(constraint.onupdate);
  lowered.ondelete = text_or_empty(constraint.ondelete);
  lowered.initially = text_or_empty(constraint.initially);
  lowered.match = text_or_empty(constraint.match);
  lowered.deferrable = optional_bool(constraint.deferrable);
  lowered.use_alter = constraint.use_alter;
  lowered.link_to_name = constraint.link_to_name;
  lowered.comment = optional_str(constraint.comment);
  lowered.options = lower_options(constraint.options);
  return lowered;
}

schema::Exclude lower_exclude(const Constraint& constraint) {
  schema::Exclude lowered;
  lowered.name = lower_name(constraint.name);
  Value ops = constraint.options;
  for (const Value& pair : constraint.elements) {
    schema::Exclude::Element element;
    const Value expression = sequence_items(pair)[0];
    if (py::is_str(expression))
      element.column = lower_name(expression);
    else if (isa(expression, Cls::Column))
      element.column = lower_name(attribute(expression, "name"));
    else
      element.expression = schema::Clause(node_of(expression));
    element.operator_ = py::str(sequence_items(pair)[1]);
    if (ops && py::is_dict(ops))
      if (Value opclass = py::dict_get(ops, element.column.text))
        element.opclass = py::str(opclass);
    lowered.elements.push_back(std::move(element));
  }
  if (constraint.using_ && !constraint.using_.is_none())
    lowered.using_ = py::str(constraint.using_);
  if (constraint.where && !constraint.where.is_none())
    lowered.where = lower_clause(constraint.where);
  lowered.deferrable = optional_bool(constraint.deferrable);
  lowered.initially = text_or_empty(constraint.initially);
  return lowered;
}

template <class T>
void lower_common(const Constraint& from, T& to) {
  to.name = lower_name(from.name);
  to.deferrable = optional_bool(from.deferrable);
  to.initially = text_or_empty(from.initially);
  to.options = lower_options(from.options);
}

}  // namespace

schema::Constraint lower_constraint(const Value& value) {
  auto& constraint = *value.as<Constraint>();
  switch (constraint.kind) {
    case ConstraintKind::PrimaryKey: {
      schema::PrimaryKey lowered;
      lower_common(constraint, lowered);
      lowered.columns = distinct_column_names(constraint.columns);
      lowered.implicit = constraint.implicit;
      return lowered;
    }
    case ConstraintKind::Unique: {
      schema::Unique lowered;
      lower_common(constraint, lowered);
      lowered.columns = distinct_column_names(constraint.columns);
      lowered.column_flag = constraint.column_flag;
      return lowered;
    }
    case ConstraintKind::Check: {
      schema::Check lowered;
      lower_common(constraint, lowered);
      lowered.sqltext = check_text(constraint.sqltext);
      lowered.columns = column_names_in(lowered.sqltext.expression);
      return lowered;
    }
    case ConstraintKind::ForeignKey:
      return lower_foreign_key(constraint);
    case ConstraintKind::Exclude:
      return lower_exclude(constraint);
    case ConstraintKind::Plain:
      break;
  }
  raise_argument_error(
      cat("Not a constraint with a definition: ", py::repr(value)));
}

schema::Index lower_index(const Value& value) {
  auto& index = *value.as<Index>();
  schema::Index lowered;
  lowered.name = lower_name(index.name);
  lowered.unique = index.unique;
  lowered.column_flag = index.column_flag;
  lowered.options = lower_options(index.options);
  if (index.table && !index.table.is_none()) {
    auto& table = *index.table.as<Table>();
    lowered.table = lower_name(table.name);
    lowered.schema = lower_optional_name(table.schema);
  }
  for (const Value& expression : index.expressions) {
    schema::Index::Element element;
    if (py::is_str(expression) || isa(expression, Cls::Column))
      element.column = column_name(expression);
    else
      element.expression = schema::Clause(node_of(expression));
    lowered.elements.push_back(std::move(element));
  }
  return lowered;
}

schema::Column lower_column(const Value& given) {
  Value value = given;
  if (!isa(value, Cls::Column)) {
    Value inner = attribute(value, "column");  // mapped_column()
    if (inner && isa(inner, Cls::Column))
      value = inner;
    else
      value = clause_element(value);
    if (!value || !isa(value, Cls::Column))
      raise_argument_error(
          cat("Column object expected, got ", py::repr(given)));
  }
  auto& column = *value.as<Column>();
  schema::Column lowered(column.ref->name, lower_type(column.type));
  std::string key = column.key_text();
  if (key != lowered.name.text) lowered.key = key;
  lowered.nullable = column.nullable;
  lowered.nullable_given = column.nullable_given;
  lowered.primary_key = column.primary_key;
  lowered.autoincrement = lower_autoincrement(column.autoincrement);
  lowered.server_default = lower_server_default(column.server_default);
  lowered.has_server_onupdate =
      column.server_onupdate && !column.server_onupdate.is_none();
  if (column.default_value && !column.default_value.is_none()) {
    if (isa(column.default_value, Cls::Sequence))
      lowered.sequence = lower_sequence(column.default_value);
    else
      lowered.has_python_default = true;
  }
  lowered.comment = optional_str(column.comment);
  lowered.unique = optional_bool(column.unique);
  lowered.index = optional_bool(column.index);
  lowered.system = column.system;
  lowered.quote = optional_bool(column.quote);
  lowered.options = lower_options(column.options);
  for (const Value& key_value : column.foreign_keys) {
    auto& fk = *key_value.as<ForeignKey>();
    bool own = !fk.constraint || fk.constraint.is_none() ||
               fk.constraint.as<Constraint>()->implicit;
    if (!own) continue;
    schema::ForeignKey lowered_key = lower_single_key(fk, lowered.name.text);
    lowered_key.referred_columns = {referred_name(fk, lowered.name.text)};
    lowered.foreign_keys.push_back(std::move(lowered_key));
  }
  for (const Value& item : column.constraints)
    if (item.as<Constraint>()->kind == ConstraintKind::Check)
      lowered.checks.push_back(std::get<schema::Check>(lower_constraint(item)));
  if (lowered.type.kind == schema::TypeKind::NullType &&
      !column.foreign_keys.empty())
    if (Value referred =
            referred_column(*column.foreign_keys[0].as<ForeignKey>()))
      if (!referred.is(value)) lowered.type = lower_column(referred).type;
  return lowered;
}

namespace {

/// The names that the MetaData's naming convention gives.
// SQLAlchemy: naming._constraint_name
void name_by_convention(schema::Table& table) {
  auto name = [&](schema::Name& own, const auto& item) {
    // Decided when the DDL is made: not where a type's CHECK is left out.
    if (own.kind == schema::Name::Kind::Deferred) return;
    if (schema::Name made = schema::conventional_name(item, table)) own = made;
  };
  for (schema::Constraint& constraint : table.constraints)
    std::visit([&](auto& one) { name(one.name, schema::Constraint(one)); },
               constraint);
  for (schema::Index& index : table.indexes)
    if (schema::Name made = generated_name(index, table)) index.name = made;
  for (schema::Column& column : table.columns)
    for (schema::Check& check : column.checks)
      name(check.name, schema::Constraint(check));
}

}  // namespace

schema::Table lower_table(const Value& given) {
  Value value = isa(given, Cls::Table) ? given : clause_element(given);
  if (!value || !isa(value, Cls::Table))
    raise_argument_error(cat("Table object expected, got ", py::repr(given)));
  auto& table = *value.as<Table>();
  schema::Table lowered(lower_name(table.name), {},
                        lower_optional_name(table.schema));
  lowered.comment = optional_str(table.comment);
  for (const Value& prefix : table.prefixes)
    lowered.prefixes.push_back(py::is_str(prefix)
                                   ? std::string(py::text_of(prefix))
                                   : text_of_clause(prefix));
  lowered.implicit_returning = table.implicit_returning;
  lowered.options = lower_options(table.options);
  if (table.metadata && isa(table.metadata, Cls::MetaData))
    lowered.naming = table.metadata.as<MetaData>()->naming;
  for (const auto& [key, column] : table.columns->columns)
    lowered.columns.push_back(lower_column(column));
  // The checks of types come with their columns, between the constraints.
  std::vector<std::pair<std::uint64_t, schema::Constraint>> checks;
  for (std::size_t i = 0; i < lowered.columns.size(); ++i)
    if (sql::wants_type_check(lowered.columns[i].type))
      checks.emplace_back(
          table.columns->columns[i].second.as<Column>()->type_check_order,
          sql::type_check(lowered.columns[i]));
  std::size_t next = 0;
  for (const Value& item : sorted_constraints(table)) {
    const auto& constraint = *item.as<Constraint>();
    while (next < checks.size() &&
           checks[next].first < constraint.creation_order)
      lowered.constraints.push_back(std::move(checks[next++].second));
    if (constraint.kind != ConstraintKind::Plain)
      lowered.constraints.push_back(lower_constraint(item));
  }
  while (next < checks.size())
    lowered.constraints.push_back(std::move(checks[next++].second));
  for (const Value& item : table.indexes)
    lowered.indexes.push_back(lower_index(item));
  if (lowered.naming)
    name_by_convention(lowered);
  else
    for (schema::Index& index : lowered.indexes)
      if (!index.name) index.name = generated_name(index, lowered);
  return lowered;
}

namespace {

/// The lowered table as far as a naming convention looks at it.
template <class T>
schema::Table naming_table(const Value& table, const T&) {
  return lower_table(table);
}

}  // namespace

schema::Name effective_name(const Constraint& constraint) {
  if (!constraint.parent || !isa(constraint.parent, Cls::Table))
    return lower_name(constraint.name);
  return schema::conventional_name(
      lower_constraint(Value(const_cast<Constraint*>(&constraint))),
      naming_table(constraint.parent, constraint));
}

schema::Name effective_name(const Index& index) {
  if (!index.table || !isa(index.table, Cls::Table))
    return lower_name(index.name);
  return generated_name(lower_index(Value(const_cast<Index*>(&index))),
                        naming_table(index.table, index));
}

std::shared_ptr<const schema::NamingConvention> lower_naming_convention(
    const Value& dict) {
  if (dict.absent() || dict.is_none()) return nullptr;
  auto convention = std::make_shared<schema::NamingConvention>();
  bool has_index = false;
  py::dict_each(dict, [&](const Value& key, const Value& value) {
    if (py::is_callable(value) && !py::is_str(value)) {
      Value function = value;
      convention->tokens.emplace_back(
          std::string(py::text_of(key)),
          [function](const schema::Constraint* constraint,
                     const schema::Index* index, const schema::Table& table) {
            Value item = constraint ? wrap_constraint(*constraint)
                         : index    ? wrap_index(*index)
                                    : Value::none();
            Value owner = wrap_table(table);
            // So that the constraint has its columns.
            if (constraint) attach_to_table(owner, item);
            return py::str(py::call(function, {item, owner}));
          });
      return;
    }
    std::string name;
    if (py::is_str(key))
      name = py::text_of(key);
    else if (py::is_type(key))
      name = convention_key(key.as<Type>()->name);
    has_index = has_index || name == "ix";
    convention->templates.emplace_back(name, py::str(value));
  });
  if (!has_index && convention->templates.empty() && convention->tokens.empty())
    return nullptr;
  return convention;
}

}  // namespace limbeck::sa

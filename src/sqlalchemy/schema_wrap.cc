// Plain schema values made into live objects.
#include "base/text.h"
#include "sqlalchemy/calls.h"
#include "sqlalchemy/names.h"
#include "sqlalchemy/schema_items.h"
#include "sqlalchemy/types.h"

namespace limbeck::sa {

namespace {

Value optional_value(const std::optional<bool>& value) {
  return value ? Value::boolean(*value) : Value::none();
}
Value optional_value(const std::optional<std::int64_t>& value) {
  return value ? py::make_int(*value) : Value::none();
}
Value optional_value(const std::optional<std::string>& value) {
  return value ? str_value(*value) : Value::none();
}
Value text_value(const std::string& text) {
  return text.empty() ? Value::none() : str_value(text);
}

Value wrap_option(const schema::Option& option) {
  struct Visitor {
    Value operator()(std::monostate) const { return Value::none(); }
    Value operator()(bool v) const { return Value::boolean(v); }
    Value operator()(std::int64_t v) const { return py::make_int(v); }
    Value operator()(double v) const { return py::make_float(v); }
    Value operator()(const std::string& v) const { return str_value(v); }
    Value operator()(const schema::Name& v) const { return wrap_name(v); }
    Value operator()(const schema::Clause& v) const { return wrap_clause(v); }
    Value operator()(const schema::OptionList& v) const {
      std::vector<Value> items;
      for (const auto& item : v) items.push_back(wrap_option(item));
      return py::make_list(std::move(items));
    }
    Value operator()(const schema::OptionMap& v) const {
      Value dict = py::make_dict();
      for (const auto& [key, item] : v)
        py::dict_set(dict, key, wrap_option(item));
      return dict;
    }
  };
  return std::visit(Visitor{}, option.variant());
}

Value wrap_options(const schema::Options& options) {
  if (options.items.empty()) return Value();
  Value dict = py::make_dict();
  for (const auto& [name, option] : options.items)
    py::dict_set(dict, name, wrap_option(option));
  return dict;
}

Keywords sequence_keywords(const schema::SequenceOptions& options) {
  Keywords keywords;
  auto add = [&](std::string_view name, const auto& value) {
    if (value) keywords.emplace_back(name, optional_value(value));
  };
  add("start", options.start);
  add("increment", options.increment);
  add("minvalue", options.minvalue);
  add("maxvalue", options.maxvalue);
  add("cache", options.cache);
  add("cycle", options.cycle);
  add("order", options.order);
  if (options.nominvalue)
    keywords.emplace_back("nominvalue", Value::boolean(true));
  if (options.nomaxvalue)
    keywords.emplace_back("nomaxvalue", Value::boolean(true));
  return keywords;
}

Value wrap_sequence(const schema::Sequence& sequence) {
  Keywords keywords = sequence_keywords(sequence.options);
  if (sequence.schema)
    keywords.emplace_back("schema", wrap_name(*sequence.schema));
  if (sequence.data_type)
    keywords.emplace_back("data_type", wrap_type(*sequence.data_type));
  return make("Sequence", {wrap_name(sequence.name)}, keywords);
}

std::vector<Value> text_values(const std::vector<std::string>& texts) {
  std::vector<Value> values;
  for (const std::string& text : texts) values.push_back(str_value(text));
  return values;
}

std::string referred_spec(const schema::ForeignKey& key, std::size_t i) {
  std::string spec;
  if (key.referred_schema) spec = cat(key.referred_schema->text, ".");
  return cat(spec, key.referred_table.text, ".", key.referred_columns[i]);
}

Value wrap_column_key(const schema::ForeignKey& key) {
  Keywords keywords{{"name", wrap_name(key.name)},
                    {"onupdate", text_value(key.onupdate)},
                    {"ondelete", text_value(key.ondelete)},
                    {"deferrable", optional_value(key.deferrable)},
                    {"initially", text_value(key.initially)},
                    {"match", text_value(key.match)},
                    {"use_alter", Value::boolean(key.use_alter)},
                    {"link_to_name", Value::boolean(key.link_to_name)}};
  Value made = make("ForeignKey", {str_value(referred_spec(key, 0))}, keywords);
  made.as<ForeignKey>()->options = wrap_options(key.options);
  return made;
}

struct WrapConstraint {
  template <class T>
  Value finish(Value made, const T& from) const {
    made.as<Constraint>()->options = wrap_options(from.options);
    return made;
  }
  Value columns(const char* name, const std::vector<std::string>& columns,
                const schema::Name& own, std::optional<bool> deferrable,
                const std::string& initially) const {
    return make(name, text_values(columns),
                {{"name", wrap_name(own)},
                 {"deferrable", optional_value(deferrable)},
                 {"initially", text_value(initially)}});
  }
  Value operator()(const schema::PrimaryKey& c) const {
    Value made = columns("PrimaryKeyConstraint", c.columns, c.name,
                         c.deferrable, c.initially);
    made.as<Constraint>()->implicit = c.implicit;
    return finish(made, c);
  }
  Value operator()(const schema::Unique& c) const {
    Value made = columns("UniqueConstraint", c.columns, c.name, c.deferrable,
                         c.initially);
    made.as<Constraint>()->column_flag = c.column_flag;
    return finish(made, c);
  }
  Value operator()(const schema::Check& c) const {
    Value made = make("CheckConstraint", {wrap_clause(c.sqltext)},
                      {{"name", wrap_name(c.name)},
                       {"deferrable", optional_value(c.deferrable)},
                       {"initially", text_value(c.initially)},
                       {"_autoattach", Value::boolean(false)}});
    return finish(made, c);
  }
  Value operator()(const schema::ForeignKey& c) const {
    std::vector<Value> specs;
    for (std::size_t i = 0; i < c.referred_columns.size(); ++i)
      specs.push_back(str_value(referred_spec(c, i)));
    Value made = make("ForeignKeyConstraint",
                      {py::make_list(text_values(c.columns)),
                       py::make_list(std::move(specs))},
                      {{"name", wrap_name(c.name)},
                       {"onupdate", text_value(c.onupdate)},
                       {"ondelete", text_value(c.ondelete)},
                       {"deferrable", optional_value(c.deferrable)},
                       {"initially", text_value(c.initially)},
                       {"match", text_value(c.match)},
                       {"use_alter", Value::boolean(c.use_alter)},
                       {"link_to_name", Value::boolean(c.link_to_name)}});
    return finish(made, c);
  }
  Value operator()(const schema::Exclude& c) const {
    std::vector<Value> elements;
    for (const auto& element : c.elements)
      elements.push_back(
          py::make_tuple({element.column ? wrap_name(element.column)
                                         : wrap_clause(element.expression),
                          str_value(element.operator_)}));
    Keywords keywords{{"name", wrap_name(c.name)},
                      {"using", str_value(c.using_)},
                      {"deferrable", optional_value(c.deferrable)},
                      {"initially", text_value(c.initially)}};
    if (c.where) keywords.emplace_back("where", wrap_clause(*c.where));
    return make("ExcludeConstraint", elements, keywords);
  }
};

/// `alone`: with its own foreign keys, flags and checks; else a table's
/// constraints bring them.
Value wrap_column_as(const schema::Column& column, bool alone) {
  std::vector<Value> positional{wrap_name(column.name), wrap_type(column.type)};
  if (alone)
    for (const auto& key : column.foreign_keys)
      positional.push_back(wrap_column_key(key));
  if (column.sequence) positional.push_back(wrap_sequence(*column.sequence));
  Value server_default = wrap_server_default(column.server_default);
  bool item =
      isa(server_default, Cls::Computed) || isa(server_default, Cls::Identity);
  if (item) positional.push_back(server_default);
  Keywords keywords{{"nullable", Value::boolean(column.nullable)},
                    {"primary_key", Value::boolean(column.primary_key)},
                    {"comment", optional_value(column.comment)},
                    {"system", Value::boolean(column.system)}};
  if (!item) keywords.emplace_back("server_default", server_default);
  if (!column.key.empty()) keywords.emplace_back("key", str_value(column.key));
  switch (column.autoincrement) {
    case schema::Autoincrement::Auto:
      break;
    case schema::Autoincrement::True:
      keywords.emplace_back("autoincrement", Value::boolean(true));
      break;
    case schema::Autoincrement::False:
      keywords.emplace_back("autoincrement", Value::boolean(false));
      break;
    case schema::Autoincrement::IgnoreFk:
      keywords.emplace_back("autoincrement", str_value("ignore_fk"));
      break;
  }
  if (alone && column.unique)
    keywords.emplace_back("unique", optional_value(column.unique));
  if (alone && column.index)
    keywords.emplace_back("index", optional_value(column.index));
  if (column.quote)
    keywords.emplace_back("quote", optional_value(column.quote));
  Value made = make("Column", positional, keywords);
  made.as<Column>()->options = wrap_options(column.options);
  made.as<Column>()->nullable_given = column.nullable_given;
  return made;
}

}  // namespace

Value wrap_server_default(const schema::ServerDefault& value) {
  struct Visitor {
    Value operator()(std::monostate) const { return Value::none(); }
    Value operator()(const std::string& text) const { return str_value(text); }
    Value operator()(const schema::Clause& clause) const {
      return wrap_clause(clause);
    }
    Value operator()(const schema::Computed& c) const {
      return make("Computed", {wrap_clause(c.sqltext)},
                  {{"persisted", optional_value(c.persisted)}});
    }
    Value operator()(const schema::Identity& identity) const {
      Keywords keywords = sequence_keywords(identity.options);
      keywords.emplace_back("always", Value::boolean(identity.always));
      if (identity.on_null)
        keywords.emplace_back("on_null", optional_value(identity.on_null));
      return make("Identity", {}, keywords);
    }
    Value operator()(const schema::FetchedValue&) const {
      return make("FetchedValue", {});
    }
  };
  return std::visit(Visitor{}, value);
}

Value wrap_column(const schema::Column& column) {
  return wrap_column_as(column, true);
}

Value wrap_constraint(const schema::Constraint& constraint) {
  return std::visit(WrapConstraint{}, constraint);
}

Value wrap_index(const schema::Index& index, const Value& table) {
  Value made = py::allocate(cls(Cls::Index));
  auto& live = *made.as<Index>();
  live.name = wrap_name(index.name);
  live.unique = index.unique;
  live.column_flag = index.column_flag;
  live.options = wrap_options(index.options);
  for (const auto& element : index.elements)
    live.expressions.push_back(element.column.empty()
                                   ? wrap_clause(element.expression)
                                   : str_value(element.column));
  Value owner = table;
  if (!owner && index.table) {
    schema::Table stub(index.table, {}, index.schema);
    for (const auto& element : index.elements)
      if (!element.column.empty() && !stub.find_column(element.column))
        stub.columns.emplace_back(schema::Name(element.column), schema::Type());
    owner = wrap_table(stub);
  }
  if (owner) attach_to_table(owner, made);
  return made;
}

Value wrap_table(const schema::Table& table, const Value& given) {
  Value metadata = given ? given : make("MetaData", {});
  std::vector<Value> positional{wrap_name(table.name), metadata};
  for (const auto& column : table.columns)
    positional.push_back(wrap_column_as(column, false));
  for (const auto& constraint : table.constraints) {
    if (auto* key = std::get_if<schema::PrimaryKey>(&constraint))
      if (key->implicit || key->columns.empty()) continue;
    if (auto* check = std::get_if<schema::Check>(&constraint))
      if (!check->type_bound_column.empty()) continue;
    positional.push_back(wrap_constraint(constraint));
  }
  Keywords keywords;
  if (table.schema) keywords.emplace_back("schema", wrap_name(*table.schema));
  if (table.comment)
    keywords.emplace_back("comment", str_value(*table.comment));
  if (!table.prefixes.empty())
    keywords.emplace_back("prefixes",
                          py::make_list(text_values(table.prefixes)));
  Value made = make("Table", positional, keywords);
  made.as<Table>()->options = wrap_options(table.options);
  for (const auto& index : table.indexes) wrap_index(index, made);
  return made;
}

}  // namespace limbeck::sa

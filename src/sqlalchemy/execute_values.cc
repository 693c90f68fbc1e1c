// The values of a statement: Python-side defaults, what the script gave, and
// both as the driver takes them.
#include "base/text.h"
#include "sql/build.h"
#include "sqlalchemy/calls.h"
#include "sqlalchemy/column_defaults.h"
#include "sqlalchemy/errors.h"
#include "sqlalchemy/execute.h"
#include "sqlalchemy/literal.h"
#include "sqlalchemy/schema_items.h"
#include "sqlalchemy/select.h"
#include "sqlalchemy/types.h"

namespace limbeck::sa {

using schema::Literal;

Value LiveTypes::of(const std::string& name) const {
  for (const auto& [key, type] : types_)
    if (key == name) return type;
  return Value();
}

Value parameter_value(const db::Parameters& parameters) {
  if (!parameters.named.empty()) {
    Value dict = py::make_dict();
    for (const auto& [name, literal] : parameters.named)
      py::dict_set(dict, name, plain_from_literal(literal));
    return dict;
  }
  std::vector<Value> items;
  for (const Literal& literal : parameters.positional)
    items.push_back(plain_from_literal(literal));
  return py::make_tuple(items);
}

namespace {

std::string padded(int number, int width) {
  std::string digits = std::to_string(number);
  return digits.size() >= static_cast<std::size_t>(width)
             ? digits
             : std::string(width - digits.size(), '0') + digits;
}

std::string time_text(const schema::Time& time) {
  return cat(padded(time.hour, 2), ":", padded(time.minute, 2), ":",
             padded(time.second, 2), ".", padded(time.microsecond, 6));
}

// Days since 1970 as a date of the Gregorian calendar.
schema::Date date_of_days(std::int64_t days) {
  days += 719468;  // from the 1st of March of the year 0
  const std::int64_t era = (days >= 0 ? days : days - 146096) / 146097;
  const auto day = static_cast<int>(days - era * 146097);
  const int year = (day - day / 1460 + day / 36524 - day / 146096) / 365;
  const int in_year = day - (365 * year + year / 4 - year / 100);
  const int month = (5 * in_year + 2) / 153;
  return {static_cast<int>(era * 400) + year + (month >= 10),
          month < 10 ? month + 3 : month - 9,
          in_year - (153 * month + 2) / 5 + 1};
}

// SQLAlchemy: Interval.bind_processor
schema::DateTime moment_of(const schema::Interval& interval) {
  const int seconds = interval.seconds;
  return {date_of_days(interval.days),
          {seconds / 3600, seconds / 60 % 60, seconds % 60,
           static_cast<int>(interval.microseconds), std::nullopt}};
}

// SQLAlchemy: SQLite's DATETIME, TIME and Numeric bind processors
Literal sqlite_value(Literal literal, const schema::Type& type) {
  using schema::TypeKind;
  const bool custom = type.custom != nullptr;
  if (auto* moment = literal.get<schema::DateTime>();
      moment &&
      (custom || type.is(TypeKind::DateTime) || type.is(TypeKind::Interval)))
    return cat(schema::iso_format(moment->date), " ", time_text(moment->time));
  if (auto* date = literal.get<schema::Date>())
    return schema::iso_format(*date);
  if (auto* time = literal.get<schema::Time>();
      time && (custom || type.is(TypeKind::Time)))
    return time_text(*time);
  if (auto* number = literal.get<schema::Decimal>();
      number && (custom || type.is(TypeKind::Numeric) ||
                 type.is(TypeKind::Float) || type.is(TypeKind::Integer)))
    return std::strtod(number->text.c_str(), nullptr);
  return literal;
}

/// The value as the dialect's driver gets it where the type is not native. A
/// value without a type is the driver's own business.
// SQLAlchemy: JSON, Uuid and Interval bind processors
Literal driver_value(Literal literal, const schema::Type& type,
                     const sql::Dialect& dialect) {
  using schema::TypeKind;
  if (literal.is_null() && type.is(TypeKind::JSON) && !type.custom &&
      !type.flag("none_as_null"))
    return std::string("null");
  if (auto* json = literal.get<schema::Json>()) return json->text;
  if (dialect.name() == "postgresql") return literal;
  if (auto* uuid = literal.get<schema::Uuid>();
      uuid && (type.custom || type.is(TypeKind::Uuid)))
    return dialect.traits().supports_native_uuid ? uuid->dashed() : uuid->hex();
  if (auto* interval = literal.get<schema::Interval>();
      interval && type.is(TypeKind::Interval))
    literal = moment_of(*interval);
  return dialect.name() == "sqlite" ? sqlite_value(std::move(literal), type)
                                    : literal;
}

[[noreturn]] void value_missing(const std::string& name, const Value& given,
                                const std::string& sql, const SetPlace& place) {
  std::string message =
      cat("A value is required for bind parameter '", name, "'");
  std::vector<Value> shown(place.all.begin(), place.all.end());
  if (!shown.empty())
    cat_to(message, ", in parameter group ", place.index);
  else if (given && py::is_dict(given) && py::dict_size(given) > 0)
    shown.push_back(given);
  const Value module = py::Interpreter::current().import("sqlalchemy.exc");
  const Value orig = py::call(py::get_attribute(module, "InvalidRequestError"),
                              {str_value(message)});
  throw py::Raised(call_with(
      py::get_attribute(module, "StatementError"),
      {str_value(cat("(sqlalchemy.exc.InvalidRequestError) ", message)),
       str_value(sql), py::make_list(std::move(shown)), orig},
      Keywords{{"code", str_value("cd3x")}}));
}

}  // namespace

db::Parameters bind_values(const sql::Compiled& compiled, const Value& given,
                           const sql::Dialect& dialect, const std::string& sql,
                           const LiveTypes& live, const SetPlace& place) {
  db::Parameters parameters;
  for (const auto& parameter : compiled.parameters) {
    const schema::Type& type = parameter.type.for_dialect(dialect.name());
    Literal literal;
    Value value = given && !given.is_none() && py::is_dict(given)
                      ? py::dict_get(given, parameter.name)
                      : Value();
    const bool typed = !sql::is_null_type(type);
    if (value) {
      literal =
          typed ? literal_for(value, parameter.type, live.of(parameter.name))
                : driver_literal(value);
    } else if (parameter.value) {
      literal = *parameter.value;
      if (!typed && literal.get<std::shared_ptr<const schema::OpaqueValue>>())
        literal = driver_literal(plain_from_literal(literal));
    } else {
      value_missing(parameter.name, given, sql, place);
    }
    if (type.custom) literal = type.custom->bind(literal, dialect.name());
    literal = driver_value(std::move(literal), type, dialect);
    if (compiled.positional)
      parameters.positional.push_back(std::move(literal));
    else
      parameters.named.emplace_back(parameter.name, std::move(literal));
  }
  return parameters;
}

Value dict_of_mapping(const Value& value) {
  if (value.absent() || value.is_none() || py::is_dict(value) ||
      py::is_str(value) || py::is_list(value) || py::is_tuple(value) ||
      isa(value, Cls::Row) || isa(value, Cls::Visitable))
    return value;
  const Value keys = py::find_attribute(value, "keys");
  if (!keys) return value;
  const Value dict = py::make_dict();
  for (const Value& key : py::collect(py::call(keys, {})))
    py::dict_set(dict, key, py::get_item(value, key));
  return dict;
}

db::Parameters raw_parameters(const Value& given) {
  db::Parameters parameters;
  if (given.absent() || given.is_none()) return parameters;
  if (py::is_dict(given)) {
    py::dict_each(given, [&](const Value& key, const Value& value) {
      parameters.named.emplace_back(std::string(py::text_of(key)),
                                    driver_literal(value));
    });
  } else {
    for (const Value& value : py::collect(given))
      parameters.positional.push_back(driver_literal(value));
  }
  return parameters;
}

bool has_value(const sql::Assignments& values, const std::string& name) {
  for (const auto& [existing, value] : values)
    if (existing == name) return true;
  return false;
}

sql::Expression completed(const Value& statement, const Value& parameters,
                          std::string_view dialect, LiveTypes* live) {
  auto* element = statement.as<Element>();
  bool insert = element->node->kind == sql::NodeKind::Insert;
  if (!insert && element->node->kind != sql::NodeKind::Update)
    return node_of(statement);
  const Value& table = element->extra;
  auto extend = [&](auto& node) {
    std::vector<std::string> given;
    if (parameters && py::is_dict(parameters))
      py::dict_each(parameters, [&](const Value& key, const Value&) {
        if (!py::is_str(key)) return;
        std::string name(py::text_of(key));
        Value column;
        if (isa(table, Cls::Table)) {
          column = table.as<Table>()->columns->find(name);
          if (!column) return;
        }
        std::string column_name =
            column ? text_or_empty(column.as<Column>()->name) : name;
        if (has_value(node.values, column_name)) return;
        bool in_table = static_cast<bool>(column);
        schema::Type type;
        if (column) {
          type = column.as<Column>()->ref->type;
        } else {
          for (const Value& each : columns_of_selectable(table))
            if (output_name(each) == name) {
              in_table = true;
              type = node_of(each)->type;
            }
        }
        if (!in_table) return;
        if (column && live) live->add(name, column.as<Column>()->type);
        auto bind = sql::make<sql::BindParameter>(name, type);
        node.values.emplace_back(column_name, bind);
      });
  };
  if (insert) {
    auto node =
        std::make_shared<sql::Insert>(sql::as<sql::Insert>(*element->node));
    if (!node->select) extend(*node);
    add_column_defaults(*node, statement, dialect, DefaultValues::Called);
    // Without any value there are no columns to ask for.
    const auto* own = sql::try_as<sql::TableRef>(node->table);
    if (own && node->values.empty() && node->rows.empty() && !node->select)
      node->table = std::make_shared<sql::TableRef>(own->name, own->schema);
    return node;
  }
  auto node =
      std::make_shared<sql::Update>(sql::as<sql::Update>(*element->node));
  extend(*node);
  add_column_defaults(*node, statement, dialect, DefaultValues::Called);
  return node;
}

Value with_called_defaults(const Value& statement, const Value& given) {
  auto* element = statement.as<Element>();
  const bool insert = element->node->kind == sql::NodeKind::Insert;
  const Value& table = element->extra;
  if (!table || !isa(table, Cls::Table) || !py::is_dict(given)) return given;
  Value all;
  for (const auto& [key, value] : table.as<Table>()->columns->columns) {
    const auto& column = *value.as<Column>();
    const Value& item = insert ? column.default_value : column.onupdate;
    if (!item || item.is_none() || isa(item, Cls::Sequence)) continue;
    const Value& arg = item.as<DefaultItem>()->arg;
    if (is_clause(arg) || !py::is_callable(arg)) continue;
    const std::string name = text_or_empty(column.name);
    if (py::dict_get(given, name) || py::dict_get(given, key)) continue;
    if (!all) all = py::call_method(given, "copy");
    py::dict_set(all, str_value(name), called_default(arg));
  }
  return all ? all : given;
}

}  // namespace limbeck::sa

#include "sqlalchemy/literal.h"

#include "sqlalchemy/inline_literal.h"

#include "base/text.h"
#include "db/decode.h"
#include "db/values.h"
#include "sql/build.h"
#include "sqlalchemy/calls.h"
#include "sqlalchemy/dialect.h"
#include "sqlalchemy/errors.h"
#include "sqlalchemy/types.h"

namespace limbeck::sa {

using schema::Literal;
using schema::TypeKind;

namespace {

class PythonValue : public db::ScriptValue {
 public:
  explicit PythonValue(Value value) : value_(std::move(value)) {}
  /// `text` is what PostgreSQL reads for it.
  PythonValue(Value value, std::string text)
      : value_(std::move(value)), text_(std::move(text)) {}
  const std::string* text() const override { return text_ ? &*text_ : nullptr; }
  const Value& value() const { return value_; }
  std::string repr() const override { return py::repr(value_); }
  std::string type_name() const override {
    return std::string(py::type_of(value_)->name);
  }

 private:
  Value value_;
  std::optional<std::string> text_;
};

Value of(std::string_view module, std::string_view name) {
  return py::get_attribute(py::Interpreter::current().import(module), name);
}

/// Whether the value's class, or a base of it, is `module.name`.
bool is_of(const Value& value, std::string_view module, std::string_view name) {
  for (const Type* type : py::type_of(value)->mro)
    if (type->name == name && type->module == module) return true;
  return false;
}

int field(const Value& value, std::string_view name) {
  return static_cast<int>(
      py::int_of(py::get_attribute(value, name)).value_or(0));
}

schema::Date date_of(const Value& value) {
  return {field(value, "year"), field(value, "month"), field(value, "day")};
}

std::optional<int> offset_of(const Value& value) {
  if (py::get_attribute(value, "tzinfo").is_none()) return std::nullopt;
  Value delta = py::call_method(value, "utcoffset");
  if (delta.is_none()) return std::nullopt;
  return field(delta, "days") * 86400 + field(delta, "seconds");
}

schema::Time time_of(const Value& value) {
  return {field(value, "hour"), field(value, "minute"), field(value, "second"),
          field(value, "microsecond"), offset_of(value)};
}

std::string json_text(const Value& value) {
  return py::str(py::call(of("json", "dumps"), {value}));
}

schema::Array array_of(const std::vector<Value>& items,
                       schema::Array::Form form = schema::Array::Form::List) {
  schema::Array array;
  array.form = form;
  for (const Value& item : items) array.items.push_back(plain_literal(item));
  return array;
}

/// datetime, Decimal, UUID … by the names of their classes.
std::optional<Literal> library_literal(const Value& value) {
  if (is_of(value, "datetime", "datetime"))
    return schema::DateTime{date_of(value), time_of(value)};
  if (is_of(value, "datetime", "date")) return date_of(value);
  if (is_of(value, "datetime", "time")) return time_of(value);
  if (is_of(value, "datetime", "timedelta"))
    return schema::Interval{field(value, "days"), field(value, "seconds"),
                            field(value, "microseconds")};
  if (is_of(value, "decimal", "Decimal"))
    return schema::Decimal{py::str(value)};
  if (is_of(value, "uuid", "UUID"))
    if (auto uuid = schema::Uuid::parse(py::str(value))) return *uuid;
  if (is_of(value, "sqlalchemy.dialects._range", "Range"))
    return std::make_shared<PythonValue>(value, py::str(value));
  return std::nullopt;
}

Value bytes_value(std::string_view data) { return py::make_bytes(data); }

Value zone_of(std::optional<int> offset) {
  if (!offset) return Value::none();
  Value timezone = of("datetime", "timezone");
  if (*offset == 0) return py::get_attribute(timezone, "utc");
  Value delta = py::call(of("datetime", "timedelta"),
                         {py::make_int(0), py::make_int(*offset)});
  return py::call(timezone, {delta});
}

Value date_value(const schema::Date& d) {
  return py::call(
      of("datetime", "date"),
      {py::make_int(d.year), py::make_int(d.month), py::make_int(d.day)});
}

Value time_value(const schema::Time& t) {
  return py::call(
      of("datetime", "time"),
      {py::make_int(t.hour), py::make_int(t.minute), py::make_int(t.second),
       py::make_int(t.microsecond), zone_of(t.utc_offset)});
}

Value datetime_value(const schema::DateTime& v) {
  return py::call(
      of("datetime", "datetime"),
      {py::make_int(v.date.year), py::make_int(v.date.month),
       py::make_int(v.date.day), py::make_int(v.time.hour),
       py::make_int(v.time.minute), py::make_int(v.time.second),
       py::make_int(v.time.microsecond), zone_of(v.time.utc_offset)});
}

Value uuid_value(const schema::Uuid& uuid) {
  return py::call(of("uuid", "UUID"), {str_value(uuid.dashed())});
}

}  // namespace

Literal plain_literal(const Value& value) {
  if (value.absent() || value.is_none()) return Literal();
  if (value.is_bool()) return value.is_true();
  if (py::is_int(value)) {
    if (auto number = py::int_of(value)) return *number;
    return schema::Decimal{py::str(value)};
  }
  if (py::is_str(value)) return std::string(py::text_of(value));
  if (py::is_float(value)) return py::number_of(value);
  if (py::is_bytes(value))
    return schema::Bytes{std::string(py::bytes_of(value))};
  if (py::is_list(value)) return array_of(sequence_items(value));
  if (py::is_tuple(value))
    return array_of(sequence_items(value), schema::Array::Form::Tuple);
  if (py::is_set(value))
    return array_of(py::collect(value), schema::Array::Form::Set);
  if (auto found = library_literal(value)) return *found;
  return std::make_shared<PythonValue>(value);
}

namespace {

/// The label that an Enum column stores for a member of a Python enum.
// SQLAlchemy: Enum._db_value_for_lookup
Literal enum_literal(const Value& value, const schema::Type& type,
                     const Value& live) {
  if (value.is_none()) return Literal();
  if (live && is_type_object(live)) {
    Value members = attribute(live, "_members");
    if (members && !members.is_none()) {
      const auto& items = sequence_items(members);
      for (std::size_t i = 0; i < items.size() && i < type.values.size(); ++i)
        if (items[i].is(value)) return type.values[i];
    }
  }
  if (!py::is_str(value) || attribute(value, "_value_")) {
    Value name = attribute(value, "name");
    if (name && py::is_str(name)) return std::string(py::text_of(name));
  }
  if (py::is_str(value)) return std::string(py::text_of(value));
  // Whoever writes or sends it says that it is no label.
  return std::make_shared<PythonValue>(value);
}

}  // namespace

std::pair<Literal, schema::Type> inferred_literal(const Value& value) {
  const Type* own = py::type_of(value);
  const bool derived =
      own->heap && (py::is_int(value) || py::is_str(value) ||
                    py::is_float(value) || py::is_bytes(value));
  Literal literal = derived ? Literal(std::make_shared<PythonValue>(value))
                            : plain_literal(value);
  schema::Type type = sql::type_of(literal);
  if (own->heap && sql::is_null_type(type))
    if (const Value named = attribute(value, "__sa_type_engine__"))
      type = lower_type(named);
  return {std::move(literal), std::move(type)};
}

Literal driver_literal(const Value& value) {
  if (!py::is_tuple(value)) return plain_literal(value);
  auto tuple = std::make_shared<db::TupleValue>();
  for (const Value& item : sequence_items(value))
    tuple->items.push_back(driver_literal(item));
  return std::shared_ptr<const schema::OpaqueValue>(std::move(tuple));
}

namespace {

// SQLAlchemy: hstore._serialize_hstore
std::string hstore_text(const Value& dict) {
  auto quoted = [](const Value& value) {
    if (value.is_none()) return std::string("NULL");
    if (!py::is_str(value))
      py::raise_value_error(cat(py::repr(value), " in hstore is not a str."));
    std::string text(py::text_of(value));
    text = replace_all(replace_all(text, "\\", "\\\\"), "\"", "\\\"");
    return cat("\"", text, "\"");
  };
  std::vector<std::string> pairs;
  py::dict_each(dict, [&](const Value& key, const Value& value) {
    pairs.push_back(cat(quoted(key), "=>", quoted(value)));
  });
  return join(pairs, ", ");
}

// The quoted piece, or the bare word, that starts at `i`.
std::string hstore_piece(std::string_view text, std::size_t& i, bool& quoted) {
  std::string piece;
  quoted = i < text.size() && text[i] == '"';
  if (!quoted) {
    while (i < text.size() && text[i] != ',' && text[i] != '=' &&
           text[i] != ' ')
      piece += text[i++];
    return piece;
  }
  for (++i; i < text.size() && text[i] != '"'; ++i) {
    if (text[i] == '\\' && i + 1 < text.size()) ++i;
    piece += text[i];
  }
  if (i < text.size()) ++i;
  return piece;
}

// SQLAlchemy: hstore._parse_hstore
Value hstore_value(std::string_view text) {
  Value dict = py::make_dict();
  for (std::size_t i = 0; i < text.size();) {
    bool quoted = false;
    const std::string key = hstore_piece(text, i, quoted);
    while (i < text.size() && (text[i] == '=' || text[i] == '>' ||  //
                               text[i] == ' '))
      ++i;
    const std::string value = hstore_piece(text, i, quoted);
    py::dict_set(
        dict, key,
        !quoted && upper(value) == "NULL" ? Value::none() : str_value(value));
    while (i < text.size() && (text[i] == ',' || text[i] == ' ')) ++i;
  }
  return dict;
}

}  // namespace

Literal literal_for(const Value& value, const schema::Type& type,
                    const Value& live) {
  if (value.absent()) return Literal();
  // A class written in Python sees the value as it was given.
  if (type.custom && (type.kind == TypeKind::TypeDecorator ||
                      type.kind == TypeKind::UserDefinedType))
    return value.is_none() ? Literal() : std::make_shared<PythonValue>(value);
  if (type.is(TypeKind::Enum)) return enum_literal(value, type, live);
  if (type.is(TypeKind::JSON)) {
    if (value.is_none()) return Literal();
    try {
      return schema::Json{json_text(value), py::repr(value)};
    } catch (const py::Raised&) {
      // Whoever writes it says what is wrong with it.
      return std::make_shared<PythonValue>(value);
    }
  }
  if (type.is(TypeKind::Uuid) && py::is_str(value))
    if (auto uuid = schema::Uuid::parse(py::text_of(value))) return *uuid;
  // What is no sequence is refused by those who write or send it.
  const bool items =
      py::is_list(value) || py::is_tuple(value) || py::is_set(value);
  if (type.is(TypeKind::ARRAY) && type.item &&
      (items || attribute(value, "__iter__")) && !py::is_str(value)) {
    schema::Array array;
    if (py::is_tuple(value)) array.form = schema::Array::Form::Tuple;
    if (py::is_set(value)) array.form = schema::Array::Form::Set;
    Value item_type = live ? attribute(live, "item_type") : Value();
    for (const Value& item : py::collect(value)) {
      bool nested = py::is_list(item) || py::is_tuple(item);
      array.items.push_back(literal_for(item, nested ? type : *type.item,
                                        nested ? live : item_type));
    }
    return array;
  }
  // SQLAlchemy: mysql.SET.bind_processor
  if (items && type.kind == TypeKind::MySET) {
    std::vector<std::string> members;
    for (const Value& member : py::collect(value))
      members.push_back(py::str(member));
    return join(members, ",");
  }
  if (py::is_dict(value) && type.kind == TypeKind::PgHSTORE)
    return std::make_shared<PythonValue>(value, hstore_text(value));
  return plain_literal(value);
}

bool is_inline_literal(const Value& value) {
  if (!is_clause(value)) return false;
  const auto* bind = sql::try_as<sql::BindParameter>(node_of(value));
  return bind && bind->inline_literal;
}

Value unrenderable_literal(const Value& value, const Value& type) {
  auto bind = sql::make<sql::BindParameter>("param", lower_type(type));
  bind->value = std::make_shared<PythonValue>(value);
  bind->unique = true;
  bind->inline_literal = true;
  return wrap_expression(bind, type);
}

Literal literal_from_python(const Value& value, const Value& type,
                            std::string_view dialect) {
  if (type.absent() || type.is_none()) return plain_literal(value);
  schema::Type lowered = lower_type(type);
  const schema::Type& chosen = lowered.for_dialect(dialect);
  Literal literal = literal_for(value, chosen, type);
  if (!dialect.empty() && chosen.custom)
    return chosen.custom->bind(literal, dialect);
  return literal;
}

Value plain_from_literal(const Literal& literal) {
  struct Visitor {
    Value operator()(std::monostate) const { return Value::none(); }
    Value operator()(bool v) const { return Value::boolean(v); }
    Value operator()(std::int64_t v) const { return py::make_int(v); }
    Value operator()(double v) const { return py::make_float(v); }
    Value operator()(const schema::Decimal& v) const {
      return py::call(of("decimal", "Decimal"), {str_value(v.text)});
    }
    Value operator()(const std::string& v) const { return str_value(v); }
    Value operator()(const schema::Bytes& v) const {
      return bytes_value(v.data);
    }
    Value operator()(const schema::Date& v) const { return date_value(v); }
    Value operator()(const schema::Time& v) const { return time_value(v); }
    Value operator()(const schema::DateTime& v) const {
      return datetime_value(v);
    }
    Value operator()(const schema::Interval& v) const {
      return py::call(of("datetime", "timedelta"),
                      {py::make_int(v.days), py::make_int(v.seconds),
                       py::make_int(v.microseconds)});
    }
    Value operator()(const schema::Uuid& v) const { return uuid_value(v); }
    Value operator()(const schema::Json& v) const {
      return py::call(of("json", "loads"), {str_value(v.text)});
    }
    Value operator()(const schema::Array& v) const {
      std::vector<Value> items;
      for (const Literal& item : v.items)
        items.push_back(plain_from_literal(item));
      switch (v.form) {
        case schema::Array::Form::Tuple:
          return py::make_tuple(std::move(items));
        case schema::Array::Form::Set:
          return py::make_set(items);
        case schema::Array::Form::List:
          break;
      }
      return py::make_list(std::move(items));
    }
    Value operator()(
        const std::shared_ptr<const schema::OpaqueValue>& v) const {
      if (auto* own = dynamic_cast<const PythonValue*>(v.get()))
        return own->value();
      return str_value(v->repr());
    }
  };
  return std::visit(Visitor{}, literal.variant());
}

Value enum_member(const Value& type_object, std::string_view label) {
  Value members = attribute(type_object, "_members");
  Value enums = attribute(type_object, "enums");
  if (!members || members.is_none() || !enums) return str_value(label);
  const auto& labels = sequence_items(enums);
  const auto& items = sequence_items(members);
  for (std::size_t i = 0; i < labels.size() && i < items.size(); ++i)
    if (py::text_of(labels[i]) == label) return items[i];
  py::raise(
      "LookupError",
      cat("'", label, "' is not among the defined enum values. Enum name: ",
          text_or_empty(attribute(type_object, "name")),
          ". Possible values: ", [&] {
            std::vector<std::string> texts;
            for (const Value& item : labels) texts.push_back(py::str(item));
            return join(texts, ", ");
          }()));
}

namespace {

// Where a database has no intervals they are moments after 1970 began.
// SQLAlchemy: Interval.result_processor
Value since_epoch(const Value& moment) {
  const Value epoch =
      py::call(of("datetime", "datetime"),
               {py::make_int(1970), py::make_int(1), py::make_int(1)});
  return py::binary(moment, epoch, py::Binary::Sub);
}

/// SQLite stores these as text; elsewhere text is what the server has made of
/// a value without a type.
Value parsed_text(const std::string& text, const schema::Type& type,
                  std::string_view dialect) {
  if (dialect == "sqlite")
    for (const auto& [kind, name] : {std::pair{TypeKind::DateTime, "datetime"},
                                     {TypeKind::Date, "date"},
                                     {TypeKind::Time, "time"}})
      if (type.is(kind))
        return py::call_method(of("datetime", name), "fromisoformat",
                               {str_value(text)});
  if (type.is(TypeKind::JSON))
    return py::call(of("json", "loads"), {str_value(text)});
  if (type.is(TypeKind::Uuid))
    if (auto uuid = schema::Uuid::parse(text))
      return type.flag("as_uuid", true) ? uuid_value(*uuid)
                                        : str_value(uuid->dashed());
  if (type.kind == TypeKind::PgHSTORE) return hstore_value(text);
  if (type.kind == TypeKind::MySET) {
    std::vector<Value> members;
    for (const std::string& member : split(text, ','))
      if (!member.empty()) members.push_back(str_value(member));
    return py::make_set(members);
  }
  if (const std::string_view name = type.info().name;
      name.ends_with("RANGE") && !name.ends_with("MULTIRANGE"))
    return py::call(of("sqlalchemy.dialects._range", "_parse"),
                    {str_value(text), str_value(name)});
  if (type.is(TypeKind::Interval))
    return since_epoch(py::call_method(of("datetime", "datetime"),
                                       "fromisoformat", {str_value(text)}));
  if (type.is(TypeKind::Numeric) && type.flag("asdecimal", true))
    return py::call(of("decimal", "Decimal"), {str_value(text)});
  return str_value(text);
}

Value decimal_of(const Value& number, const schema::Type& type) {
  const bool by_default = type.is(TypeKind::Numeric) ||
                          type.kind == TypeKind::MyDOUBLE ||
                          type.kind == TypeKind::MyREAL;
  if (!type.flag("asdecimal", by_default)) return number;
  if (!type.is(TypeKind::Numeric) && !type.is(TypeKind::Float)) return number;
  std::int64_t scale = type.integer("decimal_return_scale")
                           .value_or(type.integer("scale").value_or(10));
  Value text = py::binary(str_value(cat("%.", scale, "f")),
                          py::make_tuple({number}), py::Binary::Mod);
  return py::call(of("decimal", "Decimal"), {text});
}

}  // namespace

Value python_from_literal(const Literal& literal, const Value& type,
                          std::string_view dialect) {
  if (type.absent() || type.is_none() || !is_type_object(type))
    return plain_from_literal(literal);
  TypeKind kind = kind_of(py::type_of(type));
  if (kind == TypeKind::TypeDecorator) {
    Value dialect_value = dialect_object(dialect);
    Value impl = py::call_method(type, "load_dialect_impl", {dialect_value});
    Value plain = python_from_literal(literal, impl, dialect);
    return py::call_method(type, "process_result_value",
                           {plain, dialect_value});
  }
  if (py::type_of(type)->heap) {
    Value processor = py::call_method(type, "result_processor",
                                      {dialect_object(dialect), Value::none()});
    if (!processor.is_none())
      return py::call(processor, {plain_from_literal(literal)});
  }
  if (literal.is_null()) return Value::none();
  Value mapping = attribute(type, "_variant_mapping");
  if (mapping && !mapping.is_none() && py::dict_size(mapping) > 0)
    if (Value variant = py::dict_get(mapping, dialect))
      return python_from_literal(literal, variant, dialect);
  if (kind == TypeKind::NullType) return plain_from_literal(literal);
  schema::Type lowered = lower_type(type);
  // A class of the project's: what its base makes of values.
  if (lowered.custom && kind != TypeKind::UserDefinedType)
    lowered = lowered.custom->dialect_type(dialect);
  if (lowered.is(TypeKind::Enum)) {
    if (auto* text = literal.get<std::string>())
      return enum_member(type, *text);
  } else if (lowered.is(TypeKind::Boolean)) {
    if (auto* number = literal.get<std::int64_t>())
      return Value::boolean(*number != 0);
  } else if (lowered.is(TypeKind::ARRAY)) {
    if (auto* array = literal.get<schema::Array>()) {
      std::vector<Value> items;
      Value item_type = attribute(type, "item_type");
      for (const Literal& item : array->items)
        items.push_back(python_from_literal(
            item, item.get<schema::Array>() ? type : item_type, dialect));
      return py::make_list(std::move(items));
    }
    // Of an ENUM the driver only knows the text.
    constexpr std::uint32_t kTextArray = 1009;
    if (auto* text = literal.get<std::string>())
      if (auto read = db::decode_postgresql(kTextArray, *text);
          read.get<schema::Array>())
        return python_from_literal(read, type, dialect);
  } else if (auto* text = literal.get<std::string>()) {
    return parsed_text(*text, lowered, dialect);
  } else if (auto* number = literal.get<double>()) {
    return decimal_of(py::make_float(*number), lowered);
  } else if (auto* integer = literal.get<std::int64_t>()) {
    if (lowered.is(TypeKind::Numeric))
      return decimal_of(py::make_int(*integer), lowered);
    if (lowered.is(TypeKind::Float)) return py::make_float(double(*integer));
  } else if (auto* decimal = literal.get<schema::Decimal>()) {
    if ((lowered.is(TypeKind::Float) && !lowered.flag("asdecimal")) ||
        !lowered.flag("asdecimal", true))
      return py::call(of("builtins", "float"), {str_value(decimal->text)});
  } else if (auto* span = literal.get<schema::Interval>();
             span && lowered.is(TypeKind::Time)) {
    // MySQL's TIME is an interval to its drivers.
    const int seconds = static_cast<int>(span->seconds);
    return time_value({seconds / 3600, seconds / 60 % 60, seconds % 60,
                       static_cast<int>(span->microseconds), std::nullopt});
  } else if (auto* bytes = literal.get<schema::Bytes>();
             bytes && lowered.kind == TypeKind::MyBIT) {
    std::int64_t number = 0;
    for (const char c : bytes->data)
      number = number << 8 | static_cast<unsigned char>(c);
    return py::make_int(number);
  } else if (auto* moment = literal.get<schema::DateTime>();
             moment && lowered.is(TypeKind::Interval)) {
    return since_epoch(datetime_value(*moment));
  } else if (auto* uuid = literal.get<schema::Uuid>()) {
    if (!lowered.flag("as_uuid", true)) return str_value(uuid->dashed());
  }
  return plain_from_literal(literal);
}

}  // namespace limbeck::sa

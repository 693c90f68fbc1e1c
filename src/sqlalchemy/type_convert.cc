// Types between Python and schema::Type: lower_type, wrap_type, and the
// callbacks into type classes that are written in Python.
#include <type_traits>

#include "base/error.h"
#include "base/text.h"
#include "sql/expression_type.h"
#include "sql/quoter.h"
#include "sql/type_compiler.h"
#include "sqlalchemy/calls.h"
#include "sqlalchemy/compiles.h"
#include "sqlalchemy/dialect.h"
#include "sqlalchemy/errors.h"
#include "sqlalchemy/literal.h"
#include "sqlalchemy/types.h"

namespace limbeck::sa {

using schema::Literal;
using schema::TypeArgument;
using schema::TypeInfo;
using schema::TypeKind;

namespace {

schema::Type lower_native(const Value& type, TypeKind kind);

/// A type object whose class is written in Python.
class PythonType : public schema::CustomType, public sql::ExpressionType {
 public:
  explicit PythonType(Value object) : object_(std::move(object)) {}
  const Value& object() const { return object_; }

  std::string class_name() const override { return py::type_of(object_)->name; }
  std::string module() const override { return py::type_of(object_)->module; }

  bool has_column_spec(std::string_view dialect) const override {
    Type* own = py::type_of(object_);
    return kind_of(own) == TypeKind::UserDefinedType ||
           find_compiles(own, dialect);
  }

  // SQLAlchemy: TypeCompiler.visit_user_defined; ext.compiler
  std::string column_spec(std::string_view dialect) const override {
    Value function = find_compiles(py::type_of(object_), dialect);
    if (function) return run_compiles(function, object_, dialect);
    Value spec = attribute(object_, "get_col_spec");
    if (!spec) {
      raise_sa("CompileError", cat("Can't generate DDL for ", py::repr(object_),
                                   "; its class has no get_col_spec()"));
    }
    return py::str(py::call(spec));
  }

  schema::Type dialect_type(std::string_view dialect) const override {
    TypeKind kind = kind_of(py::type_of(object_));
    if (kind != TypeKind::TypeDecorator) return lower_native(object_, kind);
    Value impl = py::call_method(object_, "load_dialect_impl",
                                 {dialect_object(dialect)});
    return lower_type(impl).for_dialect(dialect);
  }

  Literal bind(const Literal& value, std::string_view dialect) const override {
    Value plain = plain_from_literal(value);
    if (kind_of(py::type_of(object_)) == TypeKind::TypeDecorator) {
      Value made = py::call_method(object_, "process_bind_param",
                                   {plain, dialect_object(dialect)});
      Value impl = py::call_method(object_, "load_dialect_impl",
                                   {dialect_object(dialect)});
      return literal_from_python(made, impl, dialect);
    }
    Value processor =
        py::call_method(object_, "bind_processor", {dialect_object(dialect)});
    if (processor.is_none()) return value;
    return plain_literal(py::call(processor, {plain}));
  }

  std::optional<std::string> render_literal(
      const Literal& value, std::string_view dialect) const override {
    Value dialect_value = dialect_object(dialect);
    Value processor =
        py::call_method(object_, "literal_processor", {dialect_value});
    if (processor.is_none()) return std::nullopt;
    const std::optional<std::string> text =
        processed(value, [&](const Value& plain) {
          return py::str(py::call(processor, {plain}));
        });
    if (!text) refuse(value);
    return text;
  }

  std::optional<Literal> literal_value(
      const Literal& value, std::string_view dialect) const override {
    const Value dialect_value = dialect_object(dialect);
    const std::optional<Value> made = processed(value, [&](const Value& plain) {
      return py::call_method(object_, literal_method(py::type_of(object_)),
                             {plain, dialect_value});
    });
    if (!made) return std::nullopt;
    const Value impl =
        py::call_method(object_, "load_dialect_impl", {dialect_value});
    return literal_from_python(*made, impl, dialect);
  }

  sql::Expression bind_expression(const sql::Expression& bind) const override {
    Type* own = py::type_of(object_);
    py::Str* name = py::intern("bind_expression");
    if (py::lookup_in_type(own, name).is(
            py::lookup_in_type(type_class("TypeEngine"), name)))
      return nullptr;
    const Value made = py::call_method(object_, "bind_expression",
                                       {wrap_expression(bind, object_)});
    return made.is_none() ? nullptr : node_of(made);
  }

  std::string repr() const override { return py::repr(object_); }

 private:
  /// What makes a literal's value: process_bind_param() where the class has
  /// no process_literal_param() of its own.
  static const char* literal_method(Type* own) {
    constexpr const char* kOwn = "process_literal_param";
    py::Str* name = py::intern(kOwn);
    return py::lookup_in_type(own, name).is(
               py::lookup_in_type(type_class("TypeDecorator"), name))
               ? "process_bind_param"
               : kOwn;
  }

  // SQLAlchemy: SQLCompiler.render_literal_value
  [[noreturn]] void refuse(const Literal& value) const {
    throw Error(
        ErrorKind::Compile,
        cat("Could not render literal value \"", schema::python_repr(value),
            "\" with datatype ", sql::type_text(lower_type(object_)),
            "; see parent stack trace for more detail."));
  }

  /// What a function of the project makes of the value to be written; an
  /// exception of it gives none.
  template <class Process>
  std::optional<std::invoke_result_t<Process, const Value&>> processed(
      const Literal& value, const Process& process) const {
    const Value plain = plain_from_literal(value);
    try {
      return process(plain);
    } catch (const py::Raised& raised) {
      if (!py::matches(raised, "Exception")) throw;
      return std::nullopt;
    }
  }

  Value object_;
};

/// Whether the class object itself is one of SQLAlchemy's.
bool is_native_class(const Type* type) {
  return type->module.rfind("sqlalchemy.", 0) == 0 && !type->heap;
}

TypeArgument argument_of(const Value& value) {
  if (value.is_bool()) return value.is_true();
  if (auto number = py::int_of(value)) return *number;
  if (py::is_str(value)) return std::string(py::text_of(value));
  return std::monostate();
}

/// "length=None, charset=None" names that a class's constructor has.
void lower_arguments(const Value& object, const TypeInfo& info,
                     schema::Type& type) {
  for (const std::string& part : split(info.signature, ',')) {
    std::string_view name = strip(part);
    name = name.substr(0, name.find('='));
    if (name.empty() || name[0] == '*' || name == "name" || name == "schema" ||
        name == "metadata")
      continue;
    Value value = attribute(object, name);
    if (!value || value.is_none()) continue;
    if (name == "length" && info.kind != TypeKind::MySET &&
        schema::is_subclass(info.kind, TypeKind::Enum) &&
        !is_true(attribute(object, "_length_given")))
      continue;
    if (is_type_object(value)) {
      type.item = std::make_shared<schema::Type>(lower_type(value));
      continue;
    }
    TypeArgument argument = argument_of(value);
    if (argument.index() != 0) type.set(std::string(name), argument);
  }
}

std::vector<std::string> texts_of(const Value& sequence) {
  std::vector<std::string> texts;
  for (const Value& item : py::collect(sequence))
    texts.push_back(py::str(item));
  return texts;
}

schema::Type lower_native(const Value& object, TypeKind kind) {
  schema::Type type(kind);
  const TypeInfo& info = schema::type_info(kind);
  lower_arguments(object, info, type);
  if (Value values = attribute(object, "enums"))
    if (!values.is_none()) type.values = texts_of(values);
  if (kind == TypeKind::MySET)
    if (Value values = attribute(object, "values"))
      type.values = texts_of(values);
  if (type.is(TypeKind::Enum) || type.is(TypeKind::Boolean) ||
      kind == TypeKind::PgDOMAIN) {
    if (Value name = attribute(object, "name"))
      type.type_name = lower_name(name);
    if (Value name = attribute(object, "schema"))
      type.schema = lower_optional_name(name);
    Value metadata = attribute(object, "metadata");
    type.in_metadata = metadata && !metadata.is_none();
    // A generic Enum hands it on to PostgreSQL's.
    if (kind == TypeKind::Enum && attribute(object, "create_type") &&
        !is_true(attribute(object, "create_type")))
      type.set("create_type", false);
    Value enum_class = attribute(object, "enum_class");
    if (enum_class && !enum_class.is_none())
      type.enum_class = py::str(py::get_attribute(enum_class, "__name__"));
  }
  if (kind == TypeKind::Interval && !type.item)
    type.item = std::make_shared<schema::Type>(TypeKind::DateTime);
  if (kind == TypeKind::PickleType && !type.item)
    type.item = std::make_shared<schema::Type>(TypeKind::LargeBinary);
  return type;
}

}  // namespace

schema::Type lower_type(const Value& given) {
  if (given.absent() || given.is_none()) return schema::Type();
  Value object = to_instance(given);
  Type* own = py::type_of(object);
  TypeKind kind = kind_of(own);
  schema::Type type;
  if (is_native_class(own) && !has_compiles(own)) {
    type = lower_native(object, kind);
  } else {
    type = kind == TypeKind::TypeDecorator ? schema::Type(kind)
                                           : lower_native(object, kind);
    if (kind == TypeKind::TypeDecorator)
      if (Value impl = attribute(object, "impl"))
        if (is_type_object(impl))
          type.item = std::make_shared<schema::Type>(lower_type(impl));
    type.custom = std::make_shared<PythonType>(object);
  }
  Value mapping = attribute(object, "_variant_mapping");
  if (mapping && !mapping.is_none())
    py::dict_each(mapping, [&](const Value& name, const Value& variant) {
      type.variants.push_back(
          {std::string(py::text_of(name)), lower_type(variant)});
    });
  return type;
}

Value wrap_type(const schema::Type& type) {
  if (type.custom)
    if (auto* custom = dynamic_cast<const PythonType*>(type.custom.get()))
      return custom->object();
  const TypeInfo& info = type.info();
  std::string key(info.dialect());
  if (!key.empty()) key += '.';
  key += info.name;
  std::vector<Value> positional;
  std::vector<std::pair<std::string, Value>> owned;
  for (const std::string& value : type.values)
    positional.push_back(str_value(value));
  bool array = type.is(TypeKind::ARRAY);
  if (array)
    positional.push_back(type.item ? wrap_type(*type.item) : Value::none());
  if (type.kind == TypeKind::PgDOMAIN) {
    positional.push_back(wrap_name(type.type_name));
    positional.push_back(type.item ? wrap_type(*type.item) : Value::none());
  } else if (type.type_name) {
    owned.emplace_back("name", wrap_name(type.type_name));
  }
  if (type.schema) owned.emplace_back("schema", wrap_name(*type.schema));
  for (const auto& [name, argument] : type.arguments) {
    Value value = Value::none();
    if (auto* flag = std::get_if<bool>(&argument))
      value = Value::boolean(*flag);
    if (auto* number = std::get_if<std::int64_t>(&argument))
      value = py::make_int(*number);
    if (auto* text = std::get_if<std::string>(&argument))
      value = str_value(*text);
    owned.emplace_back(name, value);
  }
  if (type.item && (type.is(TypeKind::JSON) || type.kind == TypeKind::PgHSTORE))
    owned.emplace_back(type.is(TypeKind::JSON) ? "astext_type" : "text_type",
                       wrap_type(*type.item));
  Keywords keywords;
  for (const auto& [name, value] : owned) keywords.emplace_back(name, value);
  Type* own = type_class(key);
  LIMBECK_CHECK(own, "every class of types.def is in type_table.cc");
  Value made = call_with(Value(own), positional, keywords);
  for (const auto& variant : type.variants)
    made =
        py::call_method(made, "with_variant",
                        {wrap_type(variant.type), str_value(variant.dialect)});
  return made;
}

}  // namespace limbeck::sa

#include "sqlalchemy/names.h"

#include "sqlalchemy/dialect.h"

namespace limbeck::sa {
namespace {

Value new_str_class(std::string_view name, std::string_view module,
                    const Value& base, const Value& space) {
  py::dict_set(space, "__module__", str_value(module));
  return py::call(Value(py::builtin_types().type),
                  {str_value(name), py::make_tuple({base}), space});
}

struct Names {
  Value quoted_name, conv, deferred, blank, retain;
};

Value str_new(const Value& type, const Value& text) {
  Value str_type(py::builtin_types().str);
  return py::call(py::get_attribute(str_type, "__new__"), {type, text});
}

Names& names() {
  auto& all = py::interpreter_state<Names>();
  if (!all.quoted_name) {
    Value space = py::make_dict();
    py::dict_set(space, "quote", Value::none());
    py::dict_set(
        space, "__new__",
        py::make_function("__new__(cls, value, quote=None)", [](Args& args) {
          if (args[1].is_none()) return Value::none();
          Value made = str_new(args[0], args[1]);
          if (!args[2].is_none()) py::set_attribute(made, "quote", args[2]);
          return made;
        }));
    all.quoted_name = new_str_class("quoted_name", "sqlalchemy.sql.elements",
                                    Value(py::builtin_types().str), space);
    all.conv = new_str_class("conv", "sqlalchemy.sql.elements", all.quoted_name,
                             py::make_dict());
  }
  return all;
}

Value symbol(std::string_view name) {
  Value type = py::call(
      Value(py::builtin_types().type),
      {str_value(name), py::make_tuple({Value(py::builtin_types().object)}),
       py::make_dict()});
  return py::call(type);
}

}  // namespace

Type* quoted_name_class() { return names().quoted_name.as<Type>(); }
Type* conv_class() { return names().conv.as<Type>(); }

bool is_conv(const Value& name) {
  auto& all = py::interpreter_state<Names>();
  return all.conv && py::is_instance(name, all.conv.as<Type>());
}

Value deferred_name() {
  auto& all = names();
  if (!all.deferred) all.deferred = symbol("_NONE_NAME");
  return all.deferred;
}

bool is_deferred_name(const Value& name) {
  auto& all = py::interpreter_state<Names>();
  return all.deferred && all.deferred.is(name);
}

Value blank_schema() {
  auto& all = names();
  if (!all.blank) all.blank = symbol("BLANK_SCHEMA");
  return all.blank;
}

bool isa_blank_schema(const Value& schema) {
  auto& all = py::interpreter_state<Names>();
  return all.blank && all.blank.is(schema);
}

Value wrap_name(const schema::Name& name) {
  if (!name) return Value::none();
  if (name.kind == schema::Name::Kind::Final ||
      name.kind == schema::Name::Kind::Generated)
    return py::call(Value(conv_class()), {str_value(name.text)});
  if (name.quote)
    return py::call(Value(quoted_name_class()),
                    {str_value(name.text), Value::boolean(*name.quote)});
  return str_value(name.text);
}

std::string convention_key(std::string_view class_name) {
  if (class_name == "PrimaryKeyConstraint") return "pk";
  if (class_name == "ForeignKeyConstraint") return "fk";
  if (class_name == "UniqueConstraint") return "uq";
  if (class_name == "CheckConstraint") return "ck";
  if (class_name == "Index") return "ix";
  return std::string(class_name);
}

std::string text_of_clause(const Value& clause) {
  return text_of_element(clause);
}

}  // namespace limbeck::sa

// The members of TypeEngine, and of the type classes whose constructors do more
// than keep their arguments.
#include "base/text.h"
#include "dialects/dialect.h"
#include "sqlalchemy/calls.h"
#include "sqlalchemy/dialect.h"
#include "sqlalchemy/errors.h"
#include "sqlalchemy/types.h"

namespace limbeck::sa {

using schema::TypeKind;

namespace {

using TypeClass = py::NativeType<TypeObject>;

Value self_of(TypeObject& self) { return Value(&self); }

Value copy_type(const Value& type) {
  Value copy = py::allocate(py::type_of(type));
  py::dict_each(py::instance_dict(type),
                [&](const Value& key, const Value& value) {
                  py::set_attribute(copy, py::text_of(key), value);
                });
  return copy;
}

// SQLAlchemy: TypeEngine.with_variant
Value with_variant(TypeObject& self, Args& args) {
  Value copy = copy_type(self_of(self));
  Value mapping = py::make_dict();
  Value before = attribute(copy, "_variant_mapping");
  if (before && !before.is_none())
    py::dict_each(before, [&](const Value& key, const Value& value) {
      py::dict_set(mapping, key, value);
    });
  if (rest_of(args, "dialect_names").empty())
    raise_argument_error("At least one dialect name is required");
  for (const Value& name : rest_of(args, "dialect_names")) {
    if (py::dict_get(mapping, name))
      raise_argument_error(cat("Dialect ", py::repr(name),
                               " is already present in the mapping for this ",
                               py::repr(self_of(self))));
    py::dict_set(mapping, name, to_instance(args[1]));
  }
  py::set_attribute(copy, "_variant_mapping", mapping);
  return copy;
}

std::string compile_type(const Value& type, const Value& dialect) {
  return dialect_of(dialect).compile(lower_type(type));
}

/// The type's own text, as TypeEngine.__str__ has it.
std::string text_of_type(const Value& type) {
  try {
    return compile_type(type, Value::none());
  } catch (const Error&) {
    return py::repr(type);
  } catch (const py::Raised&) {
    return py::repr(type);
  }
}

/// Name(3, x=4): the arguments of an __init__ written in Python, read from the
/// attributes of their names.
// SQLAlchemy: langhelpers.generic_repr
std::string repr_by_signature(const Value& value) {
  const Type* type = py::type_of(value);
  std::vector<std::string> parts;
  Value init = py::lookup_in_type(type, py::intern("__init__"));
  Value code = init ? attribute(init, "__code__") : Value();
  if (code) {
    auto names = sequence_items(py::get_attribute(code, "co_varnames"));
    auto count = static_cast<std::size_t>(
        py::int_of(py::get_attribute(code, "co_argcount")).value_or(0));
    Value given = py::get_attribute(init, "__defaults__");
    auto defaults =
        given.is_none() ? std::vector<Value>() : sequence_items(given);
    for (std::size_t i = 1; i < count && i < names.size(); ++i) {
      Value current = attribute(value, py::text_of(names[i]));
      if (!current) continue;
      if (i + defaults.size() < count)
        parts.push_back(py::repr(current));
      else if (!py::equal(current, defaults[i + defaults.size() - count]))
        parts.push_back(cat(py::text_of(names[i]), "=", py::repr(current)));
    }
  }
  return cat(type->name, "(", join(parts, ", "), ")");
}

// SQLAlchemy: generic_repr with to_inspect=impl
std::string repr_of(const Value& value) {
  const Type* type = py::type_of(value);
  schema::Type lowered;
  if (schema::is_subclass(kind_of(type), TypeKind::TypeDecorator)) {
    Value impl = attribute(value, "impl");
    if (impl && is_type_object(impl) &&
        kind_of(type) == TypeKind::TypeDecorator)
      lowered = lower_type(impl);
    else
      return cat(type->name, "()");
  } else {
    lowered = lower_type(value);
  }
  lowered.custom = nullptr;
  if (lowered.kind == TypeKind::TypeEngine ||
      lowered.is(TypeKind::UserDefinedType))
    return repr_by_signature(value);
  std::string text = schema::python_repr(lowered);
  return cat(type->name, std::string_view(text).substr(text.find('(')));
}

const char* python_type_name(TypeKind kind) {
  using K = TypeKind;
  if (schema::is_subclass(kind, K::Integer)) return "int";
  if (schema::is_subclass(kind, K::Boolean)) return "bool";
  if (schema::is_subclass(kind, K::String)) return "str";
  if (schema::is_subclass(kind, K::BinaryBase)) return "bytes";
  if (schema::is_subclass(kind, K::ARRAY)) return "list";
  if (schema::is_subclass(kind, K::JSON)) return "dict";
  return nullptr;
}

// SQLAlchemy: TypeEngine.python_type and its overrides
Value type_affinity(TypeObject& self) {
  const auto& info =
      schema::type_info(schema::type_info(kind_of(self.type)).affinity);
  std::string key(info.dialect());
  if (!key.empty()) key += '.';
  return Value(type_class(key + std::string(info.name)));
}

Value python_type(TypeObject& self) {
  Value object = self_of(self);
  Value enum_class = attribute(object, "enum_class");
  if (enum_class && !enum_class.is_none()) return enum_class;
  TypeKind kind = kind_of(self.type);
  auto& interpreter = py::Interpreter::current();
  if (const char* name = python_type_name(kind))
    return py::get_attribute(interpreter.import("builtins"), name);
  auto of = [&](const char* module, const char* name) {
    return py::get_attribute(interpreter.import(module), name);
  };
  using K = TypeKind;
  auto decimal = [&](bool otherwise) {
    Value flag = attribute(object, "asdecimal");
    bool wanted = flag ? is_true(flag) : otherwise;
    return wanted ? of("decimal", "Decimal") : of("builtins", "float");
  };
  if (schema::is_subclass(kind, K::Numeric)) return decimal(true);
  if (schema::is_subclass(kind, K::Float)) return decimal(false);
  if (schema::is_subclass(kind, K::DateTime)) return of("datetime", "datetime");
  if (schema::is_subclass(kind, K::Date)) return of("datetime", "date");
  if (schema::is_subclass(kind, K::Time)) return of("datetime", "time");
  if (schema::is_subclass(kind, K::Interval) || kind == K::PgINTERVAL)
    return of("datetime", "timedelta");
  if (schema::is_subclass(kind, K::Uuid)) {
    Value flag = attribute(object, "as_uuid");
    return !flag || is_true(flag) ? of("uuid", "UUID") : of("builtins", "str");
  }
  Value impl = attribute(object, "impl");
  if (impl && is_type_object(impl))
    return py::get_attribute(impl, "python_type");
  py::raise("NotImplementedError", "");
}

Value return_value(TypeObject&, Args& args) { return args[1]; }
Value return_none(TypeObject&, Args&) { return Value::none(); }
Value return_self(TypeObject& self, Args&) { return self_of(self); }

// SQLAlchemy: TypeEngine.dialect_impl and TypeDecorator.load_dialect_impl
Value dialect_impl(const Value& self, const Value& dialect) {
  Value mapping = attribute(self, "_variant_mapping");
  if (mapping && !mapping.is_none()) {
    Value variant = py::dict_get(mapping, py::get_attribute(dialect, "name"));
    if (variant) return variant;
  }
  return self;
}

}  // namespace

void add_type_engine_members(TypeClass& type) {
  type.slots().repr = [](const Value& self) {
    return str_value(repr_of(self));
  };
  type.slots().str = [](const Value& self) {
    return str_value(text_of_type(self));
  };
  type.init("__init__(self)", [](TypeObject&, Args&) {})
      .method("with_variant(self, type_, *dialect_names)", with_variant)
      .method("copy(self, **kw)",
              [](TypeObject& self, Args&) { return copy_type(self_of(self)); })
      .method("adapt(self, cls, **kw)",
              [](TypeObject& self, Args& args) {
                Value made = py::call(args[1]);
                py::dict_each(py::instance_dict(self_of(self)),
                              [&](const Value& key, const Value& value) {
                                py::set_attribute(made, py::text_of(key),
                                                  value);
                              });
                return made;
              })
      .method("compile(self, dialect=None)",
              [](TypeObject& self, Args& args) {
                return str_value(compile_type(self_of(self), args[1]));
              })
      .method("dialect_impl(self, dialect)",
              [](TypeObject& self, Args& args) {
                return dialect_impl(self_of(self), args[1]);
              })
      .method("as_generic(self, allow_nulltype=False)",
              [](TypeObject& self, Args& args) {
                return generic_type(self_of(self), args.flag("allow_nulltype"));
              })
      .method("evaluates_none(self)",
              [](TypeObject& self, Args&) {
                Value copy = copy_type(self_of(self));
                py::set_attribute(copy, "should_evaluate_none",
                                  Value::boolean(true));
                return copy;
              })
      .method("coerce_compared_value(self, op, value)", return_self)
      .method("compare_values(self, x, y)",
              [](TypeObject&, Args& args) {
                return Value::boolean(py::equal(args[1], args[2]));
              })
      .method("bind_processor(self, dialect)", return_none)
      .method("literal_processor(self, dialect)", return_none)
      .method("result_processor(self, dialect, coltype)", return_none)
      .method("bind_expression(self, bindvalue)", return_none)
      .method("column_expression(self, colexpr)", return_none)
      .method("get_dbapi_type(self, dbapi)", return_none)
      .method("_set_parent_with_dispatch(self, parent, **kw)", return_none)
      .method("create(self, bind, checkfirst=True)",
              [](TypeObject& self, Args& args) {
                emit_named_type(self_of(self), args[1], args.flag("checkfirst"),
                                true);
                return Value::none();
              })
      .method("drop(self, bind, checkfirst=True)",
              [](TypeObject& self, Args& args) {
                emit_named_type(self_of(self), args[1], args.flag("checkfirst"),
                                false);
                return Value::none();
              })
      .class_method("__class_getitem__(cls, item)",
                    [](Args& args) { return args[0]; })
      .property("python_type", python_type)
      .property("_type_affinity", type_affinity)
      .property("_compare_type_affinity", type_affinity)
      .attribute("hashable", Value::boolean(true))
      .attribute("should_evaluate_none", Value::boolean(false))
      .attribute("sort_key_function", Value::none())
      .attribute("_variant_mapping", py::make_dict());
  Value comparator = py::call(
      Value(py::builtin_types().type),
      {str_value("Comparator"),
       py::make_tuple({Value(py::builtin_types().object)}), py::make_dict()});
  type.attribute("Comparator", comparator)
      .attribute("comparator_factory", comparator);
}

namespace {

std::vector<std::string> enum_labels(const Value& enum_class,
                                     const Value& values_callable,
                                     bool omit_aliases, Value& objects) {
  std::vector<std::string> labels;
  std::vector<Value> members;
  py::dict_each(
      [&] {
        Value dict = py::make_dict();
        Value view = py::get_attribute(enum_class, "__members__");
        for (const Value& pair : py::collect(py::call_method(view, "items")))
          py::dict_set(dict, sequence_items(pair)[0], sequence_items(pair)[1]);
        return dict;
      }(),
      [&](const Value& name, const Value& member) {
        if (omit_aliases &&
            py::str(py::get_attribute(member, "name")) != py::text_of(name))
          return;
        labels.emplace_back(py::text_of(name));
        members.push_back(member);
      });
  if (!values_callable.is_none()) {
    labels.clear();
    for (const Value& label :
         py::collect(py::call(values_callable, {enum_class})))
      labels.push_back(py::str(label));
  }
  objects = py::make_list(members);
  return labels;
}

bool is_enum_class(const Value& value) {
  return py::is_type(value) && attribute(value, "__members__");
}

// SQLAlchemy: Enum._enum_init, Enum._parse_into_values
void enum_init(const Value& self, const std::vector<Value>& given,
               const Value& kw) {
  auto option = [&](std::string_view name, Value otherwise) {
    Value value = py::dict_get(kw, name);
    return value ? value : otherwise;
  };
  auto set = [&](std::string_view name, const Value& value) {
    py::set_attribute(self, name, value);
  };
  Value callable = option("values_callable", Value::none());
  Value name = option("name", Value::none());
  Value enum_class = Value::none(), objects = Value::none();
  std::vector<Value> values = given;
  if (values.empty())
    if (Value list = py::dict_get(kw, "_enums")) values = py::collect(list);
  std::vector<std::string> labels;
  if (values.size() == 1 && is_enum_class(values[0])) {
    enum_class = values[0];
    labels = enum_labels(enum_class, callable,
                         is_true(option("omit_aliases", Value::boolean(true))),
                         objects);
    // Enum(enum.Enum) stands for all enums and has no name of its own.
    if (name.is_none() && !labels.empty())
      name =
          str_value(lower(py::str(py::get_attribute(enum_class, "__name__"))));
  } else {
    if (values.size() == 1 && !py::is_str(values[0]))
      values = py::collect(values[0]);
    for (const Value& value : values) labels.push_back(py::str(value));
  }
  std::size_t longest = 0;
  std::vector<Value> texts;
  for (const std::string& label : labels) {
    longest = std::max(longest, count_code_points(label));
    texts.push_back(str_value(label));
  }
  Value length = option("length", Value::none());
  if (!length.is_none() &&
      py::int_of(length).value_or(0) < static_cast<std::int64_t>(longest))
    py::raise_value_error(
        cat("When provided, length must be larger or equal than the length of "
            "the longest enum value. ",
            py::int_of(length).value_or(0), " < ", longest));
  set("enums", py::make_list(texts));
  set("enum_class", enum_class);
  set("_members", objects);
  set("name", name);
  set("length", length.is_none() ? py::make_int(longest) : length);
  set("_length_given", Value::boolean(!length.is_none()));
  set("values_callable", callable);
  for (const auto& [key, otherwise] :
       std::initializer_list<std::pair<std::string_view, Value>>{
           {"native_enum", Value::boolean(true)},
           {"create_constraint", Value::boolean(false)},
           {"validate_strings", Value::boolean(false)},
           {"inherit_schema", Value::boolean(false)},
           {"create_type", Value::boolean(true)},
           {"schema", Value::none()},
           {"metadata", Value::none()},
           {"collation", Value::none()}})
    set(key, option(key, otherwise));
  set("_schema_given",
      Value::boolean(static_cast<bool>(py::dict_get(kw, "schema"))));
  set("_inherit_schema_given",
      Value::boolean(static_cast<bool>(py::dict_get(kw, "inherit_schema"))));
  if (is_true(option("inherit_schema", Value::boolean(false))) &&
      !option("schema", Value::none()).is_none())
    raise_argument_error(
        "Ambiguously setting inherit_schema=True while also passing a schema "
        "argument");
  for (const char* name : {"charset", "ascii", "unicode", "binary", "national"})
    if (Value given = py::dict_get(kw, name)) set(name, given);
  Value metadata = option("metadata", Value::none());
  if (!metadata.is_none()) {
    if (option("schema", Value::none()).is_none())
      set("schema", or_none(attribute(metadata, "schema")));
    call_method(metadata, "_add_named_type", {self});
  }
}

void decorator_init(const Value& self, const std::vector<Value>& args,
                    const Value& kw) {
  Value impl = py::find_attribute(Value(py::type_of(self)), "impl");
  if (impl.absent())
    py::raise("AssertionError",
              "TypeDecorator implementations require a class-level variable "
              "'impl' which refers to the class of type being decorated");
  py::set_attribute(self, "impl",
                    py::is_callable(impl) ? call_with(impl, args, kw) : impl);
}

/// Attributes that the decorator lacks are those of its impl.
Value decorator_get_attribute(const Value& self, py::Str* name) {
  Value found = py::builtin_types().object->slots.get_attribute(self, name);
  if (found) return found;
  static constexpr std::string_view kImpl = "impl";
  std::string_view text =
      py::text_of(Value(reinterpret_cast<py::Object*>(name)));
  if (text == kImpl || text.substr(0, 2) == "__") return Value();
  Value impl =
      py::builtin_types().object->slots.get_attribute(self, py::intern(kImpl));
  if (!impl || !is_type_object(impl)) return Value();
  return py::find_attribute(impl, name);
}

void add_decorator(TypeClass& type) {
  type.slots().get_attribute = decorator_get_attribute;
  type.init("__init__(self, *args, **kwargs)",
            [](TypeObject& self, Args& args) {
              decorator_init(self_of(self), rest_of(args, "args"),
                             args["kwargs"]);
            })
      .method("load_dialect_impl(self, dialect)",
              [](TypeObject& self, Args& args) {
                return dialect_impl(py::get_attribute(self_of(self), "impl"),
                                    args[1]);
              })
      .method("type_engine(self, dialect)",
              [](TypeObject& self, Args& args) {
                return py::call_method(self_of(self), "load_dialect_impl",
                                       {args[1]});
              })
      .method("process_bind_param(self, value, dialect)", return_value)
      .method("process_result_value(self, value, dialect)", return_value)
      .method("process_literal_param(self, value, dialect)", return_value)
      .property("impl_instance",
                [](TypeObject& self) {
                  return py::get_attribute(self_of(self), "impl");
                })
      .attribute("cache_ok", Value::none())
      .attribute("coerce_to_is_types",
                 py::make_tuple({Value(py::builtin_types().none)}));
}

void set_impl(TypeClass& type, std::string_view signature,
              const char* impl_class) {
  type.init(signature, [impl_class](TypeObject& self, Args& args) {
    Value object = self_of(self);
    py::set_attribute(object, "impl", py::call(Value(type_class(impl_class))));
    if (std::string_view(impl_class) == "DateTime")
      for (const char* name : {"native", "second_precision", "day_precision"})
        py::set_attribute(object, name, args[name]);
  });
  type.attribute("cache_ok", Value::boolean(true));
}

}  // namespace

void add_special_members(std::string_view key, TypeClass& type) {
  if (key == "Enum" || key == "mysql.ENUM") {
    type.init("__init__(self, *enums, **kw)", [](TypeObject& self, Args& args) {
      enum_init(self_of(self), rest_of(args, "enums"), args["kw"]);
    });
  } else if (key == "postgresql.ENUM") {
    type.init("__init__(self, *enums, name=None, create_type=True, **kw)",
              [](TypeObject& self, Args& args) {
                Value kw = args["kw"];
                if (args.given("name")) py::dict_set(kw, "name", args["name"]);
                py::dict_set(kw, "create_type", args["create_type"]);
                enum_init(self_of(self), rest_of(args, "enums"), kw);
              });
  } else if (key == "mysql.SET") {
    type.init(
        "__init__(self, *values, **kw)", [](TypeObject& self, Args& args) {
          Value object = self_of(self);
          py::set_attribute(object, "values",
                            py::make_tuple(rest_of(args, "values")));
          const Value bitwise = py::dict_get(args["kw"], "retrieve_as_bitwise");
          for (const Value& label : rest_of(args, "values"))
            if (py::is_str(label) && py::text_of(label).empty() &&
                !(bitwise && py::truth(bitwise)))
              raise_argument_error(
                  "Can't use the blank value '' in a SET without setting "
                  "retrieve_as_bitwise=True");
          py::dict_each(args["kw"], [&](const Value& key, const Value& value) {
            py::set_attribute(object, py::text_of(key), value);
          });
        });
  } else if (key == "ARRAY" || key == "postgresql.ARRAY") {
    type.init(
        "__init__(self, item_type, as_tuple=False, dimensions=None, "
        "zero_indexes=False)",
        [](TypeObject& self, Args& args) {
          Value item = to_instance(args["item_type"]);
          if (is_kind(item, TypeKind::ARRAY))
            py::raise_value_error(
                "Do not nest ARRAY types; ARRAY(basetype) handles "
                "multi-dimensional arrays of basetype");
          Value object = self_of(self);
          py::set_attribute(object, "item_type", item);
          for (const char* name : {"as_tuple", "dimensions", "zero_indexes"})
            py::set_attribute(object, name, args[name]);
        });
  } else if (key == "postgresql.DOMAIN") {
    type.init(
        "__init__(self, name, data_type, *, collation=None, "
        "collation_schema=None, default=None, constraint_name=None, "
        "not_null=None, check=None, create_type=True, schema=None, "
        "metadata=None, **kw)",
        [](TypeObject& self, Args& args) {
          Value object = self_of(self);
          for (const char* name :
               {"name", "collation", "default", "constraint_name", "not_null",
                "check", "create_type", "schema", "metadata"})
            py::set_attribute(object, name, args[name]);
          py::set_attribute(object, "data_type",
                            to_instance(args["data_type"]));
          py::set_attribute(object, "_schema_given",
                            Value::boolean(!args.none("schema")));
        });
  } else if (key == "TypeDecorator") {
    add_decorator(type);
  } else if (key == "Interval") {
    set_impl(type,
             "__init__(self, native=True, second_precision=None, "
             "day_precision=None)",
             "DateTime");
    type.attribute("epoch", Value::none());
  } else if (key == "PickleType") {
    set_impl(type,
             "__init__(self, protocol=5, pickler=None, comparator=None, "
             "impl=None)",
             "LargeBinary");
  } else if (key == "Variant") {
    type.init("__init__(self, *arg, **kw)", [](TypeObject&, Args&) {
      py::raise("NotImplementedError",
                "Variant is no longer used in SQLAlchemy; this is a "
                "placeholder symbol for backwards compatibility.");
    });
  } else if (key == "TupleType") {
    type.init("__init__(self, *types)", [](TypeObject& self, Args& args) {
      std::vector<Value> types;
      for (const Value& item : rest_of(args, "types"))
        types.push_back(to_instance(item));
      py::set_attribute(self_of(self), "types", py::make_list(types));
    });
  } else if (key == "UserDefinedType") {
    type.init("__init__(self)", [](TypeObject&, Args&) {});
    type.attribute("cache_ok", Value::none());
  } else if (key == "JSON") {
    type.attribute("NULL", str_value("JSON_NULL"));
  }
}

}  // namespace limbeck::sa

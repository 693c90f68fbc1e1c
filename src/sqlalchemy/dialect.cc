// Live dialects, compiling to text, and @compiles.
#include "sqlalchemy/dialect.h"

#include <functional>
#include <memory>
#include <unordered_map>
#include <utility>

#include "base/text.h"
#include "dialects/dialect.h"
#include "sql/quoter.h"
#include "sql/statement_compiler.h"
#include "sql/unsupported.h"
#include "sqlalchemy/calls.h"
#include "sqlalchemy/column_defaults.h"
#include "sqlalchemy/compiles.h"
#include "sqlalchemy/ddl.h"
#include "sqlalchemy/errors.h"
#include "sqlalchemy/expressions.h"
#include "sqlalchemy/literal.h"
#include "sqlalchemy/live_ddl.h"
#include "sqlalchemy/type_descriptor.h"
#include "sqlalchemy/types.h"

namespace limbeck::sa {

namespace {

struct DialectObject : py::Instance {
  const sql::Dialect* dialect = nullptr;
  std::optional<sql::ParamStyle> paramstyle;  // other than the dialect's own
  Value driver, version, default_schema;
  Value implicit_returning = Value::boolean(true);
  // What the program changed; what compiles may still hold an older one.
  std::vector<std::function<void(sql::Traits&)>> changes;
  std::vector<std::unique_ptr<const sql::Dialect>> owned;
  using Instance::Instance;
};

struct CompiledObject : py::Instance {
  sql::Compiled compiled;
  Value statement, dialect;
  using Instance::Instance;
};

/// What a @compiles function gets as `compiler`.
struct CompilerObject : py::Instance {
  const sql::Dialect* dialect = nullptr;
  sql::StatementCompiler* running = nullptr;
  using Instance::Instance;
};

struct Dialects {
  std::unordered_map<std::string, Value> by_name;
  Type* compiler = nullptr;
  Type* preparer = nullptr;
  Type* default_class = nullptr;
};
Dialects& dialects_state() { return py::interpreter_state<Dialects>(); }

constexpr std::pair<sql::ParamStyle, std::string_view> kParamStyles[] = {
    {sql::ParamStyle::Named, "named"},
    {sql::ParamStyle::PyFormat, "pyformat"},
    {sql::ParamStyle::Format, "format"},
    {sql::ParamStyle::QMark, "qmark"},
    {sql::ParamStyle::Numeric, "numeric"},
    {sql::ParamStyle::Dollar, "numeric_dollar"}};

std::string_view paramstyle_name(sql::ParamStyle style) {
  for (const auto& [value, name] : kParamStyles)
    if (value == style) return name;
  return "";
}

std::optional<sql::ParamStyle> paramstyle_of(std::string_view style) {
  for (const auto& [value, name] : kParamStyles)
    if (name == style) return value;
  return std::nullopt;
}

DialectObject& as_dialect(const Value& value) {
  return *value.as<DialectObject>();
}

Value version_value(const std::vector<int>& version) {
  if (version.empty()) return Value::none();
  std::vector<Value> parts;
  for (int part : version) parts.push_back(py::make_int(part));
  return py::make_tuple(parts);
}

/// dialect.identifier_preparer and compiler.preparer.
Value make_preparer(const sql::Dialect& dialect) {
  auto& state = dialects_state();
  if (!state.preparer) {
    py::NativeType<DialectObject> type("IdentifierPreparer",
                                       "sqlalchemy.sql.compiler");
    auto quoting = [](DialectObject& self, const Value& name) {
      return str_value(self.dialect->quote(lower_name(name)));
    };
    type.method("quote(self, ident, force=None)",
                [quoting](DialectObject& self, Args& args) {
                  return quoting(self, args["ident"]);
                })
        .method("quote_identifier(self, value)",
                [](DialectObject& self, Args& args) {
                  schema::Name name = lower_name(args["value"]);
                  name.quote = true;
                  return str_value(self.dialect->quote(name));
                })
        .method("quote_schema(self, schema, force=None)",
                [quoting](DialectObject& self, Args& args) {
                  return quoting(self, args["schema"]);
                })
        .method("format_table(self, table, use_schema=True, name=None)",
                [quoting](DialectObject& self, Args& args) {
                  Value table = args["table"];
                  std::string text =
                      py::str(quoting(self, py::get_attribute(table, "name")));
                  Value schema = attribute(table, "schema");
                  if (args.flag("use_schema") && schema && !schema.is_none())
                    text = cat(py::str(quoting(self, schema)), ".", text);
                  return str_value(text);
                })
        .method("format_column(self, column, use_table=False, name=None)",
                [quoting](DialectObject& self, Args& args) {
                  return quoting(self,
                                 py::get_attribute(args["column"], "name"));
                })
        .method("format_schema(self, name)",
                [quoting](DialectObject& self, Args& args) {
                  return quoting(self, args["name"]);
                })
        .method("format_constraint(self, constraint, _alembic_quote=True)",
                [quoting](DialectObject& self, Args& args) {
                  const Value name =
                      py::get_attribute(args["constraint"], "name");
                  if (name.is_none()) return name;
                  return args.flag("_alembic_quote") ? quoting(self, name)
                                                     : str_value(py::str(name));
                })
        .method("format_index(self, index)",
                [quoting](DialectObject& self, Args& args) {
                  return quoting(self,
                                 py::get_attribute(args["index"], "name"));
                })
        .method("format_sequence(self, sequence, use_schema=True)",
                [quoting](DialectObject& self, Args& args) {
                  return quoting(self,
                                 py::get_attribute(args["sequence"], "name"));
                })
        .property("initial_quote", [](DialectObject& self) {
          return str_value(
              self.dialect
                  ->quote(schema::Name("a b", schema::Name::Kind::Plain, true))
                  .substr(0, 1));
        });
    state.preparer = type.ready();
  }
  Value made = py::allocate(state.preparer);
  as_dialect(made).dialect = &dialect;
  return made;
}

struct TraitAttribute {
  const char* name;
  bool sql::Traits::*member;
};
constexpr TraitAttribute kTraitAttributes[] = {
    {"supports_native_enum", &sql::Traits::supports_native_enum},
    {"supports_native_boolean", &sql::Traits::supports_native_boolean},
    {"non_native_boolean_check_constraint", &sql::Traits::checks_booleans},
    {"supports_native_uuid", &sql::Traits::supports_native_uuid},
    {"supports_native_decimal", &sql::Traits::supports_native_decimal},
    {"supports_sequences", &sql::Traits::supports_sequences},
    {"supports_comments", &sql::Traits::supports_comments},
    {"inline_comments", &sql::Traits::inline_comments},
    {"supports_alter", &sql::Traits::supports_alter},
    {"insert_returning", &sql::Traits::insert_returning},
    {"update_returning", &sql::Traits::update_returning},
    {"delete_returning", &sql::Traits::delete_returning},
    {"requires_name_normalize", &sql::Traits::requires_name_normalize},
    {"supports_identity_columns", &sql::Traits::supports_identity_columns},
};

// A program's own setting of one attribute.
void change_trait(DialectObject& self,
                  std::function<void(sql::Traits&)> change) {
  sql::Traits traits = self.dialect->traits();
  change(traits);
  self.changes.push_back(std::move(change));
  self.owned.push_back(dialects::with_traits(*self.dialect, traits));
  self.dialect = self.owned.back().get();
}

std::string_view default_driver(const sql::Dialect& dialect) {
  return dialect.traits().driver;
}

/// compiler.process(…): an expression in the statement being made, or a type.
Value process(CompilerObject& self, const Value& given) {
  if (is_type_object(given) || py::is_type(given))
    return str_value(self.dialect->compile(lower_type(given)));
  sql::Expression node = node_of(given);
  if (self.running) return str_value(self.running->process(node, {}));
  sql::CompileOptions options;
  options.literal_binds = true;
  return str_value(self.dialect->compile(*node, options).sql);
}

Value compiler_get_attribute(const Value& self, py::Str* name) {
  Value own = py::builtin_types().object->slots.get_attribute(self, name);
  if (own) return own;
  std::string_view text =
      py::text_of(Value(reinterpret_cast<py::Object*>(name)));
  if (text.substr(0, 6) != "visit_" && text != "get_column_specification")
    return Value();
  // The compiler's own way with that construct.
  Value keep = self;
  return py::make_function(
      "visit(element=None, *args, **kw)", [keep](Args& args) {
        auto& compiler = *keep.as<CompilerObject>();
        Value element = args[0];
        if (is_type_object(element)) {
          schema::Type type = lower_type(element);
          if (type.custom) {
            type.custom = nullptr;
            type.kind = kind_of(py::type_of(element));
          }
          return str_value(compiler.dialect->compile(type));
        }
        if (isa(element, Cls::ExecutableDDLElement))
          return str_value(compile_ddl(element, *compiler.dialect));
        if (element.as<Element>()->node && compiler.running)
          return str_value(
              compiler.running->process(element.as<Element>()->node, {}));
        return process(compiler, element);
      });
}

Type* compiler_class() {
  auto& state = dialects_state();
  if (state.compiler) return state.compiler;
  py::NativeType<CompilerObject> type("SQLCompiler", "sqlalchemy.sql.compiler");
  type.slots().get_attribute = compiler_get_attribute;
  type.method("process(self, obj, **kwargs)",
              [](CompilerObject& self, Args& args) {
                return process(self, args["obj"]);
              })
      .method("render_literal_value(self, value, type_)",
              [](CompilerObject& self, Args& args) {
                return str_value(self.dialect->literal(
                    literal_from_python(args["value"], args["type_"]),
                    lower_type(args["type_"])));
              })
      .property("dialect",
                [](CompilerObject& self) {
                  return dialect_object(self.dialect->name());
                })
      .property(
          "preparer",
          [](CompilerObject& self) { return make_preparer(*self.dialect); })
      .property("sql_compiler",
                [](CompilerObject& self) { return Value(&self); })
      .property("type_compiler",
                [](CompilerObject& self) { return Value(&self); })
      .property("statement", [](CompilerObject&) { return Value::none(); });
  state.compiler = type.ready();
  return state.compiler;
}

}  // namespace

std::string run_compiles(const Value& function, const Value& element,
                         std::string_view dialect,
                         sql::StatementCompiler* running) {
  Value compiler = py::allocate(compiler_class());
  auto& object = *compiler.as<CompilerObject>();
  object.dialect = &dialects::dialect(dialect);
  object.running = running;
  Value text = py::call(function, {element, compiler});
  object.running = nullptr;
  return py::str(text);
}

std::string run_compiles_in(const Value& element,
                            sql::StatementCompiler& compiler) {
  std::string_view name = compiler.dialect().name();
  Value function = find_compiles(py::type_of(element), name);
  if (!function)
    raise_sa("UnsupportedCompilationError",
             cat("Compiler ", name, " can't render element of type ",
                 py::repr(Value(py::type_of(element))),
                 ": No default compilation handler"));
  return run_compiles(function, element, name, &compiler);
}

std::optional<sql::ParamStyle> paramstyle_of(const Value& dialect) {
  if (!isa(dialect, Cls::Dialect)) return std::nullopt;
  return as_dialect(dialect).paramstyle;
}

void set_paramstyle(const Value& dialect, std::string_view name) {
  if (const auto style = paramstyle_of(name))
    as_dialect(dialect).paramstyle = style;
}

const sql::Dialect& dialect_of(const Value& value) {
  if (value.absent() || value.is_none()) return dialects::dialect("default");
  if (py::is_str(value)) return dialects::dialect(py::text_of(value));
  if (isa(value, Cls::Dialect)) return *as_dialect(value).dialect;
  if (Value inner = attribute(value, "dialect"))
    if (!inner.is(value)) return dialect_of(inner);
  if (Value name = attribute(value, "name"))
    if (py::is_str(name)) return dialects::dialect(py::text_of(name));
  py::raise_type_error(cat("Dialect object expected, got ", py::repr(value)));
}

Value dialect_object(std::string_view name) {
  auto& slot = dialects_state().by_name[std::string(name)];
  if (!slot) slot = make_dialect(name, {}, {});
  return dialects_state().by_name[std::string(name)];
}

namespace {

void set_up(DialectObject& object, const sql::Dialect& dialect,
            std::string_view driver, const std::vector<int>& version) {
  object.dialect = &dialect;
  object.driver = str_value(driver.empty() ? default_driver(dialect) : driver);
  object.version = version_value(version);
  std::string_view schema = dialect.traits().default_schema;
  object.default_schema = schema.empty() ? Value::none() : str_value(schema);
}

}  // namespace

Type* default_dialect_class() {
  auto& state = dialects_state();
  if (!state.default_class)
    state.default_class =
        py::NativeType<DialectObject>(
            "DefaultDialect", "sqlalchemy.engine.default", {cls(Cls::Dialect)})
            .init("__init__(self, **kw)",
                  [](DialectObject& self, Args& args) {
                    set_up(self, dialects::dialect("default"), {}, {});
                    const Value style = py::dict_get(args["kw"], "paramstyle");
                    if (style && py::is_str(style))
                      self.paramstyle = paramstyle_of(py::text_of(style));
                  })
            .ready();
  return state.default_class;
}

Value make_dialect(std::string_view name, std::string_view driver,
                   const std::vector<int>& version) {
  Value made = py::allocate(name == "default" ? default_dialect_class()
                                              : cls(Cls::Dialect));
  set_up(as_dialect(made), dialects::dialect(name), driver, version);
  return made;
}

void set_server(const Value& live, std::string_view name,
                const std::vector<int>& version) {
  auto& object = as_dialect(live);
  object.dialect = &dialects::dialect(name);
  object.version = version_value(version);
  for (const auto& change : std::exchange(object.changes, {}))
    change_trait(object, change);
}

void set_default_schema(const Value& live, const std::string& name) {
  auto& object = as_dialect(live);
  if (object.default_schema.is_none()) object.default_schema = str_value(name);
}

Type* make_dialect_class() {
  py::NativeType<DialectObject> type("Dialect", "sqlalchemy.engine.interfaces");
  type.init("__init__(self, **kw)",
            [](DialectObject& self, Args&) {
              set_up(self, dialects::dialect("default"), {}, {});
            })
      .property(
          "name",
          [](DialectObject& self) { return str_value(self.dialect->name()); })
      .property(
          "identifier_preparer",
          [](DialectObject& self) { return make_preparer(*self.dialect); })
      .property(
          "max_identifier_length",
          [](DialectObject& self) {
            return py::make_int(self.dialect->traits().max_identifier_length);
          },
          [](DialectObject& self, const Value& value) {
            const auto length = py::int_of(value);
            if (!length || *length < 0)
              py::raise_type_error("max_identifier_length is a number");
            change_trait(self, [=](sql::Traits& traits) {
              traits.max_identifier_length = static_cast<std::size_t>(*length);
            });
          })
      .property(
          "paramstyle",
          [](DialectObject& self) {
            return str_value(paramstyle_name(
                self.paramstyle.value_or(self.dialect->traits().paramstyle)));
          },
          [](DialectObject& self, const Value& name) {
            self.paramstyle = paramstyle_of(std::string_view(py::str(name)));
          })
      .property("type_compiler",
                [](DialectObject& self) {
                  Value made = py::allocate(compiler_class());
                  made.as<CompilerObject>()->dialect = self.dialect;
                  return made;
                })
      .property("type_compiler_instance",
                [](DialectObject& self) {
                  Value made = py::allocate(compiler_class());
                  made.as<CompilerObject>()->dialect = self.dialect;
                  return made;
                })
      .property("dialect_description",
                [](DialectObject& self) {
                  return str_value(
                      cat(self.dialect->name(), "+", py::str(self.driver)));
                })
      .property("is_async",
                [](DialectObject& self) {
                  const std::string driver = py::str(self.driver);
                  for (const char* known :
                       {"asyncpg", "aiosqlite", "aiomysql", "asyncmy",
                        "psycopg_async", "oracledb_async", "aioodbc"})
                    if (driver == known) return Value::boolean(true);
                  return Value::boolean(false);
                })
      .property("is_mariadb",
                [](DialectObject& self) {
                  const sql::Traits& traits = self.dialect->traits();
                  return Value::boolean(
                      traits.name == "mariadb" ||
                      (traits.name == "mysql" && traits.delete_returning));
                })
      .method("type_descriptor(self, typeobj)",
              [](DialectObject& self, Args& args) {
                return type_descriptor(*self.dialect,
                                       to_instance(args["typeobj"]));
              })
      .method(
          "has_table(self, connection, table_name, schema=None, **kw)",
          [](DialectObject&, Args& args) {
            Value inspector = py::call(
                py::get_attribute(
                    py::Interpreter::current().import("sqlalchemy"), "inspect"),
                {args["connection"]});
            return py::call_method(inspector, "has_table",
                                   {args["table_name"], args["schema"]});
          })
      .method(
          "get_table_names(self, connection, schema=None, **kw)",
          [](DialectObject&, Args& args) {
            Value inspector = py::call(
                py::get_attribute(
                    py::Interpreter::current().import("sqlalchemy"), "inspect"),
                {args["connection"]});
            return py::call_method(inspector, "get_table_names",
                                   {args["schema"]});
          });
  for (const TraitAttribute& attribute : kTraitAttributes) {
    const auto member = attribute.member;
    type.property(
        attribute.name,
        [member](DialectObject& self) {
          return Value::boolean(self.dialect->traits().*member);
        },
        [member](DialectObject& self, const Value& value) {
          const bool on = py::truth(value);
          change_trait(self, [=](sql::Traits& traits) { traits.*member = on; });
        });
  }
  member(type, "implicit_returning", &DialectObject::implicit_returning);
  member(type, "driver", &DialectObject::driver);
  member(type, "server_version_info", &DialectObject::version);
  member(type, "default_schema_name", &DialectObject::default_schema);
  for (const char* name : {"dbapi", "loaded_dbapi"})
    type.property(name, [](DialectObject& self) {
      return py::call_method(
          py::Interpreter::current().import("sqlalchemy._drivers"), "dbapi",
          {self.driver});
    });
  return type.ready();
}

// -- compile()
// ------------------------------------------------------------------

namespace {

Value parameters_value(const sql::Compiled& compiled) {
  Value dict = py::make_dict();
  for (const auto& parameter : compiled.parameters)
    py::dict_set(
        dict, parameter.name,
        parameter.value ? plain_from_literal(*parameter.value) : Value::none());
  return dict;
}

}  // namespace

Type* make_compiled_class() {
  py::NativeType<CompiledObject> type("Compiled", "sqlalchemy.sql.compiler");
  type.slots().str = [](const Value& self) {
    return str_value(self.as<CompiledObject>()->compiled.sql);
  };
  type.property(
          "string",
          [](CompiledObject& self) { return str_value(self.compiled.sql); })
      .property(
          "params",
          [](CompiledObject& self) { return parameters_value(self.compiled); })
      .property("positional",
                [](CompiledObject& self) {
                  return Value::boolean(self.compiled.positional);
                })
      .property("positiontup",
                [](CompiledObject& self) {
                  if (!self.compiled.positional) return Value::none();
                  std::vector<Value> names;
                  for (const auto& parameter : self.compiled.parameters)
                    names.push_back(str_value(parameter.name));
                  return py::make_list(names);
                })
      .method("construct_params(self, params=None, **kw)",
              [](CompiledObject& self, Args& args) {
                Value dict = parameters_value(self.compiled);
                if (!args.none("params"))
                  py::dict_each(args["params"],
                                [&](const Value& k, const Value& v) {
                                  py::dict_set(dict, k, v);
                                });
                return dict;
              })
      .property("sql_compiler",
                [](CompiledObject& self) { return Value(&self); });
  member(type, "statement", &CompiledObject::statement);
  member(type, "dialect", &CompiledObject::dialect);
  return type.ready();
}

namespace {

/// psycopg and asyncpg tell the server the type of each parameter.
// SQLAlchemy: BindTyping.RENDER_CASTS
bool casts_binds(const Value& dialect, const sql::Dialect& chosen) {
  if (chosen.name() != "postgresql" || !isa(dialect, Cls::Dialect))
    return false;
  const std::string driver = py::str(as_dialect(dialect).driver);
  return driver == "psycopg" || driver == "psycopg_async" ||
         driver == "asyncpg";
}

}  // namespace

namespace {

/// The tree that is compiled: of INSERT and UPDATE with what the defaults of
/// the table's columns add.
sql::Expression compiled_node(const Value& element,
                              const sql::Dialect& dialect) {
  sql::Expression node = node_of(element);
  if (const auto* insert = sql::try_as<sql::Insert>(node)) {
    if (insert->values.empty() && !insert->select) return node;
    auto copy = std::make_shared<sql::Insert>(*insert);
    add_column_defaults(*copy, element, dialect.name(), DefaultValues::Unknown);
    add_key_returning(*copy, element, dialect);
    return copy;
  }
  if (const auto* update = sql::try_as<sql::Update>(node)) {
    if (update->values.empty()) return node;
    auto copy = std::make_shared<sql::Update>(*update);
    add_column_defaults(*copy, element, dialect.name(), DefaultValues::Unknown);
    return copy;
  }
  return node;
}

}  // namespace

Value compile_element(const Value& element, const Value& dialect,
                      const Value& keywords) {
  sql::CompileOptions options;
  Value kwargs = py::dict_get(keywords, "compile_kwargs");
  if (kwargs && !kwargs.is_none())
    options.literal_binds = is_true(py::dict_get(kwargs, "literal_binds"));
  const sql::Dialect& chosen = dialect_of(dialect);
  options.paramstyle = paramstyle_of(dialect);
  options.leave_lists = !kwargs || kwargs.is_none() ||
                        !is_true(py::dict_get(kwargs, "render_postcompile"));
  options.bind_casts = casts_binds(dialect, chosen);
  const Value rendered = py::dict_get(keywords, "render_schema_translate");
  if (rendered && py::truth(rendered)) {
    options.schema_translate = translate_map(keywords);
    // Only one that has been connected knows it.
    options.has_default_schema =
        isa(dialect, Cls::Dialect) &&
        !dialect.as<DialectObject>()->version.is_none();
  }
  Value made = py::allocate(cls(Cls::Compiled));
  auto& object = *made.as<CompiledObject>();
  object.statement = element;
  object.dialect = dialect.is_none() ? dialect_object("default") : dialect;
  if (isa(element, Cls::ExecutableDDLElement)) {
    object.compiled.sql = compile_ddl(element, chosen, options);
    return made;
  }
  try {
    object.compiled = chosen.compile(*compiled_node(element, chosen), options);
  } catch (const sql::Unsupported& error) {
    raise_sa("UnsupportedCompilationError", error.message());
  }
  Value given = attribute(element, "_params");
  if (given && py::is_dict(given))
    for (auto& parameter : object.compiled.parameters)
      if (Value value = py::dict_get(given, parameter.name))
        parameter.value = plain_literal(value);
  return made;
}

std::string text_of_element(const Value& element) {
  if (isa(element, Cls::ExecutableDDLElement))
    return compile_ddl(element, dialects::dialect("default"));
  sql::Expression node = compiled_node(element, dialects::dialect("default"));
  // A construct of one dialect is shown in its words.
  std::string_view name = "default";
  if (auto* insert = sql::try_as<sql::Insert>(node)) {
    if (insert->on_conflict) name = "postgresql";
    if (!insert->on_duplicate_key.empty()) name = "mysql";
  }
  sql::CompileOptions options;
  if (name != "default") options.paramstyle = sql::ParamStyle::Named;
  return dialects::dialect(name).compile(*node, options).sql;
}

}  // namespace limbeck::sa

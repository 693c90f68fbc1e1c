// The native module `sqlalchemy` and its submodules: which names each has.
// Nothing is made at import; a name is looked up in the tables of classes,
// types and functions when it is first asked for.
#include <cstring>

#include "base/text.h"
#include "dialects/postgresql/reserved.h"
#include "sqlalchemy/bridge.h"
#include "sqlalchemy/calls.h"
#include "sqlalchemy/ddl.h"
#include "sqlalchemy/dialect.h"
#include "sqlalchemy/engine.h"
#include "sqlalchemy/errors.h"
#include "sqlalchemy/expression_make.h"
#include "sqlalchemy/expressions.h"
#include "sqlalchemy/inspector.h"
#include "sqlalchemy/names.h"
#include "sqlalchemy/types.h"

namespace limbeck {
extern const EmbeddedModule kSqlalchemyModules[];
}

namespace limbeck::sa {

Cls find_cls(std::string_view name);
void init_event(py::Module& module);

const EmbeddedModule* embedded_modules() { return kSqlalchemyModules; }

namespace {

struct ClassAlias {
  const char* name;
  Cls cls;
};
constexpr ClassAlias kClassAliases[] = {
    {"FunctionFilter", Cls::FunctionFilter},
    {"DDLElement", Cls::ExecutableDDLElement},
    {"BaseDDLElement", Cls::ExecutableDDLElement},
    {"ResultProxy", Cls::CursorResult},
    {"LegacyRow", Cls::Row},
    {"RowProxy", Cls::Row},
    {"BaseRow", Cls::Row},
    {"RootTransaction", Cls::Transaction},
    {"NestedTransaction", Cls::Transaction},
    {"ScalarElementColumnDefault", Cls::ColumnDefault},
    {"CallableColumnDefault", Cls::ColumnDefault},
    {"ColumnOperators", Cls::ColumnElement},
    {"Operators", Cls::ColumnElement},
    {"SQLColumnExpression", Cls::ColumnElement},
    {"ExpressionClauseList", Cls::ClauseList},
    {"ReadOnlyColumnCollection", Cls::ColumnCollection},
    {"WriteableColumnCollection", Cls::ColumnCollection},
    {"DedupeColumnCollection", Cls::ColumnCollection},
    {"SchemaEventTarget", Cls::SchemaItem},
    {"DefaultGenerator", Cls::SchemaItem},
    {"AliasedReturnsRows", Cls::AliasedReturnsRows},
    {"Connectable", Cls::Connection},
    {"QueryableAttribute", Cls::InstrumentedAttribute},
    {"SQLCompiler", Cls::Compiled},
};

Value symbol_value(std::string_view name) {
  if (name == "BLANK_SCHEMA") return blank_schema();
  if (name == "_NONE_NAME") return deferred_name();
  for (const char* known :
       {"LABEL_STYLE_DEFAULT", "LABEL_STYLE_DISAMBIGUATE_ONLY",
        "LABEL_STYLE_NONE", "LABEL_STYLE_TABLENAME_PLUS_COL", "RETAIN_SCHEMA"})
    if (name == known) return str_value(name);
  return Value();
}

Value inspect(Args& args) {
  Value subject = args["subject"];
  if (isa(subject, Cls::Engine) || isa(subject, Cls::Connection) ||
      attribute(subject, "sync_connection") ||
      attribute(subject, "_limbeck_connection"))
    return make_inspector(subject);
  if (isa(subject, Cls::Table)) return subject;
  if (Value mapper = attribute(subject, "__mapper__")) {
    if (py::is_type(subject)) return mapper;
    Value module = py::Interpreter::current().import("sqlalchemy.orm.state");
    return py::call_method(module, "instance_state", {subject});
  }
  if (is_true(args["raiseerr"]))
    raise_sa("NoInspectionAvailable",
             cat("No inspection system is available for object of type ",
                 py::repr(Value(py::type_of(subject)))));
  return Value::none();
}

Value create_engine(Args& args) {
  return make_engine(lower_url(args["url"]), args["kwargs"]);
}

// SQLAlchemy: engine.create.engine_from_config
Value engine_from_config(Args& args) {
  std::string prefix = args.text("prefix");
  Value options = py::make_dict();
  Value url;
  Value configuration = args["configuration"];
  for (const Value& pair :
       py::collect(py::call_method(configuration, "items"))) {
    std::string key = py::str(sequence_items(pair)[0]);
    if (key.rfind(prefix, 0) != 0) continue;
    key = key.substr(prefix.size());
    Value value = sequence_items(pair)[1];
    if (key == "url") {
      url = value;
      continue;
    }
    if (py::is_str(value) && (key == "echo" || key == "pool_pre_ping" ||
                              key == "hide_parameters" || key == "future")) {
      std::string text = lower(py::text_of(value));
      value = Value::boolean(text == "true" || text == "yes" || text == "on" ||
                             text == "1" || text == "t" || text == "y");
    }
    py::dict_set(options, key, value);
  }
  py::dict_each(args["kwargs"], [&](const Value& key, const Value& value) {
    if (py::is_str(key) && py::text_of(key) == "url")
      url = value;
    else
      py::dict_set(options, key, value);
  });
  if (!url) py::raise_key_error(str_value("url"));
  return make_engine(lower_url(url), options);
}

/// Functions that are no expressions.
Value plain_function(std::string_view name) {
  if (name == "create_engine")
    return py::make_function("create_engine(url, **kwargs)", create_engine);
  if (name == "engine_from_config")
    return py::make_function(
        "engine_from_config(configuration, prefix='sqlalchemy.', **kwargs)",
        engine_from_config);
  if (name == "make_url")
    return py::make_function("make_url(name_or_url)", [](Args& args) {
      return isa(args[0], Cls::URL) ? args[0] : wrap_url(lower_url(args[0]));
    });
  if (name == "inspect")
    return py::make_function("inspect(subject, raiseerr=True)", inspect);
  if (name == "sort_tables")
    return py::make_function("sort_tables(tables, **kw)", [](Args& args) {
      return py::make_list(sorted_tables(py::collect(args["tables"])));
    });
  if (name == "to_instance")
    return py::make_function("to_instance(typeobj, *arg, **kw)",
                             [](Args& args) { return to_instance(args[0]); });
  if (name == "adapt_type")
    return py::make_function("adapt_type(typeobj, colspecs)",
                             [](Args& args) { return to_instance(args[0]); });
  return Value();
}

/// Any public name of Core; absent if there is none.
Value core_name(std::string_view name) {
  if (name == "func" || name == "modifier") return func_object();
  if (Value found = find_maker(name)) return found;
  if (Type* found = type_class(name)) return Value(found);
  Cls which = find_cls(name);
  if (which != Cls::None) return class_value(which);
  for (const ClassAlias& alias : kClassAliases)
    if (name == alias.name) return class_value(alias.cls);
  if (Value found = find_select_maker(name)) return found;
  if (Type* found = ddl_class(name)) return Value(found);
  if (name == "quoted_name") return Value(quoted_name_class());
  if (name == "conv" || name == "_truncated_label") return Value(conv_class());
  if (name == "DefaultDialect" || name == "StrCompileDialect")
    return Value(default_dialect_class());
  if (name == "NULLTYPE") return to_instance(Value::none());
  if (name == "STRINGTYPE") return py::call(Value(type_class("String")));
  if (Value found = symbol_value(name)) return found;
  return plain_function(name);
}

/// What `from … import *` brings: everything public of Core.
Value all_names() {
  std::vector<std::string> names = maker_names();
  for (std::string_view key : type_names()) names.emplace_back(key);
  for (const char* name : {"Column",
                           "Table",
                           "MetaData",
                           "ForeignKey",
                           "PrimaryKeyConstraint",
                           "UniqueConstraint",
                           "ForeignKeyConstraint",
                           "CheckConstraint",
                           "Constraint",
                           "Index",
                           "Sequence",
                           "Identity",
                           "Computed",
                           "DDL",
                           "FetchedValue",
                           "DefaultClause",
                           "ColumnDefault",
                           "Select",
                           "Insert",
                           "Update",
                           "Delete",
                           "Alias",
                           "CTE",
                           "Subquery",
                           "Join",
                           "TableClause",
                           "ColumnElement",
                           "ColumnClause",
                           "ClauseElement",
                           "BindParameter",
                           "BinaryExpression",
                           "UnaryExpression",
                           "Label",
                           "TextClause",
                           "Function",
                           "Exists",
                           "Case",
                           "Cast",
                           "FromClause",
                           "Engine",
                           "Connection",
                           "Row",
                           "Result",
                           "Inspector",
                           "URL",
                           "Dialect",
                           "CreateTable",
                           "DropTable",
                           "func",
                           "select",
                           "insert",
                           "update",
                           "delete",
                           "table",
                           "values",
                           "join",
                           "outerjoin",
                           "alias",
                           "lateral",
                           "tablesample",
                           "exists",
                           "union",
                           "union_all",
                           "except_",
                           "except_all",
                           "intersect",
                           "intersect_all",
                           "create_engine",
                           "engine_from_config",
                           "make_url",
                           "inspect",
                           "quoted_name"})
    names.emplace_back(name);
  std::vector<Value> values;
  for (const std::string& name : names) values.push_back(str_value(name));
  return py::make_list(std::move(values));
}

Value submodule(std::string_view package, std::string_view name) {
  return py::Interpreter::current().import(cat(package, ".", name));
}

constexpr const char* kTopModules[] = {"types", "schema", "sql",        "exc",
                                       "event", "engine", "dialects",   "orm",
                                       "ext",   "pool",   "inspection", "util"};

Value pool_name(std::string_view name) {
  for (const char* known :
       {"NullPool", "QueuePool", "StaticPool", "Pool", "AssertionPool",
        "SingletonThreadPool", "AsyncAdaptedQueuePool"})
    if (name == known)
      return py::get_attribute(submodule("sqlalchemy", "pool"), name);
  return Value();
}

/// Remembers what was found, so that it is looked up once.
void serve(py::Module& module, Value (*find)(std::string_view)) {
  Value self = module.value();
  module.on_missing([self, find](std::string_view name) {
    if (name == "__all__") return all_names();
    if (name.substr(0, 2) == "__") return Value();
    Value found = find(name);
    if (found) py::set_attribute(self, name, found);
    return found;
  });
}

void init_top(py::Module& module) {
  module.set("__version__", str_value("2.1.9"));
  serve(module, [](std::string_view name) {
    for (const char* known : kTopModules)
      if (name == known) return submodule("sqlalchemy", name);
    if (Value found = pool_name(name)) return found;
    return core_name(name);
  });
}

/// sqlalchemy.sql and its parts, sqlalchemy.schema, …: all of Core.
void init_core(py::Module& module) { serve(module, core_name); }

/// A part of a package whose names the package itself has, such as
/// sqlalchemy.orm.decl_api.
void init_part(py::Module& module) {
  const Value self = module.value();
  std::string package = py::str(py::get_attribute(self, "__name__"));
  package.erase(package.rfind('.'));
  module.on_missing([self, package](std::string_view name) {
    if (name.substr(0, 2) == "__") return Value();
    const Value home = py::Interpreter::current().import(package);
    Value found = py::find_attribute(home, name);
    if (!found) found = core_name(name);
    if (found) py::set_attribute(self, name, found);
    return found;
  });
}

// SQLAlchemy: sql.compiler.IdentifierPreparer
void init_preparers(py::Module& module) {
  serve(module, [](std::string_view name) {
    if (name != "IdentifierPreparer") return core_name(name);
    return py::make_function(
        "IdentifierPreparer(dialect, initial_quote='\"', final_quote=None, "
        "escape_quote='\"', quote_case_sensitive_collations=True, "
        "omit_schema=False)",
        [](Args& args) {
          return py::get_attribute(args["dialect"], "identifier_preparer");
        });
  });
}

void init_sql(py::Module& module) {
  serve(module, [](std::string_view name) {
    for (const char* known : {"expression", "schema", "sqltypes", "functions",
                              "elements", "selectable", "operators", "ddl",
                              "compiler", "type_api", "naming", "dml", "base"})
      if (name == known) return submodule("sqlalchemy.sql", name);
    return core_name(name);
  });
}

void init_types(py::Module& module) {
  serve(module, [](std::string_view name) {
    if (Type* found = type_class(name)) return Value(found);
    if (name == "NULLTYPE" || name == "STRINGTYPE" || name == "to_instance" ||
        name == "adapt_type")
      return core_name(name);
    return Value();
  });
}

/// `from sqlalchemy.sql import func`, and sqlalchemy.sql.functions.count …
void init_functions(py::Module& module) {
  serve(module, [](std::string_view name) {
    if (name == "func") return func_object();
    for (Cls which :
         {Cls::FunctionElement, Cls::GenericFunction, Cls::Function})
      if (Value type = class_value(which);
          py::text_of(py::get_attribute(type, "__name__")) == name)
        return type;
    if (name == "ReturnTypeFromArgs" || name == "AnsiFunction" ||
        name == "ansifunction")
      return class_value(Cls::GenericFunction);
    return py::get_attribute(func_object(), name);
  });
}

template <std::size_t N>
Value dialect_member(std::string_view name, const char (&dialect)[N]) {
  if (name == "dialect")
    return py::make_function("dialect(**kw)", [&dialect](Args& args) {
      Value made = make_dialect(dialect, {}, {});
      Value style = py::dict_get(args["kw"], "paramstyle");
      if (style && py::is_str(style)) set_paramstyle(made, py::text_of(style));
      return made;
    });
  if (Type* found = type_class(cat(dialect, ".", name))) return Value(found);
  if (Type* found = type_class(name)) return Value(found);
  if (name == "insert" && std::string_view(dialect) == "sqlite")
    return py::make_function("insert(table)", [](Args& args) {
      Value made = py::call(core_name("insert"), {args["table"]});
      py::set_attribute(made, "_dialect_name_sqlite", Value::boolean(true));
      return made;
    });
  if (name == "insert" || name == "Insert" || name == "array" ||
      name == "aggregate_order_by" || name == "ExcludeConstraint" ||
      name == "try_cast")
    return core_name(name);
  if (name == "Any") return core_name("any_");
  if (name == "All") return core_name("all_");
  if (name == "CreateEnumType" || name == "DropEnumType" ||
      name == "CreateDomainType" || name == "DropDomainType")
    return Value(ddl_class(name));
  if (name == "array_agg" || name == "to_tsvector" || name == "to_tsquery" ||
      name == "plainto_tsquery" || name == "phraseto_tsquery" ||
      name == "websearch_to_tsquery" || name == "ts_headline" ||
      name == "hstore" || name == "match")
    return py::get_attribute(func_object(), name);
  if (name == "NVARCHAR2") return Value(type_class("NVARCHAR"));
  return Value();
}

template <std::size_t N>
Value word_set(const std::string_view (&words)[N]) {
  std::vector<Value> values;
  for (std::string_view word : words) values.push_back(str_value(word));
  return py::make_set(values);
}

Value postgresql_name(std::string_view name) {
  if (name == "RESERVED_WORDS") return word_set(dialects::kPostgreSqlReserved);
  if (name == "Range")
    return py::get_attribute(submodule("sqlalchemy.dialects", "_range"),
                             "Range");
  if (name == "distinct_on" || name == "DistinctOnClause")
    return py::get_attribute(submodule("sqlalchemy.dialects", "_distinct_on"),
                             "DistinctOnClause");
  if (name == "PGInspector") return Value(cls(Cls::PGInspector));
  return dialect_member(name, "postgresql");
}
Value mysql_name(std::string_view name) {
  return dialect_member(name, "mysql");
}
Value sqlite_name(std::string_view name) {
  return dialect_member(name, "sqlite");
}
Value mssql_name(std::string_view name) {
  return dialect_member(name, "mssql");
}
Value oracle_name(std::string_view name) {
  return dialect_member(name, "oracle");
}

void init_postgresql(py::Module& m) { serve(m, postgresql_name); }
void init_mysql(py::Module& m) { serve(m, mysql_name); }
void init_mariadb(py::Module& m) {
  serve(m, [](std::string_view name) {
    return name == "dialect" ? dialect_member(name, "mariadb")
                             : mysql_name(name);
  });
}
void init_sqlite(py::Module& m) { serve(m, sqlite_name); }
void init_mssql(py::Module& m) { serve(m, mssql_name); }
void init_oracle(py::Module& m) { serve(m, oracle_name); }

void init_dialects(py::Module& module) {
  serve(module, [](std::string_view name) {
    for (const char* known :
         {"postgresql", "mysql", "sqlite", "mssql", "oracle", "mariadb"})
      if (name == known) return submodule("sqlalchemy.dialects", name);
    return Value();
  });
}

void init_engine(py::Module& module) {
  serve(module, [](std::string_view name) {
    for (const char* known : {"url", "reflection", "base", "default", "result",
                              "row", "cursor", "interfaces", "create", "mock"})
      if (name == known) return submodule("sqlalchemy.engine", name);
    if (name == "reflection") return submodule("sqlalchemy.engine", name);
    return core_name(name);
  });
}

void init_ext(py::Module& module) {
  serve(module, [](std::string_view name) {
    try {
      return submodule("sqlalchemy.ext", name);
    } catch (const py::Raised& raised) {
      if (!py::matches(raised, "ModuleNotFoundError")) throw;
      return Value();
    }
  });
}

/// @compiles(Class, "postgresql", …)
void init_compiler(py::Module& module) {
  module.def("compiles(class_, *specs)", [](Args& args) {
    Value type = args["class_"];
    std::vector<std::string> dialects;
    for (const Value& spec : rest_of(args, "specs"))
      dialects.push_back(py::str(spec));
    if (dialects.empty()) dialects.emplace_back();
    return py::make_function("decorate(fn)", [type, dialects](Args& inner) {
      for (const std::string& dialect : dialects)
        add_compiles(type.as<Type>(), dialect, inner[0]);
      return inner[0];
    });
  });
  module.def("deregister(class_)", [](Args&) { return Value::none(); });
}

}  // namespace

const py::NativeModule kNativeModules[] = {
    {"sqlalchemy", init_top, true},
    {"sqlalchemy.schema", init_core},
    {"sqlalchemy.types", init_types},
    {"sqlalchemy.event", init_event},
    {"sqlalchemy.inspection", init_core},
    {"sqlalchemy.sql", init_sql, true},
    {"sqlalchemy.sql.expression", init_core},
    {"sqlalchemy.sql.schema", init_core},
    {"sqlalchemy.sql.sqltypes", init_core},
    {"sqlalchemy.sql.type_api", init_core},
    {"sqlalchemy.sql.elements", init_core},
    {"sqlalchemy.sql.selectable", init_core},
    {"sqlalchemy.sql.dml", init_core},
    {"sqlalchemy.sql.base", init_core},
    {"sqlalchemy.sql.ddl", init_core},
    {"sqlalchemy.sql.naming", init_core},
    {"sqlalchemy.sql.visitors", init_core},
    {"sqlalchemy.sql.compiler", init_preparers},
    {"sqlalchemy.future", init_core, true},
    {"sqlalchemy.future.engine", init_core},
    {"sqlalchemy.sql.functions", init_functions},
    {"sqlalchemy.engine", init_engine, true},
    {"sqlalchemy.engine.url", init_core},
    {"sqlalchemy.engine.base", init_core},
    {"sqlalchemy.engine.result", init_core},
    {"sqlalchemy.engine.row", init_core},
    {"sqlalchemy.engine.cursor", init_core},
    {"sqlalchemy.engine.interfaces", init_core},
    {"sqlalchemy.engine.create", init_core},
    {"sqlalchemy.engine.default", init_core},
    {"sqlalchemy.engine.events", init_core},
    {"sqlalchemy.engine.mock", init_core},
    {"sqlalchemy.dialects", init_dialects, true},
    {"sqlalchemy.dialects.postgresql", init_postgresql, true},
    {"sqlalchemy.dialects.postgresql.base", init_postgresql},
    {"sqlalchemy.dialects.postgresql.json", init_postgresql},
    {"sqlalchemy.dialects.postgresql.array", init_postgresql},
    {"sqlalchemy.dialects.postgresql.dml", init_postgresql},
    {"sqlalchemy.dialects.postgresql.ext", init_postgresql},
    {"sqlalchemy.dialects.postgresql.ranges", init_postgresql},
    {"sqlalchemy.dialects.postgresql.hstore", init_postgresql},
    {"sqlalchemy.dialects.postgresql.types", init_postgresql},
    {"sqlalchemy.dialects.postgresql.named_types", init_postgresql},
    {"sqlalchemy.dialects.postgresql.psycopg2", init_postgresql},
    {"sqlalchemy.dialects.postgresql.psycopg", init_postgresql},
    {"sqlalchemy.dialects.postgresql.asyncpg", init_postgresql},
    {"sqlalchemy.dialects.mysql", init_mysql, true},
    {"sqlalchemy.dialects.mysql.base", init_mysql},
    {"sqlalchemy.dialects.mysql.types", init_mysql},
    {"sqlalchemy.dialects.mysql.dml", init_mysql},
    {"sqlalchemy.dialects.mysql.enumerated", init_mysql},
    {"sqlalchemy.dialects.mysql.json", init_mysql},
    {"sqlalchemy.dialects.mysql.pymysql", init_mysql},
    {"sqlalchemy.dialects.mariadb", init_mariadb},
    {"sqlalchemy.dialects.sqlite", init_sqlite, true},
    {"sqlalchemy.dialects.sqlite.base", init_sqlite},
    {"sqlalchemy.dialects.sqlite.dml", init_sqlite},
    {"sqlalchemy.dialects.sqlite.json", init_sqlite},
    {"sqlalchemy.dialects.sqlite.pysqlite", init_sqlite},
    {"sqlalchemy.dialects.mssql", init_mssql, true},
    {"sqlalchemy.dialects.mssql.base", init_mssql},
    {"sqlalchemy.dialects.oracle", init_oracle, true},
    {"sqlalchemy.ext", init_ext, true},
    {"sqlalchemy.ext.compiler", init_compiler},
    {"sqlalchemy.orm.base", init_part},
    {"sqlalchemy.orm.clsregistry", init_part},
    {"sqlalchemy.orm.context", init_part},
    {"sqlalchemy.orm.decl_api", init_part},
    {"sqlalchemy.orm.decl_base", init_part},
    {"sqlalchemy.orm.descriptor_props", init_part},
    {"sqlalchemy.orm.dynamic", init_part},
    {"sqlalchemy.orm.events", init_part},
    {"sqlalchemy.orm.instrumentation", init_part},
    {"sqlalchemy.orm.interfaces", init_part},
    {"sqlalchemy.orm.mapper", init_part},
    {"sqlalchemy.orm.properties", init_part},
    {"sqlalchemy.orm.relationships", init_part},
    {"sqlalchemy.orm.scoping", init_part},
    {"sqlalchemy.orm.strategy_options", init_part},
    {"sqlalchemy.orm.util", init_part},
    {"sqlalchemy.ext.declarative.api", init_part},
    {"sqlalchemy.ext.declarative.base", init_part},
    {"sqlalchemy.ext.asyncio.base", init_part},
    {"sqlalchemy.ext.asyncio.engine", init_part},
    {"sqlalchemy.ext.asyncio.exc", init_part},
    {"sqlalchemy.ext.asyncio.result", init_part},
    {"sqlalchemy.ext.asyncio.scoping", init_part},
    {"sqlalchemy.ext.asyncio.session", init_part},
    {"sqlalchemy.event.api", init_part},
    {"sqlalchemy.event.base", init_part},
    {"sqlalchemy.event.registry", init_part},
    {"sqlalchemy.pool.base", init_part},
    {"sqlalchemy.pool.impl", init_part},
    {"sqlalchemy.util._collections", init_part},
    {"sqlalchemy.util.compat", init_part},
    {"sqlalchemy.util.concurrency", init_part},
    {"sqlalchemy.util.langhelpers", init_part},
    {"sqlalchemy.util.typing", init_part},
    {nullptr, nullptr, false},
};

// -- bridge
// ---------------------------------------------------------------------

Type* find_class(std::string_view name) {
  Cls which = find_cls(name);
  if (which != Cls::None) return cls(which);
  if (Type* found = type_class(name)) return found;
  for (const ClassAlias& alias : kClassAliases)
    if (name == alias.name) return cls(alias.cls);
  if (name == "conv") return conv_class();
  if (name == "quoted_name") return quoted_name_class();
  return ddl_class(name);
}

bool is_a(const Value& value, std::string_view class_name) {
  Type* type = find_class(class_name);
  return type && py::is_instance(value, type);
}

Value make(std::string_view class_name, const std::vector<Value>& positional,
           const std::vector<std::pair<std::string_view, Value>>& keywords) {
  Type* type = find_class(class_name);
  LIMBECK_CHECK(type, "make() is called with names of classes that there are");
  return call_with(Value(type), positional, keywords);
}

}  // namespace limbeck::sa

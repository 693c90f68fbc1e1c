// inspect(bind)
#include "sqlalchemy/inspector.h"

#include <algorithm>

#include "base/text.h"
#include "dialects/dialect.h"
#include "dialects/reflection.h"
#include "sql/quoter.h"
#include "sqlalchemy/calls.h"
#include "sqlalchemy/dialect.h"
#include "sqlalchemy/engine.h"
#include "sqlalchemy/errors.h"
#include "sqlalchemy/inspector_object.h"
#include "sqlalchemy/overheard.h"
#include "sqlalchemy/schema_items.h"
#include "sqlalchemy/types.h"

namespace limbeck::sa {

// -- what inspector_object.h declares -----------------------------------------

std::optional<std::string> optional_schema(const Value& schema) {
  if (schema.absent() || schema.is_none()) return std::nullopt;
  return py::str(schema);
}

dialects::Introspector& introspector(InspectorObject& self) {
  if (!self.introspector)
    self.introspector = dialects::introspector(connection_of(self.connection));
  return *self.introspector;
}

namespace {

/// The answer that was given before: an inspector says the same until its cache
/// is cleared, whatever the migration has changed since.
template <class Ask>
Value cached(InspectorObject& self, std::string_view method, const Value& table,
             const Value& schema, Ask ask) {
  const Value key = py::make_tuple({py::make_str(method), table, schema});
  if (!self.answers) self.answers = py::make_dict();
  if (Value known = py::dict_get(self.answers, key)) return known;
  Value answer = ask();
  py::dict_set(self.answers, key, answer);
  return answer;
}

std::uint64_t statements_so_far() {
  return py::interpreter_state<ExecutedStatements>().count;
}

std::unique_ptr<dialects::Snapshot> introspect(InspectorObject& self,
                                               dialects::Scope scope) {
  scope.views = true;
  scope.temporary = true;
  return std::make_unique<dialects::Snapshot>(
      guarded([&] { return introspector(self).introspect(scope); }));
}

}  // namespace

const dialects::Snapshot& snapshot(InspectorObject& self,
                                   const std::optional<std::string>& schema) {
  bool known = std::find(self.schemas.begin(), self.schemas.end(), schema) !=
               self.schemas.end();
  const std::uint64_t now = statements_so_far();
  if (self.snapshot && known && self.made_at == now) return *self.snapshot;
  if (!known) self.schemas.push_back(schema);
  dialects::Scope scope;
  scope.schemas = self.schemas;
  self.snapshot = introspect(self, scope);
  self.made_at = now;
  return *self.snapshot;
}

/// From one look at everything, which most projects follow by others; what a
/// statement may have changed since is looked up alone.
const dialects::ReflectedTable* find_table(InspectorObject& self,
                                           const Value& name,
                                           const Value& schema) {
  const auto where = optional_schema(schema);
  const std::string text = py::str(name);
  if (!self.snapshot || self.made_at == statements_so_far())
    return snapshot(self, where).find(where, text);
  dialects::Scope scope;
  scope.schemas = {where};
  scope.names = {text};
  self.table = introspect(self, scope);
  return self.table->find(where, text);
}

namespace {

using dialects::ReflectedTable;

// SQLAlchemy: MySQLDialect._show_create_table names the table as it asked.
[[noreturn]] void no_such_table(InspectorObject& self, const Value& name,
                                const Value& schema) {
  const sql::Dialect& dialect = dialect_of(self.connection);
  const bool quoted = dialect.name() == "mysql";
  const auto part = [&](const std::string& text) {
    return quoted ? dialect.quoter().quote(
                        schema::Name(text, schema::Name::Kind::Plain, true))
                  : text;
  };
  const std::string text = part(py::str(name));
  const auto where = optional_schema(schema);
  raise_sa("NoSuchTableError", where ? cat(part(*where), ".", text) : text);
}

const ReflectedTable& table_named(InspectorObject& self, const Value& name,
                                  const Value& schema) {
  if (const auto* found = find_table(self, name, schema)) return *found;
  no_such_table(self, name, schema);
}

Value texts(const std::vector<std::string>& list) {
  std::vector<Value> values;
  for (const std::string& text : list) values.push_back(str_value(text));
  return py::make_list(std::move(values));
}

Value optional_value(const std::optional<std::string>& text) {
  return text ? str_value(*text) : Value::none();
}

Value option_value(const schema::Option& option) {
  struct Visitor {
    Value operator()(std::monostate) const { return Value::none(); }
    Value operator()(bool v) const { return Value::boolean(v); }
    Value operator()(std::int64_t v) const { return py::make_int(v); }
    Value operator()(double v) const { return py::make_float(v); }
    Value operator()(const std::string& v) const { return str_value(v); }
    Value operator()(const schema::Name& v) const { return wrap_name(v); }
    Value operator()(const schema::Clause& v) const {
      return str_value(v.text);
    }
    Value operator()(const schema::OptionList& v) const {
      std::vector<Value> items;
      for (const auto& item : v) items.push_back(option_value(item));
      return py::make_list(std::move(items));
    }
    Value operator()(const schema::OptionMap& v) const {
      Value dict = py::make_dict();
      for (const auto& [k, item] : v) py::dict_set(dict, k, option_value(item));
      return dict;
    }
  };
  return std::visit(Visitor{}, option.variant());
}

}  // namespace

Value options_value(const schema::Options& options) {
  Value dict = py::make_dict();
  for (const auto& [name, option] : options.items)
    py::dict_set(dict, name, option_value(option));
  return dict;
}

namespace {

Value computed_value(const schema::Computed& computed) {
  Value dict = py::make_dict();
  py::dict_set(dict, "sqltext", str_value(computed.sqltext.text));
  if (computed.persisted)
    py::dict_set(dict, "persisted", Value::boolean(*computed.persisted));
  return dict;
}

Value identity_value(const schema::Identity& identity) {
  Value dict = py::make_dict();
  auto number = [&](const char* name,
                    const std::optional<std::int64_t>& value) {
    if (value) py::dict_set(dict, name, py::make_int(*value));
  };
  py::dict_set(dict, "always", Value::boolean(identity.always));
  number("start", identity.options.start);
  number("increment", identity.options.increment);
  number("minvalue", identity.options.minvalue);
  number("maxvalue", identity.options.maxvalue);
  if (identity.options.cycle)
    py::dict_set(dict, "cycle", Value::boolean(*identity.options.cycle));
  number("cache", identity.options.cache);
  return dict;
}

}  // namespace

Value column_value(const dialects::ReflectedColumn& reflected,
                   const ReflectedTable& table, std::string_view dialect) {
  const schema::Column& column = reflected.column;
  Value dict = py::make_dict();
  py::dict_set(dict, "name", str_value(column.name.text));
  py::dict_set(dict, "type", wrap_type(column.type));
  py::dict_set(dict, "nullable", Value::boolean(column.nullable));
  Value text = Value::none();
  if (auto* clause = std::get_if<schema::Clause>(&column.server_default))
    text = str_value(clause->text);
  if (auto* plain = std::get_if<std::string>(&column.server_default))
    text = str_value(*plain);
  py::dict_set(dict, "default", text);
  if (dialect == "sqlite") {
    std::int64_t place = 0;
    const auto& key = table.primary_key.columns;
    for (std::size_t i = 0; i < key.size(); ++i)
      if (key[i] == column.name.text) place = static_cast<std::int64_t>(i) + 1;
    py::dict_set(dict, "primary_key", py::make_int(place));
  } else {
    if (dialect != "mysql" || column.type.is(schema::TypeKind::Integer))
      py::dict_set(
          dict, "autoincrement",
          Value::boolean(column.autoincrement == schema::Autoincrement::True));
    py::dict_set(dict, "comment", optional_value(column.comment));
  }
  if (auto* computed = std::get_if<schema::Computed>(&column.server_default))
    py::dict_set(dict, "computed", computed_value(*computed));
  if (auto* identity = std::get_if<schema::Identity>(&column.server_default))
    py::dict_set(dict, "identity", identity_value(*identity));
  return dict;
}

namespace {

Value get_columns(InspectorObject& self, Args& args) {
  const ReflectedTable& table =
      table_named(self, args["table_name"], args["schema"]);
  std::vector<Value> list;
  std::string_view name = dialect_of(self.connection).name();
  for (const auto& column : table.columns)
    list.push_back(column_value(column, table, name));
  return py::make_list(std::move(list));
}

/// Where constraints have comments of their own.
bool comments_constraints(InspectorObject& self) {
  return dialect_of(self.connection).name() == "postgresql";
}

Value get_pk(InspectorObject& self, Args& args) {
  const auto& key =
      table_named(self, args["table_name"], args["schema"]).primary_key;
  Value dict = py::make_dict();
  py::dict_set(dict, "constrained_columns", texts(key.columns));
  py::dict_set(dict, "name", optional_value(key.name));
  if (comments_constraints(self) && !key.columns.empty())
    py::dict_set(dict, "comment", optional_value(key.comment));
  if (!key.options.items.empty())
    py::dict_set(dict, "dialect_options", options_value(key.options));
  return dict;
}

Value foreign_key_value(const schema::ForeignKey& key, bool comments) {
  Value dict = py::make_dict();
  py::dict_set(dict, "name", wrap_name(key.name));
  py::dict_set(dict, "constrained_columns", texts(key.columns));
  py::dict_set(dict, "referred_schema",
               key.referred_schema ? str_value(key.referred_schema->text)
                                   : Value::none());
  py::dict_set(dict, "referred_table", str_value(key.referred_table.text));
  py::dict_set(dict, "referred_columns", texts(key.referred_columns));
  Value options = py::make_dict();
  auto set = [&](const char* name, const std::string& text) {
    if (!text.empty()) py::dict_set(options, name, str_value(text));
  };
  set("onupdate", key.onupdate);
  set("ondelete", key.ondelete);
  set("initially", key.initially);
  set("match", key.match);
  if (key.deferrable)
    py::dict_set(options, "deferrable", Value::boolean(*key.deferrable));
  py::dict_set(dict, "options", options);
  if (comments) py::dict_set(dict, "comment", optional_value(key.comment));
  return dict;
}

Value get_foreign_keys(InspectorObject& self, Args& args) {
  const bool comments = comments_constraints(self);
  std::vector<Value> list;
  for (const auto& key :
       table_named(self, args["table_name"], args["schema"]).foreign_keys)
    list.push_back(foreign_key_value(key, comments));
  return py::make_list(std::move(list));
}

Value get_indexes(InspectorObject& self, Args& args) {
  const std::string_view dialect = dialect_of(self.connection).name();
  const bool sqlite = dialect == "sqlite", mysql = dialect == "mysql";
  std::vector<Value> list;
  for (const auto& index :
       table_named(self, args["table_name"], args["schema"]).indexes) {
    Value dict = py::make_dict();
    py::dict_set(dict, "name", str_value(index.name));
    std::vector<Value> columns;
    for (const auto& column : index.column_names)
      columns.push_back(optional_value(column));
    py::dict_set(dict, "column_names", py::make_list(std::move(columns)));
    py::dict_set(
        dict, "unique",
        sqlite ? py::make_int(index.unique) : Value::boolean(index.unique));
    if (!index.expressions.empty())
      py::dict_set(dict, "expressions", texts(index.expressions));
    if (!index.column_sorting.empty()) {
      Value sorting = py::make_dict();
      for (const auto& [column, words] : index.column_sorting)
        py::dict_set(sorting, column,
                     py::make_tuple(sequence_items(texts(words))));
      py::dict_set(dict, "column_sorting", sorting);
    }
    if (index.duplicates_constraint)
      py::dict_set(dict, "duplicates_constraint",
                   str_value(*index.duplicates_constraint));
    if (!index.type.empty()) py::dict_set(dict, "type", str_value(index.type));
    if (!mysql || !index.options.items.empty()) {
      const Value options = options_value(index.options);
      if (const Value where = py::dict_get(options, "sqlite_where"))
        py::dict_set(options, "sqlite_where",
                     wrap_expression(sql::make<sql::Text>(py::str(where))));
      py::dict_set(dict, "dialect_options", options);
    }
    list.push_back(dict);
  }
  return py::make_list(std::move(list));
}

Value get_uniques(InspectorObject& self, Args& args) {
  const bool comments = comments_constraints(self);
  std::vector<Value> list;
  for (const auto& unique :
       table_named(self, args["table_name"], args["schema"]).uniques) {
    Value dict = py::make_dict();
    py::dict_set(dict, "name", optional_value(unique.name));
    py::dict_set(dict, "column_names", texts(unique.columns));
    if (unique.duplicates_index)
      py::dict_set(dict, "duplicates_index",
                   str_value(*unique.duplicates_index));
    if (comments) py::dict_set(dict, "comment", optional_value(unique.comment));
    if (!unique.options.items.empty())
      py::dict_set(dict, "dialect_options", options_value(unique.options));
    list.push_back(dict);
  }
  return py::make_list(std::move(list));
}

Value get_checks(InspectorObject& self, Args& args) {
  const bool comments = comments_constraints(self);
  std::vector<Value> list;
  for (const auto& check :
       table_named(self, args["table_name"], args["schema"]).checks) {
    Value dict = py::make_dict();
    py::dict_set(dict, "name", optional_value(check.name));
    py::dict_set(dict, "sqltext", str_value(check.sqltext));
    if (comments) py::dict_set(dict, "comment", optional_value(check.comment));
    if (!check.options.items.empty())
      py::dict_set(dict, "dialect_options", options_value(check.options));
    list.push_back(dict);
  }
  return py::make_list(std::move(list));
}

void require_comments(InspectorObject& self) {
  if (dialect_of(self.connection).name() == "sqlite")
    py::raise("NotImplementedError", "");
}

Value get_comment(InspectorObject& self, Args& args) {
  require_comments(self);
  Value dict = py::make_dict();
  py::dict_set(
      dict, "text",
      optional_value(
          table_named(self, args["table_name"], args["schema"]).comment));
  return dict;
}

/// What the reference's dialects have no answer for.
bool is_answered(dialects::NameKind kind, std::string_view dialect) {
  using dialects::NameKind;
  if (kind == NameKind::MaterializedViews) return dialect == "postgresql";
  if (kind == NameKind::Sequences) return dialect != "sqlite";
  if (kind == NameKind::TemporaryTables || kind == NameKind::TemporaryViews)
    return dialect != "mysql";
  return true;
}

Value names(InspectorObject& self, dialects::NameKind kind,
            const Value& schema) {
  if (!is_answered(kind, dialect_of(self.connection).name()))
    py::raise("NotImplementedError", "");
  return guarded([&] {
    return texts(introspector(self).names(kind, optional_schema(schema)));
  });
}

auto lists(dialects::NameKind kind) {
  return [kind](InspectorObject& self, Args& args) {
    const Value& schema = args["schema"];
    return cached(self, cat("names ", static_cast<int>(kind)), Value::none(),
                  schema, [&] { return names(self, kind, schema); });
  };
}

using Method = Value (*)(InspectorObject&, Args&);

auto once(const char* name, Method method) {
  return [name, method](InspectorObject& self, Args& args) {
    return cached(self, name, args["table_name"], args["schema"],
                  [&] { return method(self, args); });
  };
}

Value has_table_named(InspectorObject& self, Args& args) {
  return guarded([&] {
    return Value::boolean(introspector(self).has_table(
        args.text("table_name"), optional_schema(args["schema"])));
  });
}

Value get_options(InspectorObject& self, Args& args) {
  return options_value(
      table_named(self, args["table_name"], args["schema"]).options);
}

Value has_name(const Value& list, const Value& name) {
  return Value::boolean(py::contains(list, name));
}

/// The number of an ObjectKind or ObjectScope.
std::int64_t flags_of(const Value& flag, std::int64_t otherwise) {
  if (flag.absent() || flag.is_none()) return otherwise;
  return py::int_of(py::get_attribute(flag, "value")).value_or(otherwise);
}

// SQLAlchemy: ObjectKind and ObjectScope of engine.reflection
bool is_asked_for(const ReflectedTable& table, std::int64_t kinds,
                  std::int64_t scopes) {
  constexpr std::int64_t kTable = 1, kView = 2, kMaterializedView = 4;
  constexpr std::int64_t kDefault = 1, kTemporary = 2;
  std::int64_t kind = kTable;
  if (table.kind == dialects::ObjectKind::View) kind = kView;
  if (table.kind == dialects::ObjectKind::MaterializedView)
    kind = kMaterializedView;
  return (kinds & kind) && (scopes & (table.temporary ? kTemporary : kDefault));
}

/// get_multi_columns() and the like: {(schema, table): value}.
Value multi(InspectorObject& self, Args& args, const char* method) {
  auto schema = optional_schema(args["schema"]);
  const bool comments = std::string_view(method) == "get_table_comment";
  if (comments) require_comments(self);
  const std::int64_t kinds = flags_of(args["kind"], 1),
                     scopes = flags_of(args["scope"], 1);
  const bool some = !args.none("filter_names");
  Value dict = py::make_dict();
  for (const auto& table : snapshot(self, schema).tables) {
    if (table.schema != schema || !is_asked_for(table, kinds, scopes)) continue;
    if (some && !py::contains(args["filter_names"], str_value(table.name)))
      continue;
    Value key = py::make_tuple({optional_value(schema), str_value(table.name)});
    py::dict_set(
        dict, key,
        py::call_method(Value(&self), method,
                        {str_value(table.name), optional_value(schema)}));
  }
  return dict;
}

Value get_enums(InspectorObject& self, Args& args) {
  std::vector<Value> list;
  for (const auto& item : guarded([&] {
         return introspector(self).enums(optional_schema(args["schema"]));
       })) {
    Value dict = py::make_dict();
    py::dict_set(dict, "name", str_value(item.name));
    py::dict_set(dict, "schema", str_value(item.schema));
    py::dict_set(dict, "visible", Value::boolean(item.visible));
    py::dict_set(dict, "labels", texts(item.labels));
    list.push_back(dict);
  }
  return py::make_list(std::move(list));
}

void add_multi(py::NativeType<InspectorObject>& type) {
  for (auto [name, method] :
       {std::pair("get_multi_columns", "get_columns"),
        std::pair("get_multi_pk_constraint", "get_pk_constraint"),
        std::pair("get_multi_foreign_keys", "get_foreign_keys"),
        std::pair("get_multi_indexes", "get_indexes"),
        std::pair("get_multi_unique_constraints", "get_unique_constraints"),
        std::pair("get_multi_check_constraints", "get_check_constraints"),
        std::pair("get_multi_table_options", "get_table_options"),
        std::pair("get_multi_table_comment", "get_table_comment")})
    type.method(cat(name,
                    "(self, schema=None, filter_names=None, kind=None, "
                    "scope=None, **kw)"),
                [method = method](InspectorObject& self, Args& args) {
                  return multi(self, args, method);
                });
}

}  // namespace

Type* make_inspector_class() {
  py::NativeType<InspectorObject> type("Inspector",
                                       "sqlalchemy.engine.reflection");
  type.slots().clear = [](py::Object* o) {
    auto* self = static_cast<InspectorObject*>(o);
    self->introspector.reset();
    self->answers = Value();
    self->bind = Value();
    self->connection = Value();
  };
  constexpr const char* kTable = "(self, table_name, schema=None, **kw)";
  using dialects::NameKind;
  for (const auto& [name, method] :
       {std::pair<const char*, Method>("get_columns", get_columns),
        {"get_pk_constraint", get_pk},
        {"get_foreign_keys", get_foreign_keys},
        {"get_indexes", get_indexes},
        {"get_unique_constraints", get_uniques},
        {"get_check_constraints", get_checks},
        {"get_table_comment", get_comment},
        {"get_table_options", get_options},
        {"has_table", has_table_named}})
    type.method(cat(name, kTable), once(name, method));
  type.method(cat("get_primary_keys", kTable),
              [](InspectorObject& self, Args& args) {
                return py::dict_get(get_pk(self, args), "constrained_columns");
              })
      .method("get_table_names(self, schema=None, **kw)",
              lists(NameKind::Tables))
      .method("get_view_names(self, schema=None, **kw)", lists(NameKind::Views))
      .method("get_materialized_view_names(self, schema=None, **kw)",
              lists(NameKind::MaterializedViews))
      .method("get_sequence_names(self, schema=None, **kw)",
              lists(NameKind::Sequences))
      .method("get_foreign_table_names(self, schema=None, **kw)",
              lists(NameKind::ForeignTables))
      .method("get_temp_table_names(self, schema=None, **kw)",
              lists(NameKind::TemporaryTables))
      .method("get_temp_view_names(self, schema=None, **kw)",
              lists(NameKind::TemporaryViews))
      .method("get_schema_names(self, **kw)",
              [](InspectorObject& self, Args&) {
                return guarded(
                    [&] { return texts(introspector(self).schema_names()); });
              })
      .method("get_view_definition(self, view_name, schema=None, **kw)",
              [](InspectorObject& self, Args& args) {
                const auto text = guarded([&] {
                  return introspector(self).view_definition(
                      args.text("view_name"), optional_schema(args["schema"]));
                });
                if (!text)
                  no_such_table(self, args["view_name"], args["schema"]);
                return str_value(*text);
              })
      .method("get_enums(self, schema=None, **kw)", get_enums)
      .method("has_schema(self, schema_name, **kw)",
              [](InspectorObject& self, Args& args) {
                return has_name(texts(introspector(self).schema_names()),
                                args["schema_name"]);
              })
      .method("has_sequence(self, sequence_name, schema=None, **kw)",
              [](InspectorObject& self, Args& args) {
                return has_name(
                    names(self, NameKind::Sequences, args["schema"]),
                    args["sequence_name"]);
              })
      .method(
          "has_index(self, table_name, index_name, schema=None, **kw)",
          [](InspectorObject& self, Args& args) {
            if (!find_table(self, args["table_name"], args["schema"]))
              return Value::boolean(false);
            for (const Value& index :
                 py::collect(once("get_indexes", get_indexes)(self, args)))
              if (py::equal(py::dict_get(index, "name"), args["index_name"]))
                return Value::boolean(true);
            return Value::boolean(false);
          })
      .method(
          "get_sorted_table_and_fkc_names(self, schema=None, **kw)",
          [](InspectorObject& self, Args& args) {
            Value metadata = make("MetaData", {});
            reflect_all(metadata, self.connection, args["schema"], false,
                        Value::none(), false, false);
            std::vector<Value> list;
            for (const Value& table :
                 py::collect(py::get_attribute(metadata, "sorted_tables"))) {
              Value keys = py::make_set();
              for (const Value& item : table.as<Table>()->constraints)
                if (item.as<Constraint>()->kind == ConstraintKind::ForeignKey)
                  py::call_method(
                      keys, "add",
                      {py::make_tuple({py::get_attribute(table, "name"),
                                       py::get_attribute(item, "name")})});
              list.push_back(
                  py::make_tuple({py::get_attribute(table, "name"), keys}));
            }
            list.push_back(py::make_tuple({Value::none(), py::make_list()}));
            return py::make_list(list);
          })
      .method(
          "reflect_table(self, table, include_columns=None, "
          "exclude_columns=(), resolve_fks=True, **kw)",
          [](InspectorObject& self, Args& args) {
            ReflectOptions options;
            options.include_columns = args["include_columns"];
            options.exclude_columns = args["exclude_columns"];
            options.resolve_fks = args.flag("resolve_fks");
            reflect_into(args["table"], Value(&self), options);
            return Value::none();
          })
      .method("clear_cache(self)",
              [](InspectorObject& self, Args&) {
                self.snapshot.reset();
                self.schemas.clear();
                self.answers = Value();
                return Value::none();
              })
      .class_method("from_engine(cls, bind)",
                    [](Args& args) { return make_inspector(args["bind"]); })
      .property("default_schema_name",
                [](InspectorObject& self) {
                  return guarded([&] {
                    std::string name = introspector(self).default_schema_name();
                    return name.empty() ? Value::none() : str_value(name);
                  });
                })
      .property("dialect",
                [](InspectorObject& self) {
                  return py::get_attribute(self.connection, "dialect");
                })
      .property("engine",
                [](InspectorObject& self) {
                  return py::get_attribute(self.connection, "engine");
                })
      .property("info_cache", [](InspectorObject&) { return py::make_dict(); });
  add_multi(type);
  member(type, "bind", &InspectorObject::bind);
  return type.ready();
}

Type* make_postgresql_inspector_class() {
  return py::NativeType<InspectorObject>("PGInspector",
                                         "sqlalchemy.dialects.postgresql.base",
                                         {cls(Cls::Inspector)})
      .method("get_table_oid(self, table_name, schema=None)",
              [](InspectorObject& self, Args& args) {
                return py::make_int(
                    table_named(self, args["table_name"], args["schema"]).oid);
              })
      .ready();
}

Value make_inspector(const Value& bind) {
  const Value connection =
      isa(bind, Cls::Engine) ? connect(bind) : Value(&connection_object(bind));
  const bool postgresql =
      py::str(py::get_attribute(py::get_attribute(connection, "dialect"),
                                "name")) == "postgresql";
  auto made = py::allocate_as<InspectorObject>(
      cls(postgresql ? Cls::PGInspector : Cls::Inspector));
  made->bind = bind;
  made->connection = connection;
  return made.value();
}

}  // namespace limbeck::sa

#include "sqlalchemy/ddl.h"

#include "base/text.h"
#include "dialects/dialect.h"
#include "schema/naming.h"
#include "sql/dialect.h"
#include "sql/unsupported.h"
#include "sqlalchemy/calls.h"
#include "sqlalchemy/compiles.h"
#include "sqlalchemy/dialect.h"
#include "sqlalchemy/errors.h"
#include "sqlalchemy/expression_walk.h"
#include "sqlalchemy/expressions.h"
#include "sqlalchemy/inspector.h"
#include "sqlalchemy/schema_items.h"
#include "sqlalchemy/types.h"

namespace limbeck::sa {

namespace {

struct DdlElement : py::Instance {
  std::string kind;          // "CreateTable"; empty: written in Python
  Value element;             // Table, Index, Sequence, Constraint, name
  Value statement, context;  // DDL(text, context=…)
  Value on_dialect, on_callable, state;  // execute_if
  bool checked = false;                  // if_not_exists / if_exists
  bool cascade = false;
  std::optional<sql::Ddl> plain;
  using Instance::Instance;
  void clear() {
    for (Value* value :
         {&element, &statement, &context, &on_dialect, &on_callable, &state})
      *value = Value();
  }
};

struct DdlClasses {
  std::vector<std::pair<std::string, Type*>> made;
};

sql::TableName table_name(const Value& table) {
  auto& live = *table.as<Table>();
  return {lower_name(live.name), lower_optional_name(live.schema)};
}

sql::Ddl create_index(const Value& value, bool checked) {
  sql::CreateIndex create{lower_index(value), checked, nullptr};
  auto& index = *value.as<Index>();
  if (index.table && isa(index.table, Cls::Table))
    create.table = std::make_shared<schema::Table>(lower_table(index.table));
  if (!create.index.name && create.table)
    create.index.name = generated_name(create.index, *create.table);
  return create;
}

template <class T>
sql::Ddl constraint_ddl(const Value& value) {
  T ddl;
  auto& constraint = *value.as<Constraint>();
  Value table = constraint.parent;
  if (table && isa(table, Cls::Table)) {
    ddl.table = table_name(table);
    ddl.context = std::make_shared<schema::Table>(lower_table(table));
  }
  ddl.constraint = lower_constraint(value);
  return ddl;
}

/// A table whose constraints have the names that they get in the database.
schema::Table named_table(const Value& value) {
  schema::Table table = lower_table(value);
  if (!table.naming) return table;
  const auto name = [&](auto& constraint) {
    const schema::Name own =
        schema::conventional_name(schema::Constraint(constraint), table);
    constraint.name = own;
  };
  for (schema::Constraint& constraint : table.constraints)
    std::visit(name, constraint);
  for (schema::Column& column : table.columns)
    for (schema::Check& check : column.checks) name(check);
  return table;
}

sql::Ddl lower_ddl(const DdlElement& self) {
  if (self.plain) return *self.plain;
  const std::string& kind = self.kind;
  const Value& element = self.element;
  if (kind == "CreateTable")
    return sql::CreateTable{named_table(element), self.checked};
  if (kind == "DropTable")
    return sql::DropTable{table_name(element), self.checked};
  if (kind == "CreateIndex") return create_index(element, self.checked);
  if (kind == "DropIndex")
    return sql::DropIndex{lower_index(element), self.checked};
  if (kind == "CreateSequence")
    return sql::CreateSequence{lower_sequence(element), self.checked};
  if (kind == "DropSequence")
    return sql::DropSequence{lower_sequence(element), self.checked};
  if (kind == "CreateSchema")
    return sql::CreateSchema{lower_name(element), self.checked};
  if (kind == "DropSchema")
    return sql::DropSchema{lower_name(element), self.checked, self.cascade};
  if (kind == "AddConstraint")
    return constraint_ddl<sql::AddConstraint>(element);
  if (kind == "DropConstraint") {
    sql::Ddl ddl = constraint_ddl<sql::DropConstraint>(element);
    std::get<sql::DropConstraint>(ddl).cascade = self.cascade;
    std::get<sql::DropConstraint>(ddl).if_exists = self.checked;
    return ddl;
  }
  if (kind == "SetTableComment") {
    sql::SetTableComment set{table_name(element), {}};
    const Value& comment = element.as<Table>()->comment;
    if (comment && !comment.is_none()) set.comment = py::str(comment);
    return set;
  }
  if (kind == "DropTableComment")
    return sql::DropTableComment{table_name(element)};
  if (kind == "SetColumnComment") {
    auto& column = *element.as<Column>();
    sql::SetColumnComment set;
    set.table = table_name(column.table);
    set.column = lower_name(column.name);
    if (column.comment && !column.comment.is_none())
      set.comment = py::str(column.comment);
    return set;
  }
  if (kind == "CreateEnumType" || kind == "CreateDomainType")
    return sql::CreateNamedType{lower_type(element)};
  if (kind == "DropEnumType" || kind == "DropDomainType")
    return sql::DropNamedType{lower_type(element), self.checked};
  raise_sa("CompileError", cat("Can't compile DDL element ", kind));
}

/// DDL("… %(table)s …"): the text with its context filled in.
std::string ddl_text(const DdlElement& self, const Value& target,
                     const sql::Dialect& dialect) {
  std::string text = py::str(self.statement);
  if (text.find('%') == std::string::npos) return text;
  Value context = py::make_dict();
  if (self.context && !self.context.is_none())
    py::dict_each(self.context, [&](const Value& k, const Value& v) {
      py::dict_set(context, k, v);
    });
  if (target && isa(target, Cls::Table)) {
    auto& table = *target.as<Table>();
    std::string name = dialect.quote(lower_name(table.name));
    std::string schema;
    if (auto own = lower_optional_name(table.schema))
      if (*own) schema = dialect.quote(*own);
    auto set_default = [&](const char* key, const std::string& value) {
      if (!py::dict_get(context, key))
        py::dict_set(context, key, str_value(value));
    };
    set_default("table", name);
    set_default("schema", schema);
    set_default("fullname", schema.empty() ? name : cat(schema, ".", name));
  }
  return py::str(py::binary(self.statement, context, py::Binary::Mod));
}

bool should_execute(const DdlElement& self, const Value& target,
                    const Value& bind) {
  const Value& on = self.on_dialect;
  if (on && !on.is_none()) {
    std::string name(dialect_of(bind).name());
    bool matches = false;
    if (py::is_str(on)) {
      matches = py::text_of(on) == name;
    } else {
      for (const Value& each : py::collect(on))
        matches = matches || py::text_of(each) == name;
    }
    if (!matches) return false;
  }
  const Value& callable = self.on_callable;
  if (callable && !callable.is_none())
    return is_true(call_with(
        callable, {Value(const_cast<DdlElement*>(&self)), target, bind},
        Keywords{{"tables", Value::none()},
                 {"state", or_none(self.state)},
                 {"checkfirst", Value::boolean(false)}}));
  return true;
}

Value set_conditions(DdlElement& self, Args& args) {
  Value copy = py::allocate(py::type_of(Value(&self)));
  auto& to = *copy.as<DdlElement>();
  to.kind = self.kind;
  to.element = self.element;
  to.statement = self.statement;
  to.context = self.context;
  to.checked = self.checked;
  to.cascade = self.cascade;
  to.on_dialect = args["dialect"];
  to.on_callable = args["callable_"];
  to.state = args["state"];
  return copy;
}

/// As an event's listener: ddl(target, bind, **kw).
Value run_as_listener(DdlElement& self, Args& args) {
  if (!should_execute(self, args["target"], args["bind"])) return Value::none();
  Value own(&self);
  if (!self.statement || self.statement.is_none())
    return py::call_method(args["bind"], "execute", {own});
  auto copy = py::allocate_as<DdlElement>(cls(Cls::DDL));
  copy->kind = "text";
  copy->statement =
      str_value(ddl_text(self, args["target"], dialect_of(args["bind"])));
  copy->context = Value::none();
  return py::call_method(args["bind"], "execute", {copy});
}

void init_element(DdlElement& self, Args& args, const char* kind) {
  self.kind = kind;
  self.element = args["element"];
  self.checked = args.flag("if_not_exists") || args.flag("if_exists");
  self.cascade = args.flag("cascade");
}

constexpr const char* kKinds[] = {
    "CreateTable",      "DropTable",         "CreateIndex",
    "DropIndex",        "CreateSequence",    "DropSequence",
    "CreateSchema",     "DropSchema",        "AddConstraint",
    "DropConstraint",   "SetTableComment",   "DropTableComment",
    "SetColumnComment", "DropColumnComment", "CreateEnumType",
    "DropEnumType",     "CreateDomainType",  "DropDomainType"};

}  // namespace

Type* make_ddl_element_class() {
  py::NativeType<DdlElement> type("ExecutableDDLElement", "sqlalchemy.sql.ddl",
                                  {cls(Cls::Visitable)});
  type.slots().clear = [](py::Object* o) {
    static_cast<DdlElement*>(o)->clear();
  };
  type.slots().str = [](const Value& self) {
    return str_value(compile_ddl(self, dialects::dialect("default")));
  };
  type.init("__init__(self, *args, **kw)", [](DdlElement&, Args&) {})
      .method("__call__(self, target, bind, **kw)", run_as_listener)
      .method("execute_if(self, dialect=None, callable_=None, state=None)",
              set_conditions)
      .method("against(self, target)",
              [](DdlElement& self, Args&) { return Value(&self); })
      .method("execute(self, bind=None, target=None)",
              [](DdlElement& self, Args& args) {
                return py::call_method(args["bind"], "execute", {Value(&self)});
              })
      .method("_execute_on(self, bind)",
              [](DdlElement& self, Args& args) {
                Value own(&self);
                with_connection(args["bind"], [&](const Value& connection) {
                  py::call_method(connection, "execute", {own});
                });
                return Value::none();
              })
      .method("compile(self, bind=None, dialect=None, **kw)",
              [](DdlElement& self, Args& args) {
                Value dialect =
                    args.none("dialect") ? args["bind"] : args["dialect"];
                return compile_element(Value(&self), dialect, args["kw"]);
              })
      .attribute("supports_execution", Value::boolean(true))
      .attribute("is_ddl_element", Value::boolean(true))
      .property("element",
                [](DdlElement& self) { return or_none(self.element); })
      .property("target",
                [](DdlElement& self) { return or_none(self.element); });
  return type.ready();
}

Type* make_ddl_class() {
  py::NativeType<DdlElement> type("DDL", "sqlalchemy.sql.ddl",
                                  {cls(Cls::ExecutableDDLElement)});
  type.slots().repr = [](const Value& self) {
    return str_value(
        cat("<DDL@", "; ", py::repr(self.as<DdlElement>()->statement), ">"));
  };
  type.init("__init__(self, statement, context=None)",
            [](DdlElement& self, Args& args) {
              if (!py::is_str(args["statement"]))
                raise_argument_error(
                    cat("Expected a string or unicode SQL statement, got '",
                        py::repr(args["statement"]), "'"));
              self.kind = "text";
              self.statement = args["statement"];
              self.context = args["context"];
            })
      .property("statement", [](DdlElement& self) { return self.statement; });
  return type.ready();
}

Type* ddl_class(std::string_view name) {
  auto& made = py::interpreter_state<DdlClasses>().made;
  for (const auto& [known, type] : made)
    if (known == name) return type;
  for (const char* kind : kKinds) {
    if (name != kind) continue;
    py::NativeType<DdlElement> type(kind, "sqlalchemy.sql.ddl",
                                    {cls(Cls::ExecutableDDLElement)});
    type.init(
        "__init__(self, element, if_not_exists=False, if_exists=False, "
        "cascade=False, **kw)",
        [kind](DdlElement& self, Args& args) {
          init_element(self, args, kind);
        });
    Type* ready = type.ready();
    py::interpreter_state<DdlClasses>().made.emplace_back(kind, ready);
    return ready;
  }
  return nullptr;
}

std::string compile_ddl(const Value& value, const sql::Dialect& dialect,
                        const sql::CompileOptions& options) {
  if (Value function = find_compiles(py::type_of(value), dialect.name()))
    return run_compiles(function, value, dialect.name());
  auto& self = *value.as<DdlElement>();
  if (self.kind == "text") {
    if (!self.context || self.context.is_none())
      return replace_all(py::str(self.statement), "%%", "%");
    return ddl_text(self, Value(), dialect);
  }
  if (self.kind.empty() && !self.plain)
    raise_sa("UnsupportedCompilationError",
             cat("Compiler can't render element of type ",
                 py::repr(Value(py::type_of(value)))));
  try {
    return dialect.compile(lower_ddl(self), options);
  } catch (const sql::Unsupported& error) {
    raise_sa("UnsupportedCompilationError", error.message());
  }
}

Value wrap_ddl(sql::Ddl ddl) {
  auto made = py::allocate_as<DdlElement>(cls(Cls::ExecutableDDLElement));
  made->plain = std::move(ddl);
  return made.value();
}

void execute_ddl(const Value& bind, sql::Ddl ddl) {
  py::call_method(bind, "execute", {wrap_ddl(std::move(ddl))});
}

}  // namespace limbeck::sa

// Directives that run SQL, and those that only answer.
#include "base/text.h"
#include "ops/directive.h"
#include "sql/expression.h"
#include "sqlalchemy/inline_literal.h"

namespace limbeck::ops {
namespace {

Value execute(DirectiveCall& call) {
  call.impl.execute(call.args["sqltext"], Value(),
                    call.args["execution_options"]);
  return Value::none();
}

// Alembic: DefaultImpl.bulk_insert
Value bulk_insert(DirectiveCall& call) {
  const Value& rows = call.args["rows"];
  const Value& table = call.args["table"];
  const bool identity =
      call.impl.as_sql() && call.impl.dialect().name() == "mssql";
  const auto name = [&] {
    return sql::TableName(
        sa::lower_name(py::get_attribute(table, "name")),
        sa::lower_optional_name(py::get_attribute(table, "schema")));
  };
  if (identity)
    call.impl.execute(sql::Ddl(sql::MsSqlIdentityInsert{name(), true}));
  if (!py::is_list(rows)) py::raise_type_error("List expected");
  const auto& items = py::items_of(rows);
  if (!items.empty() && !py::is_dict(items[0]))
    py::raise_type_error("List of dictionaries expected");
  const Value insert =
      py::call_method(py::call_method(table, "insert"), "inline");
  if (call.impl.as_sql()) {
    const Value columns = py::get_attribute(table, "c");
    for (const Value& row : items) {
      if (py::dict_size(row) == 0) {
        // All columns have their defaults.
        sql::Insert bare;
        const sql::TableName own = name();
        bare.table = std::make_shared<sql::TableRef>(own.table, own.schema);
        call.impl.execute(static_cast<const sql::Node&>(bare));
        continue;
      }
      const Value literals = py::make_dict();
      py::dict_each(row, [&](const Value& key, const Value& value) {
        if (sa::is_inline_literal(value)) {
          py::dict_set(literals, key, value);
          return;
        }
        const Value type =
            py::get_attribute(py::get_item(columns, key), "type");
        py::dict_set(literals, key,
                     sa::is_a(value, "ClauseElement")
                         ? sa::unrenderable_literal(value, type)
                         : make_inline_literal(value, type));
      });
      call.impl.execute(py::call_method(insert, "values", {literals}));
    }
    if (identity)
      call.impl.execute(sql::Ddl(sql::MsSqlIdentityInsert{name(), false}));
    return Value::none();
  }
  if (items.empty()) return Value::none();
  const bool several = call.args.flag("multiinsert");
  if (several) {
    call.impl.execute(insert, rows);
  } else {
    for (const Value& row : items)
      call.impl.execute(py::call_method(insert, "values", {row}));
  }
  return Value::none();
}

Value f(DirectiveCall& call) { return sa::make("conv", {call.args["name"]}); }

Value inline_literal(DirectiveCall& call) {
  return make_inline_literal(call.args["value"], call.args["type_"]);
}

Value get_bind(DirectiveCall& call) { return call.impl.bind(); }

Value get_context(DirectiveCall& call) { return call.context; }

// Alembic: Operations.run_async
Value run_async(DirectiveCall& call) {
  if (call.impl.bind().is_none())
    py::raise("NotImplementedError", "Cannot call run_async in SQL mode");
  const Value& dialect = call.impl.live_dialect();
  const std::string driver = py::str(py::get_attribute(dialect, "driver"));
  // These two drivers serve both kinds of engines.
  const bool both = driver == "psycopg" || driver == "oracledb";
  // What stands for the connection offline is no asynchronous one.
  if (call.impl.as_sql() ||
      (!both && !py::truth(py::get_attribute(dialect, "is_async"))))
    py::raise_value_error("Cannot call run_async with a sync engine");
  const Value asyncio =
      py::Interpreter::current().import("sqlalchemy.ext.asyncio");
  const Value connection =
      py::call_method(asyncio, "AsyncConnection", {call.impl.bind()});
  std::vector<Value> values = {connection};
  for (const Value& value : call.args.rest("args")) values.push_back(value);
  const std::size_t positional = values.size();
  std::vector<Value> names;
  py::dict_each(call.args["kw_args"],
                [&](const Value& key, const Value& value) {
                  names.push_back(key);
                  values.push_back(value);
                });
  const Value coroutine =
      py::call(call.args["async_function"],
               py::Call{values.data(), positional, names.data(), names.size()});
  return py::call_method(py::Interpreter::current().import("asyncio"), "run",
                         {coroutine});
}

Value invoke(DirectiveCall& call) {
  const Value module =
      py::Interpreter::current().import("alembic.operations.base");
  return py::call_method(module, "invoke",
                         {call.context, call.args["operation"]});
}

}  // namespace

// Alembic: _literal_bindparam, OperationsImpl.inline_literal
Value make_inline_literal(const Value& value, const Value& type) {
  const Value module = py::Interpreter::current().import("sqlalchemy");
  std::vector<Value> values = {value};
  if (type && !type.is_none()) values.push_back(type);
  values.push_back(Value::boolean(true));
  const Value names[] = {py::make_str("literal_execute")};
  return py::call(py::get_attribute(module, "literal"),
                  py::Call{values.data(), values.size() - 1, names, 1});
}

const Directive kExecuteDirectives[] = {
    {"execute", "sqltext, *, execution_options=None", execute,
     "sqltext, *, execution_options=None"},
    {"bulk_insert", "table, rows, *, multiinsert=True", bulk_insert},
    {"f", "name", f, "name"},
    {"inline_literal", "value, type_=None", inline_literal,
     "value, type_=None"},
    {"get_bind", "", get_bind, ""},
    {"get_context", "", get_context, ""},
    {"run_async", "async_function, *args, **kw_args", run_async,
     "async_function, *args, **kw_args"},
    {"invoke", "operation", invoke, "operation"},
    {{}, {}, nullptr},
};

}  // namespace limbeck::ops

// insert(), update(), delete(), with the dialects' own clauses.
#include <algorithm>

#include "base/text.h"
#include "sql/build.h"
#include "sqlalchemy/calls.h"
#include "sqlalchemy/errors.h"
#include "sqlalchemy/execute.h"
#include "sqlalchemy/expression_make.h"
#include "sqlalchemy/expressions.h"
#include "sqlalchemy/literal.h"
#include "sqlalchemy/schema_items.h"
#include "sqlalchemy/select.h"
#include "sqlalchemy/types.h"

namespace limbeck::sa {

using sql::Expression;

namespace {

Value self_of(Element& self) { return Value(&self); }

template <class T>
std::pair<Value, T*> changed(Element& self) {
  Value copy = copy_of(Value(&self));
  auto node = std::make_shared<T>(sql::as<T>(*self.node));
  T* raw = node.get();
  copy.as<Element>()->node = node;
  return {copy, raw};
}

/// The live column of a table that a key of values() names.
Value column_for(const Value& table, const Value& key) {
  if (!py::is_str(key)) return clause_element(key);
  if (isa(table, Cls::Table))
    return table.as<Table>()->columns->find(std::string(py::text_of(key)));
  for (const Value& column : columns_of_selectable(table))
    if (output_name(column) == py::text_of(key)) return column;
  return Value();
}

std::string key_name(const Value& table, const Value& key) {
  Value column = column_for(table, key);
  if (column && isa(column, Cls::Column))
    return text_or_empty(column.as<Column>()->name);
  if (py::is_str(key)) {
    if (isa(table, Cls::Table))
      raise_sa("CompileError",
               cat("Unconsumed column names: ", py::text_of(key)));
    return std::string(py::text_of(key));
  }
  return output_name(column);
}

/// value beside its column: a bind named after it, of its type.
Expression value_node(const Value& column, const std::string& name,
                      const Value& value, const std::string& suffix = {}) {
  if (Value clause = clause_element(value)) {
    Expression node = column_node(clause);
    const auto* bind = sql::try_as<sql::BindParameter>(node);
    if (!bind || !bind->value || !column || bind->type.custom ||
        bind->type.kind != schema::TypeKind::NullType)
      return node;
    // What has no type is read as a value of the column.
    auto typed = std::make_shared<sql::BindParameter>(*bind);
    typed->type = node_of(column)->type;
    typed->value = literal_for(plain_from_literal(*bind->value), typed->type,
                               column.as<Element>()->type);
    return typed;
  }
  schema::Type type;
  Value live;
  if (column) {
    type = node_of(column)->type;
    live = column.as<Element>()->type;
  }
  schema::Literal literal = literal_for(value, type, live);
  if (!column) type = sql::type_of(literal);
  auto bind = sql::make<sql::BindParameter>(name + suffix, type);
  bind->value = std::move(literal);
  bind->of_column = true;
  return bind;
}

sql::Assignments assignments(const Value& table, const Value& dict,
                             const std::string& suffix = {}) {
  sql::Assignments list;
  py::dict_each(dict, [&](const Value& key, const Value& value) {
    std::string name = key_name(table, key);
    // A column and its name are two keys: the first one counts.
    if (std::ranges::any_of(
            list, [&](const auto& each) { return each.first == name; }))
      return;
    list.emplace_back(name,
                      value_node(column_for(table, key), name, value, suffix));
  });
  return list;
}

/// values((1, "x")): by the table's column order.
Value dict_of_row(const Value& table, const Value& given) {
  const Value row = dict_of_mapping(given);
  if (py::is_dict(row)) return row;
  Value dict = py::make_dict();
  std::vector<Value> columns = columns_of_selectable(table);
  std::size_t i = 0;
  for (const Value& value : py::collect(row)) {
    if (i >= columns.size()) break;
    py::dict_set(dict, str_value(output_name(columns[i++])), value);
  }
  return dict;
}

Value merged(const std::vector<Value>& args, const Value& kwargs) {
  Value dict = py::make_dict();
  for (const Value& given : args)
    if (const Value values = dict_of_mapping(given); py::is_dict(values))
      py::dict_each(values, [&](const Value& k, const Value& v) {
        py::dict_set(dict, k, v);
      });
  py::dict_each(kwargs, [&](const Value& k, const Value& v) {
    py::dict_set(dict, k, v);
  });
  return dict;
}

void merge(sql::Assignments& into, sql::Assignments from) {
  for (auto& assignment : from) {
    bool replaced = false;
    for (auto& existing : into)
      if (existing.first == assignment.first) {
        existing.second = assignment.second;
        replaced = true;
      }
    if (!replaced) into.push_back(std::move(assignment));
  }
}

Value insert_values(Element& self, Args& args) {
  auto [copy, node] = changed<sql::Insert>(self);
  std::vector<Value> given = rest_of(args, "args");
  if (given.size() == 1) given[0] = dict_of_mapping(given[0]);
  if (given.size() == 1 && !py::is_dict(given[0]) && !given[0].is_none()) {
    std::vector<Value> rows = py::collect(given[0]);
    if (!rows.empty()) rows[0] = dict_of_mapping(rows[0]);
    bool many =
        !rows.empty() && (py::is_dict(rows[0]) || py::is_list(rows[0]) ||
                          py::is_tuple(rows[0]) || isa(rows[0], Cls::Row));
    if (!many) rows = {given[0]};
    int row_number = 0;
    for (const Value& row : rows) {
      auto list = assignments(self.extra, dict_of_row(self.extra, row),
                              many ? cat("_m", row_number++) : std::string());
      if (node->values.empty())
        node->values = std::move(list);
      else
        node->rows.push_back(std::move(list));
    }
    if (many) py::set_attribute(copy, "_multi_values", Value::boolean(true));
    return copy;
  }
  merge(node->values, assignments(self.extra, merged(given, args["kwargs"])));
  return copy;
}

/// values({table.c.list[1]: "x"}): a part of a column, and what it becomes.
std::optional<std::pair<Expression, Expression>> part_assignment(
    const Value& key, const Value& value) {
  const Value clause = py::is_str(key) ? Value() : clause_element(key);
  if (!clause || isa(clause, Cls::Column)) return {};
  const Expression part = node_of(clause);
  if (part->kind != sql::NodeKind::Binary) return {};
  const Value given = clause_element(value);
  return std::pair(
      part,
      given ? column_node(given)
            : sql::bind(literal_for(value, part->type, Value()), part->type));
}

/// Takes the keys that are no columns into the statement; gives the others.
Value without_parts(const Value& values, sql::Update& node) {
  Value named = py::make_dict();
  py::dict_each(values, [&](const Value& key, const Value& value) {
    if (auto pair = part_assignment(key, value))
      node.expression_values.push_back(std::move(*pair));
    else
      py::dict_set(named, key, value);
  });
  return named;
}

Value update_values(Element& self, Args& args) {
  auto [copy, node] = changed<sql::Update>(self);
  const Value named =
      without_parts(merged(rest_of(args, "args"), args["kwargs"]), *node);
  merge(node->values, assignments(self.extra, named));
  return copy;
}

Value ordered_values(Element& self, Args& args) {
  auto [copy, node] = changed<sql::Update>(self);
  if (!node->values.empty())
    raise_argument_error(cat("This statement already has ",
                             node->ordered ? "ordered " : "",
                             "values present"));
  Value dict = py::make_dict();
  for (const Value& pair : rest_of(args, "args"))
    py::dict_set(dict, sequence_items(pair)[0], sequence_items(pair)[1]);
  node->values = assignments(self.extra, without_parts(dict, *node));
  node->ordered = true;
  return copy;
}

template <class T>
Value add_where(Element& self, Args& args) {
  auto [copy, node] = changed<T>(self);
  for (const Value& clause : rest_of(args, "whereclause"))
    node->where.push_back(condition_node(clause));
  return copy;
}

template <class T>
Value filter_by(Element& self, Args& args) {
  auto [copy, node] = changed<T>(self);
  T* raw = node;
  py::dict_each(args["kwargs"], [&](const Value& key, const Value& value) {
    raw->where.push_back(node_of(
        operate(column_for(self.extra, key), value, sql::Operator::Equal)));
  });
  return copy;
}

template <class T>
Value returning_of(Element& self, const std::vector<Value>& columns) {
  auto [copy, node] = changed<T>(self);
  add_selected(columns, node->returning, copy.template as<Element>()->items);
  bool mapped = false;
  for (const Value& item : columns) mapped = mapped || py::is_type(item);
  if (mapped) py::set_attribute(copy, "_entities", py::make_list(columns));
  return copy;
}

Value returning(Element& self, Args& args) {
  std::vector<Value> columns = rest_of(args, "cols");
  switch (self.node->kind) {
    case sql::NodeKind::Insert:
      return returning_of<sql::Insert>(self, columns);
    case sql::NodeKind::Update:
      return returning_of<sql::Update>(self, columns);
    default:
      return returning_of<sql::Delete>(self, columns);
  }
}

Value from_select(Element& self, Args& args) {
  auto [copy, node] = changed<sql::Insert>(self);
  for (const Value& name : py::collect(args["names"]))
    node->select_columns.push_back(key_name(self.extra, name));
  node->select = node_of(args["select"]);
  if (!args.flag("include_defaults"))
    py::set_attribute(copy, "_include_defaults", Value::boolean(false));
  return copy;
}

/// set_={…} of on_conflict_do_update.
std::vector<std::pair<Expression, Expression>> conflict_set(const Value& table,
                                                            const Value& set) {
  std::vector<std::pair<Expression, Expression>> list;
  auto add = [&](const Value& key, const Value& value) {
    Value column = column_for(table, key);
    std::string name =
        py::is_str(key) ? std::string(py::text_of(key)) : output_name(column);
    if (column && isa(column, Cls::Column))
      name = text_or_empty(column.as<Column>()->name);
    list.emplace_back(sql::column(schema::Name(name)),
                      value_node(column, name, value));
  };
  if (py::is_dict(set)) {
    py::dict_each(set, add);
  } else if (isa(set, Cls::ColumnCollection)) {
    for (const auto& [key, column] : set.as<ColumnCollection>()->columns)
      add(str_value(key), column);
  } else {
    for (const Value& pair : py::collect(set))
      add(sequence_items(pair)[0], sequence_items(pair)[1]);
  }
  return list;
}

void conflict_target(sql::OnConflict& clause, Args& args) {
  Value constraint = args["constraint"];
  Value elements = args["index_elements"];
  if (!constraint.is_none()) {
    if (clause.dialect == "sqlite")
      py::raise_type_error(cat("Insert.on_conflict_do_",
                               clause.do_nothing ? "nothing" : "update",
                               "() got an unexpected keyword argument "
                               "'constraint'"));
    if (!elements.is_none())
      py::raise_value_error(
          "'constraint' and 'index_elements' are mutually exclusive");
    if (py::is_str(constraint)) {
      clause.constraint = lower_name(constraint);
    } else if (isa(constraint, Cls::Constraint) &&
               effective_name(*constraint.as<Constraint>())) {
      clause.constraint = effective_name(*constraint.as<Constraint>());
    } else {
      Value columns = py::get_attribute(constraint, "columns");
      for (const Value& column : py::collect(columns))
        clause.elements.push_back(
            sql::column(schema::Name(output_name(column))));
    }
  }
  if (!elements.is_none())
    for (const Value& item : py::collect(elements)) {
      if (py::is_str(item))
        clause.elements.push_back(
            sql::column(schema::Name(std::string(py::text_of(item)))));
      else if (isa(clause_element(item), Cls::Column))
        clause.elements.push_back(
            sql::column(clause_element(item).as<Column>()->ref->name));
      else
        clause.elements.push_back(column_node(item));
    }
  if (!args.none("index_where"))
    clause.index_where = column_node(args["index_where"]);
}

/// Whose insert() it was.
std::string_view insert_dialect(Element& self) {
  return attribute(Value(&self), "_dialect_name_sqlite") ? "sqlite"
                                                         : "postgresql";
}

Value on_conflict_do_nothing(Element& self, Args& args) {
  auto [copy, node] = changed<sql::Insert>(self);
  node->on_conflict.emplace();
  node->on_conflict->dialect = insert_dialect(self);
  node->on_conflict->do_nothing = true;
  conflict_target(*node->on_conflict, args);
  return copy;
}

Value on_conflict_do_update(Element& self, Args& args) {
  auto [copy, node] = changed<sql::Insert>(self);
  node->on_conflict.emplace();
  node->on_conflict->dialect = insert_dialect(self);
  conflict_target(*node->on_conflict, args);
  if (!node->on_conflict->constraint && node->on_conflict->elements.empty() &&
      node->on_conflict->dialect == "postgresql")
    py::raise_value_error(
        "Either constraint or index_elements, but not both, must be specified "
        "unless DO NOTHING");
  node->on_conflict->set = conflict_set(self.extra, args["set_"]);
  if (!args.none("where"))
    node->on_conflict->where = column_node(args["where"]);
  return copy;
}

Value on_duplicate_key_update(Element& self, Args& args) {
  auto [copy, node] = changed<sql::Insert>(self);
  Value dict = py::make_dict();
  for (const Value& given : rest_of(args, "args")) {
    if (py::is_dict(given)) {
      py::dict_each(given, [&](const Value& k, const Value& v) {
        py::dict_set(dict, k, v);
      });
    } else {
      for (const Value& pair : py::collect(given))
        py::dict_set(dict, sequence_items(pair)[0], sequence_items(pair)[1]);
    }
  }
  py::dict_each(args["kw"], [&](const Value& k, const Value& v) {
    py::dict_set(dict, k, v);
  });
  const auto& given = rest_of(args, "args");
  node->duplicate_ordered = given.size() == 1 && py::is_list(given[0]);
  node->on_duplicate_key = assignments(self.extra, dict);
  return copy;
}

/// insert.excluded.x, insert.inserted.x
Value excluded(Element& self, const char* name) {
  auto alias = sql::make<sql::TableRef>(schema::Name(name));
  auto collection = new_column_collection();
  for (const Value& column : columns_of_selectable(self.extra)) {
    Expression node = node_of(column);
    std::string text = isa(column, Cls::Column)
                           ? text_or_empty(column.as<Column>()->name)
                           : output_name(column);
    Value made =
        std::string_view(name) == "inserted"
            ? wrap_expression(sql::function(
                  "VALUES", {sql::column(schema::Name(text), node->type)}, {},
                  node->type))
            : wrap_expression(
                  sql::column(schema::Name(text), node->type, alias),
                  column.as<Element>()->type);
    keep_primary_key(column, made);
    collection->add(output_name(column), made);
  }
  return collection.value();
}

Value prefixed(Element& self, Args& args) {
  auto apply = [&](auto pair) {
    auto [copy, node] = pair;
    for (const Value& text : rest_of(args, "prefixes")) {
      std::string dialect = py::text_of(args["dialect"]) == "*"
                                ? std::string()
                                : args.text("dialect");
      node->prefixes.emplace_back(py::str(text), dialect);
    }
    return copy;
  };
  switch (self.node->kind) {
    case sql::NodeKind::Insert:
      return apply(changed<sql::Insert>(self));
    case sql::NodeKind::Update:
      return apply(changed<sql::Update>(self));
    default:
      return apply(changed<sql::Delete>(self));
  }
}

Value add_cte(Element& self, Args& args) {
  auto apply = [&](auto pair) {
    auto [copy, node] = pair;
    for (const Value& cte : rest_of(args, "ctes"))
      node->with.push_back(
          {std::static_pointer_cast<const sql::Cte>(node_of(cte)),
           args.flag("nest_here")});
    return copy;
  };
  switch (self.node->kind) {
    case sql::NodeKind::Insert:
      return apply(changed<sql::Insert>(self));
    case sql::NodeKind::Update:
      return apply(changed<sql::Update>(self));
    default:
      return apply(changed<sql::Delete>(self));
  }
}

Value table_argument(const Value& given) {
  Value table = clause_element(given);
  if (!table || !(isa(table, Cls::FromClause)))
    raise_argument_error(
        cat("subject table for an INSERT, UPDATE or DELETE expected, got ",
            py::repr(given), "."));
  return table;
}

template <class T>
Value make_statement(Cls which, const Value& given) {
  Value table = table_argument(given);
  auto node = sql::make<T>();
  node->table = node_of(table);
  auto made = new_element(which, node);
  made->extra = table;
  if (py::is_type(given))
    py::set_attribute(static_cast<const Value&>(made), "_entity", given);
  return made.value();
}

Value with_values(Value statement, const Value& values) {
  if (values.is_none()) return statement;
  return py::call_method(statement, "values", {values});
}

Value with_where(Value statement, const Value& where) {
  if (where.is_none()) return statement;
  return py::call_method(statement, "where", {where});
}

Value cte_of_statement(Element& self, Args& args) {
  auto node = sql::make<sql::Cte>(self.node, lower_name(args["name"]));
  node->recursive = args.flag("recursive");
  node->nesting = args.flag("nesting");
  auto made = new_element(Cls::CTE, node);
  made->extra = self_of(self);
  for (const Value& column : self.items) {
    Expression inner = node_of(column);
    made->items.push_back(wrap_expression(
        sql::column(schema::Name(output_name(column)), inner->type, node),
        column.as<Element>()->type));
  }
  return made.value();
}

}  // namespace

void build_update_base(py::NativeType<Element>& type) {
  type.method("returning(self, *cols, sort_by_parameter_order=False)",
              returning)
      .method("prefix_with(self, *prefixes, dialect='*')", prefixed)
      .method("add_cte(self, *ctes, nest_here=False)", add_cte)
      .method("cte(self, name=None, recursive=False, nesting=False)",
              cte_of_statement)
      .method("return_defaults(self, *cols, **kw)",
              [](Element& self, Args&) { return self_of(self); })
      .method("with_hint(self, text, selectable=None, dialect_name='*')",
              [](Element& self, Args&) { return self_of(self); })
      .method("execute(self, *args, **kw)", execute_bound)
      .method("inline(self)",
              [](Element& self, Args&) {
                const Value copy = copy_of(Value(&self));
                py::set_attribute(copy, "_inline", Value::boolean(true));
                return copy;
              })
      .property("table", [](Element& self) { return self.extra; })
      .property("entity_description", [](Element& self) {
        Value dict = py::make_dict();
        py::dict_set(dict, "table", self.extra);
        return dict;
      });
}

void build_insert(py::NativeType<Element>& type) {
  type.method("values(self, *args, **kwargs)", insert_values)
      .method("from_select(self, names, select, include_defaults=True)",
              from_select)
      .method(
          "on_conflict_do_nothing(self, constraint=None, "
          "index_elements=None, index_where=None)",
          on_conflict_do_nothing)
      .method(
          "on_conflict_do_update(self, constraint=None, "
          "index_elements=None, index_where=None, set_=None, where=None)",
          on_conflict_do_update)
      .method("on_duplicate_key_update(self, *args, **kw)",
              on_duplicate_key_update)
      .property("excluded",
                [](Element& self) { return excluded(self, "excluded"); })
      .property("inserted",
                [](Element& self) { return excluded(self, "inserted"); });
}

void build_update(py::NativeType<Element>& type) {
  type.method("values(self, *args, **kwargs)", update_values)
      .method("ordered_values(self, *args)", ordered_values)
      .method("where(self, *whereclause)", add_where<sql::Update>)
      .method("filter(self, *whereclause)", add_where<sql::Update>)
      .method("filter_by(self, **kwargs)", filter_by<sql::Update>);
}

void build_delete_statement(py::NativeType<Element>& type) {
  type.method("where(self, *whereclause)", add_where<sql::Delete>)
      .method("filter(self, *whereclause)", add_where<sql::Delete>)
      .method("filter_by(self, **kwargs)", filter_by<sql::Delete>);
}

Value find_dml_maker(std::string_view name) {
  if (name == "insert")
    return py::make_function(
        "insert(table, values=None, inline=False, **kw)", [](Args& args) {
          const Value made = make_statement<sql::Insert>(Cls::Insert, args[0]);
          if (args.flag("inline"))
            py::set_attribute(made, "_inline", Value::boolean(true));
          return with_values(made, args["values"]);
        });
  if (name == "update")
    return py::make_function(
        "update(table, whereclause=None, values=None, **kw)", [](Args& args) {
          return with_values(
              with_where(make_statement<sql::Update>(Cls::Update, args[0]),
                         args["whereclause"]),
              args["values"]);
        });
  if (name == "delete")
    return py::make_function(
        "delete(table, whereclause=None, **kw)", [](Args& args) {
          return with_where(make_statement<sql::Delete>(Cls::Delete, args[0]),
                            args["whereclause"]);
        });
  return Value();
}

}  // namespace limbeck::sa

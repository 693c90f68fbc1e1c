// select(), union() and what SELECT statements can do.
#include "sqlalchemy/select.h"

#include <algorithm>

#include "base/text.h"
#include "sql/build.h"
#include "sql/froms.h"
#include "sql/result_columns.h"
#include "sqlalchemy/calls.h"
#include "sqlalchemy/errors.h"
#include "sqlalchemy/expression_make.h"
#include "sqlalchemy/expressions.h"
#include "sqlalchemy/schema_items.h"
#include "sqlalchemy/types.h"

namespace limbeck::sa {

using sql::Expression;
using sql::NodeKind;

// 1.x: statement.execute() goes where the MetaData of its tables is bound to.
Value execute_bound(Element& self, Args& args) {
  sql::ExpressionList froms;
  if (const auto* select = sql::try_as<sql::Select>(self.node)) {
    froms = select->from;
    for (const Value& item : self.items)
      sql::collect_froms(node_of(item), froms);
  }
  std::vector<Value> tables{self.extra};
  for (const Expression& from : froms) tables.push_back(wrap_live(from));
  for (const Value& table : tables) {
    if (!table || !isa(table, Cls::Table)) continue;
    const Value metadata = attribute(table, "metadata");
    const Value bind = metadata ? attribute(metadata, "bind") : Value();
    if (!bind || bind.is_none()) continue;
    const Value connection =
        isa(bind, Cls::Engine) ? py::call_method(bind, "connect") : bind;
    std::vector<Value> all{Value(&self)};
    for (const Value& each : rest_of(args, "args")) all.push_back(each);
    return call_with(py::get_attribute(connection, "execute"), all, args["kw"]);
  }
  raise_sa("UnboundExecutionError",
           "This statement is not bound to an Engine or Connection.");
}

schema::Type scalar_type(const Value& select) {
  Value clause = clause_element(select);
  if (!clause) return {};
  std::vector<Value> columns = columns_of_selectable(clause);
  return columns.empty() ? schema::Type() : node_of(columns[0])->type;
}

void add_selected(const std::vector<Value>& given, sql::ExpressionList& nodes,
                  std::vector<Value>& live) {
  for (const Value& item : given) {
    if (py::is_list(item) || py::is_tuple(item)) {
      add_selected(sequence_items(item), nodes, live);
      continue;
    }
    if (isa(item, Cls::ColumnCollection)) {
      add_selected(py::collect(item), nodes, live);
      continue;
    }
    Value clause = clause_element(item);
    if (!clause) {
      if (py::is_str(item)) {
        nodes.push_back(sql::text(std::string(py::text_of(item))));
        live.push_back(wrap_expression(nodes.back()));
        continue;
      }
      if (item.is_none() || item.is_bool() || py::is_int(item)) {
        nodes.push_back(
            sql::literal_column(item.is_none() ? "NULL" : py::str(item)));
        live.push_back(wrap_expression(nodes.back()));
        continue;
      }
      raise_argument_error(
          cat("Column expression, FROM clause, or other columns clause element "
              "expected, got ",
              py::repr(item), "."));
    }
    if (isa(clause, Cls::FromClause)) {
      for (const Value& column : columns_of_selectable(clause)) {
        nodes.push_back(node_of(column));
        live.push_back(column);
      }
      if (columns_of_selectable(clause).empty())
        nodes.push_back(node_of(clause));
      continue;
    }
    nodes.push_back(column_node(clause));
    live.push_back(clause);
  }
}

namespace {

Value self_of(Element& self) { return Value(&self); }

/// A copy of the statement whose node may be changed.
template <class T>
std::pair<Value, T*> changed(Element& self) {
  Value copy = copy_of(Value(&self));
  auto node = std::make_shared<T>(sql::as<T>(*self.node));
  T* raw = node.get();
  copy.as<Element>()->node = node;
  return {copy, raw};
}

using SelectChange = void (*)(sql::Select&, Element&, Args&);

auto generative(SelectChange change) {
  return [change](Element& self, Args& args) {
    auto [copy, node] = changed<sql::Select>(self);
    change(*node, *copy.template as<Element>(), args);
    return copy;
  };
}

/// Mapped classes keep their place for the ORM: [(class, first column)].
void note_entities(const Value& made, const std::vector<Value>& given) {
  bool mapped = false;
  for (const Value& item : given)
    if (py::is_type(item) || attribute(item, "_sa_entity")) mapped = true;
  if (mapped) py::set_attribute(made, "_entities", py::make_list(given));
}

Value make_select(Args& args) {
  std::vector<Value> given = rest_of(args, "columns");
  // 1.x: select([a, b], whereclause)
  Value where;
  if (!given.empty() && py::is_list(given[0])) {
    if (given.size() > 1) where = given[1];
    given = sequence_items(given[0]);
  }
  if (!args.none("whereclause")) where = args["whereclause"];
  auto node = sql::make<sql::Select>();
  auto made = new_element(Cls::Select, node);
  add_selected(given, node->columns, made->items);
  note_entities(static_cast<const Value&>(made), given);
  if (where && !where.is_none()) node->where.push_back(column_node(where));
  Value from = args["from_obj"];
  if (!from.is_none()) {
    if (py::is_list(from) || py::is_tuple(from))
      for (const Value& item : sequence_items(from))
        node->from.push_back(from_node(item));
    else
      node->from.push_back(from_node(from));
  }
  if (!args.none("order_by"))
    for (const Value& item : py::is_list(args["order_by"])
                                 ? sequence_items(args["order_by"])
                                 : std::vector<Value>{args["order_by"]})
      node->order_by.push_back(order_node(item));
  if (!args.none("limit")) node->limit = node_of(args["limit"]);
  if (args.flag("distinct")) node->distinct = true;
  return made.value();
}

void add_where(sql::Select& node, Element&, Args& args) {
  for (const Value& clause : rest_of(args, "whereclause"))
    node.where.push_back(condition_node(clause));
}

void extend_list(sql::ExpressionList& list, const std::vector<Value>& clauses) {
  if (clauses.size() == 1 && clauses[0].is_none()) {
    list.clear();
    return;
  }
  for (const Value& clause : clauses) {
    if (clause.is_false() || clause.is_none()) continue;
    if (py::is_list(clause) || py::is_tuple(clause))
      extend_list(list, sequence_items(clause));
    else
      list.push_back(order_node(clause));
  }
}

Expression limit_node(const Value& value) {
  if (value.is_none()) return nullptr;
  return node_of(value);
}

// What a join() on the statement may join to: what is in FROM, else the tables
// of what is selected.
sql::ExpressionList join_candidates(const sql::Select& node,
                                    const Element& self) {
  if (!node.from.empty()) return node.from;
  sql::ExpressionList found;
  for (const Value& item : self.items) {
    if (isa(item, Cls::Column))
      found.push_back(from_node(item.as<Column>()->table));
    else
      sql::collect_froms(node_of(item), found);
  }
  return found;
}

/// Whether the condition is of columns of these two alone.
bool covers(const Expression& left, const Expression& right,
            const Expression& condition) {
  sql::ExpressionList have{left, right}, wanted;
  sql::hidden_by(left, have);
  sql::hidden_by(right, have);
  sql::collect_froms(condition, wanted);
  return std::all_of(wanted.begin(), wanted.end(), [&](const Expression& each) {
    return sql::holds(have, each);
  });
}

// SQLAlchemy: SelectState._join_determine_implicit_left_side
Value join_left(sql::Select& node, Element& self,
                const Value& target = Value::none(),
                const Value& on = Value::none()) {
  const sql::ExpressionList found = join_candidates(node, self);
  if (found.empty())
    raise_invalid_request(
        "Don't know how to join: the select has no FROM to join from");
  const Expression& usual = node.from.empty() ? found.front() : found.back();
  const bool one =
      std::all_of(found.begin(), found.end(),
                  [&](const Expression& each) { return each == usual; });
  if (one || target.is_none() || on.is_none()) return wrap_live(usual);
  const Expression right = from_node(target), condition = column_node(on);
  for (const Expression& each : found)
    if (each != right && covers(each, right, condition)) return wrap_live(each);
  return wrap_live(usual);
}

void add_join(sql::Select& node, Element& self, const Value& left_given,
              Value target, Value on, bool outer, bool full) {
  Value left = left_given;
  // A relationship attribute says both: what to join and on what.
  if (Value parts = attribute(target, "_join_parts")) {
    Value pair = py::call(parts, {});
    const auto& items = sequence_items(pair);
    std::vector<Value> chain(items.begin() + 1, items.end());
    if (on.is_none()) on = chain[0];
    target = items[0];
    if (items.size() > 2) {  // through a secondary table
      Value middle = items[2];
      if (left.is_none()) left = join_left(node, self);
      Expression first = join_node(left, middle, items[3], outer, full);
      auto joined =
          sql::make<sql::Join>(first, from_node(target), column_node(on));
      joined->outer = outer;
      if (node.from.empty())
        node.from.push_back(joined);
      else
        node.from.back() = joined;
      return;
    }
  } else if (!on.is_none()) {
    if (Value parts2 = attribute(on, "_join_parts"))
      on = sequence_items(py::call(parts2, {}))[1];
  }
  if (left.is_none()) left = join_left(node, self, target, on);
  Expression joined = join_node(left, target, on, outer, full);
  Expression left_node = sql::as<sql::Join>(*joined).left;
  for (auto& from : node.from)
    if (from == left_node) {
      from = joined;
      return;
    }
  node.from.push_back(joined);
}

auto joining(bool outer) {
  return [outer](Element& self, Args& args) {
    auto [copy, node] = changed<sql::Select>(self);
    add_join(*node, *copy.template as<Element>(), Value::none(), args["target"],
             args["onclause"], outer || args.flag("isouter"),
             args.flag("full"));
    return copy;
  };
}

void set_for_update(sql::Select& node, Element&, Args& args) {
  sql::ForUpdate lock;
  lock.read = args.flag("read");
  lock.nowait = args.flag("nowait");
  lock.skip_locked = args.flag("skip_locked");
  lock.key_share = args.flag("key_share");
  Value of = args["of"];
  if (!of.is_none()) {
    if (py::is_list(of) || py::is_tuple(of))
      for (const Value& item : sequence_items(of))
        lock.of.push_back(node_of(item));
    else
      lock.of.push_back(node_of(of));
  }
  node.for_update = lock;
}

void add_prefix(sql::Statement& node, Args& args, bool suffix) {
  Value dialect = args["dialect"];
  std::string name = dialect.is_none() || py::text_of(dialect) == "*"
                         ? std::string()
                         : std::string(py::text_of(dialect));
  for (const Value& text : rest_of(args, "prefixes")) {
    std::string words = py::is_str(text)
                            ? std::string(py::text_of(text))
                            : sql::as<sql::Text>(*node_of(text)).text;
    (suffix ? node.suffixes : node.prefixes).emplace_back(words, name);
  }
}

Value compound(sql::SetOperator op, const std::vector<Value>& selects) {
  sql::ExpressionList nodes;
  std::vector<Value> live;
  for (const Value& select : selects) {
    live.push_back(clause_element(select));
    nodes.push_back(node_of(select));
  }
  auto made = new_element(Cls::CompoundSelect,
                          sql::make<sql::CompoundSelect>(op, std::move(nodes)));
  made->items = std::move(live);
  return made.value();
}

constexpr std::pair<const char*, sql::SetOperator> kSetOperators[] = {
    {"union", sql::SetOperator::Union},
    {"union_all", sql::SetOperator::UnionAll},
    {"except_", sql::SetOperator::Except},
    {"except_all", sql::SetOperator::ExceptAll},
    {"intersect", sql::SetOperator::Intersect},
    {"intersect_all", sql::SetOperator::IntersectAll}};

Value scalar_of(Element& self) {
  std::vector<Value> columns = columns_of_selectable(self_of(self));
  Value type = columns.empty() || !isa(columns[0], Cls::Visitable)
                   ? Value()
                   : columns[0].as<Element>()->type;
  auto made = new_element(
      Cls::ScalarSelect,
      sql::make<sql::ScalarSelect>(self.node, scalar_type(self_of(self))),
      type);
  made->extra = self_of(self);
  return made.value();
}

Value exists_of(const Value& select) {
  auto made = new_element(Cls::Exists, sql::make<sql::Exists>(node_of(select)));
  made->extra = clause_element(select);
  return made.value();
}

Value cte_of(Element& self, Args& args) {
  auto node = sql::make<sql::Cte>(self.node, lower_name(args["name"]));
  node->recursive = args.flag("recursive");
  node->nesting = args.flag("nesting");
  auto made = new_element(Cls::CTE, node);
  made->extra = self_of(self);
  return made.value();
}

Value set_label_style(Element& self, Args& args) {
  if (self.node->kind != NodeKind::Select) return self_of(self);
  auto [copy, node] = changed<sql::Select>(self);
  node->tablename_labels =
      py::str(args["style"]) == "LABEL_STYLE_TABLENAME_PLUS_COL";
  return copy;
}

/// limit, order_by and the like exist on SELECT and on UNION.
template <class Change>
Value change_any(Element& self, Change change) {
  if (self.node->kind == NodeKind::Select) {
    auto [copy, node] = changed<sql::Select>(self);
    change(*node);
    return copy;
  }
  auto [copy, node] = changed<sql::CompoundSelect>(self);
  change(*node);
  return copy;
}

}  // namespace

void build_select_base(py::NativeType<Element>& type) {
  type.property(
          "c",
          [](Element& self) { return column_collection_of(self_of(self)); })
      .property(
          "selected_columns",
          [](Element& self) { return column_collection_of(self_of(self)); })
      .property(
          "exported_columns",
          [](Element& self) { return column_collection_of(self_of(self)); })
      .property(
          "columns",
          [](Element& self) { return column_collection_of(self_of(self)); })
      .property("inner_columns",
                [](Element& self) {
                  return py::make_list(columns_of_selectable(self_of(self)));
                })
      .method("subquery(self, name=None)",
              [](Element& self, Args& args) {
                return alias_of(self_of(self), args["name"], Cls::Subquery);
              })
      .method("alias(self, name=None, flat=False)",
              [](Element& self, Args& args) {
                return alias_of(self_of(self), args["name"], Cls::Subquery);
              })
      .method("lateral(self, name=None)",
              [](Element& self, Args& args) {
                return alias_of(self_of(self), args["name"], Cls::Lateral,
                                true);
              })
      .method("cte(self, name=None, recursive=False, nesting=False)", cte_of)
      .method("scalar_subquery(self)",
              [](Element& self, Args&) { return scalar_of(self); })
      .method("as_scalar(self)",
              [](Element& self, Args&) { return scalar_of(self); })
      .method("label(self, name)",
              [](Element& self, Args& args) {
                return label_of(scalar_of(self), args["name"]);
              })
      .method("exists(self)",
              [](Element& self, Args&) { return exists_of(self_of(self)); })
      .method("set_label_style(self, style)", set_label_style)
      .method("execute(self, *args, **kw)", execute_bound)
      .method("scalar(self, *args, **kw)", [](Element& self, Args& args) {
        return py::call_method(execute_bound(self, args), "scalar");
      });
}

void build_generative_select(py::NativeType<Element>& type) {
  type.method("limit(self, limit)",
              [](Element& self, Args& args) {
                return change_any(self, [&](auto& node) {
                  node.limit = limit_node(args["limit"]);
                });
              })
      .method("offset(self, offset)",
              [](Element& self, Args& args) {
                return change_any(self, [&](auto& node) {
                  node.offset = limit_node(args["offset"]);
                });
              })
      .method("order_by(self, *clauses)",
              [](Element& self, Args& args) {
                return change_any(self, [&](auto& node) {
                  extend_list(node.order_by, rest_of(args, "clauses"));
                });
              })
      .method("group_by(self, *clauses)",
              [](Element& self, Args& args) {
                return change_any(self, [&](auto& node) {
                  extend_list(node.group_by, rest_of(args, "clauses"));
                });
              })
      .method("add_cte(self, *ctes, nest_here=False)",
              [](Element& self, Args& args) {
                return change_any(self, [&](auto& node) {
                  for (const Value& cte : rest_of(args, "ctes"))
                    node.with.push_back(
                        {std::static_pointer_cast<const sql::Cte>(node_of(cte)),
                         args.flag("nest_here")});
                });
              });
  for (auto [name, op] : kSetOperators)
    type.method(cat(name, "(self, *other)"),
                [op = op](Element& self, Args& args) {
                  std::vector<Value> all{self_of(self)};
                  for (const Value& other : rest_of(args, "other"))
                    all.push_back(other);
                  return compound(op, all);
                });
}

void build_select(py::NativeType<Element>& type) {
  type.method("where(self, *whereclause)", generative(add_where))
      .method("filter(self, *whereclause)", generative(add_where))
      .method(
          "filter_by(self, **kwargs)",
          generative([](sql::Select& node, Element& self, Args& args) {
            Value left = join_left(node, self);
            Value columns = py::get_attribute(left, "c");
            const Expression from = node_of(left);
            py::dict_each(args["kwargs"], [&](const Value& k, const Value& v) {
              Value column;
              // What table() made is only in the tree here.
              if (from->kind == NodeKind::TableRef)
                for (const auto& [name, type] : sql::columns_of(*from))
                  if (name.text == py::text_of(k))
                    column = wrap_expression(sql::column(name, type, from));
              if (isa(left, Cls::Table) || !column)
                column = py::get_item(columns, k);
              node.where.push_back(
                  node_of(operate(column, v, sql::Operator::Equal)));
            });
          }))
      .method("having(self, *having)",
              generative([](sql::Select& node, Element&, Args& args) {
                for (const Value& clause : rest_of(args, "having"))
                  node.having.push_back(condition_node(clause));
              }))
      .method("ext(self, extension)",
              [](Element& self, Args& args) {
                return py::call_method(args["extension"], "apply_to_select",
                                       {self_of(self)});
              })
      .method("distinct(self, *expr)",
              generative([](sql::Select& node, Element&, Args& args) {
                node.distinct = true;
                for (const Value& item : rest_of(args, "expr"))
                  node.distinct_on.push_back(column_node(item));
              }))
      .method("select_from(self, *froms)",
              generative([](sql::Select& node, Element&, Args& args) {
                for (const Value& from : rest_of(args, "froms"))
                  node.from.push_back(from_node(from));
              }))
      .method("join(self, target, onclause=None, *, isouter=False, full=False)",
              joining(false))
      .method(
          "outerjoin(self, target, onclause=None, *, isouter=True, full=False)",
          joining(true))
      .method(
          "join_from(self, from_, target, onclause=None, *, isouter=False, "
          "full=False)",
          generative([](sql::Select& node, Element& self, Args& args) {
            add_join(node, self, args["from_"], args["target"],
                     args["onclause"], args.flag("isouter"), args.flag("full"));
          }))
      .method(
          "outerjoin_from(self, from_, target, onclause=None, *, full=False)",
          generative([](sql::Select& node, Element& self, Args& args) {
            add_join(node, self, args["from_"], args["target"],
                     args["onclause"], true, args.flag("full"));
          }))
      .method(
          "with_for_update(self, *, nowait=False, read=False, of=None, "
          "skip_locked=False, key_share=False)",
          generative(set_for_update))
      .method("correlate(self, *fromclauses)",
              generative([](sql::Select& node, Element&, Args& args) {
                if (!node.correlate) node.correlate.emplace();
                for (const Value& from : rest_of(args, "fromclauses"))
                  if (!from.is_none())
                    node.correlate->push_back(from_node(from));
              }))
      .method("correlate_except(self, *fromclauses)",
              generative([](sql::Select& node, Element&, Args& args) {
                if (!node.correlate_except) node.correlate_except.emplace();
                for (const Value& from : rest_of(args, "fromclauses"))
                  if (!from.is_none())
                    node.correlate_except->push_back(from_node(from));
              }))
      .method("prefix_with(self, *prefixes, dialect='*')",
              generative([](sql::Select& node, Element&, Args& args) {
                add_prefix(node, args, false);
              }))
      .method("suffix_with(self, *prefixes, dialect='*')",
              generative([](sql::Select& node, Element&, Args& args) {
                add_prefix(node, args, true);
              }))
      .method("with_hint(self, selectable, text, dialect_name='*')",
              generative([](sql::Select& node, Element&, Args& args) {
                node.hints.push_back({from_node(args["selectable"]),
                                      args.text("text"),
                                      args.text("dialect_name")});
              }))
      .method("with_statement_hint(self, text, dialect_name='*')",
              generative([](sql::Select& node, Element&, Args& args) {
                node.hints.push_back(
                    {nullptr, args.text("text"), args.text("dialect_name")});
              }))
      .method("fetch(self, count, with_ties=False, percent=False, **kw)",
              generative([](sql::Select& node, Element&, Args& args) {
                node.fetch = limit_node(args["count"]);
                node.fetch_with_ties = args.flag("with_ties");
                node.fetch_percent = args.flag("percent");
              }))
      .method("slice(self, start, stop)",
              generative([](sql::Select& node, Element&, Args& args) {
                std::int64_t start = args.optional_integer("start").value_or(0);
                if (!args.none("stop"))
                  node.limit =
                      node_of(py::make_int(args.integer("stop") - start));
                if (start) node.offset = node_of(py::make_int(start));
              }))
      .method("add_columns(self, *entities)",
              generative([](sql::Select& node, Element& self, Args& args) {
                add_selected(rest_of(args, "entities"), node.columns,
                             self.items);
              }))
      .method("column(self, column)",
              generative([](sql::Select& node, Element& self, Args& args) {
                add_selected({args["column"]}, node.columns, self.items);
              }))
      .method("with_only_columns(self, *entities, maintain_column_froms=False)",
              generative([](sql::Select& node, Element& self, Args& args) {
                // Of those that it selects from until now.
                if (args.flag("maintain_column_froms"))
                  for (const Expression& column : node.columns)
                    sql::collect_froms(column, node.from);
                node.columns.clear();
                self.items.clear();
                add_selected(rest_of(args, "entities"), node.columns,
                             self.items);
              }))
      .method("reduce_columns(self, only_synonyms=True)",
              [](Element& self, Args&) { return self_of(self); })
      .property("whereclause",
                [](Element& self) {
                  const auto& where = sql::as<sql::Select>(*self.node).where;
                  return where.empty() ? Value::none()
                                       : wrap_expression(sql::and_(where));
                })
      .property("froms",
                [](Element& self) {
                  std::vector<Value> list;
                  for (const auto& from : sql::as<sql::Select>(*self.node).from)
                    list.push_back(wrap_live(from));
                  for (const Value& item : self.items)
                    visit_columns(node_of(item), [&](Column& column) {
                      for (const Value& seen : list)
                        if (seen.is(column.table)) return;
                      list.push_back(column.table);
                    });
                  return py::make_list(list);
                })
      .property("column_descriptions", [](Element& self) {
        std::vector<Value> list;
        for (const Value& item : self.items) {
          Value entry = py::make_dict();
          py::dict_set(entry, "name", str_value(output_name(item)));
          py::dict_set(entry, "expr", item);
          list.push_back(entry);
        }
        return py::make_list(list);
      });
}

void build_exists(py::NativeType<Element>& type) {
  auto change = [](Element& self, const char* method,
                   const std::vector<Value>& arguments) {
    Value inner = call_with(py::get_attribute(self.extra, method), arguments);
    return exists_of(inner);
  };
  type.method("where(self, *clauses)",
              [change](Element& self, Args& args) {
                return change(self, "where", rest_of(args, "clauses"));
              })
      .method("select_from(self, *froms)",
              [change](Element& self, Args& args) {
                return change(self, "select_from", rest_of(args, "froms"));
              })
      .method("correlate(self, *froms)",
              [change](Element& self, Args& args) {
                return change(self, "correlate", rest_of(args, "froms"));
              })
      .method("select(self)", [](Element& self, Args&) {
        return py::call(find_select_maker("select"), {self_of(self)});
      });
}

void build_scalar_select(py::NativeType<Element>& type) {
  type.method("where(self, *clauses)",
              [](Element& self, Args& args) {
                Value inner = call_with(py::get_attribute(self.extra, "where"),
                                        rest_of(args, "clauses"));
                return scalar_of(*inner.as<Element>());
              })
      .method("correlate(self, *froms)", [](Element& self, Args& args) {
        Value inner = call_with(py::get_attribute(self.extra, "correlate"),
                                rest_of(args, "froms"));
        return scalar_of(*inner.as<Element>());
      });
}

Value find_select_maker(std::string_view name) {
  if (name == "select")
    return py::make_function(
        "select(*columns, whereclause=None, from_obj=None, order_by=None, "
        "limit=None, distinct=False)",
        make_select);
  if (name == "exists")
    return py::make_function("exists(*args)", [](Args& args) {
      const auto& given = rest_of(args, "args");
      if (given.size() == 1 && isa(clause_element(given[0]), Cls::SelectBase))
        return exists_of(given[0]);
      if (given.size() == 1 && isa(given[0], Cls::ScalarSelect))
        return exists_of(given[0].as<Element>()->extra);
      Value inner = given.empty()
                        ? py::call(find_select_maker("select"),
                                   {wrap_expression(sql::literal_column("*"))})
                        : call_with(find_select_maker("select"), given);
      return exists_of(inner);
    });
  for (auto [set_name, op] : kSetOperators)
    if (name == set_name)
      return py::make_function(cat(name, "(*selects)"), [op = op](Args& args) {
        return compound(op, rest_of(args, "selects"));
      });
  if (Value found = find_selectable_maker(name)) return found;
  return find_dml_maker(name);
}

}  // namespace limbeck::sa

// table(), alias, subquery, CTE, join, values: the parts of FROM.
#include <algorithm>
#include <map>

#include "sqlalchemy/select.h"

#include "base/text.h"
#include "sql/build.h"
#include "sql/froms.h"
#include "sqlalchemy/calls.h"
#include "sqlalchemy/errors.h"
#include "sqlalchemy/expression_make.h"
#include "sqlalchemy/expressions.h"
#include "sqlalchemy/literal.h"
#include "sqlalchemy/schema_items.h"
#include "sqlalchemy/types.h"

namespace limbeck::sa {

using sql::Expression;
using sql::NodeKind;

std::string output_name(const Value& element) {
  if (isa(element, Cls::Column)) return element.as<Column>()->key_text();
  if (!isa(element, Cls::Visitable)) return {};
  Expression node = node_of(element);
  if (auto* ref = sql::try_as<sql::ColumnRef>(node))
    return ref->key.empty() ? ref->name.text : ref->key;
  if (auto* label = sql::try_as<sql::Label>(node)) return label->name.text;
  if (auto* function = sql::try_as<sql::Function>(node))
    return function->name.text;
  if (auto* cast = sql::try_as<sql::Cast>(node))
    if (auto* ref = sql::try_as<sql::ColumnRef>(cast->element))
      return ref->name.text;
  return {};
}

Expression from_node(const Value& value) {
  Value clause = clause_element(value);
  if (!clause && py::is_str(value))
    return sql::text(std::string(py::text_of(value)));
  if (!clause)
    raise_argument_error(
        cat("FROM expression, such as a Table or alias() object expected, got ",
            py::repr(value), "."));
  Expression node = node_of(clause);
  if (node->kind == NodeKind::Select || node->kind == NodeKind::CompoundSelect)
    return sql::make<sql::Alias>(node, schema::Name());
  return node;
}

Value live_table(const Expression& node) {
  if (auto* ref = dynamic_cast<const LiveTableRef*>(node.get()))
    if (ref->owner) return Value(ref->owner);
  return Value();
}

namespace {

Value self_of(Element& self) { return Value(&self); }

/// Whether what stands for it is of the class Column, too.
bool is_schema_column(const Value& inner) {
  if (isa(inner, Cls::Column) || isa(inner, Cls::ProxyColumn)) return true;
  if (!isa(inner, Cls::Label)) return false;
  const Value& labelled = inner.as<Element>()->extra;
  return labelled && is_schema_column(labelled);
}

}  // namespace

void keep_primary_key(const Value& column, const Value& proxy) {
  if (is_true(attribute(column, "primary_key")))
    py::set_attribute(proxy, "primary_key", Value::boolean(true));
}

namespace {

/// Where the column stands in the select that the table is made of.
std::optional<std::size_t> position_in(const Expression& node,
                                       const Expression& table) {
  const auto* alias = sql::try_as<sql::Alias>(table);
  const auto* cte = sql::try_as<sql::Cte>(table);
  const auto* select = sql::try_as<sql::Select>(alias ? alias->element
                                                : cte ? cte->element
                                                      : Expression());
  if (!select) return {};
  const auto found = std::ranges::find(select->columns, node);
  if (found == select->columns.end()) return {};
  return found - select->columns.begin();
}

/// Where an expression without a name of its own stands in a subquery.
std::optional<std::size_t> unnamed_position(const Value& inner,
                                            const Expression& table) {
  if (!isa(inner, Cls::Visitable) || isa(inner, Cls::Column)) return {};
  const Expression node = node_of(inner);
  if (!node || node->kind == sql::NodeKind::ColumnRef ||
      node->kind == sql::NodeKind::Label)
    return {};
  return position_in(node, table);
}
/// A column of an alias for a column of what it stands for; where another has
/// its name before it, with a key of its own.
Value proxy_column(const Value& inner, const Expression& table,
                   const std::string& own_key = {}, bool renamed = false) {
  std::string key = output_name(inner);
  schema::Name name(key);
  Value type;
  schema::Type lowered;
  if (isa(inner, Cls::Column)) name = inner.as<Column>()->ref->name;
  if (isa(inner, Cls::Visitable)) {
    auto* element = inner.as<Element>();
    type = element->type;
    lowered = node_of(inner)->type;
  }
  std::optional<std::size_t> position = unnamed_position(inner, table);
  if (renamed) position = position_in(node_of(inner), table);
  if (position)
    name =
        schema::Name(std::to_string(*position), schema::Name::Kind::Deferred);
  auto ref = sql::make<sql::ColumnRef>(name, lowered, table);
  if (!own_key.empty()) key = own_key;
  if (key != name.text) ref->key = key;
  if (!is_schema_column(inner)) return wrap_expression(ref, type);
  const Value made = new_element(Cls::ProxyColumn, ref, type).value();
  keep_primary_key(inner, made);
  return made;
}

/// Keys for columns of one name: "id", "id_1", "id_2".
class RepeatedNames {
 public:
  /// The key of its own, where it needs one, and whether it is another column
  /// than the first of that name.
  std::pair<std::string, bool> add(const Value& column) {
    const std::string name = output_name(column);
    if (name.empty()) return {};
    const auto [first, fresh] = first_.emplace(name, column);
    if (fresh) return {};
    auto& others = others_[name];
    auto found = std::ranges::find_if(
        others, [&](const Value& each) { return each.is(column); });
    const auto number = found - others.begin() + 1;
    if (found == others.end()) others.push_back(column);
    return {cat(name, "_", number), !first->second.is(column)};
  }

 private:
  std::map<std::string, Value> first_;
  std::map<std::string, std::vector<Value>> others_;
};

std::vector<Value> alias_columns(const Value& selectable) {
  auto* element = selectable.as<Element>();
  if (!element->items.empty()) return element->items;
  if (!element->extra || element->extra.is_none()) return {};
  if (isa(element->extra, Cls::FunctionElement)) {
    const Expression function = node_of(element->extra);
    element->items.push_back(wrap_expression(sql::make<sql::ColumnRef>(
        schema::Name("0", schema::Name::Kind::Deferred), function->type,
        element->node)));
    return element->items;
  }
  // SQLAlchemy: SelectState._column_naming_convention
  RepeatedNames names;
  for (const Value& column : columns_of_selectable(element->extra)) {
    const auto [key, renamed] = names.add(column);
    element->items.push_back(proxy_column(column, element->node, key, renamed));
  }
  for (const Value& column : element->items)
    column.as<Element>()->extra = selectable;
  return element->items;
}

}  // namespace

std::vector<Value> columns_of_selectable(const Value& selectable) {
  if (isa(selectable, Cls::Table)) {
    std::vector<Value> columns;
    for (const auto& [key, column] : selectable.as<Table>()->columns->columns)
      columns.push_back(column);
    return columns;
  }
  auto* element = selectable.as<Element>();
  if (isa(selectable, Cls::AliasedReturnsRows))
    return alias_columns(selectable);
  if (isa(selectable, Cls::Join)) {
    std::vector<Value> columns;
    for (const Value& side : element->items)
      for (const Value& column : columns_of_selectable(side))
        columns.push_back(column);
    return columns;
  }
  if (isa(selectable, Cls::CompoundSelect) && !element->items.empty())
    return columns_of_selectable(element->items[0]);
  return element->items;
}

namespace {

Value collection_of(const Value& selectable) {
  auto collection = new_column_collection();
  int anonymous = 0;
  bool join = isa(selectable, Cls::Join);
  RepeatedNames names;
  for (const Value& column : columns_of_selectable(selectable)) {
    std::string key = names.add(column).first;
    if (key.empty() || join) key = output_name(column);
    if (key.empty()) key = cat("anon_", ++anonymous);
    if (join && isa(column, Cls::Column))
      if (const Value& table = column.as<Column>()->table;
          table && isa(table, Cls::Table))
        key = cat(text_or_empty(table.as<Table>()->name), "_", key);
    collection->add(key, column);
  }
  return collection.value();
}

Value aliased(const Value& inner, const Value& name, Cls which,
              bool lateral = false) {
  Value clause = clause_element(inner);
  auto node = sql::make<sql::Alias>(node_of(clause), lower_name(name));
  node->lateral = lateral;
  auto made = new_element(which, node);
  made->extra = clause;
  return made.value();
}

/// SQLAlchemy: TableSample
Value sampled(const Value& inner, const Value& sampling, const Value& name,
              const Value& seed) {
  Value made = aliased(inner, name, Cls::TableSample);
  auto node =
      sql::make<sql::Alias>(sql::as<sql::Alias>(*made.as<Element>()->node));
  // A number is a part of a percentage: system(5).
  node->sampling = isa(sampling, Cls::FunctionElement)
                       ? node_of(sampling)
                       : node_of(make_function_call("system", {}, {sampling}));
  if (!seed.is_none())
    node->seed =
        is_clause(seed) ? node_of(seed) : sql::literal_column(py::str(seed));
  made.as<Element>()->node = node;
  return made;
}

Value join_of(const Value& left, Args& args, bool outer) {
  bool is_outer = outer || args.flag("isouter");
  auto made =
      new_element(Cls::Join, join_node(left, args["right"], args["onclause"],
                                       is_outer, args.flag("full")));
  made->items = {clause_element(left), clause_element(args["right"])};
  return made.value();
}

}  // namespace

// -- deriving ON from foreign keys
// ------------------------------------------------

namespace {

using Side = std::pair<Table*, Expression>;

/// The live tables that a from-clause is made of, each with its node.
void tables_in(const Expression& node, std::vector<Side>& out) {
  if (auto* live = dynamic_cast<const LiveTableRef*>(node.get())) {
    if (live->owner) out.emplace_back(live->owner, node);
  } else if (auto* alias = sql::try_as<sql::Alias>(node)) {
    if (auto* inner = dynamic_cast<const LiveTableRef*>(alias->element.get()))
      if (inner->owner) out.emplace_back(inner->owner, node);
  } else if (auto* join = sql::try_as<sql::Join>(node)) {
    tables_in(join->left, out);
    tables_in(join->right, out);
  }
}

Expression column_in(const Side& side, const Value& column) {
  auto& live = *column.as<Column>();
  if (side.second.get() == side.first->ref.get()) return live.ref;
  return sql::column(live.ref->name, live.ref->type, side.second);
}

/// Equalities for the foreign keys of `from` that refer to `to`.
void key_equalities(const Side& from, const Side& to,
                    std::vector<sql::ExpressionList>& out) {
  for (const Value& item : from.first->constraints) {
    auto& constraint = *item.as<Constraint>();
    if (constraint.kind != ConstraintKind::ForeignKey) continue;
    sql::ExpressionList list;
    for (std::size_t i = 0; i < constraint.elements.size(); ++i) {
      Value referred =
          referred_column(*constraint.elements[i].as<ForeignKey>());
      if (!referred || !referred.as<Column>()->table.is(Value(to.first))) {
        list.clear();
        break;
      }
      list.push_back(sql::binary(sql::Operator::Equal, column_in(to, referred),
                                 column_in(from, constraint.columns[i])));
    }
    if (!list.empty()) out.push_back(std::move(list));
  }
}

// SQLAlchemy: Join._join_condition
Expression derived_on(const Expression& left, const Expression& right,
                      const Value& left_value, const Value& right_value) {
  std::vector<Side> lefts, rights;
  tables_in(left, lefts);
  tables_in(right, rights);
  std::vector<sql::ExpressionList> found;
  for (auto side = lefts.rbegin(); side != lefts.rend() && found.empty();
       ++side)
    for (const Side& other : rights) {
      key_equalities(other, *side, found);
      if (side->first != other.first) key_equalities(*side, other, found);
    }
  auto names = [&] {
    return cat("'", text_or_empty(attribute(left_value, "description")),
               "' and '", text_or_empty(attribute(right_value, "description")),
               "'");
  };
  if (found.empty())
    raise_sa(
        "NoForeignKeysError",
        cat("Can't find any foreign key relationships between ", names(), "."));
  if (found.size() > 1)
    raise_sa("AmbiguousForeignKeysError",
             cat("Can't determine join between ", names(),
                 "; tables have more than one foreign key constraint "
                 "relationship between them. Please specify the 'onclause' of "
                 "this join explicitly."));
  return sql::and_(found[0]);
}

}  // namespace

Expression join_node(const Value& left, const Value& right, const Value& on,
                     bool outer, bool full) {
  Expression left_node = from_node(left), right_node = from_node(right);
  Expression condition =
      on.absent() || on.is_none()
          ? derived_on(left_node, right_node, clause_element(left),
                       clause_element(right))
          : column_node(on);
  auto node = sql::make<sql::Join>(left_node, right_node, condition);
  node->outer = outer;
  node->full = full;
  return node;
}

// -- classes
// ------------------------------------------------------------------------

void build_from_clause(py::NativeType<Element>& type) {
  type.property("c", [](Element& self) { return collection_of(self_of(self)); })
      .property("columns",
                [](Element& self) { return collection_of(self_of(self)); })
      .property("exported_columns",
                [](Element& self) { return collection_of(self_of(self)); })
      .method("alias(self, name=None, flat=False)",
              [](Element& self, Args& args) {
                return aliased(self_of(self), args["name"], Cls::Alias);
              })
      .method("lateral(self, name=None)",
              [](Element& self, Args& args) {
                return aliased(self_of(self), args["name"], Cls::Lateral, true);
              })
      .method("join(self, right, onclause=None, isouter=False, full=False)",
              [](Element& self, Args& args) {
                return join_of(self_of(self), args, false);
              })
      .method("outerjoin(self, right, onclause=None, isouter=True, full=False)",
              [](Element& self, Args& args) {
                return join_of(self_of(self), args, true);
              })
      .method("select(self, whereclause=None, *ignored)",
              [](Element& self, Args& args) {
                Value made =
                    py::call(find_select_maker("select"), {self_of(self)});
                if (!args.none("whereclause"))
                  made = py::call_method(made, "where", {args["whereclause"]});
                return made;
              })
      .method("count(self, whereclause=None)",
              [](Element& self, Args& args) {
                Value count = make_function_call("count", {}, {});
                Value made = py::call(find_select_maker("select"), {count});
                made = py::call_method(made, "select_from", {self_of(self)});
                if (!args.none("whereclause"))
                  made = py::call_method(made, "where", {args["whereclause"]});
                return made;
              })
      .method("tablesample(self, sampling, name=None, seed=None)",
              [](Element& self, Args& args) {
                return sampled(self_of(self), args["sampling"], args["name"],
                               args["seed"]);
              })
      .method("corresponding_column(self, column, require_embedded=False)",
              [](Element& self, Args& args) {
                Value collection = collection_of(self_of(self));
                return or_none(collection.as<ColumnCollection>()->find(
                    output_name(args["column"])));
              })
      .method("is_derived_from(self, fromclause)",
              [](Element& self, Args& args) {
                return Value::boolean(self_of(self).is(args[1]) ||
                                      self.extra.is(args[1]));
              })
      .property(
          "primary_key",
          [](Element& self) {
            std::vector<Value> keys;
            for (const Value& column : columns_of_selectable(self_of(self)))
              if (is_true(attribute(column, "primary_key")))
                keys.push_back(column);
            return py::make_list(keys);
          })
      .property("foreign_keys", [](Element&) { return py::make_set(); })
      .attribute("schema", Value::none())
      .attribute("comment", Value::none());
}

void build_table_clause(py::NativeType<Element>& type) {
  auto dml = [](const char* name) {
    return [name](Element& self, Args& args) {
      Value made = py::call(find_select_maker(name), {self_of(self)});
      if (std::string_view(name) != "insert" && !args.none("whereclause"))
        made = py::call_method(made, "where", {args["whereclause"]});
      Value values =
          std::string_view(name) == "delete" ? Value::none() : args["values"];
      if (!values.is_none()) made = py::call_method(made, "values", {values});
      return made;
    };
  };
  type.method("insert(self, values=None, inline=False, **kwargs)",
              dml("insert"))
      .method(
          "update(self, whereclause=None, values=None, inline=False, **kwargs)",
          dml("update"))
      .method("delete(self, whereclause=None, **kwargs)", dml("delete"))
      .property("name",
                [](Element& self) {
                  return wrap_name(sql::as<sql::TableRef>(*self.node).name);
                })
      .property("schema",
                [](Element& self) {
                  const auto& schema =
                      sql::as<sql::TableRef>(*self.node).schema;
                  return schema ? wrap_name(*schema) : Value::none();
                })
      .property("fullname",
                [](Element& self) {
                  const auto& ref = sql::as<sql::TableRef>(*self.node);
                  return str_value(
                      ref.schema ? cat(ref.schema->text, ".", ref.name.text)
                                 : ref.name.text);
                })
      .property("description",
                [](Element& self) {
                  return wrap_name(sql::as<sql::TableRef>(*self.node).name);
                })
      .property("key",
                [](Element& self) {
                  return wrap_name(sql::as<sql::TableRef>(*self.node).name);
                })
      .method("append_column(self, column)", [](Element& self, Args& args) {
        // In place: the other columns have the same table.
        const auto ref = std::const_pointer_cast<sql::TableRef>(
            std::static_pointer_cast<const sql::TableRef>(self.node));
        Value column = clause_element(args[1]);
        ref->add_column(schema::Name(output_name(column)),
                        node_of(column)->type);
        self.items.push_back(proxy_column(column, ref));
        return Value::none();
      });
}

void build_aliased(py::NativeType<Element>& type) {
  type.property("name",
                [](Element& self) {
                  if (auto* alias = sql::try_as<sql::Alias>(self.node))
                    return wrap_name(alias->name);
                  if (auto* cte = sql::try_as<sql::Cte>(self.node))
                    return wrap_name(cte->name);
                  return Value::none();
                })
      .property("description",
                [](Element& self) {
                  return py::get_attribute(self_of(self), "name");
                })
      .property("element", [](Element& self) { return or_none(self.extra); })
      .property("original", [](Element& self) { return or_none(self.extra); });
}

void build_cte(py::NativeType<Element>& type) {
  // The texts stand before and behind what the CTE is made of.
  using Texts = std::vector<std::pair<std::string, std::string>>;
  auto affixed = [&type](const char* signature, const char* argument,
                         Texts sql::Cte::*texts) {
    type.method(signature, [argument, texts](Element& self, Args& args) {
      auto node = std::make_shared<sql::Cte>(sql::as<sql::Cte>(*self.node));
      for (const Value& text : rest_of(args, argument))
        ((*node).*texts)
            .emplace_back(py::str(text), args.text("dialect") == "*"
                                             ? std::string()
                                             : args.text("dialect"));
      auto made = new_element(Cls::CTE, node);
      made->extra = self.extra;
      return made.value();
    });
  };
  affixed("prefix_with(self, *prefixes, dialect='*')", "prefixes",
          &sql::Cte::prefixes);
  affixed("suffix_with(self, *suffixes, dialect='*')", "suffixes",
          &sql::Cte::suffixes);
  for (auto [name, op] : {std::pair("union", sql::SetOperator::Union),
                          std::pair("union_all", sql::SetOperator::UnionAll)})
    type.method(cat(name, "(self, *other)"), [op = op](Element& self,
                                                       Args& args) {
      const auto& before = sql::as<sql::Cte>(*self.node);
      sql::ExpressionList selects{before.element};
      for (const Value& other : rest_of(args, "other"))
        selects.push_back(node_of(other));
      auto node = std::make_shared<sql::Cte>(before);
      node->element = sql::make<sql::CompoundSelect>(op, std::move(selects));
      node->restates = self.node;
      auto made = new_element(Cls::CTE, node);
      made->extra = self.extra;
      return made.value();
    });
}

namespace {

/// Another name for a function's rows; what is derived stays so.
// SQLAlchemy: TableValuedAlias.alias
Value alias_of_rows(Element& self, const Value& name, bool lateral) {
  auto alias = std::make_shared<sql::Alias>(self.node, lower_name(name));
  alias->lateral = lateral;
  alias->columns = sql::as<sql::Alias>(*self.node).columns;
  alias->ordinality = sql::as<sql::Alias>(*self.node).ordinality;
  auto made = new_element(Cls::TableValuedAlias, alias);
  made->extra = self.extra;
  for (const Value& column : self.items)
    made->items.push_back(wrap_expression(sql::column(
        schema::Name(output_name(column)), node_of(column)->type, alias)));
  return made.value();
}

}  // namespace

void build_table_valued(py::NativeType<Element>& type) {
  type.method("alias(self, name=None)",
              [](Element& self, Args& args) {
                return alias_of_rows(self, args["name"], false);
              })
      .method("lateral(self, name=None)", [](Element& self, Args& args) {
        return alias_of_rows(self, args["name"], true);
      });
  type.method(
      "render_derived(self, name=None, with_types=False)",
      [](Element& self, Args& args) {
        auto alias =
            std::make_shared<sql::Alias>(sql::as<sql::Alias>(*self.node));
        // The name that it had is not kept.
        alias->name = lower_name(args["name"]);
        alias->columns.clear();
        auto made = new_element(Cls::TableValuedAlias, alias);
        made->extra = self.extra;
        for (const Value& column : self.items) {
          schema::Type column_type = node_of(column)->type;
          schema::Name name(output_name(column));
          alias->columns.emplace_back(
              name, args.flag("with_types") ? column_type : schema::Type());
          made->items.push_back(
              wrap_expression(sql::column(name, column_type, alias)));
        }
        return made.value();
      });
  // The rows themselves: the alias stands for them.
  type.property("column", [](Element& self) {
    return wrap_expression(
        sql::column(schema::Name(), schema::Type(), self.node));
  });
}

void build_join(py::NativeType<Element>& type) {
  type.property("left", [](Element& self) { return self.items.at(0); })
      .property("right", [](Element& self) { return self.items.at(1); })
      .property("onclause", [](Element& self) {
        return wrap_expression(sql::as<sql::Join>(*self.node).on);
      });
}

void build_values(py::NativeType<Element>& type) {
  type.method("data(self, values)", [](Element& self, Args& args) {
    auto node = std::make_shared<sql::Values>(sql::as<sql::Values>(*self.node));
    for (const Value& row : py::collect(args["values"])) {
      std::vector<schema::Literal> cells;
      std::size_t i = 0;
      for (const Value& cell : py::collect(row)) {
        Value live =
            i < self.items.size() ? self.items[i].as<Element>()->type : Value();
        schema::Type cell_type =
            i < node->columns.size() ? node->columns[i].second : schema::Type();
        cells.push_back(literal_for(cell, cell_type, live));
        ++i;
      }
      node->rows.push_back(std::move(cells));
    }
    auto made = new_element(Cls::Values, node);
    for (const Value& column : self.items)
      made->items.push_back(proxy_column(column, node));
    return made.value();
  });
  type.method("cte(self, name=None)", [](Element& self, Args& args) {
    auto rows = std::make_shared<sql::Values>(sql::as<sql::Values>(*self.node));
    auto node = sql::make<sql::Cte>(
        rows, args.none("name") ? schema::Name() : lower_name(args["name"]));
    auto made = new_element(Cls::CTE, node);
    made->extra = Value(&self);
    return made.value();
  });
  type.method("alias(self, name=None, flat=False)", [](Element& self,
                                                       Args& args) {
    auto node = std::make_shared<sql::Values>(sql::as<sql::Values>(*self.node));
    node->name = lower_name(args["name"]);
    auto made = new_element(Cls::Values, node);
    for (const Value& column : self.items)
      made->items.push_back(proxy_column(column, node));
    return made.value();
  });
}

namespace {

Value make_table_clause(Args& args) {
  auto ref = sql::make<sql::LightTableRef>(lower_name(args["name"]),
                                           lower_optional_name(args["schema"]));
  auto made = new_element(Cls::TableClause, ref);
  for (const Value& column : rest_of(args, "columns")) {
    Value clause = clause_element(column);
    if (!clause)
      raise_argument_error(
          cat("column() object expected, got ", py::repr(column)));
    ref->add_column(schema::Name(output_name(clause)), node_of(clause)->type);
  }
  for (const Value& column : rest_of(args, "columns")) {
    Value proxy = proxy_column(clause_element(column), ref);
    proxy.as<Element>()->extra = static_cast<const Value&>(made);
    made->items.push_back(proxy);
  }
  return made.value();
}

Value make_values(Args& args) {
  auto node = sql::make<sql::Values>();
  if (!args.none("name")) node->name = lower_name(args["name"]);
  node->literal_binds = args.flag("literal_binds");
  auto made = new_element(Cls::Values, node);
  for (const Value& column : rest_of(args, "columns")) {
    Value clause = clause_element(column);
    node->columns.emplace_back(schema::Name(output_name(clause)),
                               node_of(clause)->type);
    made->items.push_back(proxy_column(clause, node));
  }
  return made.value();
}

}  // namespace

Value find_selectable_maker(std::string_view name) {
  if (name == "table")
    return py::make_function("table(name, *columns, schema=None)",
                             make_table_clause);
  if (name == "values")
    return py::make_function("values(*columns, name=None, literal_binds=False)",
                             make_values);
  if (name == "join" || name == "outerjoin") {
    bool outer = name == "outerjoin";
    return py::make_function(
        cat(name, "(left, right, onclause=None, isouter=False, full=False)"),
        [outer](Args& args) { return join_of(args["left"], args, outer); });
  }
  if (name == "tablesample")
    return py::make_function(
        "tablesample(selectable, sampling, name=None, seed=None)",
        [](Args& args) {
          return sampled(args["selectable"], args["sampling"], args["name"],
                         args["seed"]);
        });
  if (name == "alias" || name == "subquery" || name == "lateral") {
    Cls which = name == "lateral" ? Cls::Lateral : Cls::Alias;
    return py::make_function(cat(name, "(selectable, name=None, flat=False)"),
                             [which](Args& args) {
                               return aliased(args["selectable"], args["name"],
                                              which, which == Cls::Lateral);
                             });
  }
  return Value();
}

Value alias_of(const Value& select, const Value& name, Cls which,
               bool lateral) {
  return aliased(select, name, which, lateral);
}

Value column_collection_of(const Value& selectable) {
  return collection_of(selectable);
}

}  // namespace limbeck::sa

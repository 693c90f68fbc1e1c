// The functions that make expressions: text, literal, bindparam, and_, case …
#include "sqlalchemy/expression_make.h"

#include <tuple>

#include "base/text.h"
#include "sql/build.h"
#include "sqlalchemy/errors.h"
#include "sqlalchemy/expressions.h"
#include "sqlalchemy/literal.h"
#include "sqlalchemy/schema_items.h"
#include "sqlalchemy/select.h"
#include "sqlalchemy/types.h"

namespace limbeck::sa {

using schema::TypeKind;
using sql::Expression;
using sql::Operator;

sql::ExpressionList nodes_of(const std::vector<Value>& values) {
  sql::ExpressionList nodes;
  for (const Value& value : values) nodes.push_back(column_node(value));
  return nodes;
}

Expression column_node(const Value& value) {
  Expression node = node_of(value);
  if (node->kind == sql::NodeKind::Select ||
      node->kind == sql::NodeKind::CompoundSelect)
    return sql::make<sql::ScalarSelect>(node, scalar_type(value));
  return node;
}

// SQLAlchemy: coercions._CoerceLiterals with _coerce_consts
Expression condition_node(const Value& value) {
  if (value.is_none()) return sql::make<sql::Constant>(sql::NodeKind::Null);
  for (bool truth : {true, false})
    if (value.is(Value::boolean(truth)))
      return sql::make<sql::Constant>(truth ? sql::NodeKind::True
                                            : sql::NodeKind::False);
  return column_node(value);
}

Expression order_node(const Value& value) {
  if (py::is_str(value)) {
    auto reference = sql::make<sql::ColumnRef>(
        schema::Name(std::string(py::text_of(value))));
    reference->label_reference = true;
    return reference;
  }
  return column_node(value);
}

Value conjunction(const std::vector<Value>& clauses, bool any) {
  sql::ExpressionList nodes;
  for (const Value& clause : clauses) nodes.push_back(condition_node(clause));
  return wrap_expression(any ? sql::or_(std::move(nodes))
                             : sql::and_(std::move(nodes)));
}

Value label_of(const Value& element, const Value& name) {
  Value clause = clause_element(element);
  Value made = wrap_expression(
      sql::make<sql::Label>(lower_name(name), column_node(clause)),
      clause.as<Element>()->type);
  made.as<Element>()->extra = clause;
  return made;
}

// -- binds by name
// -------------------------------------------------------------

namespace {

/// A bind for text().bindparams(x=value).
std::shared_ptr<const sql::BindParameter> named_bind(std::string name,
                                                     const Value& value) {
  auto [literal, type] = inferred_literal(value);
  if (py::is_dict(value)) type = schema::Type();
  auto bind = sql::make<sql::BindParameter>(std::move(name), type);
  bind->value = std::move(literal);
  return bind;
}

void set_bind(sql::Text& text, std::shared_ptr<const sql::BindParameter> bind) {
  for (auto& existing : text.binds)
    if (existing->key == bind->key) {
      auto merged = std::make_shared<sql::BindParameter>(*existing);
      merged->value = bind->value;
      if (bind->type.kind != TypeKind::NullType &&
          existing->type.kind == TypeKind::NullType)
        merged->type = bind->type;
      existing = merged;
      return;
    }
  text.binds.push_back(std::move(bind));
}

// SQLAlchemy: TextClause.bindparams
Value text_bindparams(Element& self, Args& args) {
  auto text = std::make_shared<sql::Text>(sql::as<sql::Text>(*self.node));
  for (const Value& item : rest_of(args, "binds")) {
    if (!isa(item, Cls::BindParameter))
      raise_argument_error("bindparams() expects bindparam() objects");
    auto bind = std::make_shared<sql::BindParameter>(
        sql::as<sql::BindParameter>(*item.as<Element>()->node));
    bool found = false;
    for (auto& existing : text->binds)
      if (existing->key == bind->key) {
        existing = bind;
        found = true;
      }
    if (!found) text->binds.push_back(bind);
  }
  py::dict_each(
      args["names_to_values"], [&](const Value& name, const Value& value) {
        set_bind(*text, named_bind(std::string(py::text_of(name)), value));
      });
  Value copy = copy_of(Value(&self));
  copy.as<Element>()->node = text;
  return copy;
}

Value text_columns(Element& self, Args& args) {
  auto text = std::make_shared<sql::Text>(sql::as<sql::Text>(*self.node));
  auto made = new_element(Cls::TextualSelect, text);
  for (const Value& column : rest_of(args, "cols")) {
    Value clause = clause_element(column);
    text->columns.emplace_back(text_or_empty(attribute(clause, "name")),
                               node_of(clause)->type);
    made->items.push_back(clause);
  }
  py::dict_each(args["types"], [&](const Value& name, const Value& type) {
    Value live = to_instance(type);
    schema::Type lowered = lower_type(live);
    text->columns.emplace_back(std::string(py::text_of(name)), lowered);
    made->items.push_back(wrap_expression(
        sql::column(schema::Name(std::string(py::text_of(name))), lowered),
        live));
  });
  return static_cast<const Value&>(made);
}

}  // namespace

Value with_params(const Value& element, const std::vector<Value>& dicts,
                  const Value& keywords) {
  Value given = py::make_dict();
  for (const Value& dict : dicts)
    if (py::is_dict(dict))
      py::dict_each(dict, [&](const Value& k, const Value& v) {
        py::dict_set(given, k, v);
      });
  py::dict_each(keywords, [&](const Value& k, const Value& v) {
    py::dict_set(given, k, v);
  });
  Value copy = copy_of(element);
  auto& node = copy.as<Element>()->node;
  if (node && node->kind == sql::NodeKind::Text) {
    auto text = std::make_shared<sql::Text>(sql::as<sql::Text>(*node));
    py::dict_each(given, [&](const Value& k, const Value& v) {
      set_bind(*text, named_bind(std::string(py::text_of(k)), v));
    });
    node = text;
  } else {
    py::set_attribute(copy, "_params", given);
  }
  return copy;
}

void build_text_clause(py::NativeType<Element>& type) {
  type.method("bindparams(self, *binds, **names_to_values)", text_bindparams)
      .method("columns(self, *cols, **types)", text_columns)
      .method("label(self, name)",
              [](Element&, Args&) -> Value {
                py::raise("NotImplementedError", "");
              })
      .method("self_group(self, against=None)",
              [](Element& self, Args&) {
                return wrap_expression(sql::make<sql::Grouping>(self.node));
              })
      .property(
          "text",
          [](Element& self) {
            return str_value(sql::as<sql::Text>(*self.node).text);
          },
          [](Element& self, const Value& value) {
            auto text =
                std::make_shared<sql::Text>(sql::as<sql::Text>(*self.node));
            text->text = py::str(value);
            self.node = text;
          })
      .property("_bindparams",
                [](Element& self) {
                  Value dict = py::make_dict();
                  for (const auto& bind : sql::as<sql::Text>(*self.node).binds)
                    py::dict_set(dict, bind->key, wrap_expression(bind));
                  return dict;
                })
      .property("type", [](Element& self) { return type_of_element(self); });
  type.slots().binary = [](const Value& self, const Value& other, py::Binary op,
                           bool reflected) {
    // A text has no | of its own.
    if (op != py::Binary::And || reflected) return Value::not_implemented();
    return conjunction({self, other}, false);
  };
  // NOT is for expressions, in the reference by an assertion.
  // SQLAlchemy: ClauseElement._negate
  type.slots().unary = [](const Value&, py::Unary) -> Value {
    py::raise("AssertionError", "");
  };
}

void build_column_clause(py::NativeType<Element>& type) {
  type.property("name",
                [](Element& self) {
                  return wrap_name(sql::as<sql::ColumnRef>(*self.node).name);
                })
      .property("key",
                [](Element& self) {
                  const auto& ref = sql::as<sql::ColumnRef>(*self.node);
                  return str_value(ref.key.empty() ? ref.name.text : ref.key);
                })
      .property("table", [](Element& self) { return or_none(self.extra); })
      .property("is_literal", [](Element& self) {
        return Value::boolean(sql::as<sql::ColumnRef>(*self.node).literal);
      });
}

void build_bind_parameter(py::NativeType<Element>& type) {
  auto bind = [](Element& self) -> const sql::BindParameter& {
    return sql::as<sql::BindParameter>(*self.node);
  };
  type.property("key",
                [bind](Element& self) { return str_value(bind(self).key); })
      .property(
          "value",
          [bind](Element& self) {
            return bind(self).value ? plain_from_literal(*bind(self).value)
                                    : Value::none();
          },
          [](Element& self, const Value& value) {
            auto copy = std::make_shared<sql::BindParameter>(
                sql::as<sql::BindParameter>(*self.node));
            copy->value = plain_literal(value);
            self.node = copy;
          })
      .property(
          "unique",
          [bind](Element& self) { return Value::boolean(bind(self).unique); })
      .property("effective_value", [bind](Element& self) {
        return bind(self).value ? plain_from_literal(*bind(self).value)
                                : Value::none();
      });
}

void build_label(py::NativeType<Element>& type) {
  type.property("name",
                [](Element& self) {
                  return wrap_name(sql::as<sql::Label>(*self.node).name);
                })
      .property("key",
                [](Element& self) {
                  return wrap_name(sql::as<sql::Label>(*self.node).name);
                })
      .property("element", [](Element& self) {
        if (self.extra) return self.extra;
        return wrap_expression(sql::as<sql::Label>(*self.node).element);
      });
}

void build_binary_expression(py::NativeType<Element>& type) {
  type.property("left",
                [](Element& self) {
                  if (auto* binary = sql::try_as<sql::Binary>(self.node))
                    return wrap_live(binary->left);
                  return Value::none();
                })
      .property("right", [](Element& self) {
        if (auto* binary = sql::try_as<sql::Binary>(self.node))
          return wrap_live(binary->right);
        return Value::none();
      });
}

void build_unary_expression(py::NativeType<Element>& type) {
  type.property("element", [](Element& self) {
    if (auto* unary = sql::try_as<sql::Unary>(self.node))
      return wrap_live(unary->operand);
    return Value::none();
  });
}

void build_clause_list(py::NativeType<Element>& type) {
  type.property("clauses", [](Element& self) {
    std::vector<Value> items;
    const sql::ExpressionList* list = nullptr;
    if (auto* n = sql::try_as<sql::BooleanList>(self.node)) list = &n->clauses;
    if (auto* n = sql::try_as<sql::Tuple>(self.node)) list = &n->clauses;
    if (auto* n = sql::try_as<sql::ExpressionListNode>(self.node))
      list = &n->clauses;
    if (list)
      for (const auto& clause : *list) items.push_back(wrap_live(clause));
    return py::make_list(items);
  });
}

Value wrap_live(const Expression& node) {
  if (auto* ref = dynamic_cast<const LiveColumnRef*>(node.get()))
    if (ref->owner) return Value(ref->owner);
  if (auto* ref = dynamic_cast<const LiveTableRef*>(node.get()))
    if (ref->owner) return Value(ref->owner);
  return wrap_expression(node);
}

// -- constructors
// ---------------------------------------------------------------

namespace {

Value make_text(Args& args) {
  return wrap_expression(sql::make<sql::Text>(args.text("text")));
}

Value make_literal(Args& args) {
  Value value = args["value"];
  if (is_clause(value)) return clause_element(value);
  Value type = args["type_"];
  schema::Type lowered;
  schema::Literal literal;
  if (type.is_none()) {
    std::tie(literal, lowered) = inferred_literal(value);
    type = Value();
  } else {
    type = to_instance(type);
    lowered = lower_type(type);
    literal = literal_for(value, lowered, type);
  }
  Expression bind = sql::bind(std::move(literal), lowered);
  if (args.flag("literal_execute")) {
    auto shown =
        sql::make<sql::BindParameter>(sql::as<sql::BindParameter>(*bind));
    shown->literal_execute = shown->inline_literal = true;
    bind = shown;
  }
  return wrap_expression(bind, type);
}

// SQLAlchemy: elements.BindParameter.__init__
Value make_bindparam(Args& args) {
  Value key = args["key"];
  std::string name =
      key.is_none()
          ? "param"
          : text_or_empty(is_clause(key) ? attribute(clause_element(key), "key")
                                         : key);
  Value type = args["type_"];
  schema::Type lowered;
  Value value = args["value"];
  if (!type.is_none()) {
    type = to_instance(type);
    lowered = lower_type(type);
  } else if (!value.absent() && !value.is_none()) {
    Value sample = value;
    if (args.flag("expanding") && py::is_list(value) &&
        !py::items_of(value).empty())
      sample = sequence_items(value)[0];
    lowered = inferred_literal(sample).second;
    type = Value();
  } else {
    type = Value();
  }
  auto bind = sql::make<sql::BindParameter>(name, lowered);
  bind->unique = args.flag("unique") || key.is_none();
  bind->keyless = !args.flag("unique") && key.is_none();
  bind->expanding = args.flag("expanding");
  bind->literal_execute = args.flag("literal_execute");
  Value callable = args["callable_"];
  if (!callable.is_none()) value = py::call(callable);
  bool required = value.absent();
  if (!args.none("required")) required = args.flag("required");
  if (!value.absent() && !(value.is_none() && required))
    bind->value = literal_for(value, lowered, type);
  return wrap_expression(bind, type);
}

Value make_column(Args& args) {
  Value type = args["type_"].is_none() ? Value() : to_instance(args["type_"]);
  schema::Type lowered = type ? lower_type(type) : schema::Type();
  auto ref = sql::make<sql::ColumnRef>(lower_name(args["text"]), lowered);
  ref->literal = args.flag("is_literal");
  return wrap_expression(ref, type);
}

Value make_literal_column(Args& args) {
  Value type = args["type_"].is_none() ? Value() : to_instance(args["type_"]);
  return wrap_expression(
      sql::literal_column(args.text("text"),
                          type ? lower_type(type) : schema::Type()),
      type);
}

Value flattened(const std::vector<Value>& clauses, bool any) {
  return conjunction(clauses, any);
}

// SQLAlchemy: elements.Case; legacy list form and dict shorthand
Value make_case(Args& args) {
  auto node = sql::make<sql::Case>();
  Value value = args["value"];
  if (!value.is_none()) node->value = column_node(value);
  std::vector<Value> whens = rest_of(args, "whens");
  if (!args.none("whens_")) whens = {args["whens_"]};
  std::vector<std::pair<Value, Value>> pairs;
  for (const Value& when : whens) {
    if (py::is_dict(when)) {
      py::dict_each(when, [&](const Value& k, const Value& v) {
        pairs.emplace_back(k, v);
      });
    } else if (py::is_list(when)) {
      for (const Value& pair : sequence_items(when))
        pairs.emplace_back(sequence_items(pair)[0], sequence_items(pair)[1]);
    } else {
      const auto& pair = sequence_items(when);
      pairs.emplace_back(pair.at(0), pair.at(1));
    }
  }
  Value result_type;
  for (const auto& [when, then] : pairs) {
    Expression result = column_node(then);
    if (result->type.kind != TypeKind::NullType) {
      node->type = result->type;
      Value clause = clause_element(then);
      if (clause && clause.as<Element>()->type)
        result_type = clause.as<Element>()->type;
    }
    Expression condition = column_node(when);
    bool grouped = condition->kind == sql::NodeKind::Binary ||
                   condition->kind == sql::NodeKind::BooleanList ||
                   condition->kind == sql::NodeKind::Between;
    if (grouped) condition = sql::make<sql::Grouping>(condition);
    node->whens.emplace_back(condition, result);
  }
  if (!args["else_"].is_none()) {
    node->else_ = column_node(args["else_"]);
    if (node->type.kind == TypeKind::NullType) node->type = node->else_->type;
  }
  return wrap_expression(node, result_type);
}

Value cast_of(const Value& value, const Value& type, bool try_cast) {
  Value to = to_instance(type);
  schema::Type lowered = lower_type(to);
  Expression inner = is_clause(value) ? column_node(value)
                     : value.is_none()
                         ? sql::null()
                         : sql::bind(literal_for(value, lowered, to), lowered);
  auto node = sql::make<sql::Cast>(inner, lowered);
  node->try_cast = try_cast;
  return wrap_expression(node, to);
}

Value type_coerce(Args& args) {
  Value to = to_instance(args["type_"]);
  schema::Type lowered = lower_type(to);
  if (!is_clause(args["expression"]))
    return wrap_expression(
        sql::bind(literal_for(args["expression"], lowered, to), lowered), to);
  Expression element = column_node(args["expression"]);
  // A parameter takes the type itself.
  // SQLAlchemy: TypeCoerce.typed_expression
  if (const auto* bind = sql::try_as<sql::BindParameter>(element)) {
    auto typed = sql::make<sql::BindParameter>(*bind);
    typed->type = lowered;
    element = typed;
  }
  return wrap_expression(sql::make<sql::TypeCoerce>(element, lowered), to);
}

/// An element, or a plain value or column name as one.
Value element_of(const Value& given) {
  const Value element = clause_element(given);
  return element ? element : wrap_expression(order_node(given));
}

Value make_over(Args& args) {
  auto node = sql::make<sql::Over>(node_of(args["element"]));
  auto fill = [&](const char* name, sql::ExpressionList& list) {
    Value value = args[name];
    if (value.is_none()) return;
    if (py::is_list(value) || py::is_tuple(value)) {
      for (const Value& item : sequence_items(value))
        list.push_back(order_node(item));
    } else {
      list.push_back(order_node(value));
    }
  };
  fill("partition_by", node->partition_by);
  fill("order_by", node->order_by);
  for (auto [name, unit] :
       {std::pair("range_", "RANGE"), std::pair("rows", "ROWS"),
        std::pair("groups", "GROUPS")})
    if (!args.none(name)) {
      const auto& pair = sequence_items(args[name]);
      node->frame =
          sql::Over::Frame{unit, py::int_of(pair[0]), py::int_of(pair[1])};
    }
  return wrap_expression(node, attribute(args["element"], "type"));
}

Value make_tuple_(Args& args) {
  return wrap_expression(
      sql::make<sql::Tuple>(nodes_of(rest_of(args, "clauses"))));
}

Value make_array(Args& args) {
  sql::ExpressionList nodes = nodes_of(py::collect(args["clauses"]));
  schema::Type item = nodes.empty() ? schema::Type() : nodes[0]->type;
  if (!args.none("type_")) {
    item = lower_type(args["type_"]);
    if (item.is(TypeKind::ARRAY) && item.item) item = schema::Type(*item.item);
  }
  schema::Type type(TypeKind::PgARRAY);
  type.item = std::make_shared<schema::Type>(item);
  return wrap_expression(sql::make<sql::ArrayLiteral>(std::move(nodes), type));
}

struct Maker {
  const char* signature;
  Value (*function)(Args&);
};

const Maker kMakers[] = {
    {"text(text)", make_text},
    {"literal(value, type_=None, literal_execute=False)", make_literal},
    {"bindparam(key, value=..., type_=None, unique=False, required=None, "
     "quote=None, callable_=None, expanding=False, isoutparam=False, "
     "literal_execute=False)",
     make_bindparam},
    {"column(text, type_=None, is_literal=False, _selectable=None)",
     make_column},
    {"literal_column(text, type_=None)", make_literal_column},
    {"null()", [](Args&) { return wrap_expression(sql::null()); }},
    {"true()", [](Args&) { return wrap_expression(sql::true_()); }},
    {"false()", [](Args&) { return wrap_expression(sql::false_()); }},
    {"and_(*clauses)",
     [](Args& args) { return flattened(rest_of(args, "clauses"), false); }},
    {"or_(*clauses)",
     [](Args& args) { return flattened(rest_of(args, "clauses"), true); }},
    {"not_(clause)",
     [](Args& args) {
       const sql::Expression node = column_node(args[0]);
       if (node->kind == sql::NodeKind::Text) py::raise("AssertionError", "");
       return wrap_expression(sql::not_(node));
     }},
    {"case(*whens, value=None, else_=None, whens_=None)", make_case},
    {"cast(expression, type_)",
     [](Args& args) { return cast_of(args[0], args[1], false); }},
    {"try_cast(expression, type_)",
     [](Args& args) { return cast_of(args[0], args[1], true); }},
    {"type_coerce(expression, type_)", type_coerce},
    {"extract(field, expr)",
     [](Args& args) {
       return wrap_expression(
           sql::make<sql::Extract>(args.text("field"), column_node(args[1])));
     }},
    {"collate(expression, collation)",
     [](Args& args) {
       return wrap_expression(
           sql::make<sql::Collate>(column_node(args[0]), lower_name(args[1])));
     }},
    {"between(expr, lower_bound, upper_bound, symmetric=False)",
     [](Args& args) {
       return py::call_method(element_of(args[0]), "between",
                              {args[1], args[2], args[3]});
     }},
    {"asc(column)",
     [](Args& args) {
       return wrap_expression(
           sql::unary(Operator::Ascending, order_node(args[0])));
     }},
    {"desc(column)",
     [](Args& args) {
       return wrap_expression(
           sql::unary(Operator::Descending, order_node(args[0])));
     }},
    {"nulls_first(column)",
     [](Args& args) {
       return wrap_expression(
           sql::unary(Operator::NullsFirst, order_node(args[0])));
     }},
    {"nullsfirst(column)",
     [](Args& args) {
       return wrap_expression(
           sql::unary(Operator::NullsFirst, order_node(args[0])));
     }},
    {"nulls_last(column)",
     [](Args& args) {
       return wrap_expression(
           sql::unary(Operator::NullsLast, order_node(args[0])));
     }},
    {"nullslast(column)",
     [](Args& args) {
       return wrap_expression(
           sql::unary(Operator::NullsLast, order_node(args[0])));
     }},
    {"distinct(expr)",
     [](Args& args) {
       return wrap_expression(
           sql::unary(Operator::Distinct, column_node(args[0])));
     }},
    {"bitwise_not(expr)",
     [](Args& args) {
       return wrap_expression(
           sql::unary(Operator::BitwiseNot, column_node(args[0])));
     }},
    {"any_(expr)",
     [](Args& args) {
       return wrap_expression(sql::unary(Operator::Any, column_node(args[0])));
     }},
    {"all_(expr)",
     [](Args& args) {
       return wrap_expression(sql::unary(Operator::All, column_node(args[0])));
     }},
    {"over(element, partition_by=None, order_by=None, range_=None, rows=None, "
     "groups=None)",
     make_over},
    {"within_group(element, *order_by)",
     [](Args& args) {
       return wrap_expression(sql::make<sql::WithinGroup>(
           node_of(args[0]), nodes_of(rest_of(args, "order_by"))));
     }},
    {"funcfilter(func, *criterion)",
     [](Args& args) {
       return wrap_expression(sql::make<sql::Filter>(
           node_of(args[0]),
           node_of(conjunction(rest_of(args, "criterion"), false))));
     }},
    {"tuple_(*clauses, types=None)", make_tuple_},
    {"array(clauses, type_=None)", make_array},
    {"aggregate_order_by(target, *order_by)",
     [](Args& args) {
       return wrap_expression(sql::make<sql::OrderedAggregate>(
           node_of(args[0]), nodes_of(rest_of(args, "order_by"))));
     }},
    {"label(name, element, type_=None)",
     [](Args& args) { return label_of(args["element"], args["name"]); }},
};

}  // namespace

std::vector<std::string> maker_names() {
  std::vector<std::string> names;
  for (const Maker& maker : kMakers) {
    std::string_view signature = maker.signature;
    names.emplace_back(signature.substr(0, signature.find('(')));
  }
  return names;
}

Value find_maker(std::string_view name) {
  for (const Maker& maker : kMakers) {
    std::string_view signature = maker.signature;
    if (signature.substr(0, signature.find('(')) == name)
      return py::make_function(maker.signature, maker.function);
  }
  return Value();
}

}  // namespace limbeck::sa

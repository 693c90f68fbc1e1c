// The operators and operator methods of columns and other expressions.
// SQLAlchemy: operators.ColumnOperators, default_comparator
#include <algorithm>

#include "base/text.h"
#include "sql/build.h"
#include "sqlalchemy/errors.h"
#include "sqlalchemy/expressions.h"
#include "sqlalchemy/literal.h"
#include "sqlalchemy/types.h"

namespace limbeck::sa {

using schema::TypeKind;
using sql::Expression;
using sql::Operator;

namespace {

/// The value as the type that it takes beside the element sees it.
schema::Literal compared_literal(const Value& value, const Element& beside) {
  const Expression& node =
      beside.node ? beside.node : node_of(Value(const_cast<Element*>(&beside)));
  if (node->type.custom) return literal_for(value, node->type, beside.type);
  schema::Literal plain = inferred_literal(value).first;
  schema::Type type = sql::compared_type(plain, node->type);
  return type == node->type ? literal_for(value, type, beside.type) : plain;
}

}  // namespace

namespace {

/// A bind that nobody gave a type has the one of what it stands beside.
// SQLAlchemy: BinaryElementImpl._post_coercion
Expression typed_beside(const Expression& node, const Expression& beside) {
  const auto* value = sql::try_as<sql::BindParameter>(node);
  if (!value || !beside || !sql::is_null_type(node->type) ||
      sql::is_null_type(beside->type))
    return node;
  auto typed = sql::make<sql::BindParameter>(*value);
  typed->type = beside->type;
  return typed;
}

}  // namespace

sql::Expression operand(const Value& value, const Element& beside,
                        Operator op) {
  Value clause = clause_element(value);
  if (clause) {
    Expression node = node_of(clause);
    if (node->kind == sql::NodeKind::Select ||
        node->kind == sql::NodeKind::CompoundSelect)
      return sql::make<sql::ScalarSelect>(node, schema::Type());
    return typed_beside(node, beside.node);
  }
  const Expression& node =
      beside.node ? beside.node : node_of(Value(const_cast<Element*>(&beside)));
  return sql::bind_beside(compared_literal(value, beside), node, op);
}

namespace {

Expression constant_operand(const Value& other, Operator op);

bool is_constant(const Value& value) {
  return value.is_none() || value.is_bool() || isa(value, Cls::Null) ||
         isa(value, Cls::True_) || isa(value, Cls::False_);
}

Operator operator_of(py::Compare op) {
  switch (op) {
    case py::Compare::Lt:
      return Operator::Less;
    case py::Compare::Le:
      return Operator::LessEqual;
    case py::Compare::Eq:
      return Operator::Equal;
    case py::Compare::Ne:
      return Operator::NotEqual;
    case py::Compare::Gt:
      return Operator::Greater;
    case py::Compare::Ge:
      return Operator::GreaterEqual;
  }
  return Operator::Equal;
}

Operator operator_of(py::Binary op) {
  switch (op) {
    case py::Binary::Add:
      return Operator::Add;
    case py::Binary::Sub:
      return Operator::Subtract;
    case py::Binary::Mul:
      return Operator::Multiply;
    case py::Binary::TrueDiv:
      return Operator::Divide;
    case py::Binary::FloorDiv:
      return Operator::FloorDivide;
    case py::Binary::Mod:
      return Operator::Modulo;
    case py::Binary::LShift:
      return Operator::ShiftLeft;
    case py::Binary::RShift:
      return Operator::ShiftRight;
    case py::Binary::And:
      return Operator::And;
    case py::Binary::Or:
      return Operator::Or;
    case py::Binary::Xor:
    case py::Binary::MatMul:
    case py::Binary::Pow:
    case py::Binary::Count:
      return Operator::None;
  }
  return Operator::None;
}

/// Python asks the right side first where its class derives from the left's.
bool answers_first(const Value& self, const Value& other) {
  if (!is_clause(other) || !other.is_object()) return false;
  Type* left = py::type_of(self);
  Type* right = py::type_of(other);
  if (left != right && py::is_subtype(right, left)) return true;
  Expression a = node_of(self), b = node_of(other);
  const auto* value = sql::try_as<sql::BindParameter>(a);
  const auto* shown = sql::try_as<sql::BindParameter>(b);
  if (value && shown) return shown->inline_literal && !value->inline_literal;
  const auto* plain = sql::try_as<sql::Function>(a);
  const auto* known = sql::try_as<sql::Function>(b);
  return plain && known && has_function_class(known->name.text) &&
         !has_function_class(plain->name.text);
}

py::Compare mirrored(py::Compare op) {
  switch (op) {
    case py::Compare::Lt:
      return py::Compare::Gt;
    case py::Compare::Le:
      return py::Compare::Ge;
    case py::Compare::Gt:
      return py::Compare::Lt;
    case py::Compare::Ge:
      return py::Compare::Le;
    case py::Compare::Eq:
    case py::Compare::Ne:
      return op;
  }
  return op;
}

Value element_compare(const Value& self, const Value& other, py::Compare op) {
  if (answers_first(self, other))
    return operate(other, self, operator_of(mirrored(op)));
  return operate(self, other, operator_of(op));
}

/// << and >> of types that have their own; absent for others.
// SQLAlchemy: AbstractRange.comparator_factory
Value own_shift(const Value& self, const Value& other, Operator op) {
  if (op != Operator::ShiftLeft && op != Operator::ShiftRight) return Value();
  const Expression node = node_of(self);
  if (!node->type.is(TypeKind::PgAbstractRange)) return Value();
  return wrap_expression(
      sql::custom_binary(op == Operator::ShiftLeft ? "<<" : ">>", node,
                         operand(other, *self.as<Element>(), Operator::Custom),
                         5, true, TypeKind::Boolean));
}

Value element_binary(const Value& self, const Value& other, py::Binary op,
                     bool reflected) {
  Operator which = operator_of(op);
  if (which == Operator::None) return Value::not_implemented();
  if (!reflected)
    if (Value shifted = own_shift(self, other, which)) return shifted;
  if (which == Operator::And || which == Operator::Or) {
    if (reflected) return Value::not_implemented();
    return conjunction({self, other}, which == Operator::Or);
  }
  return operate(self, other, which, reflected);
}

Value element_unary(const Value& self, py::Unary op) {
  Expression node = node_of(self);
  switch (op) {
    case py::Unary::Invert:
      return wrap_expression(sql::not_(node));
    case py::Unary::Neg:
      return wrap_expression(sql::unary(Operator::Negate, node));
    case py::Unary::Pos:
      return self;
  }
  return self;
}

// SQLAlchemy: JSON.JSONStrIndexType, JSONIntIndexType, JSONPathType
schema::Type json_key_type(const Value& key, bool path) {
  schema::Type type(py::is_int(key) ? TypeKind::Integer : TypeKind::String);
  type.set(path ? "json_path" : "json_index", true);
  return type;
}

Value element_get_item(const Value& self, const Value& key) {
  Expression node = node_of(self);
  schema::Type type = node->type;
  if (type.affinity() == TypeKind::JSON) {
    bool path = py::is_tuple(key) || py::is_list(key);
    // Named after the column, as what is compared with it.
    Expression right =
        is_clause(key) ? node_of(key)
                       : sql::bind(plain_literal(key), json_key_type(key, path),
                                   sql::stem_beside(node));
    Operator op = path ? Operator::JsonPathGetItem : Operator::JsonGetItem;
    return wrap_expression(
        sql::make<sql::Binary>(op, sql::self_group(node, op), right, type));
  }
  if (type.is(TypeKind::ARRAY)) {
    bool slice = py::type_of(key)->name == "slice";
    // Named after the column, as what is compared with it.
    auto index = [&](const Value& given) {
      return is_clause(given) ? node_of(given)
                              : sql::bind_beside(plain_literal(given), node,
                                                 Operator::GetItem);
    };
    Expression right;
    if (slice) {
      auto list = sql::make<sql::ExpressionListNode>(
          sql::ExpressionList{index(py::get_attribute(key, "start")),
                              index(py::get_attribute(key, "stop"))});
      list->separator = ":";
      right = list;
    } else {
      right = index(key);
    }
    auto made = sql::make<sql::Binary>(
        Operator::GetItem, sql::self_group(node, Operator::GetItem), right,
        slice || !type.item ? type : *type.item);
    return wrap_expression(made);
  }
  if (type.kind == TypeKind::PgHSTORE) {
    const Expression right = is_clause(key)
                                 ? node_of(key)
                                 : sql::bind(plain_literal(key), TypeKind::Text,
                                             sql::stem_beside(node));
    return wrap_expression(
        sql::custom_binary("->", node, right, 15, false, TypeKind::Text));
  }
  py::raise("NotImplementedError",
            "Operator 'getitem' is not supported on this expression");
}

Value self_of(Element& self) { return Value(&self); }

/// A method that is one binary operator.
auto simple(Operator op) {
  return [op](Element& self, Args& args) {
    return operate(self_of(self), args[1], op);
  };
}

Value like(Element& self, Args& args, Operator op) {
  Value made = operate(self_of(self), args["other"], op);
  if (!args.none("escape")) {
    auto* element = made.as<Element>();
    auto copy =
        std::make_shared<sql::Binary>(sql::as<sql::Binary>(*element->node));
    copy->escape = args.text("escape");
    element->node = copy;
  }
  return made;
}

std::string escaped(std::string_view text, std::string_view escape) {
  std::string out = replace_all(text, escape, cat(escape, escape));
  out = replace_all(out, "%", cat(escape, "%"));
  return replace_all(out, "_", cat(escape, "_"));
}

/// startswith, endswith and contains: LIKE with the percent signs outside.
// SQLAlchemy: DefaultDialect visit_startswith_op_binary
Value like_around(Element& self, Args& args, bool before, bool after,
                  bool ignore_case) {
  Value other = args["other"];
  std::string escape = args.optional_text("escape").value_or("");
  if (args.flag("autoescape")) {
    if (!py::is_str(other))
      py::raise_type_error("String value expected when autoescape=True");
    if (escape.empty()) escape = "/";
    other = str_value(escaped(py::text_of(other), escape));
  }
  Operator op = ignore_case ? Operator::ILike : Operator::Like;
  if (is_constant(other)) constant_operand(other, op);
  Expression right = operand(other, self, op);
  auto percent = [] { return sql::literal_column("'%'", TypeKind::String); };
  auto folded = [&](Expression e) {
    return ignore_case ? sql::unary(Operator::CaseFold, e) : e;
  };
  // Joined to what is a join already.
  const auto* joined = sql::try_as<sql::Binary>(right);
  if (!joined || joined->op != Operator::Concat) right = sql::self_group(right);
  right = folded(right);
  if (before) right = sql::binary(Operator::Concat, percent(), right);
  if (after) right = sql::binary(Operator::Concat, right, percent());
  auto made = sql::make<sql::Binary>(
      op, folded(sql::self_group(node_of(self_of(self)))), right,
      TypeKind::Boolean);
  made->negation = sql::negation_of(op);
  made->loose = true;
  if (!escape.empty()) made->escape = escape;
  return wrap_expression(made);
}

Value contains(Element& self, Args& args) {
  Expression node = node_of(self_of(self));
  const schema::Type& type = node->type;
  if (type.kind == TypeKind::ARRAY)
    py::raise("NotImplementedError",
              "ARRAY.contains() not implemented for the base ARRAY type; "
              "please use the dialect-specific ARRAY type");
  if (type.is(TypeKind::ARRAY) || type.is(TypeKind::PgJSONB) ||
      type.kind == TypeKind::PgHSTORE || type.is(TypeKind::PgAbstractRange))
    return wrap_expression(sql::custom_binary(
        "@>", node, operand(args["other"], self, Operator::Custom), 5, true,
        TypeKind::Boolean));
  return like_around(self, args, true, true, false);
}

/// A row right of `(a, b) IN`: each value is like what it stands for.
schema::Literal row_literal(const Value& values, const sql::Tuple& row) {
  if (!py::is_tuple(values) && !py::is_list(values))
    return plain_literal(values);
  schema::Array array;
  array.form = schema::Array::Form::Tuple;
  for (const Value& value : sequence_items(values)) {
    const std::size_t at = array.items.size();
    array.items.push_back(at < row.clauses.size()
                              ? literal_for(value, row.clauses[at]->type)
                              : plain_literal(value));
  }
  return array;
}

Value in_list(Element& self, const Value& other, bool negate) {
  Expression node = node_of(self_of(self));
  Value clause = clause_element(other);
  if (clause) {
    Expression right = node_of(clause);
    if (right->kind == sql::NodeKind::Alias &&
        sql::as<sql::Alias>(*right).element)
      right = sql::as<sql::Alias>(*right).element;
    return wrap_expression(sql::in(node, right, negate));
  }
  if (py::is_str(other))
    raise_argument_error(
        cat("IN expression list, SELECT construct, or bound parameter object "
            "expected, got ",
            py::repr(other), "."));
  if (node->kind == sql::NodeKind::ArrayLiteral)
    py::raise_type_error(
        "array._bind_param() got an unexpected keyword argument 'expanding'");
  std::vector<Value> items = py::collect(other);
  bool plain = true;
  for (const Value& item : items)
    if (is_clause(item)) plain = false;
  if (plain) {
    std::vector<schema::Literal> values;
    const auto* row = sql::try_as<sql::Tuple>(node);
    schema::Type type =
        items.empty()
            ? node->type
            : sql::compared_type(inferred_literal(items[0]).first, node->type);
    for (const Value& item : items)
      values.push_back(row ? row_literal(item, *row)
                       : type == node->type || node->type.custom
                           ? literal_for(item, node->type, self.type)
                           : plain_literal(item));
    return wrap_expression(sql::in(node, std::move(values), negate));
  }
  sql::ExpressionList list;
  for (const Value& item : items)
    list.push_back(operand(item, self, Operator::In));
  return wrap_expression(
      sql::in(node, sql::make<sql::Tuple>(std::move(list)), negate));
}

Value unary_of(Element& self, Operator op) {
  return wrap_expression(sql::unary(op, node_of(self_of(self))), self.type);
}
auto postfix(Operator op) {
  return [op](Element& self, Args&) { return unary_of(self, op); };
}

Value is_operator(const Value& self, const Value& other, bool negate) {
  return operate(self, other, negate ? Operator::IsNot : Operator::Is);
}

/// x.op("~~")(y)
Value custom_operator(Element& self, Args& args) {
  Value left = self_of(self);
  std::string text = args.text("opstring");
  int precedence =
      static_cast<int>(args.optional_integer("precedence").value_or(0));
  bool comparison = args.flag("is_comparison");
  Value type = args["return_type"];
  return py::make_function("operate(other, /)", [=](Args& inner) {
    auto* element = left.as<Element>();
    Expression node = node_of(left);
    Expression right = operand(inner[0], *element, Operator::Custom);
    schema::Type result = type.is_none() ? schema::Type() : lower_type(type);
    return wrap_expression(
        sql::custom_binary(text, node, right, precedence, comparison, result));
  });
}

void add_like_methods(py::NativeType<Element>& type) {
  for (auto [names, op] :
       {std::pair("like", Operator::Like), std::pair("ilike", Operator::ILike),
        std::pair("not_like", Operator::NotLike),
        std::pair("notlike", Operator::NotLike),
        std::pair("not_ilike", Operator::NotILike),
        std::pair("notilike", Operator::NotILike)})
    type.method(
        cat(names, "(self, other, escape=None)"),
        [op = op](Element& self, Args& args) { return like(self, args, op); });
  struct Around {
    const char* name;
    bool before, after, ignore_case;
  };
  for (Around row : {Around{"startswith", false, true, false},
                     Around{"endswith", true, false, false},
                     Around{"istartswith", false, true, true},
                     Around{"iendswith", true, false, true},
                     Around{"icontains", true, true, true}})
    type.method(
        cat(row.name, "(self, other, *, escape=None, autoescape=False)"),
        [row](Element& self, Args& args) {
          return like_around(self, args, row.before, row.after,
                             row.ignore_case);
        });
  type.method("contains(self, other, *, escape=None, autoescape=False)",
              contains);
}

void add_simple_methods(py::NativeType<Element>& type) {
  struct Simple {
    const char* name;
    Operator op;
  };
  for (Simple row :
       {Simple{"is_distinct_from", Operator::IsDistinctFrom},
        Simple{"is_not_distinct_from", Operator::IsNotDistinctFrom},
        Simple{"isnot_distinct_from", Operator::IsNotDistinctFrom},
        Simple{"concat", Operator::Concat},
        Simple{"bitwise_and", Operator::BitwiseAnd},
        Simple{"bitwise_or", Operator::BitwiseOr},
        Simple{"bitwise_xor", Operator::BitwiseXor},
        Simple{"bitwise_lshift", Operator::ShiftLeft},
        Simple{"bitwise_rshift", Operator::ShiftRight},
        Simple{"__eq__", Operator::Equal},
        Simple{"__ne__", Operator::NotEqual}})
    if (row.name[0] != '_')
      type.method(cat(row.name, "(self, other, **kwargs)"), simple(row.op));
  for (Simple row :
       {Simple{"desc", Operator::Descending},
        Simple{"asc", Operator::Ascending},
        Simple{"nulls_first", Operator::NullsFirst},
        Simple{"nullsfirst", Operator::NullsFirst},
        Simple{"nulls_last", Operator::NullsLast},
        Simple{"nullslast", Operator::NullsLast},
        Simple{"distinct", Operator::Distinct}, Simple{"any_", Operator::Any},
        Simple{"all_", Operator::All},
        Simple{"bitwise_not", Operator::BitwiseNot}})
    type.method(cat(row.name, "(self)"), postfix(row.op));
  for (auto [name, negate] :
       {std::pair("in_", false), std::pair("not_in", true),
        std::pair("notin_", true)})
    type.method(cat(name, "(self, other)"),
                [negate = negate](Element& self, Args& args) {
                  return in_list(self, args[1], negate);
                });
  for (auto [name, negate] :
       {std::pair("is_", false), std::pair("is_not", true),
        std::pair("isnot", true)})
    type.method(cat(name, "(self, other)"),
                [negate = negate](Element& self, Args& args) {
                  return is_operator(self_of(self), args[1], negate);
                });
}

/// match(other, postgresql_regconfig="english", mysql_boolean_mode=False)
Value match(Element& self, Args& args) {
  Value made = operate(self_of(self), args["other"], Operator::Match);
  if (py::dict_size(args["kwargs"]) == 0) return made;
  auto copy = std::make_shared<sql::Binary>(
      sql::as<sql::Binary>(*made.as<Element>()->node));
  py::dict_each(args["kwargs"], [&](const Value& name, const Value& value) {
    copy->modifiers.emplace_back(py::text_of(name), plain_literal(value));
  });
  made.as<Element>()->node = copy;
  return made;
}

Value regexp(Element& self, Args& args) {
  Value made = operate(self_of(self), args["pattern"], Operator::RegexpMatch);
  if (!args.none("flags")) {
    auto copy = std::make_shared<sql::Binary>(
        sql::as<sql::Binary>(*made.as<Element>()->node));
    copy->flags = args.text("flags");
    made.as<Element>()->node = copy;
  }
  return made;
}

}  // namespace

namespace {

/// None, True or False beside a comparison.
// SQLAlchemy: default_comparator._boolean_compare
Expression constant_operand(const Value& other, Operator op) {
  switch (op) {
    case Operator::Is:
    case Operator::IsNot:
    case Operator::Equal:
    case Operator::NotEqual:
    case Operator::IsDistinctFrom:
    case Operator::IsNotDistinctFrom:
      return node_of(other);
    default:
      raise_argument_error(
          "Only '=', '!=', 'is_()', 'is_not()', 'is_distinct_from()', "
          "'is_not_distinct_from()' operators can be used with "
          "None/True/False");
  }
}

/// What is compared with ANY or ALL of an array is like an item of it.
// SQLAlchemy: CollectionAggregate._bind_param
Expression aggregated_operand(const Value& other, const Expression& aggregate,
                              Operator op) {
  if (is_clause(other) || other.is_none()) return node_of(other);
  const Expression& inner = sql::as<sql::Unary>(*aggregate).operand;
  const schema::Type& type = inner->type;
  auto item = new_element(
      Cls::TypeCoerce, sql::make<sql::TypeCoerce>(
                           inner, type.item ? schema::Type(*type.item) : type));
  return operand(other, *item, op);
}

}  // namespace

namespace {

/// Whether None, True or False beside that type stand in the SQL themselves:
/// what a TypeDecorator does not name so is a value that it converts.
// SQLAlchemy: TypeDecorator.coerce_to_is_types
bool stands_itself(const Value& value, const Element& beside,
                   const schema::Type& type) {
  if (is_clause(value) || !type.is(TypeKind::TypeDecorator)) return true;
  const Value live = type_of_element(beside);
  const Value kinds = attribute(live, "coerce_to_is_types");
  if (!kinds) return true;
  for (const Value& kind : py::collect(kinds))
    if (kind.is(Value(py::type_of(value)))) return true;
  return false;
}

}  // namespace

Value operate(const Value& self, const Value& other, Operator op,
              bool reflected) {
  auto* element = self.as<Element>();
  Expression left = node_of(self);
  const bool constant =
      is_constant(other) && stands_itself(other, *element, left->type);
  if (!sql::is_collection_aggregate(*left) && constant &&
      (op == Operator::Equal || op == Operator::NotEqual) &&
      (other.is_none() || isa(other, Cls::Null)))
    op = op == Operator::Equal ? Operator::Is : Operator::IsNot;
  // ANY and ALL stand behind an operator, whoever was asked.
  // SQLAlchemy: CollectionAggregate.operate
  if (sql::is_collection_aggregate(*left)) {
    if (!sql::is_comparison(op))
      raise_argument_error(
          "Only comparison operators may be used with ANY/ALL");
    const bool none = other.is_none() || isa(other, Cls::Null);
    if (is_constant(other) && !none)
      return wrap_expression(sql::binary(op, left, node_of(other)));
    return wrap_expression(sql::binary(
        sql::mirrored(op), aggregated_operand(other, left, op), left));
  }
  Expression right;
  if (constant && sql::is_comparison(op) && op != Operator::Match) {
    right = constant_operand(other, op);
  } else if (!constant && other.is_none()) {
    auto made = sql::make<sql::Binary>(
        op, sql::self_group(left, op),
        sql::bind_beside(schema::Literal(), left, op), TypeKind::Boolean);
    made->negation = sql::negation_of(op);
    return wrap_expression(made);
  } else {
    right = operand(other, *element, op);
  }
  if (reflected) std::swap(left, right);
  return wrap_expression(sql::binary(op, left, right));
}

void build_column_element(py::NativeType<Element>& type) {
  auto& slots = type.slots();
  slots.compare = element_compare;
  slots.hash = [](const Value& self) {
    return static_cast<std::int64_t>(self.bits() >> 4);
  };
  slots.binary = element_binary;
  slots.unary = element_unary;
  slots.get_item = element_get_item;
  add_simple_methods(type);
  add_like_methods(type);
  add_type_operators(type);
  type.method(
          "between(self, cleft, cright, symmetric=False)",
          [](Element& self, Args& args) {
            return wrap_expression(sql::between(
                node_of(self_of(self)), operand(args[1], self, Operator::Equal),
                operand(args[2], self, Operator::Equal),
                args.flag("symmetric")));
          })
      .method("collate(self, collation)",
              [](Element& self, Args& args) {
                return wrap_expression(
                    sql::make<sql::Collate>(node_of(self_of(self)),
                                            lower_name(args[1])),
                    self.type);
              })
      .method(
          "op(self, opstring, precedence=0, is_comparison=False, "
          "return_type=None, python_impl=None, **kw)",
          custom_operator)
      .method("bool_op(self, opstring, precedence=0, python_impl=None)",
              [](Element& self, Args& args) {
                Value op = py::get_attribute(self_of(self), "op");
                return py::call(op, {args[1], args[2], Value::boolean(true)});
              })
      .method("label(self, name)",
              [](Element& self, Args& args) {
                return label_of(self_of(self), args[1]);
              })
      .method(
          "cast(self, type_)",
          [](Element& self, Args& args) {
            Value to = to_instance(args[1]);
            return wrap_expression(
                sql::make<sql::Cast>(node_of(self_of(self)), lower_type(to)),
                to);
          })
      .method("match(self, other, **kwargs)", match)
      .method("regexp_match(self, pattern, flags=None)", regexp)
      .method("regexp_replace(self, pattern, replacement, flags=None)",
              [](Element& self, Args& args) {
                auto both =
                    sql::make<sql::ExpressionListNode>(sql::ExpressionList{
                        operand(args[1], self, Operator::RegexpReplace),
                        operand(args[2], self, Operator::RegexpReplace)});
                auto made = sql::make<sql::Binary>(
                    Operator::RegexpReplace,
                    sql::self_group(node_of(self_of(self)),
                                    Operator::RegexpReplace),
                    both);
                if (!args.none("flags")) made->flags = args.text("flags");
                return wrap_expression(made);
              })
      .method("__clause_element__(self)",
              [](Element& self, Args&) { return self_of(self); })
      .property(
          "type", [](Element& self) { return type_of_element(self); },
          [](Element& self, const Value& value) {
            self.type = to_instance(value);
          })
      .property("expression", [](Element& self) { return self_of(self); })
      .property("comparator", [](Element& self) { return self_of(self); })
      .property(
          "anon_label",
          [](Element& self) { return label_of(self_of(self), Value::none()); })
      .attribute("primary_key", Value::boolean(false))
      .attribute("foreign_keys", py::make_list())
      .attribute("key", Value::none());
}

}  // namespace limbeck::sa

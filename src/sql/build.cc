#include "sql/build.h"

#include <algorithm>

#include "base/text.h"

namespace limbeck::sql {

namespace {

/// How tightly an expression holds together; 100 needs no parentheses.
int precedence_of(const Node& node) {
  switch (node.kind) {
    case NodeKind::Binary: {
      const auto& binary = as<Binary>(node);
      return binary.op == Operator::Custom ? binary.custom_precedence
                                           : precedence(binary.op);
    }
    case NodeKind::Unary: {
      const auto& unary = as<Unary>(node);
      return unary.op == Operator::Custom ? 0 : precedence(unary.op);
    }
    case NodeKind::BooleanList:
      return precedence(as<BooleanList>(node).op);
    case NodeKind::Between:
      return precedence(Operator::Between);
    case NodeKind::Collate:
      return 4;
    case NodeKind::ExpressionList:
      return precedence(Operator::Comma);
    default:
      return 100;
  }
}

Operator operator_of(const Node& node) {
  if (node.kind == NodeKind::Binary) return as<Binary>(node).op;
  if (node.kind == NodeKind::Unary) return as<Unary>(node).op;
  if (node.kind == NodeKind::BooleanList) return as<BooleanList>(node).op;
  return Operator::None;
}

// SQLAlchemy: operators.is_precedent
bool needs_group(const Node& node, Operator against, int against_precedence) {
  if (node.kind == NodeKind::Select || node.kind == NodeKind::CompoundSelect) {
    return true;
  }
  if (node.kind == NodeKind::Case || node.kind == NodeKind::Label) return false;
  int own = precedence_of(node);
  if (own == 100) return false;
  Operator op = operator_of(node);
  const bool chains = is_associative(op) || op == Operator::GetItem ||
                      op == Operator::JsonGetItem ||
                      op == Operator::JsonPathGetItem;
  if (op == against && op != Operator::Custom && chains) {
    return false;
  }
  // JSON access binds to what it reads from.
  return own <= against_precedence;
}

bool is_text_type(const Type& type) {
  return type.affinity() == TypeKind::String;
}

/// The type of the result of an arithmetic operator.
// SQLAlchemy: TypeEngine.Comparator._adapt_expression, sqltypes' lookups
Type result_type(Operator op, const Type& left, const Type& right) {
  if (is_comparison(op) || op == Operator::In || op == Operator::NotIn) {
    return TypeKind::Boolean;
  }
  TypeKind a = left.affinity(), b = right.affinity();
  switch (op) {
    case Operator::Divide:
      if (a == TypeKind::Integer && b == TypeKind::Integer) {
        return TypeKind::Numeric;
      }
      return b == TypeKind::Numeric ? right : left;
    case Operator::Add:
    case Operator::Subtract:
    case Operator::Multiply:
      if (a == TypeKind::Integer && b == TypeKind::Numeric) return right;
      if (op == Operator::Subtract && a == TypeKind::Date &&
          b == TypeKind::Date) {
        return TypeKind::Integer;
      }
      if (op == Operator::Subtract && a == TypeKind::DateTime &&
          b == TypeKind::DateTime) {
        return TypeKind::Interval;
      }
      return left.kind == TypeKind::NullType ? right : left;
    case Operator::JsonGetItem:
    case Operator::JsonPathGetItem:
      return left;
    default:
      return left.kind == TypeKind::NullType ? right : left;
  }
}

}  // namespace

Expression null() {
  static const Expression node = make<Constant>(NodeKind::Null);
  return node;
}
Expression true_() {
  static const Expression node = make<Constant>(NodeKind::True);
  return node;
}
Expression false_() {
  static const Expression node = make<Constant>(NodeKind::False);
  return node;
}
Expression text(std::string text) { return make<Text>(std::move(text)); }

Expression literal_column(std::string text, Type type) {
  auto node = make<ColumnRef>(Name(std::move(text)), std::move(type));
  node->literal = true;
  return node;
}

Expression column(Name name, Type type, Expression table) {
  return make<ColumnRef>(std::move(name), std::move(type), std::move(table));
}

Expression bind(Literal value, Type type, std::string stem) {
  if (type.kind == TypeKind::NullType && !type.custom) type = type_of(value);
  auto node = make<BindParameter>(std::move(stem), std::move(type));
  node->unique = true;
  node->value = std::move(value);
  return node;
}

Type type_of(const Literal& value) {
  struct Kind {
    Type operator()(std::monostate) const { return {}; }
    Type operator()(bool) const { return TypeKind::Boolean; }
    Type operator()(std::int64_t) const { return TypeKind::Integer; }
    Type operator()(double) const { return TypeKind::Float; }
    Type operator()(const schema::Decimal& value) const {
      bool whole = value.text.find_first_of(".eE") == std::string::npos;
      return whole ? TypeKind::Integer : TypeKind::Numeric;
    }
    Type operator()(const std::string&) const { return TypeKind::String; }
    Type operator()(const schema::Bytes&) const {
      return TypeKind::LargeBinary;
    }
    Type operator()(const schema::Date&) const { return TypeKind::Date; }
    Type operator()(const schema::Time&) const { return TypeKind::Time; }
    Type operator()(const schema::DateTime&) const {
      return TypeKind::DateTime;
    }
    Type operator()(const schema::Interval&) const {
      return TypeKind::Interval;
    }
    Type operator()(const schema::Uuid&) const { return TypeKind::Uuid; }
    Type operator()(const schema::Json&) const { return {}; }
    Type operator()(const schema::Array&) const { return {}; }
    Type operator()(const std::shared_ptr<const schema::OpaqueValue>&) const {
      return {};
    }
  };
  return std::visit(Kind(), value.variant());
}

Expression bind_beside(Literal value, const Expression& other, Operator op) {
  Type type = other ? other->type : Type();
  Type own = type_of(value);
  TypeKind affinity = type.affinity(), own_affinity = own.affinity();
  // Dates plus intervals and the like: the value knows better.
  bool temporal = affinity == TypeKind::DateTime ||
                  affinity == TypeKind::Date || affinity == TypeKind::Time;
  bool arithmetic = op == Operator::Add || op == Operator::Subtract;
  if (type.kind == TypeKind::NullType && !type.custom) {
    type = own;
  } else if (arithmetic && temporal && own_affinity != affinity) {
    type = own;
  } else if (affinity == TypeKind::Integer &&
             (own_affinity == TypeKind::Float ||
              own_affinity == TypeKind::Numeric)) {
    type = own;
  } else if (is_text_type(type) && type.kind != TypeKind::Enum &&
             own_affinity != TypeKind::String && !is_comparison(op) &&
             !value.is_null()) {
    type = own;
  }
  const auto* ref = try_as<ColumnRef>(other);
  std::string stem = "param";
  if (ref && !ref->literal) {
    stem = ref->key.empty() ? ref->name.text : ref->key;
  } else if (const auto* function = try_as<Function>(other)) {
    stem = function->name.text;
  }
  return bind(std::move(value), std::move(type), std::move(stem));
}

Expression self_group(Expression element, Operator against) {
  if (!element || !needs_group(*element, against, precedence(against))) {
    return element;
  }
  return make<Grouping>(std::move(element));
}

// SQLAlchemy: default_comparator._boolean_compare, _binary_operate
Expression binary(Operator op, Expression left, Expression right) {
  bool constant = right && (right->kind == NodeKind::Null ||
                            right->kind == NodeKind::True ||
                            right->kind == NodeKind::False);
  const auto* value = try_as<BindParameter>(right);
  bool none =
      value && value->value && value->value->is_null() && !value->expanding;
  if ((constant && right->kind == NodeKind::Null) || none) {
    if (op == Operator::Equal) op = Operator::Is;
    if (op == Operator::NotEqual) op = Operator::IsNot;
    if (op == Operator::Is || op == Operator::IsNot) right = null();
  }
  Type type = result_type(op, left->type, right->type);
  if (op == Operator::Add &&
      (is_text_type(left->type) || left->type.affinity() == TypeKind::ARRAY)) {
    op = Operator::Concat;
  }
  auto node = make<Binary>(op, self_group(std::move(left), op),
                           self_group(std::move(right), op), std::move(type));
  node->negation = negation_of(op);
  return node;
}

Expression custom_binary(std::string op, Expression left, Expression right,
                         int precedence, bool is_comparison, Type type) {
  auto group = [&](Expression side) -> Expression {
    if (!needs_group(*side, Operator::Custom, precedence)) return side;
    return make<Grouping>(std::move(side));
  };
  if (type.kind == TypeKind::NullType) {
    type = is_comparison ? Type(TypeKind::Boolean) : left->type;
  }
  auto node = make<Binary>(Operator::Custom, group(std::move(left)),
                           group(std::move(right)), std::move(type));
  node->custom = std::move(op);
  node->custom_precedence = precedence;
  node->custom_is_comparison = is_comparison;
  return node;
}

Expression in(Expression left, std::vector<Literal> values, bool negate) {
  schema::Array array;
  array.items = std::move(values);
  Literal first = array.items.empty() ? Literal() : array.items.front();
  const auto* ref = try_as<ColumnRef>(left);
  std::string stem = ref && !ref->literal ? ref->name.text : "param";
  Type type = left->type;
  if (type.kind == TypeKind::NullType && !type.custom) type = type_of(first);
  auto bind = make<BindParameter>(stem, std::move(type));
  bind->unique = true;
  bind->expanding = true;
  bind->value = std::move(array);
  return in(std::move(left), Expression(std::move(bind)), negate);
}

Expression in(Expression left, Expression right, bool negate) {
  Operator op = negate ? Operator::NotIn : Operator::In;
  if (right->kind == NodeKind::Select ||
      right->kind == NodeKind::CompoundSelect) {
    right = make<Grouping>(std::move(right));
  }
  auto node = make<Binary>(op, self_group(std::move(left), op),
                           std::move(right), TypeKind::Boolean);
  node->negation = negation_of(op);
  return node;
}

Expression like_affix(Affix affix, Operator like, Expression left,
                      Expression right, std::optional<std::string> escape) {
  bool lowered = like == Operator::ILike || like == Operator::NotILike;
  if (lowered) {
    left = function("lower", {std::move(left)});
    right = function("lower", {std::move(right)});
    like = like == Operator::ILike ? Operator::Like : Operator::NotLike;
  }
  auto concat = [](Expression a, Expression b) -> Expression {
    return make<Binary>(Operator::Concat, std::move(a), std::move(b),
                        TypeKind::String);
  };
  Expression percent = literal_column("'%'", TypeKind::String);
  Expression pattern = self_group(std::move(right), Operator::Concat);
  if (affix != Affix::StartsWith) pattern = concat(percent, pattern);
  if (affix != Affix::EndsWith) pattern = concat(pattern, percent);
  auto node = make<Binary>(like, self_group(std::move(left), like), pattern,
                           TypeKind::Boolean);
  node->negation = negation_of(like);
  node->escape = std::move(escape);
  return make<Grouping>(std::move(node));
}

Expression unary(Operator op, Expression operand) {
  bool postfix = op == Operator::Ascending || op == Operator::Descending ||
                 op == Operator::NullsFirst || op == Operator::NullsLast;
  Type type = op == Operator::Not ? Type(TypeKind::Boolean) : operand->type;
  Expression inner = self_group(std::move(operand), op);
  // `a DESC NULLS LAST` is no nesting.
  if (postfix) {
    if (const auto* group = try_as<Grouping>(inner)) {
      const auto* below = try_as<Unary>(group->element);
      if (below && below->postfix) inner = group->element;
    }
  }
  return make<Unary>(op, std::move(inner), postfix, std::move(type));
}

namespace {

// SQLAlchemy: BooleanClauseList._construct
Expression boolean_list(Operator op, ExpressionList clauses) {
  NodeKind neutral = op == Operator::And ? NodeKind::True : NodeKind::False;
  NodeKind decisive = op == Operator::And ? NodeKind::False : NodeKind::True;
  ExpressionList kept;
  for (Expression& clause : clauses) {
    if (clause->kind == neutral) continue;
    if (clause->kind == decisive) return clause;
    const auto* list = try_as<BooleanList>(clause);
    if (list && list->op == op) {
      kept.insert(kept.end(), list->clauses.begin(), list->clauses.end());
    } else {
      kept.push_back(std::move(clause));
    }
  }
  if (kept.empty()) return op == Operator::And ? true_() : false_();
  if (kept.size() == 1) return kept.front();
  for (Expression& clause : kept) clause = self_group(std::move(clause), op);
  return make<BooleanList>(op, std::move(kept));
}

}  // namespace

Expression and_(ExpressionList clauses) {
  return boolean_list(Operator::And, std::move(clauses));
}
Expression or_(ExpressionList clauses) {
  return boolean_list(Operator::Or, std::move(clauses));
}

// SQLAlchemy: ColumnElement._negate and its kin
Expression not_(Expression operand) {
  if (operand->kind == NodeKind::True) return false_();
  if (operand->kind == NodeKind::False) return true_();
  if (const auto* binary = try_as<Binary>(operand)) {
    if (binary->negation != Operator::None) {
      auto negated = make<Binary>(*binary);
      negated->op = binary->negation;
      negated->negation = binary->op;
      return negated;
    }
  }
  if (const auto* group = try_as<Grouping>(operand)) {
    const auto* like = try_as<Binary>(group->element);
    if (like && like->negation != Operator::None) {
      return make<Grouping>(not_(group->element));
    }
  }
  if (const auto* between = try_as<Between>(operand)) {
    auto negated = make<Between>(*between);
    negated->negated = !between->negated;
    return negated;
  }
  if (const auto* exists = try_as<Exists>(operand)) {
    auto negated = make<Exists>(*exists);
    negated->negated = !exists->negated;
    return negated;
  }
  if (const auto* unary = try_as<Unary>(operand)) {
    if (unary->op == Operator::Not) {
      const auto* group = try_as<Grouping>(unary->operand);
      return group ? group->element : unary->operand;
    }
  }
  if (operand->kind == NodeKind::BooleanList) {
    return make<Unary>(Operator::Not, make<Grouping>(std::move(operand)), false,
                       TypeKind::Boolean);
  }
  return unary(Operator::Not, std::move(operand));
}

Expression between(Expression element, Expression low, Expression high,
                   bool symmetric) {
  auto node = make<Between>(self_group(std::move(element), Operator::Between),
                            self_group(std::move(low), Operator::And),
                            self_group(std::move(high), Operator::And));
  node->symmetric = symmetric;
  return node;
}

Expression function(std::string name, ExpressionList arguments,
                    std::vector<std::string> packages, Type type) {
  if (type.kind == TypeKind::NullType && packages.empty()) {
    std::string key = lower(name);
    if (key == "now" || key == "current_timestamp" || key == "localtimestamp" ||
        key == "sysdate") {
      type = TypeKind::DateTime;
    } else if (key == "current_date") {
      type = TypeKind::Date;
    } else if (key == "current_time" || key == "localtime") {
      type = TypeKind::Time;
    } else if (key == "count" || key == "char_length") {
      type = TypeKind::Integer;
    } else if (key == "concat" || key == "current_user" || key == "user" ||
               key == "session_user") {
      type = TypeKind::String;
    } else if ((key == "coalesce" || key == "max" || key == "min" ||
                key == "sum" || key == "lower" || key == "upper") &&
               !arguments.empty()) {
      type = key == "lower" || key == "upper" ? Type() : arguments[0]->type;
    }
  }
  // func.count() alone counts rows.
  if (arguments.empty() && packages.empty() && lower(name) == "count") {
    arguments.push_back(literal_column("*"));
  }
  for (Expression& argument : arguments) {
    argument = self_group(std::move(argument), Operator::Comma);
  }
  auto node = make<Function>(Name(std::move(name)), std::move(arguments), type);
  node->packages = std::move(packages);
  return node;
}

bool wants_type_check(const Type& type) {
  return (type.is(TypeKind::Enum) || type.is(TypeKind::Boolean)) &&
         type.flag("create_constraint");
}

schema::Check type_check(const schema::Column& column) {
  schema::Check check;
  const Type& type = column.type;
  check.name = type.type_name ? type.type_name : Name::deferred();
  check.type_bound_column = column.name.text;
  check.bound_type = std::make_shared<const Type>(type);
  check.columns = {column.name.text};
  std::vector<Literal> values;
  Type value_type = TypeKind::String;
  if (type.is(TypeKind::Enum)) {
    for (const std::string& value : type.values) values.emplace_back(value);
  } else {
    values = {std::int64_t(0), std::int64_t(1)};
    value_type = TypeKind::Integer;
  }
  schema::Array array;
  array.items = std::move(values);
  auto bind = make<BindParameter>(column.name.text, value_type);
  bind->unique = bind->expanding = true;
  bind->value = std::move(array);
  check.sqltext = in(sql::column(column.name, type), Expression(bind), false);
  return check;
}

void complete(schema::Table& table) {
  schema::complete(
      table, [](const schema::Column& column) -> std::optional<schema::Check> {
        if (!wants_type_check(column.type)) return std::nullopt;
        return type_check(column);
      });
}

}  // namespace limbeck::sql

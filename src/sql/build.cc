#include "sql/build.h"

#include <algorithm>

#include "base/text.h"

namespace limbeck::sql {

bool is_null_type(const Type& type) {
  return type.kind == TypeKind::NullType && !type.custom;
}

namespace {

/// How tightly an expression holds together; 100 needs no parentheses.
int precedence_of(const Node& node) {
  switch (node.kind) {
    case NodeKind::Binary: {
      const auto& binary = as<Binary>(node);
      if (binary.loose) return -100;
      return binary.op == Operator::Custom ? binary.custom_precedence
                                           : precedence(binary.op);
    }
    case NodeKind::Unary: {
      const auto& unary = as<Unary>(node);
      if (unary.postfix || unary.op == Operator::IsTrue ||
          unary.op == Operator::IsFalse)
        return 100;
      return unary.op == Operator::Custom ? 0 : precedence(unary.op);
    }
    case NodeKind::BooleanList:
      return precedence(as<BooleanList>(node).op);
    case NodeKind::Between:
      return precedence(Operator::Between);
    case NodeKind::Exists:
      return as<Exists>(node).negated ? precedence(Operator::Not) : 0;
    case NodeKind::Filter:
      return precedence(Operator::Filter);
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

/// Operators that NOT takes without parentheses.
// SQLAlchemy: operators.is_boolean
bool is_truth_operator(const Node& node) {
  switch (node.kind) {
    case NodeKind::Binary: {
      const auto& binary = as<Binary>(node);
      if (binary.op == Operator::Custom) return binary.custom_is_comparison;
      return is_comparison(binary.op);
    }
    case NodeKind::Between:
    case NodeKind::BooleanList:
    case NodeKind::Exists:
      return true;
    default:
      return false;
  }
}

}  // namespace

bool is_implicitly_boolean(const Node& node) {
  return node.kind == NodeKind::Grouping
             ? is_implicitly_boolean(*as<Grouping>(node).element)
             : is_truth_operator(node);
}

namespace {

// SQLAlchemy: operators.is_precedent
bool needs_group(const Node& node, Operator against, int against_precedence) {
  if (node.kind == NodeKind::Select || node.kind == NodeKind::CompoundSelect) {
    return true;
  }
  if (node.kind == NodeKind::Label) {
    return needs_group(*as<Label>(node).element, against, against_precedence);
  }
  if (node.kind == NodeKind::TypeCoerce) {
    return needs_group(*as<TypeCoerce>(node).element, against,
                       against_precedence);
  }
  if (node.kind == NodeKind::Function && against == Operator::GetItem &&
      node.type.is(TypeKind::ARRAY)) {
    return true;
  }
  if (against == Operator::Any || against == Operator::All) {
    return node.kind != NodeKind::Grouping &&
           node.kind != NodeKind::ScalarSelect;
  }
  int own = precedence_of(node);
  if (own == 100) return false;
  Operator op = operator_of(node);
  if (op == against && op != Operator::Custom &&
      (is_associative(op) || op == Operator::GetItem ||
       op == Operator::JsonGetItem || op == Operator::JsonPathGetItem)) {
    return false;
  }
  if (against == Operator::Not &&
      (node.kind == NodeKind::Binary || node.kind == NodeKind::Collate) &&
      !is_truth_operator(node)) {
    return true;
  }
  return own <= against_precedence;
}

/// A Boolean that is no condition yet: a column, a function, a bind. Databases
/// without booleans compare it with 1.
// SQLAlchemy: ColumnElement.self_group
bool is_plain_truth(const Node& node) {
  if (node.type.affinity() != TypeKind::Boolean) return false;
  switch (node.kind) {
    case NodeKind::ColumnRef:
    case NodeKind::BindParameter:
    case NodeKind::True:
    case NodeKind::False:
    case NodeKind::Function:
    case NodeKind::Case:
    case NodeKind::Cast:
    case NodeKind::Over:
    case NodeKind::WithinGroup:
      return true;
    default:
      return false;
  }
}

/// Types whose + joins texts, lists or documents.
bool is_concatenable(const Type& type) {
  TypeKind affinity = type.affinity();
  return affinity == TypeKind::String || affinity == TypeKind::ARRAY ||
         type.is(TypeKind::ARRAY) || type.is(TypeKind::JSON) ||
         type.kind == TypeKind::PgHSTORE;
}

struct Adaptation {
  TypeKind left;
  Operator op;
  TypeKind right;
  TypeKind result;  // NullType: the left side's own type
};

// SQLAlchemy: _expression_adaptations of the types
constexpr TypeKind kOwn = TypeKind::NullType;
constexpr Adaptation kAdaptations[] = {
    {TypeKind::Integer, Operator::Add, TypeKind::Date, TypeKind::Date},
    {TypeKind::Integer, Operator::Add, TypeKind::Numeric, TypeKind::Numeric},
    {TypeKind::Integer, Operator::Add, TypeKind::Float, TypeKind::Float},
    {TypeKind::Integer, Operator::Multiply, TypeKind::Interval,
     TypeKind::Interval},
    {TypeKind::Integer, Operator::Multiply, TypeKind::Numeric,
     TypeKind::Numeric},
    {TypeKind::Integer, Operator::Multiply, TypeKind::Float, TypeKind::Float},
    {TypeKind::Integer, Operator::Divide, TypeKind::Integer, TypeKind::Numeric},
    {TypeKind::Integer, Operator::Divide, TypeKind::Numeric, TypeKind::Numeric},
    {TypeKind::Integer, Operator::Divide, TypeKind::Float, TypeKind::Float},
    {TypeKind::Integer, Operator::FloorDivide, TypeKind::Numeric,
     TypeKind::Numeric},
    {TypeKind::Integer, Operator::Subtract, TypeKind::Numeric,
     TypeKind::Numeric},
    {TypeKind::Integer, Operator::Subtract, TypeKind::Float, TypeKind::Float},
    {TypeKind::Numeric, Operator::Multiply, TypeKind::Interval,
     TypeKind::Interval},
    {TypeKind::Float, Operator::Multiply, TypeKind::Interval,
     TypeKind::Interval},
    {TypeKind::DateTime, Operator::Subtract, TypeKind::DateTime,
     TypeKind::Interval},
    {TypeKind::Date, Operator::Add, TypeKind::Interval, TypeKind::DateTime},
    {TypeKind::Date, Operator::Add, TypeKind::Time, TypeKind::DateTime},
    {TypeKind::Date, Operator::Subtract, TypeKind::Date, TypeKind::Integer},
    {TypeKind::Date, Operator::Subtract, TypeKind::Interval,
     TypeKind::DateTime},
    {TypeKind::Date, Operator::Subtract, TypeKind::DateTime,
     TypeKind::Interval},
    {TypeKind::Time, Operator::Add, TypeKind::Date, TypeKind::DateTime},
    {TypeKind::Time, Operator::Subtract, TypeKind::Time, TypeKind::Interval},
    {TypeKind::Interval, Operator::Add, TypeKind::Date, TypeKind::DateTime},
    {TypeKind::Interval, Operator::Add, TypeKind::DateTime, TypeKind::DateTime},
    {TypeKind::Interval, Operator::Add, TypeKind::Time, TypeKind::Time},
};

/// The type of the result of an operator; + on texts becomes ||.
// SQLAlchemy: TypeEngine.Comparator._adapt_expression and its overrides
Type adapt(Operator& op, const Type& left, const Type& right) {
  if (is_concatenable(left)) {
    if (op == Operator::Add && (is_concatenable(right) || is_null_type(right)))
      op = Operator::Concat;
    return left;
  }
  if (is_null_type(left)) {
    bool commutative = op == Operator::Add || op == Operator::Multiply;
    if (is_null_type(right) || !commutative) return left;
    return adapt(op, right, left);
  }
  TypeKind a = left.affinity(), b = right.affinity();
  // Of two exact numbers the second one's type holds.
  if (a == TypeKind::Numeric && b == TypeKind::Numeric &&
      (op == Operator::Add || op == Operator::Subtract ||
       op == Operator::Multiply || op == Operator::Divide))
    return right;
  for (const Adaptation& row : kAdaptations) {
    if (row.left != a || row.op != op || row.right != b) continue;
    if (row.result == kOwn || row.result == a) return left;
    return row.result == b ? right : Type(row.result);
  }
  return left;
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
    Type operator()(std::int64_t number) const {
      bool small = number > -(1LL << 31) && number < (1LL << 31);
      return small ? TypeKind::Integer : TypeKind::BigInteger;
    }
    Type operator()(double) const { return TypeKind::Double; }
    Type operator()(const schema::Decimal& value) const {
      bool whole = value.text.find_first_of(".eE") == std::string::npos;
      // An int beyond 64 bits comes as a number, too.
      whole = whole && value.text.size() > 18;
      return whole ? TypeKind::BigInteger : TypeKind::Numeric;
    }
    Type operator()(const std::string& text) const {
      bool ascii = std::all_of(text.begin(), text.end(),
                               [](char c) { return !(c & 0x80); });
      return ascii ? TypeKind::String : TypeKind::Unicode;
    }
    Type operator()(const schema::Bytes&) const {
      return TypeKind::LargeBinary;
    }
    Type operator()(const schema::Date&) const { return TypeKind::Date; }
    Type operator()(const schema::Time& time) const {
      return zoned(TypeKind::Time, time);
    }
    Type operator()(const schema::DateTime& moment) const {
      return zoned(TypeKind::DateTime, moment.time);
    }
    static Type zoned(TypeKind kind, const schema::Time& time) {
      Type type(kind);
      if (time.utc_offset) type.set("timezone", true);
      return type;
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

// SQLAlchemy: _bind_param of ColumnClause and Function
std::string stem_beside(const Expression& other) {
  if (const auto* ref = try_as<ColumnRef>(other))
    return ref->key.empty() ? ref->name.text : ref->key;
  if (const auto* function = try_as<Function>(other))
    return function->name.text;
  return "param";
}

// SQLAlchemy: TypeEngine.coerce_compared_value and its overrides
Type compared_type(const Literal& value, const Type& beside) {
  Type own = type_of(value);
  // The generic Interval is compared as the moments that it is made of.
  if (beside.kind == TypeKind::Interval && !beside.custom)
    return compared_type(value, TypeKind::DateTime);
  if (beside.custom || is_null_type(own)) return beside;
  if (own.affinity() == beside.affinity()) return beside;
  switch (beside.kind) {
    case TypeKind::PgINET:
    case TypeKind::PgCIDR:
    case TypeKind::PgMACADDR:
    case TypeKind::PgMACADDR8:
    case TypeKind::PgCITEXT:
    case TypeKind::PickleType:
      return beside;
    default:
      break;
  }
  const bool text = own.affinity() == TypeKind::String;
  return text && (beside.is(TypeKind::BinaryBase) ||
                  beside.affinity() == TypeKind::Uuid ||
                  beside.kind == TypeKind::PgBIT)
             ? beside
             : own;
}

Expression bind_beside(Literal value, const Expression& other, Operator) {
  Type type = compared_type(value, other ? other->type : Type());
  std::string stem = stem_beside(other);
  return bind(std::move(value), std::move(type), std::move(stem));
}

Expression self_group(Expression element, Operator against) {
  if (!element) return element;
  bool truth = against == Operator::And || against == Operator::Or ||
               against == Operator::AsBoolean;
  if (truth && is_plain_truth(*element)) {
    return make<Unary>(Operator::IsTrue, std::move(element), false,
                       TypeKind::Boolean);
  }
  if (!needs_group(*element, against, precedence(against))) return element;
  if (const auto* label = try_as<Label>(element)) {
    auto grouped = make<Label>(*label);
    grouped->element = self_group(label->element, against);
    return grouped;
  }
  if (const auto* coerce = try_as<TypeCoerce>(element)) {
    return make<TypeCoerce>(self_group(coerce->element, against), coerce->type);
  }
  return make<Grouping>(std::move(element));
}

Expression self_group(Expression element) {
  switch (element->kind) {
    case NodeKind::Select:
    case NodeKind::CompoundSelect:
      return make<Grouping>(std::move(element));
    case NodeKind::Label: {
      auto grouped = make<Label>(as<Label>(*element));
      grouped->element = self_group(grouped->element);
      return grouped;
    }
    case NodeKind::TypeCoerce:
      return make<TypeCoerce>(self_group(as<TypeCoerce>(*element).element),
                              element->type);
    default:
      if (precedence_of(*element) == 100) return element;
      return make<Grouping>(std::move(element));
  }
}

ExpressionList conjuncts(const ExpressionList& clauses) {
  ExpressionList kept;
  Expression always;
  for (const Expression& clause : clauses) {
    if (clause->kind == NodeKind::True) {
      always = clause;
    } else if (clause->kind == NodeKind::False) {
      kept = {clause};
      break;
    } else {
      kept.push_back(clause);
    }
  }
  if (kept.empty() && always) kept = {always};
  Operator against = kept.size() > 1 ? Operator::And : Operator::AsBoolean;
  for (Expression& clause : kept) clause = self_group(clause, against);
  return kept;
}

bool is_collection_aggregate(const Node& node) {
  if (node.kind != NodeKind::Unary) return false;
  Operator op = as<Unary>(node).op;
  return op == Operator::Any || op == Operator::All;
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
  Type type = is_comparison(op) ? Type(TypeKind::Boolean)
                                : adapt(op, left->type, right->type);
  const Node &left_node = *left, &right_node = *right;
  auto node = make<Binary>(op, self_group(left, op), self_group(right, op),
                           std::move(type));
  // Not all of them are equal: something else than all are unequal.
  if (!is_collection_aggregate(left_node) &&
      !is_collection_aggregate(right_node))
    node->negation = negation_of(op);
  return node;
}

Expression custom_binary(std::string op, Expression left, Expression right,
                         int precedence, bool is_comparison, Type type) {
  auto group = [&](Expression side) -> Expression {
    if (!needs_group(*side, Operator::Custom, precedence)) return side;
    return make<Grouping>(std::move(side));
  };
  if (is_null_type(type)) {
    Operator none = Operator::Custom;
    type = is_comparison ? Type(TypeKind::Boolean)
                         : adapt(none, left->type, right->type);
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
  std::string stem = stem_beside(left);
  Type type = first.is_null() && array.items.empty()
                  ? left->type
                  : compared_type(first, left->type);
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
    if (clause->kind == decisive) {
      return self_group(clause, Operator::AsBoolean);
    }
    const auto* list = try_as<BooleanList>(clause);
    if (list && list->op == op) {
      kept.insert(kept.end(), list->clauses.begin(), list->clauses.end());
    } else {
      kept.push_back(std::move(clause));
    }
  }
  if (kept.empty()) {
    Expression neutral_value = op == Operator::And ? true_() : false_();
    return clauses.empty() ? neutral_value
                           : self_group(neutral_value, Operator::AsBoolean);
  }
  if (kept.size() == 1) {
    return self_group(kept.front(), Operator::AsBoolean);
  }
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

// SQLAlchemy: ColumnElement._negate and its overrides
Expression not_(Expression operand) {
  auto inverted = [](Expression inner) {
    return make<Unary>(Operator::Not, self_group(inner, Operator::Not), false,
                       TypeKind::Boolean);
  };
  switch (operand->kind) {
    case NodeKind::True:
      return false_();
    case NodeKind::False:
      return true_();
    case NodeKind::Binary: {
      const auto& binary = as<Binary>(*operand);
      if (binary.negation != Operator::None) {
        auto negated = make<Binary>(binary);
        negated->op = binary.negation;
        negated->negation = binary.op;
        return negated;
      }
      return not_(make<Grouping>(operand));
    }
    case NodeKind::Between: {
      auto negated = make<Between>(as<Between>(*operand));
      negated->negated = !negated->negated;
      return negated;
    }
    case NodeKind::Exists: {
      auto negated = make<Exists>(as<Exists>(*operand));
      if (negated->negated) return inverted(operand);
      negated->negated = true;
      return negated;
    }
    case NodeKind::Unary: {
      const auto& unary = as<Unary>(*operand);
      if (unary.op == Operator::IsTrue || unary.op == Operator::IsFalse) {
        if (unary.operand->kind == NodeKind::True ||
            unary.operand->kind == NodeKind::False) {
          return not_(unary.operand);
        }
        auto negated = make<Unary>(unary);
        negated->op = negation_of(unary.op);
        return negated;
      }
      return inverted(operand);
    }
    case NodeKind::Grouping:
      if (operand->type.affinity() != TypeKind::Boolean) break;
      return make<Unary>(Operator::IsFalse, operand, false, TypeKind::Boolean);
    default:
      break;
  }
  if (is_plain_truth(*operand)) {
    return make<Unary>(Operator::IsFalse, std::move(operand), false,
                       TypeKind::Boolean);
  }
  return inverted(std::move(operand));
}

Expression between(Expression element, Expression low, Expression high,
                   bool symmetric) {
  auto node = make<Between>(self_group(std::move(element), Operator::Between),
                            std::move(low), std::move(high));
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
    } else if (key == "count" || key == "char_length" || key == "rank" ||
               key == "dense_rank") {
      type = TypeKind::Integer;
    } else if (key == "percent_rank" || key == "cume_dist") {
      type = TypeKind::Numeric;
    } else if (key == "concat" || key == "current_user" || key == "user" ||
               key == "session_user" || key == "aggregate_strings") {
      type = TypeKind::String;
    } else if ((key == "coalesce" || key == "max" || key == "min" ||
                key == "sum" || key == "lower" || key == "upper") &&
               !arguments.empty()) {
      // That of the first argument that has one.
      // SQLAlchemy: ReturnTypeFromArgs
      if (key != "lower" && key != "upper") {
        auto typed = std::find_if(
            arguments.begin(), arguments.end(),
            [](const Expression& each) { return !is_null_type(each->type); });
        if (typed != arguments.end()) type = (*typed)->type;
      }
    } else if (key == "array_agg" && !arguments.empty()) {
      const Type& item = arguments[0]->type;
      type = item.is(TypeKind::ARRAY) ? item : schema::array_type(item);
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

// SQL expressions and statements as immutable trees. Each node is one struct
// that derives from Node and is shared by pointer: SQLAlchemy's generative
// methods become a copy with a change. The parts of this header: operators,
// column expressions, from-clauses, statements. sql/build.h makes nodes the way
// Python's operators do (types of binds, precedence, negation).
#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "schema/literal.h"
#include "schema/name.h"
#include "schema/schema.h"
#include "schema/type.h"
#include "sql/operators.h"

namespace limbeck::sql {

using schema::Literal;
using schema::Name;
using schema::Type;
using schema::TypeKind;

enum class NodeKind : unsigned char {
  // column expressions
  ColumnRef,
  BindParameter,
  Null,
  True,
  False,
  Text,
  Unary,
  Binary,
  BooleanList,
  ExpressionList,
  Tuple,
  Grouping,
  Between,
  Exists,
  Case,
  Cast,
  TypeCoerce,
  Extract,
  Collate,
  Function,
  Over,
  WithinGroup,
  Filter,
  OrderedAggregate,
  Label,
  ArrayLiteral,
  ScalarSelect,
  NextValue,
  Custom,
  // from-clauses
  TableRef,
  Alias,
  Cte,
  Join,
  Values,
  // statements
  Select,
  CompoundSelect,
  Insert,
  Update,
  Delete,
};

struct Node {
  NodeKind kind;
  Type type;  // of a column expression; NullType where unknown
  explicit Node(NodeKind kind, Type type = {})
      : kind(kind), type(std::move(type)) {}
  virtual ~Node() = default;
};

using Expression = std::shared_ptr<const Node>;
using ExpressionList = std::vector<Expression>;

template <class T>
const T& as(const Node& node) {
  return static_cast<const T&>(node);
}
/// The node where it is of that struct's kind, else nullptr.
template <class T>
const T* try_as(const Expression& node) {
  return node && node->kind == T::kKind ? static_cast<const T*>(node.get())
                                        : nullptr;
}

// ---------------------------------------------------------------- columns

struct FromClause;

/// A column of a table, alias or subquery; column("x"), literal_column("x").
struct ColumnRef : Node {
  static constexpr NodeKind kKind = NodeKind::ColumnRef;
  Name name;
  std::string key;                    // empty: the name
  std::shared_ptr<const Node> table;  // a from-clause, or nullptr
  bool literal = false;               // literal_column: text as it is
  /// A str in ORDER BY: a result column's name or label, found when compiled.
  bool label_reference = false;
  explicit ColumnRef(Name name, Type type = {}, Expression table = {})
      : Node(kKind, std::move(type)),
        name(std::move(name)),
        table(std::move(table)) {}
};

struct BindParameter : Node {
  static constexpr NodeKind kKind = NodeKind::BindParameter;
  std::string key;      // given, or the anonymous name's stem: "param", "id"
  bool unique = false;  // anonymous: gets a number, "id_1"
  /// bindparam(None): anonymous, and never named after a column.
  bool keyless = false;
  std::optional<Literal> value;  // none: required when executed
  bool expanding = false;        // for IN: value is an Array
  bool literal_execute = false;
  bool inline_literal = false;  // op.inline_literal: always rendered
  /// A plain value of values(): has its column's name at the top of a
  /// statement, is anonymous inside of a CTE and in what an upsert sets.
  bool of_column = false;
  explicit BindParameter(std::string key, Type type = {})
      : Node(kKind, std::move(type)), key(std::move(key)) {}
};

/// null(), true(), false().
struct Constant : Node {
  explicit Constant(NodeKind which)
      : Node(which, which == NodeKind::Null ? TypeKind::NullType
                                            : TypeKind::Boolean) {}
};

/// text("…:name…"): parsed when compiled. `\:` escapes a colon.
struct Text : Node {
  static constexpr NodeKind kKind = NodeKind::Text;
  std::string text;
  std::vector<std::shared_ptr<const BindParameter>> binds;  // bindparams()
  std::vector<std::pair<std::string, Type>> columns;        // columns()
  explicit Text(std::string text, Type type = {})
      : Node(kKind, std::move(type)), text(std::move(text)) {}
};

struct Unary : Node {
  static constexpr NodeKind kKind = NodeKind::Unary;
  Operator op;
  bool postfix = false;  // DESC, NULLS LAST, IS NULL …
  Expression operand;
  std::string custom;  // with Operator::Custom
  Unary(Operator op, Expression operand, bool postfix, Type type = {})
      : Node(kKind, std::move(type)),
        op(op),
        postfix(postfix),
        operand(std::move(operand)) {}
};

struct Binary : Node {
  static constexpr NodeKind kKind = NodeKind::Binary;
  Operator op;
  Expression left, right;
  Operator negation = Operator::None;
  std::string custom;  // with Operator::Custom: the operator's text
  int custom_precedence = 0;
  bool custom_is_comparison = false;
  std::optional<std::string> escape;  // LIKE … ESCAPE
  /// startswith() and its kin: binds less tightly than anything.
  bool loose = false;
  std::optional<std::string> flags;  // regexp_match(flags=…)
  /// match(postgresql_regconfig=…, mysql_boolean_mode=…): by name.
  std::vector<std::pair<std::string, Literal>> modifiers;
  Binary(Operator op, Expression left, Expression right, Type type = {})
      : Node(kKind, std::move(type)),
        op(op),
        left(std::move(left)),
        right(std::move(right)) {}
};

/// a AND b AND c; a OR b.
struct BooleanList : Node {
  static constexpr NodeKind kKind = NodeKind::BooleanList;
  Operator op;
  sql::ExpressionList clauses;
  BooleanList(Operator op, sql::ExpressionList clauses)
      : Node(kKind, TypeKind::Boolean), op(op), clauses(std::move(clauses)) {}
};

/// a, b, c without parentheses (or with another operator between them).
struct ExpressionListNode : Node {
  static constexpr NodeKind kKind = NodeKind::ExpressionList;
  sql::ExpressionList clauses;
  std::string separator = ", ";
  explicit ExpressionListNode(sql::ExpressionList clauses)
      : Node(kKind), clauses(std::move(clauses)) {}
};

struct Tuple : Node {
  static constexpr NodeKind kKind = NodeKind::Tuple;
  sql::ExpressionList clauses;
  explicit Tuple(sql::ExpressionList clauses)
      : Node(kKind), clauses(std::move(clauses)) {}
};

struct Grouping : Node {
  static constexpr NodeKind kKind = NodeKind::Grouping;
  Expression element;
  explicit Grouping(Expression inner)
      : Node(kKind, inner->type), element(std::move(inner)) {}
};

struct Between : Node {
  static constexpr NodeKind kKind = NodeKind::Between;
  Expression element, low, high;
  bool negated = false, symmetric = false;
  Between(Expression element, Expression low, Expression high)
      : Node(kKind, TypeKind::Boolean),
        element(std::move(element)),
        low(std::move(low)),
        high(std::move(high)) {}
};

struct Exists : Node {
  static constexpr NodeKind kKind = NodeKind::Exists;
  Expression select;
  bool negated = false;
  explicit Exists(Expression select)
      : Node(kKind, TypeKind::Boolean), select(std::move(select)) {}
};

struct Case : Node {
  static constexpr NodeKind kKind = NodeKind::Case;
  Expression value;  // may be nullptr
  std::vector<std::pair<Expression, Expression>> whens;
  Expression else_;  // may be nullptr
  Case() : Node(kKind) {}
};

/// CAST(x AS type); with `try_cast`, TRY_CAST.
struct Cast : Node {
  static constexpr NodeKind kKind = NodeKind::Cast;
  Expression element;
  bool try_cast = false;
  Cast(Expression element, Type to)
      : Node(kKind, std::move(to)), element(std::move(element)) {}
};

struct TypeCoerce : Node {
  static constexpr NodeKind kKind = NodeKind::TypeCoerce;
  Expression element;
  TypeCoerce(Expression element, Type to)
      : Node(kKind, std::move(to)), element(std::move(element)) {}
};

struct Extract : Node {
  static constexpr NodeKind kKind = NodeKind::Extract;
  std::string field;
  Expression element;
  Extract(std::string field, Expression element)
      : Node(kKind, TypeKind::Integer),
        field(std::move(field)),
        element(std::move(element)) {}
};

struct Collate : Node {
  static constexpr NodeKind kKind = NodeKind::Collate;
  Expression element;
  Name collation;
  Collate(Expression inner, Name collation)
      : Node(kKind, inner->type),
        element(std::move(inner)),
        collation(std::move(collation)) {
    if (type.affinity() == TypeKind::String && !type.custom)
      type.set("collation", this->collation.text);
  }
};

/// func.pkg.name(args). Known functions (now, current_timestamp, concat, …)
/// have their spelling per dialect.
struct Function : Node {
  static constexpr NodeKind kKind = NodeKind::Function;
  std::vector<std::string> packages;
  Name name;
  sql::ExpressionList arguments;
  explicit Function(Name name, sql::ExpressionList arguments = {},
                    Type type = {})
      : Node(kKind, std::move(type)),
        name(std::move(name)),
        arguments(std::move(arguments)) {}
};

struct Over : Node {
  static constexpr NodeKind kKind = NodeKind::Over;
  Expression element;
  sql::ExpressionList partition_by, order_by;
  struct Frame {
    std::string unit;                         // "RANGE", "ROWS", "GROUPS"
    std::optional<std::int64_t> start, stop;  // none: unbounded
  };
  std::optional<Frame> frame;
  explicit Over(Expression inner)
      : Node(kKind, inner->type), element(std::move(inner)) {}
};

struct WithinGroup : Node {
  static constexpr NodeKind kKind = NodeKind::WithinGroup;
  Expression element;
  sql::ExpressionList order_by;
  WithinGroup(Expression inner, sql::ExpressionList order_by)
      : Node(kKind, inner->type),
        element(std::move(inner)),
        order_by(std::move(order_by)) {}
};

/// func(…) FILTER (WHERE …)
struct Filter : Node {
  static constexpr NodeKind kKind = NodeKind::Filter;
  Expression element, criterion;
  Filter(Expression inner, Expression criterion)
      : Node(kKind, inner->type),
        element(std::move(inner)),
        criterion(std::move(criterion)) {}
};

/// aggregate_order_by(x, y): `x ORDER BY y` as a function's argument.
struct OrderedAggregate : Node {
  static constexpr NodeKind kKind = NodeKind::OrderedAggregate;
  Expression element;
  sql::ExpressionList order_by;
  OrderedAggregate(Expression inner, sql::ExpressionList order_by)
      : Node(kKind, inner->type),
        element(std::move(inner)),
        order_by(std::move(order_by)) {}
};

struct Label : Node {
  static constexpr NodeKind kKind = NodeKind::Label;
  Name name;  // Kind::None: anonymous, "anon_1"
  Expression element;
  Label(Name name, Expression inner)
      : Node(kKind, inner->type),
        name(std::move(name)),
        element(std::move(inner)) {}
};

/// postgresql.array([...])
struct ArrayLiteral : Node {
  static constexpr NodeKind kKind = NodeKind::ArrayLiteral;
  sql::ExpressionList clauses;
  ArrayLiteral(sql::ExpressionList clauses, Type array_type)
      : Node(kKind, std::move(array_type)), clauses(std::move(clauses)) {}
};

struct ScalarSelect : Node {
  static constexpr NodeKind kKind = NodeKind::ScalarSelect;
  Expression select;
  ScalarSelect(Expression select, Type type)
      : Node(kKind, std::move(type)), select(std::move(select)) {}
};

/// Sequence("s").next_value()
struct NextValue : Node {
  static constexpr NodeKind kKind = NodeKind::NextValue;
  schema::Sequence sequence;
  explicit NextValue(schema::Sequence sequence)
      : Node(kKind, TypeKind::Integer), sequence(std::move(sequence)) {}
};

class StatementCompiler;

/// A construct whose text the user's @compiles function makes; also any
/// construct that this tree has no node for.
struct Custom : Node {
  static constexpr NodeKind kKind = NodeKind::Custom;
  std::function<std::string(StatementCompiler&)> render;
  explicit Custom(std::function<std::string(StatementCompiler&)> render,
                  Type type = {})
      : Node(kKind, std::move(type)), render(std::move(render)) {}
};

// ---------------------------------------------------------------- from

/// table("t", …) or a Table.
struct TableRef : Node {
  static constexpr NodeKind kKind = NodeKind::TableRef;
  Name name;
  std::optional<Name> schema;
  explicit TableRef(Name name, std::optional<Name> schema = {})
      : Node(kKind), name(std::move(name)), schema(std::move(schema)) {}
  /// In order: what SELECT lists and INSERT without values names.
  const std::vector<std::pair<Name, Type>>& columns() const {
    if (columns_.empty()) find_columns(columns_);
    return columns_;
  }
  void add_column(Name column, Type column_type) {
    columns_.emplace_back(std::move(column), std::move(column_type));
  }
  /// They are asked for again when somebody wants them.
  void drop_columns() { columns_.clear(); }

 protected:
  /// The columns of what it stands for; many a table never shows them.
  virtual void find_columns(std::vector<std::pair<Name, Type>>&) const {}

 private:
  mutable std::vector<std::pair<Name, Type>> columns_;
};

/// x AS name: alias(), subquery(), lateral().
struct Alias : Node {
  static constexpr NodeKind kKind = NodeKind::Alias;
  Expression element;  // TableRef, Select, Function, Values …
  Name name;           // Kind::None: anonymous, "anon_1" or "table_1"
  bool lateral = false;
  bool ordinality = false;  // of a function: its last column counts the rows
  std::vector<std::pair<Name, Type>> columns;  // a function's derived columns
  Expression sampling, seed;                   // tablesample(); may be nullptr
  Alias(Expression element, Name name)
      : Node(kKind), element(std::move(element)), name(std::move(name)) {}
};

struct Cte : Node {
  static constexpr NodeKind kKind = NodeKind::Cte;
  Expression element;
  Name name;  // Kind::None: anonymous
  bool recursive = false;
  bool nesting = false;  // written where it is used, not at the top
  /// prefix_with(), suffix_with(): text, dialect (empty for all)
  std::vector<std::pair<std::string, std::string>> prefixes, suffixes;
  /// For union() of a recursive cte: the one that it stands for.
  std::shared_ptr<const Node> restates;
  Cte(Expression element, Name name)
      : Node(kKind), element(std::move(element)), name(std::move(name)) {}
};

struct Join : Node {
  static constexpr NodeKind kKind = NodeKind::Join;
  Expression left, right, on;  // on: nullptr for a cross join
  bool outer = false, full = false;
  Join(Expression left, Expression right, Expression on)
      : Node(kKind),
        left(std::move(left)),
        right(std::move(right)),
        on(std::move(on)) {}
};

/// values(column("a"), …).data([...])
struct Values : Node {
  static constexpr NodeKind kKind = NodeKind::Values;
  std::vector<std::pair<Name, Type>> columns;
  std::vector<std::vector<Literal>> rows;
  Name name;
  bool literal_binds = false;
  Values() : Node(kKind) {}
};

// ---------------------------------------------------------------- statements

/// What select, insert, update and delete share.
struct Statement : Node {
  using Node::Node;
  struct AddedCte {
    std::shared_ptr<const Cte> cte;
    bool nest_here = false;
  };
  std::vector<AddedCte> with;  // add_cte()
  /// prefix_with(text, dialect=…): dialect empty for all
  std::vector<std::pair<std::string, std::string>> prefixes, suffixes;
};

struct ForUpdate {
  bool read = false, nowait = false, skip_locked = false, key_share = false;
  sql::ExpressionList of;
};

struct Select : Statement {
  static constexpr NodeKind kKind = NodeKind::Select;
  sql::ExpressionList columns;  // expressions and from-clauses
  sql::ExpressionList from;     // select_from(), joins; others are derived
  /// join() chained on the statement: folded into `from` when compiled.
  sql::ExpressionList where, group_by, having, order_by;
  Expression limit, offset;  // may be nullptr
  Expression fetch;
  bool fetch_percent = false, fetch_with_ties = false;
  bool distinct = false;
  sql::ExpressionList distinct_on;
  std::optional<ForUpdate> for_update;
  std::optional<sql::ExpressionList> correlate;  // correlate(…)
  std::optional<sql::ExpressionList> correlate_except;
  /// set_label_style(LABEL_STYLE_TABLENAME_PLUS_COL): t.c AS t_c
  bool tablename_labels = false;
  /// with_hint(); with_statement_hint() has no table. Dialect "*": all.
  struct Hint {
    Expression table;  // nullptr: of the statement
    std::string text, dialect;
  };
  std::vector<Hint> hints;
  Select() : Statement(kKind) {}
};

enum class SetOperator : unsigned char {
  Union,
  UnionAll,
  Except,
  ExceptAll,
  Intersect,
  IntersectAll
};

struct CompoundSelect : Statement {
  static constexpr NodeKind kKind = NodeKind::CompoundSelect;
  SetOperator op;
  sql::ExpressionList selects;
  sql::ExpressionList order_by, group_by;
  Expression limit, offset;
  CompoundSelect(SetOperator op, sql::ExpressionList selects)
      : Statement(kKind), op(op), selects(std::move(selects)) {}
};

/// column name → value, in order.
using Assignments = std::vector<std::pair<std::string, Expression>>;

struct OnConflict {
  std::string_view dialect = "postgresql";  // whose insert() it was
  bool do_nothing = false;
  Name constraint;                                     // ON CONSTRAINT
  sql::ExpressionList elements;                        // index_elements
  Expression index_where;                              // may be nullptr
  std::vector<std::pair<Expression, Expression>> set;  // DO UPDATE SET
  Expression where;                                    // may be nullptr
};

struct Insert : Statement {
  static constexpr NodeKind kKind = NodeKind::Insert;
  Expression table;
  Assignments values;
  std::vector<Assignments> rows;  // values([{…}, {…}]) beyond the first
  std::vector<std::string> select_columns;
  Expression select;  // from_select; may be nullptr
  std::optional<OnConflict> on_conflict;
  Assignments on_duplicate_key;    // MySQL
  bool duplicate_ordered = false;  // not in the table's order
  std::string duplicate_alias;
  bool ignore = false;
  sql::ExpressionList returning;
  Insert() : Statement(kKind) {}
};

struct Update : Statement {
  static constexpr NodeKind kKind = NodeKind::Update;
  Expression table;
  Assignments values;
  /// ordered_values(); and values keyed by an expression.
  std::vector<std::pair<Expression, Expression>> expression_values;
  sql::ExpressionList where, returning;
  Expression limit;
  bool ordered = false;  // ordered_values(): not in the table's order
  Update() : Statement(kKind) {}
};

struct Delete : Statement {
  static constexpr NodeKind kKind = NodeKind::Delete;
  Expression table;
  sql::ExpressionList where, returning;
  sql::ExpressionList using_;
  Delete() : Statement(kKind) {}
};

template <class T, class... Args>
std::shared_ptr<T> make(Args&&... args) {
  return std::make_shared<T>(std::forward<Args>(args)...);
}

}  // namespace limbeck::sql

// The syntax tree of Python 3.14. Classes and fields are those of CPython's
// `ast` module, so that its documentation is theirs as well; what differs:
//
// - a node is a plain struct in its tree's Arena; lists are spans of pointers,
//   names and texts are views into the arena, all living as long as the Tree;
// - operators and contexts are enumerators instead of nodes;
// - a field that is optional in CPython is null here (a pointer) or has a null
//   data() (a name); the elements of Dict::keys and Arguments::kw_defaults may
//   be null as theirs may be None;
// - classes that begin with a small letter there (arguments, keyword …) begin
//   with a capital here.
//
// Every node but Module and Arguments has an exact range. Lines count from 1,
// columns are byte offsets in the UTF-8 text of the line and count from 0.
// Names live in limbeck::py::ast (an ast::List is no py::List).
// The nodes have a namespace of their own: Call, Dict, Module … also name parts
// of the object model.
// `switch (node.kind)` and `ast::as<ast::Call>(node)` are the way to walk it.
#pragma once
#include <cstdint>
#include <span>
#include <string_view>

namespace limbeck::py::ast {

enum class NodeKind : std::uint8_t {
  // statements
  FunctionDef,
  AsyncFunctionDef,
  ClassDef,
  Return,
  Delete,
  Assign,
  TypeAlias,
  AugAssign,
  AnnAssign,
  For,
  AsyncFor,
  While,
  If,
  With,
  AsyncWith,
  Match,
  Raise,
  Try,
  TryStar,
  Assert,
  Import,
  ImportFrom,
  Global,
  Nonlocal,
  ExprStmt,
  Pass,
  Break,
  Continue,
  // expressions
  BoolOp,
  NamedExpr,
  BinOp,
  UnaryOp,
  Lambda,
  IfExp,
  Dict,
  Set,
  ListComp,
  SetComp,
  DictComp,
  GeneratorExp,
  Await,
  Yield,
  YieldFrom,
  Compare,
  Call,
  FormattedValue,
  Interpolation,
  JoinedStr,
  TemplateStr,
  Constant,
  Attribute,
  Subscript,
  Starred,
  Name,
  List,
  Tuple,
  Slice,
  // patterns
  MatchValue,
  MatchSingleton,
  MatchSequence,
  MatchMapping,
  MatchClass,
  MatchStar,
  MatchAs,
  MatchOr,
  // the rest
  Module,
  Comprehension,
  ExceptHandler,
  Arguments,
  Arg,
  Keyword,
  Alias,
  WithItem,
  MatchCase,
  TypeVar,
  ParamSpec,
  TypeVarTuple,
};

enum class BoolOperator : std::uint8_t { And, Or };
enum class UnaryOperator : std::uint8_t { Invert, Not, UAdd, USub };
enum class Operator : std::uint8_t {
  Add,
  Sub,
  Mult,
  MatMult,
  Div,
  Mod,
  Pow,
  LShift,
  RShift,
  BitOr,
  BitXor,
  BitAnd,
  FloorDiv,
};
enum class CompareOperator : std::uint8_t {
  Eq,
  NotEq,
  Lt,
  LtE,
  Gt,
  GtE,
  Is,
  IsNot,
  In,
  NotIn,
};
enum class Context : std::uint8_t { Load, Store, Del };

struct Range {
  int line = 0, col = 0, end_line = 0, end_col = 0;
};

struct Node : Range {
  NodeKind kind;
};

template <class T>
using Seq = std::span<T*>;
using Identifier = std::string_view;

struct Expr : Node {};
struct Stmt : Node {};
struct Pattern : Node {};
struct TypeParam : Node {};

/// The node as the struct of its kind; the caller has looked at `kind`.
template <class T>
const T& as(const Node& node) {
  return static_cast<const T&>(node);
}
template <class T>
T& as(Node& node) {
  return static_cast<T&>(node);
}
/// The same, or null where the node is null or of another kind.
template <class T>
const T* if_is(const Node* node) {
  return node && node->kind == T::kKind ? static_cast<const T*>(node) : nullptr;
}
template <class T>
T* if_is(Node* node) {
  return node && node->kind == T::kKind ? static_cast<T*>(node) : nullptr;
}

// -- helpers of statements and expressions ------------------------------------

struct Arg : Node {
  static constexpr NodeKind kKind = NodeKind::Arg;
  Identifier arg;
  Expr* annotation = nullptr;
};

struct Arguments : Node {  // has no range
  static constexpr NodeKind kKind = NodeKind::Arguments;
  Seq<Arg> posonlyargs, args;
  Arg* vararg = nullptr;
  Seq<Arg> kwonlyargs;
  Seq<Expr> kw_defaults;  // as long as kwonlyargs; null where there is none
  Arg* kwarg = nullptr;
  Seq<Expr> defaults;  // of the last of posonlyargs + args
};

struct Keyword : Node {
  static constexpr NodeKind kKind = NodeKind::Keyword;
  Identifier arg;  // null data() in `**value`
  Expr* value = nullptr;
};

struct Alias : Node {
  static constexpr NodeKind kKind = NodeKind::Alias;
  Identifier name;    // dotted, or "*"
  Identifier asname;  // null data() without `as`
};

struct WithItem : Node {
  static constexpr NodeKind kKind = NodeKind::WithItem;
  Expr* context_expr = nullptr;
  Expr* optional_vars = nullptr;
};

struct Comprehension : Node {
  static constexpr NodeKind kKind = NodeKind::Comprehension;
  Expr *target = nullptr, *iter = nullptr;
  Seq<Expr> ifs;
  bool is_async = false;
};

struct ExceptHandler : Node {
  static constexpr NodeKind kKind = NodeKind::ExceptHandler;
  Expr* type = nullptr;  // null in a bare `except:`
  Identifier name;
  Seq<Stmt> body;
};

struct MatchCase : Node {
  static constexpr NodeKind kKind = NodeKind::MatchCase;
  Pattern* pattern = nullptr;
  Expr* guard = nullptr;
  Seq<Stmt> body;
};

struct TypeVar : TypeParam {
  static constexpr NodeKind kKind = NodeKind::TypeVar;
  Identifier name;
  Expr *bound = nullptr, *default_value = nullptr;
};
struct ParamSpec : TypeParam {
  static constexpr NodeKind kKind = NodeKind::ParamSpec;
  Identifier name;
  Expr* default_value = nullptr;
};
struct TypeVarTuple : TypeParam {
  static constexpr NodeKind kKind = NodeKind::TypeVarTuple;
  Identifier name;
  Expr* default_value = nullptr;
};

// -- statements ---------------------------------------------------------------

/// Where a body that was only skipped stands in the source; see parse_body.
struct SkippedBody {
  std::uint32_t offset = 0, end = 0;  // bytes of the normalised source
  int line = 0, col = 0;              // of the first token
  bool indented = false;              // on lines of its own
  bool needs_class = false;           // super or __class__ is among its tokens
};

/// `def` and, with kind AsyncFunctionDef, `async def`.
struct FunctionDef : Stmt {
  static constexpr NodeKind kKind = NodeKind::FunctionDef;
  Identifier name;
  Arguments* args = nullptr;
  Seq<Stmt> body;
  Seq<Expr> decorator_list;
  Expr* returns = nullptr;
  Seq<TypeParam> type_params;
  SkippedBody* skipped = nullptr;  // set: body is empty until parse_body
};
struct ClassDef : Stmt {
  static constexpr NodeKind kKind = NodeKind::ClassDef;
  Identifier name;
  Seq<Expr> bases;
  Seq<Keyword> keywords;
  Seq<Stmt> body;
  Seq<Expr> decorator_list;
  Seq<TypeParam> type_params;
};
struct Return : Stmt {
  static constexpr NodeKind kKind = NodeKind::Return;
  Expr* value = nullptr;
};
struct Delete : Stmt {
  static constexpr NodeKind kKind = NodeKind::Delete;
  Seq<Expr> targets;
};
struct Assign : Stmt {
  static constexpr NodeKind kKind = NodeKind::Assign;
  Seq<Expr> targets;
  Expr* value = nullptr;
};
struct TypeAlias : Stmt {
  static constexpr NodeKind kKind = NodeKind::TypeAlias;
  Expr* name = nullptr;
  Seq<TypeParam> type_params;
  Expr* value = nullptr;
};
struct AugAssign : Stmt {
  static constexpr NodeKind kKind = NodeKind::AugAssign;
  Expr* target = nullptr;
  Operator op = Operator::Add;
  Expr* value = nullptr;
};
struct AnnAssign : Stmt {
  static constexpr NodeKind kKind = NodeKind::AnnAssign;
  Expr *target = nullptr, *annotation = nullptr, *value = nullptr;
  bool simple = false;  // a bare name, not in brackets
};
/// `for` and, with kind AsyncFor, `async for`.
struct For : Stmt {
  static constexpr NodeKind kKind = NodeKind::For;
  Expr *target = nullptr, *iter = nullptr;
  Seq<Stmt> body, orelse;
};
struct While : Stmt {
  static constexpr NodeKind kKind = NodeKind::While;
  Expr* test = nullptr;
  Seq<Stmt> body, orelse;
};
struct If : Stmt {
  static constexpr NodeKind kKind = NodeKind::If;
  Expr* test = nullptr;
  Seq<Stmt> body, orelse;
};
/// `with` and, with kind AsyncWith, `async with`.
struct With : Stmt {
  static constexpr NodeKind kKind = NodeKind::With;
  Seq<WithItem> items;
  Seq<Stmt> body;
};
struct Match : Stmt {
  static constexpr NodeKind kKind = NodeKind::Match;
  Expr* subject = nullptr;
  Seq<MatchCase> cases;
};
struct Raise : Stmt {
  static constexpr NodeKind kKind = NodeKind::Raise;
  Expr *exc = nullptr, *cause = nullptr;
};
/// `try` and, with kind TryStar, the one with `except*`.
struct Try : Stmt {
  static constexpr NodeKind kKind = NodeKind::Try;
  Seq<Stmt> body;
  Seq<ExceptHandler> handlers;
  Seq<Stmt> orelse, finalbody;
};
struct Assert : Stmt {
  static constexpr NodeKind kKind = NodeKind::Assert;
  Expr *test = nullptr, *msg = nullptr;
};
struct Import : Stmt {
  static constexpr NodeKind kKind = NodeKind::Import;
  Seq<Alias> names;
};
struct ImportFrom : Stmt {
  static constexpr NodeKind kKind = NodeKind::ImportFrom;
  Identifier module;  // null data() in `from . import x`
  Seq<Alias> names;
  int level = 0;
};
struct Global : Stmt {
  static constexpr NodeKind kKind = NodeKind::Global;
  std::span<Identifier> names;
};
struct Nonlocal : Stmt {
  static constexpr NodeKind kKind = NodeKind::Nonlocal;
  std::span<Identifier> names;
};
struct ExprStmt : Stmt {  // ast.Expr
  static constexpr NodeKind kKind = NodeKind::ExprStmt;
  Expr* value = nullptr;
};
struct Pass : Stmt {
  static constexpr NodeKind kKind = NodeKind::Pass;
};
struct Break : Stmt {
  static constexpr NodeKind kKind = NodeKind::Break;
};
struct Continue : Stmt {
  static constexpr NodeKind kKind = NodeKind::Continue;
};

// -- expressions --------------------------------------------------------------

struct BoolOp : Expr {
  static constexpr NodeKind kKind = NodeKind::BoolOp;
  BoolOperator op = BoolOperator::And;
  Seq<Expr> values;
};
struct NamedExpr : Expr {
  static constexpr NodeKind kKind = NodeKind::NamedExpr;
  Expr *target = nullptr, *value = nullptr;
};
struct BinOp : Expr {
  static constexpr NodeKind kKind = NodeKind::BinOp;
  Expr* left = nullptr;
  Operator op = Operator::Add;
  Expr* right = nullptr;
};
struct UnaryOp : Expr {
  static constexpr NodeKind kKind = NodeKind::UnaryOp;
  UnaryOperator op = UnaryOperator::Not;
  Expr* operand = nullptr;
};
struct Lambda : Expr {
  static constexpr NodeKind kKind = NodeKind::Lambda;
  Arguments* args = nullptr;
  Expr* body = nullptr;
};
struct IfExp : Expr {
  static constexpr NodeKind kKind = NodeKind::IfExp;
  Expr *test = nullptr, *body = nullptr, *orelse = nullptr;
};
struct Dict : Expr {
  static constexpr NodeKind kKind = NodeKind::Dict;
  Seq<Expr> keys;  // null in `**value`
  Seq<Expr> values;
};
struct Set : Expr {
  static constexpr NodeKind kKind = NodeKind::Set;
  Seq<Expr> elts;
};
/// ListComp, SetComp and GeneratorExp, told apart by kind.
struct ListComp : Expr {
  static constexpr NodeKind kKind = NodeKind::ListComp;
  Expr* elt = nullptr;
  Seq<Comprehension> generators;
};
struct DictComp : Expr {
  static constexpr NodeKind kKind = NodeKind::DictComp;
  Expr *key = nullptr, *value = nullptr;
  Seq<Comprehension> generators;
};
struct Await : Expr {
  static constexpr NodeKind kKind = NodeKind::Await;
  Expr* value = nullptr;
};
struct Yield : Expr {
  static constexpr NodeKind kKind = NodeKind::Yield;
  Expr* value = nullptr;
};
struct YieldFrom : Expr {
  static constexpr NodeKind kKind = NodeKind::YieldFrom;
  Expr* value = nullptr;
};
struct Compare : Expr {
  static constexpr NodeKind kKind = NodeKind::Compare;
  Expr* left = nullptr;
  std::span<CompareOperator> ops;
  Seq<Expr> comparators;
};
struct Call : Expr {
  static constexpr NodeKind kKind = NodeKind::Call;
  Expr* func = nullptr;
  Seq<Expr> args;  // Starred among them
  Seq<Keyword> keywords;
};
struct FormattedValue : Expr {
  static constexpr NodeKind kKind = NodeKind::FormattedValue;
  Expr* value = nullptr;
  int conversion = -1;  // 's', 'r', 'a'
  Expr* format_spec = nullptr;
};
struct Interpolation : Expr {  // of a t-string
  static constexpr NodeKind kKind = NodeKind::Interpolation;
  Expr* value = nullptr;
  std::string_view str;  // the expression's source text
  int conversion = -1;
  Expr* format_spec = nullptr;
};
struct JoinedStr : Expr {
  static constexpr NodeKind kKind = NodeKind::JoinedStr;
  Seq<Expr> values;
};
struct TemplateStr : Expr {
  static constexpr NodeKind kKind = NodeKind::TemplateStr;
  Seq<Expr> values;
};

enum class ConstantType : std::uint8_t {
  None,
  False,
  True,
  Ellipsis,
  Int,        // integer
  BigInt,     // text: its digits, with 0x, 0o or 0b where not decimal
  Float,      // number
  Imaginary,  // number
  Text,       // text: UTF-8, surrogates from escapes as WTF-8
  Bytes,      // text: the bytes
};
struct Constant : Expr {
  static constexpr NodeKind kKind = NodeKind::Constant;
  ConstantType type = ConstantType::None;
  bool u_prefix = false;  // CPython's kind='u'
  union {
    std::int64_t integer = 0;
    double number;
  };
  std::string_view text;
};

struct Attribute : Expr {
  static constexpr NodeKind kKind = NodeKind::Attribute;
  Expr* value = nullptr;
  Identifier attr;
  Context ctx = Context::Load;
};
struct Subscript : Expr {
  static constexpr NodeKind kKind = NodeKind::Subscript;
  Expr *value = nullptr, *slice = nullptr;
  Context ctx = Context::Load;
};
struct Starred : Expr {
  static constexpr NodeKind kKind = NodeKind::Starred;
  Expr* value = nullptr;
  Context ctx = Context::Load;
};
struct Name : Expr {
  static constexpr NodeKind kKind = NodeKind::Name;
  Identifier id;
  Context ctx = Context::Load;
};
/// List and Tuple, told apart by kind.
struct List : Expr {
  static constexpr NodeKind kKind = NodeKind::List;
  Seq<Expr> elts;
  Context ctx = Context::Load;
};
struct Slice : Expr {
  static constexpr NodeKind kKind = NodeKind::Slice;
  Expr *lower = nullptr, *upper = nullptr, *step = nullptr;
};

// -- patterns -----------------------------------------------------------------

struct MatchValue : Pattern {
  static constexpr NodeKind kKind = NodeKind::MatchValue;
  Expr* value = nullptr;
};
struct MatchSingleton : Pattern {
  static constexpr NodeKind kKind = NodeKind::MatchSingleton;
  ConstantType value = ConstantType::None;  // None, False or True
};
struct MatchSequence : Pattern {
  static constexpr NodeKind kKind = NodeKind::MatchSequence;
  Seq<Pattern> patterns;
};
struct MatchMapping : Pattern {
  static constexpr NodeKind kKind = NodeKind::MatchMapping;
  Seq<Expr> keys;
  Seq<Pattern> patterns;
  Identifier rest;
};
struct MatchClass : Pattern {
  static constexpr NodeKind kKind = NodeKind::MatchClass;
  Expr* cls = nullptr;
  Seq<Pattern> patterns;
  std::span<Identifier> kwd_attrs;
  Seq<Pattern> kwd_patterns;
};
struct MatchStar : Pattern {
  static constexpr NodeKind kKind = NodeKind::MatchStar;
  Identifier name;  // null data() in `*_`
};
struct MatchAs : Pattern {
  static constexpr NodeKind kKind = NodeKind::MatchAs;
  Pattern* pattern = nullptr;
  Identifier name;  // null data() in `_`
};
struct MatchOr : Pattern {
  static constexpr NodeKind kKind = NodeKind::MatchOr;
  Seq<Pattern> patterns;
};

// -- the whole ----------------------------------------------------------------

enum class Mode : std::uint8_t { Exec, Eval, Single };

struct Module : Node {  // has no range
  static constexpr NodeKind kKind = NodeKind::Module;
  Mode mode = Mode::Exec;
  Seq<Stmt> body;              // Exec and Single
  Expr* expression = nullptr;  // Eval
};

}  // namespace limbeck::py::ast

// A syntax tree by the names of Python's module ast: each node's class and its
// fields in their order. What is made of them is the sink's matter: text
// (dump.cc), or objects (stdlib/ast_native.cc).
#pragma once
#include <span>

#include "python/syntax/ast.h"

namespace limbeck::py {

namespace ast_names {

inline constexpr const char* kOperatorNames[] = {  // ORDER Operator
    "Add",    "Sub",    "Mult",  "MatMult", "Div",    "Mod",     "Pow",
    "LShift", "RShift", "BitOr", "BitXor",  "BitAnd", "FloorDiv"};
inline constexpr const char* kUnaryNames[] = {"Invert", "Not", "UAdd", "USub"};
inline constexpr const char* kCompareNames[] = {  // ORDER CompareOperator
    "Eq", "NotEq", "Lt", "LtE", "Gt", "GtE", "Is", "IsNot", "In", "NotIn"};
inline constexpr const char* kContextNames[] = {"Load", "Store", "Del"};

}  // namespace ast_names

/// A sink has, each with the field's name first: one(node, perhaps null),
/// list(nodes), names(identifiers), name(identifier; without data: none),
/// text(text), number(int), enumerator(name of a class), enumerators(compare
/// operators), constant(Constant); and begin(name of the class), end(node with
/// a place) or end_bare().
template <class Sink>
class Describer {
 public:
  explicit Describer(Sink& sink) : sink_(sink) {}
  void node(const ast::Node& node);

 private:
  void statement(const ast::Node& node);
  void compound(const ast::Node& node);
  void expression(const ast::Node& node);
  void pattern(const ast::Node& node);
  void other(const ast::Node& node);
  void context(ast::Context ctx) {
    sink_.enumerator("ctx", ast_names::kContextNames[static_cast<int>(ctx)]);
  }

  Sink& sink_;
};

template <class Sink>
void Describer<Sink>::node(const ast::Node& node) {
  if (node.kind <= ast::NodeKind::Continue)
    statement(node);
  else if (node.kind <= ast::NodeKind::Slice)
    expression(node);
  else if (node.kind <= ast::NodeKind::MatchOr)
    pattern(node);
  else
    other(node);
}

template <class Sink>
void Describer<Sink>::statement(const ast::Node& node) {
  switch (node.kind) {
    case ast::NodeKind::Return:
      sink_.begin("Return");
      sink_.one("value", ast::as<ast::Return>(node).value);
      return sink_.end(node);
    case ast::NodeKind::Delete:
      sink_.begin("Delete");
      sink_.list("targets", ast::as<ast::Delete>(node).targets);
      return sink_.end(node);
    case ast::NodeKind::Assign:
      sink_.begin("Assign");
      sink_.list("targets", ast::as<ast::Assign>(node).targets);
      sink_.one("value", ast::as<ast::Assign>(node).value);
      return sink_.end(node);
    case ast::NodeKind::TypeAlias:
      sink_.begin("TypeAlias");
      sink_.one("name", ast::as<ast::TypeAlias>(node).name);
      sink_.list("type_params", ast::as<ast::TypeAlias>(node).type_params);
      sink_.one("value", ast::as<ast::TypeAlias>(node).value);
      return sink_.end(node);
    case ast::NodeKind::AugAssign:
      sink_.begin("AugAssign");
      sink_.one("target", ast::as<ast::AugAssign>(node).target);
      sink_.enumerator("op", ast_names::kOperatorNames[static_cast<int>(
                                 ast::as<ast::AugAssign>(node).op)]);
      sink_.one("value", ast::as<ast::AugAssign>(node).value);
      return sink_.end(node);
    case ast::NodeKind::AnnAssign:
      sink_.begin("AnnAssign");
      sink_.one("target", ast::as<ast::AnnAssign>(node).target);
      sink_.one("annotation", ast::as<ast::AnnAssign>(node).annotation);
      sink_.one("value", ast::as<ast::AnnAssign>(node).value);
      sink_.number("simple", ast::as<ast::AnnAssign>(node).simple);
      return sink_.end(node);
    case ast::NodeKind::Raise:
      sink_.begin("Raise");
      sink_.one("exc", ast::as<ast::Raise>(node).exc);
      sink_.one("cause", ast::as<ast::Raise>(node).cause);
      return sink_.end(node);
    case ast::NodeKind::Assert:
      sink_.begin("Assert");
      sink_.one("test", ast::as<ast::Assert>(node).test);
      sink_.one("msg", ast::as<ast::Assert>(node).msg);
      return sink_.end(node);
    case ast::NodeKind::Import:
      sink_.begin("Import");
      sink_.list("names", ast::as<ast::Import>(node).names);
      return sink_.end(node);
    case ast::NodeKind::ImportFrom:
      sink_.begin("ImportFrom");
      sink_.name("module", ast::as<ast::ImportFrom>(node).module);
      sink_.list("names", ast::as<ast::ImportFrom>(node).names);
      sink_.number("level", ast::as<ast::ImportFrom>(node).level);
      return sink_.end(node);
    case ast::NodeKind::Global:
      sink_.begin("Global");
      sink_.names("names", ast::as<ast::Global>(node).names);
      return sink_.end(node);
    case ast::NodeKind::Nonlocal:
      sink_.begin("Nonlocal");
      sink_.names("names", ast::as<ast::Nonlocal>(node).names);
      return sink_.end(node);
    case ast::NodeKind::ExprStmt:
      sink_.begin("Expr");
      sink_.one("value", ast::as<ast::ExprStmt>(node).value);
      return sink_.end(node);
    case ast::NodeKind::Pass:
      sink_.begin("Pass");
      return sink_.end(node);
    case ast::NodeKind::Break:
      sink_.begin("Break");
      return sink_.end(node);
    case ast::NodeKind::Continue:
      sink_.begin("Continue");
      return sink_.end(node);
    default:
      return compound(node);
  }
}

template <class Sink>
void Describer<Sink>::compound(const ast::Node& node) {
  switch (node.kind) {
    case ast::NodeKind::FunctionDef:
    case ast::NodeKind::AsyncFunctionDef: {
      auto& function = ast::as<ast::FunctionDef>(node);
      sink_.begin(node.kind == ast::NodeKind::FunctionDef ? "FunctionDef"
                                                          : "AsyncFunctionDef");
      sink_.name("name", function.name);
      sink_.one("args", function.args);
      sink_.list("body", function.body);
      sink_.list("decorator_list", function.decorator_list);
      sink_.one("returns", function.returns);
      sink_.list("type_params", function.type_params);
      return sink_.end(node);
    }
    case ast::NodeKind::ClassDef: {
      auto& definition = ast::as<ast::ClassDef>(node);
      sink_.begin("ClassDef");
      sink_.name("name", definition.name);
      sink_.list("bases", definition.bases);
      sink_.list("keywords", definition.keywords);
      sink_.list("body", definition.body);
      sink_.list("decorator_list", definition.decorator_list);
      sink_.list("type_params", definition.type_params);
      return sink_.end(node);
    }
    case ast::NodeKind::For:
    case ast::NodeKind::AsyncFor:
      sink_.begin(node.kind == ast::NodeKind::For ? "For" : "AsyncFor");
      sink_.one("target", ast::as<ast::For>(node).target);
      sink_.one("iter", ast::as<ast::For>(node).iter);
      sink_.list("body", ast::as<ast::For>(node).body);
      sink_.list("orelse", ast::as<ast::For>(node).orelse);
      return sink_.end(node);
    case ast::NodeKind::While:
      sink_.begin("While");
      sink_.one("test", ast::as<ast::While>(node).test);
      sink_.list("body", ast::as<ast::While>(node).body);
      sink_.list("orelse", ast::as<ast::While>(node).orelse);
      return sink_.end(node);
    case ast::NodeKind::If:
      sink_.begin("If");
      sink_.one("test", ast::as<ast::If>(node).test);
      sink_.list("body", ast::as<ast::If>(node).body);
      sink_.list("orelse", ast::as<ast::If>(node).orelse);
      return sink_.end(node);
    case ast::NodeKind::With:
    case ast::NodeKind::AsyncWith:
      sink_.begin(node.kind == ast::NodeKind::With ? "With" : "AsyncWith");
      sink_.list("items", ast::as<ast::With>(node).items);
      sink_.list("body", ast::as<ast::With>(node).body);
      return sink_.end(node);
    case ast::NodeKind::Match:
      sink_.begin("Match");
      sink_.one("subject", ast::as<ast::Match>(node).subject);
      sink_.list("cases", ast::as<ast::Match>(node).cases);
      return sink_.end(node);
    case ast::NodeKind::Try:
    case ast::NodeKind::TryStar:
      sink_.begin(node.kind == ast::NodeKind::Try ? "Try" : "TryStar");
      sink_.list("body", ast::as<ast::Try>(node).body);
      sink_.list("handlers", ast::as<ast::Try>(node).handlers);
      sink_.list("orelse", ast::as<ast::Try>(node).orelse);
      sink_.list("finalbody", ast::as<ast::Try>(node).finalbody);
      return sink_.end(node);
    default:
      return;
  }
}

template <class Sink>
void Describer<Sink>::expression(const ast::Node& node) {
  switch (node.kind) {
    case ast::NodeKind::BoolOp:
      sink_.begin("BoolOp");
      sink_.enumerator(
          "op", ast::as<ast::BoolOp>(node).op == ast::BoolOperator::And ? "And"
                                                                        : "Or");
      sink_.list("values", ast::as<ast::BoolOp>(node).values);
      return sink_.end(node);
    case ast::NodeKind::NamedExpr:
      sink_.begin("NamedExpr");
      sink_.one("target", ast::as<ast::NamedExpr>(node).target);
      sink_.one("value", ast::as<ast::NamedExpr>(node).value);
      return sink_.end(node);
    case ast::NodeKind::BinOp:
      sink_.begin("BinOp");
      sink_.one("left", ast::as<ast::BinOp>(node).left);
      sink_.enumerator("op", ast_names::kOperatorNames[static_cast<int>(
                                 ast::as<ast::BinOp>(node).op)]);
      sink_.one("right", ast::as<ast::BinOp>(node).right);
      return sink_.end(node);
    case ast::NodeKind::UnaryOp:
      sink_.begin("UnaryOp");
      sink_.enumerator("op", ast_names::kUnaryNames[static_cast<int>(
                                 ast::as<ast::UnaryOp>(node).op)]);
      sink_.one("operand", ast::as<ast::UnaryOp>(node).operand);
      return sink_.end(node);
    case ast::NodeKind::Lambda:
      sink_.begin("Lambda");
      sink_.one("args", ast::as<ast::Lambda>(node).args);
      sink_.one("body", ast::as<ast::Lambda>(node).body);
      return sink_.end(node);
    case ast::NodeKind::IfExp:
      sink_.begin("IfExp");
      sink_.one("test", ast::as<ast::IfExp>(node).test);
      sink_.one("body", ast::as<ast::IfExp>(node).body);
      sink_.one("orelse", ast::as<ast::IfExp>(node).orelse);
      return sink_.end(node);
    case ast::NodeKind::Dict:
      sink_.begin("Dict");
      sink_.list("keys", ast::as<ast::Dict>(node).keys);
      sink_.list("values", ast::as<ast::Dict>(node).values);
      return sink_.end(node);
    case ast::NodeKind::Set:
      sink_.begin("Set");
      sink_.list("elts", ast::as<ast::Set>(node).elts);
      return sink_.end(node);
    case ast::NodeKind::ListComp:
    case ast::NodeKind::SetComp:
    case ast::NodeKind::GeneratorExp:
      sink_.begin(node.kind == ast::NodeKind::ListComp  ? "ListComp"
                  : node.kind == ast::NodeKind::SetComp ? "SetComp"
                                                        : "GeneratorExp");
      sink_.one("elt", ast::as<ast::ListComp>(node).elt);
      sink_.list("generators", ast::as<ast::ListComp>(node).generators);
      return sink_.end(node);
    case ast::NodeKind::DictComp:
      sink_.begin("DictComp");
      sink_.one("key", ast::as<ast::DictComp>(node).key);
      sink_.one("value", ast::as<ast::DictComp>(node).value);
      sink_.list("generators", ast::as<ast::DictComp>(node).generators);
      return sink_.end(node);
    case ast::NodeKind::Await:
      sink_.begin("Await");
      sink_.one("value", ast::as<ast::Await>(node).value);
      return sink_.end(node);
    case ast::NodeKind::Yield:
      sink_.begin("Yield");
      sink_.one("value", ast::as<ast::Yield>(node).value);
      return sink_.end(node);
    case ast::NodeKind::YieldFrom:
      sink_.begin("YieldFrom");
      sink_.one("value", ast::as<ast::YieldFrom>(node).value);
      return sink_.end(node);
    case ast::NodeKind::Compare: {
      sink_.begin("Compare");
      sink_.one("left", ast::as<ast::Compare>(node).left);
      sink_.enumerators("ops", ast::as<ast::Compare>(node).ops);
      sink_.list("comparators", ast::as<ast::Compare>(node).comparators);
      return sink_.end(node);
    }
    case ast::NodeKind::Call:
      sink_.begin("Call");
      sink_.one("func", ast::as<ast::Call>(node).func);
      sink_.list("args", ast::as<ast::Call>(node).args);
      sink_.list("keywords", ast::as<ast::Call>(node).keywords);
      return sink_.end(node);
    case ast::NodeKind::FormattedValue:
      sink_.begin("FormattedValue");
      sink_.one("value", ast::as<ast::FormattedValue>(node).value);
      sink_.number("conversion", ast::as<ast::FormattedValue>(node).conversion);
      sink_.one("format_spec", ast::as<ast::FormattedValue>(node).format_spec);
      return sink_.end(node);
    case ast::NodeKind::Interpolation:
      sink_.begin("Interpolation");
      sink_.one("value", ast::as<ast::Interpolation>(node).value);
      sink_.text("str", ast::as<ast::Interpolation>(node).str);
      sink_.number("conversion", ast::as<ast::Interpolation>(node).conversion);
      sink_.one("format_spec", ast::as<ast::Interpolation>(node).format_spec);
      return sink_.end(node);
    case ast::NodeKind::JoinedStr:
      sink_.begin("JoinedStr");
      sink_.list("values", ast::as<ast::JoinedStr>(node).values);
      return sink_.end(node);
    case ast::NodeKind::TemplateStr:
      sink_.begin("TemplateStr");
      sink_.list("values", ast::as<ast::TemplateStr>(node).values);
      return sink_.end(node);
    case ast::NodeKind::Constant:
      sink_.begin("Constant");
      sink_.constant("value", ast::as<ast::Constant>(node));
      sink_.name("kind", ast::as<ast::Constant>(node).u_prefix
                             ? "u"
                             : ast::Identifier());
      return sink_.end(node);
    case ast::NodeKind::Attribute:
      sink_.begin("Attribute");
      sink_.one("value", ast::as<ast::Attribute>(node).value);
      sink_.name("attr", ast::as<ast::Attribute>(node).attr);
      context(ast::as<ast::Attribute>(node).ctx);
      return sink_.end(node);
    case ast::NodeKind::Subscript:
      sink_.begin("Subscript");
      sink_.one("value", ast::as<ast::Subscript>(node).value);
      sink_.one("slice", ast::as<ast::Subscript>(node).slice);
      context(ast::as<ast::Subscript>(node).ctx);
      return sink_.end(node);
    case ast::NodeKind::Starred:
      sink_.begin("Starred");
      sink_.one("value", ast::as<ast::Starred>(node).value);
      context(ast::as<ast::Starred>(node).ctx);
      return sink_.end(node);
    case ast::NodeKind::Name:
      sink_.begin("Name");
      sink_.name("id", ast::as<ast::Name>(node).id);
      context(ast::as<ast::Name>(node).ctx);
      return sink_.end(node);
    case ast::NodeKind::List:
    case ast::NodeKind::Tuple:
      sink_.begin(node.kind == ast::NodeKind::List ? "List" : "Tuple");
      sink_.list("elts", ast::as<ast::List>(node).elts);
      context(ast::as<ast::List>(node).ctx);
      return sink_.end(node);
    case ast::NodeKind::Slice:
      sink_.begin("Slice");
      sink_.one("lower", ast::as<ast::Slice>(node).lower);
      sink_.one("upper", ast::as<ast::Slice>(node).upper);
      sink_.one("step", ast::as<ast::Slice>(node).step);
      return sink_.end(node);
    default:
      return;
  }
}

template <class Sink>
void Describer<Sink>::pattern(const ast::Node& node) {
  switch (node.kind) {
    case ast::NodeKind::MatchValue:
      sink_.begin("MatchValue");
      sink_.one("value", ast::as<ast::MatchValue>(node).value);
      return sink_.end(node);
    case ast::NodeKind::MatchSingleton: {
      sink_.begin("MatchSingleton");
      ast::Constant value{};
      value.type = ast::as<ast::MatchSingleton>(node).value;
      sink_.constant("value", value);
      return sink_.end(node);
    }
    case ast::NodeKind::MatchSequence:
      sink_.begin("MatchSequence");
      sink_.list("patterns", ast::as<ast::MatchSequence>(node).patterns);
      return sink_.end(node);
    case ast::NodeKind::MatchMapping:
      sink_.begin("MatchMapping");
      sink_.list("keys", ast::as<ast::MatchMapping>(node).keys);
      sink_.list("patterns", ast::as<ast::MatchMapping>(node).patterns);
      sink_.name("rest", ast::as<ast::MatchMapping>(node).rest);
      return sink_.end(node);
    case ast::NodeKind::MatchClass:
      sink_.begin("MatchClass");
      sink_.one("cls", ast::as<ast::MatchClass>(node).cls);
      sink_.list("patterns", ast::as<ast::MatchClass>(node).patterns);
      sink_.names("kwd_attrs", ast::as<ast::MatchClass>(node).kwd_attrs);
      sink_.list("kwd_patterns", ast::as<ast::MatchClass>(node).kwd_patterns);
      return sink_.end(node);
    case ast::NodeKind::MatchStar:
      sink_.begin("MatchStar");
      sink_.name("name", ast::as<ast::MatchStar>(node).name);
      return sink_.end(node);
    case ast::NodeKind::MatchAs:
      sink_.begin("MatchAs");
      sink_.one("pattern", ast::as<ast::MatchAs>(node).pattern);
      sink_.name("name", ast::as<ast::MatchAs>(node).name);
      return sink_.end(node);
    case ast::NodeKind::MatchOr:
      sink_.begin("MatchOr");
      sink_.list("patterns", ast::as<ast::MatchOr>(node).patterns);
      return sink_.end(node);
    default:
      return;
  }
}

template <class Sink>
void Describer<Sink>::other(const ast::Node& node) {
  switch (node.kind) {
    case ast::NodeKind::Module: {
      auto& module = ast::as<ast::Module>(node);
      sink_.begin(module.mode == ast::Mode::Exec   ? "Module"
                  : module.mode == ast::Mode::Eval ? "Expression"
                                                   : "Interactive");
      if (module.mode == ast::Mode::Eval)
        sink_.one("body", module.expression);
      else
        sink_.list("body", module.body);
      return sink_.end_bare();
    }
    case ast::NodeKind::Comprehension:
      sink_.begin("comprehension");
      sink_.one("target", ast::as<ast::Comprehension>(node).target);
      sink_.one("iter", ast::as<ast::Comprehension>(node).iter);
      sink_.list("ifs", ast::as<ast::Comprehension>(node).ifs);
      sink_.number("is_async", ast::as<ast::Comprehension>(node).is_async);
      return sink_.end_bare();
    case ast::NodeKind::ExceptHandler:
      sink_.begin("ExceptHandler");
      sink_.one("type", ast::as<ast::ExceptHandler>(node).type);
      sink_.name("name", ast::as<ast::ExceptHandler>(node).name);
      sink_.list("body", ast::as<ast::ExceptHandler>(node).body);
      return sink_.end(node);
    case ast::NodeKind::Arguments: {
      auto& arguments = ast::as<ast::Arguments>(node);
      sink_.begin("arguments");
      sink_.list("posonlyargs", arguments.posonlyargs);
      sink_.list("args", arguments.args);
      sink_.one("vararg", arguments.vararg);
      sink_.list("kwonlyargs", arguments.kwonlyargs);
      sink_.list("kw_defaults", arguments.kw_defaults);
      sink_.one("kwarg", arguments.kwarg);
      sink_.list("defaults", arguments.defaults);
      return sink_.end_bare();
    }
    case ast::NodeKind::Arg:
      sink_.begin("arg");
      sink_.name("arg", ast::as<ast::Arg>(node).arg);
      sink_.one("annotation", ast::as<ast::Arg>(node).annotation);
      return sink_.end(node);
    case ast::NodeKind::Keyword:
      sink_.begin("keyword");
      sink_.name("arg", ast::as<ast::Keyword>(node).arg);
      sink_.one("value", ast::as<ast::Keyword>(node).value);
      return sink_.end(node);
    case ast::NodeKind::Alias:
      sink_.begin("alias");
      sink_.name("name", ast::as<ast::Alias>(node).name);
      sink_.name("asname", ast::as<ast::Alias>(node).asname);
      return sink_.end(node);
    case ast::NodeKind::WithItem:
      sink_.begin("withitem");
      sink_.one("context_expr", ast::as<ast::WithItem>(node).context_expr);
      sink_.one("optional_vars", ast::as<ast::WithItem>(node).optional_vars);
      return sink_.end_bare();
    case ast::NodeKind::MatchCase:
      sink_.begin("match_case");
      sink_.one("pattern", ast::as<ast::MatchCase>(node).pattern);
      sink_.one("guard", ast::as<ast::MatchCase>(node).guard);
      sink_.list("body", ast::as<ast::MatchCase>(node).body);
      return sink_.end_bare();
    case ast::NodeKind::TypeVar:
      sink_.begin("TypeVar");
      sink_.name("name", ast::as<ast::TypeVar>(node).name);
      sink_.one("bound", ast::as<ast::TypeVar>(node).bound);
      sink_.one("default_value", ast::as<ast::TypeVar>(node).default_value);
      return sink_.end(node);
    case ast::NodeKind::ParamSpec:
      sink_.begin("ParamSpec");
      sink_.name("name", ast::as<ast::ParamSpec>(node).name);
      sink_.one("default_value", ast::as<ast::ParamSpec>(node).default_value);
      return sink_.end(node);
    case ast::NodeKind::TypeVarTuple:
      sink_.begin("TypeVarTuple");
      sink_.name("name", ast::as<ast::TypeVarTuple>(node).name);
      sink_.one("default_value",
                ast::as<ast::TypeVarTuple>(node).default_value);
      return sink_.end(node);
    default:
      return;
  }
}

}  // namespace limbeck::py

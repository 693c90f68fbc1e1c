// What the module ast (lib/ast.py) needs of the parser: whether an expression
// is a literal, so that literal_eval() may evaluate it.
#include "base/text.h"
#include "python/stdlib/modules.h"
#include "python/syntax/parser.h"

namespace limbeck::py {
namespace {

using ast::NodeKind;

const ast::Expr* first_other(const ast::Expr* node);

const ast::Expr* first_other(const ast::Seq<ast::Expr>& nodes) {
  for (const ast::Expr* node : nodes)
    if (const ast::Expr* other = first_other(node)) return other;
  return nullptr;
}

bool is_number(const ast::Expr* node, bool imaginary) {
  if (node->kind == NodeKind::UnaryOp) {
    const auto* sign = static_cast<const ast::UnaryOp*>(node);
    return !imaginary && sign->op != ast::UnaryOperator::Not &&
           sign->op != ast::UnaryOperator::Invert &&
           sign->operand->kind == NodeKind::Constant &&
           is_number(sign->operand, false);
  }
  if (node->kind != NodeKind::Constant) return false;
  switch (static_cast<const ast::Constant*>(node)->type) {
    case ast::ConstantType::Imaginary:
      return true;
    case ast::ConstantType::Int:
    case ast::ConstantType::BigInt:
    case ast::ConstantType::Float:
      return !imaginary;
    case ast::ConstantType::None:
    case ast::ConstantType::False:
    case ast::ConstantType::True:
    case ast::ConstantType::Ellipsis:
    case ast::ConstantType::Text:
    case ast::ConstantType::Bytes:
      break;
  }
  return false;
}

/// set() without arguments, which has no display of its own.
bool is_empty_set(const ast::Call* call) {
  return call->func->kind == NodeKind::Name &&
         static_cast<const ast::Name*>(call->func)->id == "set" &&
         call->args.empty() && call->keywords.empty();
}

// CPython: ast.literal_eval. The first node that is no part of a literal.
const ast::Expr* first_other(const ast::Expr* node) {
  if (!node) return nullptr;
  if (node->kind == NodeKind::Constant || is_number(node, false))
    return nullptr;
  if (node->kind == NodeKind::Tuple || node->kind == NodeKind::List)
    return first_other(static_cast<const ast::List*>(node)->elts);
  if (node->kind == NodeKind::Set)
    return first_other(static_cast<const ast::Set*>(node)->elts);
  if (node->kind == NodeKind::Call &&
      is_empty_set(static_cast<const ast::Call*>(node)))
    return nullptr;
  if (node->kind == NodeKind::Dict) {
    const auto* dict = static_cast<const ast::Dict*>(node);
    for (const ast::Expr* key : dict->keys)
      if (!key) return node;  // ** is no literal
    if (const ast::Expr* other = first_other(dict->keys)) return other;
    return first_other(dict->values);
  }
  if (node->kind == NodeKind::BinOp) {
    const auto* sum = static_cast<const ast::BinOp*>(node);
    const bool fits =
        sum->op == ast::Operator::Add || sum->op == ast::Operator::Sub;
    if (fits && is_number(sum->left, false) && is_number(sum->right, true))
      return nullptr;
  }
  return node;
}

const char* name_of(NodeKind kind) {
  switch (kind) {
    case NodeKind::Name:
      return "Name";
    case NodeKind::Call:
      return "Call";
    case NodeKind::BinOp:
      return "BinOp";
    case NodeKind::UnaryOp:
      return "UnaryOp";
    case NodeKind::Attribute:
      return "Attribute";
    case NodeKind::Subscript:
      return "Subscript";
    case NodeKind::Lambda:
      return "Lambda";
    case NodeKind::ListComp:
      return "ListComp";
    case NodeKind::JoinedStr:
      return "JoinedStr";
    case NodeKind::IfExp:
      return "IfExp";
    case NodeKind::Compare:
      return "Compare";
    case NodeKind::BoolOp:
      return "BoolOp";
    case NodeKind::Dict:
      return "Dict";
    default:
      return "expr";
  }
}

// The kind and line of what is no literal as a tuple; None where all is one,
// and where the text has no syntax at all (evaluating it says so best).
Value other_than_literal(Args& args) {
  try {
    const Tree tree = parse(args.text("source"), "<unknown>", ast::Mode::Eval);
    const ast::Expr* other = first_other(tree.module->expression);
    if (!other) return Value::none();
    return make_tuple({make_str(name_of(other->kind)), make_int(other->line)});
  } catch (const SyntaxFailure&) {
    return Value::none();
  }
}

}  // namespace

void init_ast_native(Module& module) {
  module.def("other_than_literal(source)", other_than_literal);
}

}  // namespace limbeck::py

// What may stand on the left of an assignment, after `for`, `as` and `del`.
// They are parsed as expressions and then checked and marked.
#include "python/syntax/parser_state.h"

namespace limbeck::py {

using namespace ast;

// The targets of `for`: cannot be a full expression, `in` must not be taken.
Expr* Parser::star_targets() {
  std::size_t start = pos_;
  Expr* first = star_target();
  if (!is(Tok::Comma)) {
    set_context(first, Context::Store);
    return first;
  }
  Collect<Expr> items(*this);
  items.add(first);
  while (accept(Tok::Comma)) {
    if (!starts_expression(kind()) && !is(Tok::Star)) break;
    items.add(star_target());
  }
  auto* tuple = make<List>(NodeKind::Tuple);
  tuple->elts = items.take();
  finish(tuple, start);
  set_context(tuple, Context::Store);
  return tuple;
}

Expr* Parser::star_target() {
  std::size_t start = pos_;
  if (accept(Tok::Star)) {
    auto* starred = make<Starred>();
    if (is(Tok::Star)) mismatch();
    starred->value = star_target();
    return finish(starred, start);
  }
  Expr* target = await_primary();
  if (!is_target(*target, Target::Star)) mismatch();
  return target;
}

bool Parser::is_target(const Expr& expr, Target target) {
  switch (expr.kind) {
    case NodeKind::Name:
    case NodeKind::Attribute:
    case NodeKind::Subscript:
      return true;
    case NodeKind::Starred: {
      const Expr& value = *as<Starred>(expr).value;
      return target == Target::Star && value.kind != NodeKind::Starred &&
             is_target(value, target);
    }
    case NodeKind::List:
    case NodeKind::Tuple:
      if (target == Target::Single) return false;
      for (const Expr* item : as<List>(expr).elts)
        if (!is_target(*item, target)) return false;
      return true;
    default:
      return false;
  }
}

void Parser::set_context(Expr* expr, Context context) {
  switch (expr->kind) {
    case NodeKind::Name:
      as<Name>(*expr).ctx = context;
      break;
    case NodeKind::Attribute:
      as<Attribute>(*expr).ctx = context;
      break;
    case NodeKind::Subscript:
      as<Subscript>(*expr).ctx = context;
      break;
    case NodeKind::Starred:
      as<Starred>(*expr).ctx = context;
      set_context(as<Starred>(*expr).value, context);
      break;
    case NodeKind::List:
    case NodeKind::Tuple:
      as<List>(*expr).ctx = context;
      for (Expr* item : as<List>(*expr).elts) set_context(item, context);
      break;
    default:
      break;
  }
}

// CPython: _PyPegen_get_invalid_target.
const Expr* Parser::invalid_target(const Expr* expr, Target target) {
  if (!expr) return nullptr;
  switch (expr->kind) {
    case NodeKind::List:
    case NodeKind::Tuple:
      for (const Expr* item : as<List>(*expr).elts)
        if (const Expr* found = invalid_target(item, target)) return found;
      return nullptr;
    case NodeKind::Starred:
      if (target == Target::Del) return expr;
      return invalid_target(as<Starred>(*expr).value, target);
    case NodeKind::Compare:
      // `for x in y` was read as a comparison.
      if (target == Target::For) {
        auto& compare = as<Compare>(*expr);
        if (compare.ops[0] == CompareOperator::In)
          return invalid_target(compare.left, target);
      }
      return expr;
    case NodeKind::Name:
    case NodeKind::Subscript:
    case NodeKind::Attribute:
      return nullptr;
    default:
      return expr;
  }
}

// CPython: _PyPegen_get_expr_name.
const char* Parser::describe(const Expr& expr) {
  switch (expr.kind) {
    case NodeKind::Attribute:
      return "attribute";
    case NodeKind::Subscript:
      return "subscript";
    case NodeKind::Starred:
      return "starred";
    case NodeKind::Name:
      return "name";
    case NodeKind::List:
      return "list";
    case NodeKind::Tuple:
      return "tuple";
    case NodeKind::Lambda:
      return "lambda";
    case NodeKind::Call:
      return "function call";
    case NodeKind::BoolOp:
    case NodeKind::BinOp:
    case NodeKind::UnaryOp:
      return "expression";
    case NodeKind::GeneratorExp:
      return "generator expression";
    case NodeKind::Yield:
    case NodeKind::YieldFrom:
      return "yield expression";
    case NodeKind::Await:
      return "await expression";
    case NodeKind::ListComp:
      return "list comprehension";
    case NodeKind::SetComp:
      return "set comprehension";
    case NodeKind::DictComp:
      return "dict comprehension";
    case NodeKind::Dict:
      return "dict literal";
    case NodeKind::Set:
      return "set display";
    case NodeKind::JoinedStr:
    case NodeKind::FormattedValue:
      return "f-string expression";
    case NodeKind::TemplateStr:
    case NodeKind::Interpolation:
      return "t-string expression";
    case NodeKind::Constant:
      switch (as<Constant>(expr).type) {
        case ConstantType::None:
          return "None";
        case ConstantType::False:
          return "False";
        case ConstantType::True:
          return "True";
        case ConstantType::Ellipsis:
          return "ellipsis";
        default:
          return "literal";
      }
    case NodeKind::Compare:
      return "comparison";
    case NodeKind::IfExp:
      return "conditional expression";
    case NodeKind::NamedExpr:
      return "named expression";
    default:
      return "expression";
  }
}

}  // namespace limbeck::py

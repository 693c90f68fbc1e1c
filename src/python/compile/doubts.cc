#include "python/compile/doubts.h"

#include <algorithm>

#include "base/text.h"
#include "python/compile/source.h"
#include "python/interpreter.h"
#include "python/objects/exception.h"
#include "python/syntax/scanner.h"

namespace limbeck::py {

using namespace ast;

namespace {

std::string_view type_of_constant(const Constant& node) {
  switch (node.type) {
    case ConstantType::None:
      return "NoneType";
    case ConstantType::False:
    case ConstantType::True:
      return "bool";
    case ConstantType::Ellipsis:
      return "ellipsis";
    case ConstantType::Int:
    case ConstantType::BigInt:
      return "int";
    case ConstantType::Float:
      return "float";
    case ConstantType::Imaginary:
      return "complex";
    case ConstantType::Text:
      return "str";
    case ConstantType::Bytes:
      return "bytes";
  }
  return "";
}

/// The type that the value of an expression has by its form, or "".
// CPython: infer_type
std::string_view type_of_form(const Expr& node) {
  switch (node.kind) {
    case NodeKind::Tuple:
      return "tuple";
    case NodeKind::List:
    case NodeKind::ListComp:
      return "list";
    case NodeKind::Dict:
    case NodeKind::DictComp:
      return "dict";
    case NodeKind::Set:
    case NodeKind::SetComp:
      return "set";
    case NodeKind::GeneratorExp:
      return "generator";
    case NodeKind::Lambda:
      return "function";
    case NodeKind::JoinedStr:
    case NodeKind::FormattedValue:
      return "str";
    case NodeKind::Constant:
      return type_of_constant(as<Constant>(node));
    case NodeKind::UnaryOp: {  // a number with its sign
      auto* operand = if_is<Constant>(as<ast::UnaryOp>(node).operand);
      return operand && operand->type >= ConstantType::Int &&
                     operand->type <= ConstantType::Imaginary
                 ? type_of_constant(*operand)
                 : "";
    }
    default:
      return "";
  }
}

bool is_constant(const Expr& node) {
  if (node.kind == NodeKind::Constant) return true;
  if (node.kind == NodeKind::UnaryOp) return !type_of_form(node).empty();
  if (node.kind != NodeKind::Tuple) return false;
  auto& items = as<ast::List>(node).elts;
  return std::all_of(items.begin(), items.end(),
                     [](const Expr* item) { return is_constant(*item); });
}

void note(CompileUnit& unit, const Range& range, std::string message) {
  unit.tree().notes.push_back({range, std::move(message)});
}

bool has_no_identity(const Expr& node) {
  if (auto* constant = if_is<Constant>(&node))
    return constant->type >= ConstantType::Int;
  return is_constant(node);
}

bool is_not(const Expr& node) {
  return node.kind == NodeKind::UnaryOp &&
         as<ast::UnaryOp>(node).op == UnaryOperator::Not;
}

/// `turned`: means the opposite of what it says.
void doubt_compare(CompileUnit& unit, const ast::Compare& node,
                   bool turned = false) {
  const Expr* left = node.left;
  for (std::size_t i = 0; i < node.ops.size(); ++i) {
    const Expr* right = node.comparators[i];
    const bool is = (node.ops[i] == CompareOperator::Is) != turned;
    if (node.ops[i] == CompareOperator::Is ||
        node.ops[i] == CompareOperator::IsNot) {
      const Expr* literal = has_no_identity(*left)    ? left
                            : has_no_identity(*right) ? right
                                                      : nullptr;
      if (literal)
        return note(unit, node,
                    cat(is ? "\"is\" with '" : "\"is not\" with '",
                        type_of_form(*literal),
                        is ? "' literal. Did you mean \"==\"?"
                           : "' literal. Did you mean \"!=\"?"));
    }
    left = right;
  }
}

void doubt_call(CompileUnit& unit, const Expr& function) {
  if (function.kind == NodeKind::Lambda || function.kind == NodeKind::UnaryOp ||
      type_of_form(function).empty())
    return;
  note(unit, function,
       cat("'", type_of_form(function),
           "' object is not callable; perhaps you missed a comma?"));
}

void doubt_subscript(CompileUnit& unit, const Subscript& node) {
  if (node.ctx != ast::Context::Load) return;
  const Expr& value = *node.value;
  const std::string_view type = type_of_form(value);
  if (type.empty() || type == "dict") return;
  if (type != "str" && type != "bytes" && type != "tuple" && type != "list")
    return note(unit, value,
                cat("'", type,
                    "' object is not subscriptable; perhaps you missed a "
                    "comma?"));
  const std::string_view index = type_of_form(*node.slice);
  if (index.empty() || index == "int" || index == "bool") return;
  note(unit, value,
       cat(type, " indices must be integers or slices, not ", index,
           "; perhaps you missed a comma?"));
}

}  // namespace

const ast::Compare* turned_compare(const Expr& node) {
  const Expr* inside = &node;
  while (is_not(*inside)) inside = as<ast::UnaryOp>(*inside).operand;
  auto* compare = inside == &node ? nullptr : if_is<ast::Compare>(inside);
  return compare && compare->ops.size() == 1 &&
                 (compare->ops[0] == CompareOperator::Is ||
                  compare->ops[0] == CompareOperator::IsNot)
             ? compare
             : nullptr;
}

void doubt(CompileUnit& unit, const Node& node) {
  if (auto* compare = if_is<ast::Compare>(&node)) {
    doubt_compare(unit, *compare);
  } else if (auto* operation = if_is<ast::UnaryOp>(&node)) {
    bool turned = false;
    for (const Expr* at = operation; is_not(*at);
         at = as<ast::UnaryOp>(*at).operand)
      turned = !turned;
    doubt_compare(unit, *turned_compare(*operation), turned);
  } else if (auto* call = if_is<ast::Call>(&node)) {
    doubt_call(unit, *call->func);
  } else if (auto* subscript = if_is<Subscript>(&node)) {
    doubt_subscript(unit, *subscript);
  } else if (auto* assertion = if_is<Assert>(&node)) {
    if (assertion->test->kind == NodeKind::Tuple &&
        !as<ast::List>(*assertion->test).elts.empty())
      note(unit, node, "assertion is always true, perhaps remove parentheses?");
  }
}

void warn_of_notes(const Tree& tree) {
  const Value category{exception_type("SyntaxWarning")};
  const Value warnings = Interpreter::current().import("warnings");
  for (const SyntaxNote& note : tree.notes) {
    try {
      call_method(warnings, "warn_explicit",
                  {make_str(note.message), category, make_str(tree.file_name),
                   make_int(note.line)});
    } catch (const Raised& raised) {
      if (!is_instance_of(raised.exception(), category)) throw;
      auto offset = [&](int line, int col) {
        return characters(line_of(tree.source, line),
                          static_cast<std::size_t>(std::max(col, 0))) +
               1;
      };
      raise_syntax_error(failure_at(tree.source, tree.file_name, "SyntaxError",
                                    note.message, note.line,
                                    offset(note.line, note.col), note.end_line,
                                    offset(note.end_line, note.end_col)));
    }
  }
}

}  // namespace limbeck::py

#include "python/compile/compiler.h"

#include "base/text.h"
#include "python/objects/tuple.h"

namespace limbeck::py {

using namespace ast;

namespace {

// ORDER ast::Operator
constexpr py::Binary kBinary[] = {
    Binary::Add, Binary::Sub, Binary::Mul,      Binary::MatMul, Binary::TrueDiv,
    Binary::Mod, Binary::Pow, Binary::LShift,   Binary::RShift, Binary::Or,
    Binary::Xor, Binary::And, Binary::FloorDiv,
};

}  // namespace

py::Binary binary_of(ast::Operator op) { return kBinary[static_cast<int>(op)]; }

void Compiler::exprs(Seq<Expr> nodes) {
  for (Expr* node : nodes) expr(node);
}

void Compiler::expr(const Expr* node) {
  At at(*this, *node);
  switch (node->kind) {
    case NodeKind::BoolOp:
      return bool_op(as<BoolOp>(*node));
    case NodeKind::NamedExpr:
      expr(as<NamedExpr>(*node).value);
      emit(Opcode::Copy, 1);
      return store_name(as<ast::Name>(*as<NamedExpr>(*node).target).id);
    case NodeKind::BinOp:
      return binary(as<BinOp>(*node));
    case NodeKind::UnaryOp:
      return unary(as<ast::UnaryOp>(*node));
    case NodeKind::Lambda:
      return lambda(as<Lambda>(*node));
    case NodeKind::IfExp:
      return conditional(as<IfExp>(*node));
    case NodeKind::Dict:
      return dict_display(as<ast::Dict>(*node));
    case NodeKind::Set:
      return set_display(as<ast::Set>(*node));
    case NodeKind::ListComp:
    case NodeKind::SetComp: {
      auto& comp = as<ListComp>(*node);
      return comprehension(*node, comp.generators, comp.elt, nullptr);
    }
    case NodeKind::DictComp: {
      auto& comp = as<DictComp>(*node);
      return comprehension(*node, comp.generators, comp.key, comp.value);
    }
    case NodeKind::GeneratorExp:
      return generator_expression(as<ListComp>(*node));
    case NodeKind::Await:
      expr(as<Await>(*node).value);
      return await_value(0);
    case NodeKind::Yield:
      if (auto* value = as<ast::Yield>(*node).value)
        expr(value);
      else
        load_none();
      return yield_value();
    case NodeKind::YieldFrom:
      expr(as<YieldFrom>(*node).value);
      emit(Opcode::GetYieldFromIter);
      load_none();
      return yield_from();
    case NodeKind::Compare:
      return compare(as<ast::Compare>(*node));
    case NodeKind::Call:
      return call(as<ast::Call>(*node));
    case NodeKind::FormattedValue:
      return formatted(as<FormattedValue>(*node));
    case NodeKind::JoinedStr:
      return joined(as<JoinedStr>(*node));
    case NodeKind::TemplateStr:
      return template_string(as<TemplateStr>(*node));
    case NodeKind::Interpolation:
      LIMBECK_CHECK(false, "an interpolation is part of a template string");
      return;
    case NodeKind::Constant: {
      auto& value = as<Constant>(*node);
      if (value.type == ConstantType::Text) return load_text(value.text);
      return load_const(value_of(value));
    }
    case NodeKind::Attribute:
      return attribute(as<Attribute>(*node));
    case NodeKind::Subscript:
      return subscript(as<Subscript>(*node));
    case NodeKind::Starred:
      fail(*node, "can't use starred expression here");
    case NodeKind::Name:
      if (as<ast::Name>(*node).id == "__debug__")
        return load_const(Value::boolean(true));
      return load_name(as<ast::Name>(*node).id);
    case NodeKind::List:
    case NodeKind::Tuple:
      return sequence(as<ast::List>(*node));
    case NodeKind::Slice:
      return slice(as<ast::Slice>(*node));
    default:
      LIMBECK_CHECK(false, "an expression's kind is known");
  }
}

Value Compiler::value_of(const Constant& node) {
  switch (node.type) {
    case ConstantType::None:
      return Value::none();
    case ConstantType::False:
      return Value::boolean(false);
    case ConstantType::True:
      return Value::boolean(true);
    case ConstantType::Ellipsis:
      return Value::ellipsis();
    case ConstantType::Int:
      return make_int(node.integer);
    case ConstantType::BigInt:
      return py::call(Value(builtin_types().int_),
                      {make_str(node.text), Value::small(0)});
    case ConstantType::Float:
      return make_float(node.number);
    case ConstantType::Imaginary:
      return py::call(Value(builtin_types().complex_),
                      {make_float(0), make_float(node.number)});
    case ConstantType::Text:
      if (node.text.size() <= 64) return Value(intern(node.text));
      return make_str(node.text);
    case ConstantType::Bytes:
      return make_bytes(node.text);
  }
  return Value::none();
}

// Constants, tuples of constants, and numbers with a sign.
bool Compiler::constant_of(const Expr* node, Value& value) {
  if (auto* constant = if_is<Constant>(node)) {
    value = value_of(*constant);
    return true;
  }
  if (node->kind == NodeKind::Tuple) {
    auto& tuple = as<ast::List>(*node);
    if (tuple.ctx != Context::Load) return false;
    std::vector<Value> items(tuple.elts.size());
    for (std::size_t i = 0; i < items.size(); ++i)
      if (!constant_of(tuple.elts[i], items[i])) return false;
    value = make_tuple(std::move(items));
    return true;
  }
  if (auto* unary = if_is<ast::UnaryOp>(node)) {
    Value operand;
    if (unary->op != UnaryOperator::USub || !if_is<Constant>(unary->operand) ||
        !constant_of(unary->operand, operand) || operand.is_bool() ||
        !(is_int(operand) || is_float(operand)))
      return false;
    value = py::unary(operand, Unary::Neg);
    return true;
  }
  if (auto* binary = if_is<BinOp>(node)) {
    Value left, right;
    if (binary->op != Operator::Add && binary->op != Operator::Sub &&
        binary->op != Operator::Mult)
      return false;
    if (!constant_of(binary->left, left) || !left.is_small() ||
        !constant_of(binary->right, right) || !right.is_small())
      return false;
    value = py::binary(left, right, binary_of(binary->op));
    return true;
  }
  return false;
}

void Compiler::bool_op(const BoolOp& node) {
  Label end = make_label();
  Opcode opcode = node.op == BoolOperator::And ? Opcode::JumpIfFalseOrPop
                                               : Opcode::JumpIfTrueOrPop;
  for (std::size_t i = 0; i + 1 < node.values.size(); ++i) {
    expr(node.values[i]);
    jump(opcode, end);
  }
  expr(node.values.back());
  bind(end);
}

void Compiler::binary(const BinOp& node) {
  Value folded;
  if (constant_of(&node, folded)) return load_const(folded);
  expr(node.left);
  expr(node.right);
  switch (node.op) {
    case Operator::Add:
      return emit(Opcode::Add);
    case Operator::Sub:
      return emit(Opcode::Sub);
    case Operator::Mult:
      return emit(Opcode::Mul);
    default:
      return emit(Opcode::BinaryOp,
                  static_cast<std::uint32_t>(binary_of(node.op)));
  }
}

void Compiler::unary(const ast::UnaryOp& node) {
  Value folded;
  if (constant_of(&node, folded)) return load_const(folded);
  expr(node.operand);
  switch (node.op) {
    case UnaryOperator::Not:
      return emit(Opcode::Not);
    case UnaryOperator::USub:
      return emit(Opcode::UnaryOp, static_cast<std::uint32_t>(Unary::Neg));
    case UnaryOperator::UAdd:
      return emit(Opcode::UnaryOp, static_cast<std::uint32_t>(Unary::Pos));
    case UnaryOperator::Invert:
      return emit(Opcode::UnaryOp, static_cast<std::uint32_t>(Unary::Invert));
  }
}

void Compiler::compare_op(CompareOperator op) {
  auto ordering = [&](py::Compare compare) {
    emit(Opcode::CompareOp, static_cast<std::uint32_t>(compare));
  };
  switch (op) {
    case CompareOperator::Eq:
      return ordering(py::Compare::Eq);
    case CompareOperator::NotEq:
      return ordering(py::Compare::Ne);
    case CompareOperator::Lt:
      return ordering(py::Compare::Lt);
    case CompareOperator::LtE:
      return ordering(py::Compare::Le);
    case CompareOperator::Gt:
      return ordering(py::Compare::Gt);
    case CompareOperator::GtE:
      return ordering(py::Compare::Ge);
    case CompareOperator::Is:
      return emit(Opcode::Is, 0);
    case CompareOperator::IsNot:
      return emit(Opcode::Is, 1);
    case CompareOperator::In:
      return emit(Opcode::Contains, 0);
    case CompareOperator::NotIn:
      return emit(Opcode::Contains, 1);
  }
}

void Compiler::compare(const ast::Compare& node) {
  expr(node.left);
  std::size_t last = node.ops.size() - 1;
  if (last == 0) {
    expr(node.comparators[0]);
    return compare_op(node.ops[0]);
  }
  Label cleanup = make_label(), end = make_label();
  for (std::size_t i = 0; i < last; ++i) {
    expr(node.comparators[i]);
    emit(Opcode::Swap, 2);
    emit(Opcode::Copy, 2);
    compare_op(node.ops[i]);
    jump(Opcode::JumpIfFalseOrPop, cleanup);
  }
  expr(node.comparators[last]);
  compare_op(node.ops[last]);
  jump(Opcode::Jump, end);
  bind(cleanup);
  emit(Opcode::Swap, 2);
  emit(Opcode::Pop);
  bind(end);
}

void Compiler::chain_jump(const ast::Compare& node, Label target, bool when) {
  std::size_t last = node.ops.size() - 1;
  expr(node.left);
  Label cleanup = make_label(), end = make_label();
  for (std::size_t i = 0; i < last; ++i) {
    expr(node.comparators[i]);
    emit(Opcode::Swap, 2);
    emit(Opcode::Copy, 2);
    compare_op(node.ops[i]);
    jump(Opcode::PopJumpIfFalse, cleanup);
  }
  expr(node.comparators[last]);
  compare_op(node.ops[last]);
  jump(when ? Opcode::PopJumpIfTrue : Opcode::PopJumpIfFalse, target);
  jump(Opcode::Jump, end);
  bind(cleanup);
  emit(Opcode::Pop);
  if (!when) jump(Opcode::Jump, target);
  bind(end);
}

void Compiler::jump_if(const Expr* node, Label target, bool when) {
  At at(*this, *node);
  if (auto* unary = if_is<ast::UnaryOp>(node);
      unary && unary->op == UnaryOperator::Not)
    return jump_if(unary->operand, target, !when);
  if (auto* op = if_is<BoolOp>(node)) {
    bool is_or = op->op == BoolOperator::Or;
    Label next = is_or == when ? target : make_label();
    for (std::size_t i = 0; i + 1 < op->values.size(); ++i)
      jump_if(op->values[i], next, is_or);
    jump_if(op->values.back(), target, when);
    if (is_or != when) bind(next);
    return;
  }
  if (auto* ifexp = if_is<IfExp>(node)) {
    Label other = make_label(), end = make_label();
    jump_if(ifexp->test, other, false);
    jump_if(ifexp->body, target, when);
    jump(Opcode::Jump, end);
    bind(other);
    jump_if(ifexp->orelse, target, when);
    bind(end);
    return;
  }
  if (auto* chain = if_is<ast::Compare>(node); chain && chain->ops.size() > 1)
    return chain_jump(*chain, target, when);
  if (auto* is = if_is<ast::Compare>(node);
      is && (is->ops[0] == CompareOperator::Is ||
             is->ops[0] == CompareOperator::IsNot)) {
    auto* none = if_is<Constant>(is->comparators[0]);
    if (none && none->type == ConstantType::None) {
      expr(is->left);
      bool jump_none = (is->ops[0] == CompareOperator::Is) == when;
      return jump(jump_none ? Opcode::PopJumpIfNone : Opcode::PopJumpIfNotNone,
                  target);
    }
  }
  if (auto* constant = if_is<Constant>(node)) {
    if (constant->type == ConstantType::True ||
        constant->type == ConstantType::False) {
      if ((constant->type == ConstantType::True) == when)
        jump(Opcode::Jump, target);
      return;
    }
  }
  expr(node);
  jump(when ? Opcode::PopJumpIfTrue : Opcode::PopJumpIfFalse, target);
}

void Compiler::conditional(const IfExp& node) {
  Label other = make_label(), end = make_label();
  jump_if(node.test, other, false);
  expr(node.body);
  int depth = depth_;
  jump(Opcode::Jump, end);
  depth_ = depth - 1;
  bind(other);
  depth_ = depth - 1;
  expr(node.orelse);
  bind(end);
}

void Compiler::attribute(const Attribute& node) {
  expr(node.value);
  At at(*this, node);
  emit(Opcode::LoadAttr, cache_index(mangle(node.attr)));
}

void Compiler::yield_value() {
  bool async_generator = host_->is_async && host_->has_yield;
  emit(async_generator ? Opcode::YieldAsync : Opcode::Yield, 0);
}

// it value → the result of running `it` to its end.
void Compiler::yield_from() {
  Label start = make_label(), end = make_label();
  bind(start);
  jump(Opcode::Send, end);
  emit(Opcode::Yield, 1);
  jump(Opcode::Jump, start);
  bind(end);
  emit(Opcode::EndSend);
}

void Compiler::await_value(std::uint32_t where) {
  emit(Opcode::GetAwaitable, where);
  load_none();
  yield_from();
}

}  // namespace limbeck::py

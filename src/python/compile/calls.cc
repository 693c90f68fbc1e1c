#include "python/compile/compiler.h"

#include "base/text.h"

namespace limbeck::py {

using namespace ast;

namespace {

constexpr std::size_t kManyArguments = 200;

bool needs_unpacking(Seq<Expr> args, Seq<Keyword> keywords) {
  if (args.size() + keywords.size() > kManyArguments) return true;
  for (Expr* arg : args)
    if (arg->kind == NodeKind::Starred) return true;
  for (Keyword* keyword : keywords)
    if (!keyword->arg.data()) return true;
  return false;
}

}  // namespace

void Compiler::call(const ast::Call& node) {
  for (std::size_t i = 0; i < node.keywords.size(); ++i)
    for (std::size_t j = i + 1; j < node.keywords.size(); ++j)
      if (node.keywords[i]->arg.data() &&
          node.keywords[i]->arg == node.keywords[j]->arg)
        fail(*node.keywords[j],
             cat("keyword argument repeated: ", node.keywords[j]->arg));
  if (needs_unpacking(node.args, node.keywords)) {
    expr(node.func);
    emit(Opcode::PushAbsent);
    return call_ex_arguments(node.args, node.keywords, 0);
  }
  auto* attribute = if_is<Attribute>(node.func);
  if (attribute) {
    expr(attribute->value);
    CodeRange range = {node.func->line, node.func->end_line, node.func->col,
                       node.func->end_col};
    At at(*this, range);
    emit(Opcode::LoadMethod, cache_index(mangle(attribute->attr)));
  } else {
    expr(node.func);
    emit(Opcode::PushAbsent);
  }
  CodeRange range = range_;
  if (attribute && attribute->end_line != node.line) {
    // A chain over several lines is reported at the method's own line.
    range.line = attribute->end_line;
    range.column =
        attribute->end_col - static_cast<int>(attribute->attr.size());
  }
  At at(*this, range);
  call_arguments(node.args, node.keywords, 0);
}

// `already` arguments are on the stack.
void Compiler::call_arguments(Seq<Expr> args, Seq<Keyword> keywords,
                              int already) {
  if (needs_unpacking(args, keywords))
    return call_ex_arguments(args, keywords, already);
  exprs(args);
  auto count = static_cast<std::uint32_t>(already + args.size());
  if (keywords.empty()) return emit(Opcode::Call, count);
  std::vector<Value> names;
  for (Keyword* keyword : keywords) {
    names.emplace_back(mangle(keyword->arg));
    expr(keyword->value);
  }
  count += static_cast<std::uint32_t>(keywords.size());
  load_const(make_tuple(std::move(names)));
  emit(Opcode::CallKw, count);
}

void Compiler::call_ex_arguments(Seq<Expr> args, Seq<Keyword> keywords,
                                 int already) {
  bool only_star =
      already == 0 && args.size() == 1 && args[0]->kind == NodeKind::Starred;
  if (only_star) {
    expr(as<Starred>(*args[0]).value);
  } else {
    emit(Opcode::BuildList, static_cast<std::uint32_t>(already));
    for (Expr* arg : args) {
      if (auto* starred = if_is<Starred>(arg)) {
        expr(starred->value);
        emit(Opcode::ListExtend, 1);
      } else {
        expr(arg);
        emit(Opcode::ListAppend, 1);
      }
    }
    emit(Opcode::ListToTuple);
  }
  if (keywords.empty()) return emit(Opcode::CallEx, 0);
  emit(Opcode::BuildMap, 0);
  for (std::size_t i = 0; i < keywords.size();) {
    if (!keywords[i]->arg.data()) {
      expr(keywords[i++]->value);
      emit(Opcode::DictMerge, 1);
      continue;
    }
    std::uint32_t pairs = 0;
    for (; i < keywords.size() && keywords[i]->arg.data() && pairs < 16;
         ++i, ++pairs) {
      load_const(Value(mangle(keywords[i]->arg)));
      expr(keywords[i]->value);
    }
    emit(Opcode::BuildMap, pairs);
    emit(Opcode::DictMerge, 1);
  }
  emit(Opcode::CallEx, 1);
}

void Compiler::subscript(const Subscript& node) {
  expr(node.value);
  expr(node.slice);
  At at(*this, node);
  emit(Opcode::GetItem);
}

void Compiler::slice(const ast::Slice& node) {
  auto part = [&](const Expr* value) {
    if (value)
      expr(value);
    else
      load_none();
  };
  part(node.lower);
  part(node.upper);
  if (node.step) part(node.step);
  emit(Opcode::BuildSlice, node.step ? 3 : 2);
}

}  // namespace limbeck::py

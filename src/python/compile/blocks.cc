// try, except, except*, finally, with, and leaving them by break, continue and
// return.
#include "python/compile/compiler.h"

namespace limbeck::py {

using namespace ast;

namespace {

bool names_import_error(const Expr* type) {
  if (!type) return true;
  if (auto* name = if_is<ast::Name>(type))
    return name->id == "ImportError" || name->id == "ModuleNotFoundError" ||
           name->id == "Exception" || name->id == "BaseException";
  if (type->kind == NodeKind::Tuple)
    for (Expr* item : as<ast::List>(*type).elts)
      if (names_import_error(item)) return true;
  return false;
}

bool handles_import_error(const Try& node) {
  for (ExceptHandler* handler : node.handlers)
    if (names_import_error(handler->type)) return true;
  return false;
}

}  // namespace

void Compiler::try_statement(const Try& node) {
  if (!node.finalbody.empty()) return try_finally(node);
  if (node.kind == NodeKind::TryStar) return try_star(node);
  try_except(node);
}

void Compiler::try_finally(const Try& node) {
  Label final = make_label(), exit = make_label(), cleanup = make_label();
  int depth = depth_;
  blocks_.push_back(
      {BlockKind::FinallyTry, handler_, {}, {}, node.finalbody, &node, {}});
  int around = push_handler(final, depth);
  if (node.handlers.empty())
    body(node.body);
  else if (node.kind == NodeKind::TryStar)
    try_star(node);
  else
    try_except(node);
  handler_ = around;
  blocks_.pop_back();
  depth_ = depth;
  body(node.finalbody);
  jump(Opcode::Jump, exit);

  begin_handler(final, depth);
  push_handler(cleanup, depth + 1);
  emit(Opcode::PushExcInfo);
  blocks_.push_back({BlockKind::FinallyEnd, around, {}, {}, {}, &node, {}});
  body(node.finalbody);
  blocks_.pop_back();
  At at(*this, CodeRange{});
  emit(Opcode::Reraise);
  handler_ = around;
  begin_handler(cleanup, depth + 1);
  emit(Opcode::Swap, 2);
  emit(Opcode::PopExcept);
  emit(Opcode::Reraise);
  bind(exit);
  depth_ = depth;
}

void Compiler::try_except(const Try& node) {
  Label except = make_label(), cleanup = make_label(), end = make_label();
  int depth = depth_;
  int around = push_handler(except, depth);
  blocks_.push_back({BlockKind::Try, around, {}, {}, {}, &node, {}});
  bool guards = handles_import_error(node);
  import_guards_ += guards;
  body(node.body);
  import_guards_ -= guards;
  blocks_.pop_back();
  handler_ = around;
  body(node.orelse);
  jump(Opcode::Jump, end);

  begin_handler(except, depth);
  push_handler(cleanup, depth + 1);
  emit(Opcode::PushExcInfo);
  for (std::size_t i = 0; i < node.handlers.size(); ++i) {
    const ExceptHandler& handler = *node.handlers[i];
    if (!handler.type && i + 1 < node.handlers.size())
      fail(handler, "default 'except:' must be last");
    Label next = make_label();
    At at(*this, handler);
    except_handler(handler, next, end, around);
    bind(next);
    depth_ = depth + 2;
  }
  At at(*this, CodeRange{});
  emit(Opcode::Reraise);
  handler_ = around;
  begin_handler(cleanup, depth + 1);
  emit(Opcode::Swap, 2);
  emit(Opcode::PopExcept);
  emit(Opcode::Reraise);
  bind(end);
  depth_ = depth;
}

// previous exc, as the handler finds the stack.
void Compiler::except_handler(const ExceptHandler& handler, Label next,
                              Label end, int around) {
  if (handler.type) {
    At at(*this, *handler.type);
    expr(handler.type);
    emit(Opcode::CheckExcMatch);
    jump(Opcode::PopJumpIfFalse, next);
  }
  int outside = handler_;
  Block block{BlockKind::HandlerCleanup, around, {}, {}, {}, &handler, {}};
  if (!handler.name.data()) {
    emit(Opcode::Pop);
    blocks_.push_back(block);
    body(handler.body);
    blocks_.pop_back();
    emit(Opcode::PopExcept);
    return jump(Opcode::Jump, end);
  }
  store_name(handler.name);
  Label cleanup = make_label();
  int depth = depth_;
  block.name = handler.name;
  push_handler(cleanup, depth);
  blocks_.push_back(block);
  body(handler.body);
  blocks_.pop_back();
  handler_ = outside;
  At at(*this, CodeRange{});
  emit(Opcode::PopExcept);
  forget_name(handler.name);
  jump(Opcode::Jump, end);
  begin_handler(cleanup, depth);
  forget_name(handler.name);
  emit(Opcode::Reraise);
}

void Compiler::forget_name(std::string_view name) {
  load_none();
  store_name(name);
  delete_name(name);
}

void Compiler::try_star(const Try& node) {
  Label except = make_label(), cleanup = make_label(), end = make_label();
  Label reraise = make_label();
  int depth = depth_;
  int around = push_handler(except, depth);
  blocks_.push_back({BlockKind::Try, around, {}, {}, {}, &node, {}});
  body(node.body);
  blocks_.pop_back();
  handler_ = around;
  body(node.orelse);
  jump(Opcode::Jump, end);

  begin_handler(except, depth);
  push_handler(cleanup, depth + 1);
  emit(Opcode::PushExcInfo);   // previous exc
  emit(Opcode::BuildList, 0);  // previous exc raised
  emit(Opcode::Copy, 2);       // previous exc raised rest
  for (ExceptHandler* handler : node.handlers) {
    Label next = make_label();
    At at(*this, *handler);
    star_handler(*handler, next);
    bind(next);
    depth_ = depth + 4;
  }
  At at(*this, CodeRange{});
  emit(Opcode::ListAppend, 1);    // previous exc raised
  emit(Opcode::PrepReraiseStar);  // previous exc-or-None
  emit(Opcode::Copy, 1);
  jump(Opcode::PopJumpIfNotNone, reraise);
  emit(Opcode::Pop);
  emit(Opcode::PopExcept);
  jump(Opcode::Jump, end);
  bind(reraise);
  depth_ = depth + 2;
  handler_ = around;
  emit(Opcode::Swap, 2);
  emit(Opcode::PopExcept);
  emit(Opcode::Reraise);
  begin_handler(cleanup, depth + 1);
  emit(Opcode::Swap, 2);
  emit(Opcode::PopExcept);
  emit(Opcode::Reraise);
  bind(end);
  depth_ = depth;
}

// exc raised rest → exc raised rest
void Compiler::star_handler(const ExceptHandler& handler, Label next) {
  Label no_match = make_label(), failed = make_label();
  int depth = depth_;
  expr(handler.type);
  emit(Opcode::CheckEgMatch);  // exc raised rest match
  emit(Opcode::Copy, 1);
  jump(Opcode::PopJumpIfNone, no_match);
  if (handler.name.data())
    store_name(handler.name);
  else
    emit(Opcode::Pop);
  int outside = push_handler(failed, depth);
  blocks_.push_back(
      {BlockKind::ExceptStar, outside, {}, {}, {}, &handler, handler.name});
  body(handler.body);
  blocks_.pop_back();
  handler_ = outside;
  At at(*this, CodeRange{});
  if (handler.name.data()) forget_name(handler.name);
  jump(Opcode::Jump, next);
  begin_handler(failed, depth);  // exc raised rest raised-here
  if (handler.name.data()) forget_name(handler.name);
  emit(Opcode::ListAppend, 2);
  jump(Opcode::Jump, next);
  bind(no_match);
  depth_ = depth + 1;
  emit(Opcode::Pop);
}

void Compiler::with_statement(const With& node, std::size_t item) {
  bool is_async = node.kind == NodeKind::AsyncWith;
  const WithItem& with = *node.items[item];
  Label final = make_label(), exit = make_label();
  expr(with.context_expr);
  CodeRange range = {with.context_expr->line, with.context_expr->end_line,
                     with.context_expr->col, with.context_expr->end_col};
  {
    At at(*this, range);
    emit(is_async ? Opcode::EnterAsyncWith : Opcode::EnterWith);
    if (is_async) await_value(1);
  }
  int depth = depth_ - 1;  // with the exit method
  blocks_.push_back({is_async ? BlockKind::AsyncWith : BlockKind::With,
                     handler_,
                     {},
                     {},
                     {},
                     with.context_expr,
                     {}});
  int around = push_handler(final, depth);
  if (with.optional_vars)
    assign(with.optional_vars);
  else
    emit(Opcode::Pop);
  if (item + 1 < node.items.size())
    with_statement(node, item + 1);
  else
    body(node.body);
  handler_ = around;
  blocks_.pop_back();
  depth_ = depth;
  At at(*this, range);
  emit(Opcode::WithExit);
  if (is_async) await_value(2);
  emit(Opcode::Pop);
  jump(Opcode::Jump, exit);
  with_exception(is_async, final, exit, depth);
}

void Compiler::with_exception(bool is_async, Label final, Label exit,
                              int depth) {
  Label suppress = make_label(), cleanup = make_label();
  begin_handler(final, depth);  // exit exc
  int around = push_handler(cleanup, depth + 1);
  emit(Opcode::PushExcInfo);      // exit previous exc
  emit(Opcode::WithExceptStart);  // exit previous exc result
  if (is_async) await_value(2);
  jump(Opcode::PopJumpIfTrue, suppress);
  emit(Opcode::Reraise);
  bind(suppress);
  depth_ = depth + 2;
  emit(Opcode::Pop);
  handler_ = around;
  emit(Opcode::PopExcept);
  emit(Opcode::Pop);
  jump(Opcode::Jump, exit);
  begin_handler(cleanup, depth + 1);
  emit(Opcode::Swap, 2);
  emit(Opcode::PopExcept);
  emit(Opcode::Reraise);
  bind(exit);
  depth_ = depth - 1;
}

void Compiler::leave(const Block& block, Keep keep) {
  bool top = keep == Keep::Top;
  handler_ = block.handler;
  switch (block.kind) {
    case BlockKind::While:
    case BlockKind::Try:
      return;
    case BlockKind::For:
    case BlockKind::AsyncFor:
    case BlockKind::PopValue:
      if (top) emit(Opcode::Swap, 2);
      return emit(Opcode::Pop);
    case BlockKind::FinallyTry: {
      if (top)
        blocks_.push_back(
            {BlockKind::PopValue, handler_, {}, {}, {}, nullptr, {}});
      body(block.finally);
      if (top) blocks_.pop_back();
      return;
    }
    case BlockKind::FinallyEnd:
      if (top) emit(Opcode::Swap, 2);
      emit(Opcode::Pop);  // the exception
      if (top) emit(Opcode::Swap, 2);
      return emit(Opcode::PopExcept);
    case BlockKind::With:
    case BlockKind::AsyncWith: {
      At at(*this, *block.node);
      if (top) emit(Opcode::Swap, 2);
      emit(Opcode::WithExit);
      if (block.kind == BlockKind::AsyncWith) await_value(2);
      return emit(Opcode::Pop);
    }
    case BlockKind::HandlerCleanup:
      if (top) emit(Opcode::Swap, 2);
      emit(Opcode::PopExcept);
      if (!block.name.empty()) forget_name(block.name);
      return;
    case BlockKind::ExceptStar:
      fail(*block.node,
           "'break', 'continue' and 'return' cannot appear in an except* "
           "block");
  }
}

void Compiler::leave_all(Keep keep) {
  int handler = handler_;
  std::vector<Block> saved = blocks_;
  while (!blocks_.empty()) {
    Block block = blocks_.back();
    blocks_.pop_back();
    leave(block, keep);
  }
  blocks_ = std::move(saved);
  handler_ = handler;
}

void Compiler::break_loop(const Stmt&) {
  int handler = handler_, depth = depth_;
  std::vector<Block> saved = blocks_;
  while (true) {
    Block block = blocks_.back();
    blocks_.pop_back();
    leave(block, Keep::Nothing);
    if (block.kind == BlockKind::While || block.kind == BlockKind::For ||
        block.kind == BlockKind::AsyncFor) {
      jump(Opcode::Jump, block.end);
      break;
    }
  }
  blocks_ = std::move(saved);
  handler_ = handler;
  depth_ = depth;
}

void Compiler::continue_loop(const Stmt&) {
  int handler = handler_, depth = depth_;
  std::vector<Block> saved = blocks_;
  while (true) {
    Block block = blocks_.back();
    if (block.kind == BlockKind::While || block.kind == BlockKind::For ||
        block.kind == BlockKind::AsyncFor) {
      jump(Opcode::JumpBack, block.start);
      break;
    }
    blocks_.pop_back();
    leave(block, Keep::Nothing);
  }
  blocks_ = std::move(saved);
  handler_ = handler;
  depth_ = depth;
}

}  // namespace limbeck::py

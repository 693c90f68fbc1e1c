#include "base/text.h"
#include "python/compile/compiler.h"

namespace limbeck::py {

using namespace ast;

py::Binary binary_of(ast::Operator op);

void Compiler::body(Seq<Stmt> statements) {
  for (Stmt* statement : statements) stmt(statement);
}

void Compiler::stmt(const Stmt* node) {
  At at(*this, *node);
  switch (node->kind) {
    case NodeKind::FunctionDef:
    case NodeKind::AsyncFunctionDef:
      return function(as<FunctionDef>(*node));
    case NodeKind::ClassDef:
      return class_def(as<ClassDef>(*node));
    case NodeKind::Return:
      return return_statement(as<Return>(*node));
    case NodeKind::Delete:
      for (Expr* target : as<Delete>(*node).targets) remove(target);
      return;
    case NodeKind::Assign: {
      auto& statement = as<Assign>(*node);
      expr(statement.value);
      for (std::size_t i = 0; i < statement.targets.size(); ++i) {
        if (i + 1 < statement.targets.size()) emit(Opcode::Copy, 1);
        assign(statement.targets[i]);
      }
      return;
    }
    case NodeKind::TypeAlias:
      return type_alias(as<ast::TypeAlias>(*node));
    case NodeKind::AugAssign:
      return augmented(as<AugAssign>(*node));
    case NodeKind::AnnAssign:
      return annotated(as<AnnAssign>(*node));
    case NodeKind::For:
      return for_loop(as<For>(*node));
    case NodeKind::AsyncFor:
      return async_for(as<For>(*node));
    case NodeKind::While:
      return while_loop(as<While>(*node));
    case NodeKind::If:
      return if_statement(as<If>(*node));
    case NodeKind::With:
    case NodeKind::AsyncWith:
      ++conditional_;
      with_statement(as<With>(*node), 0);
      --conditional_;
      return;
    case NodeKind::Match:
      return match_statement(as<Match>(*node));
    case NodeKind::Raise:
      return raise_statement(as<Raise>(*node));
    case NodeKind::Try:
    case NodeKind::TryStar:
      ++conditional_;
      try_statement(as<Try>(*node));
      --conditional_;
      return;
    case NodeKind::Assert:
      return assert_statement(as<Assert>(*node));
    case NodeKind::Import:
      return import_statement(as<Import>(*node));
    case NodeKind::ImportFrom:
      return import_from(as<ImportFrom>(*node));
    case NodeKind::Global:
    case NodeKind::Nonlocal:
    case NodeKind::Pass:
      return;
    case NodeKind::ExprStmt:
      return expression_statement(as<ExprStmt>(*node));
    case NodeKind::Break:
      return break_loop(*node);
    case NodeKind::Continue:
      return continue_loop(*node);
    default:
      LIMBECK_CHECK(false, "a statement's kind is known");
  }
}

void Compiler::expression_statement(const ExprStmt& node) {
  const bool shown = unit_.tree().module->mode == Mode::Single &&
                     scope_->kind == ScopeKind::Module;
  if (shown) {  // as at a prompt
    load_const(py::make_function("displayhook(value, /)", [](Args& args) {
      const Value sys = Interpreter::current().import("sys");
      return py::call(get_attribute(sys, "displayhook"), {args[0]});
    }));
    emit(Opcode::PushAbsent);
  } else if (node.value->kind == NodeKind::Constant) {
    return;
  }
  expr(node.value);
  if (shown) emit(Opcode::Call, 1);
  emit(Opcode::Pop);
}

void Compiler::assign(const Expr* target) {
  At at(*this, *target);
  switch (target->kind) {
    case NodeKind::Name:
      return store_name(as<ast::Name>(*target).id);
    case NodeKind::Attribute: {
      auto& node = as<Attribute>(*target);
      expr(node.value);
      At again(*this, *target);
      return emit(Opcode::StoreAttr, cache_index(mangle(node.attr)));
    }
    case NodeKind::Subscript: {
      auto& node = as<Subscript>(*target);
      expr(node.value);
      expr(node.slice);
      At again(*this, *target);
      return emit(Opcode::SetItem);
    }
    case NodeKind::List:
    case NodeKind::Tuple:
      return unpack(as<ast::List>(*target));
    case NodeKind::Starred:
      fail(*target, "starred assignment target must be in a list or tuple");
    default:
      fail(*target, "cannot assign to this expression");
  }
}

void Compiler::unpack(const ast::List& target) {
  std::size_t star = target.elts.size();
  for (std::size_t i = 0; i < target.elts.size(); ++i) {
    if (target.elts[i]->kind != NodeKind::Starred) continue;
    if (star != target.elts.size())
      fail(target, "multiple starred expressions in assignment");
    star = i;
  }
  if (star == target.elts.size()) {
    emit(Opcode::UnpackSequence, static_cast<std::uint32_t>(star));
  } else {
    std::size_t after = target.elts.size() - star - 1;
    if (star >= 1 << 11 || after >= 1 << 11)
      fail(target, "too many expressions in star-unpacking assignment");
    emit(Opcode::UnpackEx, static_cast<std::uint32_t>(star | after << 12));
  }
  for (Expr* item : target.elts) {
    if (auto* starred = if_is<Starred>(item))
      assign(starred->value);
    else
      assign(item);
  }
}

void Compiler::remove(const Expr* target) {
  At at(*this, *target);
  switch (target->kind) {
    case NodeKind::Name:
      return delete_name(as<ast::Name>(*target).id);
    case NodeKind::Attribute:
      expr(as<Attribute>(*target).value);
      return emit(Opcode::DeleteAttr,
                  cache_index(mangle(as<Attribute>(*target).attr)));
    case NodeKind::Subscript:
      expr(as<Subscript>(*target).value);
      expr(as<Subscript>(*target).slice);
      return emit(Opcode::DeleteItem);
    case NodeKind::List:
    case NodeKind::Tuple:
      for (Expr* item : as<ast::List>(*target).elts) remove(item);
      return;
    default:
      fail(*target, "cannot delete this expression");
  }
}

void Compiler::augmented(const AugAssign& node) {
  auto operate = [&] {
    expr(node.value);
    At at(*this, node);
    if (node.op == Operator::Add) return emit(Opcode::InPlaceAdd);
    emit(Opcode::InPlaceOp, static_cast<std::uint32_t>(binary_of(node.op)));
  };
  if (auto* name = if_is<ast::Name>(node.target)) {
    {
      At at(*this, *node.target);
      load_name(name->id);
    }
    operate();
    return store_name(name->id);
  }
  if (auto* attribute = if_is<Attribute>(node.target)) {
    At at(*this, *node.target);
    Str* name = mangle(attribute->attr);
    expr(attribute->value);
    emit(Opcode::Copy, 1);
    emit(Opcode::LoadAttr, cache_index(name));
    operate();
    emit(Opcode::Swap, 2);
    return emit(Opcode::StoreAttr, cache_index(name));
  }
  auto& subscript = as<Subscript>(*node.target);
  At at(*this, *node.target);
  expr(subscript.value);
  expr(subscript.slice);
  emit(Opcode::Copy, 2);
  emit(Opcode::Copy, 2);
  emit(Opcode::GetItem);
  operate();
  emit(Opcode::Swap, 3);
  emit(Opcode::Swap, 2);
  emit(Opcode::SetItem);
}

void Compiler::annotated(const AnnAssign& node) {
  if (node.value) {
    expr(node.value);
    assign(node.target);
  } else if (auto* attribute = if_is<Attribute>(node.target)) {
    expr(attribute->value);
    emit(Opcode::Pop);
  }
  if (!node.simple || host_->is_function_like()) return;
  Str* name = mangle(as<ast::Name>(*node.target).id);
  if (unit_.future_annotations) {
    load_text(unparse(*node.annotation));
    load_name("__annotations__");
    load_const(Value(name));
    return emit(Opcode::SetItem);
  }
  int index = unit_.annotation_index[&node];
  if (!host_->conditional_annotations ||
      (host_->kind == ScopeKind::Class && !conditional_))
    return;
  emit(Opcode::LoadName, cache_index(intern("__conditional_annotations__")));
  load_const(Value::small(index));
  emit(Opcode::SetAdd, 1);
  emit(Opcode::Pop);
}

void Compiler::for_loop(const For& node) {
  ++conditional_;
  Label start = make_label(), cleanup = make_label(), end = make_label();
  expr(node.iter);
  {
    At at(*this, *node.iter);
    emit(Opcode::GetIter);
  }
  bind(start);
  {
    At at(*this, *node.iter);
    jump(Opcode::ForIter, cleanup);
  }
  blocks_.push_back({BlockKind::For, handler_, start, end, {}, &node, {}});
  assign(node.target);
  body(node.body);
  jump(Opcode::JumpBack, start);
  blocks_.pop_back();
  bind(cleanup);
  body(node.orelse);
  bind(end);
  --conditional_;
}

void Compiler::async_for(const For& node) {
  ++conditional_;
  Label start = make_label(), except = make_label(), end = make_label();
  expr(node.iter);
  At at_iter(*this, *node.iter);
  emit(Opcode::GetAsyncIter);
  int depth = depth_;
  bind(start);
  int around = push_handler(except, depth);
  emit(Opcode::GetAsyncNext);
  load_none();
  yield_from();
  handler_ = around;
  blocks_.push_back({BlockKind::AsyncFor, handler_, start, end, {}, &node, {}});
  assign(node.target);
  body(node.body);
  jump(Opcode::JumpBack, start);
  blocks_.pop_back();
  begin_handler(except, depth);
  emit(Opcode::EndAsyncFor);
  body(node.orelse);
  bind(end);
  depth_ = depth - 1;
  --conditional_;
}

void Compiler::while_loop(const While& node) {
  ++conditional_;
  Label start = make_label(), orelse = make_label(), end = make_label();
  int depth = depth_;
  bind(start);
  jump_if(node.test, orelse, false);
  blocks_.push_back({BlockKind::While, handler_, start, end, {}, &node, {}});
  body(node.body);
  jump(Opcode::JumpBack, start);
  blocks_.pop_back();
  bind(orelse);
  depth_ = depth;
  body(node.orelse);
  bind(end);
  depth_ = depth;
  --conditional_;
}

void Compiler::if_statement(const If& node) {
  ++conditional_;
  Label orelse = make_label(), end = make_label();
  int depth = depth_;
  jump_if(node.test, orelse, false);
  body(node.body);
  if (!node.orelse.empty()) jump(Opcode::Jump, end);
  bind(orelse);
  depth_ = depth;
  body(node.orelse);
  bind(end);
  depth_ = depth;
  --conditional_;
}

void Compiler::raise_statement(const Raise& node) {
  std::uint32_t count = 0;
  if (node.exc) {
    expr(node.exc);
    ++count;
    if (node.cause) {
      expr(node.cause);
      ++count;
    }
  }
  emit(Opcode::Raise, count);
}

void Compiler::assert_statement(const Assert& node) {
  Label end = make_label();
  jump_if(node.test, end, true);
  At at(*this, *node.test);
  emit(Opcode::LoadAssertionError);
  if (node.msg) {
    emit(Opcode::PushAbsent);
    expr(node.msg);
    emit(Opcode::Call, 1);
  }
  emit(Opcode::Raise, 1);
  bind(end);
}

void Compiler::import_statement(const Import& node) {
  std::uint32_t guard = guards_import() ? kGuardedImport : 0;
  for (Alias* alias : node.names) {
    load_const(Value::small(0));
    load_none();
    emit(Opcode::ImportName, name_index(intern(alias->name)) | guard);
    std::string_view dotted = alias->name;
    std::size_t dot = dotted.find('.');
    if (!alias->asname.data()) {
      store_name(dotted.substr(0, dot));
      continue;
    }
    // `import a.b.c as d` binds the innermost module.
    while (dot != dotted.npos) {
      dotted.remove_prefix(dot + 1);
      dot = dotted.find('.');
      emit(Opcode::ImportFrom, name_index(intern(dotted.substr(0, dot))));
      emit(Opcode::Swap, 2);
      emit(Opcode::Pop);
    }
    store_name(alias->asname);
  }
}

void Compiler::import_from(const ImportFrom& node) {
  load_const(Value::small(node.level));
  std::vector<Value> names;
  for (Alias* alias : node.names) names.emplace_back(intern(alias->name));
  load_const(make_tuple(std::move(names)));
  std::uint32_t guard = guards_import() ? kGuardedImport : 0;
  std::string_view module = node.module.data() ? node.module : "";
  emit(Opcode::ImportName, name_index(intern(module)) | guard);
  if (node.names.size() == 1 && node.names[0]->name == "*")
    return emit(Opcode::ImportStar);
  for (Alias* alias : node.names) {
    emit(Opcode::ImportFrom, name_index(intern(alias->name)) | guard);
    store_name(alias->asname.data() ? alias->asname : alias->name);
  }
  emit(Opcode::Pop);
}

void Compiler::return_statement(const Return& node) {
  bool constant = !node.value || node.value->kind == NodeKind::Constant;
  if (!constant) expr(node.value);
  int depth = depth_;
  leave_all(constant ? Keep::Nothing : Keep::Top);
  if (constant) {
    if (node.value)
      expr(node.value);
    else
      load_none();
  }
  emit(Opcode::Return);
  depth_ = constant ? depth : depth - 1;
}

}  // namespace limbeck::py

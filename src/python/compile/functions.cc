// Functions, classes, annotations and type parameters: what makes code objects
// and function objects of them, and what their bodies begin and end with.
#include "base/text.h"
#include "python/compile/compiler.h"
#include "python/compile/source.h"

namespace limbeck::py {

using namespace ast;

namespace {

std::string_view text_of_name(Str* name) { return name->text(); }

Type* code_type() { return builtin_types().code; }

void set_parameters(Code& code, const Arguments& args) {
  auto size = [](auto span) { return static_cast<std::uint32_t>(span.size()); };
  code.positional_only_count = size(args.posonlyargs);
  code.argument_count = size(args.posonlyargs) + size(args.args);
  code.keyword_only_count = size(args.kwonlyargs);
  code.parameter_slots = code.argument_count + code.keyword_only_count;
  if (args.vararg) {
    code.flags |= kVarArgs;
    ++code.parameter_slots;
  }
  if (args.kwarg) {
    code.flags |= kVarKeywords;
    ++code.parameter_slots;
  }
}

void set_kind_flags(Code& code, const Scope& scope) {
  if (scope.is_async && scope.has_yield)
    code.flags |= kAsyncGenerator;
  else if (scope.is_async)
    code.flags |= kCoroutine;
  else if (scope.has_yield)
    code.flags |= kGenerator;
  if (scope.kind == ScopeKind::Class)
    code.flags |= kClassBody;
  else if (scope.kind != ScopeKind::Module)
    code.flags |= kOptimized | kNewLocals;
  if (scope.nested) code.flags |= kNested;
}

int first_line_of(const Node& node) {
  if (node.kind == NodeKind::FunctionDef ||
      node.kind == NodeKind::AsyncFunctionDef) {
    auto& function = as<FunctionDef>(node);
    if (!function.decorator_list.empty())
      return function.decorator_list[0]->line;
  }
  if (auto* cls = if_is<ClassDef>(&node); cls && !cls->decorator_list.empty())
    return cls->decorator_list[0]->line;
  return node.kind == NodeKind::Module ? 1 : node.line;
}

}  // namespace

Ref<Code> new_code(CompileUnit& unit, Scope* scope, Str* qualname) {
  Ref<Code> code = allocate_as<Code>(code_type());
  code->unit = unit.shared_from_this();
  code->scope = scope;
  code->name = scope->name;
  code->qualname = qualname;
  code->file_name = unit.file_name();
  code->doc = Value::none();
  code->first_line = first_line_of(*scope->node);
  set_kind_flags(*code, *scope);
  if (unit.future_annotations) code->flags |= kFutureAnnotations;
  const Node& node = *scope->node;
  switch (scope->kind) {
    case ScopeKind::Function: {
      bool lambda = node.kind == NodeKind::Lambda;
      set_parameters(
          *code, lambda ? *as<Lambda>(node).args : *as<FunctionDef>(node).args);
      break;
    }
    case ScopeKind::Generator:
      code->argument_count = code->parameter_slots = 1;
      break;
    case ScopeKind::Annotation:
      code->argument_count = code->parameter_slots = 1;
      code->positional_only_count = 1;
      break;
    case ScopeKind::TypeParams:
      if (node.kind == NodeKind::FunctionDef ||
          node.kind == NodeKind::AsyncFunctionDef)
        code->argument_count = code->parameter_slots = 2;
      break;
    case ScopeKind::Module:
    case ScopeKind::Class:
    case ScopeKind::Comprehension:
      break;
  }
  return code;
}

Str* Compiler::qualname_of(Scope* scope) {
  Scope* outer = scope->parent ? scope->parent->host() : nullptr;
  while (outer && outer->kind == ScopeKind::TypeParams)
    outer = outer->parent ? outer->parent->host() : nullptr;
  if (!outer || outer->kind == ScopeKind::Module) return scope->name;
  if (scope->kind == ScopeKind::Function || scope->kind == ScopeKind::Class) {
    Symbol* symbol = outer->find(
        unit_.mangle(text_of_name(scope->name), outer->private_class));
    if (symbol && symbol->global) return scope->name;
  }
  std::string_view prefix = text_of_name(code_.qualname);
  if (host_->kind == ScopeKind::TypeParams) {
    // The parameters' scope does not show in names.
    std::size_t dot = prefix.rfind("<generic parameters of ");
    prefix = dot == prefix.npos || dot == 0 ? "" : prefix.substr(0, dot - 1);
    if (prefix.empty()) return scope->name;
    return intern(cat(prefix, ".", text_of_name(scope->name)));
  }
  if (outer->kind == ScopeKind::Class)
    return intern(cat(prefix, ".", text_of_name(scope->name)));
  return intern(cat(prefix, ".<locals>.", text_of_name(scope->name)));
}

Ref<Code> Compiler::make_code(Scope* scope, Str* qualname) {
  return new_code(unit_, scope, qualname ? qualname : qualname_of(scope));
}

// Defaults and annotations are on the stack as `flags` says.
void Compiler::make_function(Scope* scope, std::uint32_t flags, Str* qualname) {
  Ref<Code> code = make_code(scope, qualname);
  if (scope->node->kind == NodeKind::FunctionDef ||
      scope->node->kind == NodeKind::AsyncFunctionDef) {
    if (scope->kind == ScopeKind::Function) {
      std::string_view doc = docstring(as<FunctionDef>(*scope->node).body);
      if (doc.data()) code->doc = make_str(doc);
    }
  }
  if (!scope->free_names.empty()) {
    for (Str* name : scope->free_names)
      emit(Opcode::LoadClosure, cell_slot(name));
    emit(Opcode::BuildTuple,
         static_cast<std::uint32_t>(scope->free_names.size()));
    flags |= kHasClosure;
  }
  load_const(code.value());
  emit(Opcode::MakeFunction, flags);
}

std::uint32_t Compiler::function_defaults(const Arguments& args) {
  std::uint32_t flags = 0;
  if (!args.defaults.empty()) {
    std::vector<Value> folded(args.defaults.size());
    bool constant = true;
    for (std::size_t i = 0; i < folded.size() && constant; ++i)
      constant = constant_of(args.defaults[i], folded[i]);
    if (constant) {
      load_const(make_tuple(std::move(folded)));
    } else {
      exprs(args.defaults);
      emit(Opcode::BuildTuple,
           static_cast<std::uint32_t>(args.defaults.size()));
    }
    flags |= kHasDefaults;
  }
  std::uint32_t pairs = 0;
  for (std::size_t i = 0; i < args.kw_defaults.size(); ++i) {
    if (!args.kw_defaults[i]) continue;
    load_const(Value(mangle(args.kwonlyargs[i]->arg)));
    expr(args.kw_defaults[i]);
    ++pairs;
  }
  if (pairs) {
    emit(Opcode::BuildMap, pairs);
    flags |= kHasKwDefaults;
  }
  return flags;
}

void Compiler::decorators(Seq<Expr> nodes) {
  for (Expr* node : nodes) {
    expr(node);
    emit(Opcode::PushAbsent);
  }
}

void Compiler::call_decorators(Seq<Expr> nodes) {
  for (std::size_t i = nodes.size(); i-- > 0;) {
    At at(*this, *nodes[i]);
    emit(Opcode::Call, 1);
  }
}

void Compiler::function(const FunctionDef& node) {
  decorators(node.decorator_list);
  CodeRange head = {node.line, node.line, node.col, node.end_col};
  if (node.type_params.empty()) {
    std::uint32_t flags = function_defaults(*node.args);
    At at(*this, head);
    function_object(node, flags);
  } else {
    // A function that makes the parameters and then the function, called once.
    Scope* scope = unit_.scope_of(&node, ScopeKind::TypeParams);
    make_function(scope, 0);
    emit(Opcode::PushAbsent);
    std::uint32_t flags = function_defaults(*node.args);
    if (!(flags & kHasDefaults)) {
      load_none();
      if (flags & kHasKwDefaults) emit(Opcode::Swap, 2);
    }
    if (!(flags & kHasKwDefaults)) load_none();
    emit(Opcode::Call, 2);
  }
  call_decorators(node.decorator_list);
  store_name(node.name);
}

void Compiler::function_object(const FunctionDef& node, std::uint32_t flags) {
  if (unit_.future_annotations) {
    std::uint32_t pairs = 0;
    auto annotation = [&](std::string_view name, const Expr* value) {
      if (!value) return;
      load_const(Value(mangle(name)));
      load_text(unparse(*value));
      ++pairs;
    };
    for (Arg* arg : node.args->posonlyargs)
      annotation(arg->arg, arg->annotation);
    for (Arg* arg : node.args->args) annotation(arg->arg, arg->annotation);
    if (Arg* arg = node.args->vararg) annotation(arg->arg, arg->annotation);
    for (Arg* arg : node.args->kwonlyargs)
      annotation(arg->arg, arg->annotation);
    if (Arg* arg = node.args->kwarg) annotation(arg->arg, arg->annotation);
    annotation("return", node.returns);
    if (pairs) {
      emit(Opcode::BuildMap, pairs);
      flags |= kHasAnnotations;
    }
  } else if (Scope* scope = unit_.scope_of(&node, ScopeKind::Annotation)) {
    make_function(scope, 0);
    flags |= kHasAnnotations;
  }
  make_function(unit_.scope_of(&node, ScopeKind::Function), flags);
}

void Compiler::lambda(const Lambda& node) {
  std::uint32_t flags = function_defaults(*node.args);
  make_function(unit_.scope_of(&node, ScopeKind::Function), flags);
}

void Compiler::class_def(const ClassDef& node) {
  decorators(node.decorator_list);
  if (node.type_params.empty()) {
    class_call(node);
  } else {
    make_function(unit_.scope_of(&node, ScopeKind::TypeParams), 0);
    emit(Opcode::PushAbsent);
    emit(Opcode::Call, 0);
  }
  call_decorators(node.decorator_list);
  store_name(node.name);
}

void Compiler::class_call(const ClassDef& node) {
  emit(Opcode::LoadBuildClass);
  emit(Opcode::PushAbsent);
  make_function(unit_.scope_of(&node, ScopeKind::Class), 0);
  load_const(Value(intern(node.name)));
  if (node.type_params.empty())
    return call_arguments(node.bases, node.keywords, 2);
  // Generic[T] is the last base.
  load(intern(".type_params"));
  emit(Opcode::MakeGeneric);
  store(intern(".generic_base"));
  emit(Opcode::BuildList, 2);
  for (Expr* base : node.bases) {
    if (auto* starred = if_is<Starred>(base)) {
      expr(starred->value);
      emit(Opcode::ListExtend, 1);
    } else {
      expr(base);
      emit(Opcode::ListAppend, 1);
    }
  }
  load(intern(".generic_base"));
  emit(Opcode::ListAppend, 1);
  emit(Opcode::ListToTuple);
  emit(Opcode::BuildMap, 0);
  for (Keyword* keyword : node.keywords) {
    if (keyword->arg.data()) {
      load_const(Value(mangle(keyword->arg)));
      expr(keyword->value);
      emit(Opcode::MapAdd, 1);
    } else {
      expr(keyword->value);
      emit(Opcode::DictMerge, 1);
    }
  }
  emit(Opcode::CallEx, 1);
}

void Compiler::lazy(const Expr* node) {
  make_function(unit_.scope_of(node, ScopeKind::Annotation), 0);
}

void Compiler::type_params(Seq<TypeParam> params) {
  for (TypeParam* param : params) {
    At at(*this, *param);
    const Expr* fallback = nullptr;
    std::string_view name;
    if (auto* var = if_is<ast::TypeVar>(param)) {
      name = var->name;
      fallback = var->default_value;
      load_const(Value(intern(name)));
      if (var->bound) {
        lazy(var->bound);
        emit(var->bound->kind == NodeKind::Tuple
                 ? Opcode::MakeTypeVarConstraints
                 : Opcode::MakeTypeVarBound);
      } else {
        emit(Opcode::MakeTypeVar,
             static_cast<std::uint32_t>(TypeParamKind::TypeVar));
      }
    } else if (auto* spec = if_is<ast::ParamSpec>(param)) {
      name = spec->name;
      fallback = spec->default_value;
      load_const(Value(intern(name)));
      emit(Opcode::MakeTypeVar,
           static_cast<std::uint32_t>(TypeParamKind::ParamSpec));
    } else {
      auto& tuple = as<ast::TypeVarTuple>(*param);
      name = tuple.name;
      fallback = tuple.default_value;
      load_const(Value(intern(name)));
      emit(Opcode::MakeTypeVar,
           static_cast<std::uint32_t>(TypeParamKind::TypeVarTuple));
    }
    if (fallback) {
      lazy(fallback);
      emit(Opcode::SetTypeParamDefault);
    }
    emit(Opcode::Copy, 1);
    store_name(name);
  }
  emit(Opcode::BuildTuple, static_cast<std::uint32_t>(params.size()));
}

void Compiler::type_alias(const ast::TypeAlias& node) {
  if (node.type_params.empty()) {
    type_alias_object(node);
  } else {
    make_function(unit_.scope_of(&node, ScopeKind::TypeParams), 0);
    emit(Opcode::PushAbsent);
    emit(Opcode::Call, 0);
  }
  store_name(as<ast::Name>(*node.name).id);
}

void Compiler::type_alias_object(const ast::TypeAlias& node) {
  std::string_view name = as<ast::Name>(*node.name).id;
  if (node.type_params.empty()) {
    load_const(Value(intern(name)));
    load_const(make_tuple({}));
  } else {
    type_params(node.type_params);
    load_const(Value(intern(name)));
    emit(Opcode::Swap, 2);
  }
  lazy(node.value);
  emit(Opcode::MakeTypeAlias);
}

// -- bodies
// ---------------------------------------------------------------------

std::string_view Compiler::docstring(Seq<Stmt> body) {
  if (body.empty()) return {};
  auto* statement = if_is<ExprStmt>(body[0]);
  auto* text = statement ? if_is<Constant>(statement->value) : nullptr;
  if (!text || text->type != ConstantType::Text) return {};
  return text->text.data() ? text->text : "";
}

void Compiler::return_const(const Value& value) {
  load_const(value);
  emit(Opcode::Return);
}

void Compiler::store_annotate(std::string_view name) {
  Scope* scope = unit_.scope_of(host_->node, ScopeKind::Annotation);
  if (!scope) return;
  make_function(scope, 0);
  emit(Opcode::StoreName, name_index(intern(name)));
}

void Compiler::module_body(const ast::Module& module) {
  if (module.mode == Mode::Eval) {
    expr(module.expression);
    return emit(Opcode::Return);
  }
  range_ = {1, 1, 0, 0};
  std::string_view doc = docstring(module.body);
  if (doc.data()) {
    load_const(make_str(doc));
    emit(Opcode::StoreName, name_index(intern("__doc__")));
  }
  if (host_->has_annotations) {
    if (unit_.future_annotations) {
      emit(Opcode::SetupAnnotations);
    } else {
      emit(Opcode::BuildSet, 0);
      emit(Opcode::StoreName,
           name_index(intern("__conditional_annotations__")));
      store_annotate("__annotate__");
    }
  }
  body(module.body);
  return_const(Value::none());
}

void Compiler::function_body(const Node& node) {
  range_ = {node.line, node.line, node.col, node.col};
  // Parameters that inner functions share move into cells.
  for (std::uint32_t i = 0; i < host_->slot_kinds.size(); ++i)
    if (host_->slot_kinds[i] == SlotKind::Cell) emit(Opcode::MakeCell, i);
  if (node.kind == NodeKind::Lambda) {
    expr(as<Lambda>(node).body);
    return emit(Opcode::Return);
  }
  auto& function = as<FunctionDef>(node);
  body(function.body);
  range_ = {};
  if (!function.body.empty()) {
    const Stmt& last = *function.body.back();
    range_ = {last.line, last.end_line, last.col, last.end_col};
  }
  return_const(Value::none());
}

void Compiler::class_body(const ClassDef& node) {
  range_ = {first_line_of(node), first_line_of(node), 0, 0};
  for (std::uint32_t i = 0; i < host_->slot_kinds.size(); ++i)
    if (host_->slot_kinds[i] == SlotKind::Cell) emit(Opcode::NewCell, i);
  auto store_fixed = [&](std::string_view name) {
    emit(Opcode::StoreName, name_index(intern(name)));
  };
  if (host_->needs_class_dict) {
    emit(Opcode::LoadLocals);
    emit(Opcode::StoreCell, cell_slot(intern("__classdict__")));
  }
  emit(Opcode::LoadName, cache_index(intern("__name__")));
  store_fixed("__module__");
  load_const(Value(code_.qualname));
  store_fixed("__qualname__");
  load_const(Value::small(first_line_of(node)));
  store_fixed("__firstlineno__");
  if (!node.type_params.empty()) {
    load(intern(".type_params"));
    store_fixed("__type_params__");
  }
  std::string_view doc = docstring(node.body);
  if (doc.data()) {
    load_const(make_str(doc));
    store_fixed("__doc__");
  }
  if (host_->has_annotations) {
    if (unit_.future_annotations) {
      emit(Opcode::SetupAnnotations);
    } else if (host_->conditional_annotations) {
      emit(Opcode::BuildSet, 0);
      store_fixed("__conditional_annotations__");
    }
  }
  body(node.body);
  if (host_->has_annotations && !unit_.future_annotations)
    store_annotate("__annotate__");
  range_ = {};
  if (host_->needs_class_cell) {
    emit(Opcode::LoadClosure, cell_slot(intern("__class__")));
    emit(Opcode::Copy, 1);
    store_fixed("__classcell__");
    return emit(Opcode::Return);
  }
  return_const(Value::none());
}

// -- annotations
// ----------------------------------------------------------------

void Compiler::annotation_value(const Expr* node) {
  // `*args: *Ts` stands for the one item that unpacking gives.
  if (auto* starred = if_is<Starred>(node)) {
    expr(starred->value);
    return emit(Opcode::UnpackSequence, 1);
  }
  expr(node);
}

// Formats other than 1 (VALUE) and 2 are the caller's business.
void Compiler::annotation_body() {
  const Node& node = *host_->node;
  range_ = {node.line, node.line, node.col, node.col};
  for (std::uint32_t i = 0; i < host_->slot_kinds.size(); ++i)
    if (host_->slot_kinds[i] == SlotKind::Cell) emit(Opcode::MakeCell, i);
  Label supported = make_label();
  load(intern("format"));
  load_const(Value::small(2));
  emit(Opcode::CompareOp, static_cast<std::uint32_t>(py::Compare::Gt));
  jump(Opcode::PopJumpIfFalse, supported);
  emit(Opcode::LoadGlobal, cache_index(intern("NotImplementedError")));
  emit(Opcode::Raise, 1);
  bind(supported);
  depth_ = 0;
  switch (node.kind) {
    case NodeKind::FunctionDef:
    case NodeKind::AsyncFunctionDef:
      function_annotations(as<FunctionDef>(node));
      break;
    case NodeKind::ClassDef:
      emit(Opcode::BuildMap, 0);
      collected_annotations(as<ClassDef>(node).body);
      break;
    case NodeKind::Module:
      emit(Opcode::BuildMap, 0);
      collected_annotations(as<ast::Module>(node).body);
      break;
    default:
      expr(static_cast<const Expr*>(&node));
  }
  emit(Opcode::Return);
}

void Compiler::function_annotations(const FunctionDef& node) {
  emit(Opcode::BuildMap, 0);
  auto annotation = [&](std::string_view name, const Expr* value) {
    if (!value) return;
    load_const(Value(mangle(name)));
    annotation_value(value);
    emit(Opcode::MapAdd, 1);
  };
  for (Arg* arg : node.args->posonlyargs) annotation(arg->arg, arg->annotation);
  for (Arg* arg : node.args->args) annotation(arg->arg, arg->annotation);
  if (Arg* arg = node.args->vararg) annotation(arg->arg, arg->annotation);
  for (Arg* arg : node.args->kwonlyargs) annotation(arg->arg, arg->annotation);
  if (Arg* arg = node.args->kwarg) annotation(arg->arg, arg->annotation);
  annotation("return", node.returns);
}

// The annotations of a class or module, in the order in which the body's code
// counts them.
void Compiler::collected_annotations(Seq<Stmt> statements) {
  ++conditional_;
  for (Stmt* statement : statements) {
    switch (statement->kind) {
      case NodeKind::AnnAssign: {
        auto& node = as<AnnAssign>(*statement);
        if (!node.simple) break;
        int index = unit_.annotation_index[&node];
        Scope* outer = host_->parent->host();
        bool always = outer->kind == ScopeKind::Class && conditional_ == 1;
        Label skip = make_label();
        if (outer->conditional_annotations && !always) {
          load_const(Value::small(index));
          load(intern("__conditional_annotations__"));
          emit(Opcode::Contains, 0);
          jump(Opcode::PopJumpIfFalse, skip);
        }
        load_const(Value(mangle(as<ast::Name>(*node.target).id)));
        annotation_value(node.annotation);
        emit(Opcode::MapAdd, 1);
        bind(skip);
        break;
      }
      case NodeKind::If:
        collected_annotations(as<If>(*statement).body);
        collected_annotations(as<If>(*statement).orelse);
        break;
      case NodeKind::For:
      case NodeKind::AsyncFor:
        collected_annotations(as<For>(*statement).body);
        collected_annotations(as<For>(*statement).orelse);
        break;
      case NodeKind::While:
        collected_annotations(as<While>(*statement).body);
        collected_annotations(as<While>(*statement).orelse);
        break;
      case NodeKind::With:
      case NodeKind::AsyncWith:
        collected_annotations(as<With>(*statement).body);
        break;
      case NodeKind::Match:
        for (MatchCase* item : as<Match>(*statement).cases)
          collected_annotations(item->body);
        break;
      case NodeKind::Try:
      case NodeKind::TryStar: {
        auto& node = as<Try>(*statement);
        collected_annotations(node.body);
        for (ExceptHandler* handler : node.handlers)
          collected_annotations(handler->body);
        collected_annotations(node.orelse);
        collected_annotations(node.finalbody);
        break;
      }
      default:
        break;
    }
  }
  --conditional_;
}

void Compiler::type_params_body(const Node& node) {
  range_ = {node.line, node.line, node.col, node.col};
  for (std::uint32_t i = 0; i < host_->slot_kinds.size(); ++i)
    if (host_->slot_kinds[i] == SlotKind::Cell) emit(Opcode::MakeCell, i);
  if (auto* alias = if_is<ast::TypeAlias>(&node)) {
    type_alias_object(*alias);
  } else if (auto* cls = if_is<ClassDef>(&node)) {
    type_params(cls->type_params);
    store(intern(".type_params"));
    class_call(*cls);
  } else {
    auto& function = as<FunctionDef>(node);
    type_params(function.type_params);
    std::uint32_t flags = 0;
    if (!function.args->defaults.empty()) {
      load(intern(".defaults"));
      flags |= kHasDefaults;
    }
    for (Expr* value : function.args->kw_defaults)
      if (value) {
        load(intern(".kwdefaults"));
        flags |= kHasKwDefaults;
        break;
      }
    function_object(function, flags);
    emit(Opcode::Swap, 2);
    emit(Opcode::SetTypeParams);
  }
  emit(Opcode::Return);
}

// -- the whole
// ------------------------------------------------------------------

Compiler::Compiler(CompileUnit& unit, Code& code)
    : unit_(unit), code_(code), scope_(code.scope), host_(code.scope) {
  constexpr std::size_t kShort = 48;  // instructions of most bodies
  code_.instructions.reserve(kShort);
  code_.ranges.reserve(kShort);
  handler_of_.reserve(kShort);
}

void Compiler::compile() {
  const Node& node = *scope_->node;
  switch (scope_->kind) {
    case ScopeKind::Module:
      module_body(as<ast::Module>(node));
      break;
    case ScopeKind::Function:
      function_body(node);
      break;
    case ScopeKind::Class:
      class_body(as<ClassDef>(node));
      break;
    case ScopeKind::Generator:
      for (std::uint32_t i = 0; i < host_->slot_kinds.size(); ++i)
        if (host_->slot_kinds[i] == SlotKind::Cell) emit(Opcode::MakeCell, i);
      generator_body(as<ListComp>(node));
      break;
    case ScopeKind::Annotation:
      annotation_body();
      break;
    case ScopeKind::TypeParams:
      type_params_body(node);
      break;
    case ScopeKind::Comprehension:
      LIMBECK_CHECK(false, "a comprehension has no code of its own");
  }
  assemble();
}

namespace {

void compile_body(Code& code) {
  CompileUnit& unit = *code.unit;
  Scope* scope = code.scope;
  if (scope->kind == ScopeKind::Function &&
      scope->node->kind != NodeKind::Lambda) {
    auto& function = const_cast<FunctionDef&>(as<FunctionDef>(*scope->node));
    if (function.skipped && function.body.empty()) {
      parse_body(unit.tree(), function);
      unit.analyse_body(scope);
      set_kind_flags(code, *scope);
    }
  }
  code.instructions.clear();
  code.ranges.clear();
  code.constants.clear();
  code.names.clear();
  code.caches.clear();
  code.handlers.clear();
  Compiler(unit, code).compile();
  code.compiled = true;
  code.unit.reset();
}

}  // namespace

void compile_now(Code& code) {
  try {
    compile_body(code);
  } catch (SyntaxFailure& failure) {
    raise_syntax_error(failure);
  }
}

}  // namespace limbeck::py

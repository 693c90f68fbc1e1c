// The first walk: what each scope binds and uses, and the errors that CPython
// reports before any code is made.
#include "base/text.h"
#include "python/compile/doubts.h"
#include "python/compile/scope.h"

namespace limbeck::py {

using namespace ast;

namespace {

std::string_view text_of_name(Str* name) { return name->text(); }

class Walker {
 public:
  explicit Walker(CompileUnit& unit) : unit_(unit) {}

  void module(const ast::Module& module) {
    scope_ = unit_.make_scope(ScopeKind::Module, intern("<module>"), &module,
                              nullptr);
    if (module.expression) expr(module.expression);
    statements(module.body);
  }

  void function_body(Scope* scope) {
    scope_ = scope;
    auto& function = as<FunctionDef>(*scope->node);
    statements(function.body);
  }

 private:
  struct Enter {
    Enter(Walker& walker, Scope* scope)
        : walker(walker), previous(walker.scope_), loops(walker.loops_) {
      walker.scope_ = scope;
      if (scope->has_frame()) walker.loops_ = 0;
    }
    ~Enter() {
      walker.scope_ = previous;
      walker.loops_ = loops;
    }
    Walker& walker;
    Scope* previous;
    int loops;
  };

  [[noreturn]] void fail(const Node& node, std::string message) {
    syntax_failure(unit_, node, std::move(message));
  }

  Str* mangled(std::string_view name) {
    return unit_.mangle(name, scope_->private_class);
  }
  Symbol& bind(std::string_view name, const Node& node) {
    if (name == "__debug__") fail(node, "cannot assign to __debug__");
    Symbol& symbol = scope_->ensure(mangled(name));
    symbol.bound = true;
    return symbol;
  }
  Symbol& use(std::string_view name) {
    Symbol& symbol = scope_->ensure(mangled(name));
    symbol.used = true;
    return symbol;
  }

  // -- statements -----------------------------------------------------------
  void statements(Seq<Stmt> body) {
    for (Stmt* statement : body) stmt(statement);
  }
  void block(Seq<Stmt> body) {
    ++conditional_;
    statements(body);
    --conditional_;
  }
  void loop_body(Seq<Stmt> body) {
    ++loops_;
    block(body);
    --loops_;
  }

  void stmt(const Stmt* node) {
    switch (node->kind) {
      case NodeKind::FunctionDef:
      case NodeKind::AsyncFunctionDef:
        return function(as<FunctionDef>(*node));
      case NodeKind::ClassDef:
        return class_def(as<ClassDef>(*node));
      case NodeKind::Return: {
        auto& statement = as<Return>(*node);
        Scope* host = scope_->host();
        if (host->kind != ScopeKind::Function)
          fail(*node, "'return' outside function");
        if (statement.value) {
          host->returns_value = true;
          if (host->has_yield && host->is_async)
            fail(*node, "'return' with value in async generator");
          expr(statement.value);
        }
        return;
      }
      case NodeKind::Delete:
        return exprs(as<Delete>(*node).targets);
      case NodeKind::Assign: {
        auto& statement = as<Assign>(*node);
        exprs(statement.targets);
        return expr(statement.value);
      }
      case NodeKind::TypeAlias:
        return type_alias(as<ast::TypeAlias>(*node));
      case NodeKind::AugAssign:
        expr(as<AugAssign>(*node).target);
        return expr(as<AugAssign>(*node).value);
      case NodeKind::AnnAssign:
        return annotated(as<AnnAssign>(*node));
      case NodeKind::For:
      case NodeKind::AsyncFor: {
        auto& statement = as<For>(*node);
        if (node->kind == NodeKind::AsyncFor)
          need_async(*node, "'async for' outside async function");
        expr(statement.target);
        expr(statement.iter);
        loop_body(statement.body);
        return block(statement.orelse);
      }
      case NodeKind::While: {
        auto& statement = as<While>(*node);
        expr(statement.test);
        loop_body(statement.body);
        return block(statement.orelse);
      }
      case NodeKind::If: {
        auto& statement = as<If>(*node);
        expr(statement.test);
        block(statement.body);
        return block(statement.orelse);
      }
      case NodeKind::With:
      case NodeKind::AsyncWith: {
        auto& statement = as<With>(*node);
        if (node->kind == NodeKind::AsyncWith)
          need_async(*node, "'async with' outside async function");
        for (WithItem* item : statement.items) {
          expr(item->context_expr);
          expr(item->optional_vars);
        }
        return block(statement.body);
      }
      case NodeKind::Match: {
        auto& statement = as<Match>(*node);
        expr(statement.subject);
        for (MatchCase* item : statement.cases) {
          pattern(item->pattern);
          expr(item->guard);
          block(item->body);
        }
        return;
      }
      case NodeKind::Raise:
        expr(as<Raise>(*node).exc);
        return expr(as<Raise>(*node).cause);
      case NodeKind::Try:
      case NodeKind::TryStar:
        return try_statement(as<Try>(*node));
      case NodeKind::Assert:
        doubt(unit_, *node);
        expr(as<Assert>(*node).test);
        return expr(as<Assert>(*node).msg);
      case NodeKind::Import:
        for (Alias* alias : as<Import>(*node).names) import_name(*alias);
        return;
      case NodeKind::ImportFrom: {
        auto& statement = as<ImportFrom>(*node);
        if (statement.module == "__future__" && statement.level == 0)
          check_features(statement);
        for (Alias* alias : statement.names) {
          if (alias->name == "*") {
            if (scope_->kind != ScopeKind::Module)
              fail(*node, "import * only allowed at module level");
            continue;
          }
          bind(alias->asname.data() ? alias->asname : alias->name, *node);
        }
        return;
      }
      case NodeKind::Global:
        return global(as<Global>(*node));
      case NodeKind::Nonlocal:
        return nonlocal(as<Nonlocal>(*node));
      case NodeKind::ExprStmt:
        return expr(as<ExprStmt>(*node).value);
      case NodeKind::Pass:
        return;
      case NodeKind::Break:
        if (!loops_) fail(*node, "'break' outside loop");
        return;
      case NodeKind::Continue:
        if (!loops_) fail(*node, "'continue' not properly in loop");
        return;
      default:
        LIMBECK_CHECK(false, "a statement's kind is known");
    }
  }

  void need_async(const Node& node, const char* message) {
    Scope* host = scope_->host();
    if (host->kind != ScopeKind::Function || !host->is_async)
      fail(node, message);
  }

  void check_features(const ImportFrom& node) {
    static constexpr std::string_view kFeatures[] = {
        "nested_scopes",    "generators",     "division",
        "absolute_import",  "with_statement", "print_function",
        "unicode_literals", "barry_as_FLUFL", "generator_stop",
        "annotations"};
    for (Alias* alias : node.names) {
      if (alias->name == "braces") fail(node, "not a chance");
      bool known = false;
      for (std::string_view feature : kFeatures)
        known = known || alias->name == feature;
      if (!known)
        fail(node, cat("future feature ", alias->name, " is not defined"));
    }
  }

  void import_name(const Alias& alias) {
    if (alias.asname.data()) {
      bind(alias.asname, alias);
    } else {
      bind(alias.name.substr(0, alias.name.find('.')), alias);
    }
  }

  void try_statement(const Try& node) {
    block(node.body);
    for (ExceptHandler* handler : node.handlers) {
      expr(handler->type);
      if (handler->name.data()) bind(handler->name, *handler);
      block(handler->body);
    }
    block(node.orelse);
    block(node.finalbody);
  }

  void global(const Global& node) {
    for (Identifier name : node.names) {
      Symbol& symbol = scope_->ensure(mangled(name));
      declare(node, name, symbol, "global");
      symbol.global = true;
      // Functions inside see the module's variable.
    }
  }
  void nonlocal(const Nonlocal& node) {
    if (scope_->kind == ScopeKind::Module)
      fail(node, "nonlocal declaration not allowed at module level");
    for (Identifier name : node.names) {
      Symbol& symbol = scope_->ensure(mangled(name));
      declare(node, name, symbol, "nonlocal");
      if (symbol.global)
        fail(node, cat("name '", name, "' is nonlocal and global"));
      symbol.nonlocal = true;
    }
  }
  void declare(const Node& node, std::string_view name, const Symbol& symbol,
               std::string_view kind) {
    if (symbol.parameter)
      fail(node, cat("name '", name, "' is parameter and ", kind));
    if (symbol.annotated)
      fail(node, cat("annotated name '", name, "' can't be ", kind));
    if (symbol.used)
      fail(node,
           cat("name '", name, "' is used prior to ", kind, " declaration"));
    if (symbol.bound)
      fail(node, cat("name '", name, "' is assigned to before ", kind,
                     " declaration"));
  }

  void annotated(const AnnAssign& node) {
    if (auto* name = if_is<ast::Name>(node.target); name && node.simple) {
      Symbol& symbol = bind(name->id, *name);
      if ((symbol.global || symbol.nonlocal) &&
          scope_->kind != ScopeKind::Module)
        fail(node, cat("annotated name '", name->id, "' can't be ",
                       symbol.global ? "global" : "nonlocal"));
      symbol.annotated = true;
    } else if (!if_is<ast::Name>(node.target) || node.value) {
      expr(node.target);  // `(name): hint` alone is no assignment
    }
    expr(node.value);
    Scope* host = scope_;
    if (!node.simple || host->is_function_like()) return;
    host->has_annotations = true;
    if (host->kind == ScopeKind::Module || conditional_)
      host->conditional_annotations = true;
    if (unit_.future_annotations) {
      use("__annotations__");
      return;
    }
    unit_.annotation_index.try_emplace(
        &node, static_cast<int>(unit_.annotation_index.size()));
    Scope* inner = unit_.scope_of(host->node, ScopeKind::Annotation);
    if (!inner) inner = annotation_scope(host->node, "__annotate__");
    Enter enter(*this, inner);
    if (host->conditional_annotations) use("__conditional_annotations__");
    expr(node.annotation);
  }

  Scope* annotation_scope(const Node* node, std::string_view name) {
    Scope* inner =
        unit_.make_scope(ScopeKind::Annotation, intern(name), node, scope_);
    Symbol& format = inner->ensure(intern("format"));
    format.bound = format.parameter = true;
    return inner;
  }

  // -- functions and classes --------------------------------------------------
  void parameters(const Arguments& args) {
    for (Arg* arg : args.posonlyargs) parameter(*arg);
    for (Arg* arg : args.args) parameter(*arg);
    for (Arg* arg : args.kwonlyargs) parameter(*arg);
    if (args.vararg) parameter(*args.vararg);
    if (args.kwarg) parameter(*args.kwarg);
  }
  void parameter(const Arg& arg) {
    Str* name = mangled(arg.arg);
    if (scope_->find(name))
      fail(arg, cat("duplicate argument '", text_of_name(name),
                    "' in function definition"));
    Symbol& symbol = bind(arg.arg, arg);
    symbol.parameter = true;
  }

  void annotations_of(const FunctionDef& node) {
    if (unit_.future_annotations) return;
    bool any = node.returns != nullptr;
    auto each = [&](auto&& visit) {
      for (Arg* arg : node.args->posonlyargs) visit(arg);
      for (Arg* arg : node.args->args) visit(arg);
      if (node.args->vararg) visit(node.args->vararg);
      for (Arg* arg : node.args->kwonlyargs) visit(arg);
      if (node.args->kwarg) visit(node.args->kwarg);
    };
    each([&](Arg* arg) { any = any || arg->annotation; });
    if (!any) return;
    Enter enter(*this, annotation_scope(&node, "__annotate__"));
    each([&](Arg* arg) { expr(arg->annotation); });
    expr(node.returns);
  }

  void function(const FunctionDef& node) {
    bind(node.name, node);
    exprs(node.decorator_list);
    exprs(node.args->defaults);
    exprs(node.args->kw_defaults);
    if (node.type_params.empty()) return function_inside(node);
    Scope* scope = type_params_scope(&node, node.name);
    Enter enter(*this, scope);
    for (std::string_view name : {".defaults", ".kwdefaults"})
      scope->ensure(intern(name)).bound =
          scope->ensure(intern(name)).parameter = true;
    type_params(node.type_params);
    function_inside(node);
  }
  void function_inside(const FunctionDef& node) {
    annotations_of(node);
    Scope* scope =
        unit_.make_scope(ScopeKind::Function, intern(node.name), &node, scope_);
    scope->is_async = node.kind == NodeKind::AsyncFunctionDef;
    Enter enter(*this, scope);
    parameters(*node.args);
    if (node.skipped && node.skipped->needs_class)
      scope->ensure(intern("__class__")).used = true;
    statements(node.body);
  }

  Scope* type_params_scope(const Node* node, std::string_view name) {
    return unit_.make_scope(ScopeKind::TypeParams,
                            intern(cat("<generic parameters of ", name, ">")),
                            node, scope_);
  }

  void class_def(const ClassDef& node) {
    bind(node.name, node);
    exprs(node.decorator_list);
    if (node.type_params.empty()) return class_inside(node);
    Scope* scope = type_params_scope(&node, node.name);
    scope->private_class = node.name;
    Enter enter(*this, scope);
    type_params(node.type_params);
    for (std::string_view name : {".type_params", ".generic_base"})
      scope->ensure(intern(name)).bound = true;
    class_inside(node);
  }
  void class_inside(const ClassDef& node) {
    exprs(node.bases);
    for (Keyword* keyword : node.keywords) expr(keyword->value);
    Scope* scope =
        unit_.make_scope(ScopeKind::Class, intern(node.name), &node, scope_);
    scope->private_class = node.name;
    Enter enter(*this, scope);
    int conditional = conditional_;
    conditional_ = 0;
    scope->ensure(intern("__module__")).bound = true;
    scope->ensure(intern("__qualname__")).bound = true;
    if (!node.type_params.empty()) use(".type_params");
    statements(node.body);
    conditional_ = conditional;
  }

  void type_params(Seq<TypeParam> params) {
    for (TypeParam* param : params) {
      if (auto* var = if_is<ast::TypeVar>(param)) {
        type_param(*param, var->name);
        lazy(var->bound, var->name);
        lazy(var->default_value, var->name);
      } else if (auto* spec = if_is<ast::ParamSpec>(param)) {
        type_param(*param, spec->name);
        lazy(spec->default_value, spec->name);
      } else if (auto* tuple = if_is<ast::TypeVarTuple>(param)) {
        type_param(*param, tuple->name);
        lazy(tuple->default_value, tuple->name);
      }
    }
  }
  void type_param(const Node& node, std::string_view name) {
    Str* mangled_name = mangled(name);
    if (Symbol* known = scope_->find(mangled_name); known && known->type_param)
      fail(node, cat("duplicate type parameter '", name, "'"));
    bind(name, node).type_param = true;
  }
  // An expression that is evaluated when somebody asks.
  void lazy(const Expr* node, std::string_view name) {
    if (!node) return;
    Enter enter(*this, annotation_scope(node, name));
    expr(node);
  }
  void type_alias(const ast::TypeAlias& node) {
    expr(node.name);
    auto name = as<ast::Name>(*node.name).id;
    if (node.type_params.empty()) return lazy(node.value, name);
    Enter enter(*this, type_params_scope(&node, name));
    type_params(node.type_params);
    lazy(node.value, name);
  }

  // -- expressions
  // --------------------------------------------------------------
  void exprs(Seq<Expr> nodes) {
    for (Expr* node : nodes) expr(node);
  }

  void expr(const Expr* node) {
    if (!node) return;
    switch (node->kind) {
      case NodeKind::BoolOp:
        return exprs(as<BoolOp>(*node).values);
      case NodeKind::NamedExpr:
        return named(as<NamedExpr>(*node));
      case NodeKind::BinOp:
        expr(as<BinOp>(*node).left);
        return expr(as<BinOp>(*node).right);
      case NodeKind::UnaryOp:
        if (auto* turned = turned_compare(*node)) {
          doubt(unit_, *node);
          expr(turned->left);
          return exprs(turned->comparators);
        }
        return expr(as<UnaryOp>(*node).operand);
      case NodeKind::Lambda: {
        auto& lambda = as<Lambda>(*node);
        exprs(lambda.args->defaults);
        exprs(lambda.args->kw_defaults);
        Scope* scope = unit_.make_scope(ScopeKind::Function, intern("<lambda>"),
                                        node, scope_);
        Enter enter(*this, scope);
        parameters(*lambda.args);
        return expr(lambda.body);
      }
      case NodeKind::IfExp:
        expr(as<IfExp>(*node).test);
        expr(as<IfExp>(*node).body);
        return expr(as<IfExp>(*node).orelse);
      case NodeKind::Dict:
        for (std::size_t i = 0; i < as<ast::Dict>(*node).values.size(); ++i) {
          expr(as<ast::Dict>(*node).keys[i]);
          expr(as<ast::Dict>(*node).values[i]);
        }
        return;
      case NodeKind::Set:
        return exprs(as<ast::Set>(*node).elts);
      case NodeKind::ListComp:
      case NodeKind::SetComp: {
        auto& comp = as<ListComp>(*node);
        return comprehension(
            *node, ScopeKind::Comprehension,
            node->kind == NodeKind::ListComp ? "<listcomp>" : "<setcomp>",
            comp.generators, comp.elt, nullptr);
      }
      case NodeKind::GeneratorExp: {
        auto& comp = as<ListComp>(*node);
        return comprehension(*node, ScopeKind::Generator, "<genexpr>",
                             comp.generators, comp.elt, nullptr);
      }
      case NodeKind::DictComp: {
        auto& comp = as<DictComp>(*node);
        return comprehension(*node, ScopeKind::Comprehension, "<dictcomp>",
                             comp.generators, comp.key, comp.value);
      }
      case NodeKind::Await: {
        Scope* host = scope_->host();
        if (host->kind == ScopeKind::Generator) {
          host->is_async = true;
        } else if (host->kind != ScopeKind::Function) {
          fail(*node, "'await' outside function");
        } else if (!host->is_async) {
          fail(*node, "'await' outside async function");
        }
        host->has_await = true;
        return expr(as<Await>(*node).value);
      }
      case NodeKind::Yield:
      case NodeKind::YieldFrom:
        return yield(*node);
      case NodeKind::Compare:
        doubt(unit_, *node);
        expr(as<ast::Compare>(*node).left);
        return exprs(as<ast::Compare>(*node).comparators);
      case NodeKind::Call: {
        doubt(unit_, *node);
        auto& call = as<ast::Call>(*node);
        expr(call.func);
        exprs(call.args);
        for (Keyword* keyword : call.keywords) {
          if (keyword->arg == "__debug__" && keyword->arg.data())
            fail(*keyword, "cannot assign to __debug__");
          expr(keyword->value);
        }
        return;
      }
      case NodeKind::FormattedValue:
        expr(as<FormattedValue>(*node).value);
        return expr(as<FormattedValue>(*node).format_spec);
      case NodeKind::Interpolation:
        expr(as<Interpolation>(*node).value);
        return expr(as<Interpolation>(*node).format_spec);
      case NodeKind::JoinedStr:
        return exprs(as<JoinedStr>(*node).values);
      case NodeKind::TemplateStr:
        return exprs(as<TemplateStr>(*node).values);
      case NodeKind::Constant:
        return;
      case NodeKind::Attribute:
        if (as<Attribute>(*node).attr == "__debug__" &&
            as<Attribute>(*node).ctx != ast::Context::Load)
          fail(*node, "cannot assign to __debug__");
        return expr(as<Attribute>(*node).value);
      case NodeKind::Subscript:
        doubt(unit_, *node);
        expr(as<Subscript>(*node).value);
        return expr(as<Subscript>(*node).slice);
      case NodeKind::Starred:
        return expr(as<Starred>(*node).value);
      case NodeKind::Name:
        return name(as<ast::Name>(*node));
      case NodeKind::List:
      case NodeKind::Tuple:
        return exprs(as<ast::List>(*node).elts);
      case NodeKind::Slice:
        expr(as<ast::Slice>(*node).lower);
        expr(as<ast::Slice>(*node).upper);
        return expr(as<ast::Slice>(*node).step);
      default:
        LIMBECK_CHECK(false, "an expression's kind is known");
    }
  }

  void name(const ast::Name& node) {
    if (node.ctx == Context::Load) {
      use(node.id);
      if (node.id == "super") {
        // super() without arguments finds its class in this cell.
        Scope* scope = scope_;
        while (scope && scope->kind == ScopeKind::Comprehension)
          scope = scope->parent;
        if (scope && scope->kind == ScopeKind::Function) {
          Symbol& cell = scope->ensure(intern("__class__"));
          cell.used = true;
        }
      }
    } else if (node.ctx == Context::Store) {
      bind(node.id, node);
    } else {
      Symbol& symbol = bind(node.id, node);
      symbol.used = true;
    }
  }

  void named(const NamedExpr& node) {
    auto& target = as<ast::Name>(*node.target);
    if (iterables_ > 0)
      fail(node,
           "assignment expression cannot be used in a comprehension iterable "
           "expression");
    if (scope_->kind != ScopeKind::Comprehension &&
        scope_->kind != ScopeKind::Generator) {
      expr(node.value);
      bind(target.id, target);
      return;
    }
    // Inside a comprehension it binds in the scope around all comprehensions.
    Scope* outer = scope_;
    while (outer->kind == ScopeKind::Comprehension ||
           outer->kind == ScopeKind::Generator) {
      Str* name = mangled(target.id);
      if (Symbol* known = outer->find(name); known && known->iteration)
        fail(target, cat("assignment expression cannot rebind comprehension "
                         "iteration variable '",
                         target.id, "'"));
      outer->ensure(name).used = true;
      outer = outer->parent;
    }
    if (outer->kind == ScopeKind::Class)
      fail(target,
           "assignment expression within a comprehension cannot be used in a "
           "class body");
    Symbol& symbol = outer->ensure(mangled(target.id));
    symbol.bound = true;
    expr(node.value);
  }

  void yield(const Node& node) {
    Scope* host = scope_;
    if (host->kind == ScopeKind::Comprehension ||
        host->kind == ScopeKind::Generator) {
      const char* what = "generator expression";
      if (host->node->kind == NodeKind::ListComp) what = "list comprehension";
      if (host->node->kind == NodeKind::SetComp) what = "set comprehension";
      if (host->node->kind == NodeKind::DictComp) what = "dict comprehension";
      fail(node, cat("'yield' inside ", what));
    }
    bool from = node.kind == NodeKind::YieldFrom;
    if (host->kind != ScopeKind::Function)
      fail(node,
           from ? "'yield from' outside function" : "'yield' outside function");
    if (from && host->is_async)
      fail(node, "'yield from' inside async function");
    host->has_yield = true;
    if (host->is_async && host->returns_value)
      fail(node, "'return' with value in async generator");
    expr(from ? as<YieldFrom>(node).value : as<Yield>(node).value);
  }

  void iterable(const Comprehension& generator) {
    ++iterables_;
    expr(generator.iter);
    --iterables_;
  }

  void comprehension(const Expr& node, ScopeKind kind, std::string_view name,
                     Seq<Comprehension> generators, const Expr* first,
                     const Expr* second) {
    // The first iterable belongs to the scope around.
    iterable(*generators[0]);
    bool any_async = false;
    for (Comprehension* generator : generators)
      any_async = any_async || generator->is_async;
    Scope* scope = unit_.make_scope(kind, intern(name), &node, scope_);
    if (kind == ScopeKind::Generator) {
      scope->has_yield = true;
      scope->is_async = any_async;
      scope->ensure(intern(".0")).bound =
          scope->ensure(intern(".0")).parameter = true;
    } else if (any_async) {
      Scope* host = scope->host();
      if (host->kind == ScopeKind::Generator)
        host->is_async = true;
      else if (!(host->kind == ScopeKind::Function && host->is_async))
        fail(node,
             "asynchronous comprehension outside of an asynchronous function");
    }
    Enter enter(*this, scope);
    for (std::size_t i = 0; i < generators.size(); ++i) {
      target(generators[i]->target);
      if (i) iterable(*generators[i]);
      for (Expr* condition : generators[i]->ifs) expr(condition);
    }
    expr(first);
    expr(second);
  }
  void target(const Expr* node) {
    std::size_t before = scope_->symbols.size();
    expr(node);
    for (std::size_t i = before; i < scope_->symbols.size(); ++i)
      if (scope_->symbols[i].bound) scope_->symbols[i].iteration = true;
  }

  // -- patterns
  // -----------------------------------------------------------------
  void pattern(const Pattern* node) {
    if (!node) return;
    switch (node->kind) {
      case NodeKind::MatchValue:
        return expr(as<MatchValue>(*node).value);
      case NodeKind::MatchSingleton:
        return;
      case NodeKind::MatchSequence:
        for (Pattern* item : as<MatchSequence>(*node).patterns) pattern(item);
        return;
      case NodeKind::MatchMapping: {
        auto& mapping = as<MatchMapping>(*node);
        exprs(mapping.keys);
        for (Pattern* item : mapping.patterns) pattern(item);
        if (mapping.rest.data()) bind(mapping.rest, *node);
        return;
      }
      case NodeKind::MatchClass: {
        auto& match = as<MatchClass>(*node);
        expr(match.cls);
        for (Pattern* item : match.patterns) pattern(item);
        for (Pattern* item : match.kwd_patterns) pattern(item);
        return;
      }
      case NodeKind::MatchStar:
        if (as<MatchStar>(*node).name.data())
          bind(as<MatchStar>(*node).name, *node);
        return;
      case NodeKind::MatchAs:
        pattern(as<MatchAs>(*node).pattern);
        if (as<MatchAs>(*node).name.data())
          bind(as<MatchAs>(*node).name, *node);
        return;
      case NodeKind::MatchOr:
        for (Pattern* item : as<MatchOr>(*node).patterns) pattern(item);
        return;
      default:
        LIMBECK_CHECK(false, "a pattern's kind is known");
    }
  }

  CompileUnit& unit_;
  Scope* scope_ = nullptr;
  int loops_ = 0;
  int conditional_ = 0;
  int iterables_ = 0;  // of comprehensions, around what is walked
};

}  // namespace

void CompileUnit::analyse() {
  Walker(*this).module(*tree_.module);
  resolve_names(*this, root_);
}

void CompileUnit::analyse_body(Scope* function) {
  Walker(*this).function_body(function);
  function->resolved = false;
  // Parameters have their slots already; what the body adds comes after.
  function->slot_names.clear();
  function->slot_kinds.clear();
  function->free_index.clear();
  function->free_names.clear();
  resolve_names(*this, function);
}

}  // namespace limbeck::py

#include "python/compile/scope.h"

#include "base/text.h"

namespace limbeck::py {

CompileUnit::CompileUnit(Tree tree) : tree_(std::move(tree)) {
  file_name_ = make_str(tree_.file_name);
  for (ast::Stmt* statement : tree_.module->body) {
    // Only a docstring may stand before a future statement.
    if (auto* text = ast::if_is<ast::ExprStmt>(statement)) {
      if (text->value->kind == ast::NodeKind::Constant) continue;
    }
    auto* from = ast::if_is<ast::ImportFrom>(statement);
    if (!from || from->module != "__future__" || from->level != 0) break;
    for (ast::Alias* alias : from->names)
      if (alias->name == "annotations") future_annotations = true;
  }
}

Scope* CompileUnit::scope_of(const ast::Node* node, ScopeKind kind) {
  auto at = by_node_.find({node, kind});
  return at == by_node_.end() ? nullptr : at->second;
}

Scope* CompileUnit::make_scope(ScopeKind kind, Str* name, const ast::Node* node,
                               Scope* parent) {
  Scope& scope = scopes_.emplace_back();
  scope.kind = kind;
  scope.name = name;
  scope.node = node;
  scope.parent = parent;
  if (parent) {
    parent->children.push_back(&scope);
    scope.private_class = parent->private_class;
    scope.nested = parent->nested || parent->is_function_like();
    if (kind == ScopeKind::Annotation || kind == ScopeKind::TypeParams)
      scope.sees_class = parent->kind == ScopeKind::Class || parent->sees_class;
  } else {
    root_ = &scope;
  }
  by_node_[{node, kind}] = &scope;
  return &scope;
}

Str* CompileUnit::mangle(std::string_view name,
                         std::string_view private_class) {
  if (private_class.empty() || !name.starts_with("__") ||
      name.ends_with("__") || name.find('.') != name.npos)
    return intern(name);
  std::size_t first = private_class.find_first_not_of('_');
  if (first == private_class.npos) return intern(name);
  return intern(cat("_", private_class.substr(first), name));
}

namespace {

bool seen_from_inside(const Symbol& symbol) {
  return symbol.bound && !symbol.nonlocal && !symbol.global;
}

int add_slot(Scope* host, Str* name, SlotKind kind) {
  host->slot_names.push_back(name);
  host->slot_kinds.push_back(kind);
  return static_cast<int>(host->slot_names.size()) - 1;
}

int add_free(Scope* host, Str* name) {
  auto [at, fresh] = host->free_index.try_emplace(
      name, static_cast<int>(host->free_names.size()));
  if (fresh) host->free_names.push_back(name);
  return at->second;
}

enum class Found { Nowhere, Global, Variable, SameFrame };

struct Lookup {
  Found found = Found::Nowhere;
  Symbol* symbol = nullptr;
  int free_slot = -1;
};

// The free variable of `scope`'s frame and of all frames up to `owner`.
int pass_through(Scope* scope, Scope* owner, Str* name) {
  Scope* frame = scope->host();
  int slot = add_free(frame, name);
  for (frame = frame->parent->host(); frame != owner->host();
       frame = frame->parent->host())
    add_free(frame, name);
  return slot;
}

// What an unbound name of `scope` means outside of it.
Lookup look_outside(Scope* scope, Str* name) {
  static constexpr std::string_view kClass = "__class__";
  static constexpr std::string_view kClassDict = "__classdict__";
  std::string_view text = name->text();
  for (Scope* outer = scope->parent; outer; outer = outer->parent) {
    if (outer->kind == ScopeKind::Module) break;
    if (outer->kind == ScopeKind::Class) {
      if (text != kClass && text != kClassDict) continue;
      if (scope->host() == outer) continue;  // a comprehension in the class
      (text == kClass ? outer->needs_class_cell : outer->needs_class_dict) =
          true;
      bool known = false;
      for (Str* slot : outer->slot_names) known = known || slot == name;
      if (!known) add_slot(outer, name, SlotKind::Cell);
      return {Found::Variable, nullptr, pass_through(scope, outer, name)};
    }
    Symbol* symbol = outer->find(name);
    if (!symbol) continue;
    if (symbol->global) return {Found::Global};
    if (!seen_from_inside(*symbol)) continue;
    if (scope->host() == outer->host()) return {Found::SameFrame, symbol};
    symbol->cell = true;
    return {Found::Variable, symbol, pass_through(scope, outer, name)};
  }
  return {};
}

void resolve_bound(Scope* scope, Symbol& symbol) {
  if (scope->kind == ScopeKind::Module || scope->kind == ScopeKind::Class) {
    symbol.place = Place::Name;
    return;
  }
  symbol.place = Place::Fast;
  symbol.slot =
      add_slot(scope->host(), symbol.name,
               scope->has_frame() ? SlotKind::Local : SlotKind::Hidden);
}

void resolve_unbound(Scope* scope, Symbol& symbol) {
  Lookup outside = look_outside(scope, symbol.name);
  switch (outside.found) {
    case Found::SameFrame:
      symbol.alias = outside.symbol;
      return;
    case Found::Variable:
      symbol.slot = outside.free_slot;
      symbol.place = scope->kind == ScopeKind::Class || scope->sees_class
                         ? Place::ClassFree
                         : Place::Free;
      if (std::string_view name = symbol.name->text();
          name == "__class__" || name == "__classdict__")
        symbol.place = Place::Free;
      return;
    case Found::Global:
    case Found::Nowhere:
      break;
  }
  if (scope->kind == ScopeKind::Module || scope->kind == ScopeKind::Class ||
      scope->host()->kind == ScopeKind::Module)
    symbol.place = outside.found == Found::Global ? Place::Global : Place::Name;
  else
    symbol.place = scope->sees_class && scope->has_frame() ? Place::ClassGlobal
                                                           : Place::Global;
}

void resolve_symbol(CompileUnit& unit, Scope* scope, Symbol& symbol) {
  if (symbol.global) {
    symbol.place = Place::Global;
  } else if (symbol.nonlocal) {
    Lookup outside = look_outside(scope, symbol.name);
    if (outside.found != Found::Variable)
      syntax_failure(
          unit, *scope->node,
          cat("no binding for nonlocal '", symbol.name->text(), "' found"));
    symbol.place = Place::Free;
    symbol.slot = outside.free_slot;
  } else if (symbol.bound) {
    resolve_bound(scope, symbol);
  } else {
    resolve_unbound(scope, symbol);
  }
}

// Slots whose variables inner scopes use are cells.
void settle_cells(Scope* scope) {
  for (Symbol& symbol : scope->symbols) {
    if (!symbol.cell || symbol.place != Place::Fast) continue;
    symbol.place = Place::Cell;
    if (scope->has_frame())
      scope->host()->slot_kinds[symbol.slot] = SlotKind::Cell;
  }
  for (Scope* child : scope->children) settle_cells(child);
}

void resolve_tree(CompileUnit& unit, Scope* scope) {
  if (scope->resolved) return;
  scope->resolved = true;
  for (Symbol& symbol : scope->symbols) resolve_symbol(unit, scope, symbol);
  if (scope->sees_class) {
    // Names are looked up in the class's namespace first, through this cell.
    bool needed = false;
    for (Symbol& symbol : scope->symbols)
      needed = needed || symbol.place == Place::ClassGlobal ||
               symbol.place == Place::ClassFree;
    if (needed) look_outside(scope, intern("__classdict__"));
  }
  for (Scope* child : scope->children) resolve_tree(unit, child);
}

}  // namespace

void resolve_names(CompileUnit& unit, Scope* scope) {
  resolve_tree(unit, scope);
  settle_cells(scope);
}

void syntax_failure(CompileUnit& unit, const ast::Node& node,
                    std::string message) {
  SyntaxFailure failure;
  failure.message = std::move(message);
  failure.file_name = unit.tree().file_name;
  failure.line = node.line;
  failure.offset = node.col + 1;
  failure.end_line = node.end_line;
  failure.end_offset = node.end_col + 1;
  std::string_view source = unit.tree().source;
  std::size_t start = 0;
  for (int line = 1; line < node.line && start != source.npos; ++line) {
    start = source.find('\n', start);
    if (start != source.npos) ++start;
  }
  if (node.line > 0 && start < source.size()) {
    std::size_t end = source.find('\n', start);
    failure.text = source.substr(
        start, end == source.npos ? source.npos : end - start + 1);
  }
  throw failure;
}

}  // namespace limbeck::py

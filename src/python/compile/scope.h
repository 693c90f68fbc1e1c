// Names and their scopes: which scope a name belongs to, and where it lives
// there. Follows CPython's symtable: a first walk records what each scope binds
// and uses, a second decides for every name between local slot, cell, free
// variable, global and namespace lookup.
//
// What always holds:
// - A comprehension (not a generator expression) is a scope for names but has
//   no frame: its variables are slots of its host, the next function, class or
//   module around it.
// - An annotation or a type parameter list is a scope that is a function, and
//   sees the names of a class directly around it.
#pragma once
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "python/compile/code.h"
#include "python/compile/small_index.h"
#include "python/syntax/parser.h"

namespace limbeck::py {

enum class ScopeKind : std::uint8_t {
  Module,
  Function,  // also lambda
  Class,
  Comprehension,  // list, set, dict: part of its host's frame
  Generator,      // generator expression
  Annotation,     // __annotate__, bounds, defaults, type alias values
  TypeParams,
};

/// Where a name of one scope is found.
enum class Place : std::uint8_t {
  Unknown,
  Fast,         // a slot
  Cell,         // a slot that holds a cell made here
  Free,         // a slot that holds a cell from outside
  Global,       // declared or implied
  Name,         // the namespace of a module or class, then globals
  ClassGlobal,  // the class's namespace around an annotation, then globals
  ClassFree,    // the same, then a free variable
};

struct Symbol {
  Str* name = nullptr;
  bool bound = false;
  bool used = false;
  bool parameter = false;
  bool global = false;    // declared
  bool nonlocal = false;  // declared
  bool annotated = false;
  bool type_param = false;
  bool iteration = false;  // a comprehension's own variable
  bool cell = false;       // some inner scope uses it
  Place place = Place::Unknown;
  int slot = -1;            // among the host's slots, or its free variables
  Symbol* alias = nullptr;  // a comprehension's view of its host's variable
};

struct Scope {
  ScopeKind kind = ScopeKind::Module;
  Str* name = nullptr;
  Scope* parent = nullptr;
  const ast::Node* node = nullptr;
  std::vector<Scope*> children;
  std::vector<Symbol> symbols;  // in order of first mention
  SmallIndex<Str*, int> index;
  std::string_view private_class;  // for __mangled names

  bool is_async = false;  // async def, or holds await in a generator expression
  bool has_yield = false;
  bool has_await = false;
  bool returns_value = false;
  bool nested = false;
  bool needs_class_cell = false;  // of a class: some method uses __class__
  bool needs_class_dict = false;  // of a class: annotations look into it
  bool sees_class = false;        // of an annotation scope
  bool has_annotations = false;   // module or class: some name is annotated
  bool conditional_annotations = false;
  bool resolved = false;

  // Of scopes with a frame: the slots, in order.
  std::vector<Str*> slot_names;
  std::vector<SlotKind> slot_kinds;
  std::unordered_map<Str*, int> free_index;  // name → position among the free
  std::vector<Str*> free_names;

  Symbol* find(Str* name) {
    const int* at = index.find(name);
    return at ? &symbols[static_cast<std::size_t>(*at)] : nullptr;
  }
  Symbol& ensure(Str* name) {
    auto [at, fresh] = index.ensure(name, static_cast<int>(symbols.size()));
    if (fresh) symbols.emplace_back().name = name;
    return symbols[static_cast<std::size_t>(at)];
  }
  bool has_frame() const { return kind != ScopeKind::Comprehension; }
  bool is_function_like() const {
    return kind != ScopeKind::Module && kind != ScopeKind::Class;
  }
  Scope* host() {
    Scope* scope = this;
    while (!scope->has_frame()) scope = scope->parent;
    return scope;
  }
};

/// One source text on its way to code: the tree, its scopes, and what compiled
/// functions that were not called yet need to stay alive.
class CompileUnit : public std::enable_shared_from_this<CompileUnit> {
 public:
  explicit CompileUnit(Tree tree);

  Tree& tree() { return tree_; }
  Scope* root() { return root_; }
  const Value& file_name() const { return file_name_; }
  bool future_annotations = false;
  /// The number of each annotated name of a module or class.
  std::unordered_map<const ast::Node*, int> annotation_index;

  /// The scope that a node opens. An expression may open two (a generic class:
  /// its parameters', then its own); `kind` tells them apart.
  Scope* scope_of(const ast::Node* node, ScopeKind kind);
  Scope* make_scope(ScopeKind kind, Str* name, const ast::Node* node,
                    Scope* parent);
  /// `__name` inside a class as CPython spells it; interned.
  Str* mangle(std::string_view name, std::string_view private_class);

  /// Both walks for a whole module.
  void analyse();
  /// Both walks for a function whose body was passed over until now.
  void analyse_body(Scope* function);

 private:
  struct KeyHash {
    std::size_t operator()(
        const std::pair<const ast::Node*, ScopeKind>& key) const {
      return std::hash<const void*>()(key.first) * 31 +
             static_cast<std::size_t>(key.second);
    }
  };
  Tree tree_;
  Value file_name_;
  std::deque<Scope> scopes_;
  std::unordered_map<std::pair<const ast::Node*, ScopeKind>, Scope*, KeyHash>
      by_node_;
  Scope* root_ = nullptr;
};

/// Decides every name of `scope` and of all scopes inside it.
void resolve_names(CompileUnit& unit, Scope* scope);

/// Throws SyntaxFailure for a place of the unit's source.
[[noreturn]] void syntax_failure(CompileUnit& unit, const ast::Node& node,
                                 std::string message);

}  // namespace limbeck::py

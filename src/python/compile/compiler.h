// Makes the instructions of one code object from its scope's part of the tree.
// One Compiler lives for one code object; inner functions and classes become
// code objects of their own that wait for their first call.
//
//   emit.cc         instructions, labels, stack depth, handler table
//   names.cc        loads and stores of names, closures
//   expressions.cc  expressions; displays.cc: lists, dicts, comprehensions,
//   text calls.cc        calls and subscripts statements.cc   simple statements
//   and loops blocks.cc       try, with, and leaving them functions.cc    def,
//   class, annotations, type parameters patterns.cc     match
#pragma once
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "python/compile/code.h"
#include "python/compile/scope.h"

namespace limbeck::py {

struct Label {
  int id = -1;
};

class Compiler {
 public:
  Compiler(CompileUnit& unit, Code& code);
  void compile();
  static Value value_of(const ast::Constant& node);

 private:
  // -- emit.cc --------------------------------------------------------------
  struct LabelState {
    int position = -1, depth = -1;
  };
  struct Handler {
    Label target;
    int depth;
  };
  /// While it lives, instructions belong to this node's range.
  class At {
   public:
    At(Compiler& compiler, const ast::Node& node);
    At(Compiler& compiler, CodeRange range);
    ~At() { compiler_.range_ = previous_; }

   private:
    Compiler& compiler_;
    CodeRange previous_;
  };

  Label make_label();
  void bind(Label label);
  void emit(Opcode opcode, std::uint32_t argument = 0);
  void jump(Opcode opcode, Label target);
  int effect_of(Opcode opcode, std::uint32_t argument) const;
  void change_depth(int by);
  /// Protects what is emitted until `handler_` is set back.
  int push_handler(Label target, int depth);
  void begin_handler(Label target, int depth);  // binds; the exception is there
  void assemble();
  std::uint32_t constant(const Value& value);
  std::uint32_t name_index(Str* name);
  std::uint32_t cache_index(Str* name);
  std::uint32_t hidden_slot();
  void load_const(const Value& value);
  void load_none() { load_const(Value::none()); }
  void load_text(std::string_view text);

  // -- names.cc ---------------------------------------------------------------
  Str* mangle(std::string_view name) {
    return unit_.mangle(name, scope_->private_class);
  }
  void load_name(std::string_view name) { load(mangle(name)); }
  void store_name(std::string_view name) { store(mangle(name)); }
  void delete_name(std::string_view name) { remove(mangle(name)); }
  void load(Str* name);
  void store(Str* name);
  void remove(Str* name);
  Symbol* symbol_of(Str* name);
  std::uint32_t cell_slot(Str* name);  // for closures and class cells
  void load_class_dict();

  // -- expressions.cc
  // -----------------------------------------------------------
  void expr(const ast::Expr* node);
  void exprs(ast::Seq<ast::Expr> nodes);
  bool constant_of(const ast::Expr* node, Value& value);
  void bool_op(const ast::BoolOp& node);
  void binary(const ast::BinOp& node);
  void unary(const ast::UnaryOp& node);
  void compare(const ast::Compare& node);
  void compare_op(ast::CompareOperator op);
  void conditional(const ast::IfExp& node);
  void attribute(const ast::Attribute& node);
  void await_value(std::uint32_t where);
  void yield_from();
  void yield_value();
  /// Jumps to `target` where the truth of `node` is `when`.
  void jump_if(const ast::Expr* node, Label target, bool when);
  void chain_jump(const ast::Compare& node, Label target, bool when);

  // -- displays.cc
  // ----------------------------------------------------------------
  void sequence(const ast::List& node);
  void starred_items(ast::Seq<ast::Expr> items, bool tuple, bool set);
  Value constant_set(const ast::Set& node);
  void set_display(const ast::Set& node);
  void dict_display(const ast::Dict& node);
  void joined(const ast::JoinedStr& node);
  void formatted(const ast::FormattedValue& node);
  void template_string(const ast::TemplateStr& node);
  void comprehension(const ast::Expr& node, ast::Seq<ast::Comprehension> parts,
                     const ast::Expr* first, const ast::Expr* second);
  void comprehension_part(const ast::Expr& node,
                          ast::Seq<ast::Comprehension> parts, std::size_t at,
                          int depth, const ast::Expr* first,
                          const ast::Expr* second);
  void comprehension_item(const ast::Expr& node, int depth,
                          const ast::Expr* first, const ast::Expr* second);
  void generator_expression(const ast::ListComp& node);

  // -- calls.cc
  // -----------------------------------------------------------------
  void call(const ast::Call& node);
  void call_arguments(ast::Seq<ast::Expr> args, ast::Seq<ast::Keyword> keywords,
                      int already);
  void call_ex_arguments(ast::Seq<ast::Expr> args,
                         ast::Seq<ast::Keyword> keywords, int already);
  void subscript(const ast::Subscript& node);
  void slice(const ast::Slice& node);

  // -- statements.cc
  // --------------------------------------------------------------
  void body(ast::Seq<ast::Stmt> statements);
  void stmt(const ast::Stmt* node);
  void assign(const ast::Expr* target);  // the value is on the stack
  void unpack(const ast::List& target);
  void remove(const ast::Expr* target);
  void augmented(const ast::AugAssign& node);
  void annotated(const ast::AnnAssign& node);
  void for_loop(const ast::For& node);
  void async_for(const ast::For& node);
  void while_loop(const ast::While& node);
  void if_statement(const ast::If& node);
  void raise_statement(const ast::Raise& node);
  void assert_statement(const ast::Assert& node);
  void import_statement(const ast::Import& node);
  void import_from(const ast::ImportFrom& node);
  void return_statement(const ast::Return& node);
  void expression_statement(const ast::ExprStmt& node);

  // -- blocks.cc
  // ----------------------------------------------------------------
  enum class BlockKind {
    While,
    For,
    AsyncFor,
    Try,
    FinallyTry,
    FinallyEnd,
    With,
    AsyncWith,
    HandlerCleanup,
    ExceptStar,
    PopValue,
  };
  struct Block {
    BlockKind kind;
    int handler;  // what protects the code around this block
    Label start, end;
    ast::Seq<ast::Stmt> finally;
    const ast::Node* node = nullptr;
    std::string_view name;  // of `except … as name`
  };
  enum class Keep { Nothing, Top };
  void try_statement(const ast::Try& node);
  void try_finally(const ast::Try& node);
  void try_except(const ast::Try& node);
  void try_star(const ast::Try& node);
  void except_handler(const ast::ExceptHandler& handler, Label next, Label end,
                      int around);
  void star_handler(const ast::ExceptHandler& handler, Label next);
  void forget_name(std::string_view name);
  void with_statement(const ast::With& node, std::size_t item);
  void with_exception(bool is_async, Label final, Label exit, int depth);
  /// Emits what leaving the innermost block takes; the block is off the list
  /// meanwhile.
  void leave(const Block& block, Keep keep);
  void leave_all(Keep keep);
  void break_loop(const ast::Stmt& node);
  void continue_loop(const ast::Stmt& node);
  bool guards_import() const { return import_guards_ > 0; }

  // -- functions.cc -----------------------------------------------------------
  Ref<Code> make_code(Scope* scope, Str* qualname = nullptr);
  Str* qualname_of(Scope* scope);
  void make_function(Scope* scope, std::uint32_t flags,
                     Str* qualname = nullptr);
  void function(const ast::FunctionDef& node);
  std::uint32_t function_defaults(const ast::Arguments& args);
  void function_object(const ast::FunctionDef& node, std::uint32_t flags);
  void lambda(const ast::Lambda& node);
  void class_def(const ast::ClassDef& node);
  void class_call(const ast::ClassDef& node);
  void decorators(ast::Seq<ast::Expr> nodes);
  void call_decorators(ast::Seq<ast::Expr> nodes);
  void type_params(ast::Seq<ast::TypeParam> params);
  void lazy(const ast::Expr* node);
  void type_alias(const ast::TypeAlias& node);
  void type_alias_object(const ast::TypeAlias& node);

  void module_body(const ast::Module& module);
  void function_body(const ast::Node& node);
  void class_body(const ast::ClassDef& node);
  void generator_body(const ast::ListComp& node);
  void annotation_body();
  void function_annotations(const ast::FunctionDef& node);
  void collected_annotations(ast::Seq<ast::Stmt> statements);
  void annotation_value(const ast::Expr* node);
  void type_params_body(const ast::Node& node);
  void store_annotate(std::string_view name);
  std::string_view docstring(ast::Seq<ast::Stmt> body);
  void return_const(const Value& value);

  // -- patterns.cc
  // --------------------------------------------------------------
  struct Capture {
    std::string_view name;
    std::uint32_t slot;
    const ast::Node* node;
  };
  void match_statement(const ast::Match& node);
  void pattern(const ast::Pattern& node, std::uint32_t subject, Label fail,
               std::vector<Capture>& captures);
  void match_sequence(const ast::MatchSequence& node, std::uint32_t subject,
                      Label fail, std::vector<Capture>& captures);
  void match_mapping(const ast::MatchMapping& node, std::uint32_t subject,
                     Label fail, std::vector<Capture>& captures);
  void match_class(const ast::MatchClass& node, std::uint32_t subject,
                   Label fail, std::vector<Capture>& captures);
  void match_or(const ast::MatchOr& node, std::uint32_t subject, Label fail,
                std::vector<Capture>& captures);
  void capture(std::string_view name, const ast::Node& node,
               std::uint32_t subject, std::vector<Capture>& captures);

  [[noreturn]] void fail(const ast::Node& node, std::string message) {
    syntax_failure(unit_, node, std::move(message));
  }

  CompileUnit& unit_;
  Code& code_;
  Scope* scope_;  // the innermost one; a comprehension's while inside it
  Scope* host_;

  CodeRange range_;
  std::vector<LabelState> labels_;
  std::vector<Handler> handlers_;
  std::vector<int> handler_of_;  // per instruction; -1: none
  int handler_ = -1;
  int depth_ = 0, max_depth_ = 0;
  SmallIndex<std::uintptr_t, std::uint32_t> constant_index_;
  std::unordered_map<std::string, std::uint32_t> text_index_;
  SmallIndex<Str*, std::uint32_t> name_index_;
  std::unordered_map<Str*, std::uint32_t> global_cache_;
  std::vector<Block> blocks_;
  int import_guards_ = 0;
  int conditional_ = 0;  // depth of statements that may not run
};

/// A free variable's slot before the number of slots is known.
inline constexpr std::uint32_t kFreeSlot = 0x800000;
/// ImportName: an ImportError handler stands around it.
inline constexpr std::uint32_t kGuardedImport = 0x800000;

/// The source text of an expression, as CPython writes annotations under
/// `from __future__ import annotations`.
std::string unparse(const ast::Expr& node);

}  // namespace limbeck::py

// The parser: recursive descent over the scanner's tokens, by grammar rules as
// they stand in the Python reference. It goes over a file once; only if that
// fails it goes over it again with `diagnose_` set, where the rules that look
// for typical mistakes are tried as well (diagnose.cc), as CPython does. A rule
// that does not match throws Mismatch, which the alternatives of the second
// pass catch, and few places of the first.
#pragma once
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "python/syntax/ast.h"
#include "python/syntax/parser.h"
#include "python/syntax/scanner.h"
#include "python/syntax/token.h"

namespace limbeck::py {

/// A grammar rule does not match here.
struct Mismatch {};

class Parser {
 public:
  Parser(Tree& tree, ScanResult scanned, Bodies bodies)
      : tree_(tree),
        arena_(*tree.arena),
        source_(tree.source),
        tokens_(std::move(scanned.tokens)),
        deferred_(std::move(scanned.deferred)),
        unclosed_line_(scanned.unclosed_line),
        bodies_(bodies) {
    tree.notes.insert(tree.notes.end(), scanned.notes.begin(),
                      scanned.notes.end());
  }

  /// Throws SyntaxFailure.
  ast::Module* module(ast::Mode mode);
  ast::Seq<ast::Stmt> function_body();

 private:
  using Expr = ast::Expr;
  using Stmt = ast::Stmt;
  using Pattern = ast::Pattern;
  using NodeKind = ast::NodeKind;

  // -- tokens ---------------------------------------------------------------
  Tok kind() const { return tokens_[pos_].kind; }
  Tok kind_after(std::size_t ahead = 1) const {
    std::size_t i = pos_ + ahead;
    return i < tokens_.size() ? tokens_[i].kind : Tok::End;
  }
  const Token& token() const { return tokens_[pos_]; }
  bool is(Tok wanted) const { return kind() == wanted; }
  bool accept(Tok wanted) {
    if (kind() != wanted) return false;
    ++pos_;
    return true;
  }
  const Token& expect(Tok wanted) {
    if (kind() != wanted) mismatch();
    return tokens_[pos_++];
  }
  /// What CPython's grammar writes &&: if it is missing that is the error.
  void force(Tok wanted, const char* shown);
  std::string_view text(const Token& token) const {
    return source_.substr(token.begin, token.end - token.begin);
  }
  bool is_soft(std::string_view keyword) const {
    return is(Tok::Name) && text(token()) == keyword;
  }
  [[noreturn]] void mismatch();
  /// Remembers how far the tokens were looked at.
  void saw(std::size_t position) {
    if (position > furthest_) furthest_ = position;
  }

  // -- nodes ----------------------------------------------------------------
  template <class T>
  T* make(NodeKind kind = T::kKind) {
    T* node = arena_.make<T>();
    node->kind = kind;
    return node;
  }
  /// Sets the node's range: from that token to the one before the current.
  template <class T>
  T* finish(T* node, std::size_t start) {
    const Token& first = tokens_[start];
    const Token& last = tokens_[pos_ - 1];
    node->line = first.line;
    node->col = first.col;
    node->end_line = last.end_line;
    node->end_col = last.end_col;
    return node;
  }
  /// The same for statements, which end before white space.
  template <class T>
  T* finish_block(T* node, std::size_t start) {
    finish(node, start);
    std::size_t last = pos_ - 1;
    while (last > start && tokens_[last].kind >= Tok::Newline &&
           tokens_[last].kind <= Tok::Dedent)
      --last;
    node->end_line = tokens_[last].end_line;
    node->end_col = tokens_[last].end_col;
    return node;
  }
  ast::Name* name_node(ast::Context context);
  std::string_view identifier(const Token& token);
  std::string_view expect_identifier() { return identifier(expect(Tok::Name)); }
  ast::Constant* constant(ast::ConstantType type);

  /// Collects a list whose length is not known yet. They nest strictly: to an
  /// outer one nothing is added while an inner one lives.
  template <class T>
  class Collect {
   public:
    explicit Collect(Parser& parser)
        : parser_(parser), base_(parser.scratch_.size()) {}
    ~Collect() { parser_.scratch_.resize(base_); }
    Collect(const Collect&) = delete;
    Collect& operator=(const Collect&) = delete;
    void add(T* item) { parser_.scratch_.push_back(item); }
    std::size_t size() const { return parser_.scratch_.size() - base_; }
    T* operator[](std::size_t i) const {
      return static_cast<T*>(parser_.scratch_[base_ + i]);
    }
    ast::Seq<T> take() {
      std::size_t count = size();
      if (count == 0) return {};
      T** items = parser_.arena_.template array<T*>(count);
      for (std::size_t i = 0; i < count; ++i) items[i] = (*this)[i];
      return {items, count};
    }

   private:
    Parser& parser_;
    std::size_t base_;
  };

  /// Counts nesting while it lives.
  class Deeper {
   public:
    explicit Deeper(Parser& parser) : parser_(parser) {
      if (++parser_.depth_ > kParseDepth) parser_.too_deep();
    }
    ~Deeper() { --parser_.depth_; }
    Deeper(const Deeper&) = delete;
    Deeper& operator=(const Deeper&) = delete;

   private:
    Parser& parser_;
  };
  [[noreturn]] void too_deep();
  void check_spine(std::size_t links) {
    if (links > kSpine) too_deep();
  }

  // -- statements (statements.cc, compound.cc)
  // ---------------------------------
  void statement(Collect<Stmt>& into);
  void simple_statements(Collect<Stmt>& into);
  Stmt* simple_statement();
  Stmt* expression_statement();
  Stmt* expression_statement_plain();
  Expr* annotated_rhs();
  Stmt* return_statement();
  Stmt* raise_statement();
  Stmt* del_statement();
  Stmt* assert_statement();
  Stmt* import_name();
  Stmt* import_from();
  ast::Alias* import_alias();
  std::string_view dotted_name();
  Stmt* global_statement();
  Stmt* type_alias();
  template <class T>
  Stmt* bare_statement() {
    std::size_t start = pos_++;
    return finish(make<T>(), start);
  }
  bool at_type_alias() const;
  bool at_match();
  bool starts_compound();
  Stmt* compound_statement();
  ast::Seq<Stmt> block(std::string_view what, std::size_t keyword);
  ast::Seq<Stmt> statements_to_dedent();
  void colon();
  Stmt* if_statement();
  ast::Seq<Stmt> else_block();
  Stmt* while_statement();
  Stmt* for_statement(std::size_t start);
  Stmt* with_statement(std::size_t start);
  ast::WithItem* with_item();
  Stmt* try_statement();
  ast::ExceptHandler* except_block(bool& star);
  Stmt* async_statement();
  Stmt* decorated();
  Stmt* function_definition(std::size_t start, ast::Seq<Expr> decorators);
  bool skip_body(ast::FunctionDef* function);
  void check_body();
  Stmt* class_definition(ast::Seq<Expr> decorators);
  ast::Seq<ast::TypeParam> type_params();
  ast::TypeParam* type_param();
  ast::Arguments* parameters(Tok end);
  ast::Arg* parameter(bool annotated, bool starred);

  // -- patterns (patterns.cc) -----------------------------------------------
  Stmt* match_statement();
  ast::MatchCase* case_block();
  Expr* subject();
  Pattern* patterns();
  Pattern* maybe_star_pattern();
  Pattern* as_pattern();
  Pattern* or_pattern();
  Pattern* closed_pattern();
  Pattern* name_pattern();
  Pattern* class_pattern(Expr* cls, std::size_t start);
  Pattern* sequence_pattern(Tok end);
  Pattern* mapping_pattern();
  Expr* signed_number();
  Expr* pattern_key();
  Expr* dotted_value();
  std::string_view capture_name();

  // -- expressions (expressions.cc, atoms.cc) --------------------------------
  Expr* star_expressions();
  Expr* star_expression();
  Expr* expressions();
  Expr* star_named_expression();
  Expr* named_expression();
  Expr* named_expression_plain();
  Expr* argument_expression();
  Expr* expression();
  Expr* expression_plain();
  Expr* yield_expression();
  Expr* lambda();
  Expr* disjunction();
  Expr* disjunction_plain();
  Expr* conjunction();
  Expr* inversion();
  Expr* comparison();
  Expr* bitwise_or();
  Expr* binary(int floor);
  Expr* factor();
  Expr* power();
  Expr* await_primary();
  Expr* primary();
  Expr* call(Expr* callee, std::size_t start);
  Expr* call_plain(Expr* callee, std::size_t start);
  Expr* subscript(Expr* value, std::size_t start);
  Expr* slice_item();
  Expr* atom();
  Expr* in_brackets();
  Expr* parenthesized();
  Expr* bracketed();
  Expr* braced();
  Expr* braced_plain();
  Expr* dict_rest(std::size_t start, Expr* key);
  ast::Seq<ast::Comprehension> comprehensions();
  bool at_comprehension() const {
    return is(Tok::KwFor) || (is(Tok::KwAsync) && kind_after() == Tok::KwFor);
  }
  bool starts_expression(Tok kind) const;
  Expr* number();

  // -- targets (targets.cc)
  // ----------------------------------------------------
  Expr* star_targets();
  Expr* star_target();
  enum class Target { Star, Single, Del, For };
  static bool is_target(const Expr& expr, Target target);
  static const Expr* invalid_target(const Expr* expr, Target target);
  void set_context(Expr* expr, ast::Context context);
  static const char* describe(const Expr& expr);

  // -- strings (strings.cc, text_fields.cc)
  // --------------------------------------
  Expr* strings();
  ast::Constant* string_literal(const Token& token, bool& bytes);
  Expr* text_literal(Collect<Expr>& into, bool& is_template);
  void text_field(Collect<Expr>& into, bool is_template);
  Expr* format_spec(std::size_t colon, bool is_template);
  enum class TextPart { Literal, Spec };  // Spec: of a field's format
  std::string_view decode(std::string_view body, bool raw, bool bytes,
                          const Token& token,
                          TextPart part = TextPart::Literal);
  void note(const Token& token, std::string message);
  const Token& end_of_text(const Token& token) const;
  std::string_view field_source(std::size_t begin, std::size_t end);
  Expr* concatenate(Collect<Expr>& parts, std::size_t start, bool formatted,
                    bool templated);
  void invalid_field(std::size_t brace, bool is_template);

  // -- diagnosis (diagnose*.cc)
  // --------------------------------------------------
  template <class F>
  bool attempt(F rule) {
    std::size_t position = pos_;
    int depth = depth_;
    std::size_t scratch = scratch_.size(), notes = tree_.notes.size();
    count_step();
    try {
      rule();
      return true;
    } catch (const Mismatch&) {
      pos_ = position;
      depth_ = depth;
      scratch_.resize(scratch);
      while (tree_.notes.size() > notes) tree_.notes.pop_back();
      return false;
    }
  }
  /// The same without looking for mistakes in it.
  template <class F>
  bool attempt_plainly(F rule) {
    bool diagnose = diagnose_;
    diagnose_ = false;
    bool matched;
    try {
      matched = attempt(rule);
    } catch (...) {
      diagnose_ = diagnose;
      throw;
    }
    diagnose_ = diagnose;
    return matched;
  }
  /// What follows an operator that stands at `at`. In the second pass the
  /// operator is left alone where it does not match, as CPython's parser does:
  /// other rules then see the expression before it.
  template <class F>
  bool operand(std::size_t at, F rule) {
    if (!second_pass_) {
      rule();
      return true;
    }
    if (attempt(rule)) return true;
    pos_ = at;
    return false;
  }
  /// Whether the rule matches here; does not move.
  template <class F>
  bool matches(F rule) {
    std::size_t position = pos_;
    bool matched = attempt(rule);
    pos_ = position;
    return matched;
  }
  void count_step();
  enum Rule { kExpression, kDisjunction, kBitwiseOr, kBrackets };
  struct Memo {
    Expr* node;  // null: the rule does not match
    std::size_t end;
  };
  template <class F>
  Expr* remembered(Rule rule, F parse);

  int level_after(std::size_t token);
  void invalid_expression(std::size_t start);
  void invalid_legacy_expression();
  void invalid_named_expression(std::size_t start);
  void invalid_assignment(std::size_t start);
  void invalid_annotation_target(std::size_t start);
  void invalid_comprehension(std::size_t start);
  void invalid_arguments(std::size_t start);
  void invalid_keyword_argument();
  void invalid_group(std::size_t start);
  void invalid_dict(std::size_t start);
  void invalid_dict_pair(bool later);
  void invalid_parameters(std::size_t start, Tok end);
  void invalid_del(std::size_t start);
  void invalid_for_target(std::size_t start);
  void invalid_for_if(std::size_t start);
  void invalid_with_item(std::size_t start);
  void invalid_import(std::size_t start);
  void invalid_except(std::size_t start);
  void invalid_try(std::size_t start);
  void invalid_class_pattern(std::size_t start);
  void invalid_arithmetic();

  struct Place {  // what an error points at; columns in bytes from 0
    int line, col, end_line, end_col;
  };
  static Place place(const ast::Range& range) {
    return {range.line, range.col, range.end_line, range.end_col};
  }
  static Place place(const Token& token) {
    return {token.line, token.col, token.end_line, token.end_col};
  }
  static Place between(const Place& first, const Place& last) {
    return {first.line, first.col, last.end_line, last.end_col};
  }
  Place starting_from(const Place& first) const;
  [[noreturn]] void raise(std::string message, const Place& place,
                          const char* type = "SyntaxError");
  /// At the last token that was looked at.
  [[noreturn]] void raise_last(std::string message,
                               const char* type = "SyntaxError");
  [[noreturn]] void raise_at_token(std::string message, const Token& token,
                                   const char* type);
  [[noreturn]] void raise_next(std::string message);
  [[noreturn]] void raise_generic();
  SyntaxFailure failure(std::string message, const Place& place,
                        const char* type) const;
  template <class F>
  auto run(F rule);

  static constexpr std::size_t kSpine = 3000;  // a.b.c…, a + b + c…, elif…
  static constexpr std::size_t kSteps = 200'000;

  Tree& tree_;
  Arena& arena_;
  std::string_view source_;
  std::vector<Token> tokens_;
  std::optional<SyntaxFailure> deferred_;
  int unclosed_line_ = 0;
  Bodies bodies_;
  std::size_t pos_ = 0, furthest_ = 0, generic_ = 0, steps_ = 0;
  int depth_ = 0;
  bool diagnose_ = false, second_pass_ = false;
  std::vector<void*> scratch_;
  std::vector<int> levels_;
  std::unordered_map<std::size_t, Memo> memo_;
};

}  // namespace limbeck::py

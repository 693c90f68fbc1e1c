// Turns expressions and statements into text with bound parameters. This class
// writes ANSI SQL; a dialect overrides what it spells differently. Parameters
// are marked in the text while it is made, and get their final form and order
// at the end, so that parts can move (a WITH clause goes first).
#pragma once
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "sql/dialect.h"
#include "sql/expression.h"
#include "sql/quoter.h"
#include "sql/result_columns.h"

namespace limbeck::sql {

/// How an expression is to be written where it stands.
struct Context {
  bool include_table = true;   // t.c, not c
  bool use_schema = true;      // s.t.c
  bool literal_binds = false;  // values inside the text
  bool as_from = false;        // in a FROM list
  bool in_columns = false;     // in a list of result columns
  bool in_operator = false;    // an operand
  bool eager_grouping = false;
  bool embedded = false;  // a part of a UNION, what INSERT takes its rows from
  bool with_ordinality = false;  // a function in FROM that counts its rows
  bool literal_execute = false;  // values in the text once it is executed
};

class ExpressionType;

class StatementCompiler {
 public:
  StatementCompiler(const Dialect& dialect, const CompileOptions& options);
  virtual ~StatementCompiler() = default;

  Compiled compile(const Node& statement);
  /// A part of the text; with markers in it unless values are literal.
  std::string process(const Expression& node, const Context& context);
  std::string process(const Node& node, const Context& context);
  std::string literal(const Literal& value, const Type& type);

  const Dialect& dialect() const { return dialect_; }
  const Quoter& quoter() const { return quoter_; }

  /// How what a Custom node renders is to be written, while it does.
  const Context& custom_context() const { return custom_context_; }

 protected:
  virtual std::string visit_unary(const Unary& node, const Context& context);
  virtual std::string visit_binary(const Binary& node, const Context& context);
  virtual std::string visit_function(const Function& node,
                                     const Context& context);
  std::string render_custom(const Custom& node, const Context& context);
  virtual std::string visit_cast(const Cast& node, const Context& context);
  virtual std::string visit_extract(const Extract& node,
                                    const Context& context);
  virtual std::string visit_next_value(const NextValue& node);
  virtual std::string visit_boolean(bool value);
  virtual std::string visit_join(const Join& node, const Context& context);
  virtual std::string limit_clause(const Select& select,
                                   const Context& context);
  /// OFFSET … ROWS FETCH FIRST … ROWS ONLY
  std::string fetch_clause(const Select& select, const Context& context);
  virtual std::string for_update(const ForUpdate& lock, const Context& context);
  /// " AS name"
  virtual std::string alias_suffix(const std::string& name);
  /// FROM of a SELECT without tables: " FROM DUAL"
  virtual std::string no_table(const Select&) { return {}; }
  virtual std::string set_operator(SetOperator op);
  /// The SELECT in another form, where this database needs one.
  virtual std::optional<std::string> rewritten(const Select&, const Context&) {
    return std::nullopt;
  }
  virtual std::string after_values(const Insert& insert,
                                   const Context& context);
  virtual std::string returning(const ExpressionList& columns,
                                const Context& context, const Node& statement);
  virtual std::string distinct(const Select& select, const Context& context);
  /// What stands behind IN or NOT IN without values.
  virtual std::string empty_in(bool negated);
  std::string empty_set() const;
  virtual std::string multiple_tables_update(const Update& update,
                                             const ExpressionList& others,
                                             const Context& context);
  virtual std::string multiple_tables_delete(const Delete& statement,
                                             const ExpressionList& others,
                                             const Context& context);
  /// "$1" → "$1::INTEGER" where parameters carry types.
  virtual std::string bind_cast(const Type&, std::string text) { return text; }
  /// Whether a parameter of that type is cast with every driver.
  virtual bool needs_cast(const Type&) const { return false; }
  virtual bool returning_before_values() const { return false; }
  virtual bool recursive_keyword() const { return true; }

  std::string visit_column(const ColumnRef& node, const Context& context);
  std::string visit_bind(const BindParameter& node, const Context& context);
  std::string visit_text(const Text& node, const Context& context);
  std::string visit_between(const Between& node, const Context& context);
  std::string visit_case(const Case& node, const Context& context);
  std::string visit_over(const Over& node, const Context& context);
  std::string visit_label(const Label& node, const Context& context);
  std::string visit_table(const TableRef& node, const Context& context);
  /// `text` of a from-clause with the hints that the select has for it.
  std::string hinted(const Node& from, std::string text,
                     const Context& context);
  /// Oracle's hints for tables, in comments behind SELECT.
  std::string leading_hints(const Select& select, const Context& context);
  std::string visit_alias(const Alias& node, const Context& context);
  std::string visit_cte(const Cte& node, const Context& context,
                        bool nest_here = false);
  std::string cte_name(const Cte& cte);
  void forget_cte(const Node& cte);
  void visit_added(const Statement& statement, const Context& context);
  std::string visit_values(const Values& node, const Context& context);
  std::string visit_select(const Select& node, const Context& context);
  std::string visit_compound(const CompoundSelect& node,
                             const Context& context);
  std::string visit_insert(const Insert& node, const Context& context);
  std::string visit_update(const Update& node, const Context& context);
  std::string visit_delete(const Delete& node, const Context& context);

  /// left + text + right
  std::string generic_binary(const Binary& node, std::string_view text,
                             const Context& context);
  /// open + left + between + right + close, one side after the other.
  std::string pair(const Binary& node, std::string_view open,
                   std::string_view between, std::string_view close,
                   const Context& context);
  std::string like(const Binary& node, std::string_view keyword, bool lowered,
                   const Context& context);
  std::string function_arguments(const Function& node, const Context& context);
  std::string aggregate_strings(const Function& node, const Context& context);
  /// What stands for the key or path of document[…]: `'$."a"'` or as it is.
  std::string json_key(const Binary& node, bool dollars,
                       const Context& context);
  /// name(document, '$."a"')
  std::string json_call(std::string_view name, const Binary& node,
                        const Context& context);
  std::string on_conflict(const OnConflict& clause, const Node& table,
                          const Context& context);
  std::string list(const ExpressionList& nodes, std::string_view separator,
                   const Context& context);
  /// What stands behind FROM or USING, `first` before the others.
  std::string from_list(const ExpressionList& others, const Context& context,
                        const Expression& first = nullptr);
  /// A plain value where it is not named after its column.
  Expression nameless(const BindParameter& bind);
  /// What its type writes around the parameter, or none.
  std::optional<std::string> around_bind(const BindParameter& bind,
                                         const Context& context);
  std::string percent_safe(std::string text) const;
  /// An expression for a column: binds without type take the column's.
  std::string value_for(const std::string& column, const Expression& value,
                        const Node& table, const Context& context);
  /// In parentheses where it is an operator's expression or a select.
  // SQLAlchemy: ColumnElement.self_group()
  std::string grouped(const Expression& node, const Context& context);
  /// The anonymous name for a node: "anon_1", "param_2".
  std::string anonymous(const Node* node, const std::string& stem);
  /// What an anonymous name is made of.
  static std::string clean_stem(std::string_view stem, bool of_bind = false);
  /// A parameter that is written into the text before it is executed.
  std::string written_later(const Expression& value, const Context& context);
  /// "stem_1", "stem_2", without a node to remember it by.
  std::string anonymous_name(const std::string& stem);
  /// SELECT … FROM (SELECT …, ROW_NUMBER() OVER (…) AS number) with the limit
  /// and the offset as conditions on the number.
  std::string row_numbered(const Select& select, const std::string& number,
                           const Context& context);
  /// The name that a subquery gives its column: cut where it is too long.
  Name label_name(const Name& name);
  /// WITH of all that is still unwritten; inside of a statement only of those
  /// that are to be nested there (with `compound`, also in its parts).
  // SQLAlchemy: SQLCompiler._render_cte_clause
  std::string with_clauses(bool toplevel, bool compound = false);
  /// The prefixes or suffixes that are for this database.
  std::string affixes(
      const std::vector<std::pair<std::string, std::string>>& texts) const;

  const Dialect& dialect_;  // borrowed: outlives the compiler
  CompileOptions options_;
  Quoter quoter_;
  int depth_ = 0;        // of nested statements
  ExpressionList kept_;  // what was made here and is named by its address

 private:
  Context custom_context_;
  struct From;
  ExpressionList display_froms(const Select& select) const;
  std::vector<std::string> result_columns(const Select& select,
                                          const Context& context,
                                          bool toplevel);
  /// The columns of a select in FROM as the one around it names them.
  std::vector<std::string> outer_columns(ExpressionList& columns,
                                         const Node& from);
  /// "users_" where labels have the table's name.
  std::string label_prefix(const Node& table);
  std::string anonymous_alias(const Alias& alias);
  /// What a recursive CTE names: each column once.
  std::vector<std::string> distinct_columns(const Node& select);
  /// The label of a result column that has no name itself.
  /// A column's name. That of an unnamed column of a subquery, which is given
  /// by its position (Name::Kind::Deferred), is the one that it gets there.
  Name resolved_name(const ColumnRef& column);
  std::string unnamed_label(const Node& column, ResultNames& names,
                            bool number_repetitions);
  /// The "name_1" of a column, the same wherever it is asked for.
  std::string numbered(const std::string& identity, const std::string& stem);
  std::string bind_marker(const std::string& name, const Type& type,
                          const std::optional<Literal>& value, bool expanding);
  void note_result(const std::string& name, const Type& type);
  void finish(Compiled& compiled, const std::string& text);
  std::string custom_binary_text(const Binary& node, const Context& context);
  std::string tuple_value(const Tuple& left, const schema::Array& values,
                          const schema::Array& first, const std::string& name,
                          const Context& context);
  std::string label_reference(const ColumnRef& node, const Context& context);
  bool orders(bool toplevel, bool limited) const;
  std::string conjunction(const ExpressionList& clauses,
                          const Context& context);

  std::map<std::string, int> counters_;
  std::map<std::string, std::string> truncated_;
  std::unordered_map<const Node*, std::string> names_;
  std::map<std::string, std::string> numbered_;
  std::map<std::string, BoundParameter> binds_;
  std::vector<Type> cast_types_;  // of places that differ from the parameter's
  struct NamedCte {
    const Cte* cte;
    std::string name;
    int level;  // of the statement that it is nested in; else 1
    bool nesting;
  };
  std::vector<NamedCte> named_ctes_;  // from where they are first met
  std::vector<std::pair<const Cte*, std::string>> ctes_;  // as they are written
  bool in_cte_ = false;  // inside of what a CTE stands for
  /// Whose expression around a parameter is being written: it has it once.
  const ExpressionType* around_ = nullptr;
  bool of_row_ = false;  // a value of the one row that is written
  std::vector<ExpressionList> from_stack_;
  std::vector<const Node*> select_stack_;  // selects around, innermost last
  std::vector<std::pair<std::string, Type>> result_;
};

}  // namespace limbeck::sql

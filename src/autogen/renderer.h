// Renders operations as the Python text that autogenerate writes. The parts:
//   render_operations.cc  one function for each kind of operation
//   render_items.cc       columns, defaults, constraints, expressions
//   render_types.cc       types
//
// What always holds: text is byte for byte what Alembic writes, with its line
// breaks and its blanks. The hook render_item sees live objects, everything
// else is read from plain values.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "python/native.h"
#include "schema/schema.h"
#include "sql/dialect.h"

namespace limbeck::autogen {

using py::Value;

class Renderer {
 public:
  /// Of an AutogenContext: its options, prefixes, imports, batch state.
  explicit Renderer(Value context);

  /// The lines of one operation: a str or a list of str.
  Value operation(const Value& operation);
  /// None where render_item left it out.
  std::optional<std::string> column(const Value& live);
  /// None where render_item left it out, or where it comes with a type.
  /// `metadata`: of the table that it stands in, or None.
  std::optional<std::string> constraint(const Value& live,
                                        const Value& metadata);
  std::string type(const Value& live);
  std::optional<std::string> server_default(const Value& live);

 private:
  // render_operations.cc
  std::string create_table(const Value& op);
  std::string drop_table(const Value& op);
  std::string create_index(const Value& op);
  std::string drop_index(const Value& op);
  std::string create_unique_constraint(const Value& op);
  std::string create_foreign_key(const Value& op);
  std::string create_check_constraint(const Value& op);
  std::string create_exclude_constraint(const Value& op);
  Value drop_constraint(const Value& op);
  std::string add_column(const Value& op);
  std::string drop_column(const Value& op);
  std::string alter_column(const Value& op);
  std::string table_comment(const Value& op, bool drop);
  std::string execute(const Value& op);

  // render_items.cc
  /// Absent where there is no hook or it wants the usual text.
  Value user_render(std::string_view type, const Value& live);
  std::optional<std::string> constraint(const Value& live,
                                        const schema::Constraint& lowered,
                                        const schema::Table& table,
                                        const Value& metadata);
  std::string primary_key(const schema::PrimaryKey& key,
                          const schema::Name& name);
  std::string foreign_key(const Value& live, const schema::ForeignKey& key,
                          const schema::Name& name, const Value& metadata);
  std::string unique(const Value& live, const schema::Unique& unique,
                     const schema::Name& name);
  std::string check(const Value& live, const schema::Check& check,
                    const schema::Name& name);
  /// What follows the name in both forms of an exclude constraint.
  std::vector<std::string> exclude_parts(const schema::Exclude& exclude);
  std::string computed(const schema::Computed& computed);
  std::string identity(const Value& live);
  /// A str, number, list, Column, or expression as an argument.
  enum class Wrap { Element, Bare };
  enum class Place { Plain, ServerDefault, Index };
  std::string expression(const Value& value, Wrap wrap = Wrap::Element,
                         Place place = Place::Plain);
  std::string clause_text(const schema::Clause& clause, Place place);
  /// "key=value" of a dict's dialect keywords.
  std::vector<std::string> dialect_keywords(const Value& dict);
  std::string name(const Value& name);  // op.f('…'), '…' or None
  std::string name(const schema::Name& name);

  // render_types.cc
  std::string type(const schema::Type& lowered, const Value& live,
                   bool skip_variants);
  std::string domain(const schema::Type& lowered, const Value& live);
  std::string type_with_item(const schema::Type& lowered,
                             const schema::Type& item, std::string_view prefix);

  void import(std::string_view line);

  Value context_, opts_, hook_;
  std::string sa_, op_;  // prefixes: "sa.", "op." or "batch_op."
  bool batch_;
  const sql::Dialect& dialect_;
};

/// The method of a project's own implementation of the dialect; absent where
/// nobody declared one.
// Alembic: DefaultImpl, whose methods autogenerate calls
Value own_impl_method(const Value& autogen_context, std::string_view name);

/// repr() of str(value), of a text.
std::string repr_text(const Value& value);
std::string repr_text(std::string_view text);

}  // namespace limbeck::autogen

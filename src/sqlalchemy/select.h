// Selectables: what stands in FROM, and SELECT itself.
#pragma once
#include "sqlalchemy/core.h"

namespace limbeck::sa {

/// The columns that a from-clause or select offers, as live elements.
std::vector<Value> columns_of_selectable(const Value& selectable);
/// The name under which a selected element comes out; empty if anonymous.
std::string output_name(const Value& element);
/// left.join(right, on): on derived from foreign keys where it is None.
sql::Expression join_node(const Value& left, const Value& right,
                          const Value& on, bool outer, bool full);
/// The type of a select's only column.
schema::Type scalar_type(const Value& select);
/// A live from-clause element of a node; live tables are themselves.
sql::Expression from_node(const Value& value);
/// statement.execute(*args, **kw) of 1.x, on what its MetaData is bound to.
Value execute_bound(Element& self, Args& args);
/// The live Table of a name's columns: {column key: …} for DML.
Value live_table(const sql::Expression& node);

/// What stands for a column of the primary key is one, too.
void keep_primary_key(const Value& column, const Value& proxy);

Value find_selectable_maker(std::string_view name);
Value find_dml_maker(std::string_view name);
Value alias_of(const Value& select, const Value& name, Cls which,
               bool lateral = false);
Value column_collection_of(const Value& selectable);
/// Adds RETURNING columns and others alike: expressions and whole tables.
void add_selected(const std::vector<Value>& given, sql::ExpressionList& nodes,
                  std::vector<Value>& live);

}  // namespace limbeck::sa

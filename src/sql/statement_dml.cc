// INSERT, UPDATE, DELETE.
#include <algorithm>

#include "base/error.h"
#include "base/text.h"
#include "sql/build.h"
#include "sql/froms.h"
#include "sql/statement_compiler.h"
#include "sql/type_compiler.h"
#include "sql/unsupported.h"

namespace limbeck::sql {

namespace {

const TableRef* table_of(const Expression& table) {
  if (const auto* alias = try_as<Alias>(table)) return table_of(alias->element);
  return try_as<TableRef>(table);
}

const std::pair<Name, Type>* find_column(const TableRef* table,
                                         const std::string& name) {
  if (!table) return nullptr;
  for (const auto& column : table->columns()) {
    if (column.first.text == name) return &column;
  }
  return nullptr;
}

/// The assignments in the order of the table's columns.
// SQLAlchemy: crud._get_crud_params
Assignments ordered(const Assignments& values, const TableRef* table) {
  if (!table || table->columns().empty()) return values;
  Assignments out;
  for (const auto& [name, type] : table->columns()) {
    for (const auto& [key, value] : values) {
      if (key == name.text) out.emplace_back(key, value);
    }
  }
  std::vector<std::string> unknown;
  for (const auto& [key, value] : values) {
    if (!find_column(table, key)) unknown.push_back(key);
  }
  if (!unknown.empty()) {
    throw Error(ErrorKind::Compile,
                cat("Unconsumed column names: ", join(unknown, ", ")));
  }
  return out;
}

}  // namespace

Expression StatementCompiler::nameless(const BindParameter& bind) {
  auto copy = make<BindParameter>(bind);
  copy->key = "param";
  copy->unique = true;
  copy->of_column = false;
  return kept_.emplace_back(std::move(copy));
}

std::string StatementCompiler::value_for(const std::string& column,
                                         const Expression& value,
                                         const Node& table,
                                         const Context& given) {
  Context context = given;
  context.in_columns = false;
  const auto* bind = try_as<BindParameter>(value);
  if (bind && bind->unique && !bind->keyless && of_row_ && !in_cte_ &&
      !context.literal_binds)
    names_.emplace(bind, column);
  if (bind && bind->of_column && bind->value && in_cte_ &&
      !context.literal_binds)
    return value_for(column, nameless(*bind), table, given);
  // A column without value: always a parameter, given when it runs.
  if (bind && !bind->value && bind->of_column) context.literal_binds = false;
  if (bind && bind->type.kind == TypeKind::NullType && !bind->type.custom &&
      table.kind == NodeKind::TableRef) {
    if (const auto* found = find_column(&as<TableRef>(table), column)) {
      BindParameter typed = *bind;
      typed.type = found->second;
      // Its name must be that of the original.
      if (bind->unique) {
        typed.key = anonymous(bind, clean_stem(bind->key, true));
        typed.unique = false;
      }
      return visit_bind(typed, context);
    }
  }
  return grouped(value, context);
}

std::string StatementCompiler::returning(const ExpressionList& columns,
                                         const Context& given, const Node&) {
  Select select;
  select.columns = columns;
  Context context = given;
  context.as_from = false;
  return cat("RETURNING ",
             join(result_columns(select, context, depth_ <= 1), ", "));
}

// SQLAlchemy: SQLCompiler.visit_insert
std::string StatementCompiler::visit_insert(const Insert& node,
                                            const Context& given) {
  const Traits& traits = dialect_.traits();
  bool toplevel = depth_ == 0;
  ++depth_;
  Context context = given;
  context.as_from = false;
  const TableRef* table = table_of(node.table);
  visit_added(node, context);
  std::string out = cat("INSERT ", affixes(node.prefixes));
  cat_to(out, "INTO ", process(node.table, context));
  std::vector<std::string> columns;
  Assignments values = ordered(node.values, table);
  if (node.select) {
    columns = node.select_columns;
  } else {
    if (values.empty() && table) {
      for (const auto& [name, type] : table->columns()) {
        auto bind = make<BindParameter>(name.text, type);
        bind->of_column = true;
        values.emplace_back(name.text, std::move(bind));
      }
    }
    for (const auto& [name, value] : values) columns.push_back(name);
  }
  bool defaults_only =
      columns.empty() && !node.select && traits.supports_default_values;
  if (!columns.empty() || !traits.supports_default_values) {
    std::vector<std::string> quoted;
    for (const std::string& name : columns) {
      const auto* found = find_column(table, name);
      quoted.push_back(found ? quoter_.quote(found->first)
                             : quoter_.quote(std::string_view(name)));
    }
    cat_to(out, " (", join(quoted, ", "), ")");
  }
  std::string returned;
  if (!node.returning.empty()) {
    returned = cat(" ", returning(node.returning, context, node));
  }
  if (returning_before_values()) out += returned;
  Context value_context = context;
  value_context.include_table = true;
  if (node.select) {
    Context embedded = context;
    embedded.embedded = true;
    std::string select = process(node.select, embedded);
    if (traits.cte_follows_insert)
      select = with_clauses(toplevel, true) + select;
    cat_to(out, " ", select);
  } else if (defaults_only) {
    out += " DEFAULT VALUES";
  } else {
    std::vector<std::string> rows;
    auto add_row = [&](const Assignments& row) {
      std::vector<std::string> parts;
      for (const auto& [name, value] : row) {
        parts.push_back(value_for(name, value, *node.table, value_context));
      }
      rows.push_back(cat("(", join(parts, ", "), ")"));
    };
    of_row_ = node.rows.empty();
    add_row(values);
    of_row_ = false;
    for (const Assignments& row : node.rows) add_row(ordered(row, table));
    if (!node.rows.empty() && !traits.supports_multivalues_insert &&
        dialect_.name() != "default") {
      throw Error(ErrorKind::Compile,
                  cat("The '", dialect_.name(),
                      "' dialect with current database version settings does "
                      "not support in-place multirow inserts."));
    }
    cat_to(out, " VALUES ", join(rows, ", "));
  }
  std::string after = after_values(node, context);
  if (!after.empty()) cat_to(out, " ", after);
  if (!returning_before_values()) out += returned;
  if (!traits.cte_follows_insert) out = with_clauses(toplevel, true) + out;
  --depth_;
  return out;
}

std::string StatementCompiler::after_values(const Insert& node,
                                            const Context&) {
  if (node.on_conflict) {
    const OnConflict& clause = *node.on_conflict;
    throw Unsupported(
        dialect_.name(),
        cat("<class 'sqlalchemy.dialects.", clause.dialect, ".dml.OnConflictDo",
            clause.do_nothing ? "Nothing" : "Update", "'>"));
  }
  if (!node.on_duplicate_key.empty()) {
    throw Unsupported(
        dialect_.name(),
        "<class 'sqlalchemy.dialects.mysql.dml.OnDuplicateClause'>");
  }
  return {};
}

// SQLAlchemy: PGCompiler.visit_on_conflict_do_update (SQLite has the same)
std::string StatementCompiler::on_conflict(const OnConflict& clause,
                                           const Node& table,
                                           const Context& given) {
  Context bare = given;
  bare.include_table = false;
  bare.use_schema = false;
  std::string target;
  if (clause.constraint) {
    // SQLite has no names of constraints there.
    if (dialect_.name() != "sqlite")
      target = cat("ON CONSTRAINT ", quoter_.constraint(clause.constraint));
  } else if (!clause.elements.empty()) {
    target = cat("(", list(clause.elements, ", ", bare), ")");
    if (clause.index_where) {
      Context where = bare;
      where.literal_execute = dialect_.name() == "sqlite";
      cat_to(target, " WHERE ", process(clause.index_where, where));
    }
  }
  if (clause.do_nothing) {
    return target.empty() ? "ON CONFLICT DO NOTHING"
                          : cat("ON CONFLICT ", target, " DO NOTHING");
  }
  Context full = given;
  full.use_schema = false;
  std::vector<std::string> parts;
  auto append = [&](const Expression& column, const Expression& given_value) {
    Expression value = given_value;
    const auto* bind = try_as<BindParameter>(value);
    if (bind && bind->of_column && !full.literal_binds) value = nameless(*bind);
    std::string name = process(column, bare);
    const auto* ref = try_as<ColumnRef>(column);
    parts.push_back(cat(name, " = ",
                        ref ? value_for(ref->name.text, value, table, full)
                            : process(value, full)));
  };
  std::vector<bool> done(clause.set.size());
  if (table.kind == NodeKind::TableRef) {
    for (const auto& [name, type] : as<TableRef>(table).columns()) {
      for (std::size_t i = 0; i < clause.set.size(); ++i) {
        const auto* ref = try_as<ColumnRef>(clause.set[i].first);
        if (!done[i] && ref && ref->name == name) {
          append(clause.set[i].first, clause.set[i].second);
          done[i] = true;
        }
      }
    }
  }
  for (std::size_t i = 0; i < clause.set.size(); ++i) {
    if (!done[i]) append(clause.set[i].first, clause.set[i].second);
  }
  std::string out =
      cat("ON CONFLICT ", target, " DO UPDATE SET ", join(parts, ", "));
  if (clause.where) cat_to(out, " WHERE ", process(clause.where, full));
  return out;
}

std::string StatementCompiler::multiple_tables_update(const Update&,
                                                      const ExpressionList&,
                                                      const Context&) {
  throw Error(ErrorKind::NotImplemented,
              "This backend does not support multiple-table criteria within "
              "UPDATE");
}

std::string StatementCompiler::multiple_tables_delete(const Delete&,
                                                      const ExpressionList&,
                                                      const Context&) {
  throw Error(ErrorKind::NotImplemented,
              "This backend does not support multiple-table criteria within "
              "DELETE");
}

// SQLAlchemy: SQLCompiler.visit_update
std::string StatementCompiler::visit_update(const Update& node,
                                            const Context& given) {
  bool toplevel = depth_ == 0;
  ++depth_;
  Context context = given;
  context.as_from = false;
  visit_added(node, context);
  const TableRef* table = table_of(node.table);
  ExpressionList others;
  for (const Expression& clause : node.where) collect_froms(clause, others);
  for (const auto& [name, value] : node.values) collect_froms(value, others);
  others.erase(std::remove(others.begin(), others.end(), node.table),
               others.end());
  ExpressionList visible = others;
  visible.push_back(node.table);
  from_stack_.push_back(visible);
  std::string out = cat("UPDATE ", affixes(node.prefixes));
  Context from = context;
  from.as_from = true;
  out += process(node.table, from);
  // MySQL names all tables before SET, and its columns with their table.
  bool before = !others.empty() &&
                (dialect_.name() == "mysql" || dialect_.name() == "mariadb");
  std::string owner;
  if (before) {
    Context bare = context;
    bare.use_schema = false;
    owner = cat(process(node.table, bare), ".");
    cat_to(out, ", ", list(others, ", ", from));
    others.clear();
  }
  out += " SET ";
  std::vector<std::string> parts;
  Context bare;  // never with literal values
  bare.include_table = false;
  for (const auto& [column, value] : node.expression_values) {
    parts.push_back(cat(process(column, bare), "=",
                        value_for("", value, *node.table, context)));
  }
  for (const auto& [name, value] :
       ordered(node.values, node.ordered ? nullptr : table)) {
    const auto* found = find_column(table, name);
    of_row_ = true;
    std::string text = value_for(name, value, *node.table, context);
    of_row_ = false;
    parts.push_back(cat(owner,
                        found ? quoter_.quote(found->first)
                              : quoter_.quote(std::string_view(name)),
                        "=", text));
  }
  out += join(parts, ", ");
  std::string returned;
  if (!node.returning.empty()) {
    returned = cat(" ", returning(node.returning, context, node));
  }
  if (returning_before_values()) out += returned;
  if (!others.empty()) {
    std::string text = multiple_tables_update(node, others, context);
    if (!text.empty()) cat_to(out, " ", text);
  }
  if (!node.where.empty()) {
    cat_to(out, " WHERE ", conjunction(node.where, context));
  }
  if (node.limit) cat_to(out, " LIMIT ", process(node.limit, context));
  if (!returning_before_values()) out += returned;
  from_stack_.pop_back();
  out = with_clauses(toplevel) + out;
  --depth_;
  return out;
}

// SQLAlchemy: SQLCompiler.visit_delete
std::string StatementCompiler::visit_delete(const Delete& node,
                                            const Context& given) {
  bool toplevel = depth_ == 0;
  ++depth_;
  Context context = given;
  context.as_from = false;
  visit_added(node, context);
  ExpressionList others = node.using_;
  for (const Expression& clause : node.where) collect_froms(clause, others);
  others.erase(std::remove(others.begin(), others.end(), node.table),
               others.end());
  ExpressionList visible = others;
  visible.push_back(node.table);
  from_stack_.push_back(visible);
  std::string out = cat("DELETE ", affixes(node.prefixes));
  Context from = context;
  from.as_from = true;
  cat_to(out, "FROM ", process(node.table, from));
  std::string returned;
  if (!node.returning.empty()) {
    returned = cat(" ", returning(node.returning, context, node));
  }
  if (returning_before_values()) out += returned;
  if (!others.empty()) {
    cat_to(out, " ", multiple_tables_delete(node, others, context));
  }
  if (!node.where.empty()) {
    cat_to(out, " WHERE ", conjunction(node.where, context));
  }
  if (!returning_before_values()) out += returned;
  from_stack_.pop_back();
  out = with_clauses(toplevel) + out;
  --depth_;
  return out;
}

}  // namespace limbeck::sql

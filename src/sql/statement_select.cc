// SELECT, set operations and what stands in FROM.
#include <algorithm>

#include "base/error.h"
#include "base/text.h"
#include "sql/build.h"
#include "sql/froms.h"
#include "sql/result_columns.h"
#include "sql/statement_compiler.h"
#include "sql/type_compiler.h"

namespace limbeck::sql {

namespace {

std::string hexadecimal(const void* address) {
  std::string out;
  for (auto bits = reinterpret_cast<std::uintptr_t>(address); bits; bits >>= 4)
    out.insert(out.begin(), "0123456789abcdef"[bits & 15]);
  return out;
}

}  // namespace

void StatementCompiler::note_result(const std::string& name, const Type& type) {
  result_.emplace_back(name, type);
}

// SQLAlchemy: SelectState._get_display_froms
ExpressionList StatementCompiler::display_froms(const Select& select) const {
  ExpressionList froms;
  for (const Expression& from : select.from)
    if (!holds(froms, from)) froms.push_back(from);
  for (const Expression& column : select.columns) collect_froms(column, froms);
  for (const Expression& clause : select.where) collect_froms(clause, froms);
  ExpressionList hidden;
  for (const Expression& from : froms) hidden_by(from, hidden);
  froms.erase(std::remove_if(
                  froms.begin(), froms.end(),
                  [&](const Expression& each) { return holds(hidden, each); }),
              froms.end());
  // An inner select takes columns of an enclosing one from there, as long as
  // something stays to select from.
  ExpressionList outer;
  const bool told = select.correlate || select.correlate_except;
  if (told) {
    for (const ExpressionList& around : from_stack_)
      for (const Expression& from : around)
        if (select.correlate ? holds(*select.correlate, from)
                             : !holds(*select.correlate_except, from))
          outer.push_back(from);
  } else {
    // Without being told to, only from the one right around it.
    if (!from_stack_.empty()) {
      for (const Expression& from : from_stack_.back()) {
        outer.push_back(from);
        hidden_by(from, outer);
      }
    }
  }
  ExpressionList kept;
  for (const Expression& from : froms) {
    if (!holds(outer, from)) kept.push_back(from);
  }
  if (!told && froms.size() < 2) return froms;
  if (kept.empty() && !told) {
    throw Error(ErrorKind::InvalidRequest,
                cat("Select statement '<sqlalchemy.sql.selectable.Select "
                    "object at 0x",
                    hexadecimal(&select),
                    ">' returned no FROM clauses due to auto-correlation; "
                    "specify correlate(<tables>) to control correlation "
                    "manually."));
  }
  return kept;
}

std::string StatementCompiler::from_list(const ExpressionList& others,
                                         const Context& context,
                                         const Expression& first) {
  Context from = context;
  from.as_from = true;
  from.in_columns = false;
  ExpressionList all;
  if (first) all.push_back(first);
  all.insert(all.end(), others.begin(), others.end());
  return list(all, ", ", from);
}

std::string StatementCompiler::distinct(const Select& select, const Context&) {
  return select.distinct ? "DISTINCT " : "";
}

// SQLAlchemy: SQLCompiler.visit_textual_label_reference,
// SelectState._label_resolve_dict
std::string StatementCompiler::label_reference(const ColumnRef& node,
                                               const Context& context) {
  const std::string& wanted = node.name.text;
  if (select_stack_.empty()) return wanted;  // as in an index: text
  const Node& statement = *select_stack_.back();
  if (statement.kind == NodeKind::CompoundSelect) {
    for (const auto& [name, type] : columns_of(statement))
      if (name.text == wanted) return quoter_.quote(name);
  } else {
    const auto& select = as<Select>(statement);
    for (const Expression& column : select.columns) {
      if (const auto* label = try_as<Label>(column))
        if (label->name.text == wanted) return quoter_.quote(label->name);
      const auto* ref = try_as<ColumnRef>(column);
      if (ref && !ref->table && ref->name.text == wanted)
        return visit_column(*ref, context);
    }
    std::string found;
    auto look = [&](auto& self, const Expression& from) -> void {
      if (const auto* join = try_as<Join>(from)) {
        self(self, join->left);
        return self(self, join->right);
      }
      for (const auto& [name, type] : columns_of(*from))
        if (name.text == wanted)
          found = visit_column(ColumnRef(name, type, from), context);
    };
    for (const Expression& from : from_stack_.back()) look(look, from);
    if (!found.empty()) return found;
  }
  throw Error(ErrorKind::Compile,
              cat("Can't resolve label reference for ORDER BY / GROUP BY / "
                  "DISTINCT etc. Textual SQL expression ",
                  schema::python_repr(wanted),
                  " should be explicitly declared as text(",
                  schema::python_repr(wanted), ")"));
}

// SQL Server orders a subquery only where it is cut off.
// SQLAlchemy: MSSQLCompiler.order_by_clause
bool StatementCompiler::orders(bool toplevel, bool limited) const {
  return toplevel || limited || dialect_.name() != "mssql";
}

std::string StatementCompiler::conjunction(const ExpressionList& clauses,
                                           const Context& context) {
  return list(conjuncts(clauses), " AND ", context);
}

// SQLAlchemy: SQLCompiler.visit_select
std::string StatementCompiler::visit_select(const Select& node,
                                            const Context& given) {
  if (std::optional<std::string> other = rewritten(node, given)) return *other;
  bool toplevel = depth_ == 0;
  bool outermost = toplevel;
  Context context = given;
  context.in_columns = context.embedded = false;
  ExpressionList froms = display_froms(node);
  ++depth_;
  // A subquery in FROM sees nothing of the select around it.
  std::vector<ExpressionList> saved;
  if (given.as_from) saved.swap(from_stack_);
  from_stack_.push_back(froms);
  select_stack_.push_back(&node);
  visit_added(node, context);
  std::string out =
      cat("SELECT ", leading_hints(node, context), affixes(node.prefixes));
  out += distinct(node, context);
  Context columns = context;
  columns.include_table = true;
  out += join(result_columns(node, columns, outermost), ", ");
  context.as_from = false;
  if (froms.empty()) {
    out += no_table(node);
  } else {
    cat_to(out, " \nFROM ", from_list(froms, context));
  }
  if (!node.where.empty()) {
    cat_to(out, " \nWHERE ", conjunction(node.where, context));
  }
  if (!node.group_by.empty()) {
    cat_to(out, " GROUP BY ", list(node.group_by, ", ", context));
  }
  if (!node.having.empty()) {
    cat_to(out, " \nHAVING ", conjunction(node.having, context));
  }
  bool limited = node.limit || node.offset || node.fetch;
  if (!node.order_by.empty() && orders(toplevel, limited)) {
    cat_to(out, " ORDER BY ", list(node.order_by, ", ", context));
  }
  if (limited) {
    out += limit_clause(node, context);
  }
  if (node.for_update) out += for_update(*node.for_update, context);
  for (const Select::Hint& hint : node.hints)
    if (!hint.table && (hint.dialect == "*" || hint.dialect == dialect_.name()))
      cat_to(out, " ", hint.text);
  if (std::string after = affixes(node.suffixes); !after.empty())
    cat_to(out, " ", after);
  from_stack_.pop_back();
  select_stack_.pop_back();
  if (given.as_from) saved.swap(from_stack_);
  if (toplevel || !given.embedded) out = with_clauses(toplevel) + out;
  --depth_;
  return out;
}

std::string StatementCompiler::row_numbered(const Select& select,
                                            const std::string& number,
                                            const Context& given) {
  bool toplevel = depth_ == 0;
  auto counted = make<Select>(select);
  kept_.push_back(counted);  // anonymous names are known by address
  counted->limit = counted->fetch = counted->offset = nullptr;
  counted->order_by.clear();
  const std::vector<std::string> outer =
      outer_columns(counted->columns, *counted);
  const std::string alias = anonymous(counted.get(), "anon");
  auto rows = make<Over>(make<Function>(Name("ROW_NUMBER"), ExpressionList(),
                                        Type(TypeKind::Integer)));
  rows->order_by = select.order_by;
  counted->columns.push_back(make<Label>(Name(number), rows));
  Context inner = given;
  inner.as_from = true;
  ++depth_;
  std::string out =
      cat("SELECT ", join(outer, ", "), " \nFROM (", process(*counted, inner),
          ")", alias_suffix(alias), " \nWHERE ", number);
  Context bound = given;
  bound.as_from = false;
  const Expression& limit = select.fetch ? select.fetch : select.limit;
  if (select.offset) {
    cat_to(out, " > ", process(select.offset, bound));
    if (limit) {
      cat_to(out, " AND ", number, " <= ", process(limit, bound));
      cat_to(out, " + ", process(select.offset, bound));
    }
  } else {
    cat_to(out, " <= ", process(limit, bound));
  }
  out = with_clauses(toplevel) + out;
  --depth_;
  return out;
}

// SQLAlchemy: SQLCompiler.fetch_clause
std::string StatementCompiler::fetch_clause(const Select& select,
                                            const Context& context) {
  std::string out;
  if (select.offset) {
    cat_to(out, "\n OFFSET ", process(select.offset, context), " ROWS");
  }
  cat_to(out, "\n FETCH FIRST ", process(select.fetch, context),
         select.fetch_percent ? " PERCENT" : "", " ROWS ",
         select.fetch_with_ties ? "WITH TIES" : "ONLY");
  return out;
}

std::string StatementCompiler::limit_clause(const Select& select,
                                            const Context& context) {
  if (select.fetch) return fetch_clause(select, context);
  std::string out;
  if (select.limit) cat_to(out, "\n LIMIT ", process(select.limit, context));
  if (select.offset) {
    if (!select.limit) out += "\n LIMIT -1";
    cat_to(out, " OFFSET ", process(select.offset, context));
  }
  return out;
}

std::string StatementCompiler::for_update(const ForUpdate& lock,
                                          const Context& context) {
  std::string out = lock.read ? " FOR SHARE" : " FOR UPDATE";
  if (lock.key_share) {
    out = lock.read ? " FOR KEY SHARE" : " FOR NO KEY UPDATE";
  }
  if (!lock.of.empty()) {
    std::vector<std::string> names;
    for (const Expression& each : lock.of) {
      Context name = context;
      name.use_schema = false;
      const auto* ref = try_as<ColumnRef>(each);
      const Expression& from = ref && ref->table ? ref->table : each;
      const auto* alias = try_as<Alias>(from);
      std::string table =
          cat(alias && alias->lateral ? "LATERAL " : "", process(from, name));
      if (std::find(names.begin(), names.end(), table) == names.end())
        names.push_back(std::move(table));
    }
    cat_to(out, " OF ", join(names, ", "));
  }
  if (lock.nowait) out += " NOWAIT";
  if (lock.skip_locked) out += " SKIP LOCKED";
  return out;
}

std::string StatementCompiler::set_operator(SetOperator op) {
  switch (op) {
    case SetOperator::Union:
      return "UNION";
    case SetOperator::UnionAll:
      return "UNION ALL";
    case SetOperator::Except:
      return "EXCEPT";
    case SetOperator::ExceptAll:
      return "EXCEPT ALL";
    case SetOperator::Intersect:
      return "INTERSECT";
    case SetOperator::IntersectAll:
      return "INTERSECT ALL";
  }
  return {};
}

namespace {

/// Whether a part of a UNION stands in parentheses: its order and limit are
/// its own.
bool needs_parentheses(const Node& side) {
  if (side.kind == NodeKind::CompoundSelect) return true;
  if (side.kind != NodeKind::Select) return false;
  const auto& select = as<Select>(side);
  return select.limit || select.offset || select.fetch ||
         !select.order_by.empty();
}

/// How many columns one side of a UNION has; none where the text says it.
std::optional<std::size_t> width_of(const Node& side) {
  if (side.kind == NodeKind::Grouping)
    return width_of(*as<Grouping>(side).element);
  if (side.kind != NodeKind::Select) return std::nullopt;
  std::size_t width = 0;
  for (const Expression& column : as<Select>(side).columns) {
    if (column->kind == NodeKind::Custom) return std::nullopt;
    width += is_from(*column) ? columns_of(*column).size() : 1;
  }
  return width;
}

/// All sides of a UNION have as many columns as the first one.
// SQLAlchemy: SQLCompiler._setup_select_stack
void refuse_uneven(const CompoundSelect& node, std::size_t number) {
  const auto first = width_of(*node.selects.front());
  const auto own = width_of(*node.selects[number - 1]);
  if (!first || !own || *first == *own) return;
  throw Error(ErrorKind::Compile,
              cat("All selectables passed to CompoundSelect must have "
                  "identical numbers of columns; select #1 has ",
                  *first, " columns, select #", number, " has ", *own));
}

}  // namespace

std::string StatementCompiler::visit_compound(const CompoundSelect& node,
                                              const Context& given) {
  bool toplevel = depth_ == 0;
  Context context = given;
  ++depth_;
  visit_added(node, context);
  std::vector<std::string> parts;
  context.embedded = true;
  for (const Expression& select : node.selects) {
    // SQLAlchemy: GenerativeSelect.self_group
    parts.push_back(needs_parentheses(*select)
                        ? cat("(", process(select, context), ")")
                        : process(select, context));
    refuse_uneven(node, parts.size());
  }
  context.embedded = false;
  if (toplevel) {
    for (const auto& [name, type] : columns_of(*node.selects.front())) {
      note_result(name.text, type);
    }
  }
  std::string out = join(parts, cat(" ", set_operator(node.op), " "));
  select_stack_.push_back(&node);
  context.include_table = false;
  context.as_from = false;
  if (!node.group_by.empty()) {
    cat_to(out, " GROUP BY ", list(node.group_by, ", ", context));
  }
  // SQL Server writes no limit here; what could be a TOP keeps the order.
  const bool limited =
      (node.limit || node.offset) && dialect_.name() != "mssql";
  if (!node.order_by.empty() &&
      orders(toplevel, limited || (node.limit && !node.offset))) {
    cat_to(out, " ORDER BY ", list(node.order_by, ", ", context));
  }
  if (limited) {
    Select limits;
    limits.limit = node.limit;
    limits.offset = node.offset;
    limits.order_by = node.order_by;
    out += limit_clause(limits, context);
  }
  select_stack_.pop_back();
  out = with_clauses(toplevel, true) + out;
  --depth_;
  return out;
}

// ------------------------------------------------------------- from

// SQLAlchemy: format_from_hint_text and get_from_hint_text of the dialects
std::string StatementCompiler::hinted(const Node& from, std::string text,
                                      const Context& context) {
  if (!context.as_from || select_stack_.empty()) return text;
  const auto* select = select_stack_.back()->kind == NodeKind::Select
                           ? &as<Select>(*select_stack_.back())
                           : nullptr;
  if (!select) return text;
  for (const Select::Hint& hint : select->hints) {
    if (hint.table.get() != &from ||
        (hint.dialect != "*" && hint.dialect != dialect_.name()))
      continue;
    if (dialect_.name() == "postgresql") {
      if (upper(hint.text) != "ONLY")
        throw Error(ErrorKind::Compile,
                    cat("Unrecognized hint: ", schema::python_repr(hint.text)));
      text = cat("ONLY ", text);
    } else if (dialect_.name() == "mysql" || dialect_.name() == "mariadb" ||
               dialect_.name() == "mssql") {
      Context name = context;
      name.as_from = false;
      cat_to(text, " ",
             replace_all(hint.text, "%(name)s", process(from, name)));
    }
  }
  return text;
}

// SQLAlchemy: OracleCompiler.get_select_hint_text
std::string StatementCompiler::leading_hints(const Select& select,
                                             const Context& context) {
  std::string out;
  if (dialect_.name() != "oracle") return out;
  Context name = context;
  name.as_from = false;
  for (const Select::Hint& hint : select.hints)
    if (hint.table && (hint.dialect == "*" || hint.dialect == "oracle"))
      cat_to(out, "/*+ ",
             replace_all(hint.text, "%(name)s", process(hint.table, name)),
             " */ ");
  return out;
}

std::string StatementCompiler::visit_table(const TableRef& node,
                                           const Context& context) {
  return table_text(node, quoter_, context.use_schema);
}

std::string StatementCompiler::alias_suffix(const std::string& name) {
  return cat(" AS ", name);
}

std::string StatementCompiler::anonymous_alias(const Alias& alias) {
  const auto* table = try_as<TableRef>(alias.element);
  const auto* other = try_as<Alias>(alias.element);
  return anonymous(&alias, table                  ? table->name.text
                           : other && other->name ? other->name.text
                                                  : "anon");
}

// SQLAlchemy: SQLCompiler.visit_alias
std::string StatementCompiler::visit_alias(const Alias& node,
                                           const Context& context) {
  std::string name;
  if (node.name) {
    name = quoter_.quote(node.name);
  } else {
    name = quoter_.quote(std::string_view(anonymous_alias(node)));
  }
  if (!context.as_from) return name;
  Context inner = context;
  // An alias of a function's alias stands for the function.
  const auto* other = try_as<Alias>(node.element);
  const bool function = other && try_as<Function>(other->element);
  inner.with_ordinality = node.ordinality;
  std::string text = process(function ? other->element : node.element, inner);
  const auto* words = try_as<Text>(node.element);
  bool select = node.element->kind == NodeKind::Select ||
                node.element->kind == NodeKind::CompoundSelect ||
                (words && !words->columns.empty());
  if (select) text = cat("(", text, ")");
  if (node.ordinality && dialect_.name() != "oracle")
    text += " WITH ORDINALITY";
  std::string out =
      cat(node.lateral ? "LATERAL " : "", text, alias_suffix(name));
  if (!node.columns.empty() && !select) {
    std::vector<std::string> columns;
    for (const auto& [column, type] : node.columns) {
      const bool typed = type.kind != TypeKind::NullType || type.custom;
      columns.push_back(
          cat(quoter_.quote(column), typed ? " " : "",
              typed ? dialect_.types().process(type, quoter_) : ""));
    }
    cat_to(out, "(", join(columns, ", "), ")");
  }
  // SQLAlchemy: SQLCompiler.visit_tablesample
  if (node.sampling) {
    Context argument = context;
    argument.as_from = false;
    cat_to(out, " TABLESAMPLE ", process(node.sampling, argument));
    if (node.seed)
      cat_to(out, " REPEATABLE (", process(node.seed, argument), ")");
  }
  return out;
}

void StatementCompiler::visit_added(const Statement& statement,
                                    const Context& context) {
  for (const auto& [cte, nest_here] : statement.with)
    visit_cte(*cte, context, nest_here);
}

std::string StatementCompiler::affixes(
    const std::vector<std::pair<std::string, std::string>>& texts) const {
  std::string out;
  for (const auto& [text, dialect] : texts)
    if (dialect.empty() || dialect == dialect_.name()) cat_to(out, text, " ");
  return out;
}

// What restates another has its name.
std::string StatementCompiler::cte_name(const Cte& cte) {
  if (cte.name) return cte.name.text;
  const Node* named = &cte;
  while (as<Cte>(*named).restates) named = as<Cte>(*named).restates.get();
  const auto* rows = try_as<Values>(as<Cte>(*named).element);
  return anonymous(named, rows && rows->name ? rows->name.text : "anon");
}

// SQLAlchemy: SQLCompiler.visit_cte
std::string StatementCompiler::visit_cte(const Cte& node,
                                         const Context& context,
                                         bool nest_here) {
  std::string name = cte_name(node);
  std::string quoted = quoter_.quote(std::string_view(name));
  const bool nesting = node.nesting || nest_here;
  const int level = nesting ? depth_ : 1;
  for (NamedCte& each : named_ctes_) {
    if (each.cte != &node && each.cte->restates.get() != &node) continue;
    if (nest_here) each.nesting = true, each.level = level;
    return quoted;
  }
  if (node.restates) forget_cte(*node.restates);
  for (const NamedCte& each : named_ctes_)
    if (each.level == level && each.name == name)
      throw Error(ErrorKind::Compile,
                  cat("Multiple, unrelated CTEs found with the same name: ",
                      schema::python_repr(name)));
  // From here on, so that a recursive one can name itself.
  named_ctes_.push_back({&node, name, level, nesting});
  std::string text = quoted;
  const bool rows = node.element->kind == NodeKind::Values;
  if (node.recursive || rows) {
    cat_to(text, "(", join(distinct_columns(*node.element), ", "), ")");
  }
  Context inner;
  inner.literal_binds = context.literal_binds;
  inner.as_from = !rows;
  int depth = depth_;
  depth_ = std::max(depth_, 1);
  std::vector<ExpressionList> saved;
  saved.swap(from_stack_);
  const bool outer = std::exchange(in_cte_, true);
  std::string body = process(node.element, inner);
  in_cte_ = outer;
  saved.swap(from_stack_);
  depth_ = depth;
  cat_to(text, " AS ", affixes(node.prefixes), "\n(", body, ")");
  if (std::string after = affixes(node.suffixes); !after.empty())
    cat_to(text, " ", after);
  ctes_.emplace_back(&node, std::move(text));
  return quoted;
}

void StatementCompiler::forget_cte(const Node& cte) {
  std::erase_if(ctes_, [&](const auto& each) { return each.first == &cte; });
  std::erase_if(named_ctes_,
                [&](const auto& each) { return each.cte == &cte; });
}

std::string StatementCompiler::with_clauses(bool toplevel, bool compound) {
  auto is_here = [&](const Cte* cte) {
    if (toplevel || depth_ <= 1) return toplevel;
    for (const NamedCte& each : named_ctes_)
      if (each.cte == cte)
        return each.nesting &&
               (each.level == depth_ || (compound && each.level == depth_ + 1));
    return false;
  };
  std::vector<std::string> parts;
  std::vector<const Cte*> written;
  bool recursive = false;
  for (auto& [cte, text] : ctes_) {
    if (!is_here(cte)) continue;
    parts.push_back(std::move(text));
    written.push_back(cte);
    recursive = recursive || cte->recursive;
  }
  if (parts.empty()) return {};
  for (const Cte* cte : written) forget_cte(*cte);
  return cat(recursive && recursive_keyword() ? "WITH RECURSIVE " : "WITH ",
             join(parts, ", \n"), "\n ");
}

std::string StatementCompiler::visit_join(const Join& node,
                                          const Context& given) {
  Context context = given;
  context.as_from = true;
  Context on = given;
  on.as_from = false;
  const char* keyword = node.full    ? " FULL OUTER JOIN "
                        : node.outer ? " LEFT OUTER JOIN "
                                     : " JOIN ";
  std::string out = process(node.left, context);
  std::string right = process(node.right, context);
  if (node.right->kind == NodeKind::Join) right = cat("(", right, ")");
  cat_to(out, keyword, right);
  if (node.on) {
    cat_to(out, " ON ", process(self_group(node.on, Operator::AsBoolean), on));
  }
  return out;
}

std::string StatementCompiler::visit_values(const Values& node,
                                            const Context& given) {
  Context context = given;
  context.literal_binds = given.literal_binds || node.literal_binds;
  std::vector<std::string> rows;
  for (const auto& row : node.rows) {
    std::vector<std::string> parts;
    for (std::size_t i = 0; i < row.size(); ++i) {
      Type type = i < node.columns.size() ? node.columns[i].second : Type();
      if (context.literal_binds) {
        parts.push_back(literal(row[i], type));
      } else {
        std::string name = cat("param_", ++counters_["param"]);
        parts.push_back(bind_marker(name, type, row[i], false));
      }
    }
    rows.push_back(cat("(", join(parts, ", "), ")"));
  }
  std::string out = cat("VALUES ", join(rows, ", "));
  if (!given.as_from || !node.name) return out;
  std::vector<std::string> columns;
  for (const auto& [name, type] : node.columns) {
    columns.push_back(quoter_.quote(name));
  }
  return cat("(", out, ")", alias_suffix(quoter_.quote(node.name)), " (",
             join(columns, ", "), ")");
}

}  // namespace limbeck::sql

#include "sql/result_columns.h"

#include "base/error.h"
#include "base/text.h"
#include "sql/statement_compiler.h"

namespace limbeck::sql {

bool is_from(const Node& node) {
  switch (node.kind) {
    case NodeKind::TableRef:
    case NodeKind::Alias:
    case NodeKind::Cte:
    case NodeKind::Join:
    case NodeKind::Values:
      return true;
    default:
      return false;
  }
}

/// Columns of a select's result by name and type.
std::vector<std::pair<Name, Type>> columns_of(const Node& from) {
  std::vector<std::pair<Name, Type>> out;
  switch (from.kind) {
    case NodeKind::TableRef:
      return as<TableRef>(from).columns();
    case NodeKind::Values:
      return as<Values>(from).columns;
    case NodeKind::Alias:
      if (!as<Alias>(from).columns.empty()) return as<Alias>(from).columns;
      return columns_of(*as<Alias>(from).element);
    case NodeKind::Cte:
      return columns_of(*as<Cte>(from).element);
    case NodeKind::CompoundSelect:
      return columns_of(*as<CompoundSelect>(from).selects.front());
    case NodeKind::Select:
      for (const Expression& column : as<Select>(from).columns) {
        if (const auto* ref = try_as<ColumnRef>(column)) {
          out.emplace_back(ref->name, ref->type);
        } else if (const auto* label = try_as<Label>(column)) {
          out.emplace_back(label->name, label->type);
        } else if (is_from(*column)) {
          for (auto& each : columns_of(*column)) out.push_back(each);
        }
      }
      return out;
    default:
      return out;
  }
}

ResultNames::Naming ResultNames::add(const std::string& name,
                                     const std::string& identity,
                                     bool number_repetitions) {
  auto [found, fresh] = owners_.emplace(name, identity);
  if (fresh) return Naming::Plain;
  if (found->second == identity)
    return number_repetitions ? Naming::Repetition : Naming::Plain;
  // The number belongs to the column: once more, and it is a repetition.
  const bool first = owners_.emplace(cat("\n", name, identity), "").second;
  return first || !number_repetitions ? Naming::Numbered : Naming::Repetition;
}

namespace {

using Naming = ResultNames::Naming;

std::string address_text(const void* address) {
  return std::to_string(reinterpret_cast<std::uintptr_t>(address));
}

/// What makes a column the same one wherever it is named.
std::string identity_of(const ColumnRef& ref) {
  return cat(address_text(ref.table.get()), "/", ref.name.text, "/", ref.key);
}

/// The expression inside CAST and its kin.
const Node& unwrapped(const Node& node) {
  switch (node.kind) {
    case NodeKind::Cast:
      return unwrapped(*as<Cast>(node).element);
    case NodeKind::TypeCoerce:
      return unwrapped(*as<TypeCoerce>(node).element);
    case NodeKind::WithinGroup:
      return unwrapped(*as<WithinGroup>(node).element);
    case NodeKind::Unary: {
      const auto& unary = as<Unary>(node);
      const bool truth =
          unary.op == Operator::IsTrue || unary.op == Operator::IsFalse;
      return truth && unary.operand->kind == NodeKind::ColumnRef
                 ? *unary.operand
                 : node;
    }
    default:
      return node;
  }
}

/// The name that an expression gets of the column that it wraps.
std::string wrapped_name(const Node& node) {
  const Node& inner = unwrapped(node);
  if (&inner == &node) return {};
  if (inner.kind == NodeKind::ColumnRef) return as<ColumnRef>(inner).name.text;
  if (inner.kind == NodeKind::Label) return as<Label>(inner).name.text;
  return {};
}

/// The stem of the name that an unnamed result column gets.
// SQLAlchemy: ColumnElement._anon_name_label
std::string name_stem(const Node& node) {
  if (node.kind == NodeKind::Function) return as<Function>(node).name.text;
  if (node.kind == NodeKind::NextValue) return "next_value";
  return "anon";
}

}  // namespace

std::string StatementCompiler::numbered(const std::string& identity,
                                        const std::string& stem) {
  auto [found, fresh] = numbered_.emplace(identity + "/" + stem, "");
  if (fresh) found->second = anonymous_name(stem);
  return found->second;
}

Name StatementCompiler::resolved_name(const ColumnRef& column) {
  const auto* rows = dynamic_cast<const Alias*>(column.table.get());
  // The one column of a function's rows: its name is that of the alias, or
  // what the function would be called in a select.
  if (rows && column.name.kind == Name::Kind::None)
    return rows->name ? rows->name : Name(anonymous(rows, "anon"));
  if (rows && column.name.kind == Name::Kind::Deferred)
    if (const auto* function = try_as<Function>(rows->element))
      return Name(anonymous(function, function->name.text));
  if (column.name.kind != Name::Kind::Deferred || !column.table)
    return column.name;
  const Node* from = column.table.get();
  if (const auto* alias = dynamic_cast<const Alias*>(from))
    from = alias->element.get();
  else if (const auto* cte = dynamic_cast<const Cte*>(from))
    from = cte->element.get();
  const auto* select = dynamic_cast<const Select*>(from);
  const std::size_t position = std::stoul(column.name.text);
  if (!select || position >= select->columns.size()) return column.name;
  const Node& given = *select->columns[position];
  // Another column has the name before it.
  if (given.kind == NodeKind::ColumnRef) {
    const auto& ref = as<ColumnRef>(given);
    return Name(numbered(identity_of(ref), ref.name.text));
  }
  if (std::string name = wrapped_name(given); !name.empty()) return Name(name);
  const Node& inner = unwrapped(given);
  const std::string stem = name_stem(inner);
  return Name(inner.kind == NodeKind::BindParameter
                  ? numbered(address_text(&inner), stem)
                  : anonymous(&inner, stem));
}

std::string StatementCompiler::unnamed_label(const Node& column,
                                             ResultNames& names,
                                             bool number_repetitions) {
  if (std::string name = wrapped_name(column); !name.empty()) {
    // Whatever has the name already, this is a repetition.
    const Naming naming = names.add(name, address_text(&column));
    return naming == Naming::Plain || !number_repetitions
               ? label_name(Name(name)).text
               : anonymous_name(name + "_");
  }
  const Node& inner = unwrapped(column);
  const std::string stem = name_stem(inner);
  const std::string owner = address_text(&inner);
  if (names.add("\n" + owner, owner, number_repetitions) != Naming::Plain)
    return anonymous_name((&inner == &column ? stem : "anon") + "_");
  // A bind has an anonymous name of its own already.
  return inner.kind == NodeKind::BindParameter ? numbered(owner, stem)
                                               : anonymous(&inner, stem);
}

// SQLAlchemy: ColumnClause._gen_tq_label
std::string StatementCompiler::label_prefix(const Node& table) {
  switch (table.kind) {
    case NodeKind::TableRef: {
      const auto& ref = as<TableRef>(table);
      const bool schema = ref.schema && !ref.schema->text.empty();
      return cat(schema ? replace_all(ref.schema->text, ".", "_") + "_" : "",
                 ref.name.text, "_");
    }
    case NodeKind::Alias: {
      const auto& alias = as<Alias>(table);
      return alias.name ? cat(alias.name.text, "_")
                        : cat(anonymous_alias(alias), "_");
    }
    case NodeKind::Cte:
      return cat(cte_name(as<Cte>(table)), "_");
    default:
      return {};
  }
}

// SQLAlchemy: SQLCompiler._label_select_column
std::vector<std::string> StatementCompiler::result_columns(
    const Select& select, const Context& context, bool toplevel) {
  std::vector<std::string> out;
  ResultNames names;
  Context inner = context;
  inner.as_from = false;
  inner.in_columns = true;
  auto note = [&](const std::string& name, const Type& type) {
    if (toplevel) note_result(name, type);
  };
  auto add_column = [&](const ColumnRef& ref) {
    std::string name = resolved_name(ref).text;
    const bool qualified = select.tablename_labels && ref.table && !ref.literal;
    if (qualified) name = cat(label_prefix(*ref.table), name);
    const std::string identity = identity_of(ref);
    Naming naming = ref.table ? names.add(name, identity) : Naming::Plain;
    std::string label;
    if (naming == Naming::Numbered) label = numbered(identity, name);
    if (naming == Naming::Repetition) label = anonymous_name(name + "_");
    std::string text = visit_column(ref, inner);
    if (naming != Naming::Plain) {
      cat_to(text, " AS ", quoter_.quote(std::string_view(label)));
    } else if (qualified) {
      cat_to(text, " AS ", quoter_.quote(label_name(Name(name))));
      label = name;
    } else {
      if (context.as_from && !ref.literal && ref.table)
        cat_to(text, " AS ", quoter_.quote(label_name(resolved_name(ref))));
      label = name;
    }
    note(label, ref.type);
    out.push_back(std::move(text));
  };
  auto add_all = [&](const Expression& from) {
    for (const auto& [name, type] : columns_of(*from))
      add_column(ColumnRef(name, type, from));
  };
  for (const Expression& column : select.columns) {
    if (const auto* ref = try_as<ColumnRef>(column)) {
      add_column(*ref);
    } else if (const auto* join = try_as<Join>(column)) {
      add_all(join->left);
      add_all(join->right);
    } else if (is_from(*column)) {
      add_all(column);
    } else if (const auto* label = try_as<Label>(column)) {
      if (label->name) names.add(label->name.text, address_text(label));
      out.push_back(process(column, inner));
      note(label->name ? label->name.text : anonymous(label, "anon"),
           label->type);
    } else if (column->kind == NodeKind::Text ||
               column->kind == NodeKind::Custom) {
      out.push_back(process(column, inner));
      note("", column->type);
    } else if (const auto* unary = try_as<Unary>(column);
               unary && unary->operand->kind == NodeKind::ColumnRef &&
               !context.as_from &&
               // `a = 0` has the column's name, `NOT a` does without.
               (wrapped_name(*column).empty() ||
                dialect_.traits().supports_native_boolean)) {
      out.push_back(process(column, inner));
      note(as<ColumnRef>(*unary->operand).name.text, column->type);
    } else {
      std::string label = unnamed_label(*column, names, true);
      Context plain = inner;
      plain.in_columns = false;  // a label inside adds no name
      out.push_back(cat(process(column, plain), " AS ",
                        quoter_.quote(std::string_view(label))));
      note(label, column->type);
    }
  }
  return out;
}

// SQLAlchemy: SQLCompiler.visit_cte
std::vector<std::string> StatementCompiler::distinct_columns(
    const Node& given) {
  std::vector<std::string> out;
  if (given.kind == NodeKind::CompoundSelect)
    return distinct_columns(*as<CompoundSelect>(given).selects.front());
  if (given.kind != NodeKind::Select) {
    for (const auto& [name, type] : columns_of(given))
      out.push_back(quoter_.quote(name));
    return out;
  }
  ResultNames names;
  auto add = [&](const ColumnRef& ref) {
    Name name = resolved_name(ref);
    const std::string identity = identity_of(ref);
    const Naming naming =
        ref.table ? names.add(name.text, identity) : Naming::Plain;
    if (naming == Naming::Repetition) return;
    if (naming == Naming::Numbered) name = Name(numbered(identity, name.text));
    out.push_back(quoter_.quote(name));
  };
  for (const Expression& column : as<Select>(given).columns) {
    if (const auto* ref = try_as<ColumnRef>(column)) {
      add(*ref);
    } else if (const auto* label = try_as<Label>(column)) {
      out.push_back(quoter_.quote(label->name));
    } else if (is_from(*column)) {
      for (const auto& [name, type] : columns_of(*column))
        add(ColumnRef(name, type, column));
    }
  }
  return out;
}

std::vector<std::string> StatementCompiler::outer_columns(
    ExpressionList& columns, const Node& from) {
  ExpressionList all;
  for (const Expression& column : columns) {
    if (!is_from(*column) || column->kind == NodeKind::Join) {
      all.push_back(column);
      continue;
    }
    for (const auto& [name, type] : columns_of(*column))
      all.push_back(make<ColumnRef>(name, type, column));
  }
  std::vector<std::string> out;
  ResultNames names, outer;
  for (Expression& column : all) {
    if (column->kind == NodeKind::Text) continue;  // has no name from outside
    if (!out.empty()) anonymous(&from, "anon");
    std::string name, text;
    if (const auto* ref = try_as<ColumnRef>(column)) {
      const std::string identity = identity_of(*ref);
      name = ref->name.text;
      if (ref->table && names.add(name, identity, false) == Naming::Numbered)
        name = numbered(identity, name);
      text = ref->literal ? percent_safe(name)
                          : quoter_.quote(label_name(Name(name)));
      if (name == ref->name.text && !ref->literal)
        text = quoter_.quote(label_name(ref->name));
    } else if (const auto* label = try_as<Label>(column);
               label && label->name) {
      name = label->name.text;
      if (names.add(name, address_text(label), false) != Naming::Plain)
        throw Error(ErrorKind::InvalidRequest,
                    cat("Label name ", name,
                        " is being renamed to an anonymous label due to "
                        "disambiguation which is not supported right now.  "
                        "Please use unique names for explicit labels."));
      text = quoter_.quote(label->name);
    } else if (label) {
      name = anonymous(label, "anon");
      text = quoter_.quote(std::string_view(name));
    } else {
      name = unnamed_label(*column, names, false);
      text = quoter_.quote(std::string_view(name));
    }
    const Naming naming = outer.add(name, std::to_string(out.size()));
    text = cat(anonymous(&from, "anon"), ".", text);
    if (naming != Naming::Plain)
      cat_to(text, " AS ", quoter_.quote(anonymous_name(name)));
    out.push_back(std::move(text));
  }
  columns = std::move(all);
  return out;
}

}  // namespace limbeck::sql

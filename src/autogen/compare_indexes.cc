// Indexes and unique constraints of one table, which some databases mix up.
// Alembic: compare.constraints._compare_indexes_and_uniques
#include <algorithm>
#include <map>

#include "autogen/named_thing.h"
#include "base/text.h"
#include "dialects/pattern.h"
#include "schema/naming.h"
#include "sql/expression.h"
#include "sql/quoter.h"
#include "sqlalchemy/bridge.h"
#include "sqlalchemy/expression_walk.h"
#include "sqlalchemy/schema_items.h"

namespace limbeck::autogen {

struct Comparison::IndexWork {
  std::vector<NamedThing> model_uniques, model_indexes;
  std::vector<NamedThing> uniques, indexes;  // the database's
  bool uniques_are_indexes = false;          // MySQL, Oracle
};

namespace {

using schema::Index;

/// Whether the element is more than a column, perhaps sorted.
// Alembic: sqla_compat.is_expression_index
bool is_expression(const Index::Element& element) {
  if (!element.column.empty()) return false;
  sql::Expression node = element.expression.expression;
  while (const auto* unary = sql::try_as<sql::Unary>(node))
    node = unary->operand;
  // column() and the name in desc("name") are no column of the table either.
  const auto* column = sql::try_as<sql::ColumnRef>(node);
  return !column || column->literal || !column->table;
}

bool is_expression_index(const Index& index) {
  return std::any_of(index.elements.begin(), index.elements.end(),
                     is_expression);
}

/// The names of the index's columns; of an expression its first one.
// SQLAlchemy: coercions.expect_col_expression_collection
std::vector<std::string> column_names(const Index& index) {
  std::vector<std::string> names;
  for (const auto& element : index.elements) {
    if (!element.column.empty()) {
      names.push_back(element.column);
      continue;
    }
    bool found = false;
    if (element.expression.expression)
      sa::visit_columns(element.expression.expression, [&](sa::Column& column) {
        if (!found) names.push_back(py::str(column.name));
        found = true;
      });
    if (found) continue;
    // column("x") stands for one, too.
    sql::Expression node = element.expression.expression;
    while (const auto* unary = sql::try_as<sql::Unary>(node))
      node = unary->operand;
    if (const auto* function = sql::try_as<sql::Function>(node);
        function && !function->arguments.empty())
      node = function->arguments.front();
    if (const auto* column = sql::try_as<sql::ColumnRef>(node);
        column && !column->literal)
      names.push_back(column->name.text);
  }
  return names;
}

bool nulls_not_distinct(const schema::Options& options) {
  return options.flag("postgresql_nulls_not_distinct");
}

const char* options_repr(bool nulls_not_distinct) {
  return nulls_not_distinct ? "('nulls_not_distinct',)" : "()";
}

std::string cut_all(const std::string& text, const dialects::Pattern& pattern,
                    std::size_t kept_group) {
  std::string out;
  std::size_t at = 0;
  for (const auto& match : pattern.all(text)) {
    out.append(text, at, match.begin - at);
    if (kept_group) out += match.text(kept_group);
    at = match.end;
  }
  return out.append(text, at);
}

constexpr std::string_view kTypeName =
    R"((?:"[^"]+"|\w+)(?:\.(?:"[^"]+"|\w+))?(?:\s+(?:varying|precision))?(?:\s*\(\s*\d+(?:\s*,\s*\d+)?\s*\))?(?:\s+with(?:out)?\s+time\s+zone)?(?:\s*\[\s*\d*\s*\])*)";

struct IndexPatterns {
  dialects::Pattern cast{cat(R"(::\s*)", kTypeName)};
  dialects::Pattern cast_function{
      cat(R"(\bcast\s*\((.*?)\s+as\s+)", kTypeName, R"(\s*\))")};
};

void strip_parentheses(std::string& text) {
  while (text.size() >= 2 && text.front() == '(' && text.back() == ')')
    text = text.substr(1, text.size() - 2);
}

/// Leaves out what PostgreSQL leaves out: the default order.
void strip_default_order(std::string& text) {
  const auto cut = [&](std::string_view suffix, std::size_t keep) {
    if (!text.ends_with(suffix)) return false;
    text.erase(text.size() - suffix.size(), suffix.size() - keep);
    return true;
  };
  if (cut(" asc nulls last", 0)) return;
  if (!text.ends_with(" desc nulls last") && cut(" nulls last", 0)) return;
  if (cut(" asc", 0)) return;
  if (text.ends_with(" asc nulls first")) {
    text.erase(text.size() - 16, 4);
    return;
  }
  if (text.ends_with(" desc nulls first")) text.resize(text.size() - 12);
}

/// The form in which expressions are compared.
// Alembic: PostgresqlImpl._cleanup_index_expr
std::string cleaned(const std::string& table, const std::string& expression) {
  static const IndexPatterns patterns;
  std::string text = lower(expression);
  std::erase_if(text, [](char c) { return c == '"' || c == '\''; });
  text = replace_all(text, cat(lower(table), "."), "");
  text = cut_all(text, patterns.cast, 0);
  strip_parentheses(text);
  strip_default_order(text);
  strip_parentheses(text);
  for (std::string before; before != text;) {
    before = text;
    text = cut_all(text, patterns.cast_function, 1);
  }
  std::erase(text, ' ');
  return text;
}

}  // namespace

// Alembic: PostgresqlImpl.adjust_reflected_dialect_options
void omit_empty_include(schema::Options& options) {
  const schema::Option* include = options.find("postgresql_include");
  if (!include || include->truth()) return;
  std::erase_if(options.items, [](const auto& item) {
    return item.first == "postgresql_include";
  });
}

void Comparison::gather_indexes(TablePair& pair, IndexWork& work) {
  if (pair.model) {
    const schema::Table& table = pair.model->table;
    for (std::size_t i = 0; i < table.constraints.size(); ++i)
      if (const auto* unique =
              std::get_if<schema::Unique>(&table.constraints[i])) {
        NamedThing thing{true, false, i, {}, {}, *unique};
        thing.name = schema::conventional_name(table.constraints[i], table);
        work.model_uniques.push_back(std::move(thing));
      }
    for (std::size_t i = 0; i < table.indexes.size(); ++i) {
      NamedThing thing{true, true, i, {}, table.indexes[i], {}};
      thing.name = sa::generated_name(table.indexes[i], table);
      work.model_indexes.push_back(std::move(thing));
    }
  }
  if (!pair.database) return;
  const dialects::ReflectedTable& reflected = *pair.database->reflected;
  const auto& uniques = reflected.uniques;
  for (std::size_t i = 0; i < uniques.size(); ++i) {
    if (!wants_name(uniques[i].name, "unique_constraint", &pair)) continue;
    if (uniques[i].duplicates_index) work.uniques_are_indexes = true;
    if (!pair.model) continue;  // they go with the table
    NamedThing thing{false, false, i, {}, {}, {}};
    if (uniques[i].name)
      thing.name = schema::Name(*uniques[i].name, schema::Name::Kind::Final);
    thing.unique.name = thing.name;
    thing.unique.columns = uniques[i].columns;
    thing.unique.options = uniques[i].options;
    omit_empty_include(thing.unique.options);
    thing.doubled = uniques[i].duplicates_index.has_value();
    work.uniques.push_back(std::move(thing));
  }
  for (std::size_t i = 0; i < reflected.indexes.size(); ++i) {
    const dialects::ReflectedIndex& one = reflected.indexes[i];
    if (!wants_name(one.name, "index", &pair)) continue;
    NamedThing thing{false, true, i, {}, dialects::to_index(reflected, one),
                     {}};
    thing.name = schema::Name(one.name, schema::Name::Kind::Final);
    thing.index.name = thing.name;
    omit_empty_include(thing.index.options);
    thing.doubled = one.duplicates_constraint.has_value();
    work.indexes.push_back(std::move(thing));
  }
}

// What the database shows twice, or makes by itself.
// Alembic: _correct_for_uq_duplicates_uix, correct_for_autogen_constraints
void Comparison::drop_doubled(TablePair& pair, IndexWork& work) {
  const auto find = [](std::vector<NamedThing>& things,
                       const std::string& name) {
    return std::find_if(
        things.begin(), things.end(),
        [&](const NamedThing& one) { return one.name && one.text() == name; });
  };
  const auto has = [&](std::vector<NamedThing>& things,
                       const std::string& name) {
    return find(things, name) != things.end();
  };
  // The names of models are compared as the database cuts them.
  const auto find_model = [&](std::vector<NamedThing>& things,
                              const std::string& name) {
    const sql::QuoteRules& rules = dialect_.quoter().rules();
    return std::find_if(things.begin(), things.end(), [&](const auto& one) {
      return one.name &&
             dialect_.quoter().fitted(
                 one.name,
                 one.is_index ? rules.max_index : rules.max_constraint) == name;
    });
  };
  if (work.uniques_are_indexes) {
    std::vector<NamedThing> kept;
    for (NamedThing& unique : work.uniques) {
      bool keep = true;
      const bool known =
          unique.doubled && find_model(work.model_uniques, unique.text()) !=
                                work.model_uniques.end();
      if (unique.doubled && !known) {
        keep = std::any_of(work.model_uniques.begin(), work.model_uniques.end(),
                           [&](const auto& model) {
                             return !model.name &&
                                    model.signature() == unique.signature();
                           });
      } else if (unique.doubled) {
        const auto index = find_model(work.model_indexes, unique.text());
        if (index == work.model_indexes.end() || !index->index.unique)
          if (const auto own = find(work.indexes, unique.text());
              own != work.indexes.end())
            work.indexes.erase(own);
      }
      if (keep) kept.push_back(std::move(unique));
    }
    work.uniques = std::move(kept);
  }
  if (dialect_.name() == "postgresql") {
    std::erase_if(work.indexes, [](const auto& one) { return one.doubled; });
  } else if (is_mysql()) {
    // Indexes that MySQL makes for foreign keys.
    std::erase_if(work.indexes, [&](const NamedThing& one) {
      if (one.index.unique) return false;
      for (const std::string& column : column_names(one.index)) {
        bool implied = one.text() == column;
        for (const auto& key : pair.database->reflected->foreign_keys)
          implied =
              implied || (key.name && key.name.text == one.text() &&
                          std::find(key.columns.begin(), key.columns.end(),
                                    column) != key.columns.end());
        if (!implied) continue;
        std::erase_if(work.model_indexes, [&](const NamedThing& model) {
          return model.text() == one.text();
        });
        return true;
      }
      return false;
    });
  } else if (dialect_.name() == "sqlite") {
    // Alembic: DefaultImpl._skip_functional_indexes
    std::erase_if(work.model_indexes, [&](const NamedThing& model) {
      if (has(work.indexes, model.text()) || !is_expression_index(model.index))
        return false;
      if (detects(Detection::Indexes))
        return is_expression_index_known(pair, model.index);
      warn(cat(
          "autogenerate skipping metadata-specified expression-based "
          "index ",
          text_repr(model.text()), "; dialect 'sqlite' under SQLAlchemy ",
          py::str(py::get_attribute(
              py::Interpreter::current().import("sqlalchemy"), "__version__")),
          " can't reflect these indexes so they can't be compared"));
      return true;
    });
  }
}

void Comparison::compare_indexes(TablePair& pair, const Value& modify_ops) {
  if (!enabled("alembic.autogenerate.constraints")) return;
  IndexWork work;
  gather_indexes(pair, work);
  if (work.model_uniques.empty() && work.model_indexes.empty() &&
      work.uniques.empty() && work.indexes.empty())
    return;
  drop_doubled(pair, work);

  // By name as the database has it.
  using ByName = std::map<std::string, const NamedThing*>;
  ByName models, database, unique_names, index_names;
  const sql::QuoteRules& rules = dialect_.quoter().rules();
  for (const auto* list : {&work.model_uniques, &work.model_indexes})
    for (const NamedThing& one : *list)
      if (one.name)
        models[dialect_.quoter().fitted(
            one.name, one.is_index ? rules.max_index : rules.max_constraint)] =
            &one;
  for (const NamedThing& one : work.uniques)
    if (one.name) database[one.text()] = unique_names[one.text()] = &one;
  for (const NamedThing& one : work.indexes)
    database[one.text()] = index_names[one.text()] = &one;
  const auto doubled = [&](const std::string& name) {
    return unique_names.contains(name) && index_names.contains(name);
  };

  std::vector<const NamedThing*> unnamed;
  for (const NamedThing& one : work.model_uniques)
    if (!one.name) unnamed.push_back(&one);
  const auto known = [](const auto& things, const NamedThing& wanted) {
    return std::any_of(things.begin(), things.end(), [&](const auto& one) {
      if constexpr (std::is_pointer_v<std::decay_t<decltype(one)>>)
        return one->signature() == wanted.signature();
      else
        return one.signature() == wanted.signature();
    });
  };

  for (const auto& [name, thing] : database) {
    if (models.contains(name)) continue;
    if (!thing->is_index && known(unnamed, *thing)) continue;
    if (doubled(name)) {
      const NamedThing &unique = *unique_names[name],
                       &index = *index_names[name];
      if (known(work.model_indexes, index) || known(work.model_uniques, unique))
        continue;
      thing_removed(pair, unique, modify_ops);
      thing_removed(pair, index, modify_ops);
      continue;
    }
    thing_removed(pair, *thing, modify_ops);
  }
  for (const auto& [name, model] : models) {
    const auto found = database.find(name);
    if (found == database.end()) continue;
    const NamedThing* reflected = found->second;
    if (doubled(name))
      reflected = model->is_index ? index_names[name] : unique_names[name];
    if (model->is_index != reflected->is_index) {
      thing_removed(pair, *reflected, modify_ops);
      thing_added(pair, *model, modify_ops);
    } else {
      thing_existing(pair, *model, *reflected, modify_ops);
    }
  }
  for (const auto& [name, model] : models)
    if (!database.contains(name)) thing_added(pair, *model, modify_ops);
  for (const NamedThing* unique : unnamed)
    if (!known(work.uniques, *unique)) thing_added(pair, *unique, modify_ops);
}

Value Comparison::live_thing(TablePair& pair, const NamedThing& thing) {
  if (!thing.model) {
    const Value table = live(*pair.database);
    if (!thing.is_index) {
      const Value made = sa::wrap_constraint(thing.unique);
      py::call_method(table, "append_constraint", {made});
      return made;
    }
    schema::Index index = thing.index;
    for (Index::Element& element : index.elements)
      if (!(element.expression == schema::Clause())) element.column.clear();
    return sa::wrap_index(index, table);
  }
  if (!thing.is_index) return live_constraint(pair, true, thing.place);
  const schema::Index& wanted = pair.model->table.indexes[thing.place];
  for (const Value& live :
       py::collect(py::get_attribute(pair.model->live, "indexes"))) {
    schema::Table named = pair.model->table;
    named.indexes = {sa::lower_index(live)};
    schema::complete(named);
    if (named.indexes.front() == wanted) return live;
  }
  return Value::none();
}

void Comparison::thing_added(TablePair& pair, const NamedThing& thing,
                             const Value& modify_ops) {
  // A new table brings its unique constraints along.
  if (!thing.is_index && !pair.database) return;
  const Value name = thing.name ? sa::wrap_name(thing.name) : Value::none();
  const char* type = thing.is_index ? "index" : "unique_constraint";
  const Value live = live_thing(pair, thing);
  if (!wants_object([&] { return live; }, name, type, false)) return;
  append(modify_ops, thing.is_index
                         ? from("CreateIndexOp", "from_index", {live})
                         : from("AddConstraintOp", "from_constraint", {live}));
  const std::vector<std::string> columns =
      thing.is_index ? column_names(thing.index) : thing.unique.columns;
  log("constraints",
      cat("Detected added ", thing.is_index ? "index " : "unique constraint ",
          py::repr(name), " on '", tuple_repr(columns), "'"));
}

Value Comparison::drop_index(const NamedThing& thing, const Value& live) {
  const Value operation = from("DropIndexOp", "from_index", {live});
  // SQLite's driver says 1, and so does the script that brings it back.
  if (dialect_.name() == "sqlite" && thing.index.unique)
    py::dict_set(py::get_attribute(operation, "kw"), "unique", py::make_int(1));
  return operation;
}

void Comparison::thing_removed(TablePair& pair, const NamedThing& thing,
                               const Value& modify_ops) {
  if (!thing.is_index && !pair.model) return;
  const char* type = thing.is_index ? "index" : "unique_constraint";
  const Value live = live_thing(pair, thing);
  if (!wants_object([&] { return live; }, sa::wrap_name(thing.name), type,
                    true))
    return;
  append(modify_ops, thing.is_index
                         ? drop_index(thing, live)
                         : from("DropConstraintOp", "from_constraint", {live}));
  log("constraints",
      cat("Detected removed ", thing.is_index ? "index " : "unique constraint ",
          text_repr(thing.text()), " on ", text_repr(pair.name)));
}

void Comparison::thing_existing(TablePair& pair, const NamedThing& model,
                                const NamedThing& reflected,
                                const Value& modify_ops) {
  const Outcome outcome = compare_things(pair, model, reflected);
  if (outcome.kind == Outcome::Kind::Equal) return;
  const char* what = model.is_index ? "index " : "unique constraint ";
  if (outcome.kind == Outcome::Kind::Skip) {
    log("constraints", cat("Cannot compare ", what, text_repr(reflected.text()),
                           ", assuming equal and skipping. ", outcome.message));
    return;
  }
  const Value old_live = live_thing(pair, reflected);
  const Value new_live = live_thing(pair, model);
  if (!wants_object([&] { return new_live; }, sa::wrap_name(model.name),
                    model.is_index ? "index" : "unique_constraint", false,
                    [&] { return old_live; }))
    return;
  log("constraints", cat("Detected changed ", what, text_repr(reflected.text()),
                         " on ", text_repr(pair.name), ": ", outcome.message));
  if (model.is_index) {
    append(modify_ops, drop_index(reflected, old_live));
    append(modify_ops, from("CreateIndexOp", "from_index", {new_live}));
  } else {
    append(modify_ops, from("DropConstraintOp", "from_constraint", {old_live}));
    append(modify_ops, from("AddConstraintOp", "from_constraint", {new_live}));
  }
}

// Alembic: DefaultImpl.compare_unique_constraint, PostgresqlImpl's
Comparison::Outcome Comparison::compare_things(TablePair& pair,
                                               const NamedThing& model,
                                               const NamedThing& reflected) {
  if (model.is_index) return compare_index(pair, model, reflected);
  const auto a = reflected.signature(), b = model.signature();
  using Kind = Outcome::Kind;
  if (a != b)
    return {Kind::Different,
            cat("expression ", tuple_repr(a), " to ", tuple_repr(b))};
  const bool before = nulls_not_distinct(reflected.unique.options),
             after = nulls_not_distinct(model.unique.options);
  if (dialect_.name() == "postgresql" && before != after)
    return {Kind::Different, cat("expression ", options_repr(before), " to ",
                                 options_repr(after))};
  return {};
}

// Alembic: DefaultImpl.compare_indexes
Comparison::Outcome Comparison::compare_index(TablePair& pair,
                                              const NamedThing& model,
                                              const NamedThing& reflected) {
  if (detects(Detection::Indexes))
    return detect_changed_index(pair, model, reflected);
  if (dialect_.name() == "postgresql")
    return compare_postgresql_index(pair, model, reflected);
  const auto truth = [](bool value) { return value ? "True" : "False"; };
  std::vector<std::string> reasons;
  if (model.index.unique != reflected.index.unique)
    reasons.push_back(cat("unique=", truth(reflected.index.unique), " to ",
                          "unique=", truth(model.index.unique)));
  for (const NamedThing* one : {&model, &reflected})
    if (is_expression_index(one->index)) {
      const Value logging = py::Interpreter::current().import("logging");
      py::call_method(
          py::call_method(logging, "getLogger",
                          {py::make_str("alembic.ddl.impl")}),
          "warning",
          {py::make_str(
              cat("Generating approximate signature for index ",
                  py::str(live_thing(pair, *one)),
                  ". The dialect implementation should either skip expression "
                  "indexes or provide a custom implementation."))});
    }
  const auto a = column_names(reflected.index), b = column_names(model.index);
  if (a != b)
    reasons.push_back(cat("expression ", tuple_repr(a), " to ", tuple_repr(b)));
  if (reasons.empty()) return {};
  return {Outcome::Kind::Different, join(reasons, ", ")};
}

std::string Comparison::element_text(const schema::Index::Element& element) {
  sql::CompileOptions options;
  options.literal_binds = true;
  options.include_table = false;
  if (element.expression.expression)
    return dialect_.compile(*element.expression.expression, options).sql;
  if (!element.expression.text.empty())
    return dialect_.compile(sql::Text(element.expression.text), options).sql;
  return dialect_.quote(schema::Name(element.column));
}

// Alembic: PostgresqlImpl.compare_indexes
Comparison::Outcome Comparison::compare_postgresql_index(
    TablePair& pair, const NamedThing& model, const NamedThing& reflected) {
  using Kind = Outcome::Kind;
  const auto truth = [](bool value) { return value ? "True" : "False"; };
  const auto &a = reflected.index.elements, &b = model.index.elements;
  std::vector<std::string> reasons, skipped;
  if (model.index.unique != reflected.index.unique)
    reasons.push_back(cat("unique=", truth(reflected.index.unique), " to ",
                          "unique=", truth(model.index.unique)));
  if (a.size() != b.size())
    reasons.push_back(cat("expression number ", a.size(), " to ", b.size()));
  if (!reasons.empty()) return {Kind::Different, join(reasons, ", ")};
  for (std::size_t i = 0; i < b.size(); ++i) {
    const std::string wanted = element_text(b[i]), found = element_text(a[i]);
    if (cleaned(pair.name, wanted) == cleaned(pair.name, found)) continue;
    if (strip(wanted).ends_with("_ops") &&
        wanted.find_first_of(" )") != std::string::npos) {
      const std::string shown =
          cat("Expression #", i + 1, " ", text_repr(wanted));
      skipped.push_back(cat("expression #", i + 1, " ", text_repr(wanted),
                            " detected as including operator clause."));
      warn(cat(shown, " in index ", text_repr(reflected.text()),
               " detected to include an operator clause. Expression compare "
               "cannot proceed. Please move the operator clause to the "
               "``postgresql_ops`` dict to enable proper compare of the index "
               "expressions: https://docs.sqlalchemy.org/en/latest/dialects/"
               "postgresql.html#operator-classes"));
      continue;
    }
    reasons.push_back(cat("expression #", i + 1, " ", text_repr(found), " to ",
                          text_repr(wanted)));
  }
  const bool before = nulls_not_distinct(reflected.index.options),
             after = nulls_not_distinct(model.index.options);
  if (before != after) {
    // The reference joins the text's characters, too.
    const std::string text =
        cat("options ", options_repr(before), " to ", options_repr(after));
    for (char c : text) reasons.emplace_back(1, c);
  }
  if (!reasons.empty()) return {Kind::Different, join(reasons, ", ")};
  if (!skipped.empty()) return {Kind::Skip, join(skipped, ", ")};
  return {};
}

}  // namespace limbeck::autogen

// Values of PostgreSQL's enums. New ones are added outside the transaction, for
// a value cannot be used in the transaction that brings it; one that changed in
// its place is renamed; and to take one out, the type is made anew and all that
// uses it is moved over, which fails before anything is lost where a row still
// has the value.
#include <algorithm>
#include <map>

#include "autogen/comparison.h"
#include "base/text.h"
#include "sqlalchemy/bridge.h"

namespace limbeck::autogen {

using Labels = std::vector<std::string>;

/// An enum that both sides have, with other values.
struct ChangedEnum {
  dialects::ReflectedEnum database;
  Labels model;
  std::optional<std::string> schema;  // as models name it
  std::string sql_name;               // quoted, with its schema where needed
};

namespace {

bool has(const Labels& labels, const std::string& label) {
  return std::find(labels.begin(), labels.end(), label) != labels.end();
}

/// What `from` has and `other` has not.
Labels without(const Labels& from, const Labels& other) {
  Labels result;
  for (const std::string& label : from)
    if (!has(other, label)) result.push_back(label);
  return result;
}

std::string literal(std::string_view text) {
  return cat("'", replace_all(text, "'", "''"), "'");
}

/// One step of a script: "comment", "execute" or "autocommit", and its text.
struct Step {
  const char* kind;
  std::string text;
};
using Steps = std::vector<Step>;

/// What hangs on an enum in the database.
struct Use {
  std::string table, column, default_text;
  bool is_array = false;
};
struct Dependent {
  std::string drop, create;
};
struct Uses {
  std::vector<Use> columns;
  // Checks and indexes that name a value, foreign keys.
  std::vector<Dependent> dependents;
  std::vector<std::string> blockers;  // what limbeck does not rebuild
};

/// The native enum behind a column's type.
const schema::Type* native_enum(const schema::Type& given,
                                std::vector<schema::Type>& made) {
  const schema::Type* type = &given.for_dialect("postgresql");
  for (int depth = 0; depth < 8; ++depth) {
    if (type->is(schema::TypeKind::Enum)) {
      const bool native = type->flag("native_enum", true);
      return native && type->type_name ? type : nullptr;
    }
    if (type->custom) {
      made.push_back(type->custom->dialect_type("postgresql"));
      type = &made.back();
    } else if (type->item) {
      type = &type->item->for_dialect("postgresql");
    } else {
      return nullptr;
    }
  }
  return nullptr;
}

/// Old and new names where the lists differ in some places only, each value
/// of them being on one side alone.
std::vector<std::pair<std::string, std::string>> renamed(const Labels& old,
                                                         const Labels& now) {
  std::vector<std::pair<std::string, std::string>> pairs;
  if (old.size() != now.size()) return {};
  for (std::size_t i = 0; i < old.size(); ++i) {
    if (old[i] == now[i]) continue;
    if (has(now, old[i]) || has(old, now[i])) return {};
    pairs.emplace_back(old[i], now[i]);
  }
  if (pairs.size() == old.size()) return {};
  return pairs;
}

/// Brings the values of `wanted` that `labels` lacks to their places.
Steps add_values(const std::string& type, Labels labels, const Labels& wanted) {
  Steps steps;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    if (has(labels, wanted[i])) continue;
    std::string place;
    auto at = labels.end();
    if (i > 0) {
      at = std::find(labels.begin(), labels.end(), wanted[i - 1]) + 1;
      if (at != labels.end()) place = cat(" AFTER ", literal(wanted[i - 1]));
    } else if (!labels.empty()) {
      at = labels.begin();
      place = cat(" BEFORE ", literal(labels.front()));
    }
    steps.push_back(
        {"autocommit", cat("ALTER TYPE ", type, " ADD VALUE IF NOT EXISTS ",
                           literal(wanted[i]), place)});
    labels.insert(at, wanted[i]);
  }
  return steps;
}

Steps rename_values(
    const std::string& type,
    const std::vector<std::pair<std::string, std::string>>& pairs) {
  Steps steps;
  for (const auto& [old, now] : pairs) {
    steps.push_back(
        {"comment", cat(literal(now), " stands where ", literal(old),
                        " stood, so it is taken for its new name")});
    steps.push_back({"execute", cat("ALTER TYPE ", type, " RENAME VALUE ",
                                    literal(old), " TO ", literal(now))});
  }
  return steps;
}

/// Makes the type anew with the values of `wanted`.
Steps rewrite(const ChangedEnum& one, const Labels& gone, const Labels& wanted,
              const Uses& uses, const sql::Dialect& dialect) {
  Steps steps;
  if (!uses.blockers.empty()) {
    std::string text =
        cat("values of ", one.sql_name, " cannot be taken out while it is used",
            " by ", join(uses.blockers, ", "), "; this stays: ");
    for (std::size_t i = 0; i < gone.size(); ++i)
      cat_to(text, i ? ", " : "", literal(gone[i]));
    return {{"comment", text}};
  }
  const std::string aside =
      dialect.quote(schema::Name(cat(one.database.name.substr(0, 58), "_old")));
  const std::string schema =
      one.schema ? cat(dialect.quote(schema::Name(*one.schema)), ".") : "";
  std::string list;
  for (const std::string& label : wanted)
    cat_to(list, list.empty() ? "" : ", ", literal(label));
  std::string shown;
  for (const std::string& label : gone)
    cat_to(shown, shown.empty() ? "" : ", ", literal(label));
  if (!uses.columns.empty())
    steps.push_back(
        {"comment", cat("fails while a row has ", shown,
                        "; give such rows another value above this")});
  for (const Dependent& dependent : uses.dependents)
    steps.push_back({"execute", dependent.drop});
  steps.push_back(
      {"execute", cat("ALTER TYPE ", one.sql_name, " RENAME TO ", aside)});
  steps.push_back(
      {"execute", cat("CREATE TYPE ", one.sql_name, " AS ENUM (", list, ")")});
  for (const Use& use : uses.columns) {
    const std::string alter =
        cat("ALTER TABLE ", use.table, " ALTER COLUMN ", use.column);
    const char* brackets = use.is_array ? "[]" : "";
    if (!use.default_text.empty())
      steps.push_back({"execute", cat(alter, " DROP DEFAULT")});
    steps.push_back({"execute", cat(alter, " TYPE ", one.sql_name, brackets,
                                    " USING ", use.column, "::text", brackets,
                                    "::", one.sql_name, brackets)});
    if (use.default_text.empty()) continue;
    const bool lost =
        std::any_of(gone.begin(), gone.end(), [&](const std::string& label) {
          return contains(use.default_text, literal(label));
        });
    if (lost)
      steps.push_back({"comment", cat("the default of ", use.column,
                                      " went with its value")});
    else
      steps.push_back(
          {"execute", cat(alter, " SET DEFAULT ", use.default_text)});
  }
  steps.push_back({"execute", cat("DROP TYPE ", schema, aside)});
  for (const Dependent& dependent : uses.dependents)
    steps.push_back({"execute", dependent.create});
  return steps;
}

std::string text_of(const db::Row& row, std::size_t at) {
  const auto* text = std::get_if<std::string>(&row[at]);
  return text ? *text : std::string();
}

Uses uses_of(db::Connection& connection, const dialects::ReflectedEnum& one) {
  const std::string ids =
      cat("(SELECT t.oid FROM pg_catalog.pg_type t JOIN pg_catalog.pg_type e ON"
          " t.oid = e.oid OR t.oid = e.typarray JOIN pg_catalog.pg_namespace n"
          " ON n.oid = e.typnamespace WHERE e.typname = ",
          literal(one.name), " AND n.nspname = ", literal(one.schema), ")");
  Uses uses;
  const auto columns = connection.execute(
      cat("SELECT a.attrelid::regclass::text, quote_ident(a.attname),"
          " t.typcategory::text, coalesce(pg_get_expr(d.adbin, d.adrelid), '')"
          " FROM pg_catalog.pg_attribute a"
          " JOIN pg_catalog.pg_class c ON c.oid = a.attrelid"
          " JOIN pg_catalog.pg_type t ON t.oid = a.atttypid"
          " LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid"
          " AND d.adnum = a.attnum WHERE a.atttypid IN ",
          ids,
          " AND c.relkind IN ('r', 'p') AND NOT a.attisdropped"
          " AND a.attinhcount = 0 ORDER BY 1, a.attnum"));
  for (db::Row row; columns->next(row);)
    uses.columns.push_back({text_of(row, 0), text_of(row, 1), text_of(row, 3),
                            text_of(row, 2) == "A"});
  const auto checks = connection.execute(
      cat("SELECT DISTINCT k.conrelid::regclass::text, quote_ident(k.conname),"
          " pg_get_constraintdef(k.oid) FROM pg_catalog.pg_depend p"
          " JOIN pg_catalog.pg_constraint k ON k.oid = p.objid"
          " AND p.classid = 'pg_constraint'::regclass AND k.contype = 'c'"
          " AND k.conrelid <> 0 AND k.coninhcount = 0"
          " WHERE p.refclassid = 'pg_type'::regclass AND p.refobjid IN ",
          ids,
          " UNION SELECT k.conrelid::regclass::text, quote_ident(k.conname),"
          " pg_get_constraintdef(k.oid) FROM pg_catalog.pg_constraint k"
          " JOIN pg_catalog.pg_attribute a ON a.attrelid = k.conrelid"
          " AND a.attnum = ANY (k.conkey) WHERE k.contype = 'f'"
          " AND k.conparentid = 0 AND a.atttypid IN ",
          ids, " ORDER BY 1, 2"));
  for (db::Row row; checks->next(row);)
    uses.dependents.push_back(
        {cat("ALTER TABLE ", text_of(row, 0), " DROP CONSTRAINT ",
             text_of(row, 1)),
         cat("ALTER TABLE ", text_of(row, 0), " ADD CONSTRAINT ",
             text_of(row, 1), " ", text_of(row, 2))});
  const auto indexes = connection.execute(
      cat("SELECT DISTINCT p.objid::regclass::text, pg_get_indexdef(p.objid)"
          " FROM pg_catalog.pg_depend p JOIN pg_catalog.pg_class c"
          " ON c.oid = p.objid AND p.classid = 'pg_class'::regclass"
          " AND c.relkind IN ('i', 'I') AND NOT c.relispartition"
          " WHERE p.refclassid = 'pg_type'::regclass AND p.refobjid IN ",
          ids, " ORDER BY 1"));
  for (db::Row row; indexes->next(row);)
    uses.dependents.push_back(
        {cat("DROP INDEX ", text_of(row, 0)), text_of(row, 1)});
  // Views and functions of the type, views and generated columns of its
  // columns, policies, domains.
  const auto others = connection.execute(
      cat("SELECT DISTINCT pg_describe_object(CASE WHEN r.oid IS NULL THEN"
          " p.classid ELSE 'pg_class'::regclass END,"
          " coalesce(r.ev_class, p.objid),"
          " CASE WHEN r.oid IS NULL THEN p.objsubid ELSE 0 END)"
          " FROM pg_catalog.pg_depend p"
          " LEFT JOIN pg_catalog.pg_rewrite r ON r.oid = p.objid"
          " AND p.classid = 'pg_rewrite'::regclass"
          " LEFT JOIN pg_catalog.pg_class c ON c.oid = p.objid"
          " AND p.classid = 'pg_class'::regclass"
          " LEFT JOIN pg_catalog.pg_constraint k ON k.oid = p.objid"
          " AND p.classid = 'pg_constraint'::regclass"
          " LEFT JOIN pg_catalog.pg_attrdef d ON d.oid = p.objid"
          " AND p.classid = 'pg_attrdef'::regclass"
          " LEFT JOIN pg_catalog.pg_attribute g ON g.attrelid = d.adrelid"
          " AND g.attnum = d.adnum"
          " WHERE (p.refclassid = 'pg_type'::regclass AND p.refobjid IN ",
          ids, " AND NOT (p.classid = 'pg_type'::regclass AND p.objid IN ", ids,
          ") AND coalesce(c.relkind, '-') NOT IN ('r', 'p', 'i', 'I')"
          " AND coalesce(k.contype, '-') <> 'c'"
          " AND (d.oid IS NULL OR g.attgenerated <> ''))"
          " OR (p.refclassid = 'pg_class'::regclass AND (r.oid IS NOT NULL"
          " OR g.attgenerated <> '' OR p.classid IN"
          " ('pg_policy'::regclass, 'pg_trigger'::regclass)) AND EXISTS "
          "(SELECT FROM pg_catalog.pg_attribute a WHERE"
          " a.attrelid = p.refobjid AND a.attnum = p.refobjsubid"
          " AND a.atttypid IN ",
          ids, ")) ORDER BY 1"));
  for (db::Row row; others->next(row);)
    uses.blockers.push_back(text_of(row, 0));
  return uses;
}

Value steps_value(const Steps& steps) {
  std::vector<Value> items;
  for (const Step& step : steps)
    items.push_back(
        py::make_tuple({py::make_str(step.kind), py::make_str(step.text)}));
  return py::make_list(std::move(items));
}

Value labels_value(const Labels& labels) {
  std::vector<Value> items;
  for (const std::string& label : labels) items.push_back(py::make_str(label));
  return py::make_list(std::move(items));
}

}  // namespace

void Comparison::detect_enum_values() {
  if (!detects(Detection::EnumValues) || dialect_.name() != "postgresql")
    return;
  using Key = std::pair<std::string, std::string>;
  std::map<Key, Labels> models;
  std::map<Key, bool> ambiguous;
  for (const ModelTable* model : compared_models_)
    for (const schema::Column& column : model->table.columns) {
      std::vector<schema::Type> made;
      made.reserve(8);
      const schema::Type* type = native_enum(column.type, made);
      if (!type || type->values.empty()) continue;
      Key key{type->schema ? type->schema->text : default_schema_,
              type->type_name.text};
      const auto [at, fresh] = models.emplace(key, type->values);
      if (!fresh && at->second != type->values) ambiguous[key] = true;
    }
  if (models.empty()) return;
  std::vector<Value> found;
  const auto introspector =
      dialects::introspector(sa::connection_of(connection_));
  for (dialects::ReflectedEnum& reflected : introspector->enums("*")) {
    const Key key{reflected.schema, reflected.name};
    const auto model = models.find(key);
    if (model == models.end()) continue;
    ChangedEnum one{std::move(reflected), model->second, {}, {}};
    if (without(one.database.labels, one.model).empty() &&
        without(one.model, one.database.labels).empty())
      continue;
    if (ambiguous.contains(key)) {
      log("enum_values", cat("Columns disagree about the values of enum ",
                             text_repr(key.second), ", skipping"));
      continue;
    }
    if (key.first != default_schema_) one.schema = key.first;
    one.sql_name = cat(
        one.schema ? cat(dialect_.quote(schema::Name(*one.schema)), ".") : "",
        dialect_.quote(schema::Name(key.second)));
    found.push_back(change_enum(one));
  }
  const Value operations = py::get_attribute(upgrade_ops_, "ops");
  for (std::size_t i = 0; i < found.size(); ++i)
    py::call_method(operations, "insert",
                    {py::make_int(static_cast<std::int64_t>(i)), found[i]});
}

Value Comparison::change_enum(const ChangedEnum& one) {
  const Labels &old = one.database.labels, &now = one.model;
  const Labels gone = without(old, now), fresh = without(now, old);
  const std::string shown = text_repr(one.database.name);
  Steps up, down;
  if (const auto pairs = renamed(old, now); !pairs.empty()) {
    up = rename_values(one.sql_name, pairs);
    down = rename_values(one.sql_name, renamed(now, old));
    for (const auto& [before, after] : pairs)
      log("enum_values", cat("Detected value ", text_repr(before), " of enum ",
                             shown, " renamed to ", text_repr(after)));
  } else {
    const Uses uses = uses_of(sa::connection_of(connection_), one.database);
    // Values stay where they are; only which there are is compared.
    up = gone.empty() ? add_values(one.sql_name, old, now)
                      : rewrite(one, gone, now, uses, dialect_);
    down = fresh.empty() ? add_values(one.sql_name, now, old)
                         : rewrite(one, fresh, old, uses, dialect_);
    for (const std::string& label : gone)
      log("enum_values",
          cat("Detected removed value ", text_repr(label), " of enum ", shown));
    for (const std::string& label : fresh)
      log("enum_values",
          cat("Detected added value ", text_repr(label), " of enum ", shown));
  }
  const Value module =
      py::Interpreter::current().import("alembic.autogenerate._detected");
  return py::call_method(
      module, "ChangeEnumValues",
      {py::make_str(one.database.name), labels_value(old), labels_value(now),
       steps_value(up), steps_value(down), name_value(one.schema)});
}

}  // namespace limbeck::autogen

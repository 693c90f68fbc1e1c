// The columns of one table: added, changed, removed; and between these the
// table's other parts, in Alembic's order.
#include <algorithm>

#include "autogen/comparison.h"
#include "base/text.h"
#include "dialects/pattern.h"
#include "ops/impl.h"
#include "sql/type_compiler.h"
#include "sqlalchemy/bridge.h"

namespace limbeck::autogen {

using schema::Column;
using schema::Computed;
using schema::Identity;

/// What is found about one column that both sides have.
struct Comparison::ColumnChange {
  TablePair& pair;
  const Column& model;
  const Column& reflected;
  // Arguments of AlterColumnOp, in the order they are found.
  std::vector<std::pair<const char*, Value>> found;
  bool changed = false;

  const std::string& name() const { return model.name.text; }
  std::string where() const { return cat(pair.name, ".", name()); }
  void note(const char* argument, Value value) {
    for (auto& [name, old] : found)
      if (std::string_view(name) == argument) {
        old = std::move(value);
        return;
      }
    found.emplace_back(argument, std::move(value));
  }
  void modify(const char* argument, Value value) {
    note(argument, std::move(value));
    changed = true;
  }
};

namespace {

bool has_default(const Column& column) {
  return !std::holds_alternative<std::monostate>(column.server_default);
}

template <class T>
const T* default_as(const Column& column) {
  return std::get_if<T>(&column.server_default);
}

std::string normalized_computed(std::string text, bool postgresql) {
  if (postgresql) {
    static const dialects::Pattern cast(
        R"(::\s*(?:"[^"]+"|\w+)(?:\.(?:"[^"]+"|\w+))?(?:\s+(?:varying|precision))?(?:\s*\(\s*\d+(?:\s*,\s*\d+)?\s*\))?(?:\s+with(?:out)?\s+time\s+zone)?(?:\s*\[\s*\d*\s*\])*)");
    std::string kept;
    std::size_t at = 0;
    for (const auto& match : cast.all(text)) {
      kept.append(text, at, match.begin - at);
      at = match.end;
    }
    kept.append(text, at);
    text = std::move(kept);
  }
  std::erase_if(text, [](char c) {
    return std::string_view(" ()'\"`[]\t\r\n").find(c) !=
           std::string_view::npos;
  });
  return lower(text);
}

}  // namespace

// Alembic: compare.tables._compare_columns
void Comparison::compare_columns(TablePair& pair, const Value& modify_ops) {
  const std::vector<std::string> reflected = database_columns(pair);
  const auto has = [&](const std::string& name) {
    return std::find(reflected.begin(), reflected.end(), name) !=
           reflected.end();
  };
  for (const Column& column : pair.model->table.columns) {
    const std::string& name = column.name.text;
    if (column.system || has(name)) continue;
    if (!wants_object([&] { return live_column(pair, name, true); },
                      py::make_str(name), "column", false))
      continue;
    append(modify_ops, from("AddColumnOp", "from_column_and_tablename",
                            {name_value(pair.schema), py::make_str(pair.name),
                             live_column(pair, name, true)}));
    log("tables", cat("Detected added column '",
                      pair.schema ? cat(*pair.schema, ".") : "", pair.name, ".",
                      name, "'"));
  }
  if (detects(Detection::PrimaryKeys)) detect_primary_key(pair, modify_ops);
  for (const Column& column : pair.model->table.columns) {
    const std::string& name = column.name.text;
    if (column.system || !has(name)) continue;
    if (!wants_object([&] { return live_column(pair, name, true); },
                      py::make_str(name), "column", false,
                      [&] { return live_column(pair, name, false); }))
      continue;
    const Column& reflected = *pair.database->table.find_column(name);
    if (detects(Detection::Computed) &&
        detect_computed(pair, column, reflected, modify_ops) == Recomputed::Yes)
      continue;
    compare_column(pair, column, reflected, modify_ops);
  }
  compare_parts(pair, modify_ops);
  remove_columns(pair, reflected, modify_ops);
}

std::vector<std::string> Comparison::database_columns(TablePair& pair) {
  std::vector<std::string> names;
  for (const Column& column : pair.database->table.columns)
    if (wants_name(column.name.text, "column", &pair))
      names.push_back(column.name.text);
  return names;
}

void Comparison::remove_columns(TablePair& pair,
                                const std::vector<std::string>& names,
                                const Value& modify_ops) {
  for (const std::string& name : names) {
    const Column* model = pair.model->table.find_column(name);
    if (model && !model->system) continue;
    if (!wants_object([&] { return live_column(pair, name, false); },
                      py::make_str(name), "column", true))
      continue;
    append(modify_ops, from("DropColumnOp", "from_column_and_tablename",
                            {name_value(pair.schema), py::make_str(pair.name),
                             live_column(pair, name, false)}));
    log("tables", cat("Detected removed column '",
                      pair.schema ? cat(*pair.schema, ".") : "", pair.name, ".",
                      name, "'"));
  }
}

void Comparison::compare_column(TablePair& pair, const Column& model,
                                const Column& reflected,
                                const Value& modify_ops) {
  ColumnChange change{pair, model, reflected, {}};
  if (is_hooked("column")) return compare_hooked_column(change, modify_ops);
  // The steps of compare_one_part() in their order.
  const bool types = enabled("alembic.autogenerate.types") &&
                     user_compare_type(change) == Next::Go;
  Next defaults = enabled("alembic.autogenerate.defaults")
                      ? user_compare_default(change)
                      : Next::Stop;
  if (enabled("alembic.autogenerate.constraints")) compare_nullable(change);
  if (defaults == Next::Go &&
      (compare_computed(change) || compare_identity(change)))
    defaults = Next::Stop;
  if (defaults == Next::Go) compare_autoincrement(change);
  if (enabled("alembic.autogenerate.comments")) compare_comment(change);
  if (types) compare_type(change);
  if (defaults == Next::Go) compare_default(change);
  if (change.changed) append(modify_ops, alter_column(change));
}

Comparison::Next Comparison::compare_one_part(ColumnChange& change,
                                              std::string_view step) {
  const auto stop_if = [](bool found) { return found ? Next::Stop : Next::Go; };
  if (step == "user_type") return user_compare_type(change);
  if (step == "user_default") return user_compare_default(change);
  if (step == "computed") return stop_if(compare_computed(change));
  if (step == "identity") return stop_if(compare_identity(change));
  if (step == "nullable") compare_nullable(change);
  if (step == "autoincrement") compare_autoincrement(change);
  if (step == "comments") compare_comment(change);
  if (step == "type") compare_type(change);
  if (step == "default") compare_default(change);
  return Next::Go;
}

/// With the project's own functions among the steps: these see the operation,
/// with what was found before them, and may change it.
void Comparison::compare_hooked_column(ColumnChange& change,
                                       const Value& modify_ops) {
  TablePair& pair = change.pair;
  const Value operation = alter_column(change);
  const auto arguments = [&] {
    return std::vector<Value>{context_,
                              operation,
                              name_value(pair.schema),
                              py::make_str(pair.name),
                              py::make_str(change.name()),
                              live_column(pair, change.name(), false),
                              live_column(pair, change.name(), true)};
  };
  run_steps("column", arguments, [&](std::string_view step) {
    change.found.clear();
    const Next next = compare_one_part(change, step);
    look_up_found(change);
    for (const auto& [name, value] : change.found)
      if (std::string_view(name) == "autoincrement")
        py::dict_set(py::get_attribute(operation, "kw"), name, value);
      else
        py::set_attribute(operation, name, value);
    return next;
  });
  if (py::truth(py::call_method(operation, "has_changes")))
    append(modify_ops, operation);
}

/// The types and defaults are those of the live objects.
void Comparison::look_up_found(ColumnChange& change) {
  for (auto& [name, value] : change.found) {
    if (value) continue;
    const std::string_view argument = name;
    const bool model = argument.starts_with("modify_");
    const Value column = live_column(change.pair, change.name(), model);
    value = py::get_attribute(
        column, argument.ends_with("_type") ? "type" : "server_default");
  }
}

Value Comparison::alter_column(ColumnChange& change) {
  look_up_found(change);
  std::vector<Value> values{py::make_str(change.pair.name),
                            py::make_str(change.name()),
                            name_value(change.pair.schema)};
  std::vector<Value> names{py::make_str("schema")};
  for (const auto& [name, value] : change.found) {
    names.push_back(py::make_str(name));
    values.push_back(value);
  }
  return py::call(operation_class("AlterColumnOp"),
                  py::Call{values.data(), 2, names.data(), names.size()});
}

/// Whether both types are known; says so where not.
// Alembic: compare.types._compare_type_setup
bool Comparison::has_types(ColumnChange& change) {
  change.note("existing_type", Value());
  if (change.reflected.type.affinity() == schema::TypeKind::NullType) {
    log("types", cat("Couldn't determine database type for column '",
                     change.where(), "'"));
    return false;
  }
  if (change.model.type.affinity() == schema::TypeKind::NullType) {
    log("types", cat("Column '", change.where(),
                     "' has no type within the model; can't compare"));
    return false;
  }
  return true;
}

void Comparison::type_changed(ColumnChange& change) {
  const Value model =
      py::get_attribute(live_column(change.pair, change.name(), true), "type");
  change.modify("modify_type", model);
  log("types", cat("Detected type change from ",
                   schema::python_repr(change.reflected.type), " to ",
                   py::repr(model), " on '", change.where(), "'"));
}

// Alembic: compare.types._user_compare_type
Comparison::Next Comparison::user_compare_type(ColumnChange& change) {
  const Value option = py::dict_get(opts_, "compare_type");
  if (option && option.is_bool() && !option.is_true()) return Next::Stop;
  if (!has_types(change)) return Next::Go;
  if (!option || option.is_bool() || !py::is_callable(option)) return Next::Go;
  const Value reflected = live_column(change.pair, change.name(), false);
  const Value model = live_column(change.pair, change.name(), true);
  const Value answer =
      py::call(option, {py::get_attribute(context_, "migration_context"),
                        reflected, model, py::get_attribute(reflected, "type"),
                        py::get_attribute(model, "type")});
  if (py::truth(answer)) {
    type_changed(change);
    return Next::Stop;
  }
  return answer.is_bool() ? Next::Stop : Next::Go;
}

// Alembic: compare.types._dialect_impl_compare_type
void Comparison::compare_type(ColumnChange& change) {
  if (!has_types(change)) return;
  const Value own = own_method("compare_type");
  const bool differ =
      own ? py::truth(
                py::call(own, {live_column(change.pair, change.name(), false),
                               live_column(change.pair, change.name(), true)}))
          : types_differ(change.reflected.type, change.model.type);
  if (differ) type_changed(change);
}

// Alembic: compare.constraints._compare_nullable
void Comparison::compare_nullable(ColumnChange& change) {
  const Column &model = change.model, &reflected = change.reflected;
  change.note("existing_nullable", Value::boolean(reflected.nullable));
  if (model.nullable == reflected.nullable) return;
  const bool computed =
      default_as<Computed>(model) || default_as<Computed>(reflected);
  const bool identity =
      default_as<Identity>(model) || default_as<Identity>(reflected);
  if ((computed && !model.nullable_given) || identity) {
    log("constraints", cat("Ignoring nullable change on identity column '",
                           change.where(), "'"));
    return;
  }
  change.modify("modify_nullable", Value::boolean(model.nullable));
  log("constraints", cat("Detected ", model.nullable ? "NULL" : "NOT NULL",
                         " on column '", change.where(), "'"));
}

// Alembic: compare.comments._compare_column_comment
void Comparison::compare_comment(ColumnChange& change) {
  if (!dialect_.traits().supports_comments) return;
  const auto text = [](const Column& column) -> std::optional<std::string> {
    if (!column.comment || column.comment->empty()) return std::nullopt;
    return column.comment;
  };
  const auto model = text(change.model), reflected = text(change.reflected);
  if (!model && !reflected) return;
  change.note("existing_comment", name_value(reflected));
  if (model == reflected) return;
  change.modify("modify_comment", name_value(model));
  log("comments", cat("Detected column comment '", change.where(), "'"));
}

namespace {

std::optional<std::string> reflected_text(const Column& column) {
  const auto* clause = default_as<schema::Clause>(column);
  return clause ? std::optional(clause->text) : std::nullopt;
}

/// The live default where there is one: it is looked up later.
Value later(const Column& column) {
  return has_default(column) ? Value() : Value::none();
}

}  // namespace

// Alembic: compare.server_defaults._user_compare_server_default
Comparison::Next Comparison::user_compare_default(ColumnChange& change) {
  if (!has_default(change.model) && !has_default(change.reflected))
    return Next::Go;
  change.note("existing_server_default", later(change.reflected));
  const Value option = py::dict_get(opts_, "compare_server_default");
  if (!option || (option.is_bool() && !option.is_true())) return Next::Stop;
  if (option.is_bool() || !py::is_callable(option)) return Next::Go;
  const Value model = live_column(change.pair, change.name(), true);
  const std::vector<Value> args{
      py::get_attribute(context_, "migration_context"),
      live_column(change.pair, change.name(), false),
      model,
      name_value(reflected_text(change.reflected)),
      py::get_attribute(model, "server_default"),
      name_value(default_text(change.model.server_default))};
  const Value answer =
      py::call(option, py::Call{args.data(), args.size(), nullptr, 0});
  if (py::truth(answer)) {
    change.modify("modify_server_default", later(change.model));
    log("server_defaults",
        cat("User defined function ", py::str(option),
            " detected server default on column '", change.where(), "'"));
    return Next::Stop;
  }
  return answer.is_bool() ? Next::Stop : Next::Go;
}

// Alembic: compare.server_defaults._setup_autoincrement
void Comparison::compare_autoincrement(ColumnChange& change) {
  const Column* counted =
      schema::autoincrement_column(change.pair.model->table, sql::type_text);
  if (counted == &change.model ||
      change.model.autoincrement == schema::Autoincrement::True)
    change.note("autoincrement", Value::boolean(true));
  else if (change.model.autoincrement == schema::Autoincrement::False)
    change.note("autoincrement", Value::boolean(false));
}

// Alembic: compare.server_defaults._dialect_impl_compare_server_default
void Comparison::compare_default(ColumnChange& change) {
  if (!has_default(change.model) && !has_default(change.reflected)) return;
  // Only texts are compared; FetchedValue, Computed and Identity are not.
  const auto comparable = [](const Column& column) {
    return !has_default(column) || default_as<std::string>(column) ||
           default_as<schema::Clause>(column);
  };
  if (!comparable(change.model) || !comparable(change.reflected)) return;
  const auto old = reflected_text(change.reflected);
  const auto wanted = default_text(change.model.server_default);
  const Value own = own_method("compare_server_default");
  const bool differ =
      own ? py::truth(
                py::call(own, {live_column(change.pair, change.name(), false),
                               live_column(change.pair, change.name(), true),
                               name_value(wanted), name_value(old)}))
          : defaults_differ(change.pair, change.reflected, change.model, old,
                            wanted);
  if (!differ) return;
  change.modify("modify_server_default", later(change.model));
  log("server_defaults",
      cat("Dialect impl ", impl_text(), " detected server default on column '",
          change.where(), "'"));
}

/// str() of the reference's DefaultImpl: its class is the dialect's.
std::string Comparison::impl_text() const {
  const std::string text = py::str(py::get_attribute(
      py::get_attribute(context_, "migration_context"), "impl"));
  const std::size_t at = text.find(" object at ");
  if (at == std::string::npos) return text;
  return cat("<alembic.ddl.", is_mysql() ? "mysql" : dialect_.name(), ".",
             ops::impl_class_name(dialect_), text.substr(at));
}

/// Whether the comparison of defaults ends here.
// Alembic: compare.server_defaults._compare_computed_default
bool Comparison::compare_computed(ColumnChange& change) {
  const auto* model = default_as<Computed>(change.model);
  const auto* reflected = default_as<Computed>(change.reflected);
  if (!model && !reflected) return false;
  if (model && reflected && detects(Detection::Computed)) return true;
  const bool postgresql = dialect_.name() == "postgresql";
  const auto text = [&](const Computed* computed) -> std::string {
    if (!computed) return "";
    return normalized_computed(default_text(computed->sqltext).value_or(""),
                               postgresql);
  };
  if (!model || text(model) != text(reflected))
    warn(cat("Computed default on ", change.where(), " cannot be modified"));
  return true;
}

// Alembic: compare.server_defaults._compare_identity_default
bool Comparison::compare_identity(ColumnChange& change) {
  const auto* model = default_as<Identity>(change.model);
  const auto* reflected = default_as<Identity>(change.reflected);
  if (!model && !reflected) return false;
  std::vector<std::string> differing;
  const Identity none;
  const auto& a = (model ? *model : none).options;
  const auto& b = (reflected ? *reflected : none).options;
  const bool mssql = dialect_.name() == "mssql";
  const auto check = [&](const char* name, const auto& given, const auto& has,
                         bool ignored_by_mssql) {
    // What the model leaves open may be anything in the database.
    if (given && given != has && !(mssql && ignored_by_mssql))
      differing.emplace_back(name);
  };
  if ((model && model->always) != (reflected && reflected->always))
    differing.emplace_back("always");
  check("cache", a.cache, b.cache, true);
  check("cycle", a.cycle, b.cycle, true);
  check("increment", a.increment, b.increment, false);
  check("maxvalue", a.maxvalue, b.maxvalue, true);
  check("minvalue", a.minvalue, b.minvalue, true);
  check("nomaxvalue", a.nomaxvalue, b.nomaxvalue, true);
  check("nominvalue", a.nominvalue, b.nominvalue, true);
  check("start", a.start, b.start, false);
  if (differing.empty() && (model != nullptr) == (reflected != nullptr))
    return false;
  change.modify("modify_server_default",
                has_default(change.model) ? Value() : Value::none());
  if (differing.empty()) return false;
  std::string list;
  for (const std::string& name : differing)
    cat_to(list, list.empty() ? "" : ", ", text_repr(name));
  log("server_defaults",
      cat("Detected server default on column '", change.where(),
          "': identity options attributes [", list, "]"));
  return true;
}

}  // namespace limbeck::autogen

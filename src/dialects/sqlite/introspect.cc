// SQLAlchemy: the reflection methods of SQLiteDialect, which run a pragma per
// table and index; here the pragmas are table-valued functions joined with the
// list of tables.
#include "dialects/sqlite/introspect.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"
#include "dialects/sqlite/create_table.h"

namespace limbeck::dialects {
namespace {

using db::Row;
using schema::Literal;
using schema::Type;
using schema::TypeKind;

std::string text_of(const Literal& cell) {
  const auto* text = cell.get<std::string>();
  return text == nullptr ? "" : *text;
}
std::int64_t number_of(const Literal& cell) {
  const auto* number = cell.get<std::int64_t>();
  return number == nullptr ? 0 : *number;
}

std::string quoted(std::string_view text) {
  return cat("'", replace_all(text, "'", "''"), "'");
}
std::string quoted_name(std::string_view name) {
  return cat("\"", replace_all(name, "\"", "\"\""), "\"");
}

struct KnownType {
  std::string_view name;
  TypeKind kind;
};

// SQLAlchemy: sqlite.base.ischema_names
constexpr KnownType kKnown[] = {
    {"BIGINT", TypeKind::BIGINT},
    {"BLOB", TypeKind::BLOB},
    {"BOOL", TypeKind::BOOLEAN},
    {"BOOLEAN", TypeKind::BOOLEAN},
    {"CHAR", TypeKind::CHAR},
    {"DATE", TypeKind::DATE},
    {"DATE_CHAR", TypeKind::DATE},
    {"DATETIME", TypeKind::DATETIME},
    {"DATETIME_CHAR", TypeKind::DATETIME},
    {"DOUBLE", TypeKind::DOUBLE},
    {"DECIMAL", TypeKind::DECIMAL},
    {"FLOAT", TypeKind::FLOAT},
    {"INT", TypeKind::INTEGER},
    {"INTEGER", TypeKind::INTEGER},
    {"JSON", TypeKind::LiteJSON},
    {"JSONB", TypeKind::LiteJSONB},
    {"NUMERIC", TypeKind::NUMERIC},
    {"REAL", TypeKind::REAL},
    {"SMALLINT", TypeKind::SMALLINT},
    {"TEXT", TypeKind::TEXT},
    {"TIME", TypeKind::TIME},
    {"TIME_CHAR", TypeKind::TIME},
    {"TIMESTAMP", TypeKind::TIMESTAMP},
    {"VARCHAR", TypeKind::VARCHAR},
    {"NVARCHAR", TypeKind::NVARCHAR},
    {"NCHAR", TypeKind::NCHAR},
};

TypeKind kind_of(std::string_view name) {
  for (const KnownType& known : kKnown)
    if (known.name == name) return known.kind;
  auto has = [&](std::string_view part) { return contains(name, part); };
  if (has("INT")) return TypeKind::INTEGER;
  if (has("CHAR") || has("CLOB") || has("TEXT")) return TypeKind::TEXT;
  if (has("BLOB") || name.empty()) return TypeKind::NullType;
  if (has("REAL") || has("FLOA") || has("DOUB")) return TypeKind::REAL;
  return TypeKind::NUMERIC;
}

bool is_type_byte(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
         (c >= '0' && c <= '9') || c == '_' || c == ' ' || (c & 0x80) != 0;
}

std::vector<std::string> numbers_in(std::string_view text) {
  std::vector<std::string> numbers;
  bool inside = false;
  for (char c : text) {
    bool digit = c >= '0' && c <= '9';
    if (digit && !inside) numbers.emplace_back();
    if (digit) numbers.back() += c;
    inside = digit;
  }
  return numbers;
}

// The names of the constructor's positional arguments.
std::vector<std::string> positional_names(const Type& type) {
  std::vector<std::string> names;
  if (type.info().signature.empty()) return names;
  for (const std::string& one : split(type.info().signature, ',')) {
    std::string name(strip(one));
    if (name == "*") break;
    names.push_back(name.substr(0, name.find('=')));
  }
  return names;
}

// SQLAlchemy: SQLiteDialect._resolve_type_affinity
Type resolve_type(std::string_view declared,
                  std::vector<std::string>& warnings) {
  std::size_t end = 0;
  while (end < declared.size() && is_type_byte(declared[end])) ++end;
  std::string_view name = declared.substr(0, end);
  Type type(kind_of(name));
  std::size_t close = end < declared.size() && declared[end] == '(' && end > 0
                          ? declared.find(')', end)
                          : std::string_view::npos;
  if (close == std::string_view::npos) return type;
  std::vector<std::string> numbers =
      numbers_in(declared.substr(end, close - end));
  std::vector<std::string> names = positional_names(type);
  if (numbers.size() > names.size()) {
    std::vector<std::string> shown;
    for (const std::string& number : numbers)
      shown.push_back(cat("'", number, "'"));
    warnings.push_back(cat("Could not instantiate type <class '",
                           type.info().module, ".", type.info().name,
                           "'> with reflected arguments [", join(shown, ", "),
                           "]; using no arguments."));
    return type;
  }
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    std::int64_t value = std::strtoll(numbers[i].c_str(), nullptr, 10);
    if (names[i] == "timezone" || names[i] == "create_constraint" ||
        names[i] == "asdecimal" || names[i] == "none_as_null")
      type.set(names[i], value != 0);
    else if (names[i].substr(0, 9) != "collation" && names[i] != "name")
      type.set(names[i], value);
  }
  return type;
}

class SqliteIntrospector final : public Introspector {
 public:
  explicit SqliteIntrospector(db::Connection& connection)
      : connection_(connection) {}

  Snapshot introspect(const Scope& scope) override {
    Snapshot snapshot;
    snapshot.default_schema = "main";
    warnings_ = &snapshot.warnings;
    for (const auto& schema : scope.schemas) {
      read_schema(snapshot, scope, schema, schema.value_or("main"));
      if (scope.temporary && !schema)
        read_schema(snapshot, scope, schema, "temp");
    }
    std::sort(snapshot.tables.begin(), snapshot.tables.end(),
              [](const ReflectedTable& a, const ReflectedTable& b) {
                return std::tie(a.schema, a.name) < std::tie(b.schema, b.name);
              });
    return snapshot;
  }

  std::string default_schema_name() override { return "main"; }

  std::vector<std::string> schema_names() override {
    std::vector<std::string> names;
    for (const Row& row : rows("PRAGMA database_list"))
      if (text_of(row[1]) != "temp") names.push_back(text_of(row[1]));
    return names;
  }

  std::vector<std::string> names(
      NameKind kind, const std::optional<std::string>& schema) override {
    std::string space = schema.value_or("main");
    const char* type = "table";
    switch (kind) {
      case NameKind::Tables:
        break;
      case NameKind::TemporaryTables:
        space = "temp";
        break;
      case NameKind::Views:
        type = "view";
        break;
      case NameKind::TemporaryViews:
        type = "view";
        space = "temp";
        break;
      case NameKind::MaterializedViews:
      case NameKind::Sequences:
      case NameKind::ForeignTables:
        return {};
    }
    std::vector<std::string> found;
    for (const Row& row :
         rows(cat("SELECT name FROM ", quoted_name(space),
                  ".sqlite_master WHERE type = '", type,
                  "' AND name NOT LIKE 'sqlite~_%' ESCAPE '~' ORDER BY name")))
      found.push_back(text_of(row[0]));
    return found;
  }

  bool has_table(std::string_view name,
                 const std::optional<std::string>& schema) override {
    std::vector<std::string> spaces{schema.value_or("main")};
    if (!schema) spaces.push_back("temp");
    for (const std::string& space : spaces)
      if (!rows(cat("PRAGMA ", quoted_name(space), ".table_info(",
                    quoted_name(name), ")"))
               .empty())
        return true;
    return false;
  }

  std::optional<std::string> view_definition(
      std::string_view name,
      const std::optional<std::string>& schema) override {
    std::vector<std::string> spaces{schema.value_or("main")};
    if (!schema) spaces.push_back("temp");
    for (const std::string& space : spaces) {
      auto found = rows(
          cat("SELECT sql FROM ", quoted_name(space),
              ".sqlite_master WHERE type = 'view' AND name = ", quoted(name)));
      if (!found.empty()) return text_of(found.front()[0]);
    }
    return std::nullopt;
  }

 private:
  using Tables = std::map<std::string, ReflectedTable>;

  std::vector<Row> rows(const std::string& sql) {
    return connection_.execute(sql)->all();
  }

  /// Row by row: a schema of thousands of tables has many.
  template <class Use>
  void each(const std::string& sql, Use use) {
    const auto found = connection_.execute(sql);
    for (Row row; found->next(row);) use(row);
  }

  // One database file's tables, by name; with the texts of its statements.
  void read_schema(Snapshot& snapshot, const Scope& scope,
                   const std::optional<std::string>& schema,
                   const std::string& space) {
    Tables tables;
    space_ = space;
    std::set<std::string> wanted;
    if (scope.names) wanted.insert(scope.names->begin(), scope.names->end());
    for (const Row& row :
         rows(cat("SELECT type, name, sql FROM ", quoted_name(space),
                  ".sqlite_master WHERE type IN ('table', 'view')"
                  " AND name NOT LIKE 'sqlite~_%' ESCAPE '~'"))) {
      bool view = text_of(row[0]) == "view";
      std::string name = text_of(row[1]);
      if (!(view ? scope.views : scope.tables)) continue;
      if (scope.names && !wanted.contains(name)) continue;
      ReflectedTable table;
      table.name = name;
      table.schema = schema;
      table.kind = view ? ObjectKind::View : ObjectKind::Table;
      table.temporary = space == "temp";
      statements_[name] = text_of(row[2]);
      tables.emplace(name, std::move(table));
    }
    if (tables.empty()) return;
    names_ = names_condition(scope, tables);
    read_columns(tables);
    read_foreign_keys(tables, schema);
    read_indexes(tables);
    for (auto& [name, table] : tables) {
      read_statement(table);
      snapshot.tables.push_back(std::move(table));
    }
    statements_.clear();
  }

  // Few names are sought by name; else all are read and sorted out here.
  static std::string names_condition(const Scope& scope, const Tables& tables) {
    std::string types = scope.views ? "'table', 'view'" : "'table'";
    std::string condition = cat(" WHERE m.type IN (", types, ")");
    if (!scope.names || scope.names->size() > 200) return condition;
    std::vector<std::string> names;
    for (const auto& [name, table] : tables) names.push_back(quoted(name));
    return cat(condition, " AND m.name IN (", join(names, ","), ")");
  }

  std::string from_pragma(const char* pragma) const {
    return cat(" FROM ", quoted_name(space_), ".sqlite_master m, pragma_",
               pragma, "(m.name, ", quoted(space_), ") p", names_);
  }

  // SQLAlchemy: SQLiteDialect.get_columns
  void read_columns(Tables& tables) {
    ReflectedTable* last = nullptr;
    each(cat("SELECT m.name, p.name, p.type, p.\"notnull\", p.dflt_value,"
             " p.pk, p.hidden",
             from_pragma("table_xinfo"), " ORDER BY m.name, p.cid"),
         [&](const Row& row) {
           auto found = tables.find(text_of(row[0]));
           std::int64_t hidden = number_of(row[6]);
           if (found == tables.end() || hidden == 1) return;
           if (last && last != &found->second) last->columns.shrink_to_fit();
           last = &found->second;
           add_column(*last, row, hidden);
         });
    if (last) last->columns.shrink_to_fit();
  }

  void add_column(ReflectedTable& table, const Row& row, std::int64_t hidden) {
    ReflectedColumn reflected;
    schema::Column& column = reflected.column;
    column.name = schema::Name(text_of(row[1]));
    reflected.type_text = text_of(row[2]);
    std::string type = upper(reflected.type_text);
    if (hidden != 0) {
      // "INTEGER GENERATED ALWAYS" is what some versions say.
      type = replace_all(replace_all(type, "GENERATED", ""), "ALWAYS", "");
      type = std::string(strip(type));
      column.server_default =
          schema::Computed{schema::Clause(reader_.computed(
                               statements_[table.name], column.name.text)),
                           hidden == 3};
    } else if (!row[4].is_null()) {
      column.server_default = schema::Clause(text_of(row[4]));
    }
    column.type = resolve_type(type, *warnings_);
    column.nullable = number_of(row[3]) == 0;
    column.nullable_given = true;
    std::int64_t place = number_of(row[5]);
    if (place > 0) {
      auto& key = table.primary_key.columns;
      if (key.size() < static_cast<std::size_t>(place))
        key.resize(static_cast<std::size_t>(place));
      key[static_cast<std::size_t>(place) - 1] = column.name.text;
    }
    table.columns.push_back(std::move(reflected));
  }

  // SQLAlchemy: SQLiteDialect.get_foreign_keys
  void read_foreign_keys(Tables& tables,
                         const std::optional<std::string>& schema) {
    std::map<std::string, std::map<std::int64_t, schema::ForeignKey>> found;
    const auto add = [&](const Row& row) {
      std::string table = text_of(row[0]);
      if (!tables.contains(table)) return;
      auto [key, fresh] = found[table].try_emplace(number_of(row[1]));
      schema::ForeignKey& foreign_key = key->second;
      if (fresh) {
        foreign_key.referred_table = schema::Name(text_of(row[2]));
        if (schema) foreign_key.referred_schema = schema::Name(*schema);
        foreign_key.link_to_name = true;
        if (row[4].is_null())
          foreign_key.referred_columns =
              primary_key_of(tables, text_of(row[2]));
      }
      foreign_key.columns.push_back(text_of(row[3]));
      if (!row[4].is_null())
        foreign_key.referred_columns.push_back(text_of(row[4]));
    };
    each(cat("SELECT m.name, p.id, p.\"table\", p.\"from\", p.\"to\"",
             from_pragma("foreign_key_list"), " ORDER BY m.name, p.id, p.seq"),
         add);
    for (auto& [name, keys] : found) name_foreign_keys(tables[name], keys);
  }

  std::vector<std::string> primary_key_of(const Tables& tables,
                                          const std::string& name) {
    auto known = tables.find(name);
    if (known != tables.end()) return known->second.primary_key.columns;
    std::vector<std::string> columns;
    for (const Row& row :
         rows(cat("SELECT name FROM pragma_table_info(", quoted(name), ", ",
                  quoted(space_), ") WHERE pk > 0 ORDER BY pk")))
      columns.push_back(text_of(row[0]));
    return columns;
  }

  // The statement tells names and options of those it spells as constraints,
  // and these come first, in its order.
  void name_foreign_keys(ReflectedTable& table,
                         std::map<std::int64_t, schema::ForeignKey>& keys) {
    std::vector<schema::ForeignKey> unnamed;
    for (auto& [id, key] : keys) {
      // A later key of the same signature hides the earlier.
      auto same =
          std::find_if(unnamed.begin(), unnamed.end(),
                       [&key = key](const schema::ForeignKey& other) {
                         return other.columns == key.columns &&
                                other.referred_table == key.referred_table &&
                                other.referred_columns == key.referred_columns;
                       });
      if (same != unnamed.end())
        *same = std::move(key);
      else
        unnamed.push_back(std::move(key));
    }
    for (ParsedForeignKey& parsed :
         reader_.foreign_keys(statements_[table.name])) {
      auto same = std::find_if(
          unnamed.begin(), unnamed.end(), [&](const schema::ForeignKey& key) {
            return key.columns == parsed.columns &&
                   key.referred_table.text == parsed.referred_table &&
                   key.referred_columns == parsed.referred_columns;
          });
      if (same == unnamed.end()) {
        warn_unlocated(parsed, table.name);
        continue;
      }
      schema::ForeignKey key = std::move(*same);
      unnamed.erase(same);
      if (parsed.name) key.name = schema::Name(*parsed.name);
      key.ondelete = parsed.ondelete;
      key.onupdate = parsed.onupdate;
      key.deferrable = parsed.deferrable;
      key.initially = parsed.initially;
      table.foreign_keys.push_back(std::move(key));
    }
    for (schema::ForeignKey& key : unnamed)
      table.foreign_keys.push_back(std::move(key));
  }

  void warn_unlocated(const ParsedForeignKey& key, const std::string& table) {
    std::vector<std::string> signature;
    auto add = [&](const std::string& text) {
      signature.push_back(schema::python_repr(std::string_view(text)));
    };
    for (const std::string& column : key.columns) add(column);
    add(key.referred_table);
    for (const std::string& column : key.referred_columns) add(column);
    warnings_->push_back(cat("WARNING: SQL-parsed foreign key constraint '(",
                             join(signature, ", "),
                             ")' could not be located in PRAGMA foreign_keys "
                             "for table ",
                             table));
  }

  // SQLAlchemy: SQLiteDialect.get_indexes. Those that SQLite made for UNIQUE
  // are kept aside for read_statement().
  void read_indexes(Tables& tables) {
    automatic_.clear();
    std::map<std::string, std::string> texts;
    for (const Row& row :
         rows(cat("SELECT name, sql FROM ", quoted_name(space_),
                  ".sqlite_master WHERE type = 'index'")))
      texts[text_of(row[0])] = text_of(row[1]);
    std::map<std::pair<std::string, std::string>, ReflectedIndex> found;
    std::set<std::string> skipped;
    const auto add = [&](const Row& row) {
      std::string name = text_of(row[1]);
      auto [entry, fresh] = found.try_emplace({text_of(row[0]), name});
      ReflectedIndex& index = entry->second;
      if (fresh) {
        index.name = name;
        index.unique = number_of(row[2]) != 0;
        if (number_of(row[3]) != 0) set_where(index, texts[name]);
      }
      if (row[4].is_null()) {
        if (skipped.insert(name).second)
          warnings_->push_back(
              cat("Skipped unsupported reflection of expression-based index ",
                  name));
        return;
      }
      index.column_names.emplace_back(text_of(row[4]));
    };
    each(cat("SELECT m.name, p.name, p.\"unique\", p.partial, i.name",
             from_pragma_index(), " ORDER BY m.name, p.seq, i.seqno"),
         add);
    for (auto& [key, index] : found) {
      auto table = tables.find(key.first);
      if (table == tables.end() || skipped.contains(key.second)) continue;
      if (index.name.substr(0, 16) == "sqlite_autoindex")
        automatic_[key.first].push_back(std::move(index));
      else
        table->second.indexes.push_back(std::move(index));
    }
  }

  std::string from_pragma_index() const {
    return cat(" FROM ", quoted_name(space_),
               ".sqlite_master m, pragma_index_list(m.name, ", quoted(space_),
               ") p, pragma_index_info(p.name, ", quoted(space_), ") i",
               names_);
  }

  void set_where(ReflectedIndex& index, const std::string& sql) {
    if (auto where = reader_.index_where(sql))
      index.options.set("sqlite_where", schema::Clause(*where));
    else
      warnings_->push_back(cat(
          "Failed to look up filter predicate of partial index ", index.name));
  }

  void read_statement(ReflectedTable& table) {
    const std::string& sql = statements_[table.name];
    if (table.kind == ObjectKind::View) return;
    if (!table.primary_key.columns.empty())
      table.primary_key.name = reader_.primary_key_name(sql);
    table.options = reader_.options(sql);
    for (ParsedCheck& check : reader_.checks(sql))
      table.checks.push_back(
          {std::move(check.name), std::move(check.sqltext), {}, {}});
    auto& automatic = automatic_[table.name];
    for (ParsedUnique& unique : reader_.uniques(sql)) {
      auto same = std::find_if(
          automatic.begin(), automatic.end(), [&](const ReflectedIndex& index) {
            return std::equal(
                index.column_names.begin(), index.column_names.end(),
                unique.columns.begin(), unique.columns.end(),
                [](const auto& a, const auto& b) { return a && *a == b; });
          });
      if (same == automatic.end()) continue;
      automatic.erase(same);
      table.uniques.push_back(
          {std::move(unique.name), std::move(unique.columns), {}, {}, {}});
    }
  }

  db::Connection& connection_;
  CreateTableReader reader_;
  // While one introspect() runs:
  std::vector<std::string>* warnings_ = nullptr;
  std::string space_, names_;
  std::map<std::string, std::string> statements_;  // CREATE TABLE by name
  std::map<std::string, std::vector<ReflectedIndex>> automatic_;
};

}  // namespace

std::unique_ptr<Introspector> sqlite_introspector(db::Connection& connection) {
  return std::make_unique<SqliteIntrospector>(connection);
}

}  // namespace limbeck::dialects

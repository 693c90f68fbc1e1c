// SQLAlchemy: the get_multi_… methods of PGDialect. There each is a query with
// one row per table at least; here all schemas asked for are read at once.
#include "dialects/postgresql/introspect.h"

#include <algorithm>
#include <functional>
#include <unordered_map>

#include "base/text.h"
#include "dialects/postgresql/cells.h"
#include "dialects/postgresql/reflect_type.h"

namespace limbeck::dialects {
namespace {

using db::Row;
using schema::Options;

std::string quoted(std::string_view text) {
  return cat("'", replace_all(text, "'", "''"), "'");
}

schema::OptionList text_list(const std::vector<std::string>& items) {
  schema::OptionList list;
  for (const std::string& item : items) list.emplace_back(item);
  return list;
}

// Whether an object of namespace `n` is asked for by `schema`.
std::string schema_condition(const std::optional<std::string>& schema,
                             const char* visible) {
  if (schema) return cat("n.nspname = ", quoted(*schema));
  return cat("(", visible, " AND n.nspname <> 'pg_catalog')");
}

constexpr const char* kTableVisible = "pg_catalog.pg_table_is_visible(c.oid)";
constexpr const char* kTypeVisible = "pg_catalog.pg_type_is_visible(t.oid)";

class PostgresqlIntrospector final : public Introspector {
 public:
  explicit PostgresqlIntrospector(db::Connection& connection)
      : connection_(connection) {
    std::vector<int> version = connection.server_version();
    version_ = version.empty() ? 0 : version[0];
  }

  Snapshot introspect(const Scope& scope) override {
    Snapshot snapshot;
    snapshot.default_schema = default_schema_name();
    by_oid_.clear();
    column_names_.clear();
    tables_ = &snapshot.tables;
    warnings_ = &snapshot.warnings;
    read_tables(scope);
    if (snapshot.tables.empty()) return snapshot;
    index_tables();
    read_named_types();
    read_columns();
    read_keys();
    read_foreign_keys();
    read_checks();
    read_indexes();
    return snapshot;
  }

  std::string default_schema_name() override {
    auto name = connection_.execute("SELECT current_schema()")->scalar();
    const std::string* text = name ? name->get<std::string>() : nullptr;
    return text == nullptr ? "" : *text;
  }

  std::vector<std::string> schema_names() override {
    return texts(
        "SELECT nspname FROM pg_catalog.pg_namespace"
        " WHERE nspname NOT LIKE 'pg\\_%' ORDER BY nspname");
  }

  std::vector<std::string> names(
      NameKind kind, const std::optional<std::string>& schema) override {
    const char* kinds = "'r','p'";
    const char* persistence = "c.relpersistence <> 't'";
    switch (kind) {
      case NameKind::Tables:
        break;
      case NameKind::TemporaryTables:
        persistence = "c.relpersistence = 't'";
        break;
      case NameKind::Views:
        kinds = "'v'";
        break;
      case NameKind::TemporaryViews:
        kinds = "'v'";
        persistence = "c.relpersistence = 't'";
        break;
      case NameKind::MaterializedViews:
        kinds = "'m'";
        break;
      case NameKind::Sequences:
        kinds = "'S'";
        persistence = "true";
        break;
      case NameKind::ForeignTables:
        kinds = "'f'";
        persistence = "true";
        break;
    }
    return texts(cat("SELECT c.relname", kFromClass, " WHERE c.relkind IN (",
                     kinds, ") AND ", persistence, " AND ",
                     schema_condition(schema, kTableVisible)));
  }

  bool has_table(std::string_view name,
                 const std::optional<std::string>& schema) override {
    return !texts(cat("SELECT c.relname", kFromClass,
                      " WHERE c.relkind IN ('r','p','f','v','m') AND "
                      "c.relname = ",
                      quoted(name), " AND ",
                      schema_condition(schema, kTableVisible)))
                .empty();
  }

  std::optional<std::string> view_definition(
      std::string_view name,
      const std::optional<std::string>& schema) override {
    auto found = texts(
        cat("SELECT pg_catalog.pg_get_viewdef(c.oid)", kFromClass,
            " WHERE c.relkind IN ('v','m') AND c.relname = ", quoted(name),
            " AND ", schema_condition(schema, kTableVisible)));
    if (found.empty()) return std::nullopt;
    return found.front();
  }

  std::vector<ReflectedEnum> enums(
      const std::optional<std::string>& schema) override {
    std::vector<ReflectedEnum> enums;
    each(cat("SELECT t.typname, n.nspname, ", kTypeVisible,
             ", (SELECT array_agg(e.enumlabel::text ORDER BY e.enumsortorder)"
             "   FROM pg_catalog.pg_enum e WHERE e.enumtypid = t.oid)"
             " FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n"
             "   ON n.oid = t.typnamespace WHERE t.typtype = 'e' AND ",
             type_condition(schema), " ORDER BY n.nspname, t.typname"),
         [&](Cells cells) {
           ReflectedEnum one;
           one.name = cells.text();
           one.schema = cells.text();
           one.visible = cells.flag();
           one.labels = cells.texts();
           enums.push_back(std::move(one));
         });
    return enums;
  }

  std::vector<ReflectedDomain> domains(
      const std::optional<std::string>& schema) override {
    std::vector<ReflectedDomain> domains;
    each(
        cat("SELECT t.typname, n.nspname, ", kTypeVisible,
            ", pg_catalog.format_type(t.typbasetype, t.typtypmod),"
            " NOT t.typnotnull, t.typdefault, co.collname,"
            " CASE WHEN NOT pg_catalog.pg_collation_is_visible(co.oid)"
            "   THEN cn.nspname END,"
            " (SELECT array_agg(k.conname::text ORDER BY k.conname)"
            "   FROM pg_catalog.pg_constraint k WHERE k.contypid = t.oid),"
            " (SELECT array_agg(pg_catalog.pg_get_constraintdef(k.oid, true)"
            "   ORDER BY k.conname) FROM pg_catalog.pg_constraint k"
            "   WHERE k.contypid = t.oid)"
            " FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n"
            "   ON n.oid = t.typnamespace"
            " LEFT JOIN pg_catalog.pg_collation co ON co.oid = t.typcollation"
            " LEFT JOIN pg_catalog.pg_namespace cn ON cn.oid = co.collnamespace"
            " WHERE t.typtype = 'd' AND ",
            type_condition(schema), " ORDER BY n.nspname, t.typname"),
        [&](Cells cells) { domains.push_back(domain_of(cells)); });
    return domains;
  }

 private:
  static constexpr const char* kFromClass =
      " FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n"
      " ON n.oid = c.relnamespace";

  static std::string type_condition(const std::optional<std::string>& schema) {
    if (schema == "*") return "true";
    return schema_condition(schema, kTypeVisible);
  }

  void each(const std::string& sql, const std::function<void(Cells)>& use) {
    auto rows = connection_.execute(sql);
    Row row;
    while (rows->next(row)) use(Cells(row));
  }

  std::vector<std::string> texts(const std::string& sql) {
    std::vector<std::string> found;
    each(sql, [&](Cells cells) { found.push_back(cells.text()); });
    return found;
  }

  static ReflectedDomain domain_of(Cells cells) {
    ReflectedDomain one;
    one.name = cells.text();
    one.schema = cells.text();
    one.visible = cells.flag();
    std::string type = cells.text();
    one.type = type.substr(0, type.find('('));
    one.nullable = cells.flag();
    one.default_text = cells.optional_text();
    one.collation = cells.optional_text();
    one.collation_schema = cells.optional_text();
    std::vector<std::string> check_names = cells.texts();
    std::vector<std::string> definitions = cells.texts();
    for (std::size_t i = 0; i < check_names.size(); ++i) {
      const std::string& text = definitions[i];
      if (lower(text.substr(0, 5)) == "check" && text.size() > 8)
        one.checks.emplace_back(check_names[i],
                                text.substr(7, text.size() - 8));
    }
    return one;
  }

  // ---------------------------------------------------------- the tables

  static std::string kinds_of(const Scope& scope) {
    std::vector<std::string> kinds;
    if (scope.tables) kinds.insert(kinds.end(), {"'r'", "'p'"});
    if (scope.views) kinds.insert(kinds.end(), {"'v'", "'m'"});
    if (kinds.empty()) kinds.push_back("''");
    return join(kinds, ",");
  }

  void read_tables(const Scope& scope) {
    std::string names;
    if (scope.names) {
      std::vector<std::string> items{"NULL"};
      for (const std::string& name : *scope.names)
        items.push_back(quoted(name));
      names = cat(" AND c.relname IN (", join(items, ","), ")");
    }
    std::vector<std::string> parts;
    for (const auto& schema : scope.schemas)
      parts.push_back(schema_condition(schema, kTableVisible));
    each(cat("SELECT c.oid, c.relname, n.nspname, ", kTableVisible,
             ", c.relkind, c.relpersistence = 't', d.description,"
             " CASE WHEN am.amname <>"
             "  pg_catalog.current_setting('default_table_access_method')"
             "  THEN am.amname END,"
             " (SELECT array_agg(p.relname::text ORDER BY i.inhseqno)"
             "  FROM pg_catalog.pg_inherits i JOIN pg_catalog.pg_class p"
             "  ON p.oid = i.inhparent WHERE i.inhrelid = c.oid),"
             " c.reloptions, ts.spcname",
             kFromClass,
             " LEFT JOIN pg_catalog.pg_am am ON am.oid = c.relam"
             " LEFT JOIN pg_catalog.pg_tablespace ts"
             "  ON ts.oid = c.reltablespace"
             " LEFT JOIN pg_catalog.pg_description d ON d.objoid = c.oid"
             "  AND d.objsubid = 0 AND d.classoid ="
             "  'pg_catalog.pg_class'::regclass"
             " WHERE c.relkind IN (",
             kinds_of(scope), ") AND (", join(parts, " OR "), ")", names,
             scope.temporary ? "" : " AND c.relpersistence <> 't'"),
         [&](Cells cells) { add_table(cells, scope); });
    std::sort(tables_->begin(), tables_->end(),
              [](const ReflectedTable& a, const ReflectedTable& b) {
                return std::tie(a.schema, a.name) < std::tie(b.schema, b.name);
              });
  }

  // A table in the default schema that is also asked for by its schema's name
  // is there twice, as two Inspector calls would have it.
  void add_table(Cells cells, const Scope& scope) {
    ReflectedTable table;
    table.oid = cells.number();
    table.name = cells.text();
    std::string space = cells.text();
    bool visible = cells.flag();
    std::string kind = cells.text();
    table.kind = kind == "v"   ? ObjectKind::View
                 : kind == "m" ? ObjectKind::MaterializedView
                               : ObjectKind::Table;
    table.temporary = cells.flag();
    table.comment = cells.optional_text();
    set_options(table.options, cells);
    for (const auto& schema : scope.schemas) {
      bool wanted =
          schema ? *schema == space : visible && space != "pg_catalog";
      if (!wanted) continue;
      table.schema = schema;
      tables_->push_back(table);
    }
  }

  // SQLAlchemy: PGDialect.get_multi_table_options
  static void set_options(Options& options, Cells& cells) {
    if (auto method = cells.optional_text())
      options.set("postgresql_using", *method);
    std::vector<std::string> parents = cells.texts();
    if (!parents.empty())
      options.set("postgresql_inherits", text_list(parents));
    std::vector<std::string> with = cells.texts();
    if (!with.empty()) options.set("postgresql_with", with_options(with));
    if (auto tablespace = cells.optional_text())
      options.set("postgresql_tablespace", *tablespace);
  }

  void index_tables() {
    std::vector<std::string> oids;
    for (ReflectedTable& table : *tables_) {
      auto& same = by_oid_[table.oid];
      if (same.empty()) oids.push_back(std::to_string(table.oid));
      same.push_back(&table);
    }
    oids_ = cat("= ANY ('{", join(oids, ","), "}'::oid[])");
  }

  const std::vector<ReflectedTable*>& tables_of(std::int64_t oid) {
    return by_oid_[oid];
  }

  void read_named_types() {
    named_ = {};
    auto key = [](const auto& one) {
      return one.visible ? std::vector<std::string>{one.name}
                         : std::vector<std::string>{one.schema, one.name};
    };
    for (ReflectedEnum& one : enums("*")) named_.enums[key(one)] = one;
    for (ReflectedDomain& one : domains("*")) named_.domains[key(one)] = one;
  }

  // --------------------------------------------------------- the columns

  static void trim(const std::vector<ReflectedTable*>& tables) {
    for (ReflectedTable* table : tables) table->columns.shrink_to_fit();
  }

  void read_columns() {
    std::vector<ReflectedTable*> last;
    each(
        cat("SELECT a.attrelid, a.attnum, a.attname,"
            " pg_catalog.format_type(a.atttypid, a.atttypmod), a.attnotnull,"
            " pg_catalog.pg_get_expr(f.adbin, f.adrelid), d.description, ",
            version_ >= 12 ? "a.attgenerated" : "''",
            ", co.collname, CASE WHEN NOT"
            " pg_catalog.pg_collation_is_visible(co.oid) THEN cn.nspname END, ",
            version_ >= 10 ? "a.attidentity" : "''", identity_columns(),
            " FROM pg_catalog.pg_attribute a"
            " JOIN pg_catalog.pg_type t ON t.oid = a.atttypid"
            " LEFT JOIN pg_catalog.pg_attrdef f ON f.adrelid = a.attrelid"
            "  AND f.adnum = a.attnum"
            " LEFT JOIN pg_catalog.pg_description d ON d.objoid = a.attrelid"
            "  AND d.objsubid = a.attnum"
            "  AND d.classoid = 'pg_catalog.pg_class'::regclass"
            " LEFT JOIN pg_catalog.pg_collation co ON co.oid = a.attcollation"
            "  AND a.attcollation <> t.typcollation"
            " LEFT JOIN pg_catalog.pg_namespace cn"
            "  ON cn.oid = co.collnamespace",
            identity_join(), " WHERE a.attrelid ", oids_,
            "  AND a.attnum > 0 AND NOT a.attisdropped"
            " ORDER BY a.attrelid, a.attnum"),
        [&](Cells cells) {
          std::int64_t oid = cells.number();
          auto place = static_cast<std::size_t>(cells.number());
          auto& names = column_names_[oid];
          if (names.size() <= place) names.resize(place + 1);
          names[place] = Cells(cells).text();
          const std::vector<ReflectedTable*> tables = tables_of(oid);
          if (tables != last) trim(last);
          last = tables;
          for (ReflectedTable* table : tables) add_column(*table, cells);
        });
    trim(last);
  }

  // The names of a table's columns by their attnum.
  std::vector<std::string> columns_at(
      std::int64_t oid, const std::vector<std::int64_t>& places) const {
    std::vector<std::string> names;
    auto known = column_names_.find(oid);
    for (std::int64_t place : places) {
      auto index = static_cast<std::size_t>(place);
      bool there = known != column_names_.end() && place > 0 &&
                   index < known->second.size();
      names.push_back(there ? known->second[index] : std::string());
    }
    return names;
  }

  std::string identity_columns() const {
    if (version_ < 10) return ", NULL";
    return ", s.seqstart, s.seqincrement, s.seqmin, s.seqmax, s.seqcache,"
           " s.seqcycle";
  }

  std::string identity_join() const {
    if (version_ < 10) return "";
    return " LEFT JOIN pg_catalog.pg_depend p ON a.attidentity <> ''"
           "  AND p.refobjid = a.attrelid AND p.refobjsubid = a.attnum"
           "  AND p.refclassid = 'pg_catalog.pg_class'::regclass"
           "  AND p.classid = 'pg_catalog.pg_class'::regclass"
           "  AND p.deptype = 'i'"
           " LEFT JOIN pg_catalog.pg_sequence s ON s.seqrelid = p.objid";
  }

  void add_column(ReflectedTable& table, Cells cells) {
    ReflectedColumn reflected;
    schema::Column& column = reflected.column;
    column.name = schema::Name(cells.text());
    reflected.type_text = cells.text();
    bool not_null = cells.flag();
    std::optional<std::string> default_text = cells.optional_text();
    column.comment = cells.optional_text();
    std::string generated = cells.text();
    std::optional<std::string> collation = cells.optional_text();
    std::optional<std::string> collation_schema = cells.optional_text();
    // A column that is there under two schema names warns once.
    std::vector<std::string> unheard;
    bool first = tables_of(table.oid).front() == &table;
    column.type = reflect_postgresql_type(
        reflected.type_text, cat("column '", column.name.text, "'"), collation,
        collation_schema, {named_, first ? *warnings_ : unheard});
    column.nullable = !not_null;
    column.nullable_given = true;
    if (column.type.kind == schema::TypeKind::PgDOMAIN) {
      if (!default_text) default_text = column.type.text("default");
      column.nullable = column.nullable && !column.type.flag("not_null");
    }
    column.autoincrement = schema::Autoincrement::False;
    if (!generated.empty() && generated != std::string(1, '\0')) {
      column.server_default = schema::Computed{
          schema::Clause(default_text.value_or("")), generated == "s"};
    } else if (default_text) {
      set_default(column, *default_text, table.schema);
    }
    set_identity(column, cells);
    table.columns.push_back(std::move(reflected));
  }

  static void set_default(schema::Column& column, std::string text,
                          const std::optional<std::string>& schema) {
    constexpr std::string_view kNextval = "nextval('";
    std::size_t call = text.find(kNextval);
    std::size_t start = call + kNextval.size();
    std::size_t end = call == std::string::npos ? call : text.find('\'', start);
    if (end != std::string::npos && end > start) {
      if (column.type.affinity() == schema::TypeKind::Integer)
        column.autoincrement = schema::Autoincrement::True;
      bool qualified =
          text.substr(start, end - start).find('.') != std::string::npos;
      if (!qualified && schema) text.insert(start, cat("\"", *schema, "\"."));
    }
    column.server_default = schema::Clause(std::move(text));
  }

  static void set_identity(schema::Column& column, Cells& cells) {
    std::string kind = cells.text();
    if (kind != "a" && kind != "d") return;
    schema::Identity identity;
    identity.always = kind == "a";
    identity.options.start = cells.optional_number();
    identity.options.increment = cells.optional_number();
    identity.options.minvalue = cells.optional_number();
    identity.options.maxvalue = cells.optional_number();
    identity.options.cache = cells.optional_number();
    identity.options.cycle = cells.flag();
    column.server_default = identity;
    column.autoincrement = schema::Autoincrement::True;
  }

  // ----------------------------------------------------- the constraints

  // SQLAlchemy: PGDialect._reflect_constraint, for primary keys and uniques.
  void read_keys() {
    each(cat("SELECT k.conrelid, k.contype, k.conname, d.description, ",
             version_ >= 11 ? "i.indnkeyatts" : "i.indnatts", ", ",
             version_ >= 15 ? "i.indnullsnotdistinct" : "false",
             ", i.indkey::text FROM pg_catalog.pg_constraint k"
             " JOIN pg_catalog.pg_index i ON i.indexrelid = k.conindid",
             kConstraintComment, " WHERE k.conrelid ", oids_,
             " AND k.contype IN ('p','u') ORDER BY k.conrelid, k.conname"),
         [&](Cells cells) {
           std::int64_t oid = cells.number();
           for (ReflectedTable* table : tables_of(oid)) add_key(*table, cells);
         });
  }

  static constexpr const char* kConstraintComment =
      " LEFT JOIN pg_catalog.pg_description d ON d.objoid = k.oid"
      "  AND d.classoid = 'pg_catalog.pg_constraint'::regclass";

  void add_key(ReflectedTable& table, Cells cells) const {
    bool primary = cells.text() == "p";
    std::string name = cells.text();
    std::optional<std::string> comment = cells.optional_text();
    auto key_count = static_cast<std::size_t>(cells.number());
    bool nulls_not_distinct = cells.flag();
    std::vector<std::string> columns = columns_at(table.oid, cells.vector());
    std::vector<std::string> included;
    if (columns.size() > key_count) {
      included.assign(columns.begin() + static_cast<std::ptrdiff_t>(key_count),
                      columns.end());
      columns.resize(key_count);
    }
    Options options;
    if (version_ >= 11) options.set("postgresql_include", text_list(included));
    if (primary) {
      table.primary_key = {name, columns, comment, options};
      return;
    }
    options.set("postgresql_nulls_not_distinct", nulls_not_distinct);
    table.uniques.push_back({name, columns, comment, {}, options});
  }

  // Columns of tables outside the scope are named by the server.
  void read_foreign_keys() {
    each(cat("SELECT k.conrelid, k.conname, r.relname, n.nspname,"
             " pg_catalog.pg_table_is_visible(r.oid),"
             " k.confupdtype, k.confdeltype, k.confmatchtype,"
             " k.condeferrable, k.condeferred, d.description, k.conkey,"
             " k.confrelid, k.confkey, ",
             version_ >= 15 ? "k.confdelsetcols" : "NULL",
             ", CASE WHEN NOT k.confrelid ", oids_,
             " THEN (SELECT array_agg(a.attname::text ORDER BY o.n)"
             "  FROM unnest(k.confkey) WITH ORDINALITY o(attnum, n)"
             "  JOIN pg_catalog.pg_attribute a ON a.attrelid = k.confrelid"
             "   AND a.attnum = o.attnum) END"
             " FROM pg_catalog.pg_constraint k"
             " JOIN pg_catalog.pg_class r ON r.oid = k.confrelid"
             " JOIN pg_catalog.pg_namespace n ON n.oid = r.relnamespace",
             kConstraintComment, " WHERE k.conrelid ", oids_,
             " AND k.contype = 'f' ORDER BY k.conrelid, k.conname"),
         [&](Cells cells) {
           std::int64_t oid = cells.number();
           for (ReflectedTable* table : tables_of(oid))
             table->foreign_keys.push_back(foreign_key(*table, cells));
         });
  }

  // NO ACTION is left out, as SQLAlchemy leaves it out.
  static std::string action(std::string_view code,
                            const std::vector<std::string>& columns) {
    std::string text = code == "r"   ? "RESTRICT"
                       : code == "c" ? "CASCADE"
                       : code == "n" ? "SET NULL"
                       : code == "d" ? "SET DEFAULT"
                                     : "";
    if (!columns.empty() && (code == "n" || code == "d"))
      cat_to(text, " (", join(columns, ", "), ")");
    return text;
  }

  schema::ForeignKey foreign_key(const ReflectedTable& table,
                                 Cells cells) const {
    schema::ForeignKey key;
    key.name = schema::Name(cells.text());
    key.referred_table = schema::Name(cells.text());
    std::string space = cells.text();
    bool visible = cells.flag();
    // pg_get_constraintdef() leaves out a schema in the search path.
    if (!visible || table.schema == space)
      key.referred_schema = schema::Name(space);
    std::string on_update = cells.text();
    std::string on_delete = cells.text();
    std::string match = cells.text();
    if (cells.flag()) key.deferrable = true;
    if (cells.flag()) key.initially = "DEFERRED";
    key.comment = cells.optional_text();
    key.columns = columns_at(table.oid, cells.numbers());
    std::int64_t referred = cells.number();
    key.referred_columns = columns_at(referred, cells.numbers());
    key.onupdate = action(on_update, {});
    key.ondelete = action(on_delete, columns_at(table.oid, cells.numbers()));
    std::vector<std::string> outside = cells.texts();
    if (!outside.empty()) key.referred_columns = std::move(outside);
    if (match == "f") key.match = "FULL";
    if (match == "p") key.match = "PARTIAL";
    key.link_to_name = true;
    return key;
  }

  void read_checks() {
    each(cat("SELECT k.conrelid, k.contype, k.conname,"
             " pg_catalog.pg_get_constraintdef(k.oid, true), d.description"
             " FROM pg_catalog.pg_constraint k",
             kConstraintComment, " WHERE k.conrelid ", oids_,
             " AND k.contype IN ('c','x') ORDER BY k.conrelid, k.conname"),
         [&](Cells cells) {
           std::int64_t oid = cells.number();
           for (ReflectedTable* table : tables_of(oid))
             add_check(*table, cells);
         });
  }

  void add_check(ReflectedTable& table, Cells cells) {
    bool exclusion = cells.text() == "x";
    std::string name = cells.text();
    std::string text = cells.text();
    if (exclusion) {
      table.excludes.push_back({name, text});
      return;
    }
    ReflectedCheck check;
    check.name = name;
    auto take = [&](std::string_view suffix, const char* option) {
      if (text.size() < suffix.size() ||
          text.compare(text.size() - suffix.size(), suffix.size(), suffix) != 0)
        return;
      text.resize(text.size() - suffix.size());
      check.options.set(option, true);
    };
    take(" NOT VALID", "not_valid");
    take(" NO INHERIT", "no_inherit");
    check.comment = cells.optional_text();
    std::size_t open = text.find('(');
    if (text.substr(0, 5) != "CHECK" || open == std::string::npos ||
        text.back() != ')') {
      warnings_->push_back(cat("Could not parse CHECK constraint text: ",
                               schema::python_repr(std::string_view(text))));
    } else {
      check.sqltext =
          strip_outer_parens(text.substr(open + 1, text.size() - open - 2));
    }
    table.checks.push_back(std::move(check));
  }

  // --------------------------------------------------------- the indexes

  void read_indexes() {
    std::unordered_map<std::int64_t, std::string> classes;
    each("SELECT oid, opcname FROM pg_catalog.pg_opclass WHERE NOT opcdefault",
         [&](Cells cells) {
           std::int64_t oid = cells.number();
           classes[oid] = cells.text();
         });
    each(cat("SELECT i.indrelid, c.relname, i.indisunique, i.indisvalid,"
             " i.indexrelid IN (SELECT k.conindid FROM"
             "  pg_catalog.pg_constraint k WHERE k.conrelid ",
             oids_,
             "  AND k.contype IN ('p','u','x')),"
             " i.indoption::text, c.reloptions, am.amname,"
             " pg_catalog.pg_get_expr(i.indpred, i.indrelid), ",
             version_ >= 11 ? "i.indnkeyatts" : "i.indnatts", ", ",
             version_ >= 15 ? "i.indnullsnotdistinct" : "false",
             ", i.indkey::text, i.indclass::text,"
             " CASE WHEN i.indexprs IS NOT NULL THEN"
             "  (SELECT array_agg(pg_catalog.pg_get_indexdef("
             "    i.indexrelid, n, true) ORDER BY n)"
             "   FROM generate_series(1, i.indnatts) n) END"
             " FROM pg_catalog.pg_index i"
             " JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid"
             " JOIN pg_catalog.pg_am am ON am.oid = c.relam"
             " WHERE i.indrelid ",
             oids_, " AND NOT i.indisprimary ORDER BY i.indrelid, c.relname"),
         [&](Cells cells) {
           std::int64_t oid = cells.number();
           for (ReflectedTable* table : tables_of(oid))
             table->indexes.push_back(index_of(oid, cells, classes));
         });
  }

  ReflectedIndex index_of(
      std::int64_t table, Cells cells,
      const std::unordered_map<std::int64_t, std::string>& classes) const {
    ReflectedIndex index;
    index.name = cells.text();
    index.unique = cells.flag();
    bool valid = cells.flag();
    if (cells.flag()) index.duplicates_constraint = index.name;
    std::vector<std::string> flags = split(cells.text(), ' ');
    std::vector<std::string> with = cells.texts();
    std::string method = cells.text();
    std::optional<std::string> where = cells.optional_text();
    auto key_count = static_cast<std::size_t>(cells.number());
    bool nulls_not_distinct = cells.flag();
    std::vector<std::int64_t> places = cells.vector();
    std::vector<std::int64_t> class_oids = cells.vector();
    std::vector<std::string> expressions = cells.texts();
    std::vector<std::string> elements = columns_at(table, places);
    for (std::size_t i = 0; i < elements.size(); ++i)
      if (places[i] == 0 && i < expressions.size())
        elements[i] = expressions[i];
    std::vector<std::string> included;
    if (elements.size() > key_count) {
      included.assign(elements.begin() + static_cast<std::ptrdiff_t>(key_count),
                      elements.end());
      elements.resize(key_count);
    }
    schema::OptionMap ops;
    bool any_expression = false;
    for (std::size_t i = 0; i < elements.size(); ++i) {
      bool expression = places[i] == 0;
      any_expression |= expression;
      index.column_names.push_back(expression ? std::nullopt
                                              : std::optional(elements[i]));
      auto named =
          i < class_oids.size() ? classes.find(class_oids[i]) : classes.end();
      if (named != classes.end()) ops.emplace_back(elements[i], named->second);
      add_sorting(index, elements[i], i < flags.size() ? flags[i] : "0");
    }
    if (any_expression) index.expressions = elements;
    Options& options = index.options;
    if (!ops.empty()) options.set("postgresql_ops", ops);
    if (!with.empty()) options.set("postgresql_with", with_options(with));
    if (method != "btree") options.set("postgresql_using", method);
    if (where && !where->empty()) options.set("postgresql_where", *where);
    if (version_ >= 11) options.set("postgresql_include", text_list(included));
    if (nulls_not_distinct) options.set("postgresql_nulls_not_distinct", true);
    if (!valid) options.set("postgresql_invalid", true);
    return index;
  }

  // indoption's bits: 1 DESC, 2 NULLS FIRST.
  static void add_sorting(ReflectedIndex& index, const std::string& element,
                          const std::string& flag_text) {
    int flags = flag_text.empty() ? 0 : flag_text[0] - '0';
    std::vector<std::string> words;
    if ((flags & 1) != 0) {
      words.push_back("desc");
      if ((flags & 2) == 0) words.push_back("nulls_last");
    } else if ((flags & 2) != 0) {
      words.push_back("nulls_first");
    }
    if (!words.empty()) index.column_sorting.emplace_back(element, words);
  }

  static schema::OptionMap with_options(const std::vector<std::string>& with) {
    schema::OptionMap map;
    for (const std::string& one : with) {
      std::size_t equals = one.find('=');
      map.emplace_back(one.substr(0, equals), one.substr(equals + 1));
    }
    return map;
  }

  db::Connection& connection_;
  int version_ = 0;
  // While one introspect() runs:
  std::vector<ReflectedTable>* tables_ = nullptr;
  std::vector<std::string>* warnings_ = nullptr;
  std::unordered_map<std::int64_t, std::vector<ReflectedTable*>> by_oid_;
  std::unordered_map<std::int64_t, std::vector<std::string>> column_names_;
  std::string oids_;
  NamedTypes named_;
};

}  // namespace

std::unique_ptr<Introspector> postgresql_introspector(
    db::Connection& connection) {
  return std::make_unique<PostgresqlIntrospector>(connection);
}

}  // namespace limbeck::dialects

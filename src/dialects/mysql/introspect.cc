// SQLAlchemy: the reflection methods of MySQLDialect. Tables are described by
// SHOW CREATE TABLE; the statements for all of them travel together.
#include "dialects/mysql/introspect.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "dialects/mysql/show_create.h"

namespace limbeck::dialects {
namespace {

using db::Row;
using schema::Literal;

// Some catalog columns come as bytes.
std::string text_of(const Literal& cell) {
  if (const auto* text = cell.get<std::string>()) return *text;
  if (const auto* bytes = cell.get<schema::Bytes>()) return bytes->data;
  return "";
}

std::string quoted_name(std::string_view name) {
  return cat("`", replace_all(name, "`", "``"), "`");
}
std::string quoted(std::string_view text) {
  return cat("'", replace_all(replace_all(text, "\\", "\\\\"), "'", "''"), "'");
}

class MysqlIntrospector final : public Introspector {
 public:
  explicit MysqlIntrospector(db::Connection& connection)
      : connection_(connection), dialect_(connection.driver().dialect) {}

  Snapshot introspect(const Scope& scope) override {
    Snapshot snapshot;
    snapshot.default_schema = default_schema_name();
    for (const auto& schema : scope.schemas)
      list_tables(snapshot, scope, schema);
    std::sort(snapshot.tables.begin(), snapshot.tables.end(),
              [](const ReflectedTable& a, const ReflectedTable& b) {
                return std::tie(a.schema, a.name) < std::tie(b.schema, b.name);
              });
    std::vector<std::string> statements;
    for (const ReflectedTable& table : snapshot.tables)
      statements.push_back(cat(
          table.kind == ObjectKind::View ? "DESCRIBE " : "SHOW CREATE TABLE ",
          full_name(table.schema, table.name)));
    auto results = connection_.execute_batch(statements);
    for (std::size_t i = 0; i < results.size(); ++i) {
      ReflectedTable& table = snapshot.tables[i];
      std::vector<Row> rows = results[i]->all();
      std::string text;
      if (table.kind == ObjectKind::View)
        text = describe_to_create(rows);
      else if (!rows.empty())
        text = text_of(rows.front()[1]);
      parse_show_create(table, text,
                        {dialect_, snapshot.warnings, table.schema});
      table.columns.shrink_to_fit();
      results[i].reset();
    }
    return snapshot;
  }

  std::string default_schema_name() override {
    auto name = connection_.execute("SELECT DATABASE()")->scalar();
    return name ? text_of(*name) : "";
  }

  std::vector<std::string> schema_names() override {
    return texts("SHOW SCHEMAS");
  }

  std::vector<std::string> names(
      NameKind kind, const std::optional<std::string>& schema) override {
    std::vector<std::string> found;
    for (const Row& row : full_tables(schema)) {
      std::string type = text_of(row[1]);
      bool wanted = false;
      switch (kind) {
        case NameKind::Tables:
          wanted = type == "BASE TABLE";
          break;
        case NameKind::Views:
          wanted = type == "VIEW" || type == "SYSTEM VIEW";
          break;
        case NameKind::Sequences:
          wanted = type == "SEQUENCE";
          break;
        case NameKind::TemporaryTables:
        case NameKind::TemporaryViews:
        case NameKind::MaterializedViews:
        case NameKind::ForeignTables:
          break;
      }
      if (wanted) found.push_back(text_of(row[0]));
    }
    return found;
  }

  bool has_table(std::string_view name,
                 const std::optional<std::string>& schema) override {
    try {
      connection_.execute(cat("DESCRIBE ", full_name(schema, name)));
      return true;
    } catch (const db::Error& error) {
      // No such table, no such database, a broken view.
      if (error.code == 1146 || error.code == 1049 || error.code == 1051)
        return false;
      throw;
    }
  }

  std::optional<std::string> view_definition(
      std::string_view name,
      const std::optional<std::string>& schema) override {
    std::vector<std::string> views = names(NameKind::Views, schema);
    if (std::find(views.begin(), views.end(), name) == views.end())
      return std::nullopt;
    auto rows =
        connection_.execute(cat("SHOW CREATE TABLE ", full_name(schema, name)))
            ->all();
    if (rows.empty()) return std::nullopt;
    return text_of(rows.front()[1]);
  }

 private:
  static std::string full_name(const std::optional<std::string>& schema,
                               std::string_view name) {
    return schema ? cat(quoted_name(*schema), ".", quoted_name(name))
                  : quoted_name(name);
  }

  std::vector<std::string> texts(const std::string& sql) {
    std::vector<std::string> found;
    for (const Row& row : connection_.execute(sql)->all())
      found.push_back(text_of(row[0]));
    return found;
  }

  std::vector<Row> full_tables(const std::optional<std::string>& schema) {
    std::string from = schema ? cat(" FROM ", quoted_name(*schema)) : "";
    return connection_.execute(cat("SHOW FULL TABLES", from))->all();
  }

  void list_tables(Snapshot& snapshot, const Scope& scope,
                   const std::optional<std::string>& schema) {
    std::set<std::string> wanted;
    if (scope.names) wanted.insert(scope.names->begin(), scope.names->end());
    for (const Row& row : full_tables(schema)) {
      std::string type = text_of(row[1]);
      bool view = type == "VIEW" || type == "SYSTEM VIEW";
      if (!(view ? scope.views : scope.tables && type == "BASE TABLE"))
        continue;
      ReflectedTable table;
      table.name = text_of(row[0]);
      table.schema = schema;
      table.kind = view ? ObjectKind::View : ObjectKind::Table;
      if (scope.names && !wanted.contains(table.name)) continue;
      snapshot.tables.push_back(std::move(table));
    }
  }

  // A view as if it were a table; nothing is NOT NULL then.
  // SQLAlchemy: MySQLTableDefinitionParser._describe_to_create
  static std::string describe_to_create(const std::vector<Row>& rows) {
    std::vector<std::string> lines;
    for (const Row& row : rows) {
      std::string type = text_of(row[1]);
      std::string default_text = text_of(row[4]);
      std::string extra = text_of(row[5]);
      std::string line = cat("  ", quoted_name(text_of(row[0])), " ", type);
      bool now =
          type.substr(0, 9) == "timestamp" && default_text.substr(0, 1) == "C";
      if (contains(default_text, "auto_increment")) default_text.clear();
      if (now || default_text == "NULL")
        cat_to(line, " DEFAULT ", default_text);
      else if (!default_text.empty())
        cat_to(line, " DEFAULT ", quoted(default_text));
      if (!extra.empty()) cat_to(line, " ", extra);
      lines.push_back(std::move(line));
    }
    return cat("CREATE TABLE `v` (\n", join(lines, ",\n"), "\n) ");
  }

  db::Connection& connection_;
  std::string dialect_;
};

}  // namespace

std::unique_ptr<Introspector> mysql_introspector(db::Connection& connection) {
  return std::make_unique<MysqlIntrospector>(connection);
}

}  // namespace limbeck::dialects

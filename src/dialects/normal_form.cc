#include "dialects/normal_form.h"

#include <algorithm>
#include <cctype>
#include <map>

#include "base/text.h"
#include "dialects/mysql/show_create.h"

namespace limbeck::dialects {

namespace {

using Forms = std::vector<NormalForm>;
using Kind = Definition::Kind;

std::string quoted(std::string_view name, char quote) {
  const std::string one(1, quote);
  return cat(one, replace_all(name, one, cat(one, one)), one);
}

std::string literal(std::string_view text) {
  return cat("'", replace_all(text, "'", "''"), "'");
}

std::string table_name(const ReflectedTable& table, char quote) {
  return cat(table.schema ? cat(quoted(*table.schema, quote), ".") : "",
             quoted(table.name, quote));
}

std::string text_of(const db::Row& row, std::size_t at) {
  const auto* text = row[at].get<std::string>();
  return text ? *text : std::string();
}

std::string after(const std::string& text, std::string_view mark) {
  const std::size_t at = text.find(mark);
  return at == std::string::npos ? text : text.substr(at + mark.size());
}

const ReflectedColumn* computed_column(const ReflectedTable& table,
                                       const std::string& name) {
  const ReflectedColumn* column = table.find_column(name);
  if (!column) return nullptr;
  return std::holds_alternative<schema::Computed>(column->column.server_default)
             ? column
             : nullptr;
}

const schema::Computed& computed_of(const ReflectedColumn& column) {
  return std::get<schema::Computed>(column.column.server_default);
}

std::string without(std::string text, std::string_view suffix) {
  if (text.ends_with(suffix)) text.resize(text.size() - suffix.size());
  return text;
}

// ------------------------------------------------------------- PostgreSQL

/// A place to come back to, with all that was done since undone.
class Trial {
 public:
  explicit Trial(db::Connection& connection)
      : connection_(connection), outer_(!connection.in_transaction()) {
    if (outer_)
      connection_.begin();
    else
      connection_.savepoint(kName);
  }
  ~Trial() {
    try {
      if (outer_) {
        connection_.rollback();
      } else {
        connection_.rollback_to(kName);
        connection_.release(kName);
      }
    } catch (const Error&) {  // the connection is gone; its user hears of it
    }
  }
  Trial(const Trial&) = delete;
  Trial& operator=(const Trial&) = delete;

  /// Runs a statement that may fail; its error's first line, or nothing.
  std::string attempt(const std::string& sql) {
    connection_.savepoint(kStep);
    try {
      connection_.execute(sql);
    } catch (const Error& error) {
      connection_.rollback_to(kStep);
      return split(error.message(), '\n').front();
    }
    connection_.release(kStep);
    return {};
  }

 private:
  static constexpr std::string_view kName = "limbeck_trial";
  static constexpr std::string_view kStep = "limbeck_step";
  db::Connection& connection_;  // borrowed
  bool outer_;
};

/// What the catalog says of both tables: "k" and a CHECK's name, "i" and an
/// index's, "c" and a computed column's.
std::map<std::string, std::string> read_postgresql(
    db::Connection& connection, const ReflectedTable& table) {
  const std::string tables =
      cat("IN (", literal(cat("pg_temp.", kNormalTable)), "::regclass, ",
          literal(table_name(table, '"')), "::regclass)");
  const auto rows = connection.execute(
      cat("SELECT 'k' || conname, pg_get_constraintdef(oid, true)"
          " FROM pg_catalog.pg_constraint WHERE contype = 'c' AND conrelid ",
          tables,
          " UNION ALL SELECT 'i' || c.relname, CASE WHEN i.indisunique THEN"
          " 'UNIQUE' ELSE '' END || pg_get_indexdef(c.oid)"
          " FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c"
          " ON c.oid = i.indexrelid WHERE i.indrelid ",
          tables,
          " UNION ALL SELECT 'c' || a.attname, pg_get_expr(d.adbin, d.adrelid)"
          " FROM pg_catalog.pg_attrdef d JOIN pg_catalog.pg_attribute a"
          " ON a.attrelid = d.adrelid AND a.attnum = d.adnum"
          " WHERE a.attgenerated <> '' AND d.adrelid ",
          tables));
  std::map<std::string, std::string> found;
  for (db::Row row; rows->next(row);) {
    const std::string name = text_of(row, 0);
    std::string text = text_of(row, 1);
    if (name[0] == 'k')
      text = without(without(text, " NOT VALID"), " NO INHERIT");
    if (name[0] == 'i')
      text = cat(text.starts_with("UNIQUE") ? "UNIQUE " : "",
                 after(text, " USING "));
    found.emplace(name, std::move(text));
  }
  return found;
}

std::string postgresql_key(const Definition& one, const std::string& name) {
  const char* kind = one.kind == Kind::Check      ? "k"
                     : one.kind == Kind::Computed ? "c"
                                                  : "i";
  return cat(kind, name);
}

std::string add_computed(const ReflectedColumn& column, const std::string& name,
                         std::string_view text, std::string_view form) {
  return cat("ALTER TABLE ", kNormalTable, " ADD COLUMN ", name, " ",
             column.type_text, " GENERATED ALWAYS AS (", text, ") ", form);
}

/// The statement that makes the thing of its form, as a dump's would.
std::string again(const ReflectedTable& table, const Definition& one,
                  const std::string& name, std::string form) {
  switch (one.kind) {
    case Kind::Check:
      return cat("ALTER TABLE ", kNormalTable, " ADD CONSTRAINT ", name, " ",
                 form);
    case Kind::Computed:
      return add_computed(*computed_column(table, one.name), name, form,
                          "STORED");
    case Kind::Index: {
      const bool unique = form.starts_with("UNIQUE ");
      if (unique) form.erase(0, 7);
      return cat("CREATE ", unique ? "UNIQUE " : "", "INDEX ", name, " ON ",
                 kNormalTable, " USING ", form);
    }
  }
  return {};
}

// A form that is read in once more may become another one, so that a dumped and
// restored database differs from its origin. Both sides are taken one further.
void take_further(Trial& trial, db::Connection& connection,
                  const ReflectedTable& table,
                  const std::vector<Definition>& definitions, Forms& forms) {
  bool any = false;
  const auto name = [](const char* side, std::size_t place) {
    return cat("limbeck_", side, "_", place);
  };
  for (std::size_t i = 0; i < forms.size(); ++i) {
    NormalForm& form = forms[i];
    if (!form.failure.empty() || form.database.empty() ||
        form.model == form.database)
      continue;
    any = true;
    trial.attempt(again(table, definitions[i], name("model", i), form.model));
    trial.attempt(
        again(table, definitions[i], name("database", i), form.database));
  }
  if (!any) return;
  const auto found = read_postgresql(connection, table);
  for (std::size_t i = 0; i < forms.size(); ++i) {
    const auto model =
        found.find(postgresql_key(definitions[i], name("model", i)));
    const auto database =
        found.find(postgresql_key(definitions[i], name("database", i)));
    if (model != found.end() && database != found.end() &&
        model->second == database->second)
      forms[i].model = forms[i].database;
  }
}

Forms ask_postgresql(db::Connection& connection, const ReflectedTable& table,
                     const std::vector<std::string>& preparations,
                     const std::vector<Definition>& definitions) {
  Forms forms(definitions.size());
  Trial trial(connection);
  if (const std::string why =
          trial.attempt(cat("CREATE TEMPORARY TABLE ", kNormalTable, " (LIKE ",
                            table_name(table, '"'), ")"));
      !why.empty()) {
    for (NormalForm& form : forms) form.failure = why;
    return forms;
  }
  // One that cannot be made is told by what needs it.
  for (const std::string& sql : preparations) trial.attempt(sql);
  for (std::size_t i = 0; i < definitions.size(); ++i) {
    const Definition& one = definitions[i];
    std::string sql = one.text;
    if (one.kind == Kind::Computed) {
      const ReflectedColumn* column = computed_column(table, one.name);
      if (!column) {
        forms[i].failure = "it is no computed column";
        continue;
      }
      sql = add_computed(*column, normal_name(i), one.text, "STORED");
    }
    forms[i].failure = trial.attempt(sql);
  }
  const auto found = read_postgresql(connection, table);
  const auto text = [&](const Definition& one, const std::string& name) {
    const auto at = found.find(postgresql_key(one, name));
    return at == found.end() ? std::string() : at->second;
  };
  for (std::size_t i = 0; i < definitions.size(); ++i) {
    forms[i].model = text(definitions[i], normal_name(i));
    forms[i].database = text(definitions[i], definitions[i].name);
  }
  take_further(trial, connection, table, definitions, forms);
  return forms;
}

// ------------------------------------------------------ MySQL and MariaDB

std::string index_text(const ReflectedIndex& index) {
  std::string text = index.unique ? "UNIQUE " : "";
  cat_to(text, index.type, index.type.empty() ? "(" : " (");
  for (std::size_t i = 0; i < index.column_names.size(); ++i) {
    if (i) text += ", ";
    if (index.column_names[i])
      text += *index.column_names[i];
    else if (i < index.expressions.size())
      text += index.expressions[i];
  }
  text += ")";
  for (const auto& [column, words] : index.column_sorting)
    cat_to(text, " ", column, " ", join(words, " "));
  return text;
}

void read_mysql(const ReflectedTable& table, bool tried,
                const std::vector<Definition>& definitions, Forms& forms) {
  for (std::size_t i = 0; i < definitions.size(); ++i) {
    const std::string name = tried ? normal_name(i) : definitions[i].name;
    std::string& text = tried ? forms[i].model : forms[i].database;
    switch (definitions[i].kind) {
      case Kind::Check:
        for (const ReflectedCheck& check : table.checks)
          if (check.name == name) text = check.sqltext;
        break;
      case Kind::Computed:
        if (const ReflectedColumn* column = computed_column(table, name))
          text =
              cat(computed_of(*column).sqltext.text,
                  computed_of(*column).persisted.value_or(false) ? " STORED"
                                                                 : " VIRTUAL");
        break;
      case Kind::Index:
        for (const ReflectedIndex& index : table.indexes)
          if (index.name == name) {
            text = index_text(index);
            if (const schema::Option* lengths =
                    index.options.find("mysql_length"))
              if (const auto* map = lengths->get<schema::OptionMap>())
                for (const auto& [column, length] : *map)
                  if (const auto* number = length.get<std::int64_t>())
                    cat_to(text, " ", column, "(", *number, ")");
          }
        break;
    }
  }
}

Forms ask_mysql(db::Connection& connection, const ReflectedTable& table,
                const std::vector<std::string>& preparations,
                const std::vector<Definition>& definitions) {
  Forms forms(definitions.size());
  const auto attempt = [&](const std::string& sql) -> std::string {
    try {
      connection.execute(sql);
    } catch (const Error& error) {
      return split(error.message(), '\n').front();
    }
    return {};
  };
  if (const std::string why =
          attempt(cat("CREATE TEMPORARY TABLE ", kNormalTable, " LIKE ",
                      table_name(table, '`')));
      !why.empty()) {
    for (NormalForm& form : forms) form.failure = why;
    return forms;
  }
  for (const std::string& sql : preparations) attempt(sql);
  for (std::size_t i = 0; i < definitions.size(); ++i) {
    const Definition& one = definitions[i];
    std::string sql = one.text;
    if (one.kind == Kind::Computed) {
      const ReflectedColumn* column = computed_column(table, one.name);
      if (!column) {
        forms[i].failure = "it is no computed column";
        continue;
      }
      sql = add_computed(*column, normal_name(i), one.text,
                         one.persisted ? "STORED" : "VIRTUAL");
    }
    forms[i].failure = attempt(sql);
  }
  db::Row row;
  std::vector<std::string> warnings;
  const std::optional<std::string> schema;
  // The prefix of its options does not matter for the comparison.
  const ShowCreateContext context{"mysql", warnings, schema};
  ReflectedTable seen;
  if (connection.execute(cat("SHOW CREATE TABLE ", kNormalTable))->next(row))
    parse_show_create(seen, text_of(row, 1), context);
  read_mysql(seen, true, definitions, forms);
  ReflectedTable real;
  if (connection.execute(cat("SHOW CREATE TABLE ", table_name(table, '`')))
          ->next(row))
    parse_show_create(real, text_of(row, 1), context);
  read_mysql(real, false, definitions, forms);
  attempt(cat("DROP TEMPORARY TABLE ", kNormalTable));
  return forms;
}

// ----------------------------------------------------------------- SQLite

Forms ask_sqlite(db::Connection& connection, const ReflectedTable& table,
                 const std::vector<Definition>& definitions) {
  Forms forms(definitions.size());
  for (std::size_t i = 0; i < definitions.size(); ++i) {
    const Definition& one = definitions[i];
    NormalForm& form = forms[i];
    switch (one.kind) {
      case Kind::Check:
        form.model = word_form(after(one.text, " CHECK "));
        for (const ReflectedCheck& check : table.checks)
          if (check.name == one.name) form.database = word_form(check.sqltext);
        break;
      case Kind::Computed:
        form.model =
            cat(word_form(one.text), one.persisted ? " STORED" : " VIRTUAL");
        if (const ReflectedColumn* column = computed_column(table, one.name))
          form.database =
              cat(word_form(computed_of(*column).sqltext.text),
                  computed_of(*column).persisted.value_or(false) ? " STORED"
                                                                 : " VIRTUAL");
        break;
      case Kind::Index: {
        const std::string master =
            table.schema ? cat(quoted(*table.schema, '"'), ".sqlite_master")
                         : "sqlite_master";
        const auto rows = connection.execute(
            cat("SELECT sql FROM ", master,
                " WHERE type = 'index' AND name = ", literal(one.name)));
        const auto shown = [](const std::string& sql) {
          const std::size_t open = sql.find('(');
          return cat(
              contains(upper(sql.substr(0, open)), "CREATE UNIQUE ") ? "UNIQUE "
                                                                     : "",
              word_form(open == std::string::npos ? sql : sql.substr(open)));
        };
        form.model = shown(one.text);
        if (db::Row row; rows->next(row))
          form.database = shown(text_of(row, 0));
        break;
      }
    }
  }
  return forms;
}

}  // namespace

std::string normal_name(std::size_t place) {
  return cat("limbeck_normal_", place);
}

std::vector<NormalForm> normal_forms(
    db::Connection& connection, const ReflectedTable& table,
    const std::vector<std::string>& preparations,
    const std::vector<Definition>& definitions) {
  if (definitions.empty()) return {};
  const std::string_view kind = connection.driver().dialect;
  if (kind == "postgresql")
    return ask_postgresql(connection, table, preparations, definitions);
  if (kind == "sqlite") return ask_sqlite(connection, table, definitions);
  return ask_mysql(connection, table, preparations, definitions);
}

std::string word_form(std::string_view sql) {
  sql = strip(sql);
  while (sql.size() > 1 && sql.front() == '(' &&
         matching_paren(sql, 0) == sql.size() - 1)
    sql = strip(sql.substr(1, sql.size() - 2));
  const auto is_word = [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) || c == '_' ||
           (c & 0x80) != 0;
  };
  std::string out;
  for (std::size_t i = 0; i < sql.size();) {
    const char c = sql[i];
    if (std::isspace(static_cast<unsigned char>(c))) {
      ++i;
      continue;
    }
    if (!out.empty()) out += ' ';
    std::size_t end = i + 1;
    if (is_word(c)) {
      while (end < sql.size() && is_word(sql[end])) ++end;
      out += lower(sql.substr(i, end - i));
    } else if (c == '\'' || c == '"' || c == '`') {
      while (end < sql.size() && sql[end] != c) ++end;
      end = std::min(end + 1, sql.size());
      std::string_view text = sql.substr(i, end - i);
      const std::string_view inside = text.substr(1, text.size() - 2);
      bool plain = c != '\'' && !inside.empty();
      for (char one : inside) plain = plain && is_word(one);
      out += plain ? lower(inside) : std::string(text);
    } else {
      out += c;
    }
    i = end;
  }
  return out;
}

}  // namespace limbeck::dialects

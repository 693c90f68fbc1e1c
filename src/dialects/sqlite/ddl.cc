#include "dialects/sqlite/ddl.h"

#include "base/error.h"
#include "base/text.h"
#include "dialects/default_text.h"

namespace limbeck::dialects {

using schema::Clause;
using schema::Option;
using schema::Table;
using schema::TypeKind;

namespace {

bool has_foreign_key(const Table& table, const std::string& column) {
  for (const auto& each : table.constraints) {
    const auto* key = std::get_if<schema::ForeignKey>(&each);
    if (!key) continue;
    for (const std::string& name : key->columns) {
      if (name == column) return true;
    }
  }
  return false;
}

/// Whether AUTOINCREMENT makes the column carry the primary key itself.
bool counts_inline(const Table& table, const schema::Column& column) {
  const schema::PrimaryKey* key = table.primary_key();
  return table.options.flag("sqlite_autoincrement") && key &&
         key->columns.size() == 1 &&
         column.type.affinity() == TypeKind::Integer &&
         column.foreign_keys.empty() &&
         !has_foreign_key(table, column.name.text);
}

}  // namespace

// SQLAlchemy: SQLiteDDLCompiler.get_column_specification
std::string SqliteDdl::column_specification(const schema::Column& column,
                                            const Table& table) {
  std::string out = cat(quoter_.quote(column.name), " ", type(column.type));
  if (auto text = default_text(column.server_default)) {
    bool bare = starts_quoted(*text) || is_one_word(*text);
    cat_to(out, bare ? " DEFAULT " : " DEFAULT (", *text, bare ? "" : ")");
  }
  if (!column.nullable) {
    out += " NOT NULL";
    if (auto text = column.options.text("sqlite_on_conflict_not_null")) {
      cat_to(out, " ON CONFLICT ", *text);
    }
  }
  if (column.primary_key) {
    const schema::PrimaryKey* key = table.primary_key();
    if (column.autoincrement == schema::Autoincrement::True && key &&
        key->columns.size() != 1) {
      throw Error(ErrorKind::Compile,
                  "SQLite does not support autoincrement for composite primary "
                  "keys");
    }
    if (counts_inline(table, column)) {
      out += " PRIMARY KEY";
      if (auto text = column.options.text("sqlite_on_conflict_primary_key")) {
        cat_to(out, " ON CONFLICT ", *text);
      }
      out += " AUTOINCREMENT";
    }
  }
  if (const auto* each =
          std::get_if<schema::Computed>(&column.server_default)) {
    cat_to(out, " ", computed(*each));
  }
  return out;
}

std::optional<std::string> SqliteDdl::visit(const schema::PrimaryKey& key,
                                            const Table& table) {
  const schema::Column* only =
      key.columns.size() == 1 ? table.find_column(key.columns[0]) : nullptr;
  if (only && only->primary_key && counts_inline(table, *only)) {
    return std::nullopt;
  }
  auto text = DdlCompiler::visit(key, table);
  auto conflict = key.options.text("sqlite_on_conflict");
  if (!conflict && only) {
    conflict = only->options.text("sqlite_on_conflict_primary_key");
  }
  if (text && conflict) cat_to(*text, " ON CONFLICT ", *conflict);
  return text;
}

std::optional<std::string> SqliteDdl::visit(const schema::Unique& unique,
                                            const Table& table) {
  auto text = DdlCompiler::visit(unique, table);
  auto conflict = unique.options.text("sqlite_on_conflict");
  if (!conflict && unique.columns.size() == 1) {
    if (const auto* column = table.find_column(unique.columns[0])) {
      conflict = column->options.text("sqlite_on_conflict_unique");
    }
  }
  if (text && conflict) cat_to(*text, " ON CONFLICT ", *conflict);
  return text;
}

std::optional<std::string> SqliteDdl::visit(const schema::Check& check,
                                            const Table& table) {
  auto text = DdlCompiler::visit(check, table);
  auto conflict = check.options.text("sqlite_on_conflict");
  if (text && conflict) cat_to(*text, " ON CONFLICT ", *conflict);
  return text;
}

// A key to another attached database cannot be declared.
std::optional<std::string> SqliteDdl::visit(const schema::ForeignKey& key,
                                            const Table& table) {
  if (key.referred_schema != table.schema) {
    return std::nullopt;
  }
  return DdlCompiler::visit(key, table);
}

std::string SqliteDdl::referred_table(const schema::ForeignKey& key) {
  return quoter_.quote(key.referred_table);
}

std::string SqliteDdl::visit(const sql::CreateIndex& create) {
  const schema::Index& index = create.index;
  std::vector<std::string> parts;
  for (const auto& element : index.elements) {
    parts.push_back(index_element(element, create));
  }
  std::string out = cat(
      "CREATE ", index.unique ? "UNIQUE " : "", "INDEX ",
      create.if_not_exists ? "IF NOT EXISTS " : "", index_name(create, true),
      " ON ", quoter_.quote(index.table), " (", join(parts, ", "), ")");
  if (const Option* where = index.options.find("sqlite_where")) {
    if (const auto* sql = where->get<Clause>()) {
      cat_to(out, " WHERE ", clause(*sql));
    }
  }
  return out;
}

std::string SqliteDdl::after_table(const Table& table) {
  std::vector<std::string> parts;
  const Option* rowid = table.options.find("sqlite_with_rowid");
  if (rowid && !rowid->truth()) parts.push_back("WITHOUT ROWID");
  if (table.options.flag("sqlite_strict")) parts.push_back("STRICT");
  return parts.empty() ? "" : cat("\n ", join(parts, ",\n "));
}

std::string SqliteDdl::visit(const sql::RenameTable& rename) {
  return cat(alter_table(rename.table), " RENAME TO ",
             quoter_.quote(rename.new_name));
}

std::string SqliteDdl::visit(const sql::ColumnName& change) {
  return cat(alter_table(change.table), " RENAME COLUMN ",
             quoter_.quote(change.column), " TO ",
             quoter_.quote(change.new_name));
}

}  // namespace limbeck::dialects

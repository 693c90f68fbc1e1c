#include "alembic/version_table.h"

#include "base/text.h"
#include "schema/schema.h"

namespace limbeck::alembic {
namespace {

std::string quoted_name(const sql::Dialect& dialect,
                        const VersionTable& table) {
  std::string name;
  if (table.schema) name = cat(dialect.quote(schema::Name(*table.schema)), ".");
  return name += dialect.quote(schema::Name(table.name));
}

// The reference writes the id between quotes as it is; ids cannot hold one in
// practice, but a quote must not end the literal.
std::string literal(const std::string& id) {
  return cat("'", replace_all(id, "'", "''"), "'");
}

// SQLAlchemy fetches the new primary key where the database can return it.
struct Returning {
  std::string before_values, at_end;
};
Returning returning(const sql::Dialect& dialect, const VersionTable& table,
                    const std::string& name) {
  if (!table.primary_key) return {};
  const std::string_view dialect_name = dialect.name();
  if (dialect_name == "mssql") return {" OUTPUT inserted.version_num", ""};
  if (dialect_name == "sqlite") return {"", " RETURNING version_num"};
  if (dialect_name == "oracle")
    return {"", cat(" RETURNING ", name, ".version_num INTO :ret_0")};
  if (dialect.traits().insert_returning)
    return {"", cat(" RETURNING ", name, ".version_num")};
  return {};
}

}  // namespace

sql::CreateTable VersionTable::create(bool if_not_exists) const {
  schema::Table table{schema::Name(name), {}, {}};
  if (schema) table.schema = schema::Name(*schema);
  schema::Column column(schema::Name("version_num"), schema::string_type(32));
  column.nullable = false;
  column.nullable_given = true;
  table.columns.push_back(std::move(column));
  if (primary_key) {
    schema::PrimaryKey key;
    key.name = schema::Name(cat(name, "_pkc"));
    key.columns = {"version_num"};
    table.columns[0].primary_key = true;
    table.constraints.emplace_back(std::move(key));
  }
  return {std::move(table), if_not_exists};
}

std::string VersionTable::select(const sql::Dialect& dialect) const {
  const std::string table = quoted_name(dialect, *this);
  return cat("SELECT ", table, ".version_num \nFROM ", table);
}

std::string VersionTable::delete_all(const sql::Dialect& dialect) const {
  return cat("DELETE FROM ", quoted_name(dialect, *this));
}

std::string VersionTable::change(const sql::Dialect& dialect,
                                 const revision::RowChange& change) const {
  const std::string table = quoted_name(dialect, *this);
  const std::string where =
      cat(" WHERE ", table, ".version_num = ", literal(change.from));
  switch (change.kind) {
    case revision::RowChange::Kind::Insert: {
      const Returning extra = returning(dialect, *this, table);
      return cat("INSERT INTO ", table, " (version_num)", extra.before_values,
                 " VALUES (", literal(change.to), ")", extra.at_end);
    }
    case revision::RowChange::Kind::Update:
      return cat("UPDATE ", table, " SET version_num=", literal(change.to),
                 where);
    case revision::RowChange::Kind::Delete:
      return cat("DELETE FROM ", table, where);
  }
  return {};
}

}  // namespace limbeck::alembic

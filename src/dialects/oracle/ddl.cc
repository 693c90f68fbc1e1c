#include "dialects/oracle/ddl.h"

#include "base/error.h"
#include "base/text.h"

namespace limbeck::dialects {

using schema::Identity;
using schema::Option;

std::string OracleDdl::cascades(const schema::ForeignKey& key) {
  schema::ForeignKey rest = key;
  rest.onupdate.clear();  // Oracle has none
  return DdlCompiler::cascades(rest);
}

std::string OracleDdl::computed(const schema::Computed& computed) {
  if (computed.persisted.value_or(false)) {
    throw Error(ErrorKind::Compile,
                "Oracle Database computed columns do not support 'stored' "
                "persistence; set the 'persisted' flag to None or False for "
                "Oracle Database support.");
  }
  return DdlCompiler::computed(computed);
}

std::string OracleDdl::sequence_options(
    const schema::SequenceOptions& options) {
  std::string out = DdlCompiler::sequence_options(options);
  out = replace_all(out, "NO MINVALUE", "NOMINVALUE");
  out = replace_all(out, "NO MAXVALUE", "NOMAXVALUE");
  out = replace_all(out, "NO CYCLE", "NOCYCLE");
  if (options.order) out += *options.order ? " ORDER" : " NOORDER";
  return std::string(strip(out));
}

std::string OracleDdl::identity(const Identity& identity) {
  std::string out =
      cat("GENERATED ", identity.always ? "ALWAYS" : "BY DEFAULT",
          identity.on_null.value_or(false) ? " ON NULL" : "", " AS IDENTITY");
  std::string options = sequence_options(identity.options);
  return options.empty() ? out : cat(out, " (", options, ")");
}

// SQLAlchemy: OracleDDLCompiler.post_create_table
std::string OracleDdl::after_table(const schema::Table& table) {
  std::string out;
  if (auto text = table.options.text("oracle_on_commit")) {
    cat_to(out, "\n ON COMMIT ", upper(replace_all(*text, "_", " ")));
  }
  if (const Option* compress = table.options.find("oracle_compress")) {
    const bool* flag = compress->get<bool>();
    if (flag && *flag) {
      out += "\n COMPRESS";
    } else if (const auto* text = compress->get<std::string>()) {
      cat_to(out, "\n COMPRESS FOR ", *text);
    } else if (const auto* number = compress->get<std::int64_t>()) {
      cat_to(out, "\n COMPRESS FOR ", *number);
    }
  }
  if (auto space = table.options.name("oracle_tablespace")) {
    cat_to(out, "\n TABLESPACE ", quoter_.quote(*space));
  }
  return out;
}

std::string OracleDdl::visit(const sql::CreateIndex& create) {
  const schema::Index& index = create.index;
  std::vector<std::string> parts;
  for (const auto& element : index.elements) {
    parts.push_back(index_element(element, create));
  }
  std::string out = cat("CREATE ", index.unique ? "UNIQUE " : "",
                        index.options.flag("oracle_bitmap") ? "BITMAP " : "",
                        "INDEX ", index_name(create, true), " ON ",
                        quoter_.table(index.table, index.schema), " (",
                        join(parts, ", "), ")");
  if (const Option* compress = index.options.find("oracle_compress")) {
    const bool* flag = compress->get<bool>();
    const auto* number = compress->get<std::int64_t>();
    if (flag && *flag) out += " COMPRESS";
    if (number) cat_to(out, " COMPRESS ", *number);
  }
  return out;
}

// Alembic: ddl.oracle
std::string OracleDdl::alter_column(const schema::Name& column) {
  return cat("MODIFY ", quoter_.quote(column));
}

std::string OracleDdl::add_column(const sql::AddColumn&,
                                  const schema::Table& table) {
  return cat("ADD ", column_specification(table.columns.front(), table));
}

std::string OracleDdl::visit(const sql::RenameTable& rename) {
  return cat(alter_table(rename.table), " RENAME TO ",
             quoter_.quote(rename.new_name));
}

std::string OracleDdl::visit(const sql::ColumnNullable& change) {
  return cat(alter_table(change.table), " ", alter_column(change.column),
             change.nullable ? " NULL" : " NOT NULL");
}

std::string OracleDdl::visit(const sql::ColumnType& change) {
  return cat(alter_table(change.table), " ", alter_column(change.column), " ",
             type(change.type));
}

std::string OracleDdl::visit(const sql::ColumnName& change) {
  return cat(alter_table(change.table), " RENAME COLUMN ",
             quoter_.quote(change.column), " TO ",
             quoter_.quote(change.new_name));
}

std::string OracleDdl::visit(const sql::ColumnDefault& change) {
  const auto* wanted = std::get_if<Identity>(&change.server_default);
  bool existing =
      change.existing.server_default &&
      std::holds_alternative<Identity>(*change.existing.server_default);
  if (change.existing.server_default &&
      std::holds_alternative<schema::Computed>(*change.existing.server_default))
    return DdlCompiler::visit(change);
  std::string start =
      cat(alter_table(change.table), " ", alter_column(change.column), " ");
  if (wanted) return start + identity(*wanted);
  if (existing &&
      !std::holds_alternative<std::monostate>(change.server_default))
    throw Error(ErrorKind::Compile,
                "Only an identity can replace an identity; drop it first.");
  if (existing) return start + "DROP IDENTITY";
  auto text = default_text(change.server_default);
  if (!text && !std::holds_alternative<std::monostate>(change.server_default)) {
    return DdlCompiler::visit(change);
  }
  return cat(start, "DEFAULT ", text.value_or("NULL"));
}

// Names stand here as they are, without quotes or schema.
std::string OracleDdl::visit(const sql::ColumnComment& change) {
  return cat("COMMENT ON COLUMN ", change.table.table.text, ".",
             change.column.text, " IS ",
             string_literal(change.comment.value_or("")));
}

std::string OracleDdl::visit(const sql::DropTableComment& drop) {
  return cat("COMMENT ON TABLE ", table_name(drop.table), " IS ''");
}

}  // namespace limbeck::dialects

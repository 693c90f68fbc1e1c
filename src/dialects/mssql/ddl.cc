#include "dialects/mssql/ddl.h"

#include "base/error.h"
#include "base/text.h"
#include "sql/type_compiler.h"

namespace limbeck::dialects {

using schema::Clause;
using schema::Identity;
using schema::Option;
using schema::Table;
using schema::TypeKind;

std::string MsSqlDdl::national(const std::string& text) {
  return dialect_.types().literal(text, TypeKind::NVARCHAR, quoter_);
}

std::string MsSqlDdl::clustered(const schema::Options& options) {
  const Option* option = options.find("mssql_clustered");
  if (!option) return {};
  return option->truth() ? "CLUSTERED " : "NONCLUSTERED ";
}

// SQLAlchemy: MSDDLCompiler.get_column_specification
std::string MsSqlDdl::column_specification(const schema::Column& column,
                                           const Table& table) {
  std::string out = cat(quoter_.quote(column.name), " ");
  const auto* generated = std::get_if<schema::Computed>(&column.server_default);
  const auto* given = std::get_if<Identity>(&column.server_default);
  out += generated ? computed(*generated) : type(column.type);
  bool forced = column.autoincrement == schema::Autoincrement::True;
  if (!column.nullable || column.primary_key || column.sequence || forced ||
      given) {
    out += " NOT NULL";
  } else if (!generated) {
    out += " NULL";
  }
  auto number = [&](const char* name) -> std::optional<std::int64_t> {
    const Option* option = column.options.find(name);
    const auto* value = option ? option->get<std::int64_t>() : nullptr;
    return value ? std::optional(*value) : std::nullopt;
  };
  if (given) {
    if (column.options.find("mssql_identity_start") ||
        column.options.find("mssql_identity_increment")) {
      throw Error(ErrorKind::Compile,
                  "Cannot specify options 'mssql_identity_start' and/or "
                  "'mssql_identity_increment' while also using the 'Identity' "
                  "construct.");
    }
    return out + identity(*given);
  }
  bool counts =
      schema::autoincrement_column(table, sql::type_text) == &column || forced;
  if (counts && (!column.sequence || column.sequence->optional)) {
    Identity plain;
    plain.options.start = number("mssql_identity_start");
    plain.options.increment = number("mssql_identity_increment");
    return out + identity(plain);
  }
  if (auto text = default_text(column.server_default)) {
    cat_to(out, " DEFAULT ", *text);
  }
  return out;
}

std::string MsSqlDdl::computed(const schema::Computed& computed) {
  return cat("AS (", clause(computed.sqltext), ")",
             computed.persisted.value_or(false) ? " PERSISTED" : "");
}

std::string MsSqlDdl::identity(const Identity& identity) {
  const auto& options = identity.options;
  if (!options.start && !options.increment) return " IDENTITY";
  return cat(" IDENTITY(", options.start.value_or(1), ",",
             options.increment.value_or(1), ")");
}

std::optional<std::string> MsSqlDdl::visit(const schema::PrimaryKey& key,
                                           const Table& table) {
  if (key.columns.empty()) return std::nullopt;
  return cat(preamble(key, table), "PRIMARY KEY ", clustered(key.options), "(",
             column_list(key.columns, table), ")",
             deferrability(key.deferrable, key.initially));
}

std::optional<std::string> MsSqlDdl::visit(const schema::Unique& unique,
                                           const Table& table) {
  if (unique.columns.empty()) return std::nullopt;
  return cat(preamble(unique, table), "UNIQUE ", clustered(unique.options), "(",
             column_list(unique.columns, table), ")",
             deferrability(unique.deferrable, unique.initially));
}

// SQLAlchemy: MSDDLCompiler.visit_create_index
std::string MsSqlDdl::visit(const sql::CreateIndex& create) {
  const schema::Index& index = create.index;
  std::vector<std::string> parts;
  for (const auto& element : index.elements) {
    parts.push_back(index_element(element, create));
  }
  std::string out =
      cat("CREATE ", index.unique ? "UNIQUE " : "", clustered(index.options),
          index.options.flag("mssql_columnstore") ? "COLUMNSTORE " : "",
          "INDEX ", index_name(create, false), " ON ",
          quoter_.table(index.table, index.schema));
  if (!parts.empty()) cat_to(out, " (", join(parts, ", "), ")");
  const Option* include = index.options.find("mssql_include");
  const auto* names = include ? include->get<schema::OptionList>() : nullptr;
  if (names && !names->empty()) {
    std::vector<std::string> columns;
    for (const Option& each : *names) {
      if (const auto* name = each.get<std::string>()) columns.push_back(*name);
    }
    cat_to(out, " INCLUDE (", column_list(columns), ")");
  }
  if (const Option* where = index.options.find("mssql_where")) {
    const auto* sql = where->get<Clause>();
    const auto* text = where->get<std::string>();
    cat_to(out, " WHERE ", sql ? clause(*sql) : text ? *text : "");
  }
  return out;
}

std::string MsSqlDdl::visit(const sql::DropIndex& drop) {
  return cat("\nDROP INDEX", drop.if_exists ? " IF EXISTS" : "", " ",
             index_name(drop.index, false), " ON ",
             quoter_.table(drop.index.table, drop.index.schema));
}

// Alembic: ddl.mssql
std::string MsSqlDdl::add_column(const sql::AddColumn&, const Table& table) {
  return cat("ADD ", column_specification(table.columns.front(), table));
}

std::string MsSqlDdl::visit(const sql::RenameTable& rename) {
  std::string old = alter_table(rename.table).substr(12);
  return cat("EXEC sp_rename '", old, "', ", quoter_.quote(rename.new_name));
}

std::string MsSqlDdl::visit(const sql::ColumnNullable& change) {
  return cat(alter_table(change.table), " ", alter_column(change.column), " ",
             type(change.existing.type.value_or(schema::Type())),
             change.nullable ? " NULL" : " NOT NULL");
}

std::string MsSqlDdl::visit(const sql::ColumnType& change) {
  return cat(alter_table(change.table), " ", alter_column(change.column), " ",
             type(change.type));
}

std::string MsSqlDdl::visit(const sql::ColumnName& change) {
  std::string table = alter_table(change.table).substr(12);
  return cat("EXEC sp_rename '", table, ".", quoter_.quote(change.column),
             "', ", quoter_.quote(change.new_name), ", 'COLUMN'");
}

std::string MsSqlDdl::visit(const sql::ColumnDefault& change) {
  auto text = default_text(change.server_default);
  // An identity or a generated column does not become another one.
  const auto& existing = change.existing.server_default;
  const bool made =
      existing && (std::holds_alternative<schema::Identity>(*existing) ||
                   std::holds_alternative<schema::Computed>(*existing));
  if (!text || made) return DdlCompiler::visit(change);
  return cat(alter_table(change.table), " ADD DEFAULT ", *text, " FOR ",
             quoter_.quote(change.column));
}

std::string MsSqlDdl::property_target(const sql::TableName& table) {
  std::string schema = "dbo";
  if (table.schema && !table.schema->text.empty()) {
    schema = quoter_.schema(*table.schema);
  }
  return cat("'schema', ", schema, ", 'table', ", quoter_.quote(table.table));
}

std::string MsSqlDdl::visit(const sql::ColumnComment& change) {
  std::string target = cat(property_target(change.table), ", 'column', ",
                           quoter_.quote(change.column));
  if (!change.comment) {
    return cat("exec sp_dropextendedproperty 'MS_Description', ", target);
  }
  return cat(change.existing.comment ? "exec sp_updateextendedproperty"
                                     : "exec sp_addextendedproperty",
             " 'MS_Description', ", national(*change.comment), ", ", target);
}

std::string MsSqlDdl::visit(const sql::SetTableComment& set) {
  return cat("execute sp_addextendedproperty 'MS_Description', ",
             set.comment ? national(*set.comment) : "NULL", ", ",
             property_target(set.table));
}

std::string MsSqlDdl::visit(const sql::DropTableComment& drop) {
  return cat("execute sp_dropextendedproperty 'MS_Description', ",
             property_target(drop.table));
}

std::string MsSqlDdl::visit(const sql::SetColumnComment& set) {
  std::string target = cat(property_target(set.table), ", 'column', ",
                           quoter_.quote(set.column));
  if (!set.comment) {
    return cat("execute sp_dropextendedproperty 'MS_Description', ", target);
  }
  return cat("execute sp_addextendedproperty 'MS_Description', ",
             national(*set.comment), ", ", target);
}

// Alembic: ddl.mssql._exec_drop_col_constraint, _exec_drop_col_fk_constraint
std::string MsSqlDdl::visit(const sql::MsSqlDropColumnConstraint& drop) {
  using What = sql::MsSqlDropColumnConstraint::What;
  bool foreign = drop.what == What::ForeignKey;
  std::string prefix = foreign ? "fkc." : "";
  std::string source =
      foreign ? "\nsys.foreign_keys fk join sys.foreign_key_columns fkc\n"
                "on fk.object_id=fkc.constraint_object_id"
      : drop.what == What::Check ? " sys.check_constraints"
                                 : " sys.default_constraints";
  std::string object = drop.table.table.text;
  if (drop.table.schema && !drop.table.schema->text.empty()) {
    object = cat(drop.table.schema->text, ".", object);
  }
  return cat(
      "declare @const_name varchar(256)\nselect @const_name = "
      "QUOTENAME([name]) from",
      source, "\nwhere ", prefix, "parent_object_id = object_id('", object,
      "')\nand col_name(", prefix, "parent_object_id, ", prefix,
      "parent_column_id) = '", drop.column.text, "'\nexec('alter table ",
      alter_table(drop.table).substr(12), " drop constraint ' + @const_name)");
}

}  // namespace limbeck::dialects

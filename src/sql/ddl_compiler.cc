#include "sql/ddl_compiler.h"

#include <algorithm>
#include <cstdio>

#include "base/error.h"
#include "base/text.h"
#include "schema/naming.h"
#include "sql/build.h"
#include "sql/statement_compiler.h"
#include "sql/type_compiler.h"
#include "sql/unsupported.h"

namespace limbeck::sql {

using schema::Check;
using schema::Computed;
using schema::Exclude;
using schema::ForeignKey;
using schema::Identity;
using schema::PrimaryKey;
using schema::Unique;

namespace {

Quoter make_quoter(const Dialect& dialect, const CompileOptions& options) {
  Quoter quoter = dialect.quoter();
  ParamStyle style = options.paramstyle.value_or(dialect.traits().paramstyle);
  quoter.double_percents =
      style == ParamStyle::Format || style == ParamStyle::PyFormat;
  quoter.schema_translate = options.schema_translate;
  quoter.has_default_schema = options.has_default_schema;
  return quoter;
}

std::string object_text(std::string_view type, const void* object) {
  char address[2 + sizeof(object) * 2 + 1];
  std::snprintf(address, sizeof address, "%p", object);
  return cat("<sqlalchemy.sql.", type, " object at ", address, ">");
}

const char* class_name(const Constraint& constraint);

/// How Python shows the constraint that a DROP is for.
std::string nameless(const DropConstraint& drop) {
  if (drop.untyped) return "Constraint()";
  std::string table = cat(
      "table=Table(", schema::python_repr(drop.table.table.text),
      ", MetaData(), schema=",
      drop.table.schema ? schema::python_repr(drop.table.schema->text) : "None",
      "))");
  if (std::holds_alternative<ForeignKey>(drop.constraint)) {
    return cat("ForeignKeyConstraint(",
               object_text("base.ReadOnlyColumnCollection", &drop), ", None, ",
               table);
  }
  if (std::holds_alternative<Check>(drop.constraint)) {
    return cat("CheckConstraint(", object_text("elements.TextClause", &drop),
               ", ", table);
  }
  return cat(class_name(drop.constraint), "()");
}

const char* class_name(const Constraint& constraint) {
  struct ClassName {
    const char* operator()(const PrimaryKey&) { return "PrimaryKeyConstraint"; }
    const char* operator()(const ForeignKey&) { return "ForeignKeyConstraint"; }
    const char* operator()(const Unique&) { return "UniqueConstraint"; }
    const char* operator()(const Check&) { return "CheckConstraint"; }
    const char* operator()(const Exclude&) { return "ExcludeConstraint"; }
  };
  return std::visit(ClassName(), constraint);
}

}  // namespace

DdlCompiler::DdlCompiler(const Dialect& dialect, const CompileOptions& options)
    : dialect_(dialect),
      options_(options),
      quoter_(make_quoter(dialect, options)) {}

DdlCompiler::~DdlCompiler() = default;

std::string DdlCompiler::compile(const Ddl& element) {
  return std::visit([this](const auto& each) { return visit(each); }, element);
}

void DdlCompiler::unsupported(std::string_view element) const {
  throw Unsupported(dialect_.name(), element);
}

// ------------------------------------------------------------------ pieces

std::string DdlCompiler::clause(const Clause& clause, bool include_table) {
  if (!clause.expression) {
    // Nothing that text() would see: the common case.
    if (clause.text.find_first_of(":\\") == std::string::npos) {
      return quoter_.double_percents ? replace_all(clause.text, "%", "%%")
                                     : clause.text;
    }
    return this->clause(Clause(text(clause.text)), include_table);
  }
  if (!expressions_) expressions_ = dialect_.statement_compiler(options_);
  Context context;
  context.include_table = include_table;
  context.literal_binds = true;
  return expressions_->process(clause.expression, context);
}

std::string DdlCompiler::string_literal(const std::string& text) {
  return dialect_.types().literal(text, TypeKind::String, quoter_);
}

std::string DdlCompiler::type(const Type& type) {
  return dialect_.types().process(type, quoter_);
}

std::string DdlCompiler::table_name(const TableName& name, bool use_schema) {
  return quoter_.table(name.table, name.schema, use_schema);
}

// Alembic: ddl.base.alter_table, format_table_name
std::string DdlCompiler::alter_table(const TableName& name) {
  std::string out = "ALTER TABLE ";
  if (name.schema && !name.schema->text.empty()) {
    cat_to(out, quoter_.dotted(*name.schema), ".");
  }
  return out + quoter_.quote(name.table);
}

std::string DdlCompiler::column_list(const std::vector<std::string>& columns) {
  std::vector<std::string> quoted;
  for (const std::string& column : columns) {
    quoted.push_back(quoter_.quote(std::string_view(column)));
  }
  return join(quoted, ", ");
}

std::string DdlCompiler::column_list(const std::vector<std::string>& columns,
                                     const Table& table) {
  std::vector<std::string> quoted;
  for (const std::string& name : columns) {
    const Column* column = table.find_column(name);
    quoted.push_back(column ? quoter_.quote(column->name)
                            : quoter_.quote(std::string_view(name)));
  }
  return join(quoted, ", ");
}

// SQLAlchemy: DDLCompiler.get_column_default_string
std::optional<std::string> DdlCompiler::default_text(
    const ServerDefault& value) {
  if (const auto* text = std::get_if<std::string>(&value)) {
    return string_literal(*text);
  }
  if (const auto* sql = std::get_if<Clause>(&value)) return clause(*sql, true);
  return std::nullopt;
}

std::string DdlCompiler::deferrability(const std::optional<bool>& deferrable,
                                       const std::string& initially) {
  std::string out;
  if (deferrable) out += *deferrable ? " DEFERRABLE" : " NOT DEFERRABLE";
  if (!initially.empty()) cat_to(out, " INITIALLY ", checked_phrase(initially));
  return out;
}

std::string DdlCompiler::preamble(const Constraint& constraint,
                                  const Table& table) {
  Name name =
      std::visit([](const auto& each) { return each.name; }, constraint);
  if (name.kind == Name::Kind::Deferred) {
    name = schema::conventional_name(constraint, table);
  }
  return name ? cat("CONSTRAINT ", quoter_.constraint(name), " ") : "";
}

std::string DdlCompiler::sequence_options(
    const schema::SequenceOptions& options) {
  std::vector<std::string> parts;
  if (options.increment)
    parts.push_back(cat("INCREMENT BY ", *options.increment));
  if (options.start) parts.push_back(cat("START WITH ", *options.start));
  if (options.minvalue) parts.push_back(cat("MINVALUE ", *options.minvalue));
  if (options.maxvalue) parts.push_back(cat("MAXVALUE ", *options.maxvalue));
  if (options.nominvalue) parts.push_back("NO MINVALUE");
  if (options.nomaxvalue) parts.push_back("NO MAXVALUE");
  if (options.cache) parts.push_back(cat("CACHE ", *options.cache));
  if (options.cycle) parts.push_back(*options.cycle ? "CYCLE" : "NO CYCLE");
  return join(parts, " ");
}

std::string DdlCompiler::computed(const Computed& computed) {
  std::string out = cat("GENERATED ALWAYS AS (", clause(computed.sqltext), ")");
  if (computed.persisted) out += *computed.persisted ? " STORED" : " VIRTUAL";
  return out;
}

std::string DdlCompiler::identity(const Identity& identity) {
  std::string out = cat("GENERATED ", identity.always ? "ALWAYS" : "BY DEFAULT",
                        " AS IDENTITY");
  std::string options = sequence_options(identity.options);
  if (!options.empty()) cat_to(out, " (", options, ")");
  return out;
}

// SQLAlchemy: DDLCompiler.get_column_specification
std::string DdlCompiler::column_specification(const Column& column,
                                              const Table&) {
  std::string out = cat(quoter_.quote(column.name), " ", type(column.type));
  if (auto text = default_text(column.server_default)) {
    cat_to(out, " DEFAULT ", *text);
  }
  if (const auto* each = std::get_if<Computed>(&column.server_default)) {
    cat_to(out, " ", computed(*each));
  }
  const auto* each = std::get_if<Identity>(&column.server_default);
  bool has_identity = each && dialect_.traits().supports_identity_columns;
  if (has_identity) cat_to(out, " ", identity(*each));
  if (!column.nullable && !has_identity) out += " NOT NULL";
  return out;
}

// -------------------------------------------------------------- constraints

std::optional<std::string> DdlCompiler::constraint(const Constraint& constraint,
                                                   const Table& table) {
  return std::visit([&](const auto& each) { return visit(each, table); },
                    constraint);
}

std::string DdlCompiler::primary_key_columns(const PrimaryKey& key,
                                             const Table& table) {
  std::vector<std::string> columns = key.columns;
  // The column that counts goes first in a key made from flags.
  if (key.implicit) {
    if (const Column* first = schema::autoincrement_column(table, type_text)) {
      auto found = std::find(columns.begin(), columns.end(), first->name.text);
      if (found != columns.end()) {
        std::rotate(columns.begin(), found, found + 1);
      }
    }
  }
  return column_list(columns, table);
}

std::optional<std::string> DdlCompiler::visit(const PrimaryKey& key,
                                              const Table& table) {
  if (key.columns.empty()) return std::nullopt;
  return cat(preamble(key, table), "PRIMARY KEY (",
             primary_key_columns(key, table), ")",
             deferrability(key.deferrable, key.initially));
}

std::string DdlCompiler::referred_table(const ForeignKey& key) {
  return quoter_.table(key.referred_table, key.referred_schema);
}

std::string DdlCompiler::foreign_key_body(const ForeignKey& key,
                                          const Table& table) {
  return cat("FOREIGN KEY(", column_list(key.columns, table), ") REFERENCES ",
             referred_table(key), " (", column_list(key.referred_columns), ")");
}

std::string DdlCompiler::cascades(const ForeignKey& key) {
  std::string out;
  if (!key.ondelete.empty()) {
    cat_to(out, " ON DELETE ",
           checked_phrase(key.ondelete, dialect_.name() == "postgresql"));
  }
  if (!key.onupdate.empty()) {
    cat_to(out, " ON UPDATE ", checked_phrase(key.onupdate));
  }
  return out;
}

std::string DdlCompiler::match(const ForeignKey& key) {
  return key.match.empty() ? "" : cat(" MATCH ", checked_phrase(key.match));
}

std::optional<std::string> DdlCompiler::visit(const ForeignKey& key,
                                              const Table& table) {
  return cat(preamble(key, table), foreign_key_body(key, table), match(key),
             cascades(key), deferrability(key.deferrable, key.initially));
}

std::optional<std::string> DdlCompiler::visit(const Unique& unique,
                                              const Table& table) {
  if (unique.columns.empty()) return std::nullopt;
  return cat(preamble(unique, table), "UNIQUE (",
             column_list(unique.columns, table), ")",
             deferrability(unique.deferrable, unique.initially));
}

std::optional<std::string> DdlCompiler::visit(const Check& check,
                                              const Table& table) {
  return cat(preamble(check, table), "CHECK (", clause(check.sqltext), ")",
             deferrability(check.deferrable, check.initially));
}

std::optional<std::string> DdlCompiler::visit(const Exclude&, const Table&) {
  unsupported("<class 'sqlalchemy.dialects.postgresql.ext.ExcludeConstraint'>");
}

// ------------------------------------------------------------------- tables

std::string DdlCompiler::after_table(const Table&) { return {}; }

// SQLAlchemy: DDLCompiler.visit_create_table
std::string DdlCompiler::visit(const CreateTable& create) {
  const Table& table = create.table;
  std::string out = "\nCREATE ";
  for (const std::string& prefix : table.prefixes) cat_to(out, prefix, " ");
  out += "TABLE ";
  if (create.if_not_exists) out += "IF NOT EXISTS ";
  cat_to(out, quoter_.table(table.name, table.schema), " (");
  std::vector<std::string> items;
  for (const Column& column : table.columns) {
    if (column.system) continue;
    try {
      std::string item = column_specification(column, table);
      for (const Check& check : column.checks) {
        if (auto text = visit(check, table)) cat_to(item, " ", *text);
      }
      items.push_back(std::move(item));
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::Compile) throw;
      throw Error(ErrorKind::Compile,
                  cat("(in table '", table.name.text, "', column '",
                      column.name.text, "'): ", error.message()));
    }
  }
  auto append = [&](const Constraint& each) {
    if (auto text = constraint(each, table); text && !text->empty()) {
      items.push_back(std::move(*text));
    }
  };
  if (const PrimaryKey* key = table.primary_key()) append(*key);
  for (const Constraint& each : table.constraints) {
    if (std::holds_alternative<PrimaryKey>(each)) continue;
    const auto* check = std::get_if<Check>(&each);
    if (check && !dialect_.wants_check(*check)) continue;
    const auto* key = std::get_if<ForeignKey>(&each);
    if (key && key->use_alter && dialect_.traits().supports_alter) continue;
    append(each);
  }
  for (std::size_t i = 0; i < items.size(); ++i) {
    cat_to(out, i ? ", \n\t" : "\n\t", items[i]);
  }
  cat_to(out, "\n)", after_table(table), "\n\n");
  return out;
}

std::string DdlCompiler::visit(const DropTable& drop) {
  return cat("\nDROP TABLE ", drop.if_exists ? "IF EXISTS " : "",
             table_name(drop.table));
}

// Alembic: ddl.base.visit_rename_table
std::string DdlCompiler::visit(const RenameTable& rename) {
  std::string schema;
  if (rename.table.schema && !rename.table.schema->text.empty()) {
    schema = cat(quoter_.dotted(*rename.table.schema), ".");
  }
  return cat(alter_table(rename.table), " RENAME TO ", schema,
             quoter_.quote(rename.new_name));
}

// Alembic: ddl.base.add_column
std::string DdlCompiler::add_column(const AddColumn& add, const Table& table) {
  const Column& column = table.columns.front();
  std::string out =
      cat("ADD COLUMN ", add.if_not_exists ? "IF NOT EXISTS " : "",
          column_specification(column, table));
  if (add.inline_primary_key && column.primary_key) out += " PRIMARY KEY";
  if (add.inline_references && column.foreign_keys.size() == 1) {
    const ForeignKey& key = column.foreign_keys.front();
    if (key.referred_columns.size() == 1) {
      cat_to(out, " REFERENCES ",
             quoter_.table(key.referred_table, key.referred_schema), " (",
             column_list(key.referred_columns), ")", match(key), cascades(key),
             deferrability(key.deferrable, key.initially));
    }
  }
  std::vector<std::string> checks;
  for (const Check& check : column.checks) {
    if (auto text = visit(check, table)) checks.push_back(*text);
  }
  if (!checks.empty()) cat_to(out, " ", join(checks, " "));
  return out;
}

std::string DdlCompiler::visit(const AddColumn& add) {
  // The column's own table tells whether it counts by itself.
  Table table(add.table.table, {add.column}, add.table.schema);
  schema::complete(table);
  return cat(alter_table(add.table), " ", add_column(add, table));
}

std::string DdlCompiler::visit(const DropColumn& drop) {
  return cat(alter_table(drop.table), " DROP COLUMN ",
             drop.if_exists ? "IF EXISTS " : "", quoter_.quote(drop.column));
}

// ------------------------------------------------------------------ indexes

std::string DdlCompiler::index_name(const Index& index, bool with_schema) {
  std::string name = quoter_.index(index.name);
  if (with_schema) {
    if (auto actual = quoter_.translated(index.schema)) {
      return cat(quoter_.schema(*actual), ".", name);
    }
  }
  return name;
}

std::string DdlCompiler::index_name(const CreateIndex& create,
                                    bool with_schema) {
  Index index = create.index;
  if (!index.name) {
    Table bare(index.table, {}, index.schema);
    index.name =
        schema::conventional_name(index, create.table ? *create.table : bare);
  }
  if (!index.name) {
    throw Error(ErrorKind::Compile,
                "CREATE INDEX requires that the index have a name");
  }
  return index_name(index, with_schema);
}

std::string DdlCompiler::index_element(const Index::Element& element,
                                       const CreateIndex& create) {
  if (element.expression.expression || !element.expression.text.empty()) {
    return clause(element.expression);
  }
  const Column* column =
      create.table ? create.table->find_column(element.column) : nullptr;
  return column ? quoter_.quote(column->name)
                : quoter_.quote(std::string_view(element.column));
}

// SQLAlchemy: DDLCompiler.visit_create_index
std::string DdlCompiler::visit(const CreateIndex& create) {
  const Index& index = create.index;
  std::vector<std::string> elements;
  for (const Index::Element& each : index.elements) {
    elements.push_back(index_element(each, create));
  }
  return cat("CREATE ", index.unique ? "UNIQUE " : "", "INDEX ",
             create.if_not_exists ? "IF NOT EXISTS " : "",
             index_name(create, false), " ON ",
             quoter_.table(index.table, index.schema), " (",
             join(elements, ", "), ")");
}

std::string DdlCompiler::visit(const DropIndex& drop) {
  return cat("\nDROP INDEX ", drop.if_exists ? "IF EXISTS " : "",
             index_name(drop.index, true));
}

// -------------------------------------------------------- adding, dropping

std::string DdlCompiler::visit(const AddConstraint& add) {
  Table bare(add.table.table, {}, add.table.schema);
  auto text = constraint(add.constraint, add.context ? *add.context : bare);
  return cat("ALTER TABLE ", table_name(add.table), " ADD ", text.value_or(""));
}

std::string DdlCompiler::visit(const DropConstraint& drop) {
  Name name =
      std::visit([](const auto& each) { return each.name; }, drop.constraint);
  if (name.kind == Name::Kind::Deferred && drop.context) {
    name = schema::conventional_name(drop.constraint, *drop.context);
  }
  if (!name) {
    throw Error(ErrorKind::Compile,
                cat("Can't emit DROP CONSTRAINT for constraint ",
                    nameless(drop), "; it has no name"));
  }
  return cat("ALTER TABLE ", table_name(drop.table), " DROP CONSTRAINT ",
             drop.if_exists ? "IF EXISTS " : "", quoter_.constraint(name),
             drop.cascade ? " CASCADE" : "");
}

// ------------------------------------------------------------ alter column

std::string DdlCompiler::alter_column(const Name& column) {
  return cat("ALTER COLUMN ", quoter_.quote(column));
}

std::string DdlCompiler::visit(const ColumnNullable& change) {
  return cat(alter_table(change.table), " ", alter_column(change.column),
             change.nullable ? " DROP NOT NULL" : " SET NOT NULL");
}

std::string DdlCompiler::visit(const ColumnType& change) {
  return cat(alter_table(change.table), " ", alter_column(change.column),
             " TYPE ", type(change.type));
}

std::string DdlCompiler::visit(const ColumnName& change) {
  return cat(alter_table(change.table), " RENAME ",
             quoter_.quote(change.column), " TO ",
             quoter_.quote(change.new_name));
}

// Alembic: ddl.base.visit_column_default, visit_computed_column,
// visit_identity_column
std::string DdlCompiler::visit(const ColumnDefault& change) {
  auto either = [&](auto holds) {
    return holds(change.server_default) ||
           (change.existing.server_default &&
            holds(*change.existing.server_default));
  };
  if (either([](const ServerDefault& value) {
        return std::holds_alternative<Computed>(value);
      })) {
    throw Error(ErrorKind::Compile,
                "Adding or removing a \"computed\" construct, e.g. GENERATED "
                "ALWAYS AS, to or from an existing column is not supported.");
  }
  if (either([](const ServerDefault& value) {
        return std::holds_alternative<Identity>(value);
      })) {
    throw Error(ErrorKind::Compile,
                "Adding, removing or modifying an \"identity\" construct, e.g. "
                "GENERATED AS IDENTITY, to or from an existing column is not "
                "supported in this dialect.");
  }
  std::optional<std::string> text = default_text(change.server_default);
  return cat(alter_table(change.table), " ", alter_column(change.column),
             text ? cat(" SET DEFAULT ", *text) : " DROP DEFAULT");
}

std::string DdlCompiler::visit(const ColumnComment&) {
  unsupported(
      "<class 'alembic.ddl.base.ColumnComment'>: <class "
      "'alembic.ddl.base.ColumnComment'> construct has no default compilation "
      "handler.");
}

std::string DdlCompiler::visit(const MySqlChangeColumn&) {
  unsupported("<class 'alembic.ddl.mysql.MySQLChangeColumn'>");
}

std::string DdlCompiler::visit(const MsSqlAlterColumn&) {
  unsupported("<class 'alembic.ddl.base.ColumnType'>");
}

std::string DdlCompiler::visit(const MsSqlDropColumnConstraint&) {
  unsupported("<class 'alembic.ddl.mssql._ExecDropConstraint'>");
}

std::string DdlCompiler::visit(const MsSqlIdentityInsert& insert) {
  return cat("SET IDENTITY_INSERT ", table_name(insert.table),
             insert.on ? " ON" : " OFF");
}

// ----------------------------------------------------------------- comments

std::string DdlCompiler::visit(const SetTableComment& set) {
  return cat("COMMENT ON TABLE ", table_name(set.table), " IS ",
             set.comment ? string_literal(*set.comment) : "NULL");
}

std::string DdlCompiler::visit(const DropTableComment& drop) {
  return cat("COMMENT ON TABLE ", table_name(drop.table), " IS NULL");
}

std::string DdlCompiler::visit(const SetColumnComment& set) {
  return cat("COMMENT ON COLUMN ", table_name(set.table), ".",
             quoter_.quote(set.column), " IS ",
             set.comment ? string_literal(*set.comment) : "NULL");
}

// ------------------------------------------------- sequences, types, schemas

std::string DdlCompiler::visit(const CreateSequence& create) {
  const schema::Sequence& sequence = create.sequence;
  std::string out =
      cat("CREATE SEQUENCE ", create.if_not_exists ? "IF NOT EXISTS " : "",
          quoter_.named(sequence.name, sequence.schema));
  if (sequence.data_type && dialect_.traits().sequence_types) {
    cat_to(out, " AS ", type(*sequence.data_type));
  }
  std::string options = sequence_options(sequence.options);
  if (!options.empty()) cat_to(out, " ", options);
  return out;
}

std::string DdlCompiler::visit(const DropSequence& drop) {
  return cat("DROP SEQUENCE ", drop.if_exists ? "IF EXISTS " : "",
             quoter_.named(drop.sequence.name, drop.sequence.schema));
}

std::string DdlCompiler::visit(const CreateNamedType& create) {
  const bool domain = create.type.kind == TypeKind::PgDOMAIN;
  unsupported(cat("<class 'sqlalchemy.dialects.postgresql.named_types.Create",
                  domain ? "Domain" : "Enum", "Type'>"));
}

std::string DdlCompiler::visit(const DropNamedType&) {
  unsupported(
      "<class 'sqlalchemy.dialects.postgresql.named_types.DropEnumType'>");
}

std::string DdlCompiler::visit(const CreateSchema& create) {
  return cat("CREATE SCHEMA ", create.if_not_exists ? "IF NOT EXISTS " : "",
             quoter_.quote(create.name));
}

std::string DdlCompiler::visit(const DropSchema& drop) {
  return cat("DROP SCHEMA ", drop.if_exists ? "IF EXISTS " : "",
             quoter_.quote(drop.name), drop.cascade ? " CASCADE" : "");
}

std::string DdlCompiler::with_options(const schema::Option& option) {
  const auto* map = option.get<schema::OptionMap>();
  std::vector<std::string> parts;
  if (!map) return {};
  for (const auto& [name, value] : *map) {
    if (value.index() == 0) {
      parts.push_back(name);
    } else if (const bool* flag = value.get<bool>()) {
      parts.push_back(cat(name, " = ", *flag ? "true" : "false"));
    } else if (const auto* number = value.get<std::int64_t>()) {
      parts.push_back(cat(name, " = ", *number));
    } else if (const auto* real = value.get<double>()) {
      parts.push_back(cat(name, " = ", schema::python_repr(*real)));
    } else if (const auto* text = value.get<std::string>()) {
      parts.push_back(cat(name, " = ", *text));
    }
  }
  return join(parts, ", ");
}

}  // namespace limbeck::sql

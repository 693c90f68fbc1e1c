#include "dialects/postgresql/ddl.h"

#include <algorithm>

#include "base/error.h"
#include "base/text.h"
#include "dialects/postgresql/types.h"
#include "sql/type_compiler.h"

namespace limbeck::dialects {

using schema::Clause;
using schema::Identity;
using schema::Option;
using schema::Options;
using schema::Table;
using schema::Type;
using schema::TypeKind;

namespace {

std::vector<std::string> names_of(const Option& option) {
  std::vector<std::string> out;
  if (const auto* text = option.get<std::string>()) out.push_back(*text);
  if (const auto* list = option.get<schema::OptionList>()) {
    for (const Option& each : *list) {
      if (const auto* name = each.get<std::string>()) out.push_back(*name);
    }
  }
  return out;
}

const Option* entry(const Option* map, const std::string& key) {
  const auto* entries = map ? map->get<schema::OptionMap>() : nullptr;
  if (!entries) return nullptr;
  for (const auto& [name, value] : *entries) {
    if (name == key) return &value;
  }
  return nullptr;
}

// text("lower(x)") is its own key.
std::string operator_class_key(const schema::Index::Element& element) {
  const sql::Expression& expression = element.expression.expression;
  if (const auto* text = sql::try_as<sql::Text>(expression)) return text->text;
  if (const auto* label = sql::try_as<sql::Label>(expression))
    return label->name.text;
  if (const auto* column = sql::try_as<sql::ColumnRef>(expression))
    return column->key.empty() ? column->name.text : column->key;
  return element.expression.text.empty() ? element.column
                                         : element.expression.text;
}

bool needs_parentheses(const Clause& clause) {
  if (!clause.expression) return false;
  switch (clause.expression->kind) {
    case sql::NodeKind::Binary:
    case sql::NodeKind::BooleanList:
    case sql::NodeKind::Between:
    case sql::NodeKind::Collate:
      return true;
    case sql::NodeKind::Unary:
      return !sql::as<sql::Unary>(*clause.expression).postfix;
    default:
      return false;
  }
}

}  // namespace

// SQLAlchemy: PGDDLCompiler.get_column_specification
std::string PostgreSqlDdl::column_specification(const schema::Column& column,
                                                const Table& table) {
  std::string out = quoter_.quote(column.name);
  const auto* identity = std::get_if<Identity>(&column.server_default);
  bool counts =
      column.primary_key && !identity &&
      schema::autoincrement_column(table, sql::type_text) == &column &&
      !column.has_python_default &&
      (!column.sequence || column.sequence->optional);
  if (counts) {
    Type actual = dialect_.types().resolved(column.type);
    out += actual.is(TypeKind::BigInteger)     ? " BIGSERIAL"
           : actual.is(TypeKind::SmallInteger) ? " SMALLSERIAL"
                                               : " SERIAL";
  } else {
    // A column's type is adapted to a String, which takes less.
    if (dialect_.types().resolved(column.type).kind == TypeKind::MySET)
      throw Error(ErrorKind::Type,
                  "String.__init__() got an unexpected keyword argument "
                  "'retrieve_as_bitwise'");
    cat_to(out, " ", type(column.type));
    if (auto text = default_text(column.server_default)) {
      cat_to(out, " DEFAULT ", *text);
    }
  }
  if (const auto* each =
          std::get_if<schema::Computed>(&column.server_default)) {
    cat_to(out, " ", computed(*each));
  }
  if (identity) cat_to(out, " ", this->identity(*identity));
  if (!column.nullable && !identity) {
    out += " NOT NULL";
  } else if (column.nullable && identity) {
    out += " NULL";
  }
  return out;
}

std::string PostgreSqlDdl::computed(const schema::Computed& computed) {
  return DdlCompiler::computed(computed);
}

// SQLAlchemy: PGDDLCompiler.visit_computed_column
std::string PostgreSqlDdlBefore18::computed(const schema::Computed& computed) {
  if (!computed.persisted.value_or(true))
    throw Error(ErrorKind::Compile,
                "PostrgreSQL computed columns do not support 'virtual' "
                "persistence; set the 'persisted' flag to None or True for "
                "PostgreSQL support.");
  return cat("GENERATED ALWAYS AS (", clause(computed.sqltext), ") STORED");
}

std::string PostgreSqlDdl::include(const Options& options) {
  const Option* option = options.find("postgresql_include");
  if (!option || !option->truth()) return {};
  return cat(" INCLUDE (", column_list(names_of(*option)), ")");
}

// ON DELETE SET NULL (a, b) names columns.
std::string PostgreSqlDdl::cascades(const schema::ForeignKey& key) {
  if (!contains(key.ondelete, "(")) return DdlCompiler::cascades(key);
  schema::ForeignKey rest = key;
  rest.ondelete.clear();
  std::string words = key.ondelete.substr(0, key.ondelete.find('('));
  sql::checked_phrase(std::string(strip(words)));
  return cat(" ON DELETE ", key.ondelete, DdlCompiler::cascades(rest));
}

std::optional<std::string> PostgreSqlDdl::visit(const schema::PrimaryKey& key,
                                                const Table& table) {
  if (key.columns.empty()) return std::nullopt;
  return cat(preamble(key, table), "PRIMARY KEY (",
             primary_key_columns(key, table), ")", include(key.options),
             deferrability(key.deferrable, key.initially));
}

std::optional<std::string> PostgreSqlDdl::visit(const schema::ForeignKey& key,
                                                const Table& table) {
  auto text = DdlCompiler::visit(key, table);
  if (key.options.flag("postgresql_not_valid")) *text += " NOT VALID";
  return text;
}

std::optional<std::string> PostgreSqlDdl::visit(const schema::Unique& unique,
                                                const Table& table) {
  if (unique.columns.empty()) return std::nullopt;
  std::string distinct;
  if (const Option* option =
          unique.options.find("postgresql_nulls_not_distinct")) {
    distinct = option->truth() ? "NULLS NOT DISTINCT " : "NULLS DISTINCT ";
  }
  return cat(preamble(unique, table), "UNIQUE ", distinct, "(",
             column_list(unique.columns, table), ")", include(unique.options),
             deferrability(unique.deferrable, unique.initially));
}

std::optional<std::string> PostgreSqlDdl::visit(const schema::Check& check,
                                                const Table& table) {
  auto text = DdlCompiler::visit(check, table);
  if (check.options.flag("postgresql_not_valid")) *text += " NOT VALID";
  return text;
}

// SQLAlchemy: PGDDLCompiler.visit_exclude_constraint
std::optional<std::string> PostgreSqlDdl::visit(const schema::Exclude& exclude,
                                                const Table& table) {
  std::vector<std::string> parts;
  for (const auto& element : exclude.elements) {
    std::string text = element.column ? quoter_.quote(element.column)
                                      : clause(element.expression);
    if (!element.opclass.empty()) cat_to(text, " ", element.opclass);
    parts.push_back(cat(text, " WITH ", element.operator_));
  }
  std::string out = cat(preamble(exclude, table), "EXCLUDE USING ",
                        lower(sql::checked_phrase(exclude.using_)), " (",
                        join(parts, ", "), ")");
  if (exclude.where) {
    cat_to(out, " WHERE (", clause(*exclude.where, true), ")");
  }
  return out + deferrability(exclude.deferrable, exclude.initially);
}

// SQLAlchemy: PGDDLCompiler.post_create_table
std::string PostgreSqlDdl::after_table(const Table& table) {
  const Options& options = table.options;
  std::string out;
  if (const Option* inherits = options.find("postgresql_inherits")) {
    cat_to(out, "\n INHERITS (", column_list(names_of(*inherits)), ")");
  }
  if (auto text = options.text("postgresql_partition_by")) {
    cat_to(out, "\n PARTITION BY ", *text);
  }
  if (auto text = options.text("postgresql_using")) {
    cat_to(out, "\n USING ", *text);
  }
  if (const Option* with = options.find("postgresql_with")) {
    if (with->truth()) cat_to(out, "\n WITH (", with_options(*with), ")");
  }
  if (const Option* oids = options.find("postgresql_with_oids")) {
    out += oids->truth() ? "\n WITH OIDS" : "\n WITHOUT OIDS";
  }
  if (auto text = options.text("postgresql_on_commit")) {
    cat_to(out, "\n ON COMMIT ", upper(replace_all(*text, "_", " ")));
  }
  if (auto space = options.name("postgresql_tablespace")) {
    cat_to(out, "\n TABLESPACE ", quoter_.quote(*space));
  }
  return out;
}

// SQLAlchemy: PGDDLCompiler.visit_create_index
std::string PostgreSqlDdl::visit(const sql::CreateIndex& create) {
  const schema::Index& index = create.index;
  const Options& options = index.options;
  std::string out = cat(
      "CREATE ", index.unique ? "UNIQUE " : "", "INDEX ",
      options.flag("postgresql_concurrently") ? "CONCURRENTLY " : "",
      create.if_not_exists ? "IF NOT EXISTS " : "", index_name(create, false),
      " ON ", quoter_.table(index.table, index.schema), " ");
  if (auto method = options.text("postgresql_using")) {
    cat_to(out, "USING ", lower(sql::checked_phrase(*method)), " ");
  }
  const Option* classes = options.find("postgresql_ops");
  std::vector<std::string> parts;
  for (const auto& element : index.elements) {
    std::string text = index_element(element, create);
    if (needs_parentheses(element.expression)) text = cat("(", text, ")");
    const Option* opclass = entry(classes, operator_class_key(element));
    if (opclass && opclass->get<std::string>()) {
      cat_to(text, " ", *opclass->get<std::string>());
    }
    parts.push_back(std::move(text));
  }
  cat_to(out, "(", join(parts, ", "), ")", include(options));
  if (const Option* nulls = options.find("postgresql_nulls_not_distinct")) {
    out += nulls->truth() ? " NULLS NOT DISTINCT" : " NULLS DISTINCT";
  }
  if (const Option* with = options.find("postgresql_with")) {
    if (with->truth()) cat_to(out, " WITH (", with_options(*with), ")");
  }
  if (auto space = options.name("postgresql_tablespace")) {
    cat_to(out, " TABLESPACE ", quoter_.quote(*space));
  }
  if (const Option* where = options.find("postgresql_where")) {
    const auto* sql = where->get<Clause>();
    const auto* text = where->get<std::string>();
    cat_to(out, " WHERE ", sql ? clause(*sql) : text ? *text : "");
  }
  return out;
}

std::string PostgreSqlDdl::visit(const sql::DropIndex& drop) {
  return cat(
      "\nDROP INDEX ",
      drop.index.options.flag("postgresql_concurrently") ? "CONCURRENTLY " : "",
      drop.if_exists ? "IF EXISTS " : "", index_name(drop.index, true));
}

std::string PostgreSqlDdl::visit(const sql::RenameTable& rename) {
  return cat(alter_table(rename.table), " RENAME TO ",
             quoter_.quote(rename.new_name));
}

// Alembic: ddl.postgresql.visit_column_type
std::string PostgreSqlDdl::visit(const sql::ColumnType& change) {
  return cat(alter_table(change.table), " ", alter_column(change.column),
             " TYPE ", type(change.type), " ",
             change.using_ && !change.using_->empty()
                 ? cat("USING ", *change.using_)
                 : "");
}

std::string PostgreSqlDdl::visit(const sql::ColumnComment& change) {
  std::string table;
  if (change.table.schema && !change.table.schema->text.empty()) {
    table = cat(quoter_.dotted(*change.table.schema), ".");
  }
  return cat("COMMENT ON COLUMN ", table, quoter_.quote(change.table.table),
             ".", quoter_.quote(change.column), " IS ",
             change.comment ? string_literal(*change.comment) : "NULL");
}

std::vector<std::string> identity_differences(const Identity& wanted,
                                              const Identity& existing) {
  const auto& a = wanted.options;
  const auto& b = existing.options;
  std::vector<std::string> out;
  auto compare = [&](const char* name, const std::optional<std::int64_t>& left,
                     const std::optional<std::int64_t>& right) {
    if (left != right && left) out.push_back(name);
  };
  if (wanted.always != existing.always) out.push_back("always");
  compare("cache", a.cache, b.cache);
  if (a.cycle.value_or(false) != b.cycle.value_or(false)) {
    out.push_back("cycle");
  }
  compare("increment", a.increment, b.increment);
  compare("maxvalue", a.maxvalue, b.maxvalue);
  compare("minvalue", a.minvalue, b.minvalue);
  if (a.nomaxvalue != b.nomaxvalue) out.push_back("nomaxvalue");
  if (a.nominvalue != b.nominvalue) out.push_back("nominvalue");
  compare("start", a.start, b.start);
  return out;
}

// Alembic: ddl.postgresql.visit_identity_column
std::string PostgreSqlDdl::visit(const sql::ColumnDefault& change) {
  const auto* wanted = std::get_if<Identity>(&change.server_default);
  const Identity* existing =
      change.existing.server_default
          ? std::get_if<Identity>(&*change.existing.server_default)
          : nullptr;
  bool computed =
      std::holds_alternative<schema::Computed>(change.server_default) ||
      (change.existing.server_default &&
       std::holds_alternative<schema::Computed>(
           *change.existing.server_default));
  if (computed || (!wanted && !existing)) return DdlCompiler::visit(change);
  std::string out =
      cat(alter_table(change.table), " ", alter_column(change.column), " ");
  // The reference ends here with an AssertionError.
  if (!wanted && !std::holds_alternative<std::monostate>(change.server_default))
    throw Error(ErrorKind::Compile,
                "Only an identity can replace an identity; drop it first.");
  if (!wanted) return out + "DROP IDENTITY";
  if (!existing) {
    // The reference ends here with an AssertionError.
    if (change.existing.server_default &&
        !std::holds_alternative<std::monostate>(
            *change.existing.server_default))
      throw Error(ErrorKind::Compile,
                  "An identity can replace an identity or no default; drop "
                  "the column's default first.");
    return cat(out, "ADD ", identity(*wanted));
  }
  for (const std::string& name : identity_differences(*wanted, *existing)) {
    schema::SequenceOptions one;
    const schema::SequenceOptions& all = wanted->options;
    if (name == "always") {
      cat_to(out, "SET GENERATED ", wanted->always ? "ALWAYS " : "BY DEFAULT ");
      continue;
    }
    if (name == "cache") one.cache = all.cache;
    if (name == "cycle") one.cycle = all.cycle;
    if (name == "increment") one.increment = all.increment;
    if (name == "maxvalue") one.maxvalue = all.maxvalue;
    if (name == "minvalue") one.minvalue = all.minvalue;
    if (name == "nomaxvalue") one.nomaxvalue = all.nomaxvalue;
    if (name == "nominvalue") one.nominvalue = all.nominvalue;
    if (name == "start") one.start = all.start;
    cat_to(out, "SET ", sequence_options(one), " ");
  }
  return out;
}

// SQLAlchemy: PGDDLCompiler.visit_create_enum_type, visit_create_domain_type
std::string PostgreSqlDdl::visit(const sql::CreateNamedType& create) {
  const Type& type = create.type;
  if (type.kind != TypeKind::PgDOMAIN) {
    if (!type.type_name)
      throw Error(ErrorKind::Compile, "PostgreSQL ENUM type requires a name.");
    std::vector<std::string> labels;
    for (const std::string& value : type.values) {
      labels.push_back(string_literal(value));
    }
    return cat("CREATE TYPE ", named_type(type, quoter_, true), " AS ENUM (",
               join(labels, ", "), ")");
  }
  std::vector<std::string> parts;
  if (auto collation = type.text("collation")) {
    parts.push_back(cat("COLLATE ", quoter_.collation(*collation, {})));
  }
  if (auto text = type.text("default")) {
    parts.push_back(cat("DEFAULT ", *text));
  }
  if (auto name = type.text("constraint_name")) {
    parts.push_back(cat("CONSTRAINT ", quoter_.constraint(*name)));
  }
  if (type.flag("not_null")) parts.push_back("NOT NULL");
  if (auto check = type.text("check")) {
    parts.push_back(cat("CHECK (", *check, ")"));
  }
  return cat("CREATE DOMAIN ", named_type(type, quoter_), " AS ",
             type.item ? this->type(*type.item) : "", " ", join(parts, " "));
}

std::string PostgreSqlDdl::visit(const sql::DropNamedType& drop) {
  return cat(
      drop.type.kind == TypeKind::PgDOMAIN ? "DROP DOMAIN " : "DROP TYPE ",
      drop.if_exists ? "IF EXISTS " : "", named_type(drop.type, quoter_, true));
}

}  // namespace limbeck::dialects

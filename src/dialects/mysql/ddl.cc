#include "dialects/mysql/ddl.h"

#include <algorithm>

#include "base/error.h"
#include "base/text.h"
#include "dialects/default_text.h"
#include "sql/type_compiler.h"

namespace limbeck::dialects {

using schema::Option;
using schema::Table;
using schema::TypeKind;

namespace {

std::string option_text(const Option& option) {
  if (const auto* text = option.get<std::string>()) return *text;
  if (const auto* number = option.get<std::int64_t>()) return cat(*number);
  if (const bool* flag = option.get<bool>()) return *flag ? "True" : "False";
  return {};
}

bool is_one_of(std::string_view name,
               std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// Whether an expression default stands in parentheses.
bool is_expression(const std::string& text) {
  if (starts_quoted(text) || is_one_word(text)) return false;
  std::string low = lower(text);
  std::size_t on = low.find("on ");
  if (on != std::string::npos &&
      strip(std::string_view(low).substr(on + 3)).substr(0, 6) == "update") {
    return false;
  }
  auto has_precision = [&](std::string_view name) {
    if (std::string_view(low).substr(0, name.size()) != name) return false;
    std::size_t at = name.size();
    std::size_t end = at;
    while (end < low.size() && low[end] >= '0' && low[end] <= '9') ++end;
    return end > at && end < low.size() && low[end] == ')';
  };
  return !has_precision("now(") && !has_precision("current_timestamp(");
}

}  // namespace

const Option* MySqlDdl::option(const schema::Options& options,
                               std::string_view name) const {
  const Option* own = options.find(cat(dialect_.name(), "_", name));
  return own || !is_mariadb() ? own : options.find(cat("mysql_", name));
}

// SQLAlchemy: MySQLDDLCompiler._mysql_get_column_specification
std::string MySqlDdl::column_specification(const schema::Column& column,
                                           const Table& table) {
  const schema::Type actual = dialect_.types().resolved(column.type);
  // The dialect's own DOUBLE, which columns have.
  if (actual.is(TypeKind::Double) && actual.integer("precision").has_value() !=
                                         actual.integer("scale").has_value())
    throw Error(ErrorKind::Argument,
                "You must specify both precision and scale or omit both "
                "altogether.");
  std::string out = cat(quoter_.quote(column.name), " ", type(column.type));
  if (const auto* each =
          std::get_if<schema::Computed>(&column.server_default)) {
    cat_to(out, " ", computed(*each));
  }
  bool timestamp = actual.is(TypeKind::TIMESTAMP);
  // SQLAlchemy: MariaDBShim._mariadb_get_column_specification
  const bool may_be_null =
      (is_mariadb() || server_is_mariadb()) && !column.nullable_given &&
      std::holds_alternative<schema::Computed>(column.server_default);
  if (!column.nullable && !may_be_null) {
    out += " NOT NULL";
  } else if (column.nullable && timestamp) {
    out += " NULL";
  }
  if (column.comment) cat_to(out, " COMMENT ", string_literal(*column.comment));
  bool free = std::holds_alternative<std::monostate>(column.server_default) ||
              std::holds_alternative<schema::Identity>(column.server_default);
  if (free && schema::autoincrement_column(table, sql::type_text) == &column) {
    return out + " AUTO_INCREMENT";
  }
  if (auto text = default_text(column.server_default)) {
    bool expression = is_expression(*text);
    cat_to(out, expression ? " DEFAULT (" : " DEFAULT ", *text,
           expression ? ")" : "");
  }
  return out;
}

std::string MySqlDdl::match(const schema::ForeignKey& key) {
  if (key.match.empty()) return {};
  throw Error(ErrorKind::Compile,
              "MySQL ignores the 'MATCH' keyword while at the same time causes "
              "ON UPDATE/ON DELETE clauses to be ignored.");
}

std::optional<std::string> MySqlDdl::visit(const schema::PrimaryKey& key,
                                           const Table& table) {
  auto text = DdlCompiler::visit(key, table);
  const Option* method = option(key.options, "using");
  if (text && method && method->truth()) {
    cat_to(*text, " USING ", quoter_.quote(option_text(*method)));
  }
  return text;
}

// SQLAlchemy: MySQLDDLCompiler.post_create_table
std::string MySqlDdl::after_table(const Table& table) {
  std::vector<std::pair<std::string, std::string>> plain, partition;
  std::string prefix = cat(dialect_.name(), "_");
  for (const auto& [name, value] : table.options.items) {
    if (name.substr(0, prefix.size()) != prefix || value.index() == 0) continue;
    std::string key = upper(name.substr(prefix.size()));
    bool parts = is_one_of(key, {"PARTITION_BY", "PARTITIONS", "SUBPARTITIONS",
                                 "SUBPARTITION_BY"});
    (parts ? partition : plain).emplace_back(key, option_text(value));
  }
  if (table.comment) {
    auto own = std::find_if(plain.begin(), plain.end(), [](const auto& each) {
      return each.first == "COMMENT";
    });
    if (own != plain.end()) {
      own->second = *table.comment;
    } else {
      plain.emplace_back("COMMENT", *table.comment);
    }
  }
  // COLLATE comes last where there is a character set that it belongs to.
  bool charset = std::any_of(plain.begin(), plain.end(), [](const auto& each) {
    return is_one_of(each.first, {"DEFAULT_CHARSET", "DEFAULT_CHARACTER_SET",
                                  "CHARSET", "CHARACTER_SET"});
  });
  if (charset) {
    std::stable_partition(plain.begin(), plain.end(), [](const auto& each) {
      return each.first != "COLLATE";
    });
  }
  constexpr std::string_view kOrder[] = {"PARTITION_BY", "PARTITIONS",
                                         "SUBPARTITION_BY", "SUBPARTITIONS"};
  std::vector<std::string> out;
  for (auto& [key, value] : plain) {
    if (is_one_of(key, {"COMMENT", "DATA_DIRECTORY", "INDEX_DIRECTORY",
                        "PASSWORD", "CONNECTION"})) {
      value = string_literal(value);
    }
    if (is_one_of(key,
                  {"DATA_DIRECTORY", "INDEX_DIRECTORY", "DEFAULT_CHARACTER_SET",
                   "CHARACTER_SET", "DEFAULT_CHARSET", "DEFAULT_COLLATE"})) {
      key = replace_all(key, "_", " ");
    }
    bool blank = is_one_of(key, {"TABLESPACE", "DEFAULT CHARACTER SET",
                                 "CHARACTER SET", "COLLATE"});
    out.push_back(cat(key, blank ? " " : "=", value));
  }
  for (std::string_view key : kOrder) {
    for (const auto& [name, value] : partition) {
      if (name == key) {
        out.push_back(cat(replace_all(name, "_", " "), " ", value));
      }
    }
  }
  return join(out, " ");
}

namespace {

// Lengths by name ask each element of an index for its name.
void refuse_nameless(const sql::Node& element) {
  const char* type = nullptr;
  switch (element.kind) {
    case sql::NodeKind::ColumnRef:
    case sql::NodeKind::Function:
      return;
    case sql::NodeKind::Text:
      type = "_textual_index_element";
      break;
    case sql::NodeKind::Unary:
      type = "UnaryExpression";
      break;
    case sql::NodeKind::Cast:
      type = "Cast";
      break;
    default:
      type = "BinaryExpression";
      break;
  }
  throw Error(ErrorKind::Attribute,
              cat("Neither '", type,
                  "' object nor 'Comparator' object has an "
                  "attribute 'name'"));
}

}  // namespace

// SQLAlchemy: MySQLDDLCompiler.visit_create_index
std::string MySqlDdl::visit(const sql::CreateIndex& create) {
  const schema::Index& index = create.index;
  const Option* length = index.options.find(cat(dialect_.name(), "_length"));
  std::vector<std::string> parts;
  for (const auto& element : index.elements) {
    std::string text = index_element(element, create);
    const sql::Expression& expression = element.expression.expression;
    if (expression) {
      const auto* unary = sql::try_as<sql::Unary>(expression);
      bool sorted = unary && (unary->op == sql::Operator::Descending ||
                              unary->op == sql::Operator::Ascending);
      if (expression->kind == sql::NodeKind::Binary ||
          expression->kind == sql::NodeKind::Function || (unary && !sorted)) {
        text = cat("(", text, ")");
      }
    }
    if (length) {
      if (const auto* number = length->get<std::int64_t>()) {
        cat_to(text, "(", *number, ")");
      } else if (const auto* map = length->get<schema::OptionMap>()) {
        if (expression) refuse_nameless(*expression);
        for (const auto& [name, value] : *map) {
          const auto* size = value.get<std::int64_t>();
          if (size && (name == element.column || name == text)) {
            cat_to(text, "(", *size, ")");
            break;
          }
        }
      }
    }
    parts.push_back(std::move(text));
  }
  std::string out = cat("CREATE ", index.unique ? "UNIQUE " : "");
  if (const Option* prefix =
          index.options.find(cat(dialect_.name(), "_prefix"))) {
    if (prefix->truth()) cat_to(out, option_text(*prefix), " ");
  }
  cat_to(out, "INDEX ", create.if_not_exists ? "IF NOT EXISTS " : "",
         index_name(create, false), " ON ",
         quoter_.table(index.table, index.schema), " (", join(parts, ", "),
         ")");
  if (const Option* parser = option(index.options, "with_parser")) {
    cat_to(out, " WITH PARSER ", option_text(*parser));
  }
  if (const Option* method = option(index.options, "using")) {
    cat_to(out, " USING ", quoter_.quote(option_text(*method)));
  }
  return out;
}

std::string MySqlDdl::visit(const sql::DropIndex& drop) {
  return cat("\nDROP INDEX ", drop.if_exists ? "IF EXISTS " : "",
             index_name(drop.index, false), " ON ",
             quoter_.table(drop.index.table, drop.index.schema));
}

// Alembic: ddl.mysql._mysql_drop_constraint
std::string MySqlDdl::visit(const sql::DropConstraint& drop) {
  if (drop.untyped) {
    throw Error(ErrorKind::NotImplemented,
                "No generic 'DROP CONSTRAINT' in MySQL - please specify "
                "constraint type");
  }
  std::string out = cat("ALTER TABLE ", table_name(drop.table), " DROP ");
  if (std::holds_alternative<schema::PrimaryKey>(drop.constraint)) {
    return out + "PRIMARY KEY ";
  }
  // The base's text ends in the name, formatted and checked.
  sql::DropConstraint plain = drop;
  plain.if_exists = false;
  plain.cascade = false;
  std::string full = DdlCompiler::visit(plain);
  constexpr std::string_view kMark = " DROP CONSTRAINT ";
  std::string name = full.substr(full.find(kMark) + kMark.size());
  if (std::holds_alternative<schema::ForeignKey>(drop.constraint)) {
    return cat(out, "FOREIGN KEY ", name);
  }
  if (std::holds_alternative<schema::Unique>(drop.constraint)) {
    return cat(out, "INDEX ", name);
  }
  return cat(out, server_is_mariadb() ? "CONSTRAINT " : "CHECK ", name);
}

// Alembic: ddl.mysql._mysql_modify_column, _mysql_change_column,
// _mysql_colspec
std::string MySqlDdl::visit(const sql::MySqlChangeColumn& change) {
  if (!change.type) {
    throw Error(ErrorKind::Command,
                "All MySQL CHANGE/MODIFY COLUMN operations require the "
                "existing type.");
  }
  bool renames = change.form == sql::MySqlChangeColumn::Form::Change;
  std::string out =
      cat(alter_table(change.table), renames ? " CHANGE " : " MODIFY ",
          quoter_.quote(change.column), " ");
  if (renames) cat_to(out, quoter_.quote(change.new_name), " ");
  cat_to(out, type(*change.type), change.nullable ? " NULL" : " NOT NULL");
  if (change.autoincrement) out += " AUTO_INCREMENT";
  // The reference ends here with an AssertionError. Without them the column
  // would lose what makes its values.
  if (std::holds_alternative<schema::Computed>(change.server_default) ||
      std::holds_alternative<schema::Identity>(change.server_default))
    throw Error(ErrorKind::Compile,
                cat("The generated column '", change.column.text,
                    "' cannot be restated by MODIFY or CHANGE; write the whole "
                    "definition with op.execute()."));
  if (std::holds_alternative<schema::FetchedValue>(change.server_default))
    throw Error(ErrorKind::Compile,
                "A default that only the server knows (FetchedValue) cannot "
                "be restated; pass its text as existing_server_default.");
  if (auto text = default_text(change.server_default)) {
    cat_to(out, " DEFAULT ", *text);
  }
  if (change.comment) cat_to(out, " COMMENT ", string_literal(*change.comment));
  return out;
}

std::string MySqlDdl::visit(const sql::SetTableComment& set) {
  return cat("ALTER TABLE ", table_name(set.table), " COMMENT ",
             set.comment ? string_literal(*set.comment) : "NULL");
}

std::string MySqlDdl::visit(const sql::DropTableComment& drop) {
  return cat("ALTER TABLE ", table_name(drop.table), " COMMENT ''");
}

}  // namespace limbeck::dialects

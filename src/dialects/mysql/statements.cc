#include "dialects/mysql/statements.h"

#include "base/error.h"
#include "base/text.h"
#include "sql/build.h"
#include "sql/type_compiler.h"

namespace limbeck::dialects {

using schema::Type;
using schema::TypeKind;
using sql::Operator;

std::string MySqlStatements::visit_binary(const sql::Binary& node,
                                          const sql::Context& context) {
  switch (node.op) {
    case Operator::Concat:
      return cat("concat(", concatenated(node, context), ")");
    case Operator::Divide:
      return pair(node, "", " / ", "", context);
    case Operator::Match:
      return match(node, context);
    case Operator::RegexpMatch:
      return regexp_match(node, "", context);
    case Operator::NotRegexpMatch:
      return regexp_match(node, "NOT ", context);
    case Operator::RegexpReplace:
      return regexp_replace(node, context);
    // The reference passes nothing on to the operands of these two.
    case Operator::IsDistinctFrom:
      return pair(node, "NOT (", " <=> ", ")", {});
    case Operator::IsNotDistinctFrom:
      return generic_binary(node, " <=> ", {});
    case Operator::JsonGetItem:
    case Operator::JsonPathGetItem:
      return json_item(node, context);
    default:  // the rest is standard
      return StatementCompiler::visit_binary(node, context);
  }
}

// SQLAlchemy: MySQLCompiler.visit_match_op_binary
std::string MySqlStatements::match(const sql::Binary& node,
                                   const sql::Context& context) {
  bool boolean = true, natural = false, expansion = false;
  for (const auto& [name, value] : node.modifiers) {
    const bool* flag = value.get<bool>();
    if (!flag) continue;
    if (name == "mysql_boolean_mode") boolean = *flag;
    if (name == "mysql_natural_language") natural = *flag;
    if (name == "mysql_query_expansion") expansion = *flag;
  }
  if (boolean && (natural || expansion)) {
    auto shown = [](bool flag) { return flag ? "True" : "False"; };
    throw Error(
        ErrorKind::Compile,
        cat("Invalid MySQL match flags: in_boolean_mode=", shown(boolean),
            ", in_natural_language_mode=", shown(natural),
            ", with_query_expansion=", shown(expansion)));
  }
  return pair(node, "MATCH (", ") AGAINST (",
              cat(boolean ? " IN BOOLEAN MODE" : "",
                  natural ? " IN NATURAL LANGUAGE MODE" : "",
                  expansion ? " WITH QUERY EXPANSION" : "", ")"),
              context);
}

// SQLAlchemy: MySQLCompiler._mysql_regexp_match, _mariadb_regexp_flags
std::string MySqlStatements::regexp_match(const sql::Binary& node,
                                          const char* negation,
                                          const sql::Context& context) {
  if (!node.flags) {
    return generic_binary(node, cat(" ", negation, "REGEXP "), context);
  }
  std::string flags = literal(*node.flags, TypeKind::String);
  std::string left = process(node.left, context);
  sql::Context pattern = context;
  // The reference keeps parameters beside flags on MariaDB.
  if (dialect_.name() == "mariadb") pattern.literal_binds = false;
  std::string right = process(node.right, pattern);
  if (dialect_.name() == "mariadb") {
    return cat(left, " ", negation, "REGEXP CONCAT('(?', ", flags, ", ')', ",
               right, ")");
  }
  return cat(negation, "REGEXP_LIKE(", left, ", ", right, ", ", flags, ")");
}

std::string MySqlStatements::regexp_replace(const sql::Binary& node,
                                            const sql::Context& context) {
  std::string left = process(node.left, context);
  const auto* both = sql::try_as<sql::ExpressionListNode>(node.right);
  if (node.flags && both && dialect_.name() == "mariadb") {
    sql::Context bound = context;
    bound.literal_binds = false;  // as in regexp_match
    std::string pattern = process(both->clauses[0], bound);
    return cat("REGEXP_REPLACE(", left, ", CONCAT('(?', ",
               literal(*node.flags, TypeKind::String), ", ')', ", pattern,
               "), ", process(both->clauses[1], context), ")");
  }
  std::string right = process(node.right, context);
  std::string flags =
      node.flags ? cat(", ", literal(*node.flags, TypeKind::String)) : "";
  return cat("REGEXP_REPLACE(", left, ", ", right, flags, ")");
}

// SQLAlchemy: MySQLCompiler._render_json_extract_from_binary
std::string MySqlStatements::json_item(const sql::Binary& node,
                                       const sql::Context& context) {
  auto extract = [&] { return json_call("JSON_EXTRACT", node, context); };
  std::string first = extract();
  std::string start = cat("CASE ", first, " WHEN 'null' THEN NULL ");
  switch (node.type.affinity()) {
    case TypeKind::JSON:
      return first;
    case TypeKind::Integer:
      return cat(start, "ELSE CAST(", extract(), " AS SIGNED INTEGER) END");
    case TypeKind::Numeric:
    case TypeKind::Float: {
      auto precision = node.type.integer("precision");
      auto scale = node.type.integer("scale");
      if (precision && scale) {
        return cat(start, "ELSE CAST(", extract(), " AS DECIMAL(", *precision,
                   ", ", *scale, ")) END");
      }
      return cat(start, "ELSE ", extract(), "+0.0000000000000000000000 END");
    }
    case TypeKind::Boolean:
      return start + "WHEN true THEN true ELSE false END";
    case TypeKind::String:
      return cat(start, "ELSE JSON_UNQUOTE(", extract(), ") END");
    default:  // no other type is expected
      return cat(start, "ELSE ", extract(), " END");
  }
}

// a || b || c is one call.
std::string MySqlStatements::concatenated(const sql::Binary& node,
                                          const sql::Context& context) {
  std::string out;
  for (const sql::Expression& side : {node.left, node.right}) {
    if (!out.empty()) out += ", ";
    const auto* inner = sql::try_as<sql::Binary>(side);
    out += inner && inner->op == Operator::Concat &&
                   inner->type.affinity() == node.type.affinity()
               ? concatenated(*inner, context)
               : process(side, context);
  }
  return out;
}

std::string MySqlStatements::visit_function(const sql::Function& node,
                                            const sql::Context& context) {
  std::string name = node.packages.empty() ? lower(node.name.text) : "";
  if (name == "random") return "rand" + function_arguments(node, {});
  if (name == "sysdate") return "SYSDATE()";
  if (name == "rollup") {
    std::string columns = function_arguments(node, context);
    return cat(columns.substr(1, columns.size() - 2), " WITH ROLLUP");
  }
  return StatementCompiler::visit_function(node, context);
}

std::string MySqlStatements::visit_next_value(const sql::NextValue& node) {
  return cat("nextval(",
             quoter_.named(node.sequence.name, node.sequence.schema), ")");
}

// SQLAlchemy: MySQLCompiler.visit_typeclause, visit_cast
std::string MySqlStatements::visit_cast(const sql::Cast& node,
                                        const sql::Context& context) {
  if (node.try_cast) return StatementCompiler::visit_cast(node, context);
  Type type = dialect_.types().resolved(node.type);
  auto spelled = [&](const Type& each) {
    return dialect_.types().process(each, quoter_);
  };
  std::string text;
  if (type.is(TypeKind::Integer)) {
    text = type.flag("unsigned") ? "UNSIGNED INTEGER" : "SIGNED INTEGER";
  } else if (type.is(TypeKind::TIMESTAMP)) {
    text = "DATETIME";
  } else if (type.is(TypeKind::DECIMAL) || type.is(TypeKind::DateTime) ||
             type.is(TypeKind::Date) || type.is(TypeKind::Time)) {
    text = spelled(type);
  } else if (type.is(TypeKind::String) && type.kind != TypeKind::MyENUM &&
             type.kind != TypeKind::MySET &&
             !(type.is(TypeKind::Enum) && type.flag("native_enum", true))) {
    // Of the generic types only the length is kept, except CHAR itself.
    // SQLAlchemy: mysql.CHAR._adapt_string_for_cast
    Type chars(TypeKind::MyCHAR);
    const bool own =
        type.info().dialect() == "mysql" || type.is(TypeKind::CHAR);
    for (const char* name :
         {"length", "charset", "collation", "ascii", "binary", "unicode"}) {
      if (!own && std::string_view(name) != "length") continue;
      if (const auto* argument = type.find(name)) chars.set(name, *argument);
    }
    text = spelled(chars);
  } else if (type.is(TypeKind::BinaryBase)) {
    text = "BINARY";
  } else if (type.is(TypeKind::JSON)) {
    text = "JSON";
  } else if (type.is(TypeKind::Numeric)) {
    text = replace_all(spelled(type), "NUMERIC", "DECIMAL");
  } else {
    spelled(type);  // or it is no type here at all
    return grouped(node.element, context);
  }
  return cat("CAST(", process(node.element, context), " AS ", text, ")");
}

std::string MySqlStatements::visit_join(const sql::Join& node,
                                        const sql::Context& given) {
  sql::Context from = given;
  from.as_from = true;
  sql::Context on = given;
  on.as_from = false;
  const char* keyword = node.full    ? " FULL OUTER JOIN "
                        : node.outer ? " LEFT OUTER JOIN "
                                     : " INNER JOIN ";
  std::string left = process(node.left, from);
  std::string right = process(node.right, from);
  return cat(left, keyword, right, " ON ",
             process(sql::self_group(node.on, Operator::AsBoolean), on));
}

// SQLAlchemy: MySQLCompiler.delete_extra_from_clause
std::string MySqlStatements::multiple_tables_delete(
    const sql::Delete& statement, const sql::ExpressionList& others,
    const sql::Context& context) {
  return cat("USING ", from_list(others, context, statement.table));
}

std::string MySqlStatements::no_table(const sql::Select& select) {
  return select.where.empty() ? "" : " FROM DUAL";
}

std::string MySqlStatements::limit_clause(const sql::Select& select,
                                          const sql::Context& context) {
  if (select.fetch) return fetch_clause(select, context);
  // The offset's parameter stands first.
  std::string offset = select.offset ? process(select.offset, context) : "";
  std::string limit = select.limit ? process(select.limit, context) : "";
  if (!select.offset) return limit.empty() ? "" : cat(" \n LIMIT ", limit);
  return cat(" \n LIMIT ", offset, ", ",
             limit.empty() ? "18446744073709551615" : limit);
}

std::string MySqlStatements::for_update(const sql::ForUpdate& lock,
                                        const sql::Context&) {
  std::string out = lock.read ? " LOCK IN SHARE MODE" : " FOR UPDATE";
  if (lock.nowait) out += " NOWAIT";
  if (lock.skip_locked) out += " SKIP LOCKED";
  return out;
}

// SQLAlchemy: MySQLCompiler.visit_on_duplicate_key_update
std::string MySqlStatements::after_values(const sql::Insert& insert,
                                          const sql::Context& given) {
  if (insert.on_duplicate_key.empty()) {
    return StatementCompiler::after_values(insert, given);
  }
  sql::Context context = given;
  context.use_schema = false;
  context.literal_binds = false;  // the reference keeps parameters here
  std::vector<std::string> parts;
  auto assign = [&](const std::string& name, const sql::Expression& value) {
    // A column of the alias `inserted` means the value that was given.
    const auto* ref = sql::try_as<sql::ColumnRef>(value);
    const auto* alias = ref ? sql::try_as<sql::Alias>(ref->table) : nullptr;
    const auto* bind = sql::try_as<sql::BindParameter>(value);
    sql::Expression shown = value;
    if (bind && bind->of_column) shown = nameless(*bind);
    std::string text = alias && alias->name.text == insert.duplicate_alias
                           ? cat("VALUES(", quoter_.quote(ref->name), ")")
                           : value_for(name, shown, *insert.table, context);
    parts.push_back(cat(quoter_.quote(name), " = ", text));
  };
  // In the table's order, unless a list of pairs has one of its own.
  std::vector<bool> done(insert.on_duplicate_key.size());
  const auto* table = sql::try_as<sql::TableRef>(insert.table);
  if (table && !insert.duplicate_ordered) {
    for (const auto& [column, type] : table->columns())
      for (std::size_t i = 0; i < insert.on_duplicate_key.size(); ++i)
        if (!done[i] && insert.on_duplicate_key[i].first == column.text) {
          assign(column.text, insert.on_duplicate_key[i].second);
          done[i] = true;
        }
  }
  for (std::size_t i = 0; i < insert.on_duplicate_key.size(); ++i)
    if (!done[i])
      assign(insert.on_duplicate_key[i].first,
             insert.on_duplicate_key[i].second);
  return cat("ON DUPLICATE KEY UPDATE ", join(parts, ", "));
}

}  // namespace limbeck::dialects

#include "dialects/mysql/statements.h"

#include "base/error.h"
#include "base/text.h"
#include "dialects/json_path.h"
#include "sql/type_compiler.h"

namespace limbeck::dialects {

using schema::Type;
using schema::TypeKind;
using sql::Operator;

// SQLAlchemy: MySQLCompiler._render_json_extract_from_binary
std::string MySqlStatements::json_extract(const sql::Binary& node,
                                          const sql::Context& context) {
  auto extract = [&] {
    std::string left = process(node.left, context);
    return cat("JSON_EXTRACT(", left, ", ", process(json_path(node), context),
               ")");
  };
  std::string out = extract();
  const TypeKind affinity = node.type.affinity();
  if (affinity == TypeKind::JSON) return out;
  out = cat("CASE ", out, " WHEN 'null' THEN NULL ");
  switch (affinity) {
    case TypeKind::Integer:
      cat_to(out, "ELSE CAST(", extract(), " AS SIGNED INTEGER)");
      break;
    case TypeKind::Numeric:
    case TypeKind::Float:
      cat_to(out, "ELSE ", extract(), "+0.0000000000000000000000");
      break;
    case TypeKind::Boolean:
      out += "WHEN true THEN true ELSE false";
      break;
    case TypeKind::String:
      cat_to(out, "ELSE JSON_UNQUOTE(", extract(), ")");
      break;
    default:
      cat_to(out, "ELSE ", extract());
  }
  return cat(out, " END");
}

std::string MySqlStatements::visit_binary(const sql::Binary& node,
                                          const sql::Context& context) {
  switch (node.op) {
    case Operator::Concat:
      return cat("concat(", concatenated(node, context), ")");
    case Operator::Divide:
      return cat(process(node.left, context), " / ",
                 process(node.right, context));
    case Operator::Match:
      return cat("MATCH (", process(node.left, context), ") AGAINST (",
                 process(node.right, context), " IN BOOLEAN MODE)");
    case Operator::RegexpMatch:
      return generic_binary(node, " REGEXP ", context);
    case Operator::NotRegexpMatch:
      return generic_binary(node, " NOT REGEXP ", context);
    case Operator::IsDistinctFrom:
      return cat("NOT (", process(node.left, context), " <=> ",
                 process(node.right, context), ")");
    case Operator::IsNotDistinctFrom:
      return generic_binary(node, " <=> ", context);
    case Operator::JsonGetItem:
    case Operator::JsonPathGetItem:
      return json_extract(node, context);
    default:  // the rest is standard
      return StatementCompiler::visit_binary(node, context);
  }
}

// a || b || c is one call.
std::string MySqlStatements::concatenated(const sql::Binary& node,
                                          const sql::Context& context) {
  std::string out;
  for (const sql::Expression& side : {node.left, node.right}) {
    if (!out.empty()) out += ", ";
    const auto* inner = sql::try_as<sql::Binary>(side);
    out += inner && inner->op == Operator::Concat
               ? concatenated(*inner, context)
               : process(side, context);
  }
  return out;
}

std::string MySqlStatements::visit_function(const sql::Function& node,
                                            const sql::Context& context) {
  std::string name = node.packages.empty() ? lower(node.name.text) : "";
  if (name == "random") return "rand" + function_arguments(node, context);
  if (name == "sysdate") return "SYSDATE()";
  return StatementCompiler::visit_function(node, context);
}

// SQLAlchemy: MySQLCompiler.visit_typeclause, visit_cast
std::string MySqlStatements::visit_cast(const sql::Cast& node,
                                        const sql::Context& context) {
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
    Type chars(TypeKind::MyCHAR);
    for (const char* name :
         {"length", "charset", "collation", "ascii", "binary", "unicode"}) {
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
    sql::Context inner = context;
    return process(node.element, inner);
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
  return cat(process(node.left, from), keyword, process(node.right, from),
             " ON ", process(node.on, on));
}

std::string MySqlStatements::limit_clause(const sql::Select& select,
                                          const sql::Context& context) {
  std::string limit = select.limit ? process(select.limit, context) : "";
  if (!select.offset) return limit.empty() ? "" : cat(" \n LIMIT ", limit);
  // The offset's parameter stands first.
  return cat(" \n LIMIT ", process(select.offset, context), ", ",
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
  for (const auto& [name, value] : insert.on_duplicate_key) {
    // A column of the alias `inserted` means the value that was given.
    const auto* ref = sql::try_as<sql::ColumnRef>(value);
    const auto* alias = ref ? sql::try_as<sql::Alias>(ref->table) : nullptr;
    std::string text = alias && alias->name.text == insert.duplicate_alias
                           ? cat("VALUES(", quoter_.quote(ref->name), ")")
                           : value_for(name, value, *insert.table, context);
    parts.push_back(cat(quoter_.quote(name), " = ", text));
  }
  return cat("ON DUPLICATE KEY UPDATE ", join(parts, ", "));
}

}  // namespace limbeck::dialects

#include "dialects/oracle/statements.h"

#include "base/error.h"
#include "base/text.h"
#include "sql/type_compiler.h"

namespace limbeck::dialects {

using schema::Type;
using schema::TypeKind;
using sql::Operator;

std::string OracleStatements::visit_binary(const sql::Binary& node,
                                           const sql::Context& context) {
  auto call = [&](std::string_view name) {
    return pair(node, cat(name, "("), ", ", ")", context);
  };
  switch (node.op) {
    case Operator::Modulo:
      return call("mod");
    case Operator::Match:  // never with literal values
      return pair(node, "CONTAINS (", ", ", ")", {});
    case Operator::IsDistinctFrom:
    case Operator::IsNotDistinctFrom:
      return pair(
          node, "DECODE(", ", ",
          node.op == Operator::IsDistinctFrom ? ", 0, 1) = 1" : ", 0, 1) = 0",
          {});
    case Operator::RegexpMatch:
    case Operator::NotRegexpMatch: {
      std::string flags =
          node.flags ? cat(", ", literal(*node.flags, TypeKind::String)) : "";
      return pair(node,
                  node.op == Operator::NotRegexpMatch ? "NOT REGEXP_LIKE("
                                                      : "REGEXP_LIKE(",
                  ", ", cat(flags, ")"), context);
    }
    case Operator::RegexpReplace: {
      std::string flags =
          node.flags ? cat(", ", literal(*node.flags, TypeKind::String)) : "";
      return pair(node, "REGEXP_REPLACE(", ", ", cat(flags, ")"), context);
    }
    case Operator::BitwiseAnd:
      return call("BITAND");
    case Operator::BitwiseOr:
      return call("BITOR");
    case Operator::BitwiseXor:
      return call("BITXOR");
    case Operator::ShiftLeft:
      throw Error(ErrorKind::Compile,
                  "Cannot compile bitwise_lshift in oracle");
    case Operator::ShiftRight:
      throw Error(ErrorKind::Compile,
                  "Cannot compile bitwise_rshift in oracle");
    case Operator::Divide:
      return generic_binary(node, " / ", context);
    case Operator::JsonGetItem:
    case Operator::JsonPathGetItem:
      return json_item(node, context);
    default:  // the rest is standard
      return StatementCompiler::visit_binary(node, context);
  }
}

std::string OracleStatements::visit_unary(const sql::Unary& node,
                                          const sql::Context& context) {
  if (node.op == Operator::BitwiseNot) {
    throw Error(ErrorKind::Compile, "Cannot compile bitwise_not in oracle");
  }
  return StatementCompiler::visit_unary(node, context);
}

// SQLAlchemy: OracleCompiler._render_json_extract_from_binary
std::string OracleStatements::json_item(const sql::Binary& node,
                                        const sql::Context& context) {
  std::string left = process(node.left, context);
  sql::Context literal = context;
  literal.literal_binds = true;
  std::string both = cat(left, ", ", json_key(node, true, literal));
  auto returning = [&](std::string_view type) {
    return cat("JSON_VALUE(", both, " RETURNING ", type, " ERROR ON ERROR)");
  };
  switch (node.type.affinity()) {
    case TypeKind::Boolean:
      return cat("CASE JSON_VALUE(", both,
                 ") WHEN 'true' THEN 1 WHEN 'false' THEN 0 ELSE "
                 "CAST(JSON_VALUE(",
                 both, ") AS NUMBER(1)) END");
    case TypeKind::Integer:
      return returning("INTEGER");
    case TypeKind::Float:
      return returning("FLOAT");
    case TypeKind::Numeric:
      return returning(cat("NUMBER(",
                           node.type.integer("precision").value_or(0), ", ",
                           node.type.integer("scale").value_or(0), ")"));
    case TypeKind::String:
      return returning("VARCHAR2(4000)");
    default:  // a document
      return cat("JSON_QUERY(", both, ")");
  }
}

std::string OracleStatements::visit_function(const sql::Function& node,
                                             const sql::Context& given) {
  // A function's rows, not its value.
  if (given.as_from && lower(node.name.text) != "table") {
    sql::Context value = given;
    value.as_from = value.with_ordinality = false;
    return cat("TABLE (", visit_function(node, value),
               given.with_ordinality ? " WITH ORDINALITY)" : ")");
  }
  const sql::Context& context = given;
  std::string name = node.packages.empty() ? lower(node.name.text) : "";
  if (name == "now") return "CURRENT_TIMESTAMP";
  if (name == "char_length")
    return "LENGTH" + function_arguments(node, context);
  if (name == "pow") return "POWER" + function_arguments(node, {});
  bool bare =
      node.arguments.empty() &&
      (name == "uid" || name == "current_date" || name == "sysdate" ||
       name == "user" || name == "current_time" || name == "current_timestamp");
  if (bare) {
    return name == "uid" || name == "sysdate" ? node.name.text : upper(name);
  }
  return StatementCompiler::visit_function(node, context);
}

std::string OracleStatements::visit_cast(const sql::Cast& node,
                                         const sql::Context& context) {
  if (node.try_cast) return StatementCompiler::visit_cast(node, context);
  const Type type = node.type.for_dialect(dialect_.name());
  const bool decorated = type.kind == TypeKind::TypeDecorator;
  if (!decorated && type.is(TypeKind::String) && !type.is(TypeKind::Text)) {
    Type text(TypeKind::OraVARCHAR2);
    text.set("length", std::int64_t(4000));  // needed in a CAST
    if (const auto size = sql::TypeCompiler::length(type))
      text.set("length", *size);
    return StatementCompiler::visit_cast(sql::Cast(node.element, text),
                                         context);
  }
  return StatementCompiler::visit_cast(node, context);
}

std::string OracleStatements::visit_next_value(const sql::NextValue& node) {
  return cat(quoter_.named(node.sequence.name, node.sequence.schema),
             ".nextval");
}

std::string OracleStatements::set_operator(sql::SetOperator op) {
  return op == sql::SetOperator::Except ? "MINUS"
                                        : StatementCompiler::set_operator(op);
}

std::string OracleStatements::no_table(const sql::Select&) {
  return " FROM DUAL";
}

// SQLAlchemy: OracleCompiler.returning_clause
std::string OracleStatements::returning(const sql::ExpressionList& columns,
                                        const sql::Context& context,
                                        const sql::Node& statement) {
  std::string text = StatementCompiler::returning(columns, context, statement);
  std::size_t count = 0;
  for (const sql::Expression& column : columns) {
    const auto* table = sql::try_as<sql::TableRef>(column);
    count += table ? table->columns().size() : 1;
  }
  std::vector<std::string> places;
  for (std::size_t i = 0; i < count; ++i) places.push_back(cat(":ret_", i));
  return cat(text, " INTO ", join(places, ", "));
}

// Oracle locks by columns: a table has no text outside of FROM, a subquery has
// that of its statement.
std::string OracleStatements::locked(const sql::Expression& each,
                                     const sql::Context& context) {
  if (!sql::is_from(*each)) return process(each, context);
  const auto* alias = sql::try_as<sql::Alias>(each);
  if (!alias || !alias->element || sql::is_from(*alias->element)) return {};
  std::string select = process(alias->element, context);
  return alias->lateral ? cat("LATERAL (", select, ")") : select;
}

// SQLAlchemy: OracleCompiler.for_update_clause
std::string OracleStatements::for_update(const sql::ForUpdate& lock,
                                         const sql::Context& context) {
  if (depth_ > 1) return {};  // a part of another statement locks nothing
  std::string out = " FOR UPDATE";
  if (!lock.of.empty()) {
    std::vector<std::string> columns;
    for (const sql::Expression& each : lock.of)
      columns.push_back(locked(each, context));
    cat_to(out, " OF ", join(columns, ", "));
  }
  if (lock.nowait) out += " NOWAIT";
  if (lock.skip_locked) out += " SKIP LOCKED";
  return out;
}

std::string OracleStatements::limit_clause(const sql::Select& select,
                                           const sql::Context& given) {
  std::string out;
  if (select.offset) {
    cat_to(out, "\n OFFSET ", written_later(select.offset, given), " ROWS");
  }
  const sql::Expression& limit = select.fetch ? select.fetch : select.limit;
  if (limit) {
    cat_to(out, "\n FETCH FIRST ", written_later(limit, given),
           select.fetch_percent ? " PERCENT" : "", " ROWS ",
           select.fetch_with_ties ? "WITH TIES" : "ONLY");
  }
  return out;
}

}  // namespace limbeck::dialects

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
    return cat(name, "(", process(node.left, context), ", ",
               process(node.right, context), ")");
  };
  switch (node.op) {
    case Operator::Modulo:
      return call("mod");
    case Operator::Match:
      return call("CONTAINS ");
    case Operator::IsDistinctFrom:
    case Operator::IsNotDistinctFrom:
      return cat("DECODE(", process(node.left, context), ", ",
                 process(node.right, context),
                 ", 0, 1) = ", node.op == Operator::IsDistinctFrom ? "1" : "0");
    case Operator::RegexpMatch:
    case Operator::NotRegexpMatch: {
      std::string flags =
          node.flags ? cat(", ", literal(*node.flags, TypeKind::String)) : "";
      return cat(node.op == Operator::NotRegexpMatch ? "NOT " : "",
                 "REGEXP_LIKE(", process(node.left, context), ", ",
                 process(node.right, context), flags, ")");
    }
    case Operator::BitwiseAnd:
      return call("BITAND");
    case Operator::BitwiseOr:
      return call("BITOR");
    case Operator::BitwiseXor:
      return call("BITXOR");
    case Operator::Divide:
      return generic_binary(node, " / ", context);
    default:  // the rest is standard
      return StatementCompiler::visit_binary(node, context);
  }
}

std::string OracleStatements::visit_function(const sql::Function& node,
                                             const sql::Context& context) {
  std::string name = node.packages.empty() ? lower(node.name.text) : "";
  if (name == "now") return "CURRENT_TIMESTAMP";
  if (name == "char_length")
    return "LENGTH" + function_arguments(node, context);
  if (name == "pow") return "POWER" + function_arguments(node, context);
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
  Type type = dialect_.types().resolved(node.type);
  if (type.is(TypeKind::String) && !type.is(TypeKind::Text)) {
    Type text(TypeKind::OraVARCHAR2);
    if (const auto* length = type.find("length")) text.set("length", *length);
    return StatementCompiler::visit_cast(sql::Cast(node.element, text),
                                         context);
  }
  return StatementCompiler::visit_cast(node, context);
}

std::string OracleStatements::visit_next_value(const sql::NextValue& node) {
  return cat(quoter_.table(node.sequence.name, node.sequence.schema),
             ".nextval");
}

std::string OracleStatements::set_operator(sql::SetOperator op) {
  return op == sql::SetOperator::Except ? "MINUS"
                                        : StatementCompiler::set_operator(op);
}

std::string OracleStatements::limit_clause(const sql::Select& select,
                                           const sql::Context& given) {
  sql::Context context = given;
  context.literal_binds = true;
  std::string out;
  if (select.offset) {
    cat_to(out, "\n OFFSET ", process(select.offset, context), " ROWS");
  }
  const sql::Expression& limit = select.fetch ? select.fetch : select.limit;
  if (limit) {
    cat_to(out, "\n FETCH FIRST ", process(limit, context),
           select.fetch_percent ? " PERCENT" : "", " ROWS ",
           select.fetch_with_ties ? "WITH TIES" : "ONLY");
  }
  return out;
}

}  // namespace limbeck::dialects

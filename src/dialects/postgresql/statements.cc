#include "dialects/postgresql/statements.h"

#include "base/error.h"
#include "base/text.h"
#include "sql/build.h"
#include "sql/type_compiler.h"

namespace limbeck::dialects {

using schema::TypeKind;
using sql::Operator;

std::string PostgreSqlStatements::visit_binary(const sql::Binary& node,
                                               const sql::Context& context) {
  auto matched = [&](std::string_view op) {
    if (!node.flags) return generic_binary(node, cat(" ", op, " "), context);
    if (*node.flags == "i") {
      return generic_binary(node, cat(" ", op, "* "), context);
    }
    return pair(node, "",
                cat(" ", op, " CONCAT('(?', ",
                    literal(*node.flags, TypeKind::String), ", ')', "),
                ")", context);
  };
  switch (node.op) {
    case Operator::ILike:
      return like(node, "ILIKE", false, context);
    case Operator::NotILike:
      return like(node, "NOT ILIKE", false, context);
    case Operator::RegexpMatch:
      return matched("~");
    case Operator::NotRegexpMatch:
      return matched("!~");
    case Operator::RegexpReplace:
      return pair(node, "REGEXP_REPLACE(", ", ",
                  node.flags
                      ? cat(", ", literal(*node.flags, TypeKind::String), ")")
                      : std::string(")"),
                  context);
    case Operator::BitwiseXor:
      return generic_binary(node, " # ", context);
    case Operator::Match:
      for (const auto& [name, value] : node.modifiers)
        if (const auto* config = value.get<std::string>();
            config && name == "postgresql_regconfig")
          return pair(node, "",
                      cat(" @@ plainto_tsquery(",
                          literal(*config, TypeKind::String), ", "),
                      ")", context);
      return pair(node, "", " @@ plainto_tsquery(", ")", context);
    case Operator::JsonGetItem:
    case Operator::JsonPathGetItem:
      return json_item(node, context);
    default:  // the rest is standard
      return StatementCompiler::visit_binary(node, context);
  }
}

// SQLAlchemy: PGCompiler.visit_json_getitem_op_binary,
// visit_json_path_getitem_op_binary
std::string PostgreSqlStatements::json_item(const sql::Binary& node,
                                            const sql::Context& given) {
  bool path = node.op == Operator::JsonPathGetItem;
  bool whole = node.type.affinity() == TypeKind::JSON;
  sql::Context operand = given;
  operand.in_operator = true;
  if (whole && !path && subscripts() && node.left->type.is(TypeKind::PgJSONB)) {
    return cat(
        process(sql::self_group(node.left, Operator::JsonGetItem), given), "[",
        json_key(node, false, given), "]");
  }
  std::string left = process(node.left, operand);
  std::string text =
      cat(left, path ? (whole ? " #> " : " #>> ") : (whole ? " -> " : " ->> "),
          json_key(node, false, operand));
  if (!whole) {
    if (given.in_operator) text = cat("(", text, ")");
    return cat("CAST(", text, " AS ",
               dialect_.types().process(node.type, quoter_), ")");
  }
  return given.in_operator ? cat("(", text, ")") : text;
}

// ILIKE needs no lower().
std::string PostgreSqlStatements::visit_unary(const sql::Unary& node,
                                              const sql::Context& context) {
  if (node.op == Operator::CaseFold) return process(node.operand, context);
  return StatementCompiler::visit_unary(node, context);
}

std::string PostgreSqlStatements::visit_function(const sql::Function& node,
                                                 const sql::Context& context) {
  std::string name = lower(node.name.text);
  if (node.packages.empty() && name == "pow") {
    return "power" + function_arguments(node, {});  // never with literals
  }
  if (node.packages.empty() && name == "substring" &&
      node.arguments.size() >= 2) {
    std::string out = cat("SUBSTRING(", process(node.arguments[0], context));
    cat_to(out, " FROM ", process(node.arguments[1], context));
    if (node.arguments.size() > 2) {
      cat_to(out, " FOR ", process(node.arguments[2], context));
    }
    return out + ")";
  }
  return StatementCompiler::visit_function(node, context);
}

std::string PostgreSqlStatements::visit_next_value(const sql::NextValue& node) {
  std::string name = quoter_.named(node.sequence.name, node.sequence.schema);
  return cat("nextval('", replace_all(name, "'", "''"), "')");
}

std::string PostgreSqlStatements::limit_clause(const sql::Select& select,
                                               const sql::Context& context) {
  std::string out;
  if (select.fetch) {
    if (select.offset) {
      cat_to(out, "\n OFFSET (", process(select.offset, context), ") ROWS");
    }
    cat_to(out, "\n FETCH FIRST (", process(select.fetch, context), ")",
           select.fetch_percent ? " PERCENT" : "", " ROWS ",
           select.fetch_with_ties ? "WITH TIES" : "ONLY");
    return out;
  }
  if (select.limit) cat_to(out, " \n LIMIT ", process(select.limit, context));
  if (select.offset) {
    if (!select.limit) out += "\n LIMIT ALL";
    cat_to(out, " OFFSET ", process(select.offset, context));
  }
  return out;
}

std::string PostgreSqlStatements::distinct(const sql::Select& select,
                                           const sql::Context& context) {
  if (select.distinct_on.empty()) {
    return StatementCompiler::distinct(select, context);
  }
  return cat("DISTINCT ON (", list(select.distinct_on, ", ", context), ") ");
}

std::string PostgreSqlStatements::after_values(const sql::Insert& insert,
                                               const sql::Context& context) {
  if (insert.on_conflict && insert.on_conflict->dialect != "postgresql")
    throw Error(ErrorKind::Compile,
                cat("The ON CONFLICT of ", insert.on_conflict->dialect,
                    ".insert() is not for PostgreSQL: use "
                    "postgresql.insert()"));
  return insert.on_conflict
             ? on_conflict(*insert.on_conflict, *insert.table, context)
             : StatementCompiler::after_values(insert, context);
}

std::string PostgreSqlStatements::multiple_tables_update(
    const sql::Update&, const sql::ExpressionList& others,
    const sql::Context& context) {
  return cat("FROM ", from_list(others, context));
}

std::string PostgreSqlStatements::multiple_tables_delete(
    const sql::Delete&, const sql::ExpressionList& others,
    const sql::Context& context) {
  return cat("USING ", from_list(others, context));
}

// PostgreSQL takes a list of texts for text[], never for an array of an ENUM.
// SQLAlchemy: postgresql.ARRAY._against_native_enum
bool PostgreSqlStatements::needs_cast(const schema::Type& type) const {
  return type.is(TypeKind::ARRAY) && type.item &&
         type.item->is(TypeKind::Enum) && !type.item->type_name.text.empty();
}

// SQLAlchemy: PGCompiler.render_bind_cast
std::string PostgreSqlStatements::bind_cast(const schema::Type& type,
                                            std::string text) {
  schema::Type actual = dialect_.types().resolved(type);
  if (needs_cast(actual))
    return cat(text, "::", dialect_.types().process(actual, quoter_));
  if (actual.flag("json_path")) return text;
  if (actual.flag("json_index"))
    return cat(text, actual.is(TypeKind::Integer) ? "::INT" : "::TEXT");
  // What psycopg's types ask for; the others go without.
  TypeKind affinity = actual.affinity();
  bool casts =
      affinity == TypeKind::Integer || affinity == TypeKind::Date ||
      affinity == TypeKind::Time || affinity == TypeKind::DateTime ||
      affinity == TypeKind::JSON || affinity == TypeKind::String ||
      affinity == TypeKind::Uuid || actual.is(TypeKind::PgAbstractRange) ||
      actual.kind == TypeKind::PgREGCONFIG || actual.is(TypeKind::ARRAY);
  if (!casts || actual.is(TypeKind::Enum)) return text;
  if (affinity == TypeKind::Uuid && !actual.flag("native_uuid", true))
    return text;
  if (actual.affinity() == TypeKind::String && !actual.is(TypeKind::Enum)) {
    // One with a length is cast as one with neither length nor collation.
    const auto collation =
        actual.find("length") ? std::nullopt : actual.text("collation");
    actual = TypeKind::String;
    if (collation) actual.set("collation", *collation);
  }
  return cat(text, "::", dialect_.types().process(actual, quoter_));
}

}  // namespace limbeck::dialects

#include "dialects/mssql/statements.h"

#include "base/error.h"
#include "base/text.h"

namespace limbeck::dialects {

using schema::TypeKind;
using sql::Operator;

std::string MsSqlStatements::visit_binary(const sql::Binary& node,
                                          const sql::Context& context) {
  std::string left, right;
  auto sides = [&](const sql::Context& side) {
    left = process(node.left, side);
    right = process(node.right, side);
  };
  // The reference keeps parameters where values are compared as rows.
  sql::Context bound = context;
  bound.literal_binds = false;
  // Parameters stand on the right.
  // SQLAlchemy: MSSQLCompiler.visit_binary
  if (node.op == Operator::Equal &&
      node.left->kind == sql::NodeKind::BindParameter &&
      node.right->kind != sql::NodeKind::BindParameter) {
    sql::Binary turned(Operator::Equal, node.right, node.left, node.type);
    return StatementCompiler::visit_binary(turned, context);
  }
  switch (node.op) {
    case Operator::Concat:
      return generic_binary(node, " + ", context);
    case Operator::Divide:
      return pair(node, "", " / (", " + 0.0)", context);
    case Operator::Match:
      sides(context);
      return cat("CONTAINS (", left, ", ", right, ")");
    case Operator::IsDistinctFrom:
      sides(bound);
      return cat("NOT EXISTS (SELECT ", left, " INTERSECT SELECT ", right, ")");
    case Operator::IsNotDistinctFrom:
      sides(bound);
      return cat("EXISTS (SELECT ", left, " INTERSECT SELECT ", right, ")");
    case Operator::JsonGetItem:
    case Operator::JsonPathGetItem:
      return json_item(node, context);
    default:  // the rest is standard
      return StatementCompiler::visit_binary(node, context);
  }
}

// SQLAlchemy: MSSQLCompiler._render_json_extract_from_binary
std::string MsSqlStatements::json_item(const sql::Binary& node,
                                       const sql::Context& context) {
  auto value = [&] { return json_call("JSON_VALUE", node, context); };
  if (node.type.affinity() == TypeKind::JSON)
    return json_call("JSON_QUERY", node, context);
  std::string start = cat("CASE ", value(), " WHEN NULL THEN NULL ");
  switch (node.type.affinity()) {
    case TypeKind::Integer:
      return cat(start, "ELSE CAST(", value(), " AS INTEGER) END");
    case TypeKind::Float:
      return cat(start, "ELSE CAST(", value(), " AS FLOAT) END");
    case TypeKind::Numeric: {
      auto number = [&](const char* name) {
        auto found = node.type.integer(name);
        return found ? cat(*found) : std::string("None");
      };
      return cat(start, "ELSE CAST(", value(), " AS NUMERIC(",
                 number("precision"), ", ", number("scale"), ")) END");
    }
    case TypeKind::Boolean:
      return cat(start, "WHEN 'true' THEN 1 WHEN 'false' THEN 0 ELSE CAST(",
                 value(), " AS BIT) END");
    case TypeKind::String:
      return cat(start, "ELSE ", value(), " END");
    default:  // no other type is expected
      return cat(start, "ELSE ", json_call("JSON_QUERY", node, context),
                 " END");
  }
}

std::string MsSqlStatements::visit_function(const sql::Function& node,
                                            const sql::Context& context) {
  std::string name = node.packages.empty() ? lower(node.name.text) : "";
  if (name == "now") return "CURRENT_TIMESTAMP";
  if (name == "current_date") return "GETDATE()";
  if (name == "length" || name == "char_length") {
    return "LEN" + function_arguments(node, context);
  }
  if (name == "pow") return "POWER" + function_arguments(node, {});
  return StatementCompiler::visit_function(node, context);
}

std::string MsSqlStatements::visit_extract(const sql::Extract& node,
                                           const sql::Context& context) {
  std::string field = node.field == "doy"            ? "dayofyear"
                      : node.field == "dow"          ? "weekday"
                      : node.field == "milliseconds" ? "millisecond"
                      : node.field == "microseconds" ? "microsecond"
                                                     : node.field;
  return cat("DATEPART(", field, ", ", process(node.element, context), ")");
}

std::string MsSqlStatements::visit_next_value(const sql::NextValue& node) {
  return cat("NEXT VALUE FOR ",
             quoter_.named(node.sequence.name, node.sequence.schema));
}

// SQLAlchemy: MSSQLCompiler._use_top
bool MsSqlStatements::uses_top(const sql::Select& select) {
  if (select.offset) return false;
  auto simple = [](const sql::Expression& number) {
    const auto* bind = sql::try_as<sql::BindParameter>(number);
    return bind && bind->value && bind->value->get<std::int64_t>();
  };
  if (select.fetch) {
    return simple(select.fetch) &&
           (select.fetch_percent || select.fetch_with_ties);
  }
  return simple(select.limit);
}

// A limit without offset is TOP.
std::string MsSqlStatements::distinct(const sql::Select& select,
                                      const sql::Context& given) {
  std::string out = StatementCompiler::distinct(select, given);
  const sql::Expression& limit = select.fetch ? select.fetch : select.limit;
  if (!limit || !uses_top(select)) return out;
  cat_to(out, "TOP ", written_later(limit, given), " ");
  if (select.fetch_percent) out += "PERCENT ";
  if (select.fetch_with_ties) out += "WITH TIES ";
  return out;
}

std::string MsSqlStatements::limit_clause(const sql::Select&,
                                          const sql::Context&) {
  return {};
}

// Offline nobody knows a server that has OFFSET: rows are counted.
// SQLAlchemy: MSSQLCompiler.translate_select_structure
std::optional<std::string> MsSqlStatements::rewritten(
    const sql::Select& select, const sql::Context& given) {
  if ((!select.limit && !select.fetch && !select.offset) || uses_top(select))
    return std::nullopt;
  if (select.order_by.empty()) {
    throw Error(ErrorKind::Compile,
                "MSSQL requires an order_by when using an OFFSET or a "
                "non-simple LIMIT clause");
  }
  if (select.fetch_percent || select.fetch_with_ties) {
    throw Error(ErrorKind::Compile,
                "MSSQL needs TOP to use PERCENT and/or WITH TIES. Only simple "
                "fetch without offset can be used.");
  }
  return row_numbered(select, "mssql_rn", given);
}

// SQLAlchemy: MSSQLCompiler.returning_clause
std::string MsSqlStatements::returning(const sql::ExpressionList& columns,
                                       const sql::Context& context,
                                       const sql::Node& statement) {
  auto target = std::make_shared<sql::Alias>(
      sql::Expression(),
      statement.kind == sql::NodeKind::Delete ? "deleted" : "inserted");
  sql::ExpressionList renamed;
  for (const sql::Expression& column : columns) {
    if (const auto* ref = sql::try_as<sql::ColumnRef>(column)) {
      renamed.push_back(
          std::make_shared<sql::ColumnRef>(ref->name, ref->type, target));
    } else if (const auto* table = sql::try_as<sql::TableRef>(column)) {
      for (const auto& [name, type] : table->columns()) {
        renamed.push_back(std::make_shared<sql::ColumnRef>(name, type, target));
      }
    } else {
      renamed.push_back(column);
    }
  }
  std::string text = StatementCompiler::returning(renamed, context, statement);
  return cat("OUTPUT ", text.substr(std::string_view("RETURNING ").size()));
}

std::string MsSqlStatements::multiple_tables_update(
    const sql::Update& update, const sql::ExpressionList& others,
    const sql::Context& context) {
  return cat("FROM ", from_list(others, context, update.table));
}

std::string MsSqlStatements::multiple_tables_delete(
    const sql::Delete& statement, const sql::ExpressionList& others,
    const sql::Context& context) {
  return cat("FROM ", from_list(others, context, statement.table));
}

}  // namespace limbeck::dialects

#include "dialects/sqlite/statements.h"

#include "base/error.h"
#include "base/text.h"
#include "sql/type_compiler.h"

namespace limbeck::dialects {

using schema::TypeKind;
using sql::Operator;

namespace {

/// strftime's letter for a field of EXTRACT.
// SQLAlchemy: SQLiteCompiler.extract_map
std::string_view strftime_field(std::string_view field) {
  static constexpr std::pair<std::string_view, std::string_view> kFields[] = {
      {"month", "%m"}, {"day", "%d"}, {"year", "%Y"},   {"second", "%S"},
      {"hour", "%H"},  {"doy", "%j"}, {"minute", "%M"}, {"epoch", "%s"},
      {"dow", "%w"},   {"week", "%W"}};
  for (const auto& [name, text] : kFields) {
    if (name == field) return text;
  }
  throw Error(ErrorKind::Compile,
              cat(field, " is not a valid extract argument."));
}

}  // namespace

std::string SqliteStatements::visit_binary(const sql::Binary& node,
                                           const sql::Context& context) {
  switch (node.op) {
    case Operator::Divide:
      return pair(node, "", " / (", " + 0.0)", context);
    // The reference passes nothing on to the operands of these two.
    case Operator::IsDistinctFrom:
      return generic_binary(node, " IS NOT ", {});
    case Operator::IsNotDistinctFrom:
      return generic_binary(node, " IS ", {});
    case Operator::RegexpMatch:
      return generic_binary(node, " REGEXP ", context);
    case Operator::NotRegexpMatch:
      return generic_binary(node, " NOT REGEXP ", context);
    case Operator::JsonGetItem:
    case Operator::JsonPathGetItem: {
      std::string out = json_call("JSON_EXTRACT", node, context);
      if (node.type.affinity() == TypeKind::JSON)
        return cat("JSON_QUOTE(", out, ")");
      return cat("CAST(", out, " AS ",
                 dialect_.types().process(node.type, quoter_), ")");
    }
    case Operator::BitwiseXor: {
      sql::Context eager = context;
      eager.eager_grouping = true;
      std::string either = generic_binary(node, " | ", eager);
      std::string both = generic_binary(node, " & ", eager);
      return cat("(", either, " - ", both, ")");
    }
    default:  // the rest is standard
      return StatementCompiler::visit_binary(node, context);
  }
}

std::string SqliteStatements::visit_function(const sql::Function& node,
                                             const sql::Context& context) {
  std::string name = node.packages.empty() ? lower(node.name.text) : "";
  if (name == "now") return "CURRENT_TIMESTAMP";
  if (name == "localtimestamp") {
    return "DATETIME(CURRENT_TIMESTAMP, 'localtime')";
  }
  if (name == "char_length") {
    // The reference keeps parameters here.
    sql::Context bound = context;
    bound.literal_binds = false;
    return "length" + function_arguments(node, bound);
  }
  return StatementCompiler::visit_function(node, context);
}

std::string SqliteStatements::visit_extract(const sql::Extract& node,
                                            const sql::Context& context) {
  return cat("CAST(STRFTIME('", strftime_field(node.field), "', ",
             process(node.element, context), ") AS INTEGER)");
}

std::string SqliteStatements::limit_clause(const sql::Select& select,
                                           const sql::Context& context) {
  if (select.fetch) return fetch_clause(select, context);
  auto number = [&](std::int64_t value) {
    auto bind =
        std::make_shared<sql::BindParameter>("param", TypeKind::Integer);
    bind->unique = true;
    bind->value = value;
    kept_.push_back(bind);
    return process(sql::Expression(bind), context);
  };
  std::string out;
  if (select.limit) cat_to(out, "\n LIMIT ", process(select.limit, context));
  if (select.offset) {
    if (!select.limit) cat_to(out, "\n LIMIT ", number(-1));
    cat_to(out, " OFFSET ", process(select.offset, context));
  } else {
    cat_to(out, " OFFSET ", number(0));
  }
  return out;
}

std::string SqliteStatements::after_values(const sql::Insert& insert,
                                           const sql::Context& context) {
  return insert.on_conflict
             ? on_conflict(*insert.on_conflict, *insert.table, context)
             : StatementCompiler::after_values(insert, context);
}

std::string SqliteStatements::returning(const sql::ExpressionList& columns,
                                        const sql::Context& given,
                                        const sql::Node& statement) {
  sql::Context context = given;
  context.include_table = false;
  return StatementCompiler::returning(columns, context, statement);
}

std::string SqliteStatements::multiple_tables_update(
    const sql::Update&, const sql::ExpressionList& others,
    const sql::Context& context) {
  return cat("FROM ", from_list(others, context));
}

}  // namespace limbeck::dialects

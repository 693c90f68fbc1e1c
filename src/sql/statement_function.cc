// Calls of functions, and windows.
#include "base/text.h"
#include "sql/statement_compiler.h"

namespace limbeck::sql {

namespace {

/// Functions written without parentheses or in capitals.
// SQLAlchemy: compiler.FUNCTIONS
std::string_view known_function(std::string_view name) {
  static constexpr std::pair<std::string_view, std::string_view> kKnown[] = {
      {"current_date", "CURRENT_DATE"},
      {"current_time", "CURRENT_TIME"},
      {"current_timestamp", "CURRENT_TIMESTAMP"},
      {"current_user", "CURRENT_USER"},
      {"localtime", "LOCALTIME"},
      {"localtimestamp", "LOCALTIMESTAMP"},
      {"session_user", "SESSION_USER"},
      {"sysdate", "sysdate"},
      {"user", "USER"},
      {"cube", "CUBE"},
      {"rollup", "ROLLUP"},
      {"grouping_sets", "GROUPING SETS"}};
  for (const auto& [key, text] : kKnown) {
    if (key == name) return text;
  }
  return {};
}

}  // namespace

std::string StatementCompiler::function_arguments(const Function& node,
                                                  const Context& context) {
  return cat("(", list(node.arguments, ", ", context), ")");
}

// SQLAlchemy: visit_aggregate_strings_func of the dialects
std::string StatementCompiler::aggregate_strings(const Function& node,
                                                 const Context& context) {
  std::string_view dialect = dialect_.name();
  bool mysql = dialect == "mysql" || dialect == "mariadb";
  std::string_view name = mysql || dialect == "sqlite" ? "group_concat"
                          : dialect == "postgresql" || dialect == "mssql"
                              ? "string_agg"
                          : dialect == "oracle" ? "LISTAGG"
                                                : "aggregate_strings";
  std::string text = process(node.arguments[0], context);
  return cat(name, "(", text, mysql ? " SEPARATOR " : ", ",
             written_later(node.arguments[1], context), ")");
}

// SQLAlchemy: SQLCompiler.visit_function
std::string StatementCompiler::visit_function(const Function& node,
                                              const Context& context) {
  const Context& inner = context;
  if (node.packages.empty() && node.name.text == "aggregate_strings" &&
      node.arguments.size() > 1) {
    return aggregate_strings(node, inner);
  }
  std::string_view known =
      node.packages.empty() ? known_function(lower(node.name.text)) : "";
  if (!known.empty()) {
    return node.arguments.empty() ? std::string(known)
                                  : cat(known, function_arguments(node, inner));
  }
  std::string out;
  for (const std::string& package : node.packages) {
    cat_to(out,
           quoter_.has_illegal_characters(package) ? quoter_.quote(package)
                                                   : package,
           ".");
  }
  bool quote =
      node.name.quote || quoter_.has_illegal_characters(node.name.text);
  cat_to(out, quote ? quoter_.quote(node.name) : node.name.text,
         function_arguments(node, inner));
  return out;
}

std::string StatementCompiler::visit_over(const Over& node,
                                          const Context& context) {
  std::string element = process(node.element, context);
  std::vector<std::string> parts;
  if (!node.partition_by.empty()) {
    parts.push_back(
        cat("PARTITION BY ", list(node.partition_by, ", ", context)));
  }
  if (!node.order_by.empty()) {
    parts.push_back(cat("ORDER BY ", list(node.order_by, ", ", context)));
  }
  if (node.frame) {
    auto bound = [&](const std::optional<std::int64_t>& at,
                     std::string_view unbounded) -> std::string {
      if (!at) return cat("UNBOUNDED ", unbounded);
      if (*at == 0) return "CURRENT ROW";
      auto number = std::make_shared<BindParameter>("param", TypeKind::Integer);
      number->unique = true;
      number->value = *at < 0 ? -*at : *at;
      kept_.push_back(number);
      std::string text = context.literal_binds ? cat(*at < 0 ? -*at : *at)
                         : dialect_.name() == "mssql"
                             ? written_later(number, context)
                             : visit_bind(*number, context);
      return cat(text, *at < 0 ? " PRECEDING" : " FOLLOWING");
    };
    std::string start = bound(node.frame->start, "PRECEDING");
    parts.push_back(cat(node.frame->unit, " BETWEEN ", start, " AND ",
                        bound(node.frame->stop, "FOLLOWING")));
  }
  return cat(element, " OVER (", join(parts, " "), ")");
}

}  // namespace limbeck::sql

#include "sql/statement_compiler.h"

#include <algorithm>
#include <utility>

#include "base/error.h"
#include "base/text.h"
#include "sql/build.h"
#include "sql/expression_type.h"
#include "sql/froms.h"
#include "sql/type_compiler.h"
#include "sql/unsupported.h"

namespace limbeck::sql {

namespace {

// A parameter's name stands between these until the text is complete.
constexpr char kOpen = '\1', kClose = '\2', kType = '\3';

/// The name of a parameter without what a statement cannot have there.
// SQLAlchemy: SQLCompiler.bindname_escape_characters
std::string escaped_name(std::string name) {
  constexpr std::string_view kFrom = "%():.[] ";
  constexpr std::string_view kTo = "PAZC____";
  for (char& c : name) {
    std::size_t at = kFrom.find(c);
    if (at != std::string_view::npos) c = kTo[at];
  }
  return name;
}

std::string placeholder(ParamStyle style, const std::string& name, int number) {
  switch (style) {
    case ParamStyle::Named:
      return cat(":", escaped_name(name));
    case ParamStyle::PyFormat:
      return cat("%(", escaped_name(name), ")s");
    case ParamStyle::Format:
      return "%s";
    case ParamStyle::QMark:
      return "?";
    case ParamStyle::Numeric:
      return cat(":", number);
    case ParamStyle::Dollar:
      return cat("$", number);
  }
  return {};
}

}  // namespace

StatementCompiler::StatementCompiler(const Dialect& dialect,
                                     const CompileOptions& options)
    : dialect_(dialect), options_(options), quoter_(dialect.quoter()) {
  ParamStyle style = options.paramstyle.value_or(dialect.traits().paramstyle);
  quoter_.double_percents =
      style == ParamStyle::Format || style == ParamStyle::PyFormat;
  quoter_.schema_translate = options.schema_translate;
  quoter_.has_default_schema = options.has_default_schema;
}

Compiled StatementCompiler::compile(const Node& statement) {
  Context context;
  context.literal_binds = options_.literal_binds;
  context.include_table = options_.include_table;
  std::string text = process(statement, context);
  Compiled compiled;
  finish(compiled, text);
  compiled.columns = std::move(result_);
  return compiled;
}

void StatementCompiler::finish(Compiled& compiled, const std::string& text) {
  ParamStyle style = options_.paramstyle.value_or(dialect_.traits().paramstyle);
  bool each = style == ParamStyle::Format || style == ParamStyle::QMark;
  compiled.positional =
      each || style == ParamStyle::Numeric || style == ParamStyle::Dollar;
  std::map<std::string, int> numbers;
  std::size_t at = 0;
  for (;;) {
    std::size_t open = text.find(kOpen, at);
    if (open == std::string::npos) break;
    std::size_t close = text.find(kClose, open);
    compiled.sql.append(text, at, open - at);
    std::string name = text.substr(open + 1, close - open - 1);
    std::optional<std::size_t> own_type;
    if (const std::size_t mark = name.find(kType); mark != std::string::npos) {
      own_type = std::stoul(name.substr(mark + 1));
      name.resize(mark);
    }
    const BoundParameter& parameter = binds_.at(name);
    const Type& type = own_type ? cast_types_[*own_type] : parameter.type;
    auto [found, fresh] = numbers.emplace(name, int(numbers.size()) + 1);
    if (fresh || each) compiled.parameters.push_back(parameter);
    std::string mark = placeholder(style, name, found->second);
    // SQLAlchemy: OracleCompiler_cx_oracle.bindparam_string
    if (style == ParamStyle::Named && dialect_.name() == "oracle" &&
        quoter_.quote(std::string_view(lower(name)))[0] == '"')
      mark = cat(":\"", name, "\"");
    compiled.sql +=
        options_.bind_casts || needs_cast(type) ? bind_cast(type, mark) : mark;
    at = close + 1;
  }
  compiled.sql.append(text, at, std::string::npos);
}

std::string StatementCompiler::literal(const Literal& value, const Type& type) {
  return dialect_.types().literal(value, type, quoter_);
}

std::string StatementCompiler::anonymous(const Node* node,
                                         const std::string& stem) {
  auto found = names_.find(node);
  if (found != names_.end()) return found->second;
  std::string name = anonymous_name(stem);
  names_.emplace(node, name);
  return name;
}

// SQLAlchemy: _anonymous_label.safe_construct
std::string StatementCompiler::clean_stem(std::string_view stem, bool of_bind) {
  const std::string_view unwanted = of_bind ? "%() $.[]:" : "%() $";
  std::string out;
  bool before = false;
  for (char c : stem) {
    bool bad = unwanted.find(c) != std::string_view::npos;
    if (!bad || !before) out += bad ? '_' : c;
    before = bad;
  }
  if (!of_bind) return out;
  std::size_t first = out.find_first_not_of('_');
  if (first == std::string::npos) return {};
  return out.substr(first, out.find_last_not_of('_') - first + 1);
}

std::string StatementCompiler::anonymous_name(const std::string& given) {
  const std::string stem = clean_stem(given, false);
  return label_name(Name(cat(stem, "_", ++counters_[stem]))).text;
}

// SQLAlchemy: SQLCompiler.visit_bindparam(literal_execute=True)
std::string StatementCompiler::written_later(const Expression& value,
                                             const Context& given) {
  if (!try_as<BindParameter>(value)) return process(value, given);
  Context later = given;
  later.literal_execute = true;
  return process(value, later);
}

// SQLAlchemy: SQLCompiler._truncated_identifier
Name StatementCompiler::label_name(const Name& name) {
  const std::size_t limit = dialect_.traits().max_identifier_length;
  if (name.text.size() <= limit - 6) return name;
  const std::size_t points = count_code_points(name.text);
  if (points <= limit - 6) return name;
  auto [found, fresh] = truncated_.emplace(name.text, "");
  if (fresh) {
    std::size_t end = 0;
    for (std::size_t at = 0; end < name.text.size(); ++end)
      if ((name.text[end] & 0xC0) != 0x80 && at++ == limit - 6) break;
    const std::size_t number = truncated_.size();
    std::string digits;
    for (std::size_t n = number; n; n /= 16)
      digits.insert(digits.begin(), "0123456789abcdef"[n % 16]);
    found->second = cat(name.text.substr(0, end), "_", digits);
  }
  return Name(found->second, name.kind, name.quote);
}

std::string StatementCompiler::percent_safe(std::string text) const {
  return quoter_.double_percents ? replace_all(text, "%", "%%") : text;
}

std::string StatementCompiler::list(const ExpressionList& nodes,
                                    std::string_view separator,
                                    const Context& context) {
  std::vector<std::string> parts;
  for (const Expression& node : nodes) {
    std::string part = process(node, context);
    if (!part.empty()) parts.push_back(std::move(part));
  }
  return join(parts, separator);
}

std::string StatementCompiler::process(const Expression& node,
                                       const Context& context) {
  return node ? process(*node, context) : std::string();
}

std::string StatementCompiler::process(const Node& node,
                                       const Context& context) {
  Context operand = context;
  operand.in_columns = false;
  switch (node.kind) {
    case NodeKind::ColumnRef:
      return visit_column(as<ColumnRef>(node), context);
    case NodeKind::BindParameter:
      return visit_bind(as<BindParameter>(node), context);
    case NodeKind::Null:
      return "NULL";
    case NodeKind::True:
      return visit_boolean(true);
    case NodeKind::False:
      return visit_boolean(false);
    case NodeKind::Text:
      return visit_text(as<Text>(node), context);
    case NodeKind::Unary:
      return visit_unary(as<Unary>(node), operand);
    case NodeKind::Binary:
      return visit_binary(as<Binary>(node), operand);
    case NodeKind::BooleanList: {
      const auto& each = as<BooleanList>(node);
      operand.in_operator = true;
      return list(each.clauses, operator_text(each.op), operand);
    }
    case NodeKind::ExpressionList: {
      const auto& each = as<ExpressionListNode>(node);
      return list(each.clauses, each.separator, operand);
    }
    case NodeKind::Tuple:
      return cat("(", list(as<Tuple>(node).clauses, ", ", operand), ")");
    case NodeKind::Grouping:
      operand.as_from = false;
      return cat("(", process(as<Grouping>(node).element, operand), ")");
    case NodeKind::Between:
      return visit_between(as<Between>(node), operand);
    case NodeKind::Exists: {
      const auto& each = as<Exists>(node);
      return cat(each.negated ? "NOT (EXISTS (" : "EXISTS (",
                 process(each.select, operand), each.negated ? "))" : ")");
    }
    case NodeKind::Case:
      return visit_case(as<Case>(node), operand);
    case NodeKind::Cast:
      return visit_cast(as<Cast>(node), operand);
    case NodeKind::TypeCoerce:
      return process(as<TypeCoerce>(node).element, context);
    case NodeKind::Extract:
      return visit_extract(as<Extract>(node), operand);
    case NodeKind::Collate: {
      const auto& each = as<Collate>(node);
      const Quoter& quoter = quoter_;
      std::string element = process(each.element, operand);
      const auto* binary = try_as<Binary>(each.element);
      if (each.element->kind == NodeKind::Collate ||
          (binary && binary->op == Operator::Custom))
        element = cat("(", element, ")");
      return cat(element, " COLLATE ",
                 each.collation.quote
                     ? quoter.quote(each.collation)
                     : quoter.collation(each.collation.text, {}));
    }
    case NodeKind::Function:
      return visit_function(as<Function>(node), operand);
    case NodeKind::Over:
      return visit_over(as<Over>(node), operand);
    case NodeKind::WithinGroup: {
      const auto& each = as<WithinGroup>(node);
      std::string out = process(each.element, operand);
      return cat(out, " WITHIN GROUP (ORDER BY ",
                 list(each.order_by, ", ", operand), ")");
    }
    case NodeKind::Filter: {
      const auto& each = as<Filter>(node);
      std::string out = process(each.element, operand);
      return cat(out, " FILTER (WHERE ", process(each.criterion, operand), ")");
    }
    case NodeKind::OrderedAggregate: {
      if (dialect_.name() != "postgresql" && dialect_.name() != "default") {
        throw Unsupported(dialect_.name(),
                          "<class 'sqlalchemy.dialects.postgresql.ext."
                          "aggregate_order_by'>");
      }
      const auto& each = as<OrderedAggregate>(node);
      std::string out = process(each.element, operand);
      return cat(out, " ORDER BY ", list(each.order_by, ", ", operand));
    }
    case NodeKind::Label:
      return visit_label(as<Label>(node), context);
    case NodeKind::ArrayLiteral: {
      if (dialect_.name() != "postgresql" && dialect_.name() != "default") {
        throw Unsupported(
            dialect_.name(),
            "<class 'sqlalchemy.dialects.postgresql.array.array'>");
      }
      const auto& each = as<ArrayLiteral>(node);
      if (each.clauses.empty() && each.type.item &&
          each.type.item->kind != TypeKind::NullType) {
        return cat("ARRAY[]::", dialect_.types().process(each.type, quoter_));
      }
      return cat("ARRAY[", list(each.clauses, ", ", operand), "]");
    }
    case NodeKind::ScalarSelect:
      operand.as_from = false;
      return cat("(", process(as<ScalarSelect>(node).select, operand), ")");
    case NodeKind::NextValue:
      return visit_next_value(as<NextValue>(node));
    case NodeKind::Custom:
      return render_custom(as<Custom>(node), context);
    case NodeKind::TableRef:
      return hinted(node, visit_table(as<TableRef>(node), context), context);
    case NodeKind::Alias:
      return hinted(node, visit_alias(as<Alias>(node), context), context);
    case NodeKind::Cte:
      return visit_cte(as<Cte>(node), context);
    case NodeKind::Join:
      return visit_join(as<Join>(node), context);
    case NodeKind::Values:
      return visit_values(as<Values>(node), context);
    case NodeKind::Select:
      return visit_select(as<Select>(node), context);
    case NodeKind::CompoundSelect:
      return visit_compound(as<CompoundSelect>(node), context);
    case NodeKind::Insert:
      return visit_insert(as<Insert>(node), context);
    case NodeKind::Update:
      return visit_update(as<Update>(node), context);
    case NodeKind::Delete:
      return visit_delete(as<Delete>(node), context);
  }
  return {};
}

// ----------------------------------------------------------- leaves

// SQLAlchemy: SQLCompiler.visit_column
std::string StatementCompiler::visit_column(const ColumnRef& node,
                                            const Context& context) {
  if (node.label_reference) return label_reference(node, context);
  const Name own = resolved_name(node);
  std::string name = node.literal ? percent_safe(own.text) : quoter_.quote(own);
  if (!node.table || !context.include_table || node.literal) return name;
  if (node.name.kind == Name::Kind::None)  // the alias itself
    return dialect_.name() == "oracle" ? cat(name, ".COLUMN_VALUE") : name;
  Context bare = context;
  bare.as_from = false;
  switch (node.table->kind) {
    case NodeKind::TableRef: {
      const auto& table = as<TableRef>(*node.table);
      return cat(table_text(table, quoter_, true), ".", name);
    }
    case NodeKind::Alias: {
      const auto& alias = as<Alias>(*node.table);
      if (alias.element && alias.element->kind != NodeKind::TableRef &&
          !node.literal)
        name = quoter_.quote(label_name(own));
      std::string table =
          alias.name ? quoter_.quote(alias.name) : visit_alias(alias, bare);
      return cat(table, ".", name);
    }
    case NodeKind::Cte: {
      const auto& cte = as<Cte>(*node.table);
      if (!node.literal) name = quoter_.quote(label_name(own));
      return cat(cte.name ? quoter_.quote(cte.name) : cte_name(cte), ".", name);
    }
    case NodeKind::Values:
      return cat(quoter_.quote(as<Values>(*node.table).name), ".", name);
    default:  // joins and the like have no name of their own
      return name;
  }
}

std::string StatementCompiler::bind_marker(const std::string& name,
                                           const Type& type,
                                           const std::optional<Literal>& value,
                                           bool expanding) {
  auto [found, fresh] =
      binds_.emplace(name, BoundParameter{name, type, value, expanding});
  if (!fresh && !found->second.value && value) found->second.value = value;
  // One name, two types: each place is cast to its own.
  if (fresh || found->second.type == type) return cat(kOpen, name, kClose);
  cast_types_.push_back(type);
  return cat(kOpen, name, kType, cast_types_.size() - 1, kClose);
}

std::optional<std::string> StatementCompiler::around_bind(
    const BindParameter& bind, const Context& context) {
  const auto* type = dynamic_cast<const ExpressionType*>(
      bind.type.for_dialect(dialect_.name()).custom.get());
  if (!type || type == around_) return std::nullopt;
  const auto bare = make<BindParameter>(bind);
  kept_.push_back(bare);
  if (const auto named = names_.find(&bind); named != names_.end())
    names_.emplace(bare.get(), named->second);
  const Expression around = type->bind_expression(bare);
  if (!around) return std::nullopt;
  kept_.push_back(around);
  const auto* outer = std::exchange(around_, type);
  std::string text = process(around, context);
  around_ = outer;
  return text;
}

// SQLAlchemy: SQLCompiler.visit_bindparam
std::string StatementCompiler::visit_bind(const BindParameter& node,
                                          const Context& context) {
  dialect_.types().refuse_set(node.type);
  if (!node.inline_literal && (node.type.custom || !node.type.variants.empty()))
    if (auto text = around_bind(node, context)) return *text;
  const bool now =
      context.literal_execute && options_.paramstyle != ParamStyle::Named;
  if (context.literal_binds || node.inline_literal || now) {
    return node.value ? literal(*node.value, node.type) : "NULL";
  }
  std::string name =
      node.unique ? anonymous(&node, clean_stem(node.key, true)) : node.key;
  if (context.literal_execute) return cat("__[POSTCOMPILE_", name, "]");
  return bind_marker(name, node.type, node.value, node.expanding);
}

std::string StatementCompiler::visit_boolean(bool value) {
  if (dialect_.traits().supports_native_boolean) {
    return value ? "true" : "false";
  }
  return value ? "1" : "0";
}

// ------------------------------------------------------- operators

std::string StatementCompiler::generic_binary(const Binary& node,
                                              std::string_view text,
                                              const Context& context) {
  Context operand = context;
  operand.in_operator = true;
  operand.eager_grouping = false;
  std::string out = process(node.left, operand);
  out += text;
  out += process(node.right, operand);
  return context.in_operator && context.eager_grouping ? cat("(", out, ")")
                                                       : out;
}

std::string StatementCompiler::pair(const Binary& node, std::string_view open,
                                    std::string_view between,
                                    std::string_view close,
                                    const Context& context) {
  std::string out = cat(open, process(node.left, context), between);
  cat_to(out, process(node.right, context), close);
  return out;
}

std::string StatementCompiler::like(const Binary& node,
                                    std::string_view keyword, bool lowered,
                                    const Context& context) {
  std::string left = process(node.left, context);
  std::string right = process(node.right, context);
  if (lowered && !node.loose) {
    left = cat("lower(", left, ")");
    right = cat("lower(", right, ")");
  }
  std::string out = cat(left, " ", keyword, " ", right);
  if (node.escape) {
    cat_to(out, " ESCAPE ", literal(*node.escape, TypeKind::String));
  }
  return out;
}

// SQLAlchemy: visit_empty_set_expr of the dialects
std::string StatementCompiler::empty_set() const {
  const std::string_view name = dialect_.name();
  if (name == "postgresql") return "SELECT CAST(NULL AS INTEGER) WHERE 1!=1";
  if (name == "mysql" || name == "mariadb")
    return "SELECT 1 FROM (SELECT 1) as _empty_set WHERE 1!=1";
  if (name == "sqlite") return "SELECT 1 FROM (SELECT 1) WHERE 1!=1";
  return "SELECT 1 WHERE 1!=1";
}

std::string StatementCompiler::empty_in(bool negated) {
  return negated ? "(NULL) OR (1 = 1)" : "(NULL) AND (1 != 1)";
}

std::string StatementCompiler::grouped(const Expression& node,
                                       const Context& context) {
  return process(self_group(node), context);
}

// One row on the right of `(a, b) IN`; the first one says the types.
std::string StatementCompiler::tuple_value(const Tuple& left,
                                           const schema::Array& values,
                                           const schema::Array& first,
                                           const std::string& name,
                                           const Context& context) {
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < values.items.size(); ++i) {
    Type type = i < left.clauses.size() ? left.clauses[i]->type : Type();
    // SQLAlchemy: TupleType.coerce_compared_value
    if (i < first.items.size()) type = compared_type(first.items[i], type);
    parts.push_back(
        context.literal_binds
            ? literal(values.items[i], type)
            : bind_marker(cat(name, "_", i + 1), type, values.items[i], false));
  }
  return cat("(", join(parts, ", "), ")");
}

// SQLAlchemy: SQLCompiler.visit_binary and the visit_*_binary methods
std::string StatementCompiler::visit_binary(const Binary& node,
                                            const Context& given) {
  switch (node.op) {
    case Operator::In:
    case Operator::NotIn: {
      bool negated = node.op == Operator::NotIn;
      Context context = given;
      context.in_operator = true;
      context.eager_grouping = false;
      std::string left = process(node.left, context);
      std::string right;
      const auto* bind = try_as<BindParameter>(node.right);
      const auto* items =
          bind && bind->value ? bind->value->get<schema::Array>() : nullptr;
      if (bind && bind->expanding && items) {
        std::vector<std::string> parts;
        // A value in the text takes no name.
        std::string name = context.literal_binds ? std::string()
                           : bind->unique
                               ? anonymous(bind, clean_stem(bind->key, true))
                               : bind->key;
        bool later = options_.leave_lists && !context.literal_binds;
        const auto* tuple = try_as<Tuple>(node.left);
        for (std::size_t i = 0; i < items->items.size() && !later; ++i) {
          const auto* several = items->items[i].get<schema::Array>();
          if (tuple && several) {
            parts.push_back(tuple_value(*tuple, *several,
                                        *items->items[0].get<schema::Array>(),
                                        cat(name, "_", i + 1), context));
            continue;
          }
          BindParameter item("", bind->type);
          item.value = items->items[i];
          std::optional<std::string> around;
          if (bind->type.custom && context.literal_binds)
            around = around_bind(item, context);
          parts.push_back(around ? *around
                          : context.literal_binds
                              ? literal(items->items[i], bind->type)
                              : bind_marker(cat(name, "_", i + 1), bind->type,
                                            items->items[i], false));
        }
        if (later) {
          right = cat("(__[POSTCOMPILE_", name, "])");
        } else if (tuple && !parts.empty()) {
          right = cat("(", dialect_.name() == "sqlite" ? "VALUES " : "",
                      join(parts, ", "), ")");
        } else if (parts.empty()) {
          right = empty_in(negated);
        } else {
          right = cat("(", join(parts, ", "), ")");
        }
      } else if (bind && bind->expanding) {
        right = cat("(", visit_bind(*bind, context), ")");
      } else {
        right = process(node.right, context);
      }
      std::string out = cat(left, operator_text(node.op), right);
      return negated ? cat("(", out, ")") : out;
    }
    case Operator::Like:
      return like(node, "LIKE", false, given);
    case Operator::NotLike:
      return like(node, "NOT LIKE", false, given);
    case Operator::ILike:
      return like(node, "LIKE", true, given);
    case Operator::NotILike:
      return like(node, "NOT LIKE", true, given);
    case Operator::Modulo:
      return generic_binary(node, quoter_.double_percents ? " %% " : " % ",
                            given);
    case Operator::Divide: {
      if (!dialect_.traits().div_is_floordiv) {
        return generic_binary(node, " / ", given);
      }
      TypeKind affinity = node.right->type.affinity();
      bool exact = affinity == TypeKind::Numeric || affinity == TypeKind::Float;
      Cast divisor(node.right,
                   exact ? node.right->type : Type(TypeKind::Numeric));
      std::string out = process(node.left, given);
      return cat(out, " / ", visit_cast(divisor, given));
    }
    case Operator::FloorDivide: {
      std::string out = process(node.left, given);
      cat_to(out, " / ", process(node.right, given));
      bool whole = node.left->type.affinity() == TypeKind::Integer &&
                   node.right->type.affinity() == TypeKind::Integer;
      return whole && dialect_.traits().div_is_floordiv
                 ? out
                 : cat("FLOOR(", out, ")");
    }
    case Operator::Match:
      return generic_binary(node, " MATCH ", given);
    case Operator::NotMatch: {
      // Not with literal values, whatever the statement has.
      // SQLAlchemy: SQLCompiler.visit_not_match_op_binary
      Binary match = node;
      match.op = Operator::Match;
      return cat("NOT ", visit_binary(match, Context()));
    }
    case Operator::RegexpMatch:
    case Operator::NotRegexpMatch:
      throw Error(ErrorKind::Compile,
                  cat(dialect_.name(),
                      " dialect does not support regular expressions"));
    case Operator::RegexpReplace:
      throw Error(
          ErrorKind::Compile,
          cat(dialect_.name(),
              " dialect does not support regular expression replacements"));
    case Operator::GetItem:
      if (dialect_.name() != "postgresql" && dialect_.name() != "default")
        throw Unsupported(dialect_.name(), "<built-in function getitem>");
      if (node.left->kind == NodeKind::ArrayLiteral)
        return pair(node, "(", ")[", "]", given);
      return pair(node, "", "[", "]", given);
    case Operator::Custom:
      return custom_binary_text(node, given);
    default:
      return generic_binary(node, operator_text(node.op), given);
  }
}

std::string StatementCompiler::visit_unary(const Unary& node,
                                           const Context& context) {
  // SQLAlchemy: visit_is_true_unary_operator, visit_is_false_unary_operator
  bool negated = node.op == Operator::IsFalse;
  if (negated || node.op == Operator::IsTrue) {
    std::string inner = process(node.operand, context);
    if (!dialect_.traits().supports_native_boolean &&
        !is_implicitly_boolean(*node.operand))
      return cat(inner, negated ? " = 0" : " = 1");
    return negated ? cat("NOT ", inner) : inner;
  }
  if (node.op == Operator::CaseFold) {
    return cat("lower(", process(node.operand, context), ")");
  }
  std::string text = node.op == Operator::Custom
                         ? percent_safe(node.custom)
                         : std::string(operator_text(node.op));
  if (node.op == Operator::Custom)
    text = node.postfix ? " " + text : text + " ";
  std::string operand = process(node.operand, context);
  return node.postfix ? operand + text : text + operand;
}

std::string StatementCompiler::visit_between(const Between& node,
                                             const Context& given) {
  Context context = given;
  context.in_operator = true;
  // One after another: anonymous names count in the order of the text.
  std::string out = process(node.element, context);
  cat_to(out, node.negated ? " NOT" : "",
         node.symmetric ? " BETWEEN SYMMETRIC " : " BETWEEN ");
  out += process(node.low, context);
  out += " AND ";
  out += process(node.high, context);
  return out;
}

std::string StatementCompiler::visit_case(const Case& node,
                                          const Context& context) {
  std::string out = "CASE ";
  if (node.value) cat_to(out, process(node.value, context), " ");
  for (const auto& [condition, result] : node.whens) {
    // One after another: parameters count in the order of the text.
    cat_to(out, "WHEN ", grouped(condition, context));
    cat_to(out, " THEN ", process(result, context), " ");
  }
  if (node.else_) cat_to(out, "ELSE ", process(node.else_, context), " ");
  return out + "END";
}

std::string StatementCompiler::render_custom(const Custom& node,
                                             const Context& context) {
  const Context outer = std::exchange(custom_context_, context);
  std::string text = node.render(*this);
  custom_context_ = outer;
  return text;
}

std::string StatementCompiler::visit_cast(const Cast& node,
                                          const Context& context) {
  if (node.try_cast && dialect_.name() != "mssql") {
    throw Unsupported(dialect_.name(),
                      "<class 'sqlalchemy.sql.elements.TryCast'>");
  }
  std::string type = dialect_.types().process(node.type, quoter_);
  std::string collate;
  if (std::size_t at = type.find(" COLLATE "); at != std::string::npos) {
    collate = type.substr(at);
    type.resize(at);
  }
  return cat(node.try_cast ? "TRY_CAST (" : "CAST(",
             process(node.element, context), " AS ", type, ")", collate);
}

std::string StatementCompiler::visit_extract(const Extract& node,
                                             const Context& context) {
  return cat("EXTRACT(", node.field, " FROM ", process(node.element, context),
             ")");
}

std::string StatementCompiler::visit_next_value(const NextValue&) {
  throw Error(ErrorKind::NotImplemented,
              cat("Dialect '", dialect_.name(),
                  "' does not support sequence increments."));
}

std::string StatementCompiler::visit_label(const Label& node,
                                           const Context& context) {
  Context inner = context;
  inner.in_columns = false;
  if (!context.in_columns) return process(node.element, inner);
  // Named first: anonymous names count in the order they are asked for.
  std::string name =
      node.name ? quoter_.quote(node.name) : anonymous(&node, "anon");
  std::string element = process(node.element, inner);
  // startswith() and its kin are no operators that AS knows.
  const auto* binary = try_as<Binary>(node.element);
  if (binary && binary->loose) element = cat("(", element, ")");
  return cat(element, " AS ", name);
}

}  // namespace limbeck::sql

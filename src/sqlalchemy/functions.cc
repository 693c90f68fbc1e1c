// func.<name>(…) and the function classes.
#include <algorithm>
#include <iterator>

#include "base/text.h"
#include "sql/build.h"
#include "sql/statement_compiler.h"
#include "sqlalchemy/calls.h"
#include "sqlalchemy/errors.h"
#include "sqlalchemy/expression_make.h"
#include "sqlalchemy/expressions.h"
#include "sqlalchemy/literal.h"
#include "sqlalchemy/types.h"

namespace limbeck::sa {

using sql::Expression;

namespace {

/// The functions that have a class of their own, sorted.
constexpr std::string_view kFunctionClasses[] = {"aggregate_strings",
                                                 "array_agg",
                                                 "char_length",
                                                 "coalesce",
                                                 "concat",
                                                 "count",
                                                 "cube",
                                                 "cume_dist",
                                                 "current_date",
                                                 "current_time",
                                                 "current_timestamp",
                                                 "current_user",
                                                 "dense_rank",
                                                 "grouping_sets",
                                                 "localtime",
                                                 "localtimestamp",
                                                 "max",
                                                 "min",
                                                 "mode",
                                                 "next_value",
                                                 "now",
                                                 "percent_rank",
                                                 "percentile_cont",
                                                 "percentile_disc",
                                                 "phraseto_tsquery",
                                                 "plainto_tsquery",
                                                 "pow",
                                                 "random",
                                                 "rank",
                                                 "rollup",
                                                 "session_user",
                                                 "sum",
                                                 "sysdate",
                                                 "to_tsquery",
                                                 "to_tsvector",
                                                 "ts_headline",
                                                 "user",
                                                 "websearch_to_tsquery"};

}  // namespace

bool has_function_class(std::string_view name) {
  return std::binary_search(std::begin(kFunctionClasses),
                            std::end(kFunctionClasses), name);
}

namespace {

/// What a full text function of PostgreSQL makes of a plain first argument:
/// a configuration, where it has more than the text.
// SQLAlchemy: dialects.postgresql.ext._regconfig_fn
bool takes_configuration(std::string_view name,
                         const std::vector<Value>& arguments) {
  if (arguments.size() < 2) return false;
  if (name == "ts_headline") {
    const Value second = clause_element(arguments[1]);
    return !second || node_of(second)->type.kind != schema::TypeKind::PgTSQUERY;
  }
  return name == "to_tsvector" || name == "to_tsquery" ||
         name == "plainto_tsquery" || name == "phraseto_tsquery" ||
         name == "websearch_to_tsquery";
}

/// What a full text function gives; else NullType.
schema::Type fulltext_type(std::string_view name) {
  using schema::TypeKind;
  if (name == "to_tsvector") return TypeKind::PgTSVECTOR;
  if (name == "ts_headline") return TypeKind::TEXT;
  return name.ends_with("_tsquery") ? TypeKind::PgTSQUERY : TypeKind::NullType;
}

}  // namespace

Value make_function_call(std::string_view given_name,
                         std::vector<std::string> packages,
                         const std::vector<Value>& arguments,
                         const Value& type) {
  // Whose class is known is called as the class is.
  const std::string folded = lower(given_name);
  const bool known = packages.empty() && has_function_class(folded);
  const std::string_view name = known ? folded : given_name;
  if (packages.empty() && arguments.size() == 1 &&
      isa(arguments[0], Cls::Sequence) && lower(name) == "next_value")
    return wrap_expression(sequence_next_value(arguments[0]));
  // SQLAlchemy: register_function("cast", Cast), ("extract", Extract)
  if (packages.empty() && arguments.size() == 2 && lower(name) == "cast") {
    const Value to = to_instance(arguments[1]);
    const schema::Type lowered = lower_type(to);
    Value given = clause_element(arguments[0]);
    Expression element =
        given ? node_of(given)
              : sql::bind(literal_for(arguments[0], lowered, to), lowered);
    return wrap_expression(sql::make<sql::Cast>(element, lowered), to);
  }
  if (packages.empty() && arguments.size() == 2 && lower(name) == "extract")
    return wrap_expression(
        sql::make<sql::Extract>(py::str(arguments[0]), node_of(arguments[1])));
  Value live = type && !type.is_none() ? to_instance(type) : Value();
  schema::Type result = live ? lower_type(live) : schema::Type();
  if (!live && known) result = fulltext_type(name);
  sql::ExpressionList nodes;
  std::vector<Value> items;
  for (const Value& argument : arguments) {
    Value clause = clause_element(argument);
    items.push_back(clause ? clause : argument);
    if (clause || argument.is_none()) {
      nodes.push_back(column_node(argument));
    } else {
      auto [literal, type_of_it] = inferred_literal(argument);
      if (nodes.empty() && known && takes_configuration(name, arguments))
        type_of_it = schema::TypeKind::PgREGCONFIG;
      nodes.push_back(
          sql::bind(std::move(literal), type_of_it, std::string(name)));
    }
  }
  Expression node = sql::function(std::string(name), std::move(nodes),
                                  std::move(packages), std::move(result));
  auto made = new_element(Cls::Function, node, live);
  made->items = std::move(items);
  return made.value();
}

namespace {

/// func, func.pkg, func.pkg.name: each attribute adds a name.
struct FunctionGenerator : py::Instance {
  std::vector<std::string> names;
  using Instance::Instance;
};

struct FunctionState {
  Type* generator = nullptr;
  Value func;
  std::vector<std::pair<std::string, Value>> registered;  // GenericFunction
  FunctionState();
};

FunctionState& state() { return py::interpreter_state<FunctionState>(); }

Value generator_get_attribute(const Value& self, py::Str* name) {
  std::string_view text =
      py::text_of(Value(reinterpret_cast<py::Object*>(name)));
  if (text.substr(0, 2) == "__")
    return py::builtin_types().object->slots.get_attribute(self, name);
  if (!text.empty() && text.back() == '_') text.remove_suffix(1);
  Value made = py::allocate(state().generator);
  auto& generator = *made.as<FunctionGenerator>();
  generator.names = self.as<FunctionGenerator>()->names;
  generator.names.emplace_back(text);
  return made;
}

Value generator_call(const Value& self, const py::Call& call) {
  auto& generator = *self.as<FunctionGenerator>();
  if (generator.names.empty()) py::raise_type_error("func is not callable");
  std::vector<Value> arguments(call.values, call.values + call.positional);
  Value type;
  for (std::size_t i = 0; i < call.keywords; ++i)
    if (py::text_of(call.names[i]) == "type_")
      type = call.values[call.positional + i];
  std::vector<std::string> packages = generator.names;
  std::string name = packages.back();
  packages.pop_back();
  if (packages.empty())
    for (const auto& [registered, type_object] : state().registered)
      if (registered == lower(name)) return call_with(type_object, arguments);
  return make_function_call(name, std::move(packages), arguments, type);
}

FunctionState::FunctionState() {
  py::NativeType<FunctionGenerator> type("_FunctionGenerator",
                                         "sqlalchemy.sql.functions");
  type.slots().get_attribute = generator_get_attribute;
  type.slots().call = generator_call;
  generator = type.ready();
  func = py::allocate(generator);
}

Value self_of(Element& self) { return Value(&self); }

Value filter_of(Element& self, Args& args) {
  const std::vector<Value> criteria = rest_of(args, "criterion");
  sql::Expression criterion = criteria.size() == 1
                                  ? node_of(criteria[0])
                                  : node_of(conjunction(criteria, false));
  return wrap_expression(
      sql::make<sql::Filter>(node_of(self_of(self)), criterion), self.type);
}

Value over_of(Element& self, Args& args) {
  return call_with(find_maker("over"), {self_of(self)},
                   Keywords{{"partition_by", args["partition_by"]},
                            {"order_by", args["order_by"]},
                            {"rows", args["rows"]},
                            {"range_", args["range_"]},
                            {"groups", args["groups"]}});
}

void add_window_members(py::NativeType<Element>& type) {
  type.method(
          "over(self, *, partition_by=None, order_by=None, rows=None, "
          "range_=None, groups=None)",
          over_of)
      .method("filter(self, *criterion)", filter_of)
      .method("within_group(self, *order_by)", [](Element& self, Args& args) {
        return wrap_expression(sql::make<sql::WithinGroup>(
            node_of(self_of(self)), nodes_of(rest_of(args, "order_by"))));
      });
}

/// func.f(…).alias("a"), table_valued("x", …): a FROM element. `ordinality`:
/// the name of a column that numbers the rows.
// SQLAlchemy: FunctionElement.table_valued
Value function_alias(Element& self, const Value& name,
                     std::vector<Value> columns,
                     const Value& ordinality = Value::none()) {
  const Expression source = node_of(self_of(self));
  if (!ordinality.is_none())
    columns.push_back(wrap_expression(
        sql::column(lower_name(ordinality), schema::TypeKind::Integer)));
  auto alias = sql::make<sql::Alias>(source, lower_name(name));
  alias->ordinality = !ordinality.is_none();
  auto made = new_element(Cls::TableValuedAlias, alias);
  made->extra = self_of(self);
  for (const Value& column : columns) {
    schema::Name column_name;
    schema::Type type;
    if (py::is_str(column)) {
      column_name = lower_name(column);
    } else {
      Value clause = clause_element(column);
      column_name = lower_name(attribute(clause, "name"));
      type = node_of(clause)->type;
    }
    made->items.push_back(
        wrap_expression(sql::column(column_name, type, alias)));
  }
  return made.value();
}

}  // namespace

namespace {

/// (function(…)).column: of a function that gives one composite value.
// SQLAlchemy: ScalarFunctionColumn
Value scalar_table_valued(Element& self, Args& args) {
  const Value type = args.none("type_") ? Value() : to_instance(args["type_"]);
  const schema::Name name = lower_name(args["name"]);
  const Expression function = node_of(self_of(self));
  return wrap_expression(
      sql::make<sql::Custom>(
          [=](sql::StatementCompiler& compiler) {
            return cat("(",
                       compiler.process(function, compiler.custom_context()),
                       ").", compiler.quoter().quote(name));
          },
          type ? lower_type(type) : schema::Type()),
      type);
}

}  // namespace

Value func_object() { return state().func; }

void build_over_capable(py::NativeType<Element>& type) {
  add_window_members(type);
}

void build_function_element(py::NativeType<Element>& type) {
  add_window_members(type);
  type.init("__init__(self, *clauses, **kw)",
            [](Element& self, Args& args) {
              for (const Value& item : rest_of(args, "clauses")) {
                Value clause = clause_element(item);
                self.items.push_back(clause ? clause
                                            : wrap_expression(node_of(item)));
              }
              if (Value type = py::dict_get(args["kw"], "type_"))
                self.type = to_instance(type);
            })
      .property("clauses",
                [](Element& self) {
                  auto list = new_element(
                      Cls::ClauseList,
                      sql::make<sql::ExpressionListNode>(nodes_of(self.items)));
                  list->items = self.items;
                  return list.value();
                })
      .property(
          "clause_expr",
          [](Element& self) {
            return wrap_expression(sql::make<sql::Tuple>(nodes_of(self.items)));
          })
      .method("__iter__(self)",
              [](Element& self, Args&) {
                return py::iterate(py::make_list(self.items));
              })
      .property("_fn_name",
                [](Element& self) {
                  if (auto* f = sql::try_as<sql::Function>(self.node))
                    return str_value(f->name.text);
                  return Value::none();
                })
      .method("alias(self, name=None, joins_implicitly=False)",
              [](Element& self, Args& args) {
                return function_alias(self, args["name"], {});
              })
      .method(
          "table_valued(self, *expr, name=None, with_ordinality=None, "
          "joins_implicitly=False)",
          [](Element& self, Args& args) {
            return function_alias(self, args["name"], rest_of(args, "expr"),
                                  args["with_ordinality"]);
          })
      .method("column_valued(self, name=None, joins_implicitly=False)",
              [](Element& self, Args& args) {
                Value alias = function_alias(self, args["name"], {});
                return wrap_expression(
                    sql::make<sql::ColumnRef>(schema::Name(),
                                              node_of(self_of(self))->type,
                                              node_of(alias)),
                    Value());
              })
      .method("scalar_table_valued(self, name, type_=None)",
              [](Element& self, Args& args) {
                return scalar_table_valued(self, args);
              })
      .method("select(self)", [](Element& self, Args&) {
        return call_with(find_select_maker("select"), {self_of(self)});
      });
  // Only a function that func made has its name in the tree.
  type.property(
      "name",
      [](Element& self) -> Value {
        if (auto* f = sql::try_as<sql::Function>(self.node))
          return str_value(f->name.text);
        Value own =
            py::lookup_in_type(py::type_of(self_of(self)), py::intern("_name"));
        return own ? own : str_value(lower(py::type_of(self_of(self))->name));
      },
      [](Element& self, const Value& value) {
        py::set_attribute(self_of(self), "_given_name", value);
      });
}

void build_generic_function(py::NativeType<Element>& type) {
  type.class_method("__init_subclass__(cls, **kw)", [](Args& args) {
    auto* own = args[0].as<Type>();
    Value identifier = attribute(args[0], "identifier");
    std::string name = identifier && py::is_str(identifier)
                           ? std::string(py::text_of(identifier))
                           : own->name;
    state().registered.emplace_back(lower(name), args[0]);
    return Value::none();
  });
}

}  // namespace limbeck::sa

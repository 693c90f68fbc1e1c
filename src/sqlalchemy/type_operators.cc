// The operators and methods that types bring to their columns: JSON, ARRAY,
// HSTORE and ranges.
#include "base/text.h"
#include "sql/build.h"
#include "sqlalchemy/expressions.h"
#include "sqlalchemy/literal.h"
#include "sqlalchemy/types.h"

namespace limbeck::sa {

using schema::TypeKind;
using sql::Expression;
using sql::Operator;

namespace {

Value self_of(Element& self) { return Value(&self); }

/// For what the expression's type does not bring.
// SQLAlchemy: ColumnElement.__getattr__
[[noreturn]] void no_method(Element& self, std::string_view name) {
  const Value element = self_of(self);
  const bool range = node_of(element)->type.is(TypeKind::PgAbstractRange);
  py::raise("AttributeError",
            cat("Neither '", py::type_of(element)->name, "' object nor '",
                range ? "comparator_factory" : "Comparator",
                "' object has an attribute '", name, "'"));
}

/// Operators that PostgreSQL's types bring: name, operator, boolean result.
struct TypeOperator {
  const char* signature;
  const char* text;
  bool boolean;
};
constexpr TypeOperator kTypeOperators[] = {
    {"has_key(self, other)", "?", true},
    {"has_all(self, other)", "?&", true},
    {"has_any(self, other)", "?|", true},
    {"contained_by(self, other)", "<@", true},
    {"overlap(self, other)", "&&", true},
    {"overlaps(self, other)", "&&", true},
    {"path_exists(self, other)", "@?", true},
    {"path_match(self, other)", "@@", true},
    {"adjacent_to(self, other)", "-|-", true},
    {"strictly_left_of(self, other)", "<<", true},
    {"strictly_right_of(self, other)", ">>", true},
    {"not_extend_right_of(self, other)", "&<", true},
    {"not_extend_left_of(self, other)", "&>", true},
};

Value json_as_text(Element& self) {
  Expression node = node_of(self_of(self));
  if (auto* binary = sql::try_as<sql::Binary>(node)) {
    bool path = binary->op == Operator::JsonPathGetItem;
    return wrap_expression(sql::custom_binary(path ? "#>>" : "->>",
                                              binary->left, binary->right, 15,
                                              false, TypeKind::Text));
  }
  return wrap_expression(sql::custom_binary(
      "#>>", node, sql::literal_column("'{}'"), 15, false, TypeKind::Text));
}

// SQLAlchemy: JSON.Comparator._binary_w_type
Value json_as(Element& self, schema::Type type, const char* name) {
  const auto* item = sql::try_as<sql::Binary>(node_of(self_of(self)));
  if (!item || (item->op != Operator::JsonGetItem &&
                item->op != Operator::JsonPathGetItem))
    raise_sa("InvalidRequestError",
             cat("The JSON cast operator JSON.", name,
                 "() only works with a JSON index expression e.g. "
                 "col['q'].",
                 name, "()"));
  auto typed = std::make_shared<sql::Binary>(*item);
  typed->type = std::move(type);
  return wrap_expression(typed);
}

// SQLAlchemy: JSONB.Comparator.delete_path
Value delete_path(Element& self, Args& args) {
  const schema::Type texts = schema::array_type(TypeKind::TEXT);
  Expression path;
  if (is_clause(args["array"])) {
    path = node_of(args["array"]);
  } else {
    sql::ExpressionList parts;
    for (const Value& part : py::collect(args["array"]))
      parts.push_back(sql::bind(plain_literal(part), TypeKind::String));
    path = sql::make<sql::ArrayLiteral>(std::move(parts), texts);
  }
  Expression node = node_of(self_of(self));
  return wrap_expression(sql::custom_binary(
      "#-", node, sql::make<sql::Cast>(path, texts), 15, false, node->type));
}

/// other = ANY (array), other = ALL (array)
// SQLAlchemy: ARRAY.Comparator.any, all
Value of_items(Element& self, Args& args, Operator which) {
  Expression node = node_of(self_of(self));
  if (!node->type.is(TypeKind::ARRAY))
    no_method(self, which == Operator::Any ? "any" : "all");
  const Value items = wrap_expression(sql::unary(which, node), self.type);
  if (args.none("operator"))
    return operate(items, args["other"], Operator::Equal);
  const Value other = args["other"];
  if (is_clause(other)) return py::call(args["operator"], {other, items});
  const schema::Type type =
      node->type.item ? schema::Type(*node->type.item) : schema::Type();
  return py::call(
      args["operator"],
      {wrap_expression(sql::bind(plain_literal(other), type)), items});
}

/// hstore.defined(key) and the like: a function of the column.
auto function_of(const char* name, const char* type) {
  return [name, type](Element& self, Args& args) {
    return make_function_call(name, {}, {self_of(self), args[1]},
                              Value(type_class(type)));
  };
}

/// An AttributeError where the expression's type has no such method.
void require_type(Element& self, TypeKind kind, const char* method) {
  if (!node_of(self_of(self))->type.is(kind)) no_method(self, method);
}

/// hstore.keys(), range.union() and the like, which only such a column has.
// SQLAlchemy: HSTORE.Comparator
void add_methods_of_types(py::NativeType<Element>& type) {
  struct Row {
    const char *method, *function;
  };
  for (Row row :
       {Row{"keys", "akeys"}, Row{"vals", "avals"},
        Row{"array", "hstore_to_array"}, Row{"matrix", "hstore_to_matrix"}})
    type.property(row.method, [row](Element& self) {
      require_type(self, TypeKind::PgHSTORE, row.method);
      const Value column = self_of(self);
      const Value texts = py::call(Value(type_class("postgresql.ARRAY")),
                                   {Value(type_class("Text"))});
      return py::make_function(cat(row.method, "()"), [=](Args&) {
        return make_function_call(row.function, {}, {column}, texts);
      });
    });
  // SQLAlchemy: AbstractRange.comparator_factory
  for (auto [method, op] : {std::pair("union", Operator::Add),
                            std::pair("difference", Operator::Subtract),
                            std::pair("intersection", Operator::Multiply)})
    type.property(method, [method = method, op = op](Element& self) {
      const Value column = self_of(self);
      require_type(self, TypeKind::PgAbstractRange, method);
      return py::make_function(cat(method, "(other, /)"), [=](Args& args) {
        return operate(column, args[0], op);
      });
    });
  type.method("defined(self, key)", function_of("defined", "Boolean"))
      .method("slice(self, array)", function_of("slice", "postgresql.HSTORE"));
}

/// Right of such an operator; a path of JSON has a type of its own.
// SQLAlchemy: JSONB.coerce_compared_value
Expression type_operand(const Value& value, Element& self,
                        std::string_view op) {
  const Expression node = node_of(Value(&self));
  if (is_clause(value) || !node->type.is(TypeKind::PgJSONB) ||
      (op != "@?" && op != "@@"))
    return operand(value, self, Operator::Custom);
  auto typed = sql::make<sql::BindParameter>(sql::as<sql::BindParameter>(
      *sql::bind_beside(plain_literal(value), node, Operator::Custom)));
  typed->type = TypeKind::PgJSONPATH;
  return typed;
}

}  // namespace

void add_type_operators(py::NativeType<Element>& type) {
  type.method("delete_path(self, array)", delete_path)
      .method("__getattr__(self, key)",
              [](Element& self, Args& args) -> Value {
                no_method(self, args.text("key"));
              })
      .method("any(self, other, operator=None)",
              [](Element& self, Args& args) {
                return of_items(self, args, Operator::Any);
              })
      .method("all(self, other, operator=None)", [](Element& self, Args& args) {
        return of_items(self, args, Operator::All);
      });
  add_methods_of_types(type);
  for (const TypeOperator& row : kTypeOperators)
    type.method(row.signature, [row](Element& self, Args& args) {
      const Expression node = node_of(self_of(self));
      return wrap_expression(sql::custom_binary(
          row.text, node, type_operand(args[1], self, row.text), 5, row.boolean,
          row.boolean ? schema::Type(TypeKind::Boolean) : schema::Type()));
    });
  type.property("astext", json_as_text);
  for (auto [name, kind] : {std::pair("as_string", TypeKind::Unicode),
                            std::pair("as_integer", TypeKind::Integer),
                            std::pair("as_float", TypeKind::Float),
                            std::pair("as_boolean", TypeKind::Boolean)})
    type.method(cat(name, "(self)"),
                [name = name, kind = kind](Element& self, Args&) {
                  return json_as(self, kind, name);
                });
  type.method("as_json(self)",
              [](Element& self, Args&) { return self_of(self); })
      .method("as_numeric(self, precision, scale, asdecimal=True)",
              [](Element& self, Args& args) {
                schema::Type number(TypeKind::Numeric);
                number.set("precision", args.integer("precision"));
                number.set("scale", args.integer("scale"));
                if (!args.flag("asdecimal")) number.set("asdecimal", false);
                return json_as(self, number, "as_numeric");
              });
}

}  // namespace limbeck::sa

// Elements: from trees to live objects and back, and what every clause can do.
#include "base/text.h"
#include "sql/build.h"
#include "sqlalchemy/calls.h"
#include "sqlalchemy/compiles.h"
#include "sqlalchemy/dialect.h"
#include "sqlalchemy/errors.h"
#include "sqlalchemy/expressions.h"
#include "sqlalchemy/literal.h"
#include "sqlalchemy/schema_items.h"
#include "sqlalchemy/types.h"

namespace limbeck::sa {

using sql::NodeKind;

py::Ref<Element> new_element(Cls which, sql::Expression node, Value type) {
  auto element = py::allocate_as<Element>(cls(which));
  element->node = std::move(node);
  element->type = std::move(type);
  return element;
}

namespace {

Cls class_of_node(const sql::Node& node) {
  switch (node.kind) {
    case NodeKind::ColumnRef:
      return Cls::ColumnClause;
    case NodeKind::BindParameter:
      return Cls::BindParameter;
    case NodeKind::Null:
      return Cls::Null;
    case NodeKind::True:
      return Cls::True_;
    case NodeKind::False:
      return Cls::False_;
    case NodeKind::Text:
      return Cls::TextClause;
    case NodeKind::Unary:
      return Cls::UnaryExpression;
    case NodeKind::Binary:
    case NodeKind::Between:
      return Cls::BinaryExpression;
    case NodeKind::BooleanList:
      return Cls::BooleanClauseList;
    case NodeKind::ExpressionList:
      return Cls::ClauseList;
    case NodeKind::Tuple:
      return Cls::Tuple;
    case NodeKind::Grouping:
      return Cls::Grouping;
    case NodeKind::Exists:
      return Cls::Exists;
    case NodeKind::Case:
      return Cls::Case;
    case NodeKind::Cast:
      return Cls::Cast;
    case NodeKind::TypeCoerce:
      return Cls::TypeCoerce;
    case NodeKind::Extract:
      return Cls::Extract;
    case NodeKind::Collate:
      return Cls::CollationClause;
    case NodeKind::Function:
      return Cls::Function;
    case NodeKind::Over:
      return Cls::Over;
    case NodeKind::WithinGroup:
      return Cls::WithinGroup;
    case NodeKind::Filter:
      return Cls::FunctionFilter;
    case NodeKind::OrderedAggregate:
      return Cls::aggregate_order_by;
    case NodeKind::Label:
      return Cls::Label;
    case NodeKind::ArrayLiteral:
      return Cls::array;
    case NodeKind::ScalarSelect:
      return Cls::ScalarSelect;
    case NodeKind::NextValue:
      return Cls::next_value;
    case NodeKind::Custom:
      return Cls::ColumnElement;
    case NodeKind::TableRef:
      return Cls::TableClause;
    case NodeKind::Alias:
      return Cls::Alias;
    case NodeKind::Cte:
      return Cls::CTE;
    case NodeKind::Join:
      return Cls::Join;
    case NodeKind::Values:
      return Cls::Values;
    case NodeKind::Select:
      return Cls::Select;
    case NodeKind::CompoundSelect:
      return Cls::CompoundSelect;
    case NodeKind::Insert:
      return Cls::Insert;
    case NodeKind::Update:
      return Cls::Update;
    case NodeKind::Delete:
      return Cls::Delete;
  }
  return Cls::ClauseElement;
}

/// The tree of a construct written in Python: a function by name and
/// arguments, or whatever its @compiles function will say.
sql::Expression custom_node(const Value& value) {
  Type* own = py::type_of(value);
  if (has_compiles(own)) {
    schema::Type type;
    if (Value live = attribute(value, "type"))
      if (!live.is_none()) type = lower_type(live);
    Value keep = value;
    return sql::make<sql::Custom>(
        [keep](sql::StatementCompiler& compiler) {
          return run_compiles_in(keep, compiler);
        },
        type);
  }
  if (isa(value, Cls::FunctionElement)) {
    Value name = attribute(value, "name");
    std::string text = name && py::is_str(name) ? std::string(py::text_of(name))
                                                : lower(own->name);
    sql::ExpressionList arguments;
    for (const Value& item : value.as<Element>()->items)
      arguments.push_back(node_of(item));
    schema::Type type;
    if (Value live = attribute(value, "type"))
      if (!live.is_none()) type = lower_type(live);
    return sql::function(text, arguments, {}, type);
  }
  raise_sa("UnsupportedCompilationError",
           cat("can't render element of type ", py::repr(Value(own))));
}

bool is_element(const Value& value) { return isa(value, Cls::Visitable); }

}  // namespace

Value wrap_expression(const sql::Expression& node, Value type) {
  if (!node) return Value::none();
  return new_element(class_of_node(*node), node, std::move(type)).value();
}

Value clause_element(const Value& value) {
  Value current = value;
  for (int hops = 0; hops < 8; ++hops) {
    if (is_element(current)) return current;
    if (!current.is_object()) return Value();
    if (py::is_str(current)) return Value();
    Value method = attribute(current, "__clause_element__");
    if (!method) {
      Value table = attribute(current, "__table__");
      if (table && is_element(table)) return table;
      return Value();
    }
    current = py::call(method);
  }
  return Value();
}

bool is_clause(const Value& value) {
  return static_cast<bool>(clause_element(value));
}

sql::Expression node_of(const Value& value) {
  Value clause = clause_element(value);
  if (!clause) {
    if (value.absent() || value.is_none()) return sql::null();
    if (value.is_bool()) return value.is_true() ? sql::true_() : sql::false_();
    auto [literal, type] = inferred_literal(value);
    return sql::bind(std::move(literal), std::move(type));
  }
  if (isa(clause, Cls::Sequence)) return sequence_next_value(clause);
  auto* element = clause.as<Element>();
  if (element->node) return element->node;
  return custom_node(clause);
}

Value type_of_element(const Element& element) {
  if (element.type) return element.type;
  if (element.node) return wrap_type(element.node->type);
  return to_instance(Value::none());
}

schema::Expression lower_expression(const Value& element) {
  return node_of(element);
}

schema::Clause lower_clause(const Value& clause) {
  if (py::is_str(clause))
    return schema::Clause(std::string(py::text_of(clause)));
  return schema::Clause(node_of(clause));
}

Value wrap_clause(const schema::Clause& clause) {
  if (clause.expression) return wrap_expression(clause.expression);
  return wrap_expression(sql::text(clause.text));
}

namespace {

/// `a == b` is true in Python where both are the same construct: that is how
/// lists and sets of columns work.
bool truth_of(const Value& self) {
  const auto& node = self.as<Element>()->node;
  if (node && node->kind == NodeKind::Binary) {
    const auto& binary = sql::as<sql::Binary>(*node);
    if (binary.op == sql::Operator::Equal) return binary.left == binary.right;
    if (binary.op == sql::Operator::NotEqual)
      return binary.left != binary.right;
  }
  py::raise_type_error("Boolean value of this clause is not defined");
}

std::int64_t identity_hash(const Value& self) {
  return static_cast<std::int64_t>(self.bits() >> 4);
}

// SQLAlchemy: ClauseElement.__repr__
Value element_repr(const Value& self) {
  const Type* type = py::type_of(self);
  std::string class_name = type->qualname, description;
  const sql::Expression& node = self.as<Element>()->node;
  if (const auto* function = sql::try_as<sql::Function>(node)) {
    description = function->name.text;
    const std::string small = lower(description);
    if (function->packages.empty() && has_function_class(small))
      class_name = small;
  } else if (const auto* column = sql::try_as<sql::ColumnRef>(node)) {
    description = column->name.text;
  }
  static const char* digits = "0123456789abcdef";
  std::string hex;
  for (auto bits = self.bits(); bits; bits >>= 4)
    hex.insert(0, 1, digits[bits & 15]);
  return str_value(
      description.empty()
          ? cat("<", type->module, ".", class_name, " object at 0x", hex, ">")
          : cat("<", type->module, ".", class_name, " at 0x", hex, "; ",
                description, ">"));
}

Value copy_element(Element& self) {
  Value copy = py::allocate(py::type_of(Value(&self)));
  auto* element = copy.as<Element>();
  element->node = self.node;
  element->type = self.type;
  element->extra = self.extra;
  element->items = self.items;
  if (self.attributes)
    py::dict_each(py::instance_dict(Value(&self)),
                  [&](const Value& key, const Value& value) {
                    py::set_attribute(copy, py::text_of(key), value);
                  });
  return copy;
}

}  // namespace

Value copy_of(const Value& element) {
  return copy_element(*element.as<Element>());
}

void build_clause_element(py::NativeType<Element>& type) {
  auto& slots = type.slots();
  slots.truth = truth_of;
  slots.hash = identity_hash;
  slots.repr = element_repr;
  slots.str = [](const Value& self) {
    return str_value(text_of_element(self));
  };
  type.init("__init__(self, *args, **kw)", [](Element&, Args&) {})
      .method("compile(self, bind=None, dialect=None, **kw)",
              [](Element& self, Args& args) {
                Value dialect =
                    args.none("dialect") ? args["bind"] : args["dialect"];
                return compile_element(Value(&self), dialect, args["kw"]);
              })
      .method("self_group(self, against=None)",
              [](Element& self, Args&) { return Value(&self); })
      .method("params(self, *optionaldict, **kwargs)",
              [](Element& self, Args& args) {
                return with_params(Value(&self), rest_of(args, "optionaldict"),
                                   args["kwargs"]);
              })
      .method("unique_params(self, *optionaldict, **kwargs)",
              [](Element& self, Args& args) {
                return with_params(Value(&self), rest_of(args, "optionaldict"),
                                   args["kwargs"]);
              })
      .method("_annotate(self, values)",
              [](Element& self, Args&) { return Value(&self); })
      .method("_deannotate(self, values=None, clone=False)",
              [](Element& self, Args&) { return Value(&self); })
      .method("compare(self, other, **kw)",
              [](Element& self, Args& args) {
                return Value::boolean(Value(&self).is(args["other"]));
              })
      .method("get_children(self, **kw)",
              [](Element& self, Args&) { return py::make_list(self.items); })
      .attribute("inherit_cache", Value::none())
      .attribute("stringify_dialect", str_value("default"))
      .attribute("description", Value::none());
}

namespace {

/// Executable._execution_options: of the class an immutabledict that
/// subclasses extend, of an instance the options that it was given.
Value class_options() {
  py::NativeType<py::Instance> type("class_options", "sqlalchemy.sql.base");
  type.slots().descriptor_get = [](const Value&, const Value& instance,
                                   Type*) -> Value {
    if (instance) return py::make_dict();
    const Value module = py::Interpreter::current().import("sqlalchemy.util");
    return py::call_method(module, "immutabledict");
  };
  return py::allocate(type.ready());
}

}  // namespace

void build_executable(py::NativeType<Element>& type) {
  type.attribute("_execution_options", class_options());
  type.method("execution_options(self, **kw)",
              [](Element& self, Args& args) {
                Value copy = copy_element(self);
                Value options = py::make_dict();
                if (Value before = attribute(copy, "_execution_options"))
                  py::dict_each(before, [&](const Value& k, const Value& v) {
                    py::dict_set(options, k, v);
                  });
                py::dict_each(args["kw"], [&](const Value& k, const Value& v) {
                  py::dict_set(options, k, v);
                });
                py::set_attribute(copy, "_execution_options", options);
                return copy;
              })
      .method("get_execution_options(self)",
              [](Element& self, Args&) {
                Value options = attribute(Value(&self), "_execution_options");
                return options ? options : py::make_dict();
              })
      .method("options(self, *options)",
              [](Element& self, Args& args) {
                Value copy = copy_element(self);
                Value before = attribute(copy, "_with_options");
                std::vector<Value> all =
                    before ? sequence_items(before) : std::vector<Value>();
                for (const Value& option : rest_of(args, "options"))
                  all.push_back(option);
                py::set_attribute(copy, "_with_options", py::make_tuple(all));
                return copy;
              })
      .attribute("supports_execution", Value::boolean(true));
}

}  // namespace limbeck::sa

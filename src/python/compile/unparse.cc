// The source text of expressions, as CPython writes annotations that stay text
// (Python/ast_unparse.c): fewest brackets, single quotes.
#include "base/text.h"
#include "python/compile/compiler.h"

namespace limbeck::py {

using namespace ast;

namespace {

// From loose to tight; a child that binds looser than its place is bracketed.
enum Level {
  kTuple,
  kTest,
  kOr,
  kAnd,
  kNot,
  kCompare,
  kBitOr,
  kBitXor,
  kBitAnd,
  kShift,
  kArith,
  kTerm,
  kFactor,
  kPower,
  kAwait,
  kAtom,
};

struct OperatorText {
  const char* text;
  Level level;
};

// ORDER ast::Operator
constexpr OperatorText kOperators[] = {
    {" + ", kArith},  {" - ", kArith}, {" * ", kTerm},   {" @ ", kTerm},
    {" / ", kTerm},   {" % ", kTerm},  {" ** ", kPower}, {" << ", kShift},
    {" >> ", kShift}, {" | ", kBitOr}, {" ^ ", kBitXor}, {" & ", kBitAnd},
    {" // ", kTerm},
};

// ORDER ast::CompareOperator
constexpr const char* kCompares[] = {
    " == ", " != ", " < ",      " <= ", " > ",
    " >= ", " is ", " is not ", " in ", " not in "};

Level next(Level level) { return static_cast<Level>(level + 1); }

class Unparser {
 public:
  std::string out;

  void expr(const Expr* node, Level level) {
    switch (node->kind) {
      case NodeKind::BoolOp:
        return bool_op(as<BoolOp>(*node), level);
      case NodeKind::BinOp:
        return binary(as<BinOp>(*node), level);
      case NodeKind::UnaryOp:
        return unary(as<ast::UnaryOp>(*node), level);
      case NodeKind::Lambda:
        return lambda(as<Lambda>(*node), level);
      case NodeKind::IfExp: {
        auto& value = as<IfExp>(*node);
        return bracketed(level > kTest, [&] {
          expr(value.body, next(kTest));
          out += " if ";
          expr(value.test, next(kTest));
          out += " else ";
          expr(value.orelse, kTest);
        });
      }
      case NodeKind::Dict:
        return dict(as<ast::Dict>(*node));
      case NodeKind::Set:
        return listed("{", as<ast::Set>(*node).elts, "}");
      case NodeKind::List:
        return listed("[", as<ast::List>(*node).elts, "]");
      case NodeKind::Tuple:
        return tuple(as<ast::List>(*node), level);
      case NodeKind::GeneratorExp:
        return comprehension("(", as<ListComp>(*node), ")");
      case NodeKind::ListComp:
        return comprehension("[", as<ListComp>(*node), "]");
      case NodeKind::SetComp:
        return comprehension("{", as<ListComp>(*node), "}");
      case NodeKind::DictComp: {
        auto& comp = as<DictComp>(*node);
        out += "{";
        expr(comp.key, kTest);
        out += ": ";
        expr(comp.value, kTest);
        parts(comp.generators);
        out += "}";
        return;
      }
      case NodeKind::Yield:
      case NodeKind::YieldFrom:
        out += node->kind == NodeKind::Yield ? "(yield" : "(yield from";
        if (auto* value = node->kind == NodeKind::Yield
                              ? as<ast::Yield>(*node).value
                              : as<YieldFrom>(*node).value) {
          out += " ";
          expr(value, kTest);
        }
        out += ")";
        return;
      case NodeKind::Await:
        return bracketed(level > kAwait, [&] {
          out += "await ";
          expr(as<Await>(*node).value, kAtom);
        });
      case NodeKind::Compare:
        return compare(as<ast::Compare>(*node), level);
      case NodeKind::Call:
        return call(as<ast::Call>(*node));
      case NodeKind::FormattedValue:
      case NodeKind::JoinedStr:
        return joined(*node, 'f');
      case NodeKind::Interpolation:
      case NodeKind::TemplateStr:
        return joined(*node, 't');
      case NodeKind::Constant:
        return constant(as<Constant>(*node));
      case NodeKind::Attribute: {
        auto& value = as<Attribute>(*node);
        expr(value.value, kAtom);
        auto* number = if_is<Constant>(value.value);
        if (number && number->type == ConstantType::Int) out += " ";
        cat_to(out, ".", value.attr);
        return;
      }
      case NodeKind::Starred:
        out += "*";
        return expr(as<Starred>(*node).value, kBitOr);
      case NodeKind::Name:
        out += as<ast::Name>(*node).id;
        return;
      case NodeKind::Slice:
        return slice(as<ast::Slice>(*node));
      case NodeKind::Subscript: {
        auto& value = as<Subscript>(*node);
        expr(value.value, kAtom);
        out += "[";
        expr(value.slice, kTuple);
        out += "]";
        return;
      }
      case NodeKind::NamedExpr:
        return bracketed(level > kTuple, [&] {
          expr(as<NamedExpr>(*node).target, kAtom);
          out += " := ";
          expr(as<NamedExpr>(*node).value, kAtom);
        });
      default:
        LIMBECK_CHECK(false, "an expression's kind is known");
    }
  }

 private:
  template <class Body>
  void bracketed(bool brackets, Body body) {
    if (brackets) out += "(";
    body();
    if (brackets) out += ")";
  }

  void bool_op(const BoolOp& node, Level level) {
    Level own = node.op == BoolOperator::And ? kAnd : kOr;
    bracketed(level > own, [&] {
      for (std::size_t i = 0; i < node.values.size(); ++i) {
        if (i) out += node.op == BoolOperator::And ? " and " : " or ";
        expr(node.values[i], next(own));
      }
    });
  }

  void binary(const BinOp& node, Level level) {
    const OperatorText& entry = kOperators[static_cast<int>(node.op)];
    const char* text = entry.text;
    Level own = entry.level;
    bool power = node.op == Operator::Pow;
    bracketed(level > own, [&] {
      expr(node.left, power ? next(own) : own);
      out += text;
      expr(node.right, power ? own : next(own));
    });
  }

  void unary(const ast::UnaryOp& node, Level level) {
    Level own = node.op == UnaryOperator::Not ? kNot : kFactor;
    const char* texts[] = {"~", "not ", "+", "-"};
    bracketed(level > own, [&] {
      out += texts[static_cast<int>(node.op)];
      expr(node.operand, own);
    });
  }

  void compare(const ast::Compare& node, Level level) {
    bracketed(level > kCompare, [&] {
      expr(node.left, next(kCompare));
      for (std::size_t i = 0; i < node.ops.size(); ++i) {
        out += kCompares[static_cast<int>(node.ops[i])];
        expr(node.comparators[i], next(kCompare));
      }
    });
  }

  void lambda(const Lambda& node, Level level) {
    bracketed(level > kTest, [&] {
      bool any = !node.args->posonlyargs.empty() || !node.args->args.empty() ||
                 node.args->vararg || !node.args->kwonlyargs.empty() ||
                 node.args->kwarg;
      out += any ? "lambda " : "lambda";
      arguments(*node.args);
      out += ": ";
      expr(node.body, kTest);
    });
  }

  void arguments(const Arguments& args) {
    bool first = true;
    auto comma = [&] {
      if (!first) out += ", ";
      first = false;
    };
    std::size_t positional = args.posonlyargs.size() + args.args.size();
    std::size_t required = positional - args.defaults.size();
    for (std::size_t i = 0; i < positional; ++i) {
      comma();
      bool only = i < args.posonlyargs.size();
      out += only ? args.posonlyargs[i]->arg
                  : args.args[i - args.posonlyargs.size()]->arg;
      if (i >= required) {
        out += "=";
        expr(args.defaults[i - required], kTest);
      }
      if (only && i + 1 == args.posonlyargs.size()) out += ", /";
    }
    if (args.vararg || !args.kwonlyargs.empty()) {
      comma();
      out += "*";
      if (args.vararg) out += args.vararg->arg;
    }
    for (std::size_t i = 0; i < args.kwonlyargs.size(); ++i) {
      comma();
      out += args.kwonlyargs[i]->arg;
      if (args.kw_defaults[i]) {
        out += "=";
        expr(args.kw_defaults[i], kTest);
      }
    }
    if (args.kwarg) {
      comma();
      cat_to(out, "**", args.kwarg->arg);
    }
  }

  void items(Seq<Expr> nodes) {
    for (std::size_t i = 0; i < nodes.size(); ++i) {
      if (i) out += ", ";
      expr(nodes[i], kTest);
    }
  }

  void listed(const char* open, Seq<Expr> nodes, const char* close) {
    out += open;
    items(nodes);
    out += close;
  }

  void tuple(const ast::List& node, Level level) {
    if (node.elts.empty()) {
      out += "()";
      return;
    }
    bracketed(level > kTuple, [&] {
      items(node.elts);
      if (node.elts.size() == 1) out += ",";
    });
  }

  void dict(const ast::Dict& node) {
    out += "{";
    for (std::size_t i = 0; i < node.keys.size(); ++i) {
      if (i) out += ", ";
      if (node.keys[i]) {
        expr(node.keys[i], kTest);
        out += ": ";
        expr(node.values[i], kTest);
      } else {
        out += "**";
        expr(node.values[i], kBitOr);
      }
    }
    out += "}";
  }

  void parts(Seq<Comprehension> generators) {
    for (Comprehension* part : generators) {
      out += part->is_async ? " async for " : " for ";
      expr(part->target, kTuple);
      out += " in ";
      expr(part->iter, next(kTest));
      for (Expr* condition : part->ifs) {
        out += " if ";
        expr(condition, next(kTest));
      }
    }
  }

  void comprehension(const char* open, const ListComp& node,
                     const char* close) {
    out += open;
    expr(node.elt, kTest);
    parts(node.generators);
    out += close;
  }

  void call(const ast::Call& node) {
    expr(node.func, kAtom);
    if (node.args.size() == 1 && node.keywords.empty() &&
        node.args[0]->kind == NodeKind::GeneratorExp)
      return expr(node.args[0], kAtom);
    out += "(";
    items(node.args);
    bool first = node.args.empty();
    for (Keyword* keyword : node.keywords) {
      if (!first) out += ", ";
      first = false;
      if (keyword->arg.data())
        cat_to(out, keyword->arg, "=");
      else
        out += "**";
      expr(keyword->value, kTest);
    }
    out += ")";
  }

  void slice(const ast::Slice& node) {
    if (node.lower) expr(node.lower, kTest);
    out += ":";
    if (node.upper) expr(node.upper, kTest);
    if (node.step) {
      out += ":";
      expr(node.step, kTest);
    }
  }

  static std::string doubled(std::string_view text) {
    return replace_all(replace_all(text, "{", "{{"), "}", "}}");
  }

  static void field(std::string& to, const Expr* value, int conversion,
                    const Expr* spec) {
    Unparser inner;
    inner.expr(value, next(kTest));
    cat_to(to, inner.out.starts_with("{") ? "{ " : "{", inner.out);
    if (conversion > 0) cat_to(to, "!", static_cast<char>(conversion));
    if (spec) {
      to += ":";
      pieces(to, *spec);
    }
    to += "}";
  }

  static void pieces(std::string& to, const Expr& node) {
    if (auto* text = if_is<Constant>(&node)) {
      to += doubled(text->text);
    } else if (auto* value = if_is<FormattedValue>(&node)) {
      field(to, value->value, value->conversion, value->format_spec);
    } else if (auto* part = if_is<Interpolation>(&node)) {
      field(to, part->value, part->conversion, part->format_spec);
    } else if (auto* joined = if_is<JoinedStr>(&node)) {
      for (Expr* piece : joined->values) pieces(to, *piece);
    } else {
      for (Expr* piece : as<TemplateStr>(node).values) pieces(to, *piece);
    }
  }

  void joined(const Expr& node, char prefix) {
    std::string text;
    pieces(text, node);
    cat_to(out, prefix, repr(make_str(text)));
  }

  void constant(const Constant& node) {
    switch (node.type) {
      case ConstantType::None:
        out += "None";
        return;
      case ConstantType::False:
        out += "False";
        return;
      case ConstantType::True:
        out += "True";
        return;
      case ConstantType::Ellipsis:
        out += "...";
        return;
      case ConstantType::Int:
        cat_to(out, node.integer);
        return;
      case ConstantType::BigInt:
        out += repr(py::call(Value(builtin_types().int_),
                             {make_str(node.text), Value::small(0)}));
        return;
      case ConstantType::Float:
        out += replace_all(repr(make_float(node.number)), "inf", "1e309");
        return;
      case ConstantType::Imaginary:
        out += repr(py::call(Value(builtin_types().complex_),
                             {make_float(0), make_float(node.number)}));
        return;
      case ConstantType::Text:
        if (node.u_prefix) out += "u";
        out += repr(make_str(node.text));
        return;
      case ConstantType::Bytes:
        out += repr(make_bytes(node.text));
        return;
    }
  }
};

}  // namespace

std::string unparse(const Expr& node) {
  Unparser unparser;
  unparser.expr(&node, kTest);
  return unparser.out;
}

}  // namespace limbeck::py

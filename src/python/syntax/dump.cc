#include "python/syntax/dump.h"

#include <charconv>
#include <cmath>
#include <cstdlib>
#include <vector>

#include "base/text.h"
#include "python/syntax/source.h"

namespace limbeck::py {

using namespace ast;

namespace {

constexpr const char* kOperatorNames[] = {  // ORDER Operator
    "Add",    "Sub",    "Mult",  "MatMult", "Div",    "Mod",     "Pow",
    "LShift", "RShift", "BitOr", "BitXor",  "BitAnd", "FloorDiv"};
constexpr const char* kUnaryNames[] = {"Invert", "Not", "UAdd", "USub"};
constexpr const char* kCompareNames[] = {  // ORDER CompareOperator
    "Eq", "NotEq", "Lt", "LtE", "Gt", "GtE", "Is", "IsNot", "In", "NotIn"};
constexpr const char* kContextNames[] = {"Load", "Store", "Del"};

void hex(std::string& out, char32_t c, int digits) {
  for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4)
    out += "0123456789abcdef"[c >> shift & 15];
}

// Python: repr(str) and repr(bytes).
std::string quoted(std::string_view text, bool bytes) {
  bool single = text.find('\'') != text.npos && text.find('"') == text.npos;
  char quote = single ? '"' : '\'';
  std::string out = bytes ? "b" : "";
  out += quote;
  while (!text.empty()) {
    char32_t c;
    if (bytes) {
      c = static_cast<unsigned char>(text[0]);
      text.remove_prefix(1);
    } else {
      c = take_code_point(text);
    }
    if (c == static_cast<char32_t>(quote) || c == '\\') {
      out += '\\';
      out += static_cast<char>(c);
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\r') {
      out += "\\r";
    } else if (c == '\t') {
      out += "\\t";
    } else if (c < 0x20 || c == 0x7F || (bytes && c >= 0x80)) {
      out += "\\x";
      hex(out, c, 2);
    } else if (c < 0x7F || is_printable(c)) {
      append_utf8(out, c);
    } else {
      out += c < 0x100 ? "\\x" : c < 0x10000 ? "\\u" : "\\U";
      hex(out, c, c < 0x100 ? 2 : c < 0x10000 ? 4 : 8);
    }
  }
  return out + quote;
}

// Python: repr(float).
std::string float_text(double number) {
  if (std::isinf(number)) return "inf";
  char buffer[64];
  auto end = std::to_chars(buffer, buffer + sizeof buffer, number,
                           std::chars_format::scientific)
                 .ptr;
  std::string_view text(buffer, static_cast<std::size_t>(end - buffer));
  std::size_t e = text.find('e');
  std::string digits(1, text[0]);
  if (e > 2) digits += text.substr(2, e - 2);
  int exponent = std::atoi(std::string(text.substr(e + 1)).c_str());
  if (exponent < -4 || exponent >= 16) {
    std::string out(1, digits[0]);
    if (digits.size() > 1) cat_to(out, ".", digits.substr(1));
    cat_to(out, "e", exponent < 0 ? "-" : "+",
           std::abs(exponent) < 10 ? "0" : "", std::abs(exponent));
    return out;
  }
  if (exponent < 0)
    return cat("0.", std::string(static_cast<std::size_t>(-exponent - 1), '0'),
               digits);
  auto whole = static_cast<std::size_t>(exponent) + 1;
  if (digits.size() < whole) digits.resize(whole, '0');
  std::string rest = digits.substr(whole);
  return cat(digits.substr(0, whole), ".", rest.empty() ? "0" : rest);
}

// The decimal digits of 0x…, 0o…, 0b… or decimal text of any length.
std::string decimal(std::string_view text) {
  int base = 10;
  if (text.size() > 2 && text[0] == '0' && text[1] > '9') {
    base = text[1] == 'x' ? 16 : text[1] == 'o' ? 8 : 2;
    text.remove_prefix(2);
  }
  if (base == 10) {
    std::size_t first = text.find_first_not_of('0');
    return std::string(first == text.npos ? "0" : text.substr(first));
  }
  std::vector<std::uint32_t> limbs{0};  // base 10^9, least first
  for (char c : text) {
    std::uint64_t carry =
        static_cast<std::uint64_t>(c <= '9' ? c - '0' : (c | 32) - 'a' + 10);
    for (auto& limb : limbs) {
      carry +=
          static_cast<std::uint64_t>(limb) * static_cast<std::uint64_t>(base);
      limb = static_cast<std::uint32_t>(carry % 1'000'000'000);
      carry /= 1'000'000'000;
    }
    if (carry) limbs.push_back(static_cast<std::uint32_t>(carry));
  }
  std::string out = cat(limbs.back());
  for (std::size_t i = limbs.size() - 1; i-- > 0;) {
    std::string part = cat(limbs[i]);
    cat_to(out, std::string(9 - part.size(), '0'), part);
  }
  return out;
}

std::string value_text(const Constant& node) {
  switch (node.type) {
    case ConstantType::None:
      return "None";
    case ConstantType::False:
      return "False";
    case ConstantType::True:
      return "True";
    case ConstantType::Ellipsis:
      return "Ellipsis";
    case ConstantType::Int:
      return cat(node.integer);
    case ConstantType::BigInt:
      return decimal(node.text);
    case ConstantType::Float:
      return float_text(node.number);
    case ConstantType::Imaginary: {
      std::string text = float_text(node.number);
      if (text.size() > 2 && text.substr(text.size() - 2) == ".0")
        text.resize(text.size() - 2);
      return text + "j";
    }
    case ConstantType::Text:
      return quoted(node.text, false);
    case ConstantType::Bytes:
      return quoted(node.text, true);
  }
  return {};
}

class Dumper {
 public:
  std::string take() { return std::move(out_); }

  void node(const Node& node);

 private:
  void begin(const char* name) {
    out_ += name;
    out_ += '(';
    first_ = true;
  }
  void field(const char* name) {
    if (!first_) out_ += ", ";
    first_ = false;
    cat_to(out_, name, "=");
  }
  void one(const char* name, const Node* node) {
    if (!node) return;
    field(name);
    this->node(*node);
    first_ = false;
  }
  template <class T>
  void list(const char* name, Seq<T> nodes) {
    if (nodes.empty()) return;
    field(name);
    out_ += '[';
    bool first = true;
    for (const T* item : nodes) {
      if (!first) out_ += ", ";
      first = false;
      if (item)
        node(*item);
      else
        out_ += "None";
    }
    out_ += ']';
    first_ = false;
  }
  void names(const char* name, std::span<const Identifier> names) {
    if (names.empty()) return;
    field(name);
    out_ += '[';
    for (std::size_t i = 0; i < names.size(); ++i)
      cat_to(out_, i ? ", " : "", quoted(names[i], false));
    out_ += ']';
  }
  void name(const char* name, Identifier value) {
    if (value.data()) raw(name, quoted(value, false));
  }
  void raw(const char* name, std::string_view value) {
    field(name);
    out_ += value;
  }
  void number(const char* name, int value) { raw(name, cat(value)); }
  void enumerator(const char* name, const char* value) {
    raw(name, cat(value, "()"));
  }
  void context(Context ctx) {
    enumerator("ctx", kContextNames[static_cast<int>(ctx)]);
  }
  void end(const Node& node) {
    number("lineno", node.line);
    number("col_offset", node.col);
    number("end_lineno", node.end_line);
    number("end_col_offset", node.end_col);
    out_ += ')';
    first_ = false;
  }
  void end_bare() {
    out_ += ')';
    first_ = false;
  }
  void statement(const Node& node);
  void compound(const Node& node);
  void expression(const Node& node);
  void pattern(const Node& node);
  void other(const Node& node);

  std::string out_;
  bool first_ = true;
};

void Dumper::node(const Node& node) {
  if (node.kind <= NodeKind::Continue)
    statement(node);
  else if (node.kind <= NodeKind::Slice)
    expression(node);
  else if (node.kind <= NodeKind::MatchOr)
    pattern(node);
  else
    other(node);
}

void Dumper::statement(const Node& node) {
  switch (node.kind) {
    case NodeKind::Return:
      begin("Return");
      one("value", as<Return>(node).value);
      return end(node);
    case NodeKind::Delete:
      begin("Delete");
      list("targets", as<Delete>(node).targets);
      return end(node);
    case NodeKind::Assign:
      begin("Assign");
      list("targets", as<Assign>(node).targets);
      one("value", as<Assign>(node).value);
      return end(node);
    case NodeKind::TypeAlias:
      begin("TypeAlias");
      one("name", as<TypeAlias>(node).name);
      list("type_params", as<TypeAlias>(node).type_params);
      one("value", as<TypeAlias>(node).value);
      return end(node);
    case NodeKind::AugAssign:
      begin("AugAssign");
      one("target", as<AugAssign>(node).target);
      enumerator("op",
                 kOperatorNames[static_cast<int>(as<AugAssign>(node).op)]);
      one("value", as<AugAssign>(node).value);
      return end(node);
    case NodeKind::AnnAssign:
      begin("AnnAssign");
      one("target", as<AnnAssign>(node).target);
      one("annotation", as<AnnAssign>(node).annotation);
      one("value", as<AnnAssign>(node).value);
      number("simple", as<AnnAssign>(node).simple);
      return end(node);
    case NodeKind::Raise:
      begin("Raise");
      one("exc", as<Raise>(node).exc);
      one("cause", as<Raise>(node).cause);
      return end(node);
    case NodeKind::Assert:
      begin("Assert");
      one("test", as<Assert>(node).test);
      one("msg", as<Assert>(node).msg);
      return end(node);
    case NodeKind::Import:
      begin("Import");
      list("names", as<Import>(node).names);
      return end(node);
    case NodeKind::ImportFrom:
      begin("ImportFrom");
      name("module", as<ImportFrom>(node).module);
      list("names", as<ImportFrom>(node).names);
      number("level", as<ImportFrom>(node).level);
      return end(node);
    case NodeKind::Global:
      begin("Global");
      names("names", as<Global>(node).names);
      return end(node);
    case NodeKind::Nonlocal:
      begin("Nonlocal");
      names("names", as<Nonlocal>(node).names);
      return end(node);
    case NodeKind::ExprStmt:
      begin("Expr");
      one("value", as<ExprStmt>(node).value);
      return end(node);
    case NodeKind::Pass:
      begin("Pass");
      return end(node);
    case NodeKind::Break:
      begin("Break");
      return end(node);
    case NodeKind::Continue:
      begin("Continue");
      return end(node);
    default:
      return compound(node);
  }
}

void Dumper::compound(const Node& node) {
  switch (node.kind) {
    case NodeKind::FunctionDef:
    case NodeKind::AsyncFunctionDef: {
      auto& function = as<FunctionDef>(node);
      begin(node.kind == NodeKind::FunctionDef ? "FunctionDef"
                                               : "AsyncFunctionDef");
      name("name", function.name);
      one("args", function.args);
      list("body", function.body);
      list("decorator_list", function.decorator_list);
      one("returns", function.returns);
      list("type_params", function.type_params);
      return end(node);
    }
    case NodeKind::ClassDef: {
      auto& definition = as<ClassDef>(node);
      begin("ClassDef");
      name("name", definition.name);
      list("bases", definition.bases);
      list("keywords", definition.keywords);
      list("body", definition.body);
      list("decorator_list", definition.decorator_list);
      list("type_params", definition.type_params);
      return end(node);
    }
    case NodeKind::For:
    case NodeKind::AsyncFor:
      begin(node.kind == NodeKind::For ? "For" : "AsyncFor");
      one("target", as<For>(node).target);
      one("iter", as<For>(node).iter);
      list("body", as<For>(node).body);
      list("orelse", as<For>(node).orelse);
      return end(node);
    case NodeKind::While:
      begin("While");
      one("test", as<While>(node).test);
      list("body", as<While>(node).body);
      list("orelse", as<While>(node).orelse);
      return end(node);
    case NodeKind::If:
      begin("If");
      one("test", as<If>(node).test);
      list("body", as<If>(node).body);
      list("orelse", as<If>(node).orelse);
      return end(node);
    case NodeKind::With:
    case NodeKind::AsyncWith:
      begin(node.kind == NodeKind::With ? "With" : "AsyncWith");
      list("items", as<With>(node).items);
      list("body", as<With>(node).body);
      return end(node);
    case NodeKind::Match:
      begin("Match");
      one("subject", as<Match>(node).subject);
      list("cases", as<Match>(node).cases);
      return end(node);
    case NodeKind::Try:
    case NodeKind::TryStar:
      begin(node.kind == NodeKind::Try ? "Try" : "TryStar");
      list("body", as<Try>(node).body);
      list("handlers", as<Try>(node).handlers);
      list("orelse", as<Try>(node).orelse);
      list("finalbody", as<Try>(node).finalbody);
      return end(node);
    default:
      return;
  }
}

void Dumper::expression(const Node& node) {
  switch (node.kind) {
    case NodeKind::BoolOp:
      begin("BoolOp");
      enumerator("op", as<BoolOp>(node).op == BoolOperator::And ? "And" : "Or");
      list("values", as<BoolOp>(node).values);
      return end(node);
    case NodeKind::NamedExpr:
      begin("NamedExpr");
      one("target", as<NamedExpr>(node).target);
      one("value", as<NamedExpr>(node).value);
      return end(node);
    case NodeKind::BinOp:
      begin("BinOp");
      one("left", as<BinOp>(node).left);
      enumerator("op", kOperatorNames[static_cast<int>(as<BinOp>(node).op)]);
      one("right", as<BinOp>(node).right);
      return end(node);
    case NodeKind::UnaryOp:
      begin("UnaryOp");
      enumerator("op", kUnaryNames[static_cast<int>(as<UnaryOp>(node).op)]);
      one("operand", as<UnaryOp>(node).operand);
      return end(node);
    case NodeKind::Lambda:
      begin("Lambda");
      one("args", as<Lambda>(node).args);
      one("body", as<Lambda>(node).body);
      return end(node);
    case NodeKind::IfExp:
      begin("IfExp");
      one("test", as<IfExp>(node).test);
      one("body", as<IfExp>(node).body);
      one("orelse", as<IfExp>(node).orelse);
      return end(node);
    case NodeKind::Dict:
      begin("Dict");
      list("keys", as<Dict>(node).keys);
      list("values", as<Dict>(node).values);
      return end(node);
    case NodeKind::Set:
      begin("Set");
      list("elts", as<Set>(node).elts);
      return end(node);
    case NodeKind::ListComp:
    case NodeKind::SetComp:
    case NodeKind::GeneratorExp:
      begin(node.kind == NodeKind::ListComp  ? "ListComp"
            : node.kind == NodeKind::SetComp ? "SetComp"
                                             : "GeneratorExp");
      one("elt", as<ListComp>(node).elt);
      list("generators", as<ListComp>(node).generators);
      return end(node);
    case NodeKind::DictComp:
      begin("DictComp");
      one("key", as<DictComp>(node).key);
      one("value", as<DictComp>(node).value);
      list("generators", as<DictComp>(node).generators);
      return end(node);
    case NodeKind::Await:
      begin("Await");
      one("value", as<Await>(node).value);
      return end(node);
    case NodeKind::Yield:
      begin("Yield");
      one("value", as<Yield>(node).value);
      return end(node);
    case NodeKind::YieldFrom:
      begin("YieldFrom");
      one("value", as<YieldFrom>(node).value);
      return end(node);
    case NodeKind::Compare: {
      begin("Compare");
      one("left", as<Compare>(node).left);
      std::string ops;
      for (CompareOperator op : as<Compare>(node).ops)
        cat_to(ops, ops.empty() ? "" : ", ",
               kCompareNames[static_cast<int>(op)], "()");
      raw("ops", cat("[", ops, "]"));
      list("comparators", as<Compare>(node).comparators);
      return end(node);
    }
    case NodeKind::Call:
      begin("Call");
      one("func", as<Call>(node).func);
      list("args", as<Call>(node).args);
      list("keywords", as<Call>(node).keywords);
      return end(node);
    case NodeKind::FormattedValue:
      begin("FormattedValue");
      one("value", as<FormattedValue>(node).value);
      number("conversion", as<FormattedValue>(node).conversion);
      one("format_spec", as<FormattedValue>(node).format_spec);
      return end(node);
    case NodeKind::Interpolation:
      begin("Interpolation");
      one("value", as<Interpolation>(node).value);
      raw("str", quoted(as<Interpolation>(node).str, false));
      number("conversion", as<Interpolation>(node).conversion);
      one("format_spec", as<Interpolation>(node).format_spec);
      return end(node);
    case NodeKind::JoinedStr:
      begin("JoinedStr");
      list("values", as<JoinedStr>(node).values);
      return end(node);
    case NodeKind::TemplateStr:
      begin("TemplateStr");
      list("values", as<TemplateStr>(node).values);
      return end(node);
    case NodeKind::Constant:
      begin("Constant");
      raw("value", value_text(as<Constant>(node)));
      if (as<Constant>(node).u_prefix) raw("kind", "'u'");
      return end(node);
    case NodeKind::Attribute:
      begin("Attribute");
      one("value", as<Attribute>(node).value);
      name("attr", as<Attribute>(node).attr);
      context(as<Attribute>(node).ctx);
      return end(node);
    case NodeKind::Subscript:
      begin("Subscript");
      one("value", as<Subscript>(node).value);
      one("slice", as<Subscript>(node).slice);
      context(as<Subscript>(node).ctx);
      return end(node);
    case NodeKind::Starred:
      begin("Starred");
      one("value", as<Starred>(node).value);
      context(as<Starred>(node).ctx);
      return end(node);
    case NodeKind::Name:
      begin("Name");
      name("id", as<Name>(node).id);
      context(as<Name>(node).ctx);
      return end(node);
    case NodeKind::List:
    case NodeKind::Tuple:
      begin(node.kind == NodeKind::List ? "List" : "Tuple");
      list("elts", as<List>(node).elts);
      context(as<List>(node).ctx);
      return end(node);
    case NodeKind::Slice:
      begin("Slice");
      one("lower", as<Slice>(node).lower);
      one("upper", as<Slice>(node).upper);
      one("step", as<Slice>(node).step);
      return end(node);
    default:
      return;
  }
}

void Dumper::pattern(const Node& node) {
  switch (node.kind) {
    case NodeKind::MatchValue:
      begin("MatchValue");
      one("value", as<MatchValue>(node).value);
      return end(node);
    case NodeKind::MatchSingleton: {
      begin("MatchSingleton");
      ConstantType value = as<MatchSingleton>(node).value;
      raw("value", value == ConstantType::None    ? "None"
                   : value == ConstantType::False ? "False"
                                                  : "True");
      return end(node);
    }
    case NodeKind::MatchSequence:
      begin("MatchSequence");
      list("patterns", as<MatchSequence>(node).patterns);
      return end(node);
    case NodeKind::MatchMapping:
      begin("MatchMapping");
      list("keys", as<MatchMapping>(node).keys);
      list("patterns", as<MatchMapping>(node).patterns);
      name("rest", as<MatchMapping>(node).rest);
      return end(node);
    case NodeKind::MatchClass:
      begin("MatchClass");
      one("cls", as<MatchClass>(node).cls);
      list("patterns", as<MatchClass>(node).patterns);
      names("kwd_attrs", as<MatchClass>(node).kwd_attrs);
      list("kwd_patterns", as<MatchClass>(node).kwd_patterns);
      return end(node);
    case NodeKind::MatchStar:
      begin("MatchStar");
      name("name", as<MatchStar>(node).name);
      return end(node);
    case NodeKind::MatchAs:
      begin("MatchAs");
      one("pattern", as<MatchAs>(node).pattern);
      name("name", as<MatchAs>(node).name);
      return end(node);
    case NodeKind::MatchOr:
      begin("MatchOr");
      list("patterns", as<MatchOr>(node).patterns);
      return end(node);
    default:
      return;
  }
}

void Dumper::other(const Node& node) {
  switch (node.kind) {
    case NodeKind::Module: {
      auto& module = as<Module>(node);
      begin(module.mode == Mode::Exec   ? "Module"
            : module.mode == Mode::Eval ? "Expression"
                                        : "Interactive");
      one("body", module.expression);
      list("body", module.body);
      return end_bare();
    }
    case NodeKind::Comprehension:
      begin("comprehension");
      one("target", as<Comprehension>(node).target);
      one("iter", as<Comprehension>(node).iter);
      list("ifs", as<Comprehension>(node).ifs);
      number("is_async", as<Comprehension>(node).is_async);
      return end_bare();
    case NodeKind::ExceptHandler:
      begin("ExceptHandler");
      one("type", as<ExceptHandler>(node).type);
      name("name", as<ExceptHandler>(node).name);
      list("body", as<ExceptHandler>(node).body);
      return end(node);
    case NodeKind::Arguments: {
      auto& arguments = as<Arguments>(node);
      begin("arguments");
      list("posonlyargs", arguments.posonlyargs);
      list("args", arguments.args);
      one("vararg", arguments.vararg);
      list("kwonlyargs", arguments.kwonlyargs);
      list("kw_defaults", arguments.kw_defaults);
      one("kwarg", arguments.kwarg);
      list("defaults", arguments.defaults);
      return end_bare();
    }
    case NodeKind::Arg:
      begin("arg");
      name("arg", as<Arg>(node).arg);
      one("annotation", as<Arg>(node).annotation);
      return end(node);
    case NodeKind::Keyword:
      begin("keyword");
      name("arg", as<Keyword>(node).arg);
      one("value", as<Keyword>(node).value);
      return end(node);
    case NodeKind::Alias:
      begin("alias");
      name("name", as<Alias>(node).name);
      name("asname", as<Alias>(node).asname);
      return end(node);
    case NodeKind::WithItem:
      begin("withitem");
      one("context_expr", as<WithItem>(node).context_expr);
      one("optional_vars", as<WithItem>(node).optional_vars);
      return end_bare();
    case NodeKind::MatchCase:
      begin("match_case");
      one("pattern", as<MatchCase>(node).pattern);
      one("guard", as<MatchCase>(node).guard);
      list("body", as<MatchCase>(node).body);
      return end_bare();
    case NodeKind::TypeVar:
      begin("TypeVar");
      name("name", as<TypeVar>(node).name);
      one("bound", as<TypeVar>(node).bound);
      one("default_value", as<TypeVar>(node).default_value);
      return end(node);
    case NodeKind::ParamSpec:
      begin("ParamSpec");
      name("name", as<ParamSpec>(node).name);
      one("default_value", as<ParamSpec>(node).default_value);
      return end(node);
    case NodeKind::TypeVarTuple:
      begin("TypeVarTuple");
      name("name", as<TypeVarTuple>(node).name);
      one("default_value", as<TypeVarTuple>(node).default_value);
      return end(node);
    default:
      return;
  }
}

}  // namespace

std::string dump(const Module& module) {
  Dumper dumper;
  dumper.node(module);
  return dumper.take();
}

}  // namespace limbeck::py

// What the module ast (lib/ast) needs of the parser: a tree as objects of the
// classes that the module makes.
#include <span>

#include "base/text.h"
#include "python/compile/compiler.h"
#include "python/compile/doubts.h"
#include "python/compile/source.h"
#include "python/stdlib/modules.h"
#include "python/syntax/describe.h"
#include "python/syntax/parser.h"

namespace limbeck::py {
namespace {

/// Makes objects of what a Describer tells.
class ObjectSink {
 public:
  /// `classes`: by their names.
  explicit ObjectSink(const Value& classes)
      : classes_(classes),
        make_(get_attribute(Value(builtin_types().object), "__new__")) {}

  Value object_of(const ast::Node* node) {
    if (!node) return Value::none();
    Describer<ObjectSink>(*this).node(*node);
    return std::move(made_);
  }

  void begin(const char* name) {
    open_.push_back(call(make_, {dict_get(classes_, name)}));
  }
  void end(const ast::Node& node) {
    set("lineno", make_int(node.line));
    set("col_offset", make_int(node.col));
    set("end_lineno", make_int(node.end_line));
    set("end_col_offset", make_int(node.end_col));
    end_bare();
  }
  void end_bare() {
    made_ = std::move(open_.back());
    open_.pop_back();
  }
  void one(const char* name, const ast::Node* node) {
    set(name, object_of(node));
  }
  template <class T>
  void list(const char* name, ast::Seq<T> nodes) {
    const Value items = make_list({});
    for (const T* node : nodes) list_append(items, object_of(node));
    set(name, items);
  }
  void names(const char* name, std::span<const ast::Identifier> names) {
    const Value items = make_list({});
    for (const ast::Identifier& item : names)
      list_append(items, Value(intern(item)));
    set(name, items);
  }
  void name(const char* name, ast::Identifier value) {
    set(name, value.data() ? Value(intern(value)) : Value::none());
  }
  void text(const char* name, std::string_view value) {
    set(name, make_str(value));
  }
  void number(const char* name, int value) { set(name, make_int(value)); }
  void constant(const char* name, const ast::Constant& node) {
    set(name, Compiler::value_of(node));
  }
  void enumerator(const char* name, const char* value) {
    set(name, single(value));
  }
  void enumerators(const char* name,
                   std::span<const ast::CompareOperator> values) {
    const Value items = make_list({});
    for (const ast::CompareOperator value : values)
      list_append(items,
                  single(ast_names::kCompareNames[static_cast<int>(value)]));
    set(name, items);
  }

 private:
  void set(std::string_view name, const Value& value) {
    set_attribute(open_.back(), name, value);
  }
  /// The one object that stands for an operator or a context everywhere.
  Value single(const char* name) {
    return get_attribute(dict_get(classes_, name), "_single");
  }

  const Value& classes_;
  const Value make_;
  std::vector<Value> open_;
  Value made_;
};

Value tree(Args& args) {
  const std::string mode = args.text("mode");
  try {
    const Tree tree = parse(args.text("source"), args.text("filename"),
                            mode == "eval"     ? ast::Mode::Eval
                            : mode == "single" ? ast::Mode::Single
                                               : ast::Mode::Exec);
    if (!tree.notes.empty()) warn_of_notes(tree);
    return ObjectSink(args["classes"]).object_of(tree.module);
  } catch (const SyntaxFailure& failure) {
    raise_syntax_error(failure);
  }
}

}  // namespace

void init_ast_native(Module& module) {
  module.def("tree(source, filename, mode, classes)", tree);
}

}  // namespace limbeck::py

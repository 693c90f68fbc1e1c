#include "python/compile/compiler.h"
#include "python/objects/set.h"
#include "python/objects/tuple.h"

namespace limbeck::py {

using namespace ast;

namespace {
// Longer displays are built piece by piece, to keep the stack small.
constexpr std::size_t kLongDisplay = 32;

bool any_starred(Seq<Expr> items) {
  for (Expr* item : items)
    if (item->kind == NodeKind::Starred) return true;
  return false;
}
}  // namespace

void Compiler::sequence(const ast::List& node) {
  bool tuple = node.kind == NodeKind::Tuple;
  Value folded;
  if (tuple && constant_of(&node, folded)) return load_const(folded);
  auto size = static_cast<std::uint32_t>(node.elts.size());
  if (!any_starred(node.elts) && node.elts.size() <= kLongDisplay) {
    exprs(node.elts);
    return emit(tuple ? Opcode::BuildTuple : Opcode::BuildList, size);
  }
  starred_items(node.elts, tuple, false);
}

void Compiler::starred_items(Seq<Expr> items, bool tuple, bool set) {
  emit(set ? Opcode::BuildSet : Opcode::BuildList, 0);
  for (Expr* item : items) {
    if (auto* starred = if_is<Starred>(item)) {
      expr(starred->value);
      emit(set ? Opcode::SetUpdate : Opcode::ListExtend, 1);
    } else {
      expr(item);
      emit(set ? Opcode::SetAdd : Opcode::ListAppend, 1);
    }
  }
  if (tuple) emit(Opcode::ListToTuple);
}

/// The frozenset that CPython fills a display of constants from, or nothing. It
/// shows in the order.
Value Compiler::constant_set(const ast::Set& node) {
  constexpr std::size_t kFewest = 3;
  if (node.elts.size() < kFewest) return Value();
  const Ref<py::Set> set = new_set(builtin_types().frozenset);
  for (Expr* item : node.elts) {
    Value constant;
    if (!constant_of(item, constant)) return Value();
    set->add(constant);
  }
  return set.value();
}

void Compiler::set_display(const ast::Set& node) {
  if (const Value constants = constant_set(node)) {
    emit(Opcode::BuildSet, 0);
    load_const(constants);
    return emit(Opcode::SetUpdate, 1);
  }
  if (any_starred(node.elts) || node.elts.size() > kLongDisplay)
    return starred_items(node.elts, false, true);
  exprs(node.elts);
  emit(Opcode::BuildSet, static_cast<std::uint32_t>(node.elts.size()));
}

void Compiler::dict_display(const ast::Dict& node) {
  bool simple = node.keys.size() <= kLongDisplay;
  for (Expr* key : node.keys) simple = simple && key;
  if (simple) {
    for (std::size_t i = 0; i < node.keys.size(); ++i) {
      expr(node.keys[i]);
      expr(node.values[i]);
    }
    return emit(Opcode::BuildMap, static_cast<std::uint32_t>(node.keys.size()));
  }
  emit(Opcode::BuildMap, 0);
  for (std::size_t i = 0; i < node.keys.size(); ++i) {
    if (node.keys[i]) {
      expr(node.keys[i]);
      expr(node.values[i]);
      emit(Opcode::MapAdd, 1);
    } else {
      expr(node.values[i]);
      emit(Opcode::DictUpdate, 1);
    }
  }
}

void Compiler::formatted(const FormattedValue& node) {
  expr(node.value);
  At at(*this, node);
  if (node.conversion > 0)
    emit(Opcode::ConvertValue, static_cast<std::uint32_t>(node.conversion));
  if (node.format_spec) {
    expr(node.format_spec);
    emit(Opcode::FormatWithSpec);
  } else {
    emit(Opcode::FormatSimple);
  }
}

void Compiler::joined(const JoinedStr& node) {
  if (node.values.empty()) return load_text("");
  if (node.values.size() > kLongDisplay) {
    load_text("");
    emit(Opcode::LoadMethod, cache_index(intern("join")));
    starred_items(node.values, false, false);
    return emit(Opcode::Call, 1);
  }
  exprs(node.values);
  if (node.values.size() > 1 ||
      node.values[0]->kind != NodeKind::FormattedValue)
    emit(Opcode::BuildString, static_cast<std::uint32_t>(node.values.size()));
}

// PEP 750: strings and interpolations alternate, beginning and ending with a
// string.
void Compiler::template_string(const TemplateStr& node) {
  std::vector<Value> strings{make_str("")};
  std::uint32_t count = 0;
  for (Expr* value : node.values) {
    if (auto* text = if_is<Constant>(value)) {
      strings.back() = make_str(text->text);
    } else {
      ++count;
      strings.push_back(make_str(""));
    }
  }
  load_const(make_tuple(std::move(strings)));
  for (Expr* value : node.values) {
    auto* part = if_is<Interpolation>(value);
    if (!part) continue;
    At at(*this, *part);
    expr(part->value);
    load_const(make_str(part->str));
    std::uint32_t conversion =
        part->conversion > 0 ? static_cast<std::uint32_t>(part->conversion) : 0;
    if (part->format_spec) expr(part->format_spec);
    emit(Opcode::BuildInterpolation,
         conversion << 1 | (part->format_spec ? 1 : 0));
  }
  emit(Opcode::BuildTuple, count);
  emit(Opcode::BuildTemplate);
}

void Compiler::comprehension_item(const Expr& node, int depth,
                                  const Expr* first, const Expr* second) {
  At at(*this, node);
  auto deep = static_cast<std::uint32_t>(depth);
  switch (node.kind) {
    case NodeKind::ListComp:
      expr(first);
      return emit(Opcode::ListAppend, deep);
    case NodeKind::SetComp:
      expr(first);
      return emit(Opcode::SetAdd, deep);
    case NodeKind::DictComp:
      expr(first);
      expr(second);
      return emit(Opcode::MapAdd, deep);
    default:
      expr(first);
      {
        At at_element(*this, *first);
        yield_value();
      }
      return emit(Opcode::Pop);
  }
}

// The iterator of part `at` is on the stack, above `depth` others.
void Compiler::comprehension_part(const Expr& node, Seq<Comprehension> parts,
                                  std::size_t at, int depth, const Expr* first,
                                  const Expr* second) {
  Comprehension& part = *parts[at];
  Label start = make_label(), next = make_label(), end = make_label();
  bind(start);
  int around = handler_;
  if (part.is_async) {
    push_handler(end, depth_);
    emit(Opcode::GetAsyncNext);
    load_none();
    yield_from();
    handler_ = around;
  } else {
    At at_iter(*this, *part.iter);
    jump(Opcode::ForIter, end);
  }
  int base = depth_ - 1;
  {
    At at_target(*this, *part.target);
    assign(part.target);
  }
  for (Expr* condition : part.ifs) jump_if(condition, next, false);
  if (at + 1 < parts.size()) {
    expr(parts[at + 1]->iter);
    At at_iter(*this, *parts[at + 1]->iter);
    emit(parts[at + 1]->is_async ? Opcode::GetAsyncIter : Opcode::GetIter);
    comprehension_part(node, parts, at + 1, depth + 1, first, second);
  } else {
    comprehension_item(node, depth + 1, first, second);
  }
  depth_ = base;
  bind(next);
  depth_ = base;
  jump(Opcode::JumpBack, start);
  if (part.is_async) {
    begin_handler(end, base);
    emit(Opcode::EndAsyncFor);
  } else {
    bind(end);
    depth_ = base - 1;
  }
}

void Compiler::comprehension(const Expr& node, Seq<Comprehension> parts,
                             const Expr* first, const Expr* second) {
  expr(parts[0]->iter);
  {
    At at(*this, *parts[0]->iter);
    emit(parts[0]->is_async ? Opcode::GetAsyncIter : Opcode::GetIter);
  }
  Scope* inner = unit_.scope_of(&node, ScopeKind::Comprehension);
  Scope* outer = scope_;
  scope_ = inner;
  for (Symbol& symbol : inner->symbols)
    if (symbol.place == Place::Cell)
      emit(Opcode::NewCell, static_cast<std::uint32_t>(symbol.slot));
  emit(node.kind == NodeKind::ListComp  ? Opcode::BuildList
       : node.kind == NodeKind::SetComp ? Opcode::BuildSet
                                        : Opcode::BuildMap,
       0);
  emit(Opcode::Swap, 2);
  comprehension_part(node, parts, 0, 1, first, second);
  for (Symbol& symbol : inner->symbols)
    if (symbol.place == Place::Cell || symbol.place == Place::Fast)
      emit(Opcode::ClearFast, static_cast<std::uint32_t>(symbol.slot));
  scope_ = outer;
}

void Compiler::generator_expression(const ListComp& node) {
  Scope* inner = unit_.scope_of(&node, ScopeKind::Generator);
  make_function(inner, 0);
  emit(Opcode::PushAbsent);
  expr(node.generators[0]->iter);
  {
    At at(*this, *node.generators[0]->iter);
    emit(node.generators[0]->is_async ? Opcode::GetAsyncIter : Opcode::GetIter);
  }
  emit(Opcode::Call, 1);
}

void Compiler::generator_body(const ListComp& node) {
  emit(Opcode::LoadFast, 0);
  comprehension_part(node, node.generators, 0, 0, node.elt, nullptr);
  load_none();
  emit(Opcode::Return);
}

}  // namespace limbeck::py

// match: every sub-pattern looks at a hidden slot, so that a failing pattern
// leaves nothing behind on the stack; names are bound when all has matched.
#include "base/text.h"
#include "python/compile/compiler.h"

namespace limbeck::py {

using namespace ast;

namespace {

bool is_wildcard(const Pattern& node) {
  auto* as_ = if_is<MatchAs>(&node);
  return as_ && !as_->pattern && !as_->name.data();
}

bool irrefutable(const Pattern& node) {
  auto* as_ = if_is<MatchAs>(&node);
  return as_ && (!as_->pattern || irrefutable(*as_->pattern));
}

}  // namespace

void Compiler::match_statement(const Match& node) {
  ++conditional_;
  Label end = make_label();
  std::uint32_t subject = hidden_slot();
  expr(node.subject);
  emit(Opcode::StoreFast, subject);
  int depth = depth_;
  for (std::size_t i = 0; i < node.cases.size(); ++i) {
    const MatchCase& item = *node.cases[i];
    At at(*this, *item.pattern);
    if (irrefutable(*item.pattern) && !item.guard && i + 1 < node.cases.size())
      fail(*item.pattern,
           if_is<MatchAs>(item.pattern)->name.data()
               ? cat("name capture '", if_is<MatchAs>(item.pattern)->name,
                     "' makes remaining patterns unreachable")
               : "wildcard makes remaining patterns unreachable");
    Label next = make_label();
    std::vector<Capture> captures;
    pattern(*item.pattern, subject, next, captures);
    for (Capture& found : captures) {
      At at_name(*this, *found.node);
      emit(Opcode::LoadFast, found.slot);
      store_name(found.name);
      if (found.slot != subject) emit(Opcode::ClearFast, found.slot);
    }
    if (item.guard) jump_if(item.guard, next, false);
    emit(Opcode::ClearFast, subject);
    body(item.body);
    jump(Opcode::Jump, end);
    bind(next);
    depth_ = depth;
  }
  emit(Opcode::ClearFast, subject);
  bind(end);
  depth_ = depth;
  --conditional_;
}

void Compiler::capture(std::string_view name, const Node& node,
                       std::uint32_t subject, std::vector<Capture>& captures) {
  for (Capture& other : captures)
    if (other.name == name)
      fail(node, cat("multiple assignments to name '", name, "' in pattern"));
  std::uint32_t slot = hidden_slot();
  emit(Opcode::LoadFast, subject);
  emit(Opcode::StoreFast, slot);
  captures.push_back({name, slot, &node});
}

void Compiler::pattern(const Pattern& node, std::uint32_t subject, Label fail,
                       std::vector<Capture>& captures) {
  At at(*this, node);
  switch (node.kind) {
    case NodeKind::MatchValue:
      emit(Opcode::LoadFast, subject);
      expr(as<MatchValue>(node).value);
      emit(Opcode::CompareOp, static_cast<std::uint32_t>(py::Compare::Eq));
      return jump(Opcode::PopJumpIfFalse, fail);
    case NodeKind::MatchSingleton: {
      ConstantType type = as<MatchSingleton>(node).value;
      emit(Opcode::LoadFast, subject);
      load_const(type == ConstantType::None
                     ? Value::none()
                     : Value::boolean(type == ConstantType::True));
      emit(Opcode::Is, 0);
      return jump(Opcode::PopJumpIfFalse, fail);
    }
    case NodeKind::MatchSequence:
      return match_sequence(as<MatchSequence>(node), subject, fail, captures);
    case NodeKind::MatchMapping:
      return match_mapping(as<MatchMapping>(node), subject, fail, captures);
    case NodeKind::MatchClass:
      return match_class(as<MatchClass>(node), subject, fail, captures);
    case NodeKind::MatchStar:
      if (as<MatchStar>(node).name.data())
        capture(as<MatchStar>(node).name, node, subject, captures);
      return;
    case NodeKind::MatchAs: {
      auto& as_ = as<MatchAs>(node);
      if (as_.pattern) pattern(*as_.pattern, subject, fail, captures);
      if (as_.name.data()) capture(as_.name, node, subject, captures);
      return;
    }
    case NodeKind::MatchOr:
      return match_or(as<MatchOr>(node), subject, fail, captures);
    default:
      LIMBECK_CHECK(false, "a pattern's kind is known");
  }
}

void Compiler::match_sequence(const MatchSequence& node, std::uint32_t subject,
                              Label fail, std::vector<Capture>& captures) {
  std::size_t size = node.patterns.size(), star = size;
  for (std::size_t i = 0; i < size; ++i) {
    if (node.patterns[i]->kind != NodeKind::MatchStar) continue;
    if (star != size)
      this->fail(*node.patterns[i],
                 "multiple starred expressions in sequence pattern");
    star = i;
  }
  Label cleanup = make_label(), matched = make_label();
  emit(Opcode::LoadFast, subject);
  emit(Opcode::MatchSequence);
  jump(Opcode::PopJumpIfFalse, cleanup);
  emit(Opcode::GetLen);
  std::size_t least = star == size ? size : size - 1;
  load_const(Value::small(static_cast<std::intptr_t>(least)));
  emit(Opcode::CompareOp,
       static_cast<std::uint32_t>(star == size ? py::Compare::Eq
                                               : py::Compare::Ge));
  jump(Opcode::PopJumpIfFalse, cleanup);
  std::vector<std::uint32_t> slots(size);
  if (star == size) {
    emit(Opcode::UnpackSequence, static_cast<std::uint32_t>(size));
  } else {
    emit(Opcode::UnpackEx,
         static_cast<std::uint32_t>(star | (size - star - 1) << 12));
  }
  for (std::size_t i = 0; i < size; ++i) {
    if (is_wildcard(*node.patterns[i])) {
      emit(Opcode::Pop);
      continue;
    }
    slots[i] = hidden_slot();
    emit(Opcode::StoreFast, slots[i]);
  }
  jump(Opcode::Jump, matched);
  bind(cleanup);
  emit(Opcode::Pop);
  jump(Opcode::Jump, fail);
  bind(matched);
  for (std::size_t i = 0; i < size; ++i)
    if (!is_wildcard(*node.patterns[i]))
      pattern(*node.patterns[i], slots[i], fail, captures);
}

void Compiler::match_mapping(const MatchMapping& node, std::uint32_t subject,
                             Label fail, std::vector<Capture>& captures) {
  Label pop1 = make_label(), pop3 = make_label(), matched = make_label();
  emit(Opcode::LoadFast, subject);
  emit(Opcode::MatchMapping);
  jump(Opcode::PopJumpIfFalse, pop1);
  if (!node.keys.empty()) {
    emit(Opcode::GetLen);
    load_const(Value::small(static_cast<std::intptr_t>(node.keys.size())));
    emit(Opcode::CompareOp, static_cast<std::uint32_t>(py::Compare::Ge));
    jump(Opcode::PopJumpIfFalse, pop1);
  }
  for (Expr* key : node.keys) expr(key);
  emit(Opcode::BuildTuple, static_cast<std::uint32_t>(node.keys.size()));
  emit(Opcode::MatchKeys);  // subject keys values
  emit(Opcode::Copy, 1);
  jump(Opcode::PopJumpIfNone, pop3);
  emit(Opcode::UnpackSequence, static_cast<std::uint32_t>(node.keys.size()));
  std::vector<std::uint32_t> slots;
  for (std::size_t i = 0; i < node.keys.size(); ++i) {
    slots.push_back(hidden_slot());
    emit(Opcode::StoreFast, slots.back());
  }
  std::uint32_t rest = 0;
  if (node.rest.data()) {
    emit(Opcode::CopyDictWithout);
    rest = hidden_slot();
    emit(Opcode::StoreFast, rest);
  } else {
    emit(Opcode::Pop);
  }
  emit(Opcode::Pop);
  jump(Opcode::Jump, matched);
  bind(pop3);
  emit(Opcode::Pop);
  emit(Opcode::Pop);
  bind(pop1);
  emit(Opcode::Pop);
  jump(Opcode::Jump, fail);
  bind(matched);
  for (std::size_t i = 0; i < slots.size(); ++i)
    pattern(*node.patterns[i], slots[i], fail, captures);
  if (node.rest.data()) capture(node.rest, node, rest, captures);
}

void Compiler::match_class(const MatchClass& node, std::uint32_t subject,
                           Label fail, std::vector<Capture>& captures) {
  Label no_match = make_label(), matched = make_label();
  emit(Opcode::LoadFast, subject);
  expr(node.cls);
  std::vector<Value> names;
  for (Identifier name : node.kwd_attrs) names.emplace_back(mangle(name));
  load_const(make_tuple(std::move(names)));
  emit(Opcode::MatchClass, static_cast<std::uint32_t>(node.patterns.size()));
  emit(Opcode::Copy, 1);
  jump(Opcode::PopJumpIfNone, no_match);
  std::vector<const Pattern*> patterns(node.patterns.begin(),
                                       node.patterns.end());
  patterns.insert(patterns.end(), node.kwd_patterns.begin(),
                  node.kwd_patterns.end());
  emit(Opcode::UnpackSequence, static_cast<std::uint32_t>(patterns.size()));
  std::vector<std::uint32_t> slots;
  for (std::size_t i = 0; i < patterns.size(); ++i) {
    slots.push_back(hidden_slot());
    emit(Opcode::StoreFast, slots.back());
  }
  jump(Opcode::Jump, matched);
  bind(no_match);
  emit(Opcode::Pop);
  jump(Opcode::Jump, fail);
  bind(matched);
  for (std::size_t i = 0; i < slots.size(); ++i)
    if (!is_wildcard(*patterns[i]))
      pattern(*patterns[i], slots[i], fail, captures);
}

// All alternatives bind the same names; what one binds goes to the slots of the
// first.
void Compiler::match_or(const MatchOr& node, std::uint32_t subject, Label fail,
                        std::vector<Capture>& captures) {
  Label matched = make_label();
  std::vector<Capture> first;
  for (std::size_t i = 0; i < node.patterns.size(); ++i) {
    const Pattern& alternative = *node.patterns[i];
    if (irrefutable(alternative) && i + 1 < node.patterns.size())
      this->fail(alternative,
                 if_is<MatchAs>(&alternative)->name.data()
                     ? cat("name capture '", if_is<MatchAs>(&alternative)->name,
                           "' makes remaining patterns unreachable")
                     : "wildcard makes remaining patterns unreachable");
    Label next = i + 1 < node.patterns.size() ? make_label() : fail;
    std::vector<Capture> own;
    pattern(alternative, subject, next, own);
    if (i == 0) {
      first = own;
    } else {
      bool same = own.size() == first.size();
      for (Capture& mine : own) {
        bool found = false;
        for (Capture& theirs : first) {
          if (mine.name != theirs.name) continue;
          found = true;
          emit(Opcode::LoadFast, mine.slot);
          emit(Opcode::StoreFast, theirs.slot);
        }
        same = same && found;
      }
      if (!same) this->fail(node, "alternative patterns bind different names");
    }
    if (i + 1 < node.patterns.size()) {
      jump(Opcode::Jump, matched);
      bind(next);
    }
  }
  bind(matched);
  for (Capture& found : first) {
    for (Capture& other : captures)
      if (other.name == found.name)
        this->fail(node, cat("multiple assignments to name '", found.name,
                             "' in pattern"));
    captures.push_back(found);
  }
}

}  // namespace limbeck::py

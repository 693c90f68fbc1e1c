#include "python/compile/compiler.h"

namespace limbeck::py {

namespace {

constexpr int kEffects[] = {
#define OP(name, effect) effect,
#include "python/compile/opcodes.def"
#undef OP
};

constexpr const char* kNames[] = {
#define OP(name, effect) #name,
#include "python/compile/opcodes.def"
#undef OP
};

bool is_jump(Opcode opcode) {
  switch (opcode) {
    case Opcode::Jump:
    case Opcode::JumpBack:
    case Opcode::PopJumpIfFalse:
    case Opcode::PopJumpIfTrue:
    case Opcode::PopJumpIfNone:
    case Opcode::PopJumpIfNotNone:
    case Opcode::JumpIfFalseOrPop:
    case Opcode::JumpIfTrueOrPop:
    case Opcode::ForIter:
    case Opcode::Send:
      return true;
    default:
      return false;
  }
}

bool is_cell_op(Opcode opcode) {
  switch (opcode) {
    case Opcode::LoadCell:
    case Opcode::StoreCell:
    case Opcode::DeleteCell:
    case Opcode::LoadClosure:
    case Opcode::LoadFromDictOrCell:
      return true;
    default:
      return false;
  }
}

}  // namespace

const char* opcode_name(Opcode opcode) {
  return kNames[static_cast<int>(opcode)];
}

Compiler::At::At(Compiler& compiler, const ast::Node& node)
    : At(compiler,
         CodeRange{node.line, node.end_line, node.col, node.end_col}) {}

Compiler::At::At(Compiler& compiler, CodeRange range)
    : compiler_(compiler), previous_(compiler.range_) {
  compiler_.range_ = range;
}

Label Compiler::make_label() {
  labels_.emplace_back();
  return Label{static_cast<int>(labels_.size()) - 1};
}

void Compiler::bind(Label label) {
  LabelState& state = labels_[label.id];
  state.position = static_cast<int>(code_.instructions.size());
  if (state.depth >= 0) depth_ = state.depth;
}

int Compiler::effect_of(Opcode opcode, std::uint32_t argument) const {
  int effect = kEffects[static_cast<int>(opcode)];
  if (effect != kVariable) return effect;
  int n = static_cast<int>(argument);
  switch (opcode) {
    case Opcode::BuildSlice:
    case Opcode::BuildTuple:
    case Opcode::BuildList:
    case Opcode::BuildSet:
    case Opcode::BuildString:
      return 1 - n;
    case Opcode::BuildMap:
      return 1 - 2 * n;
    case Opcode::BuildConstMap:
      return -n;
    case Opcode::UnpackSequence:
      return n - 1;
    case Opcode::UnpackEx:
      return (n & 0xfff) + (n >> 12);
    case Opcode::BuildInterpolation:
      return n & 1 ? -2 : -1;
    case Opcode::Call:
      return -1 - n;
    case Opcode::CallKw:
      return -2 - n;
    case Opcode::CallEx:
      return n & 1 ? -3 : -2;
    case Opcode::MakeFunction: {
      int inputs = 0;
      for (int bit = 1; bit <= static_cast<int>(kHasClosure); bit <<= 1)
        inputs += (n & bit) != 0;
      return -inputs;
    }
    case Opcode::Raise:
      return -n;
    default:
      LIMBECK_CHECK(false, "an opcode's stack effect is known");
  }
  return 0;
}

void Compiler::change_depth(int by) {
  depth_ += by;
  if (depth_ > max_depth_) max_depth_ = depth_;
}

void Compiler::emit(Opcode opcode, std::uint32_t argument) {
  code_.instructions.push_back(encode(opcode, argument));
  code_.ranges.push_back(range_);
  handler_of_.push_back(handler_);
  change_depth(effect_of(opcode, argument));
}

void Compiler::jump(Opcode opcode, Label target) {
  int before = depth_;
  emit(opcode, static_cast<std::uint32_t>(target.id));
  int there = depth_;
  switch (opcode) {
    case Opcode::JumpIfFalseOrPop:
    case Opcode::JumpIfTrueOrPop:
    case Opcode::Send:
      there = before;
      break;
    case Opcode::ForIter:
      there = before - 1;
      break;
    default:
      break;
  }
  LabelState& state = labels_[target.id];
  if (state.depth < 0) state.depth = there;
}

int Compiler::push_handler(Label target, int depth) {
  int previous = handler_;
  handlers_.push_back({target, depth});
  handler_ = static_cast<int>(handlers_.size()) - 1;
  return previous;
}

void Compiler::begin_handler(Label target, int depth) {
  labels_[target.id].depth = depth + 1;
  bind(target);
  change_depth(0);
}

void Compiler::assemble() {
  auto& instructions = code_.instructions;
  std::uint32_t slots = static_cast<std::uint32_t>(host_->slot_names.size());
  for (Instruction& word : instructions) {
    Opcode opcode = opcode_of(word);
    std::uint32_t argument = argument_of(word);
    if (is_jump(opcode)) {
      int position = labels_[argument].position;
      LIMBECK_CHECK(position >= 0, "every jump's label is bound");
      word = encode(opcode, static_cast<std::uint32_t>(position));
    } else if (is_cell_op(opcode) && (argument & kFreeSlot)) {
      word = encode(opcode, slots + (argument & ~kFreeSlot));
    }
  }
  for (std::uint32_t i = 0; i < handler_of_.size();) {
    std::uint32_t end = i + 1;
    while (end < handler_of_.size() && handler_of_[end] == handler_of_[i])
      ++end;
    if (handler_of_[i] >= 0) {
      Handler& handler = handlers_[handler_of_[i]];
      code_.handlers.push_back(
          {i, end,
           static_cast<std::uint32_t>(labels_[handler.target.id].position),
           static_cast<std::uint32_t>(handler.depth)});
    }
    i = end;
  }
  code_.slot_names = host_->slot_names;
  code_.slot_kinds.clear();
  for (SlotKind kind : host_->slot_kinds)
    code_.slot_kinds.push_back(static_cast<std::uint8_t>(kind));
  code_.free_start = slots;
  for (Str* name : host_->free_names) {
    code_.slot_names.push_back(name);
    code_.slot_kinds.push_back(static_cast<std::uint8_t>(SlotKind::Free));
  }
  code_.slot_count = static_cast<std::uint32_t>(code_.slot_names.size());
  code_.stack_size = static_cast<std::uint32_t>(max_depth_) + 2;
  instructions.shrink_to_fit();
  code_.ranges.shrink_to_fit();
  code_.caches.shrink_to_fit();
}

std::uint32_t Compiler::constant(const Value& value) {
  auto next = static_cast<std::uint32_t>(code_.constants.size());
  bool shared =
      !value.is_object() || (is_str(value) && value.as<Str>()->interned());
  if (shared) {
    auto [at, fresh] = constant_index_.ensure(value.bits(), next);
    if (!fresh) return at;
  }
  code_.constants.push_back(value);
  return next;
}

std::uint32_t Compiler::name_index(Str* name) {
  auto [at, fresh] =
      name_index_.ensure(name, static_cast<std::uint32_t>(code_.names.size()));
  if (fresh) code_.names.push_back(name);
  return at;
}

std::uint32_t Compiler::cache_index(Str* name) {
  code_.caches.emplace_back().name = name;
  return static_cast<std::uint32_t>(code_.caches.size()) - 1;
}

std::uint32_t Compiler::hidden_slot() {
  host_->slot_names.push_back(intern(".temporary"));
  host_->slot_kinds.push_back(SlotKind::Hidden);
  return static_cast<std::uint32_t>(host_->slot_names.size()) - 1;
}

void Compiler::load_const(const Value& value) {
  emit(Opcode::LoadConst, constant(value));
}

void Compiler::load_text(std::string_view text) {
  if (text.size() <= 64) return load_const(Value(intern(text)));
  auto [at, fresh] = text_index_.try_emplace(std::string(text), 0);
  if (fresh) at->second = constant(make_str(text));
  emit(Opcode::LoadConst, at->second);
}

}  // namespace limbeck::py

#include "python/vm/frame.h"

#include "base/text.h"
#include "python/objects/exception.h"
#include "python/vm/generator.h"
#include "python/vm/traceback.h"

namespace limbeck::py {

namespace {

constexpr std::size_t kChunk = 256 * 1024;

std::size_t frame_bytes(const Code* code) {
  return sizeof(Frame) + code->frame_slots() * sizeof(Value);
}

void set_up(Frame* frame, Function* function) {
  frame->function = function;
  ++function->references;
  Code* code = function->code.get();
  frame->code = code;
  frame->ip = code->instructions.data();
  frame->globals = function->globals.get();
  frame->builtins = function->builtins.get();
  Value* locals = frame->locals();
  for (std::uint32_t i = 0; i < code->slot_count; ++i) new (locals + i) Value();
  frame->sp = locals + code->slot_count;
  if (function->closure) {
    const Value* cells = function->closure->items();
    Value* free = locals + code->free_start;
    std::uint32_t count = code->slot_count - code->free_start;
    for (std::uint32_t i = 0; i < count; ++i) free[i] = cells[i];
  }
}

void add_chunk(VmState& vm, std::size_t bytes) {
  std::size_t size = bytes > kChunk ? bytes : kChunk;
  VmState::Chunk chunk;
  chunk.memory.reset(new char[size]);
  chunk.return_to = vm.stack_next;
  chunk.return_end = vm.stack_end;
  vm.stack_next = chunk.memory.get();
  vm.stack_end = vm.stack_next + size;
  vm.chunks.push_back(std::move(chunk));
}

}  // namespace

VmState::VmState() = default;
VmState::~VmState() = default;

Frame* push_frame(VmState& vm, Function* function) {
  Code* code = function->code.get();
  ensure_compiled(*code);
  std::size_t bytes = frame_bytes(code);
  if (static_cast<std::size_t>(vm.stack_end - vm.stack_next) < bytes)
    add_chunk(vm, bytes);
  auto* frame = new (vm.stack_next) Frame();
  vm.stack_next += bytes;
  set_up(frame, function);
  return frame;
}

void clear_frame(Frame* frame) {
  Value* locals = frame->locals();
  for (Value* at = frame->sp; at-- > locals;) {
    Value dropped(std::move(*at));
    new (at) Value();
  }
  frame->sp = locals + frame->code->slot_count;
  for (Value* at = locals; at < frame->sp; ++at) new (at) Value();
}

void pop_frame(VmState& vm, Frame* frame) {
  if (frame->object) release_frame_object(frame);
  clear_frame(frame);
  Function* function = frame->function;
  frame->~Frame();
  vm.stack_next = reinterpret_cast<char*>(frame);
  if (!vm.chunks.empty() && vm.stack_next == vm.chunks.back().memory.get() &&
      vm.chunks.size() > 1) {
    vm.stack_next = vm.chunks.back().return_to;
    vm.stack_end = vm.chunks.back().return_end;
    vm.chunks.pop_back();
  }
  Value::adopt(function);
}

Frame* make_heap_frame(Function* function) {
  ensure_compiled(*function->code);
  void* memory = allocate_block(frame_bytes(function->code.get()));
  auto* frame = new (memory) Frame();
  set_up(frame, function);
  return frame;
}

void free_heap_frame(Frame* frame) {
  if (frame->object) release_frame_object(frame);
  clear_frame(frame);
  Function* function = frame->function;
  frame->~Frame();
  release_block(frame);
  Value::adopt(function);
}

Value handled_exception(VmState& vm) {
  for (HandledException* at = vm.handled; at; at = at->previous)
    if (at->exception && !at->exception.is_none()) return at->exception;
  return Value();
}

// CPython: _PyErr_SetObject's chaining.
void set_context(VmState& vm, const Value& exception) {
  Value handled = handled_exception(vm);
  if (handled.absent() || handled.is(exception)) return;
  // Keep the chain free of cycles.
  Value at = handled;
  for (int guard = 0; guard < 1000 && is_exception(at); ++guard) {
    Value next = as_exception(at)->context;
    if (next.is(exception)) {
      as_exception(at)->context = Value::none();
      break;
    }
    at = next;
  }
  as_exception(exception)->context = handled;
}

void raise_unbound(Frame* frame, std::uint32_t slot) {
  std::string_view name = view(frame->code->slot_names[slot]);
  if (slot >= frame->code->free_start)
    raise("NameError",
          cat("cannot access free variable '", name,
              "' where it is not associated with a value in enclosing scope"));
  raise("UnboundLocalError", cat("cannot access local variable '", name,
                                 "' where it is not associated with a value"));
}

void raise_name_error(Str* name) {
  Value error = make_exception(exception_type("NameError"),
                               cat("name '", view(name), "' is not defined"));
  as_exception(error)->set_field(exception_field::kName, Value(name));
  throw Raised(error);
}

}  // namespace limbeck::py

// The dispatch loop. It is flat: one piece per opcode, which stand by kind in
// loop/*.inc; quick paths for built-in types first, the rest in operations.cc
// and calls.cc.
//
// Exceptions: Python code that raises goes to `raised:` without a C++ throw.
// What natives throw is caught around the loop, where `frame`, `ip` and `sp`
// are still those of the instruction that called.
#include <new>

#include "base/error.h"
#include "base/text.h"
#include "python/objects/callable.h"
#include "python/objects/compare.h"
#include "python/objects/cycles.h"
#include "python/objects/exception.h"
#include "python/objects/int.h"
#include "python/objects/iterators.h"
#include "python/objects/list.h"
#include "python/objects/range.h"
#include "python/objects/set.h"
#include "python/objects/str_type.h"
#include "python/vm/frame.h"
#include "python/vm/generator.h"
#include "python/vm/opaque.h"
#include "python/vm/operations.h"

namespace limbeck::py {

namespace {

// Where the exception is handled in this frame; nullptr if nowhere.
const HandlerRange* find_handler(const Code* code, const Instruction* ip) {
  auto at = static_cast<std::uint32_t>(ip - code->instructions.data() - 1);
  const auto& handlers = code->handlers;
  std::size_t low = 0, high = handlers.size();
  while (low < high) {
    std::size_t middle = (low + high) / 2;
    if (handlers[middle].end <= at)
      low = middle + 1;
    else
      high = middle;
  }
  if (low < handlers.size() && handlers[low].start <= at) return &handlers[low];
  return nullptr;
}

/// What is looked at now and then, between two instructions.
inline void poll(Interpreter* interpreter) {
  if (__builtin_expect(interpreter->interrupted.load(std::memory_order_relaxed),
                       false))
    throw Error(ErrorKind::Interrupted, "Interrupted");
  if (__builtin_expect(cycles_are_due(), false)) collect_when_due();
}

inline void check_depth(const VmState& vm) {
  if (__builtin_expect(vm.depth >= vm.interpreter->limits.call_depth, false))
    raise("RecursionError", "maximum recursion depth exceeded");
}

}  // namespace

bool anything_handles(const VmState& vm) {
  for (const Frame* frame = vm.frame; frame; frame = frame->back)
    if (find_handler(frame->code, frame->ip)) return true;
  return false;
}

namespace {

// The variable that a sum of texts goes to next lets its text go first, so that
// the text can grow where it is.
void release_target(Frame* frame, Instruction next, const Value& text) {
  std::uint32_t argument = argument_of(next);
  Value* slot = nullptr;
  Opcode opcode = opcode_of(next);
  if (opcode == Opcode::StoreFast)
    slot = &frame->locals()[argument];
  else if (opcode == Opcode::StoreCell)
    slot = &frame->locals()[argument].as<Cell>()->content;
  else if (opcode == Opcode::StoreGlobal)
    slot = frame->globals->find(frame->code->names[argument]);
  else if (opcode == Opcode::StoreName && is_exact(frame->names, Layout::Dict))
    slot = frame->names.as<Dict>()->find(frame->code->names[argument]);
  if (slot && slot->is(text)) *slot = Value::none();
}

// The TypeError of a native that got an opaque value and wanted another: it is
// that the value matters, which no `except` may handle. The value is among the
// operands of the call, from `low` to `high`.
const Opaque* refused_opaque(const Value& exception, const Value* low,
                             const Value* high) {
  if (!is_exception(exception) ||
      type_of(exception) != exception_type("TypeError") ||
      !as_exception(exception)->traceback.is_none() ||
      str(exception).find("opaque") == std::string::npos)
    return nullptr;
  while (high > low) {
    const Value& operand = *--high;
    if (const Opaque* found = as_opaque(operand)) return found;
    // The arguments of f(*args, **kw).
    std::vector<Value> inside;
    if (is_tuple(operand))
      inside = collect(operand);
    else if (is_exact(operand, Layout::Dict))
      dict_each(operand, [&](const Value&, const Value& value) {
        inside.push_back(value);
      });
    for (const Value& value : inside)
      if (const Opaque* found = as_opaque(value)) return found;
  }
  return nullptr;
}

Error lack_of(const Opaque* value, const Value& exception) {
  try {
    opaque_matters(value, str(exception));
  } catch (Error& error) {
    return error;
  }
}

// Removes what raised from the running frames; its frame is gone after.
void leave_frame(VmState& vm, Frame* frame) {
  vm.frame = frame->back;
  --vm.depth;
  if (Generator* generator = frame->generator) {
    vm.handled = generator->handled.previous;
    finish_generator(generator);
  } else {
    pop_frame(vm, frame);
  }
}

}  // namespace

#define TARGET(name) case_##name:
// A plain goto, so that locals are destroyed; GCC spreads the computed one.
#define DISPATCH() goto dispatch

#define ARG (word >> 8)
#define PUSH(value) (new (sp) Value(value), ++sp)
#define DROP() ((--sp)->~Value())
#define RAISE(value)   \
  do {                 \
    pending = (value); \
    goto raised;       \
  } while (false)
#define SAVE() (frame->ip = ip, frame->sp = sp)

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wpedantic"

Value run(VmState& vm, Frame* entry, Value injected) {
  static const void* const kTargets[] = {
#define OP(name, effect) &&case_##name,
#include "python/compile/opcodes.def"
#undef OP
  };
  Interpreter* const interpreter = vm.interpreter;
  Frame* frame = entry;
  const Instruction* ip = frame->ip;
  Value* sp = frame->sp;
  Value* locals = frame->locals();
  Value* constants = frame->code->constants.data();
  NameCache* caches = frame->code->caches.data();
  Instruction word = 0;
  Value pending = std::move(injected);
  bool fresh = true;  // the exception was raised here and now

#define LOAD_FRAME()                           \
  do {                                         \
    ip = frame->ip;                            \
    sp = frame->sp;                            \
    locals = frame->locals();                  \
    constants = frame->code->constants.data(); \
    caches = frame->code->caches.data();       \
  } while (false)

// Goes on in the frame of a call, whose arguments are in their slots.
#define ENTER_FRAME(next)    \
  do {                       \
    frame->sp = sp;          \
    (next)->back = frame;    \
    vm.frame = frame = next; \
    ++vm.depth;              \
    LOAD_FRAME();            \
    poll(interpreter);       \
    DISPATCH();              \
  } while (false)

  // What nothing in Python may handle leaves all frames of this run.
  const auto leave_all = [&](Error& error) {
    while (true) {
      const CodeRange& range = frame->code->ranges[static_cast<std::size_t>(
          ip > frame->code->instructions.data()
              ? ip - frame->code->instructions.data() - 1
              : 0)];
      error.at(
          {std::string(frame->code->file()), range.line, range.column + 1});
      frame->sp = sp;
      Frame* back = frame->back;
      bool out = frame->return_to == ReturnTo::Native;
      leave_frame(vm, frame);
      if (out) break;
      frame = back;
      LOAD_FRAME();
    }
  };

  frame->return_to = ReturnTo::Native;
  frame->back = vm.frame;
  vm.frame = frame;
  ++vm.depth;

again:
  try {
    if ((vm.depth > interpreter->limits.call_depth ||
         DepthGuard::near_stack_end()) &&
        pending.absent() && ip == frame->code->instructions.data())
      raise("RecursionError", "maximum recursion depth exceeded");
    poll(interpreter);
    if (pending) goto raised;

  dispatch:
    word = *ip++;
    goto* kTargets[word & 0xff];

#include "python/vm/loop/attributes.inc"
#include "python/vm/loop/building.inc"
#include "python/vm/loop/calls.inc"
#include "python/vm/loop/control.inc"
#include "python/vm/loop/exceptions.inc"
#include "python/vm/loop/generators.inc"
#include "python/vm/loop/operators.inc"
#include "python/vm/loop/statements.inc"
#include "python/vm/loop/variables.inc"

  raised:
    // `pending` is on its way; `frame`, `ip` and `sp` are where it happened.
    while (true) {
      if (fresh) add_traceback(pending, frame, ip);
      fresh = true;
      if (const HandlerRange* handler = find_handler(frame->code, ip)) {
        Value* cut = frame->stack() + handler->depth;
        while (sp > cut) DROP();
        PUSH(std::move(pending));
        ip = frame->code->instructions.data() + handler->target;
        break;
      }
      frame->sp = sp;
      frame->ip = ip;
      Frame* back = frame->back;
      bool out = frame->return_to == ReturnTo::Native;
      if (frame->generator)
        pending = generator_exception(frame->generator, std::move(pending));
      leave_frame(vm, frame);
      if (out) goto throw_pending;
      frame = back;
      LOAD_FRAME();
      // `yield from` and `await` get their StopIteration as an exception only
      // from natives; a generator's end came by Return.
    }
    poll(interpreter);
    DISPATCH();
  } catch (Raised& thrown) {
    pending = thrown.exception();
    if (const Opaque* value = refused_opaque(pending, frame->stack(), sp)) {
      Error error = lack_of(value, pending);
      leave_all(error);
      throw error;
    }
    // What comes out of Python code below has its context already.
    if (is_exception(pending) && as_exception(pending)->traceback.is_none() &&
        as_exception(pending)->context.is_none())
      set_context(vm, pending);
  } catch (Error& error) {
    pending = exception_of(error);
    if (pending.absent()) {
      leave_all(error);
      throw;
    }
    set_context(vm, pending);
  } catch (std::bad_alloc&) {
    pending = make_exception(exception_type("MemoryError"), {});
  }
  fresh = true;
  goto again;

throw_pending:
  throw Raised(std::move(pending));
}

#pragma GCC diagnostic pop

}  // namespace limbeck::py

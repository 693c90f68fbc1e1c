// Frames: what one running body needs. They stand on the interpreter's own
// stack, a generator's stands in memory of its own; a Python function called
// from Python code costs no C++ stack.
//
// Behind the struct come the slots (parameters, variables, cells) and then the
// value stack. What always holds: all slots hold valid Values (perhaps absent);
// of the value stack only what is below the stack pointer does.
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "python/compile/code.h"
#include "python/objects/internals.h"
#include "python/vm/function.h"

namespace limbeck::py {

struct Generator;
struct FrameObject;

/// What becomes of a frame's result.
enum class ReturnTo : std::uint8_t {
  Caller,  // onto the stack of the frame below
  Native,  // out of run()
  Init,    // must be None; the new instance goes onto the caller's stack
};

struct Frame {
  Frame* back = nullptr;
  Code* code = nullptr;             // of `function`
  const Instruction* ip = nullptr;  // of the next instruction
  Value* sp = nullptr;              // while it does not run
  Function* function = nullptr;     // counted
  Dict* globals = nullptr;          // of `function`
  Dict* builtins = nullptr;
  Value names;     // the namespace of a class body, module or exec()
  Value instance;  // ReturnTo::Init: what is being initialised
  Generator* generator = nullptr;
  FrameObject* object = nullptr;  // its Python face, if somebody asked
  ReturnTo return_to = ReturnTo::Caller;

  Value* locals() { return reinterpret_cast<Value*>(this + 1); }
  Value* stack() { return locals() + code->slot_count; }
  /// The index of the instruction that runs (ip is behind it).
  std::uint32_t at() const {
    return ip == code->instructions.data()
               ? 0
               : static_cast<std::uint32_t>(ip - code->instructions.data() - 1);
  }
  const CodeRange& range() const { return code->ranges[at()]; }
};

/// The exception being handled: the interpreter's own, or a generator's.
struct HandledException {
  Value exception;  // absent: none
  HandledException* previous = nullptr;
};

struct Importer;

/// What vm/ keeps for one interpreter.
struct VmState {
  VmState();
  ~VmState();

  Interpreter* interpreter = nullptr;
  Frame* frame = nullptr;  // the innermost
  int depth = 0;           // frames that run
  HandledException base_handled;
  HandledException* handled = &base_handled;

  // The stack of frames, in chunks.
  char* stack_next = nullptr;
  char* stack_end = nullptr;
  struct Chunk {
    std::unique_ptr<char[]> memory;
    char* return_to;  // where the chunk below stood
    char* return_end;
  };
  std::vector<Chunk> chunks;

  Type* function = nullptr;
  Type* cell = nullptr;
  Type* code = nullptr;
  Type* generator = nullptr;
  Type* coroutine = nullptr;
  Type* async_generator = nullptr;
  Type* async_generator_step = nullptr;
  Type* coroutine_wrapper = nullptr;
  Type* frame_type = nullptr;
  Type* traceback = nullptr;
  Type* range_iterator = nullptr;

  std::shared_ptr<Importer> importer;
  Value stop_iteration_value;

  std::function<void(std::string_view)> out, err;
  std::vector<std::string> arguments;  // sys.argv
};

inline VmState& vm_state() { return *internals().vm; }

/// A new frame on top of the stack, slots absent; `function` is counted.
Frame* push_frame(VmState& vm, Function* function);
/// Drops slots and the function; the frame must be the topmost in memory.
void pop_frame(VmState& vm, Frame* frame);
/// The same for a frame with memory of its own.
Frame* make_heap_frame(Function* function);
void free_heap_frame(Frame* frame);
/// Drops what the slots and the stack hold.
void clear_frame(Frame* frame);

/// `injected`: an exception to raise where the frame stands.
/// Runs until `entry` returns (its value), yields (the value; the generator
/// says it is suspended) or raises (Raised).
Value run(VmState& vm, Frame* entry, Value injected = Value());

/// Whether what is raised now would meet a handler, or a `finally` or `with`,
/// of some frame.
bool anything_handles(const VmState& vm);

/// Puts a call's arguments into the slots of a new frame; TypeError as CPython
/// words it.
void bind_arguments(Function* function, Frame* frame, const Value* values,
                    std::size_t positional, const Value* names,
                    std::size_t keywords);
Value call_function(const Value& self, const Call& call);
/// Runs module, class or exec() code with its own namespace.
Value run_code(Ref<Code> code, Ref<Dict> globals, const Value& names);

/// For super() without arguments.
void super_arguments(Value& type, Value& object);

/// The innermost handled exception, absent if none.
Value handled_exception(VmState& vm);
/// Notes the frame in the exception's traceback.
void add_traceback(const Value& exception, Frame* frame, const Instruction* ip);
/// The implicit __context__ of an exception that is raised now.
void set_context(VmState& vm, const Value& exception);

[[noreturn]] void raise_unbound(Frame* frame, std::uint32_t slot);
[[noreturn]] void raise_name_error(Str* name);

inline std::string_view view(Str* text) { return text->text(); }

}  // namespace limbeck::py

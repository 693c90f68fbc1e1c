// Code objects: what one function body, class body, module or comprehension
// compiles to. A function's code knows its parameters from the start; its
// instructions are made by the first call (`ensure_compiled`).
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "python/native.h"
#include "python/objects/object.h"
#include "python/objects/str.h"

namespace limbeck::py {

inline constexpr int kVariable = -1000;

enum class Opcode : std::uint8_t {
#define OP(name, effect) name,
#include "python/compile/opcodes.def"
#undef OP
};
const char* opcode_name(Opcode opcode);

using Instruction = std::uint32_t;
constexpr Instruction encode(Opcode opcode, std::uint32_t argument) {
  return static_cast<std::uint32_t>(opcode) | argument << 8;
}
constexpr Opcode opcode_of(Instruction word) {
  return static_cast<Opcode>(word & 0xff);
}
constexpr std::uint32_t argument_of(Instruction word) { return word >> 8; }

/// What MakeFunction finds on the stack below the code, deepest first in this
/// order.
enum MakeFunctionFlags : std::uint32_t {
  kHasDefaults = 1,     // tuple
  kHasKwDefaults = 2,   // dict
  kHasAnnotations = 4,  // a thunk (function of one argument), or a dict
  kHasClosure = 8,      // tuple of cells
};

enum class TypeParamKind : std::uint32_t { TypeVar, ParamSpec, TypeVarTuple };

/// Where one instruction comes from; lines from 1, columns from 0 in bytes.
struct CodeRange {
  int line = 0, end_line = 0;
  int column = -1, end_column = -1;
};

/// Instructions [start, end) are protected: an exception there cuts the stack
/// to `depth`, pushes itself and goes on at `target`.
struct HandlerRange {
  std::uint32_t start, end, target, depth;
};

/// What an instruction that looks up a name remembers.
struct NameCache {
  enum class Kind : std::uint32_t {
    Own,       // an attribute of the instance
    Class,     // a value in its class; the instance has none of that name
    Property,  // computed by a Python function
    Slot,      // one of __slots__
  };
  Str* name = nullptr;        // interned
  std::uint32_t version = 0;  // of the type; 0 is no type's
  std::uint32_t index = 0;    // where the dict or the row had it the last time
  std::uint32_t offset = 0;   // of the instance's attributes or of the slot
  Kind kind = Kind::Own;
  /// The method, class value or property; borrowed while `version` holds.
  std::uintptr_t bits = Value().bits();
  Shape* shape = nullptr;             // of a row that has it, or has it not
  Shape* next = nullptr;              // what storing it turns `shape` into
  std::uint64_t globals_version = 0;  // of a dict that does not have it
};

enum CodeFlags : std::uint32_t {
  kVarArgs = 0x4,
  kVarKeywords = 0x8,
  kNested = 0x10,
  kGenerator = 0x20,
  kCoroutine = 0x80,
  kAsyncGenerator = 0x200,
  kIterableCoroutine = 0x100,
  kOptimized = 0x1,  // locals live in slots only (functions)
  kNewLocals = 0x2,
  kFutureAnnotations = 0x1000000,
  kClassBody = 0x10000000,  // ours
};

class CompileUnit;
struct Scope;

struct Code : Object {
  explicit Code(Type* type) : Object(type) {}

  std::vector<Instruction> instructions;
  std::vector<Value> constants;
  std::vector<Str*> names;  // interned
  std::vector<NameCache> caches;
  std::vector<HandlerRange> handlers;
  std::vector<CodeRange> ranges;  // one per instruction

  std::uint32_t argument_count = 0;  // positional-only ones included
  std::uint32_t positional_only_count = 0;
  std::uint32_t keyword_only_count = 0;
  std::uint32_t flags = 0;
  std::uint32_t parameter_slots = 0;  // with *args and **kw
  std::uint32_t slot_count = 0;
  std::uint32_t free_start = 0;  // slots from here on are free variables
  std::uint32_t stack_size = 0;
  std::vector<Str*> slot_names;
  std::vector<std::uint8_t> slot_kinds;  // SlotKind

  Str* name = nullptr;  // interned
  Str* qualname = nullptr;
  Value file_name;
  Value doc;
  int first_line = 0;

  // What the body is compiled from at the first call.
  std::shared_ptr<CompileUnit> unit;
  Scope* scope = nullptr;
  bool compiled = false;

  std::uint32_t frame_slots() const { return slot_count + stack_size; }
  std::string_view file() const { return text_of(file_name); }
};

enum class SlotKind : std::uint8_t { Local, Cell, Free, Hidden };

void compile_now(Code& code);
inline void ensure_compiled(Code& code) {
  if (!code.compiled) compile_now(code);
}

/// The source lines of a file that was compiled, for tracebacks; kept by the
/// interpreter by file name.
std::string disassemble(Code& code);

}  // namespace limbeck::py

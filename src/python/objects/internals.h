// What one interpreter owns. Everything is reached through the thread's current
// interpreter; colleagues of the object model keep their parts here too.
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/error.h"
#include "python/interpreter.h"
#include "python/native.h"
#include "python/objects/cycles.h"
#include "python/objects/dict.h"
#include "python/objects/heap.h"
#include "python/objects/names.h"
#include "python/objects/object.h"
#include "python/objects/tuple.h"

namespace limbeck::py {

struct VmState;    // vm/: frames, limits, import state; defined there
struct TextState;  // int, str and their caches; defined there

struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const {
    return std::hash<std::string_view>()(text);
  }
};

/// The set of interned strs: open addressing over borrowed pointers.
struct InternTable {
  struct Slot {
    std::int64_t hash = 0;  // beside the string, which is far away in memory
    Str* str = nullptr;
  };
  std::vector<Slot> slots;
  std::size_t used = 0;
  static constexpr int kRecentBits = 9;
  Str* recent[1 << kRecentBits] = {};  // of those asked for by their text
  InternTable();
  Str* find_or_add(std::string_view utf8, std::int64_t hash, Str* candidate);
};

/// One line of the cache of lookup_in_type: direct mapped.
struct MethodCacheLine {
  std::uint32_t version = 0;  // the type's; 0: empty
  std::uint32_t unused = 0;
  const Str* name = nullptr;
  std::uintptr_t bits = Value().bits();  // borrowed: dies with the version
};

/// vm/ makes function, generator, coroutine, cell, code, frame, traceback … and
/// the namespace of builtins; called at the end of Internals::start.
void start_vm_types(Interpreter::Internals& internals);

/// What __getattribute__, weakref and the like keep beside objects.
struct WeakReference;

struct Interpreter::Internals {
  /// `memory`: a loan, what Limits::memory says.
  explicit Internals(const std::size_t* memory);
  ~Internals();
  /// With the interpreter current: makes the built-in types.
  void start();
  /// Drops what the names of __main__ stand for, in their order, while
  /// finalizers still find everything else as it was.
  void forget_main();
  /// With the interpreter current: breaks cycles, drops all.
  void finish();
  Internals(const Internals&) = delete;

  Heap heap;                         // first: all objects stand in it
  Tracked tracked{Tracked::Head{}};  // the young ones
  CycleState cycles;
  BuiltinTypes types{};
  Type* dict_views[3] = {};      // ORDER DictView::Kind
  Type* dict_iterators[6] = {};  // forwards, then backwards
  Type *set_iterator = nullptr, *weak_reference = nullptr;
  Type *list_iterator = nullptr, *tuple_iterator = nullptr,
       *sequence_iterator = nullptr, *callable_iterator = nullptr,
       *native_iterator = nullptr, *enumerate = nullptr, *zip = nullptr,
       *map = nullptr, *filter = nullptr, *reversed = nullptr;
  InternTable interned;
  Names names;
  std::uint32_t type_versions = 0;
  std::uint64_t dict_versions = 0;
  static constexpr std::size_t kMethodCacheLines = 2048;
  std::unique_ptr<MethodCacheLine[]> method_cache;
  Value empty_str;
  Value ascii_chars[128];
  Value empty_tuple;
  std::vector<Type*> exception_types;  // ORDER kExceptionTree (exceptions.cc)
  Type* (*exception_for[24])() = {};   // by ErrorKind
  std::vector<Value> repr_stack;       // containers whose repr is running
  std::vector<Value> owned;            // whatever else lives to the end
  std::vector<Type*> owned_types;      // native ones, in order of creation

  std::vector<Object*> doomed;  // to be destroyed when the stack is flat again
  std::unordered_map<Object*, std::vector<WeakReference*>> weak_references;
  std::unordered_map<std::string, Type*, TextHash, std::equal_to<>>
      exceptions_by_name;

  /// vm/ sets these: the __name__ of the running frame's globals (absent when
  /// none runs), storing into a cell, and what an exception that nobody can
  /// catch (in __del__) is reported with.
  Value (*running_module_name)() = nullptr;
  /// For super() without arguments: the __class__ cell's class and the first
  /// argument of the running function; raises RuntimeError.
  void (*super_arguments)(Value& type, Value& object) = nullptr;
  void (*fill_cell)(const Value& cell, const Value& content) = nullptr;
  void (*report_unraisable)(const Value& exception,
                            const Value& where) = nullptr;

  /// How many suspended bodies have a `try` that may wait for their end.
  std::size_t guarded_generators = 0;

  Ref<Dict> modules;   // sys.modules
  Ref<Dict> builtins;  // the namespace of the module builtins
  std::shared_ptr<VmState> vm;
  std::shared_ptr<TextState> text;

  /// Breaks all cycles; Python code may still run in finalizers.
  void clear_cycles();
};

/// The current interpreter's.
inline Interpreter::Internals& internals() {
  return detail::interpreter->internals();
}
/// Throws when the run was interrupted: for loops in C++ that Python code can
/// make long.
void check_interrupted();
inline const Names& names() { return internals().names; }

}  // namespace limbeck::py

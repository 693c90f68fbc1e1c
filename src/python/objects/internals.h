// What one interpreter owns. Everything is reached through the thread's current
// interpreter; colleagues of the object model keep their parts here too.
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/error.h"
#include "python/interpreter.h"
#include "python/native.h"
#include "python/objects/dict.h"
#include "python/objects/names.h"
#include "python/objects/object.h"
#include "python/objects/tuple.h"

namespace limbeck::py {

struct VmState;    // vm/: frames, limits, import state; defined there
struct TextState;  // int, str and their caches; defined there

/// The set of interned strs: open addressing over borrowed pointers.
struct InternTable {
  std::vector<Str*> slots;
  std::size_t used = 0;
  InternTable();
  Str* find_or_add(std::string_view utf8, std::int64_t hash, Str* candidate);
};

/// One line of the cache of lookup_in_type: direct mapped.
struct MethodCacheLine {
  std::uint32_t version = 0;  // the type's; 0: empty
  const Str* name = nullptr;
  Value value;  // absent: the type has no such attribute
};

struct Interpreter::Internals {
  Internals();
  ~Internals();
  Internals(const Internals&) = delete;

  Tracked tracked{Tracked::Head{}};  // first: objects link themselves into it
  BuiltinTypes types{};
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
  Type* (*exception_for[16])() = {};   // by ErrorKind
  std::vector<Value> repr_stack;       // containers whose repr is running
  std::vector<Value> owned;  // types and whatever else lives to the end

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
inline const Names& names() { return internals().names; }

}  // namespace limbeck::py

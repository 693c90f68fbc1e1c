// The table of the native modules that belong to the language itself.
#include "python/objects/internals.h"
#include "python/vm/builtins.h"

namespace limbeck::py {

namespace {

void init_builtins(Module& module) {
  Dict* builtins = internals().builtins.get();
  for (std::uint32_t i = builtins->live(0); i < builtins->filled;
       i = builtins->live(i + 1))
    module.set(text_of(builtins->entries[i].key), builtins->entries[i].value);
}

}  // namespace

const NativeModule kVmModules[] = {
    {"builtins", init_builtins},
    {"sys", init_sys},
    {"_limbeck", init_limbeck},
    {nullptr, nullptr},
};

}  // namespace limbeck::py

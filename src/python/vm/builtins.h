// The modules that belong to the language itself: builtins, sys, types …
#pragma once
#include "python/native.h"
#include "python/objects/dict.h"

namespace limbeck::py {

void fill_builtins(Dict* builtins);
/// open(); files.cc
Value open_file(Args& args);

/// The native modules of vm/: sys, builtins, _io …; ends with a null name.
extern const NativeModule kVmModules[];

void init_sys(Module& module);
void init_limbeck(Module& module);

/// Looks up sys.stdout (or stderr) and writes; before sys was imported, to the
/// interpreter's output.
void write_out(std::string_view text);
void write_err(std::string_view text);

}  // namespace limbeck::py

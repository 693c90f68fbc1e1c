// The native modules of the standard library: one file each, one line in the
// list of modules.cc.
#pragma once
#include "python/native.h"

namespace limbeck::py {

/// Ends with a null name.
extern const NativeModule kStdlibModules[];

void init_binascii(Module& module);
void init_hashes(Module& module);  // _hashes, for hashlib and hmac
void init_math(Module& module);
void init_random(Module& module);  // _random
void init_string(Module& module);  // _string, for string
void init_struct(Module& module);
void init_unicodedata(Module& module);

}  // namespace limbeck::py

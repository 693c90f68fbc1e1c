// The native modules of the standard library: one file each, one line in the
// list of modules.cc.
#pragma once
#include "python/native.h"

namespace limbeck::py {

/// Ends with a null name.
extern const NativeModule kStdlibModules[];

void init_ast_native(Module& module);  // _ast, for ast
void init_binascii(Module& module);
void init_codecs_native(Module& module);  // _codecs, for codecs
void init_collections(Module& module);    // _collections
void init_datetime(Module& module);       // datetime/shared.cc
void init_functools(Module& module);      // _functools
void init_hashes(Module& module);         // _hashes, for hashlib and hmac
void init_itertools(Module& module);      // itertools/
void init_json_native(Module& module);    // _json, for json
void init_decimal_text(Module& module);   // _decimal_text, for decimal
void init_math(Module& module);
void init_operator(Module& module);   // _operator
void init_os_native(Module& module);  // _os, for os
void init_random(Module& module);     // _random
void init_re(Module& module);         // re/re.cc
void init_string(Module& module);     // _string, for string
void init_struct(Module& module);
void init_time(Module& module);
void init_unicodedata(Module& module);
void init_zlib(Module& module);

}  // namespace limbeck::py

#include "python/stdlib/modules.h"

namespace limbeck::py {

const NativeModule kStdlibModules[] = {
    {"_ast", init_ast_native},
    {"_codecs", init_codecs_native},
    {"_collections", init_collections},
    {"_decimal_text", init_decimal_text},
    {"_functools", init_functools},
    {"_hashes", init_hashes},
    {"_json", init_json_native},
    {"_operator", init_operator},
    {"_os", init_os_native},
    {"_random", init_random},
    {"_string", init_string},
    {"binascii", init_binascii},
    {"datetime", init_datetime},
    {"itertools", init_itertools},
    {"math", init_math},
    {"re", init_re},
    {"struct", init_struct},
    {"time", init_time},
    {"unicodedata", init_unicodedata},
    {"zlib", init_zlib},
    {nullptr, nullptr},
};

}  // namespace limbeck::py

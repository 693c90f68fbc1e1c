#include "python/stdlib/modules.h"

namespace limbeck::py {

const NativeModule kStdlibModules[] = {
    {"_hashes", init_hashes},
    {"_random", init_random},
    {"_string", init_string},
    {"binascii", init_binascii},
    {"math", init_math},
    {"struct", init_struct},
    {"unicodedata", init_unicodedata},
    {nullptr, nullptr},
};

}  // namespace limbeck::py

// What single families of exceptions add to BaseException.
#pragma once
#include "python/objects/exception.h"

namespace limbeck::py {

/// Slots and attributes of a built-in exception class that is not ready yet.
void set_up_exception_family(Type* type);
/// BaseException.__new__
Value exception_make(Type* type, const Call& call);

}  // namespace limbeck::py

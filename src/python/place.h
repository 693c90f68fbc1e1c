// Where a program is: for exceptions that native code makes and never throws.
#pragma once
#include "python/native.h"

namespace limbeck::py {

/// Gives an exception that nothing raised, the cause of one that is raised,
/// the running frame as its traceback.
void note_place(const Value& exception);

}  // namespace limbeck::py

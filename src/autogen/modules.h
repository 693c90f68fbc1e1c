// The native part of the package alembic.autogenerate; the rest of it is
// Python (lib/), for projects subclass and call what is in there.
#pragma once
#include "python/native.h"

namespace limbeck::autogen {

extern const py::NativeModule kNativeModules[];

}  // namespace limbeck::autogen

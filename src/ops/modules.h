// The Python side of the directives: modules alembic.op and
// alembic.operations, classes Operations and BatchOperations.
#pragma once
#include "ops/impl.h"

namespace limbeck::ops {

extern const py::NativeModule kNativeModules[];

/// How an Operations object finds the Impl of a MigrationContext; set by the
/// layer that has that class.
using ImplOfContext = Impl& (*)(const Value& migration_context);
void set_impl_of_context(ImplOfContext function);

/// The Operations object that `op` stands for while a migration runs.
Value operations_for(const Value& migration_context);

}  // namespace limbeck::ops

// From a live Dialect to the compiler behind it, for the layers above, too.
#pragma once
#include "python/native.h"
#include "sql/dialect.h"

namespace limbeck::sa {

/// The compiler of a live Dialect, of a name, of an engine or connection; None
/// gives the default one.
const sql::Dialect& dialect_of(const py::Value& dialect);

}  // namespace limbeck::sa

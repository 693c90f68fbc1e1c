// Modules of models that could not be imported: their tables would be taken for
// removed ones.
#pragma once
#include <vector>

#include "python/examine.h"

namespace limbeck::autogen {

/// The project's own modules that did not run to their end and whose source
/// looks as if it declared tables.
std::vector<py::MissingModule> missing_models();

/// Throws ErrorKind::Unsupported, naming the first of them.
void refuse_missing_models();

}  // namespace limbeck::autogen

// The keywords of dialects, for those who take them without a live object.
#pragma once
#include <string_view>

#include "python/native.h"

namespace limbeck::sa {

/// Raises what the class `what` ("Index", "UniqueConstraint") raises for
/// keywords that no dialect takes for it, and warns of unknown dialects.
void check_dialect_options(const py::Value& keywords, std::string_view what);

}  // namespace limbeck::sa

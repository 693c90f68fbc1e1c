// "Did you mean": what a traceback adds to NameError, AttributeError and
// ImportError.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "python/objects/object.h"

namespace limbeck::py {

/// ". Did you mean: 'x'?" or nothing.
std::string suggestion_for(const Value& exception);
/// The candidate closest to `name`, empty if none is close enough.
std::string closest_name(std::string_view name,
                         const std::vector<std::string>& candidates);

}  // namespace limbeck::py

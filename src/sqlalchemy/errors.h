// Raising sqlalchemy.exc classes from C++.
#pragma once
#include <string_view>

#include "sqlalchemy/bridge.h"

namespace limbeck::sa {

/// Runs `body`; a limbeck::Error that has a Python twin becomes that class.
[[noreturn]] void raise_argument_error(std::string_view message);
[[noreturn]] void raise_invalid_request(std::string_view message);

}  // namespace limbeck::sa

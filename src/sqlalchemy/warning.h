// SQLAlchemy's own warnings, from C++.
#pragma once
#include <string_view>

namespace limbeck::sa {

/// warnings.warn(text, SAWarning)
void warn(std::string_view text);

}  // namespace limbeck::sa

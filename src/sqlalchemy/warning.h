// SQLAlchemy's own warnings, from C++.
#pragma once
#include <string_view>

namespace limbeck::sa {

/// warnings.warn(text, SAWarning)
void warn(std::string_view text);

/// Tells of a method that SQLAlchemy 1.4 deprecated (SADeprecationWarning).
void warn_deprecated(std::string_view text);

/// The same of `class_name`'s public copy().
void warn_deprecated_copy(std::string_view class_name);

}  // namespace limbeck::sa

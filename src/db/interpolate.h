// Puts values into a statement's text where the driver's parameter style has
// its marks, as the drivers do that have no server-side parameters.
#pragma once
#include <functional>
#include <string>
#include <string_view>

#include "db/connection.h"

namespace limbeck::db {

/// Appends a value as a literal of the database.
using LiteralWriter = std::function<void(std::string& out, const Literal&)>;

/// Marks are `%s` and `%(name)s`, with `%%` for a percent sign; for the styles
/// "qmark" and "numeric_dollar" `?` and `$1` outside of quotes. Throws
/// ErrorKind::Argument, in Python's words, if marks and values don't fit.
std::string interpolate(std::string_view sql, const Parameters& parameters,
                        std::string_view paramstyle,
                        const LiteralWriter& write);

}  // namespace limbeck::db

// TOML as plain values; the one user of the toml++ library.
#pragma once
#include <string>
#include <string_view>

#include "alembic/config.h"

namespace limbeck::alembic {

/// The file's top-level table. Throws ErrorKind::Config with file, line and
/// column where it is not TOML. Dates become the double kind, which no setting
/// takes.
TomlValue::Table parse_toml(std::string_view text, const std::string& file);

}  // namespace limbeck::alembic

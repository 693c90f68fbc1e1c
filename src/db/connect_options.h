// What the drivers' connection parameters have in common.
#pragma once
#include <string>
#include <string_view>

#include "schema/literal.h"

namespace limbeck::db {

/// A parameter's value in the words of the client libraries: numbers in
/// decimal, "1" or "0" for a bool; nothing for what has no such form.
std::string option_text(const schema::Literal& value);

/// Whether such a text says yes.
bool option_is_true(std::string_view text);

/// A file with the certificates of the authorities that this system trusts;
/// empty where it is at none of the usual places.
std::string system_ca_file();

}  // namespace limbeck::db

// MD5, which SQLAlchemy's names of over-long constraints end in. Written here
// so that no cryptography library is loaded for four digits.
#pragma once
#include <string>
#include <string_view>

namespace limbeck::sql {

/// 32 lower-case hexadecimal digits.
std::string md5_hex(std::string_view text);

}  // namespace limbeck::sql

// Whole files in, whole files out.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace limbeck {

/// The file's bytes. Throws ErrorKind::File naming the path and the reason.
std::string read_file(const std::string& path);

/// As read_file, but nothing where there is no such file.
std::optional<std::string> read_file_if_exists(const std::string& path);

/// Writes through a temporary file beside it and renames, so that nobody ever
/// sees half a file. Throws ErrorKind::File; an existing file then stays.
void write_file(const std::string& path, std::string_view bytes);

}  // namespace limbeck

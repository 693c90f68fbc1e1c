// What scripts may write besides temporary files. Only the layers above can say
// so: there is no way to these from Python.
#pragma once
#include <string>

namespace limbeck::py {

/// Lets scripts of the current interpreter write this file.
void allow_writing(const std::string& path);
/// The same for every file whose name ends so, such as ".sql".
void allow_writing_ending(std::string ending);

}  // namespace limbeck::py

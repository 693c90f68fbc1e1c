// Modules of the project that cannot run whole: a statement that needs what
// limbeck does not have is left out, the names that it gives values become
// opaque, and the module goes on behind it.
#pragma once
#include <memory>
#include <string>
#include <string_view>

#include "base/error.h"
#include "python/native.h"

namespace limbeck::py {

/// One statement that was left out.
struct LeftOut {
  std::string module, file;
  SourcePosition imported_at;
  std::shared_ptr<Error> error;  // what stood in the way
  int first_line = 0, last_line = 0;
  bool only_binds = false;  // it could change nothing but its own names
};

/// Runs a module's source in its namespace. Raises, and throws, what is no lack
/// of limbeck's own.
void run_with_gaps(std::string_view name, std::string_view source,
                   const std::string& file, const Value& globals);

/// Whether the exception is for want of something that limbeck does not have:
/// an attribute of its own modules, or of an opaque base. What `from` imports
/// of them is opaque, and raises nothing.
bool is_lack(const Raised& raised);

}  // namespace limbeck::py

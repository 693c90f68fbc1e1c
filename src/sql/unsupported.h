// What a database has no words for.
#pragma once
#include "base/error.h"
#include "base/text.h"

namespace limbeck::sql {

/// sqlalchemy.exc.UnsupportedCompilationError; where a table is being made, it
/// is a CompileError that names the column.
class Unsupported : public Error {
 public:
  /// `element`: as Python shows the class, or a type's name.
  Unsupported(std::string_view dialect, std::string_view element,
              std::string_view more = {})
      : Error(ErrorKind::Compile,
              cat("Compiler of ", dialect, " can't render element of type ",
                  element, more.empty() ? "" : ": ", more)) {}
};

}  // namespace limbeck::sql

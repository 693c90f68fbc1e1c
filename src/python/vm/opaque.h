// Opaque values: what stands for things of modules that limbeck does not have.
// They absorb attribute access, calls, subscripts, decorators and base classes,
// and are an error, naming the import, where their value would matter.
#pragma once
#include <memory>
#include <string>

#include "base/error.h"
#include "python/native.h"
#include "python/objects/object.h"

namespace limbeck::py {

struct OpaqueOrigin {
  std::string module;            // as imported
  SourcePosition position;       // of the import
  std::shared_ptr<Error> error;  // why a project's own module is opaque
  std::string file;              // of that module
};

struct Opaque : Instance {
  std::string path;  // "celery.Celery(…).task"
  std::shared_ptr<const OpaqueOrigin> origin;
  explicit Opaque(Type* type) : Instance(type) {}
};

Value make_opaque(std::string path, std::shared_ptr<const OpaqueOrigin> origin);
Opaque* as_opaque(const Value& value);  // nullptr if it is none
/// The opaque value that is a base of the class or of one above it, also where
/// it was left out beside others; absent if there is none.
Value opaque_among_bases(const Type* type);
/// Where a module that has `from … import *` of an opaque module keeps that.
inline constexpr const char* kStarOf = "__limbeck_star__";
/// What the opaque module would have given under that name; absent for
/// Python's own names.
Value name_of_star(const Value& star, Str* name);
/// ErrorKind::Unsupported: `value` was wanted for `purpose` ("its text").
[[noreturn]] void opaque_matters(const Opaque* value, std::string_view purpose);

}  // namespace limbeck::py

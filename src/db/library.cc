#include "db/library.h"

#include <dlfcn.h>

#include "base/error.h"
#include "base/text.h"

namespace limbeck::db {

Library::Library(std::initializer_list<const char*> names, const char* package)
    : package_(package) {
  std::string reason;
  for (const char* name : names) {
    handle_ = dlopen(name, RTLD_NOW | RTLD_LOCAL);
    if (handle_ != nullptr) {
      name_ = name;
      return;
    }
    const char* why = dlerror();
    if (reason.empty() && why != nullptr) reason = why;
  }
  throw Error(ErrorKind::Unsupported,
              cat("the database's client library cannot be loaded: ", reason))
      .hint(cat("Install ", package_, "."));
}

void* Library::find(const char* name) const { return dlsym(handle_, name); }

void* Library::symbol(const char* name) const {
  if (void* found = find(name)) return found;
  throw Error(ErrorKind::Unsupported,
              cat(name_, " is too old: it has no ", name))
      .hint(cat("Install a newer ", package_, "."));
}

}  // namespace limbeck::db

#include "base/error.h"

#include <cstdio>
#include <cstdlib>

namespace limbeck {

Error& Error::at(SourcePosition position) & {
  trail_.push_back(std::move(position));
  return *this;
}

Error&& Error::at(SourcePosition position) && {
  trail_.push_back(std::move(position));
  return std::move(*this);
}

Error& Error::hint(std::string hint) & {
  if (!hint.empty()) hint_ = std::move(hint);
  return *this;
}

Error&& Error::hint(std::string hint) && {
  if (!hint.empty()) hint_ = std::move(hint);
  return std::move(*this);
}

void check_failed(const char* condition, const char* belief, const char* file,
                  int line) {
  std::fprintf(stderr,
               "limbeck: internal error at %s:%d: believed \"%s\" (%s). "
               "Please report this with the project that shows it.\n",
               file, line, belief, condition);
  std::abort();
}

}  // namespace limbeck

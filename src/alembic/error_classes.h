// Errors of the revision graph where the reference does not turn them into
// command errors.
#pragma once
#include "revision/failure.h"

namespace limbeck::alembic {

/// Throws the exception of alembic.script.revision that `error` stands for;
/// the error itself where the reference has no words for it.
[[noreturn]] void raise_as_class(const revision::RevisionError& error);

template <class Work>
auto with_error_classes(Work work) -> decltype(work()) {
  try {
    return work();
  } catch (const revision::RevisionError& error) {
    raise_as_class(error);
  }
}

}  // namespace limbeck::alembic

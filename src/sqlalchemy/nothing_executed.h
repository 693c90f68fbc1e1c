// Looking at what a script would execute, without executing it.
#pragma once

namespace limbeck::sa {

/// While it lives, no connection is opened and none executes anything: an Error
/// of kind Unsupported, which no script can catch.
class NothingExecuted {
 public:
  NothingExecuted();
  ~NothingExecuted();
  NothingExecuted(const NothingExecuted&) = delete;
  NothingExecuted& operator=(const NothingExecuted&) = delete;

 private:
  bool before_;
};

/// Throws while there is one.
void require_executing();

}  // namespace limbeck::sa

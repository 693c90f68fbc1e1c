// How a run that is to end (Ctrl-C, SIGTERM) gets out of a statement that the
// database still works on. A signal does no more than set a flag; each wait
// looks at it, has the server cancel the statement, and throws
// ErrorKind::Interrupted, behind which only ROLLBACK is still sent.
#pragma once
#include <atomic>
#include <string_view>

namespace limbeck::db {

class Stop {
 public:
  explicit Stop(const std::atomic<bool>* flag) : flag_(flag) {}

  bool asked() const {
    return flag_ != nullptr && flag_->load(std::memory_order_relaxed);
  }
  /// Throws when nothing new may begin; ROLLBACK may.
  void check(std::string_view sql) const;
  [[noreturn]] static void end();
  /// Until `socket` has something to read, or true as soon as the run is to
  /// end.
  bool before_readable(int socket) const;

 private:
  const std::atomic<bool>* flag_;  // borrowed; null: nobody will ask
};

}  // namespace limbeck::db

// One deploy at a time: a lock that belongs to a database and is held from the
// first step of a run until its process lets go.
//
// It is always asked for and never waited for inside the server: who waits in
// PostgreSQL holds a snapshot, for which CREATE INDEX CONCURRENTLY of the
// deploy that goes first would wait in turn. The lock has a session of its own,
// so that whatever a script does to its connection does not give it away.
#pragma once
#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "db/connection.h"

namespace limbeck::db {

class DeployLock {
 public:
  virtual ~DeployLock() = default;
  DeployLock(const DeployLock&) = delete;
  DeployLock& operator=(const DeployLock&) = delete;

  /// Whether the lock is ours now. Asks once.
  virtual bool try_lock() = 0;

 protected:
  DeployLock() = default;
};

/// Which database a URL means, so that one run asks for its lock once. Without
/// password.
std::string database_identity(const Url& url, const ConnectOptions& options);

/// The lock of that database, not held yet; nullptr where there is nobody to
/// share it with (a database in memory).
std::unique_ptr<DeployLock> deploy_lock(const Url& url,
                                        const ConnectOptions& options);

/// Asks again and again, at first often; false after `timeout`. `on_wait` is
/// called once, when somebody else turns out to have it.
/// Throws ErrorKind::Interrupted when `stop` is asked meanwhile.
bool lock_within(DeployLock& lock, std::chrono::milliseconds timeout,
                 const std::function<void()>& on_wait,
                 const std::atomic<bool>* stop = nullptr);

}  // namespace limbeck::db

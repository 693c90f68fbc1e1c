// Lets one deploy of a database go first; see db/deploy_lock.h.
#pragma once
#include <optional>
#include <string>

#include "python/native.h"

namespace limbeck::alembic {

/// `[limbeck] lock` ("off" takes none) and `lock_timeout` in seconds. Throws
/// ErrorKind::Config for what is neither.
void set_migration_lock(const std::optional<std::string>& lock,
                        const std::optional<std::string>& timeout);

enum class Locked {
  Now,      // what was read before may be old
  Already,  // this run has it, or there is none to have
};

/// Takes the lock of the connection's database for the rest of the run. A
/// transaction that only read is to be ended before. Throws ErrorKind::Command
/// when somebody else keeps it for too long.
Locked lock_database(const py::Value& connection);

}  // namespace limbeck::alembic

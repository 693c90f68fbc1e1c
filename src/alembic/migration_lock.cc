#include "alembic/migration_lock.h"

#include <map>
#include <memory>

#include "alembic/console.h"
#include "base/error.h"
#include "base/text.h"
#include "db/deploy_lock.h"
#include "sqlalchemy/bridge.h"

namespace limbeck::alembic {
namespace {

// Of one run of a command.
struct MigrationLocks {
  bool on = true;
  std::chrono::milliseconds timeout = std::chrono::minutes(10);
  std::map<std::string, std::unique_ptr<db::DeployLock>> held;
};

}  // namespace

void set_migration_lock(const std::optional<std::string>& lock,
                        const std::optional<std::string>& timeout) {
  auto& state = py::interpreter_state<MigrationLocks>();
  const std::string word = lower(lock.value_or("on"));
  if (word != "on" && word != "off" && word != "true" && word != "false")
    throw Error(ErrorKind::Config,
                cat("[limbeck] lock is 'on' or 'off', not '", *lock, "'"));
  state.on = word == "on" || word == "true";
  if (!timeout) return;
  char* end = nullptr;
  const double seconds = std::strtod(timeout->c_str(), &end);
  if (end == timeout->c_str() || *end != '\0' || !(seconds >= 0) ||
      seconds > 1e6)
    throw Error(ErrorKind::Config,
                cat("[limbeck] lock_timeout is a number of seconds, not '",
                    *timeout, "'"));
  state.timeout =
      std::chrono::milliseconds(static_cast<std::int64_t>(seconds * 1000));
}

Locked lock_database(const py::Value& connection) {
  auto& state = py::interpreter_state<MigrationLocks>();
  if (!state.on) return Locked::Already;
  const sa::ConnectionTarget target = sa::target_of(connection);
  const std::string identity =
      db::database_identity(target.url, target.options);
  if (state.held.contains(identity)) return Locked::Already;
  std::unique_ptr<db::DeployLock> lock;
  try {
    lock = db::deploy_lock(target.url, target.options);
  } catch (const db::Error& error) {
    throw Error(ErrorKind::Command,
                cat("Can't open the second connection that keeps other "
                    "deploys away: ",
                    error.message()))
        .hint("`lock = off` in [limbeck] goes without.");
  }
  if (!lock) return Locked::Already;
  const bool ours = db::lock_within(
      *lock, state.timeout,
      [] {
        log("alembic.runtime.migration", "info",
            "Waiting for another deploy of this database to end.");
      },
      &py::Interpreter::current().interrupted);
  if (!ours)
    throw Error(ErrorKind::Command,
                "Another deploy of this database has not ended; nothing was "
                "done here.")
        .hint("[limbeck] lock_timeout says how many seconds to wait.");
  state.held.emplace(identity, std::move(lock));
  return Locked::Now;
}

}  // namespace limbeck::alembic

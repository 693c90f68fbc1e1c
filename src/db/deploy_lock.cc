#include "db/deploy_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <filesystem>
#include <thread>

#include "base/text.h"
#include "db/stop.h"

namespace limbeck::db {
namespace {

// A session of its own that holds the server's lock until it is closed.
class ServerLock final : public DeployLock {
 public:
  ServerLock(const Url& url, const ConnectOptions& options, std::string ask)
      : session_(connect(url, options)), ask_(std::move(ask)) {}

  bool try_lock() override {
    const auto answer = session_->execute(ask_)->scalar();
    if (!answer) return false;
    if (const bool* yes = answer->get<bool>()) return *yes;
    const auto* number = answer->get<std::int64_t>();
    return number != nullptr && *number == 1;
  }

 private:
  std::unique_ptr<Connection> session_;
  std::string ask_;
};

// The folder of a SQLite file. Locks of whole files do not meet the locks of
// byte ranges that SQLite sets, but closing a descriptor of the database file
// would drop those; and a folder's lock leaves no file behind.
class FolderLock final : public DeployLock {
 public:
  explicit FolderLock(const std::string& folder)
      : descriptor_(::open(folder.c_str(), O_RDONLY | O_CLOEXEC)) {}
  ~FolderLock() override {
    if (descriptor_ >= 0) ::close(descriptor_);
  }

  bool try_lock() override {
    // What cannot be locked (no such folder) fails later, with better words.
    return descriptor_ < 0 || ::flock(descriptor_, LOCK_EX | LOCK_NB) == 0 ||
           errno != EWOULDBLOCK;
  }

 private:
  int descriptor_;
};

std::string sqlite_file(const Url& url) {
  std::string file = url.database.value_or("");
  if (file.substr(0, 5) == "file:") file.erase(0, 5);
  file = file.substr(0, file.find('?'));
  const auto mode = url.query_value("mode");
  if (file.empty() || file == ":memory:" || (mode && *mode == "memory"))
    return {};
  return std::filesystem::absolute(file).lexically_normal().string();
}

std::string server_identity(const Url& url, const ConnectOptions& options) {
  std::string text = url.render_as_string();
  for (const auto& [name, value] : options.connect_args)
    for (const char* place :
         {"host", "port", "database", "dbname", "db", "unix_socket", "service"})
      if (name == place)
        if (const auto* word = value.get<std::string>())
          cat_to(text, " ", name, "=", *word);
  return text;
}

}  // namespace

std::string database_identity(const Url& url, const ConnectOptions& options) {
  // What is locked is the folder: two databases of one run share its lock.
  if (url.driver().backend == Backend::Sqlite)
    return std::filesystem::path(sqlite_file(url)).parent_path().string();
  return server_identity(url, options);
}

std::unique_ptr<DeployLock> deploy_lock(const Url& url,
                                        const ConnectOptions& options) {
  switch (url.driver().backend) {
    case Backend::PostgreSql:
      // The name "limbeck" as a number; the lock is the database's own.
      return std::make_unique<ServerLock>(
          url, options, "SELECT pg_try_advisory_lock(30518413217883499)");
    case Backend::MySql:
      // Names are the whole server's, and at most 64 characters long. MySQL
      // 9.6 has no MD5() any more.
      return std::make_unique<ServerLock>(
          url, options,
          "SELECT GET_LOCK(CONCAT('limbeck:', "
          "LEFT(SHA2(COALESCE(DATABASE(), ''), 256), 32)), 0)");
    case Backend::Sqlite: {
      const std::string file = sqlite_file(url);
      if (file.empty()) return nullptr;
      return std::make_unique<FolderLock>(
          std::filesystem::path(file).parent_path().string());
    }
    case Backend::Unsupported:
      break;
  }
  return nullptr;
}

bool lock_within(DeployLock& lock, std::chrono::milliseconds timeout,
                 const std::function<void()>& on_wait,
                 const std::atomic<bool>* stop) {
  using Clock = std::chrono::steady_clock;
  const auto end = Clock::now() + timeout;
  auto pause = std::chrono::milliseconds(10);
  bool told = false;
  while (!lock.try_lock()) {
    if (Stop(stop).asked()) Stop::end();
    if (Clock::now() >= end) return false;
    if (!told) on_wait();
    told = true;
    std::this_thread::sleep_for(pause);
    pause = std::min(pause * 2, std::chrono::milliseconds(250));
  }
  return true;
}

}  // namespace limbeck::db

#include "base/files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/error.h"
#include "base/text.h"

namespace limbeck {
namespace {

[[noreturn]] void fail(const std::string& what, const std::string& path,
                       int reason) {
  throw Error(ErrorKind::File,
              cat(what, " ", path, ": ", std::strerror(reason)))
      .at({path, 0, 0});
}

class Descriptor {
 public:
  Descriptor(const std::string& path, int flags, mode_t mode = 0)
      : fd_(::open(path.c_str(), flags | O_CLOEXEC, mode)) {}
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  explicit operator bool() const { return fd_ >= 0; }
  int get() const { return fd_; }

 private:
  int fd_;
};

std::string read_all(const Descriptor& file, const std::string& path) {
  struct stat about {};
  if (::fstat(file.get(), &about) == 0 && S_ISDIR(about.st_mode))
    fail("Can't read", path, EISDIR);
  std::string bytes;
  bytes.resize(static_cast<std::size_t>(about.st_size) + 1);
  std::size_t used = 0;
  for (;;) {
    if (used == bytes.size()) bytes.resize(bytes.size() * 2);
    const ssize_t got =
        ::read(file.get(), bytes.data() + used, bytes.size() - used);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) fail("Can't read", path, errno);
    if (got == 0) break;
    used += static_cast<std::size_t>(got);
  }
  bytes.resize(used);
  return bytes;
}

}  // namespace

std::string read_file(const std::string& path) {
  const Descriptor file(path, O_RDONLY);
  if (!file) fail("Can't read", path, errno);
  return read_all(file, path);
}

std::optional<std::string> read_file_if_exists(const std::string& path) {
  const Descriptor file(path, O_RDONLY);
  if (!file && (errno == ENOENT || errno == ENOTDIR)) return std::nullopt;
  if (!file) fail("Can't read", path, errno);
  return read_all(file, path);
}

void write_file(const std::string& path, std::string_view bytes) {
  const std::string temporary = cat(path, ".", ::getpid(), ".tmp");
  mode_t mode = 0666;
  if (struct stat existing{}; ::stat(path.c_str(), &existing) == 0)
    mode = existing.st_mode & 07777;
  {
    const Descriptor file(temporary, O_WRONLY | O_CREAT | O_TRUNC, mode);
    if (!file) fail("Can't write", path, errno);
    while (!bytes.empty()) {
      const ssize_t put = ::write(file.get(), bytes.data(), bytes.size());
      if (put < 0 && errno == EINTR) continue;
      if (put < 0) {
        const int reason = errno;
        ::unlink(temporary.c_str());
        fail("Can't write", path, reason);
      }
      bytes.remove_prefix(static_cast<std::size_t>(put));
    }
  }
  if (::rename(temporary.c_str(), path.c_str()) != 0) {
    const int reason = errno;
    ::unlink(temporary.c_str());
    fail("Can't write", path, reason);
  }
}

}  // namespace limbeck

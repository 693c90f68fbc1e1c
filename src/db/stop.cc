#include "db/stop.h"

#include <poll.h>

#include "base/error.h"
#include "base/text.h"

namespace limbeck::db {

void Stop::end() { throw Error(ErrorKind::Interrupted, "Interrupted"); }

void Stop::check(std::string_view sql) const {
  if (asked() && upper(strip(sql).substr(0, 8)) != "ROLLBACK") end();
}

bool Stop::before_readable(int socket) const {
  // A signal ends poll() early. One that comes just before it does not, nor
  // does another thread's wish: hence the short waits.
  constexpr int kMilliseconds = 200;
  struct pollfd waiting {
    socket, POLLIN, 0
  };
  while (!asked()) {
    if (flag_ == nullptr) return false;
    if (::poll(&waiting, 1, kMilliseconds) > 0) return false;
  }
  return true;
}

}  // namespace limbeck::db

#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <ctime>
#include <filesystem>

#include "cli/program/allocation.h"
#include "cli/run.h"

namespace {

// The first signal asks the run to end. One that comes later than a second
// after it ends the process at once; one that comes sooner is the same wish
// twice: timeout(1) and container runtimes signal the process and its group.
void on_signal(int signal) {
  static volatile std::sig_atomic_t asked = 0;
  static struct timespec first;
  struct timespec now {};
  ::clock_gettime(CLOCK_MONOTONIC, &now);
  if (asked == 0) {
    asked = 1;
    first = now;
    limbeck::cli::interrupt_run();
  } else if (now.tv_sec - first.tv_sec > 1 ||
             (now.tv_sec - first.tv_sec == 1 && now.tv_nsec >= first.tv_nsec)) {
    std::signal(signal, SIG_DFL);
    std::raise(signal);
  }
}

// Standard output keeps its order with standard error on a terminal.
void write(std::FILE* stream, std::string_view text) {
  if (text.empty()) return;
  std::fwrite(text.data(), 1, text.size(), stream);
}

}  // namespace

int main(int count, char** words) {
  limbeck::cli::tune_allocation();
  struct sigaction action {};
  action.sa_handler = on_signal;
  sigaddset(&action.sa_mask, SIGINT);
  sigaddset(&action.sa_mask, SIGTERM);
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
  // Writing beyond what is allowed is an error of that write, as in Python.
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
  const std::string name =
      std::filesystem::path(count > 0 ? words[0] : "limbeck")
          .filename()
          .string();
  const std::vector<std::string> arguments(words + (count > 0 ? 1 : 0),
                                           words + count);
  const bool terminal = ::isatty(1);
  const limbeck::cli::Streams streams{[terminal](std::string_view text) {
                                        write(stdout, text);
                                        if (terminal) std::fflush(stdout);
                                      },
                                      [](std::string_view text) {
                                        std::fflush(stdout);
                                        write(stderr, text);
                                      }};
  using limbeck::cli::Afterwards;
  const int code = limbeck::cli::run(
      name == "alembic" ? "alembic" : "limbeck", arguments, streams,
      limbeck::cli::kSanitized ? Afterwards::GoesOn : Afterwards::Ends);
  std::fflush(stdout);
  return code;
}

#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <filesystem>

#include "cli/run.h"

namespace {

void on_interrupt(int) { limbeck::cli::interrupt_run(); }

// Standard output keeps its order with standard error on a terminal.
void write(std::FILE* stream, std::string_view text) {
  if (text.empty()) return;
  std::fwrite(text.data(), 1, text.size(), stream);
}

}  // namespace

int main(int count, char** words) {
  struct sigaction action {};
  action.sa_handler = on_interrupt;
  action.sa_flags = SA_RESETHAND;  // the second Ctrl-C ends it at once
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
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
  const int code = limbeck::cli::run(name == "alembic" ? "alembic" : "limbeck",
                                     arguments, streams);
  std::fflush(stdout);
  return code;
}

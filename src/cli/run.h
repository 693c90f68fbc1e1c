// One run of the program: from arguments to an exit code.
#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace limbeck::cli {

/// Where a run's output goes.
struct Streams {
  std::function<void(std::string_view)> out;
  std::function<void(std::string_view)> err;
};

/// What becomes of the process after a run.
enum class Afterwards { GoesOn, Ends };

/// Runs one command line. `program` is the name the user called it by; it shows
/// in usage lines. Gives the exit code: 0, 1 (an exception), 2 (usage), 255
/// (FAILED), 130 (interrupted). Throws nothing.
int run(const std::string& program, const std::vector<std::string>& arguments,
        const Streams& streams, Afterwards afterwards = Afterwards::GoesOn);

/// Asks the run of this process to stop; safe in a signal handler.
void interrupt_run() noexcept;

extern const char* const kVersion;

}  // namespace limbeck::cli

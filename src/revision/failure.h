// What can be wrong with a revision graph or with what was asked of it. A
// RevisionError is worded as the reference's exception of the same name;
// command_error gives the words that a command shows for it.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace limbeck::revision {

/// The reference's exception classes.
enum class Failure {
  Plain,             // RevisionError
  RangeNotAncestor,  // RangeNotAncestorError
  MultipleHeads,
  Resolution,  // ResolutionError
  Cycle,       // CycleDetected
  DependencyCycle,
  Loop,
  DependencyLoop,
  Missing,   // KeyError: a revision that nobody has
  Internal,  // AssertionError: the reference has no words for it
};

class RevisionError : public Error {
 public:
  RevisionError(Failure failure, std::string message)
      : Error(ErrorKind::Revision, std::move(message)), failure_(failure) {}

  Failure failure() const { return failure_; }

  /// What was asked for (Resolution, MultipleHeads, Missing).
  std::optional<std::string> argument;
  /// The ends of the range, as the reference would print them
  /// (RangeNotAncestor).
  std::string lower, upper;
  /// The heads of MultipleHeads, the members of a cycle.
  std::vector<std::string> revisions;

 private:
  Failure failure_;
};

RevisionError range_not_ancestor(std::string lower, std::string upper);
RevisionError multiple_heads(std::vector<std::string> heads,
                             std::string argument);
RevisionError resolution_error(std::string message, std::string argument);
/// `failure` is one of the four kinds of cycle.
RevisionError cycle_detected(Failure failure,
                             std::vector<std::string> revisions);
/// A walk that left the graph, where the reference has only an AssertionError.
RevisionError past_the_end();
RevisionError missing_revision(std::string message, std::string id);

/// How a command words the errors that depend on what it does. Templates take
/// {start}, {end} and {argument}.
struct Wording {
  std::optional<std::string> ancestor, multiple_heads, start, end, resolution;
};

/// The error that a command reports (ErrorKind::Command).
// Alembic: ScriptDirectory._catch_revision_errors
Error command_error(const RevisionError& error, const Wording& wording = {});

/// Runs `work`, turning a RevisionError into the command's error.
template <class Work>
auto with_wording(const Wording& wording, Work work) -> decltype(work()) {
  try {
    return work();
  } catch (const RevisionError& error) {
    throw command_error(error, wording);
  }
}

}  // namespace limbeck::revision

#include "revision/failure.h"

#include "base/text.h"

namespace limbeck::revision {

RevisionError range_not_ancestor(std::string lower, std::string upper) {
  RevisionError error(
      Failure::RangeNotAncestor,
      cat("Revision ", lower == "None" || lower == "()" ? "base" : lower,
          " is not an ancestor of revision ",
          upper == "None" || upper == "()" ? "base" : upper));
  error.lower = std::move(lower);
  error.upper = std::move(upper);
  return error;
}

RevisionError multiple_heads(std::vector<std::string> heads,
                             std::string argument) {
  RevisionError error(Failure::MultipleHeads,
                      cat("Multiple heads are present for given argument '",
                          argument, "'; ", join(heads, ", ")));
  error.argument = std::move(argument);
  error.revisions = std::move(heads);
  return error;
}

RevisionError resolution_error(std::string message, std::string argument) {
  RevisionError error(Failure::Resolution, std::move(message));
  error.argument = std::move(argument);
  return error;
}

RevisionError cycle_detected(Failure failure,
                             std::vector<std::string> revisions) {
  std::string_view what = "Cycle";
  if (failure == Failure::DependencyCycle) what = "Dependency cycle";
  if (failure == Failure::Loop) what = "Self-loop";
  if (failure == Failure::DependencyLoop) what = "Dependency self-loop";
  RevisionError error(failure, cat(what, " is detected in revisions (",
                                   join(revisions, ", "), ")"));
  error.revisions = std::move(revisions);
  return error;
}

RevisionError past_the_end() {
  return RevisionError(
      Failure::Internal,
      "Walked too far: the steps lead past the first revision");
}

RevisionError missing_revision(std::string message, std::string id) {
  RevisionError error(Failure::Missing, std::move(message));
  error.argument = std::move(id);
  return error;
}

Error command_error(const RevisionError& error, const Wording& wording) {
  // The reference has only a bare KeyError or AssertionError for these, which
  // is no command error.
  if (error.failure() == Failure::Missing ||
      error.failure() == Failure::Internal)
    return error;
  std::string text = error.message();
  switch (error.failure()) {
    case Failure::RangeNotAncestor:
      text = wording.ancestor.value_or(
          "Requested range {start}:{end} does not refer to "
          "ancestor/descendant revisions along the same branch");
      text = replace_all(text, "{start}", wording.start.value_or(error.lower));
      text = replace_all(text, "{end}", wording.end.value_or(error.upper));
      break;
    case Failure::MultipleHeads:
      text = wording.multiple_heads.value_or(
          "Multiple head revisions are present for given argument "
          "'{argument}'; please specify a specific target revision, "
          "'<branchname>@{argument}' to narrow to a specific head, or "
          "'heads' for all heads");
      text = replace_all(text, "{argument}",
                         wording.end && !wording.end->empty()
                             ? *wording.end
                             : error.argument.value_or(""));
      break;
    case Failure::Resolution:
      text = wording.resolution.value_or(
          cat("Can't locate revision identified by '",
              error.argument.value_or(""), "'"));
      break;
    case Failure::Plain:
    case Failure::Cycle:
    case Failure::DependencyCycle:
    case Failure::Loop:
    case Failure::DependencyLoop:
    case Failure::Missing:
    case Failure::Internal:
      break;
  }
  Error out(ErrorKind::Command, text);
  for (const SourcePosition& position : error.trail()) out.at(position);
  out.hint(error.hint());
  return out;
}

}  // namespace limbeck::revision

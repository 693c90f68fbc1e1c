// How commands and the Python API show a revision.
#pragma once
#include <string>

#include "revision/graph.h"

namespace limbeck::revision {

/// What a one-line form says besides the id.
struct LineOptions {
  bool branches = false;  // labels
  bool doc = false;
  bool parents = false;
  bool tree_indicators = true;  // (branchpoint), (mergepoint)
  bool head_indicators = true;  // (head), (effective head), (current)
  bool current = false;         // it is in the version table
};

/// "aaaa1 -> bbbb1 (left) (head), second".
// Alembic: Script._head_only
std::string one_line(const Revision& revision, const LineOptions& options);

/// The block that `show` prints, with a line end.
// Alembic: Script.log_entry
std::string log_entry(const Revision& revision, bool current = false);

enum class Verbose { No, Yes };

/// One line without its end, or the block.
// Alembic: Script.cmd_format
std::string command_format(const Revision& revision, Verbose verbose,
                           const LineOptions& options);

// What commands print, line ends included.

std::string heads_text(const Links& heads, Verbose verbose);
std::string branches_text(const RevisionGraph& graph, Verbose verbose);
/// `revisions` from walk_revisions. `currents` are the ids to mark.
std::string history_text(const Links& revisions, Verbose verbose,
                         const std::vector<std::string>& currents = {});
std::string show_text(const Links& revisions);
std::string current_text(const Links& revisions, Verbose verbose);

/// "[start]:[end]" in its two parts, either empty. Throws ErrorKind::Command.
// Alembic: command.history
std::pair<std::string, std::string> split_range(const std::string& range);

}  // namespace limbeck::revision

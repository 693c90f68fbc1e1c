#include "revision/format.h"

#include <unordered_set>

#include "base/error.h"
#include "base/text.h"
#include "revision/path.h"

namespace limbeck::revision {

namespace {

// The lines of a text, without their ends, as str.splitlines() gives them.
std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> out;
  std::size_t start = 0;
  while (start < text.size()) {
    std::size_t end = start;
    std::size_t length = 0;  // of the line end
    for (; end < text.size() && length == 0; ++end) {
      auto c = static_cast<unsigned char>(text[end]);
      if (c == '\r' && text.substr(end, 2) == "\r\n")
        length = 2;
      else if ((c >= '\n' && c <= '\r') || (c >= 0x1c && c <= 0x1e))
        length = 1;
      else if (text.substr(end, 2) == "\xc2\x85")
        length = 2;
      else if (text.substr(end, 3) == "\xe2\x80\xa8" ||
               text.substr(end, 3) == "\xe2\x80\xa9")
        length = 3;
      if (length != 0) break;
    }
    out.emplace_back(text.substr(start, end - start));
    start = end + length;
  }
  return out;
}

}  // namespace

std::string one_line(const Revision& revision, const LineOptions& options) {
  std::string text = revision.id;
  if (options.parents) {
    text = revision.dependencies.empty()
               ? cat(revision.down_text(), " -> ", text)
               : cat(revision.down_text(), " (",
                     join(revision.dependencies, ", "), ") -> ", text);
  }
  if (options.branches && !revision.branch_labels.empty()) {
    cat_to(text, " (", join(revision.branch_labels, ", "), ")");
  }
  if (options.head_indicators || options.tree_indicators) {
    if (revision.is_real_head()) text += " (head)";
    if (revision.is_head() && !revision.is_real_head()) {
      text += " (effective head)";
    }
    if (options.current) text += " (current)";
  }
  if (options.tree_indicators) {
    if (revision.is_branch_point()) text += " (branchpoint)";
    if (revision.is_merge_point()) text += " (mergepoint)";
  }
  if (options.doc) cat_to(text, ", ", revision.doc());
  return text;
}

std::string log_entry(const Revision& revision, bool current) {
  std::string out =
      cat("Rev: ", revision.id, revision.is_head() ? " (head)" : "",
          revision.is_branch_point() ? " (branchpoint)" : "",
          revision.is_merge_point() ? " (mergepoint)" : "",
          current ? " (current)" : "", "\n");
  cat_to(out, revision.is_merge_point() ? "Merges: " : "Parent: ",
         revision.down_text(), "\n");
  if (!revision.dependencies.empty()) {
    cat_to(out, "Also depends on: ", join(revision.dependencies, ", "), "\n");
  }
  if (revision.is_branch_point()) {
    cat_to(out, "Branches into: ", join(ids(revision.next), ", "), "\n");
  }
  if (!revision.branch_labels.empty()) {
    cat_to(out, "Branch names: ", join(revision.branch_labels, ", "), "\n");
  }
  cat_to(out, "Path: ", revision.path, "\n\n");
  std::vector<std::string> lines = lines_of(revision.long_doc);
  for (std::string& line : lines) line.insert(0, "    ");
  cat_to(out, join(lines, "\n"), "\n");
  return out;
}

std::string command_format(const Revision& revision, Verbose verbose,
                           const LineOptions& options) {
  return verbose == Verbose::Yes ? log_entry(revision, options.current)
                                 : one_line(revision, options);
}

// Alembic: command.heads
std::string heads_text(const Links& heads, Verbose verbose) {
  std::string out;
  for (const Revision* head : heads) {
    cat_to(out,
           command_format(*head, verbose,
                          {.branches = true, .tree_indicators = false}),
           "\n");
  }
  return out;
}

// Alembic: command.branches
std::string branches_text(const RevisionGraph& graph, Verbose verbose) {
  std::string out;
  for (const Revision* revision : walk_revisions(graph)) {
    if (!revision->is_branch_point()) continue;
    cat_to(out, command_format(*revision, verbose, {.branches = true}), "\n");
    std::string blanks(count_code_points(revision->id), ' ');
    for (const Revision* child : revision->next) {
      cat_to(
          out, blanks, " -> ",
          one_line(*child, {.branches = true, .doc = verbose == Verbose::Yes}),
          "\n");
    }
    out += "\n";
  }
  return out;
}

// Alembic: command.history
std::string history_text(const Links& revisions, Verbose verbose,
                         const std::vector<std::string>& currents) {
  std::unordered_set<std::string_view> marked(currents.begin(), currents.end());
  std::string out;
  for (const Revision* revision : revisions) {
    LineOptions options{.branches = true, .doc = true, .parents = true};
    options.current = marked.count(revision->id) != 0;
    cat_to(out, command_format(*revision, verbose, options), "\n");
  }
  return out;
}

// Alembic: command.show
std::string show_text(const Links& revisions) {
  std::string out;
  for (const Revision* revision : revisions) {
    cat_to(out, log_entry(*revision), "\n");
  }
  return out;
}

// Alembic: command.current
std::string current_text(const Links& revisions, Verbose verbose) {
  std::string out;
  for (const Revision* revision : revisions) {
    cat_to(out, command_format(*revision, verbose, {}), "\n");
  }
  return out;
}

std::pair<std::string, std::string> split_range(const std::string& range) {
  std::vector<std::string> parts = split(strip(range), ':');
  if (parts.size() < 2)
    throw Error(ErrorKind::Command,
                "History range requires [start]:[end], [start]:, or :[end]");
  if (parts.size() > 2)
    throw Error(ErrorKind::Usage,
                cat("A range has one colon: [start]:[end], not ", range));
  return {parts[0], parts[1]};
}

}  // namespace limbeck::revision

#include "revision/revision.h"

#include <algorithm>

#include "base/text.h"

namespace limbeck::revision {

bool Revision::has_label(std::string_view label) const {
  return std::binary_search(branch_labels.begin(), branch_labels.end(), label);
}

std::string Revision::doc() const {
  return long_doc.substr(0, long_doc.find("\n\n"));
}

std::string Revision::down_text() const {
  return down_revisions.empty() ? "<base>" : join(down_revisions, ", ");
}

// Alembic: Script.__str__
std::string Revision::line() const {
  return cat(down_text(), " -> ", id, is_head() ? " (head)" : "",
             is_branch_point() ? " (branchpoint)" : "",
             is_merge_point() ? " (mergepoint)" : "", ", ", doc());
}

std::vector<std::string> ids(const Links& revisions) {
  std::vector<std::string> out;
  out.reserve(revisions.size());
  for (const Revision* revision : revisions) out.push_back(revision->id);
  return out;
}

}  // namespace limbeck::revision

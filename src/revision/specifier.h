// From what a user types to revisions: "head", "heads", "base", "ae10",
// "ae", "branch", "branch@head", "branch@ae10", "-2"; and, where a target of
// an upgrade or a downgrade is meant, "+2", "ae10+1", "branch@+1".
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "revision/graph.h"

namespace limbeck::revision {

/// None, one specifier, or several ids (such as the rows of a version table).
class Specifier {
 public:
  Specifier() = default;  // None
  Specifier(std::string text) : value_(std::move(text)) {}
  Specifier(std::string_view text) : value_(std::string(text)) {}
  Specifier(const char* text) : value_(std::string(text)) {}
  Specifier(std::vector<std::string> ids) : value_(std::move(ids)) {}

  bool is_none() const { return value_.index() == 0; }
  /// The single text, or nullptr.
  const std::string* text() const { return std::get_if<std::string>(&value_); }
  /// The members; a single text is one, None is none.
  std::vector<std::string> list() const;
  /// As the reference prints it: 'None', the text, or a tuple of literals.
  std::string shown() const;

 private:
  std::variant<std::monostate, std::string, std::vector<std::string>> value_;
};

/// Where a specifier leads: to a revision, to base, or (a relative one) beyond.
struct Place {
  enum class Kind { Beyond, Base, At };
  Kind kind = Kind::Beyond;
  const Revision* revision = nullptr;

  static Place base() { return {Kind::Base, nullptr}; }
  static Place at(const Revision* revision) { return {Kind::At, revision}; }
  bool operator==(const Place&) const = default;
};

/// "[label@][symbol](+N|-N)", a prefix of the text.
// Alembic: _relative_destination
struct Relative {
  std::optional<std::string> label, symbol;
  std::string text;   // the number as typed, with its sign
  std::string count;  // its digits, without leading zeros
  long steps = 0;     // limited to a billion
};
std::optional<Relative> parse_relative(std::string_view text);

/// Ids and the branch label (the part before '@').
struct Resolved {
  std::vector<std::string> ids;
  std::optional<std::string> label;
};
// Alembic: RevisionMap._resolve_revision_number
Resolved resolve_revision_number(const RevisionGraph& graph,
                                 const std::optional<std::string>& id);

/// The one head (of a branch), nullptr without revisions. Throws MultipleHeads.
const Revision* get_current_head(
    const RevisionGraph& graph,
    const std::optional<std::string>& branch_label = std::nullopt);

/// The one revision for a specifier; nullptr for base.
const Revision* get_revision(const RevisionGraph& graph,
                             const std::optional<std::string>& id);

/// All revisions for a specifier; "base" gives none. A relative one that leads
/// to base or beyond it is an error.
Links get_revisions(const RevisionGraph& graph, const Specifier& id);

/// As get_revisions, with the places that are no revisions.
std::vector<Place> get_places(const RevisionGraph& graph, const Specifier& id);

/// What a name before '@' stands for. Throws Resolution.
const Revision* resolve_branch(const RevisionGraph& graph,
                               std::string_view label);

/// A full id, a label or the unique beginning of one; with `check_branch` the
/// revision has to share lineage with it.
// Alembic: RevisionMap._revision_for_ident
const Revision* revision_for_ident(
    const RevisionGraph& graph, std::string_view id,
    const std::optional<std::string>& check_branch = std::nullopt);

enum class Dependencies { No, Yes };

/// Ancestors and descendants of what a specifier names; without such names
/// (base) everything.
// Alembic: RevisionMap._shares_lineage
class Lineage {
 public:
  Lineage(const RevisionGraph& graph, const std::string& check_against,
          Dependencies dependencies = Dependencies::No);
  bool includes(const Revision& revision);
  bool is_everything() const { return shares_.empty(); }

 private:
  void find_members();

  const RevisionGraph& graph_;
  std::vector<std::string> shares_;
  Dependencies dependencies_;
  std::optional<RevisionSet> below_, above_;  // made when first asked
};

// Alembic: RevisionMap.filter_for_lineage
Links filter_for_lineage(const RevisionGraph& graph, const Links& targets,
                         const std::string& check_against,
                         Dependencies dependencies = Dependencies::No);

/// The revisions that a database with these rows is at: rows and what they
/// depend on, as far as it has no descendant among them.
// Alembic: RevisionMap._get_all_current
Links get_all_current(const RevisionGraph& graph, const Specifier& rows);

/// An id for a symbol such as "head"; nothing for base. "heads" gives all.
// Alembic: ScriptDirectory.as_revision_number
std::vector<std::string> as_revision_number(const RevisionGraph& graph,
                                            const std::string& id);

}  // namespace limbeck::revision

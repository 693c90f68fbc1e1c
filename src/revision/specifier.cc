#include "revision/specifier.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "revision/failure.h"
#include "revision/relative.h"
#include "revision/traverse.h"

namespace limbeck::revision {

namespace {

constexpr long kMostSteps = 1000000000;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Python's \w, with every byte of a multi-byte character as a letter.
bool is_word(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         c == '_' || static_cast<unsigned char>(c) >= 0x80;
}

long steps_of(std::string_view digits) {
  long steps = 0;
  for (char c : digits) steps = std::min(steps * 10 + (c - '0'), kMostSteps);
  return steps;
}

std::optional<Relative> parse_symbol(std::string_view text) {
  std::size_t sign = 0;
  while (sign < text.size() && is_word(text[sign])) ++sign;
  if (sign == text.size() || (text[sign] != '+' && text[sign] != '-')) {
    return std::nullopt;
  }
  std::size_t end = sign + 1;
  while (end < text.size() && is_digit(text[end])) ++end;
  if (end == sign + 1) return std::nullopt;
  Relative out;
  if (sign > 0) out.symbol = text.substr(0, sign);
  out.text = text.substr(sign, end - sign);
  std::string_view digits = text.substr(sign + 1, end - sign - 1);
  while (digits.size() > 1 && digits[0] == '0') digits.remove_prefix(1);
  out.count = digits;
  out.steps = steps_of(digits) * (text[sign] == '-' ? -1 : 1);
  return out;
}

// A negative number as int() reads it, or nothing.
std::optional<long> negative_number(std::string_view text) {
  text = strip(text);
  if (text.size() < 2 || text[0] != '-') return std::nullopt;
  std::string digits;
  for (std::size_t i = 1; i < text.size(); ++i) {
    bool underscore = text[i] == '_' && i > 1 && i + 1 < text.size() &&
                      is_digit(text[i - 1]) && is_digit(text[i + 1]);
    if (underscore) continue;
    if (!is_digit(text[i])) return std::nullopt;
    digits += text[i];
  }
  long steps = steps_of(digits);
  return steps == 0 ? std::nullopt : std::optional<long>(-steps);
}

bool given(const std::optional<std::string>& label) {
  return label && !label->empty();
}

}  // namespace

std::vector<std::string> Specifier::list() const {
  if (const auto* ids = std::get_if<std::vector<std::string>>(&value_)) {
    return *ids;
  }
  if (const std::string* one = text()) return {*one};
  return {};
}

std::string Specifier::shown() const {
  if (is_none()) return "None";
  if (const std::string* one = text()) return *one;
  std::vector<std::string> literals;
  for (const std::string& id : list()) literals.push_back(cat("'", id, "'"));
  return cat("(", join(literals, ", "), literals.size() == 1 ? ",)" : ")");
}

std::optional<Relative> parse_relative(std::string_view text) {
  for (std::size_t at = text.find('@', 1); at != std::string_view::npos;
       at = text.find('@', at + 1)) {
    if (text.substr(0, at).find('\n') != std::string_view::npos) break;
    if (auto out = parse_symbol(text.substr(at + 1))) {
      out->label = text.substr(0, at);
      return out;
    }
  }
  return parse_symbol(text);
}

Resolved resolve_revision_number(const RevisionGraph& graph,
                                 const std::optional<std::string>& id) {
  Resolved out;
  if (!id) return out;
  std::string symbol = *id;
  if (std::size_t at = symbol.find('@'); at != std::string::npos) {
    out.label = symbol.substr(0, at);
    symbol.erase(0, at + 1);
  }
  if (symbol == "heads") {
    out.ids = ids(given(out.label)
                      ? filter_for_lineage(graph, graph.heads(), *out.label)
                      : graph.real_heads());
  } else if (symbol == "head") {
    if (const Revision* head = get_current_head(graph, out.label)) {
      out.ids.push_back(head->id);
    }
  } else if (symbol != "base") {
    out.ids.push_back(std::move(symbol));
  }
  return out;
}

// Alembic: RevisionMap.get_current_head
const Revision* get_current_head(
    const RevisionGraph& graph,
    const std::optional<std::string>& branch_label) {
  Links heads = graph.heads();
  bool branch = given(branch_label);
  if (branch) heads = filter_for_lineage(graph, heads, *branch_label);
  if (heads.size() > 1) {
    throw multiple_heads(ids(heads),
                         branch ? cat(*branch_label, "@head") : "head");
  }
  return heads.empty() ? nullptr : heads.front();
}

// Alembic: RevisionMap.get_revision
const Revision* get_revision(const RevisionGraph& graph,
                             const std::optional<std::string>& id) {
  Resolved resolved = resolve_revision_number(graph, id);
  if (resolved.ids.size() > 1) {
    throw multiple_heads(std::move(resolved.ids), id.value_or("None"));
  }
  if (!resolved.ids.empty()) {
    return revision_for_ident(graph, resolved.ids[0], resolved.label);
  }
  if (given(resolved.label)) resolve_branch(graph, *resolved.label);
  return nullptr;
}

// Alembic: RevisionMap.get_revisions
std::vector<Place> get_places(const RevisionGraph& graph, const Specifier& id) {
  std::vector<Place> out;
  for (const std::string& member : id.list()) {
    Resolved resolved = resolve_revision_number(graph, member);
    std::optional<long> steps;
    if (resolved.ids.size() == 1) steps = negative_number(resolved.ids[0]);
    if (steps) {
      // Down from the heads.
      for (const Revision* head : graph.real_heads()) {
        if (resolved.label && !head->has_label(*resolved.label)) continue;
        out.push_back(walk(graph, Place::at(head), *steps, std::nullopt,
                           Overwalk::Refused));
      }
      continue;
    }
    for (const std::string& one : resolved.ids) {
      out.push_back(Place::at(revision_for_ident(graph, one, resolved.label)));
    }
  }
  return out;
}

Links get_revisions(const RevisionGraph& graph, const Specifier& id) {
  Links out;
  for (const Place& place : get_places(graph, id)) {
    if (place.kind != Place::Kind::At) {
      throw past_the_end();
    }
    out.push_back(place.revision);
  }
  return out;
}

// Alembic: RevisionMap._resolve_branch
const Revision* resolve_branch(const RevisionGraph& graph,
                               std::string_view label) {
  if (const Revision* found = graph.find(label)) return found;
  try {
    return revision_for_ident(graph, label);
  } catch (const RevisionError& error) {
    if (error.failure() != Failure::Resolution) throw;
    throw resolution_error(cat("No such branch: '", label, "'"),
                           std::string(label));
  }
}

const Revision* revision_for_ident(
    const RevisionGraph& graph, std::string_view id,
    const std::optional<std::string>& check_branch) {
  const Revision* branch =
      given(check_branch) ? resolve_branch(graph, *check_branch) : nullptr;
  const Revision* revision = graph.find(id);
  if (!revision) {
    if (id.empty()) {
      throw RevisionError(Failure::Internal, "A revision identifier is empty");
    }
    std::optional<Lineage> lineage;
    if (branch) lineage.emplace(graph, *check_branch);
    constexpr std::size_t kShortest = 4;
    std::vector<std::string_view> found;
    for (std::string_view name : graph.names()) {
      if (name.size() < kShortest || name.substr(0, id.size()) != id) continue;
      if (lineage && !lineage->includes(*graph.find(name))) continue;
      found.push_back(name);
    }
    if (found.empty()) {
      throw resolution_error(
          cat("No such revision or branch '", id, "'",
              count_code_points(id) < kShortest
                  ? "; please ensure at least four characters are present for "
                    "partial revision identifier matches"
                  : ""),
          std::string(id));
    }
    if (found.size() > 1) {
      std::string text = cat("Multiple revisions start with '", id, "': '",
                             found[0], "', '", found[1], "'");
      if (found.size() > 2) cat_to(text, ", '", found[2], "'");
      throw resolution_error(text + "...", std::string(id));
    }
    revision = graph.find(found[0]);
  }
  if (branch && !Lineage(graph, branch->id).includes(*revision)) {
    throw resolution_error(
        cat("Revision ", revision->id, " is not a member of branch '",
            *check_branch, "'"),
        std::string(id));
  }
  return revision;
}

Lineage::Lineage(const RevisionGraph& graph, const std::string& check_against,
                 Dependencies dependencies)
    : graph_(graph), dependencies_(dependencies) {
  Resolved resolved = resolve_revision_number(graph, check_against);
  if (given(resolved.label)) shares_.push_back(*resolved.label);
  shares_.insert(shares_.end(), resolved.ids.begin(), resolved.ids.end());
}

bool Lineage::includes(const Revision& revision) {
  if (shares_.empty()) return true;
  if (!below_) find_members();
  return below_->contains(revision) || above_->contains(revision);
}

void Lineage::find_members() {
  Links members;
  for (const std::string& share : shares_) {
    members.push_back(revision_for_ident(graph_, share));
  }
  bool all = dependencies_ == Dependencies::Yes;
  below_ = reach(graph_, members, all ? Follow::NormalizedDown : Follow::Down);
  above_ = reach(graph_, members, all ? Follow::AllNext : Follow::Next);
}

Links filter_for_lineage(const RevisionGraph& graph, const Links& targets,
                         const std::string& check_against,
                         Dependencies dependencies) {
  Lineage lineage(graph, check_against, dependencies);
  Links out;
  for (const Revision* target : targets) {
    if (lineage.includes(*target)) out.push_back(target);
  }
  return out;
}

Links get_all_current(const RevisionGraph& graph, const Specifier& rows) {
  return branch_heads(graph, reached(graph, get_revisions(graph, rows),
                                     Follow::NormalizedDown));
}

std::vector<std::string> as_revision_number(const RevisionGraph& graph,
                                            const std::string& id) {
  Resolved resolved = resolve_revision_number(graph, id);
  if (id != "heads" && resolved.ids.size() > 1) resolved.ids.resize(1);
  return resolved.ids;
}

}  // namespace limbeck::revision

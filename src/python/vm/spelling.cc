#include "python/vm/spelling.h"

#include <algorithm>

#include "base/text.h"
#include "python/objects/exception.h"
#include "python/vm/import.h"
#include "python/vm/traceback.h"

namespace limbeck::py {

namespace {

constexpr int kMoveCost = 2;
constexpr int kCaseCost = 1;
constexpr std::size_t kLongestName = 40;
constexpr std::size_t kMostCandidates = 750;

int substitution_cost(char a, char b) {
  if (a == b) return 0;
  if (std::tolower(a) == std::tolower(b)) return kCaseCost;
  return kMoveCost;
}

// CPython: _levenshtein_distance, in which a change of case costs half.
int distance(std::string_view a, std::string_view b, int most) {
  while (!a.empty() && !b.empty() && a[0] == b[0]) {
    a.remove_prefix(1);
    b.remove_prefix(1);
  }
  while (!a.empty() && !b.empty() && a.back() == b.back()) {
    a.remove_suffix(1);
    b.remove_suffix(1);
  }
  if (a.empty() || b.empty())
    return kMoveCost * static_cast<int>(a.size() + b.size());
  if (a.size() > kLongestName || b.size() > kLongestName) return most + 1;
  std::vector<int> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j)
    row[j] = kMoveCost * static_cast<int>(j);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    int diagonal = row[0];
    row[0] = kMoveCost * static_cast<int>(i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      int above = row[j];
      row[j] = std::min({row[j] + kMoveCost, row[j - 1] + kMoveCost,
                         diagonal + substitution_cost(a[i - 1], b[j - 1])});
      diagonal = above;
    }
  }
  return row[b.size()];
}

std::vector<std::string> names_in(const Value& names) {
  std::vector<std::string> found;
  for (const Value& name : collect(names))
    if (is_str(name)) found.emplace_back(text_of(name));
  return found;
}

std::string did_you_mean(std::string_view name,
                         const std::vector<std::string>& candidates) {
  std::string best = closest_name(name, candidates);
  return best.empty() ? "" : cat(". Did you mean: '", best, "'?");
}

std::string for_name_error(const Value& exception) {
  Value name = find_attribute(exception, "name");
  if (!is_str(name)) return {};
  Value at = as_exception(exception)->traceback;
  if (type_of(at) != vm_state().traceback) return {};
  while (type_of(at.as<Traceback>()->next) == vm_state().traceback) {
    Value next = at.as<Traceback>()->next;
    at = next;
  }
  auto* entry = at.as<Traceback>();
  std::vector<std::string> candidates;
  for (Str* slot : entry->code->slot_names)
    if (!view(slot).starts_with(".")) candidates.emplace_back(view(slot));
  for (const std::string& global : names_in(entry->globals.value()))
    candidates.push_back(global);
  for (const std::string& builtin : names_in(internals().builtins.value()))
    candidates.push_back(builtin);
  std::string best = did_you_mean(text_of(name), candidates);
  Value sys = import_module("sys", true);
  bool standard = contains(get_attribute(sys, "stdlib_module_names"), name);
  if (!standard) return best;
  if (best.empty())
    return cat(". Did you forget to import '", text_of(name), "'?");
  best.pop_back();
  return cat(best, " or did you forget to import '", text_of(name), "'?");
}

}  // namespace

std::string closest_name(std::string_view name,
                         const std::vector<std::string>& candidates) {
  if (name.size() > kLongestName || candidates.size() > kMostCandidates)
    return {};
  std::string best;
  int best_distance = 0;
  for (const std::string& candidate : candidates) {
    if (candidate == name) continue;
    int most =
        static_cast<int>(candidate.size() + name.size() + 3) * kMoveCost / 6;
    if (!best.empty()) most = std::min(most, best_distance - 1);
    int found = distance(name, candidate, most);
    if (found > most) continue;
    if (best.empty() || found < best_distance) {
      best = candidate;
      best_distance = found;
    }
  }
  return best;
}

std::string suggestion_for(const Value& exception) {
  try {
    if (is_instance(exception, exception_type("NameError")))
      return for_name_error(exception);
    if (is_instance(exception, exception_type("AttributeError"))) {
      Value name = find_attribute(exception, "name");
      Value object = find_attribute(exception, "obj");
      if (!is_str(name) || object.absent() || object.is_none()) return {};
      Value dir = call(*internals().builtins->find(intern("dir")), {object});
      std::vector<std::string> candidates;
      for (const std::string& candidate : names_in(dir))
        if (text_of(name).starts_with("_") || !candidate.starts_with("_"))
          candidates.push_back(candidate);
      return did_you_mean(text_of(name), candidates);
    }
    if (is_instance(exception, exception_type("ImportError"))) {
      Value wanted = find_attribute(exception, "name_from");
      Value name = find_attribute(exception, "name");
      if (!is_str(wanted) || !is_str(name)) return {};
      Value* module = internals().modules->find(name);
      if (!module) return {};
      Value dir = call(*internals().builtins->find(intern("dir")), {*module});
      return did_you_mean(text_of(wanted), names_in(dir));
    }
  } catch (Raised&) {
    return {};
  }
  return {};
}

}  // namespace limbeck::py
